"""Strips: small bar charts of equal width below each other, one a group, with holes hatched."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import StepPatch

from helpers.charts.describe import format_count, format_value, value_name
from helpers.charts.layout import Row
from helpers.charts.measuring import text_width
from helpers.charts.pen import add_box, add_line
from helpers.charts.style import (
    FADED,
    GUIDE,
    INK,
    PLAIN_LOOK,
    REFERENCE,
    Look,
    group_looks,
    plain_text,
)
from helpers.charts.time_axis import MOST_BARS

NO_DATA = "no data"
NO_DATA_SIZE = PEAK_SIZE = 7.5
#: One article beside thousands is drawn as a hair, not as nothing.
LEAST_BAR = 0.012
HATCH = "////"


def arrange_strips(
    table: pd.DataFrame, by: str, *, order: str, max_rows: int, expected: Sequence[str] = ()
) -> tuple[list[Row], list[tuple[str, str] | None], int]:
    """Give each group and item its row: groups, or items, or groups below headings of items.

    Parameters
    ----------
    table : pandas.DataFrame
        The column named by `by`, ``item`` (str), ``n_articles``.
    by : str
        Column of the groups.
    order : {"n", "label", "table"}
        Most articles first, alphabetical, or as in the table; items keep the order of the table.
    max_rows : int
        At most so many rows, those with the most articles.
    expected : sequence of str
        Groups that should be there.

    Returns
    -------
    (list of Row, list of (group, item) or None, int)
        Rows, what each row holds (None for headings), and how many rows there would be.
    """
    names = pd.Series([plain_text(name) for name in table[by]], table.index, dtype="str")
    items = pd.Series([plain_text(name) for name in table["item"]], table.index, dtype="str")
    totals = table["n_articles"].astype("Float64").fillna(0).groupby([items, names]).sum()
    wanted = [(item, name) for item in dict.fromkeys(items) for name in dict.fromkeys(names)]
    places = [place for place in wanted if place in totals.index]
    if order == "n":
        # The groups stand in the same order below each item.
        rank = {item: number for number, item in enumerate(dict.fromkeys(items))}
        whole = totals.groupby(level=1).sum()
        single = len(whole) == 1
        places.sort(key=lambda one: (0, -totals[one]) if single else (rank[one[0]], -whole[one[1]]))
    elif order == "label":
        places.sort(key=lambda one: (one[0].casefold(), one[1].casefold()))
    kept = set(sorted(places, key=lambda one: -totals[one])[:max_rows])
    shown = [place for place in places if place in kept]
    several_items = len({item for item, _ in shown}) > 1
    several_names = len({name for _, name in shown}) > 1 or not several_items
    rows, held = [], []
    for number, (item, name) in enumerate(shown):
        if several_items and several_names and (not number or shown[number - 1][0] != item):
            rows.append(Row(item, heading=True))
            held.append(None)
        rows.append(Row(value_name(name, by) if several_names else item))
        held.append((name, item))
    for name in map(plain_text, expected):
        if name not in set(names):
            rows.append(Row(value_name(name, by)))
            held.append((name, ""))
    return rows, held, len(places)


def rows_of(table: pd.DataFrame, by: str, places: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """Return the rows of a table that belong to the (group, item) of the strips."""
    pairs = zip(table[by].map(plain_text), table["item"].map(plain_text), strict=True)
    wanted = set(places)
    return table[[pair in wanted for pair in pairs]]


def strip_looks(table: pd.DataFrame, by: str, color: str | None) -> dict[str, Look]:
    """Return how each group (as printable text) is drawn; all alike without a colour column."""
    names = pd.Series([plain_text(name) for name in table[by]], table.index, dtype="str")
    if color is None:
        return dict.fromkeys(names, PLAIN_LOOK)
    colors = pd.Series([plain_text(one) for one in table[color]], table.index, dtype="str")
    first = colors.groupby(names).first()
    looks = group_looks(first)
    return {name: replace(looks[one], name=value_name(one, color)) for name, one in first.items()}


def draw_bars(
    axis: Axes, edges: np.ndarray, counts: np.ndarray, foot: float, height: float, most: float,
    look: Look,
) -> np.ndarray:  # fmt: skip
    """Draw bars upwards from a foot and return their tops; missing counts (NaN) have no bar."""
    known = np.nan_to_num(counts)
    heights = np.where(known > 0, np.maximum(height * known / max(most, 1), LEAST_BAR), 0)
    tops = foot - heights
    widths = np.diff(edges)
    if len(counts) <= MOST_BARS:
        held = known > 0
        for left, width, top in zip(edges[:-1][held], widths[held], tops[held], strict=True):
            add_box(
                axis, left + 0.1 * width, foot, 0.8 * width, top - foot, facecolor=look.color,
                edgecolor=look.edge, linewidth=0.4,
            )  # fmt: skip
    else:
        # Not axis.stairs, which works out the limits anew from every corner of every bar.
        axis.add_artist(
            StepPatch(tops, edges, baseline=foot, fill=True, facecolor=look.color,
                      edgecolor=look.edge, linewidth=0.4)
        )  # fmt: skip
    add_line(axis, [edges[0], edges[-1]], [foot, foot], color=REFERENCE, linewidth=0.6)
    return tops


def draw_holes(
    axis: Axes, edges: np.ndarray, known: np.ndarray, top: float, foot: float,
    taken: Sequence[tuple[float, float]] = (),
) -> int:  # fmt: skip
    """Hatch the periods of which nothing is known, with "no data" where that has room.

    Parameters
    ----------
    axis : matplotlib.axes.Axes
    edges : numpy.ndarray
        Where the periods begin and end.
    known : numpy.ndarray
        Whether a period is known.
    top, foot : float
        Of the strip.
    taken : sequence of (float, float)
        Stretches of the axis where other texts stand.

    Returns
    -------
    int
        How many stretches were hatched.
    """
    inch = inches_per_unit(axis)
    room = text_width(NO_DATA, NO_DATA_SIZE) + 0.08
    bounds = np.flatnonzero(np.diff(np.concatenate([[0], (~known).astype("int8"), [0]])))
    for first, after in bounds.reshape(-1, 2):
        left, right = edges[first], edges[after]
        add_box(
            axis, left, top, right - left, foot - top, facecolor="#F6F6F6", edgecolor="#B9B9B9",
            hatch=HATCH, linewidth=0, zorder=0.2,
        )  # fmt: skip
        middle, half = (left + right) / 2, room / inch / 2
        free = all(middle + half <= low or middle - half >= high for low, high in taken)
        if (right - left) * inch > room and free and foot - top > 0.12:
            axis.text(
                middle, (top + foot) / 2, NO_DATA, ha="center", va="center_baseline",
                size=NO_DATA_SIZE, style="italic", color=FADED, zorder=4,
                bbox={"facecolor": "white", "edgecolor": GUIDE, "pad": 0.8, "linewidth": 0},
            )  # fmt: skip
    return len(bounds) // 2


def write_peak(
    axis: Axes, edges: np.ndarray, counts: np.ndarray, tops: np.ndarray, *, percent: bool = False
) -> tuple[float, float]:
    """Write the highest count over its bar; return the stretch of the axis that it takes."""
    peak = int(np.nanargmax(counts))
    text = format_value(counts[peak], percent=True) if percent else format_count(counts[peak])
    half = text_width(text, PEAK_SIZE) / 2 / inches_per_unit(axis)
    low, high = axis.get_xlim()
    x = min(max((edges[peak] + edges[peak + 1]) / 2, low + half), high - half)
    axis.text(
        x, tops[peak] - 0.02, text, ha="center", va="bottom", size=PEAK_SIZE, color=INK, zorder=4,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.3},  # a hole may be beside it
    )  # fmt: skip
    return x - half, x + half


def inches_per_unit(axis: Axes) -> float:
    """Return how many inches one unit of the horizontal axis takes."""
    low, high = axis.get_xlim()
    return axis.get_window_extent().width / axis.figure.dpi / (high - low)


def slot_height(n_rows: int) -> float:
    """Return the height of a strip: high where there are few."""
    if n_rows == 1:
        return 1.3
    if n_rows <= 4:
        return 0.8
    return 0.54 if n_rows <= 12 else 0.42
