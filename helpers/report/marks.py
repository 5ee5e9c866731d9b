"""Lay links over a chart, one for each dot, bar or cell, that lead to the sentences behind it.

The places come from the notebook's output (``metadata["image/png"]["marks"]``), which anyone may
have written: what is not a place on the picture, or leads elsewhere than to evidence of its own
page, is passed over.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice

#: Of one picture, so many marks become links; the list below it holds all of them.
MOST_MARKS = 400
LONGEST_LABEL = 200  # characters
WIDE = 0.15  # of a picture: room for a finger even on a phone
EVIDENCE = re.compile(r"#behind-[\w.~:-]{1,200}")

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Link:
    """A link over a picture; ``box`` is left, top, right, bottom in fractions of the picture."""

    box: Box
    href: str
    label: str


def mark_links(output: Mapping, kind: str = "image/png", page: str = "") -> str:
    """Return the links over a picture as HTML, "" if it has none.

    They stand in percent of the picture, so that they move with it. The keyboard passes them by:
    the same evidence is listed below the picture, where it can be reached without sixty stops.

    Parameters
    ----------
    output : mapping
        A notebook's output with a picture of that ``kind``.
    kind : str
        MIME type of the picture.
    page : str
        File that holds the evidence, if it is another than the one that shows the picture.
    """
    links = read_marks(output, kind)
    rooms = _rooms([link.box for link in links])
    # The small ones lie on top, so that a cell does not cover the dot inside it.
    order = sorted(range(len(links)), key=lambda place: -_area(links[place].box))
    return "".join(_link_html(links[place], rooms[place], page) for place in order)


def read_marks(output: Mapping, kind: str = "image/png") -> list[Link]:
    """Return what can be trusted of the marks stored with a picture."""
    stored = output["metadata"].get(kind)
    marks = stored.get("marks") if isinstance(stored, Mapping) else None
    if not isinstance(marks, list):
        return []
    return list(islice((link for mark in marks if (link := _read(mark))), MOST_MARKS))


def _read(mark: object) -> Link | None:
    if not isinstance(mark, Mapping):
        return None
    box, href, label = (mark.get(name) for name in ("box", "href", "label"))
    if not isinstance(href, str) or not EVIDENCE.fullmatch(href) or not isinstance(label, str):
        return None
    place = _read_box(box)
    words = " ".join(label.split())[:LONGEST_LABEL]
    return Link(place, href, words) if place and words else None


def _read_box(box: object) -> Box | None:
    if not isinstance(box, Sequence) or isinstance(box, str) or len(box) != 4:
        return None
    if not all(isinstance(side, int | float) for side in box):
        return None
    left, top, right, bottom = box
    if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
        return None
    return float(left), float(top), float(right), float(bottom)


def _area(box: Box) -> float:
    left, top, right, bottom = box
    return (right - left) * (bottom - top)


def _rooms(boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """Return how wide and high each box may grow around its centre before it meets another's.

    Boxes of one row are neighbours by their sides, boxes of one column by top and bottom: each may
    take half of the way to the next centre.
    """
    return [(_room(boxes, place, 0), _room(boxes, place, 1)) for place in range(len(boxes))]


def _room(boxes: Sequence[Box], place: int, axis: int) -> float:
    mine, across = boxes[place], 1 - axis
    nearest = 1.0
    for other_place, other in enumerate(boxes):
        if other_place == place:
            continue
        if mine[across] < other[across + 2] and other[across] < mine[across + 2]:
            distance = abs(mine[axis] + mine[axis + 2] - other[axis] - other[axis + 2]) / 2
            nearest = min(nearest, distance)
    return nearest


def _link_html(link: Link, room: tuple[float, float], page: str) -> str:
    left, top, right, bottom = link.box
    # Placed by its centre, so that a box that grows for a finger grows to all sides.
    style = (
        f"left:{_percent((left + right) / 2)};top:{_percent((top + bottom) / 2)};"
        f"width:{_percent(right - left)};height:{_percent(bottom - top)}"
    )
    for name, own in zip(("w", "h"), room, strict=True):
        style += f";--{name}:{_percent(own)}" if own < WIDE else ""
    label = escape(link.label)
    return (
        f'<a class="mark" href="{escape(page + link.href)}" tabindex="-1" title="{label}"'
        f' style="{style}"></a>'
    )


def _percent(fraction: float) -> str:
    return f"{fraction * 100:.1f}".removesuffix(".0") + "%"
