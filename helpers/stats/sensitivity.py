"""What would change our mind: a finding without each outlet, and with labels dealt at random.

An apparatus that finds something where nothing can be found proves nothing where it does. So the
labels of the outlets are dealt out at random, time and again, and the share of deals in which the
interval excludes zero or the test calls a difference significant is held against the share that
either promises (a placebo test; Bertrand, Duflo & Mullainathan 2004, "How much should we trust
differences-in-differences estimates?", Quarterly Journal of Economics 119(1), 249-275).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import beta, false_discovery_control

from helpers.cache import remembered
from helpers.stats.bootstrap import check_options
from helpers.stats.clusters import (
    CLUSTERS,
    as_tuple,
    divide,
    name_clusters,
    prepare_rows,
    split_groups,
)
from helpers.stats.compare import keep_complete
from helpers.stats.intervals import check_interval
from helpers.stats.sides import (
    Labels,
    build_sides,
    find_intervals,
    number_clusters,
    permute_sides,
)


@remembered
def swap_labels(
    data: pd.DataFrame, *, numerator: str, denominator: str | None = None,
    group: str = "country", a: str = "US", b: str = "RU",
    cluster: str | Sequence[str] = "outlet", by: str | Sequence[str] = (), n_swaps: int = 200,
    seed: int = 0, n_resamples: int = 1000, level: float = 0.95, interval: str = "stretched",
    n_permutations: int = 999, max_assignments: int = 20_000,
) -> pd.DataFrame:  # fmt: skip
    """Count how often a comparison finds something where the labels mean nothing.

    Whole clusters are dealt out at random to two groups of the sizes of `a` and `b` (clusters
    that stand on both sides have their sides exchanged at random), and everything that
    `compare_groups` and `adjust_p_values` would do is done to each deal. All comparisons of a
    family get the same deal.

    Parameters
    ----------
    data : pandas.DataFrame
        One row an article, sentence, quotation or the like. Never changed.
    numerator, denominator, group, a, b, cluster, by, n_resamples, level, interval
        As for `compare_groups`, to be given as they are given there. With two kinds of clusters
        the first is dealt out.
    n_swaps : int
        Number of random deals. Eight outlets can be dealt out in no more than 70 ways, so that
        more deals only repeat these.
    seed : int
        Seed of deals and draws, 0 or more.
    n_permutations, max_assignments
        As for `compare_groups`, for the test within each deal.

    Returns
    -------
    pandas.DataFrame
        One row a criterion: criterion (str: "interval excludes zero", "p value", "q value, any
        of the family"), nominal (float64: the rate that it promises at most, 1 minus `level`),
        false_positive_rate, low, high (float64: share of deals in which it was met, the mean
        over the family for the first two, with a Clopper-Pearson interval over deals),
        n_swaps, n_comparisons (int64: of the family), within_nominal (bool: the rate is not
        above the nominal one by more than chance, ``low <= nominal``). Rates are missing where
        nothing can be compared.

    Raises
    ------
    ValueError
        As of `compare_groups`, or if `n_swaps` is less than 1.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    check_interval(interval)
    if n_swaps < 1:
        raise ValueError(f"swap_labels: n_swaps must be 1 or more, not {n_swaps}.")
    if a == b:
        raise ValueError(f"swap_labels: a and b are both {a!r}. Name two groups.")
    by = as_tuple(by)
    rows = prepare_rows(
        data, numerator=numerator, denominator=denominator, labels=(*by, group),
        cluster=name_clusters(cluster, "swap_labels"), what="swap_labels",
    )  # fmt: skip
    rows = keep_complete(rows)
    cells = _sum_cells(rows[rows[group].isin([a, b])], by, group)
    in_a = (cells[group] == a).to_numpy()
    generator = np.random.default_rng(seed)
    families = [place.index.to_numpy() for _, place in split_groups(cells, by)] if by else [
        cells.index.to_numpy()
    ]  # fmt: skip
    draws = {"n_resamples": n_resamples, "level": level, "interval": interval}
    design = {"n_permutations": n_permutations, "max_assignments": max_assignments}
    # What no deal changes is made once: most of the time would go into it.
    values = cells[["\x00numerator", "\x00denominator"]].to_numpy(dtype=float)
    parts = [(places, values[places], number_clusters(cells.loc[places])) for places in families]
    found = []
    if in_a.any() and not in_a.all():
        dealing = number_clusters(cells)[0]
        for _ in range(n_swaps):
            dealt = _deal(dealing, in_a, generator)
            found.append(
                [_apply(own, clusters, dealt[places], generator, draws, design)
                 for places, own, clusters in parts]
            )  # fmt: skip
    return _rate(np.array(found, dtype=float), n_swaps, len(families), 1 - level)


@remembered
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
    rows = keep_complete(
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
            rates = [_ratio(part) for part in parts]
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


def _ratio(rows: pd.DataFrame) -> float:
    sums = rows[["\x00numerator", "\x00denominator"]].to_numpy(dtype=float).sum(axis=0)
    return divide(sums[0], sums[1]).item()


def _sum_cells(rows: pd.DataFrame, by: tuple[str, ...], group: str) -> pd.DataFrame:
    """Sum rows of the same comparison, group and clusters: deals never tear them apart."""
    keys = [*by, group, *(name for name in CLUSTERS if name in rows.columns)]
    sums = rows.groupby(keys, dropna=False, observed=True)[["\x00numerator", "\x00denominator"]]
    return sums.sum().reset_index()


def _deal(labels: Labels, in_a: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Deal the clusters of cells out to two groups; return whether each cell is in the first."""
    sides = build_sides(np.ones((len(in_a), 2)), [labels], in_a)
    if sides.paired[0]:
        return in_a ^ (generator.random(labels.codes.max() + 1) < 0.5)[labels.codes]
    # A cluster with a part on both sides, unpaired, counts as two of its own.
    codes = sides.dimensions[0].codes
    n_a, n_b = sides.dimensions[0].strata
    return (generator.permutation(n_a + n_b) < n_a)[codes]


def _apply(
    values: np.ndarray, clusters: list[Labels], in_a: np.ndarray,
    generator: np.random.Generator, draws: dict, design: dict,
) -> tuple[float, float]:  # fmt: skip
    """Return whether the interval of a deal excludes zero, and its p value."""
    sides = build_sides(values, clusters, in_a)
    bounds = find_intervals(sides, generator, with_ratio=False, **draws)
    low, high = bounds["low"], bounds["high"]
    excludes = float("nan") if np.isnan(low) else float(low > 0 or high < 0)
    return excludes, permute_sides(sides, generator, **design)[0]


def _rate(found: np.ndarray, n_swaps: int, n_comparisons: int, nominal: float) -> pd.DataFrame:
    """Turn what each deal showed (deals by comparisons by interval and p) into rates."""
    rates = dict.fromkeys(("interval excludes zero", "p value", "q value, any of the family"))
    if found.size:
        excludes, p_values = found[..., 0], found[..., 1]
        below = np.where(np.isnan(p_values), np.nan, p_values <= nominal + 1e-12)
        known = [row[~np.isnan(row)] for row in p_values]
        any_q = [
            (false_discovery_control(row, method="bh") <= nominal + 1e-12).any()
            for row in known
            if len(row)
        ]
        rates = dict(zip(rates, (excludes, below, np.array(any_q, dtype=float)), strict=True))
    table = []
    for criterion, values in rates.items():
        values = np.full(0, np.nan) if values is None else values[~np.isnan(values)]
        rate = values.mean() if len(values) else float("nan")
        # Comparisons of one deal are not independent, so that only deals count.
        low, high = _clopper_pearson(rate * n_swaps, n_swaps)
        row = (criterion, nominal, rate, low, high, n_swaps, n_comparisons)
        table.append((*row, bool(low <= nominal)))
    columns = ["criterion", "nominal", "false_positive_rate", "low", "high", "n_swaps"]
    frame = pd.DataFrame(table, columns=[*columns, "n_comparisons", "within_nominal"])
    types = {"criterion": "str", "n_swaps": "int64", "n_comparisons": "int64"}
    types |= dict.fromkeys(("nominal", "false_positive_rate", "low", "high"), "float64")
    return frame.astype(types | {"within_nominal": "bool"})


def _clopper_pearson(count: float, n: int) -> tuple[float, float]:
    if np.isnan(count):
        return float("nan"), float("nan")
    low = beta.ppf(0.025, count, n - count + 1) if count > 0 else 0.0
    high = beta.ppf(0.975, count + 1, n - count) if count < n else 1.0
    return float(low), float(high)
