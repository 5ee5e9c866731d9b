"""Charts of tone and of sources: what opens below a number is as many as the number says."""

import re

import pytest

from tests.notebooks.test_evidence import named, opened_after, table, texts

NAMES = {"textblob": "TextBlob", "vader": "VADER", "news": "news model"}
VOICES = {
    "US": "United States",
    "RU": "Russia",
    "UA": "Ukraine",
    "(unknown)": "affiliation unknown",
}


def test_each_share_of_zeros_opens_the_sentences_that_are_zero():
    caption = "Share of sentences that are scored exactly zero"
    rows = table("02_sentiment", caption)
    expected = {
        f"{NAMES[row['method']]} · {named(row['country'])}": int(row["n_zero"]) for row in rows
    }
    assert opened_after("02_sentiment", caption) == expected
    for row in rows:
        assert int(row["n_zero"]) / int(row["n_units"]) == pytest.approx(
            float(row["estimate"]), abs=0.0051
        )


def test_each_outlets_mean_opens_its_articles():
    opened = opened_after("02_sentiment", "Figure: Polarity by outlet")
    rows = table("02_sentiment", "The numbers of the chart (n_units: words)")
    assert rows  # of the chart of voices; the chart of outlets has 12 articles a row
    assert len(opened) == 16
    assert set(opened.values()) == {12}


def test_each_bar_of_a_word_shift_opens_as_many_places_as_are_printed_beside_it():
    for method in ("TextBlob", "VADER"):
        opened = opened_after(
            "02_sentiment", f"Figure: What each term adds to the gap in mean {method}"
        )
        rows = [
            line.split()
            for text in texts("02_sentiment")
            if text.startswith("The numbers of the chart") and "contribution" in text
            for line in text.splitlines()
        ]
        counts = {
            row[1]: int(row[-1]) + int(row[-2])
            for row in rows
            if row[0] == method.lower() and row[1] in opened
        }
        assert len(opened) == 20
        assert len(counts) == 8
        assert {term: opened[term] for term in counts} == counts


def test_own_voice_and_quotations_open_all_sentences():
    opened = opened_after("02_sentiment", "Figure: Polarity by voice")
    zeros = table("02_sentiment", "Share of sentences that are scored exactly zero")
    for row in zeros:
        both = [
            opened[f"{NAMES[row['method']]} · {voice} · {named(row['country'])}"]
            for voice in ("own voice", "quoted")
        ]
        assert sum(both) == int(row["n_units"])


def test_each_cell_of_the_matrix_opens_its_mentions_whatever_the_method():
    opened = opened_after("02_sentiment", "Figure: Mean tone toward the actor")
    cells = {label: label.split(" · ") for label in opened}
    assert len(cells) == 24
    for label, (_, press, actor) in cells.items():
        if label.startswith("news model"):
            for method in ("TextBlob", "VADER"):
                assert opened[f"{method} · {press} · {actor}"] == opened[label]
    coded = sum(n for label, n in opened.items() if label.startswith("the coders"))
    assert coded == 461


def test_each_kind_of_quotation_opens_as_many_quotations():
    caption = "Quotations by kind"
    expected = {row["kind"]: int(row["n_quotations"]) for row in table("03_sources", caption)}
    assert opened_after("03_sources", caption) == expected


def test_each_speaker_opens_as_many_quotations_as_the_table_counts():
    rows = table("03_sources", "The most quoted speakers")
    expected = {row["speaker_name"]: int(row["n_quotations"]) for row in rows}
    assert opened_after("03_sources", "Figure: Number of words by speaker") == expected


def test_all_quotations_open_under_the_country_that_their_speakers_speak_for():
    opened = opened_after("03_sources", "Figure: Share of words by affiliation")
    kinds = table("03_sources", "Quotations by kind")
    assert sum(opened.values()) == sum(int(row["n_quotations"]) for row in kinds)


def test_each_pair_of_outlet_and_speaker_opens_as_many_quotations():
    opened = opened_after("03_sources", "Figure: Number of quotations by outlet")
    rows = table("03_sources", "The heaviest edges")
    assert rows
    for row in rows:
        label = f"{row['outlet']} · {row['speaker_name']}"
        if label in opened:
            assert opened[label] == int(row["n_quotations"])


def test_each_stance_opens_the_quotations_of_its_rate():
    caption = "Stance of the reporting word"
    opened = opened_after("03_sources", caption)
    for row in table("03_sources", caption):
        voice = VOICES.get(row["affiliation"], row["affiliation"])
        label = f"{row['stance']} · speakers: {voice} · press: {named(row['country'])}"
        assert opened.get(label, 0) == int(row["n_quotations"]), label


@pytest.mark.parametrize("name", ["02_sentiment", "03_sources"])
def test_every_chart_carries_the_error_of_its_measure(name):
    captions = [text for text in texts(name) if text.startswith("Figure: ")]
    assert len(captions) >= 8
    for caption in captions:
        assert re.search(
            r"Validated on this corpus.* [01]\.\d\d \[[01]\.\d\d, [01]\.\d\d\]", caption
        )


@pytest.mark.parametrize("name", ["02_sentiment", "03_sources"])
def test_findings_are_few_and_have_interval_and_n(name):
    findings = [text for text in texts(name) if text.startswith("Finding: ")]
    assert len(findings) == 3
    for finding in findings:
        assert re.search(r"\d+ (and \d+ )?(outlets|articles|mentions)", finding), finding
        assert finding.endswith(".")
    assert sum(bool(re.search(r"\[.+, .+\]", finding)) for finding in findings) >= 2
