"""What a bootstrap draws as a whole: clusters of one kind, or of two kinds that cross.

Articles of one outlet are alike, and so are articles on one event. To respect both, outlets and
events are drawn independently of each other, and an article counts as often as its outlet was
drawn times as often as its event was drawn: the pigeonhole bootstrap (Owen 2007, "The pigeonhole
bootstrap", Annals of Applied Statistics 1(2), 386-411). It is conservative: it counts the noise
within a cell of outlet and event up to three times, and covers the truth more often than it says
where neither outlets nor events differ (Owen 2007, section 4; Menzel 2021, "Bootstrap with
cluster-dependence in two or more dimensions", Econometrica 89(5), 2143-2188).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from helpers.stats import clusters
from helpers.stats.clusters import CLUSTERS, draw_counts


@dataclass(frozen=True)
class Dimension:
    """One kind of cluster.

    Attributes
    ----------
    codes : numpy.ndarray
        Number of the cluster of each row, from 0.
    strata : tuple of int
        How many clusters are drawn from each stratum: one number where all are drawn together,
        two where the first so many belong to one group and the others to the other.
    """

    codes: np.ndarray
    strata: tuple[int, ...]

    @property
    def size(self) -> int:
        """Number of clusters."""
        return sum(self.strata)

    def sum(self, values: np.ndarray) -> np.ndarray:
        """Sum the columns of ``values`` within clusters; one row a cluster."""
        columns = [np.bincount(self.codes, column, minlength=self.size) for column in values.T]
        return np.column_stack(columns)


def make_dimensions(rows: pd.DataFrame) -> list[Dimension]:
    """Give the clusters of prepared rows numbers; all of a kind are drawn together."""
    dimensions = []
    for column in CLUSTERS:
        if column in rows.columns:
            codes, names = pd.factorize(rows[column], sort=True)
            dimensions.append(Dimension(codes, (len(names),)))
    return dimensions


def can_draw(dimensions: Sequence[Dimension]) -> bool:
    """Whether there are two clusters or more of each kind on each side."""
    return all(min(dimension.strata) > 1 for dimension in dimensions)


def draw_totals(
    values: np.ndarray, dimensions: Sequence[Dimension], n_resamples: int,
    generator: np.random.Generator,
) -> np.ndarray:  # fmt: skip
    """Draw clusters with replacement and sum the rows, each as often as its clusters were drawn.

    Parameters
    ----------
    values : numpy.ndarray
        One row an article or the like, any number of columns.
    dimensions : sequence of Dimension
        One or two kinds of clusters.
    n_resamples : int
        Number of draws.
    generator : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    numpy.ndarray
        One row a draw, the columns of ``values``.
    """
    first, *others = dimensions
    if others:
        second = others[0]
        places, shape = (first.codes, second.codes), (first.size, second.size)
        tables = [sparse.csr_array((column, places), shape) for column in values.T]
    else:
        sums = first.sum(values)
    step = max(1, clusters.BLOCK // max(dimension.size for dimension in dimensions))
    blocks = []
    for start in range(0, n_resamples, step):
        n_draws = min(step, n_resamples - start)
        counts = [_draw_strata(dimension, n_draws, generator) for dimension in dimensions]
        if others:
            totals = [np.einsum("de,de->d", counts[0] @ table, counts[1]) for table in tables]
            blocks.append(np.column_stack(totals))
        else:
            blocks.append(counts[0] @ sums)
    return np.vstack(blocks)


def _draw_strata(dimension: Dimension, n_draws: int, generator: np.random.Generator) -> np.ndarray:
    drawn = [draw_counts(size, n_draws, generator) for size in dimension.strata]
    return np.hstack(drawn) if len(drawn) > 1 else drawn[0]
