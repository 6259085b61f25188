"""What a student is told in a platform's comment: each check in one sentence."""

import html

from convedu.grading.common.text import in_one_line, number
from convedu.grading.exercise.model import Check, Exercise
from convedu.grading.model import StudentGrade, Verdict
from convedu.grading.report.sentences import attempts, by_hand, group, lateness

SIGN = "convedu:"


def about(exercise: Exercise, row: StudentGrade) -> list[str]:
    """Return the whole mark in words: the score, what was mended, what policy or a person did."""
    sentences = [
        f"{SIGN} {number(row.score)} of {number(exercise.points)} points.",
        *row.result.reasons,
    ]
    return [
        in_one_line(text) for text in (*sentences, group(row), attempts(row), lateness(row)) if text
    ]


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
