"""Finds who handed in what, in a folder or a zip as it comes."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from convedu.grading.common.escape_controls import escape_controls
from convedu.grading.common.text import natural
from convedu.grading.limits import STUDENT_FILES
from convedu.grading.submissions import files
from convedu.grading.submissions.files import File, Layout, OwnedFile, SubmissionsError, stem
from convedu.grading.submissions.pick_notebook import Belongs, each_attempt, pick_notebook, quoted
from convedu.grading.submissions.zip_reader import in_zip

_Who = tuple[str, str]  # the name, and what the platform calls the student
__all__ = ["StudentFile", "Submissions", "SubmissionsError", "find"]


@dataclass(frozen=True)
class StudentFile:
    """One student's file."""

    student: str  # as text that can be written anywhere
    file: File | None  # the notebook, if there is one; its ``read(limit=...)`` gives the bytes
    reasons: tuple[str, ...] = ()  # what was not as it should be
    id: str = ""  # what the learning platform calls the student; empty if it said nothing
    submitted: datetime | None = None  # in UTC, where that is known
    attempt: str = ""  # which of several attempts this is; empty if there is one


@dataclass(frozen=True)
class Submissions:
    """A class's submissions: one for each student and attempt, in the order of these."""

    files: tuple[StudentFile, ...]
    layout: Layout
    notes: tuple[str, ...] = ()  # what is there beside the submissions
    left_out: tuple[str, ...] = ()  # files that may be submissions, and are nobody's
    share: float = 1.0  # of the files, how much lies as in that layout

    @property
    def taken(self) -> str:
        """The layout, and how much of the files lies so."""
        return f"{self.layout.name} {self.share:.0%}"

    @property
    def without_notebook(self) -> list[str]:
        """Who has nothing that can be marked, and which files are nobody's."""
        return [*(one.student for one in self.files if one.file is None), *self.left_out]

    @property
    def is_doubtful(self) -> bool:
        """Whether so many are without a notebook that the layout may be another."""
        lost = len(self.without_notebook)
        every = len(self.files) + len(self.left_out)
        return lost == every > 1 or (lost >= 3 and 3 * lost >= every)


def find(
    source: Path,
    exercise: str,
    *,
    layouts: Sequence[Layout] = (),
    layout: str = "auto",
    ignore: Path | None = None,
    belongs: Belongs | None = None,
) -> Submissions:
    """List the submissions in a folder or a zip; raises SubmissionsError if there are none.

    `layouts` may be recognised beside what people make themselves; `ignore` is no student's folder;
    `belongs` tells of one's several notebooks which hold the exercise.
    """
    named = {one.name: one for one in (*layouts, files.FOLDER)}
    if layout not in ("auto", *named):
        raise SubmissionsError(f"layout was {layout!r}; expected auto, {', '.join(named)}")
    is_zip = not source.is_dir()
    listed, refused = in_zip(source) if is_zip else (files.in_folder(source, ignore=ignore), [])
    chosen = named.get(layout) or files.recognise(listed, layouts)
    least = 1 if is_zip else 2
    while chosen is files.FOLDER:
        inside = files.without_wrapper(listed, exercise, layouts, least=least)
        if inside is listed:
            break
        listed, least = [*inside], 2
        chosen = named.get(layout) or files.recognise(listed, layouts)
    owners, others = _by_owner(chosen, listed)
    attempts = [
        (who, one)
        for who, owned in owners.items()
        for one in _attempts(chosen, who, owned, exercise, belongs)
    ]
    submissions = list(_distinct(attempts))
    if not submissions:
        raise SubmissionsError(
            f"{source} has no submission in it; expected {chosen.described}, such as "
            f"<student>/{exercise}.ipynb"
        )
    notes = []
    if refused:
        notes.append(f"Left out, since their names lead out of the zip: {quoted(*refused)}.")
    if others:
        notes.append(f"Not arranged so, and left out: {quoted(*others)}.")
    submissions.sort(key=lambda one: (one.student, one.id, natural(one.attempt)))
    share = chosen.share_of(listed) if layout == "auto" else 1.0
    left_out = (name for name in others if stem(name) is not None)
    return Submissions(tuple(submissions), chosen, tuple(notes), tuple(left_out), share)


def _by_owner(
    layout: Layout, listed: Sequence[File]
) -> tuple[dict[_Who, list[OwnedFile]], list[str]]:
    """Return each student's files, and the names of those that are nobody's."""
    owners: dict[_Who, list[OwnedFile]] = {}
    others = []
    for file in layout.submitted(listed):
        owned = layout.owner_of(file)
        if owned:
            owners.setdefault((owned.student, owned.id), []).append(owned)
        elif not file.folder:
            others.append("/".join(file.parts))
    return owners, others


def _attempts(
    layout: Layout,
    who: _Who,
    owned: Sequence[OwnedFile],
    exercise: str,
    belongs: Belongs | None,
) -> Iterator[StudentFile]:
    """Yield a student's attempts: what is in folders goes before what has the student's name."""
    student = escape_controls(unicodedata.normalize("NFC", who[0]), line=True)
    own = [one for one in owned if not one.is_named]
    named = [one for one in owned if one.is_named]
    unused = []
    if any(stem(one.name) is not None for one in own):
        unused += [f"{quoted(one.file.name)} beside the folder was not used." for one in named]
    elif named:  # the student's name is taken for the exercise's
        endings = [(one, one.file.name[len(one.student) :].lower()) for one in named]
        own = [replace(one, rest=(exercise + ending,)) for one, ending in endings]
    unused += [
        f"{quoted(one.file.name)} holds more than {STUDENT_FILES:,} files, which were left out."
        for one in owned
        if one.file.crowded
    ]
    if layout.has_attempts:
        choices = list(each_attempt(own, exercise, belongs))
    else:
        choices = [("", pick_notebook([one for one in own if one.rest], exercise, belongs))]
    for name, (chosen, reasons) in choices:
        time = layout.time_of(chosen, own) if chosen else None
        file = chosen.file if chosen else None
        yield StudentFile(student, file, (*reasons, *unused), who[1], time, name)


def _distinct(attempts: Sequence[tuple[_Who, StudentFile]]) -> Iterator[StudentFile]:
    """Give each student a name of their own: equal ones get the platform's id, or a number."""
    names = {who: one.student for who, one in attempts}
    shared = Counter(name.casefold() for name in names.values())
    used: set[str] = set()
    remarks: dict[_Who, tuple[str, ...]] = {}
    for who in sorted(names, key=lambda who: (shared[names[who].casefold()] > 1, who)):
        name, id_ = names[who], who[1]
        full = f"{name} ({id_})" if id_ else name
        if shared[name.casefold()] > 1:
            name = full
            if not id_:
                remarks[who] = ("Another student's name is nearly the same.",)
        numbered = (f"{full} ({number})" for number in count(2))
        names[who] = next(one for one in chain([name, full], numbered) if one not in used)
        used.add(names[who])
    for who, one in attempts:
        yield replace(one, student=names[who], reasons=(*one.reasons, *remarks.get(who, ())))
