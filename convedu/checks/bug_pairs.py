"""Two mistakes made at once, as one bug: its answer has both.

Each pair is tried in one case first, so that hardly any has to be made.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from convedu.checks.agreement import Finding, equal, imagined, matches
from convedu.checks.answers import Answer, Edited
from convedu.checks.cases import Bug
from convedu.checks.common import RESULT_MESSAGES, Change, changed, result_changes, with_result
from convedu.checks.compare import close, numbers, pieces

_ANSWERS = 5
"""How many answers of one name are joined with others: making one for each pair takes its time."""


def pairs(finding: Finding, reference: Answer, own: Sequence[Bug]) -> Iterator[Bug]:
    """Yield pairs of mistakes, a check's own and those of any result, that give what was found."""
    right = imagined(reference, finding.case).value
    yield from _changed(finding, right, own)
    yield from _edited(finding, right, own)


def _both(one: Bug, other: Bug, answer: Answer) -> Bug:
    message = f"This looks like two mistakes. One: {one.message} The other: {other.message}"
    return Bug(f"{one.name} + {other.name}", message, answer)


def _changed(finding: Finding, right: Any, own: Sequence[Bug]) -> Iterator[Bug]:
    """Yield the bugs whose result is changed too."""
    fitting: dict[Any, list[tuple[str, Change]]] = {}
    for bug in own:
        result = imagined(bug.answer, finding.case).value
        if not isinstance(result, np.ndarray):
            continue
        key = result.shape, result.dtype, result.tobytes()  # many give the same in a small case
        if key not in fitting:
            fitting[key] = [
                (name, change)
                for name, some in result_changes().items()
                for change in some
                if _is_told(changed(result, change, finding.case.args), result, right, finding)
            ]
        for name, change in fitting[key]:
            if name != bug.name:
                other = Bug(name, RESULT_MESSAGES[name], with_result(bug.answer, change))
                yield _both(bug, other, other.answer)


def _is_told(after: Any, before: np.ndarray, right: Any, finding: Finding) -> bool:
    """Tell whether a changed result is what was seen, and if axes are changed, they are wrong."""
    axes = np.ndim(after)
    is_seen = equal(finding.observation.value, after)
    return is_seen and (axes == before.ndim or axes != np.ndim(right))


def _edited(finding: Finding, right: Any, own: Sequence[Bug]) -> Iterator[Bug]:
    """Yield the pairs of edits that are made together, those of likely answers first."""
    names = [bug.name for bug in own]
    edits = [
        (names[:place].count(bug.name), bug, bug.answer)
        for place, bug in enumerate(own)
        if isinstance(bug.answer, Edited)
    ]
    edits = [edit for edit in edits if edit[0] < _ANSWERS]
    results = [imagined(answer, finding.case).value for _, _, answer in edits]
    made = {answer.source for _, _, answer in edits}
    compatible = _compatible(results, right, finding.observation.value)
    for i, j in sorted(compatible, key=lambda both: sum(edits[place][0] > 1 for place in both)):
        (_, one, first), (_, other, second) = edits[i], edits[j]
        if one.name == other.name or first.right is not second.right:
            continue
        for answer in _together(first, second):
            if answer.source not in made:
                made.add(answer.source)
                if matches(imagined(answer, finding.case), finding.observation):
                    yield _both(one, other, answer)


@lru_cache(maxsize=16384)
def _together(one: Edited, other: Edited) -> tuple[Edited, ...]:
    """Return the answers with both edits, as far as one leaves what the other replaces."""
    return tuple(each for each in (one.and_then(other), other.and_then(one)) if each.applies)


def _compatible(results: Sequence[Any], right: Any, seen: Any) -> list[list[int]]:
    """Return which two results may come together as what was seen.

    What one of them leaves right, a number or the form, is as the other one makes it, but for a
    sixth of the numbers, which the two may change only together.
    """
    (form, wanted), (form_seen, found) = _parts(right), _parts(seen)
    idle, agree = [], []
    for made, given in map(_parts, results):
        if form != form_seen:
            idle.append([made == form])
            agree.append([made == form_seen])
        elif made == form:
            idle.append(close(given, wanted).tolist())
            agree.append(close(given, found).tolist())
        else:  # another one hardly makes it right again
            idle.append([True] * len(found))
            agree.append([False] * len(found))
    left, wrong = np.array(idle, int), 1 - np.array(agree, int)
    contradict = left @ wrong.T > left.shape[-1] // 6
    return np.argwhere(np.triu(~(contradict | contradict.T), 1)).tolist() if results else []


def _parts(result: Any) -> tuple[Any, np.ndarray]:
    """Return the form of a result, its shapes or the text that it is, and its numbers in a row."""
    arrays = [numbers(part) for part in pieces(result) or (result,)]
    known = [array for array in arrays if array is not None]
    if len(known) < len(arrays):
        return result if isinstance(result, str) else None, np.zeros(0)
    return [array.shape for array in known], np.concatenate([array.ravel() for array in known])
