import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.figure import Figure

from helpers.charts import (
    MARKERS,
    PALETTE,
    figure_bytes,
    finish,
    group_looks,
    message_figure,
    plot_counts,
    plot_estimates,
    save_figure,
    style,
)
from helpers.charts.style import plain_text
from tests.charts.made_up import draw_all, estimates, names, totals


def settings():
    return {key: mpl.rcParams[key] for key in mpl.rcParams if not key.startswith("_")}


def test_drawing_leaves_the_settings_of_matplotlib_as_they_were():
    before = settings()
    for figure in draw_all(names(3)).values():
        figure_bytes(figure)
    assert settings() == before


def test_an_error_inside_the_style_leaves_the_settings_as_they_were():
    before = settings()
    with pytest.raises(ValueError, match="needs column"):
        plot_counts(totals(names(3)), value="n_nothing")
    assert settings() == before


def test_a_setting_changed_inside_the_style_does_not_leak():
    before = settings()
    with style():
        mpl.rcParams["font.size"] = 40
    assert settings() == before


def test_the_users_own_style_does_not_change_a_chart():
    plain = figure_bytes(plot_estimates(estimates(names(3))), dpi=50)
    with mpl.rc_context():
        mpl.style.use("dark_background")
        mpl.rcParams.update({"font.family": "serif", "font.size": 20, "savefig.bbox": "tight"})
        assert figure_bytes(plot_estimates(estimates(names(3))), dpi=50) == plain


@pytest.mark.parametrize("file_format", ["png", "svg", "pdf"])
def test_the_same_table_gives_the_same_bytes(file_format):
    first, second = (
        figure_bytes(plot_counts(totals(names(3)), title="Counts"), file_format) for _ in range(2)
    )
    assert first == second
    assert b"Date" not in first or file_format == "svg"
    assert b"<dc:date>" not in first


def test_no_country_shares_its_colour_and_its_shape_with_another():
    assert set(PALETTE) == set(MARKERS)
    looks = [(PALETTE[code], MARKERS[code]) for code in PALETTE]
    assert len(set(looks)) == len(looks)


def test_the_two_presses_and_the_unknown_have_their_own_shapes():
    looks = group_looks(["RU", "US", pd.NA, "GB", "UA"])
    assert list(looks) == ["US", "RU", "UA", "GB", "unknown"]
    shapes = {name: look.marker for name, look in looks.items()}
    assert shapes == {"US": "o", "RU": "s", "UA": "D", "GB": "^", "unknown": "X"}


def test_a_country_looks_the_same_whatever_stands_beside_it():
    assert group_looks(["RU"])["RU"] == group_looks(["ZW", "DE", "US", "RU", "FR"])["RU"]


def test_groups_that_are_not_countries_never_look_like_the_two_presses():
    looks = group_looks(["state", "private", "public", "nonprofit", "party"]).values()
    presses = {(PALETTE[code], MARKERS[code]) for code in ("US", "RU")}
    assert not presses & {(look.color, look.marker) for look in looks}
    assert len({(look.color, look.marker) for look in looks}) == 5


@pytest.mark.parametrize("value", [None, pd.NA, float("nan"), pd.NaT, "", "  ", "(unknown)"])
def test_a_group_without_a_name_is_unknown(value):
    assert plain_text(value) == "unknown"


def test_a_label_cannot_reorder_or_control_its_line():
    assert plain_text("The\u202e Daily\x1b[31m\nPost\x00") == "The Daily[31m Post"


def test_dollar_signs_in_a_name_are_not_taken_for_a_formula():
    figure = plot_counts(totals(["Pay $5 or $6 Daily", r"Post $\frac{1}{0$"]))
    assert "Pay $5 or $6 Daily" in [text.get_text() for text in figure.texts]
    assert figure_bytes(figure, dpi=40)


def test_a_figure_without_words_is_refused():
    with pytest.raises(ValueError, match="alt"):
        finish(Figure(), "A caption", " ")


def test_figures_are_saved_by_the_ending_of_their_path(tmp_path):
    figure = plot_counts(totals(names(3)))
    for ending, start in {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}.items():
        path = save_figure(figure, tmp_path / "figures" / f"counts.{ending}", dpi=60)
        assert path.read_bytes().startswith(start)
    with pytest.raises(ValueError, match=r"\.png, \.svg or \.pdf"):
        save_figure(figure, tmp_path / "counts.bmp")


def test_an_svg_carries_the_words_for_those_who_do_not_see_it():
    figure = plot_counts(totals(names(3)))
    assert figure.alt[:40] in figure_bytes(figure, "svg").decode()


def test_a_message_figure_says_what_is_missing():
    figure = message_figure("no article has a date", title="Articles over time")
    assert [text.get_text() for text in figure.texts] == [
        "Articles over time",
        "No article has a date.",
    ]
    assert figure.caption == "No article has a date."
    assert "No chart is drawn" in figure.alt
