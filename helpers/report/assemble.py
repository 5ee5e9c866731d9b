"""Make the files of a report from executed notebooks: pages, front page, tables and figures."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from helpers.cache import keep_tables
from helpers.corpus import Corpus
from helpers.nursery import Nursery
from helpers.report.bundle import gather_kept
from helpers.report.confidence import describe_confidence
from helpers.report.copies import clear_copy
from helpers.report.export import ReportFrame, export_notebook
from helpers.report.folder import MARKER
from helpers.report.index import describe_corpus, overview, render_index
from helpers.report.methods import describe_methods
from helpers.report.methods_facts import plain_parameters
from helpers.report.no_text import withhold_text
from helpers.report.notebooks import CorpusPath, corpus_name
from helpers.report.privacy import shorten_paths
from helpers.report.provenance import hash_corpus, platform_name, software_versions
from helpers.report.run import RunResult, count_processors
from helpers.report.single_file import join_pages

WRITTEN_BESIDE = ("methods.md", "references.bib", MARKER)  # beside the pages of every report


def assemble(
    corpus: CorpusPath,
    paths: str | list[str],
    loaded: Corpus,
    runs: Sequence[RunResult],
    kept: Path,
    *,
    title: str | None = None,
    author: str | None = None,
    show_code: bool = False,
    single_file: bool = False,
    no_text: bool = False,
    nursery: Nursery | None = None,
) -> tuple[dict[str, str | bytes], dict[str, object]]:
    """Return the files of a report, and what must be known to repeat the run.

    Parameters
    ----------
    corpus : path or list of paths
        As it was given.
    paths : str or list of str
        As `helpers.report.notebooks.resolve_corpus` returned it.
    loaded : Corpus
        What was read from it.
    runs : sequence of RunResult
        The executed notebooks in reading order.
    kept : pathlib.Path
        The folder with what they kept (`helpers.kept`).
    title, author, show_code, single_file, no_text
        See `helpers.report.write.write_report`.
    nursery : helpers.nursery.Nursery, optional
        Where pages are exported side by side; without it one after the other.

    Returns
    -------
    tuple of dict and dict
        Contents by path in the report, and the facts for `helpers.report.folder.write_folder`.

    Raises
    ------
    ReportError
        If a page would not be self-contained.
    """
    now = datetime.now(UTC)
    bundle = gather_kept(kept, paths)
    if no_text:
        runs, bundle = withhold_text(runs, bundle, loaded.articles)
    name, description = describe_corpus(corpus)
    beside = () if single_file else (*bundle.files, *WRITTEN_BESIDE)
    frame = ReportFrame(
        title=title or name,
        corpus=corpus_name(corpus),
        date=f"{now.day} {now:%B %Y}",
        show_code=show_code,
        author=author or "",
        files=frozenset(beside),
    )
    options = {"single_file": single_file, "show_code": show_code, "no_text": no_text}
    about = describe_run(paths, runs, frame, now) | {"options": options}
    with ThreadPoolExecutor(count_processors()) as pool:
        pages = export_side_by_side(runs, frame, pool, nursery)
        methods = describe_methods(loaded, runs, about)
        with keep_tables():  # what notebooks computed is not computed again
            confidence = describe_confidence(corpus, loaded, runs, bundle)
        front = render_index(
            loaded, runs, frame, about, description, confidence=confidence,
            methods=methods, bundle=bundle, no_text=no_text,
        )  # fmt: skip
        pages = {file: page.result() for file, page in pages.items()}
    if single_file:
        whole = join_pages(front, pages, frame, description=overview(loaded))
        return {"index.html": whole}, about
    files = pages | {f"notebooks/{run.path.name}": clear_copy(run) for run in runs}
    files |= bundle.files | {"index.html": front}
    files |= {"methods.md": methods.to_markdown(), "references.bib": methods.bibtex}
    return files, about


def export_side_by_side(
    runs: Sequence[RunResult], frame: ReportFrame, pool: ThreadPoolExecutor, nursery: Nursery | None
) -> dict[str, Future]:
    """Begin to export the pages of all notebooks, the longest first.

    Returns
    -------
    dict of Future
        Names of the files, in reading order, with their pages to come.
    """
    begun = {}
    outlines = [run.outline() for run in runs]
    for run in sorted(runs, key=lambda run: -run.seconds):
        export = partial(nursery.call, export_notebook) if nursery else export_notebook
        begun[run.name] = pool.submit(export, run, frame, pages=outlines)
    return {f"{run.name}.html": begun[run.name] for run in runs}


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
