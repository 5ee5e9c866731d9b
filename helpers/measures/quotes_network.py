"""Who quotes whom: edges from outlets to speakers, and from presses to the sides they let speak.

A source that many outlets share sets the news for all of them; a source of one outlet is its own.
Reese, Grant & Danielian (1994, "The structure of news sources on television: a network analysis",
Journal of Communication 44(2)) read news sources as a network in this way.
"""

from collections.abc import Sequence

import pandas as pd

from helpers.measures.attention import find_country
from helpers.measures.source_frequency import UNATTRIBUTED, source_frequency
from helpers.measures.sources import (
    OTHER_COUNTRY,
    fill_label,
    gather_others,
    is_anonymous,
    join_articles,
)
from helpers.stats.schema import UNKNOWN, require_columns

__all__ = ["quotes_network", "who_quotes_whom"]


def quotes_network(
    quotations: pd.DataFrame, articles: pd.DataFrame, *, min_quotations: int = 2,
    unnamed: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """List who is quoted by which outlet, one row an edge.

    Parameters
    ----------
    quotations : pandas.DataFrame
        Result of `find_quotations`. Never changed.
    articles : pandas.DataFrame
        `article_id`, `outlet` and, if there, `country` (str).
    min_quotations : int
        Edges of fewer quotations are left out. Quotations without a speaker are no edge.
    unnamed : bool
        Whether sources without a name are in the network. By default they are not: "an official"
        or "the company" that two outlets quote is hardly one source that they share.

    Returns
    -------
    pandas.DataFrame
        The heaviest edge first: `outlet` (str), `country` (str, of the outlet, if the articles
        have it), `speaker_id`, `speaker_name`, `affiliation`, `role` (str), `n_quotations`,
        `n_words`, `n_articles` (int64), `share` (float64, of all quotations of the outlet),
        `n_all` (int64, all quotations of the outlet, also those left out here).

    Raises
    ------
    ValueError
        If a column is missing or `min_quotations` is below 1.
    """
    if min_quotations < 1:
        raise ValueError(f"quotes_network: min_quotations must be 1 or more, not {min_quotations}.")
    require_columns(articles, ["outlet"], "quotes_network (articles)")
    group = [name for name in ("outlet", "country") if name in articles.columns]
    if "country" in group:
        articles = articles.assign(country=_one_country(articles))
    counts = source_frequency(quotations, articles, "speaker", group)
    if not unnamed:
        require_columns(quotations, ["anonymous"], "quotes_network (quotations)")
        named = ~is_anonymous(quotations) & _has_name(quotations["speaker_name"])
        named = quotations[named]["speaker_id"].dropna()
        counts["_named"] = counts["speaker_id"].isin(named)
    totals = counts.groupby(group, dropna=False)["n_quotations"].transform("sum")
    edges = counts.assign(share=counts["share_quotations"], n_all=totals.astype("int64"))
    edges = edges[(edges["speaker_id"] != UNATTRIBUTED) & (edges["n_quotations"] >= min_quotations)]
    if not unnamed:
        edges = edges[edges["_named"]]
    columns = [
        *group, "speaker_id", "speaker_name", "affiliation", "role", "n_quotations", "n_words",
        "n_articles", "share", "n_all",
    ]  # fmt: skip
    return edges[columns].reset_index(drop=True)


def _has_name(speakers: pd.Series) -> pd.Series:
    """Return which speakers are called by a name: one with a capital, or in a script without."""
    names = speakers.astype("str").fillna("")
    return (names != names.str.lower()) | (names.str.lower() == names.str.upper())


def _one_country(articles: pd.DataFrame) -> pd.Series:
    """Return one country an outlet, where an export gives it several: it is one node."""
    known = find_country(articles)
    own = articles["outlet"].astype("str").map(known[known != UNKNOWN])
    named = articles["outlet"].notna()
    return own.where(named, articles["country"]).astype("str")


def who_quotes_whom(
    quotations: pd.DataFrame, articles: pd.DataFrame, *, by: str = "country",
    voices: Sequence[str] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Count how often each press quotes each side.

    Parameters
    ----------
    quotations : pandas.DataFrame
        Result of `find_quotations`: `article_id`, `text`, `affiliation`, `speaker_id`. Never
        changed.
    articles : pandas.DataFrame
        `article_id` and the column `by`.
    by : str
        "country" of the outlet, or "outlet".
    voices : sequence of str, optional
        Affiliations to tell apart, all others are "another country"; by default all are.

    Returns
    -------
    pandas.DataFrame
        One row for every pair of group and affiliation, also where nobody is quoted (0): the
        column `by`, `affiliation` ("(unknown)" where nobody says), `n_quotations`, `n_words`,
        `n_articles` (int64), `share` (float64, of the group's quotations; missing where it has
        none), `n_all` (int64, all quotations of the group). Groups in order of their name,
        affiliations by how often they are quoted, "another country" and "(unknown)" last.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    require_columns(quotations, ["affiliation"], "who_quotes_whom (quotations)")
    require_columns(articles, [by], "who_quotes_whom (articles)")
    named = quotations.assign(affiliation=gather_others(quotations["affiliation"], voices))
    named = join_articles(named, articles, [], "who_quotes_whom")
    counts = source_frequency(named, articles, "affiliation", by)
    sums = named["affiliation"].value_counts()
    listed = {*sums.index, *(voices or ())}
    order = sorted(
        listed, key=lambda name: (name == UNKNOWN, name == OTHER_COUNTRY, -sums.get(name, 0), name)
    )
    groups = sorted(fill_label(articles[by]).unique(), key=lambda name: (name == UNKNOWN, name))
    pairs = pd.MultiIndex.from_product([groups, order], names=[by, "affiliation"])
    numbers = ["n_quotations", "n_words", "n_articles"]
    table = counts.set_index([by, "affiliation"])[numbers].reindex(pairs, fill_value=0)
    table = table.astype("int64").reset_index().astype({by: "str", "affiliation": "str"})
    total = table.groupby(by)["n_quotations"].transform("sum").astype("int64")
    share = (table["n_quotations"] / total.where(total > 0)).astype("float64")
    return table.assign(share=share, n_all=total)
