"""Diversity at equal numbers of counts: exact expectations."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.charts import plot_estimates
from helpers.stats import diversity, rarefy_diversity
from tests.stats.test_diversity import quotations

FAST = {"n_resamples": 100}


def measure(table, size=None):
    result = rarefy_diversity(table, "outlet", "speaker_name", size=size, **FAST)
    return result.set_index(["outlet", "measure"])["estimate"]


def test_the_expectation_is_the_mean_over_all_samples():
    voices = ["Orlova"] * 4 + ["Reyes"] * 2 + ["Tran"]
    samples = [list(sample) for sample in combinations(voices, 3)]
    shares = [[sample.count(name) / 3 for name in set(sample)] for sample in samples]
    figures = measure(quotations({"Orlova": 4, "Reyes": 2, "Tran": 1}), 3)["Harbor Post"]
    assert figures["richness"] == pytest.approx(np.mean([len(own) for own in shares]))
    simpson = np.mean([1 - sum(p**2 for p in own) for own in shares])
    assert figures["gini_simpson"] == pytest.approx(simpson)
    shannon = np.mean([-sum(p * np.log(p) for p in own) for own in shares])
    assert figures["shannon"] == pytest.approx(shannon)


def test_at_its_own_size_a_group_has_its_own_diversity():
    table = quotations({"Orlova": 20, "Reyes": 12, "Tran": 3})
    plain = diversity(table, "outlet", "speaker_name", **FAST).set_index("measure")["estimate"]
    figures = measure(table, 35)["Harbor Post"]
    assert figures["richness"] == pytest.approx(3)
    assert figures["shannon"] == pytest.approx(plain["shannon"])
    assert figures["gini_simpson"] == pytest.approx(plain["gini_simpson"])


def test_the_same_voices_quoted_ten_times_as_often_are_as_diverse():
    few = quotations({"Orlova": 30, "Reyes": 10})
    much = quotations({"Orlova": 300, "Reyes": 100}, "Tin Whistle")
    figures = measure(pd.concat([few, much]), 20)
    assert figures["Tin Whistle", "shannon"] == pytest.approx(
        figures["Harbor Post", "shannon"], abs=0.02
    )


def test_groups_are_brought_to_the_smallest_that_has_enough():
    tables = [
        quotations({"Orlova": 50, "Reyes": 10}),
        quotations({"Tran": 33}, "Tin Whistle"),
        quotations({"Novak": 5}, "Small Bell"),
    ]
    result = rarefy_diversity(pd.concat(tables), "outlet", "speaker_name", **FAST)
    assert set(result["size"]) == {33}
    small = result[result["outlet"] == "Small Bell"]
    assert small["estimate"].isna().all()
    assert small["note"].str.contains("fewer than the 33 counts of the comparison").all()


def test_large_groups_are_brought_to_a_hundred():
    table = quotations({"Orlova": 150, "Reyes": 50})
    result = rarefy_diversity(table, "outlet", "speaker_name", **FAST)
    assert set(result["size"]) == {100}


def test_intervals_hold_the_estimate():
    table = quotations({"Orlova": 20, "Reyes": 12, "Tran": 3})
    result = rarefy_diversity(table, "outlet", "speaker_name", size=35, **FAST)
    assert (result["low"] <= result["estimate"]).all()
    assert (result["estimate"] <= result["high"]).all()
    assert (result["low"] < result["high"]).all()


def test_one_article_has_no_interval_and_nothing_has_no_rows():
    table = quotations({"Orlova": 4, "Reyes": 2}).assign(article_id="one")
    result = rarefy_diversity(table, "outlet", "speaker_name", size=3, **FAST)
    assert result["low"].isna().all()
    empty = rarefy_diversity(table.iloc[:0], "outlet", "speaker_name", **FAST)
    assert empty.empty
    assert list(empty)[-1] == "size"


def test_rows_without_a_speaker_are_counted_in_the_note():
    table = quotations({"Orlova": 4, "Reyes": 2})
    table.loc[0, "speaker_name"] = None
    result = rarefy_diversity(table, "outlet", "speaker_name", size=3, **FAST)
    assert result["note"].str.contains("1 of 6 rows without speaker_name left out").all()


def test_a_group_without_any_speaker_has_no_estimate():
    table = quotations({"Orlova": 4}).assign(speaker_name=pd.Series([None] * 4, dtype="str"))
    assert rarefy_diversity(table, "outlet", "speaker_name", **FAST)["estimate"].isna().all()


def test_it_can_be_drawn_and_changes_nothing():
    table = quotations({"Orlova": 20, "Reyes": 12, "Tran": 3})
    before = table.copy()
    result = rarefy_diversity(table, "outlet", "speaker_name", **FAST)
    assert plot_estimates(result, panel="measure").caption
    assert_frame_equal(table, before)


def test_a_size_of_one_is_refused():
    with pytest.raises(ValueError, match="size must be 2 or more, not 1"):
        rarefy_diversity(quotations({"Orlova": 4}), "outlet", "speaker_name", size=1)
