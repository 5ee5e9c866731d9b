"""What the model looks at: the cue, its speaker, its words and the items next to them.

Each feature is a name that can be read, such as `lemma=claim`, `subject=name` or `before cue=that`.
No name of a person, place or body can become part of one: capitalised words count as `Name`.
"""

from functools import lru_cache

from helpers.measures.attribution.contents import (
    Attribution,
    has_clause,
    is_title,
    quotations_of,
    quote_words,
)
from helpers.measures.attribution.cues import VERB_FORMS
from helpers.measures.attribution.reading import Reading, Sentence
from helpers.measures.attribution.word_classes import (
    ADVERBS,
    AUXILIARIES,
    MODALS,
    NEGATIONS,
    OBJECT_PRONOUNS,
    PEOPLE,
    PRONOUNS,
    SUBJECT_PRONOUNS,
    classify,
    word_class,
)
from helpers.measures.lexicon_files import word_list

__all__ = ["HEADLINE", "is_headline", "list_features", "list_near_features"]

DOCUMENTS = word_list("documents")
ANY_PRONOUN = SUBJECT_PRONOUNS | PRONOUNS | OBJECT_PRONOUNS
ENDS_OF_CORE = frozenset([",", "who", "which", "(", "—", "–", "that"])
HEADLINE = "headline"
HEADLINE_SHARE = 0.7  # of the longer words begin with a capital


def list_features(reading: Reading, attribution: Attribution, sentence: Sentence) -> list[str]:
    """List the features of an attribution.

    Parameters
    ----------
    reading : Reading
        The article.
    attribution : Attribution
        With a speaker and at least one piece.
    sentence : Sentence
        The one that the cue stands in.

    Returns
    -------
    list of str
        Names of its features, each once.
    """
    found = list_near_features(reading, attribution, sentence)
    return [*found, HEADLINE] if is_headline(reading, sentence) else found


def list_near_features(reading: Reading, attribution: Attribution, sentence: Sentence) -> list[str]:
    """List the features of an attribution but for what its sentence is as a whole."""
    return [
        *_cue(reading, attribution),
        *_content(reading, attribution, sentence),
        *_speaker(reading, attribution, sentence),
    ]


def _cue(reading: Reading, attribution: Attribution) -> list[str]:
    """Give the cue, its form and its neighbours."""
    cue, info = attribution.cue, attribution.info
    after, before = _name(reading, cue + 1), _name(reading, cue - 1)
    found = [
        *_use_of_cue(
            info.lemma, info.form, info.level, attribution.role, attribution.order,
            attribution.explicit, attribution.sibling,
        ),
        f"lemma={info.lemma}, after cue={after}",
        f"after cue={after}",
        f"before cue={before}",
        f"two before cue={_name(reading, cue - 2)}",
    ]  # fmt: skip
    near = reading.word[max(0, cue - 4) : cue]
    if not NEGATIONS.isdisjoint(near) or any(word.endswith("n't") for word in near):
        found.append("negated")
    if not MODALS.isdisjoint(near):
        found += [f"modal={word}" for word in dict.fromkeys(near) if word in MODALS]
    return found


@lru_cache(maxsize=4096)
def _use_of_cue(
    lemma: str, form: str, level: str, role: str, order: str, explicit: bool, sibling: bool
) -> tuple[str, ...]:
    """Give the cue and how it is used; the same few uses come again and again."""
    return (
        f"lemma={lemma}",
        f"lemma={lemma}, form={form}",
        f"lemma={lemma}, role={role}",
        f"lemma={lemma}, announced={explicit}",
        f"form={form}",
        f"role={role}",
        f"role={role}, order={order}",
        f"order={order}",
        f"level={level}",
        f"announced={explicit}",
        f"beside others={sibling}",
    )


def _content(reading: Reading, attribution: Attribution, sentence: Sentence) -> list[str]:
    """Give the first item of the words, their length and their quotation marks."""
    pieces, lemma = attribution.pieces, attribution.info.lemma
    start, end = pieces[0][0], pieces[-1][1]
    first = _name(reading, start)
    before = "cue" if start - 1 == attribution.cue else _name(reading, start - 1)
    quotes = quotations_of(reading, attribution)
    found = [
        f"first={first}",
        f"lemma={lemma}, first={first}",
        f"lemma={lemma}, quoted={bool(quotes)}",
        f"before first={before}",
        f"length={_size(sum(high - low for low, high in pieces))}",
        f"clause={any(has_clause(reading, low, high) for low, high in pieces)}",
        f"to the end={end >= sentence.high - 2}",
    ]
    if not quotes:
        return [*found, "no quotation"]
    words = _size(sum(quote_words(reading, at) for at in quotes))
    place = "first" if quotes[0] == start else "inside"
    title = all(is_title(reading, at) for at in quotes)
    return [*found, f"quotation={place} {words}", f"title={title}"]


def _speaker(reading: Reading, attribution: Attribution, sentence: Sentence) -> list[str]:
    """Give the class and head of the speaker, and what stands beside it."""
    low, high = attribution.speaker
    words, distance = reading.word, attribution.cue - high
    kind, head = _subject(reading, low, high)
    far = "after the cue" if distance < 0 else _size(distance)
    inner = high - low > 2 and any(
        reading.kind[at] == "w" and (word_class(words[at]) == "V" or words[at] in VERB_FORMS)
        for at in range(low + 1, high - 1)
    )
    relative = attribution.antecedent
    found = [
        *_kind_of_subject(kind, head, attribution.info.lemma, attribution.role),
        f"subject begins={_name(reading, low)}",
        f"subject ends={_name(reading, high - 1)}",
        f"before subject={_name(reading, low - 1) if low > sentence.low else 'nothing'}",
        f"subject length={_size(high - low)}",
        f"distance={far}, role={attribution.role}",
        f"verb in subject={inner}",
        f"relative={'no' if relative is None else _comma(words[relative[1]])}",
    ]
    if 0 < distance < 12:
        between = range(high, attribution.cue)
        if any(classify(reading, at) in "VE" and words[at] not in AUXILIARIES for at in between):
            found.append("verb between")
        if "," in words[high : attribution.cue]:
            found.append("comma between")
    return found


@lru_cache(maxsize=8192)
def _kind_of_subject(kind: str, head: str, lemma: str, role: str) -> tuple[str, ...]:
    return (
        f"subject={kind}",
        f"subject={kind}, head={head}",
        f"subject={kind}, lemma={lemma}",
        f"subject={kind}, role={role}",
    )


def _comma(word: str) -> str:
    return "comma" if word == "," else "bare"


def _subject(reading: Reading, low: int, high: int) -> tuple[str, str]:
    """Class of a speaker, and its head where that is a common word."""
    words = reading.word
    head = low
    while head + 1 < high and words[head + 1] not in ENDS_OF_CORE:
        if classify(reading, head + 1) == "P":
            break
        head += 1
    word, kind = words[head], reading.kind[head]
    if high - low == 1 and word.split("'")[0] in ANY_PRONOUN:
        return "pronoun", word.split("'")[0]
    if kind == "Q":
        return "quotation", ""
    if kind == "n" or word in ("%", "percent"):
        return "number", "number" if kind == "n" else word
    if kind == "C" and word not in PEOPLE:
        return "name", ""
    if word in PEOPLE:
        return "people", word
    return ("document" if word in DOCUMENTS else "thing"), word


def _name(reading: Reading, item: int) -> str:
    """Name an item: small words by themselves, nouns, verbs and names by their class."""
    if not 0 <= item < len(reading.word):
        return "nothing"
    return _name_of(reading.word[item], reading.kind[item], classify(reading, item))


@lru_cache(maxsize=8192)
def _name_of(word: str, kind: str, group: str) -> str:
    if kind in "Qn":
        return "quotation" if kind == "Q" else "number"
    if kind == "p":
        return word
    if group == "N":
        return "Name" if kind == "C" else "nouns" if word.endswith("s") else "noun"
    if group == "E":
        return "participle"
    return "adverb" if group == "R" and word not in ADVERBS else word


def _size(number: int) -> str:
    if number < 4:
        return str(number)
    return (
        "to 6" if number <= 6 else "to 12" if number <= 12 else "to 25" if number <= 25 else "more"
    )


def is_headline(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence is written like a headline: its longer words have capitals."""
    kinds = reading.kind[sentence.low : sentence.high]
    if kinds.count("C") < 3:
        return False
    words = reading.word[sentence.low : sentence.high]
    pairs = zip(kinds, words, strict=True)
    kinds = [kind for kind, word in pairs if len(word) > 3 and kind in "Cw"]
    return len(kinds) > 3 and kinds.count("C") > HEADLINE_SHARE * len(kinds)
