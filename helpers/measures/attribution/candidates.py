"""Words of a sentence that may announce words, each with its speaker.

The same form can be a verb of speech, a noun or part of a name ("claims", "states"); the words
around it decide, then the subject is looked for.
"""

from bisect import bisect_left
from itertools import compress

from helpers.measures.attribution.agents import find_agent, find_reporter
from helpers.measures.attribution.around_cues import (
    asks_to_be_unnamed,
    gives_figure,
    is_before,
    is_count,
    is_document,
    is_medium,
    is_named_so,
    is_noun_in_ing,
    is_reduced_relative,
    is_sent,
)
from helpers.measures.attribution.contents import has_clause
from helpers.measures.attribution.cues import NOUN_FORMS, VERB_FORMS, Cue
from helpers.measures.attribution.inverted_subjects import subject_after
from helpers.measures.attribution.noun_phrases import noun_phrase_before
from helpers.measures.attribution.phrase_cues import (
    VIEWS,
    Candidate,
    find_according,
    find_noun,
    find_view,
)
from helpers.measures.attribution.reading import BREAKS, COMMA_OR_DASH, PAUSES, Reading
from helpers.measures.attribution.subjects import (
    Subject,
    clause_subject,
    subject_before,
)
from helpers.measures.attribution.verb_forms import (
    NAMING,
    can_invert,
    ends_clause,
    has_plural_head,
    is_be,
    is_noun_here,
    is_plural_subject,
    is_thing,
    may_invert_plural,
)
from helpers.measures.attribution.word_classes import (
    AUXILIARIES,
    COMMA_OR_CONJUNCTION,
    CONJUNCTIONS,
    COUNTS,
    FRONTED,
    HAVE,
    MODALS,
    PEOPLE,
    SUBJECT_PRONOUNS,
    word_class,
)
from helpers.measures.lexicon_files import word_list

__all__ = ["Candidate", "find_candidates"]
BEFORE_INFINITIVE = word_list("before_infinitive")
CAUSING = word_list("causing")
# More cues than any sentence of news has: bounds the work on hostile text.
MOST_CUES = 25
# Texts that speak for a body, and verbs of those who read what others wrote.
TEXTS = frozenset(
    ["resolution", "page", "letter", "notice", "note", "report", "text", "message", "reply",
     "answer", "document", "memo", "declaration"]
)  # fmt: skip
RECEIVING = frozenset(["received", "got", "receives", "saw", "found", "read", "obtained"])
GIVING = frozenset(["give", "gives", "gave", "given", "giving"])
# `wanted to know why …` is a question.
WANT_TO_KNOW = Cue("ask", "base", "clause", "clause", (), "asking")
# Every word that may begin a candidate: most words are none and are passed over at once.
TRIGGERS = frozenset(VERB_FORMS) | frozenset(NOUN_FORMS) | VIEWS | {"according"}


# Before somebody who says something beside the main clause: with Roe saying, – Roe saying.
WITH = frozenset(["with", "–", "—", "--"])
# Determiners that may stand for those who speak: another tweeted.
SPEAKING_DETERMINERS = frozenset(
    ["this", "that", "some", "several", "many", "few", "both", "all", "another", "each"]
)


def find_candidates(reading: Reading, low: int, high: int) -> list[Candidate]:
    """Find the cues among the items `low` to `high`, in order, each with its subject."""
    words, kinds, triggers = reading.word, reading.kind, reading.triggers
    if triggers is None:
        triggers = list(compress(range(len(words)), map(TRIGGERS.__contains__, words)))
        reading.triggers = triggers
    found: list[Candidate] = []
    for item in triggers[bisect_left(triggers, low) : bisect_left(triggers, high)]:
        word = words[item]
        if kinds[item] not in "wC":
            continue
        if kinds[item] == "C" and item > low and kinds[item - 1] in "wCn":
            continue  # part of a name: United States, Reports
        if word == "according" and item + 1 < high and words[item + 1] == "to":
            candidate = find_according(reading, item, low, high)
        else:
            candidate = find_view(reading, item, low, high) if word in VIEWS else None
            if candidate is None and word in VERB_FORMS:
                candidate = _verb(reading, item, low, high, found)
        if candidate is None and word in NOUN_FORMS:
            candidate = find_noun(reading, item, low, high)
        if candidate is not None:
            found.append(candidate)
            if len(found) >= MOST_CUES:
                break
    return found


def _verb(
    reading: Reading, item: int, low: int, high: int, earlier: list[Candidate]
) -> Candidate | None:
    """Decide what a form that may be a verb of speech is here, and find its subject."""
    words, kinds = reading.word, reading.kind
    forms = VERB_FORMS[words[item]]
    before = item - 1
    while before >= low and kinds[before] == "w" and word_class(words[before]) == "R":
        before -= 1
    previous = words[before] if before >= low else ""
    following = words[item + 1] if item + 1 < high else "."
    if asks_to_be_unnamed(words, item, high):
        return None
    if words[item] in GIVING and not gives_figure(reading, item, high):
        return None
    if following in ("off", "up") and words[item].startswith("call"):
        return None  # called off the vote
    if words[item] == "regarding" or (following == "to" and words[item].startswith("add")):
        return None  # a question regarding the bridge, it adds to the debt
    if "ing" in forms:
        return _participle(reading, item, forms["ing"], before, low, high, earlier)
    if previous == "to" and "base" in forms:
        return _infinitive(reading, item, forms["base"], before, low, earlier)
    if "past" in forms or "participle" in forms:
        cue = forms.get("past") or forms["participle"]
        if previous and (is_be(previous) or previous in ("been", "being", "get", "got")):
            passive = find_agent(reading, item, cue, before, low, high)
            if passive is None and previous in ("he's", "she's", "it's", "who's"):
                return _finite(reading, item, cue, low, high, earlier)  # he's said that
            return passive
        if cue.lemma == "ask" and following == "by" and previous in ("", ",", "when"):
            return find_agent(reading, item, cue, before, low, high)
        if cue.lemma == "accuse" and following == "by" and previous in ("and", ","):
            return find_agent(reading, item, cue, before, low, high)
        if previous == "as" and following == "by" and cue.level == "speech":
            return find_reporter(reading, item, cue, before, low, high)
        if previous in ("when", "if", "once", "as") or (
            previous in ("", ",")
            and following in ("about", "whether", "if", "by", "why", "how", "to")
            and cue.complement == "addressee"
        ):
            return None  # "when asked", "asked about it, he …"
        if (
            before == item - 1
            and previous.endswith(("'s", "s'"))
            and (previous.split("'")[0] not in SUBJECT_PRONOUNS)
        ):
            return None  # Roe's alleged part
        if following == "by" and cue.lemma != "say" and not is_medium(words, item + 2):
            return None
        if (
            before >= low
            and word_class(previous) == "D"
            and not (previous == "her" and "who" in words[low:before])
            and previous not in SPEAKING_DETERMINERS
            and not (previous in COUNTS and is_count(reading, item, high))
        ):
            return None  # "the alleged deal"
        if "past" not in forms and previous not in HAVE:
            return None
        if (following in ("to", "of") and cue.lemma == "tell") and previous not in HAVE:
            return None
        if cue.lemma == "tell" and previous == "all":
            return None  # "all told"
        if cue.complement == "object" and following == "of" and previous not in HAVE:
            return None  # the man accused of theft
        if "participle" in forms and is_reduced_relative(reading, item, high):
            return None
        if cue.lemma in NAMING and is_named_so(reading, item, high):
            return None
        return _finite(reading, item, cue, low, high, earlier)
    if "third" in forms:
        cue = forms["third"]
        if is_noun_here(reading, item, before, low, high):
            return None
        return _finite(reading, item, cue, low, high, earlier)
    cue = forms["base"]
    if previous == "," and following == ",":
        return None  # oh, say, five
    if before == item - 1 and (previous == "," or (before >= low and kinds[before] == "Q")):
        subject = subject_after(reading, item, high) if may_invert_plural(cue) else None
        if subject is not None and has_plural_head(reading, subject.low, subject.high):
            return Candidate(item, cue, "finite", subject, inverted=True, clause=item)
    if "past" in forms:
        return _finite(reading, item, forms["past"], low, high, earlier)
    if previous in ("and", "but") and before == item - 1 and cue.level == "speech":
        shared = _shared_subject(reading, low, item, earlier)
        if shared is not None and is_plural_subject(reading, shared.high - 1, low):
            begin = before - 1 if words[before - 1] == "," else before
            return Candidate(item, cue, "finite", shared, clause=begin)
    if previous in MODALS or is_plural_subject(reading, before, low):
        if is_noun_here(reading, item, before, low, high):
            return None
        return _finite(reading, item, cue, low, high, earlier)
    return None


def _finite(
    reading: Reading, item: int, cue: Cue, low: int, high: int, earlier: list[Candidate]
) -> Candidate | None:
    words, kinds = reading.word, reading.kind
    previous = item - 1
    if can_invert(reading, item, low):
        subject = subject_after(reading, item, high)
        after_quote = kinds[item - 1] == "Q" or kinds[max(low, item - 2)] == "Q"
        if subject is not None and not after_quote and is_before(reading, item, low):
            subject = None  # the mayor's aide, Ann Roe, said the man who came was late
        if subject is not None and (
            item == low
            or after_quote
            or words[subject.high : subject.high + 1] == [":"]
            or (
                ends_clause(reading, subject, high)
                and cue.lemma not in NAMING
                and (cue.lemma == "say" or has_clause(reading, low, item))
            )
        ):
            begin = _colon_before(reading, item, low)
            return Candidate(item, cue, "finite", subject, inverted=True, clause=begin)
    subject = subject_before(reading, item, low)
    if subject is not None:
        named = cue.lemma in NAMING and cue.form in ("past", "participle")
        if named and subject.verb == item and is_thing(reading, subject):
            return None  # a thriller titled “Two Rivers”
        clause, sibling = _clause_start(reading, subject, low, earlier)
        return Candidate(item, cue, "finite", subject, clause=clause, sibling=sibling)
    # "He laughed and said", "…, but said": the subject of the clause
    while previous >= low and (
        words[previous] in AUXILIARIES
        or (kinds[previous] != "Q" and word_class(words[previous]) == "R")
    ):
        previous -= 1
    if previous > low and (words[previous] in CONJUNCTIONS or words[previous] in (",", "then")):
        if words[previous] == "," and cue.level != "speech":
            return None
        begin = previous - 1 if words[previous - 1] == "," else previous
        shared = _shared_subject(reading, low, item, earlier)
        if shared is not None:
            return Candidate(item, cue, "finite", shared, clause=begin)
    return None


def _colon_before(reading: Reading, item: int, low: int) -> int:
    """Where the clause of an inverted cue begins: at the colon before its words, else at itself."""
    for at in range(item - 1, low, -1):
        if reading.kind[at] == "Q":
            break
        if reading.word[at] == ":":
            return at
    return item


def _clause_start(
    reading: Reading, subject: Subject, low: int, earlier: list[Candidate]
) -> tuple[int, bool]:
    """Where the clause of a subject begins, and whether it stands beside earlier ones."""
    words, kinds = reading.word, reading.kind
    at = subject.low - 1
    if subject.antecedent is not None:
        return subject.low, False
    if at < low:
        return subject.low, True
    if words[at] in CONJUNCTIONS or words[at] in ("while", "though", "although", "as", "whereas"):
        if at > low and words[at - 1] in PAUSES:
            return at - 1, True
        return at, words[at] not in ("as",) or not earlier
    if words[at] in BREAKS or kinds[at] == "Q":
        return at, True
    return subject.low, not earlier


def _shared_subject(
    reading: Reading, low: int, item: int, earlier: list[Candidate]
) -> Subject | None:
    """Subject of the sentence so far: the last speaker in it, else that of its first clause."""
    for candidate in reversed(earlier):
        if candidate.subject is None or candidate.role in ("according", "noun"):
            continue
        if not candidate.sibling:
            continue
        return candidate.subject
    # `…, but after Roe won and said …`: the clause that the verb stands in
    words = reading.word
    for at in range(item - 1, max(low, item - 40), -1):
        if words[at] in FRONTED and words[at - 1] in COMMA_OR_CONJUNCTION:
            span = clause_subject(reading, at + 1, item)
            if span is not None:
                return Subject(span[0], span[1], item)
            break
    span = clause_subject(reading, low, item)
    return None if span is None else Subject(span[0], span[1], item)


def _participle(
    reading: Reading,
    item: int,
    cue: Cue,
    before: int,
    low: int,
    high: int,
    earlier: list[Candidate],
) -> Candidate | None:
    words, kinds = reading.word, reading.kind
    previous = words[before] if before >= low else ""
    if previous and is_be(previous):
        return _finite(reading, item, cue, low, high, earlier)
    if previous and kinds[before] != "Q":
        group = word_class(previous)
        if group == "D" or previous.endswith("'s"):
            return None  # "the warning", "Price's suggesting"
        if before == item - 1 and is_noun_in_ing(words, item, low, high):
            return None
    if before < low:
        # "Noting that …, Price said": the subject follows the comma
        comma = next((at for at in range(item, min(high, item + 45)) if words[at] == ","), None)
        if comma is None:
            return None
        span = clause_subject(reading, comma + 1, high)
        if span is None:
            return None
        return Candidate(item, cue, "opening", Subject(*span, item), clause=item)
    if words[item + 1 : item + 2] == ["to"] and cue.lemma in ("refer", "speak", "talk"):
        return None
    begin = before if previous == "," else item
    if previous in ("of", "for") and before > low and words[before - 1] not in ("by", "after"):
        # "accused Price of saying": the nearest name
        head = noun_phrase_before(reading, before - 1, low)
        if head is not None and reading.kind[head] == "C":
            return Candidate(
                item, cue, "participle", Subject(head, before, item), clause=item, sibling=False
            )
    nominal = previous not in COMMA_OR_DASH and kinds[before] != "Q" and word_class(previous) == "N"
    if nominal:
        head = noun_phrase_before(reading, before, low)
        outside = words[head - 1] if head is not None and head > low else ","
        somebody = previous in PEOPLE or (kinds[before] == "C" and not earlier)
        if head is not None and is_sent(reading, head, before, low):
            somebody = False  # Roe sent a letter to voters saying
        if head is not None and _is_text_received(reading, head, before, low):
            return Candidate(
                item, cue, "participle", Subject(head, before + 1, item), clause=item, sibling=False
            )
        if (
            head is not None
            and (outside in WITH or (somebody and word_class(outside) != "P"))
            and not (head > low and is_document(reading, head, before))
        ):
            return Candidate(
                item, cue, "participle", Subject(head, before + 1, item), clause=item, sibling=False
            )
    shared = _shared_subject(reading, low, item, earlier)
    if shared is None:
        return None
    return Candidate(item, cue, "participle", shared, clause=begin)


def _is_text_received(reading: Reading, head: int, last: int, low: int) -> bool:
    """Tell whether a text itself speaks: `abstained on a resolution asking`, `received a note`."""
    if head <= low or reading.word[last] not in TEXTS:
        return False
    outside = reading.word[head - 1]
    return outside in ("on", "in", "under") or outside in RECEIVING


def _infinitive(
    reading: Reading, item: int, cue: Cue, before: int, low: int, earlier: list[Candidate]
) -> Candidate | None:
    """`went on to say`, `declined to say whether`: the subject of the verb before "to"."""
    words, kinds = reading.word, reading.kind
    at = before - 1
    if at >= low and words[at] in ("on", "out", "up"):
        at -= 1
    if at < low or kinds[at] in "pQ":
        return None
    if cue.lemma == "know" and words[at] in ("want", "wants", "wanted"):
        cue = WANT_TO_KNOW
    if words[at] in BEFORE_INFINITIVE:
        if words[at - 1] in ("more", "less", "equally") and at - 1 > low:
            at -= 1  # were more likely to say
        subject = subject_before(reading, at, low)
        if subject is None:
            shared = _shared_subject(reading, low, at, earlier)
            subject = shared
        if subject is not None:
            clause, sibling = _clause_start(reading, subject, low, earlier)
            return Candidate(item, cue, "infinitive", subject, clause=clause, sibling=sibling)
    if word_class(words[at]) == "N":
        head = noun_phrase_before(reading, at, low)
        cause = words[head - 1] if head is not None and head > low else ""
        called = head is not None and head > low + 1 and words[head - 2].startswith("call")
        if cause in CAUSING and (cause not in ("on", "for") or called):
            subject = Subject(head, before, item)
            return Candidate(item, cue, "infinitive", subject, clause=item, sibling=False)
    shared = _shared_subject(reading, low, item, earlier)
    if shared is None:
        return None
    return Candidate(item, cue, "purpose", shared, clause=before, sibling=False)
