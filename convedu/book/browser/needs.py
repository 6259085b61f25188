"""Which of the cells before it a cell needs, read from the names in the code."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_MAGIC = re.compile(r"^(\s*)[%!].*$", re.MULTILINE)
_CHANGING = frozenset(
    [
        "add",
        "append",
        "clear",
        "discard",
        "extend",
        "fill",
        "insert",
        "pop",
        "remove",
        "reverse",
        "setdefault",
        "sort",
        "update",
    ]
)


@dataclass(frozen=True)
class Names:
    """A cell's names: bound, changed in place, used at once, and used when a function is called."""

    bound: frozenset[str]
    changed: frozenset[str]
    used: frozenset[str]
    later: frozenset[str]


def without_magics(source: str) -> str:
    """Return a cell's source without IPython's magics and shell lines, line for line."""
    return _MAGIC.sub(r"\1pass", source)


def names(source: str) -> Names:
    """Read the names in a cell; one that is not Python has none."""
    reader = _Reader()
    try:
        reader.visit(ast.parse(without_magics(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        reader = _Reader()
    found = reader.bound, reader.changed, reader.used, reader.later - reader.bound
    return Names(*map(frozenset, found))


def needed(cells: Sequence[Names], wanted: int) -> list[int]:
    """Return the positions, in order, of the cells before `wanted` that it cannot do without."""
    found: set[int] = set()
    later = set(cells[wanted].later)
    while True:
        before = len(found)
        sought = set(cells[wanted].used)
        for position in reversed(range(wanted)):
            cell = cells[position]
            if (cell.bound | cell.changed) & (sought | later):
                found.add(position)
                sought = (sought - cell.bound) | cell.used
                later |= cell.later
        if len(found) == before:
            return sorted(found)


class _Reader(ast.NodeVisitor):
    """Collects names in the order in which they are reached when the cell runs."""

    def __init__(self) -> None:
        self.bound: set[str] = set()
        self.changed: set[str] = set()
        self.used: set[str] = set()
        self.later: set[str] = set()

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.bound.add(node.id)
        elif node.id not in self.bound:
            self.used.add(node.id)

    def visit_alias(self, node: ast.alias) -> None:
        self.bound.add(node.asname or node.name.partition(".")[0])

    def visit_Assign(self, node: ast.Assign) -> None:
        self._visit_all([node.value, *node.targets])

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._change(node.target)
        self.visit(node.value)

    def visit_For(self, node: ast.For) -> None:
        self._visit_all([node.iter, node.target, *node.body, *node.orelse])

    def visit_Subscript(self, node: ast.Subscript | ast.Attribute) -> None:
        if isinstance(node.ctx, ast.Store):
            self._change(node)
        self.generic_visit(node)

    visit_Attribute = visit_Subscript

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Attribute) and node.func.attr in _CHANGING:
            self._change(node.func)
        self.generic_visit(node)

    def visit_ListComp(self, node: ast.AST) -> None:
        own = {each.id for each in _all_names(node) if isinstance(each.ctx, ast.Store)}
        used = {each.id for each in _all_names(node) if isinstance(each.ctx, ast.Load)}
        self.used |= used - own - self.bound

    visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_ListComp

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._visit_all([*node.decorator_list, *node.args.defaults])
        own = {each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg)}
        own |= {each.id for each in _all_names(node) if isinstance(each.ctx, ast.Store)}
        self.later |= {each.id for part in node.body for each in _all_names(part)} - own
        self.bound.add(node.name)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._visit_all(node.args.defaults)
        own = {each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg)}
        self.later |= {each.id for each in _all_names(node.body)} - own

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.used |= {each.id for each in _all_names(node)} - self.bound
        self.bound.add(node.name)

    def _visit_all(self, nodes: Iterable[ast.AST]) -> None:
        for node in nodes:
            self.visit(node)

    def _change(self, node: ast.AST) -> None:
        while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
            node = node.func if isinstance(node, ast.Call) else node.value
        if isinstance(node, ast.Name):
            self.changed.add(node.id)
            if node.id not in self.bound:
                self.used.add(node.id)


def _all_names(node: ast.AST) -> Iterator[ast.Name]:
    return (each for each in ast.walk(node) if isinstance(each, ast.Name))
