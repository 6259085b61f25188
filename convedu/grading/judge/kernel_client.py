"""The engine's end of its trusted kernel: a process of its own, which nbval takes for Jupyter's."""

import contextlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from convedu.grading.common.process import context
from convedu.grading.judge.kernel_server import serve
from convedu.grading.model import KernelLostError
from convedu.grading.sandbox.student_process import SandboxError


class TrustedKernel:
    """A process that runs the instructor's cells, with the methods that nbval asks a kernel for."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        made = context()
        self._wire, theirs = made.Pipe()
        given = theirs, str(folder), dict(settings)
        self.process = made.Process(target=serve, args=given, daemon=True)
        self.process.start()
        theirs.close()
        self._messages: Iterator[dict[str, Any]] = iter(())

    def is_alive(self) -> bool:
        """Say yes to nbval, which asks before each cell: a dead one is noticed by what follows."""
        return True

    def execute_cell_input(self, cell_input: str, allow_stdin: bool | None = None) -> str:
        """Begin to run a cell; return what nbval knows it by: there is one at a time."""
        self._send("cell", {"source": cell_input})
        return "cell"

    def await_reply(self, msg_id: str, timeout: float | None = None) -> None:
        """Wait until the cell has run; raise `KernelLostError` if that takes too long."""
        idle = {"output_type": "status", "execution_state": "idle"}
        outputs = [*self._receive("run a cell", timeout), idle]
        header = {"parent_header": {"msg_id": msg_id}}
        self._messages = (
            {"msg_type": output["output_type"], "content": output, **header} for output in outputs
        )

    def get_message(self, stream: str, timeout: float | None = None) -> dict[str, Any]:
        """Return the next of the cell's outputs; after the last one, that it is idle."""
        return next(self._messages)

    def await_idle(self, parent_id: str, timeout: float) -> None:
        """Wait for nothing: what an error has left unread is forgotten by the next cell."""

    def command(self, function: str, *, seconds: float, **arguments: Any) -> Any:
        """Make a request of kernel_server with what JSON can hold; return what it returned.

        Raises `SandboxError` if it had no jail, `KernelLostError` if it failed otherwise or took
        too long, or if the process died.
        """
        self._send(function, arguments)
        return self._receive(function, seconds)

    def stop(self) -> None:
        """Kill the process."""
        self.process.kill()
        self.process.join()
        self._wire.close()

    def _send(self, *request: object) -> None:
        with contextlib.suppress(OSError):  # it has died, and may have said why
            self._wire.send_bytes(json.dumps(request).encode())

    def _receive(self, what: str, seconds: float | None) -> Any:
        try:
            if not self._wire.poll(seconds):
                self.stop()  # a late reply would be taken for that to a later request
                raise KernelLostError(f"the trusted kernel did not {what} in time")
            state, value = json.loads(self._wire.recv_bytes())
        except (EOFError, OSError):
            raise KernelLostError("the trusted kernel died") from None
        if state == "unjailed":
            raise SandboxError(value)
        if state != "done":
            raise KernelLostError(f"the trusted kernel could not {what}: {value}")
        return value
