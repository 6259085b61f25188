"""Frames between the two processes: two lengths, a JSON header, the bytes of its arrays.

This file runs on both sides of the wall; it may import the standard library and NumPy only.
"""

import json
import socket
import struct
from collections.abc import Callable
from typing import Any

from .values import ARRAY_BYTES, HEADER_BYTES, TooLargeError, WireError

Left = Callable[[], float]
_LENGTHS = struct.Struct("!II")


def send(
    sock: socket.socket, header: dict, arrays: list[bytes], *, left: Left | None = None
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
    left : callable, optional
        Returns the seconds left, and raises TimeoutError if there are none.

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
    sock.settimeout(left() if left else None)
    sock.sendall(_LENGTHS.pack(len(text), len(body)) + text + body)


def receive(sock: socket.socket, *, left: Left | None = None) -> tuple[dict, list[bytes]]:
    """Read one frame.

    Parameters
    ----------
    sock : socket.socket
        A stream socket.
    left : callable, optional
        Returns the seconds left for the whole frame, and raises TimeoutError if there are none.

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
    header_size, body_size = _LENGTHS.unpack(_exactly(sock, _LENGTHS.size, left))
    if header_size > HEADER_BYTES or body_size > ARRAY_BYTES:
        raise WireError(f"a frame of {header_size} and {body_size} bytes")
    text = _exactly(sock, header_size, left)
    body = _exactly(sock, body_size, left)
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


def _exactly(sock: socket.socket, count: int, left: Left | None) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        sock.settimeout(left() if left else None)
        try:
            part = sock.recv(min(count - len(parts), 1 << 20))
        except TimeoutError:
            continue  # the clock has the last word
        except ConnectionError:
            part = b""
        if not part:
            raise EOFError("the other side closed the connection")
        parts += part
    return bytes(parts)
