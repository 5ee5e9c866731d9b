"""Scoring quotations against gold: pairs, criteria, intervals. All sentences are invented."""

import numpy as np
import pandas as pd
import pytest

from helpers.measures import (
    attribution_errors,
    match_quotations,
    read_gold_quotations,
    score_attributes,
    score_quotations,
)

TEXT = "Orlova said the ship was late. Brandt said the port was shut. It rained."
ARTICLES = pd.DataFrame({"article_id": ["a"], "text": [TEXT]})


def quotation(content, speaker, name=None, article_id="a", text=TEXT):
    start, at = text.index(content), text.index(speaker)
    return {
        "article_id": article_id,
        "pieces": [[start, start + len(content)]],
        "speaker_start": at,
        "speaker_end": at + len(speaker),
        "speaker_name": name or speaker,
    }


GOLD = pd.DataFrame(
    [quotation("the ship was late", "Orlova"), quotation("the port was shut", "Brandt")]
)


def score(found, gold=GOLD, articles=ARTICLES, **options):
    table = score_quotations(gold, found, articles, n_resamples=50, **options)
    return table.set_index("criterion")


def test_gold_against_itself_is_perfect():
    table = score(GOLD)
    assert (table[["precision", "recall", "f1", "low", "high"]] == 1).all(axis=None)
    assert (table[["n_gold", "n_found", "n_right"]] == 2).all(axis=None)


def test_a_wrong_speaker_counts_for_the_words_and_not_end_to_end():
    found = pd.DataFrame(
        [quotation("the ship was late", "Brandt"), quotation("the port was shut", "Brandt")]
    )
    table = score(found)
    assert table.loc["lenient", "f1"] == 1
    assert table.loc["lenient, with speaker", "f1"] == 0.5


def test_a_speaker_resolved_to_the_same_name_is_right_wherever_the_mention_stands():
    found = pd.DataFrame([quotation("the ship was late", "Brandt", name="Orlova")])
    assert score(found).loc["strict, with speaker", "n_right"] == 1


def test_a_missing_speaker_is_wrong():
    found = GOLD.assign(
        speaker_start=pd.array([pd.NA] * 2, dtype="Int64"),
        speaker_end=pd.array([pd.NA] * 2, dtype="Int64"),
        speaker_name=pd.Series([None, None], dtype="str"),
    )
    table = score(found)
    assert table.loc["lenient", "n_right"] == 2
    assert table.loc["lenient, with speaker", "n_right"] == 0


def test_half_the_words_are_enough_for_lenient_and_not_for_strict():
    found = pd.DataFrame([quotation("the ship", "Orlova")])
    table = score(found)
    assert table.loc["lenient", "n_right"] == 1
    assert table.loc["strict", "n_right"] == 0
    assert table.loc["lenient", "precision"] == 1
    assert table.loc["lenient", "recall"] == 0.5


def test_one_long_find_is_paired_with_one_gold_quotation_only():
    found = pd.DataFrame([quotation(TEXT[7:61], "Orlova")])
    pairs = match_quotations(GOLD, found, ARTICLES)
    assert len(pairs) == 1


def test_the_largest_overlap_is_paired_first():
    found = pd.DataFrame(
        [quotation("ship was late", "Orlova"), quotation("the ship was late", "Orlova")]
    )
    pairs = match_quotations(GOLD, found, ARTICLES)
    assert list(pairs["gold"]) == [0]
    assert list(pairs["found"]) == [1]
    assert pairs["overlap"].item() == 1


def test_what_meets_an_ignored_quotation_is_neither_right_nor_wrong():
    found = pd.concat([GOLD, pd.DataFrame([quotation("It rained", "Orlova")])], ignore_index=True)
    beside = pd.DataFrame([quotation("It rained", "Orlova")])
    assert score(found).loc["lenient", "n_found"] == 3
    assert score(found, ignore=beside).loc["lenient", "n_found"] == 2
    assert score(found, ignore=beside).loc["lenient", "precision"] == 1


def test_articles_are_not_mixed_up():
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": [TEXT, TEXT]})
    found = GOLD.assign(article_id="b")
    assert score(found, articles=articles).loc["lenient", "n_right"] == 0


def test_nothing_found_has_no_precision():
    table = score(GOLD.head(0))
    assert np.isnan(table.loc["lenient", "precision"])
    assert table.loc["lenient", "recall"] == 0


def test_the_interval_widens_with_few_unequal_articles_and_the_seed_fixes_it():
    articles = pd.DataFrame({"article_id": list("abcd"), "text": [TEXT] * 4})
    gold = pd.concat([GOLD.assign(article_id=name) for name in "abcd"], ignore_index=True)
    found = gold[gold["article_id"].isin(["a", "b"])]
    table = score(found, gold, articles, seed=3)
    assert table.loc["lenient", "low"] < table.loc["lenient", "f1"] < table.loc["lenient", "high"]
    pd.testing.assert_frame_equal(table, score(found, gold, articles, seed=3))


def test_the_input_is_left_alone_and_a_repeated_index_is_an_error():
    before = GOLD.copy(deep=True)
    score(GOLD)
    pd.testing.assert_frame_equal(GOLD, before)
    with pytest.raises(ValueError, match="index of gold repeats"):
        match_quotations(pd.concat([GOLD, GOLD]), GOLD, ARTICLES)


def test_a_missing_column_is_an_error_that_names_it():
    with pytest.raises(ValueError, match="'pieces'"):
        score(GOLD.drop(columns="pieces"))


def test_attributes_are_compared_on_the_pairs_and_silence_is_told_from_error():
    gold = GOLD.assign(affiliation=["US", "RU"], role=["company", ""], anonymous=[True, False])
    found = GOLD.assign(
        affiliation=pd.Series([None, "US"], dtype="str"),
        role=pd.Series(["company", None], dtype="str"),
        anonymous=[True, True],
    )
    table = score_attributes(gold, found, ARTICLES, n_resamples=50).set_index("attribute")
    assert table["accuracy"].to_dict() == {"affiliation": 0, "role": 1, "anonymous": 0.5}
    assert table["n_missing"].to_dict() == {"affiliation": 1, "role": 0, "anonymous": 0}
    assert table["n_wrong"].to_dict() == {"affiliation": 1, "role": 0, "anonymous": 1}
    assert set(table["n_pairs"]) == {2}


def test_an_attribute_that_is_missing_is_an_error_that_names_it():
    with pytest.raises(ValueError, match="'affiliation'"):
        score_attributes(GOLD, GOLD, ARTICLES)


def with_words(table):
    words = {
        "text": [TEXT[low:high] for pieces in table["pieces"] for low, high in pieces],
        "speaker": [
            TEXT[low:high]
            for low, high in zip(table["speaker_start"], table["speaker_end"], strict=True)
        ],
        "cue": ["said"] * len(table),
    }
    return table.assign(**words)


def test_each_error_is_listed_once_with_a_reason():
    gold = with_words(GOLD)
    found = with_words(
        pd.DataFrame([quotation("the ship was late", "Brandt"), quotation("It rained", "Orlova")])
    )
    table = attribution_errors(gold, found, ARTICLES)
    assert list(table["error"]) == ["wrong speaker", "missed", "not said"]
    assert table.loc[0, "why"] == "another phrase was taken for the speaker"
    assert (table.loc[0, "gold_speaker"], table.loc[0, "found_speaker"]) == ("Orlova", "Brandt")
    assert table.loc[1, "text"] == "the port was shut"


@pytest.mark.parametrize(
    ("cue", "why"),
    [
        ("", "no word announces it"),
        ("yodelled", "“yodelled” is not in the list of cues"),
        ("said", "the content begins without “that” and without marks"),
    ],
)
def test_the_reason_of_a_missed_quotation_names_its_cue(cue, why):
    gold = with_words(GOLD.tail(1)).assign(cue=cue)
    table = attribution_errors(gold, with_words(GOLD.head(1)).head(0), ARTICLES)
    assert list(table["why"]) == [why]


def test_gold_against_itself_has_no_errors():
    gold = with_words(GOLD)
    assert attribution_errors(gold, gold, ARTICLES).empty


def test_gold_is_read_with_pieces_as_lists_and_a_bad_cell_is_named(tmp_path):
    table = with_words(GOLD).assign(
        kind="indirect", affiliation="", role="", anonymous=False, pieces="[[12, 29]]"
    )
    table.to_csv(tmp_path / "gold.csv", index=False)
    read = read_gold_quotations(tmp_path / "gold.csv")
    assert list(read["pieces"]) == [[[12, 29]]] * 2
    assert set(read["act"]) == {"speech"}
    table.assign(pieces=["[[12, 29]]", "12-29"]).to_csv(tmp_path / "gold.csv", index=False)
    with pytest.raises(ValueError, match=r"gold.csv, row 3, column pieces: '12-29' is no list"):
        read_gold_quotations(tmp_path / "gold.csv")
