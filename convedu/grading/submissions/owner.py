"""Whose a file is: the ways in which platforms and people arrange submissions.

moodle
    "Download all submissions" of an assignment. Folders, or with the option unticked one flat
    folder: ``Full Name_123456_assignsubmission_file_/x.ipynb``, ``..._file_x.ipynb``, text typed in
    as ``..._onlinetext_``. Underscores in names become spaces; the number is the participant's in
    this assignment, the same as in the grading worksheet's Identifier; with blind marking every
    name is "Participant"; groups have their own name and number, or none. Up to 3.x the plugin's
    name ends in an underscore. (moodle/moodle: mod/assign/classes/downloader.php,
    get_student_prefix and load_submissionplugin_filelist.)
canvas
    "Download Submissions": ``lovelaceada_12345_67890_x.ipynb``, sortable name in lower case,
    ``LATE_`` where it was, the user's id, the file's id, the file's own name, in which a second
    upload of that name has ``-1``. Anonymous: ``anon_Ab3x9_67890_x.ipynb``. Typed text and links:
    ``..._12345_text.html``, ``..._12345_link.html``. (instructure/canvas-lms:
    lib/content_zipper.rb, get_filename and add_upload_submission.)
nbgrader
    ``submitted/<student>/<assignment>/<notebook>.ipynb`` beside ``timestamp.txt``.
    (jupyter/nbgrader: nbgrader/docs/source/exchange/exchange_api.rst.)
folder
    ``<student>.ipynb``, ``<student>/<exercise>.ipynb``, and for several attempts
    ``<student>/<exercise>-2.ipynb`` or ``<student>/<attempt>/<exercise>.ipynb``.

Neither Moodle nor Canvas keeps the time of submission in its zip: both stream their files into it,
and so each entry has the time of the download (moodle/moodle:
files/classes/local/archive_writer/zip_writer.php; content_zipper.rb, add_attachment_to_zip).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from convedu.grading.submissions.files import File

MOODLE = re.compile(
    r"(?P<name>.+?)(?:_(?P<id>\d+))?_assignsubmission_[a-z0-9]+?(?:_(?P<rest>.*))?",
    re.DOTALL,
)
_WHO = r"(?:(?P<name>(?!LATE_|anon_).+?)_)?(?:LATE_)?(?P<id>\d+|anon_[^_]+)"
CANVAS = re.compile(rf"{_WHO}_(?:\d+_(?P<rest>.+)|(?P<typed>text|link)\.html)", re.DOTALL)
SUBMITTED = "submitted"
NAMES = {
    "moodle": "Moodle's download of all submissions",
    "canvas": "Canvas's download of submissions",
    "nbgrader": "nbgrader's submitted/<student>/<assignment>/",
    "folder": "<student>.ipynb or <student>/<exercise>.ipynb",
}


@dataclass(frozen=True)
class Place:
    """Whose a file is.

    Attributes
    ----------
    student : str
        The name, as the layout has it.
    id : str
        What the platform calls the student; empty if it says nothing.
    rest : tuple of str
        The place below the student's: empty for a folder that is the student's own.
    flat : bool
        Whether the file lies beside those of other students.
    """

    student: str
    id: str
    rest: tuple[str, ...]
    flat: bool = False


def owner_of(layout: str, parts: tuple[str, ...], *, folder: bool = False) -> Place | None:
    """Say whose a file is.

    Parameters
    ----------
    layout : str
        One of `NAMES`.
    parts : tuple of str
        The file's place.
    folder : bool
        Whether it is a folder.

    Returns
    -------
    Place or None
        None if it is no student's.

    Examples
    --------
    >>> owner_of("moodle", ("Ada Lovelace_42_assignsubmission_file_", "x.ipynb"))
    Place(student='Ada Lovelace', id='42', rest=('x.ipynb',), flat=False)
    >>> owner_of("canvas", ("lovelaceada_LATE_42_7001_x-1.ipynb",))
    Place(student='lovelaceada', id='42', rest=('x-1.ipynb',), flat=True)
    """
    return _PLACES[layout](parts, folder)


def recognise(files: Sequence[File]) -> str:
    """Say which layout this is.

    Parameters
    ----------
    files : sequence of File
        All there are.

    Returns
    -------
    str
        ``folder`` where nothing speaks for another.
    """
    places = [file.parts for file in files]
    if any(MOODLE.fullmatch(parts[0]) for parts in places):
        return "moodle"
    if any(parts[-1] == "timestamp.txt" and len(parts) >= 3 for parts in places):
        return "nbgrader"
    if any(parts[0] == SUBMITTED and len(parts) >= 4 for parts in places):
        return "nbgrader"
    return "canvas" if _all_canvas([parts[0] for parts in places if len(parts) == 1]) else "folder"


def without_wrapper(files: Sequence[File], exercise: str) -> list[File]:
    """Return the files of a zip without the one folder that all of them are in, if that is one.

    Parameters
    ----------
    files : sequence of File
        What is in a zip: whoever zips a folder gets it as the first part of each place.
    exercise : str
        Its name tells a student's only folder from a wrapper.

    Returns
    -------
    list of File
    """
    tops = {file.parts[0] for file in files}
    below = [file for file in files if len(file.parts) > 1]
    top = next(iter(tops), "")
    if len(tops) != 1 or not below or top == SUBMITTED or MOODLE.fullmatch(top):
        return list(files)
    if any(file.parts[1].startswith(exercise) and len(file.parts) == 2 for file in below):
        return list(files)  # it is the folder of the only student
    return [File(file.parts[1:], file.read, file.modified, file.folder) for file in below]


def _moodle(parts: tuple[str, ...], folder: bool) -> Place | None:
    found = MOODLE.fullmatch(parts[0])
    if not found:
        return None
    rest = parts[1:] or ((found["rest"],) if found["rest"] else ())
    return Place(found["name"], found["id"] or "", rest, flat=len(parts) == 1 and not folder)


def _canvas(parts: tuple[str, ...], folder: bool) -> Place | None:
    found = CANVAS.fullmatch(parts[0])
    if not found or folder or len(parts) > 1:
        return None
    rest = found["rest"] or f"{found['typed']}.html"
    return Place(found["name"] or found["id"], found["id"], (rest,), flat=True)


def _all_canvas(names: list[str]) -> bool:
    """Tell whether names are Canvas's: all of them, and no number stands for two people."""
    found = [match for name in names if (match := CANVAS.fullmatch(name))]
    people = {match["id"]: match["name"] for match in found}
    same = all(people[match["id"]] == match["name"] for match in found)
    return bool(found) and len(found) == len(names) and same


def _nbgrader(parts: tuple[str, ...], folder: bool) -> Place | None:
    if parts[0] == SUBMITTED:
        parts = parts[1:]
    if (folder and len(parts) == 1) or len(parts) >= 3:
        return Place(parts[0], parts[0], parts[1:])
    return None


def _folder(parts: tuple[str, ...], folder: bool) -> Place | None:
    if folder or len(parts) > 1:
        return Place(parts[0], "", parts[1:])
    stem, dot, suffix = parts[0].rpartition(".")
    is_one = dot and suffix.lower() in ("ipynb", "zip")
    return Place(stem, "", parts, flat=True) if is_one else None


_PLACES: dict[str, Callable[[tuple[str, ...], bool], Place | None]] = {
    "moodle": _moodle,
    "canvas": _canvas,
    "nbgrader": _nbgrader,
    "folder": _folder,
}
