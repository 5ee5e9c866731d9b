import numpy as np
import pandas as pd
import pytest

from helpers.charts import plot_frames
from tests.charts.made_up import FRAMES, names, voices
from tests.charts.reading import marks, printed, whiskers

FIRST_WORDS = {name.split("_")[0]: name for name in FRAMES}


def panels(figure):
    """Return the frames in the order of their panels; a long name is broken into lines."""
    return [FIRST_WORDS[text.split()[0]] for text in printed(figure)
            if text.split()[0] in FIRST_WORDS]  # fmt: skip


def test_each_frame_has_a_panel_and_all_have_one_scale():
    figure = plot_frames(voices())
    assert len(figure.axes) == 5
    assert len({axis.get_xlim() for axis in figure.axes}) == 1


def test_presses_are_compared_within_a_voice():
    axis = plot_frames(voices()).axes[0]
    assert [mark[0] for mark in marks(axis)] == pytest.approx([0.5, 0.8, 0.7, 1.0])
    assert [mark[2] for mark in marks(axis)] == ["o", "s", "o", "s"]
    assert {"own voice", "in quotations"} <= set(printed(plot_frames(voices())))


def test_intervals_and_n_are_drawn():
    figure = plot_frames(voices())
    assert whiskers(figure.axes[0])[0][:2] == pytest.approx((0.42, 0.6))
    assert printed(figure).count("48") == 4  # two presses, in two lines of panels


def test_frames_with_the_widest_gap_come_first():
    table = voices()
    morality = (table["frame"] == "morality") & (table["country"] == "RU")
    table.loc[morality, ["estimate", "low", "high"]] += 2
    assert panels(plot_frames(table))[0] == "morality"
    assert panels(plot_frames(table, sort="table"))[0] == "conflict"
    assert panels(plot_frames(voices(), sort="estimate"))[0] == "responsibility"


def test_many_groups_have_their_voices_as_two_marks_in_one_row():
    axis = plot_frames(voices(names(6), column="outlet"), group="outlet").axes[0]
    found = marks(axis)
    assert len(found) == 12
    assert len({mark[2] for mark in found}) == 2
    gaps = np.diff([mark[1] for mark in found])
    assert gaps[1] > gaps[0]


def test_on_a_phone_the_presses_are_marks_in_the_row_of_a_voice():
    wide, narrow = plot_frames(voices()), plot_frames(voices(), width=3.6)
    assert [mark[:3:2] for mark in marks(narrow.axes[0])] == [
        mark[:3:2] for mark in marks(wide.axes[0])
    ]
    assert {"United States", "Russia"} <= set(printed(narrow))
    assert printed(narrow).count("United States") == 1


def test_without_voices_there_is_one_mark_a_press():
    own = voices()[lambda table: table["voice"] == "own voice"]
    figure = plot_frames(own.drop(columns="voice"))
    assert len(marks(figure.axes[0])) == 2
    assert "own voice" not in figure.alt


def test_an_expected_press_is_missing_in_each_voice():
    figure = plot_frames(voices(), expected=["US", "RU", "UA"])
    assert printed(figure).count("no data") == 10
    assert "Ukraine" in figure.caption
    assert "Without an estimate somewhere: Ukraine" in figure.alt


def test_a_table_of_missing_estimates_is_drawn_as_such():
    table = voices().assign(estimate=np.nan, low=np.nan, high=np.nan)
    figure = plot_frames(table)
    assert printed(figure).count("no data") == 20
    assert "No estimate is drawn" in figure.alt


def test_the_alt_text_tells_the_widest_gap_of_each_voice():
    alt = plot_frames(voices()).alt
    assert alt.startswith("Small multiples of 5 frames: weighted hits per 100 words by country")
    assert (
        "Own voice: the widest gap is on conflict, Russia 0.80 (95% interval 0.72 to 0.90, "
        "48 articles) against United States 0.50" in alt
    )


def test_no_frame_gives_a_figure_that_says_so():
    assert not plot_frames(voices().iloc[:0]).axes


def test_an_unknown_order_and_missing_columns_are_refused():
    with pytest.raises(ValueError, match="choose gap, estimate or table"):
        plot_frames(voices(), sort="best")
    with pytest.raises(ValueError, match="plot_frames needs column 'frame'"):
        plot_frames(voices().drop(columns="frame"))


def test_the_table_is_not_changed():
    table = voices()
    before = table.copy(deep=True)
    plot_frames(table, expected=["UA"])
    pd.testing.assert_frame_equal(table, before)
