"""Frames by lexicon: how much of an article is told as a conflict, a cost, a moral question.

A frame selects some aspects of an event and makes them more salient (Entman 1993). The scheme
``generic`` has the five frames of Semetko and Valkenburg (2000), ``policy`` the dimensions of the
Policy Frames Codebook (Boydstun et al. 2014). The words that stand for their published
definitions are our own choice and are listed, with the reason for each, in
``lexicons/frames.csv``. A score says how often such words occur, not what an article means:
check it against hand coding before you rely on it.

References
----------
Boydstun, A. E., Card, D., Gross, J. H., Resnik, P. & Smith, N. A. (2014). Tracking the development
of media frames within and across policy issues. APSA Annual Meeting.
Entman, R. M. (1993). Framing: Toward clarification of a fractured paradigm. Journal of
Communication 43(4), 51-58.
Semetko, H. A. & Valkenburg, P. M. (2000). Framing European politics: A content analysis of press
and television news. Journal of Communication 50(2), 93-109.
"""

from functools import lru_cache

import numpy as np
import pandas as pd

from helpers.measures.hit_context import is_negated, is_part_of_name
from helpers.measures.lexicon_files import read_lexicon
from helpers.measures.voices import check_voice, choose_voice
from helpers.text.matching import Lexicon, find_hits
from helpers.text.quotation_marks import quoted_spans
from helpers.text.words import count_words

REMEMBERED = 50_000  # texts of which the number of words is kept

__all__ = ["find_frame_hits", "frame_lexicon", "score_frames"]


def frame_lexicon(scheme: str = "generic") -> pd.DataFrame:
    """Read the lexicon of a scheme of frames.

    Parameters
    ----------
    scheme : str
        ``"generic"``: conflict, human interest, economic consequences, morality and
        responsibility (Semetko & Valkenburg 2000). ``"policy"``: fourteen of the fifteen
        dimensions of the Policy Frames Codebook (Boydstun et al. 2014); the fifteenth, "other",
        has no words of its own.

    Returns
    -------
    DataFrame
        One row per term: ``scheme``, ``frame``, ``term`` (its name), ``pattern`` (its forms,
        separated by ``|``, a ``*`` stands for any ending), ``case`` (``1``: capitals are
        required), ``not_before``, ``not_after``, ``not_near``, ``only_near`` (guards, see
        :class:`helpers.text.matching.Lexicon`), ``weight`` (float64), ``why`` (the indicator
        that the term stands for), ``example`` (an invented sentence); all other columns str.

    Raises
    ------
    ValueError
        There is no such scheme.
    """
    lexicon = read_lexicon("frames").astype({"weight": "float64"})
    if scheme not in set(lexicon["scheme"]):
        known = ", ".join(sorted(set(lexicon["scheme"])))
        raise ValueError(f"No frame scheme {scheme!r}; there is: {known}.")
    return lexicon[lexicon["scheme"] == scheme].reset_index(drop=True)


def find_frame_hits(
    articles: pd.DataFrame,
    *,
    scheme: str = "generic",
    lexicon: pd.DataFrame | None = None,
    column: str = "text",
    progress: bool = False,
) -> pd.DataFrame:
    """Find the words that stand for frames.

    Parameters
    ----------
    articles : DataFrame
        ``article_id`` (str) and ``column`` (str).
    scheme : str
        See :func:`frame_lexicon`.
    lexicon : DataFrame, optional
        A lexicon of your own with the columns ``frame``, ``pattern``, ``term`` and ``weight``
        (guards optional), used in place of the scheme's.
    column : str
        The column that is read: ``text``, or ``title`` to look at headlines.
    progress : bool
        Show a progress bar.

    Returns
    -------
    DataFrame
        One row per hit: ``article_id``, ``frame``, ``term``, ``match`` (str), ``start``,
        ``end`` (int64, characters of ``column``), ``weight`` (float64), ``in_quotation``,
        ``negated`` (bool: "no threat", see `score_frames`). One stretch of text counts once a
        frame (the longest term wins) but may count for two frames. Pieces of the name of a body,
        a law or a publication ("Conflict Studies Institute") are no hits, unless the list
        itself has that name.

    Raises
    ------
    ValueError
        There is no such scheme, or the lexicon lacks a column.
    """
    entries = frame_lexicon(scheme) if lexicon is None else lexicon
    missing = {"frame", "term", "weight"} - set(entries.columns)
    if missing:
        raise ValueError(f"The frame lexicon lacks {', '.join(sorted(missing))}.")
    hits = find_hits(
        articles,
        Lexicon(entries, key="frame"),
        keep=["frame", "term", "weight"],
        column=column,
        progress=progress,
    )
    texts = dict(zip(articles["article_id"], articles[column], strict=True))
    names = _listed_names(entries)
    listed = {match: _is_whole(match, names) for match in hits["match"].unique()}
    places = list(zip(hits["article_id"], hits["start"], hits["end"], hits["match"], strict=True))
    words = [
        listed[match] or not is_part_of_name(texts[article], start, end)
        for article, start, end, match in places
    ]
    negated = [is_negated(texts[article], start) for article, start, _, _ in places]
    hits = hits.assign(negated=np.array(negated, dtype=bool))[np.array(words, dtype=bool)]
    names = ["article_id", "frame", "term", "match", "start", "end", "weight", "in_quotation"]
    return hits[[*names, "negated"]].reset_index(drop=True)


def score_frames(
    articles: pd.DataFrame,
    *,
    scheme: str = "generic",
    hits: pd.DataFrame | None = None,
    voice: str = "all",
    frames: list[str] | None = None,
    negated: bool = False,
    column: str = "text",
    progress: bool = False,
) -> pd.DataFrame:
    r"""Score every article for every frame of a scheme.

    Parameters
    ----------
    articles : DataFrame
        ``article_id`` (str) and ``column`` (str).
    scheme : str
        See :func:`frame_lexicon`.
    hits : DataFrame, optional
        The result of :func:`find_frame_hits` for these articles, if it is there already (or a
        part of it: without some terms, to see how much the scores hang on them).
    voice : {"all", "own", "quoted"}
        Count all words, only those outside quotation marks, or only those inside.
    frames : list of str, optional
        The frames to score. Default: those of the scheme.
    negated : bool
        Whether negated hits ("no threat") count. On 300 coded openings it made no difference.
    column : str
        The column that was read.
    progress : bool
        Show a progress bar.

    Returns
    -------
    DataFrame
        One row per article and frame, zeros kept: ``article_id``, ``frame`` (str), ``score``
        (float64), ``hits`` (int64), ``weighted_hits`` (float64), ``n_words`` (int64). The score
        is missing where there are no words to count.

    Raises
    ------
    ValueError
        There is no such scheme or voice.

    Notes
    -----
    With :math:`w_h` the weight of hit :math:`h` and :math:`n` the number of words of the article
    (or of the chosen voice in it),

    .. math:: score = 100 \cdot \sum_h w_h \, / \, n

    that is, weighted hits per 100 words. A group's score is best taken as a ratio of sums
    (``weighted_hits`` over ``n_words``), so that short articles do not weigh more than their
    words.
    """
    check_voice(voice)
    if hits is None:
        hits = find_frame_hits(articles, scheme=scheme, column=column, progress=progress)
    if frames is None:
        frames = list(dict.fromkeys(frame_lexicon(scheme)["frame"]))
        foreign = set(hits["frame"]) - set(frames)
        if foreign:
            raise ValueError(
                f"The hits hold frames that are not in the scheme {scheme!r}: "
                f"{', '.join(sorted(foreign))}. Name the frames to score with frames=."
            )
    if not negated and "negated" in hits.columns:
        hits = hits[~hits["negated"]]
    sums = choose_voice(hits, voice).groupby(["article_id", "frame"])["weight"].agg(["size", "sum"])
    grid = pd.MultiIndex.from_product(
        [articles["article_id"], frames], names=["article_id", "frame"]
    )
    sums = sums.reindex(grid, fill_value=0)
    lengths = np.repeat(_count_voice(articles[column], voice), len(frames))
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.where(lengths > 0, 100 * sums["sum"].to_numpy() / lengths, np.nan)
    return pd.DataFrame(
        {
            "article_id": grid.get_level_values("article_id").astype("str"),
            "frame": grid.get_level_values("frame").astype("str"),
            "score": score.astype("float64"),
            "hits": sums["size"].to_numpy(dtype="int64"),
            "weighted_hits": sums["sum"].to_numpy(dtype="float64"),
            "n_words": lengths.astype("int64"),
        }
    )


def _listed_names(entries: pd.DataFrame) -> Lexicon | None:
    """Return the forms that are themselves names ("Security Council"), None if there are none."""
    column = "pattern" if "pattern" in entries.columns else "term"
    forms = entries[column].str.split("|").explode().dropna()
    names = forms[forms != forms.str.lower()].drop_duplicates()
    return Lexicon(pd.DataFrame({"term": names})) if len(names) else None


def _is_whole(match: str, names: Lexicon | None) -> bool:
    """Tell whether a hit is a name of the list from its first letter to its last."""
    found = names.find(match) if names is not None else []
    return any((start, end) == (0, len(match)) for start, end, _ in found)


def _count_voice(texts: pd.Series, voice: str) -> np.ndarray:
    """Count the words of each text that belong to a voice."""
    counts = []
    for text in texts:
        if not isinstance(text, str):
            counts.append(0)
            continue
        quoted = _count_quoted(text) if voice != "all" else 0
        counts.append(quoted if voice == "quoted" else _count_all(text) - quoted)
    return np.array(counts, dtype="int64")


# The same articles are scored once a voice and once a variant of the word list.
@lru_cache(maxsize=REMEMBERED)
def _count_all(text: str) -> int:
    return count_words(text)


@lru_cache(maxsize=REMEMBERED)
def _count_quoted(text: str) -> int:
    return sum(count_words(text[start:end]) for start, end in quoted_spans(text))
