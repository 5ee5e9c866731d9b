"""The README is true: its picture, its links, its commands and its table of notebooks."""

import re

import nbformat
import pytest

from tests.browser.screenshots import EVIDENCE, FRONT, MOST_BYTES
from tests.notebooks.store import PICTURE, find_notebooks, picture_of_the_readme
from tests.setup.environment import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_it_opens_with_a_chart_that_a_notebook_drew():
    first = re.search(r"!\[(?P<alt>[^\]]+)\]\((?P<path>[^)]+)\)", README)
    assert (ROOT / first["path"]) == PICTURE
    assert len(first["alt"].split()) >= 8
    assert PICTURE.read_bytes() == picture_of_the_readme(), "run `make notebooks`"


def test_its_pictures_are_described_and_light_enough_to_load():
    pictures = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", README)
    assert {ROOT / path for _, path in pictures} >= {PICTURE, FRONT, EVIDENCE}
    for alt, path in pictures:
        assert len(alt.split()) >= 8, path
        assert (ROOT / path).stat().st_size < MOST_BYTES, path


def test_every_file_that_it_links_to_exists():
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_make_target_that_it_names_exists():
    targets = set(
        re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = set(re.findall(r"\bmake ([a-z]+)\b(?= |`|$)", README, re.MULTILINE)) & {
        *re.findall(r"`make ([a-z]+)", README),
        *re.findall(r"^make ([a-z]+)", README, re.MULTILINE),
    }
    assert {"report", "test", "lab"} <= named <= targets


@pytest.mark.parametrize("path", find_notebooks(), ids=lambda path: path.stem)
def test_its_table_of_notebooks_has_their_questions_and_minutes(path):
    cells = nbformat.read(path, as_version=4).cells
    question = re.search(r"\*\*(.+?\?)\*\*", cells[0].source.replace("\n", " "))[1]
    minutes = re.search(r"\*\*Minutes\*\* (\d+)", "".join(cell.source for cell in cells))[1]
    row = next(line for line in README.splitlines() if line.startswith(f"| [{path.stem}]"))
    assert question in row
    assert row.endswith(f"| {minutes} |")
