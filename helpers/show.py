"""Show figures, tables, findings and plain statements in a notebook, with what stands behind them.

Each function displays one bundle: what a reader sees (a picture or HTML) and the same as plain
text, which is what nbval compares. Numbers of tables are rounded here and nowhere else, so that
the last digit is the same on every machine. Article text is hostile: all of it is escaped and set
apart in ``<bdi>``, so that neither a tag nor a right-to-left override reaches beyond its place.
Where a report runs the notebook, figures and tables are also kept as files (`helpers.kept`).
"""

import base64
import io
import unicodedata
from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure
from PIL import Image

from helpers import kept
from helpers.charts.describe import MISSING, format_count, format_number
from helpers.charts.saving import draw_dots, figure_bytes, saved_area
from helpers.kept import keep_table, without_text
from helpers.show_articles import show_side_by_side
from helpers.show_behind import (
    Behind,
    Opened,
    behind_html,
    behind_text,
    find_opened,
    select_behind,
)
from helpers.show_evidence import show_evidence
from helpers.show_text import format_cell, html_text, visible_text

__all__ = [
    "Behind",
    "show_evidence",
    "show_figure",
    "show_finding",
    "show_note",
    "show_side_by_side",
    "show_table",
]

DOTS_PER_INCH = 160
CSS_PIXELS_PER_INCH = 100
#: Probabilities have a digit more, and below it are said to be below it.
PROBABILITIES = ("p_value", "q_value", "smallest_p")
PROBABILITY_DIGITS = 3


def show_figure(figure: Figure, *, behind: Behind | None = None, width: int | None = None) -> None:
    """Display a figure with its alternative text, its caption and what was counted, and close it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        With ``caption`` and ``alt`` as `helpers.charts` sets them; both may be missing.
    behind : Behind, optional
        The places that the chart counts. Folded below it, each row opens some of its sentences; in
        a report a click on a dot or bar opens them, too.
    width : int, optional
        Width on the page in CSS pixels (by default 100 an inch).
    """
    caption = " ".join(getattr(figure, "caption", "").split())
    alt = " ".join(getattr(figure, "alt", caption).split())
    area = saved_area(figure)
    dots = draw_dots(figure, dpi=kept.DOTS_PER_INCH, area=area) if kept.keeps() else None
    picture = _half_as_large(dots) if dots else figure_bytes(figure, dpi=DOTS_PER_INCH, area=area)
    shown = {"width": width or round(figure.get_figwidth() * CSS_PIXELS_PER_INCH)}
    if alt:
        shown["alt"] = alt
    opened = select_behind(behind, getattr(figure, "data", None), name=caption) if behind else []
    links = _link_marks(figure, opened)
    if links:
        shown["marks"] = links
    stem = kept.keep_figure(figure, area, dots)
    if stem:
        shown["stem"] = stem
    plt.close(figure)
    display(
        {
            "image/png": base64.b64encode(picture).decode("ascii"),
            "text/plain": f"Figure: {caption or 'without a caption'}",
        },
        metadata={"image/png": shown},
        raw=True,
    )
    if caption:
        # JupyterLab shows the picture only; the report has a figcaption and hides this.
        display(
            {
                "text/html": f'<p class="parallax-caption"><small>{html_text(caption)}</small></p>',
                "text/plain": "",
            },
            raw=True,
        )
    _display_behind(behind, opened)


def show_table(
    df: pd.DataFrame,
    caption: str | None = None,
    *,
    digits: int | Mapping[str, int] = 2,
    rows: int | None = 20,
    names: Mapping[str, str] | None = None,
    percent: Sequence[str] = (),
    behind: Behind | None = None,
) -> None:
    """Display a table as HTML and as plain text, whole cells, rounded once.

    Parameters
    ----------
    df : pandas.DataFrame
        Any table. An index with a name, or of several levels, is shown as columns. Dates are
        written YYYY-MM-DD, missing values "–", true and false "yes" and "no", counts (columns
        ``n_…`` and whole numbers) without a point; ``p_value`` and its kin have three digits.
    caption : str, optional
        What the table holds.
    digits : int or mapping
        Digits after the point, for all columns or by column.
    rows : int, optional
        Show the first so many rows and say so; None for all.
    names : mapping, optional
        Printed names of columns.
    percent : sequence of str
        Columns of shares (0 to 1) to be printed as percentages without digits.
    behind : Behind, optional
        The places that the rows count, to be opened below the table.
    """
    table = without_text(_with_index(df))
    total = len(table)
    stem = keep_table(table, caption)
    table = table.iloc[:rows] if rows is not None else table
    headers = [" ".join(str((names or {}).get(name, name)).split()) for name in table.columns]
    columns = [_format_column(table.iloc[:, i], digits, percent) for i in range(len(headers))]
    numeric = [_is_number(table.iloc[:, i]) for i in range(len(headers))]
    remark = ""
    if len(table) < total:
        remark = f"first {format_count(len(table))} of {format_count(total)} rows"
    elif not total:
        remark = "no rows"
    heading = " ".join((caption or "").split())
    if remark:
        heading = f"{heading} ({remark})" if heading else remark.capitalize()
    display(
        {
            "text/html": _table_html(heading, headers, columns, numeric),
            "text/plain": _table_text(heading, headers, columns, numeric),
        },
        metadata={"text/html": {"stem": stem}} if stem else None,
        raw=True,
    )
    if behind is not None:
        _display_behind(behind, select_behind(behind, table, name=caption or ""))


def show_finding(text: str) -> None:
    """Display a statement that was made from results; a report repeats it on its front page."""
    text = " ".join(text.split())
    display(
        {
            "text/html": f'<div class="parallax-finding"><p>{html_text(text)}</p></div>',
            "text/plain": f"Finding: {visible_text(text)}",
        },
        raw=True,
    )


def show_note(text: str) -> None:
    """Display a plain statement, such as what this corpus cannot show."""
    text = " ".join(text.split())
    display(
        {
            "text/html": f'<div class="parallax-note" role="note"><p>{html_text(text)}</p></div>',
            "text/plain": f"Note: {visible_text(text)}",
        },
        raw=True,
    )


def _half_as_large(dots: Image.Image) -> bytes:
    """Return a picture as a PNG for a page, which a report writes anew in a smaller way."""
    stream = io.BytesIO()
    resolution = kept.DOTS_PER_INCH / 2
    dots.reduce(2).save(stream, "PNG", compress_level=1, dpi=(resolution, resolution))
    return stream.getvalue()


def _link_marks(figure: Figure, opened: Sequence[Opened]) -> list[dict[str, object]]:
    """Return where on the picture a click leads to which sentences."""
    links = []
    for mark in getattr(figure, "marks", ()) if opened else ():
        one = find_opened(opened, mark.key)
        if one is not None and one.quotes:
            box = [round(float(place), 4) for place in mark.box]
            links.append({"box": box, "href": f"#{one.anchor}", "label": one.label})
    return links


def _display_behind(behind: Behind | None, opened: Sequence[Opened]) -> None:
    written = behind_html(behind, opened) if behind else ""
    if written:
        display({"text/html": written, "text/plain": behind_text(behind, opened)}, raw=True)


def _with_index(df: pd.DataFrame) -> pd.DataFrame:
    """Turn an index that says something into columns; drop one that only counts rows."""
    if isinstance(df.index, pd.MultiIndex) or df.index.name is not None:
        index = df.index.to_frame(index=False)
        index.columns = [
            name if name is not None else f"level {level}"
            for level, name in enumerate(df.index.names)
        ]
        return pd.concat([index, df.reset_index(drop=True)], axis="columns")
    if not pd.api.types.is_integer_dtype(df.index.dtype):
        labels = pd.DataFrame({"": df.index})
        return pd.concat([labels, df.reset_index(drop=True)], axis="columns")
    return df.reset_index(drop=True)


def _is_number(values: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _format_column(
    values: pd.Series, digits: int | Mapping[str, int], percent: Sequence[str]
) -> list[str]:
    name = str(values.name)
    if pd.api.types.is_datetime64_any_dtype(values):
        known = values.dropna()
        whole_days = (known == known.dt.normalize()).all()
        pattern = "%Y-%m-%d" if whole_days else "%Y-%m-%d %H:%M"
        return [MISSING if pd.isna(one) else one.strftime(pattern) for one in values]
    if not _is_number(values):
        return [format_cell(one) for one in values]
    if name in percent:
        return [_percent(one) for one in values]
    if pd.api.types.is_integer_dtype(values) or _is_count(values, name):
        return [MISSING if pd.isna(one) else str(round(one)) for one in values]
    places = digits.get(name, 2) if isinstance(digits, Mapping) else digits
    if name in PROBABILITIES:
        return [_format_probability(one) for one in values]
    return [format_number(one, places, minus="-") for one in values]


def _is_count(values: pd.Series, name: str) -> bool:
    """Whether floats are counts that pandas made floats because one is missing."""
    known = values.dropna().astype("float64")
    known = known[np.isfinite(known)]
    return name.startswith(("n_", "count")) and bool((known == known.round()).all())


def _percent(value: float) -> str:
    return MISSING if pd.isna(value) else f"{format_number(value * 100, 0, minus='-')}%"


def _format_probability(value: float) -> str:
    if pd.isna(value):
        return MISSING
    least = 10.0**-PROBABILITY_DIGITS
    if 0 <= round(value, 10) < least:
        return f"<{least:.{PROBABILITY_DIGITS}f}"
    return format_number(value, PROBABILITY_DIGITS, minus="-")


def _table_html(heading, headers, columns, numeric) -> str:
    lines = ['<table class="parallax-table">']
    if heading:
        lines.append(f"<caption>{html_text(heading)}</caption>")
    lines.append("<thead><tr>")
    for header, number in zip(headers, numeric, strict=True):
        lines.append(f'<th scope="col"{_class(number)}>{html_text(header)}</th>')
    lines.append("</tr></thead>")
    lines.append("<tbody>")
    # The first column names its row unless it is itself a number.
    named = bool(headers) and not numeric[0]
    for row in zip(*columns, strict=True):
        cells = []
        for place, (cell, number) in enumerate(zip(row, numeric, strict=True)):
            if named and place == 0:
                cells.append(f'<th scope="row"><bdi>{html_text(cell)}</bdi></th>')
            elif number:
                cells.append(f'<td class="number">{html_text(cell)}</td>')
            else:
                cells.append(f"<td><bdi>{html_text(cell)}</bdi></td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    lines.append("</tbody></table>")
    return "\n".join(lines)


def _class(number: bool) -> str:
    return ' class="number"' if number else ""


def _table_text(heading, headers, columns, numeric) -> str:
    grid = [
        [visible_text(header), *map(visible_text, cells)]
        for header, cells in zip(headers, columns, strict=True)
    ]
    padded = []
    for cells, number in zip(grid, numeric, strict=True):
        width = max(map(_columns_wide, cells))
        gaps = [" " * (width - _columns_wide(cell)) for cell in cells]
        padded.append(
            [gap + cell if number else cell + gap for cell, gap in zip(cells, gaps, strict=True)]
        )
    lines = ["  ".join(row).rstrip() for row in zip(*padded, strict=True)]
    return "\n".join([visible_text(heading), *lines] if heading else lines)


def _columns_wide(text: str) -> int:
    """Return how many columns a text takes in a terminal: Chinese takes two, accents none."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )
