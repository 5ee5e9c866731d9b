import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from helpers.charts import plot_event_window
from tests.charts.made_up import around, names, windows
from tests.charts.reading import printed


def draw(number=1, **how):
    return plot_event_window(around(names(number)), windows(names(number)), by="outlet", **how)


def bands(axis):
    """Return left, right and height of the bands, from left to right."""
    found = [
        (patch.get_x(), patch.get_x() + patch.get_width(), abs(patch.get_height()))
        for patch in axis.patches
        if isinstance(patch, Rectangle) and patch.get_facecolor()[:3] == (0xB9 / 255, 0xC2 / 255,
                                                                          0xCC / 255)
    ]  # fmt: skip
    return sorted(found)


def test_bars_are_as_high_as_their_days():
    axis = draw().axes[0]
    heights = {
        round(patch.get_x() + 14.4 - 14.5): abs(patch.get_height())
        for patch in axis.patches if round(patch.get_width(), 6) == 0.8
    }  # fmt: skip
    counts = around(names(1)).set_index("day")["n_articles"]
    assert heights[0] / heights[4] == pytest.approx(counts[0] / counts[4])
    assert len(heights) == (counts > 0).sum()


def test_bands_span_their_side_and_their_interval():
    before, after = bands(draw().axes[0])
    assert before[:2] == (-14, 0)
    assert after[:2] == (0, 28)
    assert before[2] / after[2] == pytest.approx((2.9 - 1.4) / (3.7 - 2.4))


def test_ratio_interval_p_and_n_are_printed():
    assert {"1.50 [0.95, 2.40]", "28", "1,084", "–"} <= set(printed(draw()))
    assert "0.020" in printed(draw(2))


def test_days_that_are_not_known_are_hatched():
    figure = draw(3)
    holes = [patch for patch in figure.axes[0].patches if patch.get_hatch()]
    assert [(hole.get_x(), hole.get_width()) for hole in holes] == [(21, 7)]
    assert "Hatched: not in the data, which is not zero" in figure.caption


def test_the_alt_text_gives_counts_ratio_and_placebo():
    assert draw(2).alt == (
        "Bar strips of articles a day around 7 May 2031, 14 days before and 28 days from the event "
        "on. Invented Outlet 00: 28 articles before and 1,084 after, ratio 1.50 [0.95, 2.40], "
        "placebo p 0.020. Invented Outlet 01: 28 articles before and 1,085 after, ratio 1.50 "
        "[0.95, 2.40], no placebo."
    )


def test_a_group_without_known_days_says_no_data():
    days = around(names(2))
    days.loc[days["outlet"] == names(2)[1], "n_articles"] = pd.NA
    figure = plot_event_window(days, windows(names(2)), by="outlet")
    assert "no data" in printed(figure)
    assert f"No data (which is not zero) for {names(2)[1]}" in figure.caption


def test_of_many_groups_those_without_data_are_counted_instead_of_drawn():
    days = around(names(20))
    days.loc[days["outlet"] > names(20)[2], "n_articles"] = pd.NA
    figure = plot_event_window(days, windows(names(20)), by="outlet")
    assert names(20)[10] not in printed(figure)
    assert "17 outlets not in the data on both sides of the event not drawn" in figure.caption


def test_a_ratio_without_an_upper_limit_is_drawn():
    table = windows(names(1)).assign(ratio=np.inf, high=np.inf)
    figure = plot_event_window(around(names(1)), table, by="outlet")
    assert "∞ [0.95, ∞]" in printed(figure)


def test_shares_are_written_as_percentages():
    table = windows(names(1)).assign(per="article", rate_before=0.1, rate_after=0.2)
    figure = plot_event_window(around(names(1)), table, by="outlet")
    assert "50%" in printed(figure)  # 10 of 20 articles on the highest day
    assert figure.caption.startswith("Share of articles on a day")


def test_where_no_day_is_known_a_figure_says_so():
    days = around(names(1)).assign(n_articles=pd.array([pd.NA] * 42, dtype="Int64"))
    figure = plot_event_window(days, windows(names(1)), by="outlet")
    assert "cannot be drawn: none of them is in the data" in figure.caption


def test_missing_columns_are_named():
    with pytest.raises(ValueError, match="plot_event_window needs column 'ratio'"):
        plot_event_window(around(names(1)), windows(names(1)).drop(columns="ratio"), by="outlet")
