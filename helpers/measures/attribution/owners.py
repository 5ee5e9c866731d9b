"""Whose lawyer, whose deputy, whose spokesman: people who are presented by somebody else.

`Her lawyer`, `a colleague of hers`, `Orlova's father`, `a spokesperson for the bank` belong with
the person or body that the phrase names or points at.
"""

import re

from helpers.measures.attribution.names import plain
from helpers.measures.attribution.reading import Reading
from helpers.measures.attribution.word_classes import PEOPLE, POSSESSIVES
from helpers.measures.lexicon_files import word_list

__all__ = ["ABSOLUTE", "PRIVATE", "SPEAKING_FOR", "is_opposite", "named_later", "owner_span"]

ABSOLUTE = frozenset(["his", "hers", "theirs"])  # a colleague of hers
# Nouns of those who share the role of whom they serve, and of those who stand by a private person.
SPEAKING_FOR = word_list("nouns_of_spokespeople") | word_list("nouns_of_aides")
PRIVATE = word_list("nouns_of_counsel")
# Those whom somebody meets on the other side.
OPPOSITE = word_list("nouns_of_the_other_side")
LATER = 1500  # characters after a phrase in which the name may come


def owner_span(reading: Reading, low: int, core: int) -> tuple[int, int] | None:
    """Find the words that name the owner in the phrase of a speaker.

    Parameters
    ----------
    reading : Reading
        The article.
    low, core : int
        Items of the phrase, without what follows a comma.

    Returns
    -------
    (int, int) or None
        Items of a pronoun, of a name in the possessive, or of the phrase after "for" or "of".
        None for "its hosts", who belong elsewhere.
    """
    words, kinds = reading.word, reading.kind
    if words[low] in POSSESSIVES and core - low > 1:
        return None if is_opposite(reading, low, core) else (low, low + 1)
    for item in range(low, core - 1):
        if words[item].endswith(("'s", "s'")) and kinds[item] in "wC":
            return (low, item + 1) if item > low or kinds[item] == "C" else None
        if words[item] in ("of", "for") and item > low and plain(words[item - 1]) in PEOPLE:
            if words[item + 1] in ABSOLUTE:
                return item + 1, item + 2
            if kinds[item + 1] == "C" or words[item + 1] in ("the", "his", "her", "their", "its"):
                return item + 1, core
    return None


def is_opposite(reading: Reading, low: int, core: int) -> bool:
    """Tell whether a phrase names the other side: `its hosts`, `their captors`."""
    return reading.word[low] in POSSESSIVES and reading.word[core - 1] in OPPOSITE


def named_later(reading: Reading, low: int, core: int, head: str) -> str | None:
    """Find the name that follows: `her lawyer said … the lawyer, Lev Rys, told reporters`.

    Parameters
    ----------
    reading : Reading
        The article.
    low, core : int
        Items of a phrase without a name.
    head : str
        Its noun, in lower case.

    Returns
    -------
    str or None
        Full name of the only person whom the text soon presents with this noun.
    """
    if reading.word[low] not in POSSESSIVES or core - low > 3 or head not in PEOPLE:
        return None
    after = reading.text[reading.end[core - 1] : reading.end[core - 1] + LATER]
    if f" {head}" not in after:
        return None  # most often: no need to write an expression
    name = r"((?:[A-Z][\w’'-]+ ){1,2}[A-Z][\w’'-]+)"
    found = re.search(rf"\b(?i:the|his|her|their|its) {re.escape(head)},? {name}", after)
    return found[1] if found else None
