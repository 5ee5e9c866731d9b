"""Decide where coders differ: a sheet of only these units, and the codes that come of it.

Codes on which all coders agree stand; each other one is decided by a person with the text and all
codes in view, and a reason. The coders' own sheets stay as they are, since agreement is measured on
those (Krippendorff 2018, chapter 12).
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from helpers.validation.agreement import find_differences
from helpers.validation.reading import CodedSheets, SheetError, check_columns, read_table
from helpers.validation.sheets import (
    ABOUT,
    ID,
    NUMBER,
    TEXT,
    add_drop_down,
    protect,
    write_cell,
    write_code_lists,
    write_header,
    write_instructions,
)
from helpers.validation.variables import Code

__all__ = ["Adjudicated", "read_adjudication", "write_adjudication_sheet"]

SHEET, VARIABLE, DECISION, REASON = "adjudication", "variable", "decision", "reason"
USE = """How to use this workbook

In the sheet "adjudication" there is a row for each text and question on which the coders differ, or
that one of them left open. Read the text again, weigh both codes against the codebook, choose the
decision from the drop-down (it need not be one of the two), and give a reason in a few words.
Leave the decision empty where it cannot be made; the unit is then left out.
"""


@dataclass(frozen=True)
class Adjudicated:
    """The codes that a measure can be held against.

    Attributes
    ----------
    codes : pandas.DataFrame
        One row a unit: unit_id, article_id (str), one column a variable (Int64 or str, missing
        where undecided).
    decisions : pandas.DataFrame
        One row a unit and variable that was decided: unit_id, variable, one column a coder,
        decision, reason (str).
    n_undecided : int
        Codes on which coders differ and that are not decided.
    """

    codes: pd.DataFrame
    decisions: pd.DataFrame
    n_undecided: int


def write_adjudication_sheet(coded: CodedSheets, path: str | Path, codebook: str = "") -> int:
    """Write the units on which coders differ, with their codes side by side.

    Parameters
    ----------
    coded : CodedSheets
        Result of `read_coding_sheets`. Never changed.
    path : str or pathlib.Path
        A file that ends in .xlsx and is not there yet.
    codebook : str
        The written codebook, for the sheet "instructions".

    Returns
    -------
    int
        How many codes are to be decided; with 0 no file is written.

    Raises
    ------
    ValueError
        If the file is there already, or does not end in .xlsx.
    """
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        raise ValueError(f"{path.name}: name a file that ends in .xlsx.")
    if path.exists():
        raise ValueError(f"{path}: is there already and may hold decisions. Name another file.")
    open_codes = find_differences(coded.codes, [one.name for one in coded.variables])
    if open_codes.empty:
        return 0
    texts = coded.texts.set_index(ID)
    book = Workbook()
    write_instructions(book.active, f"{USE}\n{codebook}", coded.variables)
    lists = write_code_lists(book, coded.variables)
    sheet = book.create_sheet(SHEET)
    coders = [name for name in open_codes.columns if name not in (ID, VARIABLE, "distance")]
    about = [ABOUT] if texts[ABOUT].notna().any() else []
    columns = [ID, NUMBER, *about, TEXT, VARIABLE, *coders, DECISION, REASON]
    write_header(sheet, columns)
    places: dict[str, list[int]] = {}
    for place, row in enumerate(open_codes.to_dict("records"), start=2):
        given = row | texts.loc[row[ID]].to_dict() | {NUMBER: place - 1}
        places.setdefault(row[VARIABLE], []).append(place)
        for number, name in enumerate(columns, start=1):
            value = given.get(name)
            value = None if name in (DECISION, REASON) or pd.isna(value) else value
            write_cell(sheet.cell(place, number), value, locked=name not in (DECISION, REASON))
    letter = get_column_letter(columns.index(DECISION) + 1)
    for variable in coded.variables:
        cells = " ".join(f"{letter}{place}" for place in places.get(variable.name, []))
        if cells:
            add_drop_down(sheet, cells, variable, lists)
    protect(sheet, columns)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return len(open_codes)


def read_adjudication(coded: CodedSheets, path: str | Path | None = None) -> Adjudicated:
    """Join what coders agree on with what was decided.

    Parameters
    ----------
    coded : CodedSheets
        Result of `read_coding_sheets`. Never changed.
    path : str or pathlib.Path, optional
        The filled in adjudication sheet (.xlsx or CSV). Without one, only codes on which all
        coders agree are there.

    Returns
    -------
    Adjudicated

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    SheetError
        If the sheet cannot be used; all problems are listed.
    """
    names = [variable.name for variable in coded.variables]
    open_codes = find_differences(coded.codes, names)
    codes = coded.codes.drop_duplicates(ID)[[ID, "article_id", *names]].reset_index(drop=True)
    for variable in coded.variables:
        # the first coder that gave one: where they differ it is replaced below
        first = coded.codes.groupby(ID, sort=False)[variable.name].first()
        codes[variable.name] = codes[ID].map(first).astype("Int64" if variable.numeric else "str")
    decided = _read_decisions(coded, open_codes, Path(path)) if path is not None else {}
    place = {name: number for number, name in enumerate(codes[ID])}
    reasons, decisions = [], []
    for row in open_codes.to_dict("records"):
        decision, reason = decided.get((row[ID], row[VARIABLE]), (None, None))
        codes.loc[place[row[ID]], row[VARIABLE]] = pd.NA if decision is None else decision
        decisions.append(decision)
        reasons.append(reason)
    table = open_codes.drop(columns="distance").assign(decision=decisions, reason=reasons)
    n_undecided = sum(decision is None for decision in decisions)
    return Adjudicated(codes, table, n_undecided)


def _read_decisions(
    coded: CodedSheets, open_codes: pd.DataFrame, path: Path
) -> dict[tuple[str, str], tuple[Code | None, str | None]]:
    names, rows = read_table(path, SHEET)
    coders = [name for name in open_codes.columns if name not in (ID, VARIABLE, "distance")]
    known = [ID, NUMBER, ABOUT, TEXT, VARIABLE, *coders, DECISION, REASON]
    problems = [
        f"{path.name}: {text}" for text in check_columns(names, known, (VARIABLE, DECISION))
    ]
    if problems:
        raise SheetError(problems)
    asked = {variable.name: variable for variable in coded.variables}
    wanted = set(zip(open_codes[ID], open_codes[VARIABLE], strict=True))
    decided: dict[tuple[str, str], tuple[Code | None, str | None]] = {}
    for number, cells in rows:
        row = dict(zip(names, cells, strict=False))
        where = f"{path.name}, row {number}"
        pair = (str(row[ID] or "").strip(), str(row[VARIABLE] or "").strip())
        if pair not in wanted:
            problems.append(f"{where}: the coders do not differ on {pair[1]!r} of {pair[0]!r}")
            continue
        if pair in decided:
            problems.append(f"{where}: {pair[1]} of {pair[0]} stands in another row, too")
            continue
        try:
            decision = asked[pair[1]].understand(row[DECISION])
        except ValueError as error:
            problems.append(f"{where}, column {DECISION}: {error}")
            continue
        reason = row.get(REASON)
        decided[pair] = decision, None if reason is None else str(reason)
    missing = len(wanted - set(decided))
    if missing and not problems:
        problems.append(f"{path.name}: {missing:,} of {len(wanted):,} rows are missing")
    if problems:
        raise SheetError(problems)
    return decided
