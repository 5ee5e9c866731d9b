"""Second half of loading: from raw tables under any names to one table of articles.

Every record becomes an article or a reject with its reason; what was decided on the way (which
column is the text, what a date means, which ids were changed) is said in notes.
"""

import html
import re
from collections.abc import Iterator, Mapping

import pandas as pd

from helpers.corpus.codes import country_codes, language_codes
from helpers.corpus.columns import (
    ALIASES,
    ColumnMap,
    find_column,
    match_columns,
    name_columns,
    no_text_column,
)
from helpers.corpus.dates import find_day_order, parse_dates
from helpers.corpus.errors import CorpusError
from helpers.corpus.gather import (
    CHUNK_RECORDS,
    Gathered,
    RawTable,
    RejectedRecord,
    as_strings,
    count,
    settle,
)
from helpers.corpus.schema import ARTICLE_COLUMNS

# What programs write where there is no value.
PLACEHOLDERS = {"nan", "none", "null", "n/a", "na", "<na>", "nat", "#n/a", "undefined"}
# Control characters; tabs and line ends (also odd ones) are left to the steps of cleaning.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
WORD_CHARACTER = re.compile(r"[^\W_]")
NUMBER = r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?"
SHORT_FIELDS = ("outlet", "title", "author", "section", "url", "language", "country", "article_id")


def make_articles(
    gathered: Gathered, columns: Mapping[str, str] | None = None
) -> tuple[pd.DataFrame, list[RejectedRecord], list[str]]:
    """Turn raw tables into one table of articles.

    Parameters
    ----------
    gathered : Gathered
        What was read.
    columns : mapping of str to str, optional
        Our name to their name, as the user gives it.

    Returns
    -------
    articles : pandas.DataFrame
        article_id, outlet, country, date, title, author, section, text, language, url,
        source_file, source_record as in `schema.ARTICLES`, then the other columns of the input.
    rejects : list of RejectedRecord
        All records that are no article, in order of input.
    notes : list of str
        Remarks in plain English.

    Raises
    ------
    CorpusError
        If no table has a column of text, ``columns`` names one that is not there, or every record
        is rejected.
    """
    maps = _map_columns(gathered.tables, columns or {})
    rejects, notes = list(gathered.rejects), list(gathered.notes)
    parts = []
    for table, column_map in zip(gathered.tables, maps, strict=True):
        prefix = f"{table.name}: " if len(gathered.tables) > 1 else ""
        part, part_rejects, part_notes = _convert(table, column_map)
        rejects += part_rejects
        notes += [prefix + note for note in part_notes]
        if len(part):
            parts.append(part)
    rejects.sort(key=lambda reject: reject.position)
    if not parts:
        raise _nothing_but_rejects(rejects)
    articles = parts[0] if len(parts) == 1 else pd.concat(parts).sort_values("position")
    articles = articles.reset_index(drop=True)
    for name in articles.columns:  # files may disagree on the type of a column
        articles[name] = settle(articles[name])
    articles, more_notes = _identify(articles)
    return articles.drop(columns="position"), rejects, notes + more_notes


def _map_columns(tables: list[RawTable], columns: Mapping[str, str]) -> list[ColumnMap]:
    """Match the columns of each table; one that the user names need not be in all of them."""
    found = [list(table.fields.columns) for table in tables]
    for ours, theirs in columns.items():
        if found and (
            ours not in ALIASES or not any(find_column(names, theirs) for names in found)
        ):
            match_columns(found[0], {ours: theirs}, file=tables[0].name)  # raises
    maps = []
    for table, names in zip(tables, found, strict=True):
        asked = {ours: theirs for ours, theirs in columns.items() if find_column(names, theirs)}
        blank = {name for name in names if table.fields[name].isna().all()}
        maps.append(match_columns(names, asked, blank=blank, file=table.name))
    if tables and not any("text" in column_map.ours for column_map in maps):
        raise no_text_column(found[0], tables[0].name)
    return maps


def _convert(
    table: RawTable, column_map: ColumnMap
) -> tuple[pd.DataFrame, list[RejectedRecord], list[str]]:
    """Turn one raw table into articles, rejects and notes."""
    ours, notes = column_map.ours, list(column_map.notes)
    if "text" not in ours:
        reason = no_text_column(table.fields.columns, None).problem
        reasons = pd.DataFrame({"column": None, "reason": reason}, index=table.origin.index)
        return pd.DataFrame(), _reject(table, reasons), notes
    given = {name: as_strings(table.fields[theirs]) for name, theirs in ours.items()}
    text, text_reasons, text_notes = _read_text(given["text"], ours["text"])
    dates, date_notes = _read_dates(given.get("date"), table)
    notes += text_notes + date_notes

    reasons = pd.DataFrame({"column": ours["text"], "reason": text_reasons})
    undated = reasons["reason"].isna() & dates["reason"].notna()
    reasons.loc[undated, "column"] = ours.get("date")
    reasons.loc[undated, "reason"] = dates["reason"]
    kept = reasons["reason"].isna()

    part = table.origin.assign(date=dates["date"], text=text)
    for name in SHORT_FIELDS:
        part[name] = tidy_strings(given[name]) if name in given else pd.NA
    n_na = int((given["country"] == "NA").sum()) if "country" in given else 0
    if n_na:
        notes.append(
            f"the country 'NA' of {count(n_na, 'article')} was read as missing, as R writes it; "
            "write 'Namibia' if that is meant"
        )
    part = part.astype(dict.fromkeys(SHORT_FIELDS, "str"))
    part, code_notes = _read_codes(part, kept)
    extra = _extra_columns(table.fields[column_map.extra], part.columns)
    order = [name for name in ARTICLE_COLUMNS if name in part.columns]
    part = pd.concat([part[["position", *order]], extra], axis="columns")
    rejects = _reject(table, reasons, ours.get("title"))
    return part if kept.all() else part[kept], rejects, notes + code_notes


def _read_text(given: pd.Series, column: str) -> tuple[pd.Series, pd.Series, list[str]]:
    """Return the text, why a record has none, and notes. Offsets stay those of the given text."""
    reasons: list[str | None] = []
    changed: dict[object, str] = {}
    for label, value in _iterate(given):
        reason = None
        if value is None or not value.strip() or value.strip().lower() in PLACEHOLDERS:
            reason = f"column '{column}' is empty"
        elif WORD_CHARACTER.search(value) is None:
            reason = f"column '{column}' holds no words"
        elif CONTROL.search(value):
            changed[label] = CONTROL.sub(" ", value)  # one for one: offsets do not move
        reasons.append(reason)
    text, notes = given, []
    if changed:
        text = given.mask(given.index.isin(list(changed)), pd.Series(changed, dtype="str"))
        noun = count(len(changed), "article")
        notes.append(f"control characters in the text of {noun} were replaced by spaces")
    return text, pd.Series(reasons, given.index, dtype="str"), notes


def _iterate(column: pd.Series) -> Iterator[tuple[object, str | None]]:
    """Yield label and value, a part of the column at a time: texts are large as Python objects."""
    for start in range(0, len(column), CHUNK_RECORDS):
        part = column.iloc[start : start + CHUNK_RECORDS]
        for label, value in zip(part.index, part.tolist(), strict=True):
            yield label, value if isinstance(value, str) else None


def _read_dates(given: pd.Series | None, table: RawTable) -> tuple[pd.DataFrame, list[str]]:
    if given is None:
        nothing = pd.Series(pd.NA, index=table.origin.index, dtype="str")
        return parse_dates(nothing), []
    order = find_day_order(given)
    return parse_dates(given, order=order), list(order.notes)


def _read_codes(part: pd.DataFrame, kept: pd.Series) -> tuple[pd.DataFrame, list[str]]:
    """Replace names of countries and languages by codes; what is not known is said."""
    notes = []
    for name, to_codes in (("country", country_codes), ("language", language_codes)):
        codes = to_codes(part[name])
        unknown = part.loc[kept & part[name].notna() & codes.isna(), name]
        if len(unknown):
            shown = ", ".join(f"'{value[:40]}'" for value in unknown.unique()[:5])
            noun = count(len(unknown), "article")
            notes.append(f"the {name} of {noun} is not known and left out ({shown})")
        part[name] = codes
    return part, notes


def _extra_columns(extra: pd.DataFrame, taken: pd.Index) -> pd.DataFrame:
    """Keep the other columns: numbers as numbers, names that are ours marked as given."""
    names = name_columns(
        [f"{name}_given" if name in ARTICLE_COLUMNS or name in taken else name for name in extra]
    )
    columns = {}
    for name, theirs in zip(names, extra.columns, strict=True):
        column = extra[theirs]
        if isinstance(column.dtype, pd.StringDtype):
            filled = column.dropna()
            if len(filled) and filled.str.fullmatch(NUMBER).all():
                column = pd.to_numeric(column)
        columns[name] = column
    return pd.DataFrame(columns, index=extra.index)


def _reject(
    table: RawTable, reasons: pd.DataFrame, title: str | None = None
) -> list[RejectedRecord]:
    """List the records that have a reason, each with its title or longest field as an excerpt."""
    rejected = reasons[reasons["reason"].notna()]
    rows = table.fields.loc[rejected.index].astype("str").to_dict("records")
    origins = table.origin.loc[rejected.index].itertuples(index=False)
    return [
        RejectedRecord(
            origin.position, origin.source_file, origin.source_record,
            None if pd.isna(column) else column, reason,
            _excerpt(row, title),
        )
        for origin, column, reason, row in zip(
            origins, rejected["column"], rejected["reason"], rows, strict=True
        )
    ]  # fmt: skip


def _excerpt(row: dict[str, object], title: str | None) -> str:
    values = {name: str(value) for name, value in row.items() if not pd.isna(value)}
    return values.get(title) or max(values.values(), key=len, default="")


def _identify(articles: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Give every article an id of its own: its own where it has one, else one from its place."""
    numbered = "a" + (articles["position"] + 1).astype("str").str.zfill(6)
    ids = articles["article_id"].fillna(numbered)
    repeated = ids.duplicated()
    notes = []
    if repeated.any():
        ids = pd.Series(_make_unique(ids.tolist()), index=ids.index, dtype="str")
        first = articles.index[repeated][0]
        notes.append(
            f"{count(repeated.sum(), 'article')} with an id that occurs before got a suffix, such "
            f"as '{ids[first]}'"
        )
    return articles.assign(article_id=ids), notes


def _make_unique(ids: list[str]) -> list[str]:
    taken, copies, unique = set(ids), {}, []
    seen = set()
    for identifier in ids:
        if identifier in seen:
            copy = copies.get(identifier, 1) + 1
            while f"{identifier}-{copy}" in taken:
                copy += 1
            copies[identifier] = copy
            identifier = f"{identifier}-{copy}"
            taken.add(identifier)
        seen.add(identifier)
        unique.append(identifier)
    return unique


def tidy_strings(given: pd.Series) -> pd.Series:
    """Join the lines and blanks of short fields, undo entities, set placeholders to missing.

    Parameters
    ----------
    given : pandas.Series of str
        Any short fields, such as headlines.

    Returns
    -------
    pandas.Series of str
        Missing where blank.
    """
    tidied = [None if value is None else _tidy_string(value) for _, value in _iterate(given)]
    return pd.Series(tidied, given.index, dtype="str")


def _tidy_string(value: str) -> str | None:
    value = html.unescape(value) if "&" in value else value
    value = " ".join(CONTROL.sub(" ", value).split())
    return None if not value or value.lower() in PLACEHOLDERS else value


def _nothing_but_rejects(rejects: list[RejectedRecord]) -> CorpusError:
    first, others = rejects[0], len(rejects) - 1
    rest = f" (and none of the other {count(others, 'record')} can be used)" if others else ""
    named = first.column is not None and f"'{first.column}'" in first.reason
    return CorpusError(
        f"{first.reason}{rest}",
        file=first.source_file, row=first.source_record, column=None if named else first.column,
        advice="Repair it, or say which columns to read with columns={…}."
        if first.column
        else "Repair it, or export it again.",
    )  # fmt: skip
