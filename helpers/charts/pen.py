"""Write texts, keys and labels into a figure at inches from its left and its top."""

from collections.abc import Sequence
from dataclasses import replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from helpers.charts.measuring import text_width, wrap_text
from helpers.charts.style import FADED, INK, Look

MARGIN = 0.1
LINE = 0.155
LABEL_SIZE, CELL_SIZE, HEADER_SIZE, PANEL_SIZE, TITLE_SIZE = 9.0, 8.5, 8.0, 9.0, 11.0

# Behind a label that stands over a panel, so that no line runs through it.
PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}


class Pen:
    """Writes texts at inches from the left and the top of a figure."""

    def __init__(self, figure: Figure, height: float):
        self.figure = figure
        self.height = height

    def text(self, x: float, y: float, text: str, **how) -> None:
        """Write one line."""
        how.setdefault("color", INK)
        self.figure.text(
            x, self.height - y, text, transform=self.figure.dpi_scale_trans,
            va="center_baseline", **how,
        )  # fmt: skip

    def key(self, key_lines: list[list[tuple[float, Look]]], top: float) -> None:
        """Draw the lines of `flow_key`: a sample of each look, and its name."""
        for number, items in enumerate(key_lines):
            y = top + 0.1 + number * 0.2
            for x, look in items:
                self.figure.add_artist(self._sample(look, MARGIN + x + 0.06, self.height - y))
                self.text(MARGIN + x + 0.16, y, look.name, size=CELL_SIZE)

    def _sample(self, look: Look, x: float, y: float) -> Line2D | Rectangle:
        inches = self.figure.dpi_scale_trans
        if look.hatch is not None:
            return Rectangle(
                (x - 0.06, y - 0.05), 0.12, 0.1, facecolor=look.color, edgecolor=look.edge,
                hatch=look.hatch, linewidth=0.6, transform=inches,
            )  # fmt: skip
        return Line2D(
            [x], [y], marker=look.marker, color=look.color, markeredgecolor=look.edge,
            markersize=6.5, linestyle="none", transform=inches,
        )  # fmt: skip

    def labels(self, rows, lines, spans, y, left, slot_width, band_top, stacked) -> None:
        """Write the labels of rows and the names of their slots."""
        for number, row in enumerate(rows):
            start, height = spans[number]
            own = lines[number]
            if row.heading:
                first = band_top + start + height - 0.1 - (len(own) - 1) * LINE
            elif stacked:
                first = band_top + start + 0.09
            else:
                first = band_top + start + height / 2 - (len(own) - 1) * LINE / 2
            at_left = row.heading or stacked
            for step, line in enumerate(own):
                self.text(
                    MARGIN if at_left else left - slot_width - 0.08, first + step * LINE, line,
                    size=LABEL_SIZE, weight=weigh(row.heading), ha="left" if at_left else "right",
                    bbox=PAPER if at_left else None,
                )  # fmt: skip
            for slot_number, name in enumerate(row.slots):
                if name and not row.heading:
                    self.text(
                        left - 0.08, band_top + y[number, slot_number], name,
                        size=HEADER_SIZE, color=FADED, ha="right",
                    )  # fmt: skip


def flow_key(key: Sequence[Look], room: float) -> list[list[tuple[float, Look]]]:
    """Break a key into lines: each look with its inches from the left.

    A name that is longer than a line goes on in the next, as a look without a mark.
    """
    key_lines, x = [], room
    for look in key:
        item = 0.16 + text_width(look.name, CELL_SIZE) + 0.22
        if item - 0.22 > room:
            lines = wrap_text(look.name, room - 0.16, CELL_SIZE)
            key_lines.append([(0.0, replace(look, name=lines[0]))])
            key_lines += [[(0.0, Look(line, "None", INK, INK))] for line in lines[1:]]
            x = room
            continue
        if not key_lines or x + item > room:
            key_lines.append([])
            x = 0.0
        key_lines[-1].append((x, look))
        x += item
    return key_lines


def add_line(axis: Axes, xs: Sequence[float], ys: Sequence[float], **how) -> None:
    """Draw a line or marks as ``axis.plot`` does, but leave the limits of the axis alone.

    Scales are set before anything is drawn; measuring each mark for them took half of the time.
    """
    # What is cut at the panel cannot reach out of the figure either.
    axis.add_artist(Line2D(xs, ys, in_layout=not how.get("clip_on", True), **how))


def add_box(axis: Axes, x: float, y: float, width: float, height: float, **how) -> None:
    """Draw a rectangle from a corner, and leave the limits of the axis alone."""
    axis.add_artist(Rectangle((x, y), width, height, in_layout=False, **how))


def weigh(heading: bool) -> str:
    """Return the weight of a label's letters."""
    return "bold" if heading else "normal"
