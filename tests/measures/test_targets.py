"""Tone toward actors: who is praised and who is blamed, whoever they are."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from helpers.measures.news_tone import load_model
from helpers.measures.target_validation import (
    match_targets,
    score_mentions_found,
    score_target_labels,
)
from helpers.measures.target_words import explain_target, share_out_tone
from helpers.measures.targets import (
    MAY_END,
    TARGET_COLUMNS,
    people_as_actors,
    score_spans,
    score_targets,
)
from helpers.text.sentences import sentence_spans

ROOT = Path(__file__).resolve().parents[2]
TWO_CAPITALS = ROOT / "data" / "two_capitals"
NEWSMTSC = ROOT.parent / "shared" / "gold" / "newsmtsc"
PRAISED = "{} was praised for a brave and honest rescue."
BLAMED = "{} was blamed for the shameful failure and for lying about it."
NEUTRAL = "{} said on Tuesday that the talks would go on in the spring."
# One name of each kind a side: country, capital, body, people, leader.
SWAPS = [
    ("Russia", "the United States"), ("Moscow", "Washington"), ("the Kremlin", "the White House"),
    ("Ukraine", "China"), ("NATO", "the European Union"), ("Vladimir Putin", "Joe Biden"),
    ("Putin", "Trump"), ("Mr. Lavrov", "Mr. Blinken"), ("Kyiv", "Beijing"), ("the U.S.", "Russia"),
    ("the Russians", "the Americans"), ("Zelensky", "Xi"),
]  # fmt: skip
FRAMES = [
    PRAISED, BLAMED, NEUTRAL,
    "Ministers accused {} of breaking its promise.",
    "“We do not trust {} at all,” the mayor said.",
    "{}’s failed plan drew scorn, but the port workers were thanked.",
    "A town was attacked by {} on Monday, residents said.",
    "Officials Praise {} For Saving Stranded Crew Near The Port",
]  # fmt: skip
WORDS = ["minister", "praised", "failed", "plan", "not", "corrupt", "brave", "port", "war"]
PIECES = [
    "Russia", "the United States", "U.S.", "Putin", "Ukraine’s", "NATO", "’s", "“", "”", '"', "'",
    "not", "never", "n't", "didn't", "by", ",", ".", "?", "\n", "\n\n", "praised", "failed", "was",
    "but", "the", "on Monday", "COVID-19", "2,000", "_", "<b>", "&", "\u202e", "\x00", "é", "İ",
    "ß", "\u00a0", "😀", "a.b.c.", "(", ")", "-", "…",
]  # fmt: skip
hostile_text = st.lists(
    st.tuples(st.sampled_from(PIECES) | st.text(max_size=5), st.sampled_from(["", " ", " "])),
    min_size=1, max_size=25,
).map(lambda pieces: "".join(piece + space for piece, space in pieces) or ".")  # fmt: skip


def spans(*sentences: tuple[str, str]) -> pd.DataFrame:
    """Mark the first place of each mention in its sentence."""
    rows = [(text, text.index(name), text.index(name) + len(name)) for text, name in sentences]
    return pd.DataFrame(rows, columns=["text", "start", "end"])


def tone_of(frame: str, name: str) -> float:
    return score_spans(spans((frame.format(name), name)))["tone"].iloc[0]


def articles(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "text": texts})


def test_praise_is_positive_and_blame_is_negative_and_a_report_of_talks_is_neutral():
    texts = (PRAISED, BLAMED, NEUTRAL)
    scored = score_spans(spans(*((text.format("Ilse Tran"), "Ilse Tran") for text in texts)))
    assert list(scored["label"]) == [1, -1, 0]
    assert scored["tone"].iloc[0] > 0.3
    assert scored["tone"].iloc[1] < -0.3


def test_rows_stay_as_they_are_and_probabilities_sum_to_one():
    given_rows = spans((PRAISED.format("Ilse Tran"), "Ilse Tran")).assign(note="kept")
    given_rows.index = [7]
    copy = given_rows.copy()
    scored = score_spans(given_rows)
    assert_frame_equal(given_rows, copy)
    assert_frame_equal(scored[copy.columns.tolist()], copy)
    chances = scored[["p_negative", "p_neutral", "p_positive"]]
    assert np.allclose(chances.sum(axis=1), 1)
    assert np.allclose(scored["tone"], chances["p_positive"] - chances["p_negative"])
    assert list(scored["method"]) == ["news"]


def test_no_rows_give_no_rows():
    scored = score_spans(pd.DataFrame({"text": [], "start": [], "end": []}))
    assert scored.empty
    assert scored["tone"].dtype == "float64"
    found = score_targets(articles("The port was quiet."))
    assert list(found.columns) == list(TARGET_COLUMNS)
    assert found.empty


def test_one_sentence_can_praise_one_and_blame_the_other():
    text = "Voters praised Tran for her courage and blamed Orlova for the disaster."
    scored = score_spans(spans((text, "Tran"), (text, "Orlova")))
    assert scored["tone"].iloc[0] > scored["tone"].iloc[1]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("one", "other"), SWAPS)
def test_the_score_does_not_depend_on_who_is_named(frame, one, other):
    assert tone_of(frame, one) == tone_of(frame, other)


@pytest.mark.parametrize(("one", "other"), SWAPS)
def test_the_score_of_one_does_not_depend_on_who_else_is_named(one, other):
    frame = "Ilse Tran thanked {} for the help, while {} and its allies attacked her plan."
    first = score_spans(spans((frame.format(one, other), "Ilse Tran")))
    second = score_spans(spans((frame.format(other, one), "Ilse Tran")))
    assert first["tone"].iloc[0] == second["tone"].iloc[0]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(WORDS), max_size=8), st.sampled_from(SWAPS))
def test_swapping_sides_swaps_nothing_in_any_sentence(words, swap):
    frame = "Officials said {} " + " ".join(words) + "."
    assert tone_of(frame, swap[0]) == tone_of(frame, swap[1])


@settings(max_examples=200, deadline=None, derandomize=True)
@given(hostile_text, st.data())
def test_any_text_gives_a_score_and_an_explanation_that_adds_up_to_it(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    scored = score_spans(pd.DataFrame({"text": [text], "start": [start], "end": [end]}))
    tone = scored["tone"].iloc[0]
    assert -1 <= tone <= 1
    assert scored["label"].iloc[0] in (-1, 0, 1)
    table = explain_target(text, start, end)
    assert table["tone"].sum() == pytest.approx(tone, abs=1e-9)
    sums = table[["negative", "neutral", "positive"]].sum().to_numpy()
    chances = np.exp(sums - sums.max()) / np.exp(sums - sums.max()).sum()
    expected = scored[["p_negative", "p_neutral", "p_positive"]].iloc[0].to_numpy(dtype=float)
    assert np.allclose(chances, expected)
    for row in table.dropna(subset="start").itertuples():
        assert text[row.start : row.end] == row.words


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(hostile_text, min_size=1, max_size=4))
def test_any_chunking_gives_the_same_targets_with_exact_offsets(texts):
    table = articles(*texts)
    whole = score_targets(table)
    pieces = [score_targets(table.iloc[[number]]) for number in range(len(table))]
    pieces = [piece for piece in pieces if len(piece)]
    if pieces:
        assert_frame_equal(whole, pd.concat(pieces, ignore_index=True))
    assert not whole.duplicated(["article_id", "sentence_id", "actor"]).any()
    by_id = dict(zip(table["article_id"], table["text"], strict=True))
    for row in whole.itertuples():
        assert by_id[row.article_id][row.start : row.end] == row.mention
        assert row.sentence_start <= row.start < row.end <= row.sentence_end


def test_each_actor_of_a_sentence_is_scored_at_its_first_mention():
    found = score_targets(
        articles("The port slept. Russia thanked Ukraine, and Moscow praised its minister.")
    )
    assert found[["sentence_id", "actor", "mention"]].to_numpy().tolist() == [
        [1, "RU", "Russia"], [1, "UA", "Ukraine"],
    ]  # fmt: skip


def test_an_adjective_counts_before_a_word_of_state_or_an_act_but_not_before_wheat():
    found = score_targets(
        articles("Russian forces left. The Russian proposal failed. Russian wheat is sold here.")
    )
    assert list(found["sentence_id"]) == [0, 1]


def test_a_mention_in_quotation_marks_is_told_apart():
    found = score_targets(articles("“Ukraine is brave,” the mayor said. Russia did not reply."))
    assert dict(zip(found["actor"], found["in_quotation"], strict=True)) == {
        "UA": True, "RU": False,
    }  # fmt: skip


def test_actors_can_be_chosen_and_added():
    table = articles("Russia and the Harbour League signed the treaty.")
    assert list(score_targets(table, actors=["RU"])["actor"]) == ["RU"]
    mine = pd.DataFrame({"actor": ["HL"], "kind": ["body"], "pattern": ["Harbour League"]})
    assert list(score_targets(table, actors=mine)["actor"]) == ["HL"]


def test_officials_of_a_register_of_ones_own_stand_for_their_state():
    people = pd.DataFrame(
        {
            "name": ["Ilse Tran", "Oleg Orlov", "Ada Orlov", "Bo Kline"],
            "country": ["US", "RU", "US", "US"],
            "role": ["foreign ministry", "other official", "foreign ministry", "company"],
        }
    )
    table = articles("Tran met Orlov. Oleg Orlov spoke. Kline, a baker, left.")
    found = score_targets(table, actors=people_as_actors(people))
    assert found[["sentence_id", "actor", "mention"]].to_numpy().tolist() == [
        [0, "US", "Tran"], [1, "RU", "Oleg Orlov"],
    ]  # fmt: skip


def test_the_last_point_of_an_abbreviation_belongs_to_the_mention():
    found = score_targets(articles("Talks with the U.S. went on in the spring."))
    assert list(found["mention"]) == ["U.S."]


def test_only_the_sentence_of_the_mention_is_read_in_a_longer_text():
    alone = PRAISED.format("Ilse Tran")
    longer = f"The criminals failed again. {alone} It was a terrible war."
    scored = score_spans(spans((alone, "Ilse Tran"), (longer, "Ilse Tran")))
    assert scored["tone"].iloc[0] == scored["tone"].iloc[1]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(hostile_text | st.text("aB.!?”) @1", max_size=12))
def test_a_text_without_any_end_of_sentence_is_never_cut_in_two(text):
    if not MAY_END.search(text):
        assert len(sentence_spans(text)) <= 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("Ilse Tran spoke.", 0, 99), "0 to 99"),
        (("Ilse Tran spoke.", 4, 4), "4 to 4"),
        (("Ilse Tran spoke.", -1, 4), "-1 to 4"),
        ((None, 0, 1), "text is missing"),
    ],
)
def test_a_mention_outside_its_text_is_refused_by_its_numbers(row, message):
    with pytest.raises(ValueError, match=message):
        score_spans(pd.DataFrame([row], columns=["text", "start", "end"]))


def test_an_unknown_method_and_missing_columns_are_refused():
    with pytest.raises(ValueError, match="no method 'vader'"):
        score_spans(spans((NEUTRAL.format("Ilse Tran"), "Ilse Tran")), method="vader")
    with pytest.raises(ValueError, match="text"):
        score_targets(pd.DataFrame({"article_id": ["a"]}))


def test_a_very_long_sentence_with_many_mentions_takes_no_quadratic_time():
    found = score_targets(articles("Russia and Ukraine " * 20_000))
    assert len(found) == 2
    text = "praised Russia not “ " * 20_000
    assert len(score_spans(pd.DataFrame({"text": [text], "start": [8], "end": [14]}))) == 1


def test_the_words_that_matter_come_first_in_an_explanation():
    table = explain_target(BLAMED.format("Ilse Tran"), 0, 9)
    assert {"blamed", "shameful failure", "shameful", "lying", "was blamed"} & set(
        table["words"].head(5).dropna()
    )
    assert table["tone"].abs().is_monotonic_decreasing


def test_shares_of_the_tone_add_up_and_a_part_that_lifts_positive_has_a_positive_share():
    shares = share_out_tone([(0.0, 0.0, 1.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)])
    sums = np.array([1.0, 0.0, 2.0])
    chances = np.exp(sums) / np.exp(sums).sum()
    assert shares.sum() == pytest.approx(chances[2] - chances[0])
    assert shares[0] == pytest.approx(shares[2])
    assert shares[1] < 0 < shares[0]


def test_the_tables_of_coefficients_name_no_actor_and_no_country():
    model = load_model()
    words = {word for _, term in model.coefficients for word in term.strip("*").split()}
    assert not words & {"russia", "russian", "putin", "trump", "biden", "ukraine", "america"}
    # only what has a capital is masked, so that "us" is the pronoun
    assert len(model.coefficients) < 20_000


def test_matched_and_missed_mentions_are_counted_by_hand():
    gold = pd.DataFrame(
        {
            "article_id": ["a", "a", "b", "b"], "actor": ["RU", "US", "RU", "UA"],
            "sentence_start": [0, 0, 0, 50], "tone": [-1, 0, 0, 1],
        }
    )  # fmt: skip
    found = pd.DataFrame(
        {
            "article_id": ["a", "a", "b", "b"], "actor": ["RU", "US", "RU", "CN"],
            "sentence_start": [0, 0, 0, 50], "tone": [-0.5, 0.4, 0.1, 0.0],
            "label": [-1, 1, 0, 0],
        }
    )  # fmt: skip
    recall, precision = score_mentions_found(gold, found, n_resamples=50)["estimate"]
    assert (recall, precision) == (0.75, 0.75)
    table = score_target_labels(match_targets(gold, found), n_resamples=50).set_index("measure")
    assert table.loc["accuracy", "estimate"] == pytest.approx(2 / 3)
    # negative 1, neutral 2·1/(1+2), positive 0
    assert table.loc["macro-F1", "estimate"] == pytest.approx((1 + 2 / 3 + 0) / 3)
    assert set(table["n_units"]) == {3}


@pytest.mark.parametrize(("name", "least"), [("dev_mt", 0.66), ("dev_rw", 0.70)])
def test_macro_f1_on_newsmtsc_holds_its_floor(name, least):
    path = NEWSMTSC / f"{name}.jsonl"
    if not path.is_file():
        pytest.skip("no NewsMTSC beside the project (../shared/gold/newsmtsc)")
    with path.open(encoding="utf-8") as file:
        gold = pd.DataFrame([json.loads(line) for line in file])
    scored = score_spans(gold.rename(columns={"label": "coded"}))
    table = score_target_labels(
        scored, gold="coded", label="label", cluster="sentence_id", n_resamples=20
    )
    assert table.set_index("measure").loc["macro-F1", "estimate"] >= least


def test_macro_f1_on_the_bundled_gold_holds_its_floor():
    gold = pd.read_csv(TWO_CAPITALS / "targets.csv")
    marked = pd.DataFrame(
        {
            "text": gold["sentence"],
            "start": gold["start"] - gold["sentence_start"],
            "end": gold["end"] - gold["sentence_start"],
        }
    )
    matched = gold.assign(found_label=score_spans(marked)["label"].to_numpy())
    table = score_target_labels(matched, n_resamples=20).set_index("measure")
    assert table.loc["macro-F1", "estimate"] >= 0.48
    assert table.loc["accuracy", "estimate"] >= 0.66


def test_most_mentions_of_the_bundled_gold_are_found():
    gold = pd.read_csv(TWO_CAPITALS / "targets.csv")
    texts = pd.read_csv(TWO_CAPITALS / "articles.csv")
    coded = texts[texts["article_id"].isin(gold["article_id"])]
    recall, precision = score_mentions_found(gold, score_targets(coded), n_resamples=20)["estimate"]
    assert recall >= 0.55
    assert precision >= 0.88
