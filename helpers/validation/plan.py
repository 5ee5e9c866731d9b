"""The plan of a validation: what was drawn from which corpus and what coders were asked.

It lies as `plan.json` beside the sheets, so that the later steps need not be told again.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from helpers.validation.scoring import CorpusMark
from helpers.validation.variables import Variable

__all__ = ["PLAN", "Plan", "read_plan"]

PLAN = "plan.json"


@dataclass(frozen=True)
class Plan:
    """What was planned.

    Attributes
    ----------
    measure : str
        "tone", "targets", "frames" or "quotations".
    corpus : CorpusMark
        What was drawn from, in which state.
    unit : str
        What is coded, in the singular.
    drawn : str
        How the units were drawn, in words.
    variables : sequence of Variable
        What coders are asked.
    seed : int
        Of the draws.
    """

    measure: str
    corpus: CorpusMark
    unit: str
    drawn: str
    variables: Sequence[Variable]
    seed: int = 0

    def save(self, folder: str | Path) -> Path:
        """Write `plan.json` into a folder and return its path."""
        values = asdict(self) | {"variables": [one.as_dict() for one in self.variables]}
        path = Path(folder) / PLAN
        path.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return path


def read_plan(path: str | Path) -> Plan:
    """Read a plan, or the one in a folder.

    Raises
    ------
    FileNotFoundError
        If there is none.
    ValueError
        If it is no plan.
    """
    path = Path(path)
    path = path / PLAN if path.is_dir() else path
    if not path.is_file():
        raise FileNotFoundError(
            f"{path}: there is no such plan. `code sample` writes it beside the sheets; keep them "
            "in one folder, or name it with --plan."
        )
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        values["corpus"] = CorpusMark(**values["corpus"])
        values["variables"] = [Variable.from_dict(one) for one in values["variables"]]
        return Plan(**values)
    except (UnicodeDecodeError, json.JSONDecodeError, TypeError, KeyError) as error:
        raise ValueError(f"{path}: this is no plan of a validation ({error}).") from None
