"""Word vectors from plain text: positive pointwise mutual information, reduced by SVD.

Words that stand among the same words get like vectors (Levy, Goldberg & Dagan 2015, "Improving
distributional similarity with lessons learned from word embeddings", TACL 3). Used in training
only, to spread what was learnt of a word to words like it.
"""

import re
from collections import Counter
from collections.abc import Iterable

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds

__all__ = ["make_vectors"]

WORD = re.compile(r"(?<![^\W_])[a-z][a-z'\-]*+")
WINDOW = 5
SMOOTHING = 0.75
LEAST_COUNT = 6


def make_vectors(
    texts: Iterable[str], *, dimensions: int = 200, seed: int = 0
) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Make a vector for each word of a collection of texts.

    Parameters
    ----------
    texts : iterable of str
        Plain texts.
    dimensions : int
        Length of the vectors.
    seed : int
        Of the decomposition's first guess.

    Returns
    -------
    words : list of str
        In lower case, those that occur at least six times.
    counts : numpy.ndarray
        How often each occurs without a capital (int64): next to never if it is a name.
    vectors : numpy.ndarray
        Float64, one row a word, of length 1.
    """
    texts = [text.replace("’", "'") for text in texts]
    documents = [_words_of(text.lower()) for text in texts]
    small = Counter(word for text in texts for word in _words_of(text))
    counts = Counter(word for words in documents for word in words)
    words = sorted(word for word, count in counts.items() if count >= LEAST_COUNT)
    numbers = {word: number for number, word in enumerate(words)}
    pairs = _count_pairs(documents, numbers)
    left, strength, _ = svds(_information(pairs), k=dimensions, random_state=seed)
    vectors = left * np.sqrt(strength)
    # The sign of a singular vector is arbitrary: the entry of largest size is made positive.
    largest = vectors[np.abs(vectors).argmax(axis=0), np.arange(dimensions)]
    vectors = vectors * np.sign(largest)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return words, np.array([small[word] for word in words]), vectors / np.maximum(lengths, 1e-9)


def _words_of(text: str) -> list[str]:
    return [word.removesuffix("'s") for word in WORD.findall(text)]


def _count_pairs(documents: list[list[str]], numbers: dict[str, int]) -> sparse.csr_matrix:
    """Count pairs of words within the window, near ones for more."""
    size = len(numbers)
    total = sparse.csr_matrix((size, size), dtype=np.float64)
    places = np.concatenate(
        [[*(numbers.get(word, -1) for word in words), *[-1] * WINDOW] for words in documents]
    ).astype(np.int64)
    for away in range(1, WINDOW + 1):
        first, second = places[:-away], places[away:]
        kept = (first >= 0) & (second >= 0)
        values = np.full(int(kept.sum()), 1 / away)
        total = (
            total
            + sparse.coo_matrix((values, (first[kept], second[kept])), shape=(size, size)).tocsr()
        )
    return total + total.T


def _information(pairs: sparse.csr_matrix) -> sparse.csr_matrix:
    """Turn counts of pairs into positive pointwise mutual information."""
    sums = np.asarray(pairs.sum(axis=1)).ravel()
    total = sums.sum()
    contexts = sums**SMOOTHING
    contexts = contexts / contexts.sum()
    entries = pairs.tocoo()
    joint = entries.data / total
    expected = sums[entries.row] / total * contexts[entries.col]
    values = np.maximum(np.log(joint / expected), 0)
    result = sparse.csr_matrix((values, (entries.row, entries.col)), shape=pairs.shape)
    result.eliminate_zeros()
    return result
