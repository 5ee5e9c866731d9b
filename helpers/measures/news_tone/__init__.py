"""A linear model of the tone of a sentence of news toward somebody it names.

The parts: `tokens` masks the target and all names, `features` lists what stands around the target,
`model` adds up the coefficients of `coefficients.csv` and `word_spread.csv`, `train` makes these
tables. `MODEL_CARD.md` tells what it was trained and measured on.
"""

from helpers.measures.news_tone.model import LABELS, NewsTone, load_model

__all__ = ["LABELS", "NewsTone", "load_model"]
