"""The page about one student's submission, for the student."""

import keyword
import re
from collections.abc import Iterator

from convedu.grading.common.text import number
from convedu.grading.exercise.load import Check
from convedu.grading.model import WAITING, Job, StudentGrade, Verdict
from convedu.grading.report import sentences
from convedu.grading.report.page import (
    SIGNS,
    code,
    page,
    text,
)
from convedu.grading.report.similarity.similar_answers import short
from convedu.grading.report.svg import STATES, share

_KIND = {
    "missing": "still missing",
    "failed": "the check itself failed: your instructor sees this",
    WAITING: "a person marks this",
}
# A text that is never closed reaches to the end of its line: nothing is ever tried twice.
_WORD = re.compile(
    r"(?P<i>\#[^\n]*)"
    r"|(?P<em>[rbfuRBFU]{0,2}(?:'''(?:\\.|[^\\])*?(?:'''|\\?\Z)"
    r"|\"\"\"(?:\\.|[^\\])*?(?:\"\"\"|\\?\Z)"
    r"|'(?:\\.|[^\\\n'])*'?|\"(?:\\.|[^\\\n\"])*\"?))"
    rf"|\b(?P<b>{'|'.join(keyword.kwlist)})\b|\w+",
    re.DOTALL,
)


def student_page(job: Job, row: StudentGrade) -> str:
    """Return a student's feedback: each check's verdict with the code it judged.

    Parameters
    ----------
    job : Job
        What it was marked with.
    row : StudentGrade
        The student's result.

    Returns
    -------
    str
        Of cases it shows what the checks themselves show to the learner, so none that is hidden.
    """
    answers = {short(name): source for name, source in row.result.answers}
    said = {verdict.check: verdict for verdict in row.result.verdicts}
    parts = [
        _check(check, said[check.name], row, answers.pop(check.name, None))
        for check in job.exercise.checks
        if check.name in said
    ]
    parts += [_override(check, row) for check in job.exercise.checks if check.name not in said]
    others = [f"<h3>{text(name)}</h3>{listing(source)}" for name, source in answers.items()]
    return page(
        f"{job.exercise.name}: {row.student}",
        *_head(job, row),
        *parts,
        f"<h2>Your other answers</h2>{''.join(others)}" if others else "",
        kind="learner",
    )


def _head(job: Job, row: StudentGrade) -> Iterator[str]:
    full = job.exercise.points
    part = share(row.score / full) if full else ""
    verdicts = row.result.verdicts
    right = sum(verdict.state == "correct" for verdict in verdicts)
    yield f"<p>{part} <b>{number(row.score)} of {number(full)} points.</b></p>"
    if verdicts:
        verb = sentences.many(len(verdicts), "check is", "checks are")
        yield f"<p>{right} of {verb} correct.</p>"
    if said := sentences.attempts(row):
        yield f"<p>{text(said)}</p>"
    if row.submitted:
        yield f"<p>Handed in on {row.submitted:%Y-%m-%d at %H:%M} UTC.</p>"
    if said := sentences.lateness(row):
        yield f'<p class="note">{text(said)}</p>'
    if row.result.reasons:
        yield from _reasons(row)
    if job.seed and verdicts:
        yield (
            '<p class="soft">Marks come from the checks of your notebook, with numbers drawn anew; '
            "those are not shown.</p>"
        )


def _reasons(row: StudentGrade) -> Iterator[str]:
    what = {
        "repaired": "Your file was mended before it was marked. That itself cost no points:",
        "ok": "About your file:",
        "failed": "Not all of it could be marked. That is not your doing; your instructor sees it:",
    }.get(row.result.status, "Your file could not be marked as it is:")
    items = "".join(f"<li>{code(reason)}</li>" for reason in row.result.reasons)
    yield f'<div class="note">{what}<ul>{items}</ul></div>'


def _check(check: Check, verdict: Verdict, row: StudentGrade, source: str | None) -> str:
    worth = f"{number(row.points[check.name])} of {number(check.points)} points"
    place = STATES.index(verdict.state) if verdict.state in STATES else len(STATES) - 1
    state = _KIND.get(verdict.state, verdict.state)
    return "\n".join(
        [
            f'<article class="v{place}">',
            f"<h2><span>{SIGNS.get(verdict.state, '')} {text(check.name)}: {text(state)}</span>"
            f"<small>{worth if check.points else 'without points'}</small></h2>",
            f"<p>{code(verdict.message)}</p>" if verdict.message else "",
            f"<h3>For example</h3><pre>{text(verdict.case)}</pre>" if verdict.case else "",
            _comment(check, row),
            f"<h3>Your code, as it was run</h3>{listing(source)}" if source else "",
            "</article>",
        ]
    )


def _override(check: Check, row: StudentGrade) -> str:
    if check.name not in row.overrides:
        return ""
    worth = f"{number(row.points[check.name])} of {number(check.points)} points"
    head = f"<h2><span>{text(check.name)}</span><small>{worth}</small></h2>"
    return f"<article>{head}{_comment(check, row)}</article>"


def _comment(check: Check, row: StudentGrade) -> str:
    one = row.overrides.get(check.name)
    return f'<p class="note">{text(sentences.by_hand(one))}</p>' if one else ""


def listing(source: str) -> str:
    """Return code as HTML, with numbered lines; a long text without colours.

    Parameters
    ----------
    source : str
        Python, or anything else.

    Returns
    -------
    str

    Examples
    --------
    >>> listing("return a < 1")
    '<pre class="code"><span class="l"><b>return</b> a &lt; 1</span></pre>'
    """
    marked = _coloured(source) if len(source) < 20_000 else text(source)
    lines = "\n".join(f'<span class="l">{line}</span>' for line in marked.split("\n"))
    return f'<pre class="code">{lines}</pre>'


def _coloured(source: str) -> str:
    parts, last = [], 0
    for found in _WORD.finditer(source):
        if (kind := found.lastgroup) is None:
            continue
        parts.append(text(source[last : found.start()]))
        # A text over several lines is closed and opened in each: lines are numbered one by one.
        lines = (f"<{kind}>{text(line)}</{kind}>" for line in found.group().split("\n"))
        parts.append("\n".join(lines))
        last = found.end()
    return "".join([*parts, text(source[last:])])
