"""Where in a picture each row, cell or dot is, so that it can lead to the sentences behind it.

While a chart is drawn it notes its marks in the coordinates at hand (inches, data); only when it
is known how much of the figure a file shows are they turned into fractions of the picture.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox, Transform

from helpers.charts.plain import plain_text
from helpers.charts.saving import saved_area


@dataclass(frozen=True)
class Mark:
    """One thing of a chart that a reader may point at.

    Attributes
    ----------
    key : dict of str to str
        What names it: value by column of the charted table, as `key_of` writes it.
    box : tuple of float
        Left, top, right and bottom as fractions of the saved picture, 0 at the left and the top.
    """

    key: dict[str, str]
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class _Spot:
    """A mark as it was noted: two corners in coordinates that are not yet those of a picture."""

    key: dict[str, str]
    corners: tuple[float, float, float, float]
    transform: Transform


def key_of(row: Mapping, columns: Iterable[str]) -> dict[str, str]:
    """Return the values that name a row, as text; a missing one is "unknown", a day YYYY-MM-DD.

    Two rows belong together where this is the same, whichever tables they come from.
    """
    return {name: _key_text(row[name]) for name in columns}


def note_mark(
    figure: Figure, key: Mapping[str, str], corners: Sequence[float], transform: Transform
) -> None:
    """Note a mark of a figure: two opposite corners (x, y, x, y) in any coordinates."""
    spot = _Spot(dict(key), tuple(map(float, corners)), transform)
    figure.spots = [*getattr(figure, "spots", []), spot]


def keep_known(figure: Figure, data: pd.DataFrame) -> None:
    """Forget the marks that name no row of the charted table, such as a group without data."""
    known: dict[tuple[str, ...], set] = {}
    kept = []
    for spot in getattr(figure, "spots", []):
        columns = tuple(spot.key)
        if not columns or not set(columns) <= set(data.columns):
            continue
        if columns not in known:
            rows = data[list(columns)].drop_duplicates().itertuples(index=False, name=None)
            known[columns] = {tuple(map(_key_text, row)) for row in rows}
        if tuple(spot.key.values()) in known[columns]:
            kept.append(spot)
    figure.spots = kept


def marks_of(figure: Figure, area: Bbox | None = None) -> list[Mark]:
    """Return the marks of a figure as it would be saved now.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Of a function of `helpers.charts`; any other figure has none.
    area : matplotlib.transforms.Bbox, optional
        What the picture shows, in inches; by default that of `saved_area`.

    Returns
    -------
    list of Mark
        In the order of drawing; what lies outside the picture is cut off.
    """
    spots = getattr(figure, "spots", [])
    if not spots:
        return []
    area = area or saved_area(figure)
    return [Mark(dict(spot.key), _fractions(spot, figure, area)) for spot in spots]


def _fractions(spot: _Spot, figure: Figure, area: Bbox) -> tuple[float, float, float, float]:
    corners = spot.transform.transform([spot.corners[:2], spot.corners[2:]]) / figure.dpi
    left, right = sorted((corners[:, 0] - area.x0) / area.width)
    top, bottom = sorted((area.y1 - corners[:, 1]) / area.height)
    return tuple(float(min(max(one, 0.0), 1.0)) for one in (left, top, right, bottom))


def _key_text(value: Hashable) -> str:
    if isinstance(value, pd.Timestamp) and value == value.normalize():
        return f"{value:%Y-%m-%d}"
    return plain_text(value)
