"""Remember what is known of a word."""

from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["Memory"]

Known = TypeVar("Known")


class Memory(dict[str, Known], Generic[Known]):
    """A dictionary that finds out what it does not have, and forgets all when it is full.

    `functools.lru_cache` would do the same, but it reorders its entries at each look-up, which
    costs more than all else that is done with most words.
    """

    def __init__(self, find_out: Callable[[str], Known], most: int = 100_000) -> None:
        super().__init__()
        self._find_out = find_out
        self._most = most

    def __missing__(self, word: str) -> Known:
        if len(self) >= self._most:
            self.clear()
        self[word] = known = self._find_out(word)
        return known
