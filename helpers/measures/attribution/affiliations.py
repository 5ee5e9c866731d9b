"""Country and role of a speaker, from the words that present him or her.

"Russian foreign ministry spokesperson" says RU and foreign ministry; "a Pentagon official" US and
defence. Lists of institutions and roles are facts with their source (`institutions.csv`,
`roles.csv`). What the words do not say stays missing.
"""

import re
from functools import cache, lru_cache

from helpers.measures.lexicon_files import any_of, read_lexicon, word_list

__all__ = [
    "ROLES",
    "combine_roles",
    "describe",
    "describe_with_clause",
    "is_institution",
    "names_country",
]

ROLES = (
    "head of state or government",
    "foreign ministry",
    "defence and military",
    "other official",
    "legislature",
    "expert",
    "company",
    "civil society",
    "citizen",
    "media",
)
PARTY_AND_STATE = re.compile(r"\((?:R|D|I)-[A-Z][\w. ]{0,20}\)|\b(?:Republican|Democrat) of [A-Z]")
# Words after which another country or body is only what the office deals with.
TOWARDS = re.compile(
    r"\b(?:(?<!close )to|on|about|against|toward|towards|with|over|critical|told)\b"
)
# What a clause says of the body that somebody serves: "who runs the U.N. mission".
SERVING = re.compile(
    r"\bwho (?:(?:is|was) close to|runs?|heads?|leads?|chairs?|coordinates?|represents?|"
    r"works? (?:for|at)) (?P<body>[^,;]{1,80}?)(?= and who |[,;]|$)"
)
# "the government in Kyiv", "the Moscow authorities" speak for the country of that city.
GOVERNMENTS = frozenset(("government", "authorities", "regime", "officials", "administration"))
OFFICES_OF = word_list("offices_of")
# Who left office speaks as one who knows, not for the office.
FORMER = re.compile(r"\b(?:former|retired|ex)\b(?!-?wife|-?husband)", re.IGNORECASE)
IN_OFFICE = frozenset(
    (
        "head of state or government",
        "foreign ministry",
        "defence and military",
        "other official",
        "legislature",
    )
)
INTERNATIONAL = frozenset(("UN", "EU", "NATO"))
LONGEST = 300
MOST_PHRASES = 16_384  # kept with what they say: articles repeat how they present people


@cache
def _institutions() -> tuple[re.Pattern, dict[str, tuple[str, str, str]]]:
    table = read_lexicon("institutions")
    facts = {
        row.pattern: (row.kind, row.country, row.role) for row in table.itertuples(index=False)
    }
    return re.compile(any_of(facts, not_after=r"\w") + r"(?!\w)"), facts


@cache
def _roles() -> tuple[re.Pattern, dict[str, tuple[str, str]]]:
    table = read_lexicon("roles")
    facts = {
        row.term: (row.role, row.country)
        for row in table.itertuples(index=False)
        if not row.term.endswith("*")
    }
    return re.compile(rf"(?<![\w-]){any_of(facts)}(?!\w)"), facts


@lru_cache(maxsize=MOST_PHRASES)
def describe(phrase: str) -> tuple[str, str]:
    """Read country and role out of a noun phrase.

    Parameters
    ----------
    phrase : str
        Words that present a speaker: "State Department spokesman Ned Price".

    Returns
    -------
    (str, str)
        Country (ISO 3166 alpha-2; EU, UN, NATO for these bodies) and role (one of `ROLES`);
        "" where the words do not say.
    """
    phrase = phrase[:LONGEST]
    near = _before_the_other_side(phrase)
    country, body_role = _named(near)
    role_pattern, roles = _roles()
    best = ""
    # the general of "General Assembly" is no officer
    offices = _institutions()[0].sub(_blank_name, near)
    for match in role_pattern.finditer(offices.lower()):
        term = match.group()
        its_role, its_country = roles[term]
        if not best or _weight(its_role, term) > _weight(best, ""):
            best = its_role
        country = country or its_country
    if PARTY_AND_STATE.search(phrase):
        country, best = (
            country or "US",
            "legislature" if best != "head of state or government" else best,
        )
    role = combine_roles(best, body_role)
    if role in IN_OFFICE and FORMER.search(phrase):
        role = "expert"
    return country, role


@lru_cache(maxsize=MOST_PHRASES)
def describe_with_clause(phrase: str) -> tuple[str, str]:
    """Read country and role out of a phrase with its relative clause.

    Parameters
    ----------
    phrase : str
        Words that present a speaker: "the Kenyan diplomat who runs the U.N. office".

    Returns
    -------
    (str, str)
        As `describe`; an international body that somebody serves counts more than where she is
        from, a state only where the phrase before the clause names none.
    """
    before = re.split(r",? who ", phrase, maxsplit=1)[0]
    country, role = describe(before)
    serving = SERVING.search(phrase[:LONGEST])
    if serving is None:
        return country, role
    its_country, its_role = _named(serving["body"])
    if its_country in INTERNATIONAL:
        return its_country, its_role or role
    return country or its_country, combine_roles(role, its_role)


def _blank_name(match: re.Match) -> str:
    kind = _institutions()[1][match.group()][0]
    return " " * len(match.group()) if kind == "institution" else match.group()


def is_institution(name: str) -> bool:
    """Tell whether a name is that of a body in `institutions.csv`."""
    fact = _institutions()[1].get(name)
    return fact is not None and fact[0] == "institution"


@lru_cache(maxsize=MOST_PHRASES)
def names_country(phrase: str) -> bool:
    """Tell whether a phrase names its state or body: "Gov. Roe" does not, "the Pentagon's" does."""
    return bool(_named(_before_the_other_side(phrase[:LONGEST]))[0])


def _before_the_other_side(phrase: str) -> str:
    turn = TOWARDS.search(phrase)
    return phrase[: turn.start()] if turn else phrase


def _named(phrase: str) -> tuple[str, str]:
    """Country and role of the first states and bodies that a phrase names."""
    country = role = ""
    pattern, facts = _institutions()
    for match in pattern.finditer(phrase):
        kind, its_country, its_role = facts[match.group()]
        if kind in ("country", "capital") and not _speaks_for(phrase, match):
            continue  # "a professor in Ukraine" does not speak for it
        country = country or its_country
        role = role or its_role
    return country, role


def _speaks_for(phrase: str, match: re.Match) -> bool:
    """Tell whether a country or capital is the voice: alone, "of" it, "the Moscow government"."""
    before = phrase[: match.start()].lower().split()
    after = phrase[match.end() :].lower().strip(" ,.").split()
    if before and before[-1] == "of":
        return len(before) > 1 and before[-2] in OFFICES_OF
    if before and before[-1] == "in":
        return len(before) > 1 and before[-2] in GOVERNMENTS
    if after:
        return after[0] in GOVERNMENTS
    return all(word in ("the", "official") for word in before)


def _weight(role: str, term: str) -> int:
    """More telling roles win over "official" and "adviser"."""
    return {"other official": 1, "expert": 2, "citizen": 0, "media": 2}.get(role, 3)


def combine_roles(role: str, body_role: str) -> str:
    """Combine what a person is with what the body is that he or she speaks for."""
    if not role:
        return body_role
    if not body_role:
        return role
    if role in ("other official", "citizen"):
        # an official of the Pentagon speaks for the military, of the State Department for it
        return body_role if body_role not in ("media",) or role == "citizen" else role
    return role
