from tests.benchmarks.clock import time_in_turns


def test_each_side_gets_its_own_result_and_its_fewest_seconds():
    calls = []
    timed = time_in_turns([lambda: calls.append("a") or 1, lambda: calls.append("b") or 2], 3)
    assert calls == ["a", "b"] * 3
    assert [result for result, _ in timed] == [1, 2]
    assert all(0 <= seconds < 1 for _, seconds in timed)
