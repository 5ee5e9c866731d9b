"""What nbval compares: the text of every output, never its HTML, pictures or progress bars."""

import os

import pytest

NOT_COMPARED = (
    "text/html",  # changes with the version of pandas; the same table stands in text/plain
    "stderr",  # progress bars
    "application/vnd.jupyter.widget-view+json",
)


def pytest_collectstart(collector):
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += NOT_COMPARED


def tables_of_run(config):
    """Return where reports that tests write keep their tables: each is computed once in a run."""
    base = config._tmp_path_factory.getbasetemp()
    return (base.parent if hasattr(config, "workerinput") else base) / "tables"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    """Give kernels, which start before the first cell of a notebook, their environment."""
    with pytest.MonkeyPatch.context() as patch:
        # A slow machine shows a bar where a fast one shows none.
        patch.setenv("PARALLAX_NO_BAR", "1")
        if "PARALLAX_CACHE" not in os.environ:
            patch.setenv("PARALLAX_CACHE", str(tables_of_run(item.config)))
        return (yield)
