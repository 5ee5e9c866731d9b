"""Time several ways of doing the same work, so that a busy machine is fair to all of them."""

import gc
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

CPU_TIMES = Path("/proc/stat")


def time_in_turns(sides: Sequence[Callable[[], object]], rounds: int) -> list[tuple[object, float]]:
    """Return what each side gives and its fewest seconds of processor time in so many rounds.

    The sides take turns, after one collection of garbage each. Processor time is that of all
    threads together: a side gains nothing from a second core.
    """
    results, seconds = [None] * len(sides), [float("inf")] * len(sides)
    for _ in range(rounds):
        for number, side in enumerate(sides):
            gc.collect()
            start = time.process_time()
            results[number] = side()
            seconds[number] = min(seconds[number], time.process_time() - start)
    return list(zip(results, seconds, strict=True))


class Neighbours:
    """How much other programs work on this machine, from when this is made; 0 where unknown.

    A busy neighbour slows processor time too: two threads share one core's arithmetic and memory.
    """

    def __init__(self):
        self._start = _machine_and_own_seconds()
        self._wall = time.perf_counter()

    def cores_in_use(self) -> float:
        """Return how many cores all other programs together kept busy on average since then."""
        machine, own = (
            now - then for now, then in zip(_machine_and_own_seconds(), self._start, strict=True)
        )
        return max(0.0, machine - own) / (time.perf_counter() - self._wall)


def _machine_and_own_seconds() -> tuple[float, float]:
    if not CPU_TIMES.is_file():  # not Linux
        return 0.0, 0.0
    times = [int(number) for number in CPU_TIMES.read_text().split("\n")[0].split()[1:9]]
    user, nice, system, _idle, _waiting, *interrupts_and_stolen = times
    ticks = user + nice + system + sum(interrupts_and_stolen)
    return ticks / os.sysconf("SC_CLK_TCK"), time.process_time()
