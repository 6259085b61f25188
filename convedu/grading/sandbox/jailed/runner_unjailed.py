"""The program of a student process that is not jailed: the same, within what limits there are."""

import importlib
import socket
import sys
from typing import Any

from . import runner


def main(*, port: int, program: str, limits: dict[str, Any]) -> None:
    """Serve the trusted side, which listens at a port; the standard input proves who connects."""
    token = sys.stdin.read()
    module = importlib.import_module(f"{__package__}.{program}")
    module.warm()
    sys.meta_path.insert(0, _Without())
    runner.silence()
    if sys.platform != "win32":  # there the trusted side's clock is the only limit
        runner.bound(CPU=runner.cpu_seconds(limits), FSIZE=limits["file_bytes"], CORE=0)
    if sys.platform == "linux":  # elsewhere the address space says little about memory
        runner.bound(AS=2 * limits["memory_bytes"])
    with socket.create_connection(("127.0.0.1", port)) as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.sendall(token.encode())
        module.serve(sock)


class _Without:
    """Finds nothing, and says so, for the package that holds the solutions' building blocks."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if name.partition(".")[0] == "convedu":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
