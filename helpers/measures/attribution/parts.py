"""Some of those whom the text has just named: `Her aides disagree. One … ; two …`.

A number or "another" that opens a clause stands for people of the group that the sentence, or the
one before it, is about. They speak for whom the group speaks.
"""

from helpers.measures.attribution.antecedents import Mention, Mentions
from helpers.measures.attribution.presentations import Identity
from helpers.measures.attribution.reading import Reading

__all__ = ["find_group", "one_of", "part_of"]

ONE = frozenset(("one", "another"))
NUMBERS = ONE | frozenset(("two", "three", "four", "five"))
REACH = 1  # sentences


def find_group(reading: Reading, low: int, core: int, mentions: Mentions) -> Mention | None:
    """Find the group to which "one" or "two" belong.

    Parameters
    ----------
    reading : Reading
        The article.
    low, core : int
        Items of the phrase that names the speaker, without what follows a comma.
    mentions : dict
        Subjects of the sentences, see `sentence_subjects`.

    Returns
    -------
    Mention or None
        The last one of several people, in this sentence or the one before.
    """
    if core - low != 1 or reading.word[low] not in NUMBERS:
        return None
    sentence = reading.sentence_at(low)
    if low > reading.sentences[sentence].low and reading.word[low - 1] not in (";", "and", "but"):
        return None
    for number in range(sentence, max(-1, sentence - REACH - 1), -1):
        for mention in reversed(mentions.get(number, [])):
            if mention.item < low and mention.human and (mention.several or _is_group(mention)):
                return mention
    return None


def _is_group(mention: Mention) -> bool:
    """Tell whether a source that spoke is several people: `several residents`."""
    return mention.plural and mention.identity is not None and mention.identity.anonymous


def part_of(group: Identity, number: str) -> Identity:
    """Describe a speaker who is one of a group, or a few of it.

    Parameters
    ----------
    group : Identity
        The group.
    number : str
        How many of it, in lower case.

    Returns
    -------
    Identity
        Without a name of its own; country and role are those of the group.
    """
    name = f"{number} of {group.name[:1].lower()}{group.name[1:]}"
    return Identity(name, anonymous=True, kind="description", antecedent=group)


def one_of(group: str) -> str:
    """Name one of a group: "aide" of "her aides"; "" where the plural is not regular."""
    noun = group.split()[-1].lower() if group else ""
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else ""
