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
    may_name_person,
    name_runs,
)
from helpers.measures.attribution.naming import AFTER_NOUN
from helpers.measures.attribution.noun_phrases import noun_phrase_before
from helpers.measures.attribution.presentations import Identity
from helpers.measures.attribution.reading import COMMA_OR_DASH, Reading, Sentence
from helpers.measures.attribution.standing import (
    ASIDE,
    FRONTED,
    INTRODUCED,
    SUBJECT,
    gender_barred,
    is_further_subject,
    main_clause,
    standing,
)
from helpers.measures.attribution.word_classes import (
    DETERMINERS,
    PEOPLE,
    POSSESSIVES,
    classify,
    word_class,
)
from helpers.measures.lexicon_files import word_list

__all__ = [
    "REACH",
    "Mention",
    "Mentions",
    "authors_of",
    "rank_of_speaker",
    "sentence_subjects",
]

REACH = 6  # sentences that a pronoun looks back
LONGEST_CLOSENESS = 9  # items: close to the talks on the western lane
FIRST_ITEMS = 13  # of a sentence, among which its subject is
INDEFINITE = frozenset(["a", "an", "one", "another", "some", "several", "two", "three", "four"])
BODIES = word_list("bodies")
# "It" is not read in a warning.
DOCUMENTS = word_list("nouns_of_documents") - {"warning", "appeal", "opinion"}
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
    rank: int = SUBJECT  # what it is to its sentence, see `standing`
    barred: str = ""  # genders of pronouns that mean somebody else


class Mentions(dict[int, list[Mention]]):
    """Number of a sentence -> its mentions.

    Who is named is known for all sentences; whom one describes is looked for when the sentence is
    asked for, as most never are.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.named: dict[int, list[Mention]] = {}

    def __missing__(self, number: int) -> list[Mention]:
        reading, found = self.reading, self.named.get(number, [])
        sentence = reading.sentences[number]
        known = any(mention.rank == SUBJECT for mention in found)
        told = _told_of(reading, sentence)
        if told is not None:
            found.append(told)
        described = _described_subject(reading, sentence, known=known)
        if described is None and not found:
            described = _whom_we_met(reading, sentence)
        if described is not None:
            found.append(described)
        self[number] = found
        return found


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
    Mentions
        Number of the sentence -> its mentions.
    """
    mentions = Mentions(reading)
    everybody = (person for group in people.values() for person in group)
    first_names = {person.name.split()[0].lower() for person in everybody}
    for number, sentence in enumerate(reading.sentences):
        if runs[number]:
            low = main_clause(reading, sentence, runs[number])
            body = _named_body(reading, sentence, runs[number], low, registered)
            persons = _named_persons(reading, sentence, runs[number], low, people, first_names)
            if body is not None and not (persons and persons[0].rank == SUBJECT):
                persons.insert(0, body)
            if persons:
                mentions.named[number] = persons
    return mentions


def _named_body(
    reading: Reading,
    sentence: Sentence,
    runs: list[NameRun],
    low: int,
    registered: Callable[[str], bool],
) -> Mention | None:
    """Find the body that is the subject of a sentence: the one that opens it, else that acts."""
    found = None
    for run in runs:
        if run.low > low + FIRST_ITEMS:
            break
        if not run.tokens or reading.word[run.high - 1].endswith("'s"):
            continue
        if run.high - run.low == 1 and reading.word[run.low] in HUMANS:
            continue  # People, Residents
        name = " ".join(run.tokens)
        if registered(name):
            found = found or Mention(run.low, name, "", True, False)
        elif is_body(run.tokens):
            first = classify(reading, sentence.low)
            opens = run.low - sentence.low <= 2 and first != "P"  # not: in the United States
            if opens and len(run.tokens) > 1:
                span = (run.low, run.high)
                found = Mention(run.low, name, "", True, False, span=span, several=True)
            elif found is None and _acts(reading, run.low, run.high):
                span = (run.low - len(run.titles), run.high)
                found = Mention(run.low, name, "", True, False, span=span)
    return found


def _named_persons(
    reading: Reading,
    sentence: Sentence,
    runs: list[NameRun],
    low: int,
    people: dict[str, list[Person]],
    first_names: set[str],
) -> list[Mention]:
    """Find the persons whom a sentence names, with what each is to it."""
    found: list[Mention] = []
    for place, run in enumerate(runs):
        if not may_name_person(reading, run, people, first_names) or is_body(run.tokens):
            continue
        if _is_before_office(reading, run, runs, place):
            continue
        person = look_up(run, people, reading)
        if person is None or not (person.mentions or run.titles):
            continue
        new = bool(person.mentions) and person.mentions[0][0] == run.low
        rank, reach = standing(reading, run, low, new=new), REACH
        if rank is None:
            continue
        if run.low > low + FIRST_ITEMS and not is_further_subject(reading, run, low):
            rank, reach = ASIDE, 1 if rank == INTRODUCED else 0
        barred = gender_barred(reading, run, low, rank, sentence.low)
        found.append(
            Mention(run.low, person.name, person.gender, reach=reach, rank=rank, barred=barred)
        )
    return found


def _described_subject(reading: Reading, sentence: Sentence, *, known: bool) -> Mention | None:
    """Find the subject that a sentence describes: `a girl of fifteen`, `the eight-member team`.

    A document counts anywhere near the beginning: `she read aloud from the log. It says …`.
    """
    words, kinds = reading.word, reading.kind
    low, last = sentence.low, min(sentence.high, sentence.low + FIRST_ITEMS)
    heads = DOCUMENTS if known else HEADS
    if heads.isdisjoint(words[low:last]):
        return None
    for item in range(low, last):
        word = words[item]
        if word not in heads or kinds[item] not in "wC" or (kinds[item] == "C" and item > low):
            continue
        several = word.endswith("s")
        following = item + 1 < sentence.high and words[item + 1] not in AFTER_NOUN
        if following and _is_noun(reading, item + 1, after_plural=several):
            continue
        if word in DOCUMENTS:
            return _document(reading, item, low)
        mention = _body_or_person(reading, item, low)
        if mention is not None:
            return mention
    return None


def _told_of(reading: Reading, sentence: Sentence) -> Mention | None:
    """Find whom a clause with "who" tells of, for the rest of the sentence.

    `The move shows that the candidate, who lost, will stay because he cares.`
    """
    words = reading.word
    if "who" not in words[sentence.low : sentence.high]:
        return None
    who = words.index("who", sentence.low, sentence.high)
    item = who - 2 if words[who - 1] in COMMA_OR_DASH else who - 1
    if item <= sentence.low or words[item] not in HUMANS or reading.kind[item] != "w":
        return None
    begin = noun_phrase_before(reading, item, sentence.low)
    if begin is None or words[begin] not in ("the", "a", "an") or words[item].endswith("s"):
        return None
    gender = gender_of_noun(words[item])
    return Mention(item, words[item], gender, span=(begin, item + 1), reach=0)


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
        begin = next((at for at in earlier if words[at] in ("a", "an", "our")), None)
        if begin is not None:
            gender = gender_of_noun(words[item])
            end = _end_of_place(reading, item + 1, sentence.high)
            return Mention(item, words[item], gender, False, True, None, (begin, end), 1)
    return None


def _end_of_place(reading: Reading, item: int, high: int) -> int:
    """Where the phrase ends that says where somebody is: `a docker in Odesa`.

    Or how close to what: `a person close to the ministry`.
    """
    words, kinds = reading.word, reading.kind
    if item < high and words[item] in AFTER_NOUN:
        last = min(high, item + LONGEST_CLOSENESS)
        for end in range(item + 1, last):
            verb = classify(reading, end) in "VE" or "third" in VERB_FORMS.get(words[end], ())
            if kinds[end] not in "wCn" or verb:
                return end
        return item
    if item < high and words[item] in ("in", "from", "of", "at", "near"):
        end = item + 1
        while end < high and kinds[end] == "C":
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
    if first.endswith("ing") and begin < item:
        return None  # speaking to reporters
    opens = begin == low and item - low <= 4
    close = not AFTER_NOUN.isdisjoint(reading.word[item + 1 : item + 2])
    if not (opens or close or _acts(reading, begin, item + 1)):
        return None
    if word in BODIES:
        return Mention(item, word, "", True, False, span=span, reach=2) if first == "the" else None
    owned = several and opens and first in POSSESSIVES  # her aides
    definite = opens and first == "the"
    new = first in INDEFINITE or owned or (several and opens and first not in DETERMINERS)
    owner = any(reading.word[at].endswith("'s") for at in range(begin, item))
    owned = owned or (opens and not several and owner)  # Roe's sister
    if not new and not definite and not owned:
        return None
    new = new or owned
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


def _is_before_office(reading: Reading, run: NameRun, runs: list[NameRun], place: int) -> bool:
    """Tell whether the name belongs to another's office: `Roe spokesman Bob Doe`."""
    if place + 1 >= len(runs) or reading.word[run.high] not in PEOPLE:
        return False
    return runs[place + 1].low == run.high + 1


def rank_of_speaker(mentions: list[Mention], name: str, item: int) -> int:
    """Say how likely a later pronoun means a speaker: less if another is the subject after her.

    `When Roe said no, Doe left.`: "he" is rather Doe.

    Parameters
    ----------
    mentions : list of Mention
        Those of the sentence.
    name : str
        Name of the speaker.
    item : int
        Where the speaker is named.

    Returns
    -------
    int
        SUBJECT or ASIDE.
    """
    own = min((each.rank for each in mentions if each.name == name and each.human), default=SUBJECT)
    if own not in (ASIDE, FRONTED):
        return SUBJECT
    others = any(
        each.rank == SUBJECT and each.human and each.item > item and each.identity is None
        for each in mentions
    )
    return ASIDE if others else SUBJECT


def authors_of(
    reading: Reading, people: dict[str, list[Person]], low: int, high: int
) -> list[Mention]:
    """Find who wrote what speaks: `according to a post from Ann Roe`.

    Parameters
    ----------
    reading : Reading
        The article.
    people : dict
        Persons that it names in full, see `find_people`.
    low, high : int
        Items of the phrase that names what speaks.

    Returns
    -------
    list of Mention
        The persons named in full behind "from" or "by".
    """
    found: list[Mention] = []
    for run in name_runs(reading, low, high):
        before = reading.word[run.low - len(run.titles) - 1]
        person = look_up(run, people, reading) if before in ("from", "by") else None
        if person is not None and len(run.tokens) > 1 and not is_body(run.tokens):
            found.append(Mention(run.low, person.name, person.gender, rank=INTRODUCED))
    return found
