import re

import pytest

from tests.timing import assert_grows_in_proportion


def test_a_quadratic_pattern_is_caught():
    quadratic = re.compile(r"a*b")
    with pytest.raises(AssertionError, match="became"):
        assert_grows_in_proportion(quadratic.findall, "a", 50_000)


def test_work_in_proportion_passes():
    assert_grows_in_proportion(lambda text: [ord(letter) for letter in text], "a", 16_000_000)
