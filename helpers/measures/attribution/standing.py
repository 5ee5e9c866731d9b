"""How a name stands in its sentence: as the subject, or only mentioned beside it.

`With Ann Roe, Bob Doe came.` is about Doe; in `The mayor met Bob Doe.` Doe is met, and a later
"he" is rather the mayor.
"""

from helpers.measures.attribution.cues import VERB_FORMS
from helpers.measures.attribution.names import HUMANS, NameRun, gender_of_noun
from helpers.measures.attribution.reading import Reading, Sentence
from helpers.measures.attribution.word_classes import (
    BE,
    CONJUNCTIONS,
    DATES,
    PEOPLE,
    TIMES,
    classes_of,
    word_class,
)

__all__ = [
    "ASIDE",
    "ASKER",
    "FRONTED",
    "INTRODUCED",
    "SUBJECT",
    "gender_barred",
    "is_fronted",
    "is_further_subject",
    "main_clause",
    "standing",
]

# What a name is to its sentence; the smaller, the likelier a pronoun means it.
SUBJECT, INTRODUCED, ASIDE, FRONTED, ASKER = range(5)
HE_OR_SHE = {"he": "m", "he's": "m", "he'd": "m", "she": "f", "she's": "f", "she'd": "f"}
HIS_OR_HER = {"his": "m", "him": "m", "her": "f"}
BYNAMES = frozenset(["named", "called"])
CONDITIONS = frozenset(["if", "unless"])
SCENES = frozenset(["asked", "commenting", "responding", "replying", "reacting"])
OFFICES = frozenset(["secretary", "minister", "head", "speaker", "chief", "director"])
# Before the subject of a further clause: `Ann Roe slept, but Bob Doe knew`.
JOINTS = frozenset([",", ";", ":", "but", "while", "whereas"])
FARTHEST_PRONOUN = 20  # items behind the first comma: Asked about Roe, who lost, he said
LONGEST_ROLE = 6  # items between an article and a name
LONGEST_OWNED = 5  # items of what somebody has: Roe's old red boat


def is_fronted(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a phrase or clause stands before the main one: `On Monday, …`, `Asked why, …`.

    A condition is none: `If it rains, he said, …` is what he said.
    """
    words, at = reading.word, sentence.low
    while at < sentence.high - 2 and (words[at] in CONJUNCTIONS or words[at] == ","):
        at += 1
    word = words[at]
    if word in CONDITIONS or at >= sentence.high - 2:
        return False
    group = word_class(word)
    if group in "PS":
        return True
    if word in SCENES:
        return True
    participle = group == "E" or (word.endswith("ing") and len(word) > 4)
    return participle and not _is_verb(reading, at + 1) and words[at + 1] != ","


def main_clause(reading: Reading, sentence: Sentence, runs: list[NameRun]) -> int:
    """Find where the main clause begins: behind what is fronted, if it has a subject with a verb.

    Parameters
    ----------
    reading : Reading
        The article.
    sentence : Sentence
        One of its sentences.
    runs : list of NameRun
        Its runs of capitalised words.

    Returns
    -------
    int
        First item of the main clause, that of the sentence where nothing is fronted.
    """
    low, words = sentence.low, reading.word
    if not is_fronted(reading, sentence):
        return low
    pauses = (at for at in range(low, sentence.high) if words[at] == "," or reading.kind[at] == "Q")
    comma = next(pauses, None)
    if comma is None:
        return low
    noun = _described_person(reading, comma + 1)
    if noun is not None and _is_verb(reading, noun + 1):
        return comma + 1
    for at in range(comma + 1, min(sentence.high, comma + FARTHEST_PRONOUN)):
        if words[at] in HE_OR_SHE and words[at - 1] == ",":
            return at
    for run in runs:
        begin = _begin(reading, run, low)
        if begin <= low + 1 or not run.tokens:
            continue
        pause = words[begin - 1] == "," or reading.kind[begin - 1] == "Q"
        if pause and (_is_verb(reading, run.high) or _presents(reading, run, begin - 1 == comma)):
            return begin
    return low


def _presents(reading: Reading, run: NameRun, first: bool) -> bool:
    """Tell whether an apposition follows a name behind the first comma: `On Monday, Roe, a cook,`.

    What follows a later comma may itself be an apposition.
    """
    words, after = reading.word, run.high
    if not first or after + 1 >= len(words) or words[after] != ",":
        return False
    following = words[after + 1]
    return following in ("who", "whose", "a", "an", "the") or following.isdigit()


def standing(reading: Reading, run: NameRun, low: int, *, new: bool) -> int | None:
    """Say what a name is to its clause.

    Parameters
    ----------
    reading : Reading
        The article.
    run : NameRun
        The name.
    low : int
        Where the main clause begins, see `main_clause`.
    new : bool
        Whether the article names this person for the first time.

    Returns
    -------
    int or None
        SUBJECT, INTRODUCED (a verb or preposition governs a name that is new or that a clause
        with "who" tells more of), ASIDE or FRONTED; None for the owner of people, who themselves
        may speak: `Roe's lawyer`.
    """
    words = reading.word
    if words[run.high - 1].endswith(("'s", "s'")):
        return None if _owns_people(reading, run) else ASIDE if run.low >= low else FRONTED
    if run.high < len(words) and words[run.high] in PEOPLE and reading.kind[run.high] == "w":
        return None  # a Roe supporter
    begin = _begin(reading, run, low if run.low >= low else 0)
    before, group = words[begin - 1], classes_of(reading)[begin - 1]
    if run.low < low:
        topic = before == "for" and (reading.kind[begin - 1] == "C" or words[begin - 2] == "as")
        return SUBJECT if topic else FRONTED if group == "P" else ASIDE  # For Roe, it was late
    if begin <= low or before in BYNAMES or before in BE:
        return SUBJECT
    governed = group in "PVE" or (group == "N" and "third" in VERB_FORMS.get(before, ()))
    if reading.kind[begin - 1] in "pQ" or not governed:
        return SUBJECT
    described = words[run.high : run.high + 2] == [",", "who"]
    return INTRODUCED if new or described else ASIDE


def is_further_subject(reading: Reading, run: NameRun, low: int) -> bool:
    """Tell whether a name late in the sentence is the subject of a clause of its own."""
    begin = _begin(reading, run, low)
    if begin <= low or reading.word[begin - 1] not in JOINTS:
        return False
    return _is_verb(reading, run.high) or _presents(reading, run, True)


def _begin(reading: Reading, run: NameRun, low: int) -> int:
    """First item of the phrase that ends in a name: `their old neighbour Ann Roe`."""
    kinds, words, classes = reading.kind, reading.word, classes_of(reading)
    begin = run.low - len(run.titles)
    last = max(low, begin - LONGEST_ROLE)
    at = begin - 1
    while at >= last and kinds[at] in "wCn" and classes[at] in "DN":
        verb = kinds[at] == "w" and "third" in VERB_FORMS.get(words[at], ())
        if verb or words[at] in DATES or (kinds[at] == "w" and words[at] in TIMES):
            break
        begin = at
        if classes[at] == "D":
            break
        at -= 1
        if begin < run.low and at - 1 >= last and words[at] == "of" and words[at - 1] in OFFICES:
            at -= 1  # secretary of state Ann Roe
    return begin


def _is_verb(reading: Reading, item: int) -> bool:
    """Tell whether a finite verb stands here, behind an adverb or a bracket at most."""
    words = reading.word
    last = min(len(words), item + 8)
    if item < last and words[item] == "(":
        item = next((at + 1 for at in range(item, last) if words[at] == ")"), last)
    while item < last and word_class(words[item]) == "R":
        item += 1
    if item >= last or reading.kind[item] != "w":
        return False
    word = words[item]
    present = word.endswith("s") and word not in PEOPLE and word_class(word) == "N"  # waits
    return word_class(word) in "VE" or present or "third" in VERB_FORMS.get(word, ())


def _owns_people(reading: Reading, run: NameRun) -> bool:
    """Tell whether what a name owns are people or a body: `Roe's lawyer`, `Roe's campaign`."""
    for at in range(run.high, min(len(reading.word), run.high + LONGEST_OWNED)):
        if reading.kind[at] not in "wCn":
            return False
        if reading.word[at] in PEOPLE:
            return True
    return False


def _described_person(reading: Reading, item: int) -> int | None:
    """Find the noun of a phrase that opens a clause and means somebody: `The old mayor met`."""
    words, classes = reading.word, classes_of(reading)
    if item >= len(words) or words[item] not in ("the", "a", "an", "this", "another", "one"):
        return None
    at = item + 1
    last = min(len(words), item + LONGEST_ROLE)
    while at < last and reading.kind[at] in "wCn" and classes[at] == "N":
        if words[at] in HUMANS and not words[at].endswith("s") and reading.kind[at] == "w":
            following = at + 1 < len(words) and reading.kind[at + 1] in "wCn"
            if not following or classes[at + 1] != "N" or _is_verb(reading, at + 1):
                return at
        at += 1
    return None


def gender_barred(reading: Reading, run: NameRun, low: int, rank: int, first: int) -> str:
    """Say which pronouns cannot mean a name, as somebody else is the subject before it.

    Parameters
    ----------
    reading : Reading
        The article.
    run : NameRun
        The name.
    low : int
        Where the main clause begins, see `main_clause`.
    rank : int
        What the name is to the clause, see `standing`.
    first : int
        First item of the sentence.

    Returns
    -------
    str
        Their genders: "m" in `He met Bob Roe.`, "mf" in `The mayor met Bob Roe.`
    """
    begin = low if run.low >= low else first
    before = reading.word[begin : run.low]
    barred: set[str] = set()
    if not HE_OR_SHE.keys().isdisjoint(before):
        barred |= {HE_OR_SHE[word] for word in before if word in HE_OR_SHE}
    if rank != SUBJECT:
        if not HIS_OR_HER.keys().isdisjoint(before):
            barred |= {HIS_OR_HER[word] for word in before if word in HIS_OR_HER}
        noun = _described_person(reading, low)
        if noun is not None and noun < run.low:
            barred |= set(gender_of_noun(reading.word[noun]) or "mf")
    return "".join(sorted(barred))
