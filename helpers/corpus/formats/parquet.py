"""Parquet, read a batch of rows at a time."""

from collections.abc import Iterator

import pyarrow
from pyarrow import parquet

from helpers.corpus.errors import CorpusError
from helpers.corpus.formats.source import Record, Source
from helpers.corpus.formats.values import flatten

BATCH_ROWS = 2_000


def sniff(path) -> bool:
    """Tell a Parquet file by its first bytes."""
    return Source.of(path).head.startswith(b"PAR1")


def read(path) -> Iterator[Record]:
    """Read a Parquet file.

    Parameters
    ----------
    path : path or Source
        The file.

    Yields
    ------
    Record
        ``row`` is the position of the row, from 1.

    Raises
    ------
    CorpusError
        If the file is damaged.
    """
    source = Source.of(path)
    number = 0
    try:
        with source.open_seekable() as stream:
            for batch in parquet.ParquetFile(stream).iter_batches(BATCH_ROWS):
                for fields in batch.to_pylist():
                    number += 1
                    yield Record(number, flatten(fields))
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        # After the first rows the caller keeps what was read and adds this as a reject.
        problem = f"the Parquet file is damaged ({str(error).splitlines()[0]})"
        raise CorpusError(
            problem, file=source.name, row=number + 1, advice="Export it again."
        ) from error
