"""Which words make the tone toward a target, and how much each adds.

The model is a sum, so its parts can be listed. The tone is made of the three sums by a softmax,
which is not linear; what each part adds to it is its Aumann-Shapley value: the mean effect of the
part while all parts grow together from nothing to what they are (Sundararajan, Taly & Yan 2017,
"Axiomatic attribution for deep networks", ICML). These shares add up to the tone.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import softmax

from helpers.measures.news_tone.model import Share, load_model
from helpers.measures.targets import sentence_around

__all__ = ["SENTENCE", "explain_target", "share_out_tone", "words_of_tone"]

SENTENCE = "(the sentence as a whole)"
NODES, WEIGHTS = np.polynomial.legendre.leggauss(48)
COLUMNS = {
    "place": "str", "term": "str", "words": "str", "start": "Int64", "end": "Int64",
    "negative": "float64", "neutral": "float64", "positive": "float64", "tone": "float64",
}  # fmt: skip


def explain_target(text: str, start: int, end: int) -> pd.DataFrame:
    """Show what makes the score of a mention.

    Parameters
    ----------
    text : str
        A sentence, or a longer text of which the sentence with the mention is read.
    start, end : int
        The mention.

    Returns
    -------
    pandas.DataFrame
        One row a feature that the model knows, the largest share of the tone first: `place`
        (str: where the words stand or what they are to the mention: "near, after", "subject of",
        "phrase", …; "like words, …" is what the model learnt from words like this one), `term`
        (str: as in the table of coefficients; ``*`` is any ending, ``_`` the target), `words`
        (str: the words of the text, ``text[start:end]``), `start`, `end` (Int64; all three
        missing for what describes the sentence), `negative`, `neutral`, `positive` (float64: what
        it adds to the sum of each label; the softmax of the sums gives the probabilities), `tone`
        (float64: its share of the tone; the column adds up to it).

    Raises
    ------
    ValueError
        If the mention lies outside the text.

    Examples
    --------
    >>> table = explain_target("Ilse Tran was praised for a brave rescue.", 0, 9)
    >>> bool(table["tone"].sum() > 0)
    True
    """
    low, high = sentence_around(text, start, end)
    _, shares = load_model().explain(text[low:high], start - low, end - low)
    tones = share_out_tone([share.sums for share in shares])
    rows = [
        (
            share.place, share.term, text[low + share.start : low + share.end],
            low + share.start, low + share.end, *share.sums, tone,
        ) if share.start >= 0
        else (share.place, share.term, None, None, None, *share.sums, tone)
        for share, tone in zip(shares, tones, strict=True)
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    order = table["tone"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def share_out_tone(sums: Sequence[tuple[float, float, float]]) -> np.ndarray:
    """Share the tone out among parts of the three sums.

    Parameters
    ----------
    sums : sequence of three floats
        What each part adds to the sums of negative, neutral, positive.

    Returns
    -------
    numpy.ndarray
        The share of each part (float64), adding up to the tone.
    """
    if not len(sums):
        return np.zeros(0)
    parts = np.asarray(sums, dtype=float)
    path = (NODES[:, None] + 1) / 2 * parts.sum(axis=0)
    chances = softmax(path, axis=1)
    tone = chances[:, 2] - chances[:, 0]
    # the slope of the tone in each of the three sums
    slopes = chances * (np.array([-1.0, 0.0, 1.0]) - tone[:, None])
    return parts @ (WEIGHTS / 2 @ slopes)


def words_of_tone(text: str, offset: int = 0) -> list[tuple[str, int, int, float, float]]:
    """List the words that make the tone of a sentence as a whole, one row a stretch of words.

    Parameters
    ----------
    text : str
        A sentence.
    offset : int
        Added to all offsets.

    Returns
    -------
    list of tuple
        The words, start, end (−1 for what describes the sentence as a whole), the difference of
        the sums of positive and negative, and the share of the tone; in the order of the text.
    """
    _, shares = load_model().explain(text)
    tones = share_out_tone([share.sums for share in shares])
    found: dict[tuple[int, int], list[float]] = {}
    for share, tone in zip(shares, tones, strict=True):
        entry = found.setdefault(_span(share), [0.0, 0.0])
        entry[0] += share.sums[2] - share.sums[0]
        entry[1] += float(tone)
    rows = []
    for (start, end), (score, tone) in sorted(found.items()):
        if start < 0:
            rows.append((SENTENCE, -1, -1, score, tone))
        else:
            rows.append((text[start:end], start + offset, end + offset, score, tone))
    return rows


def _span(share: Share) -> tuple[int, int]:
    return (share.start, share.end) if share.start >= 0 else (-1, -1)
