"""A corpus that comes with codes has a card, whether or not somebody saved one."""

import shutil

import pandas as pd
import pytest

from helpers.corpus import load_corpus
from helpers.measures import code_frames, count_wording, score_frame_codes, score_wording
from helpers.measures.gold import read_frame_codes
from helpers.validation import card_beside, frame_units, wording_card
from tests.setup.environment import ROOT

BUNDLED = ROOT / "data" / "two_capitals"


@pytest.fixture(scope="module")
def loaded():
    return load_corpus(BUNDLED)


@pytest.fixture(scope="module")
def coded(loaded):
    return code_frames(loaded.articles)


def test_the_card_of_frames_says_what_the_codes_beside_the_corpus_say(loaded, coded):
    card = card_beside(BUNDLED, loaded, "frames", "word lists", frame_units(coded))
    gold = read_frame_codes(BUNDLED / "adjudicated.csv")
    mean = score_frame_codes(gold, coded, n_resamples=10).iloc[-1]
    assert card.headline()["estimate"] == pytest.approx(mean["macro_f1"], abs=1e-4)
    assert card.note().startswith(
        "Validated on this corpus, frames by word lists: macro-F1 0.64 [0.5"
    )
    assert "against 48 coded articles (2 coders, alpha 0.86 or more)" in card.note()
    assert not card.weighted


def test_a_card_that_was_kept_goes_first(loaded, coded, tmp_path):
    folder = tmp_path / "two_capitals"
    shutil.copytree(BUNDLED, folder)
    card = card_beside(BUNDLED, loaded, "frames", "word lists", frame_units(coded))
    other = type(card)(**{**card.__dict__, "n_units": 7})
    other.save(folder)
    found = card_beside(folder, load_corpus(folder), "frames", "word lists", frame_units(coded))
    assert found.n_units == 7
    assert not found.changed


@pytest.mark.parametrize("spoil", ["no sheets", "a sheet without a frame", "codes of others"])
def test_without_codes_of_these_articles_there_is_no_card(loaded, coded, tmp_path, spoil):
    folder = tmp_path / "corpus"
    folder.mkdir()
    shutil.copy(BUNDLED / "articles.csv", folder)
    if spoil != "no sheets":
        for name in ("adjudicated", "coder_a", "coder_b"):
            sheet = pd.read_csv(BUNDLED / f"{name}.csv")
            if spoil == "codes of others":
                sheet["article_id"] = "z" + sheet["article_id"]
            else:
                sheet = sheet.drop(columns="conflict")
            sheet.to_csv(folder / f"{name}.csv", index=False)
    other = load_corpus(folder)
    assert card_beside(folder, other, "frames", "word lists", frame_units(coded)) is None


def test_a_method_that_was_not_measured_has_no_card(loaded, coded):
    assert card_beside(BUNDLED, loaded, "frames", "guessing", frame_units(coded)) is None


def test_the_card_of_rival_names_gives_the_figure_of_all_places(loaded):
    raw = loaded.articles.assign(text=loaded.articles["raw_text"])
    marked = pd.read_csv(BUNDLED / "wording.csv", keep_default_na=False)
    scores = score_wording(count_wording(raw), marked, n_resamples=100)
    note = wording_card(BUNDLED, loaded, scores).note()
    assert note.startswith("Validated on this corpus, rival names by word list: F1 0.8")
    assert note.endswith("against 520 coded places.")
    assert wording_card(BUNDLED, loaded, None) is None
