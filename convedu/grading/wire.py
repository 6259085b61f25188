"""Frames between the two processes: two lengths, a JSON header, the bytes of its arrays.

This file runs on both sides of the wall; it may import the standard library and NumPy only.
"""

import json
import socket
import struct
import time
from typing import Any

from .values import ARRAY_BYTES, HEADER_BYTES, TooLargeError, WireError

_LENGTHS = struct.Struct("!II")


def send(
    sock: socket.socket, header: dict, arrays: list[bytes], *, deadline: float | None = None
) -> None:
    """Write one frame.

    Parameters
    ----------
    sock : socket.socket
        A stream socket.
    header : dict
        What JSON can hold; the arrays' lengths are added to it.
    arrays : list of bytes
        The bytes that follow the header.
    deadline : float or None
        Of `time.monotonic`.

    Raises
    ------
    TimeoutError
        If the other side does not take it in time.
    TooLargeError
        If the header is too long.
    """
    text = json.dumps({**header, "arrays": [len(part) for part in arrays]}).encode()
    if len(text) > HEADER_BYTES:
        raise TooLargeError(f"{len(text)} bytes of text")
    body = b"".join(arrays)
    sock.settimeout(_left(deadline))
    sock.sendall(_LENGTHS.pack(len(text), len(body)) + text + body)


def receive(sock: socket.socket, *, deadline: float | None = None) -> tuple[dict, list[bytes]]:
    """Read one frame.

    Parameters
    ----------
    sock : socket.socket
        A stream socket.
    deadline : float or None
        Of `time.monotonic`, for the whole frame.

    Returns
    -------
    header : dict
        As it came, without ``arrays``.
    arrays : list of bytes
        The bytes that followed it.

    Raises
    ------
    TimeoutError
        If the frame is not complete in time.
    EOFError
        If the other side has gone.
    WireError
        If what came is no frame.
    """
    header_size, body_size = _LENGTHS.unpack(_exactly(sock, _LENGTHS.size, deadline))
    if header_size > HEADER_BYTES or body_size > ARRAY_BYTES:
        raise WireError(f"a frame of {header_size} and {body_size} bytes")
    text = _exactly(sock, header_size, deadline)
    body = _exactly(sock, body_size, deadline)
    try:
        header = json.loads(text)
    except (ValueError, RecursionError, MemoryError):
        raise WireError("a header that is not JSON") from None
    return _split(header, body)


def _split(header: Any, body: bytes) -> tuple[dict, list[bytes]]:
    if type(header) is not dict or type(lengths := header.pop("arrays", None)) is not list:
        raise WireError("a header without the arrays' lengths")
    if not all(type(n) is int and n >= 0 for n in lengths) or sum(lengths) != len(body):
        raise WireError("the arrays' lengths do not match the bytes that came")
    arrays, start = [], 0
    for length in lengths:
        arrays.append(body[start : start + length])
        start += length
    return header, arrays


def _exactly(sock: socket.socket, count: int, deadline: float | None) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        sock.settimeout(_left(deadline))
        try:
            part = sock.recv(min(count - len(parts), 1 << 20))
        except ConnectionError:
            part = b""
        if not part:
            raise EOFError("the other side closed the connection")
        parts += part
    return bytes(parts)


def _left(deadline: float | None) -> float | None:
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
