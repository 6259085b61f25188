"""The pages about a class and about one student: plain HTML, each one file by itself."""

import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from .exercise import Exercise
from .exports import number
from .gradebook import Row
from .marks import Job, Verdict
from .unjailed import NOT_ISOLATED

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
h2 { font-size: 1.2rem; margin: 1.6rem 0 .5rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border-bottom: 1px solid #8886; padding: .3rem .7rem; text-align: left; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
pre { overflow-x: auto; padding: .5rem; background: #8882; }
.warning { border-left: 4px solid #c4622d; padding: .3rem .8rem; }
"""
SIGNS = {"correct": "✓", "almost": "◐", "keep working": "✎", "missing": "○", "failed": "!"}


def class_page(job: Job, rows: Sequence[Row], isolation: str) -> str:
    """Return report.html: the class in one table, misconceptions, repairs.

    Parameters
    ----------
    job : Job
        What the class was marked with.
    rows : sequence of Row
        The class.
    isolation : str
        What was around the student processes.

    Returns
    -------
    str
    """
    exercise = job.exercise
    count = Counter(row.result.status for row in rows)
    scores = [row.score for row in rows if row.result.verdicts]
    mean = f"mean {number(round(sum(scores) / len(scores), 2))}" if scores else "none marked"
    summary = ", ".join(f"{count[name]} {name}" for name in sorted(count))
    return _page(
        f"Marks: {exercise.name}",
        _warning(isolation),
        f"<p>{len(rows)} submissions ({summary}), {mean} of {number(exercise.points)} points.<br>"
        f"Seed {job.seed}; isolation: {_text(isolation)}.</p>",
        "<h2>Students</h2>",
        _students(exercise, rows),
        "<h2>Misconceptions</h2>",
        _misconceptions(rows),
        "<h2>Repairs and reasons</h2>",
        _reasons(rows),
    )


def student_page(job: Job, row: Row) -> str:
    """Return a student's feedback: each check's verdict, and what was mended.

    Parameters
    ----------
    job : Job
        What it was marked with.
    row : Row
        The student's result.

    Returns
    -------
    str
        It shows nothing but what the checks themselves say to the learner.
    """
    exercise = job.exercise
    full = {check.name: check.points for check in exercise.checks}
    parts = [f"<p>{number(row.score)} of {number(exercise.points)} points.</p>"]
    if row.result.reasons:
        parts += ["<ul>", *(f"<li>{_code(reason)}</li>" for reason in row.result.reasons), "</ul>"]
    for verdict in row.result.verdicts:
        parts.append(_verdict(verdict, row.points[verdict.check], full[verdict.check]))
    return _page(f"{exercise.name}: {row.student}", *parts)


def feedback_name(student: str) -> str:
    """Return the name of a student's page, short enough for any file system.

    Parameters
    ----------
    student : str
        The student's name.

    Returns
    -------
    str

    Examples
    --------
    >>> feedback_name("ada")
    'ada.html'
    """
    name = re.sub(r'[\x00-\x1f/\\:*?"<>|]', "_", student)
    if len(name.encode()) > 200 or name != student:
        name = f"{name[:40]}-{hashlib.sha256(student.encode()).hexdigest()[:12]}"
    return f"{name}.html"


def _page(title: str, *parts: str) -> str:
    head = f'<meta charset="utf-8"><title>{_text(title)}</title><style>{_STYLE}</style>'
    body = "\n".join([f"<h1>{_text(title)}</h1>", *parts])
    return (
        f'<!doctype html>\n<html lang="en">\n<head>{head}</head>\n<body>\n{body}\n</body></html>\n'
    )


def _warning(isolation: str) -> str:
    if isolation != NOT_ISOLATED:
        return ""
    return (
        '<p class="warning">The submissions were run without any isolation from this machine.</p>'
    )


def _students(exercise: Exercise, rows: Iterable[Row]) -> str:
    names = [check.name for check in exercise.checks]
    numbers = "".join(f'<th class="n">{_text(name)}</th>' for name in ["score", *names])
    lines = [f"<table><tr><th>student</th><th>status</th>{numbers}</tr>"]
    for row in rows:
        values = [row.score, *(row.points[name] for name in names)]
        cells = "".join(f'<td class="n">{number(value)}</td>' for value in values)
        link = f'<a href="feedback/{_text(_quoted(row.student))}">{_text(row.student)}</a>'
        lines.append(f"<tr><td>{link}</td><td>{_text(row.result.status)}</td>{cells}</tr>")
    return "\n".join([*lines, "</table>"])


def _misconceptions(rows: Iterable[Row]) -> str:
    who: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for verdict in row.result.verdicts:
            if verdict.misconception:
                who.setdefault((verdict.check, verdict.misconception), []).append(row.student)
    if not who:
        return "<p>None was recognised.</p>"
    lines = [
        '<table><tr><th>check</th><th>misconception</th><th class="n">how many</th><th>who</th>'
    ]
    for (check, name), students in sorted(who.items(), key=lambda item: -len(item[1])):
        shown = ", ".join(students[:12]) + (" …" if len(students) > 12 else "")
        lines.append(
            f"<tr><td>{_text(check)}</td><td>{_text(name)}</td>"
            f'<td class="n">{len(students)}</td><td>{_text(shown)}</td></tr>'
        )
    return "\n".join([*lines, "</table>"])


def _reasons(rows: Iterable[Row]) -> str:
    lines = [
        f"<li>{_text(row.student)} ({_text(row.result.status)}): "
        f"{' '.join(_code(reason) for reason in row.result.reasons)}</li>"
        for row in rows
        if row.result.reasons
    ]
    return "\n".join(["<ul>", *lines, "</ul>"]) if lines else "<p>Nothing had to be mended.</p>"


def _verdict(verdict: Verdict, points: float, full: float) -> str:
    sign = SIGNS.get(verdict.state, "")
    worth = f", {number(points)} of {number(full)}" if full else " (without points)"
    head = f"<h2>{sign} {_text(verdict.check)}: {_text(verdict.state)}{worth}</h2>"
    message = f"<p>{_code(verdict.message)}</p>" if verdict.message else ""
    case = f"<pre>{_text(verdict.case)}</pre>" if verdict.case else ""
    return f"{head}\n{message}{case}"


def _text(value: str) -> str:
    return html.escape(value)


def _code(value: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", _text(value))


def _quoted(student: str) -> str:
    return quote(feedback_name(student))
