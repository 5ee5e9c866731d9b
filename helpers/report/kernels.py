"""Run the cells of one notebook in a kernel of its own, and say in one line what stopped it."""

import asyncio
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from helpers.nursery import LAUNCHER, Nursery, NurseryError

__all__ = ["Kernels", "count_code_cells", "run_cells"]

LONGEST_SOCKET_PATH = 90  # bytes; systems allow 104 to 108, and jupyter_client appends a few
LONGEST_ERROR = 300  # characters of an error that is quoted in one line
ANSI_CODE = re.compile(r"\x1b\[[0-9;?]{0,32}[ -/]{0,4}[@-~]")


class Bar(Protocol):
    """What a run tells of its progress, for example a `tqdm` bar."""

    def set_description(self, description: str) -> None:
        """Say what is being done."""

    def update(self, n: int = 1) -> None:
        """Count cells as done."""


class Kernels:
    """The kernels that run, so that all can be ended at once from another thread."""

    def __init__(self) -> None:
        self._managers: set[AsyncKernelManager] = set()
        self._lock = threading.Lock()
        self.ended = False

    def add(self, manager: AsyncKernelManager) -> None:
        """Take note of a kernel that is about to start."""
        with self._lock:
            self._managers.add(manager)

    def discard(self, manager: AsyncKernelManager) -> None:
        """Forget a kernel that has ended."""
        with self._lock:
            self._managers.discard(manager)

    def end(self) -> None:
        """Kill all kernels; those that are started later are ended by who starts them."""
        self.ended = True
        with self._lock:
            managers = list(self._managers)
        for manager in managers:
            process = getattr(manager.provisioner, "process", None)
            if process is not None:
                with suppress(OSError):
                    process.kill()


class BranchProvisioner(LocalProvisioner):
    """Starts kernels by branching off from a `Nursery`, which is set as ``nursery``."""

    nursery: Nursery

    async def launch_kernel(self, cmd: list[str], **kwargs: object) -> dict[str, object]:
        """Start a kernel, the usual way if it cannot branch off."""
        if cmd[1:3] == LAUNCHER:
            with suppress(NurseryError):
                folder = str(kwargs.get("cwd") or Path.cwd())
                self.process = self.nursery.branch_off(cmd[3:], folder, kwargs.get("env") or {})
                self.pid, self.pgid, self.cwd = self.process.pid, None, folder
                return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)


def run_cells(
    notebook: NotebookNode,
    path: Path,
    timeout: int,
    bar: Bar,
    environment: Mapping[str, str] | None = None,
    kernels: Kernels | None = None,
    nursery: Nursery | None = None,
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
    bar : Bar
        Progress bar that counts cells.
    environment : mapping, optional
        Environment variables of the kernel, besides those of this process.
    kernels : Kernels, optional
        Takes note of the kernel while it runs.
    nursery : Nursery, optional
        Where the kernel branches off; without it, it starts as usual.

    Returns
    -------
    str or None
        The error that stopped the run, in one line.
    """
    n_cells = count_code_cells(notebook)
    code_cells = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    running = {"cell": None, "number": 0}
    kernels = kernels or Kernels()

    def name_the_cell(cell: NotebookNode, cell_index: int) -> None:
        running.update(cell=cell, number=code_cells.index(cell_index) + 1)
        bar.set_description(f"{path.stem} · cell {running['number']} of {n_cells}")
        if kernels.ended:
            raise KeyboardInterrupt

    with _kernel_files(environment or {}) as (manager, variables):
        if nursery is not None:
            manager.provisioner = BranchProvisioner(
                kernel_id=path.stem, kernel_spec=manager.kernel_spec, parent=manager
            )
            manager.provisioner.nursery = nursery
        client = NotebookClient(
            notebook,
            km=manager,
            timeout=timeout,
            coalesce_streams=True,  # what a cell prints may arrive in several pieces
            record_timing=False,
            store_widget_state=False,
            shutdown_kernel="immediate",  # a cell that will not end is not asked to
            resources={"metadata": {"path": str(path.parent)}},
            on_cell_execute=name_the_cell,
            on_cell_executed=lambda **_: bar.update(),
        )
        kernels.add(manager)
        try:
            # A loop of its own, which is cleared up at the end, also in a thread.
            asyncio.run(client.async_execute(env=variables, cleanup_kc=True))
        except Exception as error:  # whatever it was, the other notebooks must still be run
            if _was_interrupted(client) or kernels.ended:
                raise KeyboardInterrupt from None
            if isinstance(error, CellExecutionError):
                return _one_line(error.ename, error.evalue)
            return _stop_at(running["cell"], *_describe(error, running["number"], timeout))
        finally:
            kernels.discard(manager)
    return None


def count_code_cells(notebook: NotebookNode) -> int:
    """Return how many cells hold code."""
    return sum(cell.cell_type == "code" for cell in notebook.cells)


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
