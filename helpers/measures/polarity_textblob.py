"""TextBlob's polarity and subjectivity, number for number, several times faster.

TextBlob (the lexicon and rules of CLiPS Pattern; De Smedt & Daelemans 2012, "Pattern for Python",
JMLR 13) walks over every token of a text. Most tokens change nothing: they are not in the lexicon,
no negation, no emoticon. Here each white-space word is looked at once, remembered, and only the
words that can change the score, with the few behind them, go through the same rules. Lexicon,
negations, abbreviations and emoticons are read from the installed TextBlob; where marks may join
to an emoticon, TextBlob's own tokeniser decides. A property test holds both equal on real text.
"""

import re
from collections.abc import Callable, Iterable
from itertools import compress, pairwise, product
from typing import NamedTuple

from textblob import _text as pattern
from textblob.en import sentiment as lexicon

MAX_REMEMBERED = 200_000  # words; a bound on memory, about 80 MB
END_OF_SENTENCE = pattern.EOS
PARAGRAPH_BREAK = re.compile(r"\n{2,}")
CLOSERS = ("”", "’", ".", "!", "?", ")")
LONGEST = max(len(mark) for marks in pattern.EMOTICONS.values() for mark in marks)


class Assessment(NamedTuple):
    """A known word with the words that modify it, and its scores as TextBlob has them."""

    tokens: list[int]
    polarity: float
    subjectivity: float


class Word(NamedTuple):
    """What is known of a white-space word once its marks are split off.

    Attributes
    ----------
    pieces : tuple of str
        The lower-cased tokens that TextBlob makes of it.
    matters : bool
        Whether one of them does more than end the reach of words before it.
    opens : bool
        Whether a modifier or negation may still wait for its word after these pieces.
    closes : bool
        Whether these pieces, if none is known, end the reach of any modifier or negation.
    joins_after : str
        Characters behind which the first piece may join to an emoticon.
    end : str
        Last character, if a following mark may join to it and matter; else "".
    joins_within : bool
        Whether pieces of the word itself may join to an emoticon.
    """

    pieces: tuple[str, ...]
    matters: bool
    opens: bool
    closes: bool
    joins_after: str = ""
    end: str = ""
    joins_within: bool = False


# Most words of a text: no lexicon knows them, and all that they do is end a reach.
DULL = Word(pieces=("\x00\x00\x00",), matters=False, opens=True, closes=True)


class _Memory(dict[str, bool]):
    """What a function returned for each word, asked once a word."""

    def __init__(self, learn: Callable[[str], bool]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, word: str) -> bool:
        self[word] = answer = self._learn(word)
        return answer


class TextBlobScorer:
    """Scores texts as ``textblob.TextBlob(text).sentiment`` does."""

    def __init__(self) -> None:
        # The first look-up makes TextBlob load its lexicon.
        if "good" not in lexicon:
            raise RuntimeError("TextBlob was installed without its lexicon. Install it again.")
        self._known = {
            word: (*senses[None], any(tag in senses for tag in lexicon.modifiers))
            for word, senses in dict.items(lexicon)
            if None in senses
        }
        self._negations = frozenset(lexicon.negations)
        self._emoticons: dict[str, float] = {}
        for (_, polarity), marks in pattern.EMOTICONS.items():
            for mark in sorted(marks):
                self._emoticons.setdefault(mark.lower(), polarity)
        marks = sorted({mark for marks in pattern.EMOTICONS.values() for mark in marks})
        self._special = {*self._known, *self._negations, *self._emoticons, "!", "(!)"}
        self._joins = _find_joins(marks)
        self._spaced = _compile_spaced(marks)
        # What may follow each character in an emoticon.
        self._rests: dict[str, list[str]] = {}
        for rest, before in self._joins.items():
            for character in before:
                self._rests.setdefault(character, []).append(rest.lower())
        self._dull = {
            mark: DULL._replace(end=mark if mark in self._rests else "")
            for mark in ("", *ENDS)
            if mark != "!"
        }
        self._words: dict[str, Word] = {}
        self._telling = _Memory(self._learn)

    def score(self, text: str) -> tuple[float, float]:
        """Return polarity (-1 to 1) and subjectivity (0 to 1) of a text; 0 if no word is known."""
        tokens = self._pick_tokens(text)
        assessments = self._assess(self._pick_by_paragraph(text) if tokens is None else tokens)
        # Summed in order and by hand, as TextBlob does, so that the last digit is the same.
        polarity = subjectivity = 0
        for _, word_polarity, word_subjectivity, _, negated in assessments:
            polarity += word_polarity * -0.5 if negated else word_polarity
            subjectivity += word_subjectivity
        n_assessments = len(assessments) or 1
        return polarity / n_assessments, subjectivity / n_assessments

    def explain(self, text: str) -> tuple[list[str], list[Assessment]]:
        """Return the tokens of a text in their own case, and what TextBlob makes of them."""
        tokens = " ".join(lexicon.tokenizer(text)).split()
        assessments = self._assess([token.lower() for token in tokens])
        return tokens, [
            Assessment(numbers, polarity * -0.5 if negated else polarity, subjectivity)
            for numbers, polarity, subjectivity, _, negated in assessments
        ]

    def _pick_by_paragraph(self, text: str) -> list[str]:
        """Pick tokens where marks may join to an emoticon in some paragraph, or in all."""
        paragraphs = PARAGRAPH_BREAK.split(text.replace("\r\n", "\n"))
        if any(paragraph.lstrip().startswith(CLOSERS) for paragraph in paragraphs[1:]):
            # These marks belong to the sentence before, across the paragraph.
            paragraphs = [text]
        picked: list[str] = []
        for paragraph in paragraphs:
            tokens = self._pick_tokens(paragraph, lead=True) if len(paragraphs) > 1 else None
            if tokens is None:
                tokens = [token.lower() for token in " ".join(lexicon.tokenizer(paragraph)).split()]
            picked += tokens
        return picked

    def _pick_tokens(self, text: str, *, lead: bool = False) -> list[str] | None:
        """Return the tokens that can change the score; None where marks may join to an emoticon.

        With ``lead`` also the first ones, which may end the reach of words before the text.
        """
        words = _separate_quotes(text).split()
        if len(self._words) > MAX_REMEMBERED:
            self._words.clear()
            self._telling.clear()
        known = self._words
        # One look-up a word, in C; the rest of the loop sees the few telling ones only.
        telling = list(map(self._telling.__getitem__, words))
        tokens = self._follow(words, 0) if lead else []
        for number in compress(range(len(words)), telling):
            word = known[words[number]]
            joins = word.joins_within
            if word.joins_after and number and not joins:
                end = known[words[number - 1]].end
                joins = bool(end) and end in word.joins_after
            if joins and self._joins_around(words, number):
                return None
            if word.matters:
                tokens += word.pieces
                if word.opens:
                    tokens += self._follow(words, number + 1)
        return tokens

    def _follow(self, words: list[str], start: int) -> list[str]:
        """Return the tokens from a word on, up to one that matters or ends all reach."""
        known = self._words
        tokens: list[str] = []
        for number in range(start, len(words)):
            word = known[words[number]]
            if word.matters:
                break
            tokens += word.pieces
            if word.closes:
                break
        return tokens

    def _learn(self, word: str) -> bool:
        """Remember a word; return whether it can change a score or join to an emoticon."""
        mark = word[-1]
        base, mark = (word, "") if mark.isalpha() else (word[:-1], mark)
        if (
            mark in self._dull
            and len(base) > 2
            and base.isalpha()
            and base.lower() not in self._special
            and base[-1] not in self._rests
        ):
            # By far the most words: of no weight, alone or with one mark behind.
            self._words[word] = self._dull[mark]
            return False
        pieces = split_marks(word)
        lower = tuple(piece.lower() for piece in pieces)
        matters = not self._special.isdisjoint(lower)
        closes = any(len(piece.strip("'")) > 2 for piece in lower)
        end = self._end_of(pieces[-1])
        joins_after = self._joins.get(pieces[0], "")
        joins_within = END_OF_SENTENCE in pieces or any(
            before[-1] in self._joins.get(piece, "") and bool(self._end_of(before))
            for before, piece in pairwise(pieces)
        )
        if closes and not (matters or end or joins_after or joins_within):
            self._words[word] = DULL
            return False
        last_known = max((n for n, piece in enumerate(lower) if piece in self._known), default=-1)
        opens = last_known < 0 or self._known[lower[last_known]][3]
        opens = opens or not self._negations.isdisjoint(lower[last_known:])
        self._words[word] = Word(lower, matters, opens, closes, joins_after, end, joins_within)
        return bool(matters or joins_within or joins_after)

    def _joins_around(self, words: list[str], number: int) -> bool:
        """Whether TextBlob would join tokens to an emoticon near a word (or might)."""
        nearby = words[max(0, number - LONGEST) : number + LONGEST]
        pieces = [piece for word in nearby for piece in split_marks(word)]
        return END_OF_SENTENCE in pieces or bool(self._spaced.search(" ".join(pieces)))

    def _end_of(self, piece: str) -> str:
        """Last character of a token, "" where nothing that may join to it changes a score."""
        return "" if piece[-1] not in self._rests or self._is_dull(piece) else piece[-1]

    def _is_dull(self, piece: str) -> bool:
        """Whether a token only ends the reach of others, and still does if a mark joins to it.

        "2018" and ")" join to "2018)", because "8)" is an emoticon: a word of no weight before,
        a word of no weight after.
        """
        word = piece.lower()
        return (
            len(word) > 2
            and word.isalnum()
            and word not in self._special
            and not any(word + rest in self._special for rest in self._rests.get(piece[-1], ()))
        )

    def _assess(self, tokens: list[str]) -> list[list]:
        """Apply TextBlob's rules for modifiers, negations, exclamation marks and emoticons.

        Returns for each known word: token numbers, polarity, subjectivity, intensity, negated.
        """
        known, negations = self._known, self._negations
        found: list[list] = []
        modifier: str | None = None
        negation: int | None = None
        for number, token in enumerate(tokens):
            scores = known.get(token)
            if scores is not None:
                polarity, subjectivity, intensity, modifies = scores
                if modifier is None:
                    found.append([[number], polarity, subjectivity, intensity, False])
                    last = found[-1]
                else:
                    last = found[-1]
                    last[0].append(number)
                    last[1] = max(-1.0, min(polarity * last[3], +1.0))
                    last[2] = max(-1.0, min(subjectivity * last[3], +1.0))
                    last[3] = intensity
                if negation is not None:
                    last[0].insert(0, negation)
                    last[3] = 1.0 / last[3]
                    last[4] = True
                modifier = token if modifies else None
                negation = number if token in negations else None
                continue
            if token in negations:
                negation = number
            elif negation is not None and len(token.strip("'")) > 1:
                negation = None
            if negation is not None and modifier is not None and lexicon.modifier(modifier):
                found[-1][0].append(negation)
                found[-1][4] = True
                negation = None
            elif modifier is not None and len(token) > 2:
                modifier = None
            if token == "!" and found:
                found[-1][0].append(number)
                found[-1][1] = max(-1.0, min(found[-1][1] * 1.25, +1.0))
            elif token == "(!)":
                found.append([[number], 0.0, 1.0, 1.0, False])
            elif token in self._emoticons and not token.isalpha() and _is_mark(token):
                found.append([[number], self._emoticons[token], 1.0, 1.0, False])
        return found


def split_marks(word: str) -> list[str]:
    """Split leading and trailing punctuation off a white-space word, as TextBlob does."""
    start = len(word) - len(word.lstrip(MARKS))
    head, word = list(word[:start]), word[start:]
    tail: list[str] = []
    while word.endswith(ENDS):
        if word[-1] != ".":
            tail.append(word[-1])
            word = word[:-1]
        if word.endswith("..."):
            tail.append("...")
            word = word[:-3].rstrip(".")
        if word.endswith("."):
            if _is_abbreviation(word):
                break
            tail.append(".")
            word = word[:-1]
    return [*head, *([word] if word else []), *reversed(tail)]


MARKS = pattern.PUNCTUATION.replace(".", "")
ENDS = (*MARKS, ".")


def _is_abbreviation(word: str) -> bool:
    return word in pattern.ABBREVIATIONS or any(
        expression.match(word)
        for expression in (pattern.RE_ABBR1, pattern.RE_ABBR2, pattern.RE_ABBR3)
    )


def _separate_quotes(text: str) -> str:
    # TextBlob's other contractions ('s, 'd …) need no step: the apostrophe itself is set apart.
    text = text.replace("n't", " n't")
    for mark in "“”‘’'\"":
        text = text.replace(mark, f" {mark} ")
    return text


def _is_mark(token: str) -> bool:
    return len(token) <= 5 and token not in pattern.PUNCTUATION


def _find_joins(emoticons: Iterable[str]) -> dict[str, str]:
    """Map each token that may continue an emoticon to the characters that it may follow."""
    joins: dict[str, set[str]] = {"!": {"("}, ")": {"!"}}
    for emoticon in emoticons:
        for start in range(1, len(emoticon)):
            for end in range(start + 1, len(emoticon) + 1):
                if split_marks(emoticon[start:end]) == [emoticon[start:end]]:
                    joins.setdefault(emoticon[start:end], set()).add(emoticon[start - 1])
    return {piece: "".join(sorted(before)) for piece, before in joins.items()}


def _compile_spaced(emoticons: list[str]) -> re.Pattern[str]:
    """Match emoticons, and "(!)", that stand apart in at least one place."""
    spaced = {"( ! )", "(! )", "( !)"}
    for emoticon in emoticons:
        for gaps in product(("", " "), repeat=len(emoticon) - 1):
            if any(gaps):
                pairs = zip(emoticon, (*gaps, ""), strict=True)
                spaced.add("".join(mark + gap for mark, gap in pairs))
    return re.compile("|".join(map(re.escape, sorted(spaced))))
