"""How plausible it is that a cue, its subject and its words are an attribution: a linear model."""

from helpers.measures.attribution.plausibility.model import is_plausible

__all__ = ["is_plausible"]
