"""Frames as small multiples: one panel a frame, the groups as rows, all on one scale.

What an outlet says and what it lets others say are drawn apart, because a press may quote a frame
that it does not use itself. Small multiples let frames be compared without a legend (Tufte 1983,
"The Visual Display of Quantitative Information").
"""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.describe import (
    counted,
    join_names,
    noun,
    paragraph,
    plural,
    require_columns,
    value_name,
    within,
)
from helpers.charts.estimates import plot_estimates
from helpers.charts.interval_words import say_value
from helpers.charts.intervals import INTERVAL
from helpers.charts.layout import NARROW
from helpers.charts.style import WIDTH, finish, group_name, plain_text, style

FILLED = "_filled"
FEW_GROUPS = 4  # with more, the voices of a group stand in one row


@style()
def plot_frames(
    results: pd.DataFrame,
    *,
    frame: str = "frame",
    group: str = "country",
    voice: str | None = "voice",
    section: str | None = None,
    color: str | None = "country",
    xlabel: str = "Weighted hits per 100 words",
    title: str | None = None,
    sort: str = "gap",
    expected: Sequence[Hashable] = (),
    n: str = "n_articles",
    digits: int = 2,
    max_rows: int = 60,
    level: float = 0.95,
    interval: str = INTERVAL,
    width: float = WIDTH,
) -> Figure:
    """Draw each frame in a panel of its own, groups as rows, voices apart.

    Parameters
    ----------
    results : pandas.DataFrame
        A result table of `helpers.stats.estimate_ratio`: the columns named by `frame`, `group`
        and, if there, `voice`, `section` and `color` (str); ``estimate``, ``low``, ``high``
        (float, missing where unknown); and the column named by `n` (int). Read if there:
        ``cluster``, ``note`` (str), ``n_clusters`` (int).
    frame, group, voice, section, color : str
        Columns for panels, rows, voices (own voice, quotations), headed blocks of rows, and
        colour. Up to four groups stand below each voice as its heading, so that groups are
        compared in the same voice; of more groups each has its voices as marks in one row.
    xlabel, title : str
        What the axis measures; the title.
    sort : {"gap", "estimate", "table"}
        Order of the panels: the widest gap between groups in one voice first, the highest
        estimate first, or as given.
    expected : sequence of str
        Groups that should be there; those without a row are drawn as "no data".
    n : str
        Column of the printed n.
    digits : int
        Digits after the point in the alternative text.
    max_rows : int
        At most so many groups are drawn, those with the largest n; the caption says so.
    level, interval : float, str
        Level and kind of the interval, for the caption.
    width : float
        Width in inches. The height follows from panels and rows.

    Returns
    -------
    matplotlib.figure.Figure
        With ``caption`` and ``alt``.

    Raises
    ------
    ValueError
        If a column is missing, `sort` is unknown, or two rows claim the same place.
    """
    require_columns(results, [frame, group, "estimate", "low", "high", n], "plot_frames")
    if sort not in ("gap", "estimate", "table"):
        raise ValueError(f"plot_frames: sort is {sort!r}; choose gap, estimate or table.")
    voice = voice if voice in results.columns and len(results[voice].unique()) > 1 else None
    groups = {*results[group].map(plain_text), *map(plain_text, expected)}
    apart = voice is not None and len(groups) <= FEW_GROUPS and section is None
    table = _order_frames(_fill_groups(results, frame, group, voice, expected, apart), frame, voice,
                          sort)  # fmt: skip
    # On a phone a voice is a row, and the groups are marks in it, which takes half the height.
    rows = (voice, group) if apart and width < NARROW else (group, color if apart else voice)
    figure = plot_estimates(
        table,
        group=rows[0],
        panel=frame,
        section=section if not apart or width < NARROW else voice,
        color=rows[1] or color,
        xlabel=xlabel,
        title=title,
        digits=digits,
        sort="table",
        expected=() if apart else expected,
        n=n,
        max_rows=max_rows,
        level=level,
        interval=interval,
        width=width,
    )
    if table.empty:
        return figure
    say = {"frame": frame, "group": group, "voice": voice, "xlabel": xlabel}
    value = {"percent": False, "digits": digits, "n": n, "level": level}
    order = {"gap": "The widest gaps between groups come first", "table": "",
             "estimate": "The highest frames come first"}[sort]  # fmt: skip
    if FILLED in figure.data.columns:
        figure.data = figure.data[figure.data[FILLED].isna()].drop(columns=FILLED)
    caption, alt = paragraph(figure.caption, order), _alt(table, groups, say, value)
    return finish(figure, caption, alt, figure.data)


def _fill_groups(results, frame, group, voice, expected, apart) -> pd.DataFrame:
    """Add a row without an estimate for each expected group that has none in a voice."""
    names = results[group].map(plain_text)
    absent = [name for name in map(plain_text, expected) if name not in set(names)]
    if not apart or not absent:
        return results
    places = results[[frame, voice]].drop_duplicates()
    rows = [places.assign(**{group: name, FILLED: True}) for name in absent]
    return pd.concat([results, *rows], ignore_index=True)


def _order_frames(table: pd.DataFrame, frame: str, voice: str | None, sort: str) -> pd.DataFrame:
    if sort == "table":
        return table
    values = pd.to_numeric(table["estimate"], errors="coerce")
    frames = table[frame].map(plain_text)
    if sort == "gap":
        places = [frames, table[voice].map(plain_text)] if voice else [frames]
        found = values.groupby(places, sort=False)
        size = (found.max() - found.min()).groupby(level=0, sort=False).max()
    else:
        size = values.groupby(frames, sort=False).max()
    rank = frames.map(size.rank(ascending=False, method="first", na_option="bottom"))
    return table.iloc[np.argsort(rank.to_numpy(), kind="stable")].reset_index(drop=True)


def _alt(table: pd.DataFrame, groups: set[str], say: dict, value: dict) -> str:
    voices = list(dict.fromkeys(table[say["voice"]].map(plain_text))) if say["voice"] else [""]
    missing = table[table["estimate"].isna()]
    absent = [group_name(name) for name in dict.fromkeys(missing[say["group"]].map(plain_text))]
    return paragraph(
        f"Small multiples of {counted(table[say['frame']].nunique(), noun(say['frame']))}: "
        f"{within(say['xlabel'])} by {noun(say['group'])}, as dots with intervals"
        + (f", apart for {join_names(map(group_name, voices))}" if len(voices) > 1 else ""),
        *(_describe_voice(table, name, say, value) for name in voices),
        *(_describe_gap(table, name, say, value) for name in voices if len(groups) > 1),
        "" if table["estimate"].notna().any() else "No estimate is drawn",
        f"Without an estimate somewhere: {join_names(absent)}" if absent else "",
    )


def _in_voice(table: pd.DataFrame, name: str, say: dict) -> pd.DataFrame:
    own = table if not say["voice"] else table[table[say["voice"]].map(plain_text) == name]
    return own[own["estimate"].notna()]


def _describe_voice(table: pd.DataFrame, name: str, say: dict, value: dict, most: int = 4) -> str:
    """Say which frame is the strongest in each group."""
    texts = []
    own = _in_voice(table, name, say)
    for group, rows in own.groupby(own[say["group"]].map(plain_text), sort=False):
        top = rows.sort_values("estimate", kind="stable").iloc[-1]
        frame = value_name(plain_text(top[say["frame"]]), say["frame"])
        texts.append(f"{group_name(group)} on {frame}, {say_value(top, **value)}")
    if not texts:
        return ""
    more = f"; {len(texts) - most} more {plural(noun(say['group']))}" if len(texts) > most else ""
    start = f"{group_name(name)}, highest of each" if name else "Highest of each"
    return f"{start}: {'; '.join(texts[:most])}{more}"


def _describe_gap(table: pd.DataFrame, name: str, say: dict, value: dict) -> str:
    """Name the frame in which the groups differ most."""
    own = _in_voice(table, name, say)
    found = own.groupby(own[say["frame"]].map(plain_text), sort=False)["estimate"]
    gaps = (found.max() - found.min())[found.size() > 1]
    if gaps.empty:
        return ""
    widest = own[own[say["frame"]].map(plain_text) == gaps.idxmax()]
    ordered = widest.sort_values("estimate", kind="stable")
    ends = [
        f"{group_name(plain_text(row[say['group']]))} {say_value(row, **value)}"
        for row in (ordered.iloc[-1], ordered.iloc[0])
    ]
    start = f"{group_name(name)}: the" if name else "The"
    frame = value_name(gaps.idxmax(), say["frame"])
    return f"{start} widest gap is on {frame}, {' against '.join(ends)}"
