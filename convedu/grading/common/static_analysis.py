"""What Python text binds, uses and imports, and whether it is finished; nothing is run."""

import ast
import re
import symtable
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from convedu.grading.limits import ANSWER_CHARACTERS, CELL_CHARACTERS, SPLIT_PARTS

_PROMPTS = (r">>>( |$)", r"(>>>|\.\.\.)( |$)"), (r"In \[\d+\]: ", r"(In \[\d+\]: |[ \t]*\.{3,}: ?)")
_MAGIC = re.compile(r"[%!?]|[\w, ]+=\s*[%!]|.*\w\?{1,2}$")  # of a line without its margins
_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
DEFINITIONS = (*_NAMED, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.AugAssign)
_BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try)


@dataclass(frozen=True)
class Names:
    """What `read` has found in a text; nothing if it is not Python."""

    tree: ast.Module  # the text, parsed
    binds: frozenset[str]  # names that it binds at the top level
    uses: frozenset[str]  # global names that it reads, at any depth
    is_python: bool = True


_NO_PYTHON = Names(ast.Module([], []), frozenset(), frozenset(), is_python=False)


@lru_cache(maxsize=1024)
def read(text: str) -> Names:
    """Return what `text` binds and uses."""
    if len(text) > CELL_CHARACTERS:
        return _NO_PYTHON
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
            table = symtable.symtable(text, "<cell>", "exec")
        uses = frozenset(_globals(table))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _NO_PYTHON
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
    """Replace what only a notebook understands (``%time``, ``!ls``, ``name?``) by ``pass``.

    Returns the text, as it was if it is no Python then either, and the lines that were replaced.
    """
    if len(text) > CELL_CHARACTERS or read(text).is_python:
        return text, []
    lines = _without_prompts(text).split("\n")
    if read("\n".join(lines)).is_python:
        return "\n".join(lines), []
    kept = [re.sub(r"\S.*", "pass", one) if _MAGIC.match(one.strip()) else one for one in lines]
    dropped = [line.strip() for line, put in zip(lines, kept, strict=True) if line != put]
    without = "\n".join(kept)
    return (without, dropped) if dropped and read(without).is_python else (text, [])


def _without_prompts(text: str) -> str:
    for first, each in _PROMPTS:
        if re.match(first, text, re.MULTILINE):
            return re.sub(rf"^{each}", "", text, flags=re.MULTILINE)
    return text


def cell(text: str) -> Names:
    """Return what a notebook's cell binds and uses but for magics."""
    return read(strip_magics(text)[0])


def parts_of_cell(texts: Sequence[str]) -> int:
    """Return how many texts, from the first on, are one split cell: Python only together."""
    found = 1
    for count in range(2, min(len(texts), SPLIT_PARTS) + 1):
        last = texts[count - 1]
        is_whole = cell("\n".join(texts[: count - 1])).is_python
        if is_whole and (last[:1] not in (" ", "\t") or cell(last).is_python):
            break
        if cell("\n".join(texts[:count])).is_python:
            found = count
    return found


def is_placeholder(text: str, names: Collection[str]) -> bool:
    """Tell whether `text` binds some of `names`, but each only as a gap to be filled."""
    reading = read(text)
    bound = reading.binds & set(names)
    states = {
        name: _is_gap(statement) for statement in reading.tree.body for name in _targets(statement)
    }
    return bool(bound) and all(states.get(name, False) for name in bound)


def _targets(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, _NAMED):
        yield statement.name
    else:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


def _is_gap(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.FunctionDef):
        return all(map(_does_nothing, statement.body)) or _raises_missing(statement.body)
    value = getattr(statement, "value", None)
    return isinstance(value, ast.Constant) and value.value is Ellipsis


def _does_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Return):
        return getattr(statement.value, "value", statement.value) is None
    is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return is_text or isinstance(statement, ast.Pass)


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
    """Return `text` without its imports of a package."""
    reading = read(text)
    if not reading.is_python:
        return text
    kept = [
        statement
        for statement in reading.tree.body
        if package not in (module.partition(".")[0] for module in _imported(statement))
    ]
    return ast.unparse(ast.Module(kept, []))


def imported_modules(text: str) -> set[str]:
    """Return the modules that the top level of `text` imports."""
    return {module for statement in read(text).tree.body for module in _imported(statement)}


def _imported(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.Import):
        yield from (alias.name for alias in statement.names)
    elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
        yield statement.module
        yield from (f"{statement.module}.{alias.name}" for alias in statement.names)


def definitions(text: str) -> Iterator[tuple[str, Names]]:
    """Yield each top-level statement that binds names or changes things, with its names."""
    for statement in read(text).tree.body:
        if isinstance(statement, (*DEFINITIONS, *_BLOCKS)) or changes(statement):
            try:
                alone = ast.unparse(statement)
            except (RecursionError, ValueError):  # or a number of very many digits, such as a key
                alone = ast.get_source_segment(text, statement) or ""
            if (reading := read(alone)).tree.body:
                yield alone, reading


def changes(statement: ast.AST) -> set[str]:
    """Return the names of things that a statement changes without binding them."""
    if isinstance(statement, _NAMED):
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


def parse(text: str) -> ast.Module:
    """Parse a learner's text without warnings; raises as `ast.parse`, ValueError if too long."""
    if len(text) > ANSWER_CHARACTERS:
        raise ValueError(f"text has {len(text)} characters, expected at most {ANSWER_CHARACTERS}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


@lru_cache(maxsize=8)
def imports_of(setup: str) -> Mapping[str, str]:
    """Return what the imports of the instructor's set-up bind; see `aliases`."""
    return aliases(parse(setup))


def aliases(tree: ast.AST) -> dict[str, str]:
    """Return the names that imports bind, at any depth, with what each stands for."""
    full_names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.partition(".")[0]
                full_names[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                full_names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return full_names


def dotted(node: ast.AST, known: Mapping[str, str]) -> str | None:
    """Return the full name, such as ``numpy.sum``, if the imports `known` say so."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in known:
        return None
    return ".".join([known[node.id], *reversed(parts)])
