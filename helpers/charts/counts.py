"""Counts as dots on stems: articles by outlet, quotations by speaker.

A count starts at zero and has no interval: it says what this corpus holds.
"""

from collections.abc import Hashable, Sequence

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
    within,
)
from helpers.charts.intervals import (
    MARKER_SIZE,
    Arrangement,
    arrange,
    color_column,
    drawn_rows,
    missing_places,
    note_rows,
    number_rows,
    say_left_out,
    say_missing,
    write_no_data,
)
from helpers.charts.layout import Column, make_grid, message_figure, set_scale
from helpers.charts.pen import add_line
from helpers.charts.style import WIDTH, finish, style


@style()
def plot_counts(
    table: pd.DataFrame,
    *,
    label: str = "outlet",
    value: str = "n_articles",
    n: str | None = None,
    color: str | None = "country",
    xlabel: str | None = None,
    title: str | None = None,
    sort: str = "value",
    expected: Sequence[Hashable] = (),
    max_rows: int = 40,
    width: float = WIDTH,
) -> Figure:
    """Draw counts as dots on stems from zero, the count printed at the right.

    Where a label has several rows, one for each value of `color` (a speaker quoted by American
    and by Russian outlets), they stand below each other; a pair that the table lacks is
    written as "none".

    Parameters
    ----------
    table : pandas.DataFrame
        The columns named by `label` and, if there, `color` (str); `value` and, if given, `n`
        (int, missing where unknown).
    label, value, n, color : str
        Columns for rows, the count, a second printed count, and colour with marker shape.
    xlabel, title : str, optional
        What is counted (by default from the name of `value`); the title.
    sort : {"value", "label", "table"}
        Largest first (all groups of a row together), alphabetical, or as given.
    expected : sequence of str
        Labels that should be there; those without a row are drawn as "no data".
    max_rows : int
        At most so many labels are drawn, the largest; the caption says so.
    width : float
        Width in inches.

    Returns
    -------
    matplotlib.figure.Figure
        With ``caption`` and ``alt``.

    Raises
    ------
    ValueError
        If a column is missing, two rows claim the same place, or `sort` is unknown.
    """
    require_columns(table, [name for name in (label, value, n) if name], "plot_counts")
    counts_of = plural(noun(value))
    xlabel = xlabel or f"Number of {counts_of}"
    if table.empty and not len(expected):
        return message_figure(
            f"Nothing can be drawn for {within(xlabel)}: the table has no {noun(label)}",
            title=title,
            width=width,
        )
    color = color_column(table, label, color)
    if sort not in ("value", "label", "table"):
        raise ValueError(f"plot_counts: sort is {sort!r}; choose 'value', 'label' or 'table'.")
    results = number_rows(table).assign(estimate=table[value], low=np.nan, high=np.nan)
    if sort == "value":
        totals = results.groupby(label, dropna=False)["estimate"].transform("sum", min_count=1)
        results = results.assign(_total=totals.fillna(-1)).sort_values(
            ["_total", label], ascending=[False, True], kind="stable"
        )
        sort = "table"
    arranged = arrange(
        results, "plot_counts", row=label, slot=color, n=value, sort=sort, expected=expected,
        max_rows=max_rows,
    )  # fmt: skip
    printed = [value] if n in (None, value) else [value, n]
    columns = [Column(plural(noun(name)), _cells(arranged, name)) for name in printed]
    named_directly = color == label or len(arranged.slots) > 3
    grid = make_grid(
        arranged.rows,
        columns=[columns],
        title=title,
        key=() if named_directly or len(arranged.looks) < 2 else list(arranged.looks.values()),
        xlabel=xlabel,
        width=width,
    )
    (axis,) = grid.axes
    largest = arranged.table["estimate"].max()
    set_scale(axis, 0, 1 if pd.isna(largest) else largest, whole=True, reference=0)
    _draw_stems(axis, arranged, grid)

    drawn = arranged.table["_row"].nunique()
    missing = missing_places(arranged) if not arranged.dodged else _missing(arranged)
    by = [noun(label)] + ([noun(color)] if arranged.dodged else [])
    caption = paragraph(
        f"{xlabel} by {join_names(by)}: {format_count(arranged.table['estimate'].sum())} in all "
        f"in {counted(drawn, 'row')}",
        f"Printed at the right: {join_names([plural(noun(name)) for name in printed])}",
        '"None" means that the table counts nothing there' if _has_none(arranged) else "",
        say_missing(missing),
        say_left_out(drawn, arranged.n_groups, noun(label), value),
    )
    alt = paragraph(
        f"Dot chart of {within(xlabel)} for {counted(len(arranged.places), noun(label))}",
        *_describe(arranged, noun(value)),
        say_missing(missing),
    )
    return finish(grid.figure, caption, alt, drawn_rows(table, arranged.table))


def _cells(arranged: Arrangement, name: str) -> dict[tuple[int, int], str]:
    cells = arranged.cells("", lambda result: format_count(result[name]))
    for place in _none_places(arranged):
        cells[place] = "0"
    return cells


def _none_places(arranged: Arrangement) -> set[tuple[int, int]]:
    """Return the places of pairs that the table lacks although it has the label."""
    if not arranged.dodged:
        return set()
    found = arranged.found("")
    known = {number for number, _ in found}
    return {
        (number, slot)
        for number in known
        for slot in range(len(arranged.slots))
        if (number, slot) not in found
    }


def _has_none(arranged: Arrangement) -> bool:
    return bool(_none_places(arranged))


def _missing(arranged: Arrangement) -> list[str]:
    known = set(arranged.table.loc[arranged.table["estimate"].notna(), "_row"])
    return [
        arranged.rows[number].label
        for (_, row), number in arranged.places.items()
        if row not in known
    ]


def _draw_stems(axis, arranged: Arrangement, grid) -> None:
    note_rows(arranged, "", grid)
    found, none = arranged.found(""), _none_places(arranged)
    for number in arranged.places.values():
        for slot in range(len(arranged.slots)):
            y, result = grid.y[number, slot], found.get((number, slot))
            if (number, slot) in none:
                write_no_data(axis, y, "none")
            elif result is None or pd.isna(result["estimate"]):
                write_no_data(axis, y)
            else:
                look = arranged.looks[result["_slot"]]
                count = result["estimate"]
                add_line(axis, [0, count], [y, y], color=look.edge, linewidth=1.4, zorder=2)
                add_line(
                    axis, [count], [y], marker=look.marker, markersize=MARKER_SIZE,
                    color=look.color, markeredgecolor=look.edge, markeredgewidth=0.8,
                    linestyle="none", zorder=3, clip_on=False,
                )  # fmt: skip


def _describe(arranged: Arrangement, what: str) -> list[str]:
    table = arranged.table[arranged.table["estimate"].notna()]
    if table.empty:
        return ["No count is drawn"]
    texts = []
    for slot in arranged.slots:
        own = table[table["_slot"] == slot] if arranged.dodged else table
        ordered = own.sort_values("estimate", ascending=False, kind="stable").to_dict("records")
        first = [
            f"{arranged.label(result)} ({format_count(result['estimate'])})"
            for result in ordered[:3]
        ]
        who = f"{arranged.looks[slot].name}: most" if arranged.dodged else "Most"
        text = f"{who} {plural(what)}: {join_names(first)}"
        if len(ordered) > 3:
            last = ordered[-1]
            text += f"; fewest: {arranged.label(last)} ({format_count(last['estimate'])})"
        texts.append(text)
    return texts
