"""Turn an executed notebook into one HTML page that loads nothing and runs no script but ours.

nbconvert walks through the cells with the template in ``template/parallax``; the page around them
(head, style, contents, links to the other pages) is laid out here.
"""

import ast
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nbconvert.exporters.html import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbformat import NotebookNode
from traitlets.config import Config

from helpers import __version__
from helpers.report.bundle import download_links
from helpers.report.errors import ReportError
from helpers.report.findings import is_finding
from helpers.report.marks import mark_links
from helpers.report.notebooks import parameter_comments, parameters_of
from helpers.report.pictures import alt_text, figure_caption, image_size, picture_address
from helpers.report.run import RunResult
from helpers.report.sanitize import clean_html, plain_text
from helpers.report.selfcontained import (
    check_self_contained,
    page_script,
    script_hash,
    without_remarks,
)
from helpers.report.shrink import shrink_css
from helpers.report.tags import Tag, read_tags, rewrite_tags

TEMPLATES = Path(__file__).parent / "template"
TEMPLATE = "parallax"
LANGUAGE = "en"
POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    f"script-src {script_hash()}; base-uri 'none'; form-action 'none'"
)
# What a bundle of one output is shown as, the first that it has. Scripts and widgets are not here.
SHOWN_KINDS = [
    "image/png",
    "image/jpeg",
    "image/svg+xml",
    "text/html",
    "text/markdown",
    "text/plain",
]
# What the style sheet gives a colour in code, by the names of Pygments.
COLOURED = [
    "k", "kn", "kc", "ow", "s1", "s2", "sa", "si", "sd", "mi", "mf", "c1", "nf", "nb", "nn",
]  # fmt: skip
PLAIN_CODE = re.compile(rf'<span class="(?!(?:{"|".join(COLOURED)})")\w{{1,3}}">([^<>]*)</span>')
HEADINGS = ("h1", "h2", "h3", "h4")
LONGEST_DESCRIPTION = 200  # characters
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class ReportFrame:
    """What all pages of one report have in common.

    Attributes
    ----------
    title : str
        Title of the report.
    corpus : str
        Name of the corpus' file or folder.
    date : str
        Date of the run as readers see it, for example ``23 November 2031``.
    show_code : bool
        Whether code stands open instead of folded.
    author : str
        Who made the report, "" if nobody is named.
    files : frozenset of str
        Paths of the pictures and tables that lie beside the pages.
    """

    title: str
    corpus: str
    date: str
    show_code: bool = False
    author: str = ""
    files: frozenset[str] = frozenset()


def export_notebook(
    result: RunResult, frame: ReportFrame, *, pages: Sequence[RunResult] = ()
) -> str:
    """Return an executed notebook as the text of one self-contained HTML page.

    Parameters
    ----------
    result : RunResult
        The notebook and how its run ended.
    frame : ReportFrame
        What all pages of the report share.
    pages : sequence of RunResult
        All notebooks of the report in reading order. Links to their files become links to their
        pages; links to other files are taken out, because the reader has only this one.

    Returns
    -------
    str
        The page.

    Raises
    ------
    ReportError
        If the page would load or run anything in spite of all that was taken out.
    """
    pages = list(pages) or [result]
    exporter = CellsExporter(pages={page.name for page in pages}, files=frame.files)
    resources = {
        "parallax": {
            "show_code": frame.show_code,
            "parameters": parameters_table(result.notebook, frame.corpus),
        }
    }
    body, _ = exporter.from_notebook_node(result.notebook, resources=resources)
    body, contents = number_headings(body)
    if "<h1" not in body:
        body = f"<h1>{escape(result.title)}</h1>\n{body}"
    title, end, rest = body.partition("</h1>")
    place = [page.name for page in pages].index(result.name)
    return render_page(
        "page.html.j2",
        frame,
        name=result.name,
        kind="notebook",
        title=result.title,
        description=describe(result),
        contents=contents,
        heading=Markup(title + end),
        body=Markup(rest),
        error=result.error,
        remarks=result.remarks,
        number_of_page=f"{place + 1} of {len(pages)}" if len(pages) > 1 else "",
        previous=pages[place - 1] if place else None,
        next=pages[place + 1] if place + 1 < len(pages) else None,
    )


class CellsExporter(HTMLExporter):
    """Export the cells of a notebook as the body of an article, without a page around them."""

    def __init__(
        self, pages: set[str] | None = None, files: Collection[str] = (), **settings: object
    ):
        config = Config({"NbConvertBase": {"display_data_priority": SHOWN_KINDS}})
        super().__init__(
            config=config,
            template_name=TEMPLATE,
            extra_template_basedirs=[str(TEMPLATES)],
            exclude_anchor_links=True,
            language_code=LANGUAGE,
            **settings,
        )
        known = pages or set()

        def link_to_page(address: str) -> str | None:
            path, _, anchor = address.partition("#")
            name = path.rpartition("/")[2].removesuffix(".ipynb").removesuffix(".html")
            if name not in known:
                return None
            return f"{name}.html#{anchor}" if anchor else f"{name}.html"

        for name, function in {
            "clean_fragment": lambda fragment: clean_html(fragment, link_to_page),
            "figure_caption": figure_caption,
            "alt_text": alt_text,
            "picture_address": picture_address,
            "image_size": image_size,
            "mark_links": mark_links,
            "keep_code_reachable": keep_code_reachable,
            "download_links": partial(download_links, files=files),
        }.items():
            self.register_filter(name, function)

    def from_notebook_node(self, nb: NotebookNode, resources: dict | None = None, **settings):
        """Convert the cells; as in `HTMLExporter`, but for its second reading of the whole page.

        That adds what our template has written already: descriptions of pictures, and what the
        keyboard can reach.
        """
        language = nb.metadata.get("language_info", {})
        lexer = language.get("pygments_lexer", language.get("name"))
        self.register_filter("highlight_code", Highlight2HTML(pygments_lexer=lexer, parent=self))
        widgets = WidgetsDataTypeFilter(
            notebook_metadata=nb.metadata, parent=self, resources=resources
        )
        self.register_filter("filter_data_type", widgets)
        return TemplateExporter.from_notebook_node(self, nb, resources, **settings)


def render_page(template: str, frame: ReportFrame, **values: object) -> str:
    """Return a page from its template, checked for whatever would make it less than whole.

    Raises
    ------
    ReportError
        If the page would load or run anything.
    """
    page = (
        _environment()
        .get_template(f"{TEMPLATE}/{template}")
        .render(
            {
                "language": LANGUAGE,
                "policy": POLICY,
                "version": __version__,
                "style": Markup(_style()),
                "script": Markup(page_script()),
                "report_title": frame.title,
                "corpus": frame.corpus,
                "author": frame.author,
                "date": frame.date,
                "files": frame.files,
            }
            | values
        )
    )
    page = SURROGATES.sub("\ufffd", CONTROL_CHARACTERS.sub("", page))
    problems = check_self_contained(page)
    if problems:
        shown = "; ".join(problems[:5])
        raise ReportError(f"The page '{values.get('title')}' would not be self-contained: {shown}.")
    return page


def describe(result: RunResult) -> str:
    """Return the question of a notebook in one line for the head of its page."""
    text = question_of(result.notebook) or result.title
    if len(text) <= LONGEST_DESCRIPTION:
        return text
    return text[:LONGEST_DESCRIPTION].rsplit(" ", 1)[0] + " …"


def question_of(notebook: NotebookNode) -> str:
    """Return the first paragraph behind the title as plain text, or "" if there is none."""
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        soup = BeautifulSoup(markdown2html_mistune(cell.source), "html.parser")
        title = soup.find("h1")
        paragraph = title.find_next_sibling("p") if title else None
        return plain_text(str(paragraph)) if paragraph else ""
    return ""


def keep_code_reachable(highlighted: str) -> str:
    """Let the keyboard scroll a block of code that is wider than the page.

    Marks of words that have no colour of their own go: they are two thirds of all tags of a page.
    """
    highlighted = PLAIN_CODE.sub(r"\1", highlighted)
    return highlighted.replace("<pre>", '<pre role="group" tabindex="0" aria-label="Code">', 1)


def number_headings(body: str) -> tuple[str, list[dict[str, str]]]:
    """Give headings addresses, leave one title, and list the sections.

    Returns
    -------
    tuple of str and list of dict
        The body, and for each section (h2) its ``anchor`` and ``text``. Addresses are those that
        JupyterLab gives (spaces become hyphens), so that links within a notebook work in both.
    """
    tags = read_tags(body, texts_of=HEADINGS)
    headings = [tag for tag in tags if tag.name in HEADINGS]
    title = next((tag for tag in headings if tag.name == "h1"), None)
    taken = {"content", "contents-heading"}
    contents, changed = [], []
    for heading in headings:
        text = " ".join("".join(heading.text).split())
        anchor = base = text.replace(" ", "-") or "section"
        number = 1
        while anchor in taken:
            number += 1
            anchor = f"{base}-{number}"
        taken.add(anchor)
        name = "h2" if heading.name == "h1" and heading is not title else heading.name
        changed.append((heading, name, _with_id(heading, anchor)))
        if name == "h2":
            contents.append({"anchor": anchor, "text": text})
    findings = [tag for tag in tags if is_finding(tag)]
    for number, tag in enumerate(findings, start=1):
        taken.add(f"finding-{number}")
        changed.append((tag, tag.name, _with_id(tag, f"finding-{number}")))
    own = {id(tag) for tag in [*headings, *findings]}
    for tag in tags:
        for anchor in tag.get("id")[:1] if id(tag) not in own else ():
            if anchor in taken:  # two outputs of the same kind; the first keeps its address
                changed.append((tag, tag.name, _with_id(tag, None)))
            taken.add(anchor)
    return rewrite_tags(body, changed), contents


def _with_id(tag: Tag, anchor: str | None) -> list[tuple[str, str]]:
    others = [(name, value) for name, value in tag.attributes if name != "id"]
    return [*others, ("id", anchor)] if anchor is not None else others


def parameters_table(notebook: NotebookNode, corpus: str) -> str:
    """Return the parameters of a run as a small HTML table, or "" if there are none.

    Paths are shortened to their names: the page may be passed on, and where a file lay on the
    machine that made it is nobody's business.
    """
    values = parameters_of(notebook)
    comments = parameter_comments(notebook)
    if not values:
        return ""
    rows = []
    for name, source in values.items():
        value = corpus if name == "corpus" else _readable(source)
        comment = comments.get(name, "")
        rows.append(
            f'<tr><th scope="row"><code>{escape(name)}</code></th><td>{escape(value)}</td>'
            + (f"<td>{escape(comment)}</td>" if any(comments.values()) else "")
            + "</tr>"
        )
    heads = ["Parameter", "Value"] + (["Meaning"] if any(comments.values()) else [])
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    return (
        '<div class="scroll" role="group" tabindex="0" aria-label="Table: parameters of this run">'
        f'<table class="parallax-table parameters"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _readable(source: str) -> str:
    """Return a Python value as a reader would write it."""
    try:
        value = ast.literal_eval(source)
    except (ValueError, SyntaxError):
        return source
    return _words(value)


def _words(value: object) -> str:
    if value is None:
        return "not given"
    if isinstance(value, str):
        path = Path(value)
        return path.name if path.is_absolute() else value
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_words(item)}" for name, item in value.items()) or "none"
    if isinstance(value, list | tuple):
        return ", ".join(_words(item) for item in value) or "none"
    return str(value)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> str:
    text = (TEMPLATES / TEMPLATE / "style.css").read_text(encoding="utf-8")
    return shrink_css(without_remarks(text))
