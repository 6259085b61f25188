"""The program inside the jail that runs a notebook: IPython, and one cell a request.

The instructor's tests run here too, beside the learner's code, which can do to this process what
it likes. So a test is sent when its turn comes, and all that goes back is how a cell has ended.
"""

import asyncio
import contextlib
import importlib
import os
import random
import signal
import socket
import sys
import traceback
import types
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.random
from IPython.utils.text import SList

from . import framing
from .quiet_ipython import QUIET, QuietShell, refuse_input

MOST_RESULTS, MOST_TEXT = 8, 80  # what a cell has shown, and characters of each
# What is shown counts where it is a number: of these the text is none, and may be a huge one.
UNREAD = (np.ndarray, list, tuple, dict, set, frozenset, str, bytes)


class Shell(QuietShell):
    """IPython that keeps how a cell has ended."""

    error: BaseException | None = None

    def showtraceback(self, exc_tuple: tuple | None = None, *_: Any, **__: Any) -> None:
        """Keep the first error: some magics show one and raise none."""
        caller = sys._getframe(1).f_globals.get("__name__", "")
        if not caller.startswith("ipywidgets."):  # `interact` shows it in its widget
            error = exc_tuple[1] if exc_tuple else sys.exc_info()[1]
            self.error = self.error or error or RuntimeError()

    def showsyntaxerror(self, *_: Any, **__: Any) -> None:
        """Keep it, too."""
        self.showtraceback()

    def ask_exit(self) -> None:
        """Stay: the cells below are still to be run."""

    def system(self, command: str) -> None:
        """Run no program: there is none in the jail, and no error in a notebook either."""
        self.user_ns["_exit_code"] = 127  # what a system says of a command that it does not find

    system_piped = system_raw = system

    def getoutput(self, command: str, split: bool = True, depth: int = 0) -> SList | str:
        """Return nothing, for the same reason."""
        return SList() if split else ""


def warm() -> None:
    """Load what every notebook needs, in the process of which each is a fork."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    warnings.simplefilter("default")
    shell: Any = Shell.instance(config=QUIET, user_module=types.ModuleType("__main__"))
    shell.set_hook("show_in_pager", lambda *_: None, 99)
    assert shell.display_formatter is not None
    write_kind = shell.display_formatter.formatters["text/plain"].for_type
    for kind in UNREAD:
        write_kind(kind, lambda value, printer, cycle: printer.text(type(value).__name__))
    shell.InteractiveTB.set_mode("Minimal")  # IPython keeps what nobody reads, and takes its time
    for name in ("matplotlib.pyplot", "matplotlib_inline.backend_inline"):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def serve(sock: socket.socket) -> None:
    """Run the cells that are sent until the other side closes the connection.

    A request is ``{"id", "source", "forget"}``: whether the cell before was none of the notebook's,
    which is not to be told of it while it runs. The reply has ``results`` and ``error``.
    """
    cells = _Cells(Shell.instance())
    own = os.getpid()
    while True:
        try:
            header, _ = framing.receive(sock)
        except EOFError:
            return
        if header["forget"]:
            cells.forget()
        reply = cells.run(header["source"])
        if os.getpid() != own:  # a cell has forked, and this is the copy
            os._exit(0)
        framing.send(sock, {"id": header["id"], **reply})


class _Cells:
    """Runs one cell after the other, as a notebook's kernel does."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.is_running = False
        self.forget = _memory_of(shell)  # the last cell, and its number
        self.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self.loop)
        signal.signal(signal.SIGINT, self._interrupt)
        sys.argv = ["kernel"]
        sys.path.insert(0, "")
        os.environ["NBGRADER_EXECUTION"] = "autograde"
        refuse_input()
        random.seed(0)
        np.random.seed(0)  # noqa: NPY002 - the cells may use the old interface

    def run(self, source: str) -> dict[str, Any]:
        """Run a cell; return what it has shown and how it has ended."""
        shell = self.shell
        shell.outputs, shell.error = [], None
        self.forget = _memory_of(shell)
        task = self.loop.create_task(self._run(source))
        try:
            self.is_running = True
            ended = self.loop.run_until_complete(task)
            errors = [shell.error, ended.error_before_exec, ended.error_in_exec]
        except BaseException as raised:
            errors = [raised]
        finally:
            self.is_running = False
            task.cancel()
        shown = [one["data"] for one in shell.outputs if one["output_type"] == "execute_result"]
        results = [str(data.get("text/plain"))[:MOST_TEXT] for data in shown[:MOST_RESULTS]]
        error = next((error for error in errors if error is not None), None)
        return {"results": results, "error": None if error is None else self._described(error)}

    async def _run(self, source: str) -> Any:
        problem, code = None, source
        try:
            code = self.shell.transform_cell(source)
        except Exception:
            problem = sys.exc_info()
        result = None
        try:
            result = await self.shell.run_cell_async(
                source, store_history=True, transformed_cell=code, preprocessing_exc_tuple=problem
            )
        finally:  # figures are closed then
            self.shell.events.trigger("post_execute")
            self.shell.events.trigger("post_run_cell", result)
        return result

    def _described(self, error: BaseException) -> dict[str, Any]:
        """Say the error's class, the line of the cell, and the line of another that it was in."""
        outer = inner = line = None
        for frame, number in traceback.walk_tb(error.__traceback__):
            if frame.f_globals is self.shell.user_ns:
                file = frame.f_code.co_filename
                outer, line = (file, number) if outer is None else (outer, line)
                inner = number if file != outer else None
        name = error.name if isinstance(error, ModuleNotFoundError) else None
        return {"type": type(error).__name__, "line": line, "inner": inner, "module": str(name)}

    def _interrupt(self, *_: Any) -> None:
        if self.is_running:
            raise KeyboardInterrupt


def _memory_of(shell: Shell) -> Callable[[], None]:
    """Return what brings IPython's memory of its cells back to what it is now."""
    manager: Any = shell.history_manager
    count, length = shell.execution_count, len(shell.user_ns["In"])
    recent = {name: getattr(manager, name) for name in ("_i00", "_i", "_ii", "_iii")}

    def restore() -> None:
        shell.execution_count = count
        for name, text in recent.items():
            setattr(manager, name, text)
            if name in shell.user_ns:
                shell.user_ns[name] = text
        shell.user_ns.pop(f"_i{count}", None)
        del manager.input_hist_raw[length:], manager.input_hist_parsed[length:]

    return restore
