"""F1 from tables of decided codes by given ones, for one table or for all draws of a bootstrap.

Macro-averaged F1: Manning, Raghavan & Schütze (2008), "Introduction to Information Retrieval",
chapter 13.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.stats.clusters import divide, sum_clusters


def count_pairs(
    gold: pd.Series, given: pd.Series, codes: Sequence, clusters: pd.Series | pd.Categorical,
    weights: np.ndarray | float = 1.0,
) -> np.ndarray:  # fmt: skip
    """Sum the weights of each pair of codes by cluster.

    Parameters
    ----------
    gold, given : pandas.Series
        The decided and the given code of each unit, each one of `codes`.
    codes : sequence
        The K codes, in the order of the columns.
    clusters : pandas.Series or pandas.Categorical
        The cluster of each unit, as for `sum_clusters`.
    weights : numpy.ndarray or float
        What each unit counts.

    Returns
    -------
    numpy.ndarray
        One row a cluster, K × K columns: the pairs, by decided and then by given code.
    """
    place = {code: number for number, code in enumerate(codes)}
    cell = gold.map(place).to_numpy(int) * len(codes) + given.map(place).to_numpy(int)
    values = np.zeros((len(cell), len(codes) ** 2))
    values[np.arange(len(cell)), cell] = weights
    return sum_clusters(clusters, values)


def as_tables(cells: np.ndarray) -> np.ndarray:
    """Shape rows of K × K columns to tables of decided codes (rows) by given ones (columns)."""
    size = round(cells.shape[1] ** 0.5)
    return cells.reshape(len(cells), size, size)


def f1_by_code(tables: np.ndarray) -> np.ndarray:
    """Return the F1 of each code for each table; missing where neither side has the code."""
    right = np.diagonal(tables, axis1=1, axis2=2)
    return divide(2 * right, tables.sum(axis=1) + tables.sum(axis=2))


def mean_of_known(values: np.ndarray, axis: int) -> np.ndarray:
    """Average along an axis and pass over what is missing; missing where nothing is known."""
    known = ~np.isnan(values)
    return divide(np.where(known, values, 0.0).sum(axis=axis), known.sum(axis=axis))
