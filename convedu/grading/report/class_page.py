"""The page about a class: report.html."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

import convedu
from convedu.grading.model import NOT_ISOLATED, Job, StudentGrade
from convedu.grading.report import marks_table
from convedu.grading.report.class_stats import ClassStats
from convedu.grading.report.item_analysis import FEWEST, bins, separation
from convedu.grading.report.page import render


def class_page(
    job: Job,
    rows: Iterable[StudentGrade],
    isolation: str,
    *,
    notes: Sequence[str] = (),
    taken: str = "",
    when: datetime | None = None,
) -> str:
    """Return report.html: the class in pictures and figures, what to look at, all marks.

    Each row is looked at once and not kept. `notes` say what a person should know of the exercise,
    `taken` is the layout of the submissions and how much of them lies so, `when` is the time that
    the page gives for its making, by default now.
    """
    exercise, stats, lines = job.exercise, ClassStats(job.exercise), []
    for row in rows:
        stats.add(row)
        lines.append((row.student, marks_table.line(exercise, row)))
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
        worth={check.name: check.points for check in exercise.checks},
        lines=lines,
        isolation=isolation,
        isolated=NOT_ISOLATED not in isolation,
        version=convedu.__version__,
        when=(when or datetime.now(UTC)).astimezone(UTC),
    )


def _by_frequency(reasons: Mapping[str, list[str]]) -> list[tuple[str, list[str]]]:
    """Return each reason with those whom it concerns, the frequent first."""
    return sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0]))
