"""Statements that can stand alone on the first page of a report, written from the numbers of a run.

Each says first what can be told, or that nothing can, then the numbers with their intervals and
what they rest on. None of them is more certain than the table it is made from.
"""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.charts.describe import counted, format_number, format_value, join_names, value_name
from helpers.charts.time_axis import say_period
from helpers.corpus import Corpus
from helpers.scope import name_press
from helpers.stats.schema import FEW_CLUSTERS, UNKNOWN, count_pair, plural_noun, require_columns

__all__ = [
    "describe_agreement",
    "describe_bursts",
    "describe_copies",
    "describe_corpus",
    "describe_event",
    "describe_gap",
    "describe_scores",
    "describe_uncoded",
]

RELIABLE = 0.8
SIGNIFICANT = 0.05
BUSIEST = "The day was taken because it is the busiest, so that its p is no test."
DIRECTIONS = {
    "more": "attention rose",
    "less": "attention fell",
    "": "no change of attention can be told",
}


def describe_corpus(loaded: Corpus, groups: Sequence[str] = ("US", "RU")) -> str:
    """Say what the corpus holds: records, outlets, time, and how the two presses share it.

    Parameters
    ----------
    loaded : Corpus
        Result of `load_corpus`.
    groups : sequence of str
        Country codes of the presses that are compared.

    Returns
    -------
    str
        These are counts, so that they have no interval.
    """
    articles = loaded.articles
    named = articles[articles["outlet"].notna()]
    sides = []
    for group in groups:
        own = articles[articles["country"] == group]
        n_outlets = own["outlet"].nunique()
        by = f" by {counted(n_outlets, f'{name_press(group)} outlet')}"
        none = f" from the {name_press(group)} press"
        sides.append(f"{counted(len(own), 'article')}{by if n_outlets else none}")
    text = f"{counted(loaded.records, 'record')} gave {counted(len(articles), 'article')}"
    text += f" ({counted(len(loaded.rejects), 'record')} rejected): {join_names(sides)}"
    others = len(articles) - int(articles["country"].isin(groups).sum())
    text += f"; {counted(others, 'article')} of other or unknown countries" if others else ""
    text += f". {counted(named['outlet'].nunique(), 'outlet')} in all" if len(named) else ""
    if named.empty:
        text += ". No article names its outlet"
    return f"{text}; {_say_time(articles['date'])}."


def describe_copies(loaded: Corpus) -> str:
    """Say how many articles repeat another one, and how often across outlets and countries.

    Parameters
    ----------
    loaded : Corpus
        Result of `load_corpus`.

    Returns
    -------
    str
    """
    n, copies = len(loaded.articles), loaded.duplicates
    if copies.empty:
        return (
            f"None of {counted(n, 'article')} was found to repeat another one (80 % of the word "
            "sequences in common, or the same words)."
        )
    facts = loaded.articles.set_index("article_id")
    pairs = {
        column: (copies["article_id"].map(facts[column]), copies["duplicate_of"].map(facts[column]))
        for column in ("outlet", "country")
    }
    differ = {
        column: int((own.notna() & first.notna() & (own != first)).sum())
        for column, (own, first) in pairs.items()
    }
    kinds = copies["kind"].value_counts()
    share = format_value(len(copies) / n, percent=True)
    be = "repeats" if len(copies) == 1 else "repeat"
    return (
        f"{len(copies):,} of {counted(n, 'article')} ({share}) {be} an earlier one: "
        f"{kinds.get('exact', 0):,} word for word, {kinds.get('near', 0):,} nearly. In "
        f"{counted(differ['outlet'], 'case')} the two stand in different outlets, in "
        f"{differ['country']:,} in different countries. Counted as separate articles, copies make "
        "outlets look more alike than they wrote."
    )


def describe_gap(
    row: pd.Series | Mapping, what: str, *, percent: bool = False, digits: int | None = None
) -> str:
    """Say whether two presses differ in a measure, and by how much.

    Parameters
    ----------
    row : pandas.Series or mapping
        A row of `compare_groups` whose groups are countries.
    what : str
        The measure as it stands after "in": "the share of words in quotation marks".
    percent : bool
        Whether to write shares as percentages.
    digits : int, optional
        Digits after the point of a number; by default 2, and 1 of a percentage.

    Returns
    -------
    str
        "No difference can be told in …" where the interval includes 0 or there is none.
    """
    a, b = (f"{name_press(row[side])} outlets" for side in ("a", "b"))
    if math.isnan(row["difference"]):
        reason = row["note"] if isinstance(row["note"], str) else "a value is missing"
        return f"{a} and {b} cannot be compared in {what}: {reason}."
    say = {"percent": percent, "digits": (3 if percent else 2) if digits is None else digits}
    numbers = " against ".join(format_value(row[f"estimate_{side}"], **say) for side in ("a", "b"))
    unit = " points" if percent else ""
    difference = format_value(row["difference"], **say).removesuffix("%") + unit
    known = not math.isnan(row["low"])
    sure = known and (row["low"] > 0 or row["high"] < 0)
    ends = ", ".join(format_value(row[end], **say).removesuffix("%") for end in ("low", "high"))
    interval = f" [{ends}]" if known else ", no interval"
    higher = "higher" if row["difference"] > 0 else "lower"
    start = (
        f"{_capital(what)} is {higher} in {a} than in {b}"
        if sure
        else f"No difference can be told in {what} between {name_press(row['a'])} and {b}"
    )
    n_a, n_b = row["n_clusters_a"], row["n_clusters_b"]
    basis = count_pair(row["n_articles_a"], row["n_articles_b"], "article_id")
    if row["cluster"] != "article_id":
        basis += f", {count_pair(n_a, n_b, row['cluster'])}"
    level = f"{row['level'] * 100:g} % interval"
    few = (
        f" With fewer than {FEW_CLUSTERS} {plural_noun(row['cluster'])} a side the interval cannot "
        "be relied on."
        if known and min(n_a, n_b) < FEW_CLUSTERS
        else ""
    )
    return f"{start}: {numbers}, difference {difference}{interval} ({level}; {basis}).{few}"


def describe_bursts(bursts: pd.DataFrame, *, by: str = "country", noun: str = "term") -> str:
    """Name the heaviest burst and how many there are.

    Parameters
    ----------
    bursts : pandas.DataFrame
        Result of `find_bursts` with `terms` or `event`.
    by : str
        Column of its groups.
    noun : str
        What an item is.

    Returns
    -------
    str
        A burst is a description and no test; the statement says so.
    """
    require_columns(bursts, [by, "item", "level", "weight", "rate", "base_rate"], "describe_bursts")
    streams = bursts[bursts["level"] == 0]
    found = bursts[bursts["level"] == 1]
    looked = counted(streams["item"].nunique(), noun)
    looked += "" if by == "group" else f" in {counted(streams[by].nunique(), by)}"
    if streams.empty:
        return f"No burst can be told: no dated article names a {noun} that was looked for."
    if found.empty:
        n_articles = counted(streams.drop_duplicates(by)["n_all"].sum(), "article")
        return f"No burst was found among {looked} ({n_articles})."
    first = found.sort_values(["weight", "item"], ascending=[False, True]).iloc[0]
    where = "" if by == "group" else f" in {_press(first[by], by)}"
    return (
        f"{counted(len(found), 'burst')} among {looked}; the heaviest: {first['item']}{where}, "
        f"{_day(first['start'])} to {_day(first['end'])}, {first['n_articles']:,} of "
        f"{counted(first['n_all'], 'article')} ({format_value(first['rate'], percent=True)} "
        f"against {format_value(first['base_rate'], percent=True)} over the whole time; weight "
        f"{format_number(first['weight'], 1)}). Bursts describe and have no interval: a small "
        "weight may be chance."
    )


def describe_event(
    window: pd.DataFrame, *, before: int, after: int, busiest: bool = False, by: str = "country"
) -> str:  # fmt: skip
    """Say of each press whether its attention changed at an event.

    Parameters
    ----------
    window : pandas.DataFrame
        Result of `event_window`, one row a press.
    before, after : int
        Days of the window.
    busiest : bool
        Whether the day was chosen because it is the busiest; then no change can be told.
    by : str
        Column of its groups.

    Returns
    -------
    str
        A change is told where the interval of the ratio leaves out 1 and the placebo p is at most
        .05; what stands in the way is said.
    """
    require_columns(window, [by, "date", "ratio", "low", "high", "p_value"], "describe_event")
    if window.empty:
        return "No change of attention can be told: no article lies around the event."
    rows = window.to_dict("records")
    date = _day(window["date"].iloc[0])
    moved: dict[str, list[str]] = {}
    for row in rows:
        direction = "" if busiest else _direction(row)
        moved.setdefault(direction, []).append(_press(row[by], by))
    told = [
        f"{said} in {join_names(moved[direction])}"
        for direction, said in DIRECTIONS.items()
        if direction in moved
    ]
    return (
        f"{_capital('; '.join(told))} at {date} ({before} days before, {after} from it on). "
        f"{'. '.join(_capital(_say_window(row, by)) for row in rows)}. "
        + (BUSIEST if busiest else "Other events of these weeks cannot be told from this one.")
    )


def describe_agreement(alphas: pd.DataFrame, *, coders: int = 2) -> str:
    """Say how far coders agree beyond chance, and where least.

    Parameters
    ----------
    alphas : pandas.DataFrame
        variable (str), estimate, low, high (float64), n_articles (int64): Krippendorff's alpha.
    coders : int
        How many coded.

    Returns
    -------
    str
    """
    require_columns(alphas, ["variable", "estimate", "low", "high", "n_articles"],
                    "describe_agreement")  # fmt: skip
    known = alphas[alphas["estimate"].notna()]
    if known.empty:
        return "Agreement of the coders cannot be told: no variable has an alpha."
    lowest = known.sort_values("estimate", kind="stable").iloc[0]
    good, sure = (known["estimate"] >= RELIABLE).sum(), (known["low"] >= RELIABLE).sum()
    text = (
        f"{coders} coders agree beyond chance (Krippendorff's alpha) with {RELIABLE} or more on "
        f"{good} of {counted(len(known), 'variable')}"
    )
    text += f"; on {sure} the whole interval lies above. " if good else ". "
    return (
        f"{text}Lowest: {value_name(lowest['variable'], 'variable')}, {_interval(lowest)} "
        f"({counted(lowest['n_articles'], 'article')} coded by both)."
    )


def describe_scores(
    scores: pd.DataFrame, what: str, *, name: str, methods: Sequence[str],
    people: Sequence[str] = (), baseline: str | None = None, measure: str = "macro-F1",
) -> str:  # fmt: skip
    """Say how near methods come to the codes, beside people and beside doing nothing.

    Parameters
    ----------
    scores : pandas.DataFrame
        The column named by `name` (str), estimate, low, high (float64), n_articles (int64).
    what : str
        What was coded: "the tone of an article".
    name : str
        Column that names methods and people.
    methods, people : sequence of str
        Values of `name`.
    baseline : str, optional
        The value of `name` that reads nothing and gives the most frequent code.
    measure : str
        Name of the figure.

    Returns
    -------
    str
        Where a baseline is named, whether any method is shown to be better than it: its interval
        lies above.
    """
    require_columns(scores, [name, "estimate", "low", "high", "n_articles"], "describe_scores")
    rows = scores.set_index(name)
    found = [method for method in methods if method in rows.index]
    if not found:
        return f"How well {what} is measured cannot be told: no method was held against codes."
    told = [f"{method} {_interval(rows.loc[method])}" for method in found]
    n_articles = counted(rows["n_articles"].max(), "coded article")
    text = f"{_capital(what)} against {n_articles}, {measure}: {', '.join(told)}"
    others = [f"{who} {_interval(rows.loc[who])}" for who in people if who in rows.index]
    text += f"; {', '.join(others)}" if others else ""
    if baseline not in rows.index:
        return f"{text}."
    least = rows.loc[baseline, "estimate"]
    better = [method for method in found if rows.loc[method, "low"] > least]
    verdict = (
        f"shown to be better than always the most frequent code: {join_names(better)}"
        if better
        else "no method is shown to be better than always the most frequent code"
    )
    return f"{text}; always the most frequent code {format_number(least)}. {_capital(verdict)}."


def describe_uncoded(loaded: Corpus) -> str:
    """Say that nobody has coded the articles of a corpus, and what that means."""
    return (
        f"None of {counted(len(loaded.articles), 'article')} was coded by hand beside this corpus: "
        "how well its measures do on these articles is not known."
    )


def _say_time(dates: pd.Series) -> str:
    known = dates.dropna()
    if known.empty:
        return "no article has a date"
    first, last = _day(known.min()), _day(known.max())
    text = f"dated {first} to {last}" if first != last else f"all dated {first}"
    missing = len(dates) - len(known)
    return f"{text}, {counted(missing, 'article')} without a date" if missing else text


def _direction(row: Mapping) -> str:
    """Return "more" or "less" where a change can be told, else ""."""
    known = not any(math.isnan(row[name]) for name in ("ratio", "low", "p_value"))
    apart = known and (row["low"] > 1 or row["high"] < 1)
    if not apart or row["p_value"] > SIGNIFICANT:
        return ""
    return "more" if row["ratio"] > 1 else "less"


def _say_window(row: Mapping, by: str) -> str:
    press = _press(row[by], by)
    if math.isnan(row["ratio"]) or math.isnan(row["low"]):
        return f"{press}: {row['note'] if isinstance(row['note'], str) else 'too few articles'}"
    rates = " against ".join(format_number(row[f"rate_{side}"]) for side in ("after", "before"))
    p = f"placebo p {row['p_value']:.2g}, smallest possible {row['smallest_p']:.2g}"
    return (
        f"{press}: {rates} articles a day, ratio {_interval(row, 'ratio')} "
        f"({row['n_after']:,} against {counted(row['n_before'], 'article')}; "
        f"{p if not math.isnan(row['p_value']) else 'no other date for a placebo'})"
    )


def _press(group: str, by: str) -> str:
    if by == "group":
        return "all outlets"
    if by == "country" and group != UNKNOWN:
        return f"{name_press(group)} outlets"
    return value_name("unknown" if group == UNKNOWN else group, by)


def _interval(row: Mapping, value: str = "estimate") -> str:
    text = format_number(row[value])
    if pd.isna(row["low"]) or pd.isna(row["high"]):
        return f"{text} (no interval)"
    return f"{text} [{format_number(row['low'])}, {format_number(row['high'])}]"


def _day(day: pd.Timestamp) -> str:
    return say_period(day, "day")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
