"""Show figures, tables, evidence, articles and plain statements in a notebook.

Each function displays one bundle: what a reader sees (a picture or HTML) and the same as plain
text, which is what nbval compares. Numbers of tables are rounded here and nowhere else, so that
the last digit is the same on every machine. Article text is hostile: all of it is escaped and set
apart in ``<bdi>``, so that neither a tag nor a right-to-left override reaches beyond its place.
"""

import base64
import unicodedata
from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure

from helpers.charts.describe import MISSING, format_count, format_number
from helpers.charts.style import figure_bytes
from helpers.show_articles import show_side_by_side
from helpers.show_text import format_cell, html_text, is_known, move_to_space, visible_text

__all__ = ["show_evidence", "show_figure", "show_note", "show_side_by_side", "show_table"]

DOTS_PER_INCH = 160
CSS_PIXELS_PER_INCH = 100
#: Probabilities have a digit more, and below it are said to be below it.
PROBABILITIES = ("p_value", "q_value", "smallest_p")
PROBABILITY_DIGITS = 3
#: Of a list of evidence, so many stay open; the others fold away.
OPEN_EVIDENCE = 5


def show_figure(figure: Figure, *, width: int | None = None) -> None:
    """Display a figure with its alternative text and caption, and close it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        With ``caption`` and ``alt`` as `helpers.charts` sets them; both may be missing.
    width : int, optional
        Width on the page in CSS pixels (by default 100 an inch).
    """
    caption = " ".join(getattr(figure, "caption", "").split())
    alt = " ".join(getattr(figure, "alt", caption).split())
    picture = figure_bytes(figure, dpi=DOTS_PER_INCH)
    shown = {"width": width or round(figure.get_figwidth() * CSS_PIXELS_PER_INCH)}
    if alt:
        shown["alt"] = alt
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


def show_table(
    df: pd.DataFrame,
    caption: str | None = None,
    *,
    digits: int | Mapping[str, int] = 2,
    rows: int | None = 20,
    names: Mapping[str, str] | None = None,
    percent: Sequence[str] = (),
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
    """
    table = _with_index(df)
    total = len(table)
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
        raw=True,
    )


def show_evidence(
    df: pd.DataFrame,
    *,
    text: str = "text",
    start: str | None = None,
    end: str | None = None,
    spans: str | None = None,
    offset: str | None = None,
    meta: Sequence[str] = ("outlet", "date", "title"),
    rows: int = 10,
    context: int = 300,
    caption: str | None = None,
) -> None:
    """Display sentences with the hit marked and where each comes from.

    Parameters
    ----------
    df : pandas.DataFrame
        One row a sentence: the column named by `text` (str) and those named by the others.
    text : str
        Column of the text. Up to `context` characters each side of the hit are shown.
    start, end : str, optional
        Columns (int, missing for none) of the hit's offsets; the hit is ``text[start:end]``.
    spans : str, optional
        Column of lists of [start, end], for hits of several pieces; instead of `start`, `end`.
    offset : str, optional
        Column (int) that is taken off all offsets: where the sentence begins, if the offsets are
        those of the article.
    meta : sequence of str
        Columns for the line that says where a sentence comes from; absent ones are passed over.
    rows : int
        Show the first so many and say so; those after the fifth are folded away.
    context : int
        Characters shown before and after a hit; of a text without one, twice as many in all.
    caption : str, optional
        What these sentences are.

    Raises
    ------
    ValueError
        If a column is missing or a hit does not lie inside its text.
    """
    needed = [name for name in (text, start, end, spans, offset) if name]
    lacking = [name for name in needed if name not in df.columns]
    if lacking:
        raise ValueError(
            f"show_evidence: the table has no column {', '.join(map(repr, lacking))}; "
            f"it has {', '.join(map(repr, df.columns))}."
        )
    if (start is None) != (end is None):
        raise ValueError("show_evidence: give both start and end, or neither.")
    items = []
    for number, row in enumerate(df.head(rows).to_dict("records")):
        whole = "" if pd.isna(row[text]) else str(row[text])
        hits = _find_hits(row, whole, number, start, end, spans, offset)
        source = [format_cell(row[name]) for name in meta if name in row and is_known(row[name])]
        items.append((_cut(whole, hits, context), source))
    heading = " ".join((caption or "").split())
    if len(df) > rows:
        remark = f"first {format_count(rows)} of {format_count(len(df))}"
        heading = f"{heading} ({remark})" if heading else remark.capitalize()
    elif not items:
        heading = f"{heading}: none" if heading else "No sentences"
    display(
        {
            "text/html": _evidence_html(heading, items),
            "text/plain": _evidence_text(heading, items),
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


def _find_hits(row, whole, number, start, end, spans, offset) -> list[tuple[int, int]]:
    """Return the hits of a row as offsets in its text, in order and without overlap."""
    pairs = []
    if spans is not None and is_known(row[spans]):
        pairs = [tuple(pair) for pair in row[spans]]
    elif start is not None and is_known(row[start]) and is_known(row[end]):
        pairs = [(row[start], row[end])]
    moved = int(row[offset]) if offset is not None else 0
    hits: list[tuple[int, int]] = []
    for left, right in sorted((int(left) - moved, int(right) - moved) for left, right in pairs):
        if not 0 <= left < right <= len(whole):
            raise ValueError(
                f"show_evidence: the hit {left}:{right} of row {number} lies outside its text of "
                f"{len(whole)} characters. Offsets must be those of the text that is shown."
            )
        if hits and left < hits[-1][1]:
            hits[-1] = (hits[-1][0], max(right, hits[-1][1]))
        else:
            hits.append((left, right))
    return hits


def _cut(whole: str, hits: list[tuple[int, int]], context: int) -> list[tuple[str, bool]]:
    """Cut a text to the surroundings of its hits; return pieces with whether each is a hit."""
    first = move_to_space(whole, hits[0][0] - context, -1) if hits else 0
    last = (
        move_to_space(whole, hits[-1][1] + context, 1)
        if hits
        else move_to_space(whole, 2 * context, 1)
    )
    pieces, place = [("…", False)] if first > 0 else [], first
    for left, right in hits:
        if left - place > 2 * context:
            near, far = (
                move_to_space(whole, place + context, 1),
                move_to_space(whole, left - context, -1),
            )
            pieces += [(whole[place:near], False), (" … ", False)]
            place = far
        pieces += [(whole[place:left], False), (whole[left:right], True)]
        place = right
    pieces.append((whole[place:last], False))
    if last < len(whole):
        pieces.append(("…", False))
    return [(piece, hit) for piece, hit in pieces if piece]


def _evidence_html(heading, items) -> str:
    quotes = [_quote_html(pieces, source) for pieces, source in items]
    folded = quotes[OPEN_EVIDENCE:]
    lines = ['<div class="parallax-evidence">']
    if heading:
        lines.append(f'<p class="caption">{html_text(heading)}</p>')
    lines += quotes[:OPEN_EVIDENCE]
    if folded:
        lines += [f"<details><summary>{len(folded)} more</summary>", *folded, "</details>"]
    return "\n".join([*lines, "</div>"])


def _quote_html(pieces, source) -> str:
    marked = "".join(
        f"<mark>{html_text(piece)}</mark>" if hit else html_text(piece) for piece, hit in pieces
    )
    quote = f'<blockquote><p dir="auto"><bdi>{marked}</bdi></p>'
    if source:
        places = ", ".join(f"<bdi>{html_text(part)}</bdi>" for part in source)
        quote += f'<p class="source"><small>{places}</small></p>'
    return quote + "</blockquote>"


def _evidence_text(heading, items) -> str:
    lines = [visible_text(heading)] if heading else []
    for number, (pieces, source) in enumerate(items, start=1):
        marked = "".join(f"[[{piece}]]" if hit else piece for piece, hit in pieces)
        lines.append(f"{number}. {visible_text(', '.join(source))}".rstrip())
        lines.append(f"   {visible_text(' '.join(marked.split()))}")
    return "\n".join(lines)
