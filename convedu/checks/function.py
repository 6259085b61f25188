"""Checks a function on drawn cases; where it is wrong, looks for the bug that explains it."""

import copy
import inspect
import math
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from convedu.checks import diagnosis
from convedu.checks.agreement import Finding, imagined, is_wrong
from convedu.checks.bank import Answer, Edit, Words, bank, edited, fitting, words
from convedu.checks.base import (
    PUBLIC_SEED,
    Check,
    function_name,
    generator,
    name_of,
    seed,
    source,
)
from convedu.checks.call_recorder import Failure, Observation, observe_call
from convedu.checks.cases import Bug, Case
from convedu.checks.common import result_bugs
from convedu.checks.compare import assignment, is_long, is_plain, numbers, pieces, same
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
        The parts of the points, 1 together: the share names of the cases, and
        "side_effects_and_type" (leaves its arguments alone, returns an array of real numbers),
        which needs all values right.

    Results may be numbers, arrays, texts, None, and lists, tuples and dictionaries of these.
    """

    reference: Callable
    cases: Callable[[np.random.Generator], Sequence[Case]]
    bugs: tuple[Bug, ...]
    shares: Mapping[str, float]

    def __post_init__(self) -> None:
        total = sum(self.shares.values())
        if not math.isclose(total, 1):
            raise ValueError(f"{self.name}: the shares are {total:g} together, expected 1")

    def examine(self, *answers: object) -> Verdict:
        """Try the answer on each case."""
        name = function_name(self.reference)
        self._require(answers, [name])
        (answer,) = answers
        findings: list[Finding] = []
        for case in _drawn(self, seed()):
            observation = observe_call(answer, case.args)
            findings.append(Finding(case, observation, self.fault(case, observation)))
            if _fatal(findings):
                break
        if all(_missing(finding.observation.failure, name) for finding in findings):
            return self.verdict(0.0, state="missing")
        return self._conclude(answer, findings)

    def solution_source(self) -> str:
        """Return the reference's source."""
        return source(self.reference)

    @cached_property
    def known_bugs(self) -> tuple[Bug, ...]:
        """The check's own bugs, then those of every result that it does not name itself."""
        return _joined(self.bugs, result_bugs(self.reference))

    def _conclude(self, answer: object, findings: Sequence[Finding]) -> Verdict:
        faults = [finding for finding in findings if finding.fault]
        if not faults:
            return self.verdict(1.0, state="correct")
        first = next(filter(is_wrong, faults), faults[0])
        fault = first.fault
        assert fault is not None
        shown = first.case.public or seed() == PUBLIC_SEED
        bug = None if _fatal(findings) else self.find_bug(findings)
        unknown = bug.general if bug else not fault.bug
        if unknown and not _fatal(findings) and _varies(answer, findings[0]):
            said = diagnosis.say("another-result")
            bug = Bug("another-result", said.message, self.reference)
        in_place = self._in_place(findings, bug) if is_wrong(first) else None
        if in_place and bug:
            bug = replace(bug, message=f"{bug.message} {in_place.message}")
        elif fault.kind == "values":
            bug = bug or in_place
        advice = _ADVICE if fault.kind == "values" and shown else ""
        if bug and bug.general:
            advice = bug.message
        plain = " ".join(filter(None, (fault.message, fault.detail * shown, advice)))
        return self.verdict(
            self._fraction(findings),
            bug.message if bug and not bug.general else plain,
            bug=bug.name if bug else fault.bug,
            case=self._quote(first) if shown else "",
        )

    def find_bug(self, findings: Sequence[Finding]) -> Bug | None:
        """Return the bug that explains the findings."""
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

    def fault(self, case: Case, observation: Observation) -> Diagnosis | None:
        """Return what is wrong with what the answer did in a case."""
        called = function_name(self.reference)
        if case.raises:
            return diagnosis.unless_raised(called, observation, case.raises)
        expected = _expected(self.reference, case)
        if fault := diagnosis.of_outcome(called, observation, expected):
            return fault
        if changed := self._changed(case, observation):
            return diagnosis.say("input-changed", SIDE_EFFECTS_AND_TYPE, argument=changed[0])
        return diagnosis.wrong_form(observation.value, expected)

    def _in_place(self, findings: Sequence[Finding], bug: Bug | None) -> Bug | None:
        """Return what is said if an argument is changed, which no answer of the bug's name does."""
        alike = [one.answer for one in self.bugs if bug and one.name == bug.name]
        for case, seen in ((finding.case, finding.observation) for finding in findings):
            known = [self._changed(case, imagined(answer, case)) for answer in alike]
            for name in self._changed(case, seen):
                if not any(name in names for names in known):
                    said = diagnosis.say("changed-and-read", argument=name)
                    return Bug("input-changed", said.message, self.reference, general=True)
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
    cases: Callable[[np.random.Generator], Sequence[Case]],
    *,
    others: Sequence[Answer] = (),
    more_edits: Mapping[str, Sequence[Edit]] | None = None,
    more_bugs: Mapping[str, Answer | Iterable[Answer]] | None = None,
    shared: Words | None = None,
    inherited: Iterable[Bug] = (),
) -> Callable[[Answer], FunctionCheck]:
    """Make of the right answer below the check of its module and the TOML file beside that.

    It is named after the module and its folder. Its bugs are the edits of `shared` that the right
    answer has a place for, the file's own and `more_edits`, of that answer or of `others` (right
    too), `more_bugs`, and those of `inherited` that have other names. What the file does not say
    of a mistake is taken from `shared`. Its shares are the file's.
    """

    def made(reference: Answer) -> FunctionCheck:
        module = inspect.getfile(reference)
        said = words(module, shared)
        usual = fitting(edited(reference, shared.edits)) if shared else {}
        edits = {**said.edits, **(more_edits or {})}
        answers = {**usual, **edited(reference, edits, *others), **(more_bugs or {})}
        return FunctionCheck(
            name=name_of(module),
            reference=reference,
            cases=cases,
            shares=said.shares,
            hints=said.hints,
            bugs=_joined(bank(said.bugs, answers, shared), inherited),
        )

    return made


def _joined(bugs: tuple[Bug, ...], others: Iterable[Bug]) -> tuple[Bug, ...]:
    """Return bugs, and of others those that have none of their names."""
    names = {bug.name for bug in bugs}
    return (*bugs, *(bug for bug in others if bug.name not in names))


# What does not depend on the learner is worked out once, however many are marked.
@lru_cache(maxsize=64)
def _drawn(check: FunctionCheck, drawn_with: int) -> tuple[Case, ...]:
    cases = tuple(check.cases(generator(check.name)))
    drawn, known = {case.share for case in cases}, check.shares.keys() - {SIDE_EFFECTS_AND_TYPE}
    if drawn != known:
        expected = f"expected those that cases have: {', '.join(sorted(drawn))}"
        raise ValueError(f"{check.name}: the shares are {', '.join(sorted(known))}, {expected}")
    return cases


@lru_cache(maxsize=2048)
def _expected(reference: Callable, case: Case) -> Any:
    expected = reference(*copy.deepcopy(case.args))
    if not is_plain(expected):
        what = f"{function_name(reference)} gives a {type(expected).__name__}"
        raise TypeError(f"{what}, expected numbers, arrays, texts, None, or lists and dictionaries")
    return expected


def _missing(failure: Failure | None, name: str) -> bool:
    return failure is not None and failure.kind == "missing" and failure.function in ("", name)


def _varies(answer: object, first: Finding) -> bool:
    """Tell whether an answer's numbers are others when it is called again as at first."""
    before = numbers(first.observation.value)
    if before is None:
        return False
    again = numbers(observe_call(answer, first.case.args).value)
    return again is not None and not np.array_equal(before, again, equal_nan=True)


def _fatal(findings: Sequence[Finding]) -> bool:
    return any(finding.fault and finding.fault.kind == "fatal" for finding in findings)
