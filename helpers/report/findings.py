"""The statements of notebooks: findings that they generated from numbers, and notes."""

from collections.abc import Sequence

from bs4 import BeautifulSoup
from nbformat import NotebookNode

from helpers.report.run import RunResult
from helpers.report.sanitize import plain_text
from helpers.report.tags import Tag

FINDING = "parallax-finding"  # class of the statements of helpers.show.show_finding
NOTE = "parallax-note"  # class of the statements of helpers.show.show_note
MOST_FINDINGS = 4  # of one notebook; the others stand on its page


def collect_findings(runs: Sequence[RunResult]) -> list[dict[str, object]]:
    """Return the statements of each notebook that are generated from its numbers.

    Returns
    -------
    list of dict
        By notebook in reading order: ``page`` (RunResult), ``statements`` (list of dict with
        ``text`` and ``href``, the place on its page), ``more`` (int: statements left out here).
    """
    collected = []
    for run in runs:
        statements = []
        for number, text in enumerate(_statements(run, FINDING), start=1):
            if text and text not in [one["text"] for one in statements]:
                statements.append({"text": text, "href": f"{run.name}.html#finding-{number}"})
        if statements:
            shown = statements[:MOST_FINDINGS]
            more = len(statements) - len(shown)
            collected.append({"page": run, "statements": shown, "more": more})
    return collected


def collect_notes(runs: Sequence[RunResult]) -> list[dict[str, object]]:
    """Return the statements that notebooks make with `show_note`, each once, with its pages."""
    found: dict[str, list[RunResult]] = {}
    for run in runs:
        for text in _statements(run, NOTE):
            pages = found.setdefault(text, [])
            if run not in pages:
                pages.append(run)
    return [{"text": text, "pages": pages} for text, pages in found.items() if text]


def is_finding(tag: Tag) -> bool:
    """Tell whether a tag of a page opens a statement to which the front page links."""
    return FINDING in " ".join(tag.get("class")).split()


def _statements(run: RunResult, kind: str) -> list[str]:
    """Return the words of all statements of a kind in the order in which a page shows them."""
    texts = []
    for output in _outputs(run.notebook):
        html = output.get("data", {}).get("text/html", "")
        if kind in html:
            soup = BeautifulSoup(html, "html.parser")
            texts += [plain_text(str(tag)) for tag in soup.select(f".{kind}")]
    return texts


def _outputs(notebook: NotebookNode) -> list[NotebookNode]:
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]
