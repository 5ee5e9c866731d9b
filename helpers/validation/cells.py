"""Article text in a cell of a workbook: safe to open, bounded, and recognised when it comes back.

Spreadsheet programs run a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula (OWASP,
"CSV Injection"), refuse control characters, read ``_x0041_`` as "A" and cut a cell at 32,767
characters. Article text is not ours, so each of these is made harmless, in a way that can be seen.
"""

import hashlib
import re
import unicodedata

__all__ = ["LONGEST_CELL", "fingerprint", "safe_cell", "unguard"]

LONGEST_CELL = 32_000  # of the 32,767 that Excel allows, counted in UTF-16 as Excel does
MOST_LINES = 250  # Excel shows 253 line breaks a cell
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
GUARD = "'"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_REORDERING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def safe_cell(text: str, *, longest: int = LONGEST_CELL) -> str:
    """Return a text as it can stand in a cell.

    Parameters
    ----------
    text : str
        Any text.
    longest : int
        Most UTF-16 code units that the cell may hold.

    Returns
    -------
    str
        Control characters as "�", marks that reorder a line spelled out (``<U+202E>``), an
        apostrophe before what could be a formula, and what is too long cut with a remark that
        says how much is missing.
    """
    text = str(text).replace("\r\n", "\n").replace("\r", "\n")
    text = _UNPRINTABLE.sub("\ufffd", text)
    text = _REORDERING.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)
    text = _ESCAPE.sub("_x005F_", text)
    text = _bound(_join_lines(text), longest - 1)
    return GUARD + text if text.lstrip().startswith(FORMULA_STARTS) else text


def unguard(text: str) -> str:
    """Take off the apostrophe that `safe_cell` puts before what could be a formula."""
    rest = text.removeprefix(GUARD)
    return rest if rest.lstrip().startswith(FORMULA_STARTS) else text


def fingerprint(cell: str) -> str:
    """Return a mark by which a cell's text is known again, whatever program saved the sheet.

    Programs differ in line ends, spaces, escapes and the apostrophe; none of these counts.
    """
    text = unicodedata.normalize("NFC", str(cell)).replace("x005F_", "")
    text = "".join(text.split()).removeprefix(GUARD)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _join_lines(text: str) -> str:
    lines = text.split("\n")
    if len(lines) <= MOST_LINES:
        return text
    return "\n".join(lines[:MOST_LINES]) + " ¶ " + " ¶ ".join(lines[MOST_LINES:])


def _bound(text: str, longest: int) -> str:
    if _units(text) <= longest:
        return text
    remark = "\n[… {:,} more characters do not fit into a cell]"
    room = longest - len(remark) - 10
    # a character outside the basic plane takes two units, so this never cuts one in half
    kept = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
    return kept + remark.format(len(text) - len(kept))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
