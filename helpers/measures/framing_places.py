"""The places behind the numbers of framing: what each chart counts, one row a place.

A chart shows a rate or a share; these tables hold the stretches of text that went into it, under
the names that the chart's rows have, so that a reader can open any number and judge what was
counted. A place that was counted is in the table, one that was not is not: the tests add up.
"""

import pandas as pd

from helpers.measures.wording_scores import match_wording
from helpers.stats.schema import require_columns

__all__ = ["agency_places", "coding_errors", "frame_places", "wording_errors", "wording_places"]

KEY = "article_id"
VOICES = {False: "own voice", True: "quotations"}
MISSED, EXTRA = "missed", "not what the coders saw"


def frame_places(hits: pd.DataFrame, about: pd.DataFrame, *, negated: bool = False) -> pd.DataFrame:
    """List the words that `score_frames` counts, with the voice they stand in.

    Parameters
    ----------
    hits : pandas.DataFrame
        The result of `find_frame_hits`. Never changed.
    about : pandas.DataFrame
        ``article_id`` (str, unique) and what else is known of an article (outlet, country, …);
        hits in other articles are left out.
    negated : bool
        Whether negated hits count, as for `score_frames`.

    Returns
    -------
    pandas.DataFrame
        The columns of `hits` and `about`, and ``voice`` (str: "own voice", "quotations").
    """
    require_columns(hits, [KEY, "frame", "negated", "in_quotation"], "frame_places")
    counted = hits if negated else hits[~hits["negated"]]
    voice = counted["in_quotation"].map(VOICES).astype("str")
    return _join(counted.assign(voice=voice), about, "frame_places")


def wording_places(
    hits: pd.DataFrame, about: pd.DataFrame, *, groups: tuple[str, str] = ("US", "RU"),
    group: str = "country",
) -> pd.DataFrame:  # fmt: skip
    """List the rival names that `wording_contrasts` counts in two groups.

    Parameters
    ----------
    hits : pandas.DataFrame
        The result of `count_wording`. Never changed.
    about : pandas.DataFrame
        ``article_id`` (str, unique) and the column `group`.
    groups : pair of str
        The two values that are compared; places in articles of others are left out.
    group : str
        Column of the groups.

    Returns
    -------
    pandas.DataFrame
        The columns of `hits` and `about`. A term has as many rows as ``n_hits_a`` and ``n_hits_b``
        say.
    """
    require_columns(hits, [KEY, "concept", "term"], "wording_places")
    require_columns(about, [KEY, group], "wording_places (about)")
    return _join(hits, about[about[group].isin(list(groups))], "wording_places")


def agency_places(
    hits: pd.DataFrame, about: pd.DataFrame, *, group: str = "country", speech: bool = False
) -> pd.DataFrame:
    """List the mentions of actors with a role, both the mention and its verb as marked stretches.

    Parameters
    ----------
    hits : pandas.DataFrame
        The result of `find_agency`. Never changed.
    about : pandas.DataFrame
        ``article_id`` (str, unique) and the column `group`; its missing values are left out, as
        `agency_shares` does.
    group : str
        Column that makes the groups.
    speech : bool
        Whether verbs that report words count, too.

    Returns
    -------
    pandas.DataFrame
        The columns of `hits` and `about`, ``group`` (str), ``doer`` (float64: 1 where the actor
        acts, 0 where it is acted upon) and ``spans`` (list of [start, end]).
    """
    require_columns(hits, [KEY, "actor", "role", "acts", "speech"], "agency_places")
    require_columns(about, [KEY, group], "agency_places (about)")
    counted = hits if speech else hits[~hits["speech"]]
    table = _join(counted, about[about[group].notna()], "agency_places")
    places = table[["start", "end", "verb_start", "verb_end"]].to_numpy().tolist()
    return table.assign(
        group=table[group].astype("str"),
        doer=table["acts"].astype("float64"),
        spans=pd.Series([[one[:2], one[2:]] for one in places], index=table.index, dtype="object"),
    )


def coding_errors(gold: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    """List the articles in which a coding of frames differs from the coders' one.

    Parameters
    ----------
    gold, coded : pandas.DataFrame
        As for `score_frame_codes`: ``article_id``, ``frame`` (str), ``present`` (bool). Never
        changed.

    Returns
    -------
    pandas.DataFrame
        One row an article and frame: ``article_id``, ``frame``, ``error`` (str: "missed" where
        the coders saw the frame, "not what the coders saw" where only `coded` has it).
    """
    keys = [KEY, "frame"]
    for table, name in ((gold, "gold"), (coded, "coded")):
        require_columns(table, [*keys, "present"], f"coding_errors ({name})")
    pairs = gold[[*keys, "present"]].merge(coded[[*keys, "present"]], on=keys)
    seen, said = pairs["present_x"].astype(bool), pairs["present_y"].astype(bool)
    pairs = pairs.assign(error=seen.map({True: MISSED, False: EXTRA}).astype("str"))
    return pairs.loc[seen != said, [*keys, "error"]].reset_index(drop=True)


def wording_errors(predicted: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """List the places that a finder of rival names missed, or found where readers marked none.

    Parameters
    ----------
    predicted, gold : pandas.DataFrame
        As for `score_wording`. Only concepts that `gold` has are looked at. Never changed.

    Returns
    -------
    pandas.DataFrame
        One row a place: ``article_id``, ``concept``, ``term`` (str, as readers or the finder
        named it), ``start``, ``end`` (int64), ``error`` (str: "missed", "not what the coders
        saw").
    """
    pairs = match_wording(predicted, gold)
    missed = gold[~gold.index.isin(pairs["gold"])].assign(error=MISSED)
    own = predicted["concept"].isin(set(gold["concept"]))
    extra = predicted[own & ~predicted.index.isin(pairs["predicted"])].assign(error=EXTRA)
    columns = [KEY, "concept", "term", "start", "end", "error"]
    errors = pd.concat([missed[columns], extra[columns]], ignore_index=True)
    return errors.astype({"start": "int64", "end": "int64", "error": "str"})


def _join(table: pd.DataFrame, about: pd.DataFrame, what: str) -> pd.DataFrame:
    require_columns(about, [KEY], f"{what} (about)")
    new = [name for name in about.columns if name == KEY or name not in table.columns]
    return table.merge(about[new], on=KEY, validate="many_to_one")
