"""All pages of a report as one HTML file, to be sent by mail or put on a learning platform.

The pages are those of the folder. Addresses within a page get its name before them, so that each
stands once, and links between pages become links within the file.
"""

import re
from collections.abc import Mapping
from urllib.parse import unquote

from bs4 import BeautifulSoup
from bs4.element import Tag
from markupsafe import Markup

from helpers.report.export import ReportFrame, render_page

FRONT = "front"
# Attributes that name other elements by their ids.
REFERENCES = (
    "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details",
    "headers", "for",
)  # fmt: skip
PAGE = re.compile(r"([^/#?]{1,200})\.html(?:#(.*))?", re.DOTALL)


def join_pages(
    front: str, pages: Mapping[str, str], frame: ReportFrame, *, description: str
) -> str:
    """Return the front page and all others as one page.

    Parameters
    ----------
    front : str
        HTML of ``index.html``.
    pages : mapping of str to str
        HTML by name of the file, for example ``02_sentiment.html``, in reading order.
    frame : ReportFrame
        What all pages share.
    description : str
        A line about the corpus.

    Returns
    -------
    str
        The page. Its contents list the sections of the front page, then the notebooks.

    Raises
    ------
    ReportError
        If the page would load or run anything.
    """
    names = {"index.html": FRONT} | {name: name.removesuffix(".html") for name in pages}
    parts = [
        _take_article(html, names[name], names)
        for name, html in {"index.html": front, **pages}.items()
    ]
    first, *others = parts
    contents = [
        {"anchor": heading["id"], "text": " ".join(heading.get_text().split())}
        for heading in first.find_all("h2", id=True)
    ]
    for part in others:
        _lower_headings(part)
        title = part.find("h2")
        text = " ".join(title.get_text().split()) if title else part["id"]
        contents.append({"anchor": part["id"], "text": text})
    return render_page(
        "single.html.j2",
        frame,
        kind="index single",
        title=frame.title,
        description=f"Parallax report on {frame.title}: {description}",
        contents=contents,
        parts=[Markup(str(part)) for part in parts],
    )


def _take_article(html: str, prefix: str, names: Mapping[str, str]) -> Tag:
    """Return the article of a page as a section of one file."""
    soup = BeautifulSoup(html, "html.parser")
    article = soup.find("main").find("article")
    for tag in article.find_all(True):
        if tag.get("id"):
            tag["id"] = f"{prefix}--{tag['id']}"
        for name in REFERENCES:
            if tag.has_attr(name):
                value = tag[name]
                listed = value if isinstance(value, list) else str(value).split()
                tag[name] = " ".join(f"{prefix}--{one}" for one in listed)
        if tag.name in ("a", "area") and tag.has_attr("href"):
            tag["href"] = _link_within(str(tag["href"]), prefix, names)
    article["id"] = prefix
    return article


def _link_within(address: str, prefix: str, names: Mapping[str, str]) -> str:
    if address.startswith("#"):
        return f"#{prefix}--{address[1:]}"
    page = PAGE.fullmatch(address)
    name = names.get(f"{unquote(page[1])}.html") if page else None
    if name is None:
        return address
    return f"#{name}--{page[2]}" if page[2] else f"#{name}"


def _lower_headings(article: Tag) -> None:
    """Make the title of a page a heading below that of the report, and so on."""
    for level in (5, 4, 3, 2, 1):
        for heading in article.find_all(f"h{level}"):
            heading.name = f"h{level + 1}"
