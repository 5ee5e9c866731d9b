"""Read a figure as a reader does: which texts there are and where they stand."""

from functools import cache

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox


@cache
def texts_with_places(figure):
    """Return every drawn text with the box that it fills, in inches."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw_without_rendering()  # everything takes its place, and no letter need be painted
    found = []
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip() and text.figure is not None:
            box = text.get_window_extent(renderer)
            if box.width and box.height:
                found.append((text.get_text(), Bbox(box.get_points() / figure.dpi)))
    return found


def overlapping_texts(figure):
    """Return pairs of texts whose boxes share more than a hair's breadth."""
    texts, boxes = zip(*texts_with_places(figure), strict=True)
    corners = np.array([box.extents for box in boxes])
    low = np.maximum(corners[:, None, :2], corners[None, :, :2])
    high = np.minimum(corners[:, None, 2:], corners[None, :, 2:])
    clash = np.triu((high - low).min(axis=2) > 0.015, k=1)
    return [(texts[first], texts[second]) for first, second in np.argwhere(clash)]


def cut_texts(figure):
    """Return the texts that reach over the edge of the figure."""
    width, height = figure.get_size_inches()
    return [
        text
        for text, box in texts_with_places(figure)
        if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height
    ]


def printed(figure):
    return [text for text, _ in texts_with_places(figure)]


def marks(axis):
    """Return the drawn marks from top to bottom: x, y, marker, filled or hollow."""
    found = []
    for line in axis.get_lines():
        if line.get_marker() not in ("None", None, "") and line.get_marker() != "|":
            x, y = float(line.get_xdata()[0]), float(line.get_ydata()[0])
            found.append((x, y, line.get_marker(), line.get_markerfacecolor()))
    return sorted(found, key=lambda mark: mark[1])


def whiskers(axis):
    """Return the intervals from top to bottom: low, high, y."""
    found = []
    for line in axis.get_lines():
        x, y = line.get_xdata(), line.get_ydata()
        data = line.get_transform() == axis.transData
        if data and len(x) == 2 and y[0] == y[1] and line.get_linewidth() > 1.6:
            found.append((float(x[0]), float(x[1]), float(y[0])))
    return sorted(found, key=lambda whisker: whisker[2])
