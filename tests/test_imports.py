"""Who may know whom inside convedu, and that `import convedu` costs nothing."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import convedu

PACKAGE = Path(convedu.__file__).parent

# Which parts a part may import: modules and folders of convedu, and the rooms of the grader.
# A file whose name begins with "_" serves the teaching side.
MAY_IMPORT = {
    # the teaching side
    "course": set(),
    "shapes": set(),
    "images": set(),
    "digits": set(),
    "ops": {"shapes"},
    "layers": {"shapes"},
    "alexnet": {"shapes", "ops", "layers"},
    "later_networks": {"layers"},
    "training": {"shapes", "ops", "digits"},
    "checks": {"shapes", "ops", "layers", "alexnet", "course"},
    "plots": {"shapes", "ops", "layers", "alexnet", "images"},
    "widgets": {"shapes", "ops", "layers", "alexnet", "images", "training", "plots", "course"},
    "study": {"ops", "images", "course", "widgets"},
    # authors, instructors and commands
    "course_address": set(),
    "exercise_files": set(),
    "authoring": {"exercise_files"},
    "lab": {"course_address"},
    "book": {"course", "study", "widgets"},
    "cli": {
        *("authoring", "lab", "book", "course", "study"),
        *("grading/console", "grading/platforms", "grading/gradebook"),  # for names in its help
    },
    "__main__": {"cli"},
    # the rooms of the grader
    "grading/limits": set(),
    "grading/sandbox/jailed": set(),
    "grading/common": {"grading/limits"},
    "grading/exercise": {
        *("authoring", "course_address", "exercise_files", "grading/common", "grading/limits"),
    },
    "grading/model": {"grading/common", "grading/exercise", "grading/limits"},
    "grading/submissions": {"grading/common", "grading/exercise", "grading/limits"},
    "grading/sandbox": {
        *("grading/common", "grading/limits", "grading/model", "grading/sandbox/jailed"),
    },
    "grading/judge": {
        *("grading/common", "grading/exercise", "grading/limits", "grading/model"),
        *("grading/sandbox", "grading/sandbox/jailed", "grading/submissions"),
    },
    "grading/nbgrader": {
        *("grading/common", "grading/exercise", "grading/limits", "grading/model"),
        *("grading/sandbox", "grading/submissions"),
    },
    "grading/ledger": {
        *("grading/common", "grading/exercise", "grading/model", "grading/submissions"),
    },
    "grading/workers": {
        *("grading/common", "grading/exercise", "grading/limits", "grading/model"),
        *(
            "grading/submissions",
            "grading/sandbox",
            "grading/judge",
            "grading/nbgrader",
            "grading/ledger",
        ),
    },
    "grading/gradebook": {
        *("grading/common", "grading/exercise", "grading/model", "grading/ledger"),
    },
    "grading/report": {"grading/common", "grading/exercise", "grading/model"},
    "grading/platforms": {
        *("grading/common", "grading/exercise", "grading/limits", "grading/model"),
        *("grading/submissions", "grading/gradebook", "grading/report"),
    },
    "grading/grade": {
        *("grading/common", "grading/exercise", "grading/limits", "grading/model"),
        *(
            "course_address",
            "grading/submissions",
            "grading/sandbox",
            "grading/judge",
            "grading/ledger",
        ),
        *("grading/workers", "grading/gradebook", "grading/report", "grading/platforms"),
    },
    "grading/console": {
        *("grading/common", "grading/exercise", "grading/limits", "grading/model"),
        *("grading/submissions", "grading/sandbox", "grading/ledger", "grading/workers"),
        *("grading/gradebook", "grading/report", "grading/platforms", "grading/grade"),
    },
    "grading": set(),
}
ROOMS = {name for name in MAY_IMPORT if name.startswith("grading")}
NOT_TEACHING = ROOMS | {
    *("course_address", "exercise_files"),
    *("authoring", "lab", "book", "cli", "__main__"),
}
# Packages that only these parts may import.
ONLY_IN = {
    "matplotlib": {"plots", "widgets"},
    "ipywidgets": {"widgets"},
    "anywidget": {"widgets", "book"},
    "nbformat": {"authoring", "grading/exercise", "book", "lab"},
    "nbclient": {"authoring"},
    "nbval": {"grading/judge"},
    "sqlite3": {"grading/ledger", "grading/console"},
    "distributed": {"grading/workers"},
    "click": {"cli", "grading/console"},
    "jinja2": {"grading/report", "book"},
    "markupsafe": {"grading/report", "book"},
}
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def imported(path: Path) -> set[str]:
    """Return the full names that a file imports, wherever in the file it does so."""
    package = ["convedu", *path.relative_to(PACKAGE).parent.parts]
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = [*base, *(node.module or "").split(".")]
            names |= {".".join(filter(None, [*start, alias.name])) for alias in node.names}
    return names


def part_of(name: str) -> str:
    """Return the longest part that a dotted name below convedu belongs to."""
    pieces = name.split(".")
    parts = ("/".join(pieces[:count]) for count in range(len(pieces), 0, -1))
    return next((known for known in parts if known in MAY_IMPORT), pieces[0])


def part(path: Path) -> str:
    """Return the part of convedu that a file belongs to."""
    return part_of(".".join(path.relative_to(PACKAGE).with_suffix("").parts))


def parts_known_to(path: Path) -> set[str]:
    """Return the other parts of convedu that a file imports."""
    names = (name.removeprefix("convedu.") for name in imported(path) if "convedu." in name)
    known = {part_of(name) for name in names}
    return known - {part(path)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_part_knows_only_the_parts_below_it(path):
    private = {name for name in parts_known_to(path) if name.startswith("_")}
    public = parts_known_to(path) - private
    serves = part(path).startswith("_") and part(path) not in MAY_IMPORT
    assert public <= ({"shapes"} if serves else MAY_IMPORT[part(path)])
    assert not (private and part(path) in NOT_TEACHING)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_heavy_packages_are_known_in_one_place(path):
    outside = {name.split(".")[0] for name in imported(path)}
    assert {name for name in outside & ONLY_IN.keys() if part(path) not in ONLY_IN[name]} == set()


def test_the_directions_have_no_circle_and_keep_grading_apart_from_teaching():
    tuple(TopologicalSorter(MAY_IMPORT).static_order())  # raises CycleError
    teaching = MAY_IMPORT.keys() - NOT_TEACHING
    assert not any(MAY_IMPORT[name] & NOT_TEACHING for name in teaching)
    assert not any(MAY_IMPORT[name] & teaching for name in ROOMS | {"authoring"})


def test_the_reader_of_imports_sees_every_form(tmp_path, monkeypatch):
    path = PACKAGE / "checks" / "made_up.py"
    source = "import convedu.ops\ndef f():\n    from .. import plots\n    from . import a\n"
    source += "    from convedu import images as i\n    from ..shapes import output_size\n"
    monkeypatch.setattr(Path, "read_text", lambda self, encoding: source)
    assert parts_known_to(path) == {"ops", "plots", "images", "shapes"}


def loaded_by(statement: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has after a statement."""
    script = f"{statement}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    return set(done.stdout.split())


HEAVY = {"numpy", "matplotlib", "ipywidgets", "anywidget", "IPython", "nbformat", "PIL"}


@pytest.mark.parametrize("statement", ["import convedu", "import convedu.cli"])
def test_importing_the_package_or_its_command_line_loads_nothing_heavy(statement):
    assert loaded_by(statement) & HEAVY == set()


def test_a_part_is_loaded_when_it_is_used():
    assert loaded_by("import convedu; convedu.ops") & HEAVY == {"numpy"}


def test_the_public_parts_are_those_that_exist():
    public = {"ops", "shapes", "layers", "alexnet", "images", "plots", "widgets", "checks", "study"}
    existing = {part(path) for path in FILES}
    assert set(convedu.__all__) == public & existing
    assert public - {"alexnet"} <= existing
    for name in convedu.__all__:
        assert getattr(convedu, name).__name__ == f"convedu.{name}"
        assert name in dir(convedu)


def test_an_unknown_part_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'opps'"):
        _ = convedu.opps


def test_a_widget_draws_with_matplotlib_in_its_still_picture_alone():
    for path in sorted((PACKAGE / "widgets").rglob("*.py")):
        draws = {"matplotlib"} & {name.split(".")[0] for name in imported(path)}
        assert not draws or path.name == "still.py", path
