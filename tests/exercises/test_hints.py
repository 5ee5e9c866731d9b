import math

import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from helpers.exercises import Hint, answered, expect, expect_table, expect_value, passed

RIGHT = pd.DataFrame({"country": ["US", "RU"], "n": [3, 4]})


def test_what_holds_says_nothing():
    expect(True, "no")
    expect_value(3, 3, "no")
    expect_value(np.int64(3), 3, "no")
    expect_value(np.bool_(True), True, "no")
    expect_value("2031-03-10/2031-03-16", pd.Period("2031-03-10", freq="W"), "no")
    expect_value(0.1 + 0.2, 0.3, "no")
    expect_value(" us ", "US", "no")
    expect_value(["b", "a"], {"A", "b"}, "no")
    expect_value((1, 2.0), [1, 2], "no")
    expect_value("2031-05-04", pd.Timestamp("2031-05-04"), "no")
    expect_value(math.nan, math.nan, "no")
    expect_table(RIGHT.iloc[::-1].assign(more=1), RIGHT, "no", keys=["country"])


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (4, 3),
        ("3", 3),
        (True, "yes"),
        (None, 3),
        ([1], [1, 2]),
        ("a", {"a"}),
        (3.1, 3),
        (1, True),
        (True, 1),
        (False, 0),
        (0, 0.04),
    ],
)
def test_what_does_not_hold_gives_the_hint(answer, right):
    with pytest.raises(Hint):
        expect_value(answer, right, "Count again.")


def test_a_known_wrong_answer_gets_its_own_message():
    with pytest.raises(Hint, match=r"^Those are the wheels\.$"):
        expect_value(12, 3, "Count again.", wrong={"Those are the wheels.": 12})


def test_a_missing_answer_is_told_apart_from_a_wrong_one():
    with pytest.raises(Hint, match="no answer yet"):
        expect_value(..., 3, "Count again.")


def test_the_wrong_type_is_named():
    with pytest.raises(Hint, match="yours is a column"):
        expect_value(RIGHT["n"], 3, "Count again.")


def test_a_condition_that_is_a_whole_column_is_no_crash():
    with pytest.raises(Hint, match="whole table or column"):
        expect(RIGHT["n"] > 2, "All of them.")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (RIGHT["n"], "one column"),
        (7, "should be a table"),
        (RIGHT.drop(columns="n"), "no column 'n'"),
        (RIGHT.head(1), "no row for RU"),
        (pd.concat([RIGHT, RIGHT]), "rows that do not belong"),
        (RIGHT.assign(country=["US", "UA"]), "no row for RU"),
        (RIGHT.set_index("country"), "'country' is its index"),
        (RIGHT.assign(n=["3", "4"]), "each is a text"),
        (RIGHT.assign(n=[3, math.nan]), "Look at 'n' of RU: it is missing"),
        (RIGHT.assign(n=[3, 5]), "Look at 'n' of RU"),
    ],
)  # fmt: skip
def test_a_wrong_table_says_where_it_is_wrong(answer, message):
    with pytest.raises(Hint, match=message):
        expect_table(answer, RIGHT, "Count again.", keys=["country"])


def test_a_misconception_of_a_table_comes_before_its_values():
    with pytest.raises(Hint, match="both equal"):
        expect_table(RIGHT.assign(n=9), RIGHT, "Count again.", keys=["country"],
                     wrong={"both equal": lambda table: set(table["n"]) == {9}})  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (26.4, "a percentage"),
        (26, "a percentage"),
        (0.26, "rounded"),
        ("0.264", "a text"),
        ("26.4 %", "a text"),
        (math.nan, "missing"),
        (True, "yours is True or False"),
        (pd.Series([0.264]), "Take the value out"),
        (pd.DataFrame({"a": [0.264]}), "yours is a table"),
        (RIGHT.iloc[0], "yours is a row of a table"),
        (pd.array(["a", "b"]), "yours is a list of values"),
        (0.33, "chance"),
        (17, "Count again"),
    ],
)
def test_a_slip_of_form_is_recognised(answer, message):
    with pytest.raises(Hint, match=message):
        expect_value(answer, 0.264, "Count again.", wrong={"That is chance.": 1 / 3})


@pytest.mark.parametrize(
    ("shares", "message"),
    [
        ([66.25, 0.0], "'share' are right, but each is a percentage"),
        ([66, 0], "a percentage"),
        ([0.66, 0.0], "rounded"),
        ([0.6625, math.nan], "fill it with 0"),
        ([53, 0], "These are counts"),
        ([0.6625, 0.1], "Divide"),
    ],
)
def test_a_slip_of_form_in_a_column_is_recognised(shares, message):
    right = pd.DataFrame({"country": ["US", "RU"], "share": [0.6625, 0.0]})
    wrong = {"These are counts.": lambda table: table["share"].max() > 1}
    answer = right.assign(share=shares)
    with pytest.raises(Hint, match=message):
        expect_table(answer, right, "Divide.", keys=["country"], wrong=wrong)


def test_a_misconception_that_a_table_cannot_be_asked_for_is_passed_over():
    with pytest.raises(Hint, match="each is a text"):
        expect_table(RIGHT.assign(n=["3", "4"]), RIGHT, "Count again.", keys=["country"],
                     wrong={"large": lambda table: table["n"] > 1,
                            "larger": lambda table: table["m"].max() > 1})  # fmt: skip


def test_weeks_may_be_periods_or_texts():
    right = pd.DataFrame({"week": pd.period_range("2031-03-10", periods=2, freq="W"), "n": [1, 2]})
    expect_table(right.assign(week=right["week"].astype("str")), right, "no", keys=["week"])
    expect_table(right, right.assign(week=right["week"].astype("str")), "no", keys=["week"])


def test_a_task_that_was_not_run_is_told_without_an_error_of_python():
    with pytest.raises(Hint, match="There is no `nowhere_to_be_found` yet"):
        answered("RIGHT", "nowhere_to_be_found")
    answered("RIGHT")


def test_a_right_task_says_so(capsys):
    passed("Task 1", 2)
    assert capsys.readouterr().out == "✓ Task 1 is right (2 points).\n"


def test_a_notebook_shows_the_hint_and_no_traceback(capsys):
    shell = InteractiveShell()
    shell.run_cell("from helpers.exercises import expect\nexpect(False, 'Count rows.')")
    assert capsys.readouterr().out.strip() == "Hint: Count rows."
