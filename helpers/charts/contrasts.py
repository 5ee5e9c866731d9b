"""Rival names as diverging dots: how much more often one press chooses a name than the other.

A dot right of the middle is a name that a prefers, left of it one that b prefers. The shares that
are compared stand beside it as counts, because a difference without its denominators cannot be
judged: 1 of 1 against 0 of 1 is a difference of 100 points.
"""

from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.describe import (
    counted,
    describe_notes,
    format_count,
    format_number,
    join_names,
    noun,
    paragraph,
    require_columns,
    value_name,
)
from helpers.charts.interval_words import say_hollow, say_without_width
from helpers.charts.intervals import (
    INTERVAL,
    Arrangement,
    arrange,
    data_limits,
    draw_intervals,
    drawn_rows,
    number_rows,
)
from helpers.charts.layout import HEADER_SIZE, NARROW, Column, make_grid, message_figure, set_scale
from helpers.charts.measuring import text_width
from helpers.charts.style import (
    WIDTH,
    finish,
    group_name,
    is_country,
    place_name,
    plain_text,
    style,
)
from helpers.charts.two_sides import (
    EVEN,
    column_header,
    count_sure,
    describe_two_sided,
    name_sides,
    one_value,
    say_interval,
    side_ends,
    side_looks,
    warn_of_few_clusters,
)

SLANT_ROOM = 1.4  # inches; a longer slant stands in the label of its row
UNITS = {"n_units_a": "n_concept_hits_a", "n_units_b": "n_concept_hits_b"}
COUNTS = ("n_hits_a", "n_hits_b", "n_concept_hits_a", "n_concept_hits_b")


@style()
def plot_contrasts(
    results: pd.DataFrame,
    *,
    a: str | None = None,
    b: str | None = None,
    concept: str = "concept",
    term: str = "term",
    slant: str | None = "slant",
    xlabel: str = "Difference between the shares (percentage points)",
    title: str | None = None,
    least_uses: int = 5,
    max_rows: int = 40,
    level: float = 0.95,
    interval: str = INTERVAL,
    width: float = WIDTH,
) -> Figure:
    """Draw for each rival name its share in a minus its share in b, with both counts beside it.

    Parameters
    ----------
    results : pandas.DataFrame
        Of `helpers.measures.wording_contrasts`, one row a concept and term: the columns named by
        `concept` and `term` (str);
        ``difference``, ``low``, ``high`` (float, −1 to 1, share in a minus share in b, missing
        where a side never names the concept); ``n_hits_a``, ``n_hits_b`` (int, uses of the term),
        ``n_concept_hits_a``, ``n_concept_hits_b`` (int, uses of any name of the concept; as
        ``n_units_a``, ``n_units_b`` where the table comes from a comparison of groups). Read if
        there: the column named by `slant` (str, whose usage it is), ``a``, ``b``, ``cluster``,
        ``note`` (str), ``n_clusters_a``, ``n_clusters_b`` (int).
    a, b : str, optional
        The two groups; by default those of the columns ``a`` and ``b``, or US and RU.
    concept, term, slant : str
        Names of columns; `slant` None for none.
    xlabel, title : str
        What the axis measures; the title.
    least_uses : int
        Concepts with fewer uses on a side come after the others, however large their differences:
        one use moves such a share far.
    max_rows : int
        About so many rows are drawn: whole concepts, those with the largest differences first.
        The caption says how many are left out.
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
        If a column is missing, a term stands twice in a concept, or the table holds several pairs
        of groups.
    """
    if "n_concept_hits_a" not in results.columns:
        results = results.rename(columns=UNITS)
    needed = [concept, term, "difference", "low", "high", *COUNTS]
    require_columns(results, needed, "plot_contrasts")
    a, b = one_value(results, "a", a, "US"), one_value(results, "b", b, "RU")
    if results.empty:
        return message_figure(
            f"Rival names cannot be compared: neither {place_name(a)} nor {place_name(b)} uses a "
            "name of the codebook in this corpus",
            title=title,
            width=width,
        )
    table = _order(number_rows(results), a, b, concept, term, least_uses)
    kept = _choose_concepts(table, concept, max_rows)
    arranged = arrange(
        table[table[concept].map(plain_text).isin(kept)], "plot_contrasts", row=term,
        section=concept, slot="_side", n="_n", max_rows=None,
    )  # fmt: skip
    arranged = replace(arranged, looks=side_looks(a, b))
    rows = _print_slants(arranged, slant, width)
    grid = make_grid(
        rows,
        columns=[_columns(arranged, a, b)],
        title=title,
        key=[replace(arranged.looks[side], name=f"more in {place_name(side)}") for side in (a, b)],
        xlabel=xlabel,
        width=width,
        ends=side_ends(a, b),
    )
    (axis,) = grid.axes
    reach = max(map(abs, data_limits(arranged.table))) or 0.5
    set_scale(axis, -reach, reach, percent=True, reference=0)
    ticks = axis.get_xticks()
    # A tall panel has each label twice, below and above. Points are not percent of anything.
    points = [label.get_text().rstrip("%") for label in axis.get_xticklabels()[: len(ticks)]]
    axis.set_xticks(ticks, points)
    room = axis.get_window_extent().width / axis.figure.dpi
    draw_intervals(axis, arranged, "", grid, lambda result: _say_never(result, a, b, room))
    say = {
        "a": a, "b": b, "term": term, "concept": concept, "level": level, "interval": interval,
        "least_uses": least_uses,
    }  # fmt: skip
    left_out = table[concept].map(plain_text).nunique() - len(kept)
    data = drawn_rows(results, arranged.table)
    return finish(grid.figure, _caption(arranged, left_out, say), _alt(arranged, say), data)


def _order(
    results: pd.DataFrame, a: str, b: str, concept: str, term: str, least_uses: int
) -> pd.DataFrame:
    """Put concepts and the terms in them in order of their largest difference, missing last."""
    table = results.assign(estimate=pd.to_numeric(results["difference"], errors="coerce"))
    uses = table[["n_concept_hits_a", "n_concept_hits_b"]].fillna(0)
    # A table may hold a zero where there was nothing to divide.
    table.loc[(uses == 0).any(axis=1), ["estimate", "low", "high"]] = np.nan
    beyond = (table["low"] < -1) | (table["high"] > 1)
    size, names = table["estimate"].abs(), table[concept].map(plain_text)
    order = {"_rare": True, "_largest": False, "_concept": True, "_size": False, "_term": True}
    return (
        table.assign(
            low=table["low"].clip(lower=-1), high=table["high"].clip(upper=1), _beyond=beyond,
            _side=name_sides(table["estimate"], a, b), _n=uses.sum(axis=1), _size=size,
            _rare=uses.min(axis=1) < least_uses, _concept=names, _term=table[term].map(plain_text),
            _largest=size.groupby(names).transform("max"),
        )
        .sort_values(list(order), ascending=list(order.values()), na_position="last")
        .reset_index(drop=True)
    )  # fmt: skip


def _choose_concepts(table: pd.DataFrame, concept: str, max_rows: int) -> list[str]:
    """Return the first concepts whose terms fit; one at least."""
    sizes = table.groupby("_concept", sort=False).size()
    return list(sizes.index[: max(1, int((sizes.cumsum() <= max_rows).sum()))])


def _print_slants(arranged: Arrangement, slant: str | None, width: float) -> list:
    """Set the slant as a small text left of its row, or where there is no room into the label."""
    rows = list(arranged.rows)
    if slant not in arranged.table.columns:
        return rows
    slants = {
        arranged.places[result["_section"], result["_row"]]: plain_text(result[slant])
        for result in arranged.table.to_dict("records")
        if pd.notna(result[slant]) and str(result[slant]).strip()
    }
    widest = max((text_width(text, HEADER_SIZE) for text in slants.values()), default=0)
    beside = width >= NARROW and widest <= SLANT_ROOM
    for number, text in slants.items():
        row = rows[number]
        rows[number] = (
            replace(row, slots=(text,)) if beside else replace(row, label=f"{row.label} ({text})")
        )
    return rows


def _columns(arranged: Arrangement, a: str, b: str) -> list[Column]:
    return [
        Column(
            column_header(name, "uses"),
            arranged.cells("", lambda result, side=side: _count(result, side)),
        )
        for side, name in (("a", a), ("b", b))
    ]


def _count(result: dict, side: str) -> str:
    hits, uses = result[f"n_hits_{side}"], result[f"n_concept_hits_{side}"]
    return f"{format_count(hits)} of {format_count(uses)}"


def _silent(result: dict, a: str, b: str) -> list[str]:
    """Return the groups that never name the concept of a row."""
    return [
        name
        for side, name in (("a", a), ("b", b))
        if not pd.to_numeric(result[f"n_concept_hits_{side}"]) > 0
    ]


def _say_never(result: dict, a: str, b: str, room: float) -> str:
    silent = _silent(result, a, b)
    if not silent:
        return "no data"
    words = f"{', '.join(silent)}: never named"
    return words if text_width(words, 8) < room - 0.1 else "never named"


def _points(value: float) -> str:
    return format_number(100 * value, 0)


def _caption(arranged: Arrangement, left_out: int, say: dict) -> str:
    table, a, b = arranged.table, say["a"], say["b"]
    n_concepts = table["_section"].nunique()
    rare = int((table["_rare"] & table["estimate"].notna()).sum())
    codes = [f"{name} is {group_name(name)}" for name in (a, b) if is_country(name)]
    return paragraph(
        f"Share of each name among the uses of its concept, {place_name(a)} minus {place_name(b)}, "
        f"for {counted(len(table), noun(say['term']))} of {counted(n_concepts, 'concept')}, the "
        "largest differences first",
        f"Right of the line: chosen more in {place_name(a)}; left of it: in {place_name(b)}",
        describe_two_sided(table, a, b, level=say["level"], interval=say["interval"]),
        warn_of_few_clusters(table, a, b),
        _say_beyond(table),
        say_hollow(table),
        say_without_width(table),
        "Printed at the right: how often each uses the name, of all its uses of the concept"
        + (f" ({', '.join(codes)})" if codes else ""),
        f"{counted(rare, 'row')} {'rests' if rare == 1 else 'rest'} on fewer than "
        f"{say['least_uses']} uses of the concept on a side, where one use moves the share far, "
        f"and {'comes' if rare == 1 else 'come'} last" if rare else "",
        _say_silent(table, say),
        f"{counted(left_out, 'concept')} with smaller differences, or hardly named by a side, "
        f"{'is' if left_out == 1 else 'are'} left out; the table has all" if left_out else "",
        describe_notes(table[table["estimate"].notna()], [say["term"], say["concept"]]),
    )  # fmt: skip


def _say_beyond(table: pd.DataFrame) -> str:
    """Say that intervals end where shares end, for those of few clusters that would go beyond."""
    beyond = int(table["_beyond"].sum())
    if not beyond:
        return ""
    verb = "is" if beyond == 1 else "are"
    return (
        f"{counted(beyond, 'interval')} {verb} cut at 100 points, the most by which shares differ"
    )


def _say_silent(table: pd.DataFrame, say: dict) -> str:
    """Name the concepts that a side never names, which is not the same as a share of zero."""
    missing = table[table["estimate"].isna()].drop_duplicates("_section").to_dict("records")
    texts = []
    for result in missing:
        silent = " or ".join(map(place_name, _silent(result, say["a"], say["b"])))
        why = f"never named in {silent}" if silent else "no data"
        texts.append(f"{value_name(result['_section'], say['concept'])} ({why})")
    return f"Not compared: {join_names(texts)}" if texts else ""


def _alt(arranged: Arrangement, say: dict) -> str:
    table, a, b = arranged.table, say["a"], say["b"]
    drawn = table[table["_side"].ne(EVEN) & table["estimate"].notna()]
    apart, of = count_sure(table)
    return paragraph(
        f"Diverging dot chart of {counted(len(table), noun(say['term']))} of "
        f"{counted(table['_section'].nunique(), 'concept')}: share in {place_name(a)} minus share "
        f"in {place_name(b)}",
        *(_describe_side(drawn[drawn["_side"] == side], side, say) for side in (a, b)),
        f"Intervals that leave out 0: {apart} of {of}" if of else "No difference is drawn",
        _say_silent(table, say),
    )


def _describe_side(own: pd.DataFrame, side: str, say: dict, most: int = 3) -> str:
    if own.empty:
        return f"No name is chosen more in {place_name(side)}"
    ordered = own.sort_values("_size", ascending=False, kind="stable").head(most)
    texts = [
        f"{result['_row']} for {value_name(result['_section'], say['concept'])}, "
        f"{_points(result['estimate'])} points ({say_interval(result, say['level'], _points)}; "
        f"{_count(result, 'a')} against {_count(result, 'b')} uses)"
        for result in ordered.to_dict("records")
    ]
    return f"{group_name(side)} chooses more: {'; '.join(texts)}"
