"""The quotations behind a number are those that were counted: each total is the measure's own."""

import pandas as pd
import pytest

from helpers.corpus import load_corpus
from helpers.measures import (
    find_quotations,
    find_quoted_words,
    first_speakers,
    label_quotations,
    mark_officials,
    quoted_share,
    quotes_network,
    reporting_verbs,
    share_affiliations,
    share_officials,
    share_voices,
    source_frequency,
)
from helpers.text import count_words
from tests.measures.source_tables import ARTICLES, quotations, table

VOICES = ["US", "RU", "UA"]


@pytest.fixture(scope="module")
def bundled():
    """Return the bundled articles and their quotations, and a copy without outlets of some."""
    corpus = load_corpus("data/two_capitals")
    register = {name: corpus.beside(f"{name}.csv") for name in ("people", "institutions")}
    articles = corpus.articles.copy()
    articles.loc[::7, ["outlet", "country"]] = pd.NA
    return articles, share_affiliations(find_quotations(articles, **register))


def counts(places, columns, unit="size"):
    grouped = places.groupby(columns, dropna=False)
    return (grouped.size() if unit == "size" else grouped[unit].sum()).to_dict()


def test_each_quotation_keeps_its_place_and_gets_the_names_of_the_charts():
    made = quotations()
    before = made.copy()
    places = label_quotations(made, ARTICLES, voices=["US"])
    pd.testing.assert_frame_equal(made, before)
    assert places["start"].tolist() == made["start"].tolist()
    assert places["affiliation"].tolist() == [
        "US", "US", "US", "another country", "(unknown)", "another country", "US", "(unknown)"
    ]  # fmt: skip
    assert places["speaker_name"].tolist()[3:5] == ["Ivan Tal", "(unattributed)"]
    assert places["n_words"].tolist() == [5, 3, 2, 4, 6, 10, 1, 7]


def test_quotations_of_other_articles_are_left_out():
    places = label_quotations(quotations(), ARTICLES[ARTICLES["country"] == "RU"])
    assert set(places["article_id"]) == {"b1", "b2"}


def test_articles_may_lack_outlets_and_there_may_be_no_quotation():
    bare = ARTICLES[["article_id", "text"]]
    assert "outlet" not in label_quotations(quotations(), bare)
    assert label_quotations(table(), ARTICLES).empty
    assert mark_officials(table()).empty


def test_words_of_speakers_are_those_of_the_frequencies(bundled):
    articles, found = bundled
    places = label_quotations(found, articles)
    speakers = source_frequency(found, articles)
    for unit, name in (("size", "n_quotations"), ("n_words", "n_words")):
        expected = speakers.groupby("speaker_name")[name].sum().to_dict()
        assert counts(places, "speaker_name", unit) == expected


@pytest.mark.parametrize(("weight", "unit"), [("words", "n_words"), ("quotations", "size")])
def test_voices_have_the_quotations_of_their_shares(bundled, weight, unit):
    articles, found = bundled
    places = label_quotations(found, articles, voices=VOICES)
    shares = share_voices(found, articles, voices=VOICES, weight=weight, n_resamples=2)
    total = counts(places, ["affiliation", "country"], unit)
    for row in shares.itertuples():
        expected = pytest.approx(row.estimate * row.n_units)
        assert total.get((row.affiliation, row.country), 0) == expected


def test_first_voices_have_one_quotation_an_article(bundled):
    articles, found = bundled
    first = first_speakers(found, articles)
    places = label_quotations(first, articles, voices=VOICES)
    assert places["article_id"].is_unique
    shares = share_voices(first, articles, voices=VOICES, n_resamples=2)
    total = counts(places, ["affiliation", "country"])
    for row in shares.itertuples():
        expected = pytest.approx(row.estimate * row.n_units)
        assert total.get((row.affiliation, row.country), 0) == expected


def test_officials_and_unnamed_have_the_quotations_of_their_shares(bundled):
    articles, found = bundled
    total = counts(mark_officials(label_quotations(found, articles)), ["measure", "outlet"])
    for row in share_officials(found, articles, n_resamples=2).itertuples():
        assert total.get((row.measure, row.outlet), 0) == pytest.approx(row.estimate * row.n_units)


def test_pairs_of_outlet_and_speaker_have_the_quotations_of_the_network(bundled):
    articles, found = bundled
    total = counts(label_quotations(found, articles), ["outlet", "speaker_id"])
    network = quotes_network(found, articles, min_quotations=1)
    assert len(network) > 100
    for row in network.itertuples():
        assert total[row.outlet, row.speaker_id] == row.n_quotations


def test_stances_have_the_quotations_of_their_rates(bundled):
    articles, found = bundled
    places = label_quotations(found, articles, voices=VOICES)
    total = counts(places, ["stance", "affiliation", "country"])
    verbs = reporting_verbs(found, articles, of="stance", voices=VOICES, n_resamples=2)
    for row in verbs.itertuples():
        assert total.get((row.stance, row.affiliation, row.country), 0) == row.n_quotations


def test_passages_add_up_to_the_quoted_words_of_each_article(bundled):
    articles, found = bundled
    passages = find_quoted_words(found, articles)
    texts = articles.set_index("article_id")["text"]
    for row in passages.sample(50, random_state=1).itertuples():
        assert count_words(texts[row.article_id][row.start : row.end]) == row.n_words > 0
    total = counts(passages, "article_id", "n_words")
    for row in quoted_share(found, articles).itertuples():
        assert total.get(row.article_id, 0) == row.n_words_quoted
