"""Comparisons of two groups: interval, permutation of clusters, effect sizes, corrections."""

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.stats import adjust_p_values, compare_groups, leave_one_out
from helpers.stats.schema import COMPARISON_COLUMNS


def press(values_us: list[float], values_ru: list[float], size: int = 1) -> pd.DataFrame:
    """Each value is one outlet's tone, told in ``size`` articles."""
    rows = [
        (f"{country}{number}-{copy}", f"{country}{number}", country, value)
        for country, values in (("US", values_us), ("RU", values_ru))
        for number, value in enumerate(values)
        for copy in range(size)
    ]
    return pd.DataFrame(rows, columns=["article_id", "outlet", "country", "tone"])


def random_press(seed: int, n_outlets: int = 4, size: int = 6) -> pd.DataFrame:
    """Outlets differ, countries do not."""
    generator = np.random.default_rng(seed)
    data = press(
        list(generator.normal(size=n_outlets)), list(generator.normal(size=n_outlets)), size
    )
    return data.assign(tone=data["tone"] + generator.normal(size=len(data)))


def test_difference_is_that_of_the_two_estimates():
    row = compare_groups(press([0.5, 0.3], [0.1, 0.1, 0.4]), numerator="tone").iloc[0]
    assert row["estimate_a"] == pytest.approx(0.4)
    assert row["estimate_b"] == pytest.approx(0.2)
    assert row["difference"] == pytest.approx(0.2)
    assert (row["n_clusters_a"], row["n_clusters_b"]) == (2, 3)


def test_exact_p_equals_the_one_counted_by_hand():
    # Means of 2 of the 5 outlets {5, 4 | 1, 2, 3} against the other 3: of the ten ways to deal,
    # only {5, 4} (the data) and {1, 2} (difference -2.5) are 2.5 apart or more.
    row = compare_groups(press([5, 4], [1, 2, 3]), numerator="tone").iloc[0]
    assert row["difference"] == 2.5
    assert row["p_value"] == pytest.approx(2 / 10)
    assert row["smallest_p"] == pytest.approx(1 / 10)


def test_four_outlets_a_side_cannot_reach_a_p_below_two_in_seventy():
    row = compare_groups(press([9, 8, 7, 6], [1, 2, 3, 4]), numerator="tone").iloc[0]
    assert row["p_value"] == pytest.approx(2 / 70)
    assert row["smallest_p"] == pytest.approx(2 / 70)


def test_p_is_one_where_there_is_no_difference_at_all():
    assert compare_groups(press([1, 1], [1, 1]), numerator="tone")["p_value"].item() == 1


def test_more_articles_of_the_same_outlets_make_no_smaller_p():
    few, many = (
        compare_groups(press([5, 4, 6], [1, 2, 3], size), numerator="tone").iloc[0]
        for size in (1, 50)
    )
    assert few["p_value"] == many["p_value"] == pytest.approx(2 / 20)


def test_random_assignments_agree_with_the_complete_list():
    data = random_press(3, n_outlets=5)
    exact = compare_groups(data, numerator="tone")["p_value"].item()
    drawn = compare_groups(data, numerator="tone", max_assignments=10, n_permutations=8000)
    assert drawn["p_value"].item() == pytest.approx(exact, abs=0.02)


def test_random_assignments_never_give_a_p_of_zero():
    data = press(list(range(100, 130)), list(range(30)))
    row = compare_groups(data, numerator="tone", n_permutations=99).iloc[0]
    assert row["p_value"] == row["smallest_p"] == pytest.approx(1 / 100)


def test_with_labels_swapped_at_random_the_test_finds_something_no_more_often_than_it_says():
    generator = np.random.default_rng(8)
    n_found = 0
    for seed in range(200):
        data = random_press(seed)
        outlets = data["outlet"].unique()
        us = generator.permutation(outlets)[:4]
        swapped = data.assign(country=np.where(data["outlet"].isin(us), "US", "RU"))
        p_value = compare_groups(swapped, numerator="tone", n_resamples=1)["p_value"].item()
        n_found += p_value <= 0.05
    # Four outlets a side reach p = 2/70 at best: at most 2.9 % are expected, 3 errors more allowed.
    assert n_found / 200 <= 2 / 70 + 3 * np.sqrt(0.03 * 0.97 / 200)


def test_a_real_difference_is_found():
    data = press([0.5, 0.6, 0.4, 0.7, 0.5], [0.1, 0.0, 0.2, 0.1, 0.15], size=4)
    row = compare_groups(data, numerator="tone").iloc[0]
    assert row["p_value"] == pytest.approx(2 / 252)
    assert 0 < row["low"] < row["difference"] < row["high"]
    assert pd.isna(row["note"])


def test_interval_of_a_difference_covers_no_difference_about_as_often_as_it_says():
    n_covered = 0
    for seed in range(150):
        data = random_press(seed, n_outlets=25, size=3)
        row = compare_groups(data, numerator="tone", n_resamples=400, n_permutations=1).iloc[0]
        n_covered += row["low"] <= 0 <= row["high"]
    assert 0.88 <= n_covered / 150 <= 0.99


def test_cliffs_delta_is_one_where_every_article_of_a_lies_above_every_article_of_b():
    row = compare_groups(press([5, 6], [1, 2]), numerator="tone").iloc[0]
    assert row["cliffs_delta"] == 1
    assert compare_groups(press([1, 2], [1, 2]), numerator="tone")["cliffs_delta"].item() == 0


def test_standardised_difference_is_in_pooled_standard_deviations():
    row = compare_groups(press([1, 3], [0, 2]), numerator="tone").iloc[0]
    assert row["standardised_difference"] == pytest.approx(1 / np.sqrt(2))


def test_effect_sizes_rest_on_articles_even_where_rows_are_sentences():
    articles = press([5, 6], [1, 2])
    sentences = pd.concat([articles.assign(tone=articles["tone"] + shift) for shift in (-4, 4)])
    row = compare_groups(sentences, numerator="tone").iloc[0]
    assert row["cliffs_delta"] == 1
    assert row["n_articles_a"] == 2


def test_a_missing_group_gives_a_row_that_says_so():
    row = compare_groups(press([1, 2], []), numerator="tone").iloc[0]
    assert row["note"].startswith("no RU rows: nothing to compare")
    assert np.isnan(row[["difference", "low", "high", "p_value"]].astype(float)).all()
    assert row["estimate_a"] == 1.5


def test_an_empty_table_is_compared_to_nothing_without_failing():
    empty = press([], []).astype({"tone": float})
    assert len(compare_groups(empty, numerator="tone")) == 1
    assert compare_groups(empty, numerator="tone", by="outlet").empty
    assert len(leave_one_out(empty, numerator="tone", group="country")) == 1


def test_few_outlets_are_named_with_their_consequence():
    row = compare_groups(press([1, 2, 5], [3, 4]), numerator="tone").iloc[0]
    assert "only 3 and 2 outlets: too few to rely on the interval" in row["note"]
    assert "no p below 0.1 can be reached" in row["note"]


def test_one_outlet_a_side_has_no_interval():
    row = compare_groups(press([1], [3, 4]), numerator="tone").iloc[0]
    assert np.isnan(row["low"])
    assert "only 1 and 2 outlets: no interval can be given" in row["note"]


def test_rows_without_a_value_are_counted_by_side():
    data = press([1, 2, 3], [4, 5, 6])
    data.loc[0, "tone"] = np.nan
    row = compare_groups(data, numerator="tone").iloc[0]
    assert "US: 1 of 3 rows without a value left out" in row["note"]
    assert row["n_articles_a"] == 2


def events(differences: list[float]) -> pd.DataFrame:
    """Each event told once by both presses; events differ far more than presses do."""
    rows = [
        (f"{country}{number}", f"event {number}", country, 100 * number + side * difference)
        for number, difference in enumerate(differences)
        for country, side in (("US", 1), ("RU", 0))
    ]
    return pd.DataFrame(rows, columns=["article_id", "event", "country", "tone"])


def test_events_told_by_both_sides_are_compared_in_pairs():
    row = compare_groups(events([3, 2, 4, 1, 2, 3]), numerator="tone", cluster="event").iloc[0]
    assert row["p_value"] == row["smallest_p"] == pytest.approx(2 / 2**6)
    assert row["difference"] == pytest.approx(2.5)
    assert 0 < row["low"] < 2.5 < row["high"]
    assert "paired within 6 events" in row["note"]


def test_exact_p_of_pairs_equals_the_one_counted_by_hand():
    # Signs of (3, 2, -1): sums of 4 or more apart from zero are ±4 and ±6, so 4 of 8.
    row = compare_groups(events([3, 2, -1]), numerator="tone", cluster="event").iloc[0]
    assert row["p_value"] == pytest.approx(4 / 8)


def test_an_event_that_one_side_did_not_tell_is_never_exchanged():
    data = events([3, 2, 4, 1]).iloc[:-1]
    row = compare_groups(data, numerator="tone", cluster="event").iloc[0]
    assert row["smallest_p"] == pytest.approx(1 / 8)


def test_a_family_comes_as_one_table():
    data = pd.concat(
        [press([1, 2], [3, 4]).assign(method=method) for method in ("vader", "textblob")]
    )
    result = compare_groups(data, numerator="tone", by="method")
    assert list(result.columns) == ["method", *COMPARISON_COLUMNS]
    assert list(result["method"]) == ["textblob", "vader"]


def test_result_does_not_depend_on_row_order_or_index_and_input_is_kept():
    data = random_press(2).assign(words=lambda frame: 100 + np.arange(len(frame)))
    before = data.copy(deep=True)
    shuffled = data.sample(frac=1, random_state=1).set_axis([7] * len(data))
    options = {"numerator": "tone", "denominator": "words", "max_assignments": 10}
    assert_frame_equal(
        compare_groups(data, **options), compare_groups(shuffled, **options), check_exact=True
    )
    assert_frame_equal(data, before)


def test_own_voice_and_quotation_can_be_compared_through_a_boolean_column():
    data = press([1, 2], [3, 4]).assign(quoted=[True, False, True, False])
    row = compare_groups(
        data, numerator="tone", group="quoted", a=True, b=False, cluster="article_id"
    )
    assert row["difference"].item() == -1


def test_comparing_a_group_with_itself_is_refused():
    with pytest.raises(ValueError, match="a and b are both 'US'"):
        compare_groups(press([1], [2]), numerator="tone", b="US")


def test_p_values_are_corrected_for_their_number_as_benjamini_and_hochberg_do():
    table = pd.DataFrame({"p_value": [0.01, 0.04, np.nan, 0.03, 0.5]})
    adjusted = adjust_p_values(table)
    expected = [0.04, 0.04 * 4 / 3, np.nan, 0.04 * 4 / 3, 0.5]
    np.testing.assert_allclose(adjusted["q_value"], expected)
    assert list(table.columns) == ["p_value"]


def test_a_table_of_missing_p_values_stays_missing():
    assert adjust_p_values(pd.DataFrame({"p_value": [np.nan]}))["q_value"].isna().all()
    with pytest.raises(ValueError, match="outside 0 to 1"):
        adjust_p_values(pd.DataFrame({"p_value": [1.2]}))


def test_leaving_one_outlet_out_shows_which_carries_the_difference():
    data = press([0, 0, 9], [0, 0, 0])
    result = leave_one_out(data, numerator="tone", group="country").set_index("left_out")
    assert result["estimate"].iloc[0] == 3
    assert result.loc["US2", "estimate"] == 0
    assert result.loc["US2", "change"] == -3
    assert result.loc["RU0", "change"] == 0
    assert result.loc["US2", "n_articles"] == 5


def test_leaving_one_out_of_a_single_rate_estimates_it_again():
    result = leave_one_out(press([1, 2], [6]), numerator="tone")
    assert list(result["left_out"].dropna()) == ["RU0", "US0", "US1"]
    assert list(result["estimate"]) == [3, 1.5, 4, 3.5]


def test_leaving_out_the_only_outlet_leaves_nothing_to_compare():
    result = leave_one_out(press([1], [2, 3]), numerator="tone", group="country")
    assert np.isnan(result.set_index("left_out").loc["US0", "estimate"])


@pytest.mark.parametrize("seed", range(20))
def test_a_value_that_never_varies_differs_nowhere(seed):
    sizes = np.random.default_rng(seed).integers(1, 7, size=10)
    outlets = np.repeat([f"o{number}" for number in range(10)], sizes)
    data = pd.DataFrame(
        {
            "article_id": [str(number) for number in range(len(outlets))],
            "outlet": outlets,
            "country": np.where(outlets < "o5", "US", "RU"),
            "polarity": 0.1,
        }
    )
    assert compare_groups(data, numerator="polarity", seed=seed)["p_value"].item() == 1


def test_articles_without_an_outlet_do_not_pair_two_presses():
    data = pd.DataFrame(
        {
            "article_id": list("abcdef"),
            "outlet": pd.Series(["A", None, None, "B", None, None], dtype="str"),
            "country": ["US"] * 3 + ["RU"] * 3,
            "polarity": [0.1, 0.2, 0.3, -0.1, -0.2, -0.3],
        }
    )
    # Four clusters dealt out two and two: 2 of 6 ways are as extreme. Paired, it would be 1 of 2.
    assert compare_groups(data, numerator="polarity")["p_value"].item() == pytest.approx(1 / 3)
