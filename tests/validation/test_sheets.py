"""Workbooks for coders: blind, safe to open, read back as they were, whatever texts hold."""

import csv

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.validation import SheetError, read_coding_sheets, read_key, write_coding_sheet
from helpers.validation.cells import FORMULA_STARTS, LONGEST_CELL, fingerprint, safe_cell, unguard
from tests.validation.making import VARIABLES, change, fill, make_sample, read_sheet, write_sheets

PIECES = st.one_of(
    st.sampled_from(list("=+-@\t\r\n'\"<>&_x0041 ,;|\x00\x07\x1f\u202e\u2066\u200f\u2028\ufeff")),
    st.sampled_from(["=HYPERLINK(", "_x000D_", "x005F_", "😀", "ё", "שלום", "\uffff", "the pier"]),
    st.characters(exclude_categories=["Cs"]),
)
HOSTILE = st.lists(PIECES, max_size=25).map("".join)
GOOD = {"tone": 0, "kind": "view"}


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(HOSTILE, min_size=1, max_size=6))
def test_hostile_texts_come_back_unchanged_with_their_codes(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("sheets")
    paths = write_sheets(folder, make_sample(texts))
    for name in ("coder_1", "coder_2"):
        fill(paths[name], lambda row: GOOD)
    coded = read_coding_sheets([paths["coder_1"], paths["coder_2"]], VARIABLES)
    assert len(coded.codes) == 2 * len(texts)
    assert set(coded.codes["tone"]) == {0}
    assert set(coded.codes["kind"]) == {"view"}
    assert coded.unfinished.empty
    for cell in read_sheet(paths["coder_1"])["text"]:
        assert not str(cell or "").lstrip().startswith(FORMULA_STARTS)


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(HOSTILE, min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_hostile_texts_come_back_from_a_csv_too(tmp_path_factory, texts, separator):
    folder = tmp_path_factory.mktemp("sheets")
    paths = write_sheets(folder, make_sample(texts))
    saved = []
    for name in ("coder_1", "coder_2"):
        fill(paths[name], lambda row: GOOD)
        saved.append(folder / f"{name}.csv")
        read_sheet(paths[name]).to_csv(saved[-1], sep=separator, index=False, encoding="utf-8-sig")
    assert len(read_coding_sheets(saved, VARIABLES).codes) == 2 * len(texts)


@given(HOSTILE)
def test_a_cell_keeps_every_printable_word_of_the_text(text):
    cell = safe_cell(text)
    assert len(cell.encode("utf-16-le")) // 2 <= LONGEST_CELL
    for word in text.split():
        if word.isalnum() and word.isascii() and "_x" not in text:
            assert word in cell


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1", "\t=1"])
def test_what_could_be_a_formula_stands_behind_an_apostrophe_and_loses_nothing(start):
    cell = safe_cell(start)
    assert cell.startswith("'")
    assert unguard(cell) == start
    assert fingerprint(cell) == fingerprint(start)


def test_no_cell_of_a_workbook_is_a_formula(tmp_path):
    sample = make_sample(["=1+1", '=HYPERLINK("http://x.example")', "+7"], about="@Roe")
    path = write_coding_sheet(sample, tmp_path / "ann.xlsx", VARIABLES, "=read this")
    for sheet in openpyxl.load_workbook(path):
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {
            "s",
            "n",
            "inlineStr",
        }


def test_a_text_that_no_cell_can_hold_is_cut_and_says_how_much_is_missing(tmp_path):
    long = "Gulls cried. " * 5_000 + "😀" * 10
    paths = write_sheets(tmp_path, make_sample([long, "😀" * 40_000]))
    cells = read_sheet(paths["coder_1"])["text"]
    assert cells.map(lambda cell: len(cell.encode("utf-16-le")) // 2 <= 32_767).all()
    assert cells.str.contains("more characters do not fit into a cell").all()
    fill(paths["coder_1"], lambda row: GOOD)
    read_coding_sheets([paths["coder_1"], paths["coder_2"]], VARIABLES)


def test_a_coder_sees_neither_score_nor_outlet_nor_stratum(tmp_path):
    paths = write_sheets(tmp_path, make_sample(["One.", "Two."]))
    book = openpyxl.load_workbook(paths["coder_1"])
    said = " ".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    )
    assert "Oboe" not in said
    assert "polarity" not in said
    assert list(read_sheet(paths["coder_1"]).columns) == [
        "unit_id", "no", "text", "tone", "kind", "remark",
    ]  # fmt: skip


def test_the_sheet_has_drop_downs_a_frozen_header_and_hidden_locked_ids(tmp_path):
    paths = write_sheets(tmp_path, make_sample(["One.", "Two."]))
    sheet = openpyxl.load_workbook(paths["coder_1"])["coding"]
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].hidden
    assert sheet.protection.sheet
    assert sheet["A2"].protection.locked
    assert sheet["C2"].protection.locked
    assert not sheet["D2"].protection.locked
    assert sheet["C2"].alignment.wrap_text
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert set(rules) == {"D2:D3", "E2:E3"}
    assert rules["D2:D3"].formula1 == "codes!$A$2:$A$4"
    assert rules["D2:D3"].showErrorMessage
    assert not rules["D2:D3"].showDropDown  # Excel's name for hiding the arrow


def test_the_instructions_hold_the_codebook_and_every_code(tmp_path):
    paths = write_sheets(tmp_path, make_sample(["One."]))
    rows = openpyxl.load_workbook(paths["coder_1"])["instructions"].iter_rows(values_only=True)
    text = "\n".join(str(row[0] or "") for row in rows)
    assert "# Codebook" in text
    assert "-1 = bad" in text
    assert "Column kind: What is it?" in text


def test_each_coder_has_an_own_order_that_the_seed_repeats(tmp_path):
    sample = make_sample([f"Text {n}." for n in range(30)])
    first = write_sheets(tmp_path / "a", sample, seed=2)
    again = write_sheets(tmp_path / "b", sample, seed=2)
    orders = [read_sheet(first[name])["unit_id"].tolist() for name in ("coder_1", "coder_2")]
    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1])
    assert read_sheet(again["coder_1"])["unit_id"].tolist() == orders[0]


def test_the_key_holds_what_coders_must_not_see_and_keeps_its_types(tmp_path):
    sample = make_sample(["One.", "Two."], outlet=["=Oboe", None], measured_role=["-x", "y"])
    key = read_key(write_sheets(tmp_path, sample)["key"])
    assert key["outlet"].tolist()[0] == "=Oboe"
    assert key["measured_role"].tolist() == ["-x", "y"]
    assert key["measured_polarity_x"].tolist() == [-1.0, 1.0]
    assert "text" not in key.columns


def test_sheets_that_are_there_are_never_overwritten(tmp_path):
    write_sheets(tmp_path, make_sample(["One."]))
    with pytest.raises(ValueError, match=r"coder_1\.xlsx.*may hold codes"):
        write_sheets(tmp_path, make_sample(["One."]))


@pytest.mark.parametrize("coders", [1, ["ann"], ["ann", "ann"], ["ann", "../bob"], ["ann", "key"]])
def test_names_of_coders_that_cannot_be_files_are_an_error(tmp_path, coders):
    with pytest.raises(ValueError, match="coder"):
        write_sheets(tmp_path, make_sample(["One."]), coders=coders)


@pytest.fixture
def sheets(tmp_path):
    texts = ["The pier was shut.", "=1+1 gulls", "Rain fell, twice.", "Nobody came."]
    paths = write_sheets(tmp_path, make_sample(texts), coders=["ann", "bob"])
    for name in ("ann", "bob"):
        fill(paths[name], lambda row: GOOD)
    return [paths["ann"], paths["bob"]]


def problems(paths, **options):
    with pytest.raises(SheetError) as caught:
        read_coding_sheets(paths, VARIABLES, **options)
    return caught.value.problems


def set_cell(place, value):
    def edit(sheet):
        sheet[place] = value

    return edit


def test_a_bad_code_names_file_row_and_column_and_says_what_to_write(sheets):
    change(sheets[0], set_cell("D3", 7))
    change(sheets[1], set_cell("E4", "veiw"))
    assert problems(sheets) == (
        "ann.xlsx, row 3, column tone: '7' is no code; write -1, 0 or 1",
        "bob.xlsx, row 4, column kind: 'veiw' is no code; did you mean 'view'?",
    )


@pytest.mark.parametrize("given", ["-1", "−1", -1.0, " -1 ", "'-1", "-1.0"])
def test_codes_as_spreadsheets_write_them_are_understood(sheets, given):
    change(sheets[0], set_cell("D2", given))
    codes = read_coding_sheets(sheets, VARIABLES).codes
    assert -1 in set(codes.loc[codes["coder"] == "ann", "tone"])


def test_empty_cells_are_counted_and_not_fatal(sheets):
    change(sheets[0], set_cell("D3", None))
    change(sheets[0], set_cell("D4", "  "))
    coded = read_coding_sheets(sheets, VARIABLES)
    row = coded.unfinished.iloc[0]
    assert row[["coder", "variable", "n_unfinished", "n_units", "rows"]].tolist() == [
        "ann", "tone", 2, 4, "3, 4",
    ]  # fmt: skip
    assert coded.codes["tone"].isna().sum() == 2
    assert "2 of 4 in tone (row 3, 4)" in coded.summary()


def test_a_missing_row_a_doubled_and_a_foreign_one_are_named(sheets):
    gone = read_sheet(sheets[0])["unit_id"][2]
    change(sheets[0], lambda sheet: sheet.delete_rows(4))
    double = read_sheet(sheets[1])["unit_id"][0]
    change(sheets[1], set_cell("A5", double))
    found = problems(sheets)
    assert f"ann.xlsx: 1 of 4 rows are missing ({gone})" in found
    assert f"bob.xlsx, row 5, column unit_id: {double} stands in row 2, too" in found
    change(sheets[1], set_cell("A5", "u999"))
    assert any("'u999' is not in the sample" in problem for problem in problems(sheets))


def test_a_changed_text_is_found_and_changed_spaces_are_not(sheets):
    change(sheets[0], set_cell("C2", read_sheet(sheets[0])["text"][0] + "  \r\n"))
    read_coding_sheets(sheets, VARIABLES)
    change(sheets[0], set_cell("C2", "Something else."))
    assert problems(sheets) == ("ann.xlsx, row 2, column text: the text is not the one that was "
                                "drawn",)  # fmt: skip
    change(sheets[0], set_cell("C2", None))
    assert "row 2, column text" in problems(sheets)[0]


def test_without_a_key_sheets_are_held_against_each_other(sheets):
    (sheets[0].parent / "key.csv").unlink()
    assert set(read_coding_sheets(sheets, VARIABLES).codes["article_id"]) == {
        "u001", "u002", "u003", "u004",
    }  # fmt: skip
    change(sheets[1], set_cell("C2", "Something else."))
    assert "the text is not another sheet's" in problems(sheets)[0]


def test_an_unknown_column_and_a_missing_one_are_named(sheets):
    change(sheets[0], set_cell("G1", "tones"))
    change(sheets[1], set_cell("E1", None))
    found = problems(sheets)
    assert any("no column 'tones'" in problem and "'tone'" in problem for problem in found)
    assert any("bob.xlsx: the column 'kind' is missing" in problem for problem in found)


def test_sheets_saved_as_csv_are_read_too(sheets):
    table = read_sheet(sheets[0]).drop(columns="remark")
    path = sheets[0].with_name("cid.csv")
    table.to_csv(path, sep=";", index=False, encoding="utf-8-sig", quoting=csv.QUOTE_MINIMAL)
    coded = read_coding_sheets([path, sheets[1]], VARIABLES)
    assert sorted(coded.codes["coder"].unique()) == ["bob", "cid"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"unit_id\n\xff\xfe\n", "UTF-8"), (b"unit_id,tone\nu001,1\n", "kind")],
)
def test_a_csv_that_cannot_be_used_says_why(sheets, content, said):
    path = sheets[0].with_name("cid.csv")
    path.write_bytes(content)
    with pytest.raises(SheetError, match=said):
        read_coding_sheets([path, sheets[1]], VARIABLES)


def test_a_file_that_is_no_workbook_says_so(sheets):
    sheets[0].write_bytes(b"not a zip")
    with pytest.raises(SheetError, match="no workbook"):
        read_coding_sheets(sheets, VARIABLES)
    with pytest.raises(FileNotFoundError, match="nowhere"):
        read_coding_sheets([sheets[1], sheets[0].with_name("nowhere.xlsx")], VARIABLES)


def test_one_sheet_alone_is_an_error(sheets):
    with pytest.raises(ValueError, match="two coders"):
        read_coding_sheets(sheets[:1], VARIABLES)


def test_the_texts_come_back_for_adjudication_without_their_guard(sheets):
    texts = read_coding_sheets(sheets, VARIABLES).texts.set_index("unit_id")["text"]
    assert texts["u002"] == "=1+1 gulls"
    assert pd.Index(texts.index).is_unique
