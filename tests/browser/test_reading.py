"""What readers do with a page: they open evidence, sort tables, turn the colours, print."""

import re

import pytest

from helpers.report.selfcontained import page_script
from tests.browser.looking import AXE, OPEN_ALL, OVERFLOWING, violations

PAGES = ["index", "01_words", "02_wrong", "03_behind"]
GROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(22, 24, 26)"
#: How each bar of the chart opens its sentences; the third outlet has a hostile name.
OPENED = "[...document.querySelectorAll('.behind')].map(fold => fold.open)"
SHOWN = (
    "[...document.querySelectorAll('.behind blockquote')].filter(quote => quote.checkVisibility())"
    ".length"
)


def column(browser, place):
    return browser.evaluate(
        "[...[...document.querySelectorAll('caption')].find(one => one.innerText == 'Four outlets')"
        f".closest('table').tBodies[0].rows].map(row => row.cells[{place}].innerText)"
    )


def head_of(browser, name):
    return browser.page.get_by_role("columnheader", name=name, exact=True)


# ---- axe ----


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_wrong_with_all_folds_open(browser, report, name, dark):
    browser.open(report / f"{name}.html", dark=dark)
    browser.evaluate(OPEN_ALL)
    assert violations(browser.page) == []


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_wrong_on_a_phone_with_all_folds_closed(browser, report, name):
    browser.open(report / f"{name}.html", width=360, height=740)
    assert violations(browser.page) == []


def test_axe_would_find_a_picture_without_words(browser, tmp_path):
    bad = tmp_path / "bad.html"
    bad.write_text(
        "<!DOCTYPE html><html lang=en><title>Bad</title><main><h1>Bad</h1><img src='data:,'></main>"
    )
    browser.open(bad)
    assert [found.split()[0] for found in violations(browser.page)] == ["image-alt"]


def test_axe_finds_each_pale_text_where_colours_repeat(browser, tmp_path):
    bad = tmp_path / "pale.html"
    pale = "".join(f"<p style='color: {color}'>A word</p>" for color in ("#ccc", "#222") * 3)
    bad.write_text(
        f"<!DOCTYPE html><html lang=en><title>Pale</title><main><h1>Pale</h1>{pale}</main>"
    )
    browser.open(bad)
    (found,) = AXE.run(browser.page).response["violations"]
    assert found["id"] == "color-contrast"
    assert ["#ccc" in node["html"] for node in found["nodes"]] == [True] * 3
    assert {node["any"][0]["data"]["fgColor"] for node in found["nodes"]} == {"#cccccc"}


# ---- evidence ----


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_click_on_a_bar_opens_its_sentences_and_no_others(browser, report, script):
    browser.open(report / "03_behind.html", script=script)
    assert browser.evaluate(SHOWN) == 0
    browser.page.get_by_title("Lower Wend Gazette").click()
    assert browser.evaluate(OPENED) == [False, True, False, False, False]
    assert browser.evaluate(SHOWN) == 2
    quote = browser.page.locator(".behind[open] blockquote").first
    assert quote.is_visible()
    assert "said" in quote.locator("mark").inner_text()
    top = browser.evaluate("document.querySelector(':target').getBoundingClientRect().top")
    assert 0 <= top < 900


def test_a_link_from_the_front_page_leads_into_the_evidence_of_a_notebook(browser, report):
    browser.open(report / "index.html", script=False)
    browser.page.get_by_title("Evening Harbour").click()
    browser.page.wait_for_url("**/03_behind.html#behind-wend-4")
    assert browser.evaluate(OPENED) == [False, False, False, False, True]


def test_marks_lie_where_the_notebook_says_and_only_those_that_lead_to_evidence(browser, report):
    browser.open(report / "03_behind.html")
    places = browser.evaluate(
        "(() => { const frame = document.querySelector('.ground img').getBoundingClientRect();"
        " return [...document.querySelectorAll('.picture a')].map(mark => {"
        "   const box = mark.getBoundingClientRect();"
        "   return [(box.left - frame.left) / frame.width, (box.top - frame.top) / frame.height,"
        "           (box.right - frame.left) / frame.width,"
        "           (box.bottom - frame.top) / frame.height]; }) })()"
    )
    wanted = [[0.02, 0.05 + 0.17 * place, 0.95, 0.2 + 0.17 * place] for place in range(5)]
    assert len(places) == 5
    for place, box in zip(sorted(places, key=lambda box: box[1]), wanted, strict=True):
        assert place == pytest.approx(box, abs=0.01)


def test_on_a_phone_a_mark_is_as_high_as_a_finger_where_the_rows_allow_it(browser, report):
    browser.open(report / "03_behind.html", width=360, height=740)
    heights = browser.evaluate(
        "[...document.querySelectorAll('.picture a')].map(mark => mark.offsetHeight)"
    )
    assert min(heights) >= 24
    browser.page.get_by_title("Evening Harbour").tap()
    assert browser.evaluate(OPENED) == [False, False, False, False, True]


def test_the_keyboard_passes_the_marks_by_and_opens_the_list(browser, report):
    browser.open(report / "03_behind.html", script=False)
    browser.page.locator(".behind-all > summary").focus()
    browser.press("Enter")
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.innerText") == "Wend Post 2 of 7 sentences"
    browser.press("Enter")
    assert browser.evaluate(OPENED) == [True, False, False, False, False]
    stops = browser.evaluate(
        "[...document.querySelectorAll('.picture a')].map(mark => mark.tabIndex)"
    )
    assert set(stops) == {-1}


def test_all_sentences_open_and_close_at_once(browser, report):
    browser.open(report / "03_behind.html")
    browser.page.locator(".behind-all > summary").click()
    browser.page.get_by_role("button", name="Open all").click()
    assert browser.evaluate(OPENED) == [True] * 5
    browser.page.get_by_role("button", name="Close all").click()
    assert browser.evaluate(OPENED) == [False] * 5
    assert browser.page.get_by_role("button", name="Open all").is_visible()


# ---- tables ----


@pytest.mark.parametrize(
    ("place", "name", "rising", "falling"),
    [
        (0, "outlet", ["4 Winds", "apple", "Émile", "Zander"],
         ["Zander", "Émile", "apple", "4 Winds"]),
        (1, "n_articles", ["9", "30", "30", "1204"], ["1204", "30", "30", "9"]),
        (2, "difference", ["-0.30", "-0.25", "0.10", "–"], ["0.10", "-0.25", "-0.30", "–"]),
        (3, "p_value", ["<0.001", "0.001", "0.040", "0.500"],
         ["0.500", "0.040", "0.001", "<0.001"]),
        (4, "day", ["2030-12-31", "2031-05-01", "2031-05-02", "–"],
         ["2031-05-02", "2031-05-01", "2030-12-31", "–"]),
    ],
)  # fmt: skip
def test_a_table_is_sorted_by_keyboard_up_down_and_back(
    browser, report, place, name, rising, falling
):
    browser.open(report / "03_behind.html")
    written = column(browser, place)
    head_of(browser, name).get_by_role("button").focus()
    states = []
    for wanted in (rising, falling, written):
        browser.press("Enter")
        assert column(browser, place) == wanted
        states.append(head_of(browser, name).get_attribute("aria-sort"))
    assert states == ["ascending", "descending", "none"]
    assert browser.evaluate("document.activeElement.className") == "sort"


def test_rows_that_are_equal_keep_their_order_and_stay_whole(browser, report):
    browser.open(report / "03_behind.html")
    head_of(browser, "n_articles").get_by_role("button").click()
    assert column(browser, 0) == ["Zander", "Émile", "4 Winds", "apple"]
    head_of(browser, "n_articles").get_by_role("button").click()
    assert column(browser, 0) == ["apple", "Émile", "4 Winds", "Zander"]
    sorted_heads = browser.evaluate(
        "[...document.querySelectorAll('[aria-sort=descending]')].map(head => head.innerText)"
    )
    assert sorted_heads == ["n_articles"]


@pytest.mark.parametrize(
    ("cells", "rising"),
    [
        (["−2", "+1", "−10"], ["−10", "−2", "+1"]),
        (["12%", "9 %", "100%"], ["9 %", "12%", "100%"]),
        (["1,204", "12", "7 of 90"], ["7 of 90", "12", "1,204"]),
        (["0.20 [0.10, 0.30]", "-0.10 [-0.3, 0.1]", "–"],
         ["-0.10 [-0.3, 0.1]", "0.20 [0.10, 0.30]", "–"]),
        (["3 May 2031", "12 April 2031", "1 June 2030"],
         ["1 June 2030", "12 April 2031", "3 May 2031"]),
        (["2031-05-02 10:30", "2031-05-02 09:15", "2031-05-01 23:00"],
         ["2031-05-01 23:00", "2031-05-02 09:15", "2031-05-02 10:30"]),
        (["4 Winds", "10 Winds", "2 Winds"], ["2 Winds", "4 Winds", "10 Winds"]),
        (["b", "", "a"], ["a", "b", ""]),
        (["nan", "2e-5", "0.1"], ["2e-5", "0.1", "nan"]),
    ],
)  # fmt: skip
def test_each_way_to_write_a_value_has_its_order(browser, tmp_path, cells, rising):
    rows = "".join(f"<tr><td>{cell}</td></tr>" for cell in cells)
    path = tmp_path / "table.html"
    path.write_text(
        f"<!DOCTYPE html><meta charset=utf-8><script>{page_script()}</script><main><table><thead>"
        f"<tr><th>value</th></tr></thead><tbody>{rows}</tbody></table></main>", encoding="utf-8",
    )  # fmt: skip
    browser.open(path)
    browser.page.get_by_role("button", name="value").click()
    cells = browser.evaluate("[...document.querySelectorAll('td')].map(cell => cell.innerText)")
    assert cells == rising


def test_a_hostile_heading_of_a_table_stays_text_in_its_button(browser, report):
    browser.open(report / "01_words.html")
    names = browser.evaluate(
        "[...document.querySelectorAll('th .sort')].map(button => button.childElementCount)"
    )
    assert names
    assert browser.evaluate("document.title") != "taken"


# ---- colours ----


@pytest.mark.parametrize("dark", [False, True], ids=["light system", "dark system"])
def test_the_button_turns_the_colours_in_both_directions_and_back(browser, report, dark):
    path = report / "03_behind.html"
    browser.open(path, dark=dark)
    system, other = (DARK, LIGHT) if dark else (LIGHT, DARK)
    button = browser.page.get_by_role("button", name=re.compile("^Colours: "))
    seen = [browser.evaluate(GROUND)]
    names = [button.inner_text()]
    for _ in range(3):
        button.click()
        seen.append(browser.evaluate(GROUND))
        names.append(button.inner_text())
    assert seen == [system, other, system, system]
    turned, same = ("light", "dark") if dark else ("dark", "light")
    assert [name.removeprefix("Colours: ") for name in names] == [
        "automatic", turned, same, "automatic",
    ]  # fmt: skip


def test_a_choice_of_colours_holds_on_the_next_page(browser, report):
    browser.open(report / "01_words.html")
    browser.page.get_by_role("button", name="Colours: automatic").click()
    browser.page.goto((report / "index.html").as_uri())
    assert browser.evaluate(GROUND) == DARK
    assert browser.page.get_by_role("button", name="Colours: dark").is_visible()


def test_a_page_that_was_turned_dark_passes_axe_and_is_printed_light(browser, report):
    browser.open(report / "03_behind.html")
    browser.page.get_by_role("button", name="Colours: automatic").click()
    browser.evaluate(OPEN_ALL)
    assert violations(browser.page) == []
    browser.page.emulate_media(media="print")
    assert browser.evaluate(GROUND) == LIGHT
    assert browser.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


# ---- the script itself ----


def test_without_script_all_can_be_read_and_no_button_promises_anything(browser, report):
    browser.open(report / "03_behind.html", script=False, width=360, height=740)
    assert browser.page.locator("button").count() == 0
    assert browser.page.locator("caption", has_text="Four outlets").is_visible()
    assert browser.evaluate(OVERFLOWING) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<main", "<script>document.title = 'taken'</script><main"),
        ('"use strict";', '"use strict"; document.title = "taken";'),
        ("<main", "<img src='data:,' onerror=\"document.title = 'taken'\"><main"),
        ("<main", "<script src='data:text/javascript,document.title=%22taken%22'></script><main"),
    ],
    ids=["a second script", "a changed script", "a handler", "a script from elsewhere"],
)
def test_the_policy_of_a_page_stops_every_script_but_ours(browser, report, tmp_path, old, new):
    html = (report / "03_behind.html").read_text(encoding="utf-8")
    assert html.count(old) == 1
    path = tmp_path / "changed.html"
    path.write_text(html.replace(old, new), encoding="utf-8")
    happened = browser.open(path)
    assert browser.evaluate("document.title") != "taken"
    assert any("Content Security Policy" in message for message in happened.messages)


# ---- paper ----


def test_a_page_prints_on_a_few_sheets_with_its_title_and_sections(browser, report):
    browser.open(report / "03_behind.html", dark=True)
    pdf = browser.print_to_pdf()
    assert pdf.startswith(b"%PDF-")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 3
    assert b"/StructTreeRoot" in pdf  # read aloud in order
    assert b"/Outlines" in pdf
    assert b"/Lang" in pdf


def test_on_paper_stands_the_evidence_that_was_opened_and_no_other(browser, report):
    browser.open(report / "03_behind.html")
    browser.page.get_by_title("Evening Harbour").click()
    browser.page.emulate_media(media="print")
    shown = browser.evaluate(
        "[...document.querySelectorAll('.behind')].map(fold => fold.checkVisibility())"
    )
    assert shown == [False, False, False, False, True]
    browser.open(report / "03_behind.html", media="print")
    assert not browser.page.locator(".parallax-behind").is_visible()


def test_heads_of_tables_repeat_and_nothing_is_cut_on_paper(browser, report):
    browser.open(report / "01_words.html", media="print", width=680)
    browser.evaluate(OPEN_ALL)
    looks = browser.evaluate(
        "[...document.querySelectorAll('thead')].map(head => getComputedStyle(head).display)"
    )
    assert set(looks) == {"table-header-group"}
    # Chromium does not repeat a head with a button in it, unless the button has no box.
    browser.open(report / "03_behind.html", media="print")
    buttons = (
        "[...document.querySelectorAll('thead button')].map(one => getComputedStyle(one).display)"
    )
    assert set(browser.evaluate(buttons)) == {"contents"}
    browser.open(report / "01_words.html", media="print", width=680)
    kept = "getComputedStyle(document.querySelector('figure')).breakInside"
    assert browser.evaluate(kept) == "avoid"
