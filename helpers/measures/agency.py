"""Agency: who acts, and who is acted upon.

A sentence can make a state the doer ("Russian forces shelled the town"), the one to whom something
is done ("sanctions hit Russia", "Russia was punished") or hide the doer ("the town was shelled").
That choice is a classic object of critical discourse analysis (van Leeuwen 1996; Fowler 1991).
Own rules find the roles from word classes and the forms of verbs; there is no parser and no model,
so that sentences built in an unusual way are passed over rather than guessed at.

References
----------
Fowler, R. (1991). Language in the News: Discourse and Ideology in the Press. Routledge.
van Leeuwen, T. (1996). The representation of social actors. In C. R. Caldas-Coulthard &
M. Coulthard (eds.), Texts and Practices. Routledge, 32-70.
"""

from bisect import bisect_right
from collections.abc import Iterable

import pandas as pd

from helpers.chunks import map_rows
from helpers.measures.agency_rules.clauses import ActorRole, read_roles
from helpers.measures.agency_rules.names import ActorNames, agency_actors, load_names
from helpers.measures.voices import choose_voice
from helpers.text.quotation_marks import quoted_spans
from helpers.text.sentences import sentence_spans

__all__ = ["AGENCY_ROLES", "agency_actors", "agency_shares", "find_agency"]

AGENCY_ROLES = (
    "active subject", "passive agent", "passive subject", "agentless passive", "object",
)  # fmt: skip
CATEGORIES = ("role", "acts", "kind", "verb", "counterpart")
COLUMNS = {
    "article_id": "str", "sentence_id": "int64", "actor": "str", "role": "str", "acts": "bool",
    "verb": "str", "speech": "bool", "negated": "bool", "modal": "bool", "counterpart": "str",
    "kind": "str", "mention": "str", "start": "int64", "end": "int64", "verb_start": "int64",
    "verb_end": "int64", "sentence_start": "int64", "sentence_end": "int64",
    "in_quotation": "bool",
}  # fmt: skip


def find_agency(
    articles: pd.DataFrame, *, actors: Iterable[str] | pd.DataFrame | None = None,
    column: str = "text", progress: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Find the roles that actors have in sentences.

    Parameters
    ----------
    articles : DataFrame
        `article_id` (str) and `column` (str). `date` (optional) tells who held which office: a
        leader counts only on days on which the register (`lexicons/people.csv`) knows an office
        of state; without a date the last known office counts.
    actors : iterable of str, or DataFrame, optional
        Some of the actors of `agency_actors`, or a table of names of your own, used in its place
        (to extend the default: ``pd.concat([agency_actors(), mine])``): `actor` (str), `kind`
        (country; union, of which members count too, as in "NATO allies"; capital; demonym, an
        adjective that counts only before a word of state such as "troops"; people; body; leader),
        `pattern` (forms separated by ``|``) and, optional, `case`, `not_before`, `not_after`,
        see :class:`helpers.text.matching.Lexicon`. Bodies of `institutions.csv` and leaders of
        `people.csv` join an actor whose name is their country code.
    column : str
        The column that is read: `text`, or `title` to look at headlines.
    progress : bool
        Show a progress bar.

    Returns
    -------
    DataFrame
        One row per actor, verb and role, in reading order:

        - `article_id` (str), `sentence_id` (int64, as in `split_sentences`);
        - `actor` (str): US, RU, UA, NATO, EU, CN, or your own;
        - `role` (str): "active subject" (Russia attacked), "passive agent" (attacked by Russia),
          "passive subject" (Russia was attacked by …), "agentless passive" (Russia was attacked),
          "object" (they attacked Russia);
        - `acts` (bool): the actor is the one who does it: the first two roles;
        - `verb` (str): dictionary form; `speech` (bool): the verb reports words (said, accused),
          by the cue lexicon; `negated` (bool); `modal` (bool): under "will", "may", "to" and the
          like, so not said to have happened;
        - `counterpart` (str): the other actor of the same verb, the one acted upon where this one
          acts and the other way round; missing where none is named;
        - `kind` (str): how the actor is named: country, union, capital, body, person (leaders and
          officials), forces, people;
        - `mention`, `start`, `end`: the phrase that names the actor, without its article, and its
          offsets (str, int64); `verb_start`, `verb_end`: those of the verb; `sentence_start`,
          `sentence_end`: those of the sentence (int64, characters of `column`);
        - `in_quotation` (bool): the mention stands inside quotation marks.

    Raises
    ------
    KeyError
        If `article_id` or `column` is missing.
    ValueError
        If an actor is not known, or the table of actors lacks a column or holds another kind.

    Notes
    -----
    A name counts where it is the head of its phrase or stands before a word of state: "Russia",
    "Russian forces", "Russia's navy" and "the president of Russia", but not "Russian wheat",
    "Russia's economy", "Russia sanctions" or "talks with Russia". Capitals are governments only:
    never after a preposition, and as object or subject of a passive only with verbs that are done
    to governments (accused, urged, punished). Pronouns are not resolved, "to be" without a
    participle gives no role, of "attacked and seized" only the first verb counts, and objects
    behind a preposition ("an attack on Ukraine", "called on Russia") are left out. Two mentions
    of one actor with the same verb and role count once. How often it errs and what it misses is
    told in `lexicons/README.md`.
    """
    if actors is not None and not isinstance(actors, pd.DataFrame):
        actors = list(actors)
    names = load_names(actors)
    texts = articles[column]
    nothing = [""] * len(articles)
    days = (
        pd.to_datetime(articles["date"]).dt.strftime("%Y-%m-%d") if "date" in articles else nothing
    )
    columns: dict[str, list] = {name: [] for name in COLUMNS}
    rows = [
        tuple(value if isinstance(value, str) else "" for value in pair)
        for pair in zip(texts, days, strict=True)
    ]
    found = map_rows(
        _roles_of_row, rows, names, description="Finding agency", progress=progress, key=actors
    )
    for article_id, roles in zip(articles["article_id"], found, strict=True):
        for row in roles:
            columns["article_id"].append(article_id)
            for name, value in row.items():
                columns[name].append(value)
    return pd.DataFrame(columns).astype(COLUMNS)


def _roles_of_row(row: tuple[str, str], names: ActorNames) -> list[dict]:
    return list(_rows(*row, names))


def _rows(text: str, day: str, names: ActorNames) -> Iterable[dict]:
    found = names.find(text, day)
    if not found:
        return
    quoted = None
    sentences = sentence_spans(text)
    starts = [start for start, _ in sentences]
    by_sentence: dict[int, list] = {}
    for name in found:
        by_sentence.setdefault(bisect_right(starts, name.start) - 1, []).append(name)
    for number, inside in by_sentence.items():
        start, end = sentences[number]
        for role in read_roles(text, start, end, inside):
            if quoted is None:
                quoted = quoted_spans(text)
                opened = [low for low, _ in quoted]
            place = bisect_right(opened, role.start) - 1
            yield {
                "sentence_id": number, **_values(role), "mention": text[role.start : role.end],
                "sentence_start": start, "sentence_end": end,
                "in_quotation": place >= 0 and role.end <= quoted[place][1],
            }  # fmt: skip


def _values(role: ActorRole) -> dict:
    return {
        "actor": role.actor, "role": role.role, "kind": role.kind, "start": role.start,
        "end": role.end, "verb": role.verb, "verb_start": role.verb_start,
        "verb_end": role.verb_end, "speech": role.speech, "negated": role.negated,
        "modal": role.modal, "acts": role.role in ("active subject", "passive agent"),
        "counterpart": role.counterpart or None,
    }  # fmt: skip


def agency_shares(
    hits: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "country",
    category: str = "role",
    voice: str = "all",
    speech: bool = True,
) -> pd.DataFrame:
    """Tell in which roles each group of articles shows each actor, with the denominators.

    Parameters
    ----------
    hits : DataFrame
        The result of `find_agency`.
    articles : DataFrame
        `article_id` and the column `by`.
    by : str
        Column that makes the groups (`country`, `outlet`, …). Articles without a value are left
        out.
    category : {"role", "acts", "kind", "verb", "counterpart"}
        What is shared out. "acts" tells only doers from those acted upon.
    voice : {"all", "own", "quoted"}
        All hits, those outside quotation marks, or those inside.
    speech : bool
        Also count verbs that report words; without them only deeds are left.

    Returns
    -------
    DataFrame
        One row per actor, group that mentions the actor in any role, and category (roles that do
        not occur are kept, as zeros): `actor`, the category (str; bool for "acts"), `group`
        (str), `n_hits`, `n_actor_hits` (hits of the actor in the group), `n_articles` (articles
        of the group with such a hit), `n_actor_articles` (with any of the actor),
        `n_group_articles` (all of the group), all int64, and `share` (float64, `n_hits` over
        `n_actor_hits`). For intervals give the hits, joined with the articles, to
        ``helpers.stats.estimate_shares`` (``category="role"``, ``within="actor"``).

    Raises
    ------
    ValueError
        There is no such voice or category.
    KeyError
        `articles` has no column `by`.
    """
    if category not in CATEGORIES:
        raise ValueError(f"category is one of {', '.join(CATEGORIES)}, not {category!r}.")
    if by not in articles.columns:
        raise KeyError(by)
    chosen = choose_voice(hits, voice)
    if not speech:
        chosen = chosen[~chosen["speech"]]
    groups = articles[["article_id", by]].rename(columns={by: "group"}).dropna(subset="group")
    counted = chosen.merge(groups, on="article_id")
    totals = counted.groupby(["actor", "group"]).agg(
        n_actor_hits=("article_id", "size"), n_actor_articles=("article_id", "nunique")
    )
    values = pd.DataFrame({category: _categories(counted, category)})
    shares = totals.reset_index().merge(values, how="cross")
    counts = counted.groupby(["actor", "group", category]).agg(
        n_hits=("article_id", "size"), n_articles=("article_id", "nunique")
    )
    shares = shares.merge(counts.reset_index(), on=["actor", "group", category], how="left")
    shares = shares.fillna({"n_hits": 0, "n_articles": 0})
    shares["n_group_articles"] = shares["group"].map(groups["group"].value_counts())
    if category not in ("role", "acts"):
        shares = shares[shares["n_hits"] > 0]
    names = ["actor", category, "group", "n_hits", "n_actor_hits", "n_articles",
             "n_actor_articles", "n_group_articles"]  # fmt: skip
    shares = shares[names].astype(dict.fromkeys(names[3:], "int64") | {"group": "str"})
    return shares.assign(share=shares["n_hits"] / shares["n_actor_hits"]).reset_index(drop=True)


def _categories(counted: pd.DataFrame, category: str) -> list:
    if category == "role":
        return list(AGENCY_ROLES)
    if category == "acts":
        return [True, False]
    return sorted(counted[category].dropna().unique())
