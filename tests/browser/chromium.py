"""A headless Chromium, driven by Playwright, that opens a file and tells what happened meanwhile.

The browser is the one of the machine: none is downloaded. No host name is resolved, so nothing that
a page or the browser asks for is sent. What is opened keeps its own policy (CSP): nothing of it is
switched off for the tests.
"""

import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page, Playwright, Request

NAMES = ("chromium", "chromium-browser", "google-chrome")
REQUIRED = "PARALLAX_REQUIRE_BROWSER"
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-domain-reliability",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-color-profile=srgb",
)
PATIENCE = 15_000  # milliseconds
PHONE = 600  # CSS pixels: below this width the window is that of a phone


def find_browser() -> str | None:
    """Return the path of a Chromium on this machine, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def must_have_browser() -> bool:
    """Tell whether a missing browser is a failure (in CI) and not a reason to skip."""
    return os.environ.get(REQUIRED, "") not in ("", "0")


@dataclass
class Happened:
    """What happened while one file was open."""

    requests: list[str] = field(default_factory=list)  # addresses, data: left out
    failures: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Note what a page asks for and complains of."""
        page.on("request", self._note_request)
        page.on("requestfailed", lambda request: self.failures.append(request.failure or "failed"))
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self.messages.append(str(error)))

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith("data:"):
            self.requests.append(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.messages.append(message.text)


class Chromium:
    """One browser process with one tab; use it in a ``with`` block."""

    def __init__(self, playwright: Playwright, folder: Path):
        self.net_log = folder / "net-log.json"
        self._playwright = playwright
        self._context = None

    def __enter__(self) -> "Chromium":
        self._browser = self._playwright.chromium.launch(
            executable_path=find_browser(),
            args=[*FLAGS, f"--log-net-log={self.net_log}"],
            chromium_sandbox=False,
        )
        return self

    def __exit__(self, *_) -> None:
        self._browser.close()  # in good order, so that the net log is written to its end

    def open(
        self, path: Path, *, width: int = 1280, height: int = 900, dark: bool = False,
        media: str = "screen", script: bool = True, fragment: str = "", sharpness: float = 1,
    ) -> Happened:  # fmt: skip
        """Open a file in a fresh tab, wait until it is loaded, and return what it asked for.

        ``width`` and ``height`` are those of the window in CSS pixels, ``sharpness`` the dots to
        one of them; without ``script`` the window runs none, as a careful reader's would.
        """
        if self._context is not None:
            self._context.close()
        self._context = self._browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=sharpness,
            is_mobile=width < PHONE,
            has_touch=width < PHONE,
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
        )
        self._context.set_default_timeout(PATIENCE)
        self.page = self._context.new_page()
        happened = Happened()
        happened.listen(self.page)
        self.page.emulate_media(media=media)
        self.page.goto(path.resolve().as_uri() + fragment, wait_until="load")
        self.evaluate("document.fonts.ready.then(() => 1)")
        return happened

    def evaluate(self, expression: str):
        """Return the value of a JavaScript expression in the page (not subject to its policy)."""
        return self.page.evaluate(expression)

    def press(self, key: str) -> None:
        """Press and release a key."""
        self.page.keyboard.press(key)

    def print_to_pdf(self) -> bytes:
        """Return the page as it would be printed on A4."""
        return self.page.pdf(format="A4", prefer_css_page_size=True, tagged=True, outline=True)


def requested_by_pages(net_log: Path) -> list[str]:
    """Return the addresses that pages asked the network for, by the browser's own log.

    What Chromium asks for on its own behalf (its clock, its updates) has no origin there. Files are
    not read through the network and do not stand in the log.
    """
    events = json.loads(net_log.read_text(encoding="utf-8"))["events"]
    started = [event["params"] for event in events if "initiator" in event.get("params", {})]
    return sorted({start["url"] for start in started if start["initiator"] != "not an origin"})
