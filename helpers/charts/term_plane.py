"""The term plane: each word a point, how often one press uses it against how often the other does.

Words on the line are used alike; those far from it set the two apart (Kessler 2017, "Scattertext:
a browser-based tool for visualizing how corpora differ", from which the plane is taken; its axes
are ranks, these are rates, so that a distance means the same everywhere). Where a side never uses a
word, a log scale has no place for it: a band at the edge holds such words.
"""

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.charts.describe import (
    counted,
    describe_notes,
    format_count,
    format_number,
    paragraph,
    require_columns,
)
from helpers.charts.intervals import INTERVAL, drawn_rows, number_rows
from helpers.charts.label_places import Place, place_labels
from helpers.charts.layout import (
    HEADER_SIZE,
    NARROW,
    message_figure,
)
from helpers.charts.marks import note_mark
from helpers.charts.measuring import text_width
from helpers.charts.plane import make_plane, make_scale
from helpers.charts.style import (
    FADED,
    INK,
    REFERENCE,
    WIDTH,
    Look,
    finish,
    group_name,
    place_name,
    plain_text,
    style,
)
from helpers.charts.two_sides import (
    count_clusters,
    describe_two_sided,
    name_sides,
    say_interval,
    side_looks,
    warn_of_few_clusters,
)

LABEL_HEIGHT = 0.15  # inches, of a line at HEADER_SIZE with its descenders
SURE = {"interval": "its interval leaves out 0", "q_value": "its q-value is below 0.05"}


@style()
def plot_term_plane(
    words: pd.DataFrame,
    *,
    a: str = "US",
    b: str = "RU",
    word: str = "word",
    rank: str = "z",
    sure: str = "interval",
    max_labels: int | None = None,
    title: str | None = None,
    level: float = 0.95,
    interval: str = INTERVAL,
    width: float = WIDTH,
) -> Figure:
    """Draw each word at its frequency in a (across) and in b (up), the most telling ones named.

    Parameters
    ----------
    words : pandas.DataFrame
        A table of `helpers.measures.compare_words`: the column named by `word` (str, unique);
        ``per_10000_a``, ``per_10000_b`` (float, uses per 10,000 words), ``count_a``, ``count_b``
        (int); ``low``, ``high`` (float, interval of the log-odds) and the column named by `rank`
        (float; positive: more in `a`). Read if there: ``q_value`` (float), ``cluster``, ``note``
        (str), ``n_clusters_a``, ``n_clusters_b`` (int).
    a, b : str
        The two groups; countries by their code.
    word, rank : str
        Column of the words; column whose size says which words are named first.
    sure : {"interval", "q_value"}
        What fills a mark: the interval of the log-odds leaves out zero, or the q-value is below
        0.05. All others are hollow.
    max_labels : int, optional
        At most so many words are named, half of them each side (by default 50, on a narrow figure
        20). Those that find no place without covering another are left out and counted.
    title : str, optional
        The title.
    level, interval : float, str
        Level and kind of the interval, for the caption.
    width : float
        Width in inches.

    Returns
    -------
    matplotlib.figure.Figure
        With ``caption`` and ``alt``. The axes are in decades: a rate of 100 stands at 2.

    Raises
    ------
    ValueError
        If a column is missing, `sure` is unknown, or a word stands in the table twice.
    """
    if sure not in SURE:
        raise ValueError(f"plot_term_plane: sure is {sure!r}; choose 'interval' or 'q_value'.")
    needed = [word, "per_10000_a", "per_10000_b", "count_a", "count_b", "low", "high", rank]
    needed += ["q_value"] if sure == "q_value" else []
    require_columns(words, needed, "plot_term_plane")
    table = _prepare(number_rows(words), word, rank, sure, a, b)
    if table.empty:
        return message_figure(
            f"Words cannot be compared: no word is frequent enough in {place_name(a)} and "
            f"{place_name(b)} together, or one of the two has no article in this corpus",
            title=title,
            width=width,
        )
    rates = table[["per_10000_a", "per_10000_b"]].to_numpy(dtype="float64")
    scale, looks = make_scale(rates), side_looks(a, b)
    figure, axis = make_plane(
        scale, across=_axis_label(table, "a", a), up=_axis_label(table, "b", b),
        key=_key(table, looks, a, b, sure), title=title, width=width,
    )  # fmt: skip
    size = min(max(7.0 - 1.25 * math.log10(len(table)), 2.3), 6.0)
    points = np.column_stack([scale.place(rates[:, 0]), scale.place(rates[:, 1])])
    _draw_points(axis, table, points, looks, size)
    most = max_labels if max_labels is not None else 20 if width < NARROW else 50
    rows = _choose(table, a, b, 2 * most)
    placed, tried = _label(axis, points, table, rows, most, size, word, b)
    say = {"a": a, "b": b, "sure": sure, "rank": rank, "level": level, "interval": interval}
    data = drawn_rows(words, table)
    return finish(figure, _caption(table, say, placed, tried), _alt(table, say), data)


def _prepare(words: pd.DataFrame, word: str, rank: str, sure: str, a: str, b: str) -> pd.DataFrame:
    table = words.reset_index(drop=True)
    names = table[word].map(plain_text)
    if names.duplicated().any():
        raise ValueError(
            f"plot_term_plane: the word {names[names.duplicated()].iloc[0]!r} stands in the table "
            "twice."
        )
    if sure == "interval":
        filled = (table["low"] > 0) | (table["high"] < 0)
    else:
        filled = table["q_value"] < 0.05
    rates = table[["per_10000_a", "per_10000_b"]].astype("float64")
    table = table.assign(
        _word=names, _rank=pd.to_numeric(table[rank], errors="coerce"), _filled=filled.fillna(False)
    )
    table["_side"] = name_sides(table["_rank"], a, b)
    known = np.isfinite(rates).all(axis=1) & (rates > 0).any(axis=1) & table["_rank"].notna()
    return table[known].reset_index(drop=True)


def _key(table: pd.DataFrame, looks: dict[str, Look], a: str, b: str, sure: str) -> list[Look]:
    key = [
        Look(f"more in {place_name(side)}", looks[side].marker, looks[side].color, looks[side].edge)
        for side in (a, b)
        if (table["_side"] == side).any()
    ]
    if not table["_filled"].all():
        other = "q 0.05 or more" if sure == "q_value" else "interval includes 0"
        key.append(Look(f"hollow: {other}", "o", "white", FADED))
    return key


def _axis_label(table: pd.DataFrame, side: str, name: str) -> str:
    inside = [text for text in (count_clusters(table, side), _count_words(table, side)) if text]
    return f"{group_name(name)}: uses per 10,000 words" + (
        f" ({', '.join(inside)})" if inside else ""
    )


def _count_words(table: pd.DataFrame, side: str) -> str:
    """Return how many words a side has, which count and rate tell."""
    used = table[table[f"count_{side}"] > 0]
    if used.empty:
        return ""
    first = used.sort_values(f"count_{side}").iloc[-1]
    return counted(1e4 * first[f"count_{side}"] / first[f"per_10000_{side}"], "word")


def _draw_points(
    axis: Axes, table: pd.DataFrame, points: np.ndarray, looks: dict[str, Look], size: float
) -> None:
    faint = 0.55 if len(table) > 400 else 1.0
    for side, look in looks.items():
        for filled in (False, True):
            own = ((table["_side"] == side) & (table["_filled"] == filled)).to_numpy()
            if own.any():
                axis.plot(
                    points[own, 0], points[own, 1], linestyle="none", marker=look.marker,
                    markersize=size, markerfacecolor=look.color if filled else "white",
                    markeredgecolor=look.edge, markeredgewidth=0.6 if filled else 0.8,
                    alpha=1.0 if filled else faint, zorder=3 if filled else 2, clip_on=False,
                )  # fmt: skip


def _choose(table: pd.DataFrame, a: str, b: str, most: int) -> list[int]:
    """Return the rows whose words may be named, the most telling first, half of them a side."""
    order = table["_rank"].abs().sort_values(ascending=False, kind="stable").index
    sides = table.loc[order, "_side"]
    chosen = sides.isin([a, b]) & (sides.groupby(sides).cumcount() < math.ceil(most / 2))
    return list(order[chosen])[:most]


def _label(
    axis: Axes, points: np.ndarray, table: pd.DataFrame, rows: list[int], most: int, size: float,
    word: str, b: str,
) -> tuple[int, int]:  # fmt: skip
    """Write the words that find a place; return how many do, and how many were tried."""
    inches = axis.get_window_extent().size / axis.figure.dpi
    low, high = axis.get_xlim()
    words = table["_word"]
    spots = (points - low) / (high - low) * inches
    placed, tried = place_labels(
        spots, rows,
        [text_width(words[row], HEADER_SIZE) + 0.04 for row in rows], height=LABEL_HEIGHT,
        area=(0.02, 0.02, *inches), radius=size / 144 + 0.008, most=most,
        mirrored=[table["_side"][row] == b for row in rows],
    )  # fmt: skip
    for row, place in placed.items():
        x, y = place.middle / inches
        axis.text(
            x, y, words[row], transform=axis.transAxes, size=HEADER_SIZE, color=INK, ha="center",
            va="center", zorder=5,
        )  # fmt: skip
        _note_word(axis, {word: words[row]}, place, spots[row], inches)
        if place.line:
            ends = np.array(place.line).reshape(2, 2) / inches
            axis.plot(
                ends[:, 0], ends[:, 1], transform=axis.transAxes, color=REFERENCE, linewidth=0.6,
                zorder=1.5,
            )  # fmt: skip
    return len(placed), tried


def _note_word(
    axis: Axes, key: dict[str, str], place: Place, point: np.ndarray, inches: np.ndarray
) -> None:
    """Note a named word as a mark: its label, with its point where that stands beside it."""
    box = np.array(place.box).reshape(2, 2)
    if not place.line:
        box = np.array([np.minimum(box[0], point), np.maximum(box[1], point)])
    note_mark(axis.figure, key, (box / inches).ravel(), axis.transAxes)


def _caption(table: pd.DataFrame, say: dict, n_placed: int, n_tried: int) -> str:
    a, b = place_name(say["a"]), place_name(say["b"])
    filled = int(table["_filled"].sum())
    zero = (table[["per_10000_a", "per_10000_b"]] == 0).any(axis=1)
    return paragraph(
        f"{counted(len(table), 'word')} by how often {a} (across) and {b} (up) use them per 10,000 "
        "words, on log scales; on the line both use a word alike, below it "
        f"{a} uses it more, above it {b}",
        f"In the band at an edge: {counted(zero.sum(), 'word')} that one side never uses; the "
        "place across the band means nothing" if zero.any() else "",
        f"A mark is filled where {SURE[say['sure']]}: {format_count(filled)} of "
        f"{format_count(len(table))} words; the others are hollow",
        describe_two_sided(
            table, say["a"], say["b"], level=say["level"], interval=say["interval"],
            start="The intervals of the log-odds are",
        ),
        warn_of_few_clusters(table, say["a"], say["b"]),
        _say_many(table),
        _say_labels(n_placed, n_tried, say["rank"]),
        describe_notes(table, ["_word"]),
    )  # fmt: skip


def _say_many(table: pd.DataFrame) -> str:
    """Say what is left after correcting for the many words."""
    if "q_value" not in table.columns or table["q_value"].isna().all():
        return ""
    below = int((table["q_value"] < 0.05).sum())
    return (
        f"Corrected for the many words, {format_count(below)} "
        f"{'has' if below == 1 else 'have'} a q-value below 0.05 (smallest "
        f"{format_number(table['q_value'].min(), 3)})"
    )


def _say_labels(n_placed: int, n_tried: int, rank: str) -> str:
    tried = counted(n_tried, "word")
    text = f"Named: {format_count(n_placed)} of the {tried} with the largest {rank}"
    if n_placed == n_tried:
        return text
    return f"{text}; {format_count(n_tried - n_placed)} found no free place; the table has all"


def _alt(table: pd.DataFrame, say: dict) -> str:
    names = [group_name(say[side]) for side in "ab"]
    return paragraph(
        f"Scatter chart of {counted(len(table), 'word')}: uses per 10,000 words, "
        f"{names[0]} across, {names[1]} up, log scales",
        f"Filled, because {SURE[say['sure']]}: {format_count(table['_filled'].sum())} of "
        f"{format_count(len(table))}",
        *(_describe_side(table, say, side) for side in "ab"),
    )


def _describe_side(table: pd.DataFrame, say: dict, side: str, most: int = 5) -> str:
    own = table[table["_side"] == say[side]]
    if own.empty:
        return f"No word is more frequent in {place_name(say[side])}"
    order = own["_rank"].abs().sort_values(ascending=False, kind="stable").index[:most]
    texts = [
        f"{row['_word']} ({format_number(row['per_10000_a'], 1)} against "
        f"{format_number(row['per_10000_b'], 1)})"
        for row in own.loc[order].to_dict("records")
    ]
    first = own.loc[order[0]]
    return (
        f"Most typical of {place_name(say[side])}: {', '.join(texts)}. {first['_word']}: "
        f"{format_count(first['count_a'])} against {format_count(first['count_b'])} uses, "
        f"log-odds {say_interval(first, say['level'], format_number)}"
    )
