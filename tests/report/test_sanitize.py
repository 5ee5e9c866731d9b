import pytest
from bs4 import BeautifulSoup

from helpers.report.sanitize import clean_html, plain_text
from tests.timing import assert_grows_in_proportion


def soup_of(fragment, **options):
    return BeautifulSoup(clean_html(fragment, **options), "html.parser")


@pytest.mark.parametrize(
    "fragment",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
        "<style>p { color: red }</style>",
        "<iframe src='https://example.org'></iframe>",
        "<object data='x.swf'><p>inside</p></object>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
        "<form action='/x'><input name=a><button>b</button></form>",
        "<link rel=stylesheet href='https://example.org/a.css'>",
        "<meta http-equiv=refresh content='0; url=https://example.org'>",
        "<base href='https://example.org'>",
        "<noscript><img src='https://example.org/x.png'></noscript>",
        "<!-- a comment --><![CDATA[ data ]]><?php echo 1 ?>",
        "<template><p>hidden</p></template>",
        "<textarea><script>alert(1)</script></textarea>",
    ],
)
def test_what_acts_or_fetches_is_gone(fragment):
    assert clean_html(f"<p>before</p>{fragment}<p>after</p>") == "<p>before</p><p>after</p>"


def test_handlers_styles_and_foreign_attributes_are_gone():
    assert (
        clean_html('<p onclick="x()" style="position: fixed" data-x="1" class="a">words</p>')
        == '<p class="a">words</p>'
    )


def test_an_unknown_element_leaves_its_words():
    assert clean_html("<blink>words <b>bold</b></blink>") == "words <b>bold</b>"


def test_an_element_left_open_is_closed_within_its_fragment():
    assert clean_html("<details><summary>a</summary>words") == (
        "<details><summary>a</summary>words</details>"
    )
    assert clean_html("words</div></main>") == "words"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/x",
        "http://[broken",
        "",
    ],
)
def test_a_link_that_is_no_plain_link_leaves_its_words(address):
    soup = BeautifulSoup("<p><a>words</a></p>", "html.parser")
    soup.a["href"] = address
    assert clean_html(str(soup)) == "<p>words</p>"


def test_an_outside_link_stays_and_does_not_tell_who_follows_it():
    link = soup_of('<a href="https://example.org/paper">A paper</a>').a
    assert link["href"] == "https://example.org/paper"
    assert set(link["rel"]) == {"noopener", "noreferrer"}


def test_links_to_other_files_are_answered_by_the_rule_and_else_taken_out():
    html = '<a href="02_tone.ipynb#Limits">next</a> <a href="../data/README.md">card</a>'
    rule = {"02_tone.ipynb#Limits": "02_tone.html#Limits"}.get
    assert clean_html(html, rule) == '<a href="02_tone.html#Limits">next</a> card'
    assert clean_html(html) == "next card"


def test_a_remote_picture_becomes_its_description():
    cleaned = clean_html('<img src="https://example.org/x.png" alt="A harbour" srcset="y.png 2x">')
    assert cleaned == (
        '<span class="missing-picture">[picture not part of this page: A harbour]</span>'
    )


def test_a_picture_that_is_part_of_the_page_stays():
    assert soup_of('<img src="data:image/png;base64,AAAA" alt="Dots">').img["alt"] == "Dots"
    assert soup_of('<img src="data:text/html,x" alt="Dots">').img is None


def test_a_table_scrolls_in_a_box_of_its_own_that_the_keyboard_reaches():
    box = soup_of("<table><caption>Tone</caption><tr><td>1</td></tr></table>").table.parent
    assert (box["class"], box["tabindex"], box["aria-label"]) == (["scroll"], "0", "Table: Tone")
    wrapped = clean_html(str(box))
    assert wrapped.count("<div") == 1


def test_columns_of_numbers_are_told_from_columns_of_words():
    html = (
        '<style scoped>.dataframe { color: red }</style><table border="1" class="dataframe">'
        "<thead><tr><th></th><th>outlet</th><th>tone</th><th>n</th></tr></thead><tbody>"
        "<tr><th>0</th><td>4 Winds</td><td>−0.25</td><td>1,204</td></tr>"
        "<tr><th>1</th><td>Ledger</td><td>NaN</td><td>7</td></tr></tbody></table>"
    )
    table = soup_of(html).table
    assert "border" not in table.attrs
    marked = [cell.get_text() for cell in table.select(".number")]
    assert {"tone", "n", "−0.25", "1,204", "NaN", "7"} <= set(marked)
    assert not {"outlet", "4 Winds", "Ledger"} & set(marked)
    assert [th["scope"] for th in table.select("thead th")] == ["col"] * 3
    assert table.select_one("thead td").get_text() == ""  # the corner heads nothing
    assert table.select("tbody th")[0]["scope"] == "row"


def test_dates_and_codes_are_not_broken_at_their_hyphens():
    table = soup_of("<table><tr><td>2031-05-01</td><td>well-known words</td></tr></table>")
    assert [cell.get("class") for cell in table.find_all("td")] == [["whole"], None]


def test_alignment_of_markdown_tables_becomes_a_class():
    cell = soup_of('<table><tr><td style="text-align:right">1</td></tr></table>').td
    assert (cell["class"], cell.get("style")) == (["align-right", "whole"], None)


def test_the_keyboard_order_cannot_be_changed():
    assert "tabindex" not in clean_html('<p tabindex="5">words</p>')


@pytest.mark.parametrize(
    ("before", "pattern", "after"),
    [("<a href='", "java\t", "'>words</a>"), ("", "<p>&lt;b</p>", ""), ("<b><i>", "\u202e", "")],
)
def test_a_hostile_fragment_takes_time_in_proportion_to_its_length(before, pattern, after):
    assert_grows_in_proportion(lambda text: clean_html(before + text + after), pattern, 60_000)


def test_plain_text_keeps_words_and_nothing_else():
    assert plain_text("<p>A <b>bold</b>\n claim<script>x()</script> &lt;here&gt;</p>") == (
        "A bold claim <here>"
    )
