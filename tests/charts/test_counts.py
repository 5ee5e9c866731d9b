import numpy as np
import pytest

from helpers.charts import plot_counts
from tests.charts.made_up import names, speakers, totals
from tests.charts.reading import marks, printed


def test_dots_stand_at_their_counts_on_stems_from_zero():
    axis = plot_counts(totals(names(3))).axes[0]
    assert [mark[0] for mark in marks(axis)] == [25, 14, 3]
    stems = [list(line.get_xdata()) for line in axis.get_lines() if line.get_linewidth() == 1.4]
    assert sorted(stems) == [[0, 3], [0, 14], [0, 25]]


def test_counts_are_printed():
    assert {"25", "14", "3", "articles"} <= set(printed(plot_counts(totals(names(3)))))


def test_ticks_are_whole_numbers():
    axis = plot_counts(totals(names(1)).assign(n_articles=2)).axes[0]
    assert {label.get_text() for label in axis.get_xticklabels()} == {"0", "1", "2"}


def test_a_pair_that_was_not_counted_is_none_and_not_no_data():
    figure = plot_counts(speakers(), label="speaker_name", value="n_quotations")
    written = printed(figure)
    assert written.count("none") == 1
    assert "no data" not in written
    assert '"None" means' in figure.caption


def test_a_missing_count_is_no_data():
    table = totals(names(3)).astype({"n_articles": "float64"})
    table.loc[1, "n_articles"] = np.nan
    figure = plot_counts(table, expected=["Absent Herald"])
    assert printed(figure).count("no data") == 2
    assert "Absent Herald" in figure.caption


def test_a_count_of_zero_is_drawn_at_zero():
    table = totals(names(2)).assign(n_articles=[0, 5])
    assert [mark[0] for mark in marks(plot_counts(table).axes[0])] == [5, 0]


def test_a_second_number_can_be_printed():
    table = speakers().assign(n_articles=[701, 702, 703, 704, 705])
    figure = plot_counts(table, label="speaker_name", value="n_quotations", n="n_articles")
    assert {"quotations", "articles", "702", "30"} <= set(printed(figure))


def test_the_alt_text_names_the_largest_of_each_group():
    alt = plot_counts(speakers(), label="speaker_name", value="n_quotations").alt
    assert "United States: most quotations: Bob Nobody (22), Anna Nikto (12)" in alt
    assert "Russia: most quotations: Anna Nikto (30) and Cleo Noone (9)" in alt


def test_the_largest_labels_are_kept():
    figure = plot_counts(totals(names(50)), max_rows=20)
    assert len(marks(figure.axes[0])) == 20
    assert "Of 50 outlets, the 20 with the most articles are drawn" in figure.caption


def test_an_empty_table_gives_a_figure_that_says_so():
    caption = plot_counts(totals(names(0)), value="n_articles").caption
    assert caption == "Nothing can be drawn for number of articles: the table has no outlet."


def test_missing_columns_are_named():
    with pytest.raises(ValueError, match="plot_counts needs column 'n_quotations'"):
        plot_counts(totals(names(1)), value="n_quotations")


def test_labels_are_sorted_by_all_their_groups_together():
    table = speakers().assign(n_quotations=[1, 30, 22, 12, 13])
    axis = plot_counts(table, label="speaker_name", value="n_quotations").axes[0]
    assert [mark[0] for mark in marks(axis)] == [1, 30, 12, 13, 22]


def test_an_unknown_order_is_refused():
    with pytest.raises(ValueError, match="sort is 'estimate'"):
        plot_counts(totals(names(2)), sort="estimate")
