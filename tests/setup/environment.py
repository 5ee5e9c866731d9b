"""Write environment.yml from requirements.txt: one set for pip, conda, JupyterHub and Binder.

``python -m tests.setup.environment`` (part of ``make lock``) writes it; a test compares it with
what this would write. Pins stand without hashes: pip cannot check hashes beside ``-e .``.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)\s*(?:;\s*(?P<marker>[^\\]+?))?\s*\\?$"
)

HEAD = """\
# The same set as requirements.txt, for conda, JupyterHub and Binder:
#   conda env create -f environment.yml && conda activate parallax && python -m helpers lab
# Written by `make lock`; a test keeps pyproject.toml, requirements.txt and this list in step.
name: parallax
channels:
  - conda-forge
dependencies:
  - python=3.13
  - pip
  - pip:
"""


def read_pins(requirements: str) -> list[tuple[str, str, str]]:
    """Name, version and marker ("" where there is none) of every pin in a requirements text."""
    lines = [line for line in requirements.splitlines() if not line.startswith((" ", "#"))]
    found = [PIN.match(line) for line in lines]
    return [(m["name"], m["version"], m["marker"] or "") for m in found if m]


def environment_from(requirements: str) -> str:
    """Return the text of environment.yml for a requirements text."""
    lines = [
        f"      - {name}=={version}" + (f" ; {marker}" if marker else "")
        for name, version, marker in read_pins(requirements)
    ]
    return HEAD + "\n".join([*lines, "      - -e ."]) + "\n"


if __name__ == "__main__":
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    (ROOT / "environment.yml").write_text(environment_from(text), encoding="utf-8")
