"""Cards made on the spot from codes that lie beside a corpus, and one caption for several methods.

A corpus that comes with adjudicated codes (as the bundled one does) is validated already: what is
missing is only the sum. A card that was kept by ``python -m helpers code validate`` comes first.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from helpers import measures
from helpers.charts.describe import counted, join_names
from helpers.charts.style import group_name
from helpers.corpus import Corpus
from helpers.measures.wording_scores import ALL
from helpers.stats.accuracy import BASELINE
from helpers.stats.schema import require_columns
from helpers.validation.agreement import compare_coders
from helpers.validation.cards import NOT_VALIDATED, MeasureCard, find_card, with_card
from helpers.validation.protocols import KEY_OF, POLARITY, hold_against, measure_units
from helpers.validation.scoring import make_card, mark_corpus
from helpers.validation.variables import coding_variables

__all__ = ["find_cards", "with_cards", "wording_card"]

CODED = {
    "tone": "adjudicated.csv",
    "frames": "adjudicated.csv",
    "targets": "targets.csv",
    "quotations": "quotations.csv",
}
SPEAKER = "quotation and its speaker"
COLUMNS = {"precision": "precision", "recall": "recall", "f1": "F1"}


def find_cards(
    corpus: str | Path | Sequence[str | Path], measure: str, methods: Sequence[str], *,
    loaded: Corpus, seed: int = 0,
) -> dict[str, MeasureCard | None]:  # fmt: skip
    """Find the cards of a measure beside a corpus, or make them from the codes that lie there.

    Parameters
    ----------
    corpus : str or pathlib.Path, or sequence of them
        As for `find_card`.
    measure : str
        "tone" and "frames" (codes: ``adjudicated.csv``, one row an article; agreement from
        ``coder_a.csv`` and ``coder_b.csv``), "targets" (``targets.csv``, one row a mention with
        the tone −1, 0, 1; agreement from tone_a and tone_b) or "quotations" (``quotations.csv``,
        as `helpers.measures.read_gold_quotations` reads it).
    methods : sequence of str
        Methods that a chart shows.
    loaded : Corpus
        The corpus as it was loaded.
    seed : int
        Of the bootstrap.

    Returns
    -------
    dict of str to MeasureCard or None
        By method; None where neither a card nor codes are there. Cards made here speak for the
        coded units only.

    Raises
    ------
    ValueError
        If the measure has no such codes, or the file of codes lacks a column.
    """
    if measure not in CODED:
        raise ValueError(f"No codes of {measure!r} are known. Choose from: {', '.join(CODED)}.")
    articles = loaded.articles
    cards = {name: find_card(corpus, measure, name, articles=articles) for name in methods}
    path = loaded.beside(CODED[measure])
    lacking = [name for name, card in cards.items() if card is None]
    if path is None or not lacking:
        return cards
    make: Callable = {
        "tone": partial(_hold_articles, "tone"), "frames": partial(_hold_articles, "frames"),
        "targets": _hold_targets, "quotations": _hold_quotations,
    }[measure]  # fmt: skip
    figures, facts = make(path, loaded, lacking, seed)
    mark = mark_corpus(corpus, articles)
    for name in lacking:
        if name in figures:
            cards[name] = make_card(
                figures[name], measure=measure, method=name, corpus=mark,
                drawn="all that is coded beside the corpus", **facts,
            )  # fmt: skip
    return cards


def with_cards(figure: Figure, cards: Mapping[str, MeasureCard | None]) -> Figure:
    """Let a chart of several methods say how well each was validated, in one statement.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Made by a function of `helpers.charts`.
    cards : mapping of str to (MeasureCard or None)
        By method, as of `find_cards`.

    Returns
    -------
    matplotlib.figure.Figure
        The same figure, with a longer ``caption``.
    """
    known = {name: card for name, card in cards.items() if card is not None}
    if len(known) < 2 or len({_basis(card) for card in known.values()}) > 1:
        for card in known.values() or [None]:
            figure = with_card(figure, card)
    else:
        caption = f"{getattr(figure, 'caption', '').rstrip()} {_say_together(known)}".strip()
        figure.caption = caption
    others = [group_name(name) for name in cards if name not in known]
    if known and others:
        figure.caption += f" {NOT_VALIDATED[:-1]}: {join_names(others)}."
    return figure


def wording_card(
    corpus: str | Path | Sequence[str | Path], loaded: Corpus, scores: pd.DataFrame | None
) -> MeasureCard | None:  # fmt: skip
    """Find the card of rival names beside a corpus, or make it from places that readers marked.

    Parameters
    ----------
    corpus : str or pathlib.Path, or sequence of them
        As for `find_card`.
    loaded : Corpus
        The corpus as it was loaded.
    scores : pandas.DataFrame or None
        Of `helpers.measures.score_wording`; None where nobody marked places.

    Returns
    -------
    MeasureCard or None
        None where neither a card nor marked places are there.
    """
    kept = find_card(corpus, "rival names", "word list", articles=loaded.articles)
    if kept is not None or scores is None:
        return kept
    require_columns(scores, ["concept", "f1", "f1_low", "f1_high", "n_gold"], "wording_card")
    row = scores[scores["concept"] == ALL].iloc[0]
    figures = pd.DataFrame(
        {
            "variable": ["places"], "code": ["(all)"], "measure": ["F1"], "estimate": [row["f1"]],
            "low": [row["f1_low"]], "high": [row["f1_high"]], "n_articles": [row["n_articles"]],
            "n_units": [row["n_gold"]], "note": [pd.NA],
        }
    )  # fmt: skip
    return make_card(
        figures, measure="rival names", method="word list", unit="place", coders=0,
        corpus=mark_corpus(corpus, loaded.articles),
    )  # fmt: skip


def _basis(card: MeasureCard) -> tuple:
    """Return what cards must share to be told in one statement."""
    row = card.headline()
    alphas = tuple(alpha["estimate"] for alpha in card.alphas)
    said = (row["measure"], row["variable"]) if row else None
    return card.measure, card.unit, card.n_units, card.coders, alphas, card.changed, said


def _say_together(cards: Mapping[str, MeasureCard]) -> str:
    first = next(iter(cards.values()))
    rows = {name: card.headline() for name, card in cards.items()}
    if not all(rows.values()):
        return " ".join(card.note() for card in cards.values())
    state = "an earlier state of this corpus" if first.changed else "this corpus"
    said = [
        f"{row['estimate']:.2f}"
        + (f" [{row['low']:.2f}, {row['high']:.2f}]" if row["low"] is not None else "")
        + f" for {_name(name)}"
        for name, row in rows.items()
    ]
    text = (
        f"Validated on {state} against {counted(first.n_units, f'coded {first.unit}')}"
        f"{first.say_coders()}: {next(iter(rows.values()))['measure']} {join_names(said)}"
    )
    shown = first.headline()
    base = next(
        (row["estimate"] for row in first.figures
         if (row["measure"], row["variable"]) == (BASELINE, shown["variable"])), None,
    )  # fmt: skip
    if base is None or shown["measure"] != "macro-F1":
        return f"{text}."
    unsure = [_name(name) for name, row in rows.items() if row["low"] is None or row["low"] <= base]
    text += f"; always the most frequent code: {base:.2f}"
    if unsure:
        verb = "is" if len(unsure) == 1 else "are"
        text += f", than which {join_names(unsure)} {verb} not shown to be better"
    return f"{text}."


def _name(method: str) -> str:
    name = group_name(method)
    return f"the {name}" if name.endswith(" model") else name


def _hold_articles(measure: str, path: Path, loaded: Corpus, methods: Sequence[str], seed: int):
    """Hold tone or frames against the codes of whole articles."""
    codes = pd.read_csv(path)
    names = [variable.name for variable in coding_variables(measure)]
    if not set(names) & set(codes.columns):  # articles were coded, but for another measure
        return {}, {}
    require_columns(codes, ["article_id", *names], path.name)
    codes = codes.astype({"article_id": "str"})
    coded = loaded.articles[loaded.articles["article_id"].isin(codes["article_id"])]
    if coded.empty:
        return {}, {}
    units = measure_units(measure, loaded, coded, methods=methods).units
    key = units.rename(columns={name: KEY_OF + name for name in units if name != "article_id"})
    held = hold_against(
        measure, codes.assign(unit_id=codes["article_id"]).drop_duplicates("unit_id"),
        key.assign(unit_id=key["article_id"]), weighted=False, seed=seed,
    )  # fmt: skip
    sheets = [loaded.beside(f"coder_{name}.csv") for name in "ab"]
    tables = []
    if all(sheets):
        tables = [pd.read_csv(one).assign(coder=str(one)) for one in sheets]
    facts = _facts(pd.concat(tables) if tables else None, measure, "article", held, seed)
    return {name: figures for name, (figures, _) in held.items()}, facts


def _hold_targets(path: Path, loaded: Corpus, methods: Sequence[str], seed: int):
    needed = ["article_id", "actor", "start", "end", "sentence_start", "sentence_end", "sentence"]
    mentions = pd.read_csv(path)
    require_columns(mentions, [*needed, "tone"], path.name)
    mentions = mentions.astype({"article_id": "str"}).reset_index(names="unit_id")
    mentions = mentions[mentions["article_id"].isin(loaded.articles["article_id"])]
    if mentions.empty:
        return {}, {}
    said = _score_mentions(mentions, methods)
    held = hold_against(
        "targets", mentions.rename(columns={"tone": "tone_toward"}), said, weighted=False, seed=seed
    )
    long = None
    if {"tone_a", "tone_b"} <= set(mentions.columns):
        columns = ("tone_a", "tone_b")
        long = pd.concat(
            [mentions.rename(columns={one: "tone_toward"}).assign(coder=one) for one in columns]
        )
    facts = _facts(long, "targets", "mention", held, seed)
    return {name: figures for name, (figures, _) in held.items()}, facts


def _score_mentions(mentions: pd.DataFrame, methods: Sequence[str]) -> pd.DataFrame:
    """Return the key of coded mentions: what each method says of them."""
    key = mentions[["unit_id", "article_id"]]
    for name in methods:
        if name == "news":
            places = mentions[["start", "end"]].sub(mentions["sentence_start"], axis="index")
            spans = places.assign(text=mentions["sentence"])
            # The label is the most probable of the three, which the tone's size does not tell.
            tone = measures.score_spans(spans)["label"]
        else:
            scored = measures.score_mentions(mentions, name)
            tone = scored.loc[scored["method"] == name, "tone"]
        key = key.assign(**{KEY_OF + POLARITY + name: tone.to_numpy(dtype=float)})
    return key


def _facts(codes: pd.DataFrame | None, measure: str, unit: str, held: Mapping, seed: int) -> dict:
    limits = dict.fromkeys(limit for _, own in held.values() for limit in own)
    facts = {"unit": unit, "coders": 0, "limits": tuple(limits)}
    variables = coding_variables(measure)
    if codes is None or not {one.name for one in variables} <= set(codes.columns):
        return facts
    if "unit_id" not in codes:
        codes = codes.assign(unit_id=codes["article_id"])
    compared = compare_coders(codes, variables, seed=seed)
    return facts | {"coders": codes["coder"].nunique(), "agreement": compared.agreement}


def _hold_quotations(path: Path, loaded: Corpus, methods: Sequence[str], seed: int):
    """Score the finder of quotations: words and speaker, at a lenient overlap."""
    marked = measures.read_gold_quotations(path)
    text = "raw_text" if "raw_text" in loaded.articles else "text"
    articles = loaded.articles.assign(text=loaded.articles[text])
    marked = marked[marked["article_id"].isin(articles["article_id"])]
    if marked.empty:
        return {}, {}
    register = {name: loaded.beside(f"{name}.csv") for name in ("people", "institutions")}
    speech, views = marked[marked["act"] == "speech"], marked[marked["act"] == "view"]
    found = measures.find_quotations(articles, **register)
    scores = measures.score_quotations(speech, found, articles, ignore=views, seed=seed)
    row = scores[scores["criterion"] == "lenient, with speaker"].iloc[0]
    figures = pd.DataFrame(
        {
            "variable": SPEAKER, "code": "(all)", "measure": list(COLUMNS.values()),
            "estimate": [float(row[name]) for name in COLUMNS],
            "low": [float("nan"), float("nan"), float(row["low"])],
            "high": [float("nan"), float("nan"), float(row["high"])],
            "n_articles": int(row["n_articles"]), "n_units": float(row["n_gold"]), "note": None,
        }
    )  # fmt: skip
    limits = ("Right is a quotation that overlaps by .3 and has the right speaker.",)
    facts = {"unit": "quotation", "coders": 0, "limits": limits}
    return dict.fromkeys(methods, figures), facts
