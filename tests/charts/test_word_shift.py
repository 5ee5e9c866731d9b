import numpy as np
import pandas as pd
import pytest

from helpers.charts import plot_word_shift
from tests.charts.made_up import shift
from tests.charts.reading import cut_texts, overlapping_texts, printed


def bars(axis):
    """Return width and pattern of each bar from top to bottom."""
    ordered = sorted(axis.patches, key=lambda bar: bar.get_y())
    return [(round(bar.get_width() + bar.get_x(), 9), bar.get_hatch()) for bar in ordered]


def ends(axis):
    """Return the signed length of each bar from top to bottom."""
    return [bar.get_width() for bar in sorted(axis.patches, key=lambda bar: bar.get_y())]


def test_each_term_is_a_bar_of_its_contribution_and_the_sums_stand_below():
    table = shift(10)
    drawn = ends(plot_word_shift(table, top=4).axes[0])
    order = table["contribution"].abs().sort_values(ascending=False, kind="stable").index
    values = table["contribution"].loc[order]
    assert drawn[:4] == pytest.approx(list(values.head(4)))
    assert drawn[4:] == pytest.approx([values.tail(6).sum(), values.sum()])
    assert sum(drawn[:5]) == pytest.approx(drawn[5])


def test_without_other_terms_there_is_no_bar_for_them():
    figure = plot_word_shift(shift(3))
    assert len(figure.axes[0].patches) == 4
    assert "which are all" in figure.caption


def test_negative_terms_are_hatched_and_the_key_names_what_is_drawn():
    figure = plot_word_shift(shift(4), top=4)
    hatched = [hatch for _, hatch in bars(figure.axes[0])]
    assert [bool(hatch) for hatch in hatched] == [False, False, True, True, False]
    written = " ".join(printed(figure))
    assert "negative term, more in Russia" in written
    assert "scored differently" not in written


def test_terms_without_an_interval_have_none():
    table = shift(3)
    table.loc[1, ["low", "high"]] = np.nan
    lines = [line for line in plot_word_shift(table).axes[0].get_lines()
             if line.get_linewidth() == 1.0 and len(set(line.get_ydata())) == 1]  # fmt: skip
    assert len(lines) == 2


def test_counts_of_both_groups_are_printed():
    written = printed(plot_word_shift(shift(1)))
    assert {"9", "3", "US", "RU"} <= set(written)


def test_caption_and_alt_say_the_gap_n_and_the_strongest_terms():
    figure = plot_word_shift(shift(12), top=6)
    assert "48 articles in the United States and 41 articles in Russia" in figure.caption
    assert "bootstrap over outlets, 4 and 5" in figure.caption
    assert "the other 6 add up to" in figure.caption
    assert "makes the United States higher: madeup00, 0.0200" in figure.alt
    assert "makes the United States lower: madeup01, −0.0100" in figure.alt


def test_terms_of_a_single_outlet_are_counted():
    table = shift(2).assign(n_clusters_a=[1, 2], n_clusters_b=[0, 2])
    assert "1 term stands in one outlet only" in plot_word_shift(table).caption


def test_the_groups_may_be_named_where_the_table_has_lost_them():
    table = pd.DataFrame(shift(5).to_dict("list"))
    written = " ".join(printed(plot_word_shift(table, a="UA", b="GB")))
    assert "positive term, more in Ukraine" in written
    assert "UA higher" in written


def test_an_empty_table_gives_a_figure_that_says_why():
    empty = shift(3).iloc[:0]
    empty.attrs = {"a": "US", "b": "RU", "note": "no RU article with a score: nothing to explain"}
    assert plot_word_shift(empty).caption == (
        "The gap cannot be explained by terms: no RU article with a score: nothing to explain."
    )


@pytest.mark.parametrize("width", [7.2, 3.6])
def test_hostile_terms_and_long_group_names_stay_inside_and_apart(width):
    table = shift(8).assign(term=[f"{'wide' * number} $x_{number}$ <b>" for number in range(8)])
    name = "outlets of the far and further north"
    figure = plot_word_shift(table, a=name, b=name + " east", width=width, title="Shift")
    assert overlapping_texts(figure) == []
    assert cut_texts(figure) == []


def test_two_methods_are_refused():
    two = pd.concat([shift(2), shift(2).assign(method="textblob")])
    with pytest.raises(ValueError, match="several methods"):
        plot_word_shift(two)


def test_a_term_that_stands_twice_is_refused():
    with pytest.raises(ValueError, match="'madeup00' stands twice"):
        plot_word_shift(shift(2).assign(term="madeup00"))


def test_missing_columns_are_named():
    with pytest.raises(ValueError, match="plot_word_shift needs column 'kind'"):
        plot_word_shift(shift(2).drop(columns="kind"))
