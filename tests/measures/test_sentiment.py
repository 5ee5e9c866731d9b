"""Tone by TextBlob and VADER: the libraries' own numbers, and tables that hide nothing."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from helpers.cache import keep_tables
from helpers.measures.polarity_textblob import TextBlobScorer
from helpers.measures.polarity_vader import VaderScorer
from helpers.measures.sentiment import (
    disagreement,
    explain_sentiment,
    score_sentiment,
    share_of_zeros,
)
from helpers.text import count_words, split_sentences

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
TEXTBLOB, VADER = TextBlobScorer(), VaderScorer()
ANALYZER = SentimentIntensityAnalyzer()

# Sentences in which some rule of TextBlob or VADER is at work, one rule after the other.
SENTENCES = [
    "The talks were good.",
    "The talks were not very good, and the weather was never really bad!",
    "It was not a good day for the minister (!) :-)",
    "Orlova's answer wasn't terrible; it was, she said, \"not so bad\".",
    "The U.S. envoy, Mr. Reyes, called it a great... terribly slow process?!",
    "A list: (a) good ships, (b) bad ports (2018) and the Model X D.",
    "No one called it perfect, but this is hardly a disaster.",
    "GOOD news for the port, ministers said, kind of great for the town.",
    "It was the least bad choice, without doubt a happy one 😀!",
    "“Nothing is won,” he said. ‘We hope for peace.’\n\nHopeful words 8) after a sad week",
    "The bus stop was the bomb, yeah right!!!",
    "Very.",
    "!!!",
    "The committee met on Tuesday.",
]
PIECES = [
    "good", "bad", "not", "never", "no", "very", "terribly", "slightly", "hope", "war", "a", "ago.",
    "Mr.", "U.S.", "n't", "can't", "’s", "“", "”", "'", '"', "!", "(!)", "( !", ")", "(", ":", "8",
    "x", "D", ":-)", ": (", ";", "...", "?", "\n", "\n\n", "\r\n", "\u00a0", "but", "this", "so",
    "kind of", "least", "doubt", "GREAT", "UN", "the bomb", "😀", "END-OF-SENTENCE", "2018)",
    "don’t",
]  # fmt: skip
hostile_text = st.lists(
    st.tuples(st.sampled_from(PIECES) | st.text(max_size=4), st.sampled_from(["", " ", " ", " "])),
    max_size=25,
).map(lambda pieces: "".join(piece + space for piece, space in pieces))


def article(text: str, article_id: str = "a1") -> pd.DataFrame:
    return pd.DataFrame({"article_id": [article_id], "text": pd.Series([text], dtype="str")})


@pytest.fixture
def articles() -> pd.DataFrame:
    """Two short articles of different tone, one with a quotation."""
    return pd.DataFrame(
        {
            "article_id": ["b2", "a1"],
            "text": [
                "The port reopened on Monday. “This is a wonderful day for our happy town,” said "
                "Mayor Ilse Tran. Rebuilding was slow and painful.",
                "The committee met on Tuesday. Two ships were destroyed in a terrible attack.",
            ],
        }
    )


@pytest.fixture(scope="module")
def real_texts() -> list[str]:
    """Articles and sentences that nobody here wrote."""
    if not CORPORA.is_dir():
        pytest.skip("no real articles beside the project (../shared/corpora)")
    tables = [
        pd.read_csv(CORPORA / name)
        for name in (
            "wikinews_2019_2020.csv",
            "us_gov_ukraine.csv",
            "ukraine_bias_90_no_outlet.csv",
        )
    ]
    found = pd.concat(tables, ignore_index=True).rename(columns={"id": "article_id"})
    found = found[found["text"].notna()]
    sentences = split_sentences(found.head(250))["text"]
    return [*found["text"], *sentences]


@pytest.mark.parametrize("text", SENTENCES)
def test_textblob_scores_equal_textblobs_own(text):
    assert TEXTBLOB.score(text) == tuple(TextBlob(text).sentiment)


@pytest.mark.parametrize("text", SENTENCES)
def test_vader_scores_equal_vaders_own(text):
    assert VADER.score(text) == ANALYZER.polarity_scores(text)["compound"]


@settings(max_examples=400, deadline=None, derandomize=True)
@given(hostile_text)
def test_both_equal_their_library_on_any_text(text):
    assert TEXTBLOB.score(text) == tuple(TextBlob(text).sentiment)
    assert VADER.score(text) == ANALYZER.polarity_scores(text)["compound"]


def test_textblob_scores_equal_textblobs_own_on_real_articles_and_sentences(real_texts):
    assert len(real_texts) > 5000
    different = [
        text for text in real_texts if TEXTBLOB.score(text) != tuple(TextBlob(text).sentiment)
    ]
    assert different == []


def test_vader_scores_equal_vaders_own_on_real_sentences(real_texts):
    different = [
        text
        for text in real_texts[-8000:]
        if VADER.score(text) != ANALYZER.polarity_scores(text)["compound"]
    ]
    assert different == []


def test_forgetting_words_changes_no_score(monkeypatch):
    monkeypatch.setattr("helpers.measures.polarity_textblob.MAX_REMEMBERED", 3)
    monkeypatch.setattr("helpers.measures.polarity_vader.MAX_REMEMBERED", 3)
    blob, vader = TextBlobScorer(), VaderScorer()
    for text in SENTENCES * 2:
        assert blob.score(text) == TEXTBLOB.score(text)
        assert vader.score(text) == VADER.score(text)


def test_an_article_has_textblobs_score_of_its_whole_text(articles):
    tone = score_sentiment(articles, "textblob")
    for text, row in zip(articles["text"], tone.itertuples(), strict=True):
        assert (row.polarity, row.subjectivity) == tuple(TextBlob(text).sentiment)
        assert row.n_words == count_words(text)


def test_vader_score_of_an_article_is_the_mean_of_its_sentences_weighted_by_words(articles):
    tone = score_sentiment(articles, "vader").set_index("article_id")
    sentences = score_sentiment(articles, "vader", unit="sentence")
    for article_id, group in sentences.groupby("article_id"):
        expected = np.average(group["polarity"], weights=group["n_words"])
        assert tone.loc[article_id, "polarity"] == pytest.approx(expected, abs=1e-12)


def test_rows_come_in_the_order_of_articles_then_methods(articles):
    tone = score_sentiment(articles, ("vader", "textblob"))
    assert list(zip(tone["article_id"], tone["method"], strict=True)) == [
        ("b2", "vader"), ("b2", "textblob"), ("a1", "vader"), ("a1", "textblob"),
    ]  # fmt: skip
    assert list(tone.columns) == ["article_id", "method", "polarity", "subjectivity", "n_words"]


def test_sentences_keep_their_place_in_the_text(articles):
    tone = score_sentiment(articles, unit="sentence")
    texts = articles.set_index("article_id")["text"]
    for row in tone.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.text
    assert tone["article_id"].drop_duplicates().tolist() == ["b2", "a1"]


def test_vader_has_no_subjectivity_and_never_pretends_to(articles):
    tone = score_sentiment(articles)
    assert tone.loc[tone["method"] == "vader", "subjectivity"].isna().all()
    assert tone.loc[tone["method"] == "textblob", "subjectivity"].notna().all()


def test_own_voice_leaves_out_what_sources_say(articles):
    own = score_sentiment(articles, voice="own").set_index(["article_id", "method"])
    quoted = score_sentiment(articles, voice="quoted").set_index(["article_id", "method"])
    for method in ("textblob", "vader"):
        assert own.loc[("b2", method), "polarity"] < 0 < quoted.loc[("b2", method), "polarity"]
    n_words = score_sentiment(articles, "vader").set_index("article_id")["n_words"]
    assert (
        own.loc[("b2", "vader"), "n_words"] + quoted.loc[("b2", "vader"), "n_words"]
        == n_words["b2"]
    )


def test_an_article_without_quotations_has_a_missing_score_of_quotations_not_zero(articles):
    quoted = score_sentiment(articles, voice="quoted").set_index("article_id").loc["a1"]
    assert quoted["polarity"].isna().all()
    assert (quoted["n_words"] == 0).all()


@pytest.mark.parametrize("text", [pd.NA, "", " \n "])
def test_an_article_without_text_has_a_missing_score_not_zero(text):
    tone = score_sentiment(article(text))
    assert tone["polarity"].isna().all()
    assert len(tone) == 2


def test_an_article_without_any_known_word_scores_zero():
    assert (score_sentiment(article("The committee met on Tuesday."))["polarity"] == 0).all()


def test_word_counts_that_are_there_already_are_taken_over(articles):
    counted = articles.assign(n_words=articles["text"].map(count_words))
    assert_frame_equal(score_sentiment(articles), score_sentiment(counted))


def test_sentences_that_are_there_already_are_used(articles):
    sentences = split_sentences(articles)
    assert_frame_equal(score_sentiment(articles), score_sentiment(articles, sentences=sentences))


def test_scores_do_not_depend_on_index_or_other_articles_and_input_is_kept(articles):
    before = articles.copy(deep=True)
    alone = score_sentiment(articles.iloc[[1]])
    both = score_sentiment(articles.set_axis([5, 5]))
    assert_frame_equal(both[both["article_id"] == "a1"].reset_index(drop=True), alone)
    assert_frame_equal(articles, before)


def test_no_articles_give_an_empty_table_with_all_columns(articles):
    for unit in ("article", "sentence"):
        empty = score_sentiment(articles.iloc[:0], unit=unit)
        assert empty.empty
        assert list(empty.columns) == list(score_sentiment(articles, unit=unit).columns)
        assert empty["polarity"].dtype == "float64"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"methods": "afinn"}, r"There is no method 'afinn'\. Choose from: textblob, vader"),
        ({"unit": "paragraph"}, "There is no unit 'paragraph'"),
        ({"voice": "inner"}, "There is no voice 'inner'"),
    ],
)
def test_unknown_options_are_refused_with_those_that_exist(articles, options, message):
    with pytest.raises(ValueError, match=message):
        score_sentiment(articles, **options)


def test_a_repeated_article_id_is_refused(articles):
    with pytest.raises(ValueError, match="'a1' occurs twice"):
        score_sentiment(articles.assign(article_id="a1"))


def test_explanation_names_the_words_with_what_modifies_them():
    table = explain_sentiment("It was not very good, but the view was great!")
    assert list(table["word"]) == ["not very good", "great !"]
    assert table["score"].iloc[0] < 0 < table["score"].iloc[1]


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("method", ["textblob", "vader"])
def test_contributions_add_up_to_the_score(text, method):
    table = explain_sentiment(text, method, unit="article")
    score = score_sentiment(article(text), method)["polarity"].item()
    assert table["contribution"].sum() == pytest.approx(score, abs=6e-5)


def test_explanation_points_at_the_words_in_the_text():
    text = "A “wonderful” day, not a happy one, said (angry) Orlova: terrible!"
    for method in ("textblob", "vader"):
        table = explain_sentiment(text, method)
        assert len(table) >= 4
        for row in table.dropna().itertuples():
            found = text[row.start : row.end]
            assert found.split()[-1].strip("!") == row.word.split()[-2 if "!" in row.word else -1]


def test_offsets_are_missing_where_vader_has_rewritten_an_emoji():
    table = explain_sentiment("A good day 😀", "vader")
    assert table["start"].isna().all()


def test_vader_lists_the_weight_of_exclamation_marks():
    assert explain_sentiment("A good day!!", "vader")["word"].iloc[-1] == "! ?"


def test_share_of_zeros_counts_texts_without_a_known_word():
    neutral, happy = "The committee met on Tuesday.", "A wonderful day."
    texts = [neutral, neutral, neutral, happy]
    tone = score_sentiment(pd.DataFrame({"article_id": list("abcd"), "text": texts}))
    result = share_of_zeros(tone).set_index("method")
    assert result.loc["textblob", "estimate"] == 0.75
    assert set(result["measure"]) == {"share of exact zeros"}
    assert (result["n_articles"] == 4).all()


def test_share_of_zeros_never_mixes_methods_and_keeps_missing_scores_apart():
    tone = score_sentiment(
        pd.DataFrame({"article_id": ["a", "b"], "text": ["The committee met.", " "]})
    ).assign(outlet="Harbor Post")
    result = share_of_zeros(tone, by="outlet")
    assert list(result.columns[:2]) == ["outlet", "method"]
    assert (result["estimate"] == 1).all()
    assert result["note"].str.contains("1 of 2 rows without a value left out").all()


def test_disagreement_lists_the_widest_gap_first():
    texts = [
        "More than forty people were killed.",
        "A wonderful day.",
        "Many people were murdered, wounded and killed in its own capital.",
    ]
    tone = score_sentiment(
        pd.DataFrame({"article_id": list("abc"), "text": texts}), unit="sentence"
    )
    result = disagreement(tone)
    assert list(result["article_id"]) == ["c", "a"]
    assert ((result["textblob"] > 0) & (result["vader"] < 0)).all()
    assert result["gap"].is_monotonic_decreasing
    shuffled = disagreement(tone.sample(frac=1, random_state=4))
    assert_frame_equal(result, shuffled[result.columns])


def test_disagreement_of_one_method_with_itself_is_refused(articles):
    with pytest.raises(ValueError, match="only vader was used"):
        disagreement(score_sentiment(articles, "vader"))


def test_agreement_gives_an_empty_table(articles):
    tone = score_sentiment(article("A wonderful, happy day."))
    assert disagreement(tone).empty


@pytest.mark.parametrize("voice", ["own", "quoted"])
def test_a_voice_has_the_same_scores_where_tables_are_kept(voice, tmp_path):
    articles = pd.DataFrame(
        {
            "article_id": ["a", "b", "c"],
            "text": [
                "A good day. “A terrible, bad day,” she said. Fine.",
                "“Awful news.” Great.",
                "",
            ],
        }
    )
    plain = score_sentiment(articles, voice=voice)
    with keep_tables(tmp_path):
        assert_frame_equal(score_sentiment(articles, voice=voice), plain)
        assert_frame_equal(score_sentiment(articles, voice=voice), plain)
