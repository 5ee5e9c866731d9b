"""How sure the results of a report are, as far as it can tell.

Comparisons are counted in the tables that the report holds. Whether a measure is validated on this
corpus is said as its charts say it: from the card or the codes that lie beside the corpus.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.corpus import Corpus
from helpers.report.bundle import Bundle
from helpers.report.methods_facts import Facts
from helpers.report.notebooks import CorpusPath
from helpers.report.run import RunResult
from helpers.scope import name_press
from helpers.stats.schema import FEW_CLUSTERS
from helpers.validation import NOT_VALIDATED, find_cards

COMPARISON = ("difference", "low", "high")
SIGNIFICANT = 0.05
# What can be validated on a corpus: the function that measures, as a reader knows it, its cards.
VALIDATED = (
    ("score_sentiment", "Tone of articles", "tone", ("textblob", "vader")),
    ("score_targets", "Tone toward actors", "targets", ("news",)),
    ("find_quotations", "Quotations and speakers", "quotations", ("rules",)),
    ("score_frames", "Frames", "frames", ("word lists",)),
)


@dataclass(frozen=True)
class Confidence:
    """How sure the results are, as far as the run can tell.

    Attributes
    ----------
    sides : str
        How many outlets and articles stand on each side.
    reminder : str
        What few outlets mean; "" where there are enough.
    comparisons : list of list of str
        One row a notebook: title, comparisons, intervals without zero, q below .05.
    cards : list of list of str
        One row a measure: its name, and whether it is validated on this corpus.
    """

    sides: str
    reminder: str
    comparisons: list[list[str]]
    cards: list[list[str]]


def describe_confidence(
    corpus: CorpusPath, loaded: Corpus, runs: Sequence[RunResult], bundle: Bundle
) -> Confidence:
    """Collect what the run can tell of how sure its results are."""
    facts = Facts(loaded, runs)
    return Confidence(
        sides=_describe_sides(facts),
        reminder=_remind_of_few(facts),
        comparisons=count_comparisons(runs, bundle),
        cards=list_cards(corpus, facts),
    )


def count_comparisons(runs: Sequence[RunResult], bundle: Bundle) -> list[list[str]]:
    """Count the comparisons in the kept tables of each notebook.

    A comparison is a row with a difference and its interval. The same row in a chart and in the
    table below it counts once; of q values only those that a table has count.
    """
    rows = []
    for run in runs:
        tables = [
            table
            for entry in bundle.entries
            if entry.notebook == run.name
            for name in entry.files
            if name.endswith(".csv")
            and (table := _read_comparisons(bundle.files[name])) is not None
        ]
        if not tables:
            continue
        keys = [key for table in tables for key in _keys(table)]
        values = pd.concat(tables, ignore_index=True).assign(key=keys)
        # A table with q values tells more of a row than one without.
        values = values.sort_values("q_value", kind="stable").drop_duplicates("key")
        sure = ((values["low"] > 0) | (values["high"] < 0)).sum()
        tested = values["q_value"].notna()
        small = (values["q_value"] < SIGNIFICANT).sum()
        rows.append(
            [
                run.title,
                f"{len(values):,}",
                f"{sure:,}",
                f"{small:,} of {tested.sum():,}" if tested.any() else "not corrected",
            ]
        )
    return rows


def list_cards(corpus: CorpusPath, facts: Facts) -> list[list[str]]:
    """Return for each measure that ran whether it is validated on this corpus."""
    rows = []
    for function, name, measure, methods in VALIDATED:
        if not facts.did(function):
            continue
        try:
            cards = find_cards(corpus, measure, methods, loaded=facts.loaded, seed=facts.seed)
            notes = [card.note() for card in cards.values() if card is not None]
        except ValueError as error:  # a file beside the corpus that is neither card nor codes
            notes = [f"What lies beside the corpus cannot be read: {error}"]
        rows.append([name, " ".join(dict.fromkeys(notes)) or NOT_VALIDATED])
    return rows


def _describe_sides(facts: Facts) -> str:
    if not facts.scope.can_compare:
        return facts.scope.why_not
    articles = facts.measured
    told = []
    for group in facts.groups:
        own = articles[articles["country"] == group]
        n_outlets = own["outlet"].nunique()
        told.append(
            f"{len(own):,} {'article' if len(own) == 1 else 'articles'} of {n_outlets:,} "
            f"{name_press(group)} {'outlet' if n_outlets == 1 else 'outlets'}"
        )
    return f"Comparisons of presses rest on {' and '.join(told)}."


def _remind_of_few(facts: Facts) -> str:
    if not facts.scope.can_compare:
        return ""
    outlets = facts.measured.groupby("country", observed=True)["outlet"].nunique()
    if all(outlets.get(group, 0) >= FEW_CLUSTERS for group in facts.groups):
        return ""
    return (
        f"That is fewer than {FEW_CLUSTERS} outlets on a side: what is said below holds for these "
        "outlets, and is a hint at most for the press of a country."
    )


def _read_comparisons(content: bytes) -> pd.DataFrame | None:
    """Return the rows of a table that compare, or None if it holds none."""
    try:
        table = pd.read_csv(io.BytesIO(content), encoding="utf-8-sig", low_memory=False)
    except (ValueError, pd.errors.ParserError):  # empty, or no table
        return None
    if not set(COMPARISON) <= set(table.columns):
        return None
    if "q_value" not in table:
        table["q_value"] = float("nan")
    numbers = [*COMPARISON, "q_value"]
    table[numbers] = table[numbers].apply(pd.to_numeric, errors="coerce")
    known = table[list(COMPARISON)].notna().all(axis=1)
    return table.loc[known, numbers] if known.any() else None


def _keys(table: pd.DataFrame) -> list[tuple[float, ...]]:
    return [
        tuple(round(value, 9) for value in row)
        for row in table[list(COMPARISON)].itertuples(index=False)
    ]
