"""Which verb a phrase is the subject of, and whether it acts or is acted upon."""

from typing import NamedTuple

from helpers.measures.agency_rules.contexts import left_context, verb_places
from helpers.measures.agency_rules.mentions import Mention
from helpers.measures.agency_rules.tokens import Tokens
from helpers.measures.agency_rules.verbs import VerbGroup, read_verbs, skip_adverbs
from helpers.measures.agency_rules.vocabulary import agency_words, can_be_speech, word_set

__all__ = ["Role", "find_question_role", "find_subject_roles"]

REACH = 14
REACH_OF_BY = 9
CLAUSAL = agency_words("clausal")
DONE_TO_GOVERNMENTS = agency_words("done_to_governments")
NOT_DONE_BY_GOVERNMENTS = agency_words("not_done_by_governments")
NOT_AGENTS = agency_words("not_agents_after_by")
EVIDENCE = word_set(
    "to that it them him her itself how why what whether if into toward towards back down away"
)
QUESTION_WORDS = word_set("why how what when where but so nor")
PERCEPTION = word_set("see sees saw seen hear hears heard feel felt make makes made find found")
NEEDS_OBJECT = agency_words("needs_object")
AFTER_PASSIVE = word_set("in at by on during after for of . ; : — – - amid from")
NOBODY = word_set("no neither nor")
QUOTES = frozenset("\"“”'‘’«»")


class Role(NamedTuple):
    """A mention in a role."""

    role: str
    verb: int  # token of the verb
    lemma: str
    negated: bool
    modal: bool


def find_subject_roles(tokens: Tokens, mention: Mention) -> list[Role]:
    """Find the verbs of which a mention is the subject.

    Parameters
    ----------
    tokens : Tokens
        The sentence.
    mention : Mention
        The phrase.

    Returns
    -------
    list of Role
        At most one of the main clause and one of a relative clause.
    """
    context = left_context(tokens, mention)
    roles = []
    main = False
    for item, way, joined in verb_places(tokens, mention):
        if not main and way == "next" and context == "open" and _is_headline(tokens, mention):
            roles.append(_of_headline(tokens, mention))
            main = True
        if main or (context == "closed" and (way != "relative" or not _is_antecedent(mention))):
            continue
        several = joined or tokens.at(mention.left - 1) in ("and", "or")
        group = read_verbs(tokens, item, None if several else mention.plural)
        if way == "relative" and mention.kind == "person" and tokens.word[item - 1] == "that":
            continue  # "the call with the ambassador that"
        begins = mention.left == 0 or tokens.info[mention.left - 1].mark
        if group is not None and way == "next" and begins:
            group = _without_auxiliary(tokens, group)
        if group is None or not _is_verb_here(tokens, mention, group, item, way, context):
            continue
        role = _role(tokens, mention, group)
        if role is not None:
            roles.append(role)
        main = way != "relative"
    return roles


def _is_headline(tokens: Tokens, mention: Mention) -> bool:
    """Tell whether "Russia to demand payment" stands at the beginning of a headline."""
    before, verb = mention.left - 1, mention.high + 1
    begins = (before < 0 or tokens.word[before] in "|:;") and mention.left == mention.low
    return begins and tokens.at(mention.high) == "to" and bool(
        verb < len(tokens) and tokens.info[verb].base and tokens.word[verb] not in ("be", "blame")
    )  # fmt: skip


def _of_headline(tokens: Tokens, mention: Mention) -> Role:
    verb = mention.high + 1
    return Role("active subject", verb, tokens.info[verb].base, False, True)


def _without_auxiliary(tokens: Tokens, group: VerbGroup) -> VerbGroup | None:
    """Read "Russian troops killed in strike" as a passive: nobody kills without an object."""
    info = tokens.info[group.main]
    if group.certain or not (info.past and info.participle) or group.lemma not in NEEDS_OBJECT:
        return group
    following = group.main + 1
    ends = following >= len(tokens) or tokens.word[following] in AFTER_PASSIVE
    if not ends or tokens.at(following + 1) in ("least", "most"):
        return group
    if _has_later_verb(tokens, group.main):
        return None
    return group._replace(passive=True, certain=True)


def find_question_role(tokens: Tokens, mention: Mention) -> Role | None:
    """Find the verb after the subject of a question: "why would Russia attack?"."""
    item = mention.left - 1
    if item < 0 or not tokens.info[item].auxiliary:
        return None
    before = tokens.word[item - 1] if item else ""
    if item and not (before in QUESTION_WORDS or tokens.info[item - 1].mark):
        return None
    after, negated = skip_adverbs(tokens, mention.high)
    if after >= len(tokens) or tokens.capital[after]:
        return None
    info, auxiliary = tokens.info[after], tokens.info[item].auxiliary
    negated = negated or tokens.word[item].endswith("n't")
    if auxiliary in ("do", "modal") and info.base and not info.auxiliary:
        return Role("active subject", after, info.base, negated, auxiliary == "modal")
    if auxiliary == "be" and info.ing and info.known and not info.noun:
        return Role("active subject", after, info.ing, negated, False)
    if auxiliary == "have" and info.participle and info.participle != "be":
        return Role("active subject", after, info.participle, negated, False)
    return None


def _is_antecedent(mention: Mention) -> bool:
    """Under a preposition only people and forces: "the war in Ukraine, which"."""
    return mention.kind in ("person", "forces", "people")


def _role(tokens: Tokens, mention: Mention, group: VerbGroup) -> Role | None:
    if mention.kind == "capital":
        if group.passive and group.lemma not in DONE_TO_GOVERNMENTS:
            return None
        if not group.passive and group.lemma in NOT_DONE_BY_GOVERNMENTS:
            return None
    name = "active subject"
    if group.passive:
        name = "passive subject" if _has_agent(tokens, group.main) else "agentless passive"
    none_of_them = tokens.at(mention.left - 1) in NOBODY or tokens.word[mention.left] in NOBODY
    return Role(name, group.main, group.lemma, group.negated or none_of_them, group.modal)


def _has_agent(tokens: Tokens, verb: int) -> bool:
    """Tell whether "by" names who did it: not "by Monday", "by lying", "by force"."""
    for item in range(verb + 1, min(len(tokens) - 1, verb + REACH_OF_BY)):
        word, info = tokens.word[item], tokens.info[item]
        if word == "by":
            of_another = item - 1 > verb and tokens.info[item - 1].participle
            return not of_another and _can_act(tokens, item + 1)
        if info.mark and word not in QUOTES:
            return False
        if info.auxiliary or info.subordinator or info.conjunction:
            return False
        if word == "to" and tokens.info[item + 1].base and not tokens.info[item + 1].noun:
            return False
    return False


def _can_act(tokens: Tokens, item: int) -> bool:
    item, _ = skip_adverbs(tokens, item)
    if item >= len(tokens):
        return False
    word, info = tokens.word[item], tokens.info[item]
    if word in NOT_AGENTS or info.time or info.number or (info.ing and not info.noun):
        return False
    if not info.determiner or item + 1 >= len(tokens):
        return True
    return not tokens.info[item + 1].time and tokens.word[item + 1] not in ("end", "time")


def _is_verb_here(
    tokens: Tokens, mention: Mention, group: VerbGroup, item: int, way: str, context: str
) -> bool:
    """Tell whether the words found are the finite verb of this subject."""
    first, _ = skip_adverbs(tokens, item)
    info = tokens.info[first]
    if context == "verb":
        before = tokens.word[_verb_before(tokens, mention)]
        if before not in CLAUSAL:
            return False
        bare = info.base and mention.plural and not info.noun and before not in PERCEPTION
        if not group.certain and not (info.past or info.third or bare):
            return False
    if context in ("weak", "joined") and not group.certain and way != "joined":
        return False
    if context in ("weak", "after") and way == "phrase":
        return False
    if group.certain:
        return way != "phrase" or not mention.adjective
    if way in ("phrase", "relative") and not _has_evidence(tokens, group.main):
        return False
    if info.past and info.participle:
        return not _is_participle(tokens, mention, group, way)
    if info.noun or info.base:
        if mention.adjective and context not in ("open", "after"):
            return False
        named = mention.kind == "person" and mention.high - mention.low > 1
        following = tokens.info[group.main + 1] if group.main + 1 < len(tokens) else None
        spoken = (
            named
            and way == "next"
            and info.third
            and following is not None
            and following.preposition
        )  # Ann Roe talks with
        if not spoken and not _has_evidence(tokens, group.main):
            return False
        if not mention.adjective or first > item:
            return True
        return _has_object(tokens, group.main) and not _has_later_verb(tokens, group.main, False)
    return True


def _verb_before(tokens: Tokens, mention: Mention) -> int:
    item = mention.left - 1
    while item > 0 and tokens.info[item].adverb:
        item -= 1
    return max(item, 0)


def _is_participle(tokens: Tokens, mention: Mention, group: VerbGroup, way: str) -> bool:
    """Tell whether "accused", "sent", "held" belongs to another verb: forces sent by …, were."""
    following, _ = skip_adverbs(tokens, group.main + 1)
    word = tokens.at(following)
    if word == "by":
        return True
    if group.lemma in ("say", "tell") or tokens.word[group.main] in CLAUSAL:
        return False
    if word == "to" and tokens.info[following - 1].adverb is False and way == "phrase":
        return True
    return _has_later_verb(tokens, group.main)


def _has_later_verb(tokens: Tokens, verb: int, strict: bool = True) -> bool:
    """Tell whether a finite verb follows in the same clause, so that the first is none."""
    for item in range(verb + 1, min(len(tokens), verb + REACH)):
        info = tokens.info[item]
        if tokens.word[item] == "," and _is_finite(tokens, item + 1):
            return True  # the envoy involved in it, says
        if info.mark or info.subordinator or info.conjunction or info.pronoun:
            return False
        if info.auxiliary or (info.past and not info.base and not (strict and info.participle)):
            return True
    return False


def _is_finite(tokens: Tokens, item: int) -> bool:
    if item >= len(tokens):
        return False
    info = tokens.info[item]
    past = info.past and not info.participle and not info.base
    return bool(info.auxiliary or past or (info.third and not info.noun))


def _has_evidence(tokens: Tokens, verb: int) -> bool:
    """Tell whether what follows shows a verb: an object, "to", "that", an adverb."""
    item = verb + 1
    if item >= len(tokens):
        return False
    word, info = tokens.word[item], tokens.info[item]
    return (
        word in EVIDENCE
        or info.determiner
        or info.adverb
        or info.pronoun
        or info.number
        or info.time
        or word in QUOTES
        or tokens.capital[item]
        or bool(can_be_speech(tokens.info[verb].third) and word == ",")
        or info.ing != ""
        or (not info.closed and not info.verb)
        or (info.preposition and not tokens.info[verb].noun)
    )


def _has_object(tokens: Tokens, verb: int) -> bool:
    info = tokens.info[verb + 1] if verb + 1 < len(tokens) else None
    return info is not None and (
        info.determiner or info.pronoun or tokens.capital[verb + 1] or tokens.word[verb + 1] == "to"
    )
