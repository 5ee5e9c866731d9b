import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.charts import plot_term_plane
from helpers.charts.label_places import place_labels
from tests.charts.made_up import plane
from tests.charts.reading import cut_texts, overlapping_texts, printed, texts_with_places


def points(figure):
    """Return the drawn words: x, y, marker, filled or hollow."""
    found = []
    for line in figure.axes[0].get_lines():
        if line.get_marker() not in ("None", None, ""):
            filled = line.get_markerfacecolor() != "white"
            found += [(x, y, line.get_marker(), filled) for x, y in line.get_xydata()]
    return found


def named(figure, table):
    words = set(table["word"])
    return [text for text in printed(figure) if text in words]


def two(**changes):
    table = pd.DataFrame(
        {
            "word": ["oboe", "лютня"], "count_a": [30, 4], "count_b": [2, 20],
            "per_10000_a": [100.0, 10.0], "per_10000_b": [1.0, 1000.0], "log_odds": [2.0, -2.0],
            "z": [5.0, -4.0], "low": [1.0, -3.0], "high": [3.0, 0.5],
        }
    )  # fmt: skip
    return table.assign(**changes)


def test_each_word_stands_at_the_logarithms_of_its_rates():
    found = sorted((x, y) for x, y, _, _ in points(plot_term_plane(two())))
    assert np.array(found) == pytest.approx(np.array([(1.0, 3.0), (2.0, 0.0)]))


def test_shape_tells_the_side_and_filling_whether_the_interval_leaves_out_zero():
    found = {(round(x), marker): filled for x, _, marker, filled in points(plot_term_plane(two()))}
    assert found == {(2, "o"): True, (1, "s"): False}
    assert "hollow: interval includes 0" in printed(plot_term_plane(two()))


def test_filling_can_follow_the_corrected_test():
    figure = plot_term_plane(two(q_value=[0.2, 0.01]), sure="q_value")
    assert {marker: filled for _, _, marker, filled in points(figure)} == {"o": False, "s": True}
    assert "q-value is below 0.05: 1 of 2 words" in figure.caption
    with pytest.raises(ValueError, match="choose 'interval' or 'q_value'"):
        plot_term_plane(two(), sure="stars")


def test_both_axes_have_one_scale_and_the_line_joins_equal_rates():
    axis = plot_term_plane(two()).axes[0]
    assert axis.get_xlim() == axis.get_ylim()
    lines = [line.get_xydata() for line in axis.get_lines() if len(line.get_xydata()) == 2]
    assert any(np.allclose(line[:, 0], line[:, 1]) and line[0, 0] != line[1, 0] for line in lines)


def test_a_word_that_one_side_never_uses_stands_in_a_band_of_its_own():
    table = two(per_10000_b=[0.0, 1000.0], count_b=[0, 20])
    figure = plot_term_plane(table)
    ((x, y),) = [(x, y) for x, y, marker, _ in points(figure) if marker == "o"]
    assert x == pytest.approx(2)
    assert y < 1 - 0.3  # below the smallest rate that is there, 10
    assert printed(figure).count("never") == 2
    assert "1 word that one side never uses" in figure.caption


def test_without_such_words_there_is_no_band():
    assert "never" not in printed(plot_term_plane(two()))


@pytest.mark.parametrize("width", [7.2, 3.6])
@pytest.mark.parametrize("count", [1, 10, 300, 5000])
def test_no_label_covers_another_and_all_stay_inside(count, width):
    table = plane(count)
    figure = plot_term_plane(table, width=width)
    assert overlapping_texts(figure) == []
    assert cut_texts(figure) == []
    assert named(figure, table)


@pytest.mark.parametrize("width", [7.2, 3.6])
def test_long_words_do_not_cover_each_other(width):
    table = plane(120, "überberichterstattungsнезависимость")
    figure = plot_term_plane(table, width=width)
    assert overlapping_texts(figure) == []
    assert cut_texts(figure) == []


def test_no_label_covers_a_point():
    table = plane(300)
    figure = plot_term_plane(table)
    axis = figure.axes[0]
    places = axis.transData.transform([point[:2] for point in points(figure)]) / figure.dpi
    words = set(table["word"])
    boxes = [box for text, box in texts_with_places(figure) if text in words]
    assert len(boxes) > 20
    for box in boxes:
        inside = (
            (places[:, 0] > box.x0) & (places[:, 0] < box.x1)
            & (places[:, 1] > box.y0) & (places[:, 1] < box.y1)
        )  # fmt: skip
        assert not inside.any()


def test_words_without_a_place_are_counted():
    table = plane(300)
    figure = plot_term_plane(table)
    count = len(named(figure, table))
    assert f"Named: {count} of the 100 words with the largest z" in figure.caption
    assert f"{100 - count} found no free place" in figure.caption


def test_the_most_telling_words_are_named_first():
    table = plane(300)
    figure = plot_term_plane(table, max_labels=4)
    strongest = [*table.nlargest(4, "z")["word"], *table.nsmallest(4, "z")["word"]]
    assert set(named(figure, table)) <= set(strongest)
    assert len(named(figure, table)) == 4


def test_the_same_table_gives_the_same_places():
    first, second = (texts_with_places(plot_term_plane(plane(300))) for _ in range(2))
    assert [(text, box.extents.tolist()) for text, box in first] == [
        (text, box.extents.tolist()) for text, box in second
    ]


def test_clusters_and_words_of_each_side_are_printed():
    written = printed(plot_term_plane(plane(300)))
    assert "→ United States: uses per 10,000 words (4 outlets, 30,000 words)" in written
    assert "↑ Russia: uses per 10,000 words (3 outlets, 20,000 words)" in written


def test_few_clusters_and_the_corrected_test_are_in_the_caption():
    caption = plot_term_plane(plane(30)).caption
    assert "Only 4 outlets in the United States and 3 outlets in Russia" in caption
    assert "0 have a q-value below 0.05 (smallest 0.200)" in caption


def test_the_alt_text_names_words_and_numbers_of_both_sides():
    alt = plot_term_plane(two()).alt
    assert "Most typical of the United States: oboe (100.0 against 1.0)" in alt
    assert "oboe: 30 against 2 uses, log-odds 95% interval 1.00 to 3.00" in alt
    assert "Most typical of Russia: лютня" in alt


@pytest.mark.parametrize("table", [two().iloc[:0], two(z=np.nan), two(per_10000_a=np.nan)])
def test_nothing_to_compare_gives_a_figure_that_says_so(table):
    figure = plot_term_plane(table)
    assert not figure.axes
    assert "Words cannot be compared" in figure.caption


def test_missing_columns_and_twins_are_named():
    with pytest.raises(ValueError, match="plot_term_plane needs columns 'per_10000_a', 'low'"):
        plot_term_plane(two().drop(columns=["per_10000_a", "low"]))
    with pytest.raises(ValueError, match="the word 'oboe' stands in the table twice"):
        plot_term_plane(two(word="oboe"))


def test_the_table_is_not_changed():
    table = plane(30)
    before = table.copy(deep=True)
    plot_term_plane(table)
    pd.testing.assert_frame_equal(table, before)


# Places of labels

AREA = (0.0, 0.0, 5.0, 4.0)


def spread(rows):
    return np.array(rows, dtype="float64").reshape(-1, 2)


def test_a_label_alone_stands_beside_its_point():
    placed, tried = place_labels(spread([2, 2]), [0], [0.5], height=0.1, area=AREA, radius=0.05)
    assert tried == 1
    assert placed[0].line is None
    assert placed[0].box == pytest.approx((2.08, 1.95, 2.58, 2.05))


def test_a_label_at_the_edge_turns_inwards():
    placed, _ = place_labels(spread([4.9, 2]), [0], [0.5], height=0.1, area=AREA, radius=0.05)
    assert placed[0].box[2] < 4.9


def test_a_label_wider_than_the_panel_is_left_out():
    placed, tried = place_labels(spread([2, 2]), [0], [9], height=0.1, area=AREA, radius=0.05)
    assert (placed, tried) == ({}, 1)


def test_the_first_of_two_that_want_one_place_gets_it():
    crowd = spread([[2, 2], [2.05, 2]] + [[x, y] for x in (1.5, 2.6) for y in (1.9, 2, 2.1)])
    placed, _ = place_labels(crowd, [1, 0], [0.5, 0.5], height=0.1, area=AREA, radius=0.02)
    assert next(iter(placed)) == 1


@given(
    st.lists(st.tuples(st.floats(0, 5), st.floats(0, 4)), min_size=1, max_size=60),
    st.floats(0.05, 2),
)
@settings(max_examples=80, deadline=None)
def test_whatever_the_points_no_label_covers_a_label_or_another_point(rows, width):
    crowd = spread(rows)
    radius = 0.03
    placed, tried = place_labels(
        crowd, range(len(crowd)), [width] * len(crowd), height=0.12, area=AREA, radius=radius
    )
    assert tried == len(crowd)
    boxes = [place.box for place in placed.values()]
    for number, box in enumerate(boxes):
        assert box[0] >= 0
        assert box[3] <= 4
        for other in boxes[:number]:
            assert (
                box[0] >= other[2] or other[0] >= box[2] or box[1] >= other[3] or other[1] >= box[3]
            )
    for row, place in placed.items():
        left, bottom, right, top = place.box
        for x, y in crowd[(crowd != crowd[row]).any(axis=1)]:
            assert not (left < x < right and bottom < y < top)
