"""Marked text of a tone: safe, exact, and readable without colour."""

import re
from html import unescape

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

import helpers.show_explained
from helpers.measures import explain
from helpers.show_explained import show_explained

HOSTILE = '<script>alert("good")</script> a <b>great</b> day & \u202egood'


@pytest.fixture
def shown(monkeypatch):
    bundles = []
    monkeypatch.setattr(
        helpers.show_explained, "display", lambda data, raw=False: bundles.append(data)
    )

    def show(*args, **options):
        show_explained(*args, **options)
        return bundles.pop()

    return show


def marked(text, words):
    """Make a table of one sentence from (start, end, share)."""
    rows = pd.DataFrame(words, columns=["start", "end", "share"]).astype(
        {"start": "Int64", "end": "Int64", "share": "float64"}
    )
    said = [text[low:high] for low, high, _ in words]
    return rows.assign(
        sentence=0, method="textblob", text=text, word=said, polarity=rows["share"].sum()
    )


def test_each_sentence_stands_once_for_each_method_with_its_score(shown):
    page = shown(explain(["A good day.", "A terrible day."]), caption="Two days & more")
    soup = BeautifulSoup(page["text/html"], "html.parser")
    assert soup.find("div", class_="parallax-explained")
    assert [bdi.get_text().split("<")[0][:1] for bdi in soup.find_all("bdi")] == ["A"] * 6
    assert page["text/plain"].splitlines()[0] == "Two days & more"
    assert page["text/plain"].splitlines()[1] == "TextBlob +0.70: A [good +0.70] day."
    assert page["text/plain"].splitlines()[4] == "TextBlob −1.00: A [terrible −1.00] day."


def test_a_word_is_shaded_by_its_share_and_tells_it_without_colour(shown):
    text = "one two three four five"
    page = shown(
        marked(text, [(0, 3, 0.03), (4, 7, 0.1), (8, 13, -0.4), (14, 18, -0.03), (19, 23, 0.001)])
    )
    marks = BeautifulSoup(page["text/html"], "html.parser").find_all("mark")
    assert [mark["class"] for mark in marks] == [
        ["tone-pos-1"], ["tone-pos-2"], ["tone-neg-3"], ["tone-neg-1"],
    ]  # fmt: skip
    assert [mark.sub.get_text() for mark in marks] == ["+", "+0.10", "−0.40", "−"]
    assert [mark["title"] for mark in marks] == ["+0.03", "+0.10", "−0.40", "−0.03"]
    assert page["text/plain"].endswith(": [one +] [two +0.10] [three −0.40] [four −] five")


def test_hostile_text_is_text(shown):
    page = shown(explain(HOSTILE), caption="<i>x</i>")
    soup = BeautifulSoup(page["text/html"], "html.parser")
    assert not soup.find(["script", "b", "i"])
    assert "\u202e" not in page["text/html"] + page["text/plain"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab <>&\"'é😀 ", max_size=40), st.data())
def test_the_text_itself_is_shown_whole_and_in_order(text, data):
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=6).map(sorted))
    words = [(low, high, 0.3) for low, high in zip(cuts[::2], cuts[1::2], strict=False)]
    if not words:
        return
    pieces, loose = helpers.show_explained._cut(marked(text, words))
    assert "".join(piece for piece, _ in pieces) == text
    assert not loose
    html = "".join(map(helpers.show_explained._as_html, pieces))
    assert unescape(re.sub(r"<sub>[^<]*</sub>|<[^>]*>", "", html)) == text


def test_words_that_overlap_are_shown_once(shown):
    page = shown(marked("very good day", [(0, 9, 0.3), (5, 13, 0.2)]))
    assert page["text/plain"].endswith(": [very good +0.30][ day +0.20]")


def test_the_mention_that_was_scored_is_named(shown):
    spans = pd.DataFrame({"text": ["Ilse Tran was praised."], "start": [0], "end": [9]})
    assert shown(explain(spans, "news"))["text/plain"].startswith("news model toward “Ilse Tran” +")


def test_a_sentence_without_a_listed_word_says_so(shown):
    assert shown(explain("The ferry.", "vader"))["text/plain"] == (
        "VADER 0.00: The ferry. no listed word"
    )


def test_a_report_without_text_shows_scores_alone(shown, monkeypatch):
    monkeypatch.setenv("PARALLAX_NO_TEXT", "1")
    page = shown(explain("A good ferry.", "vader"))
    assert "ferry" not in page["text/html"] + page["text/plain"]
    assert "+0.44" in page["text/plain"]


def test_an_offset_outside_the_text_and_a_missing_column_are_named(shown):
    with pytest.raises(ValueError, match="not inside a text of 5 characters"):
        shown(marked("a day", [(3, 9, 0.1)]))
    with pytest.raises(ValueError, match="no column 'share'"):
        shown(explain("A good day").drop(columns="share"))
