"""What counts as a word, decided once for every measure.

A word is a run of letters, with inner apostrophes, hyphens, full stops and ampersands
("Clinton's", "prime-minister", "U.S", "AT&T"), or a number with its separators ("1,200").
All rates ("per 100 words") rest on this one expression, so that two measures never
divide by different lengths of the same article.
"""

import re

__all__ = ["WORD", "count_words", "find_words", "words"]

# Possessive quantifiers keep the expression linear on hostile text: it never backtracks.
WORD = re.compile(r"[^\W\d_]++(?:['’\-.&][^\W\d_]++)*+|\d++(?:[.,]\d++)*+")


def find_words(text: str) -> list[tuple[int, int]]:
    """Find the words of a text.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of (int, int)
        Start and end offset (in characters) of each word, in order.

    Examples
    --------
    >>> find_words("He won't go.")
    [(0, 2), (3, 8), (9, 11)]
    """
    return [match.span() for match in WORD.finditer(text)]


def words(text: str) -> list[str]:
    """List the words of a text in lower case.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of str
        Lower-cased words in order; a curly apostrophe is written as a straight one.
    """
    return WORD.findall(text.replace("’", "'").lower())


def count_words(text: str) -> int:
    """Count the words of a text.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    int
        Number of words, the denominator of every "per 100 words" in this project.
    """
    return len(WORD.findall(text))
