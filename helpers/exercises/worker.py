"""Run the cells of one notebook inside the fences; started by `helpers.exercises.sandbox`.

Reads a job (JSON) from the file named by its argument and appends one line of JSON for each thing
that happens to the job's events file: ``{"start": number}``, then ``{"end": number, …}``. The
parent reads them even if this process is stopped in the middle.
"""

import contextlib
import io
import json
import os
import signal
import sys
from pathlib import Path

with contextlib.suppress(ImportError):  # Windows has no limits of this kind
    import resource

LONGEST_MESSAGE = 2000  # characters


class OutputLimitError(RuntimeError):
    """More was printed than a reader could want."""


class _Bounded(io.StringIO):
    """Standard output that stops whoever fills it."""

    def __init__(self, most: int):
        super().__init__()
        self.most = most
        self.size = 0

    def write(self, text: str) -> int:
        self.size += len(text)
        if self.size > self.most:
            if self.tell() < self.most:
                super().write(text[: self.most - self.tell()])
            raise OutputLimitError(
                f"This cell printed more than {self.most:,} characters. Print a part, for example "
                "with .head()."
            )
        return super().write(text)


def main(job_path: str) -> None:
    """Run a job; see the module."""
    job = json.loads(Path(job_path).read_text(encoding="utf-8"))
    events = os.open(job["events"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def tell(**event: object) -> None:
        os.write(events, (json.dumps(event) + "\n").encode())

    os.chdir(job["folder"])
    shell = _start_shell()
    tell(fences=_fence(job))
    for number, cell in enumerate(job["cells"]):
        if number in job["skip"]:
            continue
        tell(start=number)
        tell(end=number, **_run(shell, cell["source"], job["limits"]))
    tell(done=True)


def import_what_exercises_use() -> None:
    """Import modules now, while files may still be read freely."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.font_manager
    import matplotlib.pyplot  # builds its cache of fonts with another program
    import pandas  # noqa: F401
    from IPython.core import interactiveshell  # noqa: F401

    import helpers.charts
    import helpers.corpus
    import helpers.exercises
    import helpers.measures
    import helpers.stats
    import helpers.validation  # noqa: F401


def _start_shell():
    """Start IPython with what exercises use."""
    import_what_exercises_use()
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.colors = "nocolor"
    settings.InteractiveShell.xmode = "Minimal"
    shell = InteractiveShell.instance(config=settings)
    shell.enable_gui = lambda gui=None: None  # "%matplotlib inline" is harmless
    shell.system = shell.getoutput = _refuse_shell
    return shell


def _refuse_shell(*_, **__):
    from helpers.exercises.fences import NotAllowedError

    raise NotAllowedError("An exercise may not start another program.")


def _fence(job: dict) -> list[str]:
    from helpers.exercises.fences import raise_fences

    limits = job["limits"]
    if "resource" in globals():
        for name, most in (
            ("RLIMIT_AS", limits["memory_mb"] * 2**20),
            ("RLIMIT_FSIZE", limits["file_mb"] * 2**20),
            ("RLIMIT_CPU", limits["notebook_seconds"]),
            ("RLIMIT_CORE", 0),
        ):
            with contextlib.suppress(ValueError, OSError):  # macOS does not take all of them
                resource.setrlimit(getattr(resource, name), (most, most))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # an error of writing, not the end of all
    return raise_fences([Path(path) for path in job["readable"]], [Path(job["folder"])])


def _run(shell, source: str, limits: dict) -> dict[str, object]:
    printed = _Bounded(limits["output_characters"])

    def stop(*_):
        raise TimeoutError(f"This cell ran longer than {limits['cell_seconds']} seconds.")

    timed = hasattr(signal, "setitimer")
    if timed:
        signal.signal(signal.SIGALRM, stop)
        # Again and again: code that catches every exception would catch the first.
        signal.setitimer(signal.ITIMER_REAL, limits["cell_seconds"], 0.5)
    error, value = None, None
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            result = shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
        value = result.result
    except BaseException as stopped:  # the alarm may ring outside of the student's code
        error = stopped
    finally:
        if timed:
            signal.setitimer(signal.ITIMER_REAL, 0)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return {
        "error": None if error is None else type(error).__name__,
        "kinds": [] if error is None else [one.__name__ for one in type(error).__mro__],
        "message": "" if error is None else _one_line(error),
        "value": value if is_number and value == value else None,
        "output": printed.getvalue()[: limits["output_characters"]],
    }


def _one_line(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:
        text = "(an error that cannot be written)"
    return " ".join(text.split())[:LONGEST_MESSAGE]


if __name__ == "__main__":
    main(sys.argv[1])
