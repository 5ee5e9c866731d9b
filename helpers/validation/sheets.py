"""Coding sheets: a workbook for each coder, and a key that no coder sees.

A sheet holds what a coder needs and nothing else: the text, the questions with drop-downs and the
written codebook. Scores, outlets and strata stay in the key. Each coder has an own order, so that
tiredness does not fall on the same texts.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from helpers.stats.clusters import make_generator
from helpers.stats.schema import require_columns
from helpers.tables import write_table
from helpers.validation.cells import fingerprint, safe_cell, unguard
from helpers.validation.variables import Variable

__all__ = ["read_key", "write_coding_sheet", "write_coding_sheets", "write_key"]

ID, NUMBER, ABOUT, TEXT, REMARK = "unit_id", "no", "about", "text", "remark"
CODING, CODES, INSTRUCTIONS = "coding", "codes", "instructions"
KEY = "key.csv"
FINGERPRINT = "fingerprint"
WIDTHS = {ID: 10, NUMBER: 6, ABOUT: 20, TEXT: 90, REMARK: 30}
CODE_WIDTH = 18
LONGEST_PROMPT = 250  # Excel allows 255 characters
HEAD = PatternFill("solid", fgColor="E4E4E4")
TOP = Alignment(wrap_text=True, vertical="top")
USE = """How to use this workbook

Go to the sheet "coding". Code row by row, from top to bottom, alone; do not talk about texts with
the other coders before all of you are done. Choose a code from the drop-down of each cell; leave a
cell empty only if you cannot decide, and say why in the remark. Do not change anything else: the
texts are compared with the originals when the sheet is read back.
"""


def write_coding_sheets(
    sample: pd.DataFrame, folder: str | Path, variables: Sequence[Variable], codebook: str, *,
    coders: int | Sequence[str] = 2, seed: int = 0,
) -> dict[str, Path]:  # fmt: skip
    """Write a workbook for each coder and the key.

    Parameters
    ----------
    sample : pandas.DataFrame
        Result of `draw_sample`. Never changed.
    folder : str or pathlib.Path
        Where to write; made if it is missing.
    variables : sequence of Variable
        The questions.
    codebook : str
        The written codebook, plain text or Markdown.
    coders : int or sequence of str
        How many coders, or their names (letters, digits, - and _), which become names of files.
    seed : int
        Seed of the order of rows.

    Returns
    -------
    dict of str to pathlib.Path
        The workbook of each coder, and the key under "key". Give the coders their workbooks
        only.

    Raises
    ------
    ValueError
        If a column is missing, a unit is there twice, a name cannot be used, or a file is there
        already: codes that somebody gave are never overwritten.
    """
    names = [f"coder_{n}" for n in range(1, coders + 1)] if isinstance(coders, int) else coders
    names = [str(name) for name in names]
    for name in names:
        if not name.replace("-", "").replace("_", "").isalnum() or name == "key":
            raise ValueError(f"write_coding_sheets: {name!r} cannot be the name of a coder's file.")
    if len(names) < 2 or len(set(names)) < len(names):
        raise ValueError("write_coding_sheets: two coders or more are needed, of different names.")
    folder = Path(folder)
    paths = {name: folder / f"{name}.xlsx" for name in names} | {"key": folder / KEY}
    there = [path.name for path in paths.values() if path.exists()]
    if there:
        raise ValueError(
            f"{folder}: {', '.join(there)} is there already and may hold codes. Name another "
            "folder."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        write_coding_sheet(sample, paths[name], variables, codebook, coder=name, seed=seed)
    write_key(sample, paths["key"])
    return paths


def write_coding_sheet(
    sample: pd.DataFrame, path: str | Path, variables: Sequence[Variable], codebook: str, *,
    coder: str = "coder", seed: int = 0,
) -> Path:  # fmt: skip
    """Write the workbook of one coder.

    Parameters
    ----------
    sample : pandas.DataFrame
        `unit_id`, `text` and, if coders shall see it, `about` (str). Nothing else is written.
        Never changed.
    path : str or pathlib.Path
        A file that ends in .xlsx.
    variables, codebook, seed
        See `write_coding_sheets`.
    coder : str
        Name of the coder; with the seed it makes the order of rows.

    Returns
    -------
    pathlib.Path
        The path that was written. The sheet "coding" has a frozen header, wrapped texts, a hidden
        column of ids and drop-downs; all but codes and remarks is locked (without a password:
        against slips, not against will). "instructions" holds the codebook.

    Raises
    ------
    ValueError
        If a column is missing, a unit is there twice, a variable has the name of another column
        or the file does not end in .xlsx.
    """
    path = Path(path)
    _check(sample, path, variables)
    order = make_generator(seed, ("coder", coder)).permutation(len(sample))
    rows = sample.iloc[order]
    book = Workbook()
    write_instructions(book.active, f"{USE}\n{codebook}", variables)
    lists = write_code_lists(book, variables)
    sheet = book.create_sheet(CODING)
    about = [ABOUT] if ABOUT in sample and sample[ABOUT].notna().any() else []
    columns = [ID, NUMBER, *about, TEXT, *(variable.name for variable in variables), REMARK]
    write_header(sheet, columns, {variable.name: variable.question for variable in variables})
    for place, row in enumerate(rows.to_dict("records"), start=2):
        given = {ID: str(row[ID]), NUMBER: place - 1, TEXT: row[TEXT]}
        given |= {name: row[name] for name in about if pd.notna(row[name])}
        for number, name in enumerate(columns, start=1):
            write_cell(sheet.cell(place, number), given.get(name), locked=name in WIDTHS
                       and name != REMARK)  # fmt: skip
    for variable in variables:
        letter = get_column_letter(columns.index(variable.name) + 1)
        add_drop_down(sheet, f"{letter}2:{letter}{len(sample) + 1}", variable, lists)
    protect(sheet, columns)
    book.active = book.sheetnames.index(INSTRUCTIONS)
    book.save(path)
    return path


def write_key(sample: pd.DataFrame, path: str | Path) -> Path:
    """Write what coders must not see: strata, weights and the measure's scores.

    Parameters
    ----------
    sample : pandas.DataFrame
        Result of `draw_sample`. Never changed.
    path : str or pathlib.Path
        A CSV.

    Returns
    -------
    pathlib.Path
        The path that was written. Instead of the text there is a fingerprint of it, by which a
        text that was changed in a coder's sheet is found.
    """
    require_columns(sample, [ID, TEXT], "write_key")
    key = sample.drop(columns=TEXT)
    key[FINGERPRINT] = [fingerprint(safe_cell(text)) for text in sample[TEXT]]
    return write_table(key, path)


def read_key(path: str | Path) -> pd.DataFrame:
    """Read what `write_key` wrote, with the types that it had.

    Raises
    ------
    ValueError
        If it is no such key.
    """
    try:
        key = pd.read_csv(path, dtype={ID: "str", "article_id": "str", FINGERPRINT: "str"})
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise ValueError(f"{path}: this is no key of a coding sample ({error}).") from None
    require_columns(key, [ID, "article_id", FINGERPRINT], f"read_key ({path})")
    for name in key.columns:
        if isinstance(key[name].dtype, pd.StringDtype):
            key[name] = key[name].map(unguard, na_action="ignore")
    return key


def write_instructions(sheet: Worksheet, text: str, variables: Sequence[Variable]) -> None:
    """Fill the sheet that coders read first: how to use it, the codebook, all codes."""
    sheet.title = INSTRUCTIONS
    sheet.column_dimensions["A"].width = 110
    lines = text.splitlines()
    for variable in variables:
        meanings = [
            f"    {code}" + (f" = {meaning}" if str(meaning) != str(code) else "")
            for code, meaning in variable.codes.items()
        ]
        lines += ["", f"Column {variable.name}: {variable.question}", *meanings]
    for place, line in enumerate(lines, start=1):
        write_cell(sheet.cell(place, 1), line, locked=True)
        if line.startswith(("#", "Column ", "How to use")):
            sheet.cell(place, 1).font = Font(bold=True)
    sheet.protection.sheet = True


def write_code_lists(book: Workbook, variables: Sequence[Variable]) -> dict[str, str]:
    """Write the codes into a hidden sheet; return the range of each variable's."""
    sheet = book.create_sheet(CODES)
    sheet.sheet_state = "hidden"
    ranges = {}
    for number, variable in enumerate(variables, start=1):
        write_cell(sheet.cell(1, number), variable.name, locked=True)
        for place, code in enumerate(variable.codes, start=2):
            write_cell(sheet.cell(place, number), code, locked=True)
        letter = get_column_letter(number)
        ranges[variable.name] = f"{CODES}!${letter}$2:${letter}${len(variable.codes) + 1}"
    return ranges


def write_header(
    sheet: Worksheet, columns: Sequence[str], questions: Mapping[str, str] | None = None
) -> None:
    """Write and freeze the row of column names."""
    for number, name in enumerate(columns, start=1):
        cell = sheet.cell(1, number)
        write_cell(cell, name, locked=True)
        cell.font, cell.fill = Font(bold=True), HEAD
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(name, CODE_WIDTH)
    sheet.freeze_panes = "A2"


def write_cell(cell: Cell, value: object, *, locked: bool) -> None:
    """Write a value; text stays text, whatever it looks like."""
    if isinstance(value, str):
        cell.value = safe_cell(value)
        cell.data_type = "s"
    elif value is not None:
        cell.value = value.item() if isinstance(value, np.generic) else value
    cell.alignment = TOP
    cell.protection = Protection(locked=locked)


def add_drop_down(
    sheet: Worksheet, cells: str, variable: Variable, ranges: Mapping[str, str]
) -> None:
    """Offer the codes of a variable in some cells, and refuse others."""
    rule = DataValidation(type="list", formula1=ranges[variable.name], allow_blank=True)
    rule.showErrorMessage, rule.errorTitle = True, "No such code"
    rule.error = _shorten(f"Choose a code of {variable.name}: {variable.list_codes()}.")
    rule.showInputMessage, rule.promptTitle = True, variable.name[:31]
    meanings = "; ".join(
        f"{code} {meaning}" if str(meaning) != str(code) else str(code)
        for code, meaning in variable.codes.items()
    )
    rule.prompt = _shorten(f"{variable.question} {meanings}")
    for cell in cells.split():
        rule.add(cell)
    sheet.add_data_validation(rule)


def protect(sheet: Worksheet, columns: Sequence[str]) -> None:
    """Hide the ids and lock all cells that are not to be filled in."""
    sheet.column_dimensions[get_column_letter(columns.index(ID) + 1)].hidden = True
    sheet.protection.sheet = True
    # what stays allowed in a locked sheet: widths and heights, as texts differ in length
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def _check(sample: pd.DataFrame, path: Path, variables: Sequence[Variable]) -> None:
    require_columns(sample, [ID, TEXT], "write_coding_sheet")
    if sample[ID].duplicated().any() or sample[ID].isna().any():
        raise ValueError("write_coding_sheet: every unit needs a unit_id of its own.")
    if sample.empty or not variables:
        raise ValueError("write_coding_sheet: there is nothing to code.")
    if path.suffix.lower() != ".xlsx":
        raise ValueError(f"{path.name}: name a file that ends in .xlsx.")
    names = [variable.name for variable in variables]
    taken = [name for name in names if name in WIDTHS or names.count(name) > 1]
    if taken:
        raise ValueError(f"write_coding_sheet: {taken[0]!r} cannot be the name of a variable.")


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST_PROMPT else text[: LONGEST_PROMPT - 1] + "…"
