"""What charts of two groups say alike: which end is whose, and how many clusters stand behind each.

The groups are called a and b, as in the tables of `helpers.stats.compare_groups` and
`helpers.measures.compare_words`, whose columns end in ``_a`` and ``_b``.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from helpers.charts.describe import (
    counted,
    format_count,
    format_number,
    join_names,
    noun,
    plural,
    span_of_counts,
)
from helpers.charts.layout import HEADER_SIZE
from helpers.charts.measuring import wrap_text
from helpers.charts.style import PLAIN_LOOK, Look, group_looks, place_name, plain_text

FEW_CLUSTERS = 5  # as `helpers.stats` has it
EVEN = "neither"


def one_value(table: pd.DataFrame, column: str, given: str | None, default: str) -> str:
    """Return the group that is called a or b: as given, as the table says, or the default.

    Raises
    ------
    ValueError
        If the table compares several pairs of groups and none is named.
    """
    if given is not None:
        return plain_text(given)
    found = list(dict.fromkeys(table[column].map(plain_text))) if column in table.columns else []
    if len(found) > 1:
        raise ValueError(
            f"The table has several values of {column!r}: {', '.join(map(repr, found[:4]))}. "
            f"Filter it to one pair of groups, or name {column}."
        )
    return found[0] if found else default


def side_looks(a: str, b: str) -> dict[str, Look]:
    """Return the looks of a, of b, and of what lies exactly between them."""
    looks = group_looks([a, b])
    return {a: looks[a], b: looks[b], EVEN: PLAIN_LOOK}


def name_sides(values: pd.Series, a: str, b: str) -> np.ndarray:
    """Return a where a value is positive, b where it is negative, else `EVEN`."""
    return np.select([values > 0, values < 0], [a, b], default=EVEN)


def side_ends(a: str, b: str) -> tuple[str, str]:
    """Return what the left and the right end of an axis of a minus b mean."""
    return f"← more in {place_name(b)}", f"more in {place_name(a)} →"


def column_header(name: str, unit: str, room: float = 0.7, most: int = 2) -> str:
    """Return the header of a printed column; a long name, which the key has whole, is cut."""
    lines = wrap_text(name, room, HEADER_SIZE)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + "…"]
    return "\n".join([*lines, unit])


def describe_two_sided(
    table: pd.DataFrame, a: str, b: str, *, level: float, interval: str, start: str = "Lines are"
) -> str:
    """Return what the intervals are and how many clusters stand on each side.

    Reads ``low``, ``high`` and, if there, ``cluster``, ``n_clusters_a``, ``n_clusters_b``.
    """
    drawn = table["low"].notna() & table["high"].notna()
    if not drawn.any():
        return ""
    text = f"{start} {format_number(100 * level, 0)}% intervals ({interval}"
    units = _clusters(table[drawn])
    if units:
        text += f" over {join_names([plural(noun(unit)) for unit in units])}"
    sizes = [count_clusters(table[drawn], side) for side in "ab"]
    if all(sizes):
        text += f"; {place_name(a)}: {sizes[0]}, {place_name(b)}: {sizes[1]}"
    return text + ")"


def warn_of_few_clusters(table: pd.DataFrame, a: str, b: str) -> str:
    """Return the warning about fewer than five clusters a side, or "".

    Where each such row has a note that says it, the note does.
    """
    if not {"n_clusters_a", "n_clusters_b"} <= set(table.columns):
        return ""
    fewest = table[["n_clusters_a", "n_clusters_b"]].apply(pd.to_numeric, errors="coerce").min()
    few = table[["n_clusters_a", "n_clusters_b"]].min(axis=1) < FEW_CLUSTERS
    few &= table["low"].notna()
    if "note" in table.columns:
        few &= ~table["note"].map(_warns)
    if not few.any():
        return ""
    units = _clusters(table) or ["cluster"]
    counts = [
        f"{counted(number, noun(units[0]))} in {place_name(name)}"
        for number, name in zip(fewest, (a, b), strict=True)
        if number < FEW_CLUSTERS
    ]
    return f"Only {join_names(counts)}: too few to rely on the intervals"


def count_clusters(table: pd.DataFrame, side: str) -> str:
    """Return "4 outlets" or "from 2 to 4 outlets" for side a or b; "" if the table lacks it."""
    column = f"n_clusters_{side}"
    if column not in table.columns:
        return ""
    unit = (_clusters(table) or ["cluster"])[0]
    return span_of_counts(table[column], noun(unit)).removesuffix(" a row")


def say_interval(result: Mapping, level: float, write) -> str:
    """Return "95% interval −0.1 to 0.3" or "no interval"; `write` formats a number."""
    if pd.isna(result["low"]) or pd.isna(result["high"]):
        return "no interval"
    low, high = write(result["low"]), write(result["high"])
    return f"{format_count(100 * level)}% interval {low} to {high}"


def count_sure(table: pd.DataFrame, reference: float = 0.0) -> tuple[int, int]:
    """Count the intervals that leave out the reference, and all intervals."""
    drawn = table[table[["estimate", "low", "high"]].notna().all(axis=1)]
    apart = (drawn["low"] > reference) | (drawn["high"] < reference)
    return int(apart.sum()), len(drawn)


def _clusters(table: pd.DataFrame) -> Sequence[str]:
    if "cluster" not in table.columns:
        return []
    return [plain_text(unit) for unit in table["cluster"].dropna().unique()]


def _warns(note: object) -> bool:
    """Whether a note of `helpers.stats` says already that there are few clusters."""
    return any(words in plain_text(note, 2000) for words in ("too narrow", "too few"))
