"""Read the word lists of the package."""

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

import pandas as pd

__all__ = ["any_of", "read_lexicon", "word_list"]


@cache
def read_lexicon(name: str) -> pd.DataFrame:
    """Read one word list of `helpers/measures/lexicons`.

    Parameters
    ----------
    name : str
        File name without ".csv".

    Returns
    -------
    DataFrame
        All columns str; an empty cell is an empty string.
    """
    path = resources.files("helpers.measures") / "lexicons" / f"{name}.csv"
    with path.open(encoding="utf-8") as file:
        return pd.read_csv(file, dtype="str", keep_default_na=False)


def any_of(names: Iterable[str]) -> str:
    """Write a group of a regular expression that matches any of the names, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})"


def word_list(name: str) -> frozenset[str]:
    """Read one list of `word_classes.csv`.

    Parameters
    ----------
    name : str
        Name of the list (column `list`).

    Returns
    -------
    frozenset of str
        Its words, in lower case.

    Raises
    ------
    KeyError
        If there is no such list.
    """
    return _word_lists()[name]


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    table = read_lexicon("word_classes")
    return {row.list: frozenset(row.words.split()) for row in table.itertuples(index=False)}
