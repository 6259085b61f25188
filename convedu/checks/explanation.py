"""Looks for the bug that explains what a learner's function did in all cases."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, zip_longest
from typing import Any

import numpy as np

from convedu.checks import bug_pairs
from convedu.checks.answers import joined
from convedu.checks.call_recorder import Failure, Observation, observe_call
from convedu.checks.cases import Bug, Case, NoPrediction
from convedu.checks.common import (
    RESULT_CHANGES,
    RESULT_MESSAGES,
    argument_bugs,
    both,
    with_other_arguments,
)
from convedu.checks.compare import close, numbers, pieces, same
from convedu.checks.diagnosis import SIDE_EFFECTS_AND_TYPE, Diagnosis
from convedu.checks.relations import RELATION_MESSAGES, find_constant, find_relation, is_scaled
from convedu.checks.variants import STATEMENTS, variants


@dataclass(frozen=True)
class Finding:
    """One case with what came out and what is wrong with it, if anything."""

    case: Case
    observation: Observation
    fault: Diagnosis | None


def is_wrong(finding: Finding) -> bool:
    """Tell whether a value is wrong, or there is none: all else is conduct."""
    return finding.fault is not None and finding.fault.kind != SIDE_EFFECTS_AND_TYPE


def find_bug(
    findings: Sequence[Finding],
    *,
    reference: Callable,
    own: Sequence[Bug],
    known: Sequence[Bug],
) -> Bug | None:
    """Return the bug that explains the findings, or as much of them as one can.

    `own` are the check's, `known` also those that every result can show. Two bugs at once come as
    one. Where none is found, the name describes how the results differ from the right ones.
    """
    if not any(map(is_wrong, findings)):
        # Right values betray a side effect at the most, and a common bug may change nothing.
        return next((bug for bug in own if _explains(bug, findings)), None)
    if all(f.observation.failure for f in filter(is_wrong, findings)):
        # An error may have many reasons: those of the exercise are looked for, and no others.
        return _alone(findings, own) or _partial_match(findings, own)
    tried = _tried([finding.case for finding in findings])
    found = (
        _alone(findings, known)
        or _relation(findings, reference, find_constant)
        or _alone(findings, argument_bugs(reference, tried))
    )
    if not found and not _betrays_nothing(findings):
        found = (
            _changed_too(findings, reference, own)
            or _two_at_once(findings, reference, known)
            or _joined(findings, reference, own)
            or _scaled_too(findings, reference, own)
            or _alone(findings, with_other_arguments(reference, tuple(own), tried))
            or _besides_errors(findings, known)
            or _changed_step(findings, reference)
        )
    return found or _partial_match(findings, own) or _relation(findings, reference, find_relation)


def _tried(cases: Sequence[Case]) -> tuple[tuple[int, ...], ...]:
    """Return for each argument the whole numbers that cases have there, none for another type."""
    places = zip_longest(*(case.args for case in cases))
    return tuple(
        tuple(value for value in values if value is not None)
        if all(value is None or type(value) is int for value in values)
        else ()
        for values in places
    )


def _alone(findings: Sequence[Finding], bugs: Iterable[Bug]) -> Bug | None:
    return next((bug for bug in bugs if _explains(bug, findings)), None)


def _changed_too(
    findings: Sequence[Finding], reference: Callable, own: Sequence[Bug]
) -> Bug | None:
    """Return one of the check's bugs and a change of its result, if both give the findings."""
    for bug in own:
        for name, changes in RESULT_CHANGES.items():
            for change in changes if name != bug.name else ():
                changed = (_changed(_imagined(bug.answer, f.case), change) for f in findings)
                if _fits(changed, findings):
                    return both(bug, name, RESULT_MESSAGES[name], reference)
    return None


def _scaled_too(findings: Sequence[Finding], reference: Callable, own: Sequence[Bug]) -> Bug | None:
    """Return one of the check's bugs, if the results are those of the bug times one factor."""
    if any(f.observation.failure or f.case.raises for f in findings):
        return None
    results = [f.observation.value for f in findings]
    for bug in own:
        imagined = [_imagined(bug.answer, f.case) for f in findings]
        if not any(o.failure for o in imagined) and is_scaled(results, [o.value for o in imagined]):
            return both(bug, "scaled", RELATION_MESSAGES["scaled"], reference)
    return None


def _changed(observation: Observation, change: Callable) -> Observation:
    if observation.failure:
        return observation
    return replace(observation, value=change(observation.value))


def _relation(findings: Sequence[Finding], reference: Callable, find: Callable) -> Bug | None:
    """Return what relates the results to the right ones; where an error is right it tells none."""
    results = [f for f in findings if is_wrong(f) or not f.case.raises]
    if any(f.observation.failure or f.case.raises for f in results):
        return None
    right = [_imagined(reference, f.case).value for f in results]
    return find([f.observation.value for f in results], right, reference)


def _besides_errors(findings: Sequence[Finding], known: Sequence[Bug]) -> Bug | None:
    """Return the bug that explains all results of a function that stops with an error elsewhere."""
    found = [f for f in findings if not (is_wrong(f) and f.observation.failure)]
    if len(found) == len(findings) or sum(map(is_wrong, found)) < 2:
        return None
    for bug in known:
        if _explains(bug, found):
            return replace(bug, message=f"{bug.message} For other arguments it ends in an error.")
    return None


def _two_at_once(
    findings: Sequence[Finding], reference: Callable, known: Sequence[Bug]
) -> Bug | None:
    """Return two bugs as one whose effects together are what the learner's function did."""
    answers = (reference, *(bug.answer for bug in known))
    right, *wrong = (_Prediction(answer, findings) for answer in answers)
    seen = [finding.observation for finding in findings]
    for (i, j), observations in bug_pairs.pairs(wrong, right, seen):
        one, other = known[i], known[j]
        if one.name != other.name and _fits(observations, findings):
            return both(one, other.name, other.message, reference)
    return None


def _joined(findings: Sequence[Finding], reference: Callable, own: Sequence[Bug]) -> Bug | None:
    """Return two of the check's bugs as one, if an answer that is made of both explains all.

    Of each name two answers are tried: making and calling one for each pair takes its time.
    """
    first = next(filter(is_wrong, findings))
    names = [bug.name for bug in own]
    tried = [bug for place, bug in enumerate(own) if names[:place].count(bug.name) < 2]
    seen = [_imagined(bug.answer, first.case) for bug in tried]
    right = _imagined(reference, first.case)
    # Beside a bug that changes nothing here the other one has to explain this case alone.
    idle = [not each.failure and _equal(each.value, right.value) for each in seen]
    fits = [_matches(each, first) for each in seen]
    for i, j in combinations(range(len(tried)), 2):
        one, other = tried[i], tried[j]
        if one.name == other.name or ((idle[i] or idle[j]) and not (fits[i] or fits[j])):
            continue
        for answer in joined(one.answer, other.answer, reference):
            if _matches(_imagined(answer, first.case), first):
                bug = both(one, other.name, other.message, answer)
                if _explains(bug, findings):
                    return bug
    return None


def _changed_step(findings: Sequence[Finding], reference: Callable) -> Bug | None:
    """Return the bug that one changed step of the right answer makes, if these agree on a name."""
    fits = [bug for bug in variants(reference) if _explains(bug, findings)]
    # A loop that ends early may look like a number that is too small: the likelier one first.
    fits = [bug for bug in fits if bug.name in STATEMENTS] or fits
    return fits[0] if len({bug.name for bug in fits}) == 1 else None


def _partial_match(findings: Sequence[Finding], known: Sequence[Bug]) -> Bug | None:
    """Return the bug that explains the first share with a fault: two mistakes hide each other.

    One faulty case alone would fit too easily by chance. A bug is none of the learner's if it
    shows where the learner is right, and no name is given where two of them fit.
    """
    share = next(filter(is_wrong, findings)).case.share
    found = [finding for finding in findings if finding.case.share == share]
    if sum(map(is_wrong, found)) < 2:
        return None
    right = [finding for finding in findings if not is_wrong(finding)]
    fits = [bug for bug in known if _explains(bug, found) and _agrees(bug, right)]
    if len({bug.name for bug in fits}) != 1:
        return None
    message = "Several mistakes may be mixed here. One seems to be this:"
    return replace(fits[0], message=f"{message} {fits[0].message}")


# What does not depend on the learner is worked out once, however many are marked.
@lru_cache(maxsize=16384)
def _imagined(answer: Callable, case: Case) -> Observation:
    return observe_call(answer, case.args)


class _Prediction(Sequence[Observation]):
    """What an answer gives case by case, worked out when it is asked for."""

    def __init__(self, answer: Callable, findings: Sequence[Finding]) -> None:
        self.answer = answer
        self.findings = findings

    def __len__(self) -> int:
        return len(self.findings)

    def __getitem__(self, number: Any) -> Any:
        return _imagined(self.answer, self.findings[number].case)


def _betrays_nothing(findings: Sequence[Finding]) -> bool:
    """Tell whether results are the same whatever the arguments are, or hold one number alone."""
    first, *rest = (finding.observation.value for finding in findings)
    if first is not None and all(_equal(value, first) for value in rest):
        return True
    results = [numbers(value) for value in (first, *rest)]
    known = [np.ravel(result).tolist() for result in results if result is not None]
    return len(known) == len(results) and len({value for some in known for value in some}) == 1


def _explains(bug: Bug, findings: Sequence[Finding]) -> bool:
    """Tell whether a bug does what the learner's function did in all these cases."""
    return _fits((_imagined(bug.answer, finding.case) for finding in findings), findings)


def _agrees(bug: Bug, right: Sequence[Finding]) -> bool:
    """Tell whether a bug is right wherever the learner is."""
    return all(_matches(_imagined(bug.answer, each.case), each) for each in right)


def _fits(observations: Iterable[Observation | None], findings: Sequence[Finding]) -> bool:
    """Tell whether this, case by case, is what the learner's function did, and more than chance."""
    imagined = []
    # The answer's conduct matters only where all its values are right.
    conduct = not any(map(is_wrong, findings))
    for observation, finding in zip(observations, findings, strict=True):
        if observation is None or not _matches(observation, finding, conduct=conduct):
            return False
        imagined.append(observation)
    return _is_conclusive(imagined, findings)


def _matches(imagined: Observation, finding: Finding, *, conduct: bool = False) -> bool:
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


def _is_conclusive(imagined: Sequence[Observation], findings: Sequence[Finding]) -> bool:
    """Tell whether being alike means anything: an error is like any other error of its type.

    A case that is right counts too: where an answer stops with an error and where it does not
    tells a mistake (sides taken for equal) from others that end in an error of the same type.
    """
    failures = [one.failure for one in imagined if one.failure is not None]
    if len(failures) < len(imagined):
        return True
    real = [finding.observation.failure for finding in findings]
    alike = [one.text == other.text for one, other in zip(failures, real, strict=True) if other]
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
