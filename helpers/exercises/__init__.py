"""Exercises that mark themselves: checks with hints, student versions, and a fenced grader."""

from helpers.exercises.hints import Hint, answered, expect, expect_table, expect_value, passed
from helpers.exercises.mark import mark

__all__ = ["Hint", "answered", "expect", "expect_table", "expect_value", "mark", "passed"]
