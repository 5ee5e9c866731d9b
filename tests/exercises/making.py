"""Small exercises and students for the tests: one solution, one test, one written answer."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

SOLUTION = """# Set n to the number of ferries.
### BEGIN SOLUTION
n = ferries * 1 + 0
### END SOLUTION"""
TEST = """from helpers.exercises import expect_value
expect_value(n, ferries, "Count the ferries.", wrong={"Those are the wheels.": ferries * 4})
### BEGIN HIDDEN TESTS
assert isinstance(n, int), "a whole number please"
### END HIDDEN TESTS"""
RUBRIC = """### BEGIN SOLUTION
A good answer names the harbour.
### END SOLUTION"""


def nbgrader(name, *, grade=False, solution=False, locked=False, points=None):
    """Return the metadata that nbgrader gives a cell."""
    meta = {
        "grade": grade, "grade_id": name, "locked": locked, "schema_version": 3,
        "solution": solution, "task": False,
    }  # fmt: skip
    return {"nbgrader": meta | ({} if points is None else {"points": points})}


def exercise(**changed):
    """Return an instructor's notebook; ``changed`` replaces the source of a cell by its name."""
    cells = [
        new_markdown_cell("# Ferries\n\n## Task 1 · Boats (3 points)"),
        new_code_cell("corpus = 'nowhere'\nferries = 7", metadata=nbgrader("given", locked=True)),
        new_code_cell(SOLUTION, metadata=nbgrader("count", solution=True)),
        new_code_cell(
            TEST, metadata=nbgrader("count-test", grade=True, locked=True, points=3)
        ),
        new_markdown_cell(
            RUBRIC, metadata=nbgrader("why", grade=True, solution=True, points=2)
        ),
    ]  # fmt: skip
    notebook = new_notebook(cells=cells, metadata={"parallax_exercise": "ferries"})
    return fill(notebook, **{name.replace("_", "-"): source for name, source in changed.items()})


def fill(notebook, **sources):
    """Return a copy in which the named cells hold other sources."""
    copy = nbformat.from_dict(notebook)
    for cell in copy.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in sources:
            cell.source = sources[name]
    return copy


def save(notebook, path):
    """Write a notebook and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path
