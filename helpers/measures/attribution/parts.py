"""Some of those whom the text has just named: `Her aides disagree. One … ; two …`.

A number or "another" that speaks stands for people of the group that the sentence, or one of the
two before it, is about. They speak for whom the group speaks.
"""

import re

from helpers.measures.attribution.mentions import Mention, Mentions
from helpers.measures.attribution.presentations import Identity
from helpers.measures.attribution.reading import Reading

__all__ = ["find_group", "one_of", "part_of"]
# A third of voters, and another third: of the voters.
SHARE = re.compile(r"^(?:third|quarter|half|fifth|tenth|majority) of ")

ONE = frozenset(("one", "another"))
NUMBERS = ONE | frozenset(("two", "three", "four", "five"))
ORDINALS = frozenset(("first", "second", "third", "fourth", "fifth"))
REACH = 2  # sentences


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
        The last one of several people, in this sentence or one shortly before.
    """
    words = reading.word[low:core]
    ordinal = len(words) == 2 and words[0] in ("a", "the") and words[1] in ORDINALS
    if not ordinal and (len(words) != 1 or words[0] not in NUMBERS):
        return None
    sentence = reading.sentence_at(low)
    for number in range(sentence, max(-1, sentence - REACH - 1), -1):
        for mention in reversed(mentions[number]):
            source = mention.identity
            group = mention.several or (
                mention.plural and source is not None and source.kind == "description"
            )
            if mention.item < low and mention.human and group:
                return mention
    return None


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
    number = "another" if number.startswith("a ") else number
    whole = SHARE.sub("", group.name)
    name = f"{number} of {whole[:1].lower()}{whole[1:]}"
    return Identity(name, anonymous=True, kind="description", owner=group.owner, antecedent=group)


def one_of(group: str) -> str:
    """Name one of a group: "aide" of "her aides"; "" where the plural is not regular."""
    noun = group.split()[-1].lower() if group else ""
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else ""
