import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.charts.describe import (
    describe_intervals,
    describe_notes,
    format_count,
    format_number,
    format_value,
    join_names,
    paragraph,
    require_columns,
    span_of_counts,
    value_name,
)
from tests.charts.made_up import estimates, frames, names


@pytest.mark.parametrize(
    ("value", "text"),
    [(-0.004, "0.00"), (-0.005000001, "−0.01"), (0.125, "0.12"), (0.125 + 1e-13, "0.12"),
     (float("nan"), "–"), (None, "–"), (pd.NA, "–"), (float("-inf"), "−∞"), (12, "12.00")],
)  # fmt: skip
def test_numbers_are_rounded_for_reading(value, text):
    assert format_number(value) == text


@given(st.floats(-1e6, 1e6), st.integers(0, 6))
def test_no_number_is_a_negative_zero(value, digits):
    text = format_number(value, digits)
    assert text.strip("−0.") != "" or "−" not in text


def test_shares_are_printed_as_percentages():
    assert format_value(0.255, percent=True) == "26%"
    assert format_value(float("nan"), percent=True) == "–"


def test_counts_have_their_thousands_apart():
    assert [format_count(n) for n in (8833, 12.0, pd.NA)] == ["8,833", "12", "–"]


def test_many_names_are_counted():
    assert join_names(["a"]) == "a"
    assert join_names(["a", "b", "c"]) == "a, b and c"
    assert join_names(list("abcdefg")) == "a, b, c, d and 3 more"


def test_a_paragraph_has_whole_sentences_only():
    assert paragraph("one thing.", "", "another") == "One thing. Another."


def test_a_missing_column_is_named_beside_those_there_are():
    with pytest.raises(ValueError, match="needs columns 'low', 'high'; the table has 'estimate'"):
        require_columns(pd.DataFrame({"estimate": []}), ["low", "high"], "plot")


def test_the_caption_says_level_method_and_what_was_resampled():
    text = describe_intervals(frames(), level=0.9, interval="bootstrap")
    assert text == "Lines are 90% intervals (bootstrap over outlets, 4 outlets a row)"


def test_the_caption_does_not_repeat_the_number_of_articles_as_clusters():
    text = describe_intervals(estimates(names(3)), level=0.95, interval="bootstrap")
    assert text == "Lines are 95% intervals (bootstrap over articles)"


def test_without_intervals_nothing_is_said_of_them():
    table = frames().assign(low=float("nan"))
    assert describe_intervals(table, level=0.95, interval="bootstrap") == ""


def test_a_note_on_all_rows_is_said_once():
    text = describe_notes(frames(), ["frame", "country"])
    assert text == (
        "Note on all rows: fewer than five outlets a side: the interval is too narrow to trust"
    )


def test_a_note_on_some_rows_names_them():
    table = frames()
    table.loc[1:, "note"] = None
    assert describe_notes(table, ["frame", "country"]).startswith(
        "Note on conflict (United States)"
    )


def test_counts_are_said_as_a_span():
    assert span_of_counts(pd.Series([3, 14, 9]), "article") == "from 3 to 14 articles a row"
    assert span_of_counts(pd.Series([1, 1]), "article") == "1 article a row"


def test_notes_that_differ_in_a_number_are_said_once():
    table = estimates(names(4))
    table["note"] = [f"only {number} articles: too few" for number in (2, 4, 3)] + [None]
    assert describe_notes(table, ["outlet"]) == (
        "Note on Invented Outlet 00, Invented Outlet 01 and Invented Outlet 02: "
        "only 2 to 4 articles: too few"
    )


def test_a_note_in_all_panels_names_its_group_once():
    table = estimates(names(2), ("textblob", "vader"))
    table["note"] = ["thin", None, "thin", "thin"]
    text = describe_notes(table, ["outlet", "method"], names={"vader": "VADER"})
    assert text == "Note on Invented Outlet 00 and Invented Outlet 01 (VADER): thin"


def test_of_many_notes_the_most_frequent_are_given():
    table = estimates(names(6))
    table["note"] = ["rare", "common", "common", "odd", "strange", None]
    text = describe_notes(table, ["outlet"], most=2)
    assert text.startswith("Note on Invented Outlet 01 and Invented Outlet 02: common.")
    assert text.endswith("2 other remarks in the table")


@pytest.mark.parametrize(
    ("value", "column", "name"),
    [
        ("human_interest", "frame", "human interest"),
        ("daily_post", "outlet", "daily_post"),
        ("US", "term", "US"),
        ("unknown", "outlet", "outlet unknown"),
        ("RU", "country", "Russia"),
    ],
)
def test_codes_are_written_as_words_and_names_as_they_are(value, column, name):
    assert value_name(value, column) == name
