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


def any_of(names: Iterable[str], not_after: str = "") -> str:
    r"""Write a group of a regular expression that matches any of the names, the longest first.

    Names that begin alike share their beginning, letter by letter. Where none stands, one look at
    the next letter says so, and a list of a thousand names is searched as fast as one of ten.

    With `not_after`, characters of a class such as "\w.", a name directly after one of them does
    not count. That is asked behind the first letter: an expression that begins with letters is
    searched for them alone. For names with capitals that is several times as fast as a condition in
    front; for words in lower case it is slower.
    """
    if not not_after:
        return f"(?:{_branches(sorted(set(names)))})"
    endings: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        endings.setdefault(re.escape(name[0]), []).append(name[1:])
    branches = (
        f"{first}(?<![{not_after}]{first}){_branches(rest)}" for first, rest in endings.items()
    )
    return f"(?:{'|'.join(branches)})"


def _branches(names: list[str]) -> str:
    """Write an alternative for each first letter; "" among the names makes the rest optional."""
    endings: dict[str, list[str]] = {}
    for name in filter(None, names):
        endings.setdefault(name[0], []).append(name[1:])
    branches = [re.escape(first) + _branches(rest) for first, rest in endings.items()]
    if "" in names:
        return f"(?:{'|'.join(branches)})?" if branches else ""
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


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
