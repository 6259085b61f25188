"""The full name behind a name in a text, by the text's imports: `np.sum` is `numpy.sum`."""

import ast
import warnings
from collections.abc import Mapping
from functools import lru_cache

from convedu.grading.limits import ANSWER_CHARACTERS


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
    """Return the full name of what an expression names, if the imports `known` say so."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in known:
        return None
    return ".".join([known[node.id], *reversed(parts)])
