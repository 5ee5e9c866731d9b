import time

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from helpers.report.export import TEMPLATE, TEMPLATES
from helpers.report.marks import MOST_MARKS, mark_links, read_marks

FINGER = 24  # CSS pixels


def output(*marks):
    return {"data": {"image/png": ""}, "metadata": {"image/png": {"marks": list(marks)}}}


def mark(box=(0.1, 0.2, 0.3, 0.4), href="#behind-a", label="Wend Post"):
    return {"box": list(box), "href": href, "label": label}


def links_of(*marks, **options):
    return BeautifulSoup(mark_links(output(*marks), **options), "html.parser").find_all("a")


def style_of(link):
    return dict(part.split(":", 1) for part in link["style"].split(";"))


def test_a_mark_is_placed_by_its_centre_in_percent_of_the_picture():
    [link] = links_of(mark())
    place = style_of(link)
    assert (place["left"], place["top"]) == ("20%", "30%")
    assert (place["width"], place["height"]) == ("20%", "20%")


def test_a_mark_says_where_it_leads_and_the_keyboard_passes_it_by():
    [link] = links_of(mark())
    assert (link["href"], link["title"]) == ("#behind-a", "Wend Post")
    assert link["tabindex"] == "-1"


def test_a_mark_on_the_front_page_leads_to_the_page_with_the_evidence():
    [link] = links_of(mark(), page="02_tone.html")
    assert link["href"] == "02_tone.html#behind-a"


@pytest.mark.parametrize(
    "wrong",
    [
        mark(href="https://example.org"),
        mark(href="javascript:alert(1)"),
        mark(href="#content"),
        mark(href="#behind-"),
        mark(href='#behind-a" onclick="x()'),
        mark(href=7),
        mark(box=(0.1, 0.2, 0.3)),
        mark(box=(0.3, 0.2, 0.1, 0.4)),
        mark(box=(-0.1, 0.2, 0.3, 0.4)),
        mark(box=(0.1, 0.2, 1.1, 0.4)),
        mark(box=(0.1, 0.2, float("inf"), 0.4)),
        mark(box=(float("nan"), 0.2, 0.3, 0.4)),
        mark(box=(0.1, 0.2, 10**400, 0.4)),
        mark(box=("0.1", "0.2", "0.3", "0.4")),
        mark(box="0.10"),
        mark(label=" "),
        mark(label=None),
        {"box": [0, 0, 1, 1]},
        "a word",
        None,
    ],
)
def test_what_is_no_place_or_leads_elsewhere_is_passed_over(wrong):
    assert [link["href"] for link in links_of(wrong, mark(href="#behind-b"))] == ["#behind-b"]


@pytest.mark.parametrize("metadata", [{}, {"image/png": 3}, {"image/png": {"marks": "x"}}])
def test_a_picture_without_marks_has_no_links(metadata):
    assert mark_links({"data": {}, "metadata": metadata}) == ""


@given(label=st.text(max_size=300), page=st.just("a.html"))
def test_no_label_leaves_its_attribute(label, page):
    for link in links_of(mark(label=label), page=page):
        assert set(link.attrs) == {"class", "href", "tabindex", "title", "style"}
        assert link["title"] == " ".join(label.split())[:200]


def test_a_picture_has_at_most_four_hundred_marks_and_they_are_laid_quickly():
    many = [
        mark((x / 100, y / 100, (x + 1) / 100, (y + 1) / 100), f"#behind-{x}-{y}")
        for x in range(100)
        for y in range(100)
    ]
    started = time.monotonic()
    assert len(links_of(*many)) == MOST_MARKS
    assert time.monotonic() - started < 5
    assert len(read_marks(output(*many))) == MOST_MARKS


def test_a_small_mark_lies_on_top_of_a_large_one():
    links = links_of(mark((0.4, 0.4, 0.5, 0.5), "#behind-dot"), mark((0, 0, 1, 1), "#behind-cell"))
    assert [link["href"] for link in links] == ["#behind-cell", "#behind-dot"]


def test_a_mark_grows_for_a_finger_as_far_as_its_neighbours_leave_it_room():
    rows = [mark((0, top, 1, top + 0.02), f"#behind-{top}") for top in (0.1, 0.14, 0.3)]
    grown = {link["href"]: style_of(link).get("--h") for link in links_of(*rows)}
    # With room enough on any screen it need not be told how much there is.
    assert grown == {"#behind-0.1": "4%", "#behind-0.14": "4%", "#behind-0.3": None}
    assert "--w" not in style_of(links_of(mark())[0])  # alone, it may grow to the sides


def test_the_style_sheet_lets_marks_grow_to_the_size_of_a_finger():
    style = (TEMPLATES / TEMPLATE / "style.css").read_text(encoding="utf-8")
    assert f"min-width: min({FINGER}px, var(--w, 100%))" in style
    assert f"min-height: min({FINGER}px, var(--h, 100%))" in style
