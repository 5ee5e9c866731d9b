import re
from datetime import UTC, datetime

import pandas as pd
import pytest

from helpers.corpus import load_corpus
from helpers.report.assemble import describe_run
from helpers.report.bibliography import parse_bibtex, works
from helpers.report.methods import describe_methods
from tests.report.making import FRAME, HOSTILE, code, parameters, raised, result
from tests.setup.environment import ROOT

BUNDLED = str(ROOT / "data" / "two_capitals")
SENTIMENT = "tone = score_sentiment(articles)\nestimate_ratio(tone, numerator='polarity')"
COMPARED = "compare_groups(tone, numerator='polarity', n_permutations=999)"
ARTICLES = "title,text,outlet,country,date\n" + "".join(
    f"Title {number},The harbour {number} of {place} opened at dawn and ships came in.,{outlet},"
    f"{country},2031-05-{number:02d}\n"
    for number, (place, outlet, country) in enumerate(
        [("Wend", "Wend Post", "US"), ("Wend", "Ledger", "US"), ("Ost", "Ostvest", "RU")], start=1
    )
)


@pytest.fixture(scope="module")
def bundled():
    return load_corpus(BUNDLED, progress=False)


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "harbours.csv"
    path.write_text(ARTICLES + "Nothing,,Ledger,US,2031-05-09\n", encoding="utf-8")
    return load_corpus(path, progress=False)


def methods_of(loaded, *sources, frame=FRAME, name="02_tone", cells=(), given="seed = 7"):
    run = result(parameters(given), *map(code, sources), *cells, name=name)
    about = describe_run([], [run], frame, datetime(2031, 5, 3, 12, tzinfo=UTC))
    return describe_methods(loaded, [run], about)


def text_of(methods):
    return " ".join(methods.paragraphs)


def test_the_numbers_are_those_of_the_corpus(bundled):
    text = text_of(methods_of(bundled, SENTIMENT))
    articles = bundled.articles
    n_words = articles["n_words"].sum()
    assert f"{len(articles)} articles ({n_words:,} words) from 8 outlets" in text
    assert "published from 12 March 2031 to 30 June 2031" in text
    counts = articles["country"].value_counts()
    assert f"{counts['US']} articles of 4 outlets in the American press" in text
    assert f"{counts['RU']} articles of 4 outlets in the Russian press" in text
    kinds = bundled.duplicates["kind"].value_counts()
    assert f"{kinds.get('exact', 0)} exact and {kinds['near']} near copies" in text
    removed = bundled.removed
    n_characters = int((removed["end"] - removed["start"]).sum())
    assert (
        f"({len(removed)} pieces, {n_characters:,} characters, from "
        f"{removed['article_id'].nunique()} articles)"
    ) in text


def test_rejected_records_are_counted(small):
    text = text_of(methods_of(small))
    assert "holds 3 articles" in text
    assert "Of 4 records in the input, 1 could not be read as articles and were left out." in text


def test_seed_date_versions_and_hash_can_be_repeated_from_it(small):
    run = result(parameters("seed = 7"))
    about = describe_run([], [run], FRAME, datetime(2031, 5, 3, 12, tzinfo=UTC))
    text = text_of(describe_methods(small, [run], about))
    assert "on 2031-05-03 with Parallax" in text
    assert f"pandas {pd.__version__}" in text
    assert "Random draws have the seed 7." in text
    assert about["data_sha256"] in text


def test_what_did_not_run_is_not_described(small):
    text = text_of(methods_of(small, SENTIMENT))
    assert "TextBlob" in text
    assert "VADER" in text
    for absent in ("Quotations", "Frames", "bursts", "Shannon", "permutation", "Cliff"):
        assert absent not in text


def test_only_the_methods_that_scored_the_tone_are_named(small):
    text = text_of(methods_of(small, "score_sentiment(articles, methods=['textblob'])"))
    assert "TextBlob (Loria, 2025)" in text
    assert "VADER" not in text


def test_a_cell_that_failed_or_never_ran_is_not_described(small):
    failed = code("find_quotations(articles)", raised("ValueError", "no", "trace"))
    waiting = code("score_frames(articles)")
    waiting.execution_count = None
    text = text_of(methods_of(small, SENTIMENT, cells=(failed, waiting)))
    assert "Quotations" not in text
    assert "Frames" not in text


def test_a_function_that_is_only_imported_is_not_described(small):
    assert "Quotations" not in text_of(methods_of(small, "from helpers import find_quotations"))


def test_settings_of_the_calls_win_over_the_defaults_of_the_functions(small):
    text = text_of(methods_of(small, SENTIMENT, COMPARED))
    assert "cluster-bootstrap intervals of 2,000 draws" in text
    assert "no more than 20,000, else 999 random ones" in text
    spread = "sides = {'n_resamples': 500}\nestimate_ratio(tone, numerator='polarity', **sides)"
    assert "intervals of 500 draws" in text_of(methods_of(small, spread))


def test_a_setting_that_cannot_be_told_is_not_told(small):
    text = text_of(methods_of(small, "estimate_ratio(tone, numerator='x', n_resamples=many())"))
    assert "95 % cluster-bootstrap intervals (" in text


def test_parameters_of_the_run_are_those_of_the_text(small):
    given = "seed = 7\nscheme = 'policy'"
    text = text_of(methods_of(small, "score_frames(articles, scheme=scheme)", given=given))
    assert "the fourteen dimensions of the Policy Frames Codebook" in text
    assert "generic" not in text


def test_few_outlets_are_said_to_be_few(small):
    text = text_of(methods_of(small, COMPARED))
    assert "With 2 American outlets and 1 Russian outlet the sides are too small" in text


def test_a_comparison_that_could_not_be_made_is_said_not_to_have_been(small):
    text = text_of(methods_of(small, COMPARED, given="groups = ['US', 'CN']"))
    assert "Presses were not compared: There is no Chinese outlet" in text
    assert "permutation" not in text


def test_a_notebook_that_stopped_is_named(small):
    run = result(parameters("seed = 7"), code(SENTIMENT), name="02_tone", error="ValueError: no")
    about = describe_run([], [run], FRAME, datetime(2031, 5, 3, 12, tzinfo=UTC))
    text = text_of(describe_methods(small, [run], about))
    assert "02_tone stopped before the end; only what ran is described here." in text


def test_events_and_codes_are_only_claimed_where_the_corpus_has_them(bundled, small):
    sources = "find_events(articles)\nscore_quotations(a, b, c)\nvalidate_measure(a, b)"
    text = text_of(methods_of(bundled, sources))
    assert "from the column “event” of the corpus" in text
    assert "decided codes of 48 articles" in text
    assert "the 963 marked quotations" in text
    text = text_of(methods_of(small, sources))
    assert "by date and shared vocabulary" in text
    assert "codes" not in text
    assert "marked quotations" not in text


def test_exactly_the_cited_works_stand_beside_the_text(bundled):
    sources = (SENTIMENT, COMPARED, "find_quotations(a)\nscore_frames(a)\nfind_bursts(a)")
    methods = methods_of(bundled, *sources)
    entries = {work.key: work for work in parse_bibtex(methods.bibtex)}
    assert entries.keys() <= works().keys()
    text = text_of(methods)
    named = {key for key, work in works().items() if re.search(rf"[(;] ?{work.label()}[;)]", text)}
    assert named == entries.keys()
    assert len(methods.references) == len(entries)
    assert not re.search(r"\[@", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_of_a_corpus_stays_text_in_markdown(small, text):
    frame = type(FRAME)(title=text, corpus=text, date="3 May 2031")
    markdown = methods_of(small, frame=frame).to_markdown()
    assert "<" not in markdown
    assert markdown.startswith("# Methods\n\nThe corpus (“")


def test_the_markdown_ends_with_the_references(small):
    lines = methods_of(small, SENTIMENT).to_markdown().splitlines()
    start = lines.index("## References")
    assert all(line.startswith("- ") for line in lines[start + 2 :])
    assert any("De Smedt, T., & Daelemans, W. (2012)" in line for line in lines[start:])
