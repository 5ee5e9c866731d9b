import subprocess
import sys
import time

import pytest

from tests.benchmarks.clock import CPU_TIMES, Neighbours, time_in_turns


def test_each_side_gets_its_own_result_and_its_fewest_seconds():
    calls = []
    timed = time_in_turns([lambda: calls.append("a") or 1, lambda: calls.append("b") or 2], 3)
    assert calls == ["a", "b"] * 3
    assert [result for result, _ in timed] == [1, 2]
    assert all(0 <= seconds < 1 for _, seconds in timed)


@pytest.mark.skipif(not CPU_TIMES.is_file(), reason="only Linux tells what other programs use")
def test_work_of_another_program_is_noticed():
    neighbours = Neighbours()
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as other:
        time.sleep(1)
        other.kill()
    assert neighbours.cores_in_use() > 0.2
