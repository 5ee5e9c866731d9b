"""A coding sample: blind, stratified, with weights that bring the corpus back."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.validation import draw_sample, validate_measure
from tests.validation.making import make_articles, make_scores


def test_each_outlet_and_level_of_the_score_is_in_the_sample():
    articles = make_articles(90)
    sample = draw_sample(make_scores(articles), articles, n=36, score="polarity_x")
    assert len(sample) == 36
    assert sample["stratum"].nunique() == 9
    assert sample.groupby("stratum").size().between(3, 5).all()


def test_weights_are_the_inverse_of_the_probability_and_add_up_to_the_corpus():
    articles = make_articles(90)
    sample = draw_sample(make_scores(articles), articles, n=40, score="polarity_x")
    np.testing.assert_allclose(sample["weight"] * sample["probability"], 1)
    assert sample["weight"].sum() == pytest.approx(90)
    assert not sample.duplicated("article_id").any()


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.sampled_from(["A", "B", "C", "D", None]), min_size=1, max_size=60),
    st.integers(1, 80),
    st.integers(1, 4),
    st.sampled_from(["equal", "proportional"]),
)
def test_weights_add_up_whatever_the_corpus_looks_like(outlets, n, bins, allocation):
    articles = make_articles(len(outlets)).assign(outlet=outlets)
    scores = make_scores(articles)
    scores.loc[::3, "polarity_x"] = 0.0
    scores.loc[::7, "polarity_x"] = np.nan
    sample = draw_sample(
        scores, articles, n=max(n, 10), score="polarity_x", bins=bins, allocation=allocation
    )
    n = max(n, 10)
    assert len(sample) == min(n, len(outlets))
    assert sample["weight"].sum() == pytest.approx(len(outlets))
    assert (sample["n_drawn"] <= sample["n_stratum"]).all()


def test_the_order_of_the_rows_does_not_change_what_is_drawn():
    articles = make_articles(50)
    scores = make_scores(articles)
    first = draw_sample(scores, articles, n=20, score="polarity_x", seed=4)
    again = draw_sample(
        scores.sample(frac=1, random_state=2), articles.sample(frac=1, random_state=3), n=20,
        score="polarity_x", seed=4,
    )  # fmt: skip
    pd.testing.assert_frame_equal(first, again)
    other = draw_sample(scores, articles, n=20, score="polarity_x", seed=5)
    assert set(other["article_id"]) != set(first["article_id"])


def test_unit_ids_tell_nothing_of_stratum_or_score():
    articles = make_articles(300)
    sample = draw_sample(make_scores(articles), articles, n=150, score="polarity_x")
    place = np.arange(len(sample))
    assert abs(np.corrcoef(place, sample["measured_polarity_x"])[0, 1]) < 0.25
    assert sample["unit_id"].tolist() == sorted(sample["unit_id"])


def test_units_within_an_article_are_marked_and_shown_in_their_surroundings():
    text = "Rain fell. " * 40 + "“The pier is shut,” Roe said. " + "Gulls cried. " * 40
    start = text.index("The pier")
    articles = pd.DataFrame({"article_id": ["x"], "text": [text]})
    measured = pd.DataFrame({"article_id": ["x"], "start": [start], "end": [start + 8]})
    (shown,) = draw_sample(measured, articles, n=5, context=30)["text"]
    assert "“[[The pier]] is shut,” Roe said." in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 120


def test_pieces_of_a_quotation_are_all_marked():
    articles = pd.DataFrame({"article_id": ["x"], "text": ["“No,” she said, “never.”"]})
    measured = pd.DataFrame({"article_id": ["x"], "pieces": [[[0, 5], [16, 24]]]})
    assert draw_sample(measured, articles)["text"].item() == "[[“No,”]] she said, [[“never.”]]"


def test_what_coders_must_see_is_there_and_a_missing_one_says_so():
    articles = make_articles(2)
    measured = articles[["article_id"]].assign(start=0, end=3, speaker=["Ann Roe", None])
    sample = draw_sample(measured, articles, about="speaker").set_index("article_id")
    assert sample.loc["a000", "about"] == "Ann Roe"
    assert sample.loc["a001", "about"] == "(nobody)"


def test_small_outlets_are_put_together_where_strata_would_be_too_small():
    articles = make_articles(120, outlets=[f"outlet {n}" for n in range(25)])
    articles.loc[:59, "outlet"] = "Oboe"
    sample = draw_sample(make_scores(articles), articles, n=20, score="polarity_x")
    assert sample["stratum"].str.startswith("(other outlets)").any()
    assert sample["stratum"].nunique() <= 10
    assert sample["weight"].sum() == pytest.approx(120)


def test_too_few_units_for_the_strata_are_an_error_that_says_what_to_do():
    articles = make_articles(30)
    with pytest.raises(ValueError, match=r"2 units cannot cover 3 strata.*fewer bins"):
        draw_sample(make_scores(articles), articles, n=2, score="polarity_x", by_outlet=False)


def test_a_span_that_is_not_of_this_text_is_an_error_that_names_the_article():
    articles = make_articles(1)
    measured = pd.DataFrame({"article_id": ["a000"], "start": [5], "end": [999]})
    with pytest.raises(ValueError, match=r"5:999 lies outside the text of 'a000'"):
        draw_sample(measured, articles)


def test_the_input_is_left_alone():
    articles = make_articles(20)
    scores = make_scores(articles)
    before = articles.copy(deep=True), scores.copy(deep=True)
    draw_sample(scores, articles, n=10, score="polarity_x")
    pd.testing.assert_frame_equal(articles, before[0])
    pd.testing.assert_frame_equal(scores, before[1])


@pytest.fixture(scope="module")
def simulated():
    """A corpus whose codes are known: 15 % are hostile, and of these 60 % are found."""
    random = np.random.default_rng(8)
    n = 1_500
    hostile = random.random(n) < 0.15
    found = np.where(hostile, random.random(n) < 0.6, random.random(n) < 0.02)
    articles = make_articles(n)
    truth = pd.DataFrame({"article_id": articles["article_id"], "hostile": hostile.astype(int)})
    measured = pd.DataFrame(
        {"article_id": articles["article_id"], "coded": found.astype(int), "level": found}
    )
    return articles, truth, measured


def figures_of(simulated, seed, weight):
    articles, truth, measured = simulated
    sample = draw_sample(measured, articles, n=200, score="level", seed=seed)
    gold = sample[["unit_id", "article_id", "weight"]].merge(truth, on="article_id")
    figures = validate_measure(
        gold[["unit_id", "hostile"]], sample, codes={"hostile": "measured_coded"}, weight=weight,
        n_resamples=200, seed=seed,
    )  # fmt: skip
    return figures.set_index(["measure", "code"])


def true_recall(simulated):
    _, truth, measured = simulated
    hostile = truth["hostile"].to_numpy() == 1
    return measured["coded"].to_numpy()[hostile].mean()


def test_the_weighted_recall_is_that_of_the_corpus_and_the_unweighted_is_not(simulated):
    truth = true_recall(simulated)
    weighted, plain = (
        np.mean([figures_of(simulated, seed, weight).loc[("recall", "1"), "estimate"]
                 for seed in range(10)])
        for weight in ("weight", None)
    )  # fmt: skip
    assert abs(weighted - truth) < 0.06
    assert plain - truth > 0.15


def test_the_weighted_interval_covers_the_truth_mostly(simulated):
    truth = true_recall(simulated)
    covered = 0
    for seed in range(25):
        row = figures_of(simulated, seed, "weight").loc[("recall", "1")]
        covered += row["low"] <= truth <= row["high"]
    assert covered >= 21
