"""What "the official", "the diplomat", "the company" and "the ministry" mean: who was named before.

News names a source once and then goes on with a short definite phrase. It goes back to the last
source with the same noun ("a U.S. official ... the official"), to the last person whose role the
noun fits ("the diplomat"), or to the last body of that kind that the text names ("the Finance
Ministry ... the ministry").
"""

import re
from dataclasses import dataclass

from helpers.measures.attribution.presentations import Identity
from helpers.measures.attribution.reading import Reading
from helpers.measures.attribution.word_classes import PEOPLE
from helpers.measures.lexicon_files import any_of, read_lexicon, word_list

__all__ = ["Spoken", "introduced_as", "one_more", "refer_back"]

REACH = 14  # sentences
DEFINITE = frozenset(("the", "this", "that", "its", "his", "her", "their"))
POSSESSIVES = frozenset(("its", "his", "her", "their"))
# Nouns for people, by the role that the person must have.
NOUNS_OF_ROLES = {
    "foreign ministry": word_list("nouns_of_diplomats"),
    "defence and military": word_list("nouns_of_officers"),
    "legislature": word_list("nouns_of_legislators"),
    "expert": word_list("nouns_of_experts"),
    "company": word_list("nouns_of_managers"),
}
SPOKESPEOPLE = word_list("nouns_of_spokespeople")
UNNAMED = word_list("nouns_of_unnamed")
COMPANIES = word_list("nouns_of_companies")
OFFICES = word_list("nouns_of_state_bodies")
MORE = frozenset(("another", "other", "others"))
_NAME = r"[A-Z][\w&’'-]+(?: (?:& )?[A-Z][\w&’'-]+){0,3}"
_COMPANY = "|".join(sorted(COMPANIES))
PRESENTED = re.compile(
    rf"\b(?:{_COMPANY}|owner), (?P<after>{_NAME})"
    rf"|(?P<before>{_NAME}), (?:a|an|the|its)(?: [\w’'-]+){{0,5}} (?:{_COMPANY})\b"
)
# Nouns of those who come together, and the state before the noun for their members.
GROUPS = word_list("nouns_of_groups")
NATIONALITY = any_of(
    row.pattern
    for row in read_lexicon("institutions").itertuples(index=False)
    if row.kind == "nationality"
)
_PEOPLE = any_of(sorted(word for word in PEOPLE | GROUPS if word.endswith("s") or word in GROUPS))
MEMBERS = re.compile(rf"(?<![\w.])(?:{NATIONALITY}) (?:[a-z-]+ ){{0,2}}{_PEOPLE}\b")
# Nouns for bodies that are known by their initials, and for those that several states formed.
ACRONYMS = frozenset(("service", "agency", "bureau", "organization", "organisation"))
BLOCS = {"alliance": "NATO", "bloc": "EU"}
MINISTERIAL = frozenset(("foreign ministry", "defence and military", "other official"))
# Words with a capital that are short for a longer name: "the General Assembly ... the Assembly".
SHORT_NAMES = OFFICES | frozenset(("assembly", "court", "board", "authority", "union"))
LONGEST_NAMES = 170  # characters of the names before a noun
# "the" that begins a phrase and does not stand within a name: Office of the Treasurer.
OWN_PHRASE = re.compile(r"(?<!\bof)(?<!\bfor)(?<!\band) the ")
NAMED_BODY = r"(?:(?:[A-Z][\w.’'&-]*|of|for|and|the) ){1,6}"


@dataclass(slots=True)
class Spoken:
    """A source that spoke: where, who, and the noun of the phrase."""

    item: int
    identity: Identity
    head: str
    phrase: str


def refer_back(
    reading: Reading, low: int, core: int, head: str, spoken: list[Spoken],
    companies: re.Pattern | None,
) -> Identity | None:  # fmt: skip
    """Find whom a definite phrase means.

    Parameters
    ----------
    reading : Reading
        The article.
    low, core : int
        Items of the phrase, without what follows a comma.
    head : str
        Its noun, in lower case.
    spoken : list of Spoken
        Sources before it, in order of their place.
    companies : re.Pattern or None
        Finds companies of the register in a text.

    Returns
    -------
    Identity or None
        A source that was named before, or None if the phrase stands for itself.
    """
    owner = any(reading.word[item].endswith(("'s", "s'")) for item in range(low, core - 1))
    owned = head in UNNAMED and owner  # the Ledger's source
    if (reading.word[low] not in DEFINITE and not owned) or core - low > 4:
        return None
    if core - low == 2 and reading.kind[low + 1] == "C" and head in SHORT_NAMES:
        return _named_body(reading, low, head, whole=True)  # the Council
    if not owned and any(reading.kind[item] == "C" for item in range(low + 1, core)):
        return None
    if reading.word[low] in POSSESSIVES and head not in OFFICES:
        return None
    sentence = reading.sentence_at(low)
    near = []
    for source in reversed(spoken):
        if sentence - reading.sentence_at(source.item) > REACH:
            break
        if source.item < low:
            near.append(source)
    for source in near:
        if source.head == head and source.identity.kind != "body":
            return source.identity
    if head in SPOKESPEOPLE:
        words = SPOKESPEOPLE
        found = [s for s in near if any(f" {word}" in f" {s.phrase}" for word in words)]
        return found[0].identity if found else None
    if head in UNNAMED:
        found = [s for s in near if s.identity.anonymous]
        return found[0].identity if found else None
    for role, nouns in NOUNS_OF_ROLES.items():
        if head in nouns:
            found = [s for s in near if s.identity.kind == "person" and s.identity.role == role]
            if found:
                return found[0].identity
    if head in COMPANIES:
        found = [
            s for s in near if s.identity.kind == "body" and _is_company(s.identity, companies)
        ]
        return found[0].identity if found else _presented_company(reading, low, companies)
    if head in OFFICES:
        return _named_body(reading, low, head) or _last_body(near, head)
    return _last_body(near, head)


def _is_company(identity: Identity, companies: re.Pattern | None) -> bool:
    """Tell whether a body is a company by the article's words or by the register."""
    registered = companies is not None and companies.fullmatch(identity.name) is not None
    return registered or identity.role == "company"


def _presented_company(reading: Reading, low: int, companies: re.Pattern | None) -> Identity | None:
    """Find the last name that the text presents as a company: "its owner, Ann Roe & Co."."""
    text = reading.text[max(0, reading.start[low] - 1500) : reading.start[low]]
    last = None
    for match in PRESENTED.finditer(text):
        last = match
    if last is not None:
        return Identity((last["after"] or last["before"]).strip(), kind="body", role="company")
    known = companies.findall(text) if companies is not None else []
    return Identity(known[-1], kind="body", role="company") if known else None


def _last_body(near: list[Spoken], head: str) -> Identity | None:
    """Find the body that spoke last, whose name says less: "the FSB ... the service"."""
    for source in near:
        identity = source.identity
        if identity.kind != "body":
            continue
        if head in OFFICES and identity.name.lower().endswith(f" {head}"):
            return identity  # the finance ministry ... the ministry
        if head in ACRONYMS and identity.name.isupper() and identity.role:
            return identity
        if head in BLOCS and identity.affiliation == BLOCS[head]:
            return identity
        if head == "department" and identity.role in MINISTERIAL and identity.affiliation == "US":
            return identity  # the Pentagon ... the department
    return None


def _named_body(reading: Reading, low: int, head: str, *, whole: bool = False) -> Identity | None:
    """Find the last body whose name ends in this noun: "the Russian Foreign Ministry".

    With `whole` the name must have more words than this noun.
    """
    text = reading.text[max(0, reading.start[low] - 3000) : reading.start[low]]
    if head.capitalize() not in text:
        return None
    matter = r"(?: (?:of|for) (?:the )?[A-Z]\w+(?: [A-Z]\w+)?)?" if head == "ministry" else ""
    pattern = re.compile(rf"{NAMED_BODY}{head.capitalize()}\b(?!\w){matter}")
    last = None
    for match in pattern.finditer(text):
        name = re.sub(r"^(?:(?:The|the|In|At|A|of|for|and|But|As|Its) )+", "", match.group())
        name = OWN_PHRASE.split(name)[-1]  # On Tuesday the Foreign Ministry
        last = name if " " in name or not whole else last
    return Identity(last, kind="body") if last is not None else None


def introduced_as(reading: Reading, low: int, core: int, head: str) -> str:
    """Find the words with which the text first brought in "the judge": "the Kazan judge".

    Parameters
    ----------
    reading : Reading
        The article.
    low, core : int
        Items of a definite phrase that names nobody.
    head : str
        Its noun, in lower case.

    Returns
    -------
    str
        The last phrase before whose noun is the same and that begins with names, or "". For a
        team or delegation also one that names its members: "American arms inspectors".
    """
    if reading.word[low] not in ("the", "this", "that"):
        return ""
    before = reading.text[max(0, reading.start[low] - 3000) : reading.start[low]]
    if head in GROUPS and core - low <= 3:
        return _members(before)
    first = before.find(head)
    if core - low != 2 or first < 0:
        return ""
    last = None
    names = r"(?:[A-Z][\w.\u2019'-]{1,30} ){1,4}(?:[a-z-]{1,20} ){0,2}"
    pattern = re.compile(rf"\b{names}{re.escape(head)}\b")
    begin, end = max(0, first - LONGEST_NAMES), before.rfind(head) + len(head) + 1
    for match in pattern.finditer(before, begin, end):
        last = match
    return last.group() if last is not None else ""


def _members(before: str) -> str:
    """Find who a team is: the last people of a state that the text names before it."""
    last = None
    for match in MEMBERS.finditer(before):
        last = match
    return last.group() if last is not None else ""


def one_more(reading: Reading, low: int, head: str, spoken: list[Spoken]) -> Identity | None:
    """Find to whom "another farmer", "other traders" are likened: the last of that noun.

    Parameters
    ----------
    reading : Reading
        The article.
    low : int
        First item of the phrase.
    head : str
        Its noun, in lower case.
    spoken : list of Spoken
        Sources before it, in order of their place.

    Returns
    -------
    Identity or None
        A source that was named before with the same noun, or None.
    """
    more = reading.word[low] in MORE or reading.word[low : low + 2] == ["a", "fellow"]
    if not more or not head:
        return None
    nouns = {head, f"{head}s", head.removesuffix("s")}
    sentence = reading.sentence_at(low)
    for source in reversed(spoken):
        if sentence - reading.sentence_at(source.item) > REACH:
            break
        if source.item < low and source.head in nouns:
            return source.identity
    return None
