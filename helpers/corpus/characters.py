"""Repairs below the level of words: encoding, HTML remains, odd characters.

These steps replace characters and cut markup; none of them cuts a word. The encoding is repaired
with ftfy (Speer, R. 2019, *ftfy*, Zenodo, doi:10.5281/zenodo.2591652), which is called only where
its own heuristics say that something is wrong, and with every "tidying" option switched off: curly
quotation marks stay curly, because quotations are found by them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from html.entities import html5

import ftfy
from ftfy.badness import is_bad

from helpers.corpus.edits import Edit, drop_overlaps, iterate_lines

_FTFY = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_encoding=True,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)

# Garbled text always has one of these; typographic signs and a few letters alone prove nothing.
_UNUSUAL = re.compile(r"[^\x00-\x7f’‘“”–—…•\u00a0éíáóüöñç]")
# ftfy judges a stretch as a whole: short stretches keep one broken sentence from being outvoted
# by a long healthy line, and keep the cost linear.
_LONGEST_STRETCH = 1_000


def repair_encoding(text: str, title: str = "") -> list[Edit]:
    """Find text that was decoded with the wrong encoding ("â€™" for "’").

    Parameters
    ----------
    text
        The article.
    title
        Not used; every step has the same two parameters.

    Returns
    -------
    list of Edit
        One edit for each garbled run.
    """
    if text.isascii() or not _UNUSUAL.search(text) or not is_bad(text):
        return []
    edits = []
    for line in iterate_lines(text):
        if line.text.isascii():
            continue
        for start, stretch in _stretches(line.start, line.text):
            if stretch.isascii() or not is_bad(stretch):
                continue
            fixed = ftfy.fix_text(stretch, _FTFY)
            if fixed != stretch:
                edits += _edits_between(start, stretch, fixed)
    return edits


_BLOCK_TAGS = (
    "address|article|aside|blockquote|body|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|head|header|hr|html|iframe|main|nav|ol|p|pre|section|table|tbody|tfoot|thead|tr|ul"
)
_LINE_TAGS = "br|li|option|td|th"
_INLINE_TAGS = (
    "a|abbr|acronym|audio|b|bdi|bdo|big|button|canvas|center|cite|code|data|del|dfn|em|embed|font|"
    "i|img|input|ins|kbd|label|link|map|mark|meta|noframes?|noscript|object|param|picture|q|s|samp|script|"
    "select|small|source|span|strike|strong|style|sub|sup|svg|time|track|tt|u|var|video|wbr"
)
_TAG = re.compile(
    rf"<(?P<slash>/?)(?P<name>{_BLOCK_TAGS}|{_LINE_TAGS}|{_INLINE_TAGS})"
    r"(?P<attributes>(?:\s[^<>]{0,2000})?)\s{0,9}/?>",
    re.IGNORECASE,
)
_BLOCK_NAME = re.compile(_BLOCK_TAGS, re.IGNORECASE)
_LINE_NAME = re.compile(_LINE_TAGS, re.IGNORECASE)
_CODE = re.compile(
    r"<(script|style)\b[^<>]{0,2000}>(?:(?!<\1\b).){0,20000}?</\1\s{0,9}>", re.I | re.S
)
_COMMENT = re.compile(r"<!--(?:(?!<!--).){0,5000}?-->|<!DOCTYPE[^<>]{0,300}>", re.IGNORECASE | re.S)
# Names that no ticker has, to be believed in capitals even without a closing tag.
_SURE_NAMES = frozenset({"br", "div", "li", "span"})
_ENTITY = re.compile(
    r"&(?:amp;){0,4}(?P<name>(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
)


def strip_tags(text: str, title: str = "") -> list[Edit]:
    """Find tags, comments and scripts that an export left in the text.

    Parameters
    ----------
    text
        The article.
    title
        Not used.

    Returns
    -------
    list of Edit
        Block tags become paragraph breaks, `br` and `li` line breaks, other tags nothing.
    """
    if "<" not in text or ">" not in text:
        return []
    edits: list[Edit] = []
    if "<!" in text:
        edits += [Edit(*match.span()) for match in _COMMENT.finditer(text)]
    if "</" in text:
        edits += [Edit(*match.span()) for match in _CODE.finditer(text)]
    edits += [
        Edit(*match.span(), _space_for_tag(match["name"]))
        for match in _TAG.finditer(text)
        if _is_markup(match, text)
    ]
    return drop_overlaps(edits)


def decode_entities(text: str, title: str = "") -> list[Edit]:
    """Find entities that an export left in the text ("&amp;quot;").

    Parameters
    ----------
    text
        The article.
    title
        Not used.

    Returns
    -------
    list of Edit
        Each becomes the character that it names; words that only look like one stay.
    """
    if "&" not in text or ";" not in text:
        return []
    return [
        Edit(*match.span(), html.unescape("&" + match["name"]))
        for match in _ENTITY.finditer(text)
        if match["name"].startswith("#") or match["name"] in html5
    ]


_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_LINE_ENDS = "\r\x85\u2028\x0b\x0c"
_CONTROLS = "".join(map(chr, (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0))))
# Soft hyphen, zero-width space, word joiner, byte-order mark, marks of writing direction.
_INVISIBLE = "\u00ad\u180e\u200b\u200e\u200f\u2060\ufeff" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_REPLACEMENTS = {
    **dict.fromkeys(_CONTROLS + _INVISIBLE, ""),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_LINE_ENDS, "\n"),
    "\u2029": "\n\n",
    **_LIGATURES,
}
_TRANSLATION = str.maketrans(_REPLACEMENTS)
_ODD = re.compile(rf"[{''.join(map(re.escape, _REPLACEMENTS))}]+\n?")
_SHEET_LINE_END = re.compile(r"_x000D_\n?")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_JOINERS = re.compile(r"[\u200c\u200d]+")


def repair_characters(text: str, title: str = "") -> list[Edit]:
    """Find characters that look like others or cannot be seen, and break words or searches.

    Parameters
    ----------
    text
        The article.
    title
        Not used.

    Returns
    -------
    list of Edit
        No-break and other odd spaces become spaces, all line ends line feeds, ligatures their
        letters, letter and combining accent one letter (Unicode NFC); soft hyphens, zero-width and
        control characters, and the `_x000D_` that spreadsheets write, are cut.
    """
    edits = [
        Edit(*run.span(), run[0].replace("\r\n", "\n").translate(_TRANSLATION))
        for run in _ODD.finditer(text)
    ]
    if "_x000D_" in text:
        edits += [Edit(*match.span(), "\n") for match in _SHEET_LINE_END.finditer(text)]
    if text.isascii():
        return drop_overlaps(edits)
    for run in _ACCENTS.finditer(text, 1):
        letter = text[run.start() - 1 : run.end()]
        composed = unicodedata.normalize("NFC", letter)
        if len(composed) < len(letter):
            edits.append(Edit(run.start() - 1, run.end(), composed))
    # The joiners mean nothing after Latin, Greek or Cyrillic; elsewhere they shape letters.
    edits += [
        Edit(*run.span())
        for run in _JOINERS.finditer(text, 1)
        if " " <= text[run.start() - 1] < "\u0530"
    ]
    return drop_overlaps(edits)


def _stretches(start: int, line: str) -> list[tuple[int, str]]:
    """Cut a long line at spaces into stretches of at most `_LONGEST_STRETCH` characters."""
    stretches = []
    position = 0
    while len(line) - position > _LONGEST_STRETCH:
        cut = line.rfind(" ", position, position + _LONGEST_STRETCH)
        cut = cut if cut > position else position + _LONGEST_STRETCH
        stretches.append((start + position, line[position:cut]))
        position = cut
    return [*stretches, (start + position, line[position:])]


_PLAIN_WORD = re.compile(r"[A-Za-z0-9]+")


def _edits_between(offset: int, before: str, after: str) -> list[Edit]:
    """Align `before` and `after` on their plain words, which an encoding repair leaves alone."""
    words_before = list(_PLAIN_WORD.finditer(before))
    words_after = list(_PLAIN_WORD.finditer(after))
    if [word[0] for word in words_before] != [word[0] for word in words_after]:
        return [Edit(offset, offset + len(before), after)]
    edits = []
    start_before = start_after = 0
    for word_before, word_after in zip([*words_before, None], [*words_after, None], strict=True):
        end_before = word_before.start() if word_before else len(before)
        end_after = word_after.start() if word_after else len(after)
        gap, repaired = before[start_before:end_before], after[start_after:end_after]
        if gap != repaired:
            edits.append(Edit(offset + start_before, offset + end_before, repaired))
        start_before = word_before.end() if word_before else end_before
        start_after = word_after.end() if word_after else end_after
    return edits


def _space_for_tag(name: str) -> str:
    """Return the white space that stands for a tag: none between letters of one word."""
    if _BLOCK_NAME.fullmatch(name):
        return "\n\n"
    return "\n" if _LINE_NAME.fullmatch(name) else ""


def _is_markup(match: re.Match[str], text: str) -> bool:
    """Tell tags from other words in angle brackets: old wire copy writes tickers as `<S>`."""
    name = match["name"]
    if name.islower() or match["attributes"] or match["slash"]:
        return True
    return f"</{name}>" in text or name.lower() in _SURE_NAMES
