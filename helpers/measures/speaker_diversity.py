"""How many voices an outlet or a press lets speak, and how evenly.

A press may quote much and hear few. Diversity of sources is measured as in ecology (Shannon 1948;
Simpson 1949) and as concentration (Gini 1912); McDonald & Dimmick (2003, "The conceptualization
and measurement of diversity", Communication Research 30(1)) compare the measures for media.
"""

from collections.abc import Sequence

import pandas as pd

from helpers.cache import remembered
from helpers.measures.sources import join_articles, speaker_units
from helpers.stats.clusters import as_tuple
from helpers.stats.diversity import diversity
from helpers.stats.rarefaction import rarefy_diversity
from helpers.stats.schema import require_columns

__all__ = ["speaker_diversity"]


@remembered
def speaker_diversity(
    quotations: pd.DataFrame, articles: pd.DataFrame, group: str | Sequence[str] = "outlet", *,
    equal_n: bool | int = False, cluster: str = "article_id", seed: int = 0,
    n_resamples: int = 1000, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Measure the diversity of speakers of each outlet or press.

    Parameters
    ----------
    quotations : pandas.DataFrame
        Result of `find_quotations`: `article_id`, `speaker_id` (str), `anonymous` (bool). Never
        changed. Quotations without a speaker are left out and counted in the note. Speakers
        without a name count article by article: "an official" of two articles is two.
    articles : pandas.DataFrame
        `article_id` and the columns of `group` and `cluster`.
    group : str or sequence of str
        "outlet", ("country", "outlet") or "country".
    equal_n : bool or int
        Bring all groups to the same number of quotations; True takes that of the smallest group
        that has 30, at most 100 (`rarefy_diversity`). Compare outlets of different size with this
        only.
    cluster : str
        What is drawn as a whole for the interval: articles say how far the figure would move with
        other articles; for presses "outlet" says how far with other outlets.
    seed, n_resamples, level
        As for `estimate_ratio`.

    Returns
    -------
    pandas.DataFrame
        As of `diversity` (measures "shannon", "gini_simpson", "gini"), or with `equal_n` as of
        `rarefy_diversity` (measures "richness", "shannon", "gini_simpson"; column `size`).

    Raises
    ------
    ValueError
        If a column is missing or an option is out of range.
    """
    group = as_tuple(group)
    require_columns(quotations, ["speaker_id"], "speaker_diversity (quotations)")
    rows = join_articles(quotations, articles, [*group, cluster], "speaker_diversity")
    rows = rows.assign(speaker=speaker_units(rows))
    options = {"cluster": cluster, "seed": seed, "n_resamples": n_resamples, "level": level}
    if equal_n is False:
        return diversity(rows, group, "speaker", **options)
    size = None if equal_n is True else equal_n
    return rarefy_diversity(rows, group, "speaker", size=size, **options)
