"""From two coders to decided codes: agreement, differences, adjudication."""

import pandas as pd
import pytest

from helpers.stats import coder_agreement
from helpers.validation import (
    SheetError,
    compare_coders,
    find_differences,
    read_adjudication,
    read_coding_sheets,
    write_adjudication_sheet,
)
from tests.validation.making import (
    TONE,
    VARIABLES,
    change,
    fill,
    make_sample,
    read_sheet,
    write_sheets,
)

# unit: (ann's tone, bob's tone, ann's kind, bob's kind)
GIVEN = {
    "u001": (1, 1, "news", "news"),
    "u002": (0, 1, "view", "view"),
    "u003": (-1, 1, "news", "both"),
    "u004": (0, 0, "news", None),
    "u005": (None, None, "view", "view"),
}


@pytest.fixture
def coded(tmp_path):
    texts = ["One.", "=Two_x0041_", "Three.", "Four.", "Five."]
    paths = write_sheets(tmp_path, make_sample(texts), coders=["ann", "bob"])
    for place, name in enumerate(("ann", "bob")):
        fill(paths[name], lambda row, place=place: {
            "tone": GIVEN[row["unit_id"]][place], "kind": GIVEN[row["unit_id"]][2 + place],
        })  # fmt: skip
    return read_coding_sheets([paths["ann"], paths["bob"]], VARIABLES)


def test_the_comparison_holds_the_library_s_alpha_and_the_pairs(coded):
    compared = compare_coders(coded.codes, VARIABLES, n_resamples=50)
    plain = coded.codes.astype({"tone": "float64"})
    alpha = coder_agreement(plain, {"tone": "ordinal"}, unit="unit_id", n_resamples=50)
    mine = compared.agreement[compared.agreement["variable"] == "tone"]
    pd.testing.assert_frame_equal(mine.reset_index(drop=True), alpha)
    pairs = compared.pairs.set_index("variable")
    assert pairs.loc["tone", ["n_units", "n_equal"]].tolist() == [4, 2]
    counts = compared.confusion.set_index(["variable", "code_a", "code_b"])["n_units"]
    assert counts["tone", "-1", "1"] == 1
    assert counts["kind", "news", "both"] == 1


def test_the_summary_says_what_an_alpha_allows():
    ids = [f"u{n}" for n in range(80)]
    truth = [n % 3 - 1 for n in range(80)]
    sloppy = [code if n % 5 else -code for n, code in enumerate(truth)]
    for codes, said in ((truth, "reliable."), (sloppy, "too low")):
        table = pd.concat(
            [
                pd.DataFrame({"unit_id": ids, "article_id": ids, "coder": "ann", "tone": truth}),
                pd.DataFrame({"unit_id": ids, "article_id": ids, "coder": "bob", "tone": codes}),
            ]
        )
        (line,) = compare_coders(table, [TONE], n_resamples=100).summary()
        assert said in line, line


def test_differences_are_units_with_different_codes_or_a_code_short(coded):
    table = find_differences(coded.codes, ["tone", "kind"]).set_index(["unit_id", "variable"])
    assert list(table.index) == [
        ("u002", "tone"), ("u003", "tone"), ("u003", "kind"), ("u004", "kind"),
    ]  # fmt: skip
    assert table.loc[("u003", "tone"), ["ann", "bob", "distance"]].tolist() == [-1, 1, 2]
    assert pd.isna(table.loc[("u003", "kind"), "distance"])


def decide(row):
    return {
        ("u002", "tone"): {"decision": 1, "reason": "=obvious"},
        ("u003", "tone"): {"decision": 0, "reason": "in between"},
        ("u003", "kind"): {"decision": "both"},
    }.get((row["unit_id"], row["variable"]), {})


def test_only_what_differs_is_adjudicated_with_both_codes_in_view(coded, tmp_path):
    path = tmp_path / "adjudication.xlsx"
    assert write_adjudication_sheet(coded, path, "Read.") == 4
    sheet = read_sheet(path, "adjudication")
    assert sheet["unit_id"].tolist() == ["u002", "u003", "u003", "u004"]
    assert sheet.loc[1, ["ann", "bob"]].tolist() == [-1, 1]
    assert sheet["text"][0] == "'=Two_x005F_x0041_"
    assert sheet["decision"].isna().all()


def test_decisions_join_what_was_agreed_and_the_undecided_stay_missing(coded, tmp_path):
    path = tmp_path / "adjudication.xlsx"
    write_adjudication_sheet(coded, path)
    fill(path, decide, "adjudication")
    decided = read_adjudication(coded, path)
    codes = decided.codes.set_index("unit_id")
    assert codes["tone"].tolist() == [1, 1, 0, 0, pd.NA]
    assert codes.loc[["u001", "u002", "u003", "u005"], "kind"].tolist() == [
        "news", "view", "both", "view",
    ]  # fmt: skip
    assert pd.isna(codes.loc["u004", "kind"])
    assert decided.n_undecided == 1
    assert decided.decisions["reason"].tolist()[1] == "in between"


def test_without_a_sheet_only_the_agreed_codes_are_there(coded):
    decided = read_adjudication(coded)
    assert decided.codes["tone"].notna().tolist() == [True, False, False, True, False]
    assert decided.n_undecided == 4


def test_the_coders_own_codes_are_left_as_they_are(coded, tmp_path):
    before = coded.codes.copy(deep=True)
    write_adjudication_sheet(coded, tmp_path / "adjudication.xlsx")
    read_adjudication(coded)
    pd.testing.assert_frame_equal(coded.codes, before)


def test_a_bad_decision_names_row_and_column(coded, tmp_path):
    path = tmp_path / "adjudication.xlsx"
    write_adjudication_sheet(coded, path)
    change(path, lambda sheet: sheet.__setitem__("G2", "maybe"), "adjudication")
    with pytest.raises(SheetError, match=r"adjudication.xlsx, row 2, column decision: 'maybe'"):
        read_adjudication(coded, path)


def test_a_row_of_another_sample_and_a_missing_row_are_errors(coded, tmp_path):
    path = tmp_path / "adjudication.xlsx"
    write_adjudication_sheet(coded, path)
    change(path, lambda sheet: sheet.__setitem__("A2", "u009"), "adjudication")
    with pytest.raises(SheetError, match="row 2: the coders do not differ on 'tone' of 'u009'"):
        read_adjudication(coded, path)
    change(path, lambda sheet: sheet.delete_rows(2), "adjudication")
    with pytest.raises(SheetError, match="1 of 4 rows are missing"):
        read_adjudication(coded, path)


def test_nothing_to_decide_writes_no_file(coded, tmp_path):
    agreed = coded.codes[coded.codes["unit_id"] == "u001"]
    same = type(coded)(agreed, coded.unfinished, coded.texts, VARIABLES)
    assert write_adjudication_sheet(same, tmp_path / "none.xlsx") == 0
    assert not (tmp_path / "none.xlsx").exists()


def test_decisions_are_never_overwritten(coded, tmp_path):
    write_adjudication_sheet(coded, tmp_path / "adjudication.xlsx")
    with pytest.raises(ValueError, match="may hold decisions"):
        write_adjudication_sheet(coded, tmp_path / "adjudication.xlsx")
