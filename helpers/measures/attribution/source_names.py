"""One name for one source: how bodies and unnamed sources are called in the table.

"The U.S. State Department" and "the State Department" are one body, "the Russian navy" and
"Russia's Navy" another. What changes is only what a source is called, not who it is or the words
of the article that name it.
"""

import re
from functools import lru_cache

from helpers.measures.attribution.national import (
    adjective_of,
    country_named,
    country_of_owner,
    name_ministry,
)
from helpers.measures.attribution.word_classes import DETERMINERS, PEOPLE, word_class
from helpers.measures.lexicon_files import word_list
from helpers.measures.register import Register

__all__ = ["name_body", "name_owned", "name_unnamed"]

# Before another word: the U.S. Embassy. Alone, "the U.N." stays as it is written.
SHORT_STATES = (
    (re.compile(r"\bU\.S\.(?= )|^United States(?= [A-Z])"), "US"),
    (re.compile(r"\bU\.N\.(?= )|^United Nations(?= [A-Z])"), "UN"),
    (re.compile(r"\bU\.K\.(?= )|^United Kingdom(?= [A-Z])"), "UK"),
    (re.compile(r"\bE\.U\.(?= )|^European Union(?= [A-Z])"), "EU"),
)
# "Russia's navy", "the navy"; not "the Salvation Army".
SERVICE = re.compile(
    r"(?:(?P<state>.+) )?(?P<service>(?i:navy|army|air force|coast guard|general staff))"
    r"(?: of (?:the )?(?P<owner>.+?) (?i:armed forces))?"
)
# "Russia's military", "the Russian embassy in Oslo".
OF_COUNTRY = re.compile(
    r"(?P<state>[A-Z][\w.]*(?: [A-Z]\w*)*)['’]s "
    r"(?P<body>[^A-Z]+|[A-Z]\w+(?: (?:[A-Z]\w+|and|of|the|for))*|embassy .+|[A-Z]{2,}(?: [a-z]+)*)"
)
EMBASSY = re.compile(r"(?P<state>[A-Z]\w+) embassy\b")
# "The state-run TASS news agency" is TASS, "the Russian gas giant Gazprom" Gazprom.
NAME = r"(?P<name>[A-Z][\w&.-]*(?: [A-Z][\w&.-]*)*)"
AGENCY = re.compile(rf"(?<!\S){NAME} (?:(?:state )?news agency|news outlet|newspaper)")
APPOSED = re.compile(
    r"(?:(?!(?:about|by|for|from|in|of|on|to|with) )\S+ )*"
    r"(?:agency|airline|bank|broadcaster|carrier|channel|company|conglomerate|daily|firm|giant|"
    r"group|insurer|lender|magazine|maker|manufacturer|monopoly|network|newspaper|operator|outlet|"
    rf"producer|tabloid|website) {NAME}"
)
INVESTIGATION = re.compile(r"(?:(?P<state>.+) )?investigation")
RESOLUTION = re.compile(r"\b(?:[Rr]esolution|General Assembly['’]s \w+)\b")
GOVERNMENT_IN = re.compile(r"government in (?P<place>[A-Z].+)")  # the government in Kyiv
MINISTRIES = {
    "foreign ministry": "Foreign Ministry",
    "defence and military": "Defense Ministry",
}
# "Some brokers", "one broker" are called like "brokers", "a broker".
VAGUE = re.compile(
    r"(?:some|one)(?: (?=[^\W\d])(?!of\b|in\b|from\b|at\b|with\b|\w+ and one\b))", re.IGNORECASE
)
OF_GROUP = re.compile(
    r"(?P<count>(?:the )?(?:one|another|two|three|four|five|several)|the \w+(?:st|nd|rd|th))"
    r" of (?:(?:the|these|those|our|my) )?"
    r"(?!(?:the|those|them|us|his|her|its|their)\b)(?P<noun>[^,]+)",
    re.IGNORECASE,
)
# One of a group that the article names as one: one of the underwriters, one of Roe's advisers.
CHOSEN = re.compile(r"one of (?:(?:the|these|those|our|my)\b|\S+['’]s?\b)", re.IGNORECASE)
SEVERAL = frozenset(("two", "three", "four", "five", "several"))
NUMBER = re.compile(r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|dozens of) ")
# Its spokesman, one of her aides, a colleague of hers.
OWNED = re.compile(
    r"(?P<count>(?:one|two|three|four|five|several|another) of )?"
    r"(?:his|her|its|their) (?P<noun>.+)",
    re.IGNORECASE,
)
ABSOLUTE = re.compile(r" of (?:his|hers|theirs)$")
OPPOSITE = word_list("nouns_of_the_other_side")
IRREGULAR = {"men": "man", "women": "woman", "people": "person", "children": "child"}
# Nouns, and adjectives before one, that begin a sentence as often as a name does.
COMMON = (PEOPLE | word_list("nouns_of_documents")) - {"republicans", "democrats", "justice"}
ADJECTIVES = word_list("adjectives_of_sources")
MOST_NAMES = 8192


def name_body(name: str, country: str, register: Register, role: str = "") -> str:
    """Write the name of a body so that it is the same in every article.

    Parameters
    ----------
    name : str
        As the article has it, without an article in front.
    country : str
        Country or body for which it speaks, "" if not known.
    register : Register
        Who is who; the first form of a name in it is the one that is used.
    role : str
        Of the body; tells which ministry "his ministry" is.

    Returns
    -------
    str
        "US State Department", "Russian Navy", "UN General Assembly"; the name as it is where no
        rule fits. "Kyiv" stays "Kyiv": the text says no more.
    """
    if name in ("ministry", "Ministry") and role in MINISTRIES:
        name = MINISTRIES[role]
    return register.name_of_body(name, country) or _spell(name, country, register)


@lru_cache(maxsize=MOST_NAMES)
def shorten_states(name: str) -> str:
    """Write `U.S. Embassy`, `United Nations Assembly` as US Embassy, UN Assembly."""
    for long, short in SHORT_STATES:
        name = long.sub(short, name)
    return name


def _spell(name: str, country: str, register: Register) -> str:
    name = shorten_states(_only_name(name))
    if name[1:].islower() and " " in name:
        name = name_unnamed(name)  # Local media
    if not country:
        return name
    spelled = _spell_of_state(name, country)
    for form in (name, spelled, spelled.removeprefix("US ")):
        listed = register.name_of_body(form, country)
        if listed:
            return listed
    return spelled


@lru_cache(maxsize=MOST_NAMES)
def _only_name(name: str) -> str:
    """Leave what kind of firm or medium it is out: "TASS" of "state-run TASS news agency"."""
    found = APPOSED.fullmatch(name) or AGENCY.search(name)
    if found is None or (found.re is AGENCY and found.end() < len(name)):
        return name
    words = found["name"].split(" ")
    if country_named(words[-1]):
        return name  # one German newspaper
    return " ".join(words[1:] if len(words) > 1 and country_named(words[0]) else words)


@lru_cache(maxsize=MOST_NAMES)
def _spell_of_state(name: str, country: str) -> str:
    """Name a body of a state by the state and one word for what it is."""
    adjective = "US" if country == "US" else adjective_of(country)
    if adjective:
        service = SERVICE.fullmatch(name)
        if service is not None and all(_is_of(service[of], country) for of in ("state", "owner")):
            return f"{adjective} {service['service'].title()}"
        of_country = OF_COUNTRY.fullmatch(name)
        if of_country is not None and _is_of(of_country["state"], country):
            name = f"{adjective} {of_country['body']}"
        embassy = EMBASSY.match(name)
        if embassy is not None and embassy["state"] == adjective:
            name = f"{adjective} Embassy{name[embassy.end() :]}"
        inquiry = INVESTIGATION.fullmatch(name)
        if inquiry is not None and _is_of(inquiry["state"], country):
            return f"{adjective} investigators"
        state = GOVERNMENT_IN.fullmatch(name)
        if state is not None and country_named(state["place"], adjectives=False) == country:
            return f"{adjective} government"
    if country == "UN" and RESOLUTION.search(name):
        return "UN General Assembly"
    return name_ministry(name, country)


def _is_of(state: str | None, country: str) -> bool:
    return state is None or country_of_owner(state) == country


@lru_cache(maxsize=MOST_NAMES)
def name_unnamed(phrase: str) -> str:
    """Call a source without a name by its description, the same inside and in front of a sentence.

    Parameters
    ----------
    phrase : str
        Its words, without article and relative clause: "Some brokers in Oslo".

    Returns
    -------
    str
        "brokers in Oslo"; "two brokers" for "Two of them", the brokers; with a small letter where
        the word is a common one.
    """
    found = OF_GROUP.fullmatch(phrase)
    if found is not None:
        if CHOSEN.match(phrase) or not is_plural(found["noun"]):
            return phrase[0].lower() + phrase[1:]  # one of the underwriters, one of the three
        count, phrase = found["count"].lower().removeprefix("the "), found["noun"]
        numbered = NUMBER.match(phrase)
        if numbered is not None and count in SEVERAL:
            return f"{count} of {phrase}"  # two of the three brokers
        phrase = phrase[numbered.end() :] if numbered is not None else phrase
        phrase = phrase if count in SEVERAL else singular(phrase)
        return phrase if count == "one" else f"{count} {phrase}"
    vague = VAGUE.match(phrase)
    if vague is not None:
        phrase = phrase[vague.end() :]
    words = phrase.split(" ", 2)
    first, after = words[0], words[1] if len(words) > 1 else "of"
    common = first.istitle() and after[:1].islower() and _is_common(first.lower(), after)
    small = common or (first.lower() in DETERMINERS and not phrase.isupper())
    return phrase[0].lower() + phrase[1:] if small else phrase


def _is_common(word: str, after: str) -> bool:
    """Tell whether a word that opens a phrase is no name, whatever its letter."""
    if word in ADJECTIVES or word_class(word) in "RE":
        return True
    return word in COMMON and (after == "and" or word_class(after) in "PE")


def _head(words: list[str]) -> int:
    """Place of the noun: before the first preposition."""
    first = (at for at, word in enumerate(words) if word_class(word) == "P")
    return max(next(first, len(words)) - 1, 0)


def is_plural(phrase: str) -> bool:
    """Tell whether a phrase names several: "brokers in Oslo", not "growing number of brokers"."""
    words = phrase.split()
    noun = words[_head(words)]
    return noun in IRREGULAR or (noun.endswith("s") and not noun.endswith("ss"))


def singular(phrase: str) -> str:
    """Name one of several: "author of the report" of "authors of the report"."""
    words = phrase.split()
    head = _head(words)
    noun = words[head]
    if noun in IRREGULAR:
        one = IRREGULAR[noun]
    elif noun.endswith("ies"):
        one = f"{noun[:-3]}y"
    elif noun.endswith(("ches", "shes", "sses", "xes")):
        one = noun[:-2]
    else:
        one = noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
    return " ".join([*words[:head], one, *words[head + 1 :]])


@lru_cache(maxsize=MOST_NAMES)
def name_owned(phrase: str, owner: str, country: str) -> str:
    """Say whose the source is that a phrase names with a pronoun.

    Parameters
    ----------
    phrase : str
        Words of the source: "one of her aides", "Its operator".
    owner : str
        Whom the pronoun means; a body ends in 's; "" if not known.
    country : str
        For which the source speaks, "" if not known.

    Returns
    -------
    str
        "Ann Roe's aides", "one of Ann Roe's aides", "Ural Sails operator"; without an owner
        "Russian hosts" or "operator"; the phrase as it is where it has no such pronoun.
    """
    found = OWNED.fullmatch(phrase)
    if found is None:
        return ABSOLUTE.sub(f" of {owner}", phrase) if owner else phrase
    noun, count = found["noun"], (found["count"] or "").lower().removesuffix(" of ")
    if any(word_class(word) == "P" for word in noun.split()):
        owner = ""  # her lawyers in Oslo
    if owner.endswith("'s"):
        noun = f"{owner[:-2].removesuffix(' government')} {noun}"
    elif owner:
        noun = f"{owner}'s {noun}"
    elif count in ("one", "another"):
        noun = singular(noun)
    elif noun.rpartition(" ")[2] in OPPOSITE and adjective_of(country):
        noun = f"{adjective_of(country)} {noun}"
    if owner and count:
        return f"{count} of {noun}"
    return f"{count} {noun}" if count not in ("", "one") else noun
