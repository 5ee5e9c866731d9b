"""What stands around a hit of a word list: a negation, or the rest of a proper name.

Both are answered from a bounded stretch of text beside the hit, so that a text costs time in
proportion to its hits only.
"""

import re

from helpers.measures.lexicon_files import any_of, word_list

__all__ = ["is_negated", "is_part_of_name"]

LOOK_BACK = 48  # characters before a hit in which a negation is looked for
LOOK_ON = 60  # characters beside a hit in which the rest of a name is looked for

# "no threat", "not a threat", "without any real threat", "didn't really threaten"; never across
# a comma, a full stop or "only" ("not only a threat").
_NEGATION = re.compile(
    r"(?:\b(?:no|not|never|without|nor|neither|hardly|nobody|cannot)|n['’]t)"
    r"(?: (?:a|an|any|the|to|be|been|yet|really|actually|such|of|have|seek|want|pose))?"
    r"(?: (?!only\b)[a-z]{2,14})? $",
    re.IGNORECASE,
)
_CAPITALISED = r"[A-Z][\w'’-]{0,20}+"
_NAME_AFTER = re.compile(rf"(?: (?:of |for |on |and )?{_CAPITALISED}){{1,3}}")
_HEADS = word_list("name_heads")
_NAME_BEFORE = re.compile(rf"\b({any_of(word.capitalize() for word in _HEADS)}) (?:of|for|on) $")


def is_negated(text: str, start: int) -> bool:
    """Tell whether a hit is directly negated.

    Parameters
    ----------
    text : str
        The text in which the hit stands.
    start : int
        Offset of the hit.

    Returns
    -------
    bool
        True for "no threat", "not a real threat", "never threatened"; False where punctuation
        or "only" comes between.
    """
    return _NEGATION.search(text[max(0, start - LOOK_BACK) : start]) is not None


def is_part_of_name(text: str, start: int, end: int) -> bool:
    """Tell whether a hit belongs to the name of a body, a law or a publication.

    Parameters
    ----------
    text : str
        The text in which the hit stands.
    start, end : int
        Offsets of the hit.

    Returns
    -------
    bool
        True for "Conflict" in "Conflict Studies Institute" and for "Trade" in "Department of
        Trade": a capital, and further words with capitals that end in (or, with "of", begin with)
        a word such as Act, Committee, Fund, Institute.
    """
    if not text[start : start + 1].isupper() or text[start:end].isupper():
        return False
    if _NAME_BEFORE.search(text[max(0, start - LOOK_ON) : start]):
        return True
    after = _NAME_AFTER.match(text[end : end + LOOK_ON])
    return after is not None and not _HEADS.isdisjoint(after[0].lower().split())
