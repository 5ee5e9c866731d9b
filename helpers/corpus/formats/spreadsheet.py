"""Excel workbooks (.xlsx), read row by row. The first sheet with a header is the table."""

import warnings
import zipfile
from collections.abc import Iterator

from openpyxl import load_workbook

from helpers.corpus.columns import is_known, name_columns
from helpers.corpus.errors import CorpusError
from helpers.corpus.formats.source import Record, Remark, Source, refuse_bomb

HEADER_WITHIN = 20  # rows; exports put a title and the search above the header


def sniff(path) -> bool:
    """Tell an Excel workbook from other zip archives by what it holds."""
    return "xl/workbook.xml" in Source.of(path).zip_names


def read(path) -> Iterator[Record | Remark]:
    """Read a workbook.

    Parameters
    ----------
    path : path or Source
        The file.

    Yields
    ------
    Record or Remark
        ``row`` is the row of the sheet. Rows without any value are no records.

    Raises
    ------
    CorpusError
        If no sheet has a header, or the workbook is made to exhaust the memory.
    """
    source = Source.of(path)
    with source.open_seekable() as stream:
        with zipfile.ZipFile(stream) as archive:
            refuse_bomb(source, archive.infolist())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validation rules, which are not read
            workbook = load_workbook(stream, read_only=True, data_only=True)
        try:
            yield from _read_sheets(source, workbook.worksheets)
        finally:
            workbook.close()


def _read_sheets(source: Source, sheets: list) -> Iterator[Record | Remark]:
    for sheet in sheets:
        sheet.reset_dimensions()  # often written wrong, and rows beyond it would be lost
    headers = [(sheet, *_find_header(sheet)) for sheet in sheets]
    headers = [(sheet, row, cells) for sheet, row, cells in headers if cells]
    if not headers:
        raise CorpusError(
            "no sheet has a header row", file=source.name,
            advice="Put the names of the columns into the first row.",
        )  # fmt: skip
    sheet, header_row, cells = max(headers, key=lambda header: _count_known(header[2]) > 0)
    others = [f"'{other.title}'" for other, *_ in headers if other is not sheet]
    if others:
        yield Remark(f"only the sheet '{sheet.title}' is read, not {', '.join(others)}")
    names = name_columns(cells)
    rows = sheet.iter_rows(min_row=header_row + 1, values_only=True)
    for number, row in enumerate(rows, start=header_row + 1):
        if any(value is not None for value in row):
            yield Record(number, dict(_name_cells(names, cells, row)))


def _find_header(sheet) -> tuple[int, list[str | None]]:
    """Find the row of column names: the one with most names that we know, else the first wide one.

    Returns
    -------
    (int, list)
        Number of the row, and its cells as text; an empty list if the sheet is empty.
    """
    first_rows = sheet.iter_rows(max_row=HEADER_WITHIN, values_only=True)
    rows = [
        (number, [None if cell is None else str(cell) for cell in row])
        for number, row in enumerate(first_rows, start=1)
        if any(cell is not None for cell in row)
    ]
    if not rows:
        return 0, []
    return max(rows, key=lambda row: (_count_known(row[1]), _count_filled(row[1]) > 1))


def _count_known(cells: list[str | None]) -> int:
    return sum(is_known(cell) for cell in cells if cell)


def _count_filled(cells: list[str | None]) -> int:
    return sum(cell is not None for cell in cells)


def _name_cells(names: list[str], header: list, row: tuple) -> Iterator[tuple[str, object]]:
    """Pair cells with names; columns without a name are kept only where they hold something."""
    for position, value in enumerate(row):
        if position < len(header) and header[position]:
            yield names[position], value
        elif value is not None:
            yield f"column_{position + 1}", value
