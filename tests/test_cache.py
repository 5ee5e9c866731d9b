import os
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import cache
from helpers.cache import Store, keep_tables, open_store, remembered
from helpers.corpus import load_corpus
from helpers.measures import find_quotations, score_sentiment
from helpers.text import split_sentences

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture
def kept(tmp_path):
    with keep_tables(tmp_path):
        yield open_store()


def count_calls(**options):
    """Return a remembered function that doubles a table, and the list of its real calls."""
    calls = []

    def double(table, factor=2, progress=False):
        calls.append(factor)
        return table * factor

    double.__qualname__ = f"double_{id(calls)}"
    return remembered(double, **options), calls


def test_nothing_is_kept_unless_a_folder_is_named(tmp_path, monkeypatch):
    monkeypatch.delenv("PARALLAX_CACHE", raising=False)
    double, calls = count_calls()
    assert double(3) == double(3) == 6
    assert calls == [2, 2]
    assert open_store() is None


@pytest.mark.parametrize("word", ["off", "0", "", "OFF"])
def test_the_cache_can_be_switched_off_by_hand(word, monkeypatch):
    monkeypatch.setenv("PARALLAX_CACHE", word)
    with keep_tables():
        assert open_store() is None


def test_equal_arguments_are_computed_once_and_others_anew(kept):
    double, calls = count_calls()
    table = pd.DataFrame({"n": [1, 2]})
    double(table)
    double(table.copy(), progress=True)
    double(table=table, factor=2)
    assert calls == [2]
    double(table, factor=3)
    double(table.assign(n=[1, 3]))
    double(table.astype("int32"))
    double(table.rename(columns={"n": "m"}))
    double(table.set_axis([5, 6]))
    assert calls == [2, 3, 2, 2, 2, 2]


def test_an_argument_without_a_fingerprint_is_computed_each_time(kept):
    calls = []

    @remembered
    def call(function):
        calls.append(1)
        return function()

    assert [call(lambda: 1), call(lambda: 1)] == [1, 1]
    assert len(calls) == 2


def test_changed_code_computes_anew(kept, monkeypatch):
    double, calls = count_calls()
    double(1)
    monkeypatch.setattr(cache, "fingerprint_of_code", lambda: "another version")
    double(1)
    assert calls == [2, 2]


def test_the_content_of_a_named_file_counts_and_not_its_date(kept, tmp_path):
    path = tmp_path / "people.csv"
    calls = []

    @remembered(paths=("path",))
    def read(path):
        calls.append(1)
        return Path(path).read_text()

    path.write_text("a")
    assert read(str(path)) == read(path) == "a"
    os.utime(path, (1, 1))
    read(path)
    assert len(calls) == 1
    path.write_text("b")
    assert read(path) == "b"


def test_an_error_is_raised_each_time_and_never_kept(kept):
    calls = []

    @remembered
    def fail(number):
        calls.append(number)
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            fail(1)
    assert len(calls) == 2
    assert not list(kept.folder.iterdir())


@pytest.mark.parametrize("damage", [b"", b"garbage", None])
def test_a_broken_file_is_computed_anew(kept, damage):
    double, calls = count_calls()
    double(4)
    [path] = kept.folder.glob("*.table")
    path.write_bytes(path.read_bytes()[:-1] + b"?" if damage is None else damage)
    assert double(4) == 8
    assert double(4) == 8
    assert calls == [2, 2]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes of folders")
def test_a_folder_that_others_can_write_to_is_not_trusted(tmp_path):
    folder = tmp_path / "tables"
    folder.mkdir()
    folder.chmod(0o777)
    assert not Store(tmp_path).is_safe()
    with keep_tables(tmp_path):
        assert open_store() is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes of folders")
def test_only_the_user_can_open_the_folder(kept):
    assert stat.S_IMODE(kept.folder.stat().st_mode) == 0o700


def test_the_tables_that_were_not_used_for_longest_go_first(kept):
    for number in range(4):
        kept.write(f"t-{number}", bytes(1000))
        os.utime(kept.path(f"t-{number}"), (number, number))
    kept.read("t-0")  # used just now
    kept.tidy(most_bytes=2500)
    assert [kept.read(f"t-{number}")[0] for number in range(4)] == [True, False, False, True]


def test_the_second_of_two_waits_instead_of_computing_too(kept):
    calls = []

    def slow():
        calls.append(1)
        time.sleep(0.3)
        return "table"

    results = []
    threads = [
        threading.Thread(target=lambda: results.append(kept.get("slow", slow))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == ["table"] * 3
    assert len(calls) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="os.kill ends a process otherwise there")
def test_the_lock_of_a_process_that_was_killed_keeps_nobody_waiting(kept):
    program = (
        "import sys, time; from helpers.cache import Store\n"
        f"with Store({str(kept.folder.parent)!r}).lock('k', wait=5) as held:\n"
        "    print(held, flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE,
                               cwd=REPOSITORY)  # fmt: skip
    try:
        assert process.stdout.readline().strip() == b"True"
        with kept.lock("k") as held:
            assert not held
        process.kill()
        process.wait()
        with kept.lock("k", wait=5) as held:
            assert held
    finally:
        process.kill()
        process.stdout.close()


cells = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**40), 2**40), st.floats(), st.text(),
    st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), max_size=3),
)  # fmt: skip
columns = st.one_of(
    st.lists(cells, min_size=3, max_size=3).map(lambda v: pd.Series(v, dtype="object")),
    st.lists(st.text(), min_size=3, max_size=3).map(lambda v: pd.Series(v, dtype="str")),
    st.lists(st.none() | st.integers(0, 99), min_size=3, max_size=3).map(
        lambda v: pd.Series(v, dtype="Int64")
    ),
    st.lists(st.none() | st.dates(pd.Timestamp("1990-01-01").date(),
                                  pd.Timestamp("2040-01-01").date()),
             min_size=3, max_size=3).map(lambda v: pd.Series(pd.to_datetime(v))),
    st.lists(st.floats(), min_size=3, max_size=3).map(lambda v: pd.Series(v, dtype="float64")),
    st.just(pd.Series(["a", "b", "a"], dtype="category")),
)  # fmt: skip


@settings(max_examples=60)
@given(
    held=st.dictionaries(st.text(), columns, min_size=1, max_size=4),
    attrs=st.dictionaries(st.text(), cells),
)
def test_a_table_comes_back_exactly_as_it_was_computed(tmp_path_factory, held, attrs):
    table = pd.DataFrame(held)
    table.attrs = attrs
    store = Store(tmp_path_factory.mktemp("tables"))
    assert store.is_safe()
    store.write("t", table)
    there, back = store.read("t")
    assert there
    pd.testing.assert_frame_equal(back, table, check_exact=True)
    assert repr(back.attrs) == repr(table.attrs)
    assert [list(map(type, back[name])) for name in back] == [
        list(map(type, table[name])) for name in table
    ]


def test_measures_give_the_same_tables_with_and_without_the_cache(tmp_path, monkeypatch):
    monkeypatch.delenv("PARALLAX_CACHE", raising=False)

    def measure():
        loaded = load_corpus("data/two_capitals/articles.csv", progress=False)
        articles = loaded.articles.head(20)
        return [
            loaded.articles, loaded.removed, loaded.duplicates, split_sentences(articles),
            find_quotations(articles), score_sentiment(articles),
        ]  # fmt: skip

    monkeypatch.chdir(REPOSITORY)
    plain = measure()
    with keep_tables(tmp_path):
        first, second = measure(), measure()
    for one, other, third in zip(plain, first, second, strict=True):
        pd.testing.assert_frame_equal(one, other, check_exact=True)
        pd.testing.assert_frame_equal(one, third, check_exact=True)


def test_what_is_read_back_is_nobody_elses(kept):
    double, _ = count_calls()
    table = pd.DataFrame({"n": np.arange(3)})
    double(table)
    first = double(table)
    first.loc[:, "n"] = 99
    assert double(table)["n"].tolist() == [0, 2, 4]
