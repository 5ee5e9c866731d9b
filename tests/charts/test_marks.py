"""What a chart knows of itself: the rows that it draws, and where in the picture each stands."""

import io

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from PIL import Image

import helpers.charts as charts
from helpers.charts import (
    PALETTE,
    figure_bytes,
    message_figure,
    plot_counts,
    plot_estimates,
    plot_frames,
    plot_matrix,
)
from helpers.charts.marks import Mark, key_of, marks_of
from tests.charts.made_up import (
    LONG_NAMES,
    draw_all,
    edges,
    estimates,
    names,
    totals,
    voices,
    ways_to_draw,
)

FUNCTION_OF = {
    "sections": "plot_estimates", "dodged": "plot_estimates", "plane": "plot_term_plane",
    "voices": "plot_frames",
}  # fmt: skip
KINDS = tuple(ways_to_draw(names(2)))


@pytest.fixture(scope="module", params=[7.2, 3.6], ids=["report", "phone"])
def drawn(request):
    outlets = names(5) if request.param > 5 else list(LONG_NAMES)
    return draw_all(outlets, request.param)


def picture(figure, dpi=100):
    image = Image.open(io.BytesIO(figure_bytes(figure, dpi=dpi))).convert("RGB")
    return np.asarray(image, dtype="int64")


def inside(pixels, box):
    height, width, _ = pixels.shape
    left, top, right, bottom = box
    return pixels[int(top * height) : int(np.ceil(bottom * height)),
                  int(left * width) : int(np.ceil(right * width))]  # fmt: skip


def holds(pixels, color):
    """Whether some pixels have a colour, as near as it gets at the edges of a small mark."""
    wanted = np.array(to_rgb(color)) * 255
    return int((np.abs(pixels - wanted).max(axis=2) < 12).sum()) >= 4


def test_every_public_chart_is_looked_at():
    tested = {FUNCTION_OF.get(kind, f"plot_{kind}") for kind in KINDS}
    assert {name for name in charts.__all__ if name.startswith("plot_")} == tested


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_has_its_rows_and_its_marks(drawn, kind):
    figure = drawn[kind]
    assert isinstance(figure.data, pd.DataFrame)
    assert len(figure.data)
    assert figure.marks
    assert all(isinstance(mark, Mark) for mark in figure.marks)
    assert marks_of(figure) == figure.marks


@pytest.mark.parametrize("kind", KINDS)
def test_marks_lie_in_the_picture_and_leave_the_middles_of_others_free(drawn, kind):
    boxes = np.array([mark.box for mark in drawn[kind].marks])
    assert ((boxes >= 0) & (boxes <= 1)).all()
    assert (boxes[:, :2] < boxes[:, 2:]).all()
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    covers = (boxes[:, None, :2] < middles[None]) & (middles[None] < boxes[:, None, 2:])
    assert covers.all(axis=2).sum() == len(boxes)


@pytest.mark.parametrize("kind", KINDS)
def test_each_mark_names_a_row_that_is_drawn_and_no_two_the_same(drawn, kind):
    figure = drawn[kind]
    rows = figure.data.to_dict("records")
    for mark in figure.marks:
        assert mark.key
        assert all(isinstance(value, str) for value in mark.key.values())
        assert any(key_of(row, mark.key) == mark.key for row in rows)
    keys = [tuple(sorted(mark.key.items())) for mark in figure.marks]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("kind", KINDS)
def test_something_is_drawn_in_each_mark(drawn, kind):
    pixels = picture(drawn[kind])
    assert all((inside(pixels, mark.box).min(axis=2) < 140).any() for mark in drawn[kind].marks)


@pytest.mark.parametrize("width", [7.2, 3.6])
@pytest.mark.parametrize("draw", [plot_estimates, plot_counts, plot_matrix])
def test_the_colour_of_a_row_is_in_its_mark_and_in_no_other(draw, width):
    tables = {plot_estimates: estimates, plot_counts: totals, plot_matrix: edges}
    table = tables[draw](names(4))
    figure = draw(table, width=width)
    pixels = picture(figure)
    country = dict(zip(table["outlet"], table["country"], strict=True))
    for mark in figure.marks:
        own = inside(pixels, mark.box)
        seen = {code for code in country.values() if holds(own, PALETTE[code])}
        assert seen == {country[mark.key["outlet"]]}


def test_marks_fit_the_picture_where_it_is_wider_than_the_figure():
    figure = plot_counts(totals(names(4)))
    figure.text(-0.2, 1.3, "a note that somebody wrote outside")
    pixels = picture(figure)
    for mark in marks_of(figure):
        row = figure.data[figure.data["outlet"] == mark.key["outlet"]].iloc[0]
        assert holds(inside(pixels, mark.box), PALETTE[row["country"]])
    assert marks_of(figure) != figure.marks


def test_the_rows_are_those_drawn_unrounded_and_as_given():
    table = estimates(names(9)).assign(extra=range(9))
    figure = plot_estimates(table, max_rows=4)
    largest = table.nlargest(4, "n_articles").sort_index()
    pd.testing.assert_frame_equal(figure.data, largest.reset_index(drop=True))


def test_rows_that_a_chart_adds_for_missing_groups_are_not_in_its_data():
    table = voices()
    figure = plot_frames(table, expected=["UA"])
    assert list(figure.data.columns) == list(table.columns)
    assert set(figure.data["country"]) == {"US", "RU"}
    assert len(figure.data) == len(table)
    assert {mark.key["country"] for mark in figure.marks} == {"US", "RU"}


@pytest.mark.parametrize("draw", [plot_estimates, plot_counts, plot_matrix])
def test_the_rows_of_a_chart_are_a_copy(draw):
    table = {plot_estimates: estimates, plot_counts: totals, plot_matrix: edges}[draw](names(4))
    before = table.copy()
    draw(table).data.loc[:, "outlet"] = "overwritten"
    pd.testing.assert_frame_equal(table, before)


def test_a_group_without_a_name_is_named_unknown_in_its_mark():
    figure = plot_counts(totals(["Tin Whistle", pd.NA]))
    assert {mark.key["outlet"] for mark in figure.marks} == {"Tin Whistle", "unknown"}


def test_days_are_named_without_their_hour():
    row = {"date": pd.Timestamp("2031-05-07"), "outlet": "Tin\nWhistle", "n": 3}
    assert key_of(row, ["date", "outlet", "n"]) == {
        "date": "2031-05-07", "outlet": "Tin Whistle", "n": "3",
    }  # fmt: skip


def test_what_cannot_be_drawn_has_no_rows_and_no_marks():
    figure = message_figure("no article has a date")
    assert figure.data.empty
    assert figure.marks == []
    assert marks_of(plot_counts(totals(names(1)).iloc[:0])) == []
