"""A time axis whose ticks have room, for charts that run over days, weeks, months or years."""

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.charts.measuring import text_width

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
#: Above so many periods the bars touch, so that a file does not hold thousands of them.
MOST_BARS = 70
#: Over so many days the ticks are years and need no second line.
YEARS_ONLY = 7.2 * 365
FIRST_LABEL = 0.34  # inches, of "2031" under the name of a month
#: The axis has room for at least so many periods.
LEAST_PERIODS = 6


def period_edges(starts: pd.DatetimeIndex, period: str) -> np.ndarray:
    """Return where periods begin and the last one ends, as numbers of matplotlib's dates."""
    step = {
        "day": pd.DateOffset(days=1),
        "week": pd.DateOffset(days=7),
        "month": pd.DateOffset(months=1),
        "year": pd.DateOffset(years=1),
    }[period]
    return mdates.date2num([*starts, starts[-1] + step])


def set_time_scale(axis: Axes, edges: np.ndarray, period: str) -> None:
    """Set limits and fixed ticks, as many as have room; the year stands in a second line."""
    start, end = edges[0], edges[-1]
    # One or two periods alone would make bars as wide as the chart.
    few = max(LEAST_PERIODS / (len(edges) - 1), 1)
    axis.set_xlim(start, start + (end - start) * few)
    inches = axis.get_window_extent().width / axis.figure.dpi / few
    edge = axis.get_position().x0 * axis.figure.get_figwidth()
    first, last = (pd.Timestamp(mdates.num2date(value)).tz_localize(None) for value in (start, end))
    finer = {"month": ("D",), "year": ("D", "MS")}.get(period, ())
    for step in ("D", "2D", "7D", "14D", "MS", "2MS", "3MS", "6MS",
                 "YS", "2YS", "5YS", "10YS", "20YS", "50YS"):  # fmt: skip
        if step.endswith(finer):
            continue
        ticks = _ticks(first, last, step)
        room = inches / max((last - first) / (ticks[1] - ticks[0]), 1) if len(ticks) > 1 else inches
        # A first label that would be cut at the edge begins at its tick.
        first_tick = mdates.date2num(ticks[0])
        place = edge + (first_tick - start) / (end - start) * inches
        if len(edges) <= MOST_BARS and first_tick in edges:
            place += inches / (len(edges) - 1) / 2
        if place < FIRST_LABEL / 2 and step.endswith("MS"):
            room -= FIRST_LABEL / 2
        if room > (0.38 if step.endswith("S") else 0.52) and len(ticks) <= 14:
            break
    labels, year = [], None
    for tick in ticks:
        if "Y" in step:
            labels.append(str(tick.year))
            continue
        month = MONTHS[tick.month - 1]
        label = f"{tick.day} {month}" if step.endswith("D") else month
        labels.append(label if tick.year == year else f"{label}\n{tick.year}")
        year = tick.year
    places = mdates.date2num(ticks)
    if len(edges) <= MOST_BARS:
        # A label that names a period stands under the middle of its bar.
        middles = dict(zip(edges[:-1], (edges[:-1] + edges[1:]) / 2, strict=True))
        places = [middles.get(place, place) for place in places]
    axis.set_xticks(places, labels)
    keep_labels_inside(axis)


def keep_labels_inside(axis: Axes) -> None:
    """Begin the first tick label at its tick, and end the last there, where it would be cut."""
    low, high = axis.get_xlim()
    box, dots = axis.get_window_extent(), axis.figure.dpi
    for tick in axis.xaxis.get_major_ticks()[:: max(1, len(axis.get_xticks()) - 1)]:
        label = tick.label1
        place = (box.x0 + box.width * (tick.get_loc() - low) / (high - low)) / dots
        half = max(text_width(line, label.get_size()) for line in label.get_text().split("\n")) / 2
        side = (
            "left" if place < half else "right" if place + half > axis.figure.get_figwidth() else ""
        )
        if side:
            tick.label1.set_ha(side)
            tick.label2.set_ha(side)


def say_period(start: pd.Timestamp, period: str) -> str:
    """Return the printed name of a period: "2031", "May 2031", "5 May 2031"."""
    if period == "year":
        return str(start.year)
    month = start.month_name()
    if period == "month":
        return f"{month} {start.year}"
    return f"{start.day} {month} {start.year}"


def _ticks(first: pd.Timestamp, last: pd.Timestamp, step: str) -> list[pd.Timestamp]:
    if step.endswith("D"):
        return list(pd.date_range(first, last, freq=step, inclusive="left"))
    number = int(step[:-2] or 1)
    if step.endswith("YS"):
        years = range(-(-first.year // number) * number, last.year + 1, number)
        ticks = [pd.Timestamp(year, 1, 1) for year in years]
    else:
        months = pd.date_range(first.replace(day=1), last, freq="MS")
        ticks = [month for month in months if (month.month - 1) % number == 0]
    inside = [tick for tick in ticks if first <= tick < last]
    return inside or [first]
