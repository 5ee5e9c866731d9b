"""Attention before and after an event, and how often a change as large comes about by itself.

The interrupted series of a few weeks on either side of a date is the simplest design for the
effect of an event (MacKinlay 1997, "Event studies in economics and finance", Journal of Economic
Literature 35(1)). Counts of articles vary more than a Poisson process does, so intervals are
stretched by the dispersion that is found (McCullagh & Nelder 1989, "Generalized Linear Models",
section 6.2), and the change is held against the same figure at every other date of the corpus
(placebo in time: Abadie, Diamond & Hainmueller 2015, American Journal of Political Science 59(2)).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import beta, gamma

from helpers.measures.volume import Streams, Terms, build_streams
from helpers.stats.clusters import divide
from helpers.stats.schema import join_notes

LEAST_KNOWN = 0.8  # of the days before and of those after, for a window to count
FEW_WINDOWS = 19  # with fewer windows that do not overlap, p below .05 rests on overlap alone
PER = ("day", "article")

Day = str | pd.Timestamp


def event_days(
    articles: pd.DataFrame, date: Day, *, before: int = 14, after: int = 28,
    by: str | None = "country", terms: Terms | None = None, gaps: pd.DataFrame | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Count articles on each day around an event.

    Parameters
    ----------
    articles, by, terms, gaps
        As for `daily_volume`.
    date : str or pandas.Timestamp
        Day of the event.
    before, after : int
        Days before the event; days from the event on, its own day included.

    Returns
    -------
    pandas.DataFrame
        The column named by `by` ("group" if None; str) and for outlets country; item (str); day
        (int64: 0 is the event's day); date (datetime64[us]); n_articles, n_all (Int64), exposure
        (float64) as in `daily_volume`: missing counts and 0 outside the data.

    Raises
    ------
    ValueError
        If a column is missing or an option is out of range.
    """
    event = _check_options(date, before, after)
    streams = build_streams(
        articles, by=by, unit="D", terms=terms, event=None, gaps=gaps, what="event_days"
    )
    start = _place(streams, event) - before
    index = np.arange(start, start + before + after)
    inside = (index >= 0) & (index < len(streams.periods))
    where = np.clip(index, 0, max(len(streams.periods) - 1, 0))
    parts = []
    for group, name in enumerate(streams.groups):
        exposure = np.where(inside, streams.exposure[group, where], 0.0)
        known = pd.Series(exposure > 0)
        for item, label in enumerate(streams.items):
            part = pd.DataFrame({streams.by: name, "item": label, "day": index - start - before})
            part["date"] = event + pd.to_timedelta(part["day"], unit="D")
            for column, counts in (
                ("n_articles", streams.n_articles[group, item]),
                ("n_all", streams.n_all[group]),
            ):
                part[column] = pd.Series(counts[where], dtype="Int64").where(known)
            parts.append(part.assign(exposure=exposure))
    columns = [streams.by, "item", "day", "date", "n_articles", "n_all", "exposure"]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    types = dict(zip(columns, ["str", "str", "int64", "datetime64[us]", "Int64", "Int64",
                               "float64"], strict=True))  # fmt: skip
    return add_countries(table[columns].astype(types), streams)


def event_window(
    articles: pd.DataFrame, date: Day, *, before: int = 14, after: int = 28,
    by: str | None = "country", terms: Terms | None = None, per: str = "day",
    gaps: pd.DataFrame | None = None, exclude: Sequence[Day] = (), level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Compare attention before and after an event.

    The rate before is the number of articles divided by the exposure of the `before` days (a day
    on which only some outlets of the group are in the data counts as that part of a day), the rate
    after that of the day of the event and those that follow. Intervals take the counts for Poisson
    counts, divided by the Pearson dispersion of the days around the two rates where that is over 1
    (quasi-Poisson); the interval of the ratio is the conditional one of two Poisson counts
    (Clopper & Pearson 1934), which holds with a count of zero, too. Days that hang together make
    these intervals too narrow. The placebo does not rest on that: the ratio is computed at every
    other date for which the window lies in the data and does not touch that of the event, and
    `p_value` is the share of dates, the event's own counted in, at which the ratio departs from 1
    as much in either direction.

    Parameters
    ----------
    articles, date, before, after, by, terms, gaps
        As for `event_days`. With whole weeks before and after, weekends even out.
    per : {"day", "article"}
        Articles a day, or with `terms` the share of the group's articles.
    exclude : sequence of dates
        Other events: dates whose windows touch theirs are no placebo.
    level : float
        Coverage that the intervals aim at.

    Returns
    -------
    pandas.DataFrame
        One row a group and item: the column named by `by` ("group" if None; str) and for outlets
        country; item (str); date (datetime64[us]); rate_before, rate_before_low,
        rate_before_high, rate_after, rate_after_low, rate_after_high, ratio, low, high (float64;
        high may be infinite); dispersion (float64, 1 or more); p_value, smallest_p (float64:
        the smallest that so many dates allow); n_placebo, n_independent (int64: placebo dates,
        and how many of their windows fit in without overlap); n_before, n_after (int64:
        articles), n_days_before, n_days_after (int64: days that are known); note (str, missing
        where there is nothing to remark).

    Raises
    ------
    ValueError
        If a column is missing or an option is out of range.
    """
    event = _check_options(date, before, after)
    if per not in PER:
        raise ValueError(f"event_window: per is {per!r}; choose 'day' or 'article'.")
    if per == "article" and terms is None:
        raise ValueError("event_window: per='article' is the share of a term; give terms.")
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1 (for example 0.95), not {level}.")
    streams = build_streams(
        articles, by=by, unit="D", terms=terms, event=None, gaps=gaps, what="event_window"
    )
    place = _place(streams, event)
    barred = [place, *(_place(streams, _as_day(other)) for other in exclude)]
    records = []
    for group, name in enumerate(streams.groups):
        known = streams.exposure[group] > 0
        units = streams.n_all[group] if per == "article" else streams.exposure[group]
        for item, label in enumerate(streams.items):
            counts = np.where(known, streams.n_articles[group, item], 0)
            table = np.vstack([counts, np.where(known, units, 0.0), known])
            records.append(
                {streams.by: name, "item": label, "date": event}
                | _measure(table, place, before, after, level)
                | _place_elsewhere(table, place, before, after, barred)
            )
    return _tabulate(records, streams)


def add_countries(table: pd.DataFrame, streams: Streams) -> pd.DataFrame:
    """Put the country of each outlet behind the first column, where groups are outlets."""
    if streams.countries is not None:
        countries = dict(zip(streams.groups, streams.countries, strict=True))
        table.insert(1, "country", table[streams.by].map(countries).astype("str"))
    return table


def _check_options(date: Day, before: int, after: int) -> pd.Timestamp:
    if before < 1 or after < 1:
        raise ValueError(f"A window needs a day on either side, not {before} and {after}.")
    return _as_day(date)


def _as_day(date: Day) -> pd.Timestamp:
    day = pd.Timestamp(date)
    if pd.isna(day):
        raise ValueError(f"{date!r} is no date.")
    return day.tz_localize(None).normalize().as_unit("us")


def _place(streams: Streams, day: pd.Timestamp) -> int:
    return (day - streams.periods[0]).days if len(streams.periods) else 0


def _sides(table: np.ndarray, place: np.ndarray, before: int, after: int) -> np.ndarray:
    """Return sums of counts, exposure and known days before and after (side, row, date)."""
    n_days = table.shape[1]
    sums = np.hstack([np.zeros((len(table), 1)), table.cumsum(axis=1)])
    first, middle, last = (
        np.clip(place + step, 0, n_days) for step in (-before, 0, after)
    )  # fmt: skip
    return np.stack([sums[:, middle] - sums[:, first], sums[:, last] - sums[:, middle]])


def _measure(table: np.ndarray, place: int, before: int, after: int, level: float) -> dict:
    """Return rates, their ratio and intervals at the event."""
    sides = _sides(table, np.array([place]), before, after)[:, :, 0]
    counts, exposure, days = sides.T
    rates = divide(counts, exposure)
    dispersion = _find_dispersion(table, place, before, after, rates)
    row = {"dispersion": dispersion}
    for side, name in enumerate(("before", "after")):
        low, high = _rate_interval(counts[side], exposure[side], dispersion, level)
        row |= {f"rate_{name}": rates[side], f"rate_{name}_low": low, f"rate_{name}_high": high}
        row |= {f"n_{name}": int(counts[side]), f"n_days_{name}": int(days[side])}
    low, high = _ratio_interval(counts, exposure, dispersion, level)
    ratio = divide(rates[1], rates[0]).item()
    return row | {
        "ratio": ratio,
        "low": low,
        "high": high,
        "note_rates": _note_rates(days, (before, after), counts, exposure, table[0].sum()),
    }


def _find_dispersion(
    table: np.ndarray, place: int, before: int, after: int, rates: np.ndarray
) -> float:
    """Return Pearson's dispersion of the days of the window around the two rates; at least 1."""
    squares, n_days = 0.0, 0
    for rate, first, last in ((rates[0], place - before, place), (rates[1], place, place + after)):
        counts, units, known = table[:, max(first, 0) : max(last, 0)]
        used = (known > 0) & (units > 0)
        if rate > 0:
            mean = rate * units[used]
            squares += ((counts[used] - mean) ** 2 / mean).sum()
        n_days += used.sum()
    return max(1.0, float(squares / (n_days - 2))) if n_days > 2 else 1.0


def _rate_interval(
    count: float, exposure: float, dispersion: float, level: float
) -> tuple[float, float]:
    if exposure <= 0:
        return np.nan, np.nan
    tail, shape = (1 - level) / 2, count / dispersion
    low = gamma.ppf(tail, shape) if shape > 0 else 0.0
    return tuple(
        float(bound * dispersion / exposure) for bound in (low, gamma.ppf(1 - tail, shape + 1))
    )


def _ratio_interval(
    counts: np.ndarray, exposure: np.ndarray, dispersion: float, level: float
) -> tuple[float, float]:
    """Return the interval of the later rate by the earlier one, given the sum of both counts."""
    if (exposure <= 0).any() or counts.sum() == 0:
        return np.nan, np.nan
    tail = (1 - level) / 2
    earlier, later = counts / dispersion
    low = beta.ppf(tail, later, earlier + 1) if later > 0 else 0.0
    high = beta.ppf(1 - tail, later + 1, earlier) if earlier > 0 else 1.0
    odds = [bound / (1 - bound) if bound < 1 else np.inf for bound in (low, high)]
    return tuple(float(one * exposure[0] / exposure[1]) for one in odds)


def _place_elsewhere(
    table: np.ndarray, place: int, before: int, after: int, barred: Sequence[int]
) -> dict:
    """Return how often other dates show a change as large, and what the design can show."""
    dates = np.arange(table.shape[1])
    length = before + after
    free = np.ones(len(dates), dtype=bool)
    for other in barred:
        free &= np.abs(dates - other) >= length
    sides = _sides(table, np.append(dates, place), before, after)
    whole = np.array([before, after])[:, None] * LEAST_KNOWN
    usable = ((sides[:, 2] >= whole) & (sides[:, 1] > 0)).all(axis=0)
    logs = np.log(sides[:, 0] + 0.5) - np.log(np.where(sides[:, 1] > 0, sides[:, 1], 1))
    change = np.abs(logs[1] - logs[0])
    placebo = free & usable[:-1]
    n_placebo = int(placebo.sum())
    n_independent = _count_apart(dates[placebo], length)
    row = {"n_placebo": n_placebo, "n_independent": n_independent, "p_value": np.nan,
           "smallest_p": np.nan}  # fmt: skip
    if not usable[-1]:
        return row | {"note_placebo": "no placebo: too few days of the window are in the data"}
    if not n_placebo:
        return row | {"note_placebo": "no placebo: no other date leaves room for such a window"}
    as_large = int((change[:-1][placebo] >= change[-1] - 1e-9).sum())
    row |= {"p_value": (1 + as_large) / (1 + n_placebo), "smallest_p": 1 / (1 + n_placebo)}
    note = ""
    if n_independent < FEW_WINDOWS:
        note = (
            f"the {n_placebo:,} placebo dates hold only {n_independent} windows that do not "
            "overlap: p is coarse"
        )
    return row | {"note_placebo": note}


def _count_apart(dates: np.ndarray, length: int) -> int:
    """Count how many windows of a length can be laid side by side at some of the dates."""
    count, free_from = 0, -np.inf
    for date in dates:
        if date >= free_from:
            count, free_from = count + 1, date + length
    return count


def _note_rates(
    days: np.ndarray, asked: tuple[int, int], counts: np.ndarray, exposure: np.ndarray, total: float
) -> str:
    notes = [
        f"only {int(known)} of {wanted} days {name} the event are in the data"
        for known, wanted, name in zip(days, asked, ("before", "after"), strict=True)
        if known < wanted
    ]
    if not total:
        notes.append("no article")
    elif not counts.sum():
        notes.append("no article in the window")
    elif not counts[0] and (exposure > 0).all():
        notes.append("no article before the event: the ratio has no upper limit")
    return join_notes(notes) if notes else ""


def _tabulate(records: list[dict], streams: Streams) -> pd.DataFrame:
    numbers = [
        f"rate_{side}{part}" for side in ("before", "after") for part in ("", "_low", "_high")
    ]
    numbers += ["ratio", "low", "high", "dispersion", "p_value", "smallest_p"]
    counts = ["n_placebo", "n_independent", "n_before", "n_after", "n_days_before", "n_days_after"]
    types = {streams.by: "str", "item": "str", "date": "datetime64[us]"}
    types |= dict.fromkeys(numbers, "float64") | dict.fromkeys(counts, "int64") | {"note": "str"}
    for row in records:
        row["note"] = join_notes([row.pop("note_rates"), row.pop("note_placebo")])
    return add_countries(pd.DataFrame(records, columns=list(types)).astype(types), streams)
