"""The net holds: change one article of the corpus and the notebook tests notice."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from helpers import cache
from tests.notebooks.store import ROOT, find_notebooks

ARTICLES = ROOT / "data" / "two_capitals" / "articles.csv"


def run_nbval(folder: Path) -> subprocess.CompletedProcess:
    """Run the notebooks of a copy of the project as `make test` does.

    What is computed for one of them is found again by the others: corrupted, too, all have one
    corpus. Tables are found by the content of the corpus, so that of the two neither is mistaken
    for the other.
    """
    environment = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    environment |= {"PYTHONHASHSEED": "0", cache.VARIABLE: str(cache.default_folder())}
    # Without the plugins that nbval does not need; `helpers.report` spares it a slow import.
    environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(
        [
            sys.executable, "-m", "pytest", "-p", "helpers.report", "-p", "nbval.plugin", "--nbval",
            "--nbval-current-env", "-q", "-x", "--nbval-cell-timeout=120", "-p", "no:cacheprovider",
            f"--nbval-sanitize-with={ROOT / 'tests' / 'notebooks' / 'sanitize.cfg'}",
            "--rootdir", str(folder), str(folder / "notebooks"),
        ],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


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
def test_a_corrupted_article_fails_every_notebook(copy_of_one_notebook):
    copied = copy_of_one_notebook / "data" / "two_capitals" / "articles.csv"
    articles = pd.read_csv(ARTICLES, dtype="str", keep_default_na=False)
    text = articles.loc[5, "text"]
    articles.loc[5, "text"] = text[: len(text) // 2] + " It was a wonderful, perfect, great day."
    articles.to_csv(copied, index=False)

    run = run_nbval(copy_of_one_notebook)

    assert run.returncode == 1, run.stdout[-2000:] + run.stderr[-2000:]
    assert "mismatch" in run.stdout, run.stdout[-2000:]


@pytest.mark.parametrize(
    "copy_of_one_notebook", find_notebooks(), ids=lambda path: path.stem, indirect=True
)
def test_the_unchanged_copy_passes(copy_of_one_notebook):
    """So that the test above fails for the corrupted article and for nothing else."""
    run = run_nbval(copy_of_one_notebook)
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
