"""What pronouns mean: the last person, body or document that a sentence is about.

A pronoun goes back to the nearest sentence with a suitable subject, six sentences at most; gender
counts where title, first name or register make it sure.
"""

from bisect import bisect_left

from helpers.measures.attribution.mentions import REACH, Mention, Mentions
from helpers.measures.attribution.names import NameRun, Person
from helpers.measures.attribution.national import country_of_place
from helpers.measures.attribution.reading import Reading

__all__ = ["GENDERS", "PLURAL_PRONOUNS", "find_antecedent", "list_names", "nearest_person"]

GENDERS = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f", "hers": "f"}
FAR = 10  # sentences that "he" and "she" look back: they mean somebody
PLURAL_PRONOUNS = frozenset(["they", "their", "theirs", "it", "its", "them"])
SINGULAR = frozenset(["it", "its", "he", "his", "him", "she", "her", "hers", "himself", "herself"])
THEY = frozenset(["they", "their", "theirs", "them"])
PARTS = frozenset(["several", "some", "many", "others", "both", "most", "all"])


def find_antecedent(
    reading: Reading, item: int, word: str, mentions: Mentions, *, last_resort: bool = False
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
    last_resort : bool
        Whether "the owner" counts, who may as well be somebody known by name.

    Returns
    -------
    Mention or None
        The nearest suitable one.
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
    for number in range(sentence, max(-1, sentence - reach - 1), -1):
        fitting = [
            mention
            for mention in mentions.get(number, [])
            if mention.item < item
            and mention.plural == plural
            and (last_resort or not mention.last_resort)
            and (mention.human or not (gender or part))
            and not (gender and mention.gender and mention.gender != gender)
            and sentence - number <= mention.reach
            and (opens or not mention.document)
            and (word in SINGULAR or mention.span is None or mention.several)
            and not (word in ("it", "its") and mention.several and mention.human)
            and not (word in THEY and not mention.human and country_of_place(mention.name))
        ]
        if fitting:
            # Whoever spoke is likely to go on.
            return min(fitting, key=lambda mention: (mention.identity is None, mention.item))
    return None


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
    reading: Reading, item: int, word: str, names: dict[str, list[tuple[int, str]]]
) -> str | None:
    """Find who was named last before "he" or "her", wherever in its sentence the name stands."""
    places = names.get(GENDERS.get(word, ""), [])
    before = bisect_left(places, (item, ""))
    if not before:
        return None
    low, name = places[before - 1]
    far = reading.sentence_at(item) - reading.sentence_at(low) > FAR
    return None if far else name
