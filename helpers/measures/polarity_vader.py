"""VADER's compound score, number for number, several times faster.

VADER (Hutto & Gilbert 2014, "VADER: A parsimonious rule-based model for sentiment analysis of
social media text", ICWSM) checks every rule at every word. Here a word of the lexicon without any
rule word near it takes its plain valence, and all others go through VADER's own functions with
the six words that these can see. Lexicon and rules are those of the installed package.
"""

import math
import re
import string
from typing import NamedTuple

from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    C_INCR,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

BEFORE, AFTER = 3, 2  # how many words VADER's rules look back and ahead
MAX_REMEMBERED = 200_000  # words; a bound on memory
ALPHA = 15  # the constant in VADER's normalisation of a sum to -1 … 1
WORD = re.compile(r"\S+")


class WordValence(NamedTuple):
    """A word with what it adds to the sum of a sentence; offsets are missing (-1) after emojis."""

    word: str
    start: int
    end: int
    valence: float


class _Window:
    """The part of a sentence that VADER's rules look at."""

    def __init__(self, words: list[str], is_cap_diff: bool) -> None:
        self.words_and_emoticons = words
        self.is_cap_diff = is_cap_diff


class VaderScorer:
    """Scores sentences as ``SentimentIntensityAnalyzer().polarity_scores`` does."""

    def __init__(self) -> None:
        self._analyzer = SentimentIntensityAnalyzer()
        self._emojis = frozenset(self._analyzer.emojis)
        self._rule_words = _list_rule_words()
        self._words: dict[str, str] = {}
        # Stripped words in their own case that: have a valence, may trigger a rule, are "but".
        self._valent: set[str] = set()
        self._triggers: set[str] = set()
        self._buts: set[str] = set()

    def score(self, sentence: str) -> float:
        """Return the compound score (-1 to 1, rounded to four places by VADER itself)."""
        text = self._spell_emojis(sentence)
        valences = self._find_valences(self._strip_words(text.split()))
        if not valences:
            return 0.0
        return self._analyzer.score_valence(list(valences.values()), text)["compound"]

    def explain(self, sentence: str) -> tuple[list[WordValence], float]:
        """Return the words that count, and the sum (with emphasis) that is normalised.

        The compound score is ``sum / sqrt(sum² + 15)``; ``!`` and ``??`` come as last entry.
        """
        text = self._spell_emojis(sentence)
        words = self._strip_words(text.split())
        valences = self._find_valences(words)
        # Offsets hold only where the words are those of the sentence itself.
        known = text == sentence.strip()
        spans = [match.span() for match in WORD.finditer(sentence)] if known else []
        found = [
            WordValence(words[number], *_narrow(sentence, spans, number, words[number]), valence)
            for number, valence in sorted(valences.items())
            if valence
        ]
        total = float(sum(valences.values()))
        emphasis = (
            math.copysign(self._analyzer._punctuation_emphasis(text), total) if total else 0.0
        )
        if emphasis:
            found.append(WordValence("! ?", -1, -1, emphasis))
        return found, total + emphasis

    def _spell_emojis(self, sentence: str) -> str:
        """Write emojis out in words, as VADER does."""
        if self._emojis.isdisjoint(sentence):
            return sentence.strip()
        written: list[str] = []
        after_space = True
        for character in sentence:
            description = self._analyzer.emojis.get(character)
            if description is None:
                written.append(character)
                after_space = character == " "
            else:
                written += ([] if after_space else [" "]) + [description]
                after_space = False
        return "".join(written).strip()

    def _strip_words(self, words: list[str]) -> list[str]:
        if len(self._words) > MAX_REMEMBERED:
            self._words = {}
            self._valent, self._triggers, self._buts = set(), set(), set()
        for word in set(words).difference(self._words):
            self._learn(word)
        return [self._words[word] for word in words]

    def _learn(self, word: str) -> None:
        stripped = word.strip(string.punctuation)
        stripped = word if len(stripped) <= 2 else stripped
        self._words[word] = stripped
        lower = stripped.lower()
        if lower in self._analyzer.lexicon and lower not in BOOSTER_DICT:
            self._valent.add(stripped)
        if lower in self._rule_words or "n't" in lower:
            self._triggers.add(stripped)
        if lower == "but":
            self._buts.add(stripped)

    def _find_valences(self, words: list[str]) -> dict[int, float]:
        """Return the valence of each word that has one, by its number in the sentence."""
        valent = [number for number, word in enumerate(words) if word in self._valent]
        if not valent:
            return {}
        is_cap_diff = 0 < sum(map(str.isupper, words)) < len(words)
        valences: dict[int, float] = {}
        for number in valent:
            start = max(0, number - BEFORE)
            nearby = words[start : number + AFTER + 1]
            if self._triggers.isdisjoint(nearby):
                valences[number] = self._take_plain(words[number], is_cap_diff)
            elif nearby[number - start].lower() == "kind" and _next_is_of(nearby, number - start):
                continue
            else:
                window = _Window(nearby, is_cap_diff)
                valences[number] = self._analyzer.sentiment_valence(
                    0, window, words[number], number - start, []
                )[0]
        if not self._buts.isdisjoint(words):
            weighed = [valences.get(number, 0) for number in range(len(words))]
            weighed = self._analyzer._but_check(words, weighed)
            valences = {number: valence for number, valence in enumerate(weighed) if valence}
        return valences

    def _take_plain(self, word: str, is_cap_diff: bool) -> float:
        valence = self._analyzer.lexicon[word.lower()]
        if is_cap_diff and word.isupper():
            valence += C_INCR if valence > 0 else -C_INCR
        return valence


def _next_is_of(words: list[str], position: int) -> bool:
    return position + 1 < len(words) and words[position + 1].lower() == "of"


def _narrow(sentence: str, spans: list[tuple[int, int]], number: int, word: str) -> tuple[int, int]:
    """Leave the marks around a word out of its span; (-1, -1) where spans are not known."""
    if not spans:
        return -1, -1
    start = sentence.index(word, *spans[number])
    return start, start + len(word)


def _list_rule_words() -> frozenset[str]:
    """Return words of which one must stand near a lexicon word for any of VADER's rules to act."""
    phrases = [*SPECIAL_CASES, *BOOSTER_DICT]
    # A phrase cannot occur without its longest word; the short ones ("the") occur everywhere.
    longest = {max(phrase.split(), key=len) for phrase in phrases}
    return frozenset({*longest, *NEGATE, "no", "or", "nor", "least", "so", "this", "doubt"})
