"""Calls a learner's answer and writes down what happened, without judging it.

At home an answer is a plain function or value. When a class is marked it is a proxy into a jail,
which offers ``observe_call`` and ``observe_value`` and reports the same things as plain data.
"""

import copy
import inspect
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from convedu.checks.compare import REAL, is_masked, numbers

Array = np.ndarray

AS_NUMPY_STARTS: Any = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}
"""What np.seterr sets at first: a learner's own setting is not to stop a check."""


@dataclass(frozen=True)
class Failure:
    """Why there is no value.

    `kind` is "missing", "error", "timeout", "memory", "died", "foreign" (a value of another type),
    or "uncallable" (the answer is a value, not a function); `type` the name of the exception's
    class or of the value's, `bases` those it is derived from, and `text` the exception's words.
    `line` is the innermost of the learner's own cells where the error arose, and `function` the
    one that has it if that is in another cell than the answer's; for "missing" the one that is
    still to be written where it is not the answer itself.
    """

    kind: str
    type: str = ""
    line: int | None = None
    text: str = ""
    function: str = ""
    bases: tuple[str, ...] = ()

    def is_error(self, type_name: str) -> bool:
        """Tell whether this is an exception of the class, or of one derived from it."""
        return self.kind == "error" and type_name in (self.type, *self.bases)


@dataclass(frozen=True)
class Observation:
    """What one call of an answer did: a value or a failure, and the arguments afterwards."""

    value: Any = None
    failure: Failure | None = None
    args: tuple = ()


def observe_call(answer: Any, args: tuple) -> Observation:
    """Call `answer` on copies of `args`."""
    if hasattr(answer, "observe_call"):
        return _from_proxy(answer.observe_call(args))
    if answer is ...:
        return Observation(failure=Failure("missing"))
    if not callable(answer):
        return Observation(failure=Failure("uncallable", _kind(answer)))
    given = copy.deepcopy(args)
    try:
        with np.errstate(**AS_NUMPY_STARTS):
            value, failure = _plain(answer(*given))
    except (Exception, SystemExit) as error:  # whatever it raises or calls: that is a finding
        value, failure = None, _failure(error, answer)
    return Observation(value, failure, given)


def observe_value(answer: Any) -> Observation:
    """Read `answer` as a plain value."""
    if hasattr(answer, "observe_value"):
        return _from_proxy(answer.observe_value())
    if answer is ...:
        return Observation(failure=Failure("missing"))
    return Observation(*_plain(answer))


def is_proxy(answer: Any) -> bool:
    """Tell whether `answer` lives in a jail, that is, whether somebody else's work is marked."""
    return hasattr(answer, "observe_call") or hasattr(answer, "observe_value")


def _from_proxy(reply: dict) -> Observation:
    failure = reply.get("failure")
    if failure:
        failure = Failure(**{**failure, "bases": tuple(failure.get("bases", ()))})
    return Observation(reply.get("value"), failure, tuple(reply.get("args") or ()))


def _plain(value: Any) -> tuple[Any, Failure | None]:
    if value is None or isinstance(value, bool | int | float | complex | str):
        return value, None
    if isinstance(value, list | tuple | dict):
        return copy.deepcopy(value), None
    if isinstance(value, np.ndarray | np.generic | REAL):
        found = numbers(value)
        if found is not None:
            return np.array(found), None
    if inspect.iscoroutine(value):
        value.close()  # or Python would warn that nobody waited for it
    return None, Failure("foreign", _kind(value))


def _kind(value: Any) -> str:
    if is_masked(value):
        return "array with masked elements"
    is_array = isinstance(value, np.ndarray)
    return f"array of dtype {value.dtype}" if is_array else type(value).__name__


def _failure(error: BaseException, answer: Callable) -> Failure:
    type_name, text = type(error).__name__, _text(error)[:500]
    bases = tuple(base.__name__ for base in type(error).__mro__[1:])
    function = inspect.unwrap(answer)  # below `functools.wraps` and `lru_cache`
    names = getattr(function, "__globals__", None)
    # The learner's cells share their names; each cell is a file of its own.
    steps = list(traceback.walk_tb(error.__traceback__))
    own = [step for step in steps if step[0].f_globals is names]
    # What a library has not implemented is not for the learner to write.
    is_missing = isinstance(error, NotImplementedError) and own[-1:] in ([], steps[-1:])
    kind = "missing" if is_missing else "error"
    if not own:
        return Failure(kind, type_name, text=text, bases=bases)
    frame, line = own[-1]
    file = getattr(getattr(function, "__code__", None), "co_filename", None)
    elsewhere = frame.f_code.co_filename != file
    name = frame.f_code.co_qualname.partition(".")[0] if elsewhere else ""
    return Failure(kind, type_name, line, text, name, bases)


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # a class of the learner's own may fail to say what it is
        return ""
