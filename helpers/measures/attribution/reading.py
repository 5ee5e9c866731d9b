"""An article as a row of items: words, punctuation, and whole quotations as one item each.

Clause patterns look at the outlet's own words only; what stands between quotation marks is one
opaque item to them. That is what makes the quotation measure fast, and it keeps verbs of speech
inside a quotation from being read as the outlet's.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, chain, compress
from operator import sub
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
# An item of a piece of text: its step from the end of the item before it and its length in
# characters, its word, its kind as in `Reading` ("?": blank, or a full stop that may belong to the
# item before), and whether it may end a sentence.
Item = tuple[int, int, str, str, bool]
FIELDS = 5  # of an item, one after the other in a list of items: a column is a slice of it
CAPITAL = bytes(code == ord("C") for code in range(256))  # for `bytes.translate`
# Short for a country and a body; no pronouns.
NO_PRONOUNS = {"US": "us-", "US's": "us-'s", "US’s": "us-'s", "WHO": "who-", "WHO's": "who-'s",
               "WHO’s": "who-'s"}  # fmt: skip
# Names of persons and papers, too.
TIME_OR_NAME = frozenset(["may", "day", "time", "winter", "summer", "spring"])
# Before the month of May.
BEFORE_MONTH = frozenset(
    ["in", "since", "until", "by", "last", "this", "next", "early", "late", "mid", "during"]
)
# What stands between two spaces is read once; articles repeat most of it.
MOST_PIECES = 16_384
LONGEST_PIECE = 40
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
# Any verb of a source in a headline: Pastor Wants Ban, Anchor Expressed Fear.
VERBS_OF_HEADLINES = frozenset(
    form
    for form, cues in VERB_FORMS.items()
    if form.endswith(("s", "ed")) and not cues.keys().isdisjoint(("third", "past"))
)
LONGEST_HEADLINE = 30  # items
HEADLINE_SHARE = 0.75  # of its longer words begin with a capital
DASHES = frozenset(["—", "–", "-", "--", "―"])
COMMA_OR_DASH = DASHES | {","}
PAUSES = DASHES | {",", ";"}
BREAKS = DASHES | {",", ";", ":"}
CLOSING = frozenset(")]’”\"'")
# Words that begin a sentence: after "U.S." or "Jan." they show that a sentence ended.
STARTERS = word_list("starters")
EXCLAIMED = word_list("names_with_exclamation_mark")  # Yahoo!
SHORTENED = word_list("shortened")
PLAIN_MARKS = frozenset(".,;:?!)")  # never part of the item before, but for some full stops
NUMBERED = frozenset(["no", "nos"])  # before a number: No. 5


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
    quotations: list[int] = field(default_factory=list)  # items that are one
    capitals: list[int] = field(default_factory=list)  # items with one
    triggers: list[int] | None = None  # items that may be a cue, once they were looked for
    openings: list[int] = field(default_factory=list)  # first items of the sentences
    cores: dict[tuple[int, int], int] = field(default_factory=dict)  # see `naming.core_end`
    heads: dict[tuple[int, int], int] = field(default_factory=dict)  # see `naming.head_item`
    classes: list[str] = field(default_factory=list)  # word classes, once one is asked for

    def sentence_at(self, item: int) -> int:
        """Index of the sentence that holds an item (the one before it, outside of all)."""
        return (bisect_right(self.openings, item) or 1) - 1

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
    paragraphs = paragraph_spans(text)
    stretches = find_quoted(text, paragraphs)
    fields: list[int | str | bool] = []  # of the items
    quotations: list[int] = []
    number = position = 0
    for start, end in paragraphs:
        while number < len(stretches) and stretches[number].outer_start < end:
            low, high = stretches[number].outer_start, stretches[number].outer_end
            position = _add_items(fields, text, start, low, position)
            quotations.append(len(fields) // FIELDS)
            fields += (high - position, high - low, '"', "Q", True)
            start = position = high
            number += 1
        position = _add_items(fields, text, start, end, position)
    if not fields:
        return Reading(text)
    steps, lengths, words, kinds, stops = (fields[part::FIELDS] for part in range(FIELDS))
    ends = list(accumulate(steps))
    starts = list(map(sub, ends, lengths))
    if "?" in kinds:
        starts, ends, words, kinds = _decide(text, starts, ends, words, kinds)
        stops = [word[-1] in SENTENCE_END or word == '"' for word in words]
        quotations = [item for item, kind in enumerate(kinds) if kind == "Q"]
    _lower_headlines(paragraphs, starts, words, kinds)
    quoted = dict(zip(quotations, stretches, strict=True))
    reading = Reading(text, starts, ends, words, kinds, stretches, quoted)
    reading.quotations = quotations
    reading.capitals = list(compress(range(len(kinds)), "".join(kinds).encode().translate(CAPITAL)))
    if not TIME_OR_NAME.isdisjoint(words):
        _mark_names(reading)
    _add_sentences(reading, paragraphs, list(compress(range(len(words)), stops)))
    reading.openings = [sentence.low for sentence in reading.sentences]
    return reading


def _add_items(fields: list, text: str, start: int, end: int, position: int) -> int:
    """Append the items of a stretch of the outlet's own words; tell where the last one ends.

    The item before the stretch ends at `position`.
    """
    stretch = text[start:end]
    own = stretch.lstrip()
    start += len(stretch) - len(own)
    own = own.rstrip()
    if not own:
        return position
    place = len(fields)
    fields += chain.from_iterable(map(PIECES.__getitem__, own.split(" ")))
    fields[place] += start - 1 - position
    return start + len(own)


class _Pieces(dict[str, tuple[int | str | bool, ...]]):
    """Fields of the items of what stands between two spaces, the space before it included.

    The pieces that come first are kept: the frequent ones are among them, and to make room for
    rare ones takes longer than to read these again.
    """

    def __missing__(self, piece: str) -> tuple[int | str | bool, ...]:
        items = tuple(chain.from_iterable(_read_plain(piece) or _read_piece(piece)))
        if len(self) < MOST_PIECES and len(piece) <= LONGEST_PIECE:
            self[piece] = items
        return items


PIECES = _Pieces()


def _read_plain(piece: str) -> tuple[Item, ...]:
    """Read a piece that is one item, perhaps with a mark after it, as most are; () if it is not."""
    mark = piece[-1:]
    core = piece[:-1] if mark in PLAIN_MARKS else piece
    if not core.isalnum():
        match = ITEM.match(core)
        if match is None or match.end(1) < len(core) or not core[0].isalnum() or mark == ".":
            return ()
    word = NO_PRONOUNS.get(core) or _lower(core)
    item = (len(core) + 1, len(core), word, _kind(core[0]), word[-1] in SENTENCE_END)
    if core is piece:
        return (item,)
    if mark == "." and (_shortened(word) or word in NUMBERED):
        return ()
    if mark == "!" and word in EXCLAIMED:
        return ()
    return item, (1, 1, mark, "p", mark in SENTENCE_END)


def _read_piece(piece: str) -> Iterator[Item]:
    lowered = _lower(piece)
    spans = [match.span(1) for match in ITEM.finditer(piece)]
    starts = [low for low, _ in spans]
    ends = [high for _, high in spans]
    words = [NO_PRONOUNS.get(piece[low:high], lowered[low:high]) for low, high in spans]
    kinds = [_kind(piece[low]) for low in starts]
    for item, word in enumerate(words):
        if word[0] in "@#" and len(word) > 1:
            kinds[item] = "C"  # the name of an account
        elif (
            word == "." and item and ends[item - 1] == starts[item] and words[item - 1] in NUMBERED
        ):
            kinds[item] = "?"
    joined = _join_marks(starts, ends, words, kinds)
    position = -1
    for item, word in enumerate(words):
        if item not in joined:
            step, length = ends[item] - position, ends[item] - starts[item]
            yield step, length, word, kinds[item], word[-1] in SENTENCE_END
            position = ends[item]
    if position < len(piece):
        yield len(piece) - position, 0, "", "?", False


def _join_marks(starts: list[int], ends: list[int], words: list[str], kinds: list[str]) -> set[int]:
    """Join `.`, `'`, `!` to the item that they belong to: "Gov.", "the Democrats'", "Yahoo!".

    The marks that were joined are told, so that the caller leaves them out.
    """
    joined: set[int] = set()
    for mark in [item for item, word in enumerate(words) if word in (".", "'", "!")]:
        last = mark - 1
        while last in joined:
            last -= 1
        if last < 0 or ends[last] != starts[mark]:
            continue
        word = words[last]
        if words[mark] == "!":
            belongs = word in EXCLAIMED and kinds[last] == "C"
        else:
            belongs = word.endswith("s") if words[mark] == "'" else _shortened(word)
        if belongs:
            ends[last] = ends[mark]
            words[last] += words[mark]
            joined.add(mark)
    return joined


def _decide(
    text: str, starts: list[int], ends: list[int], words: list[str], kinds: list[str]
) -> Iterable[list]:
    """Leave blanks out, and join the full stop of "No. 5" to its word; give what is left."""
    kept: list[int] = []
    for item, kind in enumerate(kinds):
        if kind == "?" and words[item] == ".":
            if text[ends[item] + 1 : ends[item] + 2].isdigit():
                ends[item - 1] = ends[item]
                words[item - 1] += "."
                continue
            kinds[item] = "p"
        elif kind == "?":
            continue
        kept.append(item)
    return ([values[item] for item in kept] for values in (starts, ends, words, kinds))


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


def _mark_names(reading: Reading) -> None:
    """Tell the month and the surname May from the verb: "may." like "apr.", and "may-".

    Day and Time who said something are no statements of time: "day-", "time-".
    """
    words, kinds = reading.word, reading.kind
    surnames: set[str] = set()
    for item in reading.capitals:
        if words[item] not in TIME_OR_NAME:
            continue
        following = words[item + 1 : item + 2]
        if words[item] != "may":
            if (not item or kinds[item - 1] != "C") and _is_past_of_speech(following):
                surnames.add(words[item])  # unlike Memorial Day
            continue
        before = words[item - 1] if item else "."
        if kinds[item + 1 : item + 2] == ["n"] or before in BEFORE_MONTH or following == ["of"]:
            words[item] = "may."
        elif (item and kinds[item - 1] in "wC") or _is_past_of_speech(following):
            words[item] = "may-"
    for item in reading.capitals if surnames else ():
        if words[item] in surnames:
            words[item] += "-"


def _is_past_of_speech(words: list[str]) -> bool:
    """Tell whether a verb follows a name: `May said`, unlike `May he rest`."""
    if words in (["has"], ["had"]):
        return True
    return bool(words) and not {"past", "third"}.isdisjoint(VERB_FORMS.get(words[0], ()))


def _shortened(word: str) -> bool:
    return (
        word in TITLES or word in SHORTENED or (len(word) == 1 and word.isalpha() and word != "i")
    )


def _lower_headlines(
    paragraphs: list[tuple[int, int]], starts: list[int], words: list[str], kinds: list[str]
) -> None:
    """Give small words back their kind in `Ministry Says It Will Wait`, a line in capitals."""
    low = 0
    for _, end in paragraphs:
        high = bisect_left(starts, end, low)
        if 3 <= high - low <= LONGEST_HEADLINE and _is_in_capitals(words, kinds, low, high):
            for item in range(low + 1, high):
                small = words[item] in SMALL_IN_TEXT or words[item] in VERBS_OF_HEADLINES
                small = small and words[item - 1] != "to"
                if kinds[item] == "C" and small:
                    kinds[item] = "w"
        low = high


def _is_in_capitals(words: list[str], kinds: list[str], low: int, high: int) -> bool:
    if kinds[low:high].count("C") < 3:
        return False
    pairs = zip(kinds[low:high], words[low:high], strict=True)
    long = [kind for kind, word in pairs if len(word) > 3]
    small, large = long.count("w"), long.count("C")
    return large >= 3 and small <= (1 - HEADLINE_SHARE) * (small + large)


def _add_sentences(reading: Reading, paragraphs: list[tuple[int, int]], stops: list[int]) -> None:
    """Append the sentences of each paragraph, given the items that may end one."""
    low = 0
    for paragraph, (_, end) in enumerate(paragraphs):
        high = bisect_left(reading.start, end, low)
        low_stop, high_stop = bisect_left(stops, low), bisect_left(stops, high)
        _cut_paragraph(reading, low, high, paragraph, stops[low_stop:high_stop])
        low = high


def _cut_paragraph(reading: Reading, low: int, high: int, paragraph: int, stops: list[int]) -> None:
    begin = low = _skip_dateline(reading, low, high)
    for last in (*stops, high - 1):
        while begin + LONGEST_SENTENCE <= last + 1 and begin + LONGEST_SENTENCE < high:
            cut = _after_closing(reading, begin + LONGEST_SENTENCE, high)
            reading.sentences.append(Sentence(begin, cut, paragraph, begin == low))
            begin = cut
        if begin <= last < high - 1 and _ends_sentence(reading, last, high):
            cut = _after_closing(reading, last + 1, high)
            reading.sentences.append(Sentence(begin, cut, paragraph, begin == low))
            begin = cut
    if begin < high:
        reading.sentences.append(Sentence(begin, high, paragraph, begin == low))


def _after_closing(reading: Reading, item: int, high: int) -> int:
    while item < high and reading.word[item] in CLOSING and reading.kind[item] == "p":
        item += 1
    return item


def _skip_dateline(reading: Reading, low: int, high: int) -> int:
    """Step over `MOSCOW, July 28 (Agency) —` at the start of a paragraph."""
    last = min(high - 1, low + 16)
    if DASHES.isdisjoint(reading.word[low + 1 : last]):
        return low
    for item in range(low + 1, last):
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
    if word.endswith("!"):  # a name with this mark
        return reading.kind[following] == "Q" or reading.word[following] in STARTERS
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
