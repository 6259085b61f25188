"""The bugs of every function that returns an array: they depend on its right result alone."""

from collections.abc import Callable
from typing import Any

import numpy as np

from convedu.checks.bank import Answer, bank, transposed, with_result, words
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


def common_bugs(right: Answer) -> tuple[Bug, ...]:
    """Return the bugs that a right answer's result alone can show."""
    return bank(
        _WORDS.bugs,
        {
            "integers": with_result(right, _array_only(lambda result: result.astype(int))),
            "integers-kept": _integers_kept(right),
            "bytes": with_result(right, _array_only(_bytes)),
            "rounded": with_result(right, _array_only(np.round)),
            "type-of-the-first": with_result(right, _array_only(_of_first)),
            "transposed-output": with_result(right, _array_only(transposed)),
        },
    )
