"""Run a student's cells in a process of its own, with limits, and say what became of each.

A cell that will not end, prints without end, fills the memory, ends the process or reaches outside
its folder is stopped and named; the cells behind it still run.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GRACE = 5.0  # seconds beyond a cell's limit until its process is stopped from outside
START = 90.0  # seconds that Python may take to start and import on a slow machine
MOST_STARTS = 4  # of one notebook, whose cells end the process again and again
LOOK = 0.05  # seconds
INHERITED = ("PATH", "HOME", "LANG", "SYSTEMROOT", "TEMP", "TMP", "VIRTUAL_ENV", "PYTHONPATH")
STATES = {
    "Hint": "hint",
    "NotImplementedError": "unanswered",
    "TimeoutError": "timeout",
    "OutputLimitError": "output",
    "MemoryError": "memory",
    "NotAllowedError": "forbidden",
    "PermissionError": "forbidden",  # of the kernel, not of ours
}


@dataclass(frozen=True)
class Limits:
    """What a notebook may use.

    Attributes
    ----------
    cell_seconds, notebook_seconds : int
        Longest run time of a cell and of all cells.
    memory_mb : int
        Address space in mebibytes, where the system can limit it. Libraries reserve far more than
        they use.
    file_mb : int
        Largest file that may be written.
    output_characters : int
        Most that a cell may print.
    """

    cell_seconds: int = 60
    notebook_seconds: int = 600
    memory_mb: int = 6000
    file_mb: int = 256  # py3langid unpacks a model of 60 MB
    output_characters: int = 200_000


@dataclass(frozen=True)
class CellRun:
    """What became of one cell.

    Attributes
    ----------
    state : str
        "ran", "hint" (a check of an exercise failed), "error", "unanswered"
        (NotImplementedError), "timeout", "output", "memory", "forbidden", "ended" (it ended the
        process), or "not run".
    message : str
        One line for the student; "" if it ran.
    value : float or None
        The number that the cell's last line gave, if it is one.
    output : str
        What it printed.
    """

    state: str
    message: str = ""
    value: float | None = None
    output: str = ""


def run_cells(
    sources: Sequence[str],
    folder: Path,
    *,
    readable: Sequence[Path] = (),
    limits: Limits | None = None,
) -> list[CellRun]:
    """Run cells one after another in one fresh, fenced Python.

    Parameters
    ----------
    sources : sequence of str
        Code of the cells.
    folder : pathlib.Path
        The cells run in this folder, may read and write in it, and nowhere else write.
    readable : sequence of pathlib.Path
        Further folders that they may read, such as data.
    limits : Limits, optional
        What they may use.

    Returns
    -------
    list of CellRun
        One a cell.
    """
    limits = limits or Limits()
    own = Path(tempfile.mkdtemp(prefix="parallax-grade-"))
    job = {
        "folder": str(folder.resolve()),
        "events": str(own / "events.jsonl"),
        "cells": [{"source": source} for source in sources],
        "readable": [str(path.resolve()) for path in (*readable, ROOT / "helpers")],
        "limits": asdict(limits),
    }
    runs: dict[int, CellRun] = {}
    skip: list[int] = []
    end = time.monotonic() + limits.notebook_seconds
    try:
        for _ in range(MOST_STARTS):
            stopped = _run_once(job | {"skip": skip}, own, limits, runs, end)
            if stopped is None or time.monotonic() >= end:
                break
            skip.append(stopped)
    finally:
        shutil.rmtree(own, ignore_errors=True)
    never = CellRun("not run", "This cell was not run, because cells before it ended the program.")
    return [runs.get(number, never) for number in range(len(sources))]


def _run_once(
    job: dict, own: Path, limits: Limits, runs: dict[int, CellRun], end: float
) -> int | None:
    """Run all cells that are not to be skipped; return the one that had to be stopped, if any."""
    Path(job["events"]).unlink(missing_ok=True)
    job_file = own / "job.json"
    job_file.write_text(json.dumps(job), encoding="utf-8")
    environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
    environment |= {
        "PYTHONHASHSEED": "0", "MPLBACKEND": "Agg", "TQDM_DISABLE": "1", "PYTHONUTF8": "1",
        "IPYTHONDIR": str(own / "ipython"), "MPLCONFIGDIR": str(own / "matplotlib"),
        "TMPDIR": job["folder"], "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1", "PARALLAX_GRADING": "1",
    }  # fmt: skip
    with (own / "printed").open("wb") as printed:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "helpers.exercises.worker", str(job_file)],
            stdin=subprocess.DEVNULL, stdout=printed, stderr=printed, env=environment,
            start_new_session=True,
        )  # fmt: skip
    try:
        return _watch(process, job, limits, runs, end)
    finally:
        _end(process)


def _watch(process, job, limits, runs, end) -> int | None:
    events = Path(job["events"])
    running, since, done, fenced, seen = None, time.monotonic(), False, False, 0
    while True:
        ended = process.poll() is not None
        lines = _complete_lines(events)
        for event in lines[seen:]:
            fenced = fenced or "fences" in event
            done = done or "done" in event
            if "start" in event:
                running, since = event["start"], time.monotonic()
            elif "end" in event:
                runs[event["end"]] = _as_run(event)
                running = None
        seen = len(lines)
        if done:
            return None
        now = time.monotonic()
        if ended and running is None and not fenced:
            raise RuntimeError("The program that runs students' cells could not start.")
        if ended or (running is None and now > end + GRACE):
            if running is not None:
                runs[running] = CellRun("ended", "This cell ended the whole program.")
            return running
        if running is not None and (now - since > limits.cell_seconds + GRACE or now > end):
            runs[running] = _too_long(limits.cell_seconds)
            return running
        if not fenced and now - since > START:
            raise RuntimeError(f"Python did not start within {START:.0f} seconds.")
        time.sleep(LOOK)


def _complete_lines(path: Path) -> list[dict]:
    try:
        text = path.read_bytes()
    except OSError:
        return []
    whole = text[: text.rfind(b"\n") + 1].splitlines()
    return [json.loads(line) for line in whole]


def _as_run(event: dict) -> CellRun:
    kinds, message = event["kinds"], event["message"]
    common = {"value": event["value"], "output": event["output"]}
    if not kinds:
        return CellRun("ran", **common)
    state = next((STATES[kind] for kind in kinds if kind in STATES), "error")
    if state == "memory":
        message = "This cell asked for more memory than an exercise may use."
    elif state == "unanswered":
        message = message or "Not answered yet."
    elif state == "forbidden" and "NotAllowedError" not in kinds:
        message = f"An exercise may not reach outside its folder and data: {message}"
    elif state == "error":
        message = f"{event['error']}: {message}" if message else event["error"]
    return CellRun(state, message, **common)


def _too_long(seconds: int) -> CellRun:
    return CellRun("timeout", f"This cell ran longer than {seconds} seconds.")


def _end(process: subprocess.Popen) -> None:
    if process.poll() is None:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
