"""The head of a long subject: what stands before "who …", a participle or a description.

The words next to the verb are often the end of a clause that only describes the speaker.
"""

from helpers.measures.attribution.cues import VERB_FORMS
from helpers.measures.attribution.noun_phrases import noun_phrase_before
from helpers.measures.attribution.reading import Reading
from helpers.measures.attribution.word_classes import (
    AUXILIARIES,
    CONJUNCTIONS,
    PEOPLE,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    classify,
    is_name,
)

__all__ = ["floats", "named_before", "participle_head", "relative_head"]


def participle_head(reading: Reading, begin: int, low: int) -> int | None:
    """Find the phrase before a participle: `eight men checking the base asked`."""
    at = begin - 1
    if at - 1 < low or reading.kind[at] != "w" or not reading.word[at].endswith("ing"):
        return None
    if reading.word[at] in PREPOSITIONS or reading.kind[at - 1] not in "wC":
        return None
    head = noun_phrase_before(reading, at - 1, low)
    if head is None or not any(
        reading.word[item] in PEOPLE or is_name(reading, item) for item in range(head, at)
    ):
        return None
    return head if head == low or reading.kind[head - 1] in "pQ" else None


def named_before(reading: Reading, begin: int, last: int, low: int) -> int | None:
    """Find the name before `Ann Roe, the head of the office [no comma] said`."""
    words = reading.word
    if begin - 3 < low or words[begin - 1] != "," or words[begin] not in ("the", "a", "an"):
        return None
    if not any(words[item] in PEOPLE for item in range(begin, last + 1)):
        return None
    first = begin - 2
    while first >= low and is_name(reading, first):
        first -= 1
    first += 1
    if begin - 1 - first < 2:
        return None
    at_start = first == low or words[first - 1] in CONJUNCTIONS or reading.kind[first - 1] == "Q"
    return first if at_start else None


def floats(reading: Reading, item: int) -> bool:
    """Tell whether "both" stands after the subject or an auxiliary and adds nothing to it."""
    before = reading.word[item - 1]
    if reading.kind[item - 1] not in "wC":
        return False
    return before in AUXILIARIES or classify(reading, item - 1) == "N" or before in SUBJECT_PRONOUNS


def relative_head(reading: Reading, begin: int, low: int) -> int | None:
    """Find the phrase before "who" in `some who advocate free speech argue`."""
    verbs = 0
    for item in range(begin - 1, max(low, begin - 14), -1):
        if reading.kind[item] not in "wC":
            return None
        if reading.word[item] == "who":
            before = item - 1
            if not verbs or before < low or reading.kind[before] in "pQ":
                return None
            return noun_phrase_before(reading, before, low)
        if classify(reading, item) in "VE" or reading.word[item] in VERB_FORMS:
            verbs += 1
    return None
