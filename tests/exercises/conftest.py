import sys

import pytest

from helpers.exercises import sandbox
from tests.exercises.branching import Branching


@pytest.fixture(scope="module")
def workers_branch_off():
    """Let the workers of a module's tests branch off from one process, so that they begin at once.

    Tests of the sandbox itself do without: there, each is started as for a teacher.
    """
    if sys.platform != "linux":
        yield
        return
    with Branching() as branching, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "subprocess", branching)
        yield
