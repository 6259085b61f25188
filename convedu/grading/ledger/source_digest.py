"""The digest of all files of convedu that some code runs.

Files are read, never imported, and imports are followed to the end. What is imported by a name
that is put together at run time is not seen.
"""

import ast
import hashlib
import platform
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import convedu
from convedu.grading.common import static_analysis

PACKAGE = "convedu"
ROOT = Path(convedu.__file__).parent
_IMPORT = re.compile(r"^\s*((?:from\s+[\w.]+\s+)?import\s+(?:\([^)]*\)|.+))", re.MULTILINE)


def digest(modules: Iterable[str]) -> str:
    """Return the SHA-256 of all files of convedu that some of its modules run."""
    return digest_of(path for module in sorted(closure(modules)) for path in _files(module))


def digest_of(paths: Iterable[Path]) -> str:
    """Return the SHA-256 of some of convedu's files, with their names."""
    hashed = hashlib.sha256()
    for path in paths:
        data = path.read_bytes()
        hashed.update(f"{path.relative_to(ROOT).as_posix()} {len(data)}\n".encode() + data)
    return hashed.hexdigest()


def everything() -> list[Path]:
    """Return all of convedu's code, and its tables: what checks are worth, and what they say."""
    return sorted(path for path in ROOT.rglob("*") if path.suffix in (".py", ".toml"))


def versions() -> tuple[str, str]:
    """Return Python's and NumPy's: with others an answer may do something else."""
    return ".".join(platform.python_version_tuple()[:2]), version("numpy")


def closure(modules: Iterable[str]) -> set[str]:
    """Return the modules with all that they import of convedu, and the packages around these.

    A package around a module is not followed: a unit's imports all of its checks.
    """
    waiting, known = set(modules), set()
    while waiting:
        name = waiting.pop()
        known.add(name)
        waiting |= _imports(name) - known
    for name in tuple(known):
        while name := name.rpartition(".")[0]:
            known.add(name)
    return known


def used_by(text: str, setup: str = "") -> set[str]:
    """Return the modules of convedu that a cell's source makes use of, or says that it does."""
    parts = [static_analysis.strip_magics(part)[0] for part in (setup, text)]
    trees = [static_analysis.read(part).tree for part in parts]
    rest = "\n".join(static_analysis.without_package(part, PACKAGE) for part in parts)
    used = set()
    for node in chain.from_iterable(map(ast.walk, trees)):
        for name, module in _bound(node, PACKAGE):
            if name == "*":
                used.add(module)
                continue
            for attributes in re.findall(rf"\b{name}\b((?:\.\w+)*)", rest):
                used |= _innermost(module, attributes.split(".")[1:])
    return used


def _innermost(module: str, names: list[str]) -> set[str]:
    """Return the innermost module that a module's attributes name; of convedu itself, all."""
    for name in names:
        if not _path(f"{module}.{name}"):
            break
        module = f"{module}.{name}"
    return {_name(path) for path in ROOT.rglob("*.py")} if module == PACKAGE else {module}


@cache
def _imports(module: str) -> frozenset[str]:
    path = _path(module)
    if path is None:
        return frozenset()
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    statements = _statements(path.read_text(encoding="utf-8"))
    return frozenset(name for node in statements for _, name in _bound(node, package))


def _statements(text: str) -> Iterable[ast.AST]:
    """Return a file's imports, at any depth; to parse all of it takes twenty times as long."""
    try:
        return [ast.parse(match[1]).body[0] for match in _IMPORT.finditer(text)]
    except SyntaxError:  # prose that begins like an import
        return ast.walk(ast.parse(text))


def _bound(node: ast.AST, package: str) -> Iterator[tuple[str, str]]:
    """Yield each name that an import binds to a part of convedu, with the module it is from."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.name.partition(".")[0] == PACKAGE:
                yield (alias.asname, alias.name) if alias.asname else (PACKAGE, PACKAGE)
    elif isinstance(node, ast.ImportFrom):
        base = package.split(".")[: package.count(".") + 2 - node.level] if node.level else []
        module = ".".join([*base, *filter(None, [node.module])])
        if module.partition(".")[0] == PACKAGE:
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield alias.asname or alias.name, inner if _path(inner) else module


@cache
def _path(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split(".")[1:])
    paths = (path / "__init__.py", path.with_suffix(".py"))
    return next(filter(Path.is_file, paths), None)


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join([PACKAGE, *(part for part in parts if part != "__init__")])


@cache
def _files(module: str) -> tuple[Path, ...]:
    """Return a module's file with the data beside it: a package's own, or NAME.toml of NAME.py."""
    path = _path(module)
    if path is None:
        return ()
    if path.name == "__init__.py":
        beside = path.parent.iterdir() if path.parent != ROOT else ()
        others = {other.with_suffix(".toml") for other in path.parent.glob("*.py")}
        data = [p for p in beside if p.suffix not in (".py", ".pyc") and p not in others]
    else:
        data = [path.with_suffix(".toml")]
    return (path, *sorted(p for p in data if p.is_file()))
