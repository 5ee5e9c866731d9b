"""Speakers across articles, and how much of a text is theirs.

One article often does not say whom a speaker speaks for because its readers know; another one does.
The share of words in quotation marks is how much of an article an outlet gives away (Gans 1979,
Deciding What's News). `source_frequency` counts speakers.
"""

from collections.abc import Iterator

import pandas as pd

from helpers.measures.sources import most_common_by
from helpers.text.quotation_marks import find_quoted
from helpers.text.words import count_words

__all__ = ["find_quoted_words", "quoted_share", "share_affiliations"]

# Rules of `affiliation_from` that guess.
UNSURE = ("place", "near", "outlet", "title")
TWO_NAMES = r"[^\W\d_a-z]\S{0,40} [^\W\d_a-z]\S{0,40}$"  # ends in two words with capitals


def share_affiliations(quotations: pd.DataFrame) -> pd.DataFrame:
    """Let all articles of a corpus tell whom a named person speaks for.

    An article often does not say it because its readers know; another article does. What articles
    say outright outvotes what was guessed from a place, from the outlet or from a state named near
    by; among equals the most frequent answer wins. Only persons with at least two names are filled
    in: "the ministry" is another one in the next article.

    Parameters
    ----------
    quotations : DataFrame
        Result of `find_quotations`.

    Returns
    -------
    DataFrame
        A copy in which a missing or guessed `affiliation` and a missing `role` of a named person
        are those of the other articles; `affiliation_from` (str) is then "other articles".
    """
    table = quotations.copy()
    named = table["speaker_name"].str.contains(TWO_NAMES, na=False) & ~table["anonymous"]
    if "affiliation_from" not in table:
        stated = table["affiliation"].notna()
        table["affiliation_from"] = pd.Series("phrase", index=table.index, dtype="str").where(
            stated
        )
    known = named & table["affiliation"].notna()
    sure = known & ~table["affiliation_from"].isin(UNSURE)
    country = most_common_by(table[known], "speaker_id", "affiliation")
    country |= most_common_by(table[sure], "speaker_id", "affiliation")
    voted = table["speaker_id"].map(country).where(named & ~sure).astype("str")
    moved = voted.notna() & (voted != table["affiliation"].fillna(""))
    table["affiliation"] = table["affiliation"].mask(moved, voted).astype("str")
    table["affiliation_from"] = table["affiliation_from"].mask(moved, "other articles")
    role = most_common_by(table[named], "speaker_id", "role")
    fill = table["speaker_id"].map(role).where(named).astype("str")
    table["role"] = table["role"].fillna(fill).astype("str")
    return table


def quoted_share(quotations: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Measure how much of each article stands in quotation marks of a quotation.

    Scare quotes and titles do not count: only quoted words that belong to a row of `quotations`.

    Parameters
    ----------
    quotations : DataFrame
        Result of `find_quotations`.
    articles : DataFrame
        Needs `article_id` and `text`.

    Returns
    -------
    DataFrame
        One row for every article: `article_id` (str), `n_words`, `n_words_quoted` (int64),
        `share_quoted` (float64, missing for an empty text), `n_quotations`, `n_speakers` (int64,
        speakers with a name).
    """
    groups = quotations.groupby("article_id", sort=False)
    pieces = _pieces_of(quotations)
    n_quotations = groups.size()
    n_speakers = groups["speaker_id"].nunique()
    rows = []
    for article_id, text in zip(articles["article_id"], articles["text"], strict=True):
        text = text if isinstance(text, str) else ""
        rows.append(
            (
                article_id,
                count_words(text),
                sum(
                    count_words(text[low:high])
                    for low, high in _quoted_stretches(text, pieces.get(article_id, []))
                ),
                int(n_quotations.get(article_id, 0)),
                int(n_speakers.get(article_id, 0)),
            )
        )
    names = ["article_id", "n_words", "n_words_quoted", "n_quotations", "n_speakers"]
    table = pd.DataFrame(rows, columns=names).astype(
        {name: "str" if name == "article_id" else "int64" for name in names}
    )
    share = table["n_words_quoted"] / table["n_words"].where(table["n_words"] > 0)
    table.insert(3, "share_quoted", share.astype("float64"))
    return table


def find_quoted_words(quotations: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """List the passages whose words `quoted_share` counts as quoted.

    Parameters
    ----------
    quotations, articles : DataFrame
        As for `quoted_share`.

    Returns
    -------
    DataFrame
        One row a passage in quotation marks that belongs to a quotation: `article_id` (str),
        `start`, `end` (int64, offsets in the text of the article), `n_words` (int64; these add up
        to `n_words_quoted`). Marks without a word between them are left out.
    """
    pieces = _pieces_of(quotations)
    rows = [
        (article_id, low, high, count_words(text[low:high]))
        for article_id, text in zip(articles["article_id"], articles["text"], strict=True)
        if isinstance(text, str)
        for low, high in _quoted_stretches(text, pieces.get(article_id, []))
    ]
    names = ["article_id", "start", "end", "n_words"]
    table = pd.DataFrame(rows, columns=names).astype(
        dict.fromkeys(names, "int64") | {"article_id": "str"}
    )
    return table[table["n_words"] > 0].reset_index(drop=True)


def _quoted_stretches(text: str, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield what stands in quotation marks and lies in a piece; overlapping pieces count once."""
    if not pieces:
        return
    for stretch in find_quoted(text):
        inside = sorted(
            (max(low, stretch.start), min(high, stretch.end))
            for low, high in pieces
            if low < stretch.end and high > stretch.start
        )
        reached = stretch.start
        for low, high in inside:
            low = max(low, reached)
            if low < high:
                yield low, high
                reached = high


def _pieces_of(quotations: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    return {
        article_id: [tuple(piece) for row in rows for piece in row]
        for article_id, rows in quotations.groupby("article_id", sort=False)["pieces"]
    }
