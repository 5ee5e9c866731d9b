"""Write a report: run the notebooks over a corpus, one page each, and a front page before them."""

import os
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pandas as pd

from helpers.cache import keep_tables
from helpers.chunks import use_processes
from helpers.corpus import load_corpus
from helpers.corpus.codes import country_codes
from helpers.nursery import Nursery
from helpers.report.errors import ReportError
from helpers.report.folder import check_folder, write_folder
from helpers.report.notebooks import CorpusPath, find_notebooks, resolve_corpus
from helpers.report.run import RunResult, count_processors, execute_notebooks, start_nursery
from helpers.settings import KEEP, NO_TEXT

# To import what makes pages takes seconds; it happens while the notebooks run.
ASSEMBLY = "helpers.report.assemble"


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
    environment = {NO_TEXT: "1"} if no_text else {}
    with (
        TemporaryDirectory(prefix="parallax-kept-") as kept,
        nullcontext(nursery) if nursery else start_nursery(notebooks) as nursery,
    ):
        with keep_tables(), use_processes(count_processors()):
            loaded = load_corpus(paths, columns=columns, outlets=outlets, progress=progress)
        Thread(target=import_module, args=(ASSEMBLY,), daemon=True).start()
        runs = execute_notebooks(
            paths, out, notebooks=notebooks, parameters=given, timeout=timeout,
            environment={KEEP: kept} | environment, progress=progress, nursery=nursery,
        )  # fmt: skip
        files, about = import_module(ASSEMBLY).assemble(
            corpus, paths, loaded, runs, Path(kept), title=title, author=author,
            show_code=show_code, single_file=single_file, no_text=no_text, nursery=nursery,
        )  # fmt: skip
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
