"""Run every notebook from top to bottom in a fresh kernel and store its real outputs.

``make notebooks`` calls ``python -m tests.notebooks.store``; nbval then compares against what is
stored here. Nothing that differs between two runs (times, kernel versions) is kept. The picture
that opens the README is a chart out of a notebook, so that it is never older than the code.
"""

import base64
import sys
from pathlib import Path

import nbformat
from tqdm.auto import tqdm

from helpers.exercises.cells import fold_checks
from helpers.exercises.versions import EXERCISE
from helpers.report.kernels import run_cells

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "notebooks" / "figures" / "wording.png"
PICTURE_SOURCE = ROOT / "notebooks" / "04_framing.ipynb"
PICTURE_TITLE = "What each press calls the same thing"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def find_notebooks() -> list[Path]:
    """Return the numbered notebooks, in reading order."""
    return sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def find_exercises() -> list[Path]:
    """Return the instructor's exercise notebooks; those of students hold no outputs."""
    return sorted((ROOT / "notebooks" / "exercises").glob("*.ipynb"))


def run_clean(path: Path) -> nbformat.NotebookNode:
    """Return the notebook executed from top to bottom, without its file being changed."""
    notebook = nbformat.read(path, as_version=4)
    error = run_cells(notebook, path, timeout=120, bar=tqdm(disable=True))
    if error:
        raise SystemExit(f"{path.name}: {error}")
    fold_checks(notebook)
    kept = {key: value for key, value in notebook.metadata.items() if key == EXERCISE}
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}} | kept
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if "outputs" in cell:
            outputs = [output for output in cell.outputs if not is_progress(output)]
            cell.outputs = join_streams(outputs)
    return notebook


def join_streams(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Join pieces of text that were printed one after another; where they part is chance."""
    joined: list[nbformat.NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            joined.append(output)
    return joined


def is_progress(output: nbformat.NotebookNode) -> bool:
    """Return whether an output is a progress bar, which only a slow machine shows."""
    return "application/vnd.jupyter.widget-view+json" in output.get("data", {})


def picture_of_the_readme() -> bytes:
    """Return the picture that the README shows, as it is stored in its notebook."""
    for cell in nbformat.read(PICTURE_SOURCE, as_version=4).cells:
        if cell.cell_type == "code" and PICTURE_TITLE in cell.source:
            for output in cell.outputs:
                if "image/png" in output.get("data", {}):
                    return base64.b64decode(output.data["image/png"])
    raise LookupError(f"{PICTURE_SOURCE.name} holds no chart titled '{PICTURE_TITLE}'")


def main(names: list[str]) -> None:
    """Store the notebooks whose name contains one of ``names``, or all of them."""
    chosen = [
        path
        for path in (*find_notebooks(), *find_exercises())
        if not names or any(name in path.name for name in names)
    ]
    for path in tqdm(chosen, unit="notebook"):
        nbformat.write(run_clean(path), path)
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_bytes(picture_of_the_readme())


if __name__ == "__main__":
    main(sys.argv[1:])
