"""IPython in the trusted kernel: a cell goes in, a notebook's outputs come out.

Jupyter's own kernel does this behind five sockets and half a dozen threads, which costs more than
most checks. Its one client here is the process that started it, so a pipe will do.
"""

import base64
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from functools import cache, partial
from multiprocessing.connection import Connection
from typing import Any

from convedu.grading.common.process import die_with_parent
from convedu.grading.judge import kernel_commands
from convedu.grading.sandbox.jailed import runner
from convedu.grading.sandbox.jailed.quiet_ipython import (
    QUIET,
    Prints,
    QuietShell,
    refuse_input,
)

Output = dict[str, Any]


class _Prints(Prints):
    """What a cell prints."""

    def __init__(self, shell: "Shell", name: str) -> None:
        self.shell = shell
        self.name = name

    def write(self, text: str) -> int:
        self.shell.show("stream", name=self.name, text=text)
        return len(text)


class Shell(QuietShell):
    """IPython whose outputs are those of a notebook; nbval, too, updates and clears nothing."""

    def __init__(self, **options: Any) -> None:
        self.outputs: list[Output] = []
        super().__init__(**options)

    def run(self, text: str) -> list[Output]:
        """Run a cell; return its outputs, as in a notebook file."""
        self.outputs = []
        getattr(self.history_manager, "outputs", {}).clear()  # IPython keeps all it has shown
        self.run_cell(text, store_history=False)
        return self.outputs

    def show(self, kind: str, **content: Any) -> None:
        """Add an output; what is shown between cells is shown to nobody."""
        self.outputs.append({"output_type": kind, **content})

    def show_result(self, data: dict, metadata: dict) -> None:
        """Add what a cell has ended with."""
        number = self.execution_count
        self.show("execute_result", data=data, metadata=metadata, execution_count=number)

    def show_display(self, data: dict, metadata: dict) -> None:
        """Add what a cell displays."""
        self.show("display_data", data=data, metadata=metadata)

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.show("error", ename=etype.__name__, evalue=str(evalue), traceback=stb)


def serve(connection: Connection, folder: str, settings: Mapping[str, str]) -> None:
    """Be the trusted kernel in a folder: run cells and commands until the engine is gone.

    A request is ``["cell", [source], {}]`` or ``[command, [], arguments]``; a reply ``["done",
    value]`` or ``["failed", text]``, both as JSON.
    """
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the engine decides when it ends
    try:
        _settle(folder, settings)
    except Exception as error:
        connection.send_bytes(_failed(error))
        return
    answers: dict[str, Callable] = {
        "cell": lambda source: _shell().run(source),
        "start": partial(kernel_commands.start, _shell),
        **kernel_commands.COMMANDS,
    }
    while True:
        try:
            kind, request, options = json.loads(connection.recv_bytes())
        except EOFError:
            return
        try:
            value = answers[kind](*request, **options)
            reply = json.dumps(["done", value], default=_text).encode()
        except Exception as error:
            reply = _failed(error)
        connection.send_bytes(reply)


def _settle(folder: str, settings: Mapping[str, str]) -> None:
    """Move into the folder, with nothing of the engine's terminal."""
    os.environ.update(settings)
    os.chdir(folder)
    sys.path.insert(0, "")
    runner.silence()
    refuse_input()


@cache
def _shell() -> Shell:
    """Start IPython, when it is first asked for: the jail that takes longer is under way then."""
    shell = Shell.instance(config=QUIET)
    sys.stdout, sys.stderr = _Prints(shell, "stdout"), _Prints(shell, "stderr")
    return shell


def _failed(error: Exception) -> bytes:
    return json.dumps(["failed", f"{type(error).__name__}: {error}"]).encode()


def _text(value: object) -> str:
    """Write a picture as notebooks do, and anything else as it would be printed."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else repr(value)
