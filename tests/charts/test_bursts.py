import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from helpers.charts import plot_bursts
from tests.charts.made_up import bursts, names, volume
from tests.charts.reading import printed


def lines_over_bars(axis):
    """Return first day, last day and height above ground of each burst line (days of 2031)."""
    zero = pd.Timestamp("2031-01-01").timestamp() / 86400
    return [
        (round(patch.get_x() - zero, 6), round(patch.get_x() + patch.get_width() - zero, 6),
         round(patch.get_y(), 4))
        for patch in axis.patches
        if isinstance(patch, Rectangle) and patch.get_facecolor()[:3] == (0x22 / 255,) * 3
    ]  # fmt: skip


def hatched(axis):
    return [patch for patch in axis.patches if patch.get_hatch()]


def test_a_line_spans_the_days_of_its_burst_and_the_higher_level_lies_above():
    axis = plot_bursts(volume(names(1)), bursts(names(1))).axes[0]
    low, high = lines_over_bars(axis)
    assert low[:2] == (30, 36)  # from the start of 31 January to the end of 5 February
    assert high[:2] == (31, 34)
    assert high[2] < low[2]  # y runs downwards


def test_a_burst_of_one_day_in_many_years_is_still_seen():
    long = volume(names(1), start="2021-01-01", periods=5000)
    one_day = bursts(names(1)).query("level == 1").assign(
        start=pd.Timestamp("2031-01-31"), end=pd.Timestamp("2031-01-31")
    )  # fmt: skip
    axis = plot_bursts(long, one_day).axes[0]
    low, high = axis.get_xlim()
    inches = axis.get_window_extent().width / axis.figure.dpi / (high - low)
    ((first, last, _),) = lines_over_bars(axis)
    assert (last - first) * inches >= 0.039


def test_days_of_which_nothing_is_known_are_hatched_and_labelled_not_empty():
    figure = plot_bursts(volume(names(2)), bursts(names(2)))
    (hole,) = hatched(figure.axes[0])
    assert hole.get_width() == 14
    assert "no data" in printed(figure)
    assert "Hatched: not in the data, which is not zero" in figure.caption
    assert "One stretch is hatched" in figure.alt


def test_zeros_are_not_hatched():
    table = volume(names(1)).fillna({"n_articles": 0})
    figure = plot_bursts(table)
    assert hatched(figure.axes[0]) == []
    assert "Hatched" not in figure.caption


def test_numbers_of_articles_and_of_bursts_are_printed():
    figure = plot_bursts(volume(names(1)), bursts(names(1)))
    total = int(volume(names(1))["n_articles"].sum())
    assert {str(total), "1"} <= set(printed(figure))  # a burst within a burst is not a second one


def test_the_alt_text_names_the_strongest_burst():
    figure = plot_bursts(volume(names(2)), bursts(names(2)))
    assert (
        "2 bursts in all; by weight, first Invented Outlet 01, 31 January 2031 to 5 February 2031 "
        "(61 articles, weight 21.0)"
    ) in figure.alt


def test_without_a_burst_the_chart_says_so():
    none = bursts(names(1)).query("level == 0")
    figure = plot_bursts(volume(names(1)), none)
    assert "No burst was found" in figure.caption
    assert "No burst was found" in figure.alt


def test_without_bursts_the_volume_is_drawn_alone():
    figure = plot_bursts(volume(names(1)))
    assert "urst" not in figure.caption
    assert "bursts" not in printed(figure)


def test_several_items_stand_under_headings_with_the_groups_in_one_order():
    both = pd.concat([volume(names(2)).assign(item=item) for item in ("grain", "visas")])
    labels = [text for text in printed(plot_bursts(both)) if text in {"grain", "visas", *names(2)}]
    assert labels in (
        ["grain", *order, "visas", *order] for order in (names(2), list(reversed(names(2))))
    )


def test_items_of_one_group_are_named_without_it():
    items = pd.concat([volume(names(1)).assign(item=item) for item in ("grain", "visas")])
    written = printed(plot_bursts(items))
    assert {"grain", "visas"} <= set(written)
    assert names(1)[0] not in written


def test_a_corpus_without_dates_gives_a_figure_that_says_so():
    figure = plot_bursts(volume(names(1)).iloc[:0], bursts(names(1)).iloc[:0])
    assert figure.caption == "Bursts cannot be drawn: no article has a date."


def test_the_largest_strips_are_drawn_and_the_rest_is_counted():
    figure = plot_bursts(volume(names(12)), bursts(names(12)), max_rows=5)
    assert "Of 12 outlets, the 5 with the most articles are drawn" in figure.caption


def test_input_is_kept():
    table, lines = volume(names(3)), bursts(names(3))
    before = table.copy(deep=True), lines.copy(deep=True)
    plot_bursts(table, lines)
    pd.testing.assert_frame_equal(table, before[0])
    pd.testing.assert_frame_equal(lines, before[1])


def test_missing_columns_and_unknown_choices_are_refused():
    with pytest.raises(ValueError, match="plot_bursts needs column 'item'"):
        plot_bursts(volume(names(1)).drop(columns="item"))
    with pytest.raises(ValueError, match="sort is 'best'"):
        plot_bursts(volume(names(1)), sort="best")


def test_one_period_alone_can_be_drawn():
    one = volume(names(1), periods=1).assign(n_articles=np.int64(3)).astype({"n_articles": "Int64"})
    assert "3" in printed(plot_bursts(one))
