"""The trusted kernel: IPython for the instructor's cells, and few commands from the engine.

Jupyter's own kernel does this behind five sockets and half a dozen threads, which costs more than
most checks. Its one client here is the process that started it, so a pipe will do.
"""

import base64
import io
import json
import os
import random
import re
import signal
import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from convedu.grading.common.process import bound_memory, die_with_parent
from convedu.grading.limits import KERNEL_BYTES, Limits
from convedu.grading.sandbox.bubblewrap import open_jail
from convedu.grading.sandbox.jailed import runner
from convedu.grading.sandbox.jailed.quiet_ipython import QUIET, QuietShell, refuse_input
from convedu.grading.sandbox.student_process import Program, SandboxError
from convedu.grading.sandbox.student_session import Proxy, Session

_OWN = re.compile(r"_{1,3}|_i{1,3}")  # IPython's names for what came last


class _Prints(io.TextIOBase):
    """What a cell prints."""

    def __init__(self, shell: "Shell", name: str) -> None:
        self.shell = shell
        self.name = name

    def write(self, text: str) -> int:
        self.shell.show("stream", name=self.name, text=text)
        return len(text)


class Shell(QuietShell):
    """IPython that shows errors as a notebook does."""

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.show("error", ename=etype.__name__, evalue=str(evalue), traceback=stb)


class _Kernel:
    """IPython with the submission that is being marked; each public method is a request."""

    session: Session  # once `start` has run

    @cached_property
    def shell(self) -> Shell:
        """IPython, started when it is first asked for: the jail comes first."""
        shell = Shell.instance(config=QUIET)
        sys.stdout, sys.stderr = _Prints(shell, "stdout"), _Prints(shell, "stderr")
        return shell

    @cached_property
    def clean(self) -> dict[str, Any]:
        """The names as they were before any submission, without what came last."""
        names = self.shell.user_ns
        return {name: names[name] for name in names if not _OWN.fullmatch(name)}

    def cell(self, *, source: str) -> list[dict[str, Any]]:
        """Run a cell; return its outputs, as in a notebook file."""
        shell: Any = self.shell
        shell.outputs = []
        getattr(shell.history_manager, "outputs", {}).clear()  # IPython keeps all it has shown
        shell.run_cell(source, store_history=False)
        return shell.outputs

    def start(
        self, *, kind: str, limits: dict, setup: str, imports: list[str], hidden: list[str]
    ) -> str:
        """Start the jail, then IPython; return which isolation is in force."""
        bounds = Limits(**limits)
        jail = open_jail(kind, bounds, Program(imports=tuple(imports)), hidden=hidden)
        bound_memory(KERNEL_BYTES)  # after the jail, which has a bound of its own
        self.session = Session(jail, bounds, setup)
        self.shell.InteractiveTB.set_mode("Minimal")  # nobody reads one, and it takes its time
        self.shell.events.register("pre_run_cell", self._new_check)
        return jail.isolation

    def begin(self, *, names: Mapping[str, str], pieces: Sequence[Sequence[str]]) -> None:
        """Forget an earlier submission; run the answers of this, and bind the checks' names."""
        clean, known = self.clean, self.shell.user_ns
        known.clear()
        known.update(clean)
        known["Out"].clear()  # what cells have ended with, which may be large
        self.session.begin(names, pieces)
        known.update({name: Proxy(self.session, name) for name in names})

    def end(self) -> list[str]:
        """End a submission's process; return for each check which bound it has hit."""
        return self.session.end()

    def stop(self) -> None:
        """End the jail."""
        self.session.end()
        self.session.jail.close()

    def _new_check(self, *_: Any) -> None:
        """Give each check the same start: its own time, the same random numbers."""
        self.session.new_check()
        random.seed(0)
        np.random.seed(0)  # noqa: NPY002 - the check may use the old interface


def serve(connection: Connection, folder: str, settings: Mapping[str, str]) -> None:
    """Be the trusted kernel in a folder, with some environment variables, until the engine is gone.

    A request is ``[method of the kernel, arguments]``; a reply ``["done", value]``, ``["unjailed",
    text]`` or ``["failed", text]``, both as JSON.
    """
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the engine decides when it ends
    os.environ.update(settings)
    os.chdir(folder)
    sys.path.insert(0, "")
    runner.silence()  # nothing of the engine's terminal
    refuse_input()
    kernel = _Kernel()
    while True:
        try:
            request, arguments = json.loads(connection.recv_bytes())
        except EOFError:
            return
        try:
            value = getattr(kernel, request)(**arguments)
            reply = json.dumps(["done", value], default=_text)
        except SandboxError as error:
            reply = json.dumps(["unjailed", str(error)])
        except Exception as error:
            reply = json.dumps(["failed", f"{type(error).__name__}: {error}"])
        connection.send_bytes(reply.encode())


def _text(value: object) -> str:
    """Write a picture as notebooks do, and anything else as it would be printed."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else repr(value)
