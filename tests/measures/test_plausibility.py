"""The model that rejects improbable attributions. All sentences are invented."""

import json
import math
import re

import pandas as pd
import pytest

from helpers.measures.attribution.clauses import find_attributions, possible_attributions
from helpers.measures.attribution.cues import cue_lexicon
from helpers.measures.attribution.plausibility import model, train
from helpers.measures.attribution.plausibility.features import list_features
from helpers.measures.attribution.reading import read_article
from helpers.measures.attribution.selection import choose_attributions


def chosen(text: str) -> list:
    reading = read_article(text)
    return choose_attributions(reading, possible_attributions(reading, reading.sentences[0]))


def found(text: str) -> list:
    reading = read_article(text)
    return find_attributions(reading, reading.sentences[0])


def features_of(text: str) -> list[str]:
    reading = read_article(text)
    sentence = reading.sentences[0]
    attribution = possible_attributions(reading, sentence)[0]
    return list_features(reading, attribution, sentence)


@pytest.fixture(scope="module")
def coefficients() -> pd.DataFrame:
    path = train.Path(model.__file__).with_name("coefficients.csv")
    return pd.read_csv(path, keep_default_na=False)


def test_the_model_takes_away_what_the_patterns_accept_by_mistake():
    text = "The bill changed the rules, and it was within hailing distance of the vote."
    assert len(chosen(text)) == 1
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ann Roe said that the bridge was late.",
        "The ministry denied the report.",
        "“The bridge,” Ann Roe said, “is late.”",
        "The bridge is late, according to Roe.",
    ],
)
def test_plain_attributions_stand(text: str):
    assert len(found(text)) == 1


def test_a_long_quotation_stands_whatever_the_model_says(monkeypatch):
    monkeypatch.setattr(model, "LEAST_LOG_ODDS", math.inf)
    assert len(found("Roe said “the bridge is late and we are all cold.”")) == 1
    assert found("Roe said the bridge was late and all were cold.") == []


def test_requests_are_not_judged(monkeypatch):
    monkeypatch.setattr(model, "LEAST_LOG_ODDS", math.inf)
    assert len(found("Roe asked the council to open the bridge.")) == 1


def test_features_are_named_and_hold_no_names():
    names = features_of("Zebulon Quark said that the bridge at Tver was late.")
    assert "lemma=say" in names
    assert "subject=name" in names
    assert "first=that" in names
    assert not [name for name in names if re.search("zebulon|quark|tver", name, re.IGNORECASE)]


def test_every_lemma_of_the_coefficients_is_a_cue_of_the_lexicon(coefficients):
    lemmas = coefficients["feature"].str.extract(r"^lemma=([^,]+)")[0].dropna()
    known = {*cue_lexicon()["cue"], "according to", "in the words of"}
    assert set(lemmas) <= known


def test_no_coefficient_holds_a_capital_letter_but_that_of_a_class(coefficients):
    words = coefficients["feature"].str.replace(r"=(True|False|Name)\b", "", regex=True)
    assert words[words.str.contains("[A-Z]")].tolist() == []


def test_the_same_examples_give_the_same_coefficients_and_the_sign_is_right(tmp_path):
    said, named = "Ann Roe said that the bridge was late. ", "Ann Roe called the bridge a gift. "
    row = {
        "text": (said + named) * 40,
        "quotes": [
            {
                "start": at * len(said + named) + 13,
                "end": at * len(said + named) + 37,
                "speaker_start": at * len(said + named),
                "speaker_end": at * len(said + named) + 7,
            }
            for at in range(40)
        ],
    }
    examples = list(train._examples(json.loads(json.dumps(row))))
    first, second = train.fit(examples), train.fit(examples)
    pd.testing.assert_frame_equal(first, second)
    known = first.set_index("feature")["coefficient"]
    assert known["lemma=say"] > 0 > known["lemma=call"]
