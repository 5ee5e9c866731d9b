"""What a student's cell may do to the machine that marks it: nothing."""

import sys

import pytest

from helpers.exercises.sandbox import Limits, run_cells

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="alarms and limits of memory need a Unix system"
)
LIMITS = Limits(cell_seconds=5, notebook_seconds=300, output_characters=5_000)


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """Return a student's folder, and one with a file that is none of its business."""
    own = tmp_path_factory.mktemp("own")
    other = tmp_path_factory.mktemp("other")
    (other / "secret.txt").write_text("the solution is 7\n")
    (own / "given.txt").write_text("a ferry\n")
    return own, other


# Cells that end the program come early: all before them run once more after each of them.
CELLS = {
    "a number": ("x = 1\nx + 1", "ran"),
    "ending the program": ("import os\nos._exit(0)", "ended"),
    "life goes on": ("x + 7", "ran"),
    "a loop that catches everything": (
        "while True:\n    try:\n        while True:\n            pass\n"
        "    except BaseException:\n        pass", "timeout",
    ),
    "life goes on after that": ("x + 8", "ran"),
    "its own file": ("open('mine.txt', 'w').write('a')\nopen('given.txt').read()", "ran"),
    "a loop without end": ("while True:\n    pass", "timeout"),
    "what came before is kept": ("x + 5", "ran"),
    "a gigabyte of words": ("print('a' * 10**9)", "output"),
    "words without end": ("while True:\n    print('a')", "output"),
    "reading elsewhere": ("open('OTHER/secret.txt').read()", "forbidden"),
    "reading elsewhere past Python": (
        "import pyarrow.csv\npyarrow.csv.read_csv('OTHER/secret.txt')", "forbidden",
    ),
    "reading by a way around": (
        "import os\nos.symlink('OTHER/secret.txt', 'link')\nopen('link').read()", "forbidden",
    ),
    "looking around": ("import os\nos.listdir('OTHER')", "forbidden"),
    "writing elsewhere": ("open('OTHER/new.txt', 'w')", "forbidden"),
    "deleting a file": ("import os\nos.remove('OTHER/secret.txt')", "forbidden"),
    "deleting a folder": ("import shutil\nshutil.rmtree('OTHER')", "forbidden"),
    "moving a file": ("import os\nos.rename('OTHER/secret.txt', 'x')", "forbidden"),
    "another program": ("import subprocess\nsubprocess.run(['true'])", "forbidden"),
    "a shell": ("import os\nos.system('true')", "forbidden"),
    "a shell of IPython": ("!true", "forbidden"),
    "a copy of itself": ("import os\nos.fork()", "forbidden"),
    "the network": ("import socket\nsocket.create_connection(('127.0.0.1', 9))", "forbidden"),
    "a system library": ("import ctypes\nctypes.CDLL('libc.so.6')", "forbidden"),
    "a mistake": ("1 / 0", "error"),
    "words that are no Python": ("this is no Python", "error"),
    "a stub": ("raise NotImplementedError()", "unanswered"),
    "a hint": ("from helpers.exercises import expect\nexpect(False, 'Look again.')", "hint"),
    "a picture": (
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()", "ran",
    ),
    "leaving": ("import sys\nsys.exit()", "error"),
}  # fmt: skip


@pytest.fixture(scope="module")
def runs(places):
    own, other = places
    sources = [source.replace("OTHER", str(other)) for source, _ in CELLS.values()]
    return dict(zip(CELLS, run_cells(sources, own, limits=LIMITS), strict=True))


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_ends_as_it_should(runs, name):
    assert runs[name].state == CELLS[name][1], runs[name]


def test_nothing_outside_was_touched(runs, places):
    _, other = places
    assert [path.name for path in other.iterdir()] == ["secret.txt"]
    assert (other / "secret.txt").read_text() == "the solution is 7\n"
    assert not any("solution is 7" in run.output for run in runs.values())


def test_results_reach_the_grader(runs):
    assert runs["a number"].value == 2
    assert runs["what came before is kept"].value == 6
    assert runs["life goes on"].value == 8
    assert "longer than 5 seconds" in runs["a loop without end"].message
    assert runs["a mistake"].message == "ZeroDivisionError: division by zero"
    assert runs["a hint"].message == "Look again."
    assert "may not read" in runs["reading elsewhere"].message


def test_what_is_printed_is_bounded(runs):
    assert len(runs["a gigabyte of words"].output) <= LIMITS.output_characters
    assert len(runs["words without end"].output) <= LIMITS.output_characters


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_memory_is_bounded(places):
    own, _ = places
    runs = run_cells(["import numpy\nnumpy.ones(10**11)", "40 + 2"], own, limits=LIMITS)
    assert [run.state for run in runs] == ["memory", "ran"]
    assert runs[1].value == 42


def test_a_program_that_ends_again_and_again_is_given_up(places):
    own, _ = places
    runs = run_cells(["import os\nos._exit(1)"] * 6, own, limits=LIMITS)
    assert [run.state for run in runs] == ["ended"] * 4 + ["not run"] * 2
