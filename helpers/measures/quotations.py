"""Quotations: who says what, in whose words.

A pass over the paragraphs of an article separates quoted text from the outlet's own words; cues
("said", "according to") and clause patterns tie each stretch to its speaker; pronouns, surnames and
offices are resolved to one person within the article. No model, no parser, no network. The
categories (source, cue, content; direct, mixed, indirect) follow Pareti (2012, 2016) and Newell,
Margolin & Ruths (2018, PolNeAR).
"""

from bisect import bisect_right
from operator import attrgetter

import pandas as pd

from helpers.cache import as_content
from helpers.chunks import map_rows
from helpers.measures.attribution.passages import Passage, find_passages
from helpers.measures.attribution.people import Identity, identify_speakers, slug
from helpers.measures.attribution.reading import Reading, read_article
from helpers.measures.attribution.setting import Setting
from helpers.measures.attribution.word_classes import SUBJECT_PRONOUNS
from helpers.measures.register import Register, Table, load_register

__all__ = ["QUOTATION_COLUMNS", "find_quotations", "quotations_of_text"]

END_OF_STRETCH = attrgetter("end")
QUOTATION_COLUMNS = {
    "article_id": "str",
    "quotation_id": "int64",
    "start": "int64",
    "end": "int64",
    "pieces": "object",
    "text": "str",
    "kind": "str",
    "cue": "str",
    "cue_start": "Int64",
    "stance": "str",
    "speaker": "str",
    "speaker_start": "Int64",
    "speaker_end": "Int64",
    "speaker_id": "str",
    "speaker_name": "str",
    "affiliation": "str",
    "affiliation_from": "str",
    "role": "str",
    "office": "str",
    "anonymous": "bool",
}


def find_quotations(
    articles: pd.DataFrame, *, people: Table | None = None, institutions: Table | None = None,
    progress: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Find quotations and their speakers.

    Parameters
    ----------
    articles : DataFrame
        Needs `article_id` (str) and `text` (str). `country` (str, of the outlet) tells whose "the
        ministry" is, and `date` which office a person held.
    people, institutions : path or DataFrame, optional
        Extend the register of people and bodies, see `load_register`.
    progress : bool
        Show a progress bar.

    Returns
    -------
    DataFrame
        One row a quotation, in reading order. Words in quotation marks that another source
        passes on (“We go,” Roe said, according to the Herald) make two rows, one of each source;
        all other words within the words of a source are its own.

        - `article_id` (str), `quotation_id` (int64, from 0 in each article);
        - `start`, `end` (int64): first and last offset into the article's text;
        - `pieces` (list of [start, end]): ``“A,” she said, “B”`` is one quotation of two pieces;
        - `text` (str): the pieces joined by " … ";
        - `kind` (str): direct (all of it in quotation marks), mixed (partly), indirect (not);
        - `cue` (str), `cue_start` (Int64), `stance` (str): the word that announces it, missing
          where only its place tells who speaks;
        - `speaker` (str), `speaker_start`, `speaker_end` (Int64): the words that name the
          speaker here; missing where nobody is named (such rows are kept);
        - `speaker_id`, `speaker_name` (str): the fullest name the article gives, with straight
          apostrophes, and a slug of it; a body under one name in all articles ("US Treasury",
          "Russian Defense Ministry" for "Russia's defence ministry"; "Moscow" stays "Moscow"), who
          has no name by a description without article and clause ("brokers in Oslo", "aide to Ann
          Roe"); missing for an unresolved pronoun;
        - `affiliation` (str): ISO 3166 alpha-2 country, or EU, UN, NATO, for which the speaker
          speaks; missing where nothing tells it. `affiliation_from` (str): the rule that gave it:
          "register"; "phrase" (the words that name the speaker here); "introduction" (the
          article's words elsewhere; for a document, those about its author); "body" (that of the
          body spoken for, or of the person whose lawyer, deputy or relative speaks); "place"
          (where the speaker lives or speaks for, or where the passage plays if it is somebody
          without a name); "near" (the state named with such an office before); "title" (an office
          that only one state has); "outlet" (the outlet's own state: for its offices, and for
          people without a name where no place is set);
        - `role` (str): see ``affiliations.ROLES``; `office` (str): held on the day of the
          article, from the register; missing where not known;
        - `anonymous` (bool): a person without a name.

    Raises
    ------
    KeyError
        If `article_id` or `text` is missing.
    """
    columns: dict[str, list] = {name: [] for name in QUOTATION_COLUMNS}
    register = load_register(people, institutions)
    nothing = [None] * len(articles)
    outlets = articles.get("country", nothing)
    days = (
        pd.to_datetime(articles["date"]).dt.strftime("%Y-%m-%d") if "date" in articles else nothing
    )
    texts = [
        tuple(value if isinstance(value, str) else "" for value in row)
        for row in zip(articles["text"], outlets, days, strict=True)
    ]
    found = map_rows(
        _quotations_of_row, texts, register, description="Finding quotations", progress=progress,
        key=[as_content(people), as_content(institutions)],
    )  # fmt: skip
    for article_id, rows in zip(articles["article_id"], found, strict=True):
        for number, row in enumerate(rows):
            columns["article_id"].append(article_id)
            columns["quotation_id"].append(number)
            for name, value in row.items():
                columns[name].append(value)
    return pd.DataFrame(
        {name: pd.Series(columns[name], dtype=kind) for name, kind in QUOTATION_COLUMNS.items()}
    )


def _quotations_of_row(row: tuple[str, str, str], register: Register) -> list[dict]:
    text, outlet, day = row
    return quotations_of_text(text, Setting(outlet, day, register)) if text else []


def quotations_of_text(text: str, setting: Setting | None = None) -> list[dict]:
    """Find the quotations of one text, as rows of the quotations table.

    Parameters
    ----------
    text : str
        Text of one article.
    setting : Setting, optional
        Country of its outlet, its day, and the register.

    Returns
    -------
    list of dict
        The columns of `find_quotations` but for `article_id` and `quotation_id`.
    """
    reading = read_article(text)
    passages = find_passages(reading)
    setting = setting or Setting("", "", load_register())
    identities = identify_speakers(reading, passages, setting)
    return [
        _row(reading, passage, identity)
        for passage, identity in zip(passages, identities, strict=True)
    ]


def _row(reading: Reading, passage: Passage, identity: Identity) -> dict:
    text = reading.text
    pieces = [list(_trim(text, low, high)) for low, high in passage.pieces]
    speaker = speaker_start = speaker_end = None
    if passage.speaker is not None:
        low, high = passage.speaker
        speaker_start, speaker_end = reading.start[low], reading.end[high - 1]
        pronoun = reading.word[low].split("'")[0]
        if high - low == 1 and pronoun in SUBJECT_PRONOUNS:
            speaker_end = speaker_start + len(pronoun)  # he of "he's said"
        speaker = text[speaker_start:speaker_end]
    return {
        "start": pieces[0][0],
        "end": pieces[-1][1],
        "pieces": pieces,
        "text": " … ".join(text[low:high] for low, high in pieces),
        "kind": _kind(reading, passage),
        "cue": passage.cue_text or None,
        "cue_start": passage.cue[0] if passage.cue else None,
        "stance": passage.stance or None,
        "speaker": speaker,
        "speaker_start": speaker_start,
        "speaker_end": speaker_end,
        "speaker_id": (
            slug(identity.name, with_suffix=identity.told_apart) if identity.name else None
        ),
        "speaker_name": identity.name.replace("’", "'") if identity.name else None,
        "affiliation": identity.affiliation or None,
        "affiliation_from": identity.affiliation_from or None,
        "role": identity.role or None,
        "office": identity.office or None,
        "anonymous": identity.anonymous,
    }


def _trim(text: str, low: int, high: int) -> tuple[int, int]:
    own = text[low:high].lstrip()
    return high - len(own), high - len(own) + len(own.rstrip())


def _kind(reading: Reading, passage: Passage) -> str:
    """direct: all in quotation marks and a clause of its own; mixed: partly; indirect: not."""
    if not passage.quoted:
        return "indirect"
    covered = [_is_covered(reading, low, high) for low, high in passage.pieces]
    if not all(covered):
        letters = inside = 0
        for (low, high), whole in zip(passage.pieces, covered, strict=True):
            its_letters = _letters(reading.text, low, high)
            letters += its_letters
            inside += its_letters if whole else _quoted_letters(reading, low, high)
        if inside < 0.9 * letters:
            return "mixed"
    # a word or two that lean on the outlet's clause are no clause of their own
    low, high = passage.pieces[0]
    first_letter = reading.text[low : low + 2].lstrip("“\"‘'`«„")[:1]
    before = reading.text[max(0, low - 2) : low].rstrip()[-1:]
    short = len(passage.pieces) == 1 and reading.text.count(" ", low, high) < 4
    if short and first_letter.islower() and before not in (",", ":"):
        return "mixed"
    return "direct"


def _is_covered(reading: Reading, low: int, high: int) -> bool:
    """Tell whether a piece is, as a whole, a quotation with or without its marks."""
    first = bisect_right(reading.stretches, low, key=END_OF_STRETCH)
    stretch = reading.stretches[first] if first < len(reading.stretches) else None
    return (
        stretch is not None
        and stretch.start < high
        and stretch.outer_start <= low
        and high <= stretch.outer_end
    )


def _quoted_letters(reading: Reading, low: int, high: int) -> int:
    """Count the letters of a piece that stand in quotation marks."""
    stretches = reading.stretches
    first = bisect_right(stretches, low, key=END_OF_STRETCH)
    inside = 0
    for at in range(first, len(stretches)):
        stretch = stretches[at]
        if stretch.start >= high:
            break
        inside += _letters(reading.text, max(low, stretch.start), min(high, stretch.end))
    return inside


def _letters(text: str, low: int, high: int) -> int:
    return sum(
        len(word) if word.isalpha() else sum(map(str.isalpha, word))
        for word in text[low:high].split()
    )
