"""Guards: what must, or must not, stand beside a term for it to count.

A guard looks directly before or after a hit, within a few words of it, or in the whole text. The
last keeps a word that can mean many things ("the lane") to texts that name the topic elsewhere
(grain ships), as a reader takes it: one sense a discourse (Gale, Church & Yarowsky 1992, "One
sense per discourse", Proceedings of the Workshop on Speech and Natural Language).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

__all__ = ["GUARD_COLUMNS", "LEAST_COLUMN", "NEAR", "Found", "Guards", "Terms", "TextWords"]

GUARD_COLUMNS = ("not_before", "not_after", "not_near", "only_near", "not_in", "only_in")
LEAST_COLUMN = "only_in_least"
NEAR = 8  # words: how far not_near and only_near look to either side

# What may stand between two words of one term: a blank or one line break, a hyphen, quotation
# marks (‘special’ military operation), a possessive. Never a comma or the end of a sentence.
_GAP = re.compile(
    r"(?:['’]s)?['\"‘’“”«»]{0,2}(?:[ \t\u00a0]{0,3}\n?[ \t]{0,8}|[-‐‑–&/])['\"‘’“”«»]{0,2}"
)
_LONGEST_GAP = 20

# A word that occurs: its start, its end, its number among the words of the text, and the
# vocabulary entries that it can stand for.
Found = tuple[int, int, int, tuple[int, ...]]
Term = tuple[int, ...]


class Terms:
    """Terms of a guard, each a tuple of vocabulary numbers, looked up by first or last word."""

    __slots__ = ("by_first", "by_last")

    def __init__(self, terms: Iterable[Term]) -> None:
        self.by_first: dict[int, list[Term]] = defaultdict(list)
        self.by_last: dict[int, list[Term]] = defaultdict(list)
        for term in terms:
            self.by_first[term[0]].append(term)
            self.by_last[term[-1]].append(term)


class TextWords:
    """The words of one text that occur in any term or guard, in order.

    Parameters
    ----------
    text : str
        The text.
    found : list of Found
        Its known words.
    context : TextWords, optional
        A second text that tells what the first is about, such as its title.
    """

    __slots__ = ("_counts", "_places", "context", "found", "text")

    def __init__(self, text: str, found: list[Found], context: "TextWords | None" = None) -> None:
        self.text = text
        self.found = found
        self.context = context
        self._places: dict[int, list[int]] | None = None
        self._counts: dict[int, int] = {}

    def adjacent(self, place: int) -> bool:
        """Whether the word at `place` and the next known one may belong to one term."""
        left, right = self.found[place], self.found[place + 1]
        if right[2] != left[2] + 1 or right[0] - left[1] > _LONGEST_GAP:
            return False
        gap = self.text[left[1] : right[0]]
        if gap == " ":
            return True
        if gap.startswith(".") and left[1] - left[0] == 1:  # U.S. sanctions, U.N. Charter
            gap = gap[1:]
        return not gap or _GAP.fullmatch(gap) is not None

    def begins(self, terms: Terms, place: int) -> bool:
        """Whether one of the terms begins at `place`."""
        return any(
            self._stands_at(term, place)
            for number in self.found[place][3]
            for term in terms.by_first.get(number, ())
        )

    def follows(self, terms: Terms, first: int) -> bool:
        """Whether one of the terms stands directly before the word at place `first`."""
        return (
            first > 0
            and any(
                self._stands_at(term, first - len(term))
                for number in self.found[first - 1][3]
                for term in terms.by_last.get(number, ())
            )
            and self.adjacent(first - 1)
        )

    def precedes(self, terms: Terms, last: int) -> bool:
        """Whether one of the terms stands directly after the word at place `last`."""
        return last + 1 < len(self.found) and self.begins(terms, last + 1) and self.adjacent(last)

    def near(self, first: int, last: int) -> list[int]:
        """List the places within reach of a hit, the hit itself left out."""
        found = self.found
        low = first
        while low > 0 and found[first][2] - found[low - 1][2] <= NEAR:
            low -= 1
        high = last
        while high + 1 < len(found) and found[high + 1][2] - found[last][2] <= NEAR:
            high += 1
        return [*range(low, first), *range(last + 1, high + 1)]

    def count(self, terms: Terms) -> int:
        """Count the places of text and context where one of the terms begins; once a text."""
        known = self._counts.get(id(terms))
        if known is None:
            places = self._index()
            candidates = {place for number in terms.by_first for place in places.get(number, ())}
            known = sum(self.begins(terms, place) for place in candidates)
            if self.context is not None:
                known += self.context.count(terms)
            self._counts[id(terms)] = known
        return known

    def _index(self) -> dict[int, list[int]]:
        if self._places is None:
            self._places = defaultdict(list)
            for place, word in enumerate(self.found):
                for number in word[3]:
                    self._places[number].append(place)
        return self._places

    def _stands_at(self, term: Term, first: int) -> bool:
        if first < 0 or first + len(term) > len(self.found):
            return False
        return all(
            number in self.found[first + step][3] and (step == 0 or self.adjacent(first + step - 1))
            for step, number in enumerate(term)
        )


class Guards:
    """The guards of one entry.

    Parameters
    ----------
    terms : sequence of Terms or None
        One for each of `GUARD_COLUMNS`, None where the column is empty.
    least : int
        How often the terms of ``only_in`` must occur in the text, all together.
    """

    __slots__ = ("least", "not_after", "not_before", "not_in", "not_near", "only_in", "only_near")

    def __init__(self, terms: Sequence[Terms | None], least: int = 1) -> None:
        self.not_before, self.not_after, self.not_near, self.only_near = terms[:4]
        self.not_in, self.only_in = terms[4:]
        self.least = least

    def allow(self, words: TextWords, first: int, last: int) -> bool:
        """Whether the hit from the word at place `first` to that at `last` counts."""
        if self.not_before and words.follows(self.not_before, first):
            return False
        if self.not_after and words.precedes(self.not_after, last):
            return False
        if self.only_in and words.count(self.only_in) < self.least:
            return False
        if self.not_in and words.count(self.not_in):
            return False
        if not self.not_near and not self.only_near:
            return True
        around = words.near(first, last)
        if self.not_near and any(words.begins(self.not_near, place) for place in around):
            return False
        around += range(first, last + 1)  # the hit may itself hold the word that it needs
        return not self.only_near or any(words.begins(self.only_near, place) for place in around)
