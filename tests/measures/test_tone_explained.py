"""Which words gave which share of a tone: one shape for all methods, and sums that come out."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.measures import explain, score_sentiment
from helpers.measures.target_words import SENTENCE
from helpers.measures.targets import score_spans
from helpers.measures.tone_explained import EXPLAINED_COLUMNS

METHODS = ("textblob", "vader", "news")
ROUNDED = 6e-5  # VADER's compound has four places
SENTENCES = [
    "The ferry was not good, said a terrible captain.",
    "A very happy crew thanked the kind harbour master!!",
    "The ferry sailed on Tuesday.",
    "“We won’t be bullied,” Ilse Tran's spokesman said; it was NOT a great day :)",
]
WORDS = st.sampled_from(
    [
        "not",
        "very",
        "good",
        "bad",
        '"praised"',
        "Ilse’s",
        "Tran",
        "blamed,",
        "terrible!",
        "but",
        "😀",
        "U.S.",
        "7",
        "great",
        ":)",
        "—",
    ]
)


def scores(texts, method):
    articles = pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "text": texts})
    sentences = articles.assign(
        sentence_id=0, start=0, end=articles["text"].str.len(), in_quotation=False
    )
    scored = score_sentiment(articles, method, unit="sentence", sentences=sentences)
    return scored["polarity"].tolist()


@pytest.mark.parametrize("method", METHODS)
def test_the_shares_of_a_sentence_add_up_to_its_score(method):
    table = explain(SENTENCES, method)
    sums = table.groupby("sentence")["share"].sum()
    assert sums.tolist() == pytest.approx(scores(SENTENCES, method), abs=ROUNDED)
    polarity = table.groupby("sentence")["polarity"].first().tolist()
    assert polarity == pytest.approx(scores(SENTENCES, method), abs=1e-9)


def test_a_share_of_textblob_is_the_words_polarity_over_the_number_of_listed_words():
    table = explain("The ferry was not good, said a terrible captain.", "textblob")
    assert table["word"].tolist() == ["not good", "terrible"]
    # good is 0.7, times −0.5 behind "not"; terrible is −1; two entries
    assert table["share"].tolist() == pytest.approx([-0.175, -0.5])


def test_a_share_of_vader_is_the_part_of_the_compound_that_the_words_valence_has_of_the_sum():
    table = explain("A good ferry and a bad pier", "vader")
    # good 1.9, bad −2.5: the sum is −0.6; divided by √(0.36 + 15), 3.919, it is −0.1531
    assert table["word"].tolist() == ["good", "bad"]
    assert table["share"].tolist() == pytest.approx(
        [-0.1531 * 1.9 / -0.6, -0.1531 * 2.5 / 0.6], abs=1e-3
    )
    assert table["polarity"].iloc[0] == pytest.approx(-0.1531, abs=1e-4)


def test_the_tone_toward_a_mention_is_that_of_score_spans_and_differs_by_mention():
    text = (
        "Ilse Tran praised the rescue crew, and Oddvar Brekk was blamed for the shameful failure."
    )
    low = text.index("Oddvar")
    spans = pd.DataFrame({"text": [text, text], "start": [0, low], "end": [9, low + 12]})
    table = explain(spans, "news")
    tones = score_spans(spans)["tone"]
    sums = table.groupby("sentence")["share"].sum()
    assert sums.tolist() == pytest.approx(tones.tolist(), abs=1e-9)
    blamed = table[table["sentence"] == 1].set_index("word")["share"]
    assert blamed["blamed"] < -0.1
    assert table.loc[table["sentence"] == 1, "target_start"].unique().tolist() == [low]
    assert SENTENCE in set(table.loc[table["start"].isna(), "word"])


def test_a_mention_in_a_longer_text_is_explained_by_its_own_sentence_with_offsets_of_the_text():
    text = "The pier was a disgrace. Ilse Tran was praised by the crew."
    table = explain(pd.DataFrame({"text": [text], "start": [25], "end": [34]}), "news")
    assert table["start"].min() >= 25
    assert "praised" in set(table["word"])


def test_other_methods_know_no_target_and_a_missing_mention_is_no_target():
    spans = pd.DataFrame({"text": SENTENCES[:2], "start": [4, None], "end": [9, None]})
    table = explain(spans)
    with_target = table["target_start"].notna()
    assert table.loc[with_target, "method"].unique().tolist() == ["news"]
    assert table.loc[with_target, "sentence"].unique().tolist() == [0]


def test_a_sentence_without_a_listed_word_has_one_row_without_a_word():
    table = explain("The ferry sailed on Tuesday.", ("textblob", "vader"))
    assert table["word"].isna().tolist() == [True, True]
    assert table["share"].tolist() == [0.0, 0.0]


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.lists(WORDS, max_size=14).map(" ".join), st.text(max_size=60)))
def test_words_stand_where_the_table_says_never_overlap_and_add_up(text):
    table = explain(text)
    assert dict(table.dtypes.astype(str)) == EXPLAINED_COLUMNS
    for method, rows in table.groupby("method", sort=False):
        if text.strip():
            polarity = rows["polarity"].iloc[0]
            assert rows["share"].sum() == pytest.approx(polarity, abs=ROUNDED), method
        else:
            assert rows["polarity"].isna().all()
        placed = rows.dropna(subset=["start"])
        end = 0
        for row in placed.itertuples():
            assert text[row.start : row.end] == row.word
            assert row.start >= end
            end = row.end


def test_the_table_has_one_shape_whatever_is_asked():
    for table in (explain([]), explain("A good day"), explain(pd.DataFrame({"text": ["x"]}))):
        assert list(table) == list(EXPLAINED_COLUMNS)


def test_wrong_questions_are_named():
    with pytest.raises(ValueError, match="no method 'afinn'"):
        explain("A good day", "afinn")
    with pytest.raises(ValueError, match="a text is missing"):
        explain(["A good day", None])
    with pytest.raises(ValueError, match="not inside a text of 10 characters"):
        explain(pd.DataFrame({"text": ["A good day"], "start": [5], "end": [50]}), "news")
