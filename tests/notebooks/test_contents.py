"""What JupyterLab makes of a notebook: its table of contents, and a run from any folder."""

import itertools
import re

import mistune
import nbformat
import pytest
from bs4 import BeautifulSoup
from tqdm.auto import tqdm

from helpers import cache
from helpers.report.run import run_cells
from tests.notebooks.store import find_notebooks

NOTEBOOKS = find_notebooks()


def read(path):
    return nbformat.read(path, as_version=4)


def table_of_contents(notebook):
    """Return level and words of all headings, those in outputs too, as JupyterLab lists them."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            found += headings_of(mistune.html(cell.source))
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            found += headings_of(data.get("text/html", ""))
            found += headings_of(mistune.html(data.get("text/markdown", "")))
    return found


def headings_of(html):
    tags = BeautifulSoup(html, "html.parser").find_all(re.compile("^h[1-6]$"))
    return [(int(tag.name[1]), tag.get_text()) for tag in tags]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_table_of_contents_is_clean(path):
    contents = table_of_contents(read(path))
    levels = [level for level, _ in contents]
    words = [text for _, text in contents]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [pair for pair in itertools.pairwise(contents) if pair[1][0] - pair[0][0] > 1] == []
    assert [text for text in set(words) if words.count(text) > 1] == []
    assert [text for text in words if not text.strip() or re.match(r"[\d.]+ ", text)] == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# One\n\ntext\n\n## Two", [(1, "One"), (2, "Two")]),
        ("```\n# a comment\n```\n\n## Two", [(2, "Two")]),
        ("Underlined\n===\n\ntext", [(1, "Underlined")]),
    ],
)
def test_headings_are_those_that_are_rendered(source, expected):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(source)])
    assert table_of_contents(notebook) == expected


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_parameters_say_in_one_line_what_to_change_for_ones_own_corpus(path):
    cells = read(path).cells
    (place,) = [
        number for number, cell in enumerate(cells) if "parameters" in cell.metadata.get("tags", [])
    ]
    first = cells[place].source.splitlines()[0]
    assert first.startswith('corpus = "../data/two_capitals"  # ')
    assert re.search("your own (articles|corpus)", cells[place - 1].source + first)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_only_the_parameters_name_files_by_a_relative_path(path):
    code = [
        cell.source for cell in read(path).cells
        if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", [])
    ]  # fmt: skip
    assert [source for source in code if re.search(r"""["']\.{1,2}/""", source)] == []


def said_by(notebook):
    """Return what each cell shows; what it prints may arrive in one piece or in several."""
    return [
        "".join(
            output.get("data", {}).get("text/plain", "") or output.get("text", "")
            for output in cell.get("outputs", [])
            if output.get("name") != "stderr"
        )
        for cell in notebook.cells
    ]


@pytest.mark.parametrize("name", ["00_start_here", "06_validation"])
def test_a_run_from_another_folder_shows_the_same(name, tmp_path, nursery):
    """As papermill runs a notebook: in the folder where papermill was started."""
    (path,) = [path for path in NOTEBOOKS if path.stem == name]
    notebook = read(path)
    stored = said_by(notebook)
    with cache.keep_tables():
        error = run_cells(
            notebook, tmp_path / path.name, 120, tqdm(disable=True), nursery=nursery
        )  # fmt: skip
    assert error is None
    assert said_by(notebook) == stored
