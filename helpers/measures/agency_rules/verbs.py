"""Groups of verbs: "has not been attacked", "would invade", "is ready to talk"."""

from typing import NamedTuple

from helpers.measures.agency_rules.tokens import Tokens
from helpers.measures.agency_rules.vocabulary import PLURAL, SINGULAR, agency_words, word_set

__all__ = ["VerbGroup", "is_adjectival", "read_verbs", "skip_adverbs"]

NEGATIONS = word_set("not n't never no-longer hardly barely cannot neither nor")
# After be, before an infinitive: what is said to come, not done to anybody.
TO_COME = word_set(
    "ready prepared set due bound likely unlikely willing unwilling able unable poised "
    "determined eager keen about going obliged reluctant free inclined"
)
MOST_ADVERBS = 4


class VerbGroup(NamedTuple):
    """A finite group of verbs and what it tells."""

    main: int  # the verb that says what is done
    lemma: str
    passive: bool
    negated: bool
    modal: bool  # under will, may, could, or in an infinitive: not said to have happened
    certain: bool  # cannot be a noun or a participle


def skip_adverbs(tokens: Tokens, item: int) -> tuple[int, bool]:
    """Step over adverbs; also tell whether one of them negates."""
    negated = False
    for _ in range(MOST_ADVERBS):
        if item >= len(tokens):
            break
        word = tokens.word[item]
        if word == "no" and tokens.at(item + 1) == "longer":
            negated = True
            item += 2
        elif tokens.info[item].adverb or word in ("each", "all", "yet"):
            only = tokens.at(item + 1) == "only"  # not only continues
            negated = negated or (word in NEGATIONS and not only)
            item += 1
        else:
            break
    return item, negated


def is_adjectival(tokens: Tokens, item: int) -> bool:
    """Tell whether a participle after be only describes: is concerned."""
    word, info = tokens.word[item], tokens.info[item]
    return word in agency_words("adjectival") or (word.startswith("un") and not info.known)


def read_verbs(tokens: Tokens, item: int, plural: bool | None) -> VerbGroup | None:
    """Read the finite group of verbs that begins at an item.

    Parameters
    ----------
    tokens : Tokens
        The sentence.
    item : int
        Where the group should begin; adverbs may stand first.
    plural : bool or None
        Number of the subject, None where it may be either.

    Returns
    -------
    VerbGroup or None
        None where there is no finite verb, or nothing but "to be".
    """
    item, negated = skip_adverbs(tokens, item)
    if item >= len(tokens):
        return None
    word, info = tokens.word[item], tokens.info[item]
    if (plural and word in SINGULAR) or (plural is False and word in PLURAL):
        return None
    negated = negated or word.endswith("n't") or word == "cannot"
    after, also_negated = skip_adverbs(tokens, item + 1)
    negated = negated or also_negated
    if info.auxiliary == "modal":
        return _after_modal(tokens, after, negated)
    if info.auxiliary == "do":
        if after < len(tokens) and tokens.info[after].base and not tokens.info[after].noun:
            return VerbGroup(after, tokens.info[after].base, False, negated, False, True)
        if after < len(tokens) and tokens.info[after].base and (after > item + 1 or negated):
            return VerbGroup(after, tokens.info[after].base, False, negated, False, True)
        if after < len(tokens) and (tokens.info[after].determiner or tokens.word[after] == "so"):
            return VerbGroup(item, "do", False, negated, False, True)
        return None
    if info.auxiliary == "have":
        return _after_have(tokens, item, after, negated)
    if info.auxiliary == "be":
        return _after_be(tokens, after, negated, False)
    if tokens.word[item] in ("get", "gets", "got", "gotten"):
        return _after_get(tokens, item, after, negated)
    if word == "used" and tokens.at(item + 1) == "to" and _is_base(tokens, item + 2):
        return VerbGroup(item + 2, tokens.info[item + 2].base, False, negated, False, True)
    return _lexical(tokens, item, plural, negated)


def _after_modal(tokens: Tokens, item: int, negated: bool) -> VerbGroup | None:
    if item >= len(tokens):
        return None
    word, info = tokens.word[item], tokens.info[item]
    after, also_negated = skip_adverbs(tokens, item + 1)
    if word == "be":
        return _after_be(tokens, after, negated or also_negated, True)
    if word == "have":  # would have left
        group = _after_have(tokens, item, after, negated or also_negated)
        return group and group._replace(modal=True)
    if info.base:
        return VerbGroup(item, info.base, False, negated, True, True)
    return None


def _after_have(tokens: Tokens, have: int, item: int, negated: bool) -> VerbGroup | None:
    if item < len(tokens):
        word, info = tokens.word[item], tokens.info[item]
        if word == "been":
            after, also_negated = skip_adverbs(tokens, item + 1)
            return _after_be(tokens, after, negated or also_negated, False)
        if word == "to" and _is_base(tokens, item + 1):
            if tokens.word[item + 1] == "be":
                return _after_be(tokens, item + 2, negated, True)
            return VerbGroup(item + 1, tokens.info[item + 1].base, False, negated, True, True)
        if info.participle:
            return VerbGroup(item, info.participle, False, negated, False, True)
    return VerbGroup(have, "have", False, negated, False, True)


def _after_be(tokens: Tokens, item: int, negated: bool, modal: bool) -> VerbGroup | None:
    if item >= len(tokens):
        return None
    word, info = tokens.word[item], tokens.info[item]
    if word == "being":
        after, _ = skip_adverbs(tokens, item + 1)
        if after < len(tokens) and tokens.info[after].participle:
            if is_adjectival(tokens, after):
                return None
            return VerbGroup(after, tokens.info[after].participle, True, negated, modal, True)
        return None
    if word in TO_COME and tokens.at(item + 1) == "to" and _is_base(tokens, item + 2):
        return _infinitive(tokens, item + 2, negated)
    if word == "to" and _is_base(tokens, item + 1):
        return _infinitive(tokens, item + 1, negated)
    if info.ing and info.known:
        return VerbGroup(item, info.ing, False, negated, modal, True)
    if info.participle and not is_adjectival(tokens, item):
        return VerbGroup(item, info.participle, True, negated, modal, True)
    return None


def _infinitive(tokens: Tokens, item: int, negated: bool) -> VerbGroup | None:
    if tokens.word[item] == "be":
        after, also_negated = skip_adverbs(tokens, item + 1)
        return _after_be(tokens, after, negated or also_negated, True)
    if tokens.word[item] == "have" and tokens.at(item + 1) == "to" and _is_base(tokens, item + 2):
        item += 2  # is going to have to leave
    return VerbGroup(item, tokens.info[item].base, False, negated, True, True)


def _is_base(tokens: Tokens, item: int) -> bool:
    return item < len(tokens) and bool(tokens.info[item].base)


def _after_get(tokens: Tokens, get: int, item: int, negated: bool) -> VerbGroup | None:
    if item < len(tokens):
        info = tokens.info[item]
        if info.participle and info.known and not info.base and not is_adjectival(tokens, item):
            return VerbGroup(item, info.participle, True, negated, False, True)
    return VerbGroup(get, "get", False, negated, False, tokens.word[get] == "got")


def _lexical(tokens: Tokens, item: int, plural: bool | None, negated: bool) -> VerbGroup | None:
    info = tokens.info[item]
    if info.determiner or info.pronoun or info.mark or info.subordinator or info.conjunction:
        return None
    if info.past and not info.participle:
        return VerbGroup(item, info.past, False, negated, False, not info.base)
    if info.past:
        return VerbGroup(item, info.past, False, negated, False, False)
    if info.third and plural is not True:
        return VerbGroup(item, info.third, False, negated, False, not info.noun)
    if info.base and plural is not False:
        return VerbGroup(item, info.base, False, negated, False, False)
    return None
