"""Count words and word sequences in all articles at once, as one sparse table.

Words become numbers on the way in, sequences become numbers made of two smaller ones, so that
twenty thousand articles are counted in seconds and sequences that are too rare never become text.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np
from scipy import sparse

from helpers.text.words import find_words

__all__ = ["NgramCounts", "count_ngrams", "find_ngrams"]

# Here 's is "is" or "has", not a possessive.
CONTRACTIONS = frozenset(
    f"{word}'s"
    for word in ("it", "he", "she", "that", "there", "here", "what", "who", "where", "how", "let")
)
# Written in capitals these are names; in lower case "us" is a pronoun.
ABBREVIATIONS = {
    form: f"{form[0]}.{form[-1]}.".lower() for form in ("US", "U.S", "UK", "U.K", "UN", "U.N")
}

Span = tuple[int, int]


class NgramCounts(NamedTuple):
    """How often each word or sequence of one length stands in each text."""

    words: np.ndarray  # str objects, one a column of `counts`
    counts: sparse.csr_array  # one row a text, one column a word
    totals: np.ndarray  # all words or sequences of a text, rare ones included


class _Stream(NamedTuple):
    vocabulary: list[str]
    words: np.ndarray  # numbers of the words of all texts, one after another
    joined: np.ndarray  # whether a word follows the one before without punctuation between
    texts: np.ndarray  # number of the text of each word


def count_ngrams(
    texts: Iterable[str],
    *,
    lengths: Iterable[int] = (1,),
    min_count: int = 1,
    skip: Callable[[int, str], list[Span]] | None = None,
) -> list[NgramCounts]:
    """Count words and word sequences by text.

    Words are in lower case, without a possessive 's; US and U.S. are both "u.s.". A sequence never
    runs across punctuation, a blank line or a skipped stretch.

    Parameters
    ----------
    texts : iterable of str
        One string a text.
    lengths : iterable of int
        Numbers of words: 1 for words, 2 for pairs …
    min_count : int
        Words and sequences with fewer uses in all texts together are left out of the columns (but
        not out of the totals).
    skip : callable, optional
        Called with the number of a text and the text; returns stretches whose words do not count.

    Returns
    -------
    list of NgramCounts
        One a length, in the order of `lengths`.
    """
    stream = _read(texts, skip)
    n_texts = int(stream.texts[-1])
    return [_count(stream, length, n_texts, min_count) for length in lengths]


def find_ngrams(
    texts: Iterable[str], sequences: Iterable[str], *,
    skip: Callable[[int, str], list[Span]] | None = None,
) -> list[tuple[int, int, int, str]]:  # fmt: skip
    """Find each place that `count_ngrams` counts for some words or sequences.

    Parameters
    ----------
    texts : iterable of str
        One string a text.
    sequences : iterable of str
        As in the ``words`` of `NgramCounts`: in lower case, words parted by a blank.
    skip : callable, optional
        As for `count_ngrams`.

    Returns
    -------
    list of (int, int, int, str)
        Number of the text, start and end offset in characters, and the sequence, in the order of
        the texts; of one text those that end first come first.
    """
    wanted = {tuple(sequence.split(" ")) for sequence in sequences}
    lengths = sorted({len(words) for words in wanted})
    longest = max(lengths, default=0)
    lasts = {words[-1] for words in wanted}
    forms: dict[str, str] = {}
    found = []
    for number, text in enumerate(texts):
        window: list[tuple[int, str]] = []  # the last words that are joined to each other
        for start, end, joins in _walk(number, text, skip) if wanted else ():
            form = text[start:end]
            word = forms.get(form)
            if word is None:
                word = forms[form] = _normalise(form)
            window = [*window, (start, word)][-longest:] if joins else [(start, word)]
            for length in lengths if word in lasts else ():
                words = tuple(one for _, one in window[-length:])
                if len(words) == length and words in wanted:
                    found.append((number, window[-length][0], end, " ".join(words)))
    return found


def _read(texts: Iterable[str], skip: Callable[[int, str], list[Span]] | None) -> _Stream:
    numbers: dict[str, int] = {}
    forms: dict[str, int] = {}  # as written -> number, so that each form is normalised once
    stream: list[int] = []
    joined: list[bool] = []
    sizes: list[int] = []
    for number, text in enumerate(texts):
        before = len(stream)
        for start, end, joins in _walk(number, text, skip):
            form = text[start:end]
            word = forms.get(form)
            if word is None:
                word = forms[form] = numbers.setdefault(_normalise(form), len(numbers))
            stream.append(word)
            joined.append(joins)
        sizes.append(len(stream) - before)
    owners = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
    # The number of texts goes along as a last element, so that texts without words are counted.
    return _Stream(
        list(numbers),
        np.array(stream, dtype=np.int64),
        np.array(joined, dtype=bool),
        np.append(owners, len(sizes)),
    )


def _walk(
    number: int, text: str, skip: Callable[[int, str], list[Span]] | None
) -> Iterator[tuple[int, int, bool]]:
    """Go over the words that count: start, end, and whether it is joined to the one before."""
    skipped = skip(number, text) if skip else []
    follows = -1  # where the next word has to start near to be joined to this one
    for start, end in find_words(text):
        if skipped and any(low <= start < high for low, high in skipped):
            follows = -1
            continue
        yield start, end, follows >= 0 and _is_plain(text[follows:start])
        follows = end


def _normalise(form: str) -> str:
    form = form.replace("’", "'")
    name = ABBREVIATIONS.get(form.removesuffix("'s"))
    if name:
        return name
    word = form.lower()
    if word.endswith("'s") and word not in CONTRACTIONS:
        return word[:-2]
    return word


def _is_plain(gap: str) -> bool:
    """Whether two words with this between them stand in one sequence."""
    if gap == " ":
        return True
    return len(gap) <= 12 and gap.count("\n") < 2 and not gap.strip(" \t\n\xa0-\"'‘’“”")


def _count(stream: _Stream, length: int, n_texts: int, min_count: int) -> NgramCounts:
    owners = stream.texts[:-1]
    n_words = max(len(stream.vocabulary), 1)
    # A sequence is known by its last word. Each round puts one more word in front of the number.
    codes = stream.words
    starts = np.arange(len(codes))
    parts = []  # (numbers of the shorter sequence, numbers of the word added)
    for _ in range(length - 1):
        kept = starts + 1 < len(stream.words)
        starts, codes = starts[kept], codes[kept]
        kept = stream.joined[starts + 1]
        starts, codes = starts[kept] + 1, codes[kept]
        keys, codes = np.unique(codes * n_words + stream.words[starts], return_inverse=True)
        parts.append(keys)
    n_codes = len(parts[-1]) if parts else n_words
    texts = owners[starts]
    totals = np.bincount(texts, minlength=n_texts)
    frequent = np.flatnonzero(np.bincount(codes, minlength=n_codes) >= min_count)
    counts = sparse.coo_array(
        (np.ones(len(codes), dtype=np.int64), (texts, codes)), shape=(n_texts, n_codes)
    ).tocsr()[:, frequent]
    return NgramCounts(_spell(stream.vocabulary, parts, frequent), counts, totals)


def _spell(vocabulary: list[str], parts: list[np.ndarray], codes: np.ndarray) -> np.ndarray:
    """Turn the numbers of sequences back into text."""
    endings = [""] * len(codes)
    n_words = max(len(vocabulary), 1)
    for keys in reversed(parts):
        codes, words = np.divmod(keys[codes], n_words)
        endings = [
            f" {vocabulary[word]}{ending}" for word, ending in zip(words, endings, strict=True)
        ]
    spelled = [vocabulary[code] + ending for code, ending in zip(codes, endings, strict=True)]
    return np.array(spelled, dtype=object)
