"""What every check has in common: a name, hints, a seed, a record of attempts, a solution."""

import inspect
import os
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from convedu.checks import notebook_history
from convedu.checks.answers import source_of
from convedu.checks.bank import Hints
from convedu.checks.call_recorder import is_proxy
from convedu.checks.cases import dyadic_rationals as dyadic_rationals
from convedu.checks.verdict import Verdict
from convedu.course import progress_store

PUBLIC_SEED = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Check:
    """A check cell's callable. Subclasses say in `examine` how an answer is judged.

    Parameters
    ----------
    name : str
        ``unit1/correlate2d``: the unit's module and the check's own name.
    hints : tuple of str
        From a nudge to nearly the answer.
    """

    name: str
    hints: tuple[str, ...]

    @property
    def label(self) -> str:
        """The name within the unit, as the notebook calls it."""
        return self.name.rpartition("/")[2]

    def __call__(self, *answers: object) -> Verdict:
        """Judge `answers` and log the attempt when it is the learner's own.

        Raises
        ------
        AssertionError
            Only when nbgrader runs the notebook and the answer is not correct: an error is
            how nbgrader takes points away.
        """
        verdict = self.examine(*answers)
        if note := self._note(answers, verdict):
            verdict = replace(verdict, message=f"{note} {verdict.message}".strip())
        if "NBGRADER_EXECUTION" in os.environ:
            if verdict.state != "correct":
                raise AssertionError(str(verdict))
        elif not any(is_proxy(answer) for answer in answers):
            progress_store.add_check(self.name, verdict.state)
        return verdict

    def examine(self, *answers: object) -> Verdict:
        """Judge `answers`."""
        raise NotImplementedError

    def solution_source(self) -> str:
        """Return a solution as text."""
        raise NotImplementedError

    def hint(self, number: int = 1) -> str:
        """Return hint 1, 2 or 3.

        Raises
        ------
        ValueError
            If there is no hint of that number.
        """
        if number not in range(1, len(self.hints) + 1):
            raise ValueError(f"number is {number!r}, expected 1 to {len(self.hints)}")
        return self.hints[number - 1]

    def solution(self) -> None:
        """Print a solution, once the check has seen an attempt."""
        if progress_store.read()["checks"].get(self.name, {}).get("attempts", 0):
            print(self.solution_source())
        else:
            print(f"Try it once first: write an answer, then run check.{self.label}(...).")

    def _note(self, answers: tuple, verdict: Verdict) -> str:
        """Say in a notebook where an answer is not the one that its learner means."""
        functions = [answer for answer in answers if inspect.isfunction(answer)]
        notes = [notebook_history.failed_since(function) for function in functions]
        if verdict.state != "correct":
            unit = sys.modules.get(f"convedu.checks.{self.name.partition('/')[0]}")
            checks = [getattr(unit, label) for label in getattr(unit, "__all__", ())]
            asked = {
                function_name(check.reference) for check in checks if "reference" in vars(check)
            }
            notes += [notebook_history.renamed_since(function, asked) for function in functions]
        return next(filter(None, notes), "")

    def verdict(
        self,
        state: str,
        fraction: float,
        message: str = "",
        *,
        misconception: str | None = None,
        case: str = "",
    ) -> Verdict:
        """Return a verdict of this check, with the hint that is about its misconception."""
        return Verdict(
            self.label,
            state,
            fraction,
            message,
            misconception,
            case,
            self.hints,
            first_hint=self.hints.about(misconception) if isinstance(self.hints, Hints) else 1,
        )


def seed() -> int:
    """Return the seed of the cases: the public one, or the instructor's.

    Raises
    ------
    ValueError
        If the environment variable ``CONVEDU_SEED`` is not a whole number.
    """
    text = os.environ.get("CONVEDU_SEED", str(PUBLIC_SEED))
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"CONVEDU_SEED is {text!r}, expected a whole number") from None


def generator(name: str) -> np.random.Generator:
    """Return the source of a check's cases: the same for the same seed, another for each check."""
    return np.random.default_rng([seed(), zlib.crc32(name.encode())])


def function_name(reference: Callable) -> str:
    """Return what a reference is called in the learner's notebook."""
    return reference.__name__.lstrip("_")


def source(function: Callable) -> str:
    """Return the text of `function`, as a learner would write it."""
    # A reference may be private here; in the learner's notebook the name has no underscore.
    return source_of(function).replace("def _", "def ", 1)
