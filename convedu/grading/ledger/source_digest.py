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
from pathlib import Path

import convedu
from convedu.grading.common import static_analysis

PACKAGE = "convedu"
ROOT = Path(convedu.__file__).parent
_IMPORT = re.compile(r"^\s*((?:from\s+[\w.]+\s+)?import\s+(?:\([^)]*\)|.+))", re.MULTILINE)


def digest(modules: Iterable[str]) -> str:
    """Return the SHA-256 of all files of convedu that some of its modules run."""
    hashed = hashlib.sha256()
    for module in sorted(closure(modules)):
        for path in _files(module):
            data = path.read_bytes()
            hashed.update(f"{path.relative_to(ROOT)} {len(data)}\n".encode() + data)
    return hashed.hexdigest()


def versions() -> tuple[str, str]:
    """Return Python's and NumPy's: with others an answer may do something else."""
    return ".".join(platform.python_version_tuple()[:2]), version("numpy")


def closure(modules: Iterable[str]) -> set[str]:
    """Return the modules with all that they import of convedu, at any depth."""
    waiting, known = set(modules), set()
    while waiting:
        name = waiting.pop()
        known.add(name)
        parts = name.split(".")
        outer = (".".join(parts[:n]) for n in range(1, len(parts)))
        waiting |= {*_imports(name), *(one for one in outer if _shown(one) is None)} - known
    return known


def used_by(text: str, setup: str = "") -> set[str]:
    """Return the modules of convedu that a cell's source makes use of."""
    trees = [static_analysis.cell(part).tree for part in (setup, text)]
    aliases: dict[str, str] = {}
    modules: set[str] = set()
    for tree in trees:
        for node in ast.walk(tree):
            for name, module in _bound(node, PACKAGE):
                aliases[name] = module
                if name == "*":
                    modules.add(module)
    for tree in trees:
        for chain in _chains(tree):
            if chain[0] in aliases:
                modules |= _resolved(aliases[chain[0]], chain[1:])
    return modules


def _chains(tree: ast.AST) -> Iterator[list[str]]:
    """Yield ``["a", "b", "c"]`` for each ``a.b.c`` that is read, the longest only."""
    waiting = [tree]
    while waiting:
        node = inner = waiting.pop()
        chain: list[str] = []
        while isinstance(inner, ast.Attribute):
            chain.append(inner.attr)
            inner = inner.value
        if isinstance(inner, ast.Name):
            yield [inner.id, *reversed(chain)]
        else:
            waiting += ast.iter_child_nodes(node)


def _resolved(module: str, names: list[str]) -> set[str]:
    """Return the modules in which the attributes of a module are defined."""
    for name in names:
        shown = _shown(module)
        if shown is not None and name in shown:
            module = shown[name]
        elif _path(f"{module}.{name}"):
            module = f"{module}.{name}"
        else:
            break
    if module == PACKAGE:  # its parts are loaded by name, whichever is asked for
        return {_name(path) for path in ROOT.rglob("*.py")}
    return {module, *(_shown(module) or {}).values()}


@cache
def _shown(package: str) -> dict[str, str] | None:
    """Return which module each name comes from, if a package does nothing but show them."""
    path = _path(package)
    if path is None or path.name != "__init__.py":
        return None
    names: dict[str, str] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        is_all = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not isinstance(node, ast.ImportFrom) and not is_all and not is_text:
            return None
        names |= dict(_bound(node, package))
    return names


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
                shown = (_shown(module) or {}) if module != package else {}
                where = inner if _path(inner) else shown.get(alias.name, module)
                yield alias.asname or alias.name, where


def _path(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split(".")[1:])
    paths = (path / "__init__.py", path.with_suffix(".py"))
    return next(filter(Path.is_file, paths), None)


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join([PACKAGE, *(part for part in parts if part != "__init__")])


def _files(module: str) -> list[Path]:
    """Return a module's file with the data beside it: a package's own, or NAME.toml of NAME.py."""
    path = _path(module)
    if path is None:
        return []
    if path.name == "__init__.py":
        beside = path.parent.iterdir() if path.parent != ROOT else ()
        others = {other.with_suffix(".toml") for other in path.parent.glob("*.py")}
        data = [p for p in beside if p.suffix not in (".py", ".pyc") and p not in others]
    else:
        data = [path.with_suffix(".toml")]
    return [path, *sorted(p for p in data if p.is_file())]
