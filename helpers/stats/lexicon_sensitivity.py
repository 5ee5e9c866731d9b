"""How much a finding hangs on the words that were chosen to measure it.

A lexicon is one sample of the words that could stand for a frame. If it measures one thing, either
half of it finds the same, less surely: the scores of the two halves go together (split-half
reliability, Spearman 1910, Brown 1910), and so do the differences that they show. And no single
word should carry a difference alone.
"""

import numpy as np
import pandas as pd
from scipy import sparse

from helpers.stats import clusters
from helpers.stats.schema import require_columns

KEY = "article_id"
NAN = float("nan")


def lexicon_halves(
    hits: pd.DataFrame, articles: pd.DataFrame, *, by: str = "frame", term: str = "term",
    weight: str | None = "weight", length: str = "n_words", group: str = "country", a: str = "US",
    b: str = "RU", n_splits: int = 200, seed: int = 0, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Compare two groups with random halves of a lexicon.

    Parameters
    ----------
    hits : pandas.DataFrame
        One row a hit: article_id (str), `by`, `term` (str), `weight` (float64). Never changed.
    articles : pandas.DataFrame
        One row an article, those without a hit included: article_id (str), `group` (str),
        `length` (int64, words).
    by, term, weight : str
        What is measured, the terms that stand for it, what each hit counts for (1 if None).
    length : str
        Column by which hits are divided.
    group, a, b : str
        Column of the groups and the two labels to compare.
    n_splits : int
        How often the terms are split at random.
    seed : int
        Seed of the splits, 0 or more.
    level : float
        Middle part of the halves' differences that half_low and half_high enclose.

    Returns
    -------
    pandas.DataFrame
        One row for each value of `by`, sorted: `by` (str), n_terms, n_hits, n_articles (int64:
        terms and hits that occur in the two groups, articles of the groups), difference (float64:
        rate of a minus rate of b, all terms), half_low, half_high (float64: differences that
        halves show, on their own scale: a half finds about half as much), same_sign (float64:
        share of halves whose difference has the sign of the whole), correlation (float64: of the
        article scores of two halves, mean over splits), reliability (float64: that of the whole
        lexicon, Spearman-Brown ``2 r / (1 + r)``), n_splits (int64). Missing with fewer than two
        terms; correlation and reliability also where a half never occurs or there is one article.

    Raises
    ------
    ValueError
        If a column is missing or `n_splits` or `seed` is out of range.
    """
    if n_splits < 1 or seed < 0:
        raise ValueError("lexicon_halves: n_splits must be 1 or more and seed 0 or more.")
    counts = _count(hits, articles, by, term, weight, length, group, (a, b), "lexicon_halves")
    results = []
    for name, table, n_hits in counts.tables:
        generator = np.random.default_rng([seed, len(results)])
        row = {by: name, "n_terms": table.shape[1], "n_hits": n_hits}
        row |= {"n_articles": table.shape[0], "n_splits": n_splits}
        contributions = counts.contributions(table)
        row["difference"] = contributions.sum()
        results.append(row | _split(table, counts, contributions, n_splits, generator, level))
    columns = [by, "n_terms", "n_hits", "n_articles", "difference", "half_low", "half_high"]
    columns += ["same_sign", "correlation", "reliability", "n_splits"]
    types = {name: "int64" if name.startswith("n_") else "float64" for name in columns}
    return pd.DataFrame(results, columns=columns).astype(types | {by: "str"})


def leave_one_term_out(
    hits: pd.DataFrame, articles: pd.DataFrame, *, by: str = "frame", term: str = "term",
    weight: str | None = "weight", length: str = "n_words", group: str = "country", a: str = "US",
    b: str = "RU",
) -> pd.DataFrame:  # fmt: skip
    """Compare two groups without each term of a lexicon, to see which word carries a difference.

    Parameters
    ----------
    hits, articles, by, term, weight, length, group, a, b
        As for `lexicon_halves`.

    Returns
    -------
    pandas.DataFrame
        One row a term that occurs in the two groups, for each value of `by` the one that adds
        most to the difference, whichever way, first: `by`, `term` (str), n_hits, n_articles
        (int64), contribution (float64: rate of the term in a minus that in b; contributions add
        up to the difference), difference, difference_without (float64: with and without the
        term), changes_sign (bool: without the term the difference points the other way).

    Raises
    ------
    ValueError
        If a column is missing.
    """
    counts = _count(hits, articles, by, term, weight, length, group, (a, b), "leave_one_term_out")
    columns = [by, term, "n_hits", "n_articles", "contribution", "difference"]
    parts = []
    for (name, table, _), terms, n_hits in zip(
        counts.tables, counts.terms, counts.hits, strict=True
    ):
        contribution = counts.contributions(table)
        part = pd.DataFrame({by: name, term: terms, "n_hits": n_hits})
        part["n_articles"] = np.diff(table.tocsc().indptr)
        part["contribution"], part["difference"] = contribution, contribution.sum()
        order = np.lexsort((terms.astype(str), -np.abs(contribution).round(15)))
        parts.append(part.iloc[order])
    frame = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    types = {by: "str", term: "str", "n_hits": "int64", "n_articles": "int64"}
    frame = frame.astype(types | {"contribution": "float64", "difference": "float64"})
    without = frame["difference"] - frame["contribution"]
    return frame.assign(
        difference_without=without,
        changes_sign=(np.sign(without) == -np.sign(frame["difference"])) & without.ne(0),
    )


def halve_terms(
    hits: pd.DataFrame, *, by: str = "frame", term: str = "term", seed: int = 0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split hits by a random half of the terms of each `by`.

    Parameters
    ----------
    hits : pandas.DataFrame
        One row a hit with the columns `by` and `term` (str). Never changed.
    by, term : str
        What is measured, and the terms that stand for it.
    seed : int
        Seed of the split, 0 or more.

    Returns
    -------
    (pandas.DataFrame, pandas.DataFrame)
        The hits of either half, to be scored as the whole is; of an odd number of terms the
        first half has one more.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    require_columns(hits, [by, term], "halve_terms")
    pairs = hits[[by, term]].drop_duplicates().sort_values([by, term], ignore_index=True)
    order = pairs.assign(place=np.random.default_rng(seed).random(len(pairs)))
    order["place"] = order.groupby(by, observed=True)["place"].rank(method="first")
    size = order.groupby(by, observed=True)["place"].transform("max")
    chosen = pd.MultiIndex.from_frame(order.loc[order["place"] <= np.ceil(size / 2), [by, term]])
    first = pd.MultiIndex.from_frame(hits[[by, term]]).isin(chosen)
    return hits[first], hits[~first]


class _Counts:
    """Weights of hits by article and term, one sparse table for each value of `by`."""

    def __init__(self, lengths: np.ndarray, in_a: np.ndarray) -> None:
        self.lengths, self.in_a = lengths, in_a
        self.tables: list[tuple[str, sparse.csr_array, int]] = []
        self.terms: list[np.ndarray] = []
        self.hits: list[np.ndarray] = []

    def contributions(self, table: sparse.csr_array) -> np.ndarray:
        """Rate of each term in a minus its rate in b."""
        rates = []
        for side in (self.in_a, ~self.in_a):
            total = self.lengths[side].sum()
            sums = np.asarray(table[np.flatnonzero(side)].sum(axis=0)).ravel()
            rates.append(sums / total if total > 0 else np.full(len(sums), NAN))
        return rates[0] - rates[1]


def _count(
    hits: pd.DataFrame, articles: pd.DataFrame, by: str, term: str, weight: str | None,
    length: str, group: str, labels: tuple[str, str], what: str,
) -> _Counts:  # fmt: skip
    if labels[0] == labels[1]:
        raise ValueError(f"{what}: a and b are both {labels[0]!r}. Name two groups.")
    require_columns(hits, [KEY, by, term, *([weight] if weight else [])], what)
    require_columns(articles, [KEY, group, length], what)
    chosen = articles[articles[group].isin(labels) & articles[length].notna()]
    chosen = chosen.drop_duplicates(KEY).sort_values(KEY, ignore_index=True)
    counts = _Counts(
        chosen[length].to_numpy(dtype=float), chosen[group].eq(labels[0]).to_numpy(dtype=bool)
    )
    place = pd.Series(chosen.index, index=chosen[KEY])
    known = hits[hits[KEY].isin(place.index)]
    rows = pd.DataFrame(
        {
            "by": known[by].astype("str").to_numpy(),
            "term": known[term].astype("str").to_numpy(),
            "article": place.reindex(known[KEY]).to_numpy(),
            "weight": known[weight].to_numpy(dtype=float) if weight else 1.0,
        }
    )
    for name, part in rows.groupby("by", sort=True):
        codes, terms = pd.factorize(part["term"], sort=True)
        places, shape = (codes, part["article"]), (len(chosen), len(terms))
        table = sparse.csr_array((part["weight"], (places[1], places[0])), shape)
        table.sum_duplicates()
        counts.tables.append((name, table, len(part)))
        counts.terms.append(np.asarray(terms))
        counts.hits.append(np.bincount(codes, minlength=len(terms)))
    return counts


def _split(
    table: sparse.csr_array, counts: _Counts, contributions: np.ndarray, n_splits: int,
    generator: np.random.Generator, level: float,
) -> dict[str, float]:  # fmt: skip
    n_terms = table.shape[1]
    names = ("half_low", "half_high", "same_sign", "correlation", "reliability")
    if n_terms < 2 or np.isnan(contributions).any():
        return dict.fromkeys(names, NAN)
    ranks = generator.random((n_splits, n_terms)).argsort(axis=1).argsort(axis=1)
    first = (ranks < (n_terms + 1) // 2).astype(float)
    halves = np.concatenate([first, 1 - first]) @ contributions
    tail = (1 - level) / 2
    low, high = np.quantile(halves, [tail, 1 - tail])
    same = (np.sign(halves) == np.sign(contributions.sum())).mean()
    correlation = _correlate(table, counts.lengths, first)
    reliability = 2 * correlation / (1 + correlation) if correlation > -1 else NAN
    figures = (low, high, same, correlation, reliability)
    return dict(zip(names, map(float, figures), strict=True))


def _correlate(table: sparse.csr_array, lengths: np.ndarray, first: np.ndarray) -> float:
    """Mean correlation over splits of the article scores of two halves."""
    kept = np.flatnonzero(lengths > 0)
    if len(kept) < 2:
        return NAN
    table, lengths = table[kept], lengths[kept, None]
    step = max(1, clusters.BLOCK // len(kept))
    found = []
    for start in range(0, len(first), step):
        half = first[start : start + step].T
        scores = [table @ half / lengths, table @ (1 - half) / lengths]
        scores = [score - score.mean(axis=0) for score in scores]
        squares = np.sqrt((scores[0] ** 2).sum(axis=0) * (scores[1] ** 2).sum(axis=0))
        products = (scores[0] * scores[1]).sum(axis=0)
        found.append(products[squares > 0] / squares[squares > 0])
    found = np.concatenate(found)
    return float(found.mean()) if len(found) else NAN
