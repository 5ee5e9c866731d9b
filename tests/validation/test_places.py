"""Each figure of a validation opens the units that it counts, with what was said of them."""

import pandas as pd
import pytest

from helpers.measures import code_frames, read_frame_codes, score_frame_codes
from helpers.validation import (
    compare_coders,
    list_coded_pairs,
    list_judged_codes,
    list_judged_frames,
    validate_measure,
)
from tests.setup.environment import ROOT
from tests.validation.making import VARIABLES

FOLDER = ROOT / "data" / "two_capitals"


@pytest.fixture
def codes():
    """Five units; on u3 the coders differ, u4 is coded by one of them only."""
    rows = [
        ("u0", "a0", -1, "news", -1, "news"),
        ("u1", "a0", 0, "news", 0, "view"),
        ("u2", "a1", 1, "both", 1, "both"),
        ("u3", "a1", 1, "view", -1, "view"),
        ("u4", "a2", 0, "news", None, None),
    ]
    first = pd.DataFrame(
        [(u, a, "Ann", tone, kind) for u, a, tone, kind, _, _ in rows],
        columns=["unit_id", "article_id", "coder", "tone", "kind"],
    )
    second = pd.DataFrame(
        [(u, a, "Ben", tone, kind) for u, a, _, _, tone, kind in rows], columns=first.columns
    )
    return pd.concat([first, second], ignore_index=True)


def test_each_unit_that_both_coded_is_listed_with_both_codes(codes):
    pairs = list_coded_pairs(codes, ["tone", "kind"], unit="unit_id")
    assert pairs.groupby("variable").size().to_dict() == {"kind": 4, "tone": 4}
    tone = pairs[pairs["variable"] == "tone"].set_index("unit_id")
    assert tone["codes"].to_dict() == {
        "u0": "Ann: -1, Ben: -1", "u1": "Ann: 0, Ben: 0",
        "u2": "Ann: 1, Ben: 1", "u3": "Ann: 1, Ben: -1",
    }  # fmt: skip
    assert tone["verdict"].to_dict()["u3"] == "different codes"
    assert list(tone["article_id"]) == ["a0", "a0", "a1", "a1"]


def test_every_cell_of_the_confusion_opens_as_many_units_as_it_counts(codes):
    compared = compare_coders(codes, VARIABLES, n_resamples=10)
    pairs = list_coded_pairs(codes, ["tone", "kind"], unit="unit_id")
    opened = pairs.groupby(["variable", "code_a", "code_b"]).size().to_dict()
    counted = compared.confusion.set_index(["variable", "code_a", "code_b"])["n_units"]
    assert opened == {key: n for key, n in counted.items() if n}


def test_agreement_takes_two_coders(codes):
    with pytest.raises(ValueError, match="two coders are needed, not 1"):
        list_coded_pairs(codes[codes["coder"] == "Ann"], ["tone"])


def test_what_is_judged_right_is_the_accuracy():
    both = pd.DataFrame(
        {
            "article_id": ["a", "b", "c", "d"],
            "sign": [-1, 0, 1, 1],
            "said": [-1.0, 0.0, 0.0, float("nan")],
        }
    )
    judged = list_judged_codes(both, {"VADER": "said"})
    figures = validate_measure(
        both[["article_id", "sign"]].iloc[:3], both[["article_id", "said"]].iloc[:3],
        codes={"sign": "said"}, unit="article_id", n_resamples=10,
    )  # fmt: skip
    accuracy = figures.loc[figures["measure"] == "accuracy", "estimate"].iloc[0]
    assert len(judged) == 3
    assert (judged["verdict"] == "as decided").mean() == pytest.approx(accuracy)
    assert judged["codes"].iloc[2] == "decided: 1, VADER: 0"


def test_the_frames_of_the_bundled_corpus_open_what_their_scores_count():
    articles = pd.read_csv(FOLDER / "articles.csv")[["article_id", "text"]]
    gold, coded = read_frame_codes(FOLDER / "adjudicated.csv"), code_frames(articles)
    scores = score_frame_codes(gold, coded, n_resamples=10).set_index("frame")
    judged = list_judged_frames(gold, coded)
    for frame, row in scores.iterrows():
        verdicts = judged.loc[judged["frame"] == frame, "verdict"].value_counts()
        there = verdicts.get("found, and there", 0)
        assert there + verdicts.get("there, but missed", 0) == row["n_gold"]
        assert there + verdicts.get("found, but not there", 0) == row["n_coded"]
        if frame != "(all frames)":
            assert there / row["n_coded"] == pytest.approx(row["precision"])
            assert verdicts.sum() == row["n_articles"] == 48


def test_what_a_measure_saw_is_marked_only_where_it_found_the_frame():
    keys = {"article_id": ["a", "b"], "frame": ["conflict"] * 2}
    gold = pd.DataFrame({**keys, "present": [True, True]})
    coded = pd.DataFrame({**keys, "present": [True, False], "start": [3, 5], "end": [9, 8]})
    judged = list_judged_frames(gold, coded)
    own = judged[judged["frame"] == "conflict"].set_index("article_id")
    assert (own.loc["a", "start"], own.loc["a", "end"]) == (3, 9)
    assert pd.isna(own.loc["b", "start"])
    people = list_judged_frames(gold, gold)
    assert people["start"].isna().all()
