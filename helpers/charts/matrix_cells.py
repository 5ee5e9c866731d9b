"""What a matrix chart shows: which rows and columns, in which order, and the cell of each pair."""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.charts.describe import format_count, format_value, plural, value_name
from helpers.charts.layout import Column, Row
from helpers.charts.style import PLAIN_LOOK, UNKNOWN, Look, group_looks, plain_text

LAST = ("another country", UNKNOWN)


@dataclass(frozen=True)
class Matrix:
    """What is drawn where.

    Attributes
    ----------
    rows : list of Row
        From top to bottom, with headings.
    places : dict of str to int
        Position in `rows` by name.
    columns, names : list of str
        From left to right; printed names.
    cells : dict
        Value by (row, column); missing (NaN) where the table has none, absent where not listed.
    looks : dict of str to Look
        By row that the table has.
    totals : dict of str to float
        n by row.
    known : set of str
        All columns of the table, drawn or not.
    n_rows : int
        How many rows the table has, drawn or not.
    missing : list of str
        Rows without any data.
    """

    rows: list[Row]
    places: dict[str, int]
    columns: list[str]
    names: list[str]
    cells: dict[tuple[str, str], float]
    looks: dict[str, Look]
    totals: dict[str, float]
    known: set[str]
    n_rows: int
    missing: list[str]


def choose_columns(
    table: pd.DataFrame, column: str, value: str, columns: Sequence[Hashable] | None
) -> list[str]:
    """Return the columns that are asked for, or all, the largest first and the vague ones last."""
    if columns is not None:
        return list(dict.fromkeys(plain_text(name) for name in columns))
    names = table[column].map(plain_text)
    sums = pd.to_numeric(table[value], errors="coerce").groupby(names).sum()
    return sorted(sums.index, key=lambda name: (name in LAST, name == UNKNOWN, -sums[name], name))


def shorten(ranked: list[str], most: int) -> list[str]:
    """Keep the first names; an unknown keeps its place, as it qualifies all others."""
    if len(ranked) <= most or UNKNOWN not in ranked or most < 2:
        return ranked[:most]
    known = [name for name in ranked if name != UNKNOWN]
    return [*known[: most - 1], UNKNOWN]


def arrange_matrix(
    table: pd.DataFrame, chosen: Sequence[str], say: Mapping, color: str | None,
    expected: Sequence[Hashable], max_rows: int,
) -> Matrix:  # fmt: skip
    """Give each pair its cell; rows of one colour stand together, the largest first."""
    row, n = say["row"], say["n"]
    drawn = pd.DataFrame(
        {
            "row": table[row].map(plain_text).astype("str"),
            "column": table[say["column"]].map(plain_text).astype("str"),
            "color": table[color].map(plain_text).astype("str") if color else "",
            "value": pd.to_numeric(table[say["value"]], errors="coerce").astype("float64"),
            "n": pd.to_numeric(table[n], errors="coerce").astype("float64") if n else math.nan,
        }
    )
    sizes = drawn.groupby("row").agg(n=("n", "max"), value=("value", "sum"), color=("color", "min"))
    sizes["rank"] = sizes["n"] if n else sizes["value"]
    absent = [name for name in dict.fromkeys(map(plain_text, expected)) if name not in sizes.index]
    order = sizes.sort_values("rank", ascending=False, kind="stable").index
    asked = {plain_text(name) for name in expected}
    kept = [*order[:max_rows], *(name for name in order[max_rows:] if name in asked)]
    looks = group_looks([*sizes["color"], *(absent if color == row else [])]) if color else {}
    sections = list(looks) if color and color != row else [""]
    rows, places = [], {}
    for section in sections:
        own = [name for name in kept if sections == [""] or sizes.loc[name, "color"] == section]
        if own and section:
            rows.append(Row(value_name(section, color), heading=True))
        for name in own:
            places[name] = len(rows)
            rows.append(Row(value_name(name, row)))
    if absent and sections != [""]:
        rows.append(Row("No data", heading=True))
    for name in absent:
        places[name] = len(rows)
        rows.append(Row(value_name(name, row)))
    cells = drawn[drawn["row"].isin(kept) & drawn["column"].isin(chosen)]
    unknown = drawn[drawn["row"].isin(kept)].groupby("row")["value"].count()
    return Matrix(
        rows=rows,
        places=places,
        columns=list(chosen),
        names=[value_name(name, say["column"]) for name in chosen],
        cells={
            (own, name): number
            for own, name, number in cells[["row", "column", "value"]].itertuples(index=False)
        },
        looks={name: looks.get(sizes.loc[name, "color"], PLAIN_LOOK) for name in kept},
        totals=sizes.loc[kept, "n"].to_dict() if n else {},
        known=set(drawn["column"]),
        n_rows=len(sizes),
        missing=[*(name for name in kept if not unknown.get(name, 0)), *absent],
    )


def print_numbers(matrix: Matrix, say: Mapping) -> list[Column]:
    """Print what falls to others than those drawn, and the total of each row."""
    columns, rest = [], {}
    additive = say["percent"] or say["value"] == f"n_{plural(say['n_unit'])}"
    for name in matrix.places if additive else ():
        shown = [matrix.cells.get((name, other), 0.0) for other in matrix.columns]
        whole = 1.0 if say["percent"] else matrix.totals.get(name, math.nan)
        rest[name] = whole - sum(shown) if name not in matrix.missing else math.nan
    if any(left > 1e-9 for left in rest.values()):
        cells = {(matrix.places[name], 0): format_cell(left, say) for name, left in rest.items()}
        columns.append(Column("others", cells))
    if say["n"]:
        cells = {
            (place, 0): format_count(matrix.totals.get(name))
            for name, place in matrix.places.items()
        }
        columns.append(Column("all", cells))
    return columns


def format_cell(number: float, say: Mapping) -> str:
    """Format a value as it stands beside its mark."""
    return format_value(number, percent=True) if say["percent"] else format_count(number)


def forbid_twins(table: pd.DataFrame, row: str, column: str) -> None:
    """Raise a ValueError that names the first pair that the table has twice."""
    names = pd.DataFrame({name: table[name].map(plain_text) for name in (row, column)})
    twins = names.duplicated()
    if twins.any():
        first = names[twins].iloc[0]
        raise ValueError(
            f"plot_matrix: two rows of the table have {row} {first[row]!r} and {column} "
            f"{first[column]!r}. Sum them first, or name columns that tell them apart."
        )
