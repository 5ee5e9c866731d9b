"""Rates and means of groups with intervals that know that articles of one outlet belong together.

The estimator is a ratio of sums (quoted words by words, hits by words, tone by articles), the
interval a bootstrap that draws whole clusters (Efron & Tibshirani 1993, chapter 13; Cameron,
Gelbach & Miller 2008, "Bootstrap-based improvements for inference with clustered errors"),
stretched where they are few (`helpers.stats.intervals`). What no formula can mend is that a
handful of clusters may not stand for the others, and the note of each row says so.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.cache import remembered
from helpers.stats.clusters import (
    CLUSTERS,
    as_tuple,
    divide,
    make_generator,
    name_clusters,
    prepare_rows,
    split_groups,
)
from helpers.stats.draws import Dimension, can_draw, draw_totals, make_dimensions
from helpers.stats.intervals import check_interval, find_half_width, stretch_percentiles
from helpers.stats.schema import (
    FEW_CLUSTERS,
    RESULT_COLUMNS,
    UNKNOWN,
    check_result,
    count_noun,
    join_clusters,
    join_notes,
)

TOO_NARROW = "the interval is too narrow to trust"
TOO_FEW = "too few to rely on the interval"


@remembered
def estimate_ratio(
    data: pd.DataFrame, *, numerator: str, denominator: str | None = None,
    by: str | Sequence[str] = ("outlet",), cluster: str | Sequence[str] = "article_id",
    measure: str = "", seed: int = 0, n_resamples: int = 2000, level: float = 0.95,
    interval: str = "stretched",
) -> pd.DataFrame:  # fmt: skip
    """Estimate a rate or a mean for each group, with a cluster-bootstrap interval.

    The estimate of a group is ``sum(numerator) / sum(denominator)`` over its rows, so that long
    articles weigh as much as their length; without a denominator it is the mean over rows. For
    the interval the group's clusters are drawn with replacement `n_resamples` times; the middle
    `level` of the estimates is stretched by what few or unequal clusters hide. On simulated
    clusters of unequal size and skewed rates an interval meant to cover the truth in 95 % of
    cases did so in 94 to 98 % with 3 to 40 clusters (not stretched: 73 % with 4, 83 % with 8,
    92 % with 20); at equal sizes in 91 to 95 %.

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
    cluster : str or pair of str
        What is drawn as a whole: "article_id" says how far the figure would move with other
        articles from the same outlets, "outlet" with other outlets. ``("outlet", "event")``
        draws outlets and events independently of each other, and each article as often as both
        of them (pigeonhole bootstrap, Owen 2007): how far the figure would move with other
        outlets and other events. That interval is conservative: rather too wide than too narrow.
        Rows without a cluster form a single one, and the note counts them.
    measure : str
        Name of the figure, copied to the result. The name of the numerator if empty.
    seed : int
        Seed of the draws, 0 or more. The same seed gives the same interval, in whatever order
        the rows come and whichever other groups are there.
    n_resamples : int
        Number of draws.
    level : float
        Coverage that the interval aims at, between 0 and 1.
    interval : {"stretched", "percentile"}
        "stretched" allows for few clusters; "percentile" is the plain middle of the draws.

    Returns
    -------
    pandas.DataFrame
        One row a group, sorted by label: the `by` columns, measure (str), estimate, low, high
        (float64, in units of numerator per denominator), n_articles (int64: different
        `article_id`, or rows if there is no such column), n_units (float64: sum of the
        denominator), n_clusters (int64: of two kinds, those that are fewer), cluster (str, two
        kinds as "outlet × event"), note (str, missing if there is nothing to remark). low and
        high are missing with fewer than two clusters.

    Raises
    ------
    ValueError
        If a column is missing, not numeric, infinite or (denominator) negative, or an option is
        out of range.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    check_interval(interval)
    by = as_tuple(by)
    clusters = name_clusters(cluster, "estimate_ratio")
    rows = prepare_rows(
        data, numerator=numerator, denominator=denominator, labels=by, cluster=clusters,
        what="estimate_ratio",
    )  # fmt: skip
    results = []
    for labels, group in split_groups(rows, by) if len(rows) else ():
        complete = group[["\x00numerator", "\x00denominator"]].notna().all(axis=1)
        used = group[complete]
        values = used[["\x00numerator", "\x00denominator"]].to_numpy(dtype=float)
        dimensions = make_dimensions(used)
        estimate = divide(*_add(values, dimensions[0])).item()
        generator = make_generator(seed, labels)
        low, high, n_empty = _draw_interval(
            values, dimensions, estimate, n_resamples, level, generator, interval
        )
        notes = [
            *(
                f"{name} is not known"
                for name, label in zip(by, labels, strict=True)
                if pd.isna(label) or label == UNKNOWN
            ),
            note_dropped(len(group), len(used)),
            *_note_dimensions(used, dimensions, clusters, interval),
            f"the sum of {denominator} is zero" if len(used) and np.isnan(estimate) else "",
            f"{n_empty:,} of {n_resamples:,} draws had nothing to divide by" if n_empty else "",
        ]
        row = dict(zip(by, labels, strict=True)) | {
            "measure": measure or numerator,
            "estimate": estimate,
            "low": low,
            "high": high,
            "n_articles": used["\x00article"].nunique(),
            "n_units": _add(values, dimensions[0])[1],
            "n_clusters": min(dimension.size for dimension in dimensions),
            "cluster": join_clusters(clusters),
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


def note_dropped(n_rows: int, n_used: int) -> str:
    """Say how many rows had no value."""
    if n_used == n_rows:
        return ""
    if n_used == 0:
        return "no value in " + ("the only row" if n_rows == 1 else f"any of {n_rows:,} rows")
    return f"{n_rows - n_used:,} of {n_rows:,} rows without a value left out"


def note_clusters(sizes: np.ndarray, cluster: str, few: str = TOO_NARROW) -> str:
    """Say that an interval is missing or in doubt because there are few clusters.

    Many clusters of which two hold nearly everything are few, too: Kish's effective number
    (Kish 1965, "Survey Sampling") counts them as equal ones.
    """
    n_clusters = len(sizes)
    if n_clusters == 1:
        return f"only {count_noun(1, cluster)}: no interval can be given"
    if 0 < n_clusters < FEW_CLUSTERS:
        return f"only {count_noun(n_clusters, cluster)}: {few}"
    effective = divide(sizes.sum() ** 2, (sizes**2).sum()).item()
    if effective < min(FEW_CLUSTERS, n_clusters / 2):
        return (
            f"{count_noun(n_clusters, cluster)} so unequal in size that they count like "
            f"{effective:.1f}: {few}"
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


def _add(values: np.ndarray, dimension: Dimension) -> np.ndarray:
    """Add up by cluster first: sums of sums come out the same in whatever order the rows come."""
    return dimension.sum(values).sum(axis=0)


def _draw_interval(
    values: np.ndarray, dimensions: Sequence[Dimension], estimate: float, n_resamples: int,
    level: float, generator: np.random.Generator, interval: str,
) -> tuple[float, float, int]:  # fmt: skip
    if not can_draw(dimensions):
        return float("nan"), float("nan"), 0
    draws = divide(*draw_totals(values, dimensions, n_resamples, generator).T)
    total = values[:, 1].sum()
    influence = (values[:, 0] - estimate * values[:, 1]) / (total if total > 0 else 1.0)
    half_width = find_half_width(influence, values[:, 1], dimensions, level, interval)
    low, high = stretch_percentiles(
        draws, estimate, level=level, half_width=half_width, bounds=_find_bounds(values)
    )
    return low, high, int(np.isnan(draws).sum())


def _find_bounds(values: np.ndarray) -> tuple[float, float]:
    """Return what the rate cannot pass: counts have no rate below 0, parts of a whole none over 1.

    Whether the numerator is a part of the denominator shows in the rows: it is then between 0
    and the denominator in all of them. A mean of values that are not all 0 or 1 has no ceiling.
    """
    numerators, denominators = values.T
    if (numerators < 0).any():
        return -np.inf, np.inf
    mean_of_values = (denominators == 1).all() and not np.isin(numerators, (0, 1)).all()
    part = (numerators <= denominators).all() and not mean_of_values
    return 0.0, 1.0 if part else np.inf


def _note_dimensions(
    used: pd.DataFrame, dimensions: Sequence[Dimension], clusters: Sequence[str], interval: str
) -> list[str]:
    notes = []
    few = TOO_FEW if interval == "stretched" else TOO_NARROW
    weights = used[["\x00denominator"]].to_numpy(dtype=float)
    for name, dimension in zip(clusters, dimensions, strict=True):
        notes.append(note_clusters(dimension.sum(weights)[:, 0], name, few))
    for name, missing in zip(clusters, CLUSTERS.values(), strict=False):
        notes.append(note_unclustered(int(used[missing].sum()), name))
    return notes
