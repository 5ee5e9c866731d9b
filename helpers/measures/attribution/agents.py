"""Who did it, where the verb is passive: `asked by Roe whether`, `as reported by the Herald`."""

from helpers.measures.attribution.cues import Cue
from helpers.measures.attribution.noun_phrases import noun_phrase_after
from helpers.measures.attribution.phrase_cues import Candidate
from helpers.measures.attribution.reading import Reading
from helpers.measures.attribution.subjects import Subject
from helpers.measures.attribution.word_classes import TIMES, is_name, word_class

__all__ = ["find_agent", "find_reporter"]


def find_agent(
    reading: Reading, item: int, cue: Cue, before: int, low: int, high: int
) -> Candidate | None:
    """`was quoted as saying`; `was described by Price as “…”`."""
    words = reading.word
    if words[item + 1 : item + 3] == ["as", "saying"] or words[item + 1 : item + 2] == ["saying"]:
        return None  # "saying" is the cue, its subject is the one who was quoted
    for at in range(item + 1, min(high, item + 14)):
        if words[at] in (",", ".", ";", "that") and at > item + 1:
            break
        if at > item + 1 and word_class(words[at]) in "VE":
            break  # another verb has this agent
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
