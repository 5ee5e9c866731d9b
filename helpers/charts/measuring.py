"""Measure and break texts before they are drawn."""

from functools import lru_cache

import matplotlib as mpl
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Return the width of one line of text in inches, as matplotlib will draw it."""
    # Where the figure is drawn on a screen, with hinting, letters are up to 4 % wider.
    font = FontProperties(family=mpl.rcParams["font.family"], size=size, weight=weight)
    renderer = RendererAgg(1, 1, 288)
    width, _, _ = renderer.get_text_width_height_descent(text, font, False)
    return width / 288 * 1.05


def wrap_text(text: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Break a text into lines of at most `width` inches; a word too long is broken too."""
    lines, line = [], ""
    for word in text.split():
        trial = f"{line} {word}".strip()
        if text_width(trial, size, weight) <= width:
            line = trial
            continue
        if line:
            lines.append(line)
        while text_width(word, size, weight) > width and len(word) > 1:
            fits = len(word)
            while fits > 1 and text_width(word[:fits], size, weight) > width:
                fits -= 1
            lines.append(word[:fits])
            word = word[fits:]
        line = word
    return [*lines, line] if line or not lines else lines
