"""How good a finder of rival names is, against places that readers marked.

A found place and a gold one are paired if they belong to the same concept and their words overlap;
precision, recall and F1 count the pairs. Whether the place is filed under the right name is a
second question, asked of the pairs (``same_term``) and of all gold places that have a name
(``right``), since a finder that only takes the sure places can be exact and still miss most.
"""

import numpy as np
import pandas as pd

from helpers.stats.bootstrap import check_options
from helpers.stats.clusters import divide, draw_sums, make_generator
from helpers.stats.intervals import take_percentiles
from helpers.stats.schema import require_columns

__all__ = ["compare_wording_shares", "match_wording", "score_wording"]

PLACE = ["article_id", "concept", "term", "start", "end"]
ALL = "all concepts"
COUNTS = ["n_gold", "n_predicted", "n_matched", "n_same", "n_named", "n_right"]


def match_wording(predicted: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """Pair found places with gold ones, one to one, the largest overlap first.

    Parameters
    ----------
    predicted, gold : pandas.DataFrame
        `article_id`, `concept`, `term` (str), `start`, `end` (int, offsets into the same text),
        as `count_wording` gives them; each with an index without repeats. Never changed.

    Returns
    -------
    pandas.DataFrame
        One row a pair: `article_id`, `concept` (str), `gold`, `predicted` (labels of the index),
        `term_gold`, `term_predicted` (str), `overlap` (int64, characters), in the order of `gold`.

    Raises
    ------
    ValueError
        If a column is missing or an index repeats a label.
    """
    for table, name in ((predicted, "predicted"), (gold, "gold")):
        require_columns(table, PLACE, f"match_wording ({name})")
        if not table.index.is_unique:
            raise ValueError(f"match_wording: the index of {name} repeats a label.")
    sides = [
        table[PLACE].assign(**{name: table.index, f"row_{name}": np.arange(len(table))})
        for table, name in ((gold, "gold"), (predicted, "predicted"))
    ]
    pairs = sides[0].merge(sides[1], on=PLACE[:2], suffixes=("_gold", "_predicted"))
    ends = pairs[["end_gold", "end_predicted"]].min(axis="columns")
    starts = pairs[["start_gold", "start_predicted"]].max(axis="columns")
    pairs = pairs.assign(overlap=(ends - starts).astype("int64"))
    pairs = pairs[pairs["overlap"] > 0].sort_values(
        ["overlap", "row_gold", "row_predicted"], ascending=[False, True, True], kind="stable"
    )
    kept, taken = [], (set(), set())
    for row, mine, other in zip(
        pairs.index, pairs["row_gold"], pairs["row_predicted"], strict=True
    ):
        if mine not in taken[0] and other not in taken[1]:
            taken[0].add(mine)
            taken[1].add(other)
            kept.append(row)
    pairs = pairs.loc[kept].sort_values("row_gold", ignore_index=True)
    return pairs[
        ["article_id", "concept", "gold", "predicted", "term_gold", "term_predicted", "overlap"]
    ]


def score_wording(
    predicted: pd.DataFrame, gold: pd.DataFrame, *, other: str = "other", seed: int = 0,
    n_resamples: int = 1000, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Score found places against those that readers marked, by concept and over all.

    Parameters
    ----------
    predicted, gold : pandas.DataFrame
        As for `match_wording`. Only concepts that `gold` has are scored; hand in the places of
        articles that were read for the gold, and none that its readers left out (titles, page
        furniture). Never changed.
    other : str
        The term under which `gold` files names that its codebook does not list. A found term
        that `gold` never uses for the concept counts as this one.
    seed, n_resamples, level
        Of the bootstrap over articles.

    Returns
    -------
    pandas.DataFrame
        One row a concept, in order of name, and a last row "all concepts" that sums over them:

        * `concept` (str), `n_gold`, `n_predicted`, `n_matched` (int64),
        * `precision`, `recall`, `f1`, `f1_low`, `f1_high` (float64) of the places,
        * `same_term`, `same_term_low`, `same_term_high` (float64): the share of matched places
          that have the gold's term,
        * `n_named` (int64: gold places with a term that is not `other`), `right`, `right_low`,
          `right_high` (float64): the share of these that were found under their term,
        * `n_articles` (int64: articles with a place in either table; they are what is drawn).

        A figure without a denominator is missing.

    Raises
    ------
    ValueError
        If a column is missing, an index repeats a label or an option is out of range.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    pairs = match_wording(predicted, gold)
    predicted = predicted[predicted["concept"].isin(set(gold["concept"]))]
    counts = _count_by_article(pairs, predicted, gold, other)
    rows = [
        _score(concept, part.to_numpy(dtype=float), seed, n_resamples, level)
        for concept, part in counts.groupby(level="concept")
    ]
    whole = counts.groupby(level="article_id").sum().to_numpy(dtype=float)
    rows.append(_score(ALL, whole, seed, n_resamples, level))
    return pd.DataFrame(rows).astype({"concept": "str"})


def compare_wording_shares(
    predicted: pd.DataFrame, gold: pd.DataFrame, articles: pd.DataFrame, *, by: str = "outlet",
    other: str = "other",
) -> pd.DataFrame:  # fmt: skip
    """Set the shares of names, as a chart shows them, beside those of the gold.

    Parameters
    ----------
    predicted, gold, other
        As for `score_wording`.
    articles : pandas.DataFrame
        `article_id` and the column `by`.
    by : str
        Column of the groups whose shares are compared.

    Returns
    -------
    pandas.DataFrame
        One row for each concept, group and term where both tables have a place of the concept in
        the group and at least one of them uses the term: `concept`, `group`, `term` (str),
        `n_gold`, `n_predicted` (int64, places of the concept in the group), `share_gold`,
        `share_predicted`, `difference` (float64, predicted minus gold).

    Raises
    ------
    ValueError
        If a column is missing.
    """
    require_columns(articles, ["article_id", by], "compare_wording_shares (articles)")
    groups = articles[["article_id", by]].rename(columns={by: "group"})
    shares = []
    for table, name in ((gold, "gold"), (predicted, "predicted")):
        require_columns(table, PLACE, f"compare_wording_shares ({name})")
        recoded = table.assign(term=_recode(table["concept"], table["term"], gold, other))
        rows = recoded.merge(groups, on="article_id")
        key = ["concept", "group"]
        counts = rows.groupby([*key, "term"]).size().rename("n").reset_index()
        counts[f"n_{name}"] = counts.groupby(key)["n"].transform("sum")
        counts[f"share_{name}"] = counts["n"] / counts[f"n_{name}"]
        shares.append(counts.drop(columns="n"))
    both = shares[0].merge(shares[1], on=["concept", "group", "term"], how="outer")
    for name in ("gold", "predicted"):
        both[f"n_{name}"] = both.groupby(["concept", "group"])[f"n_{name}"].transform("max")
    both = both[both[["n_gold", "n_predicted"]].notna().all(axis="columns")]
    both = both.fillna({"share_gold": 0.0, "share_predicted": 0.0})
    both = both.assign(difference=both["share_predicted"] - both["share_gold"])
    columns = ["concept", "group", "term", "n_gold", "n_predicted", "share_gold",
               "share_predicted", "difference"]  # fmt: skip
    types = dict.fromkeys(columns[:3], "str") | dict.fromkeys(columns[3:5], "int64")
    return both[columns].sort_values(columns[:3], ignore_index=True).astype(types)


def _recode(concepts: pd.Series, terms: pd.Series, gold: pd.DataFrame, other: str) -> list[str]:
    known = set(zip(gold["concept"], gold["term"], strict=True))
    return [
        term if (concept, term) in known else other
        for concept, term in zip(concepts, terms, strict=True)
    ]


def _count_by_article(
    pairs: pd.DataFrame, predicted: pd.DataFrame, gold: pd.DataFrame, other: str
) -> pd.DataFrame:
    """Count what the scores rest on, one row a concept and article that has any place."""
    named = gold[gold["term"] != other]
    terms = _recode(pairs["concept"], pairs["term_predicted"], gold, other)
    same = pairs[pairs["term_gold"] == pd.Series(terms, index=pairs.index, dtype="object")]
    tables = [gold, predicted, pairs, same, named, same[same["term_gold"] != other]]
    sizes = [table.groupby(["concept", "article_id"]).size() for table in tables]
    return pd.concat(sizes, axis="columns", keys=COUNTS).fillna(0).sort_index()


def _score(
    concept: str, counts: np.ndarray, seed: int, n_resamples: int, level: float
) -> dict[str, object]:
    totals = counts.sum(axis=0)
    draws = draw_sums(counts, n_resamples, make_generator(seed, (concept,)))
    n_gold, n_predicted, n_matched, n_same, n_named, n_right = totals
    row: dict[str, object] = {"concept": concept}
    row |= {name: int(total) for name, total in zip(COUNTS[:3], totals, strict=False)}
    row["precision"] = float(divide(n_matched, n_predicted))
    row["recall"] = float(divide(n_matched, n_gold))
    for name, top, bottom in (
        ("f1", 2 * n_matched, n_gold + n_predicted),
        ("same_term", n_same, n_matched),
        ("right", n_right, n_named),
    ):
        row[name] = float(divide(top, bottom))
    row["n_named"] = int(n_named)
    for name, values in (
        ("f1", divide(2 * draws[:, 2], draws[:, 0] + draws[:, 1])),
        ("same_term", divide(draws[:, 3], draws[:, 2])),
        ("right", divide(draws[:, 5], draws[:, 4])),
    ):
        few = len(counts) < 2
        row[f"{name}_low"], row[f"{name}_high"] = (
            (float("nan"), float("nan")) if few else take_percentiles(values, level)
        )
    row["n_articles"] = len(counts)
    order = ["concept", *COUNTS[:3], "precision", "recall", "f1", "f1_low", "f1_high", "same_term",
             "same_term_low", "same_term_high", "n_named", "right", "right_low", "right_high",
             "n_articles"]  # fmt: skip
    return {name: row[name] for name in order}
