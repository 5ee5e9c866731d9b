"""Who covers an event, who first, and how late the others are.

Agenda-setting between media asks which outlets take up what others report (McCombs 2005, "A look
at agenda-setting", Journalism Studies 6(4)). Coverage and order can be counted where articles are
assigned to events; that one outlet follows another cannot be told from the order alone.
"""

import numpy as np
import pandas as pd

from helpers.measures.attention import find_country
from helpers.stats.bootstrap import estimate_ratio
from helpers.stats.schema import UNKNOWN, require_columns


def first_reports(
    articles: pd.DataFrame, *, event: str = "event", by: str = "outlet"
) -> pd.DataFrame:
    """List for each event and outlet whether and when it was covered, and how long after the first.

    Parameters
    ----------
    articles : pandas.DataFrame
        The columns named by `event` and `by` (str), date (datetime64), article_id (str). Never
        changed. Articles without an event or a date are left out.
    event : str
        Column that says which event an article is about.
    by : str
        "outlet" or "country".

    Returns
    -------
    pandas.DataFrame
        One row an event and group of which it is known whether it covered the event: the column
        named by `event`, the one named by `by`, country (for outlets, if there; str), covered
        (bool), n_articles (int64), article_id (str: its first article), date (datetime64[us]: of
        that), lag (float64: days after the first article of any group), first (float64: 1 divided
        by the number of groups that share the first day, else 0); the last four missing where not
        covered. Groups whose first article is younger than the last of an event, or whose last is
        older than its first, may not have been in the data at that time: of them nothing is known,
        and they have no row.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    require_columns(articles, [event, by, "date", "article_id"], "first_reports")
    dated = articles[articles["date"].notna()]
    labels = dated[by].astype("str").fillna(UNKNOWN)
    days = dated["date"].dt.normalize()
    presence = days.groupby(labels).agg(["min", "max"])
    about = pd.DataFrame(
        {
            event: dated[event].astype("str"),
            by: labels,
            "date": days,
            "article_id": dated["article_id"].astype("str"),
        }
    ).dropna(subset=event)
    times = about.groupby(event)["date"].agg(["min", "max"])
    # In order of date and id, so that the order of rows decides nothing.
    ordered = about.sort_values([event, by, "date", "article_id"])
    found = ordered.groupby([event, by], sort=True).agg(
        n_articles=("date", "size"), article_id=("article_id", "first"), date=("date", "first")
    )
    if about.empty:
        return _empty_reports(articles, event, by)
    pairs = pd.MultiIndex.from_product([times.index, presence.index], names=[event, by])
    table = found.reindex(pairs).reset_index()
    starts, ends = (table[event].map(times[side]) for side in ("min", "max"))
    known = (table[by].map(presence["min"]) <= ends) & (table[by].map(presence["max"]) >= starts)
    table["covered"] = table["n_articles"].notna()
    table["lag"] = (table["date"] - starts).dt.days.astype("float64")
    shared = (table["lag"] == 0).groupby(table[event]).transform("sum")
    table["first"] = np.where(table["lag"] == 0, 1 / shared.clip(lower=1), 0.0)
    table["first"] = table["first"].where(table["covered"])
    table = table[known].reset_index(drop=True)
    columns = [event, by, "covered", "n_articles", "article_id", "date", "lag", "first"]
    table = table.fillna({"n_articles": 0}).astype({"n_articles": "int64", by: "str", event: "str"})
    table = table[columns].astype({"date": "datetime64[us]", "article_id": "str"})
    if by == "outlet" and "country" in articles.columns:
        countries = table[by].map(find_country(articles)).fillna(UNKNOWN)
        table.insert(2, "country", countries.astype("str"))
    return table


def _empty_reports(articles: pd.DataFrame, event: str, by: str) -> pd.DataFrame:
    types = {
        event: "str", by: "str", "country": "str", "covered": "bool", "n_articles": "int64",
        "article_id": "str", "date": "datetime64[us]", "lag": "float64", "first": "float64",
    }  # fmt: skip
    if by != "country" and not (by == "outlet" and "country" in articles.columns):
        del types["country"]
    return pd.DataFrame(columns=list(types)).astype(types)


def event_coverage(
    articles: pd.DataFrame, *, event: str = "event", by: str = "outlet", seed: int = 0,
    n_resamples: int = 2000, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Estimate which share of the events each outlet or press covers.

    Parameters
    ----------
    articles, event, by
        As for `first_reports`.
    seed, n_resamples, level
        As for `helpers.stats.estimate_ratio`; events are drawn as a whole.

    Returns
    -------
    pandas.DataFrame
        As of `estimate_ratio`, measure "share of events covered"; `n_units` and `n_clusters` are
        the events of which it is known whether the group covered them, `n_articles` the articles
        on them.
    """
    reports = first_reports(articles, event=event, by=by)
    return _estimate(reports, "covered", "share of events covered", event, by,
                     seed=seed, n_resamples=n_resamples, level=level)  # fmt: skip


def event_leads(
    articles: pd.DataFrame, *, event: str = "event", by: str = "outlet", seed: int = 0,
    n_resamples: int = 2000, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Estimate how late each outlet or press is after the first, and how often it is the first.

    Parameters
    ----------
    articles, event, by
        As for `first_reports`.
    seed, n_resamples, level
        As for `helpers.stats.estimate_ratio`; events are drawn as a whole.

    Returns
    -------
    pandas.DataFrame
        As of `estimate_ratio`, two rows a group: measure "days after the first" (mean lag over
        the events that the group covers) and "share of events first" (events with several firsts
        are shared out among them); `n_articles` counts articles on these events.
    """
    reports = first_reports(articles, event=event, by=by)
    covered = reports[reports["covered"]]
    options = {"seed": seed, "n_resamples": n_resamples, "level": level}
    parts = [
        _estimate(covered, column, measure, event, by, **options)
        for column, measure in (("lag", "days after the first"), ("first", "share of events first"))
    ]
    return pd.concat(parts, ignore_index=True)


def _estimate(
    reports: pd.DataFrame, column: str, measure: str, event: str, by: str, **options
) -> pd.DataFrame:
    labels = [by, "country"] if "country" in reports.columns and by != "country" else [by]
    # An uncovered event has no article, but its row counts as one of its own: articles are put
    # back to what was counted afterwards.
    table = estimate_ratio(
        reports.drop(columns="article_id"), numerator=column, by=labels, cluster=event,
        measure=measure, **options,
    )  # fmt: skip
    written = reports.groupby(by)["n_articles"].sum()
    table["n_articles"] = table[by].map(written).fillna(0).astype("int64")
    return table
