"""Noun phrases by word classes: who stands before a verb, who stands after it.

Enough to keep "a senior ministry official who asked not to be named" whole, and fast: each phrase
is read once, word by word, at most forty words far.
"""

from helpers.measures.attribution.cues import VERB_FORMS
from helpers.measures.attribution.reading import Reading
from helpers.measures.attribution.word_classes import (
    AUXILIARIES,
    COUNTS,
    DATES,
    DETERMINERS,
    IRREGULAR_PASTS,
    LINKING,
    NEGATIONS,
    PARTICLES_OF_NAMES,
    PEOPLE,
    PRONOUNS,
    QUANTIFIERS,
    SUBJECT_PRONOUNS,
    TIME_MODIFIERS,
    TIMES,
    classes_of,
    classify,
    is_name,
    word_class,
)
from helpers.measures.lexicon_files import read_lexicon

__all__ = ["COURTESY", "GATHERINGS", "noun_phrase_after", "noun_phrase_before"]


# Participles that only describe those who are counted: half of registered voters.
ADJECTIVES = frozenset(["registered", "undecided", "unpledged", "retired", "unnamed"])
COURTESY = frozenset(["mr.", "mrs.", "ms.", "mr", "mrs", "ms", "miss"])
# Adjectives after which a noun follows and no verb, as it may after a name.
NATIONALITIES = frozenset(
    row.pattern.lower()
    for row in read_lexicon("institutions").itertuples(index=False)
    if row.kind == "nationality" and row.pattern.endswith(("an", "ish", "ese"))
)
BEFORE_QUANTIFIER = DETERMINERS | {"or", "and"}
BEFORE_JOINED = frozenset(["former", "then", "other", "fellow"])  # between "and" and another
LONGEST_BYNAME = 40  # characters of a quotation within a phrase, its marks included
# Pronouns that a place may follow: someone in the audience.
ANYBODY = frozenset(["someone", "somebody", "everyone", "everybody", "anyone", "others"])
REFLEXIVES = (["himself"], ["herself"], ["itself"], ["themselves"])
ANY_TIME = TIMES | TIME_MODIFIERS
BEFORE_CLAUSE = frozenset(["according", "that"])
# Nouns, though they end like a verb: said at a briefing that.
GATHERINGS = frozenset(
    ["briefing", "filing", "hearing", "meeting", "gathering", "posting", "ruling", "sitting"]
)
# After a form of "to be" they may open a clause: we are glad [she won].
FEELINGS = frozenset(["glad", "happy", "sure", "afraid", "sorry", "proud", "aware", "convinced"])
ENDS_OF_BE = ("am", "are", "is", "was", "were", "be", "been", "'m", "'re", "'s")
# Words that open a phrase: to their left no noun belongs to it.
OPENING = frozenset(["the", "a", "an", "his", "her", "its", "their", "this", "these", "those"])


def noun_phrase_before(reading: Reading, last: int, low: int) -> int | None:
    """First item of the noun phrase that ends at item `last`; None if there is none.

    Parameters
    ----------
    reading : Reading
        The article.
    last : int
        Last item of the phrase.
    low : int
        The phrase may not begin before this item.

    Returns
    -------
    int or None
        Index of its first item.
    """
    words, kinds, classes = reading.word, reading.kind, classes_of(reading)
    item = last
    if kinds[item] == "p" and words[item] not in ("%", "$"):
        return None
    if words[item] in ("them", "us") and item - 2 >= low and words[item - 1] == "of":
        return noun_phrase_before(reading, item - 2, low)  # most of them
    if words[item] in PRONOUNS and kinds[item] != "Q":
        extended = words[item] in QUANTIFIERS and item > low
        if extended and words[item - 1] == "and" and item - 2 >= low and kinds[item - 2] == "C":
            named = noun_phrase_before(reading, item - 2, low)  # Ann Roe and others
            return item if named is None else named
        return item - 1 if extended and words[item - 1] in BEFORE_QUANTIFIER else item
    if not _is_nominal(reading, item) and word_class(words[item]) != "D" and words[item] != "%":
        return None
    begin = item
    fallback = None  # begin of the phrase right of an "and" that may not belong to it
    crossed = 0
    item -= 1
    while item >= low and last - item < 40:
        word, kind = words[item], kinds[item]
        if kind == "Q":
            # the “Morning” host: short, inside the phrase
            mark = reading.text[reading.quoted[item].end - 1]
            if reading.end[item] - reading.start[item] > 60 or item == low or mark in ",.?!;":
                break
            before = words[item - 1]
            if word_class(before) not in "DP" and kinds[item - 1] != "C":
                break
            item -= 1
            continue
        if kind == "p":
            if word in ("$", "%", "&", "/", "#"):
                item -= 1
                continue
            if word == ")":
                opening = _opening_bracket(reading, item, low)
                if opening is not None and opening > low:
                    item = opening - 1
                    continue
            break
        if word in FEELINGS and item > low and words[item - 1].endswith(ENDS_OF_BE):
            break  # I am glad writers say so
        if word in BEFORE_CLAUSE:
            of_that = word == "that" and item > low and words[item - 1] in ("of", "in", "from")
            if not of_that:
                break  # unlike one of the authors of that report
        group = classes[item]
        if words[begin] in COURTESY and kind == "w" and group == "N" and word not in PEOPLE:
            break  # from the next room Mr. Roe
        opened = words[begin] in OPENING and begin == item + 1 and kind in "wC" and group in "NE"
        if opened and word not in COUNTS and not word.endswith(("'s", "s'")):
            break  # `asked for examples the minister`: a phrase of its own
        if group == "D":
            begin = item
            item -= 1
            continue
        if kind == "C" and group == "N":
            begin = item
            item -= 1
            continue
        forms = VERB_FORMS.get(word)
        if word == "say" and kind == "w":
            break  # say some Democrats
        if forms and "third" in forms and "base" not in forms and kind == "w":
            counted = item > low and words[item - 1] in QUANTIFIERS  # some advocates
            somebody = word in PEOPLE and words[item + 1] in LINKING  # advocates in the town
            joined = words[item + 1] in ("and", "or")  # reports and a note
            free = counted or somebody or joined
            if not free and (kinds[begin] == "C" or words[begin] in DETERMINERS):
                break  # the ad hits Roe
        if kind == "n" or group == "N" or (group == "E" and _is_adjective(reading, item, low)):
            begin = item
            item -= 1
            continue
        if group == "R" and _stands_inside(reading, item, low):
            item -= 1  # the newly elected mayor
            continue
        if word in ANYBODY and crossed:
            return item
        if group == "O" and (word not in SUBJECT_PRONOUNS or fallback == item + 2):
            begin = item
            item -= 1
            continue
        if word == "of" and words[item - 1] == "out" and _is_count(reading, item - 2, low):
            item -= 2  # four out of ten
            continue
        if group == "P" and word in LINKING and item > low:
            if word in ("across", "around", "inside", "within") and words[item - 1] == "from":
                item -= 1  # critics from across the city
            if not _can_be_left_of_preposition(reading, item - 1, low) or crossed > 4:
                break
            if words[item - 1] in VERB_FORMS and _is_bare_verb(reading, item - 1, low):
                break  # did not reply to emails
            crossed += 1
            item -= 1
            continue
        joins = word in ("and", "or") and item > low and begin == item + 1
        if joins and (fallback is None or _is_one_name(reading, begin, fallback)):
            if words[item - 1] in ("he", "she", "they") or (
                _is_nominal(reading, item - 1)
                and (
                    kinds[item - 1] == "C"
                    or words[item - 1] in PEOPLE
                    or not _is_capital_name(reading, begin)
                )
            ):
                fallback = begin
                item -= 1
                continue
            break
        if word == "of":
            item -= 1
            continue
        break
    crosses = item >= low and not _is_boundary(reading, item)
    if fallback is not None and crosses and not _is_one_name(reading, begin, fallback):
        begin = fallback
    return begin


def _is_count(reading: Reading, item: int, low: int) -> bool:
    return item >= low and (reading.word[item] in COUNTS or reading.kind[item] == "n")


def _is_capital_name(reading: Reading, item: int) -> bool:
    return reading.kind[item] == "C" and word_class(reading.word[item]) == "N"


def _is_one_name(reading: Reading, begin: int, last: int) -> bool:
    """Tell whether "and" stands within a name: `the Organization for Cooperation and Aid`."""
    item = last - 2
    while item > begin and _is_capital_name(reading, item):
        item -= 1
    linked = reading.word[item] in ("for", "of", "on") and item < last - 2
    return linked and item > begin and _is_capital_name(reading, item - 1)


def _is_boundary(reading: Reading, item: int) -> bool:
    return reading.kind[item] in "pQ" or word_class(reading.word[item]) in "AS"


def _is_nominal(reading: Reading, item: int) -> bool:
    kind = reading.kind[item]
    return kind == "n" or (kind in "wC" and classify(reading, item) == "N")


def _is_adjective(reading: Reading, item: int, low: int) -> bool:
    """Tell whether an -ed word stands inside a phrase: after an article, "the newly elected"."""
    if item <= low:
        return reading.kind[item] == "C"
    if reading.word[item] in ADJECTIVES:
        return True  # half of registered voters
    before = word_class(reading.word[item - 1])
    if reading.kind[item - 1] in "pQ":
        return False
    if before == "R" and item - 2 >= low:
        before = word_class(reading.word[item - 2])
    return before == "D" or reading.word[item - 1].endswith(("'s", "s'"))


def _stands_inside(reading: Reading, item: int, low: int) -> bool:
    """Tell whether an adverb stands between a determiner and an adjective: `the newly elected`."""
    before = item - 1
    return (
        before >= low
        and reading.kind[before] in "wC"
        and word_class(reading.word[before]) == "D"
        and classify(reading, item + 1) in "NE"
    )


def _can_be_left_of_preposition(reading: Reading, item: int, low: int) -> bool:
    if reading.kind[item] in "pQ":
        return reading.word[item] in (")", "%")
    if reading.kind[item] == "n":
        return True
    word = reading.word[item]
    if word in COUNTS or word in ANYBODY or word in QUANTIFIERS:
        return True
    return _is_nominal(reading, item)


def _is_bare_verb(reading: Reading, item: int, low: int) -> bool:
    """Tell whether an auxiliary stands before a form: `did not [reply]`, `will [comment]`."""
    before = item - 1
    while before > low and word_class(reading.word[before]) == "R":
        before -= 1
    if reading.kind[item] != "w" or before < low:
        return False
    return reading.word[before] in AUXILIARIES and "base" in VERB_FORMS[reading.word[item]]


def _opening_bracket(reading: Reading, item: int, low: int) -> int | None:
    for at in range(item - 1, max(low - 1, item - 16), -1):
        if reading.word[at] == "(":
            return at
    return None


def noun_phrase_after(reading: Reading, first: int, high: int, *, verb_follows: bool) -> int | None:
    """End (exclusive) of the noun phrase that begins at item `first`; None if there is none.

    Parameters
    ----------
    reading : Reading
        The article.
    first : int
        First item of the phrase.
    high : int
        The phrase must end before this item.
    verb_follows : bool
        True for a subject before its verb: the phrase ends where the verb may begin.

    Returns
    -------
    int or None
        Index after its last item.
    """
    words, kinds = reading.word, reading.kind
    if first >= high or kinds[first] == "Q":
        return None
    if words[first] in PRONOUNS and words[first] not in DETERMINERS:
        if words[first] not in QUANTIFIERS or first + 1 >= high:
            return first + 1
        noun_follows = kinds[first + 1] not in "pQ" and classify(reading, first + 1) in "NE"
        if not noun_follows and words[first + 1] not in ("of", "such"):
            return first + 1
    item = first
    # "one of the three": the count stands for a noun
    counted = words[first] in QUANTIFIERS or words[first] in COUNTS
    nominal = int(counted and words[first + 1 : first + 2] == ["of"])
    while item < high and item - first < 40:
        word, kind = words[item], kinds[item]
        if kind == "Q":
            if _is_byname(reading, item, first, high):
                item += 1
                continue
            break
        if kind == "p":
            if word in ("$", "%", "&", "/", "#"):
                item += 1
                continue
            if word == "(":
                closing = next(
                    (at for at in range(item + 1, min(high, item + 12)) if words[at] == ")"), None
                )
                if closing is not None and nominal:
                    item = closing + 1
                    continue
            break
        group = classify(reading, item)
        if item == first and word in QUANTIFIERS:
            item += 1
            continue
        if group == "D":
            if nominal and word_class(words[item - 1]) not in "PA":
                break
            item += 1
            continue
        if kind == "C" and group == "N":
            if nominal and word in DATES:
                break
            nominal += 1
            item += 1
            continue
        if kind == "n":
            nominal += 1
            item += 1
            continue
        if word in PARTICLES_OF_NAMES and nominal and item + 1 < high and kinds[item + 1] == "C":
            item += 1
            continue
        if group == "N":
            if nominal and word in TIMES:
                break
            announced = words[item + 1 : item + 2] == ["that"] and word not in GATHERINGS
            if nominal and announced and word.endswith("ing"):
                break  # videos showing that
            if nominal and word.endswith("ing") and words[item + 1 : item + 2] in REFLEXIVES:
                break  # a man calling himself Bob
            # after a name a verb may begin: Price walks
            named = nominal and kinds[item - 1] == "C" and "'" not in words[item - 1]
            named = named and words[item - 1] not in NATIONALITIES  # American arms inspectors
            if named and verb_follows and not _noun_like(word) and _is_verb(reading, item, high):
                break
            nominal += 1
            item += 1
            continue
        owned = group == "E" and kind == "w" and words[item - 1].endswith(("'s", "s'"))
        if group == "E" and (owned or not nominal or words[item - 1] in LINKING - {"to"}):
            item += 1  # skills in applied botany
            continue
        opened = item > first and word_class(words[item - 1]) == "D"
        may_modify = group == "R" and not nominal and (opened or not verb_follows)
        if may_modify and _modifies(reading, item, high):
            item += 1  # a recently retired general, early results
            continue
        if group == "P" and nominal and word in LINKING and item + 1 < high:
            if word == "to" and _is_infinitive(reading, item + 1, high):
                break  # `urged the council to open`
            if word in ("on", "in", "at", "by", "about", "to", "with", "from") and verb_follows:
                if words[item + 1] in ANY_TIME:
                    break
            elif word not in ("of", "for") and not verb_follows and kinds[item - 1] == "C":
                break  # said Price in Geneva
            about = words[item + 1] in ("nearly", "almost") and kinds[item + 2 : item + 3] == ["n"]
            if about:
                item += 2  # a coalition of nearly 40 groups
                continue
            if kinds[item + 1] == "Q" or classify(reading, item + 1) not in "NDE":
                break
            if words[item + 1] in DATES:
                break
            item += 1
            continue
        joins = word == "and" and nominal and item + 1 < high
        named = joins and kinds[item - 1] == "C" and _goes_on(reading, item + 1, high)
        plain = not verb_follows or words[first] not in DETERMINERS
        if named or (joins and plain and _joins_offices(reading, item, high)):
            item += 1
            continue
        break
    if not nominal:
        return None
    while item > first and (
        word_class(words[item - 1]) in "DPA" and kinds[item - 1] != "n" and words[item - 1] != "one"
    ):
        item -= 1
    return item if item > first else None


def _goes_on(reading: Reading, item: int, high: int) -> bool:
    """Tell whether "and" joins another to a name: `Roe and Doe`, `Roe and other hawks`."""
    words = reading.word
    while item + 1 < high and (words[item] in BEFORE_JOINED or words[item] in PEOPLE):
        item += 1
        if words[item - 1] == "other":
            return classify(reading, item) in "NE"
    return is_name(reading, item)


def _joins_offices(reading: Reading, item: int, high: int) -> bool:
    """Tell whether "and" joins what one person is: `lobbyist and party strategist Ann Roe`."""
    words, kinds = reading.word, reading.kind
    if words[item - 1] not in PEOPLE or kinds[item - 1] != "w":
        return False
    office = next((at for at in range(item + 1, min(high, item + 6)) if words[at] in PEOPLE), None)
    return office is not None and office + 2 < high and kinds[office + 1 : office + 3] == ["C", "C"]


def _is_byname(reading: Reading, item: int, first: int, high: int) -> bool:
    """Tell whether a short quotation stands inside a phrase: `her “clawback” plan`."""
    if item == first or item + 1 >= high or reading.kind[item + 1] not in "wC":
        return False
    short = reading.end[item] - reading.start[item] <= LONGEST_BYNAME
    mark = reading.text[reading.quoted[item].end - 1]
    return (
        short
        and mark not in ",.?!;"
        and word_class(reading.word[item - 1]) == "D"
        and classify(reading, item + 1) == "N"
    )


def _modifies(reading: Reading, item: int, high: int) -> bool:
    """Tell whether an adverb stands inside a phrase: `a [recently] retired general`."""
    return (
        item + 1 < high
        and reading.kind[item + 1] in "wC"
        and classify(reading, item + 1) in "NE"
        and reading.word[item] not in NEGATIONS
    )


def _is_infinitive(reading: Reading, item: int, high: int) -> bool:
    """Tell whether the word after "to" is a verb: no plural, no name, an object or an end next."""
    word = reading.word[item]
    if reading.kind[item] != "w" or word_class(word) != "N":
        return False
    if word.endswith("s") and not word.endswith(("ss", "us")):
        return False
    return (
        item + 1 >= high
        or reading.kind[item + 1] in "pQCn"
        or (word_class(reading.word[item + 1]) in "DOPRAS" or word in VERB_FORMS)
    )


def _noun_like(word: str) -> bool:
    return word in PEOPLE or word in ("campaign", "team", "administration")


def _is_verb(reading: Reading, item: int, high: int) -> bool:
    """Tell whether a word after a name is its verb, unlike "bonds" in "Roe bonds fell"."""
    word = reading.word[item]
    if word in IRREGULAR_PASTS:
        return True
    forms = VERB_FORMS.get(word, {})
    if not (word.endswith("s") or "past" in forms or "third" in forms):
        return False
    following = item + 1
    if following >= high or reading.kind[following] != "w":
        return True
    return word_class(reading.word[following]) not in "VE"
