"""Which articles a count of attention holds, so that each bar can be opened and read.

`daily_volume`, `find_bursts` and `event_window` say how many; these list the same articles under
the same names of groups, items and periods.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.measures.attention import start_of_period
from helpers.measures.concordance import find_terms
from helpers.measures.event_window import Day, as_day
from helpers.measures.panel import SEPARATOR, build_panel, look_around, mark_members
from helpers.measures.volume import ALL, UNITS, Terms, as_list, find_items
from helpers.stats.schema import UNKNOWN, require_columns

__all__ = ["articles_around", "articles_by_period", "articles_counted"]

BEFORE, AFTER = "before", "from the event on"


def articles_by_period(
    articles: pd.DataFrame, *, by: str = "outlet", period: str | None = "month"
) -> pd.DataFrame:
    """List the articles that `count_articles` counts.

    Parameters
    ----------
    articles, by, period
        As for `count_articles`, but `period` may not be "auto".

    Returns
    -------
    pandas.DataFrame
        One row an article, in their order: article_id (str), the column named by `by` (str,
        "(unknown)" where missing) and, unless ``period=None``, period (datetime64[us], missing
        without a date).
    """
    require_columns(articles, ["article_id", by, "date"], "articles_by_period")
    table = pd.DataFrame(
        {"article_id": articles["article_id"], by: articles[by].astype("str").fillna(UNKNOWN)}
    )
    if period is not None:
        table["period"] = start_of_period(articles["date"], period)
    return table.reset_index(drop=True)


def articles_counted(
    articles: pd.DataFrame, *, by: str | None = "outlet", unit: str = "D",
    terms: Terms | None = None, event: str | None = None, gaps: pd.DataFrame | None = None,
) -> pd.DataFrame:  # fmt: skip
    """List the articles that `daily_volume` and `find_bursts` count.

    Parameters
    ----------
    articles, by, unit, terms, event, gaps
        As for `daily_volume`.

    Returns
    -------
    pandas.DataFrame
        One row an article and item, in the order of articles: article_id (str), the column named
        by `by` ("group" if None; str), item (str), period (datetime64[us]), spans (list of [start,
        end] in `text`: where the terms stand; empty where they stand in the title only, or none
        were asked for).

    Raises
    ------
    ValueError
        If a column is missing or an option is unknown.
    """
    if unit not in UNITS:
        raise ValueError(f"articles_counted: unit is {unit!r}; choose 'D' (day) or 'W' (week).")
    needed = ["article_id", "date", *([by] if by else []), *([event] if event else [])]
    require_columns(articles, needed, "articles_counted")
    dated = articles[articles["date"].notna()].reset_index(drop=True)
    rows, items = find_items(dated, terms, event)
    label = dated[by].astype("str").fillna(UNKNOWN) if by else pd.Series(ALL, dated.index)
    table = pd.DataFrame(
        {
            "article_id": dated["article_id"].astype("str"),
            by or "group": label.astype("str"),
            "period": start_of_period(dated["date"], "week" if unit == "W" else "day"),
        }
    )
    hidden = _in_gaps(dated, table, gaps, by)
    table = table.iloc[rows["row"]].assign(item=np.array(items, dtype=object)[rows["item"]])
    table = table[~hidden[rows["row"]]].sort_index(kind="stable").reset_index(drop=True)
    table["spans"] = _find_spans(dated, table, terms)
    return table[["article_id", by or "group", "item", "period", "spans"]].astype({"item": "str"})


def articles_around(
    articles: pd.DataFrame, date: Day, *, before: int = 14, after: int = 28,
    by: str | None = "country", gaps: pd.DataFrame | None = None,
) -> pd.DataFrame:  # fmt: skip
    """List the articles that `event_window` counts before and after an event.

    Parameters
    ----------
    articles, date, before, after, by, gaps
        As for `event_window` without terms.

    Returns
    -------
    pandas.DataFrame
        One row an article of an outlet that is in the data on both sides: article_id (str), the
        column named by `by` ("group" if None; str), item (str), side (str: "before" or "from the
        event on"), day (int64: 0 is the event's day).

    Raises
    ------
    ValueError
        If a column is missing.
    """
    require_columns(articles, ["article_id", "date"], "articles_around")
    event = as_day(date)
    panel = build_panel(articles, by=by, terms=None, gaps=gaps, what="articles_around")
    place = panel.place(event)
    counts = np.zeros(len(panel.names), dtype=bool)
    for group in range(len(panel.groups)):
        window = look_around(panel, group, 0, np.array([place]), before, after, per="day")
        counts[panel.group_of == group] = window.members[:, 0]
    marked = mark_members(articles, by)
    days = (marked["date"].dt.normalize() - event).dt.days
    inside = days.between(-before, after - 1)
    own = marked[inside].assign(day=days[inside].astype("int64"))
    member = own[SEPARATOR].map({name: number for number, name in enumerate(panel.names)})
    known = panel.known[member.to_numpy(dtype="int64"), (own["day"] + place).to_numpy()]
    own = own[counts[member.to_numpy(dtype="int64")] & known]
    table = pd.DataFrame(
        {
            "article_id": own["article_id"].astype("str"),
            by or "group": own[SEPARATOR].str.split(SEPARATOR, n=1).str[0].astype("str"),
            "item": ALL,
            "side": np.where(own["day"] < 0, BEFORE, AFTER),
            "day": own["day"],
        }
    )
    return table.astype({"item": "str", "side": "str"}).reset_index(drop=True)


def _in_gaps(
    dated: pd.DataFrame, table: pd.DataFrame, gaps: pd.DataFrame | None, by: str | None
) -> np.ndarray:
    """Whether each article lies in a gap of its own outlet or group."""
    hidden = np.zeros(len(dated), dtype=bool)
    if gaps is None or not len(gaps):
        return hidden
    column = "outlet" if "outlet" in gaps.columns else by
    require_columns(gaps, [column or "outlet", "start", "end"], "gaps")
    named = column if column in dated.columns else by
    side = dated[named].astype("str").fillna(UNKNOWN) if named else table["group"]
    days = dated["date"].dt.normalize()
    for name, start, end in zip(gaps[column], gaps["start"], gaps["end"], strict=True):
        own = side == (UNKNOWN if pd.isna(name) else str(name))
        hidden |= (own & days.between(start, end)).to_numpy()
    return hidden


def _find_spans(
    dated: pd.DataFrame, table: pd.DataFrame, terms: Terms | None
) -> list[list[list[int]]]:
    """Return where in its text the terms of each row stand."""
    if terms is None or table.empty:
        return [[] for _ in range(len(table))]
    named = terms if isinstance(terms, Mapping) else {one: [one] for one in as_list(terms)}
    patterns = pd.DataFrame(
        [(one, name) for name, own in named.items() for one in set(as_list(own))],
        columns=["term", "item"],
    )
    holding = dated[dated["article_id"].isin(table["article_id"])].dropna(subset="text")
    hits = find_terms(holding[["article_id", "text"]], patterns["term"].unique())
    hits = hits.merge(patterns, on="term")
    spans: dict[tuple[str, str], list[list[int]]] = {}
    for key, item, start, end in zip(
        hits["article_id"].astype("str"), hits["item"], hits["start"], hits["end"], strict=True
    ):
        spans.setdefault((key, item), []).append([int(start), int(end)])
    return [
        sorted(spans.get(pair, [])) for pair in zip(table["article_id"], table["item"], strict=True)
    ]
