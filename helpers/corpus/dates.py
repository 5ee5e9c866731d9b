"""Read dates of any form into days of UTC, or say why not.

Every string ends as a date or as a reason; none is lost. The bulk (ISO 8601) is read by pandas at
once; the other forms by rules, once for each different string; what is left, in languages without
rules here, by dateparser. Relative dates ("3 days ago") are rejected: they mean another day on
every run. Whether 03/04/2022 is in March or in April is decided by the whole column.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date
from functools import lru_cache

import pandas as pd

from helpers.corpus.date_forms import NotADateError, UnknownFormError, numeric_parts, parse_day

EARLIEST_YEAR = 1600  # about when the first newspapers were printed
LATEST_YEAR = 2100  # not "today": a corpus must load the same on every day
BLANKS = {"", "-", "--", "n/a", "na", "nan", "nat", "none", "null", "unknown", "n.d.", "undated"}
LONGEST = 100  # characters
FAILURES_IN_A_ROW = 100  # of dateparser, which is slow, before it is no longer asked
ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
# Languages of the press beyond those whose month names are listed in date_forms.
LANGUAGES = (
    "en ru uk de fr es it pt pl nl sv da nb fi cs sk hu ro bg sr hr el tr ar fa he hi zh ja ko vi "
    "id be et lv lt ka hy az kk"
)


@dataclass(frozen=True)
class DayOrder:
    """Which comes first in dates such as 03/04/2022, as the column itself shows.

    Attributes
    ----------
    day_first : dict of str to (bool or None)
        By separator; None where the column contradicts itself, so that only dates with a number
        above 12 are read.
    notes : tuple of str
        What the user should know about the decision.
    """

    day_first: dict[str, bool | None]
    notes: tuple[str, ...] = ()


def parse_dates(strings: pd.Series, *, order: DayOrder | None = None) -> pd.DataFrame:
    """Read a column of dates.

    Parameters
    ----------
    strings : pandas.Series of str
        Dates as they stand in the file. Missing and blank ones ("", "n/a", "None") stay undated.
    order : DayOrder, optional
        How to read 03/04/2022; by default `find_day_order` decides from ``strings``.

    Returns
    -------
    pandas.DataFrame
        Same index. ``date`` (datetime64[us], day of UTC; NaT if blank or not readable) and
        ``reason`` (str, why it is not readable; missing otherwise). A time with a zone is
        converted to UTC before the day is taken; a time without one is taken as it is.

    Examples
    --------
    >>> parsed = parse_dates(pd.Series(["July 28, 2022 10:15 PM ET", "31.02.2022"]))
    >>> parsed["date"].dt.strftime("%d %b %Y").tolist()
    ['29 Jul 2022', nan]
    >>> parsed["reason"].tolist()
    [nan, "'31.02.2022' is no day of the calendar"]
    """
    order = order or find_day_order(strings)
    given = tidy(strings)
    parsed = _parse_each(given.dropna().unique().tolist(), order)
    found = [parsed.get(string) for string in given.tolist()]
    days = [day if isinstance(day, date) else None for day in found]
    reasons = [reason if isinstance(reason, str) else None for reason in found]
    return pd.DataFrame(
        {
            "date": pd.Series(days, dtype="datetime64[us]", index=strings.index),
            "reason": pd.Series(reasons, dtype="str", index=strings.index),
        }
    )


def find_day_order(strings: pd.Series) -> DayOrder:
    """Decide from a whole column whether the day or the month comes first in 03/04/2022.

    Parameters
    ----------
    strings : pandas.Series of str
        Dates as they stand in the file.

    Returns
    -------
    DayOrder
        Day first if some date has a number above 12 in first place, month first if some has one in
        second place, neither if both occur. Where nothing tells: day first between full stops, as
        is the custom where they are used, else month first, with a note.
    """
    parts = [
        found for string in tidy(strings).dropna().unique() if (found := numeric_parts(string))
    ]
    day_first, notes = {}, []
    for separators, custom in ((".", True), ("/-", False)):
        pairs = [(first, second) for first, second, used in parts if used in separators]
        decision, note = _decide(pairs, custom)
        day_first |= dict.fromkeys(separators, decision)
        notes += [note] if note else []
    return DayOrder(day_first, tuple(notes))


def tidy(strings: pd.Series) -> pd.Series:
    """Strip and shorten blanks, and set blank or placeholder dates to missing."""
    given = strings.astype("str").str.strip().str.replace(r"\s+", " ", regex=True)
    return given.mask(given.str.lower().isin(BLANKS) | given.str.startswith("0000-00-00"))


def _decide(pairs: list[tuple[int, int]], custom: bool) -> tuple[bool | None, str | None]:
    day_first = sum(first > 12 >= second for first, second in pairs)
    month_first = sum(second > 12 >= first for first, second in pairs)
    either = sum(max(pair) <= 12 and pair[0] != pair[1] for pair in pairs)
    if day_first and month_first:
        note = (
            f"the dates contradict each other: {day_first:,} different ones have the day first, "
            f"{month_first:,} the month; {either:,} that could be either are rejected"
        )
        return None, note if either else None
    if day_first or month_first:
        return bool(day_first), None
    if either and not custom:
        return False, (
            f"nothing in the column tells whether the day or the month comes first in {either:,} "
            "different dates such as 03/04/2022; the month was taken to come first"
        )
    return custom, None


def _parse_each(strings: list[str], order: DayOrder) -> dict[str, date | str]:
    """Map each different string to its day, or to the reason why it has none."""
    iso = [string for string in strings if ISO.fullmatch(string)]
    stamps = pd.to_datetime(
        pd.Series(iso, dtype="str"), format="ISO8601", utc=True, errors="coerce"
    )
    parsed = {
        string: day for string, day in zip(iso, stamps.dt.date, strict=True) if day is not pd.NaT
    }
    read_foreign = _ForeignReader()
    for string in strings:
        day = parsed.get(string)
        try:
            if len(string) > LONGEST:
                raise NotADateError("is too long for a date")
            if day is None:
                try:
                    day = parse_day(string, order.day_first)
                except UnknownFormError:
                    day = read_foreign(string)
            if day.year < EARLIEST_YEAR:
                raise NotADateError(f"is before the year {EARLIEST_YEAR}")
            if day.year > LATEST_YEAR:
                raise NotADateError(f"is after the year {LATEST_YEAR}")
            parsed[string] = day
        except NotADateError as reason:
            shown = string if len(string) <= 40 else string[:39] + "…"
            parsed[string] = f"'{shown}' {reason}"
    return parsed


class _ForeignReader:
    """dateparser, asked last because it needs milliseconds a date, and given up where it fails."""

    def __init__(self) -> None:
        self._failures = 0

    def __call__(self, string: str) -> date:
        enough = re.search(r"\d{1,2}", string) and re.search(r"\d{4}", string)
        if enough and self._failures < FAILURES_IN_A_ROW:
            found = _load_dateparser().get_date_data(string).date_obj
            self._failures = 0 if found else self._failures + 1
            if found:
                return (found.astimezone(UTC) if found.tzinfo else found).date()
        raise NotADateError("is not recognised as a date")


@lru_cache(maxsize=1)
def _load_dateparser():
    from dateparser.date import DateDataParser  # takes half a second, and is seldom asked

    return DateDataParser(
        languages=LANGUAGES.split(),
        settings={
            "STRICT_PARSING": True,
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
        },
    )
