"""Read quotations that readers marked, in the shape that the finder's own table has."""

import json
from os import PathLike

import pandas as pd

from helpers.stats.schema import require_columns

__all__ = ["read_gold_quotations"]

NEEDED = ("article_id", "pieces", "text", "kind", "cue", "speaker", "speaker_start", "speaker_end",
          "speaker_name", "affiliation", "role", "anonymous")  # fmt: skip


def read_gold_quotations(path: str | PathLike) -> pd.DataFrame:
    """Read a table of gold quotations, such as `data/two_capitals/quotations.csv`.

    Parameters
    ----------
    path : path
        A CSV; `pieces` is a JSON list of [start, end], offsets into the text as it stands in the
        corpus file (`raw_text`, where the corpus was cleaned).

    Returns
    -------
    pandas.DataFrame
        The columns of the file, `pieces` as lists, empty cells of text as "", and `act` (str:
        "speech" or "view"; "speech" where the file does not tell them apart).

    Raises
    ------
    ValueError
        If a column is missing, or a cell of `pieces` is no such list; the message names the row.
    """
    table = pd.read_csv(path, keep_default_na=False)
    require_columns(table, NEEDED, f"read_gold_quotations ({path})")
    pieces = []
    for number, cell in enumerate(table["pieces"], start=2):
        try:
            pieces.append([[int(low), int(high)] for low, high in json.loads(cell)])
        except (ValueError, TypeError):
            raise ValueError(
                f"{path}, row {number}, column pieces: {cell!r} is no list of [start, end]."
            ) from None
    if "act" not in table:
        table["act"] = "speech"
    return table.assign(pieces=pieces)
