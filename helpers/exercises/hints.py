"""Checks for exercises that answer with a hint instead of a bare "False".

A check that fails raises `Hint`, whose message stands alone: what is wrong and what to look at
next. Common misconceptions get a message of their own.
"""

import math
from collections.abc import Callable, Iterable, Mapping

import pandas as pd


class Hint(AssertionError):  # noqa: N818 - students read the name in front of the message
    """A message for a student; graders show it without a traceback."""


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
        raise Hint("There is no answer yet: replace the `...` by your own.")
    if _same(answer, right, tolerance):
        return
    for message, value in (wrong or {}).items():
        if _same(answer, value, tolerance):
            raise Hint(message)
    if isinstance(right, int | float) and not isinstance(right, bool) and not _is_number(answer):
        raise Hint(f"{hint} (The answer should be one number; yours is {_name(answer)}.)")
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
    if answer is ... or answer is None:
        raise Hint("There is no answer yet: replace the `...` by your own.")
    if isinstance(answer, pd.Series):
        raise Hint("This is one column (a Series). Make it a table, for example by .reset_index().")
    if not isinstance(answer, pd.DataFrame):
        raise Hint(f"The answer should be a table (a DataFrame); yours is {_name(answer)}.")
    lacking = [name for name in right.columns if name not in answer.columns]
    if lacking:
        raise Hint(
            f"Your table has no column {', '.join(map(repr, lacking))}; it has "
            f"{', '.join(map(repr, map(str, answer.columns))) or 'none'}."
        )
    for message, shows in (wrong or {}).items():
        if bool(shows(answer)):
            raise Hint(message)
    ours, theirs = (_by_key(table, keys) for table in (right, answer))
    missing = [key for key in ours if key not in theirs]
    if missing:
        raise Hint(f"{hint} (Your table has no row for {_words(missing[0])}.)")
    extra = [key for key in theirs if key not in ours]
    if extra or len(answer) > len(right):
        where = f": {_words(extra[0])}" if extra else ""
        raise Hint(f"{hint} (Your table has rows that do not belong there{where}.)")
    for key, row in ours.items():
        for name in right.columns:
            if not _same(theirs[key][name], row[name], tolerance):
                raise Hint(f"{hint} (Look at {name!r} of {_words(key)}.)")


def _same(answer: object, right: object, tolerance: float) -> bool:
    if isinstance(right, bool):
        return isinstance(answer, bool) and answer is right
    if _is_number(right):
        if not _is_number(answer):
            return False
        answer, right = float(answer), float(right)
        if math.isnan(right):
            return math.isnan(answer)
        return abs(answer - right) <= tolerance * max(1.0, abs(right))
    if isinstance(right, str):
        return isinstance(answer, str) and _plain(answer) == _plain(right)
    if isinstance(right, set | frozenset):
        answer = _as_collection(answer)
        return answer is not None and {_plain(one) for one in answer} == {
            _plain(one) for one in right
        }
    if isinstance(right, list | tuple):
        answer = _as_collection(answer)
        return (
            answer is not None
            and len(answer) == len(right)
            and all(_same(one, other, tolerance) for one, other in zip(answer, right, strict=True))
        )
    if isinstance(right, pd.Timestamp):
        try:
            return pd.Timestamp(answer) == right
        except (ValueError, TypeError):
            return False
    if right is None or right is pd.NA or right is pd.NaT:
        return answer is None or (pd.api.types.is_scalar(answer) and bool(pd.isna(answer)))
    return type(answer) is type(right) and answer == right


def _as_collection(answer: object) -> list | None:
    if isinstance(answer, str) or not hasattr(answer, "__iter__"):
        return None
    return list(answer)


def _is_number(value: object) -> bool:
    return pd.api.types.is_number(value) and not isinstance(value, complex)


def _plain(value: object) -> object:
    return " ".join(value.split()).casefold() if isinstance(value, str) else value


def _by_key(table: pd.DataFrame, keys: list[str]) -> dict[tuple, dict]:
    rows = table.to_dict("records")
    return {tuple(_plain(row[name]) for name in keys): row for row in rows}


def _words(key: object) -> str:
    return ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _name(answer: object) -> str:
    return {"str": "a text", "list": "a list", "dict": "a dict", "DataFrame": "a table",
            "Series": "a column", "bool": "True or False", "function": "a function (call it)"}.get(
        type(answer).__name__, f"a {type(answer).__name__}"
    )  # fmt: skip
