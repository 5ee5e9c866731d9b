"""Write a result table to a file, whole and safe to open.

CSV is opened by spreadsheet programs, which run a cell that begins with ``=``, ``+``, ``-`` or
``@`` as a formula; article text is not ours, so such cells get a leading apostrophe in CSV (OWASP,
"CSV Injection"). JSON lines and Parquet hold every character as it is.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_table(table: pd.DataFrame, path: str | Path) -> Path:
    """Write a table as .csv, .jsonl or .parquet, by the ending of the path.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table of Parallax. Lists (``pieces`` of quotations) become JSON text in CSV.
    path : str or pathlib.Path
        Where to write. Missing folders are made.

    Returns
    -------
    pathlib.Path
        The path that was written.

    Raises
    ------
    ValueError
        If the ending is none of .csv, .jsonl, .parquet.
    """
    path = Path(path)
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise ValueError(
            f"{path.name}: cannot write a table as '{path.suffix}'. "
            f"Name a file that ends in {', '.join(WRITERS)}."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    write(table, path)
    return path


def guard_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Return a copy in which no text cell can be taken for a spreadsheet formula."""
    guarded = table.copy()
    for name in guarded.columns:
        if guarded[name].dtype == object:
            guarded[name] = guarded[name].map(_as_text)
        if isinstance(guarded[name].dtype, pd.StringDtype) or guarded[name].dtype == object:
            starts = [str(cell).startswith(FORMULA_STARTS) for cell in guarded[name]]
            risky = pd.Series(starts, index=guarded.index, dtype=bool) & guarded[name].notna()
            guarded[name] = guarded[name].where(~risky, "'" + guarded[name].astype("str"))
    return guarded


def _as_text(cell: object) -> object:
    return json.dumps(cell) if isinstance(cell, list | dict) else cell


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    # The byte order mark makes Excel read the file as UTF-8.
    guard_formulas(table).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")


def _write_jsonl(table: pd.DataFrame, path: Path) -> None:
    text = table.to_json(
        orient="records", lines=True, force_ascii=False, date_format="iso", double_precision=15
    )
    path.write_text(text, encoding="utf-8")


def _write_parquet(table: pd.DataFrame, path: Path) -> None:
    table.to_parquet(path, index=False)


WRITERS: dict[str, Callable[[pd.DataFrame, Path], None]] = {
    ".csv": _write_csv,
    ".jsonl": _write_jsonl,
    ".parquet": _write_parquet,
}
