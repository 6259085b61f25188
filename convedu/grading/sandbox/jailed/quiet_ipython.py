"""IPython without history, colours, prompts and anybody to ask, inside the jail and outside."""

import builtins
import getpass
import io
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

QUIET = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})


class _Results(DisplayHook):
    """What a cell's expressions show, without a number and a line's end."""

    shell: Any

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        """Hand it to the shell."""
        self.shell.show_result(format_dict, md_dict or {})

    def write_output_prompt(self) -> None:
        """Say no number: it is part of the output, or nobody reads it."""

    def finish_displayhook(self) -> None:
        """End no line: there is none."""
        self._is_active = False


class _Displays(DisplayPublisher):
    """What a cell displays; nothing is updated."""

    shell: Any

    def publish(self, data: dict, metadata: dict | None = None, *_: Any, **options: Any) -> None:
        """Hand it to the shell."""
        if not options.get("update"):
            self.shell.show_display(data, metadata or {})

    def clear_output(self, wait: bool = False) -> None:
        """Leave that to the shell."""
        self.shell.clear_shown()


class QuietShell(InteractiveShell):
    """IPython that has no window, and gives what a cell shows to its own methods."""

    displayhook_class = Type(_Results)
    display_pub_class = Type(_Displays)

    def enable_gui(self, gui: str | None = None) -> None:
        """Have none; ``%matplotlib inline`` asks for that."""

    def show_result(self, data: dict, metadata: dict) -> None:
        """Show what a cell has ended with to nobody."""

    def show_display(self, data: dict, metadata: dict) -> None:
        """Show what a cell displays to nobody."""

    def clear_shown(self) -> None:
        """Keep what was shown."""


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
