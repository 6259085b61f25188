"""Checks a function on drawn cases; where it is wrong, looks for the bug that explains it."""

import copy
import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from convedu.checks import bug_pairs, diagnosis
from convedu.checks.base import PUBLIC_SEED, Check, function_name, generator, seed, source
from convedu.checks.call_recorder import Failure, Observation, observe_call
from convedu.checks.cases import Bug, Case, NoPrediction
from convedu.checks.common import common_bugs
from convedu.checks.compare import assignment, close, numbers, pieces, same
from convedu.checks.diagnosis import SIDE_EFFECTS_AND_TYPE, Diagnosis
from convedu.checks.verdict import Verdict

_ADVICE = "No usual mistake alone gives this. Work one number out by hand and compare."


@dataclass(frozen=True)
class Finding:
    """One case with what came out and what is wrong with it, if anything."""

    case: Case
    observation: Observation
    fault: Diagnosis | None


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

    def examine(self, answer: object) -> Verdict:
        """Try `answer` on each case."""
        findings = []
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
        """The check's own bugs, then those of every check that it does not name itself."""
        own = {bug.name for bug in self.bugs}
        common = common_bugs(self.reference)
        return (*self.bugs, *(bug for bug in common if bug.name not in own))

    def _conclude(self, findings: Sequence[Finding]) -> Verdict:
        faults = [finding for finding in findings if finding.fault]
        if not faults:
            return self.verdict("correct", 1.0)
        first = next(filter(_is_wrong, faults), faults[0])
        fraction = self._fraction(findings)
        state = "almost" if fraction >= 0.5 else "keep working"
        shown = first.case.public or seed() == PUBLIC_SEED
        bug = None if _fatal(findings) else self._bug(findings)
        advice = _ADVICE if first.fault.kind == "values" and shown else ""
        plain = " ".join(filter(None, (first.fault.message, first.fault.detail * shown, advice)))
        return self.verdict(
            state,
            fraction,
            bug.message if bug else plain,
            misconception=bug.name if bug else first.fault.bug,
            case=self._quote(first) if shown else "",
        )

    def _bug(self, findings: Sequence[Finding]) -> Bug | None:
        """Return the bug that explains the findings, or as much of them as one can."""
        if not any(map(_is_wrong, findings)):
            # Right values betray a side effect at the most, and a common bug may change nothing.
            return next((bug for bug in self.bugs if _explains(bug, findings)), None)
        alone = next((bug for bug in self.known_bugs if _explains(bug, findings)), None)
        return alone or self._two_at_once(findings) or self._partial_match(findings)

    def _fraction(self, findings: Sequence[Finding]) -> float:
        if _fatal(findings):
            return 0.0
        wrong = {finding.case.share for finding in findings if _is_wrong(finding)}
        if wrong or any(f.fault for f in findings):
            wrong.add(SIDE_EFFECTS_AND_TYPE)
        return sum(part for share, part in self.shares.items() if share not in wrong)

    def _two_at_once(self, findings: Sequence[Finding]) -> Bug | None:
        """Return two bugs as one whose effects together are what the learner's function did."""
        if _always_the_same(findings):
            return None
        answers = (self.reference, *(bug.answer for bug in self.known_bugs))
        right, *wrong = ([_imagined(answer, f.case) for f in findings] for answer in answers)
        seen = [finding.observation for finding in findings]
        for (i, j), observations in bug_pairs.pairs(wrong, right, seen):
            one, other = self.known_bugs[i], self.known_bugs[j]
            if one.name != other.name and _fits(observations, findings):
                message = f"Two mistakes at once. One: {one.message} The other: {other.message}"
                return Bug(f"{one.name} + {other.name}", message, self.reference)
        return None

    def _partial_match(self, findings: Sequence[Finding]) -> Bug | None:
        """Return the bug that explains the first share with a fault: two mistakes hide each other.

        One faulty case alone would fit too easily by chance. A bug is none of the learner's if it
        shows where the learner is right, and no name is given where two of them fit.
        """
        share = next(filter(_is_wrong, findings)).case.share
        found = [finding for finding in findings if finding.case.share == share]
        if sum(map(_is_wrong, found)) < 2:
            return None
        right = [finding for finding in findings if not _is_wrong(finding)]
        fits = [bug for bug in self.known_bugs if _explains(bug, found) and _agrees(bug, right)]
        if len({bug.name for bug in fits}) != 1:
            return None
        message = "Several mistakes may be mixed here. One seems to be this:"
        return replace(fits[0], message=f"{message} {fits[0].message}")

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
            or self._changed(case, observation)
            or diagnosis.wrong_form(observation.value, expected)
        )

    def _changed(self, case: Case, observation: Observation) -> Diagnosis | None:
        names = inspect.signature(self.reference).parameters
        for name, before, after in zip(names, case.args, observation.args, strict=False):
            if not same(before, after):
                return Diagnosis(
                    SIDE_EFFECTS_AND_TYPE,
                    f"The values are right, but your function changes `{name}`, which belongs to "
                    "its caller: work on a copy.",
                    bug="input-changed",
                )
        return None

    def _quote(self, finding: Finding) -> str:
        names = inspect.signature(self.reference).parameters
        lines = [assignment(n, v) for n, v in zip(names, finding.case.args, strict=False)]
        if finding.observation.failure is None:
            value = finding.observation.value
            several = pieces(value) or ()
            lines += [assignment(f"your result {i}", part) for i, part in enumerate(several, 1)]
            lines += [] if several else [assignment("your result", value)]
        return "\n".join(lines)


# What does not depend on the learner is worked out once, however many are marked.
@lru_cache(maxsize=64)
def _drawn(check: FunctionCheck, drawn_with: int) -> tuple[Case, ...]:
    return tuple(check.cases(generator(check.name)))


@lru_cache(maxsize=2048)
def _expected(reference: Callable, case: Case) -> Any:
    return reference(*copy.deepcopy(case.args))


@lru_cache(maxsize=16384)
def _imagined(answer: Callable, case: Case) -> Observation:
    return observe_call(answer, case.args)


def _is_wrong(finding: Finding) -> bool:
    """Tell whether a value is wrong, or there is none: all else is conduct."""
    return bool(finding.fault) and finding.fault.kind != SIDE_EFFECTS_AND_TYPE


def _fatal(findings: Sequence[Finding]) -> bool:
    return any(finding.fault and finding.fault.kind == "fatal" for finding in findings)


def _always_the_same(findings: Sequence[Finding]) -> bool:
    """Tell whether the answer takes no notice of its arguments, so that it betrays nothing."""
    first, *rest = (finding.observation for finding in findings)
    return not first.failure and all(_equal(o.value, first.value) for o in rest)


def _explains(bug: Bug, findings: Sequence[Finding]) -> bool:
    """Tell whether a bug does what the learner's function did in all these cases."""
    return _fits((_imagined(bug.answer, finding.case) for finding in findings), findings)


def _agrees(bug: Bug, right: Sequence[Finding]) -> bool:
    """Tell whether a bug is right wherever the learner is."""
    return all(matches(_imagined(bug.answer, each.case), each) for each in right)


def _fits(observations: Iterable[Observation | None], findings: Sequence[Finding]) -> bool:
    """Tell whether this, case by case, is what the learner's function did, and more than chance."""
    imagined = []
    # The answer's conduct matters only where all its values are right.
    conduct = not any(map(_is_wrong, findings))
    for observation, finding in zip(observations, findings, strict=True):
        if observation is None or not matches(observation, finding, conduct=conduct):
            return False
        imagined.append(observation)
    return is_conclusive(imagined, findings)


def matches(imagined: Observation, finding: Finding, *, conduct: bool = False) -> bool:
    """Tell whether a bug does what the learner's function did."""
    real = finding.observation
    if imagined.failure and imagined.failure.type == NoPrediction.__name__:
        return True
    if imagined.failure or real.failure:
        return _fail_alike(imagined.failure, real.failure)
    if not _equal(real.value, imagined.value):
        return False
    return not conduct or finding.fault is None or _same_args(imagined, real)


def _fail_alike(imagined: Failure | None, real: Failure | None) -> bool:
    if imagined is None or real is None or imagined.kind != real.kind:
        return False
    return imagined.type == real.type or real.is_error(imagined.type)


def is_conclusive(imagined: Sequence[Observation], findings: Sequence[Finding]) -> bool:
    """Tell whether being alike means anything: an error is like any other error of its type."""
    if any(one.failure is None for one in imagined):
        return True
    real = [finding.observation.failure for finding in findings]
    alike = [one.failure.text == f.text for one, f in zip(imagined, real, strict=True) if f]
    return 2 * sum(alike) >= len(alike) > 0


def _equal(one: object, other: object) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and isinstance(other, str) and one == other
    parts, others = pieces(one), pieces(other)
    if parts and others:
        return len(parts) == len(others) and all(map(_equal, parts, others))
    found, wanted = numbers(one), numbers(other)
    if found is None or wanted is None or found.shape != wanted.shape:
        return one is None and other is None
    if np.iscomplexobj(found) > np.iscomplexobj(wanted) and not _is_array(other):
        return False  # where one number is asked for, it is no conduct but wrong
    return bool(close(found, wanted).all())


def _is_array(value: object) -> bool:
    return isinstance(value, np.ndarray) and value.ndim > 0


def _same_args(one: Observation, other: Observation) -> bool:
    return all(same(a, b) for a, b in zip(one.args, other.args, strict=False))
