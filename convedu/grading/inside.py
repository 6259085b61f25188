"""What runs in the trusted kernel on the engine's behalf: few commands, JSON both ways."""

import json
import random
from pathlib import Path
from typing import Any

import numpy as np

from .inmate import SandboxError
from .jail import open_jail
from .limits import Limits
from .process import die_with
from .proxy import Proxy, Session

_inside: "_Inside | None" = None


class _Inside:
    """The kernel's own side: the session, and the names as they were before any submission."""

    def __init__(self, session: Session, names: dict[str, Any]) -> None:
        self.session = session
        self.names = names
        self.clean: dict[str, Any] | None = None

    def reset(self) -> None:
        """Forget what the cells of an earlier submission have bound."""
        if self.clean is None:
            self.clean = {name: value for name, value in self.names.items() if name[0] != "_"}
        for name in [name for name in self.names if name[0] != "_" and name not in self.clean]:
            del self.names[name]
        self.names.update(self.clean)

    def new_cell(self, *_: Any) -> None:
        """Give each check the same start: its own time, the same random numbers."""
        self.session.new_check()
        random.seed(0)
        np.random.seed(0)  # noqa: NPY002 - the check may use the old interface


def answer(function: str, arguments: str) -> str:
    """Run a command in the kernel; both ways it is JSON.

    Parameters
    ----------
    function : {"start", "trial", "begin", "end", "stop"}
        Which.
    arguments : str
        A JSON object.

    Returns
    -------
    str
    """
    return json.dumps(_COMMANDS[function](**json.loads(arguments)))


def start(
    parent: int, kind: str, limits: dict, setup: str, imports: list[str], hidden: list[str]
) -> str:
    """Start the jail's warm parent; return which isolation is in force."""
    from IPython import get_ipython

    global _inside
    die_with(parent)
    bounds = Limits(**limits)
    jail = open_jail(kind, bounds, imports=imports, hidden=map(Path, hidden))
    shell = get_ipython()
    _inside = _Inside(Session(jail, bounds, setup), shell.user_ns)
    shell.events.register("pre_run_cell", _inside.new_cell)
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


def end() -> list[str]:
    """End a submission's process; return for each check which bound it has hit."""
    return _inside.session.end()


def stop() -> None:
    """End the jail."""
    _inside.session.end()
    _inside.session.jail.close()


_COMMANDS = {"start": start, "trial": trial, "begin": begin, "end": end, "stop": stop}
