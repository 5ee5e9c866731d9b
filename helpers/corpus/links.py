"""Links to other articles that an export turned into text.

They are dangerous to any count of words, because they are news in the words of the same outlet:
headlines of other days, set between or into the sentences of the story.
"""

from __future__ import annotations

import re

from helpers.corpus import furniture_patterns as patterns
from helpers.corpus.edits import Edit, Line, iterate_lines


def bare_link_lines(text: str, title: str = "") -> list[Edit]:
    """Find lines inside a story that are nothing but a labelled link ("READ MORE: Headline").

    Parameters
    ----------
    text
        The article.
    title
        Not used.

    Returns
    -------
    list of Edit
        Whole lines to cut. A paragraph that only begins with such a label stays.
    """
    edits = []
    for line in iterate_lines(text):
        label = patterns.LINK_LABEL.match(line.text) if len(line.text) < 320 else None
        if label and label[0].strip()[0].isupper() and is_link_line(line.text[label.end() :]):
            edits.append(Edit(line.start, line.end))
    return edits


# The Hill set a box of headlines behind the first mention of a politician, which exports print as
# "Sen. Ann Lee Ann Mary LeeFirst headline Second headline MORE (D-Ohio)".
_BOX_END = re.compile(r"(?<![A-Z])MORE(?![A-Za-z])")
_NAME = r"(?:[A-Z(“\"][\w.'’()“”\"-]{0,30})"
_SUFFIX = r"(?: (?:Jr|Sr|I{2,3}|IV)\b\.?)?"
_BOX_STARTS = (
    # The surname again, with the first headline glued to it; or, with a space between, the first
    # name and the surname again: "Ann Lee Ann Mary Lee First headline".
    re.compile(
        rf"\b(?P<surname>[A-Z][\w’'-]{{1,30}}){_SUFFIX}"
        rf"(?P<name>(?: {_NAME}){{0,6}} (?P=surname))(?=[A-Z0-9'\"‘“(])"
    ),
    re.compile(
        r"\b(?P<first>[A-Z][\w’'-]{1,30}) (?P<surname>[A-Z][\w’'-]{1,30})"
        rf"{_SUFFIX}(?P<name> (?P=first)(?: {_NAME}){{0,5}} (?P=surname))(?= [A-Z0-9'\"‘“])"
    ),
)
_LONGEST_BOX = 1_200


def glued_links(text: str, title: str = "") -> list[Edit]:
    """Find boxes of headlines that were printed into a sentence, from full name to "MORE".

    Parameters
    ----------
    text
        The article.
    title
        Not used.

    Returns
    -------
    list of Edit
        One cut a box; the name as the sentence has it stays.
    """
    if "MORE" not in text:
        return []
    edits = []
    earliest = 0
    for end in _BOX_END.finditer(text):
        begin = max(earliest, end.start() - _LONGEST_BOX, text.rfind("\n", 0, end.start()) + 1)
        starts = (pattern.search(text, begin, end.end()) for pattern in _BOX_STARTS)
        start = next(filter(None, starts), None)
        if start:
            edits.append(Edit(start.start("name"), end.end()))
        earliest = end.end()
    return edits


def heading_above(lines: list[Line], index: int) -> int | None:
    """Find the heading of a list of links ("Related stories:", then headlines).

    Parameters
    ----------
    lines
        The lines of the text that are not blank.
    index
        Index of the last line of the list.

    Returns
    -------
    int or None
        Index of the heading, or of the line that is label and link in one; None if there is none
        within 15 lines, or if one of them is no headline.
    """
    for position in range(index, max(index - 15, -1), -1):
        line = lines[position].text
        if len(line) < 80 and patterns.HEADING.fullmatch(line):
            return position
        label = patterns.LINK_LABEL.match(line) if len(line) < 320 else None
        if label and is_link_line(line[label.end() :]):
            return position
        if not is_link_line(line):
            return None
    return None


def is_link_line(line: str) -> bool:
    """Tell a linked headline from a sentence of running text.

    Parameters
    ----------
    line
        One line without white space around it.

    Returns
    -------
    bool
        True for at most 30 words that do not end as a sentence does and contain no sentence end;
        longer ones than 16 words must also be capitalised as headlines are.
    """
    words = line.split()
    if not words or len(words) > 30 or len(line) > 300:
        return False
    if re.search(r"[.;:,…]$", line) and not re.search(r"\b[A-Z]\.$", line):
        return False
    if re.search(r"[^\W\d_]{3}[.!?][\"”’)]?\s+[\"“‘(]?[A-Z]", line):
        return False
    if len(words) <= 16:
        return True
    long_words = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in long_words) >= 0.7 * len(long_words)
