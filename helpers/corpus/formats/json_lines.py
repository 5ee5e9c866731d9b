"""JSON lines: one object a line. A line that is broken is a reject, the others are read."""

import json
from collections.abc import Iterator

from helpers.corpus.formats.source import Record, Reject, Remark, Source
from helpers.corpus.formats.values import flatten

SUFFIXES = {".jsonl", ".ndjson", ".jl"}
LONGEST_LINE = 50_000_000  # characters


def sniff(path) -> bool:
    """Tell JSON lines from one JSON document: its first line is a whole object and not the last."""
    source = Source.of(path)
    if not source.text_head.lstrip().startswith("{"):
        return False
    if source.suffix in SUFFIXES:
        return True
    with source.open_text() as stream:
        filled = (line for line in iter(lambda: stream.readline(LONGEST_LINE), "") if line.strip())
        first, second = next(filled, ""), next(filled, "")
    return _is_object(first) and second.lstrip().startswith("{")


def read(path) -> Iterator[Record | Reject | Remark]:
    """Read JSON lines.

    Parameters
    ----------
    path : path or Source
        The file.

    Yields
    ------
    Record, Reject or Remark
        ``row`` is the number of the line, from 1.
    """
    source = Source.of(path)
    if source.encoding.remark:
        yield Remark(source.encoding.remark)
    with source.open_text() as stream:
        lines = iter(lambda: stream.readline(LONGEST_LINE), "")
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _read_line(number, line, source)


def _read_line(number: int, line: str, source: Source) -> Record | Reject:
    problem = source.encoding.broken_byte(line)
    if problem:
        return Reject(number, f"the line {problem}", line[:1000])
    try:
        found = json.loads(line)
        if isinstance(found, dict):
            return Record(number, flatten(found))
        reason = "the line is no JSON object ({…})"
    except json.JSONDecodeError as error:
        reason = f"the line is broken JSON at character {error.colno:,}: {error.msg}"
    except (RecursionError, ValueError):  # ValueError: a number of more than 4,300 digits
        reason = "the line nests too deeply or holds an impossible number"
    return Reject(number, reason, line[:1000])


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
