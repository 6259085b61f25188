"""The marks as a table for a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from convedu.grading.common.escape_controls import escape_controls
from convedu.grading.exercise.load import Exercise
from convedu.grading.gradebook.gradebook import StudentGrade

BOM = "\ufeff"  # by which Excel knows UTF-8
# What a spreadsheet may take for a formula, the wide forms too. (OWASP, "CSV Injection".) Tabs and
# line ends, which count as well, are blanks by then, and those in front are gone.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def grades(exercise: Exercise, rows: Sequence[StudentGrade]) -> str:
    """Return the text of grades.csv.

    Parameters
    ----------
    exercise : Exercise
        What was marked.
    rows : sequence of StudentGrade
        The class.

    Returns
    -------
    str
        ``student,score,max_score,status`` and a column of points for each check.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    names = [check.name for check in exercise.checks]
    table.writerow(["student", "score", "max_score", "status", *names])
    for row in rows:
        numbers = [number(row.points[name]) for name in names]
        first = [safe(row.student), number(row.score), number(exercise.points)]
        table.writerow([*first, safe(row.status), *numbers])
    return text.getvalue()


def spreadsheet(exercise: Exercise, rows: Sequence[StudentGrade]) -> str:
    """Return a table with all there is of each mark, for Excel: with a mark of UTF-8 and CRLF.

    Parameters
    ----------
    exercise : Exercise
        What was marked.
    rows : sequence of StudentGrade
        The class.

    Returns
    -------
    str
    """
    text = io.StringIO(newline="")
    text.write(BOM)
    table = csv.writer(text)
    names = [check.name for check in exercise.checks]
    about = ["student", "id", "submitted_utc", "attempt", "days_late", "penalty"]
    table.writerow([*about, "score", "max_score", *names, "set_by_hand", "status"])
    for row in rows:
        time = f"{row.submitted:%Y-%m-%d %H:%M:%S}" if row.submitted else ""
        own = [safe(row.student), safe(row.id), time, safe(row.attempt)]
        costs = [str(row.days_late), number(row.late_penalty)]
        scores = [number(value) for value in (row.score, exercise.points)]
        points = [number(row.points[name]) for name in names]
        last = [safe(" ".join(row.overrides)), safe(row.status)]
        table.writerow([*own, *costs, *scores, *points, *last])
    return text.getvalue()


def in_one_line(text: str) -> str:
    r"""Return text in one line, all of it to be seen.

    Examples
    --------
    >>> in_one_line("a\n  b\x00")
    'a b<U+0000>'
    """
    return escape_controls(" ".join(text.split()))


def safe(text: str) -> str:
    """Return text in one line, all of it to be seen, that no spreadsheet takes for a formula.

    Examples
    --------
    >>> safe("=1+1"), safe("Ada")
    ("'=1+1", 'Ada')
    """
    line = in_one_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line


def number(value: float) -> str:
    """Return points without needless digits.

    Examples
    --------
    >>> number(4.0), number(2.6667)
    ('4', '2.6667')
    """
    return f"{value:.4f}".rstrip("0").rstrip(".")


def write(path: Path, content: str | bytes) -> None:
    """Write a file so that there is at any moment the old one or the new one.

    Parameters
    ----------
    path : Path
        Where.
    content : str or bytes
        What.
    """
    if isinstance(content, str):
        content = content.encode("utf-8", "backslashreplace")
    part = path.with_name(f".{path.name}.part")  # what a killed run has left is written over
    part.unlink(missing_ok=True)
    try:
        with part.open("xb") as file:
            file.write(content)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
