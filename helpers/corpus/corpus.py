"""What `load_corpus` returns: the articles, and an account of every record that went in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

SHOWN_NAMES = 10  # outlets or reasons named in the summary


@dataclass(frozen=True)
class Corpus:
    """A corpus of news articles.

    Attributes
    ----------
    articles : pandas.DataFrame
        One row an article; columns as in `helpers.corpus.schema.ARTICLES`, then those of the input
        that are none of ours.
    rejects : pandas.DataFrame
        Records that are no article: source_file, source_record, column, reason, excerpt.
    removed : pandas.DataFrame
        Pieces that cleaning cut: article_id, step, start, end (characters of raw_text), text.
    cleaning : pandas.DataFrame
        What each step of cleaning did: step, description, n_articles, n_pieces, n_characters.
    duplicates : pandas.DataFrame
        article_id, duplicate_of, kind ("exact" or "near"), similarity.
    passed_over : pandas.DataFrame
        Files that are not meant as articles: source_file, reason.
    records : int
        Records that went in; always ``len(articles) + len(rejects)``.
    files : int
        Files that were read.
    notes : list of str
        Remarks in plain English on what is missing, was guessed or was decided.
    unknown_outlets : list of str
        Outlets that the register does not know, most articles first.
    folder : pathlib.Path, optional
        The folder that was loaded, or that of the table ``articles.csv`` (or alike) that was.
    """

    articles: pd.DataFrame
    rejects: pd.DataFrame
    removed: pd.DataFrame
    cleaning: pd.DataFrame
    duplicates: pd.DataFrame
    passed_over: pd.DataFrame
    records: int
    files: int = 1
    notes: list[str] = field(default_factory=list)
    unknown_outlets: list[str] = field(default_factory=list)
    folder: Path | None = None

    def beside(self, name: str) -> Path | None:
        """Find a file that lies in the folder of the corpus: "people.csv" of a register.

        Parameters
        ----------
        name : str
            Name of the file.

        Returns
        -------
        pathlib.Path or None
            None where the file is not there, or what was loaded is neither a folder nor a table
            named "articles".
        """
        path = self.folder / name if self.folder is not None else None
        return path if path is not None and path.is_file() else None

    def __repr__(self) -> str:
        articles, rejects = len(self.articles), len(self.rejects)
        return f"<Corpus: {articles:,} articles, {rejects:,} rejects, {self.files:,} files>"

    def summary(self) -> pd.DataFrame:
        """Summarise the corpus for people.

        Returns
        -------
        pandas.DataFrame
            item (str) and value (str), in the order in which one wants to know.
        """
        rows = [*self._records(), *self._outlets(), *self._dates(), *self._texts()]
        return pd.DataFrame(rows, columns=["item", "value"]).astype("str")

    def _records(self) -> Iterator[tuple[str, str]]:
        yield "records read", f"{self.records:,}"
        yield "articles", f"{len(self.articles):,}"
        yield "rejects", f"{len(self.rejects):,}"
        # Reasons quote the value at fault; without it, alike ones can be counted together.
        reasons = self.rejects["reason"].map(_without_value).value_counts()
        for reason, count in reasons.head(SHOWN_NAMES).items():
            yield f"rejected: {reason}", f"{count:,}"
        if len(reasons) > SHOWN_NAMES:
            yield "rejected: other reasons", f"{reasons.iloc[SHOWN_NAMES:].sum():,}"
        yield "files read", f"{self.files:,}"
        yield "files passed over", f"{len(self.passed_over):,}"

    def _outlets(self) -> Iterator[tuple[str, str]]:
        articles = self.articles
        yield "outlets", f"{articles['outlet'].nunique():,}"
        yield "articles without outlet", _missing(articles["outlet"])
        yield "articles without country", _missing(articles["country"])
        unknown = self.unknown_outlets
        if unknown:
            shown = "; ".join(unknown[:SHOWN_NAMES])
            more = len(unknown) - SHOWN_NAMES
            shown += f"; and {more:,} more" if more > 0 else ""
            yield "outlets not in the register", f"{len(unknown):,} ({shown})"
        else:
            yield "outlets not in the register", "0"

    def _dates(self) -> Iterator[tuple[str, str]]:
        dates = self.articles["date"]
        yield "articles without date", _missing(dates)
        for item, day in (("first date", dates.min()), ("last date", dates.max())):
            yield item, "none" if pd.isna(day) else f"{day:%Y-%m-%d}"

    def _texts(self) -> Iterator[tuple[str, str]]:
        articles = self.articles
        yield "words", f"{articles['n_words'].sum():,}"
        yield "words per article (median)", f"{articles['n_words'].median():,.0f}"
        languages = articles["language"].fillna("not known").value_counts()
        shown = [f"{language} {count:,}" for language, count in languages.head(SHOWN_NAMES).items()]
        yield "languages", ", ".join(shown)
        kinds = self.duplicates["kind"].value_counts()
        yield "exact duplicates", f"{kinds.get('exact', 0):,}"
        yield "near duplicates", f"{kinds.get('near', 0):,}"
        yield "pieces removed by cleaning", f"{len(self.removed):,}"


def _missing(column: pd.Series) -> str:
    return f"{column.isna().sum():,}"


def _without_value(reason: str) -> str:
    """Drop the quoted value that a reason about dates begins with, and numbers of fields."""
    reason = re.sub(r"^'.{0,60}?' (?=is |lies |gives |has |could )", "the date ", reason)
    return re.sub(r"\b\d[\d,]*\b", "…", reason) if " has " in reason else reason
