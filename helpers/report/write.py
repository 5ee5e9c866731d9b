"""Write a report: run the notebooks over a corpus, one page each, and a front page before them."""

import os
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from helpers.cache import keep_tables
from helpers.chunks import use_processes
from helpers.corpus import load_corpus
from helpers.corpus.codes import country_codes
from helpers.kept import KEEP
from helpers.nursery import Nursery
from helpers.report.bundle import gather_kept
from helpers.report.confidence import describe_confidence
from helpers.report.copies import clear_copy
from helpers.report.errors import ReportError
from helpers.report.export import ReportFrame, export_notebooks
from helpers.report.folder import MARKER, check_folder, write_folder
from helpers.report.index import describe_corpus, overview, render_index
from helpers.report.methods import describe_methods
from helpers.report.methods_facts import plain_parameters
from helpers.report.no_text import withhold_text
from helpers.report.notebooks import (
    CorpusPath,
    corpus_name,
    find_notebooks,
    resolve_corpus,
)
from helpers.report.privacy import shorten_paths
from helpers.report.provenance import hash_corpus, platform_name, software_versions
from helpers.report.run import RunResult, count_processors, execute_notebooks, start_nursery
from helpers.report.single_file import join_pages
from helpers.show_text import NO_TEXT

WRITTEN_BESIDE = ("methods.md", "references.bib", MARKER)  # beside the pages of every report


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
    author: str | None = None,
    groups: Sequence[str] | None = None,
    notebooks: str | Path | Sequence[str | Path] | None = None,
    show_code: bool = False,
    single_file: bool = False,
    no_text: bool = False,
    columns: Mapping[str, str] | None = None,
    outlets: str | Path | None = None,
    parameters: Mapping[str, object] | None = None,
    timeout: int | None = None,
    progress: bool = True,
    nursery: Nursery | None = None,
) -> Report:
    """Run the notebooks over a corpus and write what they show as self-contained HTML.

    Parameters
    ----------
    corpus : path or list of paths
        What `helpers.corpus.load_corpus` reads.
    out : path
        Folder of the report. New, empty, or a former report, whose files are replaced. It gets
        ``index.html``, one page a notebook, the notebooks without outputs in ``notebooks/``,
        every table as CSV in ``tables/``, every chart as SVG, PDF and PNG in ``figures/``,
        ``methods.md`` and ``references.bib``, and ``run.json``.
    title : str, optional
        Title of the report. Default: see `describe_corpus`.
    author : str, optional
        Who made it.
    groups : pair of str, optional
        The two presses to compare: codes or names of countries. Default: those of the notebooks.
    notebooks : path, name or list of them, optional
        See `helpers.report.notebooks.find_notebooks`. Default: all numbered notebooks.
    show_code : bool
        Show code open instead of folded.
    single_file : bool
        Write all pages as one, ``index.html``, and beside it ``run.json`` only.
    no_text : bool
        Leave out all text and titles of articles, so that a report on a corpus under copyright can
        be published; ids, outlets, dates and numbers stay.
    columns : mapping, optional
        Our name of a column to the corpus' name of it, for `load_corpus` here and in the notebooks.
    outlets : path, optional
        CSV that extends the outlet register, here and in the notebooks.
    parameters : mapping, optional
        Further parameters of the notebooks.
    timeout : int, optional
        Longest time that a cell may take, in seconds. Default: see `run.choose_timeout`.
    progress : bool
        Show progress bars.
    nursery : helpers.nursery.Nursery, optional
        Where kernels branch off, if it has been started already.

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
        If ``out`` holds something else, a notebook or a country does not exist, or a page would
        not be self-contained.
    """
    out = Path(out).expanduser().resolve()
    paths = resolve_corpus(corpus)
    check_folder(out, paths)
    find_notebooks(notebooks)  # a wrong name is said now, not after the corpus is read
    given = {
        "columns": dict(columns) if columns else None,
        "outlets": Path(outlets).expanduser().resolve().as_posix() if outlets else None,
        "groups": check_groups(groups) if groups else None,
    } | dict(parameters or {})
    now = datetime.now(UTC)
    with TemporaryDirectory(prefix="parallax-kept-") as kept:
        with nullcontext(nursery) if nursery else start_nursery(notebooks) as nursery:
            with keep_tables(), use_processes(count_processors()):
                loaded = load_corpus(paths, columns=columns, outlets=outlets, progress=progress)
            runs = execute_notebooks(
                paths, out, notebooks=notebooks, parameters=given, timeout=timeout,
                environment={KEEP: kept} | ({NO_TEXT: "1"} if no_text else {}),
                progress=progress, nursery=nursery,
            )  # fmt: skip
        bundle = gather_kept(Path(kept), paths)
    if no_text:
        runs, bundle = withhold_text(runs, bundle, loaded.articles)
    name, description = describe_corpus(corpus)
    frame = ReportFrame(
        title=title or name,
        corpus=corpus_name(corpus),
        date=f"{now.day} {now:%B %Y}",
        show_code=show_code,
        author=author or "",
        files=frozenset() if single_file else frozenset({*bundle.files, *WRITTEN_BESIDE}),
    )
    options = {"single_file": single_file, "show_code": show_code, "no_text": no_text}
    about = describe_run(paths, runs, frame, now) | {"options": options}
    methods = describe_methods(loaded, runs, about)
    with keep_tables():  # what notebooks computed is not computed again
        confidence = describe_confidence(corpus, loaded, runs, bundle)
    front = render_index(
        loaded, runs, frame, about, description, confidence=confidence,
        methods=methods, bundle=bundle, no_text=no_text,
    )  # fmt: skip
    pages = export_notebooks(runs, frame)
    if single_file:
        files = {"index.html": join_pages(front, pages, frame, description=overview(loaded))}
    else:
        files = pages | {f"notebooks/{run.path.name}": clear_copy(run) for run in runs}
        files |= bundle.files | {"index.html": front}
        files |= {"methods.md": methods.to_markdown(), "references.bib": methods.bibtex}
    write_folder(out, files, about)
    return Report(out / "index.html", runs)


def check_groups(groups: Sequence[str]) -> list[str]:
    """Return two countries as codes.

    Raises
    ------
    ReportError
        If they are not two, if one is no country, or if both are the same.
    """
    example = "Write two countries, for example US RU."
    if isinstance(groups, str) or len(groups) != 2:
        raise ReportError(f"A comparison needs two presses. {example}")
    codes = country_codes(pd.Series(list(groups), dtype="str"))
    for group, code in zip(groups, codes, strict=True):
        if pd.isna(code):
            raise ReportError(f"'{group}' is neither the code nor the name of a country. {example}")
    if codes[0] == codes[1]:
        raise ReportError(f"'{groups[0]}' and '{groups[1]}' are the same country. {example}")
    return codes.tolist()


def describe_run(
    paths: str | list[str], runs: Sequence[RunResult], frame: ReportFrame, now: datetime
) -> dict[str, object]:
    """Return what must be known to repeat a run, without any path of this machine."""
    digest, n_files = hash_corpus(paths)
    return {
        "title": frame.title,
        "author": frame.author,
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
                "parameters": shorten_paths(plain_parameters(run) | {"corpus": frame.corpus}),
            }
            for run in runs
        ],
    }


def seeds_of(runs: Sequence[RunResult]) -> int | list | None:
    """Return the parameter ``seed`` of the notebooks: one value if all share it, else a list."""
    values = []
    for run in runs:
        value = plain_parameters(run).get("seed")
        if value is not None and value not in values:
            values.append(value)
    return (values[0] if len(values) == 1 else values) if values else None
