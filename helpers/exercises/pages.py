"""Write what was marked: a page for each student, and one table for the teacher."""

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers import __version__
from helpers.exercises.grade import Graded, summarise
from helpers.tables import write_table

SIGNS = {
    "passed": "✓", "partly": "◐", "failed": "✗", "stopped": "■", "unanswered": "○",
    "to be read": "…",
}  # fmt: skip
TABLE = "grades.csv"
TASKS = "tasks.csv"


def write_grades(graded: Sequence[Graded], out: str | Path) -> Path:
    """Write ``grades.csv`` (a row a notebook), ``tasks.csv`` (a row a task) and a page a student.

    Both tables are safe to open in a spreadsheet program.

    Returns
    -------
    pathlib.Path
        ``grades.csv``.
    """
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    grades = summarise(graded)
    names = _file_names([one.student for one in graded])
    for one, name in zip(graded, names, strict=True):
        (out / name).write_text(render_page(one), encoding="utf-8")
    tasks = [one.tasks for one in graded if len(one.tasks)]
    if tasks:
        write_table(pd.concat(tasks, ignore_index=True), out / TASKS)
    return write_table(grades.assign(page=names), out / TABLE)


def render_page(graded: Graded) -> str:
    """Return the page of one student as HTML; everything a student wrote is escaped."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "template"),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    titles = dict(zip(graded.tasks["task"], graded.tasks["title"], strict=True))
    tasks = [
        row | {"points": _number(row["points"]), "possible": _number(row["possible"])}
        for row in graded.tasks.to_dict("records")
    ]
    return environment.get_template("marked.html.j2").render(
        student=graded.student,
        exercise=graded.title or graded.exercise,
        points=_number(graded.points),
        possible=_number(graded.possible),
        to_read=int((graded.tasks["state"] == "to be read").sum()),
        remarks=graded.remarks,
        tasks=tasks,
        answers=[
            {"task": titles[task], "text": text, "rubric": rubric}
            for task, (text, rubric) in graded.answers.items()
        ],
        signs=SIGNS,
        version=__version__,
    )


def as_lines(graded: Graded) -> list[str]:
    """Return a marked notebook as lines for a terminal or the last cell of a notebook."""
    points = f"{_number(graded.points)} of {_number(graded.possible)} points"
    lines = [f"{graded.title or graded.exercise}: {points}"]
    for row in graded.tasks.to_dict("records"):
        lines.append(
            f"  {SIGNS[row['state']]} {row['title']}: {row['state']}, "
            f"{_number(row['points'])} of {_number(row['possible'])}"
        )
        if row["hint"]:
            lines.append(f"      {row['hint']}")
    return [*lines, *graded.remarks]


def _number(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:g}"


def _file_names(students: Sequence[str]) -> list[str]:
    """Name the pages after the students, each name once and without anything that acts."""
    taken: set[str] = set()
    names = []
    for student in students:
        base = re.sub(r"[^\w.-]+", "_", student)[:80].strip("._") or "student"
        name, number = base, 1
        while name.casefold() in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name.casefold())
        names.append(f"{name}.html")
    return names
