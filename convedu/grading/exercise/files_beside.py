"""Files and modules beside an instructor's notebook, which its cells may read and import."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from convedu.grading.limits import BESIDE_BYTES, BESIDE_DEPTH, BESIDE_FILES

_JUNK = (".", "__pycache__")


def beside(notebook: Path, *, without: Sequence[Path] = ()) -> tuple[tuple[str, bytes], ...]:
    """Return name and content of each file in a notebook's folder; raises OSError if too much."""
    excluded = {path.resolve() for path in without}
    files: list[tuple[str, bytes]] = []
    size = 0
    for name, path in _below(notebook.resolve().parent, (), excluded):
        size += path.stat().st_size
        if size > BESIDE_BYTES or len(files) == BESIDE_FILES:
            raise OSError(
                f"beside it are more than {BESIDE_FILES:,} files or {BESIDE_BYTES >> 20} MiB: give "
                "it a folder of its own, with the files that its cells need"
            )
        with contextlib.suppress(PermissionError):
            files.append((name, path.read_bytes()))
    return tuple(files)


def _below(folder: Path, parts: tuple[str, ...], excluded: set[Path]) -> Iterator[tuple[str, Path]]:
    if folder in excluded:
        return
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        path = folder / entry.name
        if entry.name.startswith(_JUNK) or path in excluded:
            continue
        if entry.is_dir(follow_symlinks=False) and len(parts) < BESIDE_DEPTH:
            yield from _below(path, (*parts, entry.name), excluded)
        elif entry.is_file(follow_symlinks=False) and path.suffix != ".ipynb":
            yield "/".join([*parts, entry.name]), path
