from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.corpus.dates import find_day_order, parse_dates

JULY_28 = pd.Timestamp("2022-07-28")


def parse(*strings):
    return parse_dates(pd.Series(strings, dtype="str"))


def day(string):
    return parse(string)["date"].iloc[0]


def reason(string):
    return parse(string)["reason"].iloc[0]


@pytest.mark.parametrize(
    "written",
    [
        "2022-07-28",
        "2022-07-28T22:15:00Z",
        "2022-07-28 13:47:41.081623",
        "2022-07-28 22:15:00 UTC",
        "2022/7/28",
        "2022.07.28 22:15",
        "2022-W30-4",
        "20220728",
        "20220728221500",
        "20220728T221500Z",
        "1659046500",
        "1659046500.0",
        "1659046500000",
        "Thu, 28 Jul 2022 22:15:00 GMT",
        "Thu Jul 28 22:15:00 +0000 2022",
        "July 28, 2022",
        "Thursday, July 28th, 2022 at 3 p.m. EDT",
        "28th of July 2022",
        "28-Jul-22",
        "Jul 28 '22",
        "28.07.2022",
        "Do., 28.07.2022, 15:30 Uhr",
        "28. Juli 2022",
        "28 июля 2022 г., 15:30",
        "28 липня 2022",
        "le 28 juillet 2022",
        "mar. 28 juil. 2022",
        "28 de julio de 2022",
        "2022年7月28日",
        "Published 5:04 PM EDT, Fri July 28, 2022",
    ],
)
def test_one_day_is_read_however_it_is_written(written):
    assert day(written) == JULY_28


def test_languages_without_rules_are_left_to_dateparser():
    assert day("28 lipca 2022") == JULY_28


@pytest.mark.parametrize(
    ("written", "utc_day"),
    [
        ("2022-07-28T22:15:00-05:00", "2022-07-29"),
        ("Thu, 28 Jul 2022 22:15:00 -0500", "2022-07-29"),
        ("Jul. 28, 2022 10:15 PM ET", "2022-07-29"),
        ("28 июля 2022, 01:30 (МСК)", "2022-07-27"),
        ("2022-07-28 22:15", "2022-07-28"),
    ],
)
def test_a_time_with_a_zone_is_converted_to_utc_before_the_day_is_taken(written, utc_day):
    assert day(written) == pd.Timestamp(utc_day)


def test_eastern_time_follows_the_season():
    assert day("January 5, 2023 7:30 PM ET") == pd.Timestamp("2023-01-06")  # five hours behind
    assert day("July 5, 2023 7:30 PM ET") == pd.Timestamp("2023-07-05")  # four


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("31.02.2022", "no day of the calendar"),
        ("2022-13-45", "no day of the calendar"),
        ("3 days ago", "relative"),
        ("yesterday", "relative"),
        ("July 2022", "no day of the month"),
        ("07/2022", "no day of the month"),
        ("2022", "a year without month and day"),
        ("July 28", "no year"),
        ("44770", "day number of a spreadsheet"),
        ("1066-10-14", "before the year 1600"),
        ("9999-12-31", "after the year"),
        ("soon", "not recognised"),
        ("May 5, 2022 or June 6, 2022", "not recognised"),
        ("1" * 500, "too long"),
    ],
)
def test_what_is_no_date_is_rejected_with_its_reason(written, why):
    assert pd.isna(day(written))
    assert why in reason(written)


@pytest.mark.parametrize("blank", [None, "", "  ", "n/a", "None", "0000-00-00", "-"])
def test_a_blank_date_is_neither_a_day_nor_an_error(blank):
    parsed = parse(blank)
    assert parsed["date"].isna().all()
    assert parsed["reason"].isna().all()


def test_day_comes_first_where_one_value_of_the_column_shows_it():
    parsed = parse("03/04/2022", "28/07/2022")
    assert parsed["date"].tolist() == [pd.Timestamp("2022-04-03"), JULY_28]


def test_month_comes_first_where_one_value_of_the_column_shows_it():
    parsed = parse("03/04/2022", "07/28/2022")
    assert parsed["date"].tolist() == [pd.Timestamp("2022-03-04"), JULY_28]


def test_undecidable_dates_have_the_month_first_and_a_note():
    strings = pd.Series(["03/04/2022", "05/06/2022"], dtype="str")
    assert parse_dates(strings)["date"].iloc[0] == pd.Timestamp("2022-03-04")
    assert "month was taken to come first" in find_day_order(strings).notes[0]


def test_between_full_stops_the_day_comes_first_by_custom():
    strings = pd.Series(["03.04.2022"], dtype="str")
    assert parse_dates(strings)["date"].iloc[0] == pd.Timestamp("2022-04-03")
    assert find_day_order(strings).notes == ()


def test_a_contradictory_column_loses_only_its_ambiguous_dates():
    parsed = parse("28/07/2022", "07/28/2022", "03/04/2022", "05/05/2022")
    assert parsed["date"].iloc[[0, 1, 3]].notna().all()
    assert "the column has both" in parsed["reason"].iloc[2]


def test_iso_dates_do_not_decide_the_order():
    assert find_day_order(pd.Series(["2022-07-28", "2022-12-31"], dtype="str")).notes == ()


def test_types_and_index_are_kept():
    parsed = parse_dates(pd.Series(["2022-07-28", None], index=[7, 3], dtype="str"))
    assert parsed.index.tolist() == [7, 3]
    assert str(parsed["date"].dtype) == "datetime64[us]"
    assert str(parsed["reason"].dtype) == "str"


def test_a_column_without_any_date_is_read_too():
    parsed = parse_dates(pd.Series([pd.NA, pd.NA], dtype="str"))
    assert parsed["date"].isna().all()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40) | st.from_regex(r"[0-9./: -]{1,20}", fullmatch=True)))
def test_every_string_is_a_day_or_a_reason_or_blank(strings):
    parsed = parse_dates(pd.Series(strings, dtype="str").astype("str"))
    assert not (parsed["date"].notna() & parsed["reason"].notna()).any()


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(1600, 1, 1), date(2100, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%Y%m%d", "%A, %d %b %Y", "%Y/%m/%d"]),
)
def test_any_day_survives_being_written_and_read(written, form):
    assert day(written.strftime(form)) == pd.Timestamp(written)
