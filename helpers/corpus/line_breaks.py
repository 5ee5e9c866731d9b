"""Repairs of line breaks and other white space; no letter is touched.

Quotations, captions and furniture are told apart by paragraphs, so the paragraphs must be right
first: text wrapped at a fixed width is joined, paragraphs glued together are separated.
"""

from __future__ import annotations

import itertools
import re

from helpers.corpus.edits import Edit


def join_hard_lines(text: str, title: str = "") -> list[Edit]:
    """Find the line breaks of text that was wrapped at a fixed width.

    Nexis, Factiva and e-mail exports break lines inside sentences. A text counts as wrapped when
    it has six such breaks or more, most of its lines are 40 to 100 characters long and a third
    of the lines begin with a small letter: no text with one paragraph a line looks like that.

    Parameters
    ----------
    text
        The article.
    title
        Not used.

    Returns
    -------
    list of Edit
        Breaks inside paragraphs become spaces; breaks before an indented line, or after a short
        line that ends a sentence, become paragraph breaks.
    """
    lines = text.split("\n")
    if len(lines) < 7:
        return []
    pairs = [
        (first, second)
        for first, second in itertools.pairwise(lines)
        if first.strip() and second.strip()
    ]
    if len(pairs) < 6:
        return []
    wrapped = sum(40 <= len(first.strip()) <= 100 for first, _ in pairs)
    continued = sum(second.lstrip()[0].islower() for _, second in pairs)
    if wrapped < 0.7 * len(pairs) or continued < 0.35 * len(pairs):
        return []
    edits = []
    start = 0
    for first, second in itertools.pairwise(lines):
        end = start + len(first)
        if first.strip() and second.strip():
            edits.append(_join(start, first, second))
        start = end + 1
    return edits


# A full stop (and a closing quotation mark) with a capital letter directly after it.
_GLUE = re.compile(
    r"(?P<stop>[.!?])(?<=[^\W_A-Z].|[)%].)(?P<mark>[\"”’]?)"
    r"(?=(?P<open>[\"“‘(]?)(?P<next>[A-Z][^\W\d_]{0,30})(?P<after>.?))"
)
_WORD_BEFORE = re.compile(r"[^\W_]{1,30}$")
_ABBREVIATION_LIST = (
    "adm al ave brig capt cmdr co col corp cpl dept dr etc ft gen gov hon inc jr lt ltd maj messrs "
    "mr mrs ms mt no nos op pres prof pvt rep reps rev sen sens sgt sr st vol vs"
)
_ABBREVIATIONS = frozenset(_ABBREVIATION_LIST.split())
_DOMAIN_ENDING_LIST = (
    "Biz Co Com De Edu Eu Fm Gov Info Int Io Me Mil Net News Org Ru Su Tv Ua Uk Us"
)
_DOMAIN_ENDINGS = frozenset(_DOMAIN_ENDING_LIST.split())


def separate_paragraphs(text: str, title: str = "") -> list[Edit]:
    """Find paragraphs that were glued together ("… on Friday.The minister …").

    Some extractors join paragraphs without anything between them, which glues the last word of one
    to the first of the next. One such place may be a name ("Gazeta.Ru"); three or more in a text
    are a habit of the tool that made it.

    Parameters
    ----------
    text
        The article.
    title
        Not used.

    Returns
    -------
    list of Edit
        Insertions: a paragraph break where the text has no line breaks at all, else a space.
    """
    places = []
    marks, counted = 0, 0
    for match in _GLUE.finditer(text):
        if not _is_glue(match, text):
            continue
        place = match.end()
        if match["mark"] == '"':
            # A straight mark closes a quotation when an odd number of marks stands before it.
            position = match.start("mark")
            marks += text.count('"', counted, position)
            counted = position
            if marks % 2 == 0:
                place = position
        places.append(place)
    if len(places) < 3:
        return []
    space = " " if "\n" in text.strip() else "\n\n"
    return [Edit(place, place, space) for place in places]


_WHITE_SPACE = re.compile(r"\s{2,}|\t")


def tidy_white_space(text: str, title: str = "") -> list[Edit]:
    """Find white space beyond one space, one line break or one blank line.

    Parameters
    ----------
    text
        The article.
    title
        Not used.

    Returns
    -------
    list of Edit
        A blank line between paragraphs stays one blank line, a line break stays a line break.
    """
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if end <= start:
        return [Edit(0, len(text))] if text else []
    edits = [Edit(0, start)] if start else []
    for match in _WHITE_SPACE.finditer(text, start, end):
        plain = "\n" * min(match[0].count("\n"), 2) or " "
        if plain != match[0]:
            edits.append(Edit(*match.span(), plain))
    return [*edits, Edit(end, len(text))] if end < len(text) else edits


def _join(start: int, first: str, second: str) -> Edit:
    """Return the edit that joins two hard-wrapped lines, `first` beginning at `start`."""
    end = start + len(first)
    kept = len(first.rstrip())
    indent = len(second) - len(second.lstrip())
    new_paragraph = indent >= 2 and len(first) - len(first.lstrip()) < indent
    short = kept < 45 and first.rstrip()[-1] in ".!?\"”'" and not second.lstrip()[0].islower()
    if new_paragraph or short:
        return Edit(start + kept, end + 1 + indent, "\n\n")
    # A word that was divided keeps its hyphen: nobody can tell "inter-" from "counter-".
    divided = first.rstrip()[-2:-1].isalpha() and first.rstrip().endswith("-")
    return Edit(start + kept, end + 1 + indent, "" if divided else " ")


def _is_glue(match: re.Match[str], text: str) -> bool:
    """Tell a lost paragraph break from initials, abbreviations, numbering and addresses."""
    before = text[max(match.start() - 32, 0) : match.start()]
    found = _WORD_BEFORE.search(before)
    word = found[0] if found else ""
    if word.lower() in _ABBREVIATIONS or (word.isdigit() and len(word) < 3):
        return False
    if match["stop"] == "." and not match["mark"] and not match["open"]:
        if len(word) == 1 or match["next"] in _DOMAIN_ENDINGS or match["after"] in {"/", "@"}:
            return False
        if match["after"] == "." and len(match["next"]) == 1:
            return False
    return not before[: len(before) - len(word)].endswith((".", "/", "@", "_"))
