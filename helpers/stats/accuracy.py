"""How well a measure does against decided codes: precision, recall, F1, accuracy, correlation.

All figures may be weighted by how many units of the corpus a coded unit stands for (one over its
probability of being drawn; Horvitz & Thompson 1952), so that a sample that holds more of the rare
codes still says how the measure does on the corpus. Intervals draw whole clusters with their
weights. Macro-averaged F1: Manning, Raghavan & Schütze (2008), "Introduction to Information
Retrieval", chapter 13.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from helpers.stats.bootstrap import check_options, note_clusters, note_dropped, tabulate_results
from helpers.stats.clusters import divide, draw_sums, make_generator
from helpers.stats.f1 import as_tables, count_pairs, f1_by_code, mean_of_known
from helpers.stats.intervals import take_percentiles
from helpers.stats.schema import check_result, join_notes, require_columns

__all__ = ["ALL_CODES", "ALL_VARIABLES", "BASELINE", "correlate_scores", "score_codes"]

ALL_CODES = "(all codes)"
ALL_VARIABLES = "(mean of all)"
AT_ONCE = 2_000_000  # weights: what is drawn at once fits into the memory
BY = ("variable", "code")
#: What a measure would reach that always gives the code that is most frequent.
BASELINE = "macro-F1 of the most frequent code"
BY_CODE, OVERALL = ("precision", "recall", "F1"), ("accuracy", "macro-F1", BASELINE)
RARE = 5  # units of a code below which its F1 is an anecdote
LABELS = pd.DataFrame({"variable": [""], "code": [""]}, dtype="str")


def score_codes(
    data: pd.DataFrame, pairs: Mapping[str, str], *, weight: str | None = None,
    cluster: str = "article_id", seed: int = 0, n_resamples: int = 1000, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Compare the codes of a measure with decided ones.

    Parameters
    ----------
    data : pandas.DataFrame
        One row a unit. Rows in which one of the two codes is missing are left out, and the note
        counts them. Never changed.
    pairs : mapping of str to str
        Column of decided codes to the column of what the measure says; several are compared on
        the same draws.
    weight : str, optional
        Column of weights, 0 or more. Default: every unit counts as one.
    cluster : str
        What is drawn as a whole.
    seed, n_resamples, level
        Of the bootstrap.

    Returns
    -------
    pandas.DataFrame
        For each variable precision, recall and F1 of each code, then under the code "(all codes)"
        accuracy, macro-F1 (the mean of the F1 of all codes that occur) and the "macro-F1 of the
        most frequent code" (of a measure that always gives that one); with two variables or more
        also the means of their macro-F1 under the variable "(mean of all)".
        Columns: variable, code, measure (str), estimate, low, high (float64, 0–1, missing where
        there is nothing to divide by; no interval where all draws say the same, which tells
        nothing about other articles), n_articles (int64: different `article_id`, or clusters if
        there is no such column), n_units (float64,
        unweighted: of precision, the units that the measure gives the code; of recall, those that
        have it; else all), n_clusters (int64), cluster, note (str).

    Raises
    ------
    ValueError
        If a column is missing, a weight is negative or missing, nothing can be compared, or an
        option is out of range.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    data = _prepare(data, [*pairs, *pairs.values()], weight, cluster, "score_codes")
    names = sorted(data["\x00cluster"].unique())
    results, macro = [], []
    for gold, coded in pairs.items():
        used = data[data[gold].notna() & data[coded].notna()]
        if used.empty:
            raise ValueError(f"score_codes: no unit has both {gold!r} and {coded!r}.")
        codes = sorted(set(used[gold]) | set(used[coded]))
        clusters = pd.Categorical(used["\x00cluster"], categories=names)
        weights = used["\x00weight"].to_numpy(float)
        sums = count_pairs(used[gold], used[coded], codes, clusters, weights)
        drawn = draw_sums(sums, n_resamples, make_generator(seed, ("codes",)))
        point, draws = _figures(sums.sum(axis=0)[None], codes), _figures(drawn, codes)
        basis = _basis(used, len(data), cluster)
        for key, value in point.items():
            low, high = _interval(draws[key], level, len(names))
            n_units = {"precision": (used[coded] == key[0]), "recall": (used[gold] == key[0])}
            counted = n_units.get(key[1], pd.Series(True, index=used.index)).sum()
            row = {"variable": gold, "code": str(key[0]), "measure": key[1], "estimate": value[0],
                   "low": low, "high": high, "n_units": counted}  # fmt: skip
            row |= basis
            if key[1] == "macro-F1":
                note = row["note"] if isinstance(row["note"], str) else ""
                row["note"] = join_notes([_note_rare(used[gold], codes), note])
            results.append(row)
        macro.append((point, draws))
    for measure in ("macro-F1", BASELINE) if len(pairs) > 1 else ():
        row = _mean_row(macro, measure, len(names), level) | {"n_units": len(data)}
        results.append(row | _basis(data, len(data), cluster))
    return check_result(tabulate_results(results, BY, LABELS), BY)


def correlate_scores(
    data: pd.DataFrame, pairs: Mapping[str, str], *, weight: str | None = None,
    cluster: str = "article_id", seed: int = 0, n_resamples: int = 1000, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Correlate the scores of a measure with decided codes that have an order.

    Parameters
    ----------
    data, weight, cluster, seed, n_resamples, level
        See `score_codes`.
    pairs : mapping of str to str
        Column of decided codes to the column of scores; both are numbers.

    Returns
    -------
    pandas.DataFrame
        Two rows a variable, as `score_codes` gives them: "Spearman's rho" (of weighted mean
        ranks) and "Pearson's r", -1 to 1, missing where one side does not vary.

    Raises
    ------
    ValueError
        As `score_codes`, and if a column is not numeric.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    data = _prepare(data, [*pairs, *pairs.values()], weight, cluster, "correlate_scores")
    results = []
    for gold, scored in pairs.items():
        for name in (gold, scored):
            if not pd.api.types.is_numeric_dtype(data[name]):
                raise ValueError(f"correlate_scores: the column {name!r} is not numeric.")
        used = data[data[gold].notna() & data[scored].notna()]
        if used.empty:
            raise ValueError(f"correlate_scores: no unit has both {gold!r} and {scored!r}.")
        values = [used[name].to_numpy(float) for name in (gold, scored)]
        clusters, names = pd.factorize(used["\x00cluster"], sort=True)
        weights = used["\x00weight"].to_numpy(float)
        drawn = draw_sums(np.eye(len(names)), n_resamples, make_generator(seed, (gold, scored)))
        for measure, ranked in (("Spearman's rho", True), ("Pearson's r", False)):
            draws = np.concatenate(
                [
                    _correlate(*values, weights * times[:, clusters], ranked)
                    for times in np.array_split(drawn, 1 + len(drawn) * len(used) // AT_ONCE)
                ]
            )
            low, high = _interval(draws, level, len(names))
            row = {"variable": gold, "code": ALL_CODES, "measure": measure,
                   "estimate": _correlate(*values, weights[None], ranked)[0], "low": low,
                   "high": high, "n_units": len(used)}  # fmt: skip
            results.append(row | _basis(used, len(data), cluster))
    return check_result(tabulate_results(results, BY, LABELS), BY)


def _prepare(
    data: pd.DataFrame, names: Sequence[str], weight: str | None, cluster: str, what: str
) -> pd.DataFrame:
    require_columns(data, [*names, cluster, *([weight] if weight else [])], what)
    if data.empty:
        raise ValueError(f"{what}: there is no unit to compare.")
    weights = data[weight].to_numpy(float) if weight else np.ones(len(data))
    if not (weights >= 0).all() or np.isinf(weights).any():
        raise ValueError(f"{what}: {weight!r} must be a number, 0 or more, in every row.")
    data = data.assign(**{"\x00weight": weights, "\x00cluster": data[cluster].astype("str")})
    # sorted by content, so that the order of the rows changes no last digit
    return data.sort_values(["\x00cluster", "\x00weight", *dict.fromkeys(names)], kind="stable")


def _figures(cells: np.ndarray, codes: Sequence) -> dict[tuple[object, str], np.ndarray]:
    """Return every figure by (code, measure), one value a row of cells."""
    cells = as_tables(cells)
    right = np.diagonal(cells, axis1=1, axis2=2)
    has, given = cells.sum(axis=2), cells.sum(axis=1)
    f1 = f1_by_code(cells)
    by_code = dict(zip(BY_CODE, (divide(right, given), divide(right, has), f1), strict=True))
    figures = {
        (code, name): values[:, place]
        for place, code in enumerate(codes)
        for name, values in by_code.items()
    }
    overall = (
        divide(right.sum(axis=1), cells.sum(axis=(1, 2))),
        mean_of_known(f1, axis=1),
        _baseline(has),
    )
    return figures | {
        (ALL_CODES, name): values for name, values in zip(OVERALL, overall, strict=True)
    }


def _mean_row(macro: list[tuple[dict, dict]], measure: str, n_clusters: int, level: float) -> dict:
    points, draws = (
        np.array([pair[side][ALL_CODES, measure] for pair in macro]) for side in (0, 1)
    )
    low, high = _interval(draws.mean(axis=0), level, n_clusters)
    return {"variable": ALL_VARIABLES, "code": ALL_CODES, "measure": measure,
            "estimate": points.mean(), "low": low, "high": high}  # fmt: skip


def _baseline(has: np.ndarray) -> np.ndarray:
    """Return the macro-F1 of always giving the most frequent code: all others have an F1 of 0."""
    share = divide(has.max(axis=1), has.sum(axis=1))
    return 2 * share / (1 + share) / np.maximum((has > 0).sum(axis=1), 1)


def _interval(draws: np.ndarray, level: float, n_clusters: int) -> tuple[float, float]:
    if n_clusters < 2 or np.nanmin(draws, initial=np.inf) == np.nanmax(draws, initial=-np.inf):
        return float("nan"), float("nan")
    return take_percentiles(draws, level)


def _basis(used: pd.DataFrame, n_rows: int, cluster: str) -> dict:
    sizes = used.groupby("\x00cluster")["\x00weight"].sum().to_numpy(float)
    articles = "article_id" if "article_id" in used.columns else "\x00cluster"
    return {
        "n_articles": used[articles].nunique(),
        "n_clusters": len(sizes),
        "cluster": cluster,
        "note": join_notes([note_dropped(n_rows, len(used)), note_clusters(sizes, cluster)]),
    }


def _note_rare(gold: pd.Series, codes: Sequence) -> str:
    """Say which codes are so rare that their F1, and with it the mean of all, is luck."""
    sizes = [(code, int((gold == code).sum())) for code in codes]
    rare = [f"{code} ({size})" for code, size in sizes if size < RARE]
    return f"macro-F1 is unsteady, as few units have the code {', '.join(rare)}" if rare else ""


def _correlate(x: np.ndarray, y: np.ndarray, weights: np.ndarray, ranked: bool) -> np.ndarray:
    """Correlate two variables under each row of weights; NaN where one does not vary."""
    total = weights.sum(axis=1, keepdims=True)
    total[~(total > 0)] = np.nan
    if ranked:
        x, y = _weighted_ranks(x, weights), _weighted_ranks(y, weights)
    x, y = (side - (weights * side).sum(axis=1, keepdims=True) / total for side in (x, y))
    spread = np.sqrt((weights * x * x).sum(axis=1) * (weights * y * y).sum(axis=1))
    # what is left of a constant after subtracting its mean is rounding, not variation
    size = (weights * (np.abs(x) + np.abs(y))).sum(axis=1)
    spread[~(spread > 1e-12 * np.maximum(size, 1.0))] = np.nan
    return np.clip((weights * x * y).sum(axis=1) / spread, -1.0, 1.0)


def _weighted_ranks(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Rank under each row of weights: the weight below a value, and half of what ties with it."""
    codes, known = pd.factorize(values, sort=True)
    rows = np.arange(len(weights))[:, None] * len(known)
    sums = np.bincount((rows + codes).ravel(), weights.ravel(), len(weights) * len(known))
    sums = sums.reshape(len(weights), len(known))
    return (np.cumsum(sums, axis=1) - sums / 2)[:, codes]
