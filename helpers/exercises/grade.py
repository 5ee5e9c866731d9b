"""Mark exercise notebooks: one, or a folder of them, into points and hints.

Tests are taken from the instructor's notebook, never from the student's, and are run behind the
student's cells in a fenced process (`helpers.exercises.sandbox`). Written answers are not marked:
they are listed with their rubric for a teacher to read.
"""

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from tqdm.auto import tqdm

from helpers.exercises.cells import (
    ExerciseError,
    Task,
    find_titles,
    is_untouched,
    make_student_version,
    names_in,
    task_of,
    tasks_of,
)
from helpers.exercises.sandbox import ROOT, CellRun, Limits, run_cells
from helpers.exercises.versions import EXERCISE, find_exercises, read_notebook

BESIDE = ("people.csv", "institutions.csv", "corrections.csv")
COLUMNS = [
    "student", "file", "exercise", "task", "title", "kind", "points", "possible", "state", "hint",
]  # fmt: skip


@dataclass(frozen=True)
class Graded:
    """One notebook, marked.

    Attributes
    ----------
    student : str
        Name of the file without its ending.
    file : pathlib.Path
        The student's notebook.
    exercise : str
        Name of the exercise, or "" if it could not be told.
    tasks : pandas.DataFrame
        One row a task: ``student``, ``file``, ``exercise``, ``task``, ``title`` (the heading above
        it), ``kind`` ("test" or "written"), ``state`` ("passed", "partly", "failed", "unanswered",
        "to be read", "stopped"), ``hint`` (all str), ``points`` (float, missing where a teacher
        must read) and ``possible`` (float).
    answers : dict of str to tuple of str
        Written answers by task: the student's text and the rubric.
    remarks : list of str
        What else a teacher should know, such as cells that were changed or taken out, and given
        cells that stop.
    title : str
        Heading of the exercise.
    """

    student: str
    file: Path
    exercise: str
    tasks: pd.DataFrame
    answers: dict[str, tuple[str, str]]
    remarks: list[str]
    title: str = ""

    @property
    def points(self) -> float:
        """Points of all tests."""
        return float(self.tasks["points"].sum())

    @property
    def possible(self) -> float:
        """Points that tests could give; those of written answers are not among them."""
        return float(self.tasks.loc[self.tasks["kind"] == "test", "possible"].sum())


def grade_notebook(
    path: str | Path,
    *,
    exercises: str | Path | None = None,
    readable: Sequence[Path] = (),
    limits: Limits | None = None,
) -> Graded:
    """Mark one student's notebook.

    Parameters
    ----------
    path : path
        The student's notebook.
    exercises : path, optional
        Folder of the instructor's notebooks. Default: those of the project.
    readable : sequence of pathlib.Path
        Folders that the student's code may read beside the project's ``data``.
    limits : Limits, optional
        Time, memory and output.

    Returns
    -------
    Graded
        Whatever the notebook does; a notebook that cannot be read has no points and says why.

    Raises
    ------
    ExerciseError
        If it is no version of a known exercise.
    """
    path = Path(path)
    student = read_notebook(path)
    name, source = _find_source(student, path, find_exercises(exercises))
    instructor = read_notebook(source)
    cells, remarks = _plan(student, instructor)
    with _workplace(path) as folder:
        runs = run_cells(
            [cell.source for cell, _ in cells], folder,
            readable=[ROOT / "data", *readable], limits=limits,
        )  # fmt: skip
    remarks += _stopped_given_cells([cell for cell, _ in cells], runs, instructor)
    by_task = {task.name: run for (_, task), run in zip(cells, runs, strict=True) if task}
    solutions = _solutions_before_tests(instructor)
    rows, answers = [], {}
    given, official = tasks_of(student), tasks_of(instructor)
    for task, cell in official.values():
        if task.is_written:
            text = given[task.name][1].source if task.name in given else ""
            untouched = not text or is_untouched(given[task.name][1], cell)
            answers[task.name] = ("" if untouched else text, _rubric(cell))
            rows.append(
                _row(task, "written", None, "unanswered" if untouched else "to be read", "")
            )
        elif task.is_test:
            rows.append(_mark(task, by_task, solutions.get(task.name, []), given, official))
    title, titles = find_titles(instructor)
    common = {"student": path.stem, "file": path.name, "exercise": name}
    rows = [common | row | {"title": titles[row["task"]]} for row in rows]
    tasks = pd.DataFrame(rows, columns=COLUMNS)
    tasks["points"] = tasks["points"].astype("float64")
    return Graded(path.stem, path, name, tasks, answers, remarks, title)


def grade_folder(
    folder: str | Path,
    *,
    exercises: str | Path | None = None,
    readable: Sequence[Path] = (),
    limits: Limits | None = None,
    progress: bool = True,
) -> list[Graded]:
    """Mark every notebook of a folder and of the folders in it.

    One that cannot be marked has no points and says why; the others are marked all the same.

    Returns
    -------
    list of Graded
        In order of their paths; ``student`` is the path within the folder, without the ending.

    Raises
    ------
    ExerciseError
        If the folder holds no notebook.
    """
    folder = Path(folder)
    paths = [
        path for path in sorted(folder.rglob("*.ipynb"))
        if ".ipynb_checkpoints" not in path.parts and path.is_file()
    ]  # fmt: skip
    if not paths:
        raise ExerciseError(f"There is no notebook (*.ipynb) in {folder}.")
    graded = []
    for path in tqdm(paths, unit="notebook", desc="Marking", disable=not progress):
        student = path.relative_to(folder).with_suffix("").as_posix()
        try:
            one = grade_notebook(path, exercises=exercises, readable=readable, limits=limits)
        except (ExerciseError, RuntimeError) as error:
            one = Graded(student, path, "", pd.DataFrame(columns=COLUMNS), {}, [str(error)])
        tasks = one.tasks.assign(student=student)
        graded.append(replace(one, student=student, tasks=tasks))
    return graded


def summarise(graded: Iterable[Graded]) -> pd.DataFrame:
    """Return one row a notebook.

    Returns
    -------
    pandas.DataFrame
        ``student``, ``exercise`` (str), ``points``, ``possible`` (float, of the tests),
        ``to_read`` (int, written answers that wait for a teacher), ``unanswered`` (int) and
        ``remarks`` (str).
    """
    rows = [
        {
            "student": one.student,
            "exercise": one.exercise,
            "points": one.points,
            "possible": one.possible,
            "to_read": int((one.tasks["state"] == "to be read").sum()),
            "unanswered": int((one.tasks["state"] == "unanswered").sum()),
            "remarks": " ".join(one.remarks),
        }
        for one in graded
    ]
    return pd.DataFrame(rows)


def _find_source(student: NotebookNode, path: Path, exercises: dict[str, Path]) -> tuple[str, Path]:
    """Tell which exercise a notebook is of: by its metadata, its tasks, or its name."""
    name = student.metadata.get(EXERCISE)
    if name in exercises:
        return name, exercises[name]
    names = {found for cell in student.cells if (found := _name_of(cell))}
    shared = {
        exercise: len(names & set(tasks_of(read_notebook(source))))
        for exercise, source in exercises.items()
    }
    best = max(shared, key=shared.get)
    if shared[best]:
        return best, exercises[best]
    raise ExerciseError(
        f"{path.name} is no version of an exercise. These exist: {', '.join(exercises)}."
    )


def _name_of(cell: NotebookNode) -> str | None:
    try:
        task = task_of(cell)
    except ExerciseError:  # a student's own metadata
        return None
    return task.name if task else None


def _plan(
    student: NotebookNode, instructor: NotebookNode
) -> tuple[list[tuple[NotebookNode, Task | None]], list[str]]:
    """Return the code cells to run, locked ones as the instructor wrote them, and remarks."""
    official = tasks_of(instructor)
    plan, seen, remarks = [], set(), []
    for cell in student.cells:
        name = _name_of(cell)
        task, own = official.get(name, (None, None))
        if cell.cell_type != "code" or (task and task.name in seen):
            continue
        if task:
            seen.add(task.name)
        if task and task.is_locked:
            expected = make_student_version(new_notebook(cells=[own])).cells[0].source
            if _squeezed(cell.source) not in (_squeezed(expected), _squeezed(own.source)):
                remarks.append(f"The locked cell {task.name} was changed; the original was used.")
            plan.append((own, task))
        else:
            plan.append((cell, task))
    for task, own in official.values():
        if task.is_locked and own.cell_type == "code" and task.name not in seen:
            remarks.append(f"The cell {task.name} was missing; the original was used.")
            plan.append((own, task))
    return plan, remarks


def _stopped_given_cells(
    cells: list[NotebookNode], runs: list[CellRun], instructor: NotebookNode
) -> list[str]:
    """Name the first given cell that stops for a reason that no answer can have caused.

    What reads a student's variable, or what was made from one, may stop because of the answer.
    """
    given = {
        _squeezed(cell.source) for cell in instructor.cells
        if cell.cell_type == "code" and not ((task := task_of(cell)) and task.is_solution)
    }  # fmt: skip
    answers = set().union(*(
        names_in(cell.source)[1] for task, cell in tasks_of(instructor).values()
        if task.is_solution and cell.cell_type == "code"
    ))  # fmt: skip
    for cell, run in zip(cells, runs, strict=True):
        read, made = names_in(cell.source)
        if _squeezed(cell.source) not in given or read & answers:
            answers |= made
        elif run.state != "ran":
            where = _name_of(cell) or f"that begins with {cell.source.splitlines()[0]!r}"
            return [f"The given cell {where} stopped: {run.message}"]
    return []


def _squeezed(source: str) -> str:
    return " ".join(source.split())


def _solutions_before_tests(instructor: NotebookNode) -> dict[str, list[str]]:
    """Return the cells for solutions that each test is about: those since the test before it."""
    found, waiting = {}, []
    for cell in instructor.cells:
        task = task_of(cell)
        if task and task.is_solution and not task.is_written:
            waiting.append(task.name)
        elif task and task.is_test:
            found[task.name] = waiting
            waiting = []
    return found


def _mark(task: Task, runs: dict[str, CellRun], solutions, given, official) -> dict:
    """Mark one test by how its cell ran and how the cells for solutions before it did."""
    run = runs.get(task.name, CellRun("not run"))
    untouched = [
        name for name in solutions
        if name not in given or is_untouched(given[name][1], official[name][1])
    ]  # fmt: skip
    if run.state == "ran":
        points = task.points
        if run.value is not None:
            points = min(max(float(run.value), 0.0), task.points)
        return _row(task, "test", points, "passed" if points == task.points else "partly", "")
    if solutions and len(untouched) == len(solutions):
        return _row(task, "test", 0.0, "unanswered", "Not answered yet.")
    for name in solutions:
        own = runs.get(name, CellRun("not run"))
        if own.state in ("timeout", "output", "memory", "forbidden", "ended", "not run"):
            return _row(task, "test", 0.0, "stopped", own.message)
        if own.state == "error":
            return _row(task, "test", 0.0, "failed", f"Your cell stops with {own.message}")
        if own.state == "unanswered":
            return _row(task, "test", 0.0, "unanswered", own.message)
    state = "failed" if run.state in ("hint", "error", "unanswered") else "stopped"
    hint = run.message if run.state == "hint" else f"The check stops with {run.message}"
    return _row(task, "test", 0.0, state, hint)


def _row(task: Task, kind: str, points: float | None, state: str, hint: str) -> dict:
    return {
        "task": task.name, "kind": kind, "points": points, "possible": task.points,
        "state": state, "hint": hint,
    }  # fmt: skip


def _rubric(cell: NotebookNode) -> str:
    """Return what the instructor's version of a written answer says between its marks."""
    found = re.search(
        r"#{2,3}\s*BEGIN SOLUTION\s*\n(.*?)\n\s*#{2,3}\s*END SOLUTION", cell.source, re.DOTALL
    )
    return found[1].strip() if found else ""


@contextmanager
def _workplace(path: Path) -> Iterator[Path]:
    """Give one notebook a folder of its own, with the small files that lie beside it."""
    with TemporaryDirectory(prefix="parallax-exercise-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for beside in map(path.with_name, BESIDE):
            if beside.is_file():
                shutil.copy(beside, folder / beside.name)
        yield folder
