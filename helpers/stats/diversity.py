"""How many voices share the word, and how evenly: Shannon, Gini-Simpson, Gini.

Shannon (1948), "A mathematical theory of communication"; Simpson (1949), "Measurement of
diversity"; Gini (1912) in the form for unequal counts. All three are plug-in figures of what was
counted: with few counts they understate the diversity of the population (Miller 1955; Lande
1996), so groups of very different sizes are not to be compared without the note.
"""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.special import xlogy

from helpers.stats.bootstrap import (
    check_options,
    note_clusters,
    note_unclustered,
    tabulate_results,
)
from helpers.stats.clusters import (
    as_tuple,
    divide,
    make_generator,
    prepare_rows,
    resample_sums,
    split_groups,
)
from helpers.stats.intervals import take_percentiles
from helpers.stats.schema import check_result, join_notes, require_columns

FEW_COUNTS = 30
MISSING, ONE = "\x00missing", "\x00one"


def diversity(
    counts: pd.DataFrame, group: str | Sequence[str], unit: str, cluster: str = "article_id", *,
    count: str | None = None, seed: int = 0, n_resamples: int = 1000, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Measure the diversity of what is counted (sources, words, topics) in each group.

    With p the share of each unit: *shannon* is ``-sum(p ln p)`` in nats (0: one unit only; ln K:
    K units evenly); *gini_simpson* is ``1 - sum(p²)``, the probability that two counts drawn at
    random (with replacement) are of different units; *gini* is the concentration of counts over
    the units that occur (0: all equal; towards 1: one has nearly all).

    The interval draws clusters with replacement and is moved so that the draws centre on the
    estimate: a resample holds fewer different units than the data, so that plain percentiles
    would lie below the estimate.

    Parameters
    ----------
    counts : pandas.DataFrame
        One row a counted thing (a quotation), or one row a total with the column `count`. Never
        changed.
    group : str or sequence of str
        Group columns, for example "outlet".
    unit : str
        Column of what is counted, for example "speaker_name". Rows in which it is missing are
        left out and counted in the note: they are not one and the same source.
    cluster : str
        What is drawn as a whole.
    count : str, optional
        Column of counts, 0 or more. Without it each row counts once.
    seed, n_resamples, level
        As for `estimate_ratio`.

    Returns
    -------
    pandas.DataFrame
        Three rows a group (measure "shannon", "gini_simpson", "gini"), columns as for
        `estimate_ratio`; n_units (float64) is the number of counts.

    Raises
    ------
    ValueError
        If a column is missing, counts are negative or not numeric, or an option out of range.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    by = as_tuple(group)
    require_columns(counts, [unit], "diversity")
    marked = counts.assign(**{MISSING: counts[unit].isna(), **({} if count else {ONE: 1})})
    rows = prepare_rows(
        marked, numerator=MISSING, denominator=count or ONE, labels=(*by, unit), cluster=cluster,
        what="diversity",
    )  # fmt: skip
    results = []
    for labels, members in split_groups(rows, by) if len(rows) else ():
        used = members[(members["\x00numerator"] == 0) & (members["\x00denominator"] > 0)]
        table = count_units(used, unit)
        draws = _draw_diversities(table, n_resamples, make_generator(seed, labels))
        totals = table.sum(axis=0)[None, :]
        row = dict(zip(by, labels, strict=True)) | {
            "n_articles": used["\x00article"].nunique(),
            "n_units": totals.sum(),
            "n_clusters": table.shape[0],
            "cluster": cluster,
            "note": join_notes(note_counts(members, used, table, unit, cluster)),
        }
        for measure, compute in MEASURES.items():
            estimate = compute(totals).item() if totals.sum() else float("nan")
            low, high = centre_interval(draws[measure], estimate, level)
            results.append(
                row | {"measure": measure, "estimate": estimate, "low": low, "high": high}
            )
    return check_result(tabulate_results(results, by, rows), by)


def measure_shannon(counts: np.ndarray) -> np.ndarray:
    """Shannon entropy in nats of each row of counts."""
    shares = divide(counts, counts.sum(axis=1, keepdims=True))
    return 0.0 - xlogy(shares, shares).sum(axis=1)


def measure_gini_simpson(counts: np.ndarray) -> np.ndarray:
    """Probability that two draws from a row of counts, with replacement, differ in unit."""
    shares = divide(counts, counts.sum(axis=1, keepdims=True))
    return 1 - (shares**2).sum(axis=1)


def measure_gini(counts: np.ndarray) -> np.ndarray:
    """Gini concentration of each row of counts, over the units that occur in it."""
    ordered = np.sort(counts, axis=1)
    n_present = (ordered > 0).sum(axis=1)
    # Units that do not occur stand first after sorting; ranks start where counts do.
    ranks = np.arange(1, counts.shape[1] + 1) - (counts.shape[1] - n_present)[:, None]
    weighted = ((2 * ranks - n_present[:, None] - 1) * ordered).sum(axis=1)
    return divide(weighted, n_present * ordered.sum(axis=1))


MEASURES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "shannon": measure_shannon,
    "gini_simpson": measure_gini_simpson,
    "gini": measure_gini,
}


def count_units(used: pd.DataFrame, unit: str) -> csr_array:
    """Tabulate counts by cluster (rows) and unit (columns)."""
    clusters, cluster_names = pd.factorize(used["\x00cluster"], sort=True)
    units, unit_names = pd.factorize(used[unit], sort=True)
    shape = (len(cluster_names), len(unit_names))
    return csr_array((used["\x00denominator"].to_numpy(), (clusters, units)), shape=shape)


def _draw_diversities(
    table: csr_array, n_resamples: int, generator: np.random.Generator
) -> dict[str, np.ndarray]:
    draws: dict[str, list[np.ndarray]] = {measure: [] for measure in MEASURES}
    if table.shape[0] > 1:
        for block in resample_sums(table, n_resamples, generator):
            for measure, compute in MEASURES.items():
                draws[measure].append(compute(block))
    return {measure: np.concatenate(parts or [np.empty(0)]) for measure, parts in draws.items()}


def centre_interval(draws: np.ndarray, estimate: float, level: float) -> tuple[float, float]:
    """Interval of the draws, moved onto the estimate; no diversity is below 0."""
    if not len(draws):
        return float("nan"), float("nan")
    low, high = take_percentiles(draws - np.nanmean(draws) + estimate, level)
    return max(0.0, min(low, estimate)), max(high, estimate)


def note_counts(
    members: pd.DataFrame, used: pd.DataFrame, table: csr_array, unit: str, cluster: str
) -> list[str]:
    """Say what was left out, and where counts or clusters are few."""
    n_missing = int((members["\x00numerator"] == 1).sum())
    n_counts = int(table.sum())
    return [
        f"{n_missing:,} of {len(members):,} rows without {unit} left out" if n_missing else "",
        "" if n_counts else "nothing to count",
        f"only {n_counts} counts: diversity is understated" if 0 < n_counts < FEW_COUNTS else "",
        note_clusters(table.sum(axis=1), cluster),
        note_unclustered(int(used["\x00unclustered"].sum()), cluster),
    ]
