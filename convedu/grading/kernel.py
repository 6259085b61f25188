"""The engine's end of its trusted kernel: nbval's own, with a watch on its life."""

import ast
import json
import time
from pathlib import Path
from queue import Empty
from typing import Any

from nbval.kernel import CURRENT_ENV_KERNEL_NAME, RunningKernel

from .marks import KernelLostError

POLL = 0.5
START_SECONDS = 60.0
STARTS = 3
INSIDE = f"{__package__}.inside"


def start_kernel(folder: Path) -> "TrustedKernel":
    """Start a kernel; again where it dies at once, as when another program took its port.

    Parameters
    ----------
    folder : Path
        Where it works.

    Returns
    -------
    TrustedKernel

    Raises
    ------
    KernelLostError
        If it does not start.
    """
    for _ in range(STARTS):
        try:
            return TrustedKernel(folder)
        except RuntimeError as error:
            said = str(error)
    raise KernelLostError(f"the trusted kernel did not start: {said}")


class TrustedKernel(RunningKernel):
    """nbval's kernel, which notices when it is dead.

    Parameters
    ----------
    folder : Path
        Where it works.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(CURRENT_ENV_KERNEL_NAME, cwd=str(folder), startup_timeout=START_SECONDS)

    def get_message(self, stream: str, timeout: float | None = None) -> dict:
        """Get a message as nbval does, without writing each one out for a log that is off."""
        channel = self.kc.iopub_channel if stream == "iopub" else self.kc.shell_channel
        return channel.get_msg(timeout=timeout)

    def is_alive(self) -> bool:
        """Look at the process itself: nbval's way goes through an event loop, for each cell."""
        return hasattr(self, "km") and self.km.provisioner.process.poll() is None

    def await_reply(self, msg_id: str, timeout: float | None = None) -> dict:
        """Wait for a reply as nbval does, but not on a process that has gone.

        Raises
        ------
        queue.Empty
            After `timeout` seconds.
        KernelLostError
            If the kernel has died.
        """
        deadline = time.monotonic() + (timeout or START_SECONDS)
        while (left := deadline - time.monotonic()) > 0:
            try:
                message = self.get_message(stream="shell", timeout=min(POLL, left))
            except Empty:
                if not self.is_alive():
                    raise KernelLostError("the trusted kernel died") from None
                continue
            if message["parent_header"].get("msg_id") == msg_id:
                return message
        raise Empty

    def command(self, function: str, *, seconds: float, **arguments: Any) -> Any:
        """Run one of the commands of inside.py in the kernel.

        Parameters
        ----------
        function : str
            Its name.
        seconds : float
            How long it may take.
        **arguments
            What JSON can hold.

        Returns
        -------
        object
            What it returned, through JSON.
        """
        module = f"__import__({INSIDE!r}, fromlist=['answer'])"
        call = f"{module}.answer({function!r}, {json.dumps(arguments)!r})"
        number = self.kc.execute("", silent=True, user_expressions={"reply": call})
        try:
            message = self.await_reply(number, timeout=seconds)
            self.await_idle(number, timeout=START_SECONDS)
        except Empty:
            raise KernelLostError(f"the trusted kernel did not {function} in time") from None
        reply = message["content"].get("user_expressions", {}).get("reply", {})
        if reply.get("status") != "ok":
            said = f"{reply.get('ename')}: {reply.get('evalue')}"
            raise KernelLostError(f"the trusted kernel could not {function}: {said}")
        return json.loads(ast.literal_eval(reply["data"]["text/plain"]))
