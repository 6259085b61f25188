"""What is said of a mark: what policy or a person has done to it, and each check in a sentence."""

import html

from convedu.grading.common.text import in_one_line, many, number, shown
from convedu.grading.exercise.model import Check, Exercise
from convedu.grading.model import Override, StudentGrade, Verdict

SIGN = "convedu:"  # at the beginning of a platform's comment


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
    taken = f"{number(row.late_penalty)} points were taken off"
    cost = taken if row.late_penalty else "nothing is taken off"
    return f"Late by {many(row.days_late, 'day')}: {cost}.{own}"


def by_hand(override: Override) -> str:
    """Say that a person has set the points, and why."""
    early = " when other answers counted" if override.outdated else ""
    reason = f": {override.comment}" if override.comment else "."
    return f"These points were set by a person{early}{reason}"


def about(exercise: Exercise, row: StudentGrade) -> list[str]:
    """Return the whole mark in words: the score, what was mended, what policy or a person did."""
    score = f"{SIGN} {number(row.score)} of {number(exercise.points)} points."
    sentences = score, *row.result.reasons, group(row), attempts(row), lateness(row)
    return [in_one_line(text) for text in sentences if text]


def each_check(exercise: Exercise, row: StudentGrade) -> list[str]:
    """Return a sentence or two for each check, in the exercise's order."""
    verdicts = {verdict.check: verdict for verdict in row.result.verdicts}
    return [
        in_one_line(_sentence(check, verdicts.get(check.name), row)) for check in exercise.checks
    ]


def _sentence(check: Check, verdict: Verdict | None, row: StudentGrade) -> str:
    points = f"{number(row.points[check.name])} of {number(check.points)}"
    if not check.points:
        points = "without points"
    if override := row.overrides.get(check.name):
        return f"{check.name}: {points}. {by_hand(override)}"
    state = verdict.state if verdict else "not marked"
    message = verdict.message if verdict and verdict.fraction < 1 else ""
    return f"{check.name}: {state}, {points}. {message}"


def comment(exercise: Exercise, row: StudentGrade) -> str:
    """Return the same as HTML in one line, as Moodle's comments are."""
    sentences = [*about(exercise, row), *each_check(exercise, row)]
    return "<br>".join(html.escape(text, quote=False) for text in sentences)


def is_ours(text: str) -> bool:
    """Tell whether a comment may be replaced: there is none, or it was written here."""
    plain = text.replace("<p>", "").strip()
    return not plain or plain.startswith(SIGN)
