"""Load a corpus: files of any usual form in, one tidy table of articles out.

Nothing is lost on the way: every record is an article or a reject with its reason, every piece that
cleaning cuts is kept, duplicates are marked and not dropped.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from helpers.cache import remembered
from helpers.corpus.articles import make_articles
from helpers.corpus.clean import clean_articles
from helpers.corpus.corpus import Corpus
from helpers.corpus.duplicates import find_duplicates as find_duplicate_articles
from helpers.corpus.errors import CorpusError
from helpers.corpus.formats.containers import TABLE_NAME
from helpers.corpus.gather import RejectedRecord, count, gather
from helpers.corpus.language import detect_languages
from helpers.corpus.outlets import assign_outlets, load_outlets
from helpers.corpus.paths import find_path
from helpers.corpus.schema import (
    ARTICLE_COLUMNS,
    ARTICLES,
    CLEANING,
    DUPLICATES,
    PASSED_OVER,
    REJECTS,
    REMOVED,
    empty_table,
)
from helpers.text.words import count_words

EXCERPT_CHARACTERS = 200
PathLike = str | Path


@remembered(paths=("path_or_paths", "outlets"))
def load_corpus(
    path_or_paths: PathLike | Iterable[PathLike], *, columns: Mapping[str, str] | None = None,
    clean: bool = True, outlets: PathLike | pd.DataFrame | None = None,
    find_duplicates: bool = True, progress: bool = True,
) -> Corpus:  # fmt: skip
    """Load news articles from files, folders or zip archives.

    Parameters
    ----------
    path_or_paths : path or iterable of paths
        CSV/TSV, JSON, JSON lines, Parquet, xlsx or text files (also compressed), folders and zip
        archives of them. In a folder that holds a table named ``articles`` (``articles.csv`` …),
        that table is the corpus, and an ``outlets.csv`` beside it extends the register of outlets.
        A relative path is looked for in the folder in which this runs, then beside the notebooks
        of the project, then in the project's folder.
    columns : mapping of str to str, optional
        Our name to theirs, for columns that are not recognised: ``{"text": "Body"}``. Ours are
        text, title, outlet, date, author, section, url, language, country, article_id.
    clean : bool
        Whether to clean the text. Without cleaning, offsets are those of the text as given.
    outlets : path or DataFrame, optional
        Extends the register of outlets.
    find_duplicates : bool
        Whether to look for exact and near duplicates.
    progress : bool
        Whether to show progress bars on long work.

    Returns
    -------
    Corpus
        ``articles``, ``rejects``, ``removed``, ``cleaning``, ``duplicates``, ``passed_over``,
        ``records`` (= articles + rejects), ``notes`` and ``summary()``.

    Raises
    ------
    CorpusError
        If the input cannot be used at all: nothing there, nothing readable, no column of text. The
        message names file, row and column and says what to do.

    Examples
    --------
    >>> corpus = load_corpus("data/two_capitals", progress=False)
    >>> corpus.records == len(corpus.articles) + len(corpus.rejects)
    True
    """
    paths = _as_paths(path_or_paths)
    try:
        gathered = gather(paths, progress=progress)
        articles, rejected, notes = make_articles(gathered, columns)
    except CorpusError as error:
        raise _in_full(error, paths) from error
    register = load_outlets(*gathered.outlets, outlets)
    says_language = articles["language"].notna()
    articles = assign_outlets(articles, register)
    if clean:
        articles, removed, cleaning = clean_articles(articles, progress=progress)
    else:
        articles = articles.assign(raw_text=articles["text"])
        removed, cleaning = empty_table(REMOVED), empty_table(CLEANING)
    articles["language"] = _fill_languages(articles, says_language, progress=progress)
    articles["n_words"] = articles["text"].map(count_words).astype("int64")
    duplicates = (
        find_duplicate_articles(articles, progress=progress)
        if find_duplicates
        else empty_table(DUPLICATES)
    )
    originals = duplicates.set_index("article_id")["duplicate_of"]
    articles["duplicate_of"] = articles["article_id"].map(originals).astype("str")
    extra = [name for name in articles.columns if name not in ARTICLE_COLUMNS]
    articles = articles[[*ARTICLE_COLUMNS, *extra]]
    unknown = _unknown_outlets(articles, register)
    return Corpus(
        articles=ARTICLES.validate(articles),
        rejects=REJECTS.validate(_rejects_table(rejected)),
        removed=REMOVED.validate(removed),
        cleaning=CLEANING.validate(cleaning),
        duplicates=DUPLICATES.validate(duplicates),
        passed_over=PASSED_OVER.validate(
            pd.DataFrame(gathered.passed_over, columns=["source_file", "reason"], dtype="str")
        ),
        records=gathered.records,
        files=gathered.files,
        notes=[
            f"{note[0].upper()}{note[1:]}."
            for note in (
                *notes,
                *_remarks(articles, unknown),
                *_passed_over_remark(gathered.passed_over),
            )
        ],
        unknown_outlets=unknown,
        folder=_folder_of(paths),
    )


def _folder_of(paths: list[Path]) -> Path | None:
    """Return the folder whose other files belong to the corpus.

    That is a folder that was loaded, and that of a table named "articles", which would rule it.
    Beside any other file may lie anything.
    """
    if len(paths) != 1:
        return None
    path = paths[0]
    if path.is_dir():
        return path
    return path.parent if TABLE_NAME.fullmatch(path.name) else None


def _as_paths(path_or_paths: PathLike | Iterable[PathLike]) -> list[Path]:
    given = [path_or_paths] if isinstance(path_or_paths, str | Path) else list(path_or_paths)
    if not given:
        raise CorpusError("no path was given", advice="Give a file, a folder or a zip archive.")
    for path in map(str, given):
        if "://" in path:
            raise CorpusError(
                "this is a web address, and nothing is fetched from the network", file=path,
                advice="Download the file and give its path.",
            )  # fmt: skip
    return [find_path(path) for path in given]


def _in_full(error: CorpusError, paths: list[Path]) -> CorpusError:
    """Name the file by the path that the user gave; tables hold only its last part."""
    path = paths[0]
    if len(paths) > 1 or error.file == str(path):
        return error
    file = path if error.file is None else (path.parent if path.is_file() else path) / error.file
    return CorpusError(
        error.problem, file=file, row=error.row, column=error.column, advice=error.advice
    )


def _fill_languages(
    articles: pd.DataFrame, says_language: pd.Series, *, progress: bool
) -> pd.Series:
    """Keep the language that the input gives; else what the text says, if it says it clearly."""
    silent = articles[~says_language]
    found = detect_languages(
        silent["text"], silent["title"], expected=silent["language"], progress=progress
    )
    return found.combine_first(articles["language"]).astype("str")


def _unknown_outlets(articles: pd.DataFrame, register: pd.DataFrame) -> list[str]:
    names = articles.loc[~articles["outlet"].isin(register["outlet"]), "outlet"]
    return names.value_counts().index.tolist()


def _rejects_table(rejected: list[RejectedRecord]) -> pd.DataFrame:
    rows = [
        (reject.source_file, reject.source_record, reject.column, reject.reason,
         _excerpt(reject.excerpt))
        for reject in rejected
    ]  # fmt: skip
    types = {name: "Int64" if name == "source_record" else "str" for name in REJECTS.columns}
    return pd.DataFrame(rows, columns=list(REJECTS.columns)).astype(types)


def _excerpt(text: str) -> str | None:
    """Shorten what a reject held to one printable line."""
    line = " ".join(text.split())
    printable = "".join(character if character.isprintable() else "�" for character in line[:1000])
    if len(printable) > EXCERPT_CHARACTERS:
        printable = printable[: EXCERPT_CHARACTERS - 1] + "…"
    return printable or None


def _remarks(articles: pd.DataFrame, unknown_outlets: list[str]) -> list[str]:
    """Say what is missing or unusual in the articles as they are now."""
    total = len(articles)
    remarks = []
    for column in ("date", "outlet", "country"):
        missing = int(articles[column].isna().sum())
        if missing == total:
            remarks.append(f"no article has {'an' if column == 'outlet' else 'a'} {column}")
        elif missing:
            remarks.append(f"{missing:,} of {total:,} articles have no {column}")
    if unknown_outlets:
        shown = ", ".join(f"'{name[:60]}'" for name in unknown_outlets[:10])
        more = f" and {len(unknown_outlets) - 10:,} more" if len(unknown_outlets) > 10 else ""
        remarks.append(
            f"outlets that are not in the register stay under their own names: {shown}{more}; "
            "extend it with outlets="
        )
    languages = articles["language"].dropna()
    foreign = languages[languages != "en"]
    if len(foreign):
        shown = ", ".join(foreign.value_counts().index[:5])
        remarks.append(
            f"{len(foreign):,} of {total:,} articles are not in English ({shown}); the lexicons of "
            "tone, frames and wording are English"
        )
    copies = int(articles["duplicate_of"].notna().sum())
    if copies:
        remarks.append(
            f"{copies:,} of {total:,} articles are copies of another; they are marked in "
            "duplicate_of and kept"
        )
    return remarks


def _passed_over_remark(passed_over: list[tuple[str, str]]) -> list[str]:
    """Count the files passed over by reason; files beside a corpus table are meant to be there.

    Unless they are named like it: of articles.csv and articles_ru.csv only the first is read.
    """
    reasons = pd.Series(
        [
            reason
            for name, reason in passed_over
            if not reason.startswith("beside") or Path(name).name.lower().startswith("articles")
        ]
    )
    return [
        f"{count(number, 'file')} passed over ({reason})"
        for reason, number in reasons.value_counts().items()
    ]
