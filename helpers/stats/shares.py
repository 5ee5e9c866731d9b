"""Shares of categories with intervals: rival names, affiliations of speakers, reporting verbs.

A share is a ratio of two sums that come from the same articles, so its interval needs the articles
(or outlets) in which a category does *not* occur just as much as those in which it does.
"""

from collections.abc import Sequence

import pandas as pd

from helpers.stats.bootstrap import estimate_ratio
from helpers.stats.clusters import as_tuple
from helpers.stats.schema import UNKNOWN, require_columns

KEY = "article_id"


def estimate_shares(
    rows: pd.DataFrame,
    *,
    category: str,
    by: str | Sequence[str] = ("country",),
    within: str | Sequence[str] = (),
    weight: str | None = None,
    cluster: str | Sequence[str] = "outlet",
    measure: str = "share",
    seed: int = 0,
    n_resamples: int = 2000,
    level: float = 0.95,
    interval: str = "stretched",
) -> pd.DataFrame:
    """Estimate what share of a group's counts falls to each category.

    Parameters
    ----------
    rows : pandas.DataFrame
        One row a counted thing (a quotation, a hit): article_id (str), the columns named by
        `category`, `by`, `within` and `cluster`, and `weight` if given. Never changed. A missing
        category counts as one of its own, "(unknown)".
    category : str
        Column of what is shared out, for example "term" or "affiliation".
    by : str or sequence of str
        Group columns, for example "country". Shares of one group add up to 1.
    within : str or sequence of str
        Columns within which shares are taken, for example "concept": shares add up to 1 for each
        of its values. Only categories that occur within it are listed.
    weight : str, optional
        Numeric column that each row counts for, for example "n_words"; 1 by default.
    cluster : str or pair of str
        What is drawn as a whole for the interval, or two kinds that cross. A group of one cluster
        has no interval.
    measure : str
        Name of the figure.
    seed, n_resamples, level, interval
        As for `estimate_ratio`.

    Returns
    -------
    pandas.DataFrame
        As of `estimate_ratio`, with the columns `within`, `category` and `by` in front; `n_units`
        is the number (or weight) that the share is a share of, `n_articles` the articles in which
        anything was counted.

    Raises
    ------
    ValueError
        If a column or a weight is missing.
    """
    by, within, clusters = as_tuple(by), as_tuple(within), as_tuple(cluster)
    needed = dict.fromkeys([KEY, category, *by, *within, *clusters, *([weight] if weight else [])])
    require_columns(rows, list(needed), "estimate_shares")
    counted = rows[list(needed)].copy()
    counted[category] = counted[category].astype("str").fillna(UNKNOWN)
    counted["n_category"] = counted[weight] if weight else 1
    if counted["n_category"].isna().any():
        raise ValueError(
            f"estimate_shares: {counted['n_category'].isna().sum():,} rows have no '{weight}'. "
            "Fill or drop them first: a missing weight is not a weight of zero."
        )
    return estimate_ratio(
        _count_with_zeros(counted, category, by, within, clusters),
        numerator="n_category",
        denominator="n_all",
        by=[*within, category, *by],
        cluster=cluster,
        measure=measure,
        seed=seed,
        n_resamples=n_resamples,
        level=level,
        interval=interval,
    )


def _count_with_zeros(
    counted: pd.DataFrame,
    category: str,
    by: tuple[str, ...],
    within: tuple[str, ...],
    clusters: tuple[str, ...],
) -> pd.DataFrame:
    """One row an article and category, zeros kept, beside the article's total."""
    place = list(dict.fromkeys([*within, *by, *clusters, KEY]))
    totals = counted.groupby(place, dropna=False, observed=True)["n_category"].sum()
    totals = totals.rename("n_all").reset_index()
    categories = counted[[*within, category]].drop_duplicates()
    expanded = (
        totals.merge(categories, on=list(within))
        if within
        else totals.merge(categories, how="cross")
    )
    sums = counted.groupby([*place, category], dropna=False, observed=True)["n_category"].sum()
    expanded = expanded.merge(sums.reset_index(), on=[*place, category], how="left")
    return expanded.assign(n_category=expanded["n_category"].fillna(0))
