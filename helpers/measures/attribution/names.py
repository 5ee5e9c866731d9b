"""Names of persons and bodies: runs of capitalised words, titles taken off.

"Russian Foreign Minister Sergei Lavrov" and "Lavrov" are one person within an article; "the State
Department" is a body. Titles, first names and institutions come from small lists of facts.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import compress

from helpers.measures.attribution.affiliations import is_institution
from helpers.measures.attribution.national import country_named, country_of_place
from helpers.measures.attribution.reading import Reading
from helpers.measures.attribution.word_classes import (
    PARTICLES_OF_NAMES,
    PEOPLE,
    POSSESSIVES,
    TIMES,
    classes_of,
)
from helpers.measures.lexicon_files import read_lexicon, word_list

__all__ = [
    "FIRST_NAMES",
    "NameRun",
    "Person",
    "find_people",
    "gender_of_noun",
    "is_body",
    "is_junior",
    "look_up",
    "may_name_person",
    "name_runs",
    "plain",
    "same_person",
    "told_apart",
]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MALE_TITLES = word_list("male_titles")
FEMALE_TITLES = word_list("female_titles")
TITLES = word_list("titles")
# "Secretary of State Antony Blinken": the word after "of" belongs to the office.
OFFICES = word_list("offices")
# The General Staff, General Motors: the word is no title before them.
GENERAL_BODIES = [
    ["general", word] for word in ("assembly", "atomics", "dynamics", "electric", "mills", "motors",
                                   "prosecutor", "staff")
]  # fmt: skip
SITE = re.compile(r"\w\.(?:com|org|net|gov|edu|ru|uk|eu)$")
SUFFIXES = _set("jr. sr. jr sr ii iii iv")
BODY_WORDS = word_list("body_words")
PLACES = word_list("places")
SHORTENED = word_list("shortened") - frozenset(["v"])
# Nouns that a name of a person follows: no bodies, no documents.
HUMANS = PEOPLE - word_list("bodies")
MEN = MALE_TITLES | frozenset(("man", "boy", "husband", "son", "brother", "policeman", "waiter"))
WOMEN = FEMALE_TITLES | frozenset(
    ("woman", "girl", "wife", "daughter", "mother", "sister", "waitress")
)
KIN = MEN | WOMEN


@cache
def _first_names() -> dict[str, str]:
    table = read_lexicon("first_names")
    return dict(zip(table["name"].str.lower(), table["gender"], strict=True))


FIRST_NAMES = _first_names()


@dataclass(slots=True)
class NameRun:
    """A run of capitalised words that may be a name: items `low` to `high` (exclusive)."""

    low: int
    high: int
    titles: tuple[str, ...]
    tokens: tuple[str, ...]  # as written, titles taken off, possessive taken off


@dataclass(slots=True)
class Person:
    """One person of an article."""

    name: str
    gender: str = ""  # m, f, "" unknown
    mentions: list[tuple[int, int]] = field(default_factory=list)  # items of full names
    count: int = 0
    presentations: list[str] | None = None  # words around its mentions, once they were read


def plain(word: str) -> str:
    """Take the possessive ending off a word."""
    if "'" not in word and "’" not in word:
        return word
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word[:-1] if word.endswith(("'", "’")) else word


def name_runs(reading: Reading, low: int, high: int) -> list[NameRun]:
    """Find the runs of capitalised words between two items."""
    capitals = reading.capitals
    first, last = bisect_left(capitals, low), bisect_left(capitals, high)
    if first == last:
        return []
    words, kinds, classes = reading.word, reading.kind, classes_of(reading)
    runs: list[NameRun] = []
    end = low
    for item in capitals[first:last]:
        if item < end or classes[item] != "N" or words[item] in TIMES:
            continue
        end = item + 1
        while end < high:
            word, kind = words[end], kinds[end]
            length = 1
            if kind == "C":
                goes_on = classes[end] == "N" and word not in TIMES
            elif word == "," or (kind == "w" and word in PARTICLES_OF_NAMES):
                length = 2
                goes_on = end + 1 < high and (
                    words[end + 1] in SUFFIXES if word == "," else kinds[end + 1] == "C"
                )
            else:
                goes_on = kind == "Q" and _is_nickname(reading, end, high)
            if not goes_on or words[end - 1].endswith(("'s", "s'")):
                break
            end += length
        runs.append(_name_run(reading, item, end))
    return runs


def _is_nickname(reading: Reading, item: int, high: int) -> bool:
    """Tell whether a word in quotation marks stands within a name: `Robert “Bobby” Roe`."""
    if item + 1 >= high or reading.kind[item + 1] != "C":
        return False
    inside = reading.text[reading.start[item] + 1 : reading.end[item] - 1]
    return inside.isalpha() and inside.istitle()


def _name_run(reading: Reading, low: int, high: int) -> NameRun:
    words = reading.word
    if high - low == 1 and words[low] not in TITLES and words[low] not in OFFICES:
        token = reading.text[reading.start[low] : reading.end[low]]
        return NameRun(low, high, (), (plain(token) if "'" in words[low] else token,))
    begin = low
    for item in range(low, high):
        if words[item] in TITLES and words[item : item + 2] not in GENERAL_BODIES:
            begin = item + 1
    if begin == low and high - low == 3 and low > 0 and words[low - 1] == "in":
        begin += country_of_place(reading.excerpt(low, low + 1)) != ""  # In Oslo Ann Roe
    if begin == low and low > 1 and words[low - 1] == "of":
        of_staff = words[low] == "staff" and words[low - 2] == "chief"
        begin += words[low] in OFFICES or of_staff
    if high - begin > 2 and words[begin] not in FIRST_NAMES:
        # envoy to Ukraine Ann Roe; EPA Chief Ann Roe: the name begins with a first name
        for item in range(begin + 1, high - 1):
            if words[item] in FIRST_NAMES:
                begin = item
                break
    tokens = [
        plain(reading.text[reading.start[item] : reading.end[item]])
        for item in range(begin, high)
        if words[item] != "," and reading.kind[item] != "Q"
    ]
    return NameRun(begin, high, tuple(words[low:begin]), tuple(tokens))


@lru_cache(maxsize=8192)
def is_body(tokens: tuple[str, ...]) -> bool:
    """Tell whether capitalised words name a body or a place rather than a person."""
    lowered = [token.lower() for token in tokens]
    if not lowered:
        return False
    named = len(lowered) > 1 and lowered[0] in FIRST_NAMES  # Bill Roe is no bill
    alone = named or len(lowered) == 1
    words = [word for word in lowered[named:] if not (alone and word == "day")]  # Doris Day
    if any(word in BODY_WORDS for word in words) or is_institution(" ".join(tokens)):
        return True
    if lowered[:2] in GENERAL_BODIES:
        return True
    if any(word[0] == "#" or ("." in word and SITE.search(word)) for word in lowered):
        return True  # #tag, Factcheck.org
    if len(lowered) == 1 and lowered[0][:-1] in SHORTENED and lowered[0].endswith("."):
        return True  # Beaumont, Tex.
    if lowered[-1] in PLACES or (len(lowered) > 1 and lowered[0] in PLACES):
        return True
    single = tokens[0] if len(tokens) == 1 else ""
    return bool(single) and single.isupper() and 2 <= len(single.replace(".", "")) <= 5


def find_people(
    reading: Reading,
    runs: list[list[NameRun]],
    known: Callable[[str], str | None] = lambda name: None,
) -> dict[str, list[Person]]:
    """Collect the persons that an article names in full.

    Parameters
    ----------
    reading : Reading
        The article.
    runs : list of list of NameRun
        The runs of capitalised words of each sentence.
    known : callable
        Gender (m, f, "" not known) of a full name that a register has; None for any other.

    Returns
    -------
    dict
        Surname in lower case -> the persons who bear it, each with the fullest form seen.
    """
    people: dict[str, list[Person]] = {}
    doubtful: list[tuple[NameRun, tuple[str, ...], bool]] = []
    alone: set[str] = set()  # words that stand alone with a capital: surnames, perhaps
    for sentence, its_runs in zip(reading.sentences, runs, strict=True):
        for run in its_runs:
            if len(run.tokens) == 1:
                alone.add(run.tokens[0].lower())
                continue
            tokens = tuple([token for token in run.tokens if token.lower() not in SUFFIXES])
            if len(tokens) == 1:
                alone.add(tokens[0].lower())
            if len(tokens) == 2 and _is_of_nation(tokens[0]):
                continue  # the Finnish Trump supporters
            if not 2 <= len(tokens) <= 5 or len(tokens[-1].rstrip(".")) < 2 or is_body(tokens):
                continue
            gender = known(" ".join(tokens))
            first_name = tokens[0].lower() in FIRST_NAMES or tokens[1][1:] in ("", ".")
            if gender is not None or run.titles or first_name or _is_presented(reading, run):
                _register(people, run, tokens, reading, known, gender or "")
            else:
                doubtful.append((run, tokens, run.low > sentence.low))
    common: set[str] | None = None  # words that the article writes small, once one is asked for
    for run, tokens, inside in doubtful:
        if tokens[-1].lower() not in alone and tokens[-1].lower() not in people:
            continue
        if not inside and common is None:
            common = set(compress(reading.word, map("w".__eq__, reading.kind)))
        # a word that stands small elsewhere only begins the sentence
        if inside or tokens[0].lower() not in common:
            _register(people, run, tokens, reading, known)
    for group in people.values():
        _shorten_suffixes(group, known)
    return people


@lru_cache(maxsize=4096)
def _is_of_nation(word: str) -> bool:
    """Tell whether a word is the adjective of a nation and no first name, as "German" may be."""
    adjective = country_named(word) != "" and country_named(word, adjectives=False) == ""
    return adjective and word.lower() not in FIRST_NAMES


def _is_presented(reading: Reading, run: NameRun) -> bool:
    """Tell whether words around a name say that it is a person's.

    `The spokesman Ostap Hrim`, `the coach, Timofey Rys,`, `Ostap Hrim, 34,`, `Ostap Hrim, who`.
    """
    words, kinds = reading.word, reading.kind
    before = run.low - 1
    if before > 0 and words[before] == ",":
        before -= 1
    if before >= 0 and kinds[before] == "w" and words[before] in HUMANS:
        return True
    if run.high + 2 >= len(words) or words[run.high] != ",":
        return False
    after = words[run.high + 1]
    aged = after.isdigit() and 9 < int(after[:3]) < 110 and words[run.high + 2] == ","
    return aged or after in ("who", "whose")


def _register(
    people: dict[str, list[Person]],
    run: NameRun,
    tokens: tuple[str, ...],
    reading: Reading,
    known: Callable[[str], str | None],
    gender: str = "",
) -> None:
    group = people.setdefault(tokens[-1].lower(), [])
    name = " ".join(run.tokens)
    person = same_person(group, tokens)
    if person is not None and is_junior(name) != is_junior(person.name):
        both = known(name) is not None and known(person.name) is not None
        other = both or (is_junior(name) and person.mentions)
        person = None if other else person  # Ann Roe and Ann Roe Jr.
    if person is None:
        person = Person(name)
        group.append(person)
    elif len(name) > len(person.name):
        person.name = name
    person.mentions.append((run.low, run.high))
    person.count += 1
    person.gender = person.gender or gender or gender_of(run, reading)


def is_junior(name: str) -> bool:
    """Tell whether a name ends in "Jr.", "III" or the like."""
    return name.rstrip(".").endswith((" Jr", " Sr", " II", " III", " IV"))


def _shorten_suffixes(group: list[Person], known: Callable[[str], str | None]) -> None:
    """Drop "Jr." or "III" where the register knows the only bearer of a surname without it."""
    for person in group:
        short = person.name.rsplit(" ", 1)[0]
        if is_junior(person.name) and len(group) == 1 and known(person.name) is None:
            person.name = short if known(short) is not None else person.name


def told_apart(people: dict[str, list[Person]], known: Callable[[str], str | None]) -> set[str]:
    """Find the names with "Jr." or "III" beside which somebody has the same name without it.

    Parameters
    ----------
    people : dict
        Persons of an article, see `find_people`.
    known : callable
        Gender of a full name that a register has; None for any other.

    Returns
    -------
    set of str
        Their names: both in the article, or the register has the name with its suffix.
    """
    return {
        person.name
        for group in people.values()
        for person in group
        if is_junior(person.name) and (len(group) > 1 or known(person.name) is not None)
    }


def same_person(people: list[Person], tokens: tuple[str, ...]) -> Person | None:
    """Find the person of one surname whose full name the words may be: J. Roe, Jo Roe, Joan Roe."""
    first = tokens[0].lower()
    short = " ".join(tokens).lower()
    for person in people:
        other = person.name.split()[0].lower()
        full = person.name.lower()
        if full == short:
            return person
        tail = min(short, full, key=len)
        if max(short, full, key=len).endswith(f" {tail}") and tail.split()[0] not in FIRST_NAMES:
            return person  # Aung San Suu Kyi, Suu Kyi
        if first == other or (
            first[0] == other[0]
            and (
                len(first.rstrip(".")) == 1 or len(other.rstrip(".")) == 1 or first[:2] == other[:2]
            )
        ):
            return person
    return None


def gender_of(run: NameRun, reading: Reading) -> str:
    """Gender from title or first name, "" when not sure."""
    before = reading.word[run.low - 1] if run.low > 0 else ""
    for title in (*run.titles, before):
        if title in MALE_TITLES:
            return "m"
        if title in FEMALE_TITLES:
            return "f"
    return FIRST_NAMES.get(run.tokens[0].lower(), "") if len(run.tokens) > 1 else ""


def gender_of_noun(noun: str) -> str:
    """Return the gender that a noun for a person tells, "" if it tells none."""
    return "m" if noun in MEN else "f" if noun in WOMEN else ""


def look_up(run: NameRun, people: dict[str, list[Person]], reading: Reading) -> Person | None:
    """Complete a name from the full names of the article."""
    tokens = [token for token in run.tokens if token.lower() not in SUFFIXES]
    if not tokens:
        return None
    found = people.get(tokens[-1].lower(), [])
    if len(found) > 1:
        junior = is_junior(" ".join(run.tokens))  # Donald Roe Jr. is not Donald Roe
        found = sorted(found, key=lambda person: is_junior(person.name) != junior)
        found = found[:1] if junior and is_junior(found[0].name) else found
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


def may_name_person(
    reading: Reading, run: NameRun, people: dict[str, list[Person]], first_names: set[str]
) -> bool:
    """Tell whether it is worth to look up a name: most are of nobody whom the article presents.

    Parameters
    ----------
    reading : Reading
        The article.
    run : NameRun
        The name.
    people : dict
        Persons that the article names in full, see `find_people`.
    first_names : set of str
        The first words of their names, in lower case.

    Returns
    -------
    bool
        Whether a title, surname, first name or relative says so.
    """
    if not run.tokens or run.titles:
        return bool(run.tokens)
    word = run.tokens[-1].lower()
    if word in people or word in SUFFIXES:
        return True
    return len(run.tokens) == 1 and (word in first_names or _is_first_name_of_kin(reading, run))


def _is_first_name_of_kin(reading: Reading, run: NameRun) -> bool:
    """Tell whether a first name alone follows whom it names: `her sister, Joan,`."""
    before = _noun_before(reading, run)
    if before <= 0 or reading.word[before] not in HUMANS:
        return False
    known = run.tokens[0].lower() in FIRST_NAMES or reading.word[before] in KIN
    return known and (
        reading.word[before - 1] in POSSESSIVES or reading.word[before - 1].endswith("'s")
    )


def _noun_before(reading: Reading, run: NameRun) -> int:
    """Item of the noun before a name: sister in `her sister, Joan,`."""
    before = run.low - 1
    return before - 1 if before > 0 and reading.word[before] == "," else before
