"""`make lab` opens JupyterLab on the first notebook, with the project in reach of its links."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.setup.environment import ROOT

FIRST = "notebooks/00_start_here.ipynb"
TOKEN = "only-for-this-test"
PATIENCE = 90  # seconds until the server answers

pytestmark = pytest.mark.skipif(os.name == "nt", reason="ends a group of processes as POSIX does")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def get(url):
    """Return the address that answers and its bytes."""
    request = urllib.request.Request(url, headers={"Authorization": f"token {TOKEN}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.url, answer.read()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Start the command as a user does, from another folder, and return where it answers."""
    folder = tmp_path_factory.mktemp("lab")
    port = free_port()
    own = {f"JUPYTER_{name}_DIR": str(folder / name) for name in ("CONFIG", "RUNTIME", "DATA")}
    process = subprocess.Popen(
        [sys.executable, "-m", "helpers", "lab", "--no-browser", "--allow-root", "--port",
         str(port), "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"],
        cwd=folder, env=os.environ | own | {"PYTHONPATH": str(ROOT)}, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield wait_for(f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()  # the command alone: JupyterLab must not be left behind
        process.wait(timeout=30)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
            pytest.fail("JupyterLab was left behind")


def wait_for(url, process):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            get(f"{url}/api/status")
            return url
        time.sleep(0.3)
    pytest.fail(f"JupyterLab does not answer after {PATIENCE} seconds")


def test_its_first_page_is_the_first_notebook(address):
    found, page = get(address)
    assert found == f"{address}/lab/tree/{FIRST}"
    assert b"jupyter-config-data" in page


def test_nobody_is_asked_about_news_of_jupyterlab(address):
    settings = re.search(
        rb'id="jupyter-config-data"[^>]*>(.+?)</script>', get(address)[1], re.DOTALL
    )
    disabled = json.loads(settings[1])["disabledExtensions"]
    assert "@jupyterlab/apputils-extension:announcements" in disabled


def test_the_notebook_and_what_it_links_to_lie_below_its_root(address):
    for path in (FIRST, "data/README.md", "data/two_capitals/codebook.md"):
        model = json.loads(get(f"{address}/api/contents/{path}?content=0")[1])
        assert model["path"] == path
