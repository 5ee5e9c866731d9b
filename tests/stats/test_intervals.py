"""Intervals of few clusters, ratios of rates."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

from helpers.stats import compare_groups, describe_difference, estimate_ratio, swap_labels


def presses(n_outlets: int, n_times: int, seed: int) -> pd.DataFrame:
    """Hits of outlets of unequal size whose rates follow a skewed gamma, the same on both sides."""
    generator = np.random.default_rng(seed)
    size = 2 * n_outlets * n_times
    words = np.ceil(4000 * generator.lognormal(0, 0.8, size))
    return pd.DataFrame(
        {
            "number": np.repeat(np.arange(n_times), 2 * n_outlets),
            "outlet": np.tile([f"o{place}" for place in range(2 * n_outlets)], n_times),
            "country": np.tile(["US"] * n_outlets + ["RU"] * n_outlets, n_times),
            "words": words,
            "hits": generator.poisson(words * generator.gamma(2, 0.5, size) * 0.01),
        }
    )


def coverage(data: pd.DataFrame, interval: str) -> float:
    table = compare_groups(
        data, numerator="hits", denominator="words", by="number", interval=interval,
        n_resamples=400, n_permutations=1, max_assignments=1,
    )  # fmt: skip
    return ((table["low"] <= 0) & (table["high"] >= 0)).mean()


@pytest.mark.parametrize("n_outlets", [3, 4, 8])
def test_intervals_of_few_outlets_cover_what_they_say(n_outlets):
    data = presses(n_outlets, n_times=150, seed=n_outlets)
    assert 0.91 <= coverage(data, "stretched") <= 0.995


def test_the_plain_percentiles_of_few_outlets_do_not():
    assert coverage(presses(4, n_times=150, seed=4), "percentile") < 0.90


def test_equal_clusters_get_the_width_of_students_t_and_the_lopsidedness_of_the_draws():
    values = [1.0, 2.0, 4.0, -3.0]
    data = pd.DataFrame({"outlet": list("abcd"), "value": values})
    plain, wide = (
        estimate_ratio(data, numerator="value", by=(), cluster="outlet", interval=name).iloc[0]
        for name in ("percentile", "stretched")
    )
    error = np.std(values, ddof=1) / np.sqrt(4)
    assert wide["high"] - wide["low"] == pytest.approx(2 * student.ppf(0.975, 3) * error)
    sides = [(row["high"] - 1) / (1 - row["low"]) for row in (plain, wide)]
    assert sides[0] == pytest.approx(sides[1])


def test_one_large_outlet_among_small_ones_makes_the_interval_wider_than_equal_ones_would():
    values = [1.0, 2.0, 4.0, -3.0, 0.0, 2.0, 1.0, 0.5]
    widths = []
    for sizes in ([10] * 8, [500] + [10] * 7):
        words = pd.DataFrame({"outlet": list("abcdefgh"), "words": sizes, "value": values})
        words["value"] = words["value"].where(words.index > 0, 3.0) * words["words"]
        row = estimate_ratio(words, numerator="value", denominator="words", by=(), cluster="outlet")
        widths.append(row.eval("high - low").item())
    assert widths[1] > widths[0]


def test_with_labels_of_very_unequal_outlets_dealt_at_random_the_interval_keeps_its_level():
    generator = np.random.default_rng(7)
    sizes = [400, 300, *[20] * 10]
    data = pd.DataFrame(
        {
            "outlet": [f"o{place:02}" for place in range(12)],
            "country": ["US"] * 8 + ["RU"] * 4,
            "words": sizes,
            "hits": np.array(sizes) * generator.gamma(4, 0.25, 12),
        }
    )
    rate = swap_labels(
        data, numerator="hits", denominator="words", n_resamples=300, n_permutations=99,
        max_assignments=1000,
    )  # fmt: skip
    assert rate["within_nominal"].all()


def test_with_many_clusters_the_two_intervals_are_all_but_the_same():
    values = np.random.default_rng(0).normal(size=500)
    data = pd.DataFrame({"article_id": np.arange(500).astype(str), "value": values})
    widths = [
        estimate_ratio(data, numerator="value", by=(), interval=name).eval("high - low").item()
        for name in ("percentile", "stretched")
    ]
    assert 1 <= widths[1] / widths[0] < 1.01


def test_no_rate_is_said_to_lie_below_zero_and_no_share_above_one():
    data = pd.DataFrame({"outlet": list("abc"), "n": [0, 1, 9], "all": [10, 10, 10]})
    row = estimate_ratio(data, numerator="n", denominator="all", by=(), cluster="outlet").iloc[0]
    assert (row["low"], row["high"]) == (0, 1)


def test_a_mean_of_values_below_one_has_no_ceiling():
    data = pd.DataFrame({"outlet": list("abc"), "score": [0.0, 0.1, 0.9]})
    row = estimate_ratio(data, numerator="score", by=(), cluster="outlet").iloc[0]
    assert row["low"] == 0
    assert row["high"] > 1


def test_an_unknown_interval_is_refused():
    data = pd.DataFrame({"outlet": list("ab"), "country": ["US", "RU"], "n": [1, 2]})
    for function in (estimate_ratio, compare_groups):
        with pytest.raises(ValueError, match="interval must be one of stretched, percentile"):
            function(data, numerator="n", cluster="outlet", interval="normal")


def rates(us: list[float], ru: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "outlet": [f"o{place}" for place in range(len(us + ru))],
            "country": ["US"] * len(us) + ["RU"] * len(ru),
            "hits": us + ru,
        }
    )


def test_the_ratio_is_that_of_the_two_rates():
    row = compare_groups(rates([4, 6, 8, 6, 6], [2, 3, 4, 3, 3]), numerator="hits").iloc[0]
    assert row["ratio"] == 2
    assert 1 < row["ratio_low"] < 2 < row["ratio_high"] < 4


def test_exchanging_the_sides_turns_the_ratio_over():
    data = rates([4, 6, 8, 6, 7], [2, 3, 4, 3, 3])
    there = compare_groups(data, numerator="hits", n_resamples=8000).iloc[0]
    back = compare_groups(data, numerator="hits", a="RU", b="US", n_resamples=8000).iloc[0]
    assert back["ratio"] == pytest.approx(1 / there["ratio"])
    assert back["ratio_low"] == pytest.approx(1 / there["ratio_high"], rel=0.03)


@pytest.mark.parametrize(
    ("us", "ru"), [([0, 0], [1, 2]), ([1, 2], [0, 0]), ([-1, 4], [1, 2]), ([1, 2], [])]
)
def test_there_is_no_ratio_to_nothing_or_of_values_that_can_be_negative(us, ru):
    row = compare_groups(rates(us, ru), numerator="hits").iloc[0]
    assert np.isnan(row[["ratio", "ratio_low", "ratio_high"]].astype(float)).all()


def test_a_word_of_a_single_outlet_has_a_ratio_without_upper_limit():
    row = compare_groups(rates([1, 1, 1, 1, 1], [0, 0, 0, 0, 1]), numerator="hits").iloc[0]
    assert row["ratio"] == 5
    assert np.isinf(row["ratio_high"])
    assert 0 < row["ratio_low"] < 5
    assert "ratio 5.00" in describe_difference(row)
    assert "to no upper limit" in describe_difference(row)


def test_a_value_that_never_varies_has_an_interval_without_width():
    row = compare_groups(rates([2, 2, 2], [2, 2, 2]), numerator="hits").iloc[0]
    assert (row["low"], row["high"]) == (0, 0)
    assert (row["ratio_low"], row["ratio_high"]) == (1, 1)
