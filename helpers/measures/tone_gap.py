"""Does a gap in tone hold under another method and other choices, said in one sentence.

One table with a row for each way in which the gap can be defended (specification curve; Simonsohn,
Simmons & Nelson 2020), and a statement that is written from its numbers and nothing else.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from helpers.cache import remembered
from helpers.charts.describe import join_names
from helpers.charts.style import group_name, place_name
from helpers.measures.tone_toward import add_facts
from helpers.scope import name_press
from helpers.stats.describe import SMALLEST, write_number
from helpers.stats.schema import FEW_CLUSTERS, count_pair, plural_noun, require_columns
from helpers.stats.specifications import stack_specifications

METHOD, CHOICE, OUTLETS = "method", "choice", "outlets"
OWN_VOICE, NO_COPIES = "own voice only", "without duplicates"


@remembered
def tone_specifications(
    tone: pd.DataFrame, *, value: str = "polarity", articles: pd.DataFrame | None = None,
    own_voice: pd.DataFrame | None = None, main: str | None = None, group: str = "country",
    a: str = "US", b: str = "RU", cluster: str | Sequence[str] = "outlet", measure: str = "",
    **options: object,
) -> pd.DataFrame:  # fmt: skip
    """Compare the tone of two groups under each method and under other choices.

    Parameters
    ----------
    tone : pandas.DataFrame
        One row an article and method, or a mention and method: article_id, method (str), the
        column `value` (numeric). For a tone toward an actor the mentions of that actor only.
        Never changed.
    value : str
        Column of the tone.
    articles : pandas.DataFrame, optional
        article_id with what `tone` lacks of `group`, `cluster` and duplicate_of.
    own_voice : pandas.DataFrame, optional
        The same scores from the outlets' own words only. If None and `tone` has the column
        in_quotation (bool), its rows outside quotation marks.
    main : str, optional
        The method whose gap is the finding; by default the first.
    group, a, b, cluster, measure, **options
        As for `helpers.stats.stack_specifications`.

    Returns
    -------
    pandas.DataFrame
        As of `stack_specifications`, the finding first, with kind (str) before specification:
        "method" (the specification is then the name of a method), "choice" (own voice only;
        without duplicates, where the column duplicate_of, str, is known), "outlets" (without
        single outlets, outlet means), the latter two with the main method. A choice that
        changes nothing because there is no such row is left out.

    Raises
    ------
    ValueError
        If a column is missing or there is no method `main`.
    """
    require_columns(tone, ["article_id", "method", value], "tone_specifications")
    wanted = [group, *([cluster] if isinstance(cluster, str) else cluster)]
    rows = _fetch(tone, articles, wanted)
    methods = list(dict.fromkeys(rows["method"].dropna()))
    if not methods:
        raise ValueError("tone_specifications: the table has no rows with a method.")
    main = methods[0] if main is None else main
    if main not in methods:
        raise ValueError(
            f"tone_specifications: there is no method {main!r}. Choose from: {', '.join(methods)}."
        )
    ordered = [main, *(name for name in methods if name != main)]
    tables = {name: rows[rows["method"] == name] for name in ordered}
    choices = _choices(tables[main], own_voice, main, articles, wanted)
    table = stack_specifications(
        tables | choices, numerator=value, group=group, a=a, b=b, cluster=cluster,
        measure=measure or value, **options,
    )  # fmt: skip
    names = table["specification"]
    kind = np.select([names.isin(ordered), names.isin(choices)], [METHOD, CHOICE], OUTLETS)
    table.insert(0, "kind", pd.Series(kind, table.index, dtype="str"))
    return table


def describe_tone_gap(
    table: pd.DataFrame, *, toward: str | None = None, digits: int = 2
) -> str:  # fmt: skip
    """Say in words which group is more negative, by how much, and whether that holds.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `tone_specifications`, the finding first.
    toward : str, optional
        Whom the tone is aimed at: a country code or a name. None for tone as such.
    digits : int
        Decimal places; more are used where the difference would vanish otherwise.

    Returns
    -------
    str
        For example "American outlets are more negative toward Russia than Russian outlets by 0.12
        [0.05, 0.19] (news); holds in 3 of 3 methods." It holds where the sign is the same and the
        95 % interval leaves out zero. Then what other choices do to it, and a warning where there
        are few outlets.

    Raises
    ------
    ValueError
        If a column is missing or the table is empty.
    """
    needed = ["kind", "specification", "estimate", "low", "high", "holds", "same_sign", "a", "b",
              "cluster", "n_clusters_a", "n_clusters_b"]  # fmt: skip
    require_columns(table, needed, "describe_tone_gap")
    if table.empty:
        raise ValueError("describe_tone_gap: the table has no rows.")
    first = table.iloc[0]
    finding = _say_finding(first, toward, digits)
    if math.isnan(first["estimate"]):
        return finding
    return " ".join(
        part
        for part in (
            f"{finding}; {_say_methods(table, first)}.",
            _say_choices(table, first),
            _say_few(first),
        )
        if part
    )


def describe_aimed_gaps(tables: Mapping[str, pd.DataFrame]) -> str:
    """Say toward which of several actors two groups differ, and of how many were looked at.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        By actor: of `tone_specifications`, the finding first.

    Returns
    -------
    str
        The statement of `describe_tone_gap` for each actor whose interval leaves out zero, then
        the differences of all others, of which no difference can be told. Of many actors, some
        differ by chance: the statement says how many were looked at.

    Raises
    ------
    ValueError
        If there is no actor, a column is missing or a table is empty.
    """
    if not tables:
        raise ValueError("describe_aimed_gaps: there is no actor.")
    said, unsure, missing = [], [], []
    for actor, table in tables.items():
        statement = describe_tone_gap(table, toward=actor)
        first = table.iloc[0]
        if math.isnan(first["estimate"]):
            missing.append(place_name(actor))
        elif first["holds"] == "yes":
            said.append(statement)
        else:
            bounds = "" if math.isnan(first["low"]) else f" {_bounds(first['low'], first['high'])}"
            unsure.append(f"{place_name(actor)} ({_plain(first['estimate'])}{bounds})")
    first = next(iter(tables.values())).iloc[0]
    a, b = _sides(first)
    if unsure:
        most = max(len(unsure), 1)
        between = "" if said else f" between {a} and {b} in the tone"
        method = "" if said else f" by the {group_name(first['specification'])}"
        few = "" if said else _say_few(first)
        said.append(
            f"No difference can be told{between} toward {join_names(unsure, most)}{method}"
            f" ({a} minus {b})."
        )
        said += [few] if few else []
    if missing:
        said.append(f"Toward {join_names(missing, len(missing))} they cannot be compared.")
    if len(tables) > 1:
        said.append(f"{len(tables)} actors were looked at.")
    return " ".join(said)


def _plain(value: float) -> str:
    return write_number(value, value, 2).replace("-", "−")


def _bounds(low: float, high: float) -> str:
    return f"[{write_number(low, 1, 2)}, {write_number(high, 1, 2)}]".replace("-", "−")


def _fetch(
    tone: pd.DataFrame, articles: pd.DataFrame | None, wanted: Sequence[str]
) -> pd.DataFrame:
    if articles is None:
        require_columns(tone, wanted, "tone_specifications")
        return tone
    more = ["duplicate_of"] if "duplicate_of" in articles else []
    return add_facts(tone, articles, [*wanted, *more])


def _choices(
    rows: pd.DataFrame, own_voice: pd.DataFrame | None, main: str, articles: pd.DataFrame | None,
    wanted: Sequence[str],
) -> dict[str, pd.DataFrame]:  # fmt: skip
    choices = {}
    if own_voice is not None:
        own = _fetch(own_voice, articles, wanted)
        choices[OWN_VOICE] = own[own["method"] == main] if "method" in own else own
    elif "in_quotation" in rows and rows["in_quotation"].any():
        choices[OWN_VOICE] = rows[~rows["in_quotation"].astype(bool)]
    if "duplicate_of" in rows and rows["duplicate_of"].notna().any():
        choices[NO_COPIES] = rows[rows["duplicate_of"].isna()]
    return choices


def _sides(row: Mapping) -> tuple[str, str]:
    noun = plural_noun(row["cluster"].split(" × ")[0])
    return f"{name_press(row['a'])} {noun}", f"{name_press(row['b'])} {noun}"


def _say_finding(row: Mapping, toward: str | None, digits: int) -> str:
    a, b = _sides(row)
    aim = f" toward {place_name(toward)}" if toward else ""
    estimate, low, high = row["estimate"], row["low"], row["high"]
    if math.isnan(estimate):
        return f"{a} and {b} cannot be compared in their tone{aim}."

    def write(value: float) -> str:
        return write_number(value, estimate, digits).replace("-", "−")

    method = f" ({group_name(row['specification'])})"
    if math.isnan(low):
        bounds = " without an interval"
    else:
        ends = (-high, -low) if estimate < 0 else (low, high)
        bounds = f" [{write(ends[0])}, {write(ends[1])}]"
    direction = "negative" if estimate < 0 else "positive"
    if abs(estimate) < SMALLEST:
        return f"{a} and {b} have the same mean tone{aim}: difference {write(0.0)}{bounds}{method}"
    if math.isnan(low) or low > 0 or high < 0:
        size = write(abs(estimate))
        return f"{a} are more {direction}{aim} than {b} by {size}{bounds}{method}"
    bounds = f" [{write(low)}, {write(high)}]"
    return (
        f"The data do not tell whether {a} are more negative or more positive{aim} than {b}: "
        f"difference {write(estimate)}{bounds}{method}"
    )


def _say_methods(table: pd.DataFrame, first: Mapping) -> str:
    methods = table[table["kind"] == METHOD]
    if len(methods) < 2:
        return "no second method was used"
    if abs(first["estimate"]) < SMALLEST:
        same = int((methods["estimate"].abs() < SMALLEST).sum())
        return f"the same in {same} of {len(methods)} methods"
    if first["holds"] == "yes":
        text = f"holds in {int((methods['holds'] == 'yes').sum())} of {len(methods)} methods"
    else:
        text = (
            f"the sign is the same in {int(methods['same_sign'].sum())} of {len(methods)} methods"
        )
    turned = _turned(methods, first["estimate"])
    return text + (f", and turns with {' and '.join(turned)}" if turned else "")


def _turned(rows: pd.DataFrame, estimate: float) -> list[str]:
    """Return the names of the rows that have the other sign."""
    opposite = rows["estimate"] * np.sign(estimate) < -SMALLEST
    return [group_name(name) for name in rows.loc[opposite, "specification"]]


def _say_choices(table: pd.DataFrame, first: Mapping) -> str:
    choices = table[(table["kind"] != METHOD) & table["estimate"].notna()]
    if choices.empty or abs(first["estimate"]) < SMALLEST:
        return ""
    n = len(choices)
    checks = f"{n} further check" + ("" if n == 1 else "s")
    n_sign, n_sure = int(choices["same_sign"].sum()), int((choices["holds"] == "yes").sum())
    turned = _turned(choices, first["estimate"])
    return (
        f"With the same method the sign stays in {n_sign} of {checks}, and the interval leaves out "
        f"zero in {n_sure}" + (f"; it turns: {', '.join(turned)}" if turned else "") + "."
    )


def _say_few(row: Mapping) -> str:
    n_a, n_b = int(row["n_clusters_a"]), int(row["n_clusters_b"])
    if min(n_a, n_b) >= FEW_CLUSTERS:
        return ""
    few = f"With {count_pair(n_a, n_b, row['cluster'])}"
    if math.isnan(row["low"]):
        return f"{few} no interval can be given."
    return f"{few} there are too few to rely on the interval."
