"""Who gets to speak: quotations counted by speaker, by affiliation, and as a share of the text.

Source frequency in three units (quotations, words, articles), because a press that quotes one
official a hundred times and a press that quotes a hundred people once look alike in none of them
(Gans 1979, Deciding What's News; Reese, Grant & Danielian 1994).
"""

import pandas as pd

from helpers.stats.schema import UNKNOWN
from helpers.text.quotation_marks import find_quoted
from helpers.text.words import count_words

__all__ = [
    "UNATTRIBUTED",
    "UNKNOWN",
    "count_affiliations",
    "count_speakers",
    "quoted_share",
    "share_affiliations",
]

# Labels of rows that would be missing otherwise: counted like all others, never dropped.
UNATTRIBUTED = "(unattributed)"
# Rules of `affiliation_from` that guess.
UNSURE = ("place", "near", "outlet", "title")
TWO_NAMES = r"[^\W\d_a-z]\S{0,40} [^\W\d_a-z]\S{0,40}$"  # ends in two words with capitals


def count_speakers(
    quotations: pd.DataFrame, articles: pd.DataFrame, by: str | None = None
) -> pd.DataFrame:
    """Count quotations, articles and words by speaker.

    Parameters
    ----------
    quotations : DataFrame
        Result of `find_quotations`.
    articles : DataFrame
        Needs `article_id` and, for `n_outlets`, `outlet`; `by` names one of its columns.
    by : str, optional
        Column of `articles` to group by ("country", "outlet").

    Returns
    -------
    DataFrame
        One row a speaker (and group), the most quoted first: `speaker_id` (str),
        `speaker_name` (str, the form used most), `affiliation`, `role` (str, the one found most
        often, missing if none), the group column, `n_quotations`, `n_articles`, `n_words` (words
        quoted or reported), `n_outlets` (int64; 0 without an outlet column). Quotations without
        a known speaker form one row, `UNATTRIBUTED`.

    Raises
    ------
    KeyError
        If `by` is no column of `articles`.
    """
    table = _with_article(quotations, articles, by)
    table["speaker_name"] = table["speaker_name"].fillna(UNATTRIBUTED).astype("str")
    table["speaker_id"] = table["speaker_id"].fillna(UNATTRIBUTED).astype("str")
    keys = ["speaker_id"] if by is None else ["speaker_id", by]
    counts = _count(table, keys)
    about = table.groupby("speaker_id", sort=False).agg(
        speaker_name=("speaker_name", _most_common),
        affiliation=("affiliation", _most_common),
        role=("role", _most_common),
    )
    for column in ("speaker_name", "affiliation", "role"):
        counts[column] = counts["speaker_id"].map(about[column].to_dict()).astype("str")
    order = ["speaker_id", "speaker_name", "affiliation", "role", *keys[1:]]
    numbers = ["n_quotations", "n_articles", "n_words", "n_outlets"]
    return _sorted(counts[order + numbers], "speaker_name", by)


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
    country = table[known].groupby("speaker_id")["affiliation"].agg(_most_common)
    country.update(table[sure].groupby("speaker_id")["affiliation"].agg(_most_common))
    voted = table["speaker_id"].map(country.to_dict()).where(named & ~sure).astype("str")
    moved = voted.notna() & (voted != table["affiliation"].fillna(""))
    table["affiliation"] = table["affiliation"].mask(moved, voted).astype("str")
    table["affiliation_from"] = table["affiliation_from"].mask(moved, "other articles")
    role = table[named].groupby("speaker_id")["role"].agg(_most_common).dropna()
    fill = table["speaker_id"].map(role.to_dict()).where(named).astype("str")
    table["role"] = table["role"].fillna(fill).astype("str")
    return table


def count_affiliations(
    quotations: pd.DataFrame, articles: pd.DataFrame, by: str | None = "outlet"
) -> pd.DataFrame:
    """Count quoted sources by the country they speak for.

    Parameters
    ----------
    quotations : DataFrame
        Result of `find_quotations`.
    articles : DataFrame
        Needs `article_id`; `by` names one of its columns.
    by : str, optional
        Column of `articles` to group by.

    Returns
    -------
    DataFrame
        One row an affiliation (and group): the group column, `affiliation` (str; `UNKNOWN` where
        the article does not say), `n_quotations`, `n_articles`, `n_words`, `n_outlets`,
        `n_speakers` (int64) and `share` (float64, of the quotations of the group).

    Raises
    ------
    KeyError
        If `by` is no column of `articles`.
    """
    table = _with_article(quotations, articles, by)
    table["affiliation"] = table["affiliation"].fillna(UNKNOWN).astype("str")
    keys = ["affiliation"] if by is None else [by, "affiliation"]
    counts = _count(table, keys)
    speakers = table.groupby(keys, dropna=False, sort=False)["speaker_id"].nunique()
    counts["n_speakers"] = speakers.to_numpy(dtype="int64")
    if by is None:
        total = counts["n_quotations"].sum()
    else:
        total = counts.groupby(by, dropna=False)["n_quotations"].transform("sum")
    counts["share"] = (counts["n_quotations"] / total).astype("float64")
    return _sorted(counts, "affiliation", by)


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
    pieces = {
        article_id: [tuple(piece) for row in rows for piece in row]
        for article_id, rows in groups["pieces"]
    }
    n_quotations = groups.size()
    n_speakers = groups["speaker_id"].nunique()
    rows = []
    for article_id, text in zip(articles["article_id"], articles["text"], strict=True):
        text = text if isinstance(text, str) else ""
        rows.append(
            (
                article_id,
                count_words(text),
                _words_quoted(text, pieces.get(article_id, [])),
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


def _with_article(quotations: pd.DataFrame, articles: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """Join the group and the outlet to each quotation, count its words."""
    if by is not None and by not in articles.columns:
        raise KeyError(f"articles have no column {by!r} to group quotations by")
    columns = ["article_id"]
    columns += [name for name in dict.fromkeys(("outlet", by)) if name in articles.columns]
    about = articles[columns].drop_duplicates("article_id")
    kept = ["article_id", "speaker_id", "speaker_name", "affiliation", "role"]
    table = quotations[kept].merge(about, on="article_id", how="left", validate="many_to_one")
    table["n_words"] = [count_words(text) for text in quotations["text"]]
    if "outlet" not in table.columns:
        table["outlet"] = pd.Series(pd.NA, index=table.index, dtype="str")
    return table


def _count(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    outlet = table["outlet"].copy()
    counts = (
        table.assign(outlet_counted=outlet)
        .groupby(keys, dropna=False, sort=False)
        .agg(
            n_quotations=("article_id", "size"),
            n_articles=("article_id", "nunique"),
            n_words=("n_words", "sum"),
            n_outlets=("outlet_counted", "nunique"),
        )
        .reset_index()
    )
    numbers = ["n_quotations", "n_articles", "n_words", "n_outlets"]
    return counts.astype(dict.fromkeys(numbers, "int64"))


def _most_common(values: pd.Series) -> object:
    """Return the value found most often; the first in the alphabet of equals; missing if none."""
    counts = values.dropna().value_counts()
    if counts.empty:
        return pd.NA
    return min(counts.index[counts == counts.iloc[0]])


def _sorted(table: pd.DataFrame, name: str, by: str | None) -> pd.DataFrame:
    keys = ["n_quotations", name] if by is None else ["n_quotations", name, by]
    ascending = [False] + [True] * (len(keys) - 1)
    return table.sort_values(keys, ascending=ascending, kind="stable").reset_index(drop=True)


def _words_quoted(text: str, pieces: list[tuple[int, int]]) -> int:
    """Words inside quotation marks that lie in a piece; overlapping pieces count once."""
    if not pieces:
        return 0
    words = 0
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
                words += count_words(text[low:high])
                reached = high
    return words
