"""The names that Python text binds and uses, and whether it is finished; nothing is run."""

import ast
import re
import symtable
import warnings
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from convedu.grading.limits import CELL_CHARACTERS

_PROMPTS = (r">>>( |$)", r"(>>>|\.\.\.)( |$)"), (r"In \[\d+\]: ", r"(In \[\d+\]: |[ \t]*\.{3,}: ?)")
_MAGIC = re.compile(r"[%!?]|[\w, ]+=\s*[%!]|.*\w\?{1,2}$")  # of a line without its margins
DEFINITIONS = (
    ast.Import,
    ast.ImportFrom,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Assign,
    ast.AnnAssign,
    ast.AugAssign,
)
_BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try)


@dataclass(frozen=True)
class Names:
    """What `read` has found in a text."""

    tree: ast.Module  # the text, parsed
    binds: frozenset[str]  # names that it binds at the top level
    uses: frozenset[str]  # global names that it reads, at any depth


@lru_cache(maxsize=1024)
def read(text: str) -> Names | None:
    """Return what `text` binds and uses, or None if it is not Python.

    >>> found = read("def f(x): return np.sum(x) + b")
    >>> sorted(found.binds), sorted(found.uses)
    (['f'], ['b', 'np'])
    >>> read("def f(x") is None
    True
    """
    if len(text) > CELL_CHARACTERS:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
            table = symtable.symtable(text, "<cell>", "exec")
        uses = frozenset(_globals(table))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    symbols = table.get_symbols()
    binds = {item.get_name() for item in symbols if item.is_assigned() or item.is_imported()}
    return Names(tree, frozenset(binds), uses)


def _globals(table: symtable.SymbolTable) -> Iterator[str]:
    top = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (top or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _globals(child)


def strip_magics(text: str) -> tuple[str, list[str]]:
    r"""Replace what only a notebook understands (``%time``, ``!ls``, ``name?``) by ``pass``.

    Prompts that were copied along with the code are left out without a word, as IPython does it.

    Returns `text`: as it was if it is Python already, or if no such line is what keeps it from
    being so. Returns `dropped`: the lines that were replaced.

    >>> strip_magics("%matplotlib inline\nx = 3")
    ('pass\nx = 3', ['%matplotlib inline'])
    >>> strip_magics("x = (7\n     % 4)")[1]
    []
    """
    if len(text) > CELL_CHARACTERS or read(text):
        return text, []
    lines = _without_prompts(text).split("\n")
    if read("\n".join(lines)):
        return "\n".join(lines), []
    kept = [_pass(line) if _MAGIC.match(line.strip()) else line for line in lines]
    dropped = [line.strip() for line, put in zip(lines, kept, strict=True) if line != put]
    without = "\n".join(kept)
    return (without, dropped) if dropped and read(without) else (text, [])


def _without_prompts(text: str) -> str:
    for first, each in _PROMPTS:
        if re.match(first, text, re.MULTILINE):
            return re.sub(rf"^{each}", "", text, flags=re.MULTILINE)
    return text


def dedented(text: str) -> str:
    r"""Return `text` without the margin of its first line, as IPython runs it.

    >>> dedented("  def f(x):\n      return x\n")
    'def f(x):\n    return x\n'
    """
    start = text.lstrip("\n")
    margin = start[: len(start) - len(start.lstrip(" \t"))]
    return "\n".join(line.removeprefix(margin) for line in text.split("\n"))


def cell(text: str) -> Names | None:
    r"""Return what a notebook's cell binds and uses, or None if it is not Python.

    `text`: its source; magics do not count.

    >>> sorted(cell("%matplotlib inline\nx = np.pi").binds)
    ['x']
    """
    return read(strip_magics(text)[0])


def _pass(line: str) -> str:
    return line[: len(line) - len(line.lstrip())] + "pass"


def binds(text: str) -> frozenset[str]:
    """Return the names that a notebook's cell binds; none if it is not Python."""
    names = cell(text)
    return names.binds if names else frozenset()


def uses(text: str) -> frozenset[str]:
    """Return the global names that a notebook's cell reads; none if it is not Python."""
    names = cell(text)
    return names.uses if names else frozenset()


def is_placeholder(text: str, names: Collection[str]) -> bool:
    r"""Tell whether `text` binds some of `names`, but each only as a gap to be filled.

    >>> is_placeholder("def f(x):\n    raise NotImplementedError('your code here')", {"f"})
    True
    >>> is_placeholder("answer = ...", {"answer"}), is_placeholder("answer = 3", {"answer"})
    (True, False)
    """
    reading = read(text)
    if reading is None or not reading.binds & set(names):
        return False
    states: dict[str, bool] = {}
    for statement in reading.tree.body:
        for name in _targets(statement):
            states[name] = _is_gap(statement)
    return all(states.get(name, False) for name in reading.binds & set(names))


def _targets(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
    else:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


def _is_gap(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.FunctionDef):
        return _raises_missing(statement.body)
    value = getattr(statement, "value", None)
    return isinstance(value, ast.Constant) and value.value is Ellipsis


def _raises_missing(body: list[ast.stmt]) -> bool:
    """Tell whether a body says that it is missing before it returns anything."""
    for statement in body:
        if any(isinstance(node, ast.Return) for node in ast.walk(statement)):
            return False  # what a learner has left below is never reached, or for some cases only
        if isinstance(statement, ast.Raise) and statement.exc is not None:
            raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
            return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    return False


def without_package(text: str, package: str) -> str:
    r"""Return `text` without its imports of a package.

    >>> without_package("import numpy as np\nfrom convedu.checks import unit1", "convedu")
    'import numpy as np'
    """
    reading = read(text)
    if reading is None:
        return text
    tree = ast.Module([part for part in reading.tree.body if not _imports(part, package)], [])
    return ast.unparse(tree)


def _imports(statement: ast.stmt, package: str) -> bool:
    modules = []
    if isinstance(statement, ast.Import):
        modules = [alias.name for alias in statement.names]
    elif isinstance(statement, ast.ImportFrom):
        modules = [statement.module or ""]
    return any(module.partition(".")[0] == package for module in modules)


def imported_modules(text: str) -> set[str]:
    r"""Return the modules that the top level of `text` imports.

    >>> sorted(imported_modules("import numpy as np\nfrom matplotlib import pyplot"))
    ['matplotlib', 'matplotlib.pyplot', 'numpy']
    """
    reading = read(text)
    modules: set[str] = set()
    for statement in reading.tree.body if reading else ():
        if isinstance(statement, ast.Import):
            modules.update(alias.name for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
            modules.add(statement.module)
            modules.update(f"{statement.module}.{alias.name}" for alias in statement.names)
    return modules


def definitions(text: str) -> Iterator[tuple[str, Names]]:
    """Yield each top-level statement that binds names or changes what they stand for.

    With it comes what it binds and uses. One that is nested too deeply to be written out again is
    passed over.

    >>> [text for text, _ in definitions("import math; k = []; k.append(2); print(k)")]
    ['import math', 'k = []', 'k.append(2)']
    """
    whole = read(text)
    for statement in whole.tree.body if whole else ():
        kept = isinstance(statement, (*DEFINITIONS, *_BLOCKS)) or changes(statement)
        if kept and (alone := _written(statement, text)):
            reading = read(alone)
            if reading is not None:
                yield alone, reading


def changes(statement: ast.AST) -> set[str]:
    """Return the names of things that a statement changes without binding them.

    >>> sorted(changes(ast.parse("a.append(1); b['x'] = 2; c.d += 3; e = f(4); print(g)")))
    ['a', 'b', 'c']
    """
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return set()
    return {name for node in ast.walk(statement) if (name := _changed(node))}


def _changed(node: ast.AST) -> str:
    """Return the name in ``name[...] =``, ``name.part =`` or a mere ``name.method(...)``."""
    target: ast.AST
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        target = node.value.func
    elif isinstance(getattr(node, "ctx", None), ast.Store):
        target = node
    else:
        return ""
    inside = isinstance(target, ast.Attribute | ast.Subscript)
    while isinstance(target, ast.Attribute | ast.Subscript):
        target = target.value
    return target.id if inside and isinstance(target, ast.Name) else ""


def _written(statement: ast.stmt, text: str) -> str:
    try:
        return ast.unparse(statement)
    except RecursionError:
        return ""
    except ValueError:  # a number of more digits than Python writes out, such as a key in hex
        first = min((one.lineno for one in getattr(statement, "decorator_list", ())), default=0)
        lines = text.splitlines()[(first or statement.lineno) - 1 : statement.end_lineno]
        return "\n".join(lines)
