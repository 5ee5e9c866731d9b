"""Labels dealt at random, halves of a lexicon, single terms."""

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.stats import halve_terms, leave_one_term_out, lexicon_halves, swap_labels


def press(n_outlets: int, seed: int = 0, gap: float = 0.0, n_frames: int = 1) -> pd.DataFrame:
    """Outlets of two countries that differ by ``gap``, five articles each."""
    generator = np.random.default_rng(seed)
    rows = [
        (f"{country}{number}-{copy}", f"{country}{number}", country, f"f{frame}", value)
        for country, shift in (("US", gap), ("RU", 0.0))
        for number in range(n_outlets)
        for frame in range(n_frames)
        for value in [shift + generator.normal()]
        for copy in range(5)
    ]
    data = pd.DataFrame(rows, columns=["article_id", "outlet", "country", "frame", "tone"])
    return data.assign(tone=data["tone"] + generator.normal(size=len(data)))


def rates(table: pd.DataFrame) -> pd.Series:
    return table.set_index("criterion")["false_positive_rate"]


def test_with_labels_dealt_at_random_the_apparatus_finds_no_more_than_it_says():
    table = swap_labels(press(4, n_frames=3), numerator="tone", by="frame", n_resamples=300)
    assert list(table["criterion"]) == [
        "interval excludes zero", "p value", "q value, any of the family",
    ]  # fmt: skip
    assert table["within_nominal"].all()
    assert table["n_swaps"].eq(200).all()
    assert table["n_comparisons"].eq(3).all()
    # Of the 70 ways to deal out eight outlets the two most extreme have p = 2/70.
    assert rates(table)["p value"] <= 2 / 70 + 3 * np.sqrt(0.03 * 0.97 / 200)


def test_the_plain_percentiles_of_four_outlets_find_too_much():
    table = swap_labels(
        press(4, n_frames=3), numerator="tone", by="frame", interval="percentile", n_resamples=300
    ).set_index("criterion")
    assert table.loc["interval excludes zero", "low"] > 0.05
    assert not table.loc["interval excludes zero", "within_nominal"]
    assert table.loc["p value", "within_nominal"]


def test_a_real_difference_does_not_count_as_false():
    table = swap_labels(press(6, gap=9.0), numerator="tone", n_swaps=100, n_resamples=200)
    assert (rates(table) <= 0.1).all()


def test_events_told_by_both_have_their_sides_exchanged():
    data = press(8).assign(event=lambda table: table["outlet"].str[-1])
    table = swap_labels(data, numerator="tone", cluster="event", n_swaps=100, n_resamples=200)
    assert table["within_nominal"].all()


def test_two_kinds_of_clusters_can_be_respected():
    data = press(4).assign(event=lambda table: "e" + table["article_id"].str[-1])
    table = swap_labels(
        data, numerator="tone", cluster=("outlet", "event"), n_swaps=40, n_resamples=200
    )
    assert table["within_nominal"].all()


def test_the_interval_of_a_rate_is_that_of_clopper_and_pearson():
    row = swap_labels(press(3), numerator="tone", n_swaps=20, n_resamples=50).iloc[1]
    assert row["false_positive_rate"] == 0  # three a side reach p = 0.1 at best
    assert row["high"] == pytest.approx(1 - 0.025 ** (1 / 20))


def test_same_seed_same_rates_whatever_the_order_of_rows():
    data = press(4)
    before = data.copy(deep=True)
    options = {"numerator": "tone", "n_swaps": 30, "n_resamples": 50}
    shuffled = data.sample(frac=1, random_state=1)
    assert_frame_equal(swap_labels(data, **options), swap_labels(shuffled, **options))
    assert_frame_equal(data, before)


def test_a_missing_side_gives_missing_rates():
    table = swap_labels(press(4).query("country == 'US'"), numerator="tone", n_swaps=5)
    assert table["false_positive_rate"].isna().all()
    assert not table["within_nominal"].any()


def test_no_swaps_are_refused():
    with pytest.raises(ValueError, match="n_swaps must be 1 or more"):
        swap_labels(press(3), numerator="tone", n_swaps=0)


@pytest.fixture
def articles() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article_id": ["a", "b", "c", "d"],
            "country": ["US", "US", "RU", "RU"],
            "n_words": [100, 100, 100, 100],
        }
    )


@pytest.fixture
def hits() -> pd.DataFrame:
    rows = [
        ("a", "war", "clash", 1.0), ("a", "war", "clash", 1.0), ("b", "war", "clash", 1.0),
        ("a", "war", "rival", 1.0), ("c", "war", "rival", 1.0), ("d", "war", "feud", 2.0),
        ("d", "cost", "price", 1.0),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["article_id", "frame", "term", "weight"])


def test_contributions_of_terms_add_up_to_the_difference(hits, articles):
    table = leave_one_term_out(hits, articles).set_index(["frame", "term"])
    assert table.loc[("war", "clash"), "contribution"] == pytest.approx(3 / 200)
    assert table.loc[("war", "rival"), "contribution"] == 0
    assert table.loc[("war", "feud"), "contribution"] == pytest.approx(-2 / 200)
    assert table.loc["war", "difference"].unique() == pytest.approx(1 / 200)
    assert table.loc[("war", "clash"), "difference_without"] == pytest.approx(-2 / 200)
    assert table.loc[("war", "clash"), "changes_sign"]
    assert not table.loc[("war", "feud"), "changes_sign"]
    assert table.loc[("war", "clash"), ["n_hits", "n_articles"]].tolist() == [3, 2]


def test_the_term_that_adds_most_comes_first(hits, articles):
    table = leave_one_term_out(hits, articles)
    assert list(table.loc[table["frame"] == "war", "term"]) == ["clash", "feud", "rival"]


def test_halves_are_those_listed_by_hand(hits, articles):
    # Halves of {clash 3, rival 0, feud -2}: two terms and the third; 3 | -2, 1 | 0, -2 | 3.
    row = lexicon_halves(hits, articles, n_splits=3000).set_index("frame").loc["war"]
    assert row["difference"] == pytest.approx(1 / 200)
    assert row["half_low"] == pytest.approx(-2 / 200)
    assert row["half_high"] == pytest.approx(3 / 200)
    assert row["same_sign"] == pytest.approx(3 / 6, abs=0.02)
    assert (row["n_terms"], row["n_hits"], row["n_articles"]) == (3, 6, 4)


def test_one_term_cannot_be_halved(hits, articles):
    row = lexicon_halves(hits, articles).set_index("frame").loc["cost"]
    assert row[["half_low", "half_high", "correlation", "reliability"]].isna().all()
    assert row["difference"] == pytest.approx(-1 / 200)


def simulate(n_terms: int, shared: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles of which each either has a theme that all terms stand for, or has none."""
    generator = np.random.default_rng(3)
    articles = pd.DataFrame(
        {
            "article_id": [f"a{number:03}" for number in range(200)],
            "country": ["US", "RU"] * 100,
            "n_words": 100,
        }
    )
    theme = generator.gamma(1, 1, 200)[:, None] if shared else np.ones((200, 1))
    counts = generator.poisson(theme * np.ones((1, n_terms)))
    article, term = np.nonzero(counts)
    hits = pd.DataFrame(
        {"article_id": articles["article_id"].to_numpy()[article], "frame": "war",
         "term": [f"t{number:02}" for number in term]}
    ).loc[np.repeat(np.arange(len(article)), counts[article, term])]  # fmt: skip
    return hits.reset_index(drop=True), articles


def test_terms_that_measure_one_thing_are_reliable_and_others_are_not():
    good, bad = (
        lexicon_halves(*simulate(12, shared), weight=None, n_splits=50).iloc[0]
        for shared in (True, False)
    )
    # Articles vary by gamma(1), terms by Poisson: a half of six has reliability 6 / (6 + 1).
    assert good["correlation"] == pytest.approx(6 / 7, abs=0.04)
    assert good["reliability"] == pytest.approx(12 / 13, abs=0.03)
    assert abs(bad["correlation"]) < 0.1


def test_hits_of_other_articles_do_not_count(hits, articles):
    other = pd.DataFrame([("z", "war", "clash", 9.0)], columns=hits.columns)
    assert_frame_equal(
        lexicon_halves(pd.concat([hits, other]), articles), lexicon_halves(hits, articles)
    )


def test_halves_do_not_depend_on_the_order_of_hits(hits, articles):
    shuffled = hits.sample(frac=1, random_state=5)
    assert_frame_equal(lexicon_halves(shuffled, articles), lexicon_halves(hits, articles))


def test_no_hits_give_empty_tables_with_their_columns(hits, articles):
    for function in (lexicon_halves, leave_one_term_out):
        empty, full = function(hits.iloc[:0], articles), function(hits, articles)
        assert empty.empty
        assert list(empty.columns) == list(full.columns)


def test_halves_of_the_terms_share_no_term_and_lose_no_hit(hits):
    first, second = halve_terms(hits, seed=3)
    assert len(first) + len(second) == len(hits)
    keys = [set(zip(half["frame"], half["term"], strict=True)) for half in (first, second)]
    assert not keys[0] & keys[1]
    assert {frame for frame, _ in keys[0]} == {"war", "cost"}


def test_a_column_that_is_missing_is_named(hits, articles):
    with pytest.raises(ValueError, match="no column 'n_words'"):
        lexicon_halves(hits, articles.drop(columns="n_words"))
    with pytest.raises(ValueError, match="no column 'weight'"):
        leave_one_term_out(hits.drop(columns="weight"), articles)
