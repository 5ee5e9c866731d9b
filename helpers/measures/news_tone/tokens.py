"""A sentence as words in which the target and all names are masked.

What is said must count, never of whom: the target becomes one mark, and every other name another,
so that a score cannot depend on whether Russia or the United States is named. A name is any
capitalised word within a sentence; at its beginning, and in headlines that capitalise every word,
it is a word of the registers of names, or one that the tagger's dictionary of the pinned package
textblob (Brill's, 1992) does not have in lower case.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from sys import intern

import textblob.en

from helpers.measures.agency_rules.vocabulary import word_set
from helpers.measures.lexicon_files import read_lexicon
from helpers.measures.news_tone.memory import Memory

__all__ = ["MARK", "NAME", "NUMBER", "TAGS", "TARGET", "TIME", "WORD", "Tokens", "read_tokens"]

WORD, NAME, TARGET, MARK = "word", "name", "target", "mark"  # kinds of tokens
NUMBER, TIME = "<number>", "<day>"
MASKS = {NAME: "<name>", TARGET: "<target>"}
# Characters on each side of the target that are read at most: a bound on time, not a limit that
# sentences of news meet.
REACH = 1500
LONGEST_WORD = 40
TOKEN = re.compile(
    r"[^\W\d_]\.(?:[^\W\d_]\.)++"  # U.S.
    r"|\w++(?:['’\-.&,]\w++)*+"
    r"|[^\w\s]"
)
POSSESSIVE_ENDING = re.compile(r"['’][sS](?!\w)")
SENTENCE_STARTS = frozenset('.!?:“"—')
TIMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july "
    "august september october november december"
)
TITLES = word_set(
    "president secretary senator sen rep gov governor mr mrs ms dr judge justice minister prime "
    "chancellor speaker leader director attorney general former vice candidate representative "
    "congressman congresswoman lawmaker premier king queen prince pope mayor chief chairman "
    "ceo"
)
PRONOUNS = word_set(
    "i you he she it we they me him her us them himself herself themselves itself his their its "
    "my your our who whom whose"
)
FEWEST_WORDS_OF_HEADLINE = 3
HEADLINE_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Raw:
    """What a written word is, whatever stands around it."""

    word: str  # lower case, straight apostrophes, without a possessive 's
    possessive: int  # length of the possessive ending
    letter: bool
    digit: bool
    capital: bool
    name: bool  # a name even where any word has a capital
    ordinary: bool  # in the dictionary in lower case, and three letters or longer
    plain: bool  # a word, wherever it stands: without a capital and a possessive ending


POSSESSIVE = Raw("'s", 0, True, False, False, False, False, True)
TARGET_PIECE = Raw("", 0, False, False, False, False, False, False)


@dataclass(slots=True)
class Tokens:
    """Parallel lists over the tokens of a sentence."""

    word: list[str] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    target: int = -1
    headline: bool = False

    def __len__(self) -> int:
        return len(self.word)


def read_tokens(text: str, start: int = -1, end: int = -1) -> Tokens:
    """Cut a sentence into tokens, its target and names masked.

    Parameters
    ----------
    text : str
        A sentence.
    start, end : int
        The target in it; −1: there is none.

    Returns
    -------
    Tokens
        Offsets are those of the text. Titles and names right before the target and names right
        behind it are part of it; an article before a name is left out.
    """
    pieces: list[tuple[int, int, Raw]] = []
    place = -1
    if start >= 0:
        pieces += _read_pieces(text, max(0, start - REACH), start)
        place = len(pieces)
        pieces.append((start, end, TARGET_PIECE))
        if POSSESSIVE_ENDING.match(text, end):
            pieces.append((end, end + 2, POSSESSIVE))
            end += 2
    end = max(end, 0)
    pieces += _read_pieces(text, end, min(len(text), end + REACH))
    tokens = Tokens(headline=_is_headline(pieces))
    words, kinds, starts, ends = tokens.word, tokens.kind, tokens.start, tokens.end
    first = True
    for item, (low, high, raw) in enumerate(pieces):
        if raw.plain:  # most words
            words.append(raw.word)
            kinds.append(WORD)
            starts.append(low)
            ends.append(high)
            first = False
        elif item == place:
            _add_target(tokens, low, high)
            first = False
        elif raw.letter:
            _add_word(tokens, raw, low, high, first or tokens.headline)
            first = False
        elif raw.digit:
            _add(tokens, NUMBER, WORD, low, high)
            first = False
        elif (
            raw.word == "'"
            and kinds
            and kinds[-1] in MASKS
            and (text[low - 1 : low] in ("s", "S") and text[high : high + 1] == " ")
        ):
            _add(tokens, "'s", WORD, low, high)  # the United States' plan
        else:
            _add(tokens, raw.word, MARK, low, high)
            first = first or raw.word in SENTENCE_STARTS
    return tokens


def _read_pieces(text: str, low: int, high: int) -> list[tuple[int, int, Raw]]:
    return [(*match.span(), RAWS[match[0]]) for match in TOKEN.finditer(text, low, high)]


def _is_headline(pieces: list[tuple[int, int, Raw]]) -> bool:
    """Tell whether nearly all ordinary words have a capital."""
    capitals = [raw.capital for _, _, raw in pieces if raw.ordinary]
    return len(capitals) >= FEWEST_WORDS_OF_HEADLINE and sum(capitals) >= HEADLINE_SHARE * len(
        capitals
    )


def _add(tokens: Tokens, word: str, kind: str, start: int, end: int) -> None:
    tokens.word.append(word)
    tokens.kind.append(kind)
    tokens.start.append(start)
    tokens.end.append(end)


def _add_word(tokens: Tokens, raw: Raw, low: int, high: int, anywhere: bool) -> None:
    """Add a word or a name; `anywhere`: it would have a capital even if it were no name."""
    inner = high - raw.possessive
    if not raw.capital or not (raw.name or not anywhere):
        _add(tokens, raw.word, WORD, low, inner)
    elif raw.word in TIMES:
        _add(tokens, TIME, WORD, low, inner)
    elif raw.word.rstrip(".") in TITLES:
        _add(tokens, raw.word.rstrip("."), WORD, low, inner)
    elif tokens.kind and tokens.kind[-1] in MASKS:
        tokens.end[-1] = inner  # one name of several words
    else:
        _drop_article(tokens)
        _add(tokens, MASKS[NAME], NAME, low, inner)
    if raw.possessive:
        _add(tokens, "'s", WORD, inner, high)


def _add_target(tokens: Tokens, low: int, high: int) -> None:
    while tokens.kind and (
        tokens.kind[-1] == NAME or (tokens.word[-1] in TITLES and tokens.kind[-1] == WORD)
    ):
        low = min(low, tokens.start[-1])
        for column in (tokens.word, tokens.kind, tokens.start, tokens.end):
            column.pop()
    _drop_article(tokens)
    tokens.target = len(tokens)
    _add(tokens, MASKS[TARGET], TARGET, low, high)


def _drop_article(tokens: Tokens) -> None:
    if tokens.word and tokens.word[-1] == "the":
        for column in (tokens.word, tokens.kind, tokens.start, tokens.end):
            column.pop()


def _read_raw(written: str) -> Raw:
    lower = written.lower().replace("’", "'")
    letter = lower[0].isalpha() or lower[0] == "_"
    possessive = 2 if letter and lower.endswith("'s") and len(lower) > 2 else 0
    word = lower[: len(lower) - possessive][:LONGEST_WORD]
    capital = written[0].isupper()
    own = word == "i" or word.startswith("i'")
    capitals = len(written) - possessive > 1 and written[: len(written) - possessive].isupper()
    listed = word in _dictionary()
    name = not own and (
        word in _names() or not listed or "." in word or (capitals and len(word) < 5)
    )
    if word in TIMES or word.rstrip(".") in TITLES:
        name = True  # a kind of its own, see _add_word
    ordinary = letter and len(word) > 2 and listed and word not in _names()
    capital = capital and not own
    plain = letter and not capital and not possessive
    return Raw(
        intern(word), possessive, letter, written[0].isdigit(), capital, name, ordinary, plain
    )


@cache
def _names() -> frozenset[str]:
    """Words of the names of people, places, nations and actors, in lower case."""
    people, bodies = read_lexicon("people"), read_lexicon("institutions")
    nations = bodies.loc[bodies["kind"].isin(["country", "nationality"]), "pattern"]
    written = [
        *people["name"], *people["aliases"], *people["surname_forms"],
        *read_lexicon("first_names")["name"], *read_lexicon("places")["place"], *nations,
        *read_lexicon("actors")["pattern"],
    ]  # fmt: skip
    pieces = re.split(r"[|\s]+", " ".join(written).replace("*", ""))
    return frozenset(piece.lower() for piece in pieces if piece[:1].isupper()) - {"the"}


@cache
def _dictionary() -> dict[str, str]:
    """Words in lower case with their commonest part of speech (Penn tags)."""
    path = Path(textblob.en.__file__).parent / "en-lexicon.txt"
    tags = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if len(parts) == 2 and not parts[1].startswith("NNP"):
            tags.setdefault(parts[0], parts[1])
    return tags


def _guess_tag(word: str) -> str:
    """Guess the part of speech (Penn tag) of a word in lower case, by dictionary or by ending."""
    listed = _dictionary().get(word)
    if listed is not None:
        return listed
    for ending, tag in (("ly", "RB"), ("ing", "VBG"), ("ed", "VBD"), ("s", "NNS")):
        if word.endswith(ending):
            return tag
    return "NN"


RAWS = Memory(_read_raw)
#: The part of speech of each word in lower case.
TAGS = Memory(_guess_tag)
