"""Hard tables: what is drawn stays readable, whole, and true about what is missing."""

import pytest

from helpers.charts import plot_estimates, plot_timeline
from helpers.charts.fonts import lacking
from helpers.charts.plain import plain_text
from tests.charts import made_up
from tests.charts.reading import cut_texts, overlapping_texts, printed
from tests.charts.stress import CASES, KINDS, PLAIN, SCRIPTS, SHARES, draw, tables

WIDTHS = {"report": 7.2, "phone": 3.6}
#: On a phone only what differs there: names and wide numbers.
ON_PHONE = ("Cyrillic", "alike", "huge", "tiny")
PAIRS = [
    (kind, case)
    for kind in KINDS
    for case in CASES
    if not (kind in SHARES and case in ("huge", "tiny"))
]
#: Charts that name each outlet in its row.
BY_OUTLET = ("estimates", "counts", "timeline", "distribution", "matrix", "frames",
             "specifications", "bursts", "event_window")  # fmt: skip


@pytest.fixture(scope="module")
def figures():
    """Return a function that draws each chart once."""
    drawn = {}

    def get(kind, case, width="report"):
        if (kind, case, width) not in drawn:
            drawn[kind, case, width] = draw(kind, case, WIDTHS[width])
        return drawn[kind, case, width]

    return get


def written(figure):
    return "".join("".join(printed(figure)).split())


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize(("kind", "case"), PAIRS)
def test_no_text_covers_another_or_is_cut(figures, kind, case):
    for width in WIDTHS if case in ON_PHONE else ("report",):
        figure = figures(kind, case, width)
        assert overlapping_texts(figure) == []
        assert cut_texts(figure) == []


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize("case", SCRIPTS)
@pytest.mark.parametrize("kind", BY_OUTLET)
def test_names_in_any_script_and_with_any_sign_are_written_whole(figures, kind, case):
    text = written(figures(kind, case))
    for name in SCRIPTS[case]:
        assert "".join(plain_text(name).split()) in text


@pytest.mark.parametrize(
    "kind", ["estimates", "counts", "timeline", "distribution", "matrix", "frames", "bursts"]
)
def test_a_group_of_which_nothing_is_known_is_drawn_as_no_data_and_never_as_zero(figures, kind):
    figure = figures(kind, "one group missing")
    assert PLAIN[0] in printed(figure)
    assert "no data" in printed(figure)
    assert "0" not in [mark.key.get("outlet") for mark in figure.marks]
    assert figures(kind, "Cyrillic").caption.count("No data") == 0


@pytest.mark.parametrize("kind", KINDS)
def test_where_nothing_is_known_the_figure_says_so(figures, kind):
    if kind in ("plane", "keyness", "word_shift", "agency"):
        assert figures(kind, "all missing").alt
        return
    figure = figures(kind, "all missing")
    said = " ".join([*printed(figure), figure.caption, figure.alt]).casefold()
    assert any(words in said for words in ("no data", "cannot be drawn", "never named"))


@pytest.mark.parametrize("kind", ["estimates", "counts", "frames", "specifications"])
def test_n_is_printed_for_each_row(figures, kind):
    figure = figures(kind, "Cyrillic")
    text = printed(figure)
    assert all(f"{n:,}" in text for n in tables(kind, "Cyrillic")["n_articles"].astype(int))


def test_cyrillic_and_greek_have_letters_in_the_font_that_comes_along():
    assert lacking([*SCRIPTS["Cyrillic"], "Εφημερίδα", "→ ← − – … ×10⁻⁷ “”"]) == []


def test_letters_that_no_font_has_are_owned_up_to(figures):
    figure = figures("counts", "other scripts")
    boxes = lacking(SCRIPTS["other scripts"])
    assert ("no font" in figure.caption) == bool(boxes)
    assert "no font" not in figures("counts", "Cyrillic").caption


def test_drawing_letters_that_no_font_has_does_not_warn(recwarn):
    draw("counts", "other scripts")
    assert [str(one.message) for one in recwarn if "Glyph" in str(one.message)] == []


def test_a_few_intervals_that_are_far_wider_go_out_of_the_frame_with_an_arrow():
    table = made_up.estimates(made_up.names(20)).assign(country="US")
    table.loc[3, ["low", "high"]] = [-9, 9]
    figure = plot_estimates(table)
    low, high = figure.axes[0].get_xlim()
    assert -0.2 < low < high < 0.5
    arrows = [line for line in figure.axes[0].get_lines() if line.get_marker() in ("<", ">")
              and line.get_markersize() == 4]  # fmt: skip
    assert len(arrows) == 2
    assert "1 interval far wider than the others goes out of the frame" in figure.caption
    assert figure.data.loc[3, "high"] == 9


@pytest.mark.parametrize("count", [3, 7])
def test_with_few_rows_no_interval_is_cut(count):
    table = made_up.estimates(made_up.names(count))
    table.loc[1, ["low", "high"]] = [-9, 9]
    figure = plot_estimates(table)
    assert figure.axes[0].get_xlim()[1] > 9
    assert "out of the frame" not in figure.caption


def test_a_period_of_which_nothing_is_known_is_hatched_in_a_timeline():
    table = made_up.counts(["Tin Whistle", "Harbor Ledger"], undated=False)
    table["n_articles"] = table["n_articles"].astype("Int64")
    table.loc[2, "n_articles"] = None
    figure = plot_timeline(table)
    assert [bool(patch.get_hatch()) for patch in figure.axes[0].patches].count(True) == 1
    assert "not zero" in figure.caption


def test_one_day_is_one_bar():
    table = made_up.counts(["Tin Whistle", "Harbor Ledger"], periods=1, freq="D", undated=False)
    figure = plot_timeline(table, period="day")
    assert len(figure.axes[0].patches) == 1
    assert cut_texts(figure) == overlapping_texts(figure) == []
