"""Exercises that mark themselves: checks with hints, student versions, and a fenced grader."""

from helpers.exercises.hints import Hint, expect, expect_table, expect_value
from helpers.exercises.mark import mark

__all__ = ["Hint", "expect", "expect_table", "expect_value", "mark"]
