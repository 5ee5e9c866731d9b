"""Counts of articles over time: zeros, unknown dates and duplicates kept apart."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.measures.attention import choose_period, count_articles


@pytest.fixture
def articles() -> pd.DataFrame:
    """Seven articles: a month without any, one without a date, one without an outlet, one copy."""
    return pd.DataFrame(
        {
            "outlet": ["Post", "Post", "Post", "Wire", "Wire", pd.NA, "Undated"],
            "country": ["US", "US", "US", "RU", "RU", pd.NA, "US"],
            "date": pd.to_datetime(
                ["2031-01-31", "2031-03-01", None, "2031-01-05", "2031-01-06", "2031-01-09", None]
            ).astype("datetime64[us]"),
            "n_words": [100, 200, 50, 10, 20, 30, 40],
            "duplicate_of": [pd.NA, pd.NA, pd.NA, pd.NA, "a3", pd.NA, pd.NA],
        }
    ).astype({"outlet": "str", "country": "str", "duplicate_of": "str"})


def rows_of(table: pd.DataFrame, outlet: str) -> pd.DataFrame:
    return table[table["outlet"] == outlet].set_index("period")


def test_every_article_is_counted_once(articles):
    for period in ("day", "week", "month", "year", None):
        counts = count_articles(articles, period=period)
        assert counts["n_articles"].sum() == len(articles)
        assert counts["n_words"].sum() == articles["n_words"].sum()
        assert counts["n_duplicates"].sum() == 1


def test_a_month_without_articles_is_there_with_zero(articles):
    post = rows_of(count_articles(articles), "Post")
    assert post.loc["2031-02-01", "n_articles"] == 0
    assert post.loc["2031-03-01", "n_words"] == 200


def test_articles_without_a_date_are_a_last_row_with_the_period_missing(articles):
    post = count_articles(articles).query("outlet == 'Post'")
    assert post["period"].isna().tolist() == [False, False, False, True]
    assert post["n_articles"].iloc[-1] == 1


def test_an_outlet_without_any_date_gets_no_months_of_zero(articles):
    undated = count_articles(articles).query("outlet == 'Undated'")
    assert undated["n_articles"].tolist() == [1]
    assert undated["period"].isna().all()


def test_articles_without_an_outlet_come_last_as_unknown(articles):
    counts = count_articles(articles)
    assert counts["outlet"].iloc[-1] == "(unknown)"
    assert counts["country"].iloc[-1] == "(unknown)"
    assert counts.query("outlet == '(unknown)'")["n_articles"].sum() == 1


def test_copies_are_counted_as_articles_and_as_duplicates(articles):
    wire = rows_of(count_articles(articles), "Wire").loc["2031-01-01"]
    assert (wire["n_articles"], wire["n_duplicates"]) == (2, 1)


def test_weeks_begin_on_monday(articles):
    counts = count_articles(articles, period="week").query("outlet == 'Wire' and n_articles > 0")
    # 5 January 2031 is a Sunday, 6 January the Monday after.
    assert list(counts["period"]) == [pd.Timestamp("2030-12-30"), pd.Timestamp("2031-01-06")]


def test_counts_by_country_have_no_outlet(articles):
    counts = count_articles(articles, by="country", period="year")
    assert list(counts.columns) == ["country", "period", "n_articles", "n_words", "n_duplicates"]
    assert counts.query("country == 'US'")["n_articles"].tolist() == [2, 2]


def test_an_outlet_has_one_country_the_one_given_most_often(articles):
    articles.loc[0, "country"] = "GB"
    counts = count_articles(articles, period=None)
    assert counts.loc[counts["outlet"] == "Post", "country"].tolist() == ["US"]


def test_column_types_and_order(articles):
    counts = count_articles(articles)
    assert counts.dtypes.astype(str).to_dict() == {
        "outlet": "str", "country": "str", "period": "datetime64[us]", "n_articles": "int64",
        "n_words": "int64", "n_duplicates": "int64",
    }  # fmt: skip
    assert "period" not in count_articles(articles, period=None)


def test_a_corpus_without_any_date_is_counted_all_the_same(articles):
    undated = articles.assign(date=pd.Series(pd.NaT, articles.index, dtype="datetime64[us]"))
    counts = count_articles(undated)
    assert counts["period"].isna().all()
    assert counts["n_articles"].sum() == len(articles)


def test_no_articles_give_an_empty_table(articles):
    assert count_articles(articles.iloc[:0]).empty


def test_order_of_rows_does_not_matter_and_input_is_kept(articles):
    before = articles.copy(deep=True)
    shuffled = articles.sample(frac=1, random_state=1)
    assert_frame_equal(count_articles(articles), count_articles(shuffled))
    assert_frame_equal(articles, before)


def test_an_unknown_period_is_refused_with_those_that_exist(articles):
    with pytest.raises(ValueError, match=r"no period 'decade'\. Choose from: day, week"):
        count_articles(articles, period="decade")


def test_a_table_that_one_wild_date_would_blow_up_is_refused(articles, monkeypatch):
    monkeypatch.setattr("helpers.measures.attention.MAX_CELLS", 100)
    with pytest.raises(ValueError, match="Choose a longer period, or check the dates"):
        count_articles(articles, period="day")


@pytest.mark.parametrize(
    ("last", "period"),
    [
        ("2031-01-01", "day"),
        ("2031-03-01", "day"),
        ("2031-06-01", "week"),
        ("2033-01-01", "month"),
        ("2041-01-01", "year"),
    ],
)
def test_the_period_follows_the_time_that_the_corpus_spans(last, period):
    assert choose_period(pd.to_datetime(pd.Series(["2031-01-01", None, last]))) == period


def test_a_corpus_without_dates_has_a_period_all_the_same(articles):
    undated = articles.assign(date=pd.Series([pd.NaT] * 7, dtype="datetime64[us]"))
    assert count_articles(undated, by="outlet", period="auto")["period"].isna().all()
    assert len(count_articles(articles, period="auto")) == len(
        count_articles(articles, period="day")
    )
