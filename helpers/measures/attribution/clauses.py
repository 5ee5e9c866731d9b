"""Clause patterns: from a sentence to (speaker, cue, content).

For each cue in the outlet's own words the content is looked for before it (`…, Price said.`),
after it (`Price said that …`) or on both sides. Patterns follow Pareti (2015), Attribution: A
Computational Approach, and Krestel, Bergler & Witte (2008), but are written anew.
"""

from helpers.measures.attribution.candidates import Candidate, find_candidates
from helpers.measures.attribution.contents import (
    Attribution,
    content_after,
    content_before,
    content_start,
    goes_on,
    has_clause,
    has_main_verb,
    is_adverbial,
    opens_clause,
    quote_words,
)
from helpers.measures.attribution.cues import VERB_FORMS
from helpers.measures.attribution.noun_phrases import noun_phrase_after, noun_phrase_before
from helpers.measures.attribution.plausibility import is_plausible
from helpers.measures.attribution.reading import COMMA_OR_DASH, DASHES, PAUSES, Reading, Sentence
from helpers.measures.attribution.selection import choose_attributions, is_firm
from helpers.measures.attribution.special_contents import (
    content_before_how,
    content_in_front,
    content_of_according,
    content_of_noun,
    content_of_parenthetical,
    content_of_passive,
    content_of_view,
)
from helpers.measures.attribution.subjects import ANSWERED, Subject
from helpers.measures.attribution.times import skip_time
from helpers.measures.attribution.word_classes import (
    AUXILIARIES,
    BE,
    COMMA_OR_CONJUNCTION,
    CONJUNCTIONS,
    FRONTED,
    HAVE,
    OBJECT_PRONOUNS,
    PRONOUNS,
    classify,
    word_class,
)

__all__ = ["Attribution", "find_attributions", "possible_attributions"]

# Items between a cue that needs quotation marks and its quotation.
QUOTED = frozenset(["quoted", "cited", "reported"])
REACH_OF_QUOTED = 8  # items of `quoted by the agency as` before "saying"
REACH_OF_QUOTE = 25
# After a cue they show that its words stand before it: …, Roe said, and left.
AFTER_WORDS = frozenset(
    [",", ";", "and", "but", "while", "when", "during", "after", "before", "as"]
)
PLACING = frozenset(["in", "at", "on", "by", "with", "without"])
POSTING = frozenset(["post", "tweet", "retweet", "publish", "share", "write"])
SCENES = frozenset(["in", "at", "on", "during", "to", "earlier", "last", "this"])
LONG_ENOUGH = 5  # items before a comma for a clause whose verb is not known as one: stores last
BEFORE_INSERTION = frozenset(["citing", "while", "when", "after", "before", "in", "during", "as"])
REACH_OF_INSERTION = 12  # items between a cue and its "that"
# Acts of the speaker, not of those spoken of: `said it was over but declined to say why`.
OWN_ACTS = frozenset(["decline", "refuse", "refer"])
# What is done to what another said, and what ends a clause: a charge that Roe denied.
ANSWERING = frozenset(["deny", "dispute", "reject", "dismiss", "denounce", "criticize", "repeat"])
NAMED = (["a"], ["an"], ["the"], ["as"])
ENDS = ([","], ["."], [";"])
CONJUNCTION_OR_WHILE = CONJUNCTIONS | {"while"}
OTHER_SOURCE_FROM = CONJUNCTIONS | {"while", "though", ";"}


def find_attributions(reading: Reading, sentence: Sentence) -> list[Attribution]:
    """Find the attributions of one sentence, in order of their cues.

    Parameters
    ----------
    reading : Reading
        The article.
    sentence : Sentence
        One of its sentences.

    Returns
    -------
    list of Attribution
        Those with a speaker and content come with `pieces`; one that only announces what the
        next sentence says has no pieces and `awaits` set.
    """
    candidates = find_candidates(reading, sentence.low, sentence.high)
    if not candidates:
        return []
    possible = _attribute_all(reading, sentence, candidates, only_hopeful=True)
    while possible:
        chosen = choose_attributions(reading, possible)
        rejected = [each for each in chosen if not _may_stand(reading, each, sentence)]
        if not rejected:
            return chosen
        # others may claim the words that a rejected one had
        possible = [each for each in possible if all(each is not other for other in rejected)]
    return []


def _may_stand(reading: Reading, attribution: Attribution, sentence: Sentence) -> bool:
    """Tell whether the model lets an attribution stand; asked once."""
    if attribution.plausible is None:
        attribution.plausible = is_plausible(reading, attribution, sentence)
    return attribution.plausible


def possible_attributions(reading: Reading, sentence: Sentence) -> list[Attribution]:
    """Find every cue of a sentence with the words that it may announce, right or wrong.

    Parameters
    ----------
    reading : Reading
        The article.
    sentence : Sentence
        One of its sentences.

    Returns
    -------
    list of Attribution
        In order of their cues; `choose_attributions` and the model pick from them.
    """
    candidates = find_candidates(reading, sentence.low, sentence.high)
    return _attribute_all(reading, sentence, candidates)


def _attribute_all(
    reading: Reading,
    sentence: Sentence,
    candidates: list[Candidate],
    *,
    only_hopeful: bool = False,
) -> list[Attribution]:
    """Find the words of each cue; `only_hopeful` leaves out those that cannot be chosen."""
    low, high = sentence.low, sentence.high
    found: list[Attribution] = []
    firm: list[Attribution] = []  # sure enough to bound the content of later ones
    bracketed = "(" in reading.word[low:high]
    unquoted = only_hopeful and reading.word[high - 1] != ":" and "Q" not in reading.kind[low:high]
    for number, candidate in enumerate(candidates, start=1):
        if unquoted and _needs_quotation(reading, candidate):
            continue
        following = [c for c in candidates[number:] if c.sibling]
        first, last = _within_brackets(reading, candidate, low, high) if bracketed else (low, high)
        attribution = _attribute(reading, candidate, firm, following, first, last)
        if attribution is not None:
            attribution.pieces = [piece for piece in attribution.pieces if piece[0] < piece[1]]
            found.append(attribution)
            if is_firm(reading, attribution):
                firm.append(attribution)
    return found


def _needs_quotation(reading: Reading, candidate: Candidate) -> bool:
    """Tell whether a cue announces words in quotation marks only; `as Roe put it` may do without.

    Where the sentence has no quotation, such a cue is never chosen and bounds nothing.
    """
    if candidate.info.level != "quoted":
        return False
    subject = candidate.subject
    return subject is None or reading.word[subject.low - 1] != "as"


def _within_brackets(
    reading: Reading, candidate: Candidate, low: int, high: int
) -> tuple[int, int]:
    """Bounds of what a cue in brackets may announce: `(40 tons, by the ministry's estimate)`."""
    words = reading.word
    for item in range(candidate.cue - 1, low - 1, -1):
        if words[item] == ")":
            break
        if words[item] == "(":
            closing = (at for at in range(candidate.cue + 1, high) if words[at] == ")")
            inside = candidate.subject is None or candidate.subject.low > item
            return (item + 1, next(closing, high)) if inside else (low, high)
    return low, high


def _attribute(
    reading: Reading,
    candidate: Candidate,
    earlier: list[Attribution],
    following: list[Candidate],
    low: int,
    high: int,
) -> Attribution | None:
    words = reading.word
    stop = high
    while stop > low and reading.kind[stop - 1] == "p" and words[stop - 1] not in (")", "%", "]"):
        stop -= 1
    bound = stop
    for other in following:
        if _is_by_the_way(reading, candidate, other, low):
            continue
        if other.clause < _end_of_insertion(reading, candidate.cue + 1, stop):
            continue  # stated, while testifying before the board, that
        if other.clause > candidate.cue and _bounds(reading, other, candidate):
            bound = min(other.clause, stop)
            break
    bound = _before_main_verb(candidate, following, bound)
    subject = candidate.subject
    attribution = Attribution(
        candidate.cue,
        candidate.info,
        None if subject is None else (subject.low, subject.high),
        candidate.clause,
        "none",
        None if subject is None else subject.antecedent,
        sibling=candidate.sibling,
        role=candidate.role,
    )
    left = _left_bound(reading, earlier, candidate, low)
    if candidate.role == "according":
        bound = min(stop, _end_of_according(reading, candidate, following, high))
        return content_of_according(reading, attribution, low, left, bound, stop)
    if candidate.role == "view":
        bound = min(stop, _end_of_according(reading, candidate, following, high))
        return content_of_view(reading, attribution, low, bound, stop)
    if candidate.role == "noun":
        return content_of_noun(reading, attribution, bound)
    if candidate.role == "passive":
        return content_of_passive(reading, attribution, left, bound)
    if (
        candidate.role == "finite"
        and not candidate.inverted
        and _is_subordinate(reading, subject, low)
    ):
        # `After Price said he would go, Roe left`: the main clause is not what he said
        bound = min(bound, _end_of_subordinate(reading, candidate.cue + 1, bound))
    if subject is not None and subject.antecedent is not None:
        bound = min(bound, _end_of_relative(reading, subject, candidate.cue + 1, bound))
    if candidate.role == "participle" and subject.high == candidate.cue and subject.low == low:
        bound = min(bound, _main_verb(reading, candidate.cue + 1, bound))
    if candidate.role == "opening":
        comma = next((at for at in range(candidate.cue, high) if words[at] == ","), bound)
        bound = min(bound, comma)
    if candidate.inverted:
        before = candidate.cue - 1
        after = subject.high
    else:
        before = subject.low - 1
        if before > low and classify(reading, before) == "R" and reading.kind[before - 1] == "Q":
            before -= 1  # “…,” eventually Roe said
        elif before > low + 1 and words[before] in ANSWERED and not earlier:
            before -= 2 if words[before - 1] in ("a", "an") else words[before] == "something"
        elif words[before] == "]" and before - 2 > low and words[before - 2] == "[":
            before -= 3  # “…,” [spokesman] Roe said
        after = candidate.cue + 1
    parenthetical = (
        not candidate.inverted
        and candidate.role == "finite"
        and before >= low
        and words[before] == "as"
        and not _takes_object(words, candidate)  # as Roe called for a boycott
        and not (before > low and _tells_itself(reading, candidate.cue + 1, bound))
    )
    if candidate.info.lemma == "put" and words[before] == "how" and before - 2 >= left:
        return content_before_how(attribution, left, before)
    if parenthetical:
        return content_of_parenthetical(reading, attribution, left, before, after, bound, stop)
    asks = candidate.info.stance == "asking" and candidate.role == "finite" and candidate.sibling
    asks = asks or (candidate.info.stance == "asking" and words[low] == "whether" and not earlier)
    asks = asks and subject.antecedent is None
    if asks and words[low] == "whether" and low < before and reading.kind[before] == "w":
        return content_in_front(attribution, low, before + 1)
    start, explicit = content_start(reading, attribution, after, bound, candidate.inverted)
    explicit = explicit or _is_called_so(reading, candidate, before)
    if candidate.inverted and start >= bound and words[after : after + 1] == [","]:
        # The plan, said Roe, would cost jobs
        start = after + 1 if after + 1 < bound and words[after + 1] in AUXILIARIES else start
    if candidate.info.lemma in POSTING and words[before] in ("which", "that") and not explicit:
        comma = next((at for at in range(start, bound) if words[at] == ","), bound)
        if not has_clause(reading, start, comma):
            start = bound  # the video, which the ministry posted on Friday, shows
    if start == bound - 1 and words[start] == ";":
        start = bound  # `…, Roe told the Herald; in her view …`
    has_after = start < bound
    resumed = None
    if candidate.role == "finite" and not candidate.inverted and words[before] == ",":
        resumed = _resumption(reading, left, before, after, bound)
        if resumed is not None:
            start, has_after = resumed, True
    if (
        candidate.role == "finite"
        and not has_after
        and before > low
        and (words[before] == "," or _runs_into_quotation(reading, before, low))
    ):
        left = _after_other(reading, earlier, left, low)  # `She told him that …, her aide said.`
    if candidate.inverted:
        left = _after_mark(reading, left, before, earlier)
    pieces: list[tuple[int, int]] = []
    quoted_as = _is_quoted_as(words, candidate.cue)
    if quoted_as:
        before = min(before, candidate.clause)  # `“Go,” the agency quoted Roe as saying`
    may_follow = candidate.role in ("finite", "infinitive") or quoted_as
    takes_before = resumed is not None or (
        may_follow and takes_before_cue(reading, left, before, start, bound, explicit, candidate)
    )
    if takes_before:
        piece = content_before(reading, left, before)
        if piece is not None:
            pieces.append(piece)
            attribution.explicit = (
                attribution.explicit
                or reading.kind[before] == "Q"
                or (words[before] == "," and before > low)
            )
    if has_after and (not pieces or resumed or goes_on(reading, before, after, start, bound)):
        piece = content_after(reading, attribution, start, bound, split=bool(pieces))
        if piece is not None:
            pieces.append(piece)
            attribution.explicit = attribution.explicit or explicit
    if not pieces and before > low and words[before] in ("that", "which"):
        pieces = _object_of_relative(reading, candidate, left, before)
        takes_before = bool(pieces)
    attribution.pieces = pieces
    attribution.order = (
        "both" if len(pieces) > 1 else "before" if takes_before and pieces else "after"
    )
    colon = words[high - 1] == ":" and not takes_before
    attribution.awaits = colon or (
        not pieces
        and candidate.sibling
        and candidate.info.level == "speech"
        and candidate.role not in ("purpose", "opening")
    )
    return attribution


def _runs_into_quotation(reading: Reading, item: int, low: int) -> bool:
    """Tell whether a quotation ends what stands before it: `He told her it was “late,”`."""
    words, kinds = reading.word, reading.kind
    if kinds[item] != "Q" or item - 1 <= low or _last_mark(reading, item) != ",":
        return False
    before = item - 1
    if reading.text[reading.quoted[item].start : reading.quoted[item].start + 1].isupper():
        return False  # a sentence of its own, or a title
    cue = any(form != "base" for form in VERB_FORMS.get(words[before], ()))
    return kinds[before] in "wCn" and not cue and words[before] != "that"


def _resumption(reading: Reading, left: int, before: int, after: int, bound: int) -> int | None:
    """Where the verb of the words follows a scene: `The plan, Roe said on a visit, [is late]`."""
    words = reading.word
    if (
        before - left < 2
        or after >= bound
        or words[after] not in SCENES
        or has_clause(reading, left, before)
    ):
        return None
    if is_adverbial(reading, left, before):
        return None
    near = range(after + 1, min(bound - 1, after + REACH_OF_INSERTION))
    comma = next((at for at in near if words[at] == ","), None)
    if comma is None or has_clause(reading, after, comma):
        return None
    return comma + 1 if words[comma + 1] in AUXILIARIES else None


def _before_main_verb(candidate: Candidate, following: list[Candidate], bound: int) -> int:
    """End of `The Herald, [citing two people], said`: it stands within the subject of another."""
    for other in following if candidate.role == "participle" else ():
        if other.subject is not None and other.subject.low < candidate.cue < other.subject.high:
            return min(bound, other.subject.high)
    return bound


def _is_called_so(reading: Reading, candidate: Candidate, before: int) -> bool:
    """Tell whether a name follows: `in what officials called a hate crime`."""
    following = reading.word[candidate.cue + 1 : candidate.cue + 2]
    if reading.word[before] not in ("what", "who", "that", "which"):
        return False
    if not AUXILIARIES.isdisjoint(following):
        return True  # a plane that Roe said was shot down
    named = candidate.info.lemma in ("call", "describe", "term") and reading.word[before] == "what"
    return named and following in NAMED


def _tells_itself(reading: Reading, item: int, bound: int) -> bool:
    """Tell whether a clause follows the verb: `gained steam as writers said a list was needed`."""
    if item >= bound or reading.kind[item] not in "wC" or reading.word[item] in PRONOUNS:
        return False
    end = noun_phrase_after(reading, item, bound, verb_follows=True)
    return end is not None and end + 1 < bound and word_class(reading.word[end]) == "V"


def _object_of_relative(
    reading: Reading, candidate: Candidate, left: int, relative: int
) -> list[tuple[int, int]]:
    """Find what was denied in `a charge that Roe denied, saying`: the phrase before "that"."""
    words = reading.word
    after = words[candidate.cue + 1 : candidate.cue + 2]
    if candidate.role != "finite" or candidate.info.lemma not in ANSWERING or after not in ENDS:
        return []
    last = relative - 1 - (words[relative - 1] == ",")
    head = noun_phrase_before(reading, last, left) if last >= left else None
    return [] if head is None else [(head, last + 1)]


def _takes_object(words: list[str], candidate: Candidate) -> bool:
    """Tell whether the preposition of a verb follows it: `called for`, `complained about`."""
    following = words[candidate.cue + 1] if candidate.cue + 1 < len(words) else ""
    if following in ("it", "this"):
        return False  # as Roe put it on Sunday
    if candidate.info.complement == "object" and word_class(following) in "DNO":
        after = words[candidate.cue + 2 : candidate.cue + 3]
        return following.isalpha() and PAUSES.isdisjoint(after)
    if following == "out":  # as Roe pointed out, as Roe pointed out on Monday
        after = "".join(words[candidate.cue + 2 : candidate.cue + 3])
        return after.isalpha() and word_class(after) != "P"
    return candidate.info.complement == "preposition" and following in candidate.info.prepositions


def _end_of_insertion(reading: Reading, item: int, stop: int) -> int:
    """Where a clause follows an insertion after a cue, else the item: `stated, when asked, that`.

    Without "that" only after whom somebody cites: `reported, citing the port, there were ships`.
    """
    words = reading.word
    if item + 2 >= stop or words[item] != "," or words[item + 1] not in BEFORE_INSERTION:
        return item
    near = range(item + 2, min(stop - 1, item + REACH_OF_INSERTION))
    comma = next((at for at in near if words[at] == ","), None)
    if comma is None:
        return item
    cited = words[item + 1] == "citing" and opens_clause(reading, comma + 1, stop)
    return comma + 1 if cited or words[comma + 1] == "that" else item


def _is_by_the_way(reading: Reading, candidate: Candidate, other: Candidate, low: int) -> bool:
    """Tell whether a clause after a cue between commas is its words: `Then, Roe said, Doe told`."""
    words, subject = reading.word, candidate.subject
    if other.clause != candidate.cue + 1 or words[other.clause] != "," or subject is None:
        return False
    if candidate.role != "finite" or candidate.inverted or subject.antecedent is not None:
        return False
    before = subject.low - 1
    set_off = before > low and words[before] == "," and is_adverbial(reading, low, before)
    return set_off and words[other.clause + 1] not in CONJUNCTIONS


def _is_quoted_as(words: list[str], cue: int) -> bool:
    """Tell whether a participle leads as a verb does: `“Go,” Roe was quoted as saying`."""
    near = words[max(0, cue - REACH_OF_QUOTED) : cue]
    return words[cue] == "saying" and near[-1:] == ["as"] and not QUOTED.isdisjoint(near)


def _end_of_according(
    reading: Reading, candidate: Candidate, following: list[Candidate], high: int
) -> int:
    """Where another source takes over: a clause of its own after "but", "and" or "while"."""
    words = reading.word
    for other in following:
        at = other.clause
        joint = words[at] if words[at] != "," else words[at + 1]
        own = other.subject is not None and (other.inverted or other.subject.low >= at)
        if own and at > candidate.cue and joint in OTHER_SOURCE_FROM:
            return at
    return high


def _is_subordinate(reading: Reading, subject: Subject, low: int) -> bool:
    """Tell whether the cue stands in a subordinate clause at the front of the sentence."""
    words = reading.word
    for item in range(subject.low - 1, max(low - 1, subject.low - 25), -1):
        if reading.kind[item] == "Q" or words[item] in PAUSES:
            return False
        if words[item] in FRONTED:
            return item == low or words[item - 1] in COMMA_OR_CONJUNCTION
    return False


def _end_of_subordinate(reading: Reading, item: int, bound: int) -> int:
    """First comma after which a main clause may begin: a name, an article or a pronoun."""
    if item + 1 < bound and reading.word[item] == "," and reading.kind[item + 1] != "Q":
        return item  # After Roe testified, Dahl left
    for at in range(item + 2, bound - 2):
        if reading.word[at] == "," and reading.kind[at + 1] in "wC":
            group = classify(reading, at + 1)
            if group in ("D", "O") or (group == "N" and reading.kind[at + 1] == "C"):
                return at
    return bound


def _main_verb(reading: Reading, item: int, bound: int) -> int:
    """Where the main verb stands after `A petition asking him to resign [was signed]`."""
    words = reading.word
    if "that" in words[item:bound]:
        return bound
    verbs = (at for at in range(item + 2, bound) if words[at] in BE or words[at] in HAVE)
    at = next(verbs, bound)
    return bound if at < bound and words[at - 1] in ("to", "and", "not") else at


def _end_of_relative(reading: Reading, subject: Subject, item: int, bound: int) -> int:
    """Comma that closes `, who asked us not to name it,`: a verb of the main clause follows."""
    mark = reading.word[subject.low - 1]
    if mark in DASHES:
        return next((at for at in range(item + 1, bound) if reading.word[at] in DASHES), bound)
    if mark != ",":
        return bound
    for at in range(item + 1, bound - 1):
        quoted = reading.kind[at] == "Q" and _last_mark(reading, at) == ","
        if (quoted or reading.word[at] == ",") and reading.kind[at + 1] == "w":
            word = reading.word[at + 1]
            forms = VERB_FORMS.get(word, {})
            if word_class(word) in "VE" or "third" in forms:
                return at + quoted  # Roe, who called it “late,” said
    return bound


def _bounds(reading: Reading, candidate: Candidate, earlier: Candidate) -> bool:
    """Tell whether content of an earlier cue must stop where this cue's clause begins."""
    if candidate.role == "noun":
        return False
    word = reading.word[candidate.clause]
    before = reading.word[candidate.cue - 1]
    if candidate.role == "participle" and before in earlier.info.prepositions:
        return False  # called for denying entry
    bare = candidate.role in ("participle", "passive") and candidate.clause == candidate.cue
    if bare and has_clause(reading, earlier.cue + 1, candidate.cue):
        return False  # `said he kept up his speaking schedule`
    if candidate.info.level == "quoted":
        if candidate.info.lemma not in OWN_ACTS and not _quote_follows(reading, candidate):
            return False  # `said the guests had been fed and issued boots`: no words of its own
        return word in CONJUNCTIONS or (
            word == ","
            and candidate.clause > earlier.cue + 1
            and (candidate.role == "participle" or earlier.info.complement == "object")
        )
    return True


def _quote_follows(reading: Reading, candidate: Candidate) -> bool:
    """Tell whether a quotation stands in the clause after the cue."""
    for at in range(candidate.cue + 1, min(candidate.cue + REACH_OF_QUOTE, len(reading.word))):
        if reading.kind[at] == "Q":
            return True
        if reading.word[at] in (".", ";"):
            return False
    return False


def _left_bound(
    reading: Reading, earlier: list[Attribution], candidate: Candidate, low: int
) -> int:
    """First item that content before this cue may have: after the clause of an earlier cue."""
    earlier = [a for a in earlier if a.info.level != "quoted"] if earlier else earlier
    last = max((a.cue for a in earlier if a.cue < candidate.cue), default=None) if earlier else None
    if last is None:
        # a label, a colon or a dash: `He laughed: “No,” he said`
        return low
    limit = (
        candidate.subject.low if candidate.subject and not candidate.inverted else candidate.cue
    ) - 1
    for at in range(last + 1, limit):
        word = reading.word[at]
        if word != "," and word in PAUSES:
            return at + 1
        if word == "," and reading.word[at + 1] in CONJUNCTION_OR_WHILE:
            return at + 2
        if word in ("but", "while"):
            return at + 1
    for attribution in earlier:
        if attribution.pieces and attribution.pieces[-1][1] <= limit:
            return max(last + 1, attribution.pieces[-1][1])
    return last + 1


def _after_other(reading: Reading, earlier: list[Attribution], left: int, low: int) -> int:
    """Where the words of the last source begin: `…, Roe said, while [in Ordal …], Doe said`."""
    other = next((each for each in reversed(earlier) if each.cue < left), None)
    trails = other is not None and other.order == "before" and other.pieces
    joined = trails and reading.word[left - 1] in OTHER_SOURCE_FROM
    return left if joined else low


def _after_mark(reading: Reading, left: int, before: int, earlier: list[Attribution]) -> int:
    """Where the words before an inverted cue begin: after a colon, or after another source.

    `He knew the cause: tiles fall, said Roe`; `40 tons, says Roe, 50 tons, says Doe`.
    """
    for source in earlier:
        if source.speaker is not None and source.cue < source.speaker[0] and source.pieces:
            left = max(left, min(source.speaker[1], before))
    for at in range(before, left, -1):
        if reading.kind[at] == "Q":
            break
        if reading.word[at] == ":":
            return at + 1
    return left


def _end_of_place(reading: Reading, item: int, bound: int) -> int:
    """End of `in the memo` before `, a copy of which was seen by the Herald`."""
    words = reading.word
    near = range(item + 2, bound - 1)
    comma = next((at for at in near if words[at] == ","), bound)
    own = words[comma + 1 : comma + 2] in (["a"], ["which"], ["where"], ["who"], ["and"], ["but"])
    return comma if own else bound


def _last_mark(reading: Reading, item: int) -> str:
    """Last character of a quotation, a quotation within it closed: `“… ‘Why not?’” Roe said`."""
    stretch = reading.quoted[item]
    return reading.text[stretch.start : stretch.end].rstrip("’' ")[-1:] or "”"


def takes_before_cue(
    reading: Reading,
    left: int,
    before: int,
    start: int,
    bound: int,
    explicit: bool,
    candidate: Candidate,
) -> bool:
    """Tell whether content stands before the speaker and the cue."""
    words, kinds = reading.word, reading.kind
    if before < left or (candidate.subject.antecedent is not None and kinds[before] != "Q"):
        return False  # the port, which has asked
    if words[left] == "asked" and kinds[before] != "Q" and candidate.sibling:
        return False  # Asked whether it was late, Roe demurred
    if kinds[before] == "Q":
        last = _last_mark(reading, before)
        if (
            not candidate.inverted
            and start < bound
            and before > left
            and quote_words(reading, before) < 6
            and start == candidate.cue + 1
            and (explicit or classify(reading, start) in "DNO")
            and (kinds[start] in "wC" and not words[start].endswith("ing"))
        ):
            return False  # On “Morning Live,” Price said the plan …
        if last in ",?!.…—–-" or candidate.inverted:
            return True
        return start >= bound
    if words[before] not in COMMA_OR_DASH:
        return False
    quote_before = before - 1 >= left and kinds[before - 1] == "Q"
    if quote_before and quote_words(reading, before - 1) >= 3 and (start >= bound or not explicit):
        return True
    if before - left < 2:
        return False
    if candidate.inverted:  # In other words, explained Ann Roe: “…”
        return not (explicit and is_adverbial(reading, left, before))
    goes_on = start + 1 < bound and words[start] == "," and words[start + 1] in CONJUNCTIONS
    if start >= bound or (goes_on and has_clause(reading, left, before)):
        return True
    after_cue = candidate.cue + 1
    if candidate.info.lemma == "tell" and after_cue < bound and words[after_cue] in OBJECT_PRONOUNS:
        after_cue += 1
    following = words[after_cue] if after_cue < bound else "."
    adverbial = is_adverbial(reading, left, before)
    if following == ",":
        return not adverbial or (kinds[start] != "Q" and not explicit)
    if explicit or adverbial:
        return False
    after = skip_time(reading, candidate.cue + 1, bound)
    if after >= bound:
        return True
    if words[after] in AFTER_WORDS:
        return has_clause(reading, left, before)
    if words[after] in DASHES:  # …, Roe said – by land, for example
        return before - left >= LONG_ENOUGH
    if words[after] not in PLACING:
        return False
    if has_main_verb(reading, after, _end_of_place(reading, after, bound)):
        return False
    return before - left >= LONG_ENOUGH or has_clause(reading, left, before)
