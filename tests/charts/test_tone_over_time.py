import numpy as np
import pandas as pd
import pytest

from helpers.charts import plot_tone_over_time
from helpers.charts.tone_words import find_runs
from tests.charts.made_up import LONG_NAMES, curves
from tests.charts.reading import cut_texts, overlapping_texts, printed


def lines(axis):
    return [line for line in axis.get_lines() if line.get_gid() == "curve"]


def one(estimate, n_articles, **columns):
    estimate = np.array(estimate, dtype=float)
    return pd.DataFrame(
        {"method": "vader", "country": "US", "date": pd.date_range("2031-03-01", periods=len(
            estimate)), "estimate": estimate, "low": estimate - 0.1, "high": estimate + 0.1,
         "n_articles": n_articles, "bandwidth": 2.0, "step": 1, **columns}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("drawn", "runs"),
    [
        ([], []),
        ([False, False], []),
        ([True], [(0, 1)]),
        ([True, True, False, True], [(0, 2), (3, 4)]),
        ([False, True, False], [(1, 2)]),
    ],
)
def test_runs_are_what_stands_unbroken(drawn, runs):
    assert find_runs(drawn) == runs


def test_no_line_crosses_a_gap():
    axis = plot_tone_over_time(one([0.1, 0.2, np.nan, np.nan, 0.3, 0.1], [1, 1, 0, 0, 1, 1])).axes[
        0
    ]
    spans = [(line.get_xdata()[0], line.get_xdata()[-1]) for line in lines(axis)]
    assert len(spans) == 2
    assert spans[1][0] - spans[0][1] == pytest.approx(3)
    assert all(np.isfinite(line.get_ydata()).all() for line in lines(axis))


def test_a_day_alone_is_drawn_as_wide_as_its_step():
    axis = plot_tone_over_time(one([np.nan, 0.2, np.nan], [0, 1, 0])).axes[0]
    (line,) = lines(axis)
    assert np.ptp(line.get_xdata()) == pytest.approx(1)


def test_bars_count_articles_on_one_scale():
    figure = plot_tone_over_time(curves(methods=("vader",)))
    strips = figure.axes[1:]
    assert len(strips) == 2
    assert {strip.get_ylim()[1] for strip in strips} == {3 * 1.05}
    heights = [bar.get_height() for bar in strips[0].patches]
    assert sum(heights) == curves(("US",), ("vader",))["n_articles"].sum()


def test_panels_on_the_same_articles_share_their_bars_and_others_do_not():
    same = curves()
    assert len(plot_tone_over_time(same).axes) == 2 + 2
    differ = same.assign(n_articles=same["n_articles"] + (same["method"] == "vader"))
    assert len(plot_tone_over_time(differ).axes) == 2 + 4


def test_groups_differ_in_marker_and_dashes_and_not_in_colour_only():
    axis = plot_tone_over_time(curves(methods=("vader",))).axes[0]
    assert len({str(line._unscaled_dash_pattern) for line in lines(axis)}) == 2
    shapes = {line.get_marker() for line in axis.get_lines()} - {"None", None, ""}
    assert len(shapes) == 2


def test_the_caption_states_method_bandwidth_band_and_n():
    caption = plot_tone_over_time(curves()).caption
    assert (
        "weighted by a Gaussian kernel with a bandwidth (standard deviation) of 5 days" in caption
    )
    assert "a span of more than one bandwidth without articles is left open" in caption
    assert "Bands are 95% intervals (bootstrap over outlets, 4 outlets a curve)" in caption
    total = curves(methods=("vader",))["n_articles"].sum()
    assert f"{total} articles with a date" in caption


def test_the_alt_text_gives_ends_and_stretches():
    alt = plot_tone_over_time(one([0.1, 0.3, np.nan, -0.2], [1, 2, 0, 1])).alt
    assert alt == (
        "Line chart of tone, 2031-03-01 to 2031-03-04, with bands and bars of the number of "
        "articles. VADER: United States (4 articles, 2 stretches) lowest −0.20 on 2031-03-04, "
        "highest 0.30 on 2031-03-02."
    )


def test_without_any_estimate_the_figure_says_so():
    figure = plot_tone_over_time(one([np.nan], [0]).iloc[:0])
    assert figure.caption == (
        "Tone over time cannot be drawn: no article has both a date and a score."
    )


def test_without_a_band_the_line_is_drawn_and_the_caption_says_so():
    table = one([0.1, 0.2], [1, 1]).assign(low=np.nan, high=np.nan)
    figure = plot_tone_over_time(table)
    assert len(lines(figure.axes[0])) == 1
    assert "No band can be given" in figure.caption


def test_one_day_is_drawn():
    assert len(lines(plot_tone_over_time(one([0.1], [3])).axes[0])) == 1


def test_many_groups_are_cut_to_the_largest_and_counted():
    many = curves([f"Outlet {number}" for number in range(7)], column="outlet")
    caption = plot_tone_over_time(many, group="outlet", max_groups=3).caption
    assert "Of 7 outlets, the 3 with the most articles are drawn" in caption


def test_a_few_wide_ends_do_not_flatten_the_curves_and_are_counted():
    table = one(np.linspace(0, 0.1, 60), [1] * 60)
    table.loc[0, "high"] = 50.0
    figure = plot_tone_over_time(table)
    assert figure.axes[0].get_ylim()[1] < 1
    assert "At 1 point the band reaches out of the frame" in figure.caption


@pytest.mark.parametrize("width", [7.2, 3.6])
def test_long_and_foreign_names_stay_inside_and_apart(width):
    figure = plot_tone_over_time(
        curves(LONG_NAMES[:4], column="outlet"), group="outlet", width=width, title="Tone"
    )
    assert overlapping_texts(figure) == []
    assert cut_texts(figure) == []


def test_mentions_can_be_counted_in_place_of_articles():
    figure = plot_tone_over_time(curves(), unit="mention")
    assert "mentions" in " ".join(printed(figure))
    assert "articles" not in figure.caption


def test_two_rows_for_one_day_are_refused():
    with pytest.raises(ValueError, match="two rows for 2031-03-01"):
        plot_tone_over_time(curves(), panel=None)


def test_missing_columns_are_named():
    with pytest.raises(ValueError, match="plot_tone_over_time needs column 'bandwidth'"):
        plot_tone_over_time(curves().drop(columns="bandwidth"))
