import numpy as np
import pandas as pd
import pytest

from helpers.charts import plot_timeline
from tests.charts.made_up import counts, names
from tests.charts.reading import printed


def bar_heights(axis):
    """Return the heights of all bars in inches, by left edge."""
    return [round(-patch.get_height(), 6) for patch in axis.patches]


def table(days, numbers, outlet="Tin Whistle"):
    return pd.DataFrame({"outlet": outlet, "period": pd.to_datetime(days), "n_articles": numbers})


def test_bars_are_as_high_as_their_counts():
    figure = plot_timeline(table(["2031-01-01", "2031-02-01", "2031-03-01"], [2, 4, 8]))
    heights = np.array(bar_heights(figure.axes[0]))
    assert heights / heights.max() == pytest.approx([0.25, 0.5, 1.0])


def test_all_strips_have_one_scale_unless_asked():
    both = pd.concat([
        table(["2031-01-01", "2031-02-01"], [8, 4], "A"),
        table(["2031-01-01", "2031-02-01"], [2, 1], "B"),
    ])  # fmt: skip
    shared = bar_heights(plot_timeline(both).axes[0])
    assert shared[0] / shared[2] == pytest.approx(4)
    own = bar_heights(plot_timeline(both, same_scale=False).axes[0])
    assert own[0] / own[2] == pytest.approx(1)


def test_a_month_without_articles_has_no_bar_but_has_its_place():
    axis = plot_timeline(table(["2031-01-01", "2031-04-01"], [2, 2])).axes[0]
    assert len(axis.patches) == 2
    width = axis.patches[0].get_width()
    assert axis.patches[1].get_x() - axis.patches[0].get_x() > 3 * width


def test_the_highest_count_of_each_strip_is_written():
    figure = plot_timeline(counts(names(2), undated=False))
    peaks = counts(names(2), undated=False).groupby("outlet")["n_articles"].max()
    assert {str(peak) for peak in peaks} <= set(printed(figure))


def test_totals_and_articles_without_a_date_are_printed():
    both = pd.concat([table(["2031-01-01"], [8]), table([None], [5])])
    figure = plot_timeline(both)
    assert {"8", "5"} <= set(printed(figure))
    assert {"without", "a date"} <= set(printed(figure))
    assert "5 articles without a date are not drawn" in figure.caption


def test_an_outlet_without_any_date_is_said_to_have_none():
    both = pd.concat([table(["2031-01-01"], [8], "A"), table([None], [5], "B")])
    assert "no dates" in printed(plot_timeline(both))


def test_a_corpus_without_dates_gives_a_figure_that_says_so():
    figure = plot_timeline(table([None, None], [5, 6]))
    assert figure.caption == (
        "Articles over time cannot be drawn: none of the 11 articles has a date."
    )


def test_an_empty_table_gives_a_figure_that_says_so():
    figure = plot_timeline(counts(names(1)).iloc[:0])
    assert figure.caption == "Articles over time cannot be drawn: it is empty."


@pytest.mark.parametrize(
    ("days", "label"),
    [
        (["2031-01-01", "2031-02-01"], "Articles a month"),
        (["2031-01-06", "2031-01-13"], "Articles a week"),
        (["2031-01-06", "2031-01-08"], "Articles a day"),
        (["2030-01-01", "2031-01-01"], "Articles a year"),
    ],
)
def test_the_length_of_a_period_is_found_from_the_dates(days, label):
    assert label in printed(plot_timeline(table(days, [1, 2])))


def test_thousands_of_periods_are_one_shape_a_strip():
    long = counts(names(2), start="2021-01-01", periods=3000, freq="D", undated=False)
    assert len(plot_timeline(long).axes[0].patches) == 2


def test_years_stand_below_the_months():
    axis = plot_timeline(counts(names(2))).axes[0]
    labels = [label.get_text() for label in axis.get_xticklabels()]
    assert labels[0] == "Jan\n2031"
    assert sum("\n" in label for label in labels) == 2


def test_rows_of_one_group_and_period_are_added_up():
    twice = pd.concat([table(["2031-01-01", "2031-02-01"], [3, 1])] * 2)
    assert "6" in printed(plot_timeline(twice))


def test_the_alt_text_gives_span_peak_and_largest():
    both = pd.concat([
        table(["2031-01-01", "2031-02-01"], [8, 4], "A"),
        table(["2031-01-01", "2031-02-01"], [2, 1], "B"),
    ])  # fmt: skip
    assert plot_timeline(both).alt == (
        "Bar timeline of articles a month for 2 outlets, January 2031 to February 2031. 15 "
        "articles have a date; the most in one month are 10, in January 2031. Most articles: A "
        "(12) and B (3)."
    )


def test_the_most_frequent_outlets_come_first_and_the_rest_is_counted():
    figure = plot_timeline(counts(names(30), undated=False), max_rows=5)
    assert "Of 30 outlets, the 5 with the most articles are drawn" in figure.caption


def test_countries_keep_their_colours():
    by_country = counts(names(2), undated=False).drop(columns="outlet")
    axis = plot_timeline(by_country, by="country").axes[0]
    assert len({patch.get_facecolor() for patch in axis.patches}) == 2


@pytest.mark.parametrize("wrong", [{"period": "fortnight"}, {"sort": "best"}])
def test_an_unknown_choice_is_refused(wrong):
    with pytest.raises(ValueError, match="plot_timeline"):
        plot_timeline(counts(names(1)), **wrong)


def test_missing_columns_are_named():
    with pytest.raises(ValueError, match="plot_timeline needs column 'period'"):
        plot_timeline(counts(names(1)).drop(columns="period"))


def test_one_article_beside_thousands_is_still_seen():
    both = pd.concat([table(["2031-01-01"], [5000], "A"), table(["2031-01-01"], [1], "B")])
    assert min(bar_heights(plot_timeline(both).axes[0])) >= 0.012


def test_years_alone_label_a_long_span():
    axis = plot_timeline(counts(names(1), periods=200)).axes[0]
    labels = [label.get_text() for label in axis.get_xticklabels()]
    assert all(label.isdigit() for label in labels)


def test_each_bar_is_a_mark_of_its_own_as_wide_as_its_period():
    figure = plot_timeline(table(["2031-01-06", "2031-01-13", "2031-01-27"], [1, 2, 3]))
    marks = figure.marks
    assert [mark.key["period"] for mark in marks] == ["2031-01-06", "2031-01-13", "2031-01-27"]
    widths = [mark.box[2] - mark.box[0] for mark in marks]
    assert widths == pytest.approx([widths[0]] * 3, rel=0.01)
    assert marks[1].box[0] == pytest.approx(marks[0].box[2], abs=0.001)
    assert marks[2].box[0] == pytest.approx(marks[1].box[2] + widths[0], abs=0.001)


def test_bars_too_narrow_to_be_pointed_at_are_one_mark_a_strip():
    long = counts(names(2), start="2021-01-01", periods=3000, freq="D", undated=False)
    assert [set(mark.key) for mark in plot_timeline(long).marks] == [{"outlet"}] * 2
