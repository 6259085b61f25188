"""The bugs of every function, made of its right answer: another argument, or a changed result.

A change stands beside its message in common.toml: an expression in `a`, what is changed.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from itertools import combinations
from typing import Any

import numpy as np

from convedu.checks.answers import Answer
from convedu.checks.bank import Edit, bank, words
from convedu.checks.cases import Bug

Change = Callable[[Any, tuple], Any]

_WORDS = words(__file__)

RESULT_MESSAGES = _WORDS.bugs


@cache
def result_changes() -> dict[str, tuple[Change, ...]]:
    """Return what can happen to any array at the end, by the name of the mistake."""
    return _changes(_WORDS.edits)


def _changes(
    expressions: Mapping[str, Sequence[Edit]], **names: Any
) -> dict[str, tuple[Change, ...]]:
    names |= {"np": np, "_whole": _whole}
    return {
        name: tuple(eval(f"lambda a, args=(): {each}", names) for each in some)
        for name, some in expressions.items()
    }


def _whole(args: tuple) -> np.dtype | None:
    """Return the dtype of the first array among the arguments if it holds whole numbers."""
    dtypes = [value.dtype for value in args if isinstance(value, np.ndarray)]
    return dtypes[0] if dtypes and dtypes[0].kind in "iu" else None


def changed(value: Any, change: Change, args: tuple = ()) -> Any:
    """Return a value changed, or as it is where it has not the axes for it."""
    try:
        return change(value, args)
    except IndexError:
        return value


def with_result(right: Answer, change: Change) -> Answer:
    """Return `right` with its result changed if that is an array."""

    def answer(*args: Any) -> Any:
        result = right(*args)
        return changed(result, change, args) if isinstance(result, np.ndarray) else result

    return answer


def result_bugs(right: Answer) -> tuple[Bug, ...]:
    """Return the bugs that a right answer's result alone can show."""
    return bank(
        _WORDS.bugs,
        {
            name: tuple(with_result(right, change) for change in changes)
            for name, changes in result_changes().items()
        },
    )


@cache
def argument_bugs(right: Answer, tried: tuple[tuple[int, ...] | type, ...]) -> tuple[Bug, ...]:
    """Return the bugs that are the right answer for other arguments.

    `tried` has for each argument the whole numbers that a check tries, or its other type.
    """
    said = _WORDS.wrong["argument"]
    parameters = list(zip(inspect.signature(right).parameters, tried, strict=False))
    bugs = [
        Bug(name, said[name].format(parameter), partial(_with, right, place, change), general=True)
        for place, (parameter, values) in enumerate(parameters)
        for name, changes in _fitting(values).items()
        for change in changes
    ]
    for (i, (one, kind)), (j, (other, kind_of_other)) in combinations(enumerate(parameters), 2):
        if kind == kind_of_other or isinstance(kind, tuple) is isinstance(kind_of_other, tuple):
            message = said["arguments-swapped"].format(one, other)
            answer = partial(_swapped, right, i, j)
            bugs.append(Bug("arguments-swapped", message, answer, general=True))
    return tuple(bugs)


def _fitting(values: tuple[int, ...] | type) -> dict[str, tuple[Change, ...]]:
    """Return the changes of whole numbers like these, or of a type."""
    if isinstance(values, tuple):
        # None makes a number 0 or less if all are more: with such a one a loop might never end.
        return _changes(_WORDS.values["number"], tried=values, least=min(1, *values))
    if issubclass(values, np.ndarray):
        return _changes(_WORDS.values["array"])
    return _changes(_WORDS.values["row"]) if issubclass(values, list | tuple) else {}


def _with(right: Answer, place: int, change: Change, *args: Any) -> Any:
    if place < len(args):
        args = (*args[:place], changed(args[place], change), *args[place + 1 :])
    return right(*args)


def _swapped(right: Answer, one: int, other: int, *args: Any) -> Any:
    mixed = list(args)
    if other < len(args):
        mixed[one], mixed[other] = args[other], args[one]
    return right(*mixed)
