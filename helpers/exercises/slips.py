"""Compare a student's answer with the right one, and recognise what goes wrong in any task."""

import math
from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

MOST_LOST = 0.1  # of a number by rounding it; 0 is no rounded 0.04
MOST_DIGITS = 6  # behind the point; who gives more did not round
SLIPS = {
    "percent": "a percentage; a share lies between 0 and 1",
    "rounded": "rounded; leave the number as it comes",
    "text": "a text; give the number, without quotation marks",
}


def is_same(answer: object, right: object, tolerance: float) -> bool:
    """Tell whether an answer is the right one, in any case, spacing and type of number."""
    if isinstance(right, bool | np.bool_):
        return isinstance(answer, bool | np.bool_) and bool(answer) == bool(right)
    if is_number(right):
        if not is_number(answer):
            return False
        answer, right = float(answer), float(right)
        if math.isnan(right):
            return math.isnan(answer)
        return abs(answer - right) <= tolerance * max(1.0, abs(right))
    if isinstance(right, set | frozenset):
        found = _as_collection(answer)
        return found is not None and set(map(as_key, found)) == set(map(as_key, right))
    if isinstance(right, list | tuple):
        found = _as_collection(answer)
        return (
            found is not None
            and len(found) == len(right)
            and all(is_same(one, other, tolerance) for one, other in zip(found, right, strict=True))
        )
    if right is None or right is pd.NA or right is pd.NaT:
        return answer is None or (pd.api.types.is_scalar(answer) and bool(pd.isna(answer)))
    if isinstance(right, date | np.datetime64):
        try:
            return bool(pd.Timestamp(answer) == pd.Timestamp(right))
        except (ValueError, TypeError):
            return False
    if isinstance(right, str | pd.Period):
        return isinstance(answer, str | pd.Period) and as_key(answer) == as_key(right)
    return type(answer) is type(right) and bool(answer == right)


def is_number(value: object) -> bool:
    """Tell whether a value is one number; True and False are none here."""
    return pd.api.types.is_number(value) and not isinstance(value, complex | bool | np.bool_)


def is_rounded(answer: object, right: object) -> bool:
    """Tell whether an answer is the right number, rounded."""
    if not (is_number(answer) and is_number(right)) or not math.isfinite(right):
        return False
    answer, right = float(answer), float(right)
    fewest = 0 if abs(right) >= 10 else 1
    is_near = abs(answer - right) <= MOST_LOST * abs(right)
    # Programs round halves up, down or to even; all of these are roundings.
    return (
        answer != right
        and is_near
        and any(
            math.isclose(answer, round(answer, digits), rel_tol=1e-12, abs_tol=1e-12)
            and abs(answer - right) <= 0.5 * 10.0**-digits * (1 + 1e-9)
            for digits in range(fewest, MOST_DIGITS + 1)
        )
    )


def as_key(value: object) -> object:
    """Return a value in the form in which those of two tables are compared."""
    if isinstance(value, str):
        return " ".join(value.split()).casefold()
    if isinstance(value, pd.Period):
        return str(value)
    if isinstance(value, date | np.datetime64):
        return str(pd.Timestamp(value))
    try:
        hash(value)
    except TypeError:  # a list, a table, …
        return str(value)
    return value


def find_slip(answer: object, right: object, tolerance: float) -> str | None:
    """Say what is wrong with the form of an answer, or None if its form is not the matter."""
    if not is_number(right):
        return None
    if is_number(answer) and math.isnan(answer) and not math.isnan(right):
        return "Your answer is missing (NaN): no row was left, or something was divided by nothing."
    kind = _kind_of_slip(answer, right, tolerance)
    return f"That is the right number, but {SLIPS[kind]}." if kind else _shape_slip(answer)


def find_column_slip(
    pairs: Sequence[tuple[object, object]], name: str, tolerance: float
) -> str | None:
    """Say what is wrong with the form of a column, or None; pairs of its values and the right ones.

    Every value must be right or slip, and one at least must slip.
    """
    if not all(is_number(right) for _, right in pairs):
        return None
    gone = [right for own, right in pairs if is_number(own) and math.isnan(own) and right == 0]
    left = [(own, right) for own, right in pairs if not is_same(own, right, tolerance)]
    if gone and len(gone) == len(left):
        return f"Where {name!r} should be 0 it is missing (NaN): fill it with 0."
    kinds = {_kind_of_slip(own, right, tolerance) for own, right in left}
    if len(kinds) == 1 and (kind := kinds.pop()):
        return f"The numbers in {name!r} are right, but each is {SLIPS[kind]}."
    return None


def describe(answer: object) -> str:
    """Name the kind of an answer for people who do not know Python's types."""
    if isinstance(answer, bool | np.bool_):
        return "True or False"
    if isinstance(answer, pd.Series):
        is_row = pd.api.types.is_string_dtype(answer.index) and answer.dtype == object
        return "a row of a table" if is_row else "a column"
    if isinstance(answer, pd.DataFrame):
        return "a table"
    if isinstance(answer, np.ndarray | pd.Index | pd.api.extensions.ExtensionArray):
        return "a list of values"
    if callable(answer):
        return "a function (call it, with brackets)"
    if isinstance(answer, date | np.datetime64 | pd.Timedelta):
        return "a time" if isinstance(answer, pd.Timedelta) else "a date"
    names = {"str": "a text", "tuple": "a list", "list": "a list", "dict": "a dict", "set": "a set"}
    return names.get(type(answer).__name__, f"of the kind {type(answer).__name__}")


def _kind_of_slip(answer: object, right: float, tolerance: float) -> str | None:
    """Return the key of `SLIPS` that makes an answer of the right number, or None."""
    right = float(right)
    if is_number(answer):
        is_share = 0 < abs(right) <= 1
        if is_share and (
            is_same(answer, 100 * right, tolerance) or is_rounded(answer, 100 * right)
        ):
            return "percent"
        return "rounded" if is_rounded(answer, right) else None
    if isinstance(answer, str):
        text = answer.strip().removesuffix("%").strip().replace("\N{MINUS SIGN}", "-")
        try:
            number = float(text)
        except ValueError:
            return None
        return "text" if any(
            is_same(number, one, tolerance) or is_rounded(number, one)
            for one in (right, 100 * right)
        ) else None  # fmt: skip
    return None


def _shape_slip(answer: object) -> str | None:
    """Say how to get at a value that is wrapped in something else."""
    if isinstance(answer, pd.Series | np.ndarray | pd.Index) and getattr(answer, "size", 0) == 1:
        return "This is a column with one value in it. Take the value out, for example by .item()."
    return None


def _as_collection(answer: object) -> list | None:
    if isinstance(answer, str) or not hasattr(answer, "__iter__"):
        return None
    return list(answer)
