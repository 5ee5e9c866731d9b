"""Read coders' sheets back, and say of each slip in which file, row and column it is.

Nothing is guessed and nothing dropped: an unknown code, a row that is gone or a text that was
changed stops the reading with all problems listed; a cell that is not filled in yet is counted.
"""

import csv
import difflib
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.utils.exceptions import InvalidFileException

from helpers.validation.cells import fingerprint, unguard
from helpers.validation.sheets import (
    ABOUT,
    CODING,
    FINGERPRINT,
    ID,
    KEY,
    NUMBER,
    REMARK,
    TEXT,
    read_key,
)
from helpers.validation.variables import Variable

__all__ = ["CodedSheets", "SheetError", "read_coding_sheets", "read_table"]

MOST_PROBLEMS = 20
KNOWN = (ID, NUMBER, ABOUT, TEXT, REMARK)
#: What a coder cannot be called, because tables have a column of that name beside the coders'.
RESERVED = {*KNOWN, "variable", "decision", "reason", "distance", "place", "rank", "key"}


class SheetError(ValueError):
    """Sheets that cannot be used as they are.

    Attributes
    ----------
    problems : tuple of str
        One sentence each, with file, row and column.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        shown = "\n".join(f"- {problem}" for problem in self.problems[:MOST_PROBLEMS])
        more = len(self.problems) - MOST_PROBLEMS
        noun = "problem" if len(self.problems) == 1 else "problems"
        tail = f"\n- … and {more:,} more" if more > 0 else ""
        super().__init__(f"{len(self.problems):,} {noun} in the sheets:\n{shown}{tail}")


@dataclass(frozen=True)
class CodedSheets:
    """What coders gave.

    Attributes
    ----------
    codes : pandas.DataFrame
        One row a unit and coder: unit_id, coder (str), article_id (str, from the key; the unit_id
        where there is none), one column a variable (Int64 or str, missing where unfinished),
        remark (str).
    unfinished : pandas.DataFrame
        One row a coder and variable with empty cells: coder, variable (str), n_unfinished, n_units
        (int64), rows (str: the first of them, as the sheet numbers them).
    texts : pandas.DataFrame
        unit_id, about, text (str): what coders read, for adjudication.
    variables : list of Variable
        What was asked.
    """

    codes: pd.DataFrame
    unfinished: pd.DataFrame
    texts: pd.DataFrame
    variables: list[Variable] = field(default_factory=list)

    def summary(self) -> str:
        """Say in a sentence who coded how much and what is still open."""
        n_units, coders = self.codes[ID].nunique(), sorted(self.codes["coder"].unique())
        text = f"{len(coders)} coders ({', '.join(coders)}), {n_units:,} units."
        if self.unfinished.empty:
            return f"{text} All cells are filled in."
        parts = [
            f"{row.coder}: {row.n_unfinished:,} of {row.n_units:,} in {row.variable}"
            f" (row {row.rows})"
            for row in self.unfinished.itertuples()
        ]
        return f"{text} Not filled in yet: {'; '.join(parts)}."


def read_coding_sheets(
    paths: Sequence[str | Path], variables: Sequence[Variable], *,
    key: str | Path | pd.DataFrame | None = None,
) -> CodedSheets:  # fmt: skip
    """Read the sheets of two coders or more.

    Parameters
    ----------
    paths : sequence of path
        Workbooks (.xlsx) or CSV files (UTF-8; commas, semicolons or tabs), one a coder, named as
        the coder.
    variables : sequence of Variable
        What was asked.
    key : path or pandas.DataFrame, optional
        The key of the sample. Default: `key.csv` in the folder of the first sheet, if it is there.
        Without one, sheets are checked against each other only.

    Returns
    -------
    CodedSheets

    Raises
    ------
    FileNotFoundError
        If a file is not there.
    SheetError
        If anything in them cannot be used: a code that is none, a row that is missing or there
        twice, a changed text, an unknown column. All problems are listed.
    ValueError
        If fewer than two sheets are given.
    """
    paths = [Path(path) for path in paths]
    if len(paths) < 2:
        raise ValueError("read_coding_sheets: agreement takes two coders; give two sheets or more.")
    names = [path.stem for path in paths]
    if len(set(names)) < len(names):
        raise ValueError("read_coding_sheets: two sheets have the same name; it names the coder.")
    taken = set(names) & RESERVED
    if taken:
        raise ValueError(
            f"read_coding_sheets: rename {min(taken)!r}; a sheet is named as its coder."
        )
    if key is None and (paths[0].parent / KEY).is_file():
        key = paths[0].parent / KEY
    if isinstance(key, str | Path):
        key = read_key(key)
    problems: list[str] = []
    sheets = [_read_sheet(path, variables, problems) for path in paths]
    _check_units([sheet for sheet in sheets if sheet is not None], key, problems)
    if problems:
        raise SheetError(problems)
    codes = pd.concat(sheets).sort_values([ID, "coder"], kind="stable", ignore_index=True)
    columns = [ID, "coder", *(variable.name for variable in variables), REMARK]
    types = {variable.name: "Int64" if variable.numeric else "str" for variable in variables}
    unfinished = _unfinished(codes, variables)
    texts = codes.drop_duplicates(ID)[[ID, ABOUT, TEXT]].reset_index(drop=True)
    texts[[ABOUT, TEXT]] = texts[[ABOUT, TEXT]].map(_without_guard)
    codes = codes[columns].astype(types | dict.fromkeys((ID, "coder", REMARK), "str"))
    articles = codes[ID]
    if key is not None:
        articles = codes[ID].map(key.set_index(ID)["article_id"])
    codes.insert(2, "article_id", articles.astype("str"))
    return CodedSheets(codes, unfinished, texts, list(variables))


def read_table(path: Path, sheet: str = CODING) -> tuple[list[str], list[tuple[int, list]]]:
    """Read a sheet as it stands: the column names, and each row that is not empty with its number.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    SheetError
        If it is neither a workbook with that sheet nor a CSV in UTF-8, or has no header.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: there is no such file.")
    rows = _rows_of_csv(path) if path.suffix.lower() == ".csv" else _rows_of_book(path, sheet)
    header = next(rows, None)
    if header is None:
        raise SheetError([f"{path.name}: the sheet is empty; its first row names the columns"])
    names = ["" if cell is None else str(cell).strip() for cell in header]
    while names and not names[-1]:
        names.pop()
    table = []
    for number, row in enumerate(rows, start=2):
        cells = [None if cell is None or not str(cell).strip() else cell for cell in row]
        if any(cell is not None for cell in cells):
            table.append((number, [*cells, *[None] * len(names)][: max(len(names), len(cells))]))
    return names, table


def _rows_of_book(path: Path, sheet: str) -> Iterator[Sequence]:
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise SheetError([
            f"{path.name}: this is no workbook that can be read; save it as .xlsx or as CSV UTF-8"
        ]) from None  # fmt: skip
    if sheet not in book.sheetnames:
        found = ", ".join(book.sheetnames)
        raise SheetError([f"{path.name}: there is no sheet '{sheet}' in it (it has {found})"])
    for row in book[sheet].iter_rows(values_only=True):
        yield [cell.replace("_x005F_", "_") if isinstance(cell, str) else cell for cell in row]


def _rows_of_csv(path: Path) -> Iterator[Sequence]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SheetError(
            [f"{path.name}: the file is not in UTF-8; save it as 'CSV UTF-8' in your spreadsheet"]
        ) from None
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise SheetError([f"{path.name}: the file is damaged ({error})"]) from None


def _read_sheet(
    path: Path, variables: Sequence[Variable], problems: list[str]
) -> pd.DataFrame | None:
    names, rows = read_table(path)
    asked = {variable.name: variable for variable in variables}
    found = [f"{path.name}: {text}" for text in check_columns(names, [*KNOWN, *asked], asked)]
    problems += found
    if found:
        return None
    records = []
    for number, cells in rows:
        if any(cell is not None for cell in cells[len(names) :]):
            problems.append(f"{path.name}, row {number}: a cell stands outside the table")
        row = dict(zip(names, cells, strict=False))
        record = {ID: "" if row[ID] is None else str(row[ID]).strip(), "row": number}
        record |= {name: row.get(name) for name in (ABOUT, REMARK)}
        record[TEXT] = (row[TEXT] or "") if TEXT in row else None
        for name, variable in asked.items():
            try:
                record[name] = variable.understand(row[name])
            except ValueError as error:
                problems.append(f"{path.name}, row {number}, column {name}: {error}")
        records.append(record)
    columns = [ID, "row", ABOUT, TEXT, REMARK, *asked]
    table = pd.DataFrame(records, columns=columns, dtype=object)
    return table.assign(coder=path.stem, file=path.name)


def check_columns(
    names: Sequence[str], known: Sequence[str], needed: Sequence[str] = ()
) -> Iterator[str]:
    """Say which columns are unknown, there twice or missing."""
    for name in dict.fromkeys(names):
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean '{near[0]}'?" if near else "take it out"
            yield f"there is no column '{name[:60]}' in this sheet's design; {hint}"
        if names.count(name) > 1:
            yield f"the column '{name[:60]}' is there twice; keep one"
    for name in (ID, *needed):
        if name not in names:
            yield f"the column '{name}' is missing"


def _check_units(
    sheets: Sequence[pd.DataFrame], key: pd.DataFrame | None, problems: list[str]
) -> None:
    if key is None:
        known = dict.fromkeys(one for sheet in sheets for one in sheet[ID] if one)
        marks: dict[str, str] = {}
    else:
        known = dict.fromkeys(key[ID])
        marks = dict(zip(key[ID], key[FINGERPRINT], strict=True))
    for sheet in sheets:
        seen: dict[str, int] = {}
        for row in sheet[[ID, "row", TEXT, "file"]].itertuples(index=False):
            where = f"{row.file}, row {row.row}"
            if row.unit_id not in known:
                problems.append(f"{where}, column {ID}: '{row.unit_id[:40]}' is not in the sample")
                continue
            if row.unit_id in seen:
                first = seen[row.unit_id]
                problems.append(f"{where}, column {ID}: {row.unit_id} stands in row {first}, too")
            seen.setdefault(row.unit_id, row.row)
            if row.text is not None:
                mark = fingerprint(row.text)
                if marks.setdefault(row.unit_id, mark) != mark:
                    other = "the one that was drawn" if key is not None else "another sheet's"
                    problems.append(f"{where}, column {TEXT}: the text is not {other}")
        missing = [name for name in known if name not in seen]
        if missing:
            shown = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
            file = sheet["file"].iloc[0] if len(sheet) else "a sheet without rows"
            problems.append(
                f"{file}: {len(missing):,} of {len(known):,} rows are missing ({shown})"
            )


def _unfinished(codes: pd.DataFrame, variables: Sequence[Variable]) -> pd.DataFrame:
    rows = []
    for coder, table in codes.groupby("coder", sort=True):
        for variable in variables:
            empty = table.loc[table[variable.name].isna(), "row"].sort_values()
            if len(empty):
                shown = ", ".join(map(str, empty[:5])) + (" …" if len(empty) > 5 else "")
                rows.append((coder, variable.name, len(empty), len(table), shown))
    columns = ["coder", "variable", "n_unfinished", "n_units", "rows"]
    types = dict.fromkeys(("coder", "variable", "rows"), "str")
    types |= dict.fromkeys(("n_unfinished", "n_units"), "int64")
    return pd.DataFrame(rows, columns=columns).astype(types)


def _without_guard(cell: object) -> str | None:
    return None if cell is None or cell != cell else unguard(str(cell))
