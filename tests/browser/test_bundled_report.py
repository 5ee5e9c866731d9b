"""The report of the bundled corpus, as `make report` writes it, opened in a browser."""

import pytest

from helpers.report import check_self_contained, write_report
from tests.browser.chromium import Chromium, requested_by_pages
from tests.browser.looking import OPEN_ALL, OVERFLOWING
from tests.notebooks.store import find_notebooks
from tests.setup.environment import ROOT

PAGES = ["index", *(path.stem for path in find_notebooks())]
MOST_BYTES = 6_000_000


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


def test_the_net_log_holds_no_request(playwright, bundled, tmp_path):
    with Chromium(playwright, tmp_path) as chromium:
        for name in PAGES:
            chromium.open(bundled.index.parent / f"{name}.html")
    assert requested_by_pages(chromium.net_log) == []


def test_the_report_is_small_enough_to_be_mailed(bundled):
    pages = bundled.index.parent.glob("*.html")
    assert sum(path.stat().st_size for path in pages) < MOST_BYTES
