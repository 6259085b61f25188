"""Named arrays from a file of weights: safetensors, or NumPy's npz. Neither can run code."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

DTYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2"}
"""The numbers that are read, as safetensors and NumPy name them."""


def read_arrays(path: str | Path, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, np.ndarray]:
    """Return the arrays of the given names, in float32; others in the file are left alone.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is of another form, or an array is missing or has another shape; the message names
        the file, the array, its shape and the one expected.
    """
    path = Path(path)
    with path.open("rb") as file:
        arrays = _npz(path) if zipfile.is_zipfile(file) else _safetensors(path, path.read_bytes())
    found = {}
    for name, shape in shapes.items():
        if name not in arrays:
            raise ValueError(f"{path.name} has no {name}, expected one of shape {shape}")
        array = arrays[name]
        if array.shape != shape or array.dtype.kind != "f":
            raise ValueError(
                f"{path.name}: {name} has shape {array.shape} and holds {array.dtype}, expected "
                f"{shape} and floats"
            )
        found[name] = np.ascontiguousarray(array, np.float32)
    return found


def _npz(path: Path) -> dict[str, np.ndarray]:
    with zipfile.ZipFile(path) as archive:
        if any(name.endswith("data.pkl") for name in archive.namelist()):
            raise ValueError(
                f"{path.name} is a file of torch.save, which can run code when it is read, "
                "expected safetensors or npz"
            )
    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def _safetensors(path: Path, data: bytes) -> dict[str, np.ndarray]:
    """Read eight bytes with the header's length, the header in JSON, and the numbers."""
    begin = 8 + int.from_bytes(data[:8], "little")
    try:
        header: Any = json.loads(data[8:begin]) if begin <= len(data) else None
        header.pop("__metadata__", None)
        return {name: _array(entry, memoryview(data)[begin:]) for name, entry in header.items()}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        reason = f" ({error})" if isinstance(error, _UnreadArrayError) else ""
        raise ValueError(
            f"{path.name} is neither safetensors nor npz, or it is damaged{reason}"
        ) from None


class _UnreadArrayError(ValueError):
    """An array of a kind that is not read."""


def _array(entry: Mapping, numbers: memoryview) -> np.ndarray:
    if entry["dtype"] not in DTYPES:
        known = ", ".join(DTYPES)
        raise _UnreadArrayError(f"an array is of {entry['dtype']}, expected one of {known}")
    first, last = entry["data_offsets"]
    if not 0 <= first <= last <= len(numbers):
        raise ValueError
    return np.frombuffer(numbers[first:last], DTYPES[entry["dtype"]]).reshape(entry["shape"])
