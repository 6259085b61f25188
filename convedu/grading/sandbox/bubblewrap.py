"""Where student processes come from: bubblewrap, or (said aloud everywhere) nothing around them."""

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from convedu.grading.limits import START_SECONDS, STOP_SECONDS, Limits
from convedu.grading.sandbox.mounts import mounts, namespaces, python
from convedu.grading.sandbox.student_process import LOADER, Program, SandboxError, StudentProcess
from convedu.grading.sandbox.subprocess_sandbox import Unjailed

SETTING = "kernel.apparmor_restrict_unprivileged_userns"
APPARMOR = Path("/proc/sys", SETTING.replace(".", "/"))
ADVICE = "or pass --sandbox none (then submissions are not isolated from this machine)"


def choose(sandbox: str) -> str:
    """Return ``none`` if that is wanted, else ``bubblewrap``; `SandboxError` if it cannot work."""
    if sandbox == "none":
        return sandbox
    path = shutil.which("bwrap")
    if path is None:
        raise SandboxError(
            "bubblewrap is not installed; install it (Debian and Ubuntu: apt install bubblewrap; "
            f"Fedora: dnf install bubblewrap) {ADVICE}"
        )
    trial = subprocess.run(
        [path, "--ro-bind", "/", "/", *namespaces(), "--as-pid-1", "true"],
        capture_output=True,
        text=True,
        check=False,
    )
    if trial.returncode:
        raise SandboxError(
            f"bubblewrap cannot make a namespace here ({trial.stderr.strip()}); "
            f"{_allow('user namespaces')} {ADVICE}"
        )
    return "bubblewrap"


class Bubblewrap:
    """One `bwrap` around a warm parent, which forks a jailed process for each submission."""

    def __init__(self, limits: Limits, program: Program, *, hidden: Iterable[str]) -> None:
        bwrap = shutil.which("bwrap") or "bwrap"
        imports = sorted({"numpy", *program.imports})
        self.limits = limits
        self.folder = contextlib.ExitStack()
        given = None
        if program.files:
            made = tempfile.TemporaryDirectory(prefix="convedu-", ignore_cleanup_errors=True)
            given = Path(self.folder.enter_context(made), "given")
            program.lay_out(given)
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.errors = self.folder.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        settings = {
            "descriptor": theirs.fileno(),
            "program": program.name,
            "imports": imports,
            "uid": 0x7FFF0000 + secrets.randbelow(0xFFFF) if os.geteuid() == 0 else None,
            "limits": limits.plain(),
        }
        command = [
            *(bwrap, *namespaces(), *mounts(imports, hidden, given)),
            *(os.path.realpath(python()), "-s", "-P", "-S", "-c", LOADER),
            *("/jail", "fork_server", json.dumps(settings), "/site"),
        ]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self.errors,
            pass_fds=[theirs.fileno()],
            env={},
        )
        theirs.close()
        version = subprocess.run([bwrap, "--version"], capture_output=True, text=True, check=True)
        self.isolation = version.stdout.strip()

    def spawn(self) -> StudentProcess:
        """Start a fresh jailed process; it is process 1 of a world with nothing else in it."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._ask("spawn", theirs.fileno())
        except BaseException:
            ours.close()
            raise
        return StudentProcess(
            ours,
            self.limits,
            kill=lambda grace: self._ask(f"{grace}")["reason"],
            interrupt=lambda: self._ask("interrupt")["interrupted"],
            waited=lambda: self._ask("waited")["waited"],
        )

    def _ask(self, what: str, *descriptors: int) -> dict:
        packet = b""
        with contextlib.suppress(OSError):
            self.control.settimeout(START_SECONDS)
            with contextlib.suppress(BrokenPipeError):  # it has ended, and may have said why
                socket.send_fds(self.control, [what.encode()], descriptors)
            packet = self.control.recv(65536)
        if not packet:
            self._stop()
            self.errors.seek(0)
            message = self.errors.read().decode(errors="replace").strip()[-1000:]
            raise SandboxError(f"the jail's parent process ended: {message or 'it said nothing'}")
        reply = json.loads(packet)
        if "error" in reply:
            raise SandboxError(
                f"cannot jail a student process here ({reply['error']}): "
                f"{_allow('nested user namespaces')} {ADVICE}"
            )
        return reply

    def close(self) -> None:
        """End the warm parent, and with it everything inside."""
        self._stop()
        self.folder.close()

    def _stop(self) -> None:
        self.control.close()  # the parent takes this for the end of its work
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


Jail = Bubblewrap | Unjailed  # starts student processes, one at a time


def open_jail(kind: str, limits: Limits, program: Program, *, hidden: Iterable[str]) -> Jail:
    """Start what starts student processes, of a kind from `choose`; it has to be closed."""
    if kind == "none":
        return Unjailed(limits, program)
    return Bubblewrap(limits, program, hidden=hidden)


def _allow(what: str) -> str:
    """Say how to allow namespaces where AppArmor is known to be in the way (Ubuntu 23.10 on)."""
    try:
        restricted = APPARMOR.read_text().strip() == "1"
    except OSError:
        restricted = False
    return f"allow {what}" + (f" (sudo sysctl -w {SETTING}=0)" if restricted else "")
