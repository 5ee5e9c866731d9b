"""One finding under many defensible choices, in one table (specification curve).

Simonsohn, Simmons & Nelson (2020), "Specification curve analysis", Nature Human Behaviour 4,
1208-1214: a finding that stands only with one of many reasonable choices is a choice, not a
finding. Which choices are reasonable (own voice only, without duplicates, half of the lexicon) the
caller says by giving one table for each; this module adds those that follow from the data.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from helpers.cache import remembered
from helpers.stats.clusters import as_tuple, name_clusters
from helpers.stats.compare import compare_groups
from helpers.stats.describe import write_number
from helpers.stats.schema import plural_noun
from helpers.stats.sensitivity import leave_one_out

FIGURES = ("estimate", "low", "high", "p_value", "n_articles", "n_clusters_a", "n_clusters_b")
COLUMNS = (
    "specification", "detail", *FIGURES, "same_sign", "excludes_zero", "holds", "level", "group",
    "a", "b", "measure", "cluster",
)  # fmt: skip


@remembered
def stack_specifications(
    tables: Mapping[str, pd.DataFrame], *, numerator: str, denominator: str | None = None,
    by: str | Sequence[str] = (), group: str = "country", a: str = "US", b: str = "RU",
    cluster: str | Sequence[str] = "outlet", leave_out: bool = True, means: bool = True,
    measure: str = "", **options: object,
) -> pd.DataFrame:  # fmt: skip
    """Make the same comparison with several tables, and without single outlets.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        The first is the finding itself ("all articles"); each other is the same data measured or
        chosen in another defensible way ("own voice", "without duplicates", "first half of the
        terms"), with the same columns. Never changed.
    numerator, denominator, by, group, a, b, cluster, measure
        As for `compare_groups`. With two kinds of clusters the first is left out and averaged.
    leave_out : bool
        Add the smallest and the largest difference that leaving out one cluster gives.
    means : bool
        Add the comparison of cluster means, in which each cluster weighs the same.
    **options
        Further options of `compare_groups`: seed, level, n_resamples …

    Returns
    -------
    pandas.DataFrame
        For each value of `by` one row a specification, the finding first: the `by` columns,
        specification, detail (str: which cluster was left out, else missing), estimate (float64:
        difference of a minus b), low, high, p_value (float64), n_articles, n_clusters_a,
        n_clusters_b (int64), same_sign (bool: as the first row), excludes_zero (bool: the
        interval does), holds (str: "yes" if both are true, "sign only", "no", or "unknown" where
        nothing can be compared), level (float64), group, a, b, measure, cluster (str).

    Raises
    ------
    ValueError
        If there are no tables, or as of `compare_groups`.
    """
    if not tables:
        raise ValueError("stack_specifications: no tables were given.")
    by, clusters = as_tuple(by), name_clusters(cluster, "stack_specifications")
    chosen = {"numerator": numerator, "denominator": denominator, "group": group, "a": a, "b": b}
    options = {**chosen, "by": by, "cluster": clusters, "measure": measure, **options}
    parts = []
    for name, table in tables.items():
        parts.append(_label(compare_groups(table, **options), name))
    first = next(iter(tables.values()))
    if leave_out:
        parts += _leave_out(first, chosen, clusters[0], by, options)
    if means:
        parts.append(_compare_means(first, chosen, clusters[0], by, options))
    table = pd.concat(parts, ignore_index=True)
    columns = [*by, *COLUMNS]
    if not by:
        return _judge(table)[columns]
    order = parts[0][list(by)].drop_duplicates()
    places = pd.MultiIndex.from_frame(order.astype("str"))
    keys = pd.MultiIndex.from_frame(table[list(by)].astype("str"))
    known = keys.isin(places)  # what only another table holds has no finding to be held against
    table = table[known].iloc[np.argsort(places.get_indexer(keys[known]), kind="stable")]
    judged = [_judge(family) for _, family in table.groupby(list(by), sort=False, dropna=False)]
    return pd.concat(judged, ignore_index=True)[columns] if judged else _judge(table)[columns]


def describe_specifications(table: pd.DataFrame, *, digits: int = 2) -> str:
    """Say in one sentence a finding whether it stands under all specifications.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `stack_specifications`.
    digits : int
        Decimal places; more are used where the difference would vanish otherwise.

    Returns
    -------
    str
        For example "conflict: US outlets score 0.12 more than RU outlets (95 % interval of the
        difference 0.05 to 0.19); the sign holds in 9 of 10 further checks, and the interval
        excludes zero on the same side in 6." One sentence for each value of the `by` columns.
    """
    by = list(table.columns[: list(table.columns).index("specification")])
    families = table.groupby(by, sort=False, dropna=False) if by else [((), table)]
    return " ".join(_describe(family, key, digits) for key, family in families)


def _label(comparison: pd.DataFrame, specification: str) -> pd.DataFrame:
    n_articles = comparison["n_articles_a"] + comparison["n_articles_b"]
    return comparison.rename(columns={"difference": "estimate"}).assign(
        specification=specification,
        detail=pd.Series(pd.NA, index=comparison.index, dtype="str"),
        n_articles=n_articles,
    )


def _leave_out(
    data: pd.DataFrame, chosen: dict, cluster: str, by: tuple[str, ...], options: dict
) -> list[pd.DataFrame]:
    """Compare again without the cluster whose absence gives the smallest or largest difference."""
    without = leave_one_out(data, cluster=cluster, by=by, **chosen)
    without = without[without["left_out"].notna() & without["estimate"].notna()]
    if without.empty:
        return []
    clusters = data[cluster].astype("str").fillna("(unknown)")
    parts = []
    for extreme in ("smallest", "largest"):
        ranked = without.sort_values("estimate", ascending=extreme == "smallest", kind="stable")
        rows = ranked.groupby(list(by), sort=False, dropna=False).head(1) if by else ranked.head(1)
        for left_out, keys in rows.groupby("left_out", sort=True):
            part = compare_groups(data[clusters != left_out], **options)
            if by:
                wanted = pd.MultiIndex.from_frame(keys[list(by)].astype("str"))
                own = pd.MultiIndex.from_frame(part[list(by)].astype("str"))
                part = part[own.isin(wanted)]
            label = f"{extreme} without one {cluster.removesuffix('_id')}"
            parts.append(_label(part, label).assign(detail=left_out))
    return parts


def _compare_means(
    data: pd.DataFrame, chosen: dict, cluster: str, by: tuple[str, ...], options: dict
) -> pd.DataFrame:
    """Compare clusters as wholes: a large one weighs as much as a small one."""
    numerator, denominator, group = chosen["numerator"], chosen["denominator"], chosen["group"]
    used = data[data[group].isin([chosen["a"], chosen["b"]])]
    complete = used[[numerator, *([denominator] if denominator else [])]].notna().all(axis=1)
    used = used[complete]
    names = list(dict.fromkeys([*by, group, cluster]))
    keyed = used.groupby(names, dropna=False, observed=True)
    sums = keyed[numerator].sum()
    sizes = keyed[denominator].sum() if denominator else keyed.size()
    means = (sums / sizes.where(sizes > 0)).rename("mean").reset_index()
    means["mean"] = means["mean"].astype("float64")
    own = {**options, "numerator": "mean", "denominator": None, "cluster": cluster}
    own["measure"] = options["measure"] or numerator
    part = _label(compare_groups(means, **own), f"{cluster.removesuffix('_id')} means")
    counts = used.assign(article=used.get("article_id", pd.Series(range(len(used)), used.index)))
    if not by:
        return part.assign(n_articles=counts["article"].nunique())
    n_articles = counts.groupby(
        [counts[name].astype("str").fillna("(unknown)") for name in by], observed=True
    )["article"].nunique()
    keys = [tuple(map(str, key)) for key in part[list(by)].itertuples(index=False, name=None)]
    keys = keys if len(by) > 1 else [key[0] for key in keys]
    return part.assign(n_articles=n_articles.reindex(keys).fillna(0).to_numpy(dtype="int64"))


def _judge(family: pd.DataFrame) -> pd.DataFrame:
    sign = np.sign(family["estimate"])
    same = sign.eq(sign.iloc[0]) & sign.notna() if len(sign) else sign.astype(bool)
    excludes = (family["low"] > 0) | (family["high"] < 0)
    holds = np.select(
        [family["estimate"].isna(), same & excludes, same], ["unknown", "yes", "sign only"], "no"
    )
    return family.assign(
        same_sign=same, excludes_zero=excludes, holds=pd.Series(holds, family.index, dtype="str")
    )


def _describe(family: pd.DataFrame, key: object, digits: int) -> str:
    first, others = family.iloc[0], family.iloc[1:]
    key = key if isinstance(key, tuple) else (key,)
    name = ", ".join(str(part).replace("_", " ") for part in key) or first["measure"]
    noun = plural_noun(first["cluster"].split(" × ")[0])
    a, b = f"{first['a']} {noun}", f"{first['b']} {noun}"
    if np.isnan(first["estimate"]):
        return f"{name}: {a} and {b} cannot be compared."
    estimate = first["estimate"]
    size, low, high = (write_number(x, estimate, digits) for x in (
        abs(estimate), first["low"], first["high"]
    ))  # fmt: skip
    finding = f"{size} {'more' if estimate > 0 else 'less'} than" if estimate else "the same as"
    bounds = "(no interval)"
    if not np.isnan(first["low"]):
        bounds = f"({first['level'] * 100:g} % interval of the difference {low} to {high})"
    known = others[others["holds"] != "unknown"]
    text = f"{name}: {a} score {finding} {b} {bounds}"
    if known.empty:
        return f"{text}; no other check could be made."
    n_sign = int(known["same_sign"].sum())
    n_sure = int((known["holds"] == "yes").sum())
    checks = f"{len(known)} further check" + ("" if len(known) == 1 else "s")
    return (
        f"{text}; the sign holds in {n_sign} of {checks}, and the interval excludes zero "
        f"on the same side in {n_sure}."
    )
