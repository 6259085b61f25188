"""What is in a folder of submissions: each file with its place, its time and a way to read it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from convedu.grading.submissions.parse import load

MOST_FILES = 200_000
DEEPEST = 12
JUNK = (".", "__MACOSX", "~$")


class SubmissionsError(ValueError):
    """Something in which there is nothing to mark; the text says what was expected."""


@dataclass(frozen=True, eq=False)
class File:
    """A file of somebody else's, which may be anything."""

    parts: tuple[str, ...]  # the folders above it and its name
    read: Callable[..., bytes]  # ``read(limit=...)``; raises `parse.UnreadableError`
    modified: datetime | None = None  # in UTC, if that is known
    folder: bool = False  # one without files has to be seen too

    @property
    def name(self) -> str:
        """The last part of its place."""
        return self.parts[-1]


def in_folder(top: Path, *, ignore: Path | None = None) -> list[File]:
    """List the files and folders below a folder; no link is followed.

    `ignore` is a folder that is no student's. Raises SubmissionsError if there are too many.
    """
    found = []
    for file in _below(top, (), ignore.resolve() if ignore else None):
        found.append(file)
        if len(found) > MOST_FILES:
            raise SubmissionsError(
                f"{top} holds too much: expected at most {MOST_FILES:,} files and folders"
            )
    return sorted(found, key=lambda file: file.parts)


def _below(folder: Path, parts: tuple[str, ...], ignore: Path | None) -> Iterator[File]:
    try:
        entries = list(os.scandir(folder))
    except OSError:  # a student's folder that cannot be opened is an empty one
        return
    for entry in entries:
        path, place = Path(entry.path), (*parts, entry.name)
        if entry.name.startswith(JUNK) or (ignore and path.resolve() == ignore):
            continue
        is_folder = entry.is_dir(follow_symlinks=False)
        yield File(place, partial(load, path), _modified(entry), is_folder)
        if is_folder and len(place) < DEEPEST:
            yield from _below(path, place, ignore)


def _modified(entry: os.DirEntry) -> datetime | None:
    try:
        return datetime.fromtimestamp(entry.stat(follow_symlinks=False).st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        return None
