"""Which verb a phrase is the object of, and which passive it is the agent of."""

from helpers.measures.agency_rules.contexts import left_context
from helpers.measures.agency_rules.mentions import Mention
from helpers.measures.agency_rules.subjects import Role
from helpers.measures.agency_rules.tokens import Tokens
from helpers.measures.agency_rules.verbs import NEGATIONS
from helpers.measures.agency_rules.vocabulary import agency_words, can_be_speech, word_set

__all__ = ["find_agent_role", "find_inverted_role", "find_object_role"]

REACH = 7
CLAUSAL = agency_words("clausal")
NEVER = agency_words("never_object_of")
TO_PLACES = agency_words("to_places")
DONE_TO_GOVERNMENTS = agency_words("done_to_governments")
PARTICLES = agency_words("particles")
PREPOSITIONS_IN_ING = agency_words("prepositions_in_ing")
PLACES = agency_words("place_prepositions")
# Objects of these are seats of power, not bodies acted upon: won the White House.
WON_SEATS = word_set("win lose control retake reclaim capture flip occupy keep seek")
QUOTES = frozenset("\"“”'‘’«»")
SUBJECT_PRONOUNS = word_set("i we you they he she it who which that")


def find_object_role(tokens: Tokens, mention: Mention) -> Role | None:
    """Find the active verb that has the mention as its object.

    Parameters
    ----------
    tokens : Tokens
        The sentence.
    mention : Mention
        A phrase that is the subject of no verb of its own clause.

    Returns
    -------
    Role or None
        None where the word before is no such verb.
    """
    item = mention.left - 1
    if item < 0:
        return None
    if tokens.word[item] in PARTICLES and item and tokens.info[item - 1].verb:
        item -= 1
    info = tokens.info[item]
    if not info.verb or (tokens.capital[item] and item):
        return None
    lemma = info.base or info.third or info.past or info.participle or info.ing
    if lemma in NEVER or tokens.word[item] in PREPOSITIONS_IN_ING:
        return None
    place = mention.kind in ("country", "capital", "union")
    if place and lemma in TO_PLACES:
        return None
    if mention.kind == "capital" and lemma not in DONE_TO_GOVERNMENTS:
        return None
    if mention.kind == "body" and lemma in TO_PLACES | WON_SEATS:
        return None
    if mention.high < len(tokens):
        following = tokens.info[mention.high]
        if following.noun or (mention.adjective and following.verb):
            return None  # a key Senate vote
        if following.base and mention.plural and tokens.word[item] in CLAUSAL:
            return None  # polls show Americans disapprove
    if not _is_active_verb(tokens, item):
        return None
    negated, modal = _before_verb(tokens, item)
    return Role("object", item, lemma, negated, modal)


def _is_active_verb(tokens: Tokens, item: int) -> bool:
    """Tell whether this form is an active verb here, and neither noun nor adjective."""
    info = tokens.info[item]
    before = item - 1
    while before >= 0 and tokens.info[before].adverb:
        before -= 1
    if before < 0:
        return bool(info.ing and info.known)
    word, left = tokens.word[before], tokens.info[before]
    if (left.determiner and word != "that") or word == "'s":
        return word == "'s" and bool(info.ing) and info.known and not info.noun
    if word in ("and", "or") and _is_adjective(tokens, before - 1):
        return False  # a united and galvanized NATO
    if info.ing:
        return info.known and not (left.verb and not left.auxiliary and left.noun)
    if info.past or info.participle:
        if left.auxiliary == "be" or word in ("been", "being", "be", "get", "gets", "got"):
            return False
        if left.auxiliary == "have" or word == "having":
            return True
        if not info.past:
            return False
        if left.auxiliary or word == "to":
            return bool(info.base)
        return not (word in PLACES or left.preposition or left.number)
    if info.third:
        if info.noun:
            return word in SUBJECT_PRONOUNS or (tokens.capital[before] and not left.closed)
        return word not in PLACES
    if word == "to" or left.auxiliary in ("modal", "do") or word in ("not", "n't", "let", "help"):
        return True
    if word in ("we", "they", "you", "i", "who", "that"):
        return True
    if word in ("and", "or"):
        return before > 0 and bool(tokens.info[before - 1].base)
    return not info.noun and word.endswith("s") and not left.closed


def _is_adjective(tokens: Tokens, item: int) -> bool:
    """Tell whether a participle stands between an article and "and"."""
    return item > 0 and bool(tokens.info[item].participle) and tokens.info[item - 1].determiner


def _before_verb(tokens: Tokens, item: int) -> tuple[bool, bool]:
    """Tell whether a verb is negated, and whether it stands under a modal or an infinitive."""
    negated = modal = False
    for at in range(item - 1, max(-1, item - 5), -1):
        word, info = tokens.word[at], tokens.info[at]
        if word in NEGATIONS or word.endswith("n't"):
            negated = True
        elif info.auxiliary == "modal" or word == "to":
            modal = True
        elif not (info.adverb or info.auxiliary or word in ("be", "been")):
            break
    return negated, modal


def find_agent_role(tokens: Tokens, mention: Mention) -> Role | None:
    """Find the passive verb whose "by" names the mention."""
    by = mention.left - 1
    if by < 1 or tokens.word[by] != "by":
        return None
    if mention.high < len(tokens) and tokens.info[mention.high].ing:
        return None
    if mention.kind == "capital" and tokens.info[by - 1].ing:
        return None
    for item in range(by - 1, max(-1, by - REACH), -1):
        info = tokens.info[item]
        noun = info.noun and item > 0 and _opens_noun(tokens, item - 1)  # a wound by
        if info.participle and not tokens.capital[item] and not noun:
            if item < by - 1 and not _is_passive(tokens, item):
                return None
            if _follows_have(tokens, item):
                return None
            negated, modal = _before_verb(tokens, item)
            negated = negated or tokens.word[by - 1] == "not"
            return Role("passive agent", item, info.participle, negated, modal)
        if info.mark or info.auxiliary or info.conjunction or info.subordinator:
            return None
        if tokens.word[item] == "for":
            return None  # the stage is set for an appearance by Ann Roe
        if info.verb and not info.noun and not tokens.capital[item]:
            return None
    return None


def _opens_noun(tokens: Tokens, item: int) -> bool:
    word = tokens.word[item]
    return tokens.info[item].determiner or word == "'s" or word.endswith("ed")


def _is_passive(tokens: Tokens, item: int) -> bool:
    before = item - 1
    while before >= 0 and tokens.info[before].adverb:
        before -= 1
    return before >= 0 and (
        tokens.info[before].auxiliary == "be"
        or tokens.word[before] in ("be", "been", "being", "get", "gets", "got")
    )


def _follows_have(tokens: Tokens, item: int) -> bool:
    before = item - 1
    while before >= 0 and tokens.info[before].adverb:
        before -= 1
    return before >= 0 and tokens.info[before].auxiliary == "have"


def find_inverted_role(tokens: Tokens, mention: Mention) -> Role | None:
    """`“…,” said President Roe.`: a verb of speech before its subject."""
    item = mention.left - 1
    if item < 1 or mention.kind in ("capital",):
        return None
    info = tokens.info[item]
    lemma = info.past or info.third
    if not lemma or can_be_speech(lemma) != "speech":
        return None
    if tokens.word[item - 1] not in QUOTES and tokens.word[item - 1] != ",":
        return None
    after = tokens.at(mention.high)
    ends = after in ("", ".", ",", ";", "—", "–", "(") or (
        mention.high < len(tokens) and (tokens.info[mention.high].preposition
                                        or tokens.info[mention.high].time)
    )  # fmt: skip
    if not ends or lemma in ("tell", "accuse", "urge", "warn", "blame", "ask"):
        return None
    return Role("active subject", item, lemma, False, False)


def is_joined_to(tokens: Tokens, mention: Mention, other: Mention) -> bool:
    """Tell whether "X and Y" joins two mentions."""
    gap = tokens.word[other.high : mention.left]
    if mention.high < len(tokens) and tokens.info[mention.high].noun:
        return False  # NATO and Pentagon claims
    return gap in (["and"], ["or"], [","], [",", "and"]) and left_context(tokens, mention) != "open"
