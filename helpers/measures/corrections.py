"""Corrections of speakers by hand: a small CSV of the user's that repairs the quotations table.

A program takes two persons for one and one for two. Whoever has read the articles knows better, and
a list of corrections beside the data is the way to say so once, in the open, and repeatably
("reconciliation" of names in OpenRefine works alike). All figures follow, because the corrections
change the table that they are counted from.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.measures.attribution.affiliations import ROLES
from helpers.measures.attribution.people import slug
from helpers.measures.correction_files import Correction, check_corrections, read_corrections
from helpers.measures.sources import is_anonymous, most_common
from helpers.stats.schema import require_columns

__all__ = ["ROLES", "Corrections", "apply_corrections"]

NEEDED = (
    "article_id", "quotation_id", "speaker_id", "speaker_name", "affiliation", "role", "anonymous",
)  # fmt: skip
#: Columns that say who somebody is, and that move with the name.
FACTS = ("affiliation", "role", "office", "anonymous")
CORRECTED = "correction"


@dataclass(frozen=True)
class Corrections:
    """The corrected table and what was done.

    Attributes
    ----------
    quotations : pandas.DataFrame
        A corrected copy of the quotations, same rows, same columns.
    changes : pandas.DataFrame
        One row a correction, in the order of the file: `row` (int64, the line in the file as a
        spreadsheet numbers it), `action` (str), `about` (str, whom or what it names), `new_name`
        (str), `n_quotations` (int64, that it names), `n_changed` (int64, in which it changed
        anything), `note` (str, yours).
    unused : pandas.DataFrame
        The rows of `changes` that name no quotation: a slip, or a correction of other data.
    """

    quotations: pd.DataFrame
    changes: pd.DataFrame
    unused: pd.DataFrame

    def summary(self) -> str:
        """Say in a sentence what was changed, and which corrections found nothing."""
        kinds = self.changes.groupby("action", sort=False)["n_changed"].agg(["size", "sum"])
        done = [
            f"{size} {action} ({total:,} quotation{'' if total == 1 else 's'})"
            for action, size, total in kinds.itertuples()
        ]
        text = f"Corrections: {', '.join(done) if done else 'none'}."
        if len(self.unused):
            rows = ", ".join(f"row {row} ({about})" for row, about in _rows(self.unused))
            text += f" {len(self.unused)} found no quotation: {rows}."
        return text


def apply_corrections(
    quotations: pd.DataFrame, corrections: str | Path | pd.DataFrame
) -> Corrections:
    """Merge, split, reassign and describe speakers as a file of corrections says.

    The file has the columns below, of which only `action` must be there; cells may be empty. The
    corrections are made in the order of the rows, each on the table that the one before left.

    ========== ====================================================================================
    merge      all quotations of a speaker (in one article, if it is named) are of `new_name`:
               "ostroumov" and "foreign ministry spokesman" are Denis Ostroumov
    split      the quotations of a speaker in `article_id` are of another one, `new_name`
    reassign   the one quotation `article_id`, `quotation_id` is of `new_name`
    set        `affiliation`, `role` or `anonymous` of a speaker, an article's speaker or one
               quotation are as given; "(unknown)" empties a cell
    ========== ====================================================================================

    Parameters
    ----------
    quotations : pandas.DataFrame
        Result of `find_quotations`. Never changed.
    corrections : str, pathlib.Path or pandas.DataFrame
        A CSV in UTF-8, separated by commas or semicolons, or such a table. Columns: `action`;
        `speaker_id` or `speaker_name` (who is meant, as in the table); `article_id` and
        `quotation_id` (where); `new_name`; `affiliation` (ISO 3166 alpha-2, EU, UN, NATO); `role`
        (one of `ROLES`); `anonymous` (true, false); `note` (for yourself).

    Returns
    -------
    Corrections
        With `.quotations`, `.changes`, `.unused` and `.summary()`.

        Who gets a `new_name` that another speaker of the table has becomes that speaker, and what
        the row does not say (affiliation, role, office, anonymous) is as most often found for that
        speaker. With a new name, *merge* keeps what was known; *split* and *reassign* empty it, as
        it was somebody else's, and take it for a person with a name. `affiliation_from`, if there,
        is "correction" where the affiliation was changed. The words of the article (`speaker`) and
        all offsets stay.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If a column or cell of the file cannot be understood (the message names file, row and
        column of each, and what to write), or the quotations lack a column.
    """
    require_columns(quotations, NEEDED, "apply_corrections (quotations)")
    if isinstance(corrections, pd.DataFrame):
        rows = check_corrections(corrections, "the table of corrections")
    else:
        rows = read_corrections(Path(corrections))
    table = quotations.copy()
    changes = []
    for correction in rows:
        chosen = _choose(table, correction)
        before = table.loc[chosen].copy()
        if chosen.any():
            ACTIONS[correction.action](table, chosen, correction)
        changes.append(
            {
                "row": correction.row, "action": correction.action, "about": correction.about(),
                "new_name": correction.new_name or None, "n_quotations": int(chosen.sum()),
                "n_changed": _count_changed(before, table.loc[chosen]),
                "note": correction.note or None,
            }
        )  # fmt: skip
    columns = ["row", "action", "about", "new_name", "n_quotations", "n_changed", "note"]
    done = pd.DataFrame(changes, columns=columns).astype(
        {name: "int64" if name.startswith(("row", "n_")) else "str" for name in columns}
    )
    unused = done[done["n_quotations"] == 0].reset_index(drop=True)
    return Corrections(quotations=table, changes=done, unused=unused)


def _choose(table: pd.DataFrame, correction: Correction) -> pd.Series:
    chosen = pd.Series(True, index=table.index)
    for name in ("speaker_id", "speaker_name", "article_id"):
        wanted = getattr(correction, name)
        if wanted:
            chosen &= (table[name].astype("str") == wanted).fillna(False).astype(bool)
    if correction.quotation_id is not None:
        chosen &= table["quotation_id"] == correction.quotation_id
    return chosen


def _rename(table: pd.DataFrame, chosen: pd.Series, correction: Correction, *, keep: bool) -> None:
    same = table.loc[table["speaker_name"] == correction.new_name, "speaker_id"].dropna()
    new_id = same.iloc[0] if len(same) else slug(correction.new_name)
    own = ~chosen & (table["speaker_id"] == new_id).fillna(False).astype(bool)
    table.loc[chosen, "speaker_id"] = new_id
    table.loc[chosen, "speaker_name"] = correction.new_name
    for fact in FACTS:
        if fact not in table.columns:
            continue
        if own.any():
            known = is_anonymous(table[own]) if fact == "anonymous" else table.loc[own, fact]
            found = most_common(known)
            if pd.notna(found):
                table.loc[chosen, fact] = found
            elif not keep:
                table.loc[chosen, fact] = None
        elif not keep:
            table.loc[chosen, fact] = False if fact == "anonymous" else None
    _mark_origin(table, chosen)
    _set(table, chosen, correction)


def _merge(table: pd.DataFrame, chosen: pd.Series, correction: Correction) -> None:
    _rename(table, chosen, correction, keep=True)


def _reassign(table: pd.DataFrame, chosen: pd.Series, correction: Correction) -> None:
    _rename(table, chosen, correction, keep=False)


def _set(table: pd.DataFrame, chosen: pd.Series, correction: Correction) -> None:
    for fact, value in correction.facts().items():
        table.loc[chosen, fact] = value
    if "affiliation" in correction.facts():
        _mark_origin(table, chosen)


def _mark_origin(table: pd.DataFrame, chosen: pd.Series) -> None:
    if "affiliation_from" in table.columns:
        origin = pd.Series(CORRECTED, index=table.index, dtype="str")
        origin = origin.mask(table["affiliation"].isna())
        table.loc[chosen, "affiliation_from"] = origin[chosen]


ACTIONS: dict[str, Callable[[pd.DataFrame, pd.Series, Correction], None]] = {
    "merge": _merge,
    "split": _reassign,
    "reassign": _reassign,
    "set": _set,
}


def _count_changed(before: pd.DataFrame, after: pd.DataFrame) -> int:
    names = [name for name in ("speaker_id", "speaker_name", *FACTS) if name in before.columns]
    same = pd.DataFrame(
        {
            name: (before[name] == after[name]).fillna(False).astype(bool)
            | (before[name].isna() & after[name].isna())
            for name in names
        }
    )
    return int((~same.all(axis=1)).sum())


def _rows(table: pd.DataFrame) -> list[tuple[int, str]]:
    return list(zip(table["row"], table["about"], strict=True))
