"""Kleinberg's bursts: by hand, against all sequences of states, and what must not change them."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from helpers.measures import find_bursts
from helpers.measures.bursts import best_states, share_costs, volume_costs

FIRST = pd.Timestamp("2031-01-06")


def stream(relevant, totals, first=FIRST, outlet="Post") -> pd.DataFrame:
    """Articles of one outlet: so many of the day's articles carry the event."""
    rows = [
        (outlet, first + pd.Timedelta(days=day), "storm" if number < r else "other")
        for day, (r, n) in enumerate(zip(relevant, totals, strict=True))
        for number in range(n)
    ]
    table = pd.DataFrame(rows, columns=["outlet", "date", "event"])
    return table.astype({"date": "datetime64[us]", "event": "str"})


def storms(articles, **how):
    found = find_bursts(articles, event="event", **how)
    return found[found["item"] == "storm"].reset_index(drop=True)


def binomial_cost(r, d, p):
    return -(math.log(math.comb(d, r)) + r * math.log(p) + (d - r) * math.log(1 - p))


def test_a_burst_by_hand():
    # 6 of 60 articles: p0 = .1, p1 = .2. Of the five on day 4, all are relevant.
    found = storms(stream([0, 1, 0, 5, 0, 0], [10] * 6))
    assert found["level"].tolist() == [0, 1]
    burst = found.iloc[1]
    assert burst["start"] == burst["end"] == FIRST + pd.Timedelta(days=3)
    assert (burst["n_articles"], burst["n_all"]) == (5, 10)
    assert (burst["rate"], burst["base_rate"]) == (0.5, 0.1)
    # 5 ln 2 − 5 ln(.9/.8) = 2.877; it has to exceed ln 6 = 1.792 for the step up.
    by_hand = binomial_cost(5, 10, 0.1) - binomial_cost(5, 10, 0.2)
    assert burst["weight"] == pytest.approx(by_hand)
    assert by_hand == pytest.approx(5 * math.log(2) - 5 * math.log(0.9 / 0.8))


def test_a_step_up_that_costs_more_than_it_explains_is_not_taken():
    # The weight of the burst above is 2.877, a step up costs gamma ln 6.
    articles = stream([0, 1, 0, 5, 0, 0], [10] * 6)
    price = 2.8769 / math.log(6)
    assert len(storms(articles, gamma=0.99 * price)) == 2
    assert len(storms(articles, gamma=1.01 * price)) == 1


def test_a_busy_day_with_the_usual_share_is_no_burst():
    found = storms(stream([1, 1, 1, 20, 1, 1], [10, 10, 10, 200, 10, 10]))
    assert found["level"].tolist() == [0]


def test_two_peaks_with_one_quiet_day_between_are_one_burst_if_a_second_step_costs_more():
    totals = [10] * 12
    near = storms(stream([0] * 4 + [6, 0, 6] + [0] * 5, totals))
    assert [(row["start"].day, row["end"].day) for _, row in near.query("level == 1").iterrows()] \
        == [(10, 12)]  # fmt: skip
    apart = storms(stream([0, 6, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0], totals))
    assert len(apart.query("level == 1")) == 2


def test_a_higher_level_lies_within_a_lower_one():
    relevant = [0] * 10 + [3, 4, 9, 9, 4, 3] + [0] * 30
    found = storms(stream(relevant, [10] * len(relevant)), n_states=4)
    assert found["level"].max() >= 2
    for _, high in found[found["level"] > 1].iterrows():
        below = found[(found["level"] == high["level"] - 1) & (found["start"] <= high["start"])
                      & (found["end"] >= high["end"])]  # fmt: skip
        assert len(below) == 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 6), min_size=2, max_size=7),
    st.integers(2, 3),
    st.floats(1.3, 3),
    st.floats(0, 2),
)
def test_no_other_sequence_of_states_is_cheaper(relevant, n_states, s, gamma):
    r, d = np.array([relevant]), np.array([6 + len(relevant)] * len(relevant))
    step = gamma * math.log(len(relevant))
    for costs in (
        share_costs(r, d, s, n_states),
        volume_costs(r, np.full(r.shape, max(r.mean(), 0.1)), s, n_states),
    ):

        def price(states, costs=costs):
            ups = [max(b - a, 0) for a, b in itertools.pairwise((0, *states))]
            fit = sum(costs[state, 0, day] for day, state in enumerate(states))
            return step * sum(ups) + fit

        every = itertools.product(range(n_states), repeat=len(relevant))
        cheapest = min(map(price, every))
        found = best_states(costs, step)[0]
        assert price(tuple(found)) == pytest.approx(cheapest, abs=1e-6)


def test_costs_are_those_of_the_binomial_up_to_what_is_the_same_in_all_states():
    r, d = np.array([[0, 3, 7]]), np.array([10, 10, 20])
    costs = share_costs(r, d, 1.5, 3)
    for state in (1, 2):
        for day in range(3):
            by_hand = [binomial_cost(r[0, day], d[day], 0.25 * 1.5**level) for level in (state, 0)]
            assert costs[state, 0, day] == pytest.approx(by_hand[0] - by_hand[1])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 8), min_size=3, max_size=25), st.integers(-4000, 4000))
def test_a_shift_of_all_dates_shifts_the_bursts(relevant, days):
    totals = [8] * len(relevant)
    here = storms_or_none(stream(relevant, totals))
    there = storms_or_none(stream(relevant, totals, FIRST + pd.Timedelta(days=days)))
    for side in ("start", "end"):
        there[side] -= pd.Timedelta(days=days)
    assert_frame_equal(here, there)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 8), min_size=3, max_size=25))
def test_twice_the_articles_keep_every_burst_and_at_least_double_the_weight(relevant):
    totals = [12] * len(relevant)
    once = storms_or_none(stream(relevant, totals)).query("level == 1")
    twice = storms_or_none(stream([2 * r for r in relevant], [24] * len(relevant)))
    twice = twice.query("level == 1")
    assert twice["weight"].sum() >= 2 * once["weight"].sum() - 1e-6
    for _, burst in once.iterrows():
        assert ((twice["start"] <= burst["end"]) & (twice["end"] >= burst["start"])).any()


def storms_or_none(articles):
    found = find_bursts(articles, event="event")
    return found[found["item"] == "storm"].drop(columns="burst_id").reset_index(drop=True)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 8), min_size=3, max_size=20), st.integers(0, 99))
def test_order_of_rows_does_not_matter(relevant, seed):
    articles = stream(relevant, [9] * len(relevant))
    shuffled = articles.sample(frac=1, random_state=seed)
    assert_frame_equal(find_bursts(articles, event="event"), find_bursts(shuffled, event="event"))


def test_every_group_and_item_has_a_row_of_level_zero_with_its_numbers():
    both = pd.concat([stream([1, 0, 2], [5, 5, 5]), stream([0, 0, 0], [4, 4, 4], outlet="Wire")])
    base = find_bursts(both, event="event").query("level == 0").set_index(["outlet", "item"])
    assert base.loc[("Post", "storm"), ["n_articles", "n_all", "n_periods"]].tolist() == [3, 15, 3]
    assert base.loc[("Wire", "storm"), "note"] == "no article"
    assert base["weight"].isna().all()


def test_what_stands_in_most_articles_cannot_burst_and_the_note_says_so():
    found = storms(stream([5, 6, 9, 6], [10] * 4))
    assert found["level"].tolist() == [0]
    assert "no share 2 times as high is possible" in found["note"].iloc[0]


def test_a_burst_goes_on_across_days_of_which_nothing_is_known():
    relevant = [0] * 15 + [6, 6, 0, 0, 0, 6, 6] + [0] * 15
    articles = stream(relevant, [10 if day not in (17, 18, 19) else 0 for day in range(37)])
    gaps = pd.DataFrame({"outlet": ["Post"], "start": [FIRST + pd.Timedelta(days=17)],
                         "end": [FIRST + pd.Timedelta(days=19)]})  # fmt: skip
    burst = storms(articles, gaps=gaps).query("level == 1")
    assert len(burst) == 1
    assert burst["n_periods"].item() == 4


def test_volume_bursts_are_told_from_the_rhythm_of_the_week():
    days = pd.date_range(FIRST, periods=70)
    counts = [0 if day.day_of_week >= 5 else 4 for day in days]
    calm = stream([0] * 70, counts).drop(columns="event")
    assert find_bursts(calm)["level"].tolist() == [0]
    storm = stream([0] * 70, [n * (3 if 28 <= d < 35 else 1) for d, n in enumerate(counts)])
    burst = find_bursts(storm).query("level == 1").iloc[0]
    assert (burst["start"], burst["end"]) == (days[28], days[32])
    assert burst["item"] == "all articles"
    assert burst["rate"] == 12


def test_weeks_end_on_sunday():
    relevant = [0] * 28 + [6] * 7 + [0] * 35
    burst = storms(stream(relevant, [8] * 70), unit="W").query("level == 1").iloc[0]
    assert (burst["start"], burst["end"]) == (
        FIRST + pd.Timedelta(days=28), FIRST + pd.Timedelta(days=34),
    )  # fmt: skip


def test_column_types():
    table = find_bursts(stream([0, 5, 0, 0, 0], [9] * 5).assign(country="US"), event="event")
    assert table.dtypes.astype(str).to_dict() == {
        "outlet": "str", "country": "str", "item": "str", "burst_id": "int64", "level": "int64",
        "start": "datetime64[us]", "end": "datetime64[us]", "n_articles": "int64",
        "n_all": "int64", "n_periods": "int64", "rate": "float64", "base_rate": "float64",
        "weight": "float64", "note": "str",
    }  # fmt: skip
    assert table["burst_id"].is_unique


def test_articles_without_a_date_give_an_empty_table():
    undated = stream([1], [2]).assign(date=pd.Series([pd.NaT] * 2, dtype="datetime64[us]"))
    assert find_bursts(undated).empty


@pytest.mark.parametrize("wrong", [{"s": 1}, {"gamma": -1}, {"n_states": 1}, {"unit": "M"}])
def test_wrong_options_are_refused(wrong):
    with pytest.raises(ValueError, match="find_bursts"):
        find_bursts(stream([1], [2]), **wrong)
