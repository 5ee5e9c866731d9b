"""Run notebooks over a corpus, each in a fresh kernel, without touching the files they come from.

Several run at once. They share what they compute (`helpers.cache`), so that nothing is measured
twice and a run that was interrupted goes on where it stopped. A notebook that fails is a result
with an error, so that one failure does not take the others down.
"""

import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
import psutil
from nbformat import NotebookNode

from helpers.cache import keep_tables
from helpers.chunks import PROCESSES
from helpers.nursery import THREADS, Nursery
from helpers.progress import PROGRESS
from helpers.report.errors import ReportError
from helpers.report.kernels import Kernels, count_code_cells, run_cells
from helpers.report.notebooks import (
    CorpusPath,
    find_notebooks,
    parameters_of,
    prepare,
    resolve_corpus,
    title_of,
    with_relative_corpus,
)
from helpers.report.privacy import hide_in_line, hide_machine_paths
from helpers.report.watching import Place, Watch
from helpers.settings import NOTEBOOK

CELL_TIMEOUT = 600  # seconds
MORE_TIMEOUT = 60  # seconds for each megabyte
MOST_KERNELS = 4
KERNEL_MEGABYTES = 600  # of memory that a kernel takes on a small corpus
MEMORY_FACTOR = 60  # megabytes more for each of the corpus
WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class RunResult:
    """What came of one notebook.

    Attributes
    ----------
    name : str
        Name of the file without its ending, for example ``02_sentiment``.
    title : str
        First heading of the notebook, or a title made of its name.
    path : pathlib.Path
        Where the executed copy is kept.
    notebook : nbformat.NotebookNode
        The executed copy; the cells behind a failure have no outputs.
    seconds : float
        Run time, start of the kernel included.
    error : str or None
        The error in one line, or None if all went well.
    remarks : tuple of str
        What a reader must know about how the notebook was run, in plain English.
    """

    name: str
    title: str
    path: Path
    notebook: NotebookNode
    seconds: float
    error: str | None = None
    remarks: tuple[str, ...] = ()

    def outline(self) -> "RunResult":
        """Return it without its cells: what the pages of other notebooks say of it."""
        return replace(self, notebook=nbformat.v4.new_notebook())


def run_notebooks(
    corpus: CorpusPath,
    out: str | Path,
    *,
    notebooks: str | Path | Sequence[str | Path] | None = None,
    parameters: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    timeout: int | None = None,
    progress: bool = True,
) -> list[RunResult]:
    """Run notebooks over a corpus and keep the executed copies in ``out/notebooks``.

    Parameters
    ----------
    corpus : path or list of paths
        Passed to each notebook as its parameter ``corpus``, absolute and with forward slashes.
    out : path
        Folder of the report.
    notebooks : path, name or list of them, optional
        See `helpers.report.notebooks.find_notebooks`. Default: all numbered notebooks.
    parameters : mapping, optional
        Further parameters. Each is passed on to the notebooks that define it in their parameters
        cell; those that are None are left out.
    environment : mapping, optional
        Environment variables of every kernel, besides those of this process. Each kernel also gets
        ``PARALLAX_NOTEBOOK``, the name of its notebook.
    timeout : int, optional
        Longest time that a cell may take, in seconds. Default: see `choose_timeout`.
    progress : bool
        Tell what is being done and how long it will take.

    Returns
    -------
    list of RunResult
        One a notebook, in the given order.

    Raises
    ------
    ReportError
        If a notebook or the notebooks folder does not exist, or if no notebook defines a parameter.
    """
    with start_nursery(notebooks) as nursery:
        results = execute_notebooks(
            corpus, out, notebooks=notebooks, parameters=parameters, environment=environment,
            timeout=timeout, progress=progress, nursery=nursery,
        )  # fmt: skip
    for result in results:
        result.path.parent.mkdir(parents=True, exist_ok=True)
        result.path.write_text(executed_copy(result), encoding="utf-8")
    return results


def execute_notebooks(
    corpus: CorpusPath,
    out: str | Path,
    *,
    notebooks: str | Path | Sequence[str | Path] | None = None,
    parameters: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    timeout: int | None = None,
    progress: bool = True,
    nursery: Nursery | None = None,
) -> list[RunResult]:
    """Do what `run_notebooks` does but write nothing; ``out`` only says where copies will lie.

    ``nursery`` is where kernels branch off (see `start_nursery`); without it they start as usual.
    """
    sources = {path: read_notebook(path) for path in find_notebooks(notebooks)}
    asked = {name: value for name, value in (parameters or {}).items() if value is not None}
    _check_parameters(asked, sources)
    given = {"corpus": resolve_corpus(corpus)} | asked
    folder = Path(out).resolve() / "notebooks"
    megabytes = corpus_megabytes(given["corpus"])
    if timeout is None:
        timeout = choose_timeout(megabytes)
    n_kernels = _count_kernels(len(sources), megabytes)
    # Each kernel keeps to its share of the processors.
    threads = str(max(count_processors() // n_kernels, 1))
    environment = dict.fromkeys((*THREADS, PROCESSES), threads) | dict(environment or {})
    cells = {path.stem: count_code_cells(prepare(one, given)[0]) for path, one in sources.items()}
    with keep_tables(), Watch(cells, megabytes, progress) as watch:
        return _run_all(
            sources, n_kernels, watch,
            given=given, folder=folder, timeout=timeout, environment=environment, nursery=nursery,
        )  # fmt: skip


@contextmanager
def start_nursery(notebooks: object = None) -> Iterator[Nursery | None]:
    """Let the modules that kernels need be imported meanwhile, if more than one kernel is to run.

    Parameters
    ----------
    notebooks
        As for `run_notebooks`.
    """
    if len(find_notebooks(notebooks)) < 2:
        yield None
        return
    with Nursery() as nursery:
        yield nursery


def _run_all(
    sources: Mapping[Path, NotebookNode], n_kernels: int, watch: Watch, **options: object
) -> list[RunResult]:
    """Run notebooks several at a time, those that take longest first; results in their order."""
    kernels = Kernels()
    pool = ThreadPoolExecutor(n_kernels)
    try:
        futures = {
            path: pool.submit(
                _run_one, path, sources[path], place=watch.places[path.stem], kernels=kernels,
                **options,
            )
            for path in sorted(sources, key=lambda path: -watch.expected[path.stem])
        }  # fmt: skip
        return [futures[path].result() for path in sources]
    except BaseException:  # Ctrl-C, too: no kernel may outlive the run
        kernels.end()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def read_notebook(path: Path) -> NotebookNode:
    """Return a notebook read from its file, or say in one sentence why it cannot be read."""
    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat raises many kinds for a file that is no notebook
        raise ReportError(f"{path} cannot be read as a notebook: {error}") from error


def executed_copy(result: RunResult) -> str:
    """Return the text of the file in which the executed copy is kept."""
    return nbformat.writes(with_relative_corpus(result.notebook, result.path.parent)) + "\n"


def _check_parameters(asked: Mapping[str, object], sources: Mapping[Path, NotebookNode]) -> None:
    """Refuse a parameter that no notebook knows: it would silently change nothing."""
    defined = {name for notebook in sources.values() for name in parameters_of(notebook)}
    unknown = sorted(set(asked) - defined)
    if unknown:
        raise ReportError(
            f"No notebook has a parameter '{unknown[0]}'. "
            f"These exist: {', '.join(sorted(defined)) or 'none'}."
        )


def _run_one(
    path: Path, source: NotebookNode, given: Mapping[str, object], folder: Path, timeout: int,
    environment: Mapping[str, str], place: Place, kernels: Kernels, nursery: Nursery | None,
) -> RunResult:  # fmt: skip
    notebook, remarks = prepare(source, given)
    place.begin()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="parallax-") as here:
        place.file = Path(here) / "progress.json"
        own = {NOTEBOOK: path.stem, PROGRESS: str(place.file)}
        error = run_cells(notebook, path, timeout, place, {**environment, **own}, kernels, nursery)
        place.file = None
    seconds = time.monotonic() - started
    place.end(seconds, error)
    _drop_progress_bars(notebook)
    hide_machine_paths(notebook, given["corpus"], path.parent)
    if error:
        error = hide_in_line(error, given["corpus"], path.parent)
    return RunResult(
        name=path.stem,
        title=title_of(notebook, path.stem),
        path=folder / path.name,
        notebook=notebook,
        seconds=seconds,
        error=error,
        remarks=remarks,
    )


def _count_kernels(n_notebooks: int, megabytes: float) -> int:
    """Return how many kernels may run at once: as many as there are processors and memory for."""
    free = psutil.virtual_memory().available / 1e6
    by_memory = int(free // (KERNEL_MEGABYTES + megabytes * MEMORY_FACTOR))
    return max(1, min(count_processors(), MOST_KERNELS, by_memory, n_notebooks))


def count_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def corpus_megabytes(corpus: str | list[str]) -> float:
    """Return the size of the files of a corpus; 0 for what is not there."""
    total = 0
    for path in map(Path, [corpus] if isinstance(corpus, str) else corpus):
        files = path.rglob("*") if path.is_dir() else [path]
        total += sum(file.stat().st_size for file in files if file.is_file())
    return total / 1e6


def choose_timeout(megabytes: float) -> int:
    """Return how long a cell may take: ten minutes, and one more for each megabyte of corpus."""
    return CELL_TIMEOUT + round(MORE_TIMEOUT * megabytes)


def _drop_progress_bars(notebook: NotebookNode) -> None:
    """Remove the outputs of widgets: without their kernel they are progress bars that stand still.

    The notebook is the run's own copy and is changed in place.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [
                output for output in cell.outputs if WIDGET not in output.get("data", {})
            ]
