"""What charts of estimates share: rows in order, marks with whiskers, printed n, and their words.

A chart of estimates is an `Arrangement`, which says once where each result goes; drawing, printed
numbers, caption and alternative text are all read from it.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.charts.describe import join_names, value_name
from helpers.charts.interval_words import has_interval
from helpers.charts.layout import Grid, Row
from helpers.charts.marks import key_of
from helpers.charts.pen import add_line
from helpers.charts.style import (
    FADED,
    PLAIN_LOOK,
    Look,
    group_looks,
    group_name,
    is_country,
    plain_text,
)

INTERVAL = "bootstrap"
NO_DATA = "no data"
MARKER_SIZE = 6.5
#: With fewer intervals none is cut: the others could not show what is usual.
LEAST_FOR_CUT = 8
MOST_SPLIT = 0.25  # of all rows may have several marks and get a row for each
SORTS = ("estimate", "label", "n", "table")


@dataclass(frozen=True)
class Arrangement:
    """Where each result of a table is drawn.

    Attributes
    ----------
    table : pandas.DataFrame
        The results that are drawn, with their places ``_panel``, ``_section``, ``_row`` and
        ``_slot`` (str).
    panels : dict of str to str
        Printed name by panel.
    rows : list of Row
        From top to bottom.
    places : dict
        Position in `rows` by (section, row).
    slots : list of str
        Groups that are drawn below each other within a row; ``[""]`` if a row holds one mark.
    looks : dict of str to Look
        By group.
    n_groups : int
        How many groups the table had before the smallest were left out.
    keys : dict of str to str
        Columns that name a result, and where `table` holds what the charted table has in them.
    """

    table: pd.DataFrame
    panels: dict[str, str]
    rows: list[Row]
    places: dict[tuple[str, str], int]
    slots: list[str]
    looks: dict[str, Look]
    n_groups: int
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def dodged(self) -> bool:
        """Whether a row holds several marks."""
        return self.slots != [""]

    def label(self, result: Mapping) -> str:
        """Return the printed name of the row in which a result is drawn."""
        return self.rows[self.places[result["_section"], result["_row"]]].label

    def part(self, panel: str) -> pd.DataFrame:
        """Return the results of one panel."""
        return self.table[self.table["_panel"] == panel]

    def found(self, panel: str) -> dict[tuple[int, int], dict]:
        """Return the results of one panel by (row, slot)."""
        return {
            (
                self.places[result["_section"], result["_row"]],
                self.slots.index(result["_slot"]) if self.dodged else 0,
            ): result
            for result in self.part(panel).to_dict("records")
        }

    def cells(self, panel: str, text: Callable[[dict], str]) -> dict[tuple[int, int], str]:
        """Return the printed text of each row and slot; "–" where the table has no row."""
        found = self.found(panel)
        return {
            (number, slot): text(found[number, slot]) if (number, slot) in found else "–"
            for number in self.places.values()
            for slot in range(len(self.slots))
        }


def arrange(
    results: pd.DataFrame,
    function: str,
    *,
    row: str,
    panel: str | None = None,
    section: str | None = None,
    slot: str | None = None,
    n: str = "n_articles",
    sort: str = "table",
    expected: Sequence[Hashable] = (),
    expected_slots: Sequence[Hashable] = (),
    panel_names: Mapping[str, str] | None = None,
    max_rows: int | None = 60,
    most_keyed: int = 3,
    always_dodge: bool = False,
) -> Arrangement:
    """Give each result of a table its place.

    Parameters
    ----------
    results, row, panel, section, slot, n, sort, expected, panel_names, max_rows
        As in `helpers.charts.plot_estimates`; `slot` is its `color`.
    function : str
        Named in errors.
    expected_slots : sequence of str
        Groups within a row that should be there.
    most_keyed : int
        With more groups than this in a row, each group's name is printed at its mark.
    always_dodge : bool
        Give each group its own slot even where no row holds two.

    Raises
    ------
    ValueError
        If two results would be drawn at the same place, or `sort` is unknown.
    """
    if sort not in SORTS:
        raise ValueError(f"{function}: sort is {sort!r}; choose one of {join_names(SORTS)}.")
    columns = {"_panel": panel, "_section": section, "_row": row, "_slot": slot}
    table = _place(results, columns)
    _forbid_twins(table, columns, function)
    expected = [plain_text(name) for name in expected]
    table, n_groups = _keep_largest(table, n, max_rows, expected)
    looks = {"": PLAIN_LOOK}
    if slot:
        groups = [*table["_slot"], *map(plain_text, expected_slots)]
        looks = {
            name: replace(look, name=value_name(name, slot))
            for name, look in group_looks(groups).items()
        }
    if not always_dodge:
        before = set(table["_row"])
        table = _split_rows(table, looks)
        after = set(table["_row"])
        n_groups += len(after) - len(before)
        expected = [name for name in expected if name not in before - after]
    dodged = always_dodge or table.duplicated(["_panel", "_section", "_row"]).any()
    slots = list(looks) if dodged and slot else [""]
    names = tuple(looks[name].name if len(slots) > most_keyed else "" for name in slots)
    rows, places = _order_rows(table, slots, names, sort, n, expected, row, section)
    return Arrangement(
        table=table,
        panels={
            name: (panel_names or {}).get(name, value_name(name, panel)) if name else ""
            for name in dict.fromkeys(table["_panel"]) or [""]
        },
        rows=rows,
        places=places,
        slots=slots,
        looks=looks,
        n_groups=n_groups,
        keys={name: name for name in columns.values() if name and name[0] != "_"},
    )


def number_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Give each row its number before a table is put in order, so that `drawn_rows` finds it."""
    return table.assign(_source=range(len(table)))


def drawn_rows(given: pd.DataFrame, drawn: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the table that was given of which `drawn` holds the numbers."""
    return given.iloc[sorted(set(drawn["_source"]))]


def note_rows(arrangement: Arrangement, panel: str, grid: Grid) -> None:
    """Note each result of a panel as a mark: its row, or its line within the row."""
    position = list(arrangement.panels).index(panel)
    for (number, slot), result in arrangement.found(panel).items():
        lane = slot if arrangement.dodged else None
        given = {name: result[source] for name, source in arrangement.keys.items()}
        grid.note_row(key_of(given, given), number, panel=position, slot=lane)


def color_column(results: pd.DataFrame, group: str, color: str | None) -> str | None:
    """Return the column that colours the chart: `color` if there, or `group` if countries."""
    if color in results.columns:
        return color
    if color is not None and all(is_country(value) for value in results[group].dropna()):
        return group
    return None


def data_limits(table: pd.DataFrame) -> tuple[float, float]:
    """Return the smallest and the largest value that is drawn; (0, 0) if none is."""
    values = table.loc[table["estimate"].notna(), ["estimate", "low", "high"]]
    if values.empty:
        return 0.0, 0.0
    return float(values.min().min()), float(values.max().max())


def fair_limits(table: pd.DataFrame) -> tuple[float, float]:
    """Return the limits of all estimates and of their intervals but a few that are far wider.

    An interval of two articles may be ten times as wide as that of fifty and would press all
    others flat; it goes out of the frame with an arrow.
    """
    low, high = data_limits(table)
    drawn = table[table[["estimate", "low", "high"]].notna().all(axis=1)]
    if len(drawn) < LEAST_FOR_CUT:
        return low, high
    values = table["estimate"].dropna()
    fair = (
        min(values.min(), drawn["low"].quantile(0.12)),
        max(values.max(), drawn["high"].quantile(0.88)),
    )
    span = fair[1] - fair[0]
    if not high - low > 2 * span > 0:
        return low, high
    near = drawn["low"] >= fair[0] - span / 2, drawn["high"] <= fair[1] + span / 2
    return (
        min(fair[0], drawn.loc[near[0], "low"].min()),
        max(fair[1], drawn.loc[near[1], "high"].max()),
    )


def draw_intervals(
    axis: Axes,
    arrangement: Arrangement,
    panel: str,
    grid: Grid,
    missing: Callable[[dict], str] = lambda result: NO_DATA,
) -> None:
    """Draw dot and whisker at each place of a panel; "no data" where there is no estimate.

    A mark without an interval is hollow. `missing` gives other words for a result that is in the
    table without an estimate.
    """
    note_rows(arrangement, panel, grid)
    found = arrangement.found(panel)
    for number in arrangement.places.values():
        for slot in range(len(arrangement.slots)):
            y = grid.y[number, slot]
            result = found.get((number, slot))
            if result is None or pd.isna(result["estimate"]):
                write_no_data(axis, y, missing(result) if result else NO_DATA)
            else:
                _draw_interval(axis, result, y, arrangement.looks[result["_slot"]])


def write_no_data(axis: Axes, y: float, text: str = NO_DATA) -> None:
    """Write "no data" at the left end of a row, clear of the line at zero."""
    low, high = axis.get_xlim()
    zero = -low / (high - low)
    # Where zero is near the left end, as for counts and shares, the text starts right of it.
    start = (zero, 5) if 0 <= zero < 0.2 else (0, 2)
    axis.annotate(
        text, (start[0], y), (start[1], 0), xycoords=axis.get_yaxis_transform(),
        textcoords="offset points",
        va="center_baseline", size=8, style="italic", color=FADED,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
    )  # fmt: skip


def missing_places(arrangement: Arrangement) -> list[str]:
    """Return the names of the places that are drawn as "no data".

    The panel is named only where another panel has data.
    """
    found = {printed: arrangement.found(name) for name, printed in arrangement.panels.items()}
    names = []
    for number in arrangement.places.values():
        for position, slot in enumerate(arrangement.slots):
            lacking = [
                printed
                for printed, own in found.items()
                if pd.isna(own.get((number, position), {}).get("estimate", np.nan))
            ]
            if not lacking:
                continue
            inside = [group_name(slot)] if slot else []
            inside += lacking if len(lacking) < len(found) else []
            names.append(
                arrangement.rows[number].label + (f" ({', '.join(inside)})" if inside else "")
            )
    return names


def _place(results: pd.DataFrame, columns: Mapping[str, str | None]) -> pd.DataFrame:
    table = results.reset_index(drop=True).copy()
    if "_source" not in table.columns:
        table = number_rows(table)
    for place, column in columns.items():
        values = [plain_text(value) for value in table[column]] if column else ""
        table[place] = pd.Series(values, index=table.index, dtype="str")
    for name in ("estimate", "low", "high"):
        values = pd.to_numeric(table[name], errors="coerce").astype("float64")
        # An infinite value has no place on an axis.
        table[name] = values.where(np.isfinite(values))
    return table


def _forbid_twins(table: pd.DataFrame, columns: Mapping[str, str | None], function: str) -> None:
    twins = table.duplicated(list(columns))
    if twins.any():
        first = table.loc[twins.idxmax()]
        where = ", ".join(f"{name} {first[place]!r}" for place, name in columns.items() if name)
        raise ValueError(
            f"{function}: two rows of the table have {where}. "
            "Filter the table to one measure, or name the column that tells them apart."
        )


def _keep_largest(
    table: pd.DataFrame, n: str, max_rows: int | None, expected: Sequence[str]
) -> tuple[pd.DataFrame, int]:
    sizes = pd.to_numeric(table[n], errors="coerce").groupby(table["_row"]).max()
    order = sizes.fillna(0).sort_values(ascending=False, kind="stable").index
    kept = {*order[:max_rows], *expected}
    return table[table["_row"].isin(kept)].reset_index(drop=True), len(sizes)


def _split_rows(table: pd.DataFrame, looks: Mapping[str, Look]) -> pd.DataFrame:
    """Give the few rows with several marks a row for each, where nearly all hold one.

    Outlets have one country each. Where one of thirty has two, lines for all countries in each row
    would hide the thirty marks between a hundred "no data".
    """
    row = ["_section", "_row"]
    n_slots = table.groupby(row)["_slot"].nunique()
    several = table.groupby(row)["_slot"].transform("nunique") > 1
    names = table["_row"] + " (" + table["_slot"].map(lambda slot: looks[slot].name) + ")"
    taken = set(table.loc[~several, "_row"]) & set(names[several])
    if taken or not 0 < (n_slots > 1).sum() <= MOST_SPLIT * len(n_slots):
        return table
    return table.assign(_row=table["_row"].where(~several, names))


def _order_rows(
    table: pd.DataFrame,
    slots: Sequence[str],
    slot_names: tuple[str, ...],
    sort: str,
    n: str,
    expected: Sequence[str],
    row_column: str,
    section_column: str | None,
) -> tuple[list[Row], dict[tuple[str, str], int]]:
    rows: list[Row] = []
    places: dict[tuple[str, str], int] = {}
    sections = list(dict.fromkeys(table["_section"])) or [""]
    drawn = set(table["_row"])
    for section in sections:
        own = table[table["_section"] == section]
        labels = list(dict.fromkeys(own["_row"]))
        if section == sections[-1]:
            labels += [name for name in expected if name not in drawn]
        if section:
            rows.append(Row(value_name(section, section_column), heading=True))
        if sort != "table":
            ranks = _ranks(own, table, slots, sort, n)
            labels.sort(key=lambda label: (ranks.get(label, np.inf), group_name(label).casefold()))
        for label in labels:
            places[section, label] = len(rows)
            rows.append(Row(value_name(label, row_column), slots=slot_names))
    return rows, places


def _ranks(
    own: pd.DataFrame, table: pd.DataFrame, slots: Sequence[str], sort: str, n: str
) -> dict[str, float]:
    """Rank rows by the first panel, in it by the first slot that has a value."""
    if sort == "label" or own.empty:
        return {}
    column = "estimate" if sort == "estimate" else n
    order = {name: rank for rank, name in enumerate(slots)}
    first = own[own[column].notna() & (own["_panel"] == table["_panel"].iloc[0])]
    first = (
        first.assign(_rank=first["_slot"].map(order).fillna(0))
        .sort_values("_rank", kind="stable")
        .drop_duplicates("_row")
    )
    return {row: -float(value) for row, value in zip(first["_row"], first[column], strict=True)}


def _draw_interval(axis: Axes, result: Mapping, y: float, look: Look) -> None:
    sure = has_interval(result)
    if sure:
        add_line(
            axis, [result["low"], result["high"]], [y, y], color=look.edge, linewidth=1.7, zorder=2
        )
        first, last = axis.get_xlim()
        for cut, end, arrow in (
            (result["low"] < first, first, "<"),
            (result["high"] > last, last, ">"),
        ):
            if cut:
                add_line(
                    axis, [end], [y], marker=arrow, markersize=4, color=look.edge,
                    linestyle="none", zorder=2.5, clip_on=False,
                )  # fmt: skip
    add_line(
        axis, [result["estimate"]], [y], marker=look.marker, markersize=MARKER_SIZE,
        markerfacecolor=look.color if sure else "white", markeredgecolor=look.edge,
        markeredgewidth=0.8 if sure else 1.5, linestyle="none", zorder=3, clip_on=False,
    )  # fmt: skip
