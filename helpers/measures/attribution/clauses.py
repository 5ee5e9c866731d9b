"""Clause patterns: from a sentence to (speaker, cue, content).

For each cue in the outlet's own words the content is looked for before it (`…, Price said.`),
after it (`Price said that …`) or on both sides. Patterns follow Pareti (2015), Attribution: A
Computational Approach, and Krestel, Bergler & Witte (2008), but are written anew.
"""

from helpers.measures.attribution.candidates import Candidate, find_candidates
from helpers.measures.attribution.contents import (
    QUESTION_MARKERS,
    Attribution,
    content_after,
    content_before,
    content_start,
    goes_on,
    has_clause,
    is_adverbial,
    is_title,
    quote_words,
)
from helpers.measures.attribution.cues import VERB_FORMS
from helpers.measures.attribution.noun_phrases import noun_phrase_after
from helpers.measures.attribution.reading import DASHES, Reading, Sentence
from helpers.measures.attribution.special_contents import (
    content_of_according,
    content_of_noun,
    content_of_parenthetical,
    content_of_passive,
    content_of_view,
)
from helpers.measures.attribution.subjects import Subject
from helpers.measures.attribution.times import skip_time
from helpers.measures.attribution.word_classes import (
    CONJUNCTIONS,
    FRONTED,
    OBJECT_PRONOUNS,
    PEOPLE,
    SUBJECT_PRONOUNS,
    classify,
    is_name,
    word_class,
)

__all__ = ["Attribution", "find_attributions"]

# Items between a cue that needs quotation marks and its quotation.
REACH_OF_QUOTE = 25
# Speech acts that an infinitive completes; elsewhere these verbs need "that" or quotation marks.
OFFERS = frozenset(["offer", "threaten", "swear", "volunteer", "propose"])
# Endings of adjectives: `called the document imperfect`.
JUDGING = ("able", "ible", "ful", "less", "ous", "ive", "ic", "al", "ant", "ent", "ect", "ary")
# Acts of the speaker, not of those spoken of: `said it was over but declined to say why`.
OWN_ACTS = frozenset(["decline", "refuse", "refer"])
NEGATIONS = frozenset(["not", "never", "nor", "neither", "without", "cannot"])
REFUSALS = frozenset(["declined", "declines", "decline", "refused", "refuses", "refuse"])
# Speech acts that are no report of words where they are denied.
WITHOUT_WORDS = frozenset(["comment", "speak", "talk", "mention", "elaborate", "discuss"])
# "You said it", "these claims": nobody whose words a reader could look up.
NOBODY = frozenset(["you", "these", "this", "that", "those", "what"])


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
    low, high = sentence.low, sentence.high
    candidates = find_candidates(reading, low, high)
    found: list[Attribution] = []
    firm: list[Attribution] = []  # sure enough to bound the content of later ones
    for number, candidate in enumerate(candidates):
        following = [c for c in candidates[number + 1 :] if c.sibling]
        attribution = _attribute(reading, candidate, firm, following, low, high)
        if attribution is not None:
            attribution.pieces = [piece for piece in attribution.pieces if piece[0] < piece[1]]
            found.append(attribution)
            if _is_firm(reading, attribution):
                firm.append(attribution)
    return _choose(reading, found)


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
    bound = next(
        (
            c.clause
            for c in following
            if c.clause > candidate.cue and _bounds(reading, c, candidate)
        ),
        high,
    )
    bound = min(bound, stop)
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
    if candidate.role == "opening":
        comma = next((at for at in range(candidate.cue, high) if words[at] == ","), bound)
        bound = min(bound, comma)
    if candidate.inverted:
        before = candidate.cue - 1
        after = subject.high
    else:
        before = subject.low - 1
        after = candidate.cue + 1
    parenthetical = (
        not candidate.inverted
        and candidate.role == "finite"
        and before >= low
        and words[before] == "as"
    )
    if parenthetical:
        return content_of_parenthetical(reading, attribution, left, before, after, bound, stop)
    start, explicit = content_start(reading, attribution, after, bound, candidate.inverted)
    has_after = start < bound
    if candidate.role == "finite" and not has_after and before > low and words[before] == ",":
        left = low  # `She told the judge that …, her lawyer said.`
    pieces: list[tuple[int, int]] = []
    takes_before = candidate.role in ("finite", "infinitive") and takes_before_cue(
        reading, left, before, start, bound, explicit, candidate
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
    if has_after and (not pieces or goes_on(reading, before, after, start, bound)):
        piece = content_after(reading, attribution, start, bound, split=bool(pieces))
        if piece is not None:
            pieces.append(piece)
            attribution.explicit = attribution.explicit or explicit
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


def _end_of_according(
    reading: Reading, candidate: Candidate, following: list[Candidate], high: int
) -> int:
    """Where another source takes over: a clause of its own after "but", "and" or "while"."""
    words = reading.word
    for other in following:
        at = other.clause
        joint = words[at] if words[at] != "," else words[at + 1]
        own = other.subject is not None and (other.inverted or other.subject.low >= at)
        if own and at > candidate.cue and joint in {*CONJUNCTIONS, "while", "though", ";"}:
            return at
    return high


def _is_subordinate(reading: Reading, subject: Subject, low: int) -> bool:
    """Tell whether the cue stands in a subordinate clause at the front of the sentence."""
    words = reading.word
    for item in range(subject.low - 1, max(low - 1, subject.low - 25), -1):
        if reading.kind[item] == "Q" or words[item] in {",", ";", *DASHES}:
            return False
        if words[item] in FRONTED:
            return item == low or words[item - 1] in {",", *CONJUNCTIONS}
    return False


def _end_of_subordinate(reading: Reading, item: int, bound: int) -> int:
    """First comma after which a main clause may begin: a name, an article or a pronoun."""
    for at in range(item + 2, bound - 2):
        if reading.word[at] == "," and reading.kind[at + 1] in "wC":
            group = classify(reading, at + 1)
            if group in ("D", "O") or (group == "N" and reading.kind[at + 1] == "C"):
                return at
    return bound


def _end_of_relative(reading: Reading, subject: Subject, item: int, bound: int) -> int:
    """Comma that closes `, who asked us not to name it,`: a verb of the main clause follows."""
    if reading.word[subject.low - 1] != ",":
        return bound
    for at in range(item + 1, bound - 1):
        if reading.word[at] == "," and reading.kind[at + 1] == "w":
            word = reading.word[at + 1]
            forms = VERB_FORMS.get(word, {})
            if word_class(word) in "VE" or "third" in forms:
                return at
    return bound


def _bounds(reading: Reading, candidate: Candidate, earlier: Candidate) -> bool:
    """Tell whether content of an earlier cue must stop where this cue's clause begins."""
    if candidate.role == "noun":
        return False
    word = reading.word[candidate.clause]
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
    earlier = [a for a in earlier if a.info.level != "quoted"]
    last = max((a.cue for a in earlier if a.cue < candidate.cue), default=None)
    if last is None:
        # a label, a colon or a dash: `He laughed: “No,” he said`
        return low
    limit = (
        candidate.subject.low if candidate.subject and not candidate.inverted else candidate.cue
    ) - 1
    for at in range(last + 1, limit):
        word = reading.word[at]
        if word in {";", *DASHES}:
            return at + 1
        if word == "," and reading.word[at + 1] in {*CONJUNCTIONS, "while"}:
            return at + 2
        if word in ("but", "while"):
            return at + 1
    for attribution in earlier:
        if attribution.pieces and attribution.pieces[-1][1] <= limit:
            return max(last + 1, attribution.pieces[-1][1])
    return last + 1


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
    if before < left:
        return False
    if kinds[before] == "Q":
        last = reading.text[reading.quoted[before].end - 1]
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
    if words[before] not in {",", *DASHES}:
        return False
    quote_before = before - 1 >= left and kinds[before - 1] == "Q"
    if quote_before and quote_words(reading, before - 1) >= 3 and (start >= bound or not explicit):
        return True
    if before - left < 2:
        return False
    if candidate.inverted:
        return True
    if start >= bound:
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
    if words[after] in (
        ",",
        ";",
        "and",
        "but",
        "while",
        "when",
        "during",
        "after",
        "before",
        "as",
    ) or (words[after] in ("in", "at", "on") and not has_clause(reading, after, bound)):
        return has_clause(reading, left, before)
    return False


def _choose(reading: Reading, found: list[Attribution]) -> list[Attribution]:
    """Keep what its level allows; a weak cue yields to a strong one on the same quotation."""
    kept: list[Attribution] = []
    covered: set[int] = set()
    for attribution in found:
        if attribution.info.level == "quoted" or not _is_allowed(reading, attribution):
            continue
        quotes = _quotes_in(reading, attribution)
        again = quotes and quotes <= covered
        loose = again and attribution.info.complement == "preposition"
        loose = loose and not _is_fit(reading, attribution)
        if again and not attribution.sibling and (loose or not attribution.explicit):
            continue  # `said that he hopes to speak “in the coming days”`: said once
        kept.append(attribution)
        covered |= quotes
    for attribution in found:
        if attribution.info.level != "quoted":
            continue
        quotes = {at for at in _quotes_in(reading, attribution) if not is_title(reading, at)}
        if not quotes <= covered or (attribution.awaits and not attribution.pieces):
            kept.append(attribution)
            covered |= quotes
    kept.sort(key=lambda attribution: attribution.cue)
    return [attribution for attribution in kept if not _is_within(attribution, kept)]


def _is_within(attribution: Attribution, kept: list[Attribution]) -> bool:
    """Tell whether the cue stands in the words of another source: one level only."""
    return any(
        low <= attribution.cue < high
        for other in kept
        if other is not attribution
        for low, high in other.pieces
    )


def _quotes_in(reading: Reading, attribution: Attribution) -> set[int]:
    return {
        at for low, high in attribution.pieces for at in range(low, high) if reading.kind[at] == "Q"
    }


def _is_fit(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether what follows the cue can be its content without a mark that says so."""
    info, start = attribution.info, attribution.pieces[0][0]
    before = reading.word[start - 1]
    if info.complement == "preposition":
        return before in info.prepositions
    if info.lemma == "ask":
        return reading.word[start] in ("about", "to", "for", "not")
    if info.lemma == "pledge":
        return reading.word[start] in ("to", "not", "his", "her", "their", "its")
    return True


def _is_firm(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether an attribution is sure enough to bound the content of later ones."""
    if attribution.info.level == "quoted":
        return bool(_quotes_in(reading, attribution))
    return _is_allowed(reading, attribution)


def _is_allowed(reading: Reading, attribution: Attribution) -> bool:
    if not attribution.pieces:
        return attribution.awaits
    items = [at for low, high in attribution.pieces for at in range(low, high)]
    if any(reading.kind[at] == "Q" for at in items):
        return True
    if not _may_be_source(reading, attribution):
        return False
    if attribution.info.level == "clause" and not attribution.explicit:
        if attribution.info.lemma == "call" and _names(reading, attribution):
            return True
        if attribution.info.lemma == "put":
            return _is_figure(reading, attribution)
        if attribution.info.lemma in OFFERS and reading.word[items[0]] == "to":
            return True
        fit = attribution.info.complement == "preposition" and _is_fit(reading, attribution)
        return fit or _begins_clause(reading, attribution)
    if not attribution.explicit and (
        attribution.role == "purpose" or _is_restrictive(reading, attribution)
    ):
        return False
    if _says_nothing(reading, attribution):
        return False
    if (
        not attribution.explicit
        and attribution.order == "after"
        and not _is_fit(reading, attribution)
    ):
        return False
    if attribution.info.lemma in ("deny", "cite") and reading.kind[items[0]] == "w":
        return word_class(reading.word[items[0]]) == "N" or len(items) > 1
    return sum(reading.kind[at] in "wCn" for at in items) >= (
        1 if attribution.info.complement == "object" and reading.kind[items[0]] == "C" else 2
    )


def _may_be_source(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether a phrase can speak: not "these", not a lone small word in the singular."""
    low, high = attribution.speaker or (0, 0)
    if high - low != 1:
        return True
    word = reading.word[low]
    if word in NOBODY or word in ("a", "an", "the"):
        return False
    if reading.kind[low] != "w" or word_class(word) != "N" or word.endswith(("'s", "s'")):
        return True
    return word in PEOPLE or word.endswith("s") or word in ("women", "men", "children", "percent")


def _begins_clause(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether the content is a clause without "that": `reports Roe will run`."""
    if attribution.order != "after" or attribution.role == "noun":
        return False
    low, high = attribution.pieces[0]
    if reading.word[low] not in SUBJECT_PRONOUNS and not is_name(reading, low):
        return False
    end = noun_phrase_after(reading, low, high, verb_follows=True)
    return end is not None and end < high and word_class(reading.word[end]) == "V"


def _is_figure(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether a number follows: `put the distance at 2.3 kilometers`."""
    low, high = attribution.pieces[0]
    for at in range(low + 1, min(high - 1, low + 12)):
        if reading.word[at] in ("at", "between"):
            following = reading.word[at + 1]
            return reading.kind[at + 1] == "n" or following in ("$", "€", "about", "over")
    return False


def _names(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether a judgement follows the object: `called the plan a mistake`."""
    low, high = attribution.pieces[0]
    if attribution.order != "after" or low != attribution.cue + 1:
        return False
    words = reading.word
    if words[low] in ("it", "them", "him", "her", "us", "me", "this", "that"):
        end = low + 1
    else:
        end = noun_phrase_after(reading, low, high, verb_follows=False) or low
    if end <= low:
        return False
    if end < high and words[end] in ("a", "an", "one", "the"):
        return True
    judged = words[end] if end == low + 1 and end < high else words[end - 1]
    return end - low > 1 and reading.kind[end - 1] == "w" and judged.endswith(JUDGING)


def _is_restrictive(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether the cue only says which persons are meant: `voters who demand a refund`."""
    if attribution.antecedent is None or attribution.speaker is None:
        return False
    return reading.word[attribution.antecedent[1]] != ","


def _says_nothing(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether these are words that were not said: `did not say how`."""
    words, cue = reading.word, attribution.cue
    topic = words[attribution.pieces[0][0]] in QUESTION_MARKERS or (
        words[attribution.pieces[0][0] - 1] in ("about", "on", "of")
        or words[attribution.pieces[0][0]] in ("about", "on", "of")
    )
    if not topic and attribution.info.lemma not in WITHOUT_WORDS:
        return False
    for at in range(cue - 1, max(-1, cue - 4), -1):
        word = words[at]
        if word in NEGATIONS or word.endswith("n't") or word in REFUSALS:
            return True
        if reading.kind[at] in "pQ":
            return False
    return False
