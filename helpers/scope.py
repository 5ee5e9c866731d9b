"""What a corpus can show and what it cannot, said before the first chart.

A notebook runs on any corpus. Where a comparison needs something that is not there (a second
press, dates, outlet names), the notebook says so in words and goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

FEW_OUTLETS = 5
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
    has_dates, has_outlets : bool
        Whether any article has a date, an outlet.
    notes : tuple of str
        Everything that a reader must know before the first chart, one statement each.
    """

    can_compare: bool
    why_not: str
    has_dates: bool
    has_outlets: bool
    notes: tuple[str, ...]


def describe_scope(articles: pd.DataFrame, groups: Sequence[str] = ("US", "RU")) -> Scope:
    """Say what a table of articles can and cannot show.

    Parameters
    ----------
    articles : pandas.DataFrame
        Columns outlet (str), country (str), date (datetime64), language (str).
    groups : sequence of str
        The two presses to compare, as country codes (ISO 3166 alpha-2).

    Returns
    -------
    Scope
    """
    outlets = articles.groupby("country", observed=True)["outlet"].nunique()
    present = articles["country"].dropna().unique()
    missing = [group for group in groups if group not in present]
    why_not = _explain_missing(articles, groups, missing)
    notes = [why_not] if why_not else _few_outlets(outlets, groups)
    notes += _missing_values(articles) + _other_languages(articles)
    return Scope(
        can_compare=not missing,
        why_not=why_not,
        has_dates=bool(articles["date"].notna().any()),
        has_outlets=bool(articles["outlet"].notna().any()),
        notes=tuple(notes),
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


def _few_outlets(outlets: pd.Series, groups: Sequence[str]) -> list[str]:
    few = [
        f"{outlets.get(group, 0)} {name_press(group)} outlet"
        + ("" if outlets.get(group, 0) == 1 else "s")
        for group in groups
        if outlets.get(group, 0) < FEW_OUTLETS
    ]
    if not few:
        return []
    return [
        f"Only {' and '.join(few)}: intervals between presses are shown, but they are too narrow "
        f"to trust with fewer than {FEW_OUTLETS} outlets a side."
    ]


def _missing_values(articles: pd.DataFrame) -> list[str]:
    notes = []
    n_articles = len(articles)
    for column, article, consequence in (
        ("date", "a", "left out of charts over time"),
        ("outlet", "an", "shown as '(unknown)' in charts of outlets"),
    ):
        n_missing = int(articles[column].isna().sum())
        if n_missing == n_articles:
            notes.append(f"No article has {article} {column}: all are {consequence}.")
        elif n_missing:
            notes.append(
                f"{n_missing:,} of {n_articles:,} articles have no {column}: {consequence}."
            )
    return notes


def _other_languages(articles: pd.DataFrame) -> list[str]:
    other = articles["language"].dropna()
    other = other[other != "en"]
    if other.empty:
        return []
    return [
        f"{len(other):,} of {len(articles):,} articles are not in English "
        f"({', '.join(other.value_counts().index[:3])}): word lists for English say nothing "
        "about them."
    ]
