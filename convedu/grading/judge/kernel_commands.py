"""What runs in the trusted kernel on the engine's behalf: few commands, JSON both ways."""

import random
import re
from pathlib import Path
from typing import Any

import numpy as np

from convedu.grading.common.process import bound_memory
from convedu.grading.judge.relay import Relay
from convedu.grading.judge.remote_function import Proxy
from convedu.grading.limits import MIB, Limits
from convedu.grading.sandbox.bubblewrap import open_jail
from convedu.grading.sandbox.student_process import SandboxError
from convedu.grading.sandbox.student_session import Session

ROOM = 2048 * MIB  # for the checks: one may multiply what a learner returns
_OWN = re.compile(r"_{1,3}|_i{1,3}")  # IPython's names for what came last
_inside: "_Inside | None" = None


class _Inside:
    """The kernel's own side: the session, and the names as they were before any submission."""

    def __init__(self, session: Session, names: dict[str, Any]) -> None:
        self.session = session
        self.relay = Relay(session, names)
        self.names = names
        self.clean: dict[str, Any] | None = None
        self.in_steps = False
        self.error: BaseException | None = None

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
        self.relay.new_check()
        if not self.in_steps:  # there a seed may be set in one cell for the next
            self.roll()

    def roll(self) -> None:
        """Bring the random generators to where they always start."""
        random.seed(0)
        np.random.seed(0)  # noqa: NPY002 - the check may use the old interface

    def after_cell(self, result: Any) -> None:
        """Keep what a cell has raised."""
        self.error = result.error_before_exec or result.error_in_exec


def answer(function: str, arguments: dict[str, Any]) -> Any:
    """Run a command in the kernel.

    Parameters
    ----------
    function : {"start", "trial", "begin", "begin_steps", "go_on", "seen", "end", "stop"}
        Which.
    arguments : dict
        Its arguments: what JSON can hold.

    Returns
    -------
    object
        The same.
    """
    return _COMMANDS[function](**arguments)


def start(kind: str, limits: dict, setup: str, imports: list[str], hidden: list[str]) -> str:
    """Start the jail's warm parent; return which isolation is in force."""
    from IPython import get_ipython

    global _inside
    bounds = Limits(**limits)
    jail = open_jail(kind, bounds, imports=imports, hidden=map(Path, hidden))
    bound_memory(ROOM)  # after the jail, which has a bound of its own
    shell = get_ipython()
    _inside = _Inside(Session(jail, bounds, setup), shell.user_ns)
    shell.InteractiveTB.set_mode("Minimal")  # nobody reads a traceback, and it takes its time
    shell.events.register("pre_run_cell", _inside.new_cell)
    shell.events.register("post_run_cell", _inside.after_cell)
    return jail.isolation


def trial() -> str:
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


def begin_steps(given: list[str]) -> None:
    """Start a submission whose answers are run one after another, between the other cells."""
    _inside.reset()
    _inside.in_steps = True
    _inside.roll()
    _inside.relay.begin(given)
    _inside.session.begin({}, [])


def go_on(cell: str, texts: list[str], names: list[str]) -> None:
    """Run a cell for the student, and bind what it defines of the names that tests ask for."""
    _inside.new_cell()
    for text in texts:
        _inside.session.go_on(cell, text)
    _inside.relay.bind(cell, names)


def seen() -> dict[str, Any]:
    """Return what was noticed in the cell that was run last.

    ``trouble`` is what rules out a pass, ``error`` and ``line`` what ended the cell and where,
    ``failure`` says that it was the learner's code, ``unbound`` why the name it missed is missing.
    """
    error, relay = _inside.error, _inside.relay
    trace = error.__traceback__ if error else None
    while trace is not None and trace.tb_frame.f_globals is not _inside.names:
        trace = trace.tb_next
    return {
        "trouble": relay.trouble,
        "failure": relay.failure if error is not None and error is relay.raised else None,
        "unbound": relay.unbound.get(error.name) if isinstance(error, NameError) else None,
        "error": type(error).__name__ if error else "",
        "line": trace.tb_lineno if trace else None,
    }


def end() -> list[str]:
    """End a submission's process; return for each check which bound it has hit."""
    return _inside.session.end()


def stop() -> None:
    """End the jail."""
    _inside.session.end()
    _inside.session.jail.close()


_COMMANDS = {
    command.__name__: command
    for command in (start, trial, begin, begin_steps, go_on, seen, end, stop)
}
