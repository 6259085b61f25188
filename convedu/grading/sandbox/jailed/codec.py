"""Values across the trust boundary: a JSON tree and the raw bytes of its arrays, never code.

Nothing on the receiving side parses a pickle or an ``.npy`` header: a dtype is matched against
five number kinds, and a shape must account for every byte that came.
"""

import math
import numbers
import re
from decimal import Decimal
from io import BytesIO
from typing import Any

import numpy as np

from .framing import BODY_BYTES, HEADER_BYTES, TooLargeError, WireError

MAX_DEPTH = 24
MAX_NODES = 200_000
_DTYPE = re.compile(r"[<>|][biufc]\d{1,2}")
_SMALL = 1 << 62


class ForeignError(Exception):
    """A value that is not made of base types; the text is its type's name."""


def encode(value: object, body: bytearray, *, depth: int = 0) -> Any:
    """Return a JSON tree for a value of base types or NumPy's; add its arrays' bytes to `body`.

    Subclasses are reduced to these, other real numbers (fractions, decimals) to floating point.
    Raises ForeignError if some part is of another type or nested too deeply, TooLargeError if there
    is too much of it.
    """
    if depth > MAX_DEPTH:
        raise ForeignError(f"{type(value).__name__} nested more than {MAX_DEPTH} deep")
    if type(value) in (type(None), bool, float):
        return value
    if isinstance(value, np.ndarray | np.generic) and not isinstance(value, str):
        return _encode_array(value, body)
    if isinstance(value, list | tuple | dict):
        return _encode_container(value, body, depth + 1)
    return _encode_base(value)


def _encode_base(value: object) -> Any:
    if isinstance(value, int):
        whole = int(value)
        if -_SMALL < whole < _SMALL:
            return whole
        if whole.bit_length() > 1 << 14:
            raise TooLargeError(f"an integer of {whole.bit_length()} bits")
        return {"int": hex(whole)}
    if isinstance(value, float):
        return float(value)
    if isinstance(value, complex):
        return {"complex": [value.real, value.imag]}
    if isinstance(value, str):
        text = "".join(value)
        if len(text) > HEADER_BYTES // 8:
            raise TooLargeError(f"a text of {len(text)} characters")
        return text
    if isinstance(value, numbers.Real | Decimal):
        return _float(value)
    raise ForeignError(type(value).__name__)


def _float(value: Any) -> float:
    try:
        return float(value)
    except (OverflowError, ValueError):  # of a fraction, of a decimal that signals
        raise ForeignError(type(value).__name__) from None


def _encode_array(value: np.ndarray | np.generic, body: bytearray) -> Any:
    mask = getattr(value, "mask", None) if isinstance(value, np.ndarray) else None
    if mask is not None and np.any(mask):
        raise ForeignError("array with masked elements")
    plain = np.asarray(value)
    if plain.dtype == object:
        plain = _as_floats(plain)
    if not _DTYPE.fullmatch(plain.dtype.str):
        is_array = isinstance(value, np.ndarray)
        raise ForeignError(f"array of dtype {plain.dtype}" if is_array else type(value).__name__)
    if plain.nbytes + len(body) > BODY_BYTES:
        raise TooLargeError(f"an array of {plain.nbytes} bytes")
    body += plain.tobytes()
    tag = "array" if isinstance(value, np.ndarray) else "scalar"
    return {tag: [plain.dtype.str, list(plain.shape)]}


def _as_floats(array: np.ndarray) -> np.ndarray:
    if array.size > MAX_NODES:
        raise TooLargeError(f"an array of {array.size} objects")
    parts = array.ravel().tolist()
    if not all(isinstance(part, numbers.Real | Decimal) for part in parts):
        return array
    return np.array([_float(part) for part in parts]).reshape(array.shape)


def _encode_container(value: Any, body: bytearray, depth: int) -> Any:
    if len(value) > MAX_NODES:
        raise TooLargeError(f"a {type(value).__name__} of {len(value)} elements")
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise ForeignError("dict with keys that are not text")
        items = value.items()
        return {"dict": [[encode(part, body, depth=depth) for part in pair] for pair in items]}
    tag = "list" if isinstance(value, list) else "tuple"
    return {tag: [encode(part, body, depth=depth) for part in value]}


def decode(tree: Any, body: BytesIO) -> Any:
    """Rebuild a value as base types and read its arrays from `body`; neither is trusted.

    Raises WireError if the tree is not one that `encode` can make.
    """
    return _Decoder(body).value(tree, 0)


class _Decoder:
    """One pass over a tree, with a bound on how many nodes it may have."""

    def __init__(self, body: BytesIO) -> None:
        self.body = body
        self.nodes = 0

    def value(self, tree: Any, depth: int) -> Any:
        self.nodes += 1
        if self.nodes > 2 * MAX_NODES or depth > MAX_DEPTH:
            raise WireError("a value has too many parts")
        if type(tree) in (type(None), bool, str, float, int):
            return tree
        if type(tree) is not dict or len(tree) != 1:
            raise WireError(f"expected a tagged value, got {type(tree).__name__}")
        ((tag, content),) = tree.items()
        build = getattr(self, f"_{tag}", None) if tag in _TAGS else None
        if build is None or type(content) not in (list, str):
            raise WireError(f"unknown tag {tag[:40]!r}")
        return build(content, depth + 1)

    def _int(self, content: Any, depth: int) -> int:
        if type(content) is not str or not re.fullmatch(r"-?0x[0-9a-f]{1,4200}", content):
            raise WireError("not an integer")
        return int(content, 16)

    def _complex(self, content: Any, depth: int) -> complex:
        if len(content) != 2 or not all(type(part) is float for part in content):
            raise WireError("not a complex number")
        return complex(*content)

    def _list(self, content: Any, depth: int) -> list:
        if type(content) is not list:
            raise WireError("not a list")
        return [self.value(part, depth) for part in content]

    def _tuple(self, content: Any, depth: int) -> tuple:
        return tuple(self._list(content, depth))

    def _dict(self, content: Any, depth: int) -> dict:
        pairs = [pair for pair in content if type(pair) is list and len(pair) == 2]
        if len(pairs) != len(content) or not all(type(key) is str for key, _ in pairs):
            raise WireError("not a dictionary")
        return {key: self.value(part, depth) for key, part in pairs}

    def _array(self, content: Any, depth: int) -> np.ndarray:
        if len(content) != 2:
            raise WireError("an array without a shape")
        dtype, shape = _dtype(content[0]), _shape(content[1])
        size = math.prod(shape) * dtype.itemsize
        raw = self.body.read(min(size, BODY_BYTES))
        if len(raw) != size:
            raise WireError(f"{len(raw)} bytes do not fill the shape {shape}")
        try:
            if dtype.kind == "b":  # a byte of 2 would be neither true nor false
                return (np.frombuffer(raw, dtype=np.uint8) != 0).reshape(shape)
            return np.frombuffer(raw, dtype=dtype).reshape(shape).copy()
        except ValueError as error:
            raise WireError(str(error)) from None

    def _scalar(self, content: Any, depth: int) -> Any:
        array = self._array(content, depth)
        if array.shape != ():
            raise WireError("a scalar with a shape")
        return array[()]


_TAGS = frozenset({"int", "complex", "list", "tuple", "dict", "array", "scalar"})


def _dtype(text: object) -> np.dtype:
    if type(text) is not str or not _DTYPE.fullmatch(text):
        raise WireError(f"dtype {str(text)[:40]!r} is not one of numbers")
    try:
        return np.dtype(text)
    except TypeError:
        raise WireError(f"dtype {text!r} does not exist") from None


def _shape(sizes: object) -> tuple[int, ...]:
    if type(sizes) is not list or len(sizes) > 32:
        raise WireError("a shape must be a list of at most 32 sizes")
    if not all(type(size) is int and 0 <= size < 1 << 31 for size in sizes):
        raise WireError("a shape has a size that is no count")
    return tuple(sizes)
