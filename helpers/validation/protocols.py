"""How each measure is validated: what its units are, and which codes answer to which column.

Tone is held against the sign of the coders' codes and correlated with them; a frame against its
presence; a quotation is judged as it was found, so that its figures are shares of what is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from helpers import measures
from helpers.corpus import Corpus
from helpers.stats.schema import require_columns
from helpers.validation.scoring import tone_of_score, validate_measure
from helpers.validation.variables import AFFILIATIONS, MEASURES, NOT_ONE

__all__ = ["UnitTable", "frame_units", "hold_against", "measure_units", "quotation_units",
           "target_units", "tone_units"]  # fmt: skip

POLARITY, LABEL, PRESENT, NO_FRAME = "polarity_", "label_", "present_", "(none)"
KEY_OF = "measured_"
NEUTRAL_BAND = "Signs of tone: scores between -0.05 and 0.05 count as neutral."
NO_RECALL = (
    "Only quotations that were found can be drawn: how many were missed (recall) is not known."
)


@dataclass(frozen=True)
class UnitTable:
    """All units of a corpus with what a measure says of them.

    Attributes
    ----------
    units : pandas.DataFrame
        For `draw_sample`.
    score : str
        Column by which strata are made.
    about : str or None
        Column that coders must see.
    unit : str
        What a unit is, in the singular.
    """

    units: pd.DataFrame
    score: str
    about: str | None
    unit: str


def measure_units(
    measure: str, corpus: Corpus, articles: pd.DataFrame, *, methods: Sequence[str] = (),
    progress: bool = False,
) -> UnitTable:  # fmt: skip
    """Run a measure over the articles and return its units.

    Parameters
    ----------
    measure : str
        "tone", "targets", "frames" or "quotations".
    corpus : Corpus
        For the registers of people and institutions that lie beside it.
    articles : pandas.DataFrame
        The articles to draw from.
    methods : sequence of str
        Of tone: which methods; the first one makes the strata. Default: all three.
    progress : bool
        Show a progress bar.

    Returns
    -------
    UnitTable

    Raises
    ------
    ValueError
        If there is no such measure or method.
    """
    if measure == "tone":
        methods = list(methods) or ["textblob", "vader", "news"]
        scores = measures.score_sentiment(articles, methods=methods, progress=progress)
        return tone_units(scores, methods[0])
    if measure == "frames":
        return frame_units(measures.code_frames(articles, progress=progress))
    if measure == "quotations":
        register = {name: corpus.beside(f"{name}.csv") for name in ("people", "institutions")}
        found = measures.find_quotations(articles, **register, progress=progress)
        return quotation_units(measures.share_affiliations(found))
    if measure == "targets":
        return target_units(measures.score_targets(articles, progress=progress))
    raise ValueError(f"No measure {measure!r} can be validated; there is: {', '.join(MEASURES)}.")


def tone_units(scores: pd.DataFrame, first: str | None = None) -> UnitTable:
    """Return articles with one column of polarity a method.

    Parameters
    ----------
    scores : pandas.DataFrame
        Result of `score_sentiment` for articles: article_id, method, polarity. Never changed.
    first : str, optional
        The method that makes the strata. Default: the first in the table.
    """
    require_columns(scores, ["article_id", "method", "polarity"], "tone_units")
    methods = list(dict.fromkeys(scores["method"]))
    tables = [
        scores.loc[scores["method"] == method].set_index("article_id")["polarity"]
        for method in methods
    ]
    wide = pd.concat(tables, axis="columns", keys=[POLARITY + method for method in methods])
    return UnitTable(wide.reset_index(), POLARITY + (first or methods[0]), None, "article")


def target_units(targets: pd.DataFrame) -> UnitTable:
    """Return mentions of actors with their tone and label.

    Parameters
    ----------
    targets : pandas.DataFrame
        Result of `score_targets`: article_id, actor (str), start, end (int64, of the mention),
        tone (float64), label (int64), method (str). Never changed.
    """
    needed = ["article_id", "actor", "start", "end", "tone", "label", "method"]
    require_columns(targets, needed, "target_units")
    method = str(targets["method"].iloc[0]) if len(targets) else "news"
    units = targets[needed[:-1]].reset_index(drop=True)
    units = units.rename(columns={"tone": POLARITY + method, "label": LABEL + method})
    return UnitTable(units, POLARITY + method, "actor", "sentence")


def frame_units(coded: pd.DataFrame) -> UnitTable:
    """Return articles with one column of presence a frame.

    Strata are made by the rarest frame that an article has, so that rare frames are in the sample.

    Parameters
    ----------
    coded : pandas.DataFrame
        Result of `code_frames`: article_id, frame (str), present (bool). Never changed.
    """
    require_columns(coded, ["article_id", "frame", "present"], "frame_units")
    frames = list(dict.fromkeys(coded["frame"]))
    tables = [
        coded.loc[coded["frame"] == frame].set_index("article_id")["present"] for frame in frames
    ]
    wide = pd.concat(tables, axis="columns", keys=[PRESENT + frame for frame in frames])
    rarest = pd.Series(NO_FRAME, index=wide.index, dtype="str")
    for name in wide.sum().sort_values(ascending=False, kind="stable").index:
        rarest = rarest.mask(wide[name], name.removeprefix(PRESENT))
    units = wide.assign(rarest_frame=rarest).reset_index()
    return UnitTable(units, "rarest_frame", None, "article")


def quotation_units(quotations: pd.DataFrame) -> UnitTable:
    """Return quotations with the speaker, affiliation and role that were found.

    Parameters
    ----------
    quotations : pandas.DataFrame
        Result of `find_quotations`. Never changed.
    """
    needed = ["article_id", "pieces", "start", "end", "kind", "speaker", "speaker_name",
              "affiliation", "role"]  # fmt: skip
    require_columns(quotations, needed, "quotation_units")
    units = quotations[needed].drop(columns="speaker").reset_index(drop=True)
    words = quotations["speaker"].reset_index(drop=True)
    shown = units["speaker_name"].fillna(words)
    return UnitTable(units.assign(speaker_name=shown), "kind", "speaker_name", "quotation")


def hold_against(
    measure: str, adjudicated: pd.DataFrame, key: pd.DataFrame, *, weighted: bool = True,
    cluster: str = "article_id", seed: int = 0, n_resamples: int = 1000,
) -> dict[str, tuple[pd.DataFrame, tuple[str, ...]]]:  # fmt: skip
    """Hold what a measure said of a sample against the adjudicated codes.

    Parameters
    ----------
    measure : str
        "tone", "targets", "frames" or "quotations".
    adjudicated : pandas.DataFrame
        `Adjudicated.codes`. Never changed.
    key : pandas.DataFrame
        Result of `read_key`, or of `draw_sample`. Never changed.
    weighted : bool
        Whether figures shall speak for the corpus; else they speak for the sample.
    cluster : str
        "article_id" or "outlet".
    seed, n_resamples
        Of the bootstrap.

    Returns
    -------
    dict of str to (pandas.DataFrame, tuple of str)
        By method: the figures (`validate_measure`) and what they do not say.

    Raises
    ------
    ValueError
        If there is no such measure, a column is missing, or nothing was coded.
    """
    options = {"weight": "weight" if weighted else None, "cluster": cluster, "seed": seed,
               "n_resamples": n_resamples}  # fmt: skip
    if measure in ("tone", "targets"):
        return _hold_tone(measure, adjudicated, key, options)
    if measure == "frames":
        return {"word lists": (_hold_frames(adjudicated, key, options), ())}
    if measure == "quotations":
        return {"rules": (_hold_quotations(adjudicated, key, options), (NO_RECALL,))}
    raise ValueError(f"No measure {measure!r} can be validated; there is: {', '.join(MEASURES)}.")


def _hold_tone(measure: str, codes: pd.DataFrame, key: pd.DataFrame, options: dict) -> dict:
    gold = "tone" if measure == "tone" else "tone_toward"
    require_columns(codes, [gold], "hold_against (adjudicated)")
    sign = f"{gold} (sign)"
    codes = codes.assign(**{sign: tone_of_score(codes[gold])})
    found = {}
    for name in key.columns:
        if not name.startswith(KEY_OF + POLARITY):
            continue
        method = name.removeprefix(KEY_OF + POLARITY)
        label = KEY_OF + LABEL + method
        own = label in key.columns  # a measure that gives labels is held against them
        signs = key.assign(**{"sign, measured": key[label] if own else tone_of_score(key[name])})
        figures = validate_measure(
            codes, signs, codes={sign: "sign, measured"}, scores={gold: name}, **options
        )
        found[method] = figures, () if own else (NEUTRAL_BAND,)
    if not found:
        raise ValueError("hold_against: the key has no polarity of any method.")
    return found


def _hold_frames(codes: pd.DataFrame, key: pd.DataFrame, options: dict) -> pd.DataFrame:
    frames = [name for name in codes.columns if KEY_OF + PRESENT + name in key.columns]
    if not frames:
        raise ValueError("hold_against: no coded frame is in the key.")
    yes_no = {True: "present", False: "absent"}
    codes = codes.assign(
        **{name: (codes[name] >= 1).map(yes_no).where(codes[name].notna()) for name in frames}
    )
    said = {f"{name}, measured": key[KEY_OF + PRESENT + name].map(yes_no) for name in frames}
    pairs = {name: f"{name}, measured" for name in frames}
    return validate_measure(codes, key.assign(**said), codes=pairs, **options)


def _hold_quotations(codes: pd.DataFrame, key: pd.DataFrame, options: dict) -> pd.DataFrame:
    needed = ["is_quotation", "speaker_right", "affiliation", "role"]
    require_columns(codes, needed, "hold_against (adjudicated)")
    # of what is no quotation nobody can say who speaks
    one = codes["is_quotation"].eq("yes").fillna(False).astype(bool)
    judged = codes.assign(
        **{name: codes[name].where(one & codes[name].ne(NOT_ONE)) for name in needed[1:]}
    )
    listed = key[KEY_OF + "affiliation"]
    listed = listed.where(listed.isna() | listed.isin(AFFILIATIONS), "other").fillna("none")
    said = key.assign(**{"yes, measured": "yes", "affiliation, measured": listed,
                         "role, measured": key[KEY_OF + "role"].fillna("none")})  # fmt: skip
    pairs = {"is_quotation": "yes, measured", "speaker_right": "yes, measured",
             "affiliation": "affiliation, measured", "role": "role, measured"}  # fmt: skip
    return validate_measure(judged, said, shares=pairs, **options)
