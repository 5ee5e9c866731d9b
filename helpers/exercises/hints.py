"""Checks for exercises that answer with a hint instead of a bare "False".

A check that fails raises `Hint`, whose message stands alone: what is wrong and what to look at
next. Common misconceptions get a message of their own; what goes wrong in any task (percentages,
rounding, a text, a column in place of a number) is recognised by `helpers.exercises.slips`.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from itertools import product

import pandas as pd

from helpers.exercises.slips import (
    as_key,
    describe,
    find_column_slip,
    find_slip,
    is_number,
    is_rounded,
    is_same,
)

NO_ANSWER = "There is no answer yet: replace the `...` by your own."


class Hint(AssertionError):  # noqa: N818 - students read the name in front of the message
    """A message for a student; notebooks and graders show it without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [f"Hint: {self}"]


def answered(*names: str) -> None:
    """Raise `Hint` if the notebook has no variable of one of the names: the cell above was not run.

    Parameters
    ----------
    names : str
        What the task asks for.

    Raises
    ------
    Hint
        If one of them is nowhere.
    """
    known = sys._getframe(1).f_globals
    for name in names:
        if name not in known:
            raise Hint(f"There is no `{name}` yet: fill in the cell above and run it first.")


def passed(task: str, points: int) -> None:
    """Say that a task is right: the last line of its check.

    Parameters
    ----------
    task : str
        Such as "Task 1".
    points : int
        What it gives.
    """
    print(f"✓ {task} is right ({points} {'point' if points == 1 else 'points'}).")


def expect(condition: object, hint: str) -> None:
    """Raise `Hint` unless a condition holds.

    Parameters
    ----------
    condition : object
        What must be true.
    hint : str
        What to look at if it is not.

    Raises
    ------
    Hint
        If it is not, or if it is neither true nor false (such as a whole column).
    """
    try:
        holds = bool(condition)
    except ValueError:
        raise Hint(
            f"{hint} (The check got a whole table or column where it wants one value.)"
        ) from None
    if not holds:
        raise Hint(hint)


def expect_value(
    answer: object,
    right: object,
    hint: str,
    *,
    wrong: Mapping[str, object] | None = None,
    tolerance: float = 1e-6,
) -> None:
    """Raise `Hint` unless an answer is right; a known wrong answer gets its own message.

    Parameters
    ----------
    answer : object
        A number, text, date, or list or set of them.
    right : object
        The right one. Numbers may differ by `tolerance` times the larger of 1 and their size.
    hint : str
        What to look at if the answer is neither right nor known.
    wrong : mapping of str to object, optional
        A message for each answer that a misconception leads to.
    tolerance : float
        See `right`.

    Raises
    ------
    Hint
        If the answer is ``...``, None or missing, of another type, or not right.
    """
    if answer is ... or answer is None:
        raise Hint(NO_ANSWER)
    if is_same(answer, right, tolerance):
        return
    known = (wrong or {}).items()
    for message, value in known:
        if is_same(answer, value, tolerance):
            raise Hint(message)
    slip = find_slip(answer, right, tolerance)
    if slip:
        raise Hint(slip)
    for message, value in known:
        if is_rounded(answer, value):
            raise Hint(message)
    if is_number(right) and not is_number(answer):
        raise Hint(f"{hint} (The answer should be one number; yours is {describe(answer)}.)")
    raise Hint(hint)


def expect_table(
    answer: object,
    right: pd.DataFrame,
    hint: str,
    *,
    keys: Iterable[str],
    wrong: Mapping[str, Callable[[pd.DataFrame], object]] | None = None,
    tolerance: float = 1e-6,
) -> None:
    """Raise `Hint` unless a table holds the right rows, in any order of rows and columns.

    Parameters
    ----------
    answer : object
        What the student made; further columns are allowed.
    right : pandas.DataFrame
        All columns that are asked for.
    hint : str
        What to look at if values differ.
    keys : iterable of str
        Columns that name a row.
    wrong : mapping of str to callable, optional
        A message for each test of the table that tells a misconception.
    tolerance : float
        As in `expect_value`.

    Raises
    ------
    Hint
        If it is no table, lacks a column or row, has rows too many, or a value differs.
    """
    keys = list(keys)
    _expect_columns(answer, right)
    ours, theirs = (_by_key(table, keys) for table in (right, answer))
    for name in right.columns.difference(keys, sort=False):
        pairs = [(theirs[key][name], ours[key][name]) for key in ours if key in theirs]
        slip = find_column_slip(pairs, name, tolerance) if len(pairs) == len(ours) else None
        if slip:
            raise Hint(slip)
    for message, shows in (wrong or {}).items():
        if _holds(shows, answer):
            raise Hint(message)
    missing = [key for key in ours if key not in theirs]
    if missing:
        raise Hint(f"{hint} (Your table has no row for {_words(ours[missing[0]], keys)}.)")
    extra = [key for key in theirs if key not in ours]
    if extra or len(answer) > len(right):
        where = f": {_words(theirs[extra[0]], keys)}" if extra else ""
        raise Hint(f"{hint} (Your table has rows that do not belong there{where}.)")
    for key, name in product(ours, right.columns):
        own, ought = theirs[key][name], ours[key][name]
        if not is_same(own, ought, tolerance):
            where = f"Look at {name!r} of {_words(theirs[key], keys)}"
            raise Hint(f"{hint} ({where}{': it is missing (NaN)' if own != own else ''}.)")


def _expect_columns(answer: object, right: pd.DataFrame) -> None:
    """Raise `Hint` unless an answer is a table with all columns."""
    if answer is ... or answer is None:
        raise Hint(NO_ANSWER)
    if isinstance(answer, pd.Series):
        raise Hint("This is one column (a Series). Make it a table, for example by .reset_index().")
    if not isinstance(answer, pd.DataFrame):
        raise Hint(f"The answer should be a table (a DataFrame); yours is {describe(answer)}.")
    lacking = [name for name in right.columns if name not in answer.columns]
    if not lacking:
        return
    shown = ", ".join(map(repr, map(str, answer.columns))) or "none"
    hint = f"Your table has no column {', '.join(map(repr, lacking))}; it has {shown}."
    in_index = [name for name in lacking if name in answer.index.names]
    if in_index:
        hint += f" {in_index[0]!r} is its index: .reset_index() makes a column of it."
    raise Hint(hint)


def _holds(shows: Callable[[pd.DataFrame], object], answer: pd.DataFrame) -> bool:
    """Tell whether a table shows a misconception; one that it cannot be asked for, it does not."""
    try:
        return bool(shows(answer))
    except Exception:  # the table is a student's and may hold anything
        return False


def _by_key(table: pd.DataFrame, keys: list[str]) -> dict[tuple, dict]:
    rows = table.to_dict("records")
    return {tuple(as_key(row[name]) for name in keys): row for row in rows}


def _words(row: dict, keys: list[str]) -> str:
    """Name a row by its keys, as they stand in its table."""
    return ", ".join(str(row[name]) for name in keys)
