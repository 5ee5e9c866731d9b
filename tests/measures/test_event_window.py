"""Event windows: rates by hand, intervals that cover, and a placebo that keeps its promise."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy.stats import binomtest

from helpers.measures import choose_event, event_days, event_window

FIRST = pd.Timestamp("2031-01-06")


def written(counts, outlet="Post", country="US", first=FIRST) -> pd.DataFrame:
    days = np.repeat(np.arange(len(counts)), counts)
    return pd.DataFrame(
        {"outlet": outlet, "country": country, "date": first + pd.to_timedelta(days, unit="D")}
    ).astype({"outlet": "str", "country": "str", "date": "datetime64[us]"})  # fmt: skip


def day(number):
    return FIRST + pd.Timedelta(days=number)


def test_rates_and_their_ratio_by_hand():
    counts = [1] * 50 + [3] * 28 + [1] * 50
    row = event_window(written(counts), day(50)).iloc[0]
    assert (row["n_before"], row["n_after"]) == (14, 84)
    assert (row["rate_before"], row["rate_after"], row["ratio"]) == (1, 3, 3)
    assert row["dispersion"] == 1
    # Given 98 articles, those after are binomial with 28 of 42 days if nothing changed.
    exact = binomtest(84, 98).proportion_ci(0.95, method="exact")
    assert row["low"] == pytest.approx(exact.low / (1 - exact.low) * 14 / 28)
    assert row["high"] == pytest.approx(exact.high / (1 - exact.high) * 14 / 28)


def test_counts_more_uneven_than_poisson_widen_the_interval():
    even = event_window(written([2] * 100), day(50)).iloc[0]
    uneven = event_window(written([0, 4] * 50), day(50)).iloc[0]
    assert even["ratio"] == uneven["ratio"] == 1
    assert uneven["dispersion"] == pytest.approx(42 * 2 / 40)
    assert uneven["high"] - uneven["low"] > 1.3 * (even["high"] - even["low"])


def test_the_day_of_the_event_belongs_to_the_days_after():
    counts = [1] * 100
    counts[50] = 11
    row = event_window(written(counts), day(50)).iloc[0]
    assert (row["n_before"], row["n_after"]) == (14, 38)
    days = event_days(written(counts), day(50))
    assert days.set_index("day")["n_articles"][0] == 11
    assert days["day"].tolist() == list(range(-14, 28))


def test_no_article_before_gives_a_ratio_without_upper_limit():
    counts = [1] + [0] * 49 + [1] * 50
    row = event_window(written(counts), day(50)).iloc[0]
    assert np.isinf(row["ratio"])
    assert np.isinf(row["high"])
    assert row["low"] > 1
    assert "no upper limit" in row["note"]


def test_an_outlet_that_enters_the_data_after_the_event_does_not_raise_attention():
    steady = written([1] * 120)
    late = written([9] * 60, outlet="Herald", first=day(52))
    row = event_window(pd.concat([steady, late]), day(50)).iloc[0]
    assert row["ratio"] == 1
    assert (row["n_outlets"], row["n_left_out"]) == (1, 1)
    assert "1 outlet with articles in the window but not in the data on both sides" in row["note"]
    days = event_days(pd.concat([steady, late]), day(50))
    assert days["n_articles"].tolist() == [1] * 42


def test_a_few_days_of_a_gap_are_taken_from_the_exposure():
    counts = [2] * 120
    for hole in range(60, 64):
        counts[hole] = 0
    gaps = pd.DataFrame({"outlet": ["Post"], "start": [day(60)], "end": [day(63)]})
    zero = event_window(written(counts), day(50)).iloc[0]
    unknown = event_window(written(counts), day(50), gaps=gaps).iloc[0]
    assert zero["rate_after"] == pytest.approx(2 * 24 / 28)
    assert unknown["rate_after"] == pytest.approx(2)
    days = event_days(written(counts), day(50), gaps=gaps)
    assert days["n_articles"].isna().sum() == 4


def test_gaps_may_be_given_for_whole_groups():
    counts = [2] * 120
    gaps = pd.DataFrame({"country": ["US"], "start": [day(60)], "end": [day(61)]})
    days = event_days(written(counts), day(50), gaps=gaps)
    assert days["n_articles"].isna().sum() == 2


def test_the_placebo_counts_dates_with_as_large_a_change():
    # A flat series with one jump: only windows that touch the jump change at all, and those are
    # left out, so that the event is larger than every placebo.
    counts = [2] * 200 + [8] * 28 + [2] * 200
    row = event_window(written(counts), day(200)).iloc[0]
    assert row["p_value"] == row["smallest_p"] == pytest.approx(1 / (1 + row["n_placebo"]))
    # Places 14 to 400 hold a window; those less than 42 days from the event (159 to 241) do not
    # count.
    # An outlet known on four fifths of the days is enough, so up to 2 days before and 5 after
    # may lie outside.
    assert row["n_placebo"] == (405 - 12 + 1) - 83
    assert row["n_independent"] == 4 + 4


def test_a_jump_in_a_busy_time_is_not_lost_among_ratios_of_a_few_articles():
    generator = np.random.default_rng(11)
    quiet = generator.poisson(0.15, 500)
    busy = generator.poisson([20] * 100 + [36] * 28 + [20] * 100)
    row = event_window(written([1, *quiet, *busy]), day(601)).iloc[0]
    assert 1.5 < row["ratio"] < 2.2
    assert row["p_value"] < 0.02


def test_a_change_as_large_elsewhere_raises_p():
    counts = [2] * 100 + [8] * 28 + [2] * 100 + [8] * 28 + [2] * 100
    row = event_window(written(counts), day(228)).iloc[0]
    assert row["p_value"] > row["smallest_p"]
    spared = event_window(written(counts), day(228), exclude=[day(100), day(128)]).iloc[0]
    assert spared["p_value"] == spared["smallest_p"]


@pytest.mark.parametrize("shape", [None, 1.0])
def test_without_an_event_p_is_below_5_percent_in_about_5_percent_of_cases(shape):
    generator = np.random.default_rng(7)
    p_values, covered = [], []
    for _ in range(150):
        mean = np.full(300, 2.0)
        if shape:
            mean = mean * generator.gamma(shape, 1 / shape, 300)
        row = event_window(written(generator.poisson(mean)), day(150)).iloc[0]
        p_values.append(row["p_value"])
        covered.append(row["low"] <= 1 <= row["high"])
    # 14 or more of 150 at 5 % would happen in 2 of 100 tests.
    assert np.sum(np.array(p_values) <= 0.05) < 14
    assert np.mean(covered) >= 0.91


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.integers(0, 4), min_size=60, max_size=120),
    st.integers(-3000, 3000),
    st.integers(0, 99),
)
def test_a_shift_of_all_dates_and_the_order_of_rows_change_nothing(counts, days, seed):
    articles = written(counts)
    if articles.empty:
        return
    shift = pd.Timedelta(days=days)
    moved = articles.assign(date=articles["date"] + shift).sample(frac=1, random_state=seed)
    here = event_window(articles, day(30), before=7, after=14)
    there = event_window(moved, day(30) + shift, before=7, after=14)
    assert_frame_equal(here, there.assign(date=here["date"]))


def test_terms_are_counted_a_day_or_as_a_share_of_all_articles():
    articles = written([4] * 50 + [8] * 50)
    articles["article_id"] = [f"a{number}" for number in range(len(articles))]
    articles["text"] = ["Grain sails." if number % 4 == 0 else "No news." for number in
                        range(len(articles))]  # fmt: skip
    a_day = event_window(articles, day(50), terms=["grain"]).iloc[0]
    share = event_window(articles, day(50), terms=["grain"], per="article").iloc[0]
    assert a_day["ratio"] == 2
    assert share["ratio"] == 1
    assert share["rate_before"] == share["rate_after"] == 0.25


def test_an_event_outside_the_data_gives_a_row_that_says_so():
    for where in (-300, 5, 500):
        row = event_window(written([1] * 60), day(where)).iloc[0]
        assert pd.isna(row["ratio"])
        assert pd.isna(row["p_value"])
        assert row["note"] == "not in the data on enough days before and after the event"
        assert event_days(written([1] * 60), day(where))["n_articles"].isna().all()


def test_a_short_corpus_has_no_placebo():
    row = event_window(written([1] * 60), day(20)).iloc[0]
    assert row["n_placebo"] == 0
    assert "no other date leaves room" in row["note"]


def test_few_windows_without_overlap_are_told():
    row = event_window(written([1] * 200), day(60)).iloc[0]
    assert "without overlap: p is coarse" in row["note"]


def test_groups_columns_and_types():
    both = pd.concat([written([1] * 90), written([2] * 90, "Wire", "RU")])
    table = event_window(both, day(40))
    assert table["country"].tolist() == ["RU", "US"]
    kinds = table.dtypes.astype(str)
    assert set(kinds[["n_placebo", "n_outlets", "n_before"]]) == {"int64"}
    assert kinds["date"] == "datetime64[us]"
    outlets = event_window(both, day(40), by="outlet")
    assert outlets[["outlet", "country"]].to_numpy().tolist() == [["Post", "US"], ["Wire", "RU"]]
    assert event_window(both, day(40), by=None)["group"].tolist() == ["all articles"]


def test_articles_without_dates_give_empty_tables():
    undated = written([2]).assign(date=pd.Series([pd.NaT] * 2, dtype="datetime64[us]"))
    assert event_window(undated, day(0)).empty
    assert event_days(undated, day(0)).empty


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"per": "week"}, "per is 'week'"),
        ({"per": "article"}, "give terms"),
        ({"before": 0}, "a day on either side"),
        ({"level": 1}, "level"),
    ],
)
def test_wrong_options_are_refused(wrong, says):
    with pytest.raises(ValueError, match=says):
        event_window(written([1] * 50), day(20), **wrong)
    with pytest.raises(ValueError, match="is no date"):
        event_window(written([1] * 50), "")


def test_a_date_in_the_corpus_is_kept_and_another_gives_way_to_the_busiest_with_room():
    counts = [1] * 100
    counts[3] = counts[95] = 50
    counts[40] = 9
    articles = written(counts)
    assert choose_event(articles, day(60)) == (day(60), "")
    chosen, note = choose_event(articles, "2001-01-01")
    assert chosen == day(40)
    assert "its placebo p is no test" in note
    assert "too short" in choose_event(written([1] * 20), "2001-01-01")[1]
    undated = articles.assign(date=pd.Series(pd.NaT, articles.index, dtype="datetime64[us]"))
    assert choose_event(undated, day(60))[0] is None
