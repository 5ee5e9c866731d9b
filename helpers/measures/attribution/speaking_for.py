"""For which state or body a source speaks: the register first, then place and outlet."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from helpers.measures.attribution.affiliations import combine_roles
from helpers.measures.attribution.names import Person
from helpers.measures.attribution.national import country_of_place, guess_country
from helpers.measures.attribution.passages import Passage
from helpers.measures.attribution.presentations import (
    Identity,
    is_of_another_nation,
    presentations_of,
)
from helpers.measures.attribution.reading import Reading
from helpers.measures.attribution.setting import Setting
from helpers.measures.attribution.surroundings import country_of_scene

__all__ = ["guess_affiliation", "look_up_register", "with_registered_office"]

# Roles of those who speak for a state: where they are says nothing of whom they speak for.
OFFICIAL_ROLES = frozenset(
    ("head of state or government", "foreign ministry", "defence and military", "other official")
)
PRIVATE_ROLES = frozenset(("company", "citizen", "civil society"))
# A government named after its head: the Obama administration.
MOST_PEOPLE = 200  # persons of an article whose office is looked up
# Offices of a town or region, whose country is that of the scene.
LOCAL = re.compile(
    r"\b(?:city|town|village|district|county|municipal|regional|provincial|local)(?:['’]s)? "
    r"(?:court|police|prosecutor|council|hall|governor|official|authorit|administration|head|"
    r"spokes|press|mayor|customs|emergency|office|legislat)|\b(?:acting )?mayor\b"
)
NAMED_AFTER = re.compile(r"\b([A-Z][\w-]+)(?:['’]s)? (?:administration|government|cabinet)\b")


def look_up_register(
    reading: Reading,
    passage: Passage,
    identity: Identity,
    people: dict[str, list[Person]],
    setting: Setting,
) -> None:
    """Take country, role and office from the register unless the article means a namesake."""
    register = setting.register
    said = identity.affiliation if identity.affiliation_from in ("phrase", "introduction") else ""
    capitals = identity.kind == "body" and identity.name.isupper() and not identity.affiliation
    if identity.kind == "person" or capitals:  # TRUMP: as a transcript names who speaks
        office = register.find_person(identity.name, setting.day)
        if office is not None and not is_of_another_nation(
            reading, identity, people, office.country
        ):
            identity.name, identity.affiliation = office.name, office.country
            identity.affiliation_from = "register"
            identity.role, identity.office = office.role or identity.role, office.office
            return
    if said or identity.kind not in ("person", "body", "description"):
        return
    named = _phrases_for(reading, identity, people, passage.antecedent or passage.speaker)
    for phrase in (identity.name, *(phrase for _, phrase in named)):
        named_after = _find_leader(phrase)
        leader = register.find_person(named_after, setting.day) if named_after else None
        if leader is not None:
            identity.affiliation, identity.affiliation_from = leader.country, "register"
            identity.role = "head of state or government"
            return
        found = register.find_body(phrase)
        if found is not None:
            identity.affiliation, identity.affiliation_from = found[0], "register"
            identity.role = combine_roles(identity.role, found[1])
            return


def _find_leader(phrase: str) -> str:
    """Name after whom a phrase calls a government, or ""."""
    if "administration" not in phrase and "government" not in phrase and "cabinet" not in phrase:
        return ""
    found = NAMED_AFTER.search(phrase)
    return found[1] if found else ""


def with_registered_office(
    office: str, item: int, people: dict[str, list[Person]], setting: Setting
) -> Person | None:
    """Find whom "the minister" means among the persons named before whose office is known."""
    best = None
    everybody = (person for group in people.values() for person in group)
    for person in islice(everybody, MOST_PEOPLE):
        if person.mentions[0][0] > item:
            continue
        held = setting.register.find_person(person.name, setting.day)
        nearer = best is None or person.mentions[0][0] > best.mentions[0][0]
        if held is not None and nearer and office == _title(held.office):
            best = person
    return best


@lru_cache(maxsize=1024)
def _title(office: str) -> str:
    """Give the noun of an office: "secretary" of "Secretary of State", which is no "state"."""
    return re.split(r" (?:of|for|from|to|on) ", office.lower())[0].rpartition(" ")[2]


@lru_cache(maxsize=8192)
def _is_local(phrase: str) -> bool:
    """Tell whether an office is that of a town or region."""
    return LOCAL.search(phrase.lower()) is not None


def _phrases_for(
    reading: Reading, identity: Identity, people: dict[str, list[Person]], span: tuple[int, int]
) -> Iterator[tuple[int, str]]:
    """Yield the phrase that names a speaker, then those that present the person elsewhere."""
    yield span[0], reading.excerpt(*span)
    if identity.kind == "person":
        yield from presentations_of(reading, identity, people)


def guess_affiliation(
    reading: Reading,
    identity: Identity,
    people: dict[str, list[Person]],
    span: tuple[int, int],
    outlet: str,
) -> None:
    """Whose country an office without one is, or where somebody without an office lives."""
    for low, phrase in _phrases_for(reading, identity, people, span):
        if _is_local(phrase):
            country, rule = country_of_scene(reading.text, reading.start[low], outlet, far=True)
            if country:
                identity.affiliation, identity.affiliation_from = country, rule
                return
        home = country_of_place(phrase) if identity.role in PRIVATE_ROLES else ""
        if home:
            identity.affiliation, identity.affiliation_from = home, "place"
            return  # a customs broker in Odesa serves no customs
        country, rule = guess_country(reading.text, reading.start[low], phrase, outlet)
        if not country and identity.role not in OFFICIAL_ROLES:
            country, rule = country_of_place(phrase), "place"
        if country:
            identity.affiliation, identity.affiliation_from = country, rule
            return
