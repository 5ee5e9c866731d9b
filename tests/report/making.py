"""Make small notebooks, and results of runs that never took place."""

import base64
import struct
import zlib
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.report import ReportFrame, RunResult
from helpers.report.notebooks import title_of

V4 = nbformat.v4
FRAME = ReportFrame(title="Two Harbours", corpus="harbours.csv", date="3 May 2031")
PARAMETERS = 'corpus = "../data/somewhere"  # file or folder of articles\nseed = 7  # of every draw'

# What a title of an article may hold.
HOSTILE = [
    "<script>document.title = 'taken'</script> Envoy returns",
    "Talks </details></main></body> go on",
    "A price &lt; ten &amp; more",
    "The \u202eyortne\u202c is closed",
    '" onmouseover="alert(1)" x="',
    "<img src=x onerror=alert(1)>",
    "]]> <!-- what follows is gone",
    "<style>body { display: none }</style> Minister",
    "<plaintext> the rest",
]


def markdown(source: str, **values) -> NotebookNode:
    return V4.new_markdown_cell(source, **values)


def code(source: str, *outputs: NotebookNode, tags: tuple[str, ...] = ()) -> NotebookNode:
    cell = V4.new_code_cell(source, outputs=list(outputs), execution_count=1)
    cell.metadata["tags"] = list(tags)
    return cell


def parameters(source: str = PARAMETERS) -> NotebookNode:
    return code(source, tags=("parameters",))


def shown(metadata: dict | None = None, **data: str) -> NotebookNode:
    """Return an output: shown(html="<p>…", plain="…", png="…", markdown="…")."""
    kinds = {"png": "image/png", "html": "text/html", "plain": "text/plain"}
    bundle = {kinds.get(name, f"text/{name}"): value for name, value in data.items()}
    return V4.new_output("display_data", data=bundle, metadata=metadata or {})


def printed(text: str, name: str = "stdout") -> NotebookNode:
    return V4.new_output("stream", name=name, text=text)


def raised(name: str, value: str, *traceback: str) -> NotebookNode:
    return V4.new_output("error", ename=name, evalue=value, traceback=list(traceback))


def picture(width: int = 320, height: int = 200, dots_per_inch: float = 160) -> str:
    """Return a white PNG as notebooks store it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        length, checksum = struct.pack(">I", len(content)), struct.pack(">I", zlib.crc32(checked))
        return length + checked + checksum

    per_metre = round(dots_per_inch / 0.0254)
    rows = (b"\x00" + b"\xff" * width) * height
    return base64.b64encode(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    ).decode("ascii")


def chart(
    caption: str = "Tone by outlet; n = 3 articles each.", alt: str = "Three dots."
) -> NotebookNode:
    return shown({"image/png": {"alt": alt}}, png=picture(), plain=f"Figure: {caption}")


def notebook(*cells: NotebookNode) -> NotebookNode:
    return V4.new_notebook(cells=list(cells))


def save(folder: Path, name: str, *cells: NotebookNode) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.ipynb"
    nbformat.write(notebook(*cells), path)
    return path


def result(*cells: NotebookNode, name: str = "02_tone", error: str | None = None) -> RunResult:
    """Return what a run of these cells, outputs included, would have come to."""
    return RunResult(
        name=name,
        title=title_of(notebook(*cells), name),
        path=Path("notebooks") / f"{name}.ipynb",
        notebook=notebook(*cells),
        seconds=2.4,
        error=error,
    )
