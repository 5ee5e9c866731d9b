"""Word-shift chart: which terms make the mean tone of one group higher than that of another.

After Gallagher et al. 2021, "Generalized word shift graphs", EPJ Data Science 10:4. A bar to the
right makes a more positive than b; it does so either as a positive term that a uses more or as a
negative one that b uses more, which the fill tells.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.charts.describe import (
    counted,
    describe_notes,
    format_count,
    format_number,
    noun,
    paragraph,
    plural,
    require_columns,
)
from helpers.charts.intervals import INTERVAL
from helpers.charts.layout import Column, Grid, Row, make_grid, message_figure, set_scale
from helpers.charts.marks import key_of
from helpers.charts.pen import add_line
from helpers.charts.style import (
    FADED,
    INK,
    NEUTRAL,
    WIDTH,
    Look,
    finish,
    group_looks,
    group_name,
    place_name,
    plain_text,
    style,
)
from helpers.charts.two_sides import column_header, count_sure, say_interval

NEEDED = ("term", "kind", "contribution", "low", "high", "count_a", "count_b")
NEGATIVE = "/////"
DIFFERENT = "||||"
BAR = 0.115  # inches
#: The rows below the terms.
REST, TOTAL = "rest", "total"


@style()
def plot_word_shift(
    shift: pd.DataFrame,
    *,
    a: str | None = None,
    b: str | None = None,
    top: int = 24,
    xlabel: str | None = None,
    title: str | None = None,
    digits: int = 4,
    level: float = 0.95,
    interval: str = INTERVAL,
    width: float = WIDTH,
) -> Figure:
    """Draw what each term adds to the gap between two groups, as bars with intervals.

    Parameters
    ----------
    shift : pandas.DataFrame
        Of `helpers.measures.word_shift`, for one method: ``term``, ``kind`` (str),
        ``contribution``, ``low``, ``high`` (float, in units of the tone), ``count_a``,
        ``count_b`` (int). Its ``attrs`` are read if they are there.
    a, b : str, optional
        The two groups; by default those of ``attrs``, or US and RU.
    top : int
        So many terms are drawn, those with the largest contributions; the others are one bar.
    xlabel, title : str, optional
        What the axis measures; the title.
    digits : int
        Digits after the point in caption and alternative text.
    level, interval : float, str
        Level and kind of the interval, for the caption.
    width : float
        Width in inches.

    Returns
    -------
    matplotlib.figure.Figure
        With ``caption`` and ``alt``; a figure that says why where there is nothing to explain.

    Raises
    ------
    ValueError
        If a column is missing, a term stands twice, or the table holds several methods.
    """
    require_columns(shift, NEEDED, "plot_word_shift")
    facts = dict(shift.attrs)
    a, b = (plain_text(given or facts.get(side, code)) for side, given, code in (
        ("a", a, "US"), ("b", b, "RU")
    ))  # fmt: skip
    _check(shift)
    if shift.empty:
        return message_figure(
            "The gap cannot be explained by terms: "
            + (facts.get("note") or f"no term is found in {place_name(a)} or {place_name(b)}"),
            title=title,
            width=width,
        )
    table = shift.iloc[np.argsort(-shift["contribution"].abs(), kind="stable")]
    drawn, others = table.head(top).reset_index(drop=True), table.iloc[top:]
    gap = float(table["contribution"].sum())
    method = group_name(facts.get("method") or _method(shift))
    xlabel = xlabel or f"Contribution to the gap in mean {f'{method} ' if method else ''}polarity"
    looks = _looks(a, b)
    rows, ends = _rows(drawn, others), (f"← {a} lower", f"{a} higher →")
    used = [looks[kind] for kind in looks if kind in set(drawn["kind"])]
    grid = make_grid(
        rows, columns=[_columns(drawn, a, b)], title=title, key=used, xlabel=xlabel, width=width,
        ends=ends, padding=0.05,
    )  # fmt: skip
    rest = float(others["contribution"].sum())
    _draw(grid, drawn, {REST: rest, TOTAL: gap}, looks)
    say = {
        "a": a, "b": b, "gap": gap, "rest": rest, "n_rest": len(others), "digits": digits,
        "level": level, "interval": interval, "method": method,
    }  # fmt: skip
    data = table.head(top)
    return finish(grid.figure, _caption(drawn, facts, say), _alt(drawn, facts, say), data)


def _check(shift: pd.DataFrame) -> None:
    if "method" in shift.columns and len(shift["method"].unique()) > 1:
        raise ValueError("plot_word_shift: the table holds several methods. Filter it to one.")
    twice = shift.loc[shift["term"].duplicated(), "term"]
    if len(twice):
        raise ValueError(f"plot_word_shift: the term {twice.iloc[0]!r} stands twice.")


def _method(shift: pd.DataFrame) -> str:
    return plain_text(shift["method"].iloc[0]) if "method" in shift.columns else ""


def _looks(a: str, b: str) -> dict[str, Look]:
    """Colour tells who uses a term more, the pattern whether it is a negative one."""
    sides = group_looks([a, b])
    looks = {}
    for tone, hatch in (("positive", ""), ("negative", NEGATIVE)):
        for letter, name in (("a", a), ("b", b)):
            color = sides[name].color
            looks[f"{tone}, more in {letter}"] = Look(
                f"{tone} term, more in {place_name(name)}", "s", "white" if hatch else color,
                color, hatch,
            )  # fmt: skip
    looks["scored differently"] = Look(
        "same word, scored differently in context", "s", "white", FADED, DIFFERENT
    )
    looks["not listed"] = Look("words that no list knows", "s", "white", FADED, "")
    return looks


def _rows(drawn: pd.DataFrame, others: pd.DataFrame) -> list[Row]:
    rows = [Row(plain_text(term, 60)) for term in drawn["term"]]
    rows.append(Row("Added up", heading=True))
    if len(others):
        rows.append(Row(f"{format_count(len(others))} other {plural('term', len(others))}"))
    return [*rows, Row("all terms: the gap")]


def _columns(drawn: pd.DataFrame, a: str, b: str) -> list[Column]:
    return [
        Column(
            column_header(name, "uses"),
            {
                (row, 0): "–" if kind == "not listed" else format_count(count)
                for row, (count, kind) in enumerate(
                    zip(drawn[f"count_{side}"], drawn["kind"], strict=True)
                )
            },
        )
        for side, name in (("a", a), ("b", b))
    ]


def _draw(
    grid: Grid, drawn: pd.DataFrame, sums: Mapping[str, float], looks: Mapping[str, Look]
) -> None:
    (axis,) = grid.axes
    values = drawn[["contribution", "low", "high"]].to_numpy(dtype=float).ravel()
    values = np.append(values[~np.isnan(values)], list(sums.values()))
    set_scale(axis, min(values.min(), 0), max(values.max(), 0), reference=0, air=0.1)
    for row, result in enumerate(drawn.to_dict("records")):
        y = grid.y[row, 0]
        grid.note_row(key_of(result, ["term"]), row)
        _bar(axis, y, result["contribution"], looks.get(result["kind"], looks["not listed"]))
        if not (np.isnan(result["low"]) or np.isnan(result["high"])):
            # A white edge keeps the interval visible on its own bar.
            for color, thick in (("white", 2.6), (INK, 1.0)):
                add_line(axis, [result["low"], result["high"]], [y, y], color=color,
                         linewidth=thick, zorder=4, solid_capstyle="butt")  # fmt: skip
    last = len(grid.rows) - 1
    plain = Look("", "s", NEUTRAL, NEUTRAL, "")
    _bar(axis, grid.y[last, 0], sums[TOTAL], plain)
    if last - 1 > len(drawn):
        _bar(axis, grid.y[last - 1, 0], sums[REST], Look("", "s", "white", NEUTRAL, ""))


def _bar(axis: Axes, y: float, value: float, look: Look) -> None:
    axis.barh(
        y, value, height=BAR, color=look.color, edgecolor=look.edge, hatch=look.hatch,
        linewidth=0.8, zorder=3,
    )  # fmt: skip


def _say_gap(facts: Mapping, say: dict) -> str:
    write = _writer(say)
    text = f"{place_name(say['a'])} minus {place_name(say['b'])} is {write(say['gap'])}"
    if {"mean_a", "mean_b"} <= set(facts):
        text += f" ({write(facts['mean_a'])} against {write(facts['mean_b'])})"
    return text


def _writer(say: dict):
    return lambda value: format_number(value, say["digits"])


def _caption(drawn: pd.DataFrame, facts: Mapping, say: dict) -> str:
    a, b = place_name(say["a"]), place_name(say["b"])
    n, clusters = facts.get("n_articles"), facts.get("n_clusters")
    unit = noun(facts.get("cluster", "cluster"))
    basis = ""
    if n:
        basis = f"{counted(n[0], 'article')} in {a} and {counted(n[1], 'article')} in {b}"
    over = f" over {plural(unit)}, {clusters[0]} and {clusters[1]}" if clusters else ""
    with_interval, percent = drawn["low"].notna().any(), format_number(100 * say["level"], 0)
    return paragraph(
        f"What each term adds to the gap in mean {say['method']} polarity; {_say_gap(facts, say)}",
        f"Articles count alike: {basis}" if basis else "",
        f"A bar to the right makes {a} higher than {b}: a positive term that it uses more, or a "
        "negative one that it uses less. Positive is what lies above the mean of both groups",
        f"The {counted(len(drawn), 'term')} with the largest contributions are drawn"
        + (f", the other {format_count(say['n_rest'])} add up to {_writer(say)(say['rest'])}"
           if say["n_rest"] else ", which are all"),
        f"Thin lines are {percent}% intervals ({say['interval']}{over})"
        if with_interval else "No interval can be given",
        "Printed at the right: how often each uses the term",
        _say_lone(drawn, unit),
        f"Note: {facts['note']}" if facts.get("note") else describe_notes(drawn, ["term"]),
    )  # fmt: skip


def _say_lone(drawn: pd.DataFrame, unit: str) -> str:
    """Count the terms that one outlet carries alone."""
    if not {"n_clusters_a", "n_clusters_b"} <= set(drawn.columns):
        return ""
    alone = int(((drawn["n_clusters_a"] + drawn["n_clusters_b"]) == 1).sum())
    if not alone:
        return ""
    return f"{counted(alone, 'term')} {'stands' if alone == 1 else 'stand'} in one {unit} only"


def _alt(drawn: pd.DataFrame, facts: Mapping, say: dict) -> str:
    a = place_name(say["a"])
    apart, of = count_sure(drawn.assign(estimate=drawn["contribution"]))
    return paragraph(
        f"Word-shift bar chart of {counted(len(drawn), 'term')}; the gap, {_say_gap(facts, say)}",
        _say_side(drawn[drawn["contribution"] > 0], f"makes {a} higher", say),
        _say_side(drawn[drawn["contribution"] < 0], f"makes {a} lower", say),
        f"Intervals that leave out 0: {apart} of {of}" if of else "",
    )


def _say_side(own: pd.DataFrame, what: str, say: dict, most: int = 3) -> str:
    if own.empty:
        return f"No term {what}"
    texts: Sequence[str] = [
        f"{plain_text(row['term'], 60)}, {_writer(say)(row['contribution'])} "
        f"({say_interval(row, say['level'], _writer(say))}; {format_count(row['count_a'])} against "
        f"{format_count(row['count_b'])} uses)"
        for row in own.head(most).to_dict("records")
    ]
    return f"Most of all {what}: {'; '.join(texts)}"
