"""Formats that a corpus can come in: one module each, with ``sniff(path)`` and ``read(path)``.

``sniff`` tells by the content whether a file is of the format; ``read`` yields a `Record`,
`Reject` or `Remark` at a time. A new format is a module here and a place in `FORMATS`.
"""

from types import ModuleType

from helpers.corpus.formats import (
    delimited,
    json_document,
    json_lines,
    parquet,
    plain_text,
    spreadsheet,
    unreadable,
)
from helpers.corpus.formats.source import Record, Reject, Remark, Source

__all__ = ["FORMATS", "Record", "Reject", "Remark", "Source", "find_format"]

# Asked in this order; what is left to text formats is first checked to be text of articles.
BINARY_FORMATS = (parquet, spreadsheet)
TEXT_FORMATS = (json_lines, json_document, delimited, plain_text)
FORMATS = BINARY_FORMATS + TEXT_FORMATS


def find_format(path) -> ModuleType:
    """Choose the module that reads a file, by the file's content.

    Parameters
    ----------
    path : path or Source
        A file.

    Returns
    -------
    module
        One of `FORMATS`.

    Raises
    ------
    CorpusError
        If the file is empty, or of a kind that is not read; the message names the kind.
    """
    source = Source.of(path)
    for binary in BINARY_FORMATS:
        if binary.sniff(source):
            return binary
    unreadable.refuse(source)
    return next(text for text in TEXT_FORMATS if text.sniff(source))
