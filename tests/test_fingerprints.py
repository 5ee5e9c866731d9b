import datetime
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.fingerprints import NoFingerprintError, fingerprint

REPOSITORY = Path(__file__).resolve().parents[1]
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda held: st.lists(held, max_size=4) | st.dictionaries(st.text(), held, max_size=4),
)


def differ(*values):
    return len({fingerprint(value) for value in values}) == len(values)


@given(one=plain, other=plain)
def test_equal_contents_have_equal_marks_and_others_do_not(one, other):
    same = repr(one) == repr(other)
    assert (fingerprint(one) == fingerprint(other)) == same


def test_kinds_that_python_takes_for_equal_are_told_apart():
    assert differ(1, True, 1.0, "1", b"1", [1], (1,), {1}, np.int64(1), np.float64(1))
    assert differ(None, float("nan"), pd.NA, pd.NaT, "", [], {}, "None")


def test_text_cannot_be_shifted_from_one_cell_to_the_next():
    tables = [
        pd.DataFrame({"a": first, "b": second}, dtype="str")
        for first, second in (
            (["xy", "z"], ["", ""]), (["x", "yz"], ["", ""]), (["x", "y"], ["z", ""]),
            (["x\0y", "z"], ["", ""]),
        )
    ]  # fmt: skip
    assert differ(*tables)


def test_everything_of_a_table_counts():
    table = pd.DataFrame({"a": [1, 2], "b": ["x", None]})
    named = table.rename_axis("i")
    noted = table.copy()
    noted.attrs["note"] = "x"
    assert differ(
        table, named, noted, table[["b", "a"]], table.iloc[::-1], table.astype({"a": "int8"}),
        table.astype({"a": "Int64"}), table.astype({"b": "object"}),
        table.astype({"b": "category"}), table.set_axis(["p", "q"]), table.set_index(["a", "b"]),
        table["a"], table["a"].to_numpy(),
    )  # fmt: skip


def test_lists_in_cells_count_in_full():
    tables = [pd.DataFrame({"pieces": [[[0, 5]], cell]}) for cell in ([[1, 2]], [[1], [2]], [1, 2])]
    assert differ(*tables)
    assert fingerprint(tables[0]) == fingerprint(tables[0].map(lambda cell: [*cell]))


def test_missing_values_of_each_kind_are_told_apart():
    assert differ(*[pd.DataFrame({"a": pd.Series([1, one], dtype="object")})
                    for one in (None, float("nan"), pd.NA, pd.NaT)])  # fmt: skip
    assert differ(pd.Series([1, None], dtype="Int64"), pd.Series([1, 0], dtype="Int64"))


def test_days_and_moments_are_told_apart():
    assert differ(
        datetime.date(2031, 5, 7), datetime.datetime(2031, 5, 7), pd.Timestamp("2031-05-07"),
        pd.Timestamp("2031-05-07", tz="UTC"), datetime.timedelta(7),
    )  # fmt: skip


def test_name_and_content_of_each_file_of_a_folder_count(tmp_path):
    (tmp_path / "a.csv").write_text("one")
    marks = {fingerprint(tmp_path)}
    (tmp_path / "a.csv").write_text("two")
    marks.add(fingerprint(tmp_path))
    (tmp_path / "a.csv").rename(tmp_path / "b.csv")
    marks.add(fingerprint(tmp_path))
    (tmp_path / "c.csv").write_text("")
    marks.add(fingerprint(tmp_path))
    assert len(marks) == 4


def test_what_has_no_content_to_mark_is_refused():
    for value in (object(), lambda: 1, [object()], pd.Series([object()]), {1: iter([])}):
        with pytest.raises(NoFingerprintError):
            fingerprint(value)


def test_the_marks_of_another_process_are_the_same():
    program = (
        "import pandas as pd; from helpers.fingerprints import fingerprint, fingerprint_of_code;"
        "t = pd.DataFrame({'a': ['x', None], 'p': [[[1, 2]], []]});"
        "print(fingerprint(t, {'k', 'l', 'm'}), fingerprint_of_code())"
    )
    seen = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True,
                       cwd=REPOSITORY, env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(seen) == 1
