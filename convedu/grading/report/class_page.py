"""The page about a class: report.html."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

import convedu
from convedu.grading.common.text import many, number, shown
from convedu.grading.exercise.model import Check, Exercise
from convedu.grading.model import NOT_ISOLATED, Job, StudentGrade
from convedu.grading.report.class_stats import FEWEST, ClassStats, bins, separation
from convedu.grading.report.page import LIMITS, SIGNS, macro, render

_SHADES = "abcd"  # in the table of all marks: the darker, the more is lost


def class_page(
    job: Job,
    rows: Iterable[StudentGrade],
    isolation: str,
    *,
    notes: Sequence[str] = (),  # what a person should know of the exercise
    taken: str = "",  # the layout of the submissions, and how much of them lies so
    when: datetime | None = None,
) -> str:
    """Return report.html; each row is looked at once, and `when` is the time of its making."""
    exercise, stats, lines = job.exercise, ClassStats(job.exercise), []
    for row in rows:
        stats.add(row)
        lines.append((row.student, _line(exercise, row)))
    misconceptions = sorted(stats.misconceptions.values(), key=lambda one: one.rank)
    return render(
        "class_page.html",
        title=f"Marks: {exercise.name}",
        job=job,
        exercise=exercise,
        stats=stats,
        notes=notes,
        taken=taken,
        bins=bins(stats.scores, exercise.points),
        separation=separation,
        states={state for one in stats.checks.values() for state in one.states},
        fewest=FEWEST,
        misconceptions=misconceptions,
        most=max((len(who) for one in misconceptions for who in one.holders.values()), default=0),
        wrong=[name for name in stats.checks if any(name in one.holders for one in misconceptions)],
        unmarked=_by_frequency(stats.unmarked),
        repairs=_by_frequency(stats.repairs),
        groups=stats.answers.groups(),
        late=sorted(stats.late, key=lambda one: (-one[1], one[0])),
        lines=lines,
        isolation=isolation,
        isolated=NOT_ISOLATED not in isolation,
        version=convedu.__version__,
        when=(when or datetime.now(UTC)).astimezone(UTC),
    )


def _by_frequency(reasons: Mapping[str, list[str]]) -> list[tuple[str, list[str]]]:
    """Return each reason with those whom it concerns, the frequent first."""
    return sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0]))


def _line(exercise: Exercise, row: StudentGrade) -> str:
    """Return one student's row, without the closing tags that HTML does not need."""
    cells = [_cell(row, check) for check in exercise.checks]
    return macro("marks_table.html", "line")(row, cells, ", ".join(_notes(row)))


def _cell(row: StudentGrade, check: Check) -> tuple[str, str]:
    """Return a check's shade and what its cell says."""
    by_hand = check.name in row.overrides
    if not row.result.verdicts and not by_hand:
        return "", "–"
    if not check.points:
        states = (one.state for one in row.result.verdicts if one.check == check.name)
        return "", SIGNS.get(next(states, ""), "–")
    points = row.points[check.name]
    lost = 1.0 - points / check.points
    shade = _SHADES[min(3, int(lost * 4))] if lost > 0 else ""
    return shade, number(points) + "*" * by_hand


def _notes(row: StudentGrade) -> Iterator[str]:
    if row.days_late:
        cost = f" (−{number(row.late_penalty)})" if row.late_penalty else ""
        yield f"{many(row.days_late, 'day')} late{cost}"
    if row.own_due:
        yield f"own due date {row.own_due:%Y-%m-%d %H:%M}"
    if row.handed_in_by:
        yield f"handed in by {row.handed_in_by}"
    elif row.group:
        yield f"for {shown([name for name in row.group if name != row.student])} too"
    if row.attempts > 1:
        yield f"{row.attempt or 'one'} of {row.attempts} attempts"
    for one in row.result.verdicts:
        if one.limit_hit:
            yield f"{LIMITS.get(one.limit_hit, one.limit_hit)}: {one.check}"
