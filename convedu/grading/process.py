"""Processes that must not outlive the one that started them."""

import os
import signal
import sys


def die_with(parent: int) -> None:
    """Have the system kill this process when the one that started it is gone (Linux).

    Parameters
    ----------
    parent : int
        The process that started this one.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it was gone before the request was made
            os._exit(1)


def start_worker(parent: int) -> None:
    """Prepare a worker process: it ends with the one that started it, and leaves Ctrl-C to it."""
    die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
