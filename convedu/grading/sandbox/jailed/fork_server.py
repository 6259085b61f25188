"""The warm parent inside bubblewrap: it forks one jailed student process at a time.

It has imported NumPy once, holds no submission, and stays single-threaded. For each student it
forks, takes new namespaces, covers what is writable with fresh memory file systems, and forks
again, so that the student is process 1 of its own world and one kill ends all of it.
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import platform
import resource
import select
import shutil
import signal
import socket
from collections.abc import Callable
from typing import Any

from . import runner, seccomp
from .proc_stats import CpuWait, memory, others

Serve = Callable[[socket.socket], None]
_libc = ctypes.CDLL(None, use_errno=True)
_NEW = 0x20000 | 0x4000000 | 0x8000000 | 0x10000000 | 0x20000000 | 0x40000000
_NOSUID, _NODEV, _READONLY, _PRIVATE = 2, 4, 1, 0x4000 | 0x40000
INSIDE = 1000  # the student's user and group, as it sees them
WIRE, REPORT = 3, 4
GIVEN = "/given"  # what is to lie in each student's working folder
WATCH = 0.05  # seconds between two looks at the memory


def main(
    *, descriptor: int, program: str, imports: list[str], uid: int | None, limits: dict[str, Any]
) -> None:
    """Serve a socket of JSON packets until the trusted side closes it.

    `program` is the module here that a student process runs, with `imports` ready, as `uid`.
    """
    control = socket.socket(fileno=descriptor)
    try:
        _drop_root(uid)
        module = importlib.import_module(f"{__package__}.{program}")
        module.warm()
        for name in imports:
            with contextlib.suppress(ImportError):  # `from a import b`: b need not be a module
                importlib.import_module(name)
        _add_bounds(limits)
    except Exception as error:
        if control.recv(4096):  # the first request; unread it would keep the answer from arriving
            control.send(json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())
        return
    seccomp.program(platform.machine())  # put together once for all
    gc.collect()
    gc.freeze()
    Zygote(control, limits, module.serve).run()


def _drop_root(uid: int | None) -> None:
    """Become nobody: root is not bound by the number of processes, and owns every file."""
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        _call("prctl", 4, 1, 0, 0, 0)  # dumpable, or /proc/self/uid_map belongs to root
    os.umask(0o077)


def _add_bounds(limits: dict[str, Any]) -> None:
    """Allow memory beside that of this process, and files beside those that are given."""
    with open("/proc/self/statm") as file:
        start = int(file.read().split()[0]) * resource.getpagesize()
    limits["cpu_seconds"] = runner.cpu_seconds(limits)
    limits["address_bytes"] = start + limits["memory_bytes"]
    files = [os.path.join(top, name) for top, _, names in os.walk(GIVEN) for name in names]
    limits["work_bytes"] = limits["file_bytes"] + sum(map(os.path.getsize, files))
    limits["work_files"] = 1024 + 2 * len(files)


def _call(name: str, *args: Any) -> None:
    if getattr(_libc, name)(*args):
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")


class Zygote:
    """The loop of the parent: spawn, watch, end, tell how long a student was kept waiting."""

    def __init__(self, control: socket.socket, limits: dict[str, Any], serve: Serve) -> None:
        self.control = control
        self.limits = limits
        self.serve = serve
        self.pid: int | None = None
        self.pidfd = -1
        self.reason = ""
        self.waiting = CpuWait(os.getpid())

    def run(self) -> None:
        """Answer ``spawn`` and ``end``; look after the student in between."""
        while True:
            watched: list[Any] = [self.control] if self.pid is None else [self.control, self.pidfd]
            ready, _, _ = select.select(watched, [], [], None if self.pid is None else WATCH)
            if self.pidfd in ready:
                self._bury()
            if self.control in ready:
                packet, descriptors, _, _ = socket.recv_fds(self.control, 4096, 1)
                if not packet:
                    self._end(0.0)
                    return
                self.control.send(json.dumps(self._answer(packet, descriptors)).encode())
            if self.pid is not None:
                self._watch()

    def _answer(self, packet: bytes, descriptors: list[int]) -> dict:
        if descriptors:
            return self._spawn(descriptors[0])
        if packet == b"waited":
            return {"waited": self.waiting.since()}
        if packet == b"interrupt":
            if self.pid is not None:
                signal.pidfd_send_signal(self.pidfd, signal.SIGINT)
            return {"interrupted": True}
        return self._end(float(packet))

    def _spawn(self, wire: int) -> dict:
        self._end(0.0)
        self.reason = ""
        report, write = os.pipe()
        first = os.fork()
        if first == 0:
            os.close(report)
            self.control.close()
            enter(wire, write, self.limits, self.serve)
        os.close(write)
        os.close(wire)
        with open(report) as pipe:
            messages = dict(line.partition(" ")[::2] for line in pipe.read().splitlines())
        os.waitpid(first, 0)
        if "pid" in messages:
            self.pid = int(messages["pid"])
            self.pidfd = os.pidfd_open(self.pid)
            self.waiting = CpuWait(self.pid)
        if "ready" in messages:
            return {}
        return {"error": messages.get("error", "the student process ended before it was jailed")}

    def _end(self, grace: float) -> dict:
        if self.pid is not None:
            if not select.select([self.pidfd], [], [], grace)[0]:
                self._kill("ended")
            self._bury()
        return {"reason": self.reason}

    def _kill(self, reason: str) -> None:
        self.reason = self.reason or reason
        signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)

    def _bury(self) -> None:
        assert self.pid is not None
        _, status, used = os.wait4(self.pid, 0)  # returns when the whole namespace is gone
        code = os.waitstatus_to_exitcode(status)
        # Nobody inside can do that to the first process, but by what makes the system do it.
        is_spent = used.ru_utime + used.ru_stime >= self.limits["cpu_seconds"]
        is_large = used.ru_maxrss << 10 > self.limits["memory_bytes"] // 2
        if code == -signal.SIGKILL and not is_spent and not is_large:
            self.reason = self.reason or "killed"
        self.reason = self.reason or (f"signal {-code}" if code < 0 else f"exit {code}")
        os.close(self.pidfd)
        self.pid, self.pidfd = None, -1

    def _watch(self) -> None:
        """RLIMIT_AS bounds one process: this bounds the sum."""
        pids = others()
        if sum(map(memory, pids)) > self.limits["memory_bytes"]:
            self._kill("memory")
        elif len(pids) > self.limits["processes"] + 7:
            self._kill("processes")


def enter(wire: int, report: int, limits: dict[str, Any], serve: Serve) -> None:
    """Go into the jail and become the student process; never returns.

    The pipe `report` is told the process's number, then ``ready`` or what went wrong.
    """
    try:
        _keep_only(wire, report)
        outer = os.getuid(), os.getgid()
        _call("unshare", _NEW)
        _be_somebody(*outer)
        _cover(limits)
        if pid := os.fork():
            os.write(REPORT, f"pid {pid}\n".encode())
            os._exit(0)
        _bind(limits)
    except BaseException as error:
        os.write(REPORT, f"error {error}\n".encode())
        os._exit(97)
    try:
        serve(socket.socket(fileno=WIRE))
    finally:
        os._exit(0)


def _keep_only(wire: int, report: int) -> None:
    """Have the two descriptors at known numbers, and no other."""
    wire, report = os.dup2(wire, 20), os.dup2(report, 21)
    os.dup2(wire, WIRE)
    os.dup2(report, REPORT)
    os.closerange(REPORT + 1, 1024)


def _be_somebody(uid: int, gid: int) -> None:
    maps = {"uid_map": f"{INSIDE} {uid} 1", "gid_map": f"{INSIDE} {gid} 1"}
    for name, text in {"setgroups": "deny", **maps}.items():
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def _cover(limits: dict[str, Any]) -> None:
    """Put fresh memory over all that can be written to, empty pages over /proc and terminals."""
    _call("mount", None, b"/", None, ctypes.c_ulong(_PRIVATE), None)
    room = limits["file_bytes"], 1024
    work = limits["work_bytes"], limits["work_files"]
    for target, (size, files) in ((b"/work", work), (b"/tmp", room), (b"/dev/shm", room)):
        how = f"size={size},nr_inodes={files},mode=0700".encode()
        _call("mount", b"tmpfs", target, b"tmpfs", ctypes.c_ulong(_NOSUID | _NODEV), how)
    if os.path.isdir(GIVEN):
        shutil.copytree(GIVEN, "/work", dirs_exist_ok=True, copy_function=shutil.copyfile)
        os.chmod("/work", 0o700)  # copytree has taken the mode along
    empty = ctypes.c_ulong(_NOSUID | _NODEV | _READONLY)
    for target in (b"/proc", b"/dev/pts"):  # of terminals the machine has one number for all
        _call("mount", b"tmpfs", target, b"tmpfs", empty, b"size=4k,nr_inodes=2,mode=0555")
    os.chdir("/work")


def _bind(limits: dict[str, Any]) -> None:
    """Give up every right and descriptor that a student has no use for."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    runner.silence()
    runner.bound(
        CPU=limits["cpu_seconds"],
        AS=limits["address_bytes"],
        FSIZE=limits["file_bytes"],
        NOFILE=limits["open_files"],
        NPROC=limits["processes"],
        CORE=1,  # with 0 a system that hands crashes to a program would still start that
        MEMLOCK=0,
        MSGQUEUE=0,
        SIGPENDING=64,  # timers too: each takes memory of the kernel
    )
    for capability in range(64):
        if _libc.prctl(24, capability, 0, 0, 0):
            break
    _call("prctl", 38, 1, 0, 0, 0)  # no new privileges
    header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    _call("capset", header, nothing)
    seccomp.install(_libc)
    os.write(REPORT, b"ready\n")
    os.close(REPORT)
