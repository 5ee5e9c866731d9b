"""Write a figure into a file: PNG, SVG or PDF, the same byte for byte on every run."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib as mpl
from fontTools import subset
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox
from PIL import Image

from helpers.charts.few_colours import png_of_few_colours
from helpers.charts.fonts import without_warnings

# What must hold while a file is written, because matplotlib reads it only then.
OUTPUT = {
    "svg.hashsalt": "parallax",
    "svg.fonttype": "none",  # words stay words: they can be found, changed, and read aloud
    "svg.id": None,
    "pdf.fonttype": 42,
    "text.hinting": "no_hinting",
    "text.antialiased": True,
    "text.usetex": False,
    "path.simplify": True,
    "path.snap": True,
    "savefig.bbox": None,
    "savefig.transparent": False,
    "savefig.facecolor": "white",
    "savefig.edgecolor": "none",
}
FORMATS = ("png", "svg", "pdf")
_NO_DATE = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
# How to shape text: of no use in a PDF, where each glyph has its place, and slow to cut down.
_SHAPING = ("GSUB", "GPOS", "GDEF", "kern", "MATH", "gasp", "name")


class _PrintedFont(subset.Options):
    """What of a font a PDF needs: outlines and widths, neither hints for screens nor names."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options | {"hinting": False, "glyph_names": False})
        self.drop_tables += _SHAPING


def saved_area(figure: Figure) -> Bbox:
    """Return what a file shows, in inches: the figure, widened where something would be cut off."""
    with mpl.rc_context(OUTPUT), without_warnings():
        drawn = figure.get_tightbbox()
    return Bbox.union([figure.bbox_inches, drawn]) if drawn else figure.bbox_inches


def figure_bytes(
    figure: Figure, file_format: str = "png", *, dpi: int = 160, area: Bbox | None = None
) -> bytes:
    """Return a figure as the bytes of a PNG, SVG or PDF file, the same on every call.

    The area is that of `saved_area`, which whoever writes several files of a figure can hand over.
    The alt text is written into SVG (``Description``) and PDF (``Subject``).
    """
    if file_format == "png":
        return png_of_few_colours(draw_dots(figure, dpi=dpi, area=area), dpi)
    metadata = dict(_NO_DATE[file_format])
    alt = getattr(figure, "alt", "")
    if alt and file_format == "svg":
        metadata["Description"] = alt
    if alt and file_format == "pdf":
        metadata["Subject"] = alt
    with _smaller_fonts():
        return _write(figure, file_format, dpi, area or saved_area(figure), metadata=metadata)


def draw_dots(figure: Figure, *, dpi: int, area: Bbox | None = None) -> Image.Image:
    """Return a figure as a picture of dots; see `figure_bytes`."""
    area = area or saved_area(figure)
    size = (int(area.width * dpi), int(area.height * dpi))  # as matplotlib rounds it
    return Image.frombytes("RGBA", size, _write(figure, "rgba", dpi, area)).convert("RGB")


def _write(figure: Figure, file_format: str, dpi: int, area: Bbox, **options: object) -> bytes:
    buffer = io.BytesIO()
    with mpl.rc_context(OUTPUT), without_warnings():
        figure.savefig(
            buffer, format=file_format, dpi=dpi, bbox_inches=area, pad_inches=0, **options
        )
    return buffer.getvalue()


def save_figure(
    figure: Figure, path: str | Path, *, dpi: int = 300, area: Bbox | None = None
) -> Path:
    """Write a figure as .png, .svg or .pdf, by the ending of the path.

    Raises
    ------
    ValueError
        If the ending is none of the three.
    """
    path = Path(path)
    file_format = path.suffix.lower().lstrip(".")
    if file_format not in FORMATS:
        raise ValueError(f"{path.name}: name a file that ends in .png, .svg or .pdf.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(figure_bytes(figure, file_format, dpi=dpi, area=area))
    return path


@contextmanager
def _smaller_fonts() -> Iterator[None]:
    """Let matplotlib, which names no such options, put no more of a font into a PDF than it needs.

    Hints alone are half of what it would put there.
    """
    usual = subset.Options
    subset.Options = _PrintedFont
    try:
        yield
    finally:
        subset.Options = usual
