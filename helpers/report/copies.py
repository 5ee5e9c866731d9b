"""The executed notebooks of a report, as light as they can be passed on.

The pages hold every picture and all evidence already, and ``figures/`` the pictures once more. A
copy therefore shows its pictures from there, and names the evidence without repeating it; run
again, it shows both.
"""

from collections.abc import Collection
from dataclasses import replace
from html import escape

import nbformat
from nbformat import NotebookNode

from helpers.report.run import RunResult, executed_copy

EVIDENCE = '<div class="parallax-behind">'


def light_copy(result: RunResult, files: Collection[str]) -> str:
    """Return the text of an executed notebook for a report that holds its pictures as files.

    Parameters
    ----------
    result : RunResult
        The notebook; never changed.
    files : collection of str
        Paths of the files of the report. A picture that is not among them stays in the notebook.
    """
    notebook = nbformat.from_dict(result.notebook)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "data" in output:
                _lighten(output, files)
    return executed_copy(replace(result, notebook=notebook))


def _lighten(output: NotebookNode, files: Collection[str]) -> None:
    data = output["data"]
    html = data.get("text/html", "")
    if isinstance(html, str) and html.startswith(EVIDENCE):
        del data["text/html"]
    stored = output.get("metadata", {}).get("image/png")
    if "image/png" not in data or not isinstance(stored, dict):
        return
    path = f"figures/{stored.get('stem')}.png"
    if path not in files:
        return
    del data["image/png"]
    width = stored.get("width")
    size = f' width="{round(width)}"' if isinstance(width, int | float) else ""
    alt = escape(" ".join(str(stored.get("alt", "")).split()))
    data["text/html"] = f'<img src="../{escape(path)}" alt="{alt}"{size}>'
    del output["metadata"]["image/png"]
