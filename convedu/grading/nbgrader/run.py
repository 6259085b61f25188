"""Runs a plan's cells in student processes, one after another, until all that can be run was.

A cell that takes too long is interrupted, as nbgrader does it. One that goes on all the same, or
ends its process, costs itself: the notebook is run again without it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from convedu.grading.limits import (
    FIRST_CELL_LIMITS,
    INTERRUPT_SECONDS,
    LEAST_CELL_LIMITS,
    NOTEBOOK_LIMITS,
    RERUNS,
    Limits,
)
from convedu.grading.nbgrader.canary import canary
from convedu.grading.nbgrader.plan import Plan
from convedu.grading.sandbox.exchange import LostError, exchange
from convedu.grading.sandbox.student_process import StudentProcess
from convedu.grading.sandbox.time_budget import TimeBudget

NOT_RUN = "not run"


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
    """How each cell has ended, by its place in the plan, and before which tests none could fail."""

    ends: dict[int, End] = field(default_factory=dict)
    passed_canaries: set[int] = field(default_factory=set)


def run(plan: Plan, spawn: Callable[[], StudentProcess], limits: Limits) -> Outcome:
    """Run a notebook, and again without a cell that ended its process, at most three times."""
    outcome = Outcome()
    fatal: dict[int, End] = {}
    for _ in range(1 + RERUNS):
        lost = _Run(plan, spawn(), limits, outcome).run(skip=fatal)
        if not lost:
            break
        fatal |= lost
    outcome.ends |= fatal
    return outcome


class _Run:
    """One run of a notebook, in one process."""

    def __init__(
        self, plan: Plan, process: StudentProcess, limits: Limits, outcome: Outcome
    ) -> None:
        self.plan = plan
        self.process = process
        self.limits = limits
        self.outcome = outcome
        self.cell_seconds = FIRST_CELL_LIMITS * limits.seconds
        self.left = NOTEBOOK_LIMITS * limits.seconds

    def run(self, *, skip: Collection[int]) -> dict[int, End]:
        """Run all cells but some; return the one that has ended the process, if one has."""
        for index, cell in enumerate(self.plan.cells):
            if not cell.runs or index in skip:
                continue
            if self.left <= 0:
                self.outcome.ends.setdefault(index, End(bound="timeout"))
                continue
            try:
                # The test is in the canary too, behind what fails: no name tells them apart.
                if cell.is_test and self._run(f"{canary()}\n{cell.text}").is_good:
                    self.outcome.passed_canaries.add(index)
                self.outcome.ends[index] = self._run(cell.text, forget=cell.is_test)
            except LostError as error:
                return {index: End(bound=error.failure["kind"], error=error.failure["text"])}
            except BaseException:
                self.process.end()
                raise
        self.process.end()
        return {}

    def _run(self, source: str, *, forget: bool = False) -> End:
        """Run a cell, and have the one before it forgotten: only then it is known for a canary."""
        start = monotonic()
        allowed = min(self.cell_seconds, self.left)
        clock = TimeBudget(allowed)
        request = {"source": source, "forget": forget}
        reply, _ = exchange(self.process, request, [], clock, self.limits, grace=INTERRUPT_SECONDS)
        seconds = monotonic() - start
        self.left -= allowed - clock.seconds  # without what others kept it waiting
        if reply["late"]:
            least = LEAST_CELL_LIMITS * self.limits.seconds
            self.cell_seconds = max(self.cell_seconds / 2, least)
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
