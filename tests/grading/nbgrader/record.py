"""Has nbgrader make the release and the marks: `python -m tests.grading.nbgrader.record NBGRADER`.

nbgrader is in none of the locks. Anybody who has it (recorded with 0.9.6) can make both again.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from .assignments import ALL, DATA, WORDS, Assignment
from .submissions import RELEASE


def find() -> str | None:
    """Return the path of nbgrader, if it is on the path or named by CONVEDU_NBGRADER."""
    return os.environ.get("CONVEDU_NBGRADER") or shutil.which("nbgrader")


def released(nbgrader: str, course: Path, assignment: Assignment) -> str:
    """Have nbgrader make the learners' copy in a fresh course; return its text."""
    folder = course / "source" / "ps"
    folder.mkdir(parents=True)
    path = assignment.lay_out(folder)
    (course / "nbgrader_config.py").write_text("c = get_config()\n")
    _run(nbgrader, course, "generate_assignment", "ps")
    return (course / "release" / "ps" / path.name).read_text(encoding="utf-8")


def marks(nbgrader: str, course: Path, assignment: Assignment, some: list[str]) -> dict:
    """Have nbgrader mark submissions in a course with a release.

    The marks are points by grade_id, None where a person is needed; or None for a submission that
    nbgrader could not mark at all.
    """
    found = {}
    for name in some:
        folder = course / "submitted" / _student(name) / "ps"
        folder.mkdir(parents=True)
        text = assignment.submitted[name]
        (folder / f"{assignment.name}.ipynb").write_text(text, encoding="utf-8")
    for name in some:  # one by one: a bad one stops the batch
        ended = _run(nbgrader, course, "autograde", "ps", "--student", _student(name), check=False)
        found[name] = _points(course, name) if ended else None
    return found


def _student(name: str) -> str:
    return name.replace(" ", "_").replace("'", "")


def _points(course: Path, name: str) -> dict[str, float | None]:
    query = """
        select base_cell.name, grade.auto_score from grade
        join base_cell on base_cell.id = grade.cell_id
        join submitted_notebook on submitted_notebook.id = grade.notebook_id
        join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
        where submitted_assignment.student_id = ? order by base_cell.name
    """
    base = sqlite3.connect(course / "gradebook.db")
    try:
        return dict(base.execute(query, (_student(name),)).fetchall())
    finally:
        base.close()


def _run(nbgrader: str, course: Path, *words: str, check: bool = True) -> bool:
    path = os.pathsep.join([str(Path(nbgrader).parent), os.environ["PATH"]])
    ended = subprocess.run(
        [nbgrader, *words, "--course", "demo"],
        cwd=course,
        env={**os.environ, "PATH": path, "JUPYTER_CONFIG_DIR": str(course / "none")},
        capture_output=True,
        text=True,
        check=False,
    )
    if check and ended.returncode:
        raise RuntimeError(f"nbgrader {' '.join(words)}: {ended.stderr[-2000:]}")
    return ended.returncode == 0


def main(nbgrader: str, *names: str) -> None:
    """Write release/ and data/, of all assignments or of some."""
    version = subprocess.run(
        [nbgrader, "--version"], capture_output=True, text=True, check=True
    ).stdout.strip()
    for name in names or ALL:
        assignment = ALL[name]
        with tempfile.TemporaryDirectory() as folder:
            text = released(nbgrader, Path(folder), assignment)
            found = marks(nbgrader, Path(folder), assignment, list(assignment.submitted))
        if assignment is WORDS:
            RELEASE.write_text(text, encoding="utf-8")
        record = {"nbgrader": version.splitlines()[-1], "assignment": name, "marks": found}
        (DATA / f"{name}.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:] or [find()])
