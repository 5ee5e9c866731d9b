"""A process that has read all our modules once, and from which the kernels of notebooks branch off.

To import pandas, matplotlib, SciPy and our modules takes as long as many a notebook runs. Here it
happens once a report, while the corpus is being read, and not once a notebook. A kernel that has
branched off is a process of its own: what it changes, no other sees. Single functions can be called
in a branch, too, so that several work at once. Where processes cannot branch (Windows) or should
not (macOS), and if anything goes wrong here, kernels start as usual and functions run where they
were called.
"""

import gc
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

__all__ = ["LAUNCHER", "THREADS", "Branch", "Nursery", "NurseryError"]

# What notebooks import. All of it is ours or needed by it. What looks for its kernel when it is
# read, such as matplotlib_inline, must not be here.
MODULES = (
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "matplotlib.backends.backend_pdf",
    "matplotlib.backends.backend_svg",
    "helpers.charts",
    "helpers.corpus",
    "helpers.findings",
    "helpers.measures",
    "helpers.scope",
    "helpers.show",
    "helpers.show_explained",
    "helpers.stats",
    "helpers.validation",
)
# How many threads numeric libraries use, by environment variable. They ask when they are read.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
LAUNCHER = ["-m", "ipykernel_launcher"]
INLINE = "module://matplotlib_inline.backend_inline"
ROOT = Path(__file__).resolve().parents[1]
PAUSE = 0.01  # seconds between two looks at whether a branch has ended
# Of the garbage collector: pandas makes many small objects, hardly any of which refer in circles.
THRESHOLDS = (20_000, 20, 20)


class NurseryError(Exception):
    """No kernel can branch off here."""


class Nursery:
    """The process from which kernels branch off; a context that ends it.

    The numeric libraries in it, and so in all kernels, work with one thread each: the kernels
    themselves run side by side.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen | None = None
        if sys.platform != "linux":
            return
        variables = {**os.environ, **dict.fromkeys(THREADS, "1"), "PYTHONHASHSEED": "0"}
        paths = [str(ROOT), variables.get("PYTHONPATH", "")]
        variables["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
        variables.pop("MPLBACKEND", None)  # kernels choose their own
        with suppress(OSError):
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "helpers.nursery"], env=variables,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End the process; kernels that still run end with it."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            with suppress(OSError):
                process.stdin.close()
            process.kill()
            process.wait()
            process.stdout.close()

    def branch_off(self, arguments: list[str], folder: str, environment: Mapping) -> "Branch":
        """Let a kernel branch off.

        Raises
        ------
        NurseryError
            If there is no such process, or it does not answer.
        """
        order = {"arguments": arguments, "folder": folder, "environment": dict(environment)}
        return self._branch({"kernel": order})

    def call(self, function: Callable, *arguments: object, **named: object) -> object:
        """Call a function of a module in a branch and return what it returns.

        Several threads can have calls running at once. What the function raises is raised here. If
        no branch can do it, it is called in this process.
        """
        with TemporaryDirectory(prefix="parallax-call-") as folder:
            given, answer = Path(folder, "given"), Path(folder, "answer")
            given.write_bytes(pickle.dumps((function, arguments, named)))
            order = {"module": function.__module__, "given": str(given), "answer": str(answer)}
            with suppress(NurseryError):
                branch = self._branch({"call": order})
                while branch.poll() is None and not answer.exists():
                    time.sleep(PAUSE)
            if not answer.exists():
                return function(*arguments, **named)
            returned, value = pickle.loads(answer.read_bytes())
        if not returned:
            raise value
        return value

    def _branch(self, order: Mapping[str, Mapping]) -> "Branch":
        with self._lock:
            if self._process is None:
                raise NurseryError("there is none")
            try:
                self._process.stdin.write(json.dumps(order) + "\n")
                self._process.stdin.flush()
                answer = self._process.stdout.readline()
            except OSError as error:
                raise NurseryError("it has ended") from error
        if not answer.strip().isdecimal():
            raise NurseryError("it does not answer")
        return Branch(int(answer))


class Branch:
    """A kernel that branched off, as `subprocess.Popen` would show it."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return None while it runs. It is no child of ours, so that how it ended is not known."""
        if self.returncode is None:
            try:
                os.kill(self.pid, 0)
            except OSError:
                self.returncode = 1
        return self.returncode

    def wait(self) -> int:
        """Return at once: whoever waits has asked `poll` before."""
        return self.poll() or 0

    def send_signal(self, number: int) -> None:
        """Send a signal to it and to what it has started."""
        if self.poll() is None:
            try:
                os.killpg(self.pid, number)
            except ProcessLookupError:  # it is about to make a group of its own
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it."""
        with suppress(ProcessLookupError):
            self.send_signal(signal.SIGKILL)

    terminate = kill


def serve() -> None:
    """Import everything, then let a process branch off for each line that comes in."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who asked; we end with it
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system clears up what has ended
    for name in MODULES:
        import_module(name)
    gc.freeze()  # modules are no garbage: branches need not look through them again and again
    gc.set_threshold(*THRESHOLDS)
    for line in sys.stdin.buffer:
        [(kind, order)] = json.loads(line).items()
        if kind == "call":
            with suppress(ImportError):  # the branch will say so
                import_module(order["module"])  # once for all branches
        pid = os.fork()
        if not pid and kind == "call":
            _answer(**order)
        if not pid:
            _become_kernel(**order)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def _become_kernel(arguments: list[str], folder: str, environment: Mapping[str, str]) -> NoReturn:
    """Run a kernel as if this process had been started for nothing else."""
    status = 1
    try:
        parent = os.getppid()
        os.setsid()
        for number in (signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(2, 1)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        sys.argv = ["ipykernel_launcher", *arguments, f"--IPKernelApp.parent_handle={parent}"]
        if not os.environ.get("MPLBACKEND"):
            import_module("matplotlib").rcParams["backend"] = INLINE
        import_module("ipykernel.kernelapp").launch_new_instance()
        status = 0
    finally:
        os._exit(status)


def _answer(module: str, given: str, answer: str) -> NoReturn:
    """Call a function and leave what it returns or raises in a file."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends this, too
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(2, 1)  # where the other end expects only numbers of processes
        import_module(module)
        function, arguments, named = pickle.loads(Path(given).read_bytes())
        try:
            result = (True, function(*arguments, **named))
        except Exception as error:
            result = (False, error)
        whole = Path(answer + ".part")
        whole.write_bytes(pickle.dumps(result))
        whole.rename(answer)
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    serve()
