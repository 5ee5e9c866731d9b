import numpy as np
import pandas as pd
import pytest

from helpers.charts import MARKERS, PALETTE, plot_matrix
from tests.charts.made_up import edges, names, sides
from tests.charts.reading import cut_texts, marks, overlapping_texts, printed


def two_by_two(**changes):
    table = pd.DataFrame(
        {
            "outlet": ["Herald", "Herald", "Vestnik", "Vestnik"],
            "country": ["US", "US", "RU", "RU"],
            "speaker_name": ["Ann Roe", "Ivan Tal", "Ann Roe", "Ivan Tal"],
            "n_quotations": [16, 4, 0, 9],
            "n_all": [30, 30, 9, 9],
        }
    )
    return table.assign(**changes)


def drawn(figure):
    """Return the coloured marks: marker, size in points, by (column, y)."""
    return {
        (int(line.get_xdata()[0]), round(float(line.get_ydata()[0]), 2)): line
        for line in figure.axes[0].get_lines()
        if line.get_marker() in set(MARKERS.values())
    }


def test_the_area_of_a_mark_grows_with_its_number():
    sizes = sorted(line.get_markersize() for line in drawn(plot_matrix(two_by_two())).values())
    square, small, large = sizes[1], sizes[0], sizes[2]
    assert (large / small) ** 2 == pytest.approx(16 / 4)
    # A square of 9 has the area of a circle of 9.
    assert square**2 == pytest.approx(large**2 * 9 / 16 * np.pi / 4, rel=0.01)


def test_rows_have_the_colour_and_the_shape_of_their_press_under_its_name():
    figure = plot_matrix(two_by_two())
    looks = {(line.get_marker(), line.get_color()) for line in drawn(figure).values()}
    assert looks == {(MARKERS["US"], PALETTE["US"]), (MARKERS["RU"], PALETTE["RU"])}
    assert {"United States", "Russia"} <= set(printed(figure))


def test_numbers_stand_beside_marks_and_zero_is_a_number():
    written = printed(plot_matrix(two_by_two()))
    assert {"16", "4", "9", "0"} <= set(written)


def test_totals_and_what_falls_to_others_are_printed():
    written = printed(plot_matrix(two_by_two()))
    assert written.count("10") == 1  # 30 - 16 - 4
    assert {"others", "all", "30"} <= set(written)
    whole = two_by_two(n_all=[20, 20, 9, 9])
    assert "others" not in printed(plot_matrix(whole))
    other_unit = two_by_two().rename(columns={"n_quotations": "n_words"})
    assert "others" not in printed(plot_matrix(other_unit, value="n_words"))


def test_a_pair_that_is_not_listed_is_a_grey_point_and_no_zero():
    figure = plot_matrix(two_by_two().drop(index=2))
    assert [mark[2] for mark in marks(figure.axes[0])].count(".") == 1
    assert "A grey point is a pair that the table does not list" in figure.caption
    assert "grey point" not in plot_matrix(two_by_two()).caption


def test_an_outlet_that_is_expected_is_no_data_and_under_no_press():
    figure = plot_matrix(two_by_two(), expected=["Absent Herald", "Herald"])
    written = printed(figure)
    assert written.count("no data") == 1
    assert written.index("No data") > written.index("Russia")
    assert "No data (which is not zero) for Absent Herald" in figure.caption


def test_a_row_of_missing_values_is_no_data():
    table = two_by_two().astype({"n_quotations": float})
    table.loc[table["outlet"] == "Vestnik", "n_quotations"] = np.nan
    figure = plot_matrix(table)
    assert printed(figure).count("no data") == 1
    assert "Vestnik" in figure.caption


@pytest.mark.parametrize("width", [3.6, 7.2])
@pytest.mark.parametrize("count", [1, 3, 60])
def test_it_is_legible_with_few_and_with_many_outlets(count, width):
    figure = plot_matrix(edges(names(count)), width=width)
    assert not overlapping_texts(figure)
    assert not cut_texts(figure)
    n_rows = len([text for text in printed(figure) if text.startswith("Invented Outlet")])
    assert n_rows == count


def test_a_tall_matrix_names_its_columns_at_both_ends():
    tall = [text for text in printed(plot_matrix(edges(names(60)))) if "Nobody" in text]
    flat = [text for text in printed(plot_matrix(edges(names(3)))) if "Nobody" in text]
    assert len(tall) == 2 * len(set(tall))
    assert len(flat) == len(set(flat))


def test_as_many_columns_are_drawn_as_have_room():
    table = edges(names(8))
    wide, narrow = (
        [text for text in printed(plot_matrix(table, width=width)) if "Nobody" in text]
        for width in (7.2, 3.6)
    )
    assert 10 >= len(wide) > len(narrow) >= 3
    assert "speakers without a column" in plot_matrix(table, width=3.6).caption


def test_the_unknown_keeps_its_column_where_there_is_little_room():
    table = pd.concat(
        [sides().assign(affiliation=[f"{side}{number}" if pd.notna(side) else pd.NA
                                     for side in sides()["affiliation"]])
         for number in range(4)]
    ).drop_duplicates(["country", "affiliation"])  # fmt: skip
    figure = plot_matrix(
        table, row="country", column="affiliation", value="share", percent=True, max_columns=3
    )
    assert any("unknown" in text for text in printed(figure))


def test_shares_are_printed_as_percent():
    figure = plot_matrix(sides(), row="country", column="affiliation", value="share", percent=True)
    assert {"60%", "70%", "0%"} <= set(printed(figure))
    assert "others" not in printed(figure)
    assert "Russia and Russia (70%)" in figure.alt


def test_columns_can_be_chosen():
    figure = plot_matrix(two_by_two(), columns=["Ivan Tal"])
    assert "Ann Roe" not in "".join(printed(figure))
    assert "26" in printed(figure)  # 30 - 4 fall to others


def test_the_alt_text_names_the_largest_cells_and_the_lead_of_each_press():
    alt = plot_matrix(two_by_two()).alt
    assert "Largest: Herald and Ann Roe (16); Vestnik and Ivan Tal (9)" in alt
    assert "United States: most Ann Roe (16) and Ivan Tal (4)" in alt
    assert "Russia: most Ivan Tal (9)" in alt


def test_the_smallest_rows_are_left_out_and_the_caption_says_so():
    figure = plot_matrix(edges(names(12)), max_rows=5)
    assert "Of 12 outlets, the 5 with the most quotations are drawn" in figure.caption


def test_outlets_without_a_country_are_grey_and_not_headed():
    figure = plot_matrix(two_by_two().drop(columns="country"))
    assert len({line.get_color() for line in drawn(figure).values()}) == 1
    assert "Russia" not in printed(figure)


def test_an_empty_table_gives_a_figure_that_says_so():
    caption = plot_matrix(two_by_two().iloc[:0]).caption
    assert caption == "No matrix can be drawn: the table has no outlet and speaker."
    assert "no data" in printed(plot_matrix(two_by_two().iloc[:0], expected=["Herald"]))


def test_twins_and_missing_columns_are_named():
    with pytest.raises(ValueError, match="outlet 'Herald' and speaker_name 'Ann Roe'"):
        plot_matrix(pd.concat([two_by_two(), two_by_two()]))
    with pytest.raises(ValueError, match="plot_matrix needs column 'n_all'"):
        plot_matrix(two_by_two().drop(columns="n_all"))
    assert plot_matrix(two_by_two().drop(columns="n_all"), n=None).caption


def test_the_table_is_not_changed():
    table, before = two_by_two(), two_by_two()
    plot_matrix(table)
    pd.testing.assert_frame_equal(table, before)
