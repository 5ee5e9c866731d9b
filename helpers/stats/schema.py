"""The shape of every table of results: one row a group, its interval, and what it rests on.

A figure without the number of articles, units and clusters behind it cannot be judged, so every
estimate of this package comes in one of the two shapes declared here, and charts read only these.
"""

from collections.abc import Sequence

import pandas as pd
import pandera.pandas as pa

UNKNOWN = "(unknown)"
FEW_CLUSTERS = 5
CROSSED = " × "

RESULT_COLUMNS = (
    "measure", "estimate", "low", "high", "n_articles", "n_units", "n_clusters", "cluster", "note",
)  # fmt: skip
COMPARISON_COLUMNS = (
    "measure", "group", "a", "b", "estimate_a", "estimate_b", "difference", "low", "high", "level",
    "ratio", "ratio_low", "ratio_high", "p_value", "smallest_p", "standardised_difference",
    "cliffs_delta", "n_articles_a", "n_articles_b", "n_units_a", "n_units_b", "n_clusters_a",
    "n_clusters_b", "cluster", "note",
)  # fmt: skip
NOUNS = {
    "article_id": ("article", "articles"),
    "country": ("country", "countries"),
}


def check_result(table: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Check a table of estimates against its declared shape.

    Parameters
    ----------
    table : pandas.DataFrame
        The `by` columns, then measure (str), estimate, low, high (float64), n_articles (int64),
        n_units (float64), n_clusters (int64), cluster (str), note (str, missing where there is
        nothing to remark).
    by : sequence of str
        The group columns, in order; may be empty.

    Returns
    -------
    pandas.DataFrame
        The same table.

    Raises
    ------
    pandera.errors.SchemaError
        If a column is missing, out of place or of another type, or an interval is upside down.
    """
    number, count, words = pa.Column(float, nullable=True), pa.Column(int, pa.Check.ge(0)), str
    columns = {name: pa.Column(nullable=True) for name in by} | {
        "measure": pa.Column(words),
        "estimate": number,
        "low": number,
        "high": number,
        "n_articles": count,
        "n_units": pa.Column(float, pa.Check.ge(0)),
        "n_clusters": count,
        "cluster": pa.Column(words),
        "note": pa.Column(words, nullable=True),
    }
    return _validate(table, columns)


def check_comparison(table: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Check a table of group comparisons against its declared shape.

    Parameters
    ----------
    table : pandas.DataFrame
        The `by` columns, then the columns that `helpers.stats.compare_groups` documents.
    by : sequence of str
        The columns that tell the comparisons of a family apart; may be empty.

    Returns
    -------
    pandas.DataFrame
        The same table.

    Raises
    ------
    pandera.errors.SchemaError
        If a column is missing, out of place or of another type, or a probability is not in 0–1.
    """
    probability = pa.Column(float, pa.Check.in_range(0, 1), nullable=True)
    columns = {name: pa.Column(nullable=True) for name in by}
    for name in COMPARISON_COLUMNS:
        if name in ("measure", "group", "a", "b", "cluster"):
            columns[name] = pa.Column(str)
        elif name == "note":
            columns[name] = pa.Column(str, nullable=True)
        elif name in ("p_value", "smallest_p", "level"):
            columns[name] = probability
        elif name.startswith(("n_articles", "n_clusters")):
            columns[name] = pa.Column(int, pa.Check.ge(0))
        else:
            columns[name] = pa.Column(float, nullable=True)
    return _validate(table, columns)


def join_clusters(names: Sequence[str]) -> str:
    """Write the kinds of clusters that are drawn: "outlet", "outlet × event"."""
    return CROSSED.join(names)


def plural_noun(column: str) -> str:
    """Write the plain plural of what a column holds: "outlets", "articles", "outlets or events"."""
    names = column.split(CROSSED)
    return " or ".join(count_noun(2, name).removeprefix("2 ") for name in names)


def count_noun(count: int, column: str) -> str:
    """Write a count with the plain name of what a column holds: "1 outlet", "4 countries"."""
    one, many = NOUNS.get(column, (column.replace("_", " "), column.replace("_", " ") + "s"))
    return f"{count:,} {one if count == 1 else many}"


def count_pair(first: int, second: int, column: str) -> str:
    """Write the counts of two sides: "4 and 1 outlets"."""
    return f"{first:,} and {second:,} {plural_noun(column)}"


def join_notes(notes: Sequence[str]) -> str | float:
    """Join remarks to one text; missing (NaN) where there is none."""
    return "; ".join(note for note in notes if note) or float("nan")


def require_columns(data: pd.DataFrame, columns: Sequence[str], what: str) -> None:
    """Raise a ValueError that names what is missing and what is there.

    Parameters
    ----------
    data : pandas.DataFrame
        The table that was given.
    columns : sequence of str
        Columns that it must have.
    what : str
        Who asks, for the message.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    missing = [name for name in dict.fromkeys(columns) if name not in data.columns]
    if missing:
        raise ValueError(
            f"{what}: the table has no column {', '.join(map(repr, missing))}. "
            f"It has: {', '.join(map(str, data.columns))}."
        )


def _validate(table: pd.DataFrame, columns: dict[str, pa.Column]) -> pd.DataFrame:
    upright = pa.Check(
        lambda frame: ~(frame["low"] > frame["high"]), error="low is above high", name="upright"
    )
    return pa.DataFrameSchema(columns, checks=[upright], strict=True, ordered=True).validate(table)
