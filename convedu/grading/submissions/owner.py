"""Whose a file is: what a layout says of each place, and which of the layouts a class is in.

No single file decides that, but the share of all. Where people arrange them, several attempts are
``<student>/<exercise>-2.ipynb`` or ``<student>/<attempt>/<exercise>.ipynb``.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from convedu.grading.submissions.files import File, OwnedFile
from convedu.grading.submissions.pick_notebook import is_copy, stem

# How many there must be in a folder that is taken for a class's though something lies beside it.
_FEWEST_BESIDE_FILES, _FEWEST_BESIDE_FOLDERS = 3, 8


def share_owned(files: Sequence[File], owner_of: Callable[[File], OwnedFile | None]) -> float:
    """Return the share of the files that may be submissions which have an owner."""
    markable = [file for file in files if not file.folder and stem(file.name) is not None]
    owned = sum(owner_of(file) is not None for file in markable)
    return owned / len(markable) if markable else 0.0


@dataclass(frozen=True)
class Layout:
    """How a platform or a person arranges a class's submissions."""

    name: str
    described: str  # as in "Taken as ..."
    owner_of: Callable[[File], OwnedFile | None]  # None if the file is no student's
    share: Callable[[Sequence[File]], float]  # how much of a class lies as in this layout, 0 to 1
    # Those of the files that are submissions
    submitted: Callable[[Sequence[File]], Sequence[File]] = lambda files: files
    time_of: Callable[[OwnedFile, Sequence[OwnedFile]], datetime | None] = lambda *_: None
    has_attempts: bool = False  # whether names tell several attempts apart


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
    lambda files: share_owned(files, _owner_in_folder),
    time_of=lambda notebook, files: notebook.file.modified,
    has_attempts=True,
)


def recognise(files: Sequence[File], layouts: Sequence[Layout]) -> Layout:
    """Return the layout in which more than half of the files lie; else `FOLDER`."""
    shares = {layout.name: layout.share(files) for layout in layouts}
    likely = max(layouts, key=lambda layout: shares[layout.name], default=FOLDER)
    return likely if shares.get(likely.name, 0) > 0.5 else FOLDER


def without_wrapper(
    files: Sequence[File], exercise: str, layouts: Sequence[Layout]
) -> Sequence[File]:
    """Return the files without the one folder that nearly all are in, if that is no student's."""
    markable = [file for file in files if not file.folder and stem(file.name) is not None]
    tops = Counter(file.parts[0] for file in markable or files if len(file.parts) > 1)
    if not tops:
        return files
    ((top, _),) = tops.most_common(1)
    moved = [
        replace(file, parts=file.parts[1:]) if file.parts[0] == top else file
        for file in files
        if file.parts != (top,)
    ]
    inside = [file.parts for file in markable or files if file.parts[0] == top]
    names = {parts[1] for parts in inside if len(parts) > 1}
    beside = len(markable) - len(inside) if markable else 0
    fewest, most = (_FEWEST_BESIDE_FOLDERS, 0.1) if len(tops) > 1 else (_FEWEST_BESIDE_FILES, 0.25)
    if beside and beside > most * len(markable):
        return files
    if recognise(moved, layouts) is not FOLDER:
        return moved
    is_students = (
        (beside and len(names) < fewest)
        or any(len(parts) == 2 and is_copy(parts[1], exercise) for parts in inside)
        or all(name.isdecimal() for name in names)  # attempts
    )
    return files if is_students else moved
