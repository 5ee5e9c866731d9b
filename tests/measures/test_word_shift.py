"""Word shift: contributions add up to the gap, and each is what hand computation gives."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.corpus import load_corpus
from helpers.measures import score_sentiment, score_terms, word_shift
from helpers.measures.word_shift import KINDS, NOT_LISTED

VOCABULARY = [
    "good", "bad", "not", "very", "great", "war", "peace", "ferry", "harbour", "no", "hope",
    "terrible", "kind", "of", "!", "but", "“", "”", ".", "\n\n", "GREAT", ":-)",
]  # fmt: skip
texts = st.lists(st.sampled_from(VOCABULARY), max_size=14).map(" ".join)


def corpus(us, ru, outlets=("Tin Whistle", "Oboe")):
    """Articles of both countries, dealt out to the outlets in turn."""
    rows = [
        (f"{country}{number}", country, f"{outlets[number % len(outlets)]} {country}", text)
        for country, own in (("US", us), ("RU", ru))
        for number, text in enumerate(own)
    ]
    columns = ["article_id", "country", "outlet", "text"]
    return pd.DataFrame(rows, columns=columns).astype("str")


def gap(articles, method, voice="all"):
    tone = score_sentiment(articles, method, voice=voice)
    means = tone.merge(articles[["article_id", "country"]]).groupby("country")["polarity"].mean()
    return means["US"] - means["RU"]


@pytest.fixture(scope="module")
def bundled():
    return load_corpus("data/two_capitals").articles


@pytest.mark.parametrize("method", ["textblob", "vader"])
@pytest.mark.parametrize("voice", ["all", "own", "quoted"])
def test_contributions_add_up_to_the_gap_of_the_scores(bundled, method, voice):
    shift = word_shift(bundled, method, voice=voice, n_resamples=2)
    # VADER rounds the compound score of each sentence to four places.
    assert shift["contribution"].sum() == pytest.approx(gap(bundled, method, voice), abs=5e-5)
    assert shift["contribution"].sum() == pytest.approx(shift.attrs["gap"], abs=1e-12)
    both = shift["from_frequency"] + shift["from_score"]
    assert np.allclose(both, shift["contribution"])


@settings(max_examples=25, deadline=None)
@given(st.lists(texts, min_size=1, max_size=4), st.lists(texts, min_size=1, max_size=4))
@pytest.mark.parametrize("method", ["textblob", "vader"])
def test_any_two_groups_add_up(method, us, ru):
    articles = corpus(us, ru)
    shift = word_shift(articles, method, n_resamples=2)
    expected = gap(articles, method) if any(map(str.strip, us)) and any(map(str.strip, ru)) else 0
    # VADER's rounding of each side to four places.
    assert shift["contribution"].sum() == pytest.approx(expected, abs=1.01e-4)


@pytest.mark.parametrize("method", ["textblob", "vader"])
def test_terms_of_an_article_add_up_to_its_score_and_their_weights_to_one(bundled, method):
    terms = score_terms(bundled.head(20), method)
    sums = terms.groupby("article_id", sort=False)[["weight", "contribution"]].sum()
    assert np.allclose(sums["weight"], 1)
    scores = score_sentiment(bundled.head(20), method).set_index("article_id")["polarity"]
    assert np.allclose(sums["contribution"], scores.loc[sums.index], atol=5e-5)


def test_a_hand_computed_shift():
    # TextBlob: good .7, bad −.7. US: mean of .7 and 0 (no listed word); RU: .7 and −.7 in one.
    articles = corpus(["A good ferry.", "The ferry sailed."], ["A good ferry, a bad harbour."])
    shift = word_shift(articles).set_index("term")
    assert shift.attrs["gap"] == pytest.approx(0.35)
    reference = (0.35 + 0) / 2
    assert shift.loc["good", "contribution"] == pytest.approx((0.5 - 0.5) * (0.7 - reference))
    assert shift.loc["bad", "contribution"] == pytest.approx((0 - 0.5) * (-0.7 - reference))
    assert shift.loc[NOT_LISTED, "contribution"] == pytest.approx((0.5 - 0) * (0 - reference))
    assert shift.loc["bad", "kind"] == "negative, more in b"
    assert shift.loc[NOT_LISTED, "kind"] == "not listed"


def test_a_negation_shows_as_another_term_in_textblob_and_as_another_score_in_vader():
    articles = corpus(["The ferry was good."], ["The ferry was not good."])
    assert {"good", "not good"} <= set(word_shift(articles)["term"])
    vader = word_shift(articles, "vader").set_index("term").loc["good"]
    assert vader["kind"] == "scored differently"
    assert vader["score_a"] > 0 > vader["score_b"]
    assert vader["from_score"] > abs(vader["from_frequency"])


def test_swapping_the_groups_turns_every_sign(bundled):
    there = word_shift(bundled, n_resamples=2).set_index("term")["contribution"]
    back = word_shift(bundled, a="RU", b="US", n_resamples=2).set_index("term")["contribution"]
    assert np.allclose(there, -back.loc[there.index])


def test_the_order_of_rows_changes_nothing(bundled):
    first = word_shift(bundled, n_resamples=50)
    shuffled = word_shift(bundled.sample(frac=1, random_state=1), n_resamples=50)
    first, shuffled = (table.set_index("term").sort_index() for table in (first, shuffled))
    numbers = ["contribution", "low", "high", "count_a", "n_articles_b"]
    assert np.allclose(first[numbers], shuffled[numbers], equal_nan=True)


def test_counts_are_those_of_the_texts():
    articles = corpus(["A good, good ferry.", "Good."], ["A bad ferry."])
    row = word_shift(articles).set_index("term").loc["good"]
    assert (row["count_a"], row["count_b"]) == (3, 0)
    assert (row["n_articles_a"], row["n_articles_b"]) == (2, 0)
    assert (row["n_clusters_a"], row["n_clusters_b"]) == (2, 0)
    assert np.isnan(row["score_b"])


def test_intervals_stand_around_the_largest_terms_and_nowhere_else(bundled):
    shift = word_shift(bundled, n_intervals=5, n_resamples=200)
    assert shift["low"].notna().sum() == 5
    first = shift.head(5)
    assert (first["low"] <= first["contribution"]).all()
    assert (first["contribution"] <= first["high"]).all()
    assert shift["contribution"].abs().is_monotonic_decreasing


def test_one_outlet_a_side_gives_no_interval_and_says_so():
    shift = word_shift(corpus(["A good ferry."], ["A bad ferry."], outlets=("Oboe",)))
    assert shift["low"].isna().all()
    assert shift.attrs["note"] == "only 1 and 1 outlets: no interval can be given"


def test_four_outlets_are_said_to_be_few(bundled):
    note = word_shift(bundled, n_resamples=2).attrs["note"]
    assert note == "only 4 and 4 outlets: too few to rely on the interval"


@pytest.mark.parametrize("ru", [[], ["", "  "]])
def test_a_side_without_articles_gives_an_empty_table_that_says_why(ru):
    shift = word_shift(corpus(["A good ferry."], ru))
    assert shift.empty
    assert shift.attrs["note"] == "no RU article with a score: nothing to explain"


def test_kinds_are_those_that_are_named(bundled):
    for method in ("textblob", "vader"):
        assert set(word_shift(bundled, method, n_resamples=2)["kind"]) <= set(KINDS)


def test_the_articles_are_not_changed(bundled):
    before = bundled.copy(deep=True)
    word_shift(bundled, "vader", n_resamples=2)
    pd.testing.assert_frame_equal(bundled, before)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"method": "coins"}, "There is no method 'coins'"),
        ({"a": "RU"}, "Name two groups"),
        ({"voice": "loud"}, "voice is one of"),
        ({"group": "moon"}, "no column 'moon'"),
        ({"seed": -1}, "seed must be 0 or more"),
    ],
)
def test_a_wrong_option_is_named(options, message):
    with pytest.raises(ValueError, match=message):
        word_shift(corpus(["Good."], ["Bad."]), **options)


def test_a_repeated_article_is_refused():
    articles = corpus(["Good."], ["Bad."]).assign(article_id="a1")
    with pytest.raises(ValueError, match="'a1' occurs twice"):
        word_shift(articles)
