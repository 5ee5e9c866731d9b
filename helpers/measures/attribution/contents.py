"""What is said: where the content of an attribution begins and ends."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from helpers.measures.attribution.cues import NOUN_FORMS, VERB_FORMS, Cue
from helpers.measures.attribution.noun_phrases import GATHERINGS, noun_phrase_after
from helpers.measures.attribution.reading import COMMA_OR_DASH, DASHES, Reading
from helpers.measures.attribution.times import skip_time
from helpers.measures.attribution.word_classes import (
    AUXILIARIES,
    CONJUNCTIONS,
    COUNTS,
    FRONTED,
    MODALS,
    OBJECT_PRONOUNS,
    PEOPLE,
    QUANTIFIERS,
    ROUGHLY,
    SUBJECT_PRONOUNS,
    TIME_MODIFIERS,
    TIMES,
    classify,
    word_class,
)
from helpers.measures.lexicon_files import word_list

__all__ = [
    "QUESTION_MARKERS",
    "Attribution",
    "content_after",
    "content_before",
    "content_start",
    "goes_on",
    "has_clause",
    "has_main_verb",
    "is_adverbial",
    "opens_clause",
    "quotations_of",
    "quote_words",
]
LONGEST_SCENE = 20  # items of `while she thinks there are grounds` and its comma
LONGEST_INSERTION = 12  # items between the commas after a cue
LONGEST_POINTED = 3  # items of `that sum of money` at the end
SLUICES = frozenset(["when", "where", "why", "how"])
ELABORATIONS = frozenset(["particular", "addition", "example", "instance"])
CIRCUMSTANCES = word_list("circumstances")
WITH_INFINITIVE = word_list("with_infinitive")
BY_THE_WAY = frozenset(["though", "however", "too", "meanwhile", "moreover"])
# They may be followed by what is wanted alone: urging a new trial.
URGING = frozenset(["urge", "advise", "promise"])
# Words that stay small in the title of a work.
BEFORE_QUOTATION = COMMA_OR_DASH | {":"}
CLAUSAL = frozenset(["clause", "addressee"])
RELATIVES = frozenset(["who", "which", "that"])
PUBLISHED = word_list("documents") | {
    "interview",
    "poll",
    "survey",
    "speech",
    "story",
    "address",
    "remarks",
}
EXTREMES = frozenset(["least", "most"])
MOST_CIRCUMSTANCES = 3  # phrases between a cue and its clause
PERSONS = SUBJECT_PRONOUNS - {"who", "which", "it"}
OPENERS_OF_SCENE = CONJUNCTIONS | {",", "still", "then", "also", "yet"}
SMALL_WORDS = frozenset(
    ("a", "an", "the", "of", "and", "in", "on", "to", "for", "at", "by", "or", "with", "from")
)
PARTICLES = frozenset(["out", "back", "up", "in", "on", "off", "forth", "again", "aloud"])
MARKERS = frozenset(["that", "whether", "if", "how", "why", "what", "where", "when"])
QUESTION_MARKERS = frozenset(
    ["whether", "if", "how", "why", "what", "who", "where", "when", "which"]
)


@dataclass(slots=True)
class Attribution:
    """One cue with its speaker and its content, all as items of a `Reading`."""

    cue: int
    info: Cue
    speaker: tuple[int, int] | None
    clause: int  # where its clause begins: content of an earlier attribution stops there
    order: str  # before, after, both, according, none
    antecedent: tuple[int, int] | None = None
    pieces: list[tuple[int, int]] = field(default_factory=list)
    explicit: bool = False  # content marked by that, whether, colon or quotation mark
    sibling: bool = True  # False: nested in an earlier attribution's content
    awaits: bool = False  # content may follow in the next sentence
    role: str = "finite"  # of its cue, see `Candidate`
    quotations: list[int] | None = None  # items among its pieces, once they were looked for
    allowed: bool | None = None  # by its level and its words, once that was asked
    plausible: bool | None = None  # by the model, once that was asked


def has_clause(reading: Reading, low: int, high: int) -> bool:
    """Tell whether a verb stands among the items `low` to `high`."""
    words, kinds = reading.word, reading.kind
    for at in range(low, high):
        if word_class(words[at]) not in "VE" or kinds[at] not in "wC":
            continue
        if kinds[at] == "w" or at == low or kinds[at - 1] != "C":  # not Chairman Will
            return True
    return False


def is_adverbial(reading: Reading, low: int, high: int) -> bool:
    """Tell whether the words before a comma only set the scene: `On Monday, …`, `When asked, …`."""
    item = low
    while item < high and reading.word[item] in OPENERS_OF_SCENE:
        item += 1
    if item >= high:
        return True
    if reading.kind[item] == "Q":
        return False
    word = reading.word[item]
    if word == "up" and reading.kind[item + 2 : item + 3] == ["n"]:
        return False  # Up to 450 people have left
    group = word_class(word)
    if group in "PSRE" or word.endswith("ing") or word in TIMES:
        # `To win, candidates need …`: a clause follows the scene
        comma = next((at for at in range(item, high) if reading.word[at] == ","), None)
        if comma is None and group == "P" and word not in FRONTED:
            return not _has_modal_clause(reading, item, high)
        return comma is None or not has_clause(reading, comma, high)
    return high - low <= 3 and not has_clause(reading, low, high)


def has_main_verb(reading: Reading, low: int, high: int) -> bool:
    """Tell whether a verb stands among the items that does not only describe the noun before it.

    `in a statement posted on its website` has none.
    """
    return any(
        has_clause(reading, at, at + 1) and not _describes(reading, at, low, high)
        for at in range(low, high)
    )


def _describes(reading: Reading, item: int, low: int, high: int) -> bool:
    """Tell whether a participle describes the noun before it: `a statement [posted] on Monday`."""
    if item <= low or reading.kind[item - 1] not in "wC" or word_class(reading.word[item]) != "E":
        return False
    following = item + 1
    if classify(reading, item - 1) == "D":  # a televised address
        return following < high and classify(reading, following) == "N"
    if classify(reading, item - 1) != "N":
        return False
    return following >= high or (
        reading.kind[following] in "pQ"
        or classify(reading, following) in "PR"
        or reading.word[following] in TIMES
    )


def _has_modal_clause(reading: Reading, low: int, high: int) -> bool:
    """Tell whether a clause follows the scene without a comma: `Within a month they will sail`."""
    return any(
        reading.word[at] in SUBJECT_PRONOUNS - {"who", "which", "that"}
        and reading.word[at + 1] in MODALS - {"to"}
        for at in range(low, high - 1)
    )


def content_before(reading: Reading, left: int, before: int) -> tuple[int, int] | None:
    """Cut the content that ends at item `before`: `“…,” Price said`, `…, Price said`."""
    words, kinds = reading.word, reading.kind
    end = before + 1
    while end > left and kinds[end - 1] == "p" and words[end - 1] not in (")", "%", "]"):
        end -= 1
    if end <= left:
        return None
    begin = left
    if kinds[end - 1] == "Q":
        # `In Moscow, “We go,” he said`: a full clause in quotation marks is the content
        at = end - 1
        if _is_full(reading, at) and at > left:
            previous = words[at - 1]
            if previous in BEFORE_QUOTATION or word_class(previous) in "AR":
                begin = at
    for at in range(begin, end - 1):
        if words[at] == ":" and kinds[at + 1] == "Q":
            begin = at + 1
    while begin < end - 1 and kinds[begin] == "p" and words[begin] not in ("$", "(", "["):
        begin += 1
    return (begin, end) if begin < end else None


def quote_words(reading: Reading, item: int) -> int:
    """Count the words of a quotation item, roughly."""
    stretch = reading.quoted[item]
    return reading.text.count(" ", stretch.start, stretch.end) + 1


def _is_full(reading: Reading, item: int) -> bool:
    """Tell whether a quotation begins like a sentence."""
    stretch = reading.quoted[item]
    first = reading.text[stretch.start : stretch.start + 1]
    return (first.isupper() or not first.isalpha()) and quote_words(reading, item) >= 3


def is_title(reading: Reading, item: int, *, in_full: bool = True) -> bool:
    """Tell whether a quotation item is the title of a work: capital words, no full stop.

    Unless it is looked at `in_full`, a full stop at its end may be that of the sentence.
    """
    stretch = reading.quoted[item]
    words = reading.text[stretch.start : stretch.end].split()
    if not 2 <= len(words) <= 12 or words[-1][-1:] in (".?!…" if in_full else "?!…"):
        return False
    before = reading.word[item - 1] if item > 0 else ""
    if before in (",", ":", "that"):
        return False
    small = sum(word[0].islower() for word in words)
    return (
        (words[0][0].isupper() or words[0][0].isdigit())
        and all(
            word[0].isupper() or word[0].isdigit() or word.lower() in SMALL_WORDS for word in words
        )
        and small <= len(words) / 2
    )


def quotations_in(reading: Reading, pieces: Iterable[tuple[int, int]]) -> list[int]:
    """Find the items that are whole quotations among those of some pieces."""
    places = reading.quotations
    if not places:
        return []
    found: list[int] = []
    for low, high in pieces:
        found += places[bisect_left(places, low) : bisect_left(places, high)]
    return found


def quotations_of(reading: Reading, attribution: Attribution) -> list[int]:
    """Find the items that are whole quotations in the words of an attribution; looked for once."""
    if attribution.quotations is None:
        attribution.quotations = quotations_in(reading, attribution.pieces)
    return attribution.quotations


def content_start(
    reading: Reading, attribution: Attribution, item: int, bound: int, inverted: bool
) -> tuple[int, bool]:
    """First item of what is said after the cue; True if a word or mark announces it."""
    words, kinds = reading.word, reading.kind
    cue = attribution.info
    if inverted:
        at = item
        while at < bound and not (kinds[at] == "Q" or words[at] == ":"):
            at += 1
        if at < bound and words[at] == ":":
            return at + 1, True
        return (at, True) if at < bound else (bound, False)
    at = item
    if (
        at < bound
        and words[at] in PARTICLES
        and kinds[at] == "w"
        and (
            cue.complement == "preposition"
            or words[at] in ("out", "back")
            or words[at] in cue.prepositions
        )
    ):
        at += 1
    if at < bound and cue.complement == "preposition" and words[at] in cue.prepositions:
        at += 1
    if cue.lemma == "warn" and item < bound and words[item] in ("of", "against"):
        return item, False  # warned of delays
    addressed = cue.complement != "addressee"  # one addressee is enough
    for _ in range(4):
        moved = skip_time(reading, at, bound)
        if (
            moved < bound
            and kinds[moved] == "w"
            and word_class(words[moved]) == "R"
            and not (moved > item and words[moved - 1] in cue.prepositions)  # of long shifts
            and words[moved] not in ("there", "here", "not", "only", "just", "even", "further")
        ):
            moved += 1
        if (
            moved < bound
            and words[moved] == "to"
            and cue.complement != "addressee"
            and cue.lemma not in WITH_INFINITIVE
        ):
            end = noun_phrase_after(reading, moved + 1, bound, verb_follows=True)
            if end is not None and words[moved + 1] not in VERB_FORMS:
                moved = end
        elif not addressed and moved < bound and moved == at:
            end = _addressee(reading, moved, bound, cue)
            if end is not None:
                moved, addressed = end, True
        if moved == at:
            break
        at = moved
    if item < at < bound and cue.complement == "preposition" and words[at] in cue.prepositions:
        at += 1  # called Wednesday for
    network = _after_former_name(words, at, bound)
    marker = _find_marker(reading, network, bound, cue)
    if marker is None:
        marker = _after_insertion(reading, at, bound)
    if marker is None:
        marker = _after_dashes(reading, at, bound)
    if marker is None and words[at : at + 3 : 2] == [",", ","] and words[at + 1] in BY_THE_WAY:
        marker = at + 3  # added, though, she was not tired
    if marker is not None:
        return marker, True
    if network > at:
        return network, False  # said on X, formerly Twitter, it was late
    clause = _after_circumstance(reading, at, bound) if cue.complement in CLAUSAL else None
    if clause is not None:
        return clause, False
    if cue.lemma == "tell" and not _is_told(reading, at, bound):
        return bound, False
    if at >= bound and cue.lemma in URGING and not _is_anybody(reading, item, bound):
        return item, False  # urged restraint
    return at, _stops_at_infinitive(reading, item, at, bound)


def _after_former_name(words: list[str], item: int, bound: int) -> int:
    """Step over the network of `on X, formerly known as Twitter, that`, else stay."""
    if words[item : item + 1] != ["on"] or words[item + 2 : item + 3] != [","]:
        return item
    near = range(item + 3, min(bound - 1, item + LONGEST_INSERTION))
    end = next((at for at in near if words[at] in (",", ":")), None)
    if end is None or "formerly" not in words[item + 3 : end]:
        return item
    return end + (words[end] == ",")


def _is_anybody(reading: Reading, low: int, high: int) -> bool:
    """Tell whether the words after a verb name somebody, who is addressed: `urged the mayor`."""
    words = range(low, high)
    return any(
        reading.kind[at] == "C" or reading.word[at] in PEOPLE or reading.word[at] in OBJECT_PRONOUNS
        for at in words
    )


def _is_told(reading: Reading, item: int, bound: int) -> bool:
    """Tell whether words follow that were told: a clause, unlike `told us the main thing`."""
    if item < bound and (
        reading.word[item] in ("to", "not") or word_class(reading.word[item]) == "P"
    ):
        return True  # told us to leave, told us of the storm
    return "Q" in reading.kind[item:bound] or has_clause(reading, item, bound)


def _after_circumstance(reading: Reading, item: int, bound: int) -> int | None:
    """Where a clause begins after its scene: `said in a statement on Friday [it would close]`."""
    words, kinds = reading.word, reading.kind
    at = item
    for _ in range(MOST_CIRCUMSTANCES):
        if at + 1 >= bound or kinds[at] != "w" or words[at] not in CIRCUMSTANCES:
            break
        if words[at + 1] in EXTREMES:
            break  # at least six planes
        end = noun_phrase_after(reading, at + 1, bound, verb_follows=False)
        if end is None:
            return None
        at = skip_time(reading, end, bound)
    if at == item or at >= bound or kinds[at] not in "wC":
        return None
    pronoun, _, ending = words[at].partition("'")
    if (ending and pronoun in SUBJECT_PRONOUNS) or opens_clause(reading, at, bound):
        return at  # told him during the vote she'd be late, announced on Friday there were
    rough = words[at : at + 2] in ROUGHLY
    counted = rough or words[at] in COUNTS or words[at] in QUANTIFIERS
    if pronoun not in SUBJECT_PRONOUNS and not counted and word_class(words[at]) != "D":
        return None
    end = noun_phrase_after(reading, at + 2 * rough, bound, verb_follows=True)
    verb_follows = end is not None and end < bound and word_class(words[end]) in "VE"
    return at if verb_follows and words[at] not in RELATIVES else None


def _after_insertion(reading: Reading, item: int, bound: int) -> int | None:
    """Where a clause is announced after an insertion: `wondered, without giving names, whether`."""
    words = reading.word
    if item >= bound or words[item] != ",":
        return None
    closing = range(item + 2, min(bound - 1, item + LONGEST_INSERTION))
    comma = next((at for at in closing if words[at] == ","), None)
    if comma is None or has_clause(reading, item + 1, comma):
        return None
    if words[item + 1] == "citing" and opens_clause(reading, comma + 1, bound):
        return comma + 1  # reported, citing the port, there were ships
    return comma + 1 if words[comma + 1] in ("that", "whether") else None


def opens_clause(reading: Reading, item: int, bound: int) -> bool:
    """Tell whether `there were` or a pronoun with its verb stands here."""
    if item + 1 >= bound:
        return False
    opens = reading.word[item] == "there" or reading.word[item] in PERSONS
    return opens and reading.word[item + 1] in AUXILIARIES


def _after_dashes(reading: Reading, item: int, bound: int) -> int | None:
    """Where "that" follows dashes: `said – on the radio, as it happens – that it was late`."""
    if item >= bound or reading.word[item] not in DASHES:
        return None
    closing = range(item + 2, min(bound - 1, item + LONGEST_INSERTION))
    dash = next((at for at in closing if reading.word[at] in DASHES), None)
    return dash + 1 if dash is not None and reading.word[dash + 1] == "that" else None


def _stops_at_infinitive(reading: Reading, item: int, at: int, bound: int) -> bool:
    """Tell whether an infinitive follows the person addressed: begged us [to leave]."""
    return item < at < bound and reading.word[at] == "to"


def _addressee(reading: Reading, item: int, bound: int, cue: Cue) -> int | None:
    """End of the person addressed: told [reporters in Moscow] that."""
    words, kinds = reading.word, reading.kind
    if kinds[item] == "Q" and cue.lemma == "tell" and is_title(reading, item, in_full=False):
        return item + 1  # told “Meet the Press” that
    if kinds[item] in "pQ":
        return None
    if words[item] in OBJECT_PRONOUNS:
        end = item + 1
    elif words[item] in SUBJECT_PRONOUNS or words[item] in MARKERS:
        return None
    else:
        found = noun_phrase_after(reading, item, bound, verb_follows=True)
        if found is None:
            return None
        end = found
    if cue.lemma == "warn":
        of = next((at for at in range(item + 1, end) if words[at] == "of"), end)
        end = of if kinds[of - 1] == "C" else end  # warned NATO of war
    owned = words[end - 1].endswith(("'s", "s'"))
    if owned and end < bound and kinds[end] == "Q" and is_title(reading, end, in_full=False):
        end += 1  # told NBC's “Meet the Press” that
    elif words[end : end + 2] == ["and", "others"]:
        end += 2  # told the Herald and others
    elif words[end : end + 2] in (["or", "other"], ["and", "other"]):
        end = noun_phrase_after(reading, end + 1, bound, verb_follows=True) or end
    if end >= bound:
        return end
    group = word_class(words[end])
    if kinds[end] not in "pQ" and group in "VE" and cue.lemma != "tell":
        return None  # "warned the plan would fail"
    if words[end] == "to" and cue.lemma not in ("tell", "ask") and cue.level != "clause":
        return None  # "urged voters to stay": all of it is what was urged
    return end


def _find_marker(reading: Reading, item: int, bound: int, cue: Cue) -> int | None:
    """Where "that", a colon or a quotation announces the content, no verb standing before it."""
    words, kinds = reading.word, reading.kind
    # `called the plan “…”`: what is judged belongs to the judgement
    if cue.lemma == "ask" and words[item : item + 1] in (["to"], ["not"]):
        return None  # `asked us not to say which`
    judges = cue.complement == "object" or cue.lemma == "call"
    for at in range(item, min(bound, item + 30)):
        word = words[at]
        if kinds[at] == "Q":
            if at == item or words[at - 1] in BEFORE_QUOTATION:
                return at
            if quote_words(reading, at) >= 5 and not judges:
                return at
            continue
        if word == ":":
            return at + 1 if at + 1 < bound else None
        if word == "that":
            if at > item and not _begins_clause(reading, at, bound):
                continue  # kept up high costs for raising that money
            if at > item and _opens_other(reading, at, bound):
                if words[at - 1] in PUBLISHED:
                    continue  # told the Herald in a story that ran on Monday that
                return None  # responded to videos showing that
            before_now = at == item + 1 and words[item] == "before"  # has said before that
            if at == item or before_now or word_class(words[at - 1]) != "P":
                phrase = cue.complement == "preposition" or _is_phrase(reading, item, cue)
                if at > item and phrase and words[at - 1] not in NOUN_FORMS:
                    return None  # `points to a batch that went abroad`
                return at
        elif word in QUESTION_MARKERS and (
            at == item or (cue.lemma in ("ask", "wonder", "question") and word != "who")
        ):
            return at
        if word in TIME_MODIFIERS and at > item:
            continue  # said in an interview earlier this month that
        if kinds[at] in "wC" and word_class(word) in "VEO" and at > item:
            scene = words[item] == "," or word_class(words[item]) == "P"
            scene = scene and word_class(words[at - 1]) == "D"
            if (scene or words[at - 1] in PUBLISHED) and _describes(reading, at, item, bound):
                continue  # said in a report published Thursday that, in a televised address that
            return None
        if word in SUBJECT_PRONOUNS:
            return None
        if kinds[at] == "p" and word == "," and at > item:
            # `said in Moscow, “…”` goes on, any other comma ends the search
            if at + 1 < bound and kinds[at + 1] == "Q":
                return at + 1
            inserted = cue.form == "ing" and words[at + 1 : at + 2] == ["that"]
            if (words[at - 1] in TIMES or kinds[at - 1] == "n") and not inserted:
                continue  # unlike stated, while testifying this week, that
            return None
    return None


def _begins_clause(reading: Reading, item: int, bound: int) -> bool:
    """Tell whether "that" may open a clause: a verb or a quotation follows."""
    following = range(item + 1, bound)
    return any(reading.kind[at] in "Qp" or has_clause(reading, at, at + 1) for at in following) or (
        len(following) > LONGEST_POINTED
    )


def _opens_other(reading: Reading, item: int, bound: int) -> bool:
    """Tell whether "that" belongs to another: `videos showing that`, `a story that ran`."""
    before = reading.word[item - 1]
    if "ing" in VERB_FORMS.get(before, ()) and before != "saying" and before not in GATHERINGS:
        return reading.kind[item - 2] == "w" and word_class(reading.word[item - 2]) == "N"
    following = item + 1
    return before in PUBLISHED and following < bound and _is_past(reading, following)


def _is_past(reading: Reading, item: int) -> bool:
    return reading.kind[item] == "w" and word_class(reading.word[item]) in "VE"


def _is_phrase(reading: Reading, item: int, cue: Cue) -> bool:
    """Tell whether the object of the verb begins here, so that a later "that" belongs to it."""
    return cue.complement == "object" and word_class(reading.word[item]) in "DN"


def goes_on(reading: Reading, before: int, after: int, start: int, bound: int) -> bool:
    """Tell whether content goes on after the cue: `“A,” she said, “B.”`."""
    words, kinds = reading.word, reading.kind
    if kinds[start] == "Q":
        return True
    if start > after and words[start - 1] == ":":
        return True
    if words[start] == "that" and start == after:
        return True
    if words[after] != "," or start >= bound:
        return False
    at = after + 1
    if at >= bound:
        return False
    if kinds[at] == "Q":
        return True
    word = words[at]
    if kinds[before] == "Q":
        # “Leave,” it says, becomes available
        return kinds[at] == "w" and word_class(word) == "V" and not word.endswith("ing")
    if word in CONJUNCTIONS:
        return False
    if word in ("who", "which", "whose", "with", "while", "when") or word.endswith("ing"):
        return False
    return not (word in VERB_FORMS and "ing" in VERB_FORMS[word])


def content_after(
    reading: Reading, attribution: Attribution, start: int, bound: int, *, split: bool
) -> tuple[int, int] | None:
    """Cut the content that begins at item `start` and ends before `bound` at the latest."""
    words, kinds = reading.word, reading.kind
    while start < bound and kinds[start] == "p" and words[start] not in ("$", "(", "["):
        start += 1
    sluiced = start == attribution.cue + 1 == bound - 1 and words[start] in SLUICES
    if sluiced and attribution.info.lemma == "ask" and attribution.role == "finite":
        return start, start + 1  # asked when
    if start < bound and words[start] == "so" and start == attribution.cue + 1:
        return start, start + 1  # half said so
    if words[start : start + 2] == ["as", "much"] and start == attribution.cue + 1:
        return start, start + 2  # said as much
    if start < bound and (
        words[start] in CONJUNCTIONS or _only_adverbial(reading, attribution, start, bound)
    ):
        return None
    end = bound
    while end > start and (
        (kinds[end - 1] == "p" and words[end - 1] not in (")", "%", "]"))
        or words[end - 1] in CONJUNCTIONS
    ):
        end -= 1
    end = _before_semicolon(reading, start, end)
    if attribution.info.lemma in ("put", "estimate"):
        end = _before_next_clause(reading, start, end)
    if start >= end:
        return None
    quotes = quotations_in(reading, [(start, end)])
    if not quotes:
        end = _before_gloss(reading, start, end)
    elif quotes[0] - 1 > start:
        end = _before_verdict(reading, start, quotes[0], end)
        quotes = [at for at in quotes if at < end]
    if quotes:
        last = quotes[-1]
        closing = reading.text[reading.quoted[last].end - 1]
        if last + 1 < end:
            rest = words[last + 1]
            group = word_class(rest) if kinds[last + 1] in "wC" else ""
            predicate = rest in CONJUNCTIONS and last + 2 < end
            if closing == ";" or (closing in ".?!" and quotes[0] == start):
                end = last + 1
            elif closing == "," and predicate and word_class(words[last + 2]) in "VE":
                end = last + 1  # called it “a mistake,” and left
            elif closing == "," and attribution.role == "participle" and rest in PERSONS:
                end = last + 1  # While Roe left, calling it “a mistake,” she stayed
            elif rest in COMMA_OR_DASH and last + 2 < end:
                after = words[last + 2]
                if after in (
                    "who",
                    "which",
                    "while",
                    "whose",
                    "as",
                    "in",
                    "a",
                    "an",
                    "the",
                ) or after.endswith("ing"):
                    end = last + 1
            elif (
                group == "P"
                and rest != "of"
                and (rest in ("during", "in", "on", "at", "after", "before"))
            ) or rest in ("when", "while", "as"):
                end = last + 1
    return start, end


def _clause_follows(reading: Reading, item: int, bound: int) -> bool:
    """Tell whether a clause follows its scene: `said under the deal, [owners would pay]`."""
    near = range(item + 2, min(bound - 2, item + LONGEST_INSERTION))
    for comma in (at for at in near if reading.word[at] == ","):
        if has_clause(reading, item, comma):
            return False
        following = comma + 1
        if reading.word[following] in RELATIVES or reading.kind[following] not in "wC":
            return False
        end = noun_phrase_after(reading, following, bound, verb_follows=True)
        if end is not None and end < bound and reading.word[end] in AUXILIARIES:
            return True
    return False


def _pronoun_follows(reading: Reading, item: int, bound: int) -> bool:
    """Tell whether a clause goes on after its scene: `says while it is early, [she will run]`."""
    words = reading.word
    young = words[item : item + 2] in (["as", "a"], ["as", "an"])
    if young and item + 4 < bound and words[item + 3] in PERSONS:
        return word_class(words[item + 4]) in "VE"  # said as a teenager she was forced
    for comma in range(item + 2, min(bound - 2, item + LONGEST_SCENE)):
        if words[comma] != ",":
            continue
        pronoun, _, ending = words[comma + 1].partition("'")
        if pronoun in SUBJECT_PRONOUNS - RELATIVES:
            return bool(ending) or word_class(words[comma + 2]) in "VER"
    return False


def _before_semicolon(reading: Reading, start: int, end: int) -> int:
    """End of the content before the outlet's next clause: `said that it was over; it was not`.

    An elaboration (`; in particular, …`, `; that …`), a quotation after it and what several of them
    list belong to the words.
    """
    words = reading.word
    if words[start:end].count(";") != 1:
        return end
    for at in range(start + 1, end - 1):
        if words[at] != ";" or words[at + 1] == "that":
            continue
        elaborates = words[at + 1] in ("in", "for") and words[at + 2] in ELABORATIONS
        if elaborates or any(reading.kind[item] == "Q" for item in range(at, end)):
            return end
        return at
    return end


def _before_next_clause(reading: Reading, start: int, end: int) -> int:
    """End of a figure before the outlet goes on: `puts it at 3 km, and the market trusts it`."""
    words = reading.word
    for at in range(start + 1, end - 2):
        if words[at] == "," and words[at + 1] in ("and", "but", "while"):
            named = reading.kind[at + 2] == "C" or word_class(words[at + 2]) in "DO"
            return at if named else end
    return end


def _before_gloss(reading: Reading, start: int, end: int) -> int:
    """End of the content before a description that the outlet adds: `…, a shed at the base`."""
    words = reading.word
    if "," not in words[start + 3 : end - 2]:
        return end
    for at in range(start + 3, end - 2):
        gloss = words[at] == "," and words[at + 1] in ("a", "an", "where")
        if gloss and CONJUNCTIONS.isdisjoint(words[at:end]):
            return at
    return end


def _before_verdict(reading: Reading, start: int, quote: int, end: int) -> int:
    """End of the content before another's verdict on it: `…, a step that Roe termed “rash”`."""
    words = reading.word
    if "past" not in VERB_FORMS.get(words[quote - 1], {}):
        return end
    for at in range(start + 3, quote - 2):
        opens = words[at] == "," and words[at + 1] in ("a", "an")
        if opens and not {"that", "which"}.isdisjoint(words[at + 2 : at + 5]):
            return at
    return end


def _only_adverbial(reading: Reading, attribution: Attribution, start: int, bound: int) -> bool:
    """`told reporters in Geneva`, `said as he left`: no content, only circumstances."""
    if attribution.info.complement in ("preposition", "object") or start >= bound:
        return False
    word, kind = reading.word[start], reading.kind[start]
    if word in PARTICLES and reading.word[start + 1 : start + 2] == [","]:
        return True  # were quick to chime in, with Roe saying
    if kind not in "wC" or reading.word[start - 1] == ":":
        return False
    if attribution.order == "according" and start > attribution.cue and word in CIRCUMSTANCES:
        return not has_clause(reading, start, bound)  # according to polls, in a year Roe wins
    if attribution.info.lemma == "warn" and word in ("of", "against"):
        return False
    if word == "between" and not COUNTS.isdisjoint(reading.word[start + 1 : start + 2]):
        return False  # predict between two and four
    if attribution.info.lemma == "ask" and word in ("for", "about"):
        return reading.word[start + 1 : start + 2] == ["comment"]
    if word == "as" and reading.word[start + 1 : start + 2] in (["much"], ["many"], ["few"]):
        return False  # said as much, said as many as six
    if word in ("as", "when", "while", "after", "before", "during", "until", "since", "because"):
        return not _pronoun_follows(reading, start, bound)
    if word == "with" and _pronoun_follows(reading, start, bound):
        return False
    if word in CIRCUMSTANCES and EXTREMES.isdisjoint(reading.word[start + 1 : start + 2]):
        comma = next((at for at in range(start, bound - 1) if reading.word[at] == ","), None)
        if comma is not None and reading.word[comma + 1] in ("where", "which", "who", "whose"):
            return True  # said in Ordal, where she lives
        return not _clause_follows(reading, start, bound) and not any(
            reading.kind[at] == "Q" or reading.word[at] in PERSONS for at in range(start, bound)
        )
    return word in ("of",)
