"""The sentences behind each dot, bar or row: drawn by chance, marked, and folded below the chart.

A number of a chart is a count of places in articles. `Behind` says which places belong to which
number; `select_behind` draws a few of each, so that a reader can open any number and judge what
was counted. Sampling is by chance and bounded, and what is shown says how much it is of how much.
"""

import hashlib
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from helpers.charts.describe import counted, format_count, join_names, plural, value_name
from helpers.charts.marks import key_of
from helpers.show_evidence import LONGEST_HIT, Quote, make_quotes, quote_html, say_what_is_cut
from helpers.show_text import html_text, visible_text

MOST_ROWS = 400  # rows of a chart or table that open their sentences
MOST_QUOTES = 60  # sentences below one chart
CONTEXT = 120  # characters on each side of a hit
TEXTLESS_CONTEXT = 110  # an article without a hit shows twice so many
_WHOLE = re.compile(r"-?\d{1,15}\.0")


@dataclass(frozen=True, kw_only=True)
class Behind:
    """The places that were counted, and the columns that say for which row of a chart.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a place: ``article_id`` (str), the columns of `by`, and where known ``start`` and
        ``end`` (int, characters of the article's text). Without these two, whole articles were
        counted, and their first words are shown.
    by : sequence of str
        Columns that the chart's (or table's) rows have, too, with the same values.
    articles : pandas.DataFrame
        ``article_id`` (str, unique), ``text`` (str), and the columns of `meta` that `table` lacks.
    text : str
        Column of `articles` in which the offsets count: ``text``, or ``raw_text``.
    spans : str, optional
        Column of `table` with lists of [start, end], for hits of several pieces.
    meta : sequence of str
        Columns for the line that says where a sentence comes from; absent ones are passed over.
    each : int
        At most so many sentences a row.
    sides : str, optional
        A column whose values get equal numbers, such as ``country`` where a row compares presses.
    unit : str
        What one place is called: "sentence", "quotation", "mention", "article".
    seed : int
        For the draw.
    names : mapping of str to str, optional
        How a value of a column of `by` is named, with ``{}`` for it: ``{"country": "press: {}"}``
        where two columns hold countries.
    rows : pandas.DataFrame, optional
        The rows to be opened, with the columns of `by`, instead of all that the chart shows: of a
        thousand words those that are named in it.
    """

    table: pd.DataFrame
    by: Sequence[str]
    articles: pd.DataFrame
    text: str = "text"
    spans: str | None = None
    meta: Sequence[str] = ("outlet", "date", "title")
    each: int = 3
    sides: str | None = None
    unit: str = "sentence"
    seed: int = 2031
    names: Mapping[str, str] = field(default_factory=dict)
    rows: pd.DataFrame | None = None


@dataclass(frozen=True)
class Opened:
    """One row of a chart with the sentences that were drawn for it.

    Attributes
    ----------
    key : dict of str to str
        The row's values by column.
    label : str
        How readers know it.
    anchor : str
        Address of its sentences within the page.
    quotes : list of Quote
        Those that were drawn.
    total : int
        How many there are.
    """

    key: dict[str, str]
    label: str
    anchor: str
    quotes: list[Quote]
    total: int


def select_behind(
    behind: Behind, rows: pd.DataFrame | None = None, *, name: str = ""
) -> list[Opened]:
    """Draw the sentences behind the rows of a chart or table.

    Parameters
    ----------
    behind : Behind
        What was counted.
    rows : pandas.DataFrame, optional
        What the chart or table shows, with the columns ``behind.by``; its distinct rows are opened
        in their order. Default: all rows that were counted, the largest first.
    name : str
        Tells this chart from the others of a page in the addresses.

    Returns
    -------
    list of Opened
        At most `MOST_ROWS`, with `MOST_QUOTES` sentences in all (but one a row).

    Raises
    ------
    ValueError
        If a column is missing, or a place lies outside its text.
    """
    by = list(behind.by)
    _check(behind, by)
    table = behind.table
    rows = rows if behind.rows is None else behind.rows
    keys = _as_keys(table, by)
    places = keys.groupby(by, sort=False, dropna=False).indices if len(keys) else {}
    # pandas gives scalars as keys of a single column.
    found = {key if isinstance(key, tuple) else (key,): where for key, where in places.items()}
    if rows is not None and set(by) <= set(rows.columns):
        shown = list(dict.fromkeys(_as_keys(rows, by).itertuples(index=False, name=None)))
    else:
        shown = sorted(found, key=lambda key: -len(found[key]))
    shown = shown[:MOST_ROWS]
    each = max(1, min(behind.each, MOST_QUOTES // max(1, len(shown))))
    chosen = [_draw(behind, key, found.get(key, ()), each) for key in shown]
    quotes = iter(_quote(behind, table.iloc[np.concatenate(chosen)] if chosen else table.iloc[:0]))
    return [
        Opened(
            key=dict(zip(by, key, strict=True)),
            label=" · ".join(
                behind.names.get(column, "{}").replace("{}", value_name(part, column))
                for part, column in zip(key, by, strict=True)
            ),
            anchor=f"behind-{hashlib.sha256(repr((name, key)).encode()).hexdigest()[:12]}",
            quotes=[next(quotes) for _ in own],
            total=len(found.get(key, ())),
        )
        for key, own in zip(shown, chosen, strict=True)
    ]


def find_opened(opened: Sequence[Opened], key: dict[str, str]) -> Opened | None:
    """Return the row that a mark of a chart stands for: all columns that both have are equal.

    A mark that stands for several rows, such as a strip of bars, leads to the first that is filled.
    """
    for one in opened:
        common = [column for column in one.key if column in key]
        if (
            one.quotes
            and common
            and all(one.key[column] == _as_key(key[column]) for column in common)
        ):
            return one
    return None


def behind_html(behind: Behind, opened: Sequence[Opened]) -> str:
    """Return the folded sentences of all rows as HTML, all of their words escaped."""
    filled = [one for one in opened if one.quotes]
    if not filled:
        return ""
    lines = [
        '<div class="parallax-behind">',
        f'<details class="behind-all"><summary>{html_text(_summary(behind, filled))}</summary>',
        f"<p><small>{html_text(_explain(behind, opened))}</small></p>",
    ]
    for one in filled:
        count = html_text(_count(behind, one))
        lines += [
            f'<details class="behind"><summary><bdi>{html_text(one.label)}</bdi> '
            f"<small>{count}</small></summary>",
            f'<div class="opened" id="{one.anchor}">',
            *map(quote_html, one.quotes),
            "</div></details>",
        ]
    return "\n".join([*lines, "</details>", "</div>"])


def behind_text(behind: Behind, opened: Sequence[Opened]) -> str:
    """Return what can be opened as plain text: each row with the number of its sentences."""
    filled = [one for one in opened if one.quotes]
    if not filled:
        return ""
    lines = [f"{_summary(behind, filled)}. {_explain(behind, opened)}"]
    lines += [f"  {visible_text(one.label)}: {_count(behind, one)}" for one in filled]
    return "\n".join(lines)


def _check(behind: Behind, by: Sequence[str]) -> None:
    needed = {"article_id", *by} | ({behind.sides} if behind.sides else set())
    for name, table, columns in (
        ("table", behind.table, needed),
        ("table of articles", behind.articles, {"article_id", behind.text}),
    ):
        lacking = sorted(columns - set(table.columns))
        if lacking:
            raise ValueError(
                f"Behind: the {name} has no column {', '.join(map(repr, lacking))}; "
                f"it has {', '.join(map(repr, table.columns)) or 'none'}."
            )


def _as_keys(table: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {column: [_as_key(value) for value in table[column]] for column in by}, dtype=object
    )


def _as_key(value: object) -> str:
    """Write a value as charts name their marks, a whole number without its point."""
    text = key_of({"value": value}, ["value"])["value"]
    return text.removesuffix(".0") if _WHOLE.fullmatch(text) else text


def _draw(behind: Behind, key: tuple, where: Sequence[int], each: int) -> np.ndarray:
    """Draw positions of one row, by a seed of its own so that other rows do not change it."""
    where = np.asarray(where, dtype=int)
    rng = np.random.default_rng([behind.seed, zlib.crc32(repr(key).encode())])
    if len(where) <= each:
        return where
    if behind.sides is None:
        return np.sort(rng.choice(where, each, replace=False))
    sides = _as_keys(behind.table.iloc[where], [behind.sides])[behind.sides].to_numpy()
    queues = [list(rng.permutation(where[sides == side])) for side in sorted(set(sides))]
    drawn: list[int] = []
    while len(drawn) < each:
        for queue in filter(None, queues):
            drawn.append(queue.pop())  # noqa: PERF401 - queues shrink meanwhile
    return np.sort(np.asarray(drawn[:each], dtype=int))


def _quote(behind: Behind, chosen: pd.DataFrame) -> list[Quote]:
    """Give the drawn places their text: only now, since text is what fills the memory."""
    wanted = {behind.text, *behind.meta} & set(behind.articles.columns)
    own = set(chosen.columns) - {behind.text}
    articles = behind.articles.set_index("article_id")[[*sorted(wanted - own)]]
    full = chosen.drop(columns=[behind.text], errors="ignore").join(articles, on="article_id")
    spans = behind.spans
    marked = spans is None and {"start", "end"} <= set(chosen.columns)
    return make_quotes(
        full,
        text=behind.text,
        start="start" if marked else None,
        end="end" if marked else None,
        spans=spans,
        meta=behind.meta,
        context=CONTEXT if marked or spans else TEXTLESS_CONTEXT,
        sentences=True,
    )


def _summary(behind: Behind, filled: Sequence[Opened]) -> str:
    n_rows = len(filled)
    return f"Read the {plural(behind.unit)} behind " + (
        "this number" if n_rows == 1 else f"each of the {format_count(n_rows)} numbers"
    )


def _explain(behind: Behind, opened: Sequence[Opened]) -> str:
    """Say how the sentences were drawn, and which rows have none."""
    drawn = [one for one in opened if len(one.quotes) < one.total]
    most = max(len(one.quotes) for one in opened)
    text = (
        f"At most {most} a row, drawn by chance (seed {behind.seed})"
        + (f", in equal numbers from each {behind.sides}" if behind.sides else "")
        if drawn
        else f"All {plural(behind.unit)} that were counted"
    )
    remarks = say_what_is_cut([quote for one in opened for quote in one.quotes], LONGEST_HIT)
    text = "; ".join([text, *remarks]) + "."
    empty = [one.label for one in opened if not one.total]
    return f"{text} None for {join_names(empty, most=6)}." if empty else text


def _count(behind: Behind, one: Opened) -> str:
    shown = len(one.quotes)
    if shown == one.total:
        return counted(shown, behind.unit)
    return f"{format_count(shown)} of {counted(one.total, behind.unit)}"
