"""Diversity of groups of unequal size, as if the same number had been counted in each.

Who counts more finds more: an outlet with 300 quotations has more different speakers than one with
30, and that is no virtue. Rarefaction asks how many would be expected among n quotations drawn at
random, without replacement, from each (Sanders 1968, "Marine benthic diversity"; Hurlbert 1971,
"The nonconcept of species diversity", Ecology 52(4), which gives the exact expectation).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import gammaln, xlogy

from helpers.stats.bootstrap import check_options, tabulate_results
from helpers.stats.clusters import (
    as_tuple,
    make_generator,
    prepare_rows,
    resample_sums,
    split_groups,
)
from helpers.stats.diversity import (
    FEW_COUNTS,
    MISSING,
    ONE,
    centre_interval,
    count_units,
    note_counts,
)
from helpers.stats.schema import check_result, join_notes, require_columns

MOST_COUNTS = 100
MEASURES = ("richness", "shannon", "gini_simpson")


def rarefy_diversity(
    counts: pd.DataFrame, group: str | Sequence[str], unit: str, cluster: str = "article_id", *,
    size: int | None = None, seed: int = 0, n_resamples: int = 500, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Measure the diversity expected among equally many counts of each group.

    *richness* is the expected number of different units among `size` counts; *shannon* (nats)
    and *gini_simpson* are the expected values of what `diversity` measures. The Gini coefficient
    has no such expectation in closed form and is not given.

    Parameters
    ----------
    counts : pandas.DataFrame
        One row a counted thing (a quotation). Never changed.
    group, unit, cluster
        As for `diversity`; rows without a unit are left out and counted in the note.
    size : int, optional
        Number of counts to which all groups are brought, 2 or more. By default that of the
        smallest group with at least 30 counts (of the largest, if none has as many), but no more
        than 100, which keeps "different speakers in 100 quotations" easy to read and to compute.
    seed, n_resamples, level
        As for `estimate_ratio`. The interval draws clusters and is moved onto the estimate, as
        that of `diversity` is.

    Returns
    -------
    pandas.DataFrame
        Three rows a group (measure "richness", "shannon", "gini_simpson"), columns as for
        `estimate_ratio`, then `size` (int64). n_units is the number of counts that there are. A
        group with fewer counts than `size` has no estimate, and the note says so.

    Raises
    ------
    ValueError
        If a column is missing or an option is out of range.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    if size is not None and size < 2:
        raise ValueError(f"rarefy_diversity: size must be 2 or more, not {size}.")
    by = as_tuple(group)
    require_columns(counts, [unit], "rarefy_diversity")
    marked = counts.assign(**{MISSING: counts[unit].isna(), ONE: 1})
    rows = prepare_rows(
        marked, numerator=MISSING, denominator=ONE, labels=(*by, unit), cluster=cluster,
        what="rarefy_diversity",
    )  # fmt: skip
    groups = list(split_groups(rows, by)) if len(rows) else []
    known = [(labels, own, own[own["\x00numerator"] == 0]) for labels, own in groups]
    size = size or _choose_size([len(used) for _, _, used in known])
    results = []
    for labels, members, used in known:
        table = count_units(used, unit)
        totals = np.asarray(table.sum(axis=0))[None, :]
        enough = totals.sum() >= size
        estimates = _expect(totals, size)[:, 0] if enough else np.full(len(MEASURES), np.nan)
        draws = [
            _expect(block, size)
            for block in (
                resample_sums(table, n_resamples, make_generator(seed, labels))
                if table.shape[0] > 1 and enough
                else ()
            )
        ]
        short = "" if enough else f"fewer than the {size} counts of the comparison"
        row = dict(zip(by, labels, strict=True)) | {
            "n_articles": used["\x00article"].nunique(), "n_units": totals.sum(),
            "n_clusters": table.shape[0], "cluster": cluster,
            "note": join_notes([short, *note_counts(members, used, table, unit, cluster)]),
        }  # fmt: skip
        for place, measure in enumerate(MEASURES):
            estimate = float(estimates[place])
            drawn = np.concatenate([block[place] for block in draws] or [np.empty(0)])
            low, high = centre_interval(drawn, estimate, level)
            results.append(
                row | {"measure": measure, "estimate": estimate, "low": low, "high": high}
            )
    table = check_result(tabulate_results(results, by, rows), by)
    return table.assign(size=np.int64(size))


def _choose_size(sizes: list[int]) -> int:
    enough = [size for size in sizes if size >= FEW_COUNTS]
    return max(2, min(MOST_COUNTS, *enough) if enough else max(sizes, default=2))


def _expect(counts: np.ndarray, size: int) -> np.ndarray:
    """Give expected richness, Shannon, Gini-Simpson among `size` counts; a column a row of counts.

    All three are sums over units of a function of how often the unit is drawn, which is
    hypergeometric, so that their expectations are exact and need no simulation. A resample that
    holds fewer counts is taken whole.
    """
    expected = np.empty((len(MEASURES), len(counts)))
    for place, row in enumerate(counts):
        total = row.sum()
        drawn = np.arange(min(size, int(total)) + 1)
        share = drawn / drawn[-1]
        values = np.stack([(drawn > 0).astype(float), -xlogy(share, share), share**2])
        sizes, repeats = np.unique(row[row > 0], return_counts=True)
        sums = values @ (_hypergeometric(sizes, total, drawn) * repeats[:, None]).sum(axis=0)
        expected[:, place] = sums[0], sums[1], 1 - sums[2]
    return expected


def _hypergeometric(sizes: np.ndarray, total: float, drawn: np.ndarray) -> np.ndarray:
    """Probability that `drawn` of a unit of each size are among the last of `drawn` counts."""
    own, size = sizes[:, None], drawn[-1]
    possible = (drawn <= own) & (size - drawn <= total - own)
    inside = np.where(possible, drawn, np.maximum(0, size - total + own))
    logs = _choose(own, inside) + _choose(total - own, size - inside) - _choose(total, size)
    return np.where(possible, np.exp(logs), 0.0)


def _choose(whole: np.ndarray | float, part: np.ndarray | float) -> np.ndarray:
    return gammaln(whole + 1) - gammaln(part + 1) - gammaln(whole - part + 1)
