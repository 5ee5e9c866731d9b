"""How much was written a day, of what could have been: counts with their exposure.

A count of articles is a numerator. Its denominator is the time that an outlet was in the data at
all: before its first article, after its last and in a gap, nothing is known, and a rate there is
missing, never zero. Days without an article in between are zeros (the exposure of event-count
models: Cameron & Trivedi 2013, "Regression Analysis of Count Data", ch. 1).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.measures.attention import find_country
from helpers.measures.concordance import find_terms
from helpers.stats.schema import UNKNOWN, require_columns

UNITS = {"D": "day", "W": "week"}
ALL = "all articles"
LEAST_DAYS = 28  # an outlet seen for less than four weeks counts as if spread over four
MOST_DAYS = 400
MAX_CELLS = 30_000_000
MAX_ROWS = 2_000_000

Terms = str | Sequence[str] | Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Streams:
    """Counts of articles in equal periods, by group and item.

    Attributes
    ----------
    by : str
        Column of the groups; "group" where all articles are one.
    groups, items : list of str
        In order of name, "(unknown)" last; items are terms, events or `ALL`.
    countries : list of str or None
        By group, where groups are outlets.
    periods : pandas.DatetimeIndex
        First day of each period, without a hole.
    n_articles : numpy.ndarray
        Articles by group, item and period.
    n_all : numpy.ndarray
        All articles by group and period.
    exposure : numpy.ndarray
        By group and period, 0 to 1: see `daily_volume`.
    unit : str
        "D" or "W".
    """

    by: str
    groups: list[str]
    countries: list[str] | None
    items: list[str]
    periods: pd.DatetimeIndex
    n_articles: np.ndarray
    n_all: np.ndarray
    exposure: np.ndarray
    unit: str

    @property
    def days(self) -> int:
        """Days of a period."""
        return 7 if self.unit == "W" else 1


def daily_volume(
    articles: pd.DataFrame, *, by: str | None = "outlet", unit: str = "D",
    terms: Terms | None = None, event: str | None = None, gaps: pd.DataFrame | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Count articles a day or week, zeros and missing days told apart.

    Parameters
    ----------
    articles : pandas.DataFrame
        ``date`` (datetime64); the column named by `by`; ``outlet`` (str) where there is one;
        ``article_id``, ``text`` and maybe ``title`` with `terms`. Never changed. Articles without
        a date are left out.
    by : str or None
        "outlet", "country" or another label; None takes all articles together.
    unit : {"D", "W"}
        Day, or week from Monday.
    terms : str, sequence or mapping, optional
        Count the articles that hold a term in title or text; ``*`` stands for any ending. A
        mapping gives several terms one name: ``{"grain": ["grain", "wheat"]}``.
    event : str, optional
        Count by the values of this column, for example "event". Not together with `terms`.
    gaps : pandas.DataFrame, optional
        Result of `find_gaps`, or a table of your own with ``outlet`` (or the column named by
        `by`), ``start`` and ``end``: in these days nothing is known of the outlet.

    Returns
    -------
    pandas.DataFrame
        The column named by `by` ("group" if None) and, for outlets, country (str); item (str:
        term, event or "all articles"); period (datetime64[us]); n_articles (Int64: of the item),
        n_all (Int64: of the group), both missing where nothing is known; exposure (float64, 0 to
        1: the share of the group's usual output that comes from outlets which are in the data
        then. For one outlet it is 1 from its first article to its last, and 0 elsewhere and in
        gaps. For several, each outlet weighs its articles a day).

    Raises
    ------
    ValueError
        If a column is missing, an option is unknown, or the table would be too long.
    """
    streams = build_streams(
        articles, by=by, unit=unit, terms=terms, event=event, gaps=gaps, what="daily_volume"
    )
    shape = streams.n_articles.shape
    if np.prod(shape) > MAX_ROWS:
        raise ValueError(
            f"daily_volume: {shape[0]:,} groups and {shape[1]:,} items in {shape[2]:,} periods are "
            "too many to list. Choose unit='W', fewer terms, or check the dates for outliers."
        )
    index = pd.MultiIndex.from_product(
        [streams.groups, streams.items, streams.periods], names=[streams.by, "item", "period"]
    )
    table = pd.DataFrame(index=index).reset_index()
    known = np.broadcast_to((streams.exposure > 0)[:, None, :], shape).ravel()
    for name, values in (("n_articles", streams.n_articles), ("n_all", streams.n_all[:, None, :])):
        counts = np.broadcast_to(values, shape).ravel()
        table[name] = pd.Series(counts, dtype="Int64").where(pd.Series(known, dtype=bool))
    table["exposure"] = np.broadcast_to(streams.exposure[:, None, :], shape).ravel().astype(float)
    if streams.countries is not None:
        countries = dict(zip(streams.groups, streams.countries, strict=True))
        table.insert(1, "country", table[streams.by].map(countries).astype("str"))
    return table.astype({streams.by: "str", "item": "str", "period": "datetime64[us]"})


def choose_unit(articles: pd.DataFrame, by: str | None = None) -> str:
    """Return the shorter unit in which bursts can show: day, or week.

    Parameters
    ----------
    articles : pandas.DataFrame
        ``date`` and the column named by `by`. Never changed.
    by : str, optional
        Column of the groups.

    Returns
    -------
    str
        "D" where the groups have an article a day on average and the time is at most 400 days,
        else "W".
    """
    dated = articles[articles["date"].notna()]
    if dated.empty:
        return "W"
    days = (dated["date"].max() - dated["date"].min()).days + 1
    n_groups = dated[by].nunique() if by else 1
    return "D" if days <= MOST_DAYS and len(dated) >= days * max(n_groups, 1) else "W"


def build_streams(
    articles: pd.DataFrame, *, by: str | None, unit: str, terms: Terms | None, event: str | None,
    gaps: pd.DataFrame | None, what: str,
) -> Streams:  # fmt: skip
    """Count articles by group, item and period; options as for `daily_volume`."""
    if unit not in UNITS:
        raise ValueError(f"{what}: unit is {unit!r}; choose 'D' (day) or 'W' (week).")
    if terms is not None and event is not None:
        raise ValueError(f"{what}: give terms or an event column, not both.")
    require_columns(articles, ["date", *([by] if by else []), *([event] if event else [])], what)
    dated = articles[articles["date"].notna()].reset_index(drop=True)
    group = (
        dated[by].astype("str").fillna(UNKNOWN) if by else pd.Series(ALL, dated.index, dtype="str")
    )
    outlet = dated["outlet"].astype("str").fillna(UNKNOWN) if "outlet" in dated else group
    groups = _sort_names(group)
    days, place = _place_days(dated["date"])
    members = pd.DataFrame({"group": group, "outlet": outlet})
    n_members = len(members.drop_duplicates())
    if max(n_members, len(groups)) * len(days) > MAX_CELLS:
        raise ValueError(
            f"{what}: {n_members:,} outlets over {len(days):,} days are too many to count. "
            "Check the dates for outliers."
        )
    present, keys = _find_presence(members, place, days, gaps, by)
    code = members.merge(keys.reset_index(names="code"), how="left", sort=False)["code"].to_numpy()
    kept = present[code, place] if len(dated) else np.zeros(0, dtype=bool)
    codes = pd.Categorical(group, categories=groups).codes
    exposure = _weigh_presence(present, keys, np.bincount(code[kept], minlength=len(keys)), groups)
    step = 7 if unit == "W" else 1
    n_periods = len(days) // step
    rows, items = find_items(dated, terms, event)
    if len(groups) * len(items) * n_periods > MAX_CELLS:
        raise ValueError(
            f"{what}: {len(groups):,} groups and {len(items):,} items in {n_periods:,} periods are "
            "too many to count. Choose unit='W' or fewer terms, or check the dates for outliers."
        )
    n_all = np.zeros((len(groups), n_periods), dtype="int64")
    np.add.at(n_all, (codes[kept], place[kept] // step), 1)
    n_articles = np.zeros((len(groups), len(items), n_periods), dtype="int64")
    rows = rows[kept[rows["row"].to_numpy()]]
    where = rows["row"].to_numpy()
    np.add.at(n_articles, (codes[where], rows["item"].to_numpy(), place[where] // step), 1)
    # Days were padded to whole weeks; those before the first and after the last date go again.
    used = slice(None) if unit == "W" or dated.empty else slice(place.min(), place.max() + 1)
    return Streams(
        by=by or "group", groups=groups, items=items, unit=unit, periods=days[::step][used],
        countries=_find_countries(dated, groups) if by == "outlet" else None,
        n_articles=n_articles[:, :, used], n_all=n_all[:, used],
        exposure=exposure.reshape(len(groups), n_periods, step).mean(axis=2)[:, used],
    )  # fmt: skip


def weekday_factors(streams: Streams) -> np.ndarray:
    """How much a group writes on a day of the week beside its average day (group, period).

    All factors are 1 for weeks, and for a weekday of which no day is known. Half an article a
    weekday is added, so that few articles make no factor of zero.
    """
    factors = np.ones_like(streams.exposure)
    if streams.unit == "W" or not len(streams.periods):
        return factors
    weekday = streams.periods.day_of_week.to_numpy()
    n_all, exposed = (
        np.column_stack([table[:, weekday == day].sum(axis=1) for day in range(7)])
        for table in (streams.n_all, streams.exposure)
    )
    total = np.maximum(exposed.sum(axis=1, keepdims=True), 1e-12)
    rate = (n_all.sum(axis=1, keepdims=True) + 3.5) / total
    expected = rate * exposed
    known = exposed > 0
    by_day = np.where(known, (n_all + 3.5 * exposed / total) / np.where(known, expected, 1), 1.0)
    return by_day[:, weekday]


def _sort_names(names: pd.Series) -> list[str]:
    return sorted(names.unique(), key=lambda name: (name == UNKNOWN, name))


def _place_days(dates: pd.Series) -> tuple[pd.DatetimeIndex, np.ndarray]:
    """Return whole weeks of days around the dates, and the number of each article's day."""
    if dates.empty:
        return pd.DatetimeIndex([], dtype="datetime64[us]"), np.zeros(0, dtype="int64")
    days = dates.dt.normalize()
    first, last = days.min(), days.max()
    first -= pd.Timedelta(days=first.day_of_week)
    last += pd.Timedelta(days=6 - last.day_of_week)
    every = pd.date_range(first, last, freq="D").as_unit("us")
    return every, (days - first).dt.days.to_numpy()


def _find_presence(
    members: pd.DataFrame, place: np.ndarray, days: pd.DatetimeIndex, gaps: pd.DataFrame | None,
    by: str | None,
) -> tuple[np.ndarray, pd.DataFrame]:  # fmt: skip
    """Whether each outlet of a group is in the data on a day (outlet, day), and the outlets."""
    spans = members.assign(place=place).groupby(["group", "outlet"])["place"].agg(["min", "max"])
    keys = spans.reset_index()[["group", "outlet"]]
    number = np.arange(len(days))
    first, last = (spans[side].to_numpy()[:, None] for side in ("min", "max"))
    present = (number >= first) & (number <= last)
    if gaps is not None and len(gaps):
        _cut_gaps(present, keys, gaps, days, by)
    return present, keys


def _cut_gaps(
    present: np.ndarray, keys: pd.DataFrame, gaps: pd.DataFrame, days: pd.DatetimeIndex,
    by: str | None,
) -> None:  # fmt: skip
    """Take the days of gaps out of what is known (in place)."""
    column = "outlet" if "outlet" in gaps.columns else by
    require_columns(gaps, [column or "outlet", "start", "end"], "gaps")
    side = keys["outlet" if column == "outlet" else "group"]
    for name, start, end in zip(gaps[column], gaps["start"], gaps["end"], strict=True):
        own = (side == (UNKNOWN if pd.isna(name) else str(name))).to_numpy()
        first, last = days.searchsorted(start), days.searchsorted(end, side="right")
        present[own, first:last] = False


def _weigh_presence(
    present: np.ndarray, keys: pd.DataFrame, n_articles: np.ndarray, groups: list[str]
) -> np.ndarray:
    """Share of each group's usual output that is in the data on each day (group, day)."""
    rates = n_articles / np.maximum(present.sum(axis=1), LEAST_DAYS)
    codes = pd.Categorical(keys["group"], categories=groups).codes
    exposure = np.zeros((len(groups), present.shape[1]))
    for group in range(len(groups)):
        own = codes == group
        total = rates[own].sum()
        if total > 0:
            exposure[group] = rates[own] @ present[own] / total
    return exposure


def find_items(
    dated: pd.DataFrame, terms: Terms | None, event: str | None
) -> tuple[pd.DataFrame, list[str]]:
    """Return which article (row) counts for which item (number), each once, and their names."""
    if terms is not None:
        return _find_term_items(dated, terms)
    if event is None:
        rows = pd.DataFrame({"row": np.arange(len(dated)), "item": np.zeros(len(dated), "int64")})
        return rows, [ALL]
    labels = dated[event].astype("str")
    items = sorted(labels.dropna().unique())
    codes = pd.Categorical(labels, categories=items).codes.astype("int64")
    held = np.flatnonzero(codes >= 0)
    return pd.DataFrame({"row": held, "item": codes[held]}), items


def _find_term_items(dated: pd.DataFrame, terms: Terms) -> tuple[pd.DataFrame, list[str]]:
    named = terms if isinstance(terms, Mapping) else {one: [one] for one in as_list(terms)}
    items = list(named)
    patterns = pd.DataFrame(
        [(one, number) for number, own in enumerate(named.values()) for one in set(as_list(own))],
        columns=["term", "item"],
    )
    require_columns(dated, ["text"], "terms")
    numbered = dated.assign(article_id=np.arange(len(dated)))
    found = []
    for column in ("title", "text"):
        if column in dated.columns:
            table = numbered[["article_id", column]].dropna(subset=column)
            hits = find_terms(table, patterns["term"].unique(), column=column)
            found.append(hits[["article_id", "term"]])
    hits = pd.concat(found, ignore_index=True).merge(patterns, on="term")
    rows = hits.rename(columns={"article_id": "row"})[["row", "item"]].astype("int64")
    return rows.drop_duplicates(ignore_index=True), items


def as_list(names: str | Iterable[str]) -> list[str]:
    """Return names as a list; one may come as a plain string."""
    return [names] if isinstance(names, str) else list(names)


def _find_countries(dated: pd.DataFrame, groups: list[str]) -> list[str] | None:
    if "country" not in dated.columns:
        return None
    return list(find_country(dated).reindex(groups).fillna(UNKNOWN).astype("str"))
