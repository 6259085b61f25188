"""Looks for the bug that explains what a learner's function did in all cases."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from convedu.checks.agreement import Finding, explains, imagined, is_wrong
from convedu.checks.bug_pairs import pairs
from convedu.checks.cases import Bug
from convedu.checks.common import argument_bugs
from convedu.checks.relations import find_relation


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
    tried = _tried(findings)
    # A wrong case tells more than a right one, so that most bugs end there.
    findings = sorted(findings, key=is_wrong, reverse=True)
    wrong = [finding for finding in findings if is_wrong(finding)]
    if not wrong:
        # Right values betray a side effect at the most, and a common bug may change nothing.
        return _first(own, findings)
    if all(finding.observation.failure for finding in wrong):
        # An error may have many reasons: those of the exercise are looked for, and no others.
        return _first(own, findings)
    return (
        _first(known, findings)
        or _relation(findings, reference, "constant")
        or _first(argument_bugs(reference, tried), findings)
        or _first(pairs(wrong[0], reference, own), findings)
        or _besides_errors(findings, known)
        or _partial_match(findings, own)
        or _relation(findings, reference, "array")
    )


def _first(bugs: Iterable[Bug], findings: Sequence[Finding]) -> Bug | None:
    return next((bug for bug in bugs if explains(bug.answer, findings)), None)


def _tried(findings: Sequence[Finding]) -> tuple[tuple[int, ...] | type, ...]:
    """Return for each argument the whole numbers that cases have there, or its other type."""
    places = zip_longest(*(finding.case.args for finding in findings))
    given = [[value for value in values if value is not None] for values in places]
    return tuple(
        tuple(some) if {*map(type, some)} == {int} else type(next(iter(some), None))
        for some in given
    )


def _relation(findings: Sequence[Finding], reference: Callable, kind: str) -> Bug | None:
    """Return what relates the results to the right ones; where an error is right it tells none."""
    results = [f for f in findings if is_wrong(f) or not f.case.raises]
    if any(f.observation.failure or f.case.raises for f in results):
        return None
    right = [imagined(reference, f.case).value for f in results]
    return find_relation(kind, [f.observation.value for f in results], right, reference)


def _besides_errors(findings: Sequence[Finding], known: Sequence[Bug]) -> Bug | None:
    """Return the bug that explains all results of a function that stops with an error elsewhere."""
    found = [f for f in findings if not (is_wrong(f) and f.observation.failure)]
    if len(found) == len(findings) or sum(map(is_wrong, found)) < 2:
        return None
    bug = _first(known, found)
    more = "For other arguments it ends in an error."
    return replace(bug, message=f"{bug.message} {more}") if bug else None


def _partial_match(findings: Sequence[Finding], known: Sequence[Bug]) -> Bug | None:
    """Return the bug that explains the first share with a fault: two mistakes hide each other.

    One faulty case alone would fit too easily by chance. A bug is none of the learner's if it
    shows where the learner is right, and no name is given where two of them fit.
    """
    share = next(filter(is_wrong, findings)).case.share
    found = [f for f in findings if f.case.share == share or not is_wrong(f)]
    if sum(map(is_wrong, found)) < 2:
        return None
    fits = [bug for bug in known if explains(bug.answer, found)]
    if len({bug.name for bug in fits}) != 1:
        return None
    message = "This may not be all, but one mistake seems to be:"
    return replace(fits[0], message=f"{message} {fits[0].message}")
