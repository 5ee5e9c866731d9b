"""A relative path leads to the same corpus from whatever folder a notebook runs in."""

from pathlib import Path

import pytest

from helpers.corpus import CorpusError, load_corpus
from helpers.corpus import paths as module
from helpers.corpus.paths import NOTEBOOKS, PROJECT, find_path, find_path_or_given
from helpers.validation import find_card

BUNDLED = PROJECT / "data" / "two_capitals"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return a project of empty folders, with a folder outside it in which the kernel works."""
    for folder in ("project/notebooks", "project/data", "elsewhere"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setattr(module, "PROJECT", tmp_path / "project")
    monkeypatch.setattr(module, "NOTEBOOKS", tmp_path / "project" / "notebooks")
    monkeypatch.chdir(tmp_path / "elsewhere")
    return tmp_path / "project"


def write(path):
    path.write_text("text\nThe ferry was late.\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("folder", [NOTEBOOKS, PROJECT, PROJECT / "tests", Path("/")])
@pytest.mark.parametrize("path", ["../data/two_capitals", "data/two_capitals"])
def test_the_bundled_corpus_is_found_from_any_folder(monkeypatch, folder, path):
    monkeypatch.chdir(folder)
    assert find_path(path).resolve() == BUNDLED


def test_what_lies_where_the_kernel_works_comes_first(project):
    write(project / "notebooks" / "mine.csv")
    write(project / "mine.csv")
    beside_notebooks = find_path("mine.csv")
    own = write(Path("mine.csv"))
    assert beside_notebooks == project / "notebooks" / "mine.csv"
    assert find_path("mine.csv") == own


def test_beside_the_notebooks_comes_before_the_folder_of_the_project(project):
    in_project = write(project / "mine.csv")
    assert find_path("mine.csv") == in_project
    beside_notebooks = write(project / "notebooks" / "mine.csv")
    assert find_path("mine.csv") == beside_notebooks


def test_a_path_that_leads_nowhere_names_every_place_that_was_tried(project):
    with pytest.raises(CorpusError, match="no such file or folder") as caught:
        load_corpus("../data/mine.csv", progress=False)
    message = str(caught.value)
    places = [Path.cwd().parent, project, project.parent]
    assert [place for place in places if str(place / "data" / "mine.csv") not in message] == []
    assert "Check the spelling" in message


def test_an_absolute_path_is_never_looked_for_elsewhere(project, tmp_path):
    write(project / "mine.csv")
    with pytest.raises(CorpusError, match="no such file") as caught:
        load_corpus(tmp_path / "elsewhere" / "mine.csv", progress=False)
    assert str(project) not in str(caught.value)


def test_a_name_that_no_system_allows_is_a_missing_file(project):
    with pytest.raises(CorpusError, match="no such file"):
        find_path("x" * 5000 + ".csv")


def test_the_user_folder_can_be_written_as_a_tilde(project, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert find_path("~/mine.csv") == tmp_path / "mine.csv"


def test_a_register_of_outlets_is_looked_for_in_the_same_places(project):
    register = "outlet,country\nTin Whistle,US\n"
    (project / "my_outlets.csv").write_text(register, encoding="utf-8")
    (project / "mine.csv").write_text("text,outlet\nIt rained.,Tin Whistle\n", encoding="utf-8")
    loaded = load_corpus("mine.csv", outlets="my_outlets.csv", progress=False)
    assert list(loaded.articles["country"]) == ["US"]


def test_a_register_that_is_not_there_names_the_places(project):
    write(project / "mine.csv")
    with pytest.raises(CorpusError, match="Looked for") as caught:
        load_corpus("mine.csv", outlets="my_outlets.csv", progress=False)
    assert caught.value.file == "my_outlets.csv"


def test_a_missing_corpus_has_no_card(project):
    assert find_card("../data/nothing", "tone", "vader") is None
    assert find_path_or_given("../data/nothing") == Path("../data/nothing")
