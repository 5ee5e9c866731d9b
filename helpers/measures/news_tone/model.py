"""Add up the coefficients of what stands around a target.

A score is a sum: for each label (negative, neutral, positive) the coefficients of the features
that are there, and of each word's spread coefficients divided by the square root of the number of
such words. A softmax makes probabilities of the three sums, and the tone is the probability of
positive minus that of negative.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from sys import intern
from typing import NamedTuple

import pandas as pd

from helpers.measures.news_tone.features import Around, list_features, list_features_of_sentence

__all__ = ["LABELS", "NewsTone", "Share", "Tone", "load_model", "read_tables", "spread_words"]

LABELS = (-1, 0, 1)
LABEL_NAMES = ("negative", "neutral", "positive")
TARGET_PLACES, WHOLE_PLACES = ("sentence", "near", "verb", "governor"), ("whole",)
SPREAD_PLACES = TARGET_PLACES + WHOLE_PLACES
Triple = tuple[float, float, float]


class Tone(NamedTuple):
    """The score of one target."""

    tone: float  # −1 … 1
    label: int
    p_negative: float
    p_neutral: float
    p_positive: float


class Share(NamedTuple):
    """What one feature adds to the sums of the three labels; `start` is −1 without a place."""

    place: str
    term: str
    start: int
    end: int
    sums: Triple


@dataclass(slots=True)
class NewsTone:
    """The coefficients, ready to score.

    Attributes
    ----------
    coefficients : dict
        Place and term → coefficients of negative, neutral, positive.
    spread : dict
        Place → word → coefficients learnt from the words like it: in the sentence, near the
        target, as verb of which it is the subject, as word that governs it, and in a sentence that
        is scored as a whole.
    """

    coefficients: dict[tuple[str, str], Triple]
    spread: dict[str, dict[str, Triple]]

    def score(self, text: str, start: int, end: int) -> Tone:
        """Score the tone of a sentence toward the target at `start` to `end`."""
        around = list_features(text, start, end)
        return as_tone(*self._add_up(around, TARGET_PLACES))

    def score_sentence(self, text: str) -> Tone:
        """Score the tone of a sentence as a whole."""
        return as_tone(*self._add_up(list_features_of_sentence(text), WHOLE_PLACES))

    def _add_up(self, around: Around, places: tuple[str, ...]) -> Triple:
        get = self.coefficients.get
        negative = neutral = positive = 0.0
        for place, term, value, _, _ in around.features:
            found = get((place, term))
            if found is not None:
                negative += found[0] * value
                neutral += found[1] * value
                positive += found[2] * value
        words = around.tokens.word
        for place in places:
            get = self.spread[place].get
            known = [
                found for item in around.spread[place] if (found := get(words[item])) is not None
            ]
            if known:
                scale = 1 / math.sqrt(len(known))
                sums = [scale * sum(column) for column in zip(*known, strict=True)]
                negative += sums[0]
                neutral += sums[1]
                positive += sums[2]
        return negative, neutral, positive

    def explain(self, text: str, start: int = -1, end: int = -1) -> tuple[Tone, list[Share]]:
        """List what each feature adds to the three sums; without a target, of the whole."""
        targeted = start >= 0
        around = list_features(text, start, end) if targeted else list_features_of_sentence(text)
        tokens = around.tokens
        shares = []
        for place, term, value, low, high in around.features:
            found = self.coefficients.get((place, term))
            if found is not None:
                sums = tuple(value * number for number in found)
                span = (tokens.start[low], tokens.end[high - 1]) if low >= 0 else (-1, -1)
                shares.append(Share(place, term, *span, sums))
        for place in TARGET_PLACES if targeted else WHOLE_PLACES:
            spread = self.spread[place]
            known = [pair for pair in spread_words(around, place) if pair[1] in spread]
            for item, word in known:
                sums = tuple(number / math.sqrt(len(known)) for number in spread[word])
                span = (tokens.start[item], tokens.end[item])
                shares.append(Share(f"like words, {place}", word, *span, sums))
        totals = [math.fsum(share.sums[label] for share in shares) for label in range(len(LABELS))]
        return as_tone(*totals), shares


def spread_words(around: Around, place: str) -> list[tuple[int, str]]:
    """List the words whose spread coefficients count in a place, with their tokens."""
    words = around.tokens.word
    return [(item, words[item]) for item in around.spread[place]]


def as_tone(negative: float, neutral: float, positive: float) -> Tone:
    """Turn the sums of the three labels into probabilities, a tone and a label.

    Between equal probabilities the more careful label wins: neutral.
    """
    highest = max(negative, neutral, positive)
    powers = [math.exp(number - highest) for number in (negative, neutral, positive)]
    total = sum(powers)
    p_negative, p_neutral, p_positive = (power / total for power in powers)
    label = 0
    if max(p_negative, p_positive) > p_neutral and p_negative != p_positive:
        label = -1 if p_negative > p_positive else 1
    return Tone(p_positive - p_negative, label, p_negative, p_neutral, p_positive)


@cache
def load_model() -> NewsTone:
    """Read the coefficients that the package ships."""
    return read_tables(*(_read_table(name) for name in ("coefficients", "word_spread")))


def read_tables(coefficients: pd.DataFrame, spread: pd.DataFrame) -> NewsTone:
    """Make a model of its two tables.

    Parameters
    ----------
    coefficients : pandas.DataFrame
        `place`, `term` (str), `negative`, `neutral`, `positive` (float64).
    spread : pandas.DataFrame
        `word` (str), and the three labels for each place of `SPREAD_PLACES`: `sentence_negative` …

    Returns
    -------
    NewsTone
        Ready to score.
    """
    numbers = _read_triples(coefficients, LABEL_NAMES)
    # Interned, equal strings are one object: most comparisons end at its address.
    keys = zip(*(map(intern, coefficients[name]) for name in ("place", "term")), strict=True)
    words = list(map(intern, spread["word"]))
    spread_of = {}
    for place in SPREAD_PLACES:
        columns = [f"{place}_{label}" for label in LABEL_NAMES]
        triples = _read_triples(spread, columns)
        spread_of[place] = dict(zip(words, triples, strict=True))
    return NewsTone(dict(zip(keys, numbers, strict=True)), spread_of)


def _read_triples(table: pd.DataFrame, columns: Sequence[str]) -> Iterator[Triple]:
    """Iterate over the rows; equal numbers are one object, to stay in the processor's cache."""
    known: dict[float, float] = {}
    shared = [
        [known.setdefault(number, number) for number in table[name].tolist()] for name in columns
    ]
    return zip(*shared, strict=True)


def _read_table(name: str) -> pd.DataFrame:
    path = resources.files("helpers.measures.news_tone") / f"{name}.csv"
    texts = {"place": "str", "term": "str", "word": "str"}
    with path.open(encoding="utf-8") as file:
        return pd.read_csv(file, dtype=texts, keep_default_na=False)
