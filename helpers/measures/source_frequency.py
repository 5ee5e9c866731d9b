"""Source frequency: who gets to speak, counted as quotations, as words and as articles.

Three units, because a press that quotes one official a hundred times and a press that quotes a
hundred people once look alike in none of them (Sigal 1973, "Reporters and Officials"; Gans 1979,
"Deciding What's News"; Reese, Grant & Danielian 1994, "The structure of news sources on
television", Journal of Communication 44(2)).
"""

from collections.abc import Sequence

import pandas as pd

from helpers.measures.role_groups import add_role_groups
from helpers.measures.sources import (
    UNATTRIBUTED,
    fill_label,
    join_articles,
    most_common_by,
    speaker_units,
    weigh,
)
from helpers.stats.clusters import as_tuple
from helpers.stats.schema import require_columns

__all__ = ["UNATTRIBUTED", "source_frequency"]

ABOUT = ("speaker_name", "affiliation", "role")
COUNTS = ("n_quotations", "n_words", "n_articles", "n_outlets", "n_speakers")


def source_frequency(
    quotations: pd.DataFrame, articles: pd.DataFrame, by: str = "speaker",
    group: str | Sequence[str] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Count quotations, words, articles and outlets by whoever or whatever speaks.

    Parameters
    ----------
    quotations : pandas.DataFrame
        Result of `find_quotations`: `article_id`, `text`, `speaker_id` (str) and the column named
        by `by`. Never changed. Quotations of articles that are not in `articles` are left out.
    articles : pandas.DataFrame
        Needs `article_id`, the columns of `group` and, for `n_outlets`, `outlet` (str).
    by : str
        "speaker"; "affiliation"; "role"; "role_group" (made by `add_role_groups` if the table has
        none); "outlet" or "country" (of the outlet); or any other column of either table.
    group : str or sequence of str, optional
        Columns to count within ("country", "outlet"); shares are then of the group.

    Returns
    -------
    pandas.DataFrame
        One row a value of `by` (and group), the most quoted first:

        - the column `by` (str; "(unknown)" where it is missing). For "speaker": `speaker_id`
          (str), `speaker_name`, `affiliation`, `role` (str, the form found most often anywhere in
          these articles, missing if none); quotations without a speaker are `UNATTRIBUTED`;
        - the group columns;
        - `n_quotations`, `n_words` (quoted or reported), `n_articles` (in which it occurs),
          `n_outlets` (0 without an outlet column), `n_speakers` (not for "speaker"; those without
          a name count article by article) (int64);
        - `share_quotations`, `share_words` (float64): of those of the group; they add up to 1;
        - `share_articles` (float64): of all articles of the group, also those without quotations.
          They do not add up to 1, because an article can have many sources.

        Outlets and countries in which nobody is quoted are listed with 0. Other pairs that do not
        occur have no row.

    Raises
    ------
    ValueError
        If a column is missing, or no quotation belongs to any of the articles.
    """
    groups = as_tuple(group) if group is not None else ()
    key = "speaker_id" if by == "speaker" else by
    require_columns(quotations, ["text", "speaker_id"], "source_frequency (quotations)")
    if by == "role_group" and by not in quotations.columns:
        quotations = add_role_groups(quotations)
    outlet = ["outlet"] if "outlet" in articles.columns else []
    keys = list(dict.fromkeys([key, *groups]))
    table = join_articles(quotations, articles, [*keys, *outlet], "source_frequency")
    table = table.assign(
        n_words=weigh(table, "words", "source_frequency"),
        _outlet=table["outlet"] if outlet else pd.Series(pd.NA, index=table.index, dtype="str"),
        _unit=speaker_units(table),
        **{name: _label(table[name], name) for name in keys},
    )
    counts = table.groupby(keys, dropna=False, sort=False).agg(
        n_quotations=("article_id", "size"), n_words=("n_words", "sum"),
        n_articles=("article_id", "nunique"), n_outlets=("_outlet", "nunique"),
        n_speakers=("_unit", "nunique"),
    )  # fmt: skip
    counts = _add_silent(counts.reset_index(), articles, keys)
    counts = _add_shares(counts.astype(dict.fromkeys(COUNTS, "int64")), articles, groups)
    if by == "speaker":
        counts = _describe_speakers(counts, table).drop(columns="n_speakers")
    name = "speaker_name" if by == "speaker" else by
    order = ["n_quotations", *dict.fromkeys([name, *keys])]
    ascending = [False, *[True] * (len(order) - 1)]
    return counts.sort_values(order, ascending=ascending, kind="stable", ignore_index=True)


def _fill(table: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    return pd.DataFrame({name: fill_label(table[name]) for name in names}, index=table.index)


def _label(values: pd.Series, name: str) -> pd.Series:
    return fill_label(values, UNATTRIBUTED) if name == "speaker_id" else fill_label(values)


def _add_silent(counts: pd.DataFrame, articles: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """List outlets in which nobody is quoted, if it is outlets that are counted."""
    if not set(keys) <= set(articles.columns):
        return counts
    known = _fill(articles, keys).drop_duplicates()
    complete = known.merge(counts, on=keys, how="left")
    return complete.fillna(dict.fromkeys(COUNTS, 0))


def _add_shares(
    counts: pd.DataFrame, articles: pd.DataFrame, groups: tuple[str, ...]
) -> pd.DataFrame:
    shares = {}
    for unit in ("quotations", "words"):
        numbers = counts[f"n_{unit}"]
        within = counts.groupby(list(groups), dropna=False)[f"n_{unit}"] if groups else None
        total = within.transform("sum") if groups else numbers.sum()
        shares[f"share_{unit}"] = (numbers / total).astype("float64")
    of_articles = [name for name in groups if name in articles.columns]
    if of_articles:
        known = _fill(articles.drop_duplicates("article_id"), of_articles)
        sizes = known.value_counts(dropna=False).rename("_total").reset_index()
        total = counts[of_articles].merge(sizes, on=of_articles, how="left")["_total"].to_numpy()
    else:
        total = articles["article_id"].nunique()
    return counts.assign(**shares, share_articles=(counts["n_articles"] / total).astype("float64"))


def _describe_speakers(counts: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Add the form of each name, the affiliation and the role found most often."""
    for place, name in enumerate(ABOUT, start=1):
        found = most_common_by(table, "speaker_id", name) if name in table.columns else {}
        values = counts["speaker_id"].map(found).astype("str")
        if name == "speaker_name":
            values = values.fillna(counts["speaker_id"])
        counts.insert(place, name, values)
    return counts
