"""Articles over time: one strip of bars a group, all on one scale.

Small multiples under one time axis compare shapes better than lines that cross (Tufte 1990,
"Envisioning Information", ch. 4).
"""

from collections.abc import Hashable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.describe import (
    counted,
    format_count,
    join_names,
    noun,
    paragraph,
    plural,
    require_columns,
    value_name,
    within,
)
from helpers.charts.interval_words import say_left_out, say_missing
from helpers.charts.intervals import color_column, write_no_data
from helpers.charts.layout import (
    Column,
    Grid,
    Row,
    make_grid,
    message_figure,
)
from helpers.charts.marks import key_of, note_mark
from helpers.charts.strips import draw_bars, draw_holes, write_peak
from helpers.charts.style import (
    PLAIN_LOOK,
    WIDTH,
    Look,
    finish,
    group_looks,
    plain_text,
    style,
)
from helpers.charts.time_axis import (
    MOST_BARS,
    YEARS_ONLY,
    period_edges,
    say_period,
    set_time_scale,
)

PERIODS = {"day": "D", "week": "W", "month": "M", "year": "Y"}


@style()
def plot_timeline(
    counts: pd.DataFrame,
    *,
    by: str = "outlet",
    value: str = "n_articles",
    period: str | None = None,
    color: str | None = "country",
    xlabel: str | None = None,
    title: str | None = None,
    sort: str = "n",
    same_scale: bool = True,
    expected: Sequence[Hashable] = (),
    max_rows: int = 40,
    width: float = WIDTH,
) -> Figure:
    """Draw how many articles each group has in each period.

    Parameters
    ----------
    counts : pandas.DataFrame
        A table of `helpers.measures.count_articles`: the column named by `by` (str), ``period``
        (datetime64, first day of the period; missing for articles without a date), the column
        named by `value` (int), and maybe `color` (str). Several rows for one group and period
        are added up. Periods without a row have no article.
    by, value, color : str
        Columns for strips, bar height, and colour.
    period : {"day", "week", "month", "year"}, optional
        Length of a period; found from the dates if not given.
    xlabel, title : str, optional
        What the bars are (by default "Articles a month"); the title.
    sort : {"n", "label", "table"}
        Order of strips: most articles first, alphabetical, or as given.
    same_scale : bool
        One scale for all strips, or each its own.
    expected : sequence of str
        Groups that should be there; those without a row are drawn as "no data".
    max_rows : int
        At most so many groups are drawn, the largest; the caption says so.
    width : float
        Width in inches.

    Returns
    -------
    matplotlib.figure.Figure
        With ``caption`` and ``alt``. Without any dated article, a figure that says so.

    Raises
    ------
    ValueError
        If a column is missing or `period` or `sort` is unknown.
    """
    require_columns(counts, [by, "period", value], "plot_timeline")
    if period not in (None, *PERIODS):
        raise ValueError(f"plot_timeline: period is {period!r}; choose one of {list(PERIODS)}.")
    if sort not in ("n", "label", "table"):
        raise ValueError(f"plot_timeline: sort is {sort!r}; choose 'n', 'label' or 'table'.")
    what = plural(noun(value))
    names = pd.Series([plain_text(name) for name in counts[by]], index=counts.index, dtype="str")
    dated = counts["period"].notna()
    if not dated.any():
        lost = counts[value].sum()
        reason = f"none of the {counted(lost, noun(value))} has a date" if lost else "it is empty"
        return message_figure(
            f"{what} over time cannot be drawn: {reason}", title=title, width=width
        )
    if counts.loc[dated, value].isna().all():
        return message_figure(
            f"{what} over time cannot be drawn: their number is not known", title=title, width=width
        )
    period = period or _find_period(counts.loc[dated, "period"])
    heights = _spread(counts[dated], names[dated], value, period)
    totals = counts.loc[dated, value].groupby(names[dated]).sum()
    undated = counts.loc[~dated, value].groupby(names[~dated]).sum()
    groups, n_groups = _order_groups(names, counts[value], sort, max_rows, expected)
    heights, totals, undated = (
        table[table.index.isin(groups)] for table in (heights, totals, undated)
    )
    color = color_column(counts, by, color)
    shown = names.isin(groups)
    looks, look_of = _find_looks(counts[shown], names[shown], color)

    known = set(names[counts[value].notna()])
    rows = [Row(value_name(name, by)) for name in groups]
    dated_header = "with\na date" if undated.sum() else what
    columns = [Column(dated_header, _print(groups, known, totals))]
    if undated.sum():
        columns.append(Column("without\na date", _print(groups, known, undated)))
    slot = _slot_height(len(rows))
    edges = period_edges(heights.columns, period)
    xlabel = xlabel or f"{what[0].upper()}{what[1:]} a {period}"
    grid = make_grid(
        rows,
        columns=[columns],
        title=title,
        key=list(looks.values()) if len(looks) > 1 and color != by else (),
        width=width,
        slot=slot,
        padding=0.05,
        guides=False,
        tick_lines=1 if period == "year" or edges[-1] - edges[0] > YEARS_ONLY else 2,
        xlabel=xlabel,
    )
    set_time_scale(grid.axes[0], edges, period)
    most, n_holes = heights.max().max(), 0
    for number, name in enumerate(groups):
        if name not in heights.index or name not in known:
            text = "no dates" if name in known else "no data"
            write_no_data(grid.axes[0], grid.y[number, 0], text)
            continue
        own = heights.loc[name].to_numpy()
        scale = most if same_scale else np.nanmax(own)
        _note_bars(grid, number, {by: name}, heights.columns, edges, own)
        n_holes += _draw_strip(grid, number, edges, own, scale, look_of(name))
    missing = [value_name(name, by) for name in groups if name not in known]
    start, end = (say_period(heights.columns[place], period) for place in (0, -1))
    span = f"{start} to {end}" if start != end else start
    without = f"{counted(undated.sum(), noun(value))} without a date are not drawn"
    caption = paragraph(
        f"{xlabel} by {noun(by)}, {span}, {format_count(totals.sum())} in all",
        "All strips have one scale" if same_scale else "Each strip has its own scale",
        "The number in a strip is its highest count; a period without a bar has none",
        "Hatched: not in the data, which is not zero" if n_holes else "",
        without if undated.sum() else "",
        say_missing(missing),
        say_left_out(len(set(groups) & set(names)), n_groups, noun(by), value),
    )
    alt = paragraph(
        f"Bar timeline of {within(xlabel)} for {counted(len(groups), noun(by))}, {span}",
        *_describe(heights, totals, period, by, what),
        without if undated.sum() else "",
        say_missing(missing),
    )
    return finish(grid.figure, caption, alt, counts[dated & shown])


def _note_bars(grid, number, key, starts, edges, counts) -> None:
    """Note each bar as a mark, or the whole strip where bars are too narrow to be pointed at."""
    if len(counts) > MOST_BARS:
        grid.note_row(key, number)
        return
    top, height = grid.spans[number]
    for start, left, right, count in zip(starts, edges[:-1], edges[1:], counts, strict=True):
        if count > 0:
            corners = (left, top, right, top + height)
            named = key | key_of({"period": start}, ["period"])
            note_mark(grid.figure, named, corners, grid.axes[0].transData)


def _find_period(dates: pd.Series) -> str:
    days = pd.DatetimeIndex(dates.unique())
    if (days.day == 1).all():
        return "year" if (days.month == 1).all() and len(days) > 1 else "month"
    weekdays = days.day_of_week.unique()
    return "week" if len(weekdays) == 1 and len(days) > 1 else "day"


def _spread(counts: pd.DataFrame, names: pd.Series, value: str, period: str) -> pd.DataFrame:
    """Return counts by group (rows) and period start (columns), every period in the range."""
    starts = pd.to_datetime(counts["period"]).dt.normalize()
    numbers = pd.to_numeric(counts[value]).astype("float64")
    table = pd.DataFrame({"group": names, "start": starts, "n": numbers})
    wide = table.pivot_table(
        values="n", index="group", columns="start", aggfunc="sum", dropna=False
    )
    wide = wide.fillna(0)
    first, last = wide.columns.min(), wide.columns.max()
    step = {"day": "D", "week": "7D", "month": "MS", "year": "YS"}[period]
    every = pd.date_range(first, last, freq=step)
    wide = wide.reindex(columns=every.union(wide.columns), fill_value=0)
    # A row without a number is a period of which nothing is known; no row is none.
    numbers_known = table.groupby(["group", "start"])["n"].count()
    for group, start in numbers_known.index[numbers_known == 0]:
        wide.loc[group, start] = np.nan
    return wide


def _order_groups(
    names: pd.Series, values: pd.Series, sort: str, max_rows: int, expected: Sequence[Hashable]
) -> tuple[list[str], int]:
    totals = values.groupby(names).sum()
    largest = list(totals.sort_values(ascending=False, kind="stable").index)
    wanted = [plain_text(name) for name in expected]
    kept = {*largest[:max_rows], *(name for name in wanted if name in totals.index)}
    if sort == "n":
        groups = [name for name in largest if name in kept]
    else:
        groups = [name for name in dict.fromkeys(names) if name in kept]
        groups = sorted(groups, key=str.casefold) if sort == "label" else groups
    return groups + [name for name in wanted if name not in totals.index], len(totals)


def _find_looks(counts: pd.DataFrame, names: pd.Series, color: str | None):
    if color is None:
        return {}, lambda name: PLAIN_LOOK
    colors = pd.Series([plain_text(one) for one in counts[color]], index=counts.index, dtype="str")
    first = colors.groupby(names).first()
    looks = {
        name: replace(look, name=value_name(name, color))
        for name, look in group_looks(first).items()
    }
    return looks, lambda name: looks[first[name]]


def _print(
    groups: Sequence[str], known: set[str], numbers: pd.Series
) -> dict[tuple[int, int], str]:
    return {
        (number, 0): format_count(numbers.get(name, 0)) if name in known else "–"
        for number, name in enumerate(groups)
    }


def _slot_height(n_rows: int) -> float:
    if n_rows == 1:
        return 1.3
    if n_rows <= 4:
        return 0.75
    return 0.48 if n_rows <= 12 else 0.36


def _draw_strip(
    grid: Grid, number: int, edges: np.ndarray, counts: np.ndarray, most: float, look: Look
) -> int:
    """Draw the bars of one group, upwards from the foot of its row; return how many holes."""
    axis, y = grid.axes[0], grid.y[number, 0]
    foot = y + grid.slot / 2 - 0.01
    tops = draw_bars(axis, edges, counts, foot, grid.slot - 0.14, most, look)
    taken = write_peak(axis, edges, counts, tops)
    return draw_holes(axis, edges, ~np.isnan(counts), foot - grid.slot + 0.14, foot, [taken])


def _describe(
    heights: pd.DataFrame, totals: pd.Series, period: str, by: str, what: str
) -> list[str]:
    start = {"day": "on", "week": "in the week from", "month": "in", "year": "in"}
    whole = heights.sum()
    ordered = totals.sort_values(ascending=False, kind="stable")
    most = [f"{value_name(name, by)} ({format_count(count)})" for name, count in ordered.items()]
    texts = [
        f"{format_count(whole.sum())} {what} have a date; the most in one {period} are "
        f"{format_count(whole.max())}, {start[period]} {say_period(whole.idxmax(), period)}",
        f"Most {what}: {join_names(most[:3])}" if len(most) > 1 else "",
        f"Fewest: {most[-1]}" if len(most) > 3 else "",
    ]
    return [text for text in texts if text]
