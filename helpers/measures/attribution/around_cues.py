"""What stands around a form that may be a cue, and tells that it is none or whose it is."""

from helpers.measures.attribution.contents import has_clause
from helpers.measures.attribution.cues import VERB_FORMS
from helpers.measures.attribution.noun_phrases import (
    GATHERINGS,
    noun_phrase_after,
    noun_phrase_before,
)
from helpers.measures.attribution.reading import Reading
from helpers.measures.attribution.subjects import subject_before
from helpers.measures.attribution.times import skip_time
from helpers.measures.attribution.word_classes import (
    AUXILIARIES,
    DAYS,
    DETERMINERS,
    MODALS,
    PEOPLE,
    POSSESSIVES,
    TIMES,
    is_name,
    word_class,
)
from helpers.measures.lexicon_files import word_list

__all__ = [
    "adds_to_thing",
    "asks_to_be_unnamed",
    "gives_figure",
    "is_before",
    "is_count",
    "is_document",
    "is_idiom",
    "is_medium",
    "is_named_so",
    "is_noun_in_ing",
    "is_reduced_relative",
    "is_sent",
    "noun_of_phrase",
]

DOCUMENTS = word_list("documents")
# After a verb of asking or speaking: a remark about the source, not words of the source.
UNNAMED = frozenset(("anonymity", "anonymously", "named", "identified", "unnamed"))
# After "not to": name the firm, mention his department.
HIDING = frozenset(("name", "mention", "identify"))
# `warned by radio that …`
MEDIA = frozenset(
    ["radio", "phone", "telephone", "email", "e-mail", "mail", "letter", "text", "video"]
)
PLACING = frozenset(["in", "to", "on", "by", "at", "from", "for", "as", "with", "during"])
REACH_OF_GIVEN = 9  # items after "gives"
SHARES = frozenset(["percent", "%"])  # left 60 percent of voters saying
UNNAMING = word_list("unnaming")
OPENING = DETERMINERS | POSSESSIVES
LONGEST_SCENE = 5  # items of `his Senate confirmation hearing`
SAYINGS = frozenset(["say", "says", "said", "saying"])
# Verbs that report no words before the word by which they stand here.
IDIOMS = {
    **dict.fromkeys(["goodbye", "hello", "farewell", "grace", "prayers", "mass"], SAYINGS),
    "anything": frozenset(["say", "saying"]),
    "free": frozenset(["feel", "feels", "felt", "feeling"]),
    "bail": frozenset(["deny", "denies", "denied", "denying"]),
    "forth": frozenset(["put", "puts", "putting"]),
    "off": frozenset(["call", "calls", "called", "calling"]),
    "up": frozenset(["call", "calls", "called", "calling", "show", "shows", "showed", "showing"]),
    "roots": frozenset(["claim", "claims", "claimed", "claiming"]),
}
# Verbs with an object, so that a form in "ed" may only describe: the agency cited in the tweet.
DESCRIBING = word_list("describing_participles")


def is_idiom(word: str, following: str) -> bool:
    """Tell whether a verb and the word after it report no words: `said goodbye`, `feel free`."""
    return word in IDIOMS.get(following, ())


def gives_figure(reading: Reading, item: int, high: int) -> bool:
    """Tell whether a figure or words are given: `gives 40 tons`, `gave its reason as “none”`."""
    after = range(item + 1, min(item + REACH_OF_GIVEN, high))
    if not after or reading.kind[after[0]] == "n":
        return bool(after)
    return any(
        reading.kind[at] == "Q" or reading.word[at] in ("figure", "number", "estimate")
        for at in after
    )


def is_count(reading: Reading, item: int, high: int) -> bool:
    """Tell whether a count is who speaks: `three said it`, unlike `the three accused men`."""
    following = item + 1
    return (
        following >= high
        or reading.kind[following] != "w"
        or (word_class(reading.word[following]) != "N")
    )


def is_medium(words: list[str], item: int) -> bool:
    """Tell whether a word names the way the words went: `warned by radio that`."""
    return words[item : item + 1] != [] and words[item] in MEDIA


def is_reduced_relative(reading: Reading, item: int, high: int) -> bool:
    """Tell whether a main verb follows: `the merger announced Monday would cost …`.

    It may follow a place, too: `the agency cited in the tweet does not exist`.
    """
    after = skip_time(reading, item + 1, high)
    if after == item + 1 and reading.word[item] in DESCRIBING:
        after = _after_place(reading, after, high)
    if after == item + 1 or after >= high or reading.kind[after] != "w":
        return False
    word = reading.word[after]
    if word_class(word) == "R" and after + 1 < high:
        forms = VERB_FORMS.get(reading.word[after + 1], {})
        if "base" in forms or "third" in forms:
            return True  # figures reported on Sunday now suggest
        after += 1
        word = reading.word[after]
    return word in AUXILIARIES or word in MODALS - {"to"}


def _after_place(reading: Reading, item: int, high: int) -> int:
    """First item after phrases such as `in the tweet`, `to the United States on Monday`."""
    at = item
    for _ in range(2):
        if at + 1 >= high or reading.word[at] not in PLACING:
            break
        end = noun_phrase_after(reading, at + 1, high, verb_follows=True)
        timed = skip_time(reading, at, high)
        if timed > at:
            end = timed
        if end is None:
            break
        at = end
    return at


def adds_to_thing(reading: Reading, item: int, low: int, high: int) -> bool:
    """Tell whether nothing is said: `it adds to the debt`, unlike `“…,” Roe added to the Herald`.

    Nor does that hold for `He added to Roe that it was late`.
    """
    words = reading.word
    if not words[item].startswith("add") or words[item + 1 : min(item + 2, high)] != ["to"]:
        return False
    named = item + 2 < high and is_name(reading, item + 2)
    if named and "that" in words[item + 3 : item + 6]:
        return False
    first = noun_phrase_before(reading, item - 1, low) if item > low else None
    return first is None or first == low or reading.kind[first - 1] != "Q"


def is_named_so(reading: Reading, item: int, high: int) -> bool:
    """Tell whether a verb follows the name: `a company called Ural Steel gave money`.

    An owner is no such name: `Roe called Doe's claims absurd`.
    """
    after = item + 1
    if after < high and reading.kind[after] == "Q":
        after += 1
    else:
        while after < high and reading.kind[after] == "C":
            after += 1
    if after == item + 1 or after >= high or reading.kind[after] != "w":
        return False
    if reading.word[after - 1].endswith(("'s", "s'")):
        return False
    forms = VERB_FORMS.get(reading.word[after], {})
    return word_class(reading.word[after]) in "VE" or "third" in forms


def is_before(reading: Reading, item: int, low: int) -> bool:
    """Tell whether all that stands before the verb is a subject with a name or "who …" after it."""
    if item == low:
        return False
    subject = subject_before(reading, item, low)
    if subject is None or not (subject.low == low or reading.word[subject.low - 1] == ":"):
        return False
    span = range(low + 1, subject.high)
    who = next((at for at in span if reading.word[at] in ("who", "whose")), None)
    if who is not None:
        return not has_clause(reading, low, who)
    ends = reading.kind[subject.high - 1] == "Q" or is_name(reading, subject.high - 1)
    return ends and not has_clause(reading, low, item)


def is_noun_in_ing(reading: Reading, item: int, low: int, high: int) -> bool:
    """Tell whether "ing" makes a noun: `the farmers' new warning`, `a planning director`.

    Several people are those who are spoken to, and so is a title with its name: `left early,
    telling reporters that …`, `calling President Roe late`.
    """
    words = reading.word
    if words[item] in GATHERINGS and _is_scene(reading, item, low):
        return True  # in his confirmation hearing, blaming
    owner = item - 2 >= low and words[item - 2].endswith(("'s", "s'"))
    if owner or item + 1 >= high or words[item + 1] not in PEOPLE:
        return owner
    addressed = words[item + 1].endswith("s") or words[item + 1] == "people"
    addressed = addressed or reading.kind[item + 1 : item + 3] == ["C", "C"]
    return not addressed or VERB_FORMS[words[item]]["ing"].complement not in ("addressee", "object")


def _is_scene(reading: Reading, item: int, low: int) -> bool:
    """Tell whether a noun in "ing" ends a place: `in a court hearing`, `during a briefing`."""
    words = reading.word
    near = range(item - 1, max(low, item - LONGEST_SCENE), -1)
    first = next((at for at in near if words[at] in OPENING), None)
    return first is not None and word_class(words[first - 1]) == "P"


def is_sent(reading: Reading, head: int, last: int, low: int) -> bool:
    """Tell whether a phrase is the object of a verb and no person: `sent an email Wednesday`."""
    if head <= low or reading.kind[head - 1] != "w":
        return False
    outside = reading.word[head - 1]
    verb = word_class(outside) in "VE" or outside.endswith("ing")
    noun = noun_of_phrase(reading, head, last)
    while noun > head and (reading.word[noun] in TIMES or reading.word[noun] in DAYS):
        noun -= 1
    text = reading.word[noun] in DOCUMENTS or reading.word[noun] not in PEOPLE | SHARES
    return verb and reading.kind[noun] == "w" and text


def is_document(reading: Reading, low: int, last: int) -> bool:
    """Tell whether a phrase is a text: `a letter to supporters` that somebody sent."""
    return reading.word[noun_of_phrase(reading, low, last)] in DOCUMENTS


def noun_of_phrase(reading: Reading, low: int, last: int) -> int:
    """Find the noun of a phrase: before its first preposition, else its last word."""
    for at in range(low + 1, last + 1):
        if word_class(reading.word[at]) == "P":
            return at - 1
    return last


def asks_to_be_unnamed(words: list[str], item: int, high: int) -> bool:
    """Tell whether the verb is that of `who asked not to be named`."""
    if words[item] not in UNNAMING:
        return False
    after = words[item + 1 : min(item + 6, high)]
    return not UNNAMED.isdisjoint(after) or (
        "not" in after and not HIDING.isdisjoint(after) and after[-1:] != ["that"]
    )
