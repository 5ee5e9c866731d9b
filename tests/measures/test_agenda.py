"""Who covers an event and who first: by hand, and unknown where an outlet was not there."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.measures import event_coverage, event_leads, first_reports


@pytest.fixture
def articles() -> pd.DataFrame:
    """Post and Wire write for the whole month; Herald stops on the 6th."""
    rows = [
        ("Post", "US", "storm", 3), ("Post", "US", "storm", 4), ("Post", "US", "vote", 21),
        ("Post", "US", None, 30),
        ("Wire", "RU", "storm", 3), ("Wire", "RU", "vote", 20), ("Wire", "RU", "fair", 25),
        ("Herald", "US", None, 1), ("Herald", "US", "storm", 6),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["outlet", "country", "event", "day"])
    table["date"] = pd.to_datetime([f"2031-03-{day:02d}" for day in table.pop("day")])
    table["article_id"] = [f"a{number}" for number in range(len(table))]
    return table.astype(
        {"date": "datetime64[us]", "outlet": "str", "country": "str", "event": "str"}
    )


def test_the_lag_is_counted_from_the_first_article_of_any_outlet(articles):
    table = first_reports(articles).set_index(["event", "outlet"])
    assert table.loc[("storm", "Herald"), "lag"] == 3
    assert table.loc[("vote", "Post"), "lag"] == 1
    assert table.loc[("vote", "Wire"), "lag"] == 0
    assert table.loc[("storm", "Post"), "n_articles"] == 2
    assert table.loc[("storm", "Post"), "article_id"] == "a0"


def test_outlets_that_share_the_first_day_share_the_first_place(articles):
    table = first_reports(articles).set_index(["event", "outlet"])
    assert table.loc["storm", "first"].to_dict() == {"Herald": 0, "Post": 0.5, "Wire": 0.5}
    assert table.loc[("vote", "Wire"), "first"] == 1


def test_of_an_outlet_that_was_gone_nothing_is_known(articles):
    table = first_reports(articles)
    assert set(table.loc[table["outlet"] == "Herald", "event"]) == {"storm"}
    assert not table.set_index(["event", "outlet"]).loc[("fair", "Post"), "covered"]


def test_an_event_that_is_not_covered_has_no_lag(articles):
    row = first_reports(articles).set_index(["event", "outlet"]).loc[("fair", "Post")]
    assert row[["lag", "first", "date", "article_id"]].isna().all()
    assert row["n_articles"] == 0


def test_coverage_is_the_share_of_the_events_that_are_known(articles):
    table = event_coverage(articles, n_resamples=50).set_index("outlet")
    assert table["estimate"].to_dict() == pytest.approx({"Herald": 1, "Post": 2 / 3, "Wire": 1})
    assert table["n_units"].to_dict() == {"Herald": 1, "Post": 3, "Wire": 3}
    assert table["n_articles"].to_dict() == {"Herald": 1, "Post": 3, "Wire": 3}
    assert "no interval can be given" in table.loc["Herald", "note"]


def test_leads_are_means_over_covered_events(articles):
    table = event_leads(articles, n_resamples=50).set_index(["measure", "outlet"])["estimate"]
    assert table["days after the first"].to_dict() == {"Herald": 3, "Post": 0.5, "Wire": 0}
    first = table["share of events first"].to_dict()
    assert first == pytest.approx({"Herald": 0, "Post": 0.25, "Wire": 2.5 / 3})


def test_presses_are_compared_as_outlets_are(articles):
    table = event_leads(articles, by="country", n_resamples=50)
    assert set(table["country"]) == {"US", "RU"}
    assert "outlet" not in table


def test_order_of_rows_does_not_matter_and_input_is_kept(articles):
    before = articles.copy(deep=True)
    shuffled = articles.sample(frac=1, random_state=5)
    assert_frame_equal(first_reports(articles), first_reports(shuffled))
    assert_frame_equal(articles, before)


def test_without_dates_or_events_the_tables_are_empty(articles):
    undated = articles.assign(date=pd.Series(pd.NaT, articles.index, dtype="datetime64[us]"))
    nameless = articles.assign(event=pd.Series(pd.NA, articles.index, dtype="str"))
    for table in (undated, nameless, articles.iloc[:0]):
        assert first_reports(table).empty
        assert event_coverage(table).empty
        assert event_leads(table).empty


def test_a_missing_column_is_named(articles):
    with pytest.raises(ValueError, match="no column 'event'"):
        first_reports(articles.drop(columns="event"))
