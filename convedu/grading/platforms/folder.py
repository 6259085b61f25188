"""A folder of one's own: each learner's feedback in a folder that is named by login."""

from pathlib import Path

from convedu.grading.model import StudentGrade
from convedu.grading.platforms.platform import Platform
from convedu.grading.report import feedback_name
from convedu.grading.submissions.files import File


def feedback(row: StudentGrade, handed_in: File | None) -> str:
    """Return where a learner's page belongs: by the platform's number or login, else by name."""
    return f"{Path(feedback_name(row.id or row.student)).stem}/feedback.html"


PLATFORM = Platform("folder", feedback=feedback, feedback_file="feedback-by-login")
