"""Events: which articles tell the same thing, found by date and shared vocabulary.

How two presses tell the same event can only be asked where it is known which articles tell it. If
a corpus says so (a column `event`), that is used; otherwise events are found as topic detection
and tracking does: articles are vectors of words weighted by tf-idf, each day's articles are
clustered by average linkage, and the clusters are followed from day to day in a single pass, a
cluster joining the event that its articles are most like on average, or starting a new one (Allan,
Carbonell, Doddington, Yamron & Yang 1998, "Topic detection and tracking pilot study"; Yang, Pierce
& Carbonell 1998, "A study on retrospective and on-line event detection", who call the first step
bucketed group-average clustering).

A found event is a guess. On the 96 articles of *Two Capitals* (fiction, twelve events of eight
articles each, weeks apart) B-cubed precision is 1.00, recall .90 (F .95); with their dates moved
together into four days .91 and .83 (F .87); from their titles alone 1.00 and .22: titles say too
little. Of 30 pairs of real headlines (August 2001 to March 2026, hardly any text) that were put
together, about six in ten were about the same thing; in a war that lasts years each day's
communiqué resembles the last. Read some before you rely on them.
"""

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage

from helpers.cache import remembered
from helpers.measures.lexicon_files import read_lexicon
from helpers.stats.schema import require_columns
from helpers.text.ngrams import count_ngrams

__all__ = ["find_events", "weigh_articles"]

KEY = "article_id"
COLUMNS = (KEY, "event", "similarity", "n_articles", "n_outlets")
LEAD = 1000  # characters of the text that are read beside the title
TITLE_WEIGHT = 2  # a word of the title counts as often as that many in the lead
BUCKET = 1500  # articles whose similarities are held at a time: 18 MB
N_LABEL_WORDS = 3
PRIOR_WORDS = 15  # unshared words that each text is taken to have besides its own


@remembered
def find_events(
    articles: pd.DataFrame, *, threshold: float = 0.1, days: int = 3, longest: int = 10,
    use_column: bool = True, lead: int = LEAD,
) -> pd.DataFrame:  # fmt: skip
    r"""Find out which articles tell the same event.

    Parameters
    ----------
    articles : pandas.DataFrame
        article_id, title, text (str), date (datetime64); outlet (str) if there is one; event
        (str) if the corpus says which event each article tells. Never changed.
    threshold : float
        Mean similarity, between 0 and 1, from which articles are held to tell the same: a higher
        one gives more and smaller events.
    days : int
        An event ends when no article has told it for so many days.
    longest : int
        No event lasts more days than this from its first article on, so that one story that goes
        on for months does not become a single event.
    use_column : bool
        Whether a column `event` is believed; threshold, days and longest then do nothing.
    lead : int
        How many characters of the text are read beside the title, which counts twice.

    Returns
    -------
    pandas.DataFrame
        One row an article, in their order: article_id (str), event (str: as given, or the day of
        the first article and the three words that weigh most in it, "2031-03-12 grain corridor
        ships"; missing where the column has none or the article no date), similarity (float64:
        cosine of the article with the centre of its event, 1 if it is the only one), n_articles,
        n_outlets (int64: of the event; 0 where it is missing).

    Raises
    ------
    ValueError
        If a column is missing or an option is out of range.

    Notes
    -----
    Weights are :math:`(1 + \ln f) \ln(N / n)` for a word that occurs :math:`f` times in title and
    lead and in :math:`n` of :math:`N` articles, scaled to length 1; words of a single article and
    stop words do not count. The cosine of two articles is then shrunk for want of words: each is
    taken to have fifteen words more, shared with no other, so that short texts need to share more.
    Two sets of articles are as similar as their pairs are on average, which the sums of their
    vectors give without listing the pairs. Each of a day's clusters joins the open event that it
    is most like; two events are never joined. The result does not depend on the order of articles
    (of the same day, `article_id` decides). Time grows with the number of articles times that of
    open events, memory with the number of articles.
    """
    if not 0 < threshold < 1:
        raise ValueError(f"find_events: threshold must lie between 0 and 1, not {threshold}.")
    if days < 0 or longest < 0:
        raise ValueError("find_events: days and longest must be 0 or more.")
    given = use_column and "event" in articles.columns
    require_columns(articles, [KEY, "title", "text", *([] if given else ["date"])], "find_events")
    rows = articles.assign(place=np.arange(len(articles))).sort_values(KEY, kind="stable")
    if "date" in rows.columns:
        rows = rows.sort_values("date", kind="stable", na_position="last")
    vectors, words, evidence = weigh_articles(rows, lead)
    if given:
        names = rows["event"].astype("str")
        codes = pd.factorize(names)[0]
    else:
        shrunk = sparse.csr_array(sparse.diags_array(evidence) @ vectors)
        codes = _follow(rows["date"], shrunk, threshold, days, longest)
        names = _name(rows["date"], codes, vectors, words)
    found = pd.DataFrame({KEY: rows[KEY].astype("str"), "event": names.astype("str")})
    found["similarity"] = _similarity(vectors, codes)
    known = found["event"].notna()
    sizes = found.loc[known].groupby("event", observed=True)[KEY].transform("size")
    found["n_articles"] = sizes.reindex(found.index, fill_value=0).astype("int64")
    found["n_outlets"] = _count_outlets(rows, found["event"])
    order = np.argsort(rows["place"].to_numpy())
    return found.iloc[order][list(COLUMNS)].set_axis(articles.index)


def weigh_articles(
    rows: pd.DataFrame, lead: int
) -> tuple[sparse.csr_array, np.ndarray, np.ndarray]:
    """Turn articles into vectors of tf-idf weights of length 1.

    Parameters
    ----------
    rows : pandas.DataFrame
        title, text (str).
    lead : int
        How many characters of the text are read.

    Returns
    -------
    vectors : scipy.sparse.csr_array
        One row an article, one column a word; a row of zeros where no word counts.
    words : numpy.ndarray
        The words.
    evidence : numpy.ndarray
        By how much the similarities of each article shrink for want of words, 0 to 1. Two
        headlines that share two words of eight are no more alike than two articles that share
        thirty of a hundred; chance does the first, a common subject the second.
    """
    titles, leads = (rows[name].astype("str").fillna("") for name in ("title", "text"))
    texts = [
        "\n\n".join([title] * TITLE_WEIGHT + [text[:lead]])
        for title, text in zip(titles, leads, strict=True)
    ]
    counted = count_ngrams(texts, min_count=2)[0]
    counts, words = counted.counts.tocsr().astype(np.float64), counted.words
    n_texts = np.bincount(counts.indices, minlength=counts.shape[1])
    stop_words = set(read_lexicon("stop_words")["word"])
    kept = (n_texts > 1) & np.array([word not in stop_words for word in words], dtype=bool)
    counts, words = counts[:, np.flatnonzero(kept)].tocsr(), words[kept]
    counts.data = 1 + np.log(counts.data)
    weights = np.log(max(len(rows), 1) / n_texts[kept])
    vectors = sparse.csr_array(counts @ sparse.diags_array(weights)) if len(words) else counts
    squares = np.asarray(vectors.power(2).sum(axis=1)).ravel()
    prior = PRIOR_WORDS * (vectors.data**2).mean() if vectors.nnz else 1.0
    return _scale(vectors), words, np.sqrt(squares / (squares + prior))


def _scale(vectors: sparse.csr_array) -> sparse.csr_array:
    """Divide each row by its length; an empty row stays empty."""
    lengths = np.sqrt(np.asarray(vectors.power(2).sum(axis=1)).ravel())
    factors = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return sparse.csr_array(sparse.diags_array(factors) @ vectors) if len(lengths) else vectors


def _follow(
    dates: pd.Series, vectors: sparse.csr_array, threshold: float, days: int, longest: int
) -> np.ndarray:
    """Give each article the number of its event, -1 where there is no date. Rows are by date."""
    codes = np.full(len(dates), -1, dtype=np.int64)
    numbers = dates.to_numpy().astype("datetime64[D]").astype(np.int64)
    dated = np.flatnonzero(dates.notna())
    tracker = _Tracker(vectors.shape[1], threshold, days, longest)
    for bucket in _buckets(numbers[dated]):
        places = dated[bucket]
        clusters = _cluster(vectors[places], threshold)
        codes[places] = tracker.add(numbers[places[0]], vectors[places], clusters)[clusters]
    return codes


def _buckets(numbers: np.ndarray) -> list[np.ndarray]:
    """Cut sorted days into single days, and large days into parts."""
    days = np.split(np.arange(len(numbers)), np.flatnonzero(np.diff(numbers)) + 1)
    return [day[start : start + BUCKET] for day in days for start in range(0, len(day), BUCKET)]


def _cluster(vectors: sparse.csr_array, threshold: float) -> np.ndarray:
    """Cluster the articles of a day by average linkage; numbers from 0 in order of articles."""
    n = vectors.shape[0]
    if n == 1:
        return np.zeros(1, dtype=np.int64)
    upper = np.triu_indices(n, 1)
    distances = 1 - (vectors @ vectors.T).toarray()[upper]
    tree = linkage(np.clip(distances, 0, None), method="average")
    return pd.factorize(fcluster(tree, 1 - threshold, criterion="distance"))[0]


class _Tracker:
    """Events that are still open, each as the sum of its articles' vectors."""

    def __init__(self, n_words: int, threshold: float, days: int, longest: int) -> None:
        self.threshold, self.days, self.longest = threshold, days, longest
        self.n_events = 0
        self.sums = sparse.csr_array((0, n_words))
        self.codes = self.sizes = self.first = self.last = np.zeros(0, dtype=np.int64)

    def add(self, day: int, vectors: sparse.csr_array, clusters: np.ndarray) -> np.ndarray:
        """Let the clusters of a day join events or start new ones; return their events' numbers."""
        self._keep((day - self.last <= self.days) & (day - self.first <= self.longest))
        n = int(clusters.max()) + 1
        adder = sparse.csr_array((np.ones(len(clusters)), (clusters, np.arange(len(clusters)))))
        sums, sizes = sparse.csr_array(adder @ vectors), np.bincount(clusters)
        joined = self._join(sums, sizes)
        new = np.flatnonzero(joined < 0)
        joined[new] = np.arange(len(self.codes), len(self.codes) + len(new))
        zeros = np.zeros(len(new), dtype=np.int64)
        self.codes = np.append(self.codes, self.n_events + np.arange(len(new)))
        self.sizes = np.append(self.sizes, zeros)
        self.first = np.append(self.first, zeros + day)
        self.last = np.append(self.last, zeros + day)
        self.n_events += len(new)
        grown = sparse.csr_array((np.ones(n), (joined, np.arange(n))), (len(self.codes), n))
        blank = sparse.csr_array((len(new), vectors.shape[1]))
        self.sums = sparse.csr_array(sparse.vstack([self.sums, blank]) + grown @ sums)
        np.add.at(self.sizes, joined, sizes)
        self.last[joined] = day
        return self.codes[joined]

    def _keep(self, open_: np.ndarray) -> None:
        kept = np.flatnonzero(open_)
        self.sums = self.sums[kept]
        for name in ("codes", "sizes", "first", "last"):
            setattr(self, name, getattr(self, name)[kept])

    def _join(self, sums: sparse.csr_array, sizes: np.ndarray) -> np.ndarray:
        """Place of the open event that each cluster is most like on average; -1 for none."""
        if not len(self.codes):
            return np.full(len(sizes), -1, dtype=np.int64)
        products = sparse.csr_array(sums @ self.sums.T).toarray()
        means = products / (sizes[:, None] * self.sizes[None, :])
        best = means.argmax(axis=1)
        near = means[np.arange(len(sizes)), best] >= self.threshold
        return np.where(near, best, -1)


def _name(
    dates: pd.Series, codes: np.ndarray, vectors: sparse.csr_array, words: np.ndarray
) -> pd.Series:
    """Name events by the day of their first article and the words that weigh most."""
    known = np.flatnonzero(codes >= 0)
    labels: dict[int, str] = {}
    taken: dict[str, int] = {}
    own = vectors[known]
    centres = _sum_events(own, codes[known])
    shared = _sum_events(sparse.csr_array(own > 0).astype(np.float64), codes[known])
    sizes = np.bincount(codes[known])
    firsts = pd.Series(dates.to_numpy()[known]).groupby(codes[known]).min()
    for code, first in firsts.items():
        start, end = centres.indptr[code], centres.indptr[code + 1]
        places = centres.indices[start:end]
        weights, chosen = centres.data[start:end], words[places]
        # A word of a single article does not name what several tell.
        rare = 2 * shared[[code], :].toarray()[0, places] < sizes[code]
        # Ties fall to the alphabet, noise in the last digit aside.
        order = np.lexsort((chosen.astype(str), -weights.round(9), rare))[:N_LABEL_WORDS]
        label = " ".join([f"{first:%Y-%m-%d}", *chosen[order]])
        taken[label] = taken.get(label, 0) + 1
        labels[code] = label if taken[label] == 1 else f"{label} ({taken[label]})"
    return pd.Series(codes, index=dates.index).map(labels)


def _sum_events(vectors: sparse.csr_array, codes: np.ndarray) -> sparse.csr_array:
    n_events = int(codes.max()) + 1 if len(codes) else 0
    adder = sparse.csr_array(
        (np.ones(len(codes)), (codes, np.arange(len(codes)))), (n_events, len(codes))
    )
    return sparse.csr_array(adder @ vectors)


def _similarity(vectors: sparse.csr_array, codes: np.ndarray) -> np.ndarray:
    """Cosine of each article with the centre of its event; missing without one."""
    similarity = np.full(len(codes), np.nan)
    known = np.flatnonzero(codes >= 0)
    if not len(known):
        return similarity
    own = vectors[known]
    centres = _scale(_sum_events(own, codes[known]))
    cosines = np.asarray(own.multiply(centres[codes[known]]).sum(axis=1)).ravel()
    alone = np.bincount(codes[known])[codes[known]] == 1
    similarity[known] = np.where(alone, 1.0, np.clip(cosines, 0.0, 1.0))
    return similarity


def _count_outlets(rows: pd.DataFrame, events: pd.Series) -> pd.Series:
    if "outlet" not in rows.columns:
        return pd.Series(0, index=events.index, dtype="int64")
    counts = rows["outlet"].groupby(events, observed=True).nunique()
    return events.map(counts).fillna(0).astype("int64")
