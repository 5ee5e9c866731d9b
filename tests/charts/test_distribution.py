import numpy as np
import pandas as pd
import pytest

from helpers.charts import plot_distribution
from tests.charts.made_up import METHODS, tone
from tests.charts.reading import printed


def scores(values, country="US"):
    return pd.DataFrame({"country": country, "method": "vader", "polarity": values})


def dots(axis):
    drawn = [line for line in axis.get_lines() if line.get_markersize() < 4
             and line.get_marker() not in ("None", "|")]  # fmt: skip
    return np.sort(np.concatenate([line.get_xdata() for line in drawn]))


def test_every_score_is_a_dot_except_exact_zeros():
    figure = plot_distribution(scores([0.0, 0.0, -0.5, 0.25]))
    assert list(dots(figure.axes[0])) == [-0.5, 0.25]


def test_the_share_of_exact_zeros_is_printed_and_drawn():
    figure = plot_distribution(scores([0.0, 0.0, 0.0, 0.25]))
    assert "75%" in printed(figure)
    (bar,) = figure.axes[0].patches
    (full,) = plot_distribution(scores([0.0, 0.0])).axes[0].patches
    assert bar.get_height() == pytest.approx(0.75 * full.get_height())
    assert "75% exactly zero of 4 articles" in figure.alt


def test_median_and_middle_half_are_drawn_zeros_included():
    axis = plot_distribution(scores([0.0, 0.0, 0.1, 0.2, 0.4])).axes[0]
    (median,) = [line for line in axis.get_lines() if line.get_marker() == "|"]
    assert median.get_xdata()[0] == pytest.approx(0.1)
    (half,) = [line for line in axis.get_lines() if line.get_linewidth() == 2.2]
    assert list(half.get_xdata()) == pytest.approx([0.0, 0.2])


def test_many_scores_become_a_histogram():
    figure = plot_distribution(scores(np.linspace(-1, 1, 3000)))
    assert "histograms" in figure.caption
    assert len(figure.axes[0].patches) == 2


def test_dots_stay_within_their_row():
    figure = plot_distribution(scores([0.3] * 150))
    axis = figure.axes[0]
    top = min(line.get_ydata().min() for line in axis.get_lines() if line.get_marker() == "o")
    assert top >= 0


def test_panels_show_the_methods_on_one_scale():
    figure = plot_distribution(tone(["x"]), panel_names=METHODS)
    assert {"TextBlob", "VADER"} <= set(printed(figure))
    assert figure.axes[0].get_xlim() == figure.axes[1].get_xlim()


def test_an_expected_group_without_scores_is_no_data():
    figure = plot_distribution(scores([0.1, 0.2]), expected=("US", "RU"))
    assert printed(figure).count("no data") == 1
    assert "No data (which is not zero) for Russia" in figure.caption


def test_missing_scores_are_left_out_and_counted():
    figure = plot_distribution(scores([0.1, np.nan, 0.2]))
    assert "1 article without a score left out" in figure.caption
    assert "2" in printed(figure)


def test_without_any_score_a_figure_says_so():
    figure = plot_distribution(scores([np.nan]), xlabel="Polarity")
    assert figure.caption == "Polarity cannot be drawn: no article has a score."


def test_the_caption_warns_that_zero_is_not_neutral():
    assert "not that the tone is neutral" in plot_distribution(scores([0.0, 0.1])).caption


def test_missing_columns_are_named():
    with pytest.raises(ValueError, match="plot_distribution needs column 'method'"):
        plot_distribution(scores([0.1]).drop(columns="method"))


def test_a_row_of_few_scores_is_dots_beside_a_histogram():
    both = pd.concat([scores(np.linspace(-1, 1, 400)), scores([0.5, 0.6], "RU")])
    figure = plot_distribution(both)
    assert list(dots(figure.axes[0])) == [0.5, 0.6]
    assert "a histogram as high as its row stands for more than 150 articles" in figure.caption


def test_scores_of_nearly_the_same_size_stand_in_one_straight_stack():
    figure = plot_distribution(scores([0.300, 0.301, 0.302, -0.4]))
    assert list(dots(figure.axes[0])) == pytest.approx([-0.4, 0.301, 0.301, 0.301])


@pytest.mark.parametrize("limits", [(-1, 1), None])
def test_no_score_lies_outside_the_scale(limits):
    axis = plot_distribution(scores([-3.0, 0.5, 4.0]), limits=limits).axes[0]
    assert axis.get_xlim()[0] < -3
    assert axis.get_xlim()[1] > 4


def test_values_of_which_zero_means_nothing_say_nothing_of_zeros():
    lengths = scores([120.0, 300.0, 90.0]).rename(columns={"polarity": "n_words"})
    figure = plot_distribution(lengths, value="n_words", limits=None, zeros=False, xlabel="Words")
    assert "zero" not in " ".join([figure.caption, figure.alt, *printed(figure)])
    assert "middle half of all articles" in figure.caption
