"""Cards made from codes that lie beside a corpus, where no card was kept.

A corpus that comes with codes (``adjudicated.csv``, ``coder_a.csv`` and ``coder_b.csv``; for rival
names ``wording.csv``) has been validated, whether or not somebody has saved a card for it. The
figures are then those of the coded articles, unweighted.
"""

from pathlib import Path

import pandas as pd

from helpers.corpus import Corpus
from helpers.measures.wording_scores import ALL
from helpers.stats.reliability import coder_agreement
from helpers.stats.schema import require_columns
from helpers.validation.cards import MeasureCard, find_card
from helpers.validation.protocols import KEY_OF, UnitTable, hold_against
from helpers.validation.scoring import make_card, mark_corpus
from helpers.validation.sheets import ID
from helpers.validation.variables import coding_variables

__all__ = ["card_beside", "wording_card"]

SHEETS = ("adjudicated", "coder_a", "coder_b")
NOT_WEIGHTED = "The figures describe the coded articles and are not weighted for the corpus."


def card_beside(
    corpus: str | Path, loaded: Corpus, measure: str, method: str, units: UnitTable, *,
    seed: int = 0,
) -> MeasureCard | None:  # fmt: skip
    """Find the card of a measure of articles, or make it from the codes beside the corpus.

    Parameters
    ----------
    corpus : str or pathlib.Path
        As it was given to `load_corpus`.
    loaded : Corpus
        What that returned.
    measure, method : str
        Of the card: "frames" by "word lists", "tone" by "vader".
    units : UnitTable
        What the measure says of each article: `frame_units`, `tone_units`.
    seed : int
        Of the bootstrap.

    Returns
    -------
    MeasureCard or None
        A card that was kept goes before one made here; None where nobody coded these articles.
    """
    kept = find_card(corpus, measure, method, articles=loaded.articles)
    if kept is not None:
        return kept
    paths = {name: loaded.beside(f"{name}.csv") for name in SHEETS}
    if not all(paths.values()):
        return None
    sheets = {name: pd.read_csv(path).assign(coder=name) for name, path in paths.items()}
    variables = [one for one in coding_variables(measure) if one.numeric]
    asked = {one.name: one.scale for one in variables}
    if not all({"article_id", *asked} <= set(sheet.columns) for sheet in sheets.values()):
        return None
    known = set(units.units["article_id"]) & set(sheets["adjudicated"]["article_id"])
    if not known:
        return None
    own = [name for name in units.units.columns if name != "article_id"]
    key = units.units.rename(columns={name: KEY_OF + name for name in own})
    codes, key = (table.assign(**{ID: table["article_id"]}) for table in (sheets[SHEETS[0]], key))
    found = hold_against(measure, codes, key, weighted=False, seed=seed)
    if method not in found:
        return None
    figures, limits = found[method]
    both = pd.concat([sheets[name] for name in SHEETS[1:]])
    return make_card(
        figures, measure=measure, method=method, corpus=mark_corpus(corpus, loaded.articles),
        agreement=coder_agreement(both, asked, seed=seed), limits=(*limits, NOT_WEIGHTED),
    )  # fmt: skip


def wording_card(
    corpus: str | Path, loaded: Corpus, scores: pd.DataFrame | None
) -> MeasureCard | None:
    """Find the card of rival names, or make it from the places that readers marked.

    Parameters
    ----------
    corpus : str or pathlib.Path
        As it was given to `load_corpus`.
    loaded : Corpus
        What that returned.
    scores : pandas.DataFrame or None
        Of `score_wording`; None where nobody marked places.

    Returns
    -------
    MeasureCard or None
    """
    kept = find_card(corpus, "rival names", "word list", articles=loaded.articles)
    if kept is not None or scores is None:
        return kept
    require_columns(scores, ["concept", "f1", "f1_low", "f1_high", "n_gold"], "wording_card")
    row = scores[scores["concept"] == ALL].iloc[0]
    figures = pd.DataFrame(
        {
            "variable": ["places"], "code": ["(all)"], "measure": ["F1"], "estimate": [row["f1"]],
            "low": [row["f1_low"]], "high": [row["f1_high"]], "n_articles": [row["n_articles"]],
            "n_units": [row["n_gold"]], "note": [pd.NA],
        }
    )  # fmt: skip
    return make_card(
        figures, measure="rival names", method="word list", unit="place", coders=0,
        corpus=mark_corpus(corpus, loaded.articles),
    )  # fmt: skip
