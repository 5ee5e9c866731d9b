"""Two groups side by side: how far apart, how sure, and whether chance alone could do it.

The interval draws whole clusters (outlets, events). The test shuffles whole clusters between the
groups (Good 2005, "Permutation, Parametric and Bootstrap Tests of Hypotheses", chapter 3): with
four outlets a side there are only 70 ways to deal them out, so no p below 2/70 can be reached,
and the result says so. Sizes come first: the difference, Cliff's delta (Cliff 1993, "Dominance
statistics") and the standardised difference (Cohen 1988).
"""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control, rankdata

from helpers.stats.bootstrap import (
    check_options,
    note_clusters,
    note_dropped,
    note_unclustered,
    take_percentiles,
)
from helpers.stats.clusters import (
    as_tuple,
    divide,
    draw_sums,
    make_generator,
    prepare_rows,
    split_groups,
    sum_clusters,
)
from helpers.stats.permutation import permute_clusters, permute_within_clusters
from helpers.stats.schema import (
    COMPARISON_COLUMNS,
    FEW_CLUSTERS,
    UNKNOWN,
    check_comparison,
    count_noun,
    count_pair,
    join_notes,
    require_columns,
)

NAN = float("nan")


def compare_groups(
    data: pd.DataFrame, *, numerator: str, denominator: str | None = None,
    group: str = "country", a: str = "US", b: str = "RU", cluster: str = "outlet",
    by: str | Sequence[str] = (), measure: str = "", seed: int = 0, n_resamples: int = 2000,
    level: float = 0.95, n_permutations: int = 4999, max_assignments: int = 20_000,
) -> pd.DataFrame:  # fmt: skip
    """Compare the rate or mean of two groups, with an interval and a permutation test.

    Each group's estimate is ``sum(numerator) / sum(denominator)`` (without a denominator the
    mean over rows). Where clusters belong to one group each (an outlet has one country), clusters
    are drawn within each group for the interval and dealt out anew to the groups for the test.
    Where at least half of the clusters of the smaller side stand on both sides (events told by
    both presses), both parts are drawn together, and the test swaps them within clusters.

    Parameters
    ----------
    data : pandas.DataFrame
        One row an article, sentence, quotation or the like. Never changed.
    numerator, denominator : str
        Numeric or boolean columns. Rows in which one is missing are left out and counted.
    group, a, b : str
        Column of the groups and the two labels to compare.
    cluster : str
        What is drawn and dealt out as a whole. Rows without one form a single cluster.
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
    n_permutations : int
        Random assignments for the test where not all can be listed.
    max_assignments : int
        All assignments are listed (an exact test) if there are no more than this.

    Returns
    -------
    pandas.DataFrame
        One row a comparison: the `by` columns, measure, group, a, b (str), estimate_a,
        estimate_b, difference (a minus b), low, high, level (of its interval), p_value
        (two-sided), smallest_p (the smallest that the number of clusters allows),
        standardised_difference (of article values, in standard deviations), cliffs_delta (-1 to
        1: how much more often an article of a lies above one of b than below), n_articles_a,
        n_articles_b (int64), n_units_a, n_units_b (float64), n_clusters_a, n_clusters_b (int64),
        cluster (str), note (str, missing if there is nothing to remark). Where a side has no
        rows all that rests on it is missing, and the note says so.

    Raises
    ------
    ValueError
        If a column is missing, not numeric, infinite or (denominator) negative, `a` equals `b`,
        or an option is out of range.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    if a == b:
        raise ValueError(f"compare_groups: a and b are both {a!r}. Name two groups.")
    by = as_tuple(by)
    rows = prepare_rows(
        data, numerator=numerator, denominator=denominator, labels=(*by, group), cluster=cluster,
        what="compare_groups",
    )  # fmt: skip
    design = {"n_permutations": n_permutations, "max_assignments": max_assignments}
    results = []
    for labels, family in split_groups(rows, by):
        sides = [family[family[group] == name] for name in (a, b)]
        used = [_keep_complete(side) for side in sides]
        row = _compare_sides(
            *used, make_generator(seed, labels), n_resamples=n_resamples, level=level,
            design=design,
        )  # fmt: skip
        notes = _note_sides(sides, used, (a, b)) + _note_design(row, used, (a, b), cluster)
        row |= dict(zip(by, labels, strict=True))
        row |= {"measure": measure or numerator, "group": group, "a": a, "b": b, "level": level}
        results.append(row | {"cluster": cluster, "note": join_notes(notes)})
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


def leave_one_out(
    data: pd.DataFrame, *, numerator: str, denominator: str | None = None,
    cluster: str = "outlet", group: str | None = None, a: str = "US", b: str = "RU",
    by: str | Sequence[str] = (), measure: str = "",
) -> pd.DataFrame:  # fmt: skip
    """Estimate again without each cluster, to see whether one outlet carries a finding.

    Parameters
    ----------
    data : pandas.DataFrame
        One row an article, sentence, quotation or the like. Never changed.
    numerator, denominator : str
        As for `estimate_ratio`.
    cluster : str
        What is left out, one at a time.
    group, a, b : str, optional
        With `group` the estimate is the difference of a minus b, as in `compare_groups`;
        without it the rate or mean of all rows.
    by : str or sequence of str
        Columns that split the table into separate estimates.
    measure : str
        Name of the figure; the name of the numerator if empty.

    Returns
    -------
    pandas.DataFrame
        For each `by` group a first row with nothing left out, then one row a cluster in order of
        name: the `by` columns, measure (str), left_out (str, missing in the first row), estimate,
        change (float64: estimate minus that of the first row), n_articles (int64: that remain).

    Raises
    ------
    ValueError
        If a column is missing, not numeric, infinite or (denominator) negative.
    """
    by = as_tuple(by)
    labels = (*by, group) if group else by
    rows = _keep_complete(
        prepare_rows(
            data, numerator=numerator, denominator=denominator, labels=labels, cluster=cluster,
            what="leave_one_out",
        )
    )  # fmt: skip
    results = []
    for key, family in split_groups(rows, by):
        sides = [family[family[group] == name] for name in (a, b)] if group else [family]
        names = sorted({name for side in sides for name in side["\x00cluster"]})
        complete = None
        for left_out in (None, *names):
            parts = [side[side["\x00cluster"] != left_out] for side in sides]
            rates = [_ratio(_ratio_sums(part)) for part in parts]
            estimate = rates[0] - rates[1] if group else rates[0]
            complete = estimate if complete is None else complete
            n_articles = sum(part["\x00article"].nunique() for part in parts)
            figures = (left_out, estimate, estimate - complete, n_articles)
            results.append((*key, measure or numerator, *figures))
    columns = [*by, "measure", "left_out", "estimate", "change", "n_articles"]
    types = {name: rows[name].dtype for name in by} | {
        "measure": "str", "left_out": "str", "estimate": float, "change": float,
        "n_articles": "int64",
    }  # fmt: skip
    return pd.DataFrame(results, columns=columns).astype(types)


def _keep_complete(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows[["\x00numerator", "\x00denominator"]].notna().all(axis=1)]


def _ratio_sums(rows: pd.DataFrame) -> np.ndarray:
    return rows[["\x00numerator", "\x00denominator"]].to_numpy(dtype=float).sum(axis=0)


def _ratio(sums: np.ndarray) -> float:
    return divide(sums[..., 0], sums[..., 1]).item()


def _compare_sides(
    first: pd.DataFrame, second: pd.DataFrame, generator: np.random.Generator, *,
    n_resamples: int, level: float, design: dict[str, int],
) -> dict[str, object]:  # fmt: skip
    """Estimate, interval, test and effect sizes of two sides; also which design was used."""
    sums_a, sums_b, n_shared, paired = _sum_sides(first, second)
    estimate_a, estimate_b = _ratio(sums_a.sum(axis=0)), _ratio(sums_b.sum(axis=0))
    difference = estimate_a - estimate_b
    low = high = p_value = smallest_p = NAN
    if not math.isnan(difference):
        low, high = take_percentiles(
            _draw_differences(sums_a, sums_b, n_resamples, generator, paired=paired), level
        )
        if paired:
            p_value, smallest_p = permute_within_clusters(
                sums_a, sums_b, generator=generator, **design
            )
        else:
            p_value, smallest_p = permute_clusters(
                np.vstack([sums_a, sums_b]), len(sums_a), generator=generator, **design
            )
    standardised, cliffs_delta = _measure_effect(_article_values(first), _article_values(second))
    return {
        "estimate_a": estimate_a, "estimate_b": estimate_b, "difference": difference,
        "low": low, "high": high, "p_value": p_value, "smallest_p": smallest_p,
        "standardised_difference": standardised, "cliffs_delta": cliffs_delta,
        "n_articles_a": first["\x00article"].nunique(),
        "n_articles_b": second["\x00article"].nunique(),
        "n_units_a": sums_a[:, 1].sum(), "n_units_b": sums_b[:, 1].sum(),
        "n_clusters_a": first["\x00cluster"].nunique(),
        "n_clusters_b": second["\x00cluster"].nunique(),
        "n_shared": n_shared, "paired": paired,
    }  # fmt: skip


def _sum_sides(
    first: pd.DataFrame, second: pd.DataFrame
) -> tuple[np.ndarray, np.ndarray, int, bool]:
    """Sum both sides by cluster; row by row the same clusters if they are to be paired."""
    names_a, names_b = set(first["\x00cluster"]), set(second["\x00cluster"])
    shared = (names_a & names_b) - {UNKNOWN}  # rows without a cluster share nothing
    paired = bool(shared) and 2 * len(shared) >= min(len(names_a), len(names_b))
    sums = []
    for side, own in ((first, names_a), (second, names_b)):
        names = sorted(names_a | names_b if paired else own)
        values = side[["\x00numerator", "\x00denominator"]].to_numpy(dtype=float)
        sums.append(sum_clusters(pd.Categorical(side["\x00cluster"], categories=names), values))
    return sums[0], sums[1], len(shared), paired


def _draw_differences(
    sums_a: np.ndarray, sums_b: np.ndarray, n_resamples: int, generator: np.random.Generator, *,
    paired: bool,
) -> np.ndarray:  # fmt: skip
    if min(len(sums_a), len(sums_b)) < 2:
        return np.empty(0)
    if paired:
        draws = draw_sums(np.hstack([sums_a, sums_b]), n_resamples, generator)
        return divide(*draws[:, :2].T) - divide(*draws[:, 2:].T)
    rates = [divide(*draw_sums(sums, n_resamples, generator).T) for sums in (sums_a, sums_b)]
    return rates[0] - rates[1]


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


def _note_sides(
    sides: Sequence[pd.DataFrame], used: Sequence[pd.DataFrame], names: tuple[str, str]
) -> list[str]:
    notes = []
    for name, side, kept in zip(names, sides, used, strict=True):
        if side.empty:
            notes.append(f"no {name} rows: nothing to compare")
        elif len(kept) < len(side):
            notes.append(f"{name}: {note_dropped(len(side), len(kept))}")
    return notes


def _note_design(
    row: dict, used: Sequence[pd.DataFrame], names: tuple[str, str], cluster: str
) -> list[str]:
    """Say how few or unequal the clusters are, how they were dealt out, and what p can reach."""
    n_a, n_b = row["n_clusters_a"], row["n_clusters_b"]
    notes = []
    if 0 < min(n_a, n_b) < FEW_CLUSTERS:
        trouble = "no interval can be given" if math.isnan(row["low"]) else (
            "the interval is too narrow to trust"
        )  # fmt: skip
        notes.append(f"only {count_pair(n_a, n_b, cluster)}: {trouble}")
    elif min(n_a, n_b):
        sizes = [side.groupby("\x00cluster")["\x00denominator"].sum() for side in used]
        uneven = [note_clusters(size.to_numpy(), cluster) for size in sizes]
        notes += [f"{name}: {note}" for name, note in zip(names, uneven, strict=True) if note]
    if row["smallest_p"] > 0.05:
        notes.append(f"no p below {row['smallest_p']:.2g} can be reached")
    shared = count_noun(row["n_shared"], cluster)
    if row["paired"]:
        notes.append(f"the two sides are paired within {shared}")
    elif row["n_shared"]:
        notes.append(f"{shared} on both sides: each part taken as one of its own")
    n_unclustered = sum(int(side["\x00unclustered"].sum()) for side in used)
    return [*notes, note_unclustered(n_unclustered, cluster)]


def _tabulate(results: list[dict], by: tuple[str, ...], rows: pd.DataFrame) -> pd.DataFrame:
    table = pd.DataFrame(results, columns=[*by, *COMPARISON_COLUMNS])
    types = dict.fromkeys(COMPARISON_COLUMNS, "float64")
    types |= dict.fromkeys(("measure", "group", "a", "b", "cluster", "note"), "str")
    types |= {name: "int64" for name in COMPARISON_COLUMNS if name.startswith(("n_art", "n_clu"))}
    types |= {name: rows[name].dtype for name in by}
    return table.astype(types)
