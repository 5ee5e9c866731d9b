from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers.corpus import CorpusError
from helpers.report import check_self_contained, write_report
from helpers.report.assemble import describe_run
from helpers.report.bundle import Bundle, Kept
from helpers.report.findings import collect_notes
from helpers.report.folder import read_marker
from helpers.report.index import (
    count_reasons,
    describe_corpus,
    first_sentence,
    format_seconds,
    key_chart,
    list_kept,
    render_index,
)
from tests.report.making import (
    FRAME,
    HOSTILE,
    chart,
    code,
    markdown,
    parameters,
    result,
    save,
    shown,
)

CHART = """
import base64
from IPython.display import display
bundle = {"image/png": PNG, "text/plain": "Figure: Three dots."}
display(bundle, metadata={"image/png": {"alt": "Three dots in a row."}}, raw=True)
"""
ARTICLES = """title,text,outlet,date
<script>alert(1)</script> Harbour,"The harbour of Lower Wend opened at dawn.",Wend Post,2021-05-01
Tide </details>,"The tide was late and nobody could say why.",Wend Post,2021-05-02
Nothing,,Wend Post,2021-05-03
"""


def words_of(tag):
    return " ".join(tag.get_text().split())


def note(text):
    html = f"<p class='parallax-note' role='note'>{text}</p>"
    return code("show_note(text)", shown(html=html, plain=text))


class StandIn:
    """What `render_index` asks of a corpus."""

    def __init__(self, rejects=None, notes=()):
        self.articles = pd.DataFrame(
            {
                "outlet": pd.Series(["Wend Post", "Wend Post", "Ledger"], dtype="str"),
                "date": pd.to_datetime(["2021-05-01", "2021-05-09", None]),
            }
        )
        columns = ["source_file", "source_record", "column", "reason", "excerpt"]
        self.rejects = pd.DataFrame(rejects or [], columns=columns)
        self.records = 3 + len(self.rejects)
        self.notes = list(notes)

    def summary(self):
        return pd.DataFrame({"item": ["Articles"], "value": ["3"]})


def index_of(*runs, corpus=None, **options):
    now = datetime(2031, 5, 3, 12, tzinfo=UTC)
    about = describe_run([], runs, FRAME, now)
    html = render_index(corpus or StandIn(), runs, FRAME, about, **options)
    assert check_self_contained(html) == []
    return BeautifulSoup(html, "html.parser")


def section(page, heading):
    return page.find("h2", id=heading).find_next_siblings()


TONE = result(markdown("# Tone\n\n**Which is darker?**"), code("x", chart("Tone; n = 3.", "Dots.")))


def test_the_front_page_says_what_was_loaded():
    page = index_of(TONE)
    assert words_of(page.h1) == "Two Harbours"
    assert words_of(page.select_one(".byline")) == (
        "3 articles from 2 outlets · 1 May 2021 to 9 May 2021"
    )
    assert "each of the 3 records" in words_of(page.main)


def test_rejected_records_are_counted_by_reason_with_the_first_of_each():
    rejects = [
        ["a/b/x.csv", 4, "text", "no text", "<b>Envoy</b>"],
        ["a/b/x.csv", 9, "date", "no such day", None],
        ["a/b/y.csv", 2, "text", "no text", "z" * 300],
    ]
    table = StandIn(rejects).rejects
    assert count_reasons(table) == [
        ["no text", "2", "x.csv, record 4", "<b>Envoy</b>"],
        ["no such day", "1", "x.csv, record 9", ""],
    ]
    page = index_of(TONE, corpus=StandIn(rejects))
    assert "3 of 6 records could not become articles" in words_of(page.main)
    assert "<b>Envoy</b>" in words_of(page.main)


def test_many_reasons_are_cut_and_the_page_says_so():
    rejects = [["x.csv", number, "date", f"no day {number}", ""] for number in range(30)]
    page = index_of(TONE, corpus=StandIn(rejects))
    assert "And 10 more reasons." in words_of(page.main)


def test_the_first_chart_of_each_notebook_is_shown_with_its_caption_and_a_link():
    second = result(markdown("# Sources"), code("x", chart("Who; n = 3.")), name="03_sources")
    page = index_of(TONE, second)
    assert [words_of(caption) for caption in page.find_all("figcaption")] == [
        "Tone; n = 3.",
        "Who; n = 3.",
    ]
    assert [image["alt"] for image in page.find_all("img")] == ["Dots.", "Three dots."]
    links = {words_of(link): link["href"] for link in page.select("h3 a")}
    assert links == {"Tone": "02_tone.html", "Sources": "03_sources.html"}


def test_a_tagged_chart_is_taken_instead_of_the_first():
    run = result(code("x", chart("The first.")), code("y", chart("The best."), tags=("key-chart",)))
    assert key_chart(run)["caption"] == "The best."
    assert key_chart(result(code("x"))) is None


def test_notebooks_are_listed_with_question_and_time():
    page = index_of(TONE)
    item = page.select_one(".pages li")
    assert list(item.stripped_strings) == ["Tone", "Which is darker?", "Run in 2 s"]


def test_a_failed_notebook_is_named_at_the_top_with_its_error():
    failed = result(markdown("# Sources"), name="03_sources", error="ValueError: no <date>")
    page = index_of(TONE, failed)
    failure = page.h1.find_next("section")
    assert "One notebook of 2 stopped before the end" in words_of(failure)
    assert "Sources: ValueError: no <date>" in words_of(failure)
    assert failure.a["href"] == "03_sources.html"
    assert "Stopped after 2 s" in words_of(page.select(".pages li")[1])


def test_statements_of_notebooks_are_collected_once_with_all_their_pages():
    text = "There is no Russian outlet &amp; so on."
    second = result(markdown("# Sources"), note(text), name="03_sources")
    runs = [result(markdown("# Tone"), note(text), note("No dates.")), second]
    notes = collect_notes(runs)
    assert [(entry["text"], len(entry["pages"])) for entry in notes] == [
        ("There is no Russian outlet & so on.", 2),
        ("No dates.", 1),
    ]
    items = section(index_of(*runs), "caution")
    assert "There is no Russian outlet & so on. In Tone, Sources" in words_of(items[1])


def test_a_statement_on_many_pages_does_not_name_them_all():
    runs = [result(markdown("# Tone"), note("Few."), name=f"0{number}_x") for number in range(4)]
    assert "Few. In 4 of the 4 notebooks" in words_of(section(index_of(*runs), "caution")[1])


def test_what_is_said_of_the_corpus_is_not_said_twice():
    run = result(markdown("# Tone"), note("No dates."), note("Few."))
    page = index_of(run, corpus=StandIn(notes=["No dates."]))
    assert "No dates." not in words_of(section(page, "caution")[1])
    assert words_of(page.main).count("No dates.") == 1


def test_the_list_of_files_has_the_first_sentence_of_a_caption():
    assert first_sentence("Tone by outlet. Lines are intervals.") == "Tone by outlet"
    assert first_sentence("Tone; n = 3.") == "Tone; n = 3"
    assert len(first_sentence("x" * 900)) == 201


def test_without_text_nothing_of_a_rejected_record_is_told():
    rejects = [["x.csv", 4, "date", "'Envoy returns at dawn' is no date", "Envoy returns"]]
    page = index_of(TONE, corpus=StandIn(rejects), no_text=True)
    assert "Envoy" not in words_of(page.main)
    assert "… is no date 1 x.csv, record 4" in words_of(page.main)
    assert "holds no text of any article" in words_of(page.main)


def test_the_run_can_be_repeated_from_what_the_page_says():
    run = result(markdown("# Tone"), parameters("corpus = 'x'\nseed = 7"))
    rows = {words_of(row.th): words_of(row.td) for row in index_of(run).select("table.facts tr")}
    assert rows["Seed"] == "7"
    assert rows["Date"] == "2031-05-03 12:00:00 UTC"
    assert "SHA-256" in rows["Data"]
    assert "pandas 3" in rows["Software"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_of_the_corpus_stay_words(text):
    corpus = StandIn([["x.csv", 1, "date", text, text]], notes=[text])
    page = index_of(TONE, corpus=corpus, description=text)
    wanted = " ".join(text.split())
    assert words_of(page.select_one(".lede")) == wanted
    assert words_of(page.main).count(wanted) == 4
    assert page.body.find("script") is None
    assert len(page.find_all("style")) == 1
    assert words_of(page.find_all("h2")[-1]) == "About this run"


def test_a_readme_names_and_describes_the_corpus(tmp_path):
    folder = tmp_path / "two_harbours"
    folder.mkdir()
    assert describe_corpus(folder) == ("Two Harbours", "")
    (folder / "README.md").write_text(
        "# The *Two* Harbours\n\nFiction: **nothing** here is real.\n"
    )
    assert describe_corpus(folder) == ("The Two Harbours", "Fiction: nothing here is real.")


def test_a_note_without_a_heading_describes_the_corpus_too(tmp_path):
    (tmp_path / "FICTION.txt").write_text("All of it is fiction:\nevery word.\n\nSee also this.\n")
    assert describe_corpus(tmp_path)[1] == "All of it is fiction: every word."


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("my_articles.csv", "My Articles"),
        ("us_ru_headlines.csv", "US RU Headlines"),
        ("talks_of_2031.zip", "Talks of 2031"),
        ("Grain 2031.xlsx", "Grain 2031"),
        ("US-RU.csv", "US-RU"),
    ],
)
def test_a_title_is_made_of_the_name_of_the_file(tmp_path, name, title):
    assert describe_corpus(tmp_path / name)[0] == title


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 s"), (8.4, "8 s"), (60, "1 min"), (125, "2 min 5 s")]
)
def test_durations_are_readable(seconds, words):
    assert format_seconds(seconds) == words


@pytest.fixture(scope="module")
def written(tmp_path_factory, nursery):
    folder = tmp_path_factory.mktemp("work")
    (folder / "wend.csv").write_text(ARTICLES, encoding="utf-8")
    png = chart().data["image/png"]
    save(
        folder / "notebooks", "01_corpus", markdown("# The corpus\n\nWhat is there?"),
        parameters('corpus = "x"\ncolumns = None\nseed = 0'),
        code(
            "from helpers.corpus import load_corpus\n"
            "articles = load_corpus(corpus, columns=columns, progress=False).articles\n"
            "articles[['title', 'outlet']]"
        ),
        code(CHART.replace("PNG", repr(png))),
    )  # fmt: skip
    save(
        folder / "notebooks", "02_wrong", markdown("# It goes wrong"), parameters('corpus = "x"'),
        code("raise ValueError('no </details> ' + corpus)"),
    )  # fmt: skip
    report = write_report(
        folder / "wend.csv", folder / "out", notebooks=folder / "notebooks",
        columns={"title": "title"}, progress=False, nursery=nursery,
    )  # fmt: skip
    return folder, report


def test_a_report_is_a_front_page_one_page_a_notebook_and_the_executed_copies(written):
    folder, report = written
    files = {path.relative_to(folder / "out").as_posix() for path in (folder / "out").rglob("*.*")}
    assert files == {
        "index.html",
        "01_corpus.html",
        "02_wrong.html",
        "notebooks/01_corpus.ipynb",
        "notebooks/02_wrong.ipynb",
        "methods.md",
        "references.bib",
        "run.json",
    }
    assert report.index == folder / "out" / "index.html"
    assert open(report, encoding="utf-8").readline() == "<!DOCTYPE html>\n"  # noqa: PTH123, SIM115
    assert [run.error is None for run in report.runs] == [True, False]


def test_every_page_is_whole_in_itself_and_says_what_it_must(written):
    folder, _ = written
    for path in sorted((folder / "out").glob("*.html")):
        html = path.read_text(encoding="utf-8")
        assert check_self_contained(html) == []
        assert "Content-Security-Policy" in html
        assert str(folder) not in html


def test_titles_of_real_articles_stay_text(written):
    folder, _ = written
    html = (folder / "out" / "01_corpus.html").read_text(encoding="utf-8")
    page = BeautifulSoup(html, "html.parser")
    assert "<script>alert(1)</script> Harbour" in page.table.find_next("table").get_text()
    assert "Tide </details>" in page.get_text()


def test_the_run_is_recorded_without_any_path(written):
    folder, _ = written
    marker = read_marker(folder / "out")
    assert marker["corpus"] == "wend.csv"
    assert marker["seed"] == 0
    assert len(marker["data_sha256"]) == 64
    assert [run["name"] for run in marker["notebooks"]] == ["01_corpus", "02_wrong"]
    assert marker["notebooks"][1]["error"] == "ValueError: no </details> wend.csv"
    assert str(folder) not in (folder / "out" / "run.json").read_text(encoding="utf-8")


def test_an_unusable_corpus_writes_nothing(tmp_path):
    (tmp_path / "empty.csv").write_text("")
    save(tmp_path, "01_corpus", markdown("# x"))
    with pytest.raises(CorpusError):
        write_report(tmp_path / "empty.csv", tmp_path / "out", notebooks=tmp_path, progress=False)
    assert not (tmp_path / "out").exists()


def test_a_table_that_is_cut_says_so_in_the_list_of_files():
    path = "tables/02_tone_01_many.csv"
    entry = Kept("02_tone", "table", "02_tone_01_many", "Many", (path,), 9_000)
    bundle = Bundle((entry,), {path: b"n\n"})
    frame = replace(FRAME, files=frozenset(bundle.files))
    listed = list_kept([result(name="02_tone")], bundle, frame)
    assert listed[0]["items"][0]["caption"] == "Many (table: the first 5,000 of 9,000 rows)"
