"""Let through the HTML that a page needs to be read, and nothing that acts or fetches.

Cells and outputs may hold article text, tables of pandas and HTML of whoever wrote the notebook.
Each fragment is parsed and rebuilt from a list of elements and attributes that are allowed, so that
what is open in one cannot swallow the next, and a script is not blocked but gone.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

# Elements whose content is not text for readers. All others that are not allowed are unwrapped.
DROPPED = frozenset(
    {
        "applet",
        "audio",
        "base",
        "button",
        "canvas",
        "embed",
        "fieldset",
        "form",
        "frame",
        "frameset",
        "iframe",
        "input",
        "link",
        "map",
        "math",
        "meta",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "option",
        "param",
        "picture",
        "plaintext",
        "portal",
        "script",
        "select",
        "source",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "track",
        "video",
        "xmp",
    }
)
ALLOWED: dict[str, frozenset[str]] = {
    name: frozenset(attributes.split())
    for name, attributes in {
        "a": "href",
        "abbr": "",
        "article": "",
        "b": "",
        "bdi": "",
        "bdo": "",
        "blockquote": "cite",
        "br": "",
        "caption": "",
        "cite": "",
        "code": "",
        "col": "span",
        "colgroup": "span",
        "dd": "",
        "del": "",
        "details": "open",
        "dfn": "",
        "div": "",
        "dl": "",
        "dt": "",
        "em": "",
        "figcaption": "",
        "figure": "",
        "h1": "",
        "h2": "",
        "h3": "",
        "h4": "",
        "h5": "",
        "h6": "",
        "hr": "",
        "i": "",
        "img": "src alt width height",
        "ins": "",
        "kbd": "",
        "li": "value",
        "mark": "",
        "ol": "start reversed",
        "p": "",
        "pre": "",
        "q": "",
        "s": "",
        "samp": "",
        "section": "",
        "small": "",
        "span": "",
        "strong": "",
        "sub": "",
        "summary": "",
        "sup": "",
        "table": "",
        "tbody": "",
        "td": "colspan rowspan headers",
        "tfoot": "",
        "th": "colspan rowspan headers scope abbr",
        "thead": "",
        "time": "datetime",
        "tr": "",
        "u": "",
        "ul": "",
        "var": "",
        "wbr": "",
    }.items()
}
EVERYWHERE = frozenset({"class", "dir", "id", "lang", "role", "tabindex", "title"})
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,]", re.IGNORECASE)
ALIGNMENT = re.compile(r"text-align\s*:\s*(left|right|center)", re.IGNORECASE)
# Browsers ignore these inside an address, so "java<tab>script:" would be a script.
IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")
NUMBER = re.compile(
    r"[-+−–~≈<>≤≥]?\s*[$€£]?\d[\d,\u202f\u00a0 ]*(?:\.\d+)?(?:e[-+]?\d+)?\s*%?", re.IGNORECASE
)
SHORT = re.compile(r"\S{1,14}")
BLANK_CELLS = frozenset({"", "–", "—", "-", "nan", "none", "<na>", "nat"})

LinkRule = Callable[[str], str | None]


def clean_html(fragment: str, link: LinkRule | None = None) -> str:
    """Return a fragment of HTML with only what is allowed.

    Parameters
    ----------
    fragment : str
        HTML of a Markdown cell or an output.
    link : callable, optional
        Called with the address of each link that leads to another file; returns the address to
        use, or None to keep the words without the link. Default: no such link is kept.

    Returns
    -------
    str
        Balanced HTML without scripts, styles, forms, frames and references to other files. Pictures
        that are not part of the page are replaced by their description. Tables stand in a box of
        their own that scrolls, and columns of numbers are marked with the class ``number``.
    """
    soup = BeautifulSoup(fragment, "html.parser")
    for string in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        string.extract()  # comments, CDATA, doctypes, processing instructions
    for tag in soup.find_all(True):
        if tag.decomposed:
            continue
        if tag.name in DROPPED:
            tag.decompose()
        elif tag.name not in ALLOWED:
            tag.unwrap()
        else:
            _clean_attributes(tag)
            if tag.name == "img":
                _keep_own_picture(tag)
            elif tag.name == "a":
                _clean_link(tag, link)
    for table in soup.find_all("table"):
        _mend_table(table, soup)
    return soup.decode(formatter="minimal")


def _clean_attributes(tag: Tag) -> None:
    alignment = ALIGNMENT.search(str(tag.get("style", "")))
    allowed = ALLOWED[tag.name] | EVERYWHERE
    tag.attrs = {
        name: value
        for name, value in tag.attrs.items()
        if name in allowed or name.startswith("aria-")
    }
    if tag.get("tabindex") not in (None, "0"):  # an order of its own would trap the keyboard
        del tag["tabindex"]
    if alignment and tag.name in ("td", "th"):
        tag["class"] = [*tag.get("class", []), f"align-{alignment[1].lower()}"]


def _keep_own_picture(tag: Tag) -> None:
    if PICTURE.match(str(tag.get("src", ""))):
        tag.attrs.setdefault("alt", "")
        return
    words = BeautifulSoup("", "html.parser").new_tag("span", attrs={"class": "missing-picture"})
    words.string = f"[picture not part of this page: {tag.get('alt') or 'no description'}]"
    tag.replace_with(words)


def _clean_link(tag: Tag, link: LinkRule | None) -> None:
    address = IGNORED_IN_ADDRESSES.sub("", str(tag.get("href", "")))
    try:
        parts = urlsplit(address)
    except ValueError:  # for example a broken IPv6 address
        parts = None
    tag.attrs.pop("href", None)
    if parts is None or not address:
        kept = None
    elif parts.scheme in ("http", "https"):
        kept = address
        tag["rel"] = "noopener noreferrer"
        if tag.get_text().strip() == address:  # on paper the address need not be repeated
            tag["class"] = [*tag.get("class", []), "bare"]
    elif parts.scheme == "mailto" or address.startswith("#"):
        kept = address
    elif parts.scheme or parts.netloc or link is None:
        kept = None
    else:
        kept = link(address)
    if kept is not None:
        tag["href"] = kept
    elif not tag.get("id"):
        tag.unwrap()


def _mend_table(table: Tag, soup: BeautifulSoup) -> None:
    for cell in table.select("thead th"):
        if cell.get_text().strip() or cell.find("img"):
            cell.attrs.setdefault("scope", "col")
        else:  # the corner of a table of pandas heads nothing
            cell.name = "td"
            cell.attrs.pop("scope", None)
    for cell in table.select("tbody th"):
        cell.attrs.setdefault("scope", "row")
    for cell in table.find_all("td"):
        # A date or a code is no word that may be broken at its hyphens.
        if SHORT.fullmatch(cell.get_text().strip()):
            cell["class"] = [*cell.get("class", []), "whole"]
    if "dataframe" in table.get("class", []):
        _mark_numbers(table)
    parent = table.parent
    if parent is not None and parent.get("tabindex") == "0":
        return  # it scrolls already
    caption = table.find("caption")
    words = " ".join(caption.get_text(" ").split())[:120] if caption else ""
    box = soup.new_tag(
        "div",
        attrs={
            "class": "scroll",
            "role": "group",
            "tabindex": "0",  # so that the keyboard can scroll it
            "aria-label": f"Table: {words}" if words else "Table",
        },
    )
    table.wrap(box)


def _mark_numbers(table: Tag) -> None:
    """Give the cells of columns that hold numbers the class ``number``, heading included."""
    if table.find(attrs={"rowspan": True}) or table.find("td", attrs={"colspan": True}):
        return  # columns cannot be told by counting cells
    rows = [row.find_all(["td", "th"], recursive=False) for row in table.select("tbody > tr")]
    if not rows or len({len(row) for row in rows}) != 1:
        return
    numeric = [all(_is_number(cell) for cell in column) for column in zip(*rows, strict=True)]
    heads = [row.find_all(["td", "th"], recursive=False) for row in table.select("thead > tr")]
    for row in rows + [row for row in heads if len(row) == len(numeric)]:
        for cell, is_number in zip(row, numeric, strict=True):
            if is_number:
                cell["class"] = [*cell.get("class", []), "number"]


def _is_number(cell: Tag) -> bool:
    text = cell.get_text().strip()
    return cell.name == "th" or text.lower() in BLANK_CELLS or bool(NUMBER.fullmatch(text))


def plain_text(fragment: str) -> str:
    """Return the words of a fragment of HTML in one line."""
    soup = BeautifulSoup(fragment, "html.parser")
    for tag in soup.find_all(list(DROPPED)):
        tag.decompose()
    words = [text for text in soup.find_all(string=True) if type(text) is NavigableString]
    return " ".join("".join(words).split())
