"""The speaker after the verb: `said Maria Orlova, a spokeswoman for the ministry`."""

from helpers.measures.attribution.cues import VERB_FORMS
from helpers.measures.attribution.noun_phrases import noun_phrase_after
from helpers.measures.attribution.reading import Reading
from helpers.measures.attribution.subjects import Subject
from helpers.measures.attribution.word_classes import (
    BE,
    CONJUNCTIONS,
    PEOPLE,
    TIME_MODIFIERS,
    TIMES,
    classify,
    word_class,
)
from helpers.measures.lexicon_files import word_list

__all__ = ["subject_after"]

# Words that can be the whole speaker after the verb.
ALONE = frozenset(["another", "others", "one", "some", "many"])
# Participles that describe a speaker without a name, in the place of "who was …".
INVOLVED = frozenset(
    ["involved", "briefed", "familiar", "close", "present", "privy", "known", "calling"]
)
AND_OTHERS = (["and", "others"], ["and", "colleagues"])
NEVER_AFTER = word_list("never_after")


def subject_after(reading: Reading, verb: int, high: int) -> Subject | None:
    """Find the subject after an inverted verb: `said Maria Orlova, a spokeswoman for …`."""
    words, kinds = reading.word, reading.kind
    first = verb + 1
    if first >= high or kinds[first] in "pQ" or words[first] in NEVER_AFTER:
        return None
    if words[first] in ALONE and (first + 1 >= high or kinds[first + 1] == "p"):
        return Subject(first, first + 1, verb)  # “…,” tweeted another
    end = noun_phrase_after(reading, first, high, verb_follows=False)
    if end is None or words[first] in TIMES:
        return None
    if words[end - 1].endswith("ing") and kinds[end - 1] == "w" and end - 2 > first:
        end -= words[end - 2] in PEOPLE  # one strategist advising a group
    if words[end : end + 2] in AND_OTHERS:
        end += 2
    end = _with_involved(reading, end, high)
    following = words[end] if end < high else "."
    if end < high and not _ends_inverted(reading, end):
        return None
    # the apposition belongs to the speaker: up to a full stop, a quotation or a new clause
    if following == "," and end + 1 < high and not _is_described(reading, end + 1, high):
        return Subject(first, end, verb)
    if following == "," and end + 1 < high and kinds[end + 1] in "wCn":
        group = classify(reading, end + 1)
        if words[end + 1].endswith("ing") and kinds[end + 1] == "w":
            group = "V"
        if group in "DN" or words[end + 1] in ("who", "whose", "whom", "of", "one"):
            close = end + 1
            while close < high and kinds[close] != "Q" and words[close] not in (":", ";", "—", "–"):
                if words[close] == "," and _new_clause(reading, close + 1, high):
                    break
                if words[close] == "," and close + 1 < high and words[close + 1] in BE:
                    break
                if words[close] == "." and close + 1 >= high:
                    break
                close += 1
            while close > end and kinds[close - 1] == "p" and words[close - 1] not in (")",):
                close -= 1
            end = max(end, close)
    elif following == "who" and kinds[end] == "w":
        close = end + 1
        while (
            close < high and kinds[close] != "Q" and words[close] not in (",", ".", ":", ";", "—")
        ):
            close += 1
        end = close
    return Subject(first, end, verb)


def _with_involved(reading: Reading, end: int, high: int) -> int:
    """End of the speaker with the participle after it: `one farmer involved in the planning`."""
    if end >= high or reading.word[end] not in INVOLVED:
        return end
    if reading.word[end - 1] not in PEOPLE and reading.kind[end - 1] != "C":
        return end
    item = end + 1
    if item < high and reading.word[item] in ("as", "himself", "herself"):
        item += 1  # a man known as Bob, a woman calling herself Ann
    while item < high and reading.kind[item] in "wC" and item - end < 15:
        if word_class(reading.word[item]) in "VSO" or reading.word[item] == "who":
            break
        item += 1
    return item


def _is_described(reading: Reading, item: int, high: int) -> bool:
    """Tell whether the words after a comma may describe a speaker: no figure with its unit."""
    if reading.kind[item] != "n" or item + 1 >= high or reading.kind[item + 1] != "w":
        return True
    return reading.word[item + 1].startswith("year")


def _ends_inverted(reading: Reading, item: int) -> bool:
    word, kind = reading.word[item], reading.kind[item]
    if kind in "pQ" or (word_class(word) == "E" and reading.word[item - 1] in PEOPLE):
        return True  # said one strategist unaligned with anybody
    return (
        word
        in (
            "who",
            "whose",
            "whom",
            "where",
            "when",
            "while",
            "as",
            "after",
            "before",
            "and",
            "but",
            "because",
        )
        or word_class(word) in "PR"
        or word in TIMES
        or word in TIME_MODIFIERS
        or word.endswith("ing")
    )


def _new_clause(reading: Reading, item: int, high: int) -> bool:
    """After a comma: a participle or a conjunction that goes on with the sentence."""
    if item >= high or reading.kind[item] == "Q":
        return True
    word = reading.word[item]
    if word in CONJUNCTIONS:
        return not (
            item + 1 < high and word_class(reading.word[item + 1]) in "DN" and word == "and"
        )
    forms = VERB_FORMS.get(word)
    return bool(forms and "ing" in forms) or word in ("referring", "according", "while", "when")
