"""IPython without history, colours, prompts and anybody to ask, inside the jail and outside.

Part of the package `jailed`: standard library and IPython only.
"""

import builtins
import getpass
import io
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

QUIET = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})


class QuietShell(InteractiveShell):
    """IPython that has no window."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Have none; ``%matplotlib inline`` asks for that."""


class QuietResults(DisplayHook):
    """What a cell's expressions show, without a number and a line's end."""

    shell: Any

    def write_output_prompt(self) -> None:
        """Say no number: it is part of the output, or nobody reads it."""

    def finish_displayhook(self) -> None:
        """End no line: there is none."""
        self._is_active = False


class Prints(io.TextIOBase):
    """A stream that a cell may write to."""

    def writable(self) -> bool:
        """Say so."""
        return True


def refuse_input() -> None:
    """Have whoever asks for input be told that nobody is there."""
    for module, name in ((builtins, "input"), (getpass, "getpass")):
        setattr(module, name, _refuse)


def _refuse(prompt: str = "", *_: object) -> str:
    raise StdinNotImplementedError("nobody is there to be asked")
