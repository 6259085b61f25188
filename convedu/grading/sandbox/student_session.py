"""In the trusted kernel: the student process of the submission that is being marked.

Death, time and memory are the failure of the check that is under way; for the next one the process
is started again and the answers are run once more.
"""

import builtins
import copy
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from convedu.grading.limits import ANSWER_LIMITS, BOUNDS, SETUP_SECONDS, Limits
from convedu.grading.sandbox.bubblewrap import Jail
from convedu.grading.sandbox.jailed import codec, framing
from convedu.grading.sandbox.student_process import Failure, LostError, StudentProcess
from convedu.grading.sandbox.time_budget import TimeBudget

KINDS = ("missing", "error", "memory", "foreign", "uncallable")


class Session:
    """The student process of the submission that is being marked; its clock is kept here."""

    def __init__(self, jail: Jail, limits: Limits, setup: str) -> None:
        self.jail = jail
        self.limits = limits
        self.setup = setup
        self.process: StudentProcess | None = None
        self.limits_hit: list[str] = []

    def begin(self, names: Mapping[str, str], pieces: Sequence[Sequence[str]]) -> None:
        """Start a submission: run its answers in a fresh process.

        `names` says which answer gives each name; a piece is an answer, its source, and the names
        that count as they are after it.
        """
        self.end()
        self.names, self.pieces = names, pieces
        self.failures: dict[str, Failure] = {}
        self.fatal: set[int] = set()
        self.left: dict[str, float] = {}
        self.limits_hit = []
        self.new_check()
        self._ensure_alive()

    def end(self) -> list[str]:
        """End the submission's process and all it started; return the bound each check has hit."""
        if self.process is not None:
            self.process.end()
            self.process = None
        return self.limits_hit[1:]  # the first stands for the run of the answers

    def new_check(self) -> None:
        """Give the calls that follow a time budget of their own."""
        self.clock = TimeBudget(self.limits.seconds)
        self.lost: Failure | None = None
        self.limits_hit.append("")

    def observe(self, op: str, name: str, args: Sequence = (), kwargs: Mapping = {}) -> dict:
        """Ask the process for a name's ``value`` or for a ``call`` to it, with base types.

        What comes back has ``value``, ``failure`` (None, or a dictionary with ``kind``, ``type``,
        ``line``, ``text`` and ``function``) and ``args``, the arguments as they are after the call.
        """
        try:
            seen = self._observed(op, name, args, kwargs)
        except LostError as error:
            self.lost = error.failure
            seen = {"failure": error.failure}
        seen = {"value": None, "failure": None, "args": list(copy.deepcopy(args)), **seen}
        if seen["failure"] and seen["failure"]["kind"] in BOUNDS:
            self.limits_hit[-1] = seen["failure"]["kind"]
        return seen

    def _observed(self, op: str, name: str, args: Sequence, kwargs: Mapping) -> dict:
        body = bytearray()
        header = {
            "op": op,
            "name": name,
            "args": [codec.encode(part, body) for part in args],
            "kwargs": {key: codec.encode(part, body) for key, part in kwargs.items()},
        }
        if self.lost is not None:  # a check that lost its process gets no second one
            raise LostError(self.lost)
        self._ensure_alive()
        reply, back = self._exchange(header, self.clock, body)
        failure = _failure(reply.get("failure"))
        if failure is not None:
            reason = self.failures.get(self.names.get(name, ""))
            unbound = failure["kind"] == "missing" and not failure["type"]
            return {"failure": reason if unbound and reason else failure}
        after = reply.get("args")
        try:
            seen = {"value": codec.decode(reply.get("value"), back)}
            if type(after) is list and len(after) == len(args):
                seen["args"] = [codec.decode(tree, back) for tree in after]
        except framing.WireError:
            process, self.process = self.process, None
            assert process is not None  # it has just sent something
            raise process.lost("died", "sent something that is no value") from None
        return seen

    def _ensure_alive(self) -> None:
        """Start the process if there is none, and run the answers that do not end it."""
        while self.process is None:
            self.process = self.jail.spawn()
            self._run(TimeBudget(SETUP_SECONDS), "setup", self.setup)
            for index in range(len(self.pieces)):
                if not self._run_piece(index):
                    break

    def _run_piece(self, index: int) -> bool:
        """Run an answer's cell, unless it is fatal or has no time left; False if no process is."""
        answer, *_ = self.pieces[index]
        left = self.left.setdefault(answer, ANSWER_LIMITS * self.limits.seconds)
        if index in self.fatal or left <= 0:
            return True
        seconds = min(left, self.limits.seconds)
        clock = TimeBudget(seconds)
        try:
            failure = self._run(clock, *self.pieces[index])
            cost = seconds - clock.seconds
        except LostError as error:
            failure, cost = error.failure, self.limits.seconds
            self.fatal.add(index)
        self.left[answer] -= cost
        if failure is not None:
            self.failures[answer] = failure
        return self.process is not None

    def _run(self, clock: TimeBudget, cell: str, text: str, *keeps: str) -> Failure | None:
        header = {"op": "run", "cell": cell, "source": text, "keeps": keeps}
        return _failure(self._exchange(header, clock)[0].get("failure"))

    def _exchange(
        self, header: dict, clock: TimeBudget, body: framing.Body = b""
    ) -> tuple[dict, BytesIO]:
        process, self.process = self.process, None  # unless it is there afterwards
        assert process is not None
        reply = process.exchange(header, clock, body)
        self.process = process
        return reply


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

        Raises an exception of the built-in class of that in the learner's process, or
        RuntimeError; that in place of StopIteration, too, which would end a loop of the check's
        without a word, and of AssertionError, whose text would be taken for the check's own.
        """
        seen = self.observe_call(args, kwargs)
        failure = seen["failure"]
        if failure is None:
            return seen["value"]
        if failure["kind"] == "missing":
            raise NotImplementedError(failure.get("function") or self._name)
        names = (failure["type"], *failure.get("bases", ()))
        known = [kind for name in names if isinstance(kind := getattr(builtins, name, None), type)]
        raised = next((kind for kind in known if issubclass(kind, Exception)), RuntimeError)
        is_own = issubclass(raised, StopIteration | AssertionError)
        raise (RuntimeError if is_own else raised)(failure["text"])

    def __repr__(self) -> str:
        return f"<answer {self._name}>"


def _failure(reply: Any) -> Failure | None:
    """Return what the student process says of a failure, reduced to what a failure may be."""
    if reply is None:
        return None
    reply = reply if type(reply) is dict else {}
    kind, line, function = reply.get("kind"), reply.get("line"), str(reply.get("function", ""))[:60]
    bases = reply.get("bases") if type(reply.get("bases")) is list else []
    return {
        "kind": kind if kind in KINDS else "error",
        "type": str(reply.get("type"))[:60],
        "line": line if type(line) is int and 0 < line < 1_000_000 else None,
        "text": str(reply.get("text"))[:500],
        "function": function if function.isidentifier() else "",
        "bases": [str(base)[:60] for base in bases[:12]],
    }
