"""Tell the language of articles that do not say it: py3langid, which carries its model with it.

Lui, M. & Baldwin, T. (2012), "langid.py: An Off-the-shelf Language Identification Tool", ACL.
"""

import re
from functools import lru_cache

import pandas as pd

from helpers.chunks import map_rows
from helpers.corpus.codes import LANGUAGES

CHARACTERS = 1_000  # of the title and the text together; more changes nothing
FEWEST_LETTERS = 20  # below this any answer is a guess
SURE = 0.5  # probability; lists of prices and names stay below it whatever their language
CLEAR = 0.9  # enough to overrule what an outlet is known for
DOMINANT = 0.9  # share of the sure ones


def detect_languages(
    texts: pd.Series,
    titles: pd.Series | None = None,
    *,
    expected: pd.Series | None = None,
    progress: bool = False,
) -> pd.Series:
    """Detect the language of each text.

    Parameters
    ----------
    texts : pandas.Series of str
        Articles.
    titles : pandas.Series of str, optional
        Their headlines, which help where the text is short.
    expected : pandas.Series of str, optional
        The language that each outlet is known for; taken where the text leaves doubt, and against
        the text only where the text speaks clearly (RT writes in Russian and in English).
    progress : bool
        Whether to show a progress bar.

    Returns
    -------
    pandas.Series of str
        ISO 639-1 codes, of the languages of `codes.LANGUAGES`; missing where there are fewer than
        twenty letters and nothing is expected. Where the text leaves doubt and nothing is expected,
        a language that nine tenths of the other texts are in is assumed.
    """
    if not len(texts):
        return pd.Series(dtype="str", index=texts.index)
    titles = pd.Series("", index=texts.index) if titles is None else titles.fillna("")
    samples = (titles.astype("str") + "\n" + texts).str.slice(0, CHARACTERS)
    rows = [(sample if isinstance(sample, str) else "",) for sample in samples]
    found = map_rows(_detect, rows, description="Telling languages", progress=progress)
    table = pd.DataFrame(found, columns=["language", "probability"], index=texts.index)
    shares = table.loc[table["probability"] >= SURE, "language"].value_counts(normalize=True)
    if len(shares) and shares.iloc[0] >= DOMINANT:
        table.loc[table["probability"] < SURE, "language"] = shares.index[0]
    if expected is not None:
        doubtful = ~(table["probability"] >= CLEAR) & expected.notna()
        table["language"] = table["language"].astype("str").mask(doubtful, expected)
    return table["language"].astype("str")


def _detect(row: tuple[str]) -> tuple[str | None, float | None]:
    (sample,) = row
    letters = re.sub(r"[\W\d_]+", " ", sample)
    if len(letters) - letters.count(" ") < FEWEST_LETTERS:
        return None, None
    language, probability = _load().classify(letters)
    return language, float(probability)


@lru_cache(maxsize=1)
def _load():
    # Imported late: the model takes half a second, and most corpora say their language.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in LANGUAGES if code in set(identifier.labels)])
    return identifier
