"""Whose a file is: what a layout says of each place, and which of the layouts a class is in.

No single file decides that. A layout is known by its share of all files that may be submissions,
and where none has more than half of them, the files lie as people arrange them: ``<student>.ipynb``
or ``<student>/<exercise>.ipynb``, for several attempts ``<student>/<exercise>-2.ipynb`` or
``<student>/<attempt>/<exercise>.ipynb``.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from convedu.grading.submissions.files import File
from convedu.grading.submissions.pick_notebook import OwnedFile, is_copy, stem

_FEWEST_IN_WRAPPER = 3  # students in a folder beside which other files lie
_MOST_BESIDE = 0.25  # of all files


@dataclass(frozen=True)
class Owner:
    """Whose a file is, as a layout has it."""

    student: str
    id: str  # what the platform calls the student; empty if it says nothing
    rest: tuple[str, ...]  # the place below the student's; empty for the student's own folder
    flat: bool = False  # whether the file lies beside those of other students


def share_owned(files: Sequence[File], owner_of: Callable[[File], Owner | None]) -> float:
    """Return the share of the files that may be submissions which have an owner."""
    markable = [file for file in files if not file.folder and stem(file.name) is not None]
    owned = sum(owner_of(file) is not None for file in markable)
    return owned / len(markable) if markable else 0.0


def _all(files: Sequence[File]) -> Sequence[File]:
    return files


def _unknown(notebook: OwnedFile, files: Sequence[OwnedFile]) -> datetime | None:
    return None


@dataclass(frozen=True)
class Layout:
    """How a platform or a person arranges a class's submissions."""

    name: str
    described: str  # as in "Taken as ..."
    owner_of: Callable[[File], Owner | None]  # None if the file is no student's
    share: Callable[[Sequence[File]], float]  # how much of a class lies as in this layout, 0 to 1
    submitted: Callable[[Sequence[File]], Sequence[File]] = _all  # those that are submissions
    time_of: Callable[[OwnedFile, Sequence[OwnedFile]], datetime | None] = _unknown
    has_attempts: bool = False  # whether names tell several attempts apart


def _owner_in_folder(file: File) -> Owner | None:
    parts = file.parts
    if file.folder or len(parts) > 1:
        return Owner(parts[0], "", parts[1:])
    student = stem(file.name)
    return None if student is None else Owner(student, "", parts, flat=True)


FOLDER = Layout(
    "folder",
    "<student>.ipynb or <student>/<exercise>.ipynb",
    _owner_in_folder,
    lambda files: share_owned(files, _owner_in_folder),
    time_of=lambda notebook, files: notebook.file.modified,
    has_attempts=True,
)


def recognise(files: Sequence[File], layouts: Sequence[Layout]) -> Layout:
    """Return the layout in which more than half of the files lie; else `FOLDER`."""
    shares = {layout.name: layout.share(files) for layout in layouts}
    likely = max(layouts, key=lambda layout: shares[layout.name], default=FOLDER)
    return likely if shares.get(likely.name, 0) > 0.5 else FOLDER


def without_wrapper(files: Sequence[File], exercise: str) -> list[File]:
    """Return the files without the one folder that they are in, if that folder is no student's.

    Whoever zips a folder gets it as the first part of each place. A few files beside it are no
    reason to take it for a student's; a notebook called like the exercise in it is, and so are
    folders in it that are numbers, which are attempts.
    """
    markable = {file for file in files if not file.folder and stem(file.name) is not None}
    tops = Counter(file.parts[0] for file in markable if len(file.parts) > 1)
    if not tops:
        tops = Counter(file.parts[0] for file in files if len(file.parts) > 1)
    if len(tops) != 1:
        return list(files)
    (top,) = tops
    inside = [file for file in files if file.parts[0] == top and len(file.parts) > 1]
    beside = [file for file in markable if file.parts[0] != top]
    names = {file.parts[1] for file in inside if file in markable} or {f.parts[1] for f in inside}
    if beside and (len(names) < _FEWEST_IN_WRAPPER or len(beside) > _MOST_BESIDE * len(markable)):
        return list(files)
    if any(is_copy(file.parts[1], exercise) and len(file.parts) == 2 for file in inside):
        return list(files)
    if all(name.isdecimal() for name in names):
        return list(files)
    moved = [File(file.parts[1:], file.read, file.modified, file.folder) for file in inside]
    return [*moved, *(file for file in files if file.parts[0] != top)]
