"""Goes through a class once and keeps what its report shows: no answer stays in memory.

A check's *difficulty* is the mean share of its points (so a large value is an easy check); how well
it *separates* is the corrected item-total correlation, that is Pearson's correlation between a
check and the sum of all others: Crocker and Algina, Introduction to Classical and Modern Test
Theory (1986), chapter 14.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from statistics import StatisticsError, correlation

from convedu.grading.exercise.model import Check, Exercise
from convedu.grading.model import Override, StudentGrade, Verdict
from convedu.grading.report.similarity.similar_answers import AnswerComparison

WRONG = ("keep working", "almost")
FEWEST = 20  # below so many submissions a correlation says next to nothing
MOST_BINS = 20
_STEPS = (0.25, 0.5, 1, 2, 5, 10, 20, 25, 50, 100)
People = defaultdict[str, list[str]]


@dataclass
class CheckStats:
    """What a class has made of one check; the arrays have one entry for each marked submission."""

    check: Check
    shares: array = field(default_factory=lambda: array("d"))  # of its points, after overrides
    seconds: array = field(default_factory=lambda: array("d"))
    slowest: tuple[float, str] = (-1.0, "")  # the longest time, and whose it was
    states: Counter = field(default_factory=Counter)
    limits: Counter = field(default_factory=Counter)

    def add(self, row: StudentGrade, verdict: Verdict) -> None:
        """Add one student's verdict."""
        points = self.check.points
        self.shares.append(row.points[self.check.name] / points if points else verdict.fraction)
        self.seconds.append(verdict.seconds)
        self.slowest = max(self.slowest, (verdict.seconds, row.student))
        self.states[verdict.state] += 1
        if verdict.limit_hit:
            self.limits[verdict.limit_hit] += 1


@dataclass
class Misconception:
    """Who holds a misconception, and what they are told, both by check."""

    name: str  # empty for what is wrong in a way that has no name
    holders: People = field(default_factory=lambda: defaultdict(list))
    messages: dict[str, str] = field(default_factory=dict)

    @property
    def students(self) -> list[str]:
        """All who hold it somewhere."""
        return sorted(set(chain.from_iterable(self.holders.values())))

    @property
    def rank(self) -> tuple[bool, int, str]:
        """The place in a list: the frequent ones first, what has no name last."""
        return not self.name, -sum(map(len, self.holders.values())), self.name


class ClassStats:
    """A class, as its report shows it."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.statuses: Counter = Counter()
        self.scores, self.totals = array("d"), array("d")  # what counts; without a late penalty
        self.checks = {check.name: CheckStats(check) for check in exercise.checks}
        self.misconceptions: dict[str, Misconception] = {}
        self.unmarked: People = defaultdict(list)  # by the sentence that says why
        self.repairs: People = defaultdict(list)
        self.waiting: People = defaultdict(list)  # by check: whose points a person must set
        self.blank: list[str] = []  # who handed in a notebook with nothing filled in
        self.by_hand: list[tuple[str, str, Override]] = []  # student, check, what was set
        self.late: list[tuple[str, int, float]] = []  # student, days, and what that costs
        self.several: list[tuple[str, str, int]] = []  # student, attempt, of so many
        self.answers = AnswerComparison(exercise)

    @property
    def to_review(self) -> int:
        """How many students the section on a human look names; nothing there changes a mark."""
        lists = [*self.unmarked.values(), *self.waiting.values(), self.blank]
        named = {name for names in lists for name in names} | self.answers.sharing()
        return len(named | {student for student, _, _ in self.answers.library_calls})

    def add(self, row: StudentGrade) -> None:
        """Add one student's row, which is not kept."""
        self.statuses[row.result.status] += 1
        if row.result.status in ("unreadable", "failed"):
            reason = " ".join(row.result.reasons) or row.result.status
            self.unmarked[reason].append(row.student)
        else:
            for reason in row.result.reasons:
                self.repairs[reason].append(row.student)
        self.by_hand += [(row.student, name, one) for name, one in row.overrides.items()]
        if row.days_late:
            self.late.append((row.student, row.days_late, row.late_penalty))
        if row.attempts > 1:
            self.several.append((row.student, row.attempt, row.attempts))
        for name in row.waiting:
            self.waiting[name].append(row.student)
        if row.result.verdicts:
            self._add_marks(row)

    def _add_marks(self, row: StudentGrade) -> None:
        self.scores.append(row.score)
        self.totals.append(sum(row.points.values()))
        verdicts = row.result.verdicts
        if all(verdict.state == "missing" for verdict in verdicts):
            self.blank.append(row.student)
        for verdict in verdicts:
            self.checks[verdict.check].add(row, verdict)
            if not verdict.limit_hit and (verdict.misconception or verdict.state in WRONG):
                name = verdict.misconception or ""
                one = self.misconceptions.setdefault(name, Misconception(name))
                one.holders[verdict.check].append(row.student)
                if name:
                    one.messages.setdefault(verdict.check, verdict.message)
        if not row.handed_in_by:  # a group's submission is compared once
            self.answers.add(row)


def separation(shares: Sequence[float], totals: Sequence[float], points: float) -> float | str:
    """Return the corrected item-total correlation of a check, or why there is none."""
    if len(shares) < FEWEST:
        return f"too few ({len(shares)})"
    rests = [round(total - points * share, 9) for total, share in zip(totals, shares, strict=True)]
    if min(shares) == max(shares):
        return "the same for all"
    try:
        return min(1.0, max(-1.0, correlation(shares, rests)))
    except StatisticsError:
        return "no other check differs"


def bins(scores: Sequence[float], full: float) -> tuple[float, list[int]]:
    """Return a round step of points, and how many scores lie in each step from 0 on."""
    most = max([full, *scores])
    step = next((step for step in _STEPS if most / step <= MOST_BINS), most / MOST_BINS)
    counts = [0] * (int(most / step + 1e-9) + 1)
    for score in scores:
        counts[int(score / step + 1e-9)] += 1
    return step, counts
