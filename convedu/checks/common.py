"""The bugs of every function that returns an array: they depend on its right result alone."""

from collections.abc import Callable
from typing import Any

import numpy as np

from convedu.checks.bank import Answer, bank, with_result, words
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


def _transposed(array: np.ndarray) -> np.ndarray:
    return np.swapaxes(array, -1, -2) if array.ndim > 1 else array


def common_bugs(right: Answer) -> tuple[Bug, ...]:
    """Return the bugs that a right answer's result alone can show."""
    return bank(
        _WORDS.bugs,
        {
            "integers": with_result(right, _array_only(lambda result: result.astype(int))),
            "integers-kept": _integers_kept(right),
            "transposed-output": with_result(
                right, _array_only(lambda r: np.swapaxes(r, -1, -2) if r.ndim > 1 else r)
            ),
        },
    )
