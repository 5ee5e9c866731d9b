"""Rival names for the same thing: who writes invasion, who special military operation.

The codebook ``lexicons/wording.csv`` lists concepts with their alternatives, the side or stance
that each alternative is known for, and where that is laid down. A choice is counted where it is
made, with its place in the text, in the outlet's own voice and in quotations apart.

References
----------
Entman, R. M. (1991). Framing U.S. coverage of international news: Contrasts in narratives of the
KAL and Iran Air incidents. Journal of Communication 41(4), 6-27.
"""

from collections.abc import Iterable

import pandas as pd

from helpers.measures.lexicon_files import read_lexicon
from helpers.measures.voices import choose_voice
from helpers.stats.compare import adjust_p_values, compare_groups
from helpers.stats.schema import COMPARISON_COLUMNS
from helpers.text.matching import Lexicon, find_hits

__all__ = ["count_wording", "wording_concepts", "wording_contrasts", "wording_shares"]


def wording_concepts() -> pd.DataFrame:
    """Read the codebook of rival names.

    Returns
    -------
    DataFrame
        One row per alternative, all columns str: ``concept``, ``term`` (name of the
        alternative), ``pattern`` (its forms, separated by ``|``, a ``*`` stands for any ending),
        ``case`` (``1``: capitals are required; ``2``: exactly these), ``not_before``,
        ``not_after``, ``not_near``, ``only_near``, ``not_in``, ``only_in``, ``only_in_least``
        (guards, see :class:`helpers.text.matching.Lexicon`), ``slant`` (whose usage
        it is, or whether it plays the thing up or down), ``source`` (style book, document or
        paper; "own reading" where none is cited), ``example`` (an invented sentence).
    """
    return read_lexicon("wording").copy()


def count_wording(
    articles: pd.DataFrame,
    *,
    concepts: Iterable[str] | pd.DataFrame | None = None,
    column: str = "text",
    progress: bool = False,
) -> pd.DataFrame:
    """Find each place where an article chooses between rival names.

    Parameters
    ----------
    articles : DataFrame
        ``article_id`` (str) and ``column`` (str). A ``title`` (str), if there, helps to tell
        what the text is about; its own words are counted only with ``column="title"``.
    concepts : iterable of str, or DataFrame, optional
        Names of the concepts to look for, or a codebook of your own (``concept``, ``term``,
        ``pattern``, ``slant``; guards optional). Default: all concepts of
        :func:`wording_concepts`.
    column : str
        The column that is read: ``text``, or ``title`` to look at headlines.
    progress : bool
        Show a progress bar.

    Returns
    -------
    DataFrame
        One row per hit: ``article_id``, ``concept``, ``term``, ``slant``, ``match`` (str),
        ``start``, ``end`` (int64, characters of ``column``), ``in_quotation`` (bool: inside
        quotation marks, scare quotes included). Within a concept the longest name wins.

    Raises
    ------
    ValueError
        A concept is not in the codebook, or the codebook lacks a column.
    """
    codebook = concepts if isinstance(concepts, pd.DataFrame) else wording_concepts()
    missing = {"concept", "term", "pattern", "slant"} - set(codebook.columns)
    if missing:
        raise ValueError(f"The codebook lacks {', '.join(sorted(missing))}.")
    if concepts is not None and not isinstance(concepts, pd.DataFrame):
        wanted = [concepts] if isinstance(concepts, str) else list(concepts)
        unknown = [name for name in wanted if name not in set(codebook["concept"])]
        if unknown:
            raise ValueError(
                f"Not in the codebook: {', '.join(map(repr, unknown))}; "
                "wording_concepts() lists what is."
            )
        codebook = codebook[codebook["concept"].isin(wanted)]
    return find_hits(
        articles,
        Lexicon(codebook, key="concept"),
        keep=["concept", "term", "slant"],
        column=column,
        context="title" if column == "text" and "title" in articles.columns else None,
        progress=progress,
    )


def wording_shares(
    hits: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "country",
    voice: str = "all",
) -> pd.DataFrame:
    """Tell how often each group chooses each alternative, with the denominators.

    Parameters
    ----------
    hits : DataFrame
        The result of :func:`count_wording`.
    articles : DataFrame
        ``article_id`` and the column ``by``.
    by : str
        Column that makes the groups (``country``, ``outlet``, …). Articles without a value are
        left out.
    voice : {"all", "own", "quoted"}
        All hits, those outside quotation marks, or those inside.

    Returns
    -------
    DataFrame
        One row per concept, alternative and group that mentions the concept: ``concept``,
        ``term``, ``slant``, ``group`` (str), ``n_hits``, ``n_concept_hits``, ``n_articles``
        (articles of the group that use the alternative), ``n_concept_articles`` (that use any),
        all int64, and ``share`` (float64, ``n_hits`` over ``n_concept_hits``), sorted by concept,
        group and share. For intervals give the hits, joined with the articles, to
        ``helpers.stats.estimate_shares`` (``category="term"``, ``within="concept"``).

    Raises
    ------
    ValueError
        There is no such voice.
    KeyError
        ``articles`` has no column ``by``.
    """
    if by not in articles.columns:
        raise KeyError(by)
    counts = _count_by_article(choose_voice(hits, voice))
    counts = counts.merge(articles[["article_id", by]].rename(columns={by: "group"}))
    counts = counts[counts["group"].notna()]
    counts = counts.assign(used=(counts["n_hits"] > 0).astype("int64"))
    shares = (
        counts.groupby(["concept", "term", "slant", "group"], dropna=False)
        .agg(
            n_hits=("n_hits", "sum"),
            n_concept_hits=("n_concept_hits", "sum"),
            n_articles=("used", "sum"),
            n_concept_articles=("article_id", "nunique"),
        )
        .reset_index()
    )
    shares["share"] = shares["n_hits"] / shares["n_concept_hits"]
    shares = shares.sort_values(
        ["concept", "group", "share", "term"], ascending=[True, True, False, True]
    )
    return shares.astype({"group": "str"}).reset_index(drop=True)


def wording_contrasts(
    hits: pd.DataFrame, articles: pd.DataFrame, *, group: str = "country", a: str = "US",
    b: str = "RU", voice: str = "all", cluster: str = "outlet", seed: int = 0,
    n_resamples: int = 2000, level: float = 0.95, n_permutations: int = 4999,
) -> pd.DataFrame:  # fmt: skip
    """Compare how often two groups choose each alternative: differences of shares, tested.

    Parameters
    ----------
    hits : DataFrame
        The result of :func:`count_wording`.
    articles : DataFrame
        ``article_id`` and the columns ``group`` and ``cluster``.
    group, a, b : str
        Column of the groups, and the two to compare.
    voice : {"all", "own", "quoted"}
        All hits, those outside quotation marks, or those inside.
    cluster : str
        What is drawn for the interval and dealt out for the test as a whole: outlets, or events
        that both groups tell.
    seed, n_resamples, level, n_permutations
        As for :func:`helpers.stats.compare_groups`, which says how interval and test are made.

    Returns
    -------
    DataFrame
        One row per concept and alternative that one of the two groups uses: ``concept``,
        ``term``, ``slant``, then the columns of :func:`helpers.stats.compare_groups`, where
        ``estimate_a`` and ``estimate_b`` are shares of the concept's hits, ``difference`` is a
        minus b, and ``n_units_a``, ``n_units_b`` are the concept's hits; after ``p_value`` the
        ``q_value`` over all rows (Benjamini and Hochberg), at the end ``n_hits_a``, ``n_hits_b``
        (int64, hits of the alternative). Articles that chose otherwise count with zero hits. A
        concept that a side never mentions has no difference, and the note says so. Intervals end
        at -1 and 1.

    Raises
    ------
    ValueError
        There is no such voice, ``a`` equals ``b``, or a column or an option is not usable.
    """
    columns = list(dict.fromkeys(["article_id", group, cluster]))
    counts = _count_by_article(choose_voice(hits, voice)).merge(articles[columns])
    counts = counts[counts[group].isin([a, b])]
    key = ["concept", "term"]
    used = counts.groupby(key)["n_hits"].transform("sum") > 0
    counts = counts[used]
    contrasts = compare_groups(
        counts, numerator="n_hits", denominator="n_concept_hits", group=group, a=a, b=b,
        cluster=cluster, by=key, measure="share", seed=seed, n_resamples=n_resamples, level=level,
        n_permutations=n_permutations,
    )  # fmt: skip
    for bound in ("low", "high"):  # with few outlets a wide interval reaches beyond what can be
        contrasts[bound] = contrasts[bound].clip(-1, 1)
    contrasts = contrasts.merge(counts[[*key, "slant"]].drop_duplicates(key), on=key, how="left")
    for side, name in (("a", a), ("b", b)):
        sums = counts[counts[group] == name].groupby(key)["n_hits"].sum().rename(f"n_hits_{side}")
        contrasts = contrasts.join(sums, on=key)
    sizes = ["n_hits_a", "n_hits_b"]
    contrasts[sizes] = contrasts[sizes].fillna(0).astype("int64")
    return adjust_p_values(contrasts[[*key, "slant", *COMPARISON_COLUMNS, *sizes]])


def _count_by_article(hits: pd.DataFrame) -> pd.DataFrame:
    """Count each alternative in each article that mentions its concept, zeros kept.

    Without the zeros the articles that chose otherwise would drop out of the denominators.
    """
    terms = hits[["concept", "term", "slant"]].drop_duplicates(["concept", "term"])
    totals = hits.groupby(["article_id", "concept"], sort=False).size().rename("n_concept_hits")
    counts = hits.groupby(["article_id", "concept", "term"]).size().rename("n_hits")
    table = totals.reset_index().merge(terms, on="concept", how="left")
    table = table.join(counts, on=["article_id", "concept", "term"])
    return table.assign(n_hits=table["n_hits"].fillna(0).astype("int64"))
