import numpy as np
import pytest

from helpers.charts import plot_shares
from tests.charts.made_up import shares
from tests.charts.reading import marks, printed, whiskers


def test_shares_stand_on_a_scale_from_0_to_100_percent():
    axis = plot_shares(shares()).axes[0]
    labels = [label.get_text() for label in axis.get_xticklabels()]
    assert (labels[0], labels[-1]) == ("0%", "100%")


def test_concepts_head_their_terms_and_terms_hold_both_groups():
    figure = plot_shares(shares())
    assert [mark[0] for mark in marks(figure.axes[0])] == [
        0.6, 0.25, 0.3, 0.15, 0.1, 0.6, 0.75, 0.5, 0.25, 0.5,
    ]  # fmt: skip
    assert [text for text in printed(figure) if text.startswith("the ")] == [
        "the dispute",
        "the fruit",
    ]


def test_intervals_are_drawn():
    low, high, _ = whiskers(plot_shares(shares()).axes[0])[0]
    assert (low, high) == pytest.approx((0.5, 0.7))


def test_share_and_n_are_printed():
    written = printed(plot_shares(shares()))
    assert written.count("40") == 5
    assert written.count("20") == 5
    assert {"60%", "15%"} <= set(written)


def test_a_press_that_is_not_in_the_corpus_is_no_data():
    american = shares()[shares()["country"] == "US"]
    figure = plot_shares(american, expected=("US", "RU"))
    assert printed(figure).count("no data") == 5
    assert "quarrel (Russia)" in figure.caption
    assert "Russia" in printed(figure)


def test_a_share_without_interval_is_hollow():
    table = shares()
    table.loc[0, ["low", "high"]] = np.nan
    figure = plot_shares(table)
    assert marks(figure.axes[0])[0][3] == "white"
    assert "Hollow" in figure.caption


def test_the_alt_text_names_the_choice_of_each_group():
    alt = plot_shares(shares()).alt
    assert (
        "The dispute: United States most often quarrel, 60% (95% interval 50% to 70%, 40 uses); "
        "Russia most often clarification of positions, 60%" in alt
    )


def test_no_use_of_any_term_gives_a_figure_that_says_so():
    assert "none of the terms" in plot_shares(shares().iloc[:0]).caption


def test_missing_columns_are_named():
    with pytest.raises(ValueError, match="plot_shares needs columns 'term', 'n_units'"):
        plot_shares(shares().drop(columns=["term", "n_units"]))


def test_a_concept_is_drawn_with_all_its_terms_or_not_at_all():
    figure = plot_shares(shares().assign(n_units=[9.0] * 6 + [50.0] * 4), max_concepts=1)
    assert len(marks(figure.axes[0])) == 4
    assert "the fruit" in printed(figure)
    assert "Of 2 concepts, the 1 with the most uses is drawn" in figure.caption
