"""Tone over time: a local mean with a band, and no line where there is nothing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.measures import smooth_tone
from helpers.measures.tone_over_time import find_covered

START = pd.Timestamp("2031-03-01")


def tone(days, values, outlets=None, country="US"):
    n = len(days)
    return pd.DataFrame(
        {
            "article_id": [f"{country}{number}" for number in range(n)],
            "method": "textblob",
            "country": country,
            "outlet": outlets or [f"outlet {number % 3} {country}" for number in range(n)],
            "date": START + pd.to_timedelta(days, unit="D"),
            "polarity": np.asarray(values, dtype=float),
        }
    )


def test_a_hand_computed_local_mean():
    table = smooth_tone(tone([0, 1, 2], [0.0, 0.3, 0.9]), bandwidth=1.0, n_resamples=2)
    weights = np.exp(-0.5 * np.array([1.0, 0.0, 1.0]))
    expected = (weights * [0.0, 0.3, 0.9]).sum() / weights.sum()
    assert table["estimate"][1] == pytest.approx(expected)
    assert table["n_effective"][1] == pytest.approx(weights.sum() ** 2 / (weights**2).sum())
    assert list(table["n_near"]) == [2, 3, 2]
    assert list(table["n_articles"]) == [1, 1, 1]


def test_a_constant_stays_constant_and_its_band_has_no_width():
    table = smooth_tone(tone(range(10), [0.2] * 10), n_resamples=50)
    for name in ("estimate", "low", "high"):
        assert np.allclose(table[name], 0.2)


def test_a_gap_of_more_than_a_bandwidth_is_left_open():
    table = smooth_tone(tone([0, 1, 2, 9, 10], [0.1] * 5), bandwidth=3.0, n_resamples=2)
    drawn = table["estimate"].notna().to_numpy()
    assert drawn.tolist() == [True] * 3 + [False] * 6 + [True] * 2
    assert (table.loc[~drawn, "n_articles"] == 0).all()
    bridged = smooth_tone(tone([0, 1, 2, 9, 10], [0.1] * 5), bandwidth=7.0, n_resamples=2)
    assert bridged["estimate"].notna().all()


def test_no_line_goes_beyond_the_first_and_the_last_article_of_a_group():
    both = pd.concat([tone([0, 1, 2, 3, 20], [0.1] * 5), tone([2, 3], [0.0, 0.0], country="RU")])
    table = smooth_tone(both, bandwidth=30.0, n_resamples=2)
    russian = table[table["country"] == "RU"].reset_index(drop=True)
    assert np.flatnonzero(russian["estimate"].notna()).tolist() == [2, 3]
    assert len(russian) == 21


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=12),
    st.integers(1, 9),
    st.floats(0.5, 60),
)
def test_every_article_is_covered_and_no_gap_is_crossed(days, step, bandwidth):
    days = np.array(days, dtype=float) - min(days)
    starts = np.arange(0, days.max() + 1, step)
    middles = starts + (step - 1) / 2
    covered = find_covered(days, middles, step, bandwidth)
    assert covered[(days // step).astype(int)].all()
    for middle in middles[covered]:
        before, after = days[days <= middle], days[days >= middle]
        near = np.abs(days - middle).min() <= step / 2
        assert near or (len(before) and len(after) and after.min() - before.max() <= bandwidth)


def test_the_band_widens_where_outlets_disagree():
    days = list(range(12)) * 2
    outlets = [f"outlet {number % 4}" for number in range(24)]
    agree = tone(days, [0.1 + 0.01 * (number % 2) for number in range(24)], outlets)
    differ = tone(days, [0.3 * (number % 4) for number in range(24)], outlets)
    widths = [
        (table["high"] - table["low"]).mean()
        for table in (smooth_tone(agree, n_resamples=200), smooth_tone(differ, n_resamples=200))
    ]
    assert widths[1] > 5 * widths[0] > 0


def test_one_outlet_has_a_line_but_no_band_and_the_note_says_so():
    table = smooth_tone(tone([0, 1, 2], [0.0, 0.3, 0.9], ["Oboe"] * 3), n_resamples=20)
    assert table["estimate"].notna().all()
    assert table["low"].isna().all()
    assert table["note"].unique().tolist() == ["only 1 outlet: no interval can be given"]


def test_rows_without_date_or_value_are_left_out_and_counted():
    rows = tone([0, 1, 2, 3], [0.1, 0.2, np.nan, 0.4])
    rows.loc[0, "date"] = pd.NaT
    note = smooth_tone(rows, n_resamples=2)["note"].iloc[0]
    assert "1 of 4 rows without a date left out" in note
    assert "1 of 4 rows without a value left out" in note


def test_a_corpus_without_dates_gives_an_empty_table_of_the_same_shape():
    rows = tone([0, 1], [0.1, 0.2])
    full = smooth_tone(rows, n_resamples=2)
    empty = smooth_tone(rows.assign(date=pd.Series([pd.NaT] * 2, dtype="datetime64[us]")))
    assert empty.empty
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_the_order_of_rows_changes_nothing():
    rows = tone([0, 5, 3, 1, 9, 4], [0.1, 0.5, -0.2, 0.3, 0.0, 0.8])
    first = smooth_tone(rows, n_resamples=50)
    second = smooth_tone(rows.iloc[::-1], n_resamples=50)
    pd.testing.assert_frame_equal(first, second)


def test_a_long_span_has_no_more_than_about_a_hundred_steps():
    table = smooth_tone(tone([0, 4000], [0.1, 0.2]), n_resamples=2)
    assert len(table) <= 120
    assert table["n_articles"].sum() == 2
    assert table["estimate"].notna().sum() == 2


def test_the_default_bandwidth_is_a_twelfth_of_the_span_and_two_days_at_least():
    long, short = tone([0, 119], [0.1, 0.2]), tone([0, 3], [0.1, 0.2])
    assert smooth_tone(long, n_resamples=2)["bandwidth"].unique().tolist() == [10.0]
    assert smooth_tone(short, n_resamples=2)["bandwidth"].unique().tolist() == [2.0]


@pytest.mark.parametrize("bandwidth", [0, -1.0, np.nan, np.inf])
def test_a_bandwidth_that_is_none_is_refused(bandwidth):
    with pytest.raises(ValueError, match="bandwidth is a number of days above 0"):
        smooth_tone(tone([0, 1], [0.1, 0.2]), bandwidth=bandwidth)


def test_a_column_without_dates_is_refused():
    with pytest.raises(ValueError, match="holds no dates"):
        smooth_tone(tone([0, 1], [0.1, 0.2]).assign(date="2031-03-01"))
