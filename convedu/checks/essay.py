"""Waits for a person, who reads a learner's text and sets its points."""

from dataclasses import dataclass

from convedu.checks import diagnosis
from convedu.checks.base import Check
from convedu.checks.call_recorder import observe_value
from convedu.checks.verdict import Verdict


@dataclass(frozen=True, kw_only=True, eq=False)
class EssayCheck(Check):
    """Takes a text, for which no points are given before a person sets them.

    Parameters
    ----------
    example : str
        What `solution` shows after an attempt.
    """

    example: str = "There is no example."
    hints: tuple[str, ...] = ()

    def examine(self, *answers: object) -> Verdict:
        """Say whether there is a text to be read."""
        self._require(answers, [self.label])
        seen = observe_value(*answers)
        text = seen.value if isinstance(seen.value, str) else ""
        if seen.failure:
            is_missing = seen.failure.kind == "missing"
        else:
            is_missing = isinstance(seen.value, str | None) and not text.strip()
        if is_missing:
            return self.verdict(0.0, state="missing")
        if fault := diagnosis.of_outcome(self.label, seen, text):
            return self.verdict(0.0, f"{fault.message} {fault.detail}".strip())
        return self.verdict(0.0, "A person reads this text.", state="needs a person")

    def solution_source(self) -> str:
        """Return the example."""
        return self.example
