import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.show_behind import (
    MOST_QUOTES,
    Behind,
    behind_html,
    behind_text,
    find_opened,
    select_behind,
)
from helpers.show_evidence import make_quotes

HOSTILE = 'Say "<script>alert(1)</script>" & </details></div> &lt;b&gt; \u202egnorw'
TEXT = "The ferry was late. The mayor praised the crew. Nobody was hurt."


def articles(n=3, text=TEXT):
    return pd.DataFrame(
        {
            "article_id": [f"a{number}" for number in range(n)],
            "outlet": ["Tin Whistle", "Oboe", "Tin Whistle"][:n] + ["Oboe"] * (n - 3),
            "country": ["US", "RU", "US"][:n] + ["RU"] * (n - 3),
            "title": "The late ferry",
            "date": pd.Timestamp("2031-05-04"),
            "text": text,
        }
    )


def hits(counts, start=24, end=37):
    """Return so many places an outlet: all of them the words "mayor praised"."""
    rows = [(outlet, "a0", start, end) for outlet, n in counts.items() for _ in range(n)]
    return pd.DataFrame(rows, columns=["outlet", "article_id", "start", "end"])


def behind(counts, **settings_):
    return Behind(table=hits(counts), by=["outlet"], articles=articles(), **settings_)


def test_each_row_of_the_chart_opens_its_own_places_in_the_order_of_the_chart():
    rows = pd.DataFrame({"outlet": ["Oboe", "Tin Whistle", "Viola"], "estimate": [1, 2, 3]})
    opened = select_behind(behind({"Tin Whistle": 2, "Oboe": 1}), rows)
    assert [(one.label, one.total, len(one.quotes)) for one in opened] == [
        ("Oboe", 1, 1),
        ("Tin Whistle", 2, 2),
        ("Viola", 0, 0),
    ]
    marked = [piece for piece, hit in opened[0].quotes[0].pieces if hit]
    assert marked == ["mayor praised"]


def test_a_column_may_say_what_its_values_are():
    table = hits({"RU": 2}).rename(columns={"outlet": "country"}).assign(affiliation="US")
    names = {"country": "press: {}", "affiliation": "speakers: {}"}
    given = Behind(table=table, by=["affiliation", "country"], articles=articles(), names=names)
    assert [one.label for one in select_behind(given)] == [
        "speakers: United States · press: Russia"
    ]


def test_without_a_chart_the_rows_with_most_places_come_first():
    opened = select_behind(behind({"Oboe": 1, "Tin Whistle": 2}))
    assert [one.label for one in opened] == ["Tin Whistle", "Oboe"]


def test_a_place_names_outlet_date_and_title_of_its_article():
    opened = select_behind(behind({"Oboe": 1}))
    assert opened[0].quotes[0].source == ["Oboe", "2031-05-04", "The late ferry"]


def test_over_the_bound_a_row_is_sampled_with_its_seed_and_says_so():
    table = hits({"Oboe": 40}).assign(n=range(40))
    one, again, other = (
        select_behind(
            Behind(table=table, by=["outlet"], articles=articles(), meta=["n"], seed=seed)
        )[0]
        for seed in (1, 1, 2)
    )
    assert one == again
    assert [quote.source for quote in one.quotes] != [quote.source for quote in other.quotes]
    assert (len(one.quotes), one.total) == (3, 40)
    text = behind_text(behind({"Oboe": 40}, seed=1), [one])
    assert "At most 3 a row, drawn by chance (seed 1)" in text
    assert "Oboe: 3 of 40 sentences" in text


def test_what_is_drawn_for_one_row_does_not_depend_on_the_others():
    def drawn(table):
        found = select_behind(Behind(table=table, by=["outlet"], articles=articles(), meta=["n"]))
        return {one.label: [quote.source for quote in one.quotes] for one in found}

    table = hits({"Oboe": 30, "Tin Whistle": 9}).assign(n=range(39))
    assert drawn(table)["Oboe"] == drawn(table[table["outlet"] == "Oboe"])["Oboe"]


def test_every_place_has_the_same_chance():
    table = hits({"Oboe": 8}).assign(n=range(8))
    counts = pd.Series(0, index=range(8))
    for seed in range(400):
        one = select_behind(
            Behind(table=table, by=["outlet"], articles=articles(), meta=["n"], seed=seed)
        )[0]
        counts[[int(quote.source[0]) for quote in one.quotes]] += 1
    assert counts.sum() == 1200
    assert counts.between(102, 198).all()  # 150 each, five standard deviations are 48


def test_the_sides_of_a_comparison_get_equal_numbers():
    table = pd.DataFrame(
        {"frame": "conflict", "article_id": ["a0"] * 20 + ["a1"], "start": 0, "end": 9,
         "country": ["US"] * 20 + ["RU"]}
    )  # fmt: skip
    made = Behind(table=table, by=["frame"], articles=articles(), sides="country", meta=["country"])
    quotes = select_behind(made)[0].quotes
    assert [quote.source for quote in quotes] == [["US"], ["US"], ["RU"]]


def test_all_sentences_together_stay_below_the_bound():
    counts = {f"outlet {number}": 4 for number in range(60)}
    opened = select_behind(behind(counts))
    assert sum(len(one.quotes) for one in opened) == MOST_QUOTES


def test_each_of_many_rows_keeps_one_sentence():
    opened = select_behind(behind({f"outlet {number}": 4 for number in range(200)}))
    assert [len(one.quotes) for one in opened] == [1] * 200


def test_articles_that_were_counted_whole_show_their_first_words():
    made = Behind(table=articles()[["article_id", "country"]], by=["country"],
                  articles=articles(text=TEXT * 9), unit="article")  # fmt: skip
    opened = select_behind(made)
    assert opened[0].label == "United States"
    assert opened[0].quotes[0].pieces[0][0].startswith("The ferry was late.")
    assert "Read the articles behind each of the 2 numbers" in behind_html(made, opened)


def test_a_row_without_places_is_named_and_cannot_be_opened():
    made = behind({"Oboe": 1})
    opened = select_behind(made, pd.DataFrame({"outlet": ["Oboe", "Viola"]}))
    html = BeautifulSoup(behind_html(made, opened), "html.parser")
    assert next(tag.get_text() for tag in html.select("details.behind bdi")) == "Oboe"
    assert len(html.select("details.behind")) == 1
    assert "None for Viola." in html.get_text()


def test_nothing_counted_shows_nothing():
    made = behind({})
    assert behind_html(made, select_behind(made)) == ""
    assert behind_text(made, select_behind(made, pd.DataFrame({"outlet": ["Oboe"]}))) == ""


def test_a_mark_finds_its_row_by_the_columns_that_both_have():
    opened = select_behind(behind({"Oboe": 1, "Tin Whistle": 1}))
    assert find_opened(opened, {"outlet": "Oboe", "method": "vader"}).label == "Oboe"
    assert find_opened(opened, {"outlet": "Viola"}) is None
    assert find_opened(opened, {"method": "vader"}) is None


def test_two_charts_of_one_page_have_addresses_of_their_own():
    first, second = (select_behind(behind({"Oboe": 1}), name=name)[0] for name in ("a", "b"))
    assert first.anchor != second.anchor
    assert select_behind(behind({"Oboe": 1}), name="a")[0].anchor == first.anchor


def test_missing_values_whole_numbers_and_days_match_whatever_their_type():
    table = hits({"Oboe": 1}).assign(outlet=None, period=pd.Timestamp("2031-05-01"), n=2)
    made = Behind(table=table, by=["outlet", "period", "n"], articles=articles())
    rows = pd.DataFrame({"outlet": [pd.NA], "period": ["2031-05-01"], "n": [2.0]})
    assert [one.total for one in select_behind(made, rows)] == [1]


def test_a_place_outside_its_text_is_an_error():
    made = Behind(table=hits({"Oboe": 1}, end=999), by=["outlet"], articles=articles())
    with pytest.raises(ValueError, match="lies outside its text"):
        select_behind(made)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"by": ["press"]}, "table has no column 'press'"),
        ({"text": "raw"}, "table of articles has no"),
    ],
)
def test_a_missing_column_is_named(changed, message):
    made = Behind(
        **{"table": hits({"Oboe": 1}), "by": ["outlet"], "articles": articles()} | changed
    )
    with pytest.raises(ValueError, match=message):
        select_behind(made)


def test_inputs_stay_as_they_were():
    table, whole = hits({"Oboe": 9}), articles()
    before, text_before = table.copy(deep=True), whole.copy(deep=True)
    select_behind(Behind(table=table, by=["outlet"], articles=whole))
    pd.testing.assert_frame_equal(table, before)
    pd.testing.assert_frame_equal(whole, text_before)


def test_hostile_words_stay_words():
    table = hits({HOSTILE: 1}, start=4, end=12)
    made = Behind(table=table, by=["outlet"], articles=articles(text=HOSTILE))
    soup = BeautifulSoup(behind_html(made, select_behind(made)), "html.parser")
    assert {tag.name for tag in soup.find_all(True)} == {
        "div", "details", "summary", "small", "p", "bdi", "blockquote", "mark", "cite",
    }  # fmt: skip
    assert HOSTILE in soup.select_one("blockquote p").get_text()
    assert soup.select_one("mark").get_text() == HOSTILE[4:12]


@settings(deadline=None, max_examples=40)
@given(st.text(min_size=2, max_size=60), st.data())
def test_the_marked_words_are_the_words_that_were_counted(text, data):
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, len(text)))
    table = hits({"Oboe": 1}, start=start, end=end)
    opened = select_behind(Behind(table=table, by=["outlet"], articles=articles(text=text)))
    pieces = opened[0].quotes[0].pieces
    assert "".join(piece for piece, hit in pieces if hit) == text[start:end]


def test_where_text_must_stay_out_ids_and_places_stand_instead(monkeypatch):
    monkeypatch.setenv("PARALLAX_NO_TEXT", "1")
    made = behind({"Oboe": 1})
    opened = select_behind(made)
    assert opened[0].quotes[0].source == ["a0", "Oboe", "2031-05-04", "characters 24 to 37"]
    html = behind_html(made, opened)
    assert "praised" not in html
    assert "ferry" not in html
    assert "article text is left out of this report" in html


def test_rows_of_ones_own_are_opened_instead_of_those_of_the_chart():
    chart = pd.DataFrame({"outlet": ["Oboe", "Tin Whistle", "Viola"]})
    chosen = pd.DataFrame({"outlet": ["Tin Whistle"]})
    opened = select_behind(behind({"Tin Whistle": 2, "Oboe": 1}, rows=chosen), chart)
    assert [(one.label, one.total) for one in opened] == [("Tin Whistle", 2)]


def test_what_tables_of_figures_call_unknown_is_the_unknown_of_charts():
    table = hits({"Oboe": 1}).assign(outlet=pd.NA)
    rows = pd.DataFrame({"outlet": ["(unknown)"]})
    opened = select_behind(Behind(table=table, by=["outlet"], articles=articles()), rows)
    assert [(one.key, one.total) for one in opened] == [({"outlet": "unknown"}, 1)]
    assert find_opened(opened, {"outlet": "unknown"}) is opened[0]


def test_values_that_would_be_mistaken_for_each_other_are_told_apart():
    table = hits({"Oboe": 1}).assign(actor="RU", group="US")
    one = Behind(table=table, by=["actor", "group"], articles=articles(), names={"group": "in: {}"})
    assert [opened.label for opened in select_behind(one)] == ["Russia · in: United States"]


BERTH = (
    "The ferry came late.\n\nCapt. Ilse Wren of the U.S. Coast Guard saw the fog. Nobody else did, "
    "she said. “Why should they?” she asked. It was half past four, and the pier was empty but for "
    "a dog and the man who sold tickets. Then it rained.\nNobody minded."
)


def around(word, text=BERTH, context=300):
    table = pd.DataFrame({"text": [text], "start": text.index(word)})
    table["end"] = table["start"] + len(word)
    [quote] = make_quotes(table, start="start", end="end", context=context, sentences=True)
    return "".join(piece for piece, _ in quote.pieces)


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("fog", "Capt. Ilse Wren of the U.S. Coast Guard saw the fog."),  # first of its paragraph
        (
            "Why",
            "Nobody else did, she said. “Why should they?” she asked.",  # with the one before
        ),
        ("minded", "Nobody minded."),
        ("ferry", "The ferry came late."),
        (
            "pier",
            "It was half past four, and the pier was empty but for a dog and the man who sold "
            "tickets.",
        ),
        ("fog. Nobody", "Capt. Ilse Wren of the U.S. Coast Guard saw the fog. Nobody else did, "
         "she said."),
    ],
)  # fmt: skip
def test_whole_sentences_are_shown(word, shown):
    assert around(word) == shown


def test_a_long_sentence_is_cut_near_the_hit():
    shown = around("pier", context=20)
    assert shown == "…past four, and the pier was empty but for a…"
    endless = "quay " * 4_000 + "PIER" + " quay" * 4_000
    assert around("PIER", endless, context=20) == "…quay quay quay PIER quay quay quay quay…"
