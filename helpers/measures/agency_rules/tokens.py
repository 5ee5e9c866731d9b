"""A sentence as rows of words, marks and endings with exact offsets."""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from helpers.measures.agency_rules.vocabulary import Word, look_up

__all__ = ["Tokens", "read_tokens"]

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,12}(?:[-‐‑–]\w++)*+"  # U.S., U.S.-led
    r"|(?:Gen|Lt|Col|Adm|Sen|Sens|Rep|Reps|Gov|Sgt|Maj|Capt|Cmdr|Brig|Mr|Mrs|Ms|Dr|St|[A-Z])\.(?= )"
    # words with hyphens, slashes and apostrophes inside; the possessive is cut off later
    r"|\w++(?:(?:[-‐‑–&/’']|\.(?=\d)|,(?=\d\d\d))\w++)*+"
    r"|[^\w\s]"
)
FEWEST = 3  # words of a headline in title case
# Capitalised within a sentence, other adverbs are names (Kelly, Early).
CLOSED_ADVERBS = frozenset(["not", "never", "also", "now", "then", "here", "there", "however"])
STARTING = frozenset(':;“"‘(—–•*')
POSSESSIVES = ("'s", "’s", "'S", "’S")


@dataclass(slots=True)
class Tokens:
    """Words and marks of one sentence, as parallel lists.

    `word` is in lower case with straight apostrophes, a possessive 's is a token of its own;
    `capital` tells whether the word begins with a capital that means something.
    """

    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    word: list[str] = field(default_factory=list)
    capital: list[bool] = field(default_factory=list)
    info: list[Word] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.word)

    def at(self, item: int) -> str:
        """Give a word, "" outside the sentence."""
        return self.word[item] if 0 <= item < len(self.word) else ""


def read_tokens(text: str, start: int, end: int) -> Tokens:
    """Cut the stretch `start` to `end` of a text into tokens.

    Parameters
    ----------
    text : str
        Text of an article.
    start, end : int
        Bounds of a sentence.

    Returns
    -------
    Tokens
        Offsets are those of the text.
    """
    tokens = Tokens()
    for match in TOKEN.finditer(text, start, end):
        low, high = match.span()
        if text[high - 2 : high] in POSSESSIVES and high - low > 2:
            _add(tokens, text, low, high - 2)
            _add(tokens, text, high - 2, high)
        else:
            _add(tokens, text, low, high)
            if text[low:high] in "'’" and _ends_plural(text, start, low, high):
                tokens.word[-1] = "'s"  # the Russians' plan
    if _in_title_case(tokens):
        tokens.capital = [False] * len(tokens)
    inside = False  # after a colon or a quotation mark a capital tells nothing, as at the start
    for word, capital, low in zip(tokens.word, tokens.capital, tokens.start, strict=True):
        named = capital and inside
        tokens.info.append(
            _of_name(word, text[low : low + 2].isupper()) if named else look_up(word)
        )
        inside = word not in STARTING
    return tokens


def _ends_plural(text: str, start: int, low: int, high: int) -> bool:
    """Tell whether an apostrophe stands as in "the Russians' plan"."""
    return low > start and text[low - 1] in "sS" and text[high : high + 1] == " "


def _in_title_case(tokens: Tokens) -> bool:
    """Tell whether every longer word is capitalised, so that capitals tell nothing."""
    number = 0
    for word, capital in zip(tokens.word, tokens.capital, strict=True):
        if len(word) > 2 and word[0].isalpha() and not look_up(word).closed:
            if not capital:
                return False
            number += 1
    return number >= FEWEST


def _add(tokens: Tokens, text: str, low: int, high: int) -> None:
    tokens.start.append(low)
    tokens.end.append(high)
    word, capital = _written(text[low:high])
    tokens.word.append(word)
    tokens.capital.append(capital)


@lru_cache(maxsize=65536)
def _written(written: str) -> tuple[str, bool]:
    """Lower case with straight apostrophes, and whether it begins with a capital."""
    return written.lower().replace("’", "'"), written[:1].isupper()


@lru_cache(maxsize=4096)
def _of_name(word: str, capitals: bool) -> Word:
    """Say what a capitalised word within a sentence can be: no verb, and "US" is no pronoun."""
    info = look_up(word)
    if capitals and info.pronoun:
        return Word()
    return replace(
        info, base="", third="", past="", participle="", ing="", noun=False, auxiliary="",
        adverb=info.adverb and word in CLOSED_ADVERBS,
    )  # fmt: skip
