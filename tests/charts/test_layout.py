from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.charts.measuring import text_width, wrap_text
from helpers.charts.style import style
from tests.charts.made_up import LONG_NAMES, draw_all, names, ways_to_draw
from tests.charts.reading import cut_texts, overlapping_texts, printed, texts_with_places

CASES = {
    "3 outlets": (names(3), 7.2),
    "60 outlets": (names(60), 7.2),
    "long names": (list(LONG_NAMES), 7.2),
    "long names on a phone": (list(LONG_NAMES), 3.6),
}
KINDS = (
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
    "frames",
    "voices",
    "specifications",
    "bursts",
    "event_window",
    "word_shift",
    "tone_over_time",
)


@cache
def charts_of(case):
    """Return all charts of a case, drawn once; tests look at them and change nothing."""
    return draw_all(*CASES[case])


@pytest.fixture(scope="module", params=CASES)
def drawn(request):
    outlets, _ = CASES[request.param]
    return outlets, charts_of(request.param)


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_overlaps_another(drawn, kind):
    _, charts = drawn
    assert overlapping_texts(charts[kind]) == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_cut_at_the_edge(drawn, kind):
    _, charts = drawn
    assert cut_texts(charts[kind]) == []


@pytest.mark.parametrize(
    "kind",
    ["estimates", "sections", "timeline", "counts", "distribution", "matrix", "frames",
     "specifications"],
)  # fmt: skip
def test_every_outlet_is_named_whole(drawn, kind):
    outlets, charts = drawn
    written = "".join("".join(printed(charts[kind])).split())
    for outlet in outlets:
        assert "".join(outlet.split()) in written


@pytest.mark.parametrize("kind", ["estimates", "timeline", "counts", "distribution"])
def test_labels_stay_left_of_the_panels(kind):
    figure = charts_of("long names")[kind]
    left = min(axis.get_position().x0 for axis in figure.axes) * figure.get_figwidth()
    first_words = {outlet.split()[0] for outlet in LONG_NAMES}
    labels = [box for text, box in texts_with_places(figure) if text.split()[0] in first_words]
    assert len(labels) >= 4
    assert all(box.x1 <= left for box in labels)


def test_height_grows_with_the_rows():
    few, many = (
        charts_of(case)["estimates"].get_figheight() for case in ("3 outlets", "60 outlets")
    )
    assert many > 5 * few


def test_width_is_what_was_asked_for():
    assert ways_to_draw(names(3), width=3.6)["counts"]().get_figwidth() == 3.6


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=80), st.floats(0.3, 3))
@settings(max_examples=60, deadline=None)
def test_breaking_a_text_loses_no_letter(text, width):
    lines = wrap_text(text, width, 9)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_broken_lines_fit_their_width():
    with style():
        for name in LONG_NAMES:
            assert all(text_width(line, 9) <= 1.5 for line in wrap_text(name, 1.5, 9))
