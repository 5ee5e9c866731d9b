import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import chunks
from helpers.cache import keep_tables, open_store
from helpers.chunks import map_rows, use_processes

CALLS = []
OPTIONS = {"description": "Counting", "progress": False}


def measure(row, factor=1):
    CALLS.append(row)
    if row == ("stop",):
        raise KeyboardInterrupt
    return len(row[0]) * factor


def name_process(row):
    return os.getpid()


@pytest.fixture(autouse=True)
def calls():
    CALLS.clear()
    return CALLS


@given(texts=st.lists(st.text()), size=st.integers(1, 9))
def test_the_result_is_the_same_for_any_size_of_chunks(texts, size):
    rows = [(text,) for text in texts]
    assert map_rows(measure, rows, 3, size=size, **OPTIONS) == [3 * len(text) for text in texts]


def test_no_row_is_measured_twice(tmp_path, calls):
    rows = [("x" * number,) for number in range(10)]
    with keep_tables(tmp_path):
        first = map_rows(measure, rows, size=3, **OPTIONS)
        assert map_rows(measure, rows, size=3, **OPTIONS) == first == list(range(10))
    assert len(calls) == 10


def test_other_shared_tables_are_other_results(tmp_path):
    with keep_tables(tmp_path):
        one = map_rows(measure, [("ab",)], 1, key=1, **OPTIONS)
        other = map_rows(measure, [("ab",)], 2, key=2, **OPTIONS)
    assert [one, other] == [[2], [4]]


def test_an_interrupted_run_goes_on_behind_the_last_chunk(tmp_path, calls):
    rows = [(str(number),) for number in range(9)]
    with keep_tables(tmp_path):
        with pytest.raises(KeyboardInterrupt):
            map_rows(measure, [*rows, ("stop",)], size=3, **OPTIONS)
        calls.clear()
        map_rows(measure, [*rows, ("go",)], size=3, **OPTIONS)
    assert calls == [("go",)]


def test_after_an_interruption_no_lock_is_left(tmp_path):
    with keep_tables(tmp_path):
        with pytest.raises(KeyboardInterrupt):
            map_rows(measure, [("stop",)], **OPTIONS)
        assert not list(open_store().folder.glob("*.lock"))


def test_two_that_do_the_same_work_at_once_share_it(tmp_path, calls):
    rows = [("x" * number,) for number in range(40)]
    results = []
    with keep_tables(tmp_path):
        threads = [
            threading.Thread(target=lambda: results.append(map_rows(slow, rows, size=4, **OPTIONS)))
            for _ in range(2)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert results == [list(range(40))] * 2
    assert len(calls) == 40


def slow(row):
    threading.Event().wait(0.002)
    return measure(row)


def test_processes_give_the_same_results_in_the_same_order(monkeypatch):
    monkeypatch.setattr(chunks, "LEAST_CHARACTERS", 1)
    monkeypatch.setattr(chunks, "_may_start_processes", lambda: True)
    rows = [("x" * number,) for number in range(20)]
    with use_processes(2):
        assert map_rows(measure, rows, 2, size=5, **OPTIONS) == [2 * n for n in range(20)]
        assert os.getpid() not in map_rows(name_process, rows, size=5, **OPTIONS)


def test_a_process_that_is_killed_costs_no_row(monkeypatch, tmp_path):
    monkeypatch.setattr(chunks, "LEAST_CHARACTERS", 1)
    monkeypatch.setattr(chunks, "_may_start_processes", lambda: True)
    rows = [("x" * number, str(os.getpid())) for number in range(20)]
    with use_processes(2):
        assert map_rows(die_elsewhere, rows, size=5, **OPTIONS) == list(range(20))


def die_elsewhere(row):
    text, first_process = row
    if len(text) == 7 and str(os.getpid()) != first_process:
        os._exit(1)
    return len(text)


def test_little_work_starts_no_processes():
    with use_processes(2):
        found = map_rows(name_process, [("x",)] * 20, size=5, **OPTIONS)
    assert set(found) == {os.getpid()}
