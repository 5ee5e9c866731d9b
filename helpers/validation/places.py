"""The coded units behind each figure of a validation, with what was said of each.

A figure of agreement or accuracy is a count of units that were coded alike or not; these tables
list them, so that each difference can be read where it was made.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.measures.frame_codes import ALL_FRAMES
from helpers.stats.schema import require_columns

__all__ = ["list_coded_pairs", "list_judged_codes", "list_judged_frames"]

SAME, DIFFERENT = "same code", "different codes"
RIGHT, WRONG = "as decided", "not as decided"
#: What a coding of a frame came to, by (present in the standard, present in the coding).
FRAME_VERDICTS = {
    (True, True): "found, and there",
    (True, False): "there, but missed",
    (False, True): "found, but not there",
    (False, False): "neither found nor there",
}


def list_coded_pairs(
    codes: pd.DataFrame, variables: Sequence[str], *, unit: str = "article_id",
    coder: str = "coder",
) -> pd.DataFrame:  # fmt: skip
    """List what two coders wrote for each unit and variable.

    Parameters
    ----------
    codes : pandas.DataFrame
        One row a unit and coder: article_id (str), the columns named by `unit` and `coder`, and
        one column a variable. Never changed.
    variables : sequence of str
        Columns of codes.
    unit, coder : str
        Columns of what was coded and of who did.

    Returns
    -------
    pandas.DataFrame
        One row a unit and variable that both coded: variable, article_id (str; and the column
        named by `unit`), code_a, code_b (str, of the two coders in order of name), codes (str:
        both in words), verdict (str: "same code" or "different codes").

    Raises
    ------
    ValueError
        If a column is missing, or there are not two coders.
    """
    require_columns(codes, ["article_id", unit, coder, *variables], "list_coded_pairs")
    coders = sorted(codes[coder].unique())
    if len(coders) != 2:
        raise ValueError(f"list_coded_pairs: two coders are needed, not {len(coders)}.")
    keys = list(dict.fromkeys([unit, "article_id"]))
    tables = []
    for variable in variables:
        sides = [
            codes.loc[codes[coder] == name, [*keys, variable]].dropna(subset=variable)
            for name in coders
        ]
        both = sides[0].merge(sides[1], on=keys, suffixes=("_a", "_b"))
        table = both[keys].assign(variable=variable)
        for side in ("a", "b"):
            table[f"code_{side}"] = _write_codes(both[f"{variable}_{side}"])
        tables.append(table)
    long = pd.concat(tables, ignore_index=True)
    long["codes"] = [
        f"{coders[0]}: {a}, {coders[1]}: {b}"
        for a, b in zip(long["code_a"], long["code_b"], strict=True)
    ]
    same = long["code_a"] == long["code_b"]
    long["verdict"] = same.map({True: SAME, False: DIFFERENT}).astype("str")
    return long[["variable", *keys, "code_a", "code_b", "codes", "verdict"]]


def list_judged_codes(
    both: pd.DataFrame, raters: Mapping[str, str], *, decided: str = "sign"
) -> pd.DataFrame:
    """List what each method or coder said of each article, beside the decided code.

    Parameters
    ----------
    both : pandas.DataFrame
        One row an article: article_id (str), the column named by `decided`, and one column a
        rater. Never changed.
    raters : mapping of str to str
        Printed name to column.
    decided : str
        Column of the decided codes.

    Returns
    -------
    pandas.DataFrame
        One row a rater and article with both codes: rater, article_id (str), codes (str: both in
        words), verdict (str: "as decided" or "not as decided").

    Raises
    ------
    ValueError
        If a column is missing.
    """
    require_columns(both, ["article_id", decided, *raters.values()], "list_judged_codes")
    tables = []
    for name, column in raters.items():
        own = both.dropna(subset=[decided, column])
        gold, said = _write_codes(own[decided]), _write_codes(own[column])
        words = [f"decided: {a}, {name}: {b}" for a, b in zip(gold, said, strict=True)]
        table = pd.DataFrame({"rater": name, "article_id": own["article_id"], "codes": words})
        table["verdict"] = (gold == said).map({True: RIGHT, False: WRONG})
        tables.append(table)
    return pd.concat(tables, ignore_index=True).astype("str")


def list_judged_frames(gold: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    """List for each article and frame whether a coding found it, and whether it is there.

    Parameters
    ----------
    gold, coded : pandas.DataFrame
        As for `score_frame_codes`: article_id, frame (str), present (bool); start, end (Int64) of
        `coded` if there. Never changed.

    Returns
    -------
    pandas.DataFrame
        One row an article and frame of both, then the same rows once more as frame "(all
        frames)": article_id, frame (str), about (str: which frame), verdict (str: "found, and
        there", "there, but missed" …), start, end (Int64: where a measure saw it, else missing).

    Raises
    ------
    ValueError
        If a column is missing.
    """
    for table, name in ((gold, "gold"), (coded, "coded")):
        require_columns(table, ["article_id", "frame", "present"], f"list_judged_frames ({name})")
    keys = ["article_id", "frame"]
    places = [name for name in ("start", "end") if name in coded.columns]
    pairs = gold[[*keys, "present"]].merge(
        coded[[*keys, "present", *places]], on=keys, suffixes=("_gold", "_said")
    )
    there, said = pairs["present_gold"].astype(bool), pairs["present_said"].astype(bool)
    pairs["verdict"] = [FRAME_VERDICTS[pair] for pair in zip(there, said, strict=True)]
    for name in ("start", "end"):
        known = pairs[name] if name in places else pd.Series(pd.NA, pairs.index)
        pairs[name] = known.astype("Int64").where(said)
    pairs["about"] = pairs["frame"].str.replace("_", " ")
    every = pd.concat([pairs, pairs.assign(frame=ALL_FRAMES)], ignore_index=True)
    columns = [*keys, "about", "verdict", "start", "end"]
    return every[columns].astype(dict.fromkeys(columns[:4], "str"))


def _write_codes(values: pd.Series) -> pd.Series:
    """Write codes as text: a whole number without its point, whatever type its column has."""
    return values.map(
        lambda code: str(int(code)) if isinstance(code, float) and code.is_integer() else str(code)
    ).astype("str")
