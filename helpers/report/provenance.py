"""What a reader needs to know to run a report again: data, software, date and seed."""

import hashlib
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from helpers import __version__

# Packages whose version can change a figure.
PACKAGES = (
    "pandas",
    "numpy",
    "scipy",
    "matplotlib",
    "textblob",
    "vaderSentiment",
    "nupunkt",
    "rensa",
    "ftfy",
)
CHUNK = 1 << 20  # bytes read at once


def hash_corpus(corpus: str | Sequence[str]) -> tuple[str, int]:
    """Return a SHA-256 of the input files, and how many files there are.

    Parameters
    ----------
    corpus : str or sequence of str
        Absolute paths. Of a folder, all files count but hidden ones.

    Returns
    -------
    tuple of str and int
        For one file its own hash, the one that ``sha256sum`` prints. For several, the hash of the
        lines ``hash  name`` in the order of the names, names being relative to the folder.
    """
    paths = [corpus] if isinstance(corpus, str) else list(corpus)
    files: list[tuple[str, Path]] = []
    for path in map(Path, paths):
        if path.is_dir():
            inside = [
                (file.relative_to(path).as_posix(), file)
                for file in path.rglob("*")
                if file.is_file()
                and not any(part.startswith(".") for part in file.relative_to(path).parts)
            ]
            files += inside
        else:
            files.append((path.name, path))
    if len(files) == 1:
        return _hash_file(files[0][1]), 1
    lines = "".join(f"{_hash_file(file)}  {name}\n" for name, file in sorted(files))
    return hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest(), len(files)


def software_versions() -> dict[str, str]:
    """Return the versions of Parallax, Python and the packages that can change a figure."""
    versions = {"Parallax": __version__, "Python": platform.python_version()}
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return versions


def platform_name() -> str:
    """Return system and kind of processor, which can change the last digit of a figure."""
    return f"{sys.platform}, {platform.machine()}"


def _hash_file(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
