"""Show sentences with the hit marked and where each comes from.

Article text is hostile: all of it is escaped and set apart in ``<bdi>``, so that neither a tag nor
a right-to-left override reaches beyond its place. A report that may hold no article text (see
`helpers.show_text.leaves_text_out`) names the article and the place instead.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from IPython.display import display

from helpers.charts.describe import format_count
from helpers.show_text import (
    format_cell,
    html_text,
    is_known,
    leaves_text_out,
    move_to_space,
    visible_text,
)
from helpers.text.sentences import sentence_spans

#: Of a list of evidence, so many stay open; the others fold away.
OPEN_EVIDENCE = 5
#: A hit of more characters, such as a long quotation, is cut in its middle.
LONGEST_HIT = 600
CUT = " […] "
SHORT_SENTENCE = 60  # characters; of a shorter one the sentence before is shown, too
LONGEST_SENTENCE = 1_000  # characters on each side of a hit in which its sentence is looked for
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Columns that hold words of an article; a report without text leaves them out.
TEXT_COLUMNS = frozenset(
    {
        "text",
        "raw_text",
        "title",
        "first_title",
        "sentence",
        "excerpt",
        "article",
        "left",
        "hit",
        "match",
        "right",
        "speaker",
        "gold_speaker",
        "found_speaker",
    }
)


@dataclass(frozen=True)
class Quote:
    """A stretch of an article as it is shown.

    Attributes
    ----------
    pieces : list of tuple of str and bool
        Its words, and whether they are marked; empty where text is left out.
    source : list of str
        Where it comes from.
    """

    pieces: list[tuple[str, bool]]
    source: list[str]


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
    longest: int | None = LONGEST_HIT,
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
    longest : int, optional
        A hit of more characters is cut in its middle, and the caption says so; None for whole hits.
    caption : str, optional
        What these sentences are.

    Raises
    ------
    ValueError
        If a column is missing or a hit does not lie inside its text.
    """
    quotes = make_quotes(
        df.head(rows), text=text, start=start, end=end, spans=spans, offset=offset, meta=meta,
        context=context, longest=longest,
    )  # fmt: skip
    heading = " ".join((caption or "").split())
    remarks = [f"first {format_count(rows)} of {format_count(len(df))}"] if len(df) > rows else []
    remarks += say_what_is_cut(quotes, longest)
    if remarks:
        remark = "; ".join(remarks)
        heading = f"{heading} ({remark})" if heading else remark[:1].upper() + remark[1:]
    elif not quotes:
        heading = f"{heading}: none" if heading else "No sentences"
    display(
        {
            "text/html": _evidence_html(heading, quotes),
            "text/plain": _evidence_text(heading, quotes),
        },
        raw=True,
    )


def make_quotes(
    df: pd.DataFrame,
    *,
    text: str = "text",
    start: str | None = None,
    end: str | None = None,
    spans: str | None = None,
    offset: str | None = None,
    meta: Sequence[str] = (),
    context: int = 300,
    longest: int | None = LONGEST_HIT,
    sentences: bool = False,
) -> list[Quote]:
    """Return the rows of a table as `show_evidence` shows them; see there.

    With `sentences` no more is shown of the surroundings than the sentences that hold the hit, and
    the one before where these are short.
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
    without_text = leaves_text_out()
    if without_text:
        meta = [name for name in meta if name not in TEXT_COLUMNS]
        meta = ["article_id", *(name for name in meta if name != "article_id")]
    quotes = []
    for number, row in enumerate(df.to_dict("records")):
        whole = "" if pd.isna(row[text]) else str(row[text])
        hits = _find_hits(row, whole, number, start, end, spans, offset)
        source = [format_cell(row[name]) for name in meta if name in row and is_known(row[name])]
        if without_text:
            moved = int(row[offset]) if offset is not None else 0
            places = ", ".join(f"{left + moved} to {right + moved}" for left, right in hits)
            source += [f"characters {places}"] if places else []
        pieces = [] if without_text else _cut(whole, hits, context, longest, sentences)
        quotes.append(Quote(pieces, source))
    return quotes


def say_what_is_cut(quotes: Sequence[Quote], longest: int | None) -> list[str]:
    """Return what a caption must say of quotes: that hits were cut, or that text is left out."""
    if leaves_text_out() and quotes:
        return ["article text is left out of this report"]
    if any(piece == CUT and hit for quote in quotes for piece, hit in quote.pieces):
        return [f"marked passages over {longest} characters are cut"]
    return []


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


def _cut(
    whole: str, hits: list[tuple[int, int]], context: int, longest: int | None, sentences: bool
) -> list[tuple[str, bool]]:
    """Cut a text to the surroundings of its hits; return pieces with whether each is a hit."""
    first, last = 0, move_to_space(whole, 2 * context, 1)
    begins = ends = False  # whether what is shown begins and ends as a sentence does
    if hits:
        first = move_to_space(whole, hits[0][0] - context, -1)
        last = move_to_space(whole, hits[-1][1] + context, 1)
    if hits and sentences:
        begin, end = _sentences_around(whole, hits[0][0], hits[-1][1])
        begins, ends = begin >= first, end <= last
        first, last = max(first, begin), min(last, end)
    pieces, place = [("…", False)] if first > 0 and not begins else [], first
    for left, right in hits:
        if left - place > 2 * context:
            near, far = (
                move_to_space(whole, place + context, 1),
                move_to_space(whole, left - context, -1),
            )
            pieces += [(whole[place:near], False), (" … ", False)]
            place = far
        pieces += [(whole[place:left], False), *_mark(whole, left, right, longest)]
        place = right
    pieces.append((whole[place:last], False))
    if last < len(whole) and not ends:
        pieces.append(("…", False))
    return [(piece, hit) for piece, hit in pieces if piece]


def _sentences_around(whole: str, left: int, right: int) -> tuple[int, int]:
    """Return where the sentences that hold a stretch begin and end, within its paragraphs."""
    first = max(whole.rfind("\n", 0, left) + 1, left - LONGEST_SENTENCE)
    after = whole.find("\n", right)
    last = min(after if after >= 0 else len(whole), right + LONGEST_SENTENCE)
    spans = sentence_spans(whole[first:last])
    begins = [first + start for start, _ in spans if first + start <= left] or [left]
    end = min((first + end for _, end in spans if first + end >= right), default=right)
    too_short = end - begins[-1] < SHORT_SENTENCE and len(begins) > 1
    return begins[-2 if too_short else -1], end


def _mark(whole: str, left: int, right: int, longest: int | None) -> list[tuple[str, bool]]:
    """Return a hit, cut in its middle where it is long."""
    if longest is None or right - left <= longest:
        return [(whole[left:right], True)]
    near = move_to_space(whole, left + longest * 2 // 3, 1)
    far = max(near, move_to_space(whole, right - longest // 3, -1))
    return [(whole[left:near].rstrip(), True), (CUT, True), (whole[far:right], True)]


def _evidence_html(heading: str, quotes: Sequence[Quote]) -> str:
    written = [quote_html(quote) for quote in quotes]
    folded = written[OPEN_EVIDENCE:]
    lines = ['<div class="parallax-evidence">']
    if heading:
        lines.append(f'<p class="caption">{html_text(heading)}</p>')
    lines += written[:OPEN_EVIDENCE]
    if folded:
        lines += [f"<details><summary>{len(folded)} more</summary>", *folded, "</details>"]
    return "\n".join([*lines, "</div>"])


def quote_html(quote: Quote) -> str:
    """Return a quote as HTML, its words escaped and the hits marked."""
    places = ", ".join(
        part if DATE.fullmatch(part) else f"<bdi>{html_text(part)}</bdi>" for part in quote.source
    )
    if not quote.pieces:
        return f'<p class="source"><small>{places}</small></p>'
    marked = "".join(
        f"<mark>{html_text(piece)}</mark>" if hit else html_text(piece)
        for piece, hit in quote.pieces
    )
    written = f'<blockquote><p dir="auto"><bdi>{marked}</bdi></p>'
    if quote.source:
        written += f"<cite>{places}</cite>"
    return written + "</blockquote>"


def _evidence_text(heading: str, quotes: Sequence[Quote]) -> str:
    lines = [visible_text(heading)] if heading else []
    for number, quote in enumerate(quotes, start=1):
        marked = "".join(f"[[{piece}]]" if hit else piece for piece, hit in quote.pieces)
        lines.append(f"{number}. {visible_text(', '.join(quote.source))}".rstrip())
        if quote.pieces:
            lines.append(f"   {visible_text(' '.join(marked.split()))}")
    return "\n".join(lines)
