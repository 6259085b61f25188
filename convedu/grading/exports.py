"""The marks as a table for a spreadsheet."""

import csv
import io
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .exercise import Exercise
from .gradebook import Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
