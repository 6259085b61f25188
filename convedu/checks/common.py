"""The bugs of every function, made of its right answer: another argument, or a changed result."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import combinations
from typing import Any

import numpy as np

from convedu.checks.answers import Answer
from convedu.checks.bank import bank, transposed, with_result, words
from convedu.checks.cases import Bug

Change = Callable[[Any], Any]

_WORDS = words(__file__)


def _array_only(change: Change) -> Change:
    return lambda value: change(value) if isinstance(value, np.ndarray) else value


def _integers_kept(right: Answer) -> Answer:
    """Return `right` with its result in the dtype of the first array among the arguments."""

    def answer(*args: Any) -> Any:
        result = right(*args)
        dtypes = [value.dtype for value in args if isinstance(value, np.ndarray)]
        is_whole = bool(dtypes) and np.issubdtype(dtypes[0], np.integer)
        return result.astype(dtypes[0]) if is_whole and isinstance(result, np.ndarray) else result

    return answer


def _of_first(array: np.ndarray) -> np.ndarray:
    """Return what `np.vectorize` makes of results the first of which is a whole 0."""
    return array.astype(int) if array.size and array.flat[0] == 0 else array


def _bytes(array: np.ndarray) -> np.ndarray:
    # By way of int64: what a float beyond 0 to 255 becomes in uint8 depends on the machine.
    return array.astype(np.int64).astype(np.uint8)


def _mirrored(*axes: int) -> Change:
    return lambda array: np.flip(array, axes) if array.ndim >= -min(axes) else array


def _without(*part: Any) -> Change:
    return lambda array: array[(..., *part)] if array.ndim >= len(part) else array


_HEAD, _TAIL, _ALL = slice(-1), slice(1, None), slice(None)

_OF_ARRAYS: dict[str, tuple[Change, ...]] = {
    "integers": (lambda array: array.astype(int),),
    "bytes": (_bytes,),
    "rounded": (np.round,),
    "type-of-the-first": (_of_first,),
    "negatives-cut": (lambda array: np.maximum(array, 0),),
    "sign-lost": (np.abs,),
    "sign-reversed": (lambda array: 0 - array,),
    "clipped": (lambda array: np.clip(array, 0, 255),),
    "flattened-output": (np.ravel,),
    "output-added-up": (np.sum,),
    "output-averaged": (np.mean,),
    "axis-too-many": (lambda array: array[np.newaxis],),
    "axis-missing": (lambda a: a[0] if a.ndim > 1 and len(a) == 1 else a,),
    "transposed-output": (transposed,),
    "every-second": (
        *(lambda a, n=n: a[..., ::n] if a.ndim else a for n in (2, 3)),
        lambda a: a[..., ::2, ::2] if a.ndim > 1 else a,
    ),
    "mirrored-output": (_mirrored(-1), _mirrored(-2), _mirrored(-2, -1)),
    "edge-lost": (
        *(_without(part) for part in (_TAIL, _HEAD)),
        *(_without(part, _ALL) for part in (_TAIL, _HEAD)),
        *(_without(part, part) for part in (_TAIL, _HEAD)),
    ),
}
RESULT_CHANGES = {name: tuple(map(_array_only, some)) for name, some in _OF_ARRAYS.items()}
"""What can happen to any array at the end, by the name of the mistake."""

RESULT_MESSAGES = _WORDS.bugs
NUMBER_MESSAGES = _WORDS.wrong["number"]


def _along(axis: int) -> Change:
    return _array_only(lambda array: np.flip(array, axis) if array.ndim > axis else array)


def _for_all(place: int) -> Change:
    """Return a change of arrays: along the first axis one entry stands for all."""
    return _array_only(
        lambda array: np.repeat(array[[place]], len(array), axis=0) if array.size else array
    )


def _row(change: Change) -> Change:
    """Return a change of lists and tuples alone."""
    return lambda value: change(value) if isinstance(value, list | tuple) else value


_ARGUMENT_CHANGES: dict[str, tuple[Change, ...]] = {
    "argument-not-used": (_array_only(np.ones_like), _array_only(np.zeros_like)),
    "argument-doubled": (_array_only(lambda array: 2 * array),),
    "argument-reversed": (
        _row(lambda row: row[::-1]),
        _array_only(np.flip),
        _array_only(lambda array: array[..., ::-1, ::-1] if array.ndim > 1 else array),
        *map(_along, range(4)),
    ),
    "argument-transposed": (_array_only(transposed), _array_only(np.transpose)),
    "argument-one-for-all": (
        _row(lambda row: row[:1]),
        _row(lambda row: type(row)(row[:1]) * len(row)),
        _for_all(0),
        _for_all(-1),
    ),
    "argument-last-lost": (_row(lambda row: row[:-1]),),
    "argument-sign": (_array_only(lambda array: 0 - array), _array_only(np.abs)),
    "argument-whole": (_array_only(np.trunc),),
}
_LIKELY = {"argument-not-used", "argument-reversed", "argument-transposed", "argument-one-for-all"}


def _of_numbers(values: tuple[int, ...]) -> dict[str, tuple[Change, ...]]:
    """Return changes of a whole number, of which a check tries these values.

    None makes it 0 or less if all of them are more: with such a number a loop might never end.
    """
    least = min(1, *values)
    constants = dict.fromkeys((least, *values[:2]))
    return {
        "argument-not-used": tuple(lambda value, n=n: n for n in constants),
        "argument-too-large": (lambda value: value + 1,),
        "argument-too-small": (lambda value: max(value - 1, least),),
        "argument-doubled": (lambda value: 2 * value,),
        "argument-halved": (lambda value: max(value // 2, least),),
    }


@cache
def argument_bugs(right: Answer, tried: tuple[tuple[int, ...], ...]) -> tuple[Bug, ...]:
    """Return the bugs that are the right answer for other arguments.

    `tried` has for each argument the whole numbers that the check tries, none for another type.
    """
    changes = _changes(tuple(inspect.signature(right).parameters), tried)
    return tuple(
        Bug(name, message, change(right), general=True) for name, message, change in changes
    )


@cache
def with_other_arguments(
    right: Answer, bugs: tuple[Bug, ...], tried: tuple[tuple[int, ...], ...]
) -> tuple[Bug, ...]:
    """Return each of a check's bugs for arguments that are turned, swapped or not used as well."""
    changes = _changes(tuple(inspect.signature(right).parameters), tried)
    likely = [each for each in changes if each[0] in _LIKELY]
    return tuple(
        both(bug, name, message, change(bug.answer))
        for bug in bugs
        for name, message, change in likely
    )


def both(one: Bug, name: str, message: str, answer: Answer) -> Bug:
    """Return a bug together with another one that has a name and a message."""
    message = f"Two mistakes at once. One: {one.message} The other: {message}"
    return Bug(f"{one.name} + {name}", message, answer)


def _changes(
    parameters: tuple[str, ...], tried: tuple[tuple[int, ...], ...]
) -> Iterator[tuple[str, str, Callable[[Answer], Answer]]]:
    """Yield a name, a message and what makes an answer one for other arguments."""
    for place, (parameter, values) in enumerate(zip(parameters, tried, strict=False)):
        kinds = _of_numbers(values) if values else _ARGUMENT_CHANGES
        for name, changes in kinds.items():
            message = _WORDS.arguments[name].format(parameter)
            for change in changes:
                yield name, message, partial(_with_argument, place=place, change=change)
    for one, other in combinations(range(len(parameters)), 2):
        message = _WORDS.arguments["arguments-swapped"]
        message = message.format(parameters[one], parameters[other])
        yield "arguments-swapped", message, partial(_swapped, one=one, other=other)


def _with_argument(right: Answer, place: int, change: Change) -> Answer:
    def answer(*args: Any) -> Any:
        if place < len(args):
            args = (*args[:place], change(args[place]), *args[place + 1 :])
        return right(*args)

    return answer


def _swapped(right: Answer, one: int, other: int) -> Answer:
    def answer(*args: Any) -> Any:
        mixed = list(args)
        if other < len(args):
            mixed[one], mixed[other] = args[other], args[one]
        return right(*mixed)

    return answer


def result_bugs(right: Answer) -> tuple[Bug, ...]:
    """Return the bugs that a right answer's result alone can show."""
    answers: Mapping[str, Answer | Iterable[Answer]] = {
        "integers-kept": _integers_kept(right),
        **{
            name: tuple(with_result(right, change) for change in changes)
            for name, changes in RESULT_CHANGES.items()
        },
    }
    return bank(_WORDS.bugs, answers)
