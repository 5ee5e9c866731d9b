"""How far coders agree: Krippendorff's alpha with its interval, beside the share of equal codes.

Alpha is one minus the disagreement observed over the disagreement expected by chance (Krippendorff
2018, "Content Analysis", chapter 12): 1 is perfect, 0 what chance alone would give. The interval
draws whole articles, because codes of one article are not independent.
"""

from collections.abc import Mapping, Sequence

import krippendorff
import numpy as np
import pandas as pd

from helpers.stats.bootstrap import (
    check_options,
    note_clusters,
    tabulate_results,
)
from helpers.stats.clusters import as_tuple, make_generator
from helpers.stats.intervals import take_percentiles
from helpers.stats.schema import check_result, count_noun, join_notes, require_columns

__all__ = ["coder_agreement"]

ALPHA = "Krippendorff's alpha"
EQUAL = "share of equal codes"
SCALES = ("nominal", "ordinal", "interval", "ratio")


def coder_agreement(
    codes: pd.DataFrame, variables: Mapping[str, str], *,
    unit: str | Sequence[str] = "article_id", coder: str = "coder", cluster: str = "article_id",
    seed: int = 0, n_resamples: int = 1000, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Measure how far coders agree on each of several variables.

    Parameters
    ----------
    codes : pandas.DataFrame
        One row a unit and coder, two coders or more. Never changed.
    variables : mapping of str to str
        Column of a code to the scale it is on: "nominal", "ordinal", "interval" or "ratio". A
        missing code is a unit that this coder did not code; all but nominal codes are numbers.
    unit : str or sequence of str
        Column or columns that name what was coded.
    coder : str
        Column that names the coder.
    cluster : str
        What is drawn as a whole for the interval. It may be a column of `unit`.
    seed : int
        Seed of the draws, 0 or more.
    n_resamples : int
        Number of draws.
    level : float
        Coverage that the interval aims at, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        Two rows a variable, in the order given: variable (str), measure (str: "Krippendorff's
        alpha", "share of equal codes"), estimate, low, high (float64), n_articles (int64:
        different clusters), n_units (float64: units that two coders or more coded), n_clusters
        (int64), cluster (str), note (str, missing if there is nothing to remark). Alpha is
        missing, with a note, where all codes are equal: without variation there is nothing to
        agree about.

    Raises
    ------
    ValueError
        If a column is missing, a scale is unknown, a code that should be a number is none, a coder
        coded a unit twice, or an option is out of range.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    unit = as_tuple(unit)
    require_columns(codes, [*unit, coder, cluster, *variables], "coder_agreement")
    twice = codes[codes.duplicated([*unit, coder], keep=False)]
    if len(twice):
        where = ", ".join(f"{name} {twice.iloc[0][name]!r}" for name in [*unit, coder])
        raise ValueError(f"coder_agreement: coded twice: {where}. Keep one row a unit and coder.")
    results = []
    for variable, scale in variables.items():
        if scale not in SCALES:
            raise ValueError(f"the scale of {variable!r} must be one of {SCALES}, not {scale!r}.")
        counts, domain, clusters, n_left = _count_codes(codes, variable, scale, unit, cluster)
        rows_of = [np.flatnonzero(clusters == name) for name in range(clusters.max(initial=-1) + 1)]
        for measure, estimate in ((ALPHA, _alpha), (EQUAL, _equal)):
            generator = make_generator(seed, (variable, measure))
            draws = np.full(n_resamples, np.nan)
            for number in range(n_resamples if len(rows_of) > 1 else 0):
                drawn = generator.integers(0, len(rows_of), len(rows_of))
                sample = counts[np.concatenate([rows_of[name] for name in drawn])]
                draws[number] = estimate(sample, scale, domain)
            low, high = take_percentiles(draws, level)
            value = estimate(counts, scale, domain)
            n_empty = int(np.isnan(draws).sum()) if len(rows_of) > 1 else 0
            sizes = np.array([len(rows) for rows in rows_of], dtype=float)
            notes = [
                f"{count_noun(n_left, 'unit')} with fewer than two codes left out"
                if n_left
                else "",
                "all codes are equal" if len(counts) and np.isnan(value) else "",
                f"{n_empty:,} of {n_resamples:,} draws without variation left out"
                if n_empty and not np.isnan(value)
                else "",
                note_clusters(sizes, cluster),
            ]
            results.append(
                {
                    "variable": variable,
                    "measure": measure,
                    "estimate": value,
                    "low": low,
                    "high": high,
                    "n_articles": len(rows_of),
                    "n_units": float(len(counts)),
                    "n_clusters": len(rows_of),
                    "cluster": cluster,
                    "note": join_notes(notes),
                }
            )
    by = ("variable",)
    return check_result(tabulate_results(results, by, codes.assign(variable="")), by)


def _count_codes(
    codes: pd.DataFrame, variable: str, scale: str, unit: tuple[str, ...], cluster: str
) -> tuple[np.ndarray, list, np.ndarray, int]:
    """Count, for each unit with two codes or more, how many coders gave each value."""
    known = codes[codes[variable].notna()]
    if scale != "nominal" and not pd.api.types.is_numeric_dtype(known[variable]):
        raise ValueError(f"coder_agreement: {variable!r} is {scale}, but its codes are no numbers.")
    values, domain = pd.factorize(known[variable], sort=True)
    units, _ = pd.factorize(pd.MultiIndex.from_frame(known[list(unit)]))
    counts = np.zeros((units.max(initial=-1) + 1, len(domain)), dtype=int)
    np.add.at(counts, (units, values), 1)
    first = ~pd.Series(units).duplicated().to_numpy()
    names = known[cluster].astype("str").to_numpy()[first]
    complete = counts.sum(axis=1) > 1
    n_units = codes.drop_duplicates(list(unit)).shape[0]
    clusters, _ = pd.factorize(names[complete], sort=True)
    return counts[complete], list(domain), clusters, n_units - int(complete.sum())


def _alpha(counts: np.ndarray, scale: str, domain: list) -> float:
    if (counts.sum(axis=0) > 0).sum() < 2:
        return float("nan")
    numbers = domain if scale != "nominal" else list(range(len(domain)))
    return float(
        krippendorff.alpha(value_counts=counts, value_domain=numbers, level_of_measurement=scale)
    )


def _equal(counts: np.ndarray, _scale: str, _domain: list) -> float:
    """Return the share of pairs of codes of one unit that are equal."""
    n_codes = counts.sum(axis=1)
    pairs = (n_codes * (n_codes - 1)).sum()
    return float((counts * (counts - 1)).sum() / pairs) if pairs else float("nan")
