import pytest

from tests.browser.chromium import Chromium, requested_by_pages
from tests.browser.looking import LOWEST_CONTRAST, OPEN_ALL, OVERFLOWING
from tests.report.making import HOSTILE

PAGES = ["index", "01_words", "02_wrong", "03_behind"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_itself_and_nothing_else_without_a_complaint(browser, report, name):
    path = report / f"{name}.html"
    page = browser.open(path)
    assert page.requests == [path.resolve().as_uri()]
    assert page.failures == []
    assert page.messages == []


def test_the_net_log_of_the_browser_holds_no_request_of_a_page(playwright, report, tmp_path):
    with Chromium(playwright, tmp_path) as chromium:
        for name in PAGES:
            chromium.open(report / f"{name}.html")
    assert requested_by_pages(chromium.net_log) == []


def test_a_page_that_asks_the_network_would_be_noticed(playwright, tmp_path):
    bad = tmp_path / "bad.html"
    bad.write_text("<img src='http://example.org/x.png'><script>console.error('no')</script>")
    with Chromium(playwright, tmp_path) as chromium:
        page = chromium.open(bad)
    assert "http://example.org/x.png" in page.requests
    assert page.failures == ["net::ERR_NAME_NOT_RESOLVED"]
    assert len(page.messages) == 2
    assert requested_by_pages(chromium.net_log) == ["http://example.org/x.png"]


@pytest.mark.parametrize("width", [360, 390, 768, 1400])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_of_the_window(browser, report, name, width):
    browser.open(report / f"{name}.html", width=width, height=800)
    browser.evaluate(OPEN_ALL)
    assert browser.evaluate("document.documentElement.scrollWidth") <= width
    assert browser.evaluate(OVERFLOWING) == []


def test_a_wide_table_scrolls_in_its_own_box(browser, report):
    browser.open(report / "01_words.html", width=390, height=800)
    boxes = browser.evaluate(
        "[...document.querySelectorAll('.scroll')].map(b => b.scrollWidth > b.clientWidth)"
    )
    assert True in boxes


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_all_text_has_the_contrast_of_wcag_aa(browser, report, name, dark):
    browser.open(report / f"{name}.html", dark=dark)
    browser.evaluate(OPEN_ALL)
    contrast, place = browser.evaluate(LOWEST_CONTRAST)
    assert contrast >= 4.5, place


def test_dark_is_dark_and_charts_keep_their_white_ground(browser, report):
    browser.open(report / "01_words.html", dark=True)
    ground = browser.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(22, 24, 26)"
    chart = browser.evaluate(
        "getComputedStyle(document.querySelector('.chart .picture')).backgroundColor"
    )
    assert chart == "rgb(255, 255, 255)"


@pytest.mark.parametrize("name", PAGES)
def test_hostile_words_run_nothing_and_swallow_nothing(browser, report, name):
    browser.open(report / f"{name}.html")
    assert browser.evaluate("document.scripts.length") == 1  # ours
    assert browser.evaluate("document.title") != "taken"
    assert browser.evaluate("document.querySelectorAll('main, footer').length") == 2
    assert browser.evaluate("document.querySelector('footer').parentElement.tagName") == "BODY"
    assert browser.evaluate("getComputedStyle(document.body).display") == "block"


def test_hostile_titles_are_read_as_they_were_written(browser, report):
    browser.open(report / "01_words.html")
    browser.evaluate(OPEN_ALL)
    text = " ".join(browser.evaluate("document.querySelector('main').innerText").split())
    for title in HOSTILE:
        assert f"It was said: {title} Then it was late." in text
    headings = browser.evaluate("[...document.querySelectorAll('h2')].map(h => h.innerText)")
    assert headings == ["Parameters", "Analysis", "The end"]


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (360, False)])
def test_articles_stand_side_by_side_and_on_a_phone_below_each_other(
    browser, report, width, beside
):
    browser.open(report / "01_words.html", width=width, height=800)
    (top, right), (other_left, other_top, other_right) = browser.evaluate(
        "[...document.querySelectorAll('.told')].map(e => e.getBoundingClientRect())"
        ".map((box, i) => i ? [box.left, box.top, box.right] : [box.top, box.right])"
    )
    assert (other_top == top) == beside
    assert (other_left >= right) == beside
    assert other_right <= width


def test_each_mark_has_a_ground_a_line_and_letters_of_its_own(browser, report):
    browser.open(report / "01_words.html")
    looks = browser.evaluate(
        "[...document.querySelectorAll('.key mark')].map(mark => [mark, getComputedStyle(mark)])"
        ".map(([mark, how]) => [how.backgroundColor, how.borderBottomStyle + how.borderBottomWidth,"
        " mark.querySelector('sup').innerText])"
    )
    assert len(looks) == 3
    assert all(len(set(kind)) == 3 for kind in zip(*looks, strict=True))


@pytest.mark.parametrize("media", ["screen", "print"])
def test_each_tone_of_a_word_has_a_line_of_its_own_beside_its_ground(browser, report, media):
    browser.open(report / "03_behind.html", media=media)
    lines = browser.evaluate(
        "[...document.querySelectorAll('.parallax-explained mark')].map(mark =>"
        " getComputedStyle(mark)).map(how => how.borderBottomStyle + how.borderBottomWidth)"
    )
    assert len(lines) == len(set(lines)) == 6


def test_code_opens_with_the_keyboard(browser, report):
    browser.open(report / "01_words.html")
    for _ in range(60):
        browser.press("Tab")
        if browser.evaluate("document.activeElement.matches('.code > summary')"):
            break
    assert browser.evaluate("document.activeElement.parentElement.open") is False
    outline = browser.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    browser.press("Enter")
    assert browser.evaluate("document.activeElement.parentElement.open") is True


def test_the_first_stop_of_the_keyboard_leads_past_the_header(browser, report):
    browser.open(report / "01_words.html")
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.innerText") == "Skip to the text"
    browser.press("Enter")
    assert browser.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("name", PAGES)
def test_every_picture_is_described_and_drawn(browser, report, name):
    browser.open(report / f"{name}.html")
    pictures = browser.evaluate(
        "[...document.images].map(i => [i.alt, i.complete && i.naturalWidth > 0])"
    )
    assert all(len(alt) > 5 and drawn for alt, drawn in pictures)
    assert bool(pictures) == (name != "02_wrong")


def test_a_wide_chart_is_scrolled_on_a_phone_and_its_words_stay_readable(browser, report):
    browser.open(report / "03_behind.html", width=360, height=740)
    shown, inside, drawn = browser.evaluate(
        "(box => [box.clientWidth, box.scrollWidth, box.querySelector('img').width])"
        "(document.querySelector('.picture'))"
    )
    assert shown < 360 < inside == drawn == 576
    box = browser.page.locator(".picture")
    assert (box.get_attribute("tabindex"), box.get_attribute("role")) == ("0", "group")
    browser.open(report / "03_behind.html")
    assert browser.page.locator(".picture").get_attribute("tabindex") is None


def test_a_chart_keeps_its_shape_when_it_is_made_smaller(browser, report):
    browser.open(report / "01_words.html", width=390, height=800)
    shapes = browser.evaluate(
        "[...document.images].map(i => [i.width / i.height, i.naturalWidth / i.naturalHeight])"
    )
    assert all(shown == pytest.approx(own, rel=0.02) for shown, own in shapes)


@pytest.mark.parametrize("width", [390, 1400])
def test_one_list_of_contents_is_shown_and_its_links_lead_somewhere(browser, report, width):
    browser.open(report / "01_words.html", width=width, height=800)
    browser.evaluate(OPEN_ALL)
    links = browser.evaluate(
        "[...document.querySelectorAll('nav.contents a')].filter(a => a.checkVisibility())"
        ".map(a => [a.innerText, document.getElementById("
        "decodeURIComponent(a.hash.slice(1)))?.innerText])"
    )
    assert links == [[name, name] for name in ("Parameters", "Analysis", "The end")]


def test_links_between_pages_lead_to_files_of_the_report(browser, report):
    for name in PAGES:
        browser.open(report / f"{name}.html")
        addresses = browser.evaluate(
            "[...document.links].map(a => a.getAttribute('href'))"
            ".filter(a => !a.startsWith('#') && !a.startsWith('http'))"
        )
        assert addresses
        assert [a for a in addresses if not (report / a.split("#")[0]).is_file()] == []


def test_a_page_prints_without_code_and_navigation(browser, report):
    browser.open(report / "01_words.html", media="print")
    hidden = browser.evaluate(
        "[...document.querySelectorAll('.code, .contents, .running, .skip')]"
        ".map(e => e.checkVisibility())"
    )
    assert hidden
    assert not any(hidden)
    assert browser.print_to_pdf().startswith(b"%PDF-")
