"""How much each outlet or press wrote, and when: the volume that every other figure rests on.

Counting articles over time is the oldest measure of the agenda (McCombs & Shaw 1972, "The
agenda-setting function of mass media"). It is also the easiest to misread: a month without
articles and articles without a date are different things and stay apart here.
"""

import pandas as pd

from helpers.stats.schema import UNKNOWN, require_columns

FREQUENCIES = {"day": "D", "week": "W-SUN", "month": "M", "year": "Y"}
DAYS = {"day": 1, "week": 7, "month": 30.5}
MOST_PERIODS = 60  # about as many bars as can be told apart in a chart
MAX_CELLS = 2_000_000


def count_articles(
    articles: pd.DataFrame, *, by: str = "outlet", period: str | None = "month"
) -> pd.DataFrame:
    """Count articles, words and duplicates by outlet or country and period.

    Parameters
    ----------
    articles : pandas.DataFrame
        Columns outlet or country (str), date (datetime64), n_words (int64), duplicate_of (str,
        missing for originals). Never changed.
    by : str
        The group column, usually "outlet" or "country". Missing labels become "(unknown)".
    period : str or None
        "day", "week" (from Monday), "month", "year", or None for one count over all time; "auto"
        takes the shortest that makes at most 60 periods of the time between first and last date.

    Returns
    -------
    pandas.DataFrame
        Sorted by group ("(unknown)" last) and time: the group column (str); country (str, only
        for ``by="outlet"`` if the articles have it: the one given most often to the outlet);
        period (datetime64[us], first day of the period; not with ``period=None``); n_articles,
        n_words, n_duplicates (int64; copies are counted in n_articles, too). Each group with any
        date has a row for every period between the first and the last date of the corpus, with 0
        where it has no articles. Articles without a date are a last row of their group, with the
        period missing.

    Raises
    ------
    ValueError
        If a column is missing, the period is not known, or the table would have more than two
        million rows.
    """
    require_columns(articles, [by, "date", "n_words", "duplicate_of"], "count_articles")
    if period == "auto":
        period = choose_period(articles["date"])
    if period is not None and period not in FREQUENCIES:
        known = ", ".join([*FREQUENCIES, "auto"])
        raise ValueError(f"count_articles: there is no period {period!r}. Choose from: {known}.")
    cells = pd.DataFrame(
        {
            by: articles[by].astype("str").fillna(UNKNOWN),
            "period": start_of_period(articles["date"], period),
            "n_words": articles["n_words"],
            "n_duplicates": articles["duplicate_of"].notna(),
        }
    )
    keys = [by] if period is None else [by, "period"]
    counts = cells.groupby(keys, dropna=False).agg(
        n_articles=("n_words", "size"), n_words=("n_words", "sum"),
        n_duplicates=("n_duplicates", "sum"),
    )  # fmt: skip
    if period is not None:
        counts = _fill_periods(counts, FREQUENCIES[period])
    table = counts.astype("int64").reset_index().astype({by: "str"})
    if by == "outlet" and "country" in articles:
        table.insert(1, "country", table["outlet"].map(find_country(articles)).astype("str"))
    table = table.assign(unknown=table[by] == UNKNOWN)
    order = ["unknown", *keys]
    return table.sort_values(order, na_position="last", ignore_index=True).drop(columns="unknown")


def choose_period(dates: pd.Series) -> str:
    """Return the shortest period of which at most 60 fill the time between two dates.

    Parameters
    ----------
    dates : pandas.Series
        datetime64; missing ones are passed over.

    Returns
    -------
    str
        "day", "week", "month" or "year".
    """
    days = (dates.max() - dates.min()).days if dates.notna().any() else 0
    for period, length in DAYS.items():
        if days / length <= MOST_PERIODS:
            return period
    return "year"


def start_of_period(dates: pd.Series, period: str | None) -> pd.Series:
    """Return the first day of the period ("day", "week" …) of each date; None leaves the dates."""
    if period is None:
        return dates
    return dates.dt.to_period(FREQUENCIES[period]).dt.start_time.astype("datetime64[us]")


def _fill_periods(counts: pd.DataFrame, frequency: str) -> pd.DataFrame:
    """Add periods without articles as 0, for groups of which the time is known at all."""
    groups, periods = counts.index.get_level_values(0), counts.index.get_level_values(1)
    dated = periods.notna()
    if not dated.any():
        return counts
    span = pd.period_range(periods[dated].min(), periods[dated].max(), freq=frequency)
    names = groups[dated].unique()
    if len(span) * len(names) > MAX_CELLS:
        raise ValueError(
            f"count_articles: {len(names):,} groups in {len(span):,} periods are too many to "
            "list. Choose a longer period, or check the dates for outliers."
        )
    starts = span.to_timestamp().astype("datetime64[us]")
    complete = pd.MultiIndex.from_product([names, starts], names=counts.index.names)
    return pd.concat([counts[dated].reindex(complete, fill_value=0), counts[~dated]])


def find_country(articles: pd.DataFrame) -> pd.Series:
    """Return the country given most often to each outlet; the first by name where tied."""
    pairs = pd.DataFrame(
        {
            "outlet": articles["outlet"].astype("str").fillna(UNKNOWN),
            "country": articles["country"].astype("str"),
        }
    )
    counts = pairs.dropna().value_counts().reset_index()
    counts = counts.sort_values(["count", "country"], ascending=[False, True])
    countries = counts.drop_duplicates("outlet").set_index("outlet")["country"]
    return countries.reindex(pairs["outlet"].unique()).fillna(UNKNOWN)
