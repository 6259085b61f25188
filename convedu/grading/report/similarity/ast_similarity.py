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

from convedu.grading.common.import_aliases import aliases, dotted, imports_of, parse

# Expressions and statements below which a likeness says nothing. Of this course's own solutions
# those under 60 are one expression, a few numbers or one textbook loop: two people write the same
# ones by chance. From a loop in a loop on (compose_kernels 62, correlate2d 70) there are enough
# free choices (how sizes are read, in which order, with which functions) for a likeness to be worth
# a look.
SMALLEST = 60

_REGION = re.compile(r"^([ \t]*)### BEGIN SOLUTION$.*?^[ \t]*### END SOLUTION$", re.M | re.S)
_NAMED = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef),
    *(ast.ExceptHandler, ast.MatchAs, ast.MatchStar),
)
_IDLE = (ast.Pass, ast.Import, ast.ImportFrom)
_EXPRESSION_OR_STATEMENT = (ast.expr, ast.stmt)
_AS_WRITTEN = {(ast.Attribute, "attr"), (ast.keyword, "arg"), (ast.Constant, "value")}
_LEFT_OUT = frozenset({"annotation", "returns", "type_comment", "kind", "ctx", "simple"})


@dataclass(frozen=True)
class Fingerprint:
    """What is left of an answer without its names and its layout."""

    digest: str
    size: int


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
        writers = [_Writer(known) for _ in tree.body]
        for writer, statement in zip(writers, tree.body, strict=True):
            if not _is_idle(statement):
                writer.node(statement)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    own = set().union(*(writer.bound for writer in writers)) - set(asked)
    return [writer.fingerprint(own) for writer in writers if writer.size]


def _is_idle(node: ast.AST) -> bool:
    """Tell whether a statement does nothing that counts: a docstring, an import, `pass`."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, _IDLE)


class _Writer:
    """Writes a statement as a flat list of words, in which own names become numbers."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.known = known
        self.words: list[str] = []
        self.names: list[int] = []  # which words are names
        self.bound: set[str] = set()
        self.size = 0

    def fingerprint(self, own: Collection[str]) -> Fingerprint:
        """Return the statement's fingerprint, where `own` are the learner's own names."""
        numbers: dict[str, str] = {}
        for index in self.names:
            name = self.words[index]
            if name in own:
                self.words[index] = numbers.setdefault(name, f"#{len(numbers)}")
        return Fingerprint(_hash("\n".join(self.words)), self.size)

    def node(self, node: ast.AST) -> None:
        """Write one node with all below it."""
        if isinstance(node, _EXPRESSION_OR_STATEMENT):
            self.size += 1
        if isinstance(node, ast.Name | ast.Attribute):
            if (full := dotted(node, self.known)) is not None:
                self.words.append(full)
                return
        elif isinstance(node, ast.AnnAssign):
            node = ast.Assign([node.target], node.value) if node.value else ast.Pass()
        self._bind(node)
        kind = type(node)
        self.words.append(kind.__name__)
        for field in kind._fields:
            if field not in _LEFT_OUT:
                self._value(getattr(node, field, None), written=(kind, field) in _AS_WRITTEN)
        self.words.append(")")

    def _bind(self, node: ast.AST) -> None:
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Store):
                self.bound.add(node.id)
        elif isinstance(node, ast.arg):
            self.bound.add(node.arg)
        elif isinstance(node, _NAMED) and node.name:
            self.bound.add(node.name)

    def _value(self, value: object, *, written: bool) -> None:
        if isinstance(value, ast.AST):
            self.node(value)
        elif isinstance(value, list):
            for part in value:
                if not _is_idle(part):
                    self._value(part, written=False)
            self.words.append("]")
        elif written or not isinstance(value, str):
            self.words.append(repr(value))
        else:
            self.names.append(len(self.words))
            self.words.append(value)


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
