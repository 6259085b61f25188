"""What every check has in common: a name, hints, a seed, a record of attempts, a solution."""

import inspect
import os
import sys
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np

from convedu.checks import empty_helpers, notebook_history
from convedu.checks.answers import source_of
from convedu.checks.bank import Hints
from convedu.checks.call_recorder import AS_NUMPY_STARTS, is_proxy
from convedu.checks.verdict import Verdict
from convedu.course import progress_store

PUBLIC_SEED = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Check:
    """A check cell's callable. Subclasses say in `examine` how an answer is judged.

    `name` is the unit's and the check's own, ``unit1/correlate2d``.
    """

    name: str
    hints: tuple[str, ...]

    @property
    def label(self) -> str:
        """The name within the unit, as the notebook calls it."""
        return self.name.rpartition("/")[2]

    def __call__(self, *answers: object) -> Verdict:
        """Judge `answers` and log the attempt when it is the learner's own.

        When nbgrader runs the notebook, an answer that is not correct raises AssertionError: an
        error is how nbgrader takes points away.
        """
        with np.errstate(**AS_NUMPY_STARTS):
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
        """Return hint 1, 2 or 3, as a learner may ask for it."""
        if number not in range(1, len(self.hints) + 1):
            raise ValueError(f"number is {number!r}, expected 1 to {len(self.hints)}")
        return self.hints[number - 1]

    def solution(self) -> None:
        """Print a solution, once the check has seen an attempt."""
        if progress_store.read()["checks"].get(self.name, {}).get("attempts", 0):
            print(self.solution_source())
        else:
            print(f"Try it once first: write an answer, then run check.{self.label}(...).")

    def _require(self, answers: tuple, names: Collection[str]) -> None:
        """Raise TypeError unless there is an answer for each of these names."""
        if len(answers) != len(names):
            raise TypeError(
                f"check.{self.label} got {len(answers)} answers, "
                f"expected {len(names)}: {', '.join(names)}"
            )

    def _note(self, answers: tuple, verdict: Verdict) -> str:
        """Say in a notebook where an answer is not the one that its learner means."""
        functions = [answer for answer in answers if inspect.isfunction(answer)]
        if verdict.state == "correct":
            return next(filter(None, (notebook_history.note(one, None) for one in functions)), "")
        unit = sys.modules.get(f"convedu.checks.{self.name.partition('/')[0]}")
        checks = [getattr(unit, label) for label in getattr(unit, "__all__", ())]
        asked = {one: function_name(one.reference) for one in checks if "reference" in vars(one)}
        own = asked.get(self)  # none, if it asks for numbers
        for answer in functions:
            other = answer.__name__
            if own and other in asked.values() and own != other:
                return f"The check got `{other}`: it is about `{own}`."
        notes = (notebook_history.note(one, asked.values()) for one in functions)
        seen = "None" in str(verdict) or "array of objects" in verdict.message
        helpers = (empty_helpers.note(answer) for answer in functions if seen)
        return next(filter(None, chain(notes, helpers)), "")

    def verdict(
        self,
        fraction: float,
        message: str = "",
        *,
        state: str = "",
        bug: str | None = None,
        case: str = "",
    ) -> Verdict:
        """Return a verdict of this check, with the hint that is about its misconception.

        Without a `state` it is what the fraction says of a wrong answer.
        """
        state = state or ("almost" if fraction >= 0.5 else "keep working")
        first = self.hints.about(bug) if isinstance(self.hints, Hints) else 1
        return Verdict(self.label, state, fraction, message, bug, case, self.hints, first)


def seed() -> int:
    """Return the seed of the cases: the public one, or the instructor's ``CONVEDU_SEED``."""
    text = os.environ.get("CONVEDU_SEED", str(PUBLIC_SEED))
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"CONVEDU_SEED is {text!r}, expected a whole number") from None


def generator(name: str) -> np.random.Generator:
    """Return the source of a check's cases: the same for the same seed, another for each check."""
    return np.random.default_rng([seed(), zlib.crc32(name.encode())])


def name_of(module: str) -> str:
    """Return the name of the check in a module's file: its folder's and its own."""
    return "/".join(Path(module).with_suffix("").parts[-2:])


def function_name(reference: Callable) -> str:
    """Return what a reference is called in the learner's notebook."""
    return reference.__name__.lstrip("_")


def source(function: Callable) -> str:
    """Return the text of `function`, as a learner would write it."""
    # A reference may be private here; in the learner's notebook the name has no underscore.
    return source_of(function).replace("def _", "def ", 1)
