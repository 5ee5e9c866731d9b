"""Recognise which column of a file holds what, whatever the export calls it.

Names are compared without case, spaces and punctuation, so "Pub Date", "pub_date" and "pubDate"
are one. Of several candidates the one that stands first in the list below wins, and a note says so.
"""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from helpers.corpus.errors import CorpusError

# Strongest first. A new export format usually needs no more than a name here.
ALIASES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "article_text", "full_text", "body", "body_text", "content", "article_body",
        "article_content", "main_text", "story_text", "story", "article", "plain_text",
        "body_paragraphs", "paragraphs", "news_text", "document_text", "clean_text", "text_content",
        "content_text", "raw_text", "main_content", "maintext", "body_html", "content_html",
        "news_body", "transcript", "fulltext_content", "doc", "document", "текст", "texte",
        "inhalt", "volltext",
    ),
    "title": (
        "title", "headline", "article_title", "heading", "head", "head_line", "web_title",
        "news_title", "story_title", "title_name", "subject_line", "hl", "заголовок", "titre",
        "titel", "überschrift",
    ),
    "outlet": (
        "outlet", "outlet_name", "news_outlet", "media_outlet", "publication", "publication_name",
        "publication_title", "newspaper", "newspaper_name", "media_name", "publisher",
        "source_name", "source_title", "source", "news_source", "journal", "journal_name",
        "periodical", "news_agency", "channel", "station", "site_name", "site", "website", "domain",
        "source_domain", "media", "medium", "provider", "agency", "издание", "источник",
        "zeitung", "quelle", "journal_titre",
    ),
    "date": (
        "date", "publish_date", "published_date", "date_published", "publication_date",
        "published_at", "published", "pub_date", "date_of_publication", "publishing_date",
        "web_publication_date", "article_date", "news_date", "post_date", "date_publish",
        "publication_datetime", "pubtime", "datetime", "date_time", "seendate", "timestamp",
        "created_at", "day", "date_extracted", "дата", "datum", "date_parution",
    ),
    "author": (
        "author", "authors", "byline", "by_line", "author_name", "writer", "journalist",
        "reporter", "creator", "dc_creator", "автор", "auteur", "autor",
    ),
    "section": (
        "section", "section_name", "category", "categories", "rubric", "news_desk", "desk",
        "department", "рубрика", "ressort", "rubrique",
    ),
    "url": (
        "url", "link", "article_url", "article_link", "web_url", "permalink", "source_url",
        "page_url", "title_url", "href", "uri", "ссылка",
    ),
    "language": ("language", "lang", "language_code", "article_language", "язык", "sprache"),
    "country": (
        "country", "country_code", "source_country", "outlet_country", "media_country",
        "publication_country", "страна", "land", "pays",
    ),
    "article_id": (
        "article_id", "id", "doc_id", "document_id", "uuid", "stories_id", "story_id", "news_id",
        "record_id", "accession_number", "an", "guid", "uid", "key", "index_id", "identifier",
        "filename", "file_name",
    ),
}  # fmt: skip
# Shorter than the article: taken only where nothing better is there, and said in a note.
WEAK_TEXT = (
    "lead_paragraph", "description", "summary", "abstract", "snippet", "teaser", "excerpt", "lead",
    "lede", "standfirst", "meta_description",
)  # fmt: skip
LONGEST_NAME = 60  # a longer "name" is the first sentence of a text without a header
SHOWN_COLUMNS = 30  # so that a message about a broken header stays readable


def squeeze(name: str) -> str:
    """Reduce a column name to its letters and digits in lower case."""
    return re.sub(r"[\W_]+", "", name).casefold()


RANKS = {
    ours: {squeeze(alias): rank for rank, alias in enumerate(aliases)}
    for ours, aliases in (ALIASES | {"text": ALIASES["text"] + WEAK_TEXT}).items()
}
KNOWN = frozenset(alias for ranks in RANKS.values() for alias in ranks)
WEAK = frozenset(map(squeeze, WEAK_TEXT))


@dataclass(frozen=True)
class ColumnMap:
    """Which column of a file is which of ours.

    Attributes
    ----------
    ours : dict of str to str
        Our name to the name in the file.
    extra : list of str
        Columns of the file that are none of ours; they are kept at the end of the table.
    notes : list of str
        What was decided between rivals.
    """

    ours: dict[str, str]
    extra: list[str]
    notes: list[str] = field(default_factory=list)


def is_known(name: str) -> bool:
    """Tell whether a column name is one that some export uses for one of our columns."""
    return len(name) <= LONGEST_NAME and bool(_keys(name) & KNOWN)


def is_text_name(name: str) -> bool:
    """Tell whether a column name is one that exports use for the running text."""
    key = squeeze(name)
    return key in RANKS["text"] and key not in WEAK


def match_columns(
    found: Iterable[str], columns: Mapping[str, str] | None = None, *,
    blank: Container[str] = (), file: str | None = None,
) -> ColumnMap:  # fmt: skip
    """Decide which column of a file is which of ours.

    Parameters
    ----------
    found : iterable of str
        Column names of the file.
    columns : mapping of str to str, optional
        Our name to their name, as the user gives it; wins over every alias.
    blank : container of str
        Columns without a single value; they are taken only where there is no other.
    file : str, optional
        Named in errors.

    Returns
    -------
    ColumnMap
        Without ``"text"`` among ``ours`` if no column of text is recognised.

    Raises
    ------
    CorpusError
        If ``columns`` names a column that neither we nor the file have.
    """
    found = list(found)
    ours = _explicit(found, columns or {}, file)
    notes = []
    taken = set(ours.values())
    for name in ALIASES:
        if name in ours:
            continue
        ranked = sorted(
            (theirs in blank, rank, position, theirs)
            for position, theirs in enumerate(found)
            if theirs not in taken and (rank := _rank(name, theirs)) is not None
        )
        if not ranked:
            continue
        best = ranked[0][-1]
        ours[name] = best
        taken.add(best)
        rivals = [theirs for is_blank, *_, theirs in ranked[1:] if not is_blank]
        if rivals:
            notes.append(
                f"{name} is taken from the column '{best}'; {_quoted(rivals)} kept as "
                f"{'an extra column' if len(rivals) == 1 else 'extra columns'}"
            )
        if name == "text" and squeeze(best) in WEAK:
            notes.append(
                f"text is taken from the column '{best}', which may hold a teaser instead of the "
                "whole article"
            )
    return ColumnMap(ours, [name for name in found if name not in taken], notes)


def name_columns(header: list[str | None]) -> list[str]:
    """Give every column a name of its own.

    Parameters
    ----------
    header : list of str or None
        Names as the file gives them.

    Returns
    -------
    list of str
        Blank names become "column_3", repeated ones get a suffix ("text_2").
    """
    names: list[str] = []
    taken: set[str] = set()
    for position, given in enumerate(header, start=1):
        name = " ".join(str(given or "").split()) or f"column_{position}"
        unique, copy = name, 2
        while unique in taken:
            unique, copy = f"{name}_{copy}", copy + 1
        taken.add(unique)
        names.append(unique)
    return names


def no_text_column(found: Iterable[str], file: str | None) -> CorpusError:
    """Build the error that says that no column of text was recognised, and how to name one."""
    found = list(found)
    guess = next((name for name in found if squeeze(name) in RANKS["title"]), None)
    guess = guess or (found[0] if found else "their name")
    return CorpusError(
        f"no column of text was recognised among {list_columns(found)}",
        file=file,
        advice=(
            "Say which column holds the text, for example "
            f'load_corpus(…, columns={{"text": "{_short(guess)}"}}), on the command line '
            f"--column text={_short(guess)}."
        ),
    )


def list_columns(found: Iterable[str]) -> str:
    """List column names for a message, shortened where a header is no header."""
    found = list(found)
    shown = ", ".join(f"'{_short(name)}'" for name in found[:SHOWN_COLUMNS])
    more = len(found) - SHOWN_COLUMNS
    return f"the columns {shown}" + (f" and {more:,} more" if more > 0 else "")


def find_column(found: Iterable[str], theirs: str) -> str | None:
    """Find a column by the name that the user gives: exactly, else but for case and blanks."""
    found = list(found)
    alike = [name for name in found if squeeze(name) == squeeze(str(theirs))]
    if theirs in found:
        return theirs
    return alike[0] if len(alike) == 1 else None


def _explicit(found: list[str], columns: Mapping[str, str], file: str | None) -> dict[str, str]:
    ours = {}
    for name, theirs in columns.items():
        if name not in ALIASES:
            raise CorpusError(
                f"'{name}' is none of the columns of a corpus",
                advice=f"Give one of {', '.join(ALIASES)}; other columns are kept anyway.",
            )
        column = find_column(found, theirs)
        if column is None:
            raise CorpusError(
                f"there is no column '{theirs}' (asked for as '{name}')", file=file,
                advice=f"The file has {list_columns(found)}.",
            )  # fmt: skip
        ours[name] = column
    return ours


def _rank(name: str, theirs: str) -> int | None:
    """Rank a column as a candidate for one of ours; lower is better, None is no candidate."""
    ranks = RANKS[name]
    whole = ranks.get(squeeze(theirs))
    if whole is not None:
        return whole
    if "." not in theirs:
        return None
    parent, child = theirs.rsplit(".", 1)
    if name == "article_id" and squeeze(parent.rsplit(".", 1)[-1]) in RANKS["outlet"]:
        return None  # "source.id" names the outlet
    last = ranks.get(squeeze(child))  # "fields.bodyText" of nested JSON
    return None if last is None else last + len(ranks)


def _keys(name: str) -> set[str]:
    return {squeeze(name), squeeze(name.rsplit(".", 1)[-1])}


def _quoted(names: list[str]) -> str:
    shown = ", ".join(f"'{_short(name)}'" for name in names)
    return f"{shown} {'is' if len(names) == 1 else 'are'}"


def _short(name: str) -> str:
    name = " ".join(str(name).split())
    return name if len(name) <= 40 else name[:39] + "…"
