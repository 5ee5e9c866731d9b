"""Computed tables are kept and found again, so that nothing is measured twice.

Off unless the environment variable ``PARALLAX_CACHE`` names a folder; a report sets it (see
`keep_tables`), so that its notebooks share their tables and an interrupted report goes on where it
stopped. A table is found by the name of the function, the mark of all code and word lists, and the
mark of every argument (`helpers.fingerprints`): a change of any of them computes anew.

Tables are kept as pickles, because they must come back exactly as they were computed: cells that
are lists, missing values of each kind, index, dtypes and attrs, which Parquet or Arrow would bring
back changed. A pickle runs code when it is read, so they lie in a folder of their own that only the
user can open (mode 0700; another folder is refused), and each file carries the digest of its
content. A file that is broken is computed anew. Tables hold the text of articles: the folder is
the user's cache, never a part of a report.
"""

import functools
import inspect
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import platformdirs

from helpers.fingerprints import NoFingerprintError, fingerprint, fingerprint_of_code

if sys.platform == "win32":  # the other module does not exist there
    import msvcrt
else:
    import fcntl

__all__ = ["Store", "as_content", "default_folder", "keep_tables", "open_store", "remembered"]

VARIABLE = "PARALLAX_CACHE"
OFF = frozenset(["", "0", "off", "no"])
FOLDER = "tables"
MAGIC = b"parallax table 1\n"
DIGEST = 32  # bytes
MOST_BYTES = 4_000_000_000  # of all tables; the ones not used for longest go first
TIDY_EVERY = 200_000_000  # bytes written by this process
WAIT = 3600.0  # seconds for another process that computes the same table
GLANCE = 0.05  # seconds between two looks whether it is done

Result = TypeVar("Result")


class Store:
    """A folder of computed tables.

    Parameters
    ----------
    folder : path
        Where it lies; a subfolder that only the user can open is made in it.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder).expanduser().resolve() / FOLDER
        self._written = 0

    def is_safe(self) -> bool:
        """Make the folder if need be, and tell whether nobody else can put a file into it."""
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                self.folder.mkdir(mode=0o700)
            found = self.folder.lstat()
        except OSError:
            return False
        if sys.platform == "win32":
            return self.folder.is_dir()
        own = found.st_uid == os.getuid() and not found.st_mode & 0o077
        return own and self.folder.is_dir() and not self.folder.is_symlink()

    def path(self, key: str) -> Path:
        """Return where the table of a key lies or would lie."""
        return self.folder / f"{key}.table"

    def read(self, key: str) -> tuple[bool, object]:
        """Return whether there is an unbroken table of that key, and the table."""
        path = self.path(key)
        try:
            content = path.read_bytes()
            head, payload = content[: len(MAGIC) + DIGEST], memoryview(content)[
                len(MAGIC) + DIGEST :
            ]  # fmt: skip
            if head != MAGIC + blake2b(payload, digest_size=DIGEST).digest():
                return False, None
            value = pickle.loads(payload)
            os.utime(path)  # so that what is used is kept longest
        except Exception:  # whatever a broken file does, the table can be computed again
            return False, None
        return True, value

    def write(self, key: str, value: object) -> None:
        """Keep a table; a full disk or a value that cannot be kept is no error."""
        temporary = None
        try:
            payload = pickle.dumps(value, protocol=5)
            handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=".new-")
            with os.fdopen(handle, "wb") as file:
                file.write(MAGIC + blake2b(payload, digest_size=DIGEST).digest())
                file.write(payload)
            Path(temporary).replace(self.path(key))
        except Exception:
            if temporary is not None:
                Path(temporary).unlink(missing_ok=True)
            return
        self._written += len(payload)
        if self._written > TIDY_EVERY:
            self._written = 0
            self.tidy()

    def get(self, key: str, compute: Callable[[], Result]) -> Result:
        """Return the table of a key; compute it if it is not there and nobody else does already."""
        there, value = self.read(key)
        if there:
            return value
        with self.lock(key, wait=WAIT):
            there, value = self.read(key)  # another process may have kept it meanwhile
            if not there:
                value = compute()
                self.write(key, value)
        return value

    @contextmanager
    def lock(self, key: str, wait: float = 0.0) -> Iterator[bool]:
        """Hold the lock of a key; gives False if it could not be had in so many seconds.

        The system takes the lock away from a process that ends, however it ends.
        """
        path = self.folder / f"{key}.lock"
        end = time.monotonic() + wait
        handle = None
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            while not (held := _try_lock(handle)) and time.monotonic() < end:
                time.sleep(GLANCE)
        except OSError:
            held = False
        try:
            yield held
        finally:
            if held:
                with suppress(OSError):
                    path.unlink()
            if handle is not None:
                os.close(handle)

    def tidy(self, most_bytes: int = MOST_BYTES) -> None:
        """Remove the tables that were not used for longest, until the rest fits."""
        entries = []
        for path in self.folder.glob("*.table"):
            with suppress(OSError):
                found = path.stat()
                entries.append((found.st_mtime, found.st_size, path))
        total = sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries):
            if total <= most_bytes:
                break
            with suppress(OSError):
                path.unlink()
                total -= size
        for path in self.folder.glob(".new-*"):  # of processes that were killed
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > WAIT:
                    path.unlink()


def open_store() -> Store | None:
    """Return the store that the environment names, or None where nothing is to be kept."""
    named = os.environ.get(VARIABLE, "")
    return _open(named) if named.strip().lower() not in OFF else None


@functools.cache
def _open(named: str) -> Store | None:
    store = Store(named)
    return store if store.is_safe() else None


def default_folder() -> Path:
    """Return the folder that the system gives each user's programs for what can be made again."""
    return platformdirs.user_cache_path("parallax", appauthor=False)


@contextmanager
def keep_tables(folder: str | Path | None = None) -> Iterator[None]:
    """Keep computed tables, here and in all processes started meanwhile.

    Parameters
    ----------
    folder : path, optional
        Where. Default: what ``PARALLAX_CACHE`` names ("off": nowhere), else the cache folder that
        the system gives each user's programs.
    """
    before = os.environ.get(VARIABLE)
    if folder is not None or before is None:
        os.environ[VARIABLE] = str(folder if folder is not None else default_folder())
    try:
        yield
    finally:
        store = open_store()
        if store is not None:
            store.tidy()
        if before is None:
            os.environ.pop(VARIABLE, None)
        else:
            os.environ[VARIABLE] = before


def remembered(
    function: Callable[..., Result] | None = None, *, paths: tuple[str, ...] = (),
    ignored: tuple[str, ...] = ("progress",),
) -> Callable[..., Result]:  # fmt: skip
    """Keep the results of a function whose arguments decide them.

    Parameters
    ----------
    function : callable
        Must give equal results for equal arguments, change no argument and write nothing.
    paths : tuple of str
        Arguments that name files or folders, of which the content counts.
    ignored : tuple of str
        Arguments that change nothing in the result.

    Returns
    -------
    callable
        The same function. Where an argument is of a kind of which no mark can be taken, it is
        computed each time.
    """
    if function is None:
        return functools.partial(remembered, paths=paths, ignored=ignored)
    signature = inspect.signature(function)
    name = f"{function.__module__}.{function.__qualname__}"

    @functools.wraps(function)
    def call(*arguments: object, **options: object) -> Result:
        store = open_store()
        if store is None:
            return function(*arguments, **options)
        try:
            bound = signature.bind(*arguments, **options)
            bound.apply_defaults()
            held = {
                one: as_content(value) if one in paths else value
                for one, value in bound.arguments.items() if one not in ignored
            }  # fmt: skip
            key = make_key(name, held)
        except (NoFingerprintError, TypeError, OSError):
            return function(*arguments, **options)  # which says itself what is wrong
        return store.get(key, lambda: function(*arguments, **options))

    return call


def as_content(value: object) -> object:
    """Return a name of a file, or several, as paths, so that their content counts as the mark."""
    if isinstance(value, str):
        return Path(value)
    if isinstance(value, list | tuple):
        return [as_content(one) for one in value]
    return value


def make_key(name: str, *held: object) -> str:
    """Return the key of a computation: its name, and the mark of code and data."""
    return f"{name.rpartition('.')[2]}-{fingerprint(fingerprint_of_code(), name, *held)}"


def _try_lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
