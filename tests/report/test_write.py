"""A report as its options shape it: what is written, what run.json says, what stands in front."""

import json
import subprocess
import sys
from importlib.util import find_spec

import pytest
from bs4 import BeautifulSoup

from helpers.report import ReportError, check_self_contained, write_report
from helpers.report.bibliography import parse_bibtex
from helpers.report.write import check_groups
from tests.report.making import HOSTILE, code, markdown, parameters, save
from tests.setup.environment import ROOT

ARTICLES = "title,text,outlet,country,date\n" + "".join(
    f"Title number {number} here,The harbour {number} opened at dawn and all ships came in.,"
    f"{outlet},{country},2021-05-{number:02d}\n"
    for number, (outlet, country) in enumerate(
        [("Wend Post", "US"), ("Ledger", "US"), ("Ostvest", "RU"), ("Pristan", "UA")], start=1
    )
)
SHOWN = """
import matplotlib.pyplot as plt
import pandas as pd
from helpers.show import show_figure, show_finding, show_table

table = pd.DataFrame({"outlet": ["=Wend"], "difference": [0.5], "low": [0.1], "high": [0.9]})
show_table(table, caption="Differences <b>")
figure = plt.figure(figsize=(2, 1))
figure.caption, figure.alt, figure.data = "Tone by outlet. n = 3.", "Three dots.", table
show_figure(figure)
show_finding(f"{groups[0]} is darker than {groups[1]} <i>by far</i>.")
show_finding("No more is known.")
"""
TEXT = """
from helpers.corpus import load_corpus
for text in load_corpus(corpus, progress=False).articles["text"]:
    print(text)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("work")
    (folder / "wend.csv").write_text(ARTICLES, encoding="utf-8")
    save(
        folder / "notebooks", "02_tone", markdown("# Tone\n\nWhich is darker?"),
        parameters('corpus = "x"\ngroups = ["US", "RU"]\nseed = 3\noutlets = None'), code(SHOWN),
    )  # fmt: skip
    save(
        folder / "notebooks", "03_text", markdown("# Text"),
        parameters('corpus = "x"\nseed = 3'), code(TEXT),
    )  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def written(made):
    report = write_report(
        made / "wend.csv", made / "out", notebooks=made / "notebooks", author="Vera Orlova",
        title="Two harbours", groups=["USA", "Ukraine"], progress=False,
    )  # fmt: skip
    assert [run.error for run in report.runs] == [None, None]
    return made / "out"


def page_of(folder, name="index.html"):
    html = (folder / name).read_text(encoding="utf-8")
    assert check_self_contained(html) == []
    return BeautifulSoup(html, "html.parser")


def words_of(tag):
    return " ".join(tag.get_text().split())


def section_of(page, anchor):
    tags = []
    for tag in page.find(id=anchor).find_next_siblings():
        if tag.name == "h2":
            break
        tags.append(tag)
    return " ".join(map(words_of, tags))


def marker_of(folder):
    return json.loads((folder / "run.json").read_text(encoding="utf-8"))


def test_tables_and_figures_lie_beside_the_pages_and_are_named_in_run_json(written):
    files = {path.relative_to(written).as_posix() for path in written.rglob("*") if path.is_file()}
    endings = [name.rpartition(".")[2] for name in files if name.startswith("figures/")]
    assert sorted(endings) == ["pdf", "png", "svg"]
    assert len([name for name in files if name.startswith("tables/")]) == 2
    assert files - {"run.json"} == set(marker_of(written)["files"])


def test_tables_are_safe_to_open_in_a_spreadsheet(written):
    [table] = (written / "tables").glob("*differences*.csv")
    assert table.read_bytes().startswith(b"\xef\xbb\xbfoutlet,difference,low,high\n'=Wend,")


def test_every_link_of_every_page_leads_to_something(written):
    for path in sorted(written.glob("*.html")):
        page = page_of(written, path.name)
        for link in page.find_all("a"):
            name, _, anchor = link["href"].partition("#")
            if not name.startswith(("http:", "https:", "mailto:")):
                assert (written / (name or path.name)).is_file(), link
            if anchor and not name.startswith("http"):
                assert page_of(written, name or path.name).find(id=anchor), link


def test_a_chart_links_to_its_files_on_its_page_and_in_front(written):
    links = page_of(written, "02_tone.html").select("figure .downloads a")
    assert [link.get_text() for link in links] == ["Data (CSV)", "SVG", "PDF", "PNG"]
    assert "Tone by outlet Data (CSV) · SVG · PDF · PNG" in section_of(page_of(written), "files")


def test_the_results_in_words_come_first_and_lead_to_their_place(written):
    page = page_of(written)
    statements = page.find(id="findings").find_next("ul").find_all("li")
    assert [words_of(one) for one in statements] == [
        "US is darker than UA <i>by far</i>. Tone",
        "No more is known. Tone",
    ]
    address = statements[1].a["href"]
    assert address == "02_tone.html#finding-2"
    assert words_of(page_of(written, "02_tone.html").find(id="finding-2")) == "No more is known."


def test_how_sure_we_are_says_the_sides_and_counts_the_comparisons(written):
    text = section_of(page_of(written), "confidence")
    assert "2 articles of 2 American outlets and 1 article of 1 Ukrainian outlet" in text
    assert "fewer than 5 outlets on a side" in text
    assert "Tone 1 1 not corrected" in text


def test_author_title_and_options_are_recorded(written):
    marker = marker_of(written)
    assert (marker["author"], marker["title"]) == ("Vera Orlova", "Two harbours")
    assert marker["options"] == {"single_file": False, "show_code": False, "no_text": False}
    assert marker["notebooks"][0]["parameters"] == {
        "corpus": "wend.csv", "groups": ["US", "UA"], "seed": 3, "outlets": None,
    }  # fmt: skip
    assert "Vera Orlova · 4 articles" in words_of(page_of(written).select_one(".byline"))


def test_methods_and_references_lie_beside_the_front_page_that_shows_them(written):
    methods = (written / "methods.md").read_text(encoding="utf-8")
    page = page_of(written)
    for line in methods.splitlines()[2:5:2]:
        assert line.replace("\\", "") in section_of(page, "methods")
    keys = [work.key for work in parse_bibtex((written / "references.bib").read_text("utf-8"))]
    assert keys == ["broder1997"]


@pytest.fixture(scope="module")
def alone(made, nursery):
    write_report(
        made / "wend.csv", made / "alone", notebooks=made / "notebooks", single_file=True,
        author="Vera Orlova", progress=False, nursery=nursery,
    )  # fmt: skip
    return made / "alone"


def test_a_single_file_has_nothing_beside_it_but_run_json(alone):
    assert {path.name for path in alone.rglob("*")} == {"index.html", "run.json"}


def test_a_single_file_holds_all_pages_and_links_to_nothing_outside(alone):
    page = page_of(alone)
    assert page.find(id="02_tone")
    assert page.find(id="03_text")
    addresses = {link["href"] for link in page.find_all("a")}
    assert {address for address in addresses if not address.startswith("#")} == set()
    assert {address[1:] for address in addresses} <= {tag["id"] for tag in page.find_all(id=True)}
    assert "@inproceedings{broder1997," in page.get_text()


def test_without_text_no_page_holds_any(made, nursery):
    report = write_report(
        made / "wend.csv", made / "quiet", notebooks=made / "notebooks", no_text=True,
        progress=False, nursery=nursery,
    )  # fmt: skip
    pages = " ".join(path.read_text("utf-8") for path in (made / "quiet").rglob("*.*b"))
    assert "opened at dawn" not in pages
    assert "opened at dawn" not in str(page_of(made / "quiet", "03_text.html"))
    assert "quotes an article, and was left out" in section_of(page_of(made / "quiet"), "caution")
    assert marker_of(made / "quiet")["options"]["no_text"]
    assert [run.error for run in report.runs] == [None, None]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_titles_and_authors_stay_text(made, nursery, text):
    save(made / "small", "09_none", markdown("# Nothing"))
    for single_file in (False, True):
        report = write_report(
            made / "wend.csv", made / "hostile", notebooks=made / "small" / "09_none.ipynb",
            title=text, author=text, single_file=single_file, progress=False, nursery=nursery,
        )  # fmt: skip
        page = page_of(report.index.parent)
        assert words_of(page.h1) == " ".join(text.split())
        assert words_of(page.title) == " ".join(text.split())
        assert " ".join(text.split()) in words_of(page.select_one(".byline"))


@pytest.mark.parametrize(
    ("groups", "expected"),
    [(["us", "ru"], ["US", "RU"]), (("Ukraine", "Russian Federation"), ["UA", "RU"])],
)
def test_countries_are_known_by_code_and_name(groups, expected):
    assert check_groups(groups) == expected


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        (["US"], "needs two presses"),
        ("US", "needs two presses"),
        (["US", "Mars"], "'Mars' is neither the code nor the name of a country"),
        (["US", "usa"], "'US' and 'usa' are the same country"),
    ],
)
def test_wrong_groups_are_answered_before_anything_runs(made, groups, message):
    with pytest.raises(ReportError, match=message):
        write_report(made / "wend.csv", made / "never", groups=groups, progress=False)
    assert not (made / "never").exists()


def run_program(*lines):
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return done.stdout.splitlines()


def test_what_makes_pages_is_not_read_before_the_notebooks_run():
    assert run_program(
        "import sys",
        "from helpers.report import write_report",
        "print('nbconvert' in sys.modules, 'scipy.stats' in sys.modules)",
    ) == ["False False"]


def test_a_slow_grammar_is_not_read_for_notebooks_but_can_be():
    name = "rfc3987_syntax"
    if find_spec(name) is None:
        pytest.skip(f"{name}, which jsonschema uses if it can, is not installed")
    assert run_program(
        "import sys",
        "import helpers.report",
        f"print('{name}' in sys.modules)",
        "import nbformat",
        "nbformat.validate(nbformat.v4.new_notebook())",
        f"import {name}",
        f"print({name}.is_valid_syntax('iri', 'https://wharf.example'))",
    ) == ["False", "True"]
