"""One look for all charts: palette, marker shapes, fonts, captions, alternative text, files.

A group has the same colour and the same marker shape in every chart, so that a reader learns it
once and a colour-blind reader (or a black-and-white print) loses nothing. Colours are those of
Okabe and Ito, "Color Universal Design" (2008, jfly.uni-koeln.de/color); the two that are too pale
on white (orange, sky blue) get a darker edge.

The look is applied through a context, ``with style():``, and leaves matplotlib's settings as they
were. Output is the same byte for byte from run to run: fixed fonts, a fixed hash for SVG ids and
no date in any file.
"""

import re
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.text import Text

from helpers.charts.fonts import font_families, lacking, without_warnings
from helpers.charts.marks import keep_known, marks_of
from helpers.charts.plain import UNKNOWN as UNKNOWN
from helpers.charts.plain import plain_text as plain_text
from helpers.charts.saving import OUTPUT, saved_area
from helpers.charts.saving import figure_bytes as figure_bytes
from helpers.charts.saving import save_figure as save_figure

INK = "#222222"
FADED = "#595959"
GUIDE = "#E4E4E4"
REFERENCE = "#8A8A8A"
NEUTRAL = "#3B4A5A"

#: Figure width in inches: about 720 CSS pixels at the size of the surrounding text.
WIDTH = 7.2

PALETTE = {
    "US": "#0072B2",
    "RU": "#D55E00",
    "UA": "#009E73",
    "GB": "#CC79A7",
    "DE": "#E69F00",
    "FR": "#56B4E9",
    "CN": "#000000",
    "QA": "#009E73",
    "PL": "#CC79A7",
    "BY": "#E69F00",
    "TR": "#56B4E9",
    "IL": "#0072B2",
    "IN": "#D55E00",
    "CA": "#0072B2",
    "AU": "#E69F00",
    "JP": "#D55E00",
}
MARKERS = {
    "US": "o",
    "RU": "s",
    "UA": "D",
    "GB": "^",
    "DE": "v",
    "FR": "P",
    "CN": "p",
    "QA": "<",
    "PL": ">",
    "BY": "h",
    "TR": "d",
    "IL": "*",
    "IN": "v",
    "CA": "P",
    "AU": "s",
    "JP": "h",
}
COUNTRY_NAMES = {
    "US": "United States",
    "RU": "Russia",
    "UA": "Ukraine",
    "GB": "United Kingdom",
    "DE": "Germany",
    "FR": "France",
    "CN": "China",
    "QA": "Qatar",
    "PL": "Poland",
    "BY": "Belarus",
    "TR": "Turkey",
    "IL": "Israel",
    "IN": "India",
    "CA": "Canada",
    "AU": "Australia",
    "JP": "Japan",
    "ES": "Spain",
    "IT": "Italy",
    "NL": "Netherlands",
    "KZ": "Kazakhstan",
    "GE": "Georgia",
    "LV": "Latvia",
    "LT": "Lithuania",
    "EE": "Estonia",
    "FI": "Finland",
    "SE": "Sweden",
    "NO": "Norway",
    "CZ": "Czechia",
    "IR": "Iran",
    "SA": "Saudi Arabia",
    "AE": "United Arab Emirates",
    "EG": "Egypt",
    "ZA": "South Africa",
    "BR": "Brazil",
    "KR": "South Korea",
    "SG": "Singapore",
    "IE": "Ireland",
    "AT": "Austria",
    "CH": "Switzerland",
    "BG": "Bulgaria",
    "RO": "Romania",
    "HU": "Hungary",
    "SK": "Slovakia",
    "RS": "Serbia",
    "MD": "Moldova",
    "AM": "Armenia",
    "AZ": "Azerbaijan",
    "UZ": "Uzbekistan",
    "BE": "Belgium",
    "DK": "Denmark",
    "GR": "Greece",
    "PT": "Portugal",
    "SY": "Syria",
    "IQ": "Iraq",
    "AF": "Afghanistan",
    "PK": "Pakistan",
    "KP": "North Korea",
    "TW": "Taiwan",
    "MX": "Mexico",
    "CU": "Cuba",
    "VE": "Venezuela",
}
METHOD_NAMES = {"textblob": "TextBlob", "vader": "VADER", "news": "news model"}

_EDGES = {"#E69F00": "#8A5F00", "#56B4E9": "#1D6996"}
# For groups that are not countries (methods, sides, kinds); never the blue circle or the red
# square, which mean the United States and Russia everywhere.
_OTHER_LOOKS = (
    ("#009E73", "D"),
    ("#CC79A7", "^"),
    ("#E69F00", "v"),
    ("#56B4E9", "P"),
    ("#000000", "p"),
    (NEUTRAL, "o"),
    ("#009E73", "<"),
    ("#CC79A7", ">"),
    ("#E69F00", "h"),
    ("#56B4E9", "d"),
)
_COUNTRY_CODE = re.compile(r"[A-Z]{2}")

_LOOK = {
    "font.family": ["DejaVu Sans"],
    "font.size": 9.0,
    "text.color": INK,
    "text.parse_math": False,  # a dollar sign in an outlet's name is a dollar sign
    "figure.facecolor": "white",
    "figure.dpi": 100,
    "axes.facecolor": "none",
    "axes.edgecolor": REFERENCE,
    "axes.linewidth": 0.8,
    "axes.labelcolor": INK,
    "axes.labelsize": 9.0,
    "axes.unicode_minus": True,
    "axes.formatter.use_locale": False,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.spines.bottom": True,
    "xtick.color": REFERENCE,
    "xtick.labelcolor": INK,
    "xtick.labelsize": 8.5,
    "xtick.major.size": 3.0,
    "xtick.major.width": 0.8,
    "ytick.left": False,
    "ytick.labelleft": False,
    "lines.solid_capstyle": "round",
    "lines.dash_capstyle": "butt",
}
# Settings of the user's machine that are not a look; resetting them would do harm.
_NOT_A_LOOK = ("backend", "interactive", "toolbar", "webagg", "tk.", "macosx", "keymap", "date.")


@dataclass(frozen=True)
class Look:
    """How one group is drawn: its printed name, marker shape, fill and edge colour.

    With a `hatch` it is a filled area and not a mark; "" is an area without a pattern.
    """

    name: str
    marker: str
    color: str
    edge: str
    hatch: str | None = None


PLAIN_LOOK = Look(name="", marker="o", color=NEUTRAL, edge=NEUTRAL)
UNKNOWN_LOOK = Look(name=UNKNOWN, marker="X", color=FADED, edge=FADED)


@contextmanager
def style() -> Iterator[None]:
    """Apply the look of Parallax within a ``with`` block (or as a decorator ``@style()``).

    The user's own settings and style sheets are set aside inside and are back in place after,
    whatever happens inside.
    """
    defaults = {
        key: value
        for key, value in mpl.rcParamsDefault.items()
        if not key.startswith(("_", *_NOT_A_LOOK)) and key != "text.hinting_factor"
    }
    with mpl.rc_context(), without_warnings():
        mpl.rcParams.update(defaults)
        mpl.rcParams.update(OUTPUT | _LOOK | {"font.family": list(font_families())})
        yield


def group_name(value: Hashable) -> str:
    """Return the printed name of a group: ``"RU"`` is "Russia", a missing one is "unknown"."""
    name = plain_text(value)
    return COUNTRY_NAMES.get(name, METHOD_NAMES.get(name, name))


def place_name(value: Hashable) -> str:
    """Return the name of a group as it stands after "in": "the United States", "Russia"."""
    name = group_name(value)
    return f"the {name}" if name.startswith(("United ", "Netherlands")) else name


def is_country(value: Hashable) -> bool:
    """Whether a value looks like an ISO 3166 alpha-2 country code."""
    return isinstance(value, str) and bool(_COUNTRY_CODE.fullmatch(value))


def group_looks(values: Iterable[Hashable]) -> dict[str, Look]:
    """Give each group its colour and its marker shape.

    Parameters
    ----------
    values : iterable of str
        Groups, repeated or not. Two-letter upper-case values are taken for ISO 3166 country
        codes and always look the same; other groups take looks in alphabetical order; missing
        values are the grey cross of "unknown".

    Returns
    -------
    dict of str to Look
        By group as text (``"unknown"`` for missing), countries of `PALETTE` first in its order,
        then the rest in alphabetical order, "unknown" last.
    """
    names = {plain_text(value) for value in values}
    known = [code for code in PALETTE if code in names]
    rest = sorted(names - set(known) - {UNKNOWN})
    looks = {code: _look(group_name(code), PALETTE[code], MARKERS[code]) for code in known}
    countries = [name for name in rest if is_country(name)]
    others = [name for name in rest if name not in countries]
    for name in countries:
        looks[name] = _look(group_name(name), REFERENCE, "H")
    for position, name in enumerate(others):
        color, marker = _OTHER_LOOKS[position % len(_OTHER_LOOKS)]
        looks[name] = _look(name, color, marker)
    if UNKNOWN in names:
        looks[UNKNOWN] = UNKNOWN_LOOK
    return looks


def finish(figure: Figure, caption: str, alt: str, data: pd.DataFrame | None = None) -> Figure:
    """Set what a figure knows of itself and settle every text of it.

    Sets ``figure.caption`` and ``figure.alt`` (str), ``figure.data`` (the charted rows) and
    ``figure.marks`` (list of `helpers.charts.marks.Mark`: where in the saved picture each stands).

    Call it inside ``with style():``. Ticks that matplotlib would make later, outside the
    context, are made here.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The finished drawing.
    caption : str
        What is drawn, which intervals, n, and notes.
    alt : str
        What the chart shows, with its key numbers, for a reader who does not see it.
    data : pandas.DataFrame, optional
        The rows that were drawn, with the columns and values of the table that was given. Without
        it the figure keeps the ones it has.

    Returns
    -------
    matplotlib.figure.Figure
        The same figure.

    Raises
    ------
    ValueError
        If a text is empty.
    """
    for name, text in (("caption", caption), ("alt", alt)):
        if not text.strip():
            raise ValueError(f"A figure needs a {name}; it is empty.")
    figure.caption = _say_boxes(figure, caption)
    figure.alt = alt
    if data is not None:
        figure.data = data.reset_index(drop=True).copy()
    elif not hasattr(figure, "data"):
        figure.data = pd.DataFrame()
    keep_known(figure, figure.data)
    figure.marks = marks_of(figure, saved_area(figure))
    return figure


def _say_boxes(figure: Figure, caption: str) -> str:
    """Add to a caption that letters are drawn as boxes because no font has them."""
    boxes = lacking(text.get_text() for text in figure.findobj(Text))
    note = "This machine has no font for some letters, which are empty boxes; the table has them."
    return f"{caption.rstrip()} {note}" if boxes and note not in caption else caption


def _look(name: str, color: str, marker: str) -> Look:
    return Look(name=name, marker=marker, color=color, edge=_EDGES.get(color, color))
