import re
from pathlib import Path

import nbformat
import pytest

from helpers.report.bibliography import (
    cited_keys,
    parse_bibtex,
    sort_works,
    works,
    write_citations,
)
from helpers.report.notebooks import REPOSITORY

ONE = "@book{orlova2031,\n  author = {Orlova, V.},\n  title = {On {Piers}},\n  year = {2031}\n}"


def text_of_project():
    """All prose of notebooks, modules and documents."""
    texts = [path.read_text(encoding="utf-8") for path in REPOSITORY.glob("helpers/**/*.py")]
    texts += [path.read_text(encoding="utf-8") for path in REPOSITORY.glob("helpers/**/*.md")]
    for path in Path(REPOSITORY, "notebooks").glob("*.ipynb"):
        texts += [cell.source for cell in nbformat.read(path, as_version=4).cells]
    return re.sub(r"\s+", " ", " ".join(texts))


def test_each_work_is_cited_somewhere_in_the_project():
    text = text_of_project()
    missing = [
        key
        for key, work in works().items()
        if not re.search(
            rf"{re.escape(work.authors[0].partition(',')[0])}\b.{{0,160}}?{work.fields['year']}",
            text,
        )
    ]
    assert missing == []


def test_each_work_has_author_title_year_and_a_label_of_its_own():
    for work in works().values():
        assert {"author", "title", "year"} <= work.fields.keys(), work.key
        assert re.fullmatch(r"[12]\d{3}", work.fields["year"])
        assert work.key.endswith(work.fields["year"])
    labels = [work.label() for work in works().values()]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("gries2008", "Gries, 2008"),
        ("hutto2014", "Hutto & Gilbert, 2014"),
        ("vanleeuwen1996", "van Leeuwen, 1996"),
        ("abadie2015", "Abadie et al., 2015"),
        ("mitchell2019", "Mitchell et al., 2019"),
    ],
)
def test_a_work_is_named_by_its_authors_and_year(key, label):
    assert works()[key].label() == label


def test_citations_are_written_into_the_text():
    text = "By rules [@pareti2016; @newell2018] and lists [@entman1993]."
    assert cited_keys(text) == ["pareti2016", "newell2018", "entman1993"]
    assert write_citations(text) == (
        "By rules (Pareti, 2016; Newell et al., 2018) and lists (Entman, 1993)."
    )


def test_an_unknown_key_is_an_error():
    with pytest.raises(KeyError, match="nobody2031"):
        write_citations("So they say [@nobody2031].")


def test_references_are_in_the_order_of_their_authors():
    keys = ["vanleeuwen1996", "abadie2015", "shannon1948", "shannon1948"]
    assert [work.key for work in sort_works(keys)] == [
        "abadie2015",
        "shannon1948",
        "vanleeuwen1996",
    ]


def test_a_reference_is_written_whole():
    assert works()["hutto2014"].reference() == (
        "Hutto, C. J., & Gilbert, E. (2014). VADER: A Parsimonious Rule-based Model for Sentiment "
        "Analysis of Social Media Text. Proceedings of ICWSM, 8(1), 216–225."
    )


def test_bibtex_is_read_back_as_it_was_written():
    [work] = parse_bibtex(f"% a remark\n{ONE}\n")
    assert (work.key, work.kind) == ("orlova2031", "book")
    assert work.fields == {"author": "Orlova, V.", "title": "On {Piers}", "year": "2031"}
    assert work.source == ONE


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (ONE[:-1], "is broken behind year"),
        (ONE.replace("{Piers}", "{Piers"), "is broken|not closed"),
        (ONE + ONE, "stands twice"),
        (ONE.replace("title", "author"), "two fields author"),
        ("words " + ONE, "no entry begins with 'words"),
        (ONE.replace("year = {2031}", "year = 2031"), "is broken at"),
    ],
)
def test_broken_bibtex_is_refused(broken, message):
    with pytest.raises(ValueError, match=message):
        parse_bibtex(broken)
