"""What would change our mind: one difference, computed in every way that could be defended.

A row is one check (without an outlet, without copies, with half of the lexicon), so that a reader
sees at a glance whether the finding hangs on a choice that the author made (Simonsohn, Simmons &
Nelson 2020, "Specification curve analysis"; Steegen et al. 2016, "Increasing transparency through
a multiverse analysis").
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
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
    within,
)
from helpers.charts.interval_words import say_hollow, say_missing, say_without_width
from helpers.charts.intervals import (
    INTERVAL,
    Arrangement,
    arrange,
    data_limits,
    draw_intervals,
    drawn_rows,
    missing_places,
    number_rows,
)
from helpers.charts.layout import Column, make_grid, message_figure, set_scale
from helpers.charts.style import WIDTH, Look, finish, plain_text, style
from helpers.charts.two_sides import (
    count_sure,
    describe_two_sided,
    one_value,
    say_interval,
    warn_of_few_clusters,
)

MAIN, SAME, OTHER, NONE = "main", "same", "other", "none"
#: By state of a check: the estimate that is put to the test, same sign, other sign, no sign.
LOOKS = {
    MAIN: Look("the estimate that is put to the test", "o", "#000000", "#000000"),
    SAME: Look("check with the same sign", "o", "#7A8794", "#4D5965"),
    OTHER: Look("check with the other sign", "X", "#CC79A7", "#8E3F6D"),
    NONE: Look("exactly zero", "d", "#C9D0D6", "#4D5965"),
}
WORDS = {MAIN: "", SAME: "same", OTHER: "flips", NONE: "zero"}


@style()
def plot_specifications(
    results: pd.DataFrame,
    *,
    specification: str = "specification",
    kind: str | None = "kind",
    detail: str | None = "detail",
    main: str | None = None,
    n: str = "n_articles",
    xlabel: str = "Difference",
    title: str | None = None,
    ends: tuple[str, str] | None = None,
    percent: bool = False,
    digits: int = 2,
    max_rows: int = 60,
    level: float = 0.95,
    interval: str = INTERVAL,
    width: float = WIDTH,
) -> Figure:
    """Draw the same difference under every check, and say in how many its sign holds.

    Parameters
    ----------
    results : pandas.DataFrame
        Such as of `helpers.stats.stack_specifications`, one row a check: the column named by
        `specification` (str), ``estimate``, ``low``, ``high`` (float, missing where a check cannot
        be computed), and the column named by `n` (int). Read if there: the columns named by
        `kind` and `detail`, ``a``, ``b``, ``cluster``, ``note`` (str), ``n_clusters`` or
        ``n_clusters_a`` and ``n_clusters_b`` (int).
    specification, kind, detail, n : str
        Columns of the name of a check, of its kind (a heading for its rows), of what it leaves out
        (printed behind its name) and of the printed n.
    main : str, optional
        Name of the estimate that is put to the test; by default the first row. A dashed line
        marks it in all rows.
    xlabel, title : str
        What the axis measures, with its unit; the title.
    ends : tuple of str, optional
        What the left and the right end of the axis mean.
    percent, digits : bool, int
        Print 0.25 as 25%; digits after the point in the caption.
    max_rows : int
        At most so many checks are drawn: those that flip the sign or have none, then those
        that move the estimate farthest. The caption counts all.
    level, interval : float, str
        Level and kind of the interval, for the caption.
    width : float
        Width in inches.

    Returns
    -------
    matplotlib.figure.Figure
        With ``caption`` and ``alt``.

    Raises
    ------
    ValueError
        If a column is missing, two rows claim the same place, or no row, or more than one, has
        the name `main`.
    """
    needed = [specification, "estimate", "low", "high", n]
    require_columns(results, needed, "plot_specifications")
    kind = kind if kind in results.columns else None
    if results.empty:
        return message_figure(
            f"Nothing can be drawn for {within(xlabel)}: the table has no check",
            title=title,
            width=width,
        )
    table = _add_detail(number_rows(results), specification, detail)
    table = _name_states(table, specification, main)
    drawn = _choose(table, max_rows)
    arranged = arrange(
        drawn, "plot_specifications", row=specification, section=kind, slot="_state", n=n,
        max_rows=None,
    )  # fmt: skip
    keys = {name: name for name in (kind, detail) if name in results.columns}
    arranged = replace(arranged, looks=LOOKS, keys={specification: "_name"} | keys)
    states = arranged.cells("", _say_state)
    sizes = arranged.cells("", lambda result: format_count(result[n]))
    seen = [state for state in LOOKS if (drawn["_state"] == state)[drawn["estimate"].notna()].any()]
    grid = make_grid(
        arranged.rows,
        columns=[[Column("sign", states), Column(plural(noun(n)), sizes)]],
        title=title,
        key=[LOOKS[state] for state in seen],
        xlabel=xlabel,
        width=width,
        ends=ends,
    )
    (axis,) = grid.axes
    set_scale(axis, *data_limits(arranged.table), percent=percent, reference=0)
    _draw_main(axis, table)
    draw_intervals(axis, arranged, "", grid)
    say = {
        "level": level, "interval": interval, "xlabel": xlabel, "n": n, "row": specification,
        "write": lambda value: format_value(value, percent=percent, digits=digits),
    }  # fmt: skip
    data = drawn_rows(results, arranged.table)
    return finish(grid.figure, _caption(table, arranged, say), _alt(table, arranged, say), data)


def _add_detail(results: pd.DataFrame, specification: str, detail: str | None) -> pd.DataFrame:
    """Write what a check leaves out behind its name: "without one outlet: Tin Whistle"."""
    results = results.assign(_name=results[specification])
    if detail not in results.columns:
        return results
    names = [
        name if pd.isna(part) else f"{name}: {part}"
        for name, part in zip(results[specification], results[detail], strict=True)
    ]
    return results.assign(**{specification: names})


def _name_states(results: pd.DataFrame, specification: str, main: str | None) -> pd.DataFrame:
    """Tell for each row whether it is the main one, and whether its sign is that of the main."""
    table = results.reset_index(drop=True)
    is_main = pd.Series(table.index == 0, index=table.index)
    if main is not None:
        is_main = table[specification].map(plain_text) == plain_text(main)
        if is_main.sum() != 1:
            raise ValueError(
                f"plot_specifications: {is_main.sum()} rows have the {noun(specification)} "
                f"{main!r}; exactly one must."
            )
    values = pd.to_numeric(table["estimate"], errors="coerce").astype("float64")
    sign = np.sign(values) * np.sign(values[is_main].iloc[0])
    states = np.select([is_main, sign > 0, sign < 0], [MAIN, SAME, OTHER], default=NONE)
    states[(values.isna() & ~is_main).to_numpy()] = SAME  # is drawn as "no data"
    return table.assign(
        estimate=values, _state=states, _moved=(values - values[is_main].iloc[0]).abs()
    )


def _say_state(result: dict) -> str:
    return "–" if pd.isna(result["estimate"]) else WORDS[result["_state"]]


def _choose(table: pd.DataFrame, max_rows: int) -> pd.DataFrame:
    """Return the main row and the checks that shake it most, in the order of the table."""
    rank = table["_state"].map({MAIN: 0, OTHER: 1, NONE: 2, SAME: 4})
    rank = rank.mask(table["estimate"].isna() & (rank > 0), 3)
    order = table.assign(_rank=rank).sort_values(
        ["_rank", "_moved"], ascending=[True, False], kind="stable"
    )
    return table.loc[sorted(order.index[:max_rows])]


def _draw_main(axis: Axes, table: pd.DataFrame) -> None:
    value = table.loc[table["_state"] == MAIN, "estimate"].iloc[0]
    if pd.notna(value):
        axis.axvline(value, color=LOOKS[MAIN].color, linewidth=0.8, dashes=(2, 2.5), zorder=0.6)


def _count_signs(table: pd.DataFrame) -> tuple[int, int]:
    """Count the checks in which the sign holds, and all checks that have an estimate."""
    checks = table[(table["_state"] != MAIN) & table["estimate"].notna()]
    return int((checks["_state"] == SAME).sum()), len(checks)


def _say_signs(table: pd.DataFrame) -> str:
    main = table[table["_state"] == MAIN].iloc[0]
    if pd.isna(main["estimate"]):
        return "The estimate that is put to the test is missing, so no sign can be compared"
    if main["estimate"] == 0:
        return "The estimate that is put to the test is zero and has no sign that could hold"
    holds, of = _count_signs(table)
    return f"Its sign holds in {holds} of {counted(of, 'check')}" if of else "No check is given"


def _say_flips(table: pd.DataFrame, say: dict) -> str:
    texts = [
        f"{words}: {join_names(names, most=6)}"
        for state, words in ((OTHER, "It flips"), (NONE, "The estimate is exactly zero"))
        if (names := list(table.loc[table["_state"] == state, say["row"]].map(plain_text)))
    ]
    return ". ".join(texts)


def _say_sure(table: pd.DataFrame) -> str:
    apart, of = count_sure(table[table["_state"] != MAIN])
    return f"Intervals of checks that leave out 0: {apart} of {of}" if of else ""


def _say_clusters(table: pd.DataFrame, say: dict) -> tuple[str, ...]:
    """Return what the intervals are, and the warning where a side has few clusters."""
    how = {"level": say["level"], "interval": say["interval"]}
    if "n_clusters_a" not in table.columns:
        return (describe_intervals(table, **how),)
    a, b = one_value(table, "a", None, "US"), one_value(table, "b", None, "RU")
    return describe_two_sided(table, a, b, **how), warn_of_few_clusters(table, a, b)


def _say_left_out(table: pd.DataFrame, arranged: Arrangement) -> str:
    left_out = len(table) - len(arranged.table)
    if not left_out:
        return ""
    verb = "is" if left_out == 1 else "are"
    return (
        f"{counted(left_out, 'check')} that {'moves' if left_out == 1 else 'move'} the estimate "
        f"least {verb} left out of the drawing, not of the counts; the table has all"
    )


def _say_main(table: pd.DataFrame, say: dict) -> str:
    main = table[table["_state"] == MAIN].iloc[0]
    return (
        f"Put to the test: {plain_text(main[say['row']])}, {say['write'](main['estimate'])} "
        f"({say_interval(main, say['level'], say['write'])}, "
        f"{counted(main[say['n']], noun(say['n']))})"
    )


def _caption(table: pd.DataFrame, arranged: Arrangement, say: dict) -> str:
    main = table.loc[table["_state"] == MAIN, "estimate"].notna().all()
    return paragraph(
        f"{say['xlabel']} under {counted(len(table) - 1, 'check')}, one a row",
        _say_main(table, say),
        "The dashed line marks it" if main else "",
        _say_signs(table),
        _say_flips(table, say),
        _say_sure(table),
        *_say_clusters(arranged.table, say),
        say_hollow(arranged.table),
        say_without_width(arranged.table),
        f"The line without dashes marks 0. Printed at the right: whether the sign is the same, and "
        f"the number of {plural(noun(say['n']))}",
        say_missing(missing_places(arranged)),
        _say_left_out(table, arranged),
        describe_notes(arranged.table, [say["row"]]),
    )


def _alt(table: pd.DataFrame, arranged: Arrangement, say: dict) -> str:
    drawn = table[(table["_state"] != MAIN) & table["estimate"].notna()]
    ends: Sequence[str] = ()
    if len(drawn):
        ordered = drawn.sort_values("estimate", kind="stable")
        ends = [
            f"{word} {plain_text(row[say['row']])}, {say['write'](row['estimate'])} "
            f"({say_interval(row, say['level'], say['write'])})"
            for word, row in (
                ("Lowest under", ordered.iloc[0]),
                ("Highest under", ordered.iloc[-1]),
            )
        ]
    return paragraph(
        f"Dot-and-interval chart of {within(say['xlabel'])} under "
        f"{counted(len(table) - 1, 'check')}",
        _say_main(table, say),
        _say_signs(table),
        _say_flips(table, say),
        _say_sure(table),
        *ends,
        say_missing(missing_places(arranged)),
    )
