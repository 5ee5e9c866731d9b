"""What the word lists of frames reach on the coded articles of the bundled fiction."""

from pathlib import Path

import pytest

from helpers.corpus import load_corpus
from helpers.measures import code_frames, read_frame_codes, score_frame_codes

DATA = Path(__file__).resolve().parents[2] / "data"
CORPUS = DATA / "two_capitals"
FLOORS = {
    "conflict": 0.64,
    "human_interest": 0.69,
    "economic_consequences": 0.85,
    "morality": 0.53,
    "(all frames)": 0.62,
}


@pytest.fixture(scope="module")
def sheets():
    names = ("adjudicated", "coder_a", "coder_b")
    return {name: read_frame_codes(CORPUS / f"{name}.csv") for name in names}


@pytest.fixture(scope="module")
def scores(sheets):
    codes = code_frames(load_corpus(CORPUS).articles)
    return score_frame_codes(sheets["adjudicated"], codes).set_index("frame")


def test_frames_are_coded_in_the_whole_sample(scores, sheets):
    assert scores.loc["(all frames)", "n_articles"] == 48
    assert scores["n_gold"].iloc[:-1].sum() == sheets["adjudicated"]["present"].sum()


@pytest.mark.parametrize(("frame", "floor"), FLOORS.items())
def test_no_frame_falls_behind_what_was_reached(scores, frame, floor):
    assert scores.loc[frame, "macro_f1"] >= floor


def test_what_is_coded_as_present_mostly_is(scores):
    assert scores["precision"].min() >= 0.7


def test_the_figures_in_the_data_card_are_current(scores, sheets):
    card = (DATA / "README.md").read_text(encoding="utf-8")
    coders = score_frame_codes(sheets["coder_a"], sheets["coder_b"]).set_index("frame")
    for row in scores.iloc[:-1].itertuples():
        figures = (
            f"| `{row.Index}` | {row.n_gold} | {row.n_coded} | {row.precision:.2f} | "
            f"{row.recall:.2f} | {row.macro_f1:.2f} | {row.low:.2f} to {row.high:.2f} | "
            f"{coders.loc[row.Index, 'macro_f1']:.2f} |"
        )
        assert figures in card
