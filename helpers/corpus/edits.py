"""Edits on a text that never lose track of where each character came from.

Each cleaning step proposes edits; an `Alignment` applies them and remembers, for every character
that is left, the span of the raw text that it stands for. So a piece that the tenth step cuts still
has exact offsets into the text as it was before the first one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np


class Edit(NamedTuple):
    """One change to a text: `text[start:end]` becomes `replacement`."""

    start: int
    end: int
    replacement: str = ""


class Line(NamedTuple):
    """One line that is not blank: `text[start:end]` without the white space around it."""

    start: int
    end: int
    text: str


def iterate_lines(text: str) -> Iterator[Line]:
    """Yield the lines of `text` that are not blank, with their offsets.

    Parameters
    ----------
    text
        Any text; lines end with a line feed.

    Yields
    ------
    Line
        `text[line.start:line.end] == line.text`, which neither begins nor ends with white space.
    """
    start = 0
    for raw_line in text.split("\n"):
        stripped = raw_line.strip()
        if stripped:
            begin = start + len(raw_line) - len(raw_line.lstrip())
            yield Line(begin, begin + len(stripped), stripped)
        start += len(raw_line) + 1


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with `edits` made.

    Parameters
    ----------
    text
        The text that the offsets of the edits refer to.
    edits
        In order of `start` and without overlap.

    Returns
    -------
    str
        The edited text.
    """
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += (text[position : edit.start], edit.replacement)
        position = edit.end
    parts.append(text[position:])
    return "".join(parts)


def drop_overlaps(edits: Iterable[Edit]) -> list[Edit]:
    """Sort `edits` and keep, of any two that overlap, the one that begins first.

    Parameters
    ----------
    edits
        In any order.

    Returns
    -------
    list of Edit
        In order and without overlap, fit for `apply_edits`.
    """
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


class Alignment:
    """A text under edit, with the raw span behind each of its characters.

    Parameters
    ----------
    raw_text
        The text before any edit.

    Attributes
    ----------
    raw_text : str
        As given.
    text : str
        As it stands after the edits made so far.
    """

    def __init__(self, raw_text: str) -> None:
        self.raw_text = raw_text
        self.text = raw_text
        # None stands for the identity, so that an article without furniture costs nothing.
        self._starts: np.ndarray | None = None
        self._ends: np.ndarray | None = None

    def __getstate__(self) -> dict[str, object]:
        """Pack the offsets, which mostly count up by one: they would outweigh the text."""
        packed = {name: _pack(getattr(self, name)) for name in ("_starts", "_ends")}
        return self.__dict__ | packed

    def __setstate__(self, state: dict[str, object]) -> None:
        unpacked = {name: _unpack(state[name]) for name in ("_starts", "_ends")}
        self.__dict__.update(state | unpacked)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in `raw_text` of the characters `text[start:end]`.

        Parameters
        ----------
        start, end
            Offsets into `text` as it stands now, `start < end`.

        Returns
        -------
        tuple of int
            Start and end in `raw_text`. The span also encloses whatever an earlier edit cut from
            between these characters.
        """
        if self._starts is None or self._ends is None:
            return start, end
        return int(self._starts[start]), int(self._ends[end - 1])

    def apply(self, edits: list[Edit]) -> None:
        """Make `edits`, given in order and without overlap, on `text`.

        Parameters
        ----------
        edits
            Offsets refer to `text` as it stands now.
        """
        if not edits:
            return
        if self._starts is None or self._ends is None:
            self._starts = np.arange(len(self.text), dtype=np.int32)
            self._ends = self._starts + 1
        begin = np.array([edit.start for edit in edits])
        end = np.array([edit.end for edit in edits])
        size = np.array([len(edit.replacement) for edit in edits])
        # An insertion stands for nothing: it gets the empty span at its place.
        starts = np.append(self._starts, self._ends[-1:] if len(self._ends) else [0])
        first = starts[begin]
        last = np.where(end > begin, np.append(self._ends, [0])[end - 1], first)
        # The old and the new text are each a row of parts, kept and edited ones by turns.
        kept = np.append(begin, len(self.text)) - np.insert(end, 0, 0)
        self._starts = _splice(self._starts, kept, end - begin, first, size)
        self._ends = _splice(self._ends, kept, end - begin, last, size)
        self.text = apply_edits(self.text, edits)


def _pack(values: np.ndarray | None) -> bytes | None:
    return (
        None if values is None else zlib.compress(np.diff(values, prepend=np.int32(0)).tobytes(), 1)
    )


def _unpack(packed: bytes | None) -> np.ndarray | None:
    if packed is None:
        return None
    steps = np.frombuffer(zlib.decompress(packed), dtype=np.int32)
    return np.cumsum(steps, dtype=np.int32)


def _splice(
    values: np.ndarray, kept: np.ndarray, cut: np.ndarray, new: np.ndarray, size: np.ndarray
) -> np.ndarray:
    """Return `values` with each cut part replaced by `size` times the value in `new`."""
    old_parts = np.append(np.stack([kept[:-1], cut], axis=1).ravel(), kept[-1])
    new_parts = np.append(np.stack([kept[:-1], size], axis=1).ravel(), kept[-1])
    turns = np.arange(len(old_parts)) % 2 == 0
    spliced = np.empty(new_parts.sum(), dtype=values.dtype)
    is_kept = np.repeat(turns, new_parts)
    spliced[is_kept] = values[np.repeat(turns, old_parts)]
    spliced[~is_kept] = np.repeat(new, size)
    return spliced
