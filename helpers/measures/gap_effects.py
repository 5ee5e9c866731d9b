"""What the gaps in the data do to a finding: the same figures with gaps as silence and as unknown.

A hole that is counted as silence lowers the usual rate, makes the days after it look like a burst,
and an event before it look forgotten. Which of these happens is shown, not argued: every figure is
computed twice (the sensitivity analysis of missing data: Rubin 1976, "Inference and missing data",
Biometrika 63(3)).
"""

import pandas as pd

from helpers.measures.bursts import find_bursts
from helpers.measures.event_window import Day, event_window
from helpers.measures.panel import build_panel
from helpers.measures.volume import Streams, Terms, build_streams
from helpers.stats.schema import require_columns

QUANTITIES = {
    "articles a day": "volume", "articles a week": "volume", "periods in a burst": "bursts",
    "number of bursts": "bursts", "rate after / rate before": "event window",
    "placebo p": "event window",
}  # fmt: skip


def gap_effects(
    articles: pd.DataFrame, gaps: pd.DataFrame, *, by: str | None = "country", unit: str = "D",
    terms: Terms | None = None, date: Day | None = None, before: int = 14, after: int = 28,
    s: float = 2.0, gamma: float = 1.0, n_states: int = 2,
) -> pd.DataFrame:  # fmt: skip
    """Compute volume, bursts and an event window twice: gaps as days of silence, and as unknown.

    Parameters
    ----------
    articles, by, unit, terms
        As for `daily_volume`.
    gaps : pandas.DataFrame
        Result of `find_gaps`, or a table of your own with ``outlet`` (or the column named by
        `by`), ``start`` and ``end``.
    date, before, after
        As for `event_window`; without a date there is no event window.
    s, gamma, n_states
        As for `find_bursts`.

    Returns
    -------
    pandas.DataFrame
        The column named by `by` ("group" if None), item, analysis ("volume", "bursts", "event
        window"), quantity (str), as_silence, as_unknown, difference (float64: unknown minus
        silence), n_days, n_masked (int64: days of the group, and on how many of them a gap hides
        one of its outlets).

    Raises
    ------
    ValueError
        As for the three measures.
    """
    options = {"by": by, "terms": terms}
    bursts = {"s": s, "gamma": gamma, "n_states": n_states, "unit": unit}
    sides = []
    for masked in (None, gaps):
        streams = build_streams(
            articles, unit=unit, event=None, gaps=masked, what="gap_effects", **options
        )
        parts = [_volume_figures(streams)]
        parts.append(
            _burst_figures(find_bursts(articles, gaps=masked, **options, **bursts), streams.by)
        )
        if date is not None:
            window = event_window(
                articles, date, before=before, after=after, gaps=masked, **options
            )
            parts.append(_window_figures(window, streams.by))
        sides.append(pd.concat(parts, ignore_index=True))
    keys = [streams.by, "item", "quantity"]
    table = sides[0].merge(sides[1], on=keys, how="outer", suffixes=("_0", "_1"), sort=False)
    table = table.rename(columns={"value_0": "as_silence", "value_1": "as_unknown"})
    table["difference"] = table["as_unknown"] - table["as_silence"]
    table["analysis"] = table["quantity"].map(QUANTITIES)
    table = table.merge(_count_masked(articles, gaps, by), on=streams.by, how="left")
    order = [streams.by, "item", "analysis", "quantity", "as_silence", "as_unknown", "difference",
             "n_days", "n_masked"]  # fmt: skip
    types = dict.fromkeys(order[:4], "str") | dict.fromkeys(order[4:7], "float64")
    types |= dict.fromkeys(order[7:], "int64")
    return table[order].astype(types)


def cut_hole(
    articles: pd.DataFrame, group: str, *, by: str = "country", share: float = 0.15
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Take a stretch of days out of a group, to see what a hole of known size does.

    Parameters
    ----------
    articles : pandas.DataFrame
        The column named by `by` (str), date (datetime64). Never changed.
    group : str
        Whose articles are taken out.
    by : str
        Column of the group.
    share : float
        Share of the days between its first and last article; the hole lies around the day of
        the middle one of its articles.

    Returns
    -------
    (pandas.DataFrame, pandas.DataFrame)
        The articles that are left, and the hole as a table like that of `find_gaps`: the column
        named by `by`, start, end (datetime64[us]), n_days (int64), n_articles (int64: that were
        taken out). Without a dated article of the group no hole, and an empty table.

    Raises
    ------
    ValueError
        If a column is missing, or `share` does not lie between 0 and 1.
    """
    require_columns(articles, [by, "date"], "cut_hole")
    if not 0 < share < 1:
        raise ValueError(f"cut_hole: share is {share}; it must lie between 0 and 1.")
    types = {by: "str", "start": "datetime64[us]", "end": "datetime64[us]", "n_days": "int64",
             "n_articles": "int64"}  # fmt: skip
    days = articles["date"].dt.normalize()
    own = (articles[by].astype("str") == group) & days.notna()
    records = []
    inside = pd.Series(False, index=articles.index)
    if own.any():
        first = days[own].min()
        span = (days[own].max() - first).days + 1
        length = max(round(share * span), 1)
        start = days[own].sort_values().iloc[own.sum() // 2] - pd.Timedelta(days=length // 2)
        end = start + pd.Timedelta(days=length - 1)
        inside = own & days.between(start, end)
        records = [{by: group, "start": start, "end": end, "n_days": length,
                    "n_articles": inside.sum()}]  # fmt: skip
    return articles[~inside].copy(), pd.DataFrame(records, columns=list(types)).astype(types)


def _count_masked(articles: pd.DataFrame, gaps: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """Count the days of each group, and those on which a gap hides one of its outlets."""
    whole, rest = (
        build_panel(articles, by=by, terms=None, gaps=masked, what="gap_effects")
        for masked in (None, gaps)
    )
    records = []
    for number, group in enumerate(whole.groups):
        own = whole.group_of == number
        hidden = (whole.known[own] & ~rest.known[own]).any(axis=0)
        records.append((group, int(whole.known[own].any(axis=0).sum()), int(hidden.sum())))
    return pd.DataFrame(records, columns=[whole.by, "n_days", "n_masked"])


def _volume_figures(streams: Streams) -> pd.DataFrame:
    exposure = streams.exposure.sum(axis=1)
    name = "articles a week" if streams.unit == "W" else "articles a day"
    records = [
        {streams.by: group, "item": item, "quantity": name,
         "value": streams.n_articles[place, number].sum() / exposure[place]
         if exposure[place] > 0 else float("nan")}
        for place, group in enumerate(streams.groups)
        for number, item in enumerate(streams.items)
    ]  # fmt: skip
    return pd.DataFrame(records, columns=[streams.by, "item", "quantity", "value"])


def _burst_figures(bursts: pd.DataFrame, by: str) -> pd.DataFrame:
    keys = [by, "item"]
    first = bursts[bursts["level"] == 1]
    sums = first.groupby(keys)["n_periods"].agg(["sum", "size"])
    every = bursts[keys].drop_duplicates().merge(sums.reset_index(), on=keys, how="left")
    every = every.rename(columns={"sum": "periods in a burst", "size": "number of bursts"})
    long = every.fillna({"periods in a burst": 0, "number of bursts": 0}).melt(
        keys, var_name="quantity"
    )
    return long.astype({"value": "float64"})


def _window_figures(window: pd.DataFrame, by: str) -> pd.DataFrame:
    named = window.rename(columns={"ratio": "rate after / rate before", "p_value": "placebo p"})
    return named.melt(
        [by, "item"], ["rate after / rate before", "placebo p"], var_name="quantity"
    )  # fmt: skip
