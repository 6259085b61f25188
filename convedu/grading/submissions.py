"""Finds who handed in what, in a folder as it comes."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


class SubmissionsError(ValueError):
    """A folder in which there is nothing to mark; the text says what was expected."""


@dataclass(frozen=True)
class Found:
    """One student's file.

    Attributes
    ----------
    student : str
        The name, as text that can be written anywhere.
    path : Path or None
        The notebook, if there is one.
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
    path: Path | None
    reasons: tuple[str, ...] = ()
    id: str = ""
    submitted: datetime | None = None
    attempt: str = ""


def find(folder: Path, exercise: str, *, ignore: Path | None = None) -> list[Found]:
    """List the submissions in a folder.

    Parameters
    ----------
    folder : Path
        With ``<student>/<exercise>.ipynb`` or ``<student>.ipynb``.
    exercise : str
        The exercise's name.
    ignore : Path, optional
        A folder in it that is no student's: where the marks are written to.

    Returns
    -------
    list of Found
        In the order of the names; a student with both forms is found once.

    Raises
    ------
    SubmissionsError
        If it is no folder, or there is nothing in it.
    """
    if not folder.is_dir():
        raise SubmissionsError(
            f"{folder} is no folder; expected one with <student>.ipynb or "
            f"<student>/{exercise}.ipynb"
        )
    found: dict[str, Found] = {}
    for path in sorted(folder.iterdir(), key=lambda path: (path.suffix == ".ipynb", path.name)):
        hidden = path.name.startswith((".", "__MACOSX"))
        if hidden or (ignore is not None and path.resolve() == ignore.resolve()):
            continue
        if path.suffix == ".ipynb" and not path.is_dir():
            one = Found(writable(path.stem), path)
        elif path.is_dir() and not path.is_symlink():
            one = _in_folder(path, exercise)
        else:
            continue
        if one.student in found and found[one.student].path:
            both = (*found[one.student].reasons, f"`{path.name}` beside the folder was not used.")
            one = Found(one.student, found[one.student].path, both)
        found[one.student] = one
    if not found:
        raise SubmissionsError(
            f"{folder} has no submission in it; expected <student>.ipynb or "
            f"<student>/{exercise}.ipynb"
        )
    return [found[name] for name in sorted(found)]


def _in_folder(folder: Path, exercise: str) -> Found:
    student = writable(folder.name)
    path = folder / f"{exercise}.ipynb"
    if os.path.lexists(path):
        return Found(student, path)
    others = sorted(folder.glob("*.ipynb"))
    if len(others) == 1:
        return Found(student, others[0], (f"The file is named `{writable(others[0].name)}`.",))
    return Found(student, None, (f"There is no `{exercise}.ipynb` in the folder.",))


def writable(name: str) -> str:
    r"""Return a file's name as text that UTF-8 can hold.

    Examples
    --------
    >>> writable("Zoë"), writable("a\udcff")
    ('Zoë', 'a\\udcff')
    """
    return name.encode("utf-8", "backslashreplace").decode()
