"""Where coders agree and where they part: pairs of codes, share of equal codes, agreement by code.

Alpha says in one number how far coders agree; which codes they take for each other, only the table
of pairs says. Agreement on one code is its *specific agreement*: of all times that either coder
gave the code, the share in which the other gave it too (Dice 1945; Fleiss, Levin & Paik 2003,
"Statistical Methods for Rates and Proportions", chapter 18).
"""

from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from helpers.stats.bootstrap import check_options, note_clusters, tabulate_results
from helpers.stats.clusters import as_tuple, divide, draw_sums, make_generator, sum_clusters
from helpers.stats.intervals import take_percentiles
from helpers.stats.schema import check_result, join_notes, require_columns

__all__ = ["code_agreement", "confusion_matrix", "confusion_table", "percent_agreement"]

PAIR = ["coder_a", "coder_b"]


def percent_agreement(
    codes: pd.DataFrame, variables: Sequence[str], *, unit: str | Sequence[str] = "unit_id",
    coder: str = "coder",
) -> pd.DataFrame:  # fmt: skip
    """Count equal codes of each two coders.

    Parameters
    ----------
    codes : pandas.DataFrame
        One row a unit and coder. A missing code is a unit that this coder did not code. Never
        changed.
    variables : sequence of str
        Columns of codes.
    unit : str or sequence of str
        Column or columns that name what was coded.
    coder : str
        Column that names the coder.

    Returns
    -------
    pandas.DataFrame
        One row a variable and pair of coders: variable, coder_a, coder_b (str), n_units (int64,
        that both coded), n_equal (int64), share (float64, missing where n_units is 0).

    Raises
    ------
    ValueError
        If a column is missing or a coder coded a unit twice.
    """
    rows = []
    for variable in variables:
        for a, b, both in _pairs(codes, variable, unit, coder, "percent_agreement"):
            equal = int((both["code_a"] == both["code_b"]).sum())
            share = equal / len(both) if len(both) else float("nan")
            rows.append((variable, a, b, len(both), equal, share))
    table = pd.DataFrame(rows, columns=["variable", *PAIR, "n_units", "n_equal", "share"])
    types = dict.fromkeys(["variable", *PAIR], "str") | {"share": "float64"}
    return table.astype(types | dict.fromkeys(("n_units", "n_equal"), "int64"))


def confusion_table(
    codes: pd.DataFrame, variable: str, *, unit: str | Sequence[str] = "unit_id",
    coder: str = "coder", domain: Sequence[Hashable] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Count which code of one coder met which code of another.

    Parameters
    ----------
    codes : pandas.DataFrame
        One row a unit and coder. Never changed.
    variable : str
        Column of codes.
    unit, coder
        See `percent_agreement`.
    domain : sequence, optional
        All codes that there are, in order. Default: those that occur, sorted.

    Returns
    -------
    pandas.DataFrame
        One row a pair of coders, a code of the one and a code of the other, zeros kept: coder_a,
        coder_b (str, in alphabetical order), code_a, code_b (as in `codes`), n_units (int64),
        share (float64, of all units that both coded).

    Raises
    ------
    ValueError
        If a column is missing, a coder coded a unit twice, or a code is not in `domain`.
    """
    domain = _domain(codes, variable, domain, "confusion_table")
    tables = []
    for a, b, both in _pairs(codes, variable, unit, coder, "confusion_table"):
        grid = pd.MultiIndex.from_product([domain, domain], names=["code_a", "code_b"])
        counts = both.groupby(["code_a", "code_b"]).size().reindex(grid, fill_value=0)
        table = counts.rename("n_units").reset_index()
        table["share"] = divide(table["n_units"].to_numpy(float), float(len(both)))
        tables.append(table.assign(coder_a=a, coder_b=b))
    if not tables:
        raise ValueError("confusion_table: there is one coder only; agreement takes two.")
    columns = [*PAIR, "code_a", "code_b", "n_units", "share"]
    table = pd.concat(tables, ignore_index=True)[columns]
    return table.astype(dict.fromkeys(PAIR, "str") | {"n_units": "int64"})


def confusion_matrix(table: pd.DataFrame) -> pd.DataFrame:
    """Turn a confusion table into a matrix: a row a code of coder_a, a column one of coder_b.

    Parameters
    ----------
    table : pandas.DataFrame
        Result of `confusion_table` with one pair of coders.

    Returns
    -------
    pandas.DataFrame
        Counts (int64); the index is named "<coder_a>", the columns "<coder_b>".

    Raises
    ------
    ValueError
        If the table holds more than one pair of coders.
    """
    pairs = table[PAIR].drop_duplicates()
    if len(pairs) != 1:
        raise ValueError(f"confusion_matrix: one pair of coders is needed, not {len(pairs)}.")
    order = list(dict.fromkeys(table["code_a"]))
    matrix = table.pivot_table("n_units", "code_a", "code_b", aggfunc="sum").loc[order, order]
    a, b = pairs.iloc[0]
    return matrix.rename_axis(index=str(a), columns=str(b)).astype("int64")


def code_agreement(
    codes: pd.DataFrame, variables: Sequence[str], *, unit: str | Sequence[str] = "unit_id",
    coder: str = "coder", cluster: str = "article_id",
    domains: Mapping[str, Sequence[Hashable]] | None = None, seed: int = 0,
    n_resamples: int = 1000, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Measure the specific agreement on each code, over all pairs of coders.

    Parameters
    ----------
    codes : pandas.DataFrame
        One row a unit and coder. Never changed.
    variables : sequence of str
        Columns of codes.
    unit, coder
        See `percent_agreement`.
    cluster : str
        What is drawn as a whole for the interval.
    domains : mapping, optional
        By variable, all codes that there are, in order. Default: those that occur, sorted.
    seed, n_resamples, level
        Of the bootstrap.

    Returns
    -------
    pandas.DataFrame
        One row a variable and code: variable, code, measure (str, "specific agreement"), estimate,
        low, high (float64, 0–1; missing where nobody gave the code), n_articles (int64, different
        clusters), n_units (float64: codes of that kind that were given, by all coders together),
        n_clusters (int64), cluster, note (str).

    Raises
    ------
    ValueError
        If a column is missing, a coder coded a unit twice, a code is not in its domain, or an
        option is out of range.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    require_columns(codes, [cluster], "code_agreement")
    keys = list(dict.fromkeys([*as_tuple(unit), cluster]))
    results = []
    for variable in variables:
        domain = _domain(codes, variable, (domains or {}).get(variable), "code_agreement")
        pairs = _pairs(codes, variable, unit, coder, "code_agreement", keep=keys)
        both = pd.concat([pair for _, _, pair in pairs], ignore_index=True)
        names = both[cluster].astype("str")
        for code in domain:
            is_a, is_b = (both[name].eq(code).to_numpy(float) for name in ("code_a", "code_b"))
            sums = sum_clusters(names, np.column_stack([2 * is_a * is_b, is_a + is_b]))
            given = sums[sums[:, 1] > 0]
            draws = np.full(1, np.nan)
            if len(sums) > 1:
                drawn = draw_sums(sums, n_resamples, make_generator(seed, (variable, code)))
                draws = divide(*drawn.T)
            low, high = take_percentiles(draws, level)
            results.append(
                {
                    "variable": variable,
                    "code": str(code),
                    "measure": "specific agreement",
                    "estimate": divide(*sums.sum(axis=0)).item(),
                    "low": low,
                    "high": high,
                    "n_articles": len(sums),
                    "n_units": sums[:, 1].sum(),
                    "n_clusters": len(sums),
                    "cluster": cluster,
                    "note": join_notes([note_clusters(given[:, 1], cluster) if len(given)
                                        else "nobody gave this code"]),
                }
            )  # fmt: skip
    by = ("variable", "code")
    labels = pd.DataFrame({"variable": [""], "code": [""]}, dtype="str")
    return check_result(tabulate_results(results, by, labels), by)


def _pairs(
    codes: pd.DataFrame, variable: str, unit: str | Sequence[str], coder: str, what: str,
    keep: Sequence[str] = (),
) -> list[tuple[str, str, pd.DataFrame]]:  # fmt: skip
    """Put the codes of each two coders side by side, for the units that both coded."""
    keys = list(as_tuple(unit))
    require_columns(codes, [*keys, coder, variable], what)
    twice = codes[codes.duplicated([*keys, coder])]
    if len(twice):
        where = ", ".join(f"{name} {twice.iloc[0][name]!r}" for name in [*keys, coder])
        raise ValueError(f"{what}: coded twice: {where}. Keep one row a unit and coder.")
    known = codes[codes[variable].notna()]
    sides = {
        str(name): rows[[*dict.fromkeys([*keys, *keep]), variable]]
        for name, rows in known.groupby(coder, sort=True)
    }
    names = sorted(map(str, codes[coder].dropna().unique()))
    empty = known.iloc[:0][[*dict.fromkeys([*keys, *keep]), variable]]
    pairs = []
    for a, b in combinations(names, 2):
        one = sides.get(a, empty).rename(columns={variable: "code_a"})
        other = sides.get(b, empty)[[*keys, variable]].rename(columns={variable: "code_b"})
        pairs.append((a, b, one.merge(other, on=keys)))
    return pairs


def _domain(
    codes: pd.DataFrame, variable: str, domain: Sequence[Hashable] | None, what: str
) -> list[Hashable]:
    require_columns(codes, [variable], what)
    found = sorted(codes[variable].dropna().unique())
    if domain is None:
        return found
    foreign = [code for code in found if code not in domain]
    if foreign:
        raise ValueError(f"{what}: {variable!r} has the code '{foreign[0]}', which is not known.")
    return list(domain)
