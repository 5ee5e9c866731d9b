"""A reader's path: the number that a notebook prints is the number of places that open below it."""

import re

import nbformat
import pytest

from tests.notebooks.store import find_notebooks

PATHS = {path.stem: path for path in find_notebooks()}
WEEKS = "Figure: Articles a week, 10 March 2031 to 30 June 2031, 46 in all"
ROW = re.compile(r"^  (?P<label>.+): (?:[\d,]+ of )?(?P<n>[\d,]+) [a-z ]+$", re.MULTILINE)


def texts(name):
    """Return the texts of a notebook's outputs, in order, cell by cell."""
    return [
        output.get("data", {}).get("text/plain", "")
        for cell in nbformat.read(PATHS[name], as_version=4).cells
        for output in cell.get("outputs", [])
    ]


def opened_after(name, start):
    """Return how many places each row opens, in the block that follows an output."""
    said = texts(name)
    (place,) = [number for number, text in enumerate(said) if text.startswith(start)]
    block = next(text for text in said[place + 1 :] if text.startswith("Read the "))
    return {one["label"]: int(one["n"].replace(",", "")) for one in ROW.finditer(block)}


def table(name, caption):
    """Return the rows of a stored table as lists of cells."""
    (text,) = [text for text in texts(name) if text.startswith(caption)]
    heading, *rows = [re.split(r" {2,}", line.strip()) for line in text.splitlines()[1:]]
    return [dict(zip(heading, row, strict=True)) for row in rows]


def named(country):
    return {"US": "United States", "RU": "Russia"}[country]


def test_each_count_of_rival_names_opens_as_many_mentions():
    caption = "Rival names for the same thing, by press"
    rows = table("00_start_here", caption)
    expected = {
        f"{row['concept']} · {row['term']} · {named(row['group'])}": int(row["n_hits"])
        for row in rows
    }
    assert len(expected) == 16
    assert opened_after("00_start_here", caption) == expected


@pytest.mark.parametrize("name", ["00_start_here", "01_corpus"])
def test_each_count_of_articles_opens_as_many_articles(name):
    opened = opened_after(name, "Figure: Number of articles by outlet")
    rows = table("01_corpus", "Articles, words and copies per outlet")
    assert opened == {row["outlet"]: int(row["n_articles"]) for row in rows}


def test_the_bars_of_the_timeline_open_all_articles():
    opened = opened_after("01_corpus", "Figure: Articles a week by country")
    assert sum(opened.values()) == 96
    assert opened["United States · 2031-03-10"] == 4
    assert all(re.fullmatch(r"(Russia|United States) · 2031-\d\d-\d\d", label) for label in opened)


def test_each_cleaning_step_opens_the_pieces_that_it_cut():
    """Only white space that was evened out is counted without being kept."""
    caption = "The cleaning steps that changed something"
    rows = table("01_corpus", caption)
    expected = {row["step"].replace("_", " "): int(row["n_pieces"]) for row in rows}
    del expected["white space"]
    assert opened_after("01_corpus", caption) == expected


def test_each_copy_opens_itself_and_the_article_that_it_repeats():
    caption = "Copies: an article, and the earlier article"
    opened = opened_after("01_corpus", caption)
    rows = table("01_corpus", caption)
    assert len(opened) == len(rows) == 8
    assert set(opened.values()) == {2}


def test_each_strip_of_a_term_opens_the_articles_of_the_whole_time():
    opened = opened_after("05_attention", WEEKS)
    rows = table("05_attention", "What they are held against")
    expected = {f"{named(row['country'])} · {row['item']}": int(row["n_articles"]) for row in rows}
    assert opened == expected


def test_before_and_after_the_event_open_what_the_table_counts():
    opened = opened_after("05_attention", "Figure: Articles a day, 14 days before")
    expected = {}
    for row in table("05_attention", "The numbers of the chart"):
        expected[f"{named(row['country'])} · before"] = int(row["n_before"])
        expected[f"{named(row['country'])} · from the event on"] = int(row["n_after"])
    assert opened == expected


def test_each_question_to_the_coders_opens_all_articles_that_both_coded():
    opened = opened_after("06_validation", "Figure: Krippendorff's alpha by variable")
    assert len(opened) == 6
    assert set(opened.values()) == {48}
    matrix = opened_after("06_validation", "Figure: Number of units by coder A")
    assert sum(matrix.values()) == 48


@pytest.mark.parametrize("name", ["00_start_here", "01_corpus", "05_attention", "06_validation"])
def test_every_chart_but_none_of_the_statements_can_be_opened(name):
    said = texts(name)
    for place, text in enumerate(said):
        if text.startswith("Figure:"):
            assert any(one.startswith("Read the ") for one in said[place + 1 : place + 3]), text


@pytest.mark.parametrize("name", ["00_start_here", "01_corpus", "05_attention", "06_validation"])
def test_findings_stand_alone_with_a_number_and_what_it_rests_on(name):
    findings = [text for text in texts(name) if text.startswith("Finding: ")]
    assert 1 <= len(findings) <= 3
    for finding in findings:
        assert re.search(r"\d", finding)
        assert re.search(r"\d articles?|coded articles", finding), finding
        assert finding.endswith(".")
