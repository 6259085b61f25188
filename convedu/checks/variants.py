"""Right answers with one step of their source changed: mistakes that no bank has thought of.

What comes of such a change explains a wrong answer as well as a bug of the bank does; only the
words are more general, since they belong to the kind of step and not to the exercise.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from functools import cache

from convedu.checks.answers import Answer, source_of
from convedu.checks.bank import words
from convedu.checks.cases import Bug

_WORDS = words(__file__)
_SUMS, _LOOPS = (ast.Add, ast.Sub), (ast.For, ast.While)
_COMPARISONS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
_COUNTERPARTS = {"min": "max", "sum": "mean", "any": "all"}
_COUNTERPARTS |= {other: one for one, other in _COUNTERPARTS.items()}

STATEMENTS = {"one-pass-only", "overwritten", "step-forgotten"}
"""The names that are about a whole statement."""

Change = tuple[str, ast.AST | None]


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
    names = [argument.arg for argument in function.args.args]
    return tuple(
        Bug(name, _WORDS.bugs[name], _compiled(tree, right), general=True)
        for name in _changed(tree, names)
    )


def _compiled(tree: ast.Module, right: Callable) -> Answer:
    made: dict[str, Answer] = {}
    code = compile(ast.fix_missing_locations(tree), "<variant>", "exec")
    exec(code, right.__globals__, made)
    return made[right.__name__]


def _changed(tree: ast.Module, names: list[str]) -> Iterator[str]:
    """Change one step of a tree after the other, and yield what kind of mistake each is."""
    for parent in list(ast.walk(tree)):
        for field, value in ast.iter_fields(parent):
            if isinstance(value, list):
                for place, child in enumerate(value):
                    for name, instead in _instead(child, names):
                        changed = value[:place] + [instead] * (instead is not None)
                        setattr(parent, field, (changed + value[place + 1 :]) or [ast.Pass()])
                        yield name
                setattr(parent, field, value)
            elif isinstance(value, ast.AST):
                for name, instead in _instead(value, names):
                    setattr(parent, field, instead)
                    yield name
                setattr(parent, field, value)


def _instead(node: ast.AST, names: list[str]) -> Iterator[Change]:
    """Yield what a learner may write in place of a node, with the name of the mistake."""
    for kind, changes in _CHANGES.items():
        if isinstance(node, kind):
            yield from changes(node)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        others = names if node.id in names else ()
        yield from (("names-mixed-up", ast.Name(n, node.ctx)) for n in others if n != node.id)


def _calculation(node: ast.BinOp) -> Iterator[Change]:
    left, right = node.left, node.right
    if isinstance(node.op, _SUMS):
        other = ast.Sub if isinstance(node.op, ast.Add) else ast.Add
        is_one = isinstance(right, ast.Constant) and right.value == 1
        yield ("one-forgotten" if is_one else "term-forgotten"), left
        if isinstance(node.op, ast.Add):
            yield "term-forgotten", right
        yield "sign-mixed-up", ast.BinOp(left, other(), right)
    elif isinstance(node.op, ast.Mult):
        yield from (("factor-forgotten", part) for part in (left, right))
        yield "added-for-multiplied", ast.BinOp(left, ast.Add(), right)
        yield "factor-twice", ast.BinOp(node, ast.Mult(), left)
        yield "factor-twice", ast.BinOp(node, ast.Mult(), right)
    elif isinstance(node.op, ast.Pow):
        yield "factor-forgotten", left
        yield "added-for-multiplied", ast.BinOp(left, ast.Mult(), right)
    elif isinstance(node.op, ast.FloorDiv):
        negative = ast.BinOp(ast.UnaryOp(ast.USub(), left), ast.FloorDiv(), right)
        yield "division-not-rounded", ast.BinOp(left, ast.Div(), right)
        yield "division-rounded-up", ast.UnaryOp(ast.USub(), negative)
        yield "not-divided", left
    elif isinstance(node.op, ast.Div):
        yield "not-divided", left
        yield "division-rounded", ast.BinOp(left, ast.FloorDiv(), right)
        yield "division-reversed", ast.BinOp(right, ast.Div(), left)


def _loop(node: ast.For) -> Iterator[Change]:
    span = node.iter
    if isinstance(span, ast.Call) and isinstance(span.func, ast.Name) and span.func.id == "range":
        *before, stop = span.args[:2]
        rest = span.args[2:]
        for by in (-1, 1):
            moved = ast.BinOp(stop, ast.Add(), ast.Constant(by))
            bounds = [*(before or [ast.Constant(0)]), moved, *rest]
            yield "loop-off-by-one", _with(node, iter=ast.Call(span.func, bounds, []))
        begin = ast.BinOp(before[0], ast.Add(), ast.Constant(1)) if before else ast.Constant(1)
        bounds = [begin, stop, *rest]
        yield "loop-off-by-one", _with(node, iter=ast.Call(span.func, bounds, []))
    yield "one-pass-only", _with(node, body=[*node.body, ast.Break()])


def _with(node: ast.AST, **fields: object) -> ast.AST:
    made = copy.copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def _growth(node: ast.AugAssign) -> Iterator[Change]:
    yield "overwritten", ast.Assign([node.target], node.value)
    yield "step-forgotten", None


def _comparison(node: ast.Compare) -> Iterator[Change]:
    yield "condition-reversed", ast.UnaryOp(ast.Not(), node)
    if other := _COMPARISONS.get(type(node.ops[0])):
        yield "limit-off-by-one", _with(node, ops=[other(), *node.ops[1:]])


def _call(node: ast.Call) -> Iterator[Change]:
    if len(node.args) == 1 and not isinstance(node.args[0], ast.GeneratorExp):
        yield "function-forgotten", node.args[0]
    function = node.func
    called = getattr(function, "attr", getattr(function, "id", ""))
    if other := _COUNTERPARTS.get(called):
        of_array = isinstance(function, ast.Attribute)
        instead = _with(function, attr=other) if of_array else ast.Name(other, ast.Load())
        yield "function-mixed-up", _with(node, func=instead)


def _condition(node: ast.If | ast.IfExp) -> Iterator[Change]:
    for always in (True, False):
        yield "condition-forgotten", _with(node, test=ast.Constant(always))


def _either(node: ast.BoolOp) -> Iterator[Change]:
    other = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
    yield "and-for-or", _with(node, op=other)
    yield from (("condition-forgotten", part) for part in node.values)


def _pair(node: ast.Tuple) -> Iterator[Change]:
    if isinstance(node.ctx, ast.Load) and len(node.elts) == 2:
        yield "order-mixed-up", _with(node, elts=node.elts[::-1])


def _number(node: ast.Constant) -> Iterator[Change]:
    if type(node.value) is int:
        yield from (("number-mixed-up", ast.Constant(node.value + by)) for by in (-1, 1))


_CHANGES: dict[type[ast.AST], Callable[..., Iterator[Change]]] = {
    ast.BinOp: _calculation,
    ast.For: _loop,
    ast.AugAssign: _growth,
    ast.Assign: lambda node: iter([("step-forgotten", None)]),
    ast.BoolOp: _either,
    ast.Call: _call,
    ast.Compare: _comparison,
    ast.If: _condition,
    ast.IfExp: _condition,
    ast.Tuple: _pair,
    ast.Constant: _number,
}
