"""One progress bar for all long work: silent on short work, a widget in JupyterLab."""

from collections.abc import Iterable
from typing import TypeVar

from tqdm.auto import tqdm

Item = TypeVar("Item")
DELAY = 2.0  # seconds of work before a bar appears, so that small corpora show none


def track(
    items: Iterable[Item], description: str, *, progress: bool, total: int | None = None,
    unit: str = "article",
) -> Iterable[Item]:  # fmt: skip
    """Iterate over ``items`` behind a progress bar that appears after two seconds of work.

    Parameters
    ----------
    items : iterable
        What is worked through.
    description : str
        What is being done, for example ``"Finding quotations"``.
    progress : bool
        Whether to show a bar at all.
    total : int, optional
        How many items there are, where ``items`` has no length.
    unit : str
        What one item is called.

    Returns
    -------
    iterable
        The same items, in the same order.
    """
    return tqdm(
        items, desc=description, total=total, unit=f" {unit}", disable=not progress, delay=DELAY,
        leave=False,
    )  # fmt: skip
