import pytest
from playwright.sync_api import sync_playwright

from helpers.report import write_report
from tests.browser.chromium import Chromium, find_browser, must_have_browser
from tests.report.making import HOSTILE, code, markdown, parameters, save

SENTENCES = """
import pandas as pd
from helpers.show import show_evidence, show_figure, show_note, show_table
sentences = pd.DataFrame({"title": TITLES})
sentences["text"] = [f"It was said: {title} Then it was late." for title in TITLES]
sentences["outlet"] = [f"The Wend Post of Lower and Upper Wend {n}" for n in range(len(TITLES))]
sentences["start"], sentences["end"] = 3, 6
""".replace("TITLES", repr(HOSTILE))
CHART = """
import matplotlib.pyplot as plt
figure, axes = plt.subplots(figsize=(7.2, 3))
axes.plot([1, 2, 3], [2, 1, 3], "o")
figure.caption, figure.alt = TITLE + " Tone by day; n = 3.", "Three dots. " + TITLE
show_figure(figure)
""".replace("TITLE", repr(HOSTILE[0]))
TABLE = """
wide = sentences.assign(**{f"a long name of a column {n}": n / 3 for n in range(12)})
show_table(wide, caption=TITLE)
""".replace("TITLE", repr(HOSTILE[1]))
SIDES = """
from helpers.show import show_side_by_side
told = sentences.head(2).assign(article_id=["a", "b"])
hits = pd.DataFrame({"article_id": ["a", "a", "b"], "start": [0, 3, 3], "end": [6, 10, 6]})
show_side_by_side(told, hits.assign(frame=["conflict", TITLE, "morality"]), caption=TITLE)
""".replace("TITLE", repr(HOSTILE[0]))


def pytest_collection_modifyitems(items):
    if find_browser() is None and not must_have_browser():
        reason = "no chromium, chromium-browser or google-chrome on this machine"
        for item in items:
            if item.path.parent.name == "browser":
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    """Return the folder of a report over articles whose titles are hostile."""
    folder = tmp_path_factory.mktemp("report")
    rows = "\n".join(
        f'"{title.replace(chr(34), chr(34) * 2)}",The harbour of Lower Wend was open.,Wend Post'
        for title in HOSTILE
    )
    (folder / "wend.csv").write_text(f"title,text,outlet\n{rows}\n", encoding="utf-8")
    save(
        folder / "notebooks", "01_words", markdown("# Words\n\n**Do words stay words?**"),
        markdown("## Parameters"), parameters('corpus = "x"'),
        markdown("## Analysis\n\nSee [the next](02_wrong.ipynb) and "
                 "[a paper](https://example.org/a/long/address/that/does/not/break/anywhere)."),
        code(SENTENCES), code(CHART), markdown("Three dots."), code(TABLE),
        code("show_evidence(sentences, start='start', end='end')"),
        code(SIDES), code(f"show_note({HOSTILE[0]!r})"), code("print('a word ' * 100)"),
        code("sentences"),
        markdown("## The end\n\nAll of the page is there."),
    )  # fmt: skip
    save(
        folder / "notebooks", "02_wrong", markdown("# It goes wrong"), parameters('corpus = "x"'),
        code(f"raise ValueError({HOSTILE[0]!r})"),
    )  # fmt: skip
    write_report(
        folder / "wend.csv", folder / "out", title="Lower Wend", notebooks=folder / "notebooks",
        progress=False,
    )  # fmt: skip
    return folder / "out"


@pytest.fixture(scope="module")
def playwright():
    """Return Playwright, stopped after the tests of a module.

    While it runs, its event loop counts as running in this thread. So it must not outlive the
    module (other tests of the same process run notebooks), and reports are made before it starts:
    their fixtures have the scope of the session, which comes first.
    """
    if find_browser() is None:
        pytest.fail("PARALLAX_REQUIRE_BROWSER is set and no Chromium is on this machine")
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright, tmp_path_factory):
    """Return a browser that is closed after the tests of a module."""
    with Chromium(playwright, tmp_path_factory.mktemp("browser")) as chromium:
        yield chromium
