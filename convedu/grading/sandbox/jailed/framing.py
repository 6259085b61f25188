"""Frames between the two processes: two lengths, a JSON header, the bytes of its arrays."""

import json
import socket
import struct
from collections.abc import Callable
from io import BytesIO

Left = Callable[[], float]
Body = bytes | bytearray
HEADER_BYTES, BODY_BYTES = 4 << 20, 32 << 20
SMALL, LARGE = 1 << 14, 1 << 20  # bytes asked for at a time: most frames come in one piece
_LENGTHS = struct.Struct("!II")


class WireError(Exception):
    """The other side sent something that is no frame, or no value."""


class TooLargeError(Exception):
    """A value with more elements or bytes than may cross."""


def send(sock: socket.socket, header: dict, body: Body = b"", *, left: Left | None = None) -> None:
    """Write one frame; `left` returns the seconds left, and raises TimeoutError if there are none.

    Raises `TooLargeError` if the header is too long.
    """
    text = json.dumps(header).encode()
    if len(text) > HEADER_BYTES:
        raise TooLargeError(f"{len(text)} bytes of text")
    sock.settimeout(left() if left else None)
    sock.sendall(_LENGTHS.pack(len(text), len(body)) + text + body)


def receive(sock: socket.socket, *, left: Left | None = None) -> tuple[dict, BytesIO]:
    """Read one frame: its header, and the bytes that followed it.

    Raises TimeoutError if it is not complete in time, EOFError if the other side has gone,
    `WireError` if what came is no frame.
    """
    frame = bytearray()
    _fill(frame, _LENGTHS.size, sock, left)
    header_size, body_size = _LENGTHS.unpack_from(frame)
    if header_size > HEADER_BYTES or body_size > BODY_BYTES:
        raise WireError(f"a frame of {header_size} and {body_size} bytes")
    start = _LENGTHS.size + header_size
    _fill(frame, start + body_size, sock, left)
    if len(frame) > start + body_size:  # neither side speaks twice in a row
        raise WireError("more than a frame")
    try:
        header = json.loads(frame[_LENGTHS.size : start])
    except (ValueError, RecursionError, MemoryError):
        raise WireError("a header that is not JSON") from None
    if type(header) is not dict:
        raise WireError("a header that is no object")
    return header, BytesIO(frame[start:])


def _fill(frame: bytearray, size: int, sock: socket.socket, left: Left | None) -> None:
    """Read until there are so many bytes; what has come with them is read, too."""
    while len(frame) < size:
        sock.settimeout(left() if left else None)
        try:
            part = sock.recv(max(SMALL, min(size - len(frame), LARGE)))
        except TimeoutError:
            continue  # the clock has the last word
        except ConnectionError:
            part = b""
        if not part:
            raise EOFError("the other side closed the connection")
        frame += part
