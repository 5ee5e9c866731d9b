"""What is known of a word beforehand: closed classes, stem, and its class in two word lists.

The valences are those of VADER (Hutto & Gilbert 2014) and of TextBlob's lexicon (De Smedt &
Daelemans 2012), as the pinned packages ship them; they let words count that no training sentence
had.
"""

from functools import cache
from sys import intern
from typing import NamedTuple

from helpers.measures.agency_rules.vocabulary import word_set
from helpers.measures.news_tone.memory import Memory

__all__ = [
    "AUXILIARIES", "BREAKS", "CONTRASTS", "DETERMINERS", "FACTS", "PREPOSITIONS", "Facts",
    "is_negation", "valence_class",
]  # fmt: skip

NEGATIONS = word_set(
    "not no never cannot without neither nor nobody nothing none hardly barely scarcely refuse "
    "refuses refused fail fails failed unable"
)
CONTRASTS = word_set(
    "but however yet although though despite while whereas instead nevertheless nonetheless unlike"
)
BREAKS = CONTRASTS | word_set(
    "and or because if when that which who whom unless until since after before as , ; : — – - ( "
    ') . ! ? “ ” "'
)
AUXILIARIES = word_set(
    "is are was were be been being am has have had do does did will would can could may might "
    "must shall should to 's 're 've 'll 'd"
)
DETERMINERS = word_set("the a an this that these those his her its their my our some any")
PREPOSITIONS = word_set(
    "of in to for with on at from by about as into like through after over between against during "
    "without before under around among toward towards upon behind beyond despite"
)
ENDINGS = ("ingly", "edly", "ings", "ing", "ied", "ies", "ed", "es", "s", "ly", "e", "y")
SHORTEST_STEM = 3
VADER_STRONG, TEXTBLOB_STRONG = 2.0, 0.4
VADER_NEGATED, TEXTBLOB_NEGATED = -0.7, -0.5


class Facts(NamedTuple):
    """What is known of a word."""

    stem: str
    vader: float  # −4 … 4, 0 where the list does not have it
    textblob: float  # −1 … 1
    contrast: bool
    negation: bool
    breaks: bool  # a new clause begins with it


def is_negation(word: str) -> bool:
    """Tell whether a word negates what follows it."""
    return word in NEGATIONS or word.endswith("n't")


def valence_class(valence: float, strong: float = VADER_STRONG) -> str:
    """Name the class of a valence other than 0."""
    if valence > 0:
        return "very positive" if valence >= strong else "positive"
    return "very negative" if valence <= -strong else "negative"


def _look_up(word: str) -> Facts:
    """Look a word in lower case up."""
    vader, textblob = _valences()
    return Facts(
        intern(_stem(word)), vader.get(word, 0.0), textblob.get(word, 0.0), word in CONTRASTS,
        is_negation(word), word in BREAKS,
    )  # fmt: skip


def _stem(word: str) -> str:
    """Cut the ending off, so that "praised" and "praises" are one term; ``*``: any ending."""
    stem = word
    if len(word) <= SHORTEST_STEM + 1:
        return word
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            stem = word[: -len(ending)]
            break
    if len(stem) > SHORTEST_STEM and stem[-1] == stem[-2] and stem[-1] not in "sl":
        stem = stem[:-1]
    if len(stem) > SHORTEST_STEM and stem.endswith(("i", "e", "y")):
        stem = stem[:-1]
    return stem + "*"


@cache
def _valences() -> tuple[dict[str, float], dict[str, float]]:
    # Imported on first use: both packages take most of a second.
    from textblob.en import sentiment as textblob
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    if "good" not in textblob:  # the first look-up loads the lexicon
        raise RuntimeError("TextBlob was installed without its lexicon. Install it again.")
    polarity = {word: senses[None][0] for word, senses in dict.items(textblob) if None in senses}
    return SentimentIntensityAnalyzer().lexicon, polarity


#: What is known of each word in lower case.
FACTS = Memory(_look_up)
