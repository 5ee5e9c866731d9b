"""Cues that are no verbs: "according to Roe", "in Roe's view", "Roe's claim that".

They stand beside the clause that they give to a source, and name the source themselves.
"""

from dataclasses import dataclass

from helpers.measures.attribution.cues import NOUN_FORMS, VERB_FORMS, Cue
from helpers.measures.attribution.noun_phrases import noun_phrase_after, noun_phrase_before
from helpers.measures.attribution.reading import COMMA_OR_DASH, DASHES, Reading
from helpers.measures.attribution.subjects import Subject
from helpers.measures.attribution.word_classes import (
    CONJUNCTIONS,
    OBJECT_PRONOUNS,
    PEOPLE,
    POSSESSIVES,
    ROUGHLY,
    word_class,
)

__all__ = ["VIEWS", "Candidate", "find_according", "find_noun", "find_view"]

# Nouns after "in" or "by" that give a sentence to a source.
VIEWS = frozenset(
    [
        "view",
        "words",
        "opinion",
        "estimation",
        "telling",
        "judgment",
        "judgement",
        "account",
        "count",
        "estimate",
        "reckoning",
        "assessment",
        "calculation",
        "calculations",
        "version",
        "interpretation",
    ]
)
# Nouns that announce words only as `their line is that …`.
ONLY_EQUATED = frozenset(["line", "excuse", "reasoning", "stance", "mantra"])
OWNERS = PEOPLE | {"head", "boss", "chair"}  # the head of the bank's claim
BEFORE_OWNER = frozenset(["of", "to", "in", "on", "about", "with", "from", "for"])
ASKING = frozenset(["urging", "promising"])  # calls from Roe to leave, a pledge by Roe to stay
ABOUT = (["about"], ["nearly"], ["almost"], ["roughly"])
LONGEST_INSERTION = 12  # items between commas after a noun
OPENERS_OF_VIEWS = frozenset(["in", "by"])
ACCORDING = Cue("according to", "phrase", "speech", "clause", (), "neutral")


@dataclass(slots=True)
class Candidate:
    """A cue, what it is in its clause, and who its subject is."""

    cue: int
    info: Cue
    role: str  # finite, participle, infinitive, passive, according, noun
    subject: Subject | None = None
    inverted: bool = False
    clause: int = 0
    sibling: bool = True


def find_according(reading: Reading, item: int, low: int, high: int) -> Candidate | None:
    """Find the source of "according to" at this item, if it names one."""
    clause = item - 1 if item > low and reading.word[item - 1] in COMMA_OR_DASH else item
    if reading.word[item + 2 : item + 3] == ["what"]:
        told = noun_phrase_after(reading, item + 3, high, verb_follows=True)
        if told is not None and told < high and word_class(reading.word[told]) in "VE":
            subject = Subject(item + 3, told, item)
            return Candidate(item, ACCORDING, "according", subject, clause=clause)
    alone = item + 3 >= high or reading.kind[item + 3] == "p"
    if alone and item + 2 < high and reading.word[item + 2] in OBJECT_PRONOUNS:
        end = item + 3  # a pronoun, not "her report"
    elif item + 2 < high and reading.kind[item + 2] == "Q":
        end = _end_of_work(reading, item + 3, high)
    else:
        rough = 2 * (reading.word[item + 2 : item + 4] in ROUGHLY)
        rough = rough or int(reading.word[item + 2 : item + 3] in ABOUT)
        end = noun_phrase_after(reading, item + 2 + rough, high, verb_follows=False)
    if end is None:
        return None
    # keep "a spokesman for the ministry", "data released Friday by the office" whole
    words, kinds = reading.word, reading.kind
    while end < high and kinds[end] != "p" and word_class(words[end]) not in "VSO":
        if kinds[end] == "Q" and not words[end - 1].endswith("'s"):
            end += reading.text[reading.quoted[end].end - 1] == ","  # the memoir “Two Rivers,”
            break
        if words[end] in CONJUNCTIONS and end + 1 < high and kinds[end + 1] == "n":
            break  # 40 tons according to Roe and 50 according to Doe
        if words[end] == "and" and words[end + 1 : end + 2] in (["one"], ["two"], ["another"]):
            # one current and one former official
            end = noun_phrase_after(reading, end + 1, high, verb_follows=False) or end
            break
        end += 1
    while end > item + 3 and kinds[end - 1] == "w" and word_class(words[end - 1]) == "P":
        end -= 1  # according to the memo [in] support of it
    subject = Subject(item + 2, end, item)
    own = words[item - 1] == "that" and words[item + 2] in POSSESSIVES  # that, by their analysis
    return Candidate(item, ACCORDING, "according", subject, clause=clause, sibling=not own)


def _end_of_work(reading: Reading, item: int, high: int) -> int:
    """End of a source that is a work: `according to “Two Rivers,” a memoir by Ann Roe, …`."""
    end = item
    if item < high and reading.word[item] in ("a", "an", "the"):
        end = noun_phrase_after(reading, item, high, verb_follows=False) or item
    if end < high and reading.word[end] == "by":
        return noun_phrase_after(reading, end + 1, high, verb_follows=False) or end
    return end


def find_view(reading: Reading, item: int, low: int, high: int) -> Candidate | None:
    """Find the source of `in Roe's view`, `by the count of two observers`, `in his words`."""
    words = reading.word
    at = item - 1
    if at > low and words[at] == "own":
        at -= 1
    if at <= low:
        return None
    if words[at] in ("his", "her", "their", "its"):
        begin, subject = at - 1, Subject(at, at + 1, item)
    elif words[at] == "the" and item + 2 < high and words[item + 1] == "of":
        end = noun_phrase_after(reading, item + 2, high, verb_follows=False)
        if end is None:
            return None
        begin, subject = at - 1, Subject(item + 2, end, item)
    elif words[at].endswith(("'s", "s'")):
        head = at
        while head - 1 >= low and words[head] not in OPENERS_OF_VIEWS and item - head < 8:
            head -= 1
        if head == at or words[head] not in OPENERS_OF_VIEWS:
            return None
        begin, subject = head, Subject(head + 1, at + 1, item)
    else:
        return None
    if begin < low or words[begin] not in OPENERS_OF_VIEWS:
        return None
    follows = words[max(subject.high, item + 1) : max(subject.high, item + 1) + 1]
    opened = begin == low or words[begin - 1] in {",", ";", ":", "(", *CONJUNCTIONS, *DASHES}
    if not opened and follows != [","]:
        return None
    clause = begin - 1 if begin > low and words[begin - 1] in COMMA_OR_DASH else begin
    cue = Cue("in the words of", "phrase", "speech", "clause", (), "neutral")
    return Candidate(item, cue, "view", subject, clause=clause)


def find_noun(reading: Reading, item: int, low: int, high: int) -> Candidate | None:
    """Find the source of `Price's claim that …`, `his promise to …`."""
    words, kinds = reading.word, reading.kind
    cue = NOUN_FORMS[words[item]]
    following = words[item + 1] if item + 1 < high else "."
    if following in ("by", "from"):
        return _noun_by(reading, item, cue, high)
    verb = _after_insertion(reading, item + 1, high)
    equated = verb + 1 < high and words[verb] in ("is", "was")
    equated = equated and (words[verb + 1] in ("that", ":") or kinds[verb + 1] == "Q")
    if words[item] in ONLY_EQUATED and not equated:
        return None
    if (
        not equated
        and following not in ("that", "to", "for", "about", "of", "on")
        and not (item + 1 < high and (kinds[item + 1] == "Q" or following == ":"))
    ):
        return None
    at = item - 1
    while (
        at >= low
        and item - at < 5
        and kinds[at] in "wC"
        and word_class(words[at]) in "NE"
        and not words[at].endswith(("'s", "s'"))
    ):
        at -= 1
    if at < low or kinds[at] not in "wC":
        return None
    if words[at] in ("his", "her", "their", "its", "my", "our"):
        subject = Subject(at, at + 1, at)
    elif words[at].endswith(("'s", "s'")):
        head = noun_phrase_before(reading, at, low)
        if head is None:
            return None
        subject = Subject(_begin_of_owner(reading, head, at), at + 1, at)
    else:
        return None
    return Candidate(item, cue, "noun", subject, clause=item, sibling=equated)


def _after_insertion(reading: Reading, item: int, high: int) -> int:
    """First item after `, served up by the palace,` between a noun and its verb."""
    if item >= high or reading.word[item] != ",":
        return item
    closing = range(item + 2, min(high, item + LONGEST_INSERTION))
    return next((at + 1 for at in closing if reading.word[at] == ","), item)


def _begin_of_owner(reading: Reading, head: int, last: int) -> int:
    """First item of a name that owns a claim: `clarify [Mr. Roe's] comment`."""
    first = last
    while first > head and reading.kind[first - 1] == "C":
        first -= 1
    inner = reading.word[first - 1] if first > head else ""
    if inner in BEFORE_OWNER and reading.word[first - 2] not in OWNERS:
        return first  # an expansion of Roe's claims, unlike the mayor of Ordal's claims
    inside = range(last - 1, head, -1)
    own = next((at for at in inside if word_class(reading.word[at]) == "D"), head)
    if reading.word[own - 1] in BEFORE_OWNER and reading.word[own - 2] not in OWNERS and own > head:
        return own  # evidence of his father's claim
    named = first < last or reading.kind[last] == "C"
    opened = word_class(reading.word[head]) == "D" or reading.kind[head] == "C"
    return first if named and not opened else head


def _noun_by(reading: Reading, item: int, cue: Cue, high: int) -> Candidate | None:
    """Find the author after the noun: `the statement by Price that …`."""
    end = noun_phrase_after(reading, item + 2, high, verb_follows=False)
    asks = cue.stance in ASKING and cue.level == "clause"
    if end is None or end >= high:
        return None
    if reading.word[end] != "that" and not (asks and reading.word[end] in ("to", "for")):
        return None
    if end - 1 > item + 2 and "third" in VERB_FORMS.get(reading.word[end - 1], ()):
        return None  # a report by the ministry shows that
    subject = Subject(item + 2, end, item)
    return Candidate(item, cue, "noun", subject, clause=item, sibling=False)
