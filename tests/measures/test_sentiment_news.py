"""Tone of sentences and articles by the news model, in the same tables as the other methods."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.measures.sentiment import explain_sentiment, score_sentiment

GOOD = "Ilse Tran was praised for a brave and honest rescue."
BAD = "Prosecutors accused the mayor of corruption and called his lies shameful."
TEXT = f"{GOOD} {BAD}"


def article(text: str) -> pd.DataFrame:
    return pd.DataFrame({"article_id": ["a"], "text": pd.Series([text], dtype="str")})


def polarity(text: str, unit: str = "article") -> list[float]:
    return list(score_sentiment(article(text), "news", unit=unit)["polarity"])


def test_a_sentence_of_praise_is_positive_and_one_of_blame_negative():
    good, bad = polarity(TEXT, "sentence")
    assert good > 0.2
    assert bad < -0.2


def test_an_article_is_the_mean_of_its_sentences_weighted_by_words():
    table = score_sentiment(article(TEXT), "news", unit="sentence")
    expected = np.average(table["polarity"], weights=table["n_words"])
    assert polarity(TEXT) == [pytest.approx(expected)]


def test_all_methods_stand_below_each_other():
    table = score_sentiment(article(TEXT), ("textblob", "vader", "news"))
    assert list(table["method"]) == ["textblob", "vader", "news"]
    assert table.set_index("method")["subjectivity"].isna().to_dict() == {
        "textblob": False, "vader": True, "news": True,
    }  # fmt: skip


def test_an_article_without_text_stays_with_a_missing_score():
    assert np.isnan(polarity(" ")).all()


@pytest.mark.parametrize("unit", ["sentence", "article"])
def test_contributions_add_up_to_the_score(unit):
    table = explain_sentiment(TEXT, "news", unit=unit)
    if unit == "article":
        assert table["contribution"].sum() == pytest.approx(polarity(TEXT)[0])
    for row in table.dropna(subset="start").itertuples():
        assert TEXT[row.start : row.end] == row.word


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(max_size=80))
def test_any_text_can_be_scored_and_explained(text):
    scores = polarity(text)
    table = explain_sentiment(text, "news", unit="article")
    if not np.isnan(scores[0]):
        assert -1 <= scores[0] <= 1
        assert table["contribution"].sum() == pytest.approx(scores[0], abs=1e-9)


@pytest.mark.parametrize(
    ("one", "other"), [("Russia", "the United States"), ("Putin", "Biden"), ("NATO", "China")]
)
def test_the_score_does_not_depend_on_who_is_named(one, other):
    frame = "Critics of {} called the plan a shameful failure."
    assert polarity(frame.format(one)) == pytest.approx(polarity(frame.format(other)))
