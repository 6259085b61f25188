"""What a person has set by hand: it belongs to a student and a check, whatever is run again."""

import difflib
import math
from collections.abc import Iterable

from convedu.grading.common.text import shown
from convedu.grading.exercise.load import Exercise
from convedu.grading.gradebook.gradebook import Override, StudentGrade
from convedu.grading.ledger.database import now, utf8_safe
from convedu.grading.ledger.ledger import Ledger

MOST_NAMES = 12


class OverrideError(ValueError):
    """Something that cannot be set by hand; the text names the possible ones."""


def override(
    ledger: Ledger,
    exercise: Exercise,
    row: StudentGrade,
    check: str,
    points: float | None,
    comment: str = "",
) -> None:
    """Set a check's points for a student, or take back that they were set.

    Parameters
    ----------
    ledger : Ledger
        Where it is kept.
    exercise : Exercise
        What was marked.
    row : StudentGrade
        The student's present one.
    check : str
        The check's name.
    points : float or None
        What counts; None takes it back.
    comment : str
        Why; the student reads it.

    Raises
    ------
    OverrideError
        If there is no such check, it is not worth so much, or there is nothing to take back.
    """
    worth = {one.name: one.points for one in exercise.checks}
    if check not in worth:
        raise OverrideError(unknown("check", check, worth))
    if points is None and check not in row.overrides:
        raise OverrideError(f"{check!r} of {row.student} is not set by hand: nothing to take back")
    if points is not None and not (math.isfinite(points) and 0 <= points <= worth[check]):
        raise OverrideError(f"points is {points:g}, expected 0 to {worth[check]:g} for {check!r}")
    with ledger.transaction():
        if points is None:
            place = (utf8_safe(row.student), check)
            ledger.base.execute("DELETE FROM override WHERE student = ? AND name = ?", place)
            return
        held = {"student": row.student, "name": check, "points": points, "comment": comment}
        ledger.insert("override", {**held, "made": now(), "key": row.result.key})


def overrides(ledger: Ledger) -> dict[str, dict[str, tuple[Override, str]]]:
    """Return what is set by hand.

    Parameters
    ----------
    ledger : Ledger
        Where it is kept.

    Returns
    -------
    dict
        For each student and check, with the key of the answers that counted then.
    """
    found: dict[str, dict[str, tuple[Override, str]]] = {}
    rows = ledger.base.execute("SELECT student, name, points, comment, made, key FROM override")
    for student, name, points, comment, made, key in rows:
        found.setdefault(student, {})[name] = Override(points, comment, made), key
    return found


def unknown(what: str, name: str, names: Iterable[str]) -> str:
    """Return a sentence on a name that is not known, with the nearest or the possible ones.

    Parameters
    ----------
    what : str
        What the name should be of.
    name : str
        As it was given.
    names : iterable of str
        The possible ones.

    Returns
    -------
    str

    Examples
    --------
    >>> unknown("check", "corelate2d", ["conv1d_valid", "correlate2d"])
    "there is no check 'corelate2d'; did you mean 'correlate2d'?"
    >>> unknown("check", "x", ["conv1d_valid", "correlate2d"])
    "there is no check 'x', expected one of: conv1d_valid, correlate2d"
    """
    names = list(names)
    folded = {one.casefold(): one for one in names}
    near = difflib.get_close_matches(name.casefold(), folded, n=3)
    if near:
        likely = " or ".join(repr(folded[one]) for one in near)
        return f"there is no {what} {name!r}; did you mean {likely}?"
    return f"there is no {what} {name!r}, expected one of: {shown(names, MOST_NAMES)}"
