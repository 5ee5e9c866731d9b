"""Dot-and-interval charts: one row a group, one panel a measure or method.

A dot with its interval shows how sure an estimate is, which a bar hides (Cleveland & McGill 1984,
"Graphical Perception"; Correll & Gleicher 2014, "Error Bars Considered Harmful"). n is printed at
the right of each row.
"""

from collections.abc import Hashable, Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.describe import (
    counted,
    describe_intervals,
    describe_notes,
    format_count,
    format_value,
    join_names,
    noun,
    paragraph,
    plural,
    require_columns,
    span_of_counts,
    within,
)
from helpers.charts.interval_words import (
    say_cut,
    say_hollow,
    say_left_out,
    say_missing,
    say_value,
    say_without_width,
)
from helpers.charts.intervals import (
    INTERVAL,
    Arrangement,
    arrange,
    color_column,
    draw_intervals,
    drawn_rows,
    fair_limits,
    missing_places,
)
from helpers.charts.layout import Column, make_grid, message_figure, set_scale
from helpers.charts.style import (
    WIDTH,
    finish,
    group_name,
    plain_text,
    style,
)


@style()
def plot_estimates(
    results: pd.DataFrame,
    *,
    group: str = "outlet",
    panel: str | None = None,
    section: str | None = None,
    color: str | None = "country",
    xlabel: str | None = None,
    title: str | None = None,
    reference: float | None = 0.0,
    percent: bool = False,
    digits: int = 2,
    sort: str = "estimate",
    expected: Sequence[Hashable] = (),
    panel_names: Mapping[str, str] | None = None,
    n: str = "n_articles",
    n_unit: str | None = None,
    max_rows: int = 60,
    level: float = 0.95,
    interval: str = INTERVAL,
    width: float = WIDTH,
) -> Figure:
    """Draw estimates as dots with intervals, n printed at the right.

    Where a group has one estimate a panel, `color` only colours it (outlets by country). Where it
    has several, one for each value of `color`, they stand below each other in the group's row
    (frames, United States against Russia).

    Parameters
    ----------
    results : pandas.DataFrame
        A result table of `helpers.stats`: the columns named by `group`, `panel`, `section` and
        `color` (str); ``estimate``, ``low``, ``high`` (float, missing where unknown); and the
        column named by `n` (int). Read if there: ``measure``, ``cluster``, ``note`` (str),
        ``n_clusters`` (int).
    group, panel, section, color : str
        Columns for rows, small multiples, headed blocks of rows, and colour with marker shape.
        `color` may be absent from the table: then groups that are countries have their own
        colours and all others are grey.
    xlabel, title : str, optional
        What the axis measures, with its unit (by default the measure's name); the title.
    reference : float, optional
        Value marked by a line, such as zero tone; None for none.
    percent, digits : bool, int
        Print 0.25 as 25%; digits after the point in the alternative text.
    sort : {"estimate", "label", "n", "table"}
        Order of rows: highest first, alphabetical, largest n first, or as given.
    expected : sequence of str
        Groups that should be there; those without a row are drawn as "no data".
    panel_names : mapping, optional
        Printed names of panels, such as ``{"vader": "VADER"}``.
    n, n_unit : str
        Column of the printed n, and the word for one of what it counts ("quotation") where the
        column's name does not say it, as ``n_units``.
    max_rows : int
        At most so many groups are drawn, those with the largest n; the caption says so.
    level, interval : float, str
        Level and kind of the interval, for the caption.
    width : float
        Width in inches. The height follows from the rows.

    Returns
    -------
    matplotlib.figure.Figure
        With ``caption`` and ``alt``.

    Raises
    ------
    ValueError
        If a column is missing, or two rows claim the same place.
    """
    needed = [name for name in (panel, section, group) if name]
    require_columns(results, [*needed, "estimate", "low", "high", n], "plot_estimates")
    given = results
    if n_unit:
        named = f"n_{plural(n_unit)}"
        results, n = results.assign(**{named: results[n]}), named
    xlabel = xlabel or _measure_name(results)
    if results.empty and not len(expected):
        return message_figure(
            f"Nothing can be drawn for {within(xlabel)}: "
            f"the table has no {noun(group)} with an estimate",
            title=title,
            width=width,
        )
    color = color_column(results, group, color)
    arranged = arrange(
        results, "plot_estimates", row=group, panel=panel, section=section, slot=color, n=n,
        sort=sort, expected=expected, panel_names=panel_names, max_rows=max_rows,
    )  # fmt: skip
    named_directly = color in (group, section, panel) or len(arranged.slots) > 3
    grid = make_grid(
        arranged.rows,
        panels=list(arranged.panels.values()),
        columns=[
            [Column(plural(noun(n)), arranged.cells(name, lambda result: format_count(result[n])))]
            for name in arranged.panels
        ],
        title=title,
        key=() if named_directly or len(arranged.looks) < 2 else list(arranged.looks.values()),
        xlabel=xlabel,
        width=width,
    )
    low, high = fair_limits(arranged.table)
    for axis, name in zip(grid.axes, arranged.panels, strict=True):
        set_scale(axis, low, high, percent=percent, reference=reference)
        draw_intervals(axis, arranged, name, grid)

    say = {"percent": percent, "digits": digits, "n": n, "level": level}
    words = say | {"limits": grid.axes[0].get_xlim()}
    columns = {"group": group, "panel": panel, "color": color}
    caption = _caption(arranged, xlabel, columns, reference, words, interval)
    alt = _alt(arranged, xlabel, columns, reference, say)
    return finish(grid.figure, caption, alt, drawn_rows(given, arranged.table))


def _caption(arranged, xlabel, columns, reference, say, interval) -> str:
    group, n, names = columns["group"], noun(say["n"]), _panel_names(arranged)
    table = arranged.table
    by = [noun(group)] + ([noun(columns["color"])] if arranged.dodged else [])
    telling = [columns["panel"]] if len(names) > 1 else []
    telling += [columns["color"]] if arranged.dodged else []
    return paragraph(
        f"{xlabel} by {join_names(by)}" + (f", {join_names(names)}" if names else ""),
        describe_intervals(table, level=say["level"], interval=interval),
        say_hollow(table),
        say_cut(table, say["limits"]),
        say_without_width(table),
        _say_reference(reference, say["percent"]),
        f"Printed at the right: the number of {plural(n)}, {span_of_counts(table[say['n']], n)}",
        say_missing(missing_places(arranged)),
        say_left_out(table["_row"].nunique(), arranged.n_groups, noun(group), say["n"]),
        describe_notes(
            table, [group, *(name for name in telling if name != group)], names=arranged.panels
        ),
    )


def _alt(arranged, xlabel, columns, reference, say) -> str:
    names, table = _panel_names(arranged), arranged.table
    return paragraph(
        f"Dot-and-interval chart of {within(xlabel)} for "
        + counted(len({row for _, row in arranged.places}), noun(columns["group"]))
        + (f", one panel each for {join_names(names)}" if names else ""),
        *(_describe_panel(arranged, name, say) for name in arranged.panels),
        "" if arranged.dodged or len(names) > 1 else _compare_looks(arranged, columns, say),
        _count_sure(table, reference, say["percent"]),
        say_missing(missing_places(arranged)),
    )


def _panel_names(arranged: Arrangement) -> list[str]:
    return [name for name in arranged.panels.values() if name]


def _measure_name(results: pd.DataFrame) -> str:
    if "measure" in results.columns:
        names = [name for name in results["measure"].dropna().unique() if str(name).strip()]
        if names:
            return join_names([plain_text(name) for name in names])
    return "estimate"


def _say_reference(reference: float | None, percent: bool) -> str:
    if reference is None:
        return ""
    return f"The vertical line marks {_short(reference, percent)}"


def _short(value: float, percent: bool) -> str:
    text = format_value(value, percent=percent, digits=4)
    number, sign = (text[:-1], "%") if text.endswith("%") else (text, "")
    return (number.rstrip("0").rstrip(".") if "." in number else number) + sign


def _describe_panel(arranged: Arrangement, panel: str, say: dict) -> str:
    """Say which row is highest and which lowest, for each group that is drawn side by side."""
    table, dodged = arranged.part(panel), arranged.dodged
    table = table[table["estimate"].notna()]
    start = f"{arranged.panels[panel]}: " if panel else ""
    if table.empty:
        return f"{start}no estimate" if start else "No estimate is drawn"
    texts = []
    for slot in arranged.slots:
        own = table[table["_slot"] == slot] if dodged else table
        if own.empty:
            continue
        ordered = own.sort_values("estimate", kind="stable").to_dict("records")
        top, bottom = ordered[-1], ordered[0]
        who = f"{arranged.looks[slot].name} is highest on " if dodged else "highest is "
        text = f"{who}{arranged.label(top)}, {say_value(top, **say)}"
        if len(ordered) > 1:
            end = "and lowest on" if dodged else "lowest is"
            text += f"{' ' if dodged else '; '}{end} {arranged.label(bottom)}, "
            text += say_value(bottom, **say)
        texts.append(text)
    if dodged:
        texts.append(_widest_gap(arranged, table, say))
    return start + "; ".join(text for text in texts if text)


def _widest_gap(arranged: Arrangement, table: pd.DataFrame, say: dict) -> str:
    wide = table.groupby(["_section", "_row"])["estimate"].agg(["min", "max", "size"])
    wide = wide[wide["size"] > 1]
    if wide.empty:
        return ""
    section, row = (wide["max"] - wide["min"]).idxmax()
    own = table[(table["_section"] == section) & (table["_row"] == row)]
    values = [
        f"{group_name(slot)} "
        + format_value(estimate, percent=say["percent"], digits=say["digits"])
        for slot, estimate in zip(own["_slot"], own["estimate"], strict=True)
    ]
    return f"the widest gap is on {arranged.label(own.iloc[0])} ({join_names(values)})"


def _compare_looks(arranged: Arrangement, columns: dict, say: dict) -> str:
    """Say where the groups of each colour lie, where each colour holds several groups."""
    group, color, table = columns["group"], columns["color"], arranged.table
    if color in (None, group) or not 2 <= len(arranged.looks) <= 4:
        return ""
    texts = []
    for slot, look in arranged.looks.items():
        values = table.loc[table["_slot"] == slot, "estimate"].dropna()
        if len(values) < 2:
            return ""
        low, high = (
            format_value(value, percent=say["percent"], digits=say["digits"])
            for value in (values.min(), values.max())
        )
        texts.append(f"{look.name} from {low} to {high}")
    return f"By {noun(color)}, {plural(noun(group))} range: {'; '.join(texts)}"


def _count_sure(table: pd.DataFrame, reference: float | None, percent: bool) -> str:
    drawn = table[table["low"].notna() & table["high"].notna() & table["estimate"].notna()]
    if reference is None or drawn.empty:
        return ""
    apart = int(((drawn["low"] > reference) | (drawn["high"] < reference)).sum())
    return f"Intervals that leave out {_short(reference, percent)}: {apart} of {len(drawn)}"
