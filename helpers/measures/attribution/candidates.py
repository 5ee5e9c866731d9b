"""Words of a sentence that may announce words, each with its speaker.

The same form can be a verb of speech, a noun or part of a name ("claims", "states"); the words
around it decide, then the subject is looked for.
"""

from bisect import bisect_left
from itertools import compress

from helpers.measures.attribution.agents import (
    QUOTING,
    find_agent,
    find_quoted,
    find_reporter,
    is_quoting,
)
from helpers.measures.attribution.around_cues import (
    adds_to_thing,
    asks_to_be_unnamed,
    gives_figure,
    is_before,
    is_count,
    is_document,
    is_idiom,
    is_medium,
    is_named_so,
    is_noun_in_ing,
    is_reduced_relative,
    is_sent,
    noun_of_phrase,
)
from helpers.measures.attribution.contents import has_clause
from helpers.measures.attribution.cues import NOUN_FORMS, VERB_FORMS, Cue
from helpers.measures.attribution.inverted_subjects import subject_after
from helpers.measures.attribution.noun_phrases import noun_phrase_after, noun_phrase_before
from helpers.measures.attribution.phrase_cues import (
    VIEWS,
    Candidate,
    find_according,
    find_noun,
    find_view,
)
from helpers.measures.attribution.reading import BREAKS, COMMA_OR_DASH, PAUSES, Reading
from helpers.measures.attribution.subjects import (
    SINGLES,
    Subject,
    clause_subject,
    is_once_before,
    subject_before,
)
from helpers.measures.attribution.times import skip_time_left
from helpers.measures.attribution.verb_forms import (
    NAMING,
    can_invert,
    ends_clause,
    has_plural_head,
    has_plural_subject,
    is_be,
    is_noun_here,
    is_plural_subject,
    is_thing,
    may_invert_plural,
)
from helpers.measures.attribution.word_classes import (
    ADVERBS,
    AUXILIARIES,
    COMMA_OR_CONJUNCTION,
    CONJUNCTIONS,
    COUNTS,
    DAYS,
    DETERMINERS,
    FRONTED,
    HAVE,
    MODALS,
    PEOPLE,
    POSSESSIVES,
    QUANTIFIERS,
    SUBJECT_PRONOUNS,
    TIME_MODIFIERS,
    TIMES,
    classify,
    is_name,
    word_class,
)
from helpers.measures.lexicon_files import word_list

__all__ = ["Candidate", "find_candidates"]
BEFORE_INFINITIVE = word_list("before_infinitive")
CAUSING = word_list("causing")
# More cues than any sentence of news has: bounds the work on hostile text.
MOST_CUES = 25
# Texts that speak for a body, and words before them of those who read what others wrote.
TEXTS = word_list("texts")
BEFORE_TEXTS = word_list("before_texts")
# What shows somebody saying something, who sent it to whom, and before what stays unanswered.
RECORDINGS = frozenset(["footage", "video", "videos", "clip", "clips", "tape", "tapes",
                        "recording", "recordings", "audio"])  # fmt: skip
HEARSAY = frozenset(["theory", "theories", "rumor", "rumors", "rumour", "rumours", "narrative"])
SENDING = frozenset(["sent", "emailed", "mailed", "handed"])
ANSWERING = frozenset(["reply", "replied", "respond", "responded", "answer", "answered"])
GIVING = frozenset(["give", "gives", "gave", "given", "giving"])
GIVING_MARKS = GIVING | {"awarded", "awards", "handed", "hands"}
WORKS = frozenset(["book", "novel", "memoir", "song", "film", "movie", "show", "essay", "article",
                   "report", "series", "column", "play", "poem"])  # fmt: skip
# Those who are several: no verb in the singular follows them.
PLURAL_DETERMINERS = frozenset(["some", "several", "many", "few", "both", "these", "those"])
SAID_TO = (["to", "be"], ["to", "have"], ["to", "include"])
AFTER_FIRM = frozenset([".", ",", ":", "that"])  # after the verb of a firm such as Doyle's
BEFORE_ASKED = frozenset(["when", "if", "after", ","])
# `wanted to know why …` is a question.
WANT_TO_KNOW = Cue("ask", "base", "clause", "clause", (), "asking")
# Every word that may begin a candidate: most words are none and are passed over at once.
TRIGGERS = frozenset(VERB_FORMS) | frozenset(NOUN_FORMS) | VIEWS | {"according"}


# Before somebody who says something beside the main clause: with Roe saying, – Roe saying.
WITH = frozenset(["with", "about", "including", "–", "—", "--"])
SPEAKING_THINGS = word_list("documents") | word_list("bodies")
# What makes those named by the next word say something: led her to declare, leaving some to ask.
CAUSING_ANYBODY = frozenset(
    ["allowing", "leading", "led", "leaving", "prompting", "prompted", "forcing", "causing"]
)
# Before a participle at the front: after arguing that it was late, Roe left.
BEFORE_GERUND = frozenset(
    ["after", "before", "since", "in", "by", "while", "besides", "upon", "on", "despite", "to"]
)
ADVERBS_OR_COMMA = ADVERBS | {","}
# Before a clause that stands within another.
ASKING_WORDS = frozenset(["how", "why", "what", "where", "whether", "whom", "which"])
# Before a participle they are the verb that has the subject: began chanting.
GOING_ON = frozenset(
    ["began", "begin", "begins", "kept", "keep", "keeps", "started", "start", "starts",
     "continued", "continue", "continues", "stopped", "stop", "stops"]
)  # fmt: skip
LONGEST_PLACE = 5  # items of `to the national radio`
TAKING = frozenset(["take", "takes", "took", "taken", "taking"])  # took to the radio to say
RESORTING = frozenset(["taken", "took", "resorted", "reverted", "used"])  # has taken to saying
# Words that open a clause before the main clause, and how far that clause may go.
BEFORE_MAIN_CLAUSE = FRONTED | {"as", "asked", "until"}
REACH_OF_MAIN_CLAUSE = 40
JOINING = frozenset(["but", "and", "while", "though", "although"])  # a clause after a comma
# Complements of acts of speech, and what opens the clause that tells why: praised it after he said.
ACTING = frozenset(["object", "preposition"])
AFTER_ACT = frozenset(["after", "when", "because"])
# Before those whom somebody sees or hears: watched Roe argue that it was late.
PERCEIVING = frozenset(
    ["watch", "watched", "watches", "watching", "hear", "heard", "hears", "hearing", "saw", "see",
     "sees", "seeing"]
)  # fmt: skip
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
    if words[item] == "like" and not (previous in SUBJECT_PRONOUNS or previous in MODALS):
        return None  # banks like this one
    if is_idiom(words[item], following):
        return None  # said goodbye, feel free, called off the vote
    if words[item] == "regarding" or adds_to_thing(reading, item, low, high):
        return None  # a question regarding the bridge, it adds to the debt
    if "ing" in forms:
        if forms["ing"].lemma in QUOTING and is_quoting(reading, item, high):
            return None
        return _participle(reading, item, forms["ing"], before, low, high, earlier)
    if previous == "to" and "base" in forms:
        return _infinitive(reading, item, forms["base"], before, low, earlier)
    if "past" in forms or "participle" in forms:
        cue = forms.get("past") or forms["participle"]
        if previous == "having" and (before == low or _is_in_front(words, before - 1, low)):
            return _opening(reading, item, cue, high)  # Having said that it was late, Roe left
        if previous and (is_be(previous) or previous in ("been", "being", "get", "got")):
            passive = find_agent(reading, item, cue, before, low, high)
            if passive is None and previous in ("he's", "she's", "it's", "who's"):
                return _finite(reading, item, cue, low, high, earlier)  # he's said that
            return passive
        if cue.complement == "object" and _is_passive_too(reading, item, low, following):
            return None  # were mocked and criticized
        if cue.lemma == "ask" and following == "by" and previous in ("", ",", "when"):
            return find_agent(reading, item, cue, before, low, high)
        if cue.lemma == "accuse" and following == "by" and previous in ("and", ","):
            return find_agent(reading, item, cue, before, low, high)
        if previous == "as" and following == "by" and cue.level == "speech":
            return find_reporter(reading, item, cue, before, low, high)
        if previous == "," and cue.lemma == "ask" and _is_apposed(reading, item, low):
            return _finite(reading, item, cue, low, high, earlier)  # Roe, D-Ural, asked how
        once = previous == "once" and before > low and is_once_before(reading, before)
        if (previous in ("when", "if", "once", "as") and not once) or (
            previous in ("", ",")
            and following in ("about", "whether", "if", "by", "why", "how", "to")
            and cue.complement == "addressee"
        ):
            return None  # "when asked", "asked about it, he …"
        if (
            (before == item - 1 or _describes_noun(reading, item, high))
            and previous.endswith(("'s", "s'"))
            and (previous.split("'")[0] not in SUBJECT_PRONOUNS)
            and not (following in AFTER_FIRM and kinds[before] == "C")  # Doyle's said.
        ):
            return None  # Roe's alleged part
        if following == "by" and cue.lemma != "say" and not is_medium(words, item + 2):
            first = cue.lemma == "report" and words[item - 1] == "first" and item - 1 > low
            return find_agent(reading, item, cue, item - 1, low, high) if first else None
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
        if cue.lemma == "echo" and following == "with":
            return None  # the hall echoed with cheers
        after_verb = before == item - 1 and kinds[before] == "w" and word_class(previous) == "E"
        if after_verb and cue.level != "speech" and _describes_noun(reading, item, high):
            return None  # expressed repeated praise
        if cue.lemma == "say" and words[item + 1 : item + 3] in SAID_TO and previous not in HAVE:
            return None  # the cause, said to be ice
        if cue.lemma in ("liken", "compare") and following == "to" and previous not in HAVE:
            return None  # a star likened to that of Ordal
        if cue.lemma in QUOTING and is_quoting(reading, item, high):
            return None  # quoted Roe as saying: Roe speaks
        described = "participle" in forms and cue.lemma != "say"  # which Roe said Monday would
        if described and is_reduced_relative(reading, item, high):
            return None
        if cue.lemma in NAMING and is_named_so(reading, item, high):
            return None
        return _finite(reading, item, cue, low, high, earlier)
    if "third" in forms:
        cue = forms["third"]
        if cue.lemma in QUOTING and is_quoting(reading, item, high):
            return None
        if previous in PLURAL_DETERMINERS or (following == "who" and cue.complement == "object"):
            return None  # some advocates for, the deficit scolds who
        far = _far_subject(reading, item, before, low, high)
        if far is not None:
            return Candidate(item, cue, "finite", far, clause=far.low, sibling=not earlier)
        if is_noun_here(reading, item, before, low, high):
            return None
        return _finite(reading, item, cue, low, high, earlier)
    cue = forms["base"]
    if (previous == "," and following == ",") or previous == "helps":
        return None  # oh, say, five; which helps explain why
    if before == item - 1 and (previous == "," or (before >= low and kinds[before] == "Q")):
        inverts = may_invert_plural(cue) and words[item] != "state"  # …, state officials
        subject = subject_after(reading, item, high) if inverts else None
        if subject is not None and has_plural_head(reading, subject.low, subject.high):
            return Candidate(item, cue, "finite", subject, inverted=True, clause=item)
    if "past" in forms:
        return _finite(reading, item, forms["past"], low, high, earlier)
    seen = _who_is_seen(reading, item, low)
    if seen is not None:
        return Candidate(item, cue, "finite", seen, clause=item, sibling=False)
    joined = previous in ("and", "but") and before == item - 1 and cue.level == "speech"
    if cue.lemma == "talk" and kinds[item + 1 : item + 2] == ["C"]:
        joined = False  # head of news and talk Ann Roe
    if joined:
        shared = _shared_subject(reading, low, item, earlier)
        if shared is not None and is_plural_subject(reading, shared.high - 1, low):
            begin = before - 1 if words[before - 1] == "," else before
            return Candidate(item, cue, "finite", shared, clause=begin)
    if (
        previous in MODALS
        or is_plural_subject(reading, before, low)
        or (_may_end_subject(previous) and has_plural_subject(reading, item, low))
    ):
        if is_noun_here(reading, item, before, low, high):
            return None
        return _finite(reading, item, cue, low, high, earlier)
    return None


def _describes_noun(reading: Reading, item: int, high: int) -> bool:
    """Tell whether a noun follows a form that may describe it: `her highly criticized speech`."""
    following = item + 1
    return (
        following < high
        and reading.kind[following] == "w"
        and word_class(reading.word[following]) == "N"
    )


def _is_apposed(reading: Reading, item: int, low: int) -> bool:
    """Tell whether a description between commas stands before a verb: `Roe, D-Ural, asked how`."""
    subject = subject_before(reading, item, low)
    return (
        subject is not None
        and "," in reading.word[subject.low : subject.high]
        and (subject.low == low or reading.kind[subject.low - 1] in "pQ")
    )


def _who_is_seen(reading: Reading, item: int, low: int) -> Subject | None:
    """Find who acts in `watching Roe argue that`, `heard a member, Ann Roe, say`."""
    words, last = reading.word, item - 1
    if PERCEIVING.isdisjoint(words[low:item]):
        return None
    apposed = last > low and words[last] == ","
    head = noun_phrase_before(reading, last - apposed, low) if last > low else None
    if apposed and head is not None and head - 2 >= low and words[head - 1] == ",":
        head = noun_phrase_before(reading, head - 2, low)
    if head is None or head <= low or words[head - 1] not in PERCEIVING:
        return None
    return Subject(head, item - apposed, item)


def _far_subject(reading: Reading, item: int, before: int, low: int, high: int) -> Subject | None:
    """Find the subject in the singular of `a look at his planes and ships suggests that`.

    The noun next to the verb is a plural, so that it is no subject of a form in "s".
    """
    words = reading.word
    announced = item + 1 < high and (words[item + 1] == "that" or reading.kind[item + 1] == "Q")
    if not announced or before != item - 1 or before <= low or reading.kind[before] != "w":
        return None
    if not words[before].endswith("s") or words[before].endswith(("ss", "'s", "us", "is")):
        return None
    span = clause_subject(reading, low, item)
    if span is None or span[1] > before or words[span[0]] not in SINGLES:
        return None
    noun = noun_of_phrase(reading, span[0], span[1] - 1)
    if words[noun].endswith("s") or any(
        word_class(words[at]) in "VS" or words[at] in ("who", "which", "that", ":", ";")
        for at in range(span[1], item)
    ):
        return None
    return Subject(span[0], item, item)


def _may_end_subject(word: str) -> bool:
    """Tell whether a bare form may follow as the verb: not after `to`, `the` or `does`."""
    return word not in AUXILIARIES and word_class(word) not in "DPAS"


def _finite(
    reading: Reading, item: int, cue: Cue, low: int, high: int, earlier: list[Candidate]
) -> Candidate | None:
    words, kinds = reading.word, reading.kind
    previous = item - 1
    if can_invert(reading, item, low):
        subject = subject_after(reading, item, high)
        after_quote = kinds[item - 1] == "Q" or kinds[max(low, item - 2)] == "Q"
        owned = subject is not None and words[subject.low] in POSSESSIVES
        if subject is not None and not after_quote and (cue.lemma != "say" or owned):
            # after the Herald, citing two officials, reported the leak; said their plans changed
            subject = None if _is_object(reading, subject) else subject
        inserted = subject is not None and _is_inserted(reading, subject.high, high)
        may_be_title = not after_quote or kinds[item - 1] == "Q"
        if not inserted and may_be_title and is_before(reading, item, low):
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
        by = words[subject.low - 1] in ("by", "from") and subject.low > low
        work = words[noun_of_phrase(reading, subject.low, subject.high - 1)] in WORKS
        if named and subject.verb == item and (by or work or is_thing(reading, subject)):
            return None  # a thriller by Ann Roe titled “Two Rivers”
        if _is_described_thing(reading, subject, item, high):
            return None  # …, a plan announced earlier this year
        clause, sibling = _clause_start(reading, subject, low, earlier)
        return Candidate(item, cue, "finite", subject, clause=clause, sibling=sibling)
    # "He laughed and said", "…, but said": the subject of the clause
    while previous >= low and (
        words[previous] in AUXILIARIES
        or (kinds[previous] != "Q" and word_class(words[previous]) == "R")
    ):
        previous -= 1
    previous = skip_time_left(reading, previous, low)  # and on Monday announced
    if previous > low and (words[previous] in CONJUNCTIONS or words[previous] in (",", "then")):
        if words[previous] == "," and cue.level != "speech":
            return None
        begin = previous - 1 if words[previous - 1] == "," else previous
        shared = _shared_subject(reading, low, item, earlier)
        if shared is not None:
            return Candidate(item, cue, "finite", shared, clause=begin)
    return None


def _is_object(reading: Reading, subject: Subject) -> bool:
    """Tell whether the phrase after a verb names a thing: what somebody reported."""
    words = reading.word
    noun = noun_of_phrase(reading, subject.low, subject.high - 1)
    return (
        words[subject.low] in DETERMINERS
        and is_thing(reading, subject)
        and words[noun] not in SPEAKING_THINGS
    )


def _is_passive_too(reading: Reading, item: int, low: int, following: str) -> bool:
    """Tell whether a passive goes on after "and": `were mocked and [criticized] on Monday`."""
    at = item - 2
    if at <= low or reading.word[item - 1] not in ("and", "or") or reading.kind[at] != "w":
        return False
    if word_class(reading.word[at]) != "E" or (
        word_class(following) in "DNO" and following.isalpha()
    ):
        return False
    while at - 1 >= low and classify(reading, at - 1) == "R":
        at -= 1
    return at - 1 >= low and (is_be(reading.word[at - 1]) or reading.word[at - 1] == "been")


def _is_described_thing(reading: Reading, subject: Subject, item: int, high: int) -> bool:
    """Tell whether a participle only describes a thing: `…, a plan announced in May`."""
    words = reading.word
    opens = subject.low > 0 and words[subject.low - 1] == "," and words[subject.low] in ("a", "an")
    if not opens or subject.verb != item or word_class(words[item]) != "E":
        return False
    following = words[item + 1] if item + 1 < high else "."
    ends = following in TIMES or following in TIME_MODIFIERS or following in (".", "by", "in", "on")
    last = subject.high - 1
    named = "," in words[subject.low : last] and is_name(reading, last)  # its chief, Ann Roe,
    return ends and not named and is_thing(reading, subject) and words[last] not in SPEAKING_THINGS


def _is_inserted(reading: Reading, item: int, high: int) -> bool:
    """Tell whether the sentence goes on with its verb: `The plan, said Roe, is over`."""
    words = reading.word
    return item + 1 < high and words[item] == "," and words[item + 1] in AUXILIARIES


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
    if kinds[at] == "Q" and reading.text[reading.quoted[at].end - 1] == ";":
        return subject.low, True  # called it a “hunt;” his critics say
    if words[at] in BREAKS or kinds[at] == "Q":
        return at, True
    if words[at] == "which" and at > low and words[at - 1] == ",":
        return at - 1, True  # criticized the plan, which Roe called late
    acts = bool(earlier) and earlier[-1].info.complement in ACTING
    if acts and (words[at] == "who" or (words[at] in AFTER_ACT and earlier[-1].sibling)):
        return at, True  # cited a group who officials say is tied to, blamed Roe after he said
    return subject.low, not earlier


def _shared_subject(
    reading: Reading, low: int, item: int, earlier: list[Candidate]
) -> Subject | None:
    """Subject of the sentence so far: the last speaker in it, else that of its first clause."""
    own = _coordinate_subject(reading, low, item, earlier)
    if own is not None:
        return own
    main = _main_clause(reading, low, item)
    for candidate in reversed(earlier):
        if candidate.subject is None or candidate.role in ("according", "noun"):
            continue
        fronted = candidate.subject.low < main or _is_fronted(reading, candidate.subject, item)
        if not candidate.sibling or fronted:
            continue
        if _is_embedded(reading, candidate, low, item):
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
    span = clause_subject(reading, main, item)
    if span is None and main == low and words[low] in FRONTED:
        span = clause_subject(reading, low + 1, item)  # While Roe opposed it, calling it late, she
        span = span if span is not None and span[0] == low + 1 else None
    return None if span is None else Subject(span[0], span[1], item)


def _coordinate_subject(
    reading: Reading, low: int, item: int, earlier: list[Candidate]
) -> Subject | None:
    """Find the subject of the last clause of its own: `Roe left, but Dahl stayed on, saying`.

    Without a comma a clause with "when" counts, too: `they cheered when Dahl rose and said`.
    """
    words, kinds = reading.word, reading.kind
    first = max(low, item - REACH_OF_MAIN_CLAUSE, earlier[-1].cue if earlier else low)
    joined = words[item - 1] in CONJUNCTIONS and words[item - 2] != ","
    for at in range(item - 1, first, -1):
        if kinds[at] == "Q" or words[at] in (":", ";"):
            return None
        coordinate = words[at] in JOINING and words[at - 1] == ","
        if not coordinate and not (joined and words[at] == "when" and kinds[at - 1] in "wC"):
            continue
        if not coordinate and "," in words[at:item]:
            return None
        end = noun_phrase_after(reading, at + 1, item, verb_follows=True)
        if end is None or end >= item or word_class(words[end]) not in "VE":
            return None
        speaks = is_name(reading, at + 1) or is_name(reading, end - 1)
        speaks = speaks or words[at + 1] in SUBJECT_PRONOUNS or words[end - 1] in PEOPLE
        return Subject(at + 1, end, item) if speaks else None
    return None


def _is_fronted(reading: Reading, subject: Subject, item: int) -> bool:
    """Tell whether a subject stands in a clause in front: `After the call ended, Roe wrote`."""
    words, before = reading.word, subject.low - 1
    fronted = before >= 0 and words[before] in FRONTED
    return fronted and "," in words[subject.verb : item]


def _is_embedded(reading: Reading, candidate: Candidate, low: int, item: int) -> bool:
    """Tell whether another clause goes on after this one: `told us how he planned it, saying`."""
    words = reading.word
    before = candidate.subject.low - 1
    inner = before > low and (words[before] in ASKING_WORDS or words[before] == "or")
    return inner and "," in words[candidate.cue : item]


def _main_clause(reading: Reading, low: int, item: int) -> int:
    """Find where the main clause begins: `When Roe fell, Dahl smiled and said` from "Dahl" on."""
    words = reading.word
    first = low + 1 if words[low] in CONJUNCTIONS else low
    if words[first] not in BEFORE_MAIN_CLAUSE:
        return low
    for comma in range(first + 2, min(item, low + REACH_OF_MAIN_CLAUSE)):
        if words[comma] != ",":
            continue
        span = clause_subject(reading, comma + 1, item)
        if span is None:
            return low
        if span[0] == comma + 1 and span[1] < item and word_class(words[span[1]]) in "VE":
            return comma + 1
    return low


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
    apart = previous == "each" and before > low and words[before - 1] == ","
    if apart or (previous in QUANTIFIERS and before > low and words[before - 1] in WITH):
        alone = Subject(before, item, item)  # with many arguing that
        return Candidate(item, cue, "participle", alone, clause=before, sibling=False)
    if previous and kinds[before] != "Q":
        group = word_class(previous)
        if group == "D" or previous.endswith("'s"):
            return None  # "the warning", "Price's suggesting"
        if kinds[item - 1] in "wCn" and is_noun_in_ing(reading, item, low, high):
            return None
    opened = before < low or (before == item - 1 and _is_in_front(words, before, low))
    if opened:
        return _opening(reading, item, cue, high)
    if words[item + 1 : item + 2] == ["to"] and cue.lemma in ("refer", "speak", "talk"):
        return None
    if previous == "as" and before == item - 1:
        quoted = find_quoted(reading, item, low)
        if quoted is not None:
            outlet = subject_before(reading, quoted.verb, low)
            clause = quoted.verb if outlet is None else max(low, outlet.low - 1)
            return Candidate(item, cue, "participle", quoted, clause=clause)
    taken = previous == "to" and before - 1 > low and words[before - 1] in RESORTING
    fond = words[max(low, item - 2) : item] == ["fond", "of"] and item - 3 > low
    if previous in GOING_ON or taken or fond:
        # and Roe kept asking, as Roe has taken to saying, as Roe was fond of saying
        subject = subject_before(reading, item - 3 if fond else before - taken, low)
        if subject is not None:
            clause, sibling = _clause_start(reading, subject, low, earlier)
            return Candidate(item, cue, "finite", subject, clause=clause, sibling=sibling)
    begin = before if previous == "," else item
    beside = earlier[-1] if earlier and previous == "and" else None
    if beside is not None and beside.role == "participle" and not beside.sibling:
        # with Roe tweeting that it was late and asking why
        return Candidate(item, cue, "participle", beside.subject, clause=before, sibling=False)
    if previous in ("of", "for") and before > low and words[before - 1] not in ("by", "after"):
        # "accused Price of saying": the nearest name
        blamed = _who_is_blamed(reading, before, low)
        if blamed is not None:
            return Candidate(
                item, cue, "participle", Subject(*blamed, item), clause=item, sibling=False
            )
    nominal = previous not in COMMA_OR_DASH and kinds[before] != "Q" and word_class(previous) == "N"
    nominal = nominal and not _follows_modal(reading, before, low)
    if nominal:
        head = noun_phrase_before(reading, before, low)
        outside = words[head - 1] if head is not None and head > low else ","
        if outside == "to" and words[head - 2] in ANSWERING:
            return None  # did not reply to emails asking whether it was late
        if previous in HEARSAY:
            return None  # backed by Roe, and a theory alleging that
        teller = None if head is None else _teller(reading, item, cue, head, before, low)
        if teller is not None:
            return Candidate(item, cue, "participle", teller, clause=item, sibling=False)
        somebody = previous in PEOPLE or (kinds[before] == "C" and not earlier)
        if head is not None and words[noun_of_phrase(reading, head, before)] in PEOPLE:
            somebody = True  # an adviser to his campaign admitting that
        if head is not None and is_sent(reading, head, before, low):
            somebody = False  # Roe sent a letter to voters saying
        if head is not None and (
            _is_text_received(reading, head, before, low)
            or _is_text_in_front(reading, head, before, low)
        ):
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


def _teller(
    reading: Reading, item: int, cue: Cue, head: int, before: int, low: int
) -> Subject | None:
    """Find who tells what stands after a noun of the outlet's, items `head` to `before`.

    The hat in `wore a hat reading “…”`, Roe in `showed footage of Roe saying “…”` and in `a letter
    Roe sent the council saying that`.
    """
    words = reading.word
    if cue.lemma == "read":
        noun = noun_of_phrase(reading, head, before)
        return Subject(head, before + 1, item) if words[noun] not in PEOPLE else None
    of = next((at for at in range(before - 1, head, -1) if words[at] == "of"), None)
    if of is not None and words[of - 1] in RECORDINGS:
        return Subject(of + 1, before + 1, item)
    verb = head - 2 if words[head - 1] == "to" else head - 1
    if verb <= low or words[verb] not in SENDING:
        return None
    received = words[noun_of_phrase(reading, head, before)] in TEXTS
    return None if received else subject_before(reading, verb, low)


def _follows_modal(reading: Reading, item: int, low: int) -> bool:
    """Tell whether a word that looks like a noun is a verb: `can safely campaign saying`."""
    at = item - 1
    while at > low and word_class(reading.word[at]) == "R":
        at -= 1
    return reading.kind[item] == "w" and at > low and reading.word[at] in MODALS - {"to"}


def _opening(reading: Reading, item: int, cue: Cue, high: int) -> Candidate | None:
    """Find the subject after the comma of `Noting that …, Price said`."""
    near = range(item, min(high, item + 45))
    comma = next((at for at in near if reading.word[at] == ","), None)
    span = None if comma is None else clause_subject(reading, comma + 1, high)
    if span is None:
        return None
    return Candidate(item, cue, "opening", Subject(*span, item), clause=item)


def _who_is_blamed(reading: Reading, before: int, low: int) -> tuple[int, int] | None:
    """Find the name in `accused Roe of saying`, `called for Roe to go for saying`, `gave Roe an F`.

    `before` is the item of "of" or "for".
    """
    words, last = reading.word, before - 1
    if last - 1 > low and words[last - 1] == "to" and reading.kind[last] == "w":
        last -= 2  # to resign for saying
    head = noun_phrase_before(reading, last, low)
    if (
        head is not None
        and head > low
        and words[head] in ("a", "an")
        and is_name(reading, head - 1)
    ):
        last = head - 1
        name = noun_phrase_before(reading, last, low)
        head = name if name is not None and words[name - 1] in GIVING_MARKS else None
    if head is None or not is_name(reading, head):
        return None
    while words[head] in DAYS:
        head += 2 if words[head + 1] == "for" else 1
    return (head, last + 1) if head <= last else None


def _is_in_front(words: list[str], item: int, low: int) -> bool:
    """Tell whether the word before a participle opens the sentence: `Now, after arguing that`."""
    if words[item] not in BEFORE_GERUND:
        return False
    first = low
    while first < item and (words[first] in ADVERBS_OR_COMMA or words[first] in CONJUNCTIONS):
        first += 1
    return first == item or words[first:item] == ["in", "addition"]


def _is_text_received(reading: Reading, head: int, last: int, low: int) -> bool:
    """Tell whether a text itself speaks: `abstained on a resolution asking`, `received a note`."""
    if head <= low or reading.word[last] not in TEXTS:
        return False
    return reading.word[head - 1] in BEFORE_TEXTS


def _takes_to(reading: Reading, last: int, low: int) -> int | None:
    """Find the verb of `took to the radio [to say]`; None if there is none before the phrase."""
    words = reading.word
    for at in range(last, max(low, last - LONGEST_PLACE), -1):
        if words[at] == "to":
            return at - 1 if words[at - 1] in TAKING else None
    return None


def _is_text_in_front(reading: Reading, head: int, last: int, low: int) -> bool:
    """Tell whether a clause begins with the text that speaks: `A petition asking for a ban`."""
    opens = head == low or reading.word[head - 1] in JOINING
    return opens and reading.word[last] in TEXTS and reading.word[head] in DETERMINERS


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
    if words[at] == "asked" and words[at - 1] in BEFORE_ASKED:
        return None  # Roe, when asked to comment, said
    if cue.lemma == "know" and words[at] in ("want", "wants", "wanted"):
        cue = WANT_TO_KNOW
    if words[at] in BEFORE_INFINITIVE:
        if words[at - 1] in ("more", "less", "equally") and at - 1 > low:
            at -= 1  # were more likely to say
        if words[at] == "pains" and at - 1 > low:
            at -= 1  # are taking pains to say
        subject = subject_before(reading, at, low)
        if subject is None:
            shared = _shared_subject(reading, low, at, earlier)
            subject = shared
        if subject is not None:
            clause, sibling = _clause_start(reading, subject, low, earlier)
            return Candidate(item, cue, "infinitive", subject, clause=clause, sibling=sibling)
    taking = _takes_to(reading, at, low)
    if taking is not None:
        subject = subject_before(reading, taking, low)  # took to the radio to call it late
        if subject is None and words[taking] == "taking":
            head = noun_phrase_before(reading, taking - 1, low) if taking > low else None
            subject = None if head is None else Subject(head, taking, taking)
        if subject is not None:
            clause, sibling = _clause_start(reading, subject, low, earlier)
            return Candidate(item, cue, "infinitive", subject, clause=clause, sibling=sibling)
    if at > low and words[at - 1] in CAUSING_ANYBODY and word_class(words[at]) in "DON":
        return Candidate(
            item, cue, "infinitive", Subject(at, before, item), clause=item, sibling=False
        )
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
