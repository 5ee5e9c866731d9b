"""How often a tone is right where people have coded it, and which words made it.

Rank correlation for scores against codes on a scale, macro-averaged F1 for labels (Manning,
Raghavan & Schütze 2008, "Introduction to Information Retrieval", chapter 13), both with bootstrap
intervals over articles. A method that says "neutral" always stands beside the others: what it
reaches, nobody needs a method for.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from helpers.charts.describe import counted, format_number, join_names
from helpers.charts.style import group_name
from helpers.measures.sentiment import explain_sentiment
from helpers.stats.bootstrap import check_options
from helpers.stats.clusters import as_tuple, divide, draw_sums, make_generator
from helpers.stats.f1 import as_tables, count_pairs, f1_by_code, mean_of_known
from helpers.stats.intervals import take_percentiles
from helpers.stats.schema import require_columns

COLUMNS = ("method", "measure", "estimate", "low", "high", "n_units", "n_articles")
LABELS = (-1, 0, 1)
ALWAYS_NEUTRAL = "(always neutral)"


def correlate_tone(
    tone: pd.DataFrame, codes: pd.DataFrame, *, code: str = "tone", value: str = "polarity",
    seed: int = 0, n_resamples: int = 2000, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Hold article scores against codes: Spearman's rank correlation for each method.

    Parameters
    ----------
    tone : pandas.DataFrame
        One row an article and method: article_id, method (str), the column `value`. Never changed.
    codes : pandas.DataFrame
        One row an article: article_id and the column `code` (numeric).
    code, value : str
        Names of columns.
    seed, n_resamples, level
        Of the bootstrap, which draws articles.

    Returns
    -------
    pandas.DataFrame
        One row a method: method, measure (str, "Spearman's rho"), estimate (float64, −1 to 1;
        missing with fewer than three articles or where all codes or scores are alike), low, high
        (float64, percentile interval), n_units, n_articles (int64: articles with both).

    Raises
    ------
    ValueError
        If a column is missing.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    require_columns(tone, ["article_id", "method", value], "correlate_tone")
    require_columns(codes, ["article_id", code], "correlate_tone: codes")
    coded = codes[["article_id", code]].rename(columns={code: "\x00code"})
    both = tone.merge(coded, on="article_id").dropna(subset=[value, "\x00code"])
    rows = []
    for method in dict.fromkeys(tone["method"]):
        own = both[both["method"] == method].sort_values("article_id")
        pairs = own[[value, "\x00code"]].to_numpy(dtype=float)
        n = len(pairs)
        estimate = low = high = float("nan")
        if n > 2:
            estimate = _spearman(pairs[None])[0]
            drawn = make_generator(seed, (method,)).integers(0, n, size=(n_resamples, n))
            low, high = take_percentiles(_spearman(pairs[drawn]), level)
        rows.append((method, "Spearman's rho", estimate, low, high, n, own["article_id"].nunique()))
    return _tabulate(rows)


def score_labels(
    mentions: pd.DataFrame, *, gold: str = "gold", label: str = "label", seed: int = 0,
    n_resamples: int = 2000, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Hold labels −1, 0, 1 against coded ones: macro-F1 for each method.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row a mention (or sentence) and method, as of `score_mentions`: article_id, method
        (str), the columns `label` and `gold` (−1, 0 or 1; rows without gold are passed over).
        Never changed.
    gold, label : str
        Names of columns.
    seed, n_resamples, level
        Of the bootstrap, which draws articles with all their mentions.

    Returns
    -------
    pandas.DataFrame
        One row a method, then one for saying 0 always: method, measure (str, "macro-F1"),
        estimate, low, high (float64, 0 to 1), n_units (int64: mentions), n_articles (int64). A
        label that neither side uses is left out of the mean.

    Raises
    ------
    ValueError
        If a column is missing or a label is none of the three.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    require_columns(mentions, ["article_id", "method", gold, label], "score_labels")
    known = mentions[mentions[gold].notna() & mentions[label].notna()]
    wrong = ~(known[gold].isin(LABELS) & known[label].isin(LABELS))
    if wrong.any():
        row = known[wrong].iloc[0]
        raise ValueError(f"score_labels: labels are −1, 0 or 1, not {row[gold]} and {row[label]}.")
    methods = list(dict.fromkeys(known["method"]))
    rows = []
    for method in [*methods, *([ALWAYS_NEUTRAL] if methods else [])]:
        own = known[known["method"] == (methods[0] if method == ALWAYS_NEUTRAL else method)]
        said = own[label] * (method != ALWAYS_NEUTRAL)
        table = count_pairs(own[gold], said, LABELS, own["article_id"])
        drawn = draw_sums(table, n_resamples, make_generator(seed, (method,)))
        low, high = take_percentiles(_macro_f1(drawn), level)
        estimate = _macro_f1(table.sum(axis=0)[None])[0]
        rows.append((method, "macro-F1", estimate, low, high, len(own), len(table)))
    return _tabulate(rows)


def describe_labels(scores: pd.DataFrame, unit: str = "mention") -> str:
    """Say how often methods are right, beside the method that always says "neutral".

    Parameters
    ----------
    scores : pandas.DataFrame
        Of `score_labels`.
    unit : str
        What was coded, in the singular.

    Returns
    -------
    str
        For example "Held against the codes of 461 mentions in 48 articles, the news model reaches a
        macro-F1 of 0.55 [0.47, 0.62] and VADER 0.38 [0.33, 0.43]; always saying neutral reaches
        0.28." Methods whose interval does not lie above the latter are named.

    Raises
    ------
    ValueError
        If a column is missing or nothing was scored.
    """
    require_columns(scores, COLUMNS, "describe_labels")
    rows = scores[(scores["measure"] == "macro-F1") & (scores["method"] != ALWAYS_NEUTRAL)]
    if rows.empty:
        raise ValueError("describe_labels: the table has no macro-F1 of a method.")
    first = rows.iloc[0]
    names = {row.method: _name(row.method) for row in rows.itertuples()}
    said = [
        f"{names[row.method]} {'reaches a macro-F1 of ' if row.Index == first.name else ''}"
        f"{row.estimate:.2f} [{row.low:.2f}, {row.high:.2f}]"
        for row in rows.itertuples()
    ]
    text = (
        f"Held against the codes of {counted(first['n_units'], unit)} in "
        f"{counted(first['n_articles'], 'article')}, {join_names(said, len(said))}"
    )
    base = scores.loc[scores["method"] == ALWAYS_NEUTRAL, "estimate"]
    if len(base):
        text += f"; always saying neutral reaches {base.iloc[0]:.2f}"
        unsure = [names[row.method] for row in rows.itertuples() if not row.low > base.iloc[0]]
        if unsure:
            text += f", and of {join_names(unsure, len(unsure))} it is not shown that it is better"
    return f"{text}."


def describe_zeros(zeros: pd.DataFrame, unit: str = "sentence") -> str:
    """Say for how many sentences methods see nothing.

    Parameters
    ----------
    zeros : pandas.DataFrame
        Of `helpers.measures.share_of_zeros`, one row a method.
    unit : str
        What was scored, in the singular.

    Returns
    -------
    str
        For example "Exactly zero is the score of 65% [63, 67] of 2,142 sentences by TextBlob and of
        61% [55, 66] by VADER: mostly no word of their lists stands there."
    """
    require_columns(zeros, ["method", "estimate", "low", "high", "n_units"], "describe_zeros")
    rows = zeros[zeros["estimate"].notna()]
    if rows.empty:
        return f"No {unit} could be scored."
    n = counted(rows["n_units"].max(), unit)
    said = [
        f"of {_points(row.estimate)}% [{_points(row.low)}, {_points(row.high)}]"
        f"{f' of {n}' if not place else ''} by {_name(row.method)}"
        for place, row in enumerate(rows.itertuples())
    ]
    return (
        f"Exactly zero is the score {join_names(said, len(said))}: mostly no word of the list "
        "stands there."
    )


def _points(share: float) -> str:
    return format_number(100 * share, 0)


def _name(method: str) -> str:
    name = group_name(method)
    return f"the {name}" if name.endswith((" model", " coders")) else name


def explain_sentences(
    sentences: Sequence[str], methods: str | Sequence[str] = ("textblob", "vader")
) -> pd.DataFrame:
    """Say for each sentence and method which words made the score, to be shown as marked text.

    Parameters
    ----------
    sentences : sequence of str
        The sentences, each explained by itself.
    methods : str or sequence of str
        Methods of `explain_sentiment`.

    Returns
    -------
    pandas.DataFrame
        One row a sentence and method: text, method (str), polarity (float64, the sum of what the
        words add), words (str: each word with its share, "blame −0.48"; "no listed word"), spans
        (list of [start, end], for `helpers.show.show_evidence`).
    """
    rows = []
    for text in sentences:
        for method in as_tuple(methods):
            words = explain_sentiment(text, method)
            placed = words.dropna(subset=["start", "end"])
            spans = [[int(low), int(high)] for low, high in placed[["start", "end"]].to_numpy()]
            said = [
                f"{word} {share:+.2f}".replace("-", "−")
                for word, share in zip(words["word"], words["contribution"], strict=True)
            ]
            polarity = float(words["contribution"].sum())
            rows.append((text, method, polarity, ", ".join(said) or "no listed word", spans))
    table = pd.DataFrame(rows, columns=["text", "method", "polarity", "words", "spans"])
    types = {"text": "str", "method": "str", "polarity": "float64", "words": "str"}
    return table.astype(types)


def _spearman(draws: np.ndarray) -> np.ndarray:
    """Return the rank correlation of each draw (first axis) of pairs (last axis)."""
    ranks = stats.rankdata(draws, axis=1)
    ranks -= ranks.mean(axis=1, keepdims=True)
    product = (ranks[..., 0] * ranks[..., 1]).sum(axis=1)
    return divide(product, np.sqrt((ranks**2).sum(axis=1).prod(axis=1)))


def _macro_f1(cells: np.ndarray) -> np.ndarray:
    return mean_of_known(f1_by_code(as_tables(cells)), axis=1)


def _tabulate(rows: list[tuple]) -> pd.DataFrame:
    types = dict.fromkeys(COLUMNS, "float64") | {"method": "str", "measure": "str"}
    types |= {"n_units": "int64", "n_articles": "int64"}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(types)
