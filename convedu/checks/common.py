"""The bugs of every function that returns an array: they depend on its right result alone."""

from collections.abc import Callable
from typing import Any

import numpy as np

from convedu.checks.answers import Answer
from convedu.checks.bank import bank, transposed, with_result, words
from convedu.checks.cases import Bug

_WORDS = words(__file__)


def _array_only(change: Callable[[np.ndarray], Any]) -> Callable[[Any], Any]:
    return lambda result: change(result) if isinstance(result, np.ndarray) else result


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


def _mirrored(axes: tuple[int, ...]) -> Callable[[np.ndarray], np.ndarray]:
    return lambda array: np.flip(array, axes) if array.ndim >= -min(axes) else array


def _without(part: tuple) -> Callable[[np.ndarray], np.ndarray]:
    return lambda array: array[part] if array.ndim >= len(part) - 1 else array


_EDGES = (
    (..., slice(1, None)),
    (..., slice(-1)),
    (..., slice(1, None), slice(None)),
    (..., slice(-1), slice(None)),
    (..., slice(1, None), slice(1, None)),
    (..., slice(-1), slice(-1)),
)
_CHANGES: dict[str, Callable[[np.ndarray], Any]] = {
    "negatives-cut": lambda array: np.maximum(array, 0),
    "sign-lost": np.abs,
    "sign-reversed": np.negative,
    "clipped": lambda array: np.clip(array, 0, 255),
    "flattened-output": np.ravel,
    "output-added-up": np.sum,
    "output-averaged": np.mean,
    "axis-too-many": lambda array: array[np.newaxis],
    "axis-missing": lambda array: array[0] if array.ndim > 1 and len(array) == 1 else array,
}


def common_bugs(right: Answer) -> tuple[Bug, ...]:
    """Return the bugs that a right answer's result alone can show."""
    return bank(
        _WORDS.bugs,
        {
            "integers": with_result(right, _array_only(lambda result: result.astype(int))),
            "integers-kept": _integers_kept(right),
            "bytes": with_result(right, _array_only(_bytes)),
            **{name: with_result(right, _array_only(change)) for name, change in _CHANGES.items()},
            "mirrored-output": tuple(
                with_result(right, _array_only(_mirrored(axes)))
                for axes in ((-1,), (-2,), (-2, -1))
            ),
            "edge-lost": tuple(with_result(right, _array_only(_without(part))) for part in _EDGES),
            "rounded": with_result(right, _array_only(np.round)),
            "type-of-the-first": with_result(right, _array_only(_of_first)),
            "transposed-output": with_result(right, _array_only(transposed)),
        },
    )
