"""The glossary: one CSV of terms, written out as a page that notebooks link to."""

from pathlib import Path

import pandas as pd

from helpers.exercises.sandbox import ROOT

TABLE = ROOT / "notebooks" / "glossary.csv"
PAGE = ROOT / "notebooks" / "glossary.md"
COLUMNS = ["term", "definition", "source", "used_in"]


def read_glossary(path: str | Path = TABLE) -> pd.DataFrame:
    """Return the terms in alphabetical order.

    Returns
    -------
    pandas.DataFrame
        ``term``, ``definition``, ``source`` (where the definition comes from; "" if it is ours)
        and ``used_in`` (names of notebooks and exercises), all str.

    Raises
    ------
    ValueError
        If a column is missing, a term stands there twice, or one has no definition.
    """
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    lacking = [name for name in COLUMNS if name not in table.columns]
    if lacking:
        raise ValueError(f"{path} has no column {', '.join(lacking)}.")
    twice = table.loc[table["term"].str.casefold().duplicated(), "term"]
    if len(twice):
        raise ValueError(f"{path}: the term {twice.iloc[0]!r} stands there twice.")
    empty = table.loc[table["definition"].str.strip() == "", "term"]
    if len(empty):
        raise ValueError(f"{path}: the term {empty.iloc[0]!r} has no definition.")
    return table[COLUMNS].sort_values("term", key=lambda terms: terms.str.casefold())


def write_glossary(table: pd.DataFrame, path: str | Path = PAGE) -> Path:
    """Write the terms as Markdown, one heading a term, so that notebooks can link to each."""
    lines = [
        "# Glossary",
        "",
        "Made from [glossary.csv](glossary.csv) by `make exercises`. Change the table, not this "
        "page.",
    ]
    for row in table.itertuples(index=False):
        lines += ["", f"## {row.term}", "", row.definition]
        details = [f"Source: {row.source}"] if row.source else []
        details += [f"Used in: {row.used_in}."] if row.used_in else []
        lines += ["", f"*{' · '.join(details)}*"] if details else []
    path = Path(path)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
