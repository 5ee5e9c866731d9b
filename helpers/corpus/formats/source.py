"""A file to read, wherever its bytes are: on disk, compressed, or a member of a zip archive.

Readers get a `Source` and yield `Record`, `Reject` and `Remark`. Nothing is ever written to
disk, and what a compressed file may swell to is bounded, so that an archive made to exhaust the
memory ends in a message instead.
"""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from helpers.corpus.errors import CorpusError
from helpers.corpus.formats.encoding import Encoding, find_encoding

HEAD_BYTES = 256 * 1024  # how much of a file is looked at to tell what it is
MOST_IN_MEMORY = 1024**3  # bytes of a compressed workbook, Parquet file or inner archive
RATIO_FREE_BYTES = 50 * 1024**2  # a file that swells to less than this may compress as it likes
MOST_UNPACKED = 8 * 1024**3  # bytes of all members of one archive together
MOST_RATIO = 200  # text compresses about 3 to 10 times; a bomb about 1,000 times
COMPRESSIONS = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open))
TEXT_SUFFIXES = {".txt", ".text", ".md", ".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson"}


@dataclass(frozen=True, slots=True)
class Record:
    """One record as the file gives it: its row or line and its fields by column name."""

    row: int
    fields: dict[str, object]


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that could not be read, and why."""

    row: int | None
    reason: str
    excerpt: str = ""
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a reader of the results should know about how a file was read."""

    text: str


@dataclass(frozen=True)
class Source:
    """Bytes with a name.

    Parameters
    ----------
    name : str
        How the file is named in tables and messages; never an absolute path.
    opener : callable
        Opens the bytes as they are stored; called once for each pass over the file.
    stored_bytes : int
        Size before decompression.
    path : pathlib.Path, optional
        Where the file is, if it is a file of its own and not a member of an archive.
    """

    name: str
    opener: Callable[[], BinaryIO]
    stored_bytes: int
    path: Path | None = None

    @classmethod
    def of(cls, path: "str | Path | Source") -> "Source":
        """Make a source of a path; a source is returned as it is."""
        if isinstance(path, Source):
            return path
        path = Path(path)
        return cls(path.name, lambda: path.open("rb"), path.stat().st_size, path)

    @property
    def suffix(self) -> str:
        """The ending of the name, in lower case, without that of a compression."""
        pure = PurePosixPath(self.name.lower())
        return PurePosixPath(pure.stem).suffix if self._compression else pure.suffix

    @cached_property
    def head(self) -> bytes:
        """The first bytes of the content (decompressed)."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)

    @cached_property
    def encoding(self) -> Encoding:
        """How the content is to be decoded, found by a pass over the whole file."""
        return find_encoding(self.open, self.head, self.name)

    @cached_property
    def text_head(self) -> str:
        """The first bytes of the content as text, without a character that the end cuts in two."""
        return self.encoding.decode_start(self.head)

    def open_text(self) -> io.TextIOWrapper:
        """Open the content as text, its line ends as they are."""
        codec, errors = self.encoding.codec, self.encoding.errors
        return io.TextIOWrapper(self.open(), encoding=codec, errors=errors, newline="")

    def open(self) -> BinaryIO:
        """Open the content for reading, decompressed where the file itself is compressed."""
        stored = self.opener()
        if self._compression is None:
            return stored
        allowed = max(RATIO_FREE_BYTES, MOST_RATIO * self.stored_bytes)
        content = BoundedStream(self._compression(stored), stored, allowed, self.name)
        return io.BufferedReader(content, 1024 * 1024)

    def open_seekable(self) -> BinaryIO:
        """Open the content so that it can be read in any order; bounded where that costs memory."""
        if self.path is not None and self._compression is None:
            return self.path.open("rb")
        with self.open() as stream:
            content = stream.read(MOST_IN_MEMORY + 1)
        if len(content) > MOST_IN_MEMORY:
            raise CorpusError(
                f"holds more than {MOST_IN_MEMORY // 1024**3} GiB when decompressed",
                file=self.name, advice="Decompress it and give the file itself.",
            )  # fmt: skip
        return io.BytesIO(content)

    @cached_property
    def zip_names(self) -> frozenset[str]:
        """Names of the members if the content is a zip archive that can be read, else nothing."""
        if not self.is_zip:
            return frozenset()
        try:
            with self.open_seekable() as stream, zipfile.ZipFile(stream) as archive:
                return frozenset(archive.namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return frozenset()

    @property
    def is_zip(self) -> bool:
        """Whether the content begins as a zip archive does: workbooks and documents do, too."""
        with self.open() as stream:  # not `head`, which would keep parts of all files in memory
            return stream.read(4) in {b"PK\x03\x04", b"PK\x05\x06"}

    @cached_property
    def _compression(self) -> Callable | None:
        with self.opener() as stream:
            start = stream.read(6)
        return next((opener for magic, opener in COMPRESSIONS if start.startswith(magic)), None)


def refuse_bomb(source: Source, members: list[zipfile.ZipInfo]) -> None:
    """Raise CorpusError if a zip archive would swell as no collection of texts does."""
    unpacked = sum(member.file_size for member in members)
    # Members that overlap claim the same bytes many times; the archive itself bounds them.
    packed = min(source.stored_bytes, sum(member.compress_size for member in members))
    if unpacked > max(RATIO_FREE_BYTES, MOST_RATIO * packed) or unpacked > MOST_UNPACKED:
        raise CorpusError(
            f"the archive would swell from {packed:,} to {unpacked:,} bytes, as no collection of "
            "texts does",
            file=source.name, advice="If you trust it, unpack it and give the folder.",
        )  # fmt: skip


class BoundedStream(io.RawIOBase):
    """A decompressed stream that refuses to yield more than a number of bytes."""

    def __init__(self, stream: BinaryIO, stored: BinaryIO, allowed: int, name: str) -> None:
        self._stream = stream
        self._stored = stored
        self._left = allowed
        self._name = name

    def readable(self) -> bool:
        """Say that the stream can be read."""
        return True

    def readinto(self, buffer) -> int:
        """Read into a buffer; raise CorpusError past the bound or where the file is damaged."""
        try:
            content = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
            raise CorpusError(
                f"the compressed file is damaged ({error})",
                file=self._name,
                advice="Download or compress it again.",
            ) from error
        self._left -= len(content)
        if self._left < 0:
            raise CorpusError(
                f"swells to more than {MOST_RATIO} times its size when decompressed, as no "
                "collection of texts does",
                file=self._name, advice="If you trust it, decompress it and give the file itself.",
            )  # fmt: skip
        buffer[: len(content)] = content
        return len(content)

    def close(self) -> None:
        """Close the streams underneath too, which the compression modules leave open."""
        self._stream.close()
        self._stored.close()
        super().close()
