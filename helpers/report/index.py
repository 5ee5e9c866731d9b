"""The front page of a report: what was found, loaded and rejected, and how to read it."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
from bs4 import BeautifulSoup
from markupsafe import Markup
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from helpers.corpus import Corpus
from helpers.kept import MOST_ROWS
from helpers.report.bundle import Bundle, Kept, link_files
from helpers.report.confidence import Confidence
from helpers.report.export import ReportFrame, question_of, render_page
from helpers.report.findings import collect_findings, collect_notes
from helpers.report.marks import mark_links
from helpers.report.methods import MethodsText
from helpers.report.notebooks import CorpusPath, corpus_name
from helpers.report.pictures import alt_text, figure_caption, image_size, picture_source
from helpers.report.run import RunResult
from helpers.report.sanitize import plain_text

KEY_CHART = "key-chart"  # tag of the cell whose chart stands on the front page
MOST_REASONS = 20
LONGEST_EXCERPT = 80  # characters
LONGEST_CAPTION = 200  # characters of a caption in the list of files
SMALL_WORDS = frozenset(
    {
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "my",
        "no",
        "of",
        "on",
        "or",
        "our",
        "the",
        "to",
        "vs",
    }
)
QUOTED = re.compile(r"'[^']*'")  # what a reason quotes of a record
ABOUT = re.compile(r"(?:readme|about|fiction)(?:\.md|\.txt)?", re.IGNORECASE)


def describe_corpus(corpus: CorpusPath) -> tuple[str, str]:
    """Return a title for a corpus and a sentence or two about it.

    Both come from a file ``README``, ``ABOUT`` or ``FICTION`` (.md or .txt) in the folder of the
    corpus: its first heading and its first paragraph. Without a heading, the title is made of the
    name of the file or folder; without such a file, the description is "".
    """
    name = corpus_name(corpus)
    heading = description = ""
    if isinstance(corpus, str | Path) and Path(corpus).expanduser().is_dir():
        heading, description = _read_about(Path(corpus).expanduser())
    else:
        name = re.sub(r"(?<=[^.])\.\w{1,7}$", "", name)
    return heading or _make_title(name), description


def render_index(
    loaded: Corpus,
    runs: Sequence[RunResult],
    frame: ReportFrame,
    about: Mapping[str, object],
    description: str = "",
    *,
    confidence: Confidence | None = None,
    methods: MethodsText | None = None,
    bundle: Bundle | None = None,
    no_text: bool = False,
) -> str:
    """Return the front page of a report as HTML.

    Parameters
    ----------
    loaded : Corpus
        The corpus, for what was loaded and what was rejected.
    runs : sequence of RunResult
        The notebooks in reading order.
    frame : ReportFrame
        What all pages of the report share.
    about : mapping
        What `describe_run` returned.
    description : str
        A sentence or two about the corpus.
    confidence : Confidence, optional
        How sure the results are.
    methods : MethodsText, optional
        How the figures came about.
    bundle : Bundle, optional
        Pictures and tables that lie beside the page.
    no_text : bool
        Leave out what rejected records hold.
    """
    pages = [
        {
            "name": run.name,
            "title": run.title,
            "question": question_of(run.notebook),
            "time": format_seconds(run.seconds),
            "error": run.error,
        }
        for run in runs
    ]
    reasons = count_reasons(loaded.rejects, no_text=no_text)
    known = {" ".join(note.split()) for note in loaded.notes}  # said below what was loaded
    parts = {
        "findings": collect_findings(runs),
        "charts": [chart for run in runs if (chart := key_chart(run)) is not None],
        "confidence": confidence,
        "caution": [one for one in collect_notes(runs) if one["text"] not in known],
        "methods": methods,
        "kept": list_kept(runs, bundle or Bundle(), frame),
    }
    return render_page(
        "report.html.j2",
        frame,
        kind="index",
        title=frame.title,
        description=f"Parallax report on {frame.title}: {overview(loaded)}",
        description_of_corpus=description,
        contents=list_sections(parts),
        byline=overview(loaded),
        pages=pages,
        failures=[page for page in pages if page["error"]],
        summary=summarise(loaded, no_text=no_text),
        notes=loaded.notes,
        records=f"{loaded.records:,}",
        rejects=reasons[:MOST_REASONS],
        rejects_left_out=max(0, len(reasons) - MOST_REASONS),
        rejects_sentence=(
            f"{len(loaded.rejects):,} of {loaded.records:,} records could not become articles. "
            "They are in none of the figures."
        ),
        no_text=no_text,
        run=run_table(about, runs),
        **parts,
    )


def list_sections(parts: Mapping[str, object]) -> list[dict[str, str]]:
    """Return the sections of the front page for its list of contents, without empty ones."""
    sections = [
        ("findings", "The results in words", parts["findings"]),
        ("charts", "The results in charts", True),
        ("confidence", "How sure we are", parts["confidence"]),
        ("pages", "The notebooks", True),
        ("loaded", "What was loaded", True),
        ("rejected", "What was rejected", True),
        ("caution", "What to keep in mind", parts["caution"]),
        ("reading", "How to read this report", True),
        ("methods", "Methods, to paste into a paper", parts["methods"]),
        ("files", "Tables and figures", parts["kept"]),
        ("run", "About this run", True),
    ]
    return [{"anchor": anchor, "text": text} for anchor, text, there in sections if there]


def summarise(loaded: Corpus, *, no_text: bool = False) -> list[list[str]]:
    """Return the rows of the table that says what was loaded."""
    rows = loaded.summary().astype("str").itertuples(index=False)
    return [
        [QUOTED.sub("…", item) if no_text else item, value]
        for item, value in ((item[:1].upper() + item[1:], value) for item, value in rows)
    ]


def list_kept(
    runs: Sequence[RunResult], bundle: Bundle, frame: ReportFrame
) -> list[dict[str, object]]:
    """Return the files beside the pages by notebook: caption of each, and links to its files."""
    listed = []
    for run in runs:
        items = [
            {"caption": _name_of(entry), "links": links}
            for entry in bundle.entries
            if entry.notebook == run.name and (links := link_files(entry.files, frame.files))
        ]
        if items:
            listed.append({"page": run, "items": items})
    return listed


def _name_of(entry: Kept) -> str:
    """Return what a table or figure is, and that its table is cut if it is."""
    name = first_sentence(entry.caption) or entry.stem
    if entry.n_rows <= MOST_ROWS:
        return name
    return f"{name} (table: the first {MOST_ROWS:,} of {entry.n_rows:,} rows)"


def first_sentence(caption: str) -> str:
    """Return what a caption says the thing is; how to read it follows after that."""
    first = caption.partition(". ")[0].removesuffix(".")
    return f"{first[:LONGEST_CAPTION]}…" if len(first) > LONGEST_CAPTION else first


def overview(loaded: Corpus) -> str:
    """Return size, outlets and time span of a corpus in one line."""
    articles = loaded.articles
    n_outlets = articles["outlet"].nunique()
    parts = [f"{len(articles):,} {'article' if len(articles) == 1 else 'articles'}"]
    if n_outlets:
        parts[0] += f" from {n_outlets:,} {'outlet' if n_outlets == 1 else 'outlets'}"
    dates = articles["date"].dropna()
    if len(dates):
        first, last = dates.min(), dates.max()
        span = [f"{day.day} {day:%B %Y}" for day in (first, last)]
        parts.append(span[0] if first == last else f"{span[0]} to {span[1]}")
    if len(loaded.rejects):
        n_rejects = len(loaded.rejects)
        parts.append(f"{n_rejects:,} {'record' if n_rejects == 1 else 'records'} rejected")
    return " · ".join(parts)


def count_reasons(rejects: pd.DataFrame, *, no_text: bool = False) -> list[list[str]]:
    """Return one row a reason: reason, number of records, where the first of them stands.

    Without text, neither what a reason quotes nor how a record begins is told.
    """
    if rejects.empty:
        return []
    if no_text:
        plain = rejects["reason"].str.replace(QUOTED, "…", regex=True)
        rejects = rejects.assign(reason=plain, excerpt=None)
    rows = []
    for reason, group in rejects.groupby("reason", sort=False, dropna=False):
        first = group.iloc[0]
        place = f"{Path(str(first['source_file'])).name}, record {first['source_record']}"
        excerpt = "" if pd.isna(first["excerpt"]) else " ".join(str(first["excerpt"]).split())
        if len(excerpt) > LONGEST_EXCERPT:
            excerpt = excerpt[:LONGEST_EXCERPT].rstrip() + "…"
        rows.append((len(group), [str(reason), f"{len(group):,}", place, excerpt]))
    rows.sort(key=lambda row: -row[0])
    return [row for _, row in rows]


def key_chart(run: RunResult) -> dict[str, object] | None:
    """Return the chart of a notebook that stands on the front page: the tagged one or the first."""
    cells = [cell for cell in run.notebook.cells if cell.get("outputs")]
    cells.sort(key=lambda cell: KEY_CHART not in cell.metadata.get("tags", []))
    for cell in cells:
        for output in cell.outputs:
            picture = picture_source(output)
            if picture is not None:
                kind, source = picture
                return {
                    "name": run.name,
                    "title": run.title,
                    "source": Markup(source),
                    "alt": alt_text(output, kind),
                    "caption": figure_caption(output),
                    "size": Markup(image_size(output, kind)),
                    "marks": Markup(mark_links(output, kind, page=f"{run.name}.html")),
                }
    return None


def run_table(about: Mapping[str, object], runs: Sequence[RunResult]) -> list[list[str]]:
    """Return the rows of the table that says how to repeat a run."""
    n_files = about["data_files"]
    files = "the file" if n_files == 1 else f"the list of {n_files:,} files and their hashes"
    versions = ", ".join(f"{name} {number}" for name, number in about["versions"].items())
    seed = about["seed"]
    rows = [
        ["Corpus", str(about["corpus"])],
        ["Data", f"SHA-256 of {files}: {about['data_sha256']}"],
        ["Date", str(about["date"]).replace("T", " ").replace("+00:00", " UTC")],
        ["Software", f"{versions}; {about['platform']}"],
        ["Time", f"{format_seconds(sum(run.seconds for run in runs))} for all notebooks"],
    ]
    if about.get("author"):
        rows.insert(0, ["Author", str(about["author"])])
    if seed is not None:
        rows.insert(
            -2, ["Seed", ", ".join(map(str, seed)) if isinstance(seed, list) else str(seed)]
        )
    return rows


def format_seconds(seconds: float) -> str:
    """Return a duration as a reader would say it: ``8 s``, ``2 min 5 s``."""
    whole = max(1, round(seconds))
    minutes, rest = divmod(whole, 60)
    if not minutes:
        return f"{whole} s"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def _make_title(name: str) -> str:
    """Return "US RU Headlines" for us_ru_headlines; a name with capitals is left as it is."""
    words = re.sub(r"[_\s]+", " ", name).split()
    if not name.islower():
        return " ".join(words)
    return " ".join(
        word if place and word in SMALL_WORDS else _with_capital(word)
        for place, word in enumerate(words)
    )


def _with_capital(word: str) -> str:
    # Two letters are a country far more often than a word, but for the words of every title.
    if len(word) == 2 and word not in SMALL_WORDS:
        return word.upper()
    return word[:1].upper() + word[1:]


def _read_about(folder: Path) -> tuple[str, str]:
    """Return first heading and first paragraph of the file that describes a folder."""
    paths = [path for path in folder.iterdir() if ABOUT.fullmatch(path.name) and path.is_file()]
    for path in sorted(paths, key=lambda path: path.name.lower(), reverse=True):
        text = path.read_text(encoding="utf-8", errors="replace")
        soup = BeautifulSoup(markdown2html_mistune(text), "html.parser")
        heading, paragraph = soup.find("h1"), soup.find("p")
        if heading is not None or paragraph is not None:
            title = heading.get_text().removesuffix("¶").strip() if heading else ""
            return title, plain_text(str(paragraph)) if paragraph else ""
    return "", ""
