"""All roles of the actors in one sentence, and who does it to whom."""

from typing import NamedTuple

from helpers.measures.agency_rules.mentions import Mention, read_mentions
from helpers.measures.agency_rules.names import Name
from helpers.measures.agency_rules.objects import (
    find_agent_role,
    find_inverted_role,
    find_object_role,
    is_joined_to,
)
from helpers.measures.agency_rules.subjects import Role, find_question_role, find_subject_roles
from helpers.measures.agency_rules.tokens import Tokens, read_tokens
from helpers.measures.agency_rules.vocabulary import can_be_speech

__all__ = ["ActorRole", "read_roles"]

QUOTES = frozenset("\"“”'‘’«»")
LONGEST_CHAIN = 6  # words between "wants" and "attack" in "wants to be able to attack"
MOST_OF_A_VERB = 8
ACTING = ("active subject", "passive agent")


class ActorRole(NamedTuple):
    """A row of the table of `find_agency`."""

    actor: str
    role: str
    kind: str
    start: int
    end: int
    verb: str
    verb_start: int
    verb_end: int
    speech: bool
    negated: bool
    modal: bool
    counterpart: str


def read_roles(text: str, start: int, end: int, names: list[Name]) -> list[ActorRole]:
    """Find the roles of the actors in one sentence.

    Parameters
    ----------
    text : str
        Text of an article.
    start, end : int
        Bounds of the sentence.
    names : list of Name
        Names of actors in it.

    Returns
    -------
    list of ActorRole
        In the order of the text; one actor is counted once a verb and role.
    """
    if not any(name.actor for name in names):
        return []
    tokens = read_tokens(text, start, end)
    found: list[tuple[Mention, Role]] = []
    for mention in read_mentions(tokens, names):
        found += [(mention, role) for role in _roles_of(tokens, mention, found)]
    by_verb: dict[int, list[tuple[Mention, Role]]] = {}
    for mention, role in found:
        by_verb.setdefault(role.verb, []).append((mention, role))
    seen = set()
    rows = []
    for mention, role in found:
        key = (mention.actor, role.role, role.verb)
        if key in seen:
            continue
        seen.add(key)
        rows.append(
            ActorRole(
                mention.actor, role.role, mention.kind,
                tokens.start[mention.low], tokens.end[mention.high - 1],
                role.lemma, tokens.start[role.verb], tokens.end[role.verb],
                _is_speech(tokens, role), role.negated, role.modal,
                _counterpart(tokens, mention, role, by_verb),
            )
        )  # fmt: skip
    return rows


def _roles_of(tokens: Tokens, mention: Mention, found: list[tuple[Mention, Role]]) -> list[Role]:
    inverted = find_inverted_role(tokens, mention) or find_question_role(tokens, mention)
    if inverted is not None:
        return [inverted]
    roles = find_subject_roles(tokens, mention)
    passive = find_agent_role(tokens, mention) or (
        None if roles else find_object_role(tokens, mention)
    )
    if passive is None and not roles and found:
        other, role = found[-1]
        if role.role in ("object", "passive agent") and is_joined_to(tokens, mention, other):
            passive = role
    return roles if passive is None else [passive, *roles]


def _is_speech(tokens: Tokens, role: Role) -> bool:
    """Tell whether the verb reports words: said always, noted with "that" or quotation marks."""
    level = can_be_speech(role.lemma)
    if level in ("", "speech"):
        return level == "speech"
    following = tokens.at(role.verb + 1)
    return following in QUOTES or (level == "clause" and following == "that")


def _counterpart(
    tokens: Tokens, mention: Mention, role: Role, by_verb: dict[int, list[tuple[Mention, Role]]]
) -> str:
    """Find the other actor in the same deed: who is acted upon, or who acts."""
    acts = role.role in ACTING
    near = [role.verb, *range(role.verb - LONGEST_CHAIN, role.verb + LONGEST_CHAIN + 1)]
    for verb in near:
        for other, its in by_verb.get(verb, [])[:MOST_OF_A_VERB]:
            if (
                (its.role in ACTING) != acts
                and other.actor != mention.actor
                and (verb == role.verb or _is_chain(tokens, its, role))
            ):
                return other.actor
    return ""


def _is_chain(tokens: Tokens, first: Role, second: Role) -> bool:
    """Tell whether "wants to attack" ties the subject of one verb to the object of another."""
    low, high = sorted((first, second), key=lambda role: role.verb)
    if low.role != "active subject" or high.role != "object":
        return False
    return all(
        tokens.word[item] == "to"
        or tokens.info[item].adverb
        or tokens.info[item].base
        or tokens.info[item].ing
        for item in range(low.verb + 1, high.verb)
    )
