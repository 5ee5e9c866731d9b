import numpy as np
import pandas as pd
import pytest

from helpers.charts import MARKERS, plot_estimates
from tests.charts.made_up import METHODS, estimates, frames, names
from tests.charts.reading import marks, printed, whiskers


def test_each_dot_stands_at_its_estimate_highest_first():
    figure = plot_estimates(estimates(names(4)))
    assert [mark[0] for mark in marks(figure.axes[0])] == pytest.approx([0.03, 0.02, 0.01, 0.0])


def test_each_line_reaches_from_low_to_high():
    figure = plot_estimates(estimates(names(2)))
    ends = [whisker[:2] for whisker in whiskers(figure.axes[0])]
    assert ends == [pytest.approx((-0.04, 0.06)), pytest.approx((-0.05, 0.05))]


def test_dots_and_their_printed_n_stand_on_one_line():
    figure = plot_estimates(estimates(names(3)))
    height = figure.get_figheight()
    top = height * (1 - figure.axes[0].get_position().y1)
    for mark, n in zip(marks(figure.axes[0]), ("2,005", "1,004", "3"), strict=True):
        (text,) = [text for text in figure.texts if text.get_text() == n]
        assert height - text.get_position()[1] == pytest.approx(top + mark[1])


def test_shapes_tell_the_countries_apart():
    shapes = [mark[2] for mark in marks(plot_estimates(estimates(names(5))).axes[0])]
    assert shapes == [MARKERS.get(code, "X") for code in ("?", "GB", "UA", "RU", "US")]
    assert {"United States", "Russia", "country unknown"} <= set(
        printed(plot_estimates(estimates(names(5))))
    )


def test_an_estimate_without_interval_is_hollow_and_explained():
    table = estimates(names(3))
    table.loc[1, ["low", "high"]] = np.nan
    table["note"] = [None, "only one article, so no interval can be computed", None]
    figure = plot_estimates(table)
    assert len(whiskers(figure.axes[0])) == 2
    assert [mark[3] == "white" for mark in marks(figure.axes[0])] == [False, True, False]
    assert "Hollow marks (1) have no interval" in figure.caption
    assert "Note on Invented Outlet 01: only one article" in figure.caption


def test_a_missing_estimate_is_no_data_and_never_zero():
    table = estimates(names(3))
    table.loc[1, ["estimate", "low", "high"]] = np.nan
    table.loc[1, "n_articles"] = 0
    figure = plot_estimates(table)
    assert len(marks(figure.axes[0])) == 2
    assert printed(figure).count("no data") == 1
    assert "No data (which is not zero) for Invented Outlet 01" in figure.caption
    assert "Invented Outlet 01" in figure.alt


def test_an_expected_group_without_a_row_is_drawn_as_no_data():
    figure = plot_estimates(estimates(names(2)), expected=["Absent Herald", "Invented Outlet 00"])
    assert printed(figure).count("no data") == 1
    assert printed(figure).count("Absent Herald") == 1


def test_an_infinite_estimate_is_missing():
    table = estimates(names(2))
    table.loc[0, ["estimate", "high"]] = np.inf
    assert printed(plot_estimates(table)).count("no data") == 1


def test_panels_share_their_rows_and_their_scale():
    table = estimates(names(3), ("textblob", "vader"))
    figure = plot_estimates(table, panel="method", panel_names=METHODS)
    first, second = figure.axes
    assert first.get_xlim() == second.get_xlim()
    assert [mark[1] for mark in marks(first)] == [mark[1] for mark in marks(second)]
    assert {"TextBlob", "VADER"} <= set(printed(figure))
    assert printed(figure).count("articles") == 1


def test_a_row_missing_in_one_panel_is_no_data_there():
    table = estimates(names(3), ("textblob", "vader")).drop(index=0)
    figure = plot_estimates(table, panel="method", panel_names=METHODS)
    assert [len(marks(axis)) for axis in figure.axes] == [2, 3]
    assert "Invented Outlet 00 (TextBlob)" in figure.caption


def test_two_groups_stand_below_each_other_in_one_row():
    figure = plot_estimates(frames(), group="frame")
    found = marks(figure.axes[0])
    assert [mark[0] for mark in found] == [0.9, 0.4, 0.1, 0.3]
    assert [mark[2] for mark in found] == ["o", "s", "o", "s"]
    gaps = np.diff([mark[1] for mark in found])
    assert gaps[0] == pytest.approx(gaps[2])
    assert gaps[1] > gaps[0]


def test_over_three_groups_each_mark_is_named_and_the_key_goes():
    table = pd.concat([frames(), frames().assign(country=frames()["country"] + "A")])
    written = printed(plot_estimates(table.replace({"USA": "UA", "RUA": "GB"}), group="frame"))
    assert written.count("Ukraine") == 2


def test_countries_as_rows_need_no_key():
    table = frames().drop_duplicates("country").drop(columns="frame")
    written = printed(plot_estimates(table, group="country"))
    assert written.count("Russia") == 1


def test_the_reference_is_a_line_and_lies_inside_the_scale():
    table = estimates(names(3)).assign(estimate=0.4, low=0.3, high=0.5)
    axis = plot_estimates(table).axes[0]
    assert axis.get_xlim()[0] < 0
    verticals = [line.get_xdata() for line in axis.get_lines() if list(line.get_ydata()) == [0, 1]]
    assert [list(x) for x in verticals] == [[0.0, 0.0]]


def test_ticks_are_fixed_and_written_for_readers():
    axis = plot_estimates(estimates(names(3))).axes[0]
    labels = [label.get_text() for label in axis.get_xticklabels()]
    assert labels == ["−0.04", "−0.02", "0.00", "0.02", "0.04", "0.06"]


def test_percent_axis_is_in_percent():
    axis = plot_estimates(frames(), group="frame", percent=True).axes[0]
    assert all(label.get_text().endswith("%") for label in axis.get_xticklabels())


@pytest.mark.parametrize(
    ("sort", "order"),
    [("estimate", [0.03, 0.02, 0.01, 0.0]), ("label", [0.0, 0.01, 0.02, 0.03]),
     ("n", [0.02, 0.01, 0.03, 0.0]), ("table", [0.0, 0.01, 0.02, 0.03])],
)  # fmt: skip
def test_rows_can_be_sorted(sort, order):
    axis = plot_estimates(estimates(names(4)), sort=sort).axes[0]
    assert [mark[0] for mark in marks(axis)] == pytest.approx(order)


def test_sections_head_their_rows():
    table = estimates(names(10))
    written = printed(plot_estimates(table, section="country"))
    assert written.count("United States") == 1
    assert written.count("country unknown") == 1


def test_of_too_many_groups_the_largest_are_drawn_and_the_caption_says_so():
    figure = plot_estimates(estimates(names(30)), max_rows=10)
    assert len(marks(figure.axes[0])) == 10
    assert "Of 30 outlets, the 10 with the most articles are drawn" in figure.caption
    assert "Invented Outlet 29" in printed(figure)
    assert "Invented Outlet 00" not in printed(figure)


def test_the_caption_says_interval_n_and_clusters():
    caption = plot_estimates(frames(), group="frame", xlabel="Hits").caption
    assert caption == (
        "Hits by frame and country. Lines are 95% intervals (bootstrap over outlets, 4 outlets a "
        "row). The vertical line marks 0. Printed at the right: the number of articles, 12 "
        "articles a row. Note on all rows: fewer than five outlets a side: the "
        "interval is too narrow to trust."
    )


def test_the_alt_text_gives_highest_lowest_and_how_many_are_sure():
    alt = plot_estimates(estimates(names(12)), xlabel="Mean polarity").alt
    assert alt.startswith("Dot-and-interval chart of mean polarity for 12 outlets.")
    assert "Highest is Invented Outlet 11, 0.11 (95% interval 0.06 to 0.16, 2,014 articles)" in alt
    assert "lowest is Invented Outlet 00, 0.00 (95% interval −0.05 to 0.05, 3 articles)" in alt
    assert "Intervals that leave out 0: 6 of 12" in alt


def test_the_alt_text_gives_the_widest_gap_between_groups():
    alt = plot_estimates(frames(), group="frame").alt
    assert "the widest gap is on conflict (United States 0.90 and Russia 0.40)" in alt


@pytest.mark.parametrize("panel", [None, "method"])
def test_an_empty_table_gives_a_figure_that_says_so(panel):
    figure = plot_estimates(estimates(names(1)).iloc[:0], panel=panel, xlabel="Mean polarity")
    assert not figure.axes
    assert figure.caption == (
        "Nothing can be drawn for mean polarity: the table has no outlet with an estimate."
    )


def test_an_empty_table_with_expected_groups_shows_them_as_missing():
    figure = plot_estimates(estimates(names(1)).iloc[:0], expected=["US Daily", "Other"])
    assert printed(figure).count("no data") == 2


def test_a_table_of_missing_estimates_is_drawn():
    table = estimates(names(3)).assign(estimate=np.nan, low=np.nan, high=np.nan)
    assert printed(plot_estimates(table)).count("no data") == 3


def test_one_single_estimate_is_drawn():
    table = estimates(names(1)).assign(low=np.nan, high=np.nan)
    figure = plot_estimates(table)
    assert len(marks(figure.axes[0])) == 1
    assert "hollow" in figure.caption


def test_missing_columns_are_named():
    with pytest.raises(ValueError, match="plot_estimates needs columns 'low', 'n_articles'"):
        plot_estimates(estimates(names(2)).drop(columns=["low", "n_articles"]))


def test_two_estimates_for_one_place_are_refused():
    table = pd.concat([estimates(names(2)), estimates(names(2))])
    with pytest.raises(ValueError, match="two rows of the table have outlet 'Invented Outlet 00'"):
        plot_estimates(table)


def test_an_unknown_order_is_refused():
    with pytest.raises(ValueError, match="sort is 'best'"):
        plot_estimates(estimates(names(2)), sort="best")


def test_the_table_is_not_changed():
    table = estimates(names(4))
    before = table.copy(deep=True)
    plot_estimates(table, section="country", expected=["Other"])
    pd.testing.assert_frame_equal(table, before)


def test_an_interval_without_width_is_not_taken_for_certainty():
    table = estimates(names(3))
    table.loc[1, ["low", "high"]] = table.loc[1, "estimate"]
    assert "Intervals without width (1)" in plot_estimates(table).caption
    assert "without width" not in plot_estimates(estimates(names(3))).caption


def test_what_n_counts_can_be_named():
    figure = plot_estimates(estimates(names(2)), n="n_units", n_unit="quotation")
    assert "quotations" in printed(figure)
    assert "the number of quotations, 10 quotations a row" in figure.caption


def test_one_outlet_of_two_countries_gets_two_rows_and_all_others_keep_one():
    outlets = [f"Gazette {number}" for number in range(8)]
    table = pd.DataFrame(
        {
            "outlet": [*outlets, "Gazette 0"],
            "country": ["US"] * 4 + ["RU"] * 4 + ["GB"],
            "estimate": [0.1 * number for number in range(9)],
        }
    )
    table = table.assign(low=table["estimate"] - 0.05, high=table["estimate"] + 0.05, n_articles=9)
    figure = plot_estimates(table, group="outlet")
    labels = printed(figure)
    assert "Gazette 0 (United States)" in labels
    assert "Gazette 0 (United Kingdom)" in labels
    assert "Gazette 1" in labels
    assert "no data" not in labels
    assert len(figure.data) == 9


def test_where_many_groups_have_several_marks_what_is_missing_is_shown():
    table = pd.DataFrame(
        {
            "frame": ["conflict", "conflict", "morality", "morality", "responsibility"],
            "country": ["US", "RU", "US", "RU", "US"],
            "estimate": [0.1, 0.2, 0.3, 0.4, 0.5],
        }
    )
    table = table.assign(low=table["estimate"] - 0.05, high=table["estimate"] + 0.05, n_articles=9)
    figure = plot_estimates(table, group="frame")
    assert printed(figure).count("no data") == 1
