"""Show articles side by side with the words marked that a measure counted in them.

One event told twice is the shortest argument for a comparison, and the hardest test of a measure:
each mark can be read in its place. A mark names its frame or concept in letters beside it, since
colour alone tells some readers nothing. Article text is hostile and escaped as in `helpers.show`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import pandas as pd
from IPython.display import display

from helpers.charts.describe import counted, format_count, noun, plural, value_name
from helpers.charts.style import plain_text
from helpers.show_text import (
    format_cell,
    html_text,
    is_known,
    leaves_text_out,
    move_to_space,
    spell_overrides,
    visible_text,
)

#: So many marks have a look of their own (see the style sheet of the report); then they repeat.
LOOKS = 6
LONGEST_WORD = 15  # characters a word; a text without spaces is cut by them

_WORD = re.compile(r"\S+")
# For JupyterLab, which has no style sheet of ours; the report takes them out and has its own.
_BESIDE = "display:flex;flex-wrap:wrap;gap:0 2em;align-items:flex-start"
_COLUMN = "flex:1 1 18em;min-width:0"


@dataclass(frozen=True)
class Piece:
    """A stretch of text, the labels of the hits that cover it, and of those that end with it."""

    text: str
    labels: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """One article as it is shown."""

    title: str
    source: list[str]
    paragraphs: list[list[Piece]]
    counts: Counter
    remark: str


def show_side_by_side(
    articles: pd.DataFrame,
    hits: pd.DataFrame,
    *,
    label: str = "frame",
    text: str = "text",
    title: str = "title",
    meta: Sequence[str] = ("outlet", "country", "date"),
    names: Mapping[str, str] | None = None,
    max_words: int | None = 400,
    caption: str | None = None,
) -> None:
    """Display articles beside each other, hits marked in the text, with a key and counts.

    Parameters
    ----------
    articles : pandas.DataFrame
        One row an article, two or a few in all, in the order in which they are shown:
        ``article_id`` (str, unique) and the column named by `text` (str). Shown if there: the
        columns named by `title` and `meta`.
    hits : pandas.DataFrame
        Such as of `find_frame_hits` or `count_wording`: ``article_id`` (str), ``start``, ``end``
        (int, characters of `text`) and the column named by `label` (str). Those of other articles
        are passed over. Hits may overlap.
    label : str
        Column that says what a hit stands for.
    text, title, meta : str
        Columns of the text, its headline, and where it comes from.
    names : mapping, optional
        Printed names of labels.
    max_words : int, optional
        At most so many words of each text are shown, and below it stands how many are left out;
        None for all. The counts of the key are those of the whole text.
    caption : str, optional
        What these articles are.

    Raises
    ------
    ValueError
        If a column is missing, an article stands there twice or a hit lies outside its text.
    """
    _check(articles, hits, label, text)
    own = hits[hits["article_id"].isin(articles["article_id"])]
    printed = {
        key: (names or {}).get(key, value_name(key, label))
        for key in dict.fromkeys(own[label].map(plain_text))
    }
    by_article = dict(list(own.groupby("article_id", sort=False)))
    told = [
        _tell(row, by_article.get(row["article_id"], own.iloc[:0]), label, text, title, meta,
              max_words)
        for row in articles.to_dict("records")
    ]  # fmt: skip
    shorts = shorten_labels(printed)
    heading = " ".join((caption or "").split())
    if not told:
        heading = f"{heading}: none" if heading else "No articles"
    display(
        {
            "text/html": _write_html(heading, told, printed, shorts, label),
            "text/plain": _write_plain(heading, told, printed, shorts),
        },
        raw=True,
    )


def shorten_labels(names: Mapping[str, str]) -> dict[str, str]:
    """Give each label the first letters of its name, as many as tell it from those before it."""
    shorts: dict[str, str] = {}
    for label, name in names.items():
        letters = "".join(one for one in name.casefold() if one.isalnum())
        tries = [letters[:length] for length in range(3, 7)]
        numbered = (f"{letters[:3]}{number}" for number in range(2, len(names) + 3))
        shorts[label] = next(
            short for short in (*tries, *numbered) if short and short not in shorts.values()
        )
    return shorts


def mark_hits(whole: str, hits: Sequence[tuple[int, int, str]]) -> list[Piece]:
    """Split a text where a hit starts or ends; the pieces joined are the text again.

    Parameters
    ----------
    whole : str
        The text.
    hits : sequence of tuple
        Start, end and label of each; they may overlap and repeat.
    """
    starts: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    for start, end, label in dict.fromkeys(hits):
        starts.setdefault(start, []).append(label)
        ends.setdefault(end, []).append(label)
    places = sorted({0, len(whole), *starts, *ends})
    open_now: Counter = Counter()
    pieces = []
    for place, following in pairwise(places):
        open_now.update(starts.get(place, ()))
        ending = ends.get(following, [])
        pieces.append(Piece(whole[place:following], tuple(open_now), tuple(dict.fromkeys(ending))))
        open_now.subtract(ending)
        open_now = +open_now
    return pieces


def _check(articles: pd.DataFrame, hits: pd.DataFrame, label: str, text: str) -> None:
    for table, name, needed in (
        (articles, "articles", ("article_id", text)),
        (hits, "hits", ("article_id", "start", "end", label)),
    ):
        lacking = [column for column in needed if column not in table.columns]
        if lacking:
            raise ValueError(
                f"show_side_by_side: the {name} have no {plural('column', len(lacking))} "
                f"{', '.join(map(repr, lacking))}; they have "
                f"{', '.join(map(repr, table.columns)) or 'none'}."
            )
    twins = articles.loc[articles["article_id"].duplicated(), "article_id"]
    if len(twins):
        raise ValueError(f"show_side_by_side: the article {twins.iloc[0]!r} stands there twice.")


def _tell(row, hits, label, text, title, meta, max_words) -> Told:
    whole = str(row[text]) if is_known(row[text]) else ""
    found = [
        (int(start), int(end), plain_text(name))
        for start, end, name in zip(hits["start"], hits["end"], hits[label], strict=True)
    ]
    for start, end, _ in found:
        if not 0 <= start < end <= len(whole):
            raise ValueError(
                f"show_side_by_side: the hit {start}:{end} of article {row['article_id']!r} lies "
                f"outside its text of {len(whole)} characters. Offsets must be those of the text "
                "that is shown."
            )
    stop = _find_stop(whole, max_words)
    shown = [(start, min(end, stop), name) for start, end, name in found if start < stop]
    pieces = mark_hits(whole[:stop], shown)
    if stop < len(whole):
        pieces.append(Piece(" …"))
    source = [format_cell(row[name]) for name in meta if name in row and is_known(row[name])]
    if leaves_text_out():
        return Told(
            title="",
            source=[format_cell(row["article_id"]), *source],
            paragraphs=[],
            counts=Counter(name for _, _, name in found),
            remark="Article text is left out of this report.",
        )
    return Told(
        title=format_cell(row[title]) if title in row and is_known(row[title]) else "",
        source=source,
        paragraphs=list(_split_paragraphs(pieces)),
        counts=Counter(name for _, _, name in found),
        remark=_remark(whole, stop, len(found), len(shown)),
    )


def _find_stop(whole: str, max_words: int | None) -> int:
    """Return where the text is cut: after so many words, or as many characters as words have."""
    if max_words is None:
        return len(whole)
    words = list(islice(_WORD.finditer(whole), max_words + 1))
    stop = words[max_words - 1].end() if len(words) > max_words > 0 else len(whole)
    longest = max_words * LONGEST_WORD
    return stop if stop <= longest else move_to_space(whole, longest, 1)


def _remark(whole: str, stop: int, n_found: int, n_shown: int) -> str:
    if not whole.strip():
        return "This article has no text."
    if stop == len(whole):
        return "" if n_found else "Nothing is marked in this text."
    n_words = sum(1 for _ in _WORD.finditer(whole))
    n_kept = sum(1 for _ in _WORD.finditer(whole, 0, stop))
    rest = "nothing is marked in the rest" if n_found == n_shown else (
        f"{counted(n_found - n_shown, 'mark')} {'is' if n_found - n_shown == 1 else 'are'} in the "
        "rest"
    )  # fmt: skip
    if n_kept == n_words:
        return f"Cut after {format_count(stop)} of {counted(len(whole), 'character')}; {rest}."
    return f"Cut after {format_count(n_kept)} of {counted(n_words, 'word')}; {rest}."


def _split_paragraphs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Break at line ends; a hit that runs over one is marked on both sides of it."""
    paragraph: list[Piece] = []
    for piece in pieces:
        lines = piece.text.split("\n")
        last = max((number for number, line in enumerate(lines) if line.strip()), default=0)
        for number, line in enumerate(lines):
            if number and any(part.text.strip() for part in paragraph):
                yield paragraph
                paragraph = []
            if line:
                paragraph.append(Piece(line, piece.labels, piece.ends if number == last else ()))
    if any(part.text.strip() for part in paragraph):
        yield paragraph


def _write_html(heading, told, printed, shorts, label) -> str:
    looks = {name: f"hit-{number % LOOKS + 1}" for number, name in enumerate(printed)}
    lines = ['<div class="parallax-beside">']
    if heading:
        lines.append(f'<p class="caption">{html_text(heading)}</p>')
    if printed:
        lines.append(_key_html(told, printed, shorts, looks, label))
    lines.append(f'<div class="columns" style="{_BESIDE}">')
    for number, one in enumerate(told, start=1):
        lines.append(
            f'<section class="told" style="{_COLUMN}" aria-label="Article {number} of {len(told)}">'
        )
        if one.title:
            words = f"<strong><bdi>{html_text(spell_overrides(one.title))}</bdi></strong>"
            lines.append(f'<p class="title" dir="auto">{words}</p>')
        if one.source:
            places = ", ".join(f"<bdi>{html_text(part)}</bdi>" for part in one.source)
            lines.append(f'<p class="source"><small>{places}</small></p>')
        for paragraph in one.paragraphs:
            marked = "".join(_piece_html(piece, printed, shorts, looks) for piece in paragraph)
            lines.append(f'<p dir="auto"><bdi>{marked}</bdi></p>')
        if one.remark:
            lines.append(f'<p class="remark"><small>{html_text(one.remark)}</small></p>')
        lines.append("</section>")
    return "\n".join([*lines, "</div>", "</div>"])


def _piece_html(piece: Piece, printed, shorts, looks) -> str:
    if not piece.labels:
        return html_text(spell_overrides(piece.text))
    looked = " ".join(dict.fromkeys(looks[label] for label in piece.labels))
    several = " several" if len(piece.labels) > 1 else ""
    told = html_text(", ".join(printed[label] for label in piece.labels))
    ends = ", ".join(shorts[label] for label in piece.ends)
    small = f"<sup><bdi>{html_text(ends)}</bdi></sup>" if ends else ""
    words = html_text(spell_overrides(piece.text))
    return f'<mark class="hit {looked}{several}" title="{told}">{words}{small}</mark>'


def _key_html(told, printed, shorts, looks, label) -> str:
    heads = "".join(
        f'<th scope="col" class="number"><bdi>{html_text(_column_name(one, number))}</bdi></th>'
        for number, one in enumerate(told, start=1)
    )
    lines = [
        '<table class="parallax-table key">',
        f'<thead><tr><th scope="col">{html_text(noun(label))}</th>{heads}</tr></thead>',
        "<tbody>",
    ]
    for name, words in printed.items():
        counts = "".join(f'<td class="number">{one.counts[name]}</td>' for one in told)
        lines.append(
            f'<tr><th scope="row"><mark class="hit {looks[name]}"><bdi>{html_text(words)}</bdi>'
            f"<sup><bdi>{html_text(shorts[name])}</bdi></sup></mark></th>{counts}</tr>"
        )
    return "\n".join([*lines, "</tbody></table>"])


def _column_name(one: Told, number: int) -> str:
    return one.source[0] if one.source else f"article {number}"


def _write_plain(heading, told, printed, shorts) -> str:
    lines = [visible_text(heading)] if heading else []
    for name, words in printed.items():
        counts = " | ".join(str(one.counts[name]) for one in told)
        lines.append(visible_text(f"[{shorts[name]}] {words}: {counts}"))
    for number, one in enumerate(told, start=1):
        lines.append(visible_text(f"{number}. {' / '.join([one.title, *one.source])}".rstrip()))
        for paragraph in one.paragraphs:
            marked = "".join(_piece_plain(piece, shorts) for piece in paragraph)
            lines.append(f"   {visible_text(' '.join(marked.split()))}")
        if one.remark:
            lines.append(f"   ({visible_text(one.remark)})")
    return "\n".join(lines)


def _piece_plain(piece: Piece, shorts: Mapping[str, str]) -> str:
    """Write a mark as ``[[words|con]]``; a part of overlapping hits names all that cover it."""
    if not piece.labels:
        return piece.text
    return f"[[{piece.text}|{','.join(shorts[label] for label in piece.labels)}]]"
