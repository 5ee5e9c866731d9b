"""Diversity of sources: known answers and honest intervals."""

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.stats import diversity
from helpers.stats.schema import RESULT_COLUMNS


def quotations(counts: dict[str, int], outlet: str = "Harbor Post") -> pd.DataFrame:
    """One row a quotation, each in an article of its own."""
    speakers = [speaker for speaker, count in counts.items() for _ in range(count)]
    return pd.DataFrame(
        {
            "article_id": [f"{outlet}-{number}" for number in range(len(speakers))],
            "outlet": outlet,
            "speaker_name": pd.Series(speakers, dtype="str"),
        }
    )


def measure(table: pd.DataFrame) -> pd.Series:
    return diversity(table, "outlet", "speaker_name").set_index("measure")["estimate"]


def test_four_speakers_evenly_quoted_have_the_diversity_of_four():
    figures = measure(quotations({"Orlova": 10, "Reyes": 10, "Tran": 10, "Novak": 10}))
    assert figures["shannon"] == pytest.approx(np.log(4))
    assert figures["gini_simpson"] == pytest.approx(3 / 4)
    assert figures["gini"] == pytest.approx(0)


def test_a_single_speaker_has_no_diversity():
    figures = measure(quotations({"Orlova": 40}))
    assert list(figures) == [0, 0, 0]


def test_concentration_of_counts_equals_the_one_computed_by_hand():
    # Counts 1, 1, 8: mean absolute difference 28/9 over all ordered pairs, mean 10/3.
    figures = measure(quotations({"Orlova": 8, "Reyes": 1, "Tran": 1}))
    assert figures["gini"] == pytest.approx((28 / 9) / (2 * 10 / 3))
    assert figures["gini_simpson"] == pytest.approx(1 - (0.64 + 0.01 + 0.01))


def test_totals_and_single_rows_give_the_same_estimate():
    rows = quotations({"Orlova": 8, "Reyes": 3, "Tran": 1})
    totals = rows.groupby(["outlet", "speaker_name"], as_index=False).agg(
        n_quotations=("article_id", "size"), article_id=("article_id", "first")
    )
    by_totals = diversity(totals, "outlet", "speaker_name", count="n_quotations")
    np.testing.assert_allclose(by_totals["estimate"], measure(rows))


def test_interval_holds_the_estimate():
    table = quotations({"Orlova": 20, "Reyes": 15, "Tran": 5, "Novak": 4, "Adeyemi": 1})
    result = diversity(table, "outlet", "speaker_name")
    assert (result["low"] < result["estimate"]).all()
    assert (result["estimate"] < result["high"]).all()
    assert list(result.columns) == ["outlet", *RESULT_COLUMNS]


def test_quotations_in_few_articles_make_a_wider_interval_than_in_many():
    many = quotations({"Orlova": 30, "Reyes": 20, "Tran": 10})
    few = many.assign(article_id=[f"a{number // 6}" for number in range(len(many))])
    widths = [
        diversity(table, "outlet", "speaker_name").eval("high - low").iloc[1]
        for table in (many, few)
    ]
    assert widths[1] > widths[0]


def test_quotations_without_a_speaker_are_left_out_and_counted():
    table = quotations({"Orlova": 20, "Reyes": 20})
    table.loc[[0, 1], "speaker_name"] = pd.NA
    result = diversity(table, "outlet", "speaker_name")
    assert result["n_units"].tolist() == [38] * 3
    assert (result["note"] == "2 of 40 rows without speaker_name left out").all()


def test_a_group_without_any_known_speaker_stays_with_missing_figures():
    table = pd.concat([quotations({"Orlova": 40}), quotations({"Reyes": 2}, "Nevsky Wire")])
    table["speaker_name"] = table["speaker_name"].where(table["outlet"] != "Nevsky Wire")
    result = diversity(table, "outlet", "speaker_name").set_index("outlet").loc["Nevsky Wire"]
    assert result["estimate"].isna().all()
    assert result["note"].str.contains("nothing to count").all()


def test_few_counts_are_said_to_understate():
    result = diversity(quotations({"Orlova": 3, "Reyes": 3}), "outlet", "speaker_name")
    assert result["note"].str.contains("only 6 counts: diversity is understated").all()


def test_result_does_not_depend_on_row_order_and_input_is_kept():
    table = quotations({"Orlova": 20, "Reyes": 15, "Tran": 5})
    before = table.copy(deep=True)
    shuffled = table.sample(frac=1, random_state=2)
    assert_frame_equal(
        diversity(table, "outlet", "speaker_name"), diversity(shuffled, "outlet", "speaker_name")
    )
    assert_frame_equal(table, before)


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match="no column 'speaker'"):
        diversity(quotations({"Orlova": 1}), "outlet", "speaker")
