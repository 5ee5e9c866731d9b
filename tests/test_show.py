import base64
import io

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from helpers import show
from helpers import show_evidence as evidence
from helpers.charts import plot_counts
from helpers.show import show_evidence, show_figure, show_note, show_table

HOSTILE = 'Say "<script>alert(1)</script>" & </details></table> &lt;b&gt; \u202egnorw'


@pytest.fixture
def shown(monkeypatch):
    """Collect what is displayed: (bundle, metadata) each."""
    displayed = []

    def display(bundle, *, metadata=None, raw=False):
        assert raw
        displayed.append((bundle, metadata))

    for module in (show, evidence):
        monkeypatch.setattr(module, "display", display)
    return displayed


def table_of(shown):
    return BeautifulSoup(shown[-1][0]["text/html"], "html.parser")


def text_of(shown):
    return shown[-1][0]["text/plain"]


def figure():
    return plot_counts(pd.DataFrame({"outlet": ["Tin Whistle", "Oboe"], "n_articles": [3, 5]}))


def sentences():
    return pd.DataFrame(
        {
            "text": ["The minister called it a quarrel, no more.", "Nothing here."],
            "start": [25, pd.NA],
            "end": [32, pd.NA],
            "outlet": ["Tin Whistle", pd.NA],
            "date": pd.to_datetime(["2031-03-05", None]),
            "title": ["A row & its end", "Calm"],
        }
    )


# Figures


def test_a_figure_is_shown_with_its_words(shown):
    drawn = figure()
    assert show_figure(drawn) is None
    bundle, metadata = shown[0]
    assert bundle["text/plain"] == f"Figure: {drawn.caption}"
    assert metadata["image/png"]["alt"] == drawn.alt
    assert metadata["image/png"]["width"] == 720


def test_the_caption_stands_below_the_picture_where_only_the_picture_is_shown(shown):
    drawn = figure()
    show_figure(drawn)
    caption, _ = shown[1]
    assert drawn.caption in BeautifulSoup(caption["text/html"], "html.parser").get_text()
    assert caption["text/plain"] == ""


def test_a_picture_is_sharp_and_the_same_each_time(shown):
    for _ in range(2):
        show_figure(figure(), width=400)
    pictures = [bundle["image/png"] for bundle, _ in shown if "image/png" in bundle]
    assert pictures[0] == pictures[1]
    assert Image.open(io.BytesIO(base64.b64decode(pictures[0]))).width == 1152
    assert shown[0][1]["image/png"]["width"] == 400


def test_a_figure_of_pyplot_is_shown_whole_and_closed(shown):
    drawn, axis = plt.subplots(figsize=(2, 2))
    axis.set_title("A title much wider than the figure that it stands on, and not cut off")
    show_figure(drawn)
    assert not plt.fignum_exists(drawn.number)
    assert shown[0][0]["text/plain"] == "Figure: without a caption"
    assert "alt" not in shown[0][1]["image/png"]
    assert Image.open(io.BytesIO(base64.b64decode(shown[0][0]["image/png"]))).width > 320


# Tables


def test_a_table_is_plain_text_with_whole_cells(shown):
    long = "a name that is far longer than the fifty characters at which pandas cuts a cell"
    show_table(
        pd.DataFrame({"outlet": [long, "Oboe"], "tone": [-0.0012, np.nan], "n_articles": [12, 3]}),
        "Tone by outlet",
    )
    assert text_of(shown).splitlines() == [
        "Tone by outlet",
        f"{'outlet':79}  tone  n_articles",
        f"{long}  0.00          12",
        f"{'Oboe':79}     –           3",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-0.001, "0.00"),
        (0.125, "0.12"),
        (0.125 + 1e-14, "0.12"),
        (np.nan, "–"),
        (np.inf, "∞"),
        (1234.5, "1234.50"),
        (-1.005, "-1.00"),
    ],
)
def test_numbers_are_rounded_the_same_everywhere(shown, value, text):
    show_table(pd.DataFrame({"tone": [value]}))
    assert text_of(shown).split() == ["tone", text]
    assert table_of(shown).select_one("td.number").text == text


@pytest.mark.parametrize(
    ("column", "values", "texts"),
    [
        ("day", pd.to_datetime(["2031-02-03", None]), ["2031-02-03", "–"]),
        ("time", pd.to_datetime(["2031-02-03 04:05"]), ["2031-02-03 04:05"]),
        ("n_articles", [12.0, np.nan], ["12", "–"]),
        ("n_words", pd.array([7, pd.NA], dtype="Int64"), ["7", "–"]),
        ("p_value", [0.00004, 0.0412], ["<0.001", "0.041"]),
        ("found", [True, False], ["yes", "no"]),
        ("name", pd.Series(["Oboe", pd.NA], dtype="str"), ["Oboe", "–"]),
        ("pieces", [[[0, 3]], None], ["[[0, 3]]", "–"]),
        ("year", [2031, 1999], ["2031", "1999"]),
    ],
)
def test_each_kind_of_value_is_written_for_readers(shown, column, values, texts):
    show_table(pd.DataFrame({column: values}))
    cells = [cell.text for cell in table_of(shown).select("tbody th, tbody td")]
    assert cells[: len(texts)] == texts


def test_digits_can_differ_by_column_and_shares_be_percentages(shown):
    show_table(
        pd.DataFrame({"a": [0.12345], "b": [0.12345], "share": [0.256]}),
        digits={"a": 4},
        percent=["share"],
    )
    assert text_of(shown).splitlines()[1].split() == ["0.1235", "0.12", "26%"]


def test_a_long_table_says_how_much_of_it_is_shown(shown):
    show_table(pd.DataFrame({"n": range(1133)}), "Counts", rows=20)
    assert table_of(shown).caption.text == "Counts (first 20 of 1,133 rows)"
    assert text_of(shown).splitlines()[0] == "Counts (first 20 of 1,133 rows)"
    assert len(table_of(shown).select("tbody tr")) == 20


def test_all_rows_are_shown_on_request(shown):
    show_table(pd.DataFrame({"n": range(33)}), rows=None)
    assert len(table_of(shown).select("tbody tr")) == 33
    assert table_of(shown).caption is None


@pytest.mark.parametrize("table", [pd.DataFrame({"outlet": []}), pd.DataFrame()])
def test_an_empty_table_says_so(shown, table):
    show_table(table, "Rejects")
    assert text_of(shown).splitlines()[0] == "Rejects (no rows)"


def test_html_is_a_table_that_a_screen_reader_can_read(shown):
    show_table(pd.DataFrame({"outlet": ["Oboe"], "tone": [0.5]}), "Tone")
    table = table_of(shown).table
    assert table["class"] == ["parallax-table"]
    assert table.caption.text == "Tone"
    assert [cell["scope"] for cell in table.select("thead th")] == ["col", "col"]
    assert table.select_one("tbody th")["scope"] == "row"
    assert table.select_one("thead th.number").text == "tone"


def test_html_holds_no_style_and_no_script(shown):
    show_table(pd.DataFrame({"outlet": ["Oboe"], "tone": [0.5]}), "Tone")
    show_evidence(sentences(), start="start", end="end")
    show_note("No Russian outlet in this corpus.")
    for bundle, _ in shown:
        soup = BeautifulSoup(bundle["text/html"], "html.parser")
        assert not soup.select("style, script, [style], [onclick]")


def test_names_replace_columns_and_a_named_index_is_a_column(shown):
    table = pd.DataFrame({"n": [3]}, index=pd.Index(["Oboe"], name="outlet"))
    show_table(table, names={"n": "articles"})
    assert text_of(shown).splitlines()[0].split() == ["outlet", "articles"]


def test_an_index_that_only_counts_is_left_out(shown):
    show_table(pd.DataFrame({"n": [3, 4]})[lambda own: own["n"] > 3])
    assert text_of(shown).splitlines() == ["n", "4"]


def test_article_text_in_a_table_stays_text(shown):
    show_table(pd.DataFrame({HOSTILE: [HOSTILE], "b": [HOSTILE]}), HOSTILE)
    soup = table_of(shown)
    assert not soup.select("script, details, b")
    assert {cell.bdi.text for cell in soup.select("tbody th, tbody td")} == {HOSTILE}
    assert "\u202e" not in text_of(shown)
    assert "<U+202E>" in text_of(shown)


def test_line_breaks_and_control_characters_do_not_break_the_plain_table(shown):
    show_table(pd.DataFrame({"text": ["one\ntwo\x1b[31m\x00"], "n": [1]}))
    assert len(text_of(shown).splitlines()) == 2
    assert "\x1b" not in text_of(shown)
    assert "\x00" not in shown[0][0]["text/html"]


def test_wide_letters_keep_the_columns_straight(shown):
    show_table(pd.DataFrame({"name": ["新闻", "e\u0301t"], "n": [1, 2]}))
    assert text_of(shown).splitlines()[1:] == ["新闻  1", "e\u0301t    2"]


def test_a_table_is_not_changed(shown):
    table = pd.DataFrame({"a": [0.123456, np.nan]})
    before = table.copy(deep=True)
    show_table(table)
    pd.testing.assert_frame_equal(table, before)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_whatever_the_text_the_cell_holds_it_and_nothing_else(texts):
    displayed = []
    original, show.display = show.display, lambda bundle, **_: displayed.append(bundle)
    try:
        show_table(pd.DataFrame({"a": pd.Series(texts, dtype="object"), "n": 1}))
    finally:
        show.display = original
    soup = BeautifulSoup(displayed[0]["text/html"], "html.parser")
    assert {tag.name for tag in soup.find_all(True)} == {
        "table", "thead", "tbody", "tr", "th", "td", "bdi",
    }  # fmt: skip
    assert len(soup.select("tbody tr")) == len(texts)


# Evidence


def test_the_hit_is_marked_and_its_source_named(shown):
    show_evidence(sentences(), start="start", end="end", caption="Uses of the word")
    quotes = table_of(shown).select("blockquote")
    assert quotes[0].mark.text == "quarrel"
    assert quotes[0].p.text == "The minister called it a quarrel, no more."
    assert quotes[0].cite.text == "Tin Whistle, 2031-03-05, A row & its end"
    assert text_of(shown).splitlines() == [
        "Uses of the word",
        "1. Tin Whistle, 2031-03-05, A row & its end",
        "   The minister called it a [[quarrel]], no more.",
        "2. Calm",
        "   Nothing here.",
    ]


def test_a_sentence_without_hit_is_shown_unmarked(shown):
    show_evidence(sentences(), start="start", end="end")
    assert table_of(shown).select("blockquote")[1].mark is None


def test_offsets_of_the_article_are_moved_to_the_sentence(shown):
    table = sentences().head(1).assign(start=1025, end=1032, begin=1000)
    show_evidence(table, start="start", end="end", offset="begin")
    assert table_of(shown).mark.text == "quarrel"


def test_all_pieces_of_a_hit_are_marked_in_order_and_once(shown):
    table = pd.DataFrame({"text": ["one two three four"], "pieces": [[[8, 13], [0, 3], [10, 13]]]})
    show_evidence(table, spans="pieces")
    assert [mark.text for mark in table_of(shown).select("mark")] == ["one", "three"]


@pytest.mark.parametrize("span", [(-1, 3), (0, 99), (5, 5), (7, 3)])
def test_a_hit_outside_its_text_is_an_error_and_not_a_wrong_mark(shown, span):
    table = pd.DataFrame({"text": ["short text"], "start": [span[0]], "end": [span[1]]})
    with pytest.raises(ValueError, match="lies outside its text of 10 characters"):
        show_evidence(table, start="start", end="end")


def test_article_text_stays_text(shown):
    table = pd.DataFrame({"text": [HOSTILE], "start": [5], "end": [13], "outlet": [HOSTILE]})
    show_evidence(table, start="start", end="end", caption=HOSTILE)
    soup = table_of(shown)
    assert not soup.select("script, details, table")
    assert soup.select_one("blockquote p bdi").text == HOSTILE
    assert soup.mark.text == "<script>"
    assert "\u202e" not in text_of(shown)


def test_a_right_to_left_override_is_isolated(shown):
    show_evidence(pd.DataFrame({"text": ["safe \u202eevil"], "outlet": ["\u202eOboe"]}))
    for holder in table_of(shown).find_all(string=lambda text: "\u202e" in text):
        assert holder.parent.name == "bdi"


def test_a_long_text_is_cut_to_the_surroundings_of_its_hit(shown):
    text = "word " * 500 + "quarrel " + "word " * 500
    table = pd.DataFrame({"text": [text], "start": [2500], "end": [2507]})
    show_evidence(table, start="start", end="end", context=50)
    quote = table_of(shown).blockquote.p.text
    assert quote.startswith("…word word")
    assert quote.endswith("word…")
    assert "quarrel" in quote
    assert len(quote) < 160


def test_pieces_far_apart_are_shown_without_what_lies_between(shown):
    text = "first " + "word " * 500 + "second"
    table = pd.DataFrame({"text": [text], "pieces": [[[0, 5], [len(text) - 6, len(text)]]]})
    show_evidence(table, spans="pieces", context=40)
    quote = table_of(shown).blockquote.p.text
    assert quote.startswith("first word")
    assert quote.endswith("word second")
    assert " … " in quote
    assert len(quote) < 200


def test_many_sentences_fold_away_and_the_rest_is_counted(shown):
    table = pd.DataFrame({"text": [f"Sentence {number}." for number in range(33)]})
    show_evidence(table, rows=8, caption="All uses")
    soup = table_of(shown)
    assert soup.select_one(".caption").text == "All uses (first 8 of 33)"
    assert len(soup.select("blockquote")) == 8
    assert len(soup.details.select("blockquote")) == 3
    assert soup.summary.text == "3 more"


def test_no_evidence_is_said_in_words(shown):
    show_evidence(sentences().iloc[:0], caption="Uses")
    assert text_of(shown) == "Uses: none"


def test_missing_columns_of_evidence_are_named(shown):
    with pytest.raises(ValueError, match="no column 'begin', 'finish'; it has 'text'"):
        show_evidence(pd.DataFrame({"text": ["a"]}), start="begin", end="finish")
    with pytest.raises(ValueError, match="give both start and end"):
        show_evidence(sentences(), start="start")


# Notes


def test_a_note_is_a_statement_with_its_role(shown):
    show_note("No Russian outlet in this corpus, so <b>nothing</b> can be compared.")
    note = table_of(shown).div
    assert note["role"] == "note"
    assert note["class"] == ["parallax-note"]
    assert note.text == "No Russian outlet in this corpus, so <b>nothing</b> can be compared."
    assert text_of(shown) == (
        "Note: No Russian outlet in this corpus, so <b>nothing</b> can be compared."
    )
