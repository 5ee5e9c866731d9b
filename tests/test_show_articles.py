import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from helpers import show, show_articles
from helpers.report.sanitize import clean_html
from helpers.show import show_side_by_side
from helpers.show_articles import mark_hits, shorten_labels
from tests.timing import assert_grows_in_proportion

HOSTILE = 'Say "<script>alert(1)</script>" & </details></table> &lt;b&gt; \u202egnorw'
TEXTS = (
    "The envoy spoke of an attack.\n\nPrices rose, and the attack went on.",
    "The ministry denied it.",
)


@pytest.fixture
def shown(monkeypatch):
    """Collect the bundles that are displayed."""
    displayed = []

    def display(bundle, *, raw=False):
        assert raw
        displayed.append(bundle)

    monkeypatch.setattr(show_articles, "display", display)
    return displayed


def page(shown):
    return BeautifulSoup(shown[-1]["text/html"], "html.parser")


def plain(shown):
    return shown[-1]["text/plain"]


def articles(*texts, **columns):
    texts = texts or TEXTS
    table = {
        "article_id": [f"a{number}" for number in range(len(texts))],
        "text": list(texts),
        "title": ["A row & its end", "Calm", "More"][: len(texts)],
        "outlet": ["Tin Whistle", "Oboe", "Lute"][: len(texts)],
        "date": pd.to_datetime(["2031-03-05"] * len(texts)),
    }
    return pd.DataFrame(table | columns)


def hits(*rows, label="frame"):
    """Return hits given as (article, words, label); the words are looked up in `TEXTS`."""
    records = []
    for article, words, name in rows:
        start = TEXTS[article].index(words)
        records.append((f"a{article}", start, start + len(words), name))
    return pd.DataFrame(records, columns=["article_id", "start", "end", label])


FOUND = hits((0, "attack", "conflict"), (0, "Prices", "economic_consequences"))


def without_labels(soup):
    for small in soup.select("sup"):
        small.decompose()
    return soup


def words_of(column):
    """Return the paragraphs of an article without headline, source and remark."""
    return [part.get_text() for part in column.find_all("p") if not part.get("class")]


def test_each_article_is_a_column_with_headline_and_source(shown):
    show_side_by_side(articles(), FOUND)
    first, second = page(shown).select(".columns > section.told")
    assert first.select_one(".title").text == "A row & its end"
    assert second.select_one(".source").text == "Oboe, 2031-03-05"
    assert first["aria-label"] == "Article 1 of 2"
    assert words_of(without_labels(first)) == TEXTS[0].split("\n\n")


def test_hits_are_marked_and_named_in_letters(shown):
    show_side_by_side(articles(), FOUND)
    marks = page(shown).select("section mark")
    assert [mark.find(string=True) for mark in marks] == ["attack", "Prices"]
    assert [mark.sup.text for mark in marks] == ["con", "eco"]
    assert [mark["title"] for mark in marks] == ["conflict", "economic consequences"]
    assert marks[0]["class"] != marks[1]["class"]


def test_the_key_counts_the_hits_of_each_article(shown):
    show_side_by_side(articles(), pd.concat([FOUND, hits((1, "denied", "conflict"))]))
    rows = [
        [cell.get_text() for cell in row.find_all(["th", "td"])]
        for row in without_labels(page(shown)).select("table.key tr")
    ]
    assert rows == [
        ["frame", "Tin Whistle", "Oboe"],
        ["conflict", "1", "1"],
        ["economic consequences", "1", "0"],
    ]


def test_the_plain_text_says_the_same(shown):
    show_side_by_side(articles(), FOUND, caption="One event told twice")
    assert plain(shown).splitlines() == [
        "One event told twice",
        "[con] conflict: 1 | 0",
        "[eco] economic consequences: 1 | 0",
        "1. A row & its end / Tin Whistle / 2031-03-05",
        "   The envoy spoke of an [[attack|con]].",
        "   [[Prices|eco]] rose, and the attack went on.",
        "2. Calm / Oboe / 2031-03-05",
        "   The ministry denied it.",
        "   (Nothing is marked in this text.)",
    ]


def test_names_of_labels_can_be_given(shown):
    show_side_by_side(articles(), FOUND, names={"conflict": "Streit"})
    assert "[str] Streit: 1 | 0" in plain(shown)


def test_a_hit_inside_another_is_marked_with_both(shown):
    both = hits((0, "spoke of an attack", "conflict"), (0, "of an", "morality"))
    show_side_by_side(articles(), both)
    marks = page(shown).select("section mark")
    assert [mark.find(string=True) for mark in marks] == ["spoke ", "of an", " attack"]
    assert [mark["title"] for mark in marks] == ["conflict", "conflict, morality", "conflict"]
    assert [mark.sup.text if mark.sup else "" for mark in marks] == ["", "mor", "con"]
    assert "several" in marks[1]["class"]


def test_hits_that_overlap_are_split_where_they_meet(shown):
    show_side_by_side(articles(), hits((0, "envoy spoke", "a"), (0, "spoke of", "b")))
    assert "[[envoy |a]][[spoke|a,b]][[ of|b]]" in plain(shown)


def test_a_hit_over_the_end_of_a_paragraph_is_marked_on_both_sides_and_named_once(shown):
    show_side_by_side(articles(), hits((0, "attack.\n\nPrices", "conflict")))
    marks = page(shown).select("section mark")
    assert [mark.find(string=True) for mark in marks] == ["attack.", "Prices"]
    assert [bool(mark.sup) for mark in marks] == [False, True]


def test_a_long_text_is_cut_and_the_rest_counted(shown):
    show_side_by_side(articles(), FOUND, max_words=6)
    assert "   (Cut after 6 of 13 words; 1 mark is in the rest.)" in plain(shown).splitlines()
    assert "[eco] economic consequences: 1 | 0" in plain(shown)
    assert "Prices" not in page(shown).select_one("section").text


def test_nothing_is_cut_on_request(shown):
    text = "word " * 5000 + "end"
    show_side_by_side(articles(text), FOUND.iloc[:0], max_words=None)
    assert "end" in page(shown).section.text
    assert "Cut" not in plain(shown)


def test_a_text_without_spaces_is_cut_too(shown):
    show_side_by_side(articles("字" * 9000), FOUND.iloc[:0], max_words=100)
    assert "Cut after 1,500 of 9,000 characters" in plain(shown)


def test_a_hit_across_the_cut_is_marked_up_to_it(shown):
    show_side_by_side(articles(), hits((0, "of an attack", "conflict")), max_words=5)
    assert "[[of an|con]]" in plain(shown)
    assert page(shown).select_one("section mark sup").text == "con"


def test_hits_of_other_articles_are_passed_over(shown):
    other = pd.DataFrame({"article_id": ["b"], "start": [0], "end": [10**6], "frame": ["x"]})
    show_side_by_side(articles(), pd.concat([FOUND, other]))
    assert "[x]" not in plain(shown)


def test_an_article_without_text_says_so(shown):
    show_side_by_side(articles(None, " "), FOUND.iloc[:0])
    assert plain(shown).count("(This article has no text.)") == 2


def test_no_articles_are_said_in_words(shown):
    show_side_by_side(articles().iloc[:0], FOUND, caption="Told twice")
    assert plain(shown) == "Told twice: none"


@pytest.mark.parametrize("span", [(-1, 3), (0, 999), (5, 5), (7, 3)])
def test_a_hit_outside_its_text_is_an_error_and_not_a_wrong_mark(shown, span):
    table = FOUND.head(1).assign(start=span[0], end=span[1])
    with pytest.raises(ValueError, match="article 'a0' lies outside its text of 67 characters"):
        show_side_by_side(articles(), table)


def test_missing_columns_and_twins_are_named(shown):
    with pytest.raises(ValueError, match="hits have no columns 'start', 'frame'"):
        show_side_by_side(articles(), FOUND.drop(columns=["start", "frame"]))
    with pytest.raises(ValueError, match="articles have no column 'body'"):
        show_side_by_side(articles(), FOUND, text="body")
    with pytest.raises(ValueError, match="the article 'a0' stands there twice"):
        show_side_by_side(articles().assign(article_id="a0"), FOUND)


def test_the_tables_are_not_changed(shown):
    tables = articles(), FOUND.copy(deep=True)
    before = [table.copy(deep=True) for table in tables]
    show_side_by_side(*tables, max_words=3)
    for table, old in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, old)


def test_article_text_stays_text(shown):
    table = articles(HOSTILE, title=[HOSTILE], outlet=[HOSTILE])
    found = pd.DataFrame({"article_id": ["a0"], "start": [5], "end": [13], "frame": [HOSTILE]})
    show_side_by_side(table, found, caption=HOSTILE)
    soup = page(shown)
    assert not soup.select("script, details, b")
    assert len(soup.select("table")) == 1
    assert soup.select_one("section mark").find(string=True) == "<script>"
    assert "\u202e" not in plain(shown)


def test_a_right_to_left_override_cannot_turn_the_text_around(shown):
    show_side_by_side(articles("safe \u202eevil"), FOUND.iloc[:0])
    assert "safe <U+202E>evil" in page(shown).section.text


def test_it_survives_the_sanitizer_with_marks_letters_and_words(shown):
    show_side_by_side(articles(HOSTILE, TEXTS[1]), hits((1, "denied", "conflict")))
    before = page(shown)
    after = BeautifulSoup(clean_html(shown[-1]["text/html"]), "html.parser")
    assert after.get_text().split() == before.get_text().split()
    assert after.select_one("section mark.hit.hit-1 sup").text == "con"
    assert after.select_one(".parallax-beside .columns > section.told[aria-label]")
    assert not after.select("[style], script")


def test_style_is_only_what_sets_the_columns_beside_each_other(shown):
    show_side_by_side(articles(HOSTILE, HOSTILE), FOUND.iloc[:0], caption=HOSTILE)
    styles = {tag["style"] for tag in page(shown).select("[style]")}
    assert styles == {show_articles._BESIDE, show_articles._COLUMN}


def test_all_functions_that_show_are_in_one_place():
    assert show.show_side_by_side is show_articles.show_side_by_side


def test_many_hits_in_a_long_text_take_time_in_proportion(shown):
    def mark(text):
        starts = range(0, len(text), 7)
        table = pd.DataFrame(
            {"article_id": "a0", "start": starts, "end": [start + 6 for start in starts],
             "frame": "conflict"}
        )  # fmt: skip
        show_side_by_side(articles(text), table, max_words=None)

    assert_grows_in_proportion(mark, "attack ", 140_000)


# Labels


def test_labels_are_the_first_letters_that_tell_them_apart():
    names = {"a": "conflict", "b": "consequences", "c": "morality", "d": "Война", "e": "con"}
    assert shorten_labels(names) == {"a": "con", "b": "cons", "c": "mor", "d": "вой", "e": "con2"}


def test_a_name_without_letters_gets_a_number():
    assert shorten_labels({"a": "???", "b": "!"}) == {"a": "2", "b": "3"}


@given(st.lists(st.text(max_size=8), max_size=12, unique=True))
def test_no_two_labels_are_the_same(names):
    shorts = shorten_labels({name: name for name in names})
    assert len(set(shorts.values())) == len(names)
    assert all(shorts.values())


# Pieces


@given(
    st.text(max_size=40).flatmap(
        lambda text: st.tuples(
            st.just(text),
            st.lists(
                st.tuples(
                    st.integers(0, max(len(text) - 1, 0)), st.integers(1, 12),
                    st.sampled_from("abc"),
                ),
                max_size=8 if text else 0,
            ),
        )
    )
)  # fmt: skip
def test_pieces_are_the_text_and_cover_exactly_the_hits(drawn):
    text, spans = drawn
    found = [(start, min(start + size, len(text)), name) for start, size, name in spans]
    pieces = mark_hits(text, found)
    assert "".join(piece.text for piece in pieces) == text
    place = 0
    for piece in pieces:
        for character in range(place, place + len(piece.text)):
            assert set(piece.labels) == {
                name for start, end, name in found if start <= character < end
            }
        place += len(piece.text)
        assert set(piece.ends) == {name for _, end, name in found if end == place}


@given(st.lists(st.text(max_size=60), min_size=1, max_size=3))
def test_whatever_the_text_the_page_holds_its_words_and_no_other_tags(texts):
    displayed = []
    original, show_articles.display = (
        show_articles.display, lambda bundle, **_: displayed.append(bundle),
    )  # fmt: skip
    try:
        show_side_by_side(articles(*texts), FOUND.iloc[:0])
    finally:
        show_articles.display = original
    soup = BeautifulSoup(displayed[0]["text/html"], "html.parser")
    assert {tag.name for tag in soup.find_all(True)} <= {
        "div", "section", "p", "strong", "bdi", "small",
    }  # fmt: skip
    for text, column in zip(texts, soup.select("section"), strict=True):
        visible = re.sub(r"[\u202d\u202e]", lambda found: f"<U+{ord(found[0]):04X}>", text)
        visible = show_articles.html_text(visible)
        expected = BeautifulSoup(visible, "html.parser").get_text()
        assert "".join("".join(words_of(column)).split()) == "".join(expected.split())
