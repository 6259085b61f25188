"""Finds answers that are the same but for names and spacing, for a person to look at.

Two answers count as the same if their syntax trees are equal once own names are numbered in the
order in which they appear, imports are resolved, and docstrings, comments and annotations are gone.
That is a hint and no proof: it never changes a mark.
"""

import ast
import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from convedu.grading.common.static_analysis import aliases, dotted, imports_of, parse

# Expressions and statements below which a likeness says nothing. Of this course's own solutions
# those under 60 are one expression, a few numbers or one textbook loop; from a loop in a loop on
# (compose_kernels 62, correlate2d 70) there are enough free choices.
SMALLEST = 60

_REGION = re.compile(r"^([ \t]*)### BEGIN SOLUTION$.*?^[ \t]*### END SOLUTION$", re.M | re.S)
_IDLE = (ast.Pass, ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal)
_EXPRESSION_OR_STATEMENT, _NAMES = (ast.expr, ast.stmt), (ast.Name, ast.Attribute)
_AS_WRITTEN = {(ast.Attribute, "attr"), (ast.keyword, "arg"), (ast.Constant, "value")}
_LEFT_OUT = frozenset({"annotation", "returns", "type_comment", "kind", "ctx"})


@dataclass(frozen=True)
class Fingerprint:
    """What is left of an answer without its names and its layout."""

    digest: str
    size: int


@lru_cache(maxsize=64)  # what was given, and a solution that was copied, come again and again
def fingerprint(
    text: str, *, asked: Collection[str] = (), setup: str = "", given: Collection[str] = ()
) -> Fingerprint | None:
    """Return an answer's fingerprint, `given` statements left out; None if it is not Python."""
    statements = _statements(text, asked, setup)
    if statements is None:
        return None
    parts = [part for part in statements if part.digest not in given]
    return Fingerprint(_hash("".join(p.digest for p in parts)), sum(p.size for p in parts))


def given_statements(
    reference: str, *, asked: Collection[str] = (), setup: str = ""
) -> frozenset[str]:
    """Return the digests of the statements that a learner's copy already has."""
    parts = _statements(_REGION.sub(r"\1pass", reference), asked, setup) or ()
    return frozenset(part.digest for part in parts)


def _statements(text: str, asked: Collection[str], setup: str) -> list[Fingerprint] | None:
    try:
        tree = parse(text)
        known = {**imports_of(setup), **(aliases(tree) if "import" in text else {})}
        own = {name for node in ast.walk(tree) if (name := _bound(node))} - set(asked)
        statements = []
        for statement in tree.body:
            normalizer = _Normalizer(known, own)
            if normal := normalizer.visit(statement):
                statements.append(Fingerprint(_hash(repr(normal)), normalizer.size))
        return statements
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _bound(node: ast.AST) -> str | None:
    """Return the name that a node itself binds, if any."""
    if isinstance(node, ast.Name):
        return node.id if isinstance(node.ctx, ast.Store) else None
    if isinstance(node, ast.arg):
        return node.arg
    return None if isinstance(node, ast.alias) else getattr(node, "name", None)


class _Normalizer:
    """Numbers own names, writes imported ones in full, and leaves out what does nothing."""

    def __init__(self, known: Mapping[str, str], own: Collection[str]) -> None:
        self.known, self.own = known, own
        self.numbers: dict[str, str] = {}
        self.size = 0

    def visit(self, node: Any) -> Any:
        """Return what stands for a node, nested; nothing for a docstring, an import, `pass`."""
        if isinstance(node, list):
            return [part for each in node if (part := self.visit(each)) != ()]
        if not isinstance(node, ast.AST):
            return node
        value = getattr(node, "value", None)
        is_text = isinstance(node, ast.Expr) and isinstance(value, ast.Constant)
        if is_text or isinstance(node, _IDLE):
            return ()
        if isinstance(node, ast.AnnAssign):
            return self.visit(ast.Assign([node.target], value)) if value else ()
        self.size += isinstance(node, _EXPRESSION_OR_STATEMENT)
        if isinstance(node, _NAMES) and (full := dotted(node, self.known)):
            return full
        normal: list[Any] = [type(node).__name__]
        for field in node._fields:
            if field not in _LEFT_OUT:
                part = getattr(node, field, None)
                if isinstance(part, str) and (type(node), field) not in _AS_WRITTEN:
                    part = self._name(part)
                normal.append(self.visit(part))
        return normal

    def _name(self, name: str) -> str:
        if name not in self.own:
            return name
        return self.numbers.setdefault(name, f"#{len(self.numbers)}")


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
