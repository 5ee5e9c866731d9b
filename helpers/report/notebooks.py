"""Find notebooks, read what they say about themselves, and give them parameters.

Parameters reach a notebook as papermill passes them: a cell is injected behind the one that is
tagged ``parameters``.
"""

import ast
import io
import os
import re
import tokenize
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from papermill.parameterize import parameterize_notebook

from helpers.report.errors import ReportError

REPOSITORY = Path(__file__).resolve().parents[2]
NUMBERED = "[0-9][0-9]_*.ipynb"
FIRST_HEADING = re.compile(r"^# +(.+?)[ \t]*$", re.MULTILINE)

CorpusPath = str | Path | Sequence[str | Path]


def find_notebooks(notebooks: str | Path | Sequence[str | Path] | None = None) -> list[Path]:
    """Return the paths of the notebooks that are meant.

    Parameters
    ----------
    notebooks : path, name or list of them, optional
        Files, folders, or names of numbered notebooks of the project (``02_sentiment``, ``02`` or
        ``sentiment``). Default: all numbered notebooks of the project.

    Raises
    ------
    ReportError
        If one does not exist, or if two would have pages of the same name.
    """
    if notebooks is None:
        return _numbered_notebooks(REPOSITORY / "notebooks")
    found: list[Path] = []
    for item in [notebooks] if isinstance(notebooks, str | Path) else notebooks:
        path = Path(item)
        if path.is_dir():
            found += _numbered_notebooks(path)
        elif path.suffix == ".ipynb" and path.is_file():
            found.append(path.resolve())
        else:
            found.append(_named_notebook(str(item)))
    unique = list(dict.fromkeys(found))
    names = [path.stem for path in unique]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise ReportError(
            f"Two notebooks are named {doubled[0]}: their pages would overwrite each other. "
            "Rename one of them."
        )
    if not unique:
        raise ReportError("No notebook was named. Leave the choice out to run all of them.")
    return unique


def resolve_corpus(corpus: CorpusPath) -> str | list[str]:
    """Return the corpus as notebooks receive it: absolute, with forward slashes."""
    if isinstance(corpus, str | Path):
        return Path(corpus).expanduser().resolve().as_posix()
    return [Path(path).expanduser().resolve().as_posix() for path in corpus]


def corpus_name(corpus: CorpusPath) -> str:
    """Return the name of the file or folder of the corpus, or the names of several."""
    if isinstance(corpus, str | Path):
        return Path(corpus).expanduser().resolve().name
    names = [Path(path).name for path in corpus]
    return ", ".join(names) if len(names) <= 3 else f"{names[0]} and {len(names) - 1} more"


def parameters_of(notebook: NotebookNode) -> dict[str, str]:
    """Return the parameters of a notebook in their order, each with its value as Python source.

    Values of injected cells win over those of the cell tagged ``parameters``, as they do in a run.
    """
    values: dict[str, str] = {}
    for tag in ("parameters", "injected-parameters"):
        for cell in notebook.cells:
            if cell.cell_type == "code" and tag in cell.metadata.get("tags", []):
                values |= _assignments(cell.source)
    return values


def parameter_comments(notebook: NotebookNode) -> dict[str, str]:
    """Return what the cell tagged ``parameters`` says of each one in a comment on its line."""
    comments: dict[str, str] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code" or "parameters" not in cell.metadata.get("tags", []):
            continue
        name = None
        try:
            for token in tokenize.generate_tokens(io.StringIO(cell.source).readline):
                if token.type == tokenize.NAME and token.start[1] == 0:
                    name = token.string
                elif token.type == tokenize.COMMENT and token.start[1] > 0 and name:
                    comments[name] = token.string.lstrip("# ").rstrip()
        except (tokenize.TokenError, SyntaxError):
            continue
    return comments


def title_of(notebook: NotebookNode, name: str) -> str:
    """Return the first heading of a notebook, or a title made of its file's name."""
    for cell in notebook.cells:
        found = FIRST_HEADING.search(cell.source) if cell.cell_type == "markdown" else None
        if found:
            return re.sub(r"[*_`]", "", found[1])
    return re.sub(r"^\d+_", "", name).replace("_", " ").capitalize()


def prepare(
    source: NotebookNode, given: Mapping[str, object]
) -> tuple[NotebookNode, tuple[str, ...]]:
    """Return a copy of a notebook without outputs and with its parameters injected.

    Outputs go first, because behind a failed cell those of the stored run would still be there,
    and they are figures of another corpus.

    Returns
    -------
    tuple of nbformat.NotebookNode and tuple of str
        The copy, and remarks for the reader if the corpus could not be passed on.
    """
    notebook = nbformat.from_dict(source)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    defined = parameters_of(notebook)
    passed = {name: value for name, value in given.items() if name in defined}
    remarks = ()
    if "corpus" not in passed:
        remarks = (
            "This notebook has no parameter named corpus: it was not given the corpus of this "
            "report, and what it shows comes from the data that it names itself.",
        )
    return (inject(notebook, passed) if passed else notebook), remarks


def inject(notebook: NotebookNode, values: Mapping[str, object]) -> NotebookNode:
    """Return the notebook with a cell of parameters behind the one that is tagged so."""
    # What papermill's own reader adds to a notebook.
    notebook.metadata.setdefault("papermill", {})
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [])
    return parameterize_notebook(
        notebook,
        dict(values),
        comment="Parameters of this report",
        kernel_name="python3",
        language="python",
    )


def with_relative_corpus(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """Return a copy whose corpus is named relative to the folder in which the copy will lie.

    So the copy can be run again where it lies, and tells no more of the machine than it must.
    """
    copy = nbformat.from_dict(notebook)
    values = copy.metadata.get("papermill", {}).get("parameters", {})
    if "corpus" not in values:
        return copy
    corpus = values["corpus"]
    relative = (
        _relative(corpus, folder)
        if isinstance(corpus, str)
        else [_relative(path, folder) for path in corpus]
    )
    counts = [cell.get("execution_count") for cell in copy.cells]
    copy = inject(copy, dict(values) | {"corpus": relative})
    for cell, count in zip(copy.cells, counts, strict=True):
        if cell.cell_type == "code":
            cell.execution_count = count
    return copy


def _numbered_notebooks(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise ReportError(
            f"There is no folder {folder}. The notebooks come with the project's repository: "
            "install the project from its folder with 'pip install -e .', or name the notebooks."
        )
    found = sorted(folder.resolve().glob(NUMBERED))
    if not found:
        raise ReportError(f"No numbered notebook ({NUMBERED}) lies in {folder}.")
    return found


def _named_notebook(name: str) -> Path:
    """Return the notebook of the project of that name, number or name without number."""
    known = _numbered_notebooks(REPOSITORY / "notebooks")
    wanted = name.removesuffix(".ipynb")
    for path in known:
        number, _, rest = path.stem.partition("_")
        if wanted in (path.stem, number, rest):
            return path
    raise ReportError(
        f"There is no notebook '{name}'. These exist: {', '.join(path.stem for path in known)}."
    )


def _assignments(source: str) -> dict[str, str]:
    """Return the names that Python source assigns at its top level, with the assigned source."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:  # the run of the notebook will say so
        return {}
    values: dict[str, str] = {}
    for statement in statements:
        if isinstance(statement, ast.Assign):
            names = [target.id for target in statement.targets if isinstance(target, ast.Name)]
            values |= dict.fromkeys(names, ast.unparse(statement.value))
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            value = statement.value
            values |= {statement.target.id: ast.unparse(value)} if value else {}
    return values


def _relative(path: str, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive on Windows
        return path
