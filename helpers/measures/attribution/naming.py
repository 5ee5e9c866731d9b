"""The name and the head within the phrase that names a speaker.

`The ministry's spokeswoman, Maria Orlova,` names a person in its apposition, `a spokesman for
Donald Roe` names nobody who speaks, `a person familiar with the talks` is a person.
"""

from collections.abc import Callable

from helpers.measures.attribution.cues import NOUN_FORMS, VERB_FORMS
from helpers.measures.attribution.names import (
    FIRST_NAMES,
    HUMANS,
    SUFFIXES,
    TITLES,
    NameRun,
    Person,
    is_body,
    name_runs,
    plain,
)
from helpers.measures.attribution.reading import Reading
from helpers.measures.attribution.word_classes import (
    PEOPLE,
    classes_of,
    classify,
    word_class,
)
from helpers.measures.lexicon_files import word_list

__all__ = [
    "AFTER_NOUN",
    "BODIES",
    "core_end",
    "head_item",
    "keeps_ending",
    "name_in_apposition",
    "name_in_core",
    "named_at_place",
    "opens_sentence",
    "phrase_of",
    "writer_of",
]

ENDS_OF_CORE = frozenset(["who", "whom", "whose", "which", "(", "—", "–", "--", "-", ","])
# Heads of phrases that name a body or a document, not an unnamed person.
BODIES = word_list("bodies")
# Alone at the beginning of a sentence they are no names: Readers, Officials, Police.
COMMON = BODIES | {word for word in PEOPLE if word.endswith(("s", "men", "people"))}
# Adjectives that follow their noun: a person close to the talks.
AFTER_NOUN = frozenset(
    ("familiar", "close", "aware", "involved", "present", "privy", "briefed", "acquainted")
) | {"named", "called", "calling", "known", "based"}  # a firm based in Oslo
# Adjectives after a noun that only tell its mood: officials angry about the bill.
FEELING = word_list("moods")
# Nouns of documents, and those of people who are none.
PAPERS = word_list("documents") | word_list("nouns_of_documents") | {"poll", "study", "survey"}
PERSONS = HUMANS - PAPERS
# On which occasion somebody speaks: the ministry in a statement, Roe in his closed-door testimony.
OF_OCCASION = frozenset(("a", "an", "his", "her", "its", "their", "another"))
OCCASIONS = frozenset(
    ("address", "briefing", "email", "interview", "letter", "memo", "message", "news", "post",
     "remarks", "speech", "statement", "testimony", "tweet", "tweets")
)  # fmt: skip
LONGEST_OCCASION = 6
SPEAKING = frozenset(("speaking", "writing", "talking", "testifying"))
# Between a message and who wrote it: a letter issued by Ann Roe.
MAKING = frozenset(
    (
        "authored", "commissioned", "compiled", "conducted", "drafted", "filed", "issued", "made",
        "posted", "prepared", "produced", "published", "released", "sent", "signed", "sponsored",
        "submitted", "written",
    )
)  # fmt: skip
# What a person writes to be read: the person speaks, not the paper.
MESSAGES = word_list("nouns_of_messages")
# After "and" they belong to the name of a firm: Dahl and Sons chairman Ann Roe.
PARTNERS = frozenset(
    ("associates", "bros", "bros.", "brothers", "co", "co.", "company", "partners", "sons")
)
# They speak or act for somebody else, who may be named.
SERVING = word_list("nouns_of_spokespeople") | word_list("nouns_of_counsel") | frozenset(
    ("aide", "aides", "adviser", "advisers", "advisor", "advisors", "supporter", "supporters",
     "critic", "critics", "rival", "rivals", "friend", "friends", "ally", "allies")
)  # fmt: skip
# Before a first name that stands alone: her sister, Ann.
KIN = word_list("kin")


def core_end(reading: Reading, low: int, high: int) -> int:
    """Find the end of the phrase proper: before a comma, a bracket, a relative clause."""
    if high - low < 2:
        return high
    end = reading.cores.get((low, high))
    if end is None:
        end = reading.cores[low, high] = _find_core_end(reading, low, high)
    return end


def _find_core_end(reading: Reading, low: int, high: int) -> int:
    return _describing_clause(reading, low, _end_at_mark(reading, low, high))


def _end_at_mark(reading: Reading, low: int, high: int) -> int:
    words = reading.word
    if ENDS_OF_CORE.isdisjoint(words[low + 1 : high]):
        return high
    for item in range(low + 1, high):
        word = words[item]
        if word != "," and word in ENDS_OF_CORE:
            return item
        if word == "," and not (item + 1 < high and words[item + 1] in SUFFIXES):
            return item
    return high


def _describing_clause(reading: Reading, low: int, end: int) -> int:
    """Find a clause that only describes the noun before it; `end` if there is none.

    `A source speaking to reporters`, `a poll that shows`, `officials angry about the bill`. What
    tells which of several speaks stays: `people living near the dock`, `a poll released in May`.
    """
    if end - low < 3:
        return end
    words, kinds, classes = reading.word, reading.kind, classes_of(reading)
    for item in range(low + 1, end - 1):
        if kinds[item - 1] not in "wC" or classes[item - 1] != "N":
            continue
        if kinds[item] != "w":
            continue
        word, noun, group = words[item], words[item - 1], classes[item + 1]
        if word == "that" or (word in SPEAKING and group in "PDOR"):
            return item
        if word in ("along", "together") and words[item + 1] == "with":
            return item
        occasion = word in ("in", "during") and words[item + 1] in OF_OCCASION
        near = words[item + 2 : min(end, item + LONGEST_OCCASION)] if occasion else ()
        if not OCCASIONS.isdisjoint(near):
            return item
        if word in FEELING and group == "P" and noun in PERSONS:
            return item
    return end


def opens_sentence(reading: Reading, item: int) -> bool:
    """Tell whether an item is the first of its sentence, so that its capital says nothing."""
    return item == reading.sentences[reading.sentence_at(item)].low


def name_in_core(reading: Reading, low: int, core: int) -> tuple[NameRun | None, str]:
    """Find the name of the person or body that a phrase is."""
    found = name_runs(reading, low, core)
    runs = [run for run in found if run.high == core]
    if found and (not runs or found[0] is not runs[0]):
        # `Congressman John Roe of Michigan`, `Ann Doe at the Institute`
        first = found[0]
        titled = bool(first.titles) or (first.tokens[:1] and first.tokens[0].lower() in FIRST_NAMES)
        if (
            first.high < core
            and first.tokens
            and classify(reading, first.high) == "P"
            and (titled or _serves_body(reading, low, first, found))
            and (len(first.tokens) > 1 or first.titles)
            and not is_body(first.tokens)
            and not _after_preposition(reading, low, first)
        ):
            return first, "person"
    if not runs or not runs[0].tokens:
        return None, ""
    run = runs[0]
    office = run.low - len(run.titles)  # Under Secretary for Trade and Eastern Affairs Ann Roe
    of_office = run.titles and run.titles[0] not in TITLES
    of_office = of_office or (found[0].titles and not found[0].tokens)  # Secretary for Trade and
    of_office = of_office and run.tokens[0].lower() in FIRST_NAMES
    joined = any(
        reading.word[item] in ("and", "or") and reading.word[item + 1] not in PARTNERS
        for item in range(low, office)
    )
    if joined and not of_office and not _is_one_person(reading, run, found):
        return None, ""  # Roe and Doe
    if _after_preposition(reading, low, run):
        return None, ""  # a spokesman for Donald Roe
    before = run.low - len(run.titles) - 1
    if before > low and reading.kind[before] == "w" and reading.word[before].endswith("ing"):
        return None, ""  # one pastor supporting Mr. Roe
    if core - low == 1 and reading.word[low] in COMMON and opens_sentence(reading, low):
        return None, ""
    if is_body(run.tokens):
        return run, "body"
    begin = run.low - len(run.titles)
    if begin == low + 1 and reading.word[low] in ("the", "a", "an") and not run.titles:
        return run, "body"  # the Hague, the Taliban
    return run, "person"


def _serves_body(reading: Reading, low: int, first: NameRun, runs: list[NameRun]) -> bool:
    """Tell whether a name is that of somebody at a body: `Gideon Roe of the State Bank`."""
    at = first.high + 1
    if first.low != low or len(runs) < 2 or reading.word[at] != "the" or runs[1].low != at + 1:
        return False
    plural = first.tokens[-1].endswith("s") and not first.tokens[-1].endswith("'s")
    return 2 <= len(first.tokens) <= 3 and not plural and is_body(runs[1].tokens)


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
    described = classify(reading, low) == "D"
    if described and any(
        reading.word[item] in ("for", "to", "of") and plain(reading.word[item - 1]) in SERVING
        for item in range(low + 1, office + 1)
    ):
        return True  # a spokesman for the candidate Ann Roe
    if len(run.tokens) > 1 and run.tokens[0].lower() in FIRST_NAMES:
        return False  # Secretary of State Ann Roe, envoy to Ukraine Ann Roe
    begin = before - len(run.titles)
    of_office = run.titles and begin > low and reading.word[begin] == "of"
    if of_office and reading.word[begin - 1] in TITLES:
        return False  # Secretary of State Roe
    return any(classify(reading, item) == "P" for item in range(low + 1, begin + 1))


def named_at_place(
    reading: Reading,
    low: int,
    core: int,
    people: dict[str, list[Person]],
    is_known_body: Callable[[str], bool],
) -> tuple[NameRun | None, str]:
    """Find the person or body whose place follows: `Ostap Hrim of Rovno`, `Ural Sails of Perm`.

    The person must be known as one elsewhere in the article; the body be named there alone, or
    stand in the register.
    """
    if low + 3 >= core or reading.kind[low] != "C" or reading.kind[low + 1] != "C":
        return None, ""
    runs = name_runs(reading, low, core)
    first = runs[0] if runs else None
    if first is None or first.low != low or first.high >= core or len(first.tokens) < 2:
        return None, ""
    if reading.word[first.high] not in ("of", "from", "in") or is_body(first.tokens):
        return None, ""
    name = " ".join(first.tokens)
    if any(person.name == name for person in people.get(first.tokens[-1].lower(), ())):
        return first, "person"
    last = runs[-1]
    if last.low != first.high + 1 or last.high != core:
        return None, ""
    text = reading.text
    alone = is_known_body(name) or text.count(name) > text.count(
        f"{name} {reading.word[first.high]} "
    )
    return (first, "body") if alone else (None, "")


def name_in_apposition(reading: Reading, core: int, high: int) -> tuple[NameRun | None, str]:
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
        known = bool(tokens) and tokens[0].lower() in FIRST_NAMES
        full = len(tokens) >= 2 or (known and plain(reading.word[core - 1]) in KIN)
        if full and not is_body(tokens):
            return runs[0], "person"
    return None, ""


def keeps_ending(reading: Reading, low: int, high: int) -> bool:
    """Tell whether 's belongs to the name: `Dahl's said`, `said Dahl's`, `according to Dahl's`.

    Of an owner a noun follows: `Dahl's view`.
    """
    words, kinds = reading.word, reading.kind
    if kinds[high - 1] != "C" or not words[high - 1].endswith("'s") or high >= len(words):
        return False
    following = VERB_FORMS.get(words[high], {})
    before = words[low - 1] if low else ""
    owned = words[high] in NOUN_FORMS and word_class(before) == "P"  # in view of Roe's claims
    if kinds[high] == "w" and not owned and ("third" in following or "past" in following):
        return True
    told = before in VERB_FORMS or words[max(low - 2, 0) : low] == ["according", "to"]
    return told and kinds[high] == "p"


def writer_of(reading: Reading, low: int, core: int, high: int) -> tuple[NameRun | None, str]:
    """Find the person whose message a phrase is: `a statement from Ann Roe`, `Ann Roe's post`."""
    words = reading.word
    head = next((at for at in range(low, core) if words[at] in MESSAGES), core)
    if head > head_item(reading, low, core):
        return None, ""  # the author of the letter
    owned = next((at for at in range(low, head) if words[at].endswith(("'s", "s'"))), None)
    if owned is not None:
        run, kind = name_in_core(reading, low, owned + 1)
        return (run, kind) if kind == "person" else (None, "")
    item = head + 1
    if item < high and words[item] in MAKING:
        item += 1
    if item + 1 >= high or words[item] not in ("from", "by"):
        return None, ""
    run, kind = name_in_core(reading, item + 1, core_end(reading, item + 1, high))
    return (run, kind) if kind == "person" else (None, "")


def phrase_of(reading: Reading, low: int, high: int) -> str:
    """Give the words of a phrase without its article and possessive ending."""
    while low < high - 1 and reading.word[low] in ("the", "a", "an", "this", "that"):
        low += 1
    return plain(" ".join(reading.excerpt(low, high).split()))


def head_item(reading: Reading, low: int, core: int) -> int:
    """Find the head noun: the last word before the first preposition."""
    if core - low < 2:
        return core - 1
    head = reading.heads.get((low, core))
    if head is None:
        head = reading.heads[low, core] = _find_head(reading, low, core)
    return head


def _find_head(reading: Reading, low: int, core: int) -> int:
    classes = classes_of(reading)[low + 1 : core]
    last = low + classes.index("P") if "P" in classes else core - 1
    if last > low and reading.word[last] in AFTER_NOUN:
        return last - 1  # a person familiar with the talks
    return last
