"""Formulas, bootstrap and permutation test behind the comparison of words.

All work on cluster sums, so that one resample costs one weight a cluster and not one pass over
the articles.
"""

from itertools import combinations
from math import comb

import numpy as np
import pandas as pd
from scipy import sparse

from helpers.stats.bootstrap import note_clusters, note_unclustered
from helpers.stats.schema import UNKNOWN

LEVEL = 0.95
BLOCK = 4_000_000  # numbers held in memory at a time: 32 MB


class Clusters:
    """Which cluster each article belongs to, cluster by cluster within each group."""

    def __init__(self, articles: pd.DataFrame, cluster: str, in_a: np.ndarray) -> None:
        self.name = cluster
        self.n_unknown = int(articles[cluster].isna().sum())
        numbers = number_labels(articles[cluster])
        known = articles[cluster].notna().to_numpy()  # articles without a cluster share nothing
        self.shared = bool(np.intersect1d(numbers[in_a & known], numbers[~in_a & known]).size)
        names_a, codes_a = np.unique(numbers[in_a], return_inverse=True)
        names_b, codes_b = np.unique(numbers[~in_a], return_inverse=True)
        self.n_a, self.n_b = len(names_a), len(names_b)
        self.codes = np.empty(len(articles), dtype=np.int64)
        self.codes[in_a] = codes_a
        self.codes[~in_a] = self.n_a + codes_b

    def sum(self, values: sparse.csr_array) -> sparse.csr_array:
        """Sum rows of articles to rows of clusters."""
        return sum_rows(values, self.codes, self.n_a + self.n_b)

    def sizes(self, totals: np.ndarray) -> np.ndarray:
        """Sum the lengths of articles to lengths of clusters."""
        return np.bincount(self.codes, weights=totals, minlength=self.n_a + self.n_b)

    def note(self, a: str, b: str, sizes: np.ndarray) -> str | None:
        """Say in plain words what limits interval and test."""
        sides = ((a, sizes[: self.n_a]), (b, sizes[self.n_a :]))
        notes = [(name, note_clusters(side, self.name)) for name, side in sides]
        if notes[0][1] == notes[1][1]:
            notes = [(f"{a} and {b}", notes[0][1])]
        remarks = [f"{name}: {note}" for name, note in notes if note]
        if self.shared:
            remarks.append("clusters stand on both sides: no permutation test")
        if self.n_unknown:
            remarks.append(note_unclustered(self.n_unknown, self.name))
        return "; ".join(remarks) or None


def number_labels(labels: pd.Series) -> np.ndarray:
    """Turn labels into numbers from 0, in order of the labels; missing ones share a number."""
    return pd.factorize(labels.astype("str").fillna(UNKNOWN), sort=True)[0]


def sum_rows(values: sparse.csr_array, codes: np.ndarray, n_groups: int) -> sparse.csr_array:
    """Sum the rows of a table that have the same code."""
    ones = np.ones(len(codes), dtype=np.int64)
    adder = sparse.csr_array((ones, (codes, np.arange(len(codes)))), (n_groups, len(codes)))
    return (adder @ values).tocsr()


def log_odds(y_a, n_a, y_b, n_b, alpha, prior) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds ratio and its z (Monroe et al. 2008, equations 15, 16, 18, 20 and 22)."""
    # A group that holds one word only has no other words; the floor keeps its odds finite.
    delta = np.log((y_a + alpha) / np.maximum(n_a + prior - y_a - alpha, 1e-9))
    delta = delta - np.log((y_b + alpha) / np.maximum(n_b + prior - y_b - alpha, 1e-9))
    return delta, delta / np.sqrt(1 / (y_a + alpha) + 1 / (y_b + alpha))


def log_likelihood(y_a, n_a, y_b, n_b) -> np.ndarray:
    """Two-cell G² of Rayson & Garside (2000)."""
    rate = (y_a + y_b) / (n_a + n_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        part_a = np.where(y_a > 0, y_a * np.log(y_a / (n_a * rate)), 0.0)
        part_b = np.where(y_b > 0, y_b * np.log(y_b / (n_b * rate)), 0.0)
    return 2 * (part_a + part_b)


def dispersion(values: sparse.csr_array, totals: np.ndarray) -> np.ndarray:
    """Gries' DP over articles, divided by its largest possible value."""
    expected = totals / totals.sum()
    uses = values.sum(axis=0)
    cells = values.tocoo()
    share = expected[cells.row]
    # Articles without the word add their whole expected share; start from all of them.
    excess = np.abs(share - cells.data / uses[cells.col]) - share
    deviation = 0.5 * (1 + np.bincount(cells.col, weights=excess, minlength=values.shape[1]))
    room = 1 - expected[totals > 0].min()
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((uses > 0) & (room > 0), deviation / room, np.nan)


def largest_share(values: sparse.csr_array) -> np.ndarray:
    """Share of a word's uses that stand in the one article with the most."""
    uses = values.sum(axis=0)
    largest = values.max(axis=0).toarray().ravel() if values.shape[1] else np.zeros(0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(uses > 0, largest / uses, np.nan)


def bootstrap(
    by_cluster: sparse.csr_array, sizes: np.ndarray, clusters: Clusters, alpha: np.ndarray,
    prior: float, seed: list[int], n_resamples: int,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Percentile interval of the log-odds, clusters drawn with replacement within each group."""
    n_words = by_cluster.shape[1]
    if not n_resamples or min(clusters.n_a, clusters.n_b) < 2:
        return np.full(n_words, np.nan), np.full(n_words, np.nan)
    generator = np.random.default_rng([*seed, 1])
    weights = np.zeros((clusters.n_a + clusters.n_b, n_resamples))
    for start, number in ((0, clusters.n_a), (clusters.n_a, clusters.n_b)):
        drawn = generator.multinomial(number, np.full(number, 1 / number), size=n_resamples)
        weights[start : start + number] = drawn.T
    words = by_cluster.T.tocsr()
    weights_a, weights_b = weights[: clusters.n_a], weights[clusters.n_a :]
    n_a, n_b = sizes[: clusters.n_a] @ weights_a, sizes[clusters.n_a :] @ weights_b
    bounds = np.empty((2, n_words))
    step = max(1, BLOCK // n_resamples)
    for start in range(0, n_words, step):
        rows = slice(start, start + step)
        block = words[rows]
        y_a = block[:, : clusters.n_a] @ weights_a
        y_b = block[:, clusters.n_a :] @ weights_b
        delta, _ = log_odds(y_a, n_a, y_b, n_b, alpha[rows, None], prior)
        tails = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
        bounds[:, rows] = np.quantile(delta, tails, axis=1)
    return bounds[0], bounds[1]


def permute(
    by_cluster: sparse.csr_array, sizes: np.ndarray, clusters: Clusters, alpha: np.ndarray,
    prior: float, z: np.ndarray, seed: list[int], n_permutations: int,
) -> tuple[np.ndarray, float]:  # fmt: skip
    """Two-sided p-value of |z| when clusters are dealt anew to the groups; exact if feasible."""
    if not n_permutations or clusters.shared or not len(z):
        return np.full(len(z), np.nan), np.nan
    chosen, exact = _deal(clusters.n_a + clusters.n_b, clusters.n_a, n_permutations, seed)
    words = by_cluster.T.tocsr()
    n_a = sizes @ chosen
    n_b = sizes.sum() - n_a
    reached = np.empty(len(z))
    step = max(1, BLOCK // chosen.shape[1])
    for start in range(0, len(z), step):
        rows = slice(start, start + step)
        y_a = words[rows] @ chosen
        y_b = words[rows].sum(axis=1)[:, None] - y_a
        _, dealt = log_odds(y_a, n_a, y_b, n_b, alpha[rows, None], prior)
        reached[rows] = (np.abs(dealt) >= np.abs(z[rows, None]) - 1e-9).sum(axis=1)
    n_dealt = chosen.shape[1]
    # With sides of equal size each division has a mirror image with the same |z|.
    least = (2 if clusters.n_a == clusters.n_b else 1) / comb(
        clusters.n_a + clusters.n_b, clusters.n_a
    )
    if exact:
        return reached / n_dealt, least
    return (1 + reached) / (1 + n_dealt), max(least, 1 / (1 + n_dealt))


def _deal(
    n_clusters: int, n_a: int, n_permutations: int, seed: list[int]
) -> tuple[np.ndarray, bool]:
    """Choose clusters for group a: all ways if they are few, else at random; one column a way."""
    if comb(n_clusters, n_a) <= n_permutations:
        ways = np.array(list(combinations(range(n_clusters), n_a)))
        chosen = np.zeros((n_clusters, len(ways)))
        chosen[ways.T, np.arange(len(ways))] = 1
        return chosen, True
    generator = np.random.default_rng([*seed, 2])
    order = generator.random((n_clusters, n_permutations)).argsort(axis=0)
    return (order < n_a).astype(float), False
