"""A panel with two log scales of rates, and at the edges a band for what has a rate of zero."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.charts.describe import format_count, format_number
from helpers.charts.measuring import text_width, wrap_text
from helpers.charts.pen import CELL_SIZE, LABEL_SIZE, MARGIN, TITLE_SIZE, Pen, flow_key
from helpers.charts.style import GUIDE, INK, REFERENCE, Look

NEVER = 0.5  # decades from the smallest rate to the middle of the band of zero
BAND = 0.36  # decades, width of that band
GOLDEN = 0.618034  # spreads points over the band evenly and without chance


@dataclass(frozen=True)
class Scale:
    """A log scale with a band for zero; positions are decades (log10 of the rate)."""

    never: float
    low: float
    high: float
    ticks: tuple[float, ...]

    @property
    def has_band(self) -> bool:
        """Whether there is a band for zero."""
        return self.low < self.never

    def place(self, rates: np.ndarray) -> np.ndarray:
        """Return the positions of rates; those of zero are spread over the width of the band."""
        with np.errstate(divide="ignore"):
            places = np.log10(rates)
        spread = ((np.arange(len(rates)) * GOLDEN) % 1 - 0.5) * (BAND - 0.06)
        return np.where(rates > 0, places, self.never + spread)


def make_scale(rates: np.ndarray) -> Scale:
    """Return the scale for both axes; at least one rate is above zero."""
    positive = np.log10(rates[rates > 0])
    smallest, largest = float(positive.min()), float(positive.max())
    never = smallest - NEVER
    decades = [float(number) for number in range(math.floor(smallest), math.ceil(largest) + 1)]
    if largest - smallest < 2.5:
        decades = [base + math.log10(step) for base in decades for step in (1, 2, 5)]
    air = 0.06 * (largest - never) + 0.05
    low = never - BAND / 2 - 0.06 if (rates == 0).any() else smallest - air
    ticks = tuple(tick for tick in decades if smallest - 0.02 <= tick <= largest + air)
    return Scale(never=never, low=low, high=largest + air, ticks=ticks)


def make_plane(
    scale: Scale,
    *,
    across: str,
    up: str,
    key: Sequence[Look] = (),
    title: str | None = None,
    width: float,
) -> tuple[Figure, Axes]:
    """Make the figure with both scales and the line on which both rates are the same.

    Parameters
    ----------
    scale : Scale
        Of both axes.
    across, up : str
        What the axes measure; `up` stands above the panel, where it can be read upright.
    key, title
        Looks named in a key; the title.
    width : float
        In inches; the height follows.
    """
    full = width - 2 * MARGIN
    labels = [*(_rate_text(10**tick) for tick in scale.ticks), "never"]
    left = MARGIN + max(text_width(label, CELL_SIZE) for label in labels) + 0.1
    panel = width - left - MARGIN - 0.06
    height = min(max(panel, 3.4), 5.6)
    title_lines = wrap_text(title, full, TITLE_SIZE, "bold") if title else []
    key_lines = flow_key(key, full)
    across_lines = wrap_text(f"→ {across}", full, LABEL_SIZE)
    up_lines = wrap_text(f"↑ {up}", full, LABEL_SIZE)
    key_top = MARGIN + 0.2 * len(title_lines) + (0.06 if title else 0)
    up_top = key_top + 0.2 * len(key_lines) + 0.06
    top = up_top + 0.165 * len(up_lines) + 0.06
    total = top + height + 0.3 + 0.165 * len(across_lines) + 0.06
    figure = Figure(figsize=(width, total))
    pen = Pen(figure, total)
    for number, line in enumerate(title_lines):
        pen.text(MARGIN, MARGIN + 0.1 + number * 0.2, line, size=TITLE_SIZE, weight="bold")
    pen.key(key_lines, key_top)
    for lines, start in ((up_lines, up_top), (across_lines, top + height + 0.28)):
        for number, line in enumerate(lines):
            pen.text(MARGIN, start + 0.1 + number * 0.165, line, size=LABEL_SIZE)
    axis = figure.add_axes(
        (left / width, 1 - (top + height) / total, panel / width, height / total)
    )
    _set_scales(axis, scale, labels)
    return figure, axis


def _set_scales(axis: Axes, scale: Scale, labels: list[str]) -> None:
    zero = scale.has_band
    ticks = [*scale.ticks, *([scale.never] if zero else [])]
    labels = labels[: len(ticks)]
    axis.set_xlim(scale.low, scale.high)
    axis.set_ylim(scale.low, scale.high)
    axis.set_xticks(ticks, labels)
    axis.set_yticks(ticks, labels, size=CELL_SIZE, color=INK)
    axis.tick_params(axis="y", left=True, labelleft=True, color=REFERENCE, pad=2)
    axis.spines["left"].set_visible(True)
    for tick in scale.ticks:
        axis.axvline(tick, color=GUIDE, linewidth=0.7, zorder=0)
        axis.axhline(tick, color=GUIDE, linewidth=0.7, zorder=0)
    edge = scale.never + BAND / 2 + 0.03
    if zero:
        for span in (axis.axvspan, axis.axhspan):
            span(scale.low, edge, color="#F3F1EC", zorder=-1, linewidth=0)
    start = edge if zero else scale.low
    axis.plot(
        [start, scale.high], [start, scale.high], color=REFERENCE, linewidth=0.9, zorder=0.5,
    )  # fmt: skip


def _rate_text(rate: float) -> str:
    digits = max(0, -math.floor(math.log10(rate) + 1e-9))
    return format_count(rate) if rate >= 1000 else format_number(rate, digits)
