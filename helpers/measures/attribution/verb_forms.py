"""Is this form a verb of speech here, or a noun, or part of a name? The words around it tell."""

from helpers.measures.attribution.cues import NOUN_FORMS, VERB_FORMS, Cue
from helpers.measures.attribution.noun_phrases import COURTESY, noun_phrase_before
from helpers.measures.attribution.reading import COMMA_OR_DASH, DASHES, Reading
from helpers.measures.attribution.subject_heads import reported_head
from helpers.measures.attribution.subjects import Subject, subject_before
from helpers.measures.attribution.times import skip_time
from helpers.measures.attribution.word_classes import (
    BE,
    COUNTS,
    DETERMINERS,
    FRACTIONS,
    FRONTED,
    MODALS,
    OBJECT_PRONOUNS,
    PEOPLE,
    QUANTIFIERS,
    SUBJECT_PRONOUNS,
    classify,
    is_name,
    word_class,
)
from helpers.measures.lexicon_files import word_list

__all__ = [
    "can_invert",
    "ends_clause",
    "has_plural_head",
    "has_plural_subject",
    "is_be",
    "is_noun_here",
    "is_plural_subject",
    "is_thing",
    "may_invert_plural",
]

# Verbs that give a work or a thing its name: their quotation marks hold no quotation.
NAMING = word_list("naming")
PLURAL_SUBJECTS = word_list("plural_subjects")
PLURALS = word_list("plurals")
INVERTING = frozenset(["ask", "recall", "warn", "announce", "report", "caution"])
MOSTLY_NOUNS = word_list("mostly_nouns")
NOUNS_IN_ING = frozenset(["king", "nothing", "something", "everything", "anything", "building"])
LONGEST_AGREEING = 6  # items of `a local loss adjuster` before its verb
PRONOUN_OR_MODAL = SUBJECT_PRONOUNS | MODALS
OBJECT_BEGINS = DETERMINERS | OBJECT_PRONOUNS | {"he", "she"}
SOMEBODY = PEOPLE | SUBJECT_PRONOUNS
QUANTITIES = QUANTIFIERS | COUNTS
# Words that stand for several or open a phrase for several.
SEVERAL = frozenset(
    ["those", "some", "many", "most", "others", "several", "few", "both", "these", "half"]
)
# Adjectives that follow those whom they describe: people familiar with the plan.
AFTER_PEOPLE = frozenset(["familiar", "close", "aware", "loyal", "opposed", "sympathetic"])
LONGEST_NAME = 5
# Before a name that opens its clause.
BEFORE_NAME = frozenset([",", "(", ";", ":", "and", "but", "which", "that", "what", *DASHES])
# After a form that may be a noun they show that it is one.
AFTER_NOUN = frozenset(["during", "from", "in", "about", "at", "after", ".", ","])
PROMISING = frozenset(
    ["vow", "vows", "pledge", "pledges", "promise", "promises", "claim", "claims"]
)
NUMERALS = frozenset(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
NOUN_FOLLOWS = frozenset(
    ["the", "those", "these", "a", "an", "his", "their", "its", "our", "my", "your", "of"]
)
# Before a subject at the beginning of its clause.
OPENERS = frozenset([",", ";", ":", "and", "but", "while", "as", "that", *DASHES])
# Texts and plans that call for something, and what they do.
PLANS = word_list("plans") | word_list("texts")
PLANNING = {"calls": "for", "promises": "to", "demands": "that"}
BROADCAST = frozenset(["tv", "television", "radio", "talk", "trade", "air", "game"])
ADJECTIVE_ENDINGS = ("al", "ous", "ive", "ic", "ful", "less", "able")
# Endings of nouns for those who do something: exporter, director, analyst.
AGENTS = ("er", "or", "ist", "ian", "man", "ment", "ry", "ee")
# Forms that are more often nouns than verbs of speech.
ALSO_NOUNS = word_list("also_nouns")


def is_be(word: str) -> bool:
    """Tell whether a word is a form of "to be"."""
    return word in BE or (word.endswith(("'s", "'re")) and word.split("'")[0] in SUBJECT_PRONOUNS)


def is_noun_here(reading: Reading, item: int, before: int, low: int, high: int) -> bool:
    """Tell whether "claims", "reports", "call" is a noun at this place."""
    words, kinds = reading.word, reading.kind
    word = words[item]
    ambiguous = word in NOUN_FORMS or word in ALSO_NOUNS
    planning = PLANNING.get(word)
    if planning and words[before] in PLANS and words[item + 1 : item + 2] == [planning]:
        return False  # his plan calls for cuts
    pronoun = before >= low and words[before] in SUBJECT_PRONOUNS
    if not pronoun and word in NOUN_FORMS and item + 1 < high and _is_main_verb(words[item + 1]):
        return True  # notes and reports lay on the table
    if word == "call" and before >= low and words[before] in ("%", "percent"):
        return False  # 40 percent call it late
    if ambiguous and before == item - 1 and before > low and _is_adjective(reading, before):
        return True  # the internal questions it must resolve
    if ambiguous and words[item + 1 : item + 2] == ["that"] and _is_verb_next(reading, item + 2):
        return True  # reports that have come out
    if ambiguous and before >= low and before == item - 1:
        if words[before] in NOUN_FOLLOWS:
            return True  # the rest of the states
        if kinds[before] == "n" and "base" not in VERB_FORMS.get(word, {}):
            return True  # 1,600 emails
        if word in ("shows", "show") and words[before] in BROADCAST:
            return True
        if word in NOUN_FORMS and words[before] == "all" and words[item + 1 : item + 2] == ["of"]:
            return True  # avoided all mention of it
    if _agrees(reading, item, before, low, high) or _is_parenthetical(reading, item, before, low):
        return False
    if before == item - 1 and before >= low and _is_named_speaker(reading, item, low, high):
        return False
    if word in MOSTLY_NOUNS:
        following = words[item + 1] if item + 1 < high else "."
        speaker = before == item - 1 and before >= low and words[before] in PEOPLE
        return not (
            (following in (":", "out") and not _is_counted(reading, before, low))
            or (following == "that" and before == item - 1 and words[before] in ("and", "but"))
            or (following == "that" and (speaker or _is_single_name(reading, before, low)))
            or (word in ("points", "point") and following == "to" and _may_point(words, before))
            or (item + 1 < high and kinds[item + 1] == "Q")
            or (before >= low and words[before] in PRONOUN_OR_MODAL and before == item - 1)
            or (
                following in (".", ",")
                and before == item - 1
                and (_after_comma(reading, before, low) or _after_quotation(reading, before, low))
            )
        )
    if before < low:
        return ambiguous and not can_invert(reading, item, low)
    if before != item - 1:
        return False
    previous = words[before]
    if previous in MODALS or previous in SUBJECT_PRONOUNS or previous == ")":
        return False
    if kinds[before] in "pQ":
        return ambiguous and not can_invert(reading, item, low)
    if previous in NUMERALS and not ambiguous:
        return False  # the two admit
    group = classify(reading, before)
    if previous in ("one", "some", "many", "others", "most", "both", "all", "another", "few"):
        # "gave him some credit during", unlike "some note that"
        return ambiguous and words[item + 1 : item + 2] != [] and words[item + 1] in AFTER_NOUN
    if group in "DP" or previous.endswith(("'s", "s'")):
        return True
    following = words[item + 1] if item + 1 < high else "."
    if not ambiguous or (group == "A" and previous != "or"):
        return False
    if following == "to" and _promises(reading, item, before, low):
        return False
    if item + 1 < high and (kinds[item + 1] == "Q" or following == "there"):
        return False
    if kinds[before] == "C" and previous.endswith(("ean", "ian", "ish", "ese")):
        return True  # European demands that
    if _is_party(reading, before, low) or _is_gerund(reading, before):
        return True
    if _has_name_for_object(reading, item, before, low, high):
        return False
    if _has_clause_for_object(reading, item, before, low, high):
        return False
    if following == "for" and word == "calls" and _is_object(reading, before, low):
        return True  # beside Roe calls for peace were heard
    if following in ("that", "for", "on", "of", "about") or word_class(following) in "DO":
        return not (
            kinds[before] == "C"
            or previous in PEOPLE
            or (following in OBJECT_BEGINS and following != "that")
        )
    # `“…,” Frank writes in his book`
    first = noun_phrase_before(reading, before, low)
    at_quote = (
        first is not None
        and first > low
        and (
            kinds[first - 1] == "Q"
            or (words[first - 1] == "," and kinds[max(low, first - 2)] == "Q")
        )
    )
    return not ((kinds[before] == "C" and following in {",", ":", ".", "the"}) or at_quote)


def _is_adjective(reading: Reading, item: int) -> bool:
    """Tell whether a word between an article and a noun describes it, by its ending."""
    word = reading.word[item]
    return (
        reading.kind[item] == "w"
        and word.endswith(ADJECTIVE_ENDINGS)
        and word not in PEOPLE
        and word_class(reading.word[item - 1]) == "D"
    )


def _is_main_verb(word: str) -> bool:
    """Tell whether a word is a verb of its own, unlike "he's" in `Roe claims he's ill`."""
    return word_class(word) == "V" and word.split("'")[0] not in SUBJECT_PRONOUNS


def _is_named_speaker(reading: Reading, item: int, low: int, high: int) -> bool:
    """Tell whether one named person does it: `Mr. Roe vows not to go`, `Roe reports profits`.

    Only what may be an object follows, and the name opens its clause: `Roe claims he is ill`,
    unlike `Roe emails show` and `the Roe reports`.
    """
    words, kinds = reading.word, reading.kind
    forms = VERB_FORMS[words[item]]
    before = item - 1
    if "third" not in forms or "base" in forms or words[item] in MOSTLY_NOUNS:
        return False
    if not is_name(reading, before):
        return False
    first = before
    while first > low and before - first < LONGEST_NAME and is_name(reading, first - 1):
        first -= 1
    titled = words[first] in COURTESY and first < before
    opens = first == low or words[first - 1] in BEFORE_NAME or words[first - 1] in FRONTED
    if not (titled or opens) or item + 1 >= high or words[before].endswith(("'s", "s'")):
        return False
    following = words[item + 1]
    return (
        following == "not"
        or following.split("'")[0] in SUBJECT_PRONOUNS
        or is_name(reading, item + 1)
        or (kinds[item + 1] == "w" and following.endswith("s") and word_class(following) == "N")
        or (titled and word_class(following) not in "VEP")
    )


def _agrees(reading: Reading, item: int, before: int, low: int, high: int) -> bool:
    """Tell whether "a" opens the phrase, so that a form in "s" is its verb: `a broker estimates`.

    A number after the form tells the same: `the office reports 40 tons`.
    """
    word = reading.word[item]
    if before != item - 1 or before < low or "third" not in VERB_FORMS[word]:
        return False
    if not word.endswith("s") or reading.kind[before] not in "wC":
        return False
    number = item + 1 < high and reading.kind[item + 1] == "n"
    near = reading.word[max(low, before - LONGEST_AGREEING) : before]
    if not number and "a" not in near and "an" not in near:
        return False
    first = noun_phrase_before(reading, before, low)
    if first is None or first == before or (first > low and reading.word[first - 1] not in OPENERS):
        return False
    inside = (word_class(reading.word[at]) == "P" for at in range(first, before))
    if any(inside):
        return False
    counted = number and reading.word[first] == "the"
    return counted or (reading.word[first] in ("a", "an") and _is_human(reading.word[before]))


def _is_verb_next(reading: Reading, item: int) -> bool:
    """Tell whether a verb stands here, so that "that" before it is who or what acts."""
    if item >= len(reading.word) or reading.kind[item] != "w":
        return False
    return word_class(reading.word[item]) == "V" and reading.word[item] not in SUBJECT_PRONOUNS


def _is_parenthetical(reading: Reading, item: int, before: int, low: int) -> bool:
    """Tell whether it is the verb of `as the society's page notes, …`."""
    words = reading.word
    if before != item - 1 or not words[item].endswith("s") or words[item + 1 : item + 2] == ["of"]:
        return False
    placed = words[item + 1 : item + 2] == ["in"] and "," in words[item + 2 : item + 7]
    if item + 1 < len(words) and reading.kind[item + 1] not in "pQ" and not placed:
        return False
    first = noun_phrase_before(reading, before, low) if before >= low else None
    if first is None or first <= low or words[first - 1] != "as" or words[before].endswith("s"):
        return False
    opened = words[first] in DETERMINERS or reading.kind[first] == "C"
    return opened and (first - 1 == low or words[first - 2] in COMMA_OR_DASH)


def _is_human(word: str) -> bool:
    return word in PEOPLE or word.endswith(AGENTS)


def _is_counted(reading: Reading, before: int, low: int) -> bool:
    """Tell whether a number or an adjective stands before the noun: `nine states:`, `led big`."""
    if before < low or reading.kind[before] == "n" or reading.word[before] in COUNTS:
        return True
    first = noun_phrase_before(reading, before, low)
    return first is not None and first > low and word_class(reading.word[first - 1]) in "VE"


def _may_point(words: list[str], before: int) -> bool:
    """Tell whether somebody points to something: not `12 percentage points to`, `no path`."""
    return words[before] not in ("percentage", "path", "road", "way", "arrow", "line")


def _promises(reading: Reading, item: int, before: int, low: int) -> bool:
    """Tell whether people at the front of a clause vow to do something: `Farmers vow to stay`."""
    if reading.word[item] not in PROMISING:
        return False
    first = noun_phrase_before(reading, before, low)
    if first is not None and reading.word[first - 1] in ("least", "most") and first - 2 >= low:
        first -= 2  # at least four senators
    at_front = first is not None and (first == low or reading.word[first - 1] in OPENERS)
    plural = reading.word[before].endswith("s") and not reading.word[before].endswith("'s")
    at_front = at_front and (reading.word[before] in PEOPLE or reading.kind[before] == "C")
    return at_front and plural != reading.word[item].endswith("s")


def _is_party(reading: Reading, before: int, low: int) -> bool:
    """Tell whether an adjective precedes: `Republican claims`, unlike `a Republican claims`."""
    if reading.word[before] not in ("democratic", "republican", "islamic", "federal"):
        return False
    first = noun_phrase_before(reading, before, low)
    return first is None or reading.word[first] not in ("a", "one", "another", "the")


def _is_object(reading: Reading, before: int, low: int) -> bool:
    """Tell whether a preposition stands before the phrase that ends at an item."""
    first = noun_phrase_before(reading, before, low)
    if first is None or first == low or reading.word[first - 1] in FRONTED:
        return False
    return reading.kind[first - 1] in "wC" and word_class(reading.word[first - 1]) == "P"


def _is_gerund(reading: Reading, before: int) -> bool:
    """Tell whether a verb in "ing" has the noun for its object: `dodging questions`."""
    word = reading.word[before]
    if reading.kind[before] != "w" or not word.endswith("ing") or word in NOUNS_IN_ING:
        return False
    return word_class(reading.word[before - 1]) != "D" and reading.kind[before - 1] != "C"


def _has_name_for_object(reading: Reading, item: int, before: int, low: int, high: int) -> bool:
    """Tell whether people do something to somebody: `as Democrats blast Roe`."""
    if "base" not in VERB_FORMS.get(reading.word[item], {}) or item + 1 >= high:
        return False
    word = reading.word[before]
    plural = word.endswith("s") and not word.endswith(("'s", "s'", "ss"))
    if not plural or reading.kind[item + 1] != "C" or not is_name(reading, item + 1):
        return False
    first = noun_phrase_before(reading, before, low)
    return first is not None and (first == low or reading.word[first - 1] in OPENERS)


def _is_single_name(reading: Reading, before: int, low: int) -> bool:
    """Tell whether a name in the singular precedes: not `most Southern states that`."""
    if before < low or reading.kind[before] != "C":
        return False
    first = noun_phrase_before(reading, before, low)
    return first is not None and reading.word[first] not in QUANTITIES


def _after_comma(reading: Reading, before: int, low: int) -> bool:
    """Tell whether a comma stands before the phrase before the verb: `…, the note states`."""
    if before < low:
        return False
    first = noun_phrase_before(reading, before, low)
    return (
        first is not None
        and first > low
        and reading.word[first - 1] == ","
        and reading.word[first] in DETERMINERS
        and reading.word[first] not in QUANTITIES
        and reading.word[first] not in ("more", "most")
    )


def _after_quotation(reading: Reading, before: int, low: int) -> bool:
    """Tell whether a quotation stands before the phrase: `“…,” a voice in the ad states`."""
    first = noun_phrase_before(reading, before, low) if before >= low else None
    return first is not None and first > low and reading.kind[first - 1] == "Q"


def _has_clause_for_object(reading: Reading, item: int, before: int, low: int, high: int) -> bool:
    """Tell whether a clause follows: `the exporter objects that`, `the army claims Roe …`."""
    words = reading.word
    first = noun_phrase_before(reading, before, low)
    if first is None or not (first == low or words[first - 1] in OPENERS):
        return False
    singular = words[first] in ("the", "a", "an", "its", "his", "her") or reading.kind[first] == "C"
    plural = reading.kind[before] == "w" and words[before].endswith("s")
    if not singular or (plural and not words[before].endswith("ss")):
        return False
    following = item + 1
    if following >= high:
        return False
    if words[following] == "that":
        return words[before] in PEOPLE or words[before].endswith(AGENTS)
    if reading.kind[following] != "C" or not is_name(reading, following):
        return False
    return any(
        reading.kind[at] == "w" and (word_class(words[at]) == "V" or words[at].endswith("s"))
        for at in range(following + 1, min(high, following + 4))
    )


def is_plural_subject(reading: Reading, before: int, low: int) -> bool:
    """Tell whether the item before a bare form (say, argue) can be the end of its subject."""
    if before < low or reading.kind[before] == "Q":
        return False
    word = reading.word[before]
    if word in PLURAL_SUBJECTS or word in COUNTS or reading.kind[before] == "n":
        return True
    if word in FRACTIONS or (word == "," and _ends_share(reading, before - 1, low)):
        return True  # a third say; a third of voters, 33%, say
    those = reading.word[before - 1] == "those"
    if those and reading.kind[before] == "w" and word_class(word) == "E":
        return True  # those surveyed say
    if word in DASHES and before > low and reading.kind[before - 1] in "wC":
        return True  # Democrats — and some Republicans — say
    if word in ("%", "percent") or (word in ("them", "us") and reading.word[before - 1] == "of"):
        return True  # 47% say, most of them say
    if reading.kind[before] not in "wC":
        return False
    begin = noun_phrase_before(reading, before, low)
    if begin is not None and reading.word[begin] in ("a", "an") and begin < before:
        inside = reading.word[begin:before]
        return "of" in inside or "and" in inside  # a number of, unlike a harbour news report
    if begin is not None and begin < before and has_plural_head(reading, begin, before + 1):
        return True
    if begin is not None and begin > low and word_class(reading.word[begin - 1]) == "P":
        head = reported_head(reading, begin - 1, low)
        counted = head is not None and reading.word[head] in COUNTS
        if counted or (head is not None and has_plural_head(reading, head, begin)):
            return True  # two carriers polled by the Herald say
    plural = word.endswith("s") and not word.endswith(("ss", "'s", "is", "us"))
    return (plural or word in PLURALS) and word_class(word) == "N"


def _ends_share(reading: Reading, item: int, low: int) -> bool:
    """Tell whether a percentage between commas ends here."""
    percent = item - 2 >= low and reading.word[item] in ("%", "percent")
    return percent and reading.kind[item - 1] == "n" and reading.word[item - 2] == ","


def has_plural_subject(reading: Reading, item: int, low: int) -> bool:
    """Tell whether several speak before a bare form: `Ann Roe and John Doe say`.

    The words next to the verb may describe them only: `people familiar with her view say`.
    """
    subject = subject_before(reading, item, low)
    if subject is None or subject.antecedent is not None:
        return False
    words, kinds = reading.word, reading.kind
    first = words[subject.low]
    if first in SEVERAL or (first == "at" and words[subject.low + 2] in SEVERAL):
        return True
    for at in range(subject.low, subject.high):
        word = words[at]
        if word == "and" and at + 1 < subject.high and words[at + 1] in ("a", "an"):
            return True  # three notes and a call show
        if word == "and" and is_name(reading, at - 1) and at + 1 < subject.high:
            return kinds[at + 1] == "C" or words[at + 1] == "the"
        if at + 1 == subject.high or _ends_head(reading, at + 1):
            return kinds[at] in "wC" and _is_plural(reading, at)
    return False


def _ends_head(reading: Reading, item: int) -> bool:
    """Tell whether a word begins what only describes a noun: `of`, `who`, `that`, a participle."""
    word = reading.word[item]
    relative = word == "that" or word.split("'")[0] == "who"
    described = relative or word in AFTER_PEOPLE
    return described or word_class(word) in "PSE" or reading.kind[item] == "p"


def _is_plural(reading: Reading, item: int) -> bool:
    """Tell whether a noun is a plural: hawks, people, Saudis, unlike Davis, class and virus."""
    word = reading.word[item]
    if word in PLURALS:
        return True
    if not word.endswith("s") or word.endswith(("ss", "'s", "us")):
        return False
    return not word.endswith("is") or item == 0 or not is_name(reading, item - 1)


def may_invert_plural(cue: Cue) -> bool:
    """Tell whether `…, say experts` is usual with this verb."""
    return cue.complement == "clause" and cue.level == "speech"


def has_plural_head(reading: Reading, low: int, high: int) -> bool:
    """Tell whether the word before the first preposition is a plural (sources close to Roe)."""
    for item in range(low, high):
        if item > low and word_class(reading.word[item]) == "P":
            break
        word = reading.word[item]
        own = reading.kind[item] == "w" or item == low or word_class(reading.word[item - 1]) in "DO"
        if word in PEOPLE and word.endswith("s") and own:
            return True
    return False


def is_thing(reading: Reading, subject: Subject) -> bool:
    """Tell whether a phrase names a thing: nobody in it, no name, no pronoun.

    Its head tells: `Roe in her speech called it late`, `Ann Roe, before the board, called it late`.
    """
    low = subject.low
    if reading.word[low] in QUANTITIES and reading.word[low + 1 : low + 2] == ["of"]:
        low += 2  # most of his rivals
    span = range(low, subject.high)
    ends = (at for at in span if at > low and _ends_head(reading, at))
    end = next(ends, subject.high)
    return not any(reading.word[item] in SOMEBODY for item in range(low, end)) and (
        reading.kind[end - 1] == "w"
    )


def can_invert(reading: Reading, item: int, low: int) -> bool:
    """`“…,” said Price`, `…, says Price`: directly after a quotation, a comma or at the start."""
    forms = VERB_FORMS[reading.word[item]]
    cue = forms.get("third") or forms.get("past")
    if cue is None or (
        cue.complement not in ("clause", "preposition") and cue.lemma not in INVERTING
    ):
        return False
    if item == low:
        return True
    before = item - 1
    return reading.kind[before] == "Q" or reading.word[before] in COMMA_OR_DASH


def ends_clause(reading: Reading, subject: Subject, high: int) -> bool:
    """`…, said Price.`: nothing but an end or a comma may follow the speaker."""
    if reading.word[subject.low] in SUBJECT_PRONOUNS:
        return False
    if subject.high >= high or reading.word[subject.high] in {",", ".", ";", *DASHES}:
        return True
    timed = skip_time(reading, subject.high, high)
    if timed > subject.high and is_name(reading, subject.high - 1):
        return timed >= high or reading.word[timed] in {",", ".", ";"}  # said Roe on Monday, citing
    named = is_name(reading, subject.high - 1) and is_name(reading, subject.high - 2)
    rest = range(subject.high, high)
    idle = all(reading.kind[at] != "Q" and word_class(reading.word[at]) not in "VE" for at in rest)
    return named and idle and word_class(reading.word[subject.high]) == "P"
