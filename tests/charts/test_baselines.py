import pytest

from helpers.charts import plot_matrix
from tests.charts.made_up import LONG_NAMES, draw_all, names, sides

CHARTS = (
    "estimates",
    "sections",
    "dodged",
    "timeline",
    "counts",
    "shares",
    "keyness",
    "distribution",
    "matrix",
    "contrasts",
    "plane",
    "agency",
    "voices",
    "specifications",
    "word_shift",
    "tone_over_time",
    "bursts",
    "event_window",
)
PHONE = (
    "estimates",
    "timeline",
    "distribution",
    "matrix",
    "contrasts",
    "plane",
    "agency",
    "frames",
    "specifications",
    "word_shift",
    "tone_over_time",
    "bursts",
    "event_window",
)


@pytest.fixture(scope="module")
def few():
    return draw_all(names(8))


@pytest.fixture(scope="module")
def long():
    return draw_all(list(LONG_NAMES), width=3.6)


@pytest.mark.parametrize("kind", CHARTS)
def test_chart_looks_as_it_did(few, kind, assert_looks_like):
    assert_looks_like(few[kind], kind)


@pytest.mark.parametrize("kind", PHONE)
def test_chart_for_a_phone_looks_as_it_did(long, kind, assert_looks_like):
    assert_looks_like(long[kind], f"{kind}_phone")


def test_a_moved_mark_would_be_noticed(few, tmp_path):
    from helpers.charts import figure_bytes, plot_counts
    from tests.charts.conftest import DOTS_PER_INCH, TOLERANCE, compare
    from tests.charts.made_up import totals

    moved = totals(names(8))
    moved.loc[7, "n_articles"] -= 12
    paths = [tmp_path / "first.png", tmp_path / "second.png"]
    for path, table in zip(paths, (totals(names(8)), moved), strict=True):
        path.write_bytes(figure_bytes(plot_counts(table), dpi=DOTS_PER_INCH))
    assert compare(*paths) > TOLERANCE


@pytest.mark.parametrize(("name", "width"), [("sides", 7.2), ("sides_phone", 3.6)])
def test_a_matrix_of_sides_looks_as_it_did(name, width, assert_looks_like):
    figure = plot_matrix(
        sides(), row="country", column="affiliation", value="share", percent=True, width=width,
        expected=["US", "RU", "UA"], title="Whose voices",
    )  # fmt: skip
    assert_looks_like(figure, name)
