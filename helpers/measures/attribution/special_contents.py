"""Content where no plain verb leads: according to Roe, as Roe said, Roe's claim that, by Roe."""

from helpers.measures.attribution.around_cues import noun_of_phrase
from helpers.measures.attribution.contents import (
    QUESTION_MARKERS,
    Attribution,
    content_after,
    content_before,
    content_start,
    has_clause,
    is_adverbial,
)
from helpers.measures.attribution.noun_phrases import noun_phrase_after, noun_phrase_before
from helpers.measures.attribution.reading import BREAKS, Reading
from helpers.measures.attribution.times import skip_time
from helpers.measures.attribution.word_classes import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PEOPLE,
    classify,
    is_name,
    word_class,
)

# Items of a description after a speaker's name.
LONGEST_APPOSITION = 25
LONGEST_VERDICT = 6  # items of `a mirror measure` and its comma
HEADS = frozenset(["head", "boss", "chair", "deputy", "leader"])
# What a passive subject can be in words: the move was first reported by, is criticized by.
REPORTED = frozenset(
    ["report", "claim", "criticize", "condemn", "dismiss", "denounce", "praise", "confirm",
     "announce", "deny", "dispute", "reject", "question"]
)  # fmt: skip
OPENING = frozenset(["and", "but", ";", "that", "because", "while", "although"])
JOINTS = CONJUNCTIONS | {"while", ";"}

__all__ = [
    "content_before_how",
    "content_in_front",
    "content_of_according",
    "content_of_noun",
    "content_of_parenthetical",
    "content_of_passive",
    "content_of_view",
]


def content_of_according(
    reading: Reading, attribution: Attribution, low: int, left: int, bound: int, stop: int
) -> Attribution | None:
    """`According to Price, …` and `…, according to Price`."""
    words = reading.word
    attribution.order = "according"
    attribution.explicit = True
    cue, end = attribution.cue, attribution.speaker[1]
    before = attribution.clause
    at_start = (
        cue == low
        or (cue - low == 1 and reading.kind[low] != "Q")
        or words[cue - 1] in OPENING
        or (words[cue - 1] == "," and words[cue - 2] in OPENING)  # because, according to Roe, …
        or (words[cue - 1] == "," and cue - low <= 4 and is_adverbial(reading, low, cue - 1))
    )
    for _ in range(2):
        if at_start and _is_main_subject(reading, attribution.speaker[0], end, stop):
            break
        end = _end_of_apposition(reading, end, stop, at_start=at_start)
    attribution.speaker = (attribution.speaker[0], end)
    pieces = []
    if not at_start:
        # all of `“…,” Price said at a briefing, according to the agency`
        left = _after_first(reading, low, cue)
        left = _only_apposition(reading, left, before, end >= stop or words[end] == ";")
        piece = content_before(reading, left, before - 1 if words[before] != "," else before)
        if piece is not None:
            pieces.append(piece)
    if end < stop and words[end] == "," and (at_start or end + 1 < stop):
        following = words[end + 1] if end + 1 < stop else ""
        if at_start or not (
            following.endswith("ing")
            or following in ("who", "whose", "which", "a", "an", "the", "while", "and", "but")
            or (word_class(following) == "D" and not is_adverbial(reading, left, before))
        ):
            piece = content_after(reading, attribution, end + 1, max(bound, end + 1), split=True)
            if piece is not None:
                pieces.append(piece)
        elif not at_start and word_class(following) == "D":
            attribution.speaker = (attribution.speaker[0], stop if bound > stop else bound)
    elif at_start and end < bound:
        piece = content_after(reading, attribution, end, bound, split=True)
        if piece is not None:
            pieces.append(piece)
    attribution.pieces = pieces
    return attribution if pieces else None


def _is_main_subject(reading: Reading, low: int, end: int, stop: int) -> bool:
    """Tell whether a thing is the source and the name after it the subject of what it says.

    `According to a summary of its inquiry, Ann Roe, an aide, sent the email`.
    """
    name = end + 1
    if name + 2 >= stop or reading.word[end] != "," or not is_name(reading, name):
        return False
    noun = noun_of_phrase(reading, low, end - 1)
    after = next((at for at in range(name, stop) if not is_name(reading, at)), stop)
    described = reading.word[after : after + 1] == [","]
    thing = reading.kind[noun] == "w" and reading.word[noun] not in PEOPLE
    return described and after - name > 1 and thing


def _only_apposition(reading: Reading, left: int, comma: int, at_end: bool) -> int:
    """Where a verdict begins that alone is the source's: `…, [a hard call], according to Roe`."""
    words = reading.word
    if words[comma] != "," or not at_end:
        return left
    for at in range(comma - 1, max(left + 2, comma - LONGEST_VERDICT), -1):
        if reading.kind[at] not in "wC" or word_class(words[at]) in "PSVEO":
            return at + 1 if words[at] == "," and words[at + 1] in ("a", "an") else left
    return left


def _after_first(reading: Reading, low: int, cue: int) -> int:
    """Where the second part begins: `40 tons according to Roe and [50 tons] according to Doe`."""
    words = reading.word
    for item in range(cue - 1, low, -1):
        if words[item] == "according":
            break
        if words[item] in JOINTS and "according" in words[low:item]:
            return item + 1
    return low


def _end_of_apposition(reading: Reading, end: int, stop: int, *, at_start: bool) -> int:
    """End of the speaker with what describes it: `Ann Roe, who runs the bank,`; `Roe, its head`."""
    words, kinds = reading.word, reading.kind
    if end + 1 >= stop or words[end] != "," or kinds[end + 1] in "pQ":
        return end
    if kinds[end + 1] == "n" and words[end + 2 : end + 3] != [","]:
        return end  # According to the office, 96 percent left
    comma = next(
        (at for at in range(end + 1, min(stop, end + LONGEST_APPOSITION)) if words[at] in BREAKS),
        stop if not at_start and stop - end < LONGEST_APPOSITION else None,
    )
    if comma is None or any(kinds[at] == "Q" for at in range(end, comma)):
        return end
    if words[end + 1] in ("who", "which", "whose"):
        return comma
    if at_start and (comma == stop or words[comma] != ","):
        return end
    described = words[end + 1] in PEOPLE or words[end + 1] in DETERMINERS
    if kinds[end + 1] == "w" and not described and words[end + 1] not in HEADS:
        return end
    if any(word_class(words[at]) in "VO" for at in range(end + 1, comma) if kinds[at] in "wC"):
        return end
    named = noun_phrase_after(reading, end + 1, comma, verb_follows=True)
    if kinds[end + 1] == "C" and named is not None and named < comma and words[named].endswith("s"):
        return end  # According to the ministry, Ordal grows like other towns, through trade
    return comma


def content_of_view(
    reading: Reading, attribution: Attribution, left: int, bound: int, stop: int
) -> Attribution | None:
    """`In Roe's view, …`, `…, by the count of Roe`, `…, in his opinion, …`."""
    words = reading.word
    begin, end = attribution.clause, max(attribution.speaker[1], attribution.cue + 1)
    end = _end_of_apposition(reading, end, stop, at_start=begin <= left + 1)
    if end > attribution.speaker[1] > attribution.cue:
        attribution.speaker = (attribution.speaker[0], end)
    attribution.order, attribution.explicit = "according", True
    pieces = []
    quoted = end + 1 < stop and words[end] == "," and reading.kind[end + 1] == "Q"
    left = _after_semicolon(reading, left, begin)
    scene = reading.kind[left] != "n" and is_adverbial(reading, left, begin)
    if begin > left + 1 and not quoted and not scene:
        piece = content_before(reading, left, begin)
        if piece is not None:
            pieces.append(piece)
    comma = end < stop and words[end] == ","
    if comma or (begin == left and _opens_clause(reading, end, stop)):
        start = end + 1 if comma else end
        piece = content_after(reading, attribution, start, max(bound, start), split=True)
        if piece is not None:
            pieces.append(piece)
    attribution.pieces = pieces
    return attribution if pieces else None


def _after_semicolon(reading: Reading, left: int, item: int) -> int:
    """Where the clause begins that a view stands in: `he is gone; it is, in his opinion, over`."""
    for at in range(item - 1, left, -1):
        if reading.word[at] in (";", ":") and reading.kind[at] == "p":
            return at + 1
    return left


def _opens_clause(reading: Reading, item: int, stop: int) -> bool:
    """Tell whether a clause follows a view at once: `In her view the growers lost`."""
    if item + 1 >= stop or reading.kind[item] in "pQ":
        return False
    if classify(reading, item) in "DO":
        return True
    end = noun_phrase_after(reading, item, stop, verb_follows=True)
    return end is not None and end < stop and word_class(reading.word[end]) == "V"


def content_of_noun(reading: Reading, attribution: Attribution, bound: int) -> Attribution | None:
    """Find what follows the noun in `Roe's claim that …`, `his promise to …`."""
    words, kinds = reading.word, reading.kind
    start = attribution.cue + 1
    if words[start] in ("by", "from"):
        start = attribution.speaker[1]
    elif attribution.sibling:  # his claim is that
        while words[start] not in ("is", "was"):
            start += 1
        start += 2 if words[start + 1] == ":" else 1
        attribution.pieces = [(start, bound)]
        attribution.explicit = True
        attribution.order = "after"
        return attribution
    marker = words[start]
    attribution.explicit = marker == "that" or kinds[start] == "Q"
    if marker in ("for", "about", "of", "on", ":"):
        start += 1
    end = start
    while end < bound and not (words[end] in BREAKS and kinds[end] == "p"):
        if (
            end > start + 1
            and kinds[end] in "wC"
            and word_class(words[end]) == "V"
            and marker != "that"
        ):
            break
        end += 1
    if end - start < 2 and not (start < end and kinds[start] == "Q"):
        return None
    attribution.pieces = [(start, end)]
    attribution.order = "after"
    return attribution


def content_of_passive(
    reading: Reading, attribution: Attribution, left: int, bound: int
) -> Attribution | None:
    """Find what stands after the agent, or before it: `described by Roe as “…”`."""
    words = reading.word
    end = _after_aside(reading, attribution.speaker[1], bound)
    attribution.order = "after"
    if end < bound and words[end] in ("as", "that", "for", "to"):
        attribution.pieces = [(end + 1 if words[end] == "as" else end, bound)]
    elif end < bound and (words[end] in QUESTION_MARKERS or words[end] in ("about", "of")):
        if attribution.cue <= left + 1:  # Asked by Roe whether …, Doe …
            bound = next((at for at in range(end, bound) if words[at] == ","), bound)
        attribution.pieces = [(end, bound)]  # was asked by Roe whether, was accused by Roe of
        attribution.explicit = True
        return attribution
    else:
        by = attribution.speaker[0] - 1
        quoted = [at for at in range(attribution.cue + 1, by) if reading.kind[at] == "Q"]
        if not quoted:
            return _content_of_agent(reading, attribution, left)
        attribution.pieces = [(quoted[0], by)]
    attribution.explicit = False
    return attribution


def _after_aside(reading: Reading, end: int, bound: int) -> int:
    """Where the reproach goes on: `accused by Roe, who worked there, [of theft]`."""
    words = reading.word
    if end + 1 >= bound or words[end] != "," or words[end + 1] not in ("who", "a", "an", "the"):
        return end
    comma = next((at for at in range(end + 1, min(bound, end + 20)) if words[at] == ","), bound)
    return comma + 1 if comma + 1 < bound and words[comma + 1] in ("of", "that", "as") else end


def _content_of_agent(reading: Reading, attribution: Attribution, left: int) -> Attribution | None:
    """Find what stands before the verb: `the deal was first reported by the Herald`."""
    at = attribution.cue - 1
    if reading.word[at] == "first" and reading.kind[at - 1] == "p":
        return _first_reported(reading, attribution, left, at - 1)
    while at > left and word_class(reading.word[at]) == "R":
        at -= 1
    while at > left and reading.word[at - 1] in AUXILIARIES:
        at -= 1
    if attribution.info.lemma not in REPORTED or reading.word[at] not in AUXILIARIES or at <= left:
        return None
    attribution.order, attribution.explicit = "before", True
    attribution.pieces = [(left, at)]
    return attribution


def _first_reported(
    reading: Reading, attribution: Attribution, left: int, comma: int
) -> Attribution | None:
    """Find what was reported in `the merger, first reported by the Herald, would cost jobs`."""
    begin = noun_phrase_before(reading, comma - 1, left) if comma > left else None
    if begin is None:
        return None
    attribution.order, attribution.explicit = "before", True
    attribution.pieces = [(begin, comma)]
    return attribution


def content_of_parenthetical(
    reading: Reading,
    attribution: Attribution,
    left: int,
    before: int,
    after: int,
    bound: int,
    stop: int,
) -> Attribution | None:
    """`As Price said, …`, `…, as Price put it`, `as Price put it: “…”`."""
    words = reading.word
    own = reading.word[attribution.speaker[0]] in ("i", "we")
    if before <= left + 1 and bound < stop and reading.word[bound] == "," and not own:
        bound = stop  # As the Herald revealed, [the council agreed to leave]
    start, explicit = content_start(reading, attribution, after, bound, False)
    if attribution.info.lemma == "tell" and start >= bound and before <= left:
        start = after  # As Roe told the Herald, it was late
    pieces = []
    attribution.order = "after"
    while left < before and (words[left] in CONJUNCTIONS or words[left] == ","):
        left += 1  # And, as Roe said, …
    if start < bound and (explicit or reading.kind[start] == "Q" or before <= left):
        comma = next((at for at in range(after, bound) if words[at] == ","), None)
        begin = start
        if before <= left and not explicit and comma is not None:
            begin = comma + 1
        piece = content_after(reading, attribution, begin, bound, split=False)
        if piece is not None:
            pieces.append(piece)
        attribution.explicit = True
    elif before > left + 1 and (
        attribution.info.lemma == "tell" or not _has_object(reading, after, bound)
    ):
        left = _last_clause(reading, left, before)
        comma = next((at for at in range(after, bound) if words[at] == ","), None)
        scene = comma is not None and is_adverbial(reading, left, before - 1)
        scene = scene and comma + 1 < bound and word_class(words[comma + 1]) not in "VE"
        piece = content_before(reading, left, before - 1)
        if scene:  # After all, as Roe notes in the Week, the port will go
            piece = content_after(reading, attribution, comma + 1, bound, split=True)
        if piece is not None:
            pieces.append(piece)
        timed = comma is not None and comma + 1 < bound and words[comma + 1] in AUXILIARIES
        rest = comma if timed else after  # The port, as Roe noted on Monday, is closed
        cut = (
            not scene
            and rest < bound
            and words[rest] == ","
            and not has_clause(reading, left, before)
        )
        piece = content_after(reading, attribution, rest + 1, bound, split=True) if cut else None
        if piece is not None:
            pieces.append(piece)
        attribution.order = "before"
        attribution.explicit = words[before - 1] == ","
    attribution.pieces = pieces
    attribution.awaits = not pieces
    return attribution


def _last_clause(reading: Reading, left: int, end: int) -> int:
    """Where the last of joined clauses begins: `it rained, and [she was late], as she said`."""
    words = reading.word
    for at in range(end - 2, left + 1, -1):
        if reading.kind[at] == "Q":
            break
        if words[at] == "," and words[at + 1] in ("and", "but"):
            return at + 2 if has_clause(reading, left, at) else left
    return left


def content_before_how(attribution: Attribution, left: int, how: int) -> Attribution:
    """Find the words in `“No hurry” was how Roe put it`."""
    attribution.pieces = [(left, how - 1)]
    attribution.order, attribution.explicit = "before", True
    return attribution


def content_in_front(attribution: Attribution, low: int, end: int) -> Attribution:
    """Find the question in `Whether he may go he has asked the office`."""
    attribution.pieces = [(low, end)]
    attribution.order, attribution.explicit = "before", True
    return attribution


def _has_object(reading: Reading, item: int, bound: int) -> bool:
    """Tell whether the verb has an object of its own: `…, as he congratulated Roe`."""
    if item >= bound or reading.kind[item] in "pQ":
        return False
    after = skip_time(reading, item, bound)
    return (
        after == item
        and classify(reading, item) in "NDO"
        and reading.word[item] not in ("it", "this")
    )
