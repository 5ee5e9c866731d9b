"""Compare coders: alpha with its interval, confusion, agreement by code, and where they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.cache import remembered
from helpers.stats.confusion import code_agreement, confusion_table, percent_agreement
from helpers.stats.reliability import ALPHA, coder_agreement
from helpers.stats.schema import require_columns
from helpers.validation.sheets import ID
from helpers.validation.variables import Variable

__all__ = ["CoderComparison", "compare_coders", "find_differences"]

# Krippendorff (2018), chapter 12: rely on variables of .8 and more, tentative down to .667.
RELIABLE, TENTATIVE = 0.8, 0.667


@dataclass(frozen=True)
class CoderComparison:
    """How far coders agree.

    Attributes
    ----------
    agreement : pandas.DataFrame
        Result of `coder_agreement`: alpha and share of equal codes of each variable, with
        intervals.
    pairs : pandas.DataFrame
        Result of `percent_agreement`: equal codes of each two coders.
    by_code : pandas.DataFrame
        Result of `code_agreement`: specific agreement of each code.
    confusion : pandas.DataFrame
        Results of `confusion_table`, with the column variable (str) first. Codes are texts, as
        variables have different ones.
    differences : pandas.DataFrame
        Result of `find_differences`.
    """

    agreement: pd.DataFrame
    pairs: pd.DataFrame
    by_code: pd.DataFrame
    confusion: pd.DataFrame
    differences: pd.DataFrame

    def summary(self) -> list[str]:
        """Say of each variable in a sentence what its alpha is and what it allows."""
        alphas = self.agreement[self.agreement["measure"] == ALPHA]
        return [_judge(row) for row in alphas.to_dict("records")]


@remembered
def compare_coders(
    codes: pd.DataFrame, variables: Sequence[Variable], *, unit: str = ID, coder: str = "coder",
    cluster: str = "article_id", seed: int = 0, n_resamples: int = 1000, level: float = 0.95,
) -> CoderComparison:  # fmt: skip
    """Compare the codes of two coders or more.

    Parameters
    ----------
    codes : pandas.DataFrame
        One row a unit and coder: `unit`, `coder`, `cluster` and a column for each variable, such
        as `CodedSheets.codes`. A missing code is one that was not given. Never changed.
    variables : sequence of Variable
        What was asked; their codes give the order, their scale the kind of alpha.
    unit, coder, cluster : str
        Columns of what was coded, of who did, and of what is drawn as a whole for intervals.
    seed, n_resamples, level
        Of the bootstrap.

    Returns
    -------
    CoderComparison

    Raises
    ------
    ValueError
        If a column is missing, there is one coder only, or a unit was coded twice.
    """
    names = [variable.name for variable in variables]
    require_columns(codes, [unit, coder, cluster, *names], "compare_coders")
    if codes[coder].nunique() < 2:
        raise ValueError("compare_coders: agreement takes two coders or more.")
    options = {"cluster": cluster, "seed": seed, "n_resamples": n_resamples, "level": level}
    plain = codes.astype({one.name: "float64" for one in variables if one.numeric})
    scales = {variable.name: variable.scale for variable in variables}
    agreement = coder_agreement(plain, scales, unit=unit, coder=coder, **options)
    domains = {variable.name: list(variable.codes) for variable in variables}
    by_code = code_agreement(codes, names, unit=unit, coder=coder, domains=domains, **options)
    tables = [
        confusion_table(codes, name, unit=unit, coder=coder, domain=domains[name])
        .astype({"code_a": "str", "code_b": "str"})
        .assign(variable=name)
        for name in names
    ]
    confusion = pd.concat(tables, ignore_index=True)
    order = ["variable", *confusion.columns.drop("variable")]
    return CoderComparison(
        agreement,
        percent_agreement(codes, names, unit=unit, coder=coder),
        by_code,
        confusion[order].astype({"variable": "str"}),
        find_differences(codes, names, unit=unit, coder=coder),
    )


def find_differences(
    codes: pd.DataFrame, variables: Sequence[str], *, unit: str = ID, coder: str = "coder"
) -> pd.DataFrame:
    """List the units on which coders differ, or that not all of them coded.

    Parameters
    ----------
    codes : pandas.DataFrame
        One row a unit and coder. Never changed.
    variables : sequence of str
        Columns of codes.
    unit, coder : str
        Columns of what was coded and of who did.

    Returns
    -------
    pandas.DataFrame
        One row a unit and variable, in the order of the units in `codes`, then of the variables:
        `unit`, variable (str), one column a coder (its code; missing where there is none),
        distance (float64: the largest difference of two codes that are numbers, else missing).
    """
    order = {name: place for place, name in enumerate(dict.fromkeys(codes[unit]))}
    coders = sorted(codes[coder].unique())
    tables = []
    for place, variable in enumerate(variables):
        wide = codes.set_index([unit, coder])[variable].unstack(coder)[coders]  # noqa: PD010
        given = wide.notna().sum(axis=1)
        several = wide.nunique(axis=1).gt(1)
        wide = wide[several | ((given > 0) & (given < len(coders)))]
        distance = pd.Series(float("nan"), index=wide.index)
        if pd.api.types.is_numeric_dtype(codes[variable]):
            numbers = wide.astype("float64")
            distance = numbers.max(axis=1) - numbers.min(axis=1)
        table = wide.astype("object").assign(variable=variable, distance=distance, place=place)
        tables.append(table.reset_index())
    table = pd.concat(tables, ignore_index=True).rename_axis(columns=None)
    table["rank"] = table[unit].map(order)
    table = table.sort_values(["rank", "place"], ignore_index=True)
    return table[[unit, "variable", *coders, "distance"]].astype(
        {"variable": "str", "distance": "float64"}
    )


def write_interval(row: Mapping) -> str:
    """Write an estimate with its interval: "0.81 [0.72, 0.90]"; without one if there is none."""
    # noise beyond the tenth digit is taken off, so that a tie rounds alike on every processor
    value, low, high = (f"{round(row[side], 10):.2f}" for side in ("estimate", "low", "high"))
    return value if pd.isna(row["low"]) else f"{value} [{low}, {high}]"


def _judge(row: dict) -> str:
    name = row["variable"].replace("_", " ")
    if pd.isna(row["estimate"]):
        return f"{name}: alpha cannot be computed ({row['note']})."
    text = f"{name}: alpha {write_interval(row)}, {row['n_units']:,.0f} units: "
    if row["estimate"] < TENTATIVE:
        return text + "too low to draw conclusions; mend the codebook, train, and code again."
    if row["estimate"] < RELIABLE:
        return text + "good enough for tentative conclusions only."
    if row["low"] < TENTATIVE:
        return text + "good, but so few units that it may be too low; code more."
    return text + "reliable."
