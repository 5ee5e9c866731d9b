"""Find every term of a lexicon in one walk over the words of a text.

All terms share one tree of words, and each distinct word is looked up once and then
remembered, so the time hardly grows with the number of terms. A term such as ``sanction*``
stands for all endings; guard columns keep "war" from counting in "Cold War".

The idea of matching all patterns in one pass is that of Aho and Corasick (1975), "Efficient
string matching", Communications of the ACM 18(6), here over words instead of characters.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from helpers.progress import track
from helpers.text.quotation_marks import quoted_spans
from helpers.text.words import find_words

__all__ = ["GUARD_COLUMNS", "Lexicon", "find_hits"]

GUARD_COLUMNS = ("not_before", "not_after", "not_near", "only_near")
NEAR = 8  # words: how far not_near and only_near look to either side
LONGEST_WORD = 60  # characters: a longer "word" is noise and is never a term
REMEMBERED = 200_000  # distinct words kept in memory, so that hostile text cannot fill it

# What may stand between two words of one term: a blank or one line break, a hyphen, quotation
# marks (‘special’ military operation), a possessive. Never a comma or the end of a sentence.
_GAP = re.compile(
    r"(?:['’]s)?['\"‘’“”«»]{0,2}(?:[ \t\u00a0]{0,3}\n?[ \t]{0,8}|[-‐‑–&/])['\"‘’“”«»]{0,2}"
)
_LONGEST_GAP = 20
_INNER = re.compile(r"[-.&]")

# A word that occurs: its start, its end, its number among the words of the text, and the
# vocabulary entries that it can stand for.
_Found = tuple[int, int, int, tuple[int, ...]]


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
        term has one capital); ``not_before`` and ``not_after`` (terms that must not stand
        directly before or after the hit), ``not_near`` (terms of which none may stand within
        eight words), ``only_near`` (terms of which one must stand within eight words or in the
        hit itself), each separated by ``|``, without regard to case. All other columns are
        free.
    key : str or sequence of str, optional
        Columns within which hits compete: of overlapping hits with the same key the longest
        stays (most words, then the earlier one, then the earlier entry). Hits of different
        keys may overlap. Default: the first column, if that holds no terms.

    Raises
    ------
    ValueError
        A term is empty, or has ``*`` elsewhere than at the end of a word.

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
        self._words: dict[str, int] = {}
        self._prefixes: dict[str, int] = {}
        self._cased_words: dict[str, int] = {}
        self._cased_prefixes: dict[str, int] = {}
        self._root = _Node()
        self._remembered: dict[str, tuple[int, tuple[_Found, ...]]] = {}
        self._keys = self._number_keys(key)
        cased = self._column("case")
        guards = [self._column(name) for name in GUARD_COLUMNS]
        self._guards: list[tuple[list[tuple[int, ...]], ...] | None] = []
        for entry, terms in enumerate(self.entries[column]):
            for words in self._compile(terms, cased=cased[entry] in {"1", "1.0", "True"}):
                node = self._root
                for word in words:
                    node = node.children.setdefault(word, _Node())
                node.entries.append(entry)
            texts = [column[entry] for column in guards]
            self._guards.append(
                tuple(self._compile(text) if text else [] for text in texts) if any(texts) else None
            )
        prefixes = {len(word) for word in (*self._prefixes, *self._cased_prefixes)}
        self._prefix_lengths = sorted(prefixes)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Find all terms in a text.

        Parameters
        ----------
        text : str
            Any text.

        Returns
        -------
        list of (int, int, int)
            Start and end offset in characters and the entry's row position (0 for the first
            row), sorted. ``text[start:end]`` is the hit as it stands.
        """
        found = self._known_words(text)
        candidates = []  # (key, -words, position of the first word, entry, last word's position)
        for first, word in enumerate(found):
            nodes = _step([self._root], word[3])
            last = first
            while nodes:
                candidates += [
                    (self._keys[entry], first - last, first, entry, last)
                    for node in nodes
                    for entry in node.entries
                    if self._guards[entry] is None or self._allowed(entry, text, found, first, last)
                ]
                if last + 1 == len(found) or not _adjacent(text, found[last], found[last + 1]):
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

    def _compile(self, terms: object, *, cased: bool = False) -> list[tuple[int, ...]]:
        """Turn ``a b*|c`` into tuples of vocabulary numbers."""
        compiled = []
        for term in str(terms).split("|") if isinstance(terms, str) else [""]:
            numbers = tuple(
                self._number(word, cased=cased and word != word.lower())
                for word in _term_words(term)
            )
            compiled.append(numbers)
        return compiled

    def _number(self, word: str, *, cased: bool) -> int:
        stem = word.removesuffix("*")
        if cased:
            table = self._cased_prefixes if stem != word else self._cased_words
        else:
            table = self._prefixes if stem != word else self._words
            stem = stem.lower()
        size = sum(map(len, (self._words, self._prefixes, self._cased_words, self._cased_prefixes)))
        return table.setdefault(stem, size)

    def _known_words(self, text: str) -> list[_Found]:
        """List the words of the text that occur in any term or guard, with their numbers."""
        found: list[_Found] = []
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

    def _look_up(self, word: str) -> tuple[int, tuple[_Found, ...]]:
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
        lower = written.lower()
        forms = [(lower, self._words, self._prefixes)]
        forms.append((written, self._cased_words, self._cased_prefixes))
        if len(written) > 1 and written.isupper():  # KIEV for Kiev in headlines all in capitals
            forms.append((written.capitalize(), self._cased_words, self._cased_prefixes))
        numbers = []
        for form, words, prefixes in forms:
            if form in words:
                numbers.append(words[form])
            for length in self._prefix_lengths:
                if length > len(form):
                    break
                if form[:length] in prefixes:
                    numbers.append(prefixes[form[:length]])
        return tuple(dict.fromkeys(numbers))

    def _allowed(self, entry: int, text: str, found: list[_Found], first: int, last: int) -> bool:
        not_before, not_after, not_near, only_near = self._guards[entry]
        if any(
            _stands_at(text, found, first - len(term), term)
            and _adjacent(text, found[first - 1], found[first])
            for term in not_before
            if first >= len(term)
        ):
            return False
        if any(
            _stands_at(text, found, last + 1, term)
            and _adjacent(text, found[last], found[last + 1])
            for term in not_after
        ):
            return False
        if not not_near and not only_near:
            return True
        around = _places_near(found, first, last)
        if any(_stands_at(text, found, place, term) for term in not_near for place in around):
            return False
        around += range(first, last + 1)  # the hit may itself hold the word that it needs
        return not only_near or any(
            _stands_at(text, found, place, term) for term in only_near for place in around
        )


def find_hits(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    *,
    keep: Sequence[str],
    column: str = "text",
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
        ``article_id`` or ``column`` is missing.
    """
    texts = articles[column]
    rows = []
    pairs: Iterable[tuple[str, object]] = zip(articles["article_id"], texts, strict=True)
    for article_id, text in track(pairs, "Finding words", progress=progress, total=len(articles)):
        if not isinstance(text, str):
            continue
        hits = lexicon.find(text)
        if hits:
            quoted = _inside(quoted_spans(text))
            rows += [
                (article_id, entry, text[start:end], start, end, quoted(start, end))
                for start, end, entry in hits
            ]
    names = ["article_id", "entry", "match", "start", "end", "in_quotation"]
    hits = pd.DataFrame(rows, columns=names).astype(
        {"article_id": "str", "match": "str", "start": "int64", "end": "int64"}
        | {"entry": "int64", "in_quotation": "bool"}
    )
    kept = lexicon.entries.loc[hits["entry"], list(keep)].reset_index(drop=True)
    return pd.concat([hits[["article_id"]], kept, hits[names[2:]]], axis="columns")


def _term_words(term: str) -> list[str]:
    """Split a term as texts are split: at blanks, hyphens and full stops, without possessives."""
    words = re.split(r"[\s\-.&]+", term.replace("’", "'").strip().strip("."))
    words = [word[:-2] if word.endswith("'s") and len(word) > 3 else word for word in words]
    if any("*" in word[:-1] or word in {"", "*"} for word in words):
        raise ValueError(f"Not a usable term: {term!r} (a * may only end a word).")
    return words


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


def _adjacent(text: str, left: _Found, right: _Found) -> bool:
    """Whether two known words may belong to one term."""
    if right[2] != left[2] + 1 or right[0] - left[1] > _LONGEST_GAP:
        return False
    gap = text[left[1] : right[0]]
    if gap == " ":
        return True
    if gap.startswith(".") and left[1] - left[0] == 1:  # U.S. sanctions, U.N. Charter
        gap = gap[1:]
    return not gap or _GAP.fullmatch(gap) is not None


def _stands_at(text: str, found: list[_Found], first: int, term: tuple[int, ...]) -> bool:
    if first < 0 or first + len(term) > len(found):
        return False
    return all(
        number in found[first + step][3]
        and (step == 0 or _adjacent(text, found[first + step - 1], found[first + step]))
        for step, number in enumerate(term)
    )


def _places_near(found: list[_Found], first: int, last: int) -> list[int]:
    """List the positions within reach of a hit, the hit itself left out."""
    low = first
    while low > 0 and found[first][2] - found[low - 1][2] <= NEAR:
        low -= 1
    high = last
    while high + 1 < len(found) and found[high + 1][2] - found[last][2] <= NEAR:
        high += 1
    return [*range(low, first), *range(last + 1, high + 1)]


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
