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
MAX_BITS = 14_000  # of an integer: Python reads no more than 4,300 digits of one
_PLAIN = (type(None), bool, float)


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
    if type(value) in _PLAIN:
        return value
    match value:
        case str():
            text = "".join(value)
            if len(text) > HEADER_BYTES // 8:
                raise TooLargeError(f"a text of {len(text)} characters")
            return text
        case np.ndarray() | np.generic():
            return _encode_array(value, body)
        case list() | tuple() | dict():
            return _encode_container(value, body, depth + 1)
        case int():
            whole = int(value)
            if whole.bit_length() > MAX_BITS:
                raise TooLargeError(f"an integer of {whole.bit_length()} bits")
            return whole
        case float():
            return float(value)
        case complex():
            return {"complex": [value.real, value.imag]}
        case numbers.Real() | Decimal():
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
        if type(tree) in (*_PLAIN, int, str):
            return tree
        if type(tree) is dict and len(tree) != 1:
            raise WireError("a value needs one tag")
        match tree:
            case {"list": list(parts)}:
                return [self.value(part, depth + 1) for part in parts]
            case {"tuple": list(parts)}:
                return tuple([self.value(part, depth + 1) for part in parts])
            case {"dict": list(pairs)} if all(map(_is_pair, pairs)):
                return {key: self.value(part, depth + 1) for key, part in pairs}
            case {"complex": [float(real), float(imaginary)]}:
                return complex(real, imaginary)
            case {"array": [str(dtype), list(shape)]}:
                return self.array(dtype, shape)
            case {"scalar": [str(dtype), []]}:
                return self.array(dtype, [])[()]
        raise WireError(f"expected a tagged value, got {type(tree).__name__}")

    def array(self, text: str, shape: list[Any]) -> np.ndarray:
        if not _DTYPE.fullmatch(text):
            raise WireError(f"dtype {text[:40]!r} is not one of numbers")
        if len(shape) > 32 or not all(type(size) is int and 0 <= size < 1 << 31 for size in shape):
            raise WireError("a shape is a list of at most 32 sizes")
        try:
            dtype = np.dtype(text)
            size = math.prod(shape) * dtype.itemsize
            raw = self.body.read(min(size, BODY_BYTES))
            if len(raw) != size:
                raise WireError(f"{len(raw)} bytes do not fill the shape {shape}")
            if dtype.kind == "b":  # a byte of 2 would be neither true nor false
                return (np.frombuffer(raw, dtype=np.uint8) != 0).reshape(shape)
            return np.frombuffer(raw, dtype=dtype).reshape(shape).copy()
        except (TypeError, ValueError) as error:  # no such number, or too large for NumPy
            raise WireError(str(error)) from None


def _is_pair(pair: Any) -> bool:
    return type(pair) is list and len(pair) == 2 and type(pair[0]) is str
