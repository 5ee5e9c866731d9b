"""The country of ordinary people: where the passage plays, else the outlet's own.

News says of officials whom they speak for; a shopkeeper, a docker or a reader has the country of
the scene ("In Odesa, a docker said"), and where a paragraph sets no scene, that of the readers for
whom the article is written. An article that never names its own state plays elsewhere.
"""

import re
from functools import lru_cache

from helpers.measures.attribution.national import find_nations, find_places
from helpers.measures.attribution.presentations import Identity
from helpers.measures.attribution.reading import Reading

__all__ = ["country_of_scene", "place_ordinary_people"]

# Roles of people whose country is that of the place where they are. Traders and brokers may sit
# anywhere.
ORDINARY = frozenset(("citizen", "civil society", "media"))
# Those of a company who sell to the whole world.
MARKET = re.compile(
    r"\b(?:brokers?|traders?|dealers?|analysts?|underwriters?|charterers?|ship\w+|market)\b",
    re.IGNORECASE,
)
FORMER = re.compile(r"\b(?:former|retired|ex)\b", re.IGNORECASE)
OWN = re.compile(r"\b(?:our|readers?|viewers?|listeners?|subscribers?)\b", re.IGNORECASE)
# What stands before a place where somebody is, and not before a state that acts.
LOCATIVE = re.compile(
    r"\b(?:in|at|outside|near|inside|across|around|past)(?: the)?(?: [a-z]+){0,3} $",
    re.IGNORECASE,
)
FROM = re.compile(r"\bfrom $")
# Those who live where it happens, and those who work there.
LOCALS = re.compile(
    r"\b(?:residents?|locals|villagers?|townspeople|neighbou?rs?|passers-?by|bystanders?|"
    r"eyewitness(?:es)?)$",
    re.IGNORECASE,
)
STAFF = re.compile(
    r"^the (?:[a-z]+ )?(?:minders?|guards?|watchm[ae]n|hosts?|escorts?|guides?|porters?|"
    r"receptionists?|waiters?|waitress(?:es)?|doorm[ae]n)$",
    re.IGNORECASE,
)
# "Outside the gate, ...": a place that the article has brought in before.
KNOWN_SCENE = re.compile(
    r"\b(?:Outside|Inside|In|At|Near|Beside|Behind|By) the (?:[a-z-]+ ){0,4}[a-z-]+, $"
)
WATERS = re.compile(r"\b(?:gulf|sea|bay|straits?) of (?:the )?$", re.IGNORECASE)
OPENS = re.compile(r"(?:^|\n|[.!?][”\"]? )$")  # "Odesa waits. In the canteen, a docker said"
LONGEST = 3000  # characters of a paragraph


def place_ordinary_people(
    reading: Reading, identity: Identity, span: tuple[int, int], outlet: str
) -> None:
    """Fill in the country of somebody without a name who speaks for no state and no known body.

    Parameters
    ----------
    reading : Reading
        The article.
    identity : Identity
        The speaker; its affiliation is set where the scene or the outlet tells it.
    span : (int, int)
        Items of the phrase that names the speaker.
    outlet : str
        Country of the outlet, "" if not known.
    """
    if identity.kind != "description":
        return  # a name is known for more than the place where it stands
    phrase = reading.excerpt(*span)
    start = reading.start[span[0]]
    if OWN.search(phrase) and outlet:
        identity.affiliation, identity.affiliation_from = outlet, "outlet"
    elif (
        identity.role in ORDINARY
        or (identity.role == "expert" and FORMER.search(phrase))
        or (identity.role == "company" and not MARKET.search(f"{phrase} {identity.name}"))
    ):
        home = _home(reading.text, start) if LOCALS.search(identity.name) else ""
        found = (home, "place") if home else country_of_scene(reading.text, start, outlet)
        identity.affiliation, identity.affiliation_from = found
    elif STAFF.search(phrase):
        here = _last_scene(reading.text, _paragraph(reading.text, start), start)
        identity.affiliation, identity.affiliation_from = here, "place" if here else ""


def country_of_scene(text: str, start: int, outlet: str, *, far: bool = False) -> tuple[str, str]:
    """Say in which country a passage plays.

    Parameters
    ----------
    text : str
        Text of the article.
    start : int
        Where the speaker is named (offset).
    outlet : str
        Country of the outlet, "" if not known.
    far : bool
        Whether a scene set in an earlier paragraph still holds.

    Returns
    -------
    (str, str)
        Country and rule: "place" (the last place before, in this paragraph, where something
        happens; of the whole text if it never names the outlet's own state) or "outlet". Both ""
        if the outlet is not known and no place is named.
    """
    here = _last_scene(text, max(start - LONGEST, 0) if far else _paragraph(text, start), start)
    if not here and KNOWN_SCENE.search(text, max(0, start - 60), start):
        here = _first_scene(text, start)
    if here:
        return here, "place"
    named = _countries_named(text)
    if outlet and (outlet in named or not named):
        return outlet, "outlet"
    here = _last_scene(text, max(start - LONGEST, 0), start)
    return (here, "place") if here else (outlet, "outlet" if outlet else "")


def _paragraph(text: str, start: int) -> int:
    """Where the paragraph begins, or what of it is looked at."""
    return max(text.rfind("\n", 0, start), start - LONGEST, 0)


def _last_scene(text: str, low: int, high: int) -> str:
    places = reversed(find_places(text[low:high]))
    return next((place[1] for place in places if _is_scene(text, low, *place)), "")


def _first_scene(text: str, high: int) -> str:
    """Country of the first place where something happens: the scene of the article."""
    places = find_places(text[: min(high, LONGEST)])
    return next((place[1] for place in places if _is_scene(text, 0, *place)), "")


def _is_scene(text: str, low: int, start: int, _: str, town: bool) -> bool:
    before = text[max(0, low + start - 40) : low + start]
    if WATERS.search(before):
        return False  # in the Gulf of Finland
    return bool(LOCATIVE.search(before) or (town and OPENS.search(before)))


def _home(text: str, high: int) -> str:
    """Country of the last place before, in any paragraph, where something happens or is seen."""
    low = max(high - LONGEST, 0)
    for start, country, town in reversed(find_places(text[low:high])):
        before = text[max(0, low + start - 40) : low + start]
        if _is_scene(text, low, start, country, town) or (town and FROM.search(before)):
            return country
    return ""


@lru_cache(maxsize=2)
def _countries_named(text: str) -> frozenset[str]:
    """Countries whose names, people, capitals or towns a text names."""
    nations = {nation.country for nation in find_nations(text)}
    return frozenset(nations | {country for _, country, _ in find_places(text)})
