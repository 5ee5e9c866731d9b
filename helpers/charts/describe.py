"""Numbers and sentences for captions, alternative texts and printed n.

Captions and alternative texts are made from the table that is drawn, so that they cannot say
anything else than the drawing does. Alternative text follows Cesal's rule: chart type, kind of
data, and the reason for including the chart, which here is highest, lowest and direction (Cesal
2020, "Writing Alt Text for Data Visualization").
"""

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from helpers.charts.style import UNKNOWN, group_name, plain_text

# Columns of names that are printed as they are; elsewhere human_interest is "human interest" and
# US is "United States", which as a word or a term it is not.
_NAMES_AS_GIVEN = ("outlet", "author", "speaker", "speaker_name", "word", "term")
_CODE = re.compile(r"[a-z]+(?:_[a-z]+)+")
_FIRST_NUMBER = re.compile(r"\d{1,15}(?:,\d{3}){0,4}")
MINUS = "−"
MISSING = "–"

_IRREGULAR = {"country": "countries", "agency": "agencies", "press": "presses", "unknown": UNKNOWN}
_NOUNS = {"article_id": "article", "speaker_name": "speaker", "speaker_id": "speaker"}


def format_number(value: float, digits: int = 2, *, minus: str = MINUS) -> str:
    """Round a number for reading: fixed digits, no negative zero, "–" if missing.

    Noise beyond the tenth digit is taken off before rounding, so that a tie such as 0.125 falls
    to the same side on every processor.
    """
    if value is None or value is pd.NA or pd.isna(value):
        return MISSING
    value = float(value)
    if not np.isfinite(value):
        return "∞" if value > 0 else f"{minus}∞"
    text = f"{round(value, 10):.{digits}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", minus)


def format_value(value: float, *, percent: bool = False, digits: int = 2) -> str:
    """Format a value as on the axis: 0.25 is "25%" if `percent`, else "0.25"."""
    if not percent:
        return format_number(value, digits)
    text = format_number(value * 100 if pd.notna(value) else value, max(digits - 2, 0))
    return text if text == MISSING else f"{text}%"


def format_count(value: float) -> str:
    """Format a count with thousands separated: 8833 is "8,833", missing is "–"."""
    if value is None or value is pd.NA or pd.isna(value):
        return MISSING
    return f"{round(float(value)):,}"


def noun(column: str) -> str:
    """Turn a column's name into a word: ``article_id`` is "article", ``n_words`` "word"."""
    if column in _NOUNS:
        return _NOUNS[column]
    word = column.removeprefix("n_").removesuffix("_id").replace("_", " ")
    return word[:-1] if column.startswith("n_") and word.endswith("s") else word


def plural(word: str, n: float = 2) -> str:
    """Return the plural of an English noun unless n is 1."""
    if n == 1:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return word if word.endswith("s") else f"{word}s"


def counted(n: float, word: str) -> str:
    """Return "1 article", "2,071 articles"."""
    return f"{format_count(n)} {plural(word, n)}"


def value_name(value: str, column: str | None) -> str:
    """Return the printed name of a value: "Russia", "human interest", or "outlet unknown"."""
    if value == UNKNOWN and column:
        return f"{noun(column)} {UNKNOWN}"
    if column in _NAMES_AS_GIVEN:
        return value
    if _CODE.fullmatch(value):
        return value.replace("_", " ")
    return group_name(value)


def join_names(names: Iterable[str], most: int = 4) -> str:
    """Join names for a sentence; over `most`, the rest is counted ("A, B, C and 9 more")."""
    names = list(names)
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def sentence(text: str) -> str:
    """Return a text as a sentence: capital first, one full stop last; "" stays ""."""
    text = plain_text(text, longest=2000).rstrip(" .") if text else ""
    if not text:
        return ""
    end = "" if text.endswith(("!", "?")) else "."
    return text[0].upper() + text[1:] + end


def within(text: str) -> str:
    """Return a phrase fit for the middle of a sentence: "Mean tone" is "mean tone"."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def paragraph(*sentences: str) -> str:
    """Join the sentences that are not empty."""
    return " ".join(text for text in map(sentence, sentences) if text)


def require_columns(table: pd.DataFrame, columns: Sequence[str], function: str) -> None:
    """Raise a ValueError that names the columns that `function` needs and the table lacks."""
    lacking = [name for name in columns if name not in table.columns]
    if lacking:
        raise ValueError(
            f"{function} needs {plural('column', len(lacking))} "
            f"{', '.join(repr(name) for name in lacking)}; "
            f"the table has {', '.join(repr(name) for name in table.columns) or 'no columns'}."
        )


def span_of_counts(values: pd.Series, word: str) -> str:
    """Return "12 articles a row" or "from 3 to 14 articles a row"; "" if nothing is known."""
    values = pd.to_numeric(values, errors="coerce").dropna()
    values = values[values > 0]
    if values.empty:
        return ""
    low, high = values.min(), values.max()
    if low == high:
        return f"{counted(low, word)} a row"
    return f"from {format_count(low)} to {counted(high, word)} a row"


def describe_intervals(results: pd.DataFrame, *, level: float, interval: str) -> str:
    """Return what the whiskers are: level, method and what was resampled.

    Reads ``low``, ``high`` and, if there, ``cluster`` and ``n_clusters`` of the result table.
    """
    drawn = results["low"].notna() & results["high"].notna()
    if not drawn.any():
        return ""
    text = f"Lines are {format_number(100 * level, 0)}% intervals ({interval}"
    if "cluster" in results.columns:
        units = [plain_text(unit) for unit in results.loc[drawn, "cluster"].dropna().unique()]
        if units:
            text += " over " + join_names([plural(noun(unit)) for unit in units])
            if "n_clusters" in results.columns and units != ["article_id"]:
                span = span_of_counts(results.loc[drawn, "n_clusters"], noun(units[0]))
                text += f", {span}" if span else ""
    return text + ")"


def describe_notes(
    results: pd.DataFrame,
    label: Sequence[str],
    *,
    names: Mapping[str, str] | None = None,
    most: int = 3,
) -> str:
    """Return the ``note`` column in words: each note once, with the rows it belongs to.

    Parameters
    ----------
    results : pandas.DataFrame
        Has the columns of `label`, and maybe ``note`` (str, missing or empty where none).
    label : sequence of str
        Columns that name a row.
    names : mapping, optional
        Printed names of their values.
    most : int
        How many different notes are given in full; the others are counted.
    """
    if "note" not in results.columns:
        return ""
    noted = results[results["note"].notna() & (results["note"].astype("str").str.strip() != "")]
    if noted.empty:
        return ""
    kinds = noted["note"].map(lambda note: _FIRST_NUMBER.sub("#", plain_text(note, 400), count=1))
    kinds = kinds.str.rstrip(" .")
    common = list(kinds.value_counts(sort=False).sort_values(ascending=False, kind="stable").index)
    texts = []
    for kind in common[:most]:
        rows = noted[kinds == kind]
        where = "all rows" if len(rows) == len(results) else _name_rows(rows, results, label, names)
        texts.append(f"Note on {where}: {kind.replace('#', _span_of_first_numbers(rows), 1)}")
    if len(common) > most:
        texts.append(f"{counted(len(common) - most, 'other remark')} in the table")
    return ". ".join(texts)


def _span_of_first_numbers(rows: pd.DataFrame) -> str:
    """Return "3" or "2 to 4": the first number of notes that differ in nothing else."""
    found = [_FIRST_NUMBER.search(str(note)) for note in rows["note"]]
    numbers = {match[0]: float(match[0].replace(",", "")) for match in found if match}
    ordered = sorted(numbers, key=numbers.get)
    return " to ".join(dict.fromkeys(ordered[:1] + ordered[-1:]))


def _name_rows(
    rows: pd.DataFrame,
    results: pd.DataFrame,
    label: Sequence[str],
    names: Mapping[str, str] | None,
) -> str:
    """Name rows by their first label, and by the others only where they tell rows apart."""
    first, *others = label
    sizes = results[first].map(plain_text).value_counts()
    texts = []
    for group, own in rows.groupby(rows[first].map(plain_text), sort=False):
        text = value_name(group, first)
        if others and len(own) < sizes[group]:
            inside = [
                ", ".join((names or {}).get(part, group_name(part)) for part in parts)
                for parts in _unique_rows(own, others)
            ]
            text += f" ({'; '.join(inside)})"
        texts.append(text)
    return join_names(texts, most=3)


def _unique_rows(table: pd.DataFrame, columns: Sequence[str]) -> list[tuple]:
    return list(table[list(columns)].drop_duplicates().itertuples(index=False, name=None))
