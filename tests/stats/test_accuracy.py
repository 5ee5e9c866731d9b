"""Figures of a measure against decided codes: hand-computed, weighted, with intervals."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers.stats import correlate_scores, score_codes
from helpers.stats.accuracy import ALL_CODES, ALL_VARIABLES, BASELINE


def table(gold, coded, **columns):
    ids = [f"a{n}" for n in range(len(gold))]
    return pd.DataFrame({"article_id": ids, "gold": gold, "coded": coded, **columns})


def value(figures, measure, code=ALL_CODES, column="estimate", variable=None):
    chosen = (figures["measure"] == measure) & (figures["code"] == str(code))
    if variable:
        chosen &= figures["variable"] == variable
    return figures.loc[chosen, column].item()


def test_hand_computed_figures():
    # gold 1: found 2 of 3, 1 of the 3 that were coded 1 is wrong
    data = table([1, 1, 1, 0, 0], [1, 1, 0, 1, 0])
    figures = score_codes(data, {"gold": "coded"})
    assert value(figures, "precision", 1) == pytest.approx(2 / 3)
    assert value(figures, "recall", 1) == pytest.approx(2 / 3)
    assert value(figures, "F1", 1) == pytest.approx(2 / 3)
    assert value(figures, "F1", 0) == pytest.approx(1 / 2)
    assert value(figures, "macro-F1") == pytest.approx((2 / 3 + 1 / 2) / 2)
    assert value(figures, "accuracy") == pytest.approx(3 / 5)
    assert value(figures, "precision", 0, "n_units") == 2
    assert value(figures, "recall", 1, "n_units") == 3


def test_a_weight_counts_as_so_many_units():
    data = table([1, 1, 0, 0, 1], [1, 0, 0, 1, 1], w=[3, 1, 2, 1, 1])
    repeated = data.loc[data.index.repeat(data["w"])]
    weighted = score_codes(data, {"gold": "coded"}, weight="w")
    counted = score_codes(repeated, {"gold": "coded"})
    np.testing.assert_allclose(weighted["estimate"], counted["estimate"])


def test_correlations_without_weights_are_those_of_scipy():
    random = np.random.default_rng(3)
    gold = random.integers(-2, 3, 60)
    data = table(gold, gold * 0.2 + random.normal(size=60))
    figures = correlate_scores(data, {"gold": "coded"})
    spearman = stats.spearmanr(data["gold"], data["coded"]).statistic
    pearson = stats.pearsonr(data["gold"], data["coded"]).statistic
    assert value(figures, "Spearman's rho") == pytest.approx(spearman)
    assert value(figures, "Pearson's r") == pytest.approx(pearson)


def test_a_weighted_correlation_is_that_of_repeated_rows():
    data = table([0, 1, 1, 2, 2], [0.1, 0.0, 0.4, 0.3, 0.9], w=[2, 1, 3, 1, 2])
    repeated = data.loc[data.index.repeat(data["w"])]
    weighted = correlate_scores(data, {"gold": "coded"}, weight="w")
    counted = correlate_scores(repeated, {"gold": "coded"})
    np.testing.assert_allclose(weighted["estimate"], counted["estimate"])


def test_scores_that_do_not_vary_have_no_correlation():
    figures = correlate_scores(table([0, 1, 2], [0.1, 0.1, 0.1]), {"gold": "coded"})
    assert figures["estimate"].isna().all()


def test_the_baseline_is_what_always_the_most_frequent_code_would_reach():
    data = table([1, 1, 1, 0, 2], [1, 0, 1, 0, 2], always=1, w=[1, 2, 1, 1, 3])
    for weight in ("w", None):
        figures = score_codes(data, {"gold": "coded"}, weight=weight)
        constant = score_codes(data, {"gold": "always"}, weight=weight)
        assert value(figures, BASELINE) == pytest.approx(value(constant, "macro-F1"))


def test_rare_codes_are_named_where_they_make_macro_f1_unsteady():
    figures = score_codes(table([1] * 9 + [0], [1] * 10), {"gold": "coded"})
    assert value(figures, "macro-F1", column="note") == (
        "macro-F1 is unsteady, as few units have the code 0 (1)"
    )


def test_draws_that_all_say_the_same_give_no_interval():
    figures = score_codes(table([1] * 9 + [0], [1] * 10), {"gold": "coded"})
    assert value(figures, "recall", 0) == 0
    assert np.isnan(value(figures, "recall", 0, "high"))
    assert value(figures, "precision", 1, "low") < 0.9


def test_two_variables_have_the_mean_of_their_macro_f1():
    data = table([1, 0, 1, 0], [1, 0, 1, 1], other=[1, 1, 0, 0], said=[1, 0, 0, 0])
    figures = score_codes(data, {"gold": "coded", "other": "said"})
    single = [value(figures, "macro-F1", variable=name) for name in ("gold", "other")]
    assert value(figures, "macro-F1", variable=ALL_VARIABLES) == pytest.approx(np.mean(single))


def test_units_without_a_code_are_left_out_and_counted():
    data = table([1.0, 0.0, 1.0, None], [1.0, 0.0, None, 1.0])
    figures = score_codes(data, {"gold": "coded"})
    assert value(figures, "accuracy") == 1
    assert "2 of 4 rows" in value(figures, "accuracy", column="note")


def test_the_order_of_the_rows_changes_nothing():
    random = np.random.default_rng(5)
    data = table(random.integers(0, 3, 40), random.integers(0, 3, 40), w=random.random(40))
    data["article_id"] = [f"a{n % 9}" for n in range(40)]
    shuffled = data.sample(frac=1, random_state=1)
    for function in (score_codes, correlate_scores):
        pd.testing.assert_frame_equal(
            function(data, {"gold": "coded"}, weight="w", n_resamples=50),
            function(shuffled, {"gold": "coded"}, weight="w", n_resamples=50),
        )


def test_one_cluster_has_no_interval():
    data = table([1, 0, 1], [1, 0, 0]).assign(outlet="Tin Whistle")
    figures = score_codes(data, {"gold": "coded"}, cluster="outlet")
    assert figures["low"].isna().all()
    assert figures["note"].str.contains("no interval").all()


def test_the_interval_of_accuracy_covers_the_truth_about_as_often_as_it_says():
    random = np.random.default_rng(11)
    covered = 0
    for seed in range(100):
        right = random.random(120) < 0.8
        figures = score_codes(
            table(np.ones(120, int), right.astype(int)), {"gold": "coded"}, seed=seed,
            n_resamples=200,
        )  # fmt: skip
        row = figures[figures["measure"] == "accuracy"].iloc[0]
        covered += row["low"] <= 0.8 <= row["high"]
    assert 0.88 <= covered / 100 <= 0.99


@pytest.mark.parametrize("weights", [[1, -1, 1], [1, None, 1], [1, np.inf, 1]])
def test_a_weight_that_is_none_is_an_error(weights):
    with pytest.raises(ValueError, match="'w' must be a number"):
        score_codes(table([1, 0, 1], [1, 0, 0], w=weights), {"gold": "coded"}, weight="w")


def test_nothing_to_compare_is_an_error():
    with pytest.raises(ValueError, match="no unit has both"):
        score_codes(table([None, None], [1.0, 0.0]), {"gold": "coded"})
