"""Made-up rows of a class, for tests of what is shown of them."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import convedu
from convedu.grading.model import Override, Result, StudentGrade, Verdict, student_grade

SOLUTION = Path(convedu.__file__).parent.parent / "exercises/solutions/01-convolution.ipynb"
WHEN = datetime(2026, 11, 22, 20, 15, tzinfo=UTC)
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;</td></table></details>`<b>`"


LOOP = """
def correlate2d(image, kernel):
    '''Slide.'''
    rows = image.shape[0] - kernel.shape[0] + 1  # how many
    out = np.zeros((rows, 3))
    for i in range(rows):
        out[i] = (image[i : i + 1] * kernel).sum()
    return out
"""
LONG = LOOP + "    # and more\n" + "    out = out + rows * 2 - 1\n" * 5


def result(job, states="correct", **more):
    """Return a result in which all checks have one state, or each its own."""
    checks = job.exercise.checks
    named = [states] * len(checks) if isinstance(states, str) else states
    fraction = {"correct": 1.0, "almost": 0.5}
    verdicts = [
        Verdict(check.name, state, fraction.get(state, 0.0))
        for check, state in zip(checks, named, strict=True)
    ]
    return Result("ok", verdicts=tuple(verdicts), key="k", isolation="b", **more)


def changed(found: Result, name: str, **more) -> Result:
    """Return a result with other things said by one of its checks."""
    verdicts = (replace(v, **more) if v.check == name else v for v in found.verdicts)
    return replace(found, verdicts=tuple(verdicts))


def row(job, student, found=None, **more) -> StudentGrade:
    return replace(student_grade(job.exercise, student, found or result(job)), **more)


def answered(job, text, states="correct"):
    return result(job, states, answers=(("answer-correlate2d", text),))


def everything(job, text=EVIL) -> list[StudentGrade]:
    """Return rows that have something in each place of the report, and the same text in all."""
    bad = replace(result(job, "keep working"), status="repaired", reasons=(text, f"`{text}`"))
    bad = changed(bad, "correlate2d", misconception=text, message=text, case=text)
    bad = changed(bad, "make_kernel", message=text, limit_hit="memory")
    bad = replace(bad, answers=(("answer-correlate2d", f"{LONG}# {text}"), ("answer-odd", text)))
    more = {"attempt": text, "attempts": 3, "days_late": 2, "late_penalty": 1.5, "submitted": WHEN}
    by_hand = {"correlate2d": Override(3.0, text, text)}
    return [
        row(job, text, bad, overrides=by_hand, id=text, **more),
        row(job, f"{text}2", bad),
        row(job, f"{text}3", Result("unreadable", (text,))),
        row(job, f"{text}4", Result("failed", (text,))),
        row(job, f"{text}5", answered(job, "import torch", "missing")),
        *(row(job, f"s{n}", result(job, ["correct", "almost"] * 3)) for n in range(20)),
    ]
