"""How good a finder of quotations is, against quotations that readers marked.

A found quotation and a gold one are paired by the letters that they share; precision, recall and F1
count the pairs. *End to end* a pair counts only if the speaker is right as well. The measures
follow Pareti (2016) and Newell, Margolin & Ruths (2018, PolNeAR).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.cache import remembered
from helpers.stats.bootstrap import check_options
from helpers.stats.clusters import divide, draw_sums, make_generator
from helpers.stats.intervals import take_percentiles
from helpers.stats.schema import require_columns

__all__ = ["LENIENT", "match_quotations", "same_speaker", "score_attributes", "score_quotations"]

STRICT, LENIENT = 0.8, 0.3
SPAN_COLUMNS = ["article_id", "pieces"]
SPEAKER_COLUMNS = ["speaker_start", "speaker_end", "speaker_name"]


def match_quotations(
    gold: pd.DataFrame, found: pd.DataFrame, articles: pd.DataFrame, *, least: float = LENIENT
) -> pd.DataFrame:
    """Pair found quotations with gold ones, one to one, the largest overlap first.

    Parameters
    ----------
    gold, found : pandas.DataFrame
        `article_id` (str) and `pieces` (list of [start, end]), offsets into the article's text;
        each with an index without repeats. Never changed.
    articles : pandas.DataFrame
        `article_id` and `text` (str), the text that the offsets refer to.
    least : float
        Smallest overlap of a pair: shared letters and digits over those of both (Jaccard).

    Returns
    -------
    pandas.DataFrame
        One row a pair, in the order of `gold`: `article_id` (str), `gold`, `found` (labels of the
        index), `overlap` (float64, 0–1).

    Raises
    ------
    ValueError
        If a column is missing or an index repeats a label.
    """
    for table, name in ((gold, "gold"), (found, "found")):
        require_columns(table, SPAN_COLUMNS, f"match_quotations ({name})")
        if not table.index.is_unique:
            raise ValueError(f"match_quotations: the index of {name} repeats a label.")
    require_columns(articles, ["article_id", "text"], "match_quotations (articles)")
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    found_by_article = dict(iter(found.groupby("article_id", sort=False)))
    pairs = []
    for article_id, rows in gold.groupby("article_id", sort=False):
        others = found_by_article.get(article_id)
        if others is not None:
            pairs += _pair(article_id, rows["pieces"], others["pieces"], texts[article_id], least)
    columns = ["article_id", "gold", "found", "overlap"]
    table = pd.DataFrame(pairs, columns=columns)
    position = {label: number for number, label in enumerate(gold.index)}
    return table.sort_values("gold", key=lambda labels: labels.map(position), ignore_index=True)


@remembered
def score_quotations(
    gold: pd.DataFrame, found: pd.DataFrame, articles: pd.DataFrame, *,
    ignore: pd.DataFrame | None = None, seed: int = 0, n_resamples: int = 1000,
    level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Score found quotations against gold ones.

    Parameters
    ----------
    gold, found : pandas.DataFrame
        Quotations as `find_quotations` gives them: `article_id`, `pieces`, `speaker_start`,
        `speaker_end` and `speaker_name`. Never changed.
    articles : pandas.DataFrame
        The articles that were read by both: `article_id`, `text`. Articles without a quotation
        belong there, too.
    ignore : pandas.DataFrame, optional
        Gold quotations that are no target (for example reported thoughts): a found quotation that
        meets one, and no gold one, is neither right nor wrong.
    seed, n_resamples, level
        Of the bootstrap over articles.

    Returns
    -------
    pandas.DataFrame
        One row a criterion: `criterion` (str: "strict", overlap of at least .8; "lenient", .3;
        "strict, with speaker", "lenient, with speaker"), `precision`, `recall`, `f1`, `low`,
        `high` (float64; the interval is that of F1), `n_gold`, `n_found`, `n_right`, `n_articles`
        (int64). A speaker is right if the words that name it overlap, or the name that it was
        resolved to is the same.

    Raises
    ------
    ValueError
        If a column is missing or an option is out of range.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    for table, name in ((gold, "gold"), (found, "found")):
        require_columns(table, [*SPAN_COLUMNS, *SPEAKER_COLUMNS], f"score_quotations ({name})")
    gold, found = gold.reset_index(drop=True), found.reset_index(drop=True)
    order = {article_id: number for number, article_id in enumerate(articles["article_id"])}
    rows = []
    for name, least in (("strict", STRICT), ("lenient", LENIENT)):
        pairs = match_quotations(gold, found, articles, least=least)
        targets = found.drop(index=_beside_the_target(found, pairs, ignore, articles))
        right = same_speaker(gold.loc[pairs["gold"]], found.loc[pairs["found"]])
        for criterion, kept in ((name, pairs), (f"{name}, with speaker", pairs[right])):
            counts = np.column_stack(
                [
                    np.bincount(table["article_id"].map(order), minlength=len(order))
                    for table in (kept, gold, targets)
                ]
            )
            draws = draw_sums(counts.astype(float), n_resamples, make_generator(seed, (criterion,)))
            low, high = take_percentiles(_f1(*draws.T), level)
            n_right, n_gold, n_found = (int(total) for total in counts.sum(axis=0))
            rows.append(
                {
                    "criterion": criterion,
                    "precision": n_right / n_found if n_found else float("nan"),
                    "recall": n_right / n_gold if n_gold else float("nan"),
                    "f1": float(_f1(n_right, n_gold, n_found)),
                    "low": low,
                    "high": high,
                    "n_gold": n_gold,
                    "n_found": n_found,
                    "n_right": n_right,
                    "n_articles": len(order),
                }
            )
    return pd.DataFrame(rows).astype({"criterion": "str"})


def score_attributes(
    gold: pd.DataFrame, found: pd.DataFrame, articles: pd.DataFrame, *,
    attributes: Sequence[str] = ("affiliation", "role", "anonymous"), least: float = LENIENT,
    seed: int = 0, n_resamples: int = 1000, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Score what is said of the speakers, on the quotations that were found.

    Parameters
    ----------
    gold, found : pandas.DataFrame
        Quotations with `article_id`, `pieces` and the attributes. A missing value and an empty text
        are the same: it is right to say nothing where the gold says nothing.
    articles : pandas.DataFrame
        The articles that were read by both: `article_id`, `text`.
    attributes : sequence of str
        Columns to compare.
    least : float
        Smallest overlap of a pair, see `match_quotations`.
    seed, n_resamples, level
        Of the bootstrap over articles.

    Returns
    -------
    pandas.DataFrame
        One row an attribute: `attribute` (str), `accuracy`, `low`, `high` (float64, share of pairs
        in which both say the same), `n_pairs`, `n_missing` (found says nothing, gold does),
        `n_wrong` (both say something else), `n_articles` (int64).

    Raises
    ------
    ValueError
        If a column is missing or an option is out of range.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    for table, name in ((gold, "gold"), (found, "found")):
        require_columns(table, [*SPAN_COLUMNS, *attributes], f"score_attributes ({name})")
    gold, found = gold.reset_index(drop=True), found.reset_index(drop=True)
    pairs = match_quotations(gold, found, articles, least=least)
    order = {article_id: number for number, article_id in enumerate(articles["article_id"])}
    place = pairs["article_id"].map(order).to_numpy()
    rows = []
    for attribute in attributes:
        mine, yours = (
            table.loc[pairs[name], attribute].astype("str").fillna("").to_numpy()
            for table, name in ((gold, "gold"), (found, "found"))
        )
        right = mine == yours
        counts = np.column_stack(
            [
                np.bincount(place, weights=right, minlength=len(order)),
                np.bincount(place, minlength=len(order)),
            ]
        )
        draws = draw_sums(counts.astype(float), n_resamples, make_generator(seed, (attribute,)))
        low, high = take_percentiles(divide(*draws.T), level)
        rows.append(
            {
                "attribute": attribute,
                "accuracy": float(right.mean()) if len(pairs) else float("nan"),
                "low": low,
                "high": high,
                "n_pairs": len(pairs),
                "n_missing": int((~right & (yours == "")).sum()),
                "n_wrong": int((~right & (yours != "")).sum()),
                "n_articles": len(order),
            }
        )
    return pd.DataFrame(rows).astype({"attribute": "str"})


def same_speaker(gold: pd.DataFrame, found: pd.DataFrame) -> np.ndarray:
    """Tell of each pair of rows whether the speaker is the same: by place, or by name."""
    starts = np.maximum(*(_numbers(table["speaker_start"]) for table in (gold, found)))
    ends = np.minimum(*(_numbers(table["speaker_end"]) for table in (gold, found)))
    names = [table["speaker_name"].fillna("").str.casefold().to_numpy() for table in (gold, found)]
    return (starts < ends) | ((names[0] == names[1]) & (names[0] != ""))


def _pair(
    article_id: str, gold: pd.Series, found: pd.Series, text: str, least: float
) -> list[tuple]:
    """Pair the quotations of one article greedily by overlap, earlier ones first among equals."""
    left = [_letters(pieces, text) for pieces in gold]
    right = [_letters(pieces, text) for pieces in found]
    candidates = []
    for i, mine in enumerate(left):
        for j, yours in enumerate(right):
            shared = len(mine & yours)
            if shared and shared / len(mine | yours) >= least:
                candidates.append((-shared / len(mine | yours), i, j))
    taken_left, taken_right, pairs = set(), set(), []
    for overlap, i, j in sorted(candidates):
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            pairs.append((article_id, gold.index[i], found.index[j], -overlap))
    return pairs


def _letters(pieces: Sequence[Sequence[int]], text: str) -> frozenset[int]:
    # Marks of another edition of an article may reach beyond the text that is here.
    ends = [(low, min(high, len(text))) for low, high in pieces]
    return frozenset(at for low, high in ends for at in range(low, high) if text[at].isalnum())


def _beside_the_target(
    found: pd.DataFrame, pairs: pd.DataFrame, ignore: pd.DataFrame | None, articles: pd.DataFrame
) -> list:
    """Return the found quotations that meet an ignored one and no gold one."""
    if ignore is None:
        return []
    free = found.drop(index=pairs["found"])
    return list(match_quotations(ignore.reset_index(drop=True), free, articles)["found"])


def _numbers(column: pd.Series) -> np.ndarray:
    """Offsets as floats: a missing one compares as false."""
    return column.to_numpy(dtype=float, na_value=np.nan)


def _f1(right: np.ndarray, gold: np.ndarray, found: np.ndarray) -> np.ndarray:
    total = np.asarray(gold) + np.asarray(found)
    result = np.full(np.shape(total), np.nan)
    return np.divide(2 * np.asarray(right), total, out=result, where=total > 0)
