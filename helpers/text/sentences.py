"""Sentences with exact offsets, cut once for all measures.

nupunkt (an implementation of Punkt, Kiss & Strunk 2006) proposes the cuts; it is taught the
abbreviations of military, diplomatic and parliamentary news, and cuts that cannot be right are
mended afterwards. A sentence never crosses a paragraph, and a closing quotation mark stays with
the sentence that it closes.
"""

import re
from functools import cache

import nupunkt
import pandas as pd

from helpers.chunks import map_rows
from helpers.text.quotation_marks import find_quoted, paragraph_spans

__all__ = ["sentence_spans", "split_sentences"]

# Titles and ranks: a full stop after them never ends a sentence when a name follows.
_TITLES = """
    lt gen col sen sens rep reps gov govs maj capt cmdr cdr adm brig sgt cpl pvt pfc spc ltc ltg
    vadm radm mr mrs ms mx messrs dr prof hon rev fr st ste pres amb sec supt dep asst assoc atty
    insp det commr comm cllr secy chmn
"""
# Other abbreviations of news English that may stand in mid-sentence.
_ABBREVIATIONS = """
    jan feb mar apr jun jul aug sept sep oct nov dec vs v cf approx est ft mt dept univ inc ltd corp
    bros ave blvd rd jr sr esq ph.d m.d j.d b.a m.a u.s u.n u.k e.u u.s.s u.s.s.r d.c n.y n.j n.h
    n.c s.c n.d s.d n.m w.va r.i a.m p.m e.g i.e ala ariz calif colo conn fla ga ind kan ky md mich
    minn mont neb nev okla pa tenn tex vt va wis wyo
    d-mich d-calif d-ill d-pa d-va d-n.y d-n.j d-conn d-mass d-md d-del d-ore d-wash d-colo d-minn
    d-wis d-ga d-ariz d-nev d-n.m d-mo d-la d-fla d-vt i-vt
    r-ky r-fla r-ariz r-s.c r-n.c r-tenn r-tex r-ala r-miss r-la r-ga r-okla r-kan r-neb r-wis r-ind
    r-pa r-va r-w.va r-wyo r-mont r-ark r-mo r-calif r-n.y r-n.j r-n.d r-s.d r-colo
"""
TITLES = frozenset(_TITLES.split())
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
NEVER_FINAL = TITLES | {"vs", "v", "e.g", "i.e", "cf", "approx"}

LAST_WORD = re.compile(r"(?:^|[\s(“\"‘'«—–-])((?:[^\W\d_]{1,12}[.\-])*[^\W\d_]{1,12})\.$")
CLOSING_MARKS = re.compile(r"[\"”’'»)\]]+(?=\s|$)")
# `“Really?” Price asked.`: the words after a quoted question belong to its sentence.
SPEAKER_FOLLOWS = re.compile(
    r"(?:[A-Z][\w'’.\-]{0,30} |(?:he|she|they) ){1,4}(?:said|asks?|asked|says|wrote|added|replied|"
    r"shouted|tweeted|responded|told|joked|continued|exclaimed|wondered)\b",
    re.IGNORECASE,
)


def split_sentences(articles: pd.DataFrame, *, progress: bool = False) -> pd.DataFrame:
    """Split the text of articles into sentences.

    Parameters
    ----------
    articles : DataFrame
        Needs `article_id` (str) and `text` (str). The title is not part of the text.
    progress : bool
        Show a progress bar.

    Returns
    -------
    DataFrame
        One row a sentence, in reading order: `article_id` (str), `sentence_id` (int64, from 0
        in each article), `start`, `end` (int64, character offsets into the article's text),
        `text` (str, equal to ``text[start:end]``), `in_quotation` (bool: more than half of its
        letters stand between quotation marks).

    Raises
    ------
    KeyError
        If `article_id` or `text` is missing.
    """
    columns: dict[str, list] = {
        name: [] for name in ("article_id", "sentence_id", "start", "end", "text", "in_quotation")
    }
    texts = [text if isinstance(text, str) else "" for text in articles["text"]]
    found = map_rows(
        _split, [(text,) for text in texts], description="Splitting sentences", progress=progress
    )
    for article_id, text, (spans, quoted) in zip(articles["article_id"], texts, found, strict=True):
        columns["article_id"].extend([article_id] * len(spans))
        columns["sentence_id"].extend(range(len(spans)))
        columns["start"].extend(start for start, _ in spans)
        columns["end"].extend(end for _, end in spans)
        columns["text"].extend(text[start:end] for start, end in spans)
        columns["in_quotation"].extend(quoted)
    return pd.DataFrame(columns).astype(
        {
            "article_id": "str",
            "sentence_id": "int64",
            "start": "int64",
            "end": "int64",
            "text": "str",
            "in_quotation": "bool",
        }
    )


def _split(row: tuple[str]) -> tuple[list[tuple[int, int]], list[bool]]:
    (text,) = row
    spans = sentence_spans(text)
    return spans, _mostly_quoted(text, spans)


def sentence_spans(
    text: str, paragraphs: list[tuple[int, int]] | None = None
) -> list[tuple[int, int]]:
    """Find the sentences of one text.

    Parameters
    ----------
    text : str
        Any text.
    paragraphs : list of (int, int), optional
        Its paragraphs, if already known.

    Returns
    -------
    list of (int, int)
        Start and end offset of each sentence, white space trimmed; no sentence crosses a
        paragraph, and every character that is not white space lies in exactly one sentence.
    """
    spans: list[tuple[int, int]] = []
    for start, end in paragraph_spans(text) if paragraphs is None else paragraphs:
        paragraph = text[start:end]
        cuts = _mend(paragraph, [cut for _, cut in _tokenizer().span_tokenize(paragraph)])
        begin = 0
        for cut in cuts:
            piece = paragraph[begin:cut]
            stripped = piece.strip()
            if stripped:
                left = start + begin + len(piece) - len(piece.lstrip())
                spans.append((left, left + len(stripped)))
            begin = cut
    return spans


@cache
def _tokenizer() -> nupunkt.PunktSentenceTokenizer:
    """Nupunkt's own model (a fresh instance: teaching it changes nothing for other callers)."""
    tokenizer = nupunkt.models.load_default_model()
    for abbreviation in sorted(TITLES | ABBREVIATIONS):
        tokenizer.add_abbreviation(abbreviation)
    return tokenizer


def _mend(paragraph: str, cuts: list[int]) -> list[int]:
    """Drop cuts that cannot be right, move cuts behind closing marks; always ends at the end."""
    mended: list[int] = []
    for cut in cuts:
        if cut >= len(paragraph):
            break
        closing = CLOSING_MARKS.match(paragraph, cut)
        if closing:
            cut = closing.end()
        before = paragraph[max(0, cut - 40) : cut].rstrip()
        after = paragraph[cut : cut + 120].lstrip()
        if not after or not _is_wrong_cut(before, after):
            mended.append(cut)
    return [*mended, len(paragraph)]


def _is_wrong_cut(before: str, after: str) -> bool:
    if before.endswith("."):
        word = LAST_WORD.search(before)
        if word:
            as_written, name = word.group(1), word.group(1).lower()
            if name in NEVER_FINAL and as_written[0].isupper() == (name in TITLES):
                return after[0].isupper() or after[0].isdigit()
            if as_written in ("No", "Nos") and after[0].isdigit():
                return True
            # an initial: "J. Poe"; "Plan B. Then …" is rarer in news than a name
            if len(name) == 1 and name != "i" and after[0].isupper() and " " in before:
                previous = before[: word.start(1)].split()
                if previous and previous[-1][:1].isupper():
                    return True
    if after[0].islower():
        return True
    return before[-1:] in "”\"’'" and before[-2:-1] in "?!…" and bool(SPEAKER_FOLLOWS.match(after))


def _mostly_quoted(text: str, spans: list[tuple[int, int]]) -> list[bool]:
    quoted = [(q.start, q.end) for q in find_quoted(text)]
    flags, first = [], 0
    for start, end in spans:
        while first < len(quoted) and quoted[first][1] <= start:
            first += 1
        inside, number = 0, first
        while number < len(quoted) and quoted[number][0] < end:
            low, high = max(start, quoted[number][0]), min(end, quoted[number][1])
            inside += sum(map(str.isalpha, text[low:high]))
            number += 1
        flags.append(inside > 0 and 2 * inside > sum(map(str.isalpha, text[start:end])))
    return flags
