"""How each press told the same event: which events both told, and two articles to read together.

Differences between presses are of two kinds: which events they tell, and how they tell the same
one. Only events told by both show the second (selection and description bias: McCarthy, McPhail &
Smith 1996, "Images of protest", American Sociological Review 61(3), 478-499).
"""

import numpy as np
import pandas as pd

from helpers.measures.events import LEAD, weigh_articles
from helpers.stats.schema import require_columns

__all__ = ["pair_articles", "told_by_both"]

KEY = "article_id"


def told_by_both(
    events: pd.DataFrame, articles: pd.DataFrame, *, by: str = "country",
    groups: tuple[str, str] = ("US", "RU"), only_both: bool = True,
) -> pd.DataFrame:  # fmt: skip
    """List the events that two groups told, with how often each did.

    Parameters
    ----------
    events : pandas.DataFrame
        The result of :func:`helpers.measures.events.find_events`.
    articles : pandas.DataFrame
        article_id, `by` (str), date (datetime64), outlet (str); the last two if there are any.
        Never changed.
    by, groups : str, pair of str
        Column of the groups and the two labels.
    only_both : bool
        Whether events that only one of the groups told are left out.

    Returns
    -------
    pandas.DataFrame
        One row an event, those with the most articles of the group that has fewer of them first,
        then by name: event (str), first_date, last_date (datetime64, missing without dates),
        n_articles_a, n_articles_b, n_outlets_a, n_outlets_b (int64), n_others (int64: articles of
        neither group), told_by (str: "both", or the name of the one group).

    Raises
    ------
    ValueError
        If a column is missing or the groups are the same.
    """
    table = _join(events, articles, by, groups, "told_by_both")
    sides = [table[by].eq(name).fillna(False).astype(bool) for name in groups]
    outlets = table["outlet"] if "outlet" in table.columns else pd.Series(pd.NA, table.index)
    dates = table["date"] if "date" in table.columns else pd.Series(pd.NaT, table.index)
    counts = pd.DataFrame(
        {
            "event": table["event"],
            "date": dates,
            "n_articles_a": sides[0],
            "n_articles_b": sides[1],
            "outlet_a": outlets.where(sides[0]),
            "outlet_b": outlets.where(sides[1]),
            "n_others": ~(sides[0] | sides[1]),
        }
    )
    told = counts.groupby("event", observed=True).agg(
        first_date=("date", "min"),
        last_date=("date", "max"),
        n_articles_a=("n_articles_a", "sum"),
        n_articles_b=("n_articles_b", "sum"),
        n_outlets_a=("outlet_a", "nunique"),
        n_outlets_b=("outlet_b", "nunique"),
        n_others=("n_others", "sum"),
    )
    told = told.reset_index().astype({name: "int64" for name in told.columns if name[:2] == "n_"})
    has_a, has_b = told["n_articles_a"] > 0, told["n_articles_b"] > 0
    told["told_by"] = np.select([has_a & has_b, has_a], ["both", groups[0]], groups[1])
    told = told[has_a & has_b] if only_both else told[has_a | has_b]
    fewer = told[["n_articles_a", "n_articles_b"]].min(axis=1)
    more = told[["n_articles_a", "n_articles_b"]].max(axis=1)
    told = told.assign(fewer=-fewer, more=-more).sort_values(["fewer", "more", "event"])
    types = {"event": "str", "told_by": "str"}
    return told.drop(columns=["fewer", "more"]).astype(types).reset_index(drop=True)


def pair_articles(
    events: pd.DataFrame, articles: pd.DataFrame, *, by: str = "country",
    groups: tuple[str, str] = ("US", "RU"), n_pairs: int = 1, different_text: bool = True,
    lead: int = LEAD,
) -> pd.DataFrame:  # fmt: skip
    """Choose for each event the articles of either group that are closest, to be read together.

    Parameters
    ----------
    events : pandas.DataFrame
        The result of :func:`helpers.measures.events.find_events`.
    articles : pandas.DataFrame
        article_id, title, text, `by` (str), date (datetime64) and duplicate_of (str), if there
        are any. Never changed.
    by, groups : str, pair of str
        Column of the groups and the two labels.
    n_pairs : int
        How many pairs an event gets at most; no article stands in two pairs.
    different_text : bool
        Leave out articles that are copies of another (`duplicate_of`), so that the same agency
        text is not read twice.
    lead : int
        How many characters of the text are read beside the title.

    Returns
    -------
    pandas.DataFrame
        One row a pair, in the order of :func:`told_by_both`, the closest pair of an event first:
        event, article_id_a, article_id_b (str), n_days (float64: days from a's article to b's,
        missing without dates), similarity (float64: cosine of their words). Closest is the
        highest similarity divided by one plus the number of days between.

    Raises
    ------
    ValueError
        If a column is missing, the groups are the same, or `n_pairs` is less than 1.
    """
    if n_pairs < 1:
        raise ValueError(f"pair_articles: n_pairs must be 1 or more, not {n_pairs}.")
    table = _join(events, articles, by, groups, "pair_articles", ("title", "text", "duplicate_of"))
    require_columns(articles, ["title", "text"], "pair_articles")
    if different_text and "duplicate_of" in table.columns:
        table = table[table["duplicate_of"].isna()]
    table = table[table[by].isin(groups)].sort_values(KEY, ignore_index=True)
    vectors, _, _ = weigh_articles(table, lead)
    days = table["date"] if "date" in table.columns else pd.Series(pd.NaT, table.index)
    days = days.astype("datetime64[s]").to_numpy()
    order = told_by_both(events, articles, by=by, groups=groups)["event"]
    places = table.groupby("event", observed=True).indices
    pairs = []
    for event in order:
        rows = places.get(event, np.zeros(0, dtype=np.int64))
        sides = [rows[table[by].to_numpy()[rows] == name] for name in groups]
        if all(map(len, sides)):
            pairs += _choose_pairs(event, sides, vectors, days, n_pairs)
    frame = pd.DataFrame(pairs, columns=["event", "a", "b", "n_days", "similarity"])
    ids = table[KEY].to_numpy()
    frame.insert(1, "article_id_a", ids[frame["a"].to_numpy(dtype=np.int64)])
    frame.insert(2, "article_id_b", ids[frame["b"].to_numpy(dtype=np.int64)])
    types = dict.fromkeys(("event", "article_id_a", "article_id_b"), "str")
    types |= dict.fromkeys(("n_days", "similarity"), "float64")
    return frame.drop(columns=["a", "b"]).astype(types)


def _join(
    events: pd.DataFrame, articles: pd.DataFrame, by: str, groups: tuple[str, str], what: str,
    extra: tuple[str, ...] = (),
) -> pd.DataFrame:  # fmt: skip
    if groups[0] == groups[1]:
        raise ValueError(f"{what}: both groups are {groups[0]!r}. Name two groups.")
    require_columns(events, [KEY, "event"], f"{what}: events")
    require_columns(articles, [KEY, by], f"{what}: articles")
    wanted = dict.fromkeys([KEY, by, "outlet", "date", *extra])
    facts = articles[[name for name in wanted if name in articles.columns]].drop_duplicates(KEY)
    return events.loc[events["event"].notna(), [KEY, "event"]].merge(facts, on=KEY)


def _choose_pairs(event: str, sides, vectors, days: np.ndarray, n_pairs: int) -> list[tuple]:
    """Take the closest pair, then the closest of those that are left."""
    similarity = (vectors[sides[0]] @ vectors[sides[1]].T).toarray()
    apart = (days[sides[1]][None, :] - days[sides[0]][:, None]) / np.timedelta64(1, "D")
    closeness = similarity / (1 + np.nan_to_num(np.abs(apart)))
    chosen = []
    for _ in range(min(n_pairs, *closeness.shape)):
        # Noise in the last digit must not decide between equals; then the first in order does.
        place = np.unravel_index(closeness.round(9).argmax(), closeness.shape)
        a, b = sides[0][place[0]], sides[1][place[1]]
        chosen.append((event, a, b, apart[place], min(similarity[place], 1.0)))
        closeness[place[0], :] = closeness[:, place[1]] = -1
    return chosen
