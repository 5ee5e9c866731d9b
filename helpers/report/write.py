"""Write a report: run the notebooks over a corpus, one page each, and a front page before them."""

import ast
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from helpers.corpus import load_corpus
from helpers.report.export import ReportFrame, export_notebook
from helpers.report.folder import check_folder, write_folder
from helpers.report.index import describe_corpus, render_index
from helpers.report.notebooks import (
    CorpusPath,
    corpus_name,
    find_notebooks,
    parameters_of,
    resolve_corpus,
)
from helpers.report.provenance import hash_corpus, platform_name, software_versions
from helpers.report.run import CELL_TIMEOUT, RunResult, execute_notebooks, executed_copy


@dataclass(frozen=True)
class Report:
    """A written report.

    Attributes
    ----------
    index : pathlib.Path
        The front page. The report itself can be used wherever a path is expected.
    runs : list of RunResult
        One a notebook; those that failed have an ``error``.
    """

    index: Path
    runs: list[RunResult]

    def __fspath__(self) -> str:
        return os.fspath(self.index)


def write_report(
    corpus: CorpusPath,
    out: str | Path,
    *,
    title: str | None = None,
    notebooks: str | Path | Sequence[str | Path] | None = None,
    show_code: bool = False,
    columns: Mapping[str, str] | None = None,
    outlets: str | Path | None = None,
    parameters: Mapping[str, object] | None = None,
    timeout: int = CELL_TIMEOUT,
    progress: bool = True,
) -> Report:
    """Run the notebooks over a corpus and write them as self-contained HTML pages.

    Parameters
    ----------
    corpus : path or list of paths
        What `helpers.corpus.load_corpus` reads.
    out : path
        Folder of the report: ``index.html``, one page a notebook, the executed copies in
        ``notebooks/``, and ``run.json``. New, empty, or a former report, whose files are replaced.
    title : str, optional
        Title of the report. Default: see `describe_corpus`.
    notebooks : path, name or list of them, optional
        See `helpers.report.notebooks.find_notebooks`. Default: all numbered notebooks.
    show_code : bool
        Show code open instead of folded.
    columns : mapping, optional
        Our name of a column to the corpus' name of it, for `load_corpus` here and in the notebooks.
    outlets : path, optional
        CSV that extends the outlet register, here and in the notebooks.
    parameters : mapping, optional
        Further parameters of the notebooks.
    timeout : int
        Longest time that a cell may take, in seconds.
    progress : bool
        Show progress bars.

    Returns
    -------
    Report
        The path of the front page and how each notebook ended. A notebook that failed is named on
        the front page and does not take the others down.

    Raises
    ------
    helpers.corpus.CorpusError
        If the corpus cannot be read; nothing has been run or written then.
    ReportError
        If ``out`` holds something else, a notebook does not exist, or a page would not be
        self-contained.
    """
    out = Path(out).expanduser().resolve()
    paths = resolve_corpus(corpus)
    check_folder(out, paths)
    find_notebooks(notebooks)  # a wrong name is said now, not after the corpus is read
    loaded = load_corpus(paths, columns=columns, outlets=outlets, progress=progress)
    name, description = describe_corpus(corpus)
    now = datetime.now(UTC)
    given = {
        "columns": dict(columns) if columns else None,
        "outlets": Path(outlets).expanduser().resolve().as_posix() if outlets else None,
    } | dict(parameters or {})
    runs = execute_notebooks(
        paths, out, notebooks=notebooks, parameters=given, timeout=timeout, progress=progress
    )
    frame = ReportFrame(
        title=title or name,
        corpus=corpus_name(corpus),
        date=f"{now.day} {now:%B %Y}",
        show_code=show_code,
    )
    about = describe_run(paths, runs, frame, now)
    files = {f"{run.name}.html": export_notebook(run, frame, pages=runs) for run in runs}
    files |= {f"notebooks/{run.path.name}": executed_copy(run) for run in runs}
    files["index.html"] = render_index(loaded, runs, frame, about, description)
    write_folder(out, files, about)
    return Report(out / "index.html", runs)


def describe_run(
    paths: str | list[str], runs: Sequence[RunResult], frame: ReportFrame, now: datetime
) -> dict[str, object]:
    """Return what must be known to repeat a run, without any path of this machine."""
    digest, n_files = hash_corpus(paths)
    return {
        "title": frame.title,
        "corpus": frame.corpus,
        "date": now.isoformat(timespec="seconds"),
        "data_sha256": digest,
        "data_files": n_files,
        "seed": seeds_of(runs),
        "versions": software_versions(),
        "platform": platform_name(),
        "notebooks": [
            {
                "name": run.name,
                "title": run.title,
                "seconds": round(run.seconds, 1),
                "error": run.error,
            }
            for run in runs
        ],
    }


def seeds_of(runs: Sequence[RunResult]) -> int | list | None:
    """Return the parameter ``seed`` of the notebooks: one value if all share it, else a list."""
    sources = [parameters_of(run.notebook).get("seed") for run in runs]
    values = []
    for source in sources:
        try:
            value = ast.literal_eval(source) if source else None
        except (ValueError, SyntaxError):
            continue
        if value is not None and value not in values:
            values.append(value)
    return (values[0] if len(values) == 1 else values) if values else None
