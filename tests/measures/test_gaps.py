"""Gaps: known holes are found, complete data has none beyond the stated rate."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy.special import beta

from helpers.measures import cut_hole, describe_rhythm, find_gaps, gap_effects

FIRST = pd.Timestamp("2031-01-06")  # a Monday


def simulate(n_outlets, rate, *, weekend=1.0, n_days=365, hole=None, seed=1) -> pd.DataFrame:
    """Poisson articles of outlets; `hole` empties the days from its first to before its last."""
    generator = np.random.default_rng(seed)
    days = pd.date_range(FIRST, periods=n_days)
    rates = rate * np.where(days.day_of_week >= 5, weekend, 1.0)
    counts = generator.poisson(rates, (n_outlets, n_days))
    if hole:
        counts[:, hole[0] : hole[1]] = 0
    outlets, places = np.nonzero(counts)
    return pd.DataFrame(
        {"outlet": [f"Outlet {number:03d}" for number in outlets], "date": days[places]}
    ).astype({"outlet": "str", "date": "datetime64[us]"})  # fmt: skip


def on_days(days, outlet="Post") -> pd.DataFrame:
    return pd.DataFrame(
        {"outlet": outlet, "date": [FIRST + pd.Timedelta(days=day) for day in days]}
    ).astype({"date": "datetime64[us]", "outlet": "str"})  # fmt: skip


def test_a_known_hole_is_found_with_its_first_and_last_day():
    found = find_gaps(simulate(30, 3, weekend=0.5, hole=(100, 130)))
    hole = found[found["n_days"] >= 30]
    assert hole["outlet"].nunique() == 30
    inside = (hole["start"] <= FIRST + pd.Timedelta(days=100)) & (
        hole["end"] >= FIRST + pd.Timedelta(days=129)
    )
    assert inside.all()
    assert (hole["n_days"] <= 36).all()
    assert (found["p_value"] < 0.001).all()


@pytest.mark.parametrize(("rate", "weekend"), [(0.1, 1), (0.3, 0.2), (1, 1), (1, 0), (3, 0.2)])
def test_complete_data_show_a_gap_no_more_often_than_stated(rate, weekend):
    found = find_gaps(simulate(200, rate, weekend=weekend), p=0.05)
    # At 5 %, 18 or more of 200 would happen in 1 of 100 tests.
    assert found["outlet"].nunique() < 18


def test_a_paper_without_a_sunday_edition_has_no_gap_each_sunday():
    days = [day for day in range(400) if day % 7 != 6]
    assert find_gaps(on_days(days), p=0.5).empty


def test_the_same_run_is_a_gap_in_the_week_and_none_at_the_weekend():
    days = [day for day in range(280) if day % 7 < 5]
    weekend = find_gaps(on_days(days))
    hole = find_gaps(on_days([day for day in days if not 140 <= day < 145]))
    assert weekend.empty
    assert hole["n_days"].tolist() == [9]  # a week and the weekends on either side
    assert hole["start"].tolist() == [FIRST + pd.Timedelta(days=138)]


def test_the_probability_by_hand():
    # Weeks: an article in each of 20 weeks, then 4 without, then 20 with. Around the run 38 weeks
    # with an article count: not the first one, and not the one that ends the run.
    weeks = [*range(20), *range(24, 44)]
    found = find_gaps(on_days([7 * week for week in weeks]), unit="W", window=None).iloc[0]
    by_hand = beta(0.5 + 4, 38.5) / beta(0.5, 38.5)
    assert found["p_run"] == pytest.approx(by_hand)
    assert found["p_value"] == pytest.approx(39 * by_hand)
    assert (found["start"], found["end"]) == (
        FIRST + pd.Timedelta(days=140), FIRST + pd.Timedelta(days=167),
    )  # fmt: skip
    assert found["expected_days"] == pytest.approx(4 * 38.5 / 39)


def test_the_rhythm_is_that_of_the_time_around_the_run():
    # Two quiet years, one article a week, then daily: a silent fortnight is a gap only later.
    quiet = list(range(0, 728, 7))
    daily = list(range(728, 1100))
    early = [day for day in quiet if not 350 <= day < 364]
    late = [day for day in daily if not 900 <= day < 914]
    found = find_gaps(on_days(early + late))
    assert found["start"].tolist() == [FIRST + pd.Timedelta(days=900)]


@settings(max_examples=15, deadline=None)
@given(st.integers(-5000, 5000), st.integers(0, 50))
def test_a_shift_of_all_dates_by_weeks_shifts_the_gaps_and_order_does_not_matter(weeks, seed):
    articles = simulate(3, 1, hole=(100, 140), n_days=220)
    shift = pd.Timedelta(days=7 * weeks // 10)
    if shift.days % 7:
        shift -= pd.Timedelta(days=shift.days % 7)
    moved = articles.assign(date=articles["date"] + shift).sample(frac=1, random_state=seed)
    there = find_gaps(moved)
    for side in ("start", "end"):
        there[side] -= shift
    assert_frame_equal(find_gaps(articles), there)


def test_with_few_articles_no_run_is_called_a_gap():
    assert find_gaps(on_days([0, 1, 2, 300, 301, 302])).empty


def test_types_and_the_country_of_outlets():
    table = find_gaps(simulate(2, 3, hole=(100, 130)).assign(country="RU"))
    assert table.dtypes.astype(str).to_dict() == {
        "outlet": "str", "country": "str", "start": "datetime64[us]", "end": "datetime64[us]",
        "n_days": "int64", "expected_days": "float64", "p_run": "float64", "p_value": "float64",
    }  # fmt: skip
    assert set(table["country"]) == {"RU"}


def test_undated_and_empty_corpora_have_no_gaps_but_a_rhythm_that_says_so():
    undated = on_days([1, 2]).assign(date=pd.Series([pd.NaT] * 2, dtype="datetime64[us]"))
    assert find_gaps(undated).empty
    assert find_gaps(undated.iloc[:0]).empty
    rhythm = describe_rhythm(undated).iloc[0]
    assert (rhythm["n_undated"], rhythm["share_undated"]) == (2, 1)
    assert rhythm["note"] == "no article has a date: nothing is known of the rhythm"
    assert describe_rhythm(undated.iloc[:0]).empty


def test_the_rhythm_counts_days_weekends_and_gaps():
    days = [day for day in range(70) if day % 7 != 6 and not 30 <= day < 50]
    articles = pd.concat([on_days(days), on_days([3]).assign(date=pd.NaT)])
    gaps = pd.DataFrame({"outlet": ["Post"], "n_days": [20]})
    rhythm = describe_rhythm(articles, gaps=gaps).iloc[0]
    assert rhythm["first"] == FIRST
    assert rhythm["n_days"] == 69
    assert rhythm["share_active"] == pytest.approx(len(days) / 49)
    assert rhythm["share_weekend"] == pytest.approx(sum(d % 7 == 5 for d in days) / len(days))
    assert rhythm["missing_weekdays"] == "Sun"
    assert (rhythm["n_gaps"], rhythm["n_gap_days"], rhythm["n_undated"]) == (1, 20, 1)


def test_a_hole_taken_for_silence_lowers_the_volume_and_makes_a_burst_of_the_rest():
    # Half of the time is lost. Counted as silence, the usual rate is half of what it is.
    articles = simulate(1, 4, n_days=200, hole=(50, 150), seed=4)
    gaps = find_gaps(articles)
    table = gap_effects(articles, gaps, by="outlet").set_index("quantity")
    daily = table.loc["articles a day"]
    assert daily["as_unknown"] / daily["as_silence"] == pytest.approx(2, rel=0.05)
    assert daily["n_masked"] == 100
    bursting = table.loc["periods in a burst"]
    assert bursting["as_silence"] > 90
    assert bursting["as_unknown"] == 0


def test_a_hole_after_an_event_looks_like_fading_attention():
    articles = simulate(1, 4, n_days=300, hole=(160, 174), seed=4)
    day = FIRST + pd.Timedelta(days=150)
    before = gap_effects(articles, find_gaps(articles), by="outlet", date=day)
    ratio = before.set_index("quantity").loc["rate after / rate before"]
    # Ten days of 28 are known: too few for a window, which is what the masked analysis says.
    assert ratio["as_silence"] < 0.7
    assert pd.isna(ratio["as_unknown"])


def test_a_hole_of_known_size_is_cut_around_the_middle_article():
    articles = pd.concat(
        [on_days(range(100)).assign(country="US"), on_days(range(100), "Wire").assign(country="RU")]
    )
    left, hole = cut_hole(articles, "US", share=0.2)
    assert hole[["n_days", "n_articles"]].to_numpy().tolist() == [[20, 20]]
    assert hole["start"].item() == FIRST + pd.Timedelta(days=40)
    assert len(left) == len(articles) - 20
    assert (left["country"] == "RU").sum() == 100
    unharmed, none = cut_hole(articles, "CN")
    assert none.empty
    assert len(unharmed) == len(articles)
    with pytest.raises(ValueError, match="share is 1"):
        cut_hole(articles, "US", share=1)


def test_without_gaps_both_analyses_agree():
    articles = simulate(2, 2, n_days=150)
    table = gap_effects(articles, find_gaps(articles).iloc[:0], by="outlet", date="2031-03-20")
    same = table["as_silence"].eq(table["as_unknown"])
    assert (same | (table["as_silence"].isna() & table["as_unknown"].isna())).all()
    assert (table["n_masked"] == 0).all()


@pytest.mark.parametrize("wrong", [{"p": 0}, {"p": 1}, {"unit": "M"}, {"window": 7}])
def test_wrong_options_are_refused(wrong):
    with pytest.raises(ValueError, match="find_gaps"):
        find_gaps(on_days([1]), **wrong)
