"""The head of a long subject: what stands before "who …", a participle or a description.

The words next to the verb are often the end of a clause that only describes the speaker.
"""

from helpers.measures.attribution.cues import VERB_FORMS
from helpers.measures.attribution.noun_phrases import noun_phrase_before
from helpers.measures.attribution.reading import DASHES, Reading
from helpers.measures.attribution.word_classes import (
    AUXILIARIES,
    COUNTS,
    MONTHS,
    PEOPLE,
    PREPOSITIONS,
    ROUGHLY,
    SUBJECT_PRONOUNS,
    TIMES,
    classify,
    is_name,
    word_class,
)
from helpers.measures.lexicon_files import word_list

__all__ = [
    "apposed_name",
    "before_bracket",
    "body_within",
    "contact_head",
    "floats",
    "is_scene",
    "is_several",
    "likened_head",
    "list_head",
    "named_before",
    "participle_head",
    "person_within",
    "relative_head",
    "reported_head",
]

# Words in -ing that are no participle: during, evening.
NO_PARTICIPLES = PREPOSITIONS | TIMES
JOINTS = frozenset(["and", "or"])
CHIEFS = frozenset(["head", "boss", "chair", "number"])  # each is a person or people, too
DOCUMENTS = word_list("documents")
# Before a gerund they set the scene: after winning, by staying.
BEFORE_GERUND = frozenset(["after", "before", "by", "while", "since", "when", "without", "upon"])
# Before "by": a panel led by Roe.
IRREGULAR_PARTICIPLES = frozenset(
    ["led", "held", "run", "written", "made", "chosen", "put", "drawn", "laid", "set"]
)
PARTS_OF_TIME = frozenset(["early", "late", "midway", "deep", "halfway"])
MOST_DESCRIPTIONS = 3  # phrases between a name and its "who"
# After "that" they show that it means those before it: no subject stands between.
AFTER_RELATIVE_THAT = frozenset(
    ["have", "haven't", "had", "are", "aren't", "were", "weren't", "do"]
)
# They open another clause after that of "who".
AFTER_CLAUSE = frozenset(["as", "when", "while", "although", "though"])
# Items of `who …` between the head of a subject and its last phrase, at most.
LONGEST_RELATIVE = 24
# Who meets those who speak, and how far the clause that says so may go: people I have spoken with.
ACQUAINTED = frozenset(["i", "we", "he", "she", "they"])
LONGEST_CONTACT = 12
# Phrases of a list, at most.
LONGEST_LIST = 6


def list_head(reading: Reading, begin: int, last: int, low: int) -> int | None:
    """Find the first phrase of a list: `unions, churches and many farmers claim`.

    A place belongs to the name before it: `Ann Roe of Tver, Ural, says`.
    """
    words = reading.word
    joined = begin - 1 > low and words[begin - 1] in ("and", "or")
    item = begin - 2 if joined else begin - 1
    paired = not joined and not JOINTS.isdisjoint(words[begin : last + 1])
    bracketed = words[item] == ")"
    if not joined and (item <= low or words[item] != ","):
        return None
    first, length, scene = begin, 0, False
    while length < LONGEST_LIST:
        if item > low and words[item] == ",":
            item -= 1
        elif length:
            break
        found = noun_phrase_before(reading, before_bracket(reading, item, low), low)
        if length and _is_in_front(reading, found, item, low):
            scene = True  # Instead, Roe, Dahl and Poe; in June, Roe, Dahl and Poe
            break
        if found is None:
            return None
        first, item, length = found, found - 1, length + 1
        if first == low:
            break
    if paired or joined:
        several = paired or length > 1
        named = _named_among(reading, first, low) if several else _likened(reading, first, low)
        if named is not None:
            return named
    opened = scene or first == low or _opens_clause(reading, first - 1)
    if not opened or is_scene(reading, first, low):
        return None
    if joined or paired:
        several = length > 1 or bracketed or paired
        return first if several and words[begin - 2] not in TIMES else None
    return first if length == 1 and _is_place(reading, first, begin) else None


def _named_among(reading: Reading, first: int, low: int) -> int | None:
    """Find whose list it is: `critics, like Roe, Doe and Poe, say`, `a report by Roe, Doe and Poe`.

    `first` is the first item of the list.
    """
    named = _likened(reading, first, low)
    before = first - 1
    if named is not None or before <= low or reading.kind[before] != "w":
        return named
    return reported_head(reading, before, low)


def _likened(reading: Reading, first: int, low: int) -> int | None:
    """Find those of whom some are named from an item on: `states like Ural and Ordal`."""
    before = first - 1
    likened = before > low and reading.word[before] in ("like", "including")
    return likened_head(reading, before, low) if likened else None


def _is_in_front(reading: Reading, found: int | None, last: int, low: int) -> bool:
    """Tell whether an adverb or a time at the front ends here: `instead`, `in June`, no place."""
    if found is None:
        return last == low and word_class(reading.word[low]) == "R"
    timed = reading.word[last] in TIMES | MONTHS or reading.kind[last] == "n"
    return timed and last <= low + 2 and word_class(reading.word[low]) == "P"


def is_scene(reading: Reading, begin: int, low: int) -> bool:
    """Tell whether a sentence opens with a scene: `Speaking in Harlem, …`, `After winning it, …`.

    Nobody speaks in it, so that it is not the first of a list of speakers.
    """
    words = reading.word
    if begin == low + 1 and words[low] in BEFORE_GERUND:
        return words[begin].endswith("ing")
    if begin != low or begin + 1 >= len(words) or reading.kind[begin + 1] not in "wC":
        return False
    if words[begin] in PARTS_OF_TIME and words[begin + 1] in TIMES:
        return True
    if words[begin] in PARTS_OF_TIME:
        return words[begin + 1] in ("in", "into", "at", "on", "through")
    return words[begin].endswith(("ing", "ed")) and word_class(words[begin + 1]) in "PD"


def before_bracket(reading: Reading, item: int, low: int) -> int:
    """Item before the bracket that ends at an item, else the item: `Ann Roe (R-Texas)`."""
    if reading.word[item] == ")":
        for at in range(item - 1, max(low, item - 8), -1):
            if reading.word[at] == "(":
                return at - 1
    return item


def _opens_clause(reading: Reading, item: int) -> bool:
    words = reading.word
    joined = words[item] == "and" and words[item - 1] == ","
    return joined or words[item] in OPENERS_OF_CLAUSES or reading.kind[item] == "Q"


def _is_place(reading: Reading, first: int, begin: int) -> bool:
    """Tell whether the phrase before the comma ends in `of Tver`, so that a region may follow."""
    before = begin - 2
    while before > first and is_name(reading, before):
        before -= 1
    at_place = before > first and before < begin - 2
    return (
        at_place
        and reading.word[before] in ("of", "in", "from", "near")
        and is_name(reading, begin)
        and is_name(reading, before - 1)
    )


OPENERS_OF_CLAUSES = frozenset(["but", "while", "that", "as", "because", "though", ";", ":"])


def participle_head(reading: Reading, begin: int, low: int) -> int | None:
    """Find the phrase before a participle: `eight men checking the base asked`."""
    at = begin - 1
    if at - 1 < low or reading.kind[at] != "w" or not reading.word[at].endswith("ing"):
        return None
    if reading.word[at] in NO_PARTICIPLES or reading.kind[at - 1] not in "wC":
        return None  # late in the evening a boy said
    head = noun_phrase_before(reading, at - 1, low)
    if head is None or not any(
        reading.word[item] in PEOPLE or is_name(reading, item) for item in range(head, at)
    ):
        return None
    return head if head == low or reading.kind[head - 1] in "pQ" else None


def reported_head(reading: Reading, before: int, low: int) -> int | None:
    """Find the head of `a report issued over the summer by the agency said`, from "by" leftwards.

    The phrase must open its clause; `before` is the preposition next to the last phrase.
    """
    words, item = reading.word, before
    for _ in range(4):
        if item - 1 <= low or reading.kind[item] != "w" or word_class(words[item]) != "P":
            return None
        described = words[item - 2] in PEOPLE and word_class(words[item - 1]) == "E"
        if words[item] == "to" or (words[item] == "with" and not described):
            return None  # the ministry responded with, unlike two people acquainted with
        if words[item] == "by" and words[item - 1] in ("out", "up", "forth", "down"):
            item -= 1  # the plan laid out by Roe
        led = words[item - 1] in IRREGULAR_PARTICIPLES and words[before] == "by"
        if (led or word_class(words[item - 1]) == "E") and reading.kind[item - 1] == "w":
            return _head_of_participle(reading, item - 1, low)
        if words[item - 1] in TIMES or reading.kind[item - 1] in "Cwn":
            begin = noun_phrase_before(reading, item - 1, low)
            if begin is None or begin - 1 <= low:
                return None
            if word_class(words[begin - 1]) == "E" and reading.kind[begin - 1] == "w":
                return _head_of_participle(reading, begin - 1, low)
            item = begin - 1
    return None


def _head_of_participle(reading: Reading, participle: int, low: int) -> int | None:
    last = participle - 1
    while last > low and (word_class(reading.word[last]) == "R" or reading.word[last] == "being"):
        last -= 1
    if reading.kind[last] not in "wC" or last < low:
        return None
    head = noun_phrase_before(reading, last, low)
    if head is None:
        return None
    counted = reading.word[head] in COUNTS and reading.word[head - 1] == ","
    if head - 2 >= low and reading.word[head - 2 : head] in ROUGHLY:
        head -= 2  # more than a dozen donors interviewed by the Herald
    person = reading.word[last] in PEOPLE and reading.word[head - 1] == ","
    person = person or (head - 1 == low and word_class(reading.word[low]) in "AR")  # Yet brokers
    if head > low and not counted and not person and not _opens_clause(reading, head - 1):
        return None
    single = reading.word[head] in ("a", "an", "the", "one", "another")
    several = reading.word[last].endswith("s") or reading.word[last] in ("people", "those")
    return head if single or counted or several else None


def named_before(reading: Reading, begin: int, last: int, low: int) -> int | None:
    """Find the name before `Ann Roe, the head of the office [no comma] said`."""
    words = reading.word
    if begin - 3 < low or words[begin - 1] != ",":
        return None
    office = words[begin] in PEOPLE and begin + 1 < last and not words[begin].endswith("s")
    described = words[begin] in ("the", "a", "an") or office  # president and head of the bank
    if not described or not any(words[item] in PEOPLE for item in range(begin, last + 1)):
        return None
    first = before_bracket(reading, begin - 2, low)
    while first >= low and is_name(reading, first):
        first -= 1
    first += 1
    if not is_name(reading, first + 1) or words[begin - 2] in TIMES:
        return None  # a single word; Early Monday, the office said
    at_start = first == low or words[first - 1] == "but" or reading.kind[first - 1] == "Q"
    at_start = at_start or (words[first - 1] == "and" and words[first - 2] == ",")
    return first if at_start else None


def apposed_name(reading: Reading, begin: int, last: int, low: int) -> int | None:
    """Find the name that a description before "who" belongs to.

    `said Ann Roe, a broker in Ordal, who`, `Ann Roe of Tver, the ranking member, who`.
    """
    words = reading.word
    described = False
    for _ in range(MOST_DESCRIPTIONS):
        if begin - 3 < low or words[begin - 1] != ",":
            return None
        described = described or words[begin] in ("a", "an", "the")
        described = described or any(words[at] in PEOPLE for at in range(begin, last + 1))
        last = begin - 2
        head = noun_phrase_before(reading, last, low)
        if head is None:
            return None
        names = (at for at in range(head, last + 1) if is_name(reading, at))
        first = next((at for at in names if words[at] not in TIMES), last)
        named = first < last and is_name(reading, first + 1) and word_class(words[head]) != "D"
        if described and named:
            aside = any(word_class(words[at]) == "P" for at in range(head, first))
            return first if aside else head  # backed on Friday by Ann Roe
        begin = head
    return None


def body_within(reading: Reading, begin: int, last: int) -> int | None:
    """Find whom "which" means in `a decision from the Board of Elections, which ruled`.

    The first body, document or name; else the nearest phrase: `the outcome of a sea trial, which`.
    """
    words = reading.word
    parts = _parts(reading, begin, last)
    for low, head in parts:
        known = words[head] in PEOPLE or words[head] in DOCUMENTS or is_name(reading, head)
        if known and words[head] not in TIMES:
            return low
    return parts[-1][0] if len(parts) > 1 else None


def person_within(reading: Reading, begin: int, last: int) -> tuple[int, int] | None:
    """Find whom "who" means in `a lecture from the governor, who said`: the nearest person.

    Not where the first noun means somebody: `the head of the agency, who said`.
    """
    parts = _parts(reading, begin, last)
    low, head = parts[0]
    if len(parts) == 1 or reading.kind[head] not in "wC" or _is_anybody(reading, low, head):
        aside = (
            len(parts) > 1 and reading.word[head + 1] != "of" and reading.word[head] not in PEOPLE
        )
        return (begin, head + 1) if aside and is_name(reading, head) else None  # Roe on camera
    for low, head in reversed(parts):
        if _is_anybody(reading, low, head):
            return low, head + 1
    return None


def _parts(reading: Reading, begin: int, last: int) -> list[tuple[int, int]]:
    """Cut a phrase at its prepositions: first item and noun of each part."""
    bounds = [at for at in range(begin + 1, last) if word_class(reading.word[at]) == "P"]
    lows = [begin, *(at + 1 for at in bounds)]
    heads = [*(at - 1 for at in bounds), last]
    return [(low, head) for low, head in zip(lows, heads, strict=True) if low <= head]


def _is_anybody(reading: Reading, low: int, head: int) -> bool:
    """Tell whether a part of a phrase means people: by its noun, a name or a number of them."""
    word = reading.word[head]
    if word in TIMES:
        return False
    counted = reading.word[low] in COUNTS or word_class(word) in "OD"
    return word in PEOPLE or word in CHIEFS or is_name(reading, head) or counted


def floats(reading: Reading, item: int) -> bool:
    """Tell whether "both" stands after the subject or an auxiliary and adds nothing to it."""
    before = reading.word[item - 1]
    if before == ")" or before in DASHES:
        return True  # Roe and Ann Doe (R-Va.) both said; leaders – six of them – both said
    if reading.kind[item - 1] not in "wC":
        return False
    return before in AUXILIARIES or classify(reading, item - 1) == "N" or before in SUBJECT_PRONOUNS


def relative_head(reading: Reading, begin: int, last: int, low: int) -> int | None:
    """Find the phrase before "who" in `some who advocate free speech argue`."""
    verbs = 0
    for item in range(begin - 1, max(low, begin - LONGEST_RELATIVE), -1):
        if reading.kind[item] not in "wCn":
            return None
        if _opens_relative(reading, item):
            before = item - 1
            if reading.word[before] == "and" and before - 1 > low:
                verbs += 1  # who prayed here and who declined to be named
                continue
            if item == begin - 1 and begin < last and _is_plain(reading, begin):
                verbs = 1  # executives who run news sites say
            if "'" in reading.word[item]:
                verbs += 1  # those who'd been there say
            if not verbs or before < low or reading.kind[before] in "pQ":
                return _named_who(reading, before, low) if verbs else None
            return noun_phrase_before(reading, before, low)
        if reading.word[item] in AFTER_CLAUSE and word_class(reading.word[item + 1]) == "D":
            return None  # the idea of those who left gained as some writers said
        verbs += reading.kind[item] == "w"
    return None


def contact_head(reading: Reading, item: int, low: int) -> int | None:
    """Find those of whom a clause without "who" tells: `several people I have spoken with`."""
    words = reading.word
    for at in range(item - 1, max(low, item - LONGEST_CONTACT), -1):
        if reading.kind[at] not in "wC":
            return None
        if words[at].split("'")[0] not in ACQUAINTED:
            continue
        if words[at - 1] not in PEOPLE or reading.kind[at - 1] != "w":
            return None
        acts = "'" in words[at] or word_class(words[at + 1]) in "VER"
        return noun_phrase_before(reading, at - 1, low) if acts else None
    return None


def _opens_relative(reading: Reading, item: int) -> bool:
    """Tell whether a word opens a clause about somebody: `who`, `groups that have backed him`."""
    word = reading.word[item]
    if word in ("who", "whose") or word.startswith("who'"):
        return True
    before = reading.word[item - 1]
    several = reading.kind[item - 1] == "w" and before.endswith("s") and word_class(before) == "N"
    return word == "that" and several and reading.word[item + 1] in AFTER_RELATIVE_THAT


def likened_head(reading: Reading, like: int, low: int) -> int | None:
    """Find those of whom one is named: `critics like Ann Roe say`."""
    last = like - 1
    if reading.word[last] == ",":
        last -= 1
    head = noun_phrase_before(reading, last, low) if last >= low else None
    if head is None or not (is_several(reading, head, last) or reading.word[last] in PEOPLE):
        return None
    before = head - 1
    if before - 1 > low and reading.word[before] in ("for", "of", "from"):
        outer = noun_phrase_before(reading, before - 1, low)
        if outer is not None and (outer == low or reading.kind[outer - 1] in "pQ"):
            return outer  # lawyers for groups including the union
    return (
        head
        if head == low
        or reading.kind[before] in "pQ"
        or _opens_clause(reading, before)
        or word_class(reading.word[before]) in "AR"
        or reading.word[before] in VERB_FORMS  # he said states like Ural and Ordal will go
        else None
    )


def is_several(reading: Reading, low: int, last: int) -> bool:
    """Tell whether a phrase names several: `others`, `the party's oldest hawks`."""
    word = reading.word[last]
    several = reading.word[low] in COUNTS or word in ("others", "people")
    return several or (
        reading.kind[last] == "w" and word.endswith("s") and not word.endswith(("ss", "'s"))
    )


def _is_plain(reading: Reading, item: int) -> bool:
    return reading.kind[item] == "w" and word_class(reading.word[item]) == "N"


def _named_who(reading: Reading, comma: int, low: int) -> int | None:
    """Find the name in `Ann Roe, who is the head of the office [no comma] said`."""
    if comma - 1 <= low or reading.word[comma] != ",":
        return None
    head = noun_phrase_before(reading, comma - 1, low)
    named = head is not None and is_name(reading, comma - 1)
    at_front = named and (head == low or reading.kind[head - 1] == "Q")
    return head if at_front else None
