"""The program of a student process that is not jailed: the same, within what limits there are."""

import importlib
import socket
import sys
from typing import Any

from . import runner


def main(settings: dict[str, Any]) -> None:
    """Serve over a local connection.

    The settings are ``port``, where the trusted side listens on this machine, ``limits`` and
    ``program``. What comes on standard input proves to it that who connects is its own child.
    """
    token = sys.stdin.read()
    program = importlib.import_module(f"{__package__}.{settings['program']}")
    program.warm()
    sys.meta_path.insert(0, _Without())
    runner.silence()
    _limit(settings["limits"])
    with socket.create_connection(("127.0.0.1", settings["port"])) as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.sendall(token.encode())
        program.serve(sock)


class _Without:
    """Finds nothing, and says so, for the package that holds the solutions' building blocks."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if name.partition(".")[0] == "convedu":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def _limit(limits: dict[str, Any]) -> None:
    if sys.platform != "win32":  # there the trusted side's clock is the only limit
        cpu = int(20 * limits["seconds"]) + 10
        runner.bound(CPU=cpu, FSIZE=limits["file_bytes"], CORE=0)
    if sys.platform == "linux":  # elsewhere the address space says little about memory
        runner.bound(AS=2 * limits["memory_bytes"])
