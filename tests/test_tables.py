import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.tables import FORMULA_STARTS, guard_formulas, write_table

TABLE = pd.DataFrame(
    {
        "article_id": ["a", "b"],
        "text": ["=HYPERLINK(1)", "„Тихо“, said Орлова"],
        "pieces": [[[0, 3]], [[1, 2], [5, 9]]],
        "polarity": [-0.5, float("nan")],
    }
)


def test_a_cell_that_looks_like_a_formula_cannot_run_in_a_spreadsheet(tmp_path):
    written = write_table(TABLE, tmp_path / "table.csv").read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK(1)" in written
    assert "„Тихо“, said Орлова" in written
    assert '"[[1, 2], [5, 9]]"' in written


def test_negative_numbers_stay_numbers_in_csv(tmp_path):
    back = pd.read_csv(write_table(TABLE, tmp_path / "table.csv"))
    assert back["polarity"].iloc[0] == -0.5


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("t.jsonl", lambda path: pd.read_json(path, lines=True)),
        ("t.parquet", pd.read_parquet),
    ],
)
def test_json_lines_and_parquet_give_the_same_table_back(tmp_path, name, read):
    back = read(write_table(TABLE, tmp_path / "new folder" / name))
    assert back["text"].tolist() == TABLE["text"].tolist()
    assert [[list(piece) for piece in row] for row in back["pieces"]] == TABLE["pieces"].tolist()


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_a_table_without_rows_is_written_with_its_columns(tmp_path, ending):
    path = write_table(TABLE.head(0).astype({"text": "str"}), tmp_path / f"none{ending}")
    assert path.exists()
    if ending == ".csv":
        assert path.read_text(encoding="utf-8-sig").startswith("article_id,text,pieces")


def test_an_unknown_ending_names_the_ones_that_work(tmp_path):
    with pytest.raises(ValueError, match=r"ends in \.csv, \.jsonl, \.parquet"):
        write_table(TABLE, tmp_path / "table.xls")


@given(st.lists(st.text(max_size=8), min_size=1))
def test_no_text_whatever_starts_like_a_formula_after_guarding(cells):
    table = pd.DataFrame({"text": pd.Series(cells, dtype="str")})
    before = table.copy()
    guarded = guard_formulas(table)["text"]
    assert not guarded.str.startswith(FORMULA_STARTS).any()
    changed = guarded != table["text"]
    assert guarded[changed].str[1:].tolist() == table["text"][changed].tolist()
    pd.testing.assert_frame_equal(table, before)
