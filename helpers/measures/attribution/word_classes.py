"""Closed word classes of news English, and a guess for the rest.

No tagger: determiners, prepositions, auxiliaries and the like are listed; endings and capital
letters do the rest.
"""

from itertools import compress

from helpers.measures.attribution.cues import VERB_FORMS
from helpers.measures.attribution.reading import Reading
from helpers.measures.lexicon_files import word_list

__all__ = [
    "ADVERBS",
    "AUXILIARIES",
    "BE",
    "COMMA_OR_CONJUNCTION",
    "CONJUNCTIONS",
    "COUNTS",
    "DATES",
    "DAYS",
    "DETERMINERS",
    "FRACTIONS",
    "FRONTED",
    "HAVE",
    "IRREGULAR_PASTS",
    "LINKING",
    "MODALS",
    "MONTHS",
    "NEGATIONS",
    "NOT_ADVERB_LY",
    "OBJECT_PRONOUNS",
    "PARTICLES_OF_NAMES",
    "PEOPLE",
    "POSSESSIVES",
    "PREPOSITIONS",
    "PRONOUNS",
    "QUANTIFIERS",
    "ROUGHLY",
    "SUBJECT_PRONOUNS",
    "SUBORDINATORS",
    "TIMES",
    "TIME_MODIFIERS",
    "classes_of",
    "classify",
    "is_name",
    "word_class",
]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SUBJECT_PRONOUNS = word_list("subject_pronouns")
PRONOUNS = word_list("pronouns")
QUANTIFIERS = _set("one some many most another all both few several others")
PARTICLES_OF_NAMES = word_list("particles_of_names")
COUNTS = word_list("counts")
# Before a count: at least six.
ROUGHLY = (["at", "least"], ["at", "most"], ["more", "than"], ["fewer", "than"], ["less", "than"])
# Shares of those who were asked: a third say, a majority said.
FRACTIONS = _set("half third quarter fifth tenth majority plurality minority percent %")
OBJECT_PRONOUNS = _set("me him her us them you it himself herself themselves")
DETERMINERS = word_list("determiners")
POSSESSIVES = frozenset(["his", "her", "their", "its", "my", "our", "your"])
PREPOSITIONS = word_list("prepositions")
# Prepositions that may stand inside a speaker's noun phrase.
LINKING = _set(
    "of for from at in with to on against about under near within behind by "
    "around outside inside across along over between into"
)
AUXILIARIES = word_list("auxiliaries")
BE = _set("is are was were be been being am isn't aren't wasn't weren't")
HAVE = _set("has have had having hasn't haven't hadn't")
MODALS = word_list("modals")
NEGATIONS = _set("not never nor neither without cannot")
ARTICLES = _set("a an the one another")
NAMES_TOO = _set("drew rose may")  # verbs that are first names, too
ARTICLES_OR_POSSESSIVES = _set("a an the his its their our my your")
# Prepositions that are adjectives after an article.
ADJECTIVES_TOO = _set("inside outside near opposite")
CONJUNCTIONS = _set("and but or nor yet so plus")
COMMA_OR_CONJUNCTION = CONJUNCTIONS | {","}
FRONTED = word_list("fronted")
SUBORDINATORS = word_list("subordinators")
ADVERBS = word_list("adverbs")
DAYS = _set("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = word_list("months")
DATES = DAYS | MONTHS
TIMES = word_list("times")
TIME_MODIFIERS = word_list("time_modifiers")
NOT_ADVERB_LY = word_list("not_adverb_ly")
NOT_PAST_ED = _set("shed need seed feed deed weed reed heed speed greed hundred indeed exceed")
IRREGULAR_PASTS = word_list("irregular_pasts")
# Words whose class depends on the word before them.
SHIFTING = (IRREGULAR_PASTS - AUXILIARIES) | ADJECTIVES_TOO | {"since", "under"}
PEOPLE = word_list("people") | word_list("occupations")
MOST_WORDS = 65_536  # whose class is kept


def _word_class(word: str) -> str:
    """Class of a lower-case word: one letter.

    D determiner, P preposition, A conjunction, S subordinator, V auxiliary or verb, R adverb,
    O pronoun, N anything else (noun, adjective, name).
    """
    if word in AUXILIARIES or word in IRREGULAR_PASTS:
        return "V"
    if word in CONJUNCTIONS:
        return "A"
    if word in PREPOSITIONS:
        return "P"
    if word in DETERMINERS:
        return "D"
    if word in PRONOUNS:
        return "O"
    if word in SUBORDINATORS:
        return "S"
    if word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERB_LY):
        return "R"
    if "'" in word and word.split("'")[0] in PRONOUNS:
        return "V"
    forms = VERB_FORMS.get(word)
    if forms and ("past" in forms or "participle" in forms):
        return "E"
    if word.endswith("ed") and len(word) > 3 and "-" not in word and word not in NOT_PAST_ED:
        return "E"
    return "N"


class _Classes(dict[str, str]):
    """Classes of the words that came first; that of a rare one is found again each time."""

    def __missing__(self, word: str) -> str:
        group = _word_class(word)
        if len(self) < MOST_WORDS:
            self[word] = group
        return group


word_class = _Classes().__getitem__  # asked a thousand times an article: no call of Python


def classify(reading: Reading, item: int) -> str:
    """Class of an item; endings say nothing about a capitalised word (Kelly, Reed)."""
    return (reading.classes or classes_of(reading))[item]


def classes_of(reading: Reading) -> list[str]:
    """Classes of all items, found when one is first asked for."""
    classes = reading.classes
    if not classes:
        classes += map(word_class, reading.word)
        for at in compress(range(len(classes)), map(SHIFTING.__contains__, reading.word)):
            if at > 0 or reading.word[at] == "under":
                classes[at] = _class_in_place(reading, at, classes[at])
        for at in reading.capitals:
            if classes[at] in "REV":
                classes[at] = _class_of_capital(reading, at, classes[at])
    return classes


def _class_of_capital(reading: Reading, item: int, group: str) -> str:
    """Class of a capitalised word that is an adverb or a verb by its letters."""
    word = reading.word[item]
    alone = item == 0 or reading.kind[item - 1] in "pQ"  # unlike Joe Donnelly, said Donnelly
    if group == "R" and alone and reading.word[item + 1 : item + 2] == [","]:
        return "R"  # Ironically, Roe said
    paper = word == "today" and item > 0 and reading.kind[item - 1] == "C"  # Russia Today
    if group in "RE" and (word not in ADVERBS or paper):
        return "N"
    if group == "V" and item > 0 and reading.kind[item - 1] == "C":
        return "N"  # George Will, Ann Shook
    if word in NAMES_TOO and reading.kind[item + 1 : item + 2] == ["C"]:
        return "N"  # Drew Roe
    named = reading.kind[item + 1 : item + 2] == ["C"] and reading.word[item + 2 : item + 3]
    if word == "will" and named == [","]:
        return "N"  # Will Roe, the mayor
    return group


def _class_in_place(reading: Reading, item: int, group: str) -> str:
    """Class of a word that its place may change: `an inside source`, `has since`, `the left`."""
    word, before = reading.word[item], reading.word[item - 1]
    if group == "V":
        return "N" if before in ARTICLES_OR_POSSESSIVES else group
    if word == "under" and "".join(reading.word[item + 1 : item + 2]).startswith("secretar"):
        return "N"  # Under Secretary Ann Roe
    if group != "P" or reading.kind[item] != "w":
        return group
    if word == "since" and (before in HAVE or before == "long" or before.endswith(("'s", "'ve"))):
        return "R"  # has since said, have long since concluded
    adjective = word in ADJECTIVES_TOO and before in ARTICLES
    return "N" if adjective and "".join(reading.kind[item + 1 : item + 2]) in "wC" else "P"


def is_name(reading: Reading, item: int) -> bool:
    """Tell whether an item is a capitalised word that is not a function word."""
    return reading.kind[item] == "C" and classify(reading, item) == "N"
