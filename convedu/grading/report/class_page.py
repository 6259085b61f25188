"""The page about a class: report.html."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import fmean, median

import convedu
from convedu.grading.model import NOT_ISOLATED, Job, StudentGrade
from convedu.grading.report import marks_table, misconceptions, review
from convedu.grading.report.class_stats import ClassStats
from convedu.grading.report.item_analysis import FEWEST, Bins, bins, separation
from convedu.grading.report.page import render


@dataclass(frozen=True)
class Scores:
    """The marked submissions' scores, as the histogram shows them."""

    bins: Bins
    mean: float
    median: float
    full_marks: int


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
    return render(
        "class_page.html",
        title=f"Marks: {exercise.name}",
        job=job,
        exercise=exercise,
        stats=stats,
        notes=notes,
        taken=taken,
        scores=_scores(stats),
        to_review=review.students_to_review(stats),
        separation=separation,
        states={state for one in stats.checks.values() for state in one.states},
        fewest=FEWEST,
        misconceptions=misconceptions.misconceptions(stats),
        unmarked=review.by_frequency(stats.unmarked),
        repairs=review.by_frequency(stats.repairs),
        groups=stats.answers.groups(),
        late=sorted(stats.late, key=lambda one: (-one[1], one[0])),
        worth={check.name: check.points for check in exercise.checks},
        blocks=marks_table.blocks(lines),
        isolation=isolation,
        isolated=NOT_ISOLATED not in isolation,
        version=convedu.__version__,
        when=(when or datetime.now(UTC)).astimezone(UTC),
    )


def _scores(stats: ClassStats) -> Scores | None:
    if not stats.scores:
        return None
    full = stats.exercise.points
    return Scores(
        bins(stats.scores, full),
        fmean(stats.scores),
        median(stats.scores),
        sum(score >= full for score in stats.scores),
    )
