"""What pronouns mean: the last person, body or document that a sentence is about.

A pronoun goes back to the nearest sentence with a suitable subject, six sentences at most; gender
counts where title, first name or register make it sure.
"""

from bisect import bisect_left
from collections.abc import Collection
from functools import cache

from helpers.measures.attribution.mentions import REACH, Mention, Mentions
from helpers.measures.attribution.names import NameRun, Person, look_up, name_runs
from helpers.measures.attribution.national import country_of_place
from helpers.measures.attribution.reading import COMMA_OR_DASH, Reading
from helpers.measures.attribution.standing import ASIDE, ASKER, SUBJECT, is_fronted
from helpers.measures.attribution.word_classes import classify
from helpers.measures.lexicon_files import read_lexicon

__all__ = [
    "GENDERS",
    "IT",
    "PLURAL_PRONOUNS",
    "find_antecedent",
    "list_names",
    "named_after",
    "nearest_person",
]

GENDERS = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f", "hers": "f"}
NEAR = 2  # sentences before one that only mentions somebody, whose subject is likelier meant
CLAUSE = 11  # items of a clause in which its subject is not named again
FAR = 10  # sentences that "he" and "she" look back: they mean somebody
PLURAL_PRONOUNS = frozenset(["they", "their", "theirs", "it", "its", "them"])
SINGULAR = frozenset(["it", "its", "he", "his", "him", "she", "her", "hers", "himself", "herself"])
IT = frozenset(["it", "its"])
THEY = frozenset(["they", "their", "theirs", "them"])
PARTS = frozenset(["several", "some", "many", "others", "both", "most", "all"])


def find_antecedent(
    reading: Reading,
    item: int,
    word: str,
    mentions: Mentions,
    *,
    others: Collection[str] = (),
    last_resort: bool = False,
) -> Mention | None:
    """Find whom a pronoun means.

    Parameters
    ----------
    reading : Reading
        The article.
    item : int
        Where the pronoun stands.
    word : str
        The pronoun, in lower case.
    mentions : dict
        Subjects of the sentences, see `sentence_subjects`.
    others : collection of str
        Names that it cannot mean, see `named_after`.
    last_resort : bool
        Whether "the owner" counts, who may as well be somebody known by name.

    Returns
    -------
    Mention or None
        The nearest suitable one. Who is only mentioned in a sentence yields to the subject of
        one shortly before; whoever asked a question to anybody else.
    """
    gender = GENDERS.get(word, "")
    singular = bool(gender) or word in ("himself", "herself")
    part = word in PARTS and item == reading.sentences[reading.sentence_at(item)].low
    plural = part or word in PLURAL_PRONOUNS
    if not singular and not plural:
        return None
    sentence = reading.sentence_at(item)
    opens = item == reading.sentences[sentence].low
    reach = 1 if part else FAR if singular or word == "theirs" else REACH
    inserted = singular and _is_inserted(reading, item, sentence)
    waiting, patience = None, 0
    for number in range(sentence, max(-1, sentence - reach - 1), -1):
        if waiting is not None and number < patience:
            break
        fitting = [
            mention
            for mention in mentions[number]
            if mention.item < item
            and mention.plural == plural
            and (last_resort or not mention.last_resort)
            and (mention.human or not (gender or part))
            and not (gender and mention.gender and mention.gender != gender)
            and not (gender and (gender in mention.barred or mention.name in others))
            and sentence - number <= mention.reach
            and (opens or not mention.document)
            and (word in SINGULAR or mention.span is None or mention.several)
            and not (word in IT and mention.human)
            and not (word in THEY and not mention.human and _is_place(mention.name))
            and not (inserted and number == sentence and _is_content(reading, mention, item))
        ]
        if not fitting:
            continue
        # Whoever spoke is likely to go on.
        best = min(fitting, key=_likeliness)
        if best.rank < ASIDE or (best.rank == ASIDE and number == sentence):
            return best
        if waiting is None or best.rank < waiting.rank:
            waiting, patience = best, number - (FAR if best.rank == ASKER else NEAR)
    return waiting


def _likeliness(mention: Mention) -> tuple[int, bool, int]:
    """Order the mentions of a sentence; of names at its end the last comes first."""
    late = mention.rank == ASIDE and mention.reach <= 1
    item = -mention.item if late else mention.item
    return mention.rank, mention.identity is None, item


def _is_place(name: str) -> bool:
    """Tell whether a name is only that of a state or place, which "they" does not mean."""
    return bool(country_of_place(name)) or name in _states()


@cache
def _states() -> frozenset[str]:
    rows = read_lexicon("institutions").itertuples(index=False)
    return frozenset(row.pattern for row in rows if row.kind == "country")


def _is_inserted(reading: Reading, item: int, sentence: int) -> bool:
    """Tell whether a pronoun and its verb only follow or interrupt what is said: `…, he said`."""
    its = reading.sentences[sentence]
    if item == its.low or not (
        reading.word[item - 1] in COMMA_OR_DASH or reading.kind[item - 1] == "Q"
    ):
        return False
    return not is_fronted(reading, its)


def _is_content(reading: Reading, mention: Mention, item: int) -> bool:
    """Tell whether a name before an inserted `he said` belongs to what he said.

    The subject of what is said may be whoever said it: `Ms. Roe moved to Oslo in May, she said`.
    """
    if mention.identity is not None:
        return False
    if mention.rank != SUBJECT:
        return True
    first = reading.sentences[reading.sentence_at(item)].low
    if mention.span is not None and mention.span[0] > first:
        return True
    between = range(mention.item + 1, item)
    return not any(classify(reading, at) in "VE" for at in between)


def named_after(reading: Reading, item: int, people: dict[str, list[Person]]) -> frozenset[str]:
    """Find who is named after "he" in its sentence: somebody else, as `He has declared Roe a hero`.

    Not where the pronoun stands in a clause before the main one: `When he came, Roe spoke.`

    Parameters
    ----------
    reading : Reading
        The article.
    item : int
        Where the pronoun stands.
    people : dict
        Persons that the article names in full, see `find_people`.

    Returns
    -------
    frozenset of str
        Their full names.
    """
    sentence = reading.sentences[reading.sentence_at(item)]
    if item + 1 >= sentence.high or reading.word[item + 1] == "(":
        return frozenset()
    ahead = "," not in reading.word[sentence.low : item]
    if item > sentence.low and ahead and is_fronted(reading, sentence):
        return frozenset()
    last = min(sentence.high, item + CLAUSE)
    end = next((at for at in range(item + 1, last) if reading.kind[at] in "pQ"), last)
    found = (look_up(run, people, reading) for run in name_runs(reading, item + 1, end))
    return frozenset(person.name for person in found if person is not None)


def list_names(
    people: dict[str, list[Person]], runs: list[list[NameRun]]
) -> dict[str, list[tuple[int, str]]]:
    """List where persons of known gender are named: gender -> (item, name), in order."""
    names: dict[str, list[tuple[int, str]]] = {"m": [], "f": []}
    for group in people.values():
        for person in group:
            if person.gender:
                names[person.gender] += [(low, person.name) for low, _ in person.mentions]
    for run in (run for its_runs in runs for run in its_runs if len(run.tokens) == 1):
        bearers = people.get(run.tokens[0].lower(), [])
        if len(bearers) == 1 and bearers[0].gender:
            names[bearers[0].gender].append((run.low, bearers[0].name))  # Ms. Roe
    for places in names.values():
        places.sort()
    return names


def nearest_person(
    reading: Reading,
    item: int,
    word: str,
    names: dict[str, list[tuple[int, str]]],
    others: Collection[str] = (),
) -> str | None:
    """Find who was named last before "he" or "her", wherever in its sentence the name stands."""
    places = names.get(GENDERS.get(word, ""), [])
    sentence = reading.sentence_at(item)
    inserted = _is_inserted(reading, item, sentence)
    last = reading.sentences[sentence].low if inserted else item
    for place in range(bisect_left(places, (last, "")) - 1, -1, -1):
        low, name = places[place]
        if sentence - reading.sentence_at(low) > FAR:
            return None
        if name not in others:
            return name
    return None
