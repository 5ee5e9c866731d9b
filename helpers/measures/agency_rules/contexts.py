"""What stands left and right of a phrase: whether it may be a subject, and where its verb is."""

from collections.abc import Iterator

from helpers.measures.agency_rules.mentions import Mention
from helpers.measures.agency_rules.tokens import Tokens
from helpers.measures.agency_rules.vocabulary import agency_words, can_be_speech, word_set

__all__ = ["left_context", "verb_places"]

REACH = 14  # words looked at for a boundary
LONGEST_ASIDE = 28
LONGEST_PHRASE = 7
PLACES = agency_words("place_prepositions")
CLAUSAL = agency_words("clausal")
SUBORDINATING = word_set("than after before since until as till")
TIME_MODIFIERS = word_set("last this next earlier late early later")
NO_PHRASE = word_set("as than like")
# "As" after these names a part that somebody plays.
BEFORE_AS = word_set(
    "such time role job tenure position term work career stint post capacity status reputation "
    "days years known seen regarded serve serves served serving described"
)
# How an aside between commas may begin: anything but a new clause.
ASIDES = word_set(
    "who which whose where when along together including meanwhile however though too a an "
    "the its his her their one like as"
)  # fmt: skip


def left_context(tokens: Tokens, mention: Mention) -> str:
    """Say what stands before a phrase.

    Returns
    -------
    str
        "open": a clause may begin here. "after": a clause or a phrase (after, as). "weak":
        perhaps, if a finite verb follows without doubt.
        "verb": a verb that may have the phrase as its object. "joined": "and" after an object.
        "closed": a preposition or the like governs the phrase.
    """
    item = mention.left - 1
    while item >= 0 and tokens.info[item].adverb and tokens.word[item] not in ("both", "either"):
        item -= 1
    if item >= 0 and tokens.word[item] in ("both", "either", "neither"):
        item -= 1
    if item < 0:
        return "open"
    word, info = tokens.word[item], tokens.info[item]
    if word in ("and", "or"):
        return _before_and(tokens, item)
    if word == ",":
        return _before_comma(tokens, item, mention.high)
    if info.mark:
        return "closed" if word in "/&$#@" else "open"
    if word == "'s" or word == "such" or info.auxiliary:
        return "closed"
    if word == "as" and tokens.at(item - 1) in BEFORE_AS:
        return "closed"
    if word in SUBORDINATING:
        return "after"
    if info.subordinator or info.conjunction:
        return "open"
    if word in PLACES or info.preposition:
        return "closed"
    if info.time or info.pronoun:
        return "open"
    if tokens.capital[item]:
        return "open" if item == 0 and (info.adverb or info.verb) else "closed"
    if (info.verb and not (info.noun and _is_noun(tokens, item))) or word.endswith("ing"):
        return "verb"
    return "weak"


def _is_noun(tokens: Tokens, item: int) -> bool:
    """Tell whether a word that may be noun or verb is a noun: the attacks, of claims."""
    if item == 0:
        return True
    word, info = tokens.word[item - 1], tokens.info[item - 1]
    return (info.determiner or word == "'s" or word in PLACES or word in ("and", ",")) and (
        word != "to"
    )


def _before_and(tokens: Tokens, item: int) -> str:
    """Say what stands before "X and": another subject, an object, or a preposition."""
    if item == 0 or tokens.word[item - 1] in (",", ";"):
        return "open"
    limit = max(-1, item - REACH)
    at = item - 1
    while at > limit:
        word, info = tokens.word[at], tokens.info[at]
        if word in PLACES and word != "like":
            return "joined" if _has_finite_verb(tokens, at) else "closed"
        if word in SUBORDINATING or info.subordinator or word in ("but", ";", ":", ","):
            return "open"
        if info.mark and word not in ("'s", "$", "%"):
            return "open"
        if info.auxiliary:
            return "weak"
        if info.verb and not tokens.capital[at] and not (info.noun and _is_noun(tokens, at)):
            return "joined"
        at -= 1
    return "open"


def _has_finite_verb(tokens: Tokens, item: int) -> bool:
    """Tell whether the clause has its verb before this item: "sent aid to X and Y has …"."""
    for at in range(item - 1, max(-1, item - REACH), -1):
        info = tokens.info[at]
        if info.subordinator or info.conjunction or (info.mark and tokens.word[at] != "'s"):
            return False
        active = tokens.info[at - 1].pronoun or tokens.capital[at - 1] or not info.participle
        if info.auxiliary or (info.past and tokens.word[at] not in CLAUSAL and at and active):
            return True
    return False


def _before_comma(tokens: Tokens, item: int, high: int) -> str:
    """After "on Iran," a list may go on: then the phrase is in it."""
    if tokens.at(high) not in ("and", "or", ","):
        return "open"
    limit = max(-1, item - REACH)
    at = item - 1
    while at > limit:
        word, info = tokens.word[at], tokens.info[at]
        if word in PLACES:
            return "closed"
        if (info.mark and word != ",") or info.conjunction:
            return "open"
        if info.verb and not tokens.capital[at]:
            return "weak"
        if not (tokens.capital[at] or word in (",", "the", "'s")):
            return "open"
        at -= 1
    return "open"


def verb_places(tokens: Tokens, mention: Mention) -> Iterator[tuple[int, str, bool]]:
    """List where the verb of a subject may stand.

    Yields
    ------
    (int, str, bool)
        First item of the group of verbs; how it was reached: "next", "aside" (over a stretch
        between commas or in brackets), "phrase" (over a prepositional phrase), "joined" (over
        "and X"), "relative" (after who, which, that); whether the subject became plural.
    """
    item = mention.high
    yield item, "next", False
    word = tokens.at(item)
    if word in ("who", "which", "that"):
        yield item + 1, "relative", False
        return
    if word == "," and tokens.at(item + 1) in ("who", "which"):
        yield item + 2, "relative", False
    aside = _end_of_aside(tokens, item, mention.kind == "person")
    if aside:
        yield aside, "aside", False
    joined = _end_of_joined(tokens, item)
    if joined:
        yield joined, "joined", True
    at = item
    if (
        item + 1 < len(tokens)
        and tokens.info[item].participle
        and tokens.info[item + 1].preposition
    ):
        at = item + 1  # forces stationed in the port were
    for _ in range(2):
        at = _end_of_phrase(tokens, at)
        if not at:
            break
        yield at, "phrase", False


def _end_of_aside(tokens: Tokens, item: int, person: bool) -> int:
    """Item after "(…)", "— … —" or ", …,"; 0 if there is none that is safe.

    `person`: a name may stand between the commas, too ("the president, Ann Roe, waited").
    """
    word = tokens.at(item)
    closing = {"(": ")", ",": ",", "—": "—", "–": "–"}.get(word)
    if closing is None or item + 1 >= len(tokens):
        return 0
    first, info = tokens.word[item + 1], tokens.info[item + 1]
    if word == "," and not (
        first in ASIDES
        or info.preposition
        or info.adverb
        or info.time
        or info.ing
        or info.participle
        or info.number
        or (person and tokens.capital[item + 1])
        or _is_he_said(tokens, item + 1)
    ):
        return 0
    for at in range(item + 2, min(len(tokens), item + LONGEST_ASIDE)):
        if tokens.word[at] == closing:
            return at + 1
        if tokens.word[at] in (";", "“", '"'):
            return 0
    return 0


def _is_he_said(tokens: Tokens, item: int) -> bool:
    """Tell whether "he said" and nothing else stands between two commas."""
    if item + 2 >= len(tokens) or tokens.word[item + 2] != ",":
        return False
    verb = tokens.info[item + 1]
    return tokens.info[item].pronoun and can_be_speech(verb.past or verb.third) == "speech"


def _end_of_joined(tokens: Tokens, item: int) -> int:
    """Item after "and X", ", X and Y": further names that share the verb."""
    at = item
    for _ in range(4):
        word = tokens.at(at)
        if word not in ("and", "or", ",", "&"):
            break
        last = word != ","
        at += 1
        if tokens.at(at) in ("and", "or"):
            last = True
            at += 1
        begin = at
        named = False
        while at < len(tokens) and at - begin < LONGEST_PHRASE:
            info = tokens.info[at]
            if (info.determiner and at == begin) or tokens.word[at] == "'s":
                at += 1
                continue
            if info.closed or (at > begin and info.verb and not tokens.capital[at]):
                break
            named = named or tokens.capital[at]
            at += 1
        if at == begin or not (named or tokens.word[begin] == "its"):
            return 0
        if last:
            return at
    return 0


def _end_of_phrase(tokens: Tokens, item: int) -> int:
    """Item after a prepositional phrase or a statement of time."""
    at = item
    if at >= len(tokens):
        return 0
    info = tokens.info[at]
    if (
        tokens.word[at] in ("last", "this", "next", "earlier", "late", "early", "later")
        or info.time
    ):
        at += 1
        while at < len(tokens) and (tokens.info[at].time or tokens.info[at].number):
            at += 1
        return at
    if not (info.preposition or tokens.word[at] in PLACES) or tokens.word[at] in (
        "as",
        "than",
        "like",
    ):
        return 0
    if tokens.word[at] == "to" and at + 1 < len(tokens) and tokens.info[at + 1].base:
        return 0  # an infinitive
    at += 1
    begin = at
    while at < len(tokens) and at - begin < LONGEST_PHRASE:
        info = tokens.info[at]
        if info.determiner or info.number or info.time or tokens.word[at] in ("'s", "and", "of"):
            at += 1
            continue
        if info.closed:
            break
        verb = info.verb and not tokens.capital[at] and at > begin
        if verb and not (info.noun and not info.past and _noun_goes_on(tokens, at)):
            break
        at += 1
    return at if at > begin else 0


def _noun_goes_on(tokens: Tokens, item: int) -> bool:
    before = tokens.info[item - 1]
    return before.determiner or tokens.word[item - 1] == "'s"
