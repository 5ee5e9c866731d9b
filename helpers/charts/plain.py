"""Names as printable text: what charts write, and what names a mark."""

import re
from collections.abc import Hashable
from functools import lru_cache

import pandas as pd

UNKNOWN = "unknown"
_UNKNOWN_OF_STATS = "(unknown)"  # how tables of `helpers.stats` name a group without a name

# Controls and marks that reorder a line; a label is drawn alone, so it needs none of them.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)


@lru_cache(maxsize=10_000, typed=True)  # a chart asks for the same names over and over
def plain_text(value: Hashable, longest: int = 240) -> str:
    """Return a value as one printable line; a missing value is "unknown".

    Control characters and right-to-left overrides are taken out, white space is collapsed and
    text over `longest` characters is cut with an ellipsis: a name that long is not a name.
    """
    if value is None or value is pd.NA or (not isinstance(value, str) and pd.isna(value)):
        return UNKNOWN
    text = " ".join(_UNPRINTABLE.sub("", str(value)[: 4 * longest]).split())
    if text in ("", _UNKNOWN_OF_STATS):
        return UNKNOWN
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
