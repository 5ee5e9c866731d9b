import numpy as np
import pytest

from helpers.charts import plot_keyness
from tests.charts.made_up import words
from tests.charts.reading import marks, printed


def test_the_words_of_a_lie_right_of_zero_and_of_b_left():
    figure = plot_keyness(words(), top=3)
    found = marks(figure.axes[0])
    assert [mark[2] for mark in found] == ["o", "o", "o", "s", "s", "s"]
    assert [mark[0] > 0 for mark in found] == [True] * 3 + [False] * 3
    assert {"← more in Russia", "more in the United States →"} <= set(printed(figure))


def test_the_strongest_words_are_chosen_and_come_first():
    written = printed(plot_keyness(words(), top=2))
    chosen = [text for text in written if text.startswith("madeup")]
    assert chosen == ["madeup39", "madeup38", "madeup00", "madeup01"]


def test_counts_and_outlets_are_printed():
    written = printed(plot_keyness(words(), top=1))
    assert {"110", "10", "4 | 1", "1 | 1"} <= set(written)


def test_a_word_of_one_outlet_only_is_pointed_out():
    assert "1 word stands in one outlet only" in plot_keyness(words(), top=1).caption


def test_counts_of_outlets_may_be_absent():
    figure = plot_keyness(words().drop(columns=["n_outlets_a", "n_outlets_b"]), top=2)
    assert "outlets do" not in figure.caption


def test_a_word_without_interval_is_hollow():
    table = words()
    table[["low", "high"]] = np.nan
    figure = plot_keyness(table, top=2)
    assert all(mark[3] == "white" for mark in marks(figure.axes[0]))
    assert "hollow" in figure.caption


def test_the_alt_text_names_words_and_numbers_of_both_sides():
    alt = plot_keyness(words(), top=2).alt
    assert (
        "United States uses more: madeup39, madeup38. The strongest, madeup39, has log-odds" in alt
    )
    assert "2.00 (95% interval 1.70 to 2.40) and 110 against 10 uses" in alt
    assert "Russia uses more: madeup00, madeup01" in alt


def test_one_side_alone_is_drawn():
    table = words()[lambda own: own["z"] > 0]
    figure = plot_keyness(table, top=3)
    assert len(marks(figure.axes[0])) == 3
    assert "No word is more frequent in Russia" in figure.alt


@pytest.mark.parametrize("table", [words().iloc[:0], words().assign(log_odds=np.nan)])
def test_no_words_give_a_figure_that_says_so(table):
    assert "Words cannot be compared" in plot_keyness(table).caption


def test_missing_columns_are_named():
    with pytest.raises(ValueError, match="plot_keyness needs column 'log_odds'"):
        plot_keyness(words().drop(columns="log_odds"))
