"""Whose words a document speaks: "the list", "the verdict", "it says".

A document has the country and role of the body or office that the article names with it where it
first comes in ("a list published on the Foreign Ministry website ... according to the document").
"""

import re

from helpers.measures.attribution.affiliations import describe
from helpers.measures.attribution.national import guess_country
from helpers.measures.lexicon_files import any_of, word_list

__all__ = ["author_of_document"]

DOCUMENTS = word_list("nouns_of_documents")
ANY = frozenset(("document", "documents", "text", "paper", "papers", "note", "act", "it"))
REACH = 1500  # characters before a document in which it was named before
MOST_TRIES = 8
NOUN = re.compile(rf"\b{any_of(DOCUMENTS)}\b")
NOUN_IN_ANY_CASE = re.compile(NOUN.pattern, re.IGNORECASE)  # for letters that grow in lower case
# Prepositions that do not part a document from its author; languages tell nothing of it.
BESIDE = re.compile(r"\b(?:to|on|about|against|over|with|(?:in|into) [A-Z]\w+(?: and [A-Z]\w+)?)\b")
# The end of a sentence: not that of "U.S." or "Col.".
SHORT = "".join(rf"(?<!\b[A-Z][a-z]{{{length}}})" for length in (1, 2, 3))
END = re.compile(rf"(?<=[a-z\d”\"’)]){SHORT}[.!?][”\"’]?\s|\n")
ASSEMBLY = re.compile(r"\b(?:U\.?N\.? )?(?:General Assembly|Security Council)\b")
PUBLISHED = re.compile(r", (?:part of which|which|[a-z]+ed|read|seen|shown|written)\b")
# What a document says names others than its author: the complaint alleged that Ordal had paid.
OWN_WORDS = re.compile(
    r"\b(?:that|(?:alleg|accus|charg|claim|describ|indicat|not|reveal|show|signal|stat|suggest|warn)"
    r"(?:es|s|ed|e|ing|n)?|says|said|saying|found|finds)\b"
)
OF_STATES = frozenset(("other official", "head of state or government", "foreign ministry"))


def author_of_document(text: str, start: int, head: str, outlet: str) -> tuple[str, str, str]:
    """Find whose document "the list" is.

    Parameters
    ----------
    text : str
        Text of the article.
    start : int
        Where the document is named as the source (offset).
    head : str
        The noun that names it, in lower case.
    outlet : str
        Country of the outlet, "" if not known.

    Returns
    -------
    (str, str, str)
        Country, role and rule ("introduction", "place", "near", "outlet"); all "" where the
        article does not say whose it is.
    """
    if head not in DOCUMENTS:
        return "", "", ""
    low = max(0, start - REACH)
    nouns = _find_nouns(text, low, start + 60)[::-1]
    same = [span for span in nouns if text[span[0] : span[1]].lower() == head]
    tries = (nouns if head in ANY else same)[:MOST_TRIES]
    for side in (_after, _before):
        for span in tries:
            part, at = side(text, *span)
            country, role, rule = _author_in(text, part, at, outlet)
            if country:
                return country, role, rule
    resolution = head == "resolution" or (head in ANY and text.find("resolution", low, start) > 0)
    if resolution and ASSEMBLY.search(text, low, start + REACH):
        return "UN", "other official", "near"
    return "", "", ""


def _find_nouns(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Find the documents that a stretch of text names: offsets, in order."""
    begin = max(0, low - 1)  # whether a word begins shows before it
    stretch = text[begin:high]
    lowered = stretch.lower()
    if len(lowered) == len(stretch) and "ſ" not in stretch:
        found = NOUN.finditer(lowered, low - begin)
    else:
        found = NOUN_IN_ANY_CASE.finditer(stretch, low - begin)
    return [(begin + match.start(), begin + match.end()) for match in found]


def _after(text: str, start: int, end: int) -> tuple[str, int]:
    """Take what the clause says after a document: "published on the ministry's site"."""
    clause = END.split(text[start : end + 200], maxsplit=1)[0]
    rest = clause[end - start :]
    if PUBLISHED.match(rest):
        rest = rest[2:]  # the log, read aloud at the Pentagon, says
    return OWN_WORDS.split(rest.partition(", ")[0], maxsplit=1)[0], end


def _before(text: str, start: int, _: int) -> tuple[str, int]:
    """Take what the sentence says before one: "at the Pentagon she read from the log"."""
    return END.split(text[max(0, start - 200) : start])[-1], start


def _author_in(text: str, part: str, start: int, outlet: str) -> tuple[str, str, str]:
    country, role = describe(BESIDE.sub(",", part))
    if country:
        return country, role, "introduction"
    if role not in OF_STATES:
        return "", "", ""
    country, rule = guess_country(part, 0, part, outlet)
    if not country:
        country, rule = guess_country(text, start, part, outlet)
    return country, role, rule
