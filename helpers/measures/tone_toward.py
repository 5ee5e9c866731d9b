"""Tone toward actors where they are mentioned: any method in one shape, and the matrix of it.

A target tone (of `score_targets`, or of people who coded it) says how an actor is presented at a
mention. Polarity knows no target: the polarity of the sentence around a mention is the nearest
that TextBlob and VADER can come to it, and is offered as such, to see whether a finding hangs on
the method.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.measures.sentiment import score_sentiment
from helpers.measures.voices import choose_voice
from helpers.stats.bootstrap import estimate_ratio
from helpers.stats.clusters import as_tuple
from helpers.stats.schema import require_columns

KEY = ("article_id", "sentence_start", "sentence_end")
MEASURE = "tone toward the actor"


def score_mentions(
    targets: pd.DataFrame, methods: str | Sequence[str] = ("textblob", "vader"), *,
    articles: pd.DataFrame | None = None, text: str = "text", own: str = "news",
    threshold: float = 0.0, progress: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Put the tone at each mention by several methods below each other.

    Parameters
    ----------
    targets : pandas.DataFrame
        One row a mention, as of `score_targets`: article_id, actor (str), start, end,
        sentence_start, sentence_end (int64, offsets), tone (numeric, −1 to 1); the sentence itself
        in the column sentence, or else to be found in `articles`. Never changed.
    methods : str or sequence of str
        Methods of `score_sentiment`; each gives a mention the polarity of its sentence.
    articles : pandas.DataFrame, optional
        article_id and the column `text`, to which the offsets belong, where targets has no column
        sentence.
    text : str
        That column: "text", or "raw_text" for offsets into what stands in the file.
    own : str
        Name of the method that gave the tone in `targets` ("news", "the coders").
    threshold : float
        Polarities in −threshold … threshold get the label 0.
    progress : bool
        Show a progress bar on long work.

    Returns
    -------
    pandas.DataFrame
        The rows of `targets` once for `own` and once for each method, with method (str), tone
        (float64) and label (int64: −1, 0, 1; for `own` as it was, or the sign of the tone).

    Raises
    ------
    ValueError
        If a column is missing, an offset lies outside its text, or a method is not known.
    """
    require_columns(targets, [*KEY, "tone"], "score_mentions")
    methods = as_tuple(methods)
    first = targets.assign(method=own, tone=targets["tone"].astype("float64"))
    if "label" not in first:
        first["label"] = np.sign(first["tone"]).fillna(0).astype("int64")
    parts = [first]
    sentences = _sentences(targets, articles, text)
    if len(sentences):
        scored = score_sentiment(
            sentences[["article_id"]].drop_duplicates().assign(text="", n_words=0), methods,
            unit="sentence", sentences=sentences, progress=progress,
        )  # fmt: skip
        scored = scored.rename(columns={"start": KEY[1], "end": KEY[2]})
        for method in methods:
            own_scores = scored.loc[scored["method"] == method, [*KEY, "polarity"]]
            tone = targets[list(KEY)].merge(own_scores, on=list(KEY), how="left")["polarity"]
            tone = tone.to_numpy(dtype=float)
            label = np.select([tone > threshold, tone < -threshold], [1, -1], 0)
            parts.append(targets.assign(method=method, tone=tone, label=label))
    table = pd.concat(parts, ignore_index=True)
    return table.astype({"method": "str", "tone": "float64", "label": "int64"})


def place_mentions(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Move mentions that were coded in the text of a file to the text as it was cleaned.

    Parameters
    ----------
    mentions : pandas.DataFrame
        article_id, mention, sentence (str), start, sentence_start (int64, offsets in `raw_text`).
        Never changed.
    articles : pandas.DataFrame
        article_id, text (str).

    Returns
    -------
    pandas.DataFrame
        A copy with start, end (Int64) in `text`: in the same sentence, or where cleaning changed
        it at the nearest place with the same words; missing where there is none.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    needed = ["article_id", "mention", "sentence", "start", "sentence_start"]
    require_columns(mentions, needed, "place_mentions")
    require_columns(articles, ["article_id", "text"], "place_mentions: articles")
    texts = articles.drop_duplicates("article_id").set_index("article_id")["text"]
    starts = []
    for row in mentions[needed].itertuples(index=False):
        text, inside = texts.get(row.article_id), int(row.start - row.sentence_start)
        found = _nearest(text, row.sentence, int(row.sentence_start))
        if found is not None and text.startswith(row.mention, found + inside):
            starts.append(found + inside)
        else:
            starts.append(_nearest(text, row.mention, int(row.start)))
    placed = pd.Series(starts, index=mentions.index, dtype="Int64")
    return mentions.assign(start=placed, end=placed + mentions["mention"].str.len())


def _nearest(text: object, words: str, place: int) -> int | None:
    """Return where words stand in a text, of several places the one nearest to a known place."""
    if not isinstance(text, str) or not words:
        return None
    before, after = text.rfind(words, 0, place + len(words)), text.find(words, place)
    found = [one for one in (before, after) if one >= 0]
    return min(found, key=lambda one: abs(one - place), default=None)


def tone_matrix(
    targets: pd.DataFrame, articles: pd.DataFrame, *, actors: Sequence[str] = ("US", "RU", "UA"),
    by: str = "country", value: str = "tone", voice: str = "all", methods: bool = True,
    cluster: str | Sequence[str] = "outlet", seed: int = 0, n_resamples: int = 2000,
    level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Estimate the mean tone of each press toward each actor.

    Parameters
    ----------
    targets : pandas.DataFrame
        One row a mention: article_id, actor (str), in_quotation (bool), the column `value`
        (numeric); several methods below each other in the column method, if there is one. Never
        changed.
    articles : pandas.DataFrame
        article_id and the columns `by` and `cluster`.
    actors : sequence of str
        Actors to keep, in this order.
    by : str
        Column of the presses.
    value : str
        Column of the tone.
    voice : {"all", "own", "quoted"}
        Mentions outside quotation marks, inside, or both.
    methods : bool
        Split by the column method where there is one. Methods must not be mixed.
    cluster, seed, n_resamples, level
        As for `helpers.stats.estimate_ratio`: mentions of one outlet are drawn together.

    Returns
    -------
    pandas.DataFrame
        As of `estimate_ratio` with measure "tone toward the actor", one row a method (if there is
        that column), press and actor, actors in their order: mean tone over mentions; n_units
        are mentions; intervals are cut at −1 and 1. What has no mention has no row.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    needed = ["article_id", "actor", value, *([] if voice == "all" else ["in_quotation"])]
    require_columns(targets, needed, "tone_matrix")
    rows = add_facts(choose_voice(targets, voice), articles, (by, *as_tuple(cluster)))
    rows = rows[rows["actor"].isin(actors)]
    keys = [*(["method"] if methods and "method" in rows else []), by, "actor"]
    table = estimate_ratio(
        rows, numerator=value, by=keys, cluster=cluster, measure=MEASURE, seed=seed,
        n_resamples=n_resamples, level=level,
    )  # fmt: skip
    # No tone lies beyond −1 and 1: what the stretching for few outlets adds there is cut.
    table[["low", "high"]] = table[["low", "high"]].clip(-1, 1)
    places = {actor: place for place, actor in enumerate(actors)}
    order = table["actor"].map(places)
    order = table.assign(_place=order).sort_values([*keys[:-1], "_place"], kind="stable").index
    return table.loc[order].reset_index(drop=True)


def add_facts(
    targets: pd.DataFrame, articles: pd.DataFrame, columns: Sequence[str]
) -> pd.DataFrame:
    """Fetch columns that the mentions lack from their articles; mentions without one are left out.

    Parameters
    ----------
    targets : pandas.DataFrame
        With article_id. Never changed.
    articles : pandas.DataFrame
        With article_id and what `targets` lacks of `columns`.
    columns : sequence of str
        What is needed.

    Returns
    -------
    pandas.DataFrame
        The rows of `targets` whose article is there, with these columns.

    Raises
    ------
    ValueError
        If a column is in neither table.
    """
    require_columns(targets, ["article_id"], "add_facts")
    lacking = [name for name in dict.fromkeys(columns) if name not in targets]
    require_columns(articles, ["article_id", *lacking], "add_facts: articles")
    facts = articles[["article_id", *lacking]].drop_duplicates("article_id")
    return targets.merge(facts, on="article_id", how="inner")


def _sentences(
    targets: pd.DataFrame, articles: pd.DataFrame | None, text: str
) -> pd.DataFrame:  # fmt: skip
    """Return each sentence with a mention once, in the shape of `split_sentences`."""
    unique = targets.drop_duplicates(list(KEY))
    if "sentence" not in targets:
        if articles is None:
            raise ValueError("score_mentions: targets has no column 'sentence'. Give the articles.")
        require_columns(articles, ["article_id", text], "score_mentions: articles")
        texts = articles.drop_duplicates("article_id").set_index("article_id")[text]
        unique = unique.assign(sentence=_cut(unique, texts))
    return pd.DataFrame(
        {
            "article_id": unique["article_id"].astype("str"),
            "sentence_id": np.arange(len(unique), dtype="int64"),
            "start": unique[KEY[1]].astype("int64"),
            "end": unique[KEY[2]].astype("int64"),
            "text": unique["sentence"].astype("str"),
            "in_quotation": False,
        }
    ).reset_index(drop=True)


def _cut(mentions: pd.DataFrame, texts: pd.Series) -> list[str]:
    cut = []
    for article_id, start, end in mentions[list(KEY)].itertuples(index=False, name=None):
        whole = texts.get(article_id)
        if not isinstance(whole, str) or not 0 <= start <= end <= len(whole):
            raise ValueError(
                f"score_mentions: article {article_id!r} has no text from {start} to {end}."
            )
        cut.append(whole[start:end])
    return cut
