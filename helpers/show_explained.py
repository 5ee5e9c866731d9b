"""Show the words that made a tone, marked where they stand.

Each word carries its sign, so that nothing rests on colour, and the stronger ones their share; the
text reads well without any style sheet. Article text is hostile: all of it is escaped and set
apart in ``<bdi>``.
"""

import pandas as pd
from IPython.display import display

from helpers.charts.describe import MISSING
from helpers.show_text import html_text, leaves_text_out, spell_overrides, visible_text
from helpers.stats.schema import require_columns

__all__ = ["show_explained"]

#: From so much on (in absolute value) a share is marked, is told as a number, is strong.
LEVELS = (0.02, 0.05, 0.2)
LEFT_OUT = "(the text is left out of this report)"
NONE_LISTED = "no listed word"
METHOD_NAMES = {"textblob": "TextBlob", "vader": "VADER", "news": "news model"}
NEEDED = ("sentence", "method", "text", "start", "end", "word", "share", "polarity")
# A stretch of text and the share of the word that it is; None for what stands between words.
Piece = tuple[str, float | None]


def show_explained(table: pd.DataFrame, caption: str | None = None) -> None:
    """Display sentences once for each method, each word marked by its share of the tone.

    Parameters
    ----------
    table : pandas.DataFrame
        The result of `helpers.measures.explain`. Never changed.
    caption : str, optional
        Stands above.

    Raises
    ------
    ValueError
        If a column is missing or an offset lies outside its text.

    Notes
    -----
    As HTML: in ``<div class="parallax-explained">`` one paragraph a sentence and method; a word
    that adds to the tone is a ``<mark class="tone-pos-1">`` (to 3, the strongest), one that takes
    away from it ``tone-neg-1`` (to 3). The sign, from 0.05 on with the number, stands behind the
    word; its title gives the share of every word. As plain text: ``[great +0.40]``. A report that
    may hold no article text shows the scores alone.
    """
    require_columns(table, list(NEEDED), "show_explained")
    pages, lines = [], []
    if caption:
        pages.append(f"<p><strong>{html_text(caption)}</strong></p>")
        lines.append(visible_text(caption))
    last = None
    for (number, method), rows in table.groupby(["sentence", "method"], sort=False):
        name = METHOD_NAMES.get(method, str(method)) + _toward(rows)
        score = _signed(rows["polarity"].iloc[0])
        pieces, loose = _cut(rows)
        if leaves_text_out():
            pieces, loose = [(LEFT_OUT, None)], []
        if number != last and last is not None:
            pages.append("<hr>")
        last = number
        pages.append(
            f"<p><strong>{html_text(name)} {score}</strong>: "
            f'<bdi dir="auto">{"".join(map(_as_html, pieces))}</bdi>{_loose_html(loose)}</p>'
        )
        told = "".join(map(_as_text, pieces)) + "".join(f" {_as_text(piece)}" for piece in loose)
        lines.append(f"{visible_text(name)} {score}: {told}")
    display(
        {
            "text/html": f'<div class="parallax-explained">{"".join(pages)}</div>',
            "text/plain": "\n".join(lines),
        },
        raw=True,
    )


def _toward(rows: pd.DataFrame) -> str:
    """Name the mention toward which the tone is."""
    if "target_start" not in rows or pd.isna(rows["target_start"].iloc[0]) or leaves_text_out():
        return ""
    start, end = rows["target_start"].iloc[0], rows["target_end"].iloc[0]
    mention = " ".join(rows["text"].iloc[0][start:end].split())
    return f" toward “{spell_overrides(mention)}”"


def _cut(rows: pd.DataFrame) -> tuple[list[Piece], list[Piece]]:
    """Cut a text at its words; the second list are the entries without a place."""
    text = rows["text"].iloc[0]
    placed = rows.dropna(subset=["start", "end"]).sort_values("start", kind="stable")
    pieces: list[Piece] = []
    position = 0
    for start, end, share in zip(placed["start"], placed["end"], placed["share"], strict=True):
        if not 0 <= start <= end <= len(text):
            raise ValueError(
                f"show_explained: a word from {start} to {end} is not inside a text of "
                f"{len(text)} characters."
            )
        start = max(int(start), position)  # of words that overlap the first one counts
        end = max(int(end), start)
        pieces += [(text[position:start], None), (text[start:end], float(share))]
        position = end
    pieces.append((text[position:], None))
    others = rows[rows["start"].isna() | rows["end"].isna()]
    loose = [
        (NONE_LISTED, None) if pd.isna(word) else (str(word), float(share))
        for word, share in zip(others["word"], others["share"], strict=True)
    ]
    return [piece for piece in pieces if piece[0]], loose


def _level(share: float | None) -> int:
    """Tell how strong a share is: 0 (not marked) to 3."""
    return 0 if share is None or pd.isna(share) else sum(abs(share) >= edge for edge in LEVELS)


def _as_html(piece: Piece) -> str:
    words, share = piece
    told = html_text(spell_overrides(words))
    level = _level(share)
    if not level:
        return told
    side, sign = ("pos", "+") if share > 0 else ("neg", "−")
    number = _signed(share)
    behind = number if level > 1 else sign
    return f'<mark class="tone-{side}-{level}" title="{number}">{told}<sub>{behind}</sub></mark>'


def _as_text(piece: Piece) -> str:
    words, share = piece
    told = visible_text(words)
    level = _level(share)
    if not level:
        return told
    return f"[{told} {_signed(share)}]" if level > 1 else f"[{told} {'+' if share > 0 else '−'}]"


def _loose_html(pieces: list[Piece]) -> str:
    return "".join(f" <small>{_as_html(piece)}</small>" for piece in pieces)


def _signed(value: float) -> str:
    if pd.isna(value):
        return MISSING
    written = f"{value:+.2f}"
    return "0.00" if written in ("+0.00", "-0.00") else written.replace("-", "−")
