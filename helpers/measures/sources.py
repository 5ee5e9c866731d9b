"""What all measures of sources share: quotations beside their articles, and names for what is not.

A source that cannot be named was still let speak: rows without a speaker, an affiliation or a role
get a label and are counted like all others, never dropped.
"""

from collections.abc import Sequence

import pandas as pd

from helpers.stats.schema import UNKNOWN, require_columns
from helpers.text.words import count_words

UNATTRIBUTED = "(unattributed)"
OTHER_COUNTRY = "another country"
WEIGHTS = ("quotations", "words")


def join_articles(
    quotations: pd.DataFrame, articles: pd.DataFrame, columns: Sequence[str], what: str
) -> pd.DataFrame:
    """Put columns of its article beside each quotation.

    Parameters
    ----------
    quotations : pandas.DataFrame
        Needs `article_id`. Never changed.
    articles : pandas.DataFrame
        Needs `article_id`. Where it is listed twice, the first row counts.
    columns : sequence of str
        Columns of `articles`; one that `articles` lacks must be a column of `quotations`.
    what : str
        Who asks, for messages.

    Returns
    -------
    pandas.DataFrame
        The quotations of these articles, in order, with the columns. Quotations of other articles
        are left out, so that a smaller table of articles asks about these articles only.

    Raises
    ------
    ValueError
        If a column is in neither table, or no quotation belongs to any of the articles.
    """
    require_columns(quotations, ["article_id"], f"{what} (quotations)")
    require_columns(articles, ["article_id"], f"{what} (articles)")
    wanted = [name for name in dict.fromkeys(columns) if name != "article_id"]
    joined = [name for name in wanted if name in articles.columns]
    lacking = [name for name in wanted if name not in joined and name not in quotations.columns]
    if lacking:
        raise ValueError(
            f"{what}: neither the articles nor the quotations have a column "
            f"{', '.join(map(repr, lacking))}. "
            f"The articles have: {', '.join(map(str, articles.columns))}."
        )
    about = articles[["article_id", *joined]].drop_duplicates("article_id")
    kept = quotations.drop(columns=[name for name in joined if name in quotations.columns])
    if len(kept) and len(about) and not kept["article_id"].isin(about["article_id"]).any():
        raise ValueError(
            f"{what}: none of the {len(kept):,} quotations belongs to one of these "
            f"{len(about):,} articles. Were the quotations found in another table of articles?"
        )
    return kept.merge(about, on="article_id", how="inner", validate="many_to_one")


def weigh(quotations: pd.DataFrame, weight: str, what: str) -> pd.Series:
    """Return what each quotation counts for: 1, or the number of its words (int64)."""
    if weight not in WEIGHTS:
        raise ValueError(f"{what}: weight is {weight!r}; choose one of {', '.join(WEIGHTS)}.")
    if weight == "quotations":
        return pd.Series(1, index=quotations.index, dtype="int64")
    require_columns(quotations, ["text"], f"{what} (quotations)")
    words = [count_words(text) if isinstance(text, str) else 0 for text in quotations["text"]]
    return pd.Series(words, index=quotations.index, dtype="int64")


def fill_label(labels: pd.Series, label: str = UNKNOWN) -> pd.Series:
    """Give missing text labels a name; numbers and dates keep their own missing value."""
    if pd.api.types.is_datetime64_any_dtype(labels) or pd.api.types.is_numeric_dtype(labels):
        return labels
    return labels.astype("str").fillna(label).astype("str")


def gather_others(
    labels: pd.Series, listed: Sequence[str] | None, other: str | None = OTHER_COUNTRY
) -> pd.Series:
    """Name what is missing, and put what is neither listed nor missing under one name (str).

    Without a list all labels stay as they are.
    """
    labels = fill_label(labels.astype("str"))
    if listed is None:
        return labels
    return labels.where(labels.isin(listed) | (labels == UNKNOWN), other)


def default_cluster(by: Sequence[str]) -> str:
    """Name what an interval draws: articles where outlets are told apart, else outlets."""
    return "article_id" if "outlet" in by else "outlet"


def speaker_units(quotations: pd.DataFrame) -> pd.Series:
    """Return who counts as one and the same speaker (str, missing without a speaker).

    A person or body with a name is the same in all articles. "An official" of one article is not
    the official of another, so speakers without a name count article by article.
    """
    speaker = quotations["speaker_id"].astype("str")
    if "anonymous" not in quotations.columns:
        return speaker
    own = speaker + " \x1f " + quotations["article_id"].astype("str")
    return speaker.mask(is_anonymous(quotations), own)


def is_anonymous(quotations: pd.DataFrame) -> pd.Series:
    """Return whether the speaker is a person without a name (bool; a missing value is no)."""
    return quotations["anonymous"].astype("boolean").fillna(False).astype(bool)


def most_common_by(table: pd.DataFrame, key: str, name: str) -> dict[object, object]:
    """Return the value of `name` found most often for each `key`, as `most_common` does."""
    counts = table[[key, name]].dropna().value_counts(sort=False).rename("_n").reset_index()
    counts = counts.sort_values(["_n", name], ascending=[False, True], kind="stable")
    first = counts.drop_duplicates(key)
    return dict(zip(first[key], first[name], strict=True))


def most_common(values: pd.Series) -> object:
    """Return the value found most often; the first in the alphabet of equals; missing if none."""
    counts = values.dropna().value_counts()
    if counts.empty:
        return pd.NA
    return min(counts.index[counts == counts.iloc[0]])
