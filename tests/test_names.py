"""Names are the field's: none of the old private words is left in the code."""

import ast
import re
from pathlib import Path

import pytest

import convedu

PACKAGE = Path(convedu.__file__).parent
# Modules, classes and functions that were renamed, and what they are called now.
OLD = {
    "Clock": "TimeBudget",
    "Crew": "WorkerPool",
    "Hire": "Connect",
    "Inmate": "StudentProcess",
    "Likeness": "Environment",
    "Marked": "GradedClass",
    "Move": "GradeChange",
    "Outcome": "Observation",
    "Outsider": "(gone)",
    "Refused": "InvalidTrait",
    "Relay": "(gone)",
    "Shelf": "DefinitionPool",
    "Varies": "NoPrediction",
    "Waiting": "CpuWait",
    "alike": "ast_similarity",
    "classroom": "grade_class",
    "codebase": "source_digest",
    "crew": "worker_pool",
    "dice": "(gone)",
    "dispatch": "scheduler",
    "faults": "diagnosis",
    "hired": "connect",
    "inmate": "student_process",
    "is_stub": "is_placeholder",
    "loose": "runner_unjailed",
    "mend": "repair",
    "mixed": "bug_pairs",
    "moves": "changes",
    "publishing": "write_reports",
    "quarters": "dyadic_rationals",
    "ready_made": "library_calls",
    "relay": "(gone)",
    "run_each": "retrying_map",
    "spoken": "cached_checks",
    "standin": "(gone)",
    "stepwise": "(gone)",
    "storable": "utf8_safe",
    "telling": "output",
    "visible": "escape_controls",
    "watching": "progress_bar",
    "worked": "solution_source",
    "zygote": "fork_server",
}
# What says nothing of what it holds, or does.
VAGUE = {"found", "held", "place", "places", "said", "tell", "told"}
OLD_IN_SCRIPTS = {"aloud", "whenChanged", "gather", "own_picture"}


def defined(path):
    """Return the module's name and the names that it defines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {path.stem} | {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


@pytest.mark.parametrize("room", sorted(p.name for p in PACKAGE.iterdir() if p.is_dir()))
def test_no_old_name_is_defined(room):
    found = {
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in (PACKAGE / room).rglob("*.py")
        for name in defined(path) & OLD.keys()
        # What one run of a notebook in the jail comes to is no observation of a call.
        if not (name == "Outcome" and "nbgrader" in path.parts)
    }
    assert found == set()


def bound(path):
    """Return the functions of a module, and the names that it binds to values."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    functions = {node.name for node in ast.walk(tree) if isinstance(node, kinds)}
    arguments = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    names = {node for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return functions, arguments | {node.id for node in names if isinstance(node.ctx, ast.Store)}


@pytest.mark.parametrize("room", sorted(p.name for p in (PACKAGE / "grading").iterdir()))
def test_a_name_in_the_grader_says_what_it_holds(room):
    top = PACKAGE / "grading" / room
    for path in top.rglob("*.py") if top.is_dir() else [top] if top.suffix == ".py" else ():
        functions, values = bound(path)
        assert {name for name in values if name.lstrip("_") in VAGUE} == set(), path
        vague = re.compile(r"_*(tell|told|found|said)(_|$)")
        assert {name for name in functions if vague.match(name)} == set(), path


def test_no_old_name_is_in_a_script():
    scripts = [path for path in PACKAGE.rglob("*.js") if "node_modules" not in path.parts]
    assert len(scripts) > 20
    words = {word for path in scripts for word in re.findall(r"\w+", path.read_text("utf-8"))}
    assert words & OLD_IN_SCRIPTS == set()
