"""The page about one student's submission, for the student."""

from convedu.grading.model import WAITING, Job, StudentGrade
from convedu.grading.report import sentences
from convedu.grading.report.page import render
from convedu.grading.report.similarity.similar_answers import short

_STATE = {
    "missing": "still missing",
    "failed": "the check itself failed: your instructor sees this",
    WAITING: "a person marks this",
}
_FILE = {
    "repaired": "Your file was mended before it was marked. That itself cost no points:",
    "ok": "About your file:",
    "failed": "Not all of it could be marked. That is not your doing; your instructor sees it:",
    "unreadable": "Your file could not be marked as it is:",
}


def student_page(job: Job, row: StudentGrade) -> str:
    """Return a student's feedback: each check's verdict, no hidden case, and the code it judged."""
    answers = {short(name): source for name, source in row.result.answers}
    verdicts = {verdict.check: verdict for verdict in row.result.verdicts}
    return render(
        "student_page.html",
        title=f"{job.exercise.name}: {row.student}",
        exercise=job.exercise,
        row=row,
        verdicts=verdicts,
        right=sum(verdict.state == "correct" for verdict in verdicts.values()),
        about=filter(None, [sentences.group(row), sentences.attempts(row)]),
        lateness=sentences.lateness(row),
        said_of_file=_FILE[row.result.status],
        drawn_anew=bool(job.seed),
        answers=answers,
        state_words=_STATE,
        by_hand=sentences.by_hand,
    )
