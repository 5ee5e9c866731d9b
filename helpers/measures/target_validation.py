"""How good the tone toward actors is, against people's codes of the same mentions.

Two questions are kept apart: are the mentions found (recall and precision), and is the tone right
where both have the mention (accuracy, macro-F1: the mean of the F1 of the three labels). Intervals
come from a bootstrap over articles, as in `helpers.measures.validation`.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.measures.news_tone import LABELS
from helpers.stats.bootstrap import check_options
from helpers.stats.clusters import as_tuple, divide, draw_sums, make_generator
from helpers.stats.f1 import as_tables, count_pairs, f1_by_code, mean_of_known
from helpers.stats.intervals import take_percentiles
from helpers.stats.schema import require_columns

__all__ = ["match_targets", "score_mentions_found", "score_target_labels"]

KEY = ["article_id", "sentence_start", "actor"]


def match_targets(gold: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Put coded and found mentions of the same sentence and actor side by side.

    Parameters
    ----------
    gold : pandas.DataFrame
        `article_id`, `actor` (str), `sentence_start` (int64), `tone` (−1, 0, 1). Never changed.
    found : pandas.DataFrame
        The result of `score_targets`.

    Returns
    -------
    pandas.DataFrame
        The rows and columns of `gold` that are in both, and `found_label` (int64), `found_tone`
        (float64).

    Raises
    ------
    ValueError
        If a column is missing.
    """
    require_columns(gold, [*KEY, "tone"], "match_targets (gold)")
    require_columns(found, [*KEY, "tone", "label"], "match_targets (found)")
    scores = found[[*KEY, "label", "tone"]].drop_duplicates(KEY)
    scores = scores.rename(columns={"label": "found_label", "tone": "found_tone"})
    return gold.merge(scores, on=KEY)


def score_mentions_found(
    gold: pd.DataFrame, found: pd.DataFrame, *, seed: int = 0, n_resamples: int = 1000,
    level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Tell which share of the coded mentions was found, and which share of the found is coded.

    Parameters
    ----------
    gold, found : pandas.DataFrame
        See `match_targets`; both of the same articles.
    seed, n_resamples, level
        Of the bootstrap over articles.

    Returns
    -------
    pandas.DataFrame
        Two rows: `measure` (str: recall, precision), `estimate`, `low`, `high` (float64, 0–1),
        `n_units` (int64: mentions in the denominator), `n_articles` (int64).

    Raises
    ------
    ValueError
        If a column is missing or an option is out of range.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    both = match_targets(gold, found)
    articles = sorted({*gold["article_id"], *found["article_id"]})
    counts = np.column_stack([_count(table, articles) for table in (both, gold, found)])
    drawn = draw_sums(counts, n_resamples, make_generator(seed, ("mentions",)))
    rows = []
    for measure, column in (("recall", 1), ("precision", 2)):
        low, high = take_percentiles(divide(drawn[:, 0], drawn[:, column]), level)
        estimate = float(divide(counts[:, 0].sum(), counts[:, column].sum()))
        rows.append((measure, estimate, low, high, int(counts[:, column].sum()), len(articles)))
    columns = ["measure", "estimate", "low", "high", "n_units", "n_articles"]
    return pd.DataFrame(rows, columns=columns).astype({"measure": "str"})


def score_target_labels(
    matched: pd.DataFrame, by: str | Sequence[str] = (), *, gold: str = "tone",
    label: str = "found_label", cluster: str = "article_id", seed: int = 0,
    n_resamples: int = 1000, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Score labels of tone against coded ones.

    Parameters
    ----------
    matched : pandas.DataFrame
        The result of `match_targets`, or any table with the columns `gold` and `label` (−1, 0, 1)
        and `cluster`. Never changed.
    by : str or sequence of str
        Columns that make groups.
    gold, label, cluster : str
        Names of columns; whole clusters are drawn.
    seed, n_resamples, level
        Of the bootstrap.

    Returns
    -------
    pandas.DataFrame
        For each group the columns of `by`, `measure` (str: accuracy, macro-F1, then the F1 of
        negative, neutral, positive), `estimate`, `low`, `high` (float64, 0–1), `n_units`,
        `n_articles` (int64: rows and clusters). A label that neither side has in a group is left
        out of its macro-F1.

    Raises
    ------
    ValueError
        If a column is missing or an option is out of range.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    by = as_tuple(by)
    require_columns(matched, [gold, label, cluster, *by], "score_target_labels")
    groups = list(matched.groupby(list(by), sort=True)) if by else [((), matched)]
    rows = []
    for key, table in groups:
        cells = count_pairs(table[gold], table[label], LABELS, table[cluster])
        drawn = draw_sums(cells, n_resamples, make_generator(seed, ("targets", *key)))
        point, draws = _figures(cells.sum(axis=0)[None]), _figures(drawn)
        for measure, values in point.items():
            low, high = take_percentiles(draws[measure], level)
            counted = (len(table), len(cells))
            rows.append((*key, measure, float(values[0]), low, high, *counted))
    columns = [*by, "measure", "estimate", "low", "high", "n_units", "n_articles"]
    return pd.DataFrame(rows, columns=columns).astype({"measure": "str"})


def _count(table: pd.DataFrame, articles: Sequence[str]) -> np.ndarray:
    return table["article_id"].value_counts().reindex(articles, fill_value=0).to_numpy(float)


def _figures(sums: np.ndarray) -> dict[str, np.ndarray]:
    confusion = as_tables(sums)
    right = np.diagonal(confusion, axis1=1, axis2=2)
    scores = f1_by_code(confusion)
    return {
        "accuracy": divide(right.sum(axis=1), confusion.sum(axis=(1, 2))),
        "macro-F1": mean_of_known(scores, axis=1),
        "F1 of negative": scores[:, 0],
        "F1 of neutral": scores[:, 1],
        "F1 of positive": scores[:, 2],
    }
