"""The outlets that can be compared across a date: those in the data on both sides of it.

A press whose largest outlet enters the data in the week after an event seems to wake up. So a
window counts only outlets that are in the data on nearly all of its days, the same ones before and
after (a balanced panel); which outlets these are is decided for each window anew.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.measures.attention import find_country
from helpers.measures.volume import ALL, Terms, build_streams
from helpers.stats.clusters import divide
from helpers.stats.schema import UNKNOWN, require_columns

LEAST_KNOWN = 0.8  # of the days before and of those after, for an outlet to count in a window
SEPARATOR = "\x1f"


@dataclass(frozen=True)
class Panel:
    """Daily counts of each outlet, by the group to which it belongs.

    Attributes
    ----------
    by : str
        Column of the groups; "group" where all articles are one.
    groups, items : list of str
        Names of groups and of items.
    countries : list of str or None
        By group, where groups are outlets.
    periods : pandas.DatetimeIndex
        Days.
    names : list of str
        Group and outlet of each outlet, as `mark_members` writes them.
    group_of : numpy.ndarray
        Number of the group of each outlet.
    n_articles, n_all, known : numpy.ndarray
        Articles by (outlet, item, day) and (outlet, day), and whether a day is known (outlet,
        day).
    """

    by: str
    groups: list[str]
    items: list[str]
    countries: list[str] | None
    periods: pd.DatetimeIndex
    names: list[str]
    group_of: np.ndarray
    n_articles: np.ndarray
    n_all: np.ndarray
    known: np.ndarray

    def place(self, day: pd.Timestamp) -> int:
        """Return the number of a day; before the first day it is negative."""
        return (day - self.periods[0]).days if len(self.periods) else 0

    def add_countries(self, table: pd.DataFrame) -> pd.DataFrame:
        """Put the country of each outlet behind the first column, where groups are outlets."""
        if self.countries is not None:
            countries = dict(zip(self.groups, self.countries, strict=True))
            table.insert(1, "country", table[self.by].map(countries).astype("str"))
        return table


@dataclass(frozen=True)
class Window:
    """What the windows around some dates hold, for one group and item.

    Attributes
    ----------
    counts, exposure : numpy.ndarray
        Articles, and days (or with ``per="article"`` all articles), by (side, date); side 0 is
        before. Exposure is 0 where no outlet is in the data on both sides.
    squares : numpy.ndarray
        Sum of the squared counts of the days, by (side, date).
    members : numpy.ndarray
        Whether an outlet counts (outlet of the group, date).
    weights : numpy.ndarray
        What each outlet weighs in the exposure (outlet of the group, date).
    """

    counts: np.ndarray
    exposure: np.ndarray
    squares: np.ndarray
    members: np.ndarray
    weights: np.ndarray


def build_panel(
    articles: pd.DataFrame, *, by: str | None, terms: Terms | None, gaps: pd.DataFrame | None,
    what: str,
) -> Panel:  # fmt: skip
    """Count articles of each outlet of each group by day; options as for `event_window`."""
    require_columns(articles, ["date", *([by] if by else [])], what)
    marked = mark_members(articles, by)
    if gaps is not None and "outlet" not in gaps.columns:
        group = marked[SEPARATOR].str.split(SEPARATOR, n=1).str[0]
        gaps = _spell_out(gaps, marked[SEPARATOR], group, by)
    streams = build_streams(
        marked, by=SEPARATOR, unit="D", terms=terms, event=None, gaps=gaps, what=what
    )
    of_member = [name.split(SEPARATOR, 1)[0] for name in streams.groups]
    groups = sorted(set(of_member), key=lambda name: (name == UNKNOWN, name))
    countries = None
    if by == "outlet" and "country" in articles.columns:
        countries = list(find_country(articles).reindex(groups).fillna(UNKNOWN).astype("str"))
    return Panel(
        by=by or "group", groups=groups, items=streams.items, countries=countries,
        periods=streams.periods, names=streams.groups, n_articles=streams.n_articles,
        n_all=streams.n_all,
        group_of=np.array([groups.index(name) for name in of_member], dtype="int64"),
        known=streams.exposure > 0,
    )  # fmt: skip


def mark_members(articles: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """Return the articles with a column `SEPARATOR` that names group and outlet of each."""
    group = (
        articles[by].astype("str").fillna(UNKNOWN)
        if by
        else pd.Series(ALL, articles.index, dtype="str")
    )
    outlet = articles["outlet"].astype("str").fillna(UNKNOWN) if "outlet" in articles else group
    return articles.assign(**{SEPARATOR: group + SEPARATOR + outlet})


def look_around(
    panel: Panel, group: int, item: int, places: np.ndarray, before: int, after: int, *, per: str
) -> Window:
    """Sum up what stands before and after each of some dates."""
    own = panel.group_of == group
    known = panel.known[own]
    written = np.where(known, panel.n_articles[own, item], 0)
    counts, every, days = (
        _sides(table, places, before, after)
        for table in (written, np.where(known, panel.n_all[own], 0), known)
    )
    wanted = np.array([before, after])[:, None, None]
    members = (days >= LEAST_KNOWN * wanted).all(axis=0)
    weights = members * (every.sum(axis=0) + 0.5)
    if per == "article":
        exposure = (every * members).sum(axis=1).astype(float)
    else:
        exposure = np.nan_to_num(divide((weights * days).sum(axis=1), weights.sum(axis=0)))
    counted = (counts * members).sum(axis=1).astype(float)
    squares = np.zeros_like(counted)
    # The same outlets count at most dates, so that there are few sums over outlets to take.
    sets, which = np.unique(members, axis=1, return_inverse=True)
    for number, chosen in enumerate(sets.T):
        at = which.ravel() == number
        daily = written[chosen].sum(axis=0)[None, :]
        squares[:, at] = _sides(daily**2, places[at], before, after)[:, 0]
    return Window(counted, exposure, squares, members, weights)


def _spell_out(
    gaps: pd.DataFrame, members: pd.Series, group: pd.Series, by: str | None
) -> pd.DataFrame:
    """Give gaps of a whole group to each of its outlets."""
    require_columns(gaps, [by or "outlet", "start", "end"], "gaps")
    pairs = pd.DataFrame({SEPARATOR: members, by: group}).drop_duplicates()
    named = gaps.assign(**{by: gaps[by].astype("str").fillna(UNKNOWN)})
    return named[[by, "start", "end"]].merge(pairs, on=by)


def _sides(table: np.ndarray, places: np.ndarray, before: int, after: int) -> np.ndarray:
    """Return sums over the days before and from each date on (side, row, date)."""
    n_days = table.shape[1]
    sums = np.hstack([np.zeros((len(table), 1)), table.cumsum(axis=1)])
    first, middle, last = (np.clip(places + step, 0, n_days) for step in (-before, 0, after))
    return np.stack([sums[:, middle] - sums[:, first], sums[:, last] - sums[:, middle]])
