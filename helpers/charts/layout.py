"""Lay out charts of rows: labels left, panels in the middle, printed numbers right.

Every text is measured before the figure is made, so the figure is as tall as its rows need and
nothing overlaps or is cut: a long name takes more lines and its row more height. All positions
are in inches; within a panel, y is inches from the panel's top.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import blended_transform_factory

from helpers.charts.describe import format_number, sentence
from helpers.charts.marks import note_mark
from helpers.charts.measuring import text_width, wrap_text
from helpers.charts.pen import (
    CELL_SIZE,
    HEADER_SIZE,
    LABEL_SIZE,
    LINE,
    MARGIN,
    PANEL_SIZE,
    TITLE_SIZE,
    Pen,
    add_line,
    flow_key,
    weigh,
)
from helpers.charts.style import FADED, GUIDE, REFERENCE, WIDTH, Look, finish, style
from helpers.charts.time_axis import keep_labels_inside

SLOT = 0.155
PANEL_GAP = 0.42
COLUMN_GAP = 0.16
LEAST_PANEL = 1.15
#: A figure narrower than this puts the labels above their rows (a phone is about 3.6).
NARROW = 4.6
#: A panel taller than this has its scale at the top too.
TALL = 6.0


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Row:
    """One row of a chart: a label and its slots (lines of marks, one a group)."""

    label: str
    slots: tuple[str, ...] = ("",)
    heading: bool = False


@dataclass(frozen=True)
class Column:
    """A column of printed numbers: its header and the texts by (row, slot)."""

    header: str
    cells: Mapping[tuple[int, int], str]


@dataclass(frozen=True)
class Grid:
    """A laid-out figure: its panels, and where each row and slot is (inches from the top).

    `reach` is how far to the left and the right each panel and its texts go, in inches.
    """

    figure: Figure
    axes: list[Axes]
    rows: Sequence[Row]
    y: dict[tuple[int, int], float]
    spans: list[tuple[float, float]]
    slot: float
    reach: list[tuple[float, float]]

    def note_row(
        self, key: Mapping[str, str], row: int, *, panel: int = 0, slot: int | None = None
    ) -> None:
        """Note a row of a panel as a mark, from label to right edge, or one line of marks of it."""
        start, height = self.spans[row]
        top, bottom = start, start + height
        if slot is not None:
            y = self.y[row, slot]
            top, bottom = y - self.slot / 2, y + self.slot / 2
        left, right = self.reach[panel]
        across = blended_transform_factory(self.figure.dpi_scale_trans, self.axes[panel].transData)
        note_mark(self.figure, key, (left, top, right, bottom), across)


def make_grid(
    rows: Sequence[Row],
    *,
    panels: Sequence[str] = ("",),
    columns: Sequence[Sequence[Column]] = (),
    title: str | None = None,
    key: Sequence[Look] = (),
    xlabel: str = "",
    width: float = WIDTH,
    slot: float = SLOT,
    padding: float | None = None,
    guides: bool = True,
    ends: tuple[str, str] | None = None,
    tick_lines: int = 1,
    head: float = 0.0,
    foot: float = 0.0,
) -> Grid:
    """Make the figure with all its texts; the caller draws the marks and sets the scale.

    Parameters
    ----------
    rows : sequence of Row
        From top to bottom.
    panels : sequence of str
        Small multiples, side by side as far as they fit, then below each other.
    columns : sequence of sequence of Column
        Printed numbers right of each panel. If all panels have the same, they are printed once
        a line of panels.
    title, key, xlabel
        Title; looks named in a key below it; what the axis measures.
    width : float
        In inches. Below `NARROW` the labels stand above their rows.
    slot, padding : float
        Height of one line of marks, and the air a row adds, in inches.
    guides : bool
        Draw a pale line through each slot, from the label to the numbers.
    ends : tuple of str, optional
        What the left and the right end of the axis mean, printed under its ends.
    tick_lines : int
        Lines of text that a tick label takes.
    head, foot : float
        Inches above and below each panel for what the caller writes there.
    """
    stacked = width < NARROW
    if padding is None:
        padding = 0.17 if len(rows) <= 5 else 0.09
    if stacked:
        padding = max(padding, 0.12)
    full = width - 2 * MARGIN
    columns = [list(own) for own in columns] or [[] for _ in panels]
    shared = all(own == columns[0] for own in columns)
    blocks = [columns[0]] if shared else columns

    slot_names = {name for row in rows for name in row.slots if not row.heading}
    slot_width = max((text_width(name, HEADER_SIZE) for name in slot_names), default=0)
    slot_width += 0.1 if slot_width else 0
    block_width = max(sum(_column_width(column, rows) for column in own) for own in blocks)
    label_limit = full if stacked else min(0.36 * width, full - slot_width - block_width - 1.3)
    lines = [
        wrap_text(row.label, full if row.heading else label_limit, LABEL_SIZE, weigh(row.heading))
        for row in rows
    ]
    label_width = 0.0
    if not stacked:
        widths = [
            text_width(line, LABEL_SIZE)
            for row, own in zip(rows, lines, strict=True)
            if not row.heading
            for line in own
        ]
        label_width = max(widths, default=0) + 0.08
    left = MARGIN + label_width + slot_width

    room = width - left - MARGIN - (block_width if shared else 0)
    each = 0 if shared else block_width
    least = 1.8 * LEAST_PANEL if stacked else LEAST_PANEL
    fits = max(1, int((room + PANEL_GAP) / (least + PANEL_GAP + each)))
    n_bands = math.ceil(len(panels) / fits)
    across = math.ceil(len(panels) / n_bands)
    # Without a column at the right, half of the last tick label needs the room.
    spare = 0 if block_width else 0.18
    panel_width = (room - spare - (across - 1) * PANEL_GAP) / across - each

    spans, y = _place_rows(rows, lines, slot=slot, padding=padding, stacked=stacked)
    height = spans[-1][0] + spans[-1][1] if spans else LINE
    tall = height > TALL

    title_lines = wrap_text(title, full, TITLE_SIZE, "bold") if title else []
    key_lines = flow_key(key, full)
    xlabel_lines = wrap_text(xlabel, full, LABEL_SIZE) if xlabel else []
    panel_lines = [wrap_text(name, panel_width, PANEL_SIZE, "bold") for name in panels]
    header_rows = max(
        [
            *(len(own) for own, name in zip(panel_lines, panels, strict=True) if name),
            *(column.header.count("\n") + 1 for own in blocks for column in own),
            0,
        ]
    )
    top = MARGIN + len(title_lines) * 0.2 + (0.06 if title else 0)
    top += len(key_lines) * 0.2 + (0.04 if key_lines else 0)
    ticks = 0.24 + 0.135 * (tick_lines - 1)
    header = header_rows * 0.145 + (0.05 if header_rows else 0) + (ticks if tall else 0)
    header = max(header, head)
    left_end, right_end, end_lines = _break_ends(ends, panel_width, left, width)
    below = foot + ticks + 0.16 * end_lines + 0.165 * len(xlabel_lines) + (0.02 if xlabel else 0)
    band = header + height + below
    total = top + n_bands * band + (n_bands - 1) * 0.16 + 0.06

    figure = Figure(figsize=(width, total))
    pen = Pen(figure, total)
    for number, line in enumerate(title_lines):
        pen.text(MARGIN, MARGIN + 0.1 + number * 0.2, line, size=TITLE_SIZE, weight="bold")
    pen.key(key_lines, MARGIN + len(title_lines) * 0.2 + (0.06 if title else 0))

    axes, reach = [], []
    for number, name in enumerate(panels):
        band_top = top + (number // across) * (band + 0.16) + header
        position = number % across
        x = left + position * (panel_width + each + PANEL_GAP)
        last = position == across - 1 or number == len(panels) - 1
        own_columns = columns[number] if (last or not shared) else []
        axis = figure.add_axes(
            (x / width, 1 - (band_top + height) / total, panel_width / width, height / total)
        )
        axis.set_ylim(height, 0)
        axis.set_yticks([])
        if tall:
            axis.tick_params(top=True, labeltop=True)
        axes.append(axis)
        raised = band_top - 0.05 - (ticks if tall else 0)
        if name:
            for back, line in enumerate(reversed(panel_lines[number])):
                pen.text(x, raised - 0.07 - back * 0.145, line, size=PANEL_SIZE, weight="bold")
        edge = x + panel_width
        if guides:
            for row, slot_number in y:
                if not rows[row].heading:
                    add_line(
                        axis, [0, 1], [y[row, slot_number]] * 2, color=GUIDE, linewidth=0.7,
                        zorder=0, transform=axis.get_yaxis_transform(which="grid"),
                    )  # fmt: skip
        if position == 0:
            pen.labels(rows, lines, spans, y, left, slot_width, band_top, stacked)
            middle = left + (across * (panel_width + each + PANEL_GAP) - PANEL_GAP - each) / 2
            under = band_top + height + ticks + 0.16 * end_lines
            _write_xlabel(pen, xlabel_lines, middle, under, width)
        fits = all(text_width(line, HEADER_SIZE) <= edge - MARGIN for line in right_end)
        right_x = edge if fits else width - MARGIN
        for end, side, x_end, first in (
            (left_end, "left", x, 0),
            (right_end, "right", right_x, end_lines - len(right_end)),
        ):
            for step, line in enumerate(end, start=first):
                under = band_top + height + ticks + 0.06 + 0.16 * step
                pen.text(x_end, under, line, size=HEADER_SIZE, color=FADED, ha=side)
        for column in own_columns:
            edge += _column_width(column, rows)
            for back, line in enumerate(reversed(column.header.split("\n"))):
                pen.text(
                    edge, raised - 0.07 - back * 0.145, line, size=HEADER_SIZE, color=FADED,
                    ha="right",
                )  # fmt: skip
            for place, text in column.cells.items():
                pen.text(edge, band_top + y[place], text, size=CELL_SIZE, ha="right")
        reach.append(
            (
                MARGIN if position == 0 else x - PANEL_GAP / 2,
                width - MARGIN / 2 if last else x + panel_width + each + PANEL_GAP / 2,
            )
        )
    return Grid(
        figure=figure, axes=axes, rows=rows, y=y, spans=spans, slot=slot, reach=reach
    )  # fmt: skip


def set_scale(
    axis: Axes,
    low: float,
    high: float,
    *,
    percent: bool = False,
    whole: bool = False,
    reference: float | None = None,
    air: float = 0.04,
) -> None:
    """Set limits and fixed, evenly spaced ticks; mark the reference value with a line.

    Fixed ticks do not change when the figure is drawn again elsewhere.
    """
    if reference is not None:
        low, high = min(low, reference), max(high, reference)
    if not high > low:
        low, high = low - 0.5, high + 0.5
        if percent:
            low, high = max(low, 0.0), min(high, 1.0)
    room = (high - low) * air
    axis.set_xlim(low - room, high + room)
    inches = axis.get_window_extent().width / axis.figure.dpi
    edge = axis.get_position().x0 * axis.figure.get_figwidth()
    for bins in range(max(2, int(inches / 0.42)), 0, -1):
        ticks = MaxNLocator(bins, steps=[1, 2, 2.5, 5, 10], integer=whole).tick_values(low, high)
        ticks = [tick for tick in ticks if low - room <= tick <= high + room]
        labels = tick_labels(ticks, percent=percent)
        widest = max((text_width(label, 8.5) for label in labels), default=0)
        if len(ticks) < 2:
            break
        step = inches * (ticks[1] - ticks[0]) / (high - low)
        # A first label that would be cut at the edge begins at its tick.
        first, second = (text_width(label, 8.5) for label in labels[:2])
        place = edge + inches * (ticks[0] - low + room) / (high - low + 2 * room)
        moved = first + second / 2 + 0.06 if place < first / 2 else 0
        if step > max(widest + 0.12, moved):
            break
    axis.set_xticks(ticks, labels)
    keep_labels_inside(axis)
    if reference is not None:
        axis.axvline(reference, color=REFERENCE, linewidth=0.9, zorder=0.5)


@style()
def message_figure(message: str, *, title: str | None = None, width: float = WIDTH) -> Figure:
    """Return a figure that says in words what cannot be drawn; never an empty frame."""
    message = sentence(message)
    title_lines = wrap_text(title, width - 2 * MARGIN, TITLE_SIZE, "bold") if title else []
    lines = wrap_text(message, width - 6 * MARGIN, LABEL_SIZE)
    total = 2 * MARGIN + 0.2 * len(title_lines) + 0.18 * len(lines) + 0.3
    figure = Figure(figsize=(width, total))
    pen = Pen(figure, total)
    for number, line in enumerate(title_lines):
        pen.text(MARGIN, MARGIN + 0.1 + number * 0.2, line, size=TITLE_SIZE, weight="bold")
    top = MARGIN + 0.2 * len(title_lines) + 0.24
    for number, line in enumerate(lines):
        pen.text(3 * MARGIN, top + number * 0.18, line, size=LABEL_SIZE, color=FADED)
    about = f"{sentence(title)} " if title else ""
    return finish(figure, message, f"{about}No chart is drawn. {message}")


def _place_rows(rows, lines, *, slot, padding, stacked):
    spans, y, top = [], {}, 0.0
    for number, row in enumerate(rows):
        text_height = len(lines[number]) * LINE
        if row.heading:
            height = text_height + (0.16 if number else 0.06)
            spans.append((top, height))
            top += height
            continue
        marks = len(row.slots) * slot
        if stacked:
            height = text_height + marks + padding
            first = top + text_height + 0.04
        else:
            height = max(text_height, marks) + padding
            first = top + (height - marks) / 2
        for slot_number in range(len(row.slots)):
            y[number, slot_number] = first + (slot_number + 0.5) * slot
        spans.append((top, height))
        top += height
    return spans, y


def _break_ends(
    ends: tuple[str, str] | None, panel_width: float, left: float, width: float
) -> tuple[list[str], list[str], int]:
    """Break the texts under the ends of an axis; side by side only if both are short."""
    if not ends:
        return [], [], 0
    if sum(text_width(end, HEADER_SIZE) for end in ends) + 0.2 <= panel_width:
        return [ends[0]], [ends[1]], 1
    first = wrap_text(ends[0], width - MARGIN - left, HEADER_SIZE)
    room = left + panel_width - MARGIN
    long = text_width(ends[1], HEADER_SIZE) > room
    second = wrap_text(ends[1], width - 2 * MARGIN if long else room, HEADER_SIZE)
    return first, second, len(first) + len(second)


def _column_width(column: Column, rows: Sequence[Row]) -> float:
    header = max(text_width(line, HEADER_SIZE) for line in column.header.split("\n"))
    cells = max((text_width(text, CELL_SIZE) for text in column.cells.values()), default=0)
    return max(header, cells) + COLUMN_GAP


def _write_xlabel(pen: Pen, lines: list[str], middle: float, top: float, width: float) -> None:
    for number, line in enumerate(lines):
        half = text_width(line, LABEL_SIZE) / 2
        x = min(max(middle, MARGIN + half), width - MARGIN - half)
        pen.text(x, top + 0.1 + number * 0.165, line, size=LABEL_SIZE, ha="center")


def tick_labels(ticks: Sequence[float], *, percent: bool = False) -> list[str]:
    """Return what stands at the ticks of a scale: as few digits as tell them apart."""
    largest = max((abs(tick) for tick in ticks), default=0)
    if not percent and (largest >= 1e8 or 0 < largest < 1e-4):
        return [_power(tick) for tick in ticks]
    values = [round(tick * (100 if percent else 1), 10) for tick in ticks]
    for digits in range(7):
        if all(abs(value - round(value, digits)) < 1e-9 for value in values):
            break
    if not percent and max(map(abs, values), default=0) >= 1000 and digits == 0:
        return [f"{value:,.0f}".replace("-", "−") for value in values]
    return [format_number(value, digits) + ("%" if percent else "") for value in values]


def _power(value: float) -> str:
    """Write a very large or very small number as "2.5×10⁹"."""
    if not value:
        return "0"
    digits, power = f"{value:.3e}".split("e")
    digits = digits.rstrip("0").rstrip(".").replace("-", "−")
    return f"{digits}×10{str(int(power)).translate(_RAISED)}"
