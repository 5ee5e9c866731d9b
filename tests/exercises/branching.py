"""Workers of the sandbox that branch off from one process, so that they need not import each anew.

That process has imported what a worker imports and nothing else. What branches off is fenced, alone
and gone at its end like any worker; only its start is another one, which test_sandbox.py tests.
"""

import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import IO, NoReturn

from helpers.exercises import worker
from helpers.nursery import Branch

COMMAND = [sys.executable, "-P", "-m", "helpers.exercises.worker"]


class Branching:
    """Stands where the sandbox expects `subprocess`; a context that ends the process."""

    DEVNULL = subprocess.DEVNULL
    _process: subprocess.Popen | None = None

    def __enter__(self) -> "Branching":
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()

    def Popen(  # noqa: N802
        self, command: Sequence[str], *, stdout: IO, env: Mapping[str, str], **_: object
    ) -> Branch:
        """Let the worker branch off that a command would start."""
        *start, job = command
        assert start == COMMAND
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-P", __file__], env=env, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        order = {"job": job, "printed": stdout.name, "environment": env}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return Branch(int(self._process.stdout.readline()))


def serve() -> None:
    """Import what a worker imports, then let one branch off for each line that comes in."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system clears up what has ended
    worker.import_what_exercises_use()
    gc.freeze()
    for line in sys.stdin.buffer:
        pid = os.fork()
        if not pid:
            _work(**json.loads(line))
        print(pid, flush=True)


def _work(job: str, printed: str, environment: Mapping[str, str]) -> NoReturn:
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for stream in (1, 2):
            os.dup2(os.open(printed, os.O_WRONLY | os.O_APPEND), stream)
        os.environ.clear()
        os.environ.update(environment)
        worker.main(job)
    finally:
        os._exit(0)


if __name__ == "__main__":
    serve()
