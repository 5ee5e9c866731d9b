"""Cards from codes beside a corpus: the figures of the notebooks' own tables, in one caption."""

import shutil

import pandas as pd
import pytest
from matplotlib.figure import Figure

from helpers.corpus import load_corpus
from helpers.measures import count_wording, score_wording
from helpers.validation import NOT_VALIDATED, find_cards, make_card, with_cards, wording_card
from helpers.validation.scoring import mark_corpus
from tests.setup.environment import ROOT
from tests.validation.test_cards import make, validate_measure

BUNDLED = ROOT / "data" / "two_capitals"


@pytest.fixture(scope="module")
def bundled():
    return load_corpus(BUNDLED)


def caption_of(cards):
    figure = Figure()
    figure.caption = "Polarity by outlet."
    return with_cards(figure, cards).caption


def headline(card):
    row = card.headline()
    return row["measure"], round(row["estimate"], 2), card.n_units


def test_the_bundled_codes_of_mentions_give_the_figures_of_the_sentiment_notebook(bundled):
    cards = find_cards(BUNDLED, "targets", ["news", "textblob", "vader"], loaded=bundled)
    assert {name: headline(card) for name, card in cards.items()} == {
        "news": ("macro-F1", 0.55, 461),
        "textblob": ("macro-F1", 0.37, 461),
        "vader": ("macro-F1", 0.38, 461),
    }
    assert {card.coders for card in cards.values()} == {2}
    assert not any(card.changed for card in cards.values())


def test_the_bundled_codes_of_articles_validate_their_tone_and_caption_says_how_badly(bundled):
    cards = find_cards(BUNDLED, "tone", ["textblob", "vader"], loaded=bundled)
    assert headline(cards["vader"]) == ("macro-F1", 0.31, 48)
    caption = caption_of(cards)
    assert "against 48 coded articles (2 coders, alpha 0.93)" in caption
    assert "than which TextBlob and VADER are not shown to be better" in caption
    assert caption.count("Validated") == 1


def test_the_same_codes_validate_the_frames(bundled):
    card = find_cards(BUNDLED, "frames", ["word lists"], loaded=bundled)["word lists"]
    name, estimate, n = headline(card)
    assert (name, n, card.headline()["variable"]) == ("macro-F1", 48, "(mean of all)")
    assert 0.5 < estimate < 0.8


def test_gold_quotations_give_the_f1_of_words_with_their_speaker(bundled):
    card = find_cards(BUNDLED, "quotations", ["rules"], loaded=bundled)["rules"]
    name, estimate, n = headline(card)
    assert (name, n) == ("F1", 963)
    assert 0.8 < estimate < 0.95
    assert "against 963 coded quotations." in card.note()  # nobody says how many coders
    assert "coders" not in card.to_markdown()


def test_a_corpus_without_codes_has_no_card(tmp_path):
    articles = pd.read_csv(BUNDLED / "articles.csv").head(3)
    articles.to_csv(tmp_path / "corpus.csv", index=False)
    loaded = load_corpus(tmp_path / "corpus.csv")
    for measure in ("tone", "targets", "quotations"):
        cards = find_cards(tmp_path / "corpus.csv", measure, ["a", "b"], loaded=loaded)
        assert cards == {"a": None, "b": None}
        assert caption_of(cards) == f"Polarity by outlet. {NOT_VALIDATED}"


def test_codes_of_other_articles_are_no_codes(tmp_path):
    for name in ("adjudicated", "targets", "quotations"):
        shutil.copy(BUNDLED / f"{name}.csv", tmp_path)
    articles = pd.read_csv(BUNDLED / "articles.csv").head(3)
    articles.assign(article_id=["x", "y", "z"]).to_csv(tmp_path / "articles.csv", index=False)
    loaded = load_corpus(tmp_path)
    for measure in ("tone", "targets", "quotations"):
        assert find_cards(tmp_path, measure, ["vader"], loaded=loaded) == {"vader": None}


def test_a_card_that_was_kept_comes_before_the_codes(tmp_path, bundled):
    for name in ("articles", "adjudicated"):
        shutil.copy(BUNDLED / f"{name}.csv", tmp_path)
    loaded = load_corpus(tmp_path)
    figures = validate_measure(
        pd.DataFrame({"unit_id": ["u1", "u2"], "tone": [1, 0]}),
        pd.DataFrame({"unit_id": ["u1", "u2"], "article_id": ["a1", "a2"], "said": [1, 1]}),
        codes={"tone": "said"}, n_resamples=20,
    )  # fmt: skip
    mark = mark_corpus(tmp_path, loaded.articles)
    make_card(figures, measure="tone", method="vader", corpus=mark).save(tmp_path)
    cards = find_cards(tmp_path, "tone", ["textblob", "vader"], loaded=loaded)
    assert (cards["vader"].n_units, cards["textblob"].n_units) == (2, 48)
    assert caption_of(cards).count("Validated on this corpus") == 2  # they are not comparable


def test_a_method_without_a_card_is_named_beside_those_that_have_one():
    articles = pd.DataFrame({"article_id": ["a"], "text": ["It rained."]})
    caption = caption_of({"vader": make(articles), "textblob": None})
    assert caption.endswith("Not validated on this corpus: TextBlob.")


def test_a_file_of_codes_without_its_columns_is_refused(tmp_path):
    shutil.copy(BUNDLED / "articles.csv", tmp_path)
    (tmp_path / "targets.csv").write_text("article_id,tone\ntc_grain_01,1\n")
    with pytest.raises(ValueError, match="'actor'"):
        find_cards(tmp_path, "targets", ["news"], loaded=load_corpus(tmp_path))


def test_a_measure_of_which_no_codes_are_known_is_refused(bundled):
    with pytest.raises(ValueError, match="No codes of 'wording'"):
        find_cards(BUNDLED, "wording", ["rules"], loaded=bundled)


def test_codes_of_another_measure_are_no_codes_of_frames(tmp_path):
    shutil.copy(BUNDLED / "articles.csv", tmp_path)
    codes = pd.read_csv(BUNDLED / "adjudicated.csv")[["article_id", "tone"]]
    codes.to_csv(tmp_path / "adjudicated.csv", index=False)
    loaded = load_corpus(tmp_path)
    assert find_cards(tmp_path, "frames", ["word lists"], loaded=loaded) == {"word lists": None}


def test_marked_places_of_rival_names_give_their_f1(bundled):
    raw = bundled.articles.assign(text=bundled.articles["raw_text"])
    marked = pd.read_csv(BUNDLED / "wording.csv", keep_default_na=False)
    scores = score_wording(count_wording(raw), marked, n_resamples=100)
    note = wording_card(BUNDLED, bundled, scores).note()
    assert note.startswith("Validated on this corpus, rival names by word list: F1 0.8")
    assert note.endswith("against 520 coded places.")
    assert wording_card(BUNDLED, bundled, None) is None
