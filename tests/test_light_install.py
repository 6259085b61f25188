"""With its base dependencies alone, convedu imports, shows every widget and judges every check."""

import json
import os
import subprocess
import sys
import tomllib
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from convedu import widgets
from convedu.__main__ import EXTRAS

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

HIDE_PACKAGES = """
import sys

class Hiding:
    def __init__(self, finder):
        self.finder = finder

    def find_spec(self, name, path=None, target=None):
        absent = name.partition(".")[0] in ABSENT
        return None if absent else self.finder.find_spec(name, path, target)

    def __getattr__(self, name):
        return getattr(self.finder, name)

sys.meta_path[:] = map(Hiding, sys.meta_path)
"""


def installed_with(requirements: list[str]) -> set[str]:
    """Return the distributions that these requirements bring, those they need included."""
    found: set[str] = set()
    waiting = [Requirement(line) for line in requirements]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        waiting += map(Requirement, distribution(name).requires or [])
    return found


def run_without(absent: set[str], script: str, **environment: str) -> subprocess.CompletedProcess:
    """Run a script in an interpreter in which the packages called `absent` cannot be imported."""
    script = f"ABSENT = {sorted(absent)!r}\n{HIDE_PACKAGES}\n{script}"
    return subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **environment},
        check=False,
        capture_output=True,
        text=True,
    )


def beyond_the_base() -> set[str]:
    """Return the importable names of what the base dependencies do not bring."""
    base = installed_with(PROJECT["dependencies"]) | {"convedu"}
    return {
        name
        for name, homes in packages_distributions().items()
        if not base & {canonicalize_name(home) for home in homes}
    }


USE_EVERYTHING = """
import json, pkgutil
from importlib import import_module
import convedu.checks
from convedu import alexnet, images, layers, ops, plots, shapes, study, training, widgets

shown = {}
states = widgets.LabState, widgets.ChannelState, widgets.StackState, widgets.InsideState
for name in widgets.__all__:
    kind = getattr(widgets, name)
    if kind in states:
        continue
    if name == "Prediction":
        widget = study.predict("unit1/" + study.units()[0].questions[0].name)
    elif name == "Sounds":
        widget = kind({"a tone": ([0.0, 1.0, 0.0, -1.0] * 8, 8000)})
    else:
        widget = kind()
    data, _ = widget._repr_mimebundle_()
    shown[name] = sorted(data)
    widget.to_html()

verdicts = {}
for module in pkgutil.iter_modules(convedu.checks.__path__):
    if module.name.startswith("unit"):
        unit = import_module(f"convedu.checks.{module.name}")
        for label in unit.__all__:
            check = getattr(unit, label)
            numbers = getattr(check, "numbers", None)
            right = [n.value for n in numbers.values()] if numbers else [check.reference]
            verdicts[check.name] = check(*right).state
print(json.dumps({"shown": shown, "verdicts": verdicts, "progress": str(study.progress())}))
"""


def test_the_base_dependencies_are_enough_for_widgets_and_checks(tmp_path):
    absent = beyond_the_base()
    assert {"matplotlib", "PIL", "nbformat", "click", "jupyterlab", "ipykernel"} <= absent
    done = run_without(absent, USE_EVERYTHING, XDG_DATA_HOME=str(tmp_path), CONVEDU_PROGRESS="")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found["shown"]) == {name for name in widgets.__all__ if not name.endswith("State")}
    for name, mimes in found["shown"].items():
        assert "application/vnd.jupyter.widget-view+json" in mimes, name
        assert "image/png" not in mimes, name
    assert len(found["verdicts"]) > 40
    assert {name for name, state in found["verdicts"].items() if state != "correct"} == set()
    assert (tmp_path / "convedu" / "progress.json").is_file()


def test_what_draws_is_missed_by_its_own_name():
    script = "from convedu import plots\nplots.show"
    done = run_without({"matplotlib"}, script)
    assert done.stderr.rstrip().endswith("ModuleNotFoundError: No module named 'matplotlib'")


def test_a_still_picture_fails_loudly_where_another_package_is_missing():
    script = """
from convedu import widgets
def broken(self):
    import made_up
widgets.KernelLab.static_png = broken
widgets.KernelLab()._repr_mimebundle_()
"""
    done = run_without({"made_up"}, script)
    assert done.stderr.rstrip().endswith("ModuleNotFoundError: No module named 'made_up'")


@pytest.mark.parametrize(
    ("command", "absent", "extras"),
    [
        ("--version", "click", "'convedu[lab]' or 'convedu[grade]' or 'convedu[book]'"),
        ("lab", "jupyterlab", "'convedu[lab]'"),
        ("lint", "nbformat", "'convedu[grade]' or 'convedu[book]'"),
        ("check exercises/01-convolution.ipynb", "nbval", "'convedu[grade]'"),
    ],
)
def test_the_command_says_in_one_sentence_what_to_install(command, absent, extras):
    script = f"""
from convedu.__main__ import main
sys.argv = {["convedu", *command.split()]!r}
main()
"""
    done = run_without({absent}, script)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == f"This needs {absent}, which is not installed: pip install {extras}\n"


def test_the_command_knows_what_each_extra_brings():
    homes = packages_distributions()
    for extra, lines in PROJECT["optional-dependencies"].items():
        told = {canonicalize_name(homes[package][0]) for package in EXTRAS[extra]}
        wanted = {canonicalize_name(Requirement(line).name) for line in lines}
        assert told == wanted - {"ipykernel"}, extra  # which nothing here imports
