"""What stands around a target: a list of named features, each with its place in the sentence.

Words in windows on either side, the words that touch the target, who does what (the target as
subject of the next verb, object of the verb before, owner, agent after "by"), classes of two word
lists by distance and side with negation turned round, quotation marks, contrast. No feature holds
a name.
"""

from typing import NamedTuple

from helpers.measures.news_tone.syntax import relate
from helpers.measures.news_tone.tokens import MARK, NAME, PRONOUNS, WORD, Tokens, read_tokens
from helpers.measures.news_tone.word_facts import (
    FACTS,
    TEXTBLOB_NEGATED,
    TEXTBLOB_STRONG,
    VADER_NEGATED,
    Facts,
    valence_class,
)

__all__ = ["Around", "Feature", "list_features", "list_features_of_sentence"]

NEAR = 5  # words
NEGATION_REACH = 4  # words
PHRASE = 3  # words on one side of the target that are taken as a phrase
BANDS = ("1", "2-3", "2-3", "4-6", "4-6", "4-6", "7-10", "7-10", "7-10", "7-10")
VADER_SCALE = 4.0
TELLING_MARKS = frozenset('?!:“”"')
# Places of what the target is the subject of.
VERB_PLACES = ("subject of", "be")
SIDES = ("before", "after")
NEAR_AT = {side: f"near, {side}" for side in SIDES}
MARK_AT = {side: f"mark {side}" for side in SIDES}
MARK_NEXT = {side: f"mark next to it, {side}" for side in SIDES}
CONTRAST_AT = {side: f"contrast {side}" for side in SIDES}
# A feature: place, term, value, and the tokens it rests on, first and behind the last (−1: the
# sentence as a whole). A plain tuple, as there are a hundred in a sentence.
Feature = tuple[str, str, float, int, int]


class Around(NamedTuple):
    """A sentence read from the point of view of a target."""

    tokens: Tokens
    features: list[Feature]
    spread: dict[str, list[int]]  # place → tokens that count by what was learnt of words like them


def list_features(text: str, start: int, end: int) -> Around:
    """List the features of a target in a sentence.

    Parameters
    ----------
    text : str
        A sentence.
    start, end : int
        The target in it.

    Returns
    -------
    Around
        The tokens, the features, and the words whose spread coefficients count.
    """
    tokens = read_tokens(text, start, end)
    facts = list(map(FACTS.__getitem__, tokens.word))
    negated, quoted, clause = _read_scopes(tokens, facts)
    found = _describe(tokens, text[start:end], quoted)
    spread = _add_words(found, tokens, facts, negated, clause)
    _add_phrases(found, tokens)
    n_before = len(found)
    relate(found, tokens, negated)
    related = found[n_before:]
    spread["verb"] = [low for place, _, _, low, _ in related if place in VERB_PLACES]
    spread["governor"] = [low for place, _, _, low, _ in related if place == "governed by"]
    return Around(tokens, found, spread)


def list_features_of_sentence(text: str) -> Around:
    """List the features of a sentence without any target, for its tone as a whole.

    Parameters
    ----------
    text : str
        A sentence.

    Returns
    -------
    Around
        As of `list_features`; the places begin with "whole".
    """
    tokens = read_tokens(text)
    facts = list(map(FACTS.__getitem__, tokens.word))
    negated, quoted, _ = _read_scopes(tokens, facts)
    found = [("whole", term, 1.0, -1, -1) for term in _describe_sentence(tokens, quoted)]
    words, total, size = [], 0.0, len(tokens)
    for item, (word, kind) in enumerate(zip(tokens.word, tokens.kind, strict=True)):
        if kind != WORD:
            if kind == NAME or word in TELLING_MARKS:
                found.append(("whole, mark or name", word, 1.0, item, item + 1))
            continue
        stem, vader, textblob = facts[item][:3]
        found.append(("whole", stem, 1.0, item, item + 1))
        if negated[item]:
            found.append(("whole, negated", stem, 1.0, item, item + 1))
        if item + 1 < size and tokens.kind[item + 1] != MARK:
            pair = f"{word} {tokens.word[item + 1]}"
            found.append(("whole, pair", pair, 1.0, item, item + 2))
        words.append(item)
        if vader:
            vader *= VADER_NEGATED if negated[item] else 1
            total += vader
            found.append(("whole, VADER", valence_class(vader), 1.0, item, item + 1))
            found.append(("whole, VADER", "sum", vader / VADER_SCALE, item, item + 1))
        if textblob:
            textblob *= TEXTBLOB_NEGATED if negated[item] else 1
            name = valence_class(textblob, TEXTBLOB_STRONG)
            found.append(("whole, TextBlob", name, 1.0, item, item + 1))
    found.append(("whole, VADER", _sign(total), 1.0, -1, -1))
    return Around(tokens, found, {"whole": words})


def _read_scopes(
    tokens: Tokens, facts: list[Facts]
) -> tuple[list[bool], list[bool], list[int]]:  # fmt: skip
    """Tell of each token: negated, quoted, number of its clause."""
    negated, quoted, clause = [], [], []
    reach, inside, number = 0, False, 0
    for fact, word, kind in zip(facts, tokens.word, tokens.kind, strict=True):
        if fact.breaks:
            number += 1
            if kind == MARK:
                if word == '"':
                    inside = not inside
                elif word in "“”":
                    inside = word == "“"
                reach = 0
            elif fact.contrast:
                reach = 0
        clause.append(number)
        quoted.append(inside)
        if fact.negation and kind == WORD:
            negated.append(False)
            reach = NEGATION_REACH
        else:
            negated.append(reach > 0)
            if reach:
                reach -= 1
    return negated, quoted, clause


def _describe(tokens: Tokens, mention: str, quoted: list[bool]) -> list[Feature]:
    """Describe the target and the sentence as a whole."""
    target, size = tokens.target, len(tokens)
    lower = mention.lower()
    kind = (
        "pronoun" if lower in PRONOUNS
        else "name" if any(piece[:1].isupper() for piece in mention.split()) else "noun"
    )  # fmt: skip
    terms = _describe_sentence(tokens, quoted)
    terms.append(f"target is a {kind}")
    terms.append(f"target in quarter {min(3, 4 * target // size) + 1}")
    terms.append(f"target {'inside' if quoted[target] else 'outside'} quotation marks")
    if kind == "pronoun":
        terms.append(f"target is {lower}")
    if target == 0:
        terms.append("target comes first")
    return [("sentence", term, 1.0, -1, -1) for term in terms]


def _describe_sentence(tokens: Tokens, quoted: list[bool]) -> list[str]:
    n_words = len(tokens) - tokens.kind.count(MARK)
    terms = [
        f"{min(5, n_words // 8) * 8} words or more",
        f"{min(4, tokens.kind.count(NAME))} other names",
    ]
    if True in quoted:
        terms.append("quotation marks")
    if tokens.headline:
        terms.append("headline capitals")
    return terms


def _add_words(
    found: list[Feature], tokens: Tokens, facts: list[Facts], negated: list[bool],
    clause: list[int],
) -> dict[str, list[int]]:  # fmt: skip
    """Add the words of the sentence and their classes in the two lists."""
    target, kinds, add = tokens.target, tokens.kind, found.append
    own_clause = clause[target]
    everywhere, nearby = [], []
    sums: dict[str, float] = {}
    side, near_side = "before", NEAR_AT["before"]
    away = target - kinds[:target].count(MARK) + 1  # words from here to the target
    step = -1
    for item, (word, kind) in enumerate(zip(tokens.word, kinds, strict=True)):
        if kind == MARK:
            if word in TELLING_MARKS:
                add((MARK_AT[side], word, 1.0, item, item + 1))
            if item in (target - 1, target + 1):
                add((MARK_NEXT[side], word, 1.0, item, item + 1))
            continue
        if item == target:
            side, near_side, away, step = "after", NEAR_AT["after"], 0, 1
            continue
        away += step
        near = away <= NEAR
        if kind != WORD:
            if near:
                add((near_side, word, 1.0, item, item + 1))
            continue
        stem, vader, textblob, contrast, _, _ = facts[item]
        if contrast:
            add((CONTRAST_AT[side], word, 1.0, item, item + 1))
        if negated[item]:
            add(("negated", stem, 1.0, item, item + 1))
        add(("anywhere", stem, 1.0, item, item + 1))
        everywhere.append(item)
        if near:
            add((near_side, stem, 1.0, item, item + 1))
            nearby.append(item)
        if vader:
            vader *= VADER_NEGATED if negated[item] else 1
            sums[side] = sums.get(side, 0.0) + vader
            _add_valence(found, vader, item, side, away)
            if clause[item] == own_clause:
                add(("VADER in the clause", valence_class(vader), 1.0, item, item + 1))
        if textblob:
            textblob *= TEXTBLOB_NEGATED if negated[item] else 1
            name = valence_class(textblob, TEXTBLOB_STRONG)
            add(("TextBlob", name, 1.0, item, item + 1))
            add((f"TextBlob {side}", name, 1.0, item, item + 1))
    if sums:
        for side, total in (*sums.items(), ("in all", sum(sums.values()))):
            add((f"VADER valence {side}", _sign(total), 1.0, -1, -1))
    return {"sentence": everywhere, "near": nearby}


def _add_valence(found: list[Feature], valence: float, item: int, side: str, away: int) -> None:
    """Add what VADER says of one word, by side and distance."""
    name = valence_class(valence)
    band = BANDS[away - 1] if away <= len(BANDS) else "11+"
    value = valence / VADER_SCALE
    found += (
        ("VADER", name, 1.0, item, item + 1),
        (f"VADER {side}", name, 1.0, item, item + 1),
        (f"VADER {side}, {band} words", name, 1.0, item, item + 1),
        ("VADER valence", "sum", value, item, item + 1),
        (f"VADER valence {side}", "sum", value, item, item + 1),
        ("VADER valence", "by distance", value / away**0.5, item, item + 1),
    )


def _sign(total: float) -> str:
    return "above 0" if total > 0 else "below 0" if total < 0 else "0"


def _add_phrases(found: list[Feature], tokens: Tokens) -> None:
    """Add the words that touch the target: "praise for _", "_ failed to"."""
    target, words = tokens.target, tokens.word
    for length in range(1, PHRASE + 1):
        if target >= length:
            term = " ".join(words[target - length : target])
            found.append(("phrase", f"{term} _", 1.0, target - length, target))
        if target + length < len(words):
            term = " ".join(words[target + 1 : target + 1 + length])
            found.append(("phrase", f"_ {term}", 1.0, target + 1, target + 1 + length))
    if 0 < target < len(words) - 1:
        term = f"{words[target - 1]} _ {words[target + 1]}"
        found.append(("phrase", term, 1.0, target - 1, target + 2))
