"""A comparison in one plain sentence, with its numbers and its doubts."""

import math
from collections.abc import Mapping

import pandas as pd

from helpers.stats.schema import FEW_CLUSTERS, count_pair, plural_noun

SMALLEST = 1e-9  # a difference below this is rounding, not a finding


def describe_difference(row: pd.Series | Mapping | pd.DataFrame, *, digits: int = 2) -> str:
    """Write one comparison as a statement that a reader without statistics understands.

    Parameters
    ----------
    row : pandas.Series, mapping or one-row pandas.DataFrame
        A row of `compare_groups` (with or without the `q_value` of `adjust_p_values`).
    digits : int
        Decimal places; more are used where the difference would vanish otherwise.

    Returns
    -------
    str
        For example "polarity: US outlets score 0.04 higher than RU outlets (0.10 against 0.06;
        95 % interval of the difference 0.01 to 0.07; ratio 1.67, 1.10 to 2.52; 4 and 4 outlets,
        12 and 12 articles; p = 0.029, the smallest that can be reached here). …": the finding,
        what it rests on, then what weakens it.

    Raises
    ------
    ValueError
        If a table of more or fewer rows than one is given.
    """
    if isinstance(row, pd.DataFrame):
        if len(row) != 1:
            raise ValueError(f"describe_difference: one row is needed, not {len(row)}.")
        row = row.iloc[0]
    a, b = _name_side(row, "a"), _name_side(row, "b")
    measure = row["measure"].replace("_", " ")
    if math.isnan(row["difference"]):
        reason = row["note"] if isinstance(row["note"], str) else "a value is missing"
        return f"{measure}: {a} and {b} cannot be compared ({reason})."
    digits = _enough_digits(row["difference"], digits)
    details = [
        f"{_write(row['estimate_a'], digits)} against {_write(row['estimate_b'], digits)}",
        _describe_interval(row, digits),
        _describe_ratio(row),
        _describe_basis(row),
        _describe_p(row),
    ]
    finding = f"{measure}: {a} {_describe_direction(row['difference'], digits)} {b}"
    return " ".join([f"{finding} ({'; '.join(filter(None, details))}).", *_caveats(row)])


def write_number(number: float, difference: float, digits: int) -> str:
    """Write a number with as many digits as a difference needs that would vanish otherwise."""
    return _write(number, _enough_digits(difference, digits))


def _name_side(row: Mapping, side: str) -> str:
    """Write "US outlets" where outlets were drawn, "US articles" where articles were."""
    noun = plural_noun(row["cluster"])
    return f"{row[side]} {noun if row['cluster'] in ('outlet', 'article_id') else 'articles'}"


def _enough_digits(difference: float, digits: int) -> int:
    """Two significant digits where ``digits`` decimal places would print a difference as 0.00."""
    if not SMALLEST <= abs(difference) < 10**-digits:
        return digits
    return 1 - math.floor(math.log10(abs(difference)))


def _write(number: float, digits: int) -> str:
    text = f"{number:,.{digits}f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0 else text


def _describe_direction(difference: float, digits: int) -> str:
    if abs(difference) < SMALLEST:
        return "score the same as"
    direction = "higher" if difference > 0 else "lower"
    return f"score {_write(abs(difference), digits)} {direction} than"


def _describe_interval(row: Mapping, digits: int) -> str:
    if math.isnan(row["low"]):
        return "no interval"
    low, high = _write(row["low"], digits), _write(row["high"], digits)
    return f"{row['level'] * 100:g} % interval of the difference {low} to {high}"


def _describe_ratio(row: Mapping) -> str:
    ratio = row.get("ratio", float("nan"))
    if math.isnan(ratio):
        return ""
    low, high = row["ratio_low"], row["ratio_high"]
    if math.isnan(low):
        return f"ratio {ratio:.2f}"
    top = "no upper limit" if math.isinf(high) else f"{high:.2f}"
    return f"ratio {ratio:.2f}, {low:.2f} to {top}"


def _describe_basis(row: Mapping) -> str:
    basis = count_pair(row["n_articles_a"], row["n_articles_b"], "article_id")
    if row["cluster"] == "article_id":
        return basis
    return f"{count_pair(row['n_clusters_a'], row['n_clusters_b'], row['cluster'])}, {basis}"


def _describe_p(row: Mapping) -> str:
    p_value, smallest = row["p_value"], row["smallest_p"]
    if math.isnan(p_value):
        return ""
    text = f"p {_write_p(p_value)}"
    if p_value <= smallest * (1 + 1e-9):
        text += ", the smallest that can be reached here"
    else:
        text += f", smallest possible p {_write_p(smallest).removeprefix('= ')}"
    q_value = row.get("q_value", float("nan"))
    if not math.isnan(q_value):
        text += f"; q {_write_p(q_value)} after correction for the number of tests"
    return text


def _write_p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"= {value:.2g}"


def _caveats(row: Mapping) -> list[str]:
    """Return the doubts as whole sentences, the gravest first."""
    caveats = []
    n_a, n_b = row["n_clusters_a"], row["n_clusters_b"]
    if not math.isnan(row["low"]) and row["low"] <= 0 <= row["high"]:
        caveats.append("The interval includes zero: the data do not tell which side is higher.")
    if min(n_a, n_b) < FEW_CLUSTERS:
        few = f"With {count_pair(n_a, n_b, row['cluster'])}"
        if math.isnan(row["low"]):
            caveats.append(f"{few} no interval can be given.")
        else:
            caveats.append(f"{few} there are too few to rely on the interval.")
    notes = row["note"].split("; ") if isinstance(row["note"], str) else []
    caveats += [f"{note}." for note in notes if "so unequal in size" in note]
    if row["smallest_p"] > 0.05:
        caveats.append("With so few, chance can never be ruled out at the usual 5 %.")
    return caveats
