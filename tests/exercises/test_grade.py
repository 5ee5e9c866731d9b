import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from helpers.cli import main
from helpers.exercises import mark
from helpers.exercises.cells import ExerciseError, make_student_version
from helpers.exercises.grade import grade_folder, grade_notebook, summarise
from helpers.exercises.pages import render_page, write_grades
from helpers.exercises.sandbox import Limits
from helpers.exercises.versions import (
    find_exercises,
    find_left_out,
    write_student_versions,
    write_with_corpus,
)
from tests.exercises.making import exercise, fill, save

pytestmark = pytest.mark.usefixtures("workers_branch_off")

HOSTILE = '<script>alert(1)</script>" & </details> \u202egnorw'
LIMITS = Limits(cell_seconds=3)


@pytest.fixture(scope="module")
def exercises(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exercises")
    save(exercise(), folder / "E1_ferries.ipynb")
    return folder


def answers(**sources):
    return fill(make_student_version(exercise()), **sources)


STUDENTS = {
    "right": {"count": "n = ferries", "why": f"The harbour. {HOSTILE}"},
    "wheels": {"count": "n = ferries * 4"},
    "half": {"count": "n = float(ferries)"},
    "nothing": {},
    "crash": {"count": "n = fery"},
    "forever": {"count": "while True:\n    pass"},
    "cheat": {"count": "n = 0", "count-test": "pass", "given": "ferries = 0"},
}


@pytest.fixture(scope="module")
def graded(exercises, tmp_path_factory):
    folder = tmp_path_factory.mktemp("submissions")
    for name, sources in STUDENTS.items():
        save(answers(**sources), folder / "monday" / f"{name}.ipynb")
    (folder / "broken.ipynb").write_text("{ no notebook")
    save(nbformat.v4.new_notebook(), folder / "=other.ipynb")
    found = grade_folder(folder, exercises=exercises, limits=LIMITS, progress=False)
    return {one.student.removeprefix("monday/"): one for one in found}


@pytest.mark.parametrize(
    ("student", "points", "state", "hint"),
    [
        ("right", 3, "passed", ""),
        ("wheels", 0, "failed", "Those are the wheels."),
        ("half", 0, "failed", "whole number"),
        ("nothing", 0, "unanswered", "Not answered yet."),
        ("crash", 0, "failed", "Your cell stops with NameError"),
        ("forever", 0, "stopped", "longer than 3 seconds"),
        ("cheat", 0, "failed", "Count the ferries."),
    ],
)
def test_a_student_gets_points_and_a_hint(graded, student, points, state, hint):
    task = graded[student].tasks.set_index("task").loc["count-test"]
    assert (task["points"], task["possible"], task["state"]) == (points, 3, state)
    assert hint in task["hint"]
    assert graded[student].possible == 3


def test_a_written_answer_waits_for_a_teacher_with_its_rubric(graded):
    one = graded["right"]
    assert one.answers["why"] == (f"The harbour. {HOSTILE}", "A good answer names the harbour.")
    task = one.tasks.set_index("task").loc["why"]
    assert task["state"] == "to be read"
    assert pd.isna(task["points"])
    assert graded["wheels"].tasks.set_index("task").loc["why", "state"] == "unanswered"


def test_changes_to_locked_cells_are_undone_and_told(graded):
    assert graded["cheat"].remarks == [
        "The locked cell given was changed; the original was used.",
        "The locked cell count-test was changed; the original was used.",
    ]


def test_what_cannot_be_marked_does_not_take_the_others_down(graded):
    assert "cannot be read as a notebook" in graded["broken"].remarks[0]
    assert "no version of an exercise" in graded["=other"].remarks[0]
    assert len(graded) == len(STUDENTS) + 2


def test_tables_and_pages_are_written_and_safe(graded, tmp_path):
    path = write_grades(list(graded.values()), tmp_path)
    table = pd.read_csv(path).set_index("student")
    assert table.loc["monday/right", "points"] == 3
    assert "'=other" in table.index
    for page in table["page"]:
        soup = BeautifulSoup((tmp_path / page).read_text(encoding="utf-8"), "html.parser")
        assert soup.find("script") is None
    page = BeautifulSoup((tmp_path / table.loc["monday/right", "page"]).read_text(), "html.parser")
    assert HOSTILE in page.get_text()
    assert "3 of 3 points" in " ".join(page.get_text().split())
    assert len(pd.read_csv(tmp_path / "tasks.csv")) == 2 * len(STUDENTS)


def test_a_summary_counts_what_is_left_to_read(graded):
    table = summarise(graded.values()).set_index("student")
    assert table.loc["monday/right", "to_read"] == 1
    assert table.loc["monday/nothing", "unanswered"] == 2


def test_an_exercise_is_recognised_by_its_tasks_alone(exercises, tmp_path):
    notebook = answers(count="n = ferries")
    notebook.metadata = {}
    assert grade_notebook(save(notebook, tmp_path / "a.ipynb"), exercises=exercises).points == 3


def test_a_deleted_test_is_run_all_the_same(exercises, tmp_path):
    notebook = answers(count="n = ferries")
    notebook.cells = [cell for cell in notebook.cells if "expect_value" not in cell.source]
    one = grade_notebook(save(notebook, tmp_path / "a.ipynb"), exercises=exercises)
    assert one.points == 3
    assert one.remarks == ["The cell count-test was missing; the original was used."]


def test_a_number_at_the_end_of_a_test_gives_part_of_the_points(tmp_path):
    save(exercise(count_test="1.5 if n == ferries else 0"), tmp_path / "e" / "E1.ipynb")
    path = save(answers(count="n = ferries"), tmp_path / "a.ipynb")
    one = grade_notebook(path, exercises=tmp_path / "e")
    task = one.tasks.set_index("task").loc["count-test"]
    assert (task["points"], task["state"]) == (1.5, "partly")


def test_student_versions_stand_beside_the_exercises(exercises):
    written = write_student_versions(exercises=exercises)
    assert written == [exercises / "student" / "E1_ferries.ipynb"]
    assert list(find_exercises(exercises)) == ["ferries"]


def test_an_exercise_can_be_given_another_corpus(exercises, tmp_path):
    (tmp_path / "articles.csv").write_text("text\nThe ferry was late.\n")
    student = write_with_corpus(tmp_path / "articles.csv", tmp_path / "course", exercises)[0]
    expected = f"corpus = '{(tmp_path / 'articles.csv').as_posix()}'"
    for path in (student, tmp_path / "course" / "instructor" / "E1_ferries.ipynb"):
        assert expected in nbformat.read(path, 4).cells[1].source
    path = save(answers(count="n = ferries"), tmp_path / "a.ipynb")
    assert grade_notebook(path, exercises=tmp_path / "course" / "instructor").points == 3


def test_a_course_on_another_corpus_says_nothing_untrue(tmp_path):
    text = (
        "# Ferries\n\nCount.\n\n*Two Capitals is fiction: its outlets are invented.*\n\n"
        "[glossary](../glossary.md), [01_corpus](../01_corpus.ipynb)"
    )
    notebook = exercise()
    notebook.cells[0].source = text
    save(notebook, tmp_path / "all" / "E1_ferries.ipynb")
    codes = exercise(given='corpus = "x"\nload(corpus).beside("codes.csv")')
    codes.metadata["parallax_exercise"] = "codes"
    save(codes, tmp_path / "all" / "E2_codes.ipynb")
    (tmp_path / "articles.csv").write_text("text\nThe ferry was late.\n")
    where = (tmp_path / "articles.csv", tmp_path / "course", tmp_path / "all")
    assert find_left_out(where[0], where[2]) == {"codes": ["codes.csv"]}
    [student] = write_with_corpus(*where)
    source = nbformat.read(student, 4).cells[0].source
    assert source == "# Ferries\n\nCount.\n\n[glossary](../glossary.md), 01_corpus"
    assert (tmp_path / "course" / "glossary.md").is_file()
    (tmp_path / "codes.csv").write_text("article_id,tone\n")
    assert len(write_with_corpus(*where)) == 2
    arguments = ["--corpus", where[0], "--out", where[1], "--exercises", where[2]]
    (tmp_path / "codes.csv").unlink()
    result = CliRunner().invoke(main, ["exercises", *map(str, arguments)])
    assert "left out: E2_codes.ipynb needs codes.csv beside the corpus" in result.stderr
    assert [path.name for path in where[1].rglob("E*.ipynb")] == ["E1_ferries.ipynb"] * 2


def test_a_given_cell_that_stops_is_named_unless_an_answer_may_be_the_cause(tmp_path):
    notebook = exercise()
    notebook.cells[2:2] = [
        nbformat.v4.new_code_cell("chosen = [][3]"),
        nbformat.v4.new_code_cell("print(chosen)"),
    ]
    notebook.cells.append(nbformat.v4.new_code_cell("print(1 / (n - ferries))"))
    save(notebook, tmp_path / "e" / "E1.ipynb")
    student = fill(make_student_version(notebook), count="n = ferries")
    one = grade_notebook(save(student, tmp_path / "a.ipynb"), exercises=tmp_path / "e")
    assert one.remarks == [
        "The given cell that begins with 'chosen = [][3]' stopped: IndexError: list index out of "
        "range"
    ]


@pytest.mark.parametrize("name", ["PARALLAX_GRADING", "NBGRADER_EXECUTION"])
def test_a_notebook_that_is_being_marked_does_not_mark_itself(monkeypatch, capsys, tmp_path, name):
    monkeypatch.setenv(name, "1")
    mark(save(answers(), tmp_path / "a.ipynb"))
    assert capsys.readouterr().out == ""


def test_a_folder_without_notebooks_is_an_error(tmp_path):
    with pytest.raises(ExerciseError, match="no notebook"):
        grade_folder(tmp_path)
    with pytest.raises(ExerciseError, match="No exercise"):
        find_exercises(tmp_path)


def test_the_command_prints_points_and_hints(exercises, tmp_path):
    path = save(answers(count="n = ferries * 4"), tmp_path / "mine.ipynb")
    result = CliRunner().invoke(main, ["grade", str(path), "--exercises", str(exercises)])
    assert result.exit_code == 0
    assert result.stdout.startswith("Ferries: 0 of 3 points\n  ✗ Task 1 · Boats: failed, 0 of 3\n")
    assert "Those are the wheels." in result.stdout


def test_the_command_marks_a_folder(exercises, tmp_path):
    save(answers(count="n = ferries"), tmp_path / "in" / "anna.ipynb")
    result = CliRunner().invoke(
        main, ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out"),
               "--exercises", str(exercises), "--quiet"],
    )  # fmt: skip
    assert result.exit_code == 0
    assert (tmp_path / "out" / "anna.html").is_file()
    assert result.stdout.strip().endswith("grades.csv")


def test_a_page_without_tasks_says_why(graded):
    text = BeautifulSoup(render_page(graded["broken"]), "html.parser").get_text()
    assert "could not be marked" in text
    assert "cannot be read" in text
