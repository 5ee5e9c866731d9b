"""Which attributions of a sentence hold: each cue must have the words that it needs.

A cue of speech may stand alone, a weaker one needs "that" or quotation marks (its level in the
lexicon). What is denied, purposed or said of a class of people reports no words, and within the
words of one source no other source is told apart.
"""

from helpers.measures.attribution.around_cues import noun_of_phrase
from helpers.measures.attribution.contents import (
    QUESTION_MARKERS,
    Attribution,
    is_title,
    quotations_of,
)
from helpers.measures.attribution.noun_phrases import noun_phrase_after
from helpers.measures.attribution.reading import COMMA_OR_DASH, Reading
from helpers.measures.attribution.word_classes import (
    AUXILIARIES,
    BE,
    COUNTS,
    NEGATIONS,
    OBJECT_PRONOUNS,
    PEOPLE,
    SUBJECT_PRONOUNS,
    classify,
    is_name,
    word_class,
)
from helpers.measures.lexicon_files import word_list

__all__ = ["choose_attributions", "is_firm"]

# Speech acts that an infinitive completes; elsewhere these verbs need "that" or quotation marks.
OFFERS = frozenset(["offer", "threaten", "swear", "volunteer", "propose", "agree"])
# Endings of adjectives: `called the document imperfect`.
JUDGING = ("able", "ible", "ful", "less", "ous", "ive", "ic", "al", "ant", "ent", "ect", "ary")
JUDGEMENTS = word_list("judgements")
REFUSALS = frozenset(["declined", "declines", "decline", "refused", "refuses", "refuse"])
# Speech acts that are no report of words where they are denied.
WITHOUT_WORDS = frozenset(["comment", "speak", "talk", "mention", "elaborate", "discuss"])
# Verbs whose object need not be words: `claimed responsibility`.
IDLE = frozenset(["claim"])
CALLS = frozenset(["call", "appeal", "plea", "demand"])
APPOINTED = frozenset(["nominees", "nominations", "appointments", "judges", "justices", "picks"])
UNITS = frozenset(
    ["percent", "%", "meters", "metres", "kilometers", "kilometres", "km", "miles", "feet",
     "degrees", "tons", "tonnes"]
)  # fmt: skip
LONGEST_MEASURE = 7  # items of `a smaller figure, 740 meters`
ARTICLES = frozenset(["a", "an", "one", "the"])
SHARES = frozenset(["percent", "%", "majority", "half", "quarter", "third", "public"])
# What things do not do in words: `the debate promised to be short`.
ONLY_PEOPLE = frozenset(["promise", "threaten", "mention", "underscore"])
BODIES = word_list("bodies")
CITING = frozenset(["cite", "quote"])
ANIMATE = PEOPLE | SUBJECT_PRONOUNS | word_list("documents") | BODIES
ARABIC_ARTICLES = ("al-", "el-", "ad-", "ash-", "as-", "an-", "ar-")  # al-Mahdi said
POLLS = frozenset(["poll", "polls", "survey", "surveys"])
OBJECTS = OBJECT_PRONOUNS | {"this", "that"}
# "You said it", "these claims": nobody whose words a reader could look up.
NOBODY = frozenset(["you", "these", "this", "that", "those", "what", "nobody", "none"])
# What one is before one speaks: it is ready to say.
READY = frozenset(
    ["able", "about", "bound", "certain", "due", "eager", "first", "free", "keen", "likely",
     "prepared", "quick", "ready", "reluctant", "set", "slow", "sure", "unable", "unlikely",
     "unwilling", "willing"]
)  # fmt: skip
# Their own steps, told by those who write: we asked the ministry whether; I wrote to say that.
OWN_STEPS = frozenset(["ask", "write", "inquire", "reply"])


def choose_attributions(reading: Reading, found: list[Attribution]) -> list[Attribution]:
    """Keep what its level allows; a weak cue yields to a strong one on the same quotation."""
    kept: list[Attribution] = []
    covered: set[int] = set()
    for attribution in found:
        if attribution.info.level == "quoted" or not _is_allowed(reading, attribution):
            continue
        quotes = _quotes_in(reading, attribution)
        again = quotes and quotes <= covered
        loose = again and attribution.info.complement == "preposition"
        loose = loose and not _is_fit(reading, attribution)
        if again and not attribution.sibling and (loose or not attribution.explicit):
            continue  # `said that he hopes to speak “in the coming days”`: said once
        kept.append(attribution)
        covered |= quotes
    for attribution in found:
        if attribution.info.level != "quoted" or not _may_be_source(reading, attribution):
            continue
        quotes = {at for at in _quotes_in(reading, attribution) if not is_title(reading, at)}
        if not quotes <= covered or (attribution.awaits and not attribution.pieces):
            kept.append(attribution)
            covered |= quotes
    if len(kept) < 2:
        return kept
    kept.sort(key=lambda attribution: attribution.cue)
    return [each for each in kept if not _is_within(reading, each, kept)]


def _is_within(reading: Reading, attribution: Attribution, kept: list[Attribution]) -> bool:
    """Tell whether the cue stands in the words of another source: one level only.

    Who is heard in quotation marks stays a source beside the one that relays it:
    `“We go,” Roe said, according to the Herald`.
    """
    for other in kept:
        if other is attribution or _relays(reading, other, attribution):
            continue
        first = attribution.cue < other.cue and _holds(attribution, other)
        if _holds(other, attribution) and not first:
            return True
    return False


def _holds(other: Attribution, attribution: Attribution) -> bool:
    """Tell whether a cue stands in the words of another source.

    Two may hold each other: `According to the office, it is late, the Herald reports`.
    """
    spans = other.pieces if attribution.role != "view" else _whole(other)
    return any(low <= attribution.cue < high for low, high in spans)


def _whole(attribution: Attribution) -> list[tuple[int, int]]:
    """Give the words and their speaker: `said Roe, who lost, by his own count, a year`."""
    return [*attribution.pieces, attribution.speaker or (0, 0)]


def _relays(reading: Reading, other: Attribution, attribution: Attribution) -> bool:
    """Tell whether a source after the sentence relays words that another said in marks."""
    relays = other.order == "according" or (
        other.order == "before" and other.info.lemma == "report"
    )
    if not relays or other.cue < attribution.cue or attribution.role != "finite":
        return False
    said = attribution.order in ("before", "both") and quotations_of(reading, attribution)
    return bool(said)


def _quotes_in(reading: Reading, attribution: Attribution) -> set[int]:
    return set(quotations_of(reading, attribution))


def _is_fit(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether what follows the cue can be its content without a mark that says so."""
    info, start = attribution.info, attribution.pieces[0][0]
    before = reading.word[start - 1]
    if info.complement == "preposition":
        return before in info.prepositions
    if info.lemma == "ask":
        return reading.word[start] in ("about", "to", "for", "not")
    if info.lemma == "pledge":
        return reading.word[start] in ("to", "not", "his", "her", "their", "its")
    return True


def is_firm(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether an attribution is sure enough to bound the content of later ones."""
    if attribution.info.level == "quoted":
        return bool(quotations_of(reading, attribution))
    return _is_allowed(reading, attribution)


def _is_allowed(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether an attribution has the words that its cue needs; decided once."""
    if attribution.allowed is None:
        attribution.allowed = _has_its_words(reading, attribution)
    return attribution.allowed


def _has_its_words(reading: Reading, attribution: Attribution) -> bool:
    if not attribution.pieces:
        return attribution.awaits
    if not _may_be_source(reading, attribution):
        return False
    if _is_share_of_poll(reading, attribution):
        return False
    if quotations_of(reading, attribution):
        return True
    first, last = attribution.pieces[0][0], attribution.pieces[-1][1] - 1
    single = first == last and len(attribution.pieces) == 1
    low, high = attribution.speaker or (0, 0)
    if high - low == 1 and reading.word[low].split("'")[0] in NOBODY:
        return False
    if attribution.info.lemma == "comment" and attribution.role == "opening":
        return False  # commenting on reports that it was late, Roe said
    if attribution.info.lemma == "dispute" and reading.word[first] == "whether":
        return False  # the two disputed whether it was late
    asking = attribution.info.lemma in OWN_STEPS
    if asking and high - low == 1 and reading.word[low] in ("i", "we"):
        return False
    citing = attribution.info.lemma in CITING and attribution.role == "participle"
    if citing and _is_somebody(reading, *attribution.pieces[0]):
        return False  # the agency reported, citing an official: no words of the agency's
    idle = attribution.info.lemma in IDLE and not attribution.explicit
    if idle and not _tells(reading, attribution):
        return False
    if attribution.info.lemma in ONLY_PEOPLE and _is_thing(reading, attribution):
        return False
    if attribution.info.level == "clause" and not attribution.explicit:
        if attribution.role == "noun" and attribution.info.lemma in CALLS:
            return reading.word[first - 1] == "for"  # his call for a ban
        if attribution.info.lemma == "call" and _names(reading, attribution):
            return True
        if attribution.info.lemma == "put":
            return attribution.order == "before" or _is_figure(reading, attribution)
        if attribution.info.lemma in OFFERS and reading.word[first] == "to":
            return True
        if attribution.info.lemma in ("portray", "classify"):
            return "as" in reading.word[first + 1 : last]
        if attribution.info.lemma == "confirm" and _is_fact(reading, attribution):
            return True
        if attribution.info.lemma == "give":
            return _is_measure(reading, attribution)
        to = first == attribution.cue + 1 and reading.word[first] == "to"
        if to and attribution.info.lemma == "call" and attribution.role == "finite":
            return True  # called to ban it
        fit = attribution.info.complement == "preposition" and _is_fit(reading, attribution)
        return fit or _begins_clause(reading, attribution)
    if not attribution.explicit and (
        attribution.role == "purpose" or _is_restrictive(reading, attribution)
    ):
        return False
    if _says_nothing(reading, attribution):
        return False
    if (
        not attribution.explicit
        and attribution.order == "after"
        and not _is_fit(reading, attribution)
    ):
        return False
    if attribution.info.lemma == "deny" and _is_refused(reading, first, last):
        return False
    if attribution.info.lemma in ("deny", "cite") and reading.kind[first] == "w":
        return word_class(reading.word[first]) == "N" or not single
    if single and attribution.info.lemma == "say" and reading.word[first] in ("no", "yes"):
        return first == attribution.cue + 1  # said no
    if single and reading.word[first] in ("so", "when", "why", "where", "how"):
        return first == attribution.cue + 1  # half said so, he asked when
    named = attribution.info.complement == "object" and reading.kind[first] == "C"
    return _has_words(reading, attribution, 1 if named else 2)


def _is_refused(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a thing is kept from somebody: `denied Roe a place`, not `denied Roe won`."""
    after = next((at for at in range(first, last + 1) if not is_name(reading, at)), last)
    return after > first and word_class(reading.word[after]) == "D"


def _is_somebody(reading: Reading, low: int, high: int) -> bool:
    """Tell whether the words only name who was cited: `an official of the port`."""
    end = noun_phrase_after(reading, low, high, verb_follows=False)
    if end is None:
        return False
    if "Q" in reading.kind[end:high] or not {"as", "for"}.isdisjoint(reading.word[end:high]):
        return False
    noun = reading.word[noun_of_phrase(reading, low, end - 1)]
    described = not PEOPLE.isdisjoint(reading.word[low:end])  # two people familiar with it
    return described or noun in BODIES


def _has_words(reading: Reading, attribution: Attribution, number: int) -> bool:
    """Tell whether the content has at least so many words or figures."""
    for low, high in attribution.pieces:
        for at in range(low, high):
            number -= reading.kind[at] in "wCn"
            if not number:
                return True
    return False


def _tells(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether a clause follows: `claimed he won`, unlike `claimed responsibility`."""
    if reading.word[attribution.pieces[0][0]] == "to":
        return True  # claims to object
    return any(
        reading.kind[at] == "w" and word_class(reading.word[at]) in "VE"
        for low, high in attribution.pieces
        for at in range(low, high)
    )


def _is_thing(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether the phrase names neither a person nor a body nor a text."""
    low, high = attribution.speaker or (0, 0)
    return not any(
        reading.kind[at] in "CQ" or reading.word[at] in ANIMATE for at in range(low + 1, high)
    ) and not (high - low == 1 or reading.word[high - 1] in ANIMATE)


def _is_share_of_poll(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether a poll is the source, not the share: `in a poll, 45 percent said`."""
    low, high = attribution.speaker or (0, 0)
    words = reading.word
    if SHARES.isdisjoint(words[low:high]) and words[low] not in COUNTS:
        return False
    if not POLLS.isdisjoint(words[low:high]):
        return False  # three other polls
    sentence = reading.sentences[reading.sentence_at(low)]
    return not POLLS.isdisjoint(words[max(sentence.low, low - 25) : low])


def _may_be_source(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether a phrase can speak: not "these", not a lone small word in the singular."""
    low, high = attribution.speaker or (0, 0)
    if reading.word[low] == "no" and high - low > 1:
        return False  # no ministry has said
    if high - low != 1:
        return True
    word = reading.word[low]
    if word in ("a", "an", "the") or _is_expletive(reading, attribution):
        return False
    if reading.kind[low] != "w" or word_class(word) != "N" or word.endswith(("'s", "s'")):
        return True
    if word in OBJECT_PRONOUNS:
        return True  # according to him
    if word in PEOPLE or word in BODIES or word.startswith(ARABIC_ARTICLES):
        return True
    return word.endswith("s") or word in ("women", "men", "children", "percent")


def _is_expletive(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether "it" stands for what follows: `It is too early to say that …`."""
    words, low, cue = reading.word, attribution.speaker[0], attribution.cue
    if words[low] not in ("it", "it's") or words[cue - 1] != "to" or cue - low < 3:
        return False
    between = words[low + 1 : cue - 1]
    be = words[low] == "it's" or not BE.isdisjoint(between[:3])
    adjectives = (at for at in range(low + 1, cue - 1) if classify(reading, at) == "N")
    first = next(adjectives, None)
    return be and first is not None and words[first] not in READY


def _begins_clause(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether the content is a clause without "that": `reports Roe will run`."""
    if attribution.order != "after" or attribution.role == "noun":
        return False
    low, high = attribution.pieces[0]
    word = reading.word[low]
    if word == "there":
        return low + 1 < high and reading.word[low + 1] in AUXILIARIES
    if "'" in word and word.split("'")[0] in SUBJECT_PRONOUNS:
        return True  # added it's late
    described = word_class(word) == "D"
    if not described and word not in SUBJECT_PRONOUNS and not is_name(reading, low):
        return False
    end = noun_phrase_after(reading, low, high, verb_follows=True)
    if end is None or end >= high:
        return False
    verb = reading.word[end]
    if word in SUBJECT_PRONOUNS:
        return word_class(verb) in "VE"  # writes she feared it
    return verb in AUXILIARIES if described else word_class(verb) == "V"


def _is_figure(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether a number follows: `put the distance at 2.3 kilometers`."""
    low, high = attribution.pieces[0]
    for at in range(low + 1, min(high - 1, low + 12)):
        if reading.word[at] in ("at", "between"):
            following = reading.word[at + 1]
            return reading.kind[at + 1] == "n" or following in ("$", "€", "about", "over")
    return False


def _is_fact(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether what is confirmed says something: `the figure of 19`, `receipt`."""
    low, high = attribution.pieces[0]
    if attribution.order != "after" or attribution.role != "finite":
        return False
    if reading.word[noun_of_phrase(reading, low, high - 1)] in APPOINTED:
        return False  # confirmed 68 judges
    figure = any(reading.kind[at] == "n" for at in range(low, high))
    return figure or (high - low == 1 and reading.kind[low] == "w")


def _is_measure(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether a figure with its unit is all that is given: `the office gives 740 meters`."""
    low, high = attribution.pieces[0]
    inside = range(low, high)
    number = next((at for at in inside if reading.kind[at] == "n"), None)
    if number is None or high - low > LONGEST_MEASURE or number + 1 >= high:
        return False
    named = any(reading.word[at] in ("figure", "number", "estimate") for at in inside)
    return reading.word[number + 1] in UNITS and (named or number == low)


def _names(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether a judgement follows the object: `called the plan a mistake`."""
    low, high = attribution.pieces[0]
    if attribution.order != "after" or low != attribution.cue + 1:
        return False
    words = reading.word
    pointing = words[low] in ("this", "that") and low + 1 < high and words[low + 1] not in ARTICLES
    if words[low] in OBJECTS and not (pointing and word_class(words[low + 1]) == "N"):
        end = low + 1
    else:
        end = noun_phrase_after(reading, low, high, verb_follows=False) or low
    if end <= low:
        return False
    if end < high and words[end] in ARTICLES:
        return True
    judged = words[end] if end == low + 1 and end < high else words[end - 1]
    judging = judged in JUDGEMENTS or judged.endswith(JUDGING)
    return end - low > 1 and reading.kind[end - 1] == "w" and judging


def _is_restrictive(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether the cue only says which persons are meant: `voters who demand a refund`."""
    if attribution.antecedent is None or attribution.speaker is None:
        return False
    return reading.word[attribution.antecedent[1]] not in COMMA_OR_DASH


def _says_nothing(reading: Reading, attribution: Attribution) -> bool:
    """Tell whether these are words that were not said: `did not say how`."""
    words, cue = reading.word, attribution.cue
    topic = words[attribution.pieces[0][0]] in QUESTION_MARKERS or (
        words[attribution.pieces[0][0] - 1] in ("about", "on", "of")
        or words[attribution.pieces[0][0]] in ("about", "on", "of")
    )
    if not topic and attribution.info.lemma not in WITHOUT_WORDS:
        return False
    for at in range(cue - 1, max(-1, cue - 4), -1):
        word = words[at]
        if word in NEGATIONS or word.endswith("n't") or word in REFUSALS:
            return True
        if reading.kind[at] in "pQ":
            return False
    return False
