"""Settings that all tests share."""

import os

import pytest
from hypothesis import settings

from helpers import cache

# How long one example takes depends on what else the machine does. Time is tested where it is
# meant: against another program or another size of input, in the same run.
settings.register_profile("parallax", deadline=None)
settings.load_profile("parallax")


@pytest.fixture(scope="session", autouse=True)
def _tables_of_reports_go_with_the_run(tmp_path_factory):
    """Keep the tables of reports in a folder of this run, not in the user's own."""
    base = tmp_path_factory.getbasetemp()
    # Tests that run side by side share what they measure: the folder of a worker lies in that of
    # the run.
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "tables"
    folder.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "default_folder", lambda: folder)
        yield
