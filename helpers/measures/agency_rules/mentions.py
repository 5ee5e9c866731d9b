"""Where the name of an actor is the head of a phrase that acts for its state.

"Russia", "the Kremlin", "Russian forces", "Ukraine's foreign minister Ann Roe", "the president of
Ukraine" do; "Russian wheat", "Ukraine war", "Russia's economy" do not.
"""

import re
from dataclasses import dataclass
from functools import cache

from helpers.measures.agency_rules.names import Name
from helpers.measures.agency_rules.tokens import Tokens
from helpers.measures.agency_rules.vocabulary import agency_words
from helpers.measures.lexicon_files import read_lexicon, word_list

__all__ = ["Mention", "read_mentions"]

INITIAL = re.compile(r"[a-z]\.")
LONGEST_PHRASE = 9  # words between a demonym and its head
LONGEST_NAME = 5
LONGEST_LEFT = 7
PERSONS = agency_words("persons")
BODIES = agency_words("state_bodies")
FORCES = agency_words("forces")
MEMBERS = agency_words("members")
HEADS = PERSONS | BODIES | FORCES
PLURAL_HEADS = agency_words("plural_heads")
TITLE_WITH_OF = agency_words("title_with_of")
QUANTITIES = agency_words("quantities")
NOT_HOLDERS = agency_words("not_holders")
NOT_OF_STATE = agency_words("not_of_state")
CIVIL_OR_MILITARY = agency_words("civil_or_military")
MILITARY = agency_words("military")
NOT_OF_LEADERS = agency_words("not_of_leaders")
ADJECTIVES = agency_words("inner_adjectives")
ADJECTIVE_ENDINGS = ("-ranking", "-level", "-backed", "-trained", "-led", "-made", "-armed", "-era")
PARTS = agency_words("part_of_a_country")
SUFFIXES = ("ii", "iii", "iv")
SON_OR_FATHER = ("jr", "jr.", "sr", "sr.")
NOT_BEFORE_OF = ("side", "mission", "service", "services", "state", "command", "intelligence")
JOINING = ("and", "or", "nor")
AFTER_NAMES = agency_words("after_names")
NOUNS_IN_ING = agency_words("nouns_in_ing")
TITLES = word_list("titles")


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that names an actor: tokens `low` to `high` (exclusive)."""

    actor: str
    kind: str  # country, union, capital, body, person, forces, people
    low: int
    high: int
    left: int  # first token of the whole phrase, "two senior" included
    plural: bool | None
    adjective: bool  # the bare name may as well be an adjective: U.S. plans


def read_mentions(tokens: Tokens, names: list[Name]) -> list[Mention]:
    """Read the phrases around the names of actors.

    Parameters
    ----------
    tokens : Tokens
        A sentence.
    names : list of Name
        The names in it.

    Returns
    -------
    list of Mention
        Those that act for their state, in the order of the text, never overlapping.
    """
    starts = {start: item for item, start in enumerate(tokens.start)}
    ends = {end: item + 1 for item, end in enumerate(tokens.end)}
    found: list[Mention] = []
    for name in names:
        low = starts.get(name.start)
        high = ends.get(name.end) or ends.get(name.end + 1)
        if low is None or high is None or not name.actor:
            continue
        if (
            found
            and low < found[-1].high
            and not (name.demonym and tokens.word[low - 1] in JOINING)
        ):
            continue  # but for "Russian and Ukrainian officials" the word belongs to the last one
        mention = _read(tokens, name, low, high)
        if mention is not None:
            found.append(mention)
    return found


def _read(tokens: Tokens, name: Name, low: int, high: int) -> Mention | None:
    if name.kind == "leader" and (
        _has_other_first_name(tokens, low) or tokens.at(high) in SON_OR_FATHER
    ):
        return None
    head = _state_phrase(tokens, name, high)
    if head is not None:
        end, last = head
        kind, plural = _kind_of_head(tokens.word[last])
        return _make(tokens, name, kind, low, end, plural, False)
    if name.kind == "demonym" or not _ends_phrase(tokens, high):
        return None
    if name.kind == "people":
        return _make(tokens, name, "people", low, high, True, False)
    asked = low > 0 and bool(tokens.info[low - 1].auxiliary)  # would Russia attack?
    if high < len(tokens) and tokens.at(low - 1) not in ("and", "or") and not asked:
        following = tokens.info[high]
        if following.base and following.noun and not following.past and not following.closed:
            return None  # the Senate vote
    holder = _holder_of(tokens, low)
    if holder is not None:
        kind, plural = _kind_of_head(tokens.word[holder])
        return _make(tokens, name, kind, holder, high, plural, False)
    if name.kind in ("country", "capital", "union") and _is_place_name(tokens, low, high):
        return None
    if name.kind == "leader":
        low = _with_titles(tokens, low)
        high += tokens.at(high) in SUFFIXES
        if low > 1 and tokens.word[low - 1] == "'s" and tokens.word[low - 2] in _nations():
            low -= 2  # Russia's Ann Roe
        return _make(tokens, name, "person", low, high, False, False)
    if name.kind == "body" and low and tokens.word[low - 1] == "'s":
        return None  # somebody else's Senate, or read from the name before
    if name.kind == "body" and low and tokens.word[low - 1] in _nations():
        return None
    article = low > 0 and tokens.word[low - 1] == "the"
    plural = None if name.kind == "body" else False
    return _make(tokens, name, name.kind, low, high, plural, name.demonym and not article)


def _make(
    tokens: Tokens, name: Name, kind: str, low: int, high: int, plural: bool | None, bare: bool
) -> Mention | None:
    left = _left_edge(tokens, low, kind not in ("country", "capital", "union"))
    inside = [tokens.word[item] for item in range(left, high)]
    if any(word in NOT_HOLDERS for word in inside):
        return None
    if kind in ("person", "forces") and left < low and tokens.word[left] in ("a", "an", "each"):
        plural = False
    return Mention(name.actor, kind, low, high, left, plural, bare)


def _state_phrase(tokens: Tokens, name: Name, item: int) -> tuple[int, int] | None:
    """Find the head that a name stands before: end of the phrase and the head's item."""
    if tokens.at(item) == "'s":
        item += 1
    elif name.kind == "capital" or (name.kind == "people" and not name.demonym):
        return None  # Moscow police are those of the town
    head = None
    first = item
    limit = min(len(tokens), item + LONGEST_PHRASE)
    while item < limit:
        word, info = tokens.word[item], tokens.info[item]
        if word == "of" and head == item - 1 and tokens.word[head] in TITLE_WITH_OF:
            item = _after_of(tokens, item)
            continue
        if word in JOINING and head is None and name.demonym and _goes_on(tokens, item + 1):
            item += 1  # Russian and Ukrainian officials; foreign and defence ministers
            continue
        if (info.closed and word not in ("under", "deputy")) or _is_verb(tokens, item):
            break
        if word in HEADS or (name.kind == "union" and word in MEMBERS):
            head = item
        item += 1
    if head is None or not _is_of_state(tokens, name, first, head):
        return None
    return _end_of_phrase(tokens, head)


def _is_of_state(tokens: Tokens, name: Name, first: int, head: int) -> bool:
    """Tell a state's ships and advisers from those of companies, parties and campaigns."""
    word = tokens.word[head]
    if word == "military" and tokens.at(head + 1) == "and":
        return False  # military and economic strength
    between = tokens.word[first:head]
    if not NOT_OF_STATE.isdisjoint(between) or (name.kind == "leader" and word in NOT_OF_LEADERS):
        return False
    return word not in CIVIL_OR_MILITARY or not MILITARY.isdisjoint(between)


def _goes_on(tokens: Tokens, item: int) -> bool:
    """Tell whether another adjective follows "and"."""
    return item < len(tokens) and not tokens.info[item].closed and (
        tokens.word[item] in _nations() or not tokens.capital[item]
    )  # fmt: skip


def _is_verb(tokens: Tokens, item: int) -> bool:
    """Tell whether a word within a phrase can only be a verb: "White House said President"."""
    info = tokens.info[item]
    if info.past and not info.participle and not info.base:
        return True
    if info.third and not info.noun:
        return True
    if info.ing and info.known and not info.noun and tokens.at(item + 1) not in HEADS:
        return True
    following = item + 1 < len(tokens) and (
        tokens.capital[item + 1] or tokens.info[item + 1].determiner
    )
    return bool(info.past and following and not tokens.capital[item])


def _after_of(tokens: Tokens, item: int) -> int:
    """Step over "of State", "of the Joint Chiefs of Staff", "of Foreign Affairs and Trade"."""
    after = item + 1
    if tokens.at(after) == "the":
        after += 1
    first = after
    limit = min(len(tokens), after + LONGEST_NAME)
    while after < limit and (
        tokens.capital[after]
        or tokens.word[after] in ("state", "staff", "defense", "defence", "affairs", "foreign")
        or (
            tokens.word[after] in ("of", "and", "for") and tokens.capital[min(after + 1, limit - 1)]
        )
    ):
        if tokens.info[after].time:
            break
        after += 1
    return after if after > first else len(tokens)


def _end_of_phrase(tokens: Tokens, head: int) -> tuple[int, int] | None:
    """Add the name of a person after the head; None if another noun is the true head."""
    end = head + 1
    if tokens.at(end) == "of" and tokens.word[head] in TITLE_WITH_OF:
        end = min(_after_of(tokens, end), len(tokens))
        if end == len(tokens) and tokens.word[end - 1] in ".!?":
            return None
    person = tokens.word[head] in PERSONS or tokens.word[head] in FORCES
    last = min(len(tokens), end + LONGEST_NAME)
    if person:
        while end < last and (
            (tokens.capital[end] and not tokens.info[end].time and not tokens.info[end].closed)
            or (tokens.word[end] in ("von", "der", "de", "van", "al") and end + 1 < last)
        ):
            end += 1
    return (end, head) if _ends_phrase(tokens, end) else None


def _ends_phrase(tokens: Tokens, item: int) -> bool:
    """Tell whether a phrase can end before this item: no further noun, no possessive."""
    if tokens.at(item) in SUFFIXES:
        item += 1
    if item >= len(tokens):
        return True
    word, info = tokens.word[item], tokens.info[item]
    if word == "'s":
        return False
    if word in NOUNS_IN_ING or word in "$€£":
        return False  # the Putin meeting; US$10
    if word == "-" and tokens.start[item] == tokens.end[item - 1]:
        return False
    return info.closed or word in AFTER_NAMES or (info.verb and not tokens.capital[item])


def _kind_of_head(word: str) -> tuple[str, bool | None]:
    kind = "person" if word in PERSONS else "forces" if word in FORCES else "body"
    if word in PLURAL_HEADS or (word.endswith("s") and not word.endswith("ss")):
        return kind, True
    return kind, None if kind != "person" else False


def _holder_of(tokens: Tokens, low: int) -> int | None:
    """Find the head in "the president of Ukraine", "the armed forces of Ukraine"."""
    item = low - 1
    if tokens.at(item) == "the":
        item -= 1
    if item < 1 or tokens.word[item] != "of":
        return None
    holder = tokens.word[item - 1] in HEADS and tokens.word[item - 1] not in NOT_BEFORE_OF
    return item - 1 if holder else None


def _is_place_name(tokens: Tokens, low: int, high: int) -> bool:
    """Tell whether a name is one of a place: Moscow, Idaho; eastern Ukraine; Kyiv, Ukraine."""
    if low and tokens.word[low - 1] in PARTS:
        return True
    if tokens.at(high) == "," and high + 1 < len(tokens):
        return tokens.word[high + 1] in _regions() and tokens.at(high + 2) in (",", ".", "", "(")
    return False


def _has_other_first_name(tokens: Tokens, low: int) -> bool:
    """Tell whether a surname alone is that of a namesake: Melania Trump."""
    if low == 0 or not tokens.capital[low - 1]:
        return False
    word = tokens.word[low - 1]
    if word in ("mrs.", "ms.", "mrs", "ms", "miss", "lady"):
        return tokens.word[low] in _men()
    if tokens.info[low - 1].closed or word in TITLES or word in HEADS:
        return False
    return word not in _nations() and not word.endswith(".")


def _with_titles(tokens: Tokens, low: int) -> int:
    """Take first names and titles before a name in: Ann J. Roe, Foreign Minister Ann Roe."""
    item = low
    if item > 1 and tokens.capital[item - 1] and INITIAL.fullmatch(tokens.word[item - 1]):
        item -= 2 if tokens.capital[item - 2] else 1
    while (
        item > 0
        and low - item < LONGEST_NAME
        and (tokens.word[item - 1] in TITLES or tokens.word[item - 1] in PERSONS)
        and tokens.word[item - 1] not in NOT_HOLDERS
    ):
        item -= 1
    return _office_before(tokens, item)


def _office_before(tokens: Tokens, low: int) -> int:
    """Take "Secretary of State" and "Ambassador to the European Union" before a name in."""
    linked = False
    for item in range(low - 1, max(-1, low - LONGEST_NAME - 2), -1):
        word = tokens.word[item]
        if linked and tokens.capital[item] and word in PERSONS:
            return item
        linked = word in ("of", "to") or (linked and word == "the")
        if not (linked or tokens.capital[item] or word in ("the", "and", "for")):
            break
        if word == "the" and item and tokens.word[item - 1] in ("of", "to"):
            linked = False
    return low


def _left_edge(tokens: Tokens, low: int, many: bool) -> int:
    """First token of the phrase: its article, numbers and adjectives taken in.

    `many`: "hundreds of" may stand before it, too.
    """
    item = low
    limit = max(0, low - LONGEST_LEFT)
    while item > limit:
        word, info = tokens.word[item - 1], tokens.info[item - 1]
        if word == "of" and item > 1 and many and tokens.word[item - 2] in QUANTITIES:
            item -= 2
        elif (
            (info.determiner and word != "that")
            or info.number
            or (
                word in ("no", "other", "more", "than", "least", "at", "about")
                and item < low
                and (tokens.info[item].number or word in ("no", "other", "more"))
            )
            or word in ADJECTIVES
            or word in NOT_HOLDERS
            or word.endswith(ADJECTIVE_ENDINGS)
        ):
            item -= 1
        else:
            break
    return item


@cache
def _men() -> frozenset[str]:
    """Surnames that stand for one man."""
    table = read_lexicon("people")
    table = table[(table["surname_alone"] == "1") & (table["gender"] == "m")]
    return frozenset(name.split()[-1].lower() for name in table["name"])


def _nations() -> frozenset[str]:
    return _NATIONS


def _regions() -> frozenset[str]:
    return _REGIONS


_INSTITUTIONS = read_lexicon("institutions")
# "american", "russia": words that name a state or its people
_NATIONS = frozenset(
    _INSTITUTIONS.loc[_INSTITUTIONS["kind"].isin(["nationality", "country"]), "pattern"].str.lower()
)
_PLACES = read_lexicon("places")
_REGIONS = frozenset(
    _PLACES.loc[_PLACES["country"] == "US", "place"].str.lower()
) | frozenset(_INSTITUTIONS.loc[_INSTITUTIONS["kind"] == "country", "pattern"].str.lower()) | {
    "d.c.", "d.c", "dc",
}  # fmt: skip
