"""Who acts and who is acted upon: one bar an actor and press, the acting share with its interval.

A bar holds all mentions of an actor that have a role. Its dark part, from the left, are those in
which the actor acts, its pale part those in which something is done to it (van Dijk 1988, "News
as Discourse"; Trew 1979, "Theory and ideology at work", on the passive that leaves out the
agent). The dot stands where the two meet, and its line is the interval of the acting share.
"""

import itertools
from collections.abc import Hashable, Mapping, Sequence
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
    require_columns,
)
from helpers.charts.interval_words import (
    has_interval,
    say_hollow,
    say_left_out,
    say_value,
    say_without_width,
)
from helpers.charts.intervals import INTERVAL, Arrangement, arrange, note_rows, write_no_data
from helpers.charts.layout import (
    HEADER_SIZE,
    NARROW,
    Column,
    Grid,
    make_grid,
    message_figure,
    set_scale,
)
from helpers.charts.measuring import text_width
from helpers.charts.pen import add_box, add_line
from helpers.charts.style import (
    WIDTH,
    Look,
    finish,
    group_looks,
    group_name,
    is_country,
    place_name,
    plain_text,
    style,
)

PALE = "#F1ECDF"
#: How each role is drawn: acting roles dark, the others pale, each with its own pattern.
ROLES = {
    # name, marker (none of these is one), fill, edge, pattern
    "active subject": Look("acts: active subject", "s", "#5A6B7C", "#33414E", ""),
    "passive agent": Look("acts: agent of a passive", "s", "#93A3B1", "#33414E", "////"),
    "object": Look("acted upon: object", "s", PALE, "#8C8474", ""),
    "passive subject": Look("acted upon: passive, agent named", "s", PALE, "#8C8474", r"\\\\"),
    "agentless passive": Look("acted upon: passive, no agent", "s", PALE, "#8C8474", "||||"),
}
ACTING = ("active subject", "passive agent")
SLOT, BAR = 0.21, 0.125  # inches
NAME_ROOM = 1.3  # inches; groups with longer names have a row each
NO_MENTION = "never found in a role"


@style()
def plot_agency(
    roles: pd.DataFrame,
    results: pd.DataFrame | None = None,
    *,
    actor: str = "actor",
    group: str = "group",
    role: str = "role",
    n: str = "n_hits",
    xlabel: str = "Share of the mentions of the actor that have a role",
    title: str | None = None,
    expected: Sequence[Hashable] = (),
    max_actors: int = 20,
    level: float = 0.95,
    interval: str = INTERVAL,
    width: float = WIDTH,
) -> Figure:
    """Draw for each actor and group which part of its mentions acts and which is acted upon.

    Parameters
    ----------
    roles : pandas.DataFrame
        Of `helpers.measures.agency_shares`, one row an actor, group and role: the columns named by
        `actor`, `group` and `role` (str; the roles of `ROLES`) and by `n` (int, mentions of the
        actor in that role). Roles that are not listed have none.
    results : pandas.DataFrame, optional
        A result table of `helpers.stats` for the acting share: the columns named by `actor` and
        `group` (str), ``estimate``, ``low``, ``high`` (float, 0 to 1). Read if there:
        ``cluster``, ``note`` (str), ``n_clusters`` (int). Without it the share of `roles` is drawn
        without an interval.
    actor, group, role, n : str
        Names of columns.
    xlabel, title : str
        What the axis measures; the title.
    expected : sequence of str
        Groups that should be there, with mentions or without.
    max_actors : int
        At most so many actors are drawn, those with the most mentions; the caption says so.
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
        If a column is missing, a role is unknown, an estimate is not the acting share of `roles`,
        or two rows claim the same place.
    """
    require_columns(roles, [actor, group, role, n], "plot_agency")
    if results is not None:
        require_columns(results, [actor, group, "estimate", "low", "high"], "plot_agency")
    unknown = sorted(set(roles[role].map(plain_text)) - set(ROLES))
    if unknown:
        raise ValueError(
            f"plot_agency: no such role as {join_names(map(repr, unknown))}; there are "
            f"{', '.join(ROLES)}."
        )
    if roles.empty:
        return message_figure(
            "Who acts cannot be drawn: no actor of the list has a role in this corpus",
            title=title,
            width=width,
        )
    parts, totals = _count_roles(roles, actor, group, role, n, expected)
    largest = _find_largest(totals, actor, max_actors)
    table = _join_shares(totals[totals[actor].isin(largest)], results, actor, group)
    arranged = _arrange(table, actor, group, width)
    share = arranged.cells("", lambda result: format_value(result["estimate"], percent=True))
    mentions = arranged.cells("", lambda result: format_count(result["n_mentions"]))
    grid = make_grid(
        arranged.rows,
        columns=[[Column("acts", share), Column("of n\nmentions", mentions)]],
        title=title,
        key=list(ROLES.values()),
        xlabel=xlabel,
        width=width,
        slot=SLOT,
        guides=False,
    )
    (axis,) = grid.axes
    set_scale(axis, 0, 1, percent=True)
    _draw(axis, arranged, grid, parts, actor, group)
    say = {"group": group, "actor": actor, "level": level, "interval": interval}
    n_actors = totals[actor].nunique()
    data = roles[roles[actor].map(plain_text).isin(largest)]
    return finish(grid.figure, _caption(table, n_actors, say), _alt(table, say), data)


def _count_roles(
    roles: pd.DataFrame, actor: str, group: str, role: str, n: str, expected: Sequence[Hashable]
) -> tuple[dict[tuple[str, str], dict[str, float]], pd.DataFrame]:
    """Return the shares of the roles by (actor, group), and the totals of all such pairs."""
    table = pd.DataFrame(
        {
            actor: roles[actor].map(plain_text),
            group: roles[group].map(plain_text),
            "_role": roles[role].map(plain_text),
            "_n": pd.to_numeric(roles[n], errors="coerce").fillna(0).astype("float64"),
        }
    )
    if table.duplicated([actor, group, "_role"]).any():
        twin = table[table.duplicated([actor, group, "_role"])].iloc[0]
        raise ValueError(
            f"plot_agency: two rows of the table have actor {twin[actor]!r}, {group} "
            f"{twin[group]!r}, role {twin['_role']!r}."
        )
    found = dict(list(table.groupby([actor, group], sort=False)))
    presses = list(group_looks([*table[group], *expected]))
    parts, records = {}, []
    for pair in itertools.product(dict.fromkeys(table[actor]), presses):
        own = found.get(pair, table.iloc[:0])
        counts = dict(zip(own["_role"], own["_n"], strict=True))
        total = sum(counts.values())
        parts[pair] = {one: counts.get(one, 0.0) / total for one in ROLES} if total else {}
        acting = sum(parts[pair].get(one, np.nan) for one in ACTING)
        records.append((*pair, total, acting))
    return parts, pd.DataFrame(records, columns=[actor, group, "n_mentions", "_share"])


def _find_largest(totals: pd.DataFrame, actor: str, most: int) -> list[str]:
    mentions = totals.groupby(actor, sort=False)["n_mentions"].sum()
    return list(mentions.sort_values(ascending=False, kind="stable").index[:most])


def _join_shares(
    totals: pd.DataFrame, results: pd.DataFrame | None, actor: str, group: str
) -> pd.DataFrame:
    """Set estimate and interval beside the counts, and make sure that they say the same."""
    if results is None:
        return totals.assign(estimate=totals["_share"], low=np.nan, high=np.nan)
    keys = {name: results[name].map(plain_text) for name in (actor, group)}
    known = [name for name in ("cluster", "n_clusters", "note") if name in results.columns]
    # Intervals of few clusters may be wider than shares can be.
    limits = {side: results[side].clip(0, 1) for side in ("low", "high")}
    given = results[["estimate", *known]].assign(**limits, **keys)
    table = totals.merge(given, on=[actor, group], how="left")
    apart = (table["estimate"] - table["_share"]).abs() > 0.005
    if apart.any():
        first = table[apart].iloc[0]
        raise ValueError(
            f"plot_agency: for {first[actor]} in {group} {first[group]} the results say "
            f"{first['estimate']:.3f}, the roles {first['_share']:.3f}. Both tables must count "
            "the same mentions."
        )
    return table.assign(estimate=table["estimate"].fillna(table["_share"]))


def _arrange(table: pd.DataFrame, actor: str, group: str, width: float) -> Arrangement:
    """Put the groups of an actor into one row, or where their names are long, one row each."""
    presses, short = list(dict.fromkeys(table[group])), width < NARROW
    names = {name: f"in {name}" if short and is_country(name) else _press_name(name)
             for name in presses}  # fmt: skip
    widest = max(text_width(name, HEADER_SIZE) for name in names.values())
    if widest > (NAME_ROOM / 2 if short else NAME_ROOM):
        arranged = arrange(
            table, "plot_agency", section=actor, row=group, slot=group, n="n_mentions",
            max_rows=None,
        )  # fmt: skip
    else:
        arranged = arrange(
            table, "plot_agency", row=actor, slot=group, n="n_mentions", max_rows=None,
            most_keyed=0, always_dodge=True,
        )  # fmt: skip
    inside = tuple(names[slot] for slot in arranged.slots) if arranged.dodged else ("",)
    rows = [row if row.heading else replace(row, slots=inside) for row in arranged.rows]
    return replace(arranged, rows=rows)


def _press_name(group: str) -> str:
    """Return "in Russia" for a country, so that a press is not taken for the actor."""
    return f"in {place_name(group)}" if is_country(group) else group_name(group)


def _draw(
    axis: Axes, arranged: Arrangement, grid: Grid, parts: Mapping, actor: str, group: str
) -> None:
    note_rows(arranged, "", grid)
    for (number, slot), result in arranged.found("").items():
        y = grid.y[number, slot]
        if pd.isna(result["estimate"]):
            write_no_data(axis, y, NO_MENTION)
            continue
        _draw_bar(axis, y, parts[result[actor], result[group]])
        _draw_share(axis, y, result, arranged.looks[result["_slot"]])


def _draw_bar(axis: Axes, y: float, shares: Mapping[str, float]) -> None:
    start = 0.0
    for role, look in ROLES.items():
        size = shares.get(role, 0.0)
        if size > 0:
            add_box(
                axis, start, y - BAR / 2, size, BAR, facecolor=look.color, edgecolor=look.edge,
                hatch=look.hatch, linewidth=0.6, zorder=1,
            )  # fmt: skip
        start += size


def _draw_share(axis: Axes, y: float, result: Mapping, look: Look) -> None:
    """Draw the dot and the interval on a white edge, so that the bar does not swallow them."""
    x, sure = result["estimate"], has_interval(result)
    if sure:
        ends = [result["low"], result["high"]]
        add_line(axis, ends, [y, y], color="white", linewidth=4.2, zorder=2, clip_on=False)
        add_line(axis, ends, [y, y], color=look.edge, linewidth=1.9, zorder=2.5, clip_on=False)
    for size, color, order in ((8.2, "white", 2.6), (6.0, look.color, 3)):
        inner = order == 3
        add_line(
            axis, [x], [y], marker=look.marker, markersize=size, linestyle="none", clip_on=False,
            markerfacecolor=color if sure or not inner else "white",
            markeredgecolor=look.edge if inner else "white",
            markeredgewidth=(0.8 if sure else 1.5) if inner else 0.8, zorder=order,
        )  # fmt: skip


def _caption(table: pd.DataFrame, n_actors: int, say: dict) -> str:
    kept = table[say["actor"]].nunique()
    return paragraph(
        "How often an actor acts and how often it is acted upon, by actor and "
        + noun(say["group"]),
        "Dark parts of a bar are mentions in which the actor does something (as the subject of an "
        "active verb, or named with “by” in a passive); pale parts are those in which something is "
        "done to it (as the object, or as the subject of a passive with or without a named agent)",
        "The mark stands at the share of the mentions that act",
        describe_intervals(table, level=say["level"], interval=say["interval"]),
        say_hollow(table),
        say_without_width(table),
        "Printed at the right: the acting share, and n, the mentions with a role",
        _say_missing(table, say),
        say_left_out(kept, n_actors, noun(say["actor"]), "n_mentions"),
        describe_notes(table, [say["actor"], say["group"]]),
    )


def _say_missing(table: pd.DataFrame, say: dict) -> str:
    lacking = table[table["estimate"].isna()]
    names = [
        f"{group_name(name)} ({group_name(press)})"
        for name, press in zip(lacking[say["actor"]], lacking[say["group"]], strict=True)
    ]
    return f"Never found in any role: {join_names(names)}" if names else ""


def _alt(table: pd.DataFrame, say: dict, most: int = 8) -> str:
    texts = []
    for name, own in table[table["estimate"].notna()].groupby(say["actor"], sort=False):
        values = [
            f"{_press_name(result[say['group']])} "
            + say_value(result, percent=True, digits=2, n="n_mentions", level=say["level"])
            for result in own.to_dict("records")
        ]
        texts.append(f"{group_name(name)} acts {'; '.join(values)}")
    if len(texts) > most:
        texts = [*texts[:most], f"{len(texts) - most} more actors are in the table"]
    return paragraph(
        f"Stacked bars of the roles of {counted(table[say['actor']].nunique(), noun(say['actor']))}"
        ", with the share of mentions in which each acts",
        *(texts or ["No share is drawn"]),
        _say_missing(table, say),
    )
