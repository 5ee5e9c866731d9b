"""What pronouns mean: the last person, body or document that a sentence is about.

A pronoun goes back to the nearest sentence with a suitable subject, six sentences at most; gender
counts where title, first name or register make it sure.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from helpers.measures.attribution.cues import VERB_FORMS
from helpers.measures.attribution.names import (
    FEMALE_TITLES,
    FIRST_NAMES,
    HUMANS,
    MALE_TITLES,
    SUFFIXES,
    NameRun,
    Person,
    gender_of,
    is_body,
    same_person,
)
from helpers.measures.attribution.national import country_of_place
from helpers.measures.attribution.noun_phrases import noun_phrase_before
from helpers.measures.attribution.presentations import Identity
from helpers.measures.attribution.reading import Reading, Sentence
from helpers.measures.attribution.word_classes import (
    DETERMINERS,
    PEOPLE,
    classify,
    word_class,
)
from helpers.measures.lexicon_files import word_list

__all__ = [
    "GENDERS",
    "PLURAL_PRONOUNS",
    "POSSESSIVES",
    "REACH",
    "Mention",
    "Mentions",
    "find_antecedent",
    "gender_of_noun",
    "list_names",
    "look_up",
    "nearest_person",
    "sentence_subjects",
]

SCENES = frozenset(["asked", "commenting", "responding", "replying", "reacting"])
POSSESSIVES = frozenset(["his", "her", "their", "its", "my", "our", "your"])
HE_OR_SHE = frozenset(["he", "she", "he's", "she's"])
GENDERS = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f", "hers": "f"}
REACH = 6  # sentences that a pronoun looks back
FAR = 10  # sentences that "he" and "she" look back: they mean somebody
FIRST_ITEMS = 13  # of a sentence, among which its subject is
PLURAL_PRONOUNS = frozenset(["they", "their", "theirs", "it", "its", "them"])
SINGULAR = frozenset(["it", "its", "he", "his", "him", "she", "her", "hers", "himself", "herself"])
THEY = frozenset(["they", "their", "theirs", "them"])
PARTS = frozenset(["several", "some", "many", "others", "both", "most", "all"])
INDEFINITE = frozenset(["a", "an", "one", "another", "some", "several", "two", "three", "four"])
BODIES = word_list("bodies")
MEN = MALE_TITLES | frozenset(("man", "boy", "husband", "son", "brother", "policeman", "waiter"))
WOMEN = FEMALE_TITLES | frozenset(
    ("woman", "girl", "wife", "daughter", "mother", "sister", "waitress")
)
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


def gender_of_noun(noun: str) -> str:
    """Return the gender that a noun for a person tells, "" if it tells none."""
    return "m" if noun in MEN else "f" if noun in WOMEN else ""


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


def look_up(run: NameRun, people: dict[str, list[Person]], reading: Reading) -> Person | None:
    """Complete a name from the full names of the article."""
    tokens = [token for token in run.tokens if token.lower() not in SUFFIXES]
    if not tokens:
        return None
    found = people.get(tokens[-1].lower(), [])
    if len(tokens) > 1:
        person = same_person(found, tuple(tokens))
        if person is not None:
            return person
        return Person(" ".join(run.tokens), gender_of(run, reading))
    gender = gender_of(run, reading)
    fitting = [p for p in found if not gender or not p.gender or p.gender == gender]
    if fitting:
        best = max(fitting, key=lambda person: person.count)
        if gender and not best.gender:
            best.gender = gender
        return best
    first = tokens[0].lower()
    by_first = [
        person
        for group in people.values()
        for person in group
        if person.name.lower().startswith(first) and person.name.split()[0].lower() == first
    ]
    if len(by_first) == 1:
        return by_first[0]
    if run.titles or run.low == 0:
        return Person(tokens[0], gender)
    if _is_first_name_of_kin(reading, run):
        noun = reading.word[_noun_before(reading, run)]
        gender = gender_of_noun(noun) or FIRST_NAMES.get(tokens[0].lower(), "")
        person = Person(tokens[0], gender, [(run.low, run.high)])
        people.setdefault(tokens[0].lower(), []).append(person)
        return person
    return None


def _is_first_name_of_kin(reading: Reading, run: NameRun) -> bool:
    """Tell whether a first name alone follows whom it names: `her sister, Joan,`."""
    before = _noun_before(reading, run)
    known = run.tokens[0].lower() in FIRST_NAMES or reading.word[before] in MEN | WOMEN
    return (
        known
        and before > 0
        and reading.word[before] in HUMANS
        and reading.word[before - 1] in POSSESSIVES
    )


def _noun_before(reading: Reading, run: NameRun) -> int:
    """Item of the noun before a name: sister in `her sister, Joan,`."""
    before = run.low - 1
    return before - 1 if before > 0 and reading.word[before] == "," else before


def find_antecedent(
    reading: Reading, item: int, word: str, mentions: Mentions, *, last_resort: bool = False
) -> Mention | None:
    """Find whom a pronoun means.

    Parameters
    ----------
    reading : Reading
        The article.
    item : int
        Where the pronoun stands.
    word : str
        The pronoun, in lower case.
    mentions : dict
        Subjects of the sentences, see `sentence_subjects`.
    last_resort : bool
        Whether "the owner" counts, who may as well be somebody known by name.

    Returns
    -------
    Mention or None
        The nearest suitable one.
    """
    gender = GENDERS.get(word, "")
    singular = bool(gender) or word in ("himself", "herself")
    part = word in PARTS and item == reading.sentences[reading.sentence_at(item)].low
    plural = part or word in PLURAL_PRONOUNS
    if not singular and not plural:
        return None
    sentence = reading.sentence_at(item)
    opens = item == reading.sentences[sentence].low
    reach = 1 if part else FAR if singular or word == "theirs" else REACH
    for number in range(sentence, max(-1, sentence - reach - 1), -1):
        fitting = [
            mention
            for mention in mentions.get(number, [])
            if mention.item < item
            and mention.plural == plural
            and (last_resort or not mention.last_resort)
            and (mention.human or not (gender or part))
            and not (gender and mention.gender and mention.gender != gender)
            and sentence - number <= mention.reach
            and (opens or not mention.document)
            and (word in SINGULAR or mention.span is None or mention.several)
            and not (word in ("it", "its") and mention.several and mention.human)
            and not (word in THEY and not mention.human and country_of_place(mention.name))
        ]
        if fitting:
            # Whoever spoke is likely to go on.
            return min(fitting, key=lambda mention: (mention.identity is None, mention.item))
    return None


def list_names(
    people: dict[str, list[Person]], runs: list[list[NameRun]]
) -> dict[str, list[tuple[int, str]]]:
    """List where persons of known gender are named: gender -> (item, name), in order."""
    names: dict[str, list[tuple[int, str]]] = {"m": [], "f": []}
    for group in people.values():
        for person in group:
            if person.gender:
                names[person.gender] += [(low, person.name) for low, _ in person.mentions]
    for run in (run for its_runs in runs for run in its_runs if len(run.tokens) == 1):
        bearers = people.get(run.tokens[0].lower(), [])
        if len(bearers) == 1 and bearers[0].gender:
            names[bearers[0].gender].append((run.low, bearers[0].name))  # Ms. Roe
    for places in names.values():
        places.sort()
    return names


def nearest_person(
    reading: Reading, item: int, word: str, names: dict[str, list[tuple[int, str]]]
) -> str | None:
    """Find who was named last before "he" or "her", wherever in its sentence the name stands."""
    places = names.get(GENDERS.get(word, ""), [])
    before = bisect_left(places, (item, ""))
    if not before:
        return None
    low, name = places[before - 1]
    far = reading.sentence_at(item) - reading.sentence_at(low) > FAR
    return None if far else name
