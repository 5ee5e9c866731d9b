"""The days around an event: bars a day, the rates before and after with their bands."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.charts.describe import (
    MISSING,
    counted,
    describe_notes,
    format_count,
    format_number,
    noun,
    paragraph,
    require_columns,
    value_name,
)
from helpers.charts.intervals import color_column, say_left_out, say_missing, write_no_data
from helpers.charts.layout import NARROW, Column, make_grid, message_figure
from helpers.charts.pen import add_box, add_line
from helpers.charts.strips import (
    arrange_strips,
    draw_bars,
    draw_holes,
    rows_of,
    slot_height,
    strip_looks,
    write_peak,
)
from helpers.charts.style import INK, WIDTH, finish, plain_text, style
from helpers.charts.time_axis import keep_labels_inside, say_period

BAND = "#B9C2CC"
#: With more groups than this, those that are not in the data are counted and not drawn.
MOST_EMPTY = 8
NUMBERS = ("ratio", "low", "high", "p_value", "n_before", "n_after")


@style()
def plot_event_window(
    days: pd.DataFrame,
    windows: pd.DataFrame,
    *,
    by: str = "country",
    color: str | None = "country",
    title: str | None = None,
    sort: str = "n",
    same_scale: bool = False,
    expected: Sequence[str] = (),
    max_rows: int = 40,
    level: float = 0.95,
    width: float = WIDTH,
) -> Figure:
    """Draw attention before and after an event, one strip a group.

    Parameters
    ----------
    days : pandas.DataFrame
        Result of `helpers.measures.event_days`.
    windows : pandas.DataFrame
        Result of `helpers.measures.event_window` for the same date, groups and items.
    by, color, title, sort, expected, max_rows, width
        As for `plot_bursts`.
    same_scale : bool
        One scale for all strips, or each its own.
    level : float
        Coverage of the intervals in `windows`.

    Returns
    -------
    matplotlib.figure.Figure
        With ``caption`` and ``alt``. Where no day of the window is in the data, a figure that
        says so.

    Raises
    ------
    ValueError
        If a column is missing or `sort` is unknown.
    """
    require_columns(days, [by, "item", "day", "n_articles", "n_all"], "plot_event_window")
    require_columns(windows, [by, "item", "date", "per", *NUMBERS], "plot_event_window")
    if sort not in ("n", "label", "table"):
        raise ValueError(f"plot_event_window: sort is {sort!r}; choose 'n', 'label' or 'table'.")
    if days.empty or days["n_articles"].isna().all():
        return message_figure(
            "The days around the event cannot be drawn: none of them is in the data",
            title=title, width=width,
        )  # fmt: skip
    seen = days["n_articles"].notna().groupby([days[by], days["item"]]).transform("any")
    absent = 0
    if len(set(days[by])) > MOST_EMPTY and not seen.all():
        # A page of empty strips says less than their number.
        absent = len(set(days[by])) - len(set(days.loc[seen, by]))
        days = days[seen]
    rows, held, n_rows = arrange_strips(days, by, order=sort, max_rows=max_rows, expected=expected)
    shares = windows["per"].eq("article").any()
    wide = _spread(days, by, shares=shares)
    found = {
        (plain_text(row[by]), plain_text(row["item"])): row for row in windows.to_dict("records")
    }
    cells = [(number, place) for number, place in enumerate(held) if place is not None]
    looks = strip_looks(days, by, color_column(days, by, color))
    keyed = {look.name: look for look in looks.values() if look.name}
    event = windows["date"].iloc[0]
    what = "Share of articles on a day" if shares else "Articles a day"
    grid = make_grid(
        rows, columns=[_columns(cells, found, narrow=width < NARROW)], title=title, width=width,
        slot=slot_height(len(cells)), padding=0.06, guides=False,
        key=list(keyed.values()) if len(keyed) > 1 and by != "country" else (),
        xlabel=f"Days from {say_period(event, 'day')}",
    )  # fmt: skip
    axis = grid.axes[0]
    edges = np.append(wide.columns.to_numpy(), wide.columns[-1] + 1).astype(float)
    _set_day_scale(axis, edges)
    most = max(_highest(wide.loc[place], found.get(place)) for _, place in cells if place in
               wide.index)  # fmt: skip
    n_holes = 0
    for number, place in cells:
        y = grid.y[number, 0]
        if place not in wide.index or wide.loc[place].isna().all():
            write_no_data(axis, y)
            continue
        grid.note_row({by: place[0], "item": place[1]}, number)
        counts = wide.loc[place].to_numpy(dtype=float)
        foot, height = y + grid.slot / 2 - 0.01, grid.slot - 0.15
        scale = most if same_scale else _highest(wide.loc[place], found.get(place))
        scale = scale or 1.0
        if place in found:
            _draw_bands(axis, edges, found[place], foot, height / scale)
        tops = draw_bars(axis, edges, counts * (height / scale), foot, 1.0, 1.0, looks[place[0]])
        taken = write_peak(axis, edges, counts, tops, percent=shares)
        n_holes += draw_holes(axis, edges, ~np.isnan(counts), foot - height, foot, [taken])
        add_line(axis, [0, 0], [foot - height, foot], color=INK, linewidth=0.9,
                 linestyle=(0, (3, 2)), zorder=3.5)  # fmt: skip
        if place in found:
            _draw_rates(axis, edges, found[place], foot, height / scale)
    drawn = windows[
        [(plain_text(name), plain_text(item)) in set(wide.index) for name, item in
         zip(windows[by], windows["item"], strict=True)]
    ]  # fmt: skip
    missing = [
        value_name(place[0], by) for _, place in cells
        if place not in wide.index or wide.loc[place].isna().all()
    ]  # fmt: skip
    span = f"{_say_days(-int(edges[0]))} before and {_say_days(int(edges[-1]))} from the event on"
    caption = paragraph(
        f"{what}, {span} ({say_period(event, 'day')}, dashed)",
        f"Lines: rates before and after, with {format_number(100 * level, 0)}% intervals "
        "(quasi-Poisson) as bands",
        "Ratio: rate after by rate before, with its interval"
        + (" in the table" if width < NARROW else ""),
        "The number in a strip is its highest day",
        "The p says how often other dates show as clear a change (placebo)",
        "Hatched: not in the data, which is not zero" if n_holes else "",
        "All strips have one scale" if same_scale else "Each strip has its own scale",
        say_missing(missing),
        _say_absent(absent, by),
        say_left_out(len([1 for _, place in cells if place in wide.index]), n_rows, noun(by),
                     "n_articles"),
        describe_notes(drawn, [by, "item"] if len(set(windows["item"])) > 1 else [by]),
    )  # fmt: skip
    alt = paragraph(
        f"Bar strips of {what[0].lower()}{what[1:]} around {say_period(event, 'day')}, {span}",
        *(_describe(found[place], by) for _, place in cells[:4] if place in found),
        f"{len(cells) - 4} more strips" if len(cells) > 4 else "",
        say_missing(missing),
        _say_absent(absent, by),
    )
    return finish(grid.figure, caption, alt, rows_of(days, by, [place for _, place in cells]))


def _spread(days: pd.DataFrame, by: str, *, shares: bool) -> pd.DataFrame:
    """Return counts, or shares, by (group, item) and day; missing where nothing is known."""
    counts, totals = (
        days[name].astype("float64").to_numpy(na_value=np.nan) for name in ("n_articles", "n_all")
    )
    if shares:
        counts = np.divide(counts, totals, out=np.zeros_like(counts), where=totals > 0) + 0 * totals
    table = pd.DataFrame(
        {
            "name": [plain_text(name) for name in days[by]],
            "item": [plain_text(name) for name in days["item"]],
            "day": days["day"].to_numpy(),
            "n": counts,
        }
    )
    return table.pivot_table(
        values="n", index=["name", "item"], columns="day", aggfunc="sum", min_count=1,
        dropna=False,
    )  # fmt: skip


def _columns(cells: Sequence[tuple], found: dict, *, narrow: bool) -> list[Column]:
    def column(header: str, text) -> Column:
        return Column(
            header,
            {(number, 0): text(found[place]) if place in found else MISSING
             for number, place in cells},
        )  # fmt: skip

    ratio = column("ratio", lambda row: _say_ratio(row, interval=not narrow))
    p_value = column("p", lambda row: _say_p(row["p_value"]))
    counts = [
        column("n\nbefore", lambda row: format_count(row["n_before"])),
        column("n\nafter", lambda row: format_count(row["n_after"])),
    ]
    return [ratio, p_value] if narrow else [*counts, ratio, p_value]


def _say_ratio(row: dict, *, interval: bool = True) -> str:
    text = format_number(row["ratio"])
    if not interval or pd.isna(row["low"]):
        return text
    return f"{text} [{format_number(row['low'])}, {format_number(row['high'])}]"


def _say_p(value: float) -> str:
    if pd.isna(value):
        return MISSING
    return "<0.001" if value < 0.001 else format_number(value, 3)


def _highest(counts: pd.Series, row: dict | None) -> float:
    """Return the highest value that a strip has to hold: a bar or the end of a band."""
    values = [*counts.dropna()]
    if row is not None:
        values += [row[name] for name in ("rate_before_high", "rate_after_high")]
    values = [value for value in values if np.isfinite(value)]
    return float(max(values, default=0))


def _sides(edges: np.ndarray) -> tuple[tuple[str, float, float], ...]:
    return ("before", edges[0], 0.0), ("after", 0.0, edges[-1])


def _draw_bands(axis: Axes, edges: np.ndarray, row: dict, foot: float, inch: float) -> None:
    for side, left, right in _sides(edges):
        low, high = row[f"rate_{side}_low"], row[f"rate_{side}_high"]
        if np.isfinite(low) and np.isfinite(high):
            add_box(
                axis, left, foot - high * inch, right - left, (high - low) * inch,
                facecolor=BAND, edgecolor="none", zorder=0.5,
            )  # fmt: skip


def _draw_rates(axis: Axes, edges: np.ndarray, row: dict, foot: float, inch: float) -> None:
    for side, left, right in _sides(edges):
        rate = row[f"rate_{side}"]
        if np.isfinite(rate):
            y = foot - rate * inch
            # White below black is seen on a bar of any colour.
            for color, size in (("white", 2.6), (INK, 1.3)):
                add_line(axis, [left, right], [y, y], color=color, linewidth=size, zorder=3,
                          solid_capstyle="butt")  # fmt: skip


def _set_day_scale(axis: Axes, edges: np.ndarray) -> None:
    """Set limits and ticks at whole weeks from the event, as many as have room."""
    axis.set_xlim(edges[0], edges[-1])
    inches = axis.get_window_extent().width / axis.figure.dpi
    for step in (1, 7, 14, 28, 56, 91, 182, 364):
        if inches * step / (edges[-1] - edges[0]) > 0.36:
            break
    first = int(np.ceil(edges[0] / step)) * step
    ticks = np.arange(first, edges[-1], step)
    axis.set_xticks(ticks + 0.5, [format_number(tick, 0) for tick in ticks])
    keep_labels_inside(axis)


def _say_absent(number: int, by: str) -> str:
    if not number:
        return ""
    return f"{counted(number, noun(by))} not in the data on both sides of the event not drawn"


def _say_days(number: int) -> str:
    return f"{format_count(number)} day{'' if number == 1 else 's'}"


def _describe(row: dict, by: str) -> str:
    name = value_name(plain_text(row[by]), by)
    text = (
        f"{name}: {counted(row['n_before'], 'article')} before and "
        f"{format_count(row['n_after'])} after"
    )
    if pd.notna(row["ratio"]):
        text += f", ratio {_say_ratio(row)}"
    p = f", placebo p {_say_p(row['p_value'])}" if pd.notna(row["p_value"]) else ", no placebo"
    return text + p
