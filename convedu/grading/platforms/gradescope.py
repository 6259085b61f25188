"""Gradescope's results.json, which an autograder there writes for the one submission before it.

The fields are those of the autograder specification, in which the score takes the place of the
tests' sum. (gradescope/autograder_samples: docs/specs.md.)
"""

import json
from collections.abc import Sequence
from pathlib import Path

from convedu.grading.common import atomic_write
from convedu.grading.common.errors import UserError
from convedu.grading.exercise.model import Check, Exercise
from convedu.grading.model import StudentGrade
from convedu.grading.platforms.fill_column import doubts, is_marked
from convedu.grading.platforms.platform import Exported, Platform
from convedu.grading.report import feedback_name
from convedu.grading.report.sentences import about, each_check
from convedu.grading.submissions.files import File, Layout, OwnedFile, is_copy


def write(exercise: Exercise, rows: Sequence[StudentGrade], to: Path) -> Exported:
    """Write results.json, or a folder of them; raises UserError if several are to be in one."""
    single, count = to.suffix == ".json", len(rows)
    if single and len(rows) > 1:  # one learner's files, of which one is the exercise's
        rows = [row for row in rows if row.student == exercise.name] or [
            row for row in rows if is_copy(f"{row.student}.ipynb", exercise.name)
        ]
    if single and len(rows) != 1:
        raise UserError(f"there are {count} students for {to}; expected a folder")
    marked = [row for row in rows if is_marked(row)]
    for row in marked:
        path = to if single else to / Path(feedback_name(row.student)).with_suffix(".json")
        atomic_write.write(path, results(exercise, row))
    return Exported(len(marked), len(rows) - len(marked), doubts(rows))


def results(exercise: Exercise, row: StudentGrade) -> str:
    """Return the text of results.json."""
    sentences = zip(exercise.checks, each_check(exercise, row), strict=True)
    tests = [_test(check, row.points[check.name], text) for check, text in sentences]
    made = {
        "score": row.score,
        "execution_time": round(sum(verdict.seconds for verdict in row.result.verdicts), 3),
        "output": "\n".join(about(exercise, row)),
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
    }
    return json.dumps(made, indent=1) + "\n"


def _test(check: Check, points: float, text: str) -> dict[str, object]:
    test = {"name": check.name, "score": points, "max_score": check.points, "output": text}
    if check.points:  # a check without points is neither
        test["status"] = "passed" if points >= check.points else "failed"
    return test


def owner_of(file: File) -> OwnedFile:
    """Say whose a file is: all that is uploaded there is one submission."""
    return OwnedFile(file, "submission", "", file.parts)


PLATFORM = Platform(
    "gradescope",
    Layout("gradescope", "Gradescope's /autograder/submission", owner_of, lambda files: 0.0),
    write=write,
    file="gradescope",
)
