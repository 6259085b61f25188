"""Finds answers that call a ready-made convolution, by reading; no mark depends on it."""

import ast
import re
from collections.abc import Iterator, Mapping

from convedu.grading.common.import_aliases import aliases, dotted, imports_of, parse

FUNCTIONS = frozenset({"numpy.convolve", "numpy.correlate"})
# Whole packages: whoever imports one of them in such an exercise has a finished layer at hand.
PACKAGES = (
    *("scipy.signal", "scipy.ndimage", "torch", "tensorflow", "keras", "jax", "flax", "mxnet"),
    *("cv2", "skimage", "PIL.ImageFilter", "onnx", "onnxruntime", "convedu"),
)
# Nothing else can be of interest, and a search is a hundred times quicker than reading.
_WORDS = {word for name in (*FUNCTIONS, *PACKAGES) for word in name.split(".")} - {"numpy"}
_WORTH_READING = re.compile(rf"\b({'|'.join(sorted(_WORDS))})\b")
_IMPORTERS = frozenset({"__import__", "importlib.import_module"})
_REACHING = frozenset({"getattr", "operator.attrgetter"})


def library_calls(text: str, *, setup: str = "") -> tuple[str, ...]:
    """Return the full names of the ready-made convolutions and packages that an answer uses."""
    if not _WORTH_READING.search(text) and not _WORTH_READING.search(setup):
        return ()
    try:
        tree = parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    known = {**imports_of(setup), **aliases(tree)}
    names = {name for node in ast.walk(tree) for name in _named(node, known)}
    return tuple(sorted(name for name in names if _counts(name)))


def _counts(name: str) -> bool:
    return name in FUNCTIONS or any(f"{name}.".startswith(f"{known}.") for known in PACKAGES)


def _named(node: ast.AST, known: Mapping[str, str]) -> Iterator[str]:
    """Yield the full names that one node stands for, imports or reaches by a text."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.name for alias in node.names if isinstance(node, ast.Import))
        yield from aliases(node).values()
    elif isinstance(node, ast.Name | ast.Attribute):
        yield from filter(None, [dotted(node, known)])
    elif isinstance(node, ast.Call):
        yield from _called(node, known)


def _called(node: ast.Call, known: Mapping[str, str]) -> Iterator[str]:
    texts = [a.value for a in node.args if isinstance(a, ast.Constant) and type(a.value) is str]
    function = getattr(node.func, "id", None)
    function = dotted(node.func, known) or function
    if function in _IMPORTERS:
        yield from texts
    elif function in _REACHING and texts:
        base = dotted(node.args[0], known)
        yield f"{base}.{texts[0]}" if base else texts[0]
