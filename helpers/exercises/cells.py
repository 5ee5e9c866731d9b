"""Exercise notebooks in nbgrader's format: what each cell is for, and the student's version.

The format (nbgrader's cell metadata, schema version 3, and its ``### BEGIN SOLUTION`` and
``### BEGIN HIDDEN TESTS`` marks) is that of Jupyter et al. (2019), "nbgrader: A Tool for Creating
and Grading Assignments in the Jupyter Notebook", Journal of Open Source Education 2(11), 32.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

SCHEMA = 3
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
STUB_TEXT = "YOUR ANSWER HERE"
SOLUTION = ("BEGIN SOLUTION", "END SOLUTION")
HIDDEN = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
_MARK = re.compile(r"^\s*#{2,3}\s*(BEGIN|END) (SOLUTION|HIDDEN TESTS)\s*$")
SHORTEST_LEAK = 12  # characters of a line that would give a solution away


class ExerciseError(ValueError):
    """A notebook that is no exercise, or an exercise that is written wrongly."""


@dataclass(frozen=True)
class Task:
    """What nbgrader's metadata say of a cell.

    Attributes
    ----------
    name : str
        ``grade_id``.
    points : float
        0 for a cell that is not graded.
    is_test : bool
        A graded cell of tests, which students do not change.
    is_solution : bool
        A cell that students fill in.
    is_written : bool
        A cell that a teacher reads: graded and filled in by students.
    is_locked : bool
        Students' changes to it are undone.
    """

    name: str
    points: float
    is_test: bool
    is_solution: bool
    is_written: bool
    is_locked: bool


def task_of(cell: NotebookNode) -> Task | None:
    """Return what a cell is for, or None if nbgrader's metadata do not speak of it.

    Raises
    ------
    ExerciseError
        If the metadata lack a name or have points that are no number.
    """
    found = cell.metadata.get("nbgrader")
    if not isinstance(found, dict):
        return None
    name = found.get("grade_id")
    if not isinstance(name, str) or not name:
        raise ExerciseError("A cell with nbgrader's metadata has no grade_id.")
    grade, solution = bool(found.get("grade")), bool(found.get("solution"))
    try:
        points = float(found.get("points") or 0) if grade else 0.0
    except (TypeError, ValueError):
        raise ExerciseError(f"The points of cell {name} are no number.") from None
    return Task(
        name=name,
        points=points,
        is_test=grade and not solution,
        is_solution=solution,
        is_written=grade and solution,
        is_locked=bool(found.get("locked")) or (grade and not solution),
    )


def tasks_of(notebook: NotebookNode) -> dict[str, tuple[Task, NotebookNode]]:
    """Return the cells with nbgrader's metadata by name, the first where a name stands twice."""
    found: dict[str, tuple[Task, NotebookNode]] = {}
    for cell in notebook.cells:
        task = task_of(cell)
        if task is not None:
            found.setdefault(task.name, (task, cell))
    return found


def check_exercise(notebook: NotebookNode) -> list[str]:
    """Return what is wrong with an instructor's notebook, in plain sentences; empty if nothing."""
    problems = []
    names = [task.name for cell in notebook.cells if (task := task_of(cell))]
    problems += [
        f"Two cells are named {name}." for name in sorted({n for n in names if names.count(n) > 1})
    ]
    for cell in notebook.cells:
        task = task_of(cell)
        marks = [
            match.groups() for line in cell.source.splitlines() if (match := _MARK.match(line))
        ]
        where = task.name if task else repr(cell.source[:40])
        if not _are_pairs(marks):
            problems.append(f"The marks of {where} do not come in pairs of BEGIN and END.")
        kinds = {kind for _, kind in marks}
        if "SOLUTION" in kinds and not (task and task.is_solution):
            problems.append(f"{where} holds a solution but is no cell for solutions.")
        if "HIDDEN TESTS" in kinds and not (task and task.is_test):
            problems.append(f"{where} holds hidden tests but is no cell of tests.")
        if task and task.is_solution and "SOLUTION" not in kinds:
            problems.append(f"{where} is a cell for solutions without marks around one.")
        if task and task.is_test and task.points <= 0:
            problems.append(f"The tests of {where} give no points.")
    return problems


def make_student_version(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook as students get it: stubs, folded checks, no hidden tests, no outputs.

    Raises
    ------
    ExerciseError
        If `check_exercise` finds something wrong.
    """
    problems = check_exercise(notebook)
    if problems:
        raise ExerciseError(" ".join(problems))
    student = nbformat.from_dict(notebook)
    for cell in student.cells:
        stub = STUB if cell.cell_type == "code" else STUB_TEXT
        cell.source = _replace(_replace(cell.source, "SOLUTION", stub), "HIDDEN TESTS", None)
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    fold_checks(student)
    return student


def find_leaks(instructor: NotebookNode, student: NotebookNode) -> list[str]:
    """Return every line of a solution or hidden test that a student version still shows.

    Lines that stand in the open part of the instructor's notebook, too, give nothing away.
    """
    shown = "\n".join(cell.source for cell in make_student_version(instructor).cells)
    secrets = [
        line.strip()
        for cell in instructor.cells
        for line in _inside(cell.source)
        if len(line.strip()) >= SHORTEST_LEAK and line.strip() not in shown
    ]
    written = "\n".join(_everything(student))
    leaks = [line for line in dict.fromkeys(secrets) if line in written]
    leaks += [mark for mark in (*SOLUTION, *HIDDEN) if mark in written]
    if any(
        cell.cell_type == "code" and (cell.outputs or cell.execution_count)
        for cell in student.cells
    ):
        leaks.append("a stored output")
    return leaks


def is_untouched(cell: NotebookNode, instructor_cell: NotebookNode) -> bool:
    """Tell whether a student left a cell for solutions as it was."""
    stub = STUB if cell.cell_type == "code" else STUB_TEXT
    given = _replace(instructor_cell.source, "SOLUTION", stub)
    return " ".join(cell.source.split()) in ("", " ".join(given.split()))


def find_titles(notebook: NotebookNode) -> tuple[str, dict[str, str]]:
    """Return the heading of a notebook and, by the name of each task, the heading above its cell.

    Points in brackets are left out: "Task 1 · How much is there?".
    """
    whole, last, titles = "", "", {}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            whole = whole or next(iter(re.findall(r"^# (.+)$", cell.source, re.MULTILINE)), "")
            for heading in re.findall(r"^## (.+)$", cell.source, re.MULTILINE):
                last = re.sub(r"\s*\(\d+ points?\)$", "", heading)
        task = task_of(cell)
        if task:
            titles[task.name] = last or task.name
    return whole, titles


def names_in(source: str) -> tuple[set[str], set[str]]:
    """Return the names that a code cell reads and those that it sets; none if it is no Python."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(), set()
    names = [node for node in nodes if isinstance(node, ast.Name)]
    made = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    made |= {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return {node.id for node in names if isinstance(node.ctx, ast.Load)}, made


def fold_checks(notebook: NotebookNode) -> None:
    """Fold the cells of tests, so that nobody reads an answer by chance before giving one."""
    for cell in notebook.cells:
        task = task_of(cell)
        if task and task.is_test and cell.cell_type == "code":
            cell.metadata["jupyter"] = {**cell.metadata.get("jupyter", {}), "source_hidden": True}


def _everything(notebook: NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        yield cell.source
        for output in cell.get("outputs", []):
            yield str(output)


def _are_pairs(marks: list[tuple[str, str]]) -> bool:
    inside = None
    for what, kind in marks:
        if what == "BEGIN" and inside is None:
            inside = kind
        elif what == "END" and inside == kind:
            inside = None
        else:
            return False
    return inside is None


def _inside(source: str) -> Iterator[str]:
    within = False
    for line in source.splitlines():
        match = _MARK.match(line)
        if match:
            within = match[1] == "BEGIN"
        elif within:
            yield line


def _replace(source: str, kind: str, stub: str | None) -> str:
    """Put a stub, as far indented as the mark, in place of each region; None takes it out."""
    lines, within = [], False
    for line in source.splitlines():
        match = _MARK.match(line)
        if match and match[2] == kind:
            within = match[1] == "BEGIN"
            if within and stub is not None:
                indent = line[: len(line) - len(line.lstrip())]
                lines += [indent + part for part in stub.splitlines()]
        elif not within:
            lines.append(line)
    return "\n".join(lines).rstrip("\n")
