"""The forms that a single date takes, read one string at a time by rules.

`parse_day` knows numbers (28.07.2022, 20220728, seconds since 1970), month names of eight
languages, times and time zones. Whatever it does not know for certain raises `NotADateError`.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

# Nominative and, where it differs, genitive; every beginning of three letters or more counts too.
MONTH_NAMES = """
january february march april may june july august september october november december
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
januar februar märz april mai juni juli august september oktober november dezember
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
"""
# They stand beside a date and change nothing.
HARMLESS_WORDS = """
st nd rd th er e of the on at um uhr am le de del do г года год р року в о h z t
published updated posted date
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri
sat sun понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс
понеділок середа пʼятниця субота неділя
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim
lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì
"""
RELATIVE = re.compile(
    r"\b(ago|yesterday|today|tomorrow|just now|last week|назад|вчера|сегодня|hier|gestern|heute|"
    r"ayer|hoy|il y a|vor \d+)\b",
    re.IGNORECASE,
)
HOURS = {  # hours east of Greenwich
    "Z": 0, "UTC": 0, "UT": 0, "GMT": 0, "WET": 0, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2,
    "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "МСК": 3, "IST": 5.5, "HKT": 8, "SGT": 8, "JST": 9,
    "KST": 9, "AEST": 10, "AEDT": 11, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7,
    "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
PLACES = {  # of these the season decides
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}  # fmt: skip
NUMERIC = re.compile(
    r"(?<![0-9])([0-9]{1,2})\s?([./-])\s?([0-9]{1,2})\s?\2\s?([0-9]{4}|[0-9]{2})(?![0-9])"
)
YEAR_FIRST = re.compile(
    r"(?<![0-9])([0-9]{4})\s?[./年-]\s?([0-9]{1,2})\s?[./月-]\s?([0-9]{1,2})(?![0-9])\s?日?"
)
CLOCK = re.compile(
    r"(?<![0-9])([0-9]{1,2})(?:[:h]([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"(?:\s?([ap])\.?\s?m\b\.?)?|\s?([ap])\.?\s?m\b\.?)(?![0-9])",
    re.IGNORECASE,
)
ZONE = re.compile(
    r"\s*\(?(?:(?:UTC|GMT)?\s?([+-])([0-9]{1,2}):?([0-9]{2})?(?![0-9])|([A-ZМСК]{1,4})\b)\)?"
)
DIGITS_ONLY = re.compile(r"([0-9]+)(?:\.[0-9]+)?")


class NotADateError(ValueError):
    """A string that is no date, with the reason in plain English."""


class UnknownFormError(NotADateError):
    """A string that may be a date in a form or language without rules here."""


def numeric_parts(string: str) -> tuple[int, int, str] | None:
    """Return first number, second number and separator of 03/04/2022 and the like, else None."""
    found = NUMERIC.search(string)
    return (int(found[1]), int(found[3]), found[2]) if found else None


def parse_day(string: str, day_first: dict[str, bool | None]) -> date:
    """Read one date.

    Parameters
    ----------
    string : str
        The date, without blanks around it.
    day_first : dict of str to bool or None
        By separator (".", "/", "-"): whether the day comes first in 03/04/2022; None: not known.

    Returns
    -------
    datetime.date
        The day in UTC.

    Raises
    ------
    UnknownFormError
        If the form is not known here.
    NotADateError
        If the string is no date, with the reason.
    """
    if DIGITS_ONLY.fullmatch(string):
        return _parse_digits(string)
    if re.fullmatch(r"[0-9]{4}-?W[0-9]{2}-?[1-7]", string):
        return date.fromisoformat(string)
    if RELATIVE.search(string):
        raise NotADateError("is relative to the day on which it was written")
    words, moment, zone = _split_time(string)
    day = _parse_words(words, day_first)
    if moment is None or zone is None:
        return day
    try:
        return (datetime(day.year, day.month, day.day, *moment, tzinfo=zone)).astimezone(UTC).date()
    except (ValueError, OverflowError):
        raise NotADateError("has an impossible time") from None


def _parse_digits(string: str) -> date:
    digits = string.split(".")[0]
    if len(digits) in {8, 14}:
        return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    divisor = {9: 1, 10: 1, 12: 1_000, 13: 1_000, 15: 1_000_000, 16: 1_000_000}.get(len(digits))
    if divisor:
        return (datetime(1970, 1, 1) + timedelta(seconds=int(digits) // divisor)).date()
    if len(digits) == 4:
        raise NotADateError("gives a year without month and day")
    if len(digits) == 5:
        raise NotADateError("is a day number of a spreadsheet (format the column as dates)")
    raise NotADateError("is a number that is no date")


def _split_time(string: str) -> tuple[str, tuple[int, int, int] | None, object]:
    """Take the time of day and the zone out of a string; return the rest, both or None."""
    stamp = re.fullmatch(r"([0-9]{8})T([0-9]{2})([0-9]{2})([0-9]{2})(Z?)", string)
    if stamp:
        year_first = f"{stamp[1][:4]}-{stamp[1][4:6]}-{stamp[1][6:]}"
        return year_first, (int(stamp[2]), int(stamp[3]), int(stamp[4])), UTC
    clock = CLOCK.search(string)
    if clock is None:
        return string, None, None
    hour, minute, second = int(clock[1]), int(clock[2] or 0), int(clock[3] or 0)
    half = (clock[4] or clock[5] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    before, after = string[: clock.start()], string[clock.end() :]
    zone, rest = _read_zone(after)
    return f"{before} {rest}", (hour, minute, min(second, 59)), zone


def _read_zone(after: str) -> tuple[object, str]:
    found = ZONE.match(after)
    if found is None:
        return None, after
    sign, hours, minutes, name = found.groups()
    rest = after[found.end() :]
    if sign:
        offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
        if offset >= timedelta(hours=24):
            raise NotADateError("has an impossible time zone")
        rest = re.sub(r"^\s*\([^()]{1,40}\)", "", rest)  # "+0300 (MSK)" says it twice
        return timezone(-offset if sign == "-" else offset), rest
    if name in PLACES:
        return ZoneInfo(PLACES[name]), rest
    if name in HOURS:
        return timezone(timedelta(hours=HOURS[name])), rest
    return None, after


def _parse_words(words: str, day_first: dict[str, bool | None]) -> date:
    names = [name.casefold() for name in re.findall(r"[^\W\d_]+", words)]
    months = [_month_numbers()[name] for name in names if name in _month_numbers()]
    if len(months) > 1 and "mar" in names:  # French and Spanish Tuesdays are abbreviated so
        months.remove(3)
    others = {name for name in names if name not in _month_numbers()} - {*HARMLESS_WORDS.split()}
    others -= {name.casefold() for name in HOURS | PLACES} | set("年月日")
    if others or len(months) > 1:
        raise UnknownFormError("is not recognised as a date")
    if months:
        return _parse_named(re.findall(r"[0-9]+", words), months[0])
    year_first = YEAR_FIRST.search(words)
    if year_first:
        return _day(*map(int, year_first.groups()))
    numeric = NUMERIC.search(words)
    if numeric:
        first, separator, second, year = numeric.groups()
        day, month = _order(int(first), int(second), day_first[separator])
        return _day(_full_year(year), month, day)
    if re.fullmatch(r"\W*[0-9]{4}\W[0-9]{1,2}\W*|\W*[0-9]{1,2}\W[0-9]{4}\W*", words):
        raise NotADateError("gives no day of the month")
    raise UnknownFormError("is not recognised as a date")


def _parse_named(numbers: list[str], month: int) -> date:
    """Read the numbers that stand beside the name of a month."""
    if len(numbers) == 1:
        missing = "day of the month" if len(numbers[0]) == 4 else "year"
        raise NotADateError(f"gives no {missing}")
    if len(numbers) != 2:
        raise UnknownFormError("is not recognised as a date")
    day, year = numbers if len(numbers[0]) <= 2 else reversed(numbers)
    if len(day) > 2 or len(year) not in {2, 4}:
        raise NotADateError("is not recognised as a date")
    return _day(_full_year(year), month, int(day))


def _order(first: int, second: int, day_first: bool | None) -> tuple[int, int]:
    """Return day and month."""
    if first > 12 or first == second:
        return first, second
    if second > 12:
        return second, first
    if day_first is None:
        raise NotADateError("could have the day or the month first, and the column has both")
    return (first, second) if day_first else (second, first)


def _full_year(year: str) -> int:
    """Give a year of two digits its century as POSIX does: 69 to 99 are 1969 to 1999."""
    if len(year) == 4:
        return int(year)
    return int(year) + (1900 if int(year) >= 69 else 2000)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADateError("is no day of the calendar") from None


@lru_cache(maxsize=1)
def _month_numbers() -> dict[str, int]:
    """Map every month name, and every beginning of one that is no other month's, to its number."""
    meanings: dict[str, set[int]] = {}
    for line in MONTH_NAMES.split("\n"):
        for number, name in enumerate(line.split(), start=1):
            for length in range(3, len(name) + 1):
                meanings.setdefault(name[:length], set()).add(number)
    return {name: next(iter(months)) for name, months in meanings.items() if len(months) == 1}
