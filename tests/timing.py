"""Tell whether time grows in proportion to length, on a machine of any speed.

A bound in seconds fails on a slow or busy machine and passes a quadratic pattern on a fast one.
Four times the text may take about four times as long; a quadratic pattern takes sixteen times.
"""

import time
from collections.abc import Callable

TIMES_LONGER = 4
LONGEST_RATIO = 9  # between 4 (in proportion) and 16 (quadratic)
TOO_SHORT = 0.5  # seconds of processor time below which nobody waits and noise decides
CLOCK = 0.01  # seconds that the clock can tell apart


def assert_grows_in_proportion(work: Callable[[str], object], pattern: str, size: int) -> None:
    """Fail if ``work`` on ``size`` characters of a pattern takes much more than 4 times a quarter.

    Parameters
    ----------
    work : callable
        What is done with a text.
    pattern : str
        Repeated to make the text.
    size : int
        Number of characters of the longer text.
    """
    longer = pattern * (size // len(pattern))
    shorter = pattern * (size // TIMES_LONGER // len(pattern))
    seconds = _seconds(work, longer)
    if seconds <= TOO_SHORT:
        return
    quarter = max(min(_seconds(work, shorter), _seconds(work, shorter)), CLOCK)
    if seconds / quarter >= LONGEST_RATIO:  # something else may have slowed it down
        seconds = min(seconds, _seconds(work, longer))
    assert seconds <= TOO_SHORT or seconds / quarter < LONGEST_RATIO, (
        f"{quarter:.2f} s became {seconds:.2f} s"
    )


def _seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start
