"""Whom a sentence is about: the persons, bodies and documents that a later pronoun may mean.

Named subjects come first; a sentence that names nobody may describe its subject ("a girl of
fifteen", "the eight-member team") or a document.
"""

from collections.abc import Callable
from dataclasses import dataclass

from helpers.measures.attribution.cues import VERB_FORMS
from helpers.measures.attribution.names import (
    HUMANS,
    NameRun,
    Person,
    gender_of_noun,
    is_body,
    look_up,
)
from helpers.measures.attribution.noun_phrases import noun_phrase_before
from helpers.measures.attribution.presentations import Identity
from helpers.measures.attribution.reading import Reading, Sentence
from helpers.measures.attribution.word_classes import (
    DETERMINERS,
    PEOPLE,
    POSSESSIVES,
    classify,
    word_class,
)
from helpers.measures.lexicon_files import word_list

__all__ = ["REACH", "Mention", "Mentions", "sentence_subjects"]

SCENES = frozenset(["asked", "commenting", "responding", "replying", "reacting"])
HE_OR_SHE = frozenset(["he", "she", "he's", "she's"])
REACH = 6  # sentences that a pronoun looks back
FIRST_ITEMS = 13  # of a sentence, among which its subject is
INDEFINITE = frozenset(["a", "an", "one", "another", "some", "several", "two", "three", "four"])
BODIES = word_list("bodies")
DOCUMENTS = word_list("nouns_of_documents")
HEADS = BODIES | DOCUMENTS | HUMANS


@dataclass(slots=True)
class Mention:
    """A subject that a pronoun may mean."""

    item: int
    name: str
    gender: str
    plural: bool = False  # a body or a group
    human: bool = True  # "he" and "she" may mean it
    identity: Identity | None = None  # of a source that spoke
    span: tuple[int, int] | None = None  # items of a phrase whose identity nobody asked for yet
    reach: int = REACH  # sentences after which no pronoun means it
    document: bool = False  # only "it" or "they" that opens a sentence means it
    several: bool = False  # "they" means it, "it" does not
    last_resort: bool = False  # only a pronoun that means nobody else means it


Mentions = dict[int, list[Mention]]


def sentence_subjects(
    reading: Reading,
    people: dict[str, list[Person]],
    runs: list[list[NameRun]],
    registered: Callable[[str], bool] = lambda name: False,
) -> Mentions:
    """Find the first person or body named in each sentence: what a later pronoun likely means.

    Parameters
    ----------
    reading : Reading
        The article.
    people : dict
        Persons that it names in full, see `find_people`.
    runs : list of list of NameRun
        Runs of capitalised words of each sentence.
    registered : callable
        Tells whether a name is that of a body in a register.

    Returns
    -------
    dict
        Number of the sentence -> its mentions.
    """
    mentions: Mentions = {}
    for number, sentence in enumerate(reading.sentences):
        scene = _end_of_scene(reading, sentence) if runs[number] else sentence.low
        for place, run in enumerate(runs[number]):
            if run.low > sentence.low + FIRST_ITEMS:
                break
            if not HE_OR_SHE.isdisjoint(reading.word[sentence.low : run.low]):
                break  # he met Ann Roe: whoever "he" is goes on
            if run.low < scene or _is_before_office(reading, run, runs[number], place):
                continue
            if not run.tokens or reading.word[run.high - 1].endswith("'s"):
                continue
            name = " ".join(run.tokens)
            if registered(name) and number not in mentions:
                mentions[number] = [Mention(run.low, name, "", True, False)]
                continue
            if is_body(run.tokens):
                opens = run.low - sentence.low <= 2 and len(run.tokens) > 1
                if opens:
                    span = (run.low, run.high)
                    body = Mention(run.low, name, "", True, False, span=span, several=True)
                    mentions[number] = [body]
                elif number not in mentions and _acts(reading, run.low, run.high):
                    span = (run.low - len(run.titles), run.high)
                    mentions[number] = [Mention(run.low, name, "", True, False, span=span)]
                continue
            person = look_up(run, people, reading)
            if person is None or not (person.mentions or run.titles):
                continue
            mentions[number] = [Mention(run.low, person.name, person.gender)]
            break
        described = _described_subject(reading, sentence, known=number in mentions)
        if described is None and number not in mentions:
            described = _whom_we_met(reading, sentence)
        if described is not None:
            mentions.setdefault(number, []).append(described)
    return mentions


def _described_subject(reading: Reading, sentence: Sentence, *, known: bool) -> Mention | None:
    """Find the subject that a sentence describes: `a girl of fifteen`, `the eight-member team`.

    A document counts anywhere near the beginning: `she read aloud from the log. It says …`.
    """
    words, kinds = reading.word, reading.kind
    low, last = sentence.low, min(sentence.high, sentence.low + FIRST_ITEMS)
    if HEADS.isdisjoint(words[low:last]):
        return None
    for item in range(low, last):
        word = words[item]
        if word not in HEADS or kinds[item] not in "wC" or (kinds[item] == "C" and item > low):
            continue
        several = word.endswith("s")
        if item + 1 < sentence.high and _is_noun(reading, item + 1, after_plural=several):
            continue
        if word in DOCUMENTS:
            return _document(reading, item, low)
        mention = None if known else _body_or_person(reading, item, low)
        if mention is not None:
            return mention
    return None


def _whom_we_met(reading: Reading, sentence: Sentence) -> Mention | None:
    """Find the person whom the paper itself met: `We asked a docker in Odesa.`."""
    words = reading.word
    if words[sentence.low] not in ("we", "i"):
        return None
    for item in range(sentence.low + 2, sentence.high):
        if words[item] not in PEOPLE or reading.kind[item] != "w":
            continue
        if item + 1 < sentence.high and _is_noun(reading, item + 1, after_plural=False):
            continue
        earlier = range(item - 1, max(sentence.low + 1, item - 4), -1)
        begin = next((at for at in earlier if words[at] in ("a", "an")), None)
        if begin is not None:
            gender = gender_of_noun(words[item])
            end = _end_of_place(reading, item + 1, sentence.high)
            return Mention(item, words[item], gender, False, True, None, (begin, end), 1)
    return None


def _end_of_place(reading: Reading, item: int, high: int) -> int:
    """Where the phrase ends that says where somebody is: `a docker in Odesa`."""
    if item < high and reading.word[item] in ("in", "from", "of", "at", "near"):
        end = item + 1
        while end < high and reading.kind[end] == "C":
            end += 1
        return end if end > item + 1 else item
    return item


def _document(reading: Reading, item: int, low: int) -> Mention:
    word = reading.word[item]
    opening = (at for at in range(item - 1, max(low, item - 4) - 1, -1))
    begin = next((at for at in opening if reading.word[at] in DETERMINERS), item)
    several = word.endswith("s")
    return Mention(item, word, "", True, False, None, (begin, item + 1), 1, True, several)


def _body_or_person(reading: Reading, item: int, low: int) -> Mention | None:
    """Take `the team`, `a girl`, `relatives` for the subject if a verb follows."""
    word = reading.word[item]
    several = word.endswith(("s", "men", "people"))
    begin = noun_phrase_before(reading, item, low)
    if begin is None:
        return None
    first, span = reading.word[begin], (begin, item + 1)
    opens = begin == low and item - low <= 4
    if not (opens or _acts(reading, begin, item + 1)):
        return None
    if word in BODIES:
        return Mention(item, word, "", True, False, span=span, reach=2) if first == "the" else None
    owned = several and opens and first in POSSESSIVES  # her aides
    definite = opens and first == "the"
    new = first in INDEFINITE or owned or (several and opens and first not in DETERMINERS)
    if not new and not definite:
        return None
    gender = gender_of_noun(word)
    span = (begin, _end_of_place(reading, item + 1, len(reading.word)))
    return Mention(item, word, gender, several, True, None, span, 2, False, several, not new)


def _is_noun(reading: Reading, item: int, *, after_plural: bool) -> bool:
    """Tell whether a noun goes on; after a plural, "reject" and "doubt" are verbs."""
    forms = VERB_FORMS.get(reading.word[item], ())
    if reading.kind[item] in "pQ" or (after_plural and "base" in forms):
        return False
    return classify(reading, item) == "N" and "third" not in forms


def _acts(reading: Reading, low: int, high: int) -> bool:
    """Tell whether a phrase is the subject of a verb that follows: no preposition governs it."""
    before = low - 1 if low and reading.word[low - 1] in ("the", "a") else low
    if before > 0 and word_class(reading.word[before - 1]) == "P":
        return False
    if high >= len(reading.word) or reading.kind[high] != "w":
        return False
    word = reading.word[high]
    return word_class(word) in "VE" or "third" in VERB_FORMS.get(word, ())


def _end_of_scene(reading: Reading, sentence: Sentence) -> int:
    """Where the clause begins after `Asked about Roe, …` or `Commenting on Roe's words, …`."""
    if reading.word[sentence.low] in SCENES:
        for item in range(sentence.low, min(sentence.high, sentence.low + 30)):
            if reading.word[item] == ",":
                return item
    return sentence.low


def _is_before_office(reading: Reading, run: NameRun, runs: list[NameRun], place: int) -> bool:
    """Tell whether the name belongs to another's office: `Roe spokesman Bob Doe`."""
    if place + 1 >= len(runs) or reading.word[run.high] not in PEOPLE:
        return False
    return runs[place + 1].low == run.high + 1
