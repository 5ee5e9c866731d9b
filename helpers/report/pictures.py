"""Size and words of the pictures in notebook outputs."""

import base64
import binascii
import struct
from collections.abc import Mapping

from helpers.report.shrink import shrink_for_page

CAPTION_START = "Figure:"
CSS_DOTS_PER_INCH = 96
INCHES_PER_METRE = 39.37
NO_ALT = "Chart without a description; the text around it says what it shows."
KINDS = ("image/png", "image/jpeg", "image/svg+xml")
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def figure_caption(output: Mapping) -> str:
    """Return the caption that `helpers.show.show_figure` stores beside a picture, or ""."""
    text = output["data"].get("text/plain", "").strip()
    if not text.startswith(CAPTION_START):
        return ""
    return " ".join(text.removeprefix(CAPTION_START).split())


def alt_text(output: Mapping, kind: str = "image/png") -> str:
    """Return the description stored with a picture, else its caption, else a plain statement."""
    stored = _metadata(output, kind).get("alt") or output["metadata"].get("alt")
    return " ".join(str(stored or figure_caption(output) or NO_ALT).split())


def picture_address(data: str, kind: str) -> str:
    """Return a picture of a notebook output as an address that holds it."""
    # What is not base64 is dropped, so that nothing can leave the attribute it stands in.
    content = data.encode("utf-8") if kind == "image/svg+xml" else _decode(data)
    if kind == "image/png":
        kind, content = shrink_for_page(content)
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def image_size(output: Mapping, kind: str = "image/png") -> str:
    """Return width and height as HTML attributes in CSS pixels, or "" if they are not known.

    They keep the text from jumping while a page is laid out. The stored width wins; else the size
    in inches that matplotlib writes into a PNG.
    """
    stored = _metadata(output, kind)
    size = _png_size(output["data"][kind]) if kind == "image/png" else None
    if size is None:
        return ""
    width, height, natural = size
    if isinstance(stored.get("width"), int | float) and stored["width"] > 0:
        natural = stored["width"]
    return f' width="{natural:.0f}" height="{natural * height / width:.0f}"'


def picture_source(output: Mapping) -> tuple[str, str] | None:
    """Return kind and data address of the first picture of an output, or None if it has none."""
    for kind in KINDS:
        if kind in output.get("data", {}):
            return kind, picture_address(output["data"][kind], kind)
    return None


def _metadata(output: Mapping, kind: str) -> Mapping:
    """Return what is stored about one kind of picture; a notebook can hold anything there."""
    stored = output["metadata"].get(kind)
    return stored if isinstance(stored, Mapping) else {}


def _decode(data: str) -> bytes:
    try:
        return base64.b64decode(data)
    except (binascii.Error, ValueError):
        return b""


def _png_size(data: str) -> tuple[int, int, float] | None:
    """Return width and height in dots and width in CSS pixels, from the head of a PNG."""
    head = _decode("".join(data[:2000].split())[:1200])
    if not head.startswith(PNG_SIGNATURE) or len(head) < 24:
        return None
    width, height = struct.unpack(">II", head[16:24])
    if not width or not height:
        return None
    place = head.find(b"pHYs")
    if place >= 0 and len(head) >= place + 13:
        per_metre, _, unit = struct.unpack(">IIB", head[place + 4 : place + 13])
        if unit == 1 and per_metre:
            return width, height, width / per_metre * INCHES_PER_METRE * CSS_DOTS_PER_INCH
    return width, height, float(width)
