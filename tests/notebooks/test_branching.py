import sys
from contextlib import contextmanager

import pytest
from nbval import kernel

LOADED = (
    "import sys\n"
    "print('pandas' in sys.modules, *(n for n in sys.modules if n.startswith('helpers')))\n"
)
CHANGE = "import helpers.stats, pandas\nhelpers.stats.changed = pandas.changed = 1\n"
CHANGED = "print(hasattr(pandas, 'changed'), hasattr(helpers.stats, 'changed'), 'n' in dir())\n"


@contextmanager
def running():
    one = kernel.RunningKernel(kernel.CURRENT_ENV_KERNEL_NAME)
    try:
        yield one
    finally:
        one.stop()


def printed(one, source):
    asked = one.execute_cell_input(source, allow_stdin=False)
    while True:
        message = one.get_message("iopub", timeout=60)
        if message["parent_header"].get("msg_id") == asked and message["msg_type"] == "stream":
            return message["content"]["text"]


@pytest.mark.skipif(sys.platform != "linux", reason="kernels branch off on Linux only")
def test_a_kernel_of_nbval_has_read_others_modules_and_none_of_ours():
    with running() as one:
        assert printed(one, LOADED) == "True\n"


def test_what_one_notebook_changes_no_other_sees():
    with running() as one, running() as other:
        assert printed(one, CHANGE + "n = 1\n" + CHANGED) == "True True True\n"
        assert printed(other, "import helpers.stats, pandas\n" + CHANGED) == "False False False\n"
