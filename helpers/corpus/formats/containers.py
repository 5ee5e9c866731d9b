"""List what a path holds: a file, a folder (with its folders) or a zip archive of files.

Files that no one means as articles (hidden and system files, licences) are passed over and listed;
members of an archive are read in memory and never written to disk under a name of their choosing.
"""

import re
import zipfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import pandas as pd

from helpers.corpus.errors import CorpusError
from helpers.corpus.formats import spreadsheet
from helpers.corpus.formats.source import Source, refuse_bomb
from helpers.corpus.formats.unreadable import document_kind

DEEPEST_ARCHIVE = 3  # an archive in an archive in an archive
SYSTEM_NAMES = {"__macosx", "thumbs.db", "desktop.ini", "__pycache__", "$recycle.bin"}
SYSTEM_SUFFIXES = {".lnk", ".tmp", ".bak", ".pyc"}
NO_ARTICLE = re.compile(
    r"(readme|licen[cs]e|copying|citation|changelog)(\.\w{2,4})?|.+\.card\.(json|md)", re.I
)
TABLE_NAME = re.compile(r"articles\.(csv|tsv|parquet|jsonl|json|xlsx)(\.gz)?", re.I)
TABLE_ORDER = ("csv", "tsv", "parquet", "jsonl", "json", "xlsx")


@dataclass
class Listing:
    """What was found at the given paths.

    Attributes
    ----------
    sources : list of Source
        Files to read, in natural order ("part 2" before "part 10").
    passed_over : list of (str, str)
        Name and reason of each file that is not meant as an article.
    broken : list of (str, str)
        Name and problem of each file that should be read but cannot be opened.
    outlets : list of pathlib.Path or pandas.DataFrame
        An ``outlets.csv`` beside each ``articles.*`` table; read, where it lies in an archive.
    """

    sources: list[Source] = field(default_factory=list)
    passed_over: list[tuple[str, str]] = field(default_factory=list)
    broken: list[tuple[str, str]] = field(default_factory=list)
    outlets: list[Path | pd.DataFrame] = field(default_factory=list)


def list_sources(paths: Iterable[Path], stack: ExitStack) -> Listing:
    """List the files at some paths.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        Files, folders and zip archives.
    stack : contextlib.ExitStack
        Keeps archives open until all members are read.

    Returns
    -------
    Listing

    Raises
    ------
    CorpusError
        If a path does not exist, or a folder cannot be read.
    """
    listing, paths = Listing(), list(paths)
    for path in paths:
        alike = sum(path.name == other.name for other in paths) > 1
        name = path.as_posix() if alike else path.name
        if path.is_dir():
            _list_folder(path, "" if len(paths) == 1 else f"{name}/", listing, stack)
        elif path.is_file():
            _list_file(_open_path(path, name), listing, stack)
        elif path.exists():
            raise CorpusError(
                "this is neither a file nor a folder", file=path, advice="Give a file or a folder."
            )
        else:
            raise CorpusError(
                "there is no such file or folder", file=path,
                advice="Check the spelling, and the folder that you are in.",
            )  # fmt: skip
    return listing


def is_archive(source: Source) -> bool:
    """Tell whether a source is a zip archive of files (and not a workbook or a document)."""
    return source.is_zip and not spreadsheet.sniff(source) and not document_kind(source)


def _list_folder(folder: Path, prefix: str, listing: Listing, stack: ExitStack) -> None:
    try:
        files = [path for path in folder.rglob("*") if not path.is_dir()]
    except OSError as error:
        raise CorpusError(
            f"the folder cannot be read ({error.strerror or error})", file=folder,
            advice="Check that you may open it.",
        ) from error  # fmt: skip
    named = {path.relative_to(folder).as_posix(): path for path in files}
    table = _find_corpus_table(named)
    for name in sorted(named, key=_natural):
        path = named[name]
        reason = _reason_to_pass_over(name, table)
        if table and _is_register(name, table):
            listing.outlets.append(path)
        elif reason or (path.exists() and not path.is_file()):
            listing.passed_over.append((prefix + name, reason or "not a regular file"))
        else:
            try:
                _list_file(_open_path(path, prefix + name), listing, stack)
            except OSError as error:
                problem = f"the file cannot be opened ({error.strerror or error})"
                listing.broken.append((prefix + name, problem))


def _find_corpus_table(names: Iterable[str]) -> str | None:
    """Find the table named "articles" that rules a folder: at its top, or in its only folder."""
    names = list(names)
    tops = {name.split("/")[0] for name in names if not name.startswith((".", "__MACOSX"))}
    top = f"{tops.pop()}/" if len(tops) == 1 else ""
    kinds = {}
    for name in names:
        found = TABLE_NAME.fullmatch(name.removeprefix(top))
        if found:
            kinds[name] = TABLE_ORDER.index(found[1].lower())
    return min(kinds, key=lambda name: (kinds[name], name), default=None)


def _is_register(name: str, table: str) -> bool:
    return PurePosixPath(name) == PurePosixPath(table).with_name("outlets.csv")


def _open_path(path: Path, name: str) -> Source:
    return Source(name, lambda: path.open("rb"), path.stat().st_size, path)


def _list_file(source: Source, listing: Listing, stack: ExitStack, depth: int = 1) -> None:
    try:
        archive = is_archive(source)
    except CorpusError as error:
        listing.broken.append((source.name, error.problem))
    except Exception as error:  # zipfile raises many kinds on a damaged member
        listing.broken.append((source.name, f"the file cannot be opened ({error})"))
    else:
        if not archive:
            listing.sources.append(source)
        elif depth > DEEPEST_ARCHIVE:
            listing.broken.append((source.name, "this archive lies too deep in other archives"))
        else:
            _list_archive(source, listing, stack, depth)


def _list_archive(source: Source, listing: Listing, stack: ExitStack, depth: int) -> None:
    try:
        archive = stack.enter_context(zipfile.ZipFile(stack.enter_context(source.open_seekable())))
        members = {member.filename: member for member in archive.infolist() if not member.is_dir()}
        refuse_bomb(source, archive.infolist())
    except CorpusError as error:
        listing.broken.append((source.name, error.problem))
        return
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        listing.broken.append((source.name, f"this is a broken zip archive ({error})"))
        return
    table = _find_corpus_table(members)
    for name in sorted(members, key=_natural):
        member, shown = members[name], f"{source.name}/{_printable(name)}"
        reason = _reason_to_pass_over(name, table)
        inner = Source(shown, _member_opener(archive, member), member.file_size)
        if member.flag_bits & 1:
            listing.broken.append((shown, "this is encrypted with a password"))
        elif table and _is_register(name, table):
            listing.outlets.append(_read_register(inner))
        elif reason:
            listing.passed_over.append((shown, reason))
        else:
            _list_file(inner, listing, stack, depth + 1)


def _read_register(source: Source) -> pd.DataFrame:
    try:
        with source.open() as stream:
            return pd.read_csv(stream, dtype="str")
    except (ValueError, OSError, zipfile.BadZipFile) as error:  # pandas' own are ValueErrors
        raise CorpusError(
            f"the register of outlets cannot be read ({error})", file=source.name,
            advice="Repair it, or take it out of the archive.",
        ) from error  # fmt: skip


def _member_opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo):
    return lambda: archive.open(member)


def _reason_to_pass_over(name: str, table: str | None) -> str | None:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if any(part.startswith((".", "~$")) and part not in {".", ".."} for part in parts):
        return "hidden file"
    if any(part.lower() in SYSTEM_NAMES for part in parts):
        return "system file"
    if PurePosixPath(name).suffix.lower() in SYSTEM_SUFFIXES:
        return "system file"
    if NO_ARTICLE.fullmatch(PurePosixPath(name).name):
        return "describes the collection"
    if table and name != table:
        return f"beside the corpus table {PurePosixPath(table).name}"
    return None


def _natural(name: str) -> list[tuple[int, str]]:
    """Sort key that puts "part 2" before "part 10"."""
    pieces = re.findall(r"[0-9]{1,15}|[^0-9]+", name.lower())
    return [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces]


def _printable(name: str) -> str:
    """Make the name of a member printable; it is text of a stranger."""
    return "".join(character if character.isprintable() else "?" for character in name)[:300]
