"""Agreement of coders: known values, intervals, and what cannot be computed."""

import numpy as np
import pandas as pd
import pytest

from helpers.stats import coder_agreement

ALPHA, EQUAL = "Krippendorff's alpha", "share of equal codes"


def sheets(a, b, **columns):
    ids = [f"a{number}" for number in range(len(a))]
    return pd.concat(
        [
            pd.DataFrame({"article_id": ids, "coder": name, "tone": codes, **columns})
            for name, codes in (("a", a), ("b", b))
        ],
        ignore_index=True,
    )


def value(table, measure, column="estimate"):
    return table.loc[table["measure"] == measure, column].item()


def test_alpha_of_a_hand_computed_nominal_example():
    # Ten units, two coders, 0/1. Coincidences by hand: 10 values 1 of 20; disagreements in 4 units.
    # Do = 8/20; De = 2 * 10 * 10 / (20 * 19); alpha = 1 - .4 / .526316 = .24
    table = coder_agreement(
        sheets([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1, 1, 1, 0, 0]), {"tone": "nominal"}
    )
    assert value(table, ALPHA) == pytest.approx(1 - 0.4 / (200 / 380))
    assert value(table, EQUAL) == pytest.approx(0.6)


def test_alpha_of_a_hand_computed_interval_example():
    # Do: mean squared difference within units = (0 + 1 + 1 + 0) / 4 = .5.
    # De: mean squared difference over all 56 ordered pairs of the values 1 1 2 3 2 3 4 4 = 20 / 7.
    table = coder_agreement(sheets([1, 2, 2, 4], [1, 3, 3, 4]), {"tone": "interval"})
    values = np.array([1, 1, 2, 3, 2, 3, 4, 4])
    expected = ((values[:, None] - values) ** 2).sum() / 56
    assert value(table, ALPHA) == pytest.approx(1 - 0.5 / expected)


def test_coders_who_agree_have_an_alpha_of_one():
    table = coder_agreement(sheets([-2, 0, 1, 2], [-2, 0, 1, 2]), {"tone": "ordinal"})
    assert value(table, ALPHA) == 1
    assert value(table, EQUAL) == 1


def test_coders_who_toss_coins_have_an_alpha_near_zero_and_an_interval_around_it():
    random = np.random.default_rng(1)
    table = coder_agreement(
        sheets(random.integers(0, 3, 400), random.integers(0, 3, 400)), {"tone": "ordinal"}
    )
    assert abs(value(table, ALPHA)) < 0.1
    assert value(table, ALPHA, "low") < 0 < value(table, ALPHA, "high")


def test_a_far_disagreement_costs_more_on_an_ordinal_scale():
    near = coder_agreement(sheets([0, 0, 1, 1, 2, 2], [0, 1, 1, 1, 2, 2]), {"tone": "ordinal"})
    far = coder_agreement(sheets([0, 0, 1, 1, 2, 2], [0, 2, 1, 1, 2, 2]), {"tone": "ordinal"})
    assert value(near, ALPHA) > value(far, ALPHA)
    assert value(near, EQUAL) == value(far, EQUAL)


def test_codes_without_variation_have_no_alpha_and_a_note():
    table = coder_agreement(sheets([0] * 6, [0] * 6), {"tone": "ordinal"})
    assert np.isnan(value(table, ALPHA))
    assert "all codes are equal" in value(table, ALPHA, "note")
    assert value(table, EQUAL) == 1


def test_a_unit_that_one_coder_left_out_is_counted_in_the_note():
    table = coder_agreement(sheets([0, 1, 2, 1], [0, 1, 1, None]), {"tone": "ordinal"})
    assert value(table, EQUAL, "n_units") == 3
    assert "1 unit" in value(table, EQUAL, "note")


def test_units_of_one_article_are_drawn_together():
    codes = sheets([0, 1] * 20, [0, 1, 1, 1] * 10)
    codes["sentence_id"] = codes["article_id"]
    codes["article_id"] = ["x", "y"] * 40
    table = coder_agreement(
        codes, {"tone": "nominal"}, unit=["article_id", "sentence_id"], n_resamples=50
    )
    assert set(table["n_clusters"]) == {2}
    assert set(table["n_units"]) == {40}
    assert table["note"].str.contains("too narrow").all()


def test_the_same_seed_gives_the_same_interval_and_the_input_is_left_alone():
    codes = sheets([0, 1, 2, 1, 0, 2, 2, 1], [0, 1, 1, 1, 0, 2, 0, 1])
    before = codes.copy(deep=True)
    first = coder_agreement(codes, {"tone": "ordinal"}, seed=5, n_resamples=200)
    shuffled = codes.sample(frac=1, random_state=3)
    again = coder_agreement(shuffled, {"tone": "ordinal"}, seed=5, n_resamples=200)
    pd.testing.assert_frame_equal(first, again)
    pd.testing.assert_frame_equal(codes, before)


def test_a_unit_coded_twice_by_one_coder_is_an_error_that_names_it():
    codes = pd.concat([sheets([0, 1], [0, 1]), sheets([1], [1]).head(1)])
    with pytest.raises(ValueError, match="article_id 'a0', coder 'a'"):
        coder_agreement(codes, {"tone": "nominal"})


def test_words_on_an_ordinal_scale_are_an_error():
    with pytest.raises(ValueError, match="no numbers"):
        coder_agreement(sheets(["a", "b"], ["a", "b"]), {"tone": "ordinal"})


def test_an_unknown_scale_is_an_error():
    with pytest.raises(ValueError, match="scale of 'tone'"):
        coder_agreement(sheets([0, 1], [0, 1]), {"tone": "fuzzy"})
