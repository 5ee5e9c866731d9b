"""Reports: notebooks run over a corpus and written as HTML pages that are whole in themselves."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module


@contextmanager
def _as_if_missing(name: str) -> Iterator[None]:
    """Let a module that others use if they can seem not to be installed."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None
    try:
        yield
    finally:
        del sys.modules[name]


# jsonschema would read a grammar of addresses in all scripts, which takes longer than all else that
# is imported here, to check a kind of value that no notebook has.
with _as_if_missing("rfc3987_syntax"):
    import_module("jsonschema")

# Where each name is. Imported when asked for, because pages need much that running does not.
_PLACES = {
    "Report": "write",
    "ReportError": "errors",
    "ReportFrame": "export",
    "RunResult": "run",
    "check_self_contained": "selfcontained",
    "export_notebook": "export",
    "run_notebooks": "run",
    "write_report": "write",
}
__all__ = [*_PLACES]


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
