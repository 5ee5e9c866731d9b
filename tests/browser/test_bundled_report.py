"""The report of the bundled corpus, as `make report` writes it, opened in a browser."""

import re

import pytest

from helpers.report import check_self_contained, write_report
from tests.browser.chromium import Chromium, requested_by_pages
from tests.browser.looking import OPEN_ALL, OVERFLOWING, violations
from tests.notebooks.store import find_notebooks
from tests.setup.environment import ROOT

PAGES = ["index", *(path.stem for path in find_notebooks())]
MOST_BYTES = 6_000_000
MOST_SHEETS = 60  # a page, printed


@pytest.fixture(scope="session")
def bundled(tmp_path_factory):
    """Return the report of *Two Capitals*."""
    out = tmp_path_factory.mktemp("bundled") / "report"
    return write_report(ROOT / "data" / "two_capitals", out, progress=False)


def test_every_notebook_ran_and_has_its_page(bundled):
    assert [(run.name, run.error) for run in bundled.runs if run.error] == []
    assert sorted(path.stem for path in bundled.index.parent.glob("*.html")) == sorted(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_refers_to_anything_outside_itself(bundled, name):
    html = (bundled.index.parent / f"{name}.html").read_text(encoding="utf-8")
    assert check_self_contained(html) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_without_a_failed_request_and_fits_a_phone(browser, bundled, name):
    path = bundled.index.parent / f"{name}.html"
    page = browser.open(path, width=390, height=800)
    assert page.requests == [path.resolve().as_uri()]
    assert page.failures == []
    assert page.messages == []
    browser.evaluate(OPEN_ALL)
    assert browser.evaluate(OVERFLOWING) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_wrong_with_all_folds_open(browser, bundled, name, dark):
    browser.open(bundled.index.parent / f"{name}.html", dark=dark)
    browser.evaluate(OPEN_ALL)
    assert violations(browser.page) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_chart_has_a_description_and_a_caption(browser, bundled, name):
    browser.open(bundled.index.parent / f"{name}.html")
    words = browser.evaluate(
        "[...document.querySelectorAll('figure.chart')].map(figure => [figure.querySelector('img')"
        ".alt, figure.querySelector('figcaption')?.innerText ?? ''])"
    )
    assert [pair for pair in words if min(len(text.split()) for text in pair) < 5] == []
    assert [alt for alt, _ in words if "without a description" in alt] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_mark_leads_to_sentences_and_a_page_prints(browser, bundled, name):
    browser.open(bundled.index.parent / f"{name}.html", media="print")
    astray = browser.evaluate(
        "[...document.querySelectorAll('.picture a')].map(mark => mark.getAttribute('href'))"
        ".filter(href => href.startsWith('#'))"
        ".filter(href => !document.getElementById(href.slice(1))?.closest('details.behind'))"
    )
    assert astray == []
    sheets = len(re.findall(rb"/Type\s*/Page\b", browser.print_to_pdf()))
    assert 1 <= sheets < MOST_SHEETS


def test_the_net_log_holds_no_request(playwright, bundled, tmp_path):
    with Chromium(playwright, tmp_path) as chromium:
        for name in PAGES:
            chromium.open(bundled.index.parent / f"{name}.html")
    assert requested_by_pages(chromium.net_log) == []


def test_the_report_is_small_enough_to_be_mailed(bundled):
    pages = bundled.index.parent.glob("*.html")
    assert sum(path.stat().st_size for path in pages) < MOST_BYTES
