"""Hits in their surroundings, one line each: no count should be believed unread.

A concordance, or keyword in context, is the oldest tool of text research (Luhn 1960, "Key
word-in-context index for technical literature", American Documentation 11(4), 288-295).
"""

from collections.abc import Iterable

import pandas as pd

from helpers.text.matching import Lexicon, find_hits

__all__ = ["concordance", "find_terms"]


def concordance(
    articles: pd.DataFrame, hits: pd.DataFrame, *, width: int = 60, column: str = "text"
) -> pd.DataFrame:
    """Show each hit with the text to its left and right.

    Parameters
    ----------
    articles : DataFrame
        ``article_id`` (str), `column` (str) and, where there are such, ``outlet``, ``date``.
    hits : DataFrame
        ``article_id`` (str), ``start``, ``end`` (int, offsets in `column`), such as the results of
        ``count_wording``, ``find_frame_hits`` and ``find_terms``.
    width : int
        Characters to either side.
    column : str
        The column in which the hits stand.

    Returns
    -------
    DataFrame
        One row per hit, in the order of the hits: ``article_id``, ``outlet``, ``date`` (if
        there), the other columns of `hits`, then ``left``, ``match``, ``right`` (str, line breaks
        made blanks, cut at a word), ``start``, ``end`` (int64).

    Raises
    ------
    ValueError
        `width` is negative, or two articles share an ``article_id``.
    KeyError
        A hit belongs to none of the articles, or a column is missing.
    """
    if width < 0:
        raise ValueError(f"width is at least 0, not {width}.")
    if articles["article_id"].duplicated().any():
        raise ValueError("Two articles share an article_id, so hits cannot be found in them.")
    texts = dict(zip(articles["article_id"], articles[column], strict=True))
    places = list(zip(hits["article_id"], hits["start"], hits["end"], strict=True))
    lines = pd.DataFrame(
        [_cut(texts[article_id], start, end, width) for article_id, start, end in places],
        columns=["left", "match", "right"],
        index=hits.index,
    ).astype("str")
    known = [name for name in ("outlet", "date") if name in articles.columns]
    facts = articles.set_index("article_id")[known].reindex(hits["article_id"])
    facts.index = hits.index
    other = [name for name in hits.columns if name not in {"article_id", "start", "end", "match"}]
    parts = [hits[["article_id"]], facts, hits[other].drop(columns=known, errors="ignore"), lines]
    table = pd.concat([*parts, hits[["start", "end"]]], axis="columns")
    return table.reset_index(drop=True)


def find_terms(
    articles: pd.DataFrame,
    terms: str | Iterable[str],
    *,
    column: str = "text",
    progress: bool = False,
) -> pd.DataFrame:
    """Find words of your own choice, for instance those that ``compare_words`` ranks first.

    Parameters
    ----------
    articles : DataFrame
        ``article_id`` (str) and `column` (str).
    terms : str or iterable of str
        Words or sequences; ``*`` stands for any ending of a word.
    column : str
        The column that is read.
    progress : bool
        Show a progress bar.

    Returns
    -------
    DataFrame
        ``article_id``, ``term``, ``match`` (str), ``start``, ``end`` (int64), ``in_quotation``
        (bool).

    Raises
    ------
    ValueError
        A term is empty, or has ``*`` elsewhere than at the end of a word.
    """
    chosen = [terms] if isinstance(terms, str) else list(terms)
    entries = pd.DataFrame({"term": pd.Series(chosen, dtype="str")})
    # Each term competes with itself only: "peace" is also found in "peace plan".
    lexicon = Lexicon(entries, key="term")
    return find_hits(articles, lexicon, keep=["term"], column=column, progress=progress)


def _cut(text: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    """Cut the surroundings at a blank, so that no line begins in the middle of a word."""
    left = _flat(text[max(0, start - width) : start])
    if start > width and not text[start - width - 1].isspace() and " " in left:
        left = left[left.index(" ") + 1 :]
    right = _flat(text[end : end + width])
    if end + width < len(text) and not text[end + width].isspace() and " " in right:
        right = right[: right.rindex(" ")]
    return left, _flat(text[start:end]), right


def _flat(piece: str) -> str:
    return piece.translate({10: " ", 13: " ", 9: " "})
