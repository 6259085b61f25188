"""Goes through a class once and keeps what its report shows: no answer stays in memory."""

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import fmean, median

from convedu.grading.exercise.model import Check, Exercise
from convedu.grading.model import Override, StudentGrade, Verdict
from convedu.grading.report.similarity.similar_answers import AnswerComparison

WRONG = ("keep working", "almost")
People = defaultdict[str, list[str]]


def _people() -> People:
    return defaultdict(list)


@dataclass
class CheckStats:
    """What a class has made of one check; the arrays have one entry for each marked submission."""

    check: Check
    shares: array = field(default_factory=lambda: array("d"))  # of its points, after overrides
    seconds: array = field(default_factory=lambda: array("d"))
    slowest: tuple[float, str] = (-1.0, "")  # the longest time, and whose it was
    states: Counter = field(default_factory=Counter)
    limits: Counter = field(default_factory=Counter)
    bugs: People = field(default_factory=_people)  # who holds each misconception
    says: dict[str, str] = field(default_factory=dict)  # what a learner who holds it is told
    unnamed: list[str] = field(default_factory=list)  # who is wrong in a way that has no name

    @property
    def mean(self) -> float:
        """The mean share of the points."""
        return fmean(self.shares)

    @property
    def median_seconds(self) -> float:
        """The median time."""
        return median(self.seconds)

    def add(self, row: StudentGrade, verdict: Verdict) -> None:
        """Add one student's verdict."""
        points = self.check.points
        self.shares.append(row.points[self.check.name] / points if points else verdict.fraction)
        self.seconds.append(verdict.seconds)
        self.slowest = max(self.slowest, (verdict.seconds, row.student))
        self.states[verdict.state] += 1
        if verdict.limit_hit:
            self.limits[verdict.limit_hit] += 1
        elif verdict.misconception:
            self.bugs[verdict.misconception].append(row.student)
            self.says.setdefault(verdict.misconception, verdict.message)
        elif verdict.state in WRONG:
            self.unnamed.append(row.student)


class ClassStats:
    """A class, as its report shows it."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.statuses: Counter = Counter()
        self.scores, self.totals = array("d"), array("d")  # what counts; without a late penalty
        self.checks = {check.name: CheckStats(check) for check in exercise.checks}
        self.unmarked, self.repairs = _people(), _people()  # by the sentence that says why
        self.waiting = _people()  # by check: whose points a person must set
        self.blank: list[str] = []  # who handed in a notebook with nothing filled in
        self.by_hand: list[tuple[str, str, Override]] = []  # student, check, what was set
        self.late: list[tuple[str, int, float]] = []  # student, days, and what that costs
        self.several: list[tuple[str, str, int]] = []  # student, attempt, of so many
        self.answers = AnswerComparison(exercise)

    @property
    def count(self) -> int:
        """How many submissions there are."""
        return sum(self.statuses.values())

    def add(self, row: StudentGrade) -> None:
        """Add one student's row, which is not kept."""
        self.statuses[row.result.status] += 1
        self._add_reasons(row)
        self.by_hand += [(row.student, name, one) for name, one in row.overrides.items()]
        if row.days_late:
            self.late.append((row.student, row.days_late, row.late_penalty))
        if row.attempts > 1:
            self.several.append((row.student, row.attempt, row.attempts))
        for name in row.waiting:
            self.waiting[name].append(row.student)
        if row.result.verdicts:
            self._add_marks(row)

    def _add_reasons(self, row: StudentGrade) -> None:
        result = row.result
        if result.status in ("unreadable", "failed"):
            self.unmarked[" ".join(result.reasons) or result.status].append(row.student)
        else:
            for reason in result.reasons:
                self.repairs[reason].append(row.student)

    def _add_marks(self, row: StudentGrade) -> None:
        self.scores.append(row.score)
        self.totals.append(sum(row.points.values()))
        verdicts = row.result.verdicts
        if all(verdict.state == "missing" for verdict in verdicts):
            self.blank.append(row.student)
        for verdict in verdicts:
            self.checks[verdict.check].add(row, verdict)
        if not row.handed_in_by:  # a group's submission is compared once
            self.answers.add(row)
