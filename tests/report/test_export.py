import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers.report import ReportError, ReportFrame, check_self_contained, export_notebook
from helpers.report.export import (
    COLOURED,
    TEMPLATE,
    TEMPLATES,
    number_headings,
    question_of,
    render_page,
)
from helpers.report.selfcontained import page_script, script_hash
from tests.report.making import (
    FRAME,
    HOSTILE,
    chart,
    code,
    markdown,
    notebook,
    parameters,
    picture,
    printed,
    raised,
    result,
    shown,
)

HEAD = markdown("# Tone of two harbours\n\n**Is one press darker?**\n\nMore words.")


def page_of(*cells, frame=FRAME, pages=(), **options):
    run = result(*cells, **options)
    html = export_notebook(run, frame, pages=pages or [run])
    assert check_self_contained(html) == []
    return BeautifulSoup(html, "html.parser")


def words_of(tag):
    return " ".join(tag.get_text().split())


def test_the_page_has_title_language_description_and_a_policy_that_blocks_everything():
    page = page_of(HEAD)
    assert page.html["lang"] == "en"
    assert page.title.get_text() == "Tone of two harbours · Two Harbours"
    assert page.find("meta", attrs={"name": "description"})["content"] == "Is one press darker?"
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy == (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src {script_hash()}; base-uri 'none'; form-action 'none'"
    )


def test_the_page_has_landmarks_one_title_and_a_link_past_the_header():
    page = page_of(HEAD, markdown("# Another title"))
    for landmark in ("header", "main", "footer"):
        assert len(page.find_all(landmark)) == 1
    assert [words_of(title) for title in page.find_all("h1")] == ["Tone of two harbours"]
    skip = page.body.find("a")
    assert page.find(id=skip["href"][1:]).name == "main"


def test_a_notebook_without_a_heading_gets_one_from_its_title():
    page = page_of(markdown("Only words."), name="05_attention")
    assert words_of(page.h1) == "Attention"


def test_the_contents_lead_to_every_section_and_addresses_are_unique():
    page = page_of(HEAD, markdown("## Limits\n\na\n\n## What is it?"), markdown("## Limits\n\nb"))
    links = page.select("nav.aside a")
    assert [words_of(link) for link in links] == ["Limits", "What is it?", "Limits"]
    targets = [page.find(id=link["href"][1:]) for link in links]
    assert [words_of(target) for target in targets] == ["Limits", "What is it?", "Limits"]
    addresses = [tag["id"] for tag in page.find_all(id=True)]
    assert len(addresses) == len(set(addresses))


def test_addresses_are_those_that_jupyterlab_gives():
    _, contents = number_headings("<h2>What exactly are we measuring?</h2>")
    assert contents[0]["anchor"] == "What-exactly-are-we-measuring?"


def test_code_is_folded_unless_it_is_asked_for():
    cells = (HEAD, code("tone = 1 < 2"))
    folded, open_ = page_of(*cells), page_of(*cells, frame=ReportFrame("t", "c", "d", True))
    assert not folded.select_one("details.code").has_attr("open")
    assert open_.select_one("details.code").has_attr("open")
    assert words_of(folded.select_one("details.code summary")).startswith("Show code")
    assert "tone = 1 < 2" in words_of(folded.select_one("details.code pre"))


def test_warnings_and_progress_on_standard_error_are_not_shown():
    page = page_of(HEAD, code("x", printed("a warning", "stderr"), printed("a figure")))
    assert "a warning" not in page.get_text()
    assert words_of(page.select_one("pre.printed")) == "a figure"


def test_colour_codes_of_the_terminal_are_not_shown():
    page = page_of(
        HEAD,
        code("x", printed("\x1b[31mred\x1b[0m words")),
        code("y", raised("ValueError", "\x1b[1mno\x1b[0m date", "\x1b[31mline 1\x1b[0m", "line 2")),
    )
    assert "\x1b" not in str(page)
    assert words_of(page.select_one("pre.printed")) == "red words"
    failure = page.select_one("section.failure")
    assert words_of(failure.p) == "ValueError: no date"
    assert words_of(failure.select_one("details pre")) == "line 1 line 2"


def test_a_failed_notebook_says_so_at_its_top():
    page = page_of(HEAD, error="ValueError: no date <b>")
    failure = page.h1.find_next("section")
    assert failure["class"] == ["failure"]
    assert "stopped before its end" in words_of(failure)
    assert "ValueError: no date <b>" in words_of(failure)


def test_a_chart_is_a_figure_with_description_caption_and_size():
    figure = page_of(HEAD, code("x", chart("Tone; n = 3.", 'Dots, "low" < high.'))).figure
    assert figure.img["alt"] == 'Dots, "low" < high.'
    assert words_of(figure.figcaption) == "Tone; n = 3."
    # 320 dots at 160 an inch are two inches, 192 CSS pixels.
    assert (figure.img["width"], figure.img["height"]) == ("192", "120")


def test_a_stored_width_wins_over_that_of_the_picture():
    output = shown({"image/png": {"alt": "Dots.", "width": 640}}, png=picture())
    image = page_of(HEAD, code("x", output)).img
    assert (image["width"], image["height"]) == ("640", "400")


def test_a_chart_without_description_gets_its_caption_or_a_plain_statement():
    with_caption = shown(png=picture(), plain="Figure: Tone by day.")
    without = shown(png=picture(), plain="<Figure size 640x480 with 1 Axes>")
    images = page_of(HEAD, code("x", with_caption), code("y", without)).find_all("img")
    assert images[0]["alt"] == "Tone by day."
    assert "without a description" in images[1]["alt"]
    assert "640x480" not in str(images[1].parent)


def test_a_picture_cannot_leave_the_attribute_it_stands_in():
    page = page_of(HEAD, code("x", shown(png='AAAA" onerror="alert(1)', plain="p")))
    assert set(page.img.attrs) <= {"src", "alt", "width", "height"}


def test_a_table_of_pandas_loses_its_style_and_border():
    table = pd.DataFrame({"outlet": ["<b>Ledger</b>", "Wire"], "tone": [0.25, -0.5]})
    page = page_of(HEAD, code("x", shown(html=table._repr_html_(), plain=str(table))))
    assert len(page.find_all("style")) == 1
    assert "border" not in page.table.attrs
    assert "<b>Ledger</b>" in page.table.get_text()
    assert page.table.parent["class"] == ["scroll"]


def test_parameters_are_a_table_that_names_the_corpus_and_no_path():
    injected = code(
        'corpus = "/home/someone/private/harbours.csv"\noutlets = "/home/someone/o.csv"\n'
        'groups = ["US", "RU"]\ncolumns = None',
        tags=("injected-parameters",),
    )
    page = page_of(HEAD, parameters(), injected)
    rows = [[words_of(cell) for cell in row.find_all(["th", "td"])] for row in page.select("tr")]
    assert rows == [
        ["Parameter", "Value", "Meaning"],
        ["corpus", "harbours.csv", "file or folder of articles"],
        ["seed", "7", "of every draw"],
        ["outlets", "o.csv", ""],
        ["groups", "US, RU", ""],
        ["columns", "not given", ""],
    ]
    assert "someone" not in str(page)


def test_links_between_notebooks_become_links_between_pages():
    first = result(HEAD, markdown("[next](03_sources.ipynb#Limits) [data](../data/README.md)"))
    second = result(markdown("# Sources"), name="03_sources")
    html = export_notebook(first, FRAME, pages=[first, second])
    page = BeautifulSoup(html, "html.parser")
    links = {words_of(link): link["href"] for link in page.select("article a")}
    assert links == {"next": "03_sources.html#Limits"}
    assert "data" in words_of(page.article)
    assert page.find("a", rel="next")["href"] == "03_sources.html"
    assert page.find("a", rel="prev") is None


def test_pictures_of_markdown_are_shown_if_attached_and_described_if_not():
    attached = {"a.png": {"image/png": picture()}}
    page = page_of(
        HEAD,
        markdown("![harbour](attachment:a.png)", attachments=attached),
        markdown("![lighthouse](https://example.org/x.png)"),
    )
    assert [image["alt"] for image in page.find_all("img")] == ["harbour"]
    assert "picture not part of this page: lighthouse" in page.get_text()


def test_scripts_and_widgets_of_outputs_are_neither_run_nor_shown():
    outputs = [
        shown(javascript="alert(1)", plain="<Javascript object>"),
        shown(html="<script>alert(1)</script><p>a table</p>", plain="x"),
    ]
    outputs[0].data["application/javascript"] = "alert(1)"
    page = page_of(HEAD, code("x", *outputs))
    assert [script.string for script in page.find_all("script")] == [page_script()]
    assert "a table" in page.get_text()
    assert "alert(1)" not in str(page)


@pytest.mark.parametrize("title", HOSTILE)
def test_article_text_stays_text_wherever_it_is_shown(title):
    table = pd.DataFrame({"title": [title]})
    page = page_of(
        HEAD,
        code(
            "x",
            shown(html=table.to_html(), plain=title),
            shown(plain=title),
            printed(title),
            raised(title, title, title, title),
            chart(title, title),
        ),
        markdown("## The end\n\nAll of the page is there."),
        error=title,
    )
    wanted = " ".join(title.split())
    assert wanted in words_of(page.table)
    for printed_text in page.select("pre.printed"):
        assert wanted in words_of(printed_text)
    assert page.select_one("figure img")["alt"] == wanted
    assert words_of(page.figcaption) == wanted
    assert len(page.select("section.failure")) == 2
    assert all(wanted in words_of(box) for box in page.select("section.failure"))
    # Nothing was swallowed, closed or opened by the title.
    assert words_of(page.select("article > h2")[-1]) == "The end"
    assert len(page.find_all("main")) == len(page.find_all("body")) == 1
    allowed = {"src", "alt", "width", "height"}
    assert all(set(image.attrs) <= allowed for image in page.find_all("img"))
    assert not re.search(r"\son\w+=", re.sub(r">[^<]*<", "><", re.sub(r'"[^"]*"', "", str(page))))


def test_a_hostile_title_of_a_notebook_stays_text():
    page = page_of(markdown("# `</title><script>alert(1)</script>` & more"))
    assert "</title><script>alert(1)</script> & more" in page.title.get_text()


def test_control_characters_and_broken_text_do_not_break_the_file():
    run = result(HEAD, code("x", printed("bell\x07 null\x00 half \ud83d of a sign")))
    html = export_notebook(run, FRAME)
    html.encode("utf-8")
    assert not re.search("[\x00-\x08\x0e-\x1f]", html)
    assert "half \ufffd of a sign" in html


def test_remarks_of_the_run_are_shown():
    run = result(HEAD)
    run = type(run)(**{**run.__dict__, "remarks": ("It was not given the corpus.",)})
    page = BeautifulSoup(export_notebook(run, FRAME), "html.parser")
    note = page.select_one(".parallax-note")
    assert (note["role"], words_of(note)) == ("note", "It was not given the corpus.")


def test_a_page_whose_script_was_changed_by_a_byte_is_refused(monkeypatch):
    changed = page_script().replace("ascending", "Ascending", 1)
    assert changed != page_script()
    monkeypatch.setattr("helpers.report.export.page_script", lambda: changed)
    with pytest.raises(ReportError, match="<script> is not allowed in a report"):
        export_notebook(result(HEAD), FRAME)


def test_marks_of_a_chart_are_links_over_its_picture_and_others_are_left_out():
    marks = [
        {"box": [0.1, 0.2, 0.3, 0.4], "href": "#behind-a", "label": '<b>"Wend" & Post'},
        {"box": [0.1, 0.2, 0.3, 0.4], "href": "https://example.org", "label": "elsewhere"},
    ]
    output = shown({"image/png": {"alt": "Dots.", "marks": marks}}, png=picture())
    figure = page_of(HEAD, code("x", output)).figure
    [link] = figure.select(".picture a")
    assert (link["href"], link["title"]) == ("#behind-a", '<b>"Wend" & Post')
    assert link["style"].startswith("left:20%;top:30%;width:20%;height:20%")


def test_evidence_keeps_the_addresses_that_marks_lead_to():
    fold = (
        '<div class="parallax-behind"><details class="behind-all"><summary>Read</summary><details '
        'class="behind"><summary>Wend Post</summary><div class="opened" id="behind-a">words</div>'
        "</details></details></div>"
    )
    page = page_of(HEAD, code("x", shown(html=fold, plain="")))
    assert [parent.name for parent in page.find(id="behind-a").find_parents("details")] == [
        "details",
        "details",
    ]


def test_a_page_that_would_load_something_is_refused():
    with pytest.raises(ReportError, match=r"would not be self-contained: <img> loads src: x\.png"):
        render_page(
            "page.html.j2", FRAME, name="x", kind="notebook", title="x", description="x",
            contents=[], heading="", body=type("M", (str,), {"__html__": str.__str__})(
                "<img src='x.png'>"
            ), error=None, remarks=(), number_of_page="", previous=None, next=None,
        )  # fmt: skip


def test_the_question_is_the_first_paragraph_behind_the_title():
    assert question_of(notebook(HEAD)) == "Is one press darker?"
    assert question_of(notebook(code("x"), markdown("No title."))) == ""


def test_code_marks_only_words_that_have_a_colour():
    style = (TEMPLATES / TEMPLATE / "style.css").read_text(encoding="utf-8")
    assert set(re.findall(r"\.highlight \.(\w+)", style)) == set(COLOURED)
    page = page_of(code('from a import b\nshow(b, "x", n=2)  # <b>'))
    block = page.select_one(".highlight")
    assert {" ".join(span["class"]) for span in block.select("span[class]")} <= set(COLOURED)
    assert block.get_text().strip() == 'from a import b\nshow(b, "x", n=2)  # <b>'
