import nbformat
import pytest

from helpers.exercises.cells import (
    ExerciseError,
    check_exercise,
    find_leaks,
    is_untouched,
    make_student_version,
    task_of,
)
from tests.exercises.making import SOLUTION, TEST, exercise, fill


def source_of(notebook, name):
    return next(
        cell.source for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == name
    )  # fmt: skip


def test_a_student_gets_stubs_and_no_hidden_tests_and_no_outputs():
    notebook = exercise()
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="7")]
    notebook.cells[1].execution_count = 1
    student = make_student_version(notebook)
    assert source_of(student, "count") == (
        "# Set n to the number of ferries.\n# YOUR CODE HERE\nraise NotImplementedError()"
    )
    assert "whole number" not in source_of(student, "count-test")
    assert "Count the ferries." in source_of(student, "count-test")
    assert source_of(student, "why") == "YOUR ANSWER HERE"
    assert student.cells[1].outputs == []
    assert find_leaks(notebook, student) == []


def test_a_stub_is_as_far_indented_as_the_solution():
    source = "def count():\n    ### BEGIN SOLUTION\n    return 7\n    ### END SOLUTION"
    student = make_student_version(exercise(count=source))
    assert source_of(student, "count") == (
        "def count():\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    )


@pytest.mark.parametrize(
    ("name", "leak"),
    [("count", "n = ferries * 1 + 0"), ("count-test", 'assert isinstance(n, int), "a whole')],
)
def test_a_solution_or_hidden_test_that_is_left_is_found(name, leak):
    notebook = exercise()
    leaky = fill(make_student_version(notebook), **{name: leak + ' number please"'})
    if name == "count":
        leaky = fill(leaky, count=leak)
    assert any(leak in found for found in find_leaks(notebook, leaky))


def test_a_stored_output_is_a_leak():
    notebook = exercise()
    student = make_student_version(notebook)
    student.cells[2].outputs = [nbformat.v4.new_output("stream", text="7")]
    assert "a stored output" in find_leaks(notebook, student)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"count": "### BEGIN SOLUTION\nn = 7"}, "do not come in pairs"),
        ({"count": "n = 7"}, "without marks"),
        ({"given": SOLUTION}, "is no cell for solutions"),
        ({"count": SOLUTION + "\n" + TEST}, "is no cell of tests"),
    ],
)
def test_what_is_wrong_with_an_exercise_is_said(changed, problem):
    notebook = exercise(**changed)
    assert any(problem in one for one in check_exercise(notebook))
    with pytest.raises(ExerciseError, match=problem):
        make_student_version(notebook)


def test_two_cells_of_one_name_are_refused():
    notebook = exercise()
    notebook.cells.append(nbformat.from_dict(notebook.cells[2]))
    assert "Two cells are named count." in check_exercise(notebook)


def test_an_untouched_cell_is_told_from_an_answer():
    instructor = exercise().cells[2]
    student = make_student_version(exercise()).cells[2]
    assert is_untouched(student, instructor)
    student.source += "\nn = 5"
    assert not is_untouched(student, instructor)


@pytest.mark.parametrize("meta", [{}, {"nbgrader": "x"}])
def test_a_cell_without_nbgraders_words_is_no_task(meta):
    assert task_of(nbformat.v4.new_code_cell("1", metadata=meta)) is None


@pytest.mark.parametrize(
    "meta", [{"grade": True}, {"grade": True, "grade_id": "a", "points": "many"}]
)
def test_broken_metadata_are_an_error_that_names_them(meta):
    with pytest.raises(ExerciseError, match=r"grade_id|points of cell a"):
        task_of(nbformat.v4.new_code_cell("1", metadata={"nbgrader": meta}))
