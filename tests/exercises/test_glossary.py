import re

import pandas as pd
import pytest

from helpers.exercises.glossary import PAGE, read_glossary, write_glossary
from helpers.exercises.sandbox import ROOT
from helpers.exercises.versions import INSTRUCTOR


def test_the_page_is_the_one_that_the_table_gives(tmp_path):
    written = write_glossary(read_glossary(), tmp_path / "glossary.md")
    assert PAGE.read_text(encoding="utf-8") == written.read_text(encoding="utf-8")


def test_every_term_says_what_it_means_and_where_it_is_used():
    table = read_glossary()
    assert len(table) >= 40
    assert (table["definition"].str.len() > 20).all()
    assert (table["used_in"] != "").all()


def test_the_places_of_use_exist():
    notebooks = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    exercises = {path.stem.partition("_")[0] for path in INSTRUCTOR.glob("*.ipynb")}
    for used_in in read_glossary()["used_in"]:
        for place in re.split(r",\s*", used_in):
            assert place in notebooks | exercises | {"every notebook"}, place


def test_files_named_as_sources_exist():
    for source in read_glossary()["source"]:
        for path in re.findall(r"helpers/\S+\.(?:py|csv|md)", source):
            assert (ROOT / path).is_file(), path


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("a", "x", "", ""), ("A", "y", "", "")], "stands there twice"),
        ([("a", " ", "", "")], "has no definition"),
    ],
)
def test_a_broken_table_is_refused(tmp_path, rows, message):
    path = tmp_path / "glossary.csv"
    pd.DataFrame(rows, columns=["term", "definition", "source", "used_in"]).to_csv(path)
    with pytest.raises(ValueError, match=message):
        read_glossary(path)


def test_a_missing_column_is_named(tmp_path):
    path = tmp_path / "glossary.csv"
    pd.DataFrame({"term": ["a"], "definition": ["b"]}).to_csv(path)
    with pytest.raises(ValueError, match="source, used_in"):
        read_glossary(path)
