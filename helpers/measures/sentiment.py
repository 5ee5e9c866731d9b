"""Tone of articles and sentences by two well-known word lists and a model of news sentences.

TextBlob averages the polarity of the known words of a text (lexicon of CLiPS Pattern; De Smedt &
Daelemans 2012); VADER sums word valences in each sentence under rules for negation and emphasis
(Hutto & Gilbert 2014). Both were made for reviews and social media: on sentences of news they
agree with human judgement far less than people do with each other. The third method, "news", is a
small linear model trained on sentences of news (see `helpers.measures.targets`). A score never
travels without its method's name, and `explain_sentiment` shows which words made it.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import numpy as np
import pandas as pd

from helpers.cache import open_store
from helpers.chunks import map_rows
from helpers.measures.voices import VOICES, choose_voice
from helpers.stats.bootstrap import estimate_ratio
from helpers.stats.clusters import as_tuple
from helpers.stats.schema import require_columns
from helpers.text import count_words, split_sentences

UNITS = ("article", "sentence")
SENTENCE_COLUMNS = ("sentence_id", "start", "end", "text", "in_quotation")
SCORE_COLUMNS = ("method", "polarity", "subjectivity", "n_words")
# Between sentences that are scored together; TextBlob takes it as the end of a sentence.
PARAGRAPH = "\n\n"
TEXTS = 2000  # articles or sentences that are scored in one go
NAN = float("nan")


def score_sentiment(
    articles: pd.DataFrame, methods: str | Sequence[str] = ("textblob", "vader"), *,
    unit: str = "article", sentences: pd.DataFrame | None = None, voice: str = "all",
    progress: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Score the tone of each article or sentence.

    An article's TextBlob score is TextBlob's own score of the whole text (the mean over its known
    words). VADER and the news model are made for sentences: an article's score is the mean of its
    sentences' scores, weighted by their number of words.

    "news" without a target: the training sentences were coded for the tone toward somebody named
    in them, not for their own tone. Here the same sentences trained a second, target-blind part of
    the model, so its score reads: the tone to be expected toward those whom such a sentence names.
    It sees no difference between the praised and the blamed of one sentence; for that use
    `score_targets`. Averaging the tone toward all names of a sentence instead would leave sentences
    without names without a score.

    Parameters
    ----------
    articles : pandas.DataFrame
        Columns article_id (str, unique) and text (str); n_words (int64) is taken over if it is
        there and counted if not. Never changed.
    methods : str or sequence of str
        Any of "textblob", "vader", "news".
    unit : str
        "article" or "sentence".
    sentences : pandas.DataFrame, optional
        The result of `helpers.text.split_sentences` for these articles, if it is there already.
    voice : str
        "own" scores only sentences that stand outside quotation marks (`in_quotation` false),
        "quoted" only the others, "all" both. A sentence with a few quoted words counts as own.
    progress : bool
        Show a progress bar on long work.

    Returns
    -------
    pandas.DataFrame
        In the order of the articles, then of the methods: article_id (str); for sentences also
        sentence_id, start, end (int64, offsets into the article's text), text (str),
        in_quotation (bool); method (str), polarity (float64, -1 to 1), subjectivity (float64, 0
        to 1; missing for vader and news), n_words (int64, of what was scored). An article with
        nothing to score (no text, no sentence in that voice) stays, with missing scores.

    Raises
    ------
    ValueError
        If a column is missing, an article_id occurs twice, or an option is not known.
    """
    methods = _check_options(articles, methods, unit, voice)
    by_sentence = unit == "sentence" or voice != "all" or not PER_SENTENCE.isdisjoint(methods)
    if sentences is None and by_sentence:
        sentences = split_sentences(articles, progress=progress)
    if sentences is not None:
        require_columns(sentences, ["article_id", *SENTENCE_COLUMNS], "score_sentiment")
        every, sentences = sentences, choose_voice(sentences, voice)
    if unit == "sentence":
        order = {name: number for number, name in enumerate(articles["article_id"])}
        units = sentences[sentences["article_id"].isin(order)]
        units = units.iloc[np.argsort(units["article_id"].map(order), kind="stable")]
        keys = units[["article_id", *SENTENCE_COLUMNS]].reset_index(drop=True)
    else:
        units = _texts_of_articles(articles, sentences, voice)
        keys = units[["article_id"]]
    n_words = _count_words(units)
    scored = []
    for method in methods:
        if unit == "article" and method in PER_SENTENCE:
            scores = _average_sentences(keys["article_id"], sentences, every, method, progress)
        else:
            scores = _score_texts(units["text"], method, progress)
        scored.append(keys.assign(method=method, n_words=n_words, **scores))
    table = pd.concat(scored).sort_index(kind="stable").reset_index(drop=True)
    types = {"article_id": "str", "method": "str", "n_words": "int64"}
    types |= {"polarity": "float64", "subjectivity": "float64"}
    return table[[*keys.columns, *SCORE_COLUMNS]].astype(types)


def explain_sentiment(
    text: str, method: str = "textblob", *, unit: str = "sentence"
) -> pd.DataFrame:
    """Show which words make the score of a text, and how much each adds.

    Parameters
    ----------
    text : str
        A sentence or an article.
    method : str
        "textblob", "vader" or "news".
    unit : str
        "sentence" takes the text as one piece; "article" explains the score that
        `score_sentiment` gives an article (the same for TextBlob; for the others sentence
        by sentence).

    Returns
    -------
    pandas.DataFrame
        In order of the text: word (str; TextBlob's with the words that modify it: "not very
        good"), start, end (Int64 offsets; missing where a word cannot be placed), score (float64,
        the method's own score of the word after its rules), contribution (float64).
        Contributions add up to the score of the text (VADER rounds it to four places). TextBlob
        divides by the number of known words, so a known word of score 0 pulls the others towards
        0 and is listed, too. VADER's emphasis by ! and ? is a row of its own. For news `score` is
        what the words add to the sum of positive minus that of negative, and what describes the
        sentence (its length, whether it has quotation marks) is a row without offsets; for a
        target's own words see `explain_target`.

    Raises
    ------
    ValueError
        If an option is not known.
    """
    _check_known("method", [method], METHODS)
    _check_known("unit", [unit], UNITS)
    rows: list[tuple[str, int, int, float, float]] = []
    if method == "textblob" or unit == "sentence":
        rows = list(listed_words(text, method))
    else:
        spans = split_sentences(pd.DataFrame({"article_id": ["text"], "text": [text]}))
        n_words = [count_words(sentence) for sentence in spans["text"]]
        total = sum(n_words)
        for sentence, start, count in zip(spans["text"], spans["start"], n_words, strict=True):
            explain = EXPLAIN_SENTENCE[method]
            rows += explain(sentence, start, count / total if total else 1 / len(spans))
    table = pd.DataFrame(rows, columns=["word", "start", "end", "score", "contribution"])
    table = table.astype({"word": "str", "score": float, "contribution": float})
    for name in ("start", "end"):
        table[name] = table[name].astype("Int64").where(table[name] >= 0)
    return table


def listed_words(text: str, method: str) -> Iterator[tuple[str, int, int, float, float]]:
    """Iterate over the words that count in one piece of text: the rows of `explain_sentiment`.

    Without a table, for texts by the thousand; a word that cannot be placed has offsets of -1.
    """
    if method == "textblob":
        return _explain_textblob(text)
    return EXPLAIN_SENTENCE[method](text, 0, 1.0)


def share_of_zeros(
    tone: pd.DataFrame, by: str | Sequence[str] = (), *, cluster: str = "article_id",
    seed: int = 0, n_resamples: int = 2000,
) -> pd.DataFrame:  # fmt: skip
    """Estimate the share of scores that are exactly 0: mostly texts without any known word.

    Parameters
    ----------
    tone : pandas.DataFrame
        The result of `score_sentiment`, with any columns of `by` merged in. Never changed.
    by : str or sequence of str
        Group columns; "method" is added if it is not among them, as methods must not be mixed.
    cluster, seed, n_resamples
        As for `helpers.stats.estimate_ratio`.

    Returns
    -------
    pandas.DataFrame
        As of `helpers.stats.estimate_ratio`, with measure "share of exact zeros".

    Raises
    ------
    ValueError
        If a column is missing.
    """
    by = as_tuple(by)
    require_columns(tone, ["method", "polarity", *by], "share_of_zeros")
    is_zero = (tone["polarity"] == 0).astype(float).where(tone["polarity"].notna())
    return estimate_ratio(
        tone.assign(is_zero=is_zero), numerator="is_zero", cluster=cluster, seed=seed,
        by=by if "method" in by else (*by, "method"), measure="share of exact zeros",
        n_resamples=n_resamples,
    )  # fmt: skip


def disagreement(tone: pd.DataFrame) -> pd.DataFrame:
    """Find the sentences (or articles) that one method calls positive and another negative.

    Parameters
    ----------
    tone : pandas.DataFrame
        The result of `score_sentiment` with at least two methods. Never changed.

    Returns
    -------
    pandas.DataFrame
        The key columns of `tone` (article_id, for sentences also sentence_id, start, end, text,
        in_quotation), one column of polarity for each method, and gap (float64, the highest
        minus the lowest polarity). The widest gap first; ties in order of article and sentence.

    Raises
    ------
    ValueError
        If a column is missing or there is only one method.
    """
    require_columns(tone, ["article_id", "method", "polarity"], "disagreement")
    methods = list(tone["method"].unique())
    if len(methods) == 1:
        raise ValueError(f"disagreement: only {methods[0]} was used. Score with two methods.")
    keys = ["article_id", *(["sentence_id"] if "sentence_id" in tone else [])]
    wide = tone.pivot_table("polarity", index=keys, columns="method", aggfunc="first")
    wide = wide.reindex(columns=methods).rename_axis(columns=None)
    highest, lowest = wide.max(axis=1), wide.min(axis=1)
    wide["gap"] = highest - lowest
    wide = wide[(highest > 0) & (lowest < 0)].reset_index()
    columns = [name for name in ("article_id", *SENTENCE_COLUMNS) if name in tone]
    texts = tone[columns].drop_duplicates(keys)
    merged = wide.merge(texts, on=keys, how="left")[[*columns, *methods, "gap"]]
    merged = merged.sort_values(["gap", *keys], ascending=[False, *[True] * len(keys)])
    return merged.reset_index(drop=True)


@cache
def textblob_scorer():
    """Return TextBlob's scorer, the same each time, so that what it remembers serves all."""
    # Imported on first use: TextBlob brings NLTK along, which takes most of a second.
    from helpers.measures.polarity_textblob import TextBlobScorer

    return TextBlobScorer()


@cache
def vader_scorer():
    """Return VADER's scorer, the same each time."""
    from helpers.measures.polarity_vader import VaderScorer

    return VaderScorer()


def _score_textblob(text: str) -> tuple[float, float]:
    return textblob_scorer().score(text)


def _score_vader(text: str) -> tuple[float, float]:
    return vader_scorer().score(text), NAN


def _score_news(text: str) -> tuple[float, float]:
    from helpers.measures.news_tone import load_model

    return load_model().score_sentence(text).tone, NAN


METHODS: dict[str, Callable[[str], tuple[float, float]]] = {
    "textblob": _score_textblob,
    "vader": _score_vader,
    "news": _score_news,
}
PER_SENTENCE = frozenset(["vader", "news"])


def _check_options(
    articles: pd.DataFrame, methods: str | Sequence[str], unit: str, voice: str
) -> tuple[str, ...]:
    require_columns(articles, ["article_id", "text"], "score_sentiment")
    methods = tuple(dict.fromkeys(as_tuple(methods)))
    _check_known("method", methods, METHODS)
    _check_known("unit", [unit], UNITS)
    _check_known("voice", [voice], VOICES)
    repeated = articles.loc[articles["article_id"].duplicated(), "article_id"]
    if len(repeated):
        raise ValueError(f"score_sentiment: the article_id {repeated.iloc[0]!r} occurs twice.")
    return methods


def _check_known(what: str, names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f"There is no {what} {name!r}. Choose from: {', '.join(known)}.")


def _texts_of_articles(
    articles: pd.DataFrame, sentences: pd.DataFrame | None, voice: str
) -> pd.DataFrame:
    columns = ["article_id", "text", *(["n_words"] if "n_words" in articles else [])]
    texts = articles[columns].reset_index(drop=True)
    if voice == "all":
        return texts
    joined = sentences.groupby("article_id", sort=False)["text"].agg(PARAGRAPH.join)
    return pd.DataFrame(
        {"article_id": texts["article_id"], "text": texts["article_id"].map(joined)}
    )


def _count_words(units: pd.DataFrame) -> np.ndarray:
    if "n_words" in units:
        return units["n_words"].to_numpy()
    texts = units["text"]
    counts = (count_words(text) if isinstance(text, str) else 0 for text in texts)
    return np.fromiter(counts, dtype="int64", count=len(texts))


def _score_texts(texts: pd.Series, method: str, progress: bool) -> dict[str, list]:
    """Score each text; a missing or blank one has no score, which is not the same as 0."""
    rows = [(text if isinstance(text, str) else "",) for text in texts]
    scores = map_rows(
        _score_row, rows, method, description=f"Scoring tone ({method})", progress=progress,
        unit="text", size=TEXTS, key=method,
    )  # fmt: skip
    return {
        "polarity": [polarity for polarity, _ in scores],
        "subjectivity": [subjectivity for _, subjectivity in scores],
    }


def _score_row(row: tuple[str], method: str) -> tuple[float, float]:
    (text,) = row
    return METHODS[method](text) if text.strip() else (NAN, NAN)


def _score_chosen(
    chosen: pd.DataFrame, every: pd.DataFrame, method: str, progress: bool
) -> np.ndarray:
    """Score sentences; where scores are kept, all of them, so that each voice finds its own."""
    share = open_store() is not None and every.index.is_unique
    share = share and len(every) / 2 < len(chosen) < len(every)  # else it would cost more
    texts = (every if share else chosen)["text"]
    scores = np.asarray(_score_texts(texts, method, progress)["polarity"], dtype=float)
    return scores[every.index.get_indexer(chosen.index)] if share else scores


def _average_sentences(
    article_ids: pd.Series,
    sentences: pd.DataFrame,
    every: pd.DataFrame,
    method: str,
    progress: bool,
) -> dict[str, np.ndarray | float]:
    """Average the scores of sentences to articles, weighted by words."""
    numbers = pd.Index(article_ids).get_indexer(sentences["article_id"])
    sentences, numbers = sentences[numbers >= 0], numbers[numbers >= 0]
    scores = _score_chosen(sentences, every, method, progress)
    n_words = _count_words(sentences[["text"]])
    n_articles = len(article_ids)
    # An article of marks only ("?!") has no words to weigh by: its sentences count alike.
    wordless = np.bincount(numbers, weights=n_words, minlength=n_articles)[numbers] == 0
    weights = np.where(wordless, 1, n_words)
    totals = np.bincount(numbers, weights=weights, minlength=n_articles)
    sums = np.bincount(numbers, weights=weights * scores, minlength=n_articles)
    polarity = np.divide(sums, totals, out=np.full(n_articles, np.nan), where=totals > 0)
    return {"polarity": polarity, "subjectivity": NAN}


def _explain_textblob(text: str) -> Iterator[tuple[str, int, int, float, float]]:
    tokens, assessments = textblob_scorer().explain(text)
    spans = _locate_tokens(text, tokens)
    for assessment in assessments:
        words = " ".join(tokens[number] for number in assessment.tokens)
        placed = [spans[number] for number in assessment.tokens if spans[number][0] >= 0]
        start = min((span[0] for span in placed), default=-1)
        end = max((span[1] for span in placed), default=-1)
        yield words, start, end, assessment.polarity, assessment.polarity / len(assessments)


def _explain_vader(
    sentence: str, offset: int, weight: float
) -> Iterator[tuple[str, int, int, float, float]]:
    from helpers.measures.polarity_vader import ALPHA

    words, total = vader_scorer().explain(sentence)
    scale = weight / math.sqrt(total * total + ALPHA)
    for word, start, end, valence in words:
        place = (start + offset, end + offset) if start >= 0 else (-1, -1)
        yield word, *place, valence, valence * scale


def _explain_news(
    sentence: str, offset: int, weight: float
) -> Iterator[tuple[str, int, int, float, float]]:
    from helpers.measures.target_words import words_of_tone

    for word, start, end, score, share in words_of_tone(sentence, offset):
        yield word, start, end, score, share * weight


EXPLAIN_SENTENCE = {"vader": _explain_vader, "news": _explain_news}


def _locate_tokens(text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Find the offsets of tokens that cover a text in order; (-1, -1) where one cannot be found."""
    spans, position = [], 0
    for token in tokens:
        start, end = _match_spaced(text, position, token)
        if start < 0:
            start = text.find(token, position)
            end = start + len(token) if start >= 0 else -1
        position = max(position, end)
        spans.append((start, end))
    return spans


def _match_spaced(text: str, position: int, token: str) -> tuple[int, int]:
    """Match a token from a position on, with white space allowed between its characters."""
    start = -1
    for character in token:
        while position < len(text) and text[position].isspace():
            position += 1
        if position >= len(text) or text[position] != character:
            return -1, -1
        start = position if start < 0 else start
        position += 1
    return start, position
