"""First half of loading: from paths to raw tables, every record counted.

Records stream from the readers in `helpers.corpus.formats` and are turned into columns a few
thousand at a time, so that a large file never stands in memory as Python objects. Files of the same
shape (format and column names) share a table: their columns are then read alike, and what a column
means (day or month first?) is decided from all of them.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

import pandas as pd

from helpers.corpus.columns import is_known
from helpers.corpus.errors import CorpusError
from helpers.corpus.formats import Record, Reject, Remark, Source, find_format
from helpers.corpus.formats.containers import list_sources
from helpers.progress import track

CHUNK_RECORDS = 2_000
MOST_COLUMNS = 1_000  # of one shape; more is a file whose keys are data
ORIGIN = ("position", "source_file", "source_record")


@dataclass(frozen=True)
class RawTable:
    """Records of one shape, in columns, under the names that the files give them.

    Attributes
    ----------
    origin : pandas.DataFrame
        position (int64, in order of input over all files), source_file, source_record (int64).
    fields : pandas.DataFrame
        Same rows; columns of the files, str where any value is text, else numeric.
    """

    origin: pd.DataFrame
    fields: pd.DataFrame

    @property
    def name(self) -> str:
        """The file, or the first file and how many more there are."""
        files = self.origin["source_file"].unique()
        return files[0] if len(files) == 1 else f"{files[0]} and {len(files) - 1:,} more"


@dataclass(frozen=True)
class RejectedRecord:
    """A record that is no article, with its place in the order of input."""

    position: int
    source_file: str
    source_record: int | None
    column: str | None
    reason: str
    excerpt: str = ""


@dataclass
class Gathered:
    """Everything that was found at the given paths."""

    tables: list[RawTable] = field(default_factory=list)
    rejects: list[RejectedRecord] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    passed_over: list[tuple[str, str]] = field(default_factory=list)
    outlets: list[Path | pd.DataFrame] = field(default_factory=list)
    files: int = 0
    records: int = 0


def gather(paths: list[Path], *, progress: bool = True) -> Gathered:
    """Read all records at some paths.

    Parameters
    ----------
    paths : list of pathlib.Path
        Files, folders, zip archives.
    progress : bool
        Whether to show a progress bar.

    Returns
    -------
    Gathered
        ``records`` equals the rows of all tables and the rejects together.

    Raises
    ------
    CorpusError
        If a path does not exist, nothing is found, or the one file found cannot be read at all.
    """
    with ExitStack() as stack:
        listing = list_sources(paths, stack)
        collector = _Collector(alone=len(listing.sources) + len(listing.broken) == 1)
        for name, problem in listing.broken:
            collector.reject(name, Reject(None, problem))
        files = len(listing.sources)
        if files == 1:
            collector.read(listing.sources[0], progress=progress)
        else:
            sources = _drain(listing.sources)
            for source in track(sources, "Reading", progress=progress, total=files, unit="file"):
                collector.read(source)
        gathered = collector.finish()
    gathered.passed_over = listing.passed_over
    gathered.outlets = listing.outlets
    gathered.files = files
    if not gathered.records:
        raise _nothing_found(paths, gathered)
    return gathered


def _drain(sources: list[Source]) -> Iterator[Source]:
    """Hand each source out once and let go of it: it keeps the beginning of its file."""
    sources.reverse()
    while sources:
        yield sources.pop()


class _Collector:
    """Sorts records into tables by shape, and rejects and remarks into lists."""

    def __init__(self, alone: bool) -> None:
        self._alone = alone
        self._builders: dict[tuple, _TableBuilder] = {}
        self._rejects: list[RejectedRecord] = []
        self._remarks: dict[str, list[str]] = {}
        self._records = 0

    def read(self, source: Source, *, progress: bool = False) -> None:
        before = self._records
        try:
            reader = find_format(source)
            items = track(reader.read(source), "Reading", progress=progress, unit="record")
            self._take(source, reader.__name__, items)
        except CorpusError as error:
            if self._alone and self._records == before:
                raise
            self.reject(source.name, Reject(error.row, error.problem, column=error.column))
        except Exception as error:
            # The file is a stranger's, and the libraries that read it raise whatever they like on
            # a damaged one. What was read so far is kept; the user gets a sentence, not a trace.
            what = str(error).split("\n")[0][:200] or type(error).__name__
            problem = f"the file is damaged and breaks off here ({what})"
            if self._alone and self._records == before:
                raise CorpusError(problem, file=source.name, advice="Export it again.") from error
            self.reject(source.name, Reject(None, problem))
        if self._records == before:
            self._remark(source.name, "no records in it")

    def reject(self, file: str, reject: Reject) -> None:
        self._rejects.append(
            RejectedRecord(
                self._records, file, reject.row, reject.column, reject.reason, reject.excerpt
            )
        )
        self._records += 1

    def finish(self) -> Gathered:
        notes = [f"{_some(files)}: {remark}" for remark, files in self._remarks.items()]
        tables = [builder.finish() for builder in self._builders.values()]
        notes += [note for builder in self._builders.values() for note in builder.notes()]
        return Gathered(tables, self._rejects, notes, records=self._records)

    def _take(self, source: Source, reader: str, items: Iterable[Record | Reject | Remark]) -> None:
        builder = None
        for item in items:
            if isinstance(item, Record):
                if builder is None:
                    shape = (reader, frozenset(item.fields))
                    builder = self._builders.setdefault(shape, _TableBuilder(source.name))
                builder.add((self._records, source.name, item.row), item.fields)
                self._records += 1
            elif isinstance(item, Reject):
                self.reject(source.name, item)
            else:
                self._remark(source.name, item.text)

    def _remark(self, file: str, text: str) -> None:
        self._remarks.setdefault(text, []).append(file)


class _TableBuilder:
    """Turns records into columns, some thousand at a time."""

    def __init__(self, first_file: str) -> None:
        self._first_file = first_file
        self._origin: list[tuple[int, str, int]] = []
        self._rows: list[dict[str, object]] = []
        self._chunks: list[pd.DataFrame] = []
        self._names: set[str] = set()
        self._left_out: set[str] = set()
        self._surrogates = 0

    def add(self, origin: tuple[int, str, int], fields: dict[str, object]) -> None:
        if not fields.keys() <= self._names:
            fields = self._admit(fields)
        self._origin.append(origin)
        self._rows.append(fields)
        if len(self._rows) >= CHUNK_RECORDS:
            self._flush()

    def finish(self) -> RawTable:
        self._flush()
        fields = pd.concat(self._chunks, ignore_index=True)
        self._chunks = []
        settled = {name: settle(fields.pop(name)) for name in list(fields.columns)}
        origin = pd.DataFrame(self._origin, columns=list(ORIGIN)).astype({"source_file": "str"})
        return RawTable(origin, pd.DataFrame(settled, index=origin.index))

    def notes(self) -> list[str]:
        notes = []
        if self._left_out:
            notes.append(
                f"{self._first_file} has more than {MOST_COLUMNS:,} columns; "
                f"{len(self._left_out):,} of them are left out"
            )
        if self._surrogates:
            notes.append(
                f"{count(self._surrogates, 'field')} held halves of characters (lone surrogates), "
                "replaced by �"
            )
        return notes

    def _admit(self, fields: dict[str, object]) -> dict[str, object]:
        """Take new columns up to a bound, and any that we know by name."""
        admitted = {}
        for name, value in fields.items():
            name = _printable(str(name))
            if name not in self._names:
                if len(self._names) >= MOST_COLUMNS and not is_known(name):
                    self._left_out.add(name)
                    continue
                self._names.add(name)
            admitted[name] = value
        return admitted

    def _flush(self) -> None:
        if not self._rows:
            return
        names = dict.fromkeys(name for row in self._rows for name in row)
        columns = {name: self._column([row.get(name) for row in self._rows]) for name in names}
        self._chunks.append(pd.DataFrame(columns, index=range(len(self._rows))))
        self._rows = []

    def _column(self, values: list[object]) -> pd.Series:
        values = [_plain(value) for value in values]
        if any(not isinstance(value, str | None) for value in values):
            return pd.Series([self._whole(value) for value in values], dtype="object")
        try:
            return pd.Series(values, dtype="str")
        except UnicodeEncodeError:
            return pd.Series([self._whole(value) for value in values], dtype="str")

    def _whole(self, value: object) -> object:
        """Join the halves of characters, as JSON may write them, and replace what stays half."""
        if not isinstance(value, str):
            return value
        whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self._surrogates += whole != value
        return whole


def _printable(name: str) -> str:
    """Replace what a column name cannot hold, such as halves of characters."""
    return "".join(character if character.isprintable() else "�" for character in name)


def _plain(value: object) -> object:
    """Reduce a value to str, a number or None; blank text is None."""
    if isinstance(value, str):
        return value or None
    if value is None or isinstance(value, bool):
        return None if value is None else str(value).lower()
    if isinstance(value, float):
        return value if value == value else None
    if isinstance(value, int):
        return value if abs(value) < 2**62 else str(value)
    if isinstance(value, date | time):  # datetime is a date
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def settle(column: pd.Series) -> pd.Series:
    """Give a column of mixed values one type.

    Parameters
    ----------
    column : pandas.Series
        Any column of a file.

    Returns
    -------
    pandas.Series
        Numeric if all its values are numbers, else str.
    """
    if column.dtype != object:
        return column
    filled = column.dropna()
    if len(filled) and not filled.map(lambda value: isinstance(value, str)).any():
        whole = filled.map(lambda value: isinstance(value, int)).all()
        # A missing value must not turn whole numbers into floats: 17 digits would lose the last.
        return column.astype("Int64") if whole else pd.to_numeric(column)
    return as_strings(column)


def as_strings(column: pd.Series) -> pd.Series:
    """Write every value as text; 123.0, as workbooks store whole numbers, as "123".

    Parameters
    ----------
    column : pandas.Series
        Any column.

    Returns
    -------
    pandas.Series of str
        Missing where the column is.
    """
    if isinstance(column.dtype, pd.StringDtype):
        return column
    return column.map(_number_as_text, na_action="ignore").astype("str")


def _number_as_text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _some(files: list[str]) -> str:
    return files[0] if len(files) == 1 else f"{files[0]} and {len(files) - 1:,} more"


def count(number: int, noun: str) -> str:
    """Write a number with its noun: "1 file", "2 files"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _nothing_found(paths: list[Path], gathered: Gathered) -> CorpusError:
    where = paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1:,} more"
    if gathered.files:
        return CorpusError(
            "there is not a single record in it", file=where,
            advice="A table needs a header row and at least one row below it.",
        )  # fmt: skip
    passed = len(gathered.passed_over)
    passed_over = f" ({count(passed, 'file')} passed over)" if passed else ""
    return CorpusError(
        f"there is no article in it{passed_over}",
        file=where,
        advice="Put text files or tables (CSV, JSON, Parquet, xlsx) of articles into it.",
    )
