"""What would change our mind: a finding without each outlet, and with labels dealt at random."""

from collections.abc import Sequence

import pandas as pd

from helpers.stats.clusters import as_tuple, divide, prepare_rows, split_groups
from helpers.stats.compare import keep_complete


def leave_one_out(
    data: pd.DataFrame, *, numerator: str, denominator: str | None = None,
    cluster: str = "outlet", group: str | None = None, a: str = "US", b: str = "RU",
    by: str | Sequence[str] = (), measure: str = "",
) -> pd.DataFrame:  # fmt: skip
    """Estimate again without each cluster, to see whether one outlet carries a finding.

    Parameters
    ----------
    data : pandas.DataFrame
        One row an article, sentence, quotation or the like. Never changed.
    numerator, denominator : str
        As for `estimate_ratio`.
    cluster : str
        What is left out, one at a time.
    group, a, b : str, optional
        With `group` the estimate is the difference of a minus b, as in `compare_groups`;
        without it the rate or mean of all rows.
    by : str or sequence of str
        Columns that split the table into separate estimates.
    measure : str
        Name of the figure; the name of the numerator if empty.

    Returns
    -------
    pandas.DataFrame
        For each `by` group a first row with nothing left out, then one row a cluster in order of
        name: the `by` columns, measure (str), left_out (str, missing in the first row), estimate,
        change (float64: estimate minus that of the first row), n_articles (int64: that remain).

    Raises
    ------
    ValueError
        If a column is missing, not numeric, infinite or (denominator) negative.
    """
    by = as_tuple(by)
    labels = (*by, group) if group else by
    rows = keep_complete(
        prepare_rows(
            data, numerator=numerator, denominator=denominator, labels=labels, cluster=cluster,
            what="leave_one_out",
        )
    )  # fmt: skip
    results = []
    for key, family in split_groups(rows, by):
        sides = [family[family[group] == name] for name in (a, b)] if group else [family]
        names = sorted({name for side in sides for name in side["\x00cluster"]})
        complete = None
        for left_out in (None, *names):
            parts = [side[side["\x00cluster"] != left_out] for side in sides]
            rates = [_ratio(part) for part in parts]
            estimate = rates[0] - rates[1] if group else rates[0]
            complete = estimate if complete is None else complete
            n_articles = sum(part["\x00article"].nunique() for part in parts)
            figures = (left_out, estimate, estimate - complete, n_articles)
            results.append((*key, measure or numerator, *figures))
    columns = [*by, "measure", "left_out", "estimate", "change", "n_articles"]
    types = {name: rows[name].dtype for name in by} | {
        "measure": "str", "left_out": "str", "estimate": float, "change": float,
        "n_articles": "int64",
    }  # fmt: skip
    return pd.DataFrame(results, columns=columns).astype(types)


def _ratio(rows: pd.DataFrame) -> float:
    sums = rows[["\x00numerator", "\x00denominator"]].to_numpy(dtype=float).sum(axis=0)
    return divide(sums[0], sums[1]).item()
