"""An exercise of three checks and made-up marks, for tests of what platforms get."""

from dataclasses import replace

from convedu.grading.exercise.load import load
from convedu.grading.exercise.model import Check, Exercise
from convedu.grading.model import Result, StudentGrade, Verdict
from tests.demo_class import SOLUTION

FIRST, OTHERS = "conv1d", ("conv2d", "padding")
WORTH = {FIRST: 2.0, "conv2d": 8.0, "padding": 8.0}
UNIT: Exercise = replace(
    load(SOLUTION), checks=tuple(Check(f"check-{name}", name, WORTH[name]) for name in WORTH)
)


def row(
    student: str, id_: str = "", *, first: float = 1.0, status: str = "ok", **more
) -> StudentGrade:
    """Return a mark: full points for the first check, times `first`, and none for the others."""
    verdicts = (
        Verdict(FIRST, "almost", first, message="`a < b` & so on", seconds=0.25),
        *(Verdict(name, "missing", 0.0, message="Nothing here yet.") for name in OTHERS),
    )
    points = {FIRST: WORTH[FIRST] * first, **dict.fromkeys(OTHERS, 0.0)}
    verdicts = () if status == "failed" else verdicts
    return StudentGrade(student, Result(status, (), "key", verdicts), points, id=id_, **more)
