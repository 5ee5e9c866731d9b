"""Page furniture: what a web page puts before, into and after the words of a story.

Two strengths of evidence. A line that can be nothing but furniture ("ADVERTISEMENT", a photo
credit) is found anywhere. A line that could also be a sentence ("Follow the money on Twitter") is
found only at the edges of the text, reached from outside over other furniture, and only as a whole
line. A story that ends before its furniture therefore never loses a line.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from helpers.corpus import furniture_patterns as patterns
from helpers.corpus.edits import Edit, Line, drop_overlaps
from helpers.corpus.links import heading_above


def is_share_line(line: str, *, at_edge: bool) -> bool:
    """Tell a row of share and comment buttons.

    Parameters
    ----------
    line
        One line without white space around it.
    at_edge
        Whether only furniture stands between the line and the nearer edge of the text: there one
        word is enough ("Email"), inside the story it takes two buttons.

    Returns
    -------
    bool
        True if every word of the line is the label of a button.
    """
    if len(line) > 160:
        return False
    if patterns.SHARE_PHRASE.fullmatch(line):
        return True
    words = [word.strip(".,:!|•·()[]/") for word in line.lower().split()]
    words = [word for word in words if word and not word.isdigit()]
    if at_edge and " ".join(words) in patterns.EDGE_WORDS:
        return True
    buttons = sum(word in patterns.SHARE_CORE for word in words)
    others = sum(word in patterns.SHARE_OTHER for word in words)
    return 0 < len(words) < 25 and buttons + others == len(words) and buttons >= 2 - at_edge


def is_caption(line: str) -> bool:
    """Tell a line that is a photo caption or credit as a whole.

    Parameters
    ----------
    line
        One line without white space around it.

    Returns
    -------
    bool
        True if the line begins as captions do or ends with a photographer's credit.
    """
    if len(line) > 6_000:
        return False
    if len(line) < 90 and patterns.CREDIT_LINE.fullmatch(line):
        return True
    if patterns.CAPTION_START.match(line):
        return len(line) < 900 or "Hide Caption" in line
    last = line.rfind("(")
    return (
        last >= 0
        and len(line) < 900
        and bool(patterns.PHOTO_CREDIT.fullmatch(line[last:].rstrip(". ")))
    )


def photo_credits(text: str, title: str = "") -> list[Edit]:
    """Find photographers' credits inside running text ("(Photo by Ann Lee/Getty Images)").

    Parameters
    ----------
    text
        The article.
    title
        Not used.

    Returns
    -------
    list of Edit
        The brackets and what they hold, with the white space before them.
    """
    if "(" not in text:
        return []
    edits = []
    for match in patterns.PHOTO_CREDIT.finditer(text):
        start = match.start()
        while start and text[start - 1] in " \t":
            start -= 1
        edits.append(Edit(start, match.end()))
    return edits


def support_appeals(text: str, title: str = "") -> list[Edit]:
    """Find appeals for money that run over several paragraphs, by their first and last words.

    Parameters
    ----------
    text
        The article.
    title
        Not used.

    Returns
    -------
    list of Edit
        Each from the beginning of the line of its first words to its last words.
    """
    if "ready to support" not in text:
        return []
    return drop_overlaps(Edit(*match.span()) for match in patterns.APPEAL.finditer(text))


def _is_subscription(line: str) -> bool:
    """Tell an invitation to a newsletter, an app, an account, a podcast or a mailbox."""
    line = line.lstrip("•*>-–— (")
    if len(line) > 400 or "“" in line or '"' in line:
        return False
    if patterns.FOLLOW.fullmatch(line.rstrip(")")):
        return True
    return bool(patterns.INVITATION.match(line) and patterns.INVITATION_NOUN.search(line))


def _is_form(line: str) -> bool:
    """Tell the text of a sign-up form, which may run to a list of all countries."""
    if len(line) > 9_000 or "“" in line or '"' in line:
        return False
    small = line.lower()
    if not any(word in small for word in patterns.CONSENT_WORDS):
        return False
    # A longer line without that list is a text without paragraphs that also holds a form.
    is_short = len(line) < 900 or "choose your country" in small[:900]
    return is_short and bool(patterns.CONSENT.search(small))


def _shorter(limit: int, match: Callable[[str], object]) -> Callable[[str], bool]:
    """Return a test that asks `match` only about lines of fewer than `limit` characters."""
    return lambda line: len(line) < limit and bool(match(line))


# What is furniture anywhere in the text, and what only at its edges; the order is the order in
# which the kinds are asked, from the surest to the least sure.
_ANYWHERE: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("adverts", _shorter(120, patterns.ADVERT.fullmatch)),
    ("captions", is_caption),
    ("share_buttons", lambda line: is_share_line(line, at_edge=False)),
    ("subscriptions", _is_form),
)
_AT_EDGES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("share_buttons", lambda line: is_share_line(line, at_edge=True)),
    ("subscriptions", _is_subscription),
    ("cookie_notes", _shorter(600, patterns.COOKIES.match)),
    ("copyright", _shorter(500, patterns.COPYRIGHT.match)),
    ("credits", _shorter(600, patterns.CREDIT.fullmatch)),
    ("media_notes", _shorter(320, patterns.MEDIA_NOTE.fullmatch)),
    ("end_marks", _shorter(80, patterns.END_MARK.fullmatch)),
)


@lru_cache(maxsize=4_096)
def kind_of_line(line: str, *, at_edge: bool) -> str | None:
    """Name the cleaning step that a line of furniture belongs to.

    Parameters
    ----------
    line
        One line without white space around it.
    at_edge
        Whether only furniture stands between the line and the nearer edge of the text.

    Returns
    -------
    str or None
        Name of the step, None for a line of the story.
    """
    for step, applies in _ANYWHERE:
        if applies(line):
            return step
    if at_edge:
        for step, applies in _AT_EDGES:
            if applies(line):
                return step
    return None


def tail_furniture(lines: list[Line]) -> dict[int, str]:
    """Find the furniture at the end of a text, from the last line upwards.

    Parameters
    ----------
    lines
        The lines of the text that are not blank.

    Returns
    -------
    dict of int to str
        Index of the line, name of its step. The first line of a text is never furniture here.
    """
    found: dict[int, str] = {}
    index = len(lines) - 1
    while index > 0:
        step = kind_of_line(lines[index].text, at_edge=True)
        if step:
            found[index] = step
            index -= 1
            continue
        heading = heading_above(lines, index)
        if heading is None or heading == 0:
            break
        found.update(dict.fromkeys(range(heading, index + 1), "related_links"))
        index = heading - 1
    return found
