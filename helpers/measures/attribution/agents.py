"""Who did it, where the verb is passive: `asked by Roe whether`, `as reported by the Herald`."""

from itertools import pairwise

from helpers.measures.attribution.cues import VERB_FORMS, Cue
from helpers.measures.attribution.noun_phrases import noun_phrase_after
from helpers.measures.attribution.phrase_cues import Candidate
from helpers.measures.attribution.reading import Reading
from helpers.measures.attribution.subjects import Subject
from helpers.measures.attribution.word_classes import TIMES, is_name, word_class

__all__ = ["QUOTING", "find_agent", "find_quoted", "find_reporter", "is_quoting"]

SAYING = frozenset(["saying", "telling", "writing", "adding", "claiming", "warning"])
LONGEST_QUOTED = 25  # items of `quoted Ann Roe, the head of the port, as saying`
REACH_OF_SAYING = 10  # items of `quoted by the agency as saying`
LONGEST_QUESTION = 5  # items of `about the new bridge` before "by"

# Verbs after which somebody else speaks: `quoted Roe as saying`.
QUOTING = frozenset(["quote", "cite", "describe"])


def is_quoting(reading: Reading, item: int, high: int) -> bool:
    """Tell whether the verb gives the word to another: `quoted the minister as saying`."""
    return _end_of_quoted(reading, item + 1, high) is not None


def find_quoted(reading: Reading, saying: int, low: int) -> Subject | None:
    """Find who speaks in `quoted the minister as saying`; None if the verb is passive."""
    for at in range(saying - 2, max(low - 1, saying - LONGEST_QUOTED), -1):
        forms = VERB_FORMS.get(reading.word[at], {})
        if not any(cue.lemma in QUOTING for cue in forms.values()):
            continue
        if _end_of_quoted(reading, at + 1, saying + 1) != saying - 1:
            return None
        end = saying - 2 if reading.word[saying - 2] == "," else saying - 1
        return Subject(at + 1, end, at)
    return None


def _end_of_quoted(reading: Reading, item: int, high: int) -> int | None:
    """Find the "as" of `Ann Roe, the head of the port, as saying`."""
    words = reading.word
    end = noun_phrase_after(reading, item, high, verb_follows=False)
    if end is not None and end < high and words[end] == ",":
        commas = range(end + 1, min(high, end + LONGEST_QUOTED))
        end = next((at + 1 for at in commas if words[at] == ","), None)
    told = end is not None and end + 1 < high and words[end] == "as" and words[end + 1] in SAYING
    return end if told else None


def find_agent(
    reading: Reading, item: int, cue: Cue, before: int, low: int, high: int
) -> Candidate | None:
    """`was quoted as saying`; `was described by Price as “…”`."""
    words = reading.word
    near = words[item + 1 : min(high, item + REACH_OF_SAYING)]
    if words[item + 1 : item + 2] == ["saying"] or ("as", "saying") in pairwise(near):
        return None  # "saying" is the cue, its subject is the one who was quoted
    for at in range(item + 1, min(high, item + 14)):
        if words[at] in (",", ".", ";", "that") and at > item + 1:
            break
        if at > item + 1 and word_class(words[at]) in "VE":
            break  # another verb has this agent
        if words[at] == "by" and words[item + 1] == "about" and at > item + LONGEST_QUESTION:
            break  # asked about the claim of credit for the attack by a clerk
        if words[at] == "by":
            end = noun_phrase_after(reading, at + 1, high, verb_follows=False)
            if end is not None and words[at + 1] not in TIMES:
                end = _end_of_agent(reading, at + 2, end, high)
                return Candidate(item, cue, "passive", Subject(at + 1, end, before), clause=item)
    return None


def find_reporter(
    reading: Reading, item: int, cue: Cue, before: int, low: int, high: int
) -> Candidate | None:
    """`As reported by the Herald, …`: like "according to"."""
    end = noun_phrase_after(reading, item + 2, high, verb_follows=False)
    if end is None or not is_name(reading, end - 1):
        return None
    clause = before - 1 if before > low and reading.word[before - 1] == "," else before
    return Candidate(item, cue, "according", Subject(item + 2, end, item), clause=clause)


def _end_of_agent(reading: Reading, low: int, end: int, high: int) -> int:
    """End of the agent before the reproach or question: `by the mayor of [planning], about`."""
    words = reading.word
    for at in range(low, end):
        if words[at] == "about" or (words[at] == "of" and words[at + 1].endswith("ing")):
            return at
    if end + 1 < high and words[end] == "and":
        other = noun_phrase_after(reading, end + 1, high, verb_follows=False)
        if other is not None and (other >= high or word_class(words[other]) not in "VE"):
            return other
    return end
