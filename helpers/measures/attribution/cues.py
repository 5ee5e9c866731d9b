"""Words that announce somebody's words: said, according to, in the words of.

The lexicon (`lexicons/cues.csv`, our own list) gives each cue its forms, what follows it, how far
it can be trusted without quotation marks (`level`) and its stance: how the outlet takes the words
(neutral, certain, doubting, conceding, denying, critical, …). Literature on reporting verbs and
stance: Bell (1991), The Language of News Media; Pareti (2016), PARC 3.0.
"""

from dataclasses import dataclass

import pandas as pd

from helpers.measures.lexicon_files import read_lexicon

__all__ = ["NOUN_FORMS", "VERB_FORMS", "Cue", "cue_lexicon"]


@dataclass(frozen=True)
class Cue:
    """One form of one cue."""

    lemma: str
    form: str  # base, third, past, participle, ing, noun
    level: str  # speech: alone; clause: with "that" or the like; quoted: with quotation marks
    complement: str  # clause, object, addressee, preposition
    prepositions: tuple[str, ...]
    stance: str


def cue_lexicon() -> pd.DataFrame:
    """Read the cue lexicon.

    Returns
    -------
    DataFrame
        `cue`, `word_class` (verb, noun, phrase), `third`, `past`, `participle`, `ing`
        (forms, alternatives separated by "|"), `level`, `complement`, `prepositions`, `stance`,
        `source`; all str.
    """
    return read_lexicon("cues").copy()


def _verb_forms() -> dict[str, dict[str, Cue]]:
    """Form -> {"base" | "third" | "past" | "participle" | "ing": Cue}."""
    forms: dict[str, dict[str, Cue]] = {}
    for row in cue_lexicon().itertuples(index=False):
        if row.word_class != "verb":
            continue
        prepositions = tuple(filter(None, row.prepositions.split("|")))
        for form in ("base", "third", "past", "participle", "ing"):
            for word in (row.cue if form == "base" else getattr(row, form)).split("|"):
                cue = Cue(row.cue, form, row.level, row.complement, prepositions, row.stance)
                forms.setdefault(word, {}).setdefault(form, cue)
    return forms


def _noun_forms() -> dict[str, Cue]:
    forms = {}
    for row in cue_lexicon().itertuples(index=False):
        if row.word_class == "noun":
            cue = Cue(row.cue, "noun", row.level, row.complement, (), row.stance)
            forms[row.cue] = cue
            forms[row.third] = cue
    return forms


VERB_FORMS = _verb_forms()
NOUN_FORMS = _noun_forms()
