import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

from helpers.nursery import Branch, Nursery, NurseryError
from helpers.report.kernels import run_cells

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="kernels branch off on Linux only")


class Bar:
    def set_description(self, description):
        pass

    def update(self, n=1):
        pass


def run(nursery, tmp_path, *sources, environment=None, timeout=60):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in sources])
    error = run_cells(
        notebook, tmp_path / "a.ipynb", timeout, Bar(), environment or {}, nursery=nursery
    )
    texts = [
        output.get("text", "") or output.get("data", {}).get("text/plain", "")
        for cell in notebook.cells
        for output in cell.outputs
    ]
    return error, "".join(texts), notebook


ABOUT = """
import os, sys
print(os.getcwd(), os.environ.get("FERRY"), hash("harbour"), sys.argv[0])
print(os.getppid(), "pandas" in sys.modules, __name__)
"""


@LINUX
def test_a_kernel_branches_off_with_its_own_folder_and_environment(nursery, tmp_path):
    error, text, _ = run(nursery, tmp_path, ABOUT, environment={"FERRY": "late"})
    assert error is None
    usual = run(None, tmp_path, ABOUT, environment={"FERRY": "late"})[1]
    assert text.splitlines()[0].split()[:3] == usual.splitlines()[0].split()[:3]
    parent, imported, name = text.splitlines()[1].split()
    assert int(parent) == nursery._process.pid
    assert (imported, name) == ("True", "__main__")
    assert usual.splitlines()[1].split()[1] == "False"


@LINUX
def test_what_one_kernel_changes_no_other_sees(nursery, tmp_path):
    change = (
        "import helpers.stats, pandas\nhelpers.stats.changed = 1\npandas.options.display.width = 7"
    )
    look = (
        "import helpers.stats, pandas\n"
        "print(hasattr(helpers.stats, 'changed'), pandas.options.display.width)"
    )
    assert run(nursery, tmp_path, change)[0] is None
    assert run(nursery, tmp_path, look)[1] == "False 80\n"


@LINUX
def test_figures_are_shown_as_in_any_kernel(nursery, tmp_path):
    source = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    error, _, notebook = run(nursery, tmp_path, source)
    assert error is None
    assert [one for one in notebook.cells[0].outputs if "image/png" in one.get("data", {})]


@LINUX
def test_an_error_and_a_killed_kernel_are_told_as_usual(nursery, tmp_path):
    assert run(nursery, tmp_path, "1 / 0")[0] == "ZeroDivisionError: division by zero"
    killed = run(nursery, tmp_path, "import os\nos.kill(os.getpid(), 9)")[0]
    assert killed.startswith("Kernel died: it ended in cell 1")
    assert run(nursery, tmp_path, "import time\ntime.sleep(60)", timeout=2)[0].startswith("Timeout")


@LINUX
def test_after_the_end_kernels_start_the_usual_way(tmp_path):
    one = Nursery()
    one.end()
    with pytest.raises(NurseryError):
        one.branch_off([], str(tmp_path), {})
    assert run(one, tmp_path, "print('here')")[1] == "here\n"


@LINUX
def test_kernels_end_when_the_program_that_wanted_them_is_killed(tmp_path):
    script = tmp_path / "wants.py"
    script.write_text(
        "import os, sys, threading, time\n"
        "import nbformat\n"
        "from pathlib import Path\n"
        "from helpers.nursery import Nursery\n"
        "from helpers.report.kernels import run_cells\n"
        "from tests.test_nursery import Bar\n"
        'source = \'import os, time, pathlib; pathlib.Path("pid").write_text(str(os.getpid())); '
        "time.sleep(300)'\n"
        "book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])\n"
        "run_cells(book, Path(sys.argv[1]) / 'a.ipynb', 400, Bar(), {}, nursery=Nursery())\n",
        encoding="utf-8",
    )
    root = str(Path(__file__).parents[1])
    program = subprocess.Popen(
        [sys.executable, script, str(tmp_path)], env=os.environ | {"PYTHONPATH": root}
    )
    written = tmp_path / "pid"
    _wait_until(lambda: written.exists() and written.read_text().isdecimal(), 60)
    kernel = Branch(int(written.read_text()))
    assert kernel.poll() is None
    program.send_signal(signal.SIGKILL)
    program.wait()
    _wait_until(lambda: kernel.poll() is not None, 20)


def where(word, fail=False):
    if fail:
        raise KeyError(word)
    print("nothing that is printed may disturb the answer")
    return word, os.getpid(), os.getppid()


def end_at_once(home):
    if os.getpid() != home:
        os._exit(3)
    return "at home"


@LINUX
def test_a_function_is_called_in_a_branch(nursery):
    word, process, parent = nursery.call(where, word="wharf")
    assert (word, parent) == ("wharf", nursery._process.pid)
    assert process != os.getpid()
    with ThreadPoolExecutor(4) as pool:  # several at once
        answers = list(pool.map(lambda number: nursery.call(where, number), range(8)))
    assert [answer[0] for answer in answers] == list(range(8))
    assert len({answer[1] for answer in answers}) == 8


@LINUX
def test_what_a_function_raises_in_a_branch_is_raised_here(nursery):
    with pytest.raises(KeyError, match="wharf"):
        nursery.call(where, "wharf", fail=True)
    assert nursery.call(where, "quay")[0] == "quay"


@LINUX
def test_a_function_whose_branch_ends_without_an_answer_is_called_here(nursery):
    assert nursery.call(end_at_once, os.getpid()) == "at home"


def test_without_branches_a_function_is_called_here():
    one = Nursery()
    one.end()
    assert one.call(where, "quay")[:2] == ("quay", os.getpid())


def _wait_until(holds, seconds):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)
