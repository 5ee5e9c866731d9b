"""Read and check a file of corrections; say of each slip where it is and what to write instead."""

import csv
import difflib
import re
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from helpers.measures.attribution.affiliations import ROLES
from helpers.stats.schema import UNKNOWN

__all__ = ["COLUMNS", "Correction", "check_corrections", "read_corrections"]

COLUMNS = (
    "action", "speaker_id", "speaker_name", "article_id", "quotation_id", "new_name", "affiliation",
    "role", "anonymous", "note",
)  # fmt: skip
VERBS = ("merge", "split", "reassign", "set")
AFFILIATION = re.compile(r"[A-Z]{2}|NATO")
TRUTH = {
    "true": True, "yes": True, "1": True, "false": False, "no": False, "0": False,
}  # fmt: skip
MOST_PROBLEMS = 10


@dataclass(frozen=True)
class Correction:
    """One row of a file of corrections, understood."""

    row: int
    action: str
    speaker_id: str = ""
    speaker_name: str = ""
    article_id: str = ""
    quotation_id: int | None = None
    new_name: str = ""
    note: str = ""
    given: dict[str, object] = field(default_factory=dict)

    def facts(self) -> dict[str, object]:
        """Return affiliation, role and anonymous as far as the row gives them."""
        return self.given

    def about(self) -> str:
        """Say whom or what the row names: "ostroumov in a1", "quotation 3 in a1"."""
        who = self.speaker_name or self.speaker_id
        if self.quotation_id is not None:
            who = f"quotation {self.quotation_id}" + (f" of {who}" if who else "")
        who = who or "all speakers"
        return who + (f" in {self.article_id}" if self.article_id else "")


def read_corrections(path: Path) -> list[Correction]:
    """Read a CSV of corrections.

    Parameters
    ----------
    path : pathlib.Path
        UTF-8, separated by commas, semicolons or tabs. Empty rows are passed over.

    Returns
    -------
    list of Correction
        In the order of the file.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is not UTF-8, or a row cannot be understood.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(
            f"{path.name}: the file is not in UTF-8. Save it as 'CSV UTF-8' in your spreadsheet."
        ) from None
    header = text.split("\n", 1)[0]
    separator = max(",;\t", key=header.count)
    lines = list(csv.reader(text.splitlines(keepends=True), delimiter=separator))
    if not lines:
        raise ValueError(f"{path.name}: the file is empty. Its first row names the columns.")
    names, problems = [name.strip() for name in lines[0]], []
    for row, cells in enumerate(lines[1:], start=2):
        if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
            problems.append(
                f"row {row} has {len(cells)} cells for {len(names)} columns; put a cell that "
                f"holds a '{separator}' into double quotation marks"
            )
    _raise(path.name, problems)
    padded = [cells[: len(names)] + [""] * (len(names) - len(cells)) for cells in lines[1:]]
    return check_corrections(pd.DataFrame(padded, columns=names, dtype="str"), path.name)


def check_corrections(table: pd.DataFrame, name: str) -> list[Correction]:
    """Check a table of corrections and turn it into `Correction`s.

    Parameters
    ----------
    table : pandas.DataFrame
        The columns of `COLUMNS`, at least `action`. Never changed.
    name : str
        What it is called in messages.

    Returns
    -------
    list of Correction
        Without the empty rows. Rows are numbered from 2, below the header, as in a spreadsheet.

    Raises
    ------
    ValueError
        If anything cannot be understood; all problems are listed.
    """
    _raise(name, _check_columns(list(table.columns)))
    cells = {column: [_as_text(cell) for cell in table[column]] for column in table.columns}
    corrections, problems = [], []
    for place in range(len(table)):
        row = {column: cells[column][place] if column in cells else "" for column in COLUMNS}
        if not any(row.values()):
            continue
        found = _check_row(row)
        problems += [f"row {place + 2}, column {column}: {text}" for column, text in found]
        if not found:
            corrections.append(_understand(row, place + 2))
    _raise(name, problems)
    return corrections


def _check_columns(names: list[str]) -> list[str]:
    problems = []
    for name in names:
        if name not in COLUMNS:
            near = difflib.get_close_matches(str(name), COLUMNS, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"use {', '.join(COLUMNS)}"
            problems.append(f"there is no column '{name}'; {hint}")
    repeated = sorted({name for name in names if names.count(name) > 1})
    problems += [f"the column '{name}' is there twice; keep one" for name in repeated]
    if "action" not in names:
        problems.append(f"the column 'action' is missing; write one of {', '.join(VERBS)} in it")
    return problems


def _check_row(row: dict[str, str]) -> list[tuple[str, str]]:
    """Return (column, what is wrong and what to write) for each problem."""
    action = row["action"].lower()
    if action not in VERBS:
        near = difflib.get_close_matches(action, VERBS, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"write one of {', '.join(VERBS)}"
        return [("action", f"'{row['action']}' is not known; {hint}")]
    problems = [*_check_place(row, action), *_check_facts(row)]
    given = [name for name in ("affiliation", "role", "anonymous") if row[name]]
    if action == "set" and not given:
        problems.append(("affiliation", "'set' needs an affiliation, a role or anonymous to set"))
    if action == "set" and row["new_name"]:
        problems.append(("new_name", "'set' changes no name; use merge, split or reassign"))
    if action != "set" and not row["new_name"]:
        problems.append(("new_name", f"'{action}' needs the name of the right speaker"))
    return problems


def _check_place(row: dict[str, str], action: str) -> list[tuple[str, str]]:
    problems = []
    speaker = row["speaker_id"] or row["speaker_name"]
    if row["quotation_id"] and not re.fullmatch(r"\d+(\.0)?", row["quotation_id"]):
        text = f"'{row['quotation_id']}' is not a number; copy it from the quotations table"
        problems.append(("quotation_id", text))
    if row["quotation_id"] and not row["article_id"]:
        problems.append(("article_id", "a quotation_id needs the article_id that it belongs to"))
    if action == "reassign":
        problems += [
            (name, f"'reassign' is about one quotation; give its {name}")
            for name in ("article_id", "quotation_id")
            if not row[name] and name not in [column for column, _ in problems]
        ]
    elif action in ("merge", "split") and not speaker:
        problems.append(("speaker_id", f"'{action}' needs a speaker_id or speaker_name"))
    elif action == "split" and not row["article_id"]:
        problems.append(("article_id", "'split' needs the article in which it is another speaker"))
    elif action == "set" and not speaker and not row["quotation_id"]:
        text = "'set' needs a speaker (speaker_id, speaker_name) or article_id and quotation_id"
        problems.append(("speaker_id", text))
    return problems


def _check_facts(row: dict[str, str]) -> list[tuple[str, str]]:
    problems = []
    if row["affiliation"] not in ("", UNKNOWN) and not AFFILIATION.fullmatch(row["affiliation"]):
        text = (
            f"'{row['affiliation']}' is no country code; write two capital letters (US, RU, UA), "
            f"NATO, or {UNKNOWN}"
        )
        problems.append(("affiliation", text))
    if row["role"] not in ("", UNKNOWN, *ROLES):
        near = difflib.get_close_matches(row["role"].lower(), ROLES, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"write one of: {'; '.join(ROLES)}"
        problems.append(("role", f"'{row['role']}' is not known; {hint}"))
    if row["anonymous"] and row["anonymous"].lower() not in TRUTH:
        problems.append(("anonymous", f"'{row['anonymous']}' is neither true nor false"))
    return problems


def _understand(row: dict[str, str], number: int) -> Correction:
    given: dict[str, object] = {
        name: None if row[name] == UNKNOWN else row[name]
        for name in ("affiliation", "role")
        if row[name]
    }
    if row["anonymous"]:
        given["anonymous"] = TRUTH[row["anonymous"].lower()]
    quotation = int(float(row["quotation_id"])) if row["quotation_id"] else None
    names = ("speaker_id", "speaker_name", "article_id", "new_name", "note")
    return Correction(
        row=number, action=row["action"].lower(), quotation_id=quotation, given=given,
        **{name: row[name] for name in names},
    )  # fmt: skip


def _as_text(cell: object) -> str:
    if cell is None or cell is pd.NA or (not isinstance(cell, str) and pd.isna(cell)):
        return ""
    return " ".join(str(cell).split())


def _raise(name: str, problems: list[str]) -> None:
    if not problems:
        return
    shown = problems[:MOST_PROBLEMS]
    more = [f"and {len(problems) - len(shown)} more"] if len(problems) > len(shown) else []
    raise ValueError(f"{name}: " + "; ".join([*shown, *more]) + ".")
