"""Whose country an office speaks for that is named without one: "the ministry", "the minister".

Readers take it from the place that opens the sentence ("In Ankara, ..."), from the state that was
named last, or, for the offices of their own state, from nothing at all: "the Foreign Ministry" in a
Moscow paper is that of Russia. Each answer comes with the rule that gave it, because the rules are
not equally sure.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from operator import attrgetter
from string import ascii_uppercase
from typing import NamedTuple

from helpers.measures.lexicon_files import any_of, read_lexicon

__all__ = [
    "Nation",
    "adjective_of",
    "country_named",
    "country_of_owner",
    "country_of_place",
    "find_nations",
    "find_places",
    "guess_country",
    "name_ministry",
]

FEDERAL = re.compile(r"\b[Ff]ederal\b")  # a federal judge
# Offices that the United States do not have, so that no American outlet means its own by them.
NOT_AMERICAN = re.compile(
    r"\b(?:minist(?:er|ers|ry|ries)|premier|chancellor|duma)\b", re.IGNORECASE
)
# Words for what a state has, by how they are used: "official" alone may be anybody's.
OF_A_STATE = re.compile(
    r"\b(?:(?P<ministry>minist(?:er|ers|ry|ries)|premier|chancellor)"
    r"|(?P<embassy>embassy|ambassador|consulate|consul)"
    r"|(?P<military>army|navy|air force|marines|military|armed forces|fleet|defen[cs]e)"
    r"|(?P<other>president|government|senators?|sen|reps?|representatives?|governor|gov|secretary|"
    r"department|treasury|congress|senate|house|parliament|general staff|prosecutors?|courts?|"
    r"judges?|magistrates?|verdict|ruling|indictment|customs|police|diplomatic|law enforcement|"
    r"security services?|investigators?|investigation|central bank|emergency services|"
    r"national security|administration|duma)"
    r"|(?P<rank>gen|col|lt|maj|brig|capt|captain|cmdr|commander|adm|admiral|general|colonel|major|"
    r"lieutenant))\b"
)
# Offices of the law: those of one case are of one state.
LEGAL = re.compile(
    r"\b(?:courts?|judges?|magistrates?|prosecutors?|investigators?|indictment|verdict|ruling|"
    r"police|jury)\b",
    re.IGNORECASE,
)
FOR_LEGAL = 1500  # characters before an office of the law in which its state was named
MINISTRY = re.compile(r"(?:[A-Z][\w-]+ ){1,3}Ministry$")
# As a small letter has it: the defence ministry, the ministry of foreign affairs.
SMALL_MINISTRY = re.compile(
    r"(?P<matter>foreign|defen[cs]e|interior|finance|energy|health|justice|economy|agriculture|"
    r"transport|culture|education) ministry"
)
SMALL_MINISTRY_OF = re.compile(r"\bministry of (?:the )?(?P<matter>foreign affairs|[a-z]+)$")
FOREIGN = frozenset(("Foreign Affairs", "External Affairs"))
MINISTRY_OF = re.compile(r"(?P<owner>.*?)\bMinistry (?:of|for) (?:the )?(?P<matter>[A-Z][\w ]+)$")
LONGEST = 1500  # characters of a sentence on either side
START = attrgetter("start")
PAUSE = re.compile(r"[,.;:\n]")
MOST_NATIONS = 200  # states looked at on either side
OFFICE_AFTER = 40  # characters between "Russia's" and "Foreign Ministry"


class Nation(NamedTuple):
    """A place in the text where a state, its people or its capital is named."""

    start: int
    country: str
    kind: str  # nationality, country, capital
    office: str = ""  # class of the office that follows: "Russia's Foreign Ministry"


@cache
def _pattern() -> tuple[re.Pattern, dict[str, tuple[str, str]]]:
    table = read_lexicon("institutions")
    table = table[table["kind"].isin(["nationality", "country", "capital"])]
    facts = {row.pattern: (row.country, row.kind) for row in table.itertuples(index=False)}
    return _compile(facts), facts


def _compile(names: Iterable[str]) -> re.Pattern:
    """Find names that begin with a capital, each as a word of its own."""
    capital = [name for name in names if name[0] in ascii_uppercase]
    return re.compile(any_of(capital, not_after=r"\w.") + r"(?!\w)")


@cache
def _places() -> tuple[re.Pattern, dict[str, str]]:
    table = read_lexicon("places")
    facts = dict(zip(table["place"], table["country"], strict=True))
    capitals = read_lexicon("institutions")
    capitals = capitals[capitals["kind"] == "capital"]
    facts |= dict(zip(capitals["pattern"], capitals["country"], strict=True))
    return _compile(facts), facts


@lru_cache(maxsize=2)
def find_nations(text: str) -> list[Nation]:
    """Find where a text names states, their people and their capitals, in order."""
    pattern, facts = _pattern()
    nations = []
    for match in pattern.finditer(text):
        country, kind = facts[match.group()]
        office = ""
        if kind == "nationality":
            after = text[match.end() : match.end() + OFFICE_AFTER]
            office = _kind_of_office(PAUSE.split(after, maxsplit=1)[0])
        nations.append(Nation(match.start(), country, kind, office))
    return nations


@lru_cache(maxsize=8192)
def country_of_place(phrase: str) -> str:
    """Read the country of the first place in a phrase: "of Lima, Ohio", "a Moscow broker".

    Parameters
    ----------
    phrase : str
        Words that present somebody who is no official of a state.

    Returns
    -------
    str
        ISO 3166 alpha-2, or "" where no place of `places.csv` is named.
    """
    pattern, facts = _places()
    found = pattern.findall(phrase)
    if " and " in phrase and len({facts[place] for place in found}) > 1:
        return ""  # brokers in Oslo and London
    # "Lima, Ohio": the state tells, the town may be anywhere
    return (
        facts[found[-1]] if found and found[-1].endswith(".") else facts[found[0]] if found else ""
    )


def find_places(text: str) -> list[tuple[int, str, bool]]:
    """Find the places that a text names: offset, country, and whether it is a town or region.

    A capital or a state is a place, too, but often stands for its government.
    """
    pattern, facts = _scenes()
    states = _pattern()[1]
    return [
        (match.start(), facts[match.group()], match.group() not in states)
        for match in pattern.finditer(text)
    ]


@cache
def _scenes() -> tuple[re.Pattern, dict[str, str]]:
    table = read_lexicon("institutions")
    table = table[table["kind"] == "country"]
    facts = dict(zip(table["pattern"], table["country"], strict=True)) | _places()[1]
    return _compile(facts), facts


def guess_country(text: str, start: int, phrase: str, outlet: str) -> tuple[str, str]:
    """Say for which state an office without one speaks.

    Parameters
    ----------
    text : str
        Text of the article.
    start : int
        Where the phrase stands (offset).
    phrase : str
        Words that present the speaker.
    outlet : str
        Country of the outlet, "" if not known.

    Returns
    -------
    (str, str)
        Country and rule: "place" (the sentence names a capital and speaks of its state), "near"
        (the state whose embassy, ministry ... was named last, or that the article names most) or
        "outlet" (the outlet's own state). Both "" where none holds.
    """
    kind = _kind_of_office(phrase)
    if kind in ("", "other") and _is_legal(phrase):
        if outlet == "US" and FEDERAL.search(phrase):
            return outlet, "outlet"
        country = _country_of_law(text, start)
        if country:
            return country, "near"
    if not kind:
        return "", ""
    nations = find_nations(text)
    before = bisect_left(nations, start, key=START)
    low, high = _sentence_around(text, start)
    first = max(bisect_left(nations, low, key=START), before - MOST_NATIONS, 0)
    last = min(bisect_left(nations, high, key=START), before + MOST_NATIONS)
    here = [nation for nation in nations[first:last] if nation.country != outlet]
    capital = next((nation for nation in here if nation.kind == "capital"), None)
    if capital is not None and kind != "embassy":
        opens = text[low : capital.start].strip() == "In"
        spoken_of = any(n.kind != "capital" and n.country == capital.country for n in here)
        if spoken_of or (opens and outlet in ("", "US")):
            return capital.country, "place"
    nearby = nations[max(0, before - MOST_NATIONS) : before]
    attached = [nation for nation in nearby if nation.office == kind]
    if kind == "embassy" and attached:
        return attached[-1].country, "near"
    if kind == "rank":
        return (attached[-1].country, "near") if attached and not outlet else ("", "")
    if outlet and not (outlet == "US" and NOT_AMERICAN.search(phrase)):
        return outlet, "outlet"
    foreign = [nation for nation in here if nation.start < start and len(nation.country) == 2]
    if foreign and foreign[-1].kind != "capital":
        return foreign[-1].country, "near"
    attached = [nation for nation in attached if nation.country != outlet]
    if attached:
        return attached[-1].country, "near"
    named = next((country for country in _most_named(text) if country != outlet), "")
    return (named, "near") if named else ("", "")


def _country_of_law(text: str, start: int) -> str:
    """Country of the last court, prosecutor ... that a text names with its state or town."""
    last = None
    for match in _law().finditer(text, max(0, start - FOR_LEGAL), start):
        last = match
    if last is None:
        return ""
    place = last["before"] or last["after"]
    facts = _pattern()[1]
    return facts[place][0] if place in facts else _places()[1][place]


@cache
def _law() -> re.Pattern:
    """Find `a Moscow court`, `Russian investigators` and `a court in Kazan`."""
    places = any_of([*_pattern()[1], *_places()[1]])
    office = LEGAL.pattern.removeprefix(r"\b").removesuffix(r"\b")
    return re.compile(
        rf"(?<![\w.])(?:(?P<before>{places}) (?:[a-z]+ )?(?i:{office})"
        rf"|(?i:{office}) in (?P<after>{places}))(?!\w)"
    )


def nation_before(text: str, start: int) -> str:
    """Country of the last state or people that the sentence names before an offset, or ""."""
    low, _ = _sentence_around(text, start)
    nations = find_nations(text)
    before = bisect_left(nations, start, key=START)
    near = nations[before - 1] if before else None
    return near.country if near is not None and near.start >= low else ""


def _sentence_around(text: str, start: int) -> tuple[int, int]:
    """Bounds of the sentence around an offset, by full stops and line breaks."""
    head = text[max(0, start - LONGEST) : start]
    low = max(0, start - LONGEST) + max(head.rfind("\n"), head.rfind(". ")) + 1
    ends = [
        at for at in (text.find(mark, start, start + LONGEST) for mark in ("\n", ". ")) if at > 0
    ]
    return low, min(ends, default=min(len(text), start + LONGEST))


@lru_cache(maxsize=2)
def _most_named(text: str) -> list[str]:
    """Countries of a text, the most named first."""
    return [country for country, _ in Counter(n.country for n in find_nations(text)).most_common()]


def name_ministry(name: str, country: str) -> str:
    """Write the name of a ministry so that it is the same in every article.

    "Foreign Ministry" in a Moscow paper and "Russia's Foreign Ministry" elsewhere are one body.

    Parameters
    ----------
    name : str
        Name of a body.
    country : str
        Country for which it speaks.

    Returns
    -------
    str
        "Russian Foreign Ministry", or the name as it is if it is that of no ministry or its
        country has no adjective in `institutions.csv`.
    """
    if "inistry" not in name or country == "US":
        return name
    name = _with_capitals(name, country)
    of = MINISTRY_OF.match(name)
    if of is not None:
        matter = "Foreign" if of["matter"] in FOREIGN else of["matter"]
        name = f"{of['owner']}{matter} Ministry"
    adjective = adjective_of(country)
    bare = re.sub(rf"^{adjective} |^\S+['’]s ", "", name) if adjective else name
    match = MINISTRY.fullmatch(bare)
    if match is None or adjective is None:
        return name
    return f"{adjective} {match.group().replace('Defence', 'Defense')}"


def _with_capitals(name: str, country: str) -> str:
    """Write the ministry of a state that has a small letter with capitals."""
    small = SMALL_MINISTRY_OF.sub(
        lambda found: f"{found['matter'].removesuffix(' affairs')} ministry", name
    )
    found = SMALL_MINISTRY.search(small)
    if found is None or found.end() < len(small):
        return name
    owner = small[: found.start()].strip()
    if owner and country_of_owner(owner) != country:
        return name  # a regional finance ministry
    return small[: found.start()] + found.group().title()


def adjective_of(country: str) -> str | None:
    """Give the adjective of a country: "Russian"; None where the lists have none."""
    return _adjectives().get(country)


def country_of_owner(name: str) -> str:
    """Country that a name in front of a body stands for: "Russian", "Russia's"; "" if none."""
    return country_named(name.removesuffix("'s").removesuffix("’s"))


def country_named(name: str, *, adjectives: bool = True) -> str:
    """Country whose name, capital or (with `adjectives`) people a name is, "" if it is none."""
    country, kind = _pattern()[1].get(name, ("", ""))
    return country if adjectives or kind != "nationality" else ""


@cache
def _adjectives() -> dict[str, str]:
    """First adjective of each country: "Russian" and not "Russia's" or "Russians"."""
    table = read_lexicon("institutions")
    table = table[(table["kind"] == "nationality") & ~table["pattern"].str.contains(r"[’'.]|s$")]
    return table.drop_duplicates("country").set_index("country")["pattern"].to_dict()


@lru_cache(maxsize=8192)
def _is_legal(phrase: str) -> bool:
    return LEGAL.search(phrase) is not None


@lru_cache(maxsize=8192)
def _kind_of_office(phrase: str) -> str:
    """Class of the first word of a state in a phrase, "" if there is none."""
    match = OF_A_STATE.search(phrase.lower())
    return next((name for name, found in match.groupdict().items() if found), "") if match else ""
