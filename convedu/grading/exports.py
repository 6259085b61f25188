"""The marks as a table for a spreadsheet."""

import csv
import io
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .exercise import Exercise
from .marks import Result

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Row:
    """One student's result, as reports show it.

    Attributes
    ----------
    student : str
        The name.
    result : Result
        What came of the submission.
    points : mapping of str to float
        For each check, by its name.
    """

    student: str
    result: Result
    points: Mapping[str, float]

    @property
    def score(self) -> float:
        """The sum of the points."""
        return round(sum(self.points.values()), 4)

    @property
    def status(self) -> str:
        """The status and, behind a colon, the reasons for it."""
        if self.result.status == "ok":
            return "ok"
        return f"{self.result.status}: {' '.join(self.result.reasons)}"


def row_of(exercise: Exercise, student: str, result: Result) -> Row:
    """Turn a result's fractions into points.

    Parameters
    ----------
    exercise : Exercise
        Says what each check is worth.
    student : str
        Whose result it is.
    result : Result
        A check without a verdict gives no points.

    Returns
    -------
    Row
    """
    fractions = {verdict.check: verdict.fraction for verdict in result.verdicts}
    points = {
        check.name: round(check.points * fractions.get(check.name, 0.0), 4)
        for check in exercise.checks
    }
    return Row(student, result, points)


def grades(exercise: Exercise, rows: Sequence[Row]) -> str:
    """Return the text of grades.csv.

    Parameters
    ----------
    exercise : Exercise
        What was marked.
    rows : sequence of Row
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
        first = [_safe(row.student), number(row.score), number(exercise.points)]
        table.writerow([*first, _safe(row.status), *numbers])
    return text.getvalue()


def _safe(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_FORMULA) else line


def number(value: float) -> str:
    """Return points without needless digits.

    Examples
    --------
    >>> number(4.0), number(2.6667)
    ('4', '2.6667')
    """
    return f"{value:.4f}".rstrip("0").rstrip(".")


def write(path: Path, text: str) -> None:
    """Write a file so that there is at any moment the old one or the new one.

    Parameters
    ----------
    path : Path
        Where.
    text : str
        What.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".convedu-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
