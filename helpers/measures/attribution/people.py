"""Who the speaker is: full name, pronoun, office, body or unnamed source.

Within an article "Ned Price", "Price", "he" and "the spokesman" are one person. A name is completed
from the fullest form seen; a pronoun goes back to the last suitable person (gender only counts when
title or first name make it sure); what cannot be resolved stays missing.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

from helpers.measures.attribution.affiliations import describe
from helpers.measures.attribution.names import (
    FEMALE_TITLES,
    FIRST_NAMES,
    MALE_TITLES,
    SUFFIXES,
    TITLES,
    NameRun,
    Person,
    find_people,
    gender_of,
    is_body,
    name_runs,
    plain,
)
from helpers.measures.attribution.national import name_ministry
from helpers.measures.attribution.passages import Passage
from helpers.measures.attribution.presentations import (
    Identity,
    person_with_office,
    present,
    presentations_of,
    share_presentations,
    speak_for_body,
)
from helpers.measures.attribution.reading import Reading, Sentence
from helpers.measures.attribution.references import Spoken, refer_back
from helpers.measures.attribution.setting import Setting
from helpers.measures.attribution.speaking_for import (
    guess_affiliation,
    look_up_register,
    with_registered_office,
)
from helpers.measures.attribution.word_classes import (
    OBJECT_PRONOUNS,
    PEOPLE,
    PRONOUNS,
    classify,
)
from helpers.measures.lexicon_files import word_list

__all__ = ["Identity", "identify_speakers", "slug"]
# Adjectives that follow their noun: a person close to the talks.
AFTER_NOUN = frozenset(("familiar", "close", "aware", "involved", "present", "privy", "briefed"))
SCENES = frozenset(["asked", "commenting", "responding", "replying", "reacting"])
POSSESSIVES = frozenset(["his", "her", "their", "its", "my", "our", "your"])
PLURALS = word_list("plurals")
ANTECEDENT_REACH = 6  # sentences that a pronoun looks back
# Heads of phrases that name a body or a document, not an unnamed person.
BODIES = word_list("bodies")


@dataclass
class _Mention:
    item: int
    name: str
    gender: str
    plural: bool = False  # a body or a group
    human: bool = True  # "he" and "she" may mean it


def slug(name: str) -> str:
    """Make a stable identifier from a name: `Ned Price` -> `ned-price`.

    Middle initials and suffixes do not count, so that `Donald J. Trump` and `Donald Trump` meet.
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
            and word not in ("jr", "sr", "iii")
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
    runs = [name_runs(reading, sentence.low, sentence.high) for sentence in reading.sentences]
    people = find_people(reading, runs)
    mentions = _sentence_subjects(reading, people, runs)
    bodies: list[Identity] = []  # bodies that spoke so far
    spoken: list[Spoken] = []
    identities: list[Identity | None] = [None] * len(passages)
    order = sorted(
        range(len(passages)),
        key=lambda at: passages[at].speaker[0] if passages[at].speaker else -1,
    )
    for at in order:
        passage = passages[at]
        if passage.speaker is None:
            identities[at] = Identity()
            continue
        low, high = passage.antecedent or passage.speaker
        if passage.antecedent is None and reading.word[low] in ("who", "which", "that"):
            identities[at] = Identity(kind="unresolved")
            continue
        relative = passage.antecedent is not None
        identity, gender = _identify(reading, low, high, people, mentions, relative=relative)
        core = _core_end(reading, low, high)
        head = plain(reading.word[_head_item(reading, low, core)])
        meant = None
        if identity.kind in ("body", "description"):
            meant = refer_back(reading, low, core, head, spoken, setting.register.companies)
            if meant is None and reading.word[low] == "the" and core - low == 2:
                person = with_registered_office(head, low, people, setting)
                meant = Identity(person.name, kind="person") if person is not None else None
            if meant is not None:
                identity = replace(meant)
        if identity.kind == "person" and setting.register.is_body(identity.name):
            identity.kind = "body"
        if identity.affiliation:
            pass
        elif identity.kind == "person":
            present(reading, identity, people, low, high)
        elif identity.kind in ("body", "description"):
            meaning = identity.name if meant is not None else reading.excerpt(low, high)
            country, role = describe(re.split(r",? who ", meaning, maxsplit=1)[0])
            identity.affiliation, identity.role = country, role or identity.role
            identity.affiliation_from = "phrase" if country else ""
        if identity.kind == "body" and identity.affiliation:
            bodies.append(identity)
        elif identity.kind in ("person", "description") and not identity.affiliation:
            speak_for_body(reading, identity, bodies, low)
        if identity.kind in ("person", "body", "description") and not identity.affiliation:
            guess_affiliation(reading, identity, people, (low, high), setting.outlet)
        if identity.name:
            item = passage.speaker[0]
            described = identity.kind == "description"
            several = described and (
                head.endswith("s") or head in PLURALS or " and " in identity.name
            )
            plural = identity.kind == "body" or several
            human = identity.kind == "person" or (described and head in PEOPLE)
            mention = _Mention(item, identity.name, gender, plural, human)
            mentions.setdefault(reading.sentence_at(item), []).append(mention)
            phrase = reading.excerpt(low, high).lower()
            if identity.kind == "person":
                found = presentations_of(reading, identity, people)
                phrase = " ".join([phrase, *(words.lower() for _, words in found)])
            spoken.append(Spoken(low, identity, head, phrase))
        identities[at] = identity
    share_presentations(identities)
    for passage, identity in zip(passages, identities, strict=True):
        look_up_register(reading, passage, identity, people, setting)
        if identity.kind == "body" and identity.affiliation:
            identity.name = name_ministry(identity.name, identity.affiliation)
    return identities


def _sentence_subjects(
    reading: Reading, people: dict[str, list[Person]], runs: list[list[NameRun]]
) -> dict[int, list[_Mention]]:
    """First person named in each sentence: what a later pronoun most likely means."""
    mentions: dict[int, list[_Mention]] = {}
    for number, sentence in enumerate(reading.sentences):
        scene = _end_of_scene(reading, sentence)
        for place, run in enumerate(runs[number]):
            if run.low > sentence.low + 13:
                break
            if run.low < scene or _is_before_office(reading, run, runs[number], place):
                continue
            if not run.tokens or reading.word[run.high - 1].endswith("'s"):
                continue
            if is_body(run.tokens):
                if run.low - sentence.low <= 2 and len(run.tokens) > 1:
                    mentions[number] = [_Mention(run.low, " ".join(run.tokens), "", True, False)]
                continue
            person = _look_up(run, people, reading)
            if person is None or not (person.mentions or run.titles):
                continue
            mentions[number] = [_Mention(run.low, person.name, person.gender)]
            break
    return mentions


def _end_of_scene(reading: Reading, sentence: Sentence) -> int:
    """Where the clause begins after `Asked about Roe, …` or `Commenting on Roe's words, …`."""
    if reading.word[sentence.low] in SCENES:
        for item in range(sentence.low, min(sentence.high, sentence.low + 30)):
            if reading.word[item] == ",":
                return item
    return sentence.low


def _is_before_office(reading: Reading, run: NameRun, runs: list[NameRun], place: int) -> bool:
    """Tell whether the name belongs to another's office: `Roe spokesman Bob Doe`."""
    if place + 1 >= len(runs) or reading.word[run.high] not in PEOPLE:
        return False
    return runs[place + 1].low == run.high + 1


def _identify(
    reading: Reading,
    low: int,
    high: int,
    people: dict[str, list[Person]],
    mentions: dict[int, list[_Mention]],
    *,
    relative: bool,
) -> tuple[Identity, str]:
    words = reading.word
    first = words[low].split("'")[0] if words[low].split("'")[0] in PRONOUNS else words[low]
    if high - low == 1 and (first in PRONOUNS or first in POSSESSIVES or first in OBJECT_PRONOUNS):
        return _resolve_pronoun(reading, low, first, mentions)
    core = _core_end(reading, low, high)
    run, kind = _name_in_core(reading, low, core)
    if run is None and relative and plain(words[_head_item(reading, low, core)]) not in PEOPLE:
        # a sharp reply from Ann Roe, who: the nearest person
        last = [run for run in name_runs(reading, low, core) if run.high == core and run.tokens]
        if last and not is_body(last[0].tokens):
            run, kind = last[0], "person"
    if run is None and core < high:
        run, kind = _name_in_apposition(reading, core, high)
    if run is not None and kind == "person":
        person = _look_up(run, people, reading)
        name = person.name if person is not None else " ".join(run.tokens)
        gender = person.gender if person is not None else gender_of(run, reading)
        return Identity(name, kind="person"), gender
    if run is not None and kind == "body":
        name = _phrase(reading, low, core) if run.low < core else " ".join(run.tokens)
        return Identity(name, kind="body"), ""
    return _describe_phrase(reading, low, core, mentions, people)


def _core_end(reading: Reading, low: int, high: int) -> int:
    """End of the phrase proper: before a comma, a bracket, a relative clause."""
    for item in range(low + 1, high):
        word = reading.word[item]
        if word in ("who", "whom", "whose", "which", "(", "—", "–"):
            return item
        if word == "," and not (item + 1 < high and reading.word[item + 1] in SUFFIXES):
            return item
    return high


def _name_in_core(reading: Reading, low: int, core: int) -> tuple[NameRun | None, str]:
    found = name_runs(reading, low, core)
    runs = [run for run in found if run.high == core]
    if found and (not runs or found[0] is not runs[0]):
        # `Congressman John Roe of Michigan`, `Ann Doe at the Institute`
        first = found[0]
        titled = bool(first.titles) or (first.tokens[:1] and first.tokens[0].lower() in FIRST_NAMES)
        if (
            first.high < core
            and first.tokens
            and titled
            and classify(reading, first.high) == "P"
            and (len(first.tokens) > 1 or first.titles)
            and not is_body(first.tokens)
            and not _after_preposition(reading, low, first)
        ):
            return first, "person"
    if not runs or not runs[0].tokens:
        return None, ""
    run = runs[0]
    office = run.low - len(run.titles)  # Under Secretary for Trade and Eastern Affairs Ann Roe
    of_office = run.titles and run.titles[0] not in TITLES and run.tokens[0].lower() in FIRST_NAMES
    joined = any(reading.word[item] in ("and", "or") for item in range(low, office))
    if joined and not of_office and not _is_one_person(reading, run, found):
        return None, ""  # Roe and Doe
    if _after_preposition(reading, low, run):
        return None, ""  # a spokesman for Donald Roe
    before = run.low - len(run.titles) - 1
    if before > low and reading.kind[before] == "w" and reading.word[before].endswith("ing"):
        return None, ""  # one pastor supporting Mr. Roe
    if is_body(run.tokens):
        return run, "body"
    begin = run.low - len(run.titles)
    if begin == low + 1 and reading.word[low] in ("the", "a", "an") and not run.titles:
        return run, "body"  # the Hague, the Taliban
    return run, "person"


def _is_one_person(reading: Reading, run: NameRun, runs: list[NameRun]) -> bool:
    """Tell whether only offices are joined: `the contender and former surgeon Ann Roe`."""
    before = run.low - len(run.titles) - 1
    if run.tokens[0].lower() not in FIRST_NAMES or reading.kind[before] != "w":
        return False
    if classify(reading, before) != "N" and not run.titles:
        return False
    return not any(
        other is not run and other.tokens and not is_body(other.tokens) for other in runs
    )


def _after_preposition(reading: Reading, low: int, run: NameRun) -> bool:
    """Tell whether the name itself hangs on a preposition."""
    before = run.low - 1
    if before <= low:
        return False
    if classify(reading, before) == "P":
        return True
    office = before - len(run.titles)
    if (
        run.titles
        and office > low
        and run.titles[0] in TITLES
        and classify(reading, office) == "P"
        and not (reading.word[office] == "of" and reading.word[office - 1] in TITLES)
    ):
        return True  # a spokesman for Speaker Ann Roe
    for item in range(low + 1, office):
        if reading.word[item] == "of" and plain(reading.word[item - 1]) in BODIES:
            return True  # the campaign of nominee Ann Roe
    if len(run.tokens) > 1 and run.tokens[0].lower() in FIRST_NAMES:
        return False  # Secretary of State Ann Roe, envoy to Ukraine Ann Roe
    begin = before - len(run.titles)
    of_office = run.titles and begin > low and reading.word[begin] == "of"
    if of_office and reading.word[begin - 1] in TITLES:
        return False  # Secretary of State Roe
    return any(classify(reading, item) == "P" for item in range(low + 1, begin + 1))


def _name_in_apposition(reading: Reading, core: int, high: int) -> tuple[NameRun | None, str]:
    """Find the name after the comma: `the ministry's spokeswoman, Maria Orlova,`."""
    if reading.word[core] != "," or core + 1 >= high:
        return None, ""
    end = next((at for at in range(core + 1, high) if reading.word[at] in (",", "who")), high)
    runs = name_runs(reading, core + 1, end)
    followed = runs and runs[0].high < end and classify(reading, runs[0].high) == "P"
    if (
        len(runs) >= 1
        and (runs[0].high == end or followed)
        and runs[0].low - len(runs[0].titles) == core + 1
    ):
        tokens = runs[0].tokens
        if plain(reading.word[core - 1]) in BODIES:
            return runs[0], "body"  # the state exporter, Ural Steel
        if len(tokens) >= 2 and not is_body(tokens):
            return runs[0], "person"
    return None, ""


def _look_up(run: NameRun, people: dict[str, list[Person]], reading: Reading) -> Person | None:
    """Complete a name from the full names of the article."""
    tokens = [token for token in run.tokens if token.lower() not in SUFFIXES]
    if not tokens:
        return None
    found = people.get(tokens[-1].lower(), [])
    if len(tokens) > 1:
        first = tokens[0].lower()
        for person in found:
            other = person.name.split()[0].lower()
            if (
                first == other
                or first[:2] == other[:2]
                or (
                    first[0] == other[0]
                    and min(len(first.rstrip(".")), len(other.rstrip("."))) == 1
                )
            ):
                return person
        return Person(" ".join(run.tokens), gender_of(run, reading))
    gender = gender_of(run, reading)
    fitting = [p for p in found if not gender or not p.gender or p.gender == gender]
    if fitting:
        best = max(fitting, key=lambda person: person.count)
        if gender and not best.gender:
            best.gender = gender
        return best
    by_first = [
        person
        for group in people.values()
        for person in group
        if person.name.split()[0].lower() == tokens[0].lower()
    ]
    if len(by_first) == 1:
        return by_first[0]
    if run.titles or run.low == 0:
        return Person(tokens[0], gender)
    return None


def _resolve_pronoun(
    reading: Reading, item: int, word: str, mentions: dict[int, list[_Mention]]
) -> tuple[Identity, str]:
    gender = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}.get(word, "")
    singular = bool(gender) or word in ("himself", "herself")
    plural = word in ("they", "their", "it", "its", "them")
    if not singular and not plural:
        return Identity(kind="unresolved"), ""
    sentence = reading.sentence_at(item)
    for number in range(sentence, max(-1, sentence - ANTECEDENT_REACH - 1), -1):
        fitting = [
            mention
            for mention in mentions.get(number, [])
            if mention.item < item
            and mention.plural == plural
            and (mention.human or not gender)
            and not (gender and mention.gender and mention.gender != gender)
        ]
        if fitting:
            best = min(fitting, key=lambda mention: mention.item)
            kind = "person" if singular else "body"
            return Identity(best.name, kind=kind), best.gender or gender
    return Identity(kind="unresolved"), ""


def _phrase(reading: Reading, low: int, high: int) -> str:
    """Words of a phrase without its article and possessive ending."""
    while low < high - 1 and reading.word[low] in ("the", "a", "an", "this", "that"):
        low += 1
    return plain(" ".join(reading.excerpt(low, high).split()))


def _describe_phrase(
    reading: Reading,
    low: int,
    core: int,
    mentions: dict[int, list[_Mention]],
    people: dict[str, list[Person]],
) -> tuple[Identity, str]:
    name = _phrase(reading, low, core)
    head = plain(reading.word[_head_item(reading, low, core)])
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
    gender = "m" if head in MALE_TITLES else "f" if head in FEMALE_TITLES else ""
    if body:
        return Identity(name, kind="body"), ""
    unnamed = head in PEOPLE and reading.kind[_head_item(reading, low, core)] == "w"
    return Identity(name, anonymous=unnamed, kind="description"), gender


def _head_item(reading: Reading, low: int, core: int) -> int:
    """Head noun: the last word before the first preposition."""
    last = next((i - 1 for i in range(low + 1, core) if classify(reading, i) == "P"), core - 1)
    if last > low and reading.word[last] in AFTER_NOUN:
        return last - 1  # a person familiar with the talks
    return last
