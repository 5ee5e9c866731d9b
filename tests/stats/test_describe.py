"""Comparisons in plain sentences."""

import numpy as np
import pandas as pd
import pytest

from helpers.stats import adjust_p_values, compare_groups, describe_difference


@pytest.fixture
def row() -> pd.Series:
    """A comparison of many outlets that leaves no doubt."""
    return pd.Series(
        {
            "measure": "polarity", "a": "US", "b": "RU", "estimate_a": 0.1, "estimate_b": 0.06,
            "difference": 0.04, "low": 0.01, "high": 0.07, "level": 0.95, "p_value": 0.004,
            "smallest_p": 0.0002, "n_articles_a": 1200, "n_articles_b": 900, "n_clusters_a": 12,
            "n_clusters_b": 9, "cluster": "outlet", "note": np.nan,
        }
    )  # fmt: skip


def test_a_clear_difference_is_one_sentence_with_all_its_numbers(row):
    assert describe_difference(row) == (
        "polarity: US outlets score 0.04 higher than RU outlets (0.10 against 0.06; 95 % interval "
        "of the difference 0.01 to 0.07; 12 and 9 outlets, 1,200 and 900 articles; p = 0.004, "
        "smallest possible p < 0.001)."
    )


def test_a_negative_difference_reads_lower(row):
    text = describe_difference(row.to_dict() | {"difference": -0.04})
    assert "US outlets score 0.04 lower than RU outlets" in text


def test_an_interval_across_zero_says_that_the_side_is_not_known(row):
    text = describe_difference(row.to_dict() | {"low": -0.02})
    assert "The interval includes zero: the data do not tell which side is higher." in text


def test_few_outlets_are_said_in_words(row):
    few = {"n_clusters_a": 4, "n_clusters_b": 4, "p_value": 2 / 70, "smallest_p": 2 / 70}
    text = describe_difference(row.to_dict() | few)
    assert "p = 0.029, the smallest that can be reached here" in text
    assert text.endswith("With 4 and 4 outlets there are too few to rely on the interval.")


def test_a_design_that_can_never_be_significant_says_so(row):
    few = {"n_clusters_a": 2, "n_clusters_b": 2, "p_value": 1 / 3, "smallest_p": 1 / 3}
    text = describe_difference(row.to_dict() | few)
    assert "chance can never be ruled out at the usual 5 %" in text


def test_a_tiny_difference_is_never_printed_as_zero(row):
    tiny = {"difference": 0.00042, "estimate_a": 0.00142, "estimate_b": 0.001, "low": 0.0001}
    assert "score 0.00042 higher" in describe_difference(row.to_dict() | tiny)


def test_no_difference_reads_as_the_same(row):
    text = describe_difference(row.to_dict() | {"difference": 0.0, "low": 0.0, "high": 0.0})
    assert "US outlets score the same as RU outlets" in text


def test_a_comparison_that_cannot_be_made_says_why():
    data = pd.DataFrame({"outlet": ["Harbor Post"], "country": ["US"], "tone": [0.2]})
    text = describe_difference(compare_groups(data, numerator="tone"))
    assert text == (
        "tone: US outlets and RU outlets cannot be compared (no RU rows: nothing to compare)."
    )


def test_a_corrected_p_is_told_with_the_plain_one():
    data = pd.DataFrame({"outlet": list("abcd"), "country": ["US", "US", "RU", "RU"]})
    table = adjust_p_values(compare_groups(data.assign(tone=[3, 4, 1, 2.0]), numerator="tone"))
    assert "q = 0.33 after correction for the number of tests" in describe_difference(table)


def test_more_than_one_row_is_refused(row):
    with pytest.raises(ValueError, match="one row is needed, not 2"):
        describe_difference(pd.DataFrame([row, row]))
