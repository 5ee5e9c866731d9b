"""Sentences that captions of charts of estimates share."""

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.charts.describe import format_count, format_value, join_names, noun, plural


def has_interval(result: Mapping) -> bool:
    """Whether a result has both limits."""
    return bool(pd.notna(result["low"]) and pd.notna(result["high"]))


def say_hollow(table: pd.DataFrame) -> str:
    """Return the sentence on marks without an interval, or ""."""
    drawn = table["estimate"].notna()
    hollow = drawn & (table["low"].isna() | table["high"].isna())
    if not hollow.any():
        return ""
    if hollow.sum() == drawn.sum():
        return "Marks are hollow because there is no interval for them"
    return f"Hollow marks ({format_count(hollow.sum())}) have no interval"


def say_cut(table: pd.DataFrame, limits: tuple[float, float]) -> str:
    """Return the sentence on intervals that go out of the frame, or ""."""
    cut = table["estimate"].notna() & ((table["low"] < limits[0]) | (table["high"] > limits[1]))
    if not cut.any():
        return ""
    return (
        f"{format_count(cut.sum())} {plural('interval', cut.sum())} far wider than the others "
        f"{'goes' if cut.sum() == 1 else 'go'} out of the frame (arrows); the table has the ends"
    )


def say_without_width(table: pd.DataFrame) -> str:
    """Return the warning about intervals without width, or "".

    A bootstrap draws only what the corpus holds: where every article says the same, so does
    every draw.
    """
    flat = int((table["low"] == table["high"]).sum())
    if not flat:
        return ""
    return (
        f"Intervals without width ({format_count(flat)}), where every draw says the same, tell "
        "nothing about other articles"
    )


def say_missing(names: Sequence[str]) -> str:
    """Return the sentence on places without data, or ""."""
    names = dict.fromkeys(names)  # a group may lack data under two headings
    return f"No data (which is not zero) for {join_names(names)}" if names else ""


def say_left_out(kept: int, groups: int, word: str, n: str) -> str:
    """Return the sentence on groups that were left out for room, or ""."""
    if kept >= groups:
        return ""
    return (
        f"Of {format_count(groups)} {plural(word)}, the {format_count(kept)} with the most "
        f"{plural(noun(n))} {'is' if kept == 1 else 'are'} drawn; the table has all"
    )


def say_value(result: Mapping, *, percent: bool, digits: int, n: str, level: float) -> str:
    """Return "0.12 (95% interval 0.05 to 0.19, 14 articles)"."""
    text = format_value(result["estimate"], percent=percent, digits=digits)
    inside = []
    if has_interval(result):
        low, high = (
            format_value(result[side], percent=percent, digits=digits) for side in ("low", "high")
        )
        inside.append(f"{format_count(100 * level)}% interval {low} to {high}")
    else:
        inside.append("no interval")
    if pd.notna(result.get(n)):
        inside.append(f"{format_count(result[n])} {plural(noun(n), result[n])}")
    return f"{text} ({', '.join(inside)})"
