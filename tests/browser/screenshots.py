"""Take the pictures of a report that the README shows: its front page, and sentences behind a dot.

``python -m tests.browser.screenshots`` (``make screenshots``) writes the report of the bundled
corpus into a folder that is gone afterwards; with the folder of a written report, it takes that.
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from helpers.report import write_report
from tests.browser.chromium import Chromium, find_browser
from tests.setup.environment import ROOT

FIGURES = ROOT / "notebooks" / "figures"
FRONT, EVIDENCE = FIGURES / "report_front.png", FIGURES / "report_evidence.png"
WIDTH, HEIGHT = 1240, 900  # CSS pixels of the window
SHARPNESS = 1.2  # dots a pixel: legible in a README at half its width
COLOURS = 256  # of the palette of a picture
MOST_BYTES = 200_000
ABOVE = 40  # CSS pixels between the top of the picture and that of the chart
MARK = ".picture a.mark"


def take_screenshots(report: Path) -> None:
    """Write both pictures from a report's folder.

    Raises
    ------
    LookupError
        If no chart of the report opens sentences.
    ValueError
        If a picture is larger than a README should load.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        Chromium(playwright, Path(folder)) as browser,
    ):
        _open(browser, report / "index.html")
        _save(browser, FRONT)
        _open_evidence(browser, report)
        _save(browser, EVIDENCE)


def _open(browser: Chromium, path: Path) -> None:
    browser.open(path, width=WIDTH, height=HEIGHT, sharpness=SHARPNESS)


def _open_evidence(browser: Chromium, report: Path) -> None:
    """Click on the first dot of a report that opens sentences, and show both."""
    for path in sorted(report.glob("[0-9][0-9]_*.html")):
        _open(browser, path)
        if browser.page.locator(MARK).count():
            browser.page.locator(MARK).first.click()
            # What was clicked on is shown with its chart, from the chart's top.
            browser.evaluate(
                "const figure = document.querySelector('.picture:has(a.mark)');"
                f"scrollTo(0, figure.getBoundingClientRect().top + scrollY - {ABOVE})"
            )
            return
    raise LookupError("No chart of this report opens the sentences behind it.")


def _save(browser: Chromium, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    browser.page.mouse.move(0, 0)
    browser.page.screenshot(path=path)
    with Image.open(path) as picture:
        # A palette makes it a third as large, and a page of text has few colours.
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    if path.stat().st_size >= MOST_BYTES:
        raise ValueError(
            f"{path.name} has {path.stat().st_size:,} bytes; {MOST_BYTES:,} are allowed."
        )


def main(arguments: list[str]) -> None:
    """Take the pictures of the report in the folder that is named, or of a fresh one."""
    if find_browser() is None:
        raise SystemExit("screenshots: no chromium, chromium-browser or google-chrome here")
    if arguments:
        take_screenshots(Path(arguments[0]))
        return
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report"
        write_report(ROOT / "data" / "two_capitals", out)
        take_screenshots(out)


if __name__ == "__main__":
    main(sys.argv[1:])
