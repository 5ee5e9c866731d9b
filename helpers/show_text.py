"""Turn values and article text into what can be shown: safe in HTML, safe in a terminal.

Article text is hostile. In HTML it is escaped, for a terminal the characters that control or
reorder it are spelled out; both in linear time.
"""

import os
import re
from hashlib import sha256
from html import escape

import numpy as np
import pandas as pd

from helpers.charts.describe import MISSING, format_number
from helpers.settings import NO_TEXT

LONGEST_NAME = 4  # words

# White space to Python, but no character that HTML may hold (or, as a form feed, should).
_SPACES = re.compile(r"[\x0b\x0c\x1c-\x1f\x85]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_REORDERING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_OVERRIDES = re.compile(r"[\u202d\u202e]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def leaves_text_out() -> bool:
    """Tell whether what is shown may hold no words of an article (``report --no-text``)."""
    return os.environ.get(NO_TEXT, "") not in ("", "0")


def cut_names(table: pd.DataFrame, column: str = "speaker_name") -> pd.DataFrame:
    """Cut names that are phrases of an article, such as a speaker's, where text must stay out.

    Parameters
    ----------
    table : pandas.DataFrame
        With the column. Never changed.
    column : str
        Column of names (str).

    Returns
    -------
    pandas.DataFrame
        The table itself, or where `leaves_text_out` a copy in which names of more than
        `LONGEST_NAME` words are cut; a mark keeps those apart that begin alike.
    """
    if not leaves_text_out():
        return table
    return table.assign(**{column: table[column].map(_cut_name, na_action="ignore").astype("str")})


def _cut_name(name: str) -> str:
    words = name.split()
    if len(words) <= LONGEST_NAME:
        return name
    mark = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:4]
    return f"{' '.join(words[:LONGEST_NAME])}… ({mark})"


def html_text(text: str) -> str:
    """Escape a text for HTML; a control character, which HTML forbids, becomes a space or a "�"."""
    spaced = _SPACES.sub(" ", str(text))
    return escape(_SURROGATES.sub("\ufffd", _CONTROLS.sub("\ufffd", spaced)))


def spell_overrides(text: str) -> str:
    """Spell out the characters that turn the order of all letters after them, which no text needs.

    Marks of real right-to-left text are left as they are; ``<bdi>`` keeps them in their place.
    """
    return _OVERRIDES.sub(_spell, text)


def visible_text(text: str) -> str:
    """Make a text safe for a terminal: marks that reorder or control it are spelled out."""
    text = _SURROGATES.sub("\ufffd", _CONTROLS.sub("\ufffd", str(text)))
    return _REORDERING.sub(_spell, text)


def _spell(found: re.Match) -> str:
    return f"<U+{ord(found[0]):04X}>"


def is_known(value: object) -> bool:
    """Whether a value is not missing; a list is never missing."""
    return isinstance(value, list | tuple | dict | np.ndarray) or not pd.isna(value)


def format_cell(value: object) -> str:
    """Write one value of a table on one line."""
    if not is_known(value):
        return MISSING
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d" if value == value.normalize() else "%Y-%m-%d %H:%M")
    if isinstance(value, float | np.floating):
        return format_number(value, minus="-")
    return " ".join(str(value).split())


def move_to_space(whole: str, place: int, direction: int) -> int:
    """Move a cut to white space nearby, towards the hit, so that no word is broken."""
    if place <= 0:
        return 0
    if place >= len(whole):
        return len(whole)
    for step in range(30):
        near = place - direction * step
        if 0 < near < len(whole) and whole[near].isspace():
            return near + 1 if direction < 0 else near
    return place
