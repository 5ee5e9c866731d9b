"""A headless Chromium that opens one file, and tells what it loaded, logged and laid out.

It is driven through the DevTools protocol with nothing but a websocket, so the tests need no
browser of their own. No host name is resolved: nothing that a page or the browser asks for is sent.
"""

import base64
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import websocket

NAMES = ("chromium", "chromium-browser", "google-chrome")
REQUIRED = "PARALLAX_REQUIRE_BROWSER"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-features=NetworkTimeServiceQuerying",
    "--metrics-recording-only",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--remote-debugging-port=0",
)
PATIENCE = 30  # seconds


def find_browser() -> str | None:
    """Return the path of a Chromium on this machine, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@dataclass
class Page:
    """What happened while one file was open."""

    requests: list[str] = field(default_factory=list)  # addresses, data: left out
    failures: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


class Chromium:
    """One browser process with one tab; use it in a ``with`` block."""

    def __init__(self, folder: Path):
        self.net_log = folder / "net-log.json"
        self.profile = Path(tempfile.mkdtemp(prefix="profile-", dir=folder))
        self.page = Page()
        self._numbers = itertools.count(1)
        self._waiting_events: list[dict] = []

    def __enter__(self) -> "Chromium":
        self._process = subprocess.Popen(
            [
                find_browser(), *FLAGS, f"--user-data-dir={self.profile}",
                f"--log-net-log={self.net_log}", "about:blank",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        port, path = self._wait_for_address()
        self._socket = websocket.create_connection(
            f"ws://127.0.0.1:{port}{path}", timeout=PATIENCE, suppress_origin=True
        )
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(self, *_):
        try:
            self._session = None
            self.call("Browser.close")  # so that the net log is written to its end
        except (OSError, websocket.WebSocketException):
            pass
        try:
            self._process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._socket.close()

    _session: str | None = None

    def call(self, method: str, **parameters) -> dict:
        """Send one command and return its result; events that come meanwhile are noted."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._socket.send(json.dumps(message))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self._note(answer)

    def open(
        self, path: Path, *, width: int = 1280, height: int = 900, dark: bool = False,
        media: str = "",
    ) -> Page:  # fmt: skip
        """Open a file at a width in CSS pixels and wait until it is loaded."""
        self.page = Page()
        self._waiting_events.clear()
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height,
            deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        scheme = "dark" if dark else "light"
        self.call(
            "Emulation.setEmulatedMedia", media=media,
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )  # fmt: skip
        self.call("Page.navigate", url=path.resolve().as_uri())
        deadline = time.monotonic() + PATIENCE
        while "Page.loadEventFired" not in [event["method"] for event in self._waiting_events]:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{path.name} did not load in {PATIENCE} seconds")
            self._note(json.loads(self._socket.recv()))
        self.evaluate("document.fonts.ready.then(() => 1)")
        return self.page

    def evaluate(self, expression: str):
        """Return the value of a JavaScript expression in the page (not subject to its policy)."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press and release a key."""
        codes = {"Tab": 9, "Enter": 13}
        text = {"Enter": "\r"}.get(key, "")
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key,
                windowsVirtualKeyCode=codes[key], text=text if kind == "keyDown" else "",
            )  # fmt: skip

    def screenshot(self, path: Path, *, whole: bool = True) -> Path:
        """Write the page as PNG, from top to bottom if ``whole``."""
        picture = self.call("Page.captureScreenshot", captureBeyondViewport=whole, format="png")
        path.write_bytes(base64.b64decode(picture["data"]))
        return path

    def print_to_pdf(self) -> bytes:
        """Return the page as it would be printed on A4."""
        printed = self.call(
            "Page.printToPDF", paperWidth=8.27, paperHeight=11.69, preferCSSPageSize=True
        )
        return base64.b64decode(printed["data"])

    def _wait_for_address(self) -> tuple[str, str]:
        """Return port and path of the DevTools, which Chromium writes into its profile."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                port, path = (
                    (self.profile / "DevToolsActivePort").read_text(encoding="utf-8").split()
                )
            except (OSError, ValueError):
                if self._process.poll() is not None:
                    raise RuntimeError("Chromium ended before it was ready") from None
                time.sleep(0.05)
            else:
                return port, path
        raise TimeoutError(f"Chromium was not ready in {PATIENCE} seconds")

    def _note(self, event: dict) -> None:
        method, values = event.get("method", ""), event.get("params", {})
        self._waiting_events.append({"method": method})
        if method == "Network.requestWillBeSent":
            if not values["request"]["url"].startswith("data:"):
                self.page.requests.append(values["request"]["url"])
        elif method == "Network.loadingFailed":
            self.page.failures.append(values.get("errorText", "") or values.get("blockedReason"))
        elif method == "Log.entryAdded":
            self.page.messages.append(values["entry"]["text"])
        elif method == "Runtime.consoleAPICalled" and values["type"] in ("error", "warning"):
            self.page.messages.append(str(values["args"]))
        elif method == "Runtime.exceptionThrown":
            self.page.messages.append(values["exceptionDetails"]["text"])


def requested_by_pages(net_log: Path) -> list[str]:
    """Return the addresses that pages asked the network for, by the browser's own log.

    What Chromium asks for on its own behalf (its clock, its updates) has no origin there. Files are
    not read through the network and do not stand in the log.
    """
    events = json.loads(net_log.read_text(encoding="utf-8"))["events"]
    started = [event["params"] for event in events if "initiator" in event.get("params", {})]
    return sorted({start["url"] for start in started if start["initiator"] != "not an origin"})


def must_have_browser() -> bool:
    """Tell whether a missing browser is a failure (in CI) and not a reason to skip."""
    return os.environ.get(REQUIRED, "") not in ("", "0")
