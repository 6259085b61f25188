"""A learner's answers as a test meets them that knows of no wall.

A test of nbgrader's kind calls answers as if they were functions here, compares what it gets with
`==`, looks at arguments afterwards, catches exceptions, seeds generators, reads what was printed.
All of that works with plain values. A learner's own objects do not cross: in their place there is
an `Outsider`, and a test that does more with it than pass it by cannot be passed.
"""

import builtins
import importlib
import sys
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

from convedu.grading.judge.standin import Function, Outsider, write_back
from convedu.grading.limits import BOUNDS, NEEDS_OBJECTS
from convedu.grading.sandbox.jailed import codec, dice
from convedu.grading.sandbox.student_session import Failure, Session

PRINTED = 1 << 20  # characters of the output of all calls of one check that are passed on
MOST_BASES = 12  # of an exception's classes that are looked for here
# In words of our own: those of an error that the learner raised could quote a hidden test.
_LOST = {
    "timeout": "ran longer than the time limit",
    "memory": "used more memory than it may",
    "died": "ended the Python process it ran in",
}


class WallError(RuntimeError):
    """A test asked for what does not cross, or the learner's process is gone."""


class Relay:
    """What stands for the answers of one submission, and what became of it in the check under way.

    Parameters
    ----------
    session : Session
        Where the learner's process is.
    namespace : mutable mapping
        The trusted kernel's names.
    """

    def __init__(self, session: Session, namespace: MutableMapping[str, Any]) -> None:
        self.session = session
        self.namespace = namespace
        self.begin(())

    def begin(self, given: Iterable[str]) -> None:
        """Start a submission.

        Parameters
        ----------
        given : iterable of str
            What set-up cells bind, and so both processes have.
        """
        self.given = frozenset(given)
        self.bound: set[str] = set()
        self.unbound: dict[str, Failure] = {}
        self.dice: list | None = None
        self.new_check()

    def new_check(self) -> None:
        """Start a check: what went wrong before is not its fault."""
        self.trouble: dict[str, str] | None = None
        self.failure: Failure | None = None
        self.raised: Exception | None = None
        self.room = PRINTED

    def bind(self, answer: str, names: Iterable[str]) -> None:
        """Put what an answer has defined into the namespace: values, or what stands for them.

        Parameters
        ----------
        answer : str
            The cell's id.
        names : iterable of str
            Those that tests ask for; one that it has not defined stays as it was.
        """
        for name in names:
            seen = self.session.observe("value", name, wide={})
            failure, sort = seen["failure"], seen["reply"].get("sort")
            if failure is not None and failure["kind"] == "missing":
                self.unbound[name] = self.session.failures.get(answer, failure)
                continue
            self.bound.add(name)
            if failure is None:
                self.namespace[name] = seen["value"]
            elif failure["kind"] == NEEDS_OBJECTS and sort == "function":
                self.namespace[name] = Function(self, name)
            else:
                what = "a class" if sort == "class" else _public(failure["type"])
                self.namespace[name] = Outsider(self, f"`{name}` is {what}")

    def call(self, name: str, args: tuple, kwargs: Mapping[str, Any]) -> Any:
        """Call an answer: its value, its exception, its prints, its changes of the arguments.

        Parameters
        ----------
        name : str
            Of the answer.
        args, kwargs
            The test's own.

        Returns
        -------
        object
            Made of base types, or an `Outsider`.

        Raises
        ------
        Exception
            Of the class that the answer raised, or of the nearest that exists here.
        """
        given, functions = self._without_functions(args, kwargs)
        wide = {
            "functions": functions,
            "without": sorted(name for name in self.bound if name not in self.namespace),
            "dice": self._dice(),
        }
        try:
            seen = self.session.observe("call", name, given, wide=wide)
        except (codec.ForeignError, codec.TooLargeError) as error:
            raise self.refuse(f"the test passes `{name}` something else ({error})") from None
        self._print(seen["reply"].get("out"))
        if seen["reply"].get("drew") is True:  # as its draws would have moved the test's own
            dice.move()
            self.dice = dice.state()
        if seen["failure"] is None:
            write_back([list(args), dict(kwargs)], seen["args"])
            return seen["value"]
        return self._failed(name, seen["failure"], seen["reply"].get("bases"))

    def refuse(self, what: str) -> WallError:
        """Note that the check under way needs what does not cross; return what to raise."""
        text = f"Its tests need objects that do not cross the wall: {what}."
        self.trouble = self.trouble or {"kind": NEEDS_OBJECTS, "text": text}
        return WallError(text)

    def _print(self, text: Any) -> None:
        """Print what a call has printed: what a check's cell shows is kept in memory."""
        if type(text) is str:
            text = text[: self.room].encode("utf-8", "replace").decode()
            self.room -= len(text)
            sys.stdout.write(text)

    def _failed(self, name: str, failure: Failure, bases: Any) -> "Outsider":
        self.failure = failure
        if failure["kind"] == NEEDS_OBJECTS:
            return Outsider(self, f"`{name}` returned {_public(failure['type'])}")
        if failure["kind"] not in BOUNDS:
            for base in bases[:MOST_BASES] if type(bases) is list else ():
                if error := self._error(base, failure["text"]):
                    if isinstance(error, StopIteration):  # `for one in map(f, cases)` hears an end
                        text = f"`{name}` raised StopIteration, which may have ended a test early."
                        self.trouble = self.trouble or {"kind": NEEDS_OBJECTS, "text": text}
                    self.raised = error
                    raise error
        did = _LOST.get(failure["kind"], f"was left by {_public(failure['type'])}")
        self.trouble = {"kind": failure["kind"], "text": f"`{name}` {did}."}
        raise WallError(self.trouble["text"])

    def _error(self, name: Any, text: str) -> Exception | None:
        """Return an exception of the test's own, or of a built-in class, by the class's name."""
        name = str(name)
        found = self.namespace.get(name, getattr(builtins, name, None))
        if not isinstance(found, type) or not issubclass(found, Exception):
            return None
        try:
            return found(text)
        except Exception:  # it wants other arguments
            return None

    def _without_functions(self, args: tuple, kwargs: Mapping[str, Any]) -> tuple[list, list]:
        """Take functions out of the arguments, and name them: code does not cross."""
        given, functions = [list(args), dict(kwargs)], []
        for group, items in zip(given, (enumerate(args), kwargs.items()), strict=True):
            for place, value in items:
                if callable(value) and not isinstance(value, Outsider):
                    functions.append([place, *self._address(value)])
                    group[place] = None
        return given, functions

    def _address(self, value: Any) -> tuple[str, str]:
        """Return module and name under which the learner's process has the same function."""
        if isinstance(value, Function):
            return "", value.name
        path = getattr(value, "__qualname__", getattr(value, "__name__", ""))
        module = getattr(getattr(value, "__objclass__", value), "__module__", None) or ""
        if module == "__main__":
            if path in self.given and self.namespace.get(path) is value:
                return "", path
        elif _found(module, path) is value:
            return module, path
        raise self.refuse("a test passes a function of its own (one of a cell above would cross)")

    def _dice(self) -> list | None:
        """Return the random generators' state if the test has moved them since the last call."""
        now = dice.state()
        if self.dice is not None and dice.same(now, self.dice):
            return None
        self.dice = now
        return now


def _public(type_name: str) -> str:
    """Name a class, but for one that a learner made: its name could carry a hidden input."""
    return f"a `{type_name}`" if hasattr(builtins, type_name) else "an object of a class of its own"


def _found(module: str, path: str) -> Any:
    try:
        found = importlib.import_module(module)
        for name in path.split("."):
            found = getattr(found, name)
    except (ImportError, AttributeError, ValueError):
        return None
    return found
