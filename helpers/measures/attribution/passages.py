"""From the attributions of sentences to the quotations of an article.

Quoted sentences without a speaker of their own go on with the last one: within a paragraph, and
in the next paragraph when nothing else claims them.
"""

from bisect import bisect_left
from dataclasses import dataclass, field

from helpers.measures.attribution.clauses import Attribution, find_attributions
from helpers.measures.attribution.contents import (
    is_title,
    quotations_in,
    quotations_of,
    quote_words,
)
from helpers.measures.attribution.cues import VERB_FORMS
from helpers.measures.attribution.naming import opens_sentence
from helpers.measures.attribution.reading import DASHES, Reading, Sentence
from helpers.measures.attribution.subjects import clause_subject
from helpers.measures.attribution.verb_forms import NAMING
from helpers.measures.attribution.word_classes import (
    DATES,
    FRACTIONS,
    IRREGULAR_PASTS,
    PEOPLE,
    SUBJECT_PRONOUNS,
    is_name,
    word_class,
)

ASKING = frozenset(["ask", "asked", "asking", "wondered"])
A_NAME = 6  # words of a quotation that is no name
REACH_OF_NAMES = 100  # words with a capital before and after one
FIRST_WORDS = 6  # of a sentence, in which an interviewer says that she asks

__all__ = ["Passage", "find_passages"]
# Subjects that are nobody whose words a quotation without a cue could be.
NOBODY = frozenset(["these", "those", "it", "which", "that"])
# They open a remark, and are no name before a colon.
NO_LABELS = frozenset(["wait", "look", "listen", "remember", "imagine", "note", "update"])


@dataclass(slots=True)
class Passage:
    """One quotation: pieces as offsets into the text, its cue and speaker as items."""

    pieces: list[tuple[int, int]]
    cue: tuple[int, int] | None  # offsets
    cue_text: str
    lemma: str
    stance: str
    speaker: tuple[int, int] | None  # items
    antecedent: tuple[int, int] | None
    sentence: int
    quoted: bool
    attribution: Attribution | None = field(default=None, repr=False)


@dataclass
class _Flow:
    """What is known while the sentences of an article are read one after the other."""

    passages: list[Passage] = field(default_factory=list)
    last: Passage | None = None  # an unclaimed quotation goes on with this one
    paragraph: int = -10  # where `last` was
    running: bool = False  # the last quotation has no closing mark yet
    waiting: Passage | None = None  # announced, its words are still to come
    reported: int = -10  # last sentence that goes on reporting without a cue
    pending: list[tuple[int, Sentence]] = field(default_factory=list)  # nobody's yet
    asked: int = -10  # last paragraph that is a question of the outlet
    interviewed: Passage | None = None  # who answers such questions
    answered: int = -10  # paragraph of the last answer


def find_passages(reading: Reading) -> list[Passage]:
    """Find the quotations of an article, in order."""
    flow = _Flow()
    for number, sentence in enumerate(reading.sentences):
        if sentence.first and flow.pending and not _is_open(reading, flow.pending[-1][1]):
            _flush(reading, flow)
        if _is_pure_quotation(reading, sentence):
            _take_quotation(reading, flow, number, sentence)
        else:
            _take_sentence(reading, flow, number, sentence)
        flow.running = _is_open(reading, sentence)
    _flush(reading, flow)
    flow.passages.sort(key=lambda passage: (passage.pieces[0], passage.pieces[-1]))
    return flow.passages


def _take_quotation(reading: Reading, flow: _Flow, number: int, sentence: Sentence) -> None:
    """Give a sentence that is all quotation to whoever announced it or spoke last."""
    alone = sentence.first and (
        number + 1 >= len(reading.sentences) or reading.sentences[number + 1].first
    )
    signed = _signature(reading, number) if alone else None
    if signed is not None:
        pieces = _pieces(reading, sentence)
        flow.passages.append(Passage(pieces, None, "", "", "", signed, None, number, True))
        flow.last = flow.waiting = None
        return
    if alone and _is_heading(reading, sentence):
        return
    near = sentence.paragraph - flow.paragraph <= (1 if sentence.first else 0)
    # an open quotation may still get its speaker where it closes
    undecided = alone and not flow.running and (flow.pending or _is_open(reading, sentence))
    if flow.waiting is not None:
        flow.last, flow.waiting = flow.waiting, None
        flow.passages.append(flow.last)
    elif undecided or flow.last is None or not (near or (alone and _is_answer(flow, sentence))):
        flow.pending.append((number, sentence))
        return
    elif sentence.first and (not flow.last.quoted or _is_answer(flow, sentence)):
        _take_up(reading, flow, [(number, sentence)])
        return
    flow.last.pieces.extend(_pieces(reading, sentence))
    flow.last.quoted = True
    flow.paragraph = sentence.paragraph


def _take_up(reading: Reading, flow: _Flow, sentences: list[tuple[int, Sentence]]) -> None:
    """Let the source of the last report, or whoever is interviewed, speak in a new paragraph."""
    number, first = sentences[0]
    pieces = [piece for _, sentence in sentences for piece in _pieces(reading, sentence)]
    answer = _is_answer(flow, first)
    source = flow.interviewed if answer and flow.interviewed is not None else flow.last
    flow.last = Passage(pieces, None, "", "", "", source.speaker, source.antecedent, number, True)
    flow.passages.append(flow.last)
    flow.paragraph = sentences[-1][1].paragraph
    if answer:
        flow.interviewed, flow.answered = flow.last, flow.paragraph


def _is_answer(flow: _Flow, sentence: Sentence) -> bool:
    """Tell whether a quoted paragraph follows a question, or goes on with an interview."""
    talking = flow.last is None or flow.last is flow.interviewed or not flow.last.quoted
    going_on = flow.interviewed is not None and talking
    return flow.asked == sentence.paragraph - 1 or (
        going_on and sentence.paragraph - flow.answered <= 2
    )


def _is_question(reading: Reading, sentence: Sentence, number: int) -> bool:
    """Tell whether a paragraph is a question of the outlet: `And if it hit?`; `I asked him why`."""
    after = number + 1
    if not sentence.first or (
        after < len(reading.sentences) and not reading.sentences[after].first
    ):
        return False
    words = reading.word[sentence.low : min(sentence.high, sentence.low + FIRST_WORDS)]
    asks = words[0] in ("i", "we") and not ASKING.isdisjoint(words)
    return asks or reading.word[sentence.high - 1] == "?"


def _take_sentence(reading: Reading, flow: _Flow, number: int, sentence: Sentence) -> None:
    """Find who speaks in a sentence of the outlet; it may also claim quotations before it."""
    attributions = find_attributions(reading, sentence)
    new = [_passage(reading, found, number) for found in attributions] if attributions else []
    complete = [passage for passage in new if passage.pieces] if new else []
    announced = [passage for passage in new if passage.attribution.awaits] if new else []
    if flow.pending:
        quoted = [passage for passage in complete if passage.quoted]
        target = quoted[0] if quoted else (new[0] if new else None)
        if target is None:
            _flush(reading, flow)
        else:
            extra = [piece for _, s in flow.pending for piece in _pieces(reading, s)]
            target.pieces = extra + target.pieces
            target.quoted = True
            flow.pending = []
            if target not in complete:
                complete.append(target)
    if not complete:
        fallback = _fallback(reading, sentence, number)
        complete = [fallback] if fallback is not None else []
    if not new and not complete and _goes_on(reading, flow, number, sentence):
        flow.passages.append(_continuation(reading, flow.last, number, sentence))
        flow.reported = number
        return
    flow.passages.extend(complete)
    if flow.last is not None and _is_question(reading, sentence, number):
        near = sentence.paragraph - flow.paragraph <= 1
        if near and not any(passage.quoted for passage in complete):
            flow.asked = flow.paragraph = sentence.paragraph
            return
    main = [passage for passage in complete if _leads(passage)] if complete else []
    if main:
        quoted = [passage for passage in main if passage.quoted]
        flow.last = _heard(quoted) if quoted else main[-1]
        flow.paragraph = sentence.paragraph
    flow.waiting = None
    if announced and announced[-1].pieces:
        flow.last, flow.paragraph = announced[-1], sentence.paragraph
    elif announced:
        flow.waiting = announced[-1]
    elif reading.word[sentence.high - 1] == ":" and not complete:
        flow.waiting = _label(reading, sentence, number)


def _heard(quoted: list[Passage]) -> Passage:
    """Find who goes on speaking: `“We go,” Roe said, according to the Herald. “We must.”`."""
    last = quoted[-1]
    for passage in quoted[:-1]:
        if last.pieces[0][0] <= passage.pieces[0][0] and passage.pieces[-1][1] <= last.pieces[0][1]:
            return passage
    return last


def _leads(passage: Passage) -> bool:
    """Tell whether a passage is no part of another's words."""
    return passage.attribution is None or passage.attribution.sibling


def _goes_on(reading: Reading, flow: _Flow, number: int, sentence: Sentence) -> bool:
    """Tell whether a sentence without a cue is still the words of the last source.

    `Roe said the ships were late. They had left in May.`: the pluperfect after a report.
    """
    last = flow.last
    if last is None or sentence.first or flow.paragraph != sentence.paragraph:
        return False
    if number - 1 not in (last.sentence, flow.reported) or last.attribution is None:
        return False
    told = last.attribution.info.form == "past" and last.attribution.role == "finite"
    if not told and last.attribution.role != "according":
        return False
    words = reading.word
    for item in range(sentence.low, sentence.high):
        if reading.kind[item] == "Q" or words[item] in ("i", "we", "you", "?"):
            return False
    for item in range(sentence.low, sentence.high - 2):
        word = words[item]
        if reading.kind[item] not in "wC":
            continue
        if word == "had":
            people = any(_is_somebody(reading, at) for at in range(sentence.low, item))
            return not people and _is_participle(reading, item + 1)
        if word_class(word) in "VE" and reading.kind[item] == "w":
            return False
    return False


def _is_somebody(reading: Reading, item: int) -> bool:
    """Tell whether a word means people, of whose past the outlet tells: `Roe had urged her`."""
    word = reading.word[item]
    if word in PEOPLE or word in ("he", "she"):
        return True
    if not is_name(reading, item) or word in DATES:
        return False
    if not opens_sentence(reading, item):
        return True
    # a name at the beginning has its capital inside sentences near by, too
    place = bisect_left(reading.capitals, item)
    near = reading.capitals[max(0, place - REACH_OF_NAMES) : place + REACH_OF_NAMES]
    return any(reading.word[at] == word and not opens_sentence(reading, at) for at in near)


def _is_participle(reading: Reading, item: int) -> bool:
    words = reading.word
    while word_class(words[item]) == "R" and item + 1 < len(words):
        item += 1
    word = words[item]
    return (
        word in ("been", "had")
        or word_class(word) == "E"
        or word.endswith("en")
        or (word in IRREGULAR_PASTS)
    )


def _continuation(reading: Reading, last: Passage, number: int, sentence: Sentence) -> Passage:
    end = sentence.high
    while end - 1 > sentence.low and reading.word[end - 1] in (".", "!"):
        end -= 1
    pieces = [(reading.start[sentence.low], reading.end[end - 1])]
    return Passage(pieces, None, "", "", "", last.speaker, last.antecedent, number, False)


def _is_open(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence ends within a quotation."""
    stretch = reading.quoted.get(sentence.high - 1)
    return stretch is not None and not stretch.closed


def _is_pure_quotation(reading: Reading, sentence: Sentence) -> bool:
    has_quote = False
    for item in range(sentence.low, sentence.high):
        kind = reading.kind[item]
        if kind == "Q":
            has_quote = True
        elif kind != "p":
            return False
    return has_quote


def _signature(reading: Reading, number: int) -> tuple[int, int] | None:
    """`Ann Roe, The Daily` as a paragraph of its own under a quoted one: who said it."""
    if number + 1 >= len(reading.sentences):
        return None
    sentence = reading.sentences[number + 1]
    after = number + 2
    low, high = sentence.low, sentence.high
    if (
        not sentence.first
        or high - low > 12
        or (after < len(reading.sentences) and not reading.sentences[after].first)
    ):
        return None
    while low < high and reading.word[low] in DASHES:
        low += 1
    names = [item for item in range(low, high) if is_name(reading, item)]
    if len(names) < 2 or names[0] != low or reading.word[high - 1] in (".", ":", "?", "!"):
        return None
    for item in range(low, high):
        word, kind = reading.word[item], reading.kind[item]
        if kind == "Q" or (
            kind == "w" and word not in ("of", "the", "at", "for", "de", "and", "in")
        ):
            return None
    return low, high


def _is_heading(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a paragraph in quotation marks is a subheading: it ends unlike a sentence."""
    stretches = [
        reading.quoted[at] for at in range(sentence.low, sentence.high) if at in reading.quoted
    ]
    last = stretches[-1]
    ends = reading.text[last.start : last.end].rstrip("’'”\")")[-1:]
    return last.closed and ends not in ".?!…,;:—–-" and reading.word[sentence.high - 1] not in (
        ".", "?", "!", ",",
    )  # fmt: skip


def _pieces(reading: Reading, sentence: Sentence) -> list[tuple[int, int]]:
    quotations = quotations_in(reading, [(sentence.low, sentence.high)])
    return [(reading.start[item], reading.end[item]) for item in quotations]


def _flush(reading: Reading, flow: _Flow) -> None:
    """Quotations that nobody else claims: the last speaker's if near, else nobody's, but kept."""
    pending, flow.pending = flow.pending, []
    if not pending:
        return
    number, first = pending[0]
    pieces = [piece for _, sentence in pending for piece in _pieces(reading, sentence)]
    near = first.paragraph - flow.paragraph <= 1
    answer = flow.last is not None and _is_answer(flow, first)
    if first.first and flow.last is not None and (answer or (near and not flow.last.quoted)):
        _take_up(reading, flow, pending)
    elif flow.last is not None and near:
        flow.last.pieces.extend(pieces)
        flow.last.quoted = True
        flow.paragraph = pending[-1][1].paragraph
    elif any(reading.text.count(" ", low, high) >= 4 for low, high in pieces):
        flow.passages.append(Passage(pieces, None, "", "", "", None, None, number, True))


def _passage(reading: Reading, attribution: Attribution, number: int) -> Passage:
    pieces = [
        (reading.start[low], reading.end[high - 1])
        for low, high in attribution.pieces
        if low < high
    ]
    cue = attribution.cue
    length = 2 if reading.word[cue] == "according" else 1
    span = (reading.start[cue], reading.end[cue + length - 1])
    return Passage(
        pieces,
        span,
        reading.text[span[0] : span[1]],
        attribution.info.lemma,
        attribution.info.stance,
        attribution.speaker,
        attribution.antecedent,
        number,
        bool(quotations_of(reading, attribution)),
        attribution,
    )


def _fallback(reading: Reading, sentence: Sentence, number: int) -> Passage | None:
    """Give a long quotation without a cue to the subject of its sentence."""
    quotes = quotations_in(reading, [(sentence.low, sentence.high)])
    if not quotes:
        return None
    quotes = [
        at
        for at in quotes
        if not is_title(reading, at)
        and reading.text.count(" ", reading.start[at], reading.end[at]) >= 3
    ]
    if not quotes or _is_named_so(reading, quotes[0]):
        return None
    before = reading.word[quotes[0] - 1] if quotes[0] > sentence.low else ""
    if before == "for" or (word_class(before) == "D" and quote_words(reading, quotes[0]) < A_NAME):
        return None  # jailed for “insulting the court”, known as the “man of the hour”: names
    span = clause_subject(reading, sentence.low, quotes[0])
    if span is None or not _is_speaker(reading, *span):
        return None
    pieces = [(reading.start[at], reading.end[at]) for at in quotes]
    return Passage(pieces, None, "", "", "", span, None, number, True)


def _is_named_so(reading: Reading, quote: int) -> bool:
    """Tell whether the quotation is a name: `the candidate labeled “a leader” won`."""
    forms = VERB_FORMS.get(reading.word[quote - 1], {}) if quote > 0 else {}
    return "past" in forms and forms["past"].lemma in NAMING


def _is_speaker(reading: Reading, low: int, high: int) -> bool:
    """Tell whether a subject without a cue is somebody: a person, a pronoun, a name."""
    last = reading.word[high - 1]
    if reading.word[low] in NO_LABELS or last.endswith(("'s", "s'")):
        return False
    if reading.text[reading.start[low] : reading.end[high - 1]].isupper() and high - low > 1:
        return False  # a headline
    if last in FRACTIONS or not FRACTIONS.isdisjoint(reading.word[low : high - 1]):
        return False  # 75 percent of them: a poll is the source
    if last in PEOPLE or last in SUBJECT_PRONOUNS:
        return reading.word[low] not in NOBODY
    if not is_name(reading, high - 1):
        return False
    return not reading.text[reading.start[high - 1] : reading.end[high - 1]].isupper()


def _label(reading: Reading, sentence: Sentence, number: int) -> Passage | None:
    """`Price:` or `From the ministry's statement:` before a quoted paragraph."""
    span = clause_subject(reading, sentence.low, sentence.high - 1)
    if span is None or reading.word[span[0]] in NO_LABELS:
        return None
    return Passage([], None, "", "", "", span, None, number, True)
