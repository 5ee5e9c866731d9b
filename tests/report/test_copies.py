import copy

import nbformat
from bs4 import BeautifulSoup

from helpers.report.copies import light_copy
from tests.report.making import HOSTILE, chart, code, picture, result, shown

STEM = "02_tone_01_dots"
FILES = [f"figures/{STEM}.png"]


def kept(alt="Three dots."):
    return shown({"image/png": {"alt": alt, "stem": STEM, "width": 720, "marks": []}},
                 png=picture(), plain="Figure: dots")  # fmt: skip


def outputs(run, files=FILES):
    return nbformat.reads(light_copy(run, files), as_version=4).cells[0].outputs


def test_a_picture_is_shown_from_the_folder_of_figures():
    output = outputs(result(code("draw()", kept())))[0]
    assert "image/png" not in output.data
    image = BeautifulSoup(output.data["text/html"], "html.parser").img
    assert image["src"] == f"../figures/{STEM}.png"
    assert (image["alt"], image["width"]) == ("Three dots.", "720")
    assert output.data["text/plain"] == "Figure: dots"


def test_a_picture_that_is_no_file_of_the_report_stays():
    for output in (kept(), chart()):
        assert "image/png" in outputs(result(code("draw()", output)), files=[])[0].data


def test_evidence_is_named_and_not_repeated():
    block = '<div class="parallax-behind"><details><summary>Read</summary></details></div>'
    other = "<p>A table</p>"
    run = result(code("show()", shown(html=block, plain="Read 4 of 9"), shown(html=other)))
    first, second = outputs(run)
    assert first.data == {"text/plain": "Read 4 of 9"}
    assert second.data["text/html"] == other


def test_hostile_alt_text_stays_in_its_attribute():
    for words in HOSTILE:
        html = outputs(result(code("draw()", kept(alt=words))))[0].data["text/html"]
        soup = BeautifulSoup(html, "html.parser")
        assert [tag.name for tag in soup.find_all(True)] == ["img"]
        assert soup.img["alt"] == " ".join(words.split())


def test_the_run_itself_is_not_changed():
    run = result(code("draw()", kept()))
    before = copy.deepcopy(run.notebook)
    light_copy(run, FILES)
    assert run.notebook == before
