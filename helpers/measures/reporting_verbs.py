"""Reporting verbs by whom they are used for: who *says*, who *claims*, who *admits*.

The verb that ties a source to its words takes a stance on them (Cole & Shaw 1974, "'Powerful'
verbs and 'body language': does the reader notice?", Journalism Quarterly 51(1); Thompson & Ye
1991, "Evaluation in the reporting verbs used in academic papers"; Bell 1991, "The Language of News
Media"). The question here is whether one press uses a verb more for one side than for the others.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd

from helpers.measures.lexicon_files import read_lexicon
from helpers.measures.sources import (
    OTHER_COUNTRY,
    default_cluster,
    fill_label,
    gather_others,
    join_articles,
)
from helpers.stats.bootstrap import check_options
from helpers.stats.clusters import (
    as_tuple,
    divide,
    draw_sums,
    make_generator,
    split_groups,
    sum_clusters,
)
from helpers.stats.intervals import take_percentiles
from helpers.stats.schema import UNKNOWN, join_notes, require_columns
from helpers.stats.shares import estimate_shares

__all__ = ["add_verbs", "reporting_verbs", "verb_contrasts"]

OTHER_VERBS = "(other verbs)"
KINDS = ("verb", "stance")
CONTRASTS = {"difference": "difference in rate", "log_odds": "log-odds"}
PRIOR = 0.5  # added to both cells of each odds, so that no odds are infinite (Haldane, Anscombe)
FEW_OTHERS = 10
COMPARED = (
    "rate_others", "n_others", "difference", "difference_low", "difference_high", "log_odds",
    "log_odds_low", "log_odds_high",
)  # fmt: skip


def add_verbs(quotations: pd.DataFrame) -> pd.DataFrame:
    """Bring each cue into its base form: "said" and "says" are "say".

    Parameters
    ----------
    quotations : pandas.DataFrame
        Column `cue` (str, missing where none is). Never changed.

    Returns
    -------
    pandas.DataFrame
        A copy with `verb` (str): the entry of the cue lexicon of which the cue is a form (verbs
        before nouns), else the cue in lower case; missing without a cue. A table without
        `stance` gets the stance of the lexicon, missing for cues that it lacks.

    Raises
    ------
    ValueError
        If there is no column `cue`.
    """
    require_columns(quotations, ["cue"], "add_verbs (quotations)")
    cue = (
        quotations["cue"].astype("str").str.lower().str.strip().str.replace(r"\s+", " ", regex=True)
    )
    forms = _forms()
    verb = cue.map({form: entry[0] for form, entry in forms.items()}).astype("str").fillna(cue)
    added = quotations.assign(verb=verb.astype("str"))
    if "stance" not in added.columns:
        stance = cue.map({form: entry[1] for form, entry in forms.items()})
        added = added.assign(stance=stance.astype("str"))
    return added


def reporting_verbs(
    quotations: pd.DataFrame, articles: pd.DataFrame, *, of: str = "verb",
    by: str | Sequence[str] = ("country",), voices: Sequence[str] = ("US", "RU", "UA"),
    min_quotations: int = 5, cluster: str | None = None, seed: int = 0, n_resamples: int = 2000,
    level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Tabulate which verbs, or stances, each press uses for whom.

    Parameters
    ----------
    quotations : pandas.DataFrame
        Result of `find_quotations`: `article_id`, `cue`, `affiliation` (str), `stance` if ``of``
        is "stance" (else it is read off the cue). Never changed. Quotations without a cue, or
        (for stances) with one whose stance is not known, are left out.
    articles : pandas.DataFrame
        `article_id` and the columns of `by` and `cluster`.
    of : {"verb", "stance"}
        What is tabulated.
    by : str or sequence of str
        Group columns: "country" or "outlet" of the outlet.
    voices : sequence of str
        Affiliations with rows of their own; all others are "another country".
    min_quotations : int
        Verbs used for fewer quotations in all are put together as "(other verbs)". For stances
        nothing is put together.
    cluster : str, optional
        What is drawn as a whole; by default "article_id" if `by` has "outlet", else "outlet".
    seed, n_resamples, level
        As for `estimate_ratio`.

    Returns
    -------
    pandas.DataFrame
        One row a verb, affiliation and group; verbs by how often they are used. As of
        `estimate_shares`: `affiliation` ("(unknown)" where nobody says), `verb` (or `stance`), the
        `by` columns, measure, estimate (the rate: share of the quotations of this affiliation in
        this group that have this verb; they add up to 1), low, high, n_articles, n_units (all
        quotations of this affiliation in this group that have a verb), n_clusters, cluster, note;
        and

        - `n_quotations` (int64): those with this verb;
        - `rate_others` (float64), `n_others` (int64): the rate for all other known affiliations
          in the same group, and their quotations;
        - `difference`, `difference_low`, `difference_high` (float64): rate minus `rate_others`;
        - `log_odds`, `log_odds_low`, `log_odds_high` (float64): natural logarithm of the odds of
          this verb for this affiliation against the others, with 0.5 added to each count.

        Both intervals draw the same clusters for both sides. They are missing with fewer than two
        clusters; differences are missing for "(unknown)" and where nobody else speaks.

    Raises
    ------
    ValueError
        If a column is missing or an option is out of range.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    if of not in KINDS:
        raise ValueError(f"reporting_verbs: of is {of!r}; choose 'verb' or 'stance'.")
    by = as_tuple(by)
    cluster = cluster or default_cluster(by)
    require_columns(quotations, ["cue", "affiliation"], "reporting_verbs (quotations)")
    rows = join_articles(add_verbs(quotations), articles, [*by, cluster], "reporting_verbs")
    rows = rows[rows[of].notna()]
    rows = rows.assign(
        affiliation=gather_others(rows["affiliation"], voices),
        **{name: fill_label(rows[name]) for name in by},
    )
    uses = rows[of].value_counts()
    if of == "verb":
        rare = rows[of].map(uses) < min_quotations
        rows = rows.assign(**{of: rows[of].mask(rare, OTHER_VERBS)})
        uses = rows[of].value_counts().drop(OTHER_VERBS, errors="ignore")
    rates = estimate_shares(
        _add_silent(rows, of), category=of, by=by, within="affiliation", weight="_n",
        cluster=cluster, measure=f"rate of {of}", seed=seed, n_resamples=n_resamples, level=level,
    )  # fmt: skip
    differences = _compare_with_others(rows, of, by, cluster, seed, n_resamples, level)
    table = rates.merge(differences, on=["affiliation", of, *by], how="left")
    table = table.assign(
        n_quotations=(table["estimate"] * table["n_units"]).round().astype("int64"),
        n_others=table["n_others"].fillna(0).astype("int64"),
        note=_note_others(table),
    )
    ranked = table.assign(
        _uses=-table[of].map(uses.to_dict()).astype("float64").fillna(0),
        _rank=table["affiliation"].map(_rank_of(voices)).astype("float64"),
    ).sort_values(["_uses", of, "_rank", *by], kind="stable", ignore_index=True)
    return ranked[[*rates.columns, "n_quotations", *COMPARED]]


def verb_contrasts(table: pd.DataFrame, measure: str = "difference") -> pd.DataFrame:
    """Turn the comparison with the others into estimates that `plot_estimates` draws.

    Parameters
    ----------
    table : pandas.DataFrame
        Result of `reporting_verbs`. Never changed.
    measure : {"difference", "log_odds"}
        What becomes `estimate`, `low` and `high`.

    Returns
    -------
    pandas.DataFrame
        The rows that have a comparison, with the columns of `estimate_shares`, `n_quotations`
        (int64, with this verb) and `n_others` (int64); measure is "difference in rate" or
        "log-odds".

    Raises
    ------
    ValueError
        If `measure` is not known or a column is missing.
    """
    if measure not in CONTRASTS:
        raise ValueError(
            f"verb_contrasts: measure is {measure!r}; choose one of {', '.join(CONTRASTS)}."
        )
    require_columns(table, [*COMPARED, "n_quotations"], "verb_contrasts")
    known = table[table[measure].notna()]
    known = known.assign(
        measure=CONTRASTS[measure], estimate=known[measure], low=known[f"{measure}_low"],
        high=known[f"{measure}_high"],
    )  # fmt: skip
    dropped = [name for name in COMPARED if name != "n_others"]
    return known.drop(columns=dropped).astype({"measure": "str"}).reset_index(drop=True)


def _add_silent(rows: pd.DataFrame, of: str) -> pd.DataFrame:
    """Add a row that weighs nothing for each verb that an affiliation never has."""
    pairs = set(zip(rows["affiliation"], rows[of], strict=True))
    silent = [
        (label, verb)
        for label, affiliation in rows["affiliation"].drop_duplicates().items()
        for verb in rows[of].unique()
        if (affiliation, verb) not in pairs
    ]
    added = rows.loc[[label for label, _ in silent]]
    verbs = pd.Series([verb for _, verb in silent], index=added.index, dtype="str")
    return pd.concat([rows.assign(_n=1), added.assign(_n=0, **{of: verbs.array})])


def _compare_with_others(
    rows: pd.DataFrame, of: str, by: tuple[str, ...], cluster: str, seed: int, n_resamples: int,
    level: float,
) -> pd.DataFrame:  # fmt: skip
    """Compare each known affiliation with all other known ones of its group, verb by verb."""
    found = []
    known = rows[rows["affiliation"] != UNKNOWN]
    verbs = sorted(rows[of].unique())
    known = known.assign(_cluster=fill_label(known[cluster].astype("str")))
    for labels, group in split_groups(known, by) if len(known) else ():
        uses = np.stack([(group[of] == verb).to_numpy(dtype=float) for verb in verbs], axis=1)
        for affiliation in sorted(group["affiliation"].unique()):
            own = (group["affiliation"] == affiliation).to_numpy(dtype=float)[:, None]
            if own.all():
                continue
            # Columns: own uses of each verb, all own; uses of each verb by others, all others.
            parts = [uses * own, own, uses * (1 - own), 1 - own]
            sums = sum_clusters(group["_cluster"], np.hstack(parts))
            generator = make_generator(seed, (*labels, affiliation))
            draws = (
                draw_sums(sums, n_resamples, generator)
                if len(sums) > 1
                else np.empty((0, sums.shape[1]))
            )
            estimates = _measure(sums.sum(axis=0)[None, :], len(verbs))
            drawn = _measure(draws, len(verbs))
            for place, verb in enumerate(verbs):
                result = dict(zip(by, labels, strict=True)) | {
                    "affiliation": affiliation,
                    of: verb,
                    "rate_others": estimates["rate_others"][0, place],
                    "n_others": int(sums[:, -1].sum()),
                }
                for name in ("difference", "log_odds"):
                    low, high = take_percentiles(drawn[name][:, place], level)
                    result |= {
                        name: estimates[name][0, place],
                        f"{name}_low": low,
                        f"{name}_high": high,
                    }
                found.append(result)
    table = pd.DataFrame(found, columns=["affiliation", of, *by, *COMPARED])
    types = dict.fromkeys(COMPARED, "float64") | {"affiliation": "str", of: "str"}
    return table.astype(types | {name: rows[name].dtype for name in by})


def _measure(sums: np.ndarray, n_verbs: int) -> dict[str, np.ndarray]:
    own, n_own = sums[:, :n_verbs], sums[:, [n_verbs]]
    others, n_others = sums[:, n_verbs + 1 : -1], sums[:, [-1]]
    rate, rate_others = divide(own, n_own + 0 * own), divide(others, n_others + 0 * others)
    log_odds = np.log((own + PRIOR) / (n_own - own + PRIOR))
    log_odds = log_odds - np.log((others + PRIOR) / (n_others - others + PRIOR))
    both = (n_own > 0) & (n_others > 0)
    return {
        "rate_others": rate_others,
        "difference": rate - rate_others,
        "log_odds": np.where(both, log_odds, np.nan),
    }


def _note_others(table: pd.DataFrame) -> pd.Series:
    notes = []
    for note, affiliation, others in zip(
        table["note"].fillna(""), table["affiliation"], table["n_others"].fillna(0), strict=True
    ):
        few = f"compared with only {int(others)} quotations of others"
        few = few if 0 < others < FEW_OTHERS else ""
        none = "nobody else to compare with" if not others and affiliation != UNKNOWN else ""
        notes.append(join_notes([note, few, none]))
    return pd.Series(notes, index=table.index, dtype="object").astype("str")


def _rank_of(voices: Sequence[str]) -> dict[str, int]:
    return {name: rank for rank, name in enumerate([*voices, OTHER_COUNTRY, UNKNOWN])}


@cache
def _forms() -> dict[str, tuple[str, str]]:
    """Map each form of each cue to its base form and stance; verbs first."""
    table = read_lexicon("cues")
    forms: dict[str, tuple[str, str]] = {}
    for word_class in ("verb", "phrase", "noun"):
        for row in table[table["word_class"] == word_class].itertuples(index=False):
            written = "|".join([row.cue, row.third, row.past, row.participle, row.ing])
            for form in filter(None, written.split("|")):
                forms.setdefault(form, (row.cue, row.stance))
    return forms
