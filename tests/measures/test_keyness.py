import numpy as np
import pandas as pd
import pytest
from scipy.stats import power_divergence

from helpers.measures.keyness import compare_words


def table(rows: list[tuple[str, str, str]]) -> pd.DataFrame:
    """Articles from (country, outlet, text)."""
    articles = pd.DataFrame(rows, columns=["country", "outlet", "text"]).astype("str")
    return articles.assign(article_id=[f"x{number}" for number in range(len(rows))])


PLAIN = {"min_count": 1, "min_articles": 1, "n_resamples": 0, "n_permutations": 0}
TWO = table([("US", "P", "peace peace war"), ("RU", "Q", "war war war peace treaty")])


def row_of(articles: pd.DataFrame, word: str, **options) -> pd.Series:
    words = compare_words(articles, **({"min_count": 1, "min_articles": 1} | options))
    return words.set_index("word").loc[word]


def test_figures_equal_those_worked_out_by_hand():
    peace = row_of(TWO, "peace", prior_words=8, **PLAIN)
    # alpha = 8 * 3 / 8 = 3; odds 5 : 6 against 4 : 9; ln(45 / 24)
    assert peace["log_odds"] == pytest.approx(0.6286087, abs=1e-7)
    # variance 1/5 + 1/4
    assert peace["z"] == pytest.approx(0.9370749, abs=1e-6)
    # 2 (2 ln(2 / 1.125) + ln(1 / 1.875))
    assert peace["log_likelihood"] == pytest.approx(1.0442393, abs=1e-6)
    # log2((2/3) / (1/5))
    assert peace["log_ratio"] == pytest.approx(1.7369656, abs=1e-6)
    assert peace[["count_a", "count_b"]].tolist() == [2, 1]
    assert peace["per_10000_a"] == pytest.approx(20000 / 3)


def test_a_word_that_one_side_never_uses_counts_half_a_use_in_the_log_ratio():
    treaty = row_of(TWO, "treaty", **PLAIN)
    assert treaty["log_ratio"] == pytest.approx(np.log2((0.5 / 3) / (1 / 5)))
    assert np.isfinite(treaty["log_odds"])


def test_the_prior_weighs_a_tenth_of_the_smaller_group_unless_told_otherwise():
    by_itself = compare_words(TWO, **PLAIN)
    named = compare_words(TWO, prior_words=0.3, **PLAIN)
    pd.testing.assert_frame_equal(by_itself, named)


def test_a_stronger_prior_pulls_the_log_odds_to_zero():
    weak, strong = (
        row_of(TWO, "peace", prior_words=size, **PLAIN)["log_odds"] for size in (1, 1000)
    )
    assert 0 < strong < weak / 10


RANDOM = np.random.default_rng(1)
MANY = table(
    [
        (
            "US" if number % 2 else "RU",
            f"Outlet {number % 10}",
            " ".join(RANDOM.choice(list("abcdefgh"), size=30)) + (" zeal" if number % 2 else ""),
        )
        for number in range(40)
    ]
)


def test_swapping_the_groups_flips_the_signs_and_nothing_else():
    one = compare_words(MANY, a="US", b="RU").set_index("word").sort_index()
    other = compare_words(MANY, a="RU", b="US").set_index("word").sort_index()
    for name in ("log_odds", "z", "log_ratio"):
        np.testing.assert_allclose(one[name], -other[name])
    for name in ("log_likelihood", "p_value", "q_value", "smallest_p"):
        np.testing.assert_allclose(one[name], other[name])
    for name in ("count", "per_10000", "n_articles", "n_outlets", "dispersion", "largest_share"):
        np.testing.assert_allclose(one[f"{name}_a"], other[f"{name}_b"])


def test_words_are_sorted_from_most_typical_of_a_to_most_typical_of_b():
    words = compare_words(MANY)
    assert words["word"].iloc[0] == "zeal"
    assert words["z"].is_monotonic_decreasing


def test_a_word_of_one_article_is_left_out_by_default():
    articles = pd.concat([MANY, table([("US", "Outlet 1", "zebra " * 50)])], ignore_index=True)
    assert "zebra" not in set(compare_words(articles)["word"])


def test_a_word_that_one_article_carries_can_be_told_from_one_that_all_use():
    rows = [("US", f"P{number}", "calm calm sea sea sea sea") for number in range(6)]
    rows += [("US", "P6", "storm " * 11 + "sea")]
    rows += [("RU", f"Q{number}", "sea sea storm sea sea sea") for number in range(2)]
    words = compare_words(table(rows), min_count=1).set_index("word")
    storm, calm = words.loc["storm"], words.loc["calm"]
    assert storm[["count_a", "n_articles_a", "n_outlets_a"]].tolist() == [11, 1, 1]
    assert calm[["count_a", "n_articles_a", "n_outlets_a"]].tolist() == [12, 6, 6]
    assert storm["dispersion_a"] > 0.7 > 0.3 > calm["dispersion_a"]
    assert (storm["largest_share_a"], calm["largest_share_a"]) == pytest.approx((1, 1 / 6))
    assert storm["low"] < 0 < calm["low"]


def test_dispersion_runs_from_zero_for_even_to_one_for_a_single_article():
    rows = [("US", "P", "even lone"), ("US", "P", "even here"), ("RU", "Q", "even lone here")]
    words = compare_words(table(rows), **PLAIN).set_index("word")
    assert words.loc["even", "dispersion_a"] == pytest.approx(0)
    assert words.loc["lone", "dispersion_a"] == pytest.approx(1)


def test_dispersion_is_missing_where_a_word_or_a_second_article_is_missing():
    words = compare_words(TWO, **PLAIN).set_index("word")
    assert words["dispersion_a"].isna().all()


def test_the_interval_surrounds_the_estimate_of_an_evenly_used_word():
    words = compare_words(MANY).set_index("word").drop(index="zeal")
    assert (words["low"] < words["log_odds"]).all()
    assert (words["log_odds"] < words["high"]).all()


def test_the_same_seed_gives_the_same_interval_and_another_seed_another():
    one, same, other = (compare_words(MANY, seed=seed) for seed in (3, 3, 4))
    pd.testing.assert_frame_equal(one, same)
    assert not np.allclose(one["low"], other["low"])


def test_the_order_of_the_articles_does_not_matter():
    one = compare_words(MANY)
    other = compare_words(MANY.sample(frac=1, random_state=5))
    pd.testing.assert_frame_equal(one, other)


def test_few_outlets_are_said_in_words():
    rows = [("US", f"P{number}", "one two") for number in range(3)]
    rows += [("RU", f"Q{number}", "one three") for number in range(6)]
    words = compare_words(table(rows), min_count=1)
    assert words["note"].str.contains("US: only 3 outlets: the interval is too narrow").all()
    assert words["low"].notna().all()


def test_a_single_outlet_on_a_side_has_no_interval():
    words = compare_words(TWO, min_count=1, min_articles=1)
    assert words[["low", "high"]].isna().all(axis=None)
    assert words["note"].str.contains("no interval can be given").all()


def test_outlets_of_very_unequal_size_are_said_in_words():
    rows = [("US", f"P{number}", "one two") for number in range(6)]
    rows += [("RU", f"Q{number}", "one three") for number in range(6)]
    rows += [("RU", "Q0", "one three " * 50)]
    assert compare_words(table(rows))["note"].str.contains("RU: 6 outlets so unequal").all()


def test_enough_outlets_need_no_note():
    assert compare_words(MANY)["note"].isna().all()


def test_the_test_deals_outlets_and_says_the_smallest_p_that_it_can_reach():
    rows = [("US", f"P{number}", "zeal sea sea") for number in range(3)]
    rows += [("RU", f"Q{number}", "sea sea sea") for number in range(3)]
    zeal = row_of(table(rows), "zeal")
    # 20 ways to deal six outlets; the division that was made and its mirror image are extreme.
    assert (zeal["p_value"], zeal["smallest_p"]) == pytest.approx((0.1, 0.1))


def test_two_outlets_can_never_prove_anything():
    words = compare_words(TWO, min_count=1, min_articles=1)
    assert words["p_value"].eq(1).all()
    assert words["smallest_p"].eq(1).all()


def test_labels_dealt_at_random_rarely_give_small_p_values():
    generator = np.random.default_rng(11)
    small = []
    for _ in range(20):
        rows = [
            (country, f"{country}{number}", " ".join(generator.choice(list("abcdefghij"), 60)))
            for country in ("US", "RU")
            for number in range(6)
        ]
        words = compare_words(table(rows), n_resamples=0, n_permutations=400)
        small += (words["p_value"] < 0.05).tolist()
    assert np.mean(small) < 0.09


def test_q_values_are_never_below_p_values():
    words = compare_words(MANY)
    assert (words["q_value"] >= words["p_value"] - 1e-12).all()


def test_outlets_on_both_sides_are_not_permuted():
    rows = [("US", "P", "one two"), ("RU", "P", "one two"), ("RU", "Q", "one two")]
    words = compare_words(table(rows), min_count=1)
    assert words["p_value"].isna().all()
    assert words["note"].str.contains("both sides").all()


def test_articles_without_an_outlet_form_one_cluster_and_are_counted():
    rows = [("US", f"P{number}", "one two") for number in range(6)]
    rows += [("RU", None, "one two"), ("RU", None, "one two")]
    words = compare_words(table(rows), min_count=1)
    assert words["n_clusters_b"].eq(1).all()
    assert words["note"].str.contains("2 rows without outlet").all()


def test_sequences_of_words_are_compared_among_their_own_length():
    words = compare_words(TWO, ngrams=2, **PLAIN)
    pairs = words[words["n_words"] == 2].set_index("word")
    assert pairs.loc["war war", ["count_a", "count_b"]].tolist() == [0, 2]
    assert pairs.loc["peace war", "per_10000_a"] == pytest.approx(5000)
    assert set(compare_words(TWO, ngrams=(2,), **PLAIN)["n_words"]) == {2}


def test_function_words_stay_in_unless_they_are_asked_out():
    articles = table([("US", "P", "the war and the peace"), ("RU", "Q", "the war")])
    assert "the" in set(compare_words(articles, **PLAIN)["word"])
    left = compare_words(articles, stop_words=True, ngrams=2, **PLAIN)
    assert set(left["word"]) == {"war", "peace", "the war", "war and", "the peace"}
    assert "war" not in set(compare_words(articles, stop_words=["War"], **PLAIN)["word"])


def test_an_outlet_naming_itself_does_not_count_but_naming_another_does():
    rows = [("US", "Harbour Times (Online)", "The Harbour Times says: the Lantern is late"),
            ("RU", "The Lantern", "Lantern readers and Harbour Times readers")]  # fmt: skip
    articles = table(rows)
    words = compare_words(articles, **PLAIN).set_index("word")
    assert words.loc["lantern", ["count_a", "count_b"]].tolist() == [1, 0]
    assert words.loc["harbour", ["count_a", "count_b"]].tolist() == [0, 1]
    kept = compare_words(articles, own_names=True, **PLAIN).set_index("word")
    assert kept.loc["harbour", ["count_a", "count_b"]].tolist() == [1, 1]


def test_phrases_can_be_left_out_everywhere():
    articles = table([("US", "P", "click here now"), ("RU", "Q", "click here now")])
    words = compare_words(articles, exclude=["click her*"], **PLAIN)
    assert words["word"].tolist() == ["now"]


def test_any_two_groups_of_any_column_can_be_compared():
    articles = MANY.assign(ownership=["state", "private"] * 20)
    words = compare_words(articles, group="ownership", a="state", b="private")
    assert words["count_a"].sum() + words["count_b"].sum() == 40 * 30 + 20


def test_without_outlets_the_articles_may_be_the_clusters():
    articles = MANY.drop(columns="outlet")
    words = compare_words(articles, cluster="article_id")
    assert words["n_outlets_a"].isna().all()
    assert words["n_clusters"].eq(20).all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"b": "FR"}, "No article has country 'FR'"),
        ({"b": "US"}, "both 'US'"),
        ({"ngrams": 0}, "ngrams"),
        ({"ngrams": 9}, "ngrams"),
        ({"min_count": 0}, "min_count"),
        ({"prior_words": 0}, "prior_words"),
    ],
)
def test_a_comparison_that_cannot_be_made_is_refused_in_words(options, message):
    with pytest.raises(ValueError, match=message):
        compare_words(TWO, **options)


def test_a_missing_column_is_named():
    with pytest.raises(KeyError, match="outlet"):
        compare_words(TWO.drop(columns="outlet"))


def test_a_group_without_words_is_refused():
    with pytest.raises(ValueError, match="no words"):
        compare_words(table([("US", "P", "…"), ("RU", "Q", "word")]))


def test_no_frequent_word_gives_an_empty_table_with_all_columns():
    words = compare_words(TWO, min_count=50)
    assert words.empty
    assert words.columns.tolist() == compare_words(MANY).columns.tolist()


def test_the_input_is_not_changed():
    before = MANY.copy(deep=True)
    compare_words(MANY)
    pd.testing.assert_frame_equal(MANY, before)


def test_log_likelihood_is_that_of_scipy():
    words = compare_words(MANY, **PLAIN)
    n_a, n_b = words["count_a"].sum(), words["count_b"].sum()
    for row in words.itertuples():
        both = row.count_a + row.count_b
        expected = [both * n_a / (n_a + n_b), both * n_b / (n_a + n_b)]
        statistic = power_divergence(
            [row.count_a, row.count_b], expected, lambda_="log-likelihood"
        ).statistic
        assert row.log_likelihood == pytest.approx(statistic)
