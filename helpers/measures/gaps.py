"""Days on which an outlet should have written and did not: holes in the data, or silence.

An archive that lost a month looks like a press that lost interest. A run of empty days is called a
gap if the outlet's own rhythm makes so long a run unlikely. The rhythm is the share of days with
an article, by day of the week, so that a paper without a Sunday edition has no gap each Sunday and
one busy week does not make every quiet day suspicious.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import betaln

from helpers.measures.attention import find_country
from helpers.stats.schema import UNKNOWN, join_notes, require_columns

PRIOR = 0.5  # Jeffreys' prior on the share of empty days
MOST_ROUNDS = 5
FEW_DAYS = 10
LEAST_RUN = 2  # one empty period is not a run
DAY = pd.Timedelta(days=1)


def find_gaps(
    articles: pd.DataFrame, *, by: str = "outlet", unit: str = "D", p: float = 0.001,
    window: int | None = 182,
) -> pd.DataFrame:  # fmt: skip
    """Find spans without any article that are longer than an outlet's rhythm leads one to expect.

    The rule: between the first and the last article of an outlet each day has an article or has
    none, as if by independent draws with a probability for its day of the week. This probability
    is estimated from the days around the run (`window` on either side), the run itself and gaps
    already found left out, with Jeffreys' prior (less of it where few days have an article);
    `p_run` is the probability of as many empty days in a row that follows, the uncertainty of the
    estimate included (beta-binomial). As a run can begin after any day with an article, `p_value`
    is `p_run` times the number of those days: at most so often would an outlet of this rhythm, in
    data without a hole, show a run as unlikely anywhere. A run with `p_value` below `p` is a gap.
    With fewer than ten days with an article around it no run is called a gap.

    Of simulated outlets without a hole (24 kinds of 400 each: a year, 0.1 to 3 articles a day, with
    and without weekends) 5 % were said to have one at ``p=0.05`` and 1 % at ``p=0.01``, 8 % and 2 %
    of the worst kind. At the default a hole of 7 days was found in all of 200 outlets with 3
    articles a day, one of 14 days in 49 % and one of 30 days in all of those with one a day, one
    of 60 days in 99 % of those with 0.3 a day. Articles about one topic come in waves, which are
    not independent draws: there a gap may be real silence, and no rule can tell it from a hole.

    Parameters
    ----------
    articles : pandas.DataFrame
        The column named by `by` (str), date (datetime64). Never changed. Missing labels become
        "(unknown)".
    by : str
        Whose gaps: "outlet", or any other label.
    unit : {"D", "W"}
        Look for empty days, or for empty weeks (from Monday).
    p : float
        Largest `p_value` of a gap.
    window : int or None
        Days on either side of a run from which the rhythm is taken; None for all days.

    Returns
    -------
    pandas.DataFrame
        One row a gap, by group and time: the column named by `by`, country (for outlets, if
        there; str), start, end (datetime64[us], first and last empty day), n_days (int64),
        expected_days (float64: days with an article that the rhythm leads one to expect in
        this span), p_run, p_value (float64), note (str, missing).

    Raises
    ------
    ValueError
        If a column is missing or an option is out of range.
    """
    require_columns(articles, [by, "date"], "find_gaps")
    if unit not in ("D", "W"):
        raise ValueError(f"find_gaps: unit is {unit!r}; choose 'D' (day) or 'W' (week).")
    if not 0 < p < 1:
        raise ValueError(f"find_gaps: p is {p}; it must lie between 0 and 1.")
    if window is not None and window < 28:
        raise ValueError(f"find_gaps: window is {window} days; a rhythm needs 28 or more.")
    step = 7 if unit == "W" else 1
    records = []
    for name, dates in _dates_by_group(articles, by):
        start = _start(dates.min(), unit)
        active = np.zeros((_start(dates.max(), unit) - start).days // step + 1, dtype=bool)
        active[(dates - start).dt.days.to_numpy() // step] = True
        shift = 0 if unit == "W" else start.day_of_week
        found = _find_runs(active, shift, p, window and window // step, weekly=unit == "W")
        for first, last, expected, p_run, p_value in found:
            records.append(
                {
                    by: name,
                    "start": start + first * step * DAY,
                    "end": start + (last + 1) * step * DAY - DAY,
                    "n_days": (last + 1 - first) * step,
                    "expected_days": expected,
                    "p_run": p_run,
                    "p_value": p_value,
                }
            )
    types = {
        by: "str", "start": "datetime64[us]", "end": "datetime64[us]", "n_days": "int64",
        "expected_days": "float64", "p_run": "float64", "p_value": "float64",
    }  # fmt: skip
    return _add_country(pd.DataFrame(records, columns=list(types)).astype(types), articles, by)


def describe_rhythm(
    articles: pd.DataFrame, *, by: str = "outlet", gaps: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Describe when each outlet is in the data: first and last day, weekends, dates, gaps.

    Parameters
    ----------
    articles : pandas.DataFrame
        As for `find_gaps`.
    by : str
        Whose rhythm.
    gaps : pandas.DataFrame, optional
        Result of `find_gaps` with the same `by`.

    Returns
    -------
    pandas.DataFrame
        One row a group, "(unknown)" last: the column named by `by`, country (for outlets, if
        there; str), n_articles, n_undated (int64), share_undated (float64), first, last
        (datetime64[us], missing without any date), n_days (int64: from first to last),
        share_active (float64: of these days, gaps left out, those with an article),
        share_weekend (float64: of the dated articles, those of Saturday and Sunday; two sevenths
        is .29), missing_weekdays (str: days of the week without an article where two or more
        articles would be expected, had they all the same share), n_gaps, n_gap_days (int64), note
        (str, missing where there is nothing to remark).

    Raises
    ------
    ValueError
        If a column is missing.
    """
    require_columns(articles, [by, "date"], "describe_rhythm")
    names = articles[by].astype("str").fillna(UNKNOWN)
    records = []
    for name in sorted(names.unique(), key=lambda one: (one == UNKNOWN, one)):
        days = articles.loc[names == name, "date"].dt.normalize()
        dated = days.dropna()
        known = len(dated) > 0
        span = (dated.max() - dated.min()).days + 1 if known else 0
        own = gaps[gaps[by] == name] if gaps is not None else None
        gap_days = int(own["n_days"].sum()) if own is not None else 0
        weekdays = np.bincount(dated.dt.day_of_week, minlength=7) if known else np.zeros(7, int)
        in_data = max(span - gap_days, 1)
        records.append(
            {
                by: name,
                "n_articles": len(days),
                "n_undated": len(days) - len(dated),
                "share_undated": 1 - len(dated) / len(days),
                "first": dated.min(),
                "last": dated.max(),
                "n_days": span,
                "share_active": dated.nunique() / in_data if known else np.nan,
                "share_weekend": weekdays[5:].sum() / len(dated) if known else np.nan,
                "missing_weekdays": _name_missing(weekdays, span),
                "n_gaps": 0 if own is None else len(own),
                "n_gap_days": gap_days,
                "note": _note_rhythm(dated, len(days)),
            }
        )
    types = {
        by: "str", "n_articles": "int64", "n_undated": "int64", "share_undated": "float64",
        "first": "datetime64[us]", "last": "datetime64[us]", "n_days": "int64",
        "share_active": "float64", "share_weekend": "float64", "missing_weekdays": "str",
        "n_gaps": "int64", "n_gap_days": "int64", "note": "str",
    }  # fmt: skip
    return _add_country(pd.DataFrame(records, columns=list(types)).astype(types), articles, by)


def _dates_by_group(articles: pd.DataFrame, by: str) -> Sequence[tuple[str, pd.Series]]:
    dated = articles[articles["date"].notna()]
    names = dated[by].astype("str").fillna(UNKNOWN)
    groups = dict(list(dated["date"].dt.normalize().groupby(names)))
    return [(name, groups[name]) for name in sorted(groups, key=lambda one: (one == UNKNOWN, one))]


def _start(day: pd.Timestamp, unit: str) -> pd.Timestamp:
    return day - day.day_of_week * DAY if unit == "W" else day


def _find_runs(
    active: np.ndarray, shift: int, p: float, window: int | None, *, weekly: bool
) -> list[tuple[int, int, float, float, float]]:
    """Return the runs of empty periods that are too long: first, last, expected, p_run, p_value.

    The rhythm is estimated again without the gaps found, until no more are found.
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (~active).astype("int8"), [0]])))
    runs = edges.reshape(-1, 2)
    runs = runs[np.diff(runs, axis=1)[:, 0] >= LEAST_RUN]
    if not len(runs):
        return []
    classes = np.zeros(len(active), int) if weekly else (np.arange(len(active)) + shift) % 7
    kinds = np.eye(1 if weekly else 7, dtype="int64")[classes]
    n_starts = int(active.sum()) - 1
    # So has the first day, by definition.
    known = np.arange(len(active)) > 0
    gap = np.zeros(len(runs), dtype=bool)
    for _ in range(MOST_ROUNDS):
        p_run, expected = _judge_runs(runs, active, known, kinds, window)
        p_values = np.minimum(1.0, n_starts * p_run)
        found = gap | (p_values < p)
        if (found == gap).all():
            break
        gap = found
        known = np.arange(len(active)) > 0
        for first, after in runs[gap]:
            known[first:after] = False
    table = zip(runs[gap], expected[gap], p_run[gap], p_values[gap], strict=True)
    return [
        (int(run[0]), int(run[1]) - 1, float(days), float(one), float(all_))
        for run, days, one, all_ in table
    ]


def _judge_runs(
    runs: np.ndarray, active: np.ndarray, known: np.ndarray, kinds: np.ndarray, window: int | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return how probable each run is, and how many active periods its span should have."""
    zero = np.zeros((1, kinds.shape[1]), dtype="int64")
    full, empty = (
        np.vstack([zero, (kinds * flags[:, None]).cumsum(axis=0)])
        for flags in (known & active, known & ~active)
    )
    all_days = np.vstack([zero, kinds.cumsum(axis=0)])
    first, after = runs.T
    reach = len(active) if window is None else window
    left, right = np.maximum(first - reach, 0), np.minimum(after + reach, len(active))
    length = all_days[after] - all_days[first]
    # The day that ends a run has an article by definition, and says nothing of the rhythm.
    n_full = full[right] - full[left] - (full[after + 1] - full[after])
    n_empty = empty[right] - empty[left] - (empty[after] - empty[first])
    p_run, expected = _predict(length, n_empty, n_full)
    return np.where(n_full.sum(axis=1) < FEW_DAYS, 1.0, p_run), expected


def _predict(
    length: np.ndarray, n_empty: np.ndarray, n_full: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Probability that all of so many further periods are empty, and how many should not be."""
    # Jeffreys' prior adds half a full day to each weekday: too much where few days are full.
    empty = n_empty.sum(axis=1, keepdims=True) + PRIOR
    share = empty / (empty + n_full.sum(axis=1, keepdims=True) + PRIOR)
    a, b = n_empty + np.maximum(PRIOR, share), n_full + np.minimum(PRIOR, 1 - share)
    p_run = np.exp((betaln(a + length, b) - betaln(a, b)).sum(axis=1))
    return p_run, (length * b / (a + b)).sum(axis=1)


def _name_missing(weekdays: np.ndarray, span: int) -> str | float:
    """Name the days of the week without an article where some would be expected."""
    # Short spans do not hold each day of the week equally often.
    if span < 14 or weekdays.sum() / 7 < 2:
        return np.nan
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return ", ".join(
        name for name, count in zip(names, weekdays, strict=True) if count == 0
    ) or np.nan  # fmt: skip


def _note_rhythm(dated: pd.Series, n_articles: int) -> str | float:
    if not len(dated):
        return "no article has a date: nothing is known of the rhythm"
    active = dated.nunique()
    return join_notes([
        f"only {active} day{'' if active == 1 else 's'} with an article: gaps cannot be told"
        if active < FEW_DAYS else "",
        "first article only" if n_articles == 1 else "",
    ])  # fmt: skip


def _add_country(table: pd.DataFrame, articles: pd.DataFrame, by: str) -> pd.DataFrame:
    if by == "outlet" and "country" in articles.columns:
        countries = table[by].map(find_country(articles))
        table.insert(1, "country", countries.fillna(UNKNOWN).astype("str"))
    return table
