"""Two groups side by side, as numbers: their clusters, the interval, the test.

Clusters of a kind either belong to one group each (an outlet has one country), and then they are
drawn within each group and dealt out anew by the test; or they stand on both sides (events told by
both presses), and then both parts are drawn together and the test swaps them within clusters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.stats.clusters import CLUSTERS, divide
from helpers.stats.draws import Dimension, can_draw, draw_totals
from helpers.stats.intervals import find_half_width, stretch_percentiles
from helpers.stats.permutation import permute_clusters, permute_within_clusters
from helpers.stats.schema import UNKNOWN

NAN = float("nan")


@dataclass(frozen=True)
class Labels:
    """Clusters of one kind by number, whichever group they belong to.

    Attributes
    ----------
    codes : numpy.ndarray
        Number of the cluster of each row, in order of names.
    unknown : int
        Number of the rows that have no cluster; -1 if there are none.
    """

    codes: np.ndarray
    unknown: int


@dataclass(frozen=True)
class Sides:
    """Rows of two groups, ready to be drawn.

    Attributes
    ----------
    amounts : numpy.ndarray
        One row an article or the like, four columns: numerator and denominator of the first
        group (zero in rows of the second), then of the second.
    dimensions : list of Dimension
        One or two kinds of clusters.
    paired : tuple of bool
        For each kind, whether its clusters are drawn together for both sides.
    n_shared : tuple of int
        For each kind, how many clusters stand on both sides.
    n_a, n_b : tuple of int
        For each kind, how many clusters stand on either side.
    """

    amounts: np.ndarray
    dimensions: list[Dimension]
    paired: tuple[bool, ...]
    n_shared: tuple[int, ...]
    n_a: tuple[int, ...]
    n_b: tuple[int, ...]

    @property
    def rates(self) -> tuple[float, float]:
        """Rates of the two groups; missing where there is nothing to divide by."""
        totals = self.dimensions[0].sum(self.amounts).sum(axis=0)
        return divide(*totals[:2]).item(), divide(*totals[2:]).item()

    @property
    def tested(self) -> int:
        """Which kind of cluster the test deals out: the first that belongs to one group each."""
        return self.paired.index(False) if False in self.paired else 0


def number_clusters(rows: pd.DataFrame) -> list[Labels]:
    """Give the clusters of prepared rows numbers, one `Labels` for each kind."""
    labels = []
    for column in CLUSTERS:
        if column in rows.columns:
            codes, names = pd.factorize(rows[column], sort=True)
            unknown = np.flatnonzero(np.asarray(names) == UNKNOWN)
            labels.append(Labels(codes, int(unknown[0]) if len(unknown) else -1))
    return labels


def build_sides(values: np.ndarray, labels: Sequence[Labels], in_a: np.ndarray) -> Sides:
    """Put rows on two sides and find out which clusters stand on both.

    Parameters
    ----------
    values : numpy.ndarray
        One row an article or the like: numerator, denominator.
    labels : sequence of Labels
        One or two kinds of clusters.
    in_a : numpy.ndarray
        Whether each row belongs to the first group (bool).

    Returns
    -------
    Sides
        Clusters are paired if at least half of those of the smaller side stand on both sides;
        rows without a cluster share nothing.
    """
    zeros = np.zeros_like(values)
    both = np.where(in_a[:, None], np.hstack([values, zeros]), np.hstack([zeros, values]))
    designs = [_place(label, in_a) for label in labels]
    dimensions, paired, n_shared, n_a, n_b = zip(*designs, strict=True)
    return Sides(both, list(dimensions), paired, n_shared, n_a, n_b)


def find_intervals(
    sides: Sides, generator: np.random.Generator, *, n_resamples: int, level: float,
    interval: str, with_ratio: bool = True,
) -> dict[str, float]:  # fmt: skip
    """Draw clusters for the interval of the difference and of the ratio of two rates.

    Parameters
    ----------
    sides : Sides
        The two groups.
    generator : numpy.random.Generator
        Source of randomness.
    n_resamples, level, interval
        As of `helpers.stats.compare_groups`.
    with_ratio : bool
        Whether the ratio is wanted.

    Returns
    -------
    dict
        low, high, ratio, ratio_low, ratio_high; missing where they cannot be given. The ratio is
        that of two rates above zero of things that cannot be negative.
    """
    rates = sides.rates
    found = dict.fromkeys(("low", "high", "ratio", "ratio_low", "ratio_high"), NAN)
    if np.isnan(rates).any():
        return found
    has_ratio = with_ratio and min(rates) > 0 and not (sides.amounts[:, [0, 2]] < 0).any()
    if has_ratio:
        found["ratio"] = rates[0] / rates[1]
    if not can_draw(sides.dimensions):
        return found
    draws = draw_totals(sides.amounts, sides.dimensions, n_resamples, generator)
    drawn = divide(*draws[:, :2].T), divide(*draws[:, 2:].T)
    parts = _influence(sides.amounts, rates)
    totals = sides.amounts.sum(axis=0)
    design = {
        "shares": sides.amounts[:, 1] / totals[1] + sides.amounts[:, 3] / totals[3],
        "dimensions": sides.dimensions, "level": level, "interval": interval,
    }  # fmt: skip
    width = find_half_width(parts[0] - parts[1], **design)
    found["low"], found["high"] = stretch_percentiles(
        drawn[0] - drawn[1], rates[0] - rates[1], level=level, half_width=width
    )
    if has_ratio:
        relative = parts[0] / rates[0] - parts[1] / rates[1]
        width = find_half_width(relative, **design)
        low, high = _ratio_interval(drawn, np.log(found["ratio"]), level, width)
        found |= {"ratio_low": low, "ratio_high": high}
    return found


def permute_sides(
    sides: Sides, generator: np.random.Generator, *, n_permutations: int, max_assignments: int
) -> tuple[float, float]:
    """Return the p value of the permutation test and the smallest that it can reach."""
    if np.isnan(sides.rates).any():
        return NAN, NAN
    dimension = sides.dimensions[sides.tested]
    sums = dimension.sum(sides.amounts)
    options = {"n_permutations": n_permutations, "max_assignments": max_assignments}
    if sides.paired[sides.tested]:
        return permute_within_clusters(sums[:, :2], sums[:, 2:], generator=generator, **options)
    n_first = dimension.strata[0]
    stacked = np.vstack([sums[:n_first, :2], sums[n_first:, 2:]])
    return permute_clusters(stacked, n_first, generator=generator, **options)


def _place(labels: Labels, in_a: np.ndarray) -> tuple[Dimension, bool, int, int, int]:
    """Give the clusters of a kind numbers to be drawn by: each side's own or both sides'."""
    own_a, own_b = np.unique(labels.codes[in_a]), np.unique(labels.codes[~in_a])
    shared = np.intersect1d(own_a, own_b)
    n_shared = int((shared != labels.unknown).sum())
    paired = n_shared > 0 and 2 * n_shared >= min(len(own_a), len(own_b))
    if paired:
        union = np.union1d(own_a, own_b)
        dimension = Dimension(np.searchsorted(union, labels.codes), (len(union),))
    else:
        codes = np.empty(len(labels.codes), dtype=np.int64)
        codes[in_a] = np.searchsorted(own_a, labels.codes[in_a])
        codes[~in_a] = len(own_a) + np.searchsorted(own_b, labels.codes[~in_a])
        dimension = Dimension(codes, (len(own_a), len(own_b)))
    return dimension, paired, n_shared, len(own_a), len(own_b)


def _influence(values: np.ndarray, rates: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    """Return what each row adds to the error of either rate, to first order."""
    totals = values.sum(axis=0)
    return (
        (values[:, 0] - rates[0] * values[:, 1]) / totals[1],
        (values[:, 2] - rates[1] * values[:, 3]) / totals[3],
    )


def _ratio_interval(
    drawn: tuple[np.ndarray, np.ndarray], estimate: float, level: float, half_width: float
) -> tuple[float, float]:
    """Return the interval of a ratio, made on the scale of logarithms.

    A draw that holds none of the counted things on one side has a ratio of 0 or infinity; where
    such draws reach a bound, the bound is 0 or infinite.
    """
    known = ~(np.isnan(drawn[0]) | np.isnan(drawn[1]) | ((drawn[0] == 0) & (drawn[1] == 0)))
    if not known.any():
        return NAN, NAN
    with np.errstate(divide="ignore"):
        logs = np.log(drawn[0][known]) - np.log(drawn[1][known])
    finite = logs[np.isfinite(logs)]
    tail = (1 - level) / 2
    open_low, open_high = np.mean(np.isneginf(logs)) > tail, np.mean(np.isposinf(logs)) > tail
    if not len(finite):
        return (0.0 if open_low else NAN), (float("inf") if open_high else NAN)
    bounded = np.clip(logs, finite.min(), finite.max())
    low, high = stretch_percentiles(bounded, estimate, level=level, half_width=half_width)
    return (0.0 if open_low else float(np.exp(low))), (
        float("inf") if open_high else float(np.exp(high))
    )
