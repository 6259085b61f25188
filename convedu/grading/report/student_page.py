"""The page about one student's submission, for the student."""

import keyword
import re
from collections.abc import Iterator

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
_LONGEST_COLOURED = 20_000  # characters
# A text that is never closed reaches to the end of its line: nothing is ever tried twice.
_WORD = re.compile(
    r"(?P<i>\#[^\n]*)"
    r"|(?P<em>[rbfuRBFU]{0,2}(?:'''(?:\\.|[^\\])*?(?:'''|\\?\Z)"
    r"|\"\"\"(?:\\.|[^\\])*?(?:\"\"\"|\\?\Z)"
    r"|'(?:\\.|[^\\\n'])*'?|\"(?:\\.|[^\\\n\"])*\"?))"
    rf"|\b(?P<b>{'|'.join(keyword.kwlist)})\b|\w+",
    re.DOTALL,
)
Line = list[tuple[str, str]]  # pieces of a line of code: the HTML element, if any, and the text


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
        coloured=coloured,
    )


def coloured(source: str) -> list[Line]:
    """Return the lines of some code, each cut where its colour changes; a long text has none."""
    lines: list[Line] = [[]]
    for kind, text in _words(source) if len(source) < _LONGEST_COLOURED else [("", source)]:
        first, *more = text.split("\n")  # lines are numbered one by one
        lines[-1].append((kind, first))
        lines += [[(kind, line)] for line in more]
    return [[(kind, text) for kind, text in line if text] for line in lines]


def _words(source: str) -> Iterator[tuple[str, str]]:
    last = 0
    for match in _WORD.finditer(source):
        if match.lastgroup:
            yield "", source[last : match.start()]
            yield match.lastgroup, match[0]
            last = match.end()
    yield "", source[last:]
