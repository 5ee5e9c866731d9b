"""Tables of made-up numbers for charts. No outlet, word or number here is real."""

import numpy as np
import pandas as pd

from helpers.charts import (
    plot_counts,
    plot_distribution,
    plot_estimates,
    plot_keyness,
    plot_matrix,
    plot_shares,
    plot_timeline,
)

LONG_NAMES = (
    "The Very Long-Winded Gazette of Upper Nowhere and All Surrounding Counties, Evening Edition",
    "Независимая вечерняя газета Верхнего Нигделя и всех прилегающих к нему областей",
    "Supercalifragilisticexpialidocious-Nachrichtenagenturberichterstattungsgesellschaft",
    "Pay $5 or $6 Daily",
    "Наша выдумка",
    "Tin Whistle",
)
COUNTRIES = ("US", "RU", "UA", "GB", pd.NA)


def names(count):
    return [f"Invented Outlet {number:02d}" for number in range(count)]


def estimates(outlets, methods=("textblob",)):
    """Outlet number i of a method has estimate i/100 and an interval of 0.05 each side."""
    records = [
        {
            "outlet": outlet,
            "country": COUNTRIES[number % 5],
            "method": method,
            "measure": "polarity",
            "estimate": number / 100 + shift / 10,
            "low": number / 100 + shift / 10 - 0.05,
            "high": number / 100 + shift / 10 + 0.05,
            "n_articles": 1000 * (number % 3) + number + 3,
            "n_units": 10.0,
            "n_clusters": number + 2,
            "cluster": "article_id",
            "note": np.nan,
        }
        for shift, method in enumerate(methods)
        for number, outlet in enumerate(outlets)
    ]
    return pd.DataFrame(records)


def frames():
    values = {("conflict", "US"): 0.9, ("conflict", "RU"): 0.4,
              ("morality", "US"): 0.1, ("morality", "RU"): 0.3}  # fmt: skip
    return pd.DataFrame(
        [
            {"frame": frame, "country": country, "estimate": value, "low": value - 0.1,
             "high": value + 0.1, "n_articles": 12, "n_clusters": 4, "cluster": "outlet",
             "note": "fewer than five outlets a side: the interval is too narrow to trust"}
            for (frame, country), value in values.items()
        ]
    )  # fmt: skip


def counts(outlets, start="2031-01-01", periods=14, freq="MS", undated=True):
    records = [
        {
            "outlet": outlet,
            "country": COUNTRIES[number % 5],
            "period": date,
            "n_articles": (number * 7 + step * 5) % 23,
        }
        for number, outlet in enumerate(outlets)
        for step, date in enumerate(pd.date_range(start, periods=periods, freq=freq))
    ]
    if undated:
        first = {"outlet": outlets[0], "country": COUNTRIES[0], "period": pd.NaT, "n_articles": 4}
        records.append(first)
    table = pd.DataFrame(records)
    return table[table["n_articles"] > 0].reset_index(drop=True)


def totals(outlets):
    return pd.DataFrame(
        {
            "outlet": outlets,
            "country": [COUNTRIES[number % 5] for number in range(len(outlets))],
            "n_articles": [3 + 11 * number for number in range(len(outlets))],
        }
    )


def speakers():
    return pd.DataFrame(
        {
            "speaker_name": ["Anna Nikto", "Anna Nikto", "Bob Nobody", "Cleo Noone", "Cleo Noone"],
            "country": ["US", "RU", "US", "US", "RU"],
            "n_quotations": [12, 30, 22, 3, 9],
        }
    )


def shares():
    values = {
        ("the dispute", "quarrel"): (0.6, 0.25),
        ("the dispute", "row"): (0.3, 0.15),
        ("the dispute", "clarification of positions"): (0.1, 0.6),
        ("the fruit", "apple"): (0.75, 0.5),
        ("the fruit", "pome"): (0.25, 0.5),
    }
    return pd.DataFrame(
        [
            {"concept": concept, "term": term, "country": country, "estimate": pair[side],
             "low": max(pair[side] - 0.1, 0), "high": min(pair[side] + 0.1, 1), "n_articles": 9,
             "n_units": (40.0, 20.0)[side], "n_clusters": 4, "cluster": "outlet", "note": np.nan}
            for (concept, term), pair in values.items()
            for side, country in enumerate(("US", "RU"))
        ]
    )  # fmt: skip


def words(count=40):
    """Word i has log-odds from -2 to 2; its counts agree with the sign."""
    log_odds = np.linspace(-2, 2, count)
    return pd.DataFrame(
        {
            "word": [f"madeup{number:02d}" for number in range(count)],
            "log_odds": log_odds,
            "low": log_odds - 0.3,
            "high": log_odds + 0.4,
            "z": log_odds * 5,
            "count_a": (60 + 25 * log_odds).round().astype("int64"),
            "count_b": (60 - 25 * log_odds).round().astype("int64"),
            "n_outlets_a": [1 + number % 4 for number in range(count)],
            "n_outlets_b": [1 + number % 3 for number in range(count)],
        }
    )


def tone(outlets, each=40, methods=("textblob", "vader")):
    """A quarter of the scores of each outlet is exactly zero; the rest spreads evenly."""
    scores = np.concatenate([np.zeros(each // 4), np.linspace(-0.6, 0.8, each - each // 4)])
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "outlet": outlet,
                    "country": COUNTRIES[number % 5],
                    "method": method,
                    "polarity": scores / (1 + number % 3),
                }
            )
            for method in methods
            for number, outlet in enumerate(outlets)
        ],
        ignore_index=True,
    )


def edges(outlets, speakers=14):
    """Outlet i quotes speaker j (7i + 5j) % 17 times, as far as that is 3 or more."""
    records = [
        {
            "outlet": outlet,
            "country": COUNTRIES[number % 5],
            "speaker_name": f"{('Anna', 'Bob', 'Cleo')[speaker % 3]} Nobody {speaker + 1}",
            "n_quotations": (7 * number + 5 * speaker) % 17,
            "n_all": 150 + number,
        }
        for number, outlet in enumerate(outlets)
        for speaker in range(speakers)
    ]
    table = pd.DataFrame(records)
    return table[table["n_quotations"] >= 3].reset_index(drop=True)


def sides(zero=0.0):
    """Two presses and the sides that they quote; nobody quotes Ukraine in the second."""
    shares = {"US": (0.6, 0.2), "RU": (0.25, 0.7), "UA": (0.1, zero), pd.NA: (0.05, 0.1)}
    return pd.DataFrame(
        [
            {"country": country, "affiliation": side, "share": pair[place], "n_all": 300 - place}
            for side, pair in shares.items()
            for place, country in enumerate(("US", "RU"))
        ]
    )


METHODS = {"textblob": "TextBlob", "vader": "VADER"}


def draw_all(outlets, width=7.2):
    """Return every kind of chart for these outlets, by name."""
    limit = {"width": width, "max_rows": len(outlets), "expected": ["Absent Herald"]}
    return {
        "estimates": plot_estimates(
            estimates(outlets, ("textblob", "vader")), panel="method", panel_names=METHODS,
            xlabel="Mean polarity of an article (−1 to 1)", title="Tone by outlet", **limit,
        ),
        "sections": plot_estimates(estimates(outlets), section="country", **limit),
        "dodged": plot_estimates(
            pd.concat([estimates(outlets), estimates(outlets).assign(country="US")])
            .drop_duplicates(["outlet", "country"]),
            xlabel="Hits per 100 words", reference=None, **limit,
        ),
        "timeline": plot_timeline(counts(outlets), title="Articles a month", **limit),
        "counts": plot_counts(totals(outlets), title="Articles by outlet", **limit),
        "shares": plot_shares(
            shares().assign(term=lambda own: own["term"] + " " + outlets[0]),
            title="Rival names", expected=("US", "RU", "UA"), width=width,
        ),
        "keyness": plot_keyness(words(2 * len(outlets)), title="Words apart", width=width),
        "matrix": plot_matrix(edges(outlets), title="Who quotes whom", **limit),
        "distribution": plot_distribution(
            tone(outlets), group="outlet", panel_names=METHODS, title="Spread", **limit
        ),
    }  # fmt: skip
