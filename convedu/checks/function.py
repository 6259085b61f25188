"""Checks a function on drawn cases; where it is wrong, looks for the bug that explains it."""

import copy
import inspect
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from convedu.checks import diagnosis
from convedu.checks.agreement import Finding, is_wrong
from convedu.checks.bank import Answer, Words, bank, edited, fitting, words
from convedu.checks.base import PUBLIC_SEED, Check, function_name, generator, seed, source
from convedu.checks.call_recorder import Observation, observe_call
from convedu.checks.cases import Bug, Case
from convedu.checks.common import result_bugs
from convedu.checks.compare import assignment, is_long, pieces, same
from convedu.checks.diagnosis import SIDE_EFFECTS_AND_TYPE, Diagnosis
from convedu.checks.explanation import find_bug
from convedu.checks.verdict import Verdict

_ADVICE = "No usual mistake alone gives this. Work one number out by hand and compare."


@dataclass(frozen=True, kw_only=True, eq=False)
class FunctionCheck(Check):
    """Compares a function with a reference.

    Parameters
    ----------
    reference : callable
        The right answer.
    cases : callable
        ``cases(rng)`` returns a sequence of `Case`, the smallest first.
    bugs : sequence of Bug
        The misconceptions to look for, the likeliest first.
    shares : mapping
        The parts of the points: the share names of the cases, and
        "side_effects_and_type" (leaves its arguments alone, returns an array of real numbers),
        which needs all values right.
    """

    reference: Callable
    cases: Callable[[np.random.Generator], Sequence[Case]]
    bugs: tuple[Bug, ...]
    shares: Mapping[str, float]

    def examine(self, *answers: object) -> Verdict:
        """Try the answer on each case."""
        (answer,) = answers
        findings: list[Finding] = []
        for case in _drawn(self, seed()):
            observation = observe_call(answer, case.args)
            failure = observation.failure
            if not findings and failure and failure.kind == "missing" and not failure.function:
                return self.verdict("missing", 0.0)
            findings.append(Finding(case, observation, self._fault(case, observation)))
            if findings[-1].fault and findings[-1].fault.kind == "fatal":
                break
        return self._conclude(findings)

    def solution_source(self) -> str:
        """Return the reference's source."""
        return source(self.reference)

    @cached_property
    def known_bugs(self) -> tuple[Bug, ...]:
        """The check's own bugs, then those of every result that it does not name itself."""
        own = {bug.name for bug in self.bugs}
        common = result_bugs(self.reference)
        return (*self.bugs, *(bug for bug in common if bug.name not in own))

    def _conclude(self, findings: Sequence[Finding]) -> Verdict:
        faults = [finding for finding in findings if finding.fault]
        if not faults:
            return self.verdict("correct", 1.0)
        first = next(filter(is_wrong, faults), faults[0])
        fault = first.fault
        assert fault is not None
        fraction = self._fraction(findings)
        state = "almost" if fraction >= 0.5 else "keep working"
        shown = first.case.public or seed() == PUBLIC_SEED
        bug = None if _fatal(findings) else self._bug(findings)
        if not bug and fault.kind == "values":
            bug = self._in_place(findings)
        advice = _ADVICE if fault.kind == "values" and shown else ""
        if bug and bug.general:
            advice = bug.message
        plain = " ".join(filter(None, (fault.message, fault.detail * shown, advice)))
        return self.verdict(
            state,
            fraction,
            bug.message if bug and not bug.general else plain,
            misconception=bug.name if bug else fault.bug,
            case=self._quote(first) if shown else "",
        )

    def _bug(self, findings: Sequence[Finding]) -> Bug | None:
        if any(is_long(finding.observation.value) for finding in findings):
            return None  # each of some hundred bugs would be compared with it
        # A mistake that is tried may divide by 0, which is nobody's concern.
        with warnings.catch_warnings(action="ignore", category=RuntimeWarning):
            return find_bug(
                findings, reference=self.reference, own=self.bugs, known=self.known_bugs
            )

    def _fraction(self, findings: Sequence[Finding]) -> float:
        if _fatal(findings):
            return 0.0
        wrong = {finding.case.share for finding in findings if is_wrong(finding)}
        if wrong or any(f.fault for f in findings):
            wrong.add(SIDE_EFFECTS_AND_TYPE)
        return sum(part for share, part in self.shares.items() if share not in wrong)

    @property
    def _called(self) -> str:
        """The name of the learner's function: the reference's, without its underscore."""
        return function_name(self.reference)

    def _fault(self, case: Case, observation: Observation) -> Diagnosis | None:
        if case.raises:
            return diagnosis.unless_raised(self._called, observation, case.raises)
        expected = _expected(self.reference, case)
        return (
            diagnosis.of_outcome(self._called, observation, expected)
            or self._side_effect(case, observation)
            or diagnosis.wrong_form(observation.value, expected)
        )

    def _side_effect(self, case: Case, observation: Observation) -> Diagnosis | None:
        for name in self._changed(case, observation):
            return Diagnosis(
                SIDE_EFFECTS_AND_TYPE,
                f"The values are right, but your function changes `{name}`, which belongs to "
                "its caller: work on a copy.",
                bug="input-changed",
            )
        return None

    def _in_place(self, findings: Sequence[Finding]) -> Bug | None:
        """Return what is said of wrong values if an argument is changed, and nothing else known."""
        for finding in findings:
            for name in self._changed(finding.case, finding.observation):
                message = (
                    f"Your function changes `{name}`, which belongs to its caller, and may read "
                    "what it has written: work on a copy."
                )
                return Bug("input-changed", message, self.reference, general=True)
        return None

    def _changed(self, case: Case, observation: Observation) -> list[str]:
        """Return the names of the arguments that are not what they were."""
        names = inspect.signature(self.reference).parameters
        triples = zip(names, case.args, observation.args, strict=False)
        return [name for name, before, after in triples if not same(before, after)]

    def _quote(self, finding: Finding) -> str:
        names = inspect.signature(self.reference).parameters
        lines = [assignment(n, v) for n, v in zip(names, finding.case.args, strict=False)]
        if finding.observation.failure is None:
            value = finding.observation.value
            several = pieces(value) or ()
            lines += [assignment(f"your result {i}", part) for i, part in enumerate(several, 1)]
            lines += [] if several else [assignment("your result", value)]
        return "\n".join(lines)


def function_check(
    module: str,
    *,
    reference: Callable,
    cases: Callable[[np.random.Generator], Sequence[Case]],
    shares: Mapping[str, float],
    others: Sequence[Answer] = (),
    more_bugs: Mapping[str, Answer | Iterable[Answer]] | None = None,
    shared: Words | None = None,
) -> FunctionCheck:
    """Return the check of a module and the TOML file beside it: ``function_check(__file__, ...)``.

    It is named after the module and its folder. Its bugs are the edits of `shared` that the
    reference has a place for, the file's own, of the reference or of `others` (right answers too),
    and `more_bugs`. What the file does not say of a mistake is taken from `shared`.
    """
    said = words(module, shared)
    usual = fitting(edited(reference, shared.edits)) if shared else {}
    answers = {**usual, **edited(reference, said.edits, *others), **(more_bugs or {})}
    return FunctionCheck(
        name="/".join(Path(module).with_suffix("").parts[-2:]),
        reference=reference,
        cases=cases,
        shares=shares,
        hints=said.hints,
        bugs=bank(said.bugs, answers, shared),
    )


# What does not depend on the learner is worked out once, however many are marked.
@lru_cache(maxsize=64)
def _drawn(check: FunctionCheck, drawn_with: int) -> tuple[Case, ...]:
    return tuple(check.cases(generator(check.name)))


@lru_cache(maxsize=2048)
def _expected(reference: Callable, case: Case) -> Any:
    return reference(*copy.deepcopy(case.args))


def _fatal(findings: Sequence[Finding]) -> bool:
    return any(finding.fault and finding.fault.kind == "fatal" for finding in findings)
