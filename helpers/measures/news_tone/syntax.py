"""Who does what: the target as subject, object, owner or agent, read from the order of words.

There is no parser. Words are taken as verbs by a dictionary of parts of speech or by their ending,
which is right often enough to be of use to a model that was trained on the same guesses.
"""

from helpers.measures.agency_rules.vocabulary import word_set
from helpers.measures.news_tone.tokens import MARK, NAME, TAGS, TIME, TITLES, WORD, Tokens
from helpers.measures.news_tone.word_facts import (
    AUXILIARIES,
    DETERMINERS,
    FACTS,
    PREPOSITIONS,
    VADER_NEGATED,
    is_negation,
    valence_class,
)

__all__ = ["relate"]

LONGEST_APPOSITION = 14
MOST_AUXILIARIES = 10
AHEAD = 5  # words behind a verb
FORMS_OF_BE = word_set("is are was were been be being 's 're isn't aren't wasn't weren't")


def relate(found: list, tokens: Tokens, negated: list[bool]) -> None:
    """Add the features of who does what to a list of features.

    Parameters
    ----------
    found : list of tuple
        Taken further: place, term, value, first token, token behind the last.
    tokens : Tokens
        The sentence.
    negated : list of bool
        Whether a token stands in the scope of a negation.
    """
    role = _read_right(found, tokens)
    role = _read_left(found, tokens, negated, role)
    found.append(("role", role, 1.0, -1, -1))


def _add(found: list, place: str, item: int, *, word: str, negated: bool = False) -> None:
    """Add a word in a role, and its class of valence there."""
    stem, vader = FACTS[word][:2]
    found.append((place, f"not {stem}" if negated else stem, 1.0, item, item + 1))
    if vader:
        name = valence_class(vader * (VADER_NEGATED if negated else 1))
        found.append((f"VADER, {place}", name, 1.0, item, item + 1))


def _read_right(found: list, tokens: Tokens) -> str:
    words, kinds, size = tokens.word, tokens.kind, len(tokens)
    item = tokens.target + 1
    if item < size and words[item] == "'s":
        _read_owned(found, tokens, item + 1)
        return "owner"
    item = _skip_apposition(found, tokens, item)
    first, negation, be = item, False, False
    while item < size and item - first < MOST_AUXILIARIES and kinds[item] == WORD:
        word = words[item]
        if word in AUXILIARIES or word.endswith("n't"):
            be = be or word in FORMS_OF_BE
            found.append(("auxiliary", word, 1.0, item, item + 1))
        elif not (
            word == TIME
            or is_negation(word)
            or TAGS[word].startswith("RB")
            or (word == "on" and words[item + 1 : item + 2] == [TIME])
        ):
            break
        negation = negation or is_negation(word)
        item += 1
    if item >= size or kinds[item] != WORD:
        return "none"
    tag = TAGS[words[item]]
    if be:
        found.append(("word after be", tag, 1.0, item, item + 1))
        _add(found, "be", item, word=words[item], negated=negation)
        for other in _stretch(tokens, item + 1):
            _add(found, "predicate", other, word=words[other], negated=negation)
        return "subject of be"
    if tag.startswith("VB") or (tag.startswith("NN") and (item > first or words[item][-1] == "s")):
        _add(found, "subject of", item, word=words[item], negated=negation)
        for other in _stretch(tokens, item + 1):
            if words[other] not in DETERMINERS:
                _add(found, "subject, then", other, word=words[other])
        return "subject, negated" if negation else "subject"
    found.append(("next word", tag, 1.0, item, item + 1))
    return "none"


def _read_owned(found: list, tokens: Tokens, item: int) -> None:
    """Read what the target owns: "_'s failed plan"."""
    head = -1
    for other in _stretch(tokens, item):
        if TAGS[tokens.word[other]][:2] not in ("NN", "JJ", "VB"):
            break
        _add(found, "owner of", other, word=tokens.word[other])
        head = other
    if head >= 0:
        found.append(("owner of, last word", FACTS[tokens.word[head]].stem, 1.0, head, head + 1))


def _stretch(tokens: Tokens, item: int) -> list[int]:
    """List the next words, up to a mark."""
    items = []
    for other in range(item, min(len(tokens), item + AHEAD - 1)):
        if tokens.kind[other] == MARK:
            break
        if tokens.kind[other] == WORD:
            items.append(other)
    return items


def _skip_apposition(found: list, tokens: Tokens, item: int) -> int:
    """Step over ", the mayor of the town," and add its words."""
    if item >= len(tokens) or tokens.word[item] != ",":
        return item
    limit = min(len(tokens), item + LONGEST_APPOSITION)
    for close in range(item + 1, limit):
        if tokens.word[close] in '"“”':
            return item
        if tokens.word[close] == ",":
            for other in range(item + 1, close):
                if tokens.kind[other] == WORD:
                    _add(found, "apposition", other, word=tokens.word[other])
            return close + 1
    return item


def _read_left(found: list, tokens: Tokens, negated: list[bool], role: str) -> str:
    words, kinds = tokens.word, tokens.kind
    item = tokens.target - 1
    least = max(-1, tokens.target - 6)
    while item > least and (
        words[item] in DETERMINERS or kinds[item] == NAME or words[item] in TITLES
        or (kinds[item] == WORD and TAGS[words[item]] == "JJ")
    ):  # fmt: skip
        if kinds[item] == WORD and words[item] not in DETERMINERS:
            _add(found, "adjective", item, word=words[item])
        item -= 1
    if item < 0 or kinds[item] != WORD:
        return role
    word = words[item]
    if word in PREPOSITIONS:
        found.append(("preposition", word, 1.0, item, item + 1))
        head = item - 1
        if head >= 0 and kinds[head] == WORD:
            stem, vader = FACTS[words[head]][:2]
            found.append(("word and preposition", f"{stem} {word}", 1.0, head, item + 1))
            found.append(("governed by", stem, 1.0, head, head + 1))
            if vader:
                found.append((f"VADER before {word}", valence_class(vader), 1.0, head, head + 1))
        return "agent" if word == "by" else role
    if TAGS[word][:2] in ("VB", "NN"):
        found.append(("governed by", FACTS[word].stem, 1.0, item, item + 1))
        _add(found, "object of", item, word=word, negated=negated[item])
        return "object" if role == "none" else role
    found.append(("word before", word, 1.0, item, item + 1))
    return role
