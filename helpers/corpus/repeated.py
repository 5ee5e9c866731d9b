"""Lines that one outlet repeats at the edge of its articles.

Repetition alone never is enough to cut a line. Agencies close hundreds of stories with the same
paragraph of background, word for word, and that paragraph is what an analysis of framing looks for.
So a repeated line must also address the reader or speak of the page itself.
"""

from __future__ import annotations

from collections import defaultdict

from helpers.corpus.edits import Edit, Line, iterate_lines
from helpers.corpus.furniture_patterns import one_of
from helpers.corpus.openings import fold

_LEAST_WORDS = 5
_LEAST_ARTICLES = 5
_DEPTH = 3

_ABOUT_THE_PAGE = one_of(
    r"\b(?:you|your|yourself)\b|\bsubscri(?:be|bers?|ptions?)\b|\bsign[- ]?up\b|\bnewsletters?\b",
    r"\b(?:click|tap) here\b|\bfollow (?:us|me|him|her|@)|\bpodcasts?\b|\bdonate (?:now|today"
    r"|here)",
    r"\bcopyright\b|©|\brights reserved\b|\breprint|\b(?:prior|written) permission\b"
    r"|\bprivacy policy\b",
    r"\bcontributed to this\b|\bcolumnist\b|\bis a (?:reported |regular |weekly )?column\b",
    r"\b(?:opinions?|views?) expressed\b|\bterms of (?:use|service)\b|https?://|\bwww\."
    r"|(?<!\S)@\w",
    r"\bthis (?:article|story|report|post|transcript|page) (?:is|was|has been|may|originally)\b",
    r"\bour (?:coverage|journalism|reporting|readers|app|website|reporters)\b|\bread (?:more"
    r"|also)\b",
)


def find_repeated_lines(texts: list[str], outlets: list[str]) -> dict[int, list[Edit]]:
    """Find lines that stand at the beginning or end of five articles of one outlet or more.

    Parameters
    ----------
    texts
        The articles, cleaned by the other steps.
    outlets
        Outlet of each article, "" if not known (never compared).

    Returns
    -------
    dict of int to list of Edit
        Position of the article, its cuts. A line is cut if it has five words or more and no
        quotation mark, addresses the reader or speaks of the page, and stands beside five different
        other lines: copies of one article are not five articles.
    """
    lines = [
        list(iterate_lines(text)) if outlet else []
        for text, outlet in zip(texts, outlets, strict=True)
    ]
    neighbours: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for outlet, own in zip(outlets, lines, strict=True):
        for line, neighbour in _edge_lines(own):
            neighbours[outlet, line].add(neighbour)
    repeated = {key for key, beside in neighbours.items() if len(beside) >= _LEAST_ARTICLES}
    found = {}
    for position, (outlet, own) in enumerate(zip(outlets, lines, strict=True)):
        edits = _cuts(own, outlet, repeated) if repeated else []
        if edits:
            found[position] = edits
    return found


def _edge_lines(lines: list[Line]) -> list[tuple[str, str]]:
    """Return the candidates among the outermost lines, folded, each with the line inside of it."""
    count = len(lines)
    inside = {index: index + 1 for index in range(min(_DEPTH, count - 1))}
    inside |= {index: index - 1 for index in range(max(count - _DEPTH, 1), count)}
    return [
        (fold(lines[index].text), fold(lines[neighbour].text))
        for index, neighbour in inside.items()
        if _may_be_furniture(lines[index].text)
    ]


def _cuts(lines: list[Line], outlet: str, repeated: set[tuple[str, str]]) -> list[Edit]:
    """Return cuts of repeated lines, from each edge inwards to the first line of the story."""
    indexes = []
    for order in (range(len(lines) - 1, 0, -1), range(len(lines) - 1)):
        for index in order:
            line = lines[index].text
            if not _may_be_furniture(line) or (outlet, fold(line)) not in repeated:
                break
            indexes.append(index)
    return [Edit(lines[index].start, lines[index].end) for index in sorted(set(indexes))]


def _may_be_furniture(line: str) -> bool:
    """Tell a line that addresses the reader or speaks of the page, outside quotation marks."""
    if len(line) > 800 or any(mark in line for mark in '“”"«»'):
        return False
    return len(line.split()) >= _LEAST_WORDS and bool(_ABOUT_THE_PAGE.search(line))
