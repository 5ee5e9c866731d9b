"""Cleaning of articles: small named steps, each with its counts, each reversible.

Web exports carry encoding faults, markup, datelines, captions, link lists and subscription forms
that are no words of the story, and that a count of words, quotations or frames would take for such.
Each step removes one kind of them, and prefers to leave furniture in rather than to cut a sentence
of the story. `raw_text` keeps the article as it came; the table `removed` keeps every piece that
was cut, with its place in `raw_text`.

The order of the steps: characters first, because every later rule reads them; then line breaks,
because a paragraph is the unit of the rules on furniture; then furniture inside the text, so that
the edges lie bare; then the opening, from the outside in (headline, byline, dateline), and the end;
last the white space that the cuts left. The steps run in rounds until nothing changes any more, so
that cleaning a cleaned text changes nothing.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial

import pandas as pd

from helpers.chunks import map_rows
from helpers.corpus.characters import (
    decode_entities,
    repair_characters,
    repair_encoding,
    strip_tags,
)
from helpers.corpus.edits import Alignment, Edit, apply_edits, drop_overlaps, iterate_lines
from helpers.corpus.furniture import kind_of_line, photo_credits, support_appeals, tail_furniture
from helpers.corpus.line_breaks import join_hard_lines, separate_paragraphs, tidy_white_space
from helpers.corpus.links import bare_link_lines, glued_links
from helpers.corpus.openings import find_dateline, opening_lines
from helpers.corpus.repeated import find_repeated_lines

# Rounds after which a text counts as no article; real ones settle in two or three.
_MOST_ROUNDS = 8
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class CleaningStep:
    """One step of cleaning.

    Attributes
    ----------
    name : str
        As in the column `step` of the tables `removed` and `cleaning`.
    description : str
        What the step removes or repairs, in plain English.
    find : callable
        `find(text, title)` returns the edits of the step, in order and without overlap.
    repairs : bool
        Whether the step puts characters right rather than cuts text: its changes are counted, but
        they are no pieces of the table `removed`.
    least_words : int
        The step does nothing if it would leave fewer words than this: what it found is then the
        article itself, such as a page of nothing but links.
    """

    name: str
    description: str
    find: Callable[[str, str], list[Edit]]
    repairs: bool = False
    least_words: int = 12

    def function(self, text: str, title: str = "") -> tuple[str, list[tuple[int, int, str]]]:
        """Run the step on one text.

        Parameters
        ----------
        text
            The article as the step before left it.
        title
            Headline, "" if there is none.

        Returns
        -------
        tuple
            The new text and the pieces that were changed, each as start and end in the text given
            and the characters that stood there.
        """
        edits = _keep_some_words(text, self.find(text, title), self.least_words)
        pieces = [(edit.start, edit.end, text[edit.start : edit.end]) for edit in edits]
        return apply_edits(text, edits), pieces


def clean_articles(
    articles: pd.DataFrame, *, progress: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Clean the text of every article.

    Parameters
    ----------
    articles
        Table with `article_id` (str), `text` (str) and, where known, `title` (str) and `outlet`
        (str; without it no line counts as repeated by an outlet). Not changed.
    progress
        Whether to show a progress bar.

    Returns
    -------
    articles : DataFrame
        The same rows and columns with `text` cleaned and `raw_text` (str) as `text` was given.
    removed : DataFrame
        One row a piece that was cut: `article_id` (str), `step` (str), `start`, `end` (Int64,
        characters of `raw_text`, end exclusive) and `text` (str), which is exactly that slice of
        `raw_text`. A piece may enclose a smaller one that an earlier step had cut.
    cleaning : DataFrame
        One row a step, in order: `step` (str), `description` (str), `n_articles`, `n_pieces` and
        `n_characters` (int64, as they were before the change).

    Raises
    ------
    KeyError
        If `article_id` or `text` is missing.
    """
    texts, titles = _column(articles, "text"), _column(articles, "title")
    records = map_rows(
        _clean_row, list(zip(texts, titles, strict=True)), description="Cleaning articles",
        progress=progress,
    )  # fmt: skip
    _cut_repeated_lines(records, _column(articles, "outlet"))

    table = articles.copy()
    # A text that is missing stays missing; cleaning itself never empties one.
    missing = articles["text"].isna()
    cleaned = pd.Series([record.text for record in records], index=articles.index, dtype="str")
    table["raw_text"] = articles["text"].astype("str")
    table["text"] = cleaned.mask(missing)
    removed = _removed_table(articles["article_id"].astype("str").tolist(), records)
    return table, removed, _cleaning_table(records)


def clean_text(text: str, title: str = "") -> str:
    """Clean one text by all steps but the one that compares the articles of an outlet.

    Parameters
    ----------
    text
        The article.
    title
        Its headline, "" if there is none.

    Returns
    -------
    str
        The cleaned text; the same text if there is no word in it.
    """
    return _clean(text, title).text


@dataclass
class _Record:
    """One article under cleaning and what each step did to it."""

    title: str
    alignment: Alignment
    removed: list[tuple[str, int, int]] = field(default_factory=list)
    changes: Counter[str] = field(default_factory=Counter)
    characters: Counter[str] = field(default_factory=Counter)

    @property
    def text(self) -> str:
        return self.alignment.text


@lru_cache(maxsize=16)
def _furniture_of(text: str, title: str) -> dict[str, list[Edit]]:
    """Return the cuts of whole lines by the name of their step, neighbours joined."""
    lines = list(iterate_lines(text))
    kinds = {index: kind_of_line(line.text, at_edge=False) for index, line in enumerate(lines)}
    if len(lines) < 3:
        # Without paragraphs a line that ends with a photo credit may be the whole story.
        kinds = {index: kind for index, kind in kinds.items() if kind != "captions"}
    kinds |= opening_lines(lines, title) | tail_furniture(lines)
    found: dict[str, list[Edit]] = {}
    previous = None
    for index, line in enumerate(lines):
        kind = kinds.get(index)
        if kind and kind == previous:
            found[kind][-1] = found[kind][-1]._replace(end=line.end)
        elif kind:
            found.setdefault(kind, []).append(Edit(line.start, line.end))
        previous = kind
    return found


def _find_lines(text: str, title: str, *, step: str) -> list[Edit]:
    """Return the cuts that belong to one step on whole lines."""
    return _furniture_of(text, title).get(step, [])


def _find_captions(text: str, title: str) -> list[Edit]:
    """Return caption lines, and credits inside other lines."""
    return drop_overlaps([*_find_lines(text, title, step="captions"), *photo_credits(text)])


def _find_related_links(text: str, title: str) -> list[Edit]:
    """Return link lists at the end, and bare link lines anywhere."""
    return drop_overlaps([*_find_lines(text, title, step="related_links"), *bare_link_lines(text)])


def _find_subscriptions(text: str, title: str) -> list[Edit]:
    """Return invitations at the edges, and sign-up forms and appeals anywhere."""
    lines = _find_lines(text, title, step="subscriptions")
    return drop_overlaps([*support_appeals(text), *lines])


def _find_nothing(text: str, title: str) -> list[Edit]:
    """Stand in for the one step that needs all articles at once."""
    return []


def _lines(step: str) -> Callable[[str, str], list[Edit]]:
    return partial(_find_lines, step=step)


CLEANING_STEPS: tuple[CleaningStep, ...] = (
    CleaningStep(
        "encoding",
        "Letters garbled by a wrong encoding put right",
        repair_encoding,
        repairs=True,
        least_words=1,
    ),
    CleaningStep("html_tags", "HTML tags, comments and scripts cut", strip_tags, least_words=1),
    CleaningStep(
        "html_entities",
        "HTML entities turned into their characters",
        decode_entities,
        repairs=True,
        least_words=1,
    ),
    CleaningStep(
        "characters",
        "Odd spaces, line ends, ligatures, invisible characters put right",
        repair_characters,
        repairs=True,
        least_words=1,
    ),
    CleaningStep(
        "line_breaks",
        "Lines that were wrapped at a fixed width joined",
        join_hard_lines,
        repairs=True,
        least_words=1,
    ),
    CleaningStep(
        "paragraphs",
        "Paragraphs that were glued together separated",
        separate_paragraphs,
        repairs=True,
        least_words=1,
    ),
    CleaningStep("glued_links", "Boxes of headlines printed into sentences cut", glued_links),
    CleaningStep("adverts", "Labels of advertisements and players cut", _lines("adverts")),
    CleaningStep("captions", "Photo captions and credits cut", _find_captions),
    CleaningStep("share_buttons", "Share and comment buttons cut", _lines("share_buttons")),
    CleaningStep("subscriptions", "Newsletter, app and membership notes cut", _find_subscriptions),
    CleaningStep("cookie_notes", "Cookie notes at the edges cut", _lines("cookie_notes")),
    CleaningStep("headlines", "The headline repeated above the story cut", _lines("headlines")),
    CleaningStep(
        "bylines", "Bylines, dates and section labels above the story cut", _lines("bylines")
    ),
    CleaningStep("datelines", "Datelines, whole or broken, cut", find_dateline, least_words=1),
    CleaningStep(
        "related_links",
        "Links to other articles after the story or between lines cut",
        _find_related_links,
    ),
    CleaningStep("copyright", "Copyright lines at the edges cut", _lines("copyright")),
    CleaningStep(
        "credits", "Notes on contributors, updates and views at the edges cut", _lines("credits")
    ),
    CleaningStep("media_notes", "Notes on media and the original page cut", _lines("media_notes")),
    CleaningStep("end_marks", "End marks such as ### cut", _lines("end_marks")),
    CleaningStep(
        "repeated_lines",
        "Notes to the reader that an outlet repeats at the edges of five articles or more cut",
        _find_nothing,
    ),
    CleaningStep(
        "white_space",
        "Surplus white space cut, paragraphs kept",
        tidy_white_space,
        repairs=True,
        least_words=1,
    ),
)


def _column(articles: pd.DataFrame, name: str) -> list[str]:
    """Return a column as strings, "" where missing; all "" if there is no such optional column."""
    if name not in articles.columns and name != "text":
        return [""] * len(articles)
    return articles[name].astype("str").fillna("").tolist()


def _clean(text: str, title: str) -> _Record:
    """Run the steps on one article until none changes anything."""
    record = _Record(title, Alignment(text))
    _run_steps(record)
    return record


def _clean_row(row: tuple[str, str]) -> _Record:
    return _clean(*row)


def _run_steps(record: _Record) -> None:
    """Run the steps in rounds; an article that never settles is put back as it came."""
    if not _WORD.search(record.text):
        return
    for _ in range(_MOST_ROUNDS):
        before = record.text
        for step in CLEANING_STEPS:
            _apply(record, step, step.find(record.text, record.title))
        if record.text == before:
            return
    record.alignment = Alignment(record.alignment.raw_text)
    record.removed.clear()
    record.changes.clear()
    record.characters.clear()


def _apply(record: _Record, step: CleaningStep, edits: list[Edit]) -> None:
    """Make the edits of one step, and note what they changed and cut."""
    text = record.text
    edits = _keep_some_words(text, edits, step.least_words)
    if not edits:
        return
    record.changes[step.name] += len(edits)
    record.characters[step.name] += sum(edit.end - edit.start for edit in edits)
    for edit in edits if not step.repairs else ():
        piece = text[edit.start : edit.end].strip()
        if piece:
            start = text.index(piece, edit.start)
            span = record.alignment.raw_span(start, start + len(piece))
            record.removed.append((step.name, *span))
    record.alignment.apply(edits)


def _keep_some_words(text: str, edits: list[Edit], least_words: int) -> list[Edit]:
    """Return no edits if they would leave next to nothing: then the piece is the article itself."""
    if all(edit.end - edit.start <= len(edit.replacement) for edit in edits):
        return edits
    left = itertools.islice(_WORD.finditer(apply_edits(text, edits)), least_words)
    return edits if sum(1 for _ in left) == least_words else []


def _cut_repeated_lines(records: list[_Record], outlets: list[str]) -> None:
    """Cut what outlets repeat, layer by layer: under one repeated line may lie another."""
    step = next(step for step in CLEANING_STEPS if step.name == "repeated_lines")
    for _ in range(_MOST_ROUNDS):
        found = find_repeated_lines([record.text for record in records], outlets)
        if not found:
            return
        for position, edits in found.items():
            _apply(records[position], step, edits)
            _run_steps(records[position])


def _removed_table(ids: list[str], records: list[_Record]) -> pd.DataFrame:
    """Return the pieces that were cut, in the order of the articles and of their texts."""
    rows = [
        (article_id, step, start, end, record.alignment.raw_text[start:end])
        for article_id, record in zip(ids, records, strict=True)
        for step, start, end in sorted(record.removed, key=lambda piece: piece[1:])
    ]
    table = pd.DataFrame(rows, columns=["article_id", "step", "start", "end", "text"])
    types = {"article_id": "str", "step": "str", "start": "Int64", "end": "Int64", "text": "str"}
    return table.astype(types)


def _cleaning_table(records: list[_Record]) -> pd.DataFrame:
    """Return the counts of each step."""
    pieces, characters, articles = Counter[str](), Counter[str](), Counter[str]()
    for record in records:
        pieces.update(record.changes)
        characters.update(record.characters)
        articles.update(record.changes.keys())
    rows = [
        (step.name, step.description, articles[step.name], pieces[step.name], characters[step.name])
        for step in CLEANING_STEPS
    ]
    columns = ["step", "description", "n_articles", "n_pieces", "n_characters"]
    types = {"step": "str", "description": "str"}
    return pd.DataFrame(rows, columns=columns).astype(types)
