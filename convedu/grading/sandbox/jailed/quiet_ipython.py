"""IPython without history, colours, prompts and anybody to ask, inside the jail and outside."""

import builtins
import getpass
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
        number = self.shell.execution_count
        shown = {"data": format_dict, "metadata": md_dict or {}, "execution_count": number}
        self.shell.show("execute_result", **shown)

    def write_output_prompt(self) -> None:
        pass

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Displays(DisplayPublisher):
    """What a cell displays; nbval updates and clears nothing either."""

    shell: Any

    def publish(self, data: dict, metadata: dict | None = None, *_: Any, **options: Any) -> None:
        if not options.get("update"):
            self.shell.show("display_data", data=data, metadata=metadata or {})

    def clear_output(self, wait: bool = False) -> None:
        pass


class QuietShell(InteractiveShell):
    """IPython that has no window, and keeps what a cell shows as a notebook file does."""

    displayhook_class = Type(_Results)
    display_pub_class = Type(_Displays)

    def __init__(self, **options: Any) -> None:
        self.outputs: list[dict[str, Any]] = []
        super().__init__(**options)

    def show(self, kind: str, **content: Any) -> None:
        """Add an output; what is shown between cells is shown to nobody."""
        self.outputs.append({"output_type": kind, **content})

    def enable_gui(self, gui: str | None = None) -> None:
        """Have none; ``%matplotlib inline`` asks for that."""


def refuse_input() -> None:
    """Have whoever asks for input be told that nobody is there."""
    builtins.input = getpass.getpass = _refuse


def _refuse(*_: object, **__: object) -> str:
    raise StdinNotImplementedError("nobody is there to be asked")
