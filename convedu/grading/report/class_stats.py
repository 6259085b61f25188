"""Goes through a class once and keeps what its report shows: no answer stays in memory."""

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from convedu.grading.exercise.load import Check, Exercise
from convedu.grading.model import Override, StudentGrade, Verdict
from convedu.grading.report.similarity.similar_answers import Likenesses

WRONG = ("keep working", "almost")
People = defaultdict[str, list[str]]


def _people() -> People:
    return defaultdict(list)


@dataclass
class CheckFacts:
    """What a class has made of one check; the arrays have one entry for each marked submission.

    Attributes
    ----------
    check : Check
        Which.
    shares : array
        The share of its points, after overrides.
    seconds : array
        How long it took.
    slowest : (float, str)
        The longest time, and whose it was.
    states, limits : Counter
        Verdicts, and bounds that were hit.
    bugs : dict of str to list of str
        Who holds each misconception.
    says : dict of str to str
        What a learner who holds it is told.
    unnamed : list of str
        Who is wrong in a way that has no name, and hit no bound.
    """

    check: Check
    shares: array = field(default_factory=lambda: array("d"))
    seconds: array = field(default_factory=lambda: array("d"))
    slowest: tuple[float, str] = (-1.0, "")
    states: Counter = field(default_factory=Counter)
    limits: Counter = field(default_factory=Counter)
    bugs: People = field(default_factory=_people)
    says: dict[str, str] = field(default_factory=dict)
    unnamed: list[str] = field(default_factory=list)

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


class Facts:
    """A class, as its report shows it.

    Parameters
    ----------
    exercise : Exercise
        What was marked.

    Attributes
    ----------
    statuses : Counter
        How many submissions there are of each.
    scores, totals : array
        Of each marked submission: what counts, and the points without a penalty for lateness.
    checks : dict of str to CheckFacts
        By the check's name.
    unmarked, repairs : dict of str to list of str
        By the sentence that says why.
    waiting : dict of str to list of str
        By check: whose points a person must set.
    blank : list of str
        Who handed in a notebook with nothing filled in.
    by_hand : list of (str, str, Override)
        Student, check and what a person has set.
    late : list of (str, int, float)
        Student, days and what that costs.
    several : list of (str, str, int)
        Student, which attempt counts, and how many there are.
    answers : Likenesses
        What is to be seen in the answers themselves.
    """

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.statuses: Counter = Counter()
        self.scores, self.totals = array("d"), array("d")
        self.checks = {check.name: CheckFacts(check) for check in exercise.checks}
        self.unmarked, self.repairs, self.waiting = _people(), _people(), _people()
        self.blank: list[str] = []
        self.by_hand: list[tuple[str, str, Override]] = []
        self.late: list[tuple[str, int, float]] = []
        self.several: list[tuple[str, str, int]] = []
        self.answers = Likenesses(exercise)

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
        self.answers.add(row)
