"""Finds who handed in what, in a folder or a zip as it comes."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from convedu.grading.common.escape_controls import escape_controls
from convedu.grading.common.text import natural, shown
from convedu.grading.submissions.attempts import attempts
from convedu.grading.submissions.files import File, SubmissionsError, in_folder
from convedu.grading.submissions.owner import (
    NAMES,
    SUBMITTED,
    owner_of,
    recognise,
    without_wrapper,
)
from convedu.grading.submissions.parse import UnreadableError
from convedu.grading.submissions.pick_notebook import Piece, choose, is_markable
from convedu.grading.submissions.zip_reader import in_zip

_Who = tuple[str, str]  # the name, and what the platform calls the student
__all__ = ["Found", "Submissions", "SubmissionsError", "find"]


@dataclass(frozen=True)
class Found:
    """One student's file.

    Attributes
    ----------
    student : str
        The name, as text that can be written anywhere.
    file : File or None
        The notebook, if there is one; its ``read(limit=...)`` gives the bytes.
    reasons : tuple of str
        What was not as it should be.
    id : str
        What the learning platform calls the student; empty if it said nothing.
    submitted : datetime or None
        When it was handed in, in UTC, where that is known.
    attempt : str
        Which of several attempts this is; empty if there is one.
    """

    student: str
    file: File | None
    reasons: tuple[str, ...] = ()
    id: str = ""
    submitted: datetime | None = None
    attempt: str = ""


@dataclass(frozen=True)
class Submissions:
    """A class's submissions.

    Attributes
    ----------
    found : tuple of Found
        One for each student and attempt, in the order of names and attempts.
    layout : str
        One of ``moodle``, ``canvas``, ``nbgrader``, ``folder``.
    notes : tuple of str
        What is there beside the submissions.
    """

    found: tuple[Found, ...]
    layout: str
    notes: tuple[str, ...] = ()


def find(
    source: Path, exercise: str, *, layout: str = "auto", ignore: Path | None = None
) -> Submissions:
    """List the submissions in a folder or a zip.

    Parameters
    ----------
    source : Path
        In one of the layouts that `convedu.grading.submissions.owner` describes.
    exercise : str
        The exercise's name.
    layout : {"auto", "moodle", "canvas", "nbgrader", "folder"}
        How the files are arranged; auto recognises it by their names.
    ignore : Path, optional
        A folder in it that is no student's: where the marks are written to.

    Returns
    -------
    Submissions
        A student whose files are unclear or unusable is found too, with the reasons.

    Raises
    ------
    SubmissionsError
        If it is neither folder nor zip, or there is nothing in it.
    """
    if layout not in ("auto", *NAMES):
        raise SubmissionsError(f"layout was {layout!r}; expected auto, {', '.join(NAMES)}")
    files, notes = _listed(source, exercise, ignore)
    layout = recognise(files) if layout == "auto" else layout
    owners, others = _by_owner(files, layout, exercise)
    found = [one for who, owned in owners.items() for one in _found(layout, who, owned, exercise)]
    if not found:
        raise SubmissionsError(
            f"{source} has no submission in it; expected {NAMES[layout]}, such as "
            f"<student>/{exercise}.ipynb"
        )
    if others:
        notes.append(f"No submission, and left out: {_some(others)}.")
    found.sort(key=lambda one: (one.student, one.id, natural(one.attempt)))
    return Submissions(tuple(_distinct(found)), layout, tuple(notes))


def _listed(source: Path, exercise: str, ignore: Path | None) -> tuple[list[File], list[str]]:
    if source.is_dir():
        return in_folder(source, ignore=ignore), []
    if not source.is_file():
        what = f"{source} is no folder and no zip" if source.exists() else f"there is no {source}"
        raise SubmissionsError(
            f"{what}; expected a folder or zip with <student>.ipynb or "
            f"<student>/{exercise}.ipynb, or as a learning platform gives it"
        )
    files, refused = in_zip(source)
    notes = [f"Left out, since their names lead out of the zip: {_some(refused)}."]
    return without_wrapper(files, exercise), notes if refused else []


@dataclass
class _Owned:
    """A student's files: those in folders of the student's, and those with the student's name."""

    own: list[Piece] = field(default_factory=list)
    named: list[Piece] = field(default_factory=list)

    def used(self) -> tuple[list[Piece], tuple[str, ...]]:
        """Return what counts, and a sentence on what does not."""
        if not any(is_markable(piece) for piece in self.own):
            return self.named or self.own, ()
        names = (escape_controls(piece.file.name, line=True) for piece in self.named)
        return self.own, tuple(f"`{name}` beside the folder was not used." for name in names)


def _by_owner(
    files: Sequence[File], layout: str, exercise: str
) -> tuple[dict[_Who, _Owned], list[str]]:
    """Return each student's files, and the names of those that are nobody's."""
    owners: dict[_Who, _Owned] = {}
    others = []
    whole_course = layout == "nbgrader" and any(file.parts[0] == SUBMITTED for file in files)
    for file in files:
        if whole_course and file.parts[0] != SUBMITTED:
            continue
        at = owner_of(layout, file.parts, folder=file.folder)
        if at is None:
            others += [] if file.folder else ["/".join(file.parts)]
            continue
        who = (escape_controls(unicodedata.normalize("NFC", at.student), line=True), at.id)
        owned = owners.setdefault(who, _Owned())
        if at.flat and layout == "folder":
            name = exercise + PurePosixPath(file.name).suffix.lower()
            owned.named.append(Piece((name,), file))
        else:
            owned.own.append(Piece(at.rest, file))
    return owners, others


def _found(layout: str, who: _Who, owned: _Owned, exercise: str) -> Iterator[Found]:
    """Yield a student's attempts."""
    student, id_ = who
    pieces, unused = owned.used()
    if layout == "folder":
        choices = list(attempts(pieces, exercise))
    else:
        choices = [("", choose([piece for piece in pieces if piece.rest], exercise))]
    for name, choice in choices:
        time = None
        if choice.piece and layout == "folder":
            time = choice.piece.file.modified
        elif choice.piece and layout == "nbgrader":
            time = _stamp(choice.piece, pieces)
        file = choice.piece.file if choice.piece else None
        yield Found(student, file, (*choice.reasons, *unused), id_, time, name)


def _stamp(notebook: Piece, pieces: Iterable[Piece]) -> datetime | None:
    """Return what timestamp.txt beside the notebook says.

    nbgrader writes ``2015-02-02 15:58:23.948203 UTC``; a time without a zone is in UTC to it too
    (jupyter/nbgrader: nbgrader/utils.py, parse_utc).
    """
    for piece in pieces:
        if piece.rest == (*notebook.rest[:-1], "timestamp.txt"):
            try:
                text = piece.file.read(limit=200).decode("ascii").strip()
                time = datetime.fromisoformat(re.sub(r"\s*(UTC|GMT|Z)$", "+00:00", text))
                return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
            except (UnreadableError, ValueError, OverflowError):
                return None
    return None


def _distinct(found: Iterable[Found]) -> Iterator[Found]:
    """Tell apart students whose names are equal, or nearly: on some disks `Ada` is `ada`."""
    found = list(found)
    people = Counter(name.casefold() for name, _ in {(one.student, one.id) for one in found})
    for one in found:
        if people[one.student.casefold()] == 1:
            yield one
        elif one.id:
            yield replace(one, student=f"{one.student} ({one.id})")
        else:
            remark = "Another student's name differs in upper and lower case only."
            yield replace(one, reasons=(*one.reasons, remark))


def _some(names: Sequence[str]) -> str:
    return shown(names, most=3, each=lambda name: repr(escape_controls(name, line=True)[:120]))
