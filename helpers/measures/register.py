"""Who is who: a register of people with the offices that they held, and of bodies.

A name that articles write in many ways (Zelensky, Zelenskyy; Sergei, Sergey) is one person with
a country and, on the day of the article, an office. The register of the package holds facts on
people in foreign policy (`lexicons/people.csv`); users add their own with a CSV of such columns.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from os import PathLike
from typing import NamedTuple

import pandas as pd

from helpers.measures.attribution.affiliations import ROLES
from helpers.measures.lexicon_files import any_of, read_lexicon, word_list

__all__ = ["Office", "Register", "Table", "load_register"]

Table = str | PathLike | pd.DataFrame
NEEDED = ("name", "country", "role")
PARTICLES = word_list("particles_of_names") - {"al", "del", "della"}  # first names, too
KNOWN = (
    "name", "aliases", "surname_alone", "surname_forms", "gender", "country", "office", "role",
    "since", "until", "source",
)  # fmt: skip
COUNTRY = re.compile(r"[A-Z]{2}|NATO|OSCE|IAEA")


class Office(NamedTuple):
    """One office of a person, with the days between which it was held ("" open)."""

    name: str
    country: str
    office: str
    role: str
    since: str
    until: str
    gender: str = ""  # m, f


@dataclass
class Register:
    """Offices by name, bodies by name, and a pattern that finds companies in a text."""

    people: dict[str, list[Office]] = field(default_factory=dict)
    surnames: dict[str, list[Office]] = field(default_factory=dict)
    bodies: dict[str, tuple[str, str]] = field(default_factory=dict)
    companies: re.Pattern | None = None
    body_names: dict[str, tuple[str, str]] = field(default_factory=dict)  # form -> name, country

    def find_person(self, name: str, day: str = "") -> Office | None:
        """Look a person up.

        Parameters
        ----------
        name : str
            Full name, or a surname that stands alone.
        day : str
            Day of the article (YYYY-MM-DD), "" if not known.

        Returns
        -------
        Office or None
            The office held on that day. Before, after and between offices the name and country
            are those of the nearest one, and office and role are "". Without a day the last office.
        """
        key = fold_name(name)
        first, _, surname = key.rpartition(" ")
        alone = PARTICLES.issuperset(first.split())  # Von der Leyen, at the beginning
        offices = self.people.get(key) or (self.surnames.get(surname) if alone else None) or []
        if not offices:
            return None
        if not day:
            return offices[-1]
        held = [
            office
            for office in offices
            if office.since <= day and (not office.until or day <= office.until)
        ]
        if held:
            return held[-1]
        earlier = [office for office in offices if office.since <= day]
        nearest = earlier[-1] if earlier else offices[0]
        return nearest._replace(office="", role="")

    def gender_of(self, name: str) -> str | None:
        """Gender of a person by full name (m, f, "" not known), None if nobody is known by it."""
        offices = self.people.get(fold_name(name))
        return offices[-1].gender if offices else None

    def is_body(self, name: str) -> bool:
        """Tell whether a name is, as a whole, that of a body."""
        return bool(self.bodies) and fold_name(name) in self.bodies

    def name_of_body(self, name: str, country: str) -> str:
        """Give the name under which a body is listed: "US Treasury" for "the Treasury Department".

        Parameters
        ----------
        name : str
            As a text has it.
        country : str
            Country or body for which it speaks.

        Returns
        -------
        str
            "" where no body of this country is listed under such a name.
        """
        listed, its_country = self.body_names.get(fold_name(name), ("", ""))
        return listed if its_country == country else ""

    def find_body(self, words: str) -> tuple[str, str] | None:
        """Find a body named anywhere in a phrase: "the chief executive of Saline Forks"."""
        if not self.bodies:
            return None
        tokens = fold_name(words).split()
        for length in range(min(6, len(tokens)), 0, -1):
            for low in range(len(tokens) - length + 1):
                found = self.bodies.get(" ".join(tokens[low : low + length]))
                if found is not None:
                    return found
        return None


def load_register(people: Table | None = None, institutions: Table | None = None) -> Register:
    """Read the register of the package and extend it.

    Parameters
    ----------
    people : path or DataFrame, optional
        One row an office: `name`, `country` (ISO 3166 alpha-2, or EU, UN, NATO), `role` (one of
        ``affiliations.ROLES``) and, optional, `aliases` (other full names, separated by "|"),
        `surname_alone` (1 where the surname alone means this person), `surname_forms`, `gender`
        (m or f; tells "he" and "she" apart), `office`, `since`, `until` (YYYY, YYYY-MM or
        YYYY-MM-DD; `until` empty: still held). A name of yours replaces the same name of the
        package.
    institutions : path or DataFrame, optional
        One row a body: `name` (forms separated by "|"), `country`, `role`.

    Returns
    -------
    Register
        What was read.

    Raises
    ------
    ValueError
        If a column is missing or a country, role or date is none; the message names file, row and
        column.
    """
    if people is None and institutions is None:
        return _package_register()
    package = _package_register()
    register = Register(dict(package.people), dict(package.surnames), dict(package.bodies))
    register.body_names = dict(package.body_names)
    if people is not None:
        table, label = _read(people, "people")
        own = Register()
        _add_people(own, table, label)
        register.people |= own.people
        register.surnames |= own.surnames
    if institutions is not None:
        table, label = _read(institutions, "institutions")
        _check(table, label, NEEDED)
        for row in table.itertuples(index=False):
            for name in row.name.split("|"):
                register.bodies[fold_name(name)] = (row.country, row.role)
                register.body_names[fold_name(name)] = (row.name.partition("|")[0], row.country)
        names = [name for row in table.itertuples() if row.role == "company"
                 for name in row.name.split("|")]  # fmt: skip
        if names:
            register.companies = re.compile(rf"(?<!\w){any_of(names)}(?!\w)")
    return register


@cache
def _package_register() -> Register:
    """Read the register of the package once; nobody changes it."""
    register = Register()
    _add_people(register, read_lexicon("people"), "people.csv of the package")
    for row in read_lexicon("body_names").itertuples(index=False):
        forms = row.name.split("|")
        register.body_names |= {fold_name(form): (forms[0], row.country) for form in forms}
    return register


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """Write a name for comparing: no accents, no capitals, no initials and suffixes in it."""
    marks = unicodedata.normalize("NFKD", name.replace("ı", "i"))
    flat = "".join(ch for ch in marks if not unicodedata.combining(ch)).casefold()
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s\b|['’]", "", flat))
    if len(words) > 2:
        words = [words[0], *(word for word in words[1:-1] if len(word) > 1), words[-1]]
    return " ".join(words)


def _read(source: Table, what: str) -> tuple[pd.DataFrame, str]:
    if isinstance(source, pd.DataFrame):
        return source.astype("str").fillna(""), f"the table given as `{what}`"
    table = pd.read_csv(source, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    return table, str(source)


def _check(table: pd.DataFrame, label: str, needed: tuple[str, ...]) -> None:
    missing = [name for name in needed if name not in table.columns]
    if missing:
        raise ValueError(
            f"{label}: the column {', '.join(missing)} is missing; "
            f"there is {', '.join(table.columns)}."
        )
    for number, row in enumerate(table.itertuples(index=False), start=2):
        if not row.name.strip():
            raise ValueError(f"{label}, row {number}, column name: it is empty.")
        if row.country and not COUNTRY.fullmatch(row.country):
            raise ValueError(
                f"{label}, row {number}, column country: {row.country!r} is no country code "
                "(two capitals, as US, RU, UA; or EU, UN, NATO)."
            )
        if row.role and row.role not in ROLES:
            raise ValueError(
                f"{label}, row {number}, column role: {row.role!r} is none of {', '.join(ROLES)}."
            )


def _add_people(register: Register, table: pd.DataFrame, label: str) -> None:
    _check(table, label, NEEDED)
    table = table.reindex(columns=list(KNOWN), fill_value="")
    for number, row in enumerate(table.itertuples(index=False), start=2):
        since, until = _day(row.since, False, label, number), _day(row.until, True, label, number)
        gender = row.gender[:1].lower()  # m, male, f, female
        office = Office(row.name, row.country, row.office, row.role, since, until, gender)
        for name in {row.name, *filter(None, row.aliases.split("|"))}:
            register.people.setdefault(fold_name(name), []).append(office)
        if row.surname_alone == "1":
            for name in {row.name.split()[-1], *filter(None, row.surname_forms.split("|"))}:
                register.surnames.setdefault(fold_name(name), []).append(office)
    for offices in (*register.people.values(), *register.surnames.values()):
        offices.sort(key=lambda office: office.since)


def _day(value: str, last: bool, label: str, number: int) -> str:
    """Complete a year or a month to its first or last day."""
    if not value:
        return ""
    if not re.fullmatch(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", value):
        raise ValueError(
            f"{label}, row {number}, column {'until' if last else 'since'}: "
            f"{value!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD."
        )
    return value + ("-12-31" if last else "-01-01")[len(value) - 4 :]
