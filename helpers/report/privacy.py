"""Keep the paths of one machine out of what is passed on.

An error message or a traceback names folders that tell who ran the report and where. The corpus
is named instead, and the rest shortened.
"""

import html
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from nbformat import NotebookNode

from helpers.report.notebooks import REPOSITORY

# A path ends where none of these follows, so that /home/ann is not found in /home/anna.
PATH_GOES_ON = r"(?![\w.-]*\w)"


def hide_machine_paths(
    notebook: NotebookNode, corpus: str | Sequence[str], folder: Path
) -> NotebookNode:
    """Replace the paths of this machine in all outputs of an executed notebook, in place.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The executed copy, which is nobody else's; it is changed and returned.
    corpus : str or sequence of str
        Absolute paths of the corpus. Each becomes the name of its file or folder.
    folder : pathlib.Path
        Folder in which the notebook ran.
    """
    anywhere = _patterns(_corpus_names(corpus))
    # Only in errors: a folder such as /root may be a word of an article.
    in_errors = anywhere + _patterns(_machine_names(folder))
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.evalue = _replace(output.evalue, in_errors)
                output.traceback = [_replace(line, in_errors) for line in output.traceback]
            elif output.output_type == "stream":
                output.text = _replace(output.text, anywhere)
            else:
                for kind, value in output.data.items():
                    if kind.startswith("text/") and isinstance(value, str):
                        output.data[kind] = _replace(value, anywhere)
    return notebook


def hide_in_line(line: str, corpus: str | Sequence[str], folder: Path) -> str:
    """Return one line of an error without the paths of this machine."""
    return _replace(line, _patterns(_corpus_names(corpus) | _machine_names(folder)))


def hide_corpus_paths(text: str, corpus: str | Sequence[str]) -> str:
    """Return a text in which the corpus is named instead of its path."""
    return _replace(text, _patterns(_corpus_names(corpus)))


def shorten_paths(value: object) -> object:
    """Return a parameter as JSON can hold it, each absolute path as the name of its file."""
    if isinstance(value, str):
        path = Path(value)
        return path.name if path.is_absolute() else value
    if isinstance(value, dict):
        return {str(name): shorten_paths(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [shorten_paths(item) for item in value]
    return value if value is None or isinstance(value, int | float) else repr(value)


def _corpus_names(corpus: str | Sequence[str]) -> dict[str, str]:
    paths = [corpus] if isinstance(corpus, str) else corpus
    return {path: Path(path).name for path in paths}


def _machine_names(folder: Path) -> dict[str, str]:
    """Return folders of this machine and what is written in their place."""
    return {
        str(Path.home()): "~",
        str(REPOSITORY): REPOSITORY.name,
        str(folder): folder.name,
        sys.prefix: "python",
        sys.base_prefix: "python",
    }


def _patterns(names: dict[str, str]) -> list[tuple[re.Pattern, str]]:
    """Return what to look for, the longest path first, in all forms in which a path is written."""
    patterns = []
    for path in sorted(names, key=len, reverse=True):
        if len(path) < 3:  # the root of a file system is no secret
            continue
        native = str(Path(path))
        forms = {path, native, native.replace("\\", "\\\\"), html.escape(path)}
        pattern = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        patterns.append((re.compile(f"(?:{pattern}){PATH_GOES_ON}"), names[path]))
    return patterns


def _replace(text: str, patterns: list[tuple[re.Pattern, str]]) -> str:
    for pattern, name in patterns:
        text = pattern.sub(lambda _match, name=name: name, text)
    return text
