"""Copies of articles: exact ones, and near ones such as wire copy that two outlets ran.

Two texts are compared as sets of runs of three words (shingles; Broder, A. 1997, "On the
resemblance and containment of documents", *Proc. Compression and Complexity of Sequences*).
MinHash signatures from `rensa` and locality-sensitive hashing find the pairs worth comparing
(Leskovec, Rajaraman and Ullman 2020, *Mining of Massive Datasets*, ch. 3); each of these pairs is
then measured exactly. Nothing is dropped: a copy in another outlet is a finding, not only dirt.

The defaults were chosen on 680 news pages of July 2018 with 245 known pairs of copies: see
`find_duplicates`.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator

import numpy as np
import pandas as pd
import rensa

from helpers.progress import track

_WORD = re.compile(r"[^\W_]+")
_SIGNATURE = 128
# Probability below which a pair at the threshold may be overlooked.
_OVERLOOKED = 1e-4
# In larger buckets each article is compared with this many of its predecessors' first.
_BUCKET = 30
_CHUNK = 2_000
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def find_duplicates(
    articles: pd.DataFrame,
    *,
    threshold: float = 0.8,
    shingle_words: int = 3,
    least_words: int = 20,
    seed: int = 0,
    progress: bool = False,
) -> pd.DataFrame:
    """Find articles that are copies of an earlier one.

    Texts are compared without case, punctuation and white space. *Exact*: the same words in the
    same order. *Near*: the share of shingles that two texts have in common (Jaccard similarity) is
    `threshold` or more. Copies of copies belong together: the articles linked by such pairs form a
    group, the earliest by `date` (then the first in the table; articles without date come last) is
    its original, all others are copies of it.

    On 680 news pages with 245 known pairs of near copies, cleaned text, shingles of three words:
    thresholds 0.9 / 0.8 / 0.7 / 0.6 find 73 / 91 / 94 / 94 % of the known pairs. The list of known
    pairs is not complete; of 22 other pairs read at 0.8 and above, 21 were versions of one story.
    Longer shingles find fewer (four words 89 %, five 87 % at 0.8).

    Parameters
    ----------
    articles
        Table with `article_id` (str), `text` (str) and, where known, `date` (datetime64) and
        `title` (str). Not changed.
    threshold
        Least similarity of near copies, 0 to 1.
    shingle_words
        Length of a shingle in words.
    least_words
        Texts of fewer words are never near copies, and exact ones only if their titles are the same
        as well: a teaser or a byline says too little.
    seed
        Seed of the signatures.
    progress
        Whether to show a progress bar.

    Returns
    -------
    DataFrame
        One row a copy, in the order of `articles`: `article_id` (str), `duplicate_of` (str, the
        original of its group), `kind` (str: exact if it has the words of the original, else near)
        and `similarity` (float64, Jaccard similarity of its shingles to those of the original: 1
        for exact copies; below `threshold` where a third version links the two).

    Raises
    ------
    ValueError
        If `threshold` is not above 0 and at most 1, or `shingle_words` is less than 1.
    """
    if not 0 < threshold <= 1 or shingle_words < 1:
        raise ValueError("threshold must be above 0 and at most 1, shingle_words at least 1")
    texts = articles["text"].astype("str").fillna("").tolist()
    same_words = _group_same_words(texts, _titles(articles), least_words)
    first = {group: position for position, group in reversed(list(enumerate(same_words)))}
    groups = _Groups(len(texts))
    for position, group in enumerate(same_words):
        groups.join(first[group], position)

    shingles = _Shingles(texts, shingle_words)
    long_enough = [
        position for position in first.values() if shingles.count_words(position) >= least_words
    ]
    long_enough.sort()
    signatures = _sign(shingles, long_enough, seed, progress)
    for one, other in _candidates(signatures, threshold):
        left, right = long_enough[one], long_enough[other]
        if groups.find(left) != groups.find(right) and shingles.compare(left, right) >= threshold:
            groups.join(left, right)
    return _table(articles, groups, same_words, shingles)


class _Groups:
    """Sets of positions that grow together (union-find)."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def find(self, position: int) -> int:
        while self._parents[position] != position:
            self._parents[position] = self._parents[self._parents[position]]
            position = self._parents[position]
        return position

    def join(self, one: int, other: int) -> None:
        one, other = sorted((self.find(one), self.find(other)))
        self._parents[other] = one


class _Shingles:
    """The shingles of each text as sorted numbers, made when asked for."""

    def __init__(self, texts: list[str], length: int) -> None:
        self._texts = texts
        self._length = length
        self._numbers: dict[str, int] = {}
        self._kept: dict[int, np.ndarray] = {}

    def count_words(self, position: int) -> int:
        return sum(1 for _ in _WORD.finditer(self._texts[position]))

    def of(self, position: int) -> np.ndarray:
        """Return the different shingles of one text, at least one."""
        words = _words(self._texts[position])
        numbers = np.array([self._number(word) for word in words], dtype=np.uint64)
        length = min(self._length, len(words))
        count = len(words) - length + 1
        hashes = np.zeros(count, dtype=np.uint64)
        for offset in range(length):
            # Overflow is meant: arithmetic modulo 2**64.
            hashes = hashes * _MULTIPLIER + numbers[offset : offset + count]
            hashes ^= hashes >> np.uint64(29)
        return np.unique(hashes)

    def compare(self, one: int, other: int) -> float:
        """Return the Jaccard similarity of two texts."""
        left, right = self._keep(one), self._keep(other)
        common = np.intersect1d(left, right, assume_unique=True).size
        return common / (left.size + right.size - common)

    def _keep(self, position: int) -> np.ndarray:
        if position not in self._kept:
            self._kept[position] = self.of(position)
        return self._kept[position]

    def _number(self, word: str) -> int:
        # Not hash(): it differs from run to run.
        number = self._numbers.get(word)
        if number is None:
            digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8)
            number = self._numbers[word] = int.from_bytes(digest.digest(), "little")
        return number


def list_copies(duplicates: pd.DataFrame) -> pd.DataFrame:
    """List both articles of each copy, so that the two can be read together.

    Parameters
    ----------
    duplicates : pandas.DataFrame
        Result of `find_duplicates`. Never changed.

    Returns
    -------
    pandas.DataFrame
        Two rows a copy: copy (str, article_id of the copy), article_id (str, of one of the two),
        role (str: "the copy", "the earlier article").
    """
    parts = [
        pd.DataFrame(
            {"copy": duplicates["article_id"], "article_id": duplicates[column], "role": role}
        )
        for column, role in (("article_id", "the copy"), ("duplicate_of", "the earlier article"))
    ]
    return pd.concat(parts).sort_index(kind="stable").reset_index(drop=True).astype("str")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _titles(articles: pd.DataFrame) -> list[str]:
    if "title" not in articles.columns:
        return [""] * len(articles)
    return articles["title"].astype("str").fillna("").tolist()


def _group_same_words(texts: list[str], titles: list[str], least_words: int) -> list[bytes]:
    """Return a key for each text that is the same for texts of the same words."""
    keys = []
    for position, (text, title) in enumerate(zip(texts, titles, strict=True)):
        words = _words(text)
        if not words:
            # Texts without words are not copies of each other.
            keys.append(f"{position}".encode())
            continue
        if len(words) < least_words:
            words += ["\0", *_words(title)]
        joined = " ".join(words).encode("utf-8", "surrogatepass")
        keys.append(hashlib.blake2b(joined, digest_size=16).digest())
    return keys


def _sign(shingles: _Shingles, positions: list[int], seed: int, progress: bool) -> np.ndarray:
    """Return the MinHash signatures, one row a text."""
    rows = [np.empty((0, _SIGNATURE), dtype=np.uint32)]
    starts = range(0, len(positions), _CHUNK)
    for start in track(starts, "Looking for copies", progress=progress, unit="batch"):
        sets = [shingles.of(position) for position in positions[start : start + _CHUNK]]
        offsets = np.cumsum([0, *(len(numbers) for numbers in sets)]).astype(np.uint64)
        matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(
            np.concatenate(sets), offsets, _SIGNATURE, seed
        )
        rows.append(np.array(matrix.to_rows(), dtype=np.uint32))
    return np.concatenate(rows)


def _candidates(signatures: np.ndarray, threshold: float) -> Iterator[tuple[int, int]]:
    """Yield pairs of rows that agree in one band of the signature."""
    size = _rows_of_band(threshold)
    seen: set[tuple[int, int]] = set()
    for start in range(0, _SIGNATURE - size + 1, size):
        band = np.ascontiguousarray(signatures[:, start : start + size])
        keys = band.view(np.dtype((np.void, band.dtype.itemsize * size))).ravel()
        order = np.argsort(keys, kind="stable")
        sorted_keys = keys[order]
        ends = np.flatnonzero(sorted_keys[1:] != sorted_keys[:-1]) + 1
        for bucket in np.split(order, ends):
            if len(bucket) > 1:
                members = bucket.tolist()
                # All pairs of a small bucket; of a large one, each member with the first ones.
                pairs = itertools.chain.from_iterable(
                    ((one, other) for other in members[rank + 1 :])
                    for rank, one in enumerate(members[:_BUCKET])
                )
                for pair in pairs:
                    if pair not in seen:
                        seen.add(pair)
                        yield pair


def _rows_of_band(threshold: float) -> int:
    """Return the longest band that overlooks almost no pair at the threshold."""
    for size in range(16, 1, -1):
        if (1 - threshold**size) ** (_SIGNATURE // size) < _OVERLOOKED:
            return size
    return 1


def _table(
    articles: pd.DataFrame, groups: _Groups, same_words: list[bytes], shingles: _Shingles
) -> pd.DataFrame:
    """Return the copies with the original of their group."""
    dates = articles["date"] if "date" in articles.columns else pd.Series(pd.NaT, articles.index)
    order = pd.to_datetime(dates).reset_index(drop=True).sort_values(kind="stable").index
    originals: dict[int, int] = {}
    for position in order:
        originals.setdefault(groups.find(position), position)
    ids = articles["article_id"].astype("str").tolist()
    rows = []
    for position, article_id in enumerate(ids):
        original = originals[groups.find(position)]
        if original != position:
            exact = same_words[position] == same_words[original]
            kind = "exact" if exact else "near"
            similarity = 1.0 if exact else shingles.compare(position, original)
            rows.append((article_id, ids[original], kind, similarity))
    types = {"article_id": "str", "duplicate_of": "str", "kind": "str", "similarity": "float64"}
    return pd.DataFrame(rows, columns=list(types)).astype(types)
