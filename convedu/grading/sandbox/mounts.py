"""What a jailed process can see: Python, its libraries, a few packages; never convedu."""

import contextlib
import importlib.metadata
import os
import re
import sys
import sysconfig
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from convedu.grading.sandbox.student_process import ENVIRONMENT, FOLDER

_NAME = re.compile(r"[\w.-]+")  # of a distribution; its version follows


def python() -> str:
    """Return the Python that a virtual environment is made of."""
    return getattr(sys, "_base_executable", sys.executable)


def namespaces() -> list[str]:
    """Return the options that make the outer namespaces.

    Root needs no user namespace, and would be root in it: it keeps the right to become nobody.
    """
    options = [f"--unshare-{name}" for name in ("pid", "net", "ipc", "uts", "cgroup-try")]
    options += ["--hostname", "jail"]
    if os.geteuid() != 0:
        return [*options, "--unshare-user"]
    return [*options, "--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]


def mounts(imports: Iterable[str], hidden: Iterable[str], given: Path | None = None) -> list[str]:
    """Return the options by which the jail shows files read-only, without what is `hidden`.

    `given` is what each student finds in the working folder.
    """
    shown = [path for path in _system_paths() if path.exists()]
    targets = {path: path for path in shown}
    packages = importable(frozenset(imports))
    targets |= {Path("/site", name): path for name, path in packages.items()}
    targets[Path("/jail/jailed")] = FOLDER / "jailed"
    if given is not None:
        targets[Path("/given")] = given
    options = ["--as-pid-1", "--die-with-parent", "--new-session"]
    for folder in _parents(targets):  # bubblewrap itself would make them for root only
        options += ["--dir", str(folder)]
    for target, path in targets.items():
        if path.is_symlink() and path.parent == Path("/"):  # /lib on a merged /usr
            options += ["--symlink", os.readlink(path), str(target)]
        else:
            options += ["--ro-bind", str(path), str(target)]
    for path in _covered(shown, [*_package_folders(), *map(Path, hidden)]):
        if path.is_dir():
            options += ["--tmpfs", str(path), "--remount-ro", str(path)]
        else:  # such as a zip of submissions
            options += ["--ro-bind", os.devnull, str(path)]
    options += ["--proc", "/proc", "--dev", "/dev", "--dir", "/work"]
    options += ["--ro-bind", os.devnull, "/dev/zero"]  # shared memory, too: see seccomp.py
    options += ["--perms", "1777", "--tmpfs", "/tmp"]
    for key, value in ENVIRONMENT.items():
        options += ["--setenv", key, value]
    return [*options, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/work"]


def _parents(targets: Iterable[Path]) -> list[Path]:
    """Return the folders above `targets`, but for those that a shown folder brings along."""
    folders = {folder for target in targets for folder in target.parents if folder != Path("/")}
    return sorted(folder for folder in folders if not any(map(folder.is_relative_to, targets)))


def _system_paths() -> list[Path]:
    """Return Python with its standard library, and the shared libraries: no programs."""
    base = Path(sys.base_prefix)
    paths = [Path(name) for name in ("/lib", "/lib64", "/usr/lib", "/usr/lib64")]
    paths += [Path("/etc/ld.so.cache"), Path("/nix/store")]
    if base in (Path("/usr"), Path("/usr/local"), Path("/")):
        stdlib = Path(sysconfig.get_path("stdlib"))
        library = Path(sysconfig.get_config_var("LIBDIR") or base / "lib")
        paths += [Path(os.path.realpath(python())), stdlib]
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
    candidates = {path.resolve() for path in unwanted if path.exists()}
    return sorted(path for path in candidates if any(path.is_relative_to(r) for r in roots))


@cache  # or each worker's kernel would look them up anew
def importable(imports: frozenset[str]) -> dict[str, Path]:
    """Find NumPy, matplotlib, what an exercise imports, and what these need; never convedu.

    Returns where each lies, by its name in the jail's folder of packages.
    """
    todo = {"numpy", "matplotlib"}
    for name in imports:
        todo.update(_owners(name.partition(".")[0]))
    packages: dict[str, Path] = {}
    done = {"convedu"}
    while todo - done:
        name = min(todo - done)
        done.add(name)
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        todo.update(_needs(distribution))
        packages.update(_tops(distribution))
    return packages


def _owners(module: str) -> list[str]:
    """Return the distributions to show for a module."""
    if module == "convedu" or module in sys.stdlib_module_names:
        return []
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        if module in _tops(importlib.metadata.distribution(module)):
            return [module]
    # This reads every distribution's list of files: 70 ms beside JupyterLab.
    return importlib.metadata.packages_distributions().get(module, [])


def _needs(distribution: importlib.metadata.Distribution) -> set[str]:
    """Return the names a distribution requires without any extra."""
    needs = (need for need in distribution.requires or [] if "extra ==" not in need)
    names = (_NAME.match(need) for need in needs)
    return {name[0].lower().replace("_", "-") for name in names if name}


def _tops(distribution: importlib.metadata.Distribution) -> dict[str, Path]:
    """Return the files and folders that a distribution has put beside the other packages."""
    root = Path(str(distribution.locate_file("")))
    # The list as it lies there: to make a path of each of thousands of lines takes its time.
    listed = (distribution.read_text("RECORD") or "").splitlines()
    lines = listed or map(str, distribution.files or ())
    names = {line.partition(",")[0].partition("/")[0] for line in lines}
    skip = ("..", "__pycache__")
    tops = {name: root / name for name in names if name not in skip}  # entry points are in -info
    return {name: path for name, path in tops.items() if path.exists() and name != "convedu"}
