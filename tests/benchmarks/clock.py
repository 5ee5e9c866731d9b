"""Time several ways of doing the same work, so that a busy machine is fair to all of them."""

import gc
import time
from collections.abc import Callable, Sequence


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
