"""The last check of a report without text: that no output and no file quotes an article.

The functions of `helpers.show` leave text out by themselves. A notebook can show it in other ways,
and an error can quote it, so that everything that is about to be written is held against the
articles. What shares eight words in a row with one, or holds a whole title, is left out, and the
page says so.
"""

import html
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import nbformat
import pandas as pd
from nbformat import NotebookNode

from helpers.report.bundle import Bundle, Kept
from helpers.report.run import RunResult
from helpers.tables import guard_formulas

RUN = 8  # words in a row that make a quotation
SHORTEST_TITLE = 4  # words; a shorter title may be anybody's words
LEFT_OUT = "[left out: words of an article]"
STATEMENT = "Something that was to stand here quotes an article, and was left out."
NO_PROSE = frozenset({"article_id", "url", "source_file", "outlet", "country", "language"})
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<(?!!--)[^<>]{0,2000}>")  # remarks hold words, in an SVG those that are drawn
_TITLE = re.compile(r"title|headline", re.IGNORECASE)


@dataclass
class Piece:
    """Something that will be written, as the words that it shows."""

    key: tuple
    words: list[str]


def withhold_text(
    runs: Sequence[RunResult], bundle: Bundle, articles: pd.DataFrame
) -> tuple[list[RunResult], Bundle]:
    """Leave out of a report whatever quotes an article.

    Parameters
    ----------
    runs : sequence of RunResult
        The notebooks as they were run. Outputs that quote are replaced in place: they are the
        report's own.
    bundle : Bundle
        Pictures and tables.
    articles : pandas.DataFrame
        All columns of text count, titles among them.

    Returns
    -------
    tuple of list of RunResult and Bundle
        The same without words of articles.
    """
    quoting = find_quoting([*_pieces_of_runs(runs), *_pieces_of_bundle(bundle)], articles)
    drawn = {
        entry.stem
        for entry in bundle.entries
        if entry.kind == "figure" and any(("file", name) in quoting for name in entry.files)
    }
    for place, run in enumerate(runs):
        for cell_number, number, output in _outputs_of(run.notebook):
            if ("output", place, cell_number, number) in quoting or _stem_of(output) in drawn:
                run.notebook.cells[cell_number].outputs[number] = _statement()
    kept = [
        replace(run, error=f"{run.error.partition(':')[0]}: {LEFT_OUT}")
        if run.error and ("error", place) in quoting
        else run
        for place, run in enumerate(runs)
    ]
    return kept, _withhold_files(bundle, quoting, drawn, articles)


def find_quoting(pieces: Sequence[Piece], articles: pd.DataFrame) -> set[tuple]:
    """Return the keys of those pieces that share a run of words, or a title, with an article."""
    shingles: dict[str, set[tuple]] = {}
    openings: dict[str, list[tuple[tuple, list[str], int]]] = {}
    for piece in pieces:
        for _, run in _runs_of(piece.words, RUN):
            shingles.setdefault(run, set()).add(piece.key)
        for start, opening in _runs_of(piece.words, SHORTEST_TITLE):
            openings.setdefault(opening, []).append((piece.key, piece.words, start))
    found: set[tuple] = set()
    for column in _columns_of_text(articles):
        is_title = bool(_TITLE.search(column))
        for text in articles[column].dropna().unique():
            words = words_of(str(text))
            if is_title and len(words) >= SHORTEST_TITLE:
                opening = " ".join(words[:SHORTEST_TITLE])
                for key, shown, start in openings.get(opening, ()):
                    if shown[start : start + len(words)] == words:
                        found.add(key)
            for _, run in _runs_of(words, RUN):
                if run in shingles:
                    found |= shingles[run]
    return found


def words_of(text: str) -> list[str]:
    """Return the words of a text or of HTML, without case and punctuation."""
    plain = html.unescape(_TAG.sub(" ", text)) if "<" in text or "&" in text else text
    return [word.casefold() for word in _WORD.findall(plain)]


def _runs_of(words: Sequence[str], length: int) -> Iterator[tuple[int, str]]:
    for start in range(len(words) - length + 1):
        yield start, " ".join(words[start : start + length])


def _columns_of_text(articles: pd.DataFrame) -> list[str]:
    return [
        name
        for name in articles.columns
        if name not in NO_PROSE
        and (isinstance(articles[name].dtype, pd.StringDtype) or articles[name].dtype == object)
    ]


def _outputs_of(notebook: NotebookNode) -> Iterator[tuple[int, int, NotebookNode]]:
    for cell_number, cell in enumerate(notebook.cells):
        for number, output in enumerate(cell.get("outputs", [])):
            yield cell_number, number, output


def _stem_of(output: NotebookNode) -> str | None:
    stored = output.get("metadata", {}).get("image/png", {})
    return stored.get("stem") if isinstance(stored, dict) else None


def _shown_by(output: NotebookNode) -> Iterable[str]:
    if output.output_type == "stream":
        return [output.text]
    if output.output_type == "error":
        return [output.evalue, *output.traceback]
    alternatives = [
        values.get("alt", "") for values in output.metadata.values() if isinstance(values, dict)
    ]
    texts = [
        value
        for kind, value in output.data.items()
        if isinstance(value, str) and (kind.startswith("text/") or kind == "image/svg+xml")
    ]
    return [*texts, *map(str, alternatives)]


def _pieces_of_runs(runs: Sequence[RunResult]) -> Iterator[Piece]:
    for place, run in enumerate(runs):
        for cell_number, number, output in _outputs_of(run.notebook):
            for text in _shown_by(output):
                yield Piece(("output", place, cell_number, number), words_of(text))
        if run.error:
            yield Piece(("error", place), words_of(run.error))


def _pieces_of_bundle(bundle: Bundle) -> Iterator[Piece]:
    for place, entry in enumerate(bundle.entries):
        yield Piece(("caption", place), words_of(entry.caption))
    for name, content in bundle.files.items():
        if name.endswith((".csv", ".svg")):
            yield Piece(("file", name), words_of(content.decode("utf-8", "replace")))


def _withhold_files(
    bundle: Bundle, quoting: set[tuple], drawn: set[str], articles: pd.DataFrame
) -> Bundle:
    files = {}
    for name, content in bundle.files.items():
        stem = name.rpartition("/")[2].rpartition(".")[0]
        if name.endswith(".csv"):
            files[name] = _blank_cells(content, articles) if ("file", name) in quoting else content
        elif stem not in drawn:
            files[name] = content
    entries = [
        _keep_entry(entry, files, quoted=("caption", place) in quoting)
        for place, entry in enumerate(bundle.entries)
    ]
    return Bundle(tuple(entries), files)


def _keep_entry(entry: Kept, files: dict[str, bytes], *, quoted: bool) -> Kept:
    names = tuple(name for name in entry.files if name in files)
    return replace(entry, caption=LEFT_OUT if quoted else entry.caption, files=names)


def _blank_cells(content: bytes, articles: pd.DataFrame) -> bytes:
    """Return a CSV without the cells that quote; without any row if that is not enough."""
    table = pd.read_csv(
        io.BytesIO(content), encoding="utf-8-sig", dtype="str", keep_default_na=False
    )
    cells = {
        (row, column): words_of(str(table.iloc[row, column]))
        for row in range(len(table))
        for column in range(table.shape[1])
    }
    pieces = [Piece(key, words) for key, words in cells.items() if len(words) >= SHORTEST_TITLE]
    for row, column in find_quoting(pieces, articles):
        table.iloc[row, column] = LEFT_OUT
    blanked = _as_csv(table)
    whole = Piece(("file",), words_of(blanked.decode("utf-8")))
    return _as_csv(table.iloc[:0]) if find_quoting([whole], articles) else blanked


def _as_csv(table: pd.DataFrame) -> bytes:
    text = guard_formulas(table).to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8-sig")


def _statement() -> NotebookNode:
    return nbformat.v4.new_output(
        "display_data",
        data={
            "text/html": f'<div class="parallax-note" role="note"><p>{STATEMENT}</p></div>',
            "text/plain": f"Note: {STATEMENT}",
        },
    )
