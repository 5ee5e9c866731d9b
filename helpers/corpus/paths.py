"""Find the files that a notebook names, from whatever folder it runs in.

JupyterLab runs a notebook in the notebook's own folder, papermill and scripts in the folder that
they were started in. A relative path is therefore looked for where the kernel works first, then
beside the notebooks of this project, then from the project's folder on.
"""

import os
from pathlib import Path

from helpers.corpus.errors import CorpusError

PROJECT = Path(__file__).resolve().parents[2]
NOTEBOOKS = PROJECT / "notebooks"


def find_path(path: str | Path) -> Path:
    """Return where a file or folder lies.

    Parameters
    ----------
    path : str or pathlib.Path
        Absolute, or relative to the folder in which this runs, to that of the notebooks, or to
        that of the project; the first in which it is there. ``~`` is the user's folder.

    Returns
    -------
    pathlib.Path
        As given where it is there (or is absolute), else below one of the other folders.

    Raises
    ------
    CorpusError
        If a relative path is in none of them; the message names all places that were tried.
    """
    given = Path(path).expanduser()
    if given.is_absolute():
        return given
    tried = _places(given)
    for place in tried:
        # unlike Path.exists, False for a name that is too long
        if os.path.exists(place):  # noqa: PTH110
            return given if place == tried[0] else place.resolve()
    folders = ", then ".join(str(place.resolve()) for place in tried)
    raise CorpusError(
        "there is no such file or folder", file=given,
        advice=f"Looked for {folders}. Check the spelling, or give the whole path.",
    )  # fmt: skip


def find_path_or_given(path: str | Path) -> Path:
    """Return what `find_path` returns, or the path as given where there is nothing."""
    try:
        return find_path(path)
    except CorpusError:
        return Path(path).expanduser()


def _places(given: Path) -> list[Path]:
    """List where a relative path may lead, each place once."""
    places = [Path.cwd() / given]
    for folder in (NOTEBOOKS, PROJECT):
        # where the package is installed without its notebooks there is no such folder
        if folder.is_dir() and folder / given not in places:
            places.append(folder / given)
    return places
