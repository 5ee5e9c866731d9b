"""The folder of a report: which one may be written into, and how its files are replaced.

Only files that a former report wrote are ever replaced or removed. A file ``run.json`` names them;
a folder that has files but not this one is somebody's own and is left alone.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from helpers.report.errors import ReportError

MARKER = "run.json"
MARK = "parallax_report"  # a key of the marker; its value is the version of the format
FORMAT = 1
NOBODYS_FILES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", ".gitignore"})


def check_folder(out: Path, corpus: str | Sequence[str]) -> None:
    """Refuse a folder in which a report would harm something.

    Parameters
    ----------
    out : pathlib.Path
        Absolute path of the folder, which need not exist.
    corpus : str or sequence of str
        Absolute paths of the corpus.

    Raises
    ------
    ReportError
        If it is a file, if it lies in a folder that is read as corpus, or if it holds files but no
        former report.
    """
    if out.exists() and not out.is_dir():
        raise ReportError(f"{out} is a file. Name a folder for the report.")
    for path in map(Path, [corpus] if isinstance(corpus, str) else corpus):
        if path.is_dir() and out.is_relative_to(path):
            raise ReportError(
                f"{out} lies in the corpus {path}: the next run would read the report as articles. "
                "Name a folder outside the corpus."
            )
    if not out.is_dir() or read_marker(out) is not None:
        return
    if any(entry.name not in NOBODYS_FILES for entry in out.iterdir()):
        raise ReportError(
            f"{out} is not empty and holds no former report. Nothing was written. "
            "Name another folder, or empty this one."
        )


def read_marker(out: Path) -> dict | None:
    """Return what the former report in a folder says about itself, or None if there is none."""
    try:
        marker = json.loads((out / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return marker if isinstance(marker, dict) and MARK in marker else None


def write_folder(out: Path, files: Mapping[str, str | bytes], about: Mapping[str, object]) -> None:
    """Write the files of a report, then remove those of a former one that it no longer has.

    Each file is written whole and then moved into its place, the first page last, so that who reads
    a former report meanwhile meets no half of a page.

    Parameters
    ----------
    out : pathlib.Path
        A folder that `check_folder` let pass.
    files : mapping of str to str or bytes
        Content by path, relative to ``out`` and with forward slashes. Holds ``index.html``.
    about : mapping
        What ``run.json`` says of the run; the names of the files are added to it.
    """
    out.mkdir(parents=True, exist_ok=True)
    former = _files_of(read_marker(out))
    marker = {MARK: FORMAT} | dict(about)
    # Named before they are written: a report that was interrupted can be replaced by the next.
    _write(out / MARKER, _as_json(marker | {"files": sorted({*files, *former})}))
    for name in sorted(files, key=lambda name: name == "index.html"):
        _write(out / name, files[name])
    for name in former - set(files):
        (out / name).unlink(missing_ok=True)
        parent = (out / name).parent
        if parent != out and parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()
    _write(out / MARKER, _as_json(marker | {"files": sorted(files)}))


def _files_of(marker: dict | None) -> set[str]:
    """Return the files that a marker names, without any that would lead out of the folder."""
    names = marker.get("files", []) if marker else []
    return {
        name
        for name in names
        if isinstance(name, str)
        and name
        and not PurePosixPath(name).is_absolute()
        and not {"..", ":", "\\"} & {*PurePosixPath(name).parts, *name}
    }


def _as_json(content: Mapping[str, object]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        partial.write_bytes(data)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
