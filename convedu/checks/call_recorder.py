"""Calls a learner's answer and writes down what happened, without judging it.

At home an answer is a plain function or value. When a class is marked it is a proxy into a jail,
which offers ``observe_call`` and ``observe_value`` and reports the same things as plain data.
"""

import copy
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from convedu.checks.compare import REAL, is_masked, numbers

Array = np.ndarray


@dataclass(frozen=True)
class Failure:
    """Why there is no value.

    Attributes
    ----------
    kind : str
        "missing", "error", "timeout", "memory", "died", or "foreign" (a value of another type).
    type : str
        The name of the exception's class, or of the foreign value's.
    line : int or None
        The innermost line of the learner's own cells where the error arose.
    text : str
        The exception's own words.
    function : str
        The function that has this line, where that is in another cell than the answer's.
    """

    kind: str
    type: str = ""
    line: int | None = None
    text: str = ""
    function: str = ""


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
        return Observation(failure=Failure("foreign", type(answer).__name__))
    given = copy.deepcopy(args)
    try:
        value, failure = _plain(answer(*given))
    except NotImplementedError:
        value, failure = None, Failure("missing")
    except Exception as error:  # a learner's function may raise anything: that is a finding
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
    return Observation(
        reply.get("value"),
        Failure(**failure) if failure else None,
        tuple(reply.get("args") or ()),
    )


def _plain(value: Any) -> tuple[Any, Failure | None]:
    if value is None or isinstance(value, bool | int | float | complex | str):
        return value, None
    if isinstance(value, list | tuple | dict):
        return copy.deepcopy(value), None
    if isinstance(value, np.ndarray | np.generic | REAL):
        found = numbers(value)
        if found is not None:
            return np.array(found), None
    return None, Failure("foreign", _kind(value))


def _kind(value: Any) -> str:
    if is_masked(value):
        return "array with masked elements"
    is_array = isinstance(value, np.ndarray)
    return f"array of dtype {value.dtype}" if is_array else type(value).__name__


def _failure(error: Exception, answer: Callable) -> Failure:
    kind, text = type(error).__name__, str(error)[:500]
    names = getattr(answer, "__globals__", None)
    # The learner's cells share their names; each cell is a file of its own.
    steps = [step for step in traceback.walk_tb(error.__traceback__) if step[0].f_globals is names]
    if not steps:
        return Failure("error", kind, text=text)
    frame, line = steps[-1]
    elsewhere = frame.f_code.co_filename != answer.__code__.co_filename
    function = frame.f_code.co_qualname.partition(".")[0] if elsewhere else ""
    return Failure("error", kind, line, text, function)
