"""Where the words of a word shift stand, so that each bar can be opened and read.

`word_shift` adds up what each listed term does to a mean; this lists the same terms place by place
in the articles, under the same names.
"""

import re
from collections.abc import Callable, Sequence

import pandas as pd

from helpers.measures.sentiment import listed_words
from helpers.progress import track
from helpers.stats.schema import require_columns
from helpers.text import split_sentences

__all__ = ["find_tone_terms"]

METHODS = ("textblob", "vader")
COLUMNS = ("article_id", "term", "start", "end", "score")


def find_tone_terms(
    articles: pd.DataFrame, method: str = "textblob", *, terms: Sequence[str] | None = None,
    sentences: pd.DataFrame | None = None, progress: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Find each place in which a method counts a word.

    Parameters
    ----------
    articles : pandas.DataFrame
        article_id, text (str). Never changed.
    method : str
        "textblob" or "vader".
    terms : sequence of str, optional
        Keep only these, as `word_shift` writes them; by default all.
    sentences : pandas.DataFrame, optional
        Result of `helpers.text.split_sentences` for these articles, if it is there already (VADER
        reads sentence by sentence).
    progress : bool
        Show a progress bar on long work.

    Returns
    -------
    pandas.DataFrame
        One row a place: article_id, term (str, lower case; TextBlob's with the words that modify
        it), start, end (Int64, offsets in the article's text; missing for VADER's emphasis by ! and
        for words that cannot be placed), score (float64, the method's own after its rules).

    Raises
    ------
    ValueError
        If a column is missing or the method is not known.
    """
    require_columns(articles, ["article_id", "text"], "find_tone_terms")
    if method not in METHODS:
        raise ValueError(f"There is no method {method!r}. Choose from: {', '.join(METHODS)}.")
    if method == "vader" and sentences is None:
        sentences = split_sentences(articles)
    terms = None if terms is None else list(terms)
    may_hold = _first_glance(terms)
    kept = None if terms is None else frozenset(terms)
    rows = []
    pieces = _pieces(articles, method, sentences)
    for article_id, offset, text in track(pieces, f"Finding words ({method})", progress=progress):
        for word, start, end, score, _ in listed_words(text, method) if may_hold(text) else ():
            term = word.lower()
            if kept is None or term in kept:
                place = (start + offset, end + offset) if start >= 0 else (pd.NA, pd.NA)
                rows.append((article_id, term, *place, score))
    types = {"article_id": "str", "term": "str", "start": "Int64", "end": "Int64"}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(types | {"score": "float64"})


def _pieces(
    articles: pd.DataFrame, method: str, sentences: pd.DataFrame | None
) -> list[tuple[str, int, str]]:
    """List what is scored in one piece: whole articles for TextBlob, sentences for VADER."""
    if method == "textblob":
        named = zip(articles["article_id"], articles["text"], strict=True)
        return [(key, 0, text) for key, text in named if isinstance(text, str) and text.strip()]
    require_columns(sentences, ["article_id", "start", "text"], "find_tone_terms: sentences")
    own = sentences[sentences["article_id"].isin(set(articles["article_id"]))]
    return list(zip(own["article_id"], own["start"].astype(int), own["text"], strict=True))


def _first_glance(terms: Sequence[str] | None) -> Callable[[str], bool]:
    """Return a quick test whether a text may hold a term, so that most need not be explained."""
    first = {term.split()[0] for term in terms or () if term.split()}
    if terms is None or not all(word.isascii() and word.isalpha() for word in first):
        return lambda text: True
    pattern = re.compile("|".join(sorted(first)), re.IGNORECASE)
    return lambda text: pattern.search(text) is not None
