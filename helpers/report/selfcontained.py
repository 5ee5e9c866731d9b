"""Find whatever a page would fetch or run: a report must be whole in its one file.

Links that a reader may follow are no such reference; what a browser loads by itself is, wherever it
would load it from. One script may run: that of our template, to the letter.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from helpers.report.tags import Tag, read_tags

# Attributes that make a browser fetch, on any element that has them.
FETCHED = (
    "src",
    "srcset",
    "imagesrcset",
    "poster",
    "background",
    "lowsrc",
    "dynsrc",
    "data",
    "archive",
    "classid",
    "codebase",
    "code",
    "manifest",
    "ping",
    "attributionsrc",
    "formaction",
    "action",
    "longdesc",
    "profile",
    "xlink:href",
)
# On these, href is an address to follow; on all others it is one to load.
FOLLOWED = ("a", "area")
ACTIVE = ("script", "iframe", "frame", "object", "embed", "applet", "base", "portal", "fencedframe")
STYLED = (
    "style",
    "fill",
    "stroke",
    "filter",
    "mask",
    "clip-path",
    "cursor",
    "marker",
    "marker-start",
    "marker-mid",
    "marker-end",
)
OWN_DATA = re.compile(r"\s*(?:data:|#|$)", re.IGNORECASE)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\r\n\f]?|([^\r\n\f0-9a-fA-F]))")
CSS_ADDRESS = re.compile(r"\b(?:url|src)\(\s*[\"']?\s*([^\"')\s]{0,200})", re.IGNORECASE)
CSS_IMAGE_SET = re.compile(r"\b(?:-webkit-)?image-set\(\s*([^)]{0,200})", re.IGNORECASE)
OWN_IMAGE_SET = re.compile(r"\s*(?:[\"']\s*data:|url\()", re.IGNORECASE)
CSS_IMPORT = re.compile(r"@import\b.{0,80}", re.IGNORECASE | re.DOTALL)
SHOWN = 80  # characters of an address that a message quotes
SCRIPT = Path(__file__).parent / "template" / "parallax" / "page.js"


@cache
def page_script() -> str:
    """Return the script of our pages: the only one that may stand in them."""
    return without_remarks(SCRIPT.read_text(encoding="utf-8"))


def without_remarks(text: str) -> str:
    """Return one of our scripts or style sheets without comments, indentation and empty lines."""
    return re.sub(r"\s*(?:// .*)?\n\s*", "\n", CSS_COMMENT.sub("", text)).strip()


def script_hash() -> str:
    """Return the source expression of a Content-Security-Policy that allows our script alone."""
    digest = hashlib.sha256(page_script().encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def check_self_contained(html: str) -> list[str]:
    """List what a page would load from elsewhere or run.

    Parameters
    ----------
    html : str
        A whole page.

    Returns
    -------
    list of str
        One plain sentence a problem; empty if the page is whole in itself. References to other
        files of the same folder are problems too: a reader may get this one file by mail.
    """
    problems: list[str] = []
    for tag in read_tags(html):
        problems += _problems_of_element(tag)
        problems += _problems_of_links(tag)
        for name, value in tag.attributes:
            if name in STYLED:
                problems += _problems_of_css(value, f"{name} of <{tag.name}>")
        if tag.name == "style":
            problems += _problems_of_css("".join(tag.text), "<style>")
    return list(dict.fromkeys(problems))


def _problems_of_element(tag: Tag) -> list[str]:
    problems = []
    if tag.name in ACTIVE and not _is_our_script(tag):
        problems.append(f"<{tag.name}> is not allowed in a report{_quote(tag.get('src'))}")
    if tag.name == "meta" and {"refresh", "link"} & {
        value.lower() for value in tag.get("http-equiv")
    }:
        problems.append(f"<meta> loads another page{_quote(tag.get('content'))}")
    for name, value in tag.attributes:
        if name.startswith("on"):
            problems.append(f"<{tag.name}> runs code on {name}")
        elif name == "srcdoc":
            problems.append(f"<{tag.name}> holds another page in srcdoc")
        elif name in FETCHED and not _is_own_data(name, value):
            problems.append(f"<{tag.name}> loads {name}{_quote([value])}")
        elif name == "href" and tag.name not in FOLLOWED and not OWN_DATA.match(value):
            problems.append(f"<{tag.name}> loads href{_quote([value])}")
    return problems


def _is_our_script(tag: Tag) -> bool:
    return tag.name == "script" and not tag.attributes and "".join(tag.text) == page_script()


def _is_own_data(name: str, value: str) -> bool:
    if name in ("srcset", "imagesrcset"):
        # A comma also stands inside data: addresses; behind one, an address has a space before it.
        return all(OWN_DATA.match(part) for part in re.split(r",\s+", value))
    return bool(OWN_DATA.match(value))


def _problems_of_links(tag: Tag) -> list[str]:
    """Check that following a link neither runs code nor tells the other side who follows."""
    if tag.name not in FOLLOWED:
        return []
    words = {word for value in tag.get("rel") for word in value.split()}
    problems = []
    for href in tag.get("href"):
        address = re.sub(r"[\x00-\x20]", "", href).lower()
        scheme = re.match(r"[a-z][a-z0-9+.-]{0,30}:", address)
        if scheme and scheme[0] not in ("http:", "https:", "mailto:"):
            problems.append(f"<{tag.name}> links to a {scheme[0]} address{_quote([href])}")
        elif address.startswith("//"):
            problems.append(f"<{tag.name}> links to an address without its scheme{_quote([href])}")
        elif scheme and scheme[0] != "mailto:" and not {"noopener", "noreferrer"} <= words:
            problems.append(
                f"<{tag.name}> links elsewhere without rel=noopener noreferrer{_quote([href])}"
            )
    return problems


def _problems_of_css(css: str, place: str) -> list[str]:
    plain = CSS_ESCAPE.sub(_unescape, CSS_COMMENT.sub(" ", css))
    problems = [f"{place} imports{_quote([found[0]])}" for found in CSS_IMPORT.finditer(plain)]
    loaded = [found[1] for found in CSS_ADDRESS.finditer(plain) if not OWN_DATA.match(found[1])]
    loaded += [
        found[1] for found in CSS_IMAGE_SET.finditer(plain) if not OWN_IMAGE_SET.match(found[1])
    ]
    return problems + [f"{place} loads{_quote([address])}" for address in loaded]


def _unescape(found: re.Match) -> str:
    if found[1]:
        code = int(found[1], 16)
        return chr(code) if 0 < code < 0x110000 else "\ufffd"
    return found[2]


def _quote(values: Sequence[str]) -> str:
    text = " ".join(" ".join(values).split())
    if not text:
        return ""
    return f": {text[:SHOWN]}…" if len(text) > SHOWN else f": {text}"
