"""Shares of rival terms: which name each group of outlets chooses for the same thing."""

from collections.abc import Hashable, Sequence

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.describe import (
    counted,
    describe_intervals,
    describe_notes,
    format_count,
    format_value,
    noun,
    paragraph,
    plural,
    require_columns,
    value_name,
)
from helpers.charts.interval_words import (
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
    draw_intervals,
    drawn_rows,
    missing_places,
    number_rows,
)
from helpers.charts.layout import Column, make_grid, message_figure, set_scale
from helpers.charts.style import WIDTH, finish, style


@style()
def plot_shares(
    results: pd.DataFrame,
    *,
    group: str = "country",
    concept: str = "concept",
    term: str = "term",
    n: str = "n_units",
    xlabel: str = "Share of the uses of the concept",
    title: str | None = None,
    sort: str = "estimate",
    expected: Sequence[Hashable] = (),
    max_concepts: int = 8,
    level: float = 0.95,
    interval: str = INTERVAL,
    width: float = WIDTH,
) -> Figure:
    """Draw the share of each rival term by group, one headed block of rows a concept.

    Parameters
    ----------
    results : pandas.DataFrame
        A result table of `helpers.stats` for shares: the columns named by `group`, `concept` and
        `term` (str); ``estimate``, ``low``, ``high`` (float, 0 to 1, missing where unknown); and
        the column named by `n` (int, all uses of the concept by the group, of which the term is
        a share). Read if there: ``cluster``, ``note`` (str), ``n_clusters`` (int).
    group, concept, term, n : str
        Names of columns.
    xlabel, title : str
        What the axis measures; the title.
    sort : {"estimate", "label", "n", "table"}
        Order of terms in a concept: by the share in the first group, and so on.
    expected : sequence of str
        Groups that should be there, such as ``("US", "RU")``; without a row they are drawn as
        "no data".
    max_concepts : int
        At most so many concepts are drawn, those with the largest n; the caption says so. Of a
        concept that is drawn all terms are, so that its shares add up.
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
        If a column is missing, or two rows claim the same place.
    """
    require_columns(results, [group, concept, term, "estimate", "low", "high", n], "plot_shares")
    if results.empty:
        return message_figure(
            "Rival terms cannot be drawn: none of the terms of the codebook was found in this "
            "corpus",
            title=title,
            width=width,
        )
    largest = _find_largest(results, group, concept, n, max_concepts)
    arranged = arrange(
        number_rows(results)[results[concept].isin(largest)], "plot_shares", row=term,
        section=concept, slot=group, n=n, sort=sort, expected_slots=expected, max_rows=None,
        most_keyed=4, always_dodge=True,
    )  # fmt: skip
    share = arranged.cells("", lambda result: format_value(result["estimate"], percent=True))
    uses = arranged.cells("", lambda result: format_count(result[n]))
    grid = make_grid(
        arranged.rows,
        columns=[[Column("share", share), Column(f"of n\n{_unit(n)}", uses)]],
        title=title,
        key=list(arranged.looks.values()) if len(arranged.slots) <= 4 else (),
        xlabel=xlabel,
        width=width,
    )
    (axis,) = grid.axes
    set_scale(axis, 0, 1, percent=True, reference=0)
    draw_intervals(axis, arranged, "", grid)

    table = arranged.table
    missing = missing_places(arranged)
    n_concepts = table["_section"].nunique()
    caption = paragraph(
        f"{xlabel} that fall to each term, by {noun(group)}, for "
        f"{counted(n_concepts, noun(concept))}",
        "Within a concept and a group the shares of all terms add up to 100%",
        describe_intervals(table, level=level, interval=interval),
        say_hollow(table),
        say_without_width(table),
        f"Printed at the right: the share, and n, the {_unit(n)} of the concept in the group",
        say_missing(missing),
        say_left_out(n_concepts, results[concept].nunique(), noun(concept), _unit(n)),
        describe_notes(table, [term, group]),
    )
    alt = paragraph(
        f"Dot-and-interval chart of the shares of rival terms for "
        f"{counted(n_concepts, noun(concept))}, by {noun(group)}",
        *_describe_concepts(arranged, n, level),
        say_missing(missing),
    )
    return finish(grid.figure, caption, alt, drawn_rows(results, arranged.table))


def _find_largest(
    results: pd.DataFrame, group: str, concept: str, n: str, max_concepts: int
) -> list[Hashable]:
    """Return the concepts with the most uses, which every term of a concept repeats."""
    uses = pd.to_numeric(results[n], errors="coerce").groupby(
        [results[concept], results[group]], dropna=False
    )
    totals = uses.max().groupby(level=0).sum().sort_values(ascending=False, kind="stable")
    return list(totals.index[:max_concepts])


def _unit(n: str) -> str:
    return "uses" if n == "n_units" else plural(noun(n))


def _describe_concepts(arranged: Arrangement, n: str, level: float, most: int = 8) -> list[str]:
    """Say which term each group chooses most, concept by concept."""
    drawn = arranged.table[arranged.table["estimate"].notna()]
    texts = []
    for concept, own in drawn.groupby("_section", sort=False):
        choices = []
        for slot in arranged.slots:
            terms = own[own["_slot"] == slot].sort_values("estimate", kind="stable")
            if terms.empty:
                continue
            result = terms.iloc[-1].rename({n: "n_uses"})
            value = say_value(result, percent=True, digits=2, n="n_uses", level=level)
            choices.append(f"{arranged.looks[slot].name} most often {result['_row']}, {value}")
        texts.append(f"{value_name(concept, 'concept')}: {'; '.join(choices)}")
    if len(texts) > most:
        return [*texts[:most], f"{len(texts) - most} more concepts are in the table"]
    return texts or ["No share is drawn"]
