"""Statements of time ("on Monday", "earlier this month"), stepped over on both sides of a verb."""

from helpers.measures.attribution.reading import Reading
from helpers.measures.attribution.word_classes import (
    COUNTS,
    DATES,
    DETERMINERS,
    MONTHS,
    TIME_MODIFIERS,
    TIMES,
    word_class,
)

__all__ = ["skip_time", "skip_time_left"]

ONE_OR_MORE = COUNTS | {"a", "an", "few", "several"}
BEFORE_TIME = frozenset(
    ["on", "in", "at", "late", "early", "earlier", "later", "by", "during", "over"]
)
# With what a statement of time begins, and what it ends in but for a year.
OPENS_TIME = BEFORE_TIME | TIME_MODIFIERS | TIMES | ONE_OR_MORE | {"soon", "shortly"}
AFTERWARDS = (["soon", "after"], ["shortly", "after"], ["soon", "afterward"], ["soon", "before"])
BEFORE_NUMBER = MONTHS | {"in", "on"}  # in 2015, May 2015, May 5
CLOSES_TIME = TIMES | {"ago", "later", "earlier"}


def skip_time(reading: Reading, item: int, high: int) -> int:
    """Step over "on Monday", "Monday night", "last week", "in 2015", "earlier this month"."""
    words, kinds = reading.word, reading.kind
    if item >= high or (words[item] not in OPENS_TIME and not words[item].isdigit()):
        return item
    for _ in range(4):
        start = item
        at = item
        if at < high and words[at] in BEFORE_TIME:
            at += 1
        while at < high and words[at] in TIME_MODIFIERS:
            at += 1
        if words[at : at + 2] in AFTERWARDS:
            item = at = at + 2
            continue
        after = _end_of_span(words, at, high)
        if after is not None:
            item = after
            continue
        while at < high and (
            words[at] in TIMES
            or (
                kinds[at] == "n"
                and at > start
                and (words[at - 1] in MONTHS or words[at - 1] in ("in", ","))
            )
        ):
            item = at = at + 1
        if item == start:
            return item
    return item


def _end_of_span(words: list[str], item: int, high: int) -> int | None:
    """End of `two days later`, `a few weeks ago`; None if no such span of time begins here."""
    at = item + 1 if words[item : item + 2] == ["a", "few"] else item
    if at + 2 >= high or words[at + 1] not in TIMES:
        return None
    if words[at] not in ONE_OR_MORE and not words[at].isdigit():
        return None
    return at + 3 if words[at + 2] in ("later", "earlier", "ago") else None


def _is_outlet(words: list[str], item: int) -> bool:
    """Tell whether a time with a capital after one ends a name, as a day seldom does."""
    return words[item] not in DATES or words[item - 1] == "news"


def skip_time_left(reading: Reading, item: int, low: int) -> int:
    """Step over "on Monday", "last week", "in 2015", "earlier this month" before a verb."""
    words, kinds = reading.word, reading.kind
    if item >= low and words[item] not in CLOSES_TIME and kinds[item] != "n":
        return item
    start = item
    for _ in range(6):
        if item < low or kinds[item] in "pQ":
            break
        word = words[item]
        if word == "ago":
            item -= 2
            while item >= low and (
                kinds[item] == "n"
                or words[item] in ("than", "less", "more", "about", "nearly", "over", "a")
                or words[item] in DETERMINERS
            ):
                item -= 1
            continue
        if kinds[item] == "C" and item > low and kinds[item - 1] == "C" and _is_outlet(words, item):
            break  # USA Today, Russia Today, Fox News Sunday
        counted = item - 2 >= low and words[item - 2] in ONE_OR_MORE and words[item - 1] in TIMES
        if word in ("later", "earlier") and counted:
            item -= 3  # Roe a month later announced
            continue
        if word in TIMES or (
            kinds[item] == "n"
            and item > low
            and words[item - 1] in BEFORE_NUMBER
            and (words[item - 1] != "in" or len(words[item]) == 4)
        ):
            item -= 1
            while item >= low and words[item] in TIME_MODIFIERS:
                item -= 1
            if item >= low and words[item] in ("on", "in", "at", "during", "until", "since"):
                item -= 1
            continue
        break
    if item < start and item >= low and kinds[item] == "w" and word_class(words[item]) == "P":
        return start  # "from last year": not an adverbial
    return item
