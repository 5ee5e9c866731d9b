"""Long work on many rows, a few hundred at a time: resumable, shared, and in several processes.

Every measure here is a function of one article's text and small shared tables, so it does not
matter how the articles are divided. Where tables are kept (`helpers.cache`), each chunk is kept
when it is done: an interrupted run goes on behind the last one, and two processes that do the same
work at the same time take different chunks.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context

from helpers.cache import WAIT, Store, make_key, open_store
from helpers.fingerprints import NoFingerprintError
from helpers.progress import PROGRESS, step_bar

__all__ = ["PROCESSES", "map_rows", "use_processes"]

PROCESSES = "PARALLAX_PROCESSES"  # environment variable: how many may work at once
CHUNK = 250  # rows
SAFE_PROGRAMS = frozenset(["helpers.__main__", "ipykernel_launcher"])
LEAST_CHARACTERS = 2_000_000  # below that, starting processes takes longer than it saves


@contextmanager
def use_processes(number: int) -> Iterator[None]:
    """Let work on many rows use so many processes, here and in what is started meanwhile."""
    before = os.environ.get(PROCESSES)
    os.environ[PROCESSES] = str(number)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(PROCESSES)
        else:
            os.environ[PROCESSES] = before


def map_rows(
    function: Callable, rows: Sequence[tuple], *shared: object, description: str, progress: bool,
    unit: str = "article", size: int = CHUNK, key: object = (),
) -> list:  # fmt: skip
    """Apply a function to each row.

    Parameters
    ----------
    function : callable
        Takes a row and `shared`; what it returns depends on nothing else. A function of a module,
        so that other processes find it.
    rows : sequence of tuple
        Plain values: texts, names, numbers, None.
    *shared
        What all rows need.
    description, unit : str
        For the progress bar.
    progress : bool
        Show a bar.
    size : int
        Rows a chunk.
    key : object
        What tells `shared` apart from other such values (see `fingerprint`). Default: nothing,
        for where they are always the same.

    Returns
    -------
    list
        One result a row, in order.
    """
    starts = range(0, len(rows), size)
    chunks = [rows[start : start + size] for start in starts]
    done: list[list | None] = [None] * len(chunks)
    store = open_store()
    keys = _make_keys(function, chunks, key) if store is not None else None
    with step_bar(description, total=len(rows), unit=unit, progress=progress) as bar:
        if store is None or keys is None:
            for number, results in _compute(function, chunks, range(len(chunks)), shared, bar):
                done[number] = results
        else:
            _fill(done, store, keys, function, chunks, shared, bar)
    return [result for results in done for result in results]


def _make_keys(function: Callable, chunks: list[Sequence[tuple]], key: object) -> list[str] | None:
    name = f"{function.__module__}.{function.__qualname__}"
    try:
        return [make_key(name, key, list(chunk)) for chunk in chunks]
    except NoFingerprintError:
        return None


def _fill(
    done: list, store: Store, keys: list[str], function: Callable, chunks: list, shared: tuple,
    bar: object,
) -> None:  # fmt: skip
    """Read the chunks that are kept; compute the others, first those that nobody else has begun."""
    open_chunks = []
    for number, key in enumerate(keys):
        there, value = store.read(key)
        if there and len(value) == len(chunks[number]):
            done[number] = value
            bar.update(len(value), found=True)
        else:
            open_chunks.append(number)
    later = []

    def begin() -> Iterator[tuple[int, ExitStack]]:
        for number in open_chunks:
            held = ExitStack()
            if held.enter_context(store.lock(keys[number])):
                yield number, held
            else:
                held.close()
                later.append(number)

    _take(done, store, keys, function, chunks, shared, bar, begin())
    for number in later:
        with store.lock(keys[number], wait=WAIT):
            there, value = store.read(keys[number])
            if there:
                bar.update(len(value), found=True)
                done[number] = value
            else:
                for _, results in _compute(function, chunks, [number], shared, bar):
                    store.write(keys[number], results)
                    done[number] = results


def _take(
    done: list, store: Store, keys: list[str], function: Callable, chunks: list, shared: tuple,
    bar: object, begun: Iterator[tuple[int, ExitStack]],
) -> None:  # fmt: skip
    """Compute chunks whose locks are held, keep them, and let the locks go."""
    locks: dict[int, ExitStack] = {}

    def numbers() -> Iterator[int]:
        for number, held in begun:
            there, value = store.read(keys[number])  # done by another process meanwhile
            if there:
                held.close()
                bar.update(len(value), found=True)
                done[number] = value
            else:
                locks[number] = held
                yield number

    try:
        for number, results in _compute(function, chunks, numbers(), shared, bar):
            store.write(keys[number], results)
            done[number] = results
            locks.pop(number).close()
    finally:
        for held in locks.values():
            held.close()


def _compute(
    function: Callable, chunks: list, numbers: Iterator[int] | Sequence[int], shared: tuple,
    bar: object,
) -> Iterator[tuple[int, list]]:  # fmt: skip
    """Yield the number and the results of each chunk as they come."""
    n_processes = _count_processes(chunks)
    if n_processes > 1:
        yield from _compute_in_processes(function, chunks, numbers, shared, bar, n_processes)
        return
    for number in numbers:
        results = []
        for row in chunks[number]:
            results.append(function(row, *shared))
            bar.update()
        yield number, results


def _count_processes(chunks: list) -> int:
    named = os.environ.get(PROCESSES, "1")
    allowed = min(int(named) if named.isdecimal() else 1, len(chunks))
    if allowed < 2 or not _may_start_processes():
        return 1
    characters = sum(
        len(value) for chunk in chunks for row in chunk for value in row if isinstance(value, str)
    )
    return allowed if characters >= LEAST_CHARACTERS else 1


def _may_start_processes() -> bool:
    """Tell whether a new process would read nothing but our own code at its start.

    It reads the file of the main program again: a script that is not guarded against that would
    run a second time.
    """
    main = sys.modules["__main__"]
    name = getattr(getattr(main, "__spec__", None), "name", "")
    return name in SAFE_PROGRAMS or not hasattr(main, "__file__")


def _compute_in_processes(
    function: Callable, chunks: list, numbers: Iterator[int] | Sequence[int], shared: tuple,
    bar: object, n_processes: int,
) -> Iterator[tuple[int, list]]:  # fmt: skip
    numbers = iter(numbers)
    pool = ProcessPoolExecutor(n_processes, get_context("spawn"), _leave_to_the_first)
    working = {}
    try:
        while True:
            while len(working) < n_processes + 1 and (number := next(numbers, None)) is not None:
                chunk = list(chunks[number])
                working[pool.submit(_compute_chunk, function, chunk, shared)] = number
            if not working:
                return
            finished, _ = wait(working, return_when=FIRST_COMPLETED)
            for future in finished:
                number = working.pop(future)
                results = future.result()
                bar.update(len(results))
                yield number, results
    except BrokenProcessPool:  # one was killed, mostly for want of memory: go on alone
        for left in (number, *working.values(), *numbers):
            results = _compute_chunk(function, list(chunks[left]), shared)
            bar.update(len(results))
            yield left, results
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _compute_chunk(function: Callable, rows: list[tuple], shared: tuple) -> list:
    return [function(row, *shared) for row in rows]


def _leave_to_the_first() -> None:
    """Let worker processes neither report progress nor start processes of their own.

    Ctrl-C is for the first process alone; these end with it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in (PROGRESS, PROCESSES):
        os.environ.pop(name, None)
