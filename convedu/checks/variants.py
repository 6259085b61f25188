"""Right answers with one step of their source changed: mistakes that no bank has thought of.

What comes of such a change explains a wrong answer as well as a bug of the bank does; only the
words are more general, since they belong to the kind of step and not to the exercise. Most changes
stand beside their words in variants.toml.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType
from typing import Any

from convedu.checks.answers import Answer, source_of
from convedu.checks.bank import parts, words
from convedu.checks.cases import Bug

_WORDS = words(__file__)
_STEP = "_step"
"""The global variable of an answer that says which of its steps is changed."""

_COUNTERPARTS = {"min": "max", "sum": "mean", "any": "all"}
_COUNTERPARTS |= {other: one for one, other in _COUNTERPARTS.items()}

STATEMENTS = {"one-pass-only", "overwritten", "step-forgotten"}
"""The names that are about a whole statement."""

Change = tuple[str, Any]


@cache
def variants(right: Callable) -> tuple[Bug, ...]:
    """Return the bugs that come of one changed step in the source of a right answer.

    There are none where the source cannot be had or is no `def`.
    """
    try:
        tree = ast.parse(source_of(right))
    except (OSError, TypeError, SyntaxError):  # a lambda's source is the whole call it stands in
        return ()
    function = tree.body[0]
    if not isinstance(function, ast.FunctionDef) or function.decorator_list:
        return ()
    if any(isinstance(node, ast.While) for node in ast.walk(function)):
        return ()  # changed, it might never end
    switches = _Switches({argument.arg for argument in function.args.args})
    function.body = [switches.visit(statement) for statement in function.body]
    answer = _compiled(tree, right)
    return tuple(
        Bug(name, _WORDS.bugs[name], _with_step(answer, step), general=True)
        for step, name in enumerate(switches.names)
    )


def _compiled(tree: ast.Module, right: Callable) -> Any:
    made: dict[str, Answer] = {}
    exec(compile(ast.fix_missing_locations(tree), "<variant>", "exec"), right.__globals__, made)
    return made[right.__name__]


def _with_step(answer: Any, step: int) -> Answer:
    names = {**answer.__globals__, _STEP: step}
    return FunctionType(answer.__code__, names, answer.__name__, answer.__defaults__)


class _Switches(ast.NodeTransformer):
    """Puts all changes of each step into one tree, each behind its number: it is compiled once."""

    def __init__(self, parameters: set[str]) -> None:
        self.parameters = parameters
        self.names: list[str] = []

    def visit(self, node: ast.AST) -> Any:
        """Return a node that does what one of its changes does where that one's number is set."""
        made = {
            ast.dump(instead): (name, instead) for name, instead in [*self._changes(node)][::-1]
        }
        changes = copy.deepcopy([*made.values()][::-1])
        switched: Any = self.generic_visit(node)
        for name, instead in changes:
            number = ast.Constant(len(self.names))
            chosen = ast.Compare(ast.Name(_STEP, ast.Load()), [ast.Eq()], [number])
            if isinstance(node, ast.stmt):
                switched = ast.If(chosen, [instead], [switched])
            else:
                switched = ast.IfExp(chosen, instead, switched)
            self.names.append(name)
        return switched

    def _changes(self, node: ast.AST) -> Iterator[Change]:
        if isinstance(getattr(node, "ctx", None), ast.Store):
            return
        for name, old, new in _patterns():
            bound: dict[str, ast.AST] = {}
            if _matches(old, node, bound):
                yield name, _Filled(bound).visit(copy.deepcopy(new))
        if isinstance(node, ast.Name) and node.id in self.parameters:
            others = sorted(self.parameters - {node.id})
            yield from (("names-mixed-up", ast.Name(other, node.ctx)) for other in others)
        elif isinstance(node, ast.Constant) and type(node.value) is int:
            yield from (("number-mixed-up", ast.Constant(node.value + by)) for by in (-1, 1))
        elif isinstance(node, ast.Compare):
            yield "condition-reversed", ast.UnaryOp(ast.Not(), node)
        elif isinstance(node, ast.If):
            for test in (ast.Constant(True), ast.Constant(False)):
                yield "condition-forgotten", ast.If(test, node.body, node.orelse)
        elif isinstance(node, ast.For):
            body = [*node.body, ast.Break()]
            yield "one-pass-only", ast.For(node.target, node.iter, body, node.orelse)
        elif isinstance(node, ast.Call):
            yield from _counterpart(node)


def _counterpart(node: ast.Call) -> Iterator[Change]:
    function = copy.copy(node.func)
    for field in ("attr", "id"):
        if other := _COUNTERPARTS.get(getattr(function, field, "")):
            setattr(function, field, other)
            yield "function-mixed-up", ast.Call(function, node.args, node.keywords)


@cache
def _patterns() -> tuple[tuple[str, ast.AST, ast.AST], ...]:
    """Return name, old and new of each change that is written with letters for any expression."""
    patterns: list[tuple] = []
    for name, edits in _WORDS.edits.items():
        for edit in edits:
            pair: list[Any] = [ast.parse(text.strip()).body[0] for text in parts(str(edit))]
            if all(isinstance(part, ast.Expr) for part in pair):
                pair = [part.value for part in pair]
            patterns.append((name, *pair))
    return tuple(patterns)


def _matches(pattern: Any, node: Any, bound: dict[str, ast.AST]) -> bool:
    """Tell whether a node is of a pattern, and bind what its letters stand for."""
    if isinstance(pattern, ast.Name) and len(pattern.id) == 1:
        bound[pattern.id] = node
        return isinstance(node, ast.expr)
    if isinstance(pattern, list):
        return len(pattern) == len(node) and all(
            _matches(*pair, bound) for pair in zip(pattern, node, strict=True)
        )
    if not isinstance(pattern, ast.AST):
        return bool(pattern == node)
    return type(pattern) is type(node) and all(
        _matches(getattr(pattern, field), getattr(node, field), bound) for field in pattern._fields
    )


class _Filled(ast.NodeTransformer):
    """Puts what was bound in the place of letters."""

    def __init__(self, bound: dict[str, ast.AST]) -> None:
        self.bound = bound

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """Return what a letter stands for."""
        return self.bound.get(node.id, node)
