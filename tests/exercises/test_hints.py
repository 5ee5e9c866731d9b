import math

import pandas as pd
import pytest

from helpers.exercises import Hint, expect, expect_table, expect_value

RIGHT = pd.DataFrame({"country": ["US", "RU"], "n": [3, 4]})


def test_what_holds_says_nothing():
    expect(True, "no")
    expect_value(3, 3, "no")
    expect_value(0.1 + 0.2, 0.3, "no")
    expect_value(" us ", "US", "no")
    expect_value(["b", "a"], {"A", "b"}, "no")
    expect_value((1, 2.0), [1, 2], "no")
    expect_value("2031-05-04", pd.Timestamp("2031-05-04"), "no")
    expect_value(math.nan, math.nan, "no")
    expect_table(RIGHT.iloc[::-1].assign(more=1), RIGHT, "no", keys=["country"])


@pytest.mark.parametrize(
    ("answer", "right"),
    [(4, 3), ("3", 3), (True, "yes"), (None, 3), ([1], [1, 2]), ("a", {"a"}), (3.1, 3), (1, True)],
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
        (RIGHT.head(1), "no row for RU|no row for ru"),
        (pd.concat([RIGHT, RIGHT]), "rows that do not belong"),
        (RIGHT.assign(country=["US", "UA"]), "no row for ru"),
        (RIGHT.assign(n=[3, 5]), "Look at 'n' of ru"),
    ],
)  # fmt: skip
def test_a_wrong_table_says_where_it_is_wrong(answer, message):
    with pytest.raises(Hint, match=message):
        expect_table(answer, RIGHT, "Count again.", keys=["country"])


def test_a_misconception_of_a_table_comes_before_its_values():
    with pytest.raises(Hint, match="both equal"):
        expect_table(RIGHT.assign(n=9), RIGHT, "Count again.", keys=["country"],
                     wrong={"both equal": lambda table: set(table["n"]) == {9}})  # fmt: skip
