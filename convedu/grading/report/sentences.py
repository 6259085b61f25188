"""Numbers, names, and what policy or a person has done to a mark, in the same words everywhere."""

from convedu.grading.common.text import many, number
from convedu.grading.model import Override, StudentGrade


def attempts(row: StudentGrade) -> str:
    """Say which of several attempts counts; nothing if there is one."""
    if row.attempts < 2:
        return ""
    return f"You handed in {row.attempts} attempts; {row.attempt or 'one'} counts."


def lateness(row: StudentGrade) -> str:
    """Say how late it was and what that costs; nothing if it was in time."""
    if not row.days_late:
        return ""
    cost = (
        f"{number(row.late_penalty)} points were taken off"
        if row.late_penalty
        else "nothing is taken off"
    )
    return f"Late by {many(row.days_late, 'day')}: {cost}."


def by_hand(override: Override) -> str:
    """Say that a person has set the points, and why."""
    early = " when other answers counted" if override.outdated else ""
    said = f": {override.comment}" if override.comment else "."
    return f"These points were set by a person{early}{said}"
