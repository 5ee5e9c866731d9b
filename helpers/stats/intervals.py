"""Intervals from bootstrap draws that keep their promise with few or unequal clusters, too.

The middle 95 % of the draws is too narrow where few clusters are drawn, or where a few of many
hold nearly everything: the draws vary around the estimate too little, by a factor (G - 1) / G and
worse, and their spread is itself only an estimate, for which Student's t allows and percentiles
do not (Hesterberg 2015, "What teachers should know about the bootstrap", The American Statistician
69(4), 371-386; Cameron, Gelbach & Miller 2008, "Bootstrap-based improvements for inference with
clustered errors"). So the percentile interval is stretched around the estimate until it is as wide
as t standard errors to either side; its lopsidedness, which is right for skewed counts, stays. The
standard error is the cluster-robust one with bias and degrees of freedom of Bell & McCaffrey
(2002, "Bias reduction in standard errors for linear regression with multi-stage samples", Survey
Methodology 28(2), 169-181) under clusters whose rates vary alike; where several kinds of clusters
or two groups are drawn, Welch and Satterthwaite's degrees of freedom. Hesterberg's own cure,
percentiles further out, ends at the outermost cluster and so falls short below six or so.

Coverage of intervals meant to hold the truth in 95 of 100 cases, difference of two groups, 500
simulated data sets a cell, rates of clusters that follow a skewed gamma; sizes equal / lognormal
with sigma 0.8 / 1.5 (of eight clusters the largest is then some eight times the median):

========= ================== ==================
clusters  middle 95 %        stretched
a side
========= ================== ==================
3         .80 / .83 / .82    .96 / .98 / .99
4         .86 / .86 / .86    .95 / .99 / .98
8         .90 / .88 / .87    .96 / .99 / .99
20        .91 / .90 / .90    .93 / .97 / .99
40        .93 / .95 / .90    .94 / .97 / .98
3 and 8   .80 / .85 / .84    .93 / .97 / .98
4 and 30  .83 / .84 / .87    .90 / .95 / .96
========= ================== ==================

With normal rates .92 to .96 at equal sizes and .95 to .99 at unequal ones. It falls short for few
clusters of equal size and skewed rates: .90 of four against thirty, .91 for one group of three to
eight; and where two clusters stand against many (.83 to .91). Where sizes are very unequal it is
wider than need be.
"""

from collections.abc import Sequence

import numpy as np
from scipy import stats

from helpers.stats.draws import Dimension

METHODS = ("stretched", "percentile")


def check_interval(interval: str) -> None:
    """Raise a ValueError if there is no such interval."""
    if interval not in METHODS:
        raise ValueError(f"interval must be one of {', '.join(METHODS)}, not {interval!r}.")


def take_percentiles(draws: np.ndarray, level: float) -> tuple[float, float]:
    """Return the bounds of the middle ``level`` of the draws; missing draws are passed over."""
    known = draws[~np.isnan(draws)]
    if not len(known):
        return float("nan"), float("nan")
    tail = (1 - level) / 2
    low, high = np.quantile(known, [tail, 1 - tail])
    return float(low), float(high)


def stretch_percentiles(
    draws: np.ndarray, estimate: float, *, level: float, half_width: float,
    bounds: tuple[float, float] = (-np.inf, np.inf),
) -> tuple[float, float]:  # fmt: skip
    """Stretch the percentile interval around the estimate.

    Parameters
    ----------
    draws : numpy.ndarray
        Bootstrap draws; missing ones are passed over.
    estimate : float
        What is estimated, from all rows.
    level : float
        Coverage that the interval aims at.
    half_width : float
        As of `find_half_width`; half of the width that the interval gets, unless the percentiles
        are wider by themselves.
    bounds : (float, float)
        What the figure cannot lie below or above, such as 0 and 1 for a share.

    Returns
    -------
    (float, float)
        Lower and upper bound.
    """
    low, high = take_percentiles(draws, level)
    if not high > low:
        return low, high
    factor = 2 * half_width / (high - low)
    if not factor > 1:
        return low, high
    low, high = estimate - factor * (estimate - low), estimate + factor * (high - estimate)
    # A bound cuts only what the stretching added.
    return min(max(low, bounds[0]), estimate), max(min(high, bounds[1]), estimate)


def find_half_width(
    influence: np.ndarray, shares: np.ndarray, dimensions: Sequence[Dimension], level: float,
    interval: str,
) -> float:  # fmt: skip
    """Find half of the width that an interval needs to keep its promise.

    Parameters
    ----------
    influence : numpy.ndarray
        What each row adds to the estimate's deviation from its expectation, to first order.
    shares : numpy.ndarray
        What share of its group's denominator each row has.
    dimensions : sequence of Dimension
        What is drawn as a whole.
    level : float
        Coverage that the interval aims at.
    interval : {"stretched", "percentile"}
        With "percentile" the half width is 0: nothing is to be stretched.

    Returns
    -------
    float
        Student's t times the standard error, in units of the estimate.
    """
    if interval == "percentile":
        return 0.0
    variances, freedoms = [], []
    for dimension in dimensions:
        sums = dimension.sum(np.column_stack([influence, shares]))
        for part in np.split(sums, np.cumsum(dimension.strata)[:-1]):
            bias, freedom = _bias_and_freedom(part[:, 1])
            variances.append((part[:, 0] ** 2).sum() / bias)
            freedoms.append(freedom)
    variances, freedoms = np.array(variances), np.array(freedoms)
    total = variances.sum()
    if not total > 0:
        return 0.0
    freedom = total**2 / (variances**2 / freedoms).sum()
    return float(stats.t.ppf((1 + level) / 2, freedom) * np.sqrt(total))


def _bias_and_freedom(shares: np.ndarray) -> tuple[float, float]:
    """Return what part of the variance the draws show, and with how many degrees of freedom.

    Both as they would be if the rates of clusters varied alike (Bell & McCaffrey 2002): with
    shares w of the clusters the sum of ``w² (rate - mean)²`` is a quadratic form A of the rates;
    the part is ``tr A / sum w²``, the degrees ``(tr A)² / tr A²``. For G equal clusters these are
    (G - 1) / G and G - 1; one large cluster among small ones makes both smaller.
    """
    total = shares.sum()
    if not total > 0:
        return 1.0, max(len(shares) - 1.0, 1.0)
    w = shares / total
    d, s = w**2, (w**2).sum()
    trace = (d * (1 - 2 * w + s)).sum()
    d0, d1, d2 = d.sum(), (d * w).sum(), (d * w**2).sum()
    square = s**2 * d0**2 + 2 * d2 * d0 - 4 * s * d1 * d0 + 2 * d1**2
    square += (d**2 * (1 + 2 * (s - 2 * w))).sum()
    if not (trace > 1e-12 and square > 0):
        return 1.0, 1.0
    return float(trace / s), float(max(trace**2 / square, 1.0))
