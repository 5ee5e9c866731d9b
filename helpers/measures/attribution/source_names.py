"""One name for one source: how bodies and unnamed sources are called in the table.

"The U.S. State Department" and "the State Department" are one body, "the Russian navy" and
"Russia's Navy" another. What changes is only what a source is called, not who it is or the words
of the article that name it.
"""

import re
from functools import lru_cache

from helpers.measures.attribution.national import adjective_of, country_named, name_ministry
from helpers.measures.register import Register

__all__ = ["name_body"]

# Before another word: the U.S. Embassy. Alone, "the U.N." stays as it is written.
SHORT_STATES = (
    (re.compile(r"\bU\.S\.(?= )|^United States(?= [A-Z])"), "US"),
    (re.compile(r"\bU\.N\.(?= )|^United Nations(?= [A-Z])"), "UN"),
    (re.compile(r"\bU\.K\.(?= )|^United Kingdom(?= [A-Z])"), "UK"),
    (re.compile(r"\bE\.U\.(?= )|^European Union(?= [A-Z])"), "EU"),
)
# "Russia's navy", "the navy"; not "the Salvation Army".
SERVICE = re.compile(r"(?:(?P<state>.+) )?(?P<service>(?i:navy|army|air force|coast guard))")
INVESTIGATION = re.compile(r"(?:\S+ )?investigation")
RESOLUTION = re.compile(r"\b(?:[Rr]esolution|General Assembly['’]s \w+)\b")
# A capital or its government stands for the state: "Kyiv", "the government in Kyiv".
OF_STATE = re.compile(r"(?:(?:government|authorities|regime) in )?(?P<place>[A-Z].+?)(?: regime)?")
MOST_NAMES = 8192


def name_body(name: str, country: str, register: Register) -> str:
    """Write the name of a body so that it is the same in every article.

    Parameters
    ----------
    name : str
        As the article has it, without an article in front.
    country : str
        Country or body for which it speaks, "" if not known.
    register : Register
        Who is who; the first form of a name in it is the one that is used.

    Returns
    -------
    str
        "US State Department", "Russian Navy", "UN General Assembly", "Ukrainian government"
        (also for "Kyiv"); the name as it is where no rule fits.
    """
    return register.name_of_body(name, country) or _spell(name, country, register)


@lru_cache(maxsize=MOST_NAMES)
def shorten_states(name: str) -> str:
    """Write `U.S. Embassy`, `United Nations Assembly` as US Embassy, UN Assembly."""
    for long, short in SHORT_STATES:
        name = long.sub(short, name)
    return name


def _spell(name: str, country: str, register: Register) -> str:
    name = shorten_states(name)
    if not country:
        return name
    known = register.name_of_body(name, country)
    return known or _spell_of_state(name, country)


@lru_cache(maxsize=MOST_NAMES)
def _spell_of_state(name: str, country: str) -> str:
    """Name a body of a state by the state and one word for what it is."""
    adjective = "US" if country == "US" else adjective_of(country)
    if adjective:
        service = SERVICE.fullmatch(name)
        if service is not None and (
            service["state"] is None or country_named(service["state"]) == country
        ):
            return f"{adjective} {service['service'].title()}"
        state = OF_STATE.fullmatch(name)
        if state is not None and country_named(state["place"], adjectives=False) == country:
            return f"{adjective} government"
        if INVESTIGATION.fullmatch(name):
            return f"{adjective} investigators"
    if country == "UN" and RESOLUTION.search(name):
        return "UN General Assembly"
    return name_ministry(name, country)
