"""Rates and means of groups with intervals that know that articles of one outlet belong together.

The estimator is a ratio of sums (quoted words by words, hits by words, tone by articles), the
interval a percentile bootstrap that draws whole clusters (Efron & Tibshirani 1993, chapter 13;
Cameron, Gelbach & Miller 2008, "Bootstrap-based improvements for inference with clustered
errors"). With few clusters any such interval is too narrow, and the note of each row says so.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.stats.clusters import (
    as_tuple,
    divide,
    make_generator,
    prepare_rows,
    resample_sums,
    split_groups,
    sum_clusters,
)
from helpers.stats.schema import (
    FEW_CLUSTERS,
    RESULT_COLUMNS,
    UNKNOWN,
    check_result,
    count_noun,
    join_notes,
)


def estimate_ratio(
    data: pd.DataFrame, *, numerator: str, denominator: str | None = None,
    by: str | Sequence[str] = ("outlet",), cluster: str = "article_id", measure: str = "",
    seed: int = 0, n_resamples: int = 2000, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Estimate a rate or a mean for each group, with a cluster-bootstrap interval.

    The estimate of a group is ``sum(numerator) / sum(denominator)`` over its rows, so that long
    articles weigh as much as their length; without a denominator it is the mean over rows. For
    the interval the group's clusters are drawn with replacement `n_resamples` times, and the
    middle `level` of the estimates is kept. On simulated clusters of unequal size an interval
    meant to cover the truth in 95 % of cases did so in 93 % with 40 clusters, 90 % with 20, 87 %
    with 8 and 78 % with 4.

    Parameters
    ----------
    data : pandas.DataFrame
        One row an article, sentence, quotation or the like. Never changed.
    numerator, denominator : str
        Numeric or boolean columns. Rows in which one of them is missing are left out, and the
        note counts them.
    by : str or sequence of str
        Group columns; ``()`` for one estimate over all rows. A missing text label becomes the
        group "(unknown)"; a missing date or number stays a group of its own, labelled missing.
    cluster : str
        What is drawn as a whole: "article_id" says how far the figure would move with other
        articles from the same outlets, "outlet" with other outlets. Rows without one form a
        single cluster, and the note counts them.
    measure : str
        Name of the figure, copied to the result. The name of the numerator if empty.
    seed : int
        Seed of the draws, 0 or more. The same seed gives the same interval, in whatever order
        the rows come and whichever other groups are there.
    n_resamples : int
        Number of draws.
    level : float
        Coverage that the interval aims at, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        One row a group, sorted by label: the `by` columns, measure (str), estimate, low, high
        (float64, in units of numerator per denominator), n_articles (int64: different
        `article_id`, or rows if there is no such column), n_units (float64: sum of the
        denominator), n_clusters (int64), cluster (str), note (str, missing if there is nothing
        to remark). low and high are missing with fewer than two clusters.

    Raises
    ------
    ValueError
        If a column is missing, not numeric, infinite or (denominator) negative, or an option is
        out of range.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    by = as_tuple(by)
    rows = prepare_rows(
        data, numerator=numerator, denominator=denominator, labels=by, cluster=cluster,
        what="estimate_ratio",
    )  # fmt: skip
    results = []
    for labels, group in split_groups(rows, by) if len(rows) else ():
        complete = group[["\x00numerator", "\x00denominator"]].notna().all(axis=1)
        used = group[complete]
        sums = _sum_ratio(used)
        numerators, denominators = sums.T
        estimate = divide(numerators.sum(), denominators.sum()).item()
        generator = make_generator(seed, labels)
        low, high, n_empty = _draw_interval(sums, n_resamples, level, generator)
        notes = [
            *(
                f"{name} is not known"
                for name, label in zip(by, labels, strict=True)
                if pd.isna(label) or label == UNKNOWN
            ),
            note_dropped(len(group), len(used)),
            note_clusters(denominators, cluster),
            note_unclustered(int(used["\x00unclustered"].sum()), cluster),
            f"the sum of {denominator} is zero" if len(used) and np.isnan(estimate) else "",
            f"{n_empty:,} of {n_resamples:,} draws had nothing to divide by" if n_empty else "",
        ]
        row = dict(zip(by, labels, strict=True)) | {
            "measure": measure or numerator,
            "estimate": estimate,
            "low": low,
            "high": high,
            "n_articles": used["\x00article"].nunique(),
            "n_units": denominators.sum(),
            "n_clusters": len(sums),
            "cluster": cluster,
            "note": join_notes(notes),
        }
        results.append(row)
    return check_result(tabulate_results(results, by, rows), by)


def check_options(*, seed: int, n_resamples: int, level: float) -> None:
    """Raise a ValueError if an option of a bootstrap is out of range."""
    if seed < 0:
        raise ValueError(f"seed must be 0 or more, not {seed}.")
    if n_resamples < 1:
        raise ValueError(f"n_resamples must be 1 or more, not {n_resamples}.")
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1 (for example 0.95), not {level}.")


def take_percentiles(draws: np.ndarray, level: float) -> tuple[float, float]:
    """Return the bounds of the middle ``level`` of the draws; missing draws are passed over."""
    known = draws[~np.isnan(draws)]
    if not len(known):
        return float("nan"), float("nan")
    tail = (1 - level) / 2
    low, high = np.quantile(known, [tail, 1 - tail])
    return float(low), float(high)


def note_dropped(n_rows: int, n_used: int) -> str:
    """Say how many rows had no value."""
    if n_used == n_rows:
        return ""
    if n_used == 0:
        return "no value in " + ("the only row" if n_rows == 1 else f"any of {n_rows:,} rows")
    return f"{n_rows - n_used:,} of {n_rows:,} rows without a value left out"


def note_clusters(sizes: np.ndarray, cluster: str) -> str:
    """Say that an interval is missing or too narrow because there are few clusters.

    Many clusters of which two hold nearly everything are few, too: Kish's effective number
    (Kish 1965, "Survey Sampling") counts them as equal ones.
    """
    n_clusters = len(sizes)
    if n_clusters == 1:
        return f"only {count_noun(1, cluster)}: no interval can be given"
    if 0 < n_clusters < FEW_CLUSTERS:
        return f"only {count_noun(n_clusters, cluster)}: the interval is too narrow to trust"
    effective = divide(sizes.sum() ** 2, (sizes**2).sum()).item()
    if effective < min(FEW_CLUSTERS, n_clusters / 2):
        return (
            f"{count_noun(n_clusters, cluster)} so unequal in size that they count like "
            f"{effective:.1f}: the interval is too narrow to trust"
        )
    return ""


def note_unclustered(n_rows: int, cluster: str) -> str:
    """Say how many rows had no cluster of their own."""
    if not n_rows:
        return ""
    rows = "1 row" if n_rows == 1 else f"{n_rows:,} rows"
    return f"{rows} without {cluster} taken as one cluster"


def tabulate_results(results: list[dict], by: tuple[str, ...], rows: pd.DataFrame) -> pd.DataFrame:
    """Build the result table; group columns keep the type that they had in ``rows``."""
    table = pd.DataFrame(results, columns=[*by, *RESULT_COLUMNS])
    types = {name: rows[name].dtype for name in by}
    types |= dict.fromkeys(("measure", "cluster", "note"), "str")
    types |= dict.fromkeys(("n_articles", "n_clusters"), "int64")
    types |= dict.fromkeys(("estimate", "low", "high", "n_units"), "float64")
    return table.astype(types)


def _sum_ratio(used: pd.DataFrame) -> np.ndarray:
    return sum_clusters(
        used["\x00cluster"], used[["\x00numerator", "\x00denominator"]].to_numpy(dtype=float)
    )


def _draw_interval(
    sums: np.ndarray, n_resamples: int, level: float, generator: np.random.Generator
) -> tuple[float, float, int]:
    if len(sums) < 2:
        return float("nan"), float("nan"), 0
    draws = np.concatenate(
        [divide(*block.T) for block in resample_sums(sums, n_resamples, generator)]
    )
    low, high = take_percentiles(draws, level)
    return low, high, int(np.isnan(draws).sum())
