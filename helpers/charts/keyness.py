"""Words that set two groups of outlets apart, with interval, counts and outlets.

Draws the log-odds with informative Dirichlet prior of Monroe, Colaresi & Quinn (2008), "Fightin'
Words". The counts and the number of outlets that use a word stand beside it, because a word that
one outlet carries sets that outlet apart, not its country.
"""

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.describe import (
    counted,
    describe_intervals,
    describe_notes,
    format_count,
    format_number,
    paragraph,
    require_columns,
)
from helpers.charts.interval_words import has_interval, say_hollow
from helpers.charts.intervals import (
    INTERVAL,
    Arrangement,
    arrange,
    data_limits,
    draw_intervals,
    drawn_rows,
    number_rows,
)
from helpers.charts.layout import HEADER_SIZE, Column, make_grid, message_figure, set_scale
from helpers.charts.measuring import text_width
from helpers.charts.style import WIDTH, finish, group_name, place_name, style
from helpers.charts.two_sides import column_header


@style()
def plot_keyness(
    words: pd.DataFrame,
    *,
    a: str = "US",
    b: str = "RU",
    top: int = 15,
    rank: str = "z",
    word: str = "word",
    xlabel: str = "Log-odds ratio (0: used alike)",
    title: str | None = None,
    level: float = 0.95,
    interval: str = INTERVAL,
    width: float = WIDTH,
) -> Figure:
    """Draw the words most typical of each of two groups, with interval and counts.

    Parameters
    ----------
    words : pandas.DataFrame
        A table of `helpers.measures.compare_words`: the column named by `word` (str, unique);
        ``log_odds``, ``low``, ``high``, and the column named by `rank` (float; positive: more in
        `a`); ``count_a``, ``count_b`` (int). Read if there: ``n_outlets_a``, ``n_outlets_b``
        (int), ``cluster``, ``note`` (str), ``n_clusters`` (int).
    a, b : str
        The two groups; countries by their code.
    top : int
        At most so many words a group.
    rank : str
        Column whose size ranks the words.
    word : str
        Column of the words.
    xlabel, title : str
        What the axis measures; the title.
    level, interval : float, str
        Level and kind of the interval, for the caption.
    width : float
        Width in inches.

    Returns
    -------
    matplotlib.figure.Figure
        With ``caption`` and ``alt``. Words of `a` lie to the right of zero, of `b` to the left.

    Raises
    ------
    ValueError
        If a column is missing, or a word stands in the table twice.
    """
    needed = [word, "log_odds", "low", "high", rank, "count_a", "count_b"]
    require_columns(words, needed, "plot_keyness")
    names = {a: place_name(a), b: place_name(b)}
    table = _choose(number_rows(words), a, b, top, rank)
    if table.empty:
        return message_figure(
            f"Words cannot be compared: no word is frequent enough in {names[a]} and {names[b]} "
            "together, or one of the two has no article in this corpus",
            title=title,
            width=width,
        )
    arranged = arrange(
        table, "plot_keyness", row=word, section="_side", slot="_group", n="_order",
        max_rows=2 * top,
    )  # fmt: skip
    grid = make_grid(
        arranged.rows,
        columns=[_columns(arranged, a, b)],
        title=title,
        xlabel=xlabel,
        width=width,
        ends=(f"← more in {names[b]}", f"more in {names[a]} →"),
    )
    (axis,) = grid.axes
    set_scale(axis, *data_limits(arranged.table), reference=0)
    draw_intervals(axis, arranged, "", grid)
    caption = paragraph(
        f"Words that set {names[a]} and {names[b]} apart: the "
        f"{counted(len(table), 'word')} with the largest {rank}, of {format_count(len(words))} "
        "compared",
        "Right of zero: used more in " + names[a] + "; left of zero: in " + names[b],
        describe_intervals(arranged.table, level=level, interval=interval),
        say_hollow(arranged.table),
        "Printed at the right: how often each uses the word"
        + (", and how many outlets do" if _has_outlets(words) else ""),
        _say_few_outlets(table),
        describe_notes(table, [word]),
    )  # fmt: skip
    alt = paragraph(
        f"Dot-and-interval chart of the log-odds of {counted(len(table), 'word')}",
        *(_describe_side(table, word, side, group_name(side), level) for side in (a, b)),
    )
    return finish(grid.figure, caption, alt, drawn_rows(words, table))


def _choose(words: pd.DataFrame, a: str, b: str, top: int, rank: str) -> pd.DataFrame:
    known = words[words["log_odds"].notna() & words[rank].notna()]
    ordered = known.sort_values(rank, kind="stable")
    more_a = ordered[ordered[rank] > 0].iloc[::-1].head(top)
    more_b = ordered[ordered[rank] < 0].head(top)
    table = pd.concat(
        [
            side.assign(_group=group, _side=f"More in {place_name(group)}")
            for group, side in ((a, more_a), (b, more_b))
        ],
        ignore_index=True,
    )
    return table.assign(estimate=table["log_odds"], _order=range(len(table)))


def _has_outlets(words: pd.DataFrame) -> bool:
    return {"n_outlets_a", "n_outlets_b"} <= set(words.columns)


def _columns(arranged: Arrangement, a: str, b: str) -> list[Column]:
    def cells(*names: str) -> dict[tuple[int, int], str]:
        return arranged.cells(
            "", lambda result: " | ".join(format_count(result[name]) for name in names)
        )

    columns = [
        Column(column_header(a, "uses"), cells("count_a")),
        Column(column_header(b, "uses"), cells("count_b")),
    ]
    if _has_outlets(arranged.table):
        both = f"{a} | {b}" if text_width(f"{a} | {b}", HEADER_SIZE) < 0.85 else "(same order)"
        columns.append(Column(f"outlets\n{both}", cells("n_outlets_a", "n_outlets_b")))
    return columns


def _say_few_outlets(table: pd.DataFrame) -> str:
    """Count the words that one outlet carries alone on their side."""
    if not _has_outlets(table):
        return ""
    a_side = table["log_odds"] > 0
    outlets = table["n_outlets_a"].where(a_side, table["n_outlets_b"])
    alone = int((outlets == 1).sum())
    if not alone:
        return ""
    verb = "stands" if alone == 1 else "stand"
    return f"{counted(alone, 'word')} {verb} in one outlet only and may be its style or its topic"


def _describe_side(table: pd.DataFrame, word: str, group: str, name: str, level: float) -> str:
    own = table[table["_group"] == group]
    if own.empty:
        return f"No word is more frequent in {name}"
    first = own.iloc[0]
    text = (
        f"{name} uses more: {', '.join(map(str, own[word].head(8)))}. The strongest, "
        f"{first[word]}, has log-odds {format_number(first['log_odds'])}"
    )
    if has_interval(first):
        text += (
            f" ({format_count(100 * level)}% interval {format_number(first['low'])} to "
            f"{format_number(first['high'])})"
        )
    return (
        f"{text} and {format_count(first['count_a'])} against {format_count(first['count_b'])} uses"
    )
