"""From scores to codes: whether a frame is there, and how often another coder agrees.

Readers and reviewers think of a frame as present or absent. A score becomes a code by a cutoff;
the cutoffs of `lexicons/frame_cutoffs.csv` were chosen on coded openings of news articles, and the
codes can be compared with anybody's hand coding.

References
----------
Matthes, J. & Kohring, M. (2008). The content analysis of media frames: Toward improving
reliability and validity. Journal of Communication 58(2), 258-279.
Manning, C. D., Raghavan, P. & Schütze, H. (2008). Introduction to Information Retrieval, ch. 13
(macro-averaged F1). Cambridge University Press.
"""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pandas as pd

from helpers.measures.framing import find_frame_hits, frame_lexicon
from helpers.measures.lexicon_files import read_lexicon
from helpers.stats.bootstrap import check_options
from helpers.stats.clusters import divide, draw_sums, make_generator
from helpers.stats.f1 import as_tables, f1_by_code, mean_of_known
from helpers.stats.intervals import take_percentiles
from helpers.stats.schema import require_columns
from helpers.text.words import count_words, find_words

__all__ = ["OTHER_FRAME", "code_frames", "frame_cutoffs", "score_frame_codes"]

STRETCH = 150  # words: the openings on which the cutoffs were chosen are about that long
CAUTION = 40  # words that are added to the length, so that one word in a headline proves little
OTHER_FRAME = "other"  # the fifteenth dimension of the Policy Frames Codebook
ALL_FRAMES = "(all frames)"


def frame_cutoffs(scheme: str = "generic") -> pd.DataFrame:
    """Read the cutoffs above which a frame counts as present.

    Parameters
    ----------
    scheme : str
        See `frame_lexicon`.

    Returns
    -------
    pandas.DataFrame
        One row a frame: ``frame`` (str), ``cutoff`` (float64, weighted hits per 100 words, see
        `code_frames`), ``n``, ``n_present`` (int64: coded openings that it was chosen on, and how
        many of them have the frame).

    Raises
    ------
    ValueError
        There is no such scheme.
    """
    frame_lexicon(scheme)  # says which schemes there are
    table = read_lexicon("frame_cutoffs")
    table = table[table["scheme"] == scheme].drop(columns="scheme").reset_index(drop=True)
    return table.astype({"cutoff": "float64", "n": "int64", "n_present": "int64"})


def code_frames(
    articles: pd.DataFrame, *, scheme: str = "generic", hits: pd.DataFrame | None = None,
    cutoffs: Mapping[str, float] | None = None, column: str = "text", progress: bool = False,
) -> pd.DataFrame:  # fmt: skip
    r"""Code each frame of each article as present or absent.

    A coder asks whether a frame is anywhere in an article, not how much of the article it takes.
    So the densest stretch of 150 words decides: one paragraph about costs does not drown in a long
    article about something else.

    Parameters
    ----------
    articles : pandas.DataFrame
        ``article_id`` (str) and `column` (str). Never changed.
    scheme : str
        See `frame_lexicon`; under ``"policy"`` a fifteenth frame, "other", is present where none
        of the fourteen is.
    hits : pandas.DataFrame, optional
        The result of `find_frame_hits` for these articles, if it is there already.
    cutoffs : mapping of str to float, optional
        By frame. Default: those of `frame_cutoffs`.
    column : str
        The column that is read.
    progress : bool
        Show a progress bar.

    Returns
    -------
    pandas.DataFrame
        One row an article and frame: ``article_id``, ``frame`` (str), ``strength`` (float64,
        weighted hits per 100 words of the densest stretch; missing for "other"), ``cutoff``
        (float64), ``present`` (bool), ``start``, ``end`` (Int64, where that stretch's hits begin
        and end; missing where there are none).

    Raises
    ------
    ValueError
        A column is missing, or a frame has no cutoff.

    Notes
    -----
    With :math:`w_h` the weights of the hits within a stretch of :math:`\min(n, 150)` of the
    :math:`n` words,

    .. math:: strength = \max 100 \cdot \sum_h w_h \, / \, (\min(n, 150) + 40), \quad
              present = strength \ge cutoff.

    The 40 words pull short texts towards absence: one word of a headline is weak evidence. Negated
    hits do not count.
    """
    require_columns(articles, ["article_id", column], "code_frames")
    if cutoffs is None:
        table = frame_cutoffs(scheme)
        cutoffs = dict(zip(table["frame"], table["cutoff"], strict=True))
    if hits is None:
        hits = find_frame_hits(articles, scheme=scheme, column=column, progress=progress)
    lacking = sorted(set(hits["frame"]) - set(cutoffs))
    if lacking:
        raise ValueError(f"code_frames: no cutoff for {', '.join(map(repr, lacking))}.")
    stretches = _densest_stretches(hits[~hits["negated"]], articles, column)
    rows = []
    for article_id, text in zip(articles["article_id"], articles[column], strict=True):
        n_words = count_words(text) if isinstance(text, str) else 0
        size = min(n_words, STRETCH) + CAUTION
        for frame in cutoffs:
            weight, start, end = stretches.get((article_id, frame), (0.0, pd.NA, pd.NA))
            rows.append((article_id, frame, 100 * weight / size, cutoffs[frame], start, end))
        if scheme == "policy":
            none = all(row[2] < row[3] for row in rows[-len(cutoffs) :])
            rows.append((article_id, OTHER_FRAME, 1.0 if none else 0.0, 1.0, pd.NA, pd.NA))
    columns = ["article_id", "frame", "strength", "cutoff", "start", "end"]
    codes = pd.DataFrame(rows, columns=columns).astype(
        {"article_id": "str", "frame": "str", "strength": "float64", "cutoff": "float64"}
        | {"start": "Int64", "end": "Int64"}
    )
    codes.insert(4, "present", codes["strength"] >= codes["cutoff"])
    other = codes["frame"] == OTHER_FRAME
    codes.loc[other, ["strength", "cutoff"]] = np.nan
    return codes


def _densest_stretches(
    hits: pd.DataFrame, articles: pd.DataFrame, column: str
) -> dict[tuple[str, str], tuple[float, int, int]]:
    """Find the heaviest run of hits within STRETCH words, for each article and frame."""
    hits = hits.sort_values(["article_id", "frame", "start"], kind="stable")
    texts = dict(zip(articles["article_id"], articles[column], strict=True))
    keys = list(zip(hits["article_id"], hits["frame"], strict=True))
    begins, ends = hits["start"].to_numpy(), hits["end"].to_numpy()
    weights = hits["weight"].to_numpy(dtype=float)
    bounds = [place for place in range(len(keys)) if not place or keys[place] != keys[place - 1]]
    best, article, starts = {}, None, np.empty(0)
    for first, after in pairwise([*bounds, len(keys)]):
        if keys[first][0] != article:
            article = keys[first][0]
            starts = np.array([start for start, _ in find_words(texts[article])])
        places = np.searchsorted(starts, begins[first:after], side="right") - 1
        sums = np.concatenate([[0.0], weights[first:after].cumsum()])
        reach = np.searchsorted(places, places + STRETCH)  # the first hit that is out of reach
        gains = sums[reach] - sums[:-1]
        top = int(gains.argmax())
        span = int(begins[first + top]), int(ends[first + reach[top] - 1])
        best[keys[first]] = (float(gains[top]), *span)
    return best


def score_frame_codes(
    gold: pd.DataFrame, coded: pd.DataFrame, *, seed: int = 0, n_resamples: int = 1000,
    level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Compare two codings of frames: a measure with a gold standard, or one coder with another.

    Parameters
    ----------
    gold, coded : pandas.DataFrame
        ``article_id``, ``frame`` (str), ``present`` (bool), one row an article and frame. Only
        articles and frames that both have are compared. Never changed.
    seed, n_resamples, level
        Of the bootstrap over articles.

    Returns
    -------
    pandas.DataFrame
        One row a frame in the order of `gold`, then "(all frames)", the mean of the frames:
        ``frame`` (str), ``precision``, ``recall``, ``f1`` (of "present"), ``macro_f1`` (the mean
        of the F1 of "present" and of "absent"), ``low``, ``high`` (its interval),
        ``n_articles``, ``n_gold``, ``n_coded`` (int64: articles that have the frame by each). A
        figure is missing where it would divide by nothing.

    Raises
    ------
    ValueError
        A column is missing, a row is there twice, or nothing can be compared.
    """
    check_options(seed=seed, n_resamples=n_resamples, level=level)
    for table, name in ((gold, "gold"), (coded, "coded")):
        require_columns(table, ["article_id", "frame", "present"], f"score_frame_codes ({name})")
        if table.duplicated(["article_id", "frame"]).any():
            raise ValueError(f"score_frame_codes: {name} codes a frame of an article twice.")
    keys = ["article_id", "frame"]
    pairs = gold[[*keys, "present"]].merge(coded[[*keys, "present"]], on=keys)
    if pairs.empty:
        raise ValueError("score_frame_codes: the two codings have no article and frame in common.")
    yes, said = pairs["present_x"].to_numpy(bool), pairs["present_y"].to_numpy(bool)
    cells = np.column_stack([yes & said, yes & ~said, ~yes & said, ~yes & ~said]).astype(float)
    articles, names = pd.factorize(pairs["article_id"], sort=True)
    frames = list(dict.fromkeys(pairs["frame"]))
    rows, draws = [], []
    for frame in frames:
        chosen = (pairs["frame"] == frame).to_numpy()
        counts = np.column_stack(
            [np.bincount(articles[chosen], column, len(names)) for column in cells[chosen].T]
        )
        # one stream of draws for all frames, so that their mean is that of the same articles
        drawn = _macro_f1(draw_sums(counts, n_resamples, make_generator(seed, ("frames",))))
        draws.append(drawn)
        rows.append({"frame": frame, **_figures(counts.sum(axis=0)), **_interval(drawn, level)})
    table = pd.DataFrame(rows)
    whole = {"frame": ALL_FRAMES, **table[["precision", "recall", "f1", "macro_f1"]].mean()}
    whole |= _interval(mean_of_known(np.array(draws), axis=0), level)
    whole |= {"n_articles": len(names), **table[["n_gold", "n_coded"]].sum()}
    table = pd.concat([table, pd.DataFrame([whole])], ignore_index=True)
    columns = ["frame", "precision", "recall", "f1", "macro_f1", "low", "high", "n_articles",
               "n_gold", "n_coded"]  # fmt: skip
    counted = dict.fromkeys(("n_articles", "n_gold", "n_coded"), "int64")
    return table[columns].astype({"frame": "str"} | counted)


def _figures(cells: np.ndarray) -> dict[str, float]:
    both, missed, extra, _ = cells
    return {
        "precision": float(divide(both, both + extra)),
        "recall": float(divide(both, both + missed)),
        "f1": float(divide(2 * both, 2 * both + missed + extra)),
        "macro_f1": float(_macro_f1(cells[None])[0]),
        "n_articles": int(cells.sum()),
        "n_gold": int(both + missed),
        "n_coded": int(both + extra),
    }


def _macro_f1(cells: np.ndarray) -> np.ndarray:
    """Average the F1 of "present" and of "absent"; missing where nobody has one of the two."""
    return f1_by_code(as_tables(cells)).mean(axis=1)


def _interval(draws: np.ndarray, level: float) -> dict[str, float]:
    low, high = take_percentiles(draws, level)
    return {"low": low, "high": high}
