"""How right a tone is: figures against hand computation, and words that explain a score."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers.measures import (
    correlate_tone,
    describe_labels,
    describe_zeros,
    explain_sentences,
    score_labels,
    score_sentiment,
)


def tone(scores, method="vader"):
    ids = [f"a{number}" for number in range(len(scores))]
    return pd.DataFrame({"article_id": ids, "method": method, "polarity": scores})


def codes(values):
    return pd.DataFrame({"article_id": [f"a{n}" for n in range(len(values))], "tone": values})


def labels(gold, said, method="vader", articles=None):
    articles = articles or [f"a{number % 5}" for number in range(len(gold))]
    return pd.DataFrame({"article_id": articles, "method": method, "gold": gold, "label": said})


def test_the_rank_correlation_is_spearmans():
    generator = np.random.default_rng(3)
    values = generator.integers(-2, 3, 40)
    scores = values + generator.normal(0, 2, 40)
    row = correlate_tone(tone(scores), codes(values)).iloc[0]
    assert row["estimate"] == pytest.approx(stats.spearmanr(scores, values).statistic)
    assert -1 <= row["low"] < row["estimate"] < row["high"] <= 1
    assert row["n_articles"] == 40


def test_only_articles_with_both_count():
    scored = tone([0.1, 0.2, 0.3, np.nan, 0.5])
    row = correlate_tone(scored, codes([0, 1, 2, 2]), n_resamples=20).iloc[0]
    assert (row["n_articles"], row["estimate"]) == (3, 1.0)


@pytest.mark.parametrize("values", [[0, 1], [1, 1, 1, 1], []])
def test_too_few_or_equal_codes_have_no_correlation(values):
    table = correlate_tone(tone([0.1, 0.2, 0.3, 0.4]), codes(values), n_resamples=20)
    assert np.isnan(table["estimate"].iloc[0])


def test_macro_f1_by_hand():
    # −1: 1 right of 2 said and 1 gold; 0: 1 of 1 and 2; 1: 1 of 1 and 1.
    table = score_labels(labels([-1, 0, 0, 1], [-1, 0, -1, 1]), n_resamples=20)
    expected = (2 / 3 + 2 / 3 + 1) / 3
    assert table["estimate"].iloc[0] == pytest.approx(expected)


def test_saying_neutral_always_stands_beside_the_methods():
    gold = [-1, 0, 0, 0, 1]
    table = score_labels(labels(gold, gold), n_resamples=20).set_index("method")
    assert table.loc["vader", "estimate"] == 1
    assert table.loc["(always neutral)", "estimate"] == pytest.approx((2 * 3 / 8) / 3)


def test_a_label_that_nobody_uses_is_no_error():
    table = score_labels(labels([-1, 0, 0], [-1, 0, 0]), n_resamples=20)
    assert table["estimate"].iloc[0] == 1


def test_articles_are_drawn_with_all_their_mentions():
    gold, said = [1, 1, 1, -1, -1, -1] * 10, [1, 1, 1, 1, 1, 1] * 10
    alone = score_labels(labels(gold, said, articles=[f"a{n}" for n in range(60)])).iloc[0]
    grouped = [f"a{number // 3}" for number in range(60)]
    together = score_labels(labels(gold, said, articles=grouped)).iloc[0]
    assert together["high"] - together["low"] > 1.3 * (alone["high"] - alone["low"])


def test_mentions_without_gold_are_passed_over():
    table = score_labels(labels([-1, np.nan, 1], [-1, 0, 1]), n_resamples=20)
    assert table["n_units"].iloc[0] == 2


def test_no_mention_gives_no_row():
    assert score_labels(labels([], [])).empty


def test_a_label_beyond_the_three_is_refused():
    with pytest.raises(ValueError, match="labels are −1, 0 or 1, not 2"):
        score_labels(labels([2], [0]))


def test_the_order_of_rows_changes_nothing():
    rows = labels([-1, 0, 1, 0, 1, -1], [-1, 1, 1, 0, 0, -1])
    pd.testing.assert_frame_equal(score_labels(rows), score_labels(rows.iloc[::-1]))


def test_the_marked_words_are_those_that_make_the_score():
    text = "The ferry was not good, said a terrible captain."
    table = explain_sentences([text])
    assert table["method"].tolist() == ["textblob", "vader"]
    sentence = pd.DataFrame({"article_id": ["x"], "text": [text]})
    scores = score_sentiment(sentence, unit="sentence").set_index("method")["polarity"]
    for row in table.itertuples():
        assert row.polarity == pytest.approx(scores[row.method], abs=5e-5)
        marked = {text[start:end] for start, end in row.spans}
        assert "terrible" in marked
    assert table["words"].iloc[0].startswith("not good −0.17, terrible −0.50")


def test_a_sentence_without_a_listed_word_says_so():
    table = explain_sentences(["The ferry sailed on Tuesday."])
    assert table["words"].tolist() == ["no listed word"] * 2
    assert table["polarity"].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("lacking", ["method", "polarity"])
def test_a_missing_column_is_named(lacking):
    with pytest.raises(ValueError, match=f"no column '{lacking}'"):
        correlate_tone(tone([0.1]).drop(columns=lacking), codes([1]))


def test_what_methods_reach_is_said_beside_saying_neutral_always():
    rows = [
        ("vader", "Spearman's rho", 0.1, -0.1, 0.3, 48, 48),
        ("news", "macro-F1", 0.55, 0.47, 0.62, 461, 48),
        ("textblob", "macro-F1", 0.30, 0.26, 0.41, 461, 48),
        ("(always neutral)", "macro-F1", 0.28, 0.26, 0.30, 461, 48),
    ]
    columns = ["method", "measure", "estimate", "low", "high", "n_units", "n_articles"]
    scores = pd.DataFrame(rows, columns=columns)
    assert describe_labels(scores) == (
        "Held against the codes of 461 mentions in 48 articles, the news model reaches a macro-F1 "
        "of 0.55 [0.47, 0.62] and TextBlob 0.30 [0.26, 0.41]; always saying neutral reaches 0.28, "
        "and of TextBlob it is not shown that it is better."
    )
    with pytest.raises(ValueError, match="no macro-F1"):
        describe_labels(scores.iloc[:1])


def test_the_share_of_zeros_is_said_for_all_methods():
    columns = ["method", "estimate", "low", "high", "n_units"]
    rows = [("textblob", 0.65, 0.63, 0.67, 2142), ("vader", 0.61, 0.55, float("nan"), 2142)]
    assert describe_zeros(pd.DataFrame(rows, columns=columns)) == (
        "Exactly zero is the score of 65% [63, 67] of 2,142 sentences by TextBlob and of 61% "
        "[55, –] by VADER: mostly no word of the list stands there."
    )
    none = pd.DataFrame([("vader", *[float("nan")] * 3, 0)], columns=columns)
    assert describe_zeros(none) == "No sentence could be scored."
