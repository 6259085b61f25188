"""Numbers, names, and what policy or a person has done to a mark, in the same words everywhere."""

from convedu.grading.common.text import many, number, shown
from convedu.grading.model import Override, StudentGrade


def attempts(row: StudentGrade) -> str:
    """Say which of several attempts counts; nothing if there is one."""
    if row.attempts < 2:
        return ""
    who = "Your group" if row.group else "You"
    return f"{who} handed in {row.attempts} attempts; {row.attempt or 'one'} counts."


def group(row: StudentGrade) -> str:
    """Say for whom a submission counts, and whose it is; nothing if it is one student's."""
    if not row.group:
        return ""
    by = f" by {row.handed_in_by}" if row.handed_in_by else ""
    return f"Handed in{by} for the group: {shown(row.group)}."


def lateness(row: StudentGrade) -> str:
    """Say how late it was, what that costs, and which due date was the student's own."""
    own = f" Your own due date is {row.own_due:%Y-%m-%d %H:%M %Z}." if row.own_due else ""
    if not row.days_late:
        return own.strip()
    cost = (
        f"{number(row.late_penalty)} points were taken off"
        if row.late_penalty
        else "nothing is taken off"
    )
    return f"Late by {many(row.days_late, 'day')}: {cost}.{own}"


def by_hand(override: Override) -> str:
    """Say that a person has set the points, and why."""
    early = " when other answers counted" if override.outdated else ""
    reason = f": {override.comment}" if override.comment else "."
    return f"These points were set by a person{early}{reason}"
