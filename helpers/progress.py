"""One progress bar for all long work: silent on short work, a widget in JupyterLab.

Where the environment variable ``PARALLAX_PROGRESS`` names a file (a report does so for each of its
kernels), what is being done and how far it is stands there, whether a bar is shown or not.
"""

import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from tqdm.auto import tqdm

__all__ = ["PROGRESS", "Step", "read_step", "step_bar", "track"]

Item = TypeVar("Item")
PROGRESS = "PARALLAX_PROGRESS"
NO_BAR = "PARALLAX_NO_BAR"  # set where outputs are compared, which a slow machine must not change
DELAY = 2.0  # seconds of work before a bar appears, so that small corpora show none
WRITE_EVERY = 0.5  # seconds


@dataclass(frozen=True)
class Step:
    """How far a piece of long work is.

    Attributes
    ----------
    description : str
        What is being done, for example ``"Finding quotations"``.
    unit : str
        What one item is called.
    done, total : int
        Items; total is 0 where it is not known.
    found : int
        Of the items done, those that were known from before and took no time.
    seconds : float
        Since the work began.
    """

    description: str
    unit: str
    done: int
    total: int
    found: int
    seconds: float

    def seconds_left(self) -> float | None:
        """Estimate the time left from the rate so far; None where it cannot be told yet."""
        measured = self.done - self.found
        if measured <= 0 or self.total <= 0 or self.seconds < 1:
            return None
        return self.seconds / measured * max(self.total - self.done, 0)


class _Bar:
    """Counts items, shows a bar where one is wanted, and tells the runner of a report."""

    def __init__(self, description: str, total: int | None, unit: str, progress: bool) -> None:
        self.bar = tqdm(
            desc=description, total=total, unit=f" {unit}", delay=DELAY, leave=False,
            disable=not progress or os.environ.get(NO_BAR, "") not in ("", "0"),
        )  # fmt: skip
        self.file = os.environ.get(PROGRESS)
        self.step = Step(description, unit, 0, total or 0, 0, 0.0)
        self.started = self.written = time.monotonic()

    def update(self, n: int = 1, *, found: bool = False) -> None:
        """Count items as done; `found` says that they were known from before."""
        self.bar.update(n)
        if self.file:
            step, now = self.step, time.monotonic()
            known = step.found + (n if found else 0)
            self.step = Step(
                step.description, step.unit, step.done + n, step.total, known, now - self.started
            )
            if now - self.written >= WRITE_EVERY:
                self.written = now
                _write(Path(self.file), json.dumps(asdict(self.step)))

    def close(self) -> None:
        """Take the bar away."""
        self.bar.close()
        if self.file and self.written > self.started:
            _write(Path(self.file), "")


@contextmanager
def step_bar(
    description: str, *, total: int | None = None, unit: str = "article", progress: bool
) -> Iterator[_Bar]:
    """Give a bar whose ``update(n)`` counts items, for work that does not go item by item.

    Parameters
    ----------
    description : str
        What is being done, for example ``"Finding quotations"``.
    total : int, optional
        How many items there are.
    unit : str
        What one item is called.
    progress : bool
        Whether to show a bar at all.
    """
    bar = _Bar(description, total, unit, progress)
    try:
        yield bar
    finally:
        bar.close()


def track(
    items: Iterable[Item], description: str, *, progress: bool, total: int | None = None,
    unit: str = "article",
) -> Iterable[Item]:  # fmt: skip
    """Iterate over ``items`` behind a progress bar that appears after two seconds of work.

    Parameters
    ----------
    items : iterable
        What is worked through.
    description : str
        What is being done, for example ``"Finding quotations"``.
    progress : bool
        Whether to show a bar at all.
    total : int, optional
        How many items there are, where ``items`` has no length.
    unit : str
        What one item is called.

    Returns
    -------
    iterable
        The same items, in the same order.
    """
    if total is None and hasattr(items, "__len__"):
        total = len(items)
    with step_bar(description, total=total, unit=unit, progress=progress) as bar:
        for item in items:
            yield item
            bar.update()


def read_step(path: str | Path) -> Step | None:
    """Return what stands in a file of progress, or None if nothing long is being done."""
    try:
        return Step(**json.loads(Path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write(path: Path, content: str) -> None:
    """Replace the file in one go; that it cannot be written must not stop the work."""
    temporary = path.with_suffix(".new")
    with suppress(OSError):
        temporary.write_text(content, encoding="utf-8")
        temporary.replace(path)
