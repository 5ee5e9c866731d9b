"""Permutation tests that deal out whole clusters, exact where every assignment can be listed.

Good (2005), "Permutation, Parametric and Bootstrap Tests of Hypotheses"; for random assignments
the observed one is counted in (Phipson & Smyth 2010, "Permutation p-values should never be zero").
"""

from collections.abc import Callable, Iterator
from itertools import combinations
from math import comb

import numpy as np

from helpers.stats.clusters import BLOCK, divide

TOLERANCE = 1e-9  # of the larger rate: assignments that differ only by rounding count as equal


def permute_clusters(
    sums: np.ndarray, n_first: int, *, generator: np.random.Generator, n_permutations: int,
    max_assignments: int,
) -> tuple[float, float]:  # fmt: skip
    """Test a difference of two ratios by dealing clusters out to two groups of the same sizes.

    Parameters
    ----------
    sums : numpy.ndarray
        One row a cluster: sum of numerators, sum of denominators. The first `n_first` rows are
        the first group.
    n_first : int
        Number of clusters of the first group.
    generator : numpy.random.Generator
        Source of randomness, used only if there are too many assignments to list.
    n_permutations : int
        Number of random assignments in that case.
    max_assignments : int
        All are listed if there are no more than this.

    Returns
    -------
    (float, float)
        The two-sided p value, and the smallest that this design can reach.
    """
    n_clusters = len(sums)
    n_assignments = comb(n_clusters, n_first)
    # With equal sizes, exchanging the two groups as a whole gives the same size of difference.
    n_extreme = 2 if 2 * n_first == n_clusters else 1
    observed = np.arange(n_clusters)[None, :] < n_first
    exact = n_assignments <= max_assignments
    if exact:
        chosen = np.array(list(combinations(range(n_clusters), n_first)), dtype=np.intp)
        masks = np.zeros((n_assignments, n_clusters), dtype=bool)
        np.put_along_axis(masks, chosen, True, axis=1)
        blocks = iter([masks])
    else:
        blocks = _shuffle_blocks(observed, n_permutations, generator)
    total = sums.sum(axis=0)

    def rates(masks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        first = masks.astype(float) @ sums
        second = total - first
        return divide(*first.T), divide(*second.T)

    p_value = _share_as_extreme(rates, observed, blocks, exact=exact)
    return p_value, _floor(n_extreme / n_assignments, n_permutations, exact=exact)


def permute_within_clusters(
    first: np.ndarray, second: np.ndarray, *, generator: np.random.Generator,
    n_permutations: int, max_assignments: int,
) -> tuple[float, float]:  # fmt: skip
    """Test a difference of two ratios by exchanging the two sides within clusters.

    Parameters
    ----------
    first, second : numpy.ndarray
        One row a cluster: sum of numerators, sum of denominators on either side. A cluster with
        nothing on one side is never exchanged.
    generator, n_permutations, max_assignments
        As for `permute_clusters`.

    Returns
    -------
    (float, float)
        The two-sided p value, and the smallest that this design can reach.
    """
    paired = (first[:, 1] > 0) & (second[:, 1] > 0)
    change = (second - first)[paired]
    n_pairs = len(change)
    n_assignments = 2**n_pairs
    n_extreme = 2 if paired.all() else 1
    observed = np.zeros((1, n_pairs), dtype=bool)
    exact = n_assignments <= max_assignments
    if exact:
        bits = np.arange(n_assignments)[:, None] >> np.arange(n_pairs)
        blocks = iter([bits % 2 == 1])
    else:
        blocks = _flip_blocks(n_pairs, n_permutations, generator)
    totals = first.sum(axis=0), second.sum(axis=0)

    def rates(masks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        moved = masks.astype(float) @ change
        return divide(*(totals[0] + moved).T), divide(*(totals[1] - moved).T)

    p_value = _share_as_extreme(rates, observed, blocks, exact=exact)
    smallest = min(1.0, n_extreme / n_assignments)
    return p_value, _floor(smallest, n_permutations, exact=exact)


def _shuffle_blocks(
    observed: np.ndarray, n_permutations: int, generator: np.random.Generator
) -> Iterator[np.ndarray]:
    size = max(1, BLOCK // observed.shape[1])
    for start in range(0, n_permutations, size):
        n_rows = min(size, n_permutations - start)
        yield generator.permuted(np.repeat(observed, n_rows, axis=0), axis=1)


def _flip_blocks(
    n_pairs: int, n_permutations: int, generator: np.random.Generator
) -> Iterator[np.ndarray]:
    size = max(1, BLOCK // n_pairs)
    for start in range(0, n_permutations, size):
        yield generator.random((min(size, n_permutations - start), n_pairs)) < 0.5


def _share_as_extreme(
    rates: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]], observed: np.ndarray,
    blocks: Iterator[np.ndarray], *, exact: bool,
) -> float:  # fmt: skip
    first, second = rates(observed)
    size = abs(first - second).item()
    rounding = TOLERANCE * max(abs(first.item()), abs(second.item()))
    n_extreme = n_total = 0 if exact else 1
    for masks in blocks:
        first, second = rates(masks)
        sizes = np.abs(first - second)
        # An assignment that leaves a side with nothing to divide by counts against the finding.
        as_extreme = np.isnan(sizes) | (sizes >= size - rounding)
        n_extreme += int(as_extreme.sum())
        n_total += len(masks)
    return n_extreme / n_total


def _floor(smallest: float, n_permutations: int, *, exact: bool) -> float:
    return smallest if exact else max(smallest, 1 / (n_permutations + 1))
