"""The notebooks of a report as they can be run again: their cells and parameters, without outputs.

The pages hold every result, ``figures/`` every picture and ``tables/`` every table already; copies
with outputs would hold them once more, and be larger than all tables together.
"""

from dataclasses import replace

import nbformat

from helpers.report.run import RunResult, executed_copy


def clear_copy(result: RunResult) -> str:
    """Return the text of a notebook with the parameters of its run and no outputs.

    Parameters
    ----------
    result : RunResult
        The notebook; never changed.
    """
    notebook = nbformat.from_dict(result.notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return executed_copy(replace(result, notebook=notebook))
