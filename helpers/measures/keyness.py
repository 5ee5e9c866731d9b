"""Words that set two groups of articles apart, with uncertainty that respects outlets.

Words are ranked by the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi &
Quinn 2008), which neither rare nor very common words win by chance. Beside it stand measures of
corpus linguistics (log-likelihood, log-ratio, dispersion), an interval from a bootstrap over
outlets and a p-value from a permutation of outlets, because words of one outlet are not
independent of each other.

References
----------
Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. JRSS B 57(1), 289-300.
Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence.
Computational Linguistics 19(1), 61-74.
Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. International Journal of
Corpus Linguistics 13(4), 403-437; normalised as in Lijffijt & Gries (2012), ibid. 17(1), 147-149.
Hardie, A. (2014). Log Ratio: an informal introduction. CASS, Lancaster.
Monroe, B. L., Colaresi, M. P. & Quinn, K. M. (2008). Fightin' Words. Political Analysis 16(4),
372-403.
Rayson, P. & Garside, R. (2000). Comparing corpora using frequency profiling. Workshop on
Comparing Corpora, ACL, 1-6.
"""

import re
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.stats import false_discovery_control

from helpers.cache import remembered
from helpers.measures.keyness_statistics import (
    Clusters,
    bootstrap,
    dispersion,
    largest_share,
    log_likelihood,
    log_odds,
    number_labels,
    permute,
    sum_rows,
)
from helpers.measures.lexicon_files import read_lexicon
from helpers.progress import track
from helpers.stats.schema import require_columns
from helpers.text.matching import Lexicon
from helpers.text.ngrams import NgramCounts, count_ngrams, find_ngrams
from helpers.text.words import WORD

__all__ = ["compare_words", "word_places"]

PRIOR_SHARE = 0.1  # unless told otherwise, the prior weighs a tenth of the smaller group


@remembered
def compare_words(
    articles: pd.DataFrame, *, group: str = "country", a: str = "US", b: str = "RU",
    cluster: str = "outlet", min_count: int = 5, min_articles: int = 2,
    ngrams: int | Sequence[int] = 1, stop_words: bool | Iterable[str] = False,
    exclude: Iterable[str] = (), own_names: bool = False, prior_words: float | None = None,
    seed: int = 0, n_resamples: int = 1000, n_permutations: int = 1000, progress: bool = False,
) -> pd.DataFrame:  # fmt: skip
    r"""Compare how often two groups of articles use each word.

    Parameters
    ----------
    articles : DataFrame
        ``text`` (str), the columns `group` and `cluster`; ``outlet`` and ``outlet_as_given`` (str)
        are used where there are such.
    group, a, b : str
        The column and the two values in it that are compared; positive figures mean `a`.
    cluster : str
        What is resampled and permuted as a whole. Articles without a value form one cluster.
    min_count, min_articles : int
        Words with fewer uses, or in fewer articles, in both groups together are left out (but
        count in the totals): a word that only one article uses never appears.
    ngrams : int or sequence of int
        Lengths of word sequences: 1 for words, 3 for one to three words, ``(2,)`` for pairs only.
    stop_words : bool or iterable of str
        True leaves out the words of ``lexicons/stop_words.csv``, an iterable those that it names;
        sequences are left out if they hold nothing else. Function words stay in by default,
        since they carry style.
    exclude : iterable of str
        Phrases whose words are not counted anywhere (``*`` for any ending of a word).
    own_names : bool
        Whether an outlet's name counts in its own articles. "RT" in RT says nothing.
    prior_words : float, optional
        Size of the prior in words, :math:`\alpha_0`. Default: a tenth of the words of the
        smaller group.
    seed, n_resamples, n_permutations : int
        Randomness of the interval and of the test; 0 leaves them out.
    progress : bool
        Show a progress bar.

    Returns
    -------
    DataFrame
        One row per word, sorted by ``z`` (most typical of `a` first): ``word`` (str),
        ``n_words`` (int64, length of the sequence), ``count_a``, ``count_b`` (int64),
        ``per_10000_a``, ``per_10000_b``, ``log_odds``, ``z``, ``low``, ``high`` (95% interval of
        the log-odds), ``log_ratio``, ``log_likelihood`` (float64), ``n_articles_a``,
        ``n_articles_b``, ``n_outlets_a``, ``n_outlets_b`` (int64, that use the word; missing
        without outlets), ``dispersion_a``, ``dispersion_b`` (float64, 0: spread evenly over the
        articles, 1: all in one), ``largest_share_a``, ``largest_share_b`` (float64, of the uses,
        in the one article with the most), ``p_value``, ``smallest_p`` (that the design can
        reach), ``q_value`` (float64), ``n_clusters_a``, ``n_clusters_b``, ``n_clusters`` (the
        smaller of the two; int64), ``cluster`` (str), ``note`` (str, missing if there is none).

    Raises
    ------
    KeyError
        A column is missing.
    ValueError
        A group has no articles or no words, a and b are the same, or a number is out of range.

    Notes
    -----
    With :math:`y` the uses of a word, :math:`n` all words of a group and :math:`\alpha` the
    word's part of the prior, :math:`\alpha = \alpha_0 (y_a + y_b) / (n_a + n_b)`,

    .. math:: \delta = \ln\frac{y_a+\alpha}{n_a+\alpha_0-y_a-\alpha}
                     - \ln\frac{y_b+\alpha}{n_b+\alpha_0-y_b-\alpha}, \quad
              z = \delta \Big/ \sqrt{\frac{1}{y_a+\alpha} + \frac{1}{y_b+\alpha}}.

    ``z`` takes words for independent draws, which they are not: rank with it, judge by interval
    and p-value. The interval draws clusters with replacement (the prior stays); the test deals the
    clusters anew to the two groups and compares :math:`|z|`; ``q_value`` corrects it for the many
    words tried (Benjamini & Hochberg). ``log_likelihood`` is the two-cell :math:`G^2` of Rayson
    and Garside; ``log_ratio`` is binary, with half a use for none; ``dispersion`` is Gries' DP,
    normalised.
    """
    lengths = _check(articles, group, a, b, cluster, ngrams, min_count, prior_words)
    articles = articles[articles[group].isin([a, b]) & articles["text"].notna()]
    articles = articles.reset_index(drop=True)
    in_a = (articles[group] == a).to_numpy()
    for name, number in ((a, in_a.sum()), (b, (~in_a).sum())):
        if not number:
            raise ValueError(f"No article has {group} {name!r}, so there is nothing to compare.")
    clusters = Clusters(articles, cluster, in_a)
    outlets = number_labels(articles["outlet"]) if "outlet" in articles.columns else None
    texts = track(articles["text"], "Counting words", progress=progress, total=len(articles))
    skip = _make_skip(articles, exclude, own_names=own_names)
    counted = count_ngrams(texts, lengths=lengths, min_count=min_count, skip=skip)
    tables = [
        _compare(ngrams, length, in_a, clusters, outlets, stop_words, min_articles, prior_words,
                 seed, n_resamples, n_permutations)
        for length, ngrams in zip(lengths, counted, strict=True)
    ]  # fmt: skip
    table = pd.concat(tables, ignore_index=True)
    table["q_value"] = np.nan
    tested = table["p_value"].notna()
    if tested.any():
        table.loc[tested, "q_value"] = false_discovery_control(table.loc[tested, "p_value"])
    table = table.assign(
        n_clusters_a=clusters.n_a, n_clusters_b=clusters.n_b,
        n_clusters=min(clusters.n_a, clusters.n_b), cluster=cluster,
        note=clusters.note(a, b, clusters.sizes(counted[0].totals)),
    )  # fmt: skip
    table = table.astype({"word": "str", "cluster": "str", "note": "str"})
    return table.sort_values(["z", "word"], ascending=[False, True], ignore_index=True)


def word_places(
    articles: pd.DataFrame, words: Iterable[str], *, exclude: Iterable[str] = (),
    own_names: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Find each place that `compare_words` counts for some of its words.

    Parameters
    ----------
    articles : DataFrame
        Those of the two groups that were compared: ``article_id``, ``text`` (str), and
        ``outlet``, ``outlet_as_given`` (str) where there are such. Never changed.
    words : iterable of str
        Words and sequences as they stand in the column ``word`` of `compare_words`; only these
        are looked up, so that few words cost little in a large corpus.
    exclude, own_names
        As they were given to `compare_words`.

    Returns
    -------
    DataFrame
        One row a place: ``article_id``, ``word`` (str), ``start``, ``end`` (int64, characters of
        ``text``), in the order of the articles. A word has as many rows as ``count_a`` and
        ``count_b`` say.

    Raises
    ------
    ValueError
        A column is missing.
    """
    require_columns(articles, ["article_id", "text"], "word_places")
    known = articles[articles["text"].notna()].reset_index(drop=True)
    skip = _make_skip(known, exclude, own_names=own_names)
    found = find_ngrams(known["text"], words, skip=skip)
    table = pd.DataFrame(found, columns=["number", "start", "end", "word"])
    ids = known["article_id"].iloc[table["number"].astype("int64")]
    table.insert(0, "article_id", ids.to_numpy())
    return table[["article_id", "word", "start", "end"]].astype(
        {"article_id": "str", "word": "str", "start": "int64", "end": "int64"}
    )


def _check(articles, group, a, b, cluster, ngrams, min_count, prior_words) -> list[int]:
    for name in ("text", group, cluster):
        if name not in articles.columns:
            raise KeyError(name)
    if a == b:
        raise ValueError(f"a and b are both {a!r}: there is nothing to compare.")
    lengths = list(range(1, ngrams + 1)) if isinstance(ngrams, int) else sorted(set(ngrams))
    if not lengths or lengths[0] < 1 or lengths[-1] > 5:
        raise ValueError(f"ngrams are lengths from 1 to 5, not {ngrams!r}.")
    if min_count < 1:
        raise ValueError(f"min_count is at least 1, not {min_count!r}.")
    if prior_words is not None and not prior_words > 0:
        raise ValueError(f"prior_words is greater than 0, not {prior_words!r}.")
    return lengths


def _make_skip(articles: pd.DataFrame, exclude: Iterable[str], *, own_names: bool):
    """Return a function that finds the stretches of an article whose words do not count."""
    entries = [(None, phrase, "") for phrase in exclude]
    names = [name for name in ("outlet", "outlet_as_given") if name in articles.columns]
    if not own_names and "outlet" in names:
        forms = articles[names].melt("outlet", value_name="name") if len(names) > 1 else None
        pairs = set(zip(articles["outlet"], articles["outlet"], strict=True))
        if forms is not None:
            pairs |= set(zip(forms["outlet"], forms["name"], strict=True))
        for outlet, name in sorted(
            (outlet, name) for outlet, name in pairs if isinstance(name, str) and pd.notna(outlet)
        ):
            entries += [(outlet, form, "1") for form in _name_forms(name)]
    if not entries:
        return None
    table = pd.DataFrame(entries, columns=["owner", "term", "case"]).drop_duplicates()
    lexicon = Lexicon(table, key="owner")
    owners = table["owner"].tolist()
    outlets = articles["outlet"].tolist() if "outlet" in names else [None] * len(articles)

    def skip(number: int, text: str) -> list[tuple[int, int]]:
        return [
            (start, end)
            for start, end, entry in lexicon.find(text)
            if not isinstance(owners[entry], str) or owners[entry] == outlets[number]
        ]

    return skip


def _name_forms(name: str) -> set[str]:
    """Forms in which an outlet names itself: without "The", a bracket, "www." and ".com"."""
    bare = name.split("(")[0].removeprefix("www.")
    forms = {name, bare, bare.removeprefix("The "), re.sub(r"\.[a-z]{2,6}$", "", bare)}
    spelled = {" ".join(WORD.findall(form)) for form in forms}
    return {form for form in spelled if len(form) > 1}


def _compare(
    ngrams: NgramCounts, length: int, in_a: np.ndarray, clusters: Clusters,
    outlets: np.ndarray | None, stop_words: bool | Iterable[str], min_articles: int,
    prior_words: float | None, seed: int, n_resamples: int, n_permutations: int,
) -> pd.DataFrame:  # fmt: skip
    """Make the rows for the sequences of one length."""
    used = (ngrams.counts > 0).sum(axis=0) >= min_articles
    used &= ~_all_stop_words(ngrams.words, stop_words)
    counts = ngrams.counts[:, np.flatnonzero(used)]
    side_a, side_b = counts[in_a], counts[~in_a]
    totals_a, totals_b = ngrams.totals[in_a], ngrams.totals[~in_a]
    y_a, y_b = side_a.sum(axis=0), side_b.sum(axis=0)
    n_a, n_b = int(totals_a.sum()), int(totals_b.sum())
    if not n_a or not n_b:
        raise ValueError("One of the two groups has no words, so there is nothing to compare.")
    prior = PRIOR_SHARE * min(n_a, n_b) if prior_words is None else float(prior_words)
    alpha = prior * (y_a + y_b) / (n_a + n_b)
    by_cluster = clusters.sum(counts)
    sizes = clusters.sizes(ngrams.totals)
    delta, z = log_odds(y_a, n_a, y_b, n_b, alpha, prior)
    low, high = bootstrap(by_cluster, sizes, clusters, alpha, prior, [seed, length], n_resamples)
    p_value, smallest_p = permute(
        by_cluster, sizes, clusters, alpha, prior, z, [seed, length], n_permutations
    )
    table = {
        "word": ngrams.words[used], "n_words": length, "count_a": y_a, "count_b": y_b,
        "per_10000_a": 1e4 * y_a / n_a, "per_10000_b": 1e4 * y_b / n_b,
        "log_odds": delta, "z": z, "low": low, "high": high,
        "log_ratio": np.log2(np.maximum(y_a, 0.5) / n_a) - np.log2(np.maximum(y_b, 0.5) / n_b),
        "log_likelihood": log_likelihood(y_a, n_a, y_b, n_b),
        "n_articles_a": (side_a > 0).sum(axis=0), "n_articles_b": (side_b > 0).sum(axis=0),
    }  # fmt: skip
    for side, rows, values in (("a", in_a, side_a), ("b", ~in_a, side_b)):
        table[f"n_outlets_{side}"] = _count_outlets(values, outlets, rows)
    for side, values, totals in (("a", side_a, totals_a), ("b", side_b, totals_b)):
        table[f"dispersion_{side}"] = dispersion(values, totals)
    for side, values in (("a", side_a), ("b", side_b)):
        table[f"largest_share_{side}"] = largest_share(values)
    return pd.DataFrame(table | {"p_value": p_value, "smallest_p": smallest_p})


def _all_stop_words(words: np.ndarray, stop_words: bool | Iterable[str]) -> np.ndarray:
    if stop_words is False:
        return np.zeros(len(words), dtype=bool)
    listed = read_lexicon("stop_words")["word"] if stop_words is True else stop_words
    chosen = {word.lower() for word in listed}
    return np.array([chosen.issuperset(word.split(" ")) for word in words], dtype=bool)


def _count_outlets(values: sparse.csr_array, outlets: np.ndarray | None, rows: np.ndarray):
    if outlets is None:
        return pd.array([pd.NA] * values.shape[1], dtype="Int64")
    names, codes = np.unique(outlets[rows], return_inverse=True)
    return (sum_rows(values, codes, len(names)) > 0).sum(axis=0)
