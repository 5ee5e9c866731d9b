"""A short mark of what a value holds: equal marks for equal contents, in any process.

The marks are BLAKE2b digests (Aumasson et al. 2013) of the whole content. A fast row hash such as
`pandas.util.hash_pandas_object` would do against accidents, but its 64 bits can be made to collide
by who writes the text, and then the figures of one corpus would be shown for another.
"""

import datetime
import marshal
import platform
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pandas as pd

__all__ = ["NoFingerprintError", "fingerprint", "fingerprint_of_code"]

HELPERS = Path(__file__).resolve().parent
PLAIN = frozenset([type(None), bool, int, float, str, bytes])
# The second version of the format writes equal values as equal bytes; later ones write references.
MARSHAL = 2
DIGEST = 20  # bytes
BLOCK = 1 << 20


class NoFingerprintError(TypeError):
    """The value holds something of which no mark can be taken."""


def fingerprint(*values: object) -> str:
    """Return the mark of some values.

    Parameters
    ----------
    *values
        Plain values, dates, paths (of which name and content count), lists, dicts, sets, data
        classes, arrays, and pandas' tables with all columns, dtypes, names, index and attrs.

    Returns
    -------
    str
        Hexadecimal digits.

    Raises
    ------
    NoFingerprintError
        If something in a value is of another kind.
    OSError
        If the content of a path cannot be read.
    """
    digest = blake2b(digest_size=DIGEST)
    for value in values:
        _feed(digest, value)
    return digest.hexdigest()


@cache
def fingerprint_of_code() -> str:
    """Return the mark of all code, word lists and models of the helpers and of what they stand on.

    Taken once a process: the code that runs is the code as it was read then.
    """
    digest = blake2b(digest_size=DIGEST)
    for path in sorted(HELPERS.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            _feed(digest, path.relative_to(HELPERS).as_posix())
            _feed_content(digest, path)
    # The folders of installed packages are named after package and version.
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    installed = {one.name for path in folders for one in Path(path).glob("*.dist-info")}
    _feed(digest, sorted(installed))
    _feed(digest, [platform.python_version(), platform.machine(), platform.system()])
    return digest.hexdigest()


def _feed(digest: blake2b, value: object) -> None:
    kind = type(value)
    if kind in PLAIN:
        _mark(digest, "plain", marshal.dumps(value, MARSHAL))
    elif kind in (list, tuple):
        _feed_many(digest, kind.__name__, value)
    elif isinstance(value, pd.DataFrame):
        _feed_table(digest, value)
    elif isinstance(value, pd.Series):
        _mark(digest, "series")
        _feed(digest, [value.name, dict(value.attrs)])
        _feed_index(digest, value.index)
        _feed_array(digest, value.array)
    elif isinstance(value, pd.Index):
        _feed_index(digest, value)
    elif isinstance(value, np.ndarray):
        _feed_array(digest, value)
    elif isinstance(value, Path):
        _feed_path(digest, value)
    else:
        _feed_other(digest, value)


def _feed_other(digest: blake2b, value: object) -> None:
    if isinstance(value, Mapping):
        _mark(digest, f"mapping {len(value)}")
        for name, held in value.items():
            _feed(digest, name)
            _feed(digest, held)
    elif isinstance(value, set | frozenset):
        _feed_many(digest, "set", sorted(map(fingerprint, value)))
    elif value is pd.NA or value is pd.NaT:
        _mark(digest, repr(value))
    elif isinstance(value, np.generic) and value.dtype.kind not in "OV":
        _mark(digest, f"numpy {value.dtype.str}", value.tobytes())
    elif isinstance(value, datetime.date | datetime.timedelta | np.dtype):
        _mark(digest, f"{type(value).__name__} {getattr(value, 'unit', '')} {value!r}")
    elif is_dataclass(value) and not isinstance(value, type):
        _mark(digest, f"{type(value).__module__}.{type(value).__qualname__}")
        for field in fields(value):
            _feed(digest, getattr(value, field.name))
    else:
        raise NoFingerprintError(f"No fingerprint can be taken of a {type(value).__name__}.")


def _feed_many(digest: blake2b, kind: str, values: Iterable) -> None:
    values = list(values)
    if PLAIN.issuperset(map(type, values)):
        _mark(digest, f"plain {kind}", marshal.dumps(values, MARSHAL))
        return
    _mark(digest, f"{kind} {len(values)}")
    for value in values:
        _feed(digest, value)


def _feed_table(digest: blake2b, table: pd.DataFrame) -> None:
    _mark(digest, f"table {len(table.columns)}")
    _feed(digest, dict(table.attrs))
    _feed_index(digest, table.columns)
    _feed_index(digest, table.index)
    for number in range(len(table.columns)):
        _feed_array(digest, table.iloc[:, number].array)


def _feed_index(digest: blake2b, index: pd.Index) -> None:
    if isinstance(index, pd.RangeIndex):
        _feed(digest, ["range", index.start, index.stop, index.step])
    else:
        _mark(digest, f"index {index.nlevels}")
        for level in range(index.nlevels):
            _feed_array(digest, index.get_level_values(level).array)
    _feed(digest, list(index.names))


def _feed_array(digest: blake2b, values: np.ndarray | pd.api.extensions.ExtensionArray) -> None:
    dtype = values.dtype
    _mark(digest, f"array {dtype!r} {values.shape}")
    if isinstance(dtype, pd.CategoricalDtype):
        _feed_index(digest, values.categories)
        _feed_array(digest, values.codes)
    elif isinstance(dtype, np.dtype) and dtype.kind in "biufcmM":
        _mark(digest, "bytes", np.ascontiguousarray(values.to_numpy() if hasattr(
            values, "to_numpy") else values).tobytes())  # fmt: skip
    elif pd.api.types.is_bool_dtype(dtype) or pd.api.types.is_numeric_dtype(dtype):
        missing = np.asarray(values.isna())
        _mark(digest, "missing", missing.tobytes())
        _feed_array(digest, np.asarray(values[~missing].to_numpy(dtype=dtype.numpy_dtype)))
    else:
        _feed_many(digest, "cells", values.tolist())


def _feed_path(digest: blake2b, path: Path) -> None:
    path = path.expanduser().resolve()
    files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    _mark(digest, f"path {len(files)}")
    for file in files:
        _feed(digest, file.as_posix())
        _feed_content(digest, file)


def _feed_content(digest: blake2b, path: Path) -> None:
    with path.open("rb") as file:
        _mark(digest, f"content {path.stat().st_size}")
        while block := file.read(BLOCK):
            digest.update(block)
    _mark(digest, "end")


def _mark(digest: blake2b, kind: str, content: bytes = b"") -> None:
    """Feed a piece with its kind and length, so that no two rows of pieces can look alike."""
    head = kind.encode("utf-8", "surrogatepass")
    digest.update(len(head).to_bytes(8, "big") + head + len(content).to_bytes(8, "big"))
    digest.update(content)
