"""In the trusted kernel: names that stand for a learner's answers, which run in their jail."""

import builtins
from collections.abc import Mapping
from typing import Any

from convedu.grading.sandbox.student_session import Session


class Proxy:
    """A name of the learner's notebook, in the kernel that checks it."""

    __slots__ = ("_name", "_session")

    def __init__(self, session: Session, name: str) -> None:
        self._session = session
        self._name = name

    def observe_call(self, args: tuple, kwargs: Mapping = {}) -> dict:
        """Call the answer and report what happened; see `Session.observe`."""
        return self._session.observe("call", self._name, tuple(args), kwargs)

    def observe_value(self) -> dict:
        """Report the answer's value; see `Session.observe`."""
        return self._session.observe("value", self._name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the answer as if it were here.

        Raises an exception of the same built-in class as in the learner's process, or
        RuntimeError; that in place of StopIteration, too, which would end a loop of the check's
        without a word, and of AssertionError, whose text would be taken for the check's own.
        """
        seen = self.observe_call(args, kwargs)
        failure = seen["failure"]
        if failure is None:
            return seen["value"]
        if failure["kind"] == "missing":
            raise NotImplementedError(failure.get("function") or self._name)
        raised = getattr(builtins, failure["type"], None)
        if not isinstance(raised, type) or not issubclass(raised, Exception):
            raised = RuntimeError
        is_own = issubclass(raised, StopIteration | AssertionError)
        raise (RuntimeError if is_own else raised)(failure["text"])

    def __repr__(self) -> str:
        return f"<answer {self._name}>"
