"""Student processes without a jail, for a learner's own code and where nothing else will do."""

import contextlib
import hmac
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from convedu.grading.limits import START_SECONDS, Limits
from convedu.grading.model import NOT_ISOLATED
from convedu.grading.sandbox import student_process
from convedu.grading.sandbox.student_process import Program, SandboxError, StudentProcess

KEPT = ("SYSTEMROOT", "PATH")  # environment without which Windows starts no process


class Unjailed:
    """A plain process for each submission, with what limits the system has and no walls."""

    isolation = NOT_ISOLATED

    def __init__(self, limits: Limits, program: Program) -> None:
        self.limits = limits
        self.program = program
        self.folder = tempfile.TemporaryDirectory(prefix="convedu-", ignore_cleanup_errors=True)

    def spawn(self) -> StudentProcess:
        """Start a Python of its own that connects back to this process."""
        token = secrets.token_hex(16).encode()
        work = tempfile.mkdtemp(dir=self.folder.name)
        self.program.lay_out(Path(work))
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        own = {"HOME": work, "MPLCONFIGDIR": work}
        with socket.create_server(("127.0.0.1", 0)) as server:
            settings = {
                "port": server.getsockname()[1],
                "limits": self.limits.plain(),
                "program": self.program.name,
            }
            loader = ("-s", "-P", "-c", student_process.LOADER, str(student_process.FOLDER))
            process = subprocess.Popen(
                [sys.executable, *loader, "runner_unjailed", json.dumps(settings)],
                cwd=work,
                env={**kept, **student_process.ENVIRONMENT, **own},
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            assert process.stdin is not None
            process.stdin.write(token)
            process.stdin.close()
            sock = _accept(server, token, process)
        kill, interrupt = partial(_kill_group, process, work), partial(_interrupt, process)
        return StudentProcess(sock, self.limits, kill, interrupt)

    def close(self) -> None:
        """Remove the folder in which the processes worked."""
        self.folder.cleanup()


def _interrupt(process: subprocess.Popen) -> bool:
    """Do what Ctrl-C does; Windows would do it to the grader, too."""
    if sys.platform == "win32":
        return False
    process.send_signal(signal.SIGINT)
    return True


def _accept(server: socket.socket, token: bytes, process: subprocess.Popen) -> socket.socket:
    """Take the connection that knows the token; anybody on this machine may try."""
    server.settimeout(0.2)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(TimeoutError):
            sock, _ = server.accept()
            sock.settimeout(1.0)
            if hmac.compare_digest(sock.recv(len(token)), token):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return sock
            sock.close()
    process.kill()
    raise SandboxError("the student process did not start")


def _kill_group(process: subprocess.Popen, work: str, grace: float) -> str:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(grace)
    code = process.poll()
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
    shutil.rmtree(work, ignore_errors=True)
    if code is None:
        return "ended"
    return f"signal {-code}" if code < 0 else f"exit {code}"
