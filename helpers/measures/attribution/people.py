"""Who the speaker is: full name, pronoun, office, body or unnamed source.

Within an article "Ned Price", "Price", "he" and "the spokesman" are one person. A name is completed
from the fullest form seen; a pronoun goes back to the last suitable person (gender only counts when
title or first name make it sure); what cannot be resolved stays missing.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from helpers.measures.attribution.affiliations import (
    combine_roles,
    describe,
    describe_with_clause,
)
from helpers.measures.attribution.antecedents import (
    GENDERS,
    IT,
    PLURAL_PRONOUNS,
    find_antecedent,
    list_names,
    named_after,
    nearest_person,
)
from helpers.measures.attribution.documents import DOCUMENTS, author_of_document
from helpers.measures.attribution.mentions import (
    REACH,
    Mention,
    Mentions,
    authors_of,
    rank_of_speaker,
    sentence_subjects,
)
from helpers.measures.attribution.names import (
    HUMANS,
    SUFFIXES,
    Person,
    find_people,
    gender_of,
    gender_of_noun,
    is_body,
    look_up,
    name_runs,
    plain,
    told_apart,
)
from helpers.measures.attribution.naming import (
    BODIES,
    MESSAGES,
    core_end,
    head_item,
    keeps_ending,
    name_in_apposition,
    name_in_core,
    named_at_place,
    opens_sentence,
    phrase_of,
    writer_of,
)
from helpers.measures.attribution.national import country_of_place, nation_before
from helpers.measures.attribution.owners import (
    ABSOLUTE,
    PRIVATE,
    SPEAKING_FOR,
    is_opposite,
    named_later,
    owner_span,
)
from helpers.measures.attribution.parts import ONE, find_group, one_of, part_of
from helpers.measures.attribution.passages import Passage
from helpers.measures.attribution.presentations import (
    Identity,
    person_with_office,
    present,
    presentations_of,
    share_presentations,
    speak_for_body,
)
from helpers.measures.attribution.reading import Reading
from helpers.measures.attribution.references import Spoken, introduced_as, one_more, refer_back
from helpers.measures.attribution.setting import Setting
from helpers.measures.attribution.source_names import name_body, name_owned, name_unnamed
from helpers.measures.attribution.speaking_for import (
    guess_affiliation,
    look_up_register,
    with_registered_office,
)
from helpers.measures.attribution.standing import ASKER
from helpers.measures.attribution.surroundings import place_ordinary_people
from helpers.measures.attribution.word_classes import (
    OBJECT_PRONOUNS,
    PEOPLE,
    POSSESSIVES,
    PRONOUNS,
)
from helpers.measures.lexicon_files import word_list

__all__ = ["Identity", "identify_speakers", "slug"]
PLURALS = word_list("plurals")
ANY_PRONOUN = PRONOUNS | POSSESSIVES | OBJECT_PRONOUNS | ABSOLUTE
COMPANIES = word_list("nouns_of_companies")
MOST_PEOPLE = 100  # of an article, whose surname a first name may go with
ARTICLES = frozenset(("a", "an", "the"))
# What somebody writes, who is then "he" or "she".
READ = word_list("nouns_of_documents") | frozenset(("post", "tweet", "article", "book", "story"))
# A language says nothing of who wrote it: the Danish text.
LANGUAGE = re.compile(
    r"\b[A-Z][a-z]+(?:-language)? (?=(?:text|version|translation|original|transcript)\b)"
)


@dataclass
class _Article:
    """What is known of an article while its speakers are identified in order."""

    reading: Reading
    setting: Setting
    people: dict[str, list[Person]]
    mentions: Mentions
    names: dict[str, list[tuple[int, str]]]
    bodies: list[Identity] = field(default_factory=list)  # that spoke so far
    spoken: list[Spoken] = field(default_factory=list)


@lru_cache(maxsize=4096)
def slug(name: str, *, with_suffix: bool = False) -> str:
    """Make a stable identifier from a name: `Ned Price` -> `ned-price`.

    Middle initials do not count, so that `Donald J. Trump` and `Donald Trump` meet, nor does "Jr."
    but for a person beside whom somebody has the name without it.
    """
    marks = unicodedata.normalize("NFKD", name)
    flat = "".join(ch for ch in marks if not unicodedata.combining(ch)).casefold()
    words = ["".join(ch for ch in word if ch.isalnum()) for word in flat.replace("-", " ").split()]
    words = [word for word in words if word]
    if len(words) > 2:
        words = [
            word
            for place, word in enumerate(words)
            if not (0 < place < len(words) - 1 and len(word) == 1)
            and (with_suffix or word not in SUFFIXES)
        ]
    return "-".join(words) or "speaker"


def identify_speakers(
    reading: Reading, passages: list[Passage], setting: Setting
) -> list[Identity]:
    """Say of each passage who speaks.

    Parameters
    ----------
    reading : Reading
        The article.
    passages : list of Passage
        Its quotations in reading order.
    setting : Setting
        Country of the outlet, day, and the register.

    Returns
    -------
    list of Identity
        One a passage.
    """
    if all(passage.speaker is None for passage in passages):
        return [Identity() for _ in passages]
    runs = [name_runs(reading, sentence.low, sentence.high) for sentence in reading.sentences]
    people = find_people(reading, runs, setting.register.gender_of)
    mentions = sentence_subjects(reading, people, runs, setting.register.is_body)
    article = _Article(reading, setting, people, mentions, list_names(people, runs))
    identities: list[Identity] = [Identity() for _ in passages]
    order = sorted(
        range(len(passages)),
        key=lambda at: passages[at].speaker[0] if passages[at].speaker else -1,
    )
    for at in order:
        if passages[at].speaker is not None:
            identities[at] = _identify_speaker(article, passages[at])
    share_presentations(identities)
    for passage, identity in zip(passages, identities, strict=True):
        look_up_register(reading, passage, identity, people, setting)
    _fall_back(article, passages, identities)
    apart = told_apart(people, setting.register.gender_of)
    for identity in identities:
        if identity.name:
            _name(identity, setting)
            identity.told_apart = identity.name in apart
    return identities


def _name(identity: Identity, setting: Setting) -> None:
    """Give a source the name under which the table lists it."""
    meant = identity.antecedent or identity
    kind = meant.kind
    if kind in ("description", "body"):
        identity.name = name_owned(
            identity.name, identity.owner or meant.owner, identity.affiliation
        )
    if kind == "description":
        identity.name = name_unnamed(identity.name)
    if kind == "body" or (kind == "description" and not identity.anonymous):
        identity.name = name_body(
            identity.name, identity.affiliation, setting.register, identity.role
        )


def _identify_speaker(article: _Article, passage: Passage) -> Identity:
    """Say who speaks in one passage, and remember it for the next ones."""
    reading = article.reading
    low, high = passage.antecedent or passage.speaker
    relative = passage.antecedent is not None
    if not relative and reading.word[low] in ("who", "which", "that"):
        return Identity(kind="unresolved")
    identity, gender = _identify(article, low, high, relative=relative)
    core = core_end(reading, low, high)
    head = plain(reading.word[head_item(reading, low, core)])
    if head in ONE and identity.antecedent is not None:
        head = one_of(identity.antecedent.name) or head
    meant = _refer_back(article, identity, low, core, head)
    later = named_later(reading, low, core, head) if meant is None and not relative else None
    if later is not None and identity.kind == "description":
        identity = Identity(later, kind="person")
    elif meant is not None:
        identity = replace(meant, antecedent=meant)
    if identity.kind == "person" and " " not in identity.name:
        identity.name = _with_surname(article, identity.name)
    if identity.kind == "person" and _names_body(article, identity, core, high):
        identity.kind, gender = "body", ""
    if not identity.affiliation:
        _affiliate(article, identity, low, high, named=meant is not None)
    if identity.kind in ("description", "body") and meant is None:
        identity.owner = identity.owner or _owner_of(article, low, core)
    if identity.name:
        asks = passage.stance == "asking" and not _begs(reading, passage)
        _remember(article, identity, gender, passage.speaker[0], (low, high), head, asks=asks)
    return identity


def _begs(reading: Reading, passage: Passage) -> bool:
    """Tell whether somebody asks for something, not a question: `asked that it wait`."""
    start = passage.pieces[0][0]
    return reading.text.startswith(("that ", "to ", "for ", "not "), start)


def _with_surname(article: _Article, name: str) -> str:
    """Complete a first name where the register has one bearer of a surname of the article."""
    register, day = article.setting.register, article.setting.day
    everybody = (person for group in article.people.values() for person in group)
    surnames = {person.name.split()[-1] for person in islice(everybody, MOST_PEOPLE)}
    full = [f"{name} {surname}" for surname in surnames if surname != name]
    known = [known for known in full if register.find_person(known, day) is not None]
    return known[0] if len(known) == 1 else name


def _names_body(article: _Article, identity: Identity, core: int, high: int) -> bool:
    """Tell whether a name is that of a body: by the register, or `Ural Sails, a shipping firm`."""
    if article.setting.register.is_body(identity.name) or "-based " in identity.name:
        return True
    reading = article.reading
    if reading.word[core : core + 3] == [",", "based", "in"]:
        return True
    if core + 2 >= high or reading.word[core] != "," or reading.word[core + 1] not in ARTICLES:
        return False
    end = core_end(reading, core + 1, high)
    return plain(reading.word[head_item(reading, core + 1, end)]) in COMPANIES


def _refer_back(
    article: _Article, identity: Identity, low: int, core: int, head: str
) -> Identity | None:
    """Find whom "the official", "the company", "the minister" means."""
    if identity.kind not in ("body", "description"):
        return None
    reading, setting = article.reading, article.setting
    meant = refer_back(reading, low, core, head, article.spoken, setting.register.companies)
    if meant is None and reading.word[low] == "the" and core - low == 2:
        person = with_registered_office(head, low, article.people, setting)
        return Identity(person.name, kind="person") if person is not None else None
    return meant


def _affiliate(article: _Article, identity: Identity, low: int, high: int, *, named: bool) -> None:
    """Take country and role from the words around a speaker, else from the body or the place."""
    reading, people = article.reading, article.people
    if identity.kind == "person":
        present(reading, identity, people, low, _end_of_first(reading, low, high))
    elif identity.kind in ("body", "description"):
        meaning = identity.name if named else reading.excerpt(low, high)
        country, role = describe_with_clause(_without_language(meaning))
        identity.affiliation, identity.role = country, role or identity.role
        identity.affiliation_from = "phrase" if country else ""
        if not country and reading.word[low] not in POSSESSIVES:
            _look_for_author(article, identity, low, high)
        if not identity.affiliation:
            _look_for_introduction(article, identity, low, high)
        if not identity.affiliation:
            _liken(article, identity, low, high)
    if identity.kind == "body" and identity.affiliation:
        article.bodies.append(identity)
    human = identity.kind in ("person", "description")
    if not identity.affiliation:
        _belong(article, identity, low, high)
    opposite = is_opposite(reading, low, core_end(reading, low, high))
    if human and not identity.affiliation and not opposite:
        speak_for_body(reading, identity, article.bodies, low)
    if identity.kind in ("person", "body", "description") and not identity.affiliation:
        guess_affiliation(reading, identity, people, (low, high), article.setting.outlet)


def _end_of_first(reading: Reading, low: int, high: int) -> int:
    """End of the first of several sources: `Roe, his campaign, and the Ural government`."""
    core = core_end(reading, low, high)
    words = reading.word
    joined = any(words[at] == "," and words[at + 1] == "and" for at in range(core + 1, high - 1))
    return core if joined and words[core] == "," else high


def _owner_of(article: _Article, low: int, core: int) -> str:
    """Name whom "her", "its" or "of theirs" means in the phrase of a source, "" if not known."""
    words = article.reading.word
    span = owner_span(article.reading, low, core)
    if core - low > 3 and words[low + 1] == "of" and words[low + 2] in POSSESSIVES:
        span = low + 2, low + 3  # one of her aides
    if span is None or words[span[0]] not in POSSESSIVES | ABSOLUTE:
        return ""
    owner, _ = _resolve_pronoun(article, low, words[span[0]])
    if owner.kind == "person":
        known = article.setting.register.find_person(owner.name, article.setting.day)
        return known.name if known is not None else owner.name
    if owner.kind != "body":
        return ""
    country = owner.affiliation or (owner.antecedent or owner).affiliation
    return f"{name_body(owner.name, country, article.setting.register)}'s"


@lru_cache(maxsize=4096)
def _without_language(phrase: str) -> str:
    return LANGUAGE.sub("", phrase)


def _belong(article: _Article, identity: Identity, low: int, high: int) -> None:
    """Let "her lawyer", "a spokesperson for the bank" belong with whom the phrase points at."""
    reading, setting = article.reading, article.setting
    core = core_end(reading, low, high)
    span = owner_span(reading, low, core)
    if span is None or (span == (low, high)):
        return
    owner = _identify_phrase(article, *span)
    source = owner.antecedent or owner
    known = setting.register.find_person(owner.name, setting.day) if owner.name else None
    body = setting.register.find_body(owner.name) if owner.kind == "body" else None
    if known is not None:
        country, role = known.country, known.role
    elif body is not None:
        country, role = body
    else:
        country, role = owner.affiliation or source.affiliation, owner.role or source.role
    rule = "place" if owner.affiliation_from == "place" else "body"
    if not country and owner.kind == "unresolved":
        country, rule = nation_before(reading.text, reading.start[low]), "near"
    if not country:
        return
    identity.affiliation, identity.affiliation_from = country, rule
    head = plain(reading.word[head_item(reading, low, core)])
    if owner.kind == "body" or head in SPEAKING_FOR or not identity.role:
        identity.role = combine_roles(identity.role, role)
    elif head in PRIVATE and role == "citizen":
        identity.role = role


def _look_for_introduction(article: _Article, identity: Identity, low: int, high: int) -> None:
    """Let "the judge" be the one whom the text brought in as "the Kazan judge"."""
    reading = article.reading
    core = core_end(reading, low, high)
    phrase = introduced_as(reading, low, core, plain(reading.word[head_item(reading, low, core)]))
    country, role = describe(phrase) if phrase else ("", "")
    country = country or (country_of_place(phrase) if phrase else "")
    if country:
        identity.affiliation, identity.affiliation_from = country, "introduction"
        identity.role = combine_roles(identity.role, role)


def _liken(article: _Article, identity: Identity, low: int, high: int) -> None:
    """Let "another farmer" have the country of the farmers who spoke before."""
    reading = article.reading
    head = plain(reading.word[head_item(reading, low, core_end(reading, low, high))])
    like = one_more(reading, low, head, article.spoken)
    if like is not None and like.affiliation:
        identity.affiliation, identity.affiliation_from = like.affiliation, "near"
        identity.role = identity.role or like.role


def _look_for_author(article: _Article, identity: Identity, low: int, high: int) -> None:
    """Let a document speak for the body that issued it."""
    reading = article.reading
    head = plain(reading.word[head_item(reading, low, core_end(reading, low, high))])
    country, role, rule = author_of_document(
        reading.text, reading.start[low], head, article.setting.outlet
    )
    if not country and head in DOCUMENTS:
        sender = _sender(article, low, head)
        country, role, rule = sender.affiliation, sender.role, "introduction"
    if country:
        identity.affiliation, identity.affiliation_from = country, rule
        identity.role = combine_roles(identity.role, role)


def _sender(article: _Article, low: int, head: str) -> Identity:
    """Find who wrote "the letter": `In a letter, the company blamed the weather.`."""
    reading = article.reading
    sentence = reading.sentence_at(low)
    for number in range(sentence - 1, max(-1, sentence - REACH - 1), -1):
        its = reading.sentences[number]
        if head not in reading.word[its.low : its.high]:
            continue
        first = bisect_left(article.spoken, its.low, key=lambda source: source.item)
        spoke = article.spoken[first] if first < len(article.spoken) else None
        return spoke.identity if spoke is not None and spoke.item < its.high else Identity()
    return Identity()


def _remember(
    article: _Article,
    identity: Identity,
    gender: str,
    item: int,
    span: tuple[int, int],
    head: str,
    *,
    asks: bool,
) -> None:
    """Keep a speaker as somebody whom pronouns and definite phrases may mean."""
    reading = article.reading
    described = identity.kind == "description"
    several = described and (head.endswith("s") or head in PLURALS or " and " in identity.name)
    pronoun = described and identity.antecedent is not None
    plural = identity.kind == "body" or several or (pronoun and head in PLURAL_PRONOUNS)
    human = identity.kind == "person" or (
        described and (head in PEOPLE or head in ONE or (pronoun and head not in IT))
    )
    if " and " in identity.name and not HUMANS.isdisjoint(identity.name.split()):
        human = True  # the scientists Roe and Doe
    its_sentence = article.mentions[reading.sentence_at(item)]
    rank = rank_of_speaker(its_sentence, identity.name, item)
    if asks and described:
        rank = ASKER  # whoever is asked goes on: a reporter asked
        for each in its_sentence:
            if each.span is not None and span[0] <= each.item < span[1]:
                each.rank = ASKER
    mention = Mention(item, identity.name, gender, plural, human, identity, rank=rank)
    its_sentence.append(mention)
    if head in READ:
        its_sentence += authors_of(reading, article.people, *span)
    phrase = reading.excerpt(*span).lower()
    if identity.kind == "person":
        found = presentations_of(reading, identity, article.people)
        phrase = " ".join([phrase, *(words.lower() for _, words in found)])
    article.spoken.append(Spoken(span[0], identity, head, phrase))


def _fall_back(article: _Article, passages: list[Passage], identities: list[Identity]) -> None:
    """Give who is left without a country that of whom a pronoun means, else of the scene."""
    for passage, identity in zip(passages, identities, strict=True):
        source = identity.antecedent
        if source is not None:
            identity.anonymous = identity.anonymous or source.anonymous
            identity.role = identity.role or source.role
            if source.affiliation and not identity.affiliation:
                identity.affiliation = source.affiliation
                identity.affiliation_from = source.affiliation_from
        if not identity.affiliation and passage.speaker is not None:
            place_ordinary_people(
                article.reading, identity, passage.antecedent or passage.speaker,
                article.setting.outlet,
            )  # fmt: skip


def _identify(article: _Article, low: int, high: int, *, relative: bool) -> tuple[Identity, str]:
    reading, people, words = article.reading, article.people, article.reading.word
    first = words[low].split("'")[0] if words[low].split("'")[0] in PRONOUNS else words[low]
    core = core_end(reading, low, high)
    group = find_group(reading, low, core, article.mentions)
    if group is not None:
        return part_of(_identity_of(article, group), " ".join(words[low:core])), ""
    if high - low == 1 and first in ANY_PRONOUN:
        return _resolve_pronoun(article, low, first)
    if core == high and keeps_ending(reading, low, high) and not _is_surname(article, high - 1):
        name = phrase_of(reading, low, high)
        return Identity(f"{name}'s", kind="body"), ""
    if core - low == 2 and first in POSSESSIVES and words[low + 1] in MESSAGES:
        writer = _resolve_pronoun(article, low, first)
        if writer[0].kind == "person":
            return writer  # her letter
    if core - low == 3 and words[low + 1] == "of" and words[low + 2] == "them":
        return _resolve_pronoun(article, low + 2, "them")  # several of them
    run, kind = name_in_core(reading, low, core)
    placed = run is None
    if run is None:
        run, kind = named_at_place(reading, low, core, people, article.setting.register.is_body)
    if run is None and relative and plain(words[head_item(reading, low, core)]) not in PEOPLE:
        # a sharp reply from Ann Roe, who: the nearest person
        last = [run for run in name_runs(reading, low, core) if run.high == core and run.tokens]
        if last and not is_body(last[0].tokens):
            run, kind = last[0], "person"
    if run is None:
        run, kind = writer_of(reading, low, core, high)
    if run is None and core < high:
        run, kind = name_in_apposition(reading, core, high)
    if run is not None and kind == "person":
        person = look_up(run, people, reading)
        name = person.name if person is not None else " ".join(run.tokens)
        gender = person.gender if person is not None else gender_of(run, reading)
        return Identity(name, kind="person"), gender
    if run is not None and kind == "body":
        named = placed or run.low >= core
        name = " ".join(run.tokens) if named else phrase_of(reading, low, core)
        return Identity(name, kind="body"), ""
    return _describe_phrase(reading, low, core, people)


def _is_surname(article: _Article, item: int) -> bool:
    return plain(article.reading.word[item]) in article.people


def _resolve_pronoun(article: _Article, item: int, word: str) -> tuple[Identity, str]:
    reading, mentions = article.reading, article.mentions
    others = named_after(reading, item, article.people) if word in ("he", "she") else ()
    mention = find_antecedent(reading, item, word, mentions, others=others)
    if mention is None:
        name = nearest_person(reading, item, word, article.names, others)
        if name is not None:
            return Identity(name, kind="person"), GENDERS[word]
        mention = find_antecedent(reading, item, word, mentions, others=others, last_resort=True)
    if mention is None:
        return Identity(kind="unresolved"), ""
    source = _identity_of(article, mention)
    kind = "body" if mention.plural else "person"
    if source is not None and source.kind == "description":
        kind = "description"
    gender = mention.gender or GENDERS.get(word, "")
    if kind == "description":
        mention.gender = gender  # the same source is no "she" later on
    return Identity(mention.name, kind=kind, antecedent=source), gender


def _identity_of(article: _Article, mention: Mention) -> Identity | None:
    """Say who is meant by a subject; asked for the first time, from its phrase."""
    if mention.identity is None and mention.span is not None:
        mention.identity = _identify_phrase(article, *mention.span)
        mention.name = mention.identity.name
    return mention.identity


def _identify_phrase(article: _Article, low: int, high: int) -> Identity:
    """Say who or what a phrase means that stands beside any quotation."""
    identity, _ = _identify(article, low, high, relative=False)
    head = plain(article.reading.word[head_item(article.reading, low, high)])
    meant = _refer_back(article, identity, low, high, head)
    if meant is not None:
        identity = replace(meant, antecedent=meant)
    if not identity.affiliation:
        _affiliate(article, identity, low, high, named=meant is not None)
    if article.reading.word[low] in POSSESSIVES and high - low > 1 and meant is None:
        identity.owner = _owner_of(article, low, high)
    return identity


def _describe_phrase(
    reading: Reading,
    low: int,
    core: int,
    people: dict[str, list[Person]],
) -> tuple[Identity, str]:
    name = phrase_of(reading, low, core)
    head = plain(reading.word[head_item(reading, low, core)])
    alone = core - low == 1 or (reading.kind[low + 1] == "w" and reading.word[low + 1] != "of")
    small = name[1:2].islower()
    if alone and small and reading.word[low] in BODIES and opens_sentence(reading, low):
        name = name[0].lower() + name[1:]  # Police, Authorities in Oslo
    body = head in BODIES or (reading.kind[core - 1] == "C" and head not in PEOPLE)
    if reading.word[low] == "the" and not body and head in PEOPLE and core - low <= 6:
        office = head
        if core - low > 2 and reading.word[core - 2] in (
            "foreign",
            "prime",
            "defense",
            "defence",
            "press",
            "vice",
        ):
            office = f"{reading.word[core - 2]} {head}"
        person = person_with_office(reading, office, low, people)
        if person is not None:
            return Identity(person.name, kind="person"), person.gender
    gender = gender_of_noun(head)
    if body:
        return Identity(name, kind="body"), ""
    item = head_item(reading, low, core)
    small = reading.kind[item] == "w" or opens_sentence(reading, item)
    unnamed = head in PEOPLE and small
    return Identity(name, anonymous=unnamed, kind="description"), gender
