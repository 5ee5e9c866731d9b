"""The speaker's place: before the verb, after it, across commas, in the main clause."""

from typing import NamedTuple

from helpers.measures.attribution.contents import is_title
from helpers.measures.attribution.cues import NOUN_FORMS, VERB_FORMS
from helpers.measures.attribution.names import FIRST_NAMES
from helpers.measures.attribution.noun_phrases import noun_phrase_after, noun_phrase_before
from helpers.measures.attribution.reading import COMMA_OR_DASH, DASHES, Reading
from helpers.measures.attribution.subject_heads import (
    apposed_name,
    before_bracket,
    body_within,
    contact_head,
    floats,
    is_scene,
    is_several,
    likened_head,
    list_head,
    named_before,
    participle_head,
    person_within,
    relative_head,
    reported_head,
)
from helpers.measures.attribution.times import skip_time_left
from helpers.measures.attribution.word_classes import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    COUNTS,
    DAYS,
    DETERMINERS,
    FRACTIONS,
    HAVE,
    LINKING,
    MODALS,
    MONTHS,
    PEOPLE,
    QUANTIFIERS,
    SUBJECT_PRONOUNS,
    TIME_MODIFIERS,
    TIMES,
    classify,
    is_name,
    word_class,
)
from helpers.measures.lexicon_files import word_list

__all__ = ["ANSWERED", "SINGLES", "Subject", "clause_subject", "is_once_before", "subject_before"]

# Characters of a quotation that may be a title within a speaker's description.
LONGEST_TITLE = 80
FLOATING = frozenset(
    ["both", "all", "each", "himself", "herself", "itself", "themselves", "overall", "alike"]
)
EARLIER = frozenset(["earlier", "later", "today", "already", "now"])
# Before "to" they set the scene.
BEFORE_SCENE = frozenset(["given", "considering"])  # given the costs, Roe said
BEFORE_TO = frozenset(["prior", "thanks", "due", "contrary", "according", "next", "similar"])
# In front of people they are adjectives: outside experts.
PLACES_WITHIN = frozenset(["outside", "inside"])
# Before a subject at the beginning of its clause.
OPENERS = CONJUNCTIONS | {",", ";", ":", "that", "while", "as", "though"}
# Past forms that describe nobody: the court seemed ready to say.
NOT_PASSIVE = word_list("before_infinitive") | {"helped"}
# What somebody answers: a charge Roe denied.
ANSWERED = frozenset(NOUN_FORMS) | frozenset(
    ["charge", "accusation", "account", "notion", "conclusion", "something"]
)
# After a verb of speech they show that what was said stands before it: plans aides say are late.
AFTER_GAP = (AUXILIARIES - {"to"}) & (BE | HAVE | MODALS)
DESCRIBED = frozenset(["senior", "some", "many", "most", "u.s."])
BEFORE_BYNAME = frozenset(["called", "named", "dubbed", "nicknamed"])
AFTER_OR_BEFORE = frozenset(["after", "before", "since"])
# Pronouns that are no subject: what they are the object of describes who speaks.
OBJECTS = frozenset(["him", "her", "me", "us", "them"])
# Determiners of one person or thing.
SINGLES = frozenset(["the", "a", "an", "his", "her", "its", "their", "this", "that", "our", "my"])
# Said by the way between a subject and its verb.
ASIDES = frozenset(
    ["in the past", "in fact", "in turn", "in particular", "in part", "in effect", "in general",
     "in private", "in public", "at times", "at first", "at one point", "at least", "of course",
     "for one", "for now", "by contrast", "by now", "thus far", "so far"]
)  # fmt: skip
ENDS_OF_ASIDES = frozenset(aside.split()[-1] for aside in ASIDES)
ALONG_WITH = (["along", "with"], ["together", "with"])
BRACKETS = {")": "(", ">": "<"}  # Ural Steel <URST.M>
PARTICLES_OF_VERBS = frozenset(["down", "out", "up", "off", "away"])
DESCRIBING = frozenset(["former", "then", "of", "for"]) | PEOPLE
BEFORE_DESCRIPTION = frozenset(["also", "once", "now", "then", "currently", "formerly", "long"])
RELATIVES = frozenset(["who", "which", "that"])
WHO = frozenset(["who", "whose", "whom"])
SHORTENED = word_list("shortened")
BODIES = word_list("bodies")
DOCUMENTS = word_list("documents")


class Subject(NamedTuple):
    """Who speaks: items `low` to `high` (exclusive); the verb group begins at `verb`."""

    low: int
    high: int
    verb: int
    antecedent: tuple[int, int] | None = None


def subject_before(reading: Reading, verb: int, low: int) -> Subject | None:
    """Find the subject that stands before the verb at item `verb`."""
    words, kinds = reading.word, reading.kind
    item = _before_group(reading, verb, low)
    group = item + 1
    item = skip_time_left(reading, item, low)
    if item < low:
        return None
    word, kind = words[item], kinds[item]
    if word == ",":
        found = _across_commas(reading, item, low, group)
        return _what_was_made(reading, found, low, group)
    if word in BRACKETS:
        opening = next(
            (a for a in range(item - 1, max(low - 1, item - 20), -1) if words[a] == BRACKETS[word]),
            None,
        )
        if opening is None or opening <= low:
            return None
        begin = noun_phrase_before(reading, opening - 1, low)
        if begin is None:
            return None
        first = list_head(reading, begin, opening - 1, low)
        return Subject(begin if first is None else first, item + 1, group)
    if word in DASHES:
        opening = next(
            (a for a in range(item - 1, max(low - 1, item - 40), -1) if words[a] in DASHES), None
        )
        if opening is None or opening <= low:
            return None
        head = _head_of_phrase(reading, opening - 1, verb, low)
        return None if head is None else Subject(head, item, group)
    if kind == "Q":
        if item == low and is_title(reading, item):
            return Subject(item, item + 1, group)  # “60 Minutes” said it stood by its report
        if item - 1 <= low or reading.end[item] - reading.start[item] >= LONGEST_TITLE:
            return None
        if words[item - 1] in BEFORE_BYNAME:  # a group called “Two Rivers” said
            head = _head_of_phrase(reading, item - 2, verb, low)
            return None if head is None else Subject(head, item + 1, group)
        # As Ann Roe, author of “Two Rivers,” put it
        comma = reading.text[reading.quoted[item].end - 1] == ","
        owned = words[item - 1].endswith(("'s", "s'"))
        found = None
        if comma and (owned or classify(reading, item - 1) in "PD"):
            found = _across_commas(reading, item, low, group)
        elif comma:
            found = _before_relative(reading, item, low, group)
        return None if found is None else found._replace(high=item + 1)
    if kind == "p" and word != "%":
        return None
    if word in RELATIVES:
        return _relative(reading, item, low, group)
    if "'" in word and word.split("'")[0] in SUBJECT_PRONOUNS and not word.endswith("'s'"):
        return Subject(item, item + 1, item)  # he's said, they've argued
    passive = _end_of_passive_relative(reading, item, low) if kind == "w" else None
    if passive is not None:
        return Subject(passive, group, group)
    if kind == "w" and word_class(word) in "VEP":
        met = contact_head(reading, item, low)  # people we spoke with said
        if met is not None:
            return Subject(met, group, group)
    if kind == "w" and word_class(word) == "E" and item > low:
        return _described_subject(reading, item - 1, verb, low, group)
    head = _head_of_phrase(reading, item, verb, low)
    return None if head is None else Subject(head, item + 1, group)


def _end_of_passive_relative(reading: Reading, item: int, low: int) -> int | None:
    """Head of `a man who did not want to be named`, `those whose laws have been struck down`."""
    words = reading.word
    last = item - 1 if words[item] in PARTICLES_OF_VERBS else item
    be = last - 2 if word_class(words[last - 1]) == "R" else last - 1  # to be officially named
    if last - 3 < low or word_class(words[last]) not in "EV" or words[be] not in BE:
        return None
    return relative_head(reading, item, item, low)


def _described_subject(
    reading: Reading, item: int, verb: int, low: int, group: int
) -> Subject | None:
    """Find the subject before a participle: `a report issued in May`, `half of those surveyed`."""
    words = reading.word
    if words[item] == "those":
        share = item - 2 >= low and words[item - 1] == "of"
        head = noun_phrase_before(reading, item - 2, low) if share else None
        return Subject(item if head is None else head, item + 2, group)
    if reading.kind[item] in "pQ":
        return None
    head = _head_of_phrase(reading, item, verb, low)
    participle = words[item + 1]
    described = participle.endswith("ed") and participle not in NOT_PASSIVE
    return None if head is None else Subject(head, group if described else item + 1, group)


def _head_of_phrase(reading: Reading, item: int, verb: int, low: int) -> int | None:
    """Find the first item of the subject whose last phrase ends at an item; None if it is none."""
    words, kinds = reading.word, reading.kind
    begin = noun_phrase_before(reading, item, low)
    if begin is None:
        return None
    if begin - 3 >= low and words[begin - 2 : begin] in ALONG_WITH:
        # senators along with Secretary Ann Roe
        last = begin - 3 - (words[begin - 3] == ",")
        return noun_phrase_before(reading, last, low) if last >= low else None
    begin = _trim_front(reading, begin, item)
    if begin is None:
        return None
    begin = _after_object(reading, begin, item, verb)
    begin = _with_as_many(reading, begin, low)
    if begin - 1 > low and words[begin - 1] == "that" and words[begin - 2] in COMMA_OR_DASH:
        begin -= words[item] in PEOPLE and begin == item  # …, that official said
    if begin == item and words[item] in OBJECTS:
        return relative_head(reading, begin, item, low)  # groups that have backed him say
    before = begin - 1
    if before >= low and kinds[before] in "wC" and words[before] in LINKING:
        if (words[before] == "at" and words[begin] in ("least", "most")) or (
            words[before] in PLACES_WITHIN and _opens_subject(reading, before, item, low)
        ):
            begin = before
            if begin - 2 >= low and words[begin - 1] in LINKING and kinds[begin - 2] in "wC":
                # aides for at least eight candidates
                outer = noun_phrase_before(reading, begin - 2, low)
                begin = begin if outer is None else outer
        elif words[before] not in ("about", "under") or not (
            kinds[begin] == "n" or words[begin] in COUNTS
        ):
            in_front = before == low or (before == low + 1 and words[low] in CONJUNCTIONS)
            named = _named_after_scene(reading, begin, item) if in_front else None
            if named is not None:
                return named
            # "in a statement released": the object of a preposition
            head = reported_head(reading, before, low)
            head = _named_at(reading, before, low) if head is None else head
            head = relative_head(reading, begin, item, low) if head is None else head
            return contact_head(reading, begin, low) if head is None else head
    if before > low and words[before] == "like":
        if words[before - 1] in CONJUNCTIONS:
            return None  # and, like Roe, has spoken of it
        head = likened_head(reading, before, low)
        if head is not None:
            return head
    alone = begin == item and words[item] in SUBJECT_PRONOUNS
    head = None if alone else relative_head(reading, begin, item, low)
    if head is None and words[verb + 1 : verb + 2] != [","]:
        head = list_head(reading, begin, item, low)
    if head is None:
        head = participle_head(reading, begin, low)
    begin = begin if head is None else head
    named = named_before(reading, begin, item, low)
    return begin if named is None else named


def _named_at(reading: Reading, before: int, low: int) -> int | None:
    """Find the name in `Roe, of Ordal University [no comma] said`, from "of" leftwards."""
    last = before - 2
    if last < low or reading.word[before - 1] != "," or reading.word[before] not in ("of", "from"):
        return None
    head = noun_phrase_before(reading, last, low) if is_name(reading, last) else None
    return head if head is not None and _opens(reading, head - 1, low) else None


def _after_object(reading: Reading, begin: int, item: int, verb: int) -> int:
    """First item of a subject after what it speaks of: `a claim Roe denied`, `plans aides say are`.

    No "that" or "which" stands between them.
    """
    words = reading.word
    answered = words[begin] in ("a", "an") and words[begin + 1] in ANSWERED
    start = begin + 2 if answered else begin + (words[begin] == "something")
    somebody = words[item] in PEOPLE and words[item].endswith("s") and reading.kind[item] == "w"
    if begin < start <= item and (
        (somebody and start == item) or all(is_name(reading, at) for at in range(start, item + 1))
    ):
        return start
    gap = somebody and item > begin and verb + 1 < len(words) and words[verb + 1] in AFTER_GAP
    described = words[item - 1] in DESCRIBED or classify(reading, item - 1) != "N"
    before = words[item - 2] if described and item - 2 >= begin else words[item - 1]
    if gap and words[begin] in SINGLES and word_class(before) == "N" and begin < item - 1:
        return item - described
    return begin


def _opens_subject(reading: Reading, item: int, last: int, low: int) -> bool:
    """Tell whether "outside" describes people at the front of a clause: `outside experts say`."""
    if item > low and reading.word[item - 1] not in OPENERS:
        return False
    return item + 1 == last and reading.word[last] in PEOPLE


def _before_group(reading: Reading, verb: int, low: int) -> int:
    """Step over what belongs to the verb: `has since said`, `have in the past been told`."""
    words = reading.word
    item = verb - 1
    while item >= low and reading.kind[item] != "Q":
        word = words[item]
        aside = _length_of_aside(words, item, low) if word in ENDS_OF_ASIDES else 0
        if aside:
            item -= aside
        elif word in AUXILIARIES or (classify(reading, item) == "R" and word not in TIMES):
            item -= 1
        elif word in FLOATING and item > low and floats(reading, item):
            item -= 1  # Roe and Doe both said
        elif item > low and word in EARLIER and words[item - 1] in HAVE:
            item -= 1  # had earlier said
        elif item > low and is_once_before(reading, item):
            item -= 1  # Roe once said
        else:
            break
    return item


def is_once_before(reading: Reading, item: int) -> bool:
    """Tell whether "once" means long ago: `Roe once said`, unlike `once asked, he left`."""
    if reading.word[item] != "once":
        return False
    if reading.word[item - 1] == ",":  # Roe, who wrote it, once said
        forms = VERB_FORMS.get(reading.word[item + 1], {})
        return "past" in forms and forms["past"].complement == "clause"
    before = item - 1 - (reading.word[item - 1] == "even")
    return before >= 0 and reading.kind[before] in "wC" and classify(reading, before) in "NO"


def _length_of_aside(words: list[str], item: int, low: int) -> int:
    """Count the words of an aside that ends at an item, such as `in turn`, `in the past`."""
    for length in (2, 3):
        if item - length >= low and " ".join(words[item - length + 1 : item + 1]) in ASIDES:
            return length
    return 0


def _named_after_scene(reading: Reading, begin: int, last: int) -> int | None:
    """Find the name in `In return Russia said`, `In a statement Ann Roe said`."""
    words = reading.word
    first = last + 1
    while first > begin and is_name(reading, first - 1):
        first -= 1
    full = next((at for at in range(first, last) if words[at] in FIRST_NAMES), None)
    if full is not None and full > begin:
        return full  # At the Kremlin Ann Roe said
    scene = first > begin and reading.kind[first - 1] == "w" and first <= last
    noun = words[first - 1]
    titled = noun in DETERMINERS or (noun in PEOPLE and noun not in DOCUMENTS)
    return first if scene and not titled else None


def _with_as_many(reading: Reading, begin: int, low: int) -> int:
    """First item of a count with `as many as`, `as few as` before it."""
    words = reading.word
    if begin - 3 >= low and words[begin - 1] == "as" and words[begin - 3] == "as":
        return begin - 3 if words[begin - 2] in ("many", "much", "few", "little") else begin
    return begin


def _trim_front(reading: Reading, begin: int, last: int) -> int | None:
    """Drop a time at the front ("Monday Price said"); None if nothing else is left."""
    while begin <= last and (
        reading.word[begin] in DAYS
        or (reading.word[begin] in MONTHS and reading.kind[begin] == "C")
    ):
        begin += 1
    return begin if begin <= last else None


def _relative(reading: Reading, item: int, low: int, group: int) -> Subject | None:
    words = reading.word
    before = item - 1
    if before < low:
        return None
    comma = words[before] in COMMA_OR_DASH
    if comma:
        before -= 1
    if before < low or (words[item] == "that" and comma):
        return None
    if reading.kind[before] == "p" and words[before] != ")":
        return None
    if words[before] in ("those", "someone", "everyone", "anyone", "people", "one"):
        return Subject(before, item + 1, group, (before, item))
    begin = noun_phrase_before(reading, before_bracket(reading, before, low), low)
    if begin is None:
        return None
    if words[item] in ("that", "which") and not _is_body(reading, begin, before + 1):
        return None
    named = apposed_name(reading, begin, before, low) if words[item] == "who" else None
    if named is None:
        named = named_before(reading, begin, before, low)
    if named is None and words[item] != "who":
        named = body_within(reading, begin, before)
    elif named is None:
        person = person_within(reading, begin, before)
        if person is not None:
            return Subject(item, item + 1, group, person)
    return Subject(item, item + 1, group, (begin if named is None else named, before + 1))


def _is_body(reading: Reading, low: int, high: int) -> bool:
    return any(reading.word[i] in PEOPLE or reading.kind[i] == "C" for i in range(low, high))


def _across_commas(reading: Reading, comma: int, low: int, group: int) -> Subject | None:
    """`Orlova, a spokeswoman for the ministry, said`: from the last comma to the name."""
    words, kinds = reading.word, reading.kind
    described = _before_relative(reading, comma, low, group)
    if described is not None:
        return described
    best: Subject | None = None
    item = comma - 1
    while item > low and comma - item < 60:
        if words[item] != ",":
            if (
                kinds[item] == "Q"
                and best is None
                and reading.end[item] - reading.start[item] > 120
            ):
                break
            item -= 1
            continue
        if item - 1 < low:
            break
        if kinds[item - 1] == "Q":
            item -= 1
            continue
        last = before_bracket(reading, item - 1, low)
        polled = word_class(words[last]) == "E" and words[last - 1] in ("those", "voters", "people")
        begin = noun_phrase_before(reading, last - polled, low)
        if begin is None:
            item -= 1
            continue
        before = begin - 1
        if before > low and words[before] in BEFORE_DESCRIPTION and words[before - 1] == ",":
            before -= 1  # Roe, also a senator, said
        attached = (
            before >= low
            and kinds[before] in "wC"
            and (classify(reading, before) in "PVE" or words[before].endswith("ing"))
            and words[before] not in ("after", "before", "since", "until", "like")
        )
        if words[begin] in ("who", "which") and begin == item - 1:
            return _relative(reading, begin, low, group)  # who, on a call on Friday, said
        if not attached and (_is_time(reading, begin, item) or is_scene(reading, begin, low)):
            break
        if begin < item - 1 and words[begin].endswith("ing") and words[before] in AFTER_OR_BEFORE:
            break  # after winning Ordal in May, Ann Roe
        named = best is not None and best.high == comma and _is_full_name(reading, best.low)
        if named and not attached and not _opens(reading, before, low):
            break  # she left out his name, Ann Roe, 50,
        described = None if attached else relative_head(reading, begin, item - 1, low)
        if described is not None and words[described - 1] == ",":
            begin, before = described, described - 1  # the Republican who heads the panel
        if words[before] in ("like", "including") and before > low and words[before - 1] == ",":
            item = before - 1  # the oldest allies, like Roe and Doe,
            continue
        some_named = words[item + 1] in ("like", "including")
        speaks = (
            _may_speak(reading, begin, item)
            or (some_named and is_several(reading, begin, item - 1))
            or _is_named_next(reading, begin, item)
            or (begin == low and (words[item - 1] in BODIES or words[item + 1] in ("from", "of")))
        )
        if best is not None and words[before] in AFTER_OR_BEFORE and words[item + 1] in DETERMINERS:
            break  # after a stay in Ordal, their school, Tver College, said
        if not attached and speaks:
            candidate = Subject(begin, _drop_adverb(reading, item, comma), group)
            if (
                best is None
                or _is_named(reading, begin, item)
                or not _is_named(reading, best.low, best.low + 1)
            ):
                best = candidate
            if before < low or words[before] != ",":
                break
            item = before
            continue
        if best is not None and kinds[item - 1] != "n":  # Ann Roe, 67, a clerk in Tver, Ural,
            break
        item -= 1
    return best


def _what_was_made(reading: Reading, found: Subject | None, low: int, group: int) -> Subject | None:
    """Take the bill for the subject of `The bill, backed by Roe and Doe, bars it, calls for`."""
    words = reading.word
    if words[low] != "the" or (found is not None and found.antecedent is not None):
        return found
    end = low + 2
    while end + 2 < group and words[end] != "," and end < low + 6:
        end += 1
    made = end + 2 < group and words[end] == "," and words[end + 2] in ("by", "to")
    made = made and word_class(words[end + 1]) in "VE"
    if not made or reading.kind[end - 1] != "w":
        return found
    if found is not None and found.low <= end + 2:
        return found
    return Subject(low, end, group)


def _before_relative(reading: Reading, comma: int, low: int, group: int) -> Subject | None:
    """`Ann Roe, who left Aurora, Colorado, in 2012, said`: the name before ", who"."""
    first = max(low, comma - 60)
    if WHO.isdisjoint(reading.word[first:comma]):
        return None
    for item in range(first, comma):
        if reading.word[item] in WHO and reading.word[item - 1] == ",":
            if item - 2 < low:
                return None
            begin = noun_phrase_before(reading, item - 2, low)
            counted = begin == item - 2 and reading.word[begin] in QUANTIFIERS | COUNTS
            if begin is None or not (counted or _is_named(reading, begin, item - 1)):
                return None
            at_start = _opens(reading, begin - 1, low)
            begin = _first_of_apposition(reading, begin, low)
            return Subject(begin, comma, group) if at_start else None
    return None


def _first_of_apposition(reading: Reading, begin: int, low: int) -> int:
    """Find the name before `Ann Roe, the former mayor, who …` and `Ann Roe, 30, of Tver, who …`."""
    words = reading.word
    item = begin
    for _ in range(4):
        if item - 2 < low or words[item - 1] != ",":
            return begin
        left = noun_phrase_before(reading, item - 2, low)
        if left is None:
            return begin
        if _is_full_name(reading, left) and _opens(reading, left - 1, low):
            return left
        item = left - 1 if left > low and words[left - 1] in ("of", "from") else left
    return begin


def _is_full_name(reading: Reading, item: int) -> bool:
    """Tell whether a phrase begins with a name of several words: `Ann Roe`, `Gov. Dahl`."""
    return is_name(reading, item) and is_name(reading, item + 1)


def _opens(reading: Reading, before: int, low: int) -> bool:
    """Tell whether a clause may begin after the item before a phrase: a comma, "and", "when"."""
    if before < low or reading.kind[before] in "pQ":
        return True
    word = reading.word[before]
    return word in OPENERS or word_class(word) in "S" or (before == low and word_class(word) == "R")


def _is_named_next(reading: Reading, begin: int, comma: int) -> bool:
    """Tell whether a name between commas says who it is: `the assailant, John Doe, said`."""
    end = comma + 1
    while end < len(reading.word) and is_name(reading, end):
        end += 1
    named = end - comma > 2 and reading.word[end : end + 1] == [","]
    return named and reading.word[begin] in SINGLES and reading.kind[comma - 1] == "w"


def _drop_adverb(reading: Reading, low: int, comma: int) -> int:
    """`Roe, a diplomat, however, said`: the phrase ends before "however"."""
    last = comma - 1
    if last > low and classify(reading, last) in ("R", "A") and reading.word[last - 1] == ",":
        return last - 1
    if last > low + 1 and reading.word[last] in ("example", "instance", "one", "part"):
        at = last - 1 if reading.word[last - 1] == "for" else last - 2
        if reading.word[at] == "for" and reading.word[at - 1] == ",":
            return at - 1
    return comma


def _is_time(reading: Reading, low: int, high: int) -> bool:
    """Tell whether a phrase is a time: `Last month, …`, `this week, …`."""
    return reading.word[high - 1] in TIMES and all(
        reading.word[item] in TIME_MODIFIERS or reading.word[item] in TIMES
        for item in range(low, high)
    )


def _may_speak(reading: Reading, low: int, high: int) -> bool:
    if reading.word[low].split("'")[0] in ("there", "here"):
        return False
    return any(
        (
            is_name(reading, i)
            and reading.word[i] not in TIMES
            and not (reading.word[i].endswith(".") and reading.word[i][:-1] in SHORTENED)
        )
        or reading.word[i] in PEOPLE
        or reading.word[i] in SUBJECT_PRONOUNS
        or reading.word[i] in FRACTIONS
        for i in range(low, high)
    )


def _is_named(reading: Reading, low: int, high: int) -> bool:
    return any(is_name(reading, i) for i in range(low, high)) and reading.word[low] not in (
        "a",
        "an",
    )


def clause_subject(reading: Reading, low: int, verb: int, depth: int = 0) -> tuple[int, int] | None:
    """Subject of the clause that begins at item `low`: for participles and second predicates."""
    words, kinds = reading.word, reading.kind
    item = low
    for _ in range(6):
        if item >= verb:
            return None
        word = words[item]
        if kinds[item] == "Q":
            item += 1
            continue
        if kinds[item] == "p" or word in CONJUNCTIONS or word in ADVERBS:
            item += 1
            continue
        group = classify(reading, item)
        forms = VERB_FORMS.get(word, {})
        if is_scene(reading, item, low):
            group = "E"  # Preceded by a sheriff, Roe said
        elif item == low and word_class(word) == "R":
            group = "R"  # Shortly after the merger, Roe said
        elif (
            item + 1 < verb
            and words[item + 1] in TIMES
            and (word in COUNTS or word in TIME_MODIFIERS)
        ):
            group = "R"  # Two years earlier, Roe said; last year, he said
        elif item + 1 < verb and words[item + 1] == "to" and word in BEFORE_TO:
            group = "P"  # Prior to the vote, Roe said
        elif word in BEFORE_SCENE:
            group = "P"
        if (
            group in "PSRE"
            or (word.endswith("ing") and word not in ("king", "nothing", "something"))
            or (forms and kinds[item] == "w")
            or word in TIMES
        ) and word not in SUBJECT_PRONOUNS:
            if word in ("on", "in") and item + 1 < verb and words[item + 1] in TIMES:
                item += 2
                continue
            comma = next((at for at in range(item, min(verb, item + 45)) if words[at] == ","), None)
            if comma is None:
                return None
            item = comma + 1
            continue
        break
    if item >= verb:
        return None
    if "'" in words[item] and words[item].split("'")[0] in SUBJECT_PRONOUNS:
        return item, item + 1
    end = noun_phrase_after(reading, item, verb, verb_follows=True)
    if end is None or words[end - 1] in TIMES or not _may_speak(reading, item, end):
        comma = next((at for at in range(item, min(verb, item + 45)) if words[at] == ","), None)
        if comma is None or depth >= 3:
            return None
        return clause_subject(reading, comma + 1, verb, depth + 1)
    return item, _with_name(reading, _before_verb(reading, item, end), verb)


def _before_verb(reading: Reading, low: int, end: int) -> int:
    """End of a subject before a verb that looks like a noun: `the nominee feuds with his party`."""
    words = reading.word
    announced = words[end : end + 1] == ["that"]  # the Herald reports that
    for item in range(low + 2, end - (not announced)):
        if reading.kind[item] != "w" or reading.kind[item - 1] not in "wC":
            continue
        word, previous, following = words[item], words[item - 1], words[item + 1]
        if word_class(previous) not in "N" or previous.endswith(("'s", "s'")):
            continue
        if word.endswith("ing") and (word in VERB_FORMS or previous in PEOPLE):
            return item
        single = words[low] in SINGLES and not previous.endswith("s")
        single = single and (announced or word not in PEOPLE)
        if single and word.endswith("s") and not word.endswith(("ss", "'s")):
            goes_on = word_class(following) in "PD" and following not in ("of", "for")
            goes_on = goes_on or (item == end - 1 and word in VERB_FORMS)
            goes_on = goes_on or (reading.kind[item + 1] == "C" and reading.kind[item - 1] == "w")
            if goes_on or following.endswith("ing"):
                return item
    return end


def _with_name(reading: Reading, end: int, verb: int) -> int:
    """End of the subject with the name after it: `the mayor's aide, Ann Roe,`."""
    if end >= verb or reading.word[end] != ",":
        return end
    at = end + 1
    described = at
    while described < verb and reading.word[described] in DESCRIBING:
        described += 1  # the other candidate, former mayor Ann Roe,
    at = described if described + 1 < verb and is_name(reading, described) else at
    while at < verb and is_name(reading, at):
        at += 1
    return at if at - end > 2 and at < verb and reading.word[at] == "," else end
