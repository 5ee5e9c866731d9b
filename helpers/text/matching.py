"""Find every term of a lexicon in one walk over the words of a text.

All terms share one tree of words, and each distinct word is looked up once and then
remembered, so the time hardly grows with the number of terms. A term such as ``sanction*``
stands for all endings; guard columns (:mod:`helpers.text.guards`) keep "war" from counting in
"Cold War", and "the lane" from counting in a text that says nothing of grain.

The idea of matching all patterns in one pass is that of Aho and Corasick (1975), "Efficient
string matching", Communications of the ACM 18(6), here over words instead of characters.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from helpers.chunks import map_rows
from helpers.text.guards import (
    GUARD_COLUMNS,
    LEAST_COLUMN,
    Found,
    Guards,
    Terms,
    TextWords,
)
from helpers.text.quotation_marks import quoted_spans
from helpers.text.words import find_words

__all__ = ["GUARD_COLUMNS", "Lexicon", "find_hits"]

LONGEST_WORD = 60  # characters: a longer "word" is noise and is never a term
REMEMBERED = 200_000  # distinct words kept in memory, so that hostile text cannot fill it

_CASES = ("", "1", "2")
_INNER = re.compile(r"[-.&]")


@dataclass(slots=True)
class _Node:
    children: dict[int, "_Node"] = field(default_factory=dict)
    entries: list[int] = field(default_factory=list)


class Lexicon:
    """All terms of a lexicon, ready to be found in texts.

    Parameters
    ----------
    entries : DataFrame
        One row per entry. ``pattern`` (str; without that column ``term``) holds one term or
        several, separated by ``|``; each word may end in ``*`` (any ending). Optional columns:
        ``case`` (1: capitals of the term are required, or the word all in capitals where the
        term has one capital; 2: exactly these capitals, so that the place line MOSCOW is not
        Moscow); ``not_before`` and ``not_after`` (terms that must not stand directly before or
        after the hit), ``not_near`` (terms of which none may stand within eight words),
        ``only_near`` (terms of which one must stand within eight words or in the hit itself),
        ``not_in`` (terms of which none may stand anywhere in the text), ``only_in`` (terms that
        must stand somewhere in the text, all together at least ``only_in_least`` times, once if
        that is empty), each separated by ``|``, without regard to case. All other columns are
        free.
    key : str or sequence of str, optional
        Columns within which hits compete: of overlapping hits with the same key the longest
        stays (most words, then the earlier one, then the earlier entry). Hits of different
        keys may overlap. Default: the first column, if that holds no terms.

    Raises
    ------
    ValueError
        A term is empty, or has ``*`` elsewhere than at the end of a word; ``case`` or
        ``only_in_least`` is not a number that it can be.

    Notes
    -----
    Words are compared without regard to case, to curly apostrophes and to a possessive 's, and
    compounds are taken apart: ``Kyiv`` is found in "Kyiv's" and in "Kyiv-backed".
    """

    def __init__(self, entries: pd.DataFrame, *, key: str | Sequence[str] | None = None) -> None:
        column = "pattern" if "pattern" in entries.columns else "term"
        if column not in entries.columns:
            raise ValueError("A lexicon needs a column 'pattern' or 'term'.")
        self.entries = entries.reset_index(drop=True)
        self._tables = {case: ({}, {}) for case in _CASES}  # whole words, beginnings of words
        self._size = 0
        self._guard_terms: dict[str, Terms] = {}
        self._root = _Node()
        self._remembered: dict[str, tuple[int, tuple[Found, ...]]] = {}
        self.keys = self._number_keys(key)
        cases = self._column("case")
        for entry, terms in enumerate(self.entries[column]):
            for words in self._compile(terms, case=_read_case(cases[entry])):
                node = self._root
                for word in words:
                    node = node.children.setdefault(word, _Node())
                node.entries.append(entry)
        self._guards = self._compile_guards()
        beginnings = {len(stem) for _, table in self._tables.values() for stem in table}
        self._beginnings = sorted(beginnings)

    def find(self, text: str, context: str = "") -> list[tuple[int, int, int]]:
        """Find all terms in a text.

        Parameters
        ----------
        text : str
            Any text.
        context : str
            A second text that tells what the first is about, such as its title: read for
            ``only_in`` and ``not_in``, not for hits.

        Returns
        -------
        list of (int, int, int)
            Start and end offset in characters and the entry's row position (0 for the first
            row), sorted. ``text[start:end]`` is the hit as it stands.
        """
        found = self._known_words(text)
        about = TextWords(context, self._known_words(context)) if context else None
        words = TextWords(text, found, about)
        beginnings = self._root.children
        candidates = []  # (key, -words, position of the first word, entry, last word's position)
        for first, word in enumerate(found):
            nodes = [beginnings[number] for number in word[3] if number in beginnings]
            last = first
            while nodes:
                candidates += [
                    (self.keys[entry], first - last, first, entry, last)
                    for node in nodes
                    for entry in node.entries
                    if (guards := self._guards[entry]) is None or guards.allow(words, first, last)
                ]
                if last + 1 == len(found) or not words.adjacent(last):
                    break
                last += 1
                nodes = _step(nodes, found[last][3])
        return sorted(
            (found[first][0], found[last][1], entry) for first, last, entry in _longest(candidates)
        )

    def _column(self, name: str) -> list[str]:
        if name not in self.entries.columns:
            return [""] * len(self.entries)
        return self.entries[name].astype("str").fillna("").str.strip().tolist()

    def _number_keys(self, key: str | Sequence[str] | None) -> list[int]:
        if key is None:
            key = [name for name in self.entries.columns[:1] if name not in {"pattern", "term"}]
        names = [key] if isinstance(key, str) else list(key)
        if not names:
            return [0] * len(self.entries)
        return self.entries.groupby(names, sort=False, dropna=False).ngroup().tolist()

    def _compile(self, terms: object, *, case: str = "") -> list[tuple[int, ...]]:
        """Turn ``a b*|c`` into tuples of vocabulary numbers."""
        return [
            tuple(self._number(word, case) for word in _term_words(term))
            for term in (str(terms).split("|") if isinstance(terms, str) else [""])
        ]

    def _compile_guards(self) -> list[Guards | None]:
        """Compile the guards of all entries; cells that say the same share their terms."""
        columns = [self._column(name) for name in GUARD_COLUMNS]
        least = self._column(LEAST_COLUMN)
        compiled: list[Guards | None] = []
        for entry in range(len(self.entries)):
            cells = [column[entry] for column in columns]
            number = _read_least(least[entry])
            for cell in filter(None, cells):
                if cell not in self._guard_terms:
                    self._guard_terms[cell] = Terms(self._compile(cell))
            terms = [self._guard_terms.get(cell) for cell in cells]
            compiled.append(Guards(terms, number) if any(cells) else None)
        return compiled

    def _number(self, word: str, case: str) -> int:
        stem = word.removesuffix("*")
        starred = stem != word
        if not case or word == word.lower():
            case, stem = "", stem.lower()
        table = self._tables[case][starred]
        if stem not in table:
            table[stem] = self._size
            self._size += 1
        return table[stem]

    def _known_words(self, text: str) -> list[Found]:
        """List the words of the text that occur in any term or guard, with their numbers."""
        found: list[Found] = []
        remembered = self._remembered
        number = 0
        for start, end in find_words(text):
            word = text[start:end]
            known = remembered.get(word)
            if known is None:
                known = self._look_up(word)
                if len(remembered) < REMEMBERED and len(word) <= LONGEST_WORD:
                    remembered[word] = known
            pieces, matches = known
            for piece_start, piece_end, piece, numbers in matches:
                found.append((start + piece_start, start + piece_end, number + piece, numbers))
            number += pieces
        return found

    def _look_up(self, word: str) -> tuple[int, tuple[Found, ...]]:
        matches = []
        pieces = 0
        for start, end in _pieces(word):
            numbers = self._numbers(word[start:end]) if end - start <= LONGEST_WORD else ()
            if numbers:
                matches.append((start, end, pieces, numbers))
            pieces += 1
        return pieces, tuple(matches)

    def _numbers(self, piece: str) -> tuple[int, ...]:
        """List the vocabulary entries that this word can stand for."""
        written = piece.replace("’", "'")
        forms = [(written.lower(), ""), (written, "1"), (written, "2")]
        if len(written) > 1 and written.isupper():  # KIEV for Kiev in headlines all in capitals
            forms.append((written.capitalize(), "1"))
        numbers = []
        for form, case in forms:
            whole, beginnings = self._tables[case]
            if form in whole:
                numbers.append(whole[form])
            for length in self._beginnings if beginnings else ():
                if length > len(form):
                    break
                if form[:length] in beginnings:
                    numbers.append(beginnings[form[:length]])
        return tuple(dict.fromkeys(numbers))


def find_hits(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    *,
    keep: Sequence[str],
    column: str = "text",
    context: str | None = None,
    progress: bool = False,
) -> pd.DataFrame:
    """Find the terms of a lexicon in all articles.

    Parameters
    ----------
    articles : DataFrame
        ``article_id`` (str) and the column that is read. A missing text has no hits.
    lexicon : Lexicon
        What to look for.
    keep : sequence of str
        Columns of ``lexicon.entries`` that are copied to each hit.
    column : str
        The column of ``articles`` that is read (``text``, or ``title``).
    context : str, optional
        A column that helps to tell what the article is about (``title``); see `Lexicon.find`.
    progress : bool
        Show a progress bar.

    Returns
    -------
    DataFrame
        ``article_id``, the columns of ``keep``, ``match`` (str, the words as they stand),
        ``start``, ``end`` (int64, offsets in characters of ``column``), ``in_quotation``
        (bool: inside quotation marks), in the order of the articles and of the text.

    Raises
    ------
    KeyError
        ``article_id``, ``column`` or ``context`` is missing.
    """
    about = articles[context] if context else [""] * len(articles)
    texts = [
        tuple(value if isinstance(value, str) else "" for value in pair)
        for pair in zip(articles[column], about, strict=True)
    ]
    found = map_rows(
        _find_in_row, texts, lexicon, description="Finding words", progress=progress,
        key=[lexicon.entries, lexicon.keys],
    )  # fmt: skip
    rows = [
        (article_id, entry, text[start:end], start, end, quoted)
        for article_id, (text, _), hits in zip(articles["article_id"], texts, found, strict=True)
        for start, end, entry, quoted in hits
    ]
    names = ["article_id", "entry", "match", "start", "end", "in_quotation"]
    hits = pd.DataFrame(rows, columns=names).astype(
        {"article_id": "str", "match": "str", "start": "int64", "end": "int64"}
        | {"entry": "int64", "in_quotation": "bool"}
    )
    kept = lexicon.entries.loc[hits["entry"], list(keep)].reset_index(drop=True)
    return pd.concat([hits[["article_id"]], kept, hits[names[2:]]], axis="columns")


def _find_in_row(row: tuple[str, str], lexicon: Lexicon) -> list[tuple[int, int, int, bool]]:
    text, title = row
    hits = lexicon.find(text, title)
    if not hits:
        return []
    quoted = _inside(quoted_spans(text))
    return [(start, end, entry, quoted(start, end)) for start, end, entry in hits]


def _term_words(term: str) -> list[str]:
    """Split a term as texts are split: at blanks, hyphens and full stops, without possessives."""
    words = re.split(r"[\s\-.&]+", term.replace("’", "'").strip().strip("."))
    words = [word[:-2] if word.endswith("'s") and len(word) > 3 else word for word in words]
    if any("*" in word[:-1] or word in {"", "*"} for word in words):
        raise ValueError(f"Not a usable term: {term!r} (a * may only end a word).")
    return words


def _read_case(cell: str) -> str:
    case = {"1.0": "1", "True": "1", "2.0": "2", "0": "", "0.0": "", "False": ""}.get(cell, cell)
    if case not in _CASES:
        raise ValueError(f"case is 1, 2 or empty, not {cell!r}.")
    return case


def _read_least(cell: str) -> int:
    number = cell.removesuffix(".0") or "1"
    if not (number.isdecimal() and int(number) > 0):
        raise ValueError(f"{LEAST_COLUMN} is a number from 1 on or empty, not {cell!r}.")
    return int(number)


def _pieces(word: str) -> Iterator[tuple[int, int]]:
    """Take a compound apart ("Kyiv-backed" gives two pieces) and leave out a possessive 's."""
    start = 0
    for end in [*(match.start() for match in _INNER.finditer(word)), len(word)]:
        possessive = word[end - 2 : end] in {"'s", "’s", "'S", "’S"} and end - start > 2
        yield start, end - 2 * possessive
        start = end + 1


def _step(nodes: list[_Node], numbers: tuple[int, ...]) -> list[_Node]:
    return [
        node.children[number] for node in nodes for number in numbers if number in node.children
    ]


def _longest(candidates: list[tuple[int, int, int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Keep the longest of overlapping candidates with the same key."""
    taken: dict[int, set[int]] = {}
    for key, _, first, entry, last in sorted(candidates):
        places = taken.setdefault(key, set())
        wanted = range(first, last + 1)
        if places.isdisjoint(wanted):
            places.update(wanted)
            yield first, last, entry


def _inside(spans: list[tuple[int, int]]):
    """Return a test of whether a stretch of text lies within one of the sorted spans."""
    starts = [start for start, _ in spans]

    def inside(start: int, end: int) -> bool:
        place = bisect_right(starts, start) - 1
        return place >= 0 and end <= spans[place][1]

    return inside
