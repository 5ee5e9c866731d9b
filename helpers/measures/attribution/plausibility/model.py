"""Reject what looks like an attribution and most likely is none.

The patterns find a cue, a subject and words; now and then the cue is a noun, the subject stands in
another clause, or nothing was said. A logistic regression on features that can be read, trained on
PolNeAR (Newell, Margolin & Ruths 2018, "An attribution relations corpus for political news", LREC),
gives the probability that a reader would see an attribution by this speaker here. It only takes
away, and never a quotation of six words in quotation marks. See MODEL_CARD.md.
"""

from functools import cache
from importlib import resources
from itertools import repeat
from math import log

import pandas as pd

from helpers.measures.attribution.contents import Attribution, quotations_of, quote_words
from helpers.measures.attribution.plausibility.features import (
    HEADLINE,
    is_headline,
    list_near_features,
)
from helpers.measures.attribution.reading import Reading, Sentence
from helpers.measures.attribution.subjects import ANSWERED

__all__ = ["ALWAYS", "LEAST_PROBABILITY", "is_plausible", "log_odds"]

LEAST_PROBABILITY = 0.5
LEAST_LOG_ODDS = log(LEAST_PROBABILITY / (1 - LEAST_PROBABILITY))
ENOUGH_WORDS = 6  # in quotation marks: somebody's words whoever the model thinks spoke
# Requests are speech in our codebook and often none in PolNeAR's: the model has no say.
ALWAYS = frozenset(["ask"])
# Patterns that PolNeAR has seldom, and that are strict enough to stand without the model: in her
# view, was accused by Roe, puts it at 2.3 kilometers, termed it “rash”.
ROLES = frozenset(["view", "passive"])
SAID_THAT = ("finite", "speech")  # role and level before a clause with "that"
FIGURES = frozenset(["put", "estimate", "give", "report"])
# With quotation marks: termed it “rash”, the note reads “none”.
VERDICTS = frozenset(["term", "pronounce", "deem", "label", "brand", "dub", "style", "put", "read"])


def is_plausible(reading: Reading, attribution: Attribution, sentence: Sentence) -> bool:
    """Tell whether an attribution may stand.

    Parameters
    ----------
    reading : Reading
        The article.
    attribution : Attribution
        One that the patterns accept.
    sentence : Sentence
        The one that its cue stands in.

    Returns
    -------
    bool
        False if the model finds it improbable.
    """
    if not attribution.pieces or attribution.speaker is None:
        return True
    if attribution.info.lemma in ALWAYS or _is_long_quotation(reading, attribution):
        return True
    if _is_strict(reading, attribution):
        return True
    if reading.word[attribution.cue - 1] == "as" and attribution.role == "participle":
        return True  # the agency quoted Roe as saying: the newspapers it has read seldom write so
    odds = log_odds(list_near_features(reading, attribution, sentence))
    headline = _coefficients().get(HEADLINE, 0.0)
    if (odds >= LEAST_LOG_ODDS) != (odds + headline >= LEAST_LOG_ODDS):
        odds += headline if is_headline(reading, sentence) else 0
    return odds >= LEAST_LOG_ODDS


def log_odds(features: list[str]) -> float:
    """Add up the coefficients of features; those that the model does not know count nothing."""
    known = _coefficients()
    return known["(constant)"] + sum(map(known.get, features, repeat(0.0)))


@cache
def _coefficients() -> dict[str, float]:
    path = resources.files("helpers.measures.attribution.plausibility") / "coefficients.csv"
    with path.open(encoding="utf-8") as file:
        table = pd.read_csv(file, keep_default_na=False)
    return dict(zip(table["feature"], table["coefficient"].astype(float), strict=True))


def _is_strict(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether the pattern leaves no doubt.

    Somebody puts a figure or a judgement in quotation marks, is the agent of a passive, or says
    that something is so.
    """
    if attribution.role in ROLES:
        return True
    before = attribution.speaker[0] - 1
    if before > 0 and reading.word[before] in ANSWERED and attribution.order == "before":
        return True  # a claim Roe denied
    told = attribution.role == "noun" or (attribution.role, attribution.info.level) == SAID_THAT
    if told and reading.word[attribution.pieces[0][0]] == "that":
        return True  # his claim that it was late, Roe vowed that it would be late
    lemma, (low, high) = attribution.info.lemma, attribution.pieces[-1]
    if lemma == "say" and attribution.role == "finite" and attribution.order == "before":
        begin = min(attribution.cue, attribution.speaker[0])
        return high == begin and reading.kind[high - 1] == "Q"  # “…,” Roe said of the plan
    if lemma == "confirm" and high - low == 1 and attribution.role == "finite":
        return True  # confirms receipt
    if lemma in FIGURES and "n" in reading.kind[low : low + 1 if lemma == "report" else high]:
        return True
    return lemma in VERDICTS and bool(quotations_of(reading, attribution))


def _is_long_quotation(reading: Reading, attribution: Attribution) -> bool:
    quotations = quotations_of(reading, attribution)
    return sum(quote_words(reading, at) for at in quotations) >= ENOUGH_WORDS
