"""Find places for the labels of points, so that no label covers another label or a point.

A greedy search: the most important label chooses first, from places around its point (beside it,
then farther off with a line to it); a label that finds none is left out (Christensen, Marks &
Shieber 1995, "An empirical study of algorithms for point-feature label placement", whose greedy
variant this is). There is no randomness: the same points give the same places.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

# Directions from the point to the label, in the order in which they are tried. Right and left read
# best, and a label that stands outward from the middle of the crowd finds room more often.
DIRECTIONS = ((1, 0), (1, -1), (-1, 0), (0, -1), (1, 1), (-1, -1), (0, 1), (-1, 1))
#: Distances from the edge of the point to the label, in inches; from the second on with a line.
DISTANCES = (0.03, 0.12, 0.24, 0.38, 0.55)


@dataclass(frozen=True)
class Place:
    """Where a label stands: its box (left, bottom, right, top) and the line to its point."""

    box: tuple[float, float, float, float]
    line: tuple[float, float, float, float] | None

    @property
    def middle(self) -> tuple[float, float]:
        """Return the middle of the box."""
        left, bottom, right, top = self.box
        return (left + right) / 2, (bottom + top) / 2


def place_labels(
    points: np.ndarray,
    labels: Sequence[int],
    widths: Sequence[float],
    *,
    height: float,
    area: tuple[float, float, float, float],
    radius: float,
    mirrored: Sequence[bool] = (),
    most: int | None = None,
) -> tuple[dict[int, Place], int]:
    """Return the places of the labels that find one, and how many labels were tried.

    Parameters
    ----------
    points : numpy.ndarray
        All points, one row each: x and y in inches.
    labels : sequence of int
        Rows of `points` that have a label, the most important first.
    widths : sequence of float
        Width of each label in inches.
    height : float
        Height of a label in inches.
    area : tuple of float
        Left, bottom, right, top, within which labels must stay.
    radius : float
        Radius of a drawn point in inches.
    mirrored : sequence of bool, optional
        Labels whose outward is to the left and up; by default it is to the right and down.
    most : int, optional
        Stop when so many labels have a place.

    Returns
    -------
    dict of int to Place
        By row of `points`, in the order in which they were placed.
    int
        How many labels were tried, placed or not.
    """
    order = np.argsort(points[:, 0], kind="stable")
    crowd = points[order]
    placed: dict[int, Place] = {}
    mirrored = list(mirrored) or [False] * len(labels)
    for tried, (label, width, mirror) in enumerate(zip(labels, widths, mirrored, strict=True)):
        if len(placed) == most:
            return placed, tried
        for place in _candidates(points[label], width, height, radius, -1 if mirror else 1):
            if (
                _inside(place.box, area)
                and not _covers(place.box, crowd, points[label], radius)
                and not _runs_over(place.line, crowd, points[label], radius)
                and not any(_clash(place, other) for other in placed.values())
            ):
                placed[int(label)] = place
                break
    return placed, len(labels)


def _candidates(
    point: np.ndarray, width: float, height: float, radius: float, outward: int
) -> Iterator[Place]:
    """Yield the places around a point, the best first."""
    x, y = map(float, point)
    for number, distance in enumerate(DISTANCES):
        for across, up in ((outward * across, outward * up) for across, up in DIRECTIONS):
            # On a diagonal the same distance is shared out to both directions.
            away = (radius + distance) * (0.7071 if across and up else 1.0)
            left = x + away if across > 0 else x - away - width if across else x - width / 2
            bottom = y + away if up > 0 else y - away - height if up else y - height / 2
            if across and up and not number:
                bottom -= up * height * 0.25  # a corner label may hang a little beside its point
            box = (left, bottom, left + width, bottom + height)
            yield Place(box, _line(x, y, box, radius) if number else None)


def _line(x: float, y: float, box: tuple, radius: float) -> tuple[float, float, float, float]:
    """Return the line from the edge of the point to the nearest point of the box."""
    end_x, end_y = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
    length = float(np.hypot(end_x - x, end_y - y)) or 1.0
    start = radius / length
    return x + (end_x - x) * start, y + (end_y - y) * start, end_x, end_y


def _inside(box: tuple, area: tuple) -> bool:
    return box[0] >= area[0] and box[1] >= area[1] and box[2] <= area[2] and box[3] <= area[3]


def _covers(box: tuple, crowd: np.ndarray, own: np.ndarray, radius: float) -> bool:
    """Whether a box covers a part of any point but its own; `crowd` is sorted by x."""
    first = np.searchsorted(crowd[:, 0], box[0] - radius)
    last = np.searchsorted(crowd[:, 0], box[2] + radius)
    near = crowd[first:last]
    near = near[(near[:, 1] > box[1] - radius) & (near[:, 1] < box[3] + radius)]
    return bool(len(near) and (near != own).any(axis=1).any())


def _runs_over(line: tuple | None, crowd: np.ndarray, own: np.ndarray, radius: float) -> bool:
    """Whether a line runs over a point that is not its own, to which it would seem to belong."""
    if line is None:
        return False
    start, step = np.array(line[:2]), np.array(line[2:]) - np.array(line[:2])
    first = np.searchsorted(crowd[:, 0], min(line[0], line[2]) - radius)
    last = np.searchsorted(crowd[:, 0], max(line[0], line[2]) + radius)
    near = crowd[first:last]
    near = near[(near != own).any(axis=1)]
    along = np.clip((near - start) @ step / max(float(step @ step), 1e-12), 0, 1)
    return bool((np.hypot(*(start + along[:, None] * step - near).T) < radius).any())


def _clash(place: Place, other: Place) -> bool:
    return (
        _overlap(place.box, other.box)
        or (other.line is not None and _crosses(other.line, place.box))
        or (place.line is not None and _crosses(place.line, other.box))
        or (place.line is not None and other.line is not None and _meet(place.line, other.line))
    )


def _overlap(box: tuple, other: tuple) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _crosses(line: tuple, box: tuple) -> bool:
    """Whether a line meets a box (Liang & Barsky 1984, clipping by parameters)."""
    x, y, end_x, end_y = line
    enter, leave = 0.0, 1.0
    for start, step, low, high in (
        (x, end_x - x, box[0], box[2]),
        (y, end_y - y, box[1], box[3]),
    ):
        if step == 0:
            if not low <= start <= high:
                return False
            continue
        ends = sorted(((low - start) / step, (high - start) / step))
        enter, leave = max(enter, ends[0]), min(leave, ends[1])
    return enter <= leave


def _meet(line: tuple, other: tuple) -> bool:
    """Whether two lines cross: each has the ends of the other on its two sides."""

    def side(of: tuple, x: float, y: float) -> float:
        return (of[2] - of[0]) * (y - of[1]) - (of[3] - of[1]) * (x - of[0])

    return (
        side(line, other[0], other[1]) * side(line, other[2], other[3]) < 0
        and side(other, line[0], line[1]) * side(other, line[2], line[3]) < 0
    )
