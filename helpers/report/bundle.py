"""The pictures and tables that notebooks keep while they run, as files of the report.

`helpers.kept` writes them where ``PARALLAX_KEEP`` points, with one line each in ``kept.jsonl``.
Every chart and table of a page can so be opened beside it: a table in a spreadsheet, a chart in a
paper or on a slide.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path, PurePosixPath

from helpers.kept import LIST
from helpers.report.privacy import hide_corpus_paths
from helpers.report.shrink import shrink_csv, shrink_svg

FOLDERS = ("figures", "tables")
SHRINK = {".csv": shrink_csv, ".svg": shrink_svg}
# Ending of a file, and what a reader is told it is.
LINKS = {".csv": "Data (CSV)", ".svg": "SVG", ".pdf": "PDF", ".png": "PNG"}


@dataclass(frozen=True)
class Kept:
    """One picture or table that a notebook kept.

    Attributes
    ----------
    notebook : str
        Name of the notebook, for example ``02_sentiment``.
    kind : str
        "figure" or "table".
    stem : str
        Name of its files without folder and ending.
    caption : str
        As it stands on the page.
    files : tuple of str
        Paths in the report, with forward slashes.
    n_rows : int
        Rows of its table.
    """

    notebook: str
    kind: str
    stem: str
    caption: str
    files: tuple[str, ...]
    n_rows: int = 0


@dataclass(frozen=True)
class Bundle:
    """All that the notebooks of a report kept.

    Attributes
    ----------
    entries : tuple of Kept
        In the order in which they were shown.
    files : mapping of str to bytes
        What goes into the report, by path.
    """

    entries: tuple[Kept, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)


def gather_kept(folder: Path, corpus: str | Sequence[str]) -> Bundle:
    """Read what notebooks kept in a folder.

    Parameters
    ----------
    folder : pathlib.Path
        The folder that ``PARALLAX_KEEP`` named. It may be empty or missing.
    corpus : str or sequence of str
        Absolute paths of the corpus, which no file may tell.

    Returns
    -------
    Bundle
        Lines of the list that cannot be read, and files that lie elsewhere or are not there, are
        passed over: a kernel that died may have left half a line.
    """
    entries, kept = [], {}
    for line in _read_lines(folder / LIST):
        paths = [path for name in line.get("files", ()) if (path := _inside(folder, name))]
        found = {path.relative_to(folder).as_posix(): path for path in paths}
        if not found:
            continue
        kept |= found
        entries.append(
            Kept(
                notebook=str(line.get("notebook", "")),
                kind=str(line.get("kind", "")),
                stem=str(line.get("stem", "")),
                caption=hide_corpus_paths(str(line.get("caption") or ""), corpus),
                files=tuple(sorted(found, key=_rank)),
                n_rows=int(line.get("n_rows") or 0),
            )
        )
    files = {name: _read_file(path, corpus) for name, path in kept.items()}
    # Notebooks may have run side by side; within one, the order is that in which it showed them.
    return Bundle(tuple(sorted(entries, key=lambda entry: entry.notebook)), files)


def download_links(output: Mapping, files: Collection[str]) -> str:
    """Return a line of links to the files of a shown picture or table as HTML, or "".

    Parameters
    ----------
    output : mapping
        An output of a notebook, whose metadata names the ``stem`` of its files.
    files : collection of str
        Paths of the files of the report.
    """
    stored = [output.get("metadata", {}).get(kind) for kind in ("image/png", "text/html")]
    stems = [
        str(values["stem"])
        for values in stored
        if isinstance(values, Mapping) and values.get("stem")
    ]
    links = [link for stem in stems[:1] for link in link_files(_files_of(stem), files)]
    if not links:
        return ""
    joined = " · ".join(
        f'<a href="{escape(path)}" download>{escape(label)}</a>' for path, label in links
    )
    return f'<p class="downloads">{joined}</p>'


def link_files(names: Sequence[str], files: Collection[str]) -> list[tuple[str, str]]:
    """Return path and label of those files that are part of the report."""
    return [(name, LINKS[PurePosixPath(name).suffix]) for name in names if name in files]


def _files_of(stem: str) -> list[str]:
    return [f"{'tables' if ending == '.csv' else 'figures'}/{stem}{ending}" for ending in LINKS]


def _read_lines(path: Path) -> list[dict]:
    lines = []
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    for line in text.splitlines():
        try:
            content = json.loads(line)
        except ValueError:
            continue
        if isinstance(content, dict) and isinstance(content.get("files", []), list):
            lines.append(content)
    return lines


def _inside(folder: Path, name: object) -> Path | None:
    """Return a kept file, if it is one: of a known kind and in one of the two folders."""
    path = (folder / str(name)).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        return None
    relative = path.relative_to(folder.resolve())
    known = relative.parts[0] in FOLDERS and len(relative.parts) == 2 and path.suffix in LINKS
    return folder / relative if known else None


def _read_file(path: Path, corpus: str | Sequence[str]) -> bytes:
    content = path.read_bytes()
    if path.suffix not in SHRINK:
        return content
    text = hide_corpus_paths(content.decode("utf-8", "replace"), corpus)
    return SHRINK[path.suffix](text).encode("utf-8")


def _rank(name: str) -> int:
    return list(LINKS).index(PurePosixPath(name).suffix)
