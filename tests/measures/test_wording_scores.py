import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.measures.wording_scores import compare_wording_shares, match_wording, score_wording

COLUMNS = ["article_id", "concept", "term", "start", "end"]


def places(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS).astype({"start": "int64", "end": "int64"})


GOLD = places(
    ("x1", "bread", "roll", 0, 4),
    ("x1", "bread", "bun", 10, 13),
    ("x2", "bread", "other", 5, 9),
    ("x2", "bread", "roll", 20, 24),
    ("x2", "drink", "tea", 30, 33),
)
PREDICTED = places(
    ("x1", "bread", "roll", 0, 8),  # right
    ("x1", "bread", "roll", 11, 13),  # right place, wrong name
    ("x1", "bread", "bun", 40, 43),  # nothing there
    ("x2", "bread", "bap", 5, 9),  # a name that the gold does not know: its "other"
    ("x2", "milk", "milk", 30, 33),  # a concept that was not read
)


def test_scores_are_those_counted_by_hand():
    scores = score_wording(PREDICTED, GOLD).set_index("concept")
    bread = scores.loc["bread"]
    assert bread[["n_gold", "n_predicted", "n_matched", "n_named", "n_articles"]].tolist() == [
        4, 4, 3, 3, 2,
    ]  # fmt: skip
    assert bread[["precision", "recall", "f1"]].tolist() == pytest.approx([3 / 4, 3 / 4, 3 / 4])
    assert bread["same_term"] == pytest.approx(2 / 3)  # roll, and bap as "other"
    assert bread["right"] == pytest.approx(1 / 3)  # of roll, bun and roll


def test_the_last_row_sums_over_concepts():
    scores = score_wording(PREDICTED, GOLD)
    assert scores["concept"].tolist() == ["bread", "drink", "all concepts"]
    whole = scores.iloc[-1]
    assert whole[["n_gold", "n_predicted", "n_matched", "n_named"]].tolist() == [5, 4, 3, 4]
    assert whole["f1"] == pytest.approx(2 * 3 / 9)
    assert whole["right"] == pytest.approx(1 / 4)


def test_a_concept_that_was_never_found_has_a_recall_of_zero_and_no_precision():
    drink = score_wording(PREDICTED, GOLD).set_index("concept").loc["drink"]
    assert drink["recall"] == 0
    assert pd.isna(drink["precision"])
    assert pd.isna(drink["same_term"])
    assert drink["right"] == 0


def test_what_is_found_exactly_has_full_marks_and_an_interval_of_no_width():
    whole = score_wording(GOLD, GOLD).iloc[-1]
    for name in ("f1", "same_term", "right"):
        assert whole[[name, f"{name}_low", f"{name}_high"]].tolist() == [1, 1, 1]


def test_the_interval_holds_the_estimate_and_hangs_on_the_seed_alone():
    many = pd.concat([GOLD.assign(article_id=GOLD["article_id"] + str(n)) for n in range(8)])
    some = many.iloc[::3]
    first = score_wording(some.reset_index(drop=True), many.reset_index(drop=True), seed=3)
    again = score_wording(some[::-1].reset_index(drop=True), many.reset_index(drop=True), seed=3)
    pd.testing.assert_frame_equal(first, again)
    whole = first.iloc[-1]
    assert whole["f1_low"] < whole["f1"] < whole["f1_high"]


def test_places_of_one_article_have_no_interval():
    one = GOLD[GOLD["article_id"] == "x1"]
    assert score_wording(one, one)[["f1_low", "f1_high"]].isna().all(axis=None)


def test_each_place_is_paired_once_with_the_one_it_overlaps_most():
    gold = places(("x", "c", "a", 0, 10), ("x", "c", "b", 10, 20))
    predicted = places(("x", "c", "b", 8, 20), ("x", "c", "b", 0, 3))
    pairs = match_wording(predicted, gold)
    assert pairs[["gold", "predicted", "overlap"]].to_numpy().tolist() == [[0, 1, 3], [1, 0, 10]]


def test_places_that_only_touch_or_belong_elsewhere_are_no_pair():
    gold = places(("x", "c", "a", 0, 10))
    for row in [("x", "c", "a", 10, 12), ("y", "c", "a", 0, 10), ("x", "d", "a", 0, 10)]:
        assert match_wording(places(row), gold).empty


def test_nothing_found_and_nothing_to_find_are_tables_too():
    none = GOLD.iloc[:0]
    assert score_wording(none, GOLD).iloc[-1]["recall"] == 0
    assert score_wording(GOLD, none)["n_gold"].tolist() == [0]
    assert match_wording(none, none).empty


def test_a_repeated_index_and_a_missing_column_are_refused():
    with pytest.raises(ValueError, match="index of predicted"):
        match_wording(pd.concat([GOLD, GOLD]), GOLD)
    with pytest.raises(ValueError, match="term"):
        score_wording(PREDICTED, GOLD.drop(columns="term"))


def test_the_input_is_not_changed():
    before = PREDICTED.copy(deep=True), GOLD.copy(deep=True)
    score_wording(PREDICTED, GOLD)
    pd.testing.assert_frame_equal(PREDICTED, before[0])
    pd.testing.assert_frame_equal(GOLD, before[1])


def test_shares_of_each_outlet_stand_beside_those_of_the_gold():
    articles = pd.DataFrame({"article_id": ["x1", "x2"], "outlet": ["P", "Q"]})
    table = compare_wording_shares(PREDICTED, GOLD, articles).set_index(["group", "term"])
    assert set(table["concept"]) == {"bread"}  # drink was found nowhere: nothing to compare
    assert table.loc[("P", "bun"), ["n_gold", "n_predicted"]].tolist() == [2, 3]
    assert table.loc[("P", "bun"), "difference"] == pytest.approx(1 / 3 - 1 / 2)
    assert table.loc[("Q", "roll"), ["share_gold", "share_predicted"]].tolist() == [0.5, 0]
    assert table.loc[("Q", "other"), "difference"] == pytest.approx(0.5)


def test_shares_on_either_side_add_up_to_one():
    articles = pd.DataFrame({"article_id": ["x1", "x2"], "outlet": ["P", "Q"]})
    sums = compare_wording_shares(PREDICTED, GOLD, articles).groupby(["concept", "group"])
    assert sums["share_gold"].sum().tolist() == pytest.approx([1, 1])
    assert sums["share_predicted"].sum().tolist() == pytest.approx([1, 1])


SPANS = st.lists(
    st.tuples(
        st.sampled_from(["x", "y"]), st.sampled_from(["c", "d"]), st.sampled_from(["a", "other"]),
        st.integers(0, 30), st.integers(1, 6),
    ).map(lambda row: (*row[:3], row[3], row[3] + row[4])),
    max_size=12,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(predicted=SPANS, gold=SPANS)
def test_pairs_are_one_to_one_and_scores_lie_between_zero_and_one(predicted, gold):
    predicted, gold = places(*predicted), places(*gold)
    pairs = match_wording(predicted, gold)
    assert pairs["gold"].is_unique
    assert pairs["predicted"].is_unique
    scores = score_wording(predicted, gold, n_resamples=20)
    rates = scores[["precision", "recall", "f1", "same_term", "right"]]
    assert (rates.isna() | ((rates >= 0) & (rates <= 1))).all(axis=None)
    assert (scores["n_matched"] <= scores[["n_gold", "n_predicted"]].min(axis="columns")).all()
