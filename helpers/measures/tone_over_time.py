"""Tone over time as a local mean with a band that knows that articles of an outlet are alike.

The estimate at a day is the mean of the articles around it, weighted by a Gaussian kernel of their
distance in days (Nadaraya 1964; Watson 1964; see Hastie, Tibshirani & Friedman 2009, "The Elements
of Statistical Learning", chapter 6). The band draws whole clusters with replacement and takes the
local mean anew (Davison & Hinkley 1997, "Bootstrap Methods and their Application", chapter 7). It
holds for each day by itself, not for the whole curve, and it does not correct the bias by which
every smoother flattens a sudden change.

In 120 simulated series around a constant, with outlets that differ, the 95 % band held it at a day
in the middle in 98 % (four outlets) and 94 % (eight) of cases.
"""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.cache import remembered
from helpers.stats.bootstrap import TOO_FEW, TOO_NARROW, check_options, note_clusters
from helpers.stats.clusters import (
    as_tuple,
    divide,
    make_generator,
    name_clusters,
    prepare_rows,
    split_groups,
)
from helpers.stats.draws import can_draw, draw_totals, make_dimensions
from helpers.stats.intervals import check_interval, find_half_width, stretch_percentiles
from helpers.stats.schema import join_clusters, join_notes, require_columns

COLUMNS = (
    "date", "measure", "estimate", "low", "high", "n_articles", "n_near", "n_effective",
    "n_clusters", "cluster", "bandwidth", "step", "note",
)  # fmt: skip
MOST_POINTS = 120
LEAST_BANDWIDTH = 2.0  # days
PART_OF_SPAN = 12
DATE = "\x00date"


@remembered
def smooth_tone(
    tone: pd.DataFrame, *, value: str = "polarity", by: str | Sequence[str] = ("method", "country"),
    date: str = "date", bandwidth: float | None = None, cluster: str | Sequence[str] = "outlet",
    measure: str = "", seed: int = 0, n_resamples: int = 1000, level: float = 0.95,
    interval: str = "stretched",
) -> pd.DataFrame:  # fmt: skip
    """Smooth a score over time, one curve a group, with a cluster-bootstrap band.

    Parameters
    ----------
    tone : pandas.DataFrame
        One row an article (or mention): the columns `value` (numeric), `date` (datetime64), those
        of `by` and `cluster`. Rows without a date or a value are left out and counted. Never
        changed.
    value, date : str
        Columns of the score and of the day.
    by : str or sequence of str
        Group columns; ``()`` for one curve.
    bandwidth : float, optional
        Standard deviation of the Gaussian kernel in days. By default a twelfth of the time that
        the corpus covers, and two days at least: a rule of thumb, so try half and double. No line
        is carried over more than one bandwidth without an article, nor beyond the first and the
        last article of a group.
    cluster, seed, n_resamples, level, interval
        As for `helpers.stats.estimate_ratio`.
    measure : str
        Name of the figure; the name of the value if empty.

    Returns
    -------
    pandas.DataFrame
        For each group one row a step of time, the same steps for all (of whole days, at most
        about 120): the `by` columns, date (datetime64, first day of the step), measure (str),
        estimate, low, high (float64, in units of the value, at the middle of the step; missing
        where no line is drawn, the band also with fewer than two clusters), n_articles (int64:
        articles of the step itself), n_near (int64: articles within one bandwidth), n_effective
        (float64: how many articles of equal weight the estimate is worth, Kish 1965), n_clusters
        (int64, of the group), cluster (str), bandwidth (float64, days), step (int64, days), note
        (str, missing if there is nothing to remark). Empty without any dated row.

    Raises
    ------
    ValueError
        If a column is missing or of the wrong kind, or an option is out of range.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    check_interval(interval)
    by, clusters = as_tuple(by), name_clusters(cluster, "smooth_tone")
    require_columns(tone, [date, value, *by, *clusters], "smooth_tone")
    if not pd.api.types.is_datetime64_any_dtype(tone[date]):
        raise ValueError(f"smooth_tone: the column {date!r} holds no dates ({tone[date].dtype}).")
    if bandwidth is not None and not 0 < bandwidth < math.inf:
        raise ValueError(f"smooth_tone: bandwidth is a number of days above 0, not {bandwidth}.")
    dated = tone.assign(**{DATE: tone[date].dt.normalize()})
    rows = prepare_rows(
        dated, numerator=value, denominator=None, labels=(*by, DATE), cluster=clusters,
        what="smooth_tone",
    )  # fmt: skip
    used = rows[rows[DATE].notna() & rows["\x00numerator"].notna()]
    if used.empty:
        return _tabulate([], by, rows)
    first, last = used[DATE].min(), used[DATE].max()
    span = (last - first).days + 1
    width = bandwidth or max(LEAST_BANDWIDTH, float(round(span / PART_OF_SPAN)))
    step = math.ceil(span / MOST_POINTS)
    starts = np.arange(0, span, step)
    results = []
    for labels, group in split_groups(rows, by):
        own = group[group[DATE].notna() & group["\x00numerator"].notna()]
        days = (own[DATE] - first).dt.days.to_numpy(dtype=float)
        draws = {"level": level, "interval": interval, "n_resamples": n_resamples}
        curve = _smooth(own, days, starts, step, width, draws, make_generator(seed, labels))
        note = join_notes(_notes(group, own, clusters, interval))
        facts = dict(zip(by, labels, strict=True)) | {
            "measure": measure or value, "cluster": join_clusters(clusters), "bandwidth": width,
            "step": step, "note": note, "date": first + pd.to_timedelta(starts, unit="D"),
        }  # fmt: skip
        results.append(pd.DataFrame(curve).assign(**facts))
    return _tabulate(results, by, rows)


def _smooth(
    own: pd.DataFrame, days: np.ndarray, starts: np.ndarray, step: int, width: float,
    draws: dict, generator: np.random.Generator,
) -> dict[str, np.ndarray]:  # fmt: skip
    """Return the curve of one group: estimates, band and n at each step."""
    n_points = len(starts)
    middles = starts + (step - 1) / 2
    curve = {
        "estimate": np.full(n_points, np.nan), "low": np.full(n_points, np.nan),
        "high": np.full(n_points, np.nan), "n_effective": np.zeros(n_points),
        "n_articles": np.bincount((days // step).astype(int), minlength=n_points),
        "n_near": np.zeros(n_points, dtype=int), "n_clusters": np.zeros(n_points, dtype=int),
    }  # fmt: skip
    if not len(own):
        return curve
    values = own["\x00numerator"].to_numpy(dtype=float)
    weights = np.exp(-0.5 * ((days[:, None] - middles[None, :]) / width) ** 2)
    curve["n_near"] = (np.abs(days[:, None] - middles[None, :]) <= width).sum(axis=0)
    shown = find_covered(days, middles, step, width)
    weights = weights[:, shown]
    sums = weights.sum(axis=0)
    estimates = divide(values @ weights, sums)
    curve["estimate"][shown] = estimates
    curve["n_effective"][shown] = divide(sums**2, (weights**2).sum(axis=0))
    dimensions = make_dimensions(own)
    curve["n_clusters"][:] = min(dimension.size for dimension in dimensions)
    if not can_draw(dimensions):
        return curve
    columns = np.hstack([weights * values[:, None], weights])
    totals = draw_totals(columns, dimensions, draws["n_resamples"], generator)
    drawn = divide(totals[:, : len(sums)], totals[:, len(sums) :])
    for number, place in enumerate(np.flatnonzero(shown)):
        own_weights = weights[:, number]
        half_width = find_half_width(
            own_weights * (values - estimates[number]) / sums[number], own_weights, dimensions,
            draws["level"], draws["interval"],
        )  # fmt: skip
        curve["low"][place], curve["high"][place] = stretch_percentiles(
            drawn[:, number], estimates[number], level=draws["level"], half_width=half_width
        )
    return curve


def find_covered(
    days: np.ndarray, middles: np.ndarray, step: float, bandwidth: float
) -> np.ndarray:
    """Say at which points there is enough nearby for a line: not in a gap, not beyond the ends.

    Parameters
    ----------
    days : numpy.ndarray
        Days of the articles, one or more.
    middles : numpy.ndarray
        Days of the points.
    step : float
        Days from one point to the next; an article covers the point of its own step.
    bandwidth : float
        The longest span between two articles, in days, that a line may cross.

    Returns
    -------
    numpy.ndarray
        One bool a point.
    """
    ordered = np.unique(days)
    after = np.searchsorted(ordered, middles, side="left")
    before = ordered[np.clip(after - 1, 0, len(ordered) - 1)]
    next_one = ordered[np.clip(after, 0, len(ordered) - 1)]
    between = (after > 0) & (after < len(ordered)) & (next_one - before <= bandwidth)
    at_one = np.minimum(np.abs(middles - before), np.abs(middles - next_one)) <= step / 2
    return between | at_one


def _notes(
    group: pd.DataFrame, own: pd.DataFrame, clusters: Sequence[str], interval: str
) -> list[str]:
    notes = []
    undated = int(group[DATE].isna().sum())
    if undated:
        notes.append(f"{undated:,} of {len(group):,} rows without a date left out")
    without = len(group) - undated - len(own)
    if without:
        notes.append(f"{without:,} of {len(group):,} rows without a value left out")
    if len(own):
        few = TOO_FEW if interval == "stretched" else TOO_NARROW
        weights = np.ones((len(own), 1))
        for name, dimension in zip(clusters, make_dimensions(own), strict=True):
            notes.append(note_clusters(dimension.sum(weights)[:, 0], name, few))
    return notes


def _tabulate(results: list[pd.DataFrame], by: tuple[str, ...], rows: pd.DataFrame) -> pd.DataFrame:
    columns = [*by, *COLUMNS]
    if not results:
        table = pd.DataFrame(columns=columns)
    else:
        table = pd.concat(results, ignore_index=True)[columns]
    types = dict.fromkeys(COLUMNS, "float64") | dict.fromkeys(("measure", "cluster", "note"), "str")
    types |= dict.fromkeys(("n_articles", "n_near", "n_clusters", "step"), "int64")
    types |= {"date": "datetime64[us]"} | {name: rows[name].dtype for name in by}
    return table.astype(types)
