"""Gradescope's results.json, which an autograder there writes for the one submission before it.

The fields are those of the autograder specification: score (it takes the place of the tests' sum),
execution_time in seconds, output, visibility, stdout_visibility, and tests with score, max_score,
status, name and output. (gradescope/autograder_samples: docs/specs.md.)
"""

import json

from convedu.grading.exercise.load import Check, Exercise
from convedu.grading.model import StudentGrade
from convedu.grading.platforms.comments import about, each_check


def results(exercise: Exercise, row: StudentGrade) -> str:
    """Return the text of results.json.

    Parameters
    ----------
    exercise : Exercise
        What was marked.
    row : Row
        The student's.

    Returns
    -------
    str
    """
    said = zip(exercise.checks, each_check(exercise, row), strict=True)
    tests = [_test(check, row.points[check.name], text) for check, text in said]
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
