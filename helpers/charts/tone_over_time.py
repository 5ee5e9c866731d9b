"""Tone over time: a smooth curve with its band for each group, and beneath it what it rests on.

The bars under the curves count the articles of each step, because a curve looks as sure where it
rests on one article as where it rests on fifty. Where there is no article there is no line.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from helpers.charts.describe import (
    counted,
    format_count,
    require_columns,
    value_name,
)
from helpers.charts.intervals import INTERVAL
from helpers.charts.layout import message_figure, tick_labels
from helpers.charts.marks import note_mark
from helpers.charts.measuring import text_width, wrap_text
from helpers.charts.pen import (
    CELL_SIZE,
    HEADER_SIZE,
    LABEL_SIZE,
    MARGIN,
    PANEL_SIZE,
    TITLE_SIZE,
    Pen,
    flow_key,
)
from helpers.charts.style import (
    FADED,
    GUIDE,
    INK,
    REFERENCE,
    WIDTH,
    Look,
    finish,
    group_looks,
    group_name,
    plain_text,
    style,
)
from helpers.charts.time_axis import set_time_scale
from helpers.charts.tone_words import describe_curves, find_runs, name_measure, say_curves

NEEDED = ("date", "estimate", "low", "high", "n_articles", "bandwidth", "step")
DASHES = ("-", (0, (5, 1.6)), (0, (1.2, 1.4)), (0, (6, 1.5, 1.2, 1.5)))
#: Heights in inches.
CURVE, STRIP, STRIP_LABEL = 1.75, 0.3, 0.17
MOST_MARKS = 30
#: So many times the span of the estimates a band may add at each side, or it would flatten them.
MOST_BAND = 1.0


@style()
def plot_tone_over_time(
    smooth: pd.DataFrame,
    *,
    group: str = "country",
    panel: str | None = "method",
    xlabel: str | None = None,
    title: str | None = None,
    unit: str = "article",
    reference: float | None = 0.0,
    digits: int = 2,
    max_groups: int = 4,
    level: float = 0.95,
    interval: str = INTERVAL,
    width: float = WIDTH,
) -> Figure:
    """Draw smoothed tone with its band, one curve a group, and bars of n beneath.

    Parameters
    ----------
    smooth : pandas.DataFrame
        Of `helpers.measures.smooth_tone`: the columns named by `group` and `panel` (str);
        ``date`` (datetime64, first day of the step), ``estimate``, ``low``, ``high`` (float,
        missing where no line is drawn), ``n_articles`` (int, of the step), ``bandwidth`` (float,
        days), ``step`` (int, days). Read if there: ``measure``, ``cluster``, ``note`` (str),
        ``n_clusters`` (int).
    group, panel : str
        Columns for curves and for panels, which stand below each other; `panel` None for one.
    xlabel, title : str, optional
        What is measured (by default the measure's name); the title.
    unit : str
        What n counts: "article", "mention".
    reference : float, optional
        Value marked by a line; None for none.
    digits : int
        Digits after the point in the alternative text.
    max_groups : int
        At most so many curves, those with the largest n; the caption says so.
    level, interval : float, str
        Level and kind of the band, for the caption.
    width : float
        Width in inches.

    Returns
    -------
    matplotlib.figure.Figure
        With ``caption`` and ``alt``. Without a dated article, a figure that says so.

    Raises
    ------
    ValueError
        If a column is missing, or a group has two rows for one date and panel.
    """
    keys = [*([panel] if panel else []), group]
    require_columns(smooth, [*keys, *NEEDED], "plot_tone_over_time")
    what = xlabel or name_measure(smooth)
    if not smooth["estimate"].notna().any():
        return message_figure(
            f"{what} over time cannot be drawn: no {unit} has both a date and a score",
            title=title,
            width=width,
        )
    table, n_groups = _prepare(smooth, group, panel, max_groups)
    looks = {
        name: replace(look, name=value_name(name, group))
        for name, look in group_looks(table["_group"]).items()
    }
    curves = _split_panels(table, looks)
    names = {name: group_name(name) for name in curves}
    grid = _lay_out(table, curves, names, looks, title, what, unit, width)
    low, high = _limits(table, reference)
    for axis, (place, parts) in zip(grid.curves, curves.items(), strict=True):
        _note(axis, {panel: place} if panel else {}, 0)
        _set_scale(axis, low, high, reference)
        for number, (name, own) in enumerate(parts.items()):
            _draw_curve(axis, own, looks[name], DASHES[number % len(DASHES)])
    for (place, name), axis in grid.strips.items():
        whole = {panel: place} if panel and not grid.shared else {}
        _note(axis, whole | {group: name}, STRIP_LABEL)
        _draw_strip(axis, curves[place][name], looks[name], table["n_articles"].max())
    say = {
        "what": what, "group": group, "unit": unit, "digits": digits, "level": level,
        "interval": interval, "looks": looks, "names": names, "n_groups": n_groups, "panel": panel,
    }  # fmt: skip
    say["n_cut"] = int(((table["low"] < low) | (table["high"] > high)).sum())
    data = smooth[smooth[group].map(plain_text).isin(looks)]
    return finish(grid.figure, say_curves(table, say), describe_curves(table, curves, say), data)


@dataclass(frozen=True)
class _Places:
    """The figure: an axis for the curves of each panel, and one for each strip of bars."""

    figure: Figure
    curves: list[Axes]
    strips: Mapping[tuple[str, str], Axes]
    shared: bool


def _prepare(
    smooth: pd.DataFrame, group: str, panel: str | None, max_groups: int
) -> tuple[pd.DataFrame, int]:
    table = smooth.assign(
        _group=smooth[group].map(plain_text), _panel=smooth[panel].map(plain_text) if panel else ""
    )
    twice = table.duplicated(["_panel", "_group", "date"])
    if twice.any():
        row = table[twice].iloc[0]
        raise ValueError(
            f"plot_tone_over_time: {row['_group']!r} has two rows for {row['date']:%Y-%m-%d}. "
            "Name the column that tells them apart with panel=."
        )
    table["n_articles"] = table["n_articles"].fillna(0)
    sizes = table.groupby("_group")["n_articles"].sum().sort_values(ascending=False, kind="stable")
    kept = table[table["_group"].isin(sizes.index[:max_groups])]
    return kept.sort_values("date", kind="stable"), len(sizes)


def _split_panels(
    table: pd.DataFrame, looks: Mapping[str, Look]
) -> dict[str, dict[str, pd.DataFrame]]:
    """Return the curves by panel and group, both in the order in which they are drawn."""
    curves = {}
    for name in dict.fromkeys(table.sort_index()["_panel"]):
        own = table[table["_panel"] == name]
        curves[name] = {
            group: own[own["_group"] == group] for group in looks if (own["_group"] == group).any()
        }
    return curves


def _lay_out(table, curves, names, looks, title, what, unit, width) -> _Places:
    """Make the figure: title, key, curves below each other, strips below the curves they explain.

    Where all panels rest on the same articles, the strips stand once, below the last panel.
    """
    full = width - 2 * MARGIN
    title_lines = wrap_text(title, full, TITLE_SIZE, "bold") if title else []
    key_lines = flow_key(list(looks.values()), full) if len(looks) > 1 else []
    what_lines = wrap_text(what, full, LABEL_SIZE)
    largest = table[["estimate", "low", "high"]].abs().max().max()
    usual = pd.isna(largest) or largest == 0 or 1e-3 < largest < 100
    left = MARGIN + text_width("−0.00" if usual else "−2.5×10⁻⁸", CELL_SIZE) + 0.12
    inner = width - left - MARGIN - 0.05
    counts = table.pivot_table(
        values="n_articles", index="date", columns=["_group", "_panel"], aggfunc="sum"
    )
    shared = all(
        counts[name].fillna(0).nunique(axis=1).le(1).all() and counts[name].shape[1] == len(curves)
        for name in looks
    )
    last = list(curves)[-1]
    top = MARGIN + 0.2 * len(title_lines) + (0.06 if title else 0)
    key_top, top = top, top + 0.2 * len(key_lines) + 0.05
    what_top, top = top, top + 0.165 * len(what_lines) + 0.05
    heads, places = [], []
    for name, parts in curves.items():
        heads.append((name, top))
        top += 0.2 if names[name] else 0.04
        places.append(("curve", name, top, CURVE))
        top += CURVE + 0.08
        if not shared or name == last:
            for group in parts:
                top += STRIP_LABEL
                places.append((group, name, top, STRIP))
                top += STRIP + 0.05
        ticks = 0.42 if not shared or name == last else 0.1
        top += ticks
    figure = Figure(figsize=(width, top))
    pen = Pen(figure, top)
    for number, line in enumerate(title_lines):
        pen.text(MARGIN, MARGIN + 0.1 + number * 0.2, line, size=TITLE_SIZE, weight="bold")
    pen.key(key_lines, key_top)
    for number, line in enumerate(what_lines):
        pen.text(MARGIN, what_top + 0.09 + number * 0.165, line, size=LABEL_SIZE, color=FADED)
    for name, start in heads:
        pen.text(MARGIN, start + 0.09, names[name], size=PANEL_SIZE, weight="bold")
    axes, strips = [], {}
    step = int(table["step"].iloc[0])
    starts = mdates.date2num(np.unique(table["date"].to_numpy()))
    edges = np.append(starts, starts[-1] + step)
    for number, (kind, name, start, height) in enumerate(places):
        axis = figure.add_axes(
            (left / width, 1 - (start + height) / top, inner / width, height / top)
        )
        ends_panel = number + 1 == len(places) or places[number + 1][0] == "curve"
        _set_time(axis, edges, labels=ends_panel and not (shared and kind == "curve"))
        if kind == "curve":
            axes.append(axis)
            continue
        strips[name, kind] = axis
        n = int(curves[name][kind]["n_articles"].sum())
        # The name may be long: the key has it whole.
        label = wrap_text(f"{looks[kind].name}: {counted(n, unit)}", inner, HEADER_SIZE)
        label = label[0] if len(label) == 1 else f"{kind[:12]}…: {counted(n, unit)}"
        pen.text(left, start - 0.08, label, size=HEADER_SIZE, color=INK)
    return _Places(figure, axes, strips, shared)


def _note(axis: Axes, key: dict[str, str], above: float) -> None:
    """Note a panel as a mark, from the left edge to the right, with the label above it."""
    figure, place = axis.figure, axis.get_position()
    width, height = figure.get_size_inches()
    top = place.y1 * height + above
    corners = (MARGIN, place.y0 * height, width - MARGIN / 2, top)
    note_mark(figure, key, corners, figure.dpi_scale_trans)


def _set_time(axis: Axes, edges: np.ndarray, *, labels: bool) -> None:
    set_time_scale(axis, edges, "day")
    axis.set_xlim(edges[0], max(edges[-1], axis.get_xlim()[1]))
    if not labels:
        axis.tick_params(axis="x", labelbottom=False, length=0)


def _limits(table: pd.DataFrame, reference: float | None) -> tuple[float, float]:
    """Return the limits of the values: all estimates, and all of the bands but far outliers."""
    estimates = table["estimate"].dropna()
    values = [estimates.min(), estimates.max(), *([] if reference is None else [reference])]
    low, high = min(values), max(values)
    bands = table[["low", "high"]].to_numpy(dtype=float)
    bands = bands[~np.isnan(bands)]
    if len(bands):
        ends = np.quantile(bands, [0, 0.02, 0.98, 1])
        # A few wide ends must not press all curves flat; the caption counts what is cut.
        far = ends[3] - ends[0] > 2.5 * max(ends[2] - ends[1], high - low)
        most = MOST_BAND * (high - low) if high > low else np.inf
        lowest, highest = ends[int(far)], ends[3 - int(far)]
        low, high = min(low, max(lowest, low - most)), max(high, min(highest, high + most))
    if not high > low:
        low, high = low - 0.5, high + 0.5
    air = 0.06 * (high - low)
    return low - air, high + air


def _set_scale(axis: Axes, low: float, high: float, reference: float | None) -> None:
    axis.set_ylim(low, high)
    ticks = [tick for tick in MaxNLocator(5).tick_values(low, high) if low <= tick <= high]
    axis.set_yticks(ticks, tick_labels(ticks), size=CELL_SIZE)
    axis.tick_params(axis="y", left=False, labelleft=True, labelcolor=INK, pad=3)
    for tick in ticks:
        axis.axhline(tick, color=GUIDE, linewidth=0.7, zorder=0)
    if reference is not None:
        axis.axhline(reference, color=REFERENCE, linewidth=0.9, zorder=0.5)


def _middles(own: pd.DataFrame) -> np.ndarray:
    return mdates.date2num(own["date"]) + own["step"].to_numpy(dtype=float) / 2


def _draw_curve(axis: Axes, own: pd.DataFrame, look: Look, dash: Hashable) -> None:
    x = _middles(own)
    estimate, low, high = (own[name].to_numpy(dtype=float) for name in ("estimate", "low", "high"))
    half = own["step"].to_numpy(dtype=float) / 2
    for start, end in find_runs(~np.isnan(estimate)):
        run = slice(start, end)
        # A point alone is as wide as its step, or its band would have no width.
        alone = x[start] + np.array([-1, 1]) * half[start]
        xs = x[run] if end - start > 1 else alone
        bounds = [np.resize(bound[run], len(xs)) for bound in (low, high)]
        axis.fill_between(xs, *bounds, color=look.color, alpha=0.16, linewidth=0, zorder=1)
        for bound in bounds:
            axis.plot(xs, bound, color=look.edge, linewidth=0.5, alpha=0.7, zorder=1.5)
        axis.plot(
            xs, np.resize(estimate[run], len(xs)), color=look.edge, linestyle=dash, linewidth=1.6,
            zorder=3, gid="curve",
        )  # fmt: skip
    held = np.flatnonzero((own["n_articles"] > 0).to_numpy() & ~np.isnan(estimate))
    held = held[:: max(1, len(held) // MOST_MARKS)]
    axis.plot(
        x[held], estimate[held], linestyle="none", marker=look.marker, markersize=3.6,
        color=look.color, markeredgecolor=look.edge, markeredgewidth=0.6, zorder=4,
    )  # fmt: skip


def _draw_strip(axis: Axes, own: pd.DataFrame, look: Look, most: float) -> None:
    axis.set_ylim(0, max(most, 1) * 1.05)
    # One tick where nothing was counted: two would stand on each other.
    counts = [0, most] if most > 0 else [0]
    axis.set_yticks(counts, [format_count(one) for one in counts], size=HEADER_SIZE - 1)
    axis.tick_params(axis="y", left=False, labelleft=True, labelcolor=FADED, pad=3)
    held = own[own["n_articles"] > 0]
    axis.bar(
        mdates.date2num(held["date"]), held["n_articles"], width=0.9 * held["step"], align="edge",
        color=look.color, edgecolor=look.edge, linewidth=0.3,
    )  # fmt: skip
