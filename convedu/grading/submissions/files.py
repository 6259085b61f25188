"""What is in a folder of submissions: each file with its place, its time and a way to read it."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from convedu.grading.common.errors import UserError
from convedu.grading.limits import CLASS_FILES, FOLDER_DEPTH, STUDENT_FILES
from convedu.grading.submissions.parse import load

_JUNK = re.compile(
    r"\.(DS_Store|ipynb_checkpoints|git|Trash|Spotlight|fseventsd|TemporaryItems|cache|venv|nfs|_"
    r"|~lock)|__MACOSX$|Thumbs\.db$|desktop\.ini$|~\$.*\.(docx?|xlsx?|pptx?)$",
    re.IGNORECASE,
)


class SubmissionsError(UserError):
    """Something in which there is nothing to mark; the text says what was expected."""


@dataclass(frozen=True, eq=False)
class File:
    """A file of somebody else's, which may be anything."""

    parts: tuple[str, ...]  # the folders above it and its name
    read: Callable[..., bytes]  # ``read(limit=...)``; raises `parse.UnreadableError`
    modified: datetime | None = None  # in UTC, if that is known
    folder: bool = False  # one without files has to be seen too
    crowded: bool = False  # whether it is a folder of so much that what is in it is left out

    @property
    def name(self) -> str:
        """The last part of its place."""
        return self.parts[-1]


@dataclass(frozen=True)
class OwnedFile:
    """A file, and whose it is as a layout has it."""

    file: File
    student: str
    id: str  # what the platform calls the student; empty if it says nothing
    rest: tuple[str, ...]  # the place below the student's; empty for the student's own folder
    is_named: bool = False  # whether the file has the student's name, and lies in no folder

    @property
    def name(self) -> str:
        """The name that the student gave it."""
        return self.rest[-1] if self.rest else ""


def is_junk(parts: tuple[str, ...]) -> bool:
    """Tell whether a place is a machine's own and no person's."""
    name = parts[-1]  # a student may be called ".net fan" or "~$ay", so the top goes by the list
    return bool(_JUNK.match(name)) or (len(parts) > 1 and name.startswith((".", "~$")))


def in_folder(top: Path, *, ignore: Path | None = None) -> list[File]:
    """List what is below a folder, but for `ignore`; raises SubmissionsError if it is too much."""
    files = _below(top, (), ignore.resolve() if ignore else None)
    if files is None:
        raise SubmissionsError(
            f"{top} holds too much: expected at most {CLASS_FILES:,} files and folders"
        )
    return sorted(files, key=lambda file: file.parts)


def _below(folder: Path, parts: tuple[str, ...], ignore: Path | None) -> list[File] | None:
    """Return what is in a folder and below; None if that is more than one student may have."""
    files: list[File] = []
    try:
        entries = os.scandir(folder)
    except OSError:  # a student's folder that cannot be opened is an empty one
        return files
    with entries:
        for entry in entries:
            path, location = Path(entry.path), (*parts, entry.name)
            if is_junk(location):
                continue
            is_folder = entry.is_dir(follow_symlinks=False)
            inner: list[File] | None = []
            if is_folder and len(location) < FOLDER_DEPTH:
                real = path.resolve() if ignore else path
                if real == ignore:
                    continue
                inner = _below(path, location, ignore)
                if not inner and inner is not None and ignore and real in ignore.parents:
                    continue  # it holds nothing but the marks
            reader = partial(load, path)
            files.append(File(location, reader, _modified(entry), is_folder, inner is None))
            files += inner or []
            if len(files) > (STUDENT_FILES if parts else CLASS_FILES):
                return None
    return files


def _modified(entry: os.DirEntry) -> datetime | None:
    try:
        return datetime.fromtimestamp(entry.stat(follow_symlinks=False).st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        return None
