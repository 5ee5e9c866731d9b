"""Tables that are hard to draw: names in any script, numbers of any size, holes, one row.

`draw(kind, case, width)` draws one kind of chart for one case. Nothing here is real.
"""

import numpy as np
import pandas as pd

from helpers.charts import (
    plot_agency,
    plot_bursts,
    plot_contrasts,
    plot_counts,
    plot_distribution,
    plot_estimates,
    plot_event_window,
    plot_frames,
    plot_keyness,
    plot_matrix,
    plot_shares,
    plot_specifications,
    plot_term_plane,
    plot_timeline,
    plot_tone_over_time,
    plot_word_shift,
)
from tests.charts import made_up

SCRIPTS = {
    "one outlet": ["Tin Whistle"],
    "Cyrillic": [
        "Независимая вечерняя газета Верхнего Нигделя и всех прилегающих к нему областей",
        "Вигадана щоденна газета Горішнього Ніде та всіх околиць, вечірній випуск",
        "Ёлка", "Їжак", "Щ",
    ],
    "other scripts": ["虚构日报", "発明された新聞社の夕刊と朝刊", "지어낸 신문", "गढ़ा हुआ अख़बार",
                      "Εφημερίδα", "صحيفة مخترعة"],
    "signs": ["Pay $5 or $6 Daily", "the_under_score_post", "x^2 ^_^ Gazette", "$\\frac{1}{0$ %d",
              "50% & <b>Bold</b> #{tag} ~", "a\u202eb\nc\td"],
    "alike": [f"The Invented National Broadcasting Company of Nowhere, Section {letter}"
              for letter in "ABCDEF"],
}  # fmt: skip
PLAIN = ["Tin Whistle", "Harbor Ledger", "Наша выдумка", "Made-Up Mail"]
VALUES = {
    "estimates": ("estimate", "low", "high"),
    "counts": ("n_articles",),
    "timeline": ("n_articles",),
    "distribution": ("polarity",),
    "shares": ("estimate", "low", "high"),
    "matrix": ("n_quotations",),
    "keyness": ("log_odds", "low", "high"),
    "plane": ("per_10000_a", "per_10000_b"),
    "contrasts": ("difference", "low", "high"),
    "agency": ("n_hits",),
    "frames": ("estimate", "low", "high"),
    "specifications": ("estimate", "low", "high"),
    "tone_over_time": ("estimate", "low", "high"),
    "word_shift": ("contribution", "low", "high"),
    "bursts": ("n_articles",),
    "event_window": ("n_articles",),
}
KINDS = tuple(VALUES)
SHARES = ("shares", "contrasts", "agency", "plane")  # no share and no rate is huge
CASES = (*SCRIPTS, "one group missing", "all missing", "one row", "huge", "tiny", "uneven panels")


def outlets_of(case):
    return SCRIPTS.get(case, PLAIN)


def tables(kind, case):
    """Return the table of a kind of chart (for some two tables) as the case has it."""
    outlets = outlets_of(case)
    first = {
        "estimates": lambda: made_up.estimates(outlets, ("textblob", "vader")),
        "counts": lambda: made_up.totals(outlets),
        "timeline": lambda: made_up.counts(outlets),
        "distribution": lambda: made_up.tone(outlets),
        "shares": lambda: _with_terms(made_up.shares(), outlets),
        "matrix": lambda: made_up.edges(outlets),
        "keyness": lambda: _with_words(made_up.words(12), outlets),
        "plane": lambda: _with_words(made_up.plane(60), outlets),
        "contrasts": lambda: made_up.contrasts(f" {outlets[0]}"),
        "agency": lambda: made_up.roles(["Russia", *outlets], ["US", "RU"]),
        "frames": lambda: made_up.voices(outlets, made_up.FRAMES[:3], "outlet"),
        "specifications": lambda: made_up.checks(outlets),
        "tone_over_time": lambda: made_up.curves(outlets, column="outlet"),
        "word_shift": lambda: _with_words(made_up.shift(12), outlets, "term"),
        "bursts": lambda: made_up.volume(outlets),
        "event_window": lambda: made_up.around(outlets),
    }[kind]()
    return _change(first, case, VALUES[kind], outlets)


def draw(kind, case, width=7.2):
    """Return one kind of chart for one case."""
    table, outlets = tables(kind, case), outlets_of(case)
    how = {"title": f"{case}: {outlets[0]}", "width": width}
    if kind == "agency":
        return plot_agency(table, **how)
    if kind == "bursts":
        return plot_bursts(table, made_up.bursts(outlets), **how)
    if kind == "event_window":
        return plot_event_window(table, made_up.windows(outlets), by="outlet", **how)
    more = {
        "estimates": {"panel": "method", "panel_names": made_up.METHODS},
        "distribution": {"group": "outlet", "panel_names": made_up.METHODS},
        "frames": {"group": "outlet"},
        "tone_over_time": {"group": "outlet"},
    }.get(kind, {})
    plot = {
        "estimates": plot_estimates, "counts": plot_counts, "timeline": plot_timeline,
        "distribution": plot_distribution, "shares": plot_shares, "matrix": plot_matrix,
        "keyness": plot_keyness, "plane": plot_term_plane, "contrasts": plot_contrasts,
        "frames": plot_frames, "specifications": plot_specifications,
        "tone_over_time": plot_tone_over_time, "word_shift": plot_word_shift,
    }[kind]  # fmt: skip
    return plot(table, **more, **how)


def _with_terms(table, outlets):
    return table.assign(term=table["term"] + " " + outlets[-1])


def _with_words(table, outlets, column="word"):
    names = list(table[column])
    return table.assign(**{column: [*outlets, *names[len(outlets) :]][: len(names)]})


def _change(table, case, values, outlets):
    attrs = dict(table.attrs)
    values = [name for name in values if name in table.columns]
    if case == "one row":
        table = table.head(1).copy()
    elif case == "all missing":
        table = table.assign(**dict.fromkeys(values, np.nan))
    elif case == "one group missing" and "outlet" in table.columns:
        lost = (table["outlet"] == outlets[0]).to_numpy()
        table = table.assign(**{
            name: pd.to_numeric(table[name]).astype("float64").mask(lost) for name in values
        })  # fmt: skip
    elif case in ("huge", "tiny"):
        factor = 1e9 if case == "huge" else 1e-7
        whole = values[0].startswith("n_")
        factor = 1_000_000 if whole and case == "huge" else 1 if whole else factor
        table = table.assign(**{name: table[name] * factor for name in values})
    elif case == "uneven panels" and "method" in table.columns and "outlet" in table.columns:
        table = table[(table["method"] == "textblob") | (table["outlet"] == outlets[0])]
    table.attrs = attrs
    return table
