"""What the grader says on a terminal or to a script, and with which code it ends."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from convedu.grading.common.errors import UserError
from convedu.grading.common.text import many, number, shown
from convedu.grading.console import output
from convedu.grading.grade.check_own import check
from convedu.grading.grade.grade_class import grade, regrade
from convedu.grading.grade.results import GradedClass, marks, override
from convedu.grading.gradebook.overrides import SetPoints
from convedu.grading.gradebook.policy import make_policy
from convedu.grading.limits import MIB, Limits
from convedu.grading.model import NOT_ISOLATED, WAITING, Result, StudentGrade
from convedu.grading.platforms.csv_sheet import Sheet
from convedu.grading.platforms.own_tables import read_extensions, read_groups, read_points, unread
from convedu.grading.report import SIGNS, feedback_name
from convedu.grading.submissions.find import Submissions

TOLD = (UserError, OSError, sqlite3.Error, MemoryError)
CHANGE = ("student", "check", "before", "after", "why")  # what a script is told of one
VERDICT = ("check", "state", "fraction", "misconception", "message")
STOPPED = "Stopped. What was marked is kept: the same command goes on from here."


def run_grade(
    exercise: Path,
    submissions: Path,
    out: Path,
    *,
    due: str = "",
    penalty: str = "",
    attempts: str = "best",
    extensions: Path | None = None,
    groups: Path | None = None,
    check_seconds: float = Limits.seconds,
    memory: int = Limits.memory_bytes // MIB,
    as_json: bool = False,
    **options: Any,
) -> int:
    """Mark a class and tell of it; return 0, 2 if it cannot be marked, 130 if it was stopped."""
    limits = Limits(seconds=check_seconds, memory_bytes=memory * MIB)

    def mark() -> GradedClass:
        policy = make_policy(due, penalty, attempts)
        if extensions:
            policy = replace(policy, extensions=read_extensions(extensions, policy.due))
        if groups:
            policy = replace(policy, members=read_groups(groups))
        if policy.due and not as_json:
            output.say(f"{str(policy)[0].upper()}{str(policy)[1:]}.")
        with _listeners(as_json) as listeners:
            return grade(
                exercise, submissions, out, policy=policy, limits=limits, **listeners, **options
            )

    return _run("grade", mark, out, as_json=as_json)


def run_regrade(out: Path, *, as_json: bool = False, **options: Any) -> int:
    """Mark a class again as it was marked last, and tell of it."""

    def mark() -> GradedClass:
        with _listeners(as_json) as listeners:
            return regrade(out, **listeners, **options)

    return _run("regrade", mark, out, as_json=as_json)


def run_override(
    out: Path,
    student: str,
    check: str,
    points: float | None,
    *,
    comment: str = "",
    as_json: bool = False,
) -> int:
    """Set a check's points for a student by hand, and tell of it; return 0 if it was, else 2."""
    wanted = SetPoints(0, student, check, points, comment)
    return _run("override", lambda: override(out, [wanted]), out, as_json=as_json)


def run_override_from(out: Path, table: Path, *, yes: bool, as_json: bool = False) -> int:
    """Show what a table would set by hand, or with `yes` set it; return 0, or 2 if it cannot be."""
    try:
        exercise, rows = marks(out)
        sheet = Sheet.read(table)
        changes = read_points(sheet, exercise, rows)
    except TOLD as error:
        return output.fail("override", str(error), as_json=as_json)
    if yes:
        return _run("override", lambda: override(out, changes), out, as_json=as_json)
    before = {row.student: row for row in rows}
    if as_json:
        output.print_json("override", {"would_set": [asdict(one) for one in changes]})
        return 0
    for one in changes:
        assert one.points is not None  # a table takes nothing back
        points = number(before[one.student].points[one.check])
        words = f" ({one.comment})" if one.comment else ""
        output.say(f"{one.student}: {one.check} {points} -> {number(one.points)}{words}")
    if other := unread(sheet, exercise):
        output.say(f"Not read, since they are called like no check: {shown(other)}.")
    output.say(f"{many(len(changes), 'mark')} would be set; --yes sets them.")
    return 0


@contextlib.contextmanager
def _listeners(as_json: bool) -> Iterator[dict[str, Any]]:
    """Give the functions by which marking tells how it goes on; to a script it tells nothing."""
    if as_json:
        yield {}
        return
    with output.progress_bar() as show_row:
        yield {"progress": show_row, "taken": _print_layout}


def _print_layout(submissions: Submissions) -> None:
    students = len({one.student for one in submissions.files})
    sure = "" if submissions.share == 1 else f" ({submissions.share:.0%} of the files lie so)"
    line = f"Taken as {submissions.layout.described}{sure}: {many(students, 'student')}."
    for text in (line, *submissions.notes):
        output.say(text)


def _run(command: str, mark: Callable[[], GradedClass], out: Path, *, as_json: bool) -> int:
    try:
        marked = mark()
    except KeyboardInterrupt:
        return output.fail(command, STOPPED, code=output.INTERRUPTED, as_json=as_json)
    except TOLD as error:
        return output.fail(command, str(error) or "there is too little memory", as_json=as_json)
    if as_json:
        output.print_json(command, class_facts(marked, out))
        return 0
    if NOT_ISOLATED in marked.isolation:
        output.say("The submissions were not isolated from this machine.", bold=True)
    if marked.changes:
        output.say_changes(marked.changes)
        output.say(f"All changes: {out / 'changes.csv'}")
    output.say(f"{len(marked.rows)} marked: {out / 'report.html'}")
    return 0


def class_facts(marked: GradedClass, out: Path) -> dict[str, Any]:
    """Return what a script is told of a class; docs/instructors.md has the keys."""
    exercise = marked.job.exercise
    return {
        "exercise": exercise.name,
        "seed": marked.job.seed,
        "isolation": marked.isolation,
        "max_score": exercise.points,
        "checks": {check.name: check.points for check in exercise.checks},
        "students": [_student(row, out) for row in marked.rows],
        "changes": [_named(one, *CHANGE) for one in marked.changes],
        "grades": str(out / "grades.csv"),
        "report": str(out / "report.html"),
    }


def _student(row: StudentGrade, out: Path) -> dict[str, Any]:
    return {
        **_named(row, "student", "id", "score"),
        "status": row.result.status,
        "reasons": list(row.result.reasons),
        "needs_a_person": list(row.waiting),
        "points": dict(row.points),
        "set_by_hand": sorted(row.overrides),
        "misconceptions": {
            one.check: one.misconception for one in row.result.verdicts if one.misconception
        },
        **_named(row, "attempt", "attempts", "group", "handed_in_by", "days_late"),
        "own_due": row.own_due.isoformat() if row.own_due else "",
        "penalty": row.late_penalty,
        "feedback": str(out / "feedback" / feedback_name(row.student)),
    }


def _named(whole: object, *names: str) -> dict[str, Any]:
    return {name: getattr(whole, name) for name in names}


def run_check(
    notebook: Path,
    *,
    sandbox: str,
    solved: Callable[[str], object] = lambda check: None,
    as_json: bool = False,
) -> int:
    """Check a learner's notebook and tell of it; return 0 if all is correct, 1 if not, else 2."""
    try:
        result = check(notebook, sandbox=sandbox)
    except TOLD as error:
        return output.fail("check", str(error), as_json=as_json)
    if not result.verdicts:
        return output.fail("check", " ".join(result.reasons), as_json=as_json)
    for verdict in result.verdicts:
        if verdict.state == "correct":
            solved(verdict.check)
    code = int(any(one.fraction < 1 and one.state != WAITING for one in result.verdicts))
    if any(verdict.state == "failed" for verdict in result.verdicts):
        code = 2
    if as_json:
        checks = [_named(one, *VERDICT) for one in result.verdicts]
        output.print_json("check", {"reasons": result.reasons, "checks": checks}, code=code)
    else:
        _print_checks(result)
    return code


def _print_checks(result: Result) -> None:
    for reason in result.reasons:
        output.say(reason)
    width = max(len(verdict.check) for verdict in result.verdicts)
    for verdict in result.verdicts:
        line = f"{SIGNS[verdict.state]} {verdict.check:{width}}  {verdict.state}"
        output.say(f"{line}. {verdict.message}".rstrip())
