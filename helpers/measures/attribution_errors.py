"""Where the finder of quotations goes wrong, and why: found against gold, row by row.

A rate of errors says how often; what a reader needs before she trusts a chart is which sentences,
and whether what they have in common would bend her result.
"""

import re
from functools import cache

import pandas as pd

from helpers.measures.lexicon_files import read_lexicon
from helpers.measures.validation import LENIENT, match_quotations, same_speaker
from helpers.stats.schema import require_columns

__all__ = ["attribution_errors"]

PRONOUNS = frozenset(("he", "she", "it", "they", "his", "her", "its", "their", "who", "which"))
NEEDED = ("article_id", "pieces", "text", "cue", "speaker", "speaker_name", "speaker_start",
          "speaker_end")  # fmt: skip
COLUMNS = ("article_id", "error", "why", "pieces", "text", "gold_speaker", "found_speaker")


def attribution_errors(
    gold: pd.DataFrame, found: pd.DataFrame, articles: pd.DataFrame, *,
    ignore: pd.DataFrame | None = None,
) -> pd.DataFrame:  # fmt: skip
    """List every error of found quotations against gold ones, with the reason that can be told.

    Parameters
    ----------
    gold, found : pandas.DataFrame
        Quotations as `find_quotations` gives them: `article_id`, `pieces`, `text`, `cue`,
        `speaker`, `speaker_name`, `speaker_start`, `speaker_end`. Never changed.
    articles : pandas.DataFrame
        The articles that were read by both: `article_id`, `text`.
    ignore : pandas.DataFrame, optional
        Gold quotations that are no target; what meets one is no error.

    Returns
    -------
    pandas.DataFrame
        One row an error, in the order of articles: `article_id` (str); `error` (str: "missed",
        "not said", "wrong speaker"); `why` (str); `pieces` (list of [start, end]) and `text` (str)
        of the quotation; `gold_speaker`, `found_speaker` (str, "" where there is none).

    Raises
    ------
    ValueError
        If a column is missing.
    """
    for table, name in ((gold, "gold"), (found, "found")):
        require_columns(table, NEEDED, f"attribution_errors ({name})")
    gold, found = gold.reset_index(drop=True), found.reset_index(drop=True)
    pairs = match_quotations(gold, found, articles, least=LENIENT)
    right = same_speaker(gold.loc[pairs["gold"]], found.loc[pairs["found"]])
    rows = []
    for pair in pairs[~right].itertuples():
        mine, yours = gold.loc[pair.gold], found.loc[pair.found]
        rows.append(_row(mine, "wrong speaker", _why_wrong(mine, yours), mine, yours))
    for _, mine in gold.drop(index=pairs["gold"]).iterrows():
        rows.append(_row(mine, "missed", _why_missed(mine), mine, None))
    free = found.drop(index=pairs["found"])
    if ignore is not None:
        met = match_quotations(ignore.reset_index(drop=True), free, articles)["found"]
        free = free.drop(index=met)
    for _, yours in free.iterrows():
        why = "the codebook has no quotation here, or only part of these words"
        rows.append(_row(yours, "not said", why, None, yours))
    order = {article_id: number for number, article_id in enumerate(articles["article_id"])}
    table = pd.DataFrame(rows, columns=[*COLUMNS, "start"])
    table["place"] = table["article_id"].map(order)
    table = table.sort_values(["place", "start"], kind="stable", ignore_index=True)
    types = {name: "str" for name in COLUMNS if name != "pieces"}
    return table[list(COLUMNS)].astype(types)


@cache
def _known_cues() -> frozenset[str]:
    table = read_lexicon("cues")
    forms = (form for name in ("cue", "third", "past", "participle", "ing") for form in table[name])
    return frozenset(word for form in forms for word in form.split("|") if word)


def _why_missed(gold: pd.Series) -> str:
    cue = gold["cue"] if isinstance(gold["cue"], str) else ""
    if not cue:
        return "no word announces it"
    if cue.lower() not in _known_cues():
        return f"“{cue}” is not in the list of cues"
    if not re.match(r"that\b|[“\"]", gold["text"]):
        return "the content begins without “that” and without marks"
    return "the sentence is built in a way that no pattern covers"


def _why_wrong(gold: pd.Series, found: pd.Series) -> str:
    if not isinstance(found["speaker"], str) or not found["speaker"]:
        return "no speaker was found"
    if str(found["speaker"]).lower() in PRONOUNS or str(gold["speaker"]).lower() in PRONOUNS:
        return "a pronoun went to the wrong source"
    return "another phrase was taken for the speaker"


def _row(
    of: pd.Series, error: str, why: str, gold: pd.Series | None, found: pd.Series | None
) -> dict:
    return {
        "article_id": of["article_id"],
        "error": error,
        "why": why,
        "pieces": of["pieces"],
        "text": of["text"],
        "gold_speaker": _name(gold),
        "found_speaker": _name(found),
        "start": of["pieces"][0][0],
    }


def _name(quotation: pd.Series | None) -> str:
    if quotation is None:
        return ""
    name = quotation["speaker_name"]
    return name if isinstance(name, str) else ""
