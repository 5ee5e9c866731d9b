import numpy as np
import pandas as pd
import pytest

from helpers.charts import plot_specifications
from tests.charts.made_up import checks, names
from tests.charts.reading import marks, printed, whiskers


def test_each_check_is_a_row_at_its_estimate_with_its_interval():
    axis = plot_specifications(checks(names(3))).axes[0]
    assert [mark[0] for mark in marks(axis)] == pytest.approx([0.3, 0.29, 0.28, 0.27, 0.25, -0.1])
    assert whiskers(axis)[0][:2] == pytest.approx((0.08, 0.52))


def test_a_check_that_flips_the_sign_has_its_own_shape_and_word():
    figure = plot_specifications(checks(names(3)))
    assert [mark[2] for mark in marks(figure.axes[0])] == ["o", "o", "o", "o", "o", "X"]
    assert printed(figure).count("flips") == 1
    assert printed(figure).count("same") == 4
    assert "check with the other sign" in printed(figure)


def test_the_sign_is_that_of_the_main_estimate_be_it_negative():
    table = checks(names(3))
    table[["estimate", "low", "high"]] = -table[["estimate", "high", "low"]].to_numpy()
    figure = plot_specifications(table)
    assert "Its sign holds in 4 of 5 checks" in figure.caption
    assert marks(figure.axes[0])[-1][2] == "X"


def test_caption_and_alt_count_in_how_many_checks_the_sign_holds():
    figure = plot_specifications(checks(names(3)))
    for text in (figure.caption, figure.alt):
        assert "Its sign holds in 4 of 5 checks" in text
        assert "It flips: quotations only" in text
        assert "Intervals of checks that leave out 0: 4 of 5" in text
    assert "Put to the test: all articles, 0.30 (95% interval 0.08 to 0.52, 96 articles)" in (
        figure.caption
    )


def test_zero_and_the_main_estimate_are_lines():
    axis = plot_specifications(checks(names(3))).axes[0]
    verticals = [line.get_xdata()[0] for line in axis.get_lines()
                 if list(line.get_ydata()) == [0, 1]]  # fmt: skip
    assert sorted(verticals) == [0.0, 0.3]


def test_kinds_head_their_rows_in_the_order_of_the_table():
    written = printed(plot_specifications(checks(names(3))))
    kinds = ["as reported", "one outlet left out", "whose words", "which text"]
    assert [text for text in written if text in kinds] == kinds


def test_checks_without_kinds_have_no_headings():
    table = checks(names(3))
    assert "whose words" not in printed(plot_specifications(table, kind=None))
    assert "whose words" not in printed(plot_specifications(table.drop(columns="kind")))


def test_what_a_check_leaves_out_stands_behind_its_name():
    table = checks(names(1)).assign(detail=[None, "Tin Whistle", None, None, None])
    written = printed(plot_specifications(table))
    assert "without Invented Outlet 00: Tin Whistle" in " ".join(written)
    assert "all articles" in written


def test_clusters_of_both_sides_are_told_and_few_are_warned_of():
    table = checks(names(1)).drop(columns="n_clusters").assign(
        n_clusters_a=4, n_clusters_b=[4, 3, 4, 4, 4], a="US", b="UA"
    )  # fmt: skip
    caption = plot_specifications(table).caption
    assert "the United States: 4 outlets, Ukraine: from 3 to 4 outlets" in caption
    assert "Only 4 outlets in the United States and 3 outlets in Ukraine" in caption


def test_a_check_that_cannot_be_computed_is_missing_and_not_counted():
    figure = plot_specifications(checks(names(3)))
    assert printed(figure).count("no data") == 1
    assert "headlines only" in figure.caption
    assert "of 5 checks" in figure.caption


def test_an_estimate_of_exactly_zero_neither_holds_nor_flips():
    table = checks(names(1))
    table.loc[1, "estimate"] = 0.0
    figure = plot_specifications(table)
    assert "zero" in printed(figure)
    assert "Its sign holds in 1 of 3 checks" in figure.caption
    assert "exactly zero: without Invented Outlet 00" in figure.caption


def test_a_main_estimate_that_is_zero_or_missing_has_no_sign_to_hold():
    for value, words in ((0.0, "has no sign"), (np.nan, "is missing")):
        table = checks(names(1))
        table.loc[0, ["estimate", "low", "high"]] = value
        figure = plot_specifications(table)
        assert words in figure.caption
        assert "sign holds" not in figure.caption


def test_the_main_estimate_can_be_named():
    figure = plot_specifications(checks(names(1)), main="quotations only")
    assert "Put to the test: quotations only, −0.10" in figure.caption
    assert "Its sign holds in 0 of 3 checks" in figure.caption
    with pytest.raises(ValueError, match="0 rows have the specification 'nothing'"):
        plot_specifications(checks(names(1)), main="nothing")


def test_of_too_many_checks_the_ones_that_shake_the_estimate_stay_and_all_are_counted():
    figure = plot_specifications(checks(names(20)), max_rows=10)
    written = printed(figure)
    assert {"all articles", "quotations only", "headlines only", "without Invented Outlet 19"} <= (
        set(written)
    )
    assert "without Invented Outlet 00" not in written
    assert "Its sign holds in 21 of 22 checks" in figure.caption
    assert "14 checks that move the estimate least are left out" in figure.caption


def test_one_row_alone_is_no_check():
    figure = plot_specifications(checks([]).head(1))
    assert "No check is given" in figure.caption


def test_an_empty_table_gives_a_figure_that_says_so():
    assert not plot_specifications(checks([]).iloc[:0]).axes


def test_missing_columns_are_named():
    with pytest.raises(ValueError, match="plot_specifications needs columns 'low', 'n_articles'"):
        plot_specifications(checks(names(1)).drop(columns=["low", "n_articles"]))


def test_the_table_is_not_changed():
    table = checks(names(2))
    before = table.copy(deep=True)
    plot_specifications(table)
    pd.testing.assert_frame_equal(table, before)
