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
        The line of the learner's cell where the error arose.
    text : str
        The exception's own words.
    """

    kind: str
    type: str = ""
    line: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Outcome:
    """What one call of an answer did: a value or a failure, and the arguments afterwards."""

    value: Any = None
    failure: Failure | None = None
    args: tuple = ()


def observe_call(answer: Any, args: tuple) -> Outcome:
    """Call `answer` on copies of `args`."""
    if hasattr(answer, "observe_call"):
        return _from_proxy(answer.observe_call(args))
    if answer is ...:
        return Outcome(failure=Failure("missing"))
    if not callable(answer):
        return Outcome(failure=Failure("foreign", type(answer).__name__))
    given = copy.deepcopy(args)
    try:
        value, failure = _plain(answer(*given))
    except NotImplementedError:
        value, failure = None, Failure("missing")
    except Exception as error:  # a learner's function may raise anything: that is a finding
        value, failure = None, _failure(error, answer)
    return Outcome(value, failure, given)


def observe_value(answer: Any) -> Outcome:
    """Read `answer` as a plain value."""
    if hasattr(answer, "observe_value"):
        return _from_proxy(answer.observe_value())
    if answer is ...:
        return Outcome(failure=Failure("missing"))
    return Outcome(*_plain(answer))


def is_proxy(answer: Any) -> bool:
    """Tell whether `answer` lives in a jail, that is, whether somebody else's work is marked."""
    return hasattr(answer, "observe_call") or hasattr(answer, "observe_value")


def _from_proxy(reply: dict) -> Outcome:
    failure = reply.get("failure")
    return Outcome(
        reply.get("value"),
        Failure(**failure) if failure else None,
        tuple(reply.get("args") or ()),
    )


def _plain(value: Any) -> tuple[Any, Failure | None]:
    if value is None or isinstance(value, bool | int | float | complex | str):
        return value, None
    if isinstance(value, list | tuple | dict):
        return copy.deepcopy(value), None
    if isinstance(value, np.ndarray | np.generic) and value.dtype.kind in "biufc":
        return np.array(value), None
    return None, Failure("foreign", type(value).__name__)


def _failure(error: Exception, answer: Callable) -> Failure:
    code = getattr(answer, "__code__", None)
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if code is not None and frame.filename == code.co_filename
    ]
    return Failure("error", type(error).__name__, lines[-1] if lines else None, str(error)[:500])
