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
# A chart whose bars open sentences, and a text with its tones: the HTML that reports agree on.
BEHIND = """
import base64
from html import escape
import matplotlib.pyplot as plt
from IPython.display import display
from helpers.charts.style import figure_bytes
names = ["Wend Post", "Lower Wend Gazette", TITLE, "Вендский вестник", "Evening Harbour"]
shares = [0.5, 0.4, 0.3, 0.2, 0.1]
figure = plt.figure(figsize=(7.2, 3))
axes = figure.add_axes((0.3, 0.1, 0.65, 0.85))
axes.barh(names[:2] + ["a hostile name"] + names[3:], shares)
axes.invert_yaxis()
tops = [0.05 + 0.17 * place for place in range(5)]
marks = [
    {"box": [0.02, top, 0.95, top + 0.15], "href": f"#behind-wend-{place}", "label": name}
    for place, (name, top) in enumerate(zip(names, tops))
]
marks += [{"box": [0, 0, 2, 1], "href": "#behind-wend-0", "label": "too wide"},
          {"box": [0, 0, 1, 1], "href": "javascript:alert(1)", "label": "no address of ours"}]
png = base64.b64encode(figure_bytes(figure, dpi=160)).decode("ascii")
plt.close(figure)
display({"image/png": png, "text/plain": "Figure: Shares of quoted words by outlet; n = 5."},
        metadata={"image/png": {"alt": "Five bars.", "width": 720, "marks": marks}}, raw=True)
quote = ("<blockquote><p dir='auto'><bdi>The mayor <mark>said</mark> that " + escape(TITLE)
         + "</bdi></p><p class='source'><small><bdi>Wend Post</bdi></small></p></blockquote>")
folds = "".join(f"<details class='behind'><summary><bdi>{escape(name)}</bdi> <small>2 of 7 "
                f"sentences</small></summary><div class='opened' id='behind-wend-{place}'>{quote}"
                f"{quote}</div></details>" for place, name in enumerate(names))
display({"text/html": "<div class='parallax-behind'><details class='behind-all'><summary>Read the "
                      "sentences behind each of the 5 numbers</summary><p><small>At most 2 a row, "
                      f"drawn by chance (seed 7).</small></p>{folds}</details></div>",
         "text/plain": ""}, raw=True)
""".replace("TITLE", repr(HOSTILE[1]))
EXPLAINED = """
tones = ["tone-neg-3", "tone-neg-2", "tone-neg-1", "tone-pos-1", "tone-pos-2", "tone-pos-3"]
marks = " ".join(f"<mark class='{tone}'>word<sub>+0.2</sub></mark>" for tone in tones)
display({"text/html": f"<div class='parallax-explained'><p>{marks}</p></div>"
                      "<div class='parallax-finding'><p>The two presses differ by 0.12.</p></div>",
         "text/plain": ""}, raw=True)
"""
ORDER = """
columns = {"outlet": ["Zander", "apple", "Émile", "4 Winds"], "n_articles": [9, 1204, 30, 30],
           "difference": [-0.25, 0.1, None, -0.3], "p_value": [0.0001, 0.04, 0.5, 0.001],
           "day": pd.to_datetime(["2031-05-02", "2030-12-31", None, "2031-05-01"])}
show_table(pd.DataFrame(columns), caption="Four outlets")
"""


def pytest_collection_modifyitems(items):
    if find_browser() is None and not must_have_browser():
        reason = "no chromium, chromium-browser or google-chrome on this machine"
        for item in items:
            if item.path.parent.name == "browser":
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def report(tmp_path_factory, nursery):
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
    save(
        folder / "notebooks", "03_behind", markdown("# What stands behind it"),
        parameters('corpus = "x"'), code(BEHIND), markdown("## Tones"), code(EXPLAINED),
        markdown("## Order"), code("import pandas as pd\nfrom helpers.show import show_table"),
        code(ORDER), markdown("## The end"),
    )  # fmt: skip
    write_report(
        folder / "wend.csv", folder / "out", title="Lower Wend", notebooks=folder / "notebooks",
        progress=False, nursery=nursery,
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
