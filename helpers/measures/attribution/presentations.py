"""How an article presents a person: words around the name that tell country, role and office."""

from dataclasses import dataclass, field
from functools import lru_cache

from helpers.measures.attribution.affiliations import (
    combine_roles,
    describe,
    describe_with_clause,
    names_country,
)
from helpers.measures.attribution.names import (
    SUFFIXES,
    Person,
)
from helpers.measures.attribution.national import country_named
from helpers.measures.attribution.noun_phrases import noun_phrase_before
from helpers.measures.attribution.reading import Reading
from helpers.measures.attribution.word_classes import PEOPLE, classify

__all__ = [
    "Identity",
    "is_of_another_nation",
    "person_with_office",
    "present",
    "presentations_of",
    "share_presentations",
    "speak_for_body",
]


LONGEST_TITLE = 6  # words of `the Canadian deputy minister for trade`, from its end
MOST_MENTIONS = 8
ENVOYS = frozenset(("ambassador", "envoy", "negotiator", "correspondent", "representative"))
OWNERS = frozenset(("the", "its", "his", "her", "their"))  # before "spokesman, Ann Roe,"


@dataclass(slots=True)
class Identity:
    """Who a speaker is; "" where it is not known."""

    name: str = ""
    affiliation: str = ""
    role: str = ""
    anonymous: bool = False
    kind: str = ""  # person, body, description, unresolved
    affiliation_from: str = ""  # the rule that gave the affiliation
    office: str = ""
    owner: str = ""  # whom "her" means in "her aide"; a body ends in 's
    told_apart: bool = False  # by "Jr." from somebody who has the name without it
    antecedent: "Identity | None" = field(default=None, repr=False)  # whom a pronoun means


def share_presentations(identities: list[Identity]) -> None:
    """Let what one phrase says of a person hold for all quotations of that person."""
    known: dict[str, list[Identity]] = {}
    for identity in identities:
        if identity.name:
            known.setdefault(identity.name, []).append(identity)
    for group in known.values():
        if len(group) == 1:
            continue
        both = [i for i in group if i.affiliation and i.role]
        source = next((i for i in both or group if i.affiliation), None) or next(
            (i for i in group if i.affiliation), None
        )
        role = next((i.role for i in both or group if i.role), "") or next(
            (i.role for i in group if i.role), ""
        )
        office = next((i.office for i in group if i.office), "")
        for identity in group:
            if source is not None and identity.affiliation != source.affiliation:
                identity.affiliation = source.affiliation
                identity.affiliation_from = source.affiliation_from
            identity.role = role
            identity.office = identity.office or office


def person_with_office(
    reading: Reading, office: str, item: int, people: dict[str, list[Person]]
) -> Person | None:
    """Find whom `the minister` means: who was presented as one before and is named most."""
    best, weight = None, -1
    for group in people.values():
        for person in group:
            if person.count <= weight or person.mentions[0][0] > item:
                continue
            words = f" {' '.join(_presentations(reading, person)).lower()} ".replace(",", " ")
            if f" {office} " in words:
                best, weight = person, person.count
    return best


def _presentations(reading: Reading, person: Person) -> list[str]:
    """Collect the words around the first mentions of a full name; read once."""
    if person.presentations is None:
        person.presentations = [
            _without(_around(reading, low, high), person.name) for low, high in person.mentions[:8]
        ]
    return person.presentations


def _around(reading: Reading, low: int, high: int) -> str:
    """Words that present a name: its phrase and the apposition after it."""
    words, kinds = reading.word, reading.kind
    begin = low
    sentence = reading.sentences[reading.sentence_at(low)]
    sentence_low = sentence.low
    if low > sentence_low and kinds[low - 1] in "wC":
        found = noun_phrase_before(reading, low - 1, max(sentence_low, low - 14))
        begin = low if found is None else found
    elif low - 2 > sentence_low and words[low - 1] == "," and words[low - 2] in PEOPLE:
        # Norway's ambassador, Ann Roe,
        found = noun_phrase_before(reading, low - 2, max(sentence_low, low - 14))
        opens = found is not None and (words[found] in OWNERS or words[found].endswith("'s"))
        begin = found if opens else low
    end = high
    limit = sentence.high
    if end < limit and words[end] == "(":
        end = next((at + 1 for at in range(end, min(limit, end + 8)) if words[at] == ")"), end)
    if end + 1 < limit and words[end] == "," and kinds[end + 1] in "wC":
        group = classify(reading, end + 1)
        if group in ("D", "N", "E") and not words[end + 1].endswith("ing"):
            stop = end + 1
            while (
                stop < min(limit, end + 18)
                and words[stop] not in (",", ".", ";")
                and (kinds[stop] != "Q" and words[stop] != "who" and classify(reading, stop) != "V")
            ):
                stop += 1
            end = stop
    return reading.excerpt(begin, end) if begin < end else ""


def present(
    reading: Reading,
    identity: Identity,
    people: dict[str, list[Person]],
    low: int,
    high: int,
) -> None:
    """Affiliation and role: from this phrase, else from the article's own introduction."""
    phrase = _without(reading.excerpt(low, high), identity.name)
    country, role = describe_with_clause(phrase)
    rule = _rule("phrase", phrase) if country else ""
    if not (country and role):
        for person in people.get(_surname(identity.name), ()):
            if person.name != identity.name:
                continue
            for presentation in _presentations(reading, person):
                other = describe(presentation)
                rule = rule or (_rule("introduction", presentation) if other[0] else "")
                country, role = country or other[0], role or other[1]
                if country and role:
                    break
    identity.affiliation, identity.role, identity.affiliation_from = country, role, rule


def _rule(rule: str, phrase: str) -> str:
    """Name the rule; a country that only a title tells ("Gov.", "Sen.") is less sure."""
    return rule if names_country(phrase) else "title"


def _is_owner(reading: Reading, item: int) -> bool:
    return item < len(reading.word) and reading.word[item].endswith("'s")


def speak_for_body(reading: Reading, identity: Identity, bodies: list[Identity], low: int) -> None:
    """`Its spokesman`, `the ministry's spokesman`: the body that spoke before."""
    first = reading.word[low]
    owner = None
    if first in ("its", "their"):
        owner = bodies[-1] if bodies else None
    elif first == "the" and _is_owner(reading, low + 1):
        head = reading.word[low + 1][:-2]
        owner = next((b for b in reversed(bodies) if head in b.name.lower().split()), None)
    if owner is not None:
        identity.affiliation = owner.affiliation
        identity.affiliation_from = "body"
        identity.role = combine_roles(identity.role, owner.role)


def presentations_of(
    reading: Reading, identity: Identity, people: dict[str, list[Person]]
) -> list[tuple[int, str]]:
    """Collect the words that present a person in this article, with where they stand (items)."""
    found: list[tuple[int, str]] = []
    for person in people.get(_surname(identity.name), ()):
        if person.name == identity.name:
            phrases = _presentations(reading, person)
            places = [low for low, _ in person.mentions[: len(phrases)]]
            found += zip(places, phrases, strict=True)
    return found


def is_of_another_nation(
    reading: Reading, identity: Identity, people: dict[str, list[Person]], country: str
) -> bool:
    """Tell whether the article gives a person to another nation: `the Canadian farmer Ann Roe`.

    Only what stands directly before a full name, or after it with "a", says so; other nations
    near a name belong to others.
    """
    for person in people.get(_surname(identity.name), ()):
        if person.name != identity.name:
            continue
        for low, high in person.mentions[:MOST_MENTIONS]:
            nation = _nation_before(reading, low) or _nation_after(reading, high)
            if nation and nation != country:
                return True
    return False


def _nation_before(reading: Reading, item: int) -> str:
    """Country in the title before a name, "" if there is none or the title is an envoy's."""
    words = reading.word
    for at in range(item - 1, max(-1, item - LONGEST_TITLE), -1):
        if reading.kind[at] not in "wC" or classify(reading, at) != "N" or words[at] in ENVOYS:
            return ""
        nation = country_named(reading.excerpt(at, at + 1))
        if nation:
            before = at - 1 - (words[at - 1] == "the")  # ambassador to the EU
            return "" if before >= 0 and words[before] in ("to", "with", "on") else nation
    return ""


def _nation_after(reading: Reading, item: int) -> str:
    """Country in `, a Canadian farmer` after a name, else ""."""
    if reading.word[item : item + 2] not in ([",", "a"], [",", "an"]):
        return ""
    return (
        country_named(reading.excerpt(item + 2, item + 3)) if item + 2 < len(reading.word) else ""
    )


@lru_cache(maxsize=4096)
def _surname(name: str) -> str:
    """Last word of a name but for "Jr." and the like, in lower case; "" if there is none."""
    words = [word for word in name.lower().split() if word not in SUFFIXES]
    return words[-1] if words else ""


def _without(phrase: str, name: str) -> str:
    """Take the name out, so that a surname is not read as a role (Justice, Bishop)."""
    for token in name.split():
        phrase = phrase.replace(token, " ")
    return phrase
