"""Volume with exposure: zeros where an outlet wrote nothing, missing where nothing is known."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.measures import choose_unit, daily_volume
from helpers.measures.volume import build_streams, weekday_factors


def made_up(rows) -> pd.DataFrame:
    """Articles from (outlet, country, day, text)."""
    table = pd.DataFrame(rows, columns=["outlet", "country", "date", "text"])
    table["date"] = pd.to_datetime(table["date"]).astype("datetime64[us]")
    table["article_id"] = [f"a{number}" for number in range(len(table))]
    return table.assign(title="Headline")


@pytest.fixture
def articles() -> pd.DataFrame:
    """Post: 1 to 5 March; Wire: 3 to 4 March; one article without a date."""
    return made_up([
        ("Post", "US", "2031-03-01", "Grain ships wait."),
        ("Post", "US", "2031-03-03", "Wheat and grain again."),
        ("Post", "US", "2031-03-05", "A quiet day."),
        ("Wire", "RU", "2031-03-03", "A vote."),
        ("Wire", "RU", "2031-03-04", "Wheat sails."),
        ("Wire", "RU", None, "Undated grain."),
    ])  # fmt: skip


def counts_of(table, outlet, item="all articles"):
    own = table[(table["outlet"] == outlet) & (table["item"] == item)]
    return [None if pd.isna(n) else int(n) for n in own["n_articles"]]


def test_days_between_first_and_last_article_are_zero_and_others_missing(articles):
    table = daily_volume(articles)
    assert counts_of(table, "Post") == [1, 0, 1, 0, 1]
    assert counts_of(table, "Wire") == [None, None, 1, 1, None]
    assert table["exposure"].tolist() == [1, 1, 1, 1, 1, 0, 0, 1, 1, 0]


def test_days_of_a_gap_are_missing(articles):
    gaps = pd.DataFrame(
        {"outlet": ["Post"], "start": [pd.Timestamp("2031-03-02")],
         "end": [pd.Timestamp("2031-03-02")]}
    )  # fmt: skip
    assert counts_of(daily_volume(articles, gaps=gaps), "Post") == [1, None, 1, 0, 1]
    assert counts_of(daily_volume(articles, gaps=gaps), "Wire") == [None, None, 1, 1, None]


def test_an_article_within_a_masked_span_is_not_counted(articles):
    gaps = pd.DataFrame(
        {"outlet": ["Post"], "start": [pd.Timestamp("2031-03-02")],
         "end": [pd.Timestamp("2031-03-04")]}
    )  # fmt: skip
    assert counts_of(daily_volume(articles, gaps=gaps), "Post") == [1, None, None, None, 1]


def test_exposure_of_a_press_is_the_part_of_its_output_that_is_in_the_data():
    rows = [("Big", "US", f"2031-03-{day:02d}", "x") for day in range(1, 31) for _ in range(3)]
    rows += [("Small", "US", f"2031-03-{day:02d}", "x") for day in range(3, 31)]
    press = daily_volume(made_up(rows), by="country")
    assert press["exposure"].tolist()[:3] == pytest.approx([0.75, 0.75, 1])
    assert press["n_articles"].tolist()[:3] == [3, 3, 4]


def test_terms_count_articles_once_each_in_title_and_text(articles):
    articles.loc[2, "title"] = "Grain at last"
    table = daily_volume(articles, terms={"corn": ["grain", "wheat*"], "vote": "vote"})
    assert counts_of(table, "Post", "corn") == [1, 0, 1, 0, 1]
    assert counts_of(table, "Wire", "corn") == [None, None, 0, 1, None]
    assert counts_of(table, "Wire", "vote") == [None, None, 1, 0, None]
    assert table.query("outlet == 'Wire' and item == 'vote'")["n_all"].sum() == 2


def test_one_pattern_may_belong_to_two_names(articles):
    table = daily_volume(articles, terms={"first": "grain", "second": ["grain", "vote"]})
    assert counts_of(table, "Post", "first") == counts_of(table, "Post", "second")


def test_events_are_counted_by_the_values_of_their_column(articles):
    articles["event"] = ["grain", "grain", None, "vote", "grain", "grain"]
    table = daily_volume(articles, event="event")
    assert counts_of(table, "Post", "grain") == [1, 0, 1, 0, 0]
    assert counts_of(table, "Wire", "vote") == [None, None, 1, 0, None]


def test_weeks_begin_on_monday_and_a_part_of_a_week_is_part_exposed(articles):
    table = daily_volume(articles, by=None, unit="W")
    # 1 and 2 March 2031 are the weekend of the week from 24 February.
    assert list(table["period"]) == [pd.Timestamp("2031-02-24"), pd.Timestamp("2031-03-03")]
    assert table["n_articles"].tolist() == [1, 4]
    assert list(table.columns[:2]) == ["group", "item"]


def test_columns_types_and_the_country_of_outlets(articles):
    table = daily_volume(articles)
    assert table.dtypes.astype(str).to_dict() == {
        "outlet": "str", "country": "str", "item": "str", "period": "datetime64[us]",
        "n_articles": "Int64", "n_all": "Int64", "exposure": "float64",
    }  # fmt: skip
    assert set(table.loc[table["outlet"] == "Wire", "country"]) == {"RU"}


def test_no_dated_article_gives_an_empty_table(articles):
    undated = articles.assign(date=pd.Series(pd.NaT, articles.index, dtype="datetime64[us]"))
    assert daily_volume(undated).empty
    assert daily_volume(undated, terms=["grain"], by=None, unit="W").empty


def test_order_of_rows_does_not_matter_and_input_is_kept(articles):
    before = articles.copy(deep=True)
    shuffled = articles.sample(frac=1, random_state=2)
    assert_frame_equal(daily_volume(articles, terms=["wheat"]),
                       daily_volume(shuffled, terms=["wheat"]))  # fmt: skip
    assert_frame_equal(articles, before)


def test_articles_without_an_outlet_are_a_group_of_their_own(articles):
    articles.loc[[0, 1], "outlet"] = pd.NA
    assert list(dict.fromkeys(daily_volume(articles)["outlet"])) == ["Post", "Wire", "(unknown)"]


def test_wrong_options_are_refused(articles):
    with pytest.raises(ValueError, match="unit is 'M'"):
        daily_volume(articles, unit="M")
    with pytest.raises(ValueError, match="not both"):
        daily_volume(articles.assign(event="x"), terms=["grain"], event="event")
    with pytest.raises(ValueError, match="no column 'section'"):
        daily_volume(articles, by="section")


def test_one_wild_date_is_refused_with_what_to_do(articles, monkeypatch):
    monkeypatch.setattr("helpers.measures.volume.MAX_CELLS", 5)
    with pytest.raises(ValueError, match="Check the dates for outliers"):
        daily_volume(articles)


def test_the_factor_of_a_weekday_is_its_rate_beside_the_average_day():
    days = pd.date_range("2031-01-06", periods=140)
    rows = [("Post", "US", day, "x") for day in days if day.day_of_week < 5 for _ in range(7)]
    streams = build_streams(made_up(rows), by="outlet", unit="D", terms=None, event=None, gaps=None,
                            what="test")  # fmt: skip
    factors = weekday_factors(streams)[0]
    # 700 articles on 138 days (the last weekend is not in the data): 5.07 a day, 7 on a Monday.
    assert factors[0] == pytest.approx(7 / (700 / 138), abs=0.01)
    assert 0 < factors[5] < 0.01


def test_days_are_the_unit_where_each_group_has_an_article_a_day(articles):
    assert choose_unit(articles.iloc[:0], "outlet") == "W"
    assert choose_unit(articles, "outlet") == "W"  # 5 articles of two outlets in 5 days
    assert choose_unit(articles) == "D"
