"""What a corpus can show and what it cannot, said before the first chart.

A notebook runs on any corpus. Where a comparison needs something that is not there (a second
press, dates, outlet names), the notebook says so in words and goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.stats.schema import FEW_CLUSTERS

NAMES = {
    "US": "American", "RU": "Russian", "UA": "Ukrainian", "GB": "British", "CN": "Chinese",
    "DE": "German", "FR": "French",
}  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """What the articles allow.

    Attributes
    ----------
    can_compare : bool
        Whether both groups have at least one article.
    why_not : str
        In plain words what is missing for the comparison; "" where nothing is.
    cluster : str
        What intervals between groups draw as a whole: "outlet" where at least two outlets are
        known, and one in each group that is there; else "article_id".
    notes : tuple of str
        What a reader must know before the first comparison, one statement each.
    """

    can_compare: bool
    why_not: str
    cluster: str
    notes: tuple[str, ...]


def describe_scope(articles: pd.DataFrame, groups: Sequence[str] = ("US", "RU")) -> Scope:
    """Say what a table of articles can and cannot show.

    Parameters
    ----------
    articles : pandas.DataFrame
        Columns outlet (str), country (str).
    groups : sequence of str
        The two presses to compare, as country codes (ISO 3166 alpha-2).

    Returns
    -------
    Scope
    """
    present = set(articles["country"].dropna())
    missing = [group for group in groups if group not in present]
    why_not = _explain_missing(articles, groups, missing)
    named = articles[articles["outlet"].notna()]
    known = set(groups) & present <= set(named["country"])
    return Scope(
        can_compare=not missing,
        why_not=why_not,
        cluster="outlet" if known and len(named["outlet"].unique()) > 1 else "article_id",
        notes=(why_not,) if why_not else _few_outlets(articles, groups),
    )


def keep_english(articles: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Leave out articles in other languages, which English word lists cannot measure.

    Parameters
    ----------
    articles : pandas.DataFrame
        Column language (str, ISO 639-1; an article without one is kept).

    Returns
    -------
    pandas.DataFrame
        The articles that can be measured; all of them where none is in English, so that a notebook
        has something to show.
    str
        What was left out, or that nothing shown can be relied on; "" where all are in English.
    """
    other = articles["language"].fillna("en") != "en"
    if not other.any():
        return articles.copy(), ""
    named = ", ".join(articles.loc[other, "language"].value_counts().index[:3])
    if other.all():
        return articles.copy(), (
            f"None of these {len(articles):,} articles is in English ({named}). The word lists and "
            "the finder of quotations are English: no figure below says anything about them."
        )
    return articles[~other].copy(), (
        f"{other.sum():,} of {len(articles):,} articles are not in English ({named}) and are left "
        "out below: the word lists and the finder of quotations are English."
    )


def name_press(country: str) -> str:
    """Return how a group is called in a sentence: "American", or the code where no name is set."""
    return NAMES.get(country, country)


def _explain_missing(articles: pd.DataFrame, groups: Sequence[str], missing: list[str]) -> str:
    if not missing:
        return ""
    if articles["country"].isna().all():
        return (
            "No article has a country, so presses cannot be compared. Give a column "
            "'country' (US, RU, …) or 'outlet', or a register with outlets=."
        )
    lacking = " and no ".join(name_press(group) for group in missing)
    pair = " with ".join(name_press(group) for group in groups)
    return (
        f"There is no {lacking} outlet among these {len(articles):,} articles, so a comparison "
        f"of {pair} outlets cannot be shown."
    )


def _few_outlets(articles: pd.DataFrame, groups: Sequence[str]) -> tuple[str, ...]:
    outlets = articles.groupby("country", observed=True)["outlet"].nunique()
    few = [
        f"{outlets[group]} {name_press(group)} outlet" + ("" if outlets[group] == 1 else "s")
        for group in groups
        if outlets[group] < FEW_CLUSTERS
    ]
    if not few:
        return ()
    unnamed = [name_press(group) for group in groups if not outlets[group]]
    if unnamed:
        return (
            f"No {' and no '.join(unnamed)} article names its outlet: intervals draw articles as "
            "if they were independent, and are too narrow to trust.",
        )
    return (
        f"Only {' and '.join(few)}: intervals between presses are shown, and widened for so few, "
        f"but fewer than {FEW_CLUSTERS} outlets a side are too few to rely on them.",
    )
