"""What opens below a chart of framing is what the chart counts, place by place."""

from pathlib import Path

import pandas as pd
import pytest

from helpers.corpus import load_corpus
from helpers.measures import (
    agency_places,
    agency_shares,
    coding_errors,
    compare_words,
    count_wording,
    find_agency,
    find_frame_hits,
    frame_places,
    score_frame_codes,
    score_frames,
    score_wording,
    word_places,
    wording_contrasts,
    wording_errors,
    wording_places,
)
from helpers.stats import estimate_ratio

CORPUS = Path(__file__).resolve().parents[2] / "data" / "two_capitals"
VOICES = {"own": "own voice", "quoted": "quotations"}
ABOUT = ["article_id", "outlet", "country", "date", "title"]


@pytest.fixture(scope="module")
def articles():
    return load_corpus(CORPUS).articles


@pytest.fixture(scope="module")
def about(articles):
    return articles[ABOUT]


@pytest.mark.parametrize("negated", [False, True])
def test_the_words_of_a_frame_add_up_to_its_rate(articles, about, negated):
    hits = find_frame_hits(articles)
    scores = pd.concat(
        score_frames(articles, hits=hits, voice=voice, negated=negated).assign(voice=name)
        for voice, name in VOICES.items()
    ).merge(about)
    by = ["frame", "country", "voice"]
    rates = estimate_ratio(
        scores, numerator="weighted_hits", denominator="n_words", by=by, n_resamples=10
    ).set_index(by)
    places = frame_places(hits, about, negated=negated)
    opened = places.groupby(by)["weight"].sum()
    n_words = scores.groupby(by)["n_words"].sum()
    assert len(opened) == 20
    assert (opened / n_words).to_numpy() == pytest.approx(rates.loc[opened.index, "estimate"])
    assert len(places) == (len(hits) if negated else (~hits["negated"]).sum())


def test_a_place_of_a_frame_stands_in_the_voice_that_it_names():
    articles = pd.DataFrame({"article_id": ["x"], "text": ["They clashed. “No clashes,” he said."]})
    hits = find_frame_hits(articles)
    assert frame_places(hits, articles[["article_id"]])["voice"].tolist() == ["own voice"]
    both = frame_places(hits, articles[["article_id"]], negated=True)
    assert both["voice"].tolist() == ["own voice", "quotations"]


def test_each_rival_name_opens_as_many_places_as_the_chart_prints(articles, about):
    hits = count_wording(articles)
    contrasts = wording_contrasts(hits, articles, n_resamples=10, n_permutations=10)
    opened = wording_places(hits, about).groupby(["concept", "term", "country"]).size()
    printed = contrasts.set_index(["concept", "term"])
    for country, side in (("US", "a"), ("RU", "b")):
        own = opened.xs(country, level="country").reindex(printed.index, fill_value=0)
        assert own.tolist() == printed[f"n_hits_{side}"].tolist()
    assert opened.sum() == printed[["n_hits_a", "n_hits_b"]].to_numpy().sum()


def test_places_of_presses_that_are_not_compared_stay_out(about):
    hits = pd.DataFrame({"article_id": about["article_id"], "concept": "c", "term": "t"})
    assert set(wording_places(hits, about, groups=("RU", "UA"))["country"]) == {"RU"}


def test_each_actor_opens_as_many_mentions_as_the_chart_prints(articles, about):
    hits = find_agency(articles)
    printed = agency_shares(hits, articles, speech=False)
    printed = printed.drop_duplicates(["actor", "group"]).set_index(["actor", "group"])
    places = agency_places(hits, about)
    opened = places.groupby(["actor", "group"]).size()
    assert opened.to_dict() == printed["n_actor_hits"].to_dict()
    texts = articles.set_index("article_id")["text"]
    for row in places.to_dict("records"):
        mention, verb = (texts[row["article_id"]][start:end] for start, end in row["spans"])
        assert mention == row["mention"]
        assert verb
        assert row["doer"] == row["acts"]


def test_mentions_in_articles_of_no_known_press_are_left_out_as_in_the_shares(articles, about):
    hits = find_agency(articles.head(20))
    unknown = about.assign(country=pd.NA)
    assert agency_places(hits, unknown).empty
    named = agency_places(hits, unknown.fillna({"country": "(unknown)"}), speech=True)
    assert len(named) == len(hits)


@pytest.mark.parametrize("exclude", [(), ("foreign minist*",)])
def test_each_word_opens_as_many_places_as_were_compared(articles, exclude):
    words = compare_words(articles, ngrams=3, n_resamples=0, n_permutations=0, exclude=exclude)
    chosen = words.iloc[:: max(1, len(words) // 150)].set_index("word")
    places = word_places(articles, chosen.index, exclude=exclude)
    places = places.merge(articles[["article_id", "country", "text"]])
    counts = places.groupby(["word", "country"]).size()
    for country, column in (("US", "count_a"), ("RU", "count_b")):
        own = counts.xs(country, level="country").reindex(chosen.index, fill_value=0)
        assert own.tolist() == chosen[column].tolist()
    first = [
        text[start:end].split()[0].lower()[:1]
        for text, start, end in zip(places["text"], places["start"], places["end"], strict=True)
    ]
    assert first == [word[:1] for word in places["word"]]


def test_an_outlet_in_its_own_articles_is_opened_only_if_it_was_counted():
    articles = pd.DataFrame(
        {"article_id": ["a", "b"], "text": "The Oboe says so.", "outlet": ["Oboe", "Viola"]}
    )
    assert word_places(articles, ["oboe"])["article_id"].tolist() == ["b"]
    assert word_places(articles, ["oboe"], own_names=True)["article_id"].tolist() == ["a", "b"]


def test_no_word_and_no_text_give_no_place():
    articles = pd.DataFrame({"article_id": ["a"], "text": [None]})
    for words in ([], ["oboe"]):
        places = word_places(articles, words)
        assert places.columns.tolist() == ["article_id", "word", "start", "end"]
        assert places.empty


def test_errors_of_frames_are_what_keeps_precision_and_recall_from_one():
    rows = [("a", True), ("b", True), ("c", False), ("d", False)]
    gold = pd.DataFrame(rows, columns=["article_id", "present"]).assign(frame="x")
    coded = gold.assign(present=[True, False, True, False])
    errors = coding_errors(gold, coded)
    assert errors.to_dict("list") == {
        "article_id": ["b", "c"], "frame": ["x", "x"],
        "error": ["missed", "not what the coders saw"],
    }  # fmt: skip
    scores = score_frame_codes(gold, coded, n_resamples=10).iloc[0]
    assert scores["n_gold"] * (1 - scores["recall"]) == (errors["error"] == "missed").sum()


def test_errors_of_rival_names_are_the_places_without_a_partner(articles):
    marked = pd.read_csv(CORPUS / "wording.csv", keep_default_na=False)
    found = count_wording(articles.assign(text=articles["raw_text"]))
    errors = wording_errors(found, marked)
    scores = score_wording(found, marked, n_resamples=10).iloc[-1]
    kinds = errors["error"].value_counts()
    assert kinds["missed"] == scores["n_gold"] - scores["n_matched"]
    assert kinds["not what the coders saw"] == scores["n_predicted"] - scores["n_matched"]
    texts = articles.set_index("article_id")["raw_text"]
    lengths = errors["article_id"].map(texts).str.len()
    assert (errors["end"] <= lengths).all()


@pytest.mark.parametrize("make", [frame_places, wording_places, agency_places])
def test_a_table_that_lacks_a_column_is_refused(make):
    with pytest.raises(ValueError, match="article_id"):
        make(pd.DataFrame({"frame": []}), pd.DataFrame({"article_id": []}))


def test_what_is_given_is_not_changed(articles, about):
    hits = find_agency(articles.head(10))
    before = hits.copy(deep=True), about.copy(deep=True)
    agency_places(hits, about)
    pd.testing.assert_frame_equal(hits, before[0])
    pd.testing.assert_frame_equal(about, before[1])
