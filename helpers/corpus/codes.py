"""Countries and languages as codes: "Russian Federation" is RU, "eng-US" is en.

Countries: ISO 3166-1 alpha-2, from ``countries.csv`` (codes and names of the public-domain tz
database's ISO table; XK for Kosovo, as is the custom). Languages: ISO 639-1.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from importlib import resources

import pandas as pd

LANGUAGES = {
    "ar": "arabic ara", "be": "belarusian bel", "bg": "bulgarian bul", "cs": "czech cze ces",
    "da": "danish dan", "de": "german ger deu deutsch", "el": "greek gre ell",
    "en": "english eng английский", "es": "spanish spa español castellano", "et": "estonian est",
    "fa": "persian farsi per fas", "fi": "finnish fin", "fr": "french fre fra français",
    "he": "hebrew heb iw", "hi": "hindi hin", "hr": "croatian hrv", "hu": "hungarian hun",
    "hy": "armenian arm hye", "id": "indonesian ind", "it": "italian ita italiano",
    "ja": "japanese jpn", "ka": "georgian geo kat", "kk": "kazakh kaz", "ko": "korean kor",
    "lt": "lithuanian lit", "lv": "latvian lav", "ms": "malay may msa", "nl": "dutch dut nld",
    "no": "norwegian nor nb nob bokmål", "pl": "polish pol polski",
    "pt": "portuguese por português", "ro": "romanian rum ron", "ru": "russian rus русский",
    "sk": "slovak slo slk", "sl": "slovenian slv", "sr": "serbian srp", "sv": "swedish swe",
    "sw": "swahili swa", "th": "thai tha", "tr": "turkish tur", "uk": "ukrainian ukr українська",
    "ur": "urdu urd", "vi": "vietnamese vie", "zh": "chinese chi zho mandarin cmn",
}  # fmt: skip


def country_codes(given: pd.Series) -> pd.Series:
    """Turn names and codes of countries into ISO 3166-1 alpha-2 codes.

    Parameters
    ----------
    given : pandas.Series of str
        "US", "usa", "United States", "Россия" …

    Returns
    -------
    pandas.Series of str
        Upper-case codes; missing where the country is missing or not known.
    """
    codes = _countries()
    return _look_up(given, lambda name: codes.get(name))


def language_codes(given: pd.Series) -> pd.Series:
    """Turn names and codes of languages into ISO 639-1 codes.

    Parameters
    ----------
    given : pandas.Series of str
        "en", "EN-us", "eng", "English" …

    Returns
    -------
    pandas.Series of str
        Lower-case codes; missing where the language is missing or not known.
    """
    codes = {name: code for code, names in LANGUAGES.items() for name in (code, *names.split())}
    return _look_up(given, lambda name: codes.get(name) or codes.get(re.split("[-_]", name)[0]))


def _look_up(given: pd.Series, find: Callable[[str], str | None]) -> pd.Series:
    """Look each different value up once; a column without values keeps its type."""
    found = {value: find(value.strip().casefold()) for value in given.dropna().unique()}
    return pd.Series([found.get(value) for value in given.tolist()], index=given.index, dtype="str")


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    path = resources.files("helpers.corpus") / "countries.csv"
    with path.open(encoding="utf-8") as stream:
        table = pd.read_csv(stream, dtype="str", keep_default_na=False)  # "NA" is Namibia
    names = {}
    for row in table.itertuples(index=False):
        for name in (row.code, row.code3, row.name, *row.also_called.split("|")):
            names[name.casefold()] = row.code
    names.pop("", None)
    return names
