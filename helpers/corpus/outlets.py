"""The register of outlets: one name, country and owner for the many names of one outlet.

`outlets.csv` holds real outlets that report on the United States, Russia and Ukraine, and sources
of the three governments. `country` is the seat of the outlet (an exile outlet is listed where it
sits, not where its readers are). `ownership` is `state` (owned or run by a government, directly or
through companies that it controls), `public` (publicly funded, independent of the government by
law or charter), `nonprofit` or `private`; `source` says where that is publicly stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from pathlib import Path

import pandas as pd

from helpers.corpus.codes import country_codes, language_codes
from helpers.corpus.errors import CorpusError
from helpers.corpus.paths import find_path

REGISTER_COLUMNS = (
    "outlet", "aliases", "domains", "country", "language", "ownership", "kind", "source",
)  # fmt: skip
OWNERSHIP = ("state", "public", "private", "nonprofit")

_DOMAIN = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}[a-z]{2,18}(?![\w-])"
)
# What exports add to the name of an outlet: "(Web News)", " - Opinion", "(Online)".
_EDITION = re.compile(
    r"\s?(?:\(|\s[-–—]\s)(?:web |online )?(?:news|opinions?|editorials?|commentary|online|web"
    r"|blogs?|website|digital|print|international|newspaper)\)?$"
)


def load_outlets(*extras: pd.DataFrame | str | Path | None) -> pd.DataFrame:
    """Load the register of outlets, extended by tables of the user.

    Parameters
    ----------
    *extras
        Tables or paths of CSV files with the column `outlet` and any of the other columns below;
        None is passed over. A later one wins over an earlier one.
        Where it names an outlet of the built-in register, its cells replace those of the register;
        an alias or domain that the register gives to another outlet moves to this one.

    Returns
    -------
    DataFrame
        One row an outlet: `outlet` (str, the name used everywhere), `aliases` and `domains` (str,
        separated by "|"), `country` (str, ISO 3166-1 alpha-2, seat), `language` (str, ISO 639-1,
        of its English-language edition if there is one), `ownership` (str: state, public, private,
        nonprofit), `kind` (str) and `source` (str, where the facts are stated). Missing cells are
        NA.

    Raises
    ------
    CorpusError
        If one of `extras` cannot be read, lacks `outlet`, holds a value that is none, or gives one
        alias or domain to two outlets; the message names the row and the column.
    """
    register = _built_in().copy()
    for extra in extras:
        if extra is not None:
            file, table = _read_extra(extra)
            _check(table, file)
            register = _merge(register, table)
    return register


def assign_outlets(articles: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Give every article the one name of its outlet, with country and language.

    The outlet as given is looked up by name or alias (case, outer white space, "The" and endings
    such as "(Online)" apart), then by a domain that stands in it; where no outlet is given, by the
    domain of `url`. An outlet that is not found stays under its own name.

    Parameters
    ----------
    articles
        Table with `outlet` (str) or `url` (str) or both; `country` (str, ISO 3166-1 alpha-2) and
        `language` (str, ISO 639-1) may be there. Not changed.
    register
        As returned by `load_outlets`.

    Returns
    -------
    DataFrame
        The same rows with `outlet` as in the register, `country` and `language` filled where they
        were missing (what is given wins), and `outlet_as_given` (str).
    """
    table = articles.copy()
    for name in ("outlet", "country", "language"):
        if name not in table.columns:
            table[name] = pd.Series(pd.NA, index=table.index, dtype="str")
    given = table["outlet"].astype("str")
    given = given.mask(given.str.strip() == "")
    if "outlet_as_given" not in table.columns:
        table["outlet_as_given"] = given
    names, domains = _index(register)
    found = given.map({name: _look_up(name, names, domains) for name in given.dropna().unique()})
    if "url" in table.columns:
        urls = table["url"].astype("str").where(given.isna())
        by_url = {url: _look_up_domain(url, domains) for url in urls.dropna().unique()}
        found = found.where(given.notna(), urls.map(by_url))
    found = found.astype("str")
    table["outlet"] = found.fillna(given)
    facts = register.set_index("outlet")
    for name in ("country", "language"):
        if name in facts.columns:
            table[name] = table[name].astype("str").fillna(found.map(facts[name]).astype("str"))
    return table


def add_outlet_facts(
    articles: pd.DataFrame,
    register: pd.DataFrame | None = None,
    facts: Iterable[str] = ("ownership", "kind"),
) -> pd.DataFrame:
    """Add what the register knows of each article's outlet, such as who owns it.

    Parameters
    ----------
    articles
        Table with `outlet` (str), as `load_corpus` or `assign_outlets` name it. Not changed.
    register
        As returned by `load_outlets`; the built-in one if None. For a corpus that was loaded with
        a register of its own, give ``load_outlets(that_register)``.
    facts
        Columns of the register to add. A column that `articles` has keeps what it holds and is
        filled where it is missing.

    Returns
    -------
    DataFrame
        The same rows with `facts` (str, missing where the outlet is not in the register).

    Raises
    ------
    CorpusError
        If a fact is no column of the register, or there are no outlets.
    """
    facts = [facts] if isinstance(facts, str) else list(facts)
    table = load_outlets() if register is None else register
    for name, columns in (("outlet", articles.columns), *((fact, table.columns) for fact in facts)):
        if name not in columns:
            raise CorpusError(
                f"there is no column '{name}'", advice=f"There is: {', '.join(map(str, columns))}."
            )
    known = table.drop_duplicates("outlet").set_index("outlet")
    columns = {}
    for fact in facts:
        found = articles["outlet"].map(known[fact]).astype("str")
        columns[fact] = articles[fact].fillna(found) if fact in articles.columns else found
    return articles.assign(**columns)


@lru_cache(maxsize=1)
def outlet_names() -> frozenset[str]:
    """Return the names and aliases of the built-in register in small letters.

    Returns
    -------
    frozenset of str
        As `fold_name` writes them.
    """
    names, _ = _index(_built_in())
    return frozenset(names)


def fold_name(name: str) -> str:
    """Write a name so that names that differ only in case, spaces or apostrophes are equal.

    Parameters
    ----------
    name
        Name of an outlet as somebody wrote it.

    Returns
    -------
    str
        Small letters, single spaces, straight apostrophes.
    """
    return " ".join(name.replace("’", "'").replace("‘", "'").casefold().split())


@lru_cache(maxsize=1)
def _built_in() -> pd.DataFrame:
    path = resources.files("helpers.corpus") / "outlets.csv"
    with path.open(encoding="utf-8") as stream:
        table = _tidy(pd.read_csv(stream, dtype="str", keep_default_na=False))
    _check(table, "outlets.csv")
    return table


def _read_extra(extra: pd.DataFrame | str | Path) -> tuple[str | None, pd.DataFrame]:
    """Return the name of the user's file, if it is one, and the table."""
    if isinstance(extra, pd.DataFrame):
        return None, _tidy(extra)
    path = find_path(extra)
    try:
        # Spreadsheet programs write a byte-order mark, and semicolons in half of Europe.
        table = pd.read_csv(
            path, dtype="str", keep_default_na=False, sep=None, engine="python",
            encoding="utf-8-sig",
        )  # fmt: skip
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise CorpusError(
            f"the register of outlets cannot be read ({error})", file=path,
            advice="Save it as CSV in UTF-8 with a header row.",
        ) from error  # fmt: skip
    return str(path), _tidy(table, str(path))


def _tidy(table: pd.DataFrame, file: str | None = None) -> pd.DataFrame:
    """Return the columns of the register as trimmed strings, empty cells as NA."""
    table = table.rename(columns=lambda name: str(name).strip().lower())
    if "outlet" not in table.columns:
        raise CorpusError(
            "the register of outlets has no column 'outlet'", file=file, row=1,
            advice=f"Its columns are: {', '.join(REGISTER_COLUMNS)}.",
        )  # fmt: skip
    table = table.reindex(columns=list(REGISTER_COLUMNS)).astype("str")
    table = table.apply(lambda column: column.str.strip())
    # "https://www.News.org/world" is meant as news.org.
    table["domains"] = table["domains"].str.lower()
    table["domains"] = table["domains"].str.replace(r"\s|https?://|\bwww\.|/[^|]*", "", regex=True)
    table = table.mask(table == "").reset_index(drop=True)
    # "Russia" is meant as RU; what is no country at all stays and is reported.
    table["country"] = country_codes(table["country"]).fillna(table["country"])
    table["language"] = language_codes(table["language"]).fillna(table["language"])
    return table


def _check(table: pd.DataFrame, file: str | None) -> None:
    """Raise if a value is none of its kind, or a name or domain belongs to two outlets."""
    # Row 1 of the file is its header.
    for row, outlet in enumerate(table["outlet"], start=2):
        if pd.isna(outlet):
            raise CorpusError(
                "the name of the outlet is missing", file=file, row=row, column="outlet",
                advice="Fill it in or delete the row.",
            )  # fmt: skip
    patterns = {
        "country": (r"[A-Z]{2}", "Write the two-letter code of ISO 3166, such as US, RU or GB."),
        "language": (r"[a-z]{2}", "Write the two-letter code of ISO 639, such as en, ru or uk."),
        "ownership": ("|".join(OWNERSHIP), f"Write one of {', '.join(OWNERSHIP)}."),
        "domains": (rf"{_DOMAIN.pattern}(?:\|{_DOMAIN.pattern})*", "Write news.org|news.net."),
    }
    for column, (pattern, advice) in patterns.items():
        for row, value in enumerate(table[column], start=2):
            if pd.notna(value) and not re.fullmatch(pattern, value):
                raise CorpusError(
                    f"'{value[:80]}' is no {column.removesuffix('s')} that can be used",
                    file=file, row=row, column=column, advice=advice,
                )  # fmt: skip
    repeated = table["outlet"].map(fold_name).duplicated()
    if repeated.any():
        row = int(repeated.idxmax())
        raise CorpusError(
            f"'{table['outlet'][row]}' has two rows", file=file, row=row + 2, column="outlet",
            advice="Join them in one.",
        )  # fmt: skip
    for column, names_of in (("aliases", _names_of), ("domains", _domains_of)):
        owners: dict[str, str] = {}
        for row, record in enumerate(table.to_dict("records"), start=2):
            for name in names_of(record):
                owner = owners.setdefault(name, record["outlet"])
                if owner != record["outlet"]:
                    raise CorpusError(
                        f"'{name}' belongs to '{owner}' and to '{record['outlet']}'",
                        file=file,
                        row=row,
                        column=column,
                        advice="Keep it in one of the two rows.",
                    )


def _merge(register: pd.DataFrame, extra: pd.DataFrame) -> pd.DataFrame:
    """Put the user's rows first; what they claim is taken away from other rows."""
    rows = {fold_name(record["outlet"]): record for record in register.to_dict("records")}
    own = {fold_name(outlet) for outlet in extra["outlet"]}
    records = extra.to_dict("records")
    domains = {name for record in records for name in _domains_of(record)}
    # "RT.com" as a name goes with the domain rt.com.
    names = {name for record in records for name in _names_of(record)} | domains
    for key, record in rows.items():
        if key not in own:
            aliases = [name for name in _split(record["aliases"]) if fold_name(name) not in names]
            record["aliases"] = "|".join(aliases) or pd.NA
            kept = [name for name in _split(record["domains"]) if name not in domains]
            record["domains"] = "|".join(kept) or pd.NA
    merged = []
    for record in records:
        known = rows.pop(fold_name(record["outlet"]), {})
        given = {name: value for name, value in record.items() if pd.notna(value)}
        merged.append({**known, **given})
    # An outlet of the register whose very name the user claims as an alias is the same outlet.
    merged += [record for key, record in rows.items() if key not in names]
    return pd.DataFrame(merged, columns=list(REGISTER_COLUMNS)).astype("str")


def _split(cell: object) -> list[str]:
    return [] if pd.isna(cell) else [part.strip() for part in str(cell).split("|") if part.strip()]


def _names_of(record: dict) -> Iterable[str]:
    return dict.fromkeys(fold_name(name) for name in (record["outlet"], *_split(record["aliases"])))


def _domains_of(record: dict) -> Iterable[str]:
    return dict.fromkeys(_split(record["domains"]))


def _index(register: pd.DataFrame) -> tuple[dict[str, str], dict[str, str]]:
    """Return outlet by folded name, and outlet by domain."""
    names: dict[str, str] = {}
    domains: dict[str, str] = {}
    for record in register.reindex(columns=list(REGISTER_COLUMNS)).to_dict("records"):
        names.update(dict.fromkeys(_names_of(record), record["outlet"]))
        domains.update(dict.fromkeys(_domains_of(record), record["outlet"]))
    return names, domains


def _look_up(given: str, names: dict[str, str], domains: dict[str, str]) -> str | None:
    """Return the outlet of a name, an alias or a domain as somebody wrote it."""
    name = fold_name(given)
    for form in (name, _EDITION.sub("", name)):
        for variant in (form, form.removeprefix("the ")):
            if variant in names:
                return names[variant]
    return _look_up_domain(given, domains)


def _look_up_domain(text: str, domains: dict[str, str]) -> str | None:
    """Return the outlet of the first domain in `text` that is known, whatever its subdomain."""
    for match in _DOMAIN.finditer(text[:2_000].casefold()):
        parts = match[0].split(".")
        for start in range(len(parts) - 1):
            outlet = domains.get(".".join(parts[start:]))
            if outlet is not None:
                return outlet
    return None
