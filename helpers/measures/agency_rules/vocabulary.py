"""What a word can be: closed word classes, and the forms of the verbs of `lexicons/verbs.csv`.

A word that is not listed is a verb only by its ending (-ed, -ing), never by its place alone.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from helpers.measures.attribution.cues import VERB_FORMS as CUES
from helpers.measures.attribution.word_classes import (
    ADVERBS,
    DETERMINERS,
    NOT_ADVERB_LY,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIMES,
)
from helpers.measures.lexicon_files import read_lexicon

__all__ = ["Word", "agency_words", "can_be_speech", "look_up", "word_set"]


def word_set(words: str) -> frozenset[str]:
    """Make a set of the words of a string."""
    return frozenset(words.split())


LONGEST_WORD = 40
MODALS = word_set(
    "will would can could may might must shall should 'll cannot can't won't wouldn't "
    "couldn't shouldn't mustn't"
)
BE = word_set("is are was were isn't aren't wasn't weren't am 're")
DO = word_set("do does did don't doesn't didn't")
HAVE = word_set("have has had haven't hasn't hadn't 've")
# Forms of the auxiliaries that tell one from many.
SINGULAR = word_set("is was has does isn't wasn't hasn't doesn't")
PLURAL = word_set("are were have do aren't weren't haven't don't 're 've")
OBJECT_PRONOUNS = word_set("me him us them it himself herself itself themselves")
CONJUNCTIONS = word_set("and or but nor yet so")
MORE_ADVERBS = word_set(
    "n't not never no-longer either both themselves itself himself herself alone allegedly "
    "reportedly together effectively meanwhile tomorrow abroad already instead anyway hardly "
    "barely still"
)
NOT_A_PAST = word_set("hundred indeed unprecedented sacred naked rugged wicked unarmed")
HARDLY_VERBS = word_set("last long second right like overall present-day")
PREFIXES = ("re", "over", "co", "counter", "de", "mis", "pre", "out", "un", "under")


@dataclass(frozen=True, slots=True)
class Word:
    """What a word can be. The forms hold the lemma, or "" where the word is no such form."""

    base: str = ""
    third: str = ""
    past: str = ""
    participle: str = ""
    ing: str = ""
    noun: bool = False  # the verb form is as often a noun: attack, claims
    known: bool = False  # a listed verb, not guessed from its ending
    auxiliary: str = ""  # be, do, have, modal
    determiner: bool = False
    preposition: bool = False
    conjunction: bool = False
    subordinator: bool = False
    adverb: bool = False
    pronoun: bool = False
    time: bool = False
    number: bool = False
    mark: bool = False

    @property
    def verb(self) -> bool:
        """Whether it can be a form of a verb that is no auxiliary."""
        return bool(self.base or self.third or self.past or self.participle or self.ing)

    @property
    def closed(self) -> bool:
        """Whether it ends a noun phrase whatever else follows."""
        return bool(
            self.auxiliary
            or self.mark
            or self.preposition
            or self.conjunction
            or self.subordinator
            or self.adverb
            or self.pronoun
            or self.determiner
            or self.time
        )


@cache
def agency_words(name: str) -> frozenset[str]:
    """Read one list of `lexicons/agency_words.csv`."""
    table = read_lexicon("agency_words")
    (words,) = table.loc[table["list"] == name, "words"]
    return frozenset(words.split())


def can_be_speech(lemma: str) -> str:
    """Level at which a verb is one of speech (speech, clause, quoted), "" if it is none."""
    cue = CUES.get(lemma, {}).get("base")
    return cue.level if cue is not None and cue.lemma == lemma else ""


@lru_cache(maxsize=65536)
def look_up(word: str) -> Word:
    """Say what a lower-case word with straight apostrophes can be."""
    first = word[:1]
    if not first.isalnum() and first != "'":
        return Word(mark=True)
    if first.isdigit():
        return Word(number=True)
    forms = _verb_forms().get(word)
    auxiliary = (
        "modal" if word in MODALS else "be" if word in BE else "do" if word in DO
        else "have" if word in HAVE else ""
    )  # fmt: skip
    preposition = word in PREPOSITIONS or word in agency_words("place_prepositions")
    adverb = word in ADVERBS or word in MORE_ADVERBS
    if not adverb and word.endswith("ly") and len(word) > 4 and forms is None:
        adverb = word not in NOT_ADVERB_LY
    if forms is None and len(word) <= LONGEST_WORD:
        forms = _guess(word)
    if word in HARDLY_VERBS or (preposition and not word.endswith(("ing", "ed"))):
        forms = None  # "like", "near"
    return Word(
        **(forms or {}),
        auxiliary=auxiliary,
        determiner=word in DETERMINERS,
        preposition=preposition,
        conjunction=word in CONJUNCTIONS,
        subordinator=word in SUBORDINATORS,
        adverb=adverb,
        pronoun=word in PRONOUNS or word in OBJECT_PRONOUNS,
        time=word in TIMES,
    )


@cache
def _verb_forms() -> dict[str, dict]:
    forms: dict[str, dict] = {}
    for row in read_lexicon("verbs").itertuples(index=False):
        pairs = (("base", row.verb), ("third", row.third), ("past", row.past),
                 ("participle", row.participle), ("ing", row.ing))  # fmt: skip
        for name, written in pairs:
            for word in written.split("|"):
                entry = forms.setdefault(word, {"known": True})
                entry.setdefault(name, row.verb)
                if row.noun and name in ("base", "third"):
                    entry["noun"] = True
    return forms


def _guess(word: str) -> dict | None:
    """Guess the forms of an unlisted word by its ending."""
    prefix, hyphen, rest = word.partition("-")
    if hyphen:
        known = _verb_forms().get(rest) if prefix in PREFIXES else None
        return known and {
            name: f"{prefix}-{value}" if isinstance(value, str) else value
            for name, value in known.items()
        }
    if word.endswith("ed") and len(word) > 4 and word not in NOT_A_PAST:
        lemma = _lemma(word[:-2])
        return {"past": lemma, "participle": lemma}
    if word.endswith("ing") and len(word) > 5:
        return {"ing": _lemma(word[:-3])}
    return None


def _lemma(stem: str) -> str:
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if stem.endswith(("at", "iz", "is", "c", "g", "v", "s", "ur", "ut", "dl", "bl", "tl", "u")):
        return stem + "e" if not stem.endswith("ss") else stem
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "sl":
        return stem[:-1]
    return stem
