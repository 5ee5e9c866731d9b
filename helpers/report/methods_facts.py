"""What a run did, as far as its executed notebooks tell: functions, their settings, parameters."""

import ast
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from helpers.corpus import Corpus
from helpers.report.notebooks import parameters_of
from helpers.report.run import RunResult
from helpers.scope import Scope, describe_scope, keep_english

GROUPS = ("US", "RU")


@dataclass(frozen=True)
class Use:
    """One use of a function in a cell that ran to its end.

    Attributes
    ----------
    notebook : str
        Name of the notebook.
    settings : mapping
        Keyword arguments whose values are written out there.
    hidden : frozenset of str
        Keyword arguments whose values cannot be told from the source.
    """

    notebook: str
    settings: Mapping[str, object] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Facts:
    """What a methods paragraph may speak of.

    Attributes
    ----------
    loaded : Corpus
        The corpus.
    runs : sequence of RunResult
        The notebooks.
    """

    loaded: Corpus
    runs: Sequence[RunResult]

    @cached_property
    def uses(self) -> dict[str, list[Use]]:
        """Uses by name of the function."""
        found: dict[str, list[Use]] = {}
        for run in self.runs:
            for name, use in _uses_of(run):
                found.setdefault(name, []).append(use)
        return found

    @cached_property
    def parameters(self) -> dict[str, dict[str, object]]:
        """Parameters by notebook, those whose values are plain."""
        return {run.name: plain_parameters(run) for run in self.runs}

    @cached_property
    def groups(self) -> tuple[str, str]:
        """The two presses that were compared."""
        for values in self.parameters.values():
            groups = values.get("groups")
            if isinstance(groups, list | tuple) and len(groups) == 2:
                return str(groups[0]), str(groups[1])
        return GROUPS

    @cached_property
    def seed(self) -> int:
        """The seed of what is drawn by chance."""
        seeds = [values.get("seed") for values in self.parameters.values()]
        return next((seed for seed in seeds if isinstance(seed, int)), 0)

    @cached_property
    def measured(self) -> pd.DataFrame:
        """The articles that were measured: without other languages, if the run left them out."""
        articles = self.loaded.articles
        return keep_english(articles)[0] if self.did("keep_english") else articles

    @cached_property
    def scope(self) -> Scope:
        """What the articles allow to compare."""
        return describe_scope(self.measured, self.groups)

    @cached_property
    def has_dates(self) -> bool:
        """Whether any article has a date."""
        return bool(self.loaded.articles["date"].notna().any())

    @cached_property
    def has_events(self) -> bool:
        """Whether the corpus says which event an article tells."""
        articles = self.loaded.articles
        return "event" in articles and bool(articles["event"].notna().any())

    def did(self, *names: str) -> bool:
        """Tell whether any of these functions was used."""
        return any(name in self.uses for name in names)

    def parameter(self, function: str, name: str) -> list[object]:
        """Return the values of a parameter in the notebooks that use a function, each once."""
        values: list[object] = []
        for use in self.uses.get(function, ()):
            known = self.parameters[use.notebook]
            if name in known and known[name] not in values:
                values.append(known[name])
        return values

    def settings(self, function: Callable, name: str) -> list[object]:
        """Return with what values of an argument a function was called, sorted, each once.

        The default of the function counts where a call does not name the argument. Empty if the
        value of any call cannot be told from its source.
        """
        default = inspect.signature(function).parameters[name].default
        values = []
        for use in self.uses.get(function.__name__, ()):
            if name in use.hidden:
                return []
            value = use.settings.get(name, default)
            if value not in values:
                values.append(value)
        return sorted(values, key=_rank_value)


def plain_parameters(run: RunResult) -> dict[str, object]:
    """Return the parameters of a run whose values are written out, as Python values."""
    values = {}
    for name, source in parameters_of(run.notebook).items():
        try:
            values[name] = ast.literal_eval(source)
        except (ValueError, SyntaxError):
            continue
    return values


def _rank_value(value: object) -> tuple[float, str]:
    return (float(value), "") if isinstance(value, int | float) else (0.0, repr(value))


def _uses_of(run: RunResult) -> list[tuple[str, Use]]:
    """Return the names that the cells of a notebook used which ran to their end."""
    trees = [tree for cell in run.notebook.cells if (tree := _parse_executed(cell)) is not None]
    spread = _spread_settings(trees)
    found = []
    for tree in trees:
        called = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called[id(node.func)] = node
        for node in ast.walk(tree):
            name = _name_of(node)
            if name is None:
                continue
            call = called.get(id(node))
            found.append((name, _describe_use(run.name, call, spread)))
    return found


def _parse_executed(cell: Mapping) -> ast.Module | None:
    if cell["cell_type"] != "code" or cell.get("execution_count") is None:
        return None
    if any(output["output_type"] == "error" for output in cell.get("outputs", [])):
        return None
    try:
        return ast.parse(cell["source"])
    except SyntaxError:  # a line for IPython, such as %timeit
        return None


def _name_of(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def _describe_use(notebook: str, call: ast.Call | None, spread: dict[str, list]) -> Use:
    settings, hidden = {}, set()
    for keyword in call.keywords if call else ():
        if keyword.arg is None:  # **options: whatever a dictionary of the notebook names
            for name, values in spread.items():
                if len(values) == 1 and values[0] is not None:
                    settings.setdefault(name, values[0])
                else:
                    hidden.add(name)
            continue
        try:
            settings[keyword.arg] = ast.literal_eval(keyword.value)
        except (ValueError, SyntaxError):
            hidden.add(keyword.arg)
    return Use(notebook, settings, frozenset(hidden - set(settings)))


def _spread_settings(trees: Sequence[ast.Module]) -> dict[str, list]:
    """Return the keys of all dictionaries in a notebook with their values, None if hidden."""
    found: dict[str, list] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if not isinstance(node, ast.Dict):
                continue
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    try:
                        found.setdefault(key.value, []).append(ast.literal_eval(value))
                    except (ValueError, SyntaxError):
                        found.setdefault(key.value, []).append(None)
    return found
