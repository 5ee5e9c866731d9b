"""The same frames scored in other defensible ways, to see what would change a finding.

Each choice that went into a score (whose words count, copies, which half of the word list) could
have been made otherwise. A finding that needs one of these choices is a finding about the choice
(Steegen, Tuerlinckx, Gelman & Vanpaemel 2016, "Increasing transparency through a multiverse
analysis", Perspectives on Psychological Science 11(5), 702-712).
"""

import pandas as pd

from helpers.cache import remembered
from helpers.measures.framing import find_frame_hits, score_frames
from helpers.stats.lexicon_sensitivity import halve_terms
from helpers.stats.schema import require_columns

__all__ = ["frame_variants"]


@remembered
def frame_variants(
    articles: pd.DataFrame, *, scheme: str = "generic", hits: pd.DataFrame | None = None,
    seed: int = 0,
) -> dict[str, pd.DataFrame]:  # fmt: skip
    """Score frames again with other choices.

    Parameters
    ----------
    articles : pandas.DataFrame
        ``article_id``, ``text`` (str); ``duplicate_of`` (str) and ``title`` (str) are used where
        there are such. All other columns are carried along. Never changed.
    scheme : str
        See `frame_lexicon`.
    hits : pandas.DataFrame, optional
        The result of `find_frame_hits` for these articles, if it is there already.
    seed : int
        Of the split of the word list.

    Returns
    -------
    dict of str to pandas.DataFrame
        By name of the choice, "all articles" first, tables of `score_frames` joined with the
        columns of `articles` (without ``text`` and ``raw_text``) and with ``hundred_words``
        (float64, ``n_words`` over 100), ready for `helpers.stats.stack_specifications`.
        Choices that make no difference here (no copies, no quotations, no headlines) are left
        out.

    Raises
    ------
    ValueError
        A column is missing or there is no such scheme.
    """
    require_columns(articles, ["article_id", "text"], "frame_variants")
    if hits is None:
        hits = find_frame_hits(articles, scheme=scheme)
    columns = [name for name in articles.columns if name not in {"text", "raw_text", "n_words"}]
    about = articles[columns]

    def score(**options: object) -> pd.DataFrame:
        options = {"hits": hits} | options
        scores = score_frames(articles, scheme=scheme, **options).merge(about, on="article_id")
        return scores.assign(hundred_words=scores["n_words"] / 100)

    variants = {"all articles": score()}
    if hits["in_quotation"].any():
        variants["own voice only"] = score(voice="own")
        variants["quoted words only"] = score(voice="quoted")
    if "duplicate_of" in articles.columns and articles["duplicate_of"].notna().any():
        whole = variants["all articles"]
        variants["without copies"] = whole[whole["duplicate_of"].isna()]
    if "title" in articles.columns and articles["title"].notna().any():
        titles = find_frame_hits(articles, scheme=scheme, column="title")
        variants["headlines only"] = score(hits=titles, column="title")
    if hits["negated"].any():
        variants["negated words, too"] = score(negated=True)
    variants["each word counts 1"] = score(hits=hits.assign(weight=1.0))
    first, second = halve_terms(hits, seed=seed)
    variants["one half of the list"] = score(hits=first)
    variants["the other half"] = score(hits=second)
    return variants
