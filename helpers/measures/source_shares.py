"""Whose voices fill the news: shares of quotations or words, with intervals and with bounds.

Of some speakers no article says for whom they speak or what they are. They keep a row of their
own, and each share comes with the two ends that it could have: none, or all, of the unknown belong
to it (Manski 2003, "Partial Identification of Probability Distributions"). Where the two are far
apart, no interval of the bootstrap helps.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.measures.role_groups import add_role_groups, is_official
from helpers.measures.sources import (
    OTHER_COUNTRY,
    default_cluster,
    fill_label,
    gather_others,
    is_anonymous,
    join_articles,
    weigh,
)
from helpers.stats.clusters import as_tuple
from helpers.stats.schema import UNKNOWN, join_notes, require_columns
from helpers.stats.shares import estimate_shares

__all__ = ["first_speakers", "share_officials", "share_roles", "share_sources", "share_voices"]


def share_sources(
    quotations: pd.DataFrame, articles: pd.DataFrame, category: str, *,
    by: str | Sequence[str] = ("country",), listed: Sequence[str] = (), other: str | None = None,
    weight: str = "quotations", unknown: str = "keep", cluster: str | None = None,
    measure: str | None = None, seed: int = 0, n_resamples: int = 2000, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Estimate what share of the quotations of each group falls to each kind of source.

    Parameters
    ----------
    quotations : pandas.DataFrame
        Result of `find_quotations` (or of `first_speakers`): `article_id`, `text` (for words) and
        the column `category`. Never changed.
    articles : pandas.DataFrame
        `article_id` and the columns of `by` and `cluster`. Quotations of other articles are left
        out.
    category : str
        Column of the quotations: "affiliation", "role", "role_group", "kind" …
    by : str or sequence of str
        Group columns, such as "country", or ("country", "outlet").
    listed : sequence of str
        Categories that have a row even where they do not occur (their share is then 0).
    other : str, optional
        Name under which all categories that are not `listed` are put together.
    weight : {"quotations", "words"}
        What a quotation counts for: 1, or its words.
    unknown : {"keep", "leave out"}
        Whether sources whose category is missing are a row of their own, "(unknown)", or are left
        out, so that shares are of those that are known (and the note says how many are not).
    cluster : str, optional
        What is drawn as a whole for the interval; by default "article_id" if `by` has "outlet",
        else "outlet".
    measure : str, optional
        Name of the figure; "share of quotations" or "share of words" by default.
    seed, n_resamples, level
        As for `estimate_ratio`.

    Returns
    -------
    pandas.DataFrame
        As of `estimate_shares` (`plot_estimates` draws it): `category` and the `by` columns,
        measure, estimate, low, high, n_articles (with quotations), n_units (all that the share is
        a share of), n_clusters, cluster, note; and

        - `at_least`, `at_most` (float64): the share if none, or all, of the unknown were of this
          category; missing in the row "(unknown)";
        - `share_unknown` (float64): of all quotations (or words) of the group.

        With unknown ones left out, a group of which nothing is known has no row.

    Raises
    ------
    ValueError
        If a column is missing or an option is not known.
    """
    if unknown not in ("keep", "leave out"):
        raise ValueError(f"share_sources: unknown is {unknown!r}; choose 'keep' or 'leave out'.")
    by = as_tuple(by)
    cluster = cluster or default_cluster(by)
    require_columns(quotations, [category], "share_sources (quotations)")
    columns = [name for name in (*by, cluster) if name != category]
    rows = join_articles(quotations, articles, columns, "share_sources")
    rows = rows.assign(_n=weigh(rows, weight, "share_sources"))
    rows[category] = gather_others(rows[category], None if other is None else listed, other)
    # Label missing groups as the estimates do, so that the two can be joined.
    rows = rows.assign(**{name: fill_label(rows[name]) for name in by})
    is_unknown = rows[category] == UNKNOWN
    totals = rows.assign(_missing=rows["_n"].where(is_unknown, 0)).groupby(list(by), dropna=False)
    sizes = totals[["_n", "_missing"]].sum()
    share_unknown = (sizes["_missing"] / sizes["_n"].where(sizes["_n"] > 0)).rename("share_unknown")
    used = rows[~is_unknown] if unknown == "leave out" else rows
    result = estimate_shares(
        _add_listed(used, category, listed), category=category, by=by, weight="_n",
        cluster=cluster, measure=measure or f"share of {weight}", seed=seed,
        n_resamples=n_resamples, level=level,
    )  # fmt: skip
    return _add_bounds(result, category, by, share_unknown, unknown)


def share_voices(
    quotations: pd.DataFrame, articles: pd.DataFrame, *, voices: Sequence[str] = ("US", "RU", "UA"),
    by: str | Sequence[str] = ("country",), weight: str = "quotations", unknown: str = "keep",
    cluster: str | None = None, seed: int = 0, n_resamples: int = 2000, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Estimate how much each press lets each country speak.

    Parameters
    ----------
    quotations, articles, by, weight, unknown, cluster, seed, n_resamples, level
        As for `share_sources`. Let `share_affiliations` fill in affiliations first.
    voices : sequence of str
        Affiliations with a row of their own (ISO 3166 alpha-2, or EU, UN, NATO); all others are
        "another country".

    Returns
    -------
    pandas.DataFrame
        As of `share_sources` with the category `affiliation`; every voice is listed, with 0 where
        it is not heard.
    """
    return share_sources(
        quotations, articles, "affiliation", by=by, listed=voices, other=OTHER_COUNTRY,
        weight=weight, unknown=unknown, cluster=cluster, seed=seed, n_resamples=n_resamples,
        level=level,
    )  # fmt: skip


def share_roles(
    quotations: pd.DataFrame, articles: pd.DataFrame, *, by: str | Sequence[str] = ("country",),
    weight: str = "quotations", unknown: str = "keep", cluster: str | None = None, seed: int = 0,
    n_resamples: int = 2000, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Estimate the share of each role group: officials, others, those without a name.

    Parameters
    ----------
    quotations, articles, by, weight, unknown, cluster, seed, n_resamples, level
        As for `share_sources`; `role_group` is made by `add_role_groups` where it is missing.

    Returns
    -------
    pandas.DataFrame
        As of `share_sources` with the category `role_group`.
    """
    if "role_group" not in quotations.columns:
        quotations = add_role_groups(quotations)
    return share_sources(
        quotations, articles, "role_group", by=by, weight=weight, unknown=unknown,
        cluster=cluster, seed=seed, n_resamples=n_resamples, level=level,
    )  # fmt: skip


def share_officials(
    quotations: pd.DataFrame, articles: pd.DataFrame, *,
    by: str | Sequence[str] = ("country", "outlet"), weight: str = "quotations",
    unknown: str = "keep", cluster: str | None = None, seed: int = 0, n_resamples: int = 2000,
    level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Estimate the share of officials, and of sources without a name, for outlets or presses.

    Parameters
    ----------
    quotations, articles, by, weight, unknown, cluster, seed, n_resamples, level
        As for `share_sources`.

    Returns
    -------
    pandas.DataFrame
        As of `share_sources` without a category column; two rows a group, told apart by `measure`
        (draw them with ``plot_estimates(…, panel="measure")``):

        - "officials": the role is official, named or not (as Sigal 1973 counts); unknown is who
          has no role;
        - "without a name": persons whose name is not given, wholly or partly anonymous; unknown
          is who has no speaker at all.
    """
    needed = ["speaker_id", "role", "anonymous"]
    require_columns(quotations, needed, "share_officials (quotations)")
    unnamed = is_anonymous(quotations)
    named = pd.Series("named", index=quotations.index, dtype="str").mask(unnamed, "without")
    flags = {
        "officials": ("official", is_official(quotations)),
        "without a name": ("without", named.mask(quotations["speaker_id"].isna() & ~unnamed)),
    }
    results = []
    for measure, (label, values) in flags.items():
        shares = share_sources(
            quotations.assign(_flag=values.astype("str")), articles, "_flag", by=by,
            listed=[label], weight=weight, unknown=unknown, cluster=cluster, measure=measure,
            seed=seed, n_resamples=n_resamples, level=level,
        )  # fmt: skip
        results.append(shares[shares["_flag"] == label].drop(columns="_flag"))
    return pd.concat(results, ignore_index=True)


def first_speakers(quotations: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Find who speaks first in each article.

    The first source sets the terms in which the others are heard (Hall et al. 1978, "Policing the
    Crisis", on primary definers).

    Parameters
    ----------
    quotations : pandas.DataFrame
        Result of `find_quotations`: `article_id`, `start`. Never changed.
    articles : pandas.DataFrame
        `article_id`, and `outlet`, `country` if there are any.

    Returns
    -------
    pandas.DataFrame
        The first quotation of each article, in the order of `articles`, whoever speaks: all
        columns of the quotations, the `outlet` and `country` of the article, and `role_group`
        where `role`, `affiliation` and `anonymous` are known. Articles without a quotation have
        no row. As it is a table of quotations, `share_voices` and `share_roles` take it: the
        shares are then of articles with a quotation.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    require_columns(quotations, ["article_id", "start"], "first_speakers (quotations)")
    about = [name for name in ("outlet", "country") if name in articles.columns]
    rows = join_articles(quotations, articles, about, "first_speakers")
    if {"role", "affiliation", "anonymous"} <= set(rows.columns):
        rows = add_role_groups(rows)
    rows = rows.sort_values("start", kind="stable").drop_duplicates("article_id")
    order = {name: number for number, name in enumerate(articles["article_id"].unique())}
    return rows.sort_values(
        "article_id", key=lambda names: names.map(order), kind="stable", ignore_index=True
    )


def _add_listed(rows: pd.DataFrame, category: str, listed: Sequence[str]) -> pd.DataFrame:
    """Add a row that weighs nothing for each listed category that does not occur."""
    lacking = [name for name in listed if not (rows[category] == name).any()]
    if rows.empty or not lacking:
        return rows
    silent = [rows.iloc[:1].assign(**{category: name, "_n": 0}) for name in lacking]
    return pd.concat([rows, *silent], ignore_index=True)


def _add_bounds(
    result: pd.DataFrame, category: str, by: tuple[str, ...], share_unknown: pd.Series,
    unknown: str,
) -> pd.DataFrame:  # fmt: skip
    table = result.merge(share_unknown.reset_index(), on=list(by), how="left")
    part = table["share_unknown"]
    of_all = table["estimate"] * (1 - part) if unknown == "leave out" else table["estimate"]
    of_all = of_all.where(table[category] != UNKNOWN)
    table = table.assign(at_least=of_all, at_most=np.minimum(of_all + part, 1.0))
    if unknown == "leave out":
        left_out = [f"{round(100 * share)}% unknown left out" if share else "" for share in part]
        notes = zip(left_out, table["note"].fillna(""), strict=True)
        table["note"] = pd.Series([join_notes(pair) for pair in notes], index=table.index).astype(
            "str"
        )
    return table[[*result.columns, "at_least", "at_most", "share_unknown"]]
