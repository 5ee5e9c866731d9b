"""Findings of framing in sentences that can be read alone, written from numbers and nothing else.

Many frames, names and words are compared at once, so that the largest difference is large by
selection. Each sentence names the size of that family and says what is left of it after the
correction for so many tests (Benjamini & Hochberg 1995, JRSS B 57(1), 289-300); where nothing is,
it says that no difference can be told.
"""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.charts.describe import format_number, join_names, value_name
from helpers.scope import name_press
from helpers.stats.describe import write_number
from helpers.stats.schema import FEW_CLUSTERS, count_noun, count_pair, plural_noun, require_columns

__all__ = ["describe_frame_gaps", "describe_key_words", "describe_rival_names"]

SURE = 0.05
MOST_NAMES = 3


def describe_frame_gaps(
    press: pd.DataFrame, event: pd.DataFrame | None = None, checks: pd.DataFrame | None = None, *,
    unit: str = "weighted hits per 100 words",
) -> str:  # fmt: skip
    """Say which frame differs most between two presses, how sure that is, and whether it holds.

    Parameters
    ----------
    press : pandas.DataFrame
        Of `helpers.stats.compare` within "frame", one row a frame; what is drawn as a whole are
        outlets (or articles).
    event : pandas.DataFrame, optional
        The same of the events that both told, drawn as a whole.
    checks : pandas.DataFrame, optional
        Of `helpers.stats.stack_specifications` by "frame".
    unit : str
        What the estimates are.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If a column is missing.
    """
    needed = ["frame", "estimate_a", "estimate_b", "difference", "low", "high", "q_value", "a",
              "b", "cluster", "n_articles_a", "n_articles_b", "n_clusters_a",
              "n_clusters_b"]  # fmt: skip
    require_columns(press, needed, "describe_frame_gaps")
    known = press[press["difference"].notna()]
    if known.empty:
        return "Frames: no difference can be told, since no frame can be compared."
    row = known.loc[known["difference"].abs().idxmax()]
    frame = value_name(row["frame"], "frame")
    sides = f"{name_press(row['a'])} and {name_press(row['b'])} {_plural(row['cluster'])}"
    parts = [
        f"Frames: the largest of {_differences(len(known))} between {sides} is on {frame}, "
        f"{_write(row['estimate_a'])} against {_write(row['estimate_b'])} {unit}: "
        f"{_say_difference(row)}; {_say_basis(row)}.",
        _say_sure(known, "frame"),
    ]
    if event is not None:
        own = event[(event["frame"] == row["frame"]) & event["difference"].notna()]
        parts += [_say_event(own.iloc[0], event)] if len(own) else []
    if checks is not None:
        parts.append(_say_checks(checks[checks["frame"] == row["frame"]]))
    return " ".join(filter(None, parts))


def describe_rival_names(contrasts: pd.DataFrame, *, least_uses: int = 5) -> str:
    """Say which rival name two presses differ on most, and how sure that is.

    Parameters
    ----------
    contrasts : pandas.DataFrame
        Of `wording_contrasts`.
    least_uses : int
        The largest difference is looked for among concepts that each press names so often.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If a column is missing.
    """
    needed = ["concept", "term", "difference", "low", "high", "q_value", "a", "b", "cluster",
              "n_units_a", "n_units_b", "n_hits_a", "n_hits_b", "n_clusters_a",
              "n_clusters_b"]  # fmt: skip
    require_columns(contrasts, needed, "describe_rival_names")
    known = contrasts[contrasts["difference"].notna()]
    often = known[known[["n_units_a", "n_units_b"]].min(axis="columns") >= least_uses]
    if often.empty:
        return (
            "Rival names: no difference can be told, since nothing is named at least "
            f"{least_uses:,} times by each press."
        )
    row = often.loc[often["difference"].abs().idxmax()]
    a, b = (f"{name_press(row[side])} {_plural(row['cluster'])}" for side in ("a", "b"))
    return (
        f"Rival names: of what each press names at least {least_uses:,} times, the largest "
        f"difference is on “{row['term']}” ({row['concept']}), {row['n_hits_a']:,.0f} of "
        f"{row['n_units_a']:,.0f} uses in {a} and {row['n_hits_b']:,.0f} of "
        f"{row['n_units_b']:,.0f} in {b}: {_say_difference(row)}; "
        f"{count_pair(row['n_clusters_a'], row['n_clusters_b'], row['cluster'])}. "
        + _say_sure(known, "term")
    )


def describe_key_words(words: pd.DataFrame, *, a: str = "US", b: str = "RU") -> str:
    """Say whether any word sets two presses apart beyond chance, and which come first.

    Parameters
    ----------
    words : pandas.DataFrame
        Of `compare_words`, with its test.
    a, b : str
        The two groups.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If a column is missing.
    """
    needed = ["word", "z", "q_value", "count_a", "count_b", "cluster", "n_clusters_a",
              "n_clusters_b"]  # fmt: skip
    require_columns(words, needed, "describe_key_words")
    if words.empty:
        return "Words: no difference can be told, since no word is frequent enough."
    ranked = words.sort_values("z", ascending=False, kind="stable")
    first, last = ranked.iloc[0], ranked.iloc[-1]
    noun = _plural(first["cluster"])
    ends = [
        f"“{row['word']}” in {name_press(name)} {noun} ({row['count_a']:,} against "
        f"{row['count_b']:,} uses)"
        for row, name, fits in ((first, a, first["z"] > 0), (last, b, last["z"] < 0))
        if fits
    ]
    basis = count_pair(first["n_clusters_a"], first["n_clusters_b"], first["cluster"])
    return (
        f"Words: {len(words):,} words and sequences were compared ({basis}); the most typical are "
        f"{' and '.join(ends)}. {_say_sure(words, 'word')}"
    )


def _plural(cluster: str) -> str:
    """Return what is compared: outlets, or articles where outlets are not known."""
    return plural_noun(cluster) if cluster == "outlet" else "articles"


def _write(value: float) -> str:
    return format_number(value, 2)


def _differences(number: int) -> str:
    return f"{number:,} differences" if number > 1 else "one difference"


def _say_difference(row: Mapping) -> str:
    def write(value: float) -> str:
        return write_number(value, row["difference"], 2).replace("-", "−")

    if math.isnan(row["low"]):
        return f"difference {write(row['difference'])}, no interval"
    level = f"{row['level'] * 100:g} %" if "level" in row else "95 %"
    bounds = f"{write(row['low'])} to {write(row['high'])}"
    return f"difference {write(row['difference'])}, {level} interval {bounds}"


def _say_basis(row: Mapping) -> str:
    articles = count_pair(row["n_articles_a"], row["n_articles_b"], "article_id")
    if row["cluster"] == "article_id":
        return articles
    return f"{articles} of {count_pair(row['n_clusters_a'], row['n_clusters_b'], row['cluster'])}"


def _say_sure(family: pd.DataFrame, column: str) -> str:
    """Say which of a family stand after the correction for so many tests."""
    tested = family[family["q_value"].notna()]
    if tested.empty:
        return "No difference between the two can be told: nothing could be tested."
    n = f"{len(tested):,} test{'s' if len(tested) > 1 else ''}"
    sure = tested[tested["q_value"] < SURE].sort_values("q_value", kind="stable")
    if len(sure):
        names = join_names(_names(sure[column], column), most=MOST_NAMES)
        return f"Corrected for {n}, q is below .05 for {names}."
    text = (
        f"No difference between the two can be told: corrected for {n}, the smallest q is "
        f"{_write(tested['q_value'].min())}"
    )
    few = tested[["n_clusters_a", "n_clusters_b"]].min(axis=None)
    least = tested["smallest_p"].min() if "smallest_p" in tested else 0.0
    if few < FEW_CLUSTERS and least * len(tested) > SURE:
        text += (
            f", and with so few {_plural(tested['cluster'].iloc[0])} no p-value can be below "
            f"{format_number(least, 3)}"
        )
    return f"{text}."


def _names(values: Sequence[str], column: str) -> list[str]:
    if column == "frame":
        return [value_name(value, column) for value in values]
    return [f"“{value}”" for value in values]


def _say_event(row: Mapping, family: pd.DataFrame) -> str:
    n_events = min(row["n_clusters_a"], row["n_clusters_b"])
    where = f"Within the {count_noun(int(n_events), 'event')} that both told"
    sure = row["q_value"] < SURE
    told = "these outlets differ" if sure else "no difference of these outlets can be told"
    text = f"{where} {told}: {_say_difference(row)}"
    if math.isnan(row["q_value"]):
        return f"{text}."
    q_value = "q < .001" if row["q_value"] < 0.001 else f"q = {format_number(row['q_value'], 3)}"
    return f"{text} ({q_value}, corrected for {family['q_value'].notna().sum():,} tests)."


def _say_checks(checks: pd.DataFrame) -> str:
    others = checks.iloc[1:]
    known = others[others["holds"] != "unknown"]
    if known.empty:
        return ""
    same = int(known["same_sign"].sum())
    return (
        f"The sign holds in {same:,} of {len(known):,} other checks, and the interval leaves out "
        f"zero in {int((known['holds'] == 'yes').sum()):,}."
    )
