"""How scores spread within each group, and how many are exactly zero.

A mean hides that a lexicon finds no scored word in many texts and then gives exactly zero, which
is not a neutral tone. Those zeros are drawn and counted apart.
"""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.charts.describe import (
    counted,
    format_count,
    format_number,
    format_value,
    join_names,
    noun,
    paragraph,
    plural,
    require_columns,
    within,
)
from helpers.charts.intervals import (
    Arrangement,
    arrange,
    color_column,
    missing_places,
    note_rows,
    say_left_out,
    say_missing,
    write_no_data,
)
from helpers.charts.layout import Column, Grid, make_grid, message_figure, set_scale
from helpers.charts.pen import add_line
from helpers.charts.style import FADED, INK, WIDTH, Look, finish, plain_text, style

#: Up to so many scores a row each score is a dot; above, a histogram.
MOST_DOTS = 150
DOT_SIZE = 3.6
#: Height, in inches, of the lane below a row for its median and middle half.
LANE = 0.11
BINS = 40


@style()
def plot_distribution(
    tone: pd.DataFrame,
    *,
    value: str = "polarity",
    group: str = "country",
    panel: str | None = "method",
    color: str | None = "country",
    limits: tuple[float, float] | None = (-1.0, 1.0),
    unit: str = "article",
    xlabel: str | None = None,
    title: str | None = None,
    sort: str = "estimate",
    expected: Sequence[Hashable] = (),
    panel_names: Mapping[str, str] | None = None,
    zeros: bool = True,
    max_rows: int = 40,
    width: float = WIDTH,
) -> Figure:
    """Draw the scores of each group as dots or, if many, as a histogram, zeros apart.

    Parameters
    ----------
    tone : pandas.DataFrame
        One row a score: the columns named by `group`, `panel` and, if there, `color` (str), and
        `value` (float). Missing scores are left out and counted in the caption.
    value, group, panel, color : str
        Columns for the score, rows, small multiples (None for one panel), colour.
    limits : tuple of float, optional
        Ends of the scale, moved out to scores beyond; None for the smallest and largest score.
    unit : str
        What has a score: "article" or "sentence".
    xlabel, title : str, optional
        What the axis measures; the title.
    sort : {"estimate", "label", "n", "table"}
        Order of rows: highest median first, alphabetical, most scores first, or as given.
    expected : sequence of str
        Groups that should be there; those without a score are drawn as "no data".
    panel_names : mapping, optional
        Printed names of panels.
    zeros : bool
        Print the share of exact zeros and explain it. False for values such as a number of words,
        of which zero has no meaning of its own.
    max_rows : int
        At most so many groups are drawn, those with most scores; the caption says so.
    width : float
        Width in inches.

    Returns
    -------
    matplotlib.figure.Figure
        With ``caption`` and ``alt``.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    require_columns(tone, [name for name in (value, group, panel) if name], "plot_distribution")
    xlabel = xlabel or f"{value[0].upper()}{value[1:]} of {_a(unit)}".replace("_", " ")
    scored = tone[tone[value].notna()]
    if scored.empty and not len(expected):
        return message_figure(
            f"{xlabel} cannot be drawn: no {unit} has a score", title=title, width=width
        )
    color = color_column(tone, group, color)
    summary = _summarise(scored, value, group, panel, color)
    arranged = arrange(
        summary, "plot_distribution", row=group, panel=panel, slot=color, n="n_scores", sort=sort,
        expected=expected, panel_names=panel_names, max_rows=max_rows,
    )  # fmt: skip
    n_rows = len(arranged.places)
    slot = 0.66 if n_rows <= 4 else 0.48 if n_rows <= 12 else 0.36
    grid = make_grid(
        arranged.rows,
        panels=list(arranged.panels.values()),
        columns=[_columns(arranged, name, unit, zeros) for name in arranged.panels],
        title=title,
        key=list(arranged.looks.values()) if color != group and len(arranged.looks) > 1 else (),
        xlabel=xlabel,
        width=width,
        slot=slot,
        padding=0.08,
        guides=False,
    )
    for axis, name in zip(grid.axes, arranged.panels, strict=True):
        set_scale(axis, *_ends(scored[value], limits), reference=0)
        _draw_panel(axis, arranged, name, grid)
    caption = _caption(arranged, xlabel, group, unit, len(tone) - len(scored), zeros)
    data = scored[scored[group].map(plain_text).isin(arranged.table["_row"])]
    return finish(grid.figure, caption, _alt(arranged, xlabel, group, unit, zeros), data)


def _summarise(scored, value, group, panel, color) -> pd.DataFrame:
    """Return one row a group and panel: its scores, median, quartiles and share of zeros."""
    keys = list(dict.fromkeys(name for name in (panel, group, color) if name))
    records = []
    for key, own in scored.groupby(keys, sort=False, dropna=False):
        scores = np.sort(own[value].to_numpy(dtype="float64"))
        low, median, high = np.quantile(scores, [0.25, 0.5, 0.75])
        records.append(
            dict(zip(keys, key, strict=True))
            | {"estimate": median, "low": low, "high": high, "n_scores": len(scores)}
            | {"share_zero": float(np.mean(scores == 0)), "_scores": scores}
        )
    columns = [*keys, "estimate", "low", "high", "n_scores", "share_zero", "_scores"]
    return pd.DataFrame(records, columns=columns)


def _ends(scores: pd.Series, limits: tuple[float, float] | None) -> tuple[float, float]:
    """Return the ends of the scale; no score lies outside."""
    ends = [*(limits or ()), *([scores.min(), scores.max()] if len(scores) else [])]
    return (float(min(ends)), float(max(ends))) if ends else (0.0, 0.0)


def _columns(arranged: Arrangement, panel: str, unit: str, zeros: bool) -> list[Column]:
    zero = arranged.cells(panel, lambda result: format_value(result["share_zero"], percent=True))
    n = arranged.cells(panel, lambda result: format_count(result["n_scores"]))
    return [*([Column("exactly\nzero", zero)] if zeros else []), Column(plural(unit), n)]


def _draw_panel(axis: Axes, arranged: Arrangement, panel: str, grid: Grid) -> None:
    note_rows(arranged, panel, grid)
    found = arranged.found(panel)
    for number in arranged.places.values():
        for slot in range(len(arranged.slots)):
            y, result = grid.y[number, slot], found.get((number, slot))
            if result is None:
                write_no_data(axis, y)
                continue
            look = arranged.looks[result["_slot"]]
            foot = y + grid.slot / 2 - LANE
            height = grid.slot - LANE
            scores = result["_scores"]
            _draw_zeros(axis, result["share_zero"], foot, height)
            if result["n_scores"] > MOST_DOTS:
                _draw_histogram(axis, scores[scores != 0], foot, height, look)
            else:
                _draw_dots(axis, scores[scores != 0], foot, height, look)
            lane = foot + 0.6 * LANE
            add_line(axis, [result["low"], result["high"]], [lane, lane], color=FADED,
                     linewidth=2.2, solid_capstyle="butt", zorder=4)  # fmt: skip
            add_line(axis, [result["estimate"]], [lane], marker="|", markersize=7, color=INK,
                     markeredgewidth=2, zorder=5)  # fmt: skip


def _draw_zeros(axis: Axes, share: float, foot: float, height: float) -> None:
    """Draw the share of exact zeros as a bar at zero: as high as the row for all."""
    low, high = axis.get_xlim()
    inches = axis.get_window_extent().width / axis.figure.dpi
    wide = 0.055 * (high - low) / inches
    axis.bar(
        [0], [-share * height], width=wide, bottom=foot, color=INK, edgecolor="white",
        linewidth=0.6, zorder=3.5,
    )  # fmt: skip
    add_line(axis, [low, high], [foot, foot], color="#D0D0D0", linewidth=0.6, zorder=0.5)


def _draw_histogram(axis: Axes, scores: np.ndarray, foot: float, height: float, look: Look) -> None:
    if not len(scores):
        return
    counts, edges = np.histogram(scores, bins=BINS, range=axis.get_xlim())
    axis.stairs(
        foot - height * counts / max(counts.max(), 1), edges, baseline=foot, fill=True,
        facecolor=look.color, edgecolor=look.edge, linewidth=0.4, alpha=0.85, zorder=2,
    )  # fmt: skip


def _draw_dots(axis: Axes, scores: np.ndarray, foot: float, height: float, look: Look) -> None:
    """Stack dots that would overlap, upwards from the foot of the row, at their mean."""
    if not len(scores):
        return
    low, high = axis.get_xlim()
    inches = axis.get_window_extent().width / axis.figure.dpi
    column = np.floor((scores - low) / (high - low) * inches / (DOT_SIZE / 72)).astype(int)
    level = np.arange(len(scores)) - np.searchsorted(column, column)
    middles = np.bincount(column, weights=scores) / np.maximum(np.bincount(column), 1)
    step = min(DOT_SIZE / 72, (height - 0.06) / max(level.max(), 1))
    add_line(
        axis, middles[column], foot - 0.03 - level * step, linestyle="none", marker=look.marker,
        markersize=DOT_SIZE, markerfacecolor=look.color, markeredgecolor="white",
        markeredgewidth=0.0 if look.marker == "X" else 0.3, zorder=3,
    )  # fmt: skip


def _caption(arranged, xlabel, group, unit, n_missing, zeros) -> str:
    names = [name for name in arranged.panels.values() if name]
    table = arranged.table
    marks = f"Each small mark is one {unit}"
    hills = f"a histogram as high as its row stands for more than {MOST_DOTS} {plural(unit)}"
    if (table["n_scores"] > MOST_DOTS).all():
        marks = "The hills are histograms, each as high as its row allows"
    elif (table["n_scores"] > MOST_DOTS).any():
        marks += f"; {hills}"
    apart = (
        f"; {plural(unit)} that score exactly zero are left out of them and drawn as the "
        "dark bar at 0, which fills the row's height where all do"
    )
    return paragraph(
        f"{xlabel} by {noun(group)}" + (f", {join_names(names)}" if names else ""),
        marks + (apart if zeros else ""),
        "Below each row: the median and the middle half of all"
        + (" scores, zeros included" if zeros else f" {plural(unit)}"),
        "Exactly zero often means that no word of the text is in the method's word list, not that "
        "the tone is neutral"
        if zeros
        else "",
        f"{counted(n_missing, unit)} without a score left out" if n_missing else "",
        say_missing(missing_places(arranged)),
        say_left_out(table["_row"].nunique(), arranged.n_groups, noun(group), f"n_{plural(unit)}"),
    )


def _alt(arranged, xlabel, group, unit, zeros) -> str:
    texts = []
    for name, printed in arranged.panels.items():
        own = arranged.part(name).sort_values("estimate", ascending=False, kind="stable")
        chosen = own if len(own) <= 4 else own.iloc[[0, -1]]
        rows = [
            f"{arranged.label(result)} median "
            f"{format_number(result['estimate'])}, middle half {format_number(result['low'])} to "
            f"{format_number(result['high'])}, "
            + (
                f"{format_value(result['share_zero'], percent=True)} exactly zero of "
                if zeros
                else ""
            )
            + counted(result["n_scores"], unit)
            for result in chosen.to_dict("records")
        ]
        start = f"{printed}: " if printed else ""
        start += "highest and lowest of all rows: " if len(chosen) < len(own) else ""
        texts.append(start + ("; ".join(rows) or "no score"))
    return paragraph(
        f"Distribution of {within(xlabel)} for " + counted(len(arranged.places), noun(group)),
        *texts,
        say_missing(missing_places(arranged)),
    )


def _a(word: str) -> str:
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"
