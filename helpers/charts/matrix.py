"""Who quotes whom as a matrix: a row an outlet, a column a speaker, a mark a count.

A network of more than a few outlets drawn with lines is a ball of wool; readers find links and
hubs faster and more surely in a matrix (Ghoniem, Fekete & Castagliola 2004, "A comparison of the
readability of graphs using node-link and matrix-based representations"). The area of a mark grows
with its number, and the number stands beside it.
"""

import math
from collections.abc import Hashable, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.charts.describe import (
    counted,
    format_count,
    join_names,
    noun,
    paragraph,
    plural,
    require_columns,
    value_name,
)
from helpers.charts.intervals import color_column, say_left_out, say_missing, write_no_data
from helpers.charts.layout import (
    CELL_SIZE,
    HEADER_SIZE,
    Grid,
    make_grid,
    message_figure,
)
from helpers.charts.marks import note_mark
from helpers.charts.matrix_cells import (
    Matrix,
    arrange_matrix,
    choose_columns,
    forbid_twins,
    format_cell,
    print_numbers,
    shorten,
)
from helpers.charts.measuring import text_width, wrap_text
from helpers.charts.pen import add_line
from helpers.charts.style import (
    FADED,
    GUIDE,
    INK,
    REFERENCE,
    WIDTH,
    finish,
    plain_text,
    style,
)

LARGEST, SMALLEST = 12.5, 2.2  # diameters of marks in points
ROOM = 15.0  # width of the widest shape of the largest mark, a diamond, in points
SLOT, AIR, GAP = 0.235, 0.02, 0.04
PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
# A square is as wide as a circle but larger; marks of one number have one area.
SHRINK = {"s": 0.886, "D": 0.886, "^": 1.25, "v": 1.25, "<": 1.25, ">": 1.25, "*": 1.3}


@style()
def plot_matrix(
    table: pd.DataFrame,
    *,
    row: str = "outlet",
    column: str = "speaker_name",
    value: str = "n_quotations",
    n: str | None = "n_all",
    n_unit: str = "quotation",
    color: str | None = "country",
    columns: Sequence[Hashable] | None = None,
    percent: bool = False,
    title: str | None = None,
    expected: Sequence[Hashable] = (),
    max_rows: int = 60,
    max_columns: int = 10,
    width: float = WIDTH,
) -> Figure:
    """Draw a table of pairs as a matrix of marks whose area is the value.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a pair, such as of `quotes_network` or `who_quotes_whom`: the columns named by
        `row`, `column` and, if there, `color` (str), `value` (int, or float share), `n` (int).
        Pairs that are not listed are drawn as a grey point, zeros as 0, missing values as "no
        data".
    row, column, value : str
        Columns for rows, columns and marks of the chart.
    n, n_unit : str
        Column with the total of a row, which is printed at the right (None for none), and the
        word for one of what it counts. What falls to others than those drawn is n minus what is
        drawn, or with `percent` 100% minus it.
    color : str, optional
        Column that gives a row its colour and its shape; rows are put together under its name.
    columns : sequence of str, optional
        What is drawn, in this order; by default the largest in all, "another country" and
        unknown last.
    percent : bool
        Print 0.25 as 25%.
    title : str, optional
        The title.
    expected : sequence of str
        Rows that should be there; those without data are drawn as "no data".
    max_rows, max_columns : int
        At most so many rows (of the largest n) and columns are drawn, and no more columns than
        have room; the caption says what is left out.
    width : float
        Width in inches. The height follows from the rows.

    Returns
    -------
    matplotlib.figure.Figure
        With ``caption`` and ``alt``.

    Raises
    ------
    ValueError
        If a column is missing or two rows of the table are of the same pair.
    """
    require_columns(table, [name for name in (row, column, value, n) if name], "plot_matrix")
    if table.empty and not len(expected):
        return message_figure(
            f"No matrix can be drawn: the table has no {noun(row)} and {noun(column)}",
            title=title,
            width=width,
        )
    forbid_twins(table, row, column)
    color = color_column(table, row, color)
    say = {
        "row": row,
        "column": column,
        "value": value,
        "n": n,
        "n_unit": n_unit,
        "percent": percent,
    }
    ranked = choose_columns(table, column, value, columns)
    chosen = shorten(ranked, max_columns)
    chosen = shorten(ranked, _room(table, chosen, say, color, expected, max_rows, width))
    matrix = arrange_matrix(table, chosen, say, color, expected, max_rows)
    flat = make_grid(matrix.rows, columns=[print_numbers(matrix, say)], width=width, slot=SLOT)
    lines, upright = _name_columns(matrix.names, _inches(flat.axes[0]) / max(len(chosen), 1))
    head = 0.1 + (
        max((len(own) for own in lines), default=0) * 0.14
        if not upright
        else max((text_width(line, HEADER_SIZE) for own in lines for line in own), default=0)
    )
    tall = flat.spans[-1][0] > 6 if flat.spans else False
    grid = make_grid(
        matrix.rows,
        columns=[print_numbers(matrix, say)],
        title=title,
        width=width,
        slot=SLOT,
        padding=AIR,
        tick_lines=0,
        head=head,
        foot=head if tall else 0.0,
    )
    (axis,) = grid.axes
    axis.set_xlim(0, max(len(chosen), 1))
    axis.set_xticks([])
    axis.spines["bottom"].set_visible(False)
    middle = _draw(axis, grid, matrix, say)
    _write_names(axis, lines, middle if upright else 0.5, upright=upright, below=tall)
    shown = table[row].map(plain_text).isin(matrix.places)
    shown &= table[column].map(plain_text).isin(matrix.columns)
    return finish(grid.figure, _caption(matrix, say), _alt(matrix, say), table[shown])


def _room(table, chosen, say, color, expected, max_rows, width) -> int:
    """How many columns have room for their marks and numbers."""
    fits = len(chosen)
    while fits > 1:
        matrix = arrange_matrix(table, shorten(chosen, fits), say, color, expected, max_rows)
        grid = make_grid(matrix.rows, columns=[print_numbers(matrix, say)], width=width, slot=SLOT)
        possible = int(_inches(grid.axes[0]) / (_cell_width(matrix, say) + 0.06))
        if possible >= fits:
            break
        fits = max(1, min(fits - 1, possible))
    return fits


def _cell_width(matrix: Matrix, say: dict) -> float:
    """Inches that the largest mark and the widest number take."""
    texts = [format_cell(number, say) for number in matrix.cells.values() if number > 0]
    return ROOM / 72 + GAP + max((text_width(text, CELL_SIZE) for text in texts), default=0)


def _name_columns(names: list[str], room: float) -> tuple[list[list[str]], bool]:
    """Break names to fit over their columns; where a word is too long, turn all of them."""
    words = [word for name in names for word in name.split()]
    upright = any(text_width(word, HEADER_SIZE) > room - 0.06 for word in words)
    limit = 1.15 if upright else room - 0.06
    lines = [wrap_text(name, limit, HEADER_SIZE) for name in names]
    most = max(1, int(room / 0.14)) if upright else 3
    return [[*own[: most - 1], own[most - 1] + "…"] if len(own) > most else own
            for own in lines], upright  # fmt: skip


def _inches(axis: Axes) -> float:
    return axis.get_window_extent().width / axis.figure.dpi


def _draw(axis: Axes, grid: Grid, matrix: Matrix, say: dict) -> float:
    """Draw all cells; return where in a column (0 to 1) the marks stand."""
    largest = max((number for number in matrix.cells.values() if number > 0), default=1.0)
    inch = max(len(matrix.columns), 1) / _inches(axis)  # in widths of a column
    left = 0.5 - _cell_width(matrix, say) / 2 * inch
    middle, right = left + ROOM / 144 * inch, left + (ROOM / 72 + GAP) * inch
    for place in range(len(matrix.columns)):
        axis.axvline(place + middle, color=GUIDE, linewidth=0.7, zorder=0)
    for name, position in matrix.places.items():
        y = grid.y[position, 0]
        if name in matrix.missing:
            write_no_data(axis, y)
            continue
        for place, other in enumerate(matrix.columns):
            start, height = grid.spans[position]
            note_mark(
                grid.figure, {say["row"]: name, say["column"]: other},
                (place, start, place + 1, start + height), axis.transData,
            )  # fmt: skip
            number = matrix.cells.get((name, other))
            if number is None or not number > 0:
                _write_nothing(axis, place + middle, y, number, say)
                continue
            look = matrix.looks[name]
            size = LARGEST * math.sqrt(number / largest) * SHRINK.get(look.marker, 1.0)
            add_line(
                axis, [place + middle], [y], marker=look.marker, markersize=max(SMALLEST, size),
                color=look.color, markeredgecolor=look.edge, markeredgewidth=0.8,
                linestyle="none", zorder=3, clip_on=False,
            )  # fmt: skip
            axis.text(
                place + right, y, format_cell(number, say), size=CELL_SIZE, color=INK, ha="left",
                va="center_baseline", zorder=4, bbox=PAPER,
            )  # fmt: skip
    return middle


def _write_nothing(axis: Axes, x: float, y: float, number: float | None, say: dict) -> None:
    """Write a zero, or a faint dot where the table does not say."""
    if number is None or math.isnan(number):
        add_line(
            axis, [x], [y], marker=".", markersize=3, color=REFERENCE, linestyle="none", zorder=1
        )
        return
    axis.text(
        x, y, format_cell(0, say), size=CELL_SIZE, color=FADED, ha="center", va="center_baseline",
        bbox=PAPER,
    )  # fmt: skip


def _write_names(
    axis: Axes, lines: list[list[str]], middle: float, *, upright: bool, below: bool
) -> None:
    """Write the names of the columns above the panel, and below it where it is tall."""
    for place, own in enumerate(lines):
        for y, edge, step in ((1.0, "bottom", 5), (0.0, "top", -5))[: 2 if below else 1]:
            axis.annotate(
                "\n".join(own), (place + middle, y), (0, step), size=HEADER_SIZE, color=INK,
                xycoords=axis.get_xaxis_transform(), textcoords="offset points", ha="center",
                va=edge, rotation=90 if upright else 0, linespacing=1.15, annotation_clip=False,
            )  # fmt: skip


def _measured(say: dict) -> str:
    what = noun(say["value"])
    return f"number of {plural(what)}" if say["value"].startswith("n_") else what


def _caption(matrix: Matrix, say: dict) -> str:
    present = [name for name in matrix.places if name not in matrix.missing]
    unlisted = any(
        pd.isna(matrix.cells.get((name, other), math.nan))
        for name in present
        for other in matrix.columns
    )
    left_out = len(matrix.known - set(matrix.columns))
    printed = [column.header for column in print_numbers(matrix, say)]
    others = plural(noun(say["column"]), left_out)
    return paragraph(
        f"{_measured(say)} by {noun(say['row'])} (rows) and {noun(say['column'])} (columns); the "
        "area of a mark grows with the number beside it",
        "A grey point is a pair that the table does not list" if unlisted else "",
        f'"Others" is what falls to the {format_count(left_out)} {others} without a column, and '
        "to what the table does not list" if "others" in printed and left_out else
        '"Others" is what the table does not list' if "others" in printed else "",
        f"At the right: all {plural(say['n_unit'])} of the row" if say["n"] else "",
        say_left_out(
            len(matrix.looks), matrix.n_rows, noun(say["row"]), say["n_unit"] if say["n"]
            else say["value"],
        ),
        say_missing([value_name(name, say["row"]) for name in matrix.missing]),
    )  # fmt: skip


def _alt(matrix: Matrix, say: dict) -> str:
    known = {pair: number for pair, number in matrix.cells.items() if number > 0}
    top = sorted(known, key=lambda pair: (-known[pair], pair))[:3]
    names = dict(zip(matrix.columns, matrix.names, strict=True))
    largest = [
        f"{value_name(name, say['row'])} and {names[other]} "
        f"({format_cell(known[name, other], say)})"
        for name, other in top
    ]
    return paragraph(
        f"Matrix chart of the {_measured(say)} for {counted(len(matrix.places), noun(say['row']))} "
        f"and {counted(len(matrix.columns), noun(say['column']))}",
        f"Largest: {'; '.join(largest)}" if largest else "No pair has any",
        *_describe_looks(matrix, known, names, say),
        say_missing([value_name(name, say["row"]) for name in matrix.missing]),
    )


def _describe_looks(matrix: Matrix, known: dict, names: dict, say: dict) -> list[str]:
    """Say which column leads in the rows of each colour, where there are a few colours."""
    looks = {look.name: look for look in matrix.looks.values() if look.name}
    if not 2 <= len(looks) <= 4:
        return []
    texts = []
    for look in looks:
        rows = [name for name, own in matrix.looks.items() if own.name == look]
        sums: dict[str, float] = {}
        for (name, other), number in known.items():
            if name in rows:
                sums[other] = sums.get(other, 0.0) + number
        first = sorted(sums, key=lambda name: (-sums[name], name))[:2]
        if first and (len(rows) == 1 or not say["percent"]):
            most = [f"{names[name]} ({format_cell(sums[name], say)})" for name in first]
            texts.append(f"{look}: most {join_names(most)}")
    return texts
