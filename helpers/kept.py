"""Keep what a notebook shows: each figure as SVG, PDF and PNG, each table as CSV.

A report sets the environment variable `KEEP` for the kernels of its notebooks; where it is not set,
as in JupyterLab, nothing is written. One line a figure or table in `LIST` says what was kept.
"""

import json
import os
import re
import unicodedata
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox
from PIL import Image

from helpers.charts.few_colours import png_of_few_colours
from helpers.charts.saving import draw_dots, save_figure
from helpers.settings import KEEP, NOTEBOOK
from helpers.show_evidence import TEXT_COLUMNS
from helpers.show_text import leaves_text_out
from helpers.tables import write_table

LIST = "kept.jsonl"
DOTS_PER_INCH = 300
LONGEST_SLUG = 48
MOST_ROWS = 5_000  # of one table; `python -m helpers measure` writes all rows of a measure


def keeps() -> bool:
    """Tell whether a report wants what is shown."""
    return _folder() is not None


def keep_figure(
    figure: Figure, area: Bbox | None = None, dots: Image.Image | None = None
) -> str | None:
    """Write a figure and the table it draws (``figure.data``), if a report wants them.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        With ``caption`` and ``alt``, and with ``data`` (pandas.DataFrame) if its table is known.
    area : matplotlib.transforms.Bbox, optional
        What the files show, in inches, if it is known already.
    dots : PIL.Image.Image, optional
        The figure as `helpers.charts.saving.draw_dots` draws it with `DOTS_PER_INCH`, if it is
        drawn already.

    Returns
    -------
    str or None
        The stem that the names of its files share, or None if nothing is kept.
    """
    folder = _folder()
    if folder is None:
        return None
    caption = getattr(figure, "caption", "")
    data = getattr(figure, "data", None)
    if data is not None and data.empty:
        data = None
    stem = _stem(folder, caption)
    files = [folder / "figures" / f"{stem}.{ending}" for ending in ("svg", "pdf", "png")]
    for path in files[:2]:
        save_figure(figure, path, dpi=DOTS_PER_INCH, area=area)
    dots = dots or draw_dots(figure, dpi=DOTS_PER_INCH, area=area)
    files[2].write_bytes(png_of_few_colours(dots, DOTS_PER_INCH))
    if data is not None:
        files.append(_write_csv(data, folder / "tables" / f"{stem}.csv"))
    _note(
        folder, "figure", stem, caption, getattr(figure, "alt", ""), files,
        0 if data is None else len(data),
    )  # fmt: skip
    return stem


def keep_table(table: pd.DataFrame, caption: str | None) -> str | None:
    """Write a whole table, if a report wants it.

    Parameters
    ----------
    table : pandas.DataFrame
        As it is shown, but with all rows. Columns of article text are left out where
        `helpers.show_text.leaves_text_out`.
    caption : str or None
        What it holds.

    Returns
    -------
    str or None
        The stem of the file's name, or None if nothing is kept.
    """
    folder = _folder()
    if folder is None:
        return None
    stem = _stem(folder, caption or "table")
    path = _write_csv(table, folder / "tables" / f"{stem}.csv")
    _note(folder, "table", stem, caption or "", "", [path], len(table))
    return stem


def read_kept(folder: str | Path) -> list[dict[str, object]]:
    """Return what notebooks kept in a folder, in the order in which they showed it.

    Returns
    -------
    list of dict
        ``notebook``, ``kind`` ("figure" or "table"), ``stem``, ``caption``, ``alt``, ``files``
        (paths relative to `folder`, with forward slashes) and ``n_rows``.
    """
    path = Path(folder) / LIST
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [json.loads(line) for line in lines if line.strip()]
    return sorted(kept, key=lambda one: one["notebook"])  # notebooks may have run side by side


def without_text(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table without the columns that hold words of articles, if they must stay out."""
    if not leaves_text_out():
        return table
    return table.drop(columns=[name for name in table.columns if name in TEXT_COLUMNS])


def _folder() -> Path | None:
    name = os.environ.get(KEEP, "")
    return Path(name) if name else None


def _stem(folder: Path, caption: str) -> str:
    notebook = os.environ.get(NOTEBOOK, "notebook")
    number = sum(one["notebook"] == notebook for one in read_kept(folder)) + 1
    letters = unicodedata.normalize("NFKD", caption.partition(". ")[0]).encode("ascii", "ignore")
    slug = re.sub(r"[^a-z0-9]+", "-", letters.decode().lower()).strip("-")
    if len(slug) > LONGEST_SLUG:  # whole words only
        slug = slug[:LONGEST_SLUG].rpartition("-")[0] or slug[:LONGEST_SLUG]
    return f"{notebook}_{number:02d}_{slug or 'untitled'}"


def _write_csv(table: pd.DataFrame, path: Path) -> Path:
    return write_table(without_text(table).head(MOST_ROWS), path)


def _note(folder, kind, stem, caption, alt, files, n_rows) -> None:
    entry = {
        "notebook": os.environ.get(NOTEBOOK, "notebook"),
        "kind": kind,
        "stem": stem,
        "caption": " ".join(caption.split()),
        "alt": " ".join(alt.split()),
        "files": [path.relative_to(folder).as_posix() for path in files],
        "n_rows": n_rows,
    }
    # One write of one line: notebooks that run side by side append to the same file.
    with (folder / LIST).open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry, ensure_ascii=False) + "\n")
