"""Run notebooks over a corpus, each in a fresh kernel, without touching the files they come from.

A notebook that fails is a result with an error, so that one failure does not take the others down.
"""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from tqdm.auto import tqdm

from helpers.report.errors import ReportError
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

CELL_TIMEOUT = 600  # seconds
LONGEST_SOCKET_PATH = 90  # bytes; systems allow 104 to 108, and jupyter_client appends a few
LONGEST_ERROR = 300  # characters of an error that is quoted in one line
WIDGET = "application/vnd.jupyter.widget-view+json"
ANSI_CODE = re.compile(r"\x1b\[[0-9;?]{0,32}[ -/]{0,4}[@-~]")


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


def run_notebooks(
    corpus: CorpusPath,
    out: str | Path,
    *,
    notebooks: str | Path | Sequence[str | Path] | None = None,
    parameters: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    timeout: int = CELL_TIMEOUT,
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
    timeout : int
        Longest time that a cell may take, in seconds.
    progress : bool
        Show a bar over the code cells of all notebooks.

    Returns
    -------
    list of RunResult
        One a notebook, in the given order.

    Raises
    ------
    ReportError
        If a notebook or the notebooks folder does not exist, or if no notebook defines a parameter.
    """
    results = execute_notebooks(
        corpus, out, notebooks=notebooks, parameters=parameters, environment=environment,
        timeout=timeout, progress=progress,
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
    timeout: int = CELL_TIMEOUT,
    progress: bool = True,
) -> list[RunResult]:
    """Do what `run_notebooks` does but write nothing; ``out`` only says where copies will lie."""
    sources = {path: read_notebook(path) for path in find_notebooks(notebooks)}
    asked = {name: value for name, value in (parameters or {}).items() if value is not None}
    _check_parameters(asked, sources)
    given = {"corpus": resolve_corpus(corpus)} | asked
    folder = Path(out).resolve() / "notebooks"
    total = sum(_count_code_cells(notebook) for notebook in sources.values())
    with tqdm(total=total, unit="cell", disable=not progress) as bar:
        return [
            _run_one(path, source, given, folder, environment or {}, timeout, bar)
            for path, source in sources.items()
        ]


def read_notebook(path: Path) -> NotebookNode:
    """Return a notebook read from its file, or say in one sentence why it cannot be read."""
    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat raises many kinds for a file that is no notebook
        raise ReportError(f"{path} cannot be read as a notebook: {error}") from error


def executed_copy(result: RunResult) -> str:
    """Return the text of the file in which the executed copy is kept."""
    return nbformat.writes(with_relative_corpus(result.notebook, result.path.parent)) + "\n"


def run_cells(
    notebook: NotebookNode,
    path: Path,
    timeout: int,
    bar: tqdm,
    environment: Mapping[str, str] | None = None,
) -> str | None:
    """Run all cells in a fresh kernel, from top to bottom.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Its cells get the outputs of this run.
    path : pathlib.Path
        File of the notebook; the kernel works in its folder.
    timeout : int
        Seconds that one cell may take.
    bar : tqdm.tqdm
        Progress bar that counts cells.
    environment : mapping, optional
        Environment variables of the kernel, besides those of this process.

    Returns
    -------
    str or None
        The error that stopped the run, in one line.
    """
    n_cells = _count_code_cells(notebook)
    code_cells = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    running = {"cell": None, "number": 0}

    def name_the_cell(cell: NotebookNode, cell_index: int) -> None:
        running.update(cell=cell, number=code_cells.index(cell_index) + 1)
        bar.set_description(f"{path.stem} · cell {running['number']} of {n_cells}")

    with _kernel_files(environment or {}) as (manager, variables):
        client = NotebookClient(
            notebook,
            km=manager,
            timeout=timeout,
            record_timing=False,
            store_widget_state=False,
            shutdown_kernel="immediate",  # a cell that will not end is not asked to
            resources={"metadata": {"path": str(path.parent)}},
            on_cell_execute=name_the_cell,
            on_cell_executed=lambda **_: bar.update(),
        )
        try:
            client.execute(env=variables, cleanup_kc=True)
        except Exception as error:  # whatever it was, the other notebooks must still be run
            if _was_interrupted(client):
                raise KeyboardInterrupt from None
            if isinstance(error, CellExecutionError):
                return _one_line(error.ename, error.evalue)
            return _stop_at(running["cell"], *_describe(error, running["number"], timeout))
    return None


def _check_parameters(asked: Mapping[str, object], sources: Mapping[Path, NotebookNode]) -> None:
    """Refuse a parameter that no notebook knows: it would silently change nothing."""
    defined = {name for notebook in sources.values() for name in parameters_of(notebook)}
    unknown = sorted(set(asked) - defined)
    if unknown:
        raise ReportError(
            f"No notebook has a parameter '{unknown[0]}'. "
            f"These exist: {', '.join(sorted(defined)) or 'none'}."
        )


def _count_code_cells(notebook: NotebookNode) -> int:
    return sum(cell.cell_type == "code" for cell in notebook.cells)


def _run_one(
    path: Path,
    source: NotebookNode,
    given: Mapping[str, object],
    folder: Path,
    environment: Mapping[str, str],
    timeout: int,
    bar: tqdm,
) -> RunResult:
    notebook, remarks = prepare(source, given)
    bar.total += _count_code_cells(notebook) - _count_code_cells(source)  # the injected cell
    end = bar.n + _count_code_cells(notebook)
    started = time.monotonic()
    error = run_cells(notebook, path, timeout, bar, {**environment, "PARALLAX_NOTEBOOK": path.stem})
    seconds = time.monotonic() - started
    bar.update(end - bar.n)  # the cells that a failure left out are over, too
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


@contextmanager
def _kernel_files(
    further: Mapping[str, str],
) -> Iterator[tuple[AsyncKernelManager, dict[str, str]]]:
    """Give a kernel manager and an environment whose files are gone at the end."""
    folder = tempfile.mkdtemp(prefix="parallax-")
    try:
        # Without folders to search, python3 is this Python and not one a user once registered.
        manager = AsyncKernelManager(
            kernel_name="python3",
            kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
            connection_file=str(Path(folder) / "kernel.json"),
        )
        if os.name == "posix" and len(os.fsencode(folder)) <= LONGEST_SOCKET_PATH:
            manager.transport = "ipc"  # no open port, and no warning about one
        environment = dict(os.environ) | dict(further)
        # Agg in the environment would keep charts from being shown in the notebook.
        environment.pop("MPLBACKEND", None)
        environment["PYTHONHASHSEED"] = "0"
        # Settings and start-up files of the user's own IPython would change results.
        environment["IPYTHONDIR"] = str(Path(folder) / "ipython")
        environment["TQDM_DISABLE"] = "1"
        yield manager, environment
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _was_interrupted(client: NotebookClient) -> bool:
    """Tell whether nbclient shut the kernel down because of Ctrl-C, which it does not pass on."""
    return getattr(client, "_async_cleanup_kernel_future", None) is not None


def _describe(error: Exception, number: int, timeout: int) -> tuple[str, str]:
    """Return name and reason of what stopped a run without being an error of the code."""
    if isinstance(error, CellTimeoutError):
        return "Timeout", f"cell {number} took longer than {timeout} seconds"
    if isinstance(error, DeadKernelError):
        return "Kernel died", f"it ended in cell {number}, perhaps for want of memory"
    return type(error).__name__, str(error)


def _stop_at(cell: NotebookNode | None, name: str, problem: str) -> str:
    """Note in the cell's outputs what stopped the run, as an exception would, and return it."""
    line = _one_line(name, problem)
    if cell is not None:
        # Being shut down can leave a KeyboardInterrupt, which would hide the reason.
        cell.outputs = [output for output in cell.outputs if output.output_type != "error"]
        cell.outputs.append(
            nbformat.v4.new_output("error", ename=name, evalue=problem, traceback=[line])
        )
    return line


def _one_line(name: str, problem: str) -> str:
    line = " ".join(ANSI_CODE.sub("", f"{name}: {problem}").split())
    return line if len(line) <= LONGEST_ERROR else line[: LONGEST_ERROR - 1] + "…"


def _drop_progress_bars(notebook: NotebookNode) -> None:
    """Remove the outputs of widgets: without their kernel they are progress bars that stand still.

    The notebook is the run's own copy and is changed in place.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [
                output for output in cell.outputs if WIDGET not in output.get("data", {})
            ]
