"""Where a text names an actor: states, their capitals, bodies and leaders.

States, demonyms and capitals stand in `lexicons/actors.csv`. Bodies come from
`lexicons/institutions.csv` and leaders from `lexicons/people.csv` (with the offices that they held
on the day of the article), so that no list is kept twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from helpers.measures.lexicon_files import read_lexicon
from helpers.measures.register import Register, load_register
from helpers.text.matching import Lexicon

__all__ = ["KINDS", "ActorNames", "Name", "agency_actors", "load_names"]

KINDS = ("country", "union", "capital", "demonym", "people", "body", "leader")
# Those who act for a state; companies, media, experts and parties do not.
STATE_ROLES = frozenset(
    ["head of state or government", "foreign ministry", "defence and military", "other official"]
)
BODY_ROLES = STATE_ROLES | {"legislature"}
COLUMNS = ["actor", "kind", "pattern", "case", "not_before", "not_after"]


class Name(NamedTuple):
    """A name of an actor in a text."""

    start: int
    end: int
    actor: str  # "" for a name that only hides that of an actor (the Washington Post)
    kind: str
    demonym: bool  # also usable as an adjective: U.S., NATO


@dataclass(slots=True)
class ActorNames:
    """All names of a set of actors, ready to be found."""

    lexicon: Lexicon
    facts: list[tuple[str, str]]
    demonyms: frozenset[tuple[str, str]]
    register: Register

    def find(self, text: str, day: str = "") -> list[Name]:
        """Find the names of actors in a text.

        Parameters
        ----------
        text : str
            Text of an article.
        day : str
            Its day (YYYY-MM-DD), which tells who held which office; "" if not known.

        Returns
        -------
        list of Name
            In the order of the text, never overlapping.
        """
        names = []
        for start, end, entry in self.lexicon.find(text):
            actor, kind = self.facts[entry]
            if kind == "leader":
                office = self.register.find_person(text[start:end], day)
                if office is None or office.role not in STATE_ROLES or office.country != actor:
                    actor = ""
            if kind == "people" and text[start : start + 4].lower() == "the ":
                start += 4  # "the Chinese" are people, "Chinese" alone is an adjective
            demonym = (actor, text[start:end].replace(".", "").lower()) in self.demonyms
            names.append(Name(start, end, actor, kind, kind == "demonym" or demonym))
        return names


def agency_actors() -> pd.DataFrame:
    """Read the actors that are looked for by default.

    Returns
    -------
    DataFrame
        One row per name, all columns str: ``actor`` (US, RU, UA, NATO, EU, CN), ``kind``
        (country, union, capital, demonym, people, body), ``pattern`` (forms separated by ``|``),
        ``case`` (``1``: capitals are required), ``not_before``, ``not_after`` (guards, see
        :class:`helpers.text.matching.Lexicon`), ``example`` (an invented sentence), ``source``.
        Further bodies come from ``institutions.csv`` and leaders from ``people.csv`` by their
        ``country``, which is the ``actor`` here.
    """
    return read_lexicon("actors").copy()


def load_names(actors: Iterable[str] | pd.DataFrame | None = None) -> ActorNames:
    """Compile the names of actors.

    Parameters
    ----------
    actors : iterable of str, or DataFrame, optional
        Names of default actors, or a table of one's own, see ``find_agency``.

    Returns
    -------
    ActorNames
        What finds them.

    Raises
    ------
    ValueError
        An actor is not known, or the table lacks a column or holds an unknown kind.
    """
    if not isinstance(actors, pd.DataFrame):
        chosen = None if actors is None else tuple([actors] if isinstance(actors, str) else actors)
        return _packaged_names(chosen)
    missing = {"actor", "kind", "pattern"} - set(actors.columns)
    if missing:
        raise ValueError(f"The table of actors lacks {', '.join(sorted(missing))}.")
    unknown = set(actors["kind"]) - set(KINDS)
    if unknown:
        raise ValueError(
            f"Kinds of names are {', '.join(KINDS)}, not {', '.join(map(repr, sorted(unknown)))}."
        )
    return _compile(actors.reindex(columns=COLUMNS, fill_value="").astype("str").fillna(""))


@lru_cache(maxsize=4)
def _packaged_names(chosen: tuple[str, ...] | None) -> ActorNames:
    table = read_lexicon("actors")
    if chosen is not None:
        unknown = [actor for actor in chosen if actor not in set(table["actor"])]
        if unknown:
            raise ValueError(
                f"No names are known of {', '.join(map(repr, unknown))}; agency_actors() lists "
                "the actors there are, and actors= takes a table of your own."
            )
    names = _compile(table[COLUMNS])
    if chosen is not None:
        names.facts = [(a if a in chosen else "", kind) for a, kind in names.facts]
    return names


def _compile(table: pd.DataFrame) -> ActorNames:
    # "US" is country and adjective: one entry, told apart by what follows it
    demonyms = {
        (row.actor, form.replace(".", "").lower())
        for row in table[table["kind"] == "demonym"].itertuples(index=False)
        for form in row.pattern.split("|")
    }
    entries = pd.concat(
        [table, _bodies(set(table["actor"])), _leaders(set(table["actor"]))], ignore_index=True
    )
    entries["entry_key"] = "name"
    return ActorNames(
        Lexicon(entries, key="entry_key"),
        list(zip(entries["actor"], entries["kind"], strict=True)),
        frozenset(demonyms),
        load_register(),
    )


def _bodies(actors: set[str]) -> pd.DataFrame:
    """List bodies: those of other actors and of no state too, to hide the names in them."""
    table = read_lexicon("institutions")
    table = table[table["kind"] == "institution"]
    acts = table["country"].isin(actors) & table["role"].isin(BODY_ROLES)
    return pd.DataFrame(
        {
            "actor": table["country"].where(acts, ""),
            "kind": "body",
            "pattern": table["pattern"],
            "case": "1",
            "not_before": "",
            "not_after": "",
        }
    )


def _leaders(actors: set[str]) -> pd.DataFrame:
    """List the full names of people in office, and the surnames that stand for one person."""
    table = read_lexicon("people")
    table = table[table["country"].isin(actors)]
    rows = {}
    for row in table.itertuples(index=False):
        forms = [row.name, *row.aliases.split("|")]
        if row.surname_alone == "1":
            forms += [row.name.split()[-1], *row.surname_forms.split("|")]
        rows.setdefault(row.country, []).extend(form for form in forms if form)
    return pd.DataFrame(
        [(actor, "leader", "|".join(dict.fromkeys(forms)), "1", "", "")
         for actor, forms in rows.items()],
        columns=COLUMNS,
    )  # fmt: skip
