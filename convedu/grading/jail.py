"""Where student processes come from: bubblewrap, or (said aloud everywhere) nothing around them."""

import contextlib
import hmac
import importlib.metadata
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from .limits import Limits

HERE = Path(__file__).parent
INMATE = ("wire.py", "student.py", "zygote.py", "seccomp.py")
START_SECONDS, STOP_SECONDS, GRACE_SECONDS = 60.0, 2.0, 0.5
NOT_ISOLATED = "none: not isolated"
_LOADER = """
import sys, types
inmate = types.ModuleType("inmate")
inmate.__path__ = [sys.argv[1]]
sys.modules["inmate"] = inmate
sys.path += sys.argv[4:]
import importlib, json
importlib.import_module("inmate." + sys.argv[2]).main(json.loads(sys.argv[3]))
"""
_ENVIRONMENT = {
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


class Inmate:
    """A student process that was just started.

    Parameters
    ----------
    sock : socket.socket
        The wire to it.
    end : callable
        Given seconds of grace, kills it and all it started; returns how it ended.
    """

    def __init__(self, sock: socket.socket, end: Callable[[float], str]) -> None:
        self.sock = sock
        self._end = end

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


class Jail(Protocol):
    """Starts student processes, one at a time."""

    isolation: str

    def spawn(self) -> Inmate:
        """Start a fresh student process."""

    def close(self) -> None:
        """End everything that was started."""


def choose(sandbox: str) -> str:
    """Say which kind of jail to use.

    Parameters
    ----------
    sandbox : {"auto", "bubblewrap", "none"}
        What the user asked for.

    Returns
    -------
    str
        ``bubblewrap`` or ``none``.

    Raises
    ------
    SandboxError
        If bubblewrap is wanted and cannot work here.
    """
    if sandbox == "none":
        return sandbox
    advice = "or pass --sandbox none (then submissions are not isolated from this machine)"
    path = shutil.which("bwrap")
    if path is None:
        raise SandboxError(
            "bubblewrap is not installed; install it (Debian and Ubuntu: apt install bubblewrap; "
            f"Fedora: dnf install bubblewrap) {advice}"
        )
    trial = subprocess.run(
        [path, "--ro-bind", "/", "/", *_namespaces(), "--as-pid-1", "true"],
        capture_output=True,
        text=True,
        check=False,
    )
    if trial.returncode:
        raise SandboxError(
            f"bubblewrap cannot make a namespace here ({trial.stderr.strip()}); allow user "
            f"namespaces {advice}"
        )
    return "bubblewrap"


def open_jail(kind: str, limits: Limits, *, imports: Iterable[str], hidden: Iterable[Path]) -> Jail:
    """Start what starts student processes.

    Parameters
    ----------
    kind : {"bubblewrap", "none"}
        From `choose`.
    limits : Limits
        What each student process may use.
    imports : iterable of str
        Modules to have ready, such as ``matplotlib.pyplot``.
    hidden : iterable of Path
        Folders that must not be seen in the jail.

    Returns
    -------
    Jail
        To be closed.
    """
    if kind == "none":
        return Unjailed(limits)
    return Bubblewrap(limits, imports=imports, hidden=hidden)


class Bubblewrap:
    """One `bwrap` around a warm parent, which forks a jailed process for each submission."""

    def __init__(self, limits: Limits, *, imports: Iterable[str], hidden: Iterable[Path]) -> None:
        imports = sorted({"numpy", *imports})
        root = os.geteuid() == 0
        settings = {
            "limits": limits.plain(),
            "imports": imports,
            "uid": 0x7FFF0000 + secrets.randbelow(0xFFFF) if root else None,
        }
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process
        settings["control"] = theirs.fileno()
        command = [
            *("bwrap", *_namespaces(), *_view(imports, hidden)),
            *(os.path.realpath(sys._base_executable), "-I", "-S", "-c", _LOADER),
            *("/jail", "zygote", json.dumps(settings), "/site"),
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
        self.ready = False
        self.isolation = version()

    def spawn(self) -> Inmate:
        """Start a fresh jailed process; it is process 1 of a world with nothing else in it."""
        if not self.ready:  # the parent warms up while the trusted kernel imports its own modules
            self._reply()
            self.ready = True
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self.control, [b"spawn"], [theirs.fileno()])
        self._reply()
        return Inmate(ours, self._end)

    def _end(self, grace: float) -> str:
        self.control.send(str(grace).encode())
        return self._reply()["reason"]

    def _reply(self) -> dict:
        self.control.settimeout(START_SECONDS)
        try:
            packet = self.control.recv(65536)
        except TimeoutError:
            packet = b""
        if not packet:
            self.close()
            self.errors.seek(0)
            said = self.errors.read().decode(errors="replace").strip()[-1000:]
            raise SandboxError(f"the jail's parent process ended: {said or 'it said nothing'}")
        reply = json.loads(packet)
        if "error" in reply:
            raise SandboxError(f"cannot jail a student process here: {reply['error']}")
        return reply

    def close(self) -> None:
        """End the warm parent, and with it everything inside."""
        self.control.close()  # the parent takes this for the end of its work
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _namespaces() -> list[str]:
    """Return the options that make the outer namespaces.

    Root needs no user namespace, and would be root in it: it keeps the right to become nobody.
    """
    unshare = ["pid", "net", "ipc", "uts", "cgroup-try"]
    if os.geteuid() == 0:
        rights = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        unshare.append("user")
        rights = []
    return [*(f"--unshare-{name}" for name in unshare), *rights]


def _view(imports: Iterable[str], hidden: Iterable[Path]) -> list[str]:
    """Return the options that say which files the jail shows, all of them read-only."""
    shown = [path for path in _system_paths() if path.exists()]
    places = {path: path for path in shown}
    places |= {Path("/site", name): path for name, path in importable(imports).items()}
    places |= {Path("/jail", name): HERE / name for name in INMATE}
    covered = _covered(shown, [*_package_folders(), *hidden])
    options = ["--as-pid-1", "--die-with-parent", "--new-session"]
    for folder in _parents(places):  # bubblewrap itself would make them for root only
        options += ["--dir", str(folder)]
    for place, path in places.items():
        if path.is_symlink() and path.parent == Path("/"):  # /lib on a merged /usr
            options += ["--symlink", os.readlink(path), str(place)]
        else:
            options += ["--ro-bind", str(path), str(place)]
    for path in covered:
        options += ["--tmpfs", str(path), "--remount-ro", str(path)]
    options += ["--proc", "/proc", "--dev", "/dev", "--dir", "/work"]
    options += ["--perms", "1777", "--tmpfs", "/tmp"]
    for key, value in _ENVIRONMENT.items():
        options += ["--setenv", key, value]
    return [*options, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/work"]


def _parents(places: Iterable[Path]) -> list[Path]:
    """Return the folders above `places`, but for those that a shown folder brings along."""
    folders = {folder for place in places for folder in place.parents if folder != Path("/")}
    return sorted(folder for folder in folders if not any(map(folder.is_relative_to, places)))


def _system_paths() -> list[Path]:
    """Return Python with its standard library, and the shared libraries: no programs."""
    base = Path(sys.base_prefix)
    paths = [Path(name) for name in ("/lib", "/lib64", "/usr/lib", "/usr/lib64")]
    paths += [Path("/etc/ld.so.cache"), Path("/nix/store")]
    if base in (Path("/usr"), Path("/usr/local"), Path("/")):
        stdlib = Path(sysconfig.get_path("stdlib"))
        library = Path(sysconfig.get_config_var("LIBDIR") or base / "lib")
        paths += [Path(os.path.realpath(sys._base_executable)), stdlib]
        paths += list(library.glob("libpython3*"))
    else:
        paths.append(base)
    return paths


def _package_folders() -> list[Path]:
    """Return where installed packages lie: convedu may be among them, so none is shown as it is."""
    stdlib = Path(sysconfig.get_path("stdlib"))
    shared = Path("/usr/lib/python3/dist-packages")
    return [stdlib / "site-packages", stdlib / "dist-packages", shared]


def _covered(shown: Iterable[Path], unwanted: Iterable[Path]) -> list[Path]:
    """Return those of `unwanted` that lie inside something shown."""
    roots = [path.resolve() for path in shown]
    candidates = {path.resolve() for path in unwanted if path.is_dir()}
    return sorted(path for path in candidates if any(path.is_relative_to(r) for r in roots))


def importable(imports: Iterable[str]) -> dict[str, Path]:
    """Find the packages that a student may import beside the standard library.

    Parameters
    ----------
    imports : iterable of str
        Modules that the exercise imports.

    Returns
    -------
    dict
        Name in the jail's folder of packages, and where it lies: NumPy, matplotlib, what the
        exercise imports, and what these need. Never convedu.

    Examples
    --------
    >>> "numpy" in importable([]), "convedu" in importable(["convedu.ops"])
    (True, False)
    """
    owners = importlib.metadata.packages_distributions()
    todo = {"numpy", "matplotlib"}
    for name in imports:
        todo.update(owners.get(name.partition(".")[0], []))
    found: dict[str, Path] = {}
    done = {"convedu"}
    while todo - done:
        name = min(todo - done)
        done.add(name)
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        todo.update(_needs(distribution))
        found.update(_tops(distribution))
    return found


def _needs(distribution: importlib.metadata.Distribution) -> set[str]:
    """Return the names a distribution requires without any extra."""
    needs = (need for need in distribution.requires or [] if "extra ==" not in need)
    return {"".join(_until_version(need)).lower().replace("_", "-") for need in needs}


def _until_version(need: str) -> Iterable[str]:
    for letter in need:
        if not (letter.isalnum() or letter in "-_."):
            return
        yield letter


def _tops(distribution: importlib.metadata.Distribution) -> dict[str, Path]:
    """Return the files and folders that a distribution has put beside the other packages."""
    root = Path(str(distribution.locate_file("")))
    names = {file.parts[0] for file in distribution.files or ()}
    skip = ("..", "__pycache__")
    tops = {name: root / name for name in names if name not in skip and not name.endswith("-info")}
    return {name: path for name, path in tops.items() if path.exists() and name != "convedu"}


def version() -> str:
    """Return what bubblewrap says it is."""
    return subprocess.run(
        ["bwrap", "--version"], capture_output=True, text=True, check=True
    ).stdout.strip()


class Unjailed:
    """A plain process for each submission, with what limits the system has and no walls."""

    isolation = NOT_ISOLATED

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.folder = tempfile.TemporaryDirectory(prefix="convedu-", ignore_cleanup_errors=True)

    def spawn(self) -> Inmate:
        """Start a Python of its own that connects back to this process."""
        token = secrets.token_hex(16)
        work = tempfile.mkdtemp(dir=self.folder.name)
        with socket.create_server(("127.0.0.1", 0)) as server:
            settings = {"port": server.getsockname()[1], "limits": self.limits.plain()}
            process = subprocess.Popen(
                [sys.executable, "-I", "-c", _LOADER, str(HERE), "student", json.dumps(settings)],
                cwd=work,
                env={**_inherited(), **_ENVIRONMENT, "HOME": work, "MPLCONFIGDIR": work},
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            process.stdin.write(token.encode())
            process.stdin.close()
            sock = _accept(server, token, process)
        return Inmate(sock, lambda grace: _kill_group(process, work, grace))

    def close(self) -> None:
        """Remove the folder in which the processes worked."""
        self.folder.cleanup()


def _inherited() -> dict[str, str]:
    """Return what a Windows process cannot start without."""
    return {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}


def _accept(server: socket.socket, token: str, process: subprocess.Popen) -> socket.socket:
    """Take the connection that knows the token; anybody on this machine may try."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        server.settimeout(0.2)
        try:
            sock, _ = server.accept()
            sock.settimeout(1.0)
            if hmac.compare_digest(sock.recv(len(token)).decode(errors="replace"), token):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return sock
            sock.close()
        except TimeoutError:
            continue
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
