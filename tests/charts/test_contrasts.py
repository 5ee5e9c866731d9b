import numpy as np
import pandas as pd
import pytest

from helpers.charts import plot_contrasts
from tests.charts.made_up import contrasts
from tests.charts.reading import cut_texts, marks, overlapping_texts, printed, whiskers


def test_each_dot_stands_at_share_in_a_minus_share_in_b():
    figure = plot_contrasts(contrasts())
    # 4 of 40 against 12 of 20, 24 of 40 against 5 of 20, 12 of 40 against 3 of 20, then the fruit
    assert [mark[0] for mark in marks(figure.axes[0])] == pytest.approx(
        [-0.5, 0.35, 0.15, 0.25, -0.25]
    )


def test_the_denominators_may_come_as_units_of_a_comparison():
    units = {"n_concept_hits_a": "n_units_a", "n_concept_hits_b": "n_units_b"}
    figure = plot_contrasts(contrasts().rename(columns=units))
    assert "4 of 40" in printed(figure)
    assert len(marks(figure.axes[0])) == 5


def test_concepts_and_their_names_come_in_order_of_the_largest_difference():
    shuffled = contrasts().sample(frac=1, random_state=3)
    written = printed(plot_contrasts(shuffled))
    names = ["the dispute", "clarification", "quarrel", "row", "the fruit", "apple", "pome"]
    assert [text for text in written if text in names] == names


def test_a_large_difference_of_a_few_uses_does_not_come_first():
    table = contrasts()
    fruit = table["concept"] == "the fruit"
    table.loc[fruit, ["difference", "low", "high"]] = 1.0, 0.9, 1.0
    cautious, rash = plot_contrasts(table), plot_contrasts(table, least_uses=1)
    assert marks(cautious.axes[0])[0][0] == pytest.approx(-0.5)
    assert marks(rash.axes[0])[0][0] == pytest.approx(1.0)


def test_an_interval_ends_where_shares_end_and_the_caption_says_so():
    table = contrasts()
    table.loc[0, ["low", "high"]] = -3.0, 4.0
    figure = plot_contrasts(table)
    assert (-1.0, 1.0) in [whisker[:2] for whisker in whiskers(figure.axes[0])]
    assert "1 interval is cut at 100 points" in figure.caption


def test_shape_and_side_say_which_press_prefers_a_name():
    found = marks(plot_contrasts(contrasts()).axes[0])
    assert [(mark[2], mark[0] > 0) for mark in found] == [
        ("s", False), ("o", True), ("o", True), ("o", True), ("s", False),
    ]  # fmt: skip
    assert {"← more in Russia", "more in the United States →"} <= set(
        printed(plot_contrasts(contrasts()))
    )


def test_zero_is_in_the_middle_so_that_both_sides_can_be_compared():
    low, high = plot_contrasts(contrasts()).axes[0].get_xlim()
    assert low == pytest.approx(-high)


def test_no_difference_has_the_look_of_neither_press():
    table = contrasts().assign(difference=0.0, low=-0.1, high=0.1)
    found = marks(plot_contrasts(table).axes[0])
    assert {mark[2] for mark in found} == {"o"}
    assert not {mark[3] for mark in found} & {"#0072B2", "#D55E00"}


def test_intervals_are_drawn():
    low, high, _ = whiskers(plot_contrasts(contrasts()).axes[0])[0]
    assert (low, high) == pytest.approx((-0.7, -0.3))


def test_both_denominators_are_printed():
    written = printed(plot_contrasts(contrasts()))
    assert {"4 of 40", "12 of 20", "6 of 8", "2 of 4"} <= set(written)
    assert {"US", "RU"} <= set(written)


def test_a_side_that_never_names_the_concept_is_said_in_words_and_not_drawn_as_zero():
    figure = plot_contrasts(contrasts())
    assert printed(figure).count("RU: never named") == 2
    assert len(marks(figure.axes[0])) == 5
    assert "Not compared: the hat (never named in Russia)" in figure.caption
    assert "never named in Russia" in figure.alt


def test_a_difference_without_a_denominator_is_never_drawn():
    table = contrasts()
    table.loc[table["concept"] == "the hat", ["difference", "low", "high"]] = 0.7, 0.5, 0.9
    assert len(marks(plot_contrasts(table).axes[0])) == 5


def test_the_slant_stands_beside_its_name_or_on_a_phone_behind_it():
    assert printed(plot_contrasts(contrasts())).count("Russian usage") == 2
    narrow = " ".join(printed(plot_contrasts(contrasts(), width=3.6)))
    assert "clarification (Russian usage)" in narrow
    assert "neutral" not in printed(plot_contrasts(contrasts(), slant=None))


def test_few_clusters_are_warned_of_where_no_note_does():
    assert (
        "Only 4 outlets in the United States and 3 outlets in Russia: too few to rely on the "
        "intervals" in plot_contrasts(contrasts()).caption
    )
    noted = contrasts().assign(note="only 4 and 3 outlets: the interval is too narrow to trust")
    caption = plot_contrasts(noted).caption
    assert caption.count("too narrow to trust") == 1
    assert "too few" not in caption
    enough = contrasts().assign(n_clusters_a=9, n_clusters_b=5)
    assert "too few" not in plot_contrasts(enough).caption


def test_the_caption_warns_of_shares_of_a_handful_of_uses():
    assert "2 rows rest on fewer than 5 uses" in plot_contrasts(contrasts()).caption


def test_of_too_many_concepts_whole_ones_are_left_out_and_counted():
    figure = plot_contrasts(contrasts(), max_rows=4)
    assert len(marks(figure.axes[0])) == 3
    assert "2 concepts with smaller differences" in figure.caption


def test_a_concept_of_more_names_than_rows_is_drawn_whole():
    assert len(marks(plot_contrasts(contrasts(), max_rows=1).axes[0])) == 3


def test_the_alt_text_names_the_strongest_choices_of_both_with_their_counts():
    alt = plot_contrasts(contrasts()).alt
    assert (
        "United States chooses more: quarrel for the dispute, 35 points (95% interval 15 to 55; "
        "24 of 40 against 5 of 20 uses)" in alt
    )
    assert "Russia chooses more: clarification for the dispute, −50 points" in alt
    assert "Intervals that leave out 0: 4 of 5" in alt


def test_a_difference_without_interval_is_hollow():
    table = contrasts().assign(low=np.nan, high=np.nan)
    figure = plot_contrasts(table)
    assert all(mark[3] == "white" for mark in marks(figure.axes[0]))
    assert "hollow" in figure.caption


def test_no_use_of_any_name_gives_a_figure_that_says_so():
    figure = plot_contrasts(contrasts().iloc[:0])
    assert not figure.axes
    assert "neither the United States nor Russia uses" in figure.caption


def test_outlets_can_be_compared_by_their_names():
    long = "The Very Long-Winded Gazette of Upper Nowhere and All Surrounding Counties"
    for width in (3.6, 7.2):
        figure = plot_contrasts(contrasts(), a=long, b="Наша выдумка", width=width)
        assert overlapping_texts(figure) == []
        assert cut_texts(figure) == []
        assert "".join(long.split()) in "".join("".join(printed(figure)).split())


def test_several_pairs_of_groups_in_one_table_are_refused():
    both = pd.concat([contrasts(), contrasts().assign(b="UA")])
    with pytest.raises(ValueError, match="several values of 'b': 'RU', 'UA'"):
        plot_contrasts(both)


def test_missing_columns_and_twins_are_named():
    with pytest.raises(ValueError, match="plot_contrasts needs columns 'difference', 'n_hits_a'"):
        plot_contrasts(contrasts().drop(columns=["difference", "n_hits_a"]))
    with pytest.raises(ValueError, match="two rows of the table have concept 'the dispute'"):
        plot_contrasts(pd.concat([contrasts(), contrasts()]))


def test_the_table_is_not_changed():
    table = contrasts()
    before = table.copy(deep=True)
    plot_contrasts(table)
    pd.testing.assert_frame_equal(table, before)
