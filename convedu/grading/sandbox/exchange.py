"""One request to a student process and its reply, within a time; a process that fails is ended."""

import secrets
from collections.abc import Sequence
from typing import Any

from convedu.grading.limits import Limits
from convedu.grading.sandbox.jailed import codec, framing
from convedu.grading.sandbox.student_process import SandboxError, StudentProcess
from convedu.grading.sandbox.time_budget import TimeBudget

Failure = dict[str, Any]


class LostError(Exception):
    """The student process is gone; `failure` says how."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure["text"])
        self.failure = failure


def exchange(
    process: StudentProcess,
    header: dict[str, Any],
    arrays: Sequence[bytes],
    clock: TimeBudget,
    limits: Limits,
    *,
    grace: float = 0.0,
) -> tuple[dict[str, Any], list[bytes]]:
    """Send a request; return the reply that carries its number, which nobody can guess.

    With `grace`, a process that is late is interrupted and has so many seconds to reply; ``late``
    in the reply says whether it was. Raises `LostError` when the process has been ended.
    """
    number = secrets.token_hex(8)
    late = False
    try:
        try:
            with clock.running(process.waited) as left:
                framing.send(process.sock, {"id": number, **header}, list(arrays), left=left)
                reply, back = framing.receive(process.sock, left=left)
        except TimeoutError:
            late = True
            if not (grace and process.interrupt()):
                raise
            with TimeBudget(grace).running(process.waited) as left:
                reply, back = framing.receive(process.sock, left=left)
    except TimeoutError:
        raise ended(process, limits, "timeout", "") from None
    except (EOFError, OSError):
        raise ended(process, limits, "died", "ended its process", gone=True) from None
    except codec.WireError:
        raise ended(process, limits, "died", BROKE) from None
    except BaseException:  # an interrupt leaves half a reply in the pipe
        process.end()
        raise
    if reply.get("id") != number:
        raise ended(process, limits, "died", BROKE)
    return {**reply, "late": late}, back


BROKE = "broke its connection to the grader"


def ended(
    process: StudentProcess, limits: Limits, kind: str, text: str, *, gone: bool = False
) -> LostError:
    """End a process and say what was the matter with it.

    Raises `SandboxError` if that is no fault of the learner's: somebody else, such as a system
    without memory, has killed it.
    """
    reason = process.end(gone=gone)
    if reason == "killed":
        raise SandboxError("the student process was killed from outside")
    if reason == "memory":
        kind, text = "memory", f"used more than {limits.memory_bytes >> 20} MiB"
    elif reason == "processes":
        text = f"started more than {limits.processes} processes"
    elif kind == "died" and reason != "ended":
        text = f"ended its process ({reason})"
    elif kind == "timeout":
        text = f"ran longer than {limits.seconds:g} s"
    return LostError({"kind": kind, "type": "", "line": None, "text": text})
