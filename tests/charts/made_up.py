"""Tables of made-up numbers for charts. No outlet, word or number here is real."""

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
from helpers.charts.agency import ROLES

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


def contrasts(more="", concepts=3):
    """Rival names: the dispute in three, the fruit in two; Russia never names the last concept."""
    names = {
        "the dispute": [("quarrel", 24, 5), ("row", 12, 3), ("clarification", 4, 12)],
        "the fruit": [("apple", 6, 2), ("pome", 2, 2)],
        "the hat": [("cap", 7, 0), ("bonnet", 3, 0)],
    }
    records = []
    for number in range(concepts):
        concept = list(names)[number % 3]
        terms = names[concept]
        uses = [sum(term[side] for term in terms) for side in (1, 2)]
        for term, *hits in terms:
            shares = [hit / use if use else np.nan for hit, use in zip(hits, uses, strict=True)]
            difference = shares[0] - shares[1]
            records.append(
                {"concept": concept + ("" if number < 3 else f" {number}"), "term": term + more,
                 "slant": "Russian usage" if term in ("clarification", "bonnet") else "neutral",
                 "a": "US", "b": "RU", "estimate_a": shares[0], "estimate_b": shares[1],
                 "difference": difference, "low": difference - 0.2, "high": difference + 0.2,
                 "n_hits_a": hits[0], "n_hits_b": hits[1], "n_concept_hits_a": uses[0],
                 "n_concept_hits_b": uses[1], "n_clusters_a": 4, "n_clusters_b": 3,
                 "cluster": "outlet", "note": np.nan}
            )  # fmt: skip
    return pd.DataFrame(records)


ACTORS = ("United States", "Russia", "Ukraine", "NATO", "EU", "China")


def roles(actors=ACTORS, groups=("US", "RU")):
    """Actor number i is active subject 10 - i times in the first group, i + 1 in the others."""
    records = []
    for number, actor in enumerate(actors):
        for place, group in enumerate(groups):
            counts = [10 - number, 2, 3, 4, 1] if not place else [number + 1, 1, 8, 0, 5]
            for role, count in zip(ROLES, counts, strict=True):
                records.append({"actor": actor, "group": group, "role": role, "n_hits": count})
    return pd.DataFrame(records)


def acting(table):
    """The acting share of `roles`, with an interval of 0.1 each side."""
    own = table.assign(acts=table["n_hits"].where(table["role"].isin(list(ROLES)[:2]), 0))
    sums = own.groupby(["actor", "group"], sort=False)[["acts", "n_hits"]].sum().reset_index()
    share = sums["acts"] / sums["n_hits"]
    return sums.assign(
        estimate=share, low=share - 0.1, high=share + 0.1, n_clusters=4, cluster="outlet",
        note="only 4 outlets: the interval is too narrow to trust",
    ).drop(columns=["acts", "n_hits"])  # fmt: skip


FRAMES = ("conflict", "human_interest", "economic_consequences", "morality", "responsibility")


def voices(groups=("US", "RU"), frames=FRAMES, column="country"):
    """Frame number i has i/10 in the first group, more by 0.3 / (i + 1) in each that follows."""
    records = [
        {"frame": frame, column: group, "voice": voice,
         "estimate": number / 10 + place * 0.3 / (number + 1) + shift,
         "low": number / 10 + place * 0.3 / (number + 1) + shift - 0.08,
         "high": number / 10 + place * 0.3 / (number + 1) + shift + 0.1,
         "n_articles": n, "n_clusters": 4, "cluster": "outlet", "note": np.nan}
        for number, frame in enumerate(frames)
        for place, group in enumerate(groups)
        for voice, shift, n in (("own voice", 0.5, 48), ("in quotations", 0.7, 41))
    ]  # fmt: skip
    return pd.DataFrame(records)


def checks(outlets):
    """One difference of 0.3, without each outlet 0.3 - i/100, in quotations -0.1."""
    rows = [("all articles", "as reported", 0.3, 96)]
    rows += [
        (f"without {outlet}", "one outlet left out", 0.3 - number / 100, 90 - number % 9)
        for number, outlet in enumerate(outlets, start=1)
    ]
    rows += [("own voice only", "whose words", 0.25, 96), ("quotations only", "whose words", -0.1,
             80), ("headlines only", "which text", np.nan, 0)]  # fmt: skip
    table = pd.DataFrame(rows, columns=["specification", "kind", "estimate", "n_articles"])
    return table.assign(
        low=table["estimate"] - 0.22, high=table["estimate"] + 0.22, n_clusters=8,
        cluster="outlet", note=np.nan,
    )  # fmt: skip


SYLLABLES = ("ma", "де", "ki", "ро", "bu", "xen", "tion", "ность", "lo", "schrift")


def plane(count, more=""):
    """Made-up words, in Latin and Cyrillic letters, as two presses might use them."""
    generator = np.random.default_rng(count)
    level, tilt = generator.lognormal(1.2, 1.1, count), generator.normal(0, 0.8, count)
    uses = [
        generator.poisson(level * np.exp(tilt) * 3),
        generator.poisson(level / np.exp(tilt) * 2),
    ]
    uses[0][(uses[0] + uses[1]) == 0] = 1
    log_odds = np.log((uses[0] + 0.5) / 30000) - np.log((uses[1] + 0.5) / 20000)
    error = np.sqrt(1 / (uses[0] + 0.5) + 1 / (uses[1] + 0.5))
    letters = [
        "".join(SYLLABLES[(7 * number + 3 * place) % 10] for place in range(2 + number % 4))
        for number in range(count)
    ]
    return pd.DataFrame(
        {
            "word": [f"{word}{number}{more}" for number, word in enumerate(letters)],
            "count_a": uses[0], "count_b": uses[1],
            "per_10000_a": uses[0] / 3.0, "per_10000_b": uses[1] / 2.0,
            "log_odds": log_odds, "z": log_odds / error,
            "low": log_odds - 2 * error, "high": log_odds + 2 * error,
            "q_value": 0.2, "n_clusters_a": 4, "n_clusters_b": 3, "cluster": "outlet",
            "note": np.nan,
        }
    )  # fmt: skip


def volume(outlets, start="2031-01-01", periods=56):
    """A count a day; of every third outlet nothing is known from the 11th day to the 24th."""
    records = [
        {
            "outlet": outlet,
            "country": COUNTRIES[number % 5],
            "item": "all articles",
            "period": date,
            "n_articles": pd.NA if number % 3 == 0 and 10 <= step < 24 else
            (number * 7 + step * 5) % 11 * (3 if 30 <= step < 36 else 1),
        }
        for number, outlet in enumerate(outlets)
        for step, date in enumerate(pd.date_range(start, periods=periods, freq="D"))
    ]  # fmt: skip
    return pd.DataFrame(records).astype({"n_articles": "Int64"})


def bursts(outlets):
    """Every outlet bursts from 31 January to 5 February, every second one twice as high inside."""
    records = [
        {"outlet": outlet, "item": "all articles", "level": level, "start": pd.Timestamp(start),
         "end": pd.Timestamp(end), "n_articles": 60 + number, "weight": weight}
        for number, outlet in enumerate(outlets)
        for level, start, end, weight in (
            (0, "2031-01-01", "2031-02-25", np.nan),
            (1, "2031-01-31", "2031-02-05", 20.0 + number),
            (2, "2031-02-01", "2031-02-03", 9.0),
        )[: 3 - number % 2]
    ]  # fmt: skip
    return pd.DataFrame(records)


def around(outlets):
    """Days around an event; every third outlet is not known for the last week."""
    records = [
        {
            "outlet": outlet,
            "country": COUNTRIES[number % 5],
            "item": "all articles",
            "day": day,
            "n_articles": pd.NA if number % 3 == 2 and day >= 21 else
            (number * 3 + day * 2) % 5 + (6 if 0 <= day < 5 else 0),
            "n_all": 20,
        }
        for number, outlet in enumerate(outlets)
        for day in range(-14, 28)
    ]  # fmt: skip
    return pd.DataFrame(records).astype({"n_articles": "Int64"})


def windows(outlets):
    """Rates of 2 a day before and 3 after, the same for all outlets; the last has no placebo."""
    return pd.DataFrame(
        [
            {"outlet": outlet, "country": COUNTRIES[number % 5], "item": "all articles",
             "date": pd.Timestamp("2031-05-07"), "per": "day", "rate_before": 2.0,
             "rate_before_low": 1.4, "rate_before_high": 2.9, "rate_after": 3.0,
             "rate_after_low": 2.4, "rate_after_high": 3.7, "ratio": 1.5, "low": 0.95, "high": 2.4,
             "p_value": np.nan if number == len(outlets) - 1 else 0.02 * (number % 40 + 1),
             "n_before": 28, "n_after": 1084 + number, "note": np.nan}
            for number, outlet in enumerate(outlets)
        ]
    )  # fmt: skip


def shift(count=40, more="", a="US", b="RU"):
    """Term i adds to the gap what its kind says, ever less; the last ones hardly anything."""
    kinds = [
        ("positive, more in a", 1), ("positive, more in b", -1), ("negative, more in a", -1),
        ("negative, more in b", 1), ("scored differently", 1), ("positive, more in a", 1),
    ]  # fmt: skip
    records = [
        {"method": "vader", "term": f"madeup{number:02d}{more}", "kind": kinds[number % 6][0],
         "contribution": kinds[number % 6][1] * 0.02 / (number + 1), "count_a": 9 + number % 7,
         "count_b": 3 + number % 11, "n_clusters_a": number % 2, "n_clusters_b": number % 3}
        for number in range(count)
    ]  # fmt: skip
    table = pd.DataFrame(records)
    table["low"] = table["contribution"] - 0.004
    table["high"] = table["contribution"] + 0.006
    table.loc[table.index > 30, ["low", "high"]] = np.nan
    total = table["contribution"].sum()
    table.attrs = {
        "gap": total, "mean_a": total - 0.01, "mean_b": -0.01, "a": a, "b": b, "method": "vader",
        "cluster": "outlet", "n_articles": (48, 41), "n_clusters": (4, 5), "note": "",
    }  # fmt: skip
    return table


def curves(groups=("US", "RU"), methods=("textblob", "vader"), column="country", days=60):
    """A slow wave for each group, with a gap of ten days that moves on from group to group."""
    day = np.arange(days)
    parts = []
    for shift_of_method, method in enumerate(methods):
        for number, group in enumerate(groups):
            estimate = 0.1 * np.sin(day / 9 + number) + shift_of_method / 20
            open_days = (day >= 15 + 7 * number) & (day < 25 + 7 * number)
            estimate[open_days] = np.nan
            parts.append(
                pd.DataFrame(
                    {"method": method, column: group, "measure": "polarity",
                     "date": pd.date_range("2031-03-01", periods=days), "estimate": estimate,
                     "low": estimate - 0.05, "high": estimate + 0.06,
                     "n_articles": np.where(open_days, 0, (day + number) % 4), "n_clusters": 4,
                     "cluster": "outlet", "bandwidth": 5.0, "step": 1, "note": np.nan}
                )
            )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


METHODS = {"textblob": "TextBlob", "vader": "VADER"}


def draw_all(outlets, width=7.2):
    """Return every kind of chart for these outlets, by name."""
    return {kind: draw() for kind, draw in ways_to_draw(outlets, width).items()}


def ways_to_draw(outlets, width=7.2):
    """Return, by kind of chart, a function that draws it for these outlets."""
    limit = {"width": width, "max_rows": len(outlets), "expected": ["Absent Herald"]}
    return {
        "estimates": lambda: plot_estimates(
            estimates(outlets, ("textblob", "vader")), panel="method", panel_names=METHODS,
            xlabel="Mean polarity of an article (−1 to 1)", title="Tone by outlet", **limit,
        ),
        "sections": lambda: plot_estimates(estimates(outlets), section="country", **limit),
        "dodged": lambda: plot_estimates(
            pd.concat([estimates(outlets), estimates(outlets).assign(country="US")])
            .drop_duplicates(["outlet", "country"]),
            xlabel="Hits per 100 words", reference=None, **limit,
        ),
        "timeline": lambda: plot_timeline(counts(outlets), title="Articles a month", **limit),
        "counts": lambda: plot_counts(totals(outlets), title="Articles by outlet", **limit),
        "shares": lambda: plot_shares(
            shares().assign(term=lambda own: own["term"] + " " + outlets[0]),
            title="Rival names", expected=("US", "RU", "UA"), width=width,
        ),
        "keyness": lambda: plot_keyness(words(2 * len(outlets)), title="Words apart", width=width),
        "matrix": lambda: plot_matrix(edges(outlets), title="Who quotes whom", **limit),
        "contrasts": lambda: plot_contrasts(
            contrasts(f" {outlets[0]}", concepts=max(3, len(outlets) // 3)), title="Rival names",
            width=width,
        ),
        "plane": lambda: plot_term_plane(
            plane(30 * len(outlets), outlets[0].split()[-1]), title="Term plane", width=width
        ),
        "agency": lambda: plot_agency(
            (own := roles([*ACTORS, outlets[0]])), acting(own), title="Who acts", width=width,
            expected=["UA"],
        ),
        "frames": lambda: plot_frames(
            voices(outlets, FRAMES[:3], "outlet"), group="outlet", title="Frames", **limit
        ),
        "voices": lambda: plot_frames(voices(), title="Frames", expected=["UA"], width=width),
        "specifications": lambda: plot_specifications(
            checks(outlets), title="What would change our mind",
            ends=("← more in Russia", "more in the United States →"), width=width,
            max_rows=len(outlets) + 4,
        ),
        "bursts": lambda: plot_bursts(
            volume(outlets), bursts(outlets), title="Bursts", same_scale=False, **limit
        ),
        "event_window": lambda: plot_event_window(
            around(outlets), windows(outlets), by="outlet", title="Around an event", **limit
        ),
        "word_shift": lambda: plot_word_shift(
            shift(2 * len(outlets), f" {outlets[0].split()[-1]}"), title="Word shift", width=width,
            top=len(outlets) + 2,
        ),
        "tone_over_time": lambda: plot_tone_over_time(
            curves(outlets[:3], column="outlet"), group="outlet", title="Tone over time",
            width=width,
        ),
        "distribution": lambda: plot_distribution(
            tone(outlets), group="outlet", panel_names=METHODS, title="Spread", **limit
        ),
    }  # fmt: skip
