"""Figures of a measure, cards beside the corpus, and what charts say of it."""

import dataclasses
import json

import pandas as pd
import pytest
from matplotlib.figure import Figure

from helpers.corpus import load_corpus
from helpers.measures import code_frames, read_frame_codes, score_frame_codes
from helpers.stats import coder_agreement
from helpers.validation import (
    NOT_VALIDATED,
    find_card,
    hash_articles,
    hold_against,
    make_card,
    mark_corpus,
    read_card,
    tone_of_score,
    validate_measure,
    with_card,
)
from helpers.validation.protocols import frame_units
from tests.setup.environment import ROOT
from tests.validation.making import make_articles, make_sample

BUNDLED = ROOT / "data" / "two_capitals"
FRAMES = ["conflict", "human_interest", "economic_consequences", "morality", "responsibility"]


def gold_and_measured(n=20):
    codes = pd.DataFrame({"unit_id": [f"u{i}" for i in range(n)], "tone": [-1, 0, 1, 1] * (n // 4)})
    measured = codes.drop(columns="tone").assign(
        article_id=[f"a{i}" for i in range(n)], said=[-1, 0, 1, 0] * (n // 4), weight=1.0
    )
    return codes, measured


def make(articles, measure="tone", method="vader", date="2031-07-01", **options):
    codes, measured = gold_and_measured()
    figures = validate_measure(codes, measured, codes={"tone": "said"}, n_resamples=50)
    coded = pd.concat([codes.assign(coder=name) for name in ("ann", "bob")])
    coded["article_id"] = coded["unit_id"]
    agreement = coder_agreement(coded, {"tone": "ordinal"}, unit="unit_id", n_resamples=50)
    return make_card(
        figures, measure=measure, method=method, corpus=mark_corpus("press.csv", articles),
        agreement=agreement, date=date, **options,
    )  # fmt: skip


def test_the_figures_are_those_of_the_two_tables_joined_by_unit():
    codes, measured = gold_and_measured()
    figures = validate_measure(codes, measured.iloc[::-1], codes={"tone": "said"}, n_resamples=50)
    figures = figures.set_index(["code", "measure"])["estimate"]
    assert figures["1", "recall"] == pytest.approx(0.5)
    assert figures["0", "precision"] == pytest.approx(0.5)
    assert figures["(all codes)", "accuracy"] == pytest.approx(0.75)


def test_scores_and_shares_have_the_figures_that_fit_them():
    codes, measured = gold_and_measured()
    figures = validate_measure(
        codes, measured, scores={"tone": "said"}, shares={"tone": "said"}, n_resamples=50
    )
    assert figures["measure"].tolist() == ["accuracy", "Spearman's rho", "Pearson's r"]


def test_on_the_bundled_gold_the_figures_are_those_of_the_frame_measure():
    gold = read_frame_codes(BUNDLED / "adjudicated.csv")
    coded = code_frames(load_corpus(BUNDLED, progress=False).articles)
    expected = score_frame_codes(gold, coded, n_resamples=50).set_index("frame")
    wide = gold.pivot_table("present", "article_id", "frame", aggfunc="first").reset_index()
    said = coded.pivot_table("present", "article_id", "frame", aggfunc="first").reset_index()
    said = said.rename(columns={frame: f"said_{frame}" for frame in FRAMES})
    figures = validate_measure(
        wide, said, codes={frame: f"said_{frame}" for frame in FRAMES}, unit="article_id",
        n_resamples=50,
    ).set_index(["variable", "code", "measure"])["estimate"]  # fmt: skip
    for frame in FRAMES:
        for measure in ("precision", "recall"):
            assert figures[frame, "True", measure] == pytest.approx(expected.loc[frame, measure])
        assert figures[frame, "(all codes)", "macro-F1"] == pytest.approx(
            expected.loc[frame, "macro_f1"]
        )
    mean = figures["(mean of all)", "(all codes)", "macro-F1"]
    assert mean == pytest.approx(expected.loc["(all frames)", "macro_f1"])


def test_a_score_near_zero_is_neutral():
    signs = tone_of_score(pd.Series([-0.2, -0.05, -0.01, 0.0, 0.05, 1.0, None]))
    assert signs.tolist() == [-1, -1, 0, 0, 1, 1, pd.NA]
    assert tone_of_score(pd.Series([-2, 0, 1], dtype="Int64")).tolist() == [-1, 0, 1]


def test_tone_is_held_against_its_sign_and_its_order_for_each_method():
    key = make_sample(["text"] * 6, measured_polarity_y=[0.9, 0, 0, 0, 0, -0.9])
    codes = key[["unit_id"]].assign(tone=[-2, -1, 0, 0, 1, 2])
    found = hold_against("tone", codes, key, n_resamples=50)
    assert set(found) == {"x", "y"}
    figures = found["x"][0].set_index(["variable", "code", "measure"])["estimate"]
    assert figures["tone", "(all codes)", "Spearman's rho"] > 0.9
    assert found["y"][0].set_index("measure").loc["Spearman's rho", "estimate"] < 0


def test_the_rarest_frame_of_an_article_makes_its_stratum():
    frames = ["conflict", "morality"]
    coded = pd.DataFrame(
        [(f"a{n}", frame, n < 8 if frame == "conflict" else n == 3)
         for n in range(10) for frame in frames],
        columns=["article_id", "frame", "present"],
    )  # fmt: skip
    table = frame_units(coded)
    rarest = table.units.set_index("article_id")[table.score]
    assert rarest["a3"] == "morality"
    assert (rarest == "conflict").sum() == 7
    assert (rarest == "(none)").sum() == 2


def test_a_frame_counts_as_present_from_code_1():
    key = make_sample(["text"] * 4, measured_present_conflict=[True, True, False, False])
    codes = key[["unit_id"]].assign(conflict=pd.array([2, 0, 1, 0], dtype="Int64"))
    figures, _ = hold_against("frames", codes, key, n_resamples=50)["word lists"]
    figures = figures.set_index(["code", "measure"])["estimate"]
    assert figures["present", "precision"] == 0.5
    assert figures["present", "recall"] == 0.5


def test_quotations_are_judged_only_where_they_are_quotations():
    key = make_sample(
        ["text"] * 4, measured_affiliation=["US", "RU", "XX", None],
        measured_role=["expert", "media", None, "company"],
    )  # fmt: skip
    none = "not a quotation"
    codes = key[["unit_id"]].assign(
        is_quotation=["yes", "yes", "yes", "no"],
        speaker_right=["yes", "no", "unclear", none],
        affiliation=["US", "UA", "other", none],
        role=["expert", "media", "none", none],
    )
    figures, limits = hold_against("quotations", codes, key, n_resamples=50)["rules"]
    shares = figures.set_index("variable")["estimate"]
    assert shares["is_quotation"] == pytest.approx(3 / 4)
    assert shares["speaker_right"] == pytest.approx(1 / 3)
    assert shares["affiliation"] == pytest.approx(2 / 3)
    assert shares["role"] == 1
    assert "recall" in limits[0]


def test_a_card_is_found_beside_a_folder_and_a_file(tmp_path):
    articles = make_articles(5)
    card = make(articles)
    (tmp_path / "press.csv").write_text("text\nx\n")
    card.save(tmp_path / "press.csv")
    for place in (tmp_path, tmp_path / "press.csv"):
        assert find_card(place, "tone", "vader") == card
    assert find_card(tmp_path / "other.csv", "tone", "vader") is None
    assert find_card(tmp_path, "tone", "textblob") is None
    assert find_card(tmp_path / "nowhere", "tone", "vader") is None


def test_the_card_of_several_files_lies_beside_the_first(tmp_path):
    files = [tmp_path / "a.csv", tmp_path / "b.csv"]
    card = make(make_articles(5))
    mark = mark_corpus(files, make_articles(5))
    dataclasses.replace(card, corpus=mark.name).save(files[0])
    assert find_card(files, "tone", "vader").corpus == "a.csv, b.csv"
    assert find_card(files[0], "tone", "vader") is None


def test_a_file_of_its_own_is_read_as_it_was_written(tmp_path):
    card = make(make_articles(5), limits=["only 20 units"])
    path = card.save(tmp_path / "mine.card.json")
    assert path == tmp_path / "mine.card.json"
    assert read_card(path) == card
    assert find_card(path, "tone", "vader") == card


def test_the_newest_card_counts_and_the_same_one_is_replaced(tmp_path):
    articles = make_articles(5)
    make(articles, date="2031-07-01").save(tmp_path)
    make(articles, date="2031-08-01").save(tmp_path)
    assert len(list(tmp_path.rglob("*.card.json"))) == 1
    assert find_card(tmp_path, "tone", "vader").date == "2031-08-01"


def test_a_corpus_that_changed_is_said_to_have_changed(tmp_path):
    articles = make_articles(5)
    make(articles).save(tmp_path)
    shuffled = articles.sample(frac=1, random_state=1)
    assert not find_card(tmp_path, "tone", "vader", articles=shuffled).changed
    changed = articles.assign(text=articles["text"].str.replace("pier", "dock"))
    note = find_card(tmp_path, "tone", "vader", articles=changed).note()
    assert note.startswith("Validated on an earlier state of this corpus")


def test_the_hash_changes_with_every_article_and_text():
    articles = make_articles(3)
    marks = {
        hash_articles(articles),
        hash_articles(articles.head(2)),
        hash_articles(articles.assign(text="")),
        hash_articles(articles.assign(article_id=["a000T", "a001", "a002"])),
    }
    assert len(marks) == 4


def test_the_note_names_figure_interval_n_coders_and_alpha():
    note = make(make_articles(5)).note()
    assert note.startswith("Validated on this corpus, tone by vader: macro-F1 0.")
    assert "against 20 coded articles (2 coders, alpha 1.00); always the most" in note


def test_the_note_says_if_the_measure_is_not_shown_to_be_better_than_a_constant():
    card = make(make_articles(5))
    low = [{**row, "low": 0.1} if row["measure"] == "macro-F1" else row for row in card.figures]
    note = dataclasses.replace(card, figures=tuple(low)).note()
    assert "not shown to be better than always the most frequent code, 0.22." in note


def test_a_chart_says_whether_its_measure_is_validated_and_says_it_once():
    figure = Figure()
    figure.caption = "Polarity by outlet."
    with_card(with_card(figure, None), None)
    assert figure.caption == f"Polarity by outlet. {NOT_VALIDATED}"
    other = Figure()
    other.caption = "Polarity by outlet."
    assert with_card(other, make(make_articles(5))).caption.endswith("frequent code: 0.22.")


def test_markdown_holds_all_figures_and_no_markup_of_strangers():
    card = dataclasses.replace(make(make_articles(5)), corpus="<b>|[x](y)", limits=("few",))
    text = card.to_markdown()
    assert "| tone | 1 | recall | 0.50" in text
    assert "<b>" not in text
    assert "\\[x\\]" in text
    assert "- few" in text


def test_the_json_is_strict_and_no_missing_number_is_in_it():
    text = make(make_articles(5)).to_json()
    assert "NaN" not in text
    assert json.loads(text)["alphas"][0]["variable"] == "tone"


@pytest.mark.parametrize("content", ["", "[]", '{"measure": 1}', "{"])
def test_a_file_that_is_no_card_says_so(tmp_path, content):
    path = tmp_path / "bad.card.json"
    path.write_text(content)
    with pytest.raises(ValueError, match="no measure card"):
        read_card(path)


def test_cards_in_a_folder_of_texts_are_no_articles(tmp_path):
    (tmp_path / "one.txt").write_text("The pier was shut. Nobody came.")
    make(make_articles(5)).save(tmp_path)
    corpus = load_corpus(tmp_path, progress=False)
    assert corpus.records == 1
    assert len(corpus.passed_over) == 2


def test_nothing_in_common_and_doubled_units_are_errors():
    codes, measured = gold_and_measured()
    with pytest.raises(ValueError, match="no unit in common"):
        validate_measure(codes, measured.assign(unit_id="x").head(1), codes={"tone": "said"})
    with pytest.raises(ValueError, match="adjudicated has a unit twice"):
        validate_measure(pd.concat([codes, codes]), measured, codes={"tone": "said"})
    with pytest.raises(ValueError, match="name codes, scores or shares"):
        validate_measure(codes, measured)
