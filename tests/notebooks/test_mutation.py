"""The net holds: change one article of the corpus and the notebook tests notice."""

import io
import re
import shutil
from contextlib import redirect_stdout
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from helpers import cache
from tests.notebooks.store import ROOT, find_notebooks

ARTICLES = ROOT / "data" / "two_capitals" / "articles.csv"


@pytest.fixture
def run_nbval(monkeypatch):
    """Return a function that runs the notebooks of a copy of the project as `make test` does.

    It returns the exit code and what was printed. The run is one of this process, whose nursery its
    kernels branch off from.

    What is computed for one of them is found again by the others: corrupted, too, all have one
    corpus. Tables are found by the content of the corpus, so that of the two neither is mistaken
    for the other.
    """
    # Without the plugins that nbval does not need.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv(cache.VARIABLE, str(cache.default_folder()))
    monkeypatch.delenv("MPLBACKEND", raising=False)

    def run(folder: Path) -> tuple[int, str]:
        monkeypatch.chdir(folder)
        with redirect_stdout(io.StringIO()) as printed:
            code = pytest.main([
                "-p", "nbval.plugin", "--nbval", "--nbval-current-env", "-q", "-x",
                "--nbval-cell-timeout=120", "-p", "no:cacheprovider", "--capture=no",
                f"--nbval-sanitize-with={ROOT / 'tests' / 'notebooks' / 'sanitize.cfg'}",
                "--rootdir", str(folder), str(folder / "notebooks"),
            ])  # fmt: skip
        return code, printed.getvalue()

    return run


@pytest.fixture
def copy_of_one_notebook(tmp_path, request):
    """Return a folder with the data and one notebook."""
    (tmp_path / "notebooks").mkdir()
    shutil.copytree(ROOT / "data", tmp_path / "data")
    for path in (request.param, ROOT / "notebooks" / "conftest.py"):
        shutil.copy(path, tmp_path / "notebooks")
    return tmp_path


@pytest.mark.parametrize(
    "copy_of_one_notebook", find_notebooks(), ids=lambda path: path.stem, indirect=True
)
def test_a_corrupted_article_fails_every_notebook_and_nothing_else_does(
    copy_of_one_notebook, run_nbval
):
    copied = copy_of_one_notebook / "data" / "two_capitals" / "articles.csv"
    articles = pd.read_csv(ARTICLES, dtype="str", keep_default_na=False)
    text = articles.loc[5, "text"]
    articles.loc[5, "text"] = text[: len(text) // 2] + " It was a wonderful, perfect, great day."
    articles.to_csv(copied, index=False)

    code, printed = run_nbval(copy_of_one_notebook)

    assert code == 1, printed[-2000:]
    assert "mismatch" in printed, printed[-2000:]

    # With the article as it was, the cell that failed passes, as do those before it. Those behind
    # it would tell nothing more; all of them pass in this run where the notebooks lie.
    (failed,) = re.findall(r"^FAILED .*::Cell (\d+)", printed, re.MULTILINE)
    shutil.copy(ARTICLES, copied)
    n_cells = leave_out_later_cells(copy_of_one_notebook, int(failed))

    code, printed = run_nbval(copy_of_one_notebook)

    assert code == 0, printed[-2000:]
    assert f"\n{n_cells} passed" in printed, printed[-2000:]


def leave_out_later_cells(folder: Path, last: int) -> int:
    """Leave out what comes after a code cell of the only notebook; return how many stay."""
    (path,) = (folder / "notebooks").glob("*.ipynb")
    notebook = nbformat.read(path, as_version=4)
    places = [n for n, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    notebook.cells = notebook.cells[: places[last] + 1]
    nbformat.write(notebook, path)
    return last + 1
