"""The works that a methods paragraph cites: author and year in the text, BibTeX beside it.

``references.bib`` holds them all; a report gets those that its text names and no other.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BIBLIOGRAPHY = Path(__file__).with_name("references.bib")
CITATION = re.compile(r"\[(@[\w; @]{1,200})\]")
HEAD = re.compile(r"@(\w{1,20})\{(\w{1,40}),")
FIELD = re.compile(r"\s*(\w{1,20})\s*=\s*\{")
NAMED_IN_TEXT = 2  # with more authors, the first one and "et al."


@dataclass(frozen=True)
class Work:
    """One entry of the bibliography.

    Attributes
    ----------
    key : str
        Key by which it is cited.
    kind : str
        Kind of entry: "article", "book", "inproceedings", …
    fields : mapping of str to str
        As they stand in the file: author, title, year and others.
    source : str
        The entry as BibTeX.
    """

    key: str
    kind: str
    fields: Mapping[str, str]
    source: str

    @property
    def authors(self) -> list[str]:
        """Authors as "Surname, Initials", in their order."""
        return self.fields["author"].split(" and ")

    def label(self) -> str:
        """Return how the work is named in a sentence: ``Hutto & Gilbert, 2014``."""
        surnames = [name.partition(",")[0] for name in self.authors]
        if len(surnames) > NAMED_IN_TEXT or surnames[-1] == "others":
            names = f"{surnames[0]} et al."
        else:
            names = " & ".join(surnames)
        return f"{names}, {self.fields['year']}"

    def reference(self) -> str:
        """Return the line of a list of references, in the style of the APA, without italics."""
        names = ["et al." if name == "others" else name for name in self.authors]
        listed = names[0]
        if len(names) > 1:
            last = names[-1]
            joined = ", ".join(names[:-1])
            listed = f"{joined}, {last}" if last == "et al." else f"{joined}, & {last}"
        place = self.fields.get("journal") or self.fields.get("booktitle", "")
        if self.kind == "incollection":
            place = f"In {place}"
        volume, number = self.fields.get("volume", ""), self.fields.get("number", "")
        numbered = volume + (f"({number})" if number else "")
        title = self.fields["title"].replace("`", "‘").replace("'", "’")
        if "edition" in self.fields:
            title += f" ({self.fields['edition']} ed.)"
        where = ", ".join(filter(None, [place, numbered, self.fields.get("pages", "")]))
        end = "" if title.endswith("?") else "."
        parts = [f"{listed} ({self.fields['year']}). {title}{end}"]
        parts += [f"{part}." for part in (where, self.fields.get("publisher", "")) if part]
        return " ".join(parts).replace("--", "–")


def parse_bibtex(text: str) -> list[Work]:
    """Read BibTeX as strictly as it is written here: braces balance, no field stands twice.

    Parameters
    ----------
    text : str
        Entries ``@kind{key, name = {value}, …}``; lines that begin with ``%`` are remarks.

    Raises
    ------
    ValueError
        If an entry is not closed, a key or a field stands twice, or something stands between.
    """
    text = "\n".join(line for line in text.splitlines() if not line.startswith("%"))
    works: dict[str, Work] = {}
    place = 0
    while rest := text[place:].lstrip():
        start = len(text) - len(rest)
        head = HEAD.match(text, start)
        if head is None:
            raise ValueError(f"BibTeX: no entry begins with {rest[:40]!r}.")
        fields, place = _parse_fields(text, head.end(), head[2])
        if head[2] in works:
            raise ValueError(f"BibTeX: the key {head[2]} stands twice.")
        works[head[2]] = Work(head[2], head[1].lower(), fields, text[start:place])
    return list(works.values())


@cache
def works() -> dict[str, Work]:
    """Return all works of the bibliography by key."""
    return {work.key: work for work in parse_bibtex(BIBLIOGRAPHY.read_text(encoding="utf-8"))}


def cited_keys(text: str) -> list[str]:
    """Return the keys that a text cites as ``[@key; @other]``, each once, in their order."""
    keys = [
        key.strip().removeprefix("@")
        for found in CITATION.findall(text)
        for key in found.split(";")
    ]
    return list(dict.fromkeys(keys))


def write_citations(text: str) -> str:
    """Return a text with ``[@key; @other]`` written as ``(Author, year; Author & Author, year)``.

    Raises
    ------
    KeyError
        If the bibliography has no such work.
    """
    known = works()
    return CITATION.sub(
        lambda found: f"({'; '.join(known[key].label() for key in cited_keys(found[0]))})", text
    )


def sort_works(keys: Iterable[str]) -> list[Work]:
    """Return the works of these keys in the order of a list of references."""
    known = works()
    return sorted((known[key] for key in set(keys)), key=lambda work: work.reference().casefold())


def _parse_fields(text: str, place: int, key: str) -> tuple[dict[str, str], int]:
    """Return the fields of an entry, and where it ends."""
    fields: dict[str, str] = {}
    while True:
        field = FIELD.match(text, place)
        if field is None:
            raise ValueError(f"BibTeX: the entry {key} is broken at {text[place : place + 40]!r}.")
        end = _closing_brace(text, field.end(), key)
        if field[1] in fields:
            raise ValueError(f"BibTeX: the entry {key} has two fields {field[1]}.")
        fields[field[1]] = text[field.end() : end]
        rest = text[end + 1 :].lstrip()
        place = len(text) - len(rest)
        if rest.startswith("}"):
            return fields, place + 1
        if not rest.startswith(","):
            raise ValueError(f"BibTeX: the entry {key} is broken behind {field[1]}.")
        place += 1


def _closing_brace(text: str, place: int, key: str) -> int:
    depth = 1
    for index in range(place, len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if depth == 0:
            return index
    raise ValueError(f"BibTeX: the entry {key} is not closed.")
