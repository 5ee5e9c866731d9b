"""Bursts of attention: when a term, an event or an outlet's output rises above its own level.

Kleinberg (2003, "Bursty and hierarchical structure in streams", Data Mining and Knowledge
Discovery 7(4), 373-397) takes a stream for the output of an automaton whose states have rising
rates, and finds the sequence of states that explains the counts at least cost, where every step
up costs something. In the batched form used here, a day is a batch of articles of which some are
relevant, so that a day on which an outlet writes more of everything is no burst.
"""

import numpy as np
import pandas as pd

from helpers.measures.volume import Streams, Terms, build_streams, weekday_factors

TIE = 1e-9
MOST_STATES = 12


def find_bursts(
    articles: pd.DataFrame, *, by: str | None = "outlet", unit: str = "D",
    terms: Terms | None = None, event: str | None = None, s: float = 2.0, gamma: float = 1.0,
    n_states: int = 2, gaps: pd.DataFrame | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Find the periods in which a group writes of something more than it usually does.

    With `terms` or `event`, state i of the automaton expects the share ``p0 * s**i`` of relevant
    articles, where p0 is the share over all periods of the group. Without them the volume itself
    is looked at: state i expects ``s**i`` times the usual number of articles a period (Poisson
    costs in the place of Kleinberg's binomial ones), given the weekday and how many of the group's
    outlets are in the data. A step up by one state costs ``gamma * ln(n)``, n being the number of
    periods in which the group is in the data; steps down cost nothing. Of two explanations of the
    same cost the one with the lower state is taken. This is a description, not a test: in a long
    stream of rare articles chance makes bursts, too, and those have a small weight.

    Parameters
    ----------
    articles, by, unit, terms, event, gaps
        As for `daily_volume`. Periods in which nothing is known of a group say nothing for or
        against a burst: one that goes on after a gap is one burst.
    s : float
        How much higher each state is than the one below; over 1.
    gamma : float
        Price of a step up; 0 or more.
    n_states : int
        Number of states, from 2 (burst or not) to 12 (bursts within bursts).

    Returns
    -------
    pandas.DataFrame
        The column named by `by` ("group" if None; str) and for outlets country; item (str: term,
        event or "all articles"); burst_id (int64, unique); level (int64): 0 is the whole stream,
        one row for each group and item, and a burst of level 2 lies within one of level 1; start,
        end (datetime64[us], first and last day); n_articles, n_all (int64: relevant, and all of
        the group, in these days); n_periods (int64: that are known); rate, base_rate (float64:
        share of articles, or without terms and event articles a period, here and in the whole
        stream); weight (float64: how much less the counts cost in this state than in the one
        below it, in nats; missing for level 0); note (str, missing where there is nothing to
        remark).

    Raises
    ------
    ValueError
        If a column is missing or an option is out of range.
    """
    _check_options(s, gamma, n_states)
    streams = build_streams(
        articles, by=by, unit=unit, terms=terms, event=event, gaps=gaps, what="find_bursts"
    )
    shares = terms is not None or event is not None
    records = []
    for group in range(len(streams.groups)):
        records += _find_in_group(streams, group, s, gamma, n_states, shares=shares)
    return _tabulate(records, streams)


def best_states(costs: np.ndarray, step: float) -> np.ndarray:
    """Return the cheapest sequence of states of each stream (Viterbi's algorithm).

    Parameters
    ----------
    costs : numpy.ndarray
        What each state costs in each period (state, stream, period); infinite where a state is
        not allowed. State 0 is where the automaton starts.
    step : float
        Price of going up by one state.

    Returns
    -------
    numpy.ndarray
        States by stream and period (int8); of equal sequences the one with lower states.
    """
    n_states, n_streams, n_periods = costs.shape
    up = np.arange(n_states)[None, :] - np.arange(n_states)[:, None]
    prices = (step * np.maximum(up, 0))[:, :, None]
    total = np.full((n_states, n_streams), np.inf)
    total[0] = 0
    came_from = np.zeros((n_periods, n_states, n_streams), dtype="int8")
    for period in range(n_periods):
        trial = total[:, None, :] + prices
        cheapest = trial.min(axis=0)
        # The lowest state of those that tie, also where sums differ in the last digits.
        slack = TIE * (1 + np.abs(cheapest))
        came_from[period] = (trial <= cheapest + slack).argmax(axis=0)
        total = cheapest + costs[:, :, period]
    states = np.zeros((n_streams, n_periods), dtype="int8")
    if not n_periods:
        return states
    lowest = total.min(axis=0)
    states[:, -1] = (total <= lowest + TIE * (1 + np.abs(lowest))).argmax(axis=0)
    each = np.arange(n_streams)
    for period in range(n_periods - 1, 0, -1):
        states[:, period - 1] = came_from[period, states[:, period], each]
    return states


def share_costs(n_relevant: np.ndarray, n_all: np.ndarray, s: float, n_states: int) -> np.ndarray:
    """Return what each state costs (state, stream, period) where shares of articles are looked at.

    Minus the logarithm of the binomial probability, less that of state 0. A state whose share
    would reach 1 is not allowed.
    """
    totals = n_relevant.sum(axis=1), np.broadcast_to(n_all, n_relevant.shape).sum(axis=1)
    base = np.divide(totals[0], totals[1], out=np.zeros(len(n_relevant)), where=totals[1] > 0)
    costs = np.zeros((n_states, *n_relevant.shape))
    for state in range(1, n_states):
        allowed = (base > 0) & (base * s**state < 1)
        high = np.where(allowed, base * s**state, 0.5)
        low = np.where(allowed, base, 0.5)
        less = np.log1p(-low) - np.log1p(-high)
        costs[state] = (n_all - n_relevant) * less[:, None] - n_relevant * state * np.log(s)
        costs[state, ~allowed] = np.inf
    return costs


def volume_costs(n_articles: np.ndarray, expected: np.ndarray, s: float, n_states: int):
    """Return what each state costs (state, stream, period) where the volume is looked at."""
    return np.stack(
        [expected * (s**state - 1) - n_articles * state * np.log(s) for state in range(n_states)]
    )


def _check_options(s: float, gamma: float, n_states: int) -> None:
    if not s > 1:
        raise ValueError(f"find_bursts: s is {s}; a higher state needs a factor over 1.")
    if gamma < 0:
        raise ValueError(f"find_bursts: gamma is {gamma}; it must be 0 or more.")
    if not 2 <= n_states <= MOST_STATES:
        raise ValueError(f"find_bursts: n_states is {n_states}; choose from 2 to {MOST_STATES}.")


def _find_in_group(
    streams: Streams, group: int, s: float, gamma: float, n_states: int, *, shares: bool
) -> list[dict]:
    known = streams.exposure[group] > 0
    periods = streams.periods[known]
    n_articles, n_all = streams.n_articles[group][:, known], streams.n_all[group, known]
    if shares:
        costs = share_costs(n_articles, n_all, s, n_states)
    else:
        usual = streams.exposure[group, known] * weekday_factors(streams)[group, known]
        expected = usual * n_all.sum() / max(usual.sum(), 1e-12)
        costs = volume_costs(n_articles, expected[None, :], s, n_states)
    states = best_states(costs, gamma * np.log(max(len(periods), 1)))
    records = []
    for item, name in enumerate(streams.items):
        about = {streams.by: streams.groups[group], "item": name}
        own = n_articles[item]
        base = own.sum() / max(n_all.sum() if shares else len(periods), 1)
        spans = [(0, 0, len(periods) - 1)] if len(periods) else []
        for level in range(1, n_states):
            spans += [(level, *span) for span in _runs(states[item] >= level)]
        for level, first, last in spans:
            inside = slice(first, last + 1)
            gain = costs[level - 1, item, inside] - costs[level, item, inside] if level else None
            counts = own[inside].sum(), n_all[inside].sum()
            units = counts[1] if shares else last - first + 1
            records.append(
                about
                | {
                    "level": level,
                    "start": periods[first],
                    "end": periods[last] + pd.Timedelta(days=streams.days - 1),
                    "n_articles": counts[0],
                    "n_all": counts[1],
                    "n_periods": last - first + 1,
                    "rate": counts[0] / units if units else np.nan,
                    "base_rate": base,
                    "weight": np.nan if gain is None else float(gain.sum()),
                    "note": "" if level else _note_stream(counts[0], base, s, shares=shares),
                }
            )
    return records


def _note_stream(n_articles: int, base: float, s: float, *, shares: bool) -> str:
    if n_articles == 0:
        return "no article"
    if shares and base * s >= 1:
        return (
            f"in {base:.0%} of all articles, so that no share {s:g} times as high is possible: "
            "no burst can be found"
        )
    return ""


def _runs(flags: np.ndarray) -> list[tuple[int, int]]:
    """Return first and last position of each run of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype("int8"), [0]])))
    return [(first, last - 1) for first, last in edges.reshape(-1, 2).tolist()]


def _tabulate(records: list[dict], streams: Streams) -> pd.DataFrame:
    types = {
        streams.by: "str", "item": "str", "level": "int64", "start": "datetime64[us]",
        "end": "datetime64[us]", "n_articles": "int64", "n_all": "int64", "n_periods": "int64",
        "rate": "float64", "base_rate": "float64", "weight": "float64", "note": "str",
    }  # fmt: skip
    table = pd.DataFrame(records, columns=list(types)).astype(types)
    table["note"] = table["note"].replace("", np.nan).astype("str")
    table.insert(2, "burst_id", np.arange(len(table), dtype="int64"))
    if streams.countries is not None:
        countries = dict(zip(streams.groups, streams.countries, strict=True))
        table.insert(1, "country", table[streams.by].map(countries).astype("str"))
    return table
