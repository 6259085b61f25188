"""Runs a plan's cells in student processes, one after another, until all that can be run was.

A cell that takes too long is interrupted, as nbgrader does it. One that goes on all the same, or
ends its process, costs itself: the notebook is run again without it.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from convedu.grading import limits as bounds
from convedu.grading.limits import INTERRUPT_SECONDS, RERUNS, Limits
from convedu.grading.nbgrader.plan import Plan
from convedu.grading.sandbox.student_process import LostError, StudentProcess
from convedu.grading.sandbox.time_budget import TimeBudget

NOT_RUN = "not run"
_random = secrets.SystemRandom()  # a learner's process must not foresee it
_CANARIES: tuple[Callable[[int, int], str], ...] = (
    lambda a, b: f"assert {a} + {b} == {a + b + 1}",
    lambda a, b: f"assert {a} * {b} == {a * b - 1}, 'not {a * b}'",
    lambda a, b: f"assert [{a}, {b}] == [{b}, {a}]",
    lambda a, b: f"assert {{'n': {a}}} == {{'n': {b}}}",
    lambda a, b: f"assert not ({a} < {a + b})",
    lambda a, b: f"assert '{a}' in '{b}', 'expected {a}'" if str(a) not in str(b) else f"{a} / 0",
    lambda a, b: f"({a}, {b})[{a}]",
    lambda a, b: f"{{{a}: {b}}}[{a + b}]",
    lambda a, b: f"try:\n    {a} / 0\nexcept {a}:\n    pass",
)


@dataclass(frozen=True)
class End:
    """How a cell has ended: well, with an error, or by a bound (``timeout``, ``died``, ...)."""

    results: tuple[str, ...] = ()
    error: str = ""
    line: int | None = None
    inner: int | None = None
    module: str = ""
    bound: str = ""
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether it ended without an error."""
        return not self.error and not self.bound


@dataclass
class Outcome:
    """How each cell has ended, by its place in the plan, and whether a canary has passed."""

    ends: dict[int, End] = field(default_factory=dict)
    is_forged: bool = False


def canary() -> str:
    """Return a test that must fail: it uses no name and ends in an error, another each time."""
    one, two = _random.sample(range(2, 1000), 2)
    return _random.choice(_CANARIES)(one, two)


def run(plan: Plan, spawn: Callable[[], StudentProcess], limits: Limits) -> Outcome:
    """Run a notebook, and again without a cell that ended its process, at most three times."""
    outcome = Outcome()
    fatal: dict[int, End] = {}
    for _ in range(1 + RERUNS):
        cells = {at: cell for at, cell in enumerate(plan.cells) if cell.runs and at not in fatal}
        process = _Process(spawn(), limits)
        try:
            for index, cell in cells.items():
                if process.left <= 0:
                    outcome.ends.setdefault(index, End(bound="timeout"))
                    continue
                # One goes before each test, to see whether any can fail; what it holds of the test
                # comes after its error, so that no name tells them apart.
                if cell.is_test and process.run(f"{canary()}\n{cell.text}").is_good:
                    outcome.is_forged = True
                outcome.ends[index] = process.run(cell.text, forget=cell.is_test)
        except LostError as error:
            fatal[index] = End(bound=error.failure["kind"], error=error.failure["text"])
            continue
        except BaseException:
            process.student.end()
            raise
        process.student.end()
        break
    outcome.ends |= fatal
    return outcome


class _Process:
    """A student process, and the time that it has."""

    def __init__(self, student: StudentProcess, limits: Limits) -> None:
        self.student = student
        self.least = bounds.LEAST_CELL_LIMITS * limits.seconds
        self.cell_seconds = bounds.FIRST_CELL_LIMITS * limits.seconds
        self.left = bounds.NOTEBOOK_LIMITS * limits.seconds

    def run(self, source: str, *, forget: bool = False) -> End:
        """Run a cell, and have the one before it forgotten: only then it is known for a canary."""
        start = monotonic()
        allowed = min(self.cell_seconds, self.left)
        clock = TimeBudget(allowed)
        request = {"source": source, "forget": forget}
        reply, _ = self.student.exchange(request, clock, grace=INTERRUPT_SECONDS)
        seconds = monotonic() - start
        self.left -= allowed - clock.seconds  # without what others kept it waiting
        if reply["late"]:
            self.cell_seconds = max(self.cell_seconds / 2, self.least)
            return End(bound="timeout", seconds=seconds)
        return _end(reply, seconds)


def _end(reply: dict[str, Any], seconds: float) -> End:
    """Return what a learner's process says of a cell, reduced to what it may say."""
    results, error = reply.get("results"), reply.get("error")
    texts = results if type(results) is list else []
    shown = tuple(text[:80] for text in texts[:8] if type(text) is str)
    if error is None:
        return End(shown, seconds=seconds)
    error = error if type(error) is dict else {}
    return End(
        shown,
        error=_word(error.get("type")) or "Exception",
        line=_line(error.get("line")),
        inner=_line(error.get("inner")),
        module=_word(error.get("module")),
        seconds=seconds,
    )


def _word(value: object) -> str:
    return value[:60] if type(value) is str else ""


def _line(value: object) -> int | None:
    return value if type(value) is int and 0 < value < 1_000_000 else None
