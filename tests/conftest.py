"""Settings that all tests share."""

import gc
import sys
from contextlib import nullcontext

import nbval.kernel
import pytest
from hypothesis import settings

from helpers import cache
from helpers.nursery import THRESHOLDS
from tests.notebooks.branching import BranchingManager, end_nursery, start_nursery

# How long one example takes depends on what else the machine does. Time is tested where it is
# meant: against another program or another size of input, in the same run.
settings.register_profile("parallax", deadline=None)
settings.load_profile("parallax")

# What takes longest, in this order: it is begun first, so that no processor waits at the end for
# one that began it last. The order changes nothing else; see --no-loadscope-reorder.
LONGEST = (
    "tests/browser/test_bundled_report.py",
    "tests/notebooks/test_mutation.py",
    "tests/report/test_no_text.py",
    "tests/exercises/test_bundled.py",
    "tests/notebooks/test_any_corpus.py",
)


def pytest_configure():
    """Let the kernels of nbval branch off from the nursery that tests use, where processes can."""
    if sys.platform == "linux":
        nbval.kernel.KernelManager = BranchingManager


def pytest_unconfigure():
    """End the nursery with the run."""
    end_nursery()


def pytest_collection_modifyitems(config, items):
    """Sort the files, and leave the order of the tests within each as it is."""
    root = config.rootpath
    places = {root / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places) + (item.path.suffix != ".ipynb")))


def pytest_collection_finish(session):
    """Let the garbage collector look seldom, and never through modules and tests.

    Tests of time, which run alone, keep Python's own settings.
    """
    if hasattr(session.config, "workerinput"):
        gc.freeze()
        gc.set_threshold(*THRESHOLDS)


@pytest.fixture(scope="session", autouse=True)
def _tables_of_reports_go_with_the_run(pytestconfig, tmp_path_factory):
    """Keep the tables of reports in a folder of this run, not in the user's own."""
    base = tmp_path_factory.getbasetemp()
    # Tests that run side by side share what they measure: the folder of a worker lies in that of
    # the run.
    folder = (base.parent if hasattr(pytestconfig, "workerinput") else base) / "tables"
    folder.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "default_folder", lambda: folder)
        yield


@pytest.fixture(scope="session")
def nursery():
    """Return a process that has imported everything; it ends with the run."""
    return start_nursery()


@pytest.fixture
def one_nursery(nursery, monkeypatch):
    """Let all runs of notebooks branch off from one process, so that they begin at once."""
    for module in ("run", "write"):
        monkeypatch.setattr(
            f"helpers.report.{module}.start_nursery", lambda *_: nullcontext(nursery)
        )
