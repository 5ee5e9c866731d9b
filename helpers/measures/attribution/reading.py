"""An article as a row of items: words, punctuation, and whole quotations as one item each.

Clause patterns look at the outlet's own words only; what stands between quotation marks is one
opaque item to them. That is what makes the quotation measure fast, and it keeps verbs of speech
inside a quotation from being read as the outlet's.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from helpers.measures.attribution.cues import VERB_FORMS
from helpers.measures.lexicon_files import word_list
from helpers.text.quotation_marks import QuotedStretch, find_quoted, paragraph_spans
from helpers.text.sentences import TITLES

__all__ = ["BREAKS", "COMMA_OR_DASH", "DASHES", "PAUSES", "Reading", "Sentence", "read_article"]

# What a word or number goes on with: O'Neil, co-op, 2.5, site.org, 12,000
REST = r"(?:(?:['’\-&/]|\.(?=\d|(?:com|org|net|gov|edu|ru|uk|eu)\b)|,(?=\d\d\d))\w++)*+"
# The likeliest comes first; the space after an item is taken along: no item begins there.
ITEM = re.compile(
    rf"(\w\w++{REST}"
    r"|(?=\w[.-])(?:[RDI]-)?(?:[^\W\d_]\.){2,9}(?:-(?:[^\W\d_]\.){2,9})?"  # U.S., R-S.C.
    rf"|[@#]?\w++{REST}"  # single letters, names of accounts
    r"|''|\.\.\.|--+|[^\w\s]) ?"
)
SENTENCE_END = frozenset(".?!…")
# No sentence of news is longer; a text without full stops is cut here, so that work stays linear.
LONGEST_SENTENCE = 300
# Words with a capital only in headlines: verbs of speech and small words.
SMALL_IN_TEXT = (
    frozenset(
        form
        for form, cues in VERB_FORMS.items()
        if any(cue.level in ("speech", "clause") for cue in cues.values())
    )
    | word_list("auxiliaries")
    | word_list("prepositions")
    | word_list("determiners")
    | word_list("subordinators")
) - {"will", "may"}
LONGEST_HEADLINE = 30  # items
HEADLINE_SHARE = 0.75  # of its longer words begin with a capital
FIRST_ITEM = attrgetter("low")
DASHES = frozenset(["—", "–", "-", "--", "―"])
COMMA_OR_DASH = DASHES | {","}
PAUSES = DASHES | {",", ";"}
BREAKS = DASHES | {",", ";", ":"}
CLOSING = frozenset(")]’”\"'")
# Words that begin a sentence: after "U.S." or "Jan." they show that a sentence ended.
STARTERS = word_list("starters")
SHORTENED = word_list("shortened")


class Sentence(NamedTuple):
    """One sentence: items `low` to `high` (exclusive) of a paragraph."""

    low: int
    high: int
    paragraph: int
    first: bool  # first in its paragraph


@dataclass
class Reading:
    """The items of one article, as parallel lists, and its sentences.

    `kind` is "C" (begins with a capital), "w" (lower case), "n" (number), "p" (punctuation) or
    "Q" (a whole quotation); `word` is the item in lower case with straight apostrophes.
    """

    text: str
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    word: list[str] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    stretches: list[QuotedStretch] = field(default_factory=list)
    quoted: dict[int, QuotedStretch] = field(default_factory=dict)  # by their items
    sentences: list[Sentence] = field(default_factory=list)

    def sentence_at(self, item: int) -> int:
        """Index of the sentence that holds an item (the one before it, outside of all)."""
        return max(0, bisect_right(self.sentences, item, key=FIRST_ITEM) - 1)

    def excerpt(self, low: int, high: int) -> str:
        """Text of the items `low` to `high` (exclusive)."""
        return self.text[self.start[low] : self.end[high - 1]]


def read_article(text: str) -> Reading:
    """Cut an article into items and sentences.

    Parameters
    ----------
    text : str
        Text of the article, title excluded.

    Returns
    -------
    Reading
        Items with exact offsets; a sentence never ends within a quotation.
    """
    reading = Reading(text)
    lowered = _lower(text)
    paragraphs = paragraph_spans(text)
    stretches = reading.stretches = find_quoted(text, paragraphs)
    number = 0
    for index, (start, end) in enumerate(paragraphs):
        first_item = len(reading.word)
        position = start
        while number < len(stretches) and stretches[number].outer_start < end:
            stretch = stretches[number]
            _add_items(reading, lowered, position, stretch.outer_start)
            reading.quoted[len(reading.word)] = stretch
            reading.start.append(stretch.outer_start)
            reading.end.append(stretch.outer_end)
            reading.word.append('"')
            reading.kind.append("Q")
            position = stretch.outer_end
            number += 1
        _add_items(reading, lowered, position, end)
        _lower_headline(reading, first_item)
        _add_sentences(reading, first_item, index)
    return reading


def _add_items(reading: Reading, lowered: str, start: int, end: int) -> None:
    """Append the items of a stretch of the outlet's own words."""
    text = reading.text
    spans = [match.span(1) for match in ITEM.finditer(text, start, end)]
    starts = [low for low, _ in spans]
    ends = [high for _, high in spans]
    words = [lowered[low:high] for low, high in spans]
    kinds = [_kind(text[low]) for low in starts]
    if text.find("@", start, end) >= 0 or text.find("#", start, end) >= 0:
        accounts = [item for item, word in enumerate(words) if word[0] in "@#" and len(word) > 1]
        for item in accounts:
            kinds[item] = "C"
    joined = _join_marks(text, starts, ends, words)
    if joined:
        starts, ends, words, kinds = (
            [value for item, value in enumerate(values) if item not in joined]
            for values in (starts, ends, words, kinds)
        )
    reading.start += starts
    reading.end += ends
    reading.word += words
    reading.kind += kinds


def _join_marks(text: str, starts: list[int], ends: list[int], words: list[str]) -> set[int]:
    """Join `.` and `'` to the item that they belong to: "Gov." and "the Democrats'" are one.

    The marks that were joined are told, so that the caller leaves them out.
    """
    joined: set[int] = set()
    for mark in [item for item, word in enumerate(words) if word in (".", "'")]:
        last = mark - 1
        while last in joined:
            last -= 1
        if last < 0 or ends[last] != starts[mark]:
            continue
        word = words[last]
        if words[mark] == "'":
            belongs = word.endswith("s")
        else:
            after = text[ends[mark] : ends[mark] + 2]
            belongs = _shortened(word) or (word in ("no", "nos") and after[1:].isdigit())
        if belongs:
            ends[last] = ends[mark]
            words[last] += words[mark]
            joined.add(mark)
    return joined


@cache
def _kind(character: str) -> str:
    if character.isalpha():
        return "C" if character.isupper() else "w"
    return "n" if character.isdigit() else "p"


def _lower(text: str) -> str:
    """Lower case and straight apostrophes, every character at its place."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters grow (İ)
        lowered = "".join(
            small if len(small := character.lower()) == 1 else character for character in text
        )
    return lowered.replace("’", "'")


def _shortened(word: str) -> bool:
    return (
        word in TITLES or word in SHORTENED or (len(word) == 1 and word.isalpha() and word != "i")
    )


def _lower_headline(reading: Reading, low: int) -> None:
    """Give verbs of speech back their kind in `Ministry Says It Will Wait`, a line in capitals."""
    words, kinds, high = reading.word, reading.kind, len(reading.word)
    if not 3 <= high - low <= LONGEST_HEADLINE:
        return
    small = sum(kinds[item] == "w" and len(words[item]) > 3 for item in range(low, high))
    large = sum(kinds[item] == "C" and len(words[item]) > 3 for item in range(low, high))
    if large < 3 or small > (1 - HEADLINE_SHARE) * (small + large):
        return
    for item in range(low + 1, high):
        if kinds[item] == "C" and words[item] in SMALL_IN_TEXT:
            kinds[item] = "w"


def _add_sentences(reading: Reading, low: int, paragraph: int) -> None:
    words, kinds, high = reading.word, reading.kind, len(reading.word)
    begin = low = _skip_dateline(reading, low, high)
    item = low
    while item < high:
        item += 1
        if item >= high:
            continue
        if item - begin < LONGEST_SENTENCE:
            if words[item - 1][-1] not in SENTENCE_END and kinds[item - 1] != "Q":
                continue
            if not _ends_sentence(reading, item - 1, high):
                continue
        while item < high and words[item] in CLOSING and kinds[item] == "p":
            item += 1
        if item < high:
            reading.sentences.append(Sentence(begin, item, paragraph, begin == low))
            begin = item
    if begin < high:
        reading.sentences.append(Sentence(begin, high, paragraph, begin == low))


def _skip_dateline(reading: Reading, low: int, high: int) -> int:
    """Step over `MOSCOW, July 28 (Agency) —` at the start of a paragraph."""
    for item in range(low + 1, min(high - 1, low + 16)):
        if reading.kind[item] == "Q":
            break
        if reading.word[item] in DASHES and reading.start[item] > reading.end[item - 1]:
            first = reading.text[reading.start[low] : reading.end[low]]
            if reading.word[item - 1] == ")" or (first.isupper() and len(first) > 2):
                return item + 1
            break
    return low


def _ends_sentence(reading: Reading, item: int, high: int) -> bool:
    word, kind = reading.word[item], reading.kind[item]
    following = item + 1
    if kind == "Q":
        stretch = reading.quoted[item]
        last = reading.text[stretch.end - 1]
        if last in "’')" and stretch.end - 2 >= stretch.start:
            last = reading.text[stretch.end - 2]
        if last not in ".?!…" or reading.kind[following] not in "CQn":
            return False
        return (
            reading.kind[following] == "Q"
            or last == "."
            or not _speaker_follows(reading, following, high)
        )
    if kind == "p":
        if word not in SENTENCE_END and word != "...":
            return False
        next_word = following
        while (
            next_word < high
            and reading.kind[next_word] == "p"
            and reading.word[next_word] in CLOSING
        ):
            next_word += 1
        if next_word >= high:
            return True
        spaced = reading.start[next_word] > reading.end[item]
        return spaced and reading.kind[next_word] in "CQnp" and reading.word[next_word] != ","
    # an abbreviation with its full stop swallowed
    return (
        word.endswith(".")
        and word[:-1] not in TITLES
        and reading.kind[following] in "CQ"
        and (reading.kind[following] == "Q" or reading.word[following] in STARTERS)
        and len(word) > 2
    )


def _speaker_follows(reading: Reading, item: int, high: int) -> bool:
    """Tell whether `Price asked` follows: the question before it is part of that sentence."""
    for at in range(item, min(item + 7, high)):
        word = reading.word[at]
        if word in VERB_FORMS and at > item:
            return True
        if word in ("he", "she", "they", "i", "we"):
            continue
        if reading.kind[at] != "C" and word not in ("also", "then", ",", "of", "the", "a", "later"):
            return False
    return False
