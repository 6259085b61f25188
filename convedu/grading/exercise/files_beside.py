"""Files and modules beside an instructor's notebook, which its cells may read and import."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

MOST_FILES = 1_000
MOST_BYTES = 32 << 20  # of all together: each worker gets them
DEEPEST = 6
_JUNK = (".", "__pycache__")


def beside(notebook: Path, *, without: Sequence[Path] = ()) -> tuple[tuple[str, bytes], ...]:
    """Return the name and content of each file in a notebook's folder, notebooks left out.

    No link is followed, and nothing in or below `without` is taken, nor what cannot be read.
    Raises `OSError` if there is too much.
    """
    excluded = {path.resolve() for path in without}
    files: list[tuple[str, bytes]] = []
    size = 0
    for name, path in _below(notebook.resolve().parent, (), excluded):
        size += path.stat().st_size
        if size > MOST_BYTES or len(files) == MOST_FILES:
            raise OSError(
                f"beside it are more than {MOST_FILES:,} files or {MOST_BYTES >> 20} MiB: give it "
                "a folder of its own, with the files that its cells need"
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
        if entry.is_dir(follow_symlinks=False) and len(parts) < DEEPEST:
            yield from _below(path, (*parts, entry.name), excluded)
        elif entry.is_file(follow_symlinks=False) and path.suffix != ".ipynb":
            yield "/".join([*parts, entry.name]), path
