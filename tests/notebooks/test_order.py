"""Every notebook follows one order and is stored as a clean run left it."""

import ast
import re

import nbformat
import pytest

from tests.notebooks.store import find_notebooks

SECTIONS = [
    "What you will learn",
    "What exactly are we measuring?",
    "Parameters",
    "Inputs, and what was rejected",
    "Analysis",
    "Where the measure goes wrong",
    "Limits",
    "Exercises",
    "References",
]
MOST_LINES = 15
NOTEBOOKS = find_notebooks()

pytestmark = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(path):
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def headings(path, level):
    marks = "#" * level
    pattern = re.compile(rf"^{marks} (.+)$", re.MULTILINE)
    cells = [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]
    return [heading for source in cells for heading in pattern.findall(source)]


def section_of_cells(path):
    section = None
    for cell in read(path).cells:
        if cell.cell_type == "markdown":
            found = re.findall(r"^## (.+)$", cell.source, re.MULTILINE)
            section = found[-1] if found else section
        yield section, cell


def test_the_sections_stand_in_the_fixed_order(path):
    assert headings(path, 2) == SECTIONS


def test_it_opens_with_one_title_and_a_question(path):
    first = read(path).cells[0]
    assert first.cell_type == "markdown"
    assert len(headings(path, 1)) == 1
    assert first.source.startswith("# ")
    assert re.search(r"\*\*.+\?\*\*", first.source), "the question stands in bold below the title"


def test_the_header_names_level_minutes_needs_and_data(path):
    text = next(cell.source for cell in read(path).cells if "## What you will learn" in cell.source)
    for word in ("Level", "Minutes", "Needs", "Data"):
        assert f"**{word}**" in text


def test_it_says_that_the_bundled_corpus_is_fiction(path):
    assert any("fiction" in cell.source.lower() for cell in read(path).cells[:4])


def test_one_parameters_cell_names_the_corpus(path):
    tagged = [
        (section, cell)
        for section, cell in section_of_cells(path)
        if "parameters" in cell.metadata.get("tags", [])
    ]
    assert len(tagged) == 1
    section, cell = tagged[0]
    assert section == "Parameters"
    names = {
        target.id
        for node in ast.parse(cell.source).body
        if isinstance(node, ast.Assign)
        for target in node.targets
    }
    assert {"corpus", "outlets", "columns", "groups", "seed"} <= names
    assert 'corpus = "../data/two_capitals"' in cell.source


def test_every_section_says_something(path):
    said = dict.fromkeys(SECTIONS, 0)
    for section, cell in section_of_cells(path):
        if section:
            said[section] += len(re.sub(r"^#+ .*$", "", cell.source, flags=re.MULTILINE).split())
    assert {section: words for section, words in said.items() if words < 10} == {}


def test_cells_are_short_and_plain(path):
    for cell in code_cells(path):
        assert len(cell.source.splitlines()) <= MOST_LINES, cell.source
        for pattern in (r"^\s*[%!]", "sys.path", "filterwarnings", "simplefilter", "get_ipython"):
            assert not re.search(pattern, cell.source, re.MULTILINE), cell.source


def test_it_was_run_from_top_to_bottom_and_stored_with_its_outputs(path):
    cells = code_cells(path)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert any(cell.outputs for cell in cells)


def test_no_error_no_warning_and_no_stray_repr_is_stored(path):
    for cell in code_cells(path):
        for output in cell.outputs:
            assert output.output_type != "error", cell.source
            assert output.get("name") != "stderr", cell.source
            text = output.get("data", {}).get("text/plain", "")
            assert not re.search(r"Text\(0|<Axes|<Figure|object at 0x", text), cell.source


def test_every_chart_has_alt_text_a_caption_and_words_after_it(path):
    cells = read(path).cells
    charts = 0
    for position, cell in enumerate(cells):
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                charts += 1
                assert len(output.metadata["image/png"]["alt"].split()) >= 8, cell.source
                assert output.data["text/plain"].startswith("Figure: "), cell.source
                assert cells[position + 1].cell_type == "markdown", cell.source
    assert charts >= 1


def test_no_output_names_a_place_of_one_machine(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"/home/|/Users/|/tmp/|site-packages|C:\\\\", text)
