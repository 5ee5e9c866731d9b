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
    r"\b(?:in|at|outside|near|inside|across|around)(?: the)?(?: [a-z]+){0,3} $",
    re.IGNORECASE,
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
    if OWN.search(phrase) and outlet:
        identity.affiliation, identity.affiliation_from = outlet, "outlet"
    elif (
        identity.role in ORDINARY
        or (identity.role == "expert" and FORMER.search(phrase))
        or (identity.role == "company" and not MARKET.search(phrase))
    ):
        found = country_of_scene(reading.text, reading.start[span[0]], outlet)
        identity.affiliation, identity.affiliation_from = found


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
    begin = 0 if far else text.rfind("\n", 0, start)
    here = _last_scene(text, max(begin, start - LONGEST, 0), start)
    if here:
        return here, "place"
    named = _countries_named(text)
    if outlet and (outlet in named or not named):
        return outlet, "outlet"
    here = _last_scene(text, max(start - LONGEST, 0), start)
    return (here, "place") if here else (outlet, "outlet" if outlet else "")


def _last_scene(text: str, low: int, high: int) -> str:
    for start, country, town in reversed(find_places(text[low:high])):
        before = text[max(0, low + start - 40) : low + start]
        if WATERS.search(before):
            continue  # in the Gulf of Finland
        if LOCATIVE.search(before) or (town and OPENS.search(before)):
            return country
    return ""


@lru_cache(maxsize=2)
def _countries_named(text: str) -> frozenset[str]:
    """Countries whose names, people, capitals or towns a text names."""
    nations = {nation.country for nation in find_nations(text)}
    return frozenset(nations | {country for _, country, _ in find_places(text)})
