"""Which words of a sentence gave which share of its tone, in one shape for all methods.

The shares of a sentence add up to its score. How they are found differs, as the methods do:

- TextBlob averages over its listed words: a share is the polarity of a word, after negation and
  emphasis, divided by their number. A word with its modifiers ("not very good") is one entry.
- VADER adds valences up and squeezes the sum into −1 … 1: compound = sum / √(sum² + 15). The sum
  can be shared out, the squeezing cannot; each word gets the part of the compound that its valence
  has of the sum. So the share of a word also depends on the other words of the sentence. VADER
  rounds the compound to four places; the shares add up to it before it is rounded.
- The news model adds coefficients up for each label and makes probabilities of the three sums. A
  feature's share is its Aumann-Shapley value (see `helpers.measures.target_words`); that of a
  phrase is split evenly among its words, the target left out. What describes the sentence
  (its length, the place of the target) is an entry of its own without offsets.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import pandas as pd

from helpers.measures.news_tone import load_model
from helpers.measures.news_tone.tokens import read_tokens
from helpers.measures.sentiment import METHODS, explain_sentiment
from helpers.measures.target_words import SENTENCE, share_out_tone
from helpers.measures.targets import sentence_around
from helpers.stats.clusters import as_tuple
from helpers.stats.schema import require_columns

__all__ = ["EXPLAINED_COLUMNS", "explain"]

EXPLAINED_COLUMNS = {
    "sentence": "int64", "method": "str", "text": "str", "start": "Int64", "end": "Int64",
    "word": "str", "share": "float64", "polarity": "float64", "target_start": "Int64",
    "target_end": "Int64",
}  # fmt: skip
Word = tuple[str | None, int | None, int | None, float]


def explain(
    sentences: str | Sequence[str] | pd.DataFrame, methods: str | Sequence[str] = tuple(METHODS)
) -> pd.DataFrame:
    """Say for each sentence, method and word what the word adds to the score.

    Parameters
    ----------
    sentences : str, sequence of str, or pandas.DataFrame
        Sentences; as a table their column `text` (str). With the columns `start` and `end` (int,
        missing where there is none) of a mention, "news" explains the tone toward it, as
        `score_spans` gives it; the other methods know no target. Never changed.
    methods : str or sequence of str
        Any of "textblob", "vader", "news".

    Returns
    -------
    pandas.DataFrame
        One row a sentence, method and word, in reading order: `sentence` (int64, from 0, in the
        order given), `method`, `text` (str), `start`, `end` (Int64, offsets into `text`; missing
        for what has no place: VADER's emphasis by ! and ?, the news model's description of the
        sentence), `word` (str, ``text[start:end]`` or the name of the entry), `share` (float64),
        `polarity` (float64, the score of the sentence, −1 to 1), `target_start`, `target_end`
        (Int64, the mention that was scored). No two words of one method overlap. The shares of a
        sentence add up to its polarity (VADER's, which is rounded, to four places). A sentence of
        which a method knows no word has one row, with `word` missing and share 0; a blank one has
        no polarity either.

    Raises
    ------
    ValueError
        If a method is not known, a text is missing or a mention lies outside its text.

    Examples
    --------
    >>> table = explain("The ferry was not good.", "textblob")
    >>> table[["word", "share"]].values.tolist()
    [['not good', -0.35]]
    """
    methods = as_tuple(methods)
    unknown = [name for name in methods if name not in METHODS]
    if unknown:
        raise ValueError(f"There is no method {unknown[0]!r}. Choose from: {', '.join(METHODS)}.")
    columns: dict[str, list] = {name: [] for name in EXPLAINED_COLUMNS}
    for number, (text, low, high) in enumerate(_read(sentences)):
        for method in methods:
            target = (low, high) if method == "news" and low is not None else (None, None)
            if target[0] is not None:
                polarity, words = _explain_target(text, low, high)
            else:
                polarity, words = _explain_whole(text, method)
            for word, start, end, share in words or [(None, None, None, 0.0)]:
                row = (number, method, text, start, end, word, share, polarity, *target)
                for name, value in zip(columns, row, strict=True):
                    columns[name].append(value)
    return pd.DataFrame(columns).astype(EXPLAINED_COLUMNS)


def _read(
    sentences: str | Sequence[str] | pd.DataFrame,
) -> Iterator[tuple[str, int | None, int | None]]:
    """Iterate over the texts, with their mentions where they have one."""
    if isinstance(sentences, pd.DataFrame):
        require_columns(sentences, ["text"], "explain")
        texts = sentences["text"].tolist()
    else:
        texts = [sentences] if isinstance(sentences, str) else list(sentences)
    places: list[tuple] = [(None, None)] * len(texts)
    if isinstance(sentences, pd.DataFrame) and {"start", "end"} <= set(sentences):
        places = list(zip(sentences["start"], sentences["end"], strict=True))
    for text, (low, high) in zip(texts, places, strict=True):
        if not isinstance(text, str):
            raise ValueError("explain: a text is missing.")
        if pd.isna(low) or pd.isna(high):
            yield text, None, None
        else:
            yield text, int(low), int(high)


def _explain_whole(text: str, method: str) -> tuple[float, list[Word]]:
    """Explain a sentence without a target."""
    if not text.strip():
        return float("nan"), []
    if method == "news":
        return _share_out(text, -1, -1, 0)
    table = explain_sentiment(text, method)
    placed = table["start"].notna()
    rows: list[Word] = []
    for word, start, end, share, has_place in zip(
        table["word"], table["start"], table["end"], table["contribution"], placed, strict=True
    ):
        if has_place:
            rows.append((text[start:end], int(start), int(end), float(share)))
        else:
            rows.append((word, None, None, float(share)))
    rows.sort(key=lambda row: (row[1] is None, row[1] or 0))
    return METHODS[method](text)[0], rows


def _explain_target(text: str, start: int, end: int) -> tuple[float, list[Word]]:
    low, high = sentence_around(text, start, end)
    return _share_out(text[low:high], start - low, end - low, low)


def _share_out(sentence: str, start: int, end: int, offset: int) -> tuple[float, list[Word]]:
    """Share the tone of the news model out among the words that its features rest on."""
    tone, shares = load_model().explain(sentence, start, end)
    tokens = read_tokens(sentence, start, end)
    totals: dict[int, float] = {}
    parts = share_out_tone([share.sums for share in shares])
    for share, part in zip(shares, parts, strict=True):
        items = [-1]
        if share.start >= 0:
            first, last = (bisect_left(tokens.start, edge) for edge in (share.start, share.end))
            items = [item for item in range(first, last) if item != tokens.target] or [first]
        for item in items:
            totals[item] = totals.get(item, 0.0) + float(part) / len(items)
    rows: list[Word] = []
    for item in sorted(totals, key=lambda item: (item < 0, item)):
        if item < 0:
            rows.append((SENTENCE, None, None, totals[item]))
        else:
            low, high = tokens.start[item], tokens.end[item]
            rows.append((sentence[low:high], low + offset, high + offset, totals[item]))
    return tone.tone, rows
