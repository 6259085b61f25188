"""What marking needs to know of an instructor's notebook."""

import re
from dataclasses import dataclass

from convedu.grading.common import static_analysis
from convedu.grading.common.errors import UserError

VERDICT = "application/vnd.convedu.verdict+json"  # the MIME type in which a check says its verdict


class ExerciseError(UserError):
    """An instructor's notebook with which no class can be marked; the text says why."""


@dataclass(frozen=True)
class Answer:
    """A cell that the learner fills in."""

    id: str  # the cell's id, or nbgrader's
    names: frozenset[str]  # what it defines and checks ask for
    text: str  # the reference's source


@dataclass(frozen=True)
class Check:
    """What judges, and what it is worth."""

    id: str  # the cell's id, or nbgrader's
    name: str  # in ledger and gradebook
    points: float  # the most that it gives
    by_person: bool = False  # its points are a person's to give
    asserts: bool = False  # whether it is made of `assert` statements, in the course's own format


@dataclass(frozen=True)
class SourceCell:
    """A cell of a notebook that is run whole."""

    id: str  # its grade_id, empty where it has none
    cell_id: str  # its own id, empty where it has none
    kind: str  # ``code``, ``markdown`` or ``raw``
    role: str  # what nbgrader takes it for
    is_fixed: bool  # whatever a learner has made of it, this one counts
    text: str  # what is run where it is fixed
    released: str  # what learners get
    shown: tuple[str, ...]  # the lines of its text, hidden ones empty


@dataclass(frozen=True)
class Exercise:
    """Everything that marking needs to know of the instructor's notebook."""

    name: str  # the file's stem, such as ``01-convolution``
    digest: str  # SHA-256 of the file
    setup: str  # what is run for the student before the answers: the set-up cells without convedu
    given: frozenset[str]  # names that the set-up cells bind
    answers: tuple[Answer, ...]  # in the notebook's order
    checks: tuple[Check, ...]  # in the notebook's order
    ids: frozenset[str]  # the ids of all cells: none of them is a learner's own cell
    judge: str  # the notebook that nbval runs: set-up and check cells with their stored outputs
    notes: tuple[str, ...] = ()  # what its author should know before marks are given, in sentences
    cells: tuple[SourceCell, ...] = ()  # all, of a notebook that is run whole
    files: tuple[tuple[str, bytes], ...] = ()  # what its cells need beside it: names with ``/``
    texts: tuple[tuple[str, str], ...] = ()  # id and source of each cell that is no answer

    @property
    def runs_whole(self) -> bool:
        """Whether a submitted notebook is run as it stands, its tests with it."""
        return bool(self.cells)

    def is_in(self, data: bytes) -> int:
        """Return 1 if half of the answers seem to be in a file, 2 if some are filled in, else 0.

        An instructor's own copy, which lies in every clone of a course, is no learner's.
        """
        if b"### BEGIN SOLUTION" in data:
            return 0
        count = 0
        for answer in self.answers:
            names = "|".join(map(re.escape, sorted(answer.names))) or "(?!)"
            pattern = rf'"{re.escape(answer.id)}"|def +(?:{names})\b|\b(?:{names}) *='
            count += re.search(pattern.encode(), data) is not None
        gaps = sum(max(1, answer.text.count("= ...")) for answer in self.answers)
        is_begun = len(re.findall(rb"raise NotImplementedError|= \.\.\.", data)) < gaps
        return (1 + is_begun) * (2 * count >= len(self.answers))

    @property
    def points(self) -> float:
        """The most that can be reached."""
        return sum(check.points for check in self.checks)

    @property
    def names(self) -> dict[str, str]:
        """Each name that a check asks for, and the answer that gives it."""
        return {name: answer.id for answer in self.answers for name in answer.names}

    @property
    def imports(self) -> set[str]:
        """The modules that the cells, or files beside a notebook that is run whole, import."""
        texts = [self.setup, *(answer.text for answer in self.answers)]
        texts += [cell.text for cell in self.cells if cell.kind == "code"]
        files = self.files if self.runs_whole else ()
        texts += [data.decode(errors="replace") for name, data in files if name[-3:] == ".py"]
        plain = (static_analysis.strip_magics(text)[0] for text in texts)
        return set().union(*map(static_analysis.imported_modules, plain))
