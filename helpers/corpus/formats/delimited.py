"""CSV and its relatives: any delimiter, any encoding, line breaks inside quotation marks.

Rows that do not fit the header become rejects with their row number; they are never shifted into
the wrong columns. A quotation mark that is opened and never closed would swallow the rest of the
file: such rows are undone and the rest is read again. Grammar: RFC 4180, plus backslash escapes.
"""

import csv
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.corpus.columns import is_known, list_columns, name_columns
from helpers.corpus.errors import CorpusError
from helpers.corpus.formats.source import Record, Reject, Remark, Source

DELIMITERS = ",;\t|"
SINGLE_COLUMN = "\x1f"  # a delimiter that no text holds: the line is the field
SUFFIXES = {".csv", ".tsv", ".tab", ".psv"}
# Within a field; programs that double their quotation marks never write it.
ESCAPED_QUOTE = re.compile(r'[^\\]\\"[^",;|\t\r\n]')
LONGEST_FIELD = 20_000_000  # characters; no article is as long, so a quotation mark is missing
MOST_UNDONE = 20  # quotation marks that are never closed, before a file is given up
LOOKED_AT_ROWS = 200
END = "\0end of file\0"  # fed to the csv module after the last line; see _Lines


@dataclass(frozen=True)
class Dialect:
    """How the fields of a file are told apart."""

    delimiter: str = ","
    escape: str | None = None
    skipped_lines: int = 0  # the line "sep=;" that Excel writes

    def reader(self, lines) -> Iterator[list[str]]:
        """Make a reader of the csv module."""
        return csv.reader(lines, delimiter=self.delimiter, escapechar=self.escape)


def sniff(path) -> bool:
    """Tell whether a file is a delimited table: by its suffix, or by a header that we know."""
    source = Source.of(path)
    if source.suffix in SUFFIXES:
        return True
    rows = _first_rows(source, find_dialect(source))
    if not rows or len(rows[0]) < 2:
        return False
    fitting = sum(len(row) == len(rows[0]) for row in rows)
    return sum(map(is_known, rows[0])) >= 2 and fitting >= 0.8 * len(rows)


def read(path) -> Iterator[Record | Reject | Remark]:
    """Read a delimited table.

    Parameters
    ----------
    path : path or Source
        The file.

    Yields
    ------
    Record, Reject or Remark
        ``row`` counts as a spreadsheet program does: the header is row 1.

    Raises
    ------
    CorpusError
        If there is no header.
    """
    source = Source.of(path)
    if source.encoding.remark:
        yield Remark(source.encoding.remark)
    dialect = find_dialect(source)
    usual_limit = csv.field_size_limit(min(LONGEST_FIELD, sys.maxsize))
    try:
        with source.open_text() as stream:
            yield from _read_rows(source, _Lines(stream, dialect.skipped_lines), dialect)
    finally:
        csv.field_size_limit(usual_limit)


def find_dialect(source: Source) -> Dialect:
    """Choose the delimiter (and the escape) under which the first rows agree best.

    A header of known column names counts most, then the share of rows as long as the header, then
    the number of columns.
    """
    given = re.match(r"sep=([^\w\s\"]|\t)[\r\n]", source.text_head, re.IGNORECASE)
    if given:
        return Dialect(given[1], skipped_lines=1)
    candidates = [Dialect(delimiter) for delimiter in DELIMITERS]
    if ESCAPED_QUOTE.search(source.text_head):
        candidates += [Dialect(delimiter, escape="\\") for delimiter in DELIMITERS]
    best, best_fit = Dialect(SINGLE_COLUMN), (0, 0.0, 0)
    for dialect in candidates:
        rows = _first_rows(source, dialect)
        width = len(rows[0]) if rows else 0
        if width < 2:
            continue
        agreeing = sum(len(row) == width for row in rows) / len(rows)
        fit = (sum(map(is_known, rows[0])), round(agreeing, 2), width)
        if fit > best_fit:
            best, best_fit = dialect, fit
    return best


def _first_rows(source: Source, dialect: Dialect) -> list[list[str]]:
    text = source.text_head
    rows = []
    try:
        for row in dialect.reader(io.StringIO(text, newline="")):
            if row:
                rows.append(row)
            if len(rows) > LOOKED_AT_ROWS:
                break
    except csv.Error:  # a field longer than the limit: the rows before it tell enough
        pass
    return rows[:-1] if len(rows) > 1 and len(text) > 100_000 else rows  # the last may be cut off


class _Lines:
    """The lines of a file, kept until their row is complete, so that a row can be undone.

    After the last line comes `END` as a line of its own. Inside an open quotation it ends up in a
    field, which is how a quotation mark that is never closed shows.
    """

    def __init__(self, stream, skipped: int) -> None:
        self._stream = stream
        self._again: list[str] = []
        self._ended = False
        self.row_lines: list[str] = []
        for _ in range(skipped):
            stream.readline()

    def __iter__(self):
        return self

    def __next__(self) -> str:
        # A bound on the line keeps a file without line ends from filling the memory.
        line = self._again.pop() if self._again else self._stream.readline(LONGEST_FIELD + 1)
        if not line:
            if self._ended:
                raise StopIteration
            self._ended, line = True, END
        self.row_lines.append(line)
        return line

    def read_again(self, lines: list[str]) -> None:
        self._again.extend(reversed(lines))
        self._ended = False


def _read_rows(
    source: Source, lines: _Lines, dialect: Dialect
) -> Iterator[Record | Reject | Remark]:
    header: list[str] | None = None
    for number, fields, problem in _parse(lines, dialect):
        number += dialect.skipped_lines
        if not fields and not problem:
            continue  # a blank line is no record
        if header is None:
            if problem:
                raise CorpusError(f"the header cannot be read: {problem}", file=source.name)
            header = name_columns(fields)
            continue
        text = dialect.delimiter.join(fields)
        broken = source.encoding.broken_byte(text)
        problem = problem or (broken and f"the row {broken}")
        if not problem and len(fields) != len(header):
            problem = (
                f"the row has {len(fields)} fields, the header {len(header)} "
                f"({list_columns(header)})"
            )
        if problem:
            yield Reject(number, problem, text[:1000])
        else:
            yield Record(number, dict(zip(header, fields, strict=True)))
    if header is None:
        raise CorpusError(
            "the file holds nothing but blank lines", file=source.name, advice="Export it again."
        )


def _parse(lines: _Lines, dialect: Dialect) -> Iterator[tuple[int, list[str], str | None]]:
    """Yield number, fields and problem of each row, as a spreadsheet program counts rows."""
    reader = dialect.reader(lines)
    number, width, undone = 0, 0, 0
    while True:
        lines.row_lines = []
        number += 1
        try:
            fields, problem = next(reader), None
        except StopIteration:
            return
        except csv.Error as error:
            fields, problem = [], f"the row cannot be read ({error})"
        if fields == [END]:
            return
        if fields and END in fields[-1]:
            problem = "a quotation mark is opened here and never closed"
        if problem is None:
            width = width or len(fields)
            yield number, fields, None
            continue
        start, *rest = lines.row_lines
        yield number, [start], problem
        undone += 1
        if undone == MOST_UNDONE:
            yield number + 1, rest[:1], "too many quotation marks are never closed; given up here"
            return
        # If the swallowed lines are rows of this table, read them; else they are the torn text.
        rest = rest[:-1] if rest and rest[-1] == END else rest
        if _are_rows(dialect, rest, width):
            lines.read_again(rest)
        reader = dialect.reader(lines)


def _are_rows(dialect: Dialect, lines: list[str], width: int) -> bool:
    try:
        widths = [len(row) for row in dialect.reader(lines) if row]
    except csv.Error:
        return False
    return bool(widths) and widths.count(width) >= 0.8 * len(widths)
