"""The quotations behind each number of a chart of sources, named as the chart names its rows.

A share or a count of sources is a count of quotations. This table has one row a quotation with the
labels under which `source_frequency`, `share_voices`, `share_officials`, `quotes_network` and
`reporting_verbs` counted it, so that each number can be opened and read.
"""

from collections.abc import Sequence

import pandas as pd

from helpers.measures.role_groups import is_official
from helpers.measures.sources import (
    UNATTRIBUTED,
    fill_label,
    gather_others,
    is_anonymous,
    join_articles,
    most_common_by,
    weigh,
)
from helpers.stats.schema import require_columns

__all__ = ["label_quotations", "mark_officials"]

GROUPS = ("outlet", "country")


def label_quotations(
    quotations: pd.DataFrame, articles: pd.DataFrame, *, voices: Sequence[str] | None = None
) -> pd.DataFrame:
    """Name each quotation as the measures of sources do.

    Parameters
    ----------
    quotations : pandas.DataFrame
        Result of `find_quotations` (or of `first_speakers`): `article_id`, `text`, `speaker_id`,
        `speaker_name`, `affiliation` (str). Never changed. Quotations of other articles are left
        out.
    articles : pandas.DataFrame
        `article_id` and, if there, `outlet` and `country`.
    voices : sequence of str, optional
        Affiliations that have a row of their own, as for `share_voices`; all others are "another
        country". By default all are told apart.

    Returns
    -------
    pandas.DataFrame
        The quotations of these articles with `outlet` and `country` ("(unknown)" where they are
        not known), `n_words` (int64, of the quotation), and changed:

        - `affiliation` (str): one of `voices`, "another country" or "(unknown)";
        - `speaker_name` (str): the form found most often for this `speaker_id`, as in
          `source_frequency`; "(unattributed)" without a speaker.

    Raises
    ------
    ValueError
        If a column is missing, or no quotation belongs to any of the articles.
    """
    needed = ["text", "speaker_id", "speaker_name", "affiliation"]
    require_columns(quotations, needed, "label_quotations (quotations)")
    there = [name for name in GROUPS if name in articles.columns]
    rows = join_articles(quotations, articles, there, "label_quotations")
    names = rows["speaker_id"].map(most_common_by(rows, "speaker_id", "speaker_name")).astype("str")
    return rows.assign(
        **{name: fill_label(rows[name]) for name in there},
        n_words=weigh(rows, "words", "label_quotations"),
        affiliation=gather_others(rows["affiliation"], voices),
        speaker_name=fill_label(names.fillna(rows["speaker_id"]), UNATTRIBUTED),
    )


def mark_officials(quotations: pd.DataFrame) -> pd.DataFrame:
    """List the quotations that `share_officials` counts, once for each of its measures.

    Parameters
    ----------
    quotations : pandas.DataFrame
        Quotations with `role` (str) and `anonymous` (bool). Never changed.

    Returns
    -------
    pandas.DataFrame
        The rows of officials with `measure` "officials", then those of persons whose name is not
        given with `measure` "without a name". An official without a name is in both.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    require_columns(quotations, ["role", "anonymous"], "mark_officials (quotations)")
    counted = {
        "officials": quotations[is_official(quotations).eq("official").fillna(False).astype(bool)],
        "without a name": quotations[is_anonymous(quotations)],
    }
    parts = [rows.assign(measure=measure) for measure, rows in counted.items()]
    return pd.concat(parts, ignore_index=True).astype({"measure": "str"})
