"""Notebooks of a report share their work, run side by side, and end together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.report import run_notebooks
from tests.report.making import code, parameters, save

REPOSITORY = Path(__file__).resolve().parents[2]
# Counts how often an article is really cleaned or searched for quotations, whoever asks for it.
COUNT = """
import os
import helpers.corpus.clean as cleaning
import helpers.measures.quotations as quotations

def counted(function, name):
    def call(*values):
        with open(os.environ["COUNTS"], "a") as file:
            file.write(name + "\\n")
        return function(*values)
    return call

cleaning._clean = counted(cleaning._clean, "cleaned")
quotations.quotations_of_text = counted(quotations.quotations_of_text, "searched")
"""
MEASURE = """
from helpers.corpus import load_corpus
from helpers.measures import find_quotations
found = find_quotations(load_corpus(corpus, progress=False).articles)
print(len(found), found["start"].sum())
"""
MEET = """
import pathlib, time
here = pathlib.Path(os.environ["MEETING"])
(here / os.environ["PARALLAX_NOTEBOOK"]).touch()
end = time.monotonic() + 60
while len(list(here.iterdir())) < 2 and time.monotonic() < end:
    time.sleep(0.05)
print(len(list(here.iterdir())))
"""


def printed_by(run):
    return "".join(
        output.get("text", "") for cell in run.notebook.cells for output in cell.get("outputs", [])
    )


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    path = tmp_path_factory.mktemp("corpus") / "harbours.csv"
    rows = [f'{n},"“The harbour stays open,” said Mayor Ann Poe on day {n}."' for n in range(30)]
    path.write_text("\n".join(["id,text", *rows]), encoding="utf-8")
    return path


def test_nothing_is_measured_twice_in_a_report_of_two_notebooks(corpus, tmp_path, monkeypatch):
    monkeypatch.setenv("PARALLAX_CACHE", str(tmp_path / "cache"))
    for name in ("01_a", "02_b"):
        save(tmp_path, name, parameters(), code(COUNT), code(MEASURE))
    counts = tmp_path / "counts.txt"
    options = {
        "notebooks": tmp_path, "progress": False,
        "environment": {"COUNTS": str(counts), "PYTHONPATH": str(REPOSITORY)},
    }  # fmt: skip
    runs = run_notebooks(corpus, tmp_path / "out", **options)
    assert [run.error for run in runs] == [None, None]
    assert printed_by(runs[0]) == printed_by(runs[1])
    assert printed_by(runs[0]).startswith("30 ")
    lines = counts.read_text().split()
    assert (lines.count("cleaned"), lines.count("searched")) == (30, 30)
    again = run_notebooks(corpus, tmp_path / "out", **options)
    assert printed_by(again[0]) == printed_by(runs[0])
    assert counts.read_text().split() == lines


def test_notebooks_run_side_by_side_and_come_back_in_their_order(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.report.run.count_processors", lambda: 2)
    (tmp_path / "meeting").mkdir()
    for name in ("01_a", "02_b", "03_c"):
        save(tmp_path / "notebooks", name, code("import os" + MEET))
    runs = run_notebooks(
        "x.csv", tmp_path / "out", notebooks=tmp_path / "notebooks", progress=False,
        environment={"MEETING": str(tmp_path / "meeting")},
    )  # fmt: skip
    assert [run.name for run in runs] == ["01_a", "02_b", "03_c"]
    assert int(printed_by(runs[0])) >= 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_an_interruption_ends_all_kernels(tmp_path):
    wait = "import os, pathlib, time\npathlib.Path(str(os.getpid())).touch()\ntime.sleep(120)"
    for name in ("01_a", "02_b"):
        save(tmp_path / "notebooks", name, code(wait))
    program = (
        "from helpers.report import run_notebooks\n"
        f"run_notebooks('x.csv', {str(tmp_path / 'out')!r}, progress=False,"
        f" notebooks={str(tmp_path / 'notebooks')!r})"
    )
    process = subprocess.Popen([sys.executable, "-c", program], cwd=REPOSITORY,
                               stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        kernels = wait_for(lambda: [int(path.name) for path in (tmp_path / "notebooks").iterdir()
                                    if path.name.isdecimal()])  # fmt: skip
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) != 0
        assert wait_for(lambda: not any(map(is_alive, kernels)))
    finally:
        process.kill()
        process.wait()


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.1)
    return found


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
