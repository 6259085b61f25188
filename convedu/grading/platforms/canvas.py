"""Canvas: its download of submissions, and its gradebook with one assignment filled in.

The download's names are ``lovelaceada_LATE_12345_67890_x.ipynb``: sortable name in lower case, the
user's id, the file's, the file's own name (with ``-1`` if it came before); anonymously
``anon_Ab3x9_67890_x.ipynb``; typed text and links ``..._12345_text.html``, ``..._12345_link.html``.
Times are those of the download. (instructure/canvas-lms: lib/content_zipper.rb.)

The gradebook has rows for the names of the columns, perhaps for "Manual Posting", for "Points
Possible", in which columns that cannot be imported say "(read only)", and for each student. "EX" is
an excused student, "N/A" one to whom the assignment was not given. The import finds students by ID,
then SIS User ID, SIS Login ID and name, and reads a point or a comma.
(lib/gradebook_exporter.rb and lib/gradebook_importer.rb.)
"""

import re
from collections.abc import Sequence

from convedu.grading.common.errors import UserError
from convedu.grading.common.text import number
from convedu.grading.exercise.model import Exercise
from convedu.grading.model import StudentGrade
from convedu.grading.platforms.csv_sheet import Sheet
from convedu.grading.platforms.fill_column import Person, fill, no_column
from convedu.grading.platforms.platform import Exported, Platform
from convedu.grading.submissions.files import File, Layout, OwnedFile, share_owned

NUMBERS = ("ID", "SIS User ID", "SIS Login ID", "Integration ID")
_WHO = r"(?:(?P<name>(?!LATE_|anon_).+?)_)?(?:LATE_)?(?P<id>\d+|anon_[^_]+)"
_FILE = re.compile(rf"{_WHO}_(?:\d+_(?P<rest>.+)|(?P<typed>text|link)\.html)", re.DOTALL)
_TITLE = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)", re.DOTALL)
_KEPT = {"ex": "Excused, and left so", "n/a": "Not given this assignment, and left so"}


def owner_of(file: File) -> OwnedFile | None:
    """Say whose a file is."""
    match = _FILE.fullmatch(file.parts[0])
    if not match or file.folder or len(file.parts) > 1:
        return None
    rest = match["rest"] or f"{match['typed']}.html"
    return OwnedFile(file, match["name"] or match["id"], match["id"], (rest,))


def share(files: Sequence[File]) -> float:
    """Return how many files are named so, less where a number stands for several people."""
    people = {(owner.id, owner.student) for file in files if (owner := owner_of(file))}
    numbers = {number for number, _ in people}
    return share_owned(files, owner_of) * len(numbers) / max(1, len(people))


def fill_canvas(
    sheet: Sheet,
    exercise: Exercise,
    rows: Sequence[StudentGrade],
    *,
    column: str = "",
    scale: bool = False,
) -> Exported:
    """Fill in the assignment `column`, by title or number; raises UserError if it cannot be."""
    name = "LastName" if sheet.column("Student") is None else "Student"
    if None in [sheet.column(title) for title in (name, "ID", "Section")]:
        raise UserError(
            f"{sheet.name} is no gradebook of Canvas: expected the columns Student, ID and Section"
        )
    index = _assignment(sheet, column or exercise.name)
    points_lines = (line for line in sheet.below() if "Points Possible" in sheet.value(line, 0))
    worth = next((sheet.value(line, index) for line in points_lines), "")
    if "read only" in worth:
        raise UserError(f"{sheet.name}: the column {sheet.header[index]!r} is read only")

    def put(line: int, row: StudentGrade, score: float) -> str:
        why = _KEPT.get(sheet.value(line, index).strip().casefold(), "")
        if not why:
            sheet.put(line, index, number(score))
        return why

    return fill(rows, _people(sheet), put, maximum=worth, points=exercise.points, scale=scale)


def _assignment(sheet: Sheet, wanted: str) -> int:
    titles = {
        index: match for index, text in enumerate(sheet.header) if (match := _TITLE.fullmatch(text))
    }
    plain = wanted.strip().casefold()
    fitting = [
        index
        for index, match in titles.items()
        if plain in (match[0].casefold(), match["title"].casefold(), match["id"])
    ]
    if len(fitting) != 1:
        raise no_column(sheet, repr(wanted), [sheet.header[index] for index in fitting or titles])
    return fitting[0]


def _people(sheet: Sheet) -> list[Person]:
    columns = [sheet.column(title) for title in ("Student", "LastName", "FirstName", *NUMBERS)]
    people = []
    for line in sheet.below():
        name, last, first, *numbers = (sheet.value(line, index) for index in columns)
        name = name or f"{last}, {first}"
        if any(numbers) and name != "Student, Test":  # Canvas's own, for the instructor's preview
            people.append(Person(line, name, tuple(numbers)))
    return people


def feedback(row: StudentGrade, handed_in: File | None) -> str:
    """Return a page's name in the zip of "Upload submissions": Canvas goes by the two numbers."""
    # app/models/assignment.rb, infer_comment_context_from_filename: the user's id and the file's
    owner = owner_of(handed_in) if handed_in else None
    if handed_in is None or owner is None or not owner.id.isdecimal():
        return ""
    start = handed_in.parts[0].removesuffix(owner.rest[0])
    return f"{start}feedback.html" if re.search(r"_\d+_\d+_$", start) else ""


PLATFORM = Platform(
    "canvas",
    Layout("canvas", "Canvas's download of submissions", owner_of, share),
    fill=fill_canvas,
    file="canvas.csv",
    feedback=feedback,
    feedback_file="feedback-canvas.zip",
)
