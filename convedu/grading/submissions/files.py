"""The files of a class: what is in a folder of submissions, and whose a layout says each is.

No single file decides which layout that is, but the share of all.
"""

import os
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from convedu.grading.common.errors import UserError
from convedu.grading.limits import CLASS_FILES, FOLDER_DEPTH, STUDENT_FILES
from convedu.grading.submissions.parse import load

_JUNK = re.compile(
    r"\.(DS_Store|ipynb_checkpoints|git|Trash|Spotlight|fseventsd|TemporaryItems|cache|venv|nfs|_"
    r"|~lock)|__(?:MACOSX|pycache__)$|Thumbs\.db$|desktop\.ini$|~\$.*\.(docx?|xlsx?|pptx?)$",
    re.IGNORECASE,
)
_COPY = re.compile(r"(?: ?\([0-9]+\)|-[0-9]+|-Copy[0-9]+)$", re.IGNORECASE)
# What may hold one; of these only a zip is looked into.
_ARCHIVE = re.compile(r"(.*?)\.(?:zip|rar|7z|tgz|(?:tar\.)?(?:gz|bz2|xz)|tar)", re.I | re.DOTALL)
# Blackboard's names: the assignment, the login, when by the clock there, the file's own or none.
_BLACKBOARD = re.compile(r".+_([^_]+)_attempt_(\d{4}(?:-\d\d){5})(?:_(.+)|\.txt)", re.DOTALL)
# Browsers and Windows hang a second ending on what they save: x.ipynb.txt.
NOTEBOOK = re.compile(r"(.*)\.ipynb(\.txt|\.json|\.download)?", re.IGNORECASE | re.DOTALL)


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


def stem(name: str) -> str | None:
    """Return the name of a notebook, or what may hold one, without its ending; else None."""
    match = NOTEBOOK.fullmatch(name) or _ARCHIVE.fullmatch(name)
    return match[1] if match else None


def is_copy(name: str, exercise: str) -> bool:
    """Tell whether a name is the exercise's but for case and the number that a copy gets."""
    match = NOTEBOOK.fullmatch(name)
    plain = match[1].casefold() if match else ""
    return exercise.casefold() in (plain, _COPY.sub("", plain))


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


def markable(files: Sequence[File]) -> list[File]:
    """Return the files that may be submissions."""
    return [file for file in files if not file.folder and stem(file.name) is not None]


def share_owned(files: Sequence[File], owner_of: Callable[[File], OwnedFile | None]) -> float:
    """Return the share of the files that may be submissions which have an owner."""
    owned = [owner_of(file) is not None for file in markable(files)]
    return sum(owned) / len(owned) if owned else 0.0


@dataclass(frozen=True)
class Layout:
    """How a platform or a person arranges a class's submissions."""

    name: str
    described: str  # as in "Taken as ..."
    owner_of: Callable[[File], OwnedFile | None]  # None if the file is no student's
    # How much of a class lies so, from 0 to 1; without it the share that has owners
    share: Callable[[Sequence[File]], float] | None = None
    submitted: Callable[[Sequence[File]], Sequence[File]] = lambda files: files  # what counts
    time_of: Callable[[OwnedFile, Sequence[OwnedFile]], datetime | None] = lambda *_: None
    has_attempts: bool = False  # whether names tell several attempts apart

    def share_of(self, files: Sequence[File]) -> float:
        """Return how much of a class lies as in this layout, from 0 to 1."""
        return self.share(files) if self.share else share_owned(files, self.owner_of)


def _owner_in_folder(file: File) -> OwnedFile | None:
    parts = file.parts
    if file.folder or len(parts) > 1:
        return OwnedFile(file, parts[0], "", parts[1:])
    if match := _BLACKBOARD.fullmatch(file.name):
        return OwnedFile(file, match[1], match[1], (match[2], match[3] or "text"))
    student = stem(file.name)
    return None if student is None else OwnedFile(file, student, "", parts, is_named=True)


def _time_of(notebook: OwnedFile, files: Sequence[OwnedFile]) -> datetime | None:
    """Return the time in Blackboard's name, as one of this machine's zone, or else the file's."""
    try:
        return datetime.strptime(notebook.rest[0], "%Y-%m-%d-%H-%M-%S").astimezone(UTC)
    except (ValueError, OverflowError):
        return notebook.file.modified


FOLDER = Layout(
    "folder",
    "<student>.ipynb or <student>/<exercise>.ipynb",
    _owner_in_folder,
    time_of=_time_of,
    has_attempts=True,
)


def recognise(files: Sequence[File], layouts: Sequence[Layout]) -> Layout:
    """Return the layout in which more than half of the files lie; else `FOLDER`."""
    likely = max(layouts, key=lambda layout: layout.share_of(files), default=FOLDER)
    return likely if likely.share_of(files) > 0.5 else FOLDER


def without_wrapper(
    files: Sequence[File], exercise: str, layouts: Sequence[Layout], *, least: int
) -> Sequence[File]:
    """Return the files without the one folder that nearly all are in, if that is no student's.

    Where people arrange what is in it, `least` students or more have to be there; nothing lies
    beside it if that is more than one.
    """
    counted = markable(files) or files
    tops = Counter(file.parts[0] for file in counted if len(file.parts) > 1)
    if not tops:
        return files
    ((top, _),) = tops.most_common(1)
    inside = [file.parts for file in counted if file.parts[0] == top]
    depth = 1
    while least > 1 and len({parts[: depth + 1] for parts in inside if parts[depth + 1 :]}) == 1:
        depth += 1
    names = {parts[depth] for parts in inside if len(parts) > depth}
    moved = [
        replace(file, parts=file.parts[depth:]) if file.parts[0] == top else file
        for file in files
        if file.parts[0] != top or len(file.parts) > depth
    ]
    beside = len(counted) - len(inside)
    fewest, most = (8, 0.1) if len(tops) > 1 else (3, 0.25)  # of names in it, of files beside it
    if beside > most * len(counted):
        return files
    if recognise(moved, layouts) is not FOLDER:
        return moved
    is_students = (
        len(names) < (fewest if beside else least)
        or (beside and least > 1)
        or any(len(parts) == depth + 1 and is_copy(parts[depth], exercise) for parts in inside)
        or all(name.isdecimal() and len(name) < 3 for name in names)  # attempts
    )
    return files if is_students else moved
