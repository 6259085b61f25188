"""PNG pictures in a form that changes only when the picture does."""

import struct
from base64 import b64decode, b64encode
from io import BytesIO

import numpy as np

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# The rest (Software, dates, resolution, profiles) varies with the machine, not with the picture.
_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
# Rounding differs by a level or two between processors; a stroke of a letter, by a hundred.
_TOLERANCE = 8


def strip_png(encoded: str) -> str:
    """Return a PNG without the chunks that do not change its pixels.

    Parameters
    ----------
    encoded : str
        A PNG file in base64, as notebooks store it.

    Returns
    -------
    str
        The same pixels in base64 on one line, with the chunks IHDR, PLTE, tRNS, IDAT and IEND only.

    Raises
    ------
    ValueError
        If `encoded` is not the base64 of a complete PNG.
    """
    data = b64decode(encoded)
    if not data.startswith(_SIGNATURE):
        raise ValueError("encoded is not a PNG: it lacks the signature")
    parts, at, name = [_SIGNATURE], len(_SIGNATURE), b""
    while name != b"IEND":
        head = data[at : at + 8]
        if len(head) < 8:
            raise ValueError("encoded is not a whole PNG: it ends before its last chunk")
        size, name = struct.unpack(">I4s", head)
        if name in _KEPT:
            parts.append(data[at : at + size + 12])
        at += size + 12
    return b64encode(b"".join(parts)).decode()


def same_picture(first: str, second: str) -> bool:
    """Tell whether two PNGs look the same: one size, and no channel apart by more than 8 of 255.

    Parameters
    ----------
    first, second : str
        PNG files in base64; one that cannot be decoded equals nothing.
    """
    from PIL import Image, ImageChops  # slow to import, and only needed after a run

    try:
        one, two = (
            Image.open(BytesIO(b64decode(encoded))).convert("RGBA") for encoded in (first, second)
        )
    except (OSError, SyntaxError, ValueError):
        return False
    if one.size != two.size:
        return False
    difference = np.asarray(ImageChops.difference(one, two))
    return bool(difference.max(initial=0) <= _TOLERANCE)
