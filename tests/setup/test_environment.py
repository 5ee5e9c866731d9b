"""The three lists of packages say the same, and say nothing that would break elsewhere."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.setup.environment import ROOT, environment_from, read_pins

REQUIREMENTS = (ROOT / "requirements.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DIRECT = [
    Requirement(text)
    for text in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
]


def test_every_package_of_pyproject_is_pinned_within_its_range():
    pins = {}
    for name, version, _ in read_pins(REQUIREMENTS):
        pins.setdefault(canonicalize_name(name), []).append(version)
    for requirement in DIRECT:
        versions = pins.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement.name} is not pinned: run `make lock`"
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_every_pin_carries_a_hash():
    blocks = re.split(r"\n(?=[\w.-]+==)", REQUIREMENTS)
    pinned = [block for block in blocks if "==" in block]
    assert pinned
    assert [block.split()[0] for block in pinned if "--hash=sha256:" not in block] == []


def test_environment_yml_is_the_same_set_as_requirements_txt():
    written = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert written == environment_from(REQUIREMENTS), "run `make lock`"


def test_environment_yml_is_what_conda_and_binder_read():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert environment["name"] == "parallax"
    conda, pip = environment["dependencies"][:-1], environment["dependencies"][-1]["pip"]
    assert "pip" in conda
    python = next(spec for spec in conda if spec.startswith("python="))
    assert Requirement(f"python=={python.split('=')[1]}.*").name == "python"
    assert pip[-1] == "-e ."
    assert len([Requirement(line) for line in pip[:-1]]) == len(read_pins(REQUIREMENTS))


@pytest.mark.parametrize("name", ["pandas", "matplotlib", "jupyterlab", "textblob"])
def test_the_packages_that_the_project_promises_are_direct_dependencies(name):
    assert name in {requirement.name for requirement in DIRECT}


def test_every_import_is_a_declared_dependency():
    owners = packages_distributions()
    declared = {canonicalize_name(requirement.name) for requirement in DIRECT}
    strangers = set()
    for folder in ("helpers", "tests"):
        for path in (ROOT / folder).rglob("*.py"):
            for module in imported_modules(path):
                names = {canonicalize_name(name) for name in owners.get(module, [])}
                known = module in sys.stdlib_module_names | {"helpers", "tests"}
                if not known and not names & declared:
                    strangers.add(f"{path.relative_to(ROOT)}: {module}")
    assert strangers == set()


def imported_modules(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]


def test_no_tracked_file_names_a_registry_or_a_place_of_one_machine():
    # Put together here, so that this file does not find itself.
    registries = [name + ".org" for name in ("pypi", "pythonhosted", "npmjs")]
    needles = [*registries, "/work" + "/", "/root" + "/"]
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("not a git checkout, so there is no list of tracked files")
    found = []
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if not path.is_file():
            continue
        content = path.read_bytes()
        found += [f"{name}: {needle}" for needle in needles if needle.encode() in content]
    assert found == []


def test_helpers_is_installed_and_not_reached_by_path_tricks():
    for folder in ("helpers", "notebooks"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".ipynb"}:
                assert "sys.path" not in path.read_text(encoding="utf-8"), path
    assert "parallax-notebooks" in packages_distributions()["helpers"]
