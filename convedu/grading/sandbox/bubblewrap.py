"""Where student processes come from: bubblewrap, or (said aloud everywhere) nothing around them."""

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from convedu.grading.limits import START_SECONDS, STOP_SECONDS, Limits
from convedu.grading.sandbox.mounts import mounts, namespaces, python
from convedu.grading.sandbox.student_process import LOADER, Program, SandboxError, StudentProcess
from convedu.grading.sandbox.subprocess_sandbox import Unjailed

SETTING = "kernel.apparmor_restrict_unprivileged_userns"
APPARMOR = Path("/proc/sys", SETTING.replace(".", "/"))
ADVICE = "or pass --sandbox none (then submissions are not isolated from this machine)"
_ahead: dict[tuple, socket.socket] = {}  # jails to be taken, by what they were started with


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


@dataclass
class Bubblewrap:
    """One `bwrap` around a warm parent, which forks a jailed process for each submission."""

    limits: Limits
    control: socket.socket  # the parent takes its end for the end of its work
    errors: IO[bytes]
    started: ExitStack  # ends what this process has started for it

    @property
    def isolation(self) -> str:
        """What is around a student process."""
        return _version()

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
            self.errors.seek(0)
            message = self.errors.read().decode(errors="replace").strip()[-1000:]
            self.close()
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
        self.control.close()
        self.started.close()


Jail = Bubblewrap | Unjailed  # starts student processes, one at a time


def open_jail(kind: str, limits: Limits, program: Program, *, hidden: Iterable[str]) -> Jail:
    """Return what starts student processes, of a kind from `choose`; it has to be closed.

    Takes one that was started ahead and still works, else starts one; raises `SandboxError`.
    """
    if waiting := _ahead.get((limits, program, *hidden)):
        while descriptors := socket.recv_fds(waiting, 1, 2)[1]:
            errors = os.fdopen(descriptors[1], "rb")
            jail = Bubblewrap(limits, socket.socket(fileno=descriptors[0]), errors, ExitStack())
            jail.started.enter_context(errors)
            with contextlib.suppress(SandboxError):  # somebody may have killed it
                return _tried(jail)
    return _tried(Unjailed(limits, program) if kind == "none" else _start(limits, program, hidden))


def _tried(jail: Jail) -> Jail:
    try:
        jail.spawn().end()
    except BaseException:
        jail.close()
        raise
    return jail


@contextlib.contextmanager
def jails_ahead(
    number: int, kind: str, limits: Limits, program: Program, *, hidden: Iterable[str]
) -> Iterator[None]:
    """Start jails which `open_jail` takes in this process and its forks; end them at last.

    Each belongs to who takes it, and ends with that; the others end when nobody can take them.
    """
    with ExitStack() as ending:
        if kind != "none":
            take, give = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            for _ in range(number):
                jail = _start(limits, program, hidden)
                ending.push(jail.started)
                with jail.control:
                    descriptors = [jail.control.fileno(), jail.errors.fileno()]
                    socket.send_fds(give, [b" "], descriptors)
            give.close()
            _ahead[limits, program, *hidden] = ending.enter_context(take)
            ending.callback(_ahead.pop, (limits, program, *hidden))
        yield


def _start(limits: Limits, program: Program, hidden: Iterable[str]) -> Bubblewrap:
    imports = sorted({"numpy", *program.imports})
    given = None
    with ExitStack() as started:
        if program.files:
            made = tempfile.TemporaryDirectory(prefix="convedu-", ignore_cleanup_errors=True)
            given = Path(started.enter_context(made), "given")
            program.lay_out(given)
        control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        errors = started.enter_context(tempfile.TemporaryFile())
        settings = {
            "descriptor": theirs.fileno(),
            "program": program.name,
            "imports": imports,
            "uid": 0x7FFF0000 + secrets.randbelow(0xFFFF) if os.geteuid() == 0 else None,
            "limits": limits.plain(),
        }
        command = [
            *(shutil.which("bwrap") or "bwrap", *namespaces(), *mounts(imports, hidden, given)),
            *(os.path.realpath(python()), "-s", "-P", "-S", "-c", LOADER),
            *("/jail", "fork_server", json.dumps(settings), "/site"),
        ]
        with theirs:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                pass_fds=[theirs.fileno()],
                env={},
                start_new_session=True,  # a Ctrl-C is for the grader, which ends it in its turn
            )
        started.callback(_end, process)
        return Bubblewrap(limits, control, errors, started.pop_all())


def _end(process: subprocess.Popen) -> None:
    """Wait for what has nothing left to do, for a while."""
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@cache
def _version() -> str:
    command = [shutil.which("bwrap") or "bwrap", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _allow(what: str) -> str:
    """Say how to allow namespaces where AppArmor is known to be in the way (Ubuntu 23.10 on)."""
    try:
        restricted = APPARMOR.read_text().strip() == "1"
    except OSError:
        restricted = False
    return f"allow {what}" + (f" (sudo sysctl -w {SETTING}=0)" if restricted else "")
