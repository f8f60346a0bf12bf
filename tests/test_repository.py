"""What the repository holds: nothing of the machine it was written on, and only packages that are pinned and hashed."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
REQUIREMENTS = ["requirements.txt", "requirements-test.txt"]

# Put together here, so that this file does not hold what it looks for.
MACHINE = [f"/{folder}/" for folder in ("work", "root")] + ["/home" + "/", "/tmp/" + "ktgs/"]
REGISTRIES = [f"{name}.{end}" for name, end in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org")]]
REGISTRIES += ["deb." + "debian", "index" + "-url"]


def committed_files():
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [path for name in listing.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("words", [MACHINE, REGISTRIES], ids=["paths of a machine", "registries"])
def test_no_file_names(words):
    pattern = re.compile("|".join(map(re.escape, words)).encode())
    found = [path.relative_to(ROOT).as_posix() for path in committed_files() if pattern.search(path.read_bytes())]
    assert found == []


def pins(name):
    """{package: (version, has a hash)}; one requirement a paragraph, its hashes on continued lines."""
    text = (ROOT / name).read_text().replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    found = {}
    for line in lines:
        match = re.match(r"(?P<name>[\w.-]+)==(?P<version>\S+)", line)
        assert match, f"{name}: not one exact version: {line[:80]}"
        found[canonicalize_name(match["name"])] = (match["version"], "--hash=sha256:" in line)
    return found


def asked_for(name):
    """What pyproject.toml asks for: the program's own packages, and for the tests those and the tests'."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"]
    return wanted if name == REQUIREMENTS[0] else wanted + project["dependency-groups"]["test"]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_package_is_hashed(name):
    assert [package for package, (_, hashed) in pins(name).items() if not hashed] == []


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_pins_are_up_to_date_with_what_the_project_asks_for(name):
    pinned = pins(name)
    stale = [
        text
        for text in asked_for(name)
        if (package := canonicalize_name(Requirement(text).name)) not in pinned
        or pinned[package][0] not in Requirement(text).specifier
    ]
    assert stale == [], "run `make requirements`"


def test_the_tests_run_on_the_versions_that_users_run():
    program, tests = (pins(name) for name in REQUIREMENTS)
    assert {package: pin for package, pin in program.items() if tests.get(package) != pin} == {}


def test_every_package_says_why_it_is_there():
    silent = re.findall(r'^  "[a-z][\w\[\]-]*[>=<][^#\n]*$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert silent == []
