"""The page about a class: report.html."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from statistics import fmean, median

import convedu
from convedu.grading.common.text import many, number
from convedu.grading.model import NOT_ISOLATED, Job, StudentGrade
from convedu.grading.report import svg
from convedu.grading.report.class_stats import CheckFacts, Facts
from convedu.grading.report.misconceptions import misconceptions
from convedu.grading.report.page import (
    LIMITS,
    SIGNS,
    code,
    listed,
    page,
    person,
    section,
    text,
)
from convedu.grading.report.review import (
    by_hand,
    lateness,
    needs_review,
    repairs,
    to_look_at,
)
from convedu.grading.report.statistics import FEWEST, bins, separation
from convedu.grading.report.table import line, table


def class_page(
    job: Job,
    rows: Iterable[StudentGrade],
    isolation: str,
    *,
    notes: Sequence[str] = (),
    when: datetime | None = None,
) -> str:
    """Return report.html: the class in pictures and figures, what to look at, all marks.

    Parameters
    ----------
    job : Job
        What the class was marked with.
    rows : iterable of StudentGrade
        The class, in the order of the table; each row is looked at once and not kept.
    isolation : str
        What was around the student processes.
    notes : sequence of str
        What a person should know of the exercise.
    when : datetime, optional
        What the page gives as the time of its making; now, if it is left out.

    Returns
    -------
    str
    """
    facts, students, lines = Facts(job.exercise), [], []
    for row in rows:
        facts.add(row)
        students.append(row.student)
        lines.append(line(job.exercise, row))
    sections = [
        _distribution(facts),
        _checks(job, facts),
        misconceptions(facts),
        needs_review(facts),
        section("marks", "All marks", _reading_the_table(), table(job.exercise, students, lines)),
        by_hand(job.exercise, facts),
        lateness(facts),
        repairs(facts),
        _circumstances(job, isolation, when or datetime.now(UTC)),
    ]
    about = section("exercise", "The exercise", listed([*map(code, notes)])) if notes else ""
    head = (_warning(isolation), _tiles(facts), _links(), about)
    return page(f"Marks: {job.exercise.name}", *head, *sections, kind="class")


def _links() -> str:
    names = {
        "scores": "Scores",
        "checks": "Checks",
        "bugs": "Misconceptions",
        "look": "To be looked at",
        "marks": "All marks",
        "how": "How it was marked",
    }
    links = (f'<a href="#{name}">{title}</a>' for name, title in names.items())
    return f'<nav aria-label="Sections">{" ".join(links)}</nav>'


def _warning(isolation: str) -> str:
    if isolation != NOT_ISOLATED:
        return ""
    return (
        '<p class="warning">The submissions were run without any isolation from this machine.</p>'
    )


def _tiles(facts: Facts) -> str:
    full = facts.exercise.points
    words = ", ".join(f"{count} {name}" for name, count in sorted(facts.statuses.items()))
    tiles = [(str(facts.count), f"submissions: {words}")]
    if facts.scores:
        tiles += [
            (number(round(fmean(facts.scores), 2)), f"mean of {number(full)} points"),
            (number(round(median(facts.scores), 2)), "median"),
            (str(sum(score >= full for score in facts.scores)), "with full marks"),
        ]
    tiles.append((str(to_look_at(facts)), '<a href="#look">to be looked at</a>'))
    items = "".join(f"<li><b>{value}</b> <span>{what}</span></li>" for value, what in tiles)
    return f'<ul class="tiles">{items}</ul>'


def _distribution(facts: Facts) -> str:
    if not facts.scores:
        return section("scores", "Scores", "<p>None was marked.</p>")
    found = bins(facts.scores, facts.exercise.points)
    middle, half = fmean(facts.scores), median(facts.scores)
    mean, median_ = number(round(middle, 2)), number(round(half, 2))
    marked, left = len(facts.scores), facts.count - len(facts.scores)
    words = f"Scores of {marked} submissions: mean {mean}, median {median_}"
    drawn = svg.histogram(found, mean=middle, median=half, title=words)
    were = many(left, "submission was", "submissions were")
    missing = f" {were} not marked and {'is' if left == 1 else 'are'} not drawn." if left else ""
    return section(
        "scores",
        "Scores",
        f'<div class="scroll">{drawn}</div>',
        f'<p class="soft">▲ mean {mean}, △ median {median_}. A bar counts the scores from the '
        f"number below it to under the next. Penalties for lateness are in.{missing}</p>",
    )


def _checks(job: Job, facts: Facts) -> str:
    lines = [_check(job, facts, one) for one in facts.checks.values()]
    heads = "".join(
        f"<th scope=col>{name}"
        for name in ("check", "verdicts", "mean share", "separates", "time", "limits hit")
    )
    return section(
        "checks",
        "Checks",
        svg.legend({state for one in facts.checks.values() for state in one.states}),
        f'<div class="scroll"><table class="checks"><thead><tr>{heads}<tbody>{"".join(lines)}'
        "</table></div>",
        _reading_the_checks(job),
    )


def _reading_the_checks(job: Job) -> str:
    return (
        '<details><summary>How to read this</summary><p class="soft"><b>Mean share</b> of the '
        "points is a check's difficulty index: near 1 is easy. <b>Separates</b> is the corrected "
        "item-total correlation: how far those who do well in this check do well in all others "
        "(Crocker and Algina, Introduction to Classical and Modern Test Theory, 1986), with "
        f"Fisher's 95 % interval; not for fewer than {FEWEST} marked submissions. A rule of "
        "thumb, made by Ebel and Frisbie for the upper less the lower group (Essentials of "
        "Educational Measurement, 1991): 0.4 and more is very good, under 0.2 asks for a look at "
        "the check; below 0 the strong fail it more often than the weak. <b>Time</b> is "
        "for a whole check, on a logarithmic scale: dot median, "
        f"stroke slowest, dashed line the limit of {svg.duration(job.limits.seconds)} for the "
        "learner's own code. Overrides by a person are in the points, penalties for lateness are "
        "not.</p></details>"
    )


def _check(job: Job, facts: Facts, one: CheckFacts) -> str:
    check = one.check
    worth = f"{number(check.points)} points" if check.points else "no points"
    cells = [f"<tr><th scope=row>{text(check.name)}<small>{worth}</small>"]
    if not one.shares:
        return f"{cells[0]}<td colspan=5>nobody was marked"
    mean = fmean(one.shares)
    found = separation(one.shares, facts.totals, check.points)
    told = (
        f"too few ({len(one.shares)})"
        if found.reason.startswith("fewer")
        else found.reason or f"{found.value:.2f}"
    )
    slowest, who = one.slowest
    half = median(one.seconds)
    waiting = len(facts.waiting.get(check.name, ()))
    share = f"{svg.share(mean)} {mean:.2f}"
    separates = (f"{svg.interval(found)} " if not found.reason else "") + told
    cells += [
        svg.states(one.states),
        f"{waiting} waiting" if waiting else share,
        "–" if waiting else separates,
        f"{svg.times(half, slowest, job.limits.seconds)}"
        f"<small>median {svg.duration(half)}<br>"
        f"slowest {svg.duration(slowest)} ({person(who)})</small>",
        "<br>".join(f"{n} × {LIMITS[k]}" for k, n in sorted(one.limits.items())) or "–",
    ]
    return "<td>".join(cells)


def _reading_the_table() -> str:
    signs = ", ".join(f"{sign} {state}" for state, sign in SIGNS.items())
    return (
        '<p class="soft">The darker a cell, the larger the share of points that is lost; * was set '
        f"by a person. A check without points shows its verdict: {signs}. Each name leads to the "
        "learner's feedback.</p>"
    )


def _circumstances(job: Job, isolation: str, when: datetime) -> str:
    bounds = job.limits
    return section(
        "how",
        "How it was marked",
        f"<p>Seed {job.seed}; isolation: {text(isolation)}; convedu {text(convedu.__version__)}; "
        f"this page was made on {when.astimezone(UTC):%Y-%m-%d at %H:%M} UTC.<br>"
        f"Limits of each answer cell and of the calls of each check: {bounds.seconds:g} s, "
        f"{bounds.memory_bytes >> 20} MiB of memory, {bounds.processes} processes.<br>"
        f"Exercise {text(job.exercise.name)}, SHA-256 <code>{job.exercise.digest}</code>.</p>",
    )
