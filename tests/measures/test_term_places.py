"""The places of a word shift's terms: as many as were counted, and each holds its term."""

import pandas as pd
import pytest

from helpers.corpus import load_corpus
from helpers.measures import find_tone_terms, word_shift
from helpers.text import split_sentences


@pytest.fixture(scope="module")
def bundled():
    return load_corpus("data/two_capitals").articles.iloc[::4]


@pytest.mark.parametrize("method", ["textblob", "vader"])
def test_each_term_has_as_many_places_on_each_side_as_the_shift_counts(bundled, method):
    places = find_tone_terms(bundled, method).merge(bundled[["article_id", "country"]])
    found = places.groupby(["term", "country"]).size().to_dict()
    shift = word_shift(bundled, method, n_resamples=2)
    listed = shift[shift["kind"] != "not listed"]
    assert len(listed) > 50
    for row in listed.itertuples():
        assert found.get((row.term, "US"), 0) == row.count_a, row.term
        assert found.get((row.term, "RU"), 0) == row.count_b, row.term


@pytest.mark.parametrize("method", ["textblob", "vader"])
def test_the_words_at_a_place_are_the_term(bundled, method):
    places = find_tone_terms(bundled, method).dropna().merge(bundled[["article_id", "text"]])
    assert len(places) > 200
    for row in places.itertuples():
        words, (first, *rest) = row.text[row.start : row.end].lower(), row.term.split()
        # TextBlob's modifiers may have a word between: "not a single" is "not single".
        assert words.startswith(first), row
        assert all(word in words for word in rest), row


@pytest.mark.parametrize("method", ["textblob", "vader"])
def test_a_choice_of_terms_is_a_part_of_all(bundled, method):
    every = find_tone_terms(bundled, method)
    terms = every["term"].value_counts().index[:9]
    some = find_tone_terms(bundled, method, terms=terms)
    expected = every[every["term"].isin(terms)].reset_index(drop=True)
    pd.testing.assert_frame_equal(some, expected)


def test_only_terms_that_are_asked_for_are_listed():
    articles = pd.DataFrame(
        {"article_id": ["a"], "text": ["A great ferry. A terrible, great pier."]}
    )
    sentences = split_sentences(articles)
    for method in ("textblob", "vader"):
        places = find_tone_terms(articles, method, terms=["great"], sentences=sentences)
        assert places[["start", "end"]].to_numpy().tolist() == [[2, 7], [27, 32]]


def test_emphasis_has_no_place():
    articles = pd.DataFrame({"article_id": ["a"], "text": ["A great ferry!"]})
    places = find_tone_terms(articles, "vader").set_index("term")
    assert places["start"].isna().to_dict() == {"great": False, "! ?": True}


def test_empty_articles_have_no_terms_and_no_method_is_guessed():
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": ["", None]}).astype("str")
    assert find_tone_terms(articles, "textblob").empty
    assert find_tone_terms(articles, "vader").empty
    with pytest.raises(ValueError, match="no method 'afinn'"):
        find_tone_terms(articles, "afinn")
