"""Fonts for every script: DejaVu Sans first, then those of this machine for what it lacks.

DejaVu Sans comes with matplotlib and holds Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian and
Georgian, so those look the same everywhere. Chinese, Japanese, Korean, Indian scripts and Thai
need a font of the machine; without one a letter is an empty box, and `lacking` tells so.
"""

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from matplotlib.font_manager import findfont, fontManager, get_font

#: By system: Linux, Windows, macOS; only those that are there are used.
FALLBACK = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK KR", "Noto Sans SC",
    "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "IPAGothic", "NanumGothic",
    "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Thai",
    "Microsoft YaHei", "SimHei", "Yu Gothic", "MS Gothic", "Malgun Gothic", "Nirmala UI",
    "Leelawadee UI",
    "PingFang SC", "Hiragino Sans GB", "Hiragino Sans", "Apple SD Gothic Neo",
    "Kohinoor Devanagari", "Arial Unicode MS",
)  # fmt: skip


@lru_cache(maxsize=1)
def font_families() -> tuple[str, ...]:
    """Return the fonts to draw with, in the order in which a letter is looked for."""
    installed = set(fontManager.get_font_names())
    return ("DejaVu Sans", *(name for name in FALLBACK if name in installed))


def lacking(texts: Iterable[str]) -> list[str]:
    """Return the letters of texts that no font has, each once."""
    letters = sorted(set("".join(texts)))
    return [letter for letter in letters if not letter.isspace() and not _is_drawn(letter)]


@contextmanager
def without_warnings() -> Iterator[None]:
    """Keep matplotlib from warning of every single letter that no font has."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from font")
        warnings.filterwarnings("ignore", message=r"Matplotlib currently does not support")
        yield


@lru_cache(maxsize=4096)
def _is_drawn(letter: str) -> bool:
    fonts = (get_font(findfont(name)) for name in font_families())
    return any(font.get_char_index(ord(letter)) for font in fonts)
