"""What is known of an article besides its text, as far as it tells who speaks for whom."""

from typing import NamedTuple

from helpers.measures.register import Register

__all__ = ["Setting"]


class Setting(NamedTuple):
    """Country of the outlet and day of the article ("" not known), and the register."""

    outlet: str
    day: str
    register: Register
