"""One grader at a time in a folder of marks."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from convedu.grading.ledger.ledger import LedgerError

if sys.platform != "win32":
    import fcntl


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Make and hold a folder of marks: two graders would each write out half of the class.

    Windows and some network disks have no such lock: there nothing is held. Raises LedgerError if
    it cannot be made or written to, or another process holds it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(f"{folder} cannot be the folder for marks: {error.strerror}") from None
    if not os.access(folder, os.W_OK):
        raise LedgerError(f"{folder} cannot be written to: give another --out, or make it writable")
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            _hold(handle, folder)
        yield
    finally:
        os.close(handle)


def _hold(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise LedgerError(
            f"another convedu is at work in {folder}: wait for it to end, or give another --out"
        ) from None
