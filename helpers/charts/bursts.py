"""Bursts over time: a strip of bars a group, with a line over each burst and holes hatched.

Kleinberg (2003) draws bursts as lines above the stream, those of a higher level above those in
which they lie.
"""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.charts.describe import (
    counted,
    format_count,
    format_number,
    join_names,
    noun,
    paragraph,
    plural,
    require_columns,
    value_name,
)
from helpers.charts.intervals import color_column, say_left_out, say_missing, write_no_data
from helpers.charts.layout import Column, make_grid, message_figure
from helpers.charts.pen import add_box
from helpers.charts.strips import (
    arrange_strips,
    draw_bars,
    draw_holes,
    inches_per_unit,
    rows_of,
    slot_height,
    strip_looks,
    write_peak,
)
from helpers.charts.style import INK, WIDTH, finish, plain_text, style
from helpers.charts.time_axis import YEARS_ONLY, period_edges, say_period, set_time_scale

LINE, LINE_GAP = 0.045, 0.025
#: A burst of one day in twenty years is still drawn.
LEAST_LINE = 0.04
#: Lines above each other; higher levels share the last one.
MOST_LINES = 3


@style()
def plot_bursts(
    volume: pd.DataFrame,
    bursts: pd.DataFrame | None = None,
    *,
    by: str = "outlet",
    color: str | None = "country",
    title: str | None = None,
    sort: str = "n",
    same_scale: bool = True,
    expected: Sequence[Hashable] = (),
    max_rows: int = 40,
    width: float = WIDTH,
) -> Figure:
    """Draw articles over time with their bursts, and where nothing is known.

    Parameters
    ----------
    volume : pandas.DataFrame
        Result of `helpers.measures.daily_volume`: the column named by `by`, ``item``, ``period``,
        ``n_articles`` (missing where nothing is known) and maybe `color`.
    bursts : pandas.DataFrame, optional
        Result of `helpers.measures.find_bursts` for the same groups and items.
    by : str
        Column of the groups; "group" where all articles were taken together.
    color : str
        Column that colours the strips; used where it is there.
    title : str, optional
        The title.
    sort : {"n", "label", "table"}
        Order of strips: most articles first, alphabetical, or as given.
    same_scale : bool
        One scale for all strips, or each its own.
    expected : sequence of str
        Groups that should be there; those without a row are drawn as "no data".
    max_rows : int
        At most so many strips are drawn, those with the most articles; the caption says so.
    width : float
        Width in inches.

    Returns
    -------
    matplotlib.figure.Figure
        With ``caption`` and ``alt``. Without any dated article, a figure that says so.

    Raises
    ------
    ValueError
        If a column is missing or `sort` is unknown.
    """
    require_columns(volume, [by, "item", "period", "n_articles"], "plot_bursts")
    if sort not in ("n", "label", "table"):
        raise ValueError(f"plot_bursts: sort is {sort!r}; choose 'n', 'label' or 'table'.")
    if volume.empty or volume["n_articles"].isna().all():
        reason = "no article has a date"
        return message_figure(f"Bursts cannot be drawn: {reason}", title=title, width=width)
    rows, held, n_rows = arrange_strips(
        volume, by, order=sort, max_rows=max_rows, expected=expected
    )
    wide = _spread(volume, by)
    lines = _find_lines(bursts, by)
    looks = strip_looks(volume, by, color_column(volume, by, color))
    keyed = {look.name: look for name, look in looks.items() if look.name}
    period = _period(wide.columns)
    edges = period_edges(wide.columns, period)
    known_places = [place for place in held if place in wide.index]
    totals = wide.loc[known_places].sum(axis=1)
    cells = [
        (number, place) for number, place in enumerate(held) if place is not None
    ]  # fmt: skip
    columns = [
        Column(
            "articles", {(number, 0): format_count(totals.get(place)) for number, place in cells}
        )
    ]
    if bursts is not None:
        found = {
            place: sum(level == 1 for level, *_ in lines.get(place, ())) for place in known_places
        }
        columns.append(
            Column(
                "bursts", {(number, 0): format_count(found.get(place)) for number, place in cells}
            )
        )
    strips = sum(place is not None for place in held)
    grid = make_grid(
        rows, columns=[columns], title=title, width=width, slot=slot_height(strips), padding=0.06,
        key=list(keyed.values()) if len(keyed) > 1 and by != "country" else (), guides=False,
        tick_lines=1 if edges[-1] - edges[0] > YEARS_ONLY else 2, xlabel=f"Articles a {period}",
    )  # fmt: skip
    axis = grid.axes[0]
    set_time_scale(axis, edges, period)
    levels = min(max((level for own in lines.values() for level, *_ in own), default=0), MOST_LINES)
    most = float(np.nanmax(wide.loc[known_places].to_numpy(dtype=float)))
    n_holes = 0
    for number, place in cells:
        y = grid.y[number, 0]
        if place not in wide.index:
            write_no_data(axis, y)
            continue
        grid.note_row({by: place[0], "item": place[1]}, number)
        counts = wide.loc[place].to_numpy(dtype=float)
        top, foot = y - grid.slot / 2, y + grid.slot / 2 - 0.01
        bottom_line = top + levels * (LINE + LINE_GAP)
        scale = most if same_scale else np.nanmax(counts)
        height = foot - bottom_line - 0.13
        tops = draw_bars(axis, edges, counts, foot, height, scale, looks[place[0]])
        taken = write_peak(axis, edges, counts, tops)
        n_holes += draw_holes(axis, edges, ~np.isnan(counts), bottom_line + 0.02, foot, [taken])
        _draw_lines(axis, lines.get(place, ()), bottom_line)
    missing = [value_name(place[0], by) for _, place in cells if place not in wide.index]
    start, end = (say_period(wide.columns[place], period) for place in (0, -1))
    span = f"{start} to {end}" if start != end else start
    unit = "strip" if len(set(volume["item"])) > 1 else noun(by)
    caption = paragraph(
        f"Articles a {period}, {span}, {format_count(totals.sum())} in all",
        "" if bursts is None else _say_lines(levels),
        "Hatched: not in the data, which is not zero" if n_holes else "",
        "All strips have one scale" if same_scale else "Each strip has its own scale",
        "The number in a strip is its highest count",
        say_missing(missing),
        say_left_out(len(known_places), n_rows, unit, "n_articles"),
    )
    alt = paragraph(
        f"Bar timeline of articles a {period} in {counted(strips, 'strip')}, {span}, "
        f"{format_count(totals.sum())} articles in all",
        "" if bursts is None else _describe_bursts(bursts, known_places, by),
        f"{counted(n_holes, 'stretch')[:-1]}es are hatched as not in the data"
        if n_holes > 1 else ("One stretch is hatched as not in the data" if n_holes else ""),
        say_missing(missing),
    )  # fmt: skip
    return finish(grid.figure, caption, alt, rows_of(volume, by, known_places))


def _spread(volume: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return counts by (group, item) and period; missing where nothing is known."""
    table = pd.DataFrame(
        {
            "name": [plain_text(name) for name in volume[by]],
            "item": [plain_text(name) for name in volume["item"]],
            "period": pd.to_datetime(volume["period"]),
            "n": volume["n_articles"].astype("float64").to_numpy(na_value=np.nan),
        }
    )
    wide = table.pivot_table(
        values="n", index=["name", "item"], columns="period", aggfunc="sum", min_count=1,
        dropna=False,
    )  # fmt: skip
    return wide[wide.notna().any(axis=1)]


def _period(periods: pd.DatetimeIndex) -> str:
    steps = np.diff(periods.to_numpy()) if len(periods) > 1 else []
    weekly = len(steps) and min(steps) == np.timedelta64(7, "D")
    return "week" if weekly else "day"


def _find_lines(
    bursts: pd.DataFrame | None, by: str
) -> dict[tuple[str, str], list[tuple[int, pd.Timestamp, pd.Timestamp]]]:
    """Return level, start and end of each burst by (group, item)."""
    lines: dict = {}
    if bursts is None:
        return lines
    require_columns(bursts, [by, "item", "level", "start", "end"], "plot_bursts")
    for row in bursts[bursts["level"] > 0].to_dict("records"):
        place = plain_text(row[by]), plain_text(row["item"])
        lines.setdefault(place, []).append((row["level"], row["start"], row["end"]))
    return lines


def _draw_lines(axis: Axes, own: Sequence[tuple], bottom: float) -> None:
    least = LEAST_LINE / inches_per_unit(axis)
    day = 1.0  # matplotlib counts in days
    for level, start, end in own:
        first, last = _number(start), _number(end) + day
        middle, half = (first + last) / 2, max(last - first, least) / 2
        y = bottom - min(level, MOST_LINES) * (LINE + LINE_GAP)
        add_box(axis, middle - half, y, 2 * half, LINE, facecolor=INK, edgecolor="none", zorder=3)


def _number(day: pd.Timestamp) -> float:
    return (day - pd.Timestamp(1970, 1, 1)) / pd.Timedelta(days=1)


def _say_lines(levels: int) -> str:
    if not levels:
        return "No burst was found (Kleinberg 2003)"
    more = "; a line above another is a burst within a burst" if levels > 1 else ""
    return f"A line over the bars is a burst (Kleinberg 2003){more}"


def _describe_bursts(bursts: pd.DataFrame, places: Sequence[tuple[str, str]], by: str) -> str:
    names = [plain_text(name) for name in bursts[by]]
    items = [plain_text(name) for name in bursts["item"]]
    shown = [place in set(places) for place in zip(names, items, strict=True)]
    own = bursts[np.array(shown, dtype=bool) & (bursts["level"] == 1).to_numpy()]
    if own.empty:
        return "No burst was found"
    strongest = own.sort_values("weight", ascending=False, kind="stable").head(3)
    several_items, several_names = len(set(items)) > 1, len(set(names)) > 1
    texts = []
    for row in strongest.to_dict("records"):
        parts = [value_name(plain_text(row[by]), by)] if several_names or not several_items else []
        parts += [plain_text(row["item"])] if several_items else []
        texts.append(
            f"{', '.join(parts)}, {say_period(row['start'], 'day')} to "
            f"{say_period(row['end'], 'day')} ({counted(row['n_articles'], 'article')}, weight "
            f"{format_number(row['weight'], 1)})"
        )
    number = f"{format_count(len(own))} {plural('burst', len(own))} in all"
    return f"{number}; by weight, first {'; '.join(texts) if len(texts) > 1 else join_names(texts)}"
