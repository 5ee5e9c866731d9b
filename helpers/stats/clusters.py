"""Rows of a table become sums by cluster, and clusters get random weights.

Everything that this package estimates is a ratio of two sums. A sum over rows is a sum over
clusters of their sums, so that once the clusters are summed, a resample costs one weight a
cluster and not one index a row.
"""

import zlib
from collections.abc import Hashable, Iterator, Sequence

import numpy as np
import pandas as pd

from helpers.stats.schema import UNKNOWN, require_columns

BLOCK = 2_000_000  # weights held in memory at a time: 16 MB
# Where prepared rows hold their clusters, and whether these were missing.
CLUSTERS = {"\x00cluster": "\x00unclustered", "\x00crossed": "\x00uncrossed"}


def as_tuple(names: str | Sequence[str]) -> tuple[str, ...]:
    """Return column names as a tuple; one name may come as a plain string."""
    return (names,) if isinstance(names, str) else tuple(names)


def name_clusters(cluster: str | Sequence[str], what: str) -> tuple[str, ...]:
    """Return one or two columns of clusters as a tuple; raise a ValueError for anything else."""
    names = as_tuple(cluster)
    if not 1 <= len(names) <= 2 or len(set(names)) < len(names):
        raise ValueError(
            f"{what}: cluster must be one column or two different ones, such as "
            f"('outlet', 'event'), not {cluster!r}."
        )
    return names


def prepare_rows(
    data: pd.DataFrame, *, numerator: str, denominator: str | None, labels: Sequence[str],
    cluster: str | Sequence[str], what: str,
) -> pd.DataFrame:  # fmt: skip
    """Bring the rows that an estimate rests on into one shape and one order.

    Parameters
    ----------
    data : pandas.DataFrame
        One row an article, a sentence, a quotation …
    numerator, denominator : str
        Numeric (or boolean) columns. Without a denominator every row counts as one unit.
    labels : sequence of str
        Columns that tell groups apart. Where a text label is missing it becomes "(unknown)".
    cluster : str or pair of str
        Column of what is drawn as a whole, or two that cross (outlet and event). A missing value
        becomes "(unknown)".
    what : str
        Who asks, for messages.

    Returns
    -------
    pandas.DataFrame
        `labels`, then cluster, article (str), numerator, denominator (float64) and unclustered
        (bool: the cluster was missing), with two columns of clusters also crossed (str) and
        uncrossed (bool), each of these names behind a zero character, which keeps it apart from
        any label. Sorted by content, so that the order of the input changes no last digit of a
        sum.

    Raises
    ------
    ValueError
        If a column is missing or not numeric, a value is infinite or a denominator negative.
    """
    clusters = name_clusters(cluster, what)
    names = [numerator, *([denominator] if denominator else []), *labels, *clusters]
    require_columns(data, names, what)
    has_articles = "article_id" in data.columns
    names += ["article_id"] if has_articles else []
    data = data[list(dict.fromkeys(names))].reset_index(drop=True)
    rows = pd.DataFrame({name: _fill_label(data[name]) for name in labels}, index=data.index)
    for name, (place, missing) in zip(clusters, CLUSTERS.items(), strict=False):
        rows[place] = data[name].astype("str").fillna(UNKNOWN)
        rows[missing] = data[name].isna()
    if has_articles:
        rows["\x00article"] = data["article_id"].astype("str").fillna(UNKNOWN)
    rows["\x00numerator"] = _as_numbers(data[numerator], what)
    if denominator:
        rows["\x00denominator"] = _as_numbers(data[denominator], what)
        if (rows["\x00denominator"] < 0).any():
            raise ValueError(f"{what}: the column {denominator!r} has negative values.")
    else:
        rows["\x00denominator"] = 1.0
    order = [*list(CLUSTERS)[: len(clusters)], "\x00numerator", "\x00denominator"]
    order += ["\x00article"] if has_articles else []
    rows = rows.sort_values(order, kind="stable", ignore_index=True)
    if not has_articles:
        rows["\x00article"] = pd.Series(rows.index, dtype="int64").astype("str")
    return rows


def split_groups(
    rows: pd.DataFrame, by: Sequence[str]
) -> Iterator[tuple[tuple[Hashable, ...], pd.DataFrame]]:
    """Iterate over the groups of rows in the order of their labels, "(unknown)" last."""
    if not by:
        yield (), rows
        return
    groups = list(rows.groupby(list(by), sort=False, dropna=False, observed=True))
    yield from sorted(groups, key=lambda group: tuple(map(_rank_label, group[0])))


def sum_clusters(clusters: pd.Series | pd.Categorical, values: np.ndarray) -> np.ndarray:
    """Sum the columns of ``values`` within clusters; one row a cluster, in order of their names.

    Clusters that come as a `pandas.Categorical` get a row for each category, present or not.
    """
    if isinstance(clusters, pd.Categorical):
        codes, names = clusters.codes, clusters.categories
    else:
        codes, names = pd.factorize(clusters, sort=True)
    return np.column_stack(
        [np.bincount(codes, weights=column, minlength=len(names)) for column in values.T]
    )


def resample_sums(
    sums: np.ndarray, n_resamples: int, generator: np.random.Generator
) -> Iterator[np.ndarray]:
    """Draw clusters with replacement, as many as there are, and sum them.

    Parameters
    ----------
    sums : numpy.ndarray or scipy.sparse.csr_array
        One row a cluster, any number of columns.
    n_resamples : int
        Number of draws.
    generator : numpy.random.Generator
        Source of randomness.

    Yields
    ------
    numpy.ndarray
        Blocks of rows, one row a draw, ``n_resamples`` rows in all.
    """
    n_clusters = sums.shape[0]
    size = max(1, BLOCK // max(sums.shape))
    for start in range(0, n_resamples, size):
        n_draws = min(size, n_resamples - start)
        yield draw_counts(n_clusters, n_draws, generator) @ sums


def draw_counts(n_clusters: int, n_draws: int, generator: np.random.Generator) -> np.ndarray:
    """Draw clusters with replacement and say how often each came: one row a draw (float64)."""
    drawn = generator.integers(0, n_clusters, size=(n_draws, n_clusters))
    # How often each cluster is drawn is multinomial; counting draws is several times faster
    # than asking for multinomial counts.
    drawn += (np.arange(n_draws) * n_clusters)[:, None]
    weights = np.bincount(drawn.ravel(), minlength=n_draws * n_clusters)
    return weights.reshape(n_draws, n_clusters).astype(float)


def draw_sums(sums: np.ndarray, n_resamples: int, generator: np.random.Generator) -> np.ndarray:
    """Return all draws of `resample_sums` as one table, where its columns are few enough for it."""
    return np.vstack(list(resample_sums(sums, n_resamples, generator)))


def make_generator(seed: int, labels: Sequence[Hashable]) -> np.random.Generator:
    """Make the source of randomness of one group.

    It depends on the seed and the group's own labels, so that the interval of one group stays
    the same whether or not other groups stand beside it.
    """
    name = "\x1f".join(map(str, labels)).encode()
    return np.random.default_rng([seed, zlib.crc32(name)])


def divide(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """Divide element by element; NaN where there is nothing to divide by."""
    result = np.full(np.shape(numerator), np.nan)
    return np.divide(numerator, denominator, out=result, where=np.asarray(denominator) > 0)


def _fill_label(label: pd.Series) -> pd.Series:
    """Text labels that are missing get a name; dates and numbers keep their own missing value."""
    if pd.api.types.is_datetime64_any_dtype(label) or pd.api.types.is_numeric_dtype(label):
        return label
    return label.astype("str").fillna(UNKNOWN)


def _as_numbers(column: pd.Series, what: str) -> pd.Series:
    if not pd.api.types.is_numeric_dtype(column):
        raise ValueError(f"{what}: the column {column.name!r} is not numeric ({column.dtype}).")
    numbers = pd.Series(column.to_numpy(dtype=float, na_value=np.nan), index=column.index)
    if np.isinf(numbers).any():
        raise ValueError(f"{what}: the column {column.name!r} has infinite values.")
    return numbers


def _rank_label(label: Hashable) -> tuple[int, Hashable]:
    """Sort key of a label: known ones by value, then "(unknown)" and missing ones."""
    if pd.isna(label):
        return (2, 0)
    return (1, 0) if label == UNKNOWN else (0, label)
