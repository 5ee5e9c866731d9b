"""Tone toward an actor, where it is mentioned.

A sentence can praise one state and blame another: the tone of the sentence as a whole says
neither. Here every mention is scored by itself, by a linear model on the words around it, trained
on sentences of US news whose readers marked the tone toward a marked target (NewsMTSC; Hamborg &
Donnay 2021, "NewsMTSC: A dataset for (multi-)target-dependent sentiment classification in
political news articles", EACL). All names are masked before anything is counted, so that no score
depends on who is named. What the model was measured on is told in `news_tone/MODEL_CARD.md`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

import pandas as pd

from helpers.cache import remembered
from helpers.chunks import map_rows
from helpers.measures.agency_rules.mentions import read_mentions
from helpers.measures.agency_rules.names import STATE_ROLES, ActorNames, Name, load_names
from helpers.measures.agency_rules.tokens import read_tokens
from helpers.measures.agency_rules.vocabulary import word_set
from helpers.measures.news_tone import NewsTone, load_model
from helpers.stats.schema import require_columns
from helpers.text.quotation_marks import quoted_spans
from helpers.text.sentences import sentence_spans

__all__ = ["TARGET_COLUMNS", "people_as_actors", "score_spans", "score_targets"]

METHOD = "news"
SCORE_TYPES = {
    "tone": "float64", "label": "int64", "p_negative": "float64", "p_neutral": "float64",
    "p_positive": "float64", "method": "str",
}  # fmt: skip
TARGET_COLUMNS = {
    "article_id": "str", "sentence_id": "int64", "actor": "str", "start": "int64", "end": "int64",
    "mention": "str", "in_quotation": "bool", **SCORE_TYPES, "sentence_start": "int64",
    "sentence_end": "int64",
}  # fmt: skip
# Without any of these a text is one sentence, and need not be cut: a full stop with something
# behind it that is neither a letter or figure nor the end, or the end of a paragraph.
MAY_END = re.compile(
    r"[.!?…。！？](?=\W)(?![\"”’')\]]*+\s*+\Z)|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
)
# An adjective counts before an act or paper of the state: "the Russian proposal".
ACTS = word_set(
    "accusation accusations action actions aggression aid allegation allegations answer attack "
    "attacks ban blockade campaign claim claims decision decisions decree demand demands diplomacy "
    "invasion law laws license licence measure measures move moves note offensive offer offers "
    "operation operations order orders plan plans policies policy position pressure promise "
    "promises proposal proposals refusal reply report request response retaliation sanction "
    "sanctions statement statements strike strikes strategy support threat threats veto vote "
    "warning warnings"
)


@remembered
def score_spans(spans: pd.DataFrame, *, method: str = METHOD) -> pd.DataFrame:
    """Score the tone toward marked mentions.

    Parameters
    ----------
    spans : pandas.DataFrame
        `text` (str: a sentence, or a longer text of which the sentence with the mention is read),
        `start`, `end` (int: the mention, characters of `text`). Never changed.
    method : str
        "news" is the only one.

    Returns
    -------
    pandas.DataFrame
        The rows and columns of `spans`, and `tone` (float64, −1 to 1: the probability of positive
        minus that of negative), `label` (int64: −1, 0, 1, the most probable), `p_negative`,
        `p_neutral`, `p_positive` (float64, sum 1), `method` (str). The probabilities are those of
        a corpus in which the three labels are equally common.

    Raises
    ------
    ValueError
        If a column is missing, a text is missing, a span lies outside its text, or the method is
        not known.
    """
    if method != METHOD:
        raise ValueError(f"There is no method {method!r} for spans. Choose from: {METHOD}.")
    require_columns(spans, ["text", "start", "end"], "score_spans")
    model = load_model()
    scores = []
    columns = (spans[name].tolist() for name in ("text", "start", "end"))
    for text, start, end in zip(*columns, strict=True):
        low, high = sentence_around(text, start, end)
        scores.append((*model.score(text[low:high], start - low, end - low), METHOD))
    table = pd.DataFrame(scores, columns=list(SCORE_TYPES), index=spans.index).astype(SCORE_TYPES)
    kept = spans.drop(columns=[name for name in SCORE_TYPES if name in spans])
    return pd.concat([kept, table], axis=1)


def score_targets(
    articles: pd.DataFrame, *, actors: Iterable[str] | pd.DataFrame | None = None,
    column: str = "text", progress: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Score the tone toward actors in each sentence that mentions them.

    Parameters
    ----------
    articles : pandas.DataFrame
        `article_id` (str) and `column` (str); `date` (optional) tells who held which office.
        Never changed.
    actors : iterable of str, or pandas.DataFrame, optional
        Some of the actors of `agency_actors` (US, RU, UA, NATO, EU, CN; all by default), or a
        table of names of your own, as for `find_agency`.
    column : str
        The column that is read.
    progress : bool
        Show a progress bar.

    Returns
    -------
    pandas.DataFrame
        One row per sentence and actor, at the actor's first mention in the sentence, in reading
        order: `article_id` (str), `sentence_id` (int64, as in `split_sentences`), `actor` (str),
        `start`, `end` (int64), `mention` (str, ``text[start:end]``), `in_quotation` (bool: the
        mention stands inside quotation marks), the columns of `score_spans`, `sentence_start`,
        `sentence_end` (int64).

    Raises
    ------
    ValueError
        If a column is missing, an actor is not known, or the table of actors is not one.

    Notes
    -----
    A mention is the name of a country, union, people, capital, body of state or leader in office,
    with the words that belong to it ("Russian forces", "the president of Ukraine"); an adjective
    counts only before a word of state or an act of one ("the Russian proposal", not "Russian
    wheat"). Pronouns, nouns without a name ("the ministry") and persons that are in no register
    are passed over; `people_as_actors` adds a register of your own.
    """
    require_columns(articles, ["article_id", column], "score_targets")
    if actors is not None and not isinstance(actors, pd.DataFrame):
        actors = list(actors)
    names = load_names(actors)
    days = [""] * len(articles)
    if "date" in articles:
        days = pd.to_datetime(articles["date"]).dt.strftime("%Y-%m-%d")
    columns: dict[str, list] = {name: [] for name in TARGET_COLUMNS}
    rows = [
        tuple(value if isinstance(value, str) else "" for value in pair)
        for pair in zip(articles[column], days, strict=True)
    ]
    found = map_rows(
        _targets_of_row, rows, names, description="Scoring tone toward actors", progress=progress,
        key=actors,
    )  # fmt: skip
    for article_id, targets in zip(articles["article_id"], found, strict=True):
        for row in targets:
            for name, value in zip(TARGET_COLUMNS, (article_id, *row), strict=True):
                columns[name].append(value)
    return pd.DataFrame(columns).astype(TARGET_COLUMNS)


def people_as_actors(people: pd.DataFrame) -> pd.DataFrame:
    """Make names of actors of one's own register of people.

    Parameters
    ----------
    people : pandas.DataFrame
        `name`, `country` (str: the actor for which the person speaks), `role` (str), as for
        `find_quotations`. Never changed.

    Returns
    -------
    pandas.DataFrame
        Rows for ``actors=pd.concat([agency_actors(), …])``: the full name and the surname of each
        person whose role is one of the executive (head of state or government, foreign ministry,
        defence and military, other official). A surname that two of them share, for different
        actors, is left out.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    require_columns(people, ["name", "country", "role"], "people_as_actors")
    officials = people[people["role"].isin(STATE_ROLES) & people["country"].notna()]
    names = officials["name"].astype("str").str.strip()
    surnames = names.str.split().str[-1]
    owners = officials["country"].groupby(surnames).nunique()
    patterns = names.where(surnames.map(owners) > 1, names + "|" + surnames)
    return pd.DataFrame(
        {"actor": officials["country"], "kind": "body", "pattern": patterns, "case": "1"}
    ).reset_index(drop=True)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Find the sentence of a text that holds a mention, all those that it touches.

    Parameters
    ----------
    text : str
        Any text.
    start, end : int
        The mention.

    Returns
    -------
    tuple of (int, int)
        Start and end offset.

    Raises
    ------
    ValueError
        If the text is missing or the mention lies outside it.
    """
    if not isinstance(text, str):
        raise ValueError("score_spans: a text is missing.")
    if not 0 <= start < end <= len(text):
        raise ValueError(
            f"score_spans: a mention from {start} to {end} is not inside a text of "
            f"{len(text)} characters."
        )
    if not MAY_END.search(text):
        return 0, len(text)
    touched = [span for span in _sentences_of(text) if span[0] < end and span[1] > start]
    return (
        min(start, *(span[0] for span in touched)) if touched else start,
        max(end, *(span[1] for span in touched)) if touched else end,
    )


@lru_cache(maxsize=16)
def _sentences_of(text: str) -> list[tuple[int, int]]:
    """Cut a text; several mentions of one text mostly come in a row."""
    return sentence_spans(text)


def _targets_of_row(row: tuple[str, str], names: ActorNames) -> list[tuple]:
    return list(_rows(*row, names, load_model()))


def _rows(text: str, day: str, names: ActorNames, model: NewsTone) -> Iterator[tuple]:
    found = names.find(text, day)
    if not found:
        return
    sentences = sentence_spans(text)
    starts = [start for start, _ in sentences]
    by_sentence: dict[int, list[Name]] = {}
    for name in found:
        by_sentence.setdefault(bisect_right(starts, name.start) - 1, []).append(name)
    quoted = quoted_spans(text)
    opened = [low for low, _ in quoted]
    for number, inside in by_sentence.items():
        low, high = sentences[number]
        seen: set[str] = set()
        for actor, start, end in _mentions(text, low, high, inside):
            if actor in seen:
                continue
            seen.add(actor)
            place = bisect_right(opened, start) - 1
            in_quotation = place >= 0 and end <= quoted[place][1]
            score = model.score(text[low:high], start - low, min(end, high) - low)
            yield (
                number, actor, start, end, text[start:end], in_quotation, *score, METHOD, low, high
            )  # fmt: skip


def _mentions(text: str, low: int, high: int, names: list[Name]) -> list[tuple[str, int, int]]:
    """List the mentions of a sentence: whole phrases where they act for a state, else names."""
    tokens = read_tokens(text, low, high)
    phrases = [
        (tokens.start[mention.low], tokens.end[mention.high - 1], mention.actor)
        for mention in read_mentions(tokens, names)
    ]  # in order, never overlapping
    starts = [phrase[0] for phrase in phrases]
    found = [(actor, start, end) for start, end, actor in phrases]
    for name in names:
        place = bisect_right(starts, name.start) - 1
        covered = place >= 0 and name.start < phrases[place][1]
        covered = covered and phrases[place][2] == name.actor
        if name.actor and not covered and (name.kind != "demonym" or _names_act(text, name, high)):
            end = name.end + (
                text[name.end : name.end + 1] == "." and "." in text[name.start : name.end]
            )
            found.append((name.actor, name.start, min(end, high)))  # U.S. with its last point
    return sorted(found, key=lambda mention: mention[1:])


def _names_act(text: str, name: Name, high: int) -> bool:
    """Tell whether one of the next two words is an act of the state."""
    following = text[name.end : min(high, name.end + 60)].lower().split()[:2]
    return any(word.strip('.,;:!?”"’') in ACTS for word in following)
