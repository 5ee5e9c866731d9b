"""Stretches of text between quotation marks, found by a small state machine.

A paragraph is read once, mark by mark. Each mark is judged by its neighbours (can it open? can it
close?), so that a missing mark costs one quotation and not the rest of the article, and straight
marks fall back into step by themselves. Understood: curly, straight, doubled ('' and ``), low and
angle marks, single marks as primary marks (British style), nesting, quotations that run over
several paragraphs (a mark opens each, one closes the last), inches, feet and years ('90s).
"""

import re
from typing import NamedTuple

__all__ = ["QuotedStretch", "find_quoted", "paragraph_spans", "quoted_spans"]

# An unclosed quotation never reaches further than this many characters.
LONGEST_UNCLOSED = 1500
# A closing mark is looked for this far; longer "quotations" are a missing mark.
LONGEST_CLOSED = 6000
# Lines that an open quotation may run on without a mark of its own.
LINES_BELOW = 4
# Marks (apostrophes too) that may stand inside one quotation.
MOST_MARKS = 200

# A mark, doubled or tripled where it may be; the search is for the first character alone.
MARK = re.compile(r"[`'‘’\"“”„‟«»＂″](?:(?<=`)`|(?<=')'{0,2}|(?<=‘)‘?|(?<=’)’?|(?<=[\"“”„‟«»＂″]))")
OPENERS = (*"`'‘\"“”„‟«»＂″", "’’")  # marks but for the apostrophe, which opens nothing
BLANK_LINE = re.compile(r"\n[ \t\r\xa0]*\n\s*")
# Breaks between two lines of text, and those within a sentence; both are looked for by the break.
SINGLE_BREAK = re.compile(r"\n(?:(?<=[^\n \t]\n)|(?<=[^\n \t][ \t]\n))(?=[ \t]?\S)")
BREAK_INSIDE = re.compile(r"\n(?:(?<=[a-z,;]\n)|(?<=[a-z,;][ \t]\n))(?=[ \t]?[a-z])")
LINE_BREAKS = re.compile(r"[\n\r\x0b\x0c\u2028\u2029]+")
NEWLINES = re.compile(r"\n\n*")  # searched for by the first one
RARE_BREAKS = "\r\x0b\x0c\u2028\u2029"
SENTENCE_END = re.compile(r"[.!?…]++[’')\]]*+(?=\s)")
ELISION = re.compile(r"(?:\d\d(?:'?s)?|em|til|tis|twas|cause|bout|round|n|cuz)\b", re.IGNORECASE)
# Marks of the direction of writing, and of no width, are no letters: they may stand beside a mark.
UNSEEN = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff"
)
OPENING_NEIGHBOURS = frozenset('([{—–-/―‒:…«“"„>=*|¡¿' + UNSEEN)
CLOSING_NEIGHBOURS = frozenset(".,;:!?)]}—–-/―‒…»”\"'’<*|" + UNSEEN)
DOUBLE_OPEN = frozenset(["“", "„", "‟", "«", "``", "‘‘"])
DOUBLE_CLOSE = frozenset(["”", "»", "’’"])
STRAIGHT = frozenset(['"', "''", "'''", "＂", "″"])


class QuotedStretch(NamedTuple):
    """One stretch between quotation marks within one paragraph (offsets into the text)."""

    start: int  # after the opening mark
    end: int  # before the closing mark
    outer_start: int  # the opening mark itself
    outer_end: int  # after the closing mark
    closed: bool  # False: no closing mark in this paragraph


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Find the stretches of a text that stand inside quotation marks.

    Quotations, scare quotes and titles of works are all found: this function reads marks, not
    meaning. A quotation of several paragraphs gives one span a paragraph. Marks inside marks
    belong to the outer stretch.

    Parameters
    ----------
    text : str
        Any text; paragraphs end at a line break.

    Returns
    -------
    list of (int, int)
        Start and end offset of each stretch, marks excluded, in order, never overlapping.

    Examples
    --------
    >>> quoted_spans('“We go,” she said. It is a "plan".')
    [(1, 7), (27, 31)]
    """
    return [(quoted.start, quoted.end) for quoted in find_quoted(text)]


def find_quoted(text: str, paragraphs: list[tuple[int, int]] | None = None) -> list[QuotedStretch]:
    """Find the stretches inside quotation marks, with their marks.

    Parameters
    ----------
    text : str
        Any text.
    paragraphs : list of (int, int), optional
        Its paragraphs, if already known.

    Returns
    -------
    list of QuotedStretch
        In order, never overlapping, each within one paragraph.
    """
    openers = [mark for mark in OPENERS if mark in text]
    if not openers:
        return []
    paragraphs = paragraph_spans(text) if paragraphs is None else paragraphs
    found: list[QuotedStretch] = []
    begin = 0  # marks before this offset closed a quotation of an earlier paragraph
    for number, (start, end) in enumerate(paragraphs):
        if begin > start and not (found and found[-1].outer_end == begin):
            found.append(_carried(text, start, end, begin))
        if all(text.find(mark, start, end) < 0 for mark in openers):
            continue
        following = paragraphs[number + 1 : number + 1 + LINES_BELOW]
        stretches, close_below = _read_paragraph(text, start, end, max(start, begin), following)
        found.extend(stretches)
        begin = max(begin, close_below)
    return found


def _carried(text: str, start: int, end: int, begin: int) -> QuotedStretch:
    """Make the part of a quotation that was opened in an earlier paragraph."""
    if begin > end:
        return QuotedStretch(start, end, start, end, False)
    mark = next(reversed(list(MARK.finditer(text, max(start, begin - 3), begin))))
    return QuotedStretch(start, mark.start(), start, begin, True)


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """Find the paragraphs of a text.

    A paragraph ends at a blank line, and at a single line break too unless the text is wrapped
    at a fixed width (then a single break is only a space).

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of (int, int)
        Start and end offset of each paragraph, white space trimmed, empty ones left out.
    """
    wrapped = _is_wrapped(text)
    spans, start = [], 0
    plain = NEWLINES if not any(mark in text for mark in RARE_BREAKS) else LINE_BREAKS
    for match in (BLANK_LINE if wrapped else plain).finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    trimmed = []
    for start, end in spans:
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip())
        if left < len(piece):
            trimmed.append((start + left, start + len(piece.rstrip())))
    return trimmed


def _is_wrapped(text: str) -> bool:
    """Tell whether single line breaks fall within sentences (plain-text exports, e-mails)."""
    single = len(SINGLE_BREAK.findall(text))
    return single >= 3 and len(BREAK_INSIDE.findall(text)) >= 0.3 * single


def _read_paragraph(
    text: str, start: int, end: int, begin: int, following: list[tuple[int, int]]
) -> tuple[list[QuotedStretch], int]:
    """Read the marks from `begin` on; also give where a quotation closes further below, or 0."""
    if begin >= end:
        return [], 0
    marks = [(m.group(), m.start(), m.end()) for m in MARK.finditer(text, begin, end)]
    if not marks:
        return [], 0
    first_below = text[following[0][0] : following[0][0] + 2] if following else ""
    close_below = 0
    found: list[QuotedStretch] = []
    next_close = _next_closing(marks)
    no_end = -1  # no sentence ends before this offset: do not look again
    number = 0
    while number < len(marks):
        mark, at, after = marks[number]
        if not _opens(text, mark, at, after, start, end):
            number += 1
            continue
        if mark in ("'", "‘"):
            closing = _find_single_close(text, marks, number, start, end)
        elif next_close[number] - number <= MOST_MARKS or mark in ("„", "‟"):
            closing = _find_double_close(text, marks, number, start, end)
        else:
            closing = None  # nothing near that could close
        if closing is not None:
            _, close_at, close_after = marks[closing]
            if close_at > after:
                found.append(QuotedStretch(after, close_at, at, close_after, True))
            number = closing + 1
            continue
        stop = None
        if at == start or after >= no_end:
            stop = _end_of_unclosed(text, mark, at, after, start, end, first_below)
            if mark not in ("'", "‘") and _is_last_double(marks, number):
                close_below = _close_below(text, following, after)
                stop = end if close_below else stop
            if stop is None and mark not in ("'", "‘"):
                no_end = after + LONGEST_UNCLOSED
        if stop is not None:
            found.append(QuotedStretch(after, stop, at, stop, False))
            while number < len(marks) and marks[number][1] < stop:
                number += 1
        else:
            number += 1
    return found, close_below


def _is_last_double(marks: list[tuple[str, int, int]], opening: int) -> bool:
    return all(mark in ("'", "‘", "’") for mark, _, _ in marks[opening + 1 : opening + MOST_MARKS])


def _close_below(text: str, following: list[tuple[int, int]], after: int) -> int:
    """Where a quotation closes in the lines below, one sentence a line; 0 if it does not."""
    for start, end in following:
        for match in MARK.finditer(text, start, min(end, after + LONGEST_UNCLOSED)):
            mark, at, stop = match.group(), match.start(), match.end()
            if mark in ("'", "‘", "’"):
                continue
            closes = mark in DOUBLE_CLOSE or mark in STRAIGHT
            opens = _can_open(text, at, stop, start, end)
            return stop if closes and not opens and at > start else 0
        if end - after > LONGEST_UNCLOSED:
            return 0
    return 0


def _next_closing(marks: list[tuple[str, int, int]]) -> list[int]:
    """For each mark the index of the next one that may close a double mark."""
    following = [0] * len(marks)
    nearest = len(marks) + MOST_MARKS + 1
    for number in range(len(marks) - 1, -1, -1):
        following[number] = nearest
        if marks[number][0] in DOUBLE_CLOSE or marks[number][0] in STRAIGHT:
            nearest = number
    return following


def _can_open(text: str, at: int, after: int, start: int, end: int) -> bool:
    if after >= end:
        return False
    if text[after].isspace() and (after + 2 >= end or text[after + 1] not in "'‘"):
        return False  # but for a mark within: " ‘Go’ is what he said"
    return at == start or text[at - 1].isspace() or text[at - 1] in OPENING_NEIGHBOURS


def _can_close(text: str, at: int, after: int, start: int, end: int) -> bool:
    if at == start:
        return False
    if text[at - 1].isspace() and (at - 2 <= start or text[at - 2] not in "'’"):
        return False  # but for a mark within: it's always ‘Go,’ " he said
    return after >= end or text[after].isspace() or text[after] in CLOSING_NEIGHBOURS


def _opens(text: str, mark: str, at: int, after: int, start: int, end: int) -> bool:
    if mark in DOUBLE_OPEN:
        return after < end
    if mark == "'" or mark == "‘":
        return _can_open(text, at, after, start, end) and not ELISION.match(text, after)
    if mark in STRAIGHT:
        if at > start and text[at - 1].isdigit():
            return False  # inches or seconds: 6' 2"
        return _can_open(text, at, after, start, end) or (
            # `said"We go"`: a lost space before the mark
            after < end and text[after].isupper() and at > start and text[at - 1].islower()
        )
    # A closing mark that stands where only an opening one can: ”We go,” she said.
    return (
        mark in DOUBLE_CLOSE
        and _can_open(text, at, after, start, end)
        and not _can_close(text, at, after, start, end)
        and text[after].isalnum()
    )


def _find_double_close(
    text: str, marks: list[tuple[str, int, int]], opening: int, start: int, end: int
) -> int | None:
    """Index of the mark that closes the double mark at `opening`, or None."""
    mark, opened_at, _ = marks[opening]
    straight = mark in STRAIGHT
    first_close = None  # where nesting never closes, the first closing mark counts
    inner = False  # a straight mark has opened within curly ones
    depth = 1
    for number in range(opening + 1, min(len(marks), opening + MOST_MARKS)):
        this, at, after = marks[number]
        if at - opened_at > LONGEST_CLOSED:
            break
        if this in ("'", "‘", "’"):
            continue
        if straight:
            if this not in STRAIGHT:
                if this == "”":  # “…" and "…” are mixed by careless editing
                    return number
                continue
            opens = _can_open(text, at, after, start, end)
            closes = _can_close(text, at, after, start, end)
            if opens and not closes:
                return None  # the next quotation opens: ours was never closed
            return number
        if this in DOUBLE_OPEN or (this == "»" and mark == "»"):
            if (
                this == "“"
                and mark in ("„", "“", "‟")
                and (
                    _can_close(text, at, after, start, end)
                    and not _can_open(text, at, after, start, end)
                )
            ):
                return number  # „…“ and “…“
            if _closes_twice(marks, number):
                depth += 1
            continue
        if this in STRAIGHT:
            closes = _can_close(text, at, after, start, end)
            opens = _can_open(text, at, after, start, end)
            if opens and not closes:
                inner = _curly_close_follows(marks, number)  # “It is a "plan", not a law”
            elif closes and not opens:
                if not inner and depth == 1:
                    return number  # “…" and “…” are mixed by careless editing
                inner = False
            continue
        depth -= 1
        first_close = number if first_close is None else first_close
        if depth == 0:
            return number
    return first_close


def _closes_twice(marks: list[tuple[str, int, int]], opening: int) -> bool:
    """Tell whether two closing marks come before the next opening one: `opening` is nested."""
    closings = 0
    for mark, _, _ in marks[opening + 1 : opening + 12]:
        if mark in DOUBLE_CLOSE:
            closings += 1
            if closings == 2:
                return True
        elif mark in DOUBLE_OPEN:
            return False
    return False


def _curly_close_follows(marks: list[tuple[str, int, int]], number: int) -> bool:
    """Tell whether the next curly mark closes: then a straight mark here is nested."""
    for mark, _, _ in marks[number + 1 : number + 12]:
        if mark in DOUBLE_CLOSE:
            return True
        if mark in DOUBLE_OPEN:
            return False
    return False


def _find_single_close(
    text: str, marks: list[tuple[str, int, int]], opening: int, start: int, end: int
) -> int | None:
    """Index of the single mark that closes, or None; apostrophes are passed over."""
    mark, opened_at, _ = marks[opening]
    closing = ("'",) if mark == "'" else ("’", "'")
    possessive = None
    for number in range(opening + 1, min(len(marks), opening + MOST_MARKS)):
        this, at, after = marks[number]
        if at - opened_at > LONGEST_CLOSED:
            break
        if this in ("‘", "'") and _opens(text, this, at, after, start, end):
            if this == mark:
                break  # the next quotation opens
            continue
        if this not in closing or not _can_close(text, at, after, start, end):
            continue
        # "the workers' rights": after an s, before a lower-case word, may be a possessive
        if text[at - 1] in "sS" and re.match(r"\s[a-z]", text[after : after + 2]):
            possessive = number if possessive is None else possessive
            continue
        return number
    return possessive


def _end_of_unclosed(
    text: str, mark: str, at: int, after: int, start: int, end: int, following: str
) -> int | None:
    """End of a quotation that no mark closes in its paragraph; None if it is no quotation."""
    continues = bool(following) and (
        following.startswith(mark) or (mark in ("“", '"') and following[0] in '“"')
    )
    single = mark in ("'", "‘")
    if single and not (continues and at == start):
        return None
    if (continues or at == start) and end - after <= LONGEST_UNCLOSED:
        return end
    sentence = SENTENCE_END.search(text, after, min(end, after + LONGEST_UNCLOSED))
    if sentence:
        return sentence.end()
    return end if end - after <= LONGEST_UNCLOSED else None
