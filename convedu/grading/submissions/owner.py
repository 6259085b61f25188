"""Whose a file is: what a layout says of each place, and which of the layouts a class is in.

No single file decides that, but the share of all.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from convedu.grading.submissions.files import File, OwnedFile
from convedu.grading.submissions.pick_notebook import is_copy, stem


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
    student = stem(file.name)
    return None if student is None else OwnedFile(file, student, "", parts, is_named=True)


FOLDER = Layout(
    "folder",
    "<student>.ipynb or <student>/<exercise>.ipynb",
    _owner_in_folder,
    time_of=lambda notebook, files: notebook.file.modified,
    has_attempts=True,
)


def recognise(files: Sequence[File], layouts: Sequence[Layout]) -> Layout:
    """Return the layout in which more than half of the files lie; else `FOLDER`."""
    likely = max(layouts, key=lambda layout: layout.share_of(files), default=FOLDER)
    return likely if likely.share_of(files) > 0.5 else FOLDER


def without_wrapper(
    files: Sequence[File], exercise: str, layouts: Sequence[Layout]
) -> Sequence[File]:
    """Return the files without the one folder that nearly all are in, if that is no student's."""
    counted = markable(files) or files
    tops = Counter(file.parts[0] for file in counted if len(file.parts) > 1)
    if not tops:
        return files
    ((top, _),) = tops.most_common(1)
    moved = [
        replace(file, parts=file.parts[1:]) if file.parts[0] == top else file
        for file in files
        if file.parts != (top,)
    ]
    inside = [file.parts for file in counted if file.parts[0] == top]
    names = {parts[1] for parts in inside if len(parts) > 1}
    beside = len(counted) - len(inside)
    fewest, most = (8, 0.1) if len(tops) > 1 else (3, 0.25)  # of names in it, of files beside it
    if beside > most * len(counted):
        return files
    if recognise(moved, layouts) is not FOLDER:
        return moved
    is_students = (
        (beside and len(names) < fewest)
        or any(len(parts) == 2 and is_copy(parts[1], exercise) for parts in inside)
        or all(name.isdecimal() for name in names)  # attempts
    )
    return files if is_students else moved
