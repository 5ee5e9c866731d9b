"""Tell what the notebooks of a report are doing, and how long it will take.

On a terminal and in JupyterLab one bar counts the cells of all notebooks; elsewhere (a log file) a
plain line appears now and then.
"""

import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from tqdm.auto import tqdm

from helpers.progress import Step, read_step

__all__ = ["Place", "Watch", "estimate_seconds"]

LOOK_EVERY = 0.5  # seconds
PRINT_EVERY = 30.0  # seconds between plain lines
# Processor seconds that a notebook takes on the smallest corpus and more for each megabyte of it,
# measured on 96 and on 2,000 articles. Only their proportions matter: the speed of this machine is
# taken from this run.
COSTS = {
    "00_start_here": (5, 5), "01_corpus": (4, 1), "02_sentiment": (9, 9), "03_sources": (8, 6),
    "04_framing": (11, 12), "05_attention": (7, 6), "06_validation": (9, 3),
}  # fmt: skip
OTHER = (6, 5)  # of a notebook that is not of this project
SURE_AFTER = 5.0  # seconds; before, the speed of this run is not known


def estimate_seconds(name: str, megabytes: float) -> float:
    """Return how long a notebook would take alone on the machine of the measurement."""
    fixed, growing = COSTS.get(name, OTHER)
    return fixed + growing * megabytes


class Watch:
    """One bar for all notebooks.

    Parameters
    ----------
    cells : mapping of str to int
        Number of code cells by name of the notebook.
    megabytes : float
        Size of the corpus.
    progress : bool
        Show anything at all.
    """

    def __init__(self, cells: Mapping[str, int], megabytes: float, progress: bool) -> None:
        self.places = {name: Place(name, n, self) for name, n in cells.items()}
        self.expected = {name: estimate_seconds(name, megabytes) for name in cells}
        self.shows_bar = progress and (sys.stderr.isatty() or _in_notebook())
        self.prints = progress and not self.shows_bar
        self.bar = tqdm(
            total=sum(cells.values()), disable=not self.shows_bar,
            bar_format="{percentage:3.0f}% |{bar}| {desc}",
        )  # fmt: skip
        self.started = self.printed = time.monotonic()
        self._over = threading.Event()
        self._lock = threading.RLock()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watch":
        if self.shows_bar or self.prints:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()
        self.bar.close()

    def describe(self) -> str:
        """Return what is being done, and about how long all of it will still take."""
        if all(place.is_over for place in self.places.values()):
            return f"All {len(self.places)} notebooks have been run"
        running = [place.describe() for place in self.places.values() if place.is_running]
        parts = ["; ".join(running) or "Starting"]
        n_done = sum(place.is_over for place in self.places.values())
        if n_done:
            parts.append(f"{n_done} of {len(self.places)} notebooks done")
        left = self.seconds_left()
        if left is not None:
            parts.append(f"about {tell_time(left)} left")
        return " · ".join(parts)

    def seconds_left(self) -> float | None:
        """Estimate the time left from what was done so far, or None in the first seconds."""
        elapsed = time.monotonic() - self.started
        done = sum(self.expected[name] * place.share for name, place in self.places.items())
        if elapsed < SURE_AFTER or done <= 0:
            return None
        return elapsed / done * (sum(self.expected.values()) - done)

    def count(self, n: int) -> None:
        """Count cells as done."""
        with self._lock:
            self.bar.update(n)

    def show(self, *, at_once: bool = False) -> None:
        """Show what is being done now."""
        with self._lock:
            now = time.monotonic()
            if self.shows_bar:
                self.bar.set_description_str(self.describe())
            elif self.prints and (at_once or now - self.printed >= PRINT_EVERY):
                self.printed = now
                print(self.describe(), file=sys.stderr, flush=True)

    def _look(self) -> None:
        while not self._over.wait(LOOK_EVERY):
            self.show()


class Place:
    """How far one notebook is; a bar for `helpers.report.kernels.run_cells`."""

    def __init__(self, name: str, n_cells: int, watch: Watch) -> None:
        self.name = name
        self.total = n_cells
        self.n = 0
        self.watch = watch
        self.file: Path | None = None  # where the kernel tells of long work
        self.description = name
        self.is_running = self.is_over = False

    @property
    def step(self) -> Step | None:
        """The long work that the kernel is at, if it is at any."""
        return read_step(self.file) if self.file is not None else None

    @property
    def share(self) -> float:
        """How much of the notebook is done, from 0 to 1."""
        if self.is_over:
            return 1.0
        step = self.step
        part = step.done / step.total if step is not None and step.total else 0.0
        return min((self.n + min(part, 1.0)) / max(self.total, 1), 1.0)

    def describe(self) -> str:
        """Return for example "03_sources · Finding quotations, 4,120 of 20,000 articles"."""
        step = self.step
        if step is None:
            return self.description
        text = f"{self.name} · {step.description}, {step.done:,}"
        text += f" of {step.total:,} {step.unit}s" if step.total else f" {step.unit}s"
        return text

    def set_description(self, description: str) -> None:
        """Say which cell is being run."""
        self.description = description
        self.watch.show()

    def update(self, n: int = 1) -> None:
        """Count cells as done."""
        self.n += n
        self.watch.count(n)

    def begin(self) -> None:
        """Say that the notebook is being run."""
        self.is_running = True

    def end(self, seconds: float, error: str | None) -> None:
        """Say that it is over; cells that a failure left out are over, too."""
        self.update(max(self.total - self.n, 0))
        self.is_running, self.is_over = False, True
        if self.watch.prints:
            outcome = "failed" if error else "done"
            print(f"{self.name} · {outcome} after {tell_time(seconds)}", file=sys.stderr)
        self.watch.show(at_once=True)


def _in_notebook() -> bool:
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return hasattr(shell, "kernel")


def tell_time(seconds: float) -> str:
    """Return a time in words that claim no more than is known: "40 s", "3 min", "1 h 20 min"."""
    if seconds < 55:
        return f"{max(5 * round(seconds / 5), 5)} s"
    minutes = max(round(seconds / 60), 1)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
