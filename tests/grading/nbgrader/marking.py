"""Marks notebooks in tests: an engine for an assignment, and points by check."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from convedu.grading.exercise.model import Exercise
from convedu.grading.limits import Limits
from convedu.grading.model import Job, Verdict
from convedu.grading.nbgrader.engine import NotebookEngine
from convedu.grading.nbgrader.plan import plan
from convedu.grading.submissions.parse import parse
from tests import need


def engine_for(exercise: Exercise, *, seconds: float = 3.0, **more: object) -> NotebookEngine:
    """Return an engine in the jail."""
    need.sandbox()
    return NotebookEngine(Job(exercise, 0, "bubblewrap", Limits(seconds=seconds, **more)))


def mark(engine: NotebookEngine, text: str) -> tuple[dict[str, Verdict], list[str]]:
    """Return the verdicts on a submitted notebook, by check, and the remarks."""
    found, remarks = engine.mark(plan(engine.exercise, parse(text.encode()).cells))
    return {verdict.check: verdict for verdict in found}, remarks


def points(exercise: Exercise, found: dict[str, Verdict]) -> dict[str, float]:
    """Return what verdicts are worth."""
    worth = {check.name: check.points for check in exercise.checks}
    return {name: round(worth[name] * one.fraction, 4) for name, one in found.items()}


def cell(name: str, text: str, role: str = "setup", worth: float = 1) -> nbformat.NotebookNode:
    """Return a cell of an assignment: ``answer``, ``test``, ``person``, ``locked`` or ``setup``."""
    if role == "setup":
        return new_code_cell(text, id=f"cell-{name}")
    about = {"grade_id": name, "schema_version": 3, "task": False, "locked": role != "answer"}
    about |= {"grade": role in ("test", "person"), "solution": role in ("answer", "person")}
    about |= {"points": worth} if about["grade"] else {}
    return new_code_cell(text, id=f"cell-{name}", metadata={"nbgrader": about})


def assignment(*cells: nbformat.NotebookNode) -> str:
    """Return a notebook's text."""
    return nbformat.writes(new_notebook(cells=list(cells)))


def laid_out(folder: Path, text: str, **files: str) -> Path:
    """Write an assignment and what is beside it (``helper_py=...``); return its path."""
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_text(content, encoding="utf-8")
    path = folder / "ps.ipynb"
    path.write_text(text, encoding="utf-8")
    return path
