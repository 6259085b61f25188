"""What every student process has in common, jailed or not."""

import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from convedu.grading.limits import GRACE_SECONDS, Limits
from convedu.grading.model import KernelLostError
from convedu.grading.sandbox.jailed import framing
from convedu.grading.sandbox.time_budget import TimeBudget

Failure = dict[str, Any]
FOLDER = Path(__file__).parent  # what runs around a learner's code is its package `jailed`
# Arguments: the folder that holds `jailed`, one of its programs, its settings, folders of packages.
# The folder is on the path only until its program is loaded: convedu is neither seen nor imported.
LOADER = """
import importlib, json, sys
sys.path += sys.argv[4:]
sys.path.insert(0, sys.argv[1])
program = importlib.import_module("jailed." + sys.argv[2])
sys.path.remove(sys.argv[1])
program.main(**json.loads(sys.argv[3]))
"""
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "MPLBACKEND": "agg",
    "MPLCONFIGDIR": "/tmp/matplotlib",
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
}


@dataclass(frozen=True)
class Program:
    """What runs around a learner's code, and what it finds there."""

    name: str = "runner"  # a module of the package `jailed`
    imports: tuple[str, ...] = ()  # modules to show and to have ready
    files: tuple[tuple[str, bytes], ...] = ()  # in each working folder: names with ``/``, contents

    def lay_out(self, folder: Path) -> None:
        """Write the files; whoever may enter the folder may read them."""
        folder.mkdir(exist_ok=True)
        for name, data in self.files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)


class SandboxError(KernelLostError):
    """There is no jail here, or it does not hold; the text says what to do."""


class LostError(Exception):
    """The student process is gone; `failure` says how."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure["text"])
        self.failure = failure


@dataclass
class StudentProcess:
    """A student process that was just started."""

    sock: socket.socket
    limits: Limits
    kill: Callable[[float], str]  # after seconds of grace, with all it started; how it ended
    interrupt: Callable[[], bool]  # do what Ctrl-C does; False where that cannot be done
    # for how many seconds it had no core since this was last asked, if that is known
    waited: Callable[[], float] = lambda: 0.0

    def exchange(
        self, header: dict, clock: TimeBudget, body: framing.Body = b"", *, grace: float = 0.0
    ) -> tuple[dict[str, Any], BytesIO]:
        """Send a request; return the reply that carries its number, which nobody can guess.

        With `grace`, a process that is late is interrupted and has so many seconds to reply;
        ``late`` in the reply says whether it was. Raises `LostError` when it has been ended.
        """
        number, late = secrets.token_hex(8), False
        try:
            try:
                with clock.running(self.waited) as left:
                    framing.send(self.sock, {"id": number, **header}, body, left=left)
                    reply, back = framing.receive(self.sock, left=left)
            except TimeoutError:
                late = True
                if not (grace and self.interrupt()):
                    raise
                with TimeBudget(grace).running(self.waited) as left:
                    reply, back = framing.receive(self.sock, left=left)
            if reply.get("id") != number:
                raise framing.WireError("another reply")
        except TimeoutError:
            raise self.lost("timeout", f"ran longer than {self.limits.seconds:g} s") from None
        except (EOFError, OSError):
            raise self.lost("died", "ended its process", gone=True) from None
        except framing.WireError:
            raise self.lost("died", "broke its connection to the grader") from None
        except BaseException:  # an interrupt leaves half a reply in the pipe
            self.end()
            raise
        return {**reply, "late": late}, back

    def lost(self, kind: str, text: str, *, gone: bool = False) -> LostError:
        """End the process and say what was the matter with it.

        Raises `SandboxError` if that is no fault of the learner's: somebody else has killed it.
        """
        reason = self.end(gone=gone)
        if reason == "killed":
            raise SandboxError("the student process was killed from outside")
        if reason == "memory":
            kind, text = "memory", f"used more than {self.limits.memory_bytes >> 20} MiB"
        elif reason == "processes":
            text = f"started more than {self.limits.processes} processes"
        elif kind == "died" and reason != "ended":
            text = f"ended its process ({reason})"
        return LostError({"kind": kind, "type": "", "line": None, "text": text})

    def end(self, *, gone: bool = False) -> str:
        """Kill the process and all it started; return ``ended``, or how it had ended before.

        That is ``memory``, ``processes``, ``killed`` by somebody outside, ``exit 3`` or
        ``signal 11``. One that is `gone` has closed its connection, so it is most likely about to
        end by itself.
        """
        try:
            return self.kill(GRACE_SECONDS if gone else 0.0)
        finally:  # not before: it would end by itself
            self.sock.close()
