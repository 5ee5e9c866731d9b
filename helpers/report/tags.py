"""The start tags of a page, read in one pass without a tree, and changed where they stand.

A page of a report has tens of thousands of tags. To look at each, or to change the few that need
it, no tree of them is needed; building one and writing it again takes ten times as long.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser


@dataclass
class Tag:
    """A start tag.

    Attributes
    ----------
    name : str
        In small letters.
    attributes : list of tuple of str and str
        All, also those that are given twice, names in small letters, references resolved.
    start, end : int
        Where it stands in the page.
    text : list of str
        The words within the element, if they were asked for.
    closed : tuple of int and int, optional
        Where its end tag stands, if its words were asked for.
    """

    name: str
    attributes: list[tuple[str, str]]
    start: int
    end: int
    text: list[str] = field(default_factory=list)
    closed: tuple[int, int] | None = None

    def get(self, name: str) -> list[str]:
        """Return the values of an attribute: none, one, or all if it is given twice."""
        return [value for one, value in self.attributes if one == name]


def read_tags(html: str, *, texts_of: Collection[str] = ("script", "style")) -> list[Tag]:
    """Return all start tags of a page in order, with the words of some elements."""
    reader = _Reader(html, frozenset(texts_of))
    reader.feed(html)
    reader.close()
    return reader.tags


def rewrite_tags(html: str, changed: Iterable[tuple[Tag, str, list[tuple[str, str]]]]) -> str:
    """Return a page with some of its tags replaced.

    Parameters
    ----------
    html : str
        The page.
    changed : iterable of (Tag, str, list of tuple of str and str)
        Tags of `read_tags`, with their new names and attributes. Where a name is new, the end tag
        is changed too; `read_tags` must have read the words of such elements.
    """
    edits = []
    for tag, name, attributes in changed:
        written = "".join(f' {one}="{escape(value)}"' for one, value in attributes)
        edits.append((tag.start, tag.end, f"<{name}{written}>"))
        if tag.closed and name != tag.name:
            edits.append((*tag.closed, f"</{name}>"))
    pieces, place = [], 0
    for start, end, text in sorted(edits):
        pieces += [html[place:start], text]
        place = end
    return "".join([*pieces, html[place:]])


class _Reader(HTMLParser):
    def __init__(self, html: str, texts_of: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[Tag] = []
        self._html = html
        self._texts_of = texts_of
        self._open: Tag | None = None
        # Where each line begins: the parser tells lines and columns.
        self._lines = [0, *(found.end() for found in re.finditer("\n", html))]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._place()
        end = start + len(self.get_starttag_text() or "")
        found = Tag(tag, [(name, value or "") for name, value in attrs], start, end)
        self.tags.append(found)
        if tag in self._texts_of:
            self._open = found

    def handle_endtag(self, tag: str) -> None:
        if self._open is not None and tag == self._open.name:
            start = self._place()
            self._open.closed = (start, self._html.index(">", start) + 1)
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open.text.append(data)

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
