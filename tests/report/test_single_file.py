from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from helpers.report import check_self_contained
from helpers.report.export import export_notebook
from helpers.report.single_file import join_pages
from tests.report.making import FRAME, HOSTILE, chart, code, markdown, result, shown
from tests.report.test_index import TONE, index_of

BEHIND = '<details class="behind" id="behind-1"><summary>Wend</summary><p>words</p></details>'


def joined(*runs):
    front = str(index_of(*runs))
    pages = {f"{run.name}.html": export_notebook(run, FRAME, pages=runs) for run in runs}
    html = join_pages(front, pages, FRAME, description="3 articles")
    assert check_self_contained(html) == []
    return BeautifulSoup(html, "html.parser")


SOURCES = result(
    markdown(
        "# Sources\n\nWho?\n\n## Limits\n\nSee [tone](02_tone.ipynb#Limits) and [it](#Limits)."
    ),
    code("x", chart("Who; n = 3."), shown(html=BEHIND)),
    name="03_sources",
)
LIMITED = result(
    markdown("# Tone\n\n**Which?**\n\n## Limits\n\nMany."), code("x", shown(html=BEHIND))
)


def test_every_address_stands_once_and_every_link_leads_to_one():
    page = joined(LIMITED, SOURCES)
    addresses = [tag["id"] for tag in page.find_all(id=True)]
    assert len(addresses) == len(set(addresses))
    links = [link["href"] for link in page.find_all("a") if link["href"].startswith("#")]
    assert len(links) > 10
    assert {link[1:] for link in links} <= set(addresses)
    assert not [link for link in page.find_all("a") if ".html" in link["href"]]


def test_links_between_pages_lead_to_their_place_in_the_file():
    page = joined(LIMITED, SOURCES)
    part = page.find(id="03_sources")
    links = {link.get_text(): link["href"] for link in part.find_all("a")}
    assert links["tone"] == "#02_tone--Limits"
    assert links["it"] == "#03_sources--Limits"
    assert page.find(id="02_tone--Limits").get_text() == "Limits"


def test_a_page_has_one_title_and_no_level_of_headings_is_left_out():
    page = joined(LIMITED, SOURCES)
    assert [title.get_text() for title in page.find_all("h1")] == ["Two Harbours"]
    assert [words.get_text() for words in page.find(id="02_tone").find_all("h2")] == ["Tone"]
    levels = [int(tag.name[1]) for tag in page.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_contents_list_the_sections_of_the_front_page_and_the_notebooks():
    page = joined(TONE, SOURCES)
    links = [(link.get_text(), link["href"]) for link in page.select("nav.aside a")]
    assert links[0] == ("The results in charts", "#front--charts")
    assert links[-2:] == [("Tone", "#02_tone"), ("Sources", "#03_sources")]


def test_nothing_of_a_page_is_lost():
    page = joined(LIMITED, SOURCES)
    assert len(page.find_all("img")) == 2  # on the front page and on its own
    assert len(page.find_all("details", class_="behind")) == 2
    assert page.find(id="03_sources").find("figcaption").get_text() == "Who; n = 3."


def test_each_notebook_begins_on_a_page_of_its_own_on_paper():
    parts = joined(TONE, SOURCES).select("div.part")
    assert ["break-before" in part.get("style", "") for part in parts] == [False, True, True]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words_in_one_file(text):
    run = result(markdown("# Tone"), code("x", chart(text, text)), name="02_tone", error=text)
    page = joined(run)
    assert page.script is None
    assert [
        tag.name for tag in page.find_all(True) if any(a.startswith("on") for a in tag.attrs)
    ] == []
    assert " ".join(text.split()) in " ".join(page.find(id="02_tone").get_text().split())
