"""The files round the code agree with each other, and none tells where it was made."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from convedu.cli import app

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONDA_NAMES = {"matplotlib": "matplotlib-base"}  # without the desktop windows

LOCK_ENTRY = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;]+)(?: ; [^\n\\]+?)? \\\n"
    r"(?:    --hash=sha256:[0-9a-f]{64} \\\n)*"
    r"    --hash=sha256:[0-9a-f]{64}\n"
)


def requirements(*groups: list[str]) -> dict[str, Requirement]:
    parsed = [Requirement(line) for group in groups for line in group]
    return {canonicalize_name(each.name): each for each in parsed}


EXTRAS = PROJECT["project"]["optional-dependencies"]
GROUPS = PROJECT["dependency-groups"]
RUN = requirements(
    PROJECT["project"]["dependencies"],
    *(EXTRAS[name] for name in ("lab", "grade", "book")),
    GROUPS["build"],
)
DEV = RUN | requirements(*EXTRAS.values(), GROUPS["dev"])


def conda_requirements() -> tuple[dict[str, Requirement], list[str]]:
    """Return environment.yml's packages and the lines of its pip section."""
    lines = (ROOT / "environment.yml").read_text(encoding="utf-8").partition("dependencies:")[2]
    packages = re.findall(r"^  - (?!pip:)(.+)$", lines, re.MULTILINE)
    return requirements(packages), re.findall(r"^      - (.+)$", lines, re.MULTILINE)


def pins(name: str) -> dict[str, Version]:
    """Return a lock file's versions, after every byte of it was understood."""
    lock = (ROOT / name).read_text(encoding="utf-8")
    entries = list(LOCK_ENTRY.finditer(lock))
    left = LOCK_ENTRY.sub("", lock)
    assert left == "", f"{name} holds more than hashed requirements: {left[:200]!r}"
    return {entry["name"]: Version(entry["version"]) for entry in entries}


def test_environment_and_pyproject_ask_for_the_same():
    conda, pip = conda_requirements()
    assert pip == ["-e ."]
    wanted = {CONDA_NAMES.get(name, name): each.specifier for name, each in RUN.items()}
    python = PROJECT["project"]["requires-python"]
    assert conda.pop("python").specifier == Requirement(f"python {python}").specifier
    conda.pop("pip")
    assert {name: each.specifier for name, each in conda.items()} == wanted


@pytest.mark.parametrize(
    ("lock", "wanted"), [("requirements.lock", RUN), ("requirements-dev.lock", DEV)]
)
def test_a_lock_is_hashed_throughout_and_has_what_pyproject_asks_for(lock, wanted):
    pinned = pins(lock)
    assert {name for name in wanted if name not in pinned} == set()
    wrong = {name for name, each in wanted.items() if not each.specifier.contains(pinned[name])}
    assert wrong == set()


def test_the_locks_agree_with_each_other():
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert run.items() <= dev.items()
    assert "onnx" not in run


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://example.org/simple\n",
        "numpy @ https://example.org/numpy.whl\n",
        "numpy==2.4.0\n",
        "-e /srv/convedu\n",
    ],
)
def test_the_lock_pattern_refuses_addresses_paths_and_missing_hashes(line):
    assert LOCK_ENTRY.sub("", line) == line


def committed() -> dict[str, bytes]:
    """Return the content of each file that git knows, by its name."""
    command = ["git", "-c", "safe.directory=*", "-C", str(ROOT), "ls-files", "-z"]
    listed = subprocess.run(command, check=False, capture_output=True, text=True)
    if listed.returncode:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("this is no git checkout")
    names = filter(None, listed.stdout.split("\0"))
    return {name: (ROOT / name).read_bytes() for name in names if (ROOT / name).is_file()}


def registry_hosts() -> set[str]:
    """Return the hosts of the well-known package registries and of those set up here."""
    command = [sys.executable, "-m", "pip", "config", "list"]
    settings = subprocess.run(command, check=False, capture_output=True, text=True).stdout
    settings += " ".join(value for name, value in os.environ.items() if "INDEX" in name)
    here = set(re.findall(r"https?://(?:[^/@\s']*@)?([\w.-]+)", settings))
    # Written in pieces, since this file is committed too.
    known = {f"{name}.org" for name in ("pypi", "pythonhosted", "npmjs")}
    return (known | {"anaconda" + ".org", "anaconda" + ".com"} | here) - {"localhost", "127.0.0.1"}


def test_no_committed_file_names_a_package_registry():
    hosts = [host.encode() for host in registry_hosts()]
    files = committed()
    assert len(files) > 50
    named = {name for name, data in files.items() if any(host in data for host in hosts)}
    assert named == set()


def test_no_committed_file_names_a_path_of_the_machine_it_was_made_on():
    # The tests of the grader and of tidy name such paths as targets: look only for the real ones.
    real = [path for path in (ROOT, Path.home(), Path(sys.prefix)) if len(path.parts) > 2]
    pattern = "|".join(re.escape(str(path)) for path in real) or "(?!)"
    anywhere = re.compile(pattern.encode())
    typical = re.compile(rb"(?<![\w.])/(?:root|work|Users)/|(?<![\w.])/home/(?!student)\w")
    leaks = {
        name
        for name, data in committed().items()
        if anywhere.search(data) or (not name.startswith("tests/") and typical.search(data))
    }
    assert leaks == set()


def commands_in(file: str, tool: str) -> set[str]:
    """Return the words that follow a tool's name where a file tells to run it."""
    content = (ROOT / file).read_text(encoding="utf-8")
    return set(re.findall(rf"(?:`|^\s*\$?\s*|/){tool} ([a-z][a-z-]*)", content, re.MULTILINE))


def test_the_readmes_commands_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    told = commands_in("README.md", "make")
    assert {"lab", "test", "demo"} <= told <= targets


@pytest.mark.parametrize("file", ["README.md", "Makefile"])
def test_the_subcommands_that_are_named_exist(file):
    exist = set(app.commands)
    told = commands_in(file, "convedu")
    assert told
    assert told <= exist
