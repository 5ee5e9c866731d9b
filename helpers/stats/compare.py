"""Two groups side by side: how far apart, how sure, and whether chance alone could do it.

The interval draws whole clusters (outlets, events, or both). The test shuffles whole clusters
between the groups (Good 2005, "Permutation, Parametric and Bootstrap Tests of Hypotheses",
chapter 3): with four outlets a side there are only 70 ways to deal them out, so no p below 2/70
can be reached, and the result says so. Sizes come first: the difference, the ratio, Cliff's delta
(Cliff 1993, "Dominance statistics") and the standardised difference (Cohen 1988).
"""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control, rankdata

from helpers.cache import remembered
from helpers.stats.bootstrap import (
    TOO_FEW,
    TOO_NARROW,
    check_options,
    note_clusters,
    note_dropped,
    note_unclustered,
)
from helpers.stats.clusters import (
    CLUSTERS,
    as_tuple,
    divide,
    make_generator,
    name_clusters,
    prepare_rows,
    split_groups,
    sum_clusters,
)
from helpers.stats.intervals import check_interval
from helpers.stats.schema import (
    COMPARISON_COLUMNS,
    FEW_CLUSTERS,
    check_comparison,
    count_noun,
    count_pair,
    join_clusters,
    join_notes,
    plural_noun,
    require_columns,
)
from helpers.stats.sides import (
    NAN,
    Sides,
    build_sides,
    find_intervals,
    number_clusters,
    permute_sides,
)


@remembered
def compare_groups(
    data: pd.DataFrame, *, numerator: str, denominator: str | None = None,
    group: str = "country", a: str = "US", b: str = "RU",
    cluster: str | Sequence[str] = "outlet", by: str | Sequence[str] = (), measure: str = "",
    seed: int = 0, n_resamples: int = 2000, level: float = 0.95, interval: str = "stretched",
    n_permutations: int = 4999, max_assignments: int = 20_000,
) -> pd.DataFrame:  # fmt: skip
    """Compare the rate or mean of two groups, with an interval and a permutation test.

    Each group's estimate is ``sum(numerator) / sum(denominator)`` (without a denominator the
    mean over rows). Where clusters belong to one group each (an outlet has one country), clusters
    are drawn within each group for the interval and dealt out anew to the groups for the test.
    Where at least half of the clusters of the smaller side stand on both sides (events told by
    both presses), both parts are drawn together, and the test swaps them within clusters.
    With ``cluster=("outlet", "event")`` outlets and events are drawn independently of each other
    (pigeonhole bootstrap, Owen 2007), which is conservative; the test then deals out what
    belongs to one group each, the outlets, and holds the events as they are. The note says
    which test was made wherever it is not the plain dealing out of one kind of cluster.

    Parameters
    ----------
    data : pandas.DataFrame
        One row an article, sentence, quotation or the like. Never changed.
    numerator, denominator : str
        Numeric or boolean columns. Rows in which one is missing are left out and counted.
    group, a, b : str
        Column of the groups and the two labels to compare.
    cluster : str or pair of str
        What is drawn and dealt out as a whole, or two kinds that cross. Rows without one form a
        single cluster.
    by : str or sequence of str
        Columns that split the table into a family of comparisons, one row each (for example
        "method" or "frame"). Correct a family with `adjust_p_values`.
    measure : str
        Name of the figure; the name of the numerator if empty.
    seed : int
        Seed of all draws, 0 or more; the order of rows does not matter.
    n_resamples : int
        Draws for the interval.
    level : float
        Coverage that the interval aims at.
    interval : {"stretched", "percentile"}
        "stretched" allows for few or unequal clusters and about holds its level from three a
        side on (see `helpers.stats.intervals` for the coverage in simulations); "percentile" is
        the plain middle of the draws, far too narrow with fewer than about ten.
    n_permutations : int
        Random assignments for the test where not all can be listed.
    max_assignments : int
        All assignments are listed (an exact test) if there are no more than this.

    Returns
    -------
    pandas.DataFrame
        One row a comparison: the `by` columns, measure, group, a, b (str), estimate_a,
        estimate_b, difference (a minus b), low, high, level (of its interval), ratio (a over b),
        ratio_low, ratio_high (its interval; missing where a side is zero or values can be
        negative; infinite where clusters drawn for b may hold nothing), p_value (two-sided),
        smallest_p (the smallest that the number of clusters allows),
        standardised_difference (of article values, in standard deviations), cliffs_delta (-1 to
        1: how much more often an article of a lies above one of b than below), n_articles_a,
        n_articles_b (int64), n_units_a, n_units_b (float64), n_clusters_a, n_clusters_b (int64:
        of two kinds, those that are fewer), cluster (str, two kinds as "outlet × event"), note
        (str, missing if there is nothing to remark). Where a side has no rows all that rests on
        it is missing, and the note says so.

    Raises
    ------
    ValueError
        If a column is missing, not numeric, infinite or (denominator) negative, `a` equals `b`,
        or an option is out of range.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    check_interval(interval)
    if a == b:
        raise ValueError(f"compare_groups: a and b are both {a!r}. Name two groups.")
    by = as_tuple(by)
    clusters = name_clusters(cluster, "compare_groups")
    rows = prepare_rows(
        data, numerator=numerator, denominator=denominator, labels=(*by, group), cluster=clusters,
        what="compare_groups",
    )  # fmt: skip
    draws = {"n_resamples": n_resamples, "level": level, "interval": interval}
    design = {"n_permutations": n_permutations, "max_assignments": max_assignments}
    results = []
    for labels, family in split_groups(rows, by):
        given = [family[family[group] == name] for name in (a, b)]
        used = keep_complete(family[family[group].isin([a, b])])
        row, sides = _compare_sides(
            used, (used[group] == a).to_numpy(), make_generator(seed, labels), draws, design
        )
        notes = _note_sides(given, (a, b))
        notes += _note_design(row, used, sides, (a, b), clusters, interval)
        row |= dict(zip(by, labels, strict=True))
        row |= {"measure": measure or numerator, "group": group, "a": a, "b": b, "level": level}
        results.append(row | {"cluster": join_clusters(clusters), "note": join_notes(notes)})
    return check_comparison(_tabulate(results, by, rows), by)


def adjust_p_values(table: pd.DataFrame, column: str = "p_value") -> pd.DataFrame:
    """Correct a family of tests for their number (Benjamini & Hochberg 1995).

    Parameters
    ----------
    table : pandas.DataFrame
        One row a test. Never changed.
    column : str
        Column of p values (float64). Missing ones are no tests and stay missing.

    Returns
    -------
    pandas.DataFrame
        The same rows with `q_value` (float64) after `column`: among the tests with q at most
        0.05, no more than about 5 % are expected to be false.

    Raises
    ------
    ValueError
        If the column is missing or a value lies outside 0–1.
    """
    require_columns(table, [column], "adjust_p_values")
    p_values = table[column].to_numpy(dtype=float, na_value=np.nan)
    known = ~np.isnan(p_values)
    if ((p_values[known] < 0) | (p_values[known] > 1)).any():
        raise ValueError(f"adjust_p_values: {column!r} has values outside 0 to 1.")
    q_values = np.full(len(table), np.nan)
    if known.any():
        q_values[known] = false_discovery_control(p_values[known], method="bh")
    adjusted = table.drop(columns="q_value", errors="ignore")
    adjusted.insert(adjusted.columns.get_loc(column) + 1, "q_value", q_values)
    return adjusted


def keep_complete(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out prepared rows in which numerator or denominator is missing."""
    return rows[rows[["\x00numerator", "\x00denominator"]].notna().all(axis=1)]


def _compare_sides(
    used: pd.DataFrame, in_a: np.ndarray, generator: np.random.Generator, draws: dict,
    design: dict,
) -> tuple[dict[str, object], Sides]:  # fmt: skip
    """Estimate, interval, test and effect sizes of two sides; also how they were drawn."""
    values = used[["\x00numerator", "\x00denominator"]].to_numpy(dtype=float)
    sides = build_sides(values, number_clusters(used), in_a)
    estimate_a, estimate_b = sides.rates
    intervals = find_intervals(sides, generator, **draws)
    p_value, smallest_p = permute_sides(sides, generator, **design)
    first, second = used[in_a], used[~in_a]
    standardised, cliffs_delta = _measure_effect(_article_values(first), _article_values(second))
    row = {
        "estimate_a": estimate_a, "estimate_b": estimate_b, "difference": estimate_a - estimate_b,
        **intervals, "p_value": p_value, "smallest_p": smallest_p,
        "standardised_difference": standardised, "cliffs_delta": cliffs_delta,
        "n_articles_a": first["\x00article"].nunique(),
        "n_articles_b": second["\x00article"].nunique(),
        "n_units_a": values[in_a, 1].sum(), "n_units_b": values[~in_a, 1].sum(),
        "n_clusters_a": min(sides.n_a), "n_clusters_b": min(sides.n_b),
    }  # fmt: skip
    return row, sides


def _article_values(rows: pd.DataFrame) -> np.ndarray:
    sums = sum_clusters(
        rows["\x00article"], rows[["\x00numerator", "\x00denominator"]].to_numpy(dtype=float)
    )
    return np.sort(divide(*sums[sums[:, 1] > 0].T))


def _measure_effect(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    """Return the standardised difference and Cliff's delta of article values."""
    n_a, n_b = len(first), len(second)
    if not (n_a and n_b):
        return NAN, NAN
    ranks = rankdata(np.concatenate([first, second]))[:n_a].sum()
    cliffs_delta = 2 * (ranks - n_a * (n_a + 1) / 2) / (n_a * n_b) - 1
    standardised = NAN
    if min(n_a, n_b) > 1:
        squares = (n_a - 1) * first.var(ddof=1) + (n_b - 1) * second.var(ddof=1)
        deviation = math.sqrt(squares / (n_a + n_b - 2))
        if deviation > 0:
            standardised = (first.mean() - second.mean()) / deviation
    return standardised, cliffs_delta


def _note_sides(sides: Sequence[pd.DataFrame], names: tuple[str, str]) -> list[str]:
    notes = []
    for name, side in zip(names, sides, strict=True):
        n_used = len(keep_complete(side))
        if side.empty:
            notes.append(f"no {name} rows: nothing to compare")
        elif n_used < len(side):
            notes.append(f"{name}: {note_dropped(len(side), n_used)}")
    return notes


def _note_design(
    row: dict, used: pd.DataFrame, sides: Sides, names: tuple[str, str],
    clusters: Sequence[str], interval: str,
) -> list[str]:  # fmt: skip
    """Say how few or unequal the clusters are, how they were dealt out, and what p can reach."""
    notes = []
    few = TOO_FEW if interval == "stretched" else TOO_NARROW
    for place, cluster in enumerate(clusters):
        n_a, n_b = sides.n_a[place], sides.n_b[place]
        if 0 < min(n_a, n_b) < FEW_CLUSTERS:
            trouble = "no interval can be given" if math.isnan(row["low"]) else few
            notes.append(f"only {count_pair(n_a, n_b, cluster)}: {trouble}")
        elif min(n_a, n_b):
            notes += _note_uneven(sides, place, names, cluster, few)
    if row["smallest_p"] > 0.05:
        notes.append(f"no p below {row['smallest_p']:.2g} can be reached")
    for place, cluster in enumerate(clusters):
        shared = count_noun(sides.n_shared[place], cluster)
        if sides.paired[place] and place == sides.tested:
            notes.append(f"the two sides are paired within {shared}")
        elif sides.paired[place]:
            notes.append(f"{shared} drawn together for both sides")
        elif sides.n_shared[place]:
            notes.append(f"{shared} on both sides: each part taken as one of its own")
    if len(clusters) > 1 and min(sides.n_a + sides.n_b) and not sides.paired[sides.tested]:
        notes.append(f"the test deals out {plural_noun(clusters[sides.tested])}")
    for cluster, missing in zip(clusters, CLUSTERS.values(), strict=False):
        notes.append(note_unclustered(int(used[missing].sum()), cluster))
    return notes


def _note_uneven(
    sides: Sides, place: int, names: tuple[str, str], cluster: str, few: str
) -> list[str]:
    notes = []
    for name, column in zip(names, (1, 3), strict=True):
        sizes = sides.dimensions[place].sum(sides.amounts[:, [column]])[:, 0]
        note = note_clusters(sizes[sizes > 0], cluster, few)
        notes += [f"{name}: {note}"] if note else []
    return notes


def _tabulate(results: list[dict], by: tuple[str, ...], rows: pd.DataFrame) -> pd.DataFrame:
    table = pd.DataFrame(results, columns=[*by, *COMPARISON_COLUMNS])
    types = dict.fromkeys(COMPARISON_COLUMNS, "float64")
    types |= dict.fromkeys(("measure", "group", "a", "b", "cluster", "note"), "str")
    types |= {name: "int64" for name in COMPARISON_COLUMNS if name.startswith(("n_art", "n_clu"))}
    types |= {name: rows[name].dtype for name in by}
    return table.astype(types)
