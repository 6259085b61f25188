"""What runs in the trusted kernel on the engine's behalf: few commands, JSON both ways."""

import random
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from convedu.grading.common.process import bound_memory
from convedu.grading.judge.remote_function import Proxy
from convedu.grading.limits import KERNEL_BYTES, Limits
from convedu.grading.sandbox.bubblewrap import open_jail
from convedu.grading.sandbox.student_process import Program, SandboxError
from convedu.grading.sandbox.student_session import Session

_OWN = re.compile(r"_{1,3}|_i{1,3}")  # IPython's names for what came last
_inside: "_Inside"  # once `start` has run


class _Inside:
    """The kernel's own side: the session, and the names as they were before any submission."""

    def __init__(self, session: Session, names: dict[str, Any]) -> None:
        self.session = session
        self.names = names
        self.clean: dict[str, Any] | None = None

    def reset(self) -> None:
        """Forget what the cells of an earlier submission have bound."""
        if self.clean is None:
            self.clean = {name: self.names[name] for name in self.names if not _OWN.fullmatch(name)}
        for name in self.names.keys() - self.clean.keys():
            if not _OWN.fullmatch(name):
                del self.names[name]
        self.names.update(self.clean)
        self.names["Out"].clear()  # what cells have ended with, which may be large

    def new_cell(self, *_: Any) -> None:
        """Give each check the same start: its own time, the same random numbers."""
        self.session.new_check()
        random.seed(0)
        np.random.seed(0)  # noqa: NPY002 - the check may use the old interface


def start(
    open_shell: Callable[[], Any],
    kind: str,
    limits: dict,
    setup: str,
    imports: list[str],
    hidden: list[str],
) -> str:
    """Start the jail's warm parent, then IPython; return which isolation is in force."""
    global _inside
    bounds = Limits(**limits)
    program = Program(imports=tuple(imports))
    jail = open_jail(kind, bounds, program, hidden=hidden)
    bound_memory(KERNEL_BYTES)  # after the jail, which has a bound of its own
    shell = open_shell()
    _inside = _Inside(Session(jail, bounds, setup), shell.user_ns)
    shell.InteractiveTB.set_mode("Minimal")  # nobody reads a traceback, and it takes its time
    shell.events.register("pre_run_cell", _inside.new_cell)
    return jail.isolation


def try_jail() -> str:
    """Start and end one student process; return what is in the way of that, if anything."""
    try:
        _inside.session.jail.spawn().end()
    except SandboxError as error:
        return str(error)
    return ""


def begin(names: dict[str, str], pieces: list) -> None:
    """Start a submission: run its answers and bind the names that checks ask for."""
    _inside.reset()
    _inside.session.begin(names, pieces)
    _inside.names.update({name: Proxy(_inside.session, name) for name in names})


def end() -> list[str]:
    """End a submission's process; return for each check which bound it has hit."""
    return _inside.session.end()


def stop() -> None:
    """End the jail."""
    _inside.session.end()
    _inside.session.jail.close()


COMMANDS = {command.__name__: command for command in (try_jail, begin, end, stop)}
