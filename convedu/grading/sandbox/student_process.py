"""What every student process has in common, jailed or not."""

import socket
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(__file__).parent  # what runs around a learner's code is its package `jailed`
START_SECONDS, GRACE_SECONDS = 60.0, 0.5
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


class SandboxError(RuntimeError):
    """There is no jail here, or it does not hold; the text says what to do."""


class StudentProcess:
    """A student process that was just started.

    Parameters
    ----------
    sock : socket.socket
        The wire to it.
    end : callable
        Given seconds of grace, kills it and all it started; returns how it ended.
    waited : callable
        Returns for how many seconds it had no core since this was last asked, if that is known.
    """

    def __init__(
        self,
        sock: socket.socket,
        end: Callable[[float], str],
        waited: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self.sock = sock
        self._end = end
        self.waited = waited

    def end(self, *, gone: bool = False) -> str:
        """Kill the process and all it started.

        Parameters
        ----------
        gone : bool
            Its connection is closed, so it is most likely about to end by itself.

        Returns
        -------
        str
            ``ended``, or how it had ended before: ``memory``, ``processes``, ``exit 3``,
            ``signal 11``.
        """
        self.sock.close()
        return self._end(GRACE_SECONDS if gone else 0.0)
