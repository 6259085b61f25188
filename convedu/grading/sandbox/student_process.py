"""What every student process has in common, jailed or not."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from convedu.grading.common.errors import UserError
from convedu.grading.limits import GRACE_SECONDS

FOLDER = Path(__file__).parent  # what runs around a learner's code is its package `jailed`
# Arguments: the folder that holds `jailed`, one of its programs, its settings, folders of packages.
# The folder is on the path only until its program is loaded: convedu is neither seen nor imported.
LOADER = """
import importlib, json, sys
sys.path += sys.argv[4:]
sys.path.insert(0, sys.argv[1])
program = importlib.import_module("jailed." + sys.argv[2])
sys.path.remove(sys.argv[1])
program.main(json.loads(sys.argv[3]))
"""
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "MPLBACKEND": "agg",
    "MPLCONFIGDIR": "/tmp/matplotlib",
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
}


@dataclass(frozen=True)
class Program:
    """What runs around a learner's code, and what it finds there.

    `name` is a module of the package `jailed`; `imports` are modules to show and to have ready;
    `files` lie in each working folder: names with ``/``, and contents.
    """

    name: str = "runner"
    imports: tuple[str, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()

    def lay_out(self, folder: Path) -> None:
        """Write the files; whoever may enter the folder may read them."""
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        for name, data in self.files:
            path = folder / name
            for outer in reversed(path.relative_to(folder).parents[:-1]):
                (folder / outer).mkdir(exist_ok=True)
                (folder / outer).chmod(0o755)
            path.write_bytes(data)
            path.chmod(0o644)


class SandboxError(UserError):
    """There is no jail here, or it does not hold; the text says what to do."""


@dataclass
class StudentProcess:
    """A student process that was just started."""

    sock: socket.socket
    kill: Callable[[float], str]  # after seconds of grace, with all it started; how it ended
    interrupt: Callable[[], bool]  # do what Ctrl-C does; False where that cannot be done
    # for how many seconds it had no core since this was last asked, if that is known
    waited: Callable[[], float] = lambda: 0.0

    def end(self, *, gone: bool = False) -> str:
        """Kill the process and all it started; return ``ended``, or how it had ended before.

        That is ``memory``, ``processes``, ``killed`` by somebody outside, ``exit 3`` or
        ``signal 11``. One that is `gone` has
        closed its connection, so it is most likely about to end by itself.
        """
        try:
            return self.kill(GRACE_SECONDS if gone else 0.0)
        finally:  # not before: it would end by itself
            self.sock.close()
