"""Draw units for hand coding so that their codes can speak for the whole corpus.

A simple random sample holds few of the rare cases on which a measure fails. A stratified one takes
as many from each outlet and each level of the score, and keeps account of how many units of the
corpus each drawn one stands for (Cochran 1977, "Sampling Techniques", chapter 5; on validation of
text measures Grimmer & Stewart 2013; Song et al. 2020, "In validations we trust?").
"""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from helpers.stats.clusters import make_generator
from helpers.stats.schema import UNKNOWN, require_columns

__all__ = ["draw_sample"]

OTHER_OUTLETS = "(other outlets)"
NO_SCORE = "(no score)"
MOST_VALUES = 12  # different values of a score that is no number
OPEN, CLOSE = "[[", "]]"
SPANS = ("start", "end", "pieces")
STEP = 40  # characters that a cut may move to stand between words


def draw_sample(
    measured: pd.DataFrame, articles: pd.DataFrame, *, n: int = 200, score: str | None = None,
    bins: int = 3, by_outlet: bool = True, about: str | None = None, allocation: str = "equal",
    context: int = 400, seed: int = 0,
) -> pd.DataFrame:  # fmt: skip
    r"""Draw a sample for coding, stratified by outlet and score, with its weights.

    Parameters
    ----------
    measured : pandas.DataFrame
        One row a unit, all units of the corpus: `article_id` (str); for units within articles
        `start`, `end` (int) or `pieces` (list of [start, end]), offsets into the article's text;
        and whatever the measure says, which is kept for later and never shown to coders. Never
        changed.
    articles : pandas.DataFrame
        `article_id` (str, unique), `text` (str); `outlet` and `title` (str) if there.
    n : int
        Units to draw; all of them if there are no more.
    score : str, optional
        Column of `measured` by which strata are made: a number is cut at its quantiles, of
        anything else each value is a stratum.
    bins : int
        Strata of a number. Where many units share a value (exact zeros) there may be fewer.
    by_outlet : bool
        Whether outlets are strata, too. Where there would be fewer than two units a stratum,
        the outlets with the fewest units are one stratum, "(other outlets)".
    about : str, optional
        Column that coders must see to code (an actor, a speaker).
    allocation : {"equal", "proportional"}
        As many from each stratum, which finds rare cases, or in proportion to its size.
    context : int
        Characters shown on either side of a unit within an article.
    seed : int
        Seed of the draws. The same seed draws the same units, in whatever order the rows come.

    Returns
    -------
    pandas.DataFrame
        One row a drawn unit, in random order: `unit_id` (str), `article_id` (str), `outlet`
        (str), `start`, `end` (Int64, missing for whole articles), `about` (str), `text` (str:
        what coders read; the unit in [[ ]]), `stratum` (str), `n_stratum`, `n_drawn` (int64:
        units in the stratum and drawn from it), `probability`, `weight` (float64: n_drawn /
        n_stratum and its inverse), and every other column of `measured` as `measured_<name>`.

    Raises
    ------
    ValueError
        If a column is missing, an article or a span is not there, or n is smaller than the
        number of strata.

    Notes
    -----
    Within a stratum every unit has the same probability of being drawn, without replacement. A
    total of the corpus is estimated by :math:`\sum w_i x_i`, a mean or share by
    :math:`\sum w_i x_i / \sum w_i` (Horvitz & Thompson 1952; Hájek 1971), a figure of a measure
    by the same sums (`validate_measure` with ``weight="weight"``). Without the weights a figure
    describes the sample, which holds more of the rare cases than the corpus does.
    """
    _check(measured, articles, n, bins, score, about, allocation)
    units = _order(measured)
    names = articles.set_index("article_id")
    outlet = pd.Series(UNKNOWN, index=units.index, dtype="str")
    if "outlet" in names.columns:
        outlet = units["article_id"].map(names["outlet"]).astype("str").fillna(UNKNOWN)
    level = _levels(units[score], bins) if score else pd.Series("all", index=units.index)
    pooled = _pool(outlet, level, n) if by_outlet else pd.Series("all outlets", index=units.index)
    stratum = pooled + " · " + level
    sizes = stratum.value_counts(sort=False).sort_index()
    if n < len(sizes):
        raise ValueError(
            f"draw_sample: {n} units cannot cover {len(sizes)} strata. Draw more, or use fewer "
            "bins, or by_outlet=False."
        )
    wanted = _allocate(sizes.to_numpy(), min(n, len(units)), allocation)
    rows = []
    for (name, size), number in zip(sizes.items(), wanted, strict=True):
        places = np.flatnonzero((stratum == name).to_numpy())
        drawn = make_generator(seed, ("sample", name)).choice(size, number, replace=False)
        rows += [(place, name, size, number) for place in places[np.sort(drawn)]]
    order = make_generator(seed, ("order",)).permutation(len(rows))
    chosen = pd.DataFrame([rows[place] for place in order],
                          columns=["place", "stratum", "n_stratum", "n_drawn"])  # fmt: skip
    sample = units.iloc[chosen["place"]].reset_index(drop=True)
    return _finish(sample, outlet.iloc[chosen["place"]], chosen, names, about, context)


def _check(measured, articles, n, bins, score, about, allocation) -> None:
    needed = ["article_id", *(name for name in (score, about) if name)]
    require_columns(measured, needed, "draw_sample (measured)")
    require_columns(articles, ["article_id", "text"], "draw_sample (articles)")
    if articles["article_id"].duplicated().any():
        twice = articles.loc[articles["article_id"].duplicated(), "article_id"].iloc[0]
        raise ValueError(f"draw_sample: the article {twice!r} is there twice.")
    if measured.empty:
        raise ValueError("draw_sample: there is no unit to draw from.")
    strange = set(measured["article_id"]) - set(articles["article_id"])
    if strange:
        raise ValueError(f"draw_sample: {min(strange)!r} is not among the articles.")
    if n < 1 or bins < 1:
        raise ValueError(f"draw_sample: n and bins must be 1 or more, not {n} and {bins}.")
    if allocation not in ("equal", "proportional"):
        raise ValueError(f"draw_sample: allocation is equal or proportional, not {allocation!r}.")


def _order(measured: pd.DataFrame) -> pd.DataFrame:
    """Sort units by content, so that the order of the rows draws no other ones."""
    table = measured.reset_index(drop=True)
    keys = pd.DataFrame({"article_id": table["article_id"].astype("str")})
    rest = table.drop(columns="article_id").astype("str")
    for name in sorted(rest.columns, key=lambda name: (name not in SPANS, name)):
        keys[name] = table[name] if name in ("start", "end") else rest[name]
    return table.loc[keys.sort_values(list(keys.columns), kind="stable").index].reset_index(
        drop=True
    )


def _levels(scores: pd.Series, bins: int) -> pd.Series:
    missing = scores.isna().to_numpy()
    labels = np.full(len(scores), NO_SCORE, dtype=object)
    numeric = pd.api.types.is_numeric_dtype(scores) and not pd.api.types.is_bool_dtype(scores)
    if numeric:
        values = scores[~missing].to_numpy(float)
        cuts = np.unique(np.quantile(values, np.arange(1, bins) / bins)) if len(values) else []
        level = np.searchsorted(cuts, values, side="right")
        labels[~missing] = [f"score level {one + 1}" for one in level]
    else:
        values = scores[~missing].astype("str")
        if values.nunique() > MOST_VALUES:
            raise ValueError(
                f"draw_sample: {scores.name!r} has {values.nunique()} different values that are no "
                f"numbers; strata are made of at most {MOST_VALUES}."
            )
        labels[~missing] = values.to_numpy()
    return pd.Series(labels, index=scores.index, dtype="str")


def _pool(outlet: pd.Series, level: pd.Series, n: int) -> pd.Series:
    """Put the outlets with the fewest units together until strata can have two units each."""
    names = outlet.value_counts(sort=False).sort_index().sort_values(kind="stable").index
    pooled = outlet.copy()
    for number in range(1, len(names)):
        if len((pooled + "\x00" + level).unique()) <= n // 2:
            break
        pooled = outlet.where(~outlet.isin(names[: number + 1]), OTHER_OUTLETS)
    return pooled


def _allocate(sizes: np.ndarray, n: int, allocation: str) -> list[int]:
    """Share n among strata: none empty, none beyond its size, the rest as even as it can be."""
    taken = np.ones(len(sizes), dtype=int)
    aim = sizes / sizes.sum() * n if allocation == "proportional" else np.full(len(sizes), np.inf)
    while taken.sum() < n:
        short = np.where(taken < sizes, aim - taken if np.isfinite(aim).all() else -taken, -np.inf)
        taken[int(np.lexsort((-sizes, -short))[0])] += 1
    return taken.tolist()


def _finish(
    sample: pd.DataFrame, outlet: pd.Series, chosen: pd.DataFrame, articles: pd.DataFrame,
    about: str | None, context: int,
) -> pd.DataFrame:  # fmt: skip
    width = max(3, len(str(len(sample))))
    table = pd.DataFrame({"unit_id": [f"u{n:0{width}}" for n in range(1, len(sample) + 1)]})
    table["article_id"] = sample["article_id"].astype("str").to_numpy()
    table["outlet"] = outlet.to_numpy()
    for name in ("start", "end"):
        table[name] = sample[name].astype("Int64") if name in sample else pd.NA
    table["about"] = sample[about].astype("str").fillna("(nobody)") if about else None
    chosen_articles = articles.loc[articles.index.isin(set(sample["article_id"]))]
    by_id = chosen_articles.to_dict("index")
    table["text"] = [_show(row, by_id, context) for row in sample.to_dict("records")]
    for name in ("stratum", "n_stratum", "n_drawn"):
        table[name] = chosen[name].to_numpy()
    table["probability"] = table["n_drawn"] / table["n_stratum"]
    table["weight"] = table["n_stratum"] / table["n_drawn"]
    types = dict.fromkeys(("unit_id", "article_id", "outlet", "about", "text", "stratum"), "str")
    types |= dict.fromkeys(("start", "end"), "Int64")
    rest = sample.drop(columns=["article_id", *SPANS], errors="ignore")
    return pd.concat([table.astype(types), rest.add_prefix("measured_")], axis="columns")


def _show(row: dict[Hashable, object], articles: dict[Hashable, dict], context: int) -> str:
    article = articles[row["article_id"]]
    text = article["text"] if isinstance(article["text"], str) else ""
    spans = row.get("pieces")
    if spans is None and "start" in row:
        spans = [(row["start"], row["end"])]
    if spans is None:
        title = article.get("title")
        return f"{title}\n\n{text}" if isinstance(title, str) and title.strip() else text
    spans = [(int(start), int(end)) for start, end in spans]
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise ValueError(
                f"draw_sample: {start}:{end} lies outside the text of {row['article_id']!r} "
                f"({len(text)} characters). Offsets must be those of this text."
            )
    return _excerpt(text, spans, context)


def _excerpt(text: str, spans: Sequence[tuple[int, int]], context: int) -> str:
    first, last = min(spans)[0], max(end for _, end in spans)
    begin, stop = _edge(text, first - context, 1), _edge(text, last + context, -1)
    parts, place = ["… " if begin > 0 else ""], begin
    for start, end in sorted(spans):
        parts += [text[place:start], OPEN, text[start:end], CLOSE]
        place = end
    return "".join([*parts, text[place:stop], " …" if stop < len(text) else ""])


def _edge(text: str, place: int, step: int) -> int:
    """Move a cut towards the unit until it stands between two words."""
    if place <= 0 or place >= len(text):
        return min(max(place, 0), len(text))
    for moved in range(place, place + step * STEP, step):
        if 0 < moved < len(text) and text[moved - 1 if step > 0 else moved].isspace():
            return moved
    return place
