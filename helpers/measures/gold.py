"""Read what readers coded by hand, in the shape that the measures' own tables have."""

import json
from collections.abc import Sequence
from os import PathLike

import pandas as pd

from helpers.measures.lexicon_files import read_lexicon
from helpers.stats.schema import require_columns

__all__ = ["read_frame_codes", "read_gold_quotations"]

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


def read_frame_codes(
    path: str | PathLike, *, frames: Sequence[str] | None = None, least: int = 1
) -> pd.DataFrame:
    """Read a sheet of coded frames, such as `data/two_capitals/adjudicated.csv`.

    Parameters
    ----------
    path : path
        A CSV with one row an article: `article_id` and a column of whole numbers for each frame.
    frames : sequence of str, optional
        The columns to read. Default: those named like a frame of the two schemes.
    least : int
        The lowest code that counts as present (1; 2 asks for a leading frame where the codes are
        0 absent, 1 present, 2 leading).

    Returns
    -------
    pandas.DataFrame
        One row an article and frame: `article_id`, `frame` (str), `code` (int64), `present`
        (bool).

    Raises
    ------
    ValueError
        If a column is missing or a code is no whole number; the message names row and column.
    """
    sheet = pd.read_csv(path, keep_default_na=False, dtype="str")
    if frames is None:
        known = set(read_lexicon("frames")["frame"])
        frames = [name for name in sheet.columns if name in known]
    require_columns(sheet, ["article_id", *frames], f"read_frame_codes ({path})")
    codes = sheet.melt("article_id", list(frames), var_name="frame", value_name="code")
    codes = codes.astype({"article_id": "str", "frame": "str"})
    wrong = ~codes["code"].str.fullmatch(r"\d{1,3}")
    if wrong.any():
        place = codes[wrong].iloc[0]
        row = sheet.index[sheet["article_id"] == place["article_id"]][0] + 2
        raise ValueError(
            f"{path}, row {row}, column {place['frame']}: {place['code']!r} is no code "
            "(a whole number)."
        )
    codes["code"] = codes["code"].astype("int64")
    return codes.assign(present=codes["code"] >= least)
